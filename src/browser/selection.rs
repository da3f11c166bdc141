//! The words that the reader has selected on the page.

use web_sys::{Element, Node, Selection};

use super::listening::Listening;

/// Selected words within an element, as a stretch of its text in units of UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    pub start: usize,
    pub end: usize,
}

/// What is selected of an element's text; nothing where the selection is elsewhere or empty.
pub fn within(element: &Element) -> Option<Selected> {
    let selection = current()?;
    let range = selection.get_range_at(0).ok().filter(|_| selection.range_count() > 0)?;
    let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
    if !element.contains(Some(&start)) || !element.contains(Some(&end)) {
        return None;
    }
    let start = units_before(element, &start, range.start_offset().ok()?)?;
    let end = units_before(element, &end, range.end_offset().ok()?)?;
    (start < end).then_some(Selected { start, end })
}

/// How many units of the element's text stand before a point in it.
fn units_before(element: &Element, node: &Node, offset: u32) -> Option<usize> {
    let range = element.owner_document()?.create_range().ok()?;
    range.set_start(element, 0).ok()?;
    range.set_end(node, offset).ok()?;
    Some(range.to_string().as_string()?.encode_utf16().count())
}

/// Calls back whenever the reader selects something else, until the guard is dropped.
pub fn on_change(mut changed: impl FnMut() + 'static) -> Option<Listening> {
    let document = web_sys::window()?.document()?;
    Some(Listening::to(&document, "selectionchange", true, move |_| changed()))
}

fn current() -> Option<Selection> {
    web_sys::window()?.get_selection().ok().flatten()
}
