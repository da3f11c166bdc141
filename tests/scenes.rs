//! Drawings of the bundled record, compared with the golden SVG files in `tests/scenes/`.
//! `UPDATE_SCENES=1` writes them anew.

use std::{fs, path::PathBuf};

use khipu::core::{
    geo::{LonLat, MapGeometry, Point, Projection, Topology},
    i18n::Lang,
    map::{self, Frame, MapInput, Part, Sites, WHOLE},
    model::{self, Archive, Row},
    query::{Filters, Grouping, MapView, Mask, Masks, counts},
    scene::{Align, Scene, Target, Token, hit, text_width_px, to_svg},
    time::Span,
};

/// The light theme.
fn color(token: Token) -> &'static str {
    match token {
        Token::Paper => "#faf7f1",
        Token::Raised => "#fffdf9",
        Token::Ink => "#1f1a16",
        Token::Ink2 => "#5d544b",
        Token::Ink3 => "#7b7167",
        Token::Rule => "#e4dbcc",
        Token::Cord => "#cfc2ad",
        Token::Protest => "#b86e12",
        Token::Violence => "#a5182f",
        Token::Institution => "#2f4b7c",
        Token::Voice => "#3b7256",
        Token::Focus => "#1d5fd1",
        Token::Map0 => "#efe7da",
        Token::Map1 => "#f0cfc4",
        Token::Map2 => "#e2a193",
        Token::Map3 => "#c95f5c",
        Token::Map4 => "#8f1d2f",
    }
}

fn check(name: &str, scene: &Scene) {
    let found = to_svg(scene, &color);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scenes").join(name);
    if std::env::var_os("UPDATE_SCENES").is_some() {
        fs::write(&path, &found).expect("the golden file is writable");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == golden, "{name} has changed: look at it after UPDATE_SCENES=1");
}

fn public(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/data").join(name);
    fs::read_to_string(path).expect("a bundled file")
}

fn archive() -> Archive {
    model::read(&public("peru-2022-2023.json")).expect("the bundled record").archive
}

fn peru() -> MapGeometry {
    let topology = Topology::read(&public("peru-regions.topo.json")).expect("the map of Peru");
    MapGeometry::country(&topology, Projection::PERU).expect("outlines")
}

fn world() -> MapGeometry {
    let topology = Topology::read(&public("world-countries.topo.json")).expect("the world");
    MapGeometry::world(&topology).expect("outlines")
}

fn deaths(archive: &Archive) -> Vec<f64> {
    let mut deaths = vec![0.0; archive.areas.len()];
    for event in archive.events.iter() {
        deaths[event.area] += f64::from(event.counted_deaths());
    }
    deaths
}

/// What a drawing is asked for, beside the record.
struct Ask<'a> {
    part: Part,
    size: (f64, f64),
    view: MapView,
    areas: &'a [Row],
    event: Option<Row>,
    hovered: Option<&'a Target>,
    touch: bool,
    before: Option<&'a map::MapLayout>,
}

const ASK: Ask = Ask {
    part: Part::Home,
    size: (395.0, 400.0),
    view: WHOLE,
    areas: &[],
    event: None,
    hovered: None,
    touch: false,
    before: None,
};

fn draw(archive: &Archive, geometry: &MapGeometry, ask: &Ask) -> (map::MapLayout, Scene) {
    let all = Mask::full(archive.events.len());
    let count = |grouping| counts(archive, grouping, &all);
    let values = match ask.part {
        Part::Home => deaths(archive),
        Part::Abroad => count(Grouping::Areas),
    };
    let layout = lay_out(archive, geometry, ask, &values, &count(Grouping::Places));
    let scene = map::draw(&layout, geometry);
    (layout, scene)
}

fn lay_out(
    archive: &Archive,
    geometry: &MapGeometry,
    ask: &Ask,
    values: &[f64],
    places: &[f64],
) -> map::MapLayout {
    let (width_px, height_px) = ask.size;
    let padding_px = if ask.part == Part::Home { 10.0 } else { 2.0 };
    map::layout(&MapInput {
        archive,
        geometry,
        sites: &Sites::of(archive, geometry, ask.part),
        part: ask.part,
        frame: Frame { bounds: geometry.bounds, width_px, height_px, padding_px },
        view: ask.view,
        values,
        places,
        selected_areas: ask.areas,
        selected_event: ask.event,
        hovered: ask.hovered,
        touch: ask.touch,
        lang: Lang::En,
        before: ask.before,
    })
}

