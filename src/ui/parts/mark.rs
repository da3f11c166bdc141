//! A kind's mark beside words: colour and shape tell the family, the fill tells the kind.

use leptos::prelude::*;

use crate::core::model::{Family, Kind};

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

fn drawn(family: Family, rank: usize) -> AnyView {
    let class = if rank == 0 { "mark" } else { "mark mark--ring" };
    let class = format!("{class} mark--{}", family.id());
    let outline = match family {
        Family::Protest => "M0-5a5 5 0 1 0 .01 0z",
        Family::Violence => "M0-6 6 0 0 6-6 0z",
        Family::Institution => "M-4.6-4.6h9.2v9.2h-9.2z",
        Family::Voice => "M0-5 5.6 4.6h-11.2z",
    };
    let inner = match rank {
        0 | 1 => "",
        2 => "M-5 0h10v2.5a5 5 0 0 1-10 0z",
        _ => "M0-2a2 2 0 1 0 .01 0z",
    };
    view! {
        <svg class=class viewBox="-6 -6 12 12" aria-hidden="true" fill="currentColor">
            <path d=outline />
            <path d=inner />
        </svg>
    }
    .into_any()
}
