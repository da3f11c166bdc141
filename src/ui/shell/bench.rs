//! What a benchmark drives the page by: `window.bench`, and a made-up record in place of the
//! bundled one. Built only with the feature `bench`; nothing of it is in the page that readers get.

use std::hint::black_box;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ReadableStreamDefaultReader;

use crate::{
    core::{
        generate,
        model::Archive,
        query::{Clause, Filters, Grouping, Held, Index, Masks, Set, Tally, TimeView},
        time::{Day, Span},
    },
    state::{App, MOST_AT_ONCE, Shared},
    ui::prelude::*,
};

const DAY_MS: f64 = 86_400_000.0;

/// The record that the address asks for: `?bench=100000&seed=1`.
pub async fn asked() -> Option<Archive> {
    let search = web_sys::window()?.location().search().ok()?;
    let asked = web_sys::UrlSearchParams::new_with_str(&search).ok()?;
    let count = asked.get("bench")?.parse().ok()?;
    let seed = asked.get("seed").and_then(|seed| seed.parse().ok()).unwrap_or(1);
    // What comes beside a big record is there before it.
    as_a_big_one().await;
    let made = generate::archive(&generate::sample(count, seed));
    mark("khipu-record");
    Some(made)
}

/// Opens a file of columns with nothing in it, for what the page brings along for a big record.
async fn as_a_big_one() -> Option<()> {
    let response = web_sys::Response::new_with_opt_str(Some("")).ok()?;
    let open: Function = Reflect::get(&js_sys::global(), &"khipuRecord".into()).ok()?.into();
    let opened = open.call2(&JsValue::NULL, &"made.khipu".into(), &response).ok()?;
    let pieces: ReadableStreamDefaultReader =
        JsFuture::from(Promise::from(opened)).await.ok()?.unchecked_into();
    JsFuture::from(pieces.read()).await.ok()?;
    Some(())
}

/// The record's file that the address asks for: `?record=bench.khipu`.
pub fn record() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get("record")
}

/// Sets `window.bench` for an open record.
pub fn offer(app: App) {
    let bench = Object::new();
    let shown = bench.clone();
    let ready = painted_then(&JsValue::UNDEFINED, move || {
        mark("khipu-shown");
        // From the record's being there to the first complete paint.
        set(&shown, "first_ms", &(now_ms() - marked_ms("khipu-record")).into());
    });
    set(&bench, "ready", &ready);
    set(&bench, "rows", &(app.archive().events.len() as f64).into());
    set(&bench, "bytes", &(app.archive().events.bytes() as f64).into());
    set(&bench, "indexed", &indexed(app));
    let window = move |t0_ms: f64, t1_ms: f64| {
        let view = TimeView { start: t0_ms / DAY_MS, end: t1_ms / DAY_MS };
        app.change(|query| query.time = Some(view));
        painted(&JsValue::UNDEFINED)
    };
    let window: Closure<dyn FnMut(f64, f64) -> Promise> = Closure::new(window);
    set(&bench, "window", &window.into_js_value());
    let brush = move |day0: f64, day1: f64| {
        app.brush(Some(Span::between(Day(day0 as i32), Day(day1 as i32))));
        painted(&counts(app))
    };
    let brush: Closure<dyn FnMut(f64, f64) -> Promise> = Closure::new(brush);
    set(&bench, "brush", &brush.into_js_value());
    let search = move |text: String| {
        app.narrow(|filters| filters.search = text);
        painted(&counts(app))
    };
    let search: Closure<dyn FnMut(String) -> Promise> = Closure::new(search);
    set(&bench, "search", &search.into_js_value());
    let clear = move || {
        app.clear();
        painted(&counts(app))
    };
    let clear: Closure<dyn FnMut() -> Promise> = Closure::new(clear);
    set(&bench, "clear", &clear.into_js_value());
    let cross = move |mode: String, filter: String, times: f64| {
        crossfilter(app, &mode, &filter, times as usize)
    };
    let cross: Closure<dyn FnMut(String, String, f64) -> JsValue> = Closure::new(cross);
    set(&bench, "crossfilter", &cross.into_js_value());
    let searches = move |texts: Array| searches(app, &texts);
    let searches: Closure<dyn FnMut(Array) -> JsValue> = Closure::new(searches);
    set(&bench, "searches", &searches.into_js_value());
    if let Some(window) = web_sys::window() {
        set(&window, "bench", &bench);
    }
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // A plain object takes any key.
    let _ = Reflect::set(object, &key.into(), value);
}

fn mark(name: &str) {
    if let Some(clock) = web_sys::window().and_then(|window| window.performance()) {
        // A mark that is not kept is missed in the results.
        let _ = clock.mark(name);
    }
}

/// When a mark was set last; 0 where it never was.
fn marked_ms(name: &str) -> f64 {
    let clock = web_sys::window().and_then(|window| window.performance());
    let marks = clock.map(|clock| clock.get_entries_by_name(name));
    let last = marks.and_then(|marks| marks.iter().last());
    last.and_then(|mark| Reflect::get(&mark, &"startTime".into()).ok()?.as_f64()).unwrap_or(0.0)
}

