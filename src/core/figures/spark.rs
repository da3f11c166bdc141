//! A figure over time as a small stepped line: no axis, no words, which stand beside it.

use super::StepPoint;
use crate::core::{
    geo::Point,
    model::Measure,
    scene::{Item, Paint, Scene, Shape, Stroke, Token},
    time::{Day, Span},
};

/// Empty space above and below the line, so that its stroke is not cut.
const MARGIN_PX: f64 = 3.0;
const LINE_PX: f64 = 2.0;
const BAND_OPACITY: f64 = 0.18;

/// The steps within a span of days, from zero at the foot to the highest claim at the top, with
/// the cursor across. Both ends of a range are drawn and the band between them; no middle is.
/// `size_px` is the drawing's width and height.
pub fn draw(
    measure: Measure,
    steps: &[StepPoint],
    cursor: Day,
    size_px: (f64, f64),
    domain: Span,
) -> Scene {
    let (width, height) = size_px;
    let top = steps.iter().map(|step| step.high).fold(1.0, f64::max);
    let frame = Frame { domain, width, height, top };
    let token = if measure == Measure::Deaths { Token::Violence } else { Token::Ink };
    let mut scene = Scene { width, height, items: Vec::new() };
    for run in runs(steps) {
        let lows = frame.line(run, |step| step.low);
        let highs = frame.line(run, |step| step.high);
        if lows.is_empty() {
            continue;
        }
        if lows != highs {
            let ring = highs.iter().chain(lows.iter().rev()).copied().collect();
            scene.items.push(Item {
                shape: Shape::Path { rings: vec![ring].into(), closed: true },
                fill: Some(Paint { token, opacity: BAND_OPACITY }),
                stroke: None,
                target: None,
            });
            scene.items.push(line(lows, token, LINE_PX / 2.0));
        }
        scene.items.push(line(highs, token, LINE_PX));
    }
    if domain.contains(cursor) {
        let x = frame.x(cursor);
        let ends = [0.0, height].map(|y| Point { x, y });
        scene.items.push(Item {
            shape: Shape::Line { from: ends[0], to: ends[1] },
            fill: None,
            stroke: Some(Stroke { paint: Token::Ink.into(), width: 1.0, dashed: false }),
            target: None,
        });
    }
    scene
}

fn line(points: Vec<Point>, token: Token, width: f64) -> Item {
    Item {
        shape: Shape::Path { rings: vec![points].into(), closed: false },
        fill: None,
        stroke: Some(Stroke { paint: token.into(), width, dashed: false }),
        target: None,
    }
}

/// Steps that follow each other without a gap.
fn runs(steps: &[StepPoint]) -> impl Iterator<Item = &[StepPoint]> {
    steps.chunk_by(|step, next| step.until == Some(next.day))
}

/// Where days and numbers lie in the drawing.
struct Frame {
    domain: Span,
    width: f64,
    height: f64,
    /// The number at the top.
    top: f64,
}

impl Frame {
    /// The left edge of a day; the day after the domain's last lies on the right edge.
    fn x(&self, day: Day) -> f64 {
        let days = f64::from(day.0) - f64::from(self.domain.first.0);
        (days / f64::from(self.domain.days().max(1)) * self.width).clamp(0.0, self.width)
    }

    fn y(&self, number: f64) -> f64 {
        let room = (self.height - 2.0 * MARGIN_PX).max(0.0);
        self.height - MARGIN_PX - number / self.top * room
    }

    /// The corners of a stepped line, as far as it lies within the domain.
    fn line(&self, run: &[StepPoint], number: impl Fn(&StepPoint) -> f64) -> Vec<Point> {
        let end = self.domain.last.plus(1);
        let mut corners = Vec::new();
        for step in run {
            let until = step.until.unwrap_or(end).min(end);
            let from = step.day.max(self.domain.first);
            if from < until {
                let y = self.y(number(step));
                corners.extend([from, until].map(|day| Point { x: self.x(day), y }));
            }
        }
        corners
    }
}
