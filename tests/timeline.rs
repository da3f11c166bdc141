//! How the timeline behaves on the published record: its lanes, its knots and its keys.

use khipu::core::query::Set;

use khipu::core::{
    geo::Point,
    model::{Archive, AreaKind, Event, Row, read},
    query::{LaneBy, Mask},
    scene::{Scene, Shape, Target, cells},
    time::{Day, Edtf, Span},
    timeline::{
        ABROAD, Direction, Labels, Lane, LaneLabel, REST, Sequence, TimelineLayout, TimelineState,
        Viewport, beside, draw, first_stop, layout, opening, stretch_at, twin,
    },
};

fn archive() -> Archive {
    let file = include_str!("../public/data/peru-2022-2023.json");
    read(file).expect("the record is readable").archive
}

fn rows(archive: &Archive) -> Vec<Row> {
    (0..archive.events.len()).collect()
}

fn all(archive: &Archive) -> Mask {
    Mask::full(archive.events.len())
}

fn lanes(archive: &Archive, by: LaneBy, max_lanes: Option<usize>) -> Vec<Lane> {
    Sequence::new(archive, &all(archive), by, max_lanes).lanes
}

fn laid_out(archive: &Archive, by: LaneBy, folded: &[&str]) -> TimelineLayout {
    let folded: Set<String> = folded.iter().map(|key| (*key).to_owned()).collect();
    let viewport = Viewport {
        width_px: 1_200.0,
        view: opening(archive.window, archive.extent()),
        folded: &folded,
        band_only: false,
        touch: false,
    };
    layout(&archive.events, &Sequence::new(archive, &all(archive), by, None), &viewport)
}

#[test]
fn every_event_lies_in_one_area_and_in_the_lane_of_each_of_its_actors() {
    let archive = archive();
    let count = |by| lanes(&archive, by, None).iter().map(Lane::count).sum::<usize>();
    assert_eq!(count(LaneBy::Area), archive.events.len());
    assert_eq!(count(LaneBy::Kind), archive.events.len());
    let naive: usize = archive.events.iter().map(|event| event.actors.len().max(1)).sum();
    assert_eq!(count(LaneBy::Actor), naive);
}

#[test]
fn countries_abroad_share_a_lane_and_the_regions_country_has_its_own() {
    let archive = archive();
    let lanes = lanes(&archive, LaneBy::Area, None);
    let is_abroad = |row: Row| {
        let area = &archive.areas[archive.events.get(row).unwrap().area];
        area.kind == AreaKind::Country && area.id != "PE"
    };
    let abroad = lanes.iter().find(|lane| lane.key == ABROAD).expect("a lane for abroad");
    let naive: Vec<Row> = rows(&archive).into_iter().filter(|row| is_abroad(*row)).collect();
    let found: Set<Row> = abroad.strand.rows().collect();
    assert_eq!(found, naive.into_iter().collect());
    assert!(lanes.iter().any(|lane| lane.key == "PE"));
}

#[test]
fn lanes_stand_by_events_and_three_times_deaths_with_abroad_after_them() {
    let archive = archive();
    let lanes = lanes(&archive, LaneBy::Area, None);
    let deaths: u32 = (0..archive.events.len()).map(|row| archive.events.deaths(row)).sum();
    assert_eq!(lanes.iter().map(khipu::core::timeline::Lane::deaths).sum::<u32>(), deaths);
    let named: Vec<u32> = lanes
        .iter()
        .filter(|lane| matches!(lane.label, LaneLabel::Area(_)))
        .map(|lane| lane.count() as u32 + 3 * lane.deaths())
        .collect();
    assert!(named.is_sorted_by(|a, b| a >= b), "{named:?}");
    assert_eq!(lanes[0].key, "PE-PUN");
    assert_eq!(lanes.last().map(|lane| lane.key.as_str()), Some(ABROAD));
}

