//! The events that were read while their record arrived, put in order once all of it is there.

use std::{cell::OnceCell, collections::BTreeMap};

use serde_json::Value;

use super::{
    arriving::{Gathered, Met},
    entries::{Entries, nowhere},
    events::{Happened, claims, event, figure, named},
    field::{Field, Ids, Notes},
    quick::{Part, Quick, Told},
};
use crate::core::{
    model::{
        Event, EventFigure, EventRow, Events, Place, Row,
        archive::{deaths_counted, people_hurt},
    },
    time::Span,
};

/// The events that are read as trees of values, by their place in the file's list.
pub(super) type Late = BTreeMap<usize, Value>;

/// An event of the record.
enum Taken<'g> {
    Quick(&'g Quick, Vec<EventFigure>),
    Slow(Box<Event>),
}

/// What the numbers of names stand for, in each list: nothing where that does not have the name.
struct Known {
    places: Vec<Option<u32>>,
    actors: Vec<Option<u32>>,
    sources: Vec<Option<u32>>,
}

/// Where each tag stands among all in use: by its name's number, and by when it was met.
struct TagRows {
    by_number: Vec<Option<u32>>,
    by_meeting: Vec<Row>,
}

/// The events in the archive's order, with what else follows from them; `text` is the whole file.
pub(super) fn happened<'v>(
    root: &Field<'v, '_>,
    entries: &mut Entries<'v>,
    gathered: &'v Gathered,
    text: &str,
    late: &'v OnceCell<Late>,
) -> Happened {
    let told = &gathered.told;
    let known = Known::of(gathered, entries);
    let language = &root.notes().language;
    let quick = |met: &'v Met| match met {
        Met::Quick(quick) => Some((quick, known.figures(quick, gathered, entries, language)?)),
        Met::Slow => None,
    };
    let quick: Vec<Option<(&Quick, Vec<EventFigure>)>> =
        gathered.events.iter().map(quick).collect();
    let late = late.get_or_init(|| {
        let slow = quick.iter().zip(&gathered.places).enumerate();
        let slow = slow.filter(|(_, (quick, _))| quick.is_none());
        slow.map(|(at, (_, (from, to)))| {
            let event = text.get(*from..*to).unwrap_or_default();
            // It was read whole before.
            (at, serde_json::from_str(event).unwrap_or_default())
        })
        .collect()
    });
    let (mut ids, mut met) = (Ids::new(), Ids::new());
    let list = root.at("events");
    let mut taken = Vec::with_capacity(quick.len());
    for (at, quick) in quick.into_iter().enumerate() {
        if let Some((quick, figures)) = quick {
            taken.push(Taken::Quick(quick, figures));
        } else if let Some(value) = late.get(&at) {
            let item = list.item(at, value);
            if item.is_object()
                && let Some(id) = item.at("id").new_id(&ids)
                && let Some(event) = event(&item, id, entries, &mut met)
            {
                ids.insert(id, at);
                taken.push(Taken::Slow(Box::new(event)));
            }
        }
    }
    let (rows, tags) = tags_of(&taken, told, &met);
    let tags = named(root, tags);
    let outside =
        if taken.iter().any(Taken::lacks_place) { nowhere(&mut entries.areas) } else { 0 };
    let places = &entries.places;
    let at = Placed { told, text, known: &known, rows: &rows, places, outside, language };
    let (mut events, mut room) = (with_room(&taken, told, text), Room::default());
    for row in in_order(&taken, told, text) {
        match taken.get_mut(row) {
            Some(Taken::Quick(quick, figures)) => at.put(quick, figures, &mut events, &mut room),
            Some(Taken::Slow(event)) => {
                event.area = at.area(event.place);
                for tag in &mut event.tags {
                    *tag = rows.by_meeting.get(*tag).copied().unwrap_or_default();
                }
                events.push(event);
            }
            None => {}
        }
    }
    Happened { events, claims: claims(root, entries), tags }
}

/// What events refer to, at its place.
struct Placed<'g> {
    told: &'g Told,
    /// Of the whole file.
    text: &'g str,
    known: &'g Known,
    rows: &'g TagRows,
    places: &'g [Place],
    /// The area of what has no place.
    outside: Row,
    /// Of plain texts.
    language: &'g str,
}

/// Lists that hold one event's rows and wordings after another's.
#[derive(Default)]
struct Room<'g> {
    actors: Vec<u32>,
    tags: Vec<u32>,
    sources: Vec<u32>,
    title: Vec<(&'g str, &'g str)>,
    summary: Vec<(&'g str, &'g str)>,
}

impl<'g> Placed<'g> {
    fn area(&self, place: Option<Row>) -> Row {
        place.and_then(|row| self.places.get(row)).map_or(self.outside, |place| place.area)
    }

    /// Adds an event. On its own, for browsers make a function quick by how often it is called, and leave
    /// a long loop as it was begun.
    #[inline(never)]
    fn put(
        &self,
        quick: &Quick,
        figures: &[EventFigure],
        events: &mut Events,
        room: &mut Room<'g>,
    ) {
        let Self { told, text: file, known, rows, .. } = self;
        rows_of(&known.actors, told.rows(quick.actors), &mut room.actors);
        rows_of(&rows.by_number, told.rows(quick.tags), &mut room.tags);
        rows_of(&known.sources, told.rows(quick.sources), &mut room.sources);
        for (said, text) in [(&mut room.title, quick.title), (&mut room.summary, quick.summary)] {
            said.clear();
            said.extend(told.wordings(text, file, self.language));
        }
        let place = quick.place.and_then(|number| row(&known.places, number));
        events.push_row(&EventRow {
            id: told.letters(quick.id, file),
            span: quick.span,
            dates: quick.dates.as_deref().cloned(),
            place,
            area: self.area(place.map(|row| row as Row)) as u32,
            kind: quick.kind,
            certainty: quick.certainty,
            deaths: deaths_counted(figures),
            injuries: people_hurt(figures),
            actors: &room.actors,
            tags: &room.tags,
            sources: &room.sources,
            figures,
            title: &room.title,
            summary: &room.summary,
        });
    }
}

