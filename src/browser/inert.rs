//! Which part of the page can be reached while another lies over it.

use web_sys::Element;

const ATTRIBUTE: &str = "inert";

/// Leaves only this element of the page reachable, or everything again.
/// What stands beside it and beside each element around it is made inert.
pub fn only(id: &str, on: bool) {
    let document = web_sys::window().and_then(|window| window.document());
    let mut here = document.and_then(|document| document.get_element_by_id(id));
    while let Some(element) = here {
        let around = element.parent_element().filter(|around| around.tag_name() != "HTML");
        if let Some(around) = &around {
            let beside = around.children();
            let others = (0..beside.length()).filter_map(|at| beside.item(at));
            for other in others.filter(|other| *other != element && is_shown(other)) {
                // An attribute of this name is always taken.
                let _ = if on {
                    other.set_attribute(ATTRIBUTE, "")
                } else {
                    other.remove_attribute(ATTRIBUTE)
                };
            }
        }
        here = around;
    }
}

fn is_shown(element: &Element) -> bool {
    !matches!(element.tag_name().as_str(), "SCRIPT" | "DIALOG")
}
