//! What is in view, in the formats of other programs: CSV, JSON, GeoJSON, iCalendar, BibTeX and
//! CSL-JSON, and a sentence that cites it. `docs/formats/exports.md` says what each holds.
//! Pictures are not made here, and nothing is written to a file.

mod bibtex;
mod cite;
mod csl;
mod csv;
mod entry;
mod geojson;
mod icalendar;
mod json;
mod part;
mod plain;

pub use bibtex::bibtex;
pub use cite::{citation, cited_sources};
pub use csl::csl;
pub use csv::csv;
pub use entry::column_names;
pub use geojson::geojson;
pub use icalendar::icalendar;
pub use json::{Incomplete, json};
pub(in crate::core) use plain::one_line;

use serde_json::Value;

use crate::core::{
    i18n::Lang,
    model::{Archive, Known, Row, Source},
    query::Mask,
    time::Span,
};
use entry::Entry;
use part::Part;

/// What an export takes: a record, the events in view, and the language of the texts.
#[derive(Clone, Copy, Debug)]
pub struct InView<'a> {
    pub archive: &'a Archive,
    pub known: Known<'a>,
    /// The events in view.
    pub rows: &'a Mask,
    /// The days in view, where the reader chose them.
    pub window: Option<Span>,
    pub lang: Lang,
    /// The address of the page that shows the record, without what follows `#`.
    pub page: Option<&'a str>,
}

/// A format that a view is exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
    GeoJson,
    ICalendar,
    BibTex,
    CslJson,
}

impl Format {
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Json, Self::GeoJson, Self::ICalendar, Self::BibTex, Self::CslJson];

    /// The format's name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::ICalendar => "ics",
            Self::BibTex => "bib",
            Self::CslJson => "csl",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }

    /// How a file of the format ends, without the point.
    pub fn extension(self) -> &'static str {
        match self {
            // So named it opens again by itself where the page is installed.
            Self::Json => "khipu.json",
            Self::CslJson => "csl.json",
            other => other.id(),
        }
    }

    /// The media type that a file of the format is saved under.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::ICalendar => "text/calendar;charset=utf-8",
            Self::BibTex => "application/x-bibtex",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }

    /// A view in this format, as the text of a file.
    ///
    /// # Errors
    /// Only as JSON: when what the sources are has not arrived.
    pub fn text(self, view: &InView) -> Result<String, Incomplete> {
        match self {
            Self::Csv => Ok(csv(view)),
            Self::Json => json(view),
            Self::GeoJson => Ok(geojson(view)),
            Self::ICalendar => Ok(icalendar(view)),
            Self::BibTex => Ok(bibtex(view)),
            Self::CslJson => Ok(csl(view)),
        }
    }
}

impl<'a> InView<'a> {
    /// A source, as much as is known of it.
    fn source(&self, row: Row) -> Option<&'a Source> {
        self.known.sources.get(row).or(self.archive.sources.get(row))
    }

    /// The sources that the events in view and their figures rest on, in the record's order; all
    /// of the record where every event is in view.
    fn sources(&self) -> Vec<&'a Source> {
        let part = Part::of_events(self);
        part.sources.rows().filter_map(|row| self.source(row)).collect()
    }

    /// The events in view, in the record's order.
    fn entries(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let view = *self;
        view.rows.iter().filter_map(move |row| Entry::of(view, row))
    }
}

/// Adds a JSON list with a line for each of its entries.
fn push_lines(out: &mut String, entries: &mut dyn Iterator<Item = Value>) {
    out.push('[');
    let mut mark = "\n";
    for entry in entries {
        out.push_str(mark);
        out.push_str(&entry.to_string());
        mark = ",\n";
    }
    out.push_str("\n]");
}
