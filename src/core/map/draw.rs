//! A laid-out map as shapes: land, names of regions, the inset, marks, names of cities.

use super::{
    Legend,
    inset::Inset,
    labels::Label,
    layout::{Accent, AreaShape, MapLayout, MapMark, Part},
};
use crate::core::geo::{Bounds, MapGeometry, Point};
use crate::core::order;
use crate::core::scene::{Align, Item, Paint, Rings, Scene, Shape, Stroke, Target, Token};

/// The map's drawing. `geometry` is the one it was laid out with.
pub fn draw(layout: &MapLayout, geometry: &MapGeometry) -> Scene {
    let mut scene = Scene {
        width: layout.frame.width_px,
        height: layout.frame.height_px,
        items: Vec::with_capacity(
            layout.shapes.len() + layout.marks.len() * 2 + layout.labels.len() + 8,
        ),
    };
    let items = &mut scene.items;
    let screen = Bounds {
        min: Point::default(),
        max: Point { x: layout.frame.width_px, y: layout.frame.height_px },
    };
    let visible = |shape: &&AreaShape| {
        geometry
            .regions
            .get(shape.position)
            .is_some_and(|region| layout.viewport.screen_bounds(&region.bounds).intersects(&screen))
    };
    let shapes: Vec<&AreaShape> = layout.shapes.iter().filter(visible).collect();
    let whole = |position: usize| layout.outlines.whole.get(position).cloned();
    lands(items, &shapes, &whole, layout.part);
    items.extend(layout.labels.iter().filter(|label| !label.above).map(label));
    if let Some(inset) = &layout.inset {
        lens(items, inset, layout);
    }
    for mark in &layout.marks {
        draw_mark(items, mark);
    }
    items.extend(layout.labels.iter().filter(|label| label.above).map(label));
    scene
}

/// Fills first, then the outlines of what is set off, so that no neighbour covers them.
fn lands(
    items: &mut Vec<Item>,
    shapes: &[&AreaShape],
    outline: &dyn Fn(usize) -> Option<Rings>,
    part: Part,
) {
    let border = match part {
        Part::Home => Stroke { paint: Token::Paper.into(), width: 1.0, dashed: false },
        Part::Abroad => Stroke { paint: Token::Paper.into(), width: 0.5, dashed: false },
    };
    for shape in shapes {
        let Some(rings) = outline(shape.position) else { continue };
        items.push(Item {
            shape: Shape::Path { rings, closed: true },
            fill: Some(Legend::token(shape.class).into()),
            stroke: Some(border),
            target: shape.area.map(Target::Area),
        });
    }
    let mut accented: Vec<_> = shapes.iter().filter(|shape| shape.accent > Accent::Plain).collect();
    order::sort_by_key(&mut accented, |shape| shape.accent);
    for shape in accented {
        let Some(rings) = outline(shape.position) else { continue };
        let (token, width) = match shape.accent {
            Accent::Selected => (Token::Ink, 1.6),
            Accent::Home => (Token::Ink2, 0.8),
            _ => (Token::Ink2, 1.1),
        };
        items.push(Item {
            shape: Shape::Path { rings, closed: true },
            fill: None,
            stroke: Some(Stroke { paint: token.into(), width, dashed: false }),
            target: None,
        });
    }
}

/// The inset: a circle on the map, a larger one beside it and a line between.
fn lens(items: &mut Vec<Item>, inset: &Inset, layout: &MapLayout) {
    let line = Stroke { paint: Token::Ink3.into(), width: 0.8, dashed: false };
    let plain = |shape, fill: Option<Token>| Item {
        shape,
        fill: fill.map(Paint::from),
        stroke: Some(line),
        target: None,
    };
    let (dx, dy) = (inset.source.x - inset.center.x, inset.source.y - inset.center.y);
    let length = dx.hypot(dy).max(1.0);
    let along = |start: Point, reach: f64| Point {
        x: start.x + dx / length * reach,
        y: start.y + dy / length * reach,
    };
    let (center, radius) = (inset.source, inset.source_radius);
    items.push(plain(Shape::Circle { center, radius }, None));
    let from = along(inset.center, inset.radius);
    let to = along(inset.source, -inset.source_radius);
    items.push(plain(Shape::Line { from, to }, None));
    let (center, radius) = (inset.center, inset.radius);
    items.push(plain(Shape::Circle { center, radius }, Some(Token::Raised)));
    let part = |position: usize| {
        let mut parts = layout.outlines.inset.iter();
        parts.find(|part| part.0 == position).map(|(_, rings)| rings.clone())
    };
    let held: Vec<&AreaShape> =
        layout.shapes.iter().filter(|shape| part(shape.position).is_some()).collect();
    lands(items, &held, &part, layout.part);
    items.push(plain(Shape::Circle { center, radius }, None));
}

fn draw_mark(items: &mut Vec<Item>, mark: &MapMark) {
    const OPACITY: f64 = 0.88;
    let MapMark { center, radius, family, rank, .. } = *mark;
    let shape = Shape::Mark { center, radius, family, rank };
    // An ink ring about a paper ring: one of them shows on any ground.
    let (ring_px, paper_px) = match mark.accent {
        Accent::Plain | Accent::Home => (0.0, 1.2),
        Accent::Hovered => (2.8, 1.6),
        Accent::Selected => (4.2, 2.4),
    };
    if ring_px > 0.0 {
        let ring = Stroke { paint: Token::Ink.into(), width: ring_px, dashed: false };
        items.push(Item { shape: shape.clone(), fill: None, stroke: Some(ring), target: None });
    }
    items.push(Item {
        shape,
        fill: Some(Paint { token: family.into(), opacity: OPACITY }),
        stroke: Some(Stroke { paint: Token::Paper.into(), width: paper_px, dashed: false }),
        target: Some(mark.target()),
    });
    if mark.events > 1 && radius >= 6.3 {
        let size = if radius > 11.0 { 11.0 } else { 9.0 };
        items.push(Item {
            shape: Shape::Text {
                at: Point { x: center.x, y: center.y + size * 0.35 },
                text: short_count(mark.events),
                size,
                align: Align::Middle,
                bold: true,
            },
            fill: Some(Token::Paper.into()),
            stroke: None,
            target: None,
        });
    }
}

fn label(label: &Label) -> Item {
    let paper = Paint { token: Token::Paper, opacity: 0.8 };
    let halo = Stroke { paint: paper, width: 2.6, dashed: false };
    Item {
        shape: Shape::Text {
            at: label.at,
            text: label.text.clone(),
            size: label.size,
            align: label.align,
            bold: label.bold,
        },
        fill: Some(label.token.into()),
        stroke: label.above.then_some(halo),
        target: label.area.map(Target::Area),
    }
}

/// A count that fits a mark: in thousands from ten thousand on.
fn short_count(events: u32) -> String {
    if events < 10_000 { events.to_string() } else { format!("{}k", events / 1_000) }
}
