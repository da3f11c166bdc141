//! Hostile texts, addresses and links: none runs, all show as text.

use std::fs;

use e2e::{Host, Page, Setting, repository};
use khipu::core::notes::{Document, Moment, Note, Target, shown};
use serde_json::{Value, json};

/// What would say that something ran.
const RAN: &str = "window.khipuRan === undefined
    && !document.querySelector('[onerror], [onload], iframe, object, embed, base, img, script:not([src])')
    && [...document.querySelectorAll('a[href]')].every(it => ['http:', 'https:'].includes(it.protocol))";

/// Markup, addresses and letters that have gone wrong somewhere.
fn strings() -> Vec<String> {
    let run = "khipuRan=1";
    let mut strings: Vec<String> = [
        "<script>{}</script>",
        "</script><script>{}</script>",
        "<img src=x onerror={}>",
        "<img src=x onerror=\"{}\">",
        "\"><img src=x onerror={}>",
        "'><img src=x onerror={}>",
        "</title><script>{}</script>",
        "</textarea><svg onload={}>",
        "<svg/onload={}>",
        "<svg><animate onbegin={} attributeName=x dur=1s>",
        "<math><mtext><table><mglyph><style><img src onerror={}>",
        "<iframe srcdoc='<script>parent.{}</script>'>",
        "<iframe src=javascript:parent.{}>",
        "<object data=javascript:{}>",
        "<embed src=javascript:{}>",
        "<a href=javascript:{}>x</a>",
        "<form action=javascript:{}><button>x",
        "<details open ontoggle={}>",
        "<body onload={}>",
        "<input autofocus onfocus={}>",
        "<video><source onerror={}>",
        "<base href=//example.org/>",
        "<meta http-equiv=refresh content='0;url=javascript:{}'>",
        "<link rel=stylesheet href=//example.org/x.css>",
        "<style>*{display:none}</style>",
        "<!--<img src=x onerror={}>",
        "<![CDATA[<img src=x onerror={}>]]>",
        "<template><script>{}</script></template>",
        "<x onclick={} tabindex=1 id=x>",
        "javascript:{}",
        "JaVaScRiPt:{}",
        "java\tscript:{}",
        "javascript&colon;{}",
        "data:text/html,<script>{}</script>",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
        "vbscript:{}",
        "//example.org/x",
        "{{constructor.constructor('{}')()}}",
        "${{}}",
        "#{{}}",
        "__proto__",
        "constructor",
        "' OR 1=1 --",
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "%00%0d%0aSet-Cookie: a=b",
        "%3Cscript%3E{}%3C/script%3E",
        "&lt;script&gt;{}&lt;/script&gt;",
        "&#60;img src=x onerror={}&#62;",
        "..\\..\\..\\etc\\passwd",
        "\u{202e}txt.exe\u{202c}",
        "\u{2066}isolate\u{2069} and \u{202b}embed\u{202c}",
        "zero\u{200b}width\u{200c}join\u{200d}er\u{feff}",
        "Ze\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}lgo",
        "👩‍👩‍👧‍👦🏳️‍🌈\u{1f1f5}\u{1f1ea}",
        "\u{fdfd}\u{fdfd}\u{fdfd}",
        "\u{0007}\u{001b}[31mred",
        "null",
    ]
    .map(|text| text.replace("{}", run))
    .into();
    strings.push("long ".repeat(2_000).trim_end().to_owned());
    strings.push("W".repeat(10_000));
    strings
}

fn delivered(name: &str) -> Value {
    let path = repository().join("target/trial/page/data").join(name);
    let text = fs::read_to_string(path).expect("the record is delivered");
    serde_json::from_str(&text).expect("the record is JSON")
}

