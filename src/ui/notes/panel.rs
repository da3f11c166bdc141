//! All notes in one place: to find, to change, to hand on.

use crate::ui::prelude::*;

use super::{
    banner::Banner,
    book::{Book, now},
    copies::Copies,
    editor::Editor,
    exchange::Exchange,
    item::Item,
    on::{claim_place, claims_place},
    sieve::{Order, Sieve, tags},
    spot::{Spot, part_id},
    target::{Sort, Way, state_word, target_words, way},
    undo::Undo,
    unfinished::Unfinished,
    wipe::Wipe,
};
use crate::{
    browser::{device, focus},
    core::{
        i18n::{Lang, Plural, Word, labelled, plural, say},
        link,
        model::Measure,
        notes::{Note, State, Target, shown},
        query::Query,
        time::Edtf,
    },
    state::App,
    ui::{parts::Dialog, shell::address},
};

/// How many notes are shown before the reader asks for more.
const PAGE: usize = 30;

/// The dialog with all notes of the record.
#[component]
pub fn NotesPanel(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let lang = App::shared().lang();
    view! {
        <Dialog
            open
            title=say(lang, Word::DeskNotesTitle).to_owned()
            on_close=Callback::new(move |()| open.set(false))
        >
            <Panel open />
        </Dialog>
    }
}

#[component]
fn Panel(open: RwSignal<bool>) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let book = Book::shared();
    let sieve = RwSignal::new(Sieve::default());
    let shown = RwSignal::new(PAGE);
    let writing = RwSignal::new(None::<Note>);
    let found = Memo::new(move |_| sieve.read().of(app, book.notes.document().get()));
    let total = Memo::new(move |_| book.notes.document().read().living().count());
    let show = Callback::new(move |note: Note| {
        open.set(false);
        go_to(app, &note);
    });
    let spot = Spot::new("panel", "notes-count");
    let is_here = Callback::new(|_: Option<Target>| true);
    let count = move || {
        let (found, all) = (found.read().len(), total.get());
        let words = plural(lang, Plural::CountNotes, found as u64);
        if found == all {
            words
        } else {
            labelled(lang, &words, &plural(lang, Plural::CountDeskOf, all as u64))
        }
    };
    let editor = move || {
        let note = writing.get()?;
        let close = move |_: String| {
            writing.set(None);
            focus::by_id("panel-write");
        };
        let mut abouts = abouts(app);
        if let Some(at) = abouts.iter().position(|(target, _)| *target == note.target) {
            abouts.swap(0, at);
        } else {
            abouts.insert(0, (note.target.clone(), target_words(app, &note.target)));
        }
        Some(view! { <Editor note abouts spot takes_focus=true close=Callback::new(close) /> })
    };
    let start = move |_| {
        let target = abouts(app).into_iter().next().map_or(Target::Record, |(target, _)| target);
        writing.set(Some(Note::new(&device::new_id(), target, now())));
    };
    let more = move |_| {
        let next = found.read_untracked().nth(shown.get_untracked()).map(|note| note.id.clone());
        shown.update(|shown| *shown += PAGE);
        spot.focus_first(next.iter().map(|id| spot.id("note", id)).collect());
    };
    view! {
        <Banner in_panel=true spot />
        <p class="note">{say(lang, Word::DeskNotesPrivate)}</p>
        {when(move || writing.read().is_none(), move || view! {
            <button class="button button--main" id="panel-write" on:click=start>
                {say(lang, Word::DeskWrite)}
            </button>
        })}
        {editor}
        <Unfinished writing spot is_here />
        {when(move || total.get() > 0, move || view! { <Controls sieve /> })}
        <p class="notes__count" id="notes-count" tabindex="-1" role="status">{count}</p>
        <Undo spot is_here />
        {when(move || total.get() == 0, move || view! { <p>{say(lang, Word::DeskNotesNone)}</p> })}
        {when(move || total.get() > 0 && found.read().is_empty(), move || view! {
            <p>{say(lang, Word::DeskNotesNoneFound)}</p>
        })}
        <ul class="noted__list">
            {entries(
                move || found.read().first(shown.get()),
                |note: &Note| note.id.clone(),
                move |note| view! { <Item note show=Some(show) spot /> },
            )}
        </ul>
        {when(move || shown.get() < found.read().len(), move || {
            view! { <button class="button" on:click=more>{say(lang, Word::DeskMore)}</button> }
        })}
        <Exchange found />
        <Copies spot />
        <Wipe />
    }
}

