//! The small texts that a record's file is made of, each with its JSON Schema.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::core::model::{
    ActorKind, Certainty, FORMAT, Kind, Measure, Precision, Qualifier, SourceKind,
};

macro_rules! text {
    ($($name:ident: $meaning:literal, $rest:tt;)+) => { $(
        #[doc = $meaning]
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let mut schema = json_schema!($rest);
                schema.insert("type".to_owned(), "string".into());
                schema.insert("description".to_owned(), $meaning.into());
                schema
            }
        }
    )+ };
}

/// One date of EDTF level 0 or 1, without its ends of interval.
macro_rules! single_date {
    () => {
        "-?(\\d{4}(-(\\d\\d|XX)(-(\\d\\d|XX))?)?|\\d{3}X|\\d\\dXX)[?~%]?"
    };
}

text! {
    Format: "The name of the format.", { "const": FORMAT };
    Id: "An id of small letters, digits and single hyphens, unique in its list.",
        { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" };
    Name: "A text that is not empty.", { "minLength": 1, "maxLength": 100_000 };
    Language: "A BCP 47 tag such as es or es-PE.",
        { "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" };
    Date: "An EDTF date of level 0 or 1: 2022-12-07, 2022-12, 2022-12-07~, 2022-12-07/2023-01.", {
        "pattern": concat!(
            "^(", single_date!(), "|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d(:\\d\\d)?)?|",
            "(", single_date!(), "|\\.\\.)?/(", single_date!(), "|\\.\\.)?)$"
        )
    };
    CivilDay: "A day such as 2022-12-07.", { "format": "date" };
    Link: "A link that starts with https:// or http://.",
        { "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$" };
    JsonFile: "The name of a JSON file beside this one.", { "pattern": "^[^/\\\\?#%:]+\\.json$" };
    CountryCode: "Two capital letters of ISO 3166-1.", { "pattern": "^[A-Z]{2}$" };
    RegionCode: "A code of ISO 3166-2 such as PE-PUN.", { "pattern": "^[A-Z]{2}-[A-Z0-9]{1,3}$" };
    Scope: "A country such as PE, or a region of this record.",
        { "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$" };
    KindWord: "What happened.", { "enum": ids(Kind::ALL, Kind::id) };
    CertaintyWord: "How sure the record is that it happened as told.",
        { "enum": ids(Certainty::ALL, Certainty::id) };
    MeasureWord: "What is counted.", { "enum": ids(Measure::ALL, Measure::id) };
    QualifierWord: "How a number is meant.", { "enum": ids(Qualifier::ALL, Qualifier::id) };
    SourceKindWord: "What sort of document it is.", { "enum": ids(SourceKind::ALL, SourceKind::id) };
    ActorKindWord: "What sort of actor it is.", { "enum": ids(ActorKind::ALL, ActorKind::id) };
    PrecisionWord: "How closely coordinates are known.",
        { "enum": ids(Precision::ALL, Precision::id) };
}

fn ids<T: Copy>(all: &[T], id: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|word| id(*word)).collect()
}
