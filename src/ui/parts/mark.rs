//! A kind's mark beside words: colour and shape tell the family, the fill tells the kind.

use crate::ui::prelude::*;

use crate::core::{
    decimal,
    geo::Point,
    model::{Family, Kind},
    scene::mark::{Ink, Outline, pieces},
};

/// The radius of the mark within its box of 12 CSS pixels.
const RADIUS_PX: f64 = 4.6;

/// The mark of a kind of event. It is decoration: the words beside it say the same.
#[component]
pub fn Mark(
    /// The kind whose mark is drawn.
    kind: Kind,
) -> impl IntoView {
    drawn(kind.family(), kind.rank())
}

/// The mark of a whole family.
#[component]
pub fn FamilyMark(
    /// The family whose mark is drawn.
    family: Family,
) -> impl IntoView {
    drawn(family, 0)
}

fn drawn(family: Family, rank: usize) -> View {
    let paths = pieces(family, rank, Point::default(), RADIUS_PX)
        .into_iter()
        .map(|piece| {
            let class = match piece.ink {
                Ink::Fill => "mark__fill",
                Ink::Ground => "mark__ground",
            };
            view! { <path class=class d=path(&piece.outline) /> }
        })
        .collect_view();
    view! {
        <svg class=format!("mark mark--{}", family.id()) viewBox="-6 -6 12 12" aria-hidden="true">
            {paths}
        </svg>
    }
}

/// The outline as SVG path data, in tenths of a pixel.
fn path(outline: &Outline) -> String {
    match outline {
        Outline::Disc { radius, .. } => {
            let radius = decimal::written(*radius, 1);
            format!("M0-{radius}a{radius} {radius} 0 1 0 .01 0z")
        }
        Outline::Polygon(corners) => {
            let mut data = String::new();
            for corner in corners {
                data.push(if data.is_empty() { 'M' } else { 'L' });
                data.push_str(&decimal::written(corner.x, 1));
                data.push(' ');
                data.push_str(&decimal::written(corner.y, 1));
            }
            data.push('z');
            data
        }
    }
}
