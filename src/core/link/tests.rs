//! What a link says and keeps, with hostile links among them.

use super::*;
use crate::core::{
    i18n::Lang,
    model::{Events, Family, Kind, Measure},
    query::{
        LaneBy, MapMeasure, MapView, TimeView,
        sample::{Seeded, archive, day, filters},
    },
    time::Span,
};

fn any_query(seeded: &mut Seeded) -> Query {
    let record = archive(&mut Seeded(1), 5);
    let texts = [
        "",
        "puno",
        "50% & más",
        "a=b,c;d#e",
        "«été» œ",
        "q+q",
        "東京",
        "  two  ",
        "'\"<>",
        "none",
    ];
    let mut query = Query { filters: filters(seeded, &record), ..Query::default() };
    query.filters.search = seeded.pick(&texts).to_string();
    if seeded.below(4) == 0 {
        query.filters.tags.insert("none".to_string());
        query.filters.actors.insert(seeded.pick(&texts[1..]).to_string());
        query.folded.insert("PE-PUN".to_string());
        query.folded.insert(String::new());
    }
    if seeded.below(3) == 0 {
        query.filters.toggle_family(seeded.pick(Family::ALL));
        query.cursor = Some(Day(seeded.below(40_000) as i32 - 10_000));
        query.claims = Some(seeded.pick(Measure::ALL));
        query.lanes = seeded.pick(&[LaneBy::Area, LaneBy::Kind, LaneBy::Actor]);
        query.measure =
            seeded.pick(&[MapMeasure::Deaths, MapMeasure::Injuries, MapMeasure::Events]);
    }
    if seeded.below(3) == 0 {
        query.event = Some(seeded.pick(&texts[1..]).to_string());
        query.story = Some(("a.b-2".to_string(), seeded.below(30)));
        query.lang = Some(seeded.pick(&Lang::ALL));
    }
    if seeded.below(3) == 0 {
        let start = (seeded.below(6_000_000) as f64 - 3_000_000.0) / 100.0;
        let end = start + (1 + seeded.below(40_000)) as f64 / 100.0;
        query.time = Some(TimeView { start, end });
        let fraction = |seeded: &mut Seeded| seeded.below(3001) as f64 / 1000.0 - 1.0;
        query.map = Some(MapView {
            zoom: (10 + seeded.below(9_000)) as f64 / 100.0,
            center_x: fraction(seeded),
            center_y: fraction(seeded),
        });
    }
    query
}

/// A query to the precision of a link: a hundredth of a day, a thousandth of the map.
fn rounded(mut query: Query) -> Query {
    let round = |value: f64, parts: f64| (value * parts).round() / parts + 0.0;
    if let Some(time) = &mut query.time {
        *time = TimeView { start: round(time.start, 100.0), end: round(time.end, 100.0) };
    }
    if let Some(map) = &mut query.map {
        map.zoom = round(map.zoom, 100.0);
        (map.center_x, map.center_y) = (round(map.center_x, 1e3), round(map.center_y, 1e3));
    }
    query
}

#[test]
fn every_query_comes_back_from_its_link() {
    let mut seeded = Seeded(41);
    for _ in 0..3000 {
        let query = any_query(&mut seeded);
        let link = encode(&query);
        let decoded = decode(&link);
        assert_eq!(decoded.notices, [], "{link}");
        assert_eq!(rounded(decoded.query), rounded(query), "{link}");
        assert!(link.bytes().all(|byte| byte.is_ascii_graphic()), "{link}");
    }
}