#[test]
fn lanes_beyond_the_most_share_the_last_one_and_no_event_stands_twice_in_it() {
    let archive = archive();
    let all = lanes(&archive, LaneBy::Actor, None).len();
    let few = lanes(&archive, LaneBy::Actor, Some(6));
    let rest = few.last().expect("a rest");
    assert_eq!((few.len(), rest.key.as_str(), rest.label), (6, REST, LaneLabel::Rest(all - 5)));
    let distinct: Set<Row> = rest.strand.rows().collect();
    assert_eq!(distinct.len(), rest.count());
}

#[test]
fn every_event_in_view_is_in_the_twin_once_a_lane() {
    let archive = archive();
    for by in [LaneBy::Area, LaneBy::Kind, LaneBy::Actor] {
        let layout = laid_out(&archive, by, &[]);
        let shown = layout.scale.span();
        let lanes = lanes(&archive, by, None);
        for (lane, twin) in lanes.iter().zip(twin(&layout)) {
            let mut found: Vec<Row> =
                twin.knots.iter().flat_map(|knot| knot.rows.clone()).collect();
            found.sort_unstable();
            let mut naive: Vec<Row> =
                lane.strand.rows().filter(|row| shown.contains(archive.events.day(*row))).collect();
            naive.sort_unstable();
            assert_eq!(found, naive, "{}", lane.key);
        }
    }
}

#[test]
fn a_folded_lane_is_thin_and_has_no_knots() {
    let archive = archive();
    let (open, folded) =
        (laid_out(&archive, LaneBy::Area, &[]), laid_out(&archive, LaneBy::Area, &["PE-PUN"]));
    assert!(folded.lanes[0].knots.is_empty() && !folded.lanes[0].cords.is_empty());
    assert!(folded.height_px < open.height_px);
    assert_eq!(folded.lanes[1].knots.len(), open.lanes[1].knots.len());
}

#[test]
fn arrow_keys_reach_every_knot_of_a_lane_and_the_nearest_of_the_next() {
    let archive = archive();
    let layout = laid_out(&archive, LaneBy::Area, &["PE-LMA"]);
    let lanes = twin(&layout);
    let (at, lane) = lanes.iter().enumerate().find(|(_, lane)| !lane.folded).expect("a lane");
    let mut walked = vec![lane.knots[0].target.clone()];
    while let Some((here, next)) = beside(&layout, at, &walked[walked.len() - 1], Direction::Right)
    {
        assert_eq!(here, at);
        walked.push(next);
    }
    let all: Vec<Target> = lane.knots.iter().map(|knot| knot.target.clone()).collect();
    assert_eq!(walked, all);

    let from = &lane.knots[lane.knots.len() / 2];
    let (down, target) = beside(&layout, at, &from.target, Direction::Down).expect("a lane below");
    let below = &lanes[down];
    assert!(down > at && !below.folded);
    let nearest = below
        .knots
        .iter()
        .min_by(|a, b| (a.x_px - from.x_px).abs().total_cmp(&(b.x_px - from.x_px).abs()))
        .expect("a knot");
    assert_eq!(target, nearest.target);
    let deep = lanes.iter().skip(at + 3).find(|lane| !lane.knots.is_empty()).expect("a lane");
    let above = lanes[..deep.lane].iter().rfind(|lane| !lane.knots.is_empty());
    let up = beside(&layout, deep.lane, &deep.knots[0].target, Direction::Up);
    assert_eq!(up.map(|(lane, _)| lane), above.map(|lane| lane.lane));
    assert_eq!(beside(&layout, at, &lane.knots[0].target, Direction::Left), None);
    assert_eq!(beside(&layout, at, &from.target, Direction::Up), None);
}

