//! A modal dialog with a title and a way out. The browser's own element keeps the focus inside
//! and gives it back.

use crate::ui::prelude::*;

use super::CloseButton;

/// A modal dialog that is open while `open` says so.
#[component]
pub fn Dialog(
    /// Whether the dialog is open.
    #[prop(into)]
    open: Signal<bool>,
    /// The dialog's name, shown as its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Called when the reader closes the dialog, by whichever way.
    on_close: Callback<()>,
    /// What the dialog holds; made only while it is open.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<web_sys::HtmlDialogElement>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        // A dialog that is no longer in the page refuses to open; there is nobody to tell.
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-label=move || title.get()
            on:close=move |_| {
                // It is told late: the dialog may be open again by then, for something else.
                if !node.get_untracked().is_some_and(|dialog| dialog.open()) {
                    on_close.run(());
                }
            }
            on:click=move |event| {
                let backdrop = node
                    .get_untracked()
                    .is_some_and(|dialog| {
                        event.target().is_some_and(|target| target == ****dialog)
                    });
                if backdrop {
                    on_close.run(());
                }
            }
        >
            <div class="dialog__head">
                <h2 class="dialog__title">{move || title.get()}</h2>
                <CloseButton on_close />
            </div>
            <div class="dialog__body" tabindex="0">
                {when(move || open.get(), move || view! { {children()} })}
            </div>
        </dialog>
    }
}
