//! What is wrong in a record that could be read: where, what stands there, what should.
//! The sentences are the command line's; the page translates by `Expected::id`.

use std::fmt;

use serde_json::Value;

use super::{ActorKind, Certainty, Kind, Measure, Precision, Qualifier, SourceKind};
use crate::core::decimal;

/// One thing in a record that was left out, or left unread, because it is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands, as a JSON path: `$.events[12].start`.
    pub path: String,
    /// What stands there, as JSON cut to 60 characters; empty where nothing does.
    pub found: String,
    pub expected: Expected,
}

macro_rules! expected {
    ($($variant:ident = $id:literal, $sentence:literal;)+) => {
        /// What should have stood there.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Expected { $(
            #[doc = $sentence]
            $variant
        ),+ }

        impl Expected {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// A name that never changes, for the interface's words.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence),+ }
            }
        }
    };
}

expected! {
    Date = "date", "an EDTF date such as 2022-12-07, 2022-12 or 2022-12-07~";
    Day = "day", "a day such as 2022-12-07";
    DateOrder = "date-order", "an end that is not before its start";
    Kind = "kind", "a kind of event";
    Certainty = "certainty", "a certainty";
    Measure = "measure", "a measure";
    Qualifier = "qualifier", "a qualifier";
    SourceKind = "source-kind", "a kind of source";
    ActorKind = "actor-kind", "a kind of actor";
    Precision = "precision", "a precision";
    KnownSource = "known-source", "the id of a source of this record";
    KnownPlace = "known-place", "the id of a place of this record";
    KnownActor = "known-actor", "the id of an actor of this record";
    KnownRegion = "known-region", "the id of a region of this record";
    KnownEvent = "known-event", "the id of an event of this record";
    AtLeastOneSource = "at-least-one-source", "a list with at least one source";
    Latitude = "latitude", "a latitude from -90 to 90 degrees";
    Longitude = "longitude", "a longitude from -180 to 180 degrees";
    Text = "text", "a text, or an object of texts by language";
    ShortText = "short-text", "a text of at most 100,000 characters";
    Number = "number", "a number";
    PositiveNumber = "positive-number", "a number that is not negative";
    Range = "range", "a low that is at most the value, and a high that is at least the value";
    Year = "year", "a year such as 2017";
    Boolean = "boolean", "true or false";
    List = "list", "a list";
    Object = "object", "an object";
    SourcesFile = "sources-file", "a list of sources, or the name of a JSON file beside the record";
    KnownDetails = "known-details", "an entry in the file of sources for this source of the record";
    HttpLink = "http-link", "a link that starts with https:// or http://";
    Language = "language", "a language tag such as es or es-PE";
    Country = "country", "two capital letters of ISO 3166-1 such as PE";
    Region = "region", "a code of ISO 3166-2 such as PE-PUN";
    Scope = "scope", "a country such as PE, or a region of this record";
    Id = "id", "an id of small letters, digits and single hyphens";
    UniqueId = "unique-id", "an id that no other in its list has";
}

impl Expected {
    /// The words that may stand there, where there is a fixed list of them.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Kind => Kind::ALL.iter().map(|word| word.id()).collect(),
            Self::Certainty => Certainty::ALL.iter().map(|word| word.id()).collect(),
            Self::Measure => Measure::ALL.iter().map(|word| word.id()).collect(),
            Self::Qualifier => Qualifier::ALL.iter().map(|word| word.id()).collect(),
            Self::SourceKind => SourceKind::ALL.iter().map(|word| word.id()).collect(),
            Self::ActorKind => ActorKind::ALL.iter().map(|word| word.id()).collect(),
            Self::Precision => Precision::ALL.iter().map(|word| word.id()).collect(),
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.sentence())?;
        for (at, word) in self.words().into_iter().enumerate() {
            out.write_str(if at == 0 { ": " } else { ", " })?;
            out.write_str(word)?;
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = if self.found.is_empty() { "nothing" } else { &self.found };
        write!(out, "{}: found {found}, expected {}", self.path, self.expected)
    }
}

const MOST_SHOWN: usize = 60;

/// A JSON value cut to 60 characters, whatever its size.
pub(super) fn shortened(value: &Value) -> String {
    let mut shown = String::new();
    write_some(value, &mut shown);
    if let Some((cut, _)) = shown.char_indices().nth(MOST_SHOWN) {
        shown.truncate(cut);
        if shown.pop().is_some() {
            shown.push('…');
        }
    }
    shown
}

/// Writes the value until there is more than enough of it.
fn write_some(value: &Value, out: &mut String) {
    match value {
        // A character of JSON text takes at most four bytes.
        _ if out.len() > MOST_SHOWN * 4 => {}
        Value::String(text) => {
            let start = text.char_indices().nth(MOST_SHOWN + 1).map_or(text.len(), |(at, _)| at);
            write_quoted(text.get(..start).unwrap_or_default(), out);
        }
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().take(MOST_SHOWN).enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write_some(item, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            out.push('{');
            for (at, (key, field)) in fields.iter().take(MOST_SHOWN).enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write_quoted(key.get(..MOST_SHOWN).unwrap_or(key), out);
                out.push(':');
                write_some(field, out);
            }
            out.push('}');
        }
        Value::Null => out.push_str("null"),
        Value::Bool(is) => out.push_str(if *is { "true" } else { "false" }),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => out.push_str(&whole.to_string()),
            (None, value) => write_float(value.unwrap_or_default(), out),
        },
    }
}

/// A text in quotes, as JSON has it.
fn write_quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                out.push_str("\\u");
                let digits = [12, 8, 4, 0].map(|shift| (control as u32 >> shift) & 15);
                out.extend(digits.into_iter().filter_map(|digit| char::from_digit(digit, 16)));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// A float; what is too large or too small to write plainly gets its power of ten.
fn write_float(value: f64, out: &mut String) {
    if value == 0.0 || (1e-4..1e9).contains(&value.abs()) {
        out.push_str(&decimal::written(value, 8));
        return;
    }
    let (near, power) = decimal::parted(value);
    out.push_str(&decimal::written(near, 4));
    out.push('e');
    out.push_str(&power.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &str) {
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(shortened(&value), expected, "{json}");
    }

    #[test]
    fn a_value_is_shown_as_json_has_it() {
        for json in ["null", "true", "-12", "2.5", "-0.125", "0.00012345", r#"[1,{"k":[]}]"#] {
            check(json, json);
        }
        check(r#""a \"b\"\n\u0007é""#, r#""a \"b\"\n\u0007é""#);
    }

    #[test]
    fn numbers_of_any_size_stay_short() {
        check("1e300", "1e300");
        check("-2e-300", "-2e-300");
        check("18446744073709551615", "1.8447e19");
        check("0.0", "0");
    }
}
