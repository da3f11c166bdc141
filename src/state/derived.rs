//! What follows from the archive and the query: memos, each one call into `core`.

use super::{Memo, ReadSignal, Shared, Sources};
use crate::core::{
    i18n::Lang,
    model::{Archive, Row},
    query::{Facets, Filters, Index, Mask, Masks, Query},
    time::{Day, Span},
};

/// The memos that several views read.
#[derive(Clone, Copy)]
pub struct Derived {
    /// What narrows the events; unmoved by the cursor and by what is open.
    pub filters: Memo<Filters>,
    /// The words of the record in its language, for the search.
    pub index: Memo<Shared<Index>>,
    /// The events each filter lets through.
    pub masks: Memo<Masks>,
    /// The events under every filter.
    pub in_view: Memo<Mask>,
    /// Counts of every value under every filter but its own.
    pub facets: Memo<Facets>,
    /// The date the figures hold for.
    pub cursor: Memo<Day>,
    /// The first and last day of the record.
    pub extent: Memo<Span>,
    /// The open event.
    pub event: Memo<Option<Row>>,
}

impl Derived {
    pub(super) fn new(
        archive: ReadSignal<Shared<Archive>>,
        lang: ReadSignal<Lang>,
        countries: ReadSignal<Shared<Vec<String>>>,
        sources: ReadSignal<Sources>,
        query: ReadSignal<Query>,
    ) -> Self {
        let filters = Memo::new(move |_| query.read().filters.clone());
        let index = Memo::new(move |_| {
            let (archive, sources) = (archive.read(), sources.read());
            let known = sources.known(&archive);
            Shared::new(Index::with_names(&archive, lang.get(), &countries.read(), known))
        });
        let masks = Memo::new(move |_| {
            let filters = filters.read();
            // The index is made at the first search, not before.
            let searches = !filters.search.is_empty();
            let hits = searches.then(|| index.read().hits(&filters.search)).flatten();
            Masks::of(&archive.read(), &filters, hits)
        });
        let in_view = Memo::new(move |_| masks.read().all());
        let facets = Memo::new(move |_| Facets::of(&archive.read(), &masks.read()));
        let extent = Memo::new(move |_| archive.read().extent());
        let cursor = Memo::new(move |_| {
            let extent = extent.get();
            let day = query.read().cursor.unwrap_or(archive.read().cursor);
            day.clamp(extent.first, extent.last)
        });
        let event = Memo::new(move |_| {
            query.read().event.as_deref().and_then(|id| archive.read().event_row(id))
        });
        Self { filters, index, masks, in_view, facets, cursor, extent, event }
    }
}
