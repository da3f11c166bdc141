//! The drawing of the timeline, its gestures, and its twin.

use crate::ui::prelude::*;

use super::{
    labels::{knot_label, lane_label, rows_label, stretch_label, tick_label},
    sliders::Sliders,
    view::Shown,
};
use crate::{
    browser::{
        focus,
        pointer::{Sample, SampleKind},
    },
    core::{
        geo::Point,
        gesture::{Intent, Key, PointerInput, TimelineContext, TimelineGesture, timeline_key},
        i18n::{Word, day_short, fill, labelled, say},
        model::Row,
        notes::{flag, line},
        scene::{Target, hit},
        time::Span,
        timeline::{
            Direction, Labels, TimelineState, Viewport, beside, draw, first_stop, layout, opening,
            stretch_at, twin,
        },
    },
    state::{App, Shared},
    ui::{
        map::{Hint, with_notes},
        parts::{Bubble, Drawing, Twin, TwinItem, hand},
    },
};

/// How near a click must be to a mark, in CSS pixels.
const SLOP_PX: f64 = 4.0;
const TOUCH_SLOP_PX: f64 = 12.0;

/// A stretch of a full lane with more events is zoomed on, so many times, rather than listed.
const MOST_LISTED: usize = 100;
const STRETCH_ZOOM: f64 = 6.0;

