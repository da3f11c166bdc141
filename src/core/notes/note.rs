//! One note of a reader: what it is about, what it says, and when it was written.
//! How it is stored stands in `entry`.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::{Moment, Target, digest::digest, entry};

/// How many earlier instants of writing a note remembers.
const PAST_MAX: usize = 8;

/// A reader's note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// What tells it from all others, on every device: made once, at random, by whoever writes it.
    pub id: String,
    pub created: Moment,
    pub modified: Moment,
    /// When it was last written before, at most eight instants, the latest last. By them a later
    /// form of the same note is told from another.
    pub past: Vec<Moment>,
    pub target: Target,
    /// Plain text; paragraphs are parted by empty lines.
    pub text: String,
    /// In the reader's order, none twice.
    pub tags: Vec<String>,
    pub colour: Colour,
    pub state: State,
    /// The note is gone, and only that is still known: otherwise another device would bring it back.
    pub deleted: bool,
    /// What a later version of Khipu wrote beside this, by key. It is kept. Where it has a colour
    /// or a state of a name unknown here, that name holds until another one is chosen.
    pub rest: Map<String, Value>,
}

/// The colour a note is marked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    #[default]
    Amber,
    Green,
    Blue,
    Rose,
}

/// How far the reader is with what the note says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Open,
    Checked,
    Disputed,
}

impl Colour {
    pub const ALL: [Self; 4] = [Self::Amber, Self::Green, Self::Blue, Self::Rose];

    pub fn id(self) -> &'static str {
        match self {
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Rose => "rose",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.id() == id)
    }
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Checked, Self::Disputed];

    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Checked => "checked",
            Self::Disputed => "disputed",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }
}

impl Note {
    /// An empty note.
    pub fn new(id: &str, target: Target, at: Moment) -> Self {
        Self { id: id.to_owned(), created: at, modified: at, target, ..Self::default() }
    }

    /// Stamps the note as written again. Its time only ever goes forward, whatever the clock says.
    pub fn touch(&mut self, at: Moment) {
        let past = self.past.len().saturating_sub(PAST_MAX - 1);
        self.past.drain(..past);
        self.rest.remove(entry::MODIFIED);
        self.past.push(self.modified);
        self.modified = at.max(self.modified.next());
    }

    /// Chooses a colour, over one of a later version too.
    pub fn paint(&mut self, colour: Colour) {
        self.rest.remove(entry::COLOUR);
        self.colour = colour;
    }

    /// Chooses a state, over one of a later version too.
    pub fn judge(&mut self, state: State) {
        self.rest.remove(entry::STATE);
        self.state = state;
    }

    /// Adds a tag without the space around it, unless it is empty or there already.
    pub fn tag(&mut self, tag: &str) {
        let tag = tag.trim();
        if !tag.is_empty() && self.tags.iter().all(|known| known != tag) {
            self.tags.push(tag.to_owned());
        }
    }

    /// What is left of the note when it is deleted: that it is, and since when.
    #[must_use]
    pub fn tombstone(&self, at: Moment) -> Self {
        let mut note = Self { target: Target::Record, ..Self::default() };
        note.id.clone_from(&self.id);
        note.created = self.created;
        note.modified = self.modified;
        note.past.clone_from(&self.past);
        note.deleted = true;
        note.touch(at);
        note
    }

    /// Which of two forms of a note holds where both cannot: the later one; of two of the same
    /// instant one that is not deleted; else the one whose stored text is greater. A total order,
    /// so that every device decides alike.
    pub fn precedence(&self, other: &Self) -> Ordering {
        let key = |note: &Self| (note.modified, !note.deleted);
        key(self).cmp(&key(other)).then_with(|| entry::written(self).cmp(&entry::written(other)))
    }

