//! The record's file as its authors write it, described for the JSON Schema of the format.
//! The page does not read through these types: `read` walks the JSON by hand, forgivingly,
//! while these refuse a key they do not know, so that an editor finds a mistyped one.

mod words;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

pub use words::{
    ActorKindWord, CertaintyWord, CivilDay, CountryCode, Date, Format, Id, JsonFile, KindWord,
    Language, Link, MeasureWord, Name, PrecisionWord, QualifierWord, RegionCode, Scope,
    SourceKindWord,
};

/// The JSON Schema of a record's file.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Document).to_value()
}

/// A record of dated, placed, sourced events, in the format khipu/1.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The address of this schema, for editors. The reader ignores it.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The name of the format.
    pub format: Format,
    /// The record's own id.
    pub id: Id,
    pub title: Text,
    /// What the record holds, and from when to when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The language of plain texts, and the one that stands in where another is missing.
    pub language: Language,
    /// In a delivered file: the language of the record it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_language: Option<Language>,
    /// Every language the record has texts in. Left out, it is the one language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// The licence of the record's texts and data, such as CC-BY-4.0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The day this version was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// The span of time shown first. Left out, it reaches from the first event to the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// The date shown first. Left out, it is the window's last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<CivilDay>,
    /// The units of the map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// The documents that everything else rests on.
    #[serde(default)]
    pub sources: Sources,
    /// In a delivered file whose `sources` name a file: the ids of the sources there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_ids: Vec<Id>,
    /// The names of what events are about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Where events happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<Actor>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Running totals that somebody stated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Claim>,
    /// Guided tours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stories: Vec<Story>,
}

/// A span of time; the end is not before the start.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    pub start: Date,
    pub end: Date,
}

/// A unit of the map.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub id: RegionCode,
    pub name: Text,
    /// What rates are counted against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
}

/// A region's inhabitants in a year.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    #[schemars(range(min = 0))]
    pub value: Number,
    pub year: i32,
    #[schemars(length(min = 1))]
    pub sources: Vec<Id>,
}

/// A list of documents; in a delivered record, the name of the file beside it that holds the list.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Sources {
    List(Vec<Source>),
    File(JsonFile),
}

impl Default for Sources {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// A document.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: Id,
    /// The title as the document has it, in its own language.
    pub title: Name,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Name>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Name>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Where it can be read. Only http and https links are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Link>,
    /// The language the document is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    pub kind: SourceKindWord,
}

/// A place. Without coordinates it is on no map; without region and country it lies nowhere known.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub id: Id,
    pub name: Name,
    /// Left out, it is the region's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// The id of one of the record's regions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<Name>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -90, max = 90))]
    pub lat: Option<Number>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -180, max = 180))]
    pub lon: Option<Number>,
    /// How closely the coordinates are known. Left out, it is country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<PrecisionWord>,
}

/// A person or a body.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    pub id: Id,
    pub kind: ActorKindWord,
    pub name: Name,
    /// What they were, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Id>,
}

/// What events are about.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// As the events' own `tags` have it.
    pub id: Id,
    pub name: Text,
}

/// Something that happened.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub id: Id,
    pub start: Date,
    /// The last day or month, for what lasted. Not before the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// The id of a place. Left out, the event lies nowhere known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Id>,
    pub kind: KindWord,
    /// At most 80 characters, so that it fits a list.
    pub title: Text,
    /// At most 400 characters, in words of your own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// Ids of actors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<Id>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Words to filter by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Name>,
    pub certainty: CertaintyWord,
    /// Ids of sources, at least one.
    #[schemars(length(min = 1))]
    pub sources: Vec<Id>,
}

/// A number that an event's sources give. One of value, low and high must stand.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub measure: MeasureWord,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub value: Option<Number>,
    /// Not above the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub low: Option<Number>,
    /// Not below the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub high: Option<Number>,
    /// How the value is meant. Left out, it is exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<QualifierWord>,
    /// Whether the figure belongs to the record's own ledger, in which each death counts once.
    #[serde(default)]
    pub counted: bool,
    /// What was counted, where the measure does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Ids of sources, at least one.
    #[schemars(length(min = 1))]
    pub sources: Vec<Id>,
}

/// A running total: somebody's count, as of a date. One of value, low and high must stand.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub id: Id,
    pub measure: MeasureWord,
    /// The date the total holds for.
    pub as_of: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub value: Option<Number>,
    /// Not above the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub low: Option<Number>,
    /// Not below the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub high: Option<Number>,
    /// How the value is meant. Left out, it is exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<QualifierWord>,
    /// The country or the region of this record that is counted.
    pub scope: Scope,
    /// The parts that the total is said to have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakdown: Vec<Breakdown>,
    /// Who stated it.
    pub claimant: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Ids of sources, at least one.
    #[schemars(length(min = 1))]
    pub sources: Vec<Id>,
}

/// A part of a total.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Breakdown {
    /// The part's name, as its claimant gave it.
    pub group: Text,
    #[schemars(range(min = 0))]
    pub value: Number,
}

/// A guided tour.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    pub id: Id,
    pub title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// A step of a tour.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the step tells. Only a delivered record leaves it out: it follows with the sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The id of the event that the step opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Id>,
    /// What the step shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
}

/// What a step of a tour sets; what it leaves out stays open.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct View {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<CivilDay>,
    /// Not before `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<CivilDay>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<CivilDay>,
    /// Ids of regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionCode>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<KindWord>,
    /// Ids of actors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<Id>,
}

/// A text in several languages by their tags, or a plain one in the record's language.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    Plain(Name),
    ByLanguage(BTreeMap<String, Option<Name>>),
}
