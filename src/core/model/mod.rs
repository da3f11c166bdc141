//! The record: what it holds, and how it is read.

mod archive;
mod column;
mod columns;
mod deliver;
#[cfg(feature = "schema")]
pub mod document;
mod events;
mod kind;
mod problem;
mod read;
mod write;

pub use archive::{
    Actor, Archive, Area, AreaKind, Breakdown, Claim, Event, EventFigure, Known, Place, Population,
    Row, Source, Story, StoryStep, StoryView, Tag,
};
pub use column::{Links, Texts};
pub use columns::{
    Columns, ColumnsError, ColumnsReader, head, in_columns, is_columnar, to_columns,
};
pub use deliver::{split_by_language, take_sources};
pub use events::{EventRow, Events, NO_PLACE};
pub use kind::{ActorKind, Certainty, Family, Kind, Measure, Precision, Qualifier, SourceKind};
pub use problem::{Expected, Problem};
pub use read::{
    Details, FORMAT, Imported, ImportedSources, JSON_MOST_BYTES, Read, ReadError, RecordReader,
    SOURCES_FORMAT, parse, read, read_sources,
};
pub use write::{Writer, number};
