//! Files to the reader's device and from it.

use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlCanvasElement, HtmlElement, Url};

/// Hands the reader a text as a file.
pub fn save(name: &str, media_type: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        save_blob(name, &blob);
    }
}

/// Hands the reader what a canvas shows as a PNG file; says whether there was one to hand: a canvas
/// that is too large for the browser gives none.
pub fn save_canvas(name: &str, canvas: &HtmlCanvasElement, done: impl FnOnce(bool) + 'static) {
    let name = name.to_owned();
    let made = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = &blob {
            save_blob(&name, blob);
        }
        done(blob.is_some());
    });
    // Refused for a canvas that shows what is not the page's own, which this one never does.
    let _ = canvas.to_blob(made.unchecked_ref());
}

fn save_blob(name: &str, blob: &Blob) {
    let made = Url::create_object_url_with_blob(blob);
    let document = web_sys::window().and_then(|window| window.document());
    let (Ok(address), Some(document)) = (made, document) else { return };
    let Ok(link) = document.create_element("a") else { return };
    // An element that was just made takes any attribute.
    let _ = link.set_attribute("href", &address);
    let _ = link.set_attribute("download", name);
    if let Some(link) = link.dyn_ref::<HtmlElement>() {
        link.click();
    }
    // The browser has taken the file by then.
    leptos::prelude::set_timeout(
        move || drop(Url::revoke_object_url(&address)),
        std::time::Duration::from_mins(1),
    );
}

/// The text of a file that the reader chose; nothing where it cannot be read.
pub async fn text(file: File) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}
