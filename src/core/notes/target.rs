//! What a note is about, and the one line of text that says so in every form a note takes.
//! Whether the record still has it is not known here.

use super::passage::{Anchor, Quote};
use crate::core::{
    link::{escaped, unescaped},
    model::Measure,
    time::Edtf,
};

/// What a note is about. Everything in the record is named by its id, so that a note outlives a
/// newer record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// The record as a whole, or nothing that is known any more.
    #[default]
    Record,
    Event(String),
    /// Words of an event's text.
    Passage(Passage),
    /// A figure that an event's sources give.
    Figure {
        event: String,
        measure: Measure,
    },
    /// All the claims of a measure: the line they make.
    Claims(Measure),
    Claim(String),
    /// A region by its code of ISO 3166-2, or a country by that of ISO 3166-1.
    Region(String),
    Place(String),
    /// A date or a span of the timeline.
    Time(Edtf),
    /// A whole view: the link's part after `#`, as `core::link` writes it.
    View(String),
    /// Another page, where a note from elsewhere was made.
    Page {
        address: String,
        quote: Option<Quote>,
    },
    /// A target of a later version, kept as it was written.
    Other {
        on: String,
        quote: Option<Quote>,
    },
}

/// Words of an event's text in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub event: String,
    /// BCP 47 tag of the language that the words are in.
    pub lang: String,
    pub part: Part,
    pub quote: Quote,
}

impl Passage {
    /// Where the words stand in the event's text in a language. Nothing where they were marked in
    /// another language: then the note stands at the event as a whole.
    pub fn anchor(&self, lang: &str, text: &str) -> Option<Anchor> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        (primary(&self.lang) == primary(lang)).then(|| self.quote.anchor(text))
    }
}

/// Which of an event's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    Title,
    #[default]
    Summary,
}

impl Part {
    pub fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Title, Self::Summary].into_iter().find(|part| part.id() == id)
    }
}

impl Target {
    /// The target as `event=2023-01-09-juliaca&lang=es&part=summary`: keys and values as in a form,
    /// values percent-encoded. The words of a passage stand beside it. Empty for the whole record.
    pub fn on(&self) -> String {
        match self {
            Self::Record => String::new(),
            Self::Event(id) => pair("event", id),
            Self::Passage(passage) => {
                let event = pair("event", &passage.event);
                format!("{event}&{}&part={}", pair("lang", &passage.lang), passage.part.id())
            }
            Self::Figure { event, measure } => {
                format!("{}&measure={}", pair("event", event), measure.id())
            }
            Self::Claims(measure) => pair("claims", measure.id()),
            Self::Claim(id) => pair("claim", id),
            Self::Region(code) => pair("region", code),
            Self::Place(id) => pair("place", id),
            Self::Time(date) => pair("time", &date.text),
            Self::View(link) => pair("view", link),
            Self::Page { address, .. } => pair("page", address),
            Self::Other { on, .. } => on.clone(),
        }
    }

    /// The words the note is fixed to, and what stands around them.
    pub fn quote(&self) -> Option<&Quote> {
        match self {
            Self::Passage(passage) => Some(&passage.quote),
            Self::Page { quote, .. } | Self::Other { quote, .. } => quote.as_ref(),
            _ => None,
        }
    }

    /// The event that the note stands at, if it stands at one.
    pub fn event(&self) -> Option<&str> {
        match self {
            Self::Event(event) | Self::Figure { event, .. } => Some(event),
            Self::Passage(passage) => Some(&passage.event),
            _ => None,
        }
    }

    /// Reads what `on` and `quote` give. What it does not know it keeps.
    pub fn read(on: &str, quote: Option<Quote>) -> Self {
        let mut quote = quote;
        let known = known(on, &mut quote);
        match known {
            // A quote that its target has no use for is of a later version too.
            Some(target) if quote.is_none() => target,
            _ => Self::Other { on: on.to_owned(), quote },
        }
    }

    /// The part after `#` of the page's address that shows the target, as links are written.
    pub fn link(&self) -> String {
        match self {
            Self::Event(id) | Self::Figure { event: id, .. } => pair("event", id),
            Self::Passage(passage) => {
                format!("{}&{}", pair("event", &passage.event), pair("lang", &passage.lang))
            }
            Self::Claims(measure) => pair("claims", measure.id()),
            Self::Region(code) => pair("region", code),
            Self::Time(date) => format!("from={}&to={}", date.span.first, date.span.last),
            Self::View(link) => link.clone(),
            _ => String::new(),
        }
    }
}

