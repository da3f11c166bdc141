//! Where a note is written. Every letter is kept as it is typed, in case the page goes.

use crate::ui::prelude::*;

use web_sys::KeyboardEvent;

use super::{
    book::Book,
    spot::Spot,
    target::{colour_word, state_word},
};
use crate::{
    browser::focus,
    core::{
        i18n::{Word, say},
        notes::{Colour, Note, State, Target, tags_in},
    },
    state::App,
};

/// What the reader changes of a note.
type Change = Box<dyn FnOnce(&mut Note)>;

/// A form for one note.
#[component]
pub fn Editor(
    /// The note as it was before, or a new one.
    note: Note,
    /// What it may be about, each in words; the first is what it is about now.
    abouts: Vec<(Target, String)>,
    /// Where it stands.
    spot: Spot,
    /// Whether the reader asked for it just now.
    takes_focus: bool,
    /// Called with the note's id when it is saved or given up.
    close: Callback<String>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let book = Book::shared();
    let kept = book.notes.drafts().read_untracked().note(&note.id).cloned();
    let draft = RwSignal::new(kept.unwrap_or(note));
    let start = draft.get_untracked();
    book.hold_editor(&start.id, &spot.name());
    let change = Callback::new(move |change: Change| {
        draft.update(|note| change(note));
        book.keep_draft(draft.get_untracked());
    });
    let save = move || {
        let mut note = draft.get_untracked();
        note.text.truncate(note.text.trim_end().len());
        // An empty note still marks a place; one without a place or a word says nothing.
        if note.text.is_empty() && note.tags.is_empty() && note.target == Target::Record {
            return;
        }
        let id = note.id.clone();
        book.save(note);
        close.run(id);
    };
    let give_up = move || {
        let id = draft.read_untracked().id.clone();
        book.give_up(&id);
        close.run(id);
    };
    let is_empty = move || draft.read_untracked().text.trim().is_empty();
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            save();
        }
        "Escape" => {
            // What was written is given up by its button alone.
            event.prevent_default();
            event.stop_propagation();
            if is_empty() {
                give_up();
            }
        }
        _ => {}
    };
    let text_id = spot.id("text", &start.id);
    if takes_focus {
        focus::by_id(&text_id);
    }
    view! {
        <div class="editor" role="group" aria-label=say(lang, Word::DeskWrite) on:keydown=on_key>
            <AboutField abouts change now=start.target.clone() />
            {start.target.quote().map(|quote| view! {
                <blockquote class="quoted" dir="auto">{crate::core::notes::shown(&quote.exact)}</blockquote>
            })}
            <label class="editor__field" for=text_id.clone()>
                <span>{say(lang, Word::DeskFieldText)}</span>
            </label>
            <textarea
                class="field editor__text"
                id=text_id
                dir="auto"
                rows="4"
                prop:value=start.text.clone()
                on:input=move |event| {
                    let text = event_target_value(&event);
                    change.run(Box::new(move |note| note.text = text));
                }
            ></textarea>
            <TagsField start=start.tags.clone() change />
            <div class="editor__row">
                <ColourField start=start.colour name=spot.id("colour", &start.id) change />
                <StateField start=start.state change />
            </div>
            <div class="editor__row">
                <button class="button button--main" on:click=move |_| save()>
                    {say(lang, Word::DeskSave)}
                </button>
                <button class="button" on:click=move |_| give_up()>
                    {say(lang, Word::DeskCancel)}
                </button>
            </div>
        </div>
    }
}

/// What the note is about, where there is a choice.
#[component]
fn AboutField(
    /// What it may be about, each in words.
    abouts: Vec<(Target, String)>,
    /// What it is about now.
    now: Target,
    /// Called with what the reader changes.
    change: Callback<Change>,
) -> impl IntoView {
    let lang = App::shared().lang();
    (abouts.len() > 1).then(move || {
        let options = abouts.iter().enumerate().map(|(at, (target, words))| {
            view! { <option value=at selected=*target == now>{words.clone()}</option> }
        });
        let options = options.collect_view();
        let on_change = move |event| {
            let at = event_target_value(&event).parse::<usize>().ok();
            if let Some((target, _)) = at.and_then(|at| abouts.get(at)).cloned() {
                change.run(Box::new(move |note| note.target = target));
            }
        };
        view! {
            <label class="editor__field">
                <span>{say(lang, Word::DeskFieldAbout)}</span>
                <select class="field" on:change=on_change>{options}</select>
            </label>
        }
    })
}

/// The note's tags, in one line.
#[component]
fn TagsField(
    /// The tags as they are.
    start: Vec<String>,
    /// Called with what the reader changes.
    change: Callback<Change>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let known = start.clone();
    let on_input = move |event| {
        let tags = tags_in(&event_target_value(&event), &known);
        change.run(Box::new(move |note| note.tags = tags));
    };
    view! {
        <label class="editor__field">
            <span>{say(lang, Word::DeskFieldTags)}</span>
            <input
                class="field"
                dir="auto"
                autocomplete="off"
                prop:value=start.join(", ")
                on:input=on_input
            />
        </label>
    }
}

/// The four colours.
#[component]
fn ColourField(
    /// The colour as it is.
    start: Colour,
    /// What tells these from others.
    name: String,
    /// Called with what the reader changes.
    change: Callback<Change>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let colours = Colour::ALL.map(|colour| {
        view! {
            <label class=format!("swatch swatch--{}", colour.id())>
                <input
                    type="radio"
                    name=name.clone()
                    checked=start == colour
                    on:change=move |_| change.run(Box::new(move |note| note.paint(colour)))
                />
                <span>{say(lang, colour_word(colour))}</span>
            </label>
        }
    });
    view! {
        <fieldset class="editor__colours">
            <legend>{say(lang, Word::DeskFieldColour)}</legend>
            {colours.collect_view()}
        </fieldset>
    }
}

/// How far the reader is with what the note says.
#[component]
fn StateField(
    /// The state as it is.
    start: State,
    /// Called with what the reader changes.
    change: Callback<Change>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let states = State::ALL.map(|state| {
        view! {
            <option value=state.id() selected=start == state>{say(lang, state_word(state))}</option>
        }
    });
    let on_change = move |event| {
        if let Some(state) = State::from_id(&event_target_value(&event)) {
            change.run(Box::new(move |note| note.judge(state)));
        }
    };
    view! {
        <label class="editor__field">
            <span>{say(lang, Word::DeskFieldState)}</span>
            <select class="field" on:change=on_change>{states.collect_view()}</select>
        </label>
    }
}
