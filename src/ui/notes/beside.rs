//! The notes of the open event, beside it: to read, to write, and marked in its words.

use crate::ui::prelude::*;

use web_sys::Element;

use super::{
    banner::Banner,
    book::{Book, now},
    editor::Editor,
    item::Item,
    spot::Spot,
    target::{is_at, target_words},
    undo::Undo,
    unfinished::{Unfinished, beginning},
};
use crate::{
    browser::{device, highlight, selection},
    core::{
        i18n::{Plural, Word, fill, labelled, measure_word, plural, say},
        notes::{
            Colour, Note, Part, Passage, Quote, Target, part_text, point_of_utf16, utf16_of_point,
        },
    },
    state::App,
};

/// Where each of an event's texts stands on the page.
const PLACES: [(Part, &str); 2] =
    [(Part::Title, "#event-title"), (Part::Summary, ".detail__prose")];
/// Browsers may drop the selection just before the button is told that it was pressed.
const LINGERS_MS: i64 = 1_000;

/// How many notes are shown before the reader asks for more.
const PAGE: usize = 20;

/// Selected words, and when they were let go of.
#[derive(Clone, PartialEq)]
struct Held {
    part: Part,
    quote: Quote,
    until_ms: Option<i64>,
}

/// The notes of an event.
#[component]
pub fn Beside(
    /// The event's id.
    event: String,
    /// Whether the reader asked to write a note.
    asked: RwSignal<bool>,
    /// Changes whenever the page around does.
    page: RwSignal<usize>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let book = Book::shared();
    let writing = RwSignal::new(None::<Note>);
    let shown = RwSignal::new(PAGE);
    let held = RwSignal::new(None::<Held>);
    let spot = Spot::new("beside", "write-note");
    let id = event.clone();
    let notes = Memo::new(move |_| {
        let document = book.notes.document().read();
        let is_here = |note: &&Note| is_at(app, &note.target, &id);
        document.living().filter(is_here).cloned().collect::<Vec<_>>()
    });
    let id = event.clone();
    let is_here = Callback::new(move |target: Option<Target>| {
        target.is_some_and(|target| is_at(app, &target, &id))
    });
    follow_selection(app, event.clone(), held);
    let id = event.clone();
    let start = move |words_only: bool| {
        let words = held.get_untracked().filter(|held| {
            words_only || held.until_ms.is_none_or(|until| until > device::now_ms())
        });
        let target = match words {
            Some(Held { part, quote, .. }) => Target::Passage(Passage {
                event: id.clone(),
                lang: lang.tag().to_owned(),
                part,
                quote,
            }),
            None => Target::Event(id.clone()),
        };
        writing.set(Some(Note::new(&device::new_id(), target, now())));
    };
    let by_button = start.clone();
    effect(move || {
        if asked.get() {
            asked.set(false);
            by_button(false);
        }
    });
    let id = event.clone();
    effect(move || {
        page.track();
        mark(app, &id, &notes.read());
    });
    let editor = move || {
        let note = writing.get()?;
        let close = move |_: String| {
            writing.set(None);
            held.set(None);
            spot.focus_home();
        };
        let abouts = abouts(app, &event, &note.target);
        Some(view! { <Editor note abouts spot takes_focus=true close=Callback::new(close) /> })
    };
    let more = move |_| {
        let next = notes.read_untracked().get(shown.get_untracked()).map(|note| note.id.clone());
        shown.update(|shown| *shown += PAGE);
        spot.focus_first(next.iter().map(|id| spot.id("note", id)).collect());
    };
    let count = move || {
        let count = notes.read().len() as u64;
        (count > 0).then(|| plural(lang, Plural::CountNotes, count))
    };
    // The marks in the text are for the eye alone, and not in every browser.
    let marked = move || {
        let notes = notes.read();
        let words: Vec<String> = notes.iter().filter_map(|note| marked_words(app, note)).collect();
        (!words.is_empty()).then(|| fill(lang, Word::DeskMarked, &[("words", &words.join(" · "))]))
    };
    let has_words = Memo::new(move |_| {
        held.read().as_ref().is_some_and(|held| held.until_ms.is_none()) && writing.read().is_none()
    });
    view! {
        {when(move || has_words.get(), move || {
            let start = start.clone();
            view! {
                <button class="button" on:click=move |_| start(true)>
                    {say(lang, Word::DeskWriteOnWords)}
                </button>
            }
        })}
        <Banner in_panel=false spot />
        {editor}
        <Unfinished writing spot is_here />
        <p class="note" role="status">{count}</p>
        <p class=if highlight::is_there() { "unseen" } else { "note" }>{marked}</p>
        <Undo spot is_here />
        <ul class="noted__list">
            {entries(
                move || notes.read().iter().take(shown.get()).cloned().collect(),
                |note| note.id.clone(),
                move |note| view! { <Item note show=None spot /> },
            )}
        </ul>
        {when(move || shown.get() < notes.read().len(), move || {
            view! { <button class="button" on:click=more>{say(lang, Word::DeskMore)}</button> }
        })}
    }
}

