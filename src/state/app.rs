//! The one context every component shares.

use leptos::prelude::*;

use super::{Derived, ReadSignal, RwSignal, Shared, Sources};
use crate::core::{
    i18n::Lang,
    model::Archive,
    query::{Index, Query},
    time::Span,
};

/// The open record and what the reader chose to see of it.
#[derive(Clone, Copy)]
pub struct App {
    pub(super) archive: RwSignal<Shared<Archive>>,
    pub(super) lang: RwSignal<Lang>,
    pub(super) query: RwSignal<Query>,
    /// The countries' names in the language, by row of `Archive::areas`.
    pub(super) countries: RwSignal<Shared<Vec<String>>>,
    pub(super) sources: RwSignal<Sources>,
    /// The words of a big record, once they are learnt.
    pub(super) indexed: RwSignal<Option<Shared<Index>>>,
    /// Where notes stand, as it is told.
    pub(super) noted: RwSignal<String>,
    /// The window of time that the page's words say: it follows the one that is chosen.
    pub(super) said: RwSignal<Option<Span>>,
    /// What follows from the others.
    pub derived: Derived,
}

impl App {
    /// The state of a record just opened in a language.
    pub fn new(archive: Shared<Archive>, lang: Lang, countries: Vec<String>, query: Query) -> Self {
        let countries = RwSignal::new(Shared::new(countries));
        let sources = RwSignal::new(Sources::of(&archive));
        let indexed = RwSignal::new(None);
        let noted = RwSignal::new(String::new());
        let archive = RwSignal::new(archive);
        let lang = RwSignal::new(lang);
        let said = RwSignal::new(query.filters.window);
        let query = RwSignal::new(query);
        let derived = Derived::new(
            archive.read_only(),
            lang.read_only(),
            countries.read_only(),
            sources.read_only(),
            indexed.read_only(),
            noted.read_only(),
            query.read_only(),
            said.read_only(),
        );
        Self { archive, lang, query, countries, sources, indexed, noted, said, derived }
    }

    /// The state that the page around the calling component shares.
    pub fn shared() -> Self {
        expect_context::<Self>()
    }

    /// The open record. The page is made anew when another is opened, so nothing below it
    /// needs to follow this.
    pub fn archive(self) -> Shared<Archive> {
        self.archive.get_untracked()
    }

    /// The language of the open record, which changes only with the record.
    pub fn lang(self) -> Lang {
        self.lang.get_untracked()
    }

    /// The record as it is opened anew, for the page around it.
    pub fn opened(self) -> ReadSignal<Shared<Archive>> {
        self.archive.read_only()
    }

    /// The countries' names, by row of `Archive::areas`.
    pub fn countries(self) -> Shared<Vec<String>> {
        self.countries.get_untracked()
    }

    /// What is known of the record's sources, to be followed.
    pub fn sources(self) -> ReadSignal<Sources> {
        self.sources.read_only()
    }

    /// The window of time that the page's words say, to be followed.
    pub fn said(self) -> ReadSignal<Option<Span>> {
        self.said.read_only()
    }

    /// What the reader chose, to be followed.
    pub fn query(self) -> ReadSignal<Query> {
        self.query.read_only()
    }
}
