//! Puts gathered words into the order of their letters, a part at a time: the words with one first
//! letter after those with another, each with its events.

use super::{
    postings::{Gathered, Postings},
    search::Index,
    vocabulary::Words,
};
use crate::core::order;

/// What a word costs beside its events, in bytes of events.
const WORD_BYTES: usize = 16;

/// The words of an index in order, as far as they are there.
pub struct Packing {
    words: Words,
    postings: Postings,
    /// The first byte of the words that come after `waiting`.
    next_initial: Option<u8>,
    /// The numbers of the words to be packed next, the last first.
    waiting: Vec<u32>,
}

impl Packing {
    pub fn new(rows: usize, events: &[Gathered]) -> Self {
        Self {
            words: Words::default(),
            postings: Postings::new(rows, events.iter().map(|events| events.gaps().len()).sum()),
            next_initial: Some(0),
            waiting: Vec::new(),
        }
    }

    /// Packs words with about so many bytes of events, or puts the words of the next initial in
    /// order; true when all is done. The events of a packed word are let go.
    pub fn step(&mut self, words: &Words, events: &mut [Gathered], bytes: usize) -> bool {
        if self.waiting.is_empty() {
            let Some(initial) = self.next_initial else { return true };
            self.wait(words, initial);
            return false;
        }
        let mut packed_bytes = 0;
        while packed_bytes < bytes {
            let Some(number) = self.waiting.pop() else { break };
            let Some(gathered) = events.get_mut(number as usize) else { continue };
            let gathered = std::mem::take(gathered);
            packed_bytes += gathered.gaps().len() + WORD_BYTES;
            // A word of what no event is linked to finds nothing.
            if !gathered.gaps().is_empty() {
                self.words.push(words.get(number as usize));
                self.postings.push(gathered.gaps());
            }
        }
        false
    }

    /// The index of what is packed.
    pub fn index(self) -> Index {
        Index::new(self.words, self.postings)
    }

    /// Puts the words that begin with this byte in order, and finds the byte that comes after it.
    fn wait(&mut self, words: &Words, initial: u8) {
        self.next_initial = None;
        for number in 0..words.len() {
            let Some(first) = words.get(number).bytes().next() else { continue };
            if first == initial {
                self.waiting.push(number as u32);
            } else if first > initial {
                let next = self.next_initial.map_or(first, |next| next.min(first));
                self.next_initial = Some(next);
            }
        }
        let word = |number: &u32| words.get(*number as usize);
        order::sort_by(&mut self.waiting, &|one, other| word(other).cmp(word(one)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::query::sample::Seeded;

    #[test]
    fn words_come_in_the_order_of_their_letters_each_with_its_events() {
        const EVENTS: usize = 50;
        let mut seeded = Seeded(35);
        for bytes in [1, 90, usize::MAX] {
            let (mut words, mut events, mut naive) = (Words::default(), Vec::new(), Vec::new());
            for number in 0..200 {
                let letters = (0..3).map(|_| seeded.pick(&["a", "d", "ж", "9", "m"]));
                let word = format!("{}{number}", letters.collect::<String>());
                let rows = seeded.rows(EVENTS, 5);
                let mut gathered = Gathered::default();
                for row in &rows {
                    gathered.note(*row as u32);
                }
                words.push(&word);
                events.push(gathered);
                if !rows.is_empty() {
                    naive.push((word, rows));
                }
            }
            naive.sort();
            let mut packing = Packing::new(EVENTS, &events);
            while !packing.step(&words, &mut events, bytes) {}
            let packed = (0..packing.words.len()).map(|at| {
                let rows = packing.postings.of(at..at + 1).iter().collect();
                (packing.words.get(at).to_owned(), rows)
            });
            assert_eq!(packed.collect::<Vec<_>>(), naive, "{bytes} bytes a step");
        }
    }
}
