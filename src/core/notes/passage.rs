//! Words of a text as a selector names them, and finding them again when the text has changed.
//! The selectors are those of the Web Annotation Data Model (W3C Recommendation 2017), sections
//! 4.2.4 and 4.2.5. Which text is meant, and in which language, stands in `target`.

use std::{cmp::Reverse, ops::Range};

use super::fuzzy::{self, Near};

/// How many code points around the words a selector remembers, on each side.
pub const CONTEXT_CHARS: usize = 32;

/// The words of a passage (`TextQuoteSelector`) and where they stood (`TextPositionSelector`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    pub position: Option<Position>,
}

/// Where words stand in a text, in code points from its beginning, the end not included. Code
/// points and not units of UTF-16, because the recommendation says so; a browser's offsets are
/// converted with [`point_of_utf16`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub start: u32,
    pub end: u32,
}

/// Where a passage was found, in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Where it was, word for word.
    Kept(Range<usize>),
    /// Word for word, elsewhere.
    Moved(Range<usize>),
    /// The words were changed, by so many code points.
    Changed { range: Range<usize>, edits: usize },
    /// The text has nothing like it any more.
    Orphaned,
}

impl Position {
    /// The position between two points, or nothing where the end comes first.
    pub fn between((start, end): (u32, u32)) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }
}

impl Anchor {
    pub fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Kept(range) | Self::Moved(range) | Self::Changed { range, .. } => {
                Some(range.clone())
            }
            Self::Orphaned => None,
        }
    }
}

impl Quote {
    /// The selector of a selection, in code points; white space at its ends is left out. Nothing
    /// where no word is selected.
    pub fn of(text: &str, selected: Range<usize>) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        chars.get(selected.clone())?;
        let Range { start, end } = without_outer_space(&chars, selected);
        let piece = |range: Range<usize>| chars.get(range).map(|piece| piece.iter().collect());
        if start == end {
            return None;
        }
        Some(Self {
            exact: piece(start..end)?,
            prefix: piece(start.saturating_sub(CONTEXT_CHARS)..start)?,
            suffix: piece(end..chars.len().min(end + CONTEXT_CHARS))?,
            position: Position::between((u32::try_from(start).ok()?, u32::try_from(end).ok()?)),
        })
    }

    /// Finds the passage again: where it was with its neighbours, then word for word wherever its
    /// neighbours are most alike, then the most similar words, of which a quarter may differ.
    pub fn anchor(&self, text: &str) -> Anchor {
        let text: Vec<char> = text.chars().collect();
        let sought = Sought::new(self);
        if sought.exact.is_empty() {
            return Anchor::Orphaned;
        }
        let found = sought.occurrences(&text).max_by_key(|at| sought.likeness(&text, *at));
        if let Some(at) = found {
            let range = at..at + sought.exact.len();
            return if sought.start == Some(at) {
                Anchor::Kept(range)
            } else {
                Anchor::Moved(range)
            };
        }
        let near = fuzzy::nearest(&sought.exact, &text, |range| sought.closeness(&text, range));
        near.map_or(Anchor::Orphaned, |Near { range, edits }| Anchor::Changed {
            range: without_outer_space(&text, range),
            edits,
        })
    }
}

/// A range without the white space at its ends; nothing else leaves an empty one.
fn without_outer_space(text: &[char], range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let space = |character: &&char| character.is_whitespace();
    let before = words.iter().take_while(space).count();
    let after = words.iter().rev().take_while(space).count().min(words.len() - before);
    range.start + before..range.end - after
}

/// A quote, taken apart once.
struct Sought {
    exact: Vec<char>,
    prefix: Vec<char>,
    suffix: Vec<char>,
    start: Option<usize>,
}

impl Sought {
    fn new(quote: &Quote) -> Self {
        Self {
            exact: quote.exact.chars().collect(),
            prefix: quote.prefix.chars().collect(),
            suffix: quote.suffix.chars().collect(),
            start: quote.position.map(|position| position.start as usize),
        }
    }

    /// Where the words stand in a text as they are.
    fn occurrences<'a>(&'a self, text: &'a [char]) -> impl Iterator<Item = usize> + 'a {
        let windows = text.windows(self.exact.len()).enumerate();
        windows.filter(|(_, window)| *window == self.exact).map(|(at, _)| at)
    }

    /// How much speaks for words that start here: their neighbours, then how near they are to
    /// where they were, then that they come first.
    fn likeness(&self, text: &[char], at: usize) -> (usize, Reverse<usize>, Reverse<usize>) {
        let (context, distance) = self.closeness(text, at..at + self.exact.len());
        (context, distance, Reverse(at))
    }

    /// How many neighbouring code points are as they were, and how far off the words are.
    fn closeness(&self, text: &[char], range: Range<usize>) -> (usize, Reverse<usize>) {
        let before = text.get(..range.start).unwrap_or_default();
        let after = text.get(range.end..).unwrap_or_default();
        let alike = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
            pairs.take_while(|(one, other)| one == other).count()
        };
        let context = alike(&mut self.prefix.iter().rev().zip(before.iter().rev()))
            + alike(&mut self.suffix.iter().zip(after));
        let distance = self.start.map_or(0, |start| start.abs_diff(range.start));
        (context, Reverse(distance))
    }
}

