//! Where everything on a map stands: classes of regions, merged marks, the inset, the names.

use super::{
    Frame, Legend, Viewport,
    inset::{Inset, inset},
    labels::{Label, labels},
    merge::{Disc, merged},
    spots::{Sites, Spot, home, leading_family, spots},
};
use std::sync::Arc;

use crate::core::geo::{Bounds, MapGeometry, Point};
use crate::core::i18n::Lang;
use crate::core::model::{Archive, AreaKind, Family, Row};
use crate::core::order;
use crate::core::query::MapView;
use crate::core::scene::{Rings, Target};

/// Which of the two maps is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The country whose regions the record names.
    Home,
    /// The world, with what happened outside that country.
    Abroad,
}

/// All that a map's drawing follows from.
#[derive(Clone, Copy, Debug)]
pub struct MapInput<'a> {
    pub archive: &'a Archive,
    pub geometry: &'a MapGeometry,
    /// The places of this part.
    pub sites: &'a Sites,
    pub part: Part,
    pub frame: Frame,
    pub view: MapView,
    /// What the colours count, by row of `Archive::areas`, under every filter but the map's own.
    pub values: &'a [f64],
    /// The events of each place under the same filters, as `Grouping::Places` counts them.
    pub places: &'a [f64],
    /// Rows of `Archive::areas`.
    pub selected_areas: &'a [Row],
    pub selected_event: Option<Row>,
    pub hovered: Option<&'a Target>,
    /// Whether a finger points: marks are larger.
    pub touch: bool,
    pub lang: Lang,
    /// How the same map was laid out before: what has not moved is taken over.
    pub before: Option<&'a MapLayout>,
}

/// A map laid out, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLayout {
    pub part: Part,
    pub frame: Frame,
    pub viewport: Viewport,
    pub shapes: Vec<AreaShape>,
    /// The largest first.
    pub marks: Vec<MapMark>,
    pub inset: Option<Inset>,
    pub labels: Vec<Label>,
    pub legend: Legend,
    pub outlines: Outlines,
}

/// The regions' outlines in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlines {
    /// By position in `MapGeometry::regions`.
    pub whole: Arc<[Rings]>,
    /// As far as the inset shows them, by position.
    pub inset: Arc<[(usize, Rings)]>,
}

/// A region or country as it is coloured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaShape {
    /// Its position in `MapGeometry::regions`.
    pub position: usize,
    /// Its row in `Archive::areas`, if the record names it.
    pub area: Option<Row>,
    /// From 0, as in the legend.
    pub class: usize,
    pub accent: Accent,
}

/// How a shape is set off from its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accent {
    Plain,
    /// The country that the record is about, on the map of the world.
    Home,
    Hovered,
    Selected,
}

/// One or several places' events, drawn as one mark.
#[derive(Clone, Debug, PartialEq)]
pub struct MapMark {
    pub center: Point,
    pub radius: f64,
    pub family: Family,
    /// Of a single event's kind within its family; 0 for several events.
    pub rank: usize,
    pub events: u32,
    /// The event, where there is only one.
    pub row: Option<Row>,
    /// Rows of `Archive::places`, the one with most events first.
    pub places: Vec<Row>,
    pub accent: Accent,
    /// Whether it stands in the inset rather than on the map itself.
    pub inset: bool,
    /// Where it stands on the map itself, in projected units.
    bounds: Bounds,
}

impl MapMark {
    /// What a click on the mark means.
    pub fn target(&self) -> Target {
        match self.row {
            Some(row) => Target::Event(row),
            None => Target::Places(self.places.clone()),
        }
    }
}

