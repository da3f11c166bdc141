//! Old links, which open for ever: what each version of the link wrote otherwise.
//! Every row has its line in `tests/fixtures/links/old.txt`.

/// One thing that a version of the link wrote otherwise than the next.
struct Migration {
    /// The last version that wrote it so.
    version: u8,
    change: Change,
}

enum Change {
    /// A path instead of keys: `/event/ID` is now `event=ID`.
    Path { before: &'static str, key: &'static str },
    /// A key of another name.
    Key { before: &'static str, now: &'static str },
    /// A value of another name.
    Value { key: &'static str, before: &'static str, now: &'static str },
}

/// In the order of versions: each is read as what the next wrote.
const MIGRATIONS: &[Migration] = &[
    Migration { version: 0, change: Change::Path { before: "/event/", key: "event" } },
    Migration { version: 0, change: Change::Path { before: "/region/", key: "region" } },
    Migration { version: 0, change: Change::Path { before: "/story/", key: "story" } },
    Migration { version: 1, change: Change::Key { before: "start", now: "from" } },
    Migration { version: 1, change: Change::Key { before: "end", now: "to" } },
    Migration { version: 1, change: Change::Key { before: "date", now: "at" } },
    Migration { version: 1, change: Change::Key { before: "regions", now: "region" } },
    Migration { version: 1, change: Change::Key { before: "kinds", now: "kind" } },
    Migration { version: 1, change: Change::Key { before: "search", now: "q" } },
    Migration { version: 1, change: Change::Value { key: "lanes", before: "area", now: "region" } },
];

/// The keys and values of a link as they are written today, at most so many, and what lies beyond.
pub fn pairs(link: &str, most: usize) -> (Vec<(String, String)>, Option<&str>) {
    debug_assert!(MIGRATIONS.is_sorted_by_key(|migration| migration.version));
    let mut pairs = Vec::new();
    let mut rest = Some(link);
    while let Some(text) = rest.filter(|text| !text.is_empty() && pairs.len() < most) {
        let (part, after) = match text.split_once('&') {
            Some((part, after)) => (part, Some(after)),
            None => (text, None),
        };
        rest = after;
        if !part.is_empty() {
            pairs.push(migrated(part));
        }
    }
    (pairs, rest.filter(|rest| !rest.is_empty()))
}

fn migrated(part: &str) -> (String, String) {
    let (mut key, mut value) = part.split_once('=').unwrap_or((part, ""));
    for migration in MIGRATIONS {
        match migration.change {
            Change::Path { before, key: now } => {
                if let Some(id) = part.strip_prefix(before) {
                    (key, value) = (now, id);
                }
            }
            Change::Key { before, now } if key == before => key = now,
            Change::Value { key: of, before, now } if key == of && value == before => value = now,
            Change::Key { .. } | Change::Value { .. } => {}
        }
    }
    (key.to_string(), value.to_string())
}
