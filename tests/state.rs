//! The shared state on the bundled record: what each act of the reader changes, what follows from
//! it, and what stays untold. Signals run natively; there is no browser here and no drawing.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use khipu::{
    core::{
        i18n::Lang,
        model::{self, Archive, Details, Event, Kind, StoryStep, split_by_language, take_sources},
        query::{Clause, Filters, Grouping, Mask, Query, Set},
        time::{Day, Span},
    },
    state::{App, Shared, Sources},
};
use leptos::prelude::*;

const PUNO: &str = "PE-PUN";

/// The record as a reader of this language is sent it.
fn record(lang: Lang) -> Shared<Archive> {
    let value = serde_json::from_str(include_str!("../public/data/peru-2022-2023.json")).unwrap();
    let delivered = split_by_language(&value, lang.tag()).to_string();
    Shared::new(model::read(&delivered).unwrap().archive)
}

/// The record as the page fetches it, without its sources and its prose, and these.
fn record_apart(lang: Lang) -> (Shared<Archive>, Details) {
    let value = serde_json::from_str(include_str!("../public/data/peru-2022-2023.json")).unwrap();
    let mut delivered = split_by_language(&value, lang.tag());
    let file = take_sources(&mut delivered, "peru.sources.json").unwrap();
    let archive = model::read(&delivered.to_string()).unwrap().archive;
    let details = model::read_sources(&file.to_string(), &archive).unwrap().details;
    (Shared::new(archive), details)
}

/// The state of the record just opened in English. It lives as long as the owner.
fn opened() -> (Owner, App) {
    let owner = Owner::new();
    owner.set();
    (owner, App::new(record(Lang::En), Lang::En, Vec::new(), Query::default()))
}

fn day(text: &str) -> Day {
    Day::from_iso(text).unwrap()
}

fn span(first: &str, last: &str) -> Span {
    Span { first: day(first), last: day(last) }
}

/// The events that a rule lets through, asked one by one.
fn rows(app: App, lets: impl Fn(&Archive, &Event) -> bool) -> Vec<usize> {
    let archive = app.archive();
    let events = archive.events.iter().enumerate();
    events.filter(|(_, event)| lets(&archive, event)).map(|(row, _)| row).collect()
}

fn listed(mask: &Mask) -> Vec<usize> {
    mask.iter().collect()
}

fn lies_in(archive: &Archive, event: &Event, area: &str) -> bool {
    archive.areas[event.area].id == area
}

/// How often something is told anew: a memo that counts its own runs, asked now.
struct Told {
    runs: Arc<AtomicUsize>,
    memo: Memo<usize>,
}

impl Told {
    fn of<T>(follow: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let memo = Memo::new(move |_| {
            follow();
            counted.fetch_add(1, Ordering::Relaxed)
        });
        Self { runs, memo }
    }

    fn times(&self) -> usize {
        self.memo.get_untracked();
        self.runs.load(Ordering::Relaxed)
    }
}

/// From the record as it opens, an act leaves the choices as expected.
fn check(act: impl FnOnce(App), expected: impl FnOnce(&mut Query)) {
    let (_owner, app) = opened();
    act(app);
    let mut query = Query::default();
    expected(&mut query);
    assert_eq!(app.query().get_untracked(), query);
}

fn story_step(archive: &Archive, story: &str, step: usize) -> StoryStep {
    archive.stories.iter().find(|found| found.id == story).unwrap().steps[step].clone()
}

#[test]
fn selecting_an_event_opens_it_and_brings_the_cursor_to_its_first_day() {
    let (_owner, app) = opened();
    let row = app.archive().events.iter().position(|event| event.span.days() > 1).unwrap();
    app.select(row);
    let event = app.archive().events.get(row).unwrap().clone();
    let query = app.query().get_untracked();
    assert_eq!((query.event, query.cursor), (Some(event.id), Some(event.span.first)));
    assert_eq!(app.derived.event.get_untracked(), Some(row));
    assert_eq!(app.derived.cursor.get_untracked(), event.span.first);
    app.close_event();
    assert_eq!(app.derived.event.get_untracked(), None);
    assert_eq!(app.derived.cursor.get_untracked(), event.span.first);
}

