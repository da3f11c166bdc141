//! A record as it arrives, piece by piece: each event is read once it is there, so that little is
//! left to do after the last byte. It is the same reading as `read`, quicker for records of many
//! events; a file that is not built as records are is left to `read` (`Read::Otherwise`).

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher as _},
};

use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value, error::Category};

use super::{
    Imported, JSON_MOST_BYTES, MOST_DEPTH, ReadError, depth, gathered, imported,
    quick::{Given, Quick, Sum, Told},
    read, record_of,
};

/// A file of JSON on its way.
#[derive(Default)]
pub struct RecordReader {
    text: String,
    /// What came of a letter that the end of a piece cut.
    cut: Vec<u8>,
    /// How far it is read, and what comes there.
    at: usize,
    next: Next,
    /// So many bytes of what comes there were too few.
    tried: usize,
    /// Where the events begin and end.
    events_at: Option<usize>,
    events_end: usize,
    is_too_large: bool,
    gathered: Gathered,
}

/// The events so far, in the order of the file.
#[derive(Default)]
pub(super) struct Gathered {
    pub told: Told,
    pub events: Vec<Met>,
    /// Where each event stands in the file.
    pub places: Vec<(usize, usize)>,
    /// The event that had an id first, by what the id comes to as a number.
    ids: HashMap<u64, usize, BuildHasherDefault<Sum>>,
}

/// One event.
pub(super) enum Met {
    Quick(Quick),
    /// To be read as a tree of values.
    Slow,
}

/// What stands where the reading is.
#[derive(Clone, Copy, Default, PartialEq)]
enum Next {
    #[default]
    Record,
    Key,
    /// What a key other than that of the events has.
    Value,
    /// An event, or before the first the end of their list.
    Event,
    /// The comma after an event, or the end of the list.
    Comma,
    /// After the record's last brace.
    End,
    /// The file is not built as records are.
    Lost,
}

/// What became of a file.
#[derive(Debug)]
pub enum Read {
    /// The record, and its JSON without the events.
    Record { imported: Box<Imported>, head: String },
    /// A record that must be read from its whole text.
    Otherwise,
}

impl RecordReader {
    /// Takes the next piece of the file.
    pub fn push(&mut self, piece: &[u8]) {
        self.is_too_large |= self.text.len() + self.cut.len() + piece.len() > JSON_MOST_BYTES;
        if self.is_too_large {
            self.text = String::new();
            return;
        }
        if self.text.capacity() == 0 {
            // Room that is not written to costs nothing, and to move the text as it grows does. What has too
            // little memory may still have enough for the file.
            let _ = self.text.try_reserve_exact(JSON_MOST_BYTES);
        }
        self.write(piece);
        // What was cut in the middle is not tried again for every small piece.
        if self.text.len() - self.at >= self.tried * 2 {
            self.walk();
        }
    }

    /// Adds a piece's letters. They are checked here, a piece at once, and not text by text.
    fn write(&mut self, piece: &[u8]) {
        let joined = if self.cut.is_empty() { None } else { Some([&self.cut, piece].concat()) };
        let piece = joined.as_deref().unwrap_or(piece);
        self.cut.clear();
        match std::str::from_utf8(piece) {
            Ok(letters) => self.text.push_str(letters),
            Err(error) if error.error_len().is_none() => {
                let (whole, cut) = piece.split_at(error.valid_up_to());
                self.text.push_str(std::str::from_utf8(whole).unwrap_or_default());
                self.cut.extend_from_slice(cut);
            }
            Err(_) => {
                self.text.push_str(&String::from_utf8_lossy(piece));
                self.next = Next::Lost;
            }
        }
    }

    /// How many events were read.
    pub fn rows(&self) -> usize {
        self.gathered.events.len()
    }

    /// The record, once all of it came. The reader goes on holding what it read: giving that back takes time,
    /// and a worker ends soon anyway.
    ///
    /// # Errors
    /// As `read`.
    pub fn finish(&mut self) -> Result<Read, ReadError> {
        if self.is_too_large {
            return Err(ReadError::TooLarge);
        }
        self.walk();
        self.text.push_str(&String::from_utf8_lossy(&self.cut));
        let parts = self
            .events_at
            .and_then(|from| Some([self.text.get(..from)?, self.text.get(self.events_end..)?]));
        let (Next::End, Some(parts), true) = (self.next, parts, self.cut.is_empty()) else {
            return self.otherwise();
        };
        let head = parts.concat();
        let head = head.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(head);
        let late = std::cell::OnceCell::new();
        let Ok(value) = record_of(&head) else { return self.otherwise() };
        let imported = imported(&value, &|root, entries| {
            gathered::happened(root, entries, &self.gathered, &self.text, &late)
        });
        Ok(Read::Record { imported: Box::new(imported), head })
    }

    /// What `read` says of the whole file.
    fn otherwise(&self) -> Result<Read, ReadError> {
        read(&self.text).map(|_| Read::Otherwise)
    }

    /// Reads on as far as whole values came.
    fn walk(&mut self) {
        self.tried = 0;
        loop {
            let from = self.at;
            let next = match self.next {
                Next::Record => self.begin(),
                Next::Key => self.key(),
                Next::Value => self.value(),
                Next::Event => self.event(),
                Next::Comma => self.comma(),
                Next::End | Next::Lost => return,
            };
            let Some(next) = next else {
                self.at = from;
                self.tried = self.text.len() - from;
                return;
            };
            self.next = next;
        }
    }

