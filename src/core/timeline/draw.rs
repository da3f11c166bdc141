//! The timeline's layout as a scene: band and window, cords and knots, cursor on top.
//! Words and their widths come from the caller.

use super::{
    Knot, KnotShape, LaneLabel, LaneLayout, Tick, TimelineLayout, twin::target as knot_target,
};
use crate::core::{
    geo::Point,
    model::Row,
    scene::{Align, Item, Paint, Scene, Shape, Stroke, Target, Token, text_width_px},
    time::{Day, Span},
};

/// The opacity of what lies outside the window.
const OUTSIDE: f64 = 0.4;

/// Sizes of words, in CSS pixels.
const NAME_PX: f64 = 13.0;
const SMALL_PX: f64 = 12.0;

/// The width of a text at a size in CSS pixels, bold or not.
pub type TextWidth<'a> = dyn Fn(&str, f64, bool) -> f64 + 'a;

/// The timeline's words in the reader's language.
pub struct Labels<'a> {
    pub tick: &'a dyn Fn(Tick) -> String,
    pub lane: &'a dyn Fn(LaneLabel) -> String,
    /// The cursor's day, short: “9 Jan 2023”.
    pub day: &'a dyn Fn(Day) -> String,
    /// How wide a text is; estimated where nothing measures it.
    pub width_px: Option<&'a TextWidth<'a>>,
}

/// What the reader's pointer and keyboard are at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineState {
    pub hovered: Option<Target>,
    pub focused: Option<Target>,
    /// The open event.
    pub selected: Option<Row>,
}

/// The timeline as a list of shapes.
pub fn draw(layout: &TimelineLayout, labels: &Labels, state: &TimelineState) -> Scene {
    let mut pen = Pen { layout, labels, state, items: Vec::new() };
    pen.lane_grounds();
    pen.grid();
    pen.window();
    pen.bars();
    for lane in &layout.lanes {
        pen.cord(lane);
    }
    pen.cursor_line();
    pen.tick_labels();
    for deaths in [false, true] {
        let is = |knot: &&Knot| matches!(knot.shape, KnotShape::Deaths { .. }) == deaths;
        for knot in layout.lanes.iter().flat_map(|lane| lane.knots.iter()).filter(is) {
            pen.knot(knot);
        }
    }
    pen.flag();
    pen.handles();
    Scene { width: layout.width_px, height: layout.height_px, items: pen.items }
}

struct Pen<'a> {
    layout: &'a TimelineLayout,
    labels: &'a Labels<'a>,
    state: &'a TimelineState,
    items: Vec<Item>,
}

