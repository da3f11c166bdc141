//! The choices in force, each with its own way out, and the way out of all.

use crate::ui::prelude::*;

use super::panel::choice_in_words;
use crate::{
    browser::focus,
    core::{
        i18n::{Word, fill, say},
        query::{choices, cleared, without},
    },
    state::App,
};

/// The row of choices, absent when nothing narrows.
#[component]
pub fn Choices() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let chosen = Memo::new(move |_| choices(&app.query().read()));
    let chips = move || {
        chosen
            .get()
            .into_iter()
            .map(|choice| {
                let said = choice.clone();
                let words = Memo::new(move |_| choice_in_words(app, &said));
                let label =
                    move || fill(lang, Word::FiltersRemove, &[("what", words.read().as_str())]);
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
            })
            .collect_view()
    };
    view! {
        {when(move || !chosen.read().is_empty(), move || view! { <div class="choices" role="group" aria-label=say(lang, Word::FiltersChosen)>
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
