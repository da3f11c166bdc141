//! What looks different in a drawing from one time to the next, so that only that is painted again.

use std::sync::Arc;

use super::{Align, Item, Scene, Shape, text_width_px};
use crate::core::geo::{Bounds, Point};

/// What may lie about a shape: a ring, a line's width, the halo of a text and what its width was
/// estimated too small.
const ABOUT_PX: f64 = 12.0;

/// Where more than this share of a drawing looks different, all of it is painted.
const MOST: f64 = 0.5;

/// The part of a drawing that holds all that looks different, in CSS pixels; nothing where nothing does.
/// Where the size is another one, or most of it looks different, that is all of it.
pub fn changed(before: &Scene, now: &Scene) -> Option<Bounds> {
    if (before.width, before.height) != (now.width, now.height) {
        return Some(whole(now));
    }
    let (old, new) = (&before.items, &now.items);
    let (mut first, mut last) = (0, 0);
    if old.len() != new.len() {
        // What was put in or taken out stands between what both begin with and what both end with.
        first = old.iter().zip(new).take_while(|(old, new)| alike(old, new)).count();
        let rest = old.iter().skip(first).rev().zip(new.iter().skip(first).rev());
        last = rest.take_while(|(old, new)| alike(old, new)).count();
    }
    let between = |items: &[Item]| first..items.len() - last;
    let (old, new) = (old.get(between(old))?, new.get(between(new))?);
    let all = whole(now);
    let mut parts = None::<Bounds>;
    let mut add = |part: Bounds| {
        let both = parts.map_or(part, |parts| parts.union(&part));
        parts = Some(both);
        both.area() > MOST * all.area()
    };
    let is_most = if old.len() == new.len() {
        old.iter().zip(new).filter_map(|(old, new)| difference(old, new)).any(&mut add)
    } else {
        old.iter().chain(new).map(extent).any(&mut add)
    };
    if is_most { Some(all) } else { parts }
}

/// All of a drawing.
pub fn whole(scene: &Scene) -> Bounds {
    Bounds { min: Point::default(), max: Point { x: scene.width, y: scene.height } }
}

/// Whether two items look the same. What they stand for is not seen.
fn alike(one: &Item, other: &Item) -> bool {
    one.fill == other.fill && one.stroke == other.stroke && one.shape == other.shape
}

/// Where two items that stand in the same place of their lists look different.
fn difference(old: &Item, new: &Item) -> Option<Bounds> {
    if alike(old, new) {
        return None;
    }
    relit(&old.shape, &new.shape).or_else(|| Some(extent(old).union(&extent(new))))
}

/// Where stacks look different of which only others are lit.
fn relit(old: &Shape, new: &Shape) -> Option<Bounds> {
    let (Shape::Stacks { stacks, lit: was, .. }, Shape::Stacks { at, stacks: now, lit: is, .. }) =
        (old, new)
    else {
        return None;
    };
    if !Arc::ptr_eq(stacks, now) {
        return None;
    }
    let ends = [(was.start, is.start), (was.end, is.end)].into_iter().filter(|(was, is)| was != is);
    let from = ends.clone().map(|(was, is)| was.min(is)).min()?;
    let to = ends.map(|(was, is)| was.max(is)).max()?;
    let bounds = extent_of(new);
    // What is lit begins and ends between stacks, never within one.
    let x = |column: u32, about_px: f64| at.x + f64::from(column) + about_px;
    Some(Bounds {
        min: Point { x: x(from, -ABOUT_PX), ..bounds.min },
        max: Point { x: x(to, ABOUT_PX), ..bounds.max },
    })
}

/// What an item may cover.
pub fn extent(item: &Item) -> Bounds {
    let bounds = extent_of(&item.shape);
    let about_px = ABOUT_PX + item.stroke.map_or(0.0, |stroke| stroke.width);
    Bounds {
        min: Point { x: bounds.min.x - about_px, y: bounds.min.y - about_px },
        max: Point { x: bounds.max.x + about_px, y: bounds.max.y + about_px },
    }
}

