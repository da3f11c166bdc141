//! The names on a map: as many as have room, none over another.
//! Widths are estimates: nothing is measured here.

use super::layout::{MapInput, MapLayout, MapMark, Part};
use crate::core::geo::{Bounds, Point};
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
    /// Whether the paper's colour lies about the letters.
    pub halo: bool,
}

const REGION_PX: f64 = 9.5;
const CITY_PX: f64 = 10.5;

/// Names for the largest marks, then for regions, the largest first.
pub(super) fn labels(input: &MapInput, layout: &MapLayout) -> Vec<Label> {
    let mut taken: Vec<Bounds> =
        layout.marks.iter().map(|mark| around(mark.center, mark.radius)).collect();
    let mut labels = Vec::new();
    if let Some(inset) = &layout.inset {
        name_inset(input, layout, &mut labels, &mut taken);
        taken.push(around(inset.center, inset.radius));
    }
    name_cities(input, layout, &mut labels, &mut taken);
    if layout.part == Part::Home {
        name_regions(input, layout, &mut labels, &mut taken);
    }
    labels
}

/// A place's name without what explains it: `Ayacucho (Huamanga)` is `Ayacucho`.
fn short(name: &str) -> &str {
    name.split([',', '(']).next().unwrap_or(name).trim_end()
}

fn name_cities(
    input: &MapInput,
    layout: &MapLayout,
    labels: &mut Vec<Label>,
    taken: &mut Vec<Bounds>,
) {
    let whole = input.frame.viewport(super::WHOLE).px_per_unit;
    let most = match layout.part {
        Part::Home => (6.0 * layout.viewport.px_per_unit / whole).min(40.0) as usize,
        Part::Abroad => 12,
    };
    let named =
        |mark: &&MapMark| !mark.inset && (mark.rows.len() > 1 || layout.part == Part::Abroad);
    for mark in layout.marks.iter().filter(named).take(most) {
        let Some(place) = mark.places.first().and_then(|&row| input.archive.places.get(row)) else {
            continue;
        };
        let text = short(&place.name);
        let width = text_width_px(text, CITY_PX, true);
        let Point { x, y } = mark.center;
        let reach = mark.radius + 3.0;
        let middle = y + CITY_PX * 0.35;
        let candidates = [
            (Align::Start, x + reach, middle),
            (Align::End, x - reach, middle),
            (Align::Middle, x, y - reach - 1.0),
            (Align::Middle, x, y + reach + CITY_PX * 0.75),
        ];
        for (align, x, y) in candidates {
            let at = Point { x, y };
            let extent = extent(at, width, CITY_PX, align);
            if free(&extent, taken, input) {
                taken.push(extent);
                labels.push(Label {
                    at,
                    text: text.to_owned(),
                    size: CITY_PX,
                    align,
                    bold: true,
                    token: Token::Ink,
                    halo: true,
                });
                break;
            }
        }
    }
}

fn name_regions(
    input: &MapInput,
    layout: &MapLayout,
    labels: &mut Vec<Label>,
    taken: &mut Vec<Bounds>,
) {
    let mut largest: Vec<_> = layout.shapes.iter().collect();
    let area = |position: usize| {
        input.geometry.regions.get(position).map_or(0.0, |region| region.bounds.area())
    };
    largest.sort_by(|a, b| area(b.position).total_cmp(&area(a.position)));
    for shape in largest {
        let Some(region) = input.geometry.regions.get(shape.position) else { continue };
        let Some(area) = shape.area.and_then(|row| input.archive.areas.get(row)) else { continue };
        let text = area.name.in_language(input.lang, &input.archive.language).text;
        let width = text_width_px(text, REGION_PX, false);
        let shown = layout.viewport.screen_bounds(&region.bounds);
        if width > shown.width() * 0.92 || shown.height() < REGION_PX * 2.0 {
            continue;
        }
        let middle = layout.viewport.screen(region.label);
        for step in [0.0, -11.0, 11.0, -20.0, 20.0] {
            let at = Point { x: middle.x, y: middle.y + REGION_PX * 0.35 + step };
            let extent = extent(at, width, REGION_PX, Align::Middle);
            let inside = extent.min.y > shown.min.y && extent.max.y < shown.max.y;
            if inside && free(&extent, taken, input) {
                taken.push(extent);
                labels.push(Label {
                    at,
                    text: text.to_owned(),
                    size: REGION_PX,
                    align: Align::Middle,
                    bold: false,
                    token: on_class(shape.class),
                    halo: false,
                });
                break;
            }
        }
    }
}

/// The regions of the inset, named beneath it.
fn name_inset(
    input: &MapInput,
    layout: &MapLayout,
    labels: &mut Vec<Label>,
    taken: &mut Vec<Bounds>,
) {
    let Some(inset) = &layout.inset else { return };
    let largest = inset.regions.iter().filter_map(|&position| {
        let region = input.geometry.regions.get(position)?;
        let shape = layout.shapes.iter().find(|shape| shape.position == position)?;
        Some((region.bounds.area(), input.archive.areas.get(shape.area?)?))
    });
    let Some((_, area)) = largest.max_by(|a, b| a.0.total_cmp(&b.0)) else { return };
    let text = area.name.in_language(input.lang, &input.archive.language).text;
    let at = Point { x: inset.center.x, y: inset.center.y - inset.radius - 5.0 };
    let half = text_width_px(text, CITY_PX, true) / 2.0;
    let x = at.x.clamp(half + 2.0, (input.frame.width_px - half - 2.0).max(half + 2.0));
    let at = Point { x, ..at };
    taken.push(extent(at, half * 2.0, CITY_PX, Align::Middle));
    labels.push(Label {
        at,
        text: text.to_owned(),
        size: CITY_PX,
        align: Align::Middle,
        bold: true,
        token: Token::Ink,
        halo: true,
    });
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
        min: Point { x: left - 1.0, y: at.y - size * 0.78 },
        max: Point { x: left + width + 1.0, y: at.y + size * 0.24 },
    }
}

fn free(extent: &Bounds, taken: &[Bounds], input: &MapInput) -> bool {
    extent.min.x >= 0.0
        && extent.max.x <= input.frame.width_px
        && extent.min.y >= 0.0
        && extent.max.y <= input.frame.height_px
        && !taken.iter().any(|other| other.intersects(extent))
}
