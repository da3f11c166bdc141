//! The window as two typed dates: what the band's handles do, without a drag.

use crate::ui::prelude::*;

use crate::{
    core::{
        i18n::{Word, day_medium, fill, say},
        time::{Day, Span},
    },
    state::App,
};

/// Two date fields and the way back to the whole record.
#[component]
pub fn Dates() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let extent = app.derived.extent;
    let wrong = RwSignal::new(None::<String>);
    let window = Memo::new(move |_| app.derived.filters.read().window.unwrap_or(extent.get()));
    let typed = move |text: &str, is_first: bool| {
        let Some(day) = Day::from_iso(text) else {
            wrong.set(Some(say(lang, Word::TimelineDateWrong).to_owned()));
            return;
        };
        let now = window.get_untracked();
        let span = if is_first { (day, now.last) } else { (now.first, day) };
        if span.0 > span.1 {
            wrong.set(Some(say(lang, Word::TimelineDateOrder).to_owned()));
            return;
        }
        wrong.set(None);
        app.brush(Some(Span { first: span.0, last: span.1 }));
    };
    let field = move |label: Word, is_first: bool| {
        view! {
            <label>
                <span class="note">{say(lang, label)}</span>
                <input
                    class="field"
                    type="date"
                    min=extent.get_untracked().first.to_string()
                    max=extent.get_untracked().last.to_string()
                    aria-invalid=move || wrong.read().is_some().to_string()
                    prop:value=move || {
                        let window = window.get();
                        (if is_first { window.first } else { window.last }).to_string()
                    }
                    on:change=move |event| typed(&event_target_value(&event), is_first)
                />
            </label>
        }
    };
    let about = fill(
        lang,
        Word::TimelineExtent,
        &[
            ("from", &day_medium(lang, extent.get_untracked().first)),
            ("to", &day_medium(lang, extent.get_untracked().last)),
        ],
    );
    view! {
        <div class="timeline__dates" role="group" aria-label=say(lang, Word::TimelineWindow)>
            {field(Word::TimelineFrom, true)} {field(Word::TimelineTo, false)}
            <button class="button" on:click=move |_| app.brush(None)>
                {say(lang, Word::TimelineWholeRecord)}
            </button>
        </div>
        <p class="note" role="status">{move || wrong.get().unwrap_or_else(|| about.clone())}</p>
    }
}
