//! The families' marks as plain outlines, so that every sink paints the same shapes
//! and a click finds what was painted. Colours are the sink's business.

use std::f64::consts::PI;

use crate::core::geo::{Point, sin_cos};
use crate::core::model::Family;

/// How a mark of a rank is filled: a kind is told from its siblings by this alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    Solid,
    /// Hollow, with a stroke of `RING_PX`.
    Ring,
    /// The left half filled, the right half hollow.
    Half,
    /// Hollow, with a dot in the middle.
    Dotted,
}

/// A closed figure, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    Disc { center: Point, radius: f64 },
    Polygon(Vec<Point>),
}

/// What a piece of a mark is painted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The item's fill.
    Fill,
    /// The item's stroke, else the paper: what shows through a hollow.
    Ground,
}

/// A part of a mark. Pieces are painted in their order, later ones over earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub outline: Outline,
    pub ink: Ink,
}

/// The width of a hollow mark's stroke, in CSS pixels, inside its outline; less in small marks.
const RING_PX: f64 = 2.0;

/// How a kind of this rank fills its mark; ranks beyond the fourth repeat.
pub fn filling(rank: usize) -> Filling {
    match rank % 4 {
        0 => Filling::Solid,
        1 => Filling::Ring,
        2 => Filling::Half,
        _ => Filling::Dotted,
    }
}

/// A family's mark as wide as a disc of this radius looks: the shapes have nearly equal areas.
pub fn outline(family: Family, center: Point, radius: f64) -> Outline {
    let Point { x, y } = center;
    match family {
        Family::Protest => Outline::Disc { center, radius },
        Family::Violence => {
            let reach = radius * 1.24;
            Outline::Polygon(vec![
                Point { x, y: y - reach },
                Point { x: x + reach, y },
                Point { x, y: y + reach },
                Point { x: x - reach, y },
            ])
        }
        Family::Institution => {
            let side = radius * 0.89;
            Outline::Polygon(vec![
                Point { x: x - side, y: y - side },
                Point { x: x + side, y: y - side },
                Point { x: x + side, y: y + side },
                Point { x: x - side, y: y + side },
            ])
        }
        Family::Voice => {
            let reach = radius * 1.34;
            let (half, foot) = (reach * 0.866, reach * 0.5);
            Outline::Polygon(vec![
                Point { x, y: y - reach },
                Point { x: x + half, y: y + foot },
                Point { x: x - half, y: y + foot },
            ])
        }
    }
}

/// The pieces that paint a mark of this family and rank.
pub fn pieces(family: Family, rank: usize, center: Point, radius: f64) -> Vec<Piece> {
    let whole = Piece { outline: outline(family, center, radius), ink: Ink::Fill };
    let filling = filling(rank);
    if filling == Filling::Solid {
        return vec![whole];
    }
    let hollow = outline(family, center, inner_radius(family, radius));
    let hollow = if filling == Filling::Half { right_half(hollow, center) } else { hollow };
    let mut pieces = vec![whole, Piece { outline: hollow, ink: Ink::Ground }];
    if filling == Filling::Dotted {
        let dot = Outline::Disc { center, radius: (radius * 0.3).max(1.0) };
        pieces.push(Piece { outline: dot, ink: Ink::Fill });
    }
    pieces
}

/// The radius of the same mark shrunk by `RING_PX` on each side.
fn inner_radius(family: Family, radius: f64) -> f64 {
    // The distance from the centre to a side, for a radius of 1.
    let to_side = match family {
        Family::Protest => 1.0,
        Family::Violence => 1.24 * std::f64::consts::FRAC_1_SQRT_2,
        Family::Institution => 0.89,
        Family::Voice => 0.67,
    };
    radius - RING_PX.min(radius * 0.45) / to_side
}

fn right_half(outline: Outline, middle: Point) -> Outline {
    const STEPS: u32 = 12;
    match outline {
        Outline::Disc { center, radius } => Outline::Polygon(
            (0..=STEPS)
                .map(|step| {
                    let (sin, cos) = sin_cos(PI * f64::from(step) / f64::from(STEPS));
                    Point { x: center.x + radius * sin, y: center.y - radius * cos }
                })
                .collect(),
        ),
        Outline::Polygon(corners) => {
            let mut half = Vec::with_capacity(corners.len() + 2);
            for (index, &from) in corners.iter().enumerate() {
                let to = corners.get(index + 1).or(corners.first()).copied().unwrap_or(from);
                if from.x >= middle.x {
                    half.push(from);
                }
                if (from.x < middle.x && to.x > middle.x) || (from.x > middle.x && to.x < middle.x)
                {
                    let share = (middle.x - from.x) / (to.x - from.x);
                    half.push(Point { x: middle.x, y: from.y + share * (to.y - from.y) });
                }
            }
            Outline::Polygon(half)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CENTER: Point = Point { x: 20.0, y: 30.0 };

    fn area(outline: &Outline) -> f64 {
        match outline {
            Outline::Disc { radius, .. } => PI * radius * radius,
            Outline::Polygon(corners) => {
                let next = corners.iter().cycle().skip(1);
                corners.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>().abs()
                    / 2.0
            }
        }
    }

    #[test]
    fn marks_of_one_radius_look_equally_large() {
        let disc = PI * 100.0;
        for &family in Family::ALL {
            let share = area(&outline(family, CENTER, 10.0)) / disc;
            assert!((0.7..=1.05).contains(&share), "{family:?}: {share}");
        }
    }

    #[test]
    fn each_rank_of_a_family_is_painted_in_its_own_way() {
        for &family in Family::ALL {
            let ranks: Vec<_> = (0..4).map(|rank| pieces(family, rank, CENTER, 6.0)).collect();
            for (index, rank) in ranks.iter().enumerate() {
                assert!(!ranks[..index].contains(rank), "{family:?} {index}");
            }
        }
    }

    #[test]
    fn half_a_mark_is_half_its_area() {
        for &family in Family::ALL {
            let whole = outline(family, CENTER, 10.0);
            let share = area(&right_half(whole.clone(), CENTER)) / area(&whole);
            assert!((share - 0.5).abs() < 0.01, "{family:?}: {share}");
        }
    }
}
