//! The part of the dialog that gives the code for another site, and shows what it makes there.

use crate::ui::prelude::*;

use super::{
    code::{Attributes, Options, attributes, folder, snippet},
    copy::Copy,
};
use crate::{
    browser::{canvas::Palette, embedded, url},
    core::{
        i18n::{Word, say},
        link,
        scene::Token,
    },
    state::App,
};

/// The parts of the page that the code can show, by the option's value.
const PARTS: [(&str, Word); 5] = [
    ("timeline", Word::LandmarkTimeline),
    ("map", Word::LandmarkMap),
    ("figures", Word::LandmarkFigures),
    ("list", Word::LandmarkEvents),
    ("event,story", Word::DeskShareEvent),
];

/// The colours that the code can ask for, by the attribute's value.
const THEMES: [(&str, Word); 3] =
    [("", Word::ThemeSystem), ("light", Word::ThemeLight), ("dark", Word::ThemeDark)];

/// The colours of its own that a site can have.
const COLOURS: [Word; 3] = [Word::DeskSharePaper, Word::DeskShareInk, Word::DeskShareAccent];

/// The part of the dialog that gives the code.
#[component]
pub fn Embed() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let options = RwSignal::new(Options::default());
    let previewed = RwSignal::new(false);
    let fragment = Memo::new(move |_| {
        let mut query = app.query().get();
        // Whoever reads the other site reads it in the language that its writer chose.
        query.lang = Some(lang);
        link::encode(&query)
    });
    let title = {
        let archive = app.archive();
        archive.title.in_language(lang, &archive.language).text.to_owned()
    };
    let page = url::href_with("");
    let tag = {
        let (page, title) = (page.clone(), title.clone());
        Memo::new(move |_| attributes(&page, &title, &options.read(), &fragment.read()))
    };
    let base = format!("{}/", folder(&page));
    let code = Memo::new(move |_| snippet(&page, &title, &tag.read(), &fragment.read()));
    view! {
        <section class="share" aria-label=say(lang, Word::DeskShareEmbed)>
            <h3 class="detail__heading">{say(lang, Word::DeskShareEmbed)}</h3>
            <Choices options />
            <textarea
                class="field share__code"
                id="embed-code"
                readonly=true
                rows="6"
                spellcheck="false"
                aria-label=say(lang, Word::DeskShareEmbedCode)
                prop:value=move || code.get()
            ></textarea>
            <div class="editor__row">
                <button
                    class="button"
                    aria-expanded=move || previewed.get().to_string()
                    on:click=move |_| previewed.update(|is| *is = !*is)
                >
                    {say(lang, Word::DeskShareEmbedLook)}
                </button>
                <Copy label=Word::DeskShareEmbedCopy text=code is_main=false />
            </div>
            {when(move || previewed.get(), move || view! { <Preview tag base=base.clone() /> })}
        </section>
    }
}

/// The element itself, as the other site will have it.
#[component]
fn Preview(
    /// Its attributes.
    tag: Memo<Attributes>,
    /// The folder that the page stands in.
    base: String,
) -> impl IntoView {
    let lang = App::shared().lang();
    let node = NodeRef::<web_sys::HtmlElement>::new();
    let unclear = RwSignal::new(false);
    effect(move || {
        let Some(place) = node.get() else { return };
        let mut all = tag.get();
        all.push(("base".to_owned(), base.clone()));
        embedded::show(&place, &all);
    });
    effect(move || {
        if let Some(place) = node.get() {
            keep(embedded::on_ready(&place, move |problems| unclear.set(problems > 0)));
        }
    });
    view! {
        <p class="note" role="status">
            {move || unclear.get().then(|| say(lang, Word::DeskShareUnclear))}
        </p>
        <div class="share__preview" node_ref=node></div>
    }
}

