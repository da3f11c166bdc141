//! A record of the reader's own: a small one, and how it is opened.

use khipu::core::i18n::Lang;
use serde_json::json;

use crate::{Page, record};

/// How the small record is called in each language.
pub const OWN_TITLES: [(&str, &str); 3] = [
    ("en", "A winter of marches"),
    ("es", "Un invierno de marchas"),
    ("fr", "Un hiver de marches"),
];

/// A record of three events in three languages.
pub fn own_record() -> String {
    let title = json!({"en": OWN_TITLES[0].1, "es": OWN_TITLES[1].1, "fr": OWN_TITLES[2].1});
    let event = |id: &str, start: &str, kind: &str, title: &str| {
        json!({
            "id": id, "start": start, "place": "juliaca", "kind": kind, "certainty": "confirmed",
            "title": {"en": title, "es": format!("{title} (es)"), "fr": format!("{title} (fr)")},
            "summary": {"en": format!("Of {title}.")}, "sources": ["a-paper-2023-01-10"],
        })
    };
    json!({
        "format": "khipu/1", "id": "winter", "title": title, "language": "en",
        "languages": ["en", "es", "fr"],
        "regions": [{"id": "PE-PUN", "name": "Puno"}],
        "sources": [{
            "id": "a-paper-2023-01-10", "title": "Eighteen people killed", "publisher": "A paper",
            "published": "2023-01-10", "url": "https://example.org/juliaca", "language": "es", "kind": "news",
        }],
        "places": [{
            "id": "juliaca", "name": "Juliaca", "region": "PE-PUN",
            "lat": -15.4997, "lon": -70.1327, "precision": "city",
        }],
        "events": [
            event("2023-01-04-march", "2023-01-04", "mobilization", "A march begins"),
            event("2023-01-09-juliaca", "2023-01-09", "repression", "Killings at Juliaca"),
            event("2023-01-19-lima", "2023-01-19", "mobilization", "The march reaches Lima"),
        ],
    })
    .to_string()
}

impl Page {
    /// Opens the dialog from the page's introduction.
    pub fn ask_for_file(&self) {
        self.wait_until_ready();
        self.press(".page__detail [data-desk=own]", "");
        self.wait("document.querySelector('dialog[open] [data-own-file]')");
    }

    /// Opens a file by its choice in the dialog.
    pub fn open_file(&self, name: &str, text: &str) {
        self.ask_for_file();
        self.choose(name, text);
    }

    /// Waits until a record of this title is shown by both programs.
    pub fn wait_for_own(&self, title: &str) {
        self.wait_for_text(".header__title", title);
        self.wait("!document.querySelector('dialog[open]')");
        self.wait("document.querySelector('#own-record')");
    }

    /// Waits until the page shows its own record.
    pub fn wait_for_bundled(&self) {
        self.wait_for_text(".header__title", record().title.in_language(Lang::En, "en").text);
        self.wait("!document.querySelector('#own-record') && !location.search");
    }
}
