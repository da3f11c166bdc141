//! A scene as an SVG document: the same text for the same scene on every machine.
//! It names no font files and holds no script; colours come from the caller.

use super::{
    Align, Item, Paint, Scene, Shape, Stroke, Token,
    mark::{self, Ink, Outline},
};
use crate::core::geo::Point;

/// The scene as a stand-alone SVG document, coordinates rounded to a tenth of a pixel.
/// `color` gives each token's CSS colour.
pub fn to_svg<'a>(scene: &Scene, color: &dyn Fn(Token) -> &'a str) -> String {
    let mut svg = Svg { text: String::with_capacity(scene.items.len() * 120), color };
    svg.open(scene);
    for item in &scene.items {
        svg.item(item);
    }
    svg.push("</svg>\n");
    svg.text
}

/// A text as XML 1.0 has it between and within tags.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no place for these, escaped or not.
            '\u{fffe}' | '\u{ffff}' => {}
            control if control < ' ' && !matches!(control, '\t' | '\n' | '\r') => {}
            other => out.push(other),
        }
    }
    out
}

struct Svg<'a, 'c> {
    text: String,
    color: &'c dyn Fn(Token) -> &'a str,
}

impl Svg<'_, '_> {
    fn open(&mut self, scene: &Scene) {
        self.push("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0");
        for length in [scene.width, scene.height] {
            self.push(" ");
            self.number(length);
        }
        self.push("\"");
        self.attribute("width", scene.width);
        self.attribute("height", scene.height);
        self.push(" font-family=\"'Source Sans 3', sans-serif\" stroke-linejoin=\"round\">\n");
    }

    fn item(&mut self, item: &Item) {
        match &item.shape {
            Shape::Rect { x, y, width, height, radius } => {
                self.push("<rect");
                self.attribute("x", *x);
                self.attribute("y", *y);
                self.attribute("width", *width);
                self.attribute("height", *height);
                if *radius > 0.0 {
                    self.attribute("rx", *radius);
                }
                self.paints(item);
            }
            Shape::Circle { center, radius } => {
                self.circle(*center, *radius);
                self.paints(item);
            }
            Shape::Line { from, to } => {
                self.push("<line");
                self.attribute("x1", from.x);
                self.attribute("y1", from.y);
                self.attribute("x2", to.x);
                self.attribute("y2", to.y);
                self.paints(item);
            }
            Shape::Path { rings, closed } => {
                self.path(rings, *closed);
                self.paints(item);
            }
            Shape::Mark { center, radius, family, rank } => {
                if let Some(stroke) = &item.stroke {
                    self.outline(&mark::outline(*family, *center, *radius));
                    self.push(" fill=\"none\"");
                    self.stroke(&Stroke { width: stroke.width * 2.0, ..*stroke });
                    self.push("/>\n");
                }
                let ground = item.stroke.map_or(Token::Paper.into(), |stroke| stroke.paint);
                for piece in mark::pieces(*family, *rank, *center, *radius) {
                    self.outline(&piece.outline);
                    self.fill(match piece.ink {
                        Ink::Fill => item.fill.as_ref(),
                        Ink::Ground => Some(&ground),
                    });
                    self.push("/>\n");
                }
            }
            Shape::Stacks { at, stacks, lit, paints, .. } => {
                for stack in stacks.iter() {
                    for (rows, paint) in stack.parts(lit).filter(|(rows, _)| !rows.is_empty()) {
                        self.push("<rect");
                        self.attribute("x", at.x + f64::from(stack.from));
                        self.attribute("y", at.y + f64::from(rows.start));
                        self.attribute("width", f64::from(stack.to - stack.from));
                        self.attribute("height", rows.len() as f64);
                        self.fill(paints.get(paint));
                        self.push("/>\n");
                    }
                }
            }
            Shape::Text { at, text, size, align, bold } => {
                self.push("<text");
                self.attribute("x", at.x);
                self.attribute("y", at.y);
                self.attribute("font-size", *size);
                match align {
                    Align::Start => {}
                    Align::Middle => self.push(" text-anchor=\"middle\""),
                    Align::End => self.push(" text-anchor=\"end\""),
                }
                if *bold {
                    self.push(" font-weight=\"700\"");
                }
                self.fill(item.fill.as_ref());
                if let Some(stroke) = &item.stroke {
                    self.push(" paint-order=\"stroke\"");
                    self.stroke(stroke);
                }
                self.push(">");
                self.escaped(text);
                self.push("</text>\n");
            }
        }
    }

    fn outline(&mut self, outline: &Outline) {
        match outline {
            Outline::Disc { center, radius } => self.circle(*center, *radius),
            Outline::Polygon(corners) => self.path(std::slice::from_ref(corners), true),
        }
    }

