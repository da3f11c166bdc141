//! A map laid flat once: every region's outline in projected units, ready for any viewport.

use super::{Bounds, Feature, LonLat, Point, Projection, Topology, contains, sin_cos};
use crate::core::order;

/// A map's regions in radii of the globe, y southwards.
#[derive(Clone, Debug, PartialEq)]
pub struct MapGeometry {
    pub projection: Projection,
    pub bounds: Bounds,
    /// In the order of their ids.
    pub regions: Vec<Region>,
    /// The stretch to be shown larger, where regions are too small to read on the whole map.
    pub lens: Option<Lens>,
    /// An open spot beside the land, for what concerns the whole country.
    pub aside: Point,
}

/// A region's outline in projected units.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    pub id: String,
    pub rings: Vec<Vec<Point>>,
    pub bounds: Bounds,
    /// Where its name is written.
    pub label: Point,
}

/// A circle on the map round its smallest region, in projected units.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    pub center: Point,
    pub radius: f64,
    /// Regions by position, each with its outline as far as the circle reaches.
    pub parts: Vec<(usize, Vec<Vec<Point>>)>,
    /// The smallest regions by position, the largest of them first: those to be named.
    pub named: Vec<usize>,
}

/// The latitudes that the small map of the world shows, in degrees.
const WORLD_LATITUDES: (f64, f64) = (-56.0, 75.0);
/// What the small map of the world leaves out, in radii: a quarter of a pixel at 400 px.
const WORLD_DETAIL: f64 = 0.004;

impl MapGeometry {
    /// A country by its regions, in all their detail; nothing where the file has no outlines.
    pub fn country(topology: &Topology, projection: Projection) -> Option<Self> {
        let regions = topology.features.iter().filter_map(|feature| {
            let rings = feature.rings.iter().map(|ring| projected(ring, projection)).collect();
            Region::new(feature, rings, projection)
        });
        Self::new(regions.collect(), projection, None)
    }

    /// The world by its countries, drawn small: without the polar regions and fine detail.
    pub fn world(topology: &Topology) -> Option<Self> {
        let projection = Projection::EqualEarth;
        let (south, north) = WORLD_LATITUDES;
        let regions = topology.features.iter().filter_map(|feature| {
            let clipped = feature.rings.iter().map(|ring| within_latitudes(ring, south, north));
            let rings = clipped.map(|ring| simplified(&projected(&ring, projection), WORLD_DETAIL));
            Region::new(feature, rings.filter(|ring| ring.len() > 2).collect(), projection)
        });
        let regions = regions.collect();
        let edge = |lon, lat| projection.project(LonLat { lon, lat });
        let frame = [edge(-180.0, 0.0), edge(180.0, 0.0), edge(0.0, south), edge(0.0, north)];
        Self::new(regions, projection, Bounds::of(frame))
    }

    fn new(
        mut regions: Vec<Region>,
        projection: Projection,
        bounds: Option<Bounds>,
    ) -> Option<Self> {
        let around = regions.iter().map(|region| region.bounds).reduce(|a, b| a.union(&b))?;
        let bounds = bounds.unwrap_or(around);
        order::sort_by(&mut regions, &|a, b| a.id.cmp(&b.id));
        let lens = lens(&regions, &bounds);
        let aside = aside(&regions, &bounds);
        Some(Self { projection, bounds, regions, lens, aside })
    }

    /// The position of a region by its id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.regions.binary_search_by(|region| region.id.as_str().cmp(id)).ok()
    }
}

impl Region {
    fn new(feature: &Feature, rings: Vec<Vec<Point>>, projection: Projection) -> Option<Self> {
        let bounds = Bounds::of(rings.iter().flatten().copied())?;
        let label = feature.label.map_or(bounds.center(), |label| projection.project(label));
        Some(Self { id: feature.id.clone(), rings, bounds, label })
    }
}

fn projected(ring: &[LonLat], projection: Projection) -> Vec<Point> {
    ring.iter().map(|place| projection.project(*place)).collect()
}

/// The ring cut off at two parallels.
fn within_latitudes(ring: &[LonLat], south: f64, north: f64) -> Vec<LonLat> {
    let flat: Vec<Point> = ring.iter().map(|at| Point { x: at.lon, y: at.lat }).collect();
    let flat = cut(&flat, Point { x: 0.0, y: 1.0 }, north);
    let flat = cut(&flat, Point { x: 0.0, y: -1.0 }, -south);
    flat.into_iter().map(|at| LonLat { lon: at.x, lat: at.y }).collect()
}

