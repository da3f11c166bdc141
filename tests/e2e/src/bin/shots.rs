//! Pictures of the page at three sizes, in light and dark, in three languages.
//! `cargo xtask shots` starts it: shots FOLDER FILTER FRAGMENT NAME.

use std::{path::Path, thread};

use e2e::{Page, Setting};

const SIZES: [(u32, u32); 3] = [(1440, 980), (820, 1180), (360, 740)];
/// The picture for others' links, by its name and size.
const CARD: &str = "card";
const CARD_SIZE: (u32, u32) = (1200, 630);
const LANGUAGES: [&str; 3] = ["en", "es", "fr"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let (folder, filter, fragment, name) = (word(0), word(1), word(2), word(3));
    if filter == CARD {
        return shoot_card(Path::new(folder));
    }
    // One browser a theme: the two are drawn side by side.
    thread::scope(|scope| {
        for theme in ["light", "dark"] {
            scope.spawn(move || shoot(theme, Path::new(folder), filter, fragment, name));
        }
    });
}

/// The picture that other sites show with a link to the page.
fn shoot_card(folder: &Path) {
    let page = Page::start(&Setting { size: CARD_SIZE, ..Setting::kept() });
    page.set_size(CARD_SIZE.0, CARD_SIZE.1);
    page.go_to_path("?show=figures,timeline&still#lang=en");
    page.wait_until_shown();
    page.wait("document.fonts.status === 'loaded'");
    let path = folder.join("card.png");
    page.screenshot(&path);
    println!("{}", path.display());
}

fn shoot(theme: &str, folder: &Path, filter: &str, fragment: &str, name: &str) {
    let wanted: Vec<_> = SIZES
        .into_iter()
        .flat_map(|size| LANGUAGES.map(|lang| (size, lang)))
        .map(|(size, lang)| (size, lang, format!("{}x{}-{theme}-{lang}", size.0, size.1)))
        .filter(|(_, _, label)| label.contains(filter))
        .collect();
    if wanted.is_empty() {
        return;
    }
    let page = Page::start(&Setting { dark: theme == "dark", ..Setting::kept() });
    for (size, lang, label) in wanted {
        page.set_size(size.0, size.1);
        let joint = if fragment.is_empty() { "#" } else { "&" };
        page.go_to(&format!("{fragment}{joint}lang={lang}"));
        page.wait_until_shown();
        // How far the page is kept for offline use changes until it is.
        page.wait("!/^(|getting.*)$/.test(document.documentElement.dataset.offline ?? '')");
        let path = folder.join(format!("{name}{label}.png"));
        page.screenshot(&path);
        println!("{}", path.display());
        for error in page.errors() {
            println!("  {error}");
        }
    }
}
