//! The page's worker that paints the drawings of a big record (`public/painter.js`): it is handed a canvas once,
//! and what is asked of the canvas's context from then on is written down for it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

#[wasm_bindgen]
extern "C" {
    /// What stands in for the context of a canvas that the worker paints.
    #[wasm_bindgen(extends = CanvasRenderingContext2d)]
    #[derive(Clone)]
    pub type Recorder;

    /// Whether the worker has yet to paint some of what was asked.
    #[wasm_bindgen(method, getter)]
    pub fn busy(this: &Recorder) -> bool;

    /// An outline that only this context can paint.
    #[wasm_bindgen(method)]
    pub fn path(this: &Recorder) -> Path2d;

    /// Stacks, four numbers each, in their colours, a pixel each; where the columns and rows begin that are seen, and how
    /// many there are, which columns are lit, and where the first cell lies.
    #[wasm_bindgen(method)]
    pub fn stacks(
        this: &Recorder,
        stacks: &[u32],
        colours: &[u8],
        left: f64,
        top: f64,
        width: f64,
        height: f64,
        lit_from: u32,
        lit_to: u32,
        x: f64,
        y: f64,
    );
}

/// What hands canvases over; nothing where no worker paints, as for any record that is not big.
pub fn hand() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"khipuPainter".into()).ok()?.dyn_into().ok()
}

/// Hands a canvas over.
pub fn of(canvas: &HtmlCanvasElement) -> Option<Recorder> {
    let recorder = hand()?.call1(&JsValue::NULL, canvas).ok()?;
    // A canvas that has painted before goes on by itself.
    (!recorder.is_undefined()).then(|| recorder.unchecked_into())
}
