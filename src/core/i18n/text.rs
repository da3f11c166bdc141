//! A text of the record, in one or several languages.

use super::Lang;

/// A text by language tag, in the order the record gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    by_tag: Vec<(String, String)>,
}

/// A text as it is shown: the words and the language they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked<'a> {
    pub text: &'a str,
    pub tag: &'a str,
}

impl Text {
    pub fn new(by_tag: Vec<(String, String)>) -> Self {
        Self { by_tag }
    }

    pub fn is_empty(&self) -> bool {
        self.by_tag.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_tag.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// The text in the reader's language, else in the record's, else the first there is.
    pub fn in_language(&self, lang: Lang, fallback_tag: &str) -> Picked<'_> {
        Picked::of(|| self.iter(), lang, fallback_tag)
    }
}

impl<'a> Picked<'a> {
    /// One of several wordings, each behind its tag: the reader's language, else the record's,
    /// else the first there is.
    pub fn of<I: Iterator<Item = (&'a str, &'a str)>>(
        wordings: impl Fn() -> I,
        lang: Lang,
        fallback_tag: &str,
    ) -> Self {
        let with = |wanted: &str| wordings().find(|(tag, _)| *tag == wanted);
        with(lang.tag())
            .or_else(|| with(fallback_tag))
            .or_else(|| wordings().next())
            .map_or(Picked { text: "", tag: "" }, |(tag, text)| Picked { text, tag })
    }
}