#[test]
fn a_link_is_short_and_readable() {
    let mut query = Query::default();
    assert_eq!(encode(&query), "");
    let window = Span { first: Day::from_iso("2022-12-07").unwrap(), last: day("2023-01-31") };
    query.filters.window = Some(window);
    query.cursor = Some(day("2023-01-09"));
    query.filters.areas.extend(["PE-PUN", "FR", ""].map(str::to_string));
    query.filters.toggle_family(Family::Protest);
    query.filters.toggle_kind(Kind::Clash);
    query.filters.search = "cúsco paro".to_string();
    query.story = Some(("lima".to_string(), 1));
    query.claims = Some(Measure::Deaths);
    query.lang = Some(Lang::Es);
    query.lanes = LaneBy::Kind;
    query.measure = MapMeasure::Injuries;
    query.time =
        Some(TimeView { start: f64::from(window.first.0), end: f64::from(window.last.0) + 0.5 });
    query.map = Some(MapView { zoom: 2.5, center_x: 0.62, center_y: -0.005 });
    assert_eq!(
        encode(&query),
        "from=2022-12-07&to=2023-01-31&at=2023-01-09&region=none,FR,PE-PUN&kind=protest,clash\
         &q=c%C3%BAsco%20paro&story=lima.2&claims=deaths&lang=es&lanes=kind&measure=injuries\
         &view=2022-12-07..2023-01-31.5&map=2.5,0.62,-0.005"
    );
}

/// The notices of a link, as `key=value reason`.
fn check(link: &str, expected: &[&str]) -> Query {
    let decoded = decode(link);
    let notices: Vec<String> = decoded
        .notices
        .iter()
        .map(|notice| format!("{}={} {:?}", notice.key, notice.value, notice.reason))
        .collect();
    assert_eq!(notices, expected, "{link}");
    decoded.query
}

#[test]
fn what_cannot_be_read_is_ignored_and_the_rest_holds() {
    for (part, expected) in [
        ("colour=red", "colour=red UnknownKey"),
        ("colour", "colour= UnknownKey"),
        ("from=2023-02-30", "from=2023-02-30 Damaged"),
        ("at=today", "at=today Damaged"),
        ("q=%zz", "q=%zz Damaged"),
        ("q=%C3%28", "q=%C3%28 Damaged"),
        ("q=100%", "q=100% Damaged"),
        ("event=", "event= Damaged"),
        ("event=a%E2%80%AEb", "event=a%E2%80%AEb Damaged"),
        ("map=NaN,0.5,0.5", "map=NaN,0.5,0.5 Damaged"),
        ("map=inf,0.5,0.5", "map=inf,0.5,0.5 Damaged"),
        ("map=-2,0.5,0.5", "map=-2,0.5,0.5 Damaged"),
        ("map=1e3,0.5,0.5", "map=1e3,0.5,0.5 Damaged"),
        ("map=2,0.5", "map=2,0.5 Damaged"),
        ("map=2,0.5,0.5,0.5", "map=2,0.5,0.5,0.5 Damaged"),
        ("map=2,9,0.5", "map=2,9,0.5 Damaged"),
        ("view=2023-01-02..2023-01-01", "view=2023-01-02..2023-01-01 Damaged"),
        ("view=2023-01-02", "view=2023-01-02 Damaged"),
        ("view=2023-01-02.1.2..2023-01-09", "view=2023-01-02.1.2..2023-01-09 Damaged"),
        ("story=a.0", "story=a.0 Damaged"),
        ("story=a.-1", "story=a.-1 Damaged"),
        ("claims=everything", "claims=everything Damaged"),
        ("lang=qu", "lang=qu Damaged"),
        ("lanes=mood", "lanes=mood Damaged"),
    ] {
        let query = check(&format!("{part}&region=PE-PUN"), &[expected]);
        let mut rest = Query::default();
        rest.filters.toggle_area("PE-PUN");
        assert_eq!(query, rest, "{part}");
    }
}

#[test]
fn of_a_list_only_the_damaged_part_is_ignored() {
    let query = check("kind=clash,party,voice,", &["kind=party Damaged"]);
    assert_eq!(
        query.filters.kinds.into_iter().collect::<Vec<_>>(),
        [Kind::Clash, Kind::Report, Kind::Solidarity]
    );
}

#[test]
fn of_a_doubled_key_the_later_readable_one_holds() {
    assert_eq!(check("lang=en&lang=es", &["lang=es Doubled"]).lang, Some(Lang::Es));
    let query = check("lang=en&lang=xx", &["lang=xx Doubled", "lang=xx Damaged"]);
    assert_eq!(query.lang, Some(Lang::En));
    let query = check("region=FR&region=PE-PUN", &["region=PE-PUN Doubled"]);
    assert_eq!(query.filters.areas.into_iter().collect::<Vec<_>>(), ["PE-PUN"]);
}

