//! The link: a query as the part of an address after `#`, and back.
//! One row a key stands in `schema`, old forms in `migrations`; the browser's history is not here,
//! only the rule for which changes it keeps.

mod escape;
mod history;
mod migrations;
mod resolve;
mod schema;
mod value;

pub(in crate::core) use escape::{escaped, is_unseen, unescaped};
pub use history::{Trace, trace};
pub use resolve::resolve;

use crate::core::query::Query;
use crate::core::time::Day;
use escape::shortened;

/// The most keys of a link that are read; the rest is ignored.
const KEYS_MAX: usize = 64;
/// The most bytes of a value that are read as they stand in the link.
const VALUE_MAX_BYTES: usize = 64 * 1024;
/// The most notices one link gives.
const NOTICES_MAX: usize = 12;

/// What a link says, and what of it could not be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    pub query: Query,
    pub notices: Vec<Notice>,
}

/// A part of a link that was ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The key as the link has it, shortened.
    pub key: String,
    /// The value or the part of it that was ignored, shortened, without invisible characters.
    pub value: String,
    pub reason: Reason,
}

/// Why a part of a link was ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    UnknownKey,
    /// The value is none that the key can have.
    Damaged,
    TooLong,
    /// The key stands twice; the later one holds.
    Doubled,
    /// The link has more keys than any view needs.
    TooManyKeys,
    /// The record holds nothing of this name.
    NotInRecord,
}

/// A link while it is read: some values take two keys.
#[derive(Default)]
struct Draft {
    query: Query,
    from: Option<Day>,
    to: Option<Day>,
    notices: Vec<Notice>,
}

impl Draft {
    fn note(&mut self, key: &str, value: &str, reason: Reason) {
        note(&mut self.notices, key, value, reason);
    }
}

fn note(notices: &mut Vec<Notice>, key: &str, value: &str, reason: Reason) {
    if notices.len() < NOTICES_MAX {
        notices.push(Notice { key: shortened(key), value: shortened(value), reason });
    }
}

/// The link of a query, without `#`: only what differs from the default, in a fixed order.
pub fn encode(query: &Query) -> String {
    let mut link = String::new();
    for key in schema::KEYS {
        if let Some(value) = (key.write)(query) {
            if !link.is_empty() {
                link.push('&');
            }
            link.push_str(key.name);
            link.push('=');
            link.push_str(&value);
        }
    }
    link
}

/// A value as people write it, without escapes; empty where its escapes are damaged.
pub fn plain(value: &str) -> String {
    unescaped(value).unwrap_or_default()
}

/// The key of notes that travel in a link. They are no choice: whoever reads notes takes them out.
const CARRIED: &str = "notes";

/// The packed notes of a link, if it has any.
pub fn carried(link: &str) -> Option<&str> {
    link.split('&').find_map(|part| part.strip_prefix(CARRIED)?.strip_prefix('='))
}

/// The query of a link, with or without `#`. What cannot be read is ignored with a notice, the
/// rest holds. Of a key that stands twice the later readable one holds, so that adding
/// `&lang=es` to any link does what it says.
pub fn decode(link: &str) -> Decoded {
    let mut draft = Draft::default();
    let mut seen: Vec<&'static str> = Vec::new();
    let link = link.strip_prefix('#').unwrap_or(link);
    let (pairs, rest) = migrations::pairs(link, KEYS_MAX);
    for (name, value) in pairs.into_iter().filter(|(name, _)| name != CARRIED) {
        let Some(key) = schema::KEYS.iter().find(|key| key.name == name) else {
            draft.note(&name, &value, Reason::UnknownKey);
            continue;
        };
        if value.len() > VALUE_MAX_BYTES {
            draft.note(&name, &value, Reason::TooLong);
            continue;
        }
        if seen.contains(&key.name) {
            draft.note(&name, &value, Reason::Doubled);
        }
        seen.push(key.name);
        if let Err(reason) = (key.read)(&value, &mut draft) {
            draft.note(&name, &value, reason);
        }
    }
    if let Some(rest) = rest {
        draft.note("", rest, Reason::TooManyKeys);
    }
    draft.query.filters.window = value::window(draft.from, draft.to);
    Decoded { query: draft.query, notices: draft.notices }
}

#[cfg(test)]
mod tests;