#[test]
fn the_country_with_a_region_chosen() {
    let (archive, geometry) = (archive(), peru());
    let puno = archive.areas.iter().position(|area| area.id == "PE-PUN").expect("Puno");
    let event = archive.event_row("2023-01-09-juliaca-killings");
    let (_, scene) = draw(&archive, &geometry, &Ask { areas: &[puno], event, ..ASK });
    check("map-peru.svg", &scene);
}

#[test]
fn the_country_zoomed_in_on_its_south() {
    let (archive, geometry) = (archive(), peru());
    let view = MapView { zoom: 3.2, center_x: 0.7, center_y: 0.78 };
    let (_, scene) = draw(&archive, &geometry, &Ask { view, ..ASK });
    check("map-peru-zoomed.svg", &scene);
}

#[test]
fn the_country_on_a_phone() {
    let (archive, geometry) = (archive(), peru());
    let ask = Ask { size: (320.0, 340.0), touch: true, ..ASK };
    check("map-peru-phone.svg", &draw(&archive, &geometry, &ask).1);
}

#[test]
fn the_world_with_what_happened_abroad() {
    let (archive, geometry) = (archive(), world());
    let ask = Ask { part: Part::Abroad, size: (380.0, 150.0), ..ASK };
    check("map-world.svg", &draw(&archive, &geometry, &ask).1);
}

#[test]
fn the_world_follows_from_what_is_counted_abroad_and_moves_with_that_alone() {
    let (archive, geometry) = (archive(), world());
    let sites = Sites::of(&archive, &geometry, Part::Abroad);
    let ask = Ask { part: Part::Abroad, size: (380.0, 150.0), ..ASK };
    let laid = |values: &[f64], places: &[f64]| lay_out(&archive, &geometry, &ask, values, places);
    let settled = Masks::of(&archive, &Filters::default(), None);
    let extent = archive.extent();
    let mut before = [(); 2].map(|()| (Vec::new(), Vec::new()));
    // Of the counts abroad, and of all.
    let mut moves = [0, 0];
    for first in (0..extent.days()).map(|day| extent.first.plus(day)) {
        let window = Span { first, last: first.plus(9) };
        let mask = settled.within(&archive, Some(window)).all();
        let [areas, places] =
            [Grouping::Areas, Grouping::Places].map(|grouping| counts(&archive, grouping, &mask));
        let abroad = (map::counts_abroad(&archive, &areas), sites.counts_here(&places));
        assert_eq!(laid(&abroad.0, &abroad.1), laid(&areas, &places), "{window:?}");
        let now = [abroad, (areas, places)];
        for (moves, (now, before)) in moves.iter_mut().zip(now.iter().zip(&before)) {
            *moves += usize::from(now != before);
        }
        before = now;
    }
    assert!(moves[0] > 10 && moves[0] * 2 < moves[1], "{moves:?}");
}

#[test]
fn a_mark_of_several_cities_has_the_name_of_one_that_leaves_room() {
    let (archive, geometry) = (archive(), world());
    let named = |size: (f64, f64)| {
        let ask = Ask { part: Part::Abroad, size, ..ASK };
        let (layout, _) = draw(&archive, &geometry, &ask);
        layout.labels.into_iter().map(|label| label.text).collect::<Vec<_>>()
    };
    for size in [(380.0, 150.0), (200.0, 90.0), (120.0, 60.0)] {
        let names = named(size);
        assert!(names.iter().any(|text| text.starts_with("Paris · ")), "{size:?}: {names:?}");
    }
}

#[test]
fn every_placed_event_is_under_some_mark_of_one_map() {
    let archive = archive();
    let mut found = Vec::new();
    for (part, geometry) in [(Part::Home, peru()), (Part::Abroad, world())] {
        let (layout, scene) = draw(&archive, &geometry, &Ask { part, ..ASK });
        for mark in &layout.marks {
            let under = hit(&scene, mark.center, 0.0);
            assert!(
                matches!(under, Some(Target::Event(_) | Target::Places(_))),
                "no mark under {:?}",
                mark.center
            );
            let here = |row: &Row| {
                archive.events.place(*row).is_some_and(|place| mark.places.contains(&place))
            };
            let rows: Vec<Row> = (0..archive.events.len()).filter(here).collect();
            assert_eq!((rows.len(), mark.row.is_some()), (mark.events as usize, rows.len() == 1));
            assert!(mark.row.is_none_or(|row| rows == [row]));
            found.extend(rows);
        }
    }
    found.sort_unstable();
    let placed = (0..archive.events.len())
        .filter(|&row| archive.event_at(&archive.events.get(row).unwrap()).is_some())
        .collect::<Vec<_>>();
    assert_eq!(found, placed);
}

