//! The code that puts this view on another site, as it will look there.

use crate::ui::prelude::*;

use crate::{
    browser::{clipboard, url},
    core::{
        i18n::{Word, say},
        link,
        scene::escaped,
    },
    state::App,
};

/// The parts of the page that the code can show, by their option's value.
const SHOWS: [(&str, Word); 5] = [
    ("", Word::DeskShareWhole),
    ("timeline", Word::LandmarkTimeline),
    ("map", Word::LandmarkMap),
    ("figures", Word::LandmarkFigures),
    ("list", Word::LandmarkEvents),
];

/// The colours that the code can ask for, by their attribute's value.
const THEMES: [(&str, Word); 3] =
    [("", Word::ThemeSystem), ("light", Word::ThemeLight), ("dark", Word::ThemeDark)];

/// What the writer of the other site chose.
#[derive(Clone, Copy, PartialEq)]
struct Options {
    show: &'static str,
    theme: &'static str,
    still: bool,
}

/// The part of the dialog that gives the code.
#[component]
pub fn Embed() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let options = RwSignal::new(Options { show: "", theme: "", still: false });
    let previewed = RwSignal::new(false);
    let said = RwSignal::new(None::<Word>);
    let fragment = Memo::new(move |_| {
        let mut query = app.query().get();
        // Whoever reads the other site reads it in the language that its writer chose.
        query.lang = Some(lang);
        link::encode(&query)
    });
    let code = Memo::new(move |_| {
        let archive = app.archive();
        let title = archive.title.in_language(lang, &archive.language).text;
        snippet(&url::href_with(""), title, options.get(), &fragment.read())
    });
    let frame = move || {
        let Options { show, theme, still } = options.get();
        let mut asked = "auto".to_owned();
        for (name, value) in [("&show=", show), ("&theme=", theme)] {
            if !value.is_empty() {
                asked.push_str(name);
                asked.push_str(value);
            }
        }
        asked.push_str(if still { "&still" } else { "" });
        url::href_framed(&asked, &fragment.read())
    };
    view! {
        <section class="share" aria-label=say(lang, Word::DeskShareEmbed)>
            <h3 class="detail__heading">{say(lang, Word::DeskShareEmbed)}</h3>
            <div class="editor__row">
                <Pick
                    id="embed-show"
                    label=Word::DeskSharePart
                    choices=SHOWS.to_vec()
                    on_pick=move |show| options.update(|options| options.show = show)
                />
                <Pick
                    id="embed-theme"
                    label=Word::HeaderTheme
                    choices=THEMES.to_vec()
                    on_pick=move |theme| options.update(|options| options.theme = theme)
                />
                <label class="share__pick">
                    <input
                        type="checkbox"
                        id="embed-still"
                        on:change=move |_| options.update(|options| options.still = !options.still)
                    />
                    <span>{say(lang, Word::DeskShareEmbedStill)}</span>
                </label>
            </div>
            <textarea
                class="field share__code"
                id="embed-code"
                readonly=true
                rows="5"
                spellcheck="false"
                aria-label=say(lang, Word::DeskShareEmbedCode)
                prop:value=move || code.get()
            ></textarea>
            <div class="editor__row">
                <button
                    class="button"
                    on:click=move |_| clipboard::write(code.get_untracked(), move |is| {
                        said.set(Some(if is { Word::DeskCopied } else { Word::DeskCopyFailed }));
                    })
                >
                    {say(lang, Word::DeskShareEmbedCopy)}
                </button>
                <button
                    class="button"
                    aria-expanded=move || previewed.get().to_string()
                    on:click=move |_| previewed.update(|is| *is = !*is)
                >
                    {say(lang, Word::DeskShareEmbedLook)}
                </button>
                <span role="status">{move || said.get().map(|word| say(lang, word))}</span>
            </div>
            {when(move || previewed.get(), move || view! {
                <iframe
                    class="share__preview"
                    title=say(lang, Word::DeskShareEmbedLook)
                    src=frame
                ></iframe>
            })}
        </section>
    }
}

/// A choice among a few.
#[component]
fn Pick(
    /// The field's id.
    id: &'static str,
    /// What is chosen.
    label: Word,
    /// Each choice's value and what it is called.
    choices: Vec<(&'static str, Word)>,
    /// Told the value.
    #[prop(into)]
    on_pick: Callback<&'static str>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let names = choices.clone();
    let choose = move |event| {
        let text = event_target_value(&event);
        let chosen = choices.iter().find(|(_, word)| say(lang, *word) == text);
        on_pick.run(chosen.map_or("", |(value, _)| *value));
    };
    view! {
        <label class="share__pick">
            <span>{say(lang, label)}</span>
            <select class="field" id=id on:change=choose>
                {names
                    .into_iter()
                    .map(|(_, word)| view! { <option>{say(lang, word)}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}

/// The element with its script, every value as an attribute has it.
fn snippet(page: &str, title: &str, options: Options, fragment: &str) -> String {
    let folder = page.split(['?', '#']).next().unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or(folder, |(folder, _)| folder);
    let record = page.split_once("?record=").map(|(_, name)| name);
    let mut attributes = format!(" title=\"{}\"", escaped(title));
    let Options { show, theme, still } = options;
    let options = [("record", record.unwrap_or_default()), ("show", show), ("theme", theme)];
    let view = fragment.split('&').filter_map(|pair| pair.split_once('='));
    for (name, value) in options.into_iter().chain(view) {
        if !value.is_empty() {
            let value = link::plain(value);
            for part in [" ", name, "=\"", &escaped(&value), "\""] {
                attributes.push_str(part);
            }
        }
    }
    attributes.push_str(if still { " still" } else { "" });
    format!(
        "<script src=\"{folder}/khipu-embed.js\" async></script>\n<khipu-record{attributes}>\n  <a href=\"{}\">{}</a>\n</khipu-record>",
        escaped(&format!("{page}#{fragment}")),
        escaped(title)
    )
}
