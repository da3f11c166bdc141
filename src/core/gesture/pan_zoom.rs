//! Dragging, pinching and clicking on a surface that moves: one or two pointers at a time.
//! No inertia. What the motions do is told by `timeline` and `map`.

use super::{Device, PointerInput};
use crate::core::{geo::Point, scene::Target};

/// The pointers held on a surface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanZoom {
    held: Vec<Held>,
    /// Whether the surface was moved since the first pointer came down.
    moved: bool,
    /// What lay under the first pointer.
    target: Option<Target>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    id: i32,
    down: Point,
    at: Point,
    device: Device,
}

/// What the pointers did to the surface since their last input.
#[derive(Clone, Debug, PartialEq)]
pub enum Motion {
    Pan {
        dx_px: f64,
        dy_px: f64,
    },
    Zoom {
        factor: f64,
        about: Point,
    },
    Click {
        at: Point,
        target: Option<Target>,
    },
    /// Put the surface back to where it was before the first pointer came down.
    Restore,
}

impl PanZoom {
    /// Whether the surface is being moved.
    pub fn moves(&self) -> bool {
        self.moved
    }

    /// What the input does to the surface, in order.
    pub fn on(&mut self, input: &PointerInput) -> Vec<Motion> {
        match input {
            PointerInput::Down { id, at, target, device, .. } => {
                self.down(Held { id: *id, down: *at, at: *at, device: *device }, target.as_ref());
                Vec::new()
            }
            PointerInput::Move { id, at } => self.dragged(*id, *at),
            PointerInput::Up { id, at } => self.up(*id, *at),
            PointerInput::Cancel { id } if self.held.iter().any(|held| held.id == *id) => {
                self.dropped()
            }
            PointerInput::Escape => self.dropped(),
            PointerInput::Cancel { .. } | PointerInput::Wheel { .. } => Vec::new(),
        }
    }

    fn down(&mut self, pointer: Held, target: Option<&Target>) {
        self.held.retain(|held| held.id != pointer.id);
        if self.held.is_empty() {
            self.moved = false;
            self.target = target.cloned();
        }
        if self.held.len() < 2 {
            self.held.push(pointer);
        }
        if self.held.len() == 2 {
            // Two fingers never click.
            self.moved = true;
        }
    }

    fn dragged(&mut self, id: i32, at: Point) -> Vec<Motion> {
        let before = self.held.clone();
        let Some(held) = self.held.iter_mut().find(|held| held.id == id) else {
            return Vec::new();
        };
        if !self.moved && distance(held.down, at) < held.device.slack_px() {
            return Vec::new();
        }
        self.moved = true;
        held.at = at;
        match (before.as_slice(), self.held.as_slice()) {
            ([was], [is]) => pan(was.at, is.at).into_iter().collect(),
            ([was, other_was], [is, other_is]) => {
                let about = middle(is.at, other_is.at);
                let apart_px = distance(was.at, other_was.at).max(1.0);
                let factor = distance(is.at, other_is.at).max(1.0) / apart_px;
                let mut motions: Vec<Motion> =
                    pan(middle(was.at, other_was.at), about).into_iter().collect();
                motions.push(Motion::Zoom { factor, about });
                motions
            }
            _ => Vec::new(),
        }
    }

    fn up(&mut self, id: i32, at: Point) -> Vec<Motion> {
        let Some(place) = self.held.iter().position(|held| held.id == id) else {
            return Vec::new();
        };
        let motions = if self.moved { self.dragged(id, at) } else { Vec::new() };
        self.held.remove(place);
        if !self.moved {
            return vec![Motion::Click { at, target: self.target.take() }];
        }
        if self.held.is_empty() {
            self.moved = false;
        }
        motions
    }

    fn dropped(&mut self) -> Vec<Motion> {
        let moved = self.moved && !self.held.is_empty();
        *self = Self::default();
        if moved { vec![Motion::Restore] } else { Vec::new() }
    }
}

fn pan(from: Point, to: Point) -> Option<Motion> {
    (from != to).then_some(Motion::Pan { dx_px: to.x - from.x, dy_px: to.y - from.y })
}

fn middle(a: Point, b: Point) -> Point {
    Point { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) }
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn down(id: i32, x: f64, device: Device) -> PointerInput {
        let target = Some(Target::Event(7));
        PointerInput::Down { id, at: Point { x, y: 0.0 }, target, device, shift: false }
    }

    fn moved(id: i32, x: f64) -> PointerInput {
        PointerInput::Move { id, at: Point { x, y: 0.0 } }
    }

    fn up(id: i32, x: f64) -> PointerInput {
        PointerInput::Up { id, at: Point { x, y: 0.0 } }
    }

    fn pan(dx_px: f64) -> Motion {
        Motion::Pan { dx_px, dy_px: 0.0 }
    }

    fn check(inputs: &[PointerInput], expected: &[Motion]) {
        let mut surface = PanZoom::default();
        let found: Vec<Motion> = inputs.iter().flat_map(|input| surface.on(input)).collect();
        assert_eq!(found, expected, "{inputs:?}");
    }

    #[test]
    fn a_hand_that_trembles_still_clicks() {
        let click = |x| Motion::Click { at: Point { x, y: 0.0 }, target: Some(Target::Event(7)) };
        check(&[down(1, 50.0, Device::Mouse), moved(1, 53.0), up(1, 53.0)], &[click(53.0)]);
        check(&[down(1, 50.0, Device::Touch), moved(1, 59.0), up(1, 59.0)], &[click(59.0)]);
        check(&[down(1, 50.0, Device::Mouse), moved(1, 55.0), up(1, 50.0)], &[pan(5.0), pan(-5.0)]);
    }

    #[test]
    fn two_fingers_zoom_about_their_middle_and_one_goes_on_panning() {
        let touch = Device::Touch;
        let inputs = [
            down(1, 100.0, touch),
            down(2, 200.0, touch),
            moved(2, 300.0),
            up(2, 300.0),
            moved(1, 90.0),
            up(1, 90.0),
        ];
        let about = Point { x: 200.0, y: 0.0 };
        check(
            &inputs,
            &[
                pan(50.0),
                Motion::Zoom { factor: 2.0, about },
                Motion::Zoom { factor: 1.0, about },
                pan(-10.0),
            ],
        );
    }

    #[test]
    fn escape_restores_what_was_moved_and_nothing_else() {
        let mouse = Device::Mouse;
        check(
            &[down(1, 50.0, mouse), moved(1, 90.0), PointerInput::Escape, up(1, 95.0)],
            &[pan(40.0), Motion::Restore],
        );
        check(&[down(1, 50.0, mouse), PointerInput::Escape, up(1, 50.0)], &[]);
        check(&[PointerInput::Cancel { id: 3 }], &[]);
    }
}
