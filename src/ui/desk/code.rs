//! The code that puts a view on another site: the element, every value as an attribute has it.
//! What is chosen and how it is looked at stands in `embed`.

use crate::core::{link, scene::escaped};

/// What the writer of the other site chose.
#[derive(Clone, PartialEq, Default)]
pub struct Options {
    /// Parts of the page by their names; all of it where there is none.
    pub parts: Vec<&'static str>,
    pub theme: &'static str,
    /// Paper, ink and accent, where the site has colours of its own.
    pub colours: Option<[String; 3]>,
    /// In CSS pixels, as it was typed.
    pub height: String,
    /// A word that several elements have in common.
    pub group: String,
    pub is_still: bool,
    pub is_private: bool,
}

/// What stands in the element's tag, in order.
pub type Attributes = Vec<(String, String)>;

/// The attributes of the element, from the page's address without a fragment and the view's.
pub fn attributes(page: &str, title: &str, options: &Options, fragment: &str) -> Attributes {
    let mut all = Vec::new();
    let mut put = |name: &str, value: &str| all.push((name.to_owned(), value.to_owned()));
    put("title", title);
    if let Some((_, record)) = page.split_once("?record=") {
        put("record", &link::plain(record));
    }
    if !options.parts.is_empty() {
        put("show", &options.parts.join(","));
    }
    let [paper, ink, accent] = options.colours.as_ref().map_or([""; 3], |all| {
        let [paper, ink, accent] = all;
        [paper, ink, accent]
    });
    let rest = [
        ("theme", options.theme),
        ("paper", paper),
        ("ink", ink),
        ("accent", accent),
        ("height", options.height.trim()),
        ("group", options.group.trim()),
    ];
    for (name, value) in rest.into_iter().filter(|(_, value)| !value.is_empty()) {
        put(name, value);
    }
    for (name, value) in fragment.split('&').filter_map(|pair| pair.split_once('=')) {
        put(name, &link::plain(value));
    }
    for (name, is) in [("still", options.is_still), ("private", options.is_private)] {
        if is {
            put(name, "");
        }
    }
    all
}

/// The element with its script, to be pasted.
pub fn snippet(page: &str, title: &str, attributes: &Attributes, fragment: &str) -> String {
    let folder = folder(page);
    let mut tag = String::new();
    for (name, value) in attributes {
        tag.push(' ');
        tag.push_str(name);
        if !value.is_empty() {
            for part in ["=\"", &escaped(value), "\""] {
                tag.push_str(part);
            }
        }
    }
    format!(
        "<script src=\"{folder}/khipu-embed.js\" async></script>\n<khipu-record{tag}>\n  <a href=\"{}\">{}</a>\n</khipu-record>",
        escaped(&format!("{page}#{fragment}")),
        escaped(title)
    )
}

/// The folder that the page stands in, without a slash at its end.
pub fn folder(page: &str) -> &str {
    let page = page.split(['?', '#']).next().unwrap_or_default();
    page.rsplit_once('/').map_or(page, |(folder, _)| folder)
}
