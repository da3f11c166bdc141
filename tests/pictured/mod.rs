//! What the tests of pictures begin with: a picture of a record as a link shows it.

use std::{fs, path::PathBuf};

use khipu::core::{
    link,
    map::Atlas,
    model::Archive,
    picture::{Part, Picture, Seen, picture},
    query::{Filters, Masks},
};

pub fn public(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/data").join(name);
    fs::read_to_string(path).expect("a bundled file")
}

/// The picture of a link, with the lanes' names as the record has them.
pub fn of(archive: &Archive, fragment: &str, part: Part, width_px: f64, words: &str) -> Picture {
    let atlas =
        Atlas::read(&public("peru-regions.topo.json"), &public("world-countries.topo.json"));
    let query = link::decode(fragment).query;
    let lang = query.lang.unwrap_or_default();
    let settled = Masks::of(archive, &Filters { window: None, ..query.filters.clone() }, None);
    let masks = settled.within(archive, query.filters.window);
    let seen = Seen {
        archive,
        query: &query,
        settled: &settled,
        masks: &masks,
        atlas: &atlas.expect("the maps"),
        lang,
        filters: words,
        measure: (
            "Deaths by region",
            "the record's own ledger: each death once, where it happened",
        ),
        cited: words,
        sources: "3 sources: A, B",
        tick: &|tick| tick.day.to_string(),
        lane: &|label| format!("{label:?}"),
        day: &|day| day.to_string(),
    };
    picture(&seen, part, width_px)
}