#[test]
fn selecting_what_is_not_there_changes_nothing() {
    check(|app| app.select(usize::MAX), |_| ());
}

#[test]
fn narrowing_shows_what_is_left_and_clearing_shows_all() {
    let (_owner, app) = opened();
    app.narrow(|filters| filters.toggle_area(PUNO));
    app.narrow(|filters| filters.toggle_kind(Kind::Repression));
    let left =
        rows(app, |archive, event| lies_in(archive, event, PUNO) && event.kind == Kind::Repression);
    assert!(!left.is_empty());
    assert_eq!(listed(&app.derived.in_view.get_untracked()), left);
    app.clear();
    assert!(app.derived.in_view.get_untracked().is_full());
}

#[test]
fn brushing_the_whole_record_is_no_narrowing() {
    let week = span("2023-01-09", "2023-01-15");
    check(|app| app.brush(Some(week)), |query| query.filters.window = Some(week));
    let whole = |app: App| app.derived.extent.get_untracked();
    check(
        |app| {
            app.brush(Some(week));
            app.brush(Some(whole(app)));
        },
        |_| (),
    );
    check(
        |app| {
            app.brush(Some(week));
            app.brush(None);
        },
        |_| (),
    );
    let (_owner, app) = opened();
    let but_the_first = Span { first: whole(app).first.plus(1), ..whole(app) };
    let but_the_last = Span { last: whole(app).last.plus(-1), ..whole(app) };
    for narrower in [but_the_first, but_the_last] {
        app.brush(Some(narrower));
        assert_eq!(app.query().get_untracked().filters.window, Some(narrower));
    }
}

#[test]
fn the_cursor_stays_within_the_record() {
    let (_owner, app) = opened();
    let extent = app.derived.extent.get_untracked();
    for (pointed, expected) in [
        (day("2023-01-09"), day("2023-01-09")),
        (extent.first.plus(-1), extent.first),
        (extent.last.plus(400), extent.last),
    ] {
        app.point_at(pointed);
        assert_eq!(app.derived.cursor.get_untracked(), expected, "{pointed}");
    }
}

#[test]
fn a_step_of_a_story_shows_what_it_is_about_and_leaving_shows_all() {
    let (_owner, app) = opened();
    app.narrow(|filters| filters.search = "congreso".to_owned());
    app.change(|query| query.claims = Some(model::Measure::Deaths));
    app.tell("juliaca-9-january", 3);
    let at = story_step(&app.archive(), "juliaca-9-january", 3);
    let told = Query {
        filters: Filters {
            window: Some(span("2023-01-04", "2023-01-25")),
            areas: Set::from([PUNO.to_owned()]),
            ..Filters::default()
        },
        cursor: Some(day("2023-01-09")),
        event: Some("2023-01-09-juliaca-killings".to_owned()),
        story: Some(("juliaca-9-january".to_owned(), 3)),
        ..Query::default()
    };
    assert_eq!(app.query().get_untracked(), told);
    assert_eq!(app.derived.event.get_untracked(), at.event);
    app.leave_story();
    let left = Query { filters: Filters::default(), story: None, ..told };
    assert_eq!(app.query().get_untracked(), left);
}

#[test]
fn a_step_without_an_event_closes_the_one_before() {
    let (_owner, app) = opened();
    app.tell("seven-days-in-december", 7);
    assert!(app.query().get_untracked().event.is_some());
    app.tell("seven-days-in-december", 8);
    let query = app.query().get_untracked();
    let kinds = [Kind::Blockade, Kind::Occupation, Kind::Strike, Kind::Incident];
    assert_eq!((query.event, query.filters.kinds), (None, kinds.into_iter().collect()));
}

#[test]
fn a_story_or_a_step_that_is_not_there_changes_nothing() {
    check(|app| app.tell("no-such-story", 0), |_| ());
    check(|app| app.tell("juliaca-9-january", 1_000), |_| ());
}

