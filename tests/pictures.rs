//! Pictures of what is in view, compared with golden files in `tests/scenes/`; what they say agrees with
//! the record, and no text of a record breaks out of them. `UPDATE_SCENES=1` writes them anew.

mod pictured;

use std::{fs, path::PathBuf};

use khipu::core::{
    i18n::Lang,
    link,
    model::{self, Archive},
    picture::{NARROWEST_PX, Part, Picture, to_svg},
    query::Masks,
    scene::{Scene, Shape, Token},
};
use pictured::{of, public};

fn archive() -> Archive {
    model::read(&public("peru-2022-2023.json")).expect("the bundled record").archive
}

fn texts(scenes: impl Iterator<Item = Scene>) -> Vec<String> {
    let text = |shape| match shape {
        Shape::Text { text, .. } => Some(text),
        _ => None,
    };
    scenes.flat_map(|scene| scene.items).filter_map(|item| text(item.shape)).collect()
}

fn check(name: &str, picture: &Picture) {
    let found = to_svg(picture, &Token::property);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scenes").join(name);
    if std::env::var_os("UPDATE_SCENES").is_some() {
        fs::write(&path, &found).expect("the golden file is writable");
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == golden, "{name} has changed: look at it after UPDATE_SCENES=1");
}

#[test]
fn the_figures_of_a_day_in_three_widths() {
    let archive = archive();
    check("picture-figures.svg", &of(&archive, "at=2023-01-09", Part::Figures, 1200.0, "seen"));
    let narrow = of(&archive, "at=2023-01-09", Part::Figures, 300.0, "seen");
    assert_eq!(narrow.width_px.to_bits(), NARROWEST_PX.to_bits());
    assert_eq!(narrow, of(&archive, "at=2023-01-09", Part::Figures, f64::NAN, "seen"));
    check("picture-figures-narrow.svg", &narrow);
}

#[test]
fn a_picture_says_how_much_it_shows_and_of_what() {
    let archive = archive();
    let fragment = "region=PE-PUN&from=2023-01-01&to=2023-01-31&lang=es";
    let made = of(&archive, fragment, Part::Page, 1000.0, "Puno");
    assert_eq!(made.lang, Lang::Es);
    let query = link::decode(fragment).query;
    let count = Masks::of(&archive, &query.filters, None).all().count();
    assert!(count > 10);
    assert!(made.description.contains(&format!("{count} de 240")), "{}", made.description);
    assert!(made.description.ends_with("Puno"), "{}", made.description);
    let said = texts(made.panels.iter().map(|panel| panel.scene.clone()));
    for part in ["Perú", &format!("{count} de 240"), "Deaths by region", "Puno"] {
        assert!(said.iter().any(|text| text.contains(part)), "{part} in {said:?}");
    }
}

#[test]
fn every_panel_lies_within_the_picture_and_under_none() {
    let archive = archive();
    for part in [Part::Timeline, Part::Map, Part::Figures, Part::Page] {
        for width_px in [560.0, 820.0, 1440.0] {
            let made = of(&archive, "", part, width_px, &"a long word of who says so ".repeat(12));
            let box_of = |at: usize| {
                let panel = &made.panels[at];
                let (x, y) = (panel.at.x, panel.at.y);
                (x, y, x + panel.scene.width, y + panel.scene.height)
            };
            for one in 0..made.panels.len() {
                let (left, top, right, bottom) = box_of(one);
                assert!(left >= 0.0 && top >= 0.0, "{part:?} at {width_px}");
                assert!(
                    right <= made.width_px && bottom <= made.height_px,
                    "{part:?} at {width_px}"
                );
                for other in 0..one {
                    let (l, t, r, b) = box_of(other);
                    let apart = right <= l || r <= left || bottom <= t || b <= top;
                    assert!(apart, "{one} lies on {other} of {part:?} at {width_px}");
                }
            }
        }
    }
}

#[test]
fn words_of_a_record_are_words_in_a_picture() {
    let archive = archive();
    let hostile =
        "</text><script>alert(1)</script> \" onload=\"x\" ]]> \u{202e}abc \u{0}\u{b}\u{ffff} &#0;";
    let made = of(&archive, "", Part::Page, 900.0, hostile);
    let svg = to_svg(&made, &|_| "\"/><script>");
    assert!(!svg.contains("<script") && !svg.contains("onload=\""), "{svg}");
    assert!(!svg.contains(['\u{0}', '\u{b}', '\u{ffff}', '\u{202e}']));
    // Every tag that opens closes, and nothing else stands between angle brackets.
    let mut open = 0_i32;
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let known = ["svg", "title", "desc", "rect", "circle", "line", "path", "text"];
        assert!(known.contains(&name), "{tag}");
        open += if tag.starts_with('/') { -1 } else { i32::from(!tag.ends_with('/')) };
    }
    assert_eq!(open, 0);
}
