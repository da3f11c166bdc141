//! A drawing as a plain list of shapes. Sinks paint it; hit-testing reads the same list.

mod change;
mod hit;
pub mod mark;
mod stack;
mod svg;

use std::{
    ops::{Deref, Range},
    sync::Arc,
};

use crate::core::geo::Point;
use crate::core::model::{Family, Row};
use crate::core::time::Span;

pub use change::{changed, extent, whole};
pub use hit::{hit, text_width_px};
pub use stack::{Stack, Stacks, cells};
pub use svg::{escaped, to_svg};

/// What is drawn, in painting order: later shapes cover earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// CSS pixels.
    pub width: f64,
    pub height: f64,
    pub items: Vec<Item>,
}

/// A shape, how it is painted and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub shape: Shape,
    pub fill: Option<Paint>,
    pub stroke: Option<Stroke>,
    /// What a click on it means; nothing for decoration.
    pub target: Option<Target>,
}

/// Shapes in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        radius: f64,
    },
    Circle {
        center: Point,
        radius: f64,
    },
    Line {
        from: Point,
        to: Point,
    },
    /// One or more closed or open rings, filled by the even-odd rule.
    Path {
        rings: Rings,
        closed: bool,
    },
    /// A family's mark: disc, diamond, square or triangle, filled by the kind's rank;
    /// `mark::pieces` says how. Its item's stroke lies round it, all of its width outside the
    /// outline, and its colour shows in the hollows.
    Mark {
        center: Point,
        radius: f64,
        family: Family,
        rank: usize,
    },
    /// Bars of whole cells, on a grid so many columns wide and rows high. The first half of the paints is for
    /// those that begin in a lit column.
    Stacks {
        at: Point,
        width: usize,
        height: usize,
        stacks: Arc<Stacks>,
        lit: Range<u32>,
        paints: Vec<Paint>,
    },
    /// Words on one line. `at` lies on their baseline; their item's stroke is a halo beneath them.
    Text {
        at: Point,
        text: String,
        size: f64,
        align: Align,
        bold: bool,
    },
}

/// Lines of points, shared by pointer: what stays where it was is drawn again without being made
/// again.
#[derive(Clone, Debug, Default)]
pub struct Rings(Arc<Vec<Vec<Point>>>);

impl Rings {
    /// Whether these are the very same, not just alike.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl From<Vec<Vec<Point>>> for Rings {
    fn from(rings: Vec<Vec<Point>>) -> Self {
        Self(Arc::new(rings))
    }
}

impl Deref for Rings {
    type Target = [Vec<Point>];

    fn deref(&self) -> &[Vec<Point>] {
        &self.0
    }
}

impl PartialEq for Rings {
    fn eq(&self, other: &Self) -> bool {
        self.is(other) || self.0 == other.0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    Middle,
    End,
}

/// A colour by name, with its opacity from 0 to 1; the sink finds its value in the tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    pub token: Token,
    pub opacity: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub paint: Paint,
    pub width: f64,
    pub dashed: bool,
}

/// The colours of `style/tokens.css`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    Paper,
    Raised,
    Ink,
    Ink2,
    Ink3,
    Rule,
    Cord,
    Protest,
    Violence,
    Institution,
    Voice,
    Focus,
    Map0,
    Map1,
    Map2,
    Map3,
    Map4,
}

/// What a shape stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    Event(Row),
    /// Several events drawn as one mark.
    Cluster(Vec<Row>),
    /// All events in view at these places: rows of `Archive::places`.
    Places(Vec<Row>),
    /// What lies in a lane of the timeline on some days, where there is too much for marks.
    Stretch {
        lane: usize,
        days: Span,
    },
    /// A row of `Archive::areas`.
    Area(Row),
    /// A lane of the timeline, by its position.
    Lane(usize),
    WindowStart,
    WindowEnd,
    Window,
    Cursor,
}

impl Token {
    pub const ALL: [Self; 17] = [
        Self::Paper,
        Self::Raised,
        Self::Ink,
        Self::Ink2,
        Self::Ink3,
        Self::Rule,
        Self::Cord,
        Self::Protest,
        Self::Violence,
        Self::Institution,
        Self::Voice,
        Self::Focus,
        Self::Map0,
        Self::Map1,
        Self::Map2,
        Self::Map3,
        Self::Map4,
    ];

    /// The token's CSS custom property.
    pub fn property(self) -> &'static str {
        match self {
            Self::Paper => "--paper",
            Self::Raised => "--raised",
            Self::Ink => "--ink",
            Self::Ink2 => "--ink-2",
            Self::Ink3 => "--ink-3",
            Self::Rule => "--rule",
            Self::Cord => "--cord",
            Self::Protest => "--protest",
            Self::Violence => "--violence",
            Self::Institution => "--institution",
            Self::Voice => "--voice",
            Self::Focus => "--focus",
            Self::Map0 => "--map-0",
            Self::Map1 => "--map-1",
            Self::Map2 => "--map-2",
            Self::Map3 => "--map-3",
            Self::Map4 => "--map-4",
        }
    }
}

impl From<Family> for Token {
    fn from(family: Family) -> Self {
        match family {
            Family::Protest => Self::Protest,
            Family::Violence => Self::Violence,
            Family::Institution => Self::Institution,
            Family::Voice => Self::Voice,
        }
    }
}

impl From<Token> for Paint {
    fn from(token: Token) -> Self {
        Self { token, opacity: 1.0 }
    }
}