    fn circle(&mut self, center: Point, radius: f64) {
        self.push("<circle");
        self.attribute("cx", center.x);
        self.attribute("cy", center.y);
        self.attribute("r", radius);
    }

    fn path(&mut self, rings: &[Vec<Point>], closed: bool) {
        self.push("<path d=\"");
        for ring in rings {
            for (index, point) in ring.iter().enumerate() {
                self.push(if index == 0 { "M" } else { "L" });
                self.number(point.x);
                self.push(" ");
                self.number(point.y);
            }
            if closed {
                self.push("Z");
            }
        }
        self.push("\"");
        if closed && rings.len() > 1 {
            self.push(" fill-rule=\"evenodd\"");
        }
    }

    fn paints(&mut self, item: &Item) {
        self.fill(item.fill.as_ref());
        if let Some(stroke) = &item.stroke {
            self.stroke(stroke);
        }
        self.push("/>\n");
    }

    fn fill(&mut self, paint: Option<&Paint>) {
        match paint {
            Some(paint) => self.paint(" fill=\"", " fill-opacity=\"", *paint),
            None => self.push(" fill=\"none\""),
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.paint(" stroke=\"", " stroke-opacity=\"", stroke.paint);
        self.attribute("stroke-width", stroke.width);
        if stroke.dashed {
            self.push(" stroke-dasharray=\"3 3\"");
        }
    }

    fn paint(&mut self, color: &str, opacity: &str, paint: Paint) {
        self.push(color);
        self.escaped((self.color)(paint.token));
        self.push("\"");
        if paint.opacity < 1.0 {
            self.push(opacity);
            self.decimal(paint.opacity, 100);
            self.push("\"");
        }
    }

    fn attribute(&mut self, name: &str, value: f64) {
        self.push(" ");
        self.push(name);
        self.push("=\"");
        self.number(value);
        self.push("\"");
    }

    fn number(&mut self, value: f64) {
        self.decimal(value, 10);
    }

    /// The value rounded to a power of ten, written through whole numbers: alike everywhere.
    fn decimal(&mut self, value: f64, unit: i64) {
        let scaled = (value * unit as f64).round() as i64;
        if scaled < 0 {
            self.push("-");
        }
        self.push(&(scaled / unit).abs().to_string());
        let mut rest = (scaled % unit).abs();
        if rest > 0 {
            self.push(".");
            let mut digit = unit / 10;
            while rest > 0 {
                self.text.push(char::from(b'0' + (rest / digit) as u8));
                rest %= digit;
                digit = (digit / 10).max(1);
            }
        }
    }

    fn escaped(&mut self, text: &str) {
        let text = escaped(text);
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::Family;

    fn check(item: Item, expected: &str) {
        let scene = Scene { width: 40.0, height: 20.5, items: vec![item] };
        let svg = to_svg(&scene, &|token| token.property());
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20.5\" \
                    width=\"40\" height=\"20.5\" font-family=\"'Source Sans 3', sans-serif\" \
                    stroke-linejoin=\"round\">\n";
        assert_eq!(svg, format!("{head}{expected}\n</svg>\n"));
    }

    fn filled(shape: Shape) -> Item {
        let fill = Some(Paint { token: Token::Ink, opacity: 0.85 });
        Item { shape, fill, stroke: None, target: None }
    }

    #[test]
    fn coordinates_are_rounded_to_a_tenth() {
        check(
            filled(Shape::Circle { center: Point { x: 1.26, y: -0.04 }, radius: -3.96 }),
            "<circle cx=\"1.3\" cy=\"0\" r=\"-4\" fill=\"--ink\" fill-opacity=\"0.85\"/>",
        );
    }

    #[test]
    fn words_cannot_break_out_of_the_document() {
        let text = "<b> & \"\u{1}c\"".to_owned();
        let at = Point { x: 0.0, y: 10.0 };
        check(
            filled(Shape::Text { at, text, size: 10.0, align: Align::End, bold: true }),
            "<text x=\"0\" y=\"10\" font-size=\"10\" text-anchor=\"end\" font-weight=\"700\" \
             fill=\"--ink\" fill-opacity=\"0.85\">&lt;b&gt; &amp; &quot;c&quot;</text>",
        );
    }

    #[test]
    fn a_hollow_mark_shows_its_ground() {
        let (center, family) = (Point { x: 5.0, y: 5.0 }, Family::Protest);
        let item = filled(Shape::Mark { center, radius: 5.0, family, rank: 1 });
        check(
            item,
            "<circle cx=\"5\" cy=\"5\" r=\"5\" fill=\"--ink\" fill-opacity=\"0.85\"/>\n\
             <circle cx=\"5\" cy=\"5\" r=\"3\" fill=\"--paper\"/>",
        );
    }
}
