//! The names on a map: as many as have room, none over another.
//! Widths are estimates: nothing is measured here.

use std::cmp::Reverse;

use super::{
    layout::{AreaShape, MapInput, MapLayout, MapMark, Part},
    spots::city_name,
};
use crate::core::geo::{Bounds, Point, Region, contains};
use crate::core::model::{Family, Row};
use crate::core::order;
use crate::core::query::PLACE_SLOTS;
use crate::core::scene::{Align, Token, text_width_px};

/// A name on the map. `at` lies on its baseline.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub at: Point,
    pub text: String,
    pub size: f64,
    pub align: Align,
    pub bold: bool,
    pub token: Token,
    /// A city's or an inset's name: over the marks, with the paper's colour about its letters.
    pub above: bool,
    /// The row of the area it names.
    pub area: Option<Row>,
}

const REGION_PX: f64 = 9.5;
const CITY_PX: f64 = 10.5;

/// Names for the largest marks, then for regions, the largest first.
pub(super) fn labels(input: &MapInput, layout: &MapLayout) -> Vec<Label> {
    let marks = layout.marks.iter().map(|mark| around(mark.center, mark.radius));
    let mut names = Names { input, layout, taken: marks.collect(), labels: Vec::new() };
    names.inset();
    names.cities();
    if layout.part == Part::Home {
        names.regions();
    }
    names.labels
}

/// The names placed so far, and the room they and the marks take.
struct Names<'a> {
    input: &'a MapInput<'a>,
    layout: &'a MapLayout,
    taken: Vec<Bounds>,
    labels: Vec<Label>,
}

impl Names<'_> {
    /// The inset's largest region above its circle, the others beneath their outlines.
    fn inset(&mut self) {
        let Some(inset) = self.layout.inset else { return };
        let Some(lens) = &self.input.geometry.lens else { return };
        let held: Vec<(&Region, Row)> = lens
            .named
            .iter()
            .filter_map(|&position| {
                let shape = self.layout.shapes.get(position)?;
                Some((self.input.geometry.regions.get(position)?, shape.area?))
            })
            .collect();
        for (order, (region, area)) in held.into_iter().enumerate() {
            let text = self.area_name(area);
            let (size, bold) = if order == 0 { (CITY_PX, true) } else { (REGION_PX, false) };
            let half = text_width_px(&text, size, bold) / 2.0;
            let room = (half + 2.0, (self.input.frame.width_px - half - 2.0).max(half + 2.0));
            let outline = inset.viewport.screen_bounds(&region.bounds);
            let at = if order == 0 {
                let x = inset.center.x.clamp(room.0, room.1);
                Point { x, y: inset.center.y - inset.radius - 5.0 }
            } else {
                let x = outline.center().x.clamp(room.0, room.1);
                Point { x, y: outline.max.y + size }
            };
            let token = if order == 0 { Token::Ink } else { Token::Ink2 };
            let extent = extent(at, half * 2.0, size, Align::Middle);
            self.taken.push(extent);
            let (align, area) = (Align::Middle, Some(area));
            self.labels.push(Label { at, text, size, align, bold, token, above: true, area });
        }
        self.taken.push(around(inset.center, inset.radius));
        self.taken.push(around(inset.source, inset.source_radius));
    }

    fn cities(&mut self) {
        let whole = self.input.frame.viewport(super::WHOLE).px_per_unit;
        let home = self.layout.part == Part::Home;
        let most =
            if home { (8.0 * self.layout.viewport.px_per_unit / whole).min(40.0) } else { 12.0 };
        let size = if home { CITY_PX } else { REGION_PX };
        let (layout, input) = (self.layout, self.input);
        let mut named_already: Vec<&str> = Vec::new();
        let named = |mark: &&MapMark| !mark.inset && (mark.events > 1 || !home);
        for mark in layout.marks.iter().filter(named).take(most as usize) {
            let Some(name) = city(mark, input) else { continue };
            // A second mark of one city would seem a city of the same name.
            if named_already.contains(&name) {
                continue;
            }
            named_already.push(name);
            let mut text = name.to_owned();
            if !home && mark.events > 1 {
                text.push_str(" · ");
                text.push_str(&mark.events.to_string());
            }
            let width = text_width_px(&text, size, home);
            let free = beside(mark, size).into_iter().find_map(|(align, at)| {
                let extent = extent(at, width, size, align);
                self.free(&extent).then_some((align, at, extent))
            });
            if let Some((align, at, extent)) = free {
                self.taken.push(extent);
                let token = Token::Ink;
                let label =
                    Label { at, text, size, align, bold: home, token, above: true, area: None };
                self.labels.push(label);
            }
        }
    }

    fn regions(&mut self) {
        const STEPS: [(f64, f64); 9] = [
            (0.0, 0.0),
            (0.0, -11.0),
            (0.0, 11.0),
            (-14.0, 0.0),
            (14.0, 0.0),
            (0.0, -21.0),
            (0.0, 21.0),
            (-18.0, -14.0),
            (18.0, 14.0),
        ];
        let geometry = self.input.geometry;
        let mut largest: Vec<(&Region, &AreaShape, Row)> = self
            .layout
            .shapes
            .iter()
            .filter_map(|shape| Some((geometry.regions.get(shape.position)?, shape, shape.area?)))
            .collect();
        order::sort_by(&mut largest, &|a, b| b.0.bounds.area().total_cmp(&a.0.bounds.area()));
        for (region, shape, area) in largest {
            let text = self.area_name(area);
            let width = text_width_px(&text, REGION_PX, false);
            let viewport = &self.layout.viewport;
            let shown = viewport.screen_bounds(&region.bounds);
            if width > shown.width() * 0.92 || shown.height() < REGION_PX * 2.0 {
                continue;
            }
            let middle = viewport.screen(region.label);
            let free = STEPS.into_iter().find_map(|(dx, dy)| {
                let at = Point { x: middle.x + dx, y: middle.y + dy };
                let baseline = Point { x: at.x, y: at.y + REGION_PX * 0.35 };
                let extent = extent(baseline, width, REGION_PX, Align::Middle);
                let inside = self.free(&extent) && contains(&region.rings, viewport.map(at));
                inside.then_some((baseline, extent))
            });
            if let Some((at, extent)) = free {
                self.taken.push(extent);
                self.labels.push(Label {
                    at,
                    text,
                    size: REGION_PX,
                    align: Align::Middle,
                    bold: false,
                    token: on_class(shape.class),
                    above: false,
                    area: Some(area),
                });
            }
        }
    }

    fn area_name(&self, area: Row) -> String {
        let archive = self.input.archive;
        let name = archive.areas.get(area);
        name.map_or("", |area| area.name.in_language(self.input.lang, &archive.language).text)
            .to_owned()
    }

    fn free(&self, extent: &Bounds) -> bool {
        extent.min.x >= 0.0
            && extent.max.x <= self.input.frame.width_px
            && extent.min.y >= 0.0
            && extent.max.y <= self.input.frame.height_px
            && !self.taken.iter().any(|other| other.intersects(extent))
    }
}

