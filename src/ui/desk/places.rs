//! The places on the page that the desk fills: elements with `data-desk-event` hold what belongs to
//! that event, the one with `data-desk-dates` the notes on dates. They come and go as the page has it.

use crate::ui::prelude::*;

use leptos::prelude::Owner;
use web_sys::Element;

use crate::{
    browser::desk,
    ui::{
        notes::{Beside, Dated},
        view::fill,
    },
};

/// A place and what holds the views in it.
struct Filled {
    place: Element,
    owner: Owner,
}

/// Fills the places on the page until the calling component goes. Shows nothing itself.
#[component]
pub fn Places(
    /// Whether the reader asked to write a note.
    writes: RwSignal<bool>,
) -> impl IntoView {
    let parent = Owner::new();
    let page = RwSignal::new(0);
    let mut filled: Vec<Filled> = Vec::new();
    let mut look = move || {
        filled.retain(|filled| {
            let stays = filled.place.is_connected();
            if !stays {
                filled.owner.cleanup();
            }
            stays
        });
        for place in desk::places() {
            if filled.iter().any(|filled| filled.place == place) {
                continue;
            }
            let owner = parent.child();
            let view = owner.with(|| match place.get_attribute(desk::EVENT) {
                Some(event) => view! { <Beside event asked=writes page /> },
                None => view! { <Dated /> },
            });
            fill(&place, view);
            filled.push(Filled { place, owner });
        }
        page.try_update(|page| *page += 1);
    };
    look();
    keep(desk::on_elements(look));
    None::<String>
}
