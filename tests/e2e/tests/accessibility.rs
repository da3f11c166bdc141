//! What axe finds in every main state of the page, which is nothing; and what axe cannot see: that
//! narrow windows do not scroll sideways, and what the landmarks are called.

use e2e::{Browser, Page, Setting};
use serde_json::{Value, json};

const JULIACA: &str = "#event=2023-01-09-juliaca-killings";
const DIALOG: &str = "document.querySelector('dialog[open] tbody tr, dialog[open] .facet')";

fn phone() -> Setting {
    Setting { size: (360, 740), ..Setting::kept() }
}

/// Opens each link in one window and asks axe.
fn check(page: &Page, states: &[(&str, &str)]) {
    for (state, link) in states {
        page.go_to(link);
        page.wait_until_ready();
        page.wait_for_view();
        page.wait_until_shown();
        page.assert_accessible(state);
    }
    page.assert_clean();
}

#[test]
fn start_event_and_search_have_no_barrier() {
    let page = Page::start(&Setting::kept());
    check(
        &page,
        &[
            ("start", ""),
            ("event", JULIACA),
            ("search", "#q=juliaca"),
            ("search without a match", "#q=xqzw"),
            ("choices and a damaged link", "#region=PE-PUN&kind=violence&colour=red"),
            ("story", "#story=juliaca-9-january.2"),
        ],
    );
}

#[test]
fn filters_claims_and_the_table_have_no_barrier() {
    let page = Page::open_with("", &Setting::kept());
    page.click(".header__filters");
    page.wait(DIALOG);
    page.eval("document.querySelectorAll('dialog[open] details').forEach(it => it.open = true)");
    page.assert_accessible("filters");
    page.key("Escape");
    page.press(".list button", "Table of what is in view");
    page.wait(DIALOG);
    page.assert_accessible("table");
    check(&page, &[("claims", "#claims=deaths")]);
}

#[test]
fn the_dark_theme_and_other_languages_have_no_barrier() {
    let page = Page::start(&Setting { dark: true, ..Setting::kept() });
    check(&page, &[("dark", JULIACA), ("dark start in Spanish", "#lang=es&region=PE-PUN")]);
    assert_eq!(page.eval("matchMedia('(prefers-color-scheme: dark)').matches"), Value::Bool(true));
    check(&page, &[("French", "#lang=fr&event=2023-01-09-juliaca-killings")]);
}

#[test]
fn the_phone_layout_has_no_barrier() {
    let page = Page::start_narrow(&phone());
    check(&page, &[("phone", ""), ("phone in Spanish with a choice", "#lang=es&kind=violence")]);
    check(&page, &[("phone, sheet", JULIACA)]);
    page.go_to("");
    page.wait_until_ready();
    page.press_named("Show the lanes");
    page.wait("document.querySelector('.timeline--full')");
    page.assert_accessible("phone, lanes");
}

#[test]
fn forced_colours_have_no_barrier() {
    if Browser::of_this_run() != Browser::Chromium {
        // No other driver forces colours.
        return;
    }
    let setting = Setting { forced_colors: true, ..Setting::kept() };
    let page = Page::open_with(JULIACA, &setting);
    assert_eq!(page.eval("matchMedia('(forced-colors: active)').matches"), Value::Bool(true));
    // axe reads the page's own colours even where the system's are painted over them.
    let found: Vec<String> =
        page.axe().into_iter().filter(|rule| !rule.starts_with("color-contrast")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    page.assert_clean();
}

#[test]
fn narrow_windows_do_not_scroll_sideways() {
    let page = Page::start_narrow(&Setting { size: (320, 640), ..Setting::kept() });
    for link in
        ["", JULIACA, "#lang=fr&region=PE-PUN&kind=violence&q=juliaca", "#lang=es&colour=red"]
    {
        page.go_to(link);
        page.wait_until_ready();
        page.wait_for_view();
        // A bar for scrolling down takes its width from the page's.
        let width = page.eval("[innerWidth, document.documentElement.scrollWidth <= innerWidth]");
        assert_eq!(width, json!([320, true]), "{link}");
    }
}

/// What is only heard, and what a scrolled area holds, must not make the page longer than what is seen.
#[test]
fn the_page_ends_where_what_it_shows_ends() {
    for size in [(1440, 980), (820, 1180), (360, 740)] {
        let page = Page::start(&Setting { size, ..Setting::kept() });
        for link in ["", JULIACA, "#q=juliaca"] {
            page.go_to(link);
            page.wait_until_ready();
            page.wait_for_view();
            // Both at once: a line that says how the page is kept may come between.
            let heights = page.eval(
                "[document.documentElement.scrollHeight, Math.max(innerHeight, document.querySelector('.page').offsetHeight)]",
            );
            assert_eq!(heights[0], heights[1], "{link} at {size:?}");
        }
    }
}

#[test]
fn landmarks_are_named_in_each_language() {
    let page = Page::start(&Setting::kept());
    for (lang, names) in [
        ("en", ["Event", "Events", "Figures", "Filters", "Map", "Timeline"]),
        ("es", ["Hecho", "Hechos", "Cifras", "Filtros", "Mapa", "Línea de tiempo"]),
        ("fr", ["Événement", "Événements", "Chiffres", "Filtres", "Carte", "Chronologie"]),
    ] {
        page.go_to(&format!("#lang={lang}"));
        page.wait_until_ready();
        for name in names {
            let css = format!("main section[aria-label='{name}']");
            assert_eq!(page.count(&css), 1, "{lang}: {name}");
        }
        assert_eq!(page.count("header, main, search, h1"), 4, "{lang}");
        assert_eq!(page.eval_text("document.documentElement.lang"), lang);
    }
}
