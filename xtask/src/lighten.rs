//! Makes a world map light enough to be drawn small: fewer points, fewer islets, a coarser grid.
//! Borders stay shared, because each line between two countries is simplified once. Not for maps
//! that a reader can enlarge.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A point on the map's grid or in degrees, east then north.
type Point = (f64, f64);

/// Polygons as rings of arc numbers: each its outline, then its holes.
type Polygons = Vec<Vec<Vec<i64>>>;

/// How light the map becomes.
#[derive(Clone, Copy, Debug)]
pub struct Lightness {
    /// A bend whose triangle is smaller goes, in square degrees at the equator.
    pub bend_deg2: f64,
    /// A piece of land that is smaller goes, unless its country has no larger, in the same unit.
    pub piece_deg2: f64,
    /// The grid's step in degrees.
    pub grid_deg: f64,
}

/// A lighter topology with the same ids. A country too small for the grid becomes a dot of one
/// cell. Nothing where the input is no topology of polygons on a grid.
pub fn lighten(topology: &Value, lightness: Lightness) -> Option<Value> {
    let name = topology.get("objects")?.as_object()?.keys().next()?.clone();
    let geometries = topology["objects"][&name].get("geometries")?.as_array()?;
    let countries: Vec<Polygons> = geometries.iter().map(polygons).collect();
    let mut arcs = Arcs::read(topology, &countries, lightness)?;

    let mut numbers = Numbers::default();
    let mut kept = Vec::new();
    for (geometry, polygons) in geometries.iter().zip(&countries) {
        let mut drawn = arcs.worth_drawing(polygons, lightness.piece_deg2);
        if drawn.is_empty() {
            drawn.extend(arcs.dot(polygons).map(|arc| vec![vec![arc]]));
        }
        let numbered: Polygons = drawn
            .iter()
            .map(|rings| rings.iter().map(|ring| numbers.ring(ring)).collect())
            .collect();
        kept.push(json!({"type": "MultiPolygon", "id": geometry.get("id"), "arcs": numbered}));
    }
    let used: Vec<Value> = numbers.in_order().iter().map(|arc| arcs.delta_encoded(*arc)).collect();
    Some(json!({
        "type": "Topology",
        "transform": arcs.transform(),
        "objects": {name: {"type": "GeometryCollection", "geometries": kept}},
        "arcs": used,
    }))
}

/// The same topology on a coarser grid, for a map that a reader can enlarge: every line stays, and
/// meets the others where it did. Nothing where the input is no topology on a grid.
pub fn coarser(topology: &Value, grid_deg: f64) -> Option<Value> {
    let none = Lightness { bend_deg2: 0.0, piece_deg2: 0.0, grid_deg };
    let arcs = Arcs::read(topology, &[], none)?;
    let written: Vec<Value> = (0..arcs.light.len()).map(|arc| arcs.delta_encoded(arc)).collect();
    let mut coarser = topology.clone();
    coarser["transform"] = arcs.transform();
    coarser["arcs"] = written.into();
    Some(coarser)
}

/// A geometry's polygons as rings of arc numbers, the form the file gives them.
fn polygons(geometry: &Value) -> Polygons {
    let arcs = geometry.get("arcs").cloned().unwrap_or_default();
    if geometry.get("type").and_then(Value::as_str) == Some("Polygon") {
        return serde_json::from_value(arcs).map(|rings| vec![rings]).unwrap_or_default();
    }
    serde_json::from_value(arcs).unwrap_or_default()
}

/// Lines between places where borders meet, as they were and as points of the coarser grid.
struct Arcs {
    origin: Point,
    grid_deg: f64,
    /// On the coarser grid.
    light: Vec<Vec<(i64, i64)>>,
    /// In degrees.
    full: Vec<Vec<Point>>,
}

impl Arcs {
    fn read(topology: &Value, countries: &[Polygons], lightness: Lightness) -> Option<Self> {
        let pair = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
        let transform = topology.get("transform")?;
        let (scale, origin) = (pair(transform.get("scale")?)?, pair(transform.get("translate")?)?);
        let full: Vec<Vec<Point>> = topology
            .get("arcs")?
            .as_array()?
            .iter()
            .map(|arc| {
                let (mut x, mut y) = (0.0, 0.0);
                let steps = arc.as_array()?.iter().map(pair).collect::<Option<Vec<_>>>()?;
                let place = |(dx, dy)| {
                    (x, y) = (x + dx, y + dy);
                    (x * scale.0 + origin.0, y * scale.1 + origin.1)
                };
                Some(steps.into_iter().map(place).collect())
            })
            .collect::<Option<_>>()?;
        let grid_deg = lightness.grid_deg;
        // The grid starts at the coarse step below, so that the numbers written are short.
        let origin = ((origin.0 / grid_deg).floor(), (origin.1 / grid_deg).floor());
        let origin = (round(origin.0 * grid_deg), round(origin.1 * grid_deg));
        let mut arcs = Self { origin, grid_deg, light: Vec::new(), full };
        let bends = arcs.bends(countries, lightness.bend_deg2);
        arcs.light = arcs
            .full
            .iter()
            .zip(bends)
            .map(|(arc, bend)| {
                let kept = simplified(arc, bend);
                let mut points: Vec<_> = kept.iter().map(|point| arcs.on_grid(*point)).collect();
                points.dedup();
                points
            })
            .collect();
        Some(arcs)
    }

