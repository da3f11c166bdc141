//! The few shapes the timeline is drawn with. What they stand for is said in `draw`.

use super::draw::Pen;
use crate::core::{
    geo::Point,
    scene::{Align, Item, Paint, Shape, Stroke, Target, Token},
};

/// A colour at an opacity from 0 to 1.
pub fn paint(token: Token, opacity: f64) -> Paint {
    Paint { token, opacity }
}

impl Pen<'_> {
    pub fn number(&mut self, at: Point, text: String, size: f64, token: Token, opacity: f64) {
        let at = (at.x, at.y + size * 0.35);
        self.text(at, text, size, Align::Middle, true, token);
        if let Some(fill) = self.items.last_mut().and_then(|item| item.fill.as_mut()) {
            fill.opacity = opacity;
        }
    }

    pub fn text(
        &mut self,
        (x, y): (f64, f64),
        text: String,
        size: f64,
        align: Align,
        bold: bool,
        token: Token,
    ) {
        let shape = Shape::Text { at: Point { x, y }, text, size, align, bold };
        self.push(shape, Some(token.into()), None);
    }

    pub fn line(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        token: Token,
        width: f64,
        dashed: bool,
    ) {
        let [from, to] = [from, to].map(|(x, y)| Point { x, y });
        self.push(Shape::Line { from, to }, None, None);
        if let Some(item) = self.items.last_mut() {
            item.stroke = Some(Stroke { paint: token.into(), width, dashed });
        }
    }

    pub fn rect(
        &mut self,
        (x, y, width, height): (f64, f64, f64, f64),
        radius: f64,
        fill: Option<Paint>,
        target: Option<Target>,
    ) {
        self.push(Shape::Rect { x, y, width, height, radius }, fill, target);
    }

    pub fn focus_frame(&mut self, place: (f64, f64, f64, f64)) {
        self.rect(place, 5.0, None, None);
        self.outline_last(Token::Focus, 2.0);
    }

    pub fn circle(
        &mut self,
        center: Point,
        radius: f64,
        fill: Option<Paint>,
        target: Option<Target>,
    ) {
        self.push(Shape::Circle { center, radius }, fill, target);
    }

    pub fn push(&mut self, shape: Shape, fill: Option<Paint>, target: Option<Target>) {
        self.items.push(Item { shape, fill, stroke: None, target });
    }

    pub fn outline_last(&mut self, token: Token, width: f64) {
        if let Some(item) = self.items.last_mut() {
            item.stroke = Some(Stroke { paint: token.into(), width, dashed: false });
        }
    }

    pub fn fade_last(&mut self, opacity: f64) {
        if let Some(stroke) = self.items.last_mut().and_then(|item| item.stroke.as_mut()) {
            stroke.paint.opacity = opacity;
        }
    }
}
