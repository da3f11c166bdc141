//! Percent-encoding (RFC 3986, section 2.1) by hand, and texts made safe to show.

use super::Reason;

/// Characters of a notice shown at most.
const SHOWN_MAX_CHARS: usize = 40;

/// A text as part of a value: letters, digits and `-._~:/` stay, all else becomes `%` and two
/// hexadecimal digits a byte. A link survives mail and chat programs that way.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

/// The text that a part of a value stands for. `+` is a space, as forms write it; a percent sign
/// without two hexadecimal digits, and bytes that are not UTF-8, are damage.
pub fn unescaped(part: &str) -> Result<String, Reason> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut half = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
                let (Some(high), Some(low)) = (half(), half()) else {
                    return Err(Reason::Damaged);
                };
                (high * 16 + low) as u8
            }
            b'+' => b' ',
            _ => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| Reason::Damaged)
}

/// Whether a character is a control or turns the direction of what is written around it
/// (Unicode Standard Annex 9): such a one would disguise a text.
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

/// The beginning of a text from outside, safe to show in a sentence.
pub fn shortened(text: &str) -> String {
    let mut shown = text.chars().filter(|character| !is_unseen(*character));
    let mut out: String = shown.by_ref().take(SHOWN_MAX_CHARS).collect();
    if shown.next().is_some() {
        out.push('…');
    }
    out
}
