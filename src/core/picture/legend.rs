//! What the marks and the map's colours mean.

use super::text::{Line, written};
use crate::core::{
    geo::Point,
    i18n::{Lang, family_word, number, say},
    map::Legend,
    model::Family,
    scene::{Align, Item, Scene, Shape, Token, text_width_px},
};

const LOOK: Line = Line { size: 12.0, bold: false, token: Token::Ink2 };
const MARK_PX: f64 = 5.0;
const STEP_PX: f64 = 34.0;

/// The marks of the four families, in a row that breaks where there is no room.
pub fn families(lang: Lang, width_px: f64) -> Scene {
    let mut scene = Scene { width: width_px, height: 20.0, items: Vec::new() };
    let mut x = 0.0;
    for family in Family::ALL {
        let word = say(lang, family_word(*family)).to_owned();
        let room_px = text_width_px(&word, LOOK.size, false) * 1.1 + 36.0;
        if x > 0.0 && x + room_px > width_px {
            x = 0.0;
            scene.height += 20.0;
        }
        let y = scene.height - 10.0;
        let center = Point { x: x + MARK_PX + 1.0, y };
        scene.items.push(Item {
            shape: Shape::Mark { center, radius: MARK_PX, family: *family, rank: 0 },
            fill: Some(Token::from(*family).into()),
            stroke: None,
            target: None,
        });
        scene.items.push(written((x + 18.0, y + 4.0), word, &LOOK, Align::Start));
        x += room_px;
    }
    scene
}

/// The classes of the map's colours, from the least on.
pub fn classes(legend: &Legend, lang: Lang, top_px: f64) -> Vec<Item> {
    let last = legend.thresholds.len().saturating_sub(1);
    let steps = legend.thresholds.iter().enumerate();
    let step = |(class, least): (usize, &f64)| {
        let x = class as f64 * STEP_PX;
        let plus = if class == last && *least > 1.0 { "+" } else { "" };
        let words = format!("{}{plus}", number(lang, *least));
        let swatch = Shape::Rect { x, y: top_px, width: STEP_PX - 2.0, height: 9.0, radius: 0.0 };
        let fill = Some(Legend::token(class).into());
        [
            Item { shape: swatch, fill, stroke: None, target: None },
            written((x, top_px + 23.0), words, &LOOK, Align::Start),
        ]
    };
    steps.flat_map(step).collect()
}
