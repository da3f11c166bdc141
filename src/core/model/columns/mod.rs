//! The columnar form of a record, for many events: a record's JSON without its events, and after it
//! the events column by column, as they lie in memory. `docs/formats/columns.md` is the format.
//! It is written by machines from a record without problems, so that reading is strict: the first
//! thing that cannot be is an error, and nothing is guessed.

mod read;
mod write;

pub use read::ColumnsReader;
pub(super) use read::date_of;
pub use write::{Columns, head, in_columns, to_columns};

/// What a file begins with: the name, and the version of the form.
pub const MAGIC: [u8; 8] = *b"khipu\0c1";

/// The name of the last section's texts, as it stands in a head's place in error texts.
const SECTIONS: [&str; 24] = [
    "first days",
    "last days",
    "kinds",
    "certainty",
    "places",
    "deaths",
    "injuries",
    "id ends",
    "ids",
    "actor ends",
    "actors",
    "tag ends",
    "tags",
    "source ends",
    "sources",
    "title ends",
    "title languages",
    "title rows",
    "titles",
    "summary ends",
    "summary languages",
    "summary rows",
    "summaries",
    "rest",
];

/// Whether a file's first bytes say that it is columnar.
pub fn is_columnar(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// Why a columnar file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    #[error("the file does not begin as a columnar record of this version: make it anew")]
    Magic,
    #[error("the file ends too early: it may not have been copied or downloaded whole")]
    Truncated,
    #[error("the file goes on after its end: it may be two files in one")]
    TooLong,
    #[error("the file is larger than this device's memory allows: split the record")]
    Memory,
    #[error("the record before the columns: {0}")]
    Head(super::ReadError),
    #[error("the record before the columns has other lists than the columns were made for")]
    Lists,
    #[error("the column of {0} holds what cannot be: make the file anew")]
    Column(&'static str),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::model::{Archive, read as read_json};

    const PERU: &str = include_str!("../../../../public/data/peru-2022-2023.json");

    fn peru() -> (Vec<u8>, Archive) {
        let value = crate::core::model::parse(PERU).unwrap();
        let archive = read_json(PERU).unwrap().archive;
        (to_columns(&head(&value), &archive).unwrap(), archive)
    }

    fn opened(file: &[u8], pieces: usize) -> Result<Archive, ColumnsError> {
        let mut reader = ColumnsReader::default();
        for piece in file.chunks(pieces.max(1)) {
            reader.push(piece)?;
        }
        reader.finish().map(|imported| imported.archive)
    }

    #[test]
    fn a_record_comes_back_from_its_columns_whole_however_it_arrives() {
        let (file, archive) = peru();
        assert!(is_columnar(&file));
        for pieces in [1, 7, 1_000, 65_536, file.len()] {
            assert!(opened(&file, pieces).unwrap() == archive, "in pieces of {pieces}");
        }
    }

    #[test]
    fn a_file_cut_anywhere_or_longer_than_it_says_is_an_error() {
        let (mut file, _) = peru();
        for share in 0..40 {
            let cut = file.get(..file.len() * share / 40).unwrap();
            let error = opened(cut, 4_096).err();
            assert_eq!(error, Some(ColumnsError::Truncated), "{share}/40");
        }
        file.push(0);
        assert_eq!(opened(&file, 4_096).err(), Some(ColumnsError::TooLong));
        let json = b"{\"format\": \"khipu/1\"}";
        assert_eq!(opened(json, 4_096).err(), Some(ColumnsError::Magic));
    }

    #[test]
    fn damage_is_an_error_or_another_record_and_never_a_panic() {
        let (file, _) = peru();
        let mut seeded = crate::core::query::sample::Seeded(51);
        let mut refused = 0;
        for _ in 0..300 {
            let mut damaged = file.clone();
            for _ in 0..=seeded.below(3) {
                let at = seeded.below(file.len());
                damaged[at] ^= 1 << seeded.below(8);
            }
            match opened(&damaged, 10_000) {
                Ok(archive) => {
                    let walked = archive.events.iter().map(|event| event.sources.len());
                    assert!(walked.sum::<usize>() > 0);
                }
                Err(_) => refused += 1,
            }
        }
        assert!(refused > 10, "only {refused} of 300 refused");
    }

    #[test]
    fn a_number_beyond_its_list_names_its_column() {
        let (file, archive) = peru();
        // The table of sections: after the magic, the counts and the number of sections.
        let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let table = 36;
        let mut starts = vec![table + SECTIONS.len() * 4 + number(8)];
        for section in 0..SECTIONS.len() {
            starts.push(starts[section] + number(table + section * 4));
        }
        assert_eq!((number(12), starts.last()), (archive.events.len(), Some(&file.len())));
        let check = |section: usize, bytes: &[u8]| {
            let mut damaged = file.clone();
            damaged[starts[section]..][..bytes.len()].copy_from_slice(bytes);
            let column = ColumnsError::Column(SECTIONS[section]);
            assert_eq!(opened(&damaged, 10_000).err(), Some(column));
        };
        check(0, &i32::MAX.to_le_bytes());
        check(1, &i32::MIN.to_le_bytes());
        check(2, &[12]);
        check(3, &[3]);
        check(4, &9_999_u32.to_le_bytes());
        for ends in [7, 9, 11, 13, 15, 17, 19, 21] {
            check(ends, &u32::MAX.to_le_bytes());
        }
        for rows in [10, 12, 14] {
            check(rows, &99_999_u32.to_le_bytes());
        }
        check(16, &[200]);
        check(18, &[0xff]);
        check(23, b"}");
    }
}