#[test]
fn zooming_on_a_merged_mark_parts_it() {
    let (archive, geometry) = (archive(), peru());
    let (layout, _) = draw(&archive, &geometry, &ASK);
    let mut parted = 0;
    for mark in layout.marks.iter().filter(|mark| mark.places.len() > 1) {
        let Some(view) = map::zoom_to_part(&layout, &mark.places) else { continue };
        let (nearer, _) = draw(&archive, &geometry, &Ask { view, ..ASK });
        assert!(nearer.marks.iter().all(|other| other.places != mark.places), "{:?}", mark.places);
        parted += 1;
    }
    assert!(parted > 3, "{parted} marks parted");
}

#[test]
fn what_is_taken_over_from_the_drawing_before_is_what_would_be_made_anew() {
    let archive = archive();
    for (part, geometry) in [(Part::Home, peru()), (Part::Abroad, world())] {
        let mut before = draw(&archive, &geometry, &Ask { part, ..ASK }).0;
        let zoomed = MapView { zoom: 3.0, center_x: 0.6, center_y: 0.7 };
        let (small, large) = ((300.0, 360.0), (430.0, 520.0));
        let looks = [(large, WHOLE), (large, WHOLE), (large, zoomed), (large, zoomed)];
        let mut taken_over = 0;
        for (size, view) in looks.into_iter().chain([(small, zoomed), (small, WHOLE)]) {
            let ask = Ask { part, size, view, touch: taken_over > 0, ..ASK };
            let anew = draw(&archive, &geometry, &ask);
            let after = draw(&archive, &geometry, &Ask { before: Some(&before), ..ask });
            assert_eq!(after, anew, "{size:?} {view:?}");
            let (old, new) = (&before.outlines.whole, &after.0.outlines.whole);
            taken_over += usize::from(old.iter().zip(&**new).all(|(old, new)| old.is(new)));
            before = after.0;
        }
        assert_eq!(taken_over, 2, "{part:?}");
    }
}

#[test]
fn a_click_on_land_means_its_region() {
    let (archive, geometry) = (archive(), peru());
    let (layout, scene) = draw(&archive, &geometry, &ASK);
    let at = layout.viewport.screen(geometry.projection.project(LonLat { lon: -75.5, lat: -3.6 }));
    let loreto = archive.areas.iter().position(|area| area.id == "PE-LOR").map(Target::Area);
    assert_eq!(hit(&scene, at, 4.0), loreto.as_ref());
    assert_eq!(hit(&scene, Point { x: 2.0, y: 2.0 }, 4.0), None);
}

#[test]
fn no_name_lies_over_another_or_over_a_mark() {
    let (archive, geometry) = (archive(), peru());
    for zoom in [1.0, 1.8, 3.0, 7.0] {
        let view = MapView { zoom, center_x: 0.6, center_y: 0.7 };
        let (layout, _) = draw(&archive, &geometry, &Ask { view, ..ASK });
        let boxes: Vec<(f64, f64, f64)> = layout
            .labels
            .iter()
            .map(|label| {
                let width = text_width_px(&label.text, label.size, label.bold);
                let left = match label.align {
                    Align::Start => label.at.x,
                    Align::Middle => label.at.x - width / 2.0,
                    Align::End => label.at.x - width,
                };
                (left, left + width, label.at.y - label.size * 0.35)
            })
            .collect();
        for (index, &(left, right, middle)) in boxes.iter().enumerate() {
            for &(other_left, other_right, other_middle) in &boxes[..index] {
                let beside = right <= other_left || other_right <= left;
                assert!(beside || (middle - other_middle).abs() > 6.0, "zoom {zoom}: {index}");
            }
            for mark in layout.marks.iter().filter(|mark| !mark.inset) {
                let inside = (left..=right).contains(&mark.center.x);
                let apart = (mark.center.y - middle).abs();
                assert!(!inside || apart > mark.radius, "zoom {zoom}: {index}");
            }
        }
    }
}

#[test]
fn an_empty_record_and_a_drawing_without_room_are_drawn_all_the_same() {
    let (mut archive, geometry) = (archive(), peru());
    for size in [(0.0, 0.0), (1.0, 900.0), (f64::NAN, 10.0)] {
        draw(&archive, &geometry, &Ask { size, ..ASK });
    }
    archive.events = khipu::core::model::Events::default();
    archive.places.clear();
    archive.areas.clear();
    let (layout, scene) = draw(&archive, &geometry, &ASK);
    assert_eq!((layout.marks.len(), layout.legend.thresholds.len()), (0, 1));
    assert!(scene.items.iter().all(|item| item.target.is_none()));
}
