//! The button that closes what it stands in.

use crate::ui::prelude::*;

use super::{Icon, Sign};
use crate::{
    core::i18n::{Word, say},
    state::App,
};

/// A cross, named in the reader's language.
#[component]
pub fn CloseButton(
    /// Called when the button is pressed.
    on_close: Callback<()>,
) -> impl IntoView {
    let label = say(App::shared().lang(), Word::Close);
    view! {
        <button
            type="button"
            class="button button--icon"
            aria-label=label
            title=label
            on:click=move |_| on_close.run(())
        >
            <Icon sign=Sign::Close />
        </button>
    }
}
