//! Paints a scene on a canvas, at the screen's own resolution, in the colours of the tokens.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Reflect, Uint32Array};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData};

use crate::core::{
    decimal,
    geo::Point,
    picture::{GROUND, Picture as Drawn},
    scene::{
        Align, Item, Paint, Scene, Shape, Stroke, Token,
        mark::{Ink, Outline, outline as mark_outline, pieces},
    },
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

/// A canvas beside the page's, on which cells become a picture. It is kept from frame to frame.
#[derive(Default)]
pub struct Scratch(RefCell<Option<Picture>>);

#[derive(Clone)]
struct Picture {
    canvas: HtmlCanvasElement,
    image: ImageData,
    /// The image's own memory, a number a pixel.
    pixels: Uint32Array,
}

impl Scratch {
    /// The picture of a size, made anew only when the size changes.
    fn picture(&self, width: u32, height: u32) -> Option<Picture> {
        let kept = self.0.borrow().clone();
        let fits = |kept: &Picture| (kept.image.width(), kept.image.height()) == (width, height);
        if let Some(kept) = kept.filter(fits) {
            return Some(kept);
        }
        let canvas = made()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let image = ImageData::new_with_sw(width, height).ok()?;
        let data = Reflect::get(&image, &"data".into()).ok()?;
        let pixels = Uint32Array::new(&Reflect::get(&data, &"buffer".into()).ok()?);
        let made = Picture { canvas, image, pixels };
        self.0.replace(Some(made.clone()));
        Some(made)
    }
}

/// Paints the whole scene. The canvas takes the scene's size; nothing is painted where the
/// browser gives no context.
pub fn paint(canvas: &HtmlCanvasElement, scene: &Scene, palette: &Palette, scratch: &Scratch) {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(1.0, 3.0);
    let Some(context) = sized(canvas, (scene.width, scene.height), ratio) else { return };
    brush(&context, scene, palette, scratch);
}

/// A canvas that stands nowhere on the page.
pub fn made() -> Option<HtmlCanvasElement> {
    web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()
}

/// Paints a picture at so many dots a pixel, on the ground that it has on the page.
pub fn paint_picture(canvas: &HtmlCanvasElement, picture: &Drawn, palette: &Palette, ratio: f64) {
    let (width, height) = (picture.width_px, picture.height_px);
    let Some(context) = sized(canvas, (width, height), ratio) else { return };
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
        brush(&context, scene, palette, &scratch);
        context.restore();
    }
}

/// The empty canvas of a size, measured in CSS pixels.
fn sized(
    canvas: &HtmlCanvasElement,
    (width_px, height_px): (f64, f64),
    ratio: f64,
) -> Option<CanvasRenderingContext2d> {
    let context = context(canvas)?;
    let (width, height) = ((width_px * ratio) as u32, (height_px * ratio) as u32);
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    // The matrix is finite, so it is taken.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, width_px, height_px);
    Some(context)
}

fn brush(context: &CanvasRenderingContext2d, scene: &Scene, palette: &Palette, scratch: &Scratch) {
    let brush = Brush {
        context,
        palette,
        scratch,
        dashed: Cell::new(true),
        filled: Cell::new(None),
        stroked: Cell::new(None),
        alpha: Cell::new(None),
        align: Cell::new(None),
        font: Cell::new(None),
    };
    brush.dash(false);
    context.set_line_join("round");
    for item in &scene.items {
        brush.item(item);
    }
    context.set_global_alpha(1.0);
}