/// The stage of the timeline.
#[expect(clippy::too_many_lines, reason = "what the drawing, its hand and its twin share")]
#[component]
pub fn Stage(
    /// What the timeline shows.
    shown: Shown,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = StoredValue::new(app.archive());
    let width = RwSignal::new(0.0);
    let state = RwSignal::new(TimelineState::default());
    let pointed = RwSignal::new(None::<Point>);
    let touch = RwSignal::new(crate::browser::media::matches("(pointer: coarse)"));
    let opened = RwSignal::new(None::<Vec<Row>>);
    let view = Memo::new(move |_| {
        let extent = app.derived.extent.get();
        let chosen = app.query().read().time;
        chosen.map_or_else(
            || archive.with_value(|archive| opening(archive.window, extent)),
            |time| shown.limits.get().hold(time),
        )
    });
    let window = Memo::new(move |_| app.derived.filters.read().window);
    let folded = Memo::new(move |_| app.query().read().folded.clone());
    let placed = Memo::new(move |_| {
        Shared::new(layout(
            &app.archive().events,
            &shown.sequence.read(),
            &Viewport {
                width_px: width.get(),
                view: view.get(),
                folded: &folded.read(),
                band_only: shown.is_phone.get() && !shown.full.get(),
                touch: touch.get(),
            },
        ))
    });
    let laid = Memo::new(move |_| {
        Shared::new(placed.read().chosen(window.get(), app.derived.cursor.get()))
    });
    let scene = Memo::new(move |_| {
        let mut state = state.get();
        state.selected = app.derived.event.get();
        archive.with_value(|archive| {
            let labels = Labels {
                tick: &|tick| tick_label(lang, tick),
                lane: &|lane| lane_label(archive, lang, lane.label),
                day: &|day| day_short(lang, day),
                width_px: None,
            };
            let mut scene = draw(&laid.read(), &labels, &state);
            let noted = app.derived.noted.read();
            flag(&mut scene, &noted);
            line(&mut scene, &noted, &laid.read());
            Shared::new(scene)
        })
    });
    let context = move || TimelineContext {
        scale: laid.read_untracked().scale,
        limits: shown.limits.get_untracked(),
        extent: app.derived.extent.get_untracked(),
        window: window.get_untracked(),
        cursor: app.derived.cursor.get_untracked(),
        band_bottom_px: laid.read_untracked().band.bottom_px,
    };
    let in_stretch = move |lane: usize, days: Span| {
        let sequence = shown.sequence.read_untracked();
        let lane = sequence.lanes.get(lane);
        let rows = lane.map(|lane| lane.strand.rows_within(days)).unwrap_or_default();
        rows.iter().map(|row| *row as Row).collect::<Vec<_>>()
    };
    let pick = move |target: Target| match target {
        Target::Event(row) => {
            app.select(row);
            focus::by_id("event-title");
        }
        Target::Cluster(rows) => opened.set(Some(rows)),
        Target::Stretch { lane, days } => {
            let rows = in_stretch(lane, days);
            let (scale, limits) = (laid.read_untracked().scale, shown.limits.get_untracked());
            let nearer = scale.zoomed(STRETCH_ZOOM, scale.center_px(days.middle()), limits).view;
            if rows.len() > MOST_LISTED && nearer != scale.view {
                app.change(|query| query.time = Some(nearer));
            } else {
                opened.set(Some(rows));
            }
        }
        Target::Lane(lane) => {
            let key = laid.read_untracked().lanes.get(lane).map(|lane| lane.key.clone());
            if let Some(key) = key {
                app.change(|query| {
                    if !query.folded.remove(&key) {
                        query.folded.insert(key);
                    }
                });
            }
        }
        _ => {}
    };
    let obey = move |intent: Intent| match intent {
        Intent::SetWindow(span) => app.brush(span),
        Intent::SetCursor(day) => app.point_at(day),
        Intent::ShowTime(view) => app.change(|query| query.time = Some(view)),
        Intent::Activate(target) => pick(target),
        Intent::OpenKnot(rows) => opened.set(Some(rows)),
        Intent::ShowMap(_) | Intent::ZoomMap { .. } | Intent::PanMap { .. } => {}
    };
    let gesture = StoredValue::new(TimelineGesture::default());
    let on_pointer = move |sample: Sample| {
        let slop_px = if sample.is_touch { TOUCH_SLOP_PX } else { SLOP_PX };
        let under = || {
            let found = hit(&scene.read_untracked(), sample.at, slop_px).cloned();
            found.or_else(|| stretch_at(&laid.read_untracked(), sample.at, slop_px))
        };
        // Over the lanes' names the wheel scrolls them.
        let on_names = sample.at.x < laid.read_untracked().scale.left_px;
        let Some(input) = hand::input(&sample, zooms(&sample), under)
            .filter(|_| !(on_names && matches!(sample.kind, SampleKind::Wheel { .. })))
        else {
            state.update(|state| state.hovered = None);
            pointed.set(None);
            return false;
        };
        if sample.is_touch && !touch.get_untracked() {
            touch.set(true);
        }
        let was_dragging = gesture.with_value(TimelineGesture::is_dragging);
        let intents = gesture.try_update_value(|gesture| gesture.on(&input, &context()));
        let intents = intents.unwrap_or_default();
        let dragging = gesture.with_value(TimelineGesture::is_dragging);
        // While the wheel turns, what lies under the pointer only passes by.
        let points =
            !dragging && !sample.is_touch && !matches!(sample.kind, SampleKind::Wheel { .. });
        let hover = points.then(under).flatten();
        if state.read_untracked().hovered != hover {
            state.update(|state| state.hovered = hover);
        }
        let at = (!sample.is_touch).then_some(sample.at);
        if pointed.get_untracked() != at {
            pointed.set(at);
        }
        let used = !intents.is_empty() || sample.kind == SampleKind::Down;
        intents.into_iter().for_each(obey);
        used || dragging || was_dragging
    };
    let hint = Signal::derive(move || {
        let at = pointed.get()?;
        let state = state.read();
        if let Target::Stretch { lane, days } = state.hovered.as_ref()? {
            let sequence = shown.sequence.read();
            let lane = sequence.lanes.get(*lane)?;
            let name = archive.with_value(|archive| lane_label(archive, lang, lane.label));
            let sum = stretch_label(lang, *days, &lane.strand.sum(*days));
            return Some((at, labelled(lang, &name, &sum)));
        }
        let rows = match state.hovered.as_ref()? {
            Target::Event(row) => std::slice::from_ref(row),
            Target::Cluster(rows) => rows.as_slice(),
            _ => return None,
        };
        Some((at, archive.with_value(|archive| rows_label(archive, lang, rows))))
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        let name = event.key();
        let command = event.ctrl_key() || event.alt_key() || event.meta_key();
        if name == "Escape" && gesture.with_value(TimelineGesture::is_dragging) {
            event.prevent_default();
            let intents =
                gesture.try_update_value(|gesture| gesture.on(&PointerInput::Escape, &context()));
            intents.unwrap_or_default().into_iter().for_each(obey);
            return;
        }
        let key = Key { name: &name, shift: event.shift_key(), command };
        if let Some(intent) = timeline_key(key, &context()) {
            event.prevent_default();
            obey(intent);
        }
    };
    let made = Callback::new(move |()| {
        let lanes = twin(&laid.read_untracked());
        archive.with_value(|archive| {
            let mut items = Vec::new();
            for lane in lanes {
                let name = lane_label(archive, lang, lane.label);
                let word = if lane.folded { Word::TimelineUnfold } else { Word::TimelineFold };
                items.push(TwinItem {
                    target: Target::Lane(lane.lane),
                    label: fill(lang, word, &[("name", &name)]),
                    pressed: None,
                });
                items.extend(lane.knots.iter().map(|knot| TwinItem {
                    target: knot.target.clone(),
                    label: with_notes(
                        lang,
                        format!("{name}, {}", knot_label(archive, lang, knot)),
                        app.derived.noted.read_untracked().of_events(&knot.rows),
                    ),
                    pressed: None,
                }));
                items.extend(lane.stretches.iter().map(|stretch| {
                    TwinItem {
                        target: Target::Stretch { lane: lane.lane, days: stretch.days },
                        label: with_notes(
                            lang,
                            format!("{name}, {}", stretch_label(lang, stretch.days, &stretch.sum)),
                            app.derived
                                .noted
                                .read_untracked()
                                .of_events(&in_stretch(lane.lane, stretch.days)),
                        ),
                        pressed: None,
                    }
                }));
            }
            items
        })
    });
    let go = move |(from, key): (Target, String)| {
        let direction = match key.as_str() {
            "ArrowLeft" => Direction::Left,
            "ArrowRight" => Direction::Right,
            "ArrowUp" => Direction::Up,
            _ => Direction::Down,
        };
        let laid = laid.read_untracked();
        if let Target::Lane(lane) = from {
            let knots = laid.lanes.get(lane)?;
            let first = first_stop(&laid, lane);
            return match direction {
                Direction::Right => first,
                Direction::Left => None,
                Direction::Up => Some(Target::Lane(lane.checked_sub(1)?)),
                Direction::Down => (lane + 1 < laid.lanes.len()).then_some(Target::Lane(lane + 1)),
            }
            .filter(|_| !knots.key.is_empty() || lane < laid.lanes.len());
        }
        beside(&laid, 0, &from, direction).map(|(_, target)| target)
    };
    let on_focus = Callback::new(move |target| state.update(|state| state.focused = target));
    view! {
        <div class="timeline__scroll" on:keydown=on_key>
            <div class="timeline__stage">
                <Drawing
                    class="timeline__canvas"
                    scene
                    on_size=move |(width_px, _)| width.set(width_px)
                    on_pointer=on_pointer
                    tall_as_scene=true
                />
                <Hint shown=hint />
                <Sliders
                    context=Callback::new(move |()| context())
                    on_focus
                    on_intent=Callback::new(obey)
                />
                <Twin
                    id="knots"
                    label=say(lang, Word::TimelineKeys)
                    follow=move |()| scene.track()
                    made
                    on_focus
                    on_pick=Callback::new(pick)
                    beside=Callback::new(go)
                />
            </div>
        </div>
        <Bubble id="knot-bubble" twin="knots" opened />
    }
}

/// A plain wheel zooms; with Shift, or sideways, it pans.
fn zooms(sample: &Sample) -> bool {
    match sample.kind {
        SampleKind::Wheel { dx_px, dy_px } => !sample.shift && dy_px.abs() >= dx_px.abs(),
        _ => false,
    }
}
