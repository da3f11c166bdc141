//! Paints a scene on a canvas, at the screen's own resolution, in the colours of the tokens.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData, Path2d};

use super::{
    brush::brush,
    painter::{self, Recorder},
};
use crate::core::{
    decimal,
    geo::{Bounds, Point},
    picture::{GROUND, Picture as Drawn},
    scene::{Rings, Scene, Token, changed, whole},
};

/// The tokens' values, read once for each change of colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    values: [String; Token::ALL.len()],
}

impl Palette {
    /// The colours in force at an element. In a forced-colours mode the tokens are the system's.
    pub fn at(element: &Element) -> Self {
        let style =
            web_sys::window().and_then(|window| window.get_computed_style(element).ok().flatten());
        let values = Token::ALL.map(|token| {
            let value = style.as_ref().and_then(|s| s.get_property_value(token.property()).ok());
            value.unwrap_or_default().trim().to_owned()
        });
        Self { values }
    }

    /// The colours of the page as a whole.
    pub fn of_page() -> Option<Self> {
        Some(Self::at(&web_sys::window()?.document()?.document_element()?))
    }

    /// The CSS colour of a token.
    pub fn value(&self, token: Token) -> &str {
        let index = Token::ALL.iter().position(|other| *other == token);
        index.and_then(|index| self.values.get(index)).map_or("", String::as_str)
    }
}

/// What is kept from frame to frame.
#[derive(Default)]
pub struct Scratch {
    context: RefCell<Option<CanvasRenderingContext2d>>,
    /// What writes down what is to be painted, where the page's worker paints it.
    pub(super) recorder: RefCell<Option<Recorder>>,
    /// A canvas beside the page's, on which cells become a picture.
    beside: RefCell<Option<HtmlCanvasElement>>,
    /// The paths of the last frame.
    pub(super) paths: RefCell<Vec<(Rings, Path2d)>>,
}

/// What of a scene's height a canvas shows, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub top_px: f64,
    pub bottom_px: f64,
}

impl Band {
    /// The whole dots of a screen that shows 1, 1.25, 1.5 or more of them a pixel.
    const STEP_PX: f64 = 4.0;

    /// A band that holds what lies so far down and is so high.
    pub fn about(top_px: f64, height_px: f64) -> Self {
        let (from, to) = (top_px / Self::STEP_PX, (top_px + height_px) / Self::STEP_PX);
        // What is scrolled to may lie between two whole numbers.
        Self { top_px: from.floor() * Self::STEP_PX, bottom_px: (to.floor() + 1.0) * Self::STEP_PX }
    }

    /// As much of it as lies within a height.
    #[must_use]
    pub fn within(self, height_px: f64) -> Self {
        let bottom_px = self.bottom_px.min(height_px);
        Self { top_px: self.top_px.min(bottom_px), bottom_px }
    }
}

impl Scratch {
    /// Whether the canvas has yet to show what was painted last.
    pub fn is_behind(&self) -> bool {
        self.recorder.borrow().as_ref().is_some_and(Recorder::busy)
    }

    /// The canvas beside the page's, with an image on it.
    pub(super) fn beside(&self, image: &ImageData) -> Option<HtmlCanvasElement> {
        let kept = self.beside.borrow().clone();
        let canvas = kept.or_else(made)?;
        self.beside.replace(Some(canvas.clone()));
        sized(&canvas, (f64::from(image.width()), f64::from(image.height())), 1.0);
        context(&canvas)?.put_image_data(image, 0.0, 0.0).ok()?;
        Some(canvas)
    }

    /// The context of a canvas, or what stands in for it.
    fn context(&self, canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
        let kept = self.context.borrow().clone();
        kept.or_else(|| {
            let recorder = painter::of(canvas);
            let made = recorder.as_deref().cloned().or_else(|| context(canvas));
            self.recorder.replace(recorder);
            self.context.replace(made.clone());
            made
        })
    }
}

/// Whether canvases are painted by the page's worker.
pub fn is_painted_elsewhere() -> bool {
    painter::hand().is_some()
}

/// Paints a band of a scene, only what has changed where the canvas shows the same band of another scene
/// in the same colours. The canvas takes the size of the band that it covers; nothing is painted where the
/// browser gives no context.
pub fn paint(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    before: Option<&Scene>,
    palette: &Palette,
    scratch: &Scratch,
    covered: Band,
    band: Band,
) {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(1.0, 3.0);
    let Some(context) = scratch.context(canvas) else { return };
    let height_px = covered.bottom_px - covered.top_px;
    let as_before = !sized(canvas, (scene.width, height_px), ratio);
    let all = whole(scene);
    let shown = Bounds {
        min: Point { y: band.top_px, ..all.min },
        max: Point { y: band.bottom_px, ..all.max },
    };
    let part = match before.filter(|_| as_before).map(|before| changed(before, scene)) {
        Some(None) => return,
        Some(Some(part)) if part != all => part,
        _ => shown,
    };
    // In whole dots, so that nothing is half painted at its edge.
    let dots = |px: f64| px * ratio;
    let (left, right) = (dots(part.min.x).floor(), dots(part.max.x).ceil());
    let (top, bottom) = (part.min.y - covered.top_px, part.max.y - covered.top_px);
    let (top, bottom) = (dots(top).floor(), dots(bottom).ceil());
    context.save();
    if part != shown {
        context.begin_path();
        context.rect(left, top, right - left, bottom - top);
        context.clip();
    }
    context.clear_rect(left, top, right - left, bottom - top);
    // The matrix is finite, so it is taken.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, -covered.top_px * ratio);
    brush(&context, scene, palette, scratch, part);
    context.restore();
}

/// A canvas that stands nowhere on the page.
pub fn made() -> Option<HtmlCanvasElement> {
    web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()
}

/// Paints a picture at so many dots a pixel, on the ground that it has on the page.
pub fn paint_picture(canvas: &HtmlCanvasElement, picture: &Drawn, palette: &Palette, ratio: f64) {
    let (width, height) = (picture.width_px, picture.height_px);
    let Some(context) = context(canvas) else { return };
    sized(canvas, (width, height), ratio);
    // The matrix is finite, so it is taken.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.set_fill_style_str(palette.value(GROUND.token));
    context.fill_rect(0.0, 0.0, width, height);
    let scratch = Scratch::default();
    for panel in &picture.panels {
        let scene = &panel.scene;
        context.save();
        // The matrix is finite, so it is taken.
        let _ = context.translate(panel.at.x, panel.at.y);
        context.begin_path();
        context.rect(0.0, 0.0, scene.width, scene.height);
        context.clip();
        brush(&context, scene, palette, &scratch, whole(scene));
        context.restore();
    }
}

/// Gives a canvas its size, measured in CSS pixels; says whether it had another.
fn sized(canvas: &HtmlCanvasElement, (width_px, height_px): (f64, f64), ratio: f64) -> bool {
    let (width, height) = ((width_px * ratio) as u32, (height_px * ratio) as u32);
    let is_new = canvas.width() != width || canvas.height() != height;
    if is_new {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    is_new
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    Some(canvas.get_context("2d").ok()??.unchecked_into())
}

pub(super) fn font(size_px: f64, bold: bool) -> String {
    let weight = if bold { 600 } else { 400 };
    let size = decimal::written(size_px, 2);
    format!("{weight} {size}px \"Khipu Sans\", system-ui, sans-serif")
}
