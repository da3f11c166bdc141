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

    /// The language tags in use.
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// What the column is made of: where each wording ends, where each row's wordings do, the letters, and the
    /// tag of each wording.
    pub fn parts(&self) -> ([&[u32]; 2], [&[u8]; 2]) {
        ([&self.ends, &self.rows], [self.letters.as_bytes(), &self.tag_of])
    }

    /// A column of such parts; nothing where they do not fit together.
    pub fn of_parts(
        tags: Vec<String>,
        [ends, rows]: [Vec<u32>; 2],
        [letters, tag_of]: [Vec<u8>; 2],
    ) -> Option<Self> {
        let letters = String::from_utf8(letters).ok()?;
        let fits = cuts(&ends, letters.len()) && cuts(&rows, ends.len());
        let fits = fits && tag_of.len() == ends.len();
        fits.then_some(Self { tags, letters, ends, tag_of, rows })
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

    /// What the column is made of: where each row's rows end, and these.
    pub fn parts(&self) -> [&[u32]; 2] {
        [&self.ends, &self.rows]
    }

    /// A column of such parts; nothing where they do not fit together.
    pub fn of_parts([ends, rows]: [Vec<u32>; 2]) -> Option<Self> {
        cuts(&ends, rows.len()).then_some(Self { ends, rows })
    }

    /// How many bytes the column holds.
    pub fn bytes(&self) -> usize {
        (self.ends.len() + self.rows.len()) * 4
    }
}

/// Whether ends ascend to the length of what they cut.
fn cuts(ends: &[u32], length: usize) -> bool {
    ends.is_sorted() && ends.last().map_or(0, |end| *end as usize) == length
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
    fn columns_come_back_from_their_parts_and_only_from_such() {
        let mut texts = Texts::default();
        texts.push(&[("es", "Puno"), ("fr", "À Puno")]);
        texts.push(&[]);
        let tags = || texts.tags().to_vec();
        let owned = || {
            let (numbers, bytes) = texts.parts();
            (numbers.map(<[u32]>::to_vec), bytes.map(<[u8]>::to_vec))
        };
        let (numbers, bytes) = owned();
        assert_eq!(Texts::of_parts(tags(), numbers, bytes).as_ref(), Some(&texts));
        for damage in 0..5 {
            let (mut numbers, mut bytes) = owned();
            match damage {
                0 => numbers[0][0] = 99,
                1 => numbers[1][1] = 3,
                2 => drop(bytes[0].pop()),
                3 => bytes[0][5] = 0xff,
                _ => bytes[1].push(0),
            }
            assert_eq!(Texts::of_parts(tags(), numbers, bytes), None, "damage {damage}");
        }
        let mut links = Links::default();
        links.push(&[3, 1]);
        let [ends, rows] = links.parts().map(<[u32]>::to_vec);
        assert_eq!(Links::of_parts([ends.clone(), rows]), Some(links));
        assert_eq!(Links::of_parts([ends, vec![3]]), None);
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