/// Lays a map out.
pub fn layout(input: &MapInput) -> MapLayout {
    let MapInput { archive, geometry, part, frame, view, .. } = *input;
    let viewport = frame.viewport(view);
    let spots = spots(input.sites, input.places);
    let legend = match part {
        Part::Home => {
            let in_regions = archive.areas.iter().zip(input.values);
            let in_regions = in_regions.filter(|(area, _)| area.kind == AreaKind::Region);
            let values: Vec<f64> = in_regions.map(|(_, value)| *value).collect();
            Legend::of(&values)
        }
        Part::Abroad => Legend { thresholds: vec![0.0, 1.0] },
    };
    let shapes = shapes(input, &legend);
    let inset = if part == Part::Home { inset(geometry, &frame, &viewport) } else { None };
    let marks = marks(input, &spots, &viewport, inset.as_ref());
    let still = input.before.filter(|it| (it.viewport, it.inset) == (viewport, inset));
    let outlines = still.map(|before| before.outlines.clone());
    let outlines = outlines.unwrap_or_else(|| outlines_of(geometry, &viewport, inset.as_ref()));
    let mut layout = MapLayout {
        part,
        frame,
        viewport,
        shapes,
        marks,
        inset,
        labels: Vec::new(),
        legend,
        outlines,
    };
    layout.labels = labels(input, &layout);
    layout
}

fn outlines_of(geometry: &MapGeometry, viewport: &Viewport, inset: Option<&Inset>) -> Outlines {
    let lens = inset.zip(geometry.lens.as_ref());
    let parts = lens.into_iter().flat_map(|(inset, lens)| {
        let part = |part: &(usize, Vec<Vec<Point>>)| (part.0, on_screen(&part.1, &inset.viewport));
        lens.parts.iter().map(part).collect::<Vec<_>>()
    });
    Outlines {
        whole: geometry.regions.iter().map(|it| on_screen(&it.rings, viewport)).collect(),
        inset: parts.collect(),
    }
}

fn on_screen(rings: &[Vec<Point>], viewport: &Viewport) -> Rings {
    let ring = |ring: &Vec<Point>| ring.iter().map(|at| viewport.screen(*at)).collect();
    rings.iter().map(ring).collect::<Vec<Vec<Point>>>().into()
}

/// The view that parts a merged mark into its places,
/// or nothing where they lie so close that no zoom does.
pub fn zoom_to_part(layout: &MapLayout, places: &[Row]) -> Option<MapView> {
    const APART_PX: f64 = 12.0;
    let mark = layout.marks.iter().find(|mark| mark.places == places)?;
    let view = layout.frame.framed(&mark.bounds);
    let viewport = layout.frame.viewport(view);
    let shown = viewport.screen_bounds(&mark.bounds);
    let parts = shown.width().hypot(shown.height()) > APART_PX;
    let nearer = viewport.px_per_unit > layout.viewport.px_per_unit * 1.05;
    (parts && nearer).then_some(view)
}

fn shapes(input: &MapInput, legend: &Legend) -> Vec<AreaShape> {
    let mut shapes: Vec<AreaShape> = (0..input.geometry.regions.len())
        .map(|position| AreaShape { position, area: None, class: 0, accent: Accent::Plain })
        .collect();
    let home = home(input.archive);
    if input.part == Part::Abroad
        && let Some(shape) =
            input.geometry.position(home).and_then(|position| shapes.get_mut(position))
    {
        shape.accent = Accent::Home;
    }
    for (row, area) in input.archive.areas.iter().enumerate() {
        let position = input.geometry.position(&area.id);
        let Some(shape) = position.and_then(|position| shapes.get_mut(position)) else { continue };
        shape.area = Some(row);
        if shape.accent == Accent::Home {
            continue;
        }
        shape.class = legend.class(input.values.get(row).copied().unwrap_or_default());
        if input.selected_areas.contains(&row) {
            shape.accent = Accent::Selected;
        } else if input.hovered == Some(&Target::Area(row)) {
            shape.accent = Accent::Hovered;
        }
    }
    shapes
}

/// How large a mark for so many events is: its area grows with them, up to a limit.
fn radius_px(events: u32, part: Part, touch: bool) -> f64 {
    let (least, each, most) = match (part, touch) {
        (Part::Home, false) => (4.0, 2.6, 14.0),
        (Part::Home, true) => (5.0, 2.8, 15.0),
        (Part::Abroad, false) => (3.4, 2.6, 10.0),
        (Part::Abroad, true) => (4.4, 3.0, 12.0),
    };
    (each * f64::from(events).sqrt()).clamp(least, most)
}

