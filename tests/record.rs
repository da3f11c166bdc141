//! The record as it is read: the bundled one, its delivered forms, and damaged ones.

use khipu::core::model::{Imported, parse, read};

const BUNDLED: &str = include_str!("../public/data/peru-2022-2023.json");

fn bundled() -> Imported {
    read(BUNDLED).expect("the bundled record is a record")
}

#[test]
fn the_bundled_record_is_read_without_a_problem() {
    let imported = bundled();
    assert_eq!(imported.problems, []);
    let archive = imported.archive;
    let record = parse(BUNDLED).unwrap();
    let count = |key: &str| record[key].as_array().unwrap().len();
    assert_eq!(archive.events.len(), count("events"));
    assert_eq!(archive.claims.len(), count("figures"));
    assert_eq!(archive.sources.len(), count("sources"));
    assert_eq!(archive.places.len(), count("places"));
    assert_eq!(archive.actors.len(), count("actors"));
    assert_eq!(archive.stories.len(), count("stories"));
}
