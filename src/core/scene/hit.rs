//! What lies under the pointer, read from the same list of shapes that was painted.

use super::{
    Align, Item, Scene, Shape, Target,
    mark::{self, Outline},
};
use crate::core::geo::{Point, contains};

/// What a click at this point means: the target of the topmost shape there.
/// A mark or circle drawn above that shape also answers within `slop_px` of its edge,
/// the nearest one first: small marks are hard to hit.
pub fn hit(scene: &Scene, at: Point, slop_px: f64) -> Option<&Target> {
    let mut nearest: Option<(f64, &Target)> = None;
    for item in scene.items.iter().rev() {
        let Some(target) = &item.target else { continue };
        let gap = gap_px(item, at);
        if gap <= 0.0 {
            // What is exactly under the pointer hides all beneath, and yields to marks above.
            return nearest.map(|(_, target)| target).or(Some(target));
        }
        let slack = matches!(item.shape, Shape::Circle { .. } | Shape::Mark { .. });
        if slack && gap <= slop_px && nearest.is_none_or(|(least, _)| gap < least) {
            nearest = Some((gap, target));
        }
    }
    nearest.map(|(_, target)| target)
}

/// How far the point is from the shape as painted, in CSS pixels; 0 within it.
fn gap_px(item: &Item, at: Point) -> f64 {
    let line_px = item.stroke.map_or(0.0, |stroke| stroke.width / 2.0);
    match &item.shape {
        Shape::Rect { x, y, width, height, radius } => {
            let radius = radius.min(width / 2.0).min(height / 2.0);
            let dx = ((at.x - x - width / 2.0).abs() - width / 2.0 + radius).max(0.0);
            let dy = ((at.y - y - height / 2.0).abs() - height / 2.0 + radius).max(0.0);
            (dx.hypot(dy) - radius).max(0.0)
        }
        Shape::Circle { center, radius } => (distance(*center, at) - radius).max(0.0),
        Shape::Line { from, to } => (to_segment(*from, *to, at) - line_px).max(0.0),
        Shape::Path { rings, closed: true } => {
            if contains(rings, at) {
                0.0
            } else {
                // Outlines are decoration: the nearest one is not worth its cost here.
                f64::INFINITY
            }
        }
        Shape::Path { rings, closed: false } => {
            let segments = rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
            let nearest =
                segments.map(|(a, b)| to_segment(*a, *b, at)).fold(f64::INFINITY, f64::min);
            (nearest - line_px).max(0.0)
        }
        Shape::Mark { center, radius, family, .. } => {
            match mark::outline(*family, *center, *radius) {
                Outline::Disc { center, radius } => (distance(center, at) - radius).max(0.0),
                Outline::Polygon(corners) => to_polygon(&corners, at),
            }
        }
        Shape::Stacks { .. } => f64::INFINITY,
        Shape::Text { at: anchor, text, size, align, bold } => {
            let width = text_width_px(text, *size, *bold);
            let left = match align {
                Align::Start => anchor.x,
                Align::Middle => anchor.x - width / 2.0,
                Align::End => anchor.x - width,
            };
            let dx = (left - at.x).max(at.x - left - width).max(0.0);
            let dy = (anchor.y - size * 0.8 - at.y).max(at.y - anchor.y - size * 0.2).max(0.0);
            dx.hypot(dy)
        }
    }
}

/// About how wide a line of words is in the page's sans-serif: good enough to place labels
/// where nothing can be measured.
pub fn text_width_px(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | 'í' | 'I' | 'Í' | '.' | ',' | ' ' | '\'' => 0.24,
            'f' | 'r' | 't' | '-' => 0.34,
            'm' | 'w' | 'M' | 'W' => 0.83,
            letter if letter.is_uppercase() => 0.59,
            _ => 0.5,
        })
        .sum();
    ems * size * if bold { 1.05 } else { 1.0 }
}

fn to_polygon(corners: &[Point], at: Point) -> f64 {
    let Some(mut from) = corners.last() else { return f64::INFINITY };
    let (mut inside, mut nearest) = (false, f64::INFINITY);
    for to in corners {
        if (from.y > at.y) != (to.y > at.y)
            && at.x < from.x + (at.y - from.y) / (to.y - from.y) * (to.x - from.x)
        {
            inside = !inside;
        }
        nearest = nearest.min(to_segment(*from, *to, at));
        from = to;
    }
    if inside { 0.0 } else { nearest }
}

