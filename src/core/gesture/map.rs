//! The map under the reader's pointers: dragged, pinched, wheeled and clicked.

use super::{
    Intent, Motion, PanZoom, PointerInput,
    input::{click, wheel_factor},
};
use crate::core::query::MapView;

/// The pointers on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapGesture {
    surface: PanZoom,
    /// The view before it was moved.
    before: Option<MapView>,
}

impl MapGesture {
    /// Whether a drag is under way, so that the page keeps the pointer and its escape key.
    pub fn is_dragging(&self) -> bool {
        self.surface.moves()
    }

    /// What the input means, in order; `view` is what the map shows now.
    pub fn on(&mut self, input: &PointerInput, view: Option<MapView>) -> Vec<Intent> {
        if let PointerInput::Wheel { dy_px, at, zoom: true, .. } = input {
            return vec![Intent::ZoomMap { factor: wheel_factor(*dy_px), about: Some(*at) }];
        }
        if !self.surface.moves() {
            self.before = view;
        }
        self.surface
            .on(input)
            .into_iter()
            .filter_map(|motion| match motion {
                Motion::Pan { dx_px, dy_px } => Some(Intent::PanMap { dx_px, dy_px }),
                Motion::Zoom { factor, about } => {
                    Some(Intent::ZoomMap { factor, about: Some(about) })
                }
                Motion::Click { target, .. } => target.map(click),
                Motion::Restore => Some(Intent::ShowMap(self.before)),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{geo::Point, gesture::Device, scene::Target};

    fn check(to: (f64, f64), last: &PointerInput, expected: &[Intent]) {
        let mut gesture = MapGesture::default();
        let down = PointerInput::Down {
            id: 1,
            at: Point { x: 10.0, y: 10.0 },
            target: Some(Target::Area(3)),
            device: Device::Mouse,
            shift: false,
        };
        let moved = PointerInput::Move { id: 1, at: Point { x: to.0, y: to.1 } };
        let view = Some(MapView { zoom: 2.0, center_x: 0.5, center_y: 0.5 });
        let found: Vec<Intent> =
            [&down, &moved, last].into_iter().flat_map(|input| gesture.on(input, view)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_map_is_dragged_both_ways_and_taken_back_by_escape() {
        let view = Some(MapView { zoom: 2.0, center_x: 0.5, center_y: 0.5 });
        let panned = Intent::PanMap { dx_px: 20.0, dy_px: -5.0 };
        check((30.0, 5.0), &PointerInput::Escape, &[panned, Intent::ShowMap(view)]);
    }

    #[test]
    fn a_click_means_what_lies_there() {
        let up = PointerInput::Up { id: 1, at: Point { x: 11.0, y: 10.0 } };
        check((11.0, 10.0), &up, &[Intent::Activate(Target::Area(3))]);
    }
}
