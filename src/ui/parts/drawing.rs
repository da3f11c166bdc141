//! A canvas that shows a scene. It paints one frame when something changed, none when nothing did.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::{Colours, Pace};
use crate::{
    browser::{
        canvas::{self, Palette},
        frame::Frames,
        listening::Listening,
        pointer::{Pointers, Sample},
        resize::Sized,
    },
    core::scene::Scene,
    state::Shared,
};

/// A scene on a canvas that fills its parent, hidden from screen readers: every drawing has a twin.
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
    // How far that is scrolled and how much of the drawing it shows, until either changes.
    let band = StoredValue::new(None::<(f64, f64)>);
    // While the drawing moves, only that is painted; all of it once it rests.
    let moves = StoredValue::new(false);
    let rested = RwSignal::new(());
    let pace = Pace::new(u32::MAX, move || {
        moves.set_value(false);
        rested.set(());
    });
    let seen = move || {
        if !moves.get_value() {
            return None;
        }
        let now = band.get_value().or_else(|| {
            // Both are whole numbers of what may lie between two.
            frame().map(|it| (f64::from(it.scroll_top() - 1), f64::from(it.client_height() + 2)))
        });
        band.set_value(now);
        now
    };
    let frames = Rc::new(Frames::new(move |_| {
        let node = node.get_untracked();
        let palette = palette.try_get_untracked().flatten();
        let scene = scene.try_read_untracked();
        if let (Some(node), Some(palette), Some(scene)) = (node, palette, scene) {
            canvas::paint(&node, &scene, &palette, &scratch, seen());
        }
        false
    }));
    let scrolled = Rc::clone(&frames);
    effect(move || {
        scene.track();
        palette.track();
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
    effect(move || {
        let Some(node) = node.get() else { return };
        let sized = on_size.zip(node.parent_element()).and_then(|(on_size, parent)| {
            Sized::of(&parent, move |width_px, height_px| {
                band.set_value(None);
                on_size.try_run((width_px, height_px));
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
            Pointers::over(&node, move |sample| on_pointer.try_run(sample).unwrap_or(false))
        });
        keep((sized, pointers, scrolling));
    });
    view! {
        <canvas
            class=class
            node_ref=node
            aria-hidden="true"
            style:height=move || {
                if tall_as_scene { format!("{}px", scene.read().height as i32) } else { String::new() }
            }
        ></canvas>
    }
}
