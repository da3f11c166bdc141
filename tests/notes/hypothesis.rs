//! Annotations from elsewhere: an export in Hypothesis's form, and Web Annotations of many shapes.
//! Both fixtures are made up.

use khipu::core::notes::{Colour, Intake, IntakeForm, Setting, State, Target, take_in};

use super::exchange::SETTING;

const HYPOTHESIS: &str = include_str!("../fixtures/notes/hypothesis.json");
const FOREIGN: &str = include_str!("../fixtures/notes/web-annotations.json");

fn problems(intake: &Intake) -> Vec<String> {
    intake.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn an_export_of_hypothesis_is_read() {
    let intake = take_in(HYPOTHESIS, SETTING).unwrap();
    assert_eq!(intake.form, IntakeForm::Hypothesis);
    let notes = &intake.notes;
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "¿De dónde viene **esta** cifra?",
            "Una nota de la página.",
            "Respuesta.",
            "Sobre el evento."
        ]
    );
    let quote = notes[0].target.quote().unwrap();
    assert_eq!((quote.exact.as_str(), quote.prefix.as_str()), ("dieciocho personas", "murieron "));
    assert_eq!(quote.position.map(|position| (position.start, position.end)), Some((1041, 1059)));
    assert_eq!(notes[0].tags, ["cifras", "verificar"]);
    assert_eq!(notes[0].created.to_string(), "2023-02-01T12:30:00.334Z");
    assert_eq!(notes[0].modified.to_string(), "2023-02-02T08:00:00.000Z");
    let page = Target::Page { address: "https://news.example/juliaca".to_owned(), quote: None };
    assert_eq!(notes[1].target, page);
    assert_eq!(notes[3].target, Target::Event("2023-01-09-juliaca".to_owned()));
    assert_eq!(
        problems(&intake),
        [
            "$.annotations[4]: not an annotation: \"just a text\"",
            "$.annotations[5]: an annotation that does not say what it is about: \
             {\"id\":\"e\",\"target\":[],\"text\":\"Sin página.\"}",
        ]
    );
    assert_eq!(take_in(HYPOTHESIS, SETTING).unwrap(), intake, "a second time gives the same ids");
}

#[test]
fn web_annotations_of_many_shapes_are_read() {
    let intake = take_in(FOREIGN, SETTING).unwrap();
    assert_eq!(intake.form, IntakeForm::WebAnnotation);
    let notes: Vec<String> = intake
        .notes
        .iter()
        .map(|note| format!("{} | {} | {}", note.target.on(), note.text, note.tags.join(",")))
        .collect();
    assert_eq!(
        notes,
        [
            "page=http://example.org/target1 | http://example.org/body1 | ",
            "page=http://example.org/target2 | A plain body. | ",
            "page=http://example.org/target3 | Uno\n\ndos & tres | love,hate",
            "page=http://example.org/target4 | Both. | ",
            "page=http://example.org/target5 | Both. | ",
            "page=http://example.org/target6 | The first choice. | ",
            "view=from%3D2022-12-07%26region%3DPE-PUN | A view. | ",
            " | The whole page. | ",
        ]
    );
    assert_eq!(intake.notes[2].state, State::Disputed);
    assert_eq!(intake.notes[2].colour, Colour::Rose);
    assert_eq!(intake.notes[2].target.quote().unwrap().exact, "some words");
    assert_eq!(intake.notes[0].created, SETTING.now, "without a date the present one");
    assert_eq!(
        problems(&intake),
        [
            "$.first.items[2].body[0]: HTML, of which only the text was taken: <p>Uno</p><p>dos &amp; tres</p>",
            "$.first.items[2].target[0]: a selector of a kind that is not read: CssSelector",
            "$.first.items[3]: a date that is not RFC 3339: last week",
            "$.first.items[5].body[1]: a body of a kind that is not read: {\"type\":\"Sound\"}",
            "$.first.items[8]: not an annotation: 7",
            "$.first.next: annotations at an address that is not in the file: http://example.org/page2",
        ]
    );
}

/// What the words that somebody marked at an address are about, read in Spanish.
fn marked(address: &str, setting: Setting) -> Target {
    let selectors = r#"[{"type":"TextQuoteSelector","exact":"dieciocho"},{"type":"TextPositionSelector","start":9,"end":18}]"#;
    let text = format!(
        r#"{{"annotations":[{{"id":"a","text":"x","uri":"{address}","target":[{{"source":"{address}","selector":{selectors}}}]}}]}}"#
    );
    take_in(&text, setting).unwrap().notes[0].target.clone()
}

#[test]
fn words_that_were_marked_on_the_page_of_an_event_are_words_of_it() {
    let page = "https://khipu.example/peru/#";
    for (fragment, on) in [
        ("event=a", "event=a&lang=es&part=summary"),
        ("lang=fr&event=a", "event=a&lang=fr&part=summary"),
    ] {
        let target = marked(&format!("{page}{fragment}"), SETTING);
        assert_eq!(target.on(), on);
        let quote = target.quote().unwrap();
        assert_eq!((quote.exact.as_str(), quote.position), ("dieciocho", None));
    }
    let unsaid = Setting { lang: "", ..SETTING };
    for (address, setting) in [
        ("https://khipu.example/peru/#region=PE-PUN", SETTING),
        ("https://other.example/#event=a", SETTING),
        ("https://khipu.example/peru/#event=a", unsaid),
    ] {
        let target = marked(address, setting);
        assert!(matches!(target, Target::Page { quote: Some(_), .. }), "{target:?}");
    }
}
