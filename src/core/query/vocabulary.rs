//! Words by number: a plain list of words, and a table that finds a word's number while an index
//! is made. Numbers go by when a word first came; the order of letters is made afterwards.

/// Words one after another; word `n` is `letters[starts[n]..starts[n + 1]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub(super) letters: String,
    pub(super) starts: Vec<u32>,
}

impl Default for Words {
    fn default() -> Self {
        Self { letters: String::new(), starts: vec![0] }
    }
}

impl Words {
    /// Words of such parts; nothing where they do not fit together.
    pub fn of_parts(letters: Vec<u8>, starts: Vec<u32>) -> Option<Self> {
        let letters = String::from_utf8(letters).ok()?;
        let fits = starts.first() == Some(&0) && starts.is_sorted();
        let fits = fits && starts.last().map(|last| *last as usize) == Some(letters.len());
        let cuts = |start: &u32| letters.is_char_boundary(*start as usize);
        (fits && starts.iter().all(cuts)).then_some(Self { letters, starts })
    }

    pub fn push(&mut self, word: &str) {
        self.letters.push_str(word);
        self.starts.push(self.letters.len() as u32);
    }

    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The word of a number; an empty one beyond the last.
    pub fn get(&self, number: usize) -> &str {
        match (self.starts.get(number), self.starts.get(number + 1)) {
            (Some(start), Some(end)) => {
                self.letters.get(*start as usize..*end as usize).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// How many bytes the words hold.
    pub fn bytes(&self) -> usize {
        self.letters.capacity() + self.starts.capacity() * size_of::<u32>()
    }
}

/// Words, each once, and a hash table over them with open addressing.
#[derive(Default)]
pub struct Vocabulary {
    words: Words,
    /// A power of two of slots, at least half of them free; a word's slot holds its number.
    slots: Vec<u32>,
}

/// A slot without a word.
const FREE: u32 = u32::MAX;

impl Vocabulary {
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The number of a word, which is a new one for a new word.
    pub fn number(&mut self, word: &str) -> u32 {
        if self.slots.len() <= 2 * self.words.len() {
            self.widen();
        }
        let at = self.slot(word);
        match self.slots.get_mut(at) {
            Some(slot) if *slot == FREE => {
                *slot = self.words.len() as u32;
                self.words.push(word);
                *slot
            }
            Some(slot) => *slot,
            None => 0,
        }
    }

    /// The slot of a word, or the free one that it would take.
    fn slot(&self, word: &str) -> usize {
        let last = self.slots.len() - 1;
        let mut at = hash(SEED, word.as_bytes()) as usize & last;
        while let Some(number) = self.slots.get(at) {
            if *number == FREE || self.words.get(*number as usize) == word {
                break;
            }
            at = (at + 1) & last;
        }
        at
    }

    fn widen(&mut self) {
        self.slots = vec![FREE; (4 * self.words.len()).next_power_of_two().max(64)];
        for number in 0..self.words.len() {
            let at = self.slot(self.words.get(number));
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = number as u32;
            }
        }
    }
}

/// What a hash begins with.
pub(super) const SEED: u32 = 0x811c_9dc5;

/// Fowler, Noll and Vo's hash of 32 bits, FNV-1a; it goes on from what the bytes before come to.
pub(super) fn hash(seed: u32, bytes: &[u8]) -> u32 {
    let add = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(seed, add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::Seeded;

    #[test]
    fn a_word_has_one_number_and_a_number_one_word() {
        let mut seeded = Seeded(31);
        let mut vocabulary = Vocabulary::default();
        let mut naive: Vec<String> = Vec::new();
        for _ in 0..6000 {
            let word = format!("{}é{}", seeded.below(40), seeded.below(40));
            let expected = naive.iter().position(|known| *known == word).unwrap_or(naive.len());
            if expected == naive.len() {
                naive.push(word.clone());
            }
            assert_eq!(vocabulary.number(&word) as usize, expected, "{word}");
        }
        assert!(naive.len() > 1000);
        let words = vocabulary.words();
        assert_eq!((0..words.len()).map(|at| words.get(at)).collect::<Vec<_>>(), naive);
        assert_eq!(words.get(words.len()), "");
        assert!(words.bytes() > 5 * naive.len());
    }

    #[test]
    fn words_are_hashed_as_their_inventors_say() {
        assert_eq!(hash(SEED, b""), 0x811c_9dc5);
        assert_eq!(hash(SEED, b"a"), 0xe40c_292c);
        assert_eq!(hash(SEED, b"foobar"), 0xbf9c_f968);
    }
}
