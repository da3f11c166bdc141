//! The words of a text that are most like given ones: Sellers' approximate matching (1980), with
//! bounded work. Likeness of meaning, case or accents is not considered: each is an edit.

use std::ops::Range;

/// Longer words are found by their beginning and their end, of so many code points.
const WHOLE_MAX_CHARS: usize = 128;
/// How many cells of the table are filled at most, for one search.
const CELLS_MAX: usize = 16_000_000;

/// Words that are like the ones sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// In code points.
    pub range: Range<usize>,
    /// How many code points were put in, left out or changed.
    pub edits: usize,
}

/// The words with the fewest edits, at most a quarter of their length; of several, those that
/// `closeness` puts highest. Nothing where none are so like, or where the search would be too long.
pub(super) fn nearest<C: Ord>(
    words: &[char],
    text: &[char],
    closeness: impl Fn(Range<usize>) -> C,
) -> Option<Near> {
    if words.len() <= WHOLE_MAX_CHARS {
        let near = matches(words, text);
        return near
            .into_iter()
            .max_by_key(|near| (std::cmp::Reverse(near.edits), closeness(near.range.clone())));
    }
    let (head, tail) = (words.get(..WHOLE_MAX_CHARS)?, words.get(words.len() - WHOLE_MAX_CHARS..)?);
    let heads = matches(head, text);
    let tails = matches(tail, text);
    let length = words.len();
    let mut best: Option<(usize, C, Near)> = None;
    for head in &heads {
        for tail in tails.iter().filter(|tail| tail.range.end > head.range.start) {
            let range = head.range.start..tail.range.end;
            if range.len() < length / 2 || range.len() > length * 2 {
                continue;
            }
            let off = range.len().abs_diff(length);
            let near = Near { range: range.clone(), edits: (head.edits + tail.edits).max(off) };
            let close = closeness(range);
            let is_better = best.as_ref().is_none_or(|(edits, closest, _)| {
                near.edits < *edits || near.edits == *edits && close > *closest
            });
            if is_better {
                best = Some((near.edits, close, near));
            }
        }
    }
    best.map(|(_, _, near)| near)
}

/// The matches with the fewest edits, at most 64, each with the end where it costs least.
fn matches(words: &[char], text: &[char]) -> Vec<Near> {
    const MATCHES_MAX: usize = 64;
    let most = words.len() / 4;
    if most == 0 || words.len().saturating_mul(text.len()) > CELLS_MAX {
        return Vec::new();
    }
    // For each number of words' code points: the edits so far, and where the match began.
    let mut column: Vec<(usize, usize)> = (0..=words.len()).map(|edits| (edits, 0)).collect();
    let mut found: Vec<Near> = Vec::new();
    for (at, character) in text.iter().enumerate() {
        let mut diagonal = (0, at);
        let mut above = (0, at + 1);
        for (word, cell) in words.iter().zip(column.iter_mut().skip(1)) {
            let changed = (diagonal.0 + usize::from(word != character), diagonal.1);
            let put_in = (cell.0 + 1, cell.1);
            let left_out = (above.0 + 1, above.1);
            diagonal = *cell;
            // Of equal edits the change comes first, then the later beginning: the shorter match.
            let shorter = |one: (usize, usize), other: (usize, usize)| {
                if (other.0, usize::MAX - other.1) < (one.0, usize::MAX - one.1) {
                    other
                } else {
                    one
                }
            };
            *cell = shorter(shorter(changed, put_in), left_out);
            above = *cell;
        }
        let Some(&(edits, start)) = column.last().filter(|(edits, _)| *edits <= most) else {
            continue;
        };
        let least = found.first().map_or(usize::MAX, |near| near.edits);
        if edits < least {
            found.clear();
        }
        if edits <= least && found.len() < MATCHES_MAX && start <= at {
            found.push(Near { range: start..at + 1, edits });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// The edits between two texts (Levenshtein), the naive way.
    fn edits(one: &[char], other: &[char]) -> usize {
        match (one.split_first(), other.split_first()) {
            (None, _) => other.len(),
            (_, None) => one.len(),
            (Some((a, one_rest)), Some((b, other_rest))) if a == b => edits(one_rest, other_rest),
            (Some((_, one_rest)), Some((_, other_rest))) => {
                1 + edits(one_rest, other_rest)
                    .min(edits(one_rest, other))
                    .min(edits(one, other_rest))
            }
        }
    }

    #[test]
    fn the_fewest_edits_are_found_as_the_naive_search_finds_them() {
        let mut seed = 5_u32;
        let mut letters = |count: usize| -> Vec<char> {
            (0..count)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ['a', 'b', 'c'][(seed >> 16) as usize % 3]
                })
                .collect()
        };
        for _ in 0..60 {
            let (words, text) = (letters(5), letters(9));
            let all =
                (0..text.len()).flat_map(|start| (start..=text.len()).map(move |end| start..end));
            let least = all.map(|range| edits(&words, &text[range])).min().unwrap();
            let near = nearest(&words, &text, |_| 0);
            assert_eq!(near.as_ref().map(|near| near.edits), (least <= 1).then_some(least));
            if let Some(near) = near {
                assert_eq!(edits(&words, &text[near.range]), near.edits);
            }
        }
    }

    #[test]
    fn long_words_are_found_by_their_ends() {
        let words: String = (0..80)
            .flat_map(|number| ["palabra ".to_owned(), number.to_string(), " ".to_owned()])
            .collect();
        let text =
            format!("Antes. {} Después.", words.replace("palabra 40 ", "").replace("a 79", "b 79"));
        let (words, text) = (chars(&words), chars(&text));
        let near = nearest(&words, &text, |_| 0).unwrap();
        let found: String = text[near.range].iter().collect();
        assert!(found.starts_with("palabra 0 ") && found.trim_end().ends_with("79"), "{found}");
        let none = chars(&"x".repeat(2_000));
        assert_eq!(nearest(&words, &none, |_| 0), None);
    }

    #[test]
    fn a_search_that_would_be_too_long_finds_nothing() {
        let text = vec!['a'; 400_000];
        assert_eq!(nearest(&chars(&"ab".repeat(60)), &text, |_| 0), None);
    }
}