fn pair(key: &str, value: &str) -> String {
    format!("{key}={}", escaped(value))
}

/// The target of a line, which takes the quote if it has a use for it.
fn known(on: &str, quote: &mut Option<Quote>) -> Option<Target> {
    let mut pairs = Vec::new();
    if !on.is_empty() {
        for part in on.split('&') {
            let (key, value) = part.split_once('=')?;
            pairs.push((key, unescaped(value).ok()?));
        }
    }
    let mut pairs = pairs.into_iter();
    let Some((key, value)) = pairs.next() else { return Some(Target::Record) };
    let more: Vec<(&str, String)> = pairs.collect();
    let target = match (key, more.as_slice()) {
        ("event", []) => Target::Event(value),
        ("event", [("measure", measure)]) => {
            Target::Figure { event: value, measure: Measure::from_id(measure)? }
        }
        ("event", [("lang", lang), ("part", part)]) => {
            let part = Part::from_id(part)?;
            let lang = lang.clone();
            let quote = quote.take()?;
            Target::Passage(Passage { event: value, lang, part, quote })
        }
        ("claims", []) => Target::Claims(Measure::from_id(&value)?),
        ("claim", []) => Target::Claim(value),
        ("region", []) => Target::Region(value),
        ("place", []) => Target::Place(value),
        ("time", []) => Target::Time(Edtf::parse(&value).ok()?),
        ("view", []) => Target::View(value),
        ("page", []) => Target::Page { address: value, quote: quote.take() },
        _ => return None,
    };
    Some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote() -> Quote {
        Quote { exact: "marcha".to_owned(), ..Quote::default() }
    }

    fn check(target: &Target, on: &str) {
        assert_eq!(target.on(), on);
        assert_eq!(Target::read(on, target.quote().cloned()), *target);
    }

    #[test]
    fn every_target_comes_back_from_its_line() {
        check(&Target::Record, "");
        check(&Target::Event("a-b".to_owned()), "event=a-b");
        let passage = Passage {
            event: "a-b".to_owned(),
            lang: "es-PE".to_owned(),
            part: Part::Title,
            quote: quote(),
        };
        check(&Target::Passage(passage), "event=a-b&lang=es-PE&part=title");
        let figure = Target::Figure { event: "a".to_owned(), measure: Measure::Deaths };
        check(&figure, "event=a&measure=deaths");
        check(&Target::Claims(Measure::Injuries), "claims=injuries");
        check(&Target::Claim("c".to_owned()), "claim=c");
        check(&Target::Region("PE-PUN".to_owned()), "region=PE-PUN");
        check(&Target::Place("juliaca".to_owned()), "place=juliaca");
        let span = Edtf::parse("2022-12-07/2023-01").unwrap();
        check(&Target::Time(span), "time=2022-12-07/2023-01");
        check(
            &Target::View("from=2022-12-07&q=a%20b".to_owned()),
            "view=from%3D2022-12-07%26q%3Da%2520b",
        );
        let address = "https://example.org/a?b=c#d".to_owned();
        check(
            &Target::Page { address, quote: Some(quote()) },
            "page=https://example.org/a%3Fb%3Dc%23d",
        );
    }

    #[test]
    fn a_passage_of_another_language_has_no_place_in_the_text() {
        let passage = Passage {
            event: "a".to_owned(),
            lang: "es-PE".to_owned(),
            part: Part::Summary,
            quote: quote(),
        };
        assert_eq!(passage.anchor("es", "La marcha"), Some(Anchor::Moved(3..9)));
        assert_eq!(passage.anchor("es", "Nada"), Some(Anchor::Orphaned));
        assert_eq!(passage.anchor("fr", "La marcha"), None);
    }

    #[test]
    fn a_target_of_a_later_version_is_kept_as_it_is() {
        for on in ["route=lima-juliaca", "event=a&angle=7", "claims=hours", "time=soon", "x", "a=%"]
        {
            for quote in [None, Some(quote())] {
                let target = Target::read(on, quote.clone());
                assert_eq!(target, Target::Other { on: on.to_owned(), quote });
                check(&target, on);
            }
        }
        let with_quote = Target::read("event=a", Some(quote()));
        assert_eq!(with_quote.quote(), Some(&quote()), "a quote is never dropped");
        check(&with_quote, "event=a");
    }
}
