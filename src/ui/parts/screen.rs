//! How much room the page has, where the layout alone cannot tell the components.

use crate::ui::prelude::*;

use crate::browser::media;

/// As in `style/layout.css`: one column, the timeline a bar at the foot, an event a sheet.
const PHONE: &str = "(max-width: 699.98px)";

/// Whether the page is as narrow as a phone, until the calling component goes.
pub fn is_phone() -> ReadSignal<bool> {
    let now = RwSignal::new(media::matches(PHONE));
    keep(media::on_change(PHONE, move |is| now.set(is)));
    now.read_only()
}
