//! One facet: every value it has, how many events stand behind it, and which are chosen.

use crate::core::order;
use crate::ui::prelude::*;

use super::panel::area_name;
use crate::{
    core::{
        i18n::{Word, certainty_word, kind_word, number, say},
        model::{Certainty, Kind},
        query::{Filters, Grouping},
    },
    state::App,
    ui::parts::SourcesAwaited,
};

/// What a facet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Kinds,
    Areas,
    Actors,
    Tags,
    Certainty,
    Sources,
}

#[derive(Clone, PartialEq)]
struct Value {
    id: String,
    label: String,
    count: f64,
    chosen: bool,
}

impl Facet {
    pub const ALL: [Self; 6] =
        [Self::Kinds, Self::Areas, Self::Actors, Self::Tags, Self::Certainty, Self::Sources];

    fn heading(self) -> Word {
        match self {
            Self::Kinds => Word::FiltersKinds,
            Self::Areas => Word::FiltersRegions,
            Self::Actors => Word::FiltersActors,
            Self::Tags => Word::FiltersTags,
            Self::Certainty => Word::FiltersCertainty,
            Self::Sources => Word::FiltersSources,
        }
    }

    fn grouping(self) -> Grouping {
        match self {
            Self::Kinds => Grouping::Kinds,
            Self::Areas => Grouping::Areas,
            Self::Actors => Grouping::Actors,
            Self::Tags => Grouping::Tags,
            Self::Certainty => Grouping::Certainty,
            Self::Sources => Grouping::Sources,
        }
    }

    fn values(self, app: App, counts: &[f64], filters: &Filters) -> Vec<Value> {
        let archive = app.archive();
        let lang = app.lang();
        let value = |id: &str, label: String, count: Option<&f64>, chosen: bool| Value {
            id: id.to_owned(),
            label,
            count: count.copied().unwrap_or_default(),
            chosen,
        };
        let mut values: Vec<Value> = match self {
            Self::Kinds => (Kind::ALL.iter().zip(counts))
                .map(|(kind, count)| {
                    let label = say(lang, kind_word(*kind)).to_owned();
                    value(kind.id(), label, Some(count), filters.kinds.contains(kind))
                })
                .collect(),
            Self::Certainty => (Certainty::ALL.iter().zip(counts))
                .map(|(certainty, count)| {
                    let label = say(lang, certainty_word(*certainty)).to_owned();
                    let chosen = filters.certainty.contains(certainty);
                    value(certainty.id(), label, Some(count), chosen)
                })
                .collect(),
            Self::Areas => (archive.areas.iter().zip(counts))
                .map(|(area, count)| {
                    let label = area_name(&archive, lang, area);
                    value(&area.id, label, Some(count), filters.areas.contains(&area.id))
                })
                .collect(),
            Self::Actors => (archive.actors.iter().zip(counts))
                .map(|(actor, count)| {
                    let chosen = filters.actors.contains(&actor.id);
                    value(&actor.id, actor.name.clone(), Some(count), chosen)
                })
                .collect(),
            Self::Tags => (archive.tags.iter().zip(counts))
                .map(|(tag, count)| {
                    let label = tag.words(lang, &archive.language);
                    value(&tag.id, label, Some(count), filters.tags.contains(&tag.id))
                })
                .collect(),
            Self::Sources => (app.sources().read().known(&archive).sources.iter().zip(counts))
                .map(|(source, count)| {
                    let label = format!("{}: {}", source.publisher, source.title);
                    value(&source.id, label, Some(count), filters.sources.contains(&source.id))
                })
                .collect(),
        };
        values.retain(|value| value.count > 0.0 || value.chosen);
        if self != Self::Kinds && self != Self::Certainty {
            order::sort_by(&mut values, &|a, b| {
                b.count.total_cmp(&a.count).then_with(|| a.label.cmp(&b.label))
            });
        }
        values
    }

    fn toggle(self, filters: &mut Filters, id: &str) {
        match self {
            Self::Kinds => Kind::from_id(id).into_iter().for_each(|kind| filters.toggle_kind(kind)),
            Self::Certainty => Certainty::from_id(id)
                .into_iter()
                .for_each(|certainty| filters.toggle_certainty(certainty)),
            Self::Areas => filters.toggle_area(id),
            Self::Actors => filters.toggle_actor(id),
            Self::Tags => filters.toggle_tag(id),
            Self::Sources => filters.toggle_source(id),
        }
    }
}

/// The facet's values as checkboxes, those with most events first.
#[component]
pub fn FacetList(
    /// Which facet.
    facet: Facet,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let counts = app.derived.counts(facet.grouping());
    let values = Memo::new(move |_| facet.values(app, &counts.read(), &app.derived.filters.read()));
    let row = move |value: Value| {
        let id = value.id.clone();
        let now = {
            let id = value.id.clone();
            Memo::new(move |_| {
                values.read().iter().find(|value| value.id == id).map(|v| (v.count, v.chosen))
            })
        };
        view! {
            <label class="facet__value">
                <input
                    type="checkbox"
                    prop:checked=move || now.get().is_some_and(|(_, chosen)| chosen)
                    on:change=move |_| app.narrow(|filters| facet.toggle(filters, &id))
                />
                <span class="facet__label">{value.label}</span>
                <span class="chip__count">
                    {move || number(lang, now.get().map_or(0.0, |(count, _)| count))}
                </span>
            </label>
        }
    };
    view! {
        <details class="facet" open=facet == Facet::Kinds>
            <summary class="facet__heading">{say(lang, facet.heading())}</summary>
            {(facet == Facet::Sources).then(|| view! { <SourcesAwaited id="facet-sources" /> })}
            <div class="facet__values" role="group" aria-label=say(lang, facet.heading())>
                {entries(move || values.get(), |value| value.id.clone(), row)}
            </div>
        </details>
    }
}
