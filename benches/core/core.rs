//! How long the pure parts take at a thousand to a million made-up events, natively.

use std::{hint::black_box, time::Duration};

use criterion::Criterion;
use khipu::core::{
    generate,
    i18n::Lang,
    list::{DayList, Heights},
    model::{Archive, Kind},
    query::{Filters, Grouping, Held, Index, LaneBy, Mask, Masks, Set, Tally, TimeView},
    time::Span,
    timeline::{Labels, Sequence, TimelineState, Viewport, draw, layout},
};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .configure_from_args();
    for size in SIZES {
        let archive = generate::archive(&generate::sample(size, 1));
        println!("{size} events hold {} bytes each", archive.events.bytes() / size);
        filters(&mut criterion, &archive);
        timeline(&mut criterion, &archive);
        list(&mut criterion, &archive);
        if size <= 100_000 {
            search(&mut criterion, &archive);
        }
    }
    criterion.final_summary();
}

fn id(name: &str, archive: &Archive) -> String {
    format!("{name}/{}", archive.events.len())
}

/// A window of 30 days, so many days into the record.
fn window(archive: &Archive, at: usize) -> Span {
    let extent = archive.extent();
    let first = extent.first.plus((at % (extent.days() - 30) as usize) as i32);
    Span { first, last: first.plus(29) }
}

fn filters(criterion: &mut Criterion, archive: &Archive) {
    let chosen = Filters {
        areas: Set::from(["PE-PUN".to_owned()]),
        kinds: Kind::ALL.iter().copied().take(4).collect(),
        actors: Set::from(["actor-1".to_owned()]),
        tags: Set::from(["topic-01".to_owned()]),
        ..Filters::default()
    };
    criterion.bench_function(&id("masks", archive), |bench| {
        bench.iter(|| Masks::of(archive, &chosen, None).all());
    });
    let masks = Masks::of(archive, &Filters::default(), None);
    for grouping in Grouping::SHARED {
        let mask = masks.all_but(grouping.clause());
        let name = format!("tally {grouping:?}");
        criterion.bench_function(&id(&format!("{name} made"), archive), |bench| {
            bench.iter(|| Tally::new(archive, grouping, mask.clone()));
        });
        let tally = Tally::new(archive, grouping, mask);
        for (way, by) in [("step", 1), ("jump", 331)] {
            let mut at = 0;
            criterion.bench_function(&id(&format!("{name} {way}"), archive), |bench| {
                bench.iter(|| {
                    at += by;
                    tally.within(archive, &Held::of(Some(window(archive, at))))
                });
            });
        }
    }
}

fn timeline(criterion: &mut Criterion, archive: &Archive) {
    let all = Mask::full(archive.events.len());
    criterion.bench_function(&id("sequence", archive), |bench| {
        bench.iter(|| Sequence::new(archive, &all, LaneBy::Area, None));
    });
    let sequence = Sequence::new(archive, &all, LaneBy::Area, None);
    let extent = archive.extent();
    let folded = Set::default();
    for days in [2.0, 30.0, 365.0, 730.0] {
        let start = f64::from(extent.first.0) + 200.0 * (1.0 - days / 730.0);
        let viewport = Viewport {
            width_px: 1_440.0,
            view: TimeView { start, end: start + days },
            folded: &folded,
            band_only: false,
            touch: false,
        };
        criterion.bench_function(&id(&format!("timeline laid out, {days} days"), archive), |b| {
            b.iter(|| layout(&archive.events, &sequence, &viewport));
        });
        let laid = layout(&archive.events, &sequence, &viewport);
        let labels = Labels {
            tick: &|tick| tick.day.to_string(),
            lane: &|lane| lane.key.clone(),
            day: &|day| day.to_string(),
            width_px: None,
        };
        let state = TimelineState::default();
        criterion.bench_function(&id(&format!("timeline drawn, {days} days"), archive), |b| {
            b.iter(|| draw(&laid, &labels, &state));
        });
    }
}

fn list(criterion: &mut Criterion, archive: &Archive) {
    let all = Mask::full(archive.events.len());
    let heights = Heights::estimated(58.0, 44.0);
    criterion.bench_function(&id("list", archive), |bench| {
        bench.iter(|| DayList::of(archive, &all, &heights));
    });
    let days = DayList::of(archive, &all, &heights);
    let middle_px = days.total_px() / 2.0;
    criterion.bench_function(&id("list on screen", archive), |bench| {
        bench.iter(|| days.entries(days.visible(black_box(middle_px), 900.0, 500.0).entries));
    });
}

fn search(criterion: &mut Criterion, archive: &Archive) {
    criterion.bench_function(&id("index made", archive), |bench| {
        bench.iter(|| Index::build(archive, Lang::En));
    });
    let index = Index::build(archive, Lang::En);
    for search in ["b", "ba", "baca", "ba ca", "topic"] {
        criterion.bench_function(&id(&format!("search {search:?}"), archive), |bench| {
            bench.iter(|| index.hits(black_box(search)));
        });
    }
}