#[test]
fn another_language_keeps_every_choice() {
    let (_owner, app) = opened();
    app.brush(Some(span("2023-01-04", "2023-01-25")));
    app.narrow(|filters| filters.toggle_area(PUNO));
    app.select(app.derived.in_view.get_untracked().iter().next().unwrap());
    let now = || {
        let derived = app.derived;
        let shown = (derived.event.get_untracked(), derived.cursor.get_untracked());
        (app.query().get_untracked(), shown, listed(&derived.in_view.get_untracked()))
    };
    let before = now();
    let title = |app: App| app.archive().title.in_language(app.lang(), "en").text.to_owned();
    let english = title(app);
    app.open(record(Lang::Es), Lang::Es, Vec::new());
    assert_eq!(app.lang(), Lang::Es);
    assert_ne!(title(app), english);
    assert_eq!(now(), before);
}

#[test]
fn a_search_is_made_in_the_language_of_the_record() {
    let (_owner, app) = opened();
    let french = record(Lang::Fr);
    let row = french.event_row("2023-01-09-juliaca-killings").unwrap();
    let title = french
        .events
        .get(row)
        .unwrap()
        .title
        .in_language(Lang::Fr, &french.language)
        .text
        .to_owned();
    app.narrow(|filters| filters.search = title);
    assert!(app.derived.in_view.get_untracked().is_empty());
    app.open(french, Lang::Fr, Vec::new());
    assert_eq!(listed(&app.derived.in_view.get_untracked()), [row]);
}

#[test]
fn a_view_ignores_its_own_brush() {
    let (_owner, app) = opened();
    let week = span("2023-01-09", "2023-01-15");
    app.brush(Some(week));
    app.narrow(|filters| filters.toggle_area(PUNO));
    let masks = app.derived.masks.get_untracked();
    let in_puno = rows(app, |archive, event| lies_in(archive, event, PUNO));
    let in_week =
        rows(app, |_, event| event.span.first <= week.last && event.span.last >= week.first);
    assert_eq!(listed(&masks.all_but(Clause::Window)), in_puno);
    assert_eq!(listed(&masks.all_but(Clause::Areas)), in_week);
    let both: Vec<usize> = in_puno.into_iter().filter(|row| in_week.contains(row)).collect();
    assert_eq!(listed(&app.derived.in_view.get_untracked()), both);
}

#[test]
fn counts_follow_every_filter_but_their_own() {
    let (_owner, app) = opened();
    let counts = || {
        let counts = |grouping| app.derived.counts(grouping).get_untracked();
        (counts(Grouping::Areas), counts(Grouping::Kinds))
    };
    let (areas, kinds) = counts();
    app.narrow(|filters| filters.toggle_area(PUNO));
    let narrowed = counts();
    assert_eq!(narrowed.0, areas);
    let in_puno = |kind: Kind| {
        rows(app, |archive, event| lies_in(archive, event, PUNO) && event.kind == kind).len() as f64
    };
    assert_eq!(narrowed.1, Kind::ALL.iter().map(|kind| in_puno(*kind)).collect::<Vec<_>>());
    assert_ne!(narrowed.1, kinds);
}

#[test]
fn what_changes_nothing_is_told_to_nobody() {
    let (_owner, app) = opened();
    app.narrow(|filters| filters.toggle_area(PUNO));
    let told = Told::of(move || app.query().get());
    assert_eq!(told.times(), 1);
    app.change(|_| ());
    app.brush(None);
    app.brush(Some(app.derived.extent.get_untracked()));
    app.follow(app.query().get_untracked());
    app.narrow(|filters| filters.areas = Set::from([PUNO.to_owned()]));
    assert_eq!(told.times(), 1);
    app.close_event();
    assert_eq!(told.times(), 1);
    app.clear();
    assert_eq!(told.times(), 2);
}

