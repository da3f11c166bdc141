//! The figures that hold on the cursor's day, each with who says so and its line over time.

use super::{
    Seen,
    text::{Line, lines, rule, shortened, written},
};
use crate::core::{
    figures::{SHOWN, as_of, country, draw, standing_words, steps},
    geo::Point,
    i18n::{Word, day_long, measure_word, range, say},
    model::{Measure, Qualifier},
    scene::{Align, Item, Scene, Shape, Token},
    time::Span,
};

const HEIGHT_PX: f64 = 184.0;
const LINE_PX: f64 = 40.0;
/// Who says so takes so many lines at most.
const WHO_LINES: usize = 3;

/// The figures in a row, in two rows where the picture is narrow.
pub fn scene(seen: &Seen, width_px: f64) -> Scene {
    let columns = if width_px < 640.0 { 2 } else { SHOWN.len() };
    let cell_px = width_px / columns as f64;
    let rows = SHOWN.len().div_ceil(columns);
    let mut all = Scene {
        width: width_px,
        height: 24.0 + rows as f64 * HEIGHT_PX,
        items: vec![as_of_day(seen), rule(23.5, width_px)],
    };
    for (at, measure) in SHOWN.into_iter().enumerate() {
        let left_px = (at % columns) as f64 * cell_px;
        let top_px = 24.0 + (at / columns) as f64 * HEIGHT_PX;
        all.items.extend(cell(seen, measure, (left_px, top_px), cell_px - 20.0));
    }
    all
}

fn as_of_day(seen: &Seen) -> Item {
    let words =
        format!("{} {}", say(seen.lang, Word::FiguresAsOf), day_long(seen.lang, seen.cursor()));
    written((0.0, 14.0), words, &Line { size: 13.0, bold: false, token: Token::Ink2 }, Align::Start)
}

fn cell(seen: &Seen, measure: Measure, (x, y): (f64, f64), width_px: f64) -> Vec<Item> {
    let Seen { archive, lang, .. } = *seen;
    let cursor = seen.cursor();
    let standing = as_of(archive, measure, cursor, country(archive));
    let count = standing.as_ref().map_or_else(
        || "–".to_owned(),
        |it| {
            let plus = matches!(it.qualifier, Qualifier::AtLeast | Qualifier::MoreThan);
            format!("{}{}", range(lang, it.low, it.high), if plus { "+" } else { "" })
        },
    );
    let who = standing.as_ref().map_or_else(
        || say(lang, Word::FiguresNone).to_owned(),
        |it| standing_words(it, archive, lang),
    );
    let token = if measure == Measure::Deaths { Token::Violence } else { Token::Ink };
    let small = Line { size: 12.5, bold: false, token: Token::Ink2 };
    let line = |at: f64, text: &str, look: &Line| {
        written((x, y + at), shortened(text, width_px, look), look, Align::Start)
    };
    let mut items = vec![
        line(40.0, &count, &Line { size: 30.0, bold: true, token }),
        line(60.0, say(lang, measure_word(measure)), &Line { token: Token::Ink, ..small }),
    ];
    let who = lines(&who, width_px, &small).first(WHO_LINES, width_px).items();
    items.extend(who.into_iter().map(|item| moved(item, x, y + 66.0)));
    let line = steps(archive, measure);
    let last = line.last().map_or(archive.window.last, |step| step.day);
    let domain = Span { first: archive.window.first, last: last.max(archive.window.first) };
    let spark = draw(measure, &line, cursor, (width_px.min(260.0), LINE_PX), domain);
    items.extend(spark.items.into_iter().map(|item| moved(item, x, y + 128.0)));
    items
}

/// A shape of a figure's line at another place.
fn moved(mut item: Item, dx: f64, dy: f64) -> Item {
    let shift = |point: &mut Point| {
        point.x += dx;
        point.y += dy;
    };
    match &mut item.shape {
        Shape::Rect { x, y, .. } => {
            *x += dx;
            *y += dy;
        }
        Shape::Line { from, to } => [from, to].into_iter().for_each(shift),
        Shape::Path { rings, .. } => {
            let mut moved = rings.to_vec();
            moved.iter_mut().flatten().for_each(shift);
            *rings = moved.into();
        }
        Shape::Circle { center: at, .. }
        | Shape::Mark { center: at, .. }
        | Shape::Stacks { at, .. }
        | Shape::Text { at, .. } => shift(at),
    }
    item
}
