//! Notes from a file: which form it has, what of it can be taken, and what cannot and why.
//! Nothing is kept here; what would become of the reader's own notes stands in `plan`.

use std::fmt;

use serde_json::Value;

use super::{
    Document, LossKind, Moment, Note, kept,
    reading::{self, Reading},
    table,
};
use crate::core::order::sort_by;

/// The largest file that is read, in bytes.
pub const INTAKE_MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most notes that are taken from one file.
pub const INTAKE_MAX_NOTES: usize = 50_000;
/// The longest text of a note that is taken.
pub const TEXT_MAX_CHARS: usize = 200_000;
const PROBLEMS_MAX: usize = 1_000;

/// What is known before a file is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'a> {
    /// The id of the open record. Notes of another are not taken; without one all are.
    pub record: Option<&'a str>,
    /// The address of the page that shows the record, without `#` and what follows.
    pub page: &'a str,
    /// BCP 47 tag of the language that the page is read in, for links to it that do not say theirs;
    /// may be empty.
    pub lang: &'a str,
    /// The instant for notes that do not say theirs.
    pub now: Moment,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    pub form: IntakeForm,
    /// The record that the file says it is about.
    pub record: Option<String>,
    /// The notes that can be taken, each id once.
    pub notes: Vec<Note>,
    /// What could not be taken, or not wholly; at most a thousand.
    pub problems: Vec<IntakeProblem>,
    pub more_problems: usize,
}

/// The forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntakeForm {
    /// Khipu's own stored document, of any version.
    Stored,
    /// A W3C Web Annotation, a page or a collection of them, or a list.
    WebAnnotation,
    /// An export of Hypothesis.
    Hypothesis,
    /// Khipu's own table.
    Table,
}

/// Why nothing at all can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than 64 MiB")]
    TooLarge,
    #[error("the file is neither JSON nor a table of notes")]
    NotNotes,
    #[error("the JSON holds no annotations that can be recognised")]
    NoAnnotations,
}

/// Something that could not be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeProblem {
    /// Where it stands: a JSON path such as `$.annotations[12].target[0]`, or `row 7`.
    pub path: String,
    pub kind: ProblemKind,
    /// The beginning of what stands there, at most 60 characters.
    pub found: String,
}

macro_rules! problem_kinds {
    ($($variant:ident = $id:literal, $left_out:literal, $sentence:literal;)+) => {
        /// Why it could not be taken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProblemKind { $(
            #[doc = $sentence]
            $variant
        ),+ }

        impl ProblemKind {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// A name that never changes, for the interface's words.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// Whether a whole note was left out, and not a part of one.
            pub fn is_note_left_out(self) -> bool {
                match self { $(Self::$variant => $left_out),+ }
            }

            fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence),+ }
            }
        }
    };
}

problem_kinds! {
    NotAnnotation = "not-annotation", true, "not an annotation";
    NoTarget = "no-target", true, "an annotation that does not say what it is about";
    OtherRecord = "other-record", true, "a note about another record";
    TooLong = "too-long", true, "a text of more than 200,000 characters";
    TooMany = "too-many", true, "more than 50,000 notes";
    Doubled = "doubled", true, "the same note a second time";
    Broken = "broken", true, "a damaged entry";
    PageElsewhere = "page-elsewhere", true, "annotations at an address that is not in the file";
    Repaired = "repaired", false, "a damaged entry, taken as far as it could be read";
    Selector = "selector", false, "a selector of a kind that is not read";
    Body = "body", false, "a body of a kind that is not read";
    Date = "date", false, "a date that is not RFC 3339";
    Word = "word", false, "a word that is none of those that can stand here";
    Markup = "markup", false, "HTML, of which only the text was taken";
}

impl fmt::Display for IntakeProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.path, self.kind.sentence())?;
        if self.found.is_empty() { Ok(()) } else { write!(out, ": {}", self.found) }
    }
}

impl Intake {
    pub(super) fn new(form: IntakeForm) -> Self {
        let (notes, problems) = (Vec::new(), Vec::new());
        Self { form, record: None, notes, problems, more_problems: 0 }
    }

    pub(super) fn report(&mut self, path: &str, kind: ProblemKind, found: &str) {
        if self.problems.len() == PROBLEMS_MAX {
            self.more_problems += 1;
            return;
        }
        let found = found.chars().take(60).collect();
        self.problems.push(IntakeProblem { path: path.to_owned(), kind, found });
    }
}