#[test]
fn a_moving_cursor_is_told_to_nothing_that_follows_from_the_filters() {
    let (_owner, app) = opened();
    let filters = Told::of(move || app.derived.filters.get());
    let counts = Told::of(move || app.derived.counts(Grouping::Kinds).get());
    let cursor = Told::of(move || app.derived.cursor.get());
    let times = || [filters.times(), counts.times(), cursor.times()];
    assert_eq!(times(), [1, 1, 1]);
    app.point_at(day("2022-12-15"));
    app.select(0);
    assert_eq!(times(), [1, 1, 2]);
    app.narrow(|filters| filters.toggle_area(PUNO));
    assert_eq!(times(), [2, 2, 2]);
}

#[test]
fn sources_that_arrive_are_found_by_the_search_and_open_nothing_anew() {
    let owner = Owner::new();
    owner.set();
    let (archive, sources) = record_apart(Lang::En);
    let app = App::new(archive, Lang::En, Vec::new(), Query::default());
    assert!(matches!(*app.sources().read_untracked(), Sources::OnTheirWay));
    let told = [
        Told::of(move || app.opened().get()),
        Told::of(move || app.query().get()),
        Told::of(move || app.derived.in_view.get()),
        Told::of(move || app.derived.counts(Grouping::Sources).get()),
    ];
    let times = || told.each_ref().map(Told::times);
    assert_eq!(times(), [1; 4]);
    app.learn_sources(Ok(sources));
    assert_eq!(times(), [1; 4]);
    let known = app.sources().read_untracked();
    let row = app.archive().event_row("2023-01-09-juliaca-killings").unwrap();
    assert_eq!(app.archive().events.summary(row, Lang::En, "en").text, "");
    let prose = known.known(&app.archive()).summary(&app.archive(), row, Lang::En).text.to_owned();
    let words: Vec<&str> = prose.split(' ').take(3).collect();
    app.narrow(|filters| filters.search = words.join(" "));
    assert!(app.derived.in_view.get_untracked().contains(row), "{words:?}");
    app.narrow(|filters| filters.search = "mercopress".to_owned());
    let known = app.sources().read_untracked();
    let by_sources = rows(app, |archive, event| {
        let sources = known.known(archive);
        event.sources.iter().any(|row| sources.sources[*row].publisher.contains("MercoPress"))
    });
    assert!(!by_sources.is_empty());
    assert_eq!(listed(&app.derived.in_view.get_untracked()), by_sources);
}

#[test]
fn sources_are_asked_for_again_in_another_language_and_where_they_failed() {
    let owner = Owner::new();
    owner.set();
    let (archive, sources) = record_apart(Lang::En);
    let french = || record_apart(Lang::Fr).0;
    let app = App::new(archive, Lang::En, Vec::new(), Query::default());
    let now = || match &*app.sources().read_untracked() {
        Sources::InRecord => "in the record",
        Sources::OnTheirWay => "on their way",
        Sources::Here(_) => "here",
        Sources::Failed(_) => "failed",
    };
    app.learn_sources(Err("a reason".to_owned()));
    assert_eq!(now(), "failed");
    let ids = app.archive();
    let listed = |app: App| {
        let sources = app.sources().read_untracked();
        sources.listed(&app.archive()).iter().map(|it| it.title.clone()).collect::<Vec<_>>()
    };
    assert!(listed(app).iter().eq(ids.sources.iter().map(|it| &it.id)));
    app.ask_for_sources();
    assert_eq!(now(), "on their way");
    app.learn_sources(Err("a reason".to_owned()));
    app.open(french(), Lang::Fr, Vec::new());
    assert_eq!(now(), "on their way");
    app.learn_sources(Ok(sources));
    let titles = listed(app);
    assert!(!titles.iter().eq(ids.sources.iter().map(|it| &it.id)));
    // The prose of another language is yet to come.
    app.open(record_apart(Lang::En).0, Lang::En, Vec::new());
    assert_eq!(now(), "on their way");
    // A record of the reader's own, with its sources in it.
    app.open(record(Lang::Es), Lang::Es, Vec::new());
    assert_eq!(now(), "in the record");
    app.open(french(), Lang::Fr, Vec::new());
    assert_eq!(now(), "on their way");
}
