//! Notes that come in a link: shown before they are added, then taken out of the address.

use crate::ui::prelude::*;

use super::{
    book::Book,
    plan::{Coming, PlanDialog},
};
use crate::{
    browser::url,
    core::{link, notes::unpacked},
    state::App,
};

/// Asks about the notes in the page's address, now and whenever another address is opened.
#[component]
pub fn NotesInLink() -> impl IntoView {
    let app = App::shared();
    let book = Book::shared();
    let coming = RwSignal::new(None::<Coming>);
    let look = move |fragment: String| {
        let Some(packed) = link::carried(&fragment) else { return };
        coming.set(Some(Coming::of_link(unpacked(packed), &book.record())));
        // A second visit, or a link passed on from here, does not ask again.
        url::replace(&link::encode(&app.query().read_untracked()));
    };
    look(url::fragment());
    keep(url::on_change(look));
    view! { <PlanDialog coming /> }
}
