//! The page's words follow a moving window at their own pace, and every other filter at once.

use khipu::{
    core::{
        i18n::Lang,
        model::{self, Archive},
        query::{Filters, Grouping, Query},
        time::{Day, Span},
    },
    state::{App, Shared},
};
use leptos::prelude::Owner;

const PUNO: &str = "PE-PUN";

fn record() -> Shared<Archive> {
    let text = include_str!("../public/data/peru-2022-2023.json");
    Shared::new(model::read(text).unwrap().archive)
}

#[test]
fn the_words_keep_the_window_that_they_said_until_they_say_another_and_follow_every_other_filter() {
    let owner = Owner::new();
    owner.set();
    let app = App::new(record(), Lang::En, Vec::new(), Query::default());
    let [first, last] = ["2023-01-04", "2023-02-10"].map(|day| Day::from_iso(day).unwrap());
    let window = Some(Span { first, last });
    let (all, said) = (app.derived.in_view, app.derived.in_words);
    let kinds = app.derived.kinds_in_words;
    let whole = all.get_untracked();
    app.brush(window);
    assert!(all.get_untracked().count() < whole.count());
    assert_eq!((said.get_untracked(), app.said().get_untracked()), (whole, None));
    app.say_window();
    assert_eq!((said.get_untracked(), app.said().get_untracked()), (all.get_untracked(), window));
    assert_eq!(kinds.get_untracked(), app.derived.counts(Grouping::Kinds).get_untracked());
    app.narrow(|filters| filters.toggle_area(PUNO));
    assert_eq!(said.get_untracked(), all.get_untracked());
    assert_eq!(kinds.get_untracked(), app.derived.counts(Grouping::Kinds).get_untracked());
    let asked = Query { filters: Filters { window, ..Filters::default() }, ..Query::default() };
    let opened = App::new(record(), Lang::En, Vec::new(), asked);
    assert_eq!(opened.derived.in_words.get_untracked(), opened.derived.in_view.get_untracked());
}