fn marks(
    input: &MapInput,
    spots: &[Spot],
    viewport: &Viewport,
    inset: Option<&Inset>,
) -> Vec<MapMark> {
    const MARGIN_PX: f64 = 40.0;
    let radius = |weight| radius_px(weight, input.part, input.touch);
    let mut placed: [Vec<(&Spot, Point, Point)>; 2] = [Vec::new(), Vec::new()];
    for spot in spots {
        let at = spot.at;
        let within = inset.filter(|inset| inset.holds(at));
        let screen = within.map_or(viewport.screen(at), |inset| inset.viewport.screen(at));
        let shown = (-MARGIN_PX..=input.frame.width_px + MARGIN_PX).contains(&screen.x)
            && (-MARGIN_PX..=input.frame.height_px + MARGIN_PX).contains(&screen.y);
        if shown {
            let [on_map, in_inset] = &mut placed;
            if within.is_some() { in_inset } else { on_map }.push((spot, at, screen));
        }
    }
    let mut marks = Vec::new();
    for (in_inset, placed) in [false, true].into_iter().zip(&placed) {
        let disc = |(spot, _, screen): &(&Spot, Point, Point)| Disc {
            center_px: *screen,
            weight: spot.events,
        };
        let discs: Vec<Disc> = placed.iter().map(disc).collect();
        for group in merged(&discs, &radius) {
            let members: Vec<_> = group.iter().filter_map(|&index| placed.get(index)).collect();
            marks.extend(mark(input, &members, in_inset, &radius));
        }
    }
    order::sort_by(&mut marks, &|a, b| b.radius.total_cmp(&a.radius));
    marks
}

fn mark(
    input: &MapInput,
    members: &[&(&Spot, Point, Point)],
    inset: bool,
    radius: &dyn Fn(u32) -> f64,
) -> Option<MapMark> {
    let (_, _, center) = members.first()?;
    let bounds = Bounds::of(members.iter().map(|(_, at, _)| *at))?;
    let events = members.iter().map(|(spot, _, _)| spot.events).sum();
    let row = members.iter().find_map(|(spot, _, _)| spot.row).filter(|_| events == 1);
    let (family, rank) = match row.and_then(|row| input.archive.events.kind(row)) {
        Some(kind) => (kind.family(), kind.rank()),
        None => (leading_family(members.iter().map(|(spot, _, _)| *spot)), 0),
    };
    let places: Vec<Row> = members.iter().map(|(spot, _, _)| spot.place).collect();
    let hovered = match input.hovered {
        Some(Target::Event(hovered)) => row == Some(*hovered),
        Some(Target::Places(hovered)) => *hovered == places,
        _ => false,
    };
    let open = input.selected_event.and_then(|row| input.archive.events.place(row));
    let selected = open.is_some_and(|place| places.contains(&place));
    let accent = match (selected, hovered) {
        (true, _) => Accent::Selected,
        (_, true) => Accent::Hovered,
        _ => Accent::Plain,
    };
    Some(MapMark {
        center: *center,
        radius: radius(events),
        family,
        rank,
        events,
        row,
        places,
        accent,
        inset,
        bounds,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(events: u32, part: Part, touch: bool, expected_px: f64) {
        let found = radius_px(events, part, touch);
        assert!((found - expected_px).abs() < 0.05, "{found} for {events}");
    }

    #[test]
    fn a_marks_area_grows_with_its_events_between_its_limits() {
        check(1, Part::Home, false, 4.0);
        check(9, Part::Home, false, 7.8);
        check(18, Part::Home, false, 7.8 * 2_f64.sqrt());
        check(900, Part::Home, false, 14.0);
        assert!(radius_px(4, Part::Home, true) > radius_px(4, Part::Home, false));
    }
}
