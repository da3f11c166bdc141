//! Columns of things that differ in length: texts, and rows of other lists. All of a column's
//! things lie one after another, and a second list says where each ends.

use super::Row;
use crate::core::i18n::{Lang, Picked, Text};

/// Texts by row, each in one or several languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// The language tags in use.
    pub(super) tags: Vec<String>,
    pub(super) letters: String,
    /// Where each wording ends in `letters`.
    pub(super) ends: Vec<u32>,
    /// The tag of each wording, by its place in `tags`.
    pub(super) tag_of: Vec<u8>,
    /// Where each row's wordings end in `ends`.
    pub(super) rows: Vec<u32>,
}

impl Texts {
    /// Adds a row of wordings, each behind its language's tag.
    pub fn push(&mut self, wordings: &[(&str, &str)]) {
        for (tag, words) in wordings {
            let known = self.tags.iter().position(|known| known == tag);
            let at = known.unwrap_or_else(|| {
                self.tags.push((*tag).to_owned());
                self.tags.len() - 1
            });
            self.letters.push_str(words);
            self.ends.push(self.letters.len() as u32);
            self.tag_of.push(at as u8);
        }
        self.rows.push(self.ends.len() as u32);
    }

    pub fn get(&self, row: Row) -> Text {
        Text::new(self.wordings(row).map(|(tag, words)| (tag.into(), words.into())).collect())
    }

    /// The text in the reader's language, as `Text::in_language` picks it.
    pub fn in_language(&self, row: Row, lang: Lang, fallback_tag: &str) -> Picked<'_> {
        Picked::of(|| self.wordings(row), lang, fallback_tag)
    }

    /// How many bytes the column holds.
    pub fn bytes(&self) -> usize {
        self.letters.len() + self.ends.len() * 5 + self.rows.len() * 4
    }

    fn wordings(&self, row: Row) -> impl Iterator<Item = (&str, &str)> {
        part(&self.rows, row).filter_map(|at| {
            let tag = self.tags.get(usize::from(*self.tag_of.get(at)?))?;
            Some((tag.as_str(), self.letters.get(part(&self.ends, at))?))
        })
    }
}

/// Rows of another list, by row of this one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    pub(super) ends: Vec<u32>,
    pub(super) rows: Vec<u32>,
}

impl Links {
    pub fn push(&mut self, rows: &[u32]) {
        self.rows.extend_from_slice(rows);
        self.ends.push(self.rows.len() as u32);
    }

    /// The rows that belong to a row, in their order.
    pub fn of(&self, row: Row) -> &[u32] {
        self.rows.get(part(&self.ends, row)).unwrap_or_default()
    }

    /// How many bytes the column holds.
    pub fn bytes(&self) -> usize {
        (self.ends.len() + self.rows.len()) * 4
    }
}

/// Where the things of a row lie, by the places where each row ends.
pub(super) fn part(ends: &[u32], row: Row) -> std::ops::Range<usize> {
    let end = |row: usize| ends.get(row).map_or(0, |end| *end as usize);
    row.checked_sub(1).map_or(0, end)..end(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_by_row_and_language() {
        let both = Text::new(vec![("es".into(), "Puno".into()), ("fr".into(), "À Puno".into())]);
        let rows = [Text::default(), both, Text::new(vec![("en".into(), String::new())])];
        let mut texts = Texts::default();
        for text in &rows {
            texts.push(&text.iter().collect::<Vec<_>>());
        }
        for (row, text) in rows.iter().enumerate() {
            assert_eq!(texts.get(row), *text);
            for lang in [Lang::En, Lang::Es, Lang::Fr] {
                let picked = texts.in_language(row, lang, "es");
                assert_eq!(picked, text.in_language(lang, "es"), "{row} {lang:?}");
            }
        }
        assert_eq!(texts.get(3), Text::default());
    }

    #[test]
    fn links_come_back_by_row() {
        let mut links = Links::default();
        for rows in [&[3, 1][..], &[], &[7]] {
            links.push(rows);
        }
        assert_eq!([0, 1, 2, 3].map(|row| links.of(row)), [&[3, 1][..], &[], &[7], &[]]);
    }
}
