//! Why an event is found: a piece of what a list does not show, about the words of a search.

use std::ops::Range;

use super::fold::{Word, words};
use super::search::terms;

/// How much of a text stands before and after the word that was found, in bytes.
const BEFORE: usize = 36;
const AFTER: usize = 72;

/// A piece of a text, with dots where it was cut, and the byte ranges to mark in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    pub marks: Vec<Range<usize>>,
}

/// The first of some texts that holds a word of the search which what is shown lacks, cut about
/// that word; nothing where all is shown.
pub fn excerpt<'a>(
    shown: &str,
    others: impl IntoIterator<Item = &'a str>,
    search: &str,
) -> Option<Excerpt> {
    let begins = |words: &[Word], term: &String| {
        words.iter().position(|word| word.folded.starts_with(term.as_str()))
    };
    let mut missing = terms(search);
    if missing.is_empty() {
        return None;
    }
    let shown = words(shown);
    missing.retain(|term| begins(&shown, term).is_none());
    others.into_iter().find_map(|text| {
        let words = words(text);
        let found = missing.iter().filter_map(|term| begins(&words, term)).min()?;
        Some(cut(text, &words, found, search))
    })
}

/// The words about one of a text's words.
fn cut(text: &str, words: &[Word], found: usize, search: &str) -> Excerpt {
    let end_of = |word: &Word| word.range(word.folded.len()).end;
    let at = words.get(found).map_or(0, |word| word.start);
    let from = words.iter().map(|word| word.start).find(|start| start + BEFORE >= at);
    let to = words.iter().map(end_of).take_while(|end| *end <= at + AFTER).last();
    let last = words.last().map_or(0, end_of);
    let first = words.first().map_or(0, |word| word.start);
    let from = from.filter(|from| *from > first).unwrap_or(0);
    let to = to.map(|to| to.max(words.get(found).map_or(0, end_of))).filter(|to| *to < last);
    let mut piece = String::new();
    piece.push_str(if from > 0 { "… " } else { "" });
    piece.push_str(text.get(from..to.unwrap_or(text.len())).unwrap_or(text));
    piece.push_str(if to.is_some() { " …" } else { "" });
    let marks = super::search::highlights(&piece, search);
    Excerpt { text: piece, marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shown: &str, others: &[&str], search: &str, expected: Option<&str>) {
        let found = excerpt(shown, others.iter().copied(), search).map(|it| {
            let mut text = it.text;
            for mark in it.marks.iter().rev() {
                text.insert(mark.end, ']');
                text.insert(mark.start, '[');
            }
            text
        });
        assert_eq!(found.as_deref(), expected, "{search}");
    }

    const PROSE: &str = "Eighteen people die near the airport when police fire at those who try to \
                         enter it, says the Ombudsman’s office in Juliaca on the evening of that day.";

    #[test]
    fn what_is_shown_needs_no_excerpt() {
        check("Deaths in Juliaca", &[PROSE], "juli deaths", None);
        check("Deaths", &[PROSE], "", None);
        check("Deaths", &[PROSE], "nothing", None);
    }

    #[test]
    fn the_first_text_with_a_missing_word_is_cut_about_it() {
        check(
            "Deaths",
            &["Puno", PROSE],
            "deaths juliaca",
            Some("… says the Ombudsman’s office in [Juliaca] on the evening of that day."),
        );
        check(
            "Deaths",
            &["Puno", PROSE],
            "people",
            Some(
                "Eighteen [people] die near the airport when police fire at those who try to enter …",
            ),
        );
        check(
            "Deaths",
            &["Policía Nacional del Perú"],
            "policia peru",
            Some("[Policía] Nacional del [Perú]"),
        );
    }

    #[test]
    fn a_very_long_word_is_shown_whole() {
        let long = "a".repeat(200);
        check("", &[&format!("one {long} two")], &long, Some(&format!("one [{long}] …")));
    }
}
