//! Notes as a short text for the part of a link after `#`, which no server sees.
//! Whoever opens such a link is asked before anything is kept; that is not done here.

use serde_json::Value;

use super::{Document, Note, base64, deflate::deflated, document::Stored, inflate::inflated};

/// The letters of a carried text that are read at most.
pub const CARRIED_MAX_CHARS: usize = 64 * 1024;
/// What they may grow to, in bytes.
const UNPACKED_MAX_BYTES: usize = 1024 * 1024;
/// How the text begins: the version of this form.
const FORM: char = '1';

/// Why notes in a link cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CarryError {
    #[error("the link is longer than any that Khipu makes")]
    TooLong,
    #[error("the notes in the link were packed by a later version of Khipu")]
    Later,
    #[error("the notes in the link are damaged: a part of it may be missing")]
    Damaged,
}

/// Notes of a record as text of letters, digits, `-` and `_`. Deleted ones are left out, and what
/// only devices that share their notes need. Nothing where it would be too long for a link to be
/// read; then a file serves.
pub fn packed(record: &str, notes: &[Note]) -> Option<String> {
    let mut document = Document::new(record);
    let mut living: Vec<Note> = notes.iter().filter(|note| !note.deleted).cloned().collect();
    for note in &mut living {
        note.past.clear();
    }
    document.put_all(living);
    let text = document.write();
    if text.len() > UNPACKED_MAX_BYTES {
        return None;
    }
    let packed = format!("{FORM}{}", base64::encoded(&deflated(text.as_bytes())));
    (packed.len() <= CARRIED_MAX_CHARS).then_some(packed)
}

/// The notes of a packed text. Its document names the record they are about; its losses what
/// could not be read.
///
/// # Errors
/// Where the text is too long, of a later form, or damaged.
pub fn unpacked(packed: &str) -> Result<Stored, CarryError> {
    if packed.len() > CARRIED_MAX_CHARS {
        return Err(CarryError::TooLong);
    }
    let rest = match packed.strip_prefix(FORM) {
        Some(rest) => rest,
        None if packed.starts_with(|first: char| first.is_ascii_digit()) => {
            return Err(CarryError::Later);
        }
        None => return Err(CarryError::Damaged),
    };
    let bytes = base64::decoded(rest).and_then(|bytes| inflated(&bytes, UNPACKED_MAX_BYTES));
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(CarryError::Damaged)?;
    let value: Value = serde_json::from_str(&text).map_err(|_| CarryError::Damaged)?;
    let record = value.get("record").and_then(Value::as_str).ok_or(CarryError::Damaged)?;
    let mut stored = Document::read(&text, record);
    // A link brings notes and nothing else; deletions would reach into what the reader has.
    stored.document.keep_living();
    Ok(stored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::notes::{Moment, Target, deflate};

    fn note(id: &str, text: &str) -> Note {
        let mut note = Note::new(id, Target::Event("e".to_owned()), Moment::from_ms(7));
        text.clone_into(&mut note.text);
        note
    }

    #[test]
    fn notes_come_back_from_a_link() {
        let notes = [note("a", "Uno.\n\nDos ñandúes."), note("b", "👩\u{200d}👧")];
        let link = packed("peru", &notes).unwrap();
        assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        let stored = unpacked(&link).unwrap();
        assert_eq!(
            (stored.document.record.as_str(), stored.document.notes()),
            ("peru", &notes[..])
        );
        assert!(!stored.is_damaged());
    }

    #[test]
    fn deleted_notes_do_not_travel() {
        let gone = note("a", "x").tombstone(Moment::from_ms(9));
        let link = packed("peru", &[gone]).unwrap();
        assert_eq!(unpacked(&link).unwrap().document.notes(), []);
        let text =
            r#"{"version":1,"record":"r","notes":[{"id":"a","created":1,"deleted":true}],"x":1}"#;
        let hostile = format!("1{}", base64::encoded(&deflate::deflated(text.as_bytes())));
        let stored = unpacked(&hostile).unwrap();
        assert_eq!(stored.document.notes(), []);
    }

    #[test]
    fn a_prose_note_is_shorter_packed_than_stored() {
        let prose = "La marcha salió de Ilave a las seis de la mañana y llegó a Puno al mediodía; \
            la policía la esperaba en el puente, según la prensa de la mañana siguiente. ";
        let notes: Vec<Note> = (0..5).map(|at| note(&format!("n{at}"), &prose.repeat(2))).collect();
        let stored: usize = notes.iter().map(crate::core::notes::note_units).sum();
        let link = packed("peru", &notes).unwrap();
        assert!(link.len() * 3 < stored, "{} of {stored}", link.len());
    }

    #[test]
    fn a_hostile_link_is_refused() {
        let bomb = format!("1{}", base64::encoded(&deflate::deflated(&vec![b' '; 1_100_000])));
        assert!(bomb.len() < CARRIED_MAX_CHARS);
        assert_eq!(unpacked(&bomb), Err(CarryError::Damaged));
        assert_eq!(unpacked(&"1A".repeat(CARRIED_MAX_CHARS)), Err(CarryError::TooLong));
        assert_eq!(unpacked("2AAAA"), Err(CarryError::Later));
        let link = packed("peru", &[note("a", "x")]).unwrap();
        for end in 0..link.len() - 2 {
            assert_eq!(unpacked(&link[..end]), Err(CarryError::Damaged));
        }
        assert_eq!(packed("peru", &[note("a", &noise(100_000))]), None);
    }

    /// Letters that cannot be made small.
    fn noise(length: usize) -> String {
        let mut seed = 1_u32;
        let mut letter = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'0' + (seed >> 16) as u8 % 75)
        };
        (0..length).map(|_| letter()).collect()
    }
}