/// The city where most of a mark's events happened, the shorter name of two with as many.
fn city<'a>(mark: &MapMark, input: &MapInput<'a>) -> Option<&'a str> {
    let places = &input.archive.places;
    let events = |place: Row| {
        let counts = input.places.get(place * PLACE_SLOTS..).unwrap_or_default();
        counts.iter().take(Family::ALL.len()).sum::<f64>() as u32
    };
    let mut counts = vec![0; places.len()];
    let mut cities: Vec<Row> = Vec::new();
    for (place, city) in mark.places.iter().filter_map(|it| Some((*it, input.sites.city(*it)?))) {
        let Some(count) = counts.get_mut(city) else { continue };
        // Each place of a mark has an event.
        if *count == 0 {
            cities.push(city);
        }
        *count += events(place);
    }
    let name = |city: Row| places.get(city).and_then(city_name);
    let count = |city: &Row| Reverse(counts.get(*city).copied().unwrap_or_default());
    let length = |city: &Row| name(*city).map_or(0, str::len);
    let first = cities.into_iter().min_by(|one, other| {
        let by_count = count(one).cmp(&count(other));
        by_count.then_with(|| length(one).cmp(&length(other)))
    });
    first.and_then(name)
}

/// Where a mark's name may stand, the best place first.
fn beside(mark: &MapMark, size: f64) -> [(Align, Point); 8] {
    let Point { x, y } = mark.center;
    let reach = mark.radius * 1.2 + 3.0;
    let (middle, slant) = (y + size * 0.35, mark.radius * 0.75 + 2.0);
    [
        (Align::Start, Point { x: x + reach, y: middle }),
        (Align::End, Point { x: x - reach, y: middle }),
        (Align::Middle, Point { x, y: y - reach }),
        (Align::Middle, Point { x, y: y + reach + size * 0.7 }),
        (Align::Start, Point { x: x + slant, y: y - slant }),
        (Align::End, Point { x: x - slant, y: y - slant }),
        (Align::Start, Point { x: x + slant, y: y + slant + size * 0.6 }),
        (Align::End, Point { x: x - slant, y: y + slant + size * 0.6 }),
    ]
}

/// The colour that can be read on a class's ground, light or dark.
fn on_class(class: usize) -> Token {
    match class {
        0 | 1 => Token::Ink2,
        2 | 3 => Token::Ink,
        _ => Token::Paper,
    }
}

fn around(center: Point, radius: f64) -> Bounds {
    Bounds {
        min: Point { x: center.x - radius, y: center.y - radius },
        max: Point { x: center.x + radius, y: center.y + radius },
    }
}

fn extent(at: Point, width: f64, size: f64, align: Align) -> Bounds {
    let left = match align {
        Align::Start => at.x,
        Align::Middle => at.x - width / 2.0,
        Align::End => at.x - width,
    };
    Bounds {
        min: Point { x: left - 2.0, y: at.y - size * 0.78 },
        max: Point { x: left + width + 2.0, y: at.y + size * 0.24 },
    }
}
