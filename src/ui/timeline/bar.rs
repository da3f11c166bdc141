//! The bar over the timeline: play, the window in words, how many of how many, and the choices.

use crate::ui::prelude::*;

use super::{play::Play, view::Shown};
use crate::{
    core::{
        i18n::{Plural, Word, number, plural_of, say, span_short},
        query::{LaneBy, TimeView},
        timeline::{TimeScale, opening},
    },
    state::App,
    ui::parts::{Icon, Kept, Sign},
};

/// How much a press of a zoom button changes the scale.
const ZOOM: f64 = 1.6;

/// The bar.
#[component]
pub fn Bar(
    /// What the timeline shows.
    shown: Shown,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let total = archive.events.len();
    let window = move || {
        app.said().get().map_or_else(
            || say(lang, Word::TimelineWholeRecord).to_owned(),
            |window| span_short(lang, window),
        )
    };
    let count = move || {
        let matching = app.derived.in_words.read().count();
        let (n, m) = (number(lang, matching as f64), number(lang, total as f64));
        plural_of(lang, Plural::CountOfEvents, total as u64, &[("n", &n), ("m", &m)])
    };
    let (open_window, extent) = (archive.window, app.derived.extent);
    let zoom = move |factor: f64| {
        let now = app.query().read_untracked().time;
        let view = now.unwrap_or_else(|| opening(open_window, extent.get_untracked()));
        let scale = TimeScale { view, left_px: 0.0, width_px: 1000.0 };
        let cursor_px = scale.center_px(app.derived.cursor.get_untracked());
        let about_px = if (0.0..=1000.0).contains(&cursor_px) { cursor_px } else { 500.0 };
        let next = scale.zoomed(factor, about_px, shown.limits.get_untracked());
        app.change(|query| query.time = Some(next.view));
    };
    let whole = move |()| {
        let limits = shown.limits.get_untracked();
        let view = limits.hold(TimeView { start: limits.start, end: limits.end });
        app.change(|query| query.time = Some(view));
    };
    let icon = move |label: Word, sign: Sign, press: Callback<()>| {
        view! {
            <button
                class="button button--icon button--plain timeline__fold"
                aria-label=say(lang, label)
                title=say(lang, label)
                on:click=move |_| press.run(())
            >
                <Icon sign />
            </button>
        }
    };
    view! {
        <div class="timeline__bar">
            <Play shown />
            <span class="timeline__window">{window}</span>
            <span class="timeline__count">{count}</span>
            <span class="timeline__space"></span>
            <LanePick />
            <div class="timeline__group">
                {icon(Word::TimelineZoomOut, Sign::Less, Callback::new(move |()| zoom(1.0 / ZOOM)))}
                {icon(Word::TimelineZoomIn, Sign::More, Callback::new(move |()| zoom(ZOOM)))}
                {icon(Word::TimelineWhole, Sign::Whole, Callback::new(whole))}
            </div>
            {when(move || shown.is_phone.get(), move || view! { <button
                    class="button"
                    aria-label=move || {
                        let open = shown.full.get();
                        say(lang, if open { Word::TimelineLanesClose } else { Word::TimelineLanesOpen })
                    }
                    aria-expanded=move || shown.full.get().to_string()
                    on:click=move |_| shown.full.update(|full| *full = !*full)
                >
                    {say(lang, Word::TimelineLanes)}
                </button> })}
            <Kept />
        </div>
    }
}

/// What the lanes stand for.
#[component]
fn LanePick() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let choices = [
        (LaneBy::Area, Word::TimelineByRegion),
        (LaneBy::Kind, Word::TimelineByKind),
        (LaneBy::Actor, Word::TimelineByActor),
    ];
    let now = Memo::new(move |_| app.query().read().lanes);
    let choose = move |event| {
        let text = event_target_value(&event);
        let found = choices.into_iter().find(|(_, word)| say(lang, *word) == text);
        app.change(|query| query.lanes = found.map_or(LaneBy::default(), |(lanes, _)| lanes));
    };
    view! {
        <label class="timeline__pick timeline__fold">
            {say(lang, Word::TimelineLanes)}
            <select class="field" on:change=choose>
                {choices
                    .map(|(lanes, word)| {
                        view! {
                            <option selected=move || now.get() == lanes>{say(lang, word)}</option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
    }
}
