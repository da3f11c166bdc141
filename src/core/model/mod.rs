//! The record: what it holds, and how it is read.

mod archive;
mod kind;

pub use archive::{
    Actor, Archive, Area, AreaKind, Breakdown, Claim, Event, EventFigure, Place, Population, Row,
    Source, Story, StoryStep, StoryView,
};
pub use kind::{ActorKind, Certainty, Family, Kind, Measure, Precision, Qualifier, SourceKind};
