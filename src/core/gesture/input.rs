//! The words gestures are told in, and those they answer with.

use crate::core::{
    geo::Point,
    model::Row,
    query::{MapView, TimeView},
    scene::Target,
    time::{Day, Span},
};

/// What points: a finger or pen strays further than a mouse before it means to drag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    Mouse,
    Touch,
}

/// What a pointer, the wheel or the escape key did, in CSS pixels of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum PointerInput {
    Down {
        id: i32,
        at: Point,
        /// What the scene shows there.
        target: Option<Target>,
        device: Device,
        shift: bool,
    },
    Move {
        id: i32,
        at: Point,
    },
    Up {
        id: i32,
        at: Point,
    },
    /// The browser took the pointer away.
    Cancel {
        id: i32,
    },
    Wheel {
        dx_px: f64,
        dy_px: f64,
        at: Point,
        /// Whether the wheel means to zoom: with Ctrl, or pinched on a touch pad.
        zoom: bool,
        shift: bool,
    },
    Escape,
}

/// What the reader wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Narrow the events to a span; nothing for all of time.
    SetWindow(Option<Span>),
    SetCursor(Day),
    ShowTime(TimeView),
    /// Show a part of the map; nothing for the whole.
    ShowMap(Option<MapView>),
    ZoomMap {
        factor: f64,
        /// The point that stays; nothing for the middle.
        about: Option<Point>,
    },
    PanMap {
        dx_px: f64,
        dy_px: f64,
    },
    Activate(Target),
    /// Choose among events drawn as one.
    OpenKnot(Vec<Row>),
}

impl Device {
    /// How far a pointer moves before it drags, in CSS pixels.
    pub fn slack_px(self) -> f64 {
        match self {
            Self::Mouse => 4.0,
            Self::Touch => 10.0,
        }
    }
}

/// What a click on a mark means, if anything was hit.
pub(super) fn click(target: Target) -> Intent {
    match target {
        Target::Cluster(rows) => Intent::OpenKnot(rows),
        target => Intent::Activate(target),
    }
}

/// How many times larger a turn of the wheel makes things.
pub(super) fn wheel_factor(dy_px: f64) -> f64 {
    (-dy_px.clamp(-240.0, 240.0) * 0.0025).exp()
}
