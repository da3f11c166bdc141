//! What the page says of being kept on this device: sentences for the states that its starter
//! writes into the document (`public/offline.js` lists them).

use super::{Lang, Word, fill, say};

/// The sentence for a state such as `getting 3 14`, `ready` or `stale room`; none for a state
/// that is not known here.
pub fn offline_words(lang: Lang, state: &str) -> Option<String> {
    let mut parts = state.split(' ');
    let word = match parts.next()? {
        "getting" => {
            let (done, total) = (parts.next()?, parts.next()?);
            return Some(fill(lang, Word::OfflineGetting, &[("done", done), ("total", total)]));
        }
        "ready" => Word::OfflineReady,
        "offline" => Word::OfflineNow,
        "new" => Word::OfflineNew,
        "failed" => Word::OfflineFailed,
        "stale" => Word::OfflineStale,
        _ => return None,
    };
    let why = match parts.next() {
        Some("room") => Word::OfflineRoom,
        Some("changed") => Word::OfflineChanged,
        Some("store") => Word::OfflineStore,
        _ => Word::OfflineNetwork,
    };
    Some(fill(lang, word, &[("why", say(lang, why))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(state: &str, expected: Option<&str>) {
        assert_eq!(offline_words(Lang::En, state).as_deref(), expected, "{state}");
    }

    #[test]
    fn every_state_has_a_sentence() {
        check("getting 3 14", Some("Getting ready for offline use: 3 of 14"));
        check("ready", Some("Ready offline"));
        check("offline", Some("Offline"));
        check("new", Some("A newer version is here."));
        check("failed network", Some("Not ready offline: the connection broke."));
        check(
            "failed changed",
            Some("Not ready offline: the network sent something else than this page."),
        );
        check("failed store", Some("Not ready offline: the browser could not keep it."));
        check("stale room", Some("No newer version: the browser has no room left."));
    }

    #[test]
    fn what_is_no_state_has_none() {
        check("", None);
        check("getting", None);
        check("<b>", None);
    }
}