/// The code point at an offset in units of UTF-16, as a browser's selection has it; an offset
/// inside a character is its beginning, one past the end is the end.
pub fn point_of_utf16(text: &str, units: usize) -> usize {
    let mut passed = 0;
    text.chars()
        .take_while(|character| {
            passed += character.len_utf16();
            passed <= units
        })
        .count()
}

/// The offset in units of UTF-16 of a code point.
pub fn utf16_of_point(text: &str, point: usize) -> usize {
    text.chars().take(point).map(char::len_utf16).sum()
}

/// The piece of a text between two code points.
pub fn slice(text: &str, range: Range<usize>) -> &str {
    let byte = |point: usize| text.char_indices().nth(point).map_or(text.len(), |(at, _)| at);
    text.get(byte(range.start)..byte(range.end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "En Juliaca murieron 18 personas. La marcha salió de Ilave. La marcha llegó.";

    /// The passage of some words in one text, found in another.
    fn check(words: &str, nth: usize, later: &str, expected: &str) {
        let (byte, _) = TEXT.match_indices(words).nth(nth).unwrap();
        let start = TEXT[..byte].chars().count();
        let quote = Quote::of(TEXT, start..start + words.chars().count()).unwrap();
        let anchor = quote.anchor(later);
        let kind = match &anchor {
            Anchor::Kept(_) => "kept".to_owned(),
            Anchor::Moved(range) => format!("moved {}", range.start),
            Anchor::Changed { edits, .. } => format!("changed {edits}"),
            Anchor::Orphaned => "orphaned".to_owned(),
        };
        let found = anchor.range().map_or("", |range| slice(later, range));
        assert_eq!(format!("{kind}: {found}"), expected);
    }

    #[test]
    fn a_passage_is_found_where_it_was_and_where_it_went() {
        check("marcha", 1, TEXT, "kept: marcha");
        check("18 personas", 0, &format!("Nota. {TEXT}"), "moved 26: 18 personas");
        // The first march now stands where the second one was, and the neighbours tell.
        let later = "La marcha llegó. En Juliaca murieron 18 personas. La marcha salió de Ilave.";
        check("La marcha", 1, later, "moved 0: La marcha");
        check("La marcha", 0, later, "moved 50: La marcha");
    }

    #[test]
    fn the_neighbours_on_either_side_tell_equal_words_apart() {
        let quote = |prefix: &str, suffix: &str| Quote {
            exact: "marcha".to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            position: Position::between((0, 6)),
        };
        let text = "La marcha. Una marcha; otra marcha.";
        assert_eq!(quote("Una ", "").anchor(text), Anchor::Moved(15..21));
        assert_eq!(quote("", "; otra").anchor(text), Anchor::Moved(15..21));
        assert_eq!(quote("otra ", ".").anchor(text), Anchor::Moved(28..34));
        assert_eq!(quote("", "").anchor(text), Anchor::Moved(3..9), "else the nearest");
    }

    #[test]
    fn a_passage_whose_words_changed_is_found_by_likeness() {
        let later = "En Juliaca murieron 19 personas. La gran marcha salió de Ilave.";
        check("murieron 18 personas", 0, later, "changed 1: murieron 19 personas");
        check("La marcha salió de Ilave", 0, later, "changed 2: marcha salió de Ilave");
        check("Juliaca", 0, "En JuIiaca murieron", "changed 1: JuIiaca");
    }

    #[test]
    fn a_passage_that_is_gone_is_orphaned() {
        check("murieron 18 personas", 0, "Hubo heridos en Puno.", "orphaned: ");
        check("marcha", 0, "", "orphaned: ");
        assert_eq!(Quote::default().anchor(TEXT), Anchor::Orphaned);
    }

    #[test]
    fn a_selection_loses_its_outer_space_and_remembers_its_neighbours() {
        let quote = Quote::of("uno  dos tres", 4..9).unwrap();
        assert_eq!(quote.exact, "dos");
        assert_eq!((quote.prefix.as_str(), quote.suffix.as_str()), ("uno  ", " tres"));
        assert_eq!(quote.position, Some(Position { start: 5, end: 8 }));
        for nothing in [3..5, 4..4, 2..99, 99..99] {
            assert_eq!(Quote::of("uno  dos tres", nothing), None);
        }
        #[expect(clippy::reversed_empty_ranges, reason = "a selection may come from anywhere")]
        let backwards = 9..4;
        assert_eq!(Quote::of("uno  dos tres", backwards), None);
    }

    #[test]
    fn points_and_utf16_offsets_convert() {
        let text = "a😀ñb";
        let points: Vec<usize> = (0..7).map(|units| point_of_utf16(text, units)).collect();
        assert_eq!(points, [0, 1, 1, 2, 3, 4, 4]);
        let units: Vec<usize> = (0..6).map(|point| utf16_of_point(text, point)).collect();
        assert_eq!(units, [0, 1, 3, 4, 5, 5]);
        assert_eq!(slice(text, 1..3), "😀ñ");
    }
}