impl Pen<'_> {
    fn lane_grounds(&mut self) {
        for (at, lane) in self.layout.lanes.iter().enumerate() {
            let target = Target::Lane(at);
            let opacity = if self.state.hovered.as_ref() == Some(&target) { 0.04 } else { 0.0 };
            self.rect(
                (0.0, lane.top_px, self.layout.width_px, lane.height_px),
                0.0,
                Some(paint(Token::Ink, opacity)),
                Some(target.clone()),
            );
            if self.state.focused.as_ref() == Some(&target) {
                let (width, height) = (self.layout.width_px, lane.height_px);
                self.focus_frame((3.0, lane.top_px + 1.0, width - 6.0, height - 2.0));
            }
        }
    }

    fn grid(&mut self) {
        let bottom_px = self.layout.height_px;
        for tick in self.layout.ticks.iter().filter(|tick| tick.major) {
            let x = self.layout.scale.start_px(tick.day);
            self.line((x, self.layout.band.top_px - 7.0), (x, bottom_px), Token::Rule, 1.0, true);
        }
    }

    fn window(&mut self) {
        let (band, scale) = (self.layout.band, self.layout.scale);
        self.line(
            (scale.left_px, band.bottom_px),
            (scale.right_px(), band.bottom_px),
            Token::Rule,
            1.0,
            false,
        );
        if band.to_px - band.from_px < 0.5 {
            return;
        }
        let frame =
            (band.from_px, band.top_px, band.to_px - band.from_px, band.bottom_px - band.top_px);
        self.rect(frame, 3.0, Some(paint(Token::Ink, 0.045)), Some(Target::Window));
        self.outline_last(Token::Ink3, 1.0);
        if self.state.focused == Some(Target::Window) {
            self.focus_frame((frame.0 - 3.0, frame.1 - 3.0, frame.2 + 6.0, frame.3 + 6.0));
        }
    }

    fn bars(&mut self) {
        let (left_px, right_px) = (self.layout.scale.left_px, self.layout.scale.right_px());
        for bar in &self.layout.bars {
            let x_px = bar.x_px.max(left_px);
            let width_px = (bar.x_px + bar.width_px).min(right_px) - x_px;
            let opacity = self.opacity(bar.days);
            let radius = if bar.height_px >= 3.0 { 1.0 } else { 0.0 };
            let fill = Some(paint(bar.family.into(), opacity));
            self.rect((x_px, bar.y_px, width_px, bar.height_px), radius, fill, None);
        }
    }

    fn tick_labels(&mut self) {
        let y = self.layout.band.bottom_px + 15.0;
        for tick in &self.layout.ticks {
            let text = (self.labels.tick)(*tick);
            let x = self.layout.scale.start_px(tick.day);
            if x + self.width_px(&text, SMALL_PX, false) <= self.layout.width_px {
                self.text((x, y), text, SMALL_PX, Align::Start, false, Token::Ink2);
                self.outline_last(Token::Raised, 4.0);
            }
        }
    }

    fn cord(&mut self, lane: &LaneLayout) {
        let (left_px, right_px) = (self.layout.scale.left_px, self.layout.scale.right_px());
        let (y, size) = (lane.y_px, if lane.folded { SMALL_PX } else { NAME_PX });
        let token = if lane.folded { Token::Ink3 } else { Token::Ink };
        let text = (self.labels.lane)(lane.label);
        if self.layout.wide {
            let text = self.shortened(text, left_px - 14.0, size);
            self.text((left_px - 11.0, y + 4.5), text, size, Align::End, false, token);
        } else {
            let text = self.shortened(text, right_px - left_px - 60.0, size);
            self.text((left_px, lane.top_px + 13.0), text, size, Align::Start, false, token);
        }
        let width = if lane.folded { 1.0 } else { 2.0 };
        self.line((left_px, y), (right_px, y), Token::Cord, width, false);
        for cord in &lane.cords {
            let fill = Some(paint(Token::Ink3, 0.25 + 0.55 * cord.share));
            self.rect((cord.from_px, y - 2.0, cord.to_px - cord.from_px, 4.0), 1.0, fill, None);
        }
        for dash in &lane.dashes {
            let opacity = if dash.doubtful { 0.45 } else { 0.65 };
            let opacity = if dash.in_window { opacity } else { opacity * OUTSIDE };
            self.line((dash.from_px, y), (dash.to_px, y), dash.family.into(), 2.5, dash.doubtful);
            if let Some(stroke) = self.items.last_mut().and_then(|item| item.stroke.as_mut()) {
                stroke.paint.opacity = opacity;
            }
        }
    }

    fn knot(&mut self, knot: &Knot) {
        let target = knot_target(knot);
        let at = Point { x: knot.x_px, y: knot.y_px };
        let opacity = self.opacity(Span::between(knot.first, knot.last));
        if opacity < 1.0 {
            self.circle(at, knot.radius_px, Some(Token::Raised.into()), None);
        }
        self.rings(knot, &target);
        match knot.shape {
            KnotShape::Mark(kind) => {
                let (family, rank) = (kind.family(), kind.rank());
                let shape = Shape::Mark { center: at, radius: knot.radius_px, family, rank };
                self.push(shape, Some(paint(family.into(), opacity)), Some(target));
                self.outline_last(Token::Raised, 2.0);
            }
            KnotShape::Count(count, family) => {
                let token = family.map_or(Token::Ink2, Token::from);
                self.circle(at, knot.radius_px + 1.5, Some(Token::Raised.into()), None);
                let ground = Some(Token::Raised.into());
                self.circle(at, knot.radius_px - 0.75, ground, Some(target));
                self.outline_last(token, 1.5);
                self.fade_last(opacity);
                self.number(at, count.to_string(), 10.5, token, opacity);
            }
            KnotShape::Deaths { deaths, more } => {
                self.circle(at, knot.radius_px + 1.5, Some(Token::Raised.into()), None);
                if more {
                    self.circle(at, knot.radius_px + 2.6, None, None);
                    self.outline_last(Token::Violence, 1.2);
                    self.fade_last(opacity);
                }
                let disc = Some(paint(Token::Violence, opacity.max(0.55)));
                self.circle(at, knot.radius_px, disc, Some(target));
                self.number(at, deaths.to_string(), 11.5, Token::Raised, 1.0);
            }
        }
    }

    /// The rings of what is open, focused or under the pointer.
    fn rings(&mut self, knot: &Knot, target: &Target) {
        let at = Point { x: knot.x_px, y: knot.y_px };
        let wanted = [
            (self.state.focused.as_ref() == Some(target), Token::Focus, 4.0, 2.0),
            (self.state.selected.is_some_and(|row| knot.rows.contains(&row)), Token::Ink, 3.6, 1.8),
            (self.state.hovered.as_ref() == Some(target), Token::Ink3, 3.6, 1.2),
        ];
        if let Some((_, token, gap_px, width)) = wanted.into_iter().find(|(is, ..)| *is) {
            self.circle(at, knot.radius_px + gap_px, Some(Token::Raised.into()), None);
            self.outline_last(token, width);
        }
    }

    fn cursor_line(&mut self) {
        if let Some(x) = self.cursor_px() {
            self.line(
                (x, TimelineLayout::FLAG_PX),
                (x, self.layout.height_px),
                Token::Ink,
                1.5,
                false,
            );
        }
    }

    fn flag(&mut self) {
        let Some(x) = self.cursor_px() else { return };
        let text = (self.labels.day)(self.layout.cursor);
        let width = self.width_px(&text, SMALL_PX, true) + 16.0;
        let left = (x - width / 2.0).min(self.layout.width_px - width).max(0.0);
        let height = TimelineLayout::FLAG_PX;
        let grip_px = if self.layout.touch { 44.0 } else { 12.0 };
        let band = self.layout.band;
        self.rect(
            (x - grip_px / 2.0, height, grip_px, band.bottom_px - height),
            0.0,
            Some(paint(Token::Ink, 0.0)),
            Some(Target::Cursor),
        );
        if self.state.focused == Some(Target::Cursor) {
            self.focus_frame((left - 3.0, 1.0, width + 6.0, height + 2.0));
        }
        let ink = Some(Token::Ink.into());
        self.rect((left, 0.0, width, height), 8.0, ink, Some(Target::Cursor));
        let middle = (left + width / 2.0, height / 2.0 + 4.2);
        self.text(middle, text, SMALL_PX, Align::Middle, true, Token::Paper);
    }

    fn handles(&mut self) {
        let band = self.layout.band;
        let (width, height) = if self.layout.touch { (8.0, 34.0) } else { (6.0, 30.0) };
        let grip = if self.layout.touch { 44.0 } else { 16.0 };
        let middle = f64::midpoint(band.top_px, band.bottom_px);
        for (x, shown, target) in [
            (band.from_px, band.start_shown, Target::WindowStart),
            (band.to_px, band.end_shown, Target::WindowEnd),
        ] {
            if !shown {
                continue;
            }
            // A wide grip lies outside the window, so that a narrow window can still be moved.
            let inward = if target == Target::WindowStart { 0.25 } else { 0.75 };
            let from = if self.layout.touch { x - grip * (1.0 - inward) } else { x - grip / 2.0 };
            let grip_box = (from, band.top_px, grip, band.bottom_px - band.top_px);
            self.rect(grip_box, 0.0, Some(paint(Token::Ink, 0.0)), Some(target.clone()));
            let bar = (x - width / 2.0, middle - height / 2.0, width, height);
            if self.state.focused.as_ref() == Some(&target) {
                self.focus_frame((bar.0 - 3.0, bar.1 - 3.0, bar.2 + 6.0, bar.3 + 6.0));
            }
            let active = self.state.hovered.as_ref() == Some(&target);
            let token = if active { Token::Ink } else { Token::Ink2 };
            self.rect(bar, width / 2.0, Some(token.into()), Some(target));
            self.outline_last(Token::Raised, 1.0);
        }
    }

    fn cursor_px(&self) -> Option<f64> {
        let scale = self.layout.scale;
        let x = scale.center_px(self.layout.cursor);
        (scale.left_px..=scale.right_px()).contains(&x).then_some(x)
    }

    fn opacity(&self, days: Span) -> f64 {
        if self.layout.in_window(days) { 1.0 } else { OUTSIDE }
    }

    fn width_px(&self, text: &str, size: f64, bold: bool) -> f64 {
        self.labels
            .width_px
            .map_or_else(|| text_width_px(text, size, bold), |width_px| width_px(text, size, bold))
    }

    /// The text, cut with an ellipsis where it is wider than its place.
    fn shortened(&self, text: String, room_px: f64, size: f64) -> String {
        if self.width_px(&text, size, false) <= room_px {
            return text;
        }
        let mut short = text;
        while short.pop().is_some() {
            let cut = format!("{}…", short.trim_end());
            if self.width_px(&cut, size, false) <= room_px {
                return cut;
            }
        }
        short
    }

    fn number(&mut self, at: Point, text: String, size: f64, token: Token, opacity: f64) {
        let at = (at.x, at.y + size * 0.35);
        self.text(at, text, size, Align::Middle, true, token);
        if let Some(fill) = self.items.last_mut().and_then(|item| item.fill.as_mut()) {
            fill.opacity = opacity;
        }
    }

    fn text(
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

    fn line(&mut self, from: (f64, f64), to: (f64, f64), token: Token, width: f64, dashed: bool) {
        let [from, to] = [from, to].map(|(x, y)| Point { x, y });
        self.push(Shape::Line { from, to }, None, None);
        if let Some(item) = self.items.last_mut() {
            item.stroke = Some(Stroke { paint: token.into(), width, dashed });
        }
    }

    fn rect(
        &mut self,
        (x, y, width, height): (f64, f64, f64, f64),
        radius: f64,
        fill: Option<Paint>,
        target: Option<Target>,
    ) {
        self.push(Shape::Rect { x, y, width, height, radius }, fill, target);
    }

    fn focus_frame(&mut self, place: (f64, f64, f64, f64)) {
        self.rect(place, 5.0, None, None);
        self.outline_last(Token::Focus, 2.0);
    }

    fn circle(&mut self, center: Point, radius: f64, fill: Option<Paint>, target: Option<Target>) {
        self.push(Shape::Circle { center, radius }, fill, target);
    }

    fn push(&mut self, shape: Shape, fill: Option<Paint>, target: Option<Target>) {
        self.items.push(Item { shape, fill, stroke: None, target });
    }

    fn outline_last(&mut self, token: Token, width: f64) {
        if let Some(item) = self.items.last_mut() {
            item.stroke = Some(Stroke { paint: token.into(), width, dashed: false });
        }
    }

    fn fade_last(&mut self, opacity: f64) {
        if let Some(stroke) = self.items.last_mut().and_then(|item| item.stroke.as_mut()) {
            stroke.paint.opacity = opacity;
        }
    }
}

fn paint(token: Token, opacity: f64) -> Paint {
    Paint { token, opacity }
}