/// Keeps the words of the event's texts that are selected last.
fn follow_selection(app: App, event: String, held: RwSignal<Option<Held>>) {
    let look = move || {
        let selected = PLACES.into_iter().find_map(|(part, place)| {
            let quote = selected_in(app, &event, part, place)?;
            Some(Held { part, quote, until_ms: None })
        });
        held.try_update(|held| match (selected, held) {
            (Some(selected), held) => *held = Some(selected),
            (None, Some(held)) if held.until_ms.is_none() => {
                held.until_ms = Some(device::now_ms() + LINGERS_MS);
            }
            _ => {}
        });
    };
    look();
    keep(selection::on_change(look));
}

/// What a note at an event may be about: the event, the selected words, its figures.
fn abouts(app: App, event: &str, now: &Target) -> Vec<(Target, String)> {
    let lang = app.lang();
    let archive = app.archive();
    let whole = Target::Event(event.to_owned());
    let mut abouts = vec![(whole.clone(), target_words(app, &whole))];
    if let Target::Passage(passage) = now {
        let words =
            labelled(lang, say(lang, Word::DeskTargetPassage), &beginning(&passage.quote.exact));
        abouts.insert(0, (now.clone(), words));
    }
    let found = archive.event_row(event).and_then(|row| archive.events.get(row));
    if let Some(event) = &found {
        let place = event.place.and_then(|row| archive.places.get(row));
        let area = archive.areas.get(event.area).filter(|area| !area.id.is_empty());
        let targets = place
            .map(|place| Target::Place(place.id.clone()))
            .into_iter()
            .chain(area.map(|area| Target::Region(area.id.clone())));
        abouts.extend(targets.map(|target| {
            let words =
                labelled(lang, say(lang, Word::DeskSortRegion), &target_words(app, &target));
            (target, words)
        }));
    }
    for figure in found.iter().flat_map(|event| &event.figures) {
        let target = Target::Figure { event: event.to_owned(), measure: figure.measure };
        let words = labelled(
            lang,
            say(lang, Word::DeskSortFigure),
            say(lang, measure_word(figure.measure)),
        );
        if abouts.iter().all(|(known, _)| *known != target) {
            abouts.push((target, words));
        }
    }
    abouts
}

fn element(place: &str) -> Option<Element> {
    web_sys::window()?.document()?.query_selector(place).ok().flatten()
}

/// The words that are selected of one of the event's texts.
fn selected_in(app: App, event: &str, part: Part, place: &str) -> Option<Quote> {
    let selected = selection::within(&element(place)?)?;
    let archive = app.archive();
    let sources = app.sources().read_untracked();
    let row = archive.event_row(event)?;
    let text = part_text(&archive, sources.known(&archive), app.lang(), row, part)?;
    let point = |units| point_of_utf16(text, units);
    Quote::of(text, point(selected.start)..point(selected.end))
}

/// The words of an event's text that a note marks, where they stand in it.
fn marked_words(app: App, note: &Note) -> Option<String> {
    let Target::Passage(passage) = &note.target else { return None };
    let archive = app.archive();
    let sources = app.sources().read();
    let row = archive.event_row(&passage.event)?;
    let text = part_text(&archive, sources.known(&archive), app.lang(), row, passage.part)?;
    passage.anchor(app.lang().tag(), text)?.range()?;
    Some(beginning(&passage.quote.exact))
}

/// Highlights the passages of the notes in the event's texts.
fn mark(app: App, event: &str, notes: &[Note]) {
    let archive = app.archive();
    let sources = app.sources().read();
    let Some(row) = archive.event_row(event) else { return };
    for (part, place) in PLACES {
        let text = part_text(&archive, sources.known(&archive), app.lang(), row, part);
        for colour in Colour::ALL {
            let stretch = |note: &Note| match &note.target {
                Target::Passage(passage) if passage.part == part && note.colour == colour => {
                    let range = passage.anchor(app.lang().tag(), text?)?.range()?;
                    let units = |point| utf16_of_point(text.unwrap_or_default(), point);
                    Some((units(range.start), units(range.end)))
                }
                _ => None,
            };
            let stretches: Vec<_> = notes.iter().filter_map(stretch).collect();
            let name = format!("note-{}-{}", part.id(), colour.id());
            highlight::paint(&name, element(place).as_ref(), &stretches);
        }
    }
}