fn extent_of(shape: &Shape) -> Bounds {
    let about = |center: &Point, radius: f64| Bounds {
        min: Point { x: center.x - radius, y: center.y - radius },
        max: Point { x: center.x + radius, y: center.y + radius },
    };
    let sized = |at: Point, width: f64, height: f64| Bounds {
        min: at,
        max: Point { x: at.x + width, y: at.y + height },
    };
    match shape {
        Shape::Rect { x, y, width, height, .. } => sized(Point { x: *x, y: *y }, *width, *height),
        Shape::Circle { center, radius } => about(center, *radius),
        // Those with corners reach farther than the discs.
        Shape::Mark { center, radius, .. } => about(center, radius * 1.5),
        Shape::Line { from, to } => about(from, 0.0).union(&about(to, 0.0)),
        // Land is most of what a map shows.
        Shape::Path { .. } => about(&Point::default(), f64::INFINITY),
        Shape::Stacks { at, width, height, .. } => sized(*at, *width as f64, *height as f64),
        Shape::Text { at, text, size, align, bold } => {
            let width = text_width_px(text, *size, *bold) * 1.3;
            let x = match align {
                Align::Start => at.x,
                Align::Middle => at.x - width / 2.0,
                Align::End => at.x - width,
            };
            sized(Point { x, y: at.y - size }, width, size * 1.4)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        query::sample::Seeded,
        scene::{Paint, Stack, Stacks, Stroke, Token, cells},
    };

    fn circle(x: f64, y: f64, token: Token) -> Item {
        let shape = Shape::Circle { center: Point { x, y }, radius: 5.0 };
        Item { shape, fill: Some(token.into()), stroke: None, target: None }
    }

    fn scene(items: Vec<Item>) -> Scene {
        Scene { width: 600.0, height: 300.0, items }
    }

    fn holds(part: &Bounds, other: &Bounds) -> bool {
        part.union(other) == *part
    }

    #[test]
    fn a_part_holds_what_was_put_in_taken_out_or_painted_otherwise() {
        let mut seeded = Seeded(23);
        let token = |seeded: &mut Seeded| seeded.pick(&[Token::Ink, Token::Protest, Token::Voice]);
        let mut parts = 0;
        for turn in 0..300 {
            let item = |seeded: &mut Seeded| {
                let (x, y) = (seeded.below(600) as f64, seeded.below(300) as f64);
                circle(x, y, token(seeded))
            };
            let old: Vec<Item> = (0..12).map(|_| item(&mut seeded)).collect();
            let mut new = old.clone();
            let at = seeded.below(10);
            let mut touched = Vec::new();
            match turn % 4 {
                0 => {
                    touched.push(new.remove(at));
                }
                1 => {
                    let item = item(&mut seeded);
                    new.insert(at, item.clone());
                    touched.push(item);
                }
                2 => {
                    for at in [at, at + 2] {
                        touched.push(new[at].clone());
                        new[at] = item(&mut seeded);
                        touched.push(new[at].clone());
                    }
                }
                _ => {}
            }
            let part = changed(&scene(old.clone()), &scene(new.clone()));
            if old == new {
                assert_eq!(part, None);
                continue;
            }
            let part = part.expect("something looks different");
            let all = whole(&scene(Vec::new()));
            let seen = |item: &Item| {
                let Bounds { min, max } = extent(item);
                let within = |at: Point| Point {
                    x: at.x.clamp(all.min.x, all.max.x),
                    y: at.y.clamp(all.min.y, all.max.y),
                };
                Bounds { min: within(min), max: within(max) }
            };
            assert!(touched.iter().all(|item| holds(&part, &seen(item))), "{turn}");
            parts += usize::from(part.width() < 300.0);
        }
        assert!(parts > 50, "only {parts} were smaller than the drawing");
    }

    #[test]
    fn another_size_is_painted_anew() {
        let items = vec![circle(9.0, 9.0, Token::Ink)];
        let (before, now) = (scene(items.clone()), Scene { height: 301.0, ..scene(items) });
        assert_eq!(changed(&before, &now), Some(whole(&now)));
    }

    #[test]
    fn what_a_drawing_means_is_not_seen() {
        let item = circle(9.0, 9.0, Token::Ink);
        let other = Item { target: Some(crate::core::scene::Target::Window), ..item.clone() };
        assert_eq!(changed(&scene(vec![item]), &scene(vec![other])), None);
    }

    #[test]
    fn a_thick_line_and_a_text_lie_within_their_extent() {
        let stroke = Stroke { paint: Token::Ink.into(), width: 30.0, dashed: false };
        let line = Shape::Line { from: Point { x: 50.0, y: 50.0 }, to: Point { x: 90.0, y: 50.0 } };
        let item = Item { shape: line, fill: None, stroke: Some(stroke), target: None };
        let found = extent(&item);
        assert!(found.min.y <= 35.0 && found.max.y >= 65.0, "{found:?}");
        let (at, size) = (Point { x: 100.0, y: 50.0 }, 12.0);
        for (align, from, to) in
            [(Align::Start, 100.0, 150.0), (Align::Middle, 75.0, 125.0), (Align::End, 50.0, 100.0)]
        {
            let text = "Ayacucho".to_owned();
            let shape = Shape::Text { at, text, size, align, bold: false };
            let found = extent(&Item { shape, fill: None, stroke: None, target: None });
            assert!(found.min.x <= from && found.max.x >= to && found.min.y < 40.0, "{found:?}");
        }
    }

    #[test]
    fn of_stacks_that_are_lit_otherwise_only_those_are_painted() {
        let mut seeded = Seeded(29);
        let mut narrow = 0;
        for _ in 0..60 {
            // Each lies in one of the days, which are six columns wide.
            let mut stacks = Stacks::default();
            stacks.extend((0..40).map(|_| {
                let from = seeded.below(33) as u32 * 6;
                let to = from + 1 + seeded.below(6) as u32;
                let heights = [0; 4].map(|_| seeded.below(5) as u8);
                Stack { from, to, top: seeded.below(30) as u32, heights }
            }));
            let stacks = Arc::new(stacks);
            let mut lit = || {
                let from = seeded.below(30) as u32 * 6;
                from..from + seeded.below(4) as u32 * 6
            };
            let (was, is) = (lit(), lit());
            let item = |lit: &std::ops::Range<u32>| Item {
                shape: Shape::Stacks {
                    at: Point { x: 40.0, y: 20.0 },
                    width: 220,
                    height: 50,
                    stacks: Arc::clone(&stacks),
                    lit: lit.clone(),
                    paints: vec![Paint { token: Token::Ink, opacity: 1.0 }; 8],
                },
                fill: None,
                stroke: None,
                target: None,
            };
            let part = changed(&scene(vec![item(&was)]), &scene(vec![item(&is)]));
            let colours = [1, 2, 3, 4, 5, 6, 7, 8];
            let paint = |lit: &std::ops::Range<u32>| cells(&stacks, 0..220, 0..50, lit, &colours);
            for (at, _) in
                paint(&was).iter().zip(paint(&is)).enumerate().filter(|(_, (a, b))| *a != b)
            {
                let part = part.expect("something looks different");
                let x = 40.0 + (at % 220) as f64;
                assert!(part.min.x <= x && x + 1.0 <= part.max.x, "{x} is not in {part:?}");
            }
            narrow += usize::from(part.is_some_and(|part| part.width() < 120.0));
        }
        assert!(narrow > 10, "only {narrow} were narrow");
    }
}