/// The record's events many times over, each time some days later.
fn crowded() -> Archive {
    let mut archive = archive();
    let mut events: Vec<Event> = Vec::new();
    for times in 0..30 {
        let later = |day: Day| day.plus(times % 7);
        events.extend(archive.events.iter().map(|mut event| {
            event.id = format!("{}-{times}", event.id);
            event.span = Span { first: later(event.span.first), last: later(event.span.last) };
            event.start = Edtf::from_day(event.span.first);
            event.end = (event.span.days() > 1).then(|| Edtf::from_day(event.span.last));
            event
        }));
    }
    events.sort_by(|one, other| (one.span, &one.id).cmp(&(other.span, &other.id)));
    archive.events = events.into_iter().collect();
    archive
}

/// The picture of the full lanes: where it begins, how wide it is, and its cells.
fn full_lanes(scene: &Scene) -> Option<(Point, usize, Vec<u32>)> {
    scene.items.iter().find_map(|item| match &item.shape {
        Shape::Stacks { at, width, height, stacks, lit, .. } => {
            Some((*at, *width, cells(stacks, 0..*width, 0..*height, lit, &[1; 8])))
        }
        _ => None,
    })
}

#[test]
fn a_full_lane_is_painted_and_pointed_at_where_its_events_are() {
    let archive = crowded();
    let layout = laid_out(&archive, LaneBy::Area, &[]);
    let words = Labels {
        tick: &|_| String::new(),
        lane: &|_| String::new(),
        day: &|_| String::new(),
        width_px: None,
    };
    let scene = draw(&layout, &words, &TimelineState::default());
    let (at, width, cells) = full_lanes(&scene).expect("lanes too full for knots");
    let lanes = lanes(&archive, LaneBy::Area, None);
    let mut full = 0;
    for (index, (lane, placed)) in lanes.iter().zip(layout.lanes.iter()).enumerate() {
        assert_ne!(placed.columns.is_empty(), placed.knots.is_empty(), "{}", lane.key);
        if placed.columns.is_empty() {
            continue;
        }
        full += 1;
        for column in (0..width).step_by(3) {
            let x_px = at.x + column as f64 + 0.5;
            let day = layout.scale.day_at(x_px);
            let here = lane.strand.rows().filter(|row| archive.events.day(*row) == day);
            let here: Vec<Row> = here.collect();
            let middle = (placed.y_px - at.y) as usize;
            let rows = middle.saturating_sub(13)..middle + 13;
            let painted =
                rows.filter(|row| cells.get(row * width + column).is_some_and(|cell| *cell > 0));
            let painted = painted.count();
            // Days of four pixels and more have a gap after them.
            let gap = layout.scale.end_px(day) - x_px < 1.0;
            assert!(gap || (painted > 0) != here.is_empty(), "{} {day}: {painted}", lane.key);
            let under = stretch_at(&layout, Point { x: x_px, y: placed.y_px }, 0.0);
            let expected = Target::Stretch { lane: index, days: Span { first: day, last: day } };
            assert_eq!(under, (!here.is_empty()).then_some(expected), "{} {day}", lane.key);
        }
    }
    assert!(full > 8, "{full} full lanes");
}

#[test]
fn arrow_keys_reach_every_stretch_of_a_full_lane() {
    let archive = crowded();
    let layout = laid_out(&archive, LaneBy::Area, &[]);
    let lanes = twin(&layout);
    let lane = lanes.iter().find(|lane| lane.stretches.len() > 4).expect("a full lane");
    let mut walked = vec![first_stop(&layout, lane.lane).expect("a first stretch")];
    while let Some((_, next)) =
        beside(&layout, lane.lane, &walked[walked.len() - 1], Direction::Right)
    {
        walked.push(next);
    }
    let stretch = |days| Target::Stretch { lane: lane.lane, days };
    let all: Vec<Target> = lane.stretches.iter().map(|found| stretch(found.days)).collect();
    assert_eq!(walked, all);
    let held: u32 = lane.stretches.iter().map(|found| found.sum.count()).sum();
    let strand = &self::lanes(&archive, LaneBy::Area, None)[lane.lane].strand;
    assert_eq!(held, strand.sum(layout.scale.span()).count());
    assert!(beside(&layout, lane.lane, &walked[2], Direction::Down).is_some());
}