    /// How whole numbers on the grid become degrees.
    fn transform(&self) -> Value {
        let scale = [self.grid_deg, self.grid_deg];
        json!({"scale": scale, "translate": [self.origin.0, self.origin.1]})
    }

    /// The smallest bend that stays, by arc: a small country's own land is measured by its size.
    fn bends(&self, countries: &[Polygons], bend_deg2: f64) -> Vec<f64> {
        let mut bends = vec![bend_deg2; self.full.len()];
        for ring in countries.iter().filter_map(|polygons| self.largest(polygons)?.first()) {
            let own = self.full_area(ring) / 8.0;
            for arc in ring {
                if let Some(bend) = bends.get_mut(index(*arc)) {
                    *bend = bend.min(own);
                }
            }
        }
        bends
    }

    fn on_grid(&self, point: Point) -> (i64, i64) {
        let cell = |degrees: f64, origin: f64| ((degrees - origin) / self.grid_deg).round() as i64;
        (cell(point.0, self.origin.0), cell(point.1, self.origin.1))
    }

    fn largest<'a>(&self, polygons: &'a Polygons) -> Option<&'a Vec<Vec<i64>>> {
        let size = |it: &&Vec<Vec<i64>>| it.first().map_or(0.0, |ring| self.full_area(ring));
        polygons.iter().max_by(|a, b| size(a).total_cmp(&size(b)))
    }

    /// Pieces of land large enough to be seen, and a country's largest if the grid can hold it.
    fn worth_drawing(&self, polygons: &Polygons, piece_deg2: f64) -> Polygons {
        let largest = self.largest(polygons);
        let visible = |ring: &Vec<i64>| self.full_area(ring) >= piece_deg2;
        let holds_area = |ring: &Vec<i64>| self.light_area(ring) > 0.0;
        polygons
            .iter()
            .filter_map(|polygon| {
                let outline = polygon.first().filter(|ring| holds_area(ring))?;
                if !visible(outline) && Some(polygon) != largest {
                    return None;
                }
                let holes = polygon.iter().skip(1).filter(|it| visible(it) && holds_area(it));
                let rings = std::iter::once(outline).chain(holes);
                Some(rings.map(|ring| self.without_collapsed(ring)).collect())
            })
            .collect()
    }

    /// Adds a one-cell ring where a country's largest land lies, and says its number.
    fn dot(&mut self, polygons: &Polygons) -> Option<i64> {
        let arc = *self.largest(polygons)?.first()?.first()?;
        let (x, y) = self.on_grid(*directed(&self.full, arc).first()?);
        self.light.push(vec![(x, y), (x + 1, y), (x, y + 1), (x, y)]);
        Some(self.light.len() as i64 - 1)
    }

    /// A ring without the arcs that the grid made a point of.
    fn without_collapsed(&self, ring: &[i64]) -> Vec<i64> {
        ring.iter().copied().filter(|arc| self.light_arc(*arc).len() > 1).collect()
    }

    fn light_arc(&self, arc: i64) -> Vec<(i64, i64)> {
        directed(&self.light, arc)
    }

    /// In square degrees at the equator.
    fn full_area(&self, ring: &[i64]) -> f64 {
        let points: Vec<Point> = ring.iter().flat_map(|arc| directed(&self.full, *arc)).collect();
        area(&points)
    }

    /// In grid cells.
    fn light_area(&self, ring: &[i64]) -> f64 {
        let points: Vec<Point> = ring
            .iter()
            .flat_map(|arc| self.light_arc(*arc))
            .map(|(x, y)| (x as f64, y as f64))
            .collect();
        twice_signed_area(&points).abs() / 2.0
    }

    fn delta_encoded(&self, arc: usize) -> Value {
        let mut last = (0, 0);
        let step = |point: &(i64, i64)| {
            let step = (point.0 - last.0, point.1 - last.1);
            last = *point;
            json!([step.0, step.1])
        };
        self.light.get(arc).map(|points| points.iter().map(step).collect()).unwrap_or_default()
    }
}

/// The order in which the kept arcs are written: that of their first use.
#[derive(Default)]
struct Numbers {
    by_old: BTreeMap<usize, usize>,
}

impl Numbers {
    fn ring(&mut self, ring: &[i64]) -> Vec<i64> {
        ring.iter()
            .map(|arc| {
                let next = self.by_old.len();
                let number = *self.by_old.entry(index(*arc)).or_insert(next) as i64;
                if *arc < 0 { !number } else { number }
            })
            .collect()
    }

    fn in_order(&self) -> Vec<usize> {
        let mut pairs: Vec<_> = self.by_old.iter().map(|(old, new)| (*new, *old)).collect();
        pairs.sort_unstable();
        pairs.into_iter().map(|(_, old)| old).collect()
    }
}