    /// The next sign that is no space, and goes past it.
    fn sign(&mut self) -> Option<u8> {
        let left = self.text.as_bytes().get(self.at..)?;
        let spaces = left.iter().take_while(|byte| b" \t\n\r".contains(byte)).count();
        let sign = *left.get(spaces)?;
        self.at += spaces + 1;
        Some(sign)
    }

    fn begin(&mut self) -> Option<Next> {
        const MARK: char = '\u{feff}';
        if self.text.starts_with(MARK) {
            self.at = MARK.len_utf8();
        }
        let sign = self.sign()?;
        Some(if sign == b'{' { Next::Key } else { Next::Lost })
    }

    /// A key of the record, to where its value begins. The record without its events is read once
    /// more as a whole, so that not every comma is looked at here.
    fn key(&mut self) -> Option<Next> {
        match self.sign()? {
            b',' => Some(Next::Key),
            b'}' => Some(Next::End),
            b'"' => {
                let left = self.text.get(self.at..)?;
                let length = left.find('"')?;
                let key = left.get(..length)?;
                let (is_events, is_plain) = (key == "events", !key.contains('\\'));
                self.at += length + 1;
                if self.sign()? != b':' || !is_plain || (is_events && self.events_at.is_some()) {
                    return Some(Next::Lost);
                }
                if !is_events {
                    return Some(Next::Value);
                }
                if self.sign()? != b'[' {
                    return Some(Next::Lost);
                }
                self.events_at = Some(self.at);
                Some(Next::Event)
            }
            _ => Some(Next::Lost),
        }
    }

    fn value(&mut self) -> Option<Next> {
        let left = self.text.get(self.at..)?;
        let mut values = Deserializer::from_str(left).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Ok(_)) => {
                // A number may go on in the next piece.
                let length = Some(values.byte_offset()).filter(|length| *length < left.len())?;
                self.at += length;
                Some(Next::Key)
            }
            Some(Err(error)) if !error.is_eof() => Some(Next::Lost),
            _ => None,
        }
    }

    fn event(&mut self) -> Option<Next> {
        let before = self.at;
        let sign = self.sign()?;
        if sign == b']' && self.gathered.events.is_empty() {
            self.events_end = self.at - 1;
            return Some(Next::Key);
        }
        self.at -= 1;
        let (from, left) = (self.at, self.text.get(self.at..)?);
        let mut events = Deserializer::from_str(left).into_iter::<Given>();
        let quick = match events.next() {
            Some(Ok(given)) => {
                let place = (from, from + events.byte_offset());
                Some((place, self.gathered.quick(given, &self.text)))
            }
            Some(Err(error)) if error.classify() == Category::Data => None,
            Some(Err(error)) if !error.is_eof() => return Some(Next::Lost),
            _ => {
                self.at = before;
                return None;
            }
        };
        if let Some((place, Some(quick))) = quick {
            self.gathered.add(place, Met::Quick(quick));
            self.at = place.1;
            return Some(Next::Comma);
        }
        let mut values = Deserializer::from_str(left).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                let length = Some(values.byte_offset()).filter(|length| *length < left.len())?;
                let text = left.get(..length).unwrap_or_default();
                // The list and the record lie around it.
                if depth(text.as_bytes()) + 2 > MOST_DEPTH {
                    return Some(Next::Lost);
                }
                let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
                self.gathered.know(number_of(id));
                self.gathered.add((from, from + length), Met::Slow);
                self.at = from + length;
                Some(Next::Comma)
            }
            Some(Err(error)) if !error.is_eof() => Some(Next::Lost),
            _ => None,
        }
    }

    fn comma(&mut self) -> Option<Next> {
        match self.sign()? {
            b',' => Some(Next::Event),
            b']' => {
                self.events_end = self.at - 1;
                Some(Next::Key)
            }
            _ => Some(Next::Lost),
        }
    }
}

impl Gathered {
    /// The event where it is as nearly all are; `file` is all that came of the file.
    fn quick(&mut self, given: Given, file: &str) -> Option<Quick> {
        let quick = self.told.take(given, file)?;
        // Only among figures anything lies deeper than it may; the event, the list and the record lie around them.
        if quick.figures.as_deref().is_some_and(|figures| depth_of(figures) + 3 > MOST_DEPTH) {
            return None;
        }
        let number = number_of(self.told.letters(quick.id, file));
        self.know(number).then_some(quick)
    }

    /// Whether an id is new; where it is not, the event that had it first is one of several.
    fn know(&mut self, id: u64) -> bool {
        let now = self.events.len();
        let first = *self.ids.entry(id).or_insert(now);
        if let Some(met) = self.events.get_mut(first) {
            *met = Met::Slow;
        }
        first == now
    }

    fn add(&mut self, place: (usize, usize), met: Met) {
        self.places.push(place);
        self.events.push(met);
    }
}

/// As `depth`, of what is a tree of values already.
fn depth_of(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth_of).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(depth_of).max().unwrap_or_default(),
        _ => 0,
    }
}

/// A number for an id; two ids that come to the same one are only read more slowly.
fn number_of(id: &str) -> u64 {
    let mut sum = Sum::default();
    sum.write(id.as_bytes());
    sum.finish()
}
