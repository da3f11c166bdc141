//! The country and the world beside each other, with what the colours mean.

use super::{
    Panel, Seen, legend,
    text::{Line, lines},
};
use crate::core::{
    geo::{MapGeometry, Point},
    i18n::{Word, say},
    map::{Frame, Legend, MapInput, Part, Sites, WHOLE, draw, layout},
    query::{Clause, Grouping, MapView, counts},
    scene::{Scene, Token},
};

const COUNTRY_PX: f64 = 460.0;
const GAP_PX: f64 = 20.0;
const LOOK: Line = Line { size: 12.0, bold: false, token: Token::Ink2 };

/// The panels, from the corner of the first.
pub fn panels(seen: &Seen, width_px: f64) -> Vec<Panel> {
    let country_px = (width_px * 0.56).floor();
    let beside_px = width_px - country_px - GAP_PX;
    let world_px = (beside_px * 0.5).floor();
    let (country, classes) = one(seen, Part::Home, (country_px, COUNTRY_PX));
    let (world, _) = one(seen, Part::Abroad, (beside_px, world_px));
    let x = country_px + GAP_PX;
    let name = lines(say(seen.lang, Word::MapAbroad), beside_px, &LOOK).scene(beside_px);
    let key = key(seen, &classes, beside_px);
    let key_px = COUNTRY_PX - key.height;
    vec![
        Panel { at: Point { x: 0.0, y: 0.0 }, scene: country },
        Panel { at: Point { x, y: 0.0 }, scene: name },
        Panel { at: Point { x, y: 20.0 }, scene: world },
        Panel { at: Point { x, y: key_px }, scene: key },
    ]
}

fn key(seen: &Seen, classes: &Legend, width_px: f64) -> Scene {
    let (title, caution) = seen.measure;
    let mut all = lines(title, width_px, &Line { bold: true, token: Token::Ink, ..LOOK });
    all.gap(34.0);
    all.then(lines(caution, width_px, &Line { size: 11.0, ..LOOK }));
    let mut scene = all.scene(width_px);
    scene.items.extend(legend::classes(classes, seen.lang, 22.0));
    scene
}

fn one(seen: &Seen, part: Part, (width_px, height_px): (f64, f64)) -> (Scene, Legend) {
    let Seen { archive, query, .. } = *seen;
    let is_home = part == Part::Home;
    let geometry: &MapGeometry = if is_home { &seen.atlas.country } else { &seen.atlas.world };
    let others = seen.masks.all_but(Clause::Areas);
    let grouping = if is_home { Grouping::of_map(query.measure) } else { Grouping::Areas };
    let chosen = archive.areas.iter().enumerate();
    let chosen = chosen.filter(|(_, area)| is_home && query.filters.areas.contains(&area.id));
    let chosen: Vec<_> = chosen.map(|(row, _)| row).collect();
    let padding_px = if is_home { 10.0 } else { 2.0 };
    let view: MapView = query.map.filter(|_| is_home).unwrap_or(WHOLE);
    let laid = layout(&MapInput {
        archive,
        geometry,
        sites: &Sites::of(archive, geometry, part),
        part,
        frame: Frame { bounds: geometry.bounds, width_px, height_px, padding_px },
        view,
        values: &counts(archive, grouping, &others),
        places: &counts(archive, Grouping::Places, &others),
        selected_areas: &chosen,
        selected_event: query.event.as_deref().and_then(|id| archive.event_row(id)),
        hovered: None,
        touch: false,
        lang: seen.lang,
        before: None,
    });
    let mut scene = draw(&laid, geometry);
    (scene.width, scene.height) = (width_px, height_px);
    (scene, laid.legend)
}