#[component]
fn Choices(
    /// What is chosen.
    options: RwSignal<Options>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let parts = PARTS.map(|(name, word)| {
        let toggle = move |()| {
            options.update(|options| {
                let is_shown = |other: &str| options.parts.contains(&other) != (other == name);
                options.parts =
                    PARTS.map(|(name, _)| name).into_iter().filter(|it| is_shown(it)).collect();
            });
        };
        view! { <Check id=format!("embed-{name}").replace(',', "-") label=word on_change=toggle /> }
    });
    let choose = move |event| {
        let text = event_target_value(&event);
        let chosen = THEMES.iter().find(|(_, word)| say(lang, *word) == text);
        options.update(|options| options.theme = chosen.map_or("", |(value, _)| *value));
    };
    view! {
        <fieldset class="share__set">
            <legend>{say(lang, Word::DeskSharePart)}</legend>
            <p class="note">{say(lang, Word::DeskSharePartNone)}</p>
            <div class="share__picks">{parts.collect_view()}</div>
        </fieldset>
        <div class="share__fields">
            <label class="editor__field">
                <span>{say(lang, Word::HeaderTheme)}</span>
                <select class="field" id="embed-theme" on:change=choose>
                    {THEMES.map(|(_, word)| view! { <option>{say(lang, word)}</option> }).collect_view()}
                </select>
            </label>
            <label class="editor__field">
                <span>{say(lang, Word::DeskShareHeight)}</span>
                <input
                    class="field"
                    type="number"
                    id="embed-height"
                    min="120"
                    max="20000"
                    placeholder=say(lang, Word::DeskShareHeightAuto)
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        options.update(|options| options.height = typed);
                    }
                />
            </label>
            <label class="editor__field">
                <span>{say(lang, Word::DeskShareGroup)}</span>
                <input
                    class="field"
                    id="embed-group"
                    maxlength="40"
                    placeholder=say(lang, Word::DeskShareGroupNone)
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        options.update(|options| options.group = typed);
                    }
                />
            </label>
        </div>
        <div class="share__picks">
            <Check
                id="embed-still".to_owned()
                label=Word::DeskShareEmbedStill
                on_change=move |()| options.update(|options| options.is_still = !options.is_still)
            />
            <Check
                id="embed-private".to_owned()
                label=Word::DeskSharePrivate
                on_change=move |()| options.update(|options| options.is_private = !options.is_private)
            />
            <Check
                id="embed-colours".to_owned()
                label=Word::DeskShareColours
                on_change=move |()| options.update(|options| {
                    options.colours = if options.colours.is_some() { None } else { own_colours() };
                })
            />
        </div>
        {when(move || options.read().colours.is_some(), move || view! { <SiteColours options /> })}
    }
}

/// The page's own colours, to begin with.
fn own_colours() -> Option<[String; 3]> {
    let palette = Palette::of_page()?;
    Some([Token::Paper, Token::Ink, Token::Focus].map(|token| palette.value(token).to_owned()))
}

/// The three colours of the other site.
#[component]
fn SiteColours(
    /// What is chosen.
    options: RwSignal<Options>,
) -> impl IntoView {
    let lang = App::shared().lang();
    let colours = options.get_untracked().colours.unwrap_or_default();
    let fields = colours.into_iter().zip(COLOURS).enumerate().map(move |(at, (value, word))| {
        let pick = move |event| {
            let picked = event_target_value(&event);
            options.update(|options| {
                if let Some(colour) = options.colours.as_mut().and_then(|all| all.get_mut(at)) {
                    *colour = picked;
                }
            });
        };
        view! {
            <label class="share__pick">
                <input class="share__colour" type="color" id=format!("embed-colour-{at}") prop:value=value on:input=pick />
                <span>{say(lang, word)}</span>
            </label>
        }
    });
    view! { <div class="share__picks">{fields.collect_view()}</div> }
}

/// A choice that is made or not.
#[component]
fn Check(
    /// The field's id.
    id: String,
    /// What is chosen.
    label: Word,
    /// Told at each change.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let lang = App::shared().lang();
    view! {
        <label class="share__pick">
            <input type="checkbox" id=id on:change=move |_| on_change.run(()) />
            <span>{say(lang, label)}</span>
        </label>
    }
}
