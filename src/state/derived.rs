//! What follows from the archive and the query: memos, each one call into `core`.

use super::{Memo, ReadSignal, Shared, Sources, StoredValue};
use crate::core::{
    i18n::Lang,
    model::{Archive, Row},
    notes::Noted,
    query::{Filters, Grouping, Held, Index, Mask, Masks, Query, Tally},
    time::{Day, Span},
};

/// A record of more events has its words put in order step by step, so that the page goes on
/// drawing.
pub const MOST_AT_ONCE: usize = 5_000;

/// The memos that several views read.
#[derive(Clone, Copy)]
pub struct Derived {
    /// What narrows the events; unmoved by the cursor and by what is open.
    pub filters: Memo<Filters>,
    /// The events that the chosen window of time holds.
    pub held: Memo<Shared<Held>>,
    /// The words of the record in its language, for the search; nothing while those of a big record
    /// are yet to be learnt.
    pub index: Memo<Option<Shared<Index>>>,
    /// The events each filter but the window lets through; a moving window leaves them as they are.
    pub settled: Memo<Masks>,
    /// The events each filter lets through.
    pub masks: Memo<Masks>,
    /// The events under every filter.
    pub in_view: Memo<Mask>,
    /// What is searched for.
    pub search: Memo<String>,
    /// The events under every filter as the page's words have them: in the window that they follow
    /// at their own pace.
    pub in_words: Memo<Mask>,
    /// The same events, and those of other kinds, by kind.
    pub kinds_in_words: Memo<Vec<f64>>,
    /// Counts that several views read, in the order of `Grouping::SHARED`.
    counts: StoredValue<[Memo<Vec<f64>>; 7]>,
    /// How many notes stand where.
    pub noted: Memo<Shared<Noted>>,
    /// The date the figures hold for.
    pub cursor: Memo<Day>,
    /// The first and last day of the record.
    pub extent: Memo<Span>,
    /// The open event.
    pub event: Memo<Option<Row>>,
}

impl Derived {
    #[expect(clippy::too_many_arguments, reason = "every signal that something follows from")]
    pub(super) fn new(
        archive: ReadSignal<Shared<Archive>>,
        lang: ReadSignal<Lang>,
        countries: ReadSignal<Shared<Vec<String>>>,
        sources: ReadSignal<Sources>,
        indexed: ReadSignal<Option<Shared<Index>>>,
        noted: ReadSignal<String>,
        query: ReadSignal<Query>,
        said: ReadSignal<Option<Span>>,
    ) -> Self {
        let filters = Memo::new(move |_| query.read().filters.clone());
        let index = Memo::new(move |_| {
            let archive = archive.read();
            if archive.events.len() > MOST_AT_ONCE {
                return indexed.get();
            }
            let sources = sources.read();
            let known = sources.known(&archive);
            Some(Shared::new(Index::with_names(&archive, lang.get(), &countries.read(), known)))
        });
        let window = Memo::new(move |_| filters.read().window);
        let choices =
            Memo::new(move |_| Filters { window: None, ..Filters::clone(&filters.read()) });
        let settled = Memo::new(move |_| {
            let choices = choices.read();
            // The index is made at the first search, not before.
            let searches = !choices.search.is_empty();
            let index = if searches { index.get() } else { None };
            let hits = index.and_then(|index| index.hits(&choices.search));
            Masks::of(&archive.read(), &choices, hits)
        });
        let masks = Memo::new(move |_| settled.read().within(&archive.read(), window.get()));
        let held = Memo::new(move |_| {
            archive.track();
            Shared::new(Held::of(window.get()))
        });
        let in_view = Memo::new(move |_| masks.read().all());
        let search = Memo::new(move |_| filters.read().search.clone());
        let tally = move |grouping: Grouping| {
            Memo::new(move |_| {
                let mask = settled.read().all_but(grouping.clause());
                Shared::new(Tally::new(&archive.read(), grouping, mask))
            })
        };
        let within = move |tally: Memo<Shared<Tally>>, held: Memo<Shared<Held>>| {
            Memo::new(move |_| tally.read().within(&archive.read(), &held.read()))
        };
        let kinds = tally(Grouping::Kinds);
        let counts = Grouping::SHARED.map(|grouping| {
            let tally = if grouping == Grouping::Kinds { kinds } else { tally(grouping) };
            within(tally, held)
        });
        let counts = StoredValue::new(counts);
        let in_words = Memo::new(move |_| settled.read().within(&archive.read(), said.get()).all());
        let said = Memo::new(move |_| {
            archive.track();
            Shared::new(Held::of(said.get()))
        });
        let kinds_in_words = within(kinds, said);
        let noted = Memo::new(move |_| Shared::new(Noted::read(&noted.read(), &archive.read())));
        let extent = Memo::new(move |_| archive.read().extent());
        let cursor = Memo::new(move |_| {
            let extent = extent.get();
            let day = query.read().cursor.unwrap_or(archive.read().cursor);
            day.clamp(extent.first, extent.last)
        });
        let event = Memo::new(move |_| {
            query.read().event.as_deref().and_then(|id| archive.read().event_row(id))
        });
        Self {
            filters,
            held,
            index,
            settled,
            masks,
            in_view,
            search,
            in_words,
            kinds_in_words,
            counts,
            noted,
            cursor,
            extent,
            event,
        }
    }

    /// Events by something, under every filter but its own.
    /// Counted when a view asks, not before.
    pub fn counts(self, grouping: Grouping) -> Memo<Vec<f64>> {
        self.counts.with_value(|counts| {
            let [first, ..] = counts;
            let mut listed = Grouping::SHARED.iter().zip(counts);
            listed.find(|(list, _)| **list == grouping).map_or(*first, |(_, counts)| *counts)
        })
    }
}
