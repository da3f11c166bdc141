//! The timeline's layout as a scene: band and window, cords and knots, cursor on top.
//! Words and their widths come from the caller.

use super::{
    Knot, KnotShape, LaneLayout, Tick, TimelineLayout,
    columns::{Cells, columns_in},
    strokes::paint,
    twin::target as knot_target,
};
use crate::core::{
    geo::Point,
    model::{Family, Row},
    scene::{Align, Item, Scene, Shape, Target, Token, text_width_px},
    time::{Day, Span},
};

/// The opacity of what lies outside the window.
const OUTSIDE: f64 = 0.4;

/// Up to so many bars have rounded corners.
const MOST_ROUNDED: usize = 250;

/// Sizes of words, in CSS pixels.
const NAME_PX: f64 = 13.0;
const SMALL_PX: f64 = 12.0;

/// The width of a text at a size in CSS pixels, bold or not.
pub type TextWidth<'a> = dyn Fn(&str, f64, bool) -> f64 + 'a;

/// The timeline's words in the reader's language.
pub struct Labels<'a> {
    pub tick: &'a dyn Fn(Tick) -> String,
    pub lane: &'a dyn Fn(&LaneLayout) -> String,
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
    for (at, lane) in layout.lanes.iter().enumerate() {
        pen.cord(at, lane);
    }
    pen.columns();
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

pub(super) struct Pen<'a> {
    layout: &'a TimelineLayout,
    labels: &'a Labels<'a>,
    state: &'a TimelineState,
    pub(super) items: Vec<Item>,
}

impl Pen<'_> {
    fn lane_grounds(&mut self) {
        for (at, lane) in self.layout.lanes.iter().enumerate() {
            let (width, height) = (self.layout.width_px, lane.height_px);
            let target = Some(Target::Lane(at));
            if self.state.hovered == target {
                let tint = Some(paint(Token::Ink, 0.04));
                self.rect((0.0, lane.top_px, width, height), 0.0, tint, None);
            }
            if self.state.focused == target {
                self.focus_frame((3.0, lane.top_px + 1.0, width - 6.0, height - 2.0));
            }
        }
    }

    fn grid(&mut self) {
        let (scale, bottom_px) = (self.layout.scale, self.layout.height_px);
        let starts = self.layout.ticks.iter().filter(|tick| tick.major);
        let starts = starts.map(|tick| scale.start_px(tick.day));
        for x in starts.chain([scale.left_px]) {
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
        // Rounded corners of this many bars would take longer than all else.
        let many = self.layout.bars.len() > MOST_ROUNDED;
        // A colour at a time: to change it takes longer than to paint a bar.
        let by_family = Family::ALL
            .iter()
            .flat_map(|family| self.layout.bars.iter().filter(move |bar| bar.family == *family));
        for bar in by_family {
            let x_px = bar.x_px.max(left_px);
            let width_px = (bar.x_px + bar.width_px).min(right_px) - x_px;
            let opacity = self.opacity(bar.days);
            let radius = if bar.height_px >= 3.0 && !many { 1.0 } else { 0.0 };
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

    /// The lane's name and its cord. The name alone stands for the lane; a click on the cord
    /// is a click on a day.
    fn cord(&mut self, at: usize, lane: &LaneLayout) {
        let (left_px, right_px) = (self.layout.scale.left_px, self.layout.scale.right_px());
        let (y, size) = (lane.y_px, if lane.folded { SMALL_PX } else { NAME_PX });
        let token = if lane.folded { Token::Ink3 } else { Token::Ink2 };
        let wide = self.layout.wide;
        let room_px = if wide { left_px - 18.0 } else { right_px - left_px - 60.0 };
        let text = self.shortened((self.labels.lane)(lane), room_px, size);
        let (width, height) = if wide {
            (left_px - 4.0, lane.height_px)
        } else {
            (left_px + self.width_px(&text, size, false) + 16.0, 24.0_f64.min(lane.height_px))
        };
        let clear = Some(paint(Token::Ink, 0.0));
        self.rect((0.0, lane.top_px, width, height), 0.0, clear, Some(Target::Lane(at)));
        if wide {
            self.text((left_px - 11.0, y + 4.5), text, size, Align::End, false, token);
        } else {
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
            let opacity = opacity * self.opacity(dash.days);
            self.line((dash.from_px, y), (dash.to_px, y), dash.family.into(), 2.5, dash.doubtful);
            if let Some(stroke) = self.items.last_mut().and_then(|item| item.stroke.as_mut()) {
                stroke.paint.opacity = opacity;
            }
        }
    }

    /// The full lanes, as one picture; where the pointer or the focus is, a frame about its days.
    fn columns(&mut self) {
        let Some(Cells { at, width, height, stacks }) = self.layout.full.clone() else { return };
        let scale = self.layout.scale;
        let lit = columns_in(scale, self.layout.window);
        let paints = [1.0, OUTSIDE].into_iter().flat_map(|opacity| {
            Family::ALL.iter().map(move |family| paint((*family).into(), opacity))
        });
        let paints = paints.collect();
        self.push(Shape::Stacks { at, width, height, stacks, lit, paints }, None, None);
        for (target, token) in
            [(&self.state.hovered, Token::Ink3), (&self.state.focused, Token::Focus)]
        {
            let Some(Target::Stretch { lane, days }) = target else { continue };
            let Some(lane) = self.layout.lanes.get(*lane) else { continue };
            let from_px = scale.start_px(days.first).max(scale.left_px) - 1.5;
            let to_px = scale.end_px(days.last).min(scale.right_px()) + 1.5;
            let frame = (from_px, lane.top_px + 0.5, to_px - from_px, lane.height_px - 1.0);
            self.rect(frame, 3.0, None, None);
            self.outline_last(token, 1.5);
        }
    }

    fn knot(&mut self, knot: &Knot) {
        let target = knot_target(knot);
        let at = Point { x: knot.x_px, y: knot.y_px };
        let opacity = self.opacity(knot.span);
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
        let width = self.width_px(&text, SMALL_PX, true) + 13.0;
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
}
