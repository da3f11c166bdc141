//! The panel of all filters, and the words for what is chosen.

use crate::ui::prelude::*;

use super::{
    dates::Dates,
    facet::{Facet, FacetList},
};
use crate::{
    browser::names,
    core::{
        i18n::{
            Lang, Plural, Word, certainty_word, family_word, kind_word, plural, say, span_words,
        },
        model::{Archive, Area, AreaKind},
        query::Choice,
    },
    state::App,
    ui::parts::Dialog,
};

/// Every filter in one dialog: dates, kinds, regions, people, topics, certainty and sources.
#[component]
pub fn Panel(
    /// Whether the panel is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let matches =
        move || plural(lang, Plural::CountMatches, app.derived.in_view.read().count() as u64);
    view! {
        <Dialog
            open
            title=say(lang, Word::LandmarkFilters).to_owned()
            on_close=Callback::new(move |()| open.set(false))
        >
            <section aria-label=say(lang, Word::LandmarkFilters)>
                <p class="facet__sum">
                    {matches} " "
                    <button
                        class="link"
                        on:click=move |_| app.clear()
                    >
                        {say(lang, Word::FiltersClearAll)}
                    </button>
                </p>
                <Dates />
                {Facet::ALL.map(|facet| view! { <FacetList facet /> }).collect_view()}
            </section>
        </Dialog>
    }
}

/// The name of a region, of a country, or of nowhere.
pub fn area_name(archive: &Archive, lang: Lang, area: &Area) -> String {
    match area.kind {
        AreaKind::Region => area.name.in_language(lang, &archive.language).text.to_owned(),
        AreaKind::Country => names::country(lang, &area.id),
        AreaKind::Nowhere => say(lang, Word::EventNowhere).to_owned(),
    }
}

/// What a choice is called; a source by its id while its title is not known.
pub fn choice_in_words(app: App, choice: &Choice) -> String {
    let (archive, lang) = (app.archive(), app.lang());
    match choice {
        Choice::Window(span) => span_words(lang, *span),
        Choice::Family(family) => say(lang, family_word(*family)).to_owned(),
        Choice::Kind(kind) => say(lang, kind_word(*kind)).to_owned(),
        Choice::Certainty(certainty) => say(lang, certainty_word(*certainty)).to_owned(),
        Choice::Area(id) => {
            let area = archive.areas.iter().find(|area| area.id == *id);
            area.map_or_else(|| id.clone(), |area| area_name(&archive, lang, area))
        }
        Choice::Actor(id) => {
            let actor = archive.actors.iter().find(|actor| actor.id == *id);
            actor.map_or_else(|| id.clone(), |actor| actor.name.clone())
        }
        Choice::Source(id) => {
            let sources = app.sources().read();
            let source = sources.known(&archive).sources.iter().find(|source| source.id == *id);
            source.map_or_else(|| id.clone(), |source| source.title.clone())
        }
        Choice::Tag(id) => {
            let tag = archive.tags.iter().find(|tag| tag.id == *id);
            tag.map_or_else(|| id.clone(), |tag| tag.words(lang, &archive.language))
        }
        Choice::Search(text) => format!("“{text}”"),
    }
}
