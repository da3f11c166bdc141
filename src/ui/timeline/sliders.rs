//! The band's handles and the cursor for keyboard and screen reader: what a drag does, by keys.

use crate::ui::prelude::*;

use crate::{
    core::{
        gesture::{Intent, Key, TimelineContext, edge_key},
        i18n::{Word, day_medium, say},
        scene::Target,
        time::Span,
    },
    state::App,
};

/// Three sliders beside the drawing; the one with the focus is ringed in it.
#[component]
pub fn Sliders(
    /// The timeline as it is now.
    context: Callback<(), TimelineContext>,
    /// Told which slider has the focus, if any.
    on_focus: Callback<Option<Target>>,
    /// Told what the reader wants done.
    on_intent: Callback<Intent>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let extent = app.derived.extent;
    let window = Memo::new(move |_| app.derived.filters.read().window.unwrap_or(extent.get()));
    let slider = move |target: Target, label: Word| {
        let (key_target, focus_target) = (target.clone(), target.clone());
        let day = move || {
            let Span { first, last } = window.get();
            match target {
                Target::WindowStart => first,
                Target::WindowEnd => last,
                _ => app.derived.cursor.get(),
            }
        };
        let shown = day.clone();
        view! {
            <div
                role="slider"
                tabindex="0"
                aria-label=say(lang, label)
                aria-valuemin=move || extent.get().first.0.to_string()
                aria-valuemax=move || extent.get().last.0.to_string()
                aria-valuenow=move || day().0.to_string()
                aria-valuetext=move || day_medium(lang, shown())
                on:focus=move |_| on_focus.run(Some(focus_target.clone()))
                on:blur=move |_| on_focus.run(None)
                on:keydown=move |event| {
                    let command = event.ctrl_key() || event.alt_key() || event.meta_key();
                    let name = event.key();
                    let key = Key { name: &name, shift: event.shift_key(), command };
                    if let Some(intent) = edge_key(&key_target, key, &context.run(())) {
                        event.prevent_default();
                        event.stop_propagation();
                        on_intent.run(intent);
                    }
                }
            ></div>
        }
    };
    view! {
        <div class="unseen" role="group" aria-label=say(lang, Word::TimelineWindow)>
            {slider(Target::WindowStart, Word::TimelineFrom)}
            {slider(Target::WindowEnd, Word::TimelineTo)}
            {slider(Target::Cursor, Word::TimelineCursor)}
        </div>
    }
}
