//! Reads `TopoJSON`: the outlines of regions that share their borders.
//! Only polygons are read; points and lines are passed over.
//! Format: <https://github.com/topojson/topojson-specification>, version 1.0.

use serde_json::Value;

use super::LonLat;

/// The regions of a `TopoJSON` file, decoded to degrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    pub features: Vec<Feature>,
}

/// A region as its file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// ISO 3166 in the bundled files.
    pub id: String,
    /// The file's `name` property; empty where it has none.
    pub name: String,
    /// Where the region's name is best written.
    pub label: Option<LonLat>,
    /// Closed rings, outer and inner alike, to be filled by the even-odd rule.
    pub rings: Vec<Vec<LonLat>>,
}

/// Why a map file cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TopoError {
    #[error("the map file is not JSON: {0}")]
    NotJson(String),
    #[error("the map file is not TopoJSON: it has no `{0}`")]
    Missing(&'static str),
    #[error("the map's arc {arc} has a damaged position {position}")]
    Position { arc: usize, position: usize },
    #[error("the map's region {region} names the arc {arc}, and there are {arcs} arcs")]
    Arc { region: String, arc: i64, arcs: usize },
    #[error("the map's region {region} has damaged outlines")]
    Outline { region: String },
    #[error("the map file holds no region with an id")]
    Empty,
}

/// Positions are integers to be scaled, each told as a step from the one before.
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

impl Topology {
    /// Every polygon of the file's objects that has an id, in the file's order.
    ///
    /// # Errors
    /// Where the file is not `TopoJSON`, or its outlines do not hold together.
    pub fn read(json: &str) -> Result<Self, TopoError> {
        let file: Value =
            serde_json::from_str(json).map_err(|error| TopoError::NotJson(error.to_string()))?;
        if file["type"] != "Topology" {
            return Err(TopoError::Missing("type: Topology"));
        }
        let objects = file["objects"].as_object().ok_or(TopoError::Missing("objects"))?;
        let arcs = arcs(&file)?;
        let mut features = Vec::new();
        for object in objects.values() {
            collect(object, &arcs, &mut features)?;
        }
        if features.is_empty() { Err(TopoError::Empty) } else { Ok(Self { features }) }
    }
}

fn collect(
    object: &Value,
    arcs: &[Vec<LonLat>],
    features: &mut Vec<Feature>,
) -> Result<(), TopoError> {
    if let Some(geometries) = object["geometries"].as_array() {
        // Collections do not nest in practice, and JSON's own depth is limited.
        return geometries.iter().try_for_each(|geometry| collect(geometry, arcs, features));
    }
    let Some(id) = object["id"].as_str() else { return Ok(()) };
    let damaged = || TopoError::Outline { region: id.to_owned() };
    let mut rings = Vec::new();
    let mut polygon = |polygon: &Value| {
        for ring in polygon.as_array().ok_or_else(damaged)? {
            rings.push(stitched(ring, arcs, id)?);
        }
        Ok(())
    };
    match object["type"].as_str() {
        Some("Polygon") => polygon(&object["arcs"])?,
        Some("MultiPolygon") => {
            object["arcs"].as_array().ok_or_else(damaged)?.iter().try_for_each(polygon)?;
        }
        _ => return Ok(()),
    }
    let properties = &object["properties"];
    features.push(Feature {
        id: id.to_owned(),
        name: properties["name"].as_str().unwrap_or_default().to_owned(),
        label: position(&properties["label"]).map(|[lon, lat]| LonLat { lon, lat }),
        rings,
    });
    Ok(())
}

/// A ring of whole arcs; a negative number, `!n`, is the arc n backwards.
fn stitched(ring: &Value, arcs: &[Vec<LonLat>], region: &str) -> Result<Vec<LonLat>, TopoError> {
    let damaged = || TopoError::Outline { region: region.to_owned() };
    let mut points: Vec<LonLat> = Vec::new();
    for number in ring.as_array().ok_or_else(damaged)? {
        let number = number.as_i64().ok_or_else(damaged)?;
        let index = if number < 0 { !number } else { number };
        let arc =
            usize::try_from(index).ok().and_then(|index| arcs.get(index)).ok_or_else(|| {
                TopoError::Arc { region: region.to_owned(), arc: number, arcs: arcs.len() }
            })?;
        // Neighbouring arcs share the position where they meet.
        points.pop();
        if number < 0 {
            points.extend(arc.iter().rev());
        } else {
            points.extend(arc);
        }
    }
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    Ok(points)
}

