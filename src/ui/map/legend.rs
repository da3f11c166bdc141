//! What the map's colours count, and the classes they stand for.

use crate::ui::prelude::*;

use crate::{
    core::{
        i18n::{Lang, Word, number, say},
        map::Legend,
        query::MapMeasure,
    },
    state::App,
};

/// The choice of measure over its classes.
#[component]
pub fn LegendBox(
    /// The classes of the map as it is now.
    #[prop(into)]
    legend: Signal<Legend>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let choices = [MapMeasure::Deaths, MapMeasure::Injuries, MapMeasure::Events];
    let now = Memo::new(move |_| app.query().read().measure);
    let options = choices.map(|measure| {
        view! {
            <option selected=move || now.get() == measure>{say(lang, measure_title(measure))}</option>
        }
    });
    let choose = move |event| {
        let text = event_target_value(&event);
        let found = choices.into_iter().find(|choice| say(lang, measure_title(*choice)) == text);
        app.change(|query| query.measure = found.unwrap_or_default());
    };
    // Its words change in place: a list made anew would have the page laid out once more.
    let least = move |class: usize| {
        let legend = legend.read();
        legend.thresholds.get(class).map_or_else(String::new, |least| {
            let is_last = class + 1 == legend.thresholds.len();
            let plus = if is_last && *least > 1.0 { "+" } else { "" };
            format!("{}{plus}", number(lang, *least))
        })
    };
    let classes = Memo::new(move |_| legend.read().thresholds.len());
    let steps = move || {
        let step = |class| {
            let swatch = format!("map__swatch map__swatch--{class}");
            view! {
                <li class="map__step">
                    <span class=swatch></span>
                    <span>{move || least(class)}</span>
                </li>
            }
        };
        (0..classes.get()).map(step).collect_view()
    };
    view! {
        <div class="map__legend">
            <select
                class="map__measure"
                aria-label=say(lang, Word::MapMeasure)
                on:change=choose
            >
                {options.collect_view()}
            </select>
            <ul class="map__steps" aria-label=move || say(lang, measure_title(now.get()))>{steps}</ul>
            <p class="map__caution">{move || caution(lang, now.get())}</p>
        </div>
    }
}

/// What the map counts, as a title.
pub fn measure_title(measure: MapMeasure) -> Word {
    match measure {
        MapMeasure::Deaths => Word::MapDeaths,
        MapMeasure::Injuries => Word::MapInjuries,
        MapMeasure::Events => Word::MapEvents,
    }
}

pub fn caution(lang: Lang, measure: MapMeasure) -> &'static str {
    match measure {
        MapMeasure::Deaths => say(lang, Word::MapCautionDeaths),
        MapMeasure::Injuries => say(lang, Word::MapCautionInjuries),
        MapMeasure::Events => "",
    }
}
