//! The small map of the world: what happened outside the record's own country.

use crate::ui::prelude::*;

use super::marks::{Hint, flagged, mark_items, mark_label, rows_at};
use crate::{
    browser::{focus, pointer::Sample},
    core::{
        geo::Point,
        gesture::{Intent, MapGesture},
        i18n::{Word, say},
        map::{Atlas, Frame, MapInput, MapLayout, Part, Sites, WHOLE, counts_abroad, draw, layout},
        model::Row,
        query::{Clause, Grouping},
        scene::{Target, hit},
    },
    state::{App, Shared},
    ui::parts::{Drawing, Twin, hand},
};

/// How near a click must be to a mark, in CSS pixels.
const SLOP_PX: f64 = 8.0;

/// The map of the world.
#[expect(clippy::too_many_lines, reason = "what the drawing, its hand and its twin share")]
#[component]
pub fn World(
    /// The events of a mark that stands for several.
    opened: RwSignal<Option<Vec<Row>>>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let atlas = StoredValue::new(expect_context::<Shared<Atlas>>());
    let size = RwSignal::new((0.0, 0.0));
    let hovered = RwSignal::new(None::<(Target, Point)>);
    let sites = atlas.with_value(|atlas| Sites::of(&archive, &atlas.world, Part::Abroad));
    // What moves in the record's own country leaves this map as it is.
    let places = Memo::new({
        let sites = sites.clone();
        move |_| sites.counts_here(&app.derived.counts(Grouping::Places).read())
    });
    let values = Memo::new({
        let archive = archive.clone();
        move |_| counts_abroad(&archive, &app.derived.counts(Grouping::Areas).read())
    });
    let laid = Memo::new(move |before: Option<&Shared<MapLayout>>| {
        let (width_px, height_px) = size.get();
        let hovered = hovered.read();
        atlas.with_value(|atlas| {
            let bounds = atlas.world.bounds;
            Shared::new(layout(&MapInput {
                archive: &archive,
                geometry: &atlas.world,
                sites: &sites,
                part: Part::Abroad,
                frame: Frame { bounds, width_px, height_px, padding_px: 2.0 },
                view: WHOLE,
                values: &values.read(),
                places: &places.read(),
                selected_areas: &[],
                selected_event: app.derived.event.get(),
                hovered: hovered.as_ref().map(|(target, _)| target),
                touch: false,
                lang,
                before: before.map(|before| &**before),
            }))
        })
    });
    let scene = Memo::new(move |_| {
        atlas.with_value(|atlas| Shared::new(flagged(app, draw(&laid.read(), &atlas.world))))
    });
    let pick = move |target: Target| match target {
        Target::Event(row) => {
            app.select(row);
            focus::by_id("event-title");
        }
        Target::Places(places) => {
            let mask = app.derived.masks.read_untracked().all_but(Clause::Areas);
            opened.set(Some(rows_at(&app.archive(), &mask, &places)));
        }
        Target::Area(row) => {
            let archive = app.archive();
            if let Some(area) = archive.areas.get(row) {
                app.narrow(|filters| filters.toggle_area(&area.id));
            }
        }
        _ => {}
    };
    let gesture = StoredValue::new(MapGesture::default());
    let on_pointer = move |sample: Sample| {
        let under = || hit(&scene.read_untracked(), sample.at, SLOP_PX).cloned();
        let Some(input) = hand::input(&sample, true, under) else {
            hovered.set(None);
            return false;
        };
        let hover = (!sample.is_touch).then(under).flatten();
        hovered.set(hover.map(|target| (target, sample.at)));
        let intents = gesture.try_update_value(|gesture| gesture.on(&input, None));
        for intent in intents.unwrap_or_default() {
            if let Intent::Activate(target) = intent {
                pick(target);
            }
        }
        false
    };
    let hint = Signal::derive(move || {
        let (target, at) = hovered.get()?;
        let laid = laid.read();
        let mark = laid.marks.iter().find(|mark| mark.target() == target)?;
        Some((at, mark_label(app, mark)))
    });
    let focused = move |target: Option<Target>| {
        let laid = laid.read_untracked();
        let mark = laid.marks.iter().find(|mark| Some(mark.target()) == target);
        let shown = mark.map(|mark| (mark.target(), mark.center));
        drop(laid);
        hovered.set(shown);
    };
    let made = Callback::new(move |()| mark_items(app, &laid.read_untracked().marks));
    view! {
        <div class="map__world">
            <span class="map__world-name">{say(lang, Word::MapAbroad)}</span>
            <div class="map__world-drawing">
                <Drawing
                    class="map__canvas"
                    scene
                    on_size=move |px| size.set(px)
                    on_pointer=on_pointer
                />
                <Hint shown=hint />
            </div>
            <Twin
                id="world-twin"
                label=say(lang, Word::MapAbroad)
                follow=move |()| scene.track()
                made
                on_focus=Callback::new(focused)
                on_pick=Callback::new(pick)
            />
        </div>
    }
}
