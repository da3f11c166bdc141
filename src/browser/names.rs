//! The names of countries and languages, as the browser knows them.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::core::i18n::Lang;

/// Has the browser load its names in a language, which takes it some 20 ms once: while it waits anyway.
pub fn wake(lang: Lang) {
    drop(country(lang, "PE"));
}

/// A country's name by its ISO 3166-1 code; the code where the browser knows none.
pub fn country(lang: Lang, code: &str) -> String {
    name(lang, "region", code).unwrap_or_else(|| code.to_owned())
}

/// A language's name by its tag; the tag where the browser knows none.
pub fn language(lang: Lang, tag: &str) -> String {
    name(lang, "language", tag).unwrap_or_else(|| tag.to_owned())
}

/// `new Intl.DisplayNames([lang], {type}).of(code)`.
fn name(lang: Lang, kind: &str, code: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let maker: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
    let locales = Array::of1(&lang.tag().into());
    let names = Reflect::construct(&maker, &Array::of2(&locales, &options)).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &JsValue::from_str(code)).ok()?.as_string()
}