/// Resolves with a value once what has changed is on screen.
fn painted(value: &JsValue) -> Promise {
    painted_then(value, || ())
}

fn painted_then(value: &JsValue, then: impl Fn() + Clone + 'static) -> Promise {
    Promise::new(&mut |resolve: Function, _| {
        let (value, then) = (value.clone(), then.clone());
        request_animation_frame(move || {
            let done = move || {
                spawn_local(async move {
                    elsewhere().await;
                    then();
                    drop(resolve.call1(&JsValue::UNDEFINED, &value));
                });
            };
            set_timeout(done, std::time::Duration::ZERO);
        });
    })
}

/// Waits until the page's worker has painted what it was given.
async fn elsewhere() -> Option<()> {
    let painter = Reflect::get(&js_sys::global(), &"khipuPainter".into()).ok()?;
    let settled: Function = Reflect::get(&painter, &"settled".into()).ok()?.dyn_into().ok()?;
    JsFuture::from(Promise::from(settled.call0(&JsValue::NULL).ok()?)).await.ok()?;
    Some(())
}

fn counts(app: App) -> JsValue {
    let numbers = |grouping| -> Array {
        let counts = app.derived.counts(grouping).get_untracked();
        counts.into_iter().map(JsValue::from).collect()
    };
    let result = Object::new();
    set(&result, "total", &(app.derived.in_view.read_untracked().count() as f64).into());
    set(&result, "by_region", &numbers(Grouping::Areas));
    set(&result, "by_kind", &numbers(Grouping::Kinds));
    result.into()
}

fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Moves a window of 30 days so often, by a day or anywhere, and counts everything each time:
/// all events, by region, by kind, deaths and injuries by region. `filter` is `plain` for a
/// region and a kind, or `any` for an actor, a topic and a search besides.
fn crossfilter(app: App, mode: &str, filter: &str, times: usize) -> JsValue {
    let archive = app.archive();
    let ids = |id: &str| Set::from([id.to_owned()]);
    let mut filters = Filters {
        areas: ids("PE-PUN"),
        kinds: crate::core::model::Kind::ALL.iter().copied().take(4).collect(),
        ..Filters::default()
    };
    let mut hits = None;
    if filter == "any" {
        (filters.actors, filters.tags) = (ids("actor-1"), ids("topic-01"));
        hits = Index::build(&archive, app.lang()).hits("ba");
    }
    let started_ms = now_ms();
    let masks = Masks::of(&archive, &filters, hits);
    let tallies = [Grouping::Areas, Grouping::Kinds, Grouping::Deaths, Grouping::Injuries]
        .map(|grouping| Tally::new(&archive, grouping, masks.all_but(grouping.clause())));
    let of_all = Tally::new(&archive, Grouping::Kinds, masks.all_but(Clause::Window));
    let built_ms = now_ms() - started_ms;
    let extent = archive.extent();
    let room = (extent.days() - 30).max(1) as usize;
    let (mut sum, mut at) = (0.0, 0);
    let started_ms = now_ms();
    for _ in 0..times {
        at = (at + if mode == "jump" { room * 5 / 8 + 1 } else { 1 }) % room;
        let first = extent.first.plus(at as i32);
        let held = Held::of(Some(Span { first, last: first.plus(29) }));
        for tally in &tallies {
            sum += black_box(tally.within(&archive, &held)).iter().sum::<f64>();
        }
        sum += black_box(of_all.within(&archive, &held)).iter().sum::<f64>();
    }
    let spent_ms = now_ms() - started_ms;
    let result = Object::new();
    set(&result, "ms_per_op", &(spent_ms / times.max(1) as f64).into());
    set(&result, "built_ms", &built_ms.into());
    set(&result, "checksum", &sum.into());
    result.into()
}

/// Resolves with how many bytes the index of a big record has, once a search has it made.
fn indexed(app: App) -> Promise {
    Promise::new(&mut |resolve: Function, _| {
        if app.archive().events.len() <= MOST_AT_ONCE {
            return;
        }
        effect(move || {
            if let Some(index) = app.derived.index.get() {
                drop(resolve.call1(&JsValue::UNDEFINED, &(index.bytes() as f64).into()));
            }
        });
    })
}

/// How many milliseconds each search takes in the page's own index, or in one that is made for it.
fn searches(app: App, texts: &Array) -> JsValue {
    let index = app.derived.index.get_untracked();
    let index = index.unwrap_or_else(|| Shared::new(Index::build(&app.archive(), app.lang())));
    let each = texts.iter().filter_map(|text| text.as_string()).map(|text| {
        let started_ms = now_ms();
        black_box(index.hits(&text));
        JsValue::from(now_ms() - started_ms)
    });
    each.collect::<Array>().into()
}
