//! What stands, steps and is drawn, for claims written as in the strip.

use super::*;
use crate::core::{
    i18n::Text,
    model::{Archive, Claim, Qualifier, parse, read, split_by_language},
    query::sample::{Seeded, archive, day, text},
    scene::{Shape, Token},
    time::{Day, Edtf, Span},
};

/// A record with claims such as `2023-01-09 39 De Telegraaf`: date, number, claimant. The number
/// may be `at-least:27`, `47-48`, `?` for none, or `PUN:5` for a region.
fn record(measure: Measure, claims: &[&str]) -> Archive {
    let mut record = archive(&mut Seeded(51), 5);
    record.claims = claims
        .iter()
        .enumerate()
        .map(|(row, line)| {
            let mut parts = line.splitn(3, ' ');
            let (date, number, claimant) =
                (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
            let (word, number) = number.split_once(':').unwrap_or(("exact", number));
            let (low, high) = number.split_once('-').unwrap_or((number, number));
            let is_range = low != high;
            Claim {
                id: row.to_string(),
                measure,
                as_of: Edtf::from_day(day(date)),
                value: high.parse().ok(),
                low: low.parse().ok().filter(|_| is_range),
                high: None,
                qualifier: Qualifier::from_id(word).unwrap_or(Qualifier::Exact),
                scope: if word == "PUN" { "PE-PUN" } else { "PE" }.to_string(),
                breakdown: vec![],
                claimant: text(claimant),
                note: Text::default(),
                sources: vec![],
            }
        })
        .collect();
    record
}

/// What stands on a day, as `low–high qualifier claims`, with `≠` where claims differ.
fn said(record: &Archive, measure: Measure, on: &str) -> String {
    as_of(record, measure, day(on), "PE").map_or("no count yet".to_string(), |standing| {
        let Standing { low, high, qualifier, differ, claims, .. } = standing;
        let differ = if differ { " ≠" } else { "" };
        format!("{low}–{high} {} {}{differ}", qualifier.id(), claims.len())
    })
}

fn check(measure: Measure, claims: &[&str], on: &str, expected: &str) {
    assert_eq!(said(&record(measure, claims), measure, on), expected, "{claims:?} on {on}");
}

use Measure::{Blockades, Deaths};

#[test]
fn before_anybody_counted_there_is_no_count() {
    check(Deaths, &[], "2023-01-09", "no count yet");
    check(Deaths, &["2023-01-10 47 A"], "2023-01-09", "no count yet");
    check(Deaths, &["2023-01-09 ? A"], "2023-01-09", "no count yet");
    check(Deaths, &["2023-01-09 PUN:17 A"], "2023-01-09", "no count yet");
    check(Deaths, &["2023-01-09 0 A"], "2023-01-09", "0–0 exact 1");
}

#[test]
fn sources_that_differ_stand_side_by_side() {
    let claims = ["2023-01-10 47 A", "2023-01-10 40 B", "2023-01-09 39 C"];
    check(Deaths, &claims, "2023-01-10", "39–47 exact 3 ≠");
    check(Deaths, &["2023-01-12 47-48 A"], "2023-01-12", "47–48 exact 1");
    check(Deaths, &["2023-01-12 48 A", "2023-01-12 48 B"], "2023-01-12", "48–48 exact 2");
}

#[test]
fn a_newer_claim_replaces_the_claimants_older_one() {
    let claims = ["2022-12-12 7 O, via X", "2022-12-13 6 O (Lima)"];
    check(Deaths, &claims, "2022-12-12", "7–7 exact 1");
    check(Deaths, &claims, "2022-12-13", "6–6 exact 1");
    let same_day = ["2022-12-12 7 O", "2022-12-12 6 O"];
    check(Deaths, &same_day, "2022-12-12", "6–7 exact 2 ≠");
    let floor = ["2022-12-20 27 O", "2022-12-22 at-least:21 O"];
    check(Deaths, &floor, "2022-12-22", "21–27 exact 2 ≠");
}

#[test]
fn an_older_lower_total_is_out_of_date_but_an_older_higher_one_contradicts() {
    check(Deaths, &["2023-01-05 27 A", "2023-01-09 39 B"], "2023-01-09", "39–39 exact 1");
    check(Deaths, &["2023-01-25 63 A", "2023-01-31 48 B"], "2023-01-31", "48–63 exact 2 ≠");
    check(Deaths, &["2023-01-02 63 A", "2023-01-31 48 B"], "2023-01-31", "48–48 exact 1");
    check(Deaths, &["2022-12-24 28 A"], "2023-03-01", "28–28 exact 1");
}

#[test]
fn the_highest_claim_says_how_the_range_is_meant() {
    check(Deaths, &["2023-01-21 at-least:60 A"], "2023-01-22", "60–60 at-least 1");
    let claims = ["2023-01-21 at-least:60 A", "2023-01-22 62 B"];
    check(Deaths, &claims, "2023-01-22", "60–62 exact 2 ≠");
    let claims = ["2023-01-21 up-to:60 A", "2023-01-22 55 B"];
    check(Deaths, &claims, "2023-01-22", "55–60 up-to 2 ≠");
}

#[test]
fn blockades_come_and_go() {
    let claims = ["2023-01-19 127 A", "2023-01-22 77 B", "2023-01-23 80 C"];
    check(Blockades, &claims, "2023-01-23", "77–80 exact 2 ≠");
    check(Blockades, &claims, "2023-01-30", "77–80 exact 2 ≠");
    check(Blockades, &claims, "2023-01-31", "no count yet");
}

#[test]
fn every_step_says_what_stood_on_its_days() {
    let mut seeded = Seeded(52);
    for measure in [Deaths, Blockades] {
        let lines: Vec<String> = (0..40)
            .map(|_| {
                let date = day("2022-12-07").plus(seeded.below(80) as i32);
                format!("{date} {} {}", seeded.below(60), ["A", "B", "C", "D"][seeded.below(4)])
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let record = record(measure, &lines);
        let steps = steps(&record, measure);
        for number in day("2022-12-01").0..day("2023-04-01").0 {
            let date = Day(number);
            let step = steps
                .iter()
                .find(|step| step.day <= date && step.until.is_none_or(|until| date < until));
            let standing = as_of(&record, measure, date, "PE");
            assert_eq!(
                step.map(|step| (step.low, step.high)),
                standing.map(|standing| (standing.low, standing.high)),
                "{measure:?} on {date}"
            );
        }
    }
}

#[test]
fn the_line_steps_within_its_frame_and_shows_the_cursor() {
    let record = record(Deaths, &["2022-12-10 10 A", "2022-12-11 15 B", "2022-12-20 20 A"]);
    let steps = steps(&record, Deaths);
    let domain = Span { first: day("2022-12-07"), last: day("2023-01-31") };
    let scene = draw(Deaths, &steps, day("2023-01-09"), (240.0, 50.0), domain);
    assert_eq!(scene.items.len(), 4, "a band, its two edges and the cursor");
    for item in &scene.items {
        if let Shape::Path { rings, .. } = &item.shape {
            for point in rings.iter().flatten() {
                assert!((0.0..=240.0).contains(&point.x) && (3.0..=47.0).contains(&point.y));
            }
        }
        let paint = item.fill.or(item.stroke.map(|stroke| stroke.paint)).unwrap();
        let is_cursor = matches!(item.shape, Shape::Line { .. });
        assert_eq!(paint.token, if is_cursor { Token::Ink } else { Token::Violence });
    }
    let Some(Shape::Path { rings, .. }) = scene.items.get(2).map(|item| &item.shape) else {
        panic!("the upper edge is a path");
    };
    let highs: Vec<(i64, i64)> =
        rings[0].iter().map(|point| (point.x.round() as i64, point.y.round() as i64)).collect();
    assert_eq!(highs, [(13, 25), (17, 25), (17, 14), (56, 14), (56, 3), (240, 3)]);
}

#[test]
fn where_nothing_is_known_nothing_is_drawn() {
    let domain = Span { first: day("2022-12-07"), last: day("2023-01-31") };
    let outside = draw(Deaths, &[], day("2024-01-01"), (240.0, 50.0), domain);
    assert_eq!(outside.items, []);
    let record = record(Blockades, &["2022-12-10 10 A", "2023-01-10 20 A"]);
    let scene = draw(Blockades, &steps(&record, Blockades), domain.first, (240.0, 50.0), domain);
    assert_eq!(scene.items.len(), 3, "two stretches, and the cursor between none");
}

#[test]
fn the_table_keeps_claims_of_one_day_together() {
    let record = record(
        Deaths,
        &[
            "2023-01-10 40 A",
            "2023-01-12 PUN:20 B",
            "2023-01-12 47 C",
            "2023-01-12 49 D",
            "2023-01-13 47 E",
            "2023-01-13 47 F",
        ],
    );
    let found: Vec<_> = table(&record, Deaths)
        .into_iter()
        .map(|of_day| (of_day.day.to_string(), of_day.rows, of_day.differ))
        .collect();
    let expected = [
        ("2023-01-13".to_string(), vec![4, 5], false),
        ("2023-01-12".to_string(), vec![3, 2, 1], true),
        ("2023-01-10".to_string(), vec![0], false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_bundled_record_says_the_same_in_each_language() {
    let file = include_str!("../../../public/data/peru-2022-2023.json");
    let whole = parse(file).unwrap();
    let records = ["en", "es", "fr"]
        .map(|tag| read(&split_by_language(&whole, tag).to_string()).unwrap().archive);
    assert!(records.iter().all(|record| country(record) == "PE"));
    for measure in SHOWN {
        assert!(!steps(&records[0], measure).is_empty());
        for number in day("2022-12-01").0..day("2023-02-10").0 {
            let standing =
                records.each_ref().map(|record| as_of(record, measure, Day(number), "PE"));
            assert_eq!(standing[0], standing[1], "{measure:?} on {}", Day(number));
            assert_eq!(standing[0], standing[2], "{measure:?} on {}", Day(number));
            if let Some(standing) = &standing[0] {
                assert!(standing.low <= standing.high);
                assert_eq!(standing.claims.first(), Some(&standing.latest));
            }
        }
        let rows: usize = table(&records[0], measure).iter().map(|of_day| of_day.rows.len()).sum();
        let claims = records[0].claims.iter().filter(|claim| claim.measure == measure).count();
        assert_eq!(rows, claims);
    }
}
