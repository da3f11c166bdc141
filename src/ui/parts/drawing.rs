//! A canvas that shows a scene. It paints one frame when something changed, none when nothing did.

use crate::ui::prelude::*;

use super::Colours;
use crate::{
    browser::{
        canvas::{self, Palette},
        frame::Frames,
        pointer::{Pointers, Sample},
        resize::Sized,
    },
    core::scene::Scene,
};

/// A scene on a canvas that fills its parent, hidden from screen readers: every drawing has a twin.
#[component]
pub fn Drawing(
    /// The canvas's class.
    class: &'static str,
    /// What is drawn.
    #[prop(into)]
    scene: Signal<Scene>,
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
    let frames = Frames::new(move |_| {
        let node = node.get_untracked();
        let palette = palette.try_get_untracked().flatten();
        let scene = scene.try_read_untracked();
        if let (Some(node), Some(palette), Some(scene)) = (node, palette, scene) {
            canvas::paint(&node, &scene, &palette, &scratch);
        }
        false
    });
    effect(move || {
        scene.track();
        palette.track();
        frames.ask();
    });
    effect(move || {
        let Some(node) = node.get() else { return };
        let sized = on_size.zip(node.parent_element()).and_then(|(on_size, parent)| {
            Sized::of(&parent, move |width_px, height_px| {
                on_size.try_run((width_px, height_px));
            })
        });
        let pointers = on_pointer.map(|on_pointer| {
            Pointers::over(&node, move |sample| on_pointer.try_run(sample).unwrap_or(false))
        });
        keep((sized, pointers));
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
