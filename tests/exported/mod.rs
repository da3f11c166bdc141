//! What the tests of the exports begin with: two records, and what is in view of them.

use khipu::core::{
    export::InView,
    i18n::Lang,
    model::{Archive, Known, read},
    query::Mask,
};

pub const BUNDLED: &str = include_str!("../../public/data/peru-2022-2023.json");
/// A record whose texts try to break out of every format.
pub const HOSTILE: &str = include_str!("../fixtures/exports/hostile.json");

pub fn archive(json: &str) -> Archive {
    let imported = read(json).unwrap();
    assert_eq!((imported.problems, imported.more_problems), (vec![], 0));
    imported.archive
}

pub fn whole(archive: &Archive) -> Mask {
    Mask::full(archive.events.len())
}

pub fn in_view<'a>(archive: &'a Archive, rows: &'a Mask) -> InView<'a> {
    let known = Known::of(archive);
    InView { archive, known, rows, window: None, lang: Lang::En, page: None }
}