#[test]
fn a_window_may_be_open_at_one_end_and_written_backwards() {
    let record = archive(&mut Seeded(42), 50);
    let window = |link: &str| resolve(decode(link).query, &record).0.filters.window;
    let extent = record.extent();
    let middle = day("2023-01-09");
    assert_eq!(window("from=2023-01-09"), Some(Span { first: middle, last: extent.last }));
    assert_eq!(window("to=2023-01-09"), Some(Span { first: extent.first, last: middle }));
    let backwards = Span { first: middle, last: day("2023-02-01") };
    assert_eq!(window("from=2023-02-01&to=2023-01-09"), Some(backwards));
    for outside in ["from=9000-01-01&to=9000-02-01", "from=1000-01-01&to=1000-02-01"] {
        let (query, notices) = resolve(decode(outside).query, &record);
        assert_eq!(query.filters.window, None, "{outside}");
        assert_eq!(
            notices.iter().map(|notice| notice.reason).collect::<Vec<_>>(),
            [Reason::NotInRecord]
        );
    }
}

#[test]
fn a_huge_link_gives_few_short_notices() {
    let megabyte = "x".repeat(1 << 20);
    for link in [
        megabyte.clone(),
        format!("q={megabyte}"),
        format!("event={megabyte}"),
        format!("region={}", "%".repeat(1 << 20)),
        format!("region={}", "a,%,".repeat(1 << 13)),
        "&".repeat(1 << 20),
        "lang=xx&".repeat(1 << 17),
        "region=PE-PUN&".repeat(1 << 16),
        format!("map={}", "9".repeat(1 << 10)),
        format!("story=a.{}", "9".repeat(1 << 10)),
    ] {
        let decoded = decode(&link);
        assert!(decoded.notices.len() <= NOTICES_MAX);
        for notice in decoded.notices {
            assert!(notice.key.chars().count() <= 41 && notice.value.chars().count() <= 41);
        }
    }
    check(&format!("q={}&lang=es", "a".repeat(201)), &[&format!("q={}… TooLong", "a".repeat(40))]);
}

#[test]
fn a_link_cannot_turn_the_direction_of_the_page() {
    let query = check("q=a%E2%80%AEb%00c%E2%81%A6d", &[]);
    assert_eq!(query.filters.search, "abcd");
    check("a\u{202e}b=c\u{2066}d", &["ab=cd UnknownKey"]);
}

#[test]
fn views_that_cannot_be_written_are_left_out() {
    for (start, end) in
        [(f64::NAN, 1.0), (0.0, f64::INFINITY), (2.0, 1.0), (1.0, 1.001), (0.0, 1e9)]
    {
        let query = Query { time: Some(TimeView { start, end }), ..Query::default() };
        assert_eq!(encode(&query), "", "{start} to {end}");
    }
    for zoom in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
        let map = MapView { zoom, center_x: 0.5, center_y: 0.5 };
        assert_eq!(encode(&Query { map: Some(map), ..Query::default() }), "");
    }
}

#[test]
fn what_the_record_does_not_hold_is_dropped_with_a_notice() {
    let mut record = archive(&mut Seeded(43), 20);
    let link = "region=PE-CUS,PE-XXX,none&actor=actor-1,nobody&tag=tag-2,gone&source=source-3,lost\
                &event=event-7&story=no.1&kind=clash";
    let (query, notices) = resolve(decode(link).query, &record);
    let dropped: Vec<&str> = notices.iter().map(|notice| notice.value.as_str()).collect();
    assert_eq!(dropped, ["PE-XXX", "nobody", "gone", "lost", "no"]);
    assert!(notices.iter().all(|notice| notice.reason == Reason::NotInRecord));
    assert_eq!(
        encode(&query),
        "region=none,PE-CUS&kind=clash&actor=actor-1&tag=tag-2&source=source-3&event=event-7"
    );
    record.events = Events::default();
    assert_eq!(resolve(query, &record).0.event, None);
}
