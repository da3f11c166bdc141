//! The view's link as a QR code, to be scanned from the screen or from paper.

use crate::ui::prelude::*;

use crate::{
    browser::download,
    core::{
        i18n::{Word, say},
        picture::qr,
    },
    state::App,
};

/// A button that shows the code of a link, and one that saves it.
#[component]
pub fn QrCode(
    /// The link.
    #[prop(into)]
    address: Signal<String>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let shown = RwSignal::new(false);
    let code = Memo::new(move |_| qr(&address.read()).map(|code| (code.side(), code.path())));
    let save = move |_| {
        if let Some(code) = qr(&address.read_untracked()) {
            let name = format!("{}-qr.svg", app.archive().id);
            download::save(&name, "image/svg+xml", &code.svg(&address.read_untracked()));
        }
    };
    view! {
        <div class="editor__row">
            <button
                class="button"
                aria-expanded=move || shown.get().to_string()
                on:click=move |_| shown.update(|is| *is = !*is)
            >
                {say(lang, Word::DeskShareQr)}
            </button>
            {when(move || shown.get() && code.read().is_some(), move || view! {
                <button class="button" on:click=save>{say(lang, Word::DeskShareQrSave)}</button>
            })}
        </div>
        {move || shown.get().then(|| match code.get() {
            Some((side, path)) => view! {
                <svg
                    class="share__qr"
                    role="img"
                    aria-label=say(lang, Word::DeskShareQrLabel)
                    viewBox=format!("0 0 {side} {side}")
                    shape-rendering="crispEdges"
                >
                    <rect width=side.to_string() height=side.to_string() fill="#fff"></rect>
                    <path d=path fill="#000"></path>
                </svg>
            },
            None => view! { <p class="note">{say(lang, Word::DeskShareQrLong)}</p> },
        })}
    }
}
