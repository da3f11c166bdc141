//! Whether the page works with no network, and the way to a newer version of it.

use crate::ui::prelude::*;

use super::{Icon, Sign};
use crate::{
    browser::offline,
    core::i18n::{Word, offline_words, say},
    state::App,
};

/// A line of words; nothing where the browser keeps no pages.
#[component]
pub fn Kept() -> impl IntoView {
    let lang = App::shared().lang();
    let state = RwSignal::new(offline::state());
    keep(offline::on_change(move || state.set(offline::state())));
    let name = move || state.read().split(' ').next().unwrap_or_default().to_owned();
    let words = move |progress: bool| {
        let is_said = state.read().starts_with("getting") == progress;
        is_said.then(|| offline_words(lang, &state.read()))
    };
    view! {
        <span class=move || format!("kept kept--{}", name())>
            // Files are counted for the eye alone: a screen reader would be told each.
            <span aria-hidden="true">{move || words(true)}</span>
            {when(move || name() == "ready", || view! { <Icon sign=Sign::Check /> })}
            <span role="status">{move || words(false)}</span>
            {when(
                move || name() == "new",
                move || view! {
                    <button class="button" data-reload="">
                        {say(lang, Word::OfflineReload)}
                    </button>
                },
            )}
        </span>
    }
}
