//! The search: results as the reader types, and people, places and topics of that name.

use crate::ui::prelude::*;

use crate::{
    browser::focus,
    core::{
        i18n::{Word, fill, number, say},
        query::{Suggested, Suggestion},
    },
    state::App,
};

/// The search field with its suggestions.
#[expect(clippy::too_many_lines, reason = "a field, what it offers, and what taking it means")]
#[component]
pub fn Search() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let count = number(lang, app.archive().events.len() as f64);
    let placeholder = fill(lang, Word::SearchPlaceholder, &[("n", &count)]);
    let typed = app.derived.search;
    // Suggestions are offered only for what was typed in this field and not yet taken.
    let asking = RwSignal::new(false);
    let hints = move || {
        let text = typed.read();
        if !asking.get() || text.chars().count() < 2 {
            return Vec::new();
        }
        let index = app.derived.index.get();
        let found = index.map(|index| index.suggestions(&text)).unwrap_or_default();
        found.into_iter().take(6).collect::<Vec<_>>()
    };
    let take = move |suggestion: &Suggestion| {
        asking.set(false);
        focus::by_id("search");
        let archive = app.archive();
        let (what, name) = (suggestion.what, suggestion.name.clone());
        app.narrow(|filters| {
            filters.search.clear();
            match what {
                Suggested::Actor(row) => {
                    filters.actors.extend(archive.actors.get(row).map(|actor| actor.id.clone()));
                }
                Suggested::Area(row) => {
                    filters.areas.extend(archive.areas.get(row).map(|area| area.id.clone()));
                }
                Suggested::Tag(row) => {
                    filters.tags.extend(archive.tags.get(row).map(|tag| tag.id.clone()));
                }
                Suggested::Place(_) => filters.search = name,
            }
        });
    };
    let kind = move |suggested: Suggested| {
        say(
            lang,
            match suggested {
                Suggested::Actor(_) => Word::SearchActor,
                Suggested::Area(_) => Word::SearchRegion,
                Suggested::Place(_) => Word::SearchPlace,
                Suggested::Tag(_) => Word::SearchTag,
            },
        )
    };
    view! {
        <search class="search">
            <input
                id="search"
                class="field search__field"
                type="search"
                autocomplete="off"
                aria-label=say(lang, Word::SearchLabel)
                placeholder=placeholder
                prop:value=move || typed.get()
                on:input=move |event| {
                    asking.set(true);
                    let text = event_target_value(&event);
                    app.narrow(|filters| filters.search = text);
                }
                on:keydown=move |event| {
                    if event.key() != "Escape" {
                        return;
                    }
                    // Escape takes away the suggestions first, then what was typed.
                    if asking.get_untracked() && !hints().is_empty() {
                        asking.set(false);
                        event.stop_propagation();
                        event.prevent_default();
                    } else if !typed.get_untracked().is_empty() {
                        app.narrow(|filters| filters.search.clear());
                        event.stop_propagation();
                        event.prevent_default();
                    }
                }
            />
            {when(move || !typed.read().is_empty() && app.derived.index.get().is_none(), move || view! {
                <p class="search__hints search__wait" role="status">{say(lang, Word::Loading)}</p>
            })}
            {when(move || !hints().is_empty(), move || view! { <ul class="search__hints" aria-label=say(lang, Word::SearchHints)>
                    {move || {
                        hints()
                            .into_iter()
                            .map(|suggestion| {
                                let name = suggestion.name.clone();
                                let count = number(lang, f64::from(suggestion.events));
                                let what = kind(suggestion.what);
                                view! {
                                    <li>
                                        <button
                                            class="search__hint"
                                            on:click=move |_| take(&suggestion)
                                        >
                                            <span>{name}</span>
                                            <span class="note">{what} " · " {count}</span>
                                        </button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul> })}
        </search>
    }
}