/// The record with hostile texts in its events, people, places, claims, topics and sources.
fn hostile_host(strings: &[String]) -> (Host, Vec<String>) {
    let mut record = delivered("peru-2022-2023.en.json");
    let mut sources = delivered("peru-2022-2023.en.sources.json");
    let mut ids = Vec::new();
    for (at, text) in strings.iter().enumerate() {
        let put = |list: &mut Value, keys: &[&str]| {
            for key in keys {
                if list[at].is_object() {
                    list[at][*key] = json!(text);
                }
            }
        };
        ids.push(record["events"][at]["id"].as_str().unwrap_or_default().to_owned());
        put(&mut record["events"], &["title"]);
        put(&mut record["actors"], &["name", "role"]);
        put(&mut record["places"], &["name", "province"]);
        put(&mut record["figures"], &["claimant", "note"]);
        put(&mut record["tags"], &["name"]);
        put(&mut record["stories"], &["title", "summary"]);
        put(&mut sources["sources"], &["title", "publisher", "author", "url"]);
        sources["summaries"][&ids[at]] = json!(text);
    }
    let host = Host::start();
    host.serve("data/peru-2022-2023.en.json", record.to_string());
    host.serve("data/peru-2022-2023.en.sources.json", sources.to_string());
    (host, ids)
}

/// Opens each event by its link, and gives those whose title and prose are not the very text.
fn shown_by_link(page: &Page, ids: &[String], strings: &[String]) -> Value {
    page.eval_async(&format!(
        "const shown = css => document.querySelector(css)?.textContent;
         const squeezed = text => text.replace(/\\s+/g, ' ').trim();
         const look = async (id, text) => {{
             location.hash = `event=${{id}}`;
             for (let turn = 0; turn < 100; turn += 1) {{
                 await new Promise(done => setTimeout(done, 20));
                 const [title, prose] = ['#event-title', '.detail__prose'].map(shown).map(it => squeezed(it ?? ''));
                 if (title === squeezed(text) && prose === squeezed(text)) return true;
             }}
             return `${{id}}: ${{text.slice(0, 60)}} | ${{shown('#event-title')?.slice(0, 60)}} | ${{shown('.detail__prose')?.slice(0, 60)}}`;
         }};
         (async () => {{
             const missed = [];
             for (const [id, text] of {}) {{
                 const seen = await look(id, text);
                 if (seen !== true) missed.push(seen);
             }}
             done(missed);
         }})()",
        json!(ids.iter().zip(strings).collect::<Vec<_>>())
    ))
}

#[test]
fn sixty_hostile_texts_in_a_record_show_as_text() {
    let strings = strings();
    assert_eq!(strings.len(), 60);
    let (host, ids) = hostile_host(&strings);
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    let missed = shown_by_link(&page, &ids, &strings);
    assert_eq!(missed, json!([]));
    assert_eq!(page.eval(RAN), json!(true));
    for fragment in ["#claims=deaths", "#q=script", "#story=x", ""] {
        page.eval(&format!("void (location.hash = {})", json!(fragment)));
        page.wait_until_ready();
        assert_eq!(page.eval(RAN), json!(true), "{fragment}");
    }
    page.click(".header__filters");
    page.wait("document.querySelector('dialog[open]')");
    assert_eq!(page.eval(RAN), json!(true));
    page.assert_clean();
}

#[test]
fn sixty_hostile_texts_in_a_record_from_a_file_show_as_text() {
    let strings = strings();
    let path = repository().join("public/data/peru-2022-2023.json");
    let text = fs::read_to_string(path).expect("the record can be read");
    let mut record: Value = serde_json::from_str(&text).expect("the record is JSON");
    let mut ids = Vec::new();
    for (at, text) in strings.iter().enumerate() {
        for (list, keys) in [
            ("events", ["title", "summary"]),
            ("actors", ["name", "role"]),
            ("places", ["name", "province"]),
            ("figures", ["claimant", "note"]),
            ("stories", ["title", "summary"]),
            ("sources", ["title", "url"]),
        ] {
            for key in keys {
                if record[list][at].is_object() {
                    record[list][at][key] = json!(text);
                }
            }
        }
        ids.push(record["events"][at]["id"].as_str().unwrap_or_default().to_owned());
    }
    record["title"] = json!(strings[2]);
    let page = Page::open("");
    page.press(".page__detail [data-desk=own]", "");
    // The name of a file is a text like any.
    page.choose("<img src=x onerror=khipuRan=1>\u{202e}nosj.json", &record.to_string());
    page.wait_for_text("#own-record", "<img src=x onerror=khipuRan=1>[U+202E]nosj.json");
    page.wait_for_text(".header__title", "<img src=x");
    assert_eq!(shown_by_link(&page, &ids, &strings), json!([]));
    assert_eq!(page.eval(RAN), json!(true));
    page.eval("void document.querySelector('[data-desk=table]').click()");
    page.wait("document.querySelector('dialog[open] tbody tr')");
    assert_eq!(page.eval(RAN), json!(true), "in the table");
    page.assert_clean();
}