/// The part of a ring on one side of a line, where `normal · point <= limit`.
/// Sutherland and Hodgman, "Reentrant Polygon Clipping", 1974.
fn cut(ring: &[Point], normal: Point, limit: f64) -> Vec<Point> {
    let beyond = |at: &Point| normal.x * at.x + normal.y * at.y - limit;
    let mut kept = Vec::with_capacity(ring.len());
    let Some(mut from) = ring.last() else { return kept };
    for to in ring {
        let (before, after) = (beyond(from), beyond(to));
        if (before <= 0.0) != (after <= 0.0) {
            let share = before / (before - after);
            kept.push(Point {
                x: from.x + share * (to.x - from.x),
                y: from.y + share * (to.y - from.y),
            });
        }
        if after <= 0.0 {
            kept.push(*to);
        }
        from = to;
    }
    kept
}

/// The ring without points closer than `detail` to the one kept before them;
/// nothing where all of it is smaller than that.
fn simplified(ring: &[Point], detail: f64) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in ring {
        if kept.last().is_none_or(|last| (point.x - last.x).hypot(point.y - last.y) >= detail) {
            kept.push(*point);
        }
    }
    if kept.len() > 2 { kept } else { Vec::new() }
}

/// The circle round the smallest region where it is a speck, moved towards its small neighbours.
fn lens(regions: &[Region], whole: &Bounds) -> Option<Lens> {
    const SPECK: f64 = 0.000_5;
    const SMALL: f64 = 0.005;
    const MARGIN: f64 = 1.15;
    const SIDES: u32 = 48;
    if regions.len() < 3 {
        return None;
    }
    let area = |region: &Region| region.bounds.area();
    let smallest = regions.iter().min_by(|a, b| area(a).total_cmp(&area(b)))?;
    if area(smallest) > whole.area() * SPECK {
        return None;
    }
    let mut named: Vec<(usize, &Region)> = regions
        .iter()
        .enumerate()
        .filter(|(_, region)| area(region) < whole.area() * SMALL)
        .filter(|(_, region)| region.bounds.intersects(&smallest.bounds))
        .collect();
    order::sort_by(&mut named, &|a, b| area(b.1).total_cmp(&area(a.1)));
    let around = named.iter().fold(smallest.bounds, |all, (_, region)| all.union(&region.bounds));
    let (speck, group) = (smallest.bounds.center(), around.center());
    let center = Point { x: f64::midpoint(speck.x, group.x), y: f64::midpoint(speck.y, group.y) };
    let corner = Point {
        x: (speck.x - center.x).abs() + smallest.bounds.width() / 2.0,
        y: (speck.y - center.y).abs() + smallest.bounds.height() / 2.0,
    };
    let radius = corner.x.hypot(corner.y) * MARGIN;
    let within = |ring: &Vec<Point>| {
        let mut ring = ring.clone();
        for side in 0..SIDES {
            let angle = std::f64::consts::TAU * f64::from(side) / f64::from(SIDES);
            let (y, x) = sin_cos(angle);
            let normal = Point { x, y };
            ring = cut(&ring, normal, normal.x * center.x + normal.y * center.y + radius);
        }
        ring
    };
    let reach =
        Bounds::of([-radius, radius].map(|by| Point { x: center.x + by, y: center.y + by }))?;
    let near = regions.iter().enumerate().filter(|(_, region)| region.bounds.intersects(&reach));
    let parts = near.filter_map(|(position, region)| {
        let rings = region.rings.iter().map(within).filter(|ring| ring.len() > 2);
        let rings: Vec<_> = rings.collect();
        (!rings.is_empty()).then_some((position, rings))
    });
    let named = named.into_iter().map(|(position, _)| position).collect();
    Some(Lens { center, radius, parts: parts.collect(), named })
}

