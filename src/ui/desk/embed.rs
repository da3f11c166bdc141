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

/// The part of the dialog that gives the code.
#[component]
pub fn Embed() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let show = RwSignal::new("");
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
        snippet(&url::href_with(""), title, show.get(), &fragment.read())
    });
    let frame = move || {
        let mark = if show.get().is_empty() { "" } else { "&" };
        let option = show.get();
        let option = if option.is_empty() { String::new() } else { format!("show={option}") };
        url::href_framed(&format!("{option}{mark}auto"), &fragment.read())
    };
    let choose = move |event| {
        let text = event_target_value(&event);
        let chosen = SHOWS.iter().find(|(_, word)| say(lang, *word) == text);
        show.set(chosen.map_or("", |(show, _)| *show));
    };
    view! {
        <section class="share" aria-label=say(lang, Word::DeskShareEmbed)>
            <h3 class="detail__heading">{say(lang, Word::DeskShareEmbed)}</h3>
            <label class="share__pick">
                <span>{say(lang, Word::DeskSharePart)}</span>
                <select class="field" id="embed-show" on:change=choose>
                    {SHOWS.map(|(_, word)| view! { <option>{say(lang, word)}</option> }).collect_view()}
                </select>
            </label>
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

/// The element with its script, every value as an attribute has it.
fn snippet(page: &str, title: &str, show: &str, fragment: &str) -> String {
    let folder = page.split(['?', '#']).next().unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or(folder, |(folder, _)| folder);
    let record = page.split_once("?record=").map(|(_, name)| name);
    let mut attributes = format!(" title=\"{}\"", escaped(title));
    let options = [("record", record.unwrap_or_default()), ("show", show)];
    let view = fragment.split('&').filter_map(|pair| pair.split_once('='));
    for (name, value) in options.into_iter().chain(view) {
        if !value.is_empty() {
            let value = link::plain(value);
            for part in [" ", name, "=\"", &escaped(&value), "\""] {
                attributes.push_str(part);
            }
        }
    }
    format!(
        "<script src=\"{folder}/khipu-embed.js\" async></script>\n<khipu-record{attributes}>\n  <a href=\"{}\">{}</a>\n</khipu-record>",
        escaped(&format!("{page}#{fragment}")),
        escaped(title)
    )
}
