//! What the reader should know: parts of a link that were left out, parts of a record that were.

use crate::ui::prelude::*;

use crate::{
    browser::focus,
    core::{
        i18n::{Plural, Word, plural, problem_words, say},
        model::Problem,
    },
    state::App,
    ui::parts::Dialog,
};

/// What of a record could not be read.
#[derive(Clone)]
pub struct Unread {
    /// The first problems, in the order they were met.
    pub problems: Vec<Problem>,
    /// How many there were beyond those.
    pub more: usize,
}

/// The rows of notices over the page, each with a way to be rid of it.
#[component]
pub fn Notices(
    /// What the link asked for and could not be had.
    notices: RwSignal<Vec<String>>,
    /// What the record holds that could not be read.
    unread: Unread,
) -> impl IntoView {
    let lang = App::shared().lang();
    let open = RwSignal::new(false);
    let count = unread.problems.len() + unread.more;
    let unread = StoredValue::new(unread);
    let of_link = move || {
        let texts = notices.get();
        (!texts.is_empty()).then(|| {
            view! {
                <div class="notice" role="status">
                    <span>{texts.join(" ")}</span>
                    <button
                        class="button button--plain"
                        on:click=move |_| {
                            notices.set(Vec::new());
                            focus::by_id("events");
                        }
                    >
                        {say(lang, Word::Close)}
                    </button>
                </div>
            }
        })
    };
    let of_record = (count > 0).then(|| {
        view! {
            <div class="notice" role="status">
                <span>{plural(lang, Plural::CountProblems, count as u64)}</span>
                <button class="button button--plain" on:click=move |_| open.set(true)>
                    {say(lang, Word::ProblemsShow)}
                </button>
            </div>
        }
    });
    view! {
        <div class="page__notices">{of_link} {of_record}</div>
        <Dialog
            open
            title=say(lang, Word::ProblemsTitle).to_owned()
            on_close=Callback::new(move |()| open.set(false))
        >
            <ul>
                {move || {
                    unread.with_value(|unread| {
                        let more = (unread.more > 0)
                            .then(|| plural(lang, Plural::CountOthers, unread.more as u64));
                        let listed = unread.problems.iter().map(|it| problem_words(lang, it));
                        listed.chain(more).map(|line| view! { <li>{line}</li> }).collect_view()
                    })
                }}
            </ul>
        </Dialog>
    }
}
