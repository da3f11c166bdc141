//! The timeline of the published record, drawn and compared with the drawings in `scenes/`.
//! `UPDATE_SCENES=1 cargo test` writes them anew; look at them before you commit them.

use std::{fs, path::Path};

use khipu::core::query::Set;

use khipu::core::{
    model::{Archive, read},
    query::{LaneBy, Mask, TimeView},
    scene::{Target, Token, to_svg},
    time::{Day, Span},
    timeline::{
        Labels, LaneLabel, LaneLayout, Limits, Sequence, Tick, TickKind, TimelineState, Viewport,
        draw, layout,
    },
};

/// How a drawing differs from the record as it opens.
#[derive(Clone)]
struct Case {
    width_px: f64,
    lanes: LaneBy,
    view: (&'static str, &'static str),
    window: Option<(&'static str, &'static str)>,
    folded: &'static [&'static str],
    max_lanes: Option<usize>,
    band_only: bool,
    touch: bool,
    dark: bool,
    state: TimelineState,
}

fn opening() -> Case {
    Case {
        width_px: 1_440.0,
        lanes: LaneBy::Area,
        view: ("2022-12-07", "2023-01-31"),
        window: None,
        folded: &[],
        max_lanes: Some(8),
        band_only: false,
        touch: false,
        dark: false,
        state: TimelineState::default(),
    }
}

fn check(name: &str, case: &Case) {
    let archive = archive();
    let sequence =
        Sequence::new(&archive, &Mask::full(archive.events.len()), case.lanes, case.max_lanes);
    let day = |text: &str| Day::from_iso(text).expect("a day");
    let folded: Set<String> = case.folded.iter().map(|key| (*key).to_owned()).collect();
    let viewport = Viewport {
        width_px: case.width_px,
        view: Limits::of(&archive).hold(TimeView {
            start: f64::from(day(case.view.0).0),
            end: f64::from(day(case.view.1).0) + 1.0,
        }),
        folded: &folded,
        band_only: case.band_only,
        touch: case.touch,
    };
    let lane = |lane: &LaneLayout| lane_name(&archive, lane.label);
    let labels = Labels { tick: &tick_name, lane: &lane, day: &day_name, width_px: None };
    let window = case.window.map(|(first, last)| Span::between(day(first), day(last)));
    let laid = layout(&archive.events, &sequence, &viewport).chosen(window, archive.cursor);
    let scene = draw(&laid, &labels, &case.state);
    let svg = to_svg(&scene, if case.dark { &dark } else { &light });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/scenes/{name}.svg"));
    if std::env::var_os("UPDATE_SCENES").is_some() {
        fs::write(&path, &svg).expect("the drawing is written");
    }
    let drawn = fs::read_to_string(&path).unwrap_or_default();
    assert!(drawn == svg, "{name}.svg differs: run with UPDATE_SCENES=1 and look at it");
}

fn archive() -> Archive {
    let file = include_str!("../public/data/peru-2022-2023.json");
    read(file).expect("the record is readable").archive
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn tick_name(tick: Tick) -> String {
    let (year, month, day) = tick.day.ymd();
    let month = MONTHS[month as usize - 1];
    match (tick.kind, tick.with_year) {
        (TickKind::Year | TickKind::Month, true) => format!("{month} {year}"),
        (TickKind::Year | TickKind::Month, false) => month.to_owned(),
        (_, true) => format!("{day} {month} {year}"),
        (_, false) => format!("{day} {month}"),
    }
}

fn day_name(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day} {} {year}", MONTHS[month as usize - 1])
}

fn lane_name(archive: &Archive, label: LaneLabel) -> String {
    use khipu::core::i18n::Lang;
    match label {
        LaneLabel::Area(row) => {
            let area = &archive.areas[row];
            let name = area.name.in_language(Lang::En, "en").text;
            if name.is_empty() { "Nationwide".to_owned() } else { name.to_owned() }
        }
        LaneLabel::Abroad => "Abroad".to_owned(),
        LaneLabel::Kind(kind) => {
            let mut name = kind.id().to_owned();
            name[..1].make_ascii_uppercase();
            name
        }
        LaneLabel::Actor(row) => archive.actors[row].name.clone(),
        LaneLabel::Without => "None named".to_owned(),
        LaneLabel::Rest(count) => format!("Others ({count})"),
    }
}

fn light(token: Token) -> &'static str {
    match token {
        Token::Paper => "#faf7f1",
        Token::Raised => "#fffdf9",
        Token::Ink => "#1f1a16",
        Token::Ink2 => "#5d544b",
        Token::Ink3 => "#7b7167",
        Token::Rule => "#e4dbcc",
        Token::Cord => "#cfc2ad",
        Token::Protest => "#b86e12",
        Token::Violence => "#a5182f",
        Token::Institution => "#2f4b7c",
        Token::Voice => "#3b7256",
        Token::Focus => "#1d5fd1",
        _ => "#efe7da",
    }
}

fn dark(token: Token) -> &'static str {
    match token {
        Token::Paper => "#16130f",
        Token::Raised => "#1f1b16",
        Token::Ink => "#f3ece1",
        Token::Ink2 => "#c0b5a5",
        Token::Ink3 => "#9a8f80",
        Token::Rule => "#362f27",
        Token::Cord => "#5a4f41",
        Token::Protest => "#e7a445",
        Token::Violence => "#f0667b",
        Token::Institution => "#8fb0ea",
        Token::Voice => "#79c29b",
        Token::Focus => "#8ab4ff",
        _ => "#2a251e",
    }
}

#[test]
fn the_record_as_it_opens() {
    check("timeline-wide", &opening());
    check("timeline-wide-dark", &Case { dark: true, ..opening() });
}

#[test]
fn a_quarter_with_a_window() {
    let window = Some(("2022-12-07", "2023-01-20"));
    let state = TimelineState { selected: Some(150), ..TimelineState::default() };
    let view = ("2022-12-07", "2023-03-31");
    check("timeline-window", &Case { view, window, state, ..opening() });
}

#[test]
fn lanes_by_kind() {
    check("timeline-kinds", &Case { lanes: LaneBy::Kind, max_lanes: None, ..opening() });
}

#[test]
fn lanes_by_actor_with_two_folded() {
    let folded = &["policia-nacional", "rest"];
    let state = TimelineState { focused: Some(Target::WindowEnd), ..TimelineState::default() };
    check(
        "timeline-actors",
        &Case { lanes: LaneBy::Actor, max_lanes: Some(12), folded, state, ..opening() },
    );
}

#[test]
fn a_week_from_close_by() {
    let view = ("2022-12-11", "2022-12-17");
    check("timeline-week", &Case { view, window: Some(("2022-12-12", "2022-12-15")), ..opening() });
}

#[test]
fn years_from_afar() {
    check("timeline-years", &Case { view: ("2021-06-01", "2023-02-10"), ..opening() });
}

#[test]
fn half_a_desktop() {
    check("timeline-half", &Case { width_px: 820.0, ..opening() });
}

#[test]
fn a_phone() {
    let phone = Case { width_px: 360.0, touch: true, ..opening() };
    check("timeline-phone", &Case { max_lanes: None, ..phone.clone() });
    let window = Some(("2022-12-12", "2023-01-09"));
    check("timeline-phone-band", &Case { band_only: true, window, ..phone });
}
