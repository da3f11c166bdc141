//! The events that were read while their record arrived, put in order once all of it is there.

use std::{cell::OnceCell, collections::BTreeMap};

use serde_json::Value;

use super::{
    arriving::{Gathered, Met},
    entries::{Entries, nowhere},
    events::{Happened, claims, event, figure, named},
    field::{Field, Ids, Notes},
    quick::Quick,
};
use crate::core::{
    model::{
        Event, EventFigure, EventRow, Events, Row,
        archive::{deaths_counted, people_hurt},
    },
    time::Span,
};

/// The events that are read as trees of values, by their place in the file's list.
pub(super) type Late = BTreeMap<usize, Value>;

/// An event of the record.
enum Taken<'g> {
    Quick(&'g Quick, Vec<EventFigure>),
    Slow(Event),
}

/// What the numbers of names stand for, in each list: nothing where that does not have the name.
struct Known {
    places: Vec<Option<u32>>,
    actors: Vec<Option<u32>>,
    sources: Vec<Option<u32>>,
}

/// The events in the archive's order, with what else follows from them; `bytes` are the whole file.
pub(super) fn happened<'v>(
    root: &Field<'v, '_>,
    entries: &mut Entries<'v>,
    gathered: &'v Gathered,
    bytes: &[u8],
    late: &'v OnceCell<Late>,
) -> Happened {
    let told = &gathered.told;
    let rows = |ids: &Ids| -> Vec<Option<u32>> {
        told.names().iter().map(|name| ids.get(name.as_str()).map(|row| *row as u32)).collect()
    };
    let known = Known {
        places: rows(&entries.place_ids),
        actors: rows(&entries.actor_ids),
        sources: rows(&entries.source_ids),
    };
    let language = &root.notes().language;
    let mut quick: Vec<Option<(&Quick, Vec<EventFigure>)>> = gathered
        .events
        .iter()
        .map(|met| match met {
            Met::Quick(quick) => Some((quick, known.figures(quick, gathered, entries, language)?)),
            Met::Slow => None,
        })
        .collect();
    let late = late.get_or_init(|| {
        let slow = quick.iter().zip(&gathered.places).enumerate();
        let slow = slow.filter(|(_, (quick, _))| quick.is_none());
        slow.map(|(at, (_, (from, to)))| {
            let text = bytes.get(*from..*to).unwrap_or_default();
            // It was read whole before.
            (at, serde_json::from_slice(text).unwrap_or_default())
        })
        .collect()
    });
    let (mut ids, mut tags) = (Ids::new(), Ids::new());
    let list = root.at("events");
    let mut taken = Vec::with_capacity(quick.len());
    for (at, quick) in quick.iter_mut().enumerate() {
        if let Some((quick, figures)) = quick.take() {
            taken.push(Taken::Quick(quick, figures));
        } else if let Some(value) = late.get(&at) {
            let item = list.item(at, value);
            if item.is_object()
                && let Some(id) = item.at("id").new_id(&ids)
                && let Some(event) = event(&item, id, entries, &mut tags)
            {
                ids.insert(id, at);
                taken.push(Taken::Slow(event));
            }
        }
    }
    // Every tag in use gets its place in the alphabet, by its number and by when it was met.
    let mut all = Ids::new();
    for taken in &taken {
        if let Taken::Quick(quick, _) = taken {
            let used = told.rows(quick.tags).iter().filter_map(|n| told.names().get(*n as usize));
            all.extend(used.map(|name| (name.as_str(), 0)));
        }
    }
    all.extend(tags.keys().map(|tag| (*tag, 0)));
    for (row, slot) in all.values_mut().enumerate() {
        *slot = row;
    }
    let place_of = |tag: &str| all.get(tag).copied().unwrap_or_default();
    let tag_rows: Vec<u32> = told.names().iter().map(|name| place_of(name) as u32).collect();
    let mut met = vec![0; tags.len()];
    for (tag, row) in &tags {
        if let Some(slot) = met.get_mut(*row) {
            *slot = place_of(tag);
        }
    }
    let tags = named(root, all.into_keys());
    let lacks_place = |taken: &Taken| match taken {
        Taken::Quick(quick, _) => quick.place.is_none(),
        Taken::Slow(event) => event.place.is_none(),
    };
    let outside = if taken.iter().any(lacks_place) { nowhere(&mut entries.areas) } else { 0 };
    let area = |place: Option<Row>| {
        place.and_then(|row| entries.places.get(row)).map_or(outside, |place| place.area)
    };
    let mut order: Vec<((Span, &str), usize)> = taken
        .iter()
        .enumerate()
        .map(|(at, taken)| match taken {
            Taken::Quick(quick, _) => ((quick.span, told.letters(quick.id)), at),
            Taken::Slow(event) => ((event.span, event.id.as_str()), at),
        })
        .collect();
    order.sort_unstable();
    let order: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
    let mut events = Events::default();
    for at in order {
        match taken.get_mut(at) {
            Some(Taken::Quick(quick, figures)) => {
                let [title, summary] = [quick.title, quick.summary]
                    .map(|text| told.wordings(text, language).collect::<Vec<_>>());
                let place = known.row(&known.places, quick.place);
                events.push_row(&EventRow {
                    id: told.letters(quick.id),
                    span: quick.span,
                    dates: quick.dates.as_deref().cloned(),
                    place,
                    area: area(place.map(|row| row as Row)) as u32,
                    kind: quick.kind,
                    certainty: quick.certainty,
                    deaths: deaths_counted(figures),
                    injuries: people_hurt(figures),
                    actors: &known.rows(&known.actors, told.rows(quick.actors)),
                    tags: &known.rows_of(&tag_rows, told.rows(quick.tags)),
                    sources: &known.rows(&known.sources, told.rows(quick.sources)),
                    figures,
                    title: &title,
                    summary: &summary,
                });
            }
            Some(Taken::Slow(event)) => {
                event.area = area(event.place);
                for tag in &mut event.tags {
                    *tag = met.get(*tag).copied().unwrap_or_default();
                }
                events.push(event);
            }
            None => {}
        }
    }
    Happened { events, claims: claims(root, entries), tags }
}

impl Known {
    /// An event's figures, where all that it refers to is known and nothing is wrong with them.
    fn figures(
        &self,
        quick: &Quick,
        gathered: &Gathered,
        entries: &Entries,
        language: &str,
    ) -> Option<Vec<EventFigure>> {
        let told = &gathered.told;
        let all = |known: &[Option<u32>], numbers: &[u32]| {
            numbers.iter().all(|number| known.get(*number as usize).is_some_and(Option::is_some))
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

    fn row(&self, known: &[Option<u32>], number: Option<u32>) -> Option<u32> {
        known.get(number? as usize).copied().flatten()
    }

    fn rows(&self, known: &[Option<u32>], numbers: &[u32]) -> Vec<u32> {
        numbers.iter().filter_map(|number| self.row(known, Some(*number))).collect()
    }

    fn rows_of(&self, rows: &[u32], numbers: &[u32]) -> Vec<u32> {
        numbers.iter().filter_map(|number| rows.get(*number as usize).copied()).collect()
    }
}
