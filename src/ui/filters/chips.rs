//! The four families with their counts.

use crate::ui::prelude::*;

use crate::{
    core::{
        i18n::{Word, family_word, number, say},
        model::Family,
        query::by_family,
    },
    state::App,
    ui::parts::FamilyMark,
};

/// The chips over the list.
#[component]
pub fn Chips() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let families = Family::ALL
        .iter()
        .enumerate()
        .map(|(index, &family)| {
            let count = move || {
                let families = by_family(&app.derived.kinds_in_words.read());
                number(lang, families.get(index).copied().unwrap_or_default())
            };
            view! {
                <button
                    class="chip"
                    aria-pressed=move || app.derived.filters.read().has_family(family).to_string()
                    on:click=move |_| app.narrow(|filters| filters.toggle_family(family))
                >
                    <FamilyMark family />
                    {say(lang, family_word(family))}
                    <span class="chip__count">{count}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="chips" role="group" aria-label=say(lang, Word::FiltersFamilies)>
            {families}
        </div>
    }
}
