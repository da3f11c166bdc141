//! A text to copy by hand, where the browser takes neither files nor the clipboard from this page.

use crate::ui::prelude::*;

use crate::{
    core::i18n::{Word, say},
    state::App,
};

/// A field with a text that cannot be changed.
#[component]
pub fn ByHand(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let lang = App::shared().lang();
    view! {
        <label class="editor__field">
            <span>{say(lang, Word::DeskByHand)}</span>
            <textarea
                class="field share__code"
                id="notes-by-hand"
                readonly=true
                rows="6"
                dir="auto"
                spellcheck="false"
                prop:value=move || text.get()
            ></textarea>
        </label>
    }
}
