//! What is in view as a picture to save: the maps are fetched for it, the drawings are made as the page
//! makes them, in the colours that the page has now.

use crate::ui::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    copy::InPlaceOfFile,
    share::{cited, filters_in_words, with_view},
};
use crate::{
    browser::{
        canvas::{Palette, made as made_canvas, paint_picture},
        device, download, fetch, media,
    },
    core::{
        export::cited_sources,
        i18n::{Word, day_short, say},
        map::Atlas,
        picture::{Part, Picture, Seen, picture, to_svg},
    },
    state::{App, Sources},
    ui::{
        map::{caution, measure_title},
        shell::{COUNTRY_MAP, WORLD_MAP},
        timeline::{lane_label, tick_label},
    },
};

/// As wide as the page, within these, so that its drawings are those on the screen.
const WIDTH_PX: [f64; 2] = [800.0, 1_600.0];
/// Dots a pixel of the image, for paper.
const RATIO: f64 = 2.0;

/// What a picture can show, and what that is called.
const PARTS: [(Part, Word); 4] = [
    (Part::Page, Word::DeskShareWhole),
    (Part::Timeline, Word::LandmarkTimeline),
    (Part::Map, Word::LandmarkMap),
    (Part::Figures, Word::LandmarkFigures),
];

#[derive(Clone, Copy)]
enum Kind {
    Png,
    Svg,
}

/// The part of the dialog that saves pictures.
#[component]
pub fn Pictures() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let part = RwSignal::new(Part::Page);
    let said = RwSignal::new(None::<String>);
    let unsaved = RwSignal::new(None::<String>);
    let save = move |kind: Kind| {
        said.set(None);
        unsaved.set(None);
        // A picture names its sources.
        if matches!(*app.sources().read_untracked(), Sources::OnTheirWay) {
            said.set(Some(say(lang, Word::DeskShareWait).to_owned()));
            return;
        }
        spawn_local(async move {
            match made(app, part.get_untracked()).await {
                Ok(picture) => hand_over(app, &picture, kind, said, unsaved),
                Err(error) => said.set(Some(format!("{} ({error})", say(lang, Word::FailedMap)))),
            }
        });
    };
    let choose = move |event| {
        let text = event_target_value(&event);
        let chosen = PARTS.iter().find(|(_, word)| say(lang, *word) == text);
        part.set(chosen.map_or(Part::Page, |(part, _)| *part));
    };
    view! {
        <section class="share" aria-label=say(lang, Word::DeskSharePicture)>
            <h3 class="detail__heading">{say(lang, Word::DeskSharePicture)}</h3>
            <div class="editor__row">
                <label class="share__pick">
                    <span>{say(lang, Word::DeskSharePart)}</span>
                    <select class="field" id="share-part" on:change=choose>
                        {PARTS.map(|(_, word)| view! { <option>{say(lang, word)}</option> }).collect_view()}
                    </select>
                </label>
                <button class="button" on:click=move |_| save(Kind::Png)>
                    {say(lang, Word::DeskSharePng)}
                </button>
                <button class="button" on:click=move |_| save(Kind::Svg)>
                    {say(lang, Word::DeskShareSvg)}
                </button>
                <span role="status">{move || said.get()}</span>
            </div>
            <InPlaceOfFile text=unsaved />
        </section>
    }
}

/// The picture of what is in view now, or what went wrong with the maps.
async fn made(app: App, part: Part) -> Result<Picture, String> {
    let (country, world) = (fetch::start(COUNTRY_MAP), fetch::start(WORLD_MAP));
    let country = country.await.map_err(|error| error.to_string())?;
    let world = world.await.map_err(|error| error.to_string())?;
    let atlas = Atlas::read(&country, &world).map_err(|error| error.to_string())?;
    let (archive, lang) = (app.archive(), app.lang());
    let query = app.query().get_untracked();
    let measure = (say(lang, measure_title(query.measure)), caution(lang, query.measure));
    let seen = Seen {
        archive: &archive,
        query: &query,
        settled: &app.derived.settled.read_untracked(),
        masks: &app.derived.masks.read_untracked(),
        atlas: &atlas,
        lang,
        filters: &filters_in_words(app, &query),
        measure,
        cited: &cited(app),
        sources: &with_view(app, cited_sources),
        tick: &|tick| tick_label(lang, tick),
        lane: &|label| lane_label(&archive, lang, label),
        day: &|day| day_short(lang, day),
    };
    let [least, most] = WIDTH_PX;
    Ok(picture(&seen, part, media::width_px().clamp(least, most)))
}

fn hand_over(
    app: App,
    picture: &Picture,
    kind: Kind,
    said: RwSignal<Option<String>>,
    unsaved: RwSignal<Option<String>>,
) {
    let Some(palette) = Palette::of_page() else { return };
    let (id, lang) = (app.archive().id.clone(), app.lang());
    match kind {
        Kind::Svg => {
            let svg = to_svg(picture, &|token| palette.value(token));
            download::save(&format!("{id}.svg"), "image/svg+xml", &svg);
            unsaved.set(device::is_without_origin().then_some(svg));
        }
        Kind::Png => {
            let failed = move |is: bool| {
                if !is {
                    said.set(Some(say(lang, Word::DeskShareNoPicture).to_owned()));
                }
            };
            painted(picture, &palette, &format!("{id}.png"), failed);
        }
    }
}

fn painted(picture: &Picture, palette: &Palette, name: &str, done: impl FnOnce(bool) + 'static) {
    let Some(canvas) = made_canvas() else {
        done(false);
        return;
    };
    paint_picture(&canvas, picture, palette, RATIO);
    download::save_canvas(name, &canvas, done);
}
