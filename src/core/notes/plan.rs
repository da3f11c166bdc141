//! What an import would do to the reader's notes, before anything is done.
//! Nothing is overwritten unless it is plain that the file has a later form of the same note.

use super::{Document, Moment, Note};

/// What would become of each note of an import, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub items: Vec<Planned>,
}

/// One note and what would become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub note: Note,
    pub verdict: Verdict,
}

/// What would become of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is new here.
    Add,
    /// The reader has it already, and it says the same.
    Same,
    /// It is a later form of a note that the reader has, and takes its place.
    Newer,
    /// The reader has a later form of it; nothing is done.
    Older,
    /// Both were changed since they were one: both are kept.
    Conflict,
    /// The reader deleted it; it comes back only where the reader says so.
    Deleted,
}

/// How many notes each verdict has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub add: usize,
    pub same: usize,
    pub newer: usize,
    pub older: usize,
    pub conflict: usize,
    pub deleted: usize,
}

impl Plan {
    /// Weighs every note against the reader's own.
    pub fn of(incoming: &[Note], own: &Document) -> Self {
        let planned = |note: &Note| Planned { note: note.clone(), verdict: verdict(note, own) };
        Self { items: incoming.iter().map(planned).collect() }
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in &self.items {
            *match item.verdict {
                Verdict::Add => &mut counts.add,
                Verdict::Same => &mut counts.same,
                Verdict::Newer => &mut counts.newer,
                Verdict::Older => &mut counts.older,
                Verdict::Conflict => &mut counts.conflict,
                Verdict::Deleted => &mut counts.deleted,
            } += 1;
        }
        counts
    }

    /// Does what is planned. A note in conflict is kept beside the reader's own, under an id that
    /// follows from what it says. Deleted ones come back at the instant `now`, if `bring_back`.
    pub fn carry_out(self, own: &mut Document, bring_back: bool, now: Moment) {
        let mut coming: Vec<Note> = Vec::new();
        for Planned { mut note, verdict } in self.items {
            match verdict {
                Verdict::Add | Verdict::Newer => {}
                Verdict::Same | Verdict::Older => continue,
                Verdict::Conflict => {
                    note.id = note.copy_id();
                    match own.note(&note.id) {
                        Some(gone) if gone.deleted => note.touch(now.max(gone.modified.next())),
                        Some(_) => note.id = note.copy_id(),
                        None => {}
                    }
                }
                Verdict::Deleted if !bring_back => continue,
                Verdict::Deleted => {
                    let gone = own.note(&note.id).map_or(now, |gone| gone.modified);
                    note.touch(now.max(gone.next()));
                }
            }
            coming.push(note);
        }
        own.put_all(coming);
    }
}

