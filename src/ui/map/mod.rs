//! The map of the country, the small map of the world, and what opens on them.

mod country;
mod legend;
mod marks;
mod world;

use crate::ui::prelude::*;

use crate::{
    core::{
        i18n::{Word, say},
        map::Legend,
    },
    state::App,
    ui::parts::Bubble,
};
use country::Country;
use legend::LegendBox;
pub use legend::{caution, measure_title};
pub use marks::{Hint, with_notes};
use world::World;

/// The map column.
#[component]
pub fn Map() -> impl IntoView {
    let lang = App::shared().lang();
    // The events of a mark that stands for several, listed beside the map.
    let opened = RwSignal::new(None);
    let legend = RwSignal::new(Legend::of(&[]));
    view! {
        <section class="page__map map" aria-label=say(lang, Word::LandmarkMap)>
            <Country opened legend />
            <div class="map__foot">
                <LegendBox legend />
                <World opened />
            </div>
            <Bubble id="map-bubble" twin="map-twin" opened />
        </section>
    }
}
