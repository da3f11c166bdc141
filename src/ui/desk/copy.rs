//! A button that copies a text, and beside it what came of that.

use crate::ui::prelude::*;

use crate::{
    browser::clipboard,
    core::i18n::{Word, say},
    state::App,
};

/// Copies a text.
#[component]
pub fn Copy(
    /// What the button says.
    label: Word,
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// Whether this is what most come for.
    is_main: bool,
) -> impl IntoView {
    let lang = App::shared().lang();
    let said = RwSignal::new(None::<Word>);
    let copy = move |_| {
        said.set(None);
        clipboard::write(text.get_untracked(), move |is| {
            said.set(Some(if is { Word::DeskShareCopied } else { Word::DeskShareCopyFailed }));
        });
    };
    view! {
        <button class=if is_main { "button button--main" } else { "button" } on:click=copy>
            {say(lang, label)}
        </button>
        <span role="status">{move || said.get().map(|word| say(lang, word))}</span>
    }
}

/// A text in place of a file that may not have been saved.
#[component]
pub fn InPlaceOfFile(
    /// What was to be saved, if anything.
    text: RwSignal<Option<String>>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let shown = Memo::new(move |_| text.get().unwrap_or_default());
    when(
        move || text.read().is_some(),
        move || {
            view! {
                <p class="note">{say(lang, Word::DeskShareText)}</p>
                <textarea
                    class="field share__code"
                    id="share-text"
                    readonly=true
                    rows="6"
                    spellcheck="false"
                    aria-label=say(lang, Word::DeskShareTextLabel)
                    prop:value=move || shown.get()
                ></textarea>
                <div class="editor__row">
                    <Copy label=Word::DeskShareTextCopy text=shown is_main=false />
                </div>
            }
        },
    )
}
