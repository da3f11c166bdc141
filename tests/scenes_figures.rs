//! The figures of the bundled record over time, drawn and compared with the drawings in `scenes/`.
//! `UPDATE_SCENES=1 cargo test` writes them anew; look at them before you commit them.

use std::{fs, path::Path};

use khipu::core::{
    figures::{draw, steps},
    model::{Measure, read},
    scene::{Token, to_svg},
    time::Span,
};

fn check(name: &str, measure: Measure) {
    let file = include_str!("../public/data/peru-2022-2023.json");
    let archive = read(file).expect("the record is read").archive;
    let domain = Span { first: archive.window.first, last: archive.extent().last };
    let scene = draw(measure, &steps(&archive, measure), archive.cursor, (240.0, 50.0), domain);
    let svg = to_svg(&scene, &|token| match token {
        Token::Violence => "#a5182f",
        _ => "#1f1a16",
    });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/scenes/{name}.svg"));
    if std::env::var_os("UPDATE_SCENES").is_some() {
        fs::write(&path, &svg).expect("the drawing is written");
    }
    let drawn = fs::read_to_string(&path).unwrap_or_default();
    assert!(drawn == svg, "{name}.svg differs: run with UPDATE_SCENES=1 and look at it");
}

#[test]
fn deaths_rise_in_steps_with_the_range_of_claims() {
    check("figures-deaths", Measure::Deaths);
}

#[test]
fn injuries_are_drawn_in_ink() {
    check("figures-injuries", Measure::Injuries);
}

#[test]
fn blockades_leave_a_gap_where_nothing_is_known() {
    check("figures-blockades", Measure::Blockades);
}