/// Reads a file of notes in any form that is known.
///
/// # Errors
/// Where nothing in the file can be recognised as notes.
pub fn take_in(text: &str, setting: Setting) -> Result<Intake, IntakeError> {
    if text.len() > INTAKE_MAX_BYTES {
        return Err(IntakeError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    let mut intake = match serde_json::from_str::<Value>(text) {
        Ok(value) => from_json(text, &value, setting)?,
        // A damaged stored document is read note by note like any other.
        Err(_) if text.starts_with("{\"version\":") => stored(text, setting),
        Err(_) => table::read(text, setting).ok_or(IntakeError::NotNotes)?,
    };
    tell_apart(&mut intake);
    Ok(intake)
}

fn from_json(text: &str, value: &Value, setting: Setting) -> Result<Intake, IntakeError> {
    let is_stored = match value {
        Value::Object(fields) => {
            fields.get("version").is_some_and(Value::is_u64)
                && fields.get("notes").is_some_and(Value::is_array)
        }
        // A note of the first version has its text and time, and says no type.
        Value::Array(entries) => entries.first().is_some_and(|first| {
            first.get("text").is_some()
                && first.get("time").is_some()
                && first.get("type").is_none()
        }),
        _ => false,
    };
    if is_stored {
        return Ok(stored(text, setting));
    }
    if let Some(texts) = kept::documents(value, setting.record.unwrap_or_default()) {
        return Ok(joined(texts.iter().map(|text| stored(text, setting))));
    }
    let is_hypothesis =
        ["annotations", "rows"].iter().any(|key| value.get(key).is_some_and(Value::is_array));
    let form = if is_hypothesis { IntakeForm::Hypothesis } else { IntakeForm::WebAnnotation };
    let mut reading = Reading { intake: Intake::new(form), setting };
    if reading::walk(value, "$", 0, &mut reading) {
        Ok(reading.intake)
    } else {
        Err(IntakeError::NoAnnotations)
    }
}

/// What several stored documents hold.
fn joined(intakes: impl Iterator<Item = Intake>) -> Intake {
    let mut all = Intake::new(IntakeForm::Stored);
    for intake in intakes {
        all.record = all.record.or(intake.record);
        all.more_problems += intake.more_problems;
        for problem in intake.problems {
            all.report(&problem.path, problem.kind, &problem.found);
        }
        for note in intake.notes {
            let id = note.id.clone();
            admit(note, &id, &mut all);
        }
    }
    all
}

/// A stored document, without what it deleted: deletions belong to the device they were made on.
fn stored(text: &str, setting: Setting) -> Intake {
    let own = setting.record.unwrap_or_default();
    let stored = Document::read(text, own);
    let mut intake = Intake::new(IntakeForm::Stored);
    for loss in &stored.losses {
        let kind = match loss.kind {
            LossKind::Partial => ProblemKind::Repaired,
            LossKind::Doubled => ProblemKind::Doubled,
            LossKind::Broken | LossKind::Kept | LossKind::Unreadable => ProblemKind::Broken,
            LossKind::OtherRecord => continue,
        };
        intake.report(&format!("byte {}", loss.at), kind, &loss.found);
    }
    let record = stored.document.record.clone();
    let is_other = setting.record.is_some_and(|open| open != record);
    for note in stored.document.living() {
        if is_other {
            intake.report(&note.id, ProblemKind::OtherRecord, &record);
        } else {
            admit(note.clone(), &note.id, &mut intake);
        }
    }
    intake.record = Some(record).filter(|record| !record.is_empty());
    intake
}

/// Takes a note if it is of a size that can be kept.
pub(super) fn admit(note: Note, path: &str, intake: &mut Intake) {
    if note.text.chars().nth(TEXT_MAX_CHARS).is_some() {
        intake.report(path, ProblemKind::TooLong, &note.text);
    } else if intake.notes.len() >= INTAKE_MAX_NOTES {
        intake.report(path, ProblemKind::TooMany, &note.text);
    } else {
        intake.notes.push(note);
    }
}

/// Gives every note an id of its own: the same note twice is taken once, another under the same id
/// gets one that follows from what it says.
fn tell_apart(intake: &mut Intake) {
    let notes = &mut intake.notes;
    let mut order: Vec<usize> = (0..notes.len()).collect();
    let mut doubled = vec![false; notes.len()];
    // What is given a new id may still be a copy that the file has; such a one is doubled.
    for is_first in [true, false] {
        sort_by(&mut order, &|one, other| {
            let id = |at: &usize| notes.get(*at).map(|note| &note.id);
            id(one).cmp(&id(other))
        });
        let mut held: Option<Note> = None;
        for at in &order {
            let (Some(note), Some(doubled)) = (notes.get_mut(*at), doubled.get_mut(*at)) else {
                continue;
            };
            match held.as_ref().filter(|held| held.id == note.id && !*doubled) {
                Some(held) if !is_first || held.says_the_same(note) => *doubled = true,
                Some(_) => note.id = note.copy_id(),
                None if *doubled => {}
                None => held = Some(note.clone()),
            }
        }
    }
    let mut kept = Vec::with_capacity(intake.notes.len());
    for (note, doubled) in std::mem::take(&mut intake.notes).into_iter().zip(doubled) {
        if doubled {
            intake.report(&note.id, ProblemKind::Doubled, &note.text);
        } else {
            kept.push(note);
        }
    }
    intake.notes = kept;
}