/// The tags in use in alphabetical order, and where each stands there.
fn tags_of<'g>(taken: &[Taken<'g>], told: &'g Told, met: &Ids<'g>) -> (TagRows, Vec<&'g str>) {
    let mut is_used = vec![false; told.names().len()];
    for quick in taken.iter().filter_map(Taken::quick) {
        for number in told.rows(quick.tags) {
            if let Some(slot) = is_used.get_mut(*number as usize) {
                *slot = true;
            }
        }
    }
    let used = told.names().iter().zip(is_used).filter(|(_, is_used)| *is_used);
    let mut all: Ids = used.map(|(name, _)| (name.as_str(), 0)).collect();
    all.extend(met.keys().map(|tag| (*tag, 0)));
    for (row, slot) in all.values_mut().enumerate() {
        *slot = row;
    }
    let place = |tag: &str| all.get(tag).copied();
    let by_number = told.names().iter().map(|name| place(name).map(|row| row as u32)).collect();
    let mut by_meeting = vec![0; met.len()];
    for (tag, at) in met {
        if let Some(slot) = by_meeting.get_mut(*at) {
            *slot = place(tag).unwrap_or_default();
        }
    }
    (TagRows { by_number, by_meeting }, all.into_keys().collect())
}

/// No events yet, and room for the letters of all of them.
fn with_room(taken: &[Taken], told: &Told, text: &str) -> Events {
    let quick = || taken.iter().filter_map(Taken::quick);
    let bytes = |part: fn(&Quick) -> Part| {
        let wordings = quick().flat_map(|quick| told.wordings(part(quick), text, ""));
        wordings.map(|(_, words)| words.len()).sum()
    };
    let mut events = Events::default();
    events.titles.letters.reserve(bytes(|quick| quick.title));
    events.summaries.letters.reserve(bytes(|quick| quick.summary));
    events
}

/// The events by their first day, then their last, then their id.
fn in_order(taken: &[Taken], told: &Told, text: &str) -> Vec<usize> {
    let key = |(at, taken): (usize, &Taken)| -> (Span, usize) {
        match taken {
            Taken::Quick(quick, _) => (quick.span, at),
            Taken::Slow(event) => (event.span, at),
        }
    };
    let id = |at: usize| match taken.get(at) {
        Some(Taken::Quick(quick, _)) => told.letters(quick.id, text),
        Some(Taken::Slow(event)) => event.id.as_str(),
        None => "",
    };
    let mut order: Vec<(Span, usize)> = taken.iter().enumerate().map(key).collect();
    // Most files stand by their days, and to sort what is sorted takes a fifth of all that is done here.
    if !order.is_sorted_by_key(|(span, _)| *span) {
        order.sort_unstable_by_key(|(span, _)| *span);
    }
    for same in order.chunk_by_mut(|(one, _), (next, _)| one == next) {
        same.sort_unstable_by(|(_, one), (_, other)| id(*one).cmp(id(*other)));
    }
    order.into_iter().map(|(_, at)| at).collect()
}

impl Taken<'_> {
    fn quick(&self) -> Option<&Quick> {
        match self {
            Self::Quick(quick, _) => Some(quick),
            Self::Slow(_) => None,
        }
    }

    fn lacks_place(&self) -> bool {
        match self {
            Self::Quick(quick, _) => quick.place.is_none(),
            Self::Slow(event) => event.place.is_none(),
        }
    }
}

impl Known {
    fn of(gathered: &Gathered, entries: &Entries) -> Self {
        let rows = |ids: &Ids| -> Vec<Option<u32>> {
            let names = gathered.told.names().iter();
            names.map(|name| ids.get(name.as_str()).map(|row| *row as u32)).collect()
        };
        Self {
            places: rows(&entries.place_ids),
            actors: rows(&entries.actor_ids),
            sources: rows(&entries.source_ids),
        }
    }

    /// An event's figures, where all that it refers to is known and nothing is wrong with them. On its own
    /// like `Placed::put`.
    #[inline(never)]
    fn figures(
        &self,
        quick: &Quick,
        gathered: &Gathered,
        entries: &Entries,
        language: &str,
    ) -> Option<Vec<EventFigure>> {
        let told = &gathered.told;
        let all = |known: &[Option<u32>], numbers: &[u32]| {
            numbers.iter().all(|number| row(known, *number).is_some())
        };
        let is_known = all(&self.sources, told.rows(quick.sources))
            && all(&self.actors, told.rows(quick.actors))
            && all(&self.places, quick.place.as_slice());
        if !is_known {
            return None;
        }
        let Some(figures) = &quick.figures else { return Some(Vec::new()) };
        let notes = Notes::new(language.to_owned());
        let read = {
            let root = Field::root(figures, &notes);
            root.items().filter_map(|item| figure(&item, entries)).collect()
        };
        notes.into_problems().0.is_empty().then_some(read)
    }
}

fn row(known: &[Option<u32>], number: u32) -> Option<u32> {
    known.get(number as usize).copied().flatten()
}

/// Puts the rows of names into a list that held another event's.
fn rows_of(known: &[Option<u32>], numbers: &[u32], rows: &mut Vec<u32>) {
    rows.clear();
    rows.extend(numbers.iter().filter_map(|number| row(known, *number)));
}
