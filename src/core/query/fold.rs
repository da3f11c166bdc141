//! Words as a search compares them: small letters without accents, `z` as `s`.
//!
//! `z` and `s` are one letter here, in the record and in the search alike: names of the Andes are
//! spelt with either (Cusco and Cuzco), and in the Spanish of Peru both sound the same, so readers
//! mix them up. The price is a rare needless match (`casa`, `caza`). No stemming, no correction.

use std::ops::Range;

/// The letters of U+00C0 to U+017F without their accents; a blank separates words, and
/// `1` to `4` stand for two letters.
const LATIN: &[u8; 192] = b"aaaaaa1ceeeeiiiidnooooo ouuuuy23aaaaaa1ceeeeiiiidnooooo ouuuuy2y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii55jjkkkllllllllllnnnnnnnnnoooooo44rrrrrrsssssssstttttt\
uuuuuuuuuuuuwwyyysssssss";

/// What a search makes of one character of a text.
enum Folded {
    One(char),
    Two(&'static str),
    /// A combining accent, which belongs to the letter before it.
    Accent,
    /// What separates words.
    Gap,
}

impl Folded {
    /// Adds the letters to a word; false where a word ends.
    fn add_to(self, word: &mut String) -> bool {
        match self {
            Self::One(letter) => word.push(letter),
            Self::Two(letters) => word.push_str(letters),
            Self::Accent => {}
            Self::Gap => return false,
        }
        true
    }
}

fn fold(character: char) -> Folded {
    match character {
        'z' | 'Z' => Folded::One('s'),
        'a'..='z' | '0'..='9' => Folded::One(character),
        'A'..='Z' => Folded::One(character.to_ascii_lowercase()),
        '\u{300}'..='\u{36f}' => Folded::Accent,
        '\u{c0}'..='\u{17f}' => match LATIN.get(character as usize - 0xc0) {
            Some(b' ') | None => Folded::Gap,
            Some(b'1') => Folded::Two("ae"),
            Some(b'2') => Folded::Two("th"),
            Some(b'3') => Folded::Two("ss"),
            Some(b'4') => Folded::Two("oe"),
            Some(b'5') => Folded::Two("ij"),
            Some(letter) => Folded::One(char::from(*letter)),
        },
        '\0'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' => Folded::Gap,
        _ => Folded::One(small(character)),
    }
}

/// The small letter of a capital of the scripts that have them, beyond the Latin of Europe.
/// The standard library's tables know a few dead scripts more, and weigh as much as a font.
/// Source: Unicode, `CaseFolding.txt`.
fn small(character: char) -> char {
    /// Scripts whose capitals each stand right before their small letter, and those which do.
    const PAIRS: [(std::ops::RangeInclusive<u32>, u32); 8] = [
        (0x1cd..=0x1dc, 1),
        (0x1de..=0x1ee, 0),
        (0x1f8..=0x21f, 0),
        (0x222..=0x233, 0),
        (0x460..=0x481, 0),
        (0x48a..=0x4bf, 0),
        (0x4d0..=0x52f, 0),
        (0x1e00..=0x1eff, 0),
    ];
    let code = character as u32;
    let apart = match code {
        // Greek, Cyrillic, Armenian, and the wide letters of East Asia.
        0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f | 0xff21..=0xff3a => 0x20,
        0x386 => 0x26,
        0x388..=0x38a => 0x25,
        0x38c => 0x40,
        0x38e | 0x38f => 0x3f,
        0x400..=0x40f => 0x50,
        0x531..=0x556 => 0x30,
        0x1e96..=0x1e9f => 0,
        _ => {
            let is_first = |pair: &(_, u32)| code % 2 == pair.1;
            let pair = PAIRS.iter().find(|pair| pair.0.contains(&code));
            u32::from(pair.is_some_and(is_first))
        }
    };
    char::from_u32(code + apart).unwrap_or(character)
}

/// A word of a text: its folded letters, and for each of their bytes the end of the character
/// it came from, in bytes of the text.
pub struct Word {
    pub folded: String,
    pub start: usize,
    ends: Vec<usize>,
}

impl Word {
    /// The bytes of the text that the first so many folded bytes came from.
    pub fn range(&self, folded_bytes: usize) -> Range<usize> {
        let end = folded_bytes.checked_sub(1).and_then(|last| self.ends.get(last));
        self.start..end.copied().unwrap_or(self.start)
    }
}

/// The words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word { folded: String::new(), start: 0, ends: Vec::new() };
    for (at, character) in text.char_indices() {
        if word.folded.is_empty() {
            word.start = at;
        }
        let end = at + character.len_utf8();
        if fold(character).add_to(&mut word.folded) {
            word.ends.resize(word.folded.len(), end);
            // A combining accent widens the letter it follows.
            if let Some(last) = word.ends.last_mut() {
                *last = end;
            }
        } else if !word.folded.is_empty() {
            let empty = Word { folded: String::new(), start: 0, ends: Vec::new() };
            words.push(std::mem::replace(&mut word, empty));
        }
    }
    if !word.folded.is_empty() {
        words.push(word);
    }
    words
}

