//! Playing the record: the cursor goes from day to day. Who wants less motion steps instead.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::view::Shown;
use crate::{
    browser::{frame::Frames, media},
    core::{
        decimal,
        gesture::{SPEEDS, advance},
        i18n::{Plural, Word, plural, say},
        time::Day,
    },
    state::App,
    ui::parts::{Icon, Sign},
};

/// The play button, the steps and the speed.
#[component]
pub fn Play(
    /// What the timeline shows.
    shown: Shown,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let playing = RwSignal::new(false);
    let speed = RwSignal::new(SPEEDS[1]);
    // Where playing is, in days with fractions, and when the last frame was, in milliseconds.
    let at = StoredValue::new((0.0_f64, None::<f64>));
    let frames = Rc::new(Frames::new(move |now_ms| {
        if playing.try_get_untracked() != Some(true) {
            return false;
        }
        let (position, last_ms) = at.get_value();
        let elapsed_ms = last_ms.map_or(0.0, |last_ms| now_ms - last_ms);
        let extent = app.derived.extent.get_untracked();
        let (position, ended) = advance(position, elapsed_ms, speed.get_untracked(), extent);
        at.set_value((position, Some(now_ms)));
        app.point_at(Day(position.floor() as i32));
        if ended {
            playing.set(false);
        }
        !ended
    }));
    let go = move |forward: bool| {
        let cursor = app.derived.cursor.get_untracked();
        let sequence = shown.sequence.get_untracked();
        if let Some(day) = sequence.all.day_beside(cursor, forward) {
            app.point_at(day);
        }
    };
    let toggle = move |_| {
        if playing.get_untracked() {
            playing.set(false);
        } else if media::wants_less_motion() {
            go(true);
        } else {
            let extent = app.derived.extent.get_untracked();
            let cursor = app.derived.cursor.get_untracked();
            let start = if cursor >= extent.last { app.archive().window.first } else { cursor };
            at.set_value((f64::from(start.0), None));
            playing.set(true);
            frames.ask();
        }
    };
    let label =
        move || say(lang, if playing.get() { Word::TimelinePause } else { Word::TimelinePlay });
    let options = SPEEDS.map(|days| {
        view! {
            <option value=decimal::written(days, 0) selected=move || (speed.get() - days).abs() < 0.5>
                {plural(lang, Plural::CountDaysASecond, days as u64)}
            </option>
        }
    });
    view! {
        <button
            class="button button--icon button--round"
            aria-label=label
            title=label
            data-playing=move || playing.get().to_string()
            on:click=toggle
        >
            <Icon sign=Signal::derive(move || {
                if playing.get() { Sign::Pause } else { Sign::Play }
            }) />
        </button>
        <div class="timeline__group timeline__fold">
            <button
                class="button button--icon button--plain"
                aria-label=say(lang, Word::TimelineStepBack)
                title=say(lang, Word::TimelineStepBack)
                on:click=move |_| go(false)
            >
                <Icon sign=Sign::Back />
            </button>
            <button
                class="button button--icon button--plain"
                aria-label=say(lang, Word::TimelineStepOn)
                title=say(lang, Word::TimelineStepOn)
                on:click=move |_| go(true)
            >
                <Icon sign=Sign::Forward />
            </button>
        </div>
        <label class="timeline__pick timeline__fold">
            <span class="unseen">{say(lang, Word::TimelineSpeed)}</span>
            <select
                class="field"
                on:change=move |event| {
                    speed.set(decimal::read(&event_target_value(&event)).unwrap_or(SPEEDS[1]));
                }
            >
                {options.collect_view()}
            </select>
        </label>
    }
}