/// TopoJSON writes an arc that is walked backwards as its number's complement.
fn index(arc: i64) -> usize {
    usize::try_from(if arc < 0 { !arc } else { arc }).unwrap_or(usize::MAX)
}

fn directed<T: Copy>(arcs: &[Vec<T>], arc: i64) -> Vec<T> {
    let mut points = arcs.get(index(arc)).cloned().unwrap_or_default();
    if arc < 0 {
        points.reverse();
    }
    points
}

/// The line without its smallest bends, after Visvalingam and Whyatt (1993). Its ends stay; a
/// closed line keeps four points, so that it still holds an area.
fn simplified(line: &[Point], bend_deg2: f64) -> Vec<Point> {
    let mut points = line.to_vec();
    let least = if line.len() > 3 && line.first() == line.last() { 4 } else { 2 };
    while points.len() > least {
        let smallest = points
            .windows(3)
            .map(area)
            .enumerate()
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .filter(|(_, bend)| *bend < bend_deg2);
        let Some((before, _)) = smallest else { break };
        points.remove(before + 1);
    }
    points
}

/// The area that a closed line holds, in square degrees at the equator.
fn area(points: &[Point]) -> f64 {
    let latitude = points.iter().map(|p| p.1).sum::<f64>() / points.len().max(1) as f64;
    twice_signed_area(points).abs() / 2.0 * latitude.to_radians().cos()
}

fn twice_signed_area(points: &[Point]) -> f64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// Keeps a decimal number short when it is written.
fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Lightness, coarser, lighten};

    const LIGHTNESS: Lightness = Lightness { bend_deg2: 0.2, piece_deg2: 0.5, grid_deg: 0.1 };

    /// Two squares that share a border with a small bend; an islet of the second; a country that
    /// is an islet; a country smaller than the grid.
    fn world() -> Value {
        json!({
            "type": "Topology",
            "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
            "objects": {"countries": {"type": "GeometryCollection", "geometries": [
                {"type": "MultiPolygon", "id": "A", "arcs": [[[0, 1]]]},
                {"type": "MultiPolygon", "id": "B", "arcs": [[[-1, 2]], [[3]]]},
                {"type": "Polygon", "id": "C", "arcs": [[4]]},
                {"type": "Polygon", "id": "D", "arcs": [[5]]},
            ]}},
            "arcs": [
                [[1000, 0], [0, 500], [10, 10], [-10, 10], [0, 480]],
                [[1000, 1000], [-1000, 0], [0, -1000], [1000, 0]],
                [[1000, 0], [1000, 0], [0, 1000], [-1000, 0]],
                [[3000, 0], [30, 0], [0, 30], [-30, -30]],
                [[4000, 0], [30, 0], [0, 30], [-30, -30]],
                [[5000, 0], [3, 0], [0, 3], [-3, -3]],
            ],
        })
    }

    fn check(id: &str, expected: &[&[[i64; 2]]]) {
        let light = lighten(&world(), LIGHTNESS).unwrap_or_default();
        let geometries = light["objects"]["countries"]["geometries"].as_array().cloned();
        let country = geometries.unwrap_or_default().into_iter().find(|it| it["id"] == id);
        let polygons = super::polygons(&country.unwrap_or_default());
        let rings = polygons.iter().flatten().flatten();
        let arcs: Vec<_> = rings.map(|arc| light["arcs"][super::index(*arc)].clone()).collect();
        assert_eq!(json!(arcs), json!(expected), "{id}");
    }

    const BORDER: &[[i64; 2]] = &[[100, 0], [0, 100]];

    #[test]
    fn a_border_stays_shared_and_loses_its_small_bends() {
        check("A", &[BORDER, &[[100, 100], [-100, 0], [0, -100], [100, 0]]]);
    }

    #[test]
    fn an_islet_goes_from_a_country_that_has_more() {
        check("B", &[BORDER, &[[100, 0], [100, 0], [0, 100], [-100, 0]]]);
    }

    #[test]
    fn an_islet_stays_where_it_is_all_its_country_has() {
        check("C", &[&[[400, 0], [3, 0], [0, 3], [-3, -3]]]);
    }

    #[test]
    fn a_country_smaller_than_the_grid_becomes_a_dot() {
        check("D", &[&[[500, 0], [1, 0], [-1, 1], [0, -1]]]);
    }

    #[test]
    fn a_coarser_grid_keeps_every_line_and_where_lines_meet() {
        let coarse = coarser(&world(), 0.1).unwrap_or_default();
        assert_eq!(coarse["objects"], world()["objects"]);
        assert_eq!(coarse["transform"], json!({"scale": [0.1, 0.1], "translate": [0.0, 0.0]}));
        let border = json!([[100, 0], [0, 50], [1, 1], [-1, 1], [0, 48]]);
        assert_eq!(coarse["arcs"][0], border);
        assert_eq!(coarse["arcs"][2], json!([[100, 0], [100, 0], [0, 100], [-100, 0]]));
    }

    #[test]
    fn what_is_no_topology_is_refused() {
        assert!(lighten(&json!({"type": "FeatureCollection"}), LIGHTNESS).is_none());
        assert!(coarser(&json!({"type": "FeatureCollection"}), 0.1).is_none());
    }
}
