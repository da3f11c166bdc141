//! Deleting every note, after the reader typed how many there are: pages in a sandboxed frame
//! cannot ask with the browser's own box.

use crate::ui::prelude::*;

use super::book::{Book, now};
use crate::{
    browser::focus,
    core::i18n::{Plural, Word, fill, plural, say},
    state::App,
};

/// The way to delete all notes.
#[component]
pub fn Wipe() -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let asking = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let total = Memo::new(move |_| book.notes.document().read().living().count());
    let matches = move || typed.read().trim() == total.get().to_string();
    let wipe = move |_| {
        if matches() {
            book.notes.delete_all(now());
            asking.set(false);
            focus::by_id("notes-count");
        }
    };
    let cancel = move |_| {
        asking.set(false);
        focus::by_id("wipe");
    };
    let form = move || {
        typed.set(String::new());
        focus::by_id("wipe-count");
        let notes = plural(lang, Plural::CountNotes, total.get_untracked() as u64);
        let count = total.get_untracked().to_string();
        view! {
            <div class="editor" role="group" aria-label=say(lang, Word::DeskWipe)>
                <p id="wipe-explained">
                    {fill(lang, Word::DeskWipeExplained, &[("notes", &notes), ("n", &count)])}
                </p>
                <label class="editor__field">
                    <span>{say(lang, Word::DeskWipeCount)}</span>
                    <input
                        class="field"
                        id="wipe-count"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-describedby="wipe-explained"
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </label>
                <div class="editor__row">
                    <button class="button" disabled=move || !matches() on:click=wipe>
                        {say(lang, Word::DeskWipeDo)}
                    </button>
                    <button class="button" on:click=cancel>
                        {say(lang, Word::DeskCancel)}
                    </button>
                </div>
            </div>
        }
    };
    view! {
        {when(move || total.get() > 0 && !asking.get(), move || view! {
            <button class="button" id="wipe" on:click=move |_| asking.set(true)>
                {say(lang, Word::DeskWipe)}
            </button>
        })}
        {when(move || total.get() > 0 && asking.get(), form)}
    }
}