/// Hands on the folded words of a text, in order, without their places in it; each is made in the
/// same buffer.
pub fn each_folded(text: &str, word: &mut String, take: &mut dyn FnMut(&str)) {
    word.clear();
    let mut rest = text;
    loop {
        // Most letters stand for themselves, and are taken together.
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'y' | b'0'..=b'9');
        let plain = rest.bytes().take_while(|byte| is_plain(*byte)).count();
        let (letters, further) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        word.push_str(letters);
        let mut characters = further.chars();
        let Some(character) = characters.next() else { break };
        if !fold(character).add_to(word) && !word.is_empty() {
            take(word);
            word.clear();
        }
        rest = characters.as_str();
    }
    if !word.is_empty() {
        take(word);
    }
}

/// The folded words of a text, as a list.
pub fn folded(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_folded(text, &mut String::new(), &mut |word| words.push(word.to_owned()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(folded(text).join(" "), expected, "{text}");
    }

    #[test]
    fn case_accents_and_the_two_spellings_of_cusco_do_not_tell_words_apart() {
        check("Cusco CUZCO cúsco cu\u{301}sco cuzco", "cusco cusco cusco cusco cusco");
        check("niños ÑUÑOA señal", "ninos nunoa senal");
        check("œuvre Œdipe Æther Straße", "oeuvre oedipe aether strasse");
        check("façade Çelebi Łódź Þór Ÿ ſ ĳ", "facade celebi lods thor y s ij");
        check("Žižek Ŵ ŷ ŋ ŧ Ų ķ ĸ ł ň ő ř ş đ ě ģ ħ ı ĵ", {
            "sisek w y n t u k k l n o r s d e g h i j"
        });
        check("l’armée «d'été» 3×4÷2 28\u{202f}morts, 10%", "l armee d ete 3 4 2 28 morts 10");
        check("ΑΘΗΝΑ Лима 東京", "αθηνα лима 東京");
        check("", "");
        check(" …–— ", "");
    }

    #[test]
    fn words_with_and_without_their_places_are_the_same() {
        let mut seeded = crate::core::query::sample::Seeded(36);
        let parts = ["a", "zu", "É", "œ", "n\u{303}", "\u{301}", " ", "—", "’", "7", "東京", "Ж"];
        for _ in 0..500 {
            let count = seeded.below(12);
            let text: String = (0..count).map(|_| seeded.pick(&parts)).collect();
            let placed: Vec<String> = words(&text).into_iter().map(|word| word.folded).collect();
            assert_eq!(folded(&text), placed, "{text}");
        }
    }

    #[test]
    fn capitals_of_living_scripts_have_the_small_letters_that_unicode_gives() {
        let scripts = [0x1cd..=0x1dc, 0x1de..=0x1ef, 0x222..=0x233, 0x370..=0x3ce, 0x400..=0x481];
        let more = [0x48a..=0x4bf, 0x4d0..=0x52f, 0x531..=0x586, 0x1e00..=0x1e95, 0x1ea0..=0x1eff];
        let special = ['\u{370}', '\u{372}', '\u{376}', '\u{37f}'];
        for code in scripts.into_iter().chain(more).flatten() {
            let Some(letter) = char::from_u32(code) else { continue };
            if !special.contains(&letter) {
                assert_eq!(
                    small(letter).to_string(),
                    letter.to_lowercase().to_string(),
                    "{letter}"
                );
            }
        }
    }

    #[test]
    fn a_word_knows_the_bytes_its_letters_came_from() {
        let text = "a Œdípe, cu\u{301}sco";
        let found: Vec<&str> = words(text)
            .iter()
            .flat_map(|word| (1..=word.folded.len()).map(|bytes| &text[word.range(bytes)]))
            .collect();
        let expected = [
            "a",
            "Œ",
            "Œ",
            "Œd",
            "Œdí",
            "Œdíp",
            "Œdípe",
            "c",
            "cu\u{301}",
            "cu\u{301}s",
            "cu\u{301}sc",
            "cu\u{301}sco",
        ];
        assert_eq!(found, expected);
    }
}