#[test]
fn sixty_hostile_texts_in_notes_and_their_import_show_as_text() {
    let strings = strings();
    let mut document = Document::new("peru-2022-2023");
    for (at, text) in strings.iter().enumerate() {
        let target = match at % 4 {
            0 => Target::Event(text.clone()),
            1 => Target::View(text.clone()),
            2 => Target::Other { on: text.clone(), quote: None },
            _ => Target::Event("2023-01-09-juliaca-killings".to_owned()),
        };
        let mut note = Note::new(&format!("{at:02} {text}"), target, Moment::default());
        note.text.clone_from(text);
        note.tag(text);
        document.put(note);
    }
    let page = Page::open("#event=2023-01-09-juliaca-killings");
    page.eval("void document.querySelector('[data-desk=notes]').click()");
    page.choose("notes.json", &document.write());
    page.wait("document.querySelector('.plan__counts')?.textContent === 'New: 60'");
    assert_eq!(page.eval(RAN), json!(true), "in what is planned");
    page.press("dialog[open] button", "Add to my notes");
    page.wait_for_text("#notes-count", "60 notes");
    page.press("dialog[open] button", "Show more");
    page.wait("document.querySelectorAll('dialog[open] .noted').length === 60");
    assert_eq!(page.eval(RAN), json!(true), "in the panel");
    // What a note is about and the record does not have is said, and the note stays.
    assert!(
        page.texts_of("dialog[open] .noted__stands")
            .iter()
            .any(|it| it.contains("no longer in the record"))
    );
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = page.eval_text(
        "[...document.querySelectorAll('dialog[open] .noted')].map(it => it.textContent).join('\\n')",
    );
    let all = squeezed(&all);
    for text in &strings {
        assert!(all.contains(&squeezed(&shown(text))), "{text}");
    }
    // On the event, in a link, and as it is written.
    page.key("Escape");
    page.wait("document.querySelectorAll('[data-desk-event] .noted').length > 10");
    page.press("[data-desk-event] .noted button", "Edit");
    page.wait("document.querySelector('.editor__text')");
    assert_eq!(page.eval(RAN), json!(true), "beside the event");
    page.assert_clean();
}

#[test]
fn sixty_hostile_texts_in_the_search_and_in_links_show_as_text() {
    let page = Page::open("");
    // In parts, for a driver waits for an answer no longer than a test does.
    for strings in strings().chunks(15) {
        let ran = page.eval_async(&format!(
            "// Browsers ignore more than some 200 changes of the address in 10 seconds.
             const rest = () => new Promise(done => setTimeout(done, 80));
             const field = document.querySelector('#search');
             (async () => {{
                 const wrong = [];
                 for (const text of {strings}) {{
                     field.value = text;
                     field.dispatchEvent(new Event('input', {{ bubbles: true }}));
                     await rest();
                     if (!({RAN})) wrong.push(['search', text.slice(0, 80)]);
                     const keys = ['q', 'event', 'region', 'kind', 'actor', 'tag', 'source', 'from', 'at', 'lang', 'story', 'claims', 'map', text.slice(0, 40)];
                     location.hash = keys.map(key => `${{key}}=${{encodeURIComponent(text.slice(0, 500))}}`).join('&');
                     await rest();
                     if (!({RAN})) wrong.push(['keys', text.slice(0, 80)]);
                     location.hash = text.slice(0, 2000);
                     await rest();
                     if (!({RAN})) wrong.push(['link', text.slice(0, 80)]);
                 }}
                 done(wrong);
             }})()",
            strings = json!(strings),
        ));
        assert_eq!(ran, json!([]));
    }
    page.wait_until_ready();
    // The page goes on.
    page.eval("void (location.hash = 'event=2023-01-09-juliaca-killings')");
    page.wait("document.querySelector('#event-title')");
    page.assert_clean();
}
