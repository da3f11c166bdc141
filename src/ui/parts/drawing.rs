//! A canvas that shows a scene. It paints one frame when something changed, none when nothing did.

use std::{cell::Cell, rc::Rc};

use crate::ui::prelude::*;

use super::{Colours, Pace};
use crate::{
    browser::{
        canvas::{self, Band, Palette},
        frame::Frames,
        listening::Listening,
        pointer::{Pointers, Sample},
        resize::Sized,
    },
    core::scene::Scene,
    state::Shared,
};

/// A scene on a canvas that fills its parent, hidden from screen readers: every drawing has a twin.
#[expect(clippy::too_many_lines, reason = "what the canvas's size, its frame and its place share")]
#[component]
pub fn Drawing(
    /// The canvas's class.
    class: &'static str,
    /// What is drawn.
    #[prop(into)]
    scene: Signal<Shared<Scene>>,
    /// Told the parent's width and height in CSS pixels, at first and whenever they change.
    #[prop(optional, into)]
    on_size: Option<Callback<(f64, f64)>>,
    /// Told of pointers and wheels; answers whether it used them.
    #[prop(optional, into)]
    on_pointer: Option<Callback<Sample, bool>>,
    /// The canvas's height in CSS pixels, where the scene and not the parent gives it.
    #[prop(optional)]
    tall_as_scene: bool,
) -> impl IntoView {
    let node = NodeRef::<web_sys::HtmlCanvasElement>::new();
    let colours = expect_context::<Colours>();
    let palette = Memo::new(move |_| {
        colours.track();
        node.get().map(|node| Palette::at(&node))
    });
    let scratch = canvas::Scratch::default();
    // What scrolls the drawing, where the scene and not the parent gives its height.
    let frame = move || {
        let node = node.get_untracked().filter(|_| tall_as_scene)?;
        node.parent_element()?.parent_element()
    };
    // How much of the drawing that shows, until it is scrolled or has another size.
    let band = StoredValue::new(None::<Band>);
    // While the drawing moves, no more than that is painted, and the canvas is no larger where the page paints it;
    // all of it is there once it rests.
    let moves = StoredValue::new(false);
    let rested = RwSignal::new(());
    let pace = Pace::new(u32::MAX, move || {
        moves.set_value(false);
        rested.set(());
    });
    let whole = |height_px: f64| Band { top_px: 0.0, bottom_px: height_px };
    let seen = move |height_px: f64| {
        let whole = whole(height_px);
        if !moves.get_value() {
            return whole;
        }
        let now = band.get_value().or_else(|| {
            let frame = frame()?;
            Some(Band::about(f64::from(frame.scroll_top()), f64::from(frame.client_height())))
        });
        band.set_value(now);
        now.map_or(whole, |band| band.within(height_px))
    };
    let covered = StoredValue::new(None::<(Band, f64)>);
    let is_elsewhere = canvas::is_painted_elsewhere();
    // Gives the canvas its place. What stands around it goes by that, so that it does not wait for a frame.
    let lay = move |height_px: f64| {
        let band = if is_elsewhere { whole(height_px) } else { seen(height_px) };
        let now = Some((band, height_px));
        if let Some(node) = node.get_untracked().filter(|_| tall_as_scene)
            && covered.get_value() != now
        {
            covered.set_value(now);
            place(&node, band, height_px);
        }
        band
    };
    // What the canvas shows, and which band of it; nothing where all of it is to be painted.
    let painted = Rc::new(Cell::new(None::<(Shared<Scene>, Band)>));
    let [shows, lost, other] = [0; 3].map(|_| Rc::clone(&painted));
    let frames = Rc::new(Frames::new(move |_| {
        if scratch.is_behind() {
            return true;
        }
        let node = node.get_untracked();
        let palette = palette.try_get_untracked().flatten();
        let scene = scene.try_get_untracked();
        if let (Some(node), Some(palette), Some(scene)) = (node, palette, scene) {
            let covered = lay(scene.height);
            let band = seen(scene.height);
            let before = shows.take().filter(|(_, before)| *before == band);
            let before = before.as_ref().map(|(before, _)| &**before);
            canvas::paint(&node, &scene, before, &palette, &scratch, covered, band);
            shows.set(Some((scene, band)));
        }
        false
    }));
    let scrolled = Rc::clone(&frames);
    // The first of all, so that nothing is laid out before it has a size.
    effect(move || {
        let Some(node) = node.get() else { return };
        let sized = on_size.zip(node.parent_element()).and_then(|(on_size, parent)| {
            let mut last = None;
            Sized::of(&parent, move |width_px, height_px| {
                band.set_value(None);
                // What the drawing itself makes of the height is no news, nor what was measured before.
                let now = Some((width_px, if tall_as_scene { 0.0 } else { height_px }));
                if now != last {
                    last = now;
                    on_size.try_run((width_px, height_px));
                }
            })
        });
        let frames = Rc::clone(&scrolled);
        let scrolling = frame().map(|frame| {
            Listening::to(&frame, "scroll", true, move |_| {
                band.set_value(None);
                if pace.behind.get_untracked() {
                    frames.ask();
                }
            })
        });
        let pointers = on_pointer.map(|on_pointer| {
            Pointers::over(&node, move |mut sample| {
                sample.at.y += covered.get_value().map_or(0.0, |(band, _)| band.top_px);
                on_pointer.try_run(sample).unwrap_or(false)
            })
        });
        let (frames, lost) = (Rc::clone(&scrolled), Rc::clone(&lost));
        let restored = Listening::to(&node, "contextrestored", true, move |_| {
            lost.set(None);
            frames.ask();
        });
        keep((sized, pointers, scrolling, restored));
    });
    let asked = Rc::clone(&frames);
    effect(move || {
        // Letters that arrive change no colour.
        colours.track();
        palette.track();
        other.set(None);
        asked.ask();
    });
    effect(move || {
        // Made here, so that a frame has only to paint it.
        lay(scene.read().height);
        rested.track();
        frames.ask();
    });
    if tall_as_scene {
        effect(move || {
            scene.track();
            moves.set_value(true);
            pace.moved();
        });
    }
    view! {
        <canvas
            class=class
            node_ref=node
            aria-hidden="true"
        ></canvas>
    }
}

/// Lays a canvas over a band of a drawing, and keeps room for the rest.
fn place(node: &web_sys::HtmlCanvasElement, band: Band, height_px: f64) {
    let [top, height, bottom] =
        [band.top_px, band.bottom_px - band.top_px, height_px - band.bottom_px].map(|px| px as i32);
    let style = web_sys::HtmlElement::style(node);
    style.set_css_text(&format!("height:{height}px;margin:{top}px 0 {bottom}px"));
}