/// The middle of the emptiest stretch of the map's right half: legends keep to the left.
fn aside(regions: &[Region], whole: &Bounds) -> Point {
    const STEPS: u32 = 24;
    let mut best = (f64::NEG_INFINITY, whole.center());
    for step in 0..STEPS * STEPS {
        let (column, row) = (step % STEPS, step / STEPS);
        let at = Point {
            x: whole.min.x + whole.width() * (f64::from(column) + 0.5) / f64::from(STEPS),
            y: whole.min.y + whole.height() * (f64::from(row) + 0.5) / f64::from(STEPS),
        };
        if at.x < whole.center().x {
            continue;
        }
        let edge = (at.x - whole.min.x)
            .min(whole.max.x - at.x)
            .min(at.y - whole.min.y)
            .min(whole.max.y - at.y);
        let away = |point: &Point| {
            (point.x - at.x) * (point.x - at.x) + (point.y - at.y) * (point.y - at.y)
        };
        let rings = regions.iter().flat_map(|region| &region.rings);
        // A shore nearer than that of the best spot is soon found: few spots are looked at further.
        let is_near = |ring: &Vec<Point>| ring.iter().any(|point| away(point) <= best.0 * best.0);
        if edge <= best.0 || (best.0 > 0.0 && rings.clone().any(is_near)) {
            continue;
        }
        if regions.iter().any(|region| contains(&region.rings, at)) {
            continue;
        }
        let nearest = |far: f64, ring: &Vec<Point>| ring.iter().map(away).fold(far, f64::min);
        best = (rings.fold(f64::INFINITY, nearest).sqrt().min(edge), at);
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peru() -> MapGeometry {
        let file = include_str!("../../../public/data/peru-regions.topo.json");
        let topology = Topology::read(file).expect("the map of Peru");
        MapGeometry::country(&topology, Projection::PERU).expect("outlines")
    }

    fn world() -> MapGeometry {
        let file = include_str!("../../../public/data/world-countries.topo.json");
        MapGeometry::world(&Topology::read(file).expect("the world")).expect("outlines")
    }

    #[test]
    fn lima_and_callao_are_the_regions_too_small_to_read() {
        let geometry = peru();
        let lens = geometry.lens.as_ref().expect("small regions");
        let ids: Vec<_> =
            lens.named.iter().map(|&index| geometry.regions[index].id.as_str()).collect();
        assert_eq!(ids, ["PE-LMA", "PE-CAL"]);
        for (_, rings) in &lens.parts {
            for point in rings.iter().flatten() {
                let away = (point.x - lens.center.x).hypot(point.y - lens.center.y);
                assert!(away < lens.radius * 1.01, "{away} is outside the lens");
            }
        }
    }

    #[test]
    fn the_spot_for_the_whole_country_is_the_one_with_most_room_of_all() {
        const STEPS: u32 = 24;
        let geometry = peru();
        let whole = geometry.bounds;
        let share = |step: u32| (f64::from(step) + 0.5) / f64::from(STEPS);
        let spots = (0..STEPS * STEPS).map(|step| Point {
            x: whole.min.x + whole.width() * share(step % STEPS),
            y: whole.min.y + whole.height() * share(step / STEPS),
        });
        let on_land = |at: &Point| geometry.regions.iter().any(|it| contains(&it.rings, *at));
        let spots = spots.filter(|at| at.x >= whole.center().x && !on_land(at));
        let room = |at: &Point| {
            let shores = geometry.regions.iter().flat_map(|region| region.rings.iter().flatten());
            let shores = shores.map(|point| (point.x - at.x).hypot(point.y - at.y));
            let Bounds { min, max } = geometry.bounds;
            let edges = [at.x - min.x, max.x - at.x, at.y - min.y, max.y - at.y];
            shores.chain(edges).fold(f64::INFINITY, f64::min)
        };
        let best = spots.map(|at| room(&at)).fold(f64::NEG_INFINITY, f64::max);
        assert!((room(&geometry.aside) - best).abs() < 1e-12, "{best}");
    }

    #[test]
    fn the_spot_for_the_whole_country_is_off_its_land() {
        let geometry = peru();
        assert!(geometry.bounds.contains(geometry.aside));
        let on_land = |region: &Region| contains(&region.rings, geometry.aside);
        assert!(!geometry.regions.iter().any(on_land));
    }

    #[test]
    fn no_country_streaks_across_the_map_at_the_antimeridian() {
        let geometry = world();
        let far = geometry.bounds.width() / 8.0;
        for region in &geometry.regions {
            for ring in &region.rings {
                let next = ring.iter().cycle().skip(1);
                let longest = ring.iter().zip(next).map(|(a, b)| (a.x - b.x).abs());
                let longest = longest.fold(0.0, f64::max);
                assert!(longest < far, "{} has a side of {longest}", region.id);
            }
        }
    }

    #[test]
    fn the_world_keeps_its_countries_and_loses_its_poles() {
        let geometry = world();
        assert!(geometry.position("AQ").is_none());
        for id in ["PE", "FR", "US", "BE", "CH", "CL", "MX", "VA"] {
            let found = geometry.position(id).map(|index| geometry.regions[index].id.as_str());
            assert_eq!(found, if id == "VA" { None } else { Some(id) });
        }
        let limit = geometry.bounds;
        assert!(
            geometry
                .regions
                .iter()
                .flat_map(|region| region.rings.iter().flatten())
                .all(|point| point.y >= limit.min.y - 1e-9 && point.y <= limit.max.y + 1e-9)
        );
        let points: usize =
            geometry.regions.iter().flat_map(|region| &region.rings).map(Vec::len).sum();
        assert!(points < 8_000, "{points} points");
    }
}
