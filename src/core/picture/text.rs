//! Words that run over several lines, where nothing but an estimate says how wide they are.

use crate::core::{
    geo::Point,
    scene::{Align, Item, Scene, Shape, Stroke, Token, text_width_px},
};

/// The estimate's error, to the safe side.
const SPARE: f64 = 1.06;
/// A text has so many lines at most; the last then ends with an ellipsis.
const LINES_MOST: usize = 40;
const LEADING: f64 = 1.4;

/// How a line of text looks.
#[derive(Clone, Copy)]
pub struct Line {
    pub size: f64,
    pub bold: bool,
    pub token: Token,
}

impl Line {
    fn width_px(&self, text: &str) -> f64 {
        text_width_px(text, self.size, self.bold) * SPARE
    }
}

/// Lines one below the other, and how tall they are together.
pub struct Lines {
    items: Vec<Item>,
    height_px: f64,
    look: Line,
}

/// A text in lines that fit a width; words that are too long by themselves are broken.
pub fn lines(text: &str, width_px: f64, look: &Line) -> Lines {
    let mut all: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').flat_map(|word| pieces(word, width_px, look)) {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if line.is_empty() || look.width_px(&longer) <= width_px {
            line = longer;
        } else {
            all.push(std::mem::replace(&mut line, word));
        }
    }
    if !line.is_empty() {
        all.push(line);
    }
    let leading_px = look.size * LEADING;
    let items = all.into_iter().enumerate();
    let items: Vec<Item> = items
        .map(|(at, text)| {
            written((0.0, at as f64 * leading_px + look.size), text, look, Align::Start)
        })
        .collect();
    let height_px = items.len() as f64 * leading_px;
    Lines { items, height_px, look: *look }.first(LINES_MOST, width_px)
}

/// A word in pieces that fit a width each.
fn pieces(word: &str, width_px: f64, look: &Line) -> Vec<String> {
    let mut all = vec![String::new()];
    for letter in word.chars() {
        let Some(last) = all.last_mut() else { break };
        last.push(letter);
        if look.width_px(last) > width_px && last.chars().nth(1).is_some() {
            last.pop();
            all.push(letter.to_string());
        }
    }
    all
}

/// A text cut to a width, with an ellipsis where something is cut.
pub fn shortened(text: &str, width_px: f64, look: &Line) -> String {
    if look.width_px(text) <= width_px {
        return text.to_owned();
    }
    let mut kept = text.trim_end_matches('…').to_owned();
    while kept.pop().is_some() {
        let cut = format!("{}…", kept.trim_end());
        if look.width_px(&cut) <= width_px {
            return cut;
        }
    }
    String::new()
}

/// A line of text at its baseline.
pub fn written((x, y): (f64, f64), text: String, look: &Line, align: Align) -> Item {
    let Line { size, bold, token } = *look;
    let shape = Shape::Text { at: Point { x, y }, text, size, align, bold };
    Item { shape, fill: Some(token.into()), stroke: None, target: None }
}

/// A thin line across.
pub fn rule(y: f64, width_px: f64) -> Item {
    Item {
        shape: Shape::Line { from: Point { x: 0.0, y }, to: Point { x: width_px, y } },
        fill: None,
        stroke: Some(Stroke { paint: Token::Rule.into(), width: 1.0, dashed: false }),
        target: None,
    }
}

impl Lines {
    /// The first so many lines; where that is not all, the last says so.
    pub fn first(mut self, most: usize, width_px: f64) -> Self {
        if self.items.len() > most {
            self.items.truncate(most);
            self.height_px = most as f64 * self.look.size * LEADING;
            if let Some(Item { shape: Shape::Text { text, .. }, .. }) = self.items.last_mut() {
                *text = shortened(&format!("{text} …"), width_px, &self.look);
            }
        }
        self
    }

    pub fn items(self) -> Vec<Item> {
        self.items
    }

    pub fn gap(&mut self, px: f64) {
        self.height_px += px;
    }

    /// Adds lines below.
    pub fn then(&mut self, mut below: Self) {
        for item in &mut below.items {
            if let Shape::Text { at, .. } = &mut item.shape {
                at.y += self.height_px;
            }
        }
        self.items.append(&mut below.items);
        self.height_px += below.height_px;
    }

    pub fn scene(self, width_px: f64) -> Scene {
        Scene { width: width_px, height: self.height_px, items: self.items }
    }

    /// The lines under a thin line across.
    pub fn ruled(self, width_px: f64) -> Scene {
        let mut all = Self { items: Vec::new(), height_px: 10.0, look: self.look };
        all.then(self);
        all.items.push(rule(0.5, width_px));
        all.scene(width_px)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Line = Line { size: 10.0, bold: false, token: Token::Ink };

    fn texts(text: &str, width_px: f64) -> Vec<String> {
        let words = |item: Item| match item.shape {
            Shape::Text { text, .. } => text,
            _ => String::new(),
        };
        lines(text, width_px, &LOOK).items.into_iter().map(words).collect()
    }

    #[test]
    fn words_go_on_in_the_next_line() {
        assert_eq!(texts("aaaa bbbb cccc", 48.0), ["aaaa bbbb", "cccc"]);
        assert_eq!(texts("", 48.0), Vec::<String>::new());
    }

    #[test]
    fn a_word_that_is_too_long_is_broken() {
        assert_eq!(texts("aaaaaaaaaa", 32.0), ["aaaaaa", "aaaa"]);
        // Not even a letter fits: one a line, and an end to it.
        assert_eq!(texts(&"a".repeat(90), 1.0).len(), LINES_MOST);
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(shortened("aaaaaaaaaa", 30.0, &LOOK), "aaaa…");
        assert_eq!(shortened("aaa", 30.0, &LOOK), "aaa");
        assert_eq!(shortened("aaa", 0.0, &LOOK), "");
    }
}
