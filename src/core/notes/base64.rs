//! Base64 with the alphabet for addresses, without padding (RFC 4648, section 5).

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) fn encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let six = bits >> (18 - 6 * place) & 63;
            out.push(char::from(ALPHABET.get(six as usize).copied().unwrap_or(b'A')));
        }
    }
    out
}

/// The bytes of a text, or nothing where it is none. Padding is allowed, and so are the letters
/// of the common alphabet, for links are copied through many hands.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').as_bytes();
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.chunks(4) {
        let mut bits = 0_u32;
        for letter in four {
            bits = bits << 6 | six(*letter)?;
        }
        let bytes = (bits << (6 * (4 - four.len()))).to_be_bytes();
        match four.len() {
            1 => return None,
            length => out.extend(bytes.iter().skip(1).take(length - 1)),
        }
    }
    Some(out)
}

fn six(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' | b'+' => 62,
        b'_' | b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_come_out() {
        for (text, expected) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encoded(text.as_bytes()), expected);
            assert_eq!(decoded(expected).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(encoded(&[0xfb, 0xff]), "-_8");
        assert_eq!(decoded("+/8="), Some(vec![0xfb, 0xff]));
        for wrong in ["A", "Zm9vA", "Zm 9", "é"] {
            assert_eq!(decoded(wrong), None);
        }
    }

    #[test]
    fn every_byte_comes_back() {
        let bytes: Vec<u8> = (0..=255).chain(0..=255).collect();
        for end in 0..bytes.len() {
            assert_eq!(decoded(&encoded(&bytes[..end])).as_deref(), Some(&bytes[..end]));
        }
    }
}