    /// Whether both say the same, whenever they were written.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.target == other.target
            && self.text == other.text
            && self.tags == other.tags
            && self.colour == other.colour
            && self.state == other.state
            && self.deleted == other.deleted
    }

    /// The id under which the note is kept beside another of its own id. It follows from what the
    /// note says, so that the same note gets it again.
    pub fn copy_id(&self) -> String {
        let mut said = self.clone();
        (said.created, said.modified) = (Moment::default(), Moment::default());
        said.past.clear();
        format!("{}~{:016x}", self.id, digest(&[&entry::written(&said)]))
    }

    /// Whether this is a later form of the other, written by somebody who had it at hand.
    pub fn follows(&self, other: &Self) -> bool {
        self.created == other.created
            && self.modified > other.modified
            && (self.past.contains(&other.modified) || other.modified == other.created)
    }

    /// Whether this is a later form of the other, as far as it remembers: or written so often since
    /// that it cannot tell, as a tab that slept for long finds it.
    pub fn may_follow(&self, other: &Self) -> bool {
        let is_forgotten = |first: &Moment| self.past.len() >= PAST_MAX && other.modified < *first;
        self.follows(other) || self.past.first().is_some_and(is_forgotten)
    }
}

/// The tags in a line, with commas between them. Those in `known` may have commas of their own, as
/// tags from elsewhere have.
pub fn tags_in(line: &str, known: &[String]) -> Vec<String> {
    let mut found = Note::default();
    let mut rest = line;
    while !rest.is_empty() {
        let start = rest.trim_start();
        let ends = |after: &str| {
            let after = after.trim_start();
            after.is_empty() || after.starts_with(',')
        };
        let whole = known
            .iter()
            .filter(|tag| tag.contains(','))
            .find(|tag| start.strip_prefix(tag.as_str()).is_some_and(ends));
        let (tag, after) = match whole {
            Some(tag) => (tag.as_str(), start.strip_prefix(tag.as_str()).unwrap_or_default()),
            None => start.split_at(start.find(',').unwrap_or(start.len())),
        };
        found.tag(tag);
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    found.tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_remembers_when_it_was_written_before() {
        let mut note = Note::new("a", Target::Record, Moment::from_ms(100));
        let first = note.clone();
        for ms in [200, 150, 400] {
            note.touch(Moment::from_ms(ms));
        }
        assert_eq!(note.modified.ms(), 400);
        assert_eq!(note.past.iter().map(|at| at.ms()).collect::<Vec<_>>(), [100, 200, 201]);
        assert!(note.follows(&first) && !first.follows(&note));
        for _ in 0..20 {
            note.touch(Moment::from_ms(0));
        }
        assert_eq!((note.past.len(), note.modified.ms()), (PAST_MAX, 420));
        assert!(note.follows(&first), "the first form is known by when the note was made");
    }

    #[test]
    fn tags_are_parted_by_commas_but_those_that_have_some() {
        let known = ["a, b".to_owned(), "c".to_owned(), ",".to_owned()];
        let check = |line: &str, tags: &[&str]| assert_eq!(tags_in(line, &known), tags, "{line}");
        check("", &[]);
        check(" , ,", &[","]);
        check("x,y , x", &["x", "y"]);
        check("a, b, c", &["a, b", "c"]);
        check("c, a, b", &["c", "a, b"]);
        check("a, bd", &["a", "bd"]);
        check("a, b c", &["a", "b c"]);
    }

    #[test]
    fn a_deleted_note_keeps_no_word_of_itself() {
        let mut note = Note::new("a", Target::Event("b".to_owned()), Moment::from_ms(1));
        note.text = "secret".to_owned();
        note.tag(" x ");
        note.tag("x");
        assert_eq!(note.tags, ["x"]);
        let gone = note.tombstone(Moment::from_ms(9));
        let text = entry::written(&gone);
        assert!(gone.deleted && gone.follows(&note));
        assert!(!text.contains("secret") && !text.contains("event"), "{text}");
    }

    #[test]
    fn of_two_forms_the_later_holds_and_a_living_one_before_a_deleted_one() {
        let note = Note::new("a", Target::Record, Moment::from_ms(5));
        let mut later = note.clone();
        later.modified = Moment::from_ms(6);
        assert_eq!(later.precedence(&note), Ordering::Greater);
        let mut gone = note.clone();
        gone.deleted = true;
        assert_eq!(note.precedence(&gone), Ordering::Greater);
        let mut other = note.clone();
        other.text = "b".to_owned();
        assert_eq!(note.precedence(&other), other.precedence(&note).reverse());
        assert_ne!(note.precedence(&other), Ordering::Equal);
        assert_eq!(note.precedence(&note.clone()), Ordering::Equal);
    }
}
