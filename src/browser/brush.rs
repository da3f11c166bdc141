//! The brush that paints a scene's shapes on a canvas, and leaves out what cannot show.

use std::{cell::Cell, ops::Range};

use js_sys::Array;
use wasm_bindgen::Clamped;
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, ImageData, Path2d};

use super::{
    canvas::{Palette, Scratch, font},
    painter::Recorder,
};
use crate::core::{
    geo::{Bounds, Point},
    scene::{
        Align, Item, Paint, Rings, Scene, Shape, Stacks, Stroke, Token, cells, extent,
        mark::{Ink, Outline, outline as mark_outline, pieces},
    },
};

/// Paints what of a scene may show in a part of it.
pub(super) fn brush(
    context: &CanvasRenderingContext2d,
    scene: &Scene,
    palette: &Palette,
    scratch: &Scratch,
    part: Bounds,
) {
    let brush = Brush {
        context,
        palette,
        scratch,
        part,
        paths: scratch.paths.take(),
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
        if extent(item).intersects(&part) {
            brush.item(item);
        }
    }
    context.set_global_alpha(1.0);
}

/// How far beside a part cells are painted, in CSS pixels: a dot of the screen may show two.
const BESIDE_PX: f64 = 2.0;

struct Brush<'a> {
    context: &'a CanvasRenderingContext2d,
    palette: &'a Palette,
    scratch: &'a Scratch,
    /// What it paints, in the scene's pixels.
    part: Bounds,
    /// The last frame's paths, which this one may have again.
    paths: Vec<(Rings, Path2d)>,
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
            Shape::Stacks { at, width, height, stacks, lit, paints } => {
                // A browser that makes no picture of the cells leaves the cords bare.
                let _ = self.stacks(*at, (*width, *height), stacks, lit, paints);
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
            Shape::Path { rings, closed: true } => {
                let Some(path) = self.path(rings) else { return };
                if let Some(paint) = item.fill {
                    self.set_fill(paint);
                    context.fill_with_path_2d_and_winding(&path, CanvasWindingRule::Evenodd);
                }
                if let Some(stroke) = item.stroke {
                    self.set_stroke(stroke);
                    context.stroke_with_path(&path);
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
                for ring in rings.iter() {
                    self.ring(ring, *closed);
                }
            }
            Shape::Mark { .. } | Shape::Text { .. } | Shape::Stacks { .. } => {}
        }
    }

    /// The outline of an area, as the last frame had it or made now.
    fn path(&self, rings: &Rings) -> Option<Path2d> {
        let known = self.paths.iter().find(|(known, _)| known.is(rings));
        let path = known.map(|(_, path)| path.clone()).or_else(|| {
            let recorder = self.scratch.recorder.borrow();
            let path = recorder.as_ref().map(Recorder::path).or_else(|| Path2d::new().ok())?;
            for ring in rings.iter() {
                let mut points = ring.iter();
                if let Some(first) = points.next() {
                    path.move_to(first.x, first.y);
                }
                for point in points {
                    path.line_to(point.x, point.y);
                }
                path.close_path();
            }
            Some(path)
        })?;
        self.scratch.paths.borrow_mut().push((rings.clone(), path.clone()));
        Some(path)
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
        self.context.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
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

    /// Bars as one picture, laid over what is painted already.
    fn stacks(
        &self,
        at: Point,
        (width, height): (usize, usize),
        stacks: &Stacks,
        lit: &Range<u32>,
        paints: &[Paint],
    ) -> Option<()> {
        let colours: Vec<[u8; 4]> = paints.iter().map(|paint| self.channels(*paint)).collect();
        // The rows and columns that are painted, and those beside them.
        let row = |y_px: f64| ((y_px - at.y) as usize).min(height);
        let column = |x_px: f64| ((x_px - at.x) as usize).min(width);
        let Bounds { min, max } = self.part;
        let rows = row(min.y - BESIDE_PX)..row(max.y.ceil() + BESIDE_PX);
        let columns = column(min.x - BESIDE_PX)..column(max.x.ceil() + BESIDE_PX);
        if rows.is_empty() || columns.is_empty() {
            return None;
        }
        let (left, top) = (columns.start as f64, rows.start as f64);
        let (x, y) = (at.x + left, at.y + top);
        self.set_alpha(1.0);
        if let Some(recorder) = &*self.scratch.recorder.borrow() {
            let (wide, tall) = (columns.len() as f64, rows.len() as f64);
            let (numbers, colours) = (stacks.numbers(), colours.as_flattened());
            recorder.stacks(numbers, colours, left, top, wide, tall, lit.start, lit.end, x, y);
            return Some(());
        }
        let wide = columns.len() as u32;
        let pixels = cells(stacks, columns, rows, lit, &colours);
        let pixels = Clamped(pixels.as_flattened());
        let image = ImageData::new_with_u8_clamped_array(pixels, wide).ok()?;
        let picture = self.scratch.beside(&image)?;
        self.context.set_image_smoothing_enabled(false);
        self.context.draw_image_with_html_canvas_element(&picture, x, y).ok()
    }

    /// Red, green, blue and opacity of a paint. The context writes any colour as `#rrggbb`.
    fn channels(&self, paint: Paint) -> [u8; 4] {
        self.set_fill(paint);
        let written = self.context.fill_style().as_string().unwrap_or_default();
        let digits = written.get(1..).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = digits.unwrap_or_default().to_be_bytes();
        [red, green, blue, (paint.opacity * 255.0) as u8]
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
