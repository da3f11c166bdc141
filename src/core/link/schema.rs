//! The keys of a link: one row each, in the order they are written.
//! Old names and forms stand in `migrations`.

use super::{Draft, Reason, escape, value};
use crate::core::{
    i18n::Lang,
    model::{Certainty, Measure},
    query::{LaneBy, MapMeasure, Query, SEARCH_MAX_CHARS},
};

/// A key: its name, how its value is read, and how it is written where it differs from the default.
pub struct Key {
    pub name: &'static str,
    pub read: fn(&str, &mut Draft) -> Result<(), Reason>,
    pub write: fn(&Query) -> Option<String>,
}

pub const KEYS: &[Key] = &[
    Key {
        name: "from",
        read: |text, draft| {
            draft.from = Some(value::read_day(text)?);
            Ok(())
        },
        write: |query| {
            let first = query.filters.window?.first;
            (first > value::writable().first).then(|| value::written_day(first))
        },
    },
    Key {
        name: "to",
        read: |text, draft| {
            draft.to = Some(value::read_day(text)?);
            Ok(())
        },
        write: |query| {
            let window = query.filters.window?;
            let open = value::writable();
            // A window open at both ends still has to be said.
            (window.last < open.last || window.first <= open.first)
                .then(|| value::written_day(window.last))
        },
    },
    Key {
        name: "at",
        read: |text, draft| {
            draft.query.cursor = Some(value::read_day(text)?);
            Ok(())
        },
        write: |query| query.cursor.map(value::written_day),
    },
    Key {
        name: "region",
        read: |text, draft| {
            draft.query.filters.areas = value::read_ids("region", text, draft);
            Ok(())
        },
        write: |query| value::written_ids(&query.filters.areas),
    },
    Key {
        name: "kind",
        read: |text, draft| {
            draft.query.filters.kinds = value::read_kinds(text, draft);
            Ok(())
        },
        write: |query| value::written_kinds(&query.filters),
    },
    Key {
        name: "actor",
        read: |text, draft| {
            draft.query.filters.actors = value::read_ids("actor", text, draft);
            Ok(())
        },
        write: |query| value::written_ids(&query.filters.actors),
    },
    Key {
        name: "tag",
        read: |text, draft| {
            draft.query.filters.tags = value::read_ids("tag", text, draft);
            Ok(())
        },
        write: |query| value::written_ids(&query.filters.tags),
    },
    Key {
        name: "source",
        read: |text, draft| {
            draft.query.filters.sources = value::read_ids("source", text, draft);
            Ok(())
        },
        write: |query| value::written_ids(&query.filters.sources),
    },
    Key {
        name: "certainty",
        read: |text, draft| {
            draft.query.filters.certainty = value::read_list("certainty", text, draft, |part| {
                Certainty::from_id(part).ok_or(Reason::Damaged)
            });
            Ok(())
        },
        write: |query| {
            let words: Vec<_> = query.filters.certainty.iter().map(|word| word.id()).collect();
            (!words.is_empty()).then(|| words.join(","))
        },
    },
    Key {
        name: "q",
        read: |text, draft| {
            let search: String = escape::unescaped(text)?
                .chars()
                .filter(|character| !escape::is_unseen(*character))
                .collect();
            if search.chars().nth(SEARCH_MAX_CHARS).is_some() {
                return Err(Reason::TooLong);
            }
            draft.query.filters.search = search;
            Ok(())
        },
        write: |query| {
            let read: String = query.filters.search.chars().take(SEARCH_MAX_CHARS).collect();
            (!read.is_empty()).then(|| escape::escaped(&read))
        },
    },
    Key {
        name: "event",
        read: |text, draft| {
            draft.query.event = Some(value::read_id(text)?);
            Ok(())
        },
        write: |query| query.event.as_deref().map(escape::escaped),
    },
    Key {
        name: "story",
        read: |text, draft| {
            draft.query.story = Some(value::read_story(text)?);
            Ok(())
        },
        write: |query| query.story.as_ref().map(value::written_story),
    },
    Key {
        name: "claims",
        read: |text, draft| {
            draft.query.claims = Some(Measure::from_id(text).ok_or(Reason::Damaged)?);
            Ok(())
        },
        write: |query| query.claims.map(|measure| measure.id().to_string()),
    },
    Key {
        name: "lang",
        read: |text, draft| {
            draft.query.lang = Some(Lang::from_tag(text).ok_or(Reason::Damaged)?);
            Ok(())
        },
        write: |query| query.lang.map(|lang| lang.tag().to_string()),
    },
    Key {
        name: "lanes",
        read: |text, draft| {
            let known = LANES.iter().find(|(_, word)| *word == text).ok_or(Reason::Damaged)?;
            draft.query.lanes = known.0;
            Ok(())
        },
        write: |query| word_of(LANES, query.lanes),
    },
    Key {
        name: "fold",
        read: |text, draft| {
            draft.query.folded = value::read_ids("fold", text, draft);
            Ok(())
        },
        write: |query| value::written_ids(&query.folded),
    },
    Key {
        name: "measure",
        read: |text, draft| {
            let known = MEASURES.iter().find(|(_, word)| *word == text).ok_or(Reason::Damaged)?;
            draft.query.measure = known.0;
            Ok(())
        },
        write: |query| word_of(MEASURES, query.measure),
    },
    Key {
        name: "view",
        read: |text, draft| {
            draft.query.time = Some(value::read_view(text)?);
            Ok(())
        },
        write: |query| value::written_view(query.time?),
    },
    Key {
        name: "map",
        read: |text, draft| {
            draft.query.map = Some(value::read_map(text)?);
            Ok(())
        },
        write: |query| value::written_map(query.map?),
    },
];

const LANES: &[(LaneBy, &str)] =
    &[(LaneBy::Area, "region"), (LaneBy::Kind, "kind"), (LaneBy::Actor, "actor")];

const MEASURES: &[(MapMeasure, &str)] = &[
    (MapMeasure::Deaths, "deaths"),
    (MapMeasure::Injuries, "injuries"),
    (MapMeasure::Events, "events"),
];

/// The word of a choice, or nothing where it is the default.
fn word_of<T: Copy + Default + PartialEq>(words: &[(T, &str)], chosen: T) -> Option<String> {
    let (_, word) = words.iter().find(|(choice, _)| *choice == chosen)?;
    (chosen != T::default()).then(|| (*word).to_string())
}
