//! The events behind each word of an index, so that the events of many neighbouring words are
//! found without a walk over all of them.
//!
//! A word's events are the gaps between their rows, seven bits a byte. Neighbouring words are
//! taken together in runs of about the same weight, each with the mask of its events. Whatever
//! words follow one another are thus some whole runs, and less than one run at either end.

use std::ops::Range;

use super::Mask;

/// How many events go to one byte of a run: the smaller, the fewer masks and the longer the walks.
const ROWS_PER_RUN_BYTE: usize = 4;

/// The events of one word while they are gathered.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    gaps: Vec<u8>,
    /// The row after the last.
    next: u32,
}

impl Gathered {
    /// Notes that the word stands in an event; events come in ascending order.
    pub fn note(&mut self, row: u32) {
        let Some(gap) = row.checked_sub(self.next) else { return };
        for shift in [28, 21, 14, 7] {
            if gap >> shift > 0 {
                self.gaps.push(0x80 | (gap >> shift) as u8);
            }
        }
        self.gaps.push(gap as u8 & 0x7f);
        self.next = row + 1;
    }

    /// The gaps between the rows, seven bits a byte.
    pub fn gaps(&self) -> &[u8] {
        &self.gaps
    }
}

/// Words that follow one another, and their events.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    words: Range<usize>,
    events: Mask,
}

/// The events of all words, by number of the word.
#[derive(Clone, Debug, PartialEq)]
pub struct Postings {
    rows: usize,
    /// The gaps of all words one after another; those of word `n` are
    /// `gaps[starts[n]..starts[n + 1]]`. A run of one word has none: its mask says it all.
    gaps: Vec<u8>,
    starts: Vec<u32>,
    /// In order, without words between them; after the last, there may be further words.
    runs: Vec<Run>,
}

impl Postings {
    /// No words yet, for a record of so many events, with room for so many bytes of gaps.
    pub fn new(rows: usize, gap_bytes: usize) -> Self {
        Self { rows, gaps: Vec::with_capacity(gap_bytes), starts: vec![0], runs: Vec::new() }
    }

    /// Adds the events of the next word, by the gaps between their rows.
    pub fn push(&mut self, gaps: &[u8]) {
        let most = self.rows / ROWS_PER_RUN_BYTE;
        if gaps.len() >= most {
            self.close_run();
        }
        self.gaps.extend_from_slice(gaps);
        self.starts.push(self.gaps.len() as u32);
        let first = self.runs.last().map_or(0, |run| run.words.end);
        if self.gaps.len() - self.start(first) >= most {
            self.close_run();
        }
    }

    /// The events of words that follow one another.
    pub fn of(&self, words: Range<usize>) -> Mask {
        let mut bits = vec![0_u64; self.rows.div_ceil(64)];
        let mut word = words.start;
        for run in &self.runs {
            if run.words.start >= word && run.words.end <= words.end {
                self.walk(word..run.words.start, &mut bits);
                bits.iter_mut().zip(run.events.words()).for_each(|(bits, more)| *bits |= more);
                word = run.words.end;
            }
        }
        self.walk(word..words.end, &mut bits);
        Mask::from_words(bits, self.rows)
    }

    /// How many bytes the events hold.
    pub fn bytes(&self) -> usize {
        let run = size_of::<Run>() + self.rows.div_ceil(64) * size_of::<u64>();
        self.gaps.capacity() + self.starts.capacity() * size_of::<u32>() + self.runs.len() * run
    }

    /// Whether gaps are whole and lead to no event beyond the last.
    pub fn can_be(&self, gaps: &[u8]) -> bool {
        let (mut next, mut gap) = (0, 0);
        for byte in gaps {
            gap = gap << 7 | usize::from(byte & 0x7f);
            if gap >= self.rows {
                return false;
            }
            if *byte < 0x80 {
                (next, gap) = (next + gap + 1, 0);
            }
        }
        next <= self.rows && gap == 0 && !gaps.is_empty()
    }

    /// How many events there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The events of a word as they were gathered.
    pub fn gathered(&self, word: usize) -> Gathered {
        let gaps = self.gaps.get(self.start(word)..self.start(word + 1)).unwrap_or_default();
        let mut gathered = Gathered { gaps: gaps.to_vec(), next: 0 };
        if gaps.is_empty() {
            self.of(word..word + 1).iter().for_each(|row| gathered.note(row as u32));
        }
        gathered
    }

    fn start(&self, word: usize) -> usize {
        self.starts.get(word).map_or(0, |start| *start as usize)
    }

    /// Sets the bits of the events of words, gap by gap.
    fn walk(&self, words: Range<usize>, bits: &mut [u64]) {
        for word in words {
            let gaps = self.gaps.get(self.start(word)..self.start(word + 1)).unwrap_or_default();
            let (mut row, mut gap) = (0, 0);
            for byte in gaps {
                gap = gap << 7 | usize::from(byte & 0x7f);
                if *byte < 0x80 {
                    row += gap;
                    if let Some(bits) = bits.get_mut(row / 64) {
                        *bits |= 1 << (row % 64);
                    }
                    (row, gap) = (row + 1, 0);
                }
            }
        }
    }

    /// Makes a run of the words since the last one.
    fn close_run(&mut self) {
        let words = self.runs.last().map_or(0, |run| run.words.end)..self.starts.len() - 1;
        if words.is_empty() {
            return;
        }
        let events = self.of(words.clone());
        if words.len() == 1 {
            let start = self.start(words.start);
            self.gaps.truncate(start);
            self.starts.pop();
            self.starts.push(start as u32);
        }
        self.runs.push(Run { words, events });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::core::{model::Row, query::sample::Seeded};

    #[test]
    fn the_events_of_neighbouring_words_are_those_of_each() {
        let mut seeded = Seeded(32);
        let (mut in_runs, mut alone) = (0, 0);
        for rows in [0, 1, 3, 64, 700, 40_000] {
            let mut postings = Postings::new(rows, 0);
            let mut naive: Vec<BTreeSet<Row>> = Vec::new();
            for _ in 0..60 {
                let thinness = seeded.pick(&[1, 2, 30, 200, 20_000]);
                let chosen: BTreeSet<Row> =
                    (0..rows).filter(|_| seeded.below(thinness) == 0).collect();
                let mut gathered = Gathered::default();
                for row in &chosen {
                    (0..=seeded.below(2)).for_each(|_| gathered.note(*row as u32));
                }
                postings.push(gathered.gaps());
                naive.push(chosen);
            }
            for _ in 0..100 {
                let (one, other) = (seeded.below(61), seeded.below(61));
                let words = one.min(other)..one.max(other);
                let expected = naive[words.clone()].iter().flatten().copied();
                let found = postings.of(words.clone());
                assert_eq!(found, Mask::of_rows(rows, expected), "{words:?} of {rows} events");
            }
            in_runs += postings.runs.iter().filter(|run| run.words.len() > 1).count();
            alone += postings.runs.iter().filter(|run| run.words.len() == 1).count();
            assert!(postings.bytes() >= postings.gaps.len() + postings.starts.len() * 4);
        }
        assert!(in_runs > 20 && alone > 20, "{in_runs} runs of words, {alone} of one word");
    }
}
