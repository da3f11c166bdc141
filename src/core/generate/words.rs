//! Five thousand made-up words that can be said, some with an accent, and sentences of them.

use super::Random;

/// How many words there are; a word of a lower number comes more often.
const WORDS: u32 = 5_000;

const CONSONANTS: [&str; 15] =
    ["b", "c", "d", "f", "g", "j", "l", "m", "n", "p", "r", "s", "t", "v", "ñ"];
const VOWELS: [&str; 5] = ["a", "e", "i", "o", "ú"];

/// From so many to so many words, the first with a capital.
pub(super) fn sentence(random: &mut Random, least: u32, most: u32) -> String {
    let mut text = String::new();
    for at in 0..least + random.below(most - least + 1) {
        if at > 0 {
            text.push(' ');
        }
        word(&mut text, random.skewed(WORDS));
    }
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The word of a number: its digits in syllables, so that no two are the same.
fn word(text: &mut String, number: u32) {
    let syllables = (CONSONANTS.len() * VOWELS.len()) as u32;
    let mut syllable = |number: u32| {
        let (consonant, vowel) = ((number % 15) as usize, (number / 15 % 5) as usize);
        text.push_str(CONSONANTS.get(consonant).unwrap_or(&""));
        text.push_str(VOWELS.get(vowel).unwrap_or(&""));
    };
    syllable(number % syllables);
    syllable(number / syllables);
    if number.is_multiple_of(3) {
        syllable(number * 7 % syllables);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_thousand_numbers_are_as_many_words() {
        let mut words: Vec<String> = (0..WORDS)
            .map(|number| {
                let mut text = String::new();
                word(&mut text, number);
                text
            })
            .collect();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), WORDS as usize);
    }
}
