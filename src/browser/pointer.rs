//! Pointers and wheels over an element, as plain values.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, WheelEvent};

use super::listening::Listening;
use crate::core::geo::Point;

/// What a pointer or a wheel did to an element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    pub kind: SampleKind,
    /// The browser's number for the pointer; 0 for a wheel.
    pub id: i32,
    /// In CSS pixels from the element's top left.
    pub at: Point,
    /// A finger, not a mouse or a pen.
    pub is_touch: bool,
    pub shift: bool,
    /// Ctrl, or the command key of a Mac.
    pub ctrl: bool,
}

/// What happened at a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SampleKind {
    Down,
    Move,
    Up,
    Cancel,
    Leave,
    DoubleClick,
    /// Scrolled by so many CSS pixels across and down.
    Wheel {
        dx_px: f64,
        dy_px: f64,
    },
}

/// The listeners of one element; dropping it removes them all.
pub struct Pointers {
    /// Held only to be dropped with the rest.
    #[expect(dead_code, reason = "a guard does its work when dropped")]
    listening: Vec<Listening>,
}

impl Pointers {
    /// Calls back with each sample. The callback says whether it used it: what is used
    /// scrolls nothing else. A pressed pointer stays the element's until it is let go.
    pub fn over(element: &Element, callback: impl Fn(Sample) -> bool + 'static) -> Self {
        let callback = std::rc::Rc::new(callback);
        let on = |name: &'static str, passive: bool| {
            let (target, callback) = (element.clone(), callback.clone());
            Listening::to(element, name, passive, move |event| {
                let Some(sample) = sample(&target, &event) else { return };
                if sample.kind == SampleKind::Down
                    && let Some(pointer) = event.dyn_ref::<PointerEvent>()
                    && !pointer.is_primary()
                    && !sample.is_touch
                {
                    return;
                }
                let used = callback(sample);
                if used && sample.kind == SampleKind::Down {
                    // A pointer that went away at once cannot be held; nothing is lost.
                    let _ = target.set_pointer_capture(sample.id);
                }
                if used && !passive {
                    event.prevent_default();
                }
            })
        };
        let listening = vec![
            on("pointerdown", true),
            on("pointermove", true),
            on("pointerup", true),
            on("pointercancel", true),
            on("pointerleave", true),
            on("dblclick", true),
            on("wheel", false),
        ];
        Self { listening }
    }
}

fn sample(target: &Element, event: &Event) -> Option<Sample> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    if mouse.button() > 0 && event.type_() == "pointerdown" {
        return None;
    }
    let kind = match event.type_().as_str() {
        "pointerdown" => SampleKind::Down,
        "pointermove" => SampleKind::Move,
        "pointerup" => SampleKind::Up,
        "pointercancel" => SampleKind::Cancel,
        "pointerleave" => SampleKind::Leave,
        "dblclick" => SampleKind::DoubleClick,
        _ => {
            let wheel = event.dyn_ref::<WheelEvent>()?;
            // Firefox counts in lines where others count in pixels.
            let unit_px = match wheel.delta_mode() {
                WheelEvent::DOM_DELTA_LINE => 18.0,
                WheelEvent::DOM_DELTA_PAGE => 400.0,
                _ => 1.0,
            };
            SampleKind::Wheel { dx_px: wheel.delta_x() * unit_px, dy_px: wheel.delta_y() * unit_px }
        }
    };
    let frame = target.get_bounding_client_rect();
    let at = Point {
        x: f64::from(mouse.client_x()) - frame.left(),
        y: f64::from(mouse.client_y()) - frame.top(),
    };
    let pointer = event.dyn_ref::<PointerEvent>();
    Some(Sample {
        kind,
        id: pointer.map_or(0, PointerEvent::pointer_id),
        at,
        is_touch: pointer.is_some_and(|pointer| pointer.pointer_type() == "touch"),
        shift: mouse.shift_key(),
        ctrl: mouse.ctrl_key() || mouse.meta_key(),
    })
}