/// The search among the notes, and what narrows them.
#[component]
fn Controls(sieve: RwSignal<Sieve>) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let any = move || view! { <option value="">{say(lang, Word::DeskAny)}</option> };
    let states = State::ALL.map(|state| {
        view! {
            <option value=state.id()>{say(lang, state_word(state))}</option>
        }
    });
    let sorts = Sort::ALL.iter().enumerate().map(|(at, sort)| {
        view! {
            <option value=at>{say(lang, sort.word())}</option>
        }
    });
    let tags = Memo::new(move |_| tags(&book.notes.document().read()));
    let options = move || {
        let option = |tag: String| view! { <option value=tag.clone()>{shown(&tag)}</option> };
        tags.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="notes__controls" role="search">
            <label class="editor__field">
                <span>{say(lang, Word::DeskNotesSearch)}</span>
                <input
                    class="field"
                    type="search"
                    on:input=move |event| {
                        let search = event_target_value(&event);
                        sieve.update(|sieve| sieve.search = search);
                    }
                />
            </label>
            <label class="editor__field">
                <span>{say(lang, Word::DeskFieldState)}</span>
                <select
                    class="field"
                    on:change=move |event| {
                        let state = State::from_id(&event_target_value(&event));
                        sieve.update(|sieve| sieve.state = state);
                    }
                >
                    {any()}
                    {states.collect_view()}
                </select>
            </label>
            <label class="editor__field">
                <span>{say(lang, Word::DeskFieldAbout)}</span>
                <select
                    class="field"
                    on:change=move |event| {
                        let at = event_target_value(&event).parse::<usize>().ok();
                        let sort = at.and_then(|at| Sort::ALL.get(at)).copied();
                        sieve.update(|sieve| sieve.sort = sort);
                    }
                >
                    {any()}
                    {sorts.collect_view()}
                </select>
            </label>
            {when(move || !tags.read().is_empty(), move || view! {
                <label class="editor__field">
                    <span>{say(lang, Word::DeskNotesTag)}</span>
                    <select
                        class="field"
                        on:change=move |event| {
                            let tag = Some(event_target_value(&event)).filter(|tag| !tag.is_empty());
                            sieve.update(|sieve| sieve.tag = tag);
                        }
                    >
                        {any()}
                        {options}
                    </select>
                </label>
            })}
            <label class="editor__field">
                <span>{say(lang, Word::DeskNotesOrder)}</span>
                <select
                    class="field"
                    on:change=move |event| {
                        let by_event = event_target_value(&event) == "event";
                        let order = if by_event { Order::Event } else { Order::Written };
                        sieve.update(|sieve| sieve.order = order);
                    }
                >
                    <option value="written">{say(lang, Word::DeskOrderWritten)}</option>
                    <option value="event">{say(lang, Word::DeskOrderEvent)}</option>
                </select>
            </label>
        </div>
    }
}

/// Shows what a note is about.
fn go_to(app: App, note: &Note) {
    let lang = app.lang();
    let Way::Here(link) = way(app, &note.target) else { return };
    let (query, _) = address::read(&link, &app.archive(), lang);
    let claim = match &note.target {
        Target::Claim(id) => {
            app.archive().claims.iter().position(|claim| claim.id == *id).map(claim_place)
        }
        Target::Claims(measure) => Some(claims_place(*measure)),
        _ => None,
    };
    let to = match claim {
        Some(place) => part_id(&place, "note", &note.id),
        None if query.event.is_some() => "event-title".to_owned(),
        None => "events".to_owned(),
    };
    app.follow(query);
    focus::by_id(&to);
}

/// What a new note may be about, as the page stands: what is open comes first.
fn abouts(app: App) -> Vec<(Target, String)> {
    let query = app.query().read_untracked();
    let mut targets = Vec::new();
    if let Some(event) = &query.event {
        targets.push(Target::Event(event.clone()));
    }
    targets.extend(query.claims.map(Target::Claims));
    targets.extend(query.filters.areas.iter().cloned().map(Target::Region));
    if let Some(window) = query.filters.window {
        targets.extend(time(&format!("{}/{}", window.first, window.last)));
    }
    targets.extend(time(&app.derived.cursor.get_untracked().to_string()));
    let view = link::encode(&Query { lang: None::<Lang>, ..query.clone() });
    targets.push(Target::View(view));
    targets.extend(Measure::ALL.iter().copied().map(Target::Claims));
    targets.push(Target::Record);
    let mut abouts: Vec<(Target, String)> = Vec::new();
    for target in targets {
        if abouts.iter().all(|(known, _)| *known != target) {
            let words = target_words(app, &target);
            abouts.push((target, words));
        }
    }
    abouts
}

fn time(text: &str) -> Option<Target> {
    Edtf::parse(text).ok().map(Target::Time)
}
