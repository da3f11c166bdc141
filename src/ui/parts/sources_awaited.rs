//! What stands where a record's sources are shown until it is known what they are.

use crate::ui::prelude::*;

use crate::{
    browser::focus,
    core::i18n::{Word, say},
    state::{App, Sources},
};

/// A line while the sources are on their way, a sentence and a way on where they did not arrive,
/// and nothing once they are here.
#[component]
pub fn SourcesAwaited(
    /// The element's own id, for the focus.
    id: &'static str,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let said = move || match &*app.sources().read() {
        Sources::InRecord | Sources::Here(_) => None,
        Sources::OnTheirWay => Some(view! {
            <p class="note">{say(lang, Word::SourcesOnTheirWay)}</p>
        }),
        Sources::Failed(why) => Some(view! {
            <p class="note">{say(lang, Word::SourcesFailed)} " (" {why.clone()} ")"</p>
            <button
                class="button"
                on:click=move |_| {
                    app.ask_for_sources();
                    focus::by_id(id);
                }
            >
                {say(lang, Word::FailedRetry)}
            </button>
        }),
    };
    view! {
        <div id=id class="awaited" role="status" tabindex="-1">{said}</div>
    }
}