fn verdict(note: &Note, own: &Document) -> Verdict {
    let Some(mine) = own.note(&note.id) else { return Verdict::Add };
    if mine.deleted {
        return if note.modified > mine.modified { Verdict::Newer } else { Verdict::Deleted };
    }
    // It may have been kept beside the reader's own before, and changed since.
    let kept = own.note(&note.copy_id()).filter(|kept| !kept.deleted);
    if mine.says_the_same(note) || kept.is_some_and(|kept| kept.says_the_same(note)) {
        Verdict::Same
    } else if note.follows(mine) {
        Verdict::Newer
    } else if mine.follows(note) || kept.is_some_and(|kept| kept.follows(note)) {
        Verdict::Older
    } else {
        Verdict::Conflict
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::notes::Target;

    fn note(text: &str) -> Note {
        let mut note = Note::new("a", Target::Record, Moment::from_ms(10));
        text.clone_into(&mut note.text);
        note
    }

    fn edited(note: &Note, text: &str, at: i64) -> Note {
        let mut note = note.clone();
        text.clone_into(&mut note.text);
        note.touch(Moment::from_ms(at));
        note
    }

    fn check(own: Option<&Note>, incoming: &Note, verdict: Verdict, texts: &[&str]) {
        let mut document = Document::new("r");
        document.put_all(own.into_iter().cloned().collect());
        let plan = Plan::of(std::slice::from_ref(incoming), &document);
        assert_eq!(plan.items[0].verdict, verdict);
        plan.carry_out(&mut document, true, Moment::from_ms(99));
        let found: Vec<&str> = document.living().map(|note| note.text.as_str()).collect();
        assert_eq!(found, texts);
        let again = Plan::of(std::slice::from_ref(incoming), &document).items[0].verdict;
        assert!(matches!(again, Verdict::Same | Verdict::Older), "{again:?} the second time");
    }

    #[test]
    fn each_note_gets_its_verdict_and_nothing_is_lost() {
        let first = note("one");
        let second = edited(&first, "two", 20);
        let third = edited(&second, "three", 30);
        let other = edited(&first, "other", 25);
        check(None, &first, Verdict::Add, &["one"]);
        check(Some(&first), &first, Verdict::Same, &["one"]);
        check(Some(&second), &edited(&first, "two", 25), Verdict::Same, &["two"]);
        check(Some(&first), &third, Verdict::Newer, &["three"]);
        check(Some(&second), &third, Verdict::Newer, &["three"]);
        check(Some(&third), &second, Verdict::Older, &["three"]);
        check(Some(&third), &first, Verdict::Older, &["three"]);
        check(Some(&other), &third, Verdict::Conflict, &["other", "three"]);
        check(Some(&second), &other, Verdict::Conflict, &["two", "other"]);
        let gone = second.tombstone(Moment::from_ms(40));
        check(Some(&gone), &third, Verdict::Deleted, &["three"]);
        check(Some(&gone), &edited(&third, "four", 50), Verdict::Newer, &["four"]);
    }

    #[test]
    fn a_copy_comes_back_over_its_deletion_and_stays() {
        let mut document = Document::new("r");
        document.put(edited(&note("one"), "mine", 20));
        let other = edited(&note("one"), "theirs", 25);
        let copy = other.copy_id();
        Plan::of(std::slice::from_ref(&other), &document).carry_out(
            &mut document,
            false,
            Moment::from_ms(30),
        );
        document.delete(&copy, Moment::from_ms(40));
        let deleted = document.clone();
        let again = Plan::of(std::slice::from_ref(&other), &document);
        assert_eq!(again.counts(), Counts { conflict: 1, ..Counts::default() });
        again.carry_out(&mut document, false, Moment::from_ms(35));
        let merged = crate::core::notes::merge(&document, &deleted);
        assert_eq!(merged, document, "another tab that knows of the deletion agrees");
        assert_eq!(merged.note(&copy).map(|note| note.text.as_str()), Some("theirs"));
    }

    #[test]
    fn a_copy_that_was_changed_is_not_written_over() {
        let mut document = Document::new("r");
        document.put(edited(&note("one"), "mine", 20));
        let other = edited(&note("one"), "theirs", 25);
        let plan = Plan::of(std::slice::from_ref(&other), &document);
        plan.carry_out(&mut document, false, Moment::from_ms(30));
        let copy = document.note(&other.copy_id()).unwrap();
        document.put(edited(copy, "theirs, and mine", 40));
        let again = Plan::of(std::slice::from_ref(&other), &document);
        assert_eq!(again.counts(), Counts { older: 1, ..Counts::default() });
        let before = document.clone();
        again.carry_out(&mut document, true, Moment::from_ms(50));
        assert_eq!(document, before);
    }

    #[test]
    fn a_deleted_note_stays_deleted_unless_the_reader_says_so() {
        let mut document = Document::new("r");
        document.put(note("one").tombstone(Moment::from_ms(40)));
        let plan = Plan::of(&[note("one")], &document);
        assert_eq!(plan.counts(), Counts { deleted: 1, ..Counts::default() });
        plan.carry_out(&mut document, false, Moment::from_ms(50));
        assert_eq!(document.living().count(), 0);
    }
}