fn arcs(file: &Value) -> Result<Vec<Vec<LonLat>>, TopoError> {
    let transform = match &file["transform"] {
        Value::Null => None,
        transform => Some(Transform {
            scale: position(&transform["scale"]).ok_or(TopoError::Missing("transform.scale"))?,
            translate: position(&transform["translate"])
                .ok_or(TopoError::Missing("transform.translate"))?,
        }),
    };
    let arcs = file["arcs"].as_array().ok_or(TopoError::Missing("arcs"))?;
    arcs.iter()
        .enumerate()
        .map(|(index, arc)| {
            let steps = arc.as_array().ok_or(TopoError::Position { arc: index, position: 0 })?;
            let mut sum = [0.0, 0.0];
            let mut points = Vec::with_capacity(steps.len());
            for (step_index, step) in steps.iter().enumerate() {
                let step = position(step)
                    .ok_or(TopoError::Position { arc: index, position: step_index })?;
                points.push(match &transform {
                    None => LonLat { lon: step[0], lat: step[1] },
                    Some(Transform { scale, translate }) => {
                        sum = [sum[0] + step[0], sum[1] + step[1]];
                        LonLat {
                            lon: sum[0] * scale[0] + translate[0],
                            lat: sum[1] * scale[1] + translate[1],
                        }
                    }
                });
            }
            Ok(points)
        })
        .collect()
}

fn position(value: &Value) -> Option<[f64; 2]> {
    Some([value.get(0)?.as_f64()?, value.get(1)?.as_f64()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(arcs: &str, geometry: &str) -> String {
        format!(
            r#"{{"type":"Topology","transform":{{"scale":[0.5,0.5],"translate":[10,20]}},
            "arcs":{arcs},"objects":{{"all":{{"type":"GeometryCollection","geometries":[{geometry}]}}}}}}"#
        )
    }

    fn check(json: &str, expected: Result<&[&[(f64, f64)]], &str>) {
        let found = Topology::read(json).map_err(|error| error.to_string()).map(|topology| {
            let rings = topology.features.into_iter().flat_map(|feature| feature.rings);
            rings
                .map(|ring| ring.iter().map(|at| (at.lon, at.lat)).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        });
        let expected = expected.map(|rings| rings.iter().map(|ring| ring.to_vec()).collect());
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn steps_add_up_and_arcs_join_forwards_and_backwards() {
        check(
            &file(
                "[[[0,0],[2,0],[0,2]],[[0,0],[0,2],[2,0]]]",
                r#"{"type":"Polygon","id":"A","arcs":[[0,-2]]}"#,
            ),
            Ok(&[&[(10.0, 20.0), (11.0, 20.0), (11.0, 21.0), (10.0, 21.0)]]),
        );
    }

    #[test]
    fn arcs_out_of_range_are_told_and_never_followed() {
        for (arc, region) in [("7", "A"), ("-9", "B"), ("9223372036854775807", "C")] {
            let geometry = format!(r#"{{"type":"Polygon","id":"{region}","arcs":[[{arc}]]}}"#);
            let said =
                format!("the map's region {region} names the arc {arc}, and there are 1 arcs");
            check(&file("[[[0,0],[2,0],[0,2]]]", &geometry), Err(&said));
        }
    }

    #[test]
    fn a_file_that_is_no_map_gets_one_clear_sentence() {
        check("{}", Err("the map file is not TopoJSON: it has no `type: Topology`"));
        check(r#"{"type":"Topology"}"#, Err("the map file is not TopoJSON: it has no `objects`"));
        check(&file("[]", ""), Err("the map file holds no region with an id"));
        check(&file("[[[0,0],[1]]]", ""), Err("the map's arc 0 has a damaged position 1"));
        check(
            &file("[]", r#"{"type":"MultiPolygon","id":"A","arcs":[3]}"#),
            Err("the map's region A has damaged outlines"),
        );
    }

    #[test]
    fn the_bundled_maps_are_whole() {
        let peru = Topology::read(include_str!("../../../public/data/peru-regions.topo.json"));
        let peru = peru.expect("the map of Peru");
        assert_eq!(peru.features.len(), 26);
        assert!(peru.features.iter().all(|region| region.label.is_some() && region.id.len() == 6));
        let world = Topology::read(include_str!("../../../public/data/world-countries.topo.json"));
        assert_eq!(world.expect("the map of the world").features.len(), 240);
    }
}
