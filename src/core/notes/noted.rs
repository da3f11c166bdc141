//! Where notes stand, as the desk tells the page in one text: a line each, `event ID COUNT`,
//! `place ID COUNT`, `region CODE COUNT` or `time FIRST LAST`, ids and codes escaped as in a link, days in
//! ISO 8601; and `all notes COUNT`, wherever they stand.

use std::fmt::Write as _;

use super::{Document, Target};
use crate::core::{
    link::{escaped, unescaped},
    model::{Archive, Row},
    order::sort_by,
    time::{Day, Span},
};

/// So many lines are read at most.
const LINES_MAX: usize = 100_000;

/// How many notes stand where in the open record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noted {
    /// How many notes there are, wherever they stand.
    pub all: u32,
    /// Rows of events, ascending, and how many notes each has.
    events: Vec<(Row, u32)>,
    /// Rows of areas likewise.
    areas: Vec<(Row, u32)>,
    /// Rows of places likewise: their own notes, and those of what happened there.
    places: Vec<(Row, u32)>,
    /// The days that notes are about.
    pub spans: Vec<Span>,
}

impl Noted {
    /// Reads what the desk told. What the record lacks, and what cannot be read, is left out.
    pub fn read(text: &str, archive: &Archive) -> Self {
        let mut noted = Self::default();
        for line in text.lines().take(LINES_MAX) {
            let mut words = line.split(' ');
            let [Some(kind), Some(one), Some(other)] = [words.next(), words.next(), words.next()]
            else {
                continue;
            };
            let count = || other.parse::<u32>().ok().filter(|count| *count > 0);
            let id = || unescaped(one).ok();
            match kind {
                "event" => {
                    let row = id().and_then(|id| archive.event_row(&id));
                    let Some((row, count)) = row.zip(count()) else { continue };
                    noted.events.push((row, count));
                    noted.places.extend(archive.events.place(row).map(|place| (place, count)));
                }
                "region" => {
                    let of = |id: String| archive.areas.iter().position(|area| area.id == id);
                    noted.areas.extend(id().and_then(of).zip(count()));
                }
                "place" => {
                    let of = |id: String| archive.places.iter().position(|place| place.id == id);
                    noted.places.extend(id().and_then(of).zip(count()));
                }
                "all" => noted.all = count().unwrap_or_default(),
                "time" => {
                    let days = Day::from_iso(one).zip(Day::from_iso(other));
                    noted.spans.extend(days.map(|(first, last)| Span::between(first, last)));
                }
                _ => {}
            }
        }
        for list in [&mut noted.events, &mut noted.areas, &mut noted.places] {
            summed(list);
        }
        noted
    }

    /// Whether nothing has a note.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
            && self.areas.is_empty()
            && self.places.is_empty()
            && self.spans.is_empty()
    }

    /// How many notes some events have together.
    pub fn of_events(&self, rows: &[Row]) -> u32 {
        of(&self.events, rows)
    }

    /// How many notes an area has of its own.
    pub fn of_area(&self, row: Row) -> u32 {
        of(&self.areas, &[row])
    }

    /// How many notes some places and the events there have together.
    pub fn of_places(&self, rows: &[Row]) -> u32 {
        of(&self.places, rows)
    }
}

/// In ascending order, the counts of one row together.
fn summed(list: &mut Vec<(Row, u32)>) {
    sort_by(list, &|one, other| one.0.cmp(&other.0));
    list.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        is_same
    });
}

fn of(list: &[(Row, u32)], rows: &[Row]) -> u32 {
    if list.is_empty() {
        return 0;
    }
    let count = |row: &Row| list.binary_search_by(|entry| entry.0.cmp(row)).ok();
    rows.iter().filter_map(count).filter_map(|at| list.get(at)).map(|entry| entry.1).sum()
}

/// What the desk tells the page of the notes that are not deleted.
pub fn told(document: &Document) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut text = format!("all notes {}\n", document.living().count());
    for note in document.living() {
        match (&note.target, note.target.event()) {
            (_, Some(event)) => lines.push(format!("event {}", escaped(event))),
            (Target::Region(code), _) => lines.push(format!("region {}", escaped(code))),
            (Target::Place(id), _) => lines.push(format!("place {}", escaped(id))),
            (Target::Time(date), _) => {
                let Span { first, last } = date.span;
                let _ = writeln!(text, "time {first} {last}");
            }
            _ => {}
        }
    }
    sort_by(&mut lines, &|one, other| one.cmp(other));
    for same in lines.chunk_by(|one, other| one == other) {
        let _ = writeln!(text, "{} {}", same.first().map_or("", String::as_str), same.len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        notes::{Moment, Note},
        query::sample,
        random::Seeded,
        time::Edtf,
    };

    #[test]
    fn what_is_told_is_what_a_naive_count_finds() {
        let mut seeded = Seeded(71);
        let archive = sample::archive(&mut seeded, 60);
        let mut document = Document::new("r");
        for at in 0..400 {
            let row = seeded.below(archive.events.len() + 3);
            let id = archive.events.get(row).map_or_else(|| "no such".to_owned(), |it| it.id);
            let target = match at % 6 {
                5 => Target::Place(seeded.pick(&archive.places).id),
                0 => Target::Region(seeded.pick(&archive.areas).id),
                1 => Target::Time(Edtf::parse("2023-01-09/2023-01-11").unwrap()),
                2 => Target::Record,
                _ => Target::Event(id),
            };
            document.put(Note::new(&format!("n{at}"), target, Moment::default()));
        }
        let noted = Noted::read(&told(&document), &archive);
        let counted = |is: &dyn Fn(&Target) -> bool| {
            document.living().filter(|note| is(&note.target)).count() as u32
        };
        assert_eq!(noted.all, counted(&|_| true));
        for (row, event) in archive.events.iter().enumerate() {
            let naive = counted(&|target| target.event() == Some(event.id.as_str()));
            assert_eq!(noted.of_events(&[row]), naive, "{row}");
        }
        for (row, area) in archive.areas.iter().enumerate() {
            let naive = counted(&|target| *target == Target::Region(area.id.clone()));
            assert_eq!(noted.of_area(row), naive);
        }
        for row in 0..archive.places.len() {
            let rows: Vec<Row> = (0..archive.events.len())
                .filter(|event| archive.events.place(*event) == Some(row))
                .collect();
            let id = &archive.places[row].id;
            let own = counted(&|target| matches!(target, Target::Place(it) if it == id));
            assert_eq!(noted.of_places(&[row]), own + noted.of_events(&rows));
        }
        assert_eq!(noted.spans.len() as u32, counted(&|it| matches!(it, Target::Time(_))));
        assert!(!noted.is_empty());
        let alone = format!("place {} 1", escaped(&archive.places[0].id));
        assert!(!Noted::read(&alone, &archive).is_empty(), "a place is marked by its own notes");
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let archive = sample::archive(&mut Seeded(72), 5);
        let bad =
            "event\nevent x y\nevent nothing 3\nregion PE-X 0\ntime 2023 2024\ntime a b\n\0 1 2";
        assert!(Noted::read(bad, &archive).is_empty());
    }
}
