//! The step of a guided tour, with the way on, back and out.

use crate::ui::prelude::*;

use crate::{
    browser::focus,
    core::i18n::{Word, fill, say},
    state::App,
};

/// The text of the story's current step and its buttons, which stay while the steps change.
#[component]
pub fn Tour(
    /// The story's id and the step, from 0.
    story: Memo<Option<(String, usize)>>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = StoredValue::new(app.archive());
    // The step from 0, how many there are, and the texts of the story and the step.
    let shown = Memo::new(move |_| {
        let (id, step) = story.get()?;
        archive.with_value(|archive| {
            let row = archive.stories.iter().position(|story| story.id == id)?;
            let story = archive.stories.get(row)?;
            let words = |text: &crate::core::i18n::Text| {
                text.in_language(lang, &archive.language).text.to_owned()
            };
            let sources = app.sources().read();
            let text = words(sources.known(archive).step(archive, row, step)?);
            Some((step, story.steps.len(), words(&story.title), text))
        })
    });
    let place = move || {
        let shown = shown.read();
        let Some((step, count, title, _)) = shown.as_ref() else { return String::new() };
        let (n, m) = ((step + 1).to_string(), count.to_string());
        format!("{title} · {}", fill(lang, Word::StoryStep, &[("n", &n), ("m", &m)]))
    };
    let is_first = move || shown.read().as_ref().is_none_or(|shown| shown.0 == 0);
    let is_last = move || shown.read().as_ref().is_none_or(|shown| shown.0 + 1 >= shown.1);
    let go = move |forward: bool| {
        let Some((id, step)) = story.get_untracked() else { return };
        app.tell(&id, if forward { step + 1 } else { step.saturating_sub(1) });
        // A button that can lead no further gives the focus to its neighbour.
        if forward && is_last() {
            focus::by_id("tour-back");
        } else if !forward && is_first() {
            focus::by_id("tour-next");
        }
    };
    let leave = move |_| {
        app.leave_story();
        focus::by_id("event");
    };
    view! {
        <div class="detail__tour" role="group" aria-label=say(lang, Word::StoryHeading)>
            <p class="note">{place}</p>
            <p class="detail__prose" aria-live="polite">
                {move || shown.read().as_ref().map_or(String::new(), |shown| shown.3.clone())}
            </p>
            <div class="detail__steps">
                <button
                    class="button"
                    id="tour-back"
                    disabled=is_first
                    on:click=move |_| go(false)
                >
                    {say(lang, Word::StoryBack)}
                </button>
                <button
                    class="button"
                    id="tour-next"
                    disabled=is_last
                    on:click=move |_| go(true)
                >
                    {say(lang, Word::StoryNext)}
                </button>
                <button class="button button--plain" on:click=leave>
                    {say(lang, Word::StoryLeave)}
                </button>
            </div>
        </div>
    }
}
