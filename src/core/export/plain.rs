//! Texts for formats that take no signs of control.

/// The text without characters that say nothing to a reader: controls other than tabs and ends of
/// lines.
pub(super) fn readable(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|sign| !sign.is_control() || matches!(sign, '\t' | '\r' | '\n'))
}

/// The text on one line, single-spaced, without controls and without what turns the direction of
/// the text after it.
pub(in crate::core) fn one_line(text: &str) -> String {
    let turns = |sign: &char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept: String = readable(text).filter(|sign| !turns(sign)).collect();
    let words: Vec<&str> =
        kept.split([' ', '\t', '\r', '\n']).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_controls_and_turns_nothing_after_it() {
        let check = |text: &str, expected: &str| assert_eq!(one_line(text), expected);
        check(" a\r\n\tb  c\u{0}\u{7f} ", "a b c");
        check("a\u{202e}b\u{2066}c\u{200f}", "abc\u{200f}");
        // A space that keeps a French sign at its word stays.
        check("«\u{a0}a\u{a0}»", "«\u{a0}a\u{a0}»");
    }
}
