//! The signs of notes in a drawing: a small flag at each mark, region or knot that has some, and a
//! line along the days that some are about. A drawing without notes stays as it is.

use super::Noted;
use crate::core::{
    geo::Point,
    scene::{Item, Scene, Shape, Stroke, Target, Token},
    timeline::TimelineLayout,
};

/// How long the flag's sides are, in CSS pixels.
const FLAG_PX: f64 = 8.0;
/// The line along the days, above the band.
const LINE_PX: f64 = 3.0;

/// Adds a flag to whatever in a drawing has notes.
pub fn flag(scene: &mut Scene, noted: &Noted) {
    if noted.is_empty() {
        return;
    }
    let flags: Vec<Item> = scene
        .items
        .iter()
        .filter(|item| item.target.as_ref().is_some_and(|target| has_notes(noted, target)))
        .filter_map(|item| corner(&item.shape))
        .map(flag_at)
        .collect();
    scene.items.extend(flags);
}

fn has_notes(noted: &Noted, target: &Target) -> bool {
    let count = match target {
        Target::Event(row) => noted.of_events(&[*row]),
        Target::Cluster(rows) => noted.of_events(rows),
        Target::Places(places) => noted.of_places(places),
        Target::Area(row) => noted.of_area(*row),
        _ => 0,
    };
    count > 0
}

/// Where on a shape the flag stands: at the upper right of marks, in the upper half of areas. Words and
/// lines have none.
fn corner(shape: &Shape) -> Option<Point> {
    match shape {
        Shape::Mark { center, radius, .. } | Shape::Circle { center, radius } => {
            let away = radius * 0.72;
            Some(Point { x: center.x + away, y: center.y - away })
        }
        Shape::Path { rings, .. } => {
            // The largest ring is the mainland.
            let ring = rings.iter().max_by_key(|ring| ring.len())?;
            let mean = |of: fn(&Point) -> f64| ring.iter().map(of).sum::<f64>() / ring.len() as f64;
            let top = ring.iter().map(|at| at.y).fold(f64::INFINITY, f64::min);
            // Marks stand in the middle more often than above it.
            Some(Point { x: mean(|at| at.x), y: f64::midpoint(mean(|at| at.y), top) })
        }
        _ => None,
    }
}

fn flag_at(at: Point) -> Item {
    let corner =
        |dx: f64, dy: f64| Point { x: at.x - FLAG_PX / 2.0 + dx, y: at.y - FLAG_PX / 2.0 + dy };
    let ring = vec![corner(0.0, 0.0), corner(FLAG_PX, 0.0), corner(FLAG_PX, FLAG_PX)];
    Item {
        shape: Shape::Path { rings: vec![ring].into(), closed: true },
        fill: Some(Token::Focus.into()),
        stroke: Some(Stroke { paint: Token::Raised.into(), width: 1.2, dashed: false }),
        target: None,
    }
}

/// Adds a line along the days that notes are about, at the upper edge of the timeline's band.
pub fn line(scene: &mut Scene, noted: &Noted, layout: &TimelineLayout) {
    let scale = layout.scale;
    for span in &noted.spans {
        let from = scale.start_px(span.first).max(scale.left_px);
        let to = scale.end_px(span.last).min(scale.right_px());
        if from < to {
            let shape = Shape::Rect {
                x: from,
                y: layout.band.top_px - LINE_PX,
                width: (to - from).max(LINE_PX),
                height: LINE_PX,
                radius: 0.0,
            };
            let fill = Some(Token::Focus.into());
            scene.items.push(Item { shape, fill, stroke: None, target: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{model::Family, query::sample, random::Seeded};

    #[test]
    fn marks_with_notes_have_a_flag_each_and_others_none() {
        let archive = sample::archive(&mut Seeded(73), 9);
        let id = archive.events.id(4);
        let noted =
            Noted::read(&format!("event {id} 2\nregion {} 1", archive.areas[0].id), &archive);
        let mark = |x: f64, target| Item {
            shape: Shape::Mark {
                center: Point { x, y: 0.0 },
                radius: 6.0,
                family: Family::Voice,
                rank: 0,
            },
            fill: None,
            stroke: None,
            target,
        };
        let items = vec![
            mark(0.0, Some(Target::Event(3))),
            mark(10.0, Some(Target::Event(4))),
            mark(20.0, Some(Target::Cluster(vec![1, 2]))),
            mark(30.0, Some(Target::Cluster(vec![2, 4, 5]))),
            mark(40.0, Some(Target::Area(0))),
            mark(50.0, None),
        ];
        let mut scene = Scene { width: 100.0, height: 10.0, items };
        let before = scene.clone();
        flag(&mut scene, &Noted::default());
        assert_eq!(scene, before);
        flag(&mut scene, &noted);
        let at: Vec<f64> = scene.items[6..]
            .iter()
            .map(|item| match &item.shape {
                Shape::Path { rings, .. } => rings[0][0].x.round(),
                other => unreachable!("{other:?}"),
            })
            .collect();
        assert_eq!(at, [10.0, 30.0, 40.0]);
    }
}
