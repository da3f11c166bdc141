//! The step of a guided tour, with the way on, back and out.

use crate::ui::parts::erased::clicked;
use leptos::prelude::*;

use crate::{
    core::i18n::{Word, fill, say},
    state::App,
};

/// The text of the story's current step and its buttons.
#[component]
pub fn Tour(
    /// The story's id and the step, from 0.
    story: Memo<Option<(String, usize)>>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let shown = move || {
        let archive = app.archive();
        let (id, step) = story.get()?;
        let story = archive.stories.iter().find(|story| story.id == id)?;
        let text = story.steps.get(step)?.text.in_language(lang, &archive.language);
        let count = story.steps.len();
        let place = fill(
            lang,
            Word::StoryStep,
            &[("n", &(step + 1).to_string()), ("m", &count.to_string())],
        );
        let (before, after) = (id.clone(), id);
        Some(view! {
            <div class="detail__tour" role="group" aria-label=say(lang, Word::StoryHeading)>
                <p class="note">
                    {story.title.in_language(lang, &archive.language).text.to_owned()} " · " {place}
                </p>
                <p class="detail__prose" aria-live="polite" lang=text.tag.to_owned()>
                    {text.text.to_owned()}
                </p>
                <div class="detail__steps">
                    <button
                        class="button"
                        disabled=step == 0
                        on:click=clicked(move |_| app.tell(&before, step.saturating_sub(1)))
                    >
                        {say(lang, Word::StoryBack)}
                    </button>
                    <button
                        class="button"
                        disabled={ count <= step + 1 }
                        on:click=clicked(move |_| app.tell(&after, step + 1))
                    >
                        {say(lang, Word::StoryNext)}
                    </button>
                    <button class="button button--plain" on:click=clicked(move |_| app.leave_story())>
                        {say(lang, Word::StoryLeave)}
                    </button>
                </div>
            </div>
        })
    };
    view! { {shown} }
}
