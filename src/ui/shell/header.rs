//! The header: the names, the search, the languages, the colours, and the ways to the notes and to
//! what can be done with this view.

use crate::ui::prelude::*;

use super::search::Search;
use crate::{
    browser::storage,
    core::{
        i18n::{Lang, Word, labelled, say},
        query::{Theme, choices},
    },
    state::App,
    ui::parts::{Colours, Icon, Sign},
};

/// The top of the page.
#[component]
pub fn Header() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let archive = app.archive();
    let title = archive.title.in_language(lang, &archive.language);
    let notes = Memo::new(move |_| app.derived.noted.read().all);
    let languages = Lang::ALL.map(|choice| {
        view! {
            <button
                class="button"
                lang=choice.tag()
                aria-label=format!("{} – {}", choice.tag().to_ascii_uppercase(), choice.own_name())
                aria-pressed=(choice == lang).to_string()
                id=format!("lang-{}", choice.tag())
                on:click=move |_| {
                    // Kept where the browser keeps anything; where not, it lasts for this visit.
                    let _ = storage::set("lang", choice.tag());
                    app.change(|query| query.lang = Some(choice));
                }
            >
                {choice.tag().to_ascii_uppercase()}
            </button>
        }
    });
    view! {
        <header class="page__header header">
            <h1 class="header__names">
                <span class="header__name">{say(lang, Word::AppName)}</span>
                <span class="header__title" lang=title.tag.to_owned()>
                    {title.text.to_owned()}
                </span>
            </h1>
            <Search />
            <FiltersButton />
            <div class="header__tools">
                <div class="header__group" role="group" aria-label=say(lang, Word::HeaderLanguage)>
                    {languages.collect_view()}
                </div>
                <ThemeButton />
                <button class="button" data-desk="notes" aria-haspopup="dialog">
                    <Icon sign=Sign::Note />
                    <span class="header__word">
                        {say(lang, Word::HeaderNotes)}
                        {move || (notes.get() > 0).then(|| format!(" · {}", notes.get()))}
                    </span>
                </button>
                <button class="button" data-desk="share" aria-haspopup="dialog">
                    <Icon sign=Sign::Link />
                    <span class="header__word">{say(lang, Word::HeaderShare)}</span>
                </button>
            </div>
        </header>
    }
}

/// Opens the panel of all filters, and says how many are in force.
#[component]
fn FiltersButton() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let count = Memo::new(move |_| choices(&app.query().read()).len());
    view! {
        <button
            class="button header__filters"
            aria-haspopup="dialog"
            data-desk="filters"
        >
            <Icon sign=Sign::Filter />
            {say(lang, Word::LandmarkFilters)}
            {move || (count.get() > 0).then(|| format!(" · {}", count.get()))}
        </button>
    }
}

/// Goes round the three choices of colours: the system's, light, dark.
#[component]
fn ThemeButton() -> impl IntoView {
    let lang = App::shared().lang();
    let colours = expect_context::<Colours>();
    let chosen = colours.chosen;
    let word = move || match chosen.get() {
        None => Word::ThemeSystem,
        Some(Theme::Light) => Word::ThemeLight,
        Some(Theme::Dark) => Word::ThemeDark,
    };
    let label = move || labelled(lang, say(lang, Word::HeaderTheme), say(lang, word()));
    let sign = move || match chosen.get() {
        None => Sign::System,
        Some(Theme::Light) => Sign::Light,
        Some(Theme::Dark) => Sign::Dark,
    };
    let turn = move |_| {
        let next = match chosen.get_untracked() {
            None => Some(Theme::Light),
            Some(Theme::Light) => Some(Theme::Dark),
            Some(Theme::Dark) => None,
        };
        colours.choose(next);
    };
    view! {
        <button class="button button--icon" aria-label=label title=label on:click=turn>
            <Icon sign=Signal::derive(sign) />
        </button>
    }
}
