//! A note's text made safe to show: what is unseen gets a sign, links are found.
//! Whatever shows it still isolates its direction, as `<bdi>` and `dir="auto"` do.

use std::ops::Range;

use crate::core::link::is_unseen;

/// An address is read so far; what follows is text.
const LINK_MAX_CHARS: usize = 2_000;

/// A piece of a text, in bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub range: Range<usize>,
    pub kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Shown as it is.
    Plain,
    /// An address that starts with http:// or https://, without anything unseen in it.
    Link,
    /// One character that is not to be shown as it is: it turns the direction of what stands
    /// around it, or cannot be seen. [`sign`] stands for it.
    Unseen(char),
}

/// The text in pieces, in order and without gaps.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let mut ahead = rest.chars();
        let Some(character) = ahead.next() else { break };
        let length = character.len_utf8();
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let link = if before.is_some_and(char::is_alphanumeric) { None } else { link_length(rest) };
        let (length, kind) = match link {
            Some(length) => (length, PieceKind::Link),
            None if is_hidden(character, before, ahead.next()) => {
                (length, PieceKind::Unseen(character))
            }
            None => (length, PieceKind::Plain),
        };
        match pieces.last_mut().filter(|last| last.kind == kind && kind == PieceKind::Plain) {
            Some(last) => last.range.end = at + length,
            None => pieces.push(Piece { range: at..at + length, kind }),
        }
        at += length;
    }
    pieces
}

/// The text with signs for what is unseen.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece.kind {
            PieceKind::Unseen(character) => out.push_str(&sign(character)),
            _ => out.push_str(text.get(piece.range).unwrap_or_default()),
        }
    }
    out
}

/// What stands for a character that is not to be shown, such as `[U+202E]`.
pub fn sign(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}

/// Whether a character would hide itself or turn others. Line breaks and tabs are wanted, joiners
/// are too where they join: they spell Persian and Hindi and make one picture of several.
fn is_hidden(character: char, before: Option<char>, after: Option<char>) -> bool {
    let joined = |side: Option<char>| {
        side.is_some_and(|side| !side.is_ascii() && !side.is_whitespace() && !is_unseen(side))
    };
    match character {
        '\n' | '\t' => false,
        '\r' => after != Some('\n'),
        '\u{200c}' | '\u{200d}' => !(joined(before) && joined(after)),
        // The soft hyphen, fillers that are letters by name only, and tags: all without a shape.
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180e}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        other => is_unseen(other),
    }
}

/// How many bytes of the text's beginning are an address.
fn link_length(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    let rest = text.get(scheme.len()..)?;
    let most = rest.char_indices().nth(LINK_MAX_CHARS).map_or(rest.len(), |(at, _)| at);
    let rest = rest.get(..most)?;
    let ends = |character: char| {
        character.is_whitespace()
            || "<>\"`{}|\\^«»“”".contains(character)
            || is_hidden(character, None, None)
    };
    let address = rest.split(ends).next().unwrap_or_default();
    let address = without_closing(address);
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before @ looks like a host and is none.
    let is_host = host.starts_with(|first: char| first.is_alphanumeric() || first == '[')
        && !host.contains('@');
    is_host.then_some(scheme.len() + address.len())
}

/// An address without the marks of the sentence around it; a closing bracket stays if it closes
/// one of the address's own.
fn without_closing(address: &str) -> &str {
    let mut address = address;
    while let Some(last) = address.chars().next_back() {
        let is_own = match last {
            ')' => address.matches('(').count() >= address.matches(')').count(),
            ']' => address.matches('[').count() >= address.matches(']').count(),
            last => !".,;:!?'*_~…".contains(last),
        };
        if is_own {
            break;
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = pieces(text)
            .into_iter()
            .map(|piece| {
                let words = &text[piece.range];
                match piece.kind {
                    PieceKind::Plain => words.to_owned(),
                    PieceKind::Link => format!("<{words}>"),
                    PieceKind::Unseen(character) => sign(character),
                }
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn characters_that_turn_or_hide_get_a_sign() {
        check("a\u{202e}b", &["a", "[U+202E]", "b"]);
        check("\u{feff}\u{200b}x\u{ad}", &["[U+FEFF]", "[U+200B]", "x", "[U+00AD]"]);
        check("a\r\n\tb\rc\0", &["a\r\n\tb", "[U+000D]", "c", "[U+0000]"]);
        check("tag\u{e0041}", &["tag", "[U+E0041]"]);
        assert_eq!(shown("a\u{2067}b"), "a[U+2067]b");
    }

    #[test]
    fn joiners_stay_where_they_join() {
        let persian = "می\u{200c}خواهم";
        check(persian, &[persian]);
        let family = "👩\u{200d}👧";
        check(family, &[family]);
        check("pay\u{200d}pal", &["pay", "[U+200D]", "pal"]);
    }

    #[test]
    fn addresses_are_found_without_the_sentence_around_them() {
        check("See https://example.org/a?b=c#d.", &["See ", "<https://example.org/a?b=c#d>", "."]);
        check("(HTTP://example.org/a_(b))", &["(", "<HTTP://example.org/a_(b)>", ")"]);
        check("https://a.org,https://b.org", &["<https://a.org,https://b.org>"]);
        check("«https://ñandú.pe/é»", &["«", "<https://ñandú.pe/é>", "»"]);
    }

    #[test]
    fn what_only_looks_like_an_address_is_no_link() {
        for text in [
            "javascript:alert(1)",
            "http://",
            "https:// a",
            "xhttps://a.org",
            "https://bank.example@evil.example/",
            "data:text/html,x",
            "https://.",
            "http:///a",
        ] {
            check(text, &[text]);
        }
        check("https://a.org/\u{202e}x", &["<https://a.org/>", "[U+202E]", "x"]);
    }

    #[test]
    fn pieces_cover_a_text_whatever_stands_in_it() {
        let signs =
            ["h", "https://", "a", ".", "(", ")", "\u{202e}", "\u{200d}", "ñ", "👩", " ", "@"];
        let mut seed = 3_u32;
        for _ in 0..5_000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(signs[(seed >> 16) as usize % signs.len()]);
            }
            let mut end = 0;
            for piece in pieces(&text) {
                assert_eq!(piece.range.start, end, "{text:?}");
                end = piece.range.end;
            }
            assert_eq!(end, text.len());
        }
    }
}