/// The width of a text in CSS pixels, as `paint` sets it.
pub fn text_width_px(canvas: &HtmlCanvasElement, text: &str, size_px: f64, bold: bool) -> f64 {
    let Some(context) = context(canvas) else { return 0.0 };
    context.set_font(&font(size_px, bold));
    context.measure_text(text).map_or(0.0, |metrics| metrics.width())
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

fn font(size_px: f64, bold: bool) -> String {
    let weight = if bold { 600 } else { 400 };
    let size = decimal::written(size_px, 2);
    format!("{weight} {size}px \"Khipu Sans\", system-ui, sans-serif")
}

struct Brush<'a> {
    context: &'a CanvasRenderingContext2d,
    palette: &'a Palette,
    scratch: &'a Scratch,
    /// Whether the context draws dashes now.
    dashed: Cell<bool>,
    /// What the context fills and writes with now: setting these costs more than most shapes.
    filled: Cell<Option<Token>>,
    stroked: Cell<Option<Token>>,
    alpha: Cell<Option<f64>>,
    align: Cell<Option<Align>>,
    font: Cell<Option<(f64, bool)>>,
}

impl Brush<'_> {
    fn item(&self, item: &Item) {
        let context = self.context;
        match &item.shape {
            Shape::Text { at, text, size, align, bold } => {
                self.text(item, *at, text, (*size, *bold), *align);
            }
            Shape::Raster { at, width, cells, paints } => {
                // A browser that makes no picture of the cells leaves the cords bare.
                let _ = self.raster(*at, *width, cells, paints);
            }
            Shape::Mark { center, radius, family, rank } => {
                if let Some(stroke) = item.stroke {
                    // Half of the line is hidden by the mark itself.
                    self.piece(&mark_outline(*family, *center, *radius));
                    self.stroke(Stroke { width: stroke.width * 2.0, ..stroke });
                }
                for piece in pieces(*family, *rank, *center, *radius) {
                    let paint = match piece.ink {
                        Ink::Fill => item.fill,
                        Ink::Ground => {
                            Some(item.stroke.map_or(Token::Paper.into(), |stroke| stroke.paint))
                        }
                    };
                    self.piece(&piece.outline);
                    self.fill(paint);
                }
            }
            Shape::Rect { x, y, width, height, radius }
                if *radius <= 0.0 && item.stroke.is_none() =>
            {
                // What is clear is there to be hit, not seen.
                if let Some(paint) = item.fill.filter(|paint| paint.opacity > 0.0) {
                    self.set_fill(paint);
                    context.fill_rect(*x, *y, *width, *height);
                }
            }
            shape => {
                context.begin_path();
                self.outline(shape);
                if item.fill.is_some() {
                    self.fill(item.fill);
                }
                if let Some(stroke) = item.stroke {
                    self.stroke(stroke);
                }
            }
        }
    }

    fn piece(&self, outline: &Outline) {
        self.context.begin_path();
        match outline {
            Outline::Disc { center, radius } => self.circle(*center, *radius),
            Outline::Polygon(corners) => self.ring(corners, true),
        }
    }

    fn outline(&self, shape: &Shape) {
        let context = self.context;
        match shape {
            Shape::Rect { x, y, width, height, radius } if *radius > 0.0 => {
                let _ = context.round_rect_with_f64(*x, *y, *width, *height, *radius);
            }
            Shape::Rect { x, y, width, height, .. } => context.rect(*x, *y, *width, *height),
            Shape::Circle { center, radius } => self.circle(*center, *radius),
            Shape::Line { from, to } => {
                context.move_to(from.x, from.y);
                context.line_to(to.x, to.y);
            }
            Shape::Path { rings, closed } => {
                for ring in rings {
                    self.ring(ring, *closed);
                }
            }
            Shape::Mark { .. } | Shape::Text { .. } | Shape::Raster { .. } => {}
        }
    }

    fn circle(&self, center: Point, radius: f64) {
        let _ = self.context.arc(center.x, center.y, radius.max(0.0), 0.0, std::f64::consts::TAU);
    }

    fn ring(&self, points: &[Point], closed: bool) {
        let mut points = points.iter();
        if let Some(first) = points.next() {
            self.context.move_to(first.x, first.y);
        }
        for point in points {
            self.context.line_to(point.x, point.y);
        }
        if closed {
            self.context.close_path();
        }
    }

    fn fill(&self, paint: Option<Paint>) {
        // What is clear is there to be hit, not seen.
        let Some(paint) = paint.filter(|paint| paint.opacity > 0.0) else { return };
        self.set_fill(paint);
        self.context.fill_with_canvas_winding_rule(web_sys::CanvasWindingRule::Evenodd);
    }

    fn set_alpha(&self, opacity: f64) {
        if self.alpha.replace(Some(opacity)) != Some(opacity) {
            self.context.set_global_alpha(opacity);
        }
    }

    fn set_fill(&self, paint: Paint) {
        self.set_alpha(paint.opacity);
        if self.filled.replace(Some(paint.token)) != Some(paint.token) {
            self.context.set_fill_style_str(self.palette.value(paint.token));
        }
    }

    fn stroke(&self, stroke: Stroke) {
        self.set_stroke(stroke);
        self.context.stroke();
    }

    fn set_stroke(&self, stroke: Stroke) {
        let context = self.context;
        self.set_alpha(stroke.paint.opacity);
        if self.stroked.replace(Some(stroke.paint.token)) != Some(stroke.paint.token) {
            context.set_stroke_style_str(self.palette.value(stroke.paint.token));
        }
        context.set_line_width(stroke.width);
        self.dash(stroke.dashed);
    }

    fn dash(&self, dashed: bool) {
        if self.dashed.replace(dashed) == dashed {
            return;
        }
        let dashes = Array::new();
        if dashed {
            dashes.push(&3.0.into());
            dashes.push(&3.0.into());
        }
        let _ = self.context.set_line_dash(&dashes);
    }

    /// Cells as one picture, laid over what is painted already.
    fn raster(&self, at: Point, width: usize, cells: &[u8], paints: &[Paint]) -> Option<()> {
        let mut colours = [0_u32; 256];
        for (colour, paint) in colours.iter_mut().skip(1).zip(paints) {
            // The bytes of a pixel lie in this order on every machine that runs WebAssembly.
            *colour = u32::from_le_bytes(self.channels(*paint));
        }
        let pixels: Vec<u32> = cells.iter().map(|cell| colours[usize::from(*cell)]).collect();
        let height = cells.len().checked_div(width)?;
        let picture = self.scratch.picture(width as u32, height as u32)?;
        if picture.pixels.length() as usize != pixels.len() {
            return None;
        }
        picture.pixels.copy_from(&pixels);
        let canvas = &picture.canvas;
        context(canvas)?.put_image_data(&picture.image, 0.0, 0.0).ok()?;
        self.set_alpha(1.0);
        self.context.set_image_smoothing_enabled(false);
        let (wide, tall) = (width as f64, height as f64);
        self.context
            .draw_image_with_html_canvas_element_and_dw_and_dh(canvas, at.x, at.y, wide, tall)
            .ok()
    }

    /// Red, green, blue and opacity of a paint. The context writes any colour as `#rrggbb`.
    fn channels(&self, paint: Paint) -> [u8; 4] {
        self.set_fill(paint);
        let written = self.context.fill_style().as_string().unwrap_or_default();
        let channel = |at: usize| {
            let digits = written.get(at..at + 2).unwrap_or("0");
            u8::from_str_radix(digits, 16).unwrap_or_default()
        };
        [channel(1), channel(3), channel(5), (paint.opacity * 255.0) as u8]
    }

    fn text(&self, item: &Item, at: Point, text: &str, (size, bold): (f64, bool), align: Align) {
        let context = self.context;
        if self.font.replace(Some((size, bold))) != Some((size, bold)) {
            context.set_font(&font(size, bold));
        }
        if self.align.replace(Some(align)) != Some(align) {
            context.set_text_align(match align {
                Align::Start => "left",
                Align::Middle => "center",
                Align::End => "right",
            });
        }
        if let Some(halo) = item.stroke {
            self.set_stroke(halo);
            let _ = context.stroke_text(text, at.x, at.y);
        }
        if let Some(paint) = item.fill {
            self.set_fill(paint);
            let _ = context.fill_text(text, at.x, at.y);
        }
    }
}