fn to_segment(from: Point, to: Point, at: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length2 = dx * dx + dy * dy;
    let along = if length2 > 0.0 {
        (((at.x - from.x) * dx + (at.y - from.y) * dy) / length2).clamp(0.0, 1.0)
    } else {
        0.0
    };
    distance(Point { x: from.x + along * dx, y: from.y + along * dy }, at)
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::Family;
    use crate::core::scene::{Paint, Stroke, Token};

    fn item(shape: Shape, row: usize) -> Item {
        let stroke = Stroke { paint: Token::Ink.into(), width: 2.0, dashed: false };
        let fill = Some(Paint::from(Token::Ink));
        Item { shape, fill, stroke: Some(stroke), target: Some(Target::Event(row)) }
    }

    fn circle(x: f64, y: f64, radius: f64) -> Shape {
        Shape::Circle { center: Point { x, y }, radius }
    }

    fn square(x: f64, y: f64, side: f64) -> Vec<Point> {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            .map(|(x, y)| Point { x, y })
            .to_vec()
    }

    fn check(shapes: &[Shape], at: (f64, f64), slop_px: f64, expected: Option<usize>) {
        let items = shapes.iter().enumerate().map(|(row, shape)| item(shape.clone(), row));
        let scene = Scene { width: 100.0, height: 100.0, items: items.collect() };
        let found = hit(&scene, Point { x: at.0, y: at.1 }, slop_px);
        assert_eq!(found, expected.map(Target::Event).as_ref(), "{at:?} within {slop_px}");
    }

    #[test]
    fn what_is_drawn_last_is_hit_first() {
        check(&[circle(10.0, 10.0, 5.0), circle(12.0, 10.0, 5.0)], (11.0, 10.0), 0.0, Some(1));
        check(&[circle(10.0, 10.0, 5.0), circle(12.0, 10.0, 5.0)], (6.0, 10.0), 0.0, Some(0));
    }

    #[test]
    fn the_nearest_mark_within_the_slop_wins() {
        let shapes = [circle(10.0, 10.0, 4.0), circle(30.0, 10.0, 4.0)];
        check(&shapes, (19.0, 10.0), 8.0, Some(0));
        check(&shapes, (21.0, 10.0), 8.0, Some(1));
        check(&shapes, (20.0, 10.0), 5.0, None);
    }

    #[test]
    fn a_mark_near_the_pointer_wins_over_the_area_beneath_it_only() {
        let area = Shape::Path { rings: vec![square(0.0, 0.0, 50.0)].into(), closed: true };
        check(&[area.clone(), circle(10.0, 10.0, 4.0)], (16.0, 10.0), 4.0, Some(1));
        check(&[circle(10.0, 10.0, 4.0), area], (16.0, 10.0), 4.0, Some(1));
        let area = Shape::Path { rings: vec![square(0.0, 0.0, 50.0)].into(), closed: true };
        check(&[area, circle(10.0, 10.0, 4.0)], (16.0, 10.0), 1.0, Some(0));
    }

    #[test]
    fn the_hole_of_a_path_is_not_hit() {
        let rings = vec![square(0.0, 0.0, 50.0), square(20.0, 20.0, 10.0)];
        let shapes = [Shape::Path { rings: rings.into(), closed: true }];
        check(&shapes, (25.0, 25.0), 9.0, None);
        check(&shapes, (15.0, 25.0), 0.0, Some(0));
    }

    #[test]
    fn lines_and_words_are_hit_where_they_are_painted() {
        let (from, to) = (Point { x: 0.0, y: 0.0 }, Point { x: 50.0, y: 50.0 });
        check(&[Shape::Line { from, to }], (20.0, 21.0), 0.0, Some(0));
        check(&[Shape::Line { from, to }], (20.0, 23.0), 5.0, None);
        let text =
            |align| Shape::Text { at: to, text: "Puno".into(), size: 10.0, align, bold: false };
        check(&[text(Align::Start)], (55.0, 47.0), 0.0, Some(0));
        check(&[text(Align::End)], (55.0, 47.0), 0.0, None);
    }

    /// Every pixel of a painted buffer holds the last shape over it, found by other arithmetic:
    /// the sum of the angles a polygon's corners make round the point.
    #[test]
    fn hits_agree_with_painted_pixels() {
        let mut seed = 7_u64;
        let mut random = |limit: f64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            (seed >> 33) as f64 / f64::from(1_u32 << 31) * limit
        };
        let mut shapes = Vec::new();
        for index in 0..40 {
            let (x, y, size) = (random(80.0), random(80.0), 2.0 + random(15.0));
            shapes.push(match index % 4 {
                0 => circle(x, y, size),
                1 => Shape::Rect { x, y, width: size, height: size, radius: 0.0 },
                2 => Shape::Path { rings: vec![square(x, y, size)].into(), closed: true },
                _ => {
                    let family = Family::ALL[(index / 4) % 4];
                    Shape::Mark { center: Point { x, y }, radius: size, family, rank: 0 }
                }
            });
        }
        for pixel in 0..6400 {
            let at = (f64::from(pixel % 80) + 0.503, f64::from(pixel / 80) + 0.507);
            let naive = shapes.iter().rposition(|shape| covers(shape, at));
            check(&shapes, at, 0.0, naive);
        }
    }

    fn covers(shape: &Shape, at: (f64, f64)) -> bool {
        let disc = |center: Point, radius: f64| {
            (center.x - at.0).powi(2) + (center.y - at.1).powi(2) <= radius * radius
        };
        let polygon = |corners: &[Point]| {
            let angle = |corner: &Point| (corner.y - at.1).atan2(corner.x - at.0);
            let turned: f64 = corners
                .iter()
                .zip(corners.iter().cycle().skip(1))
                .map(|(a, b)| {
                    let turn = angle(b) - angle(a);
                    turn - (turn / std::f64::consts::TAU).round() * std::f64::consts::TAU
                })
                .sum();
            turned.abs() > 3.0
        };
        match shape {
            Shape::Circle { center, radius } => disc(*center, *radius),
            Shape::Rect { x, y, width, height, .. } => {
                at.0 >= *x && at.0 <= x + width && at.1 >= *y && at.1 <= y + height
            }
            Shape::Path { rings, .. } => polygon(&rings[0]),
            Shape::Mark { center, radius, family, .. } => {
                match mark::outline(*family, *center, *radius) {
                    Outline::Disc { center, radius } => disc(center, radius),
                    Outline::Polygon(corners) => polygon(&corners),
                }
            }
            _ => false,
        }
    }
}
