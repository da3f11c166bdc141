//! The events in view as a plain table, for those who read tables better than drawings.

use crate::ui::prelude::*;

use crate::{
    core::i18n::{Plural, Word, certainty_word, edtf_span, kind_word, number, plural, say},
    state::App,
    ui::parts::Dialog,
};

/// How many rows the table shows before it asks.
const PAGE: usize = 100;

/// The dialog with the table of what is in view.
#[component]
pub fn DataTable(
    /// Whether the table is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let shown = RwSignal::new(PAGE);
    let in_view = app.derived.in_view;
    let rows = move || {
        let archive = app.archive();
        in_view
            .read()
            .iter()
            .take(shown.get())
            .filter_map(|row| {
                let event = archive.events.get(row)?;
                let place = event.place.and_then(|place| archive.places.get(place));
                let title = event.title.in_language(lang, &archive.language);
                let deaths = event.counted_deaths();
                Some(view! {
                    <tr>
                        <td>{edtf_span(lang, &event.start, event.end.as_ref())}</td>
                        <td>{place.map(|place| place.name.clone())}</td>
                        <td>{say(lang, kind_word(event.kind))}</td>
                        <td lang=title.tag.to_owned()>{title.text.to_owned()}</td>
                        <td>{(deaths > 0).then(|| number(lang, f64::from(deaths)))}</td>
                        <td>{say(lang, certainty_word(event.certainty))}</td>
                        <td>{number(lang, event.sources.len() as f64)}</td>
                    </tr>
                })
            })
            .collect_view()
    };
    let headings = [
        Word::TableDate,
        Word::TablePlace,
        Word::TableKind,
        Word::TableEvent,
        Word::TableKilled,
        Word::TableCertainty,
        Word::TableSources,
    ];
    view! {
        <Dialog
            open
            title=say(lang, Word::TableTitle).to_owned()
            on_close=Callback::new(move |()| open.set(false))
        >
            <table class="table">
                <caption class="note">
                    {move || plural(lang, Plural::CountMatches, in_view.read().count() as u64)}
                </caption>
                <thead>
                    <tr>
                        {headings
                            .map(|word| view! { <th scope="col">{say(lang, word)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {when(move || { shown.get() < in_view.read().count() }, move || view! { <button class="button" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                    {say(lang, Word::TableMore)}
                </button> })}
        </Dialog>
    }
}
