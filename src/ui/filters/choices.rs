//! The choices in force, each with its own way out, and the way out of all.

use crate::ui::prelude::*;

use super::panel::choice_in_words;
use crate::{
    browser::focus,
    core::{
        i18n::{Word, fill, say, span_words},
        query::{Choice, choices, cleared, without},
    },
    state::App,
};

/// The row of choices, absent when nothing narrows.
#[component]
pub fn Choices() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let chosen = Memo::new(move |_| choices(&app.query().read()));
    let chip = move |choice: Choice, words: Memo<String>| {
        let label = move || fill(lang, Word::FiltersRemove, &[("what", words.read().as_str())]);
        view! {
            <button
                class="chip"
                aria-label=label
                on:click=move |_| {
                    app.change(|query| *query = without(query, &choice));
                    focus::by_id("events");
                }
            >
                {move || words.get()}
                " ×"
            </button>
        }
    };
    // The window's chip stays while the window moves; its words follow.
    let window = move || {
        let window = app.derived.filters.read_untracked().window?;
        let words = Memo::new(move |_| span_words(lang, app.said().get().unwrap_or(window)));
        Some(chip(Choice::Window(window), words))
    };
    let others = Memo::new(move |_| {
        let all = chosen.read();
        let others = all.iter().filter(|choice| !matches!(choice, Choice::Window(_)));
        others.cloned().collect::<Vec<_>>()
    });
    let chips = move || {
        let chip = |choice: Choice| {
            let said = choice.clone();
            chip(choice, Memo::new(move |_| choice_in_words(app, &said)))
        };
        others.get().into_iter().map(chip).collect_view()
    };
    view! {
        {when(move || !chosen.read().is_empty(), move || view! { <div class="choices" role="group" aria-label=say(lang, Word::FiltersChosen)>
                {when(move || app.derived.filters.read().window.is_some(), window)}
                {chips}
                <button
                    class="button button--plain"
                    on:click=move |_| {
                        app.change(|query| *query = cleared(query));
                        focus::by_id("events");
                    }
                >
                    {say(lang, Word::FiltersClearAll)}
                </button>
            </div> })}
    }
}
