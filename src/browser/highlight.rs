//! Highlighted stretches of text, painted by the browser beneath the words without touching the
//! document (CSS Custom Highlight API). Browsers that lack it show none.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, Range};

/// Highlights stretches of an element's text under a name that the style sheet knows, in place of
/// what was highlighted under it. Each is a start and an end in units of UTF-16.
pub fn paint(name: &str, element: Option<&Element>, stretches: &[(usize, usize)]) {
    // What a browser lacks is left out.
    let _ = painted(name, element, stretches);
}

/// Whether the browser can paint any.
pub fn is_there() -> bool {
    web_sys::window()
        .is_some_and(|window| Reflect::has(&window, &"Highlight".into()).unwrap_or_default())
}

fn painted(
    name: &str,
    element: Option<&Element>,
    stretches: &[(usize, usize)],
) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let css = Reflect::get(&window, &"CSS".into())?;
    let registry = Reflect::get(&css, &"highlights".into())?;
    let make: Function = Reflect::get(&window, &"Highlight".into())?.dyn_into()?;
    let ranges = Array::new();
    for (start, end) in stretches {
        if let Some(range) = element.and_then(|element| range(element, *start, *end)) {
            ranges.push(&range);
        }
    }
    let method = |name: &str| Reflect::get(&registry, &name.into())?.dyn_into::<Function>();
    if ranges.length() == 0 {
        method("delete")?.call1(&registry, &name.into())?;
    } else {
        let highlight = Reflect::construct(&make, &ranges)?;
        method("set")?.call2(&registry, &name.into(), &highlight)?;
    }
    Ok(())
}

fn range(element: &Element, start: usize, end: usize) -> Option<Range> {
    let range = element.owner_document()?.create_range().ok()?;
    let (node, offset) = point(element, start)?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = point(element, end)?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// The text node that holds a place in an element's text, and the place within it.
fn point(element: &Node, units: usize) -> Option<(Node, u32)> {
    let mut left = units;
    let mut at = element.first_child();
    while let Some(node) = at {
        let text = node.text_content().unwrap_or_default();
        // Comments mark places in a view and are no text.
        let length =
            if node.node_type() == Node::COMMENT_NODE { 0 } else { text.encode_utf16().count() };
        if left <= length && length > 0 {
            return if node.node_type() == Node::TEXT_NODE {
                Some((node, left as u32))
            } else {
                point(&node, left)
            };
        }
        left -= length.min(left);
        at = node.next_sibling();
    }
    None
}
