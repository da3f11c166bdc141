//! The country: its regions coloured by a measure, its places marked by their events.

use crate::ui::prelude::*;

use super::{
    legend::measure_title,
    marks::{Hint, area_label, flagged, mark_items, mark_label, rows_at},
};
use crate::{
    browser::{
        focus,
        pointer::{Sample, SampleKind},
    },
    core::{
        geo::Point,
        gesture::{Intent, Key, MapGesture, map_key},
        i18n::{Word, say},
        map::{
            Atlas, Frame, Legend, MapInput, MapLayout, Part, Sites, WHOLE, draw, layout,
            zoom_to_part,
        },
        model::Row,
        query::{Clause, Grouping, MapView, Tally},
        scene::{Target, hit},
    },
    state::{App, Shared},
    ui::parts::{Drawing, Icon, Sign, Twin, TwinItem, hand},
};

/// How near a click must be to a mark, in CSS pixels, by finger and by mouse.
const SLOP_PX: [f64; 2] = [14.0, 4.0];

/// The map of the country.
#[expect(clippy::too_many_lines, reason = "what the drawing, its hand and its twin share")]
#[component]
pub fn Country(
    /// The events of a mark that stands for several places too close to part.
    opened: RwSignal<Option<Vec<Row>>>,
    /// Told the classes of the colours.
    legend: RwSignal<Legend>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let atlas = StoredValue::new(expect_context::<Shared<Atlas>>());
    let size = RwSignal::new((0.0, 0.0));
    let hovered = RwSignal::new(None::<(Target, Point)>);
    let touch = RwSignal::new(false);
    let measure = Memo::new(move |_| app.query().read().measure);
    let tally = Memo::new({
        let archive = archive.clone();
        move |_| {
            let mask = app.derived.settled.read().all_but(Clause::Areas);
            Shared::new(Tally::new(&archive, Grouping::of_map(measure.get()), mask))
        }
    });
    let values = Memo::new({
        let archive = archive.clone();
        move |_| tally.read().within(&archive, &app.derived.held.read())
    });
    let view = Memo::new(move |_| app.query().read().map);
    let frame = Memo::new(move |_| {
        let (width_px, height_px) = size.get();
        let bounds = atlas.with_value(|atlas| atlas.country.bounds);
        Frame { bounds, width_px, height_px, padding_px: 10.0 }
    });
    let selected = Memo::new({
        let archive = archive.clone();
        move |_| {
            let chosen = &app.derived.filters.read().areas;
            let rows = archive.areas.iter().enumerate();
            rows.filter(|(_, area)| chosen.contains(&area.id))
                .map(|(row, _)| row)
                .collect::<Vec<_>>()
        }
    });
    let sites = atlas.with_value(|atlas| Sites::of(&archive, &atlas.country, Part::Home));
    let laid = Memo::new({
        let archive = archive.clone();
        move |before: Option<&Shared<MapLayout>>| {
            let hovered = hovered.read();
            atlas.with_value(|atlas| {
                Shared::new(layout(&MapInput {
                    archive: &archive,
                    geometry: &atlas.country,
                    sites: &sites,
                    part: Part::Home,
                    frame: frame.get(),
                    view: view.get().unwrap_or(WHOLE),
                    values: &values.read(),
                    places: &app.derived.counts(Grouping::Places).read(),
                    selected_areas: &selected.read(),
                    selected_event: app.derived.event.get(),
                    hovered: hovered.as_ref().map(|(target, _)| target),
                    touch: touch.get(),
                    lang,
                    before: before.map(|before| &**before),
                }))
            })
        }
    });
    let scene = Memo::new(move |_| {
        atlas.with_value(|atlas| Shared::new(flagged(app, draw(&laid.read(), &atlas.country))))
    });
    // While a window moves they follow with the page's words: each change has the page laid out.
    effect(move || {
        let laid = laid.read();
        let is_said = app.said().get() == app.query().read().filters.window;
        if is_said && laid.legend != *legend.read_untracked() {
            legend.set(laid.legend.clone());
        }
    });
    let show = move |view: MapView| {
        let view = frame.get_untracked().clamped(view);
        app.change(|query| query.map = (view.zoom > 1.001).then_some(view));
    };
    let pick = move |target: Target| match target {
        Target::Area(row) => {
            let archive = app.archive();
            if let Some(area) = archive.areas.get(row) {
                app.narrow(|filters| filters.toggle_area(&area.id));
            }
        }
        Target::Event(row) => {
            app.select(row);
            focus::by_id("event-title");
        }
        Target::Places(places) => {
            let apart = zoom_to_part(&laid.read_untracked(), &places);
            if let Some(view) = apart {
                show(view);
            } else {
                let mask = app.derived.masks.read_untracked().all_but(Clause::Areas);
                opened.set(Some(rows_at(&app.archive(), &mask, &places)));
            }
        }
        _ => {}
    };
    let obey = move |intent: Intent| {
        let (frame, now) = (frame.get_untracked(), view.get_untracked().unwrap_or(WHOLE));
        let middle = Point { x: frame.width_px / 2.0, y: frame.height_px / 2.0 };
        match intent {
            Intent::ZoomMap { factor, about } => {
                show(frame.zoomed(now, factor, about.unwrap_or(middle)));
            }
            Intent::PanMap { dx_px, dy_px } => show(frame.panned(now, dx_px, dy_px)),
            Intent::ShowMap(view) => show(view.unwrap_or(WHOLE)),
            Intent::Activate(target) => pick(target),
            _ => {}
        }
    };
    let gesture = StoredValue::new(MapGesture::default());
    let on_pointer = move |sample: Sample| {
        let slop_px = if sample.is_touch { SLOP_PX[0] } else { SLOP_PX[1] };
        let under = || hit(&scene.read_untracked(), sample.at, slop_px).cloned();
        let Some(input) = hand::input(&sample, true, under) else {
            hovered.set(None);
            return false;
        };
        if touch.get_untracked() != sample.is_touch {
            touch.set(sample.is_touch);
        }
        let intents = gesture.try_update_value(|gesture| gesture.on(&input, view.get_untracked()));
        let intents = intents.unwrap_or_default();
        let dragging = gesture.with_value(MapGesture::is_dragging);
        let points =
            !dragging && !sample.is_touch && !matches!(sample.kind, SampleKind::Wheel { .. });
        let hover = points.then(under).flatten().map(|target| (target, sample.at));
        if *hovered.read_untracked() != hover {
            hovered.set(hover);
        }
        // One finger scrolls the page past a map that shows the whole.
        let used = !intents.is_empty() || (sample.kind == SampleKind::Down && !sample.is_touch);
        intents.into_iter().for_each(obey);
        used || dragging
    };
    let words = move |target: &Target, laid: &MapLayout| {
        let what = say(lang, measure_title(measure.get()));
        match target {
            Target::Area(row) => {
                let value = values.read().get(*row).copied().unwrap_or(0.0);
                area_label(app, *row, value, what)
            }
            target => {
                let mark = laid.marks.iter().find(|mark| mark.target() == *target);
                mark.map_or_else(String::new, |mark| mark_label(app, mark))
            }
        }
    };
    let hint = Signal::derive(move || {
        let (target, at) = hovered.get()?;
        Some((at, words(&target, &laid.read())))
    });
    let made = Callback::new(move |()| {
        let laid = laid.read_untracked();
        let chosen = selected.read_untracked();
        let regions = laid.shapes.iter().filter_map(|shape| shape.area).map(|area| {
            let target = Target::Area(area);
            let label = words(&target, &laid);
            TwinItem { target, label, pressed: Some(chosen.contains(&area)) }
        });
        let marks = mark_items(app, &laid.marks);
        regions.chain(marks).collect::<Vec<_>>()
    });
    let focused = move |target: Option<Target>| {
        let laid = laid.read_untracked();
        let at = |target: &Target| {
            let mark = laid.marks.iter().find(|mark| mark.target() == *target).map(|m| m.center);
            let area =
                laid.shapes.iter().find(|s| s.area.map(Target::Area).as_ref() == Some(target));
            mark.or_else(|| {
                let label = atlas.with_value(|atlas| {
                    area.and_then(|area| Some(atlas.country.regions.get(area.position)?.label))
                })?;
                Some(laid.viewport.screen(label))
            })
        };
        let shown = target.and_then(|target| at(&target).map(|point| (target, point)));
        drop(laid);
        hovered.set(shown);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let command = event.ctrl_key() || event.alt_key() || event.meta_key();
        let name = event.key();
        let key = Key { name: &name, shift: event.shift_key(), command };
        if let Some(intent) = map_key(key) {
            event.prevent_default();
            obey(intent);
        }
    };
    let button = move |label: Word, sign: Sign, name: &'static str| {
        view! {
            <button
                class="button button--icon"
                aria-label=say(lang, label)
                title=say(lang, label)
                on:click=move |_| {
                    map_key(Key { name, shift: false, command: false }).into_iter().for_each(obey);
                }
            >
                <Icon sign />
            </button>
        }
    };
    view! {
        <div
            class="map__country"
            role="group"
            tabindex="0"
            aria-label=say(lang, Word::MapPan)
            on:keydown=on_key
        >
            <Drawing
                class="map__canvas"
                scene
                on_size=move |px| size.set(px)
                on_pointer=on_pointer
            />
            <Hint shown=hint />
            <Twin
                id="map-twin"
                label=say(lang, Word::MapRegions)
                follow=move |()| { scene.track(); values.track(); }
                made
                on_focus=Callback::new(focused)
                on_pick=Callback::new(pick)
            />
            <div class="map__zoom">
                {button(Word::MapZoomIn, Sign::More, "+")} {button(Word::MapZoomOut, Sign::Less, "-")}
                {button(Word::MapReset, Sign::Whole, "0")}
            </div>
        </div>
    }
}
