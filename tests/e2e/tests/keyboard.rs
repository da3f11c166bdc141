//! The page by keyboard alone: each thing a pointer can do, and where the focus is after it.

use e2e::{Outlook, Page, Setting};
use serde_json::{Value, json};

/// The element with the focus: its words, and whether the reader can see that it has it.
/// What stands beside a drawing is ringed in the drawing, the parts of a date by the browser.
const FOCUS: &str = "(() => {
    const it = document.activeElement;
    if (!it || it === document.body || it === document.documentElement) return null;
    const style = getComputedStyle(it);
    const ringed = (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0)
        || style.boxShadow !== 'none' || it.type === 'date';
    const box = it.getBoundingClientRect();
    const shown = ringed && box.width > 0 && box.height > 0;
    const name = it.getAttribute('aria-label') || it.textContent || it.getAttribute('id') || it.tagName;
    return { name: name.replace(/\\s+/g, ' ').trim(), id: it.id, seen: shown || Boolean(it.closest('.unseen')) };
})()";

/// The words of what has the focus. Fails when nothing has it or it cannot be seen.
fn focus(page: &Page) -> String {
    let focus = page.poll("something has a focus that can be seen", || {
        let focus = page.eval(FOCUS);
        if focus["seen"] == json!(true) { Ok(focus) } else { Err(focus.to_string()) }
    });
    focus["name"].as_str().unwrap_or_default().to_owned()
}

/// Waits until a JavaScript condition on `it`, the element with the focus, is true.
fn focused(page: &Page, condition: &str) {
    page.wait(&format!("(it => {condition})(document.activeElement)"));
    focus(page);
}

/// Goes on with a key until a JavaScript condition on `it`, the element with the focus, is true.
/// Every stop on the way must show that it has the focus.
fn go(page: &Page, key: &str, condition: &str) {
    let look = format!("[Boolean((it => {condition})(document.activeElement)), {FOCUS}]");
    for _ in 0..80 {
        page.key(key);
        let stop = page.poll("something has a focus that can be seen", || {
            let stop = page.eval(&look);
            if stop[1]["seen"] == json!(true) { Ok(stop) } else { Err(stop.to_string()) }
        });
        if stop[0] == json!(true) {
            return;
        }
    }
    panic!("{key} never led to {condition}");
}

fn named(name: &str) -> String {
    format!("(it.getAttribute('aria-label') || it.textContent).trim().startsWith({})", json!(name))
}

/// Waits until the address holds a text and the page shows what it says.
fn shows(page: &Page, held: &str) -> Outlook {
    page.wait(&format!("location.hash.includes({})", json!(held)));
    page.wait_for_view()
}

#[test]
fn the_skip_link_leads_to_the_events_and_a_row_opens_and_closes() {
    let page = Page::open("");
    page.key("Tab");
    assert_eq!(focus(&page), "Skip to the events");
    page.key("Enter");
    focused(&page, "it.id === 'events'");
    go(&page, "Tab", &named("Skip the list"));
    page.key("Enter");
    focused(&page, "it.id === 'event'");
    go(&page, "Shift+Tab", "it.classList.contains('list__row')");
    page.key("ArrowDown");
    page.key("ArrowDown");
    page.key("ArrowUp");
    let row = focus(&page);
    page.key("Enter");
    let opened = shows(&page, "event=").query.event;
    focused(&page, "it.id === 'event-title'");
    assert!(row.contains(&page.texts_of("#event-title")[0]), "{row}");
    go(&page, "Shift+Tab", &named("Next event"));
    page.key("Enter");
    page.wait(&format!("!location.hash.includes({})", json!(opened)));
    focused(&page, "it.id === 'event-title'");
    go(&page, "Shift+Tab", &named("Previous event"));
    page.key("Enter");
    page.wait(&format!("location.hash.includes({})", json!(opened.as_deref().unwrap_or_default())));
    focused(&page, "it.id === 'event-title'");
    page.key("Escape");
    page.wait("!location.hash.includes('event=')");
    focused(&page, "it.classList.contains('list__row')");
    page.assert_clean();
}

#[test]
fn the_search_is_reached_by_slash_and_its_results_by_tab() {
    let page = Page::open("");
    page.key("/");
    focused(&page, "it.id === 'search'");
    page.key("j");
    page.key("u");
    page.key("l");
    shows(&page, "q=jul");
    go(&page, "Tab", "it.classList.contains('search__hint')");
    page.key("Enter");
    page.wait("document.querySelector('.choices')");
    page.wait_for_view();
    page.key("/");
    focused(&page, "it.id === 'search'");
    for letter in ["x", "q", "z"] {
        page.key(letter);
    }
    shows(&page, "xqz");
    page.wait_for_text(".list", "Nothing matches");
    page.key("Escape");
    page.wait("!location.hash.includes('q=')");
    focus(&page);
    page.assert_clean();
}

#[test]
fn dialogs_open_and_close_and_give_the_focus_back() {
    let page = Page::open("");
    let filters = named("Filters");
    let table = named("Table of what is in view");
    for (key, opener, body) in [
        ("Tab", filters.as_str(), "dialog[open] summary"),
        ("Tab", "it.classList.contains('figures__cell')", "dialog[open] tbody tr"),
        ("Shift+Tab", table.as_str(), "dialog[open] tbody tr"),
    ] {
        page.go_to("");
        page.wait_until_ready();
        go(&page, key, opener);
        let opener = focus(&page);
        page.key("Enter");
        page.wait(&format!("document.querySelector({})", json!(body)));
        page.wait("document.querySelector('dialog[open]').contains(document.activeElement)");
        focus(&page);
        page.key("Escape");
        page.wait("!document.querySelector('dialog[open]')");
        assert_eq!(focus(&page), opener);
    }
    page.assert_clean();
}

#[test]
fn a_filter_is_chosen_and_taken_away_by_keys() {
    let page = Page::open("");
    go(&page, "Tab", &named("Filters"));
    page.key("Enter");
    page.wait("document.querySelector('dialog[open]')");
    go(&page, "Tab", "it.type === 'checkbox'");
    page.key("Space");
    page.wait_for_view();
    shows(&page, "kind=");
    page.key("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    go(&page, "Tab", &named("Remove the filter"));
    page.key("Enter");
    page.wait("!location.hash.includes('kind=')");
    page.wait_for_view();
    page.assert_clean();
}

/// Counts how often the buttons beside the one with the focus, or that one, are made anew, and how often this
/// leaves the focus nowhere once what follows at once is done: a key may come then.
const COUNT_LOST: &str =
    "void (window.madeAnew = window.timesLost = 0, new MutationObserver(async () => {
    window.madeAnew += 1;
    for (let turn = 0; turn < 20; turn += 1) await undefined;
    if (document.activeElement === document.body) window.timesLost += 1;
}).observe(document.activeElement.parentElement, { childList: true }))";

#[test]
fn regions_and_marks_of_the_map_are_walked_by_arrows() {
    let page = Page::open("");
    go(&page, "Tab", "it.closest('.map__country .unseen')");
    let first = focus(&page);
    page.wait("document.querySelector('.map__country .hint')");
    page.key("ArrowRight");
    let second = focus(&page);
    assert_ne!(first, second);
    page.eval(COUNT_LOST);
    page.key("Enter");
    let outlook = shows(&page, "region=");
    assert_eq!(outlook.query.filters.areas.len(), 1);
    page.wait("window.madeAnew > 0");
    assert_eq!(page.eval("window.timesLost"), json!(0), "a key would have gone nowhere");
    assert_eq!(focus(&page), second);
    page.key("Home");
    page.poll("the first region has the focus", || {
        let now = focus(&page);
        if now == first { Ok(()) } else { Err(format!("{now:?}")) }
    });
    page.key("+");
    shows(&page, "map=");
    focus(&page);
    page.key("0");
    page.wait("!location.hash.includes('map=')");
    focus(&page);
    page.assert_clean();
}

#[test]
fn the_window_the_cursor_and_the_knots_are_moved_by_keys() {
    let page = Page::open("");
    let day = |page: &Page| page.eval("Number(document.activeElement.ariaValueNow)");
    go(&page, "Shift+Tab", "it.closest('.timeline__stage .unseen') && it.tagName === 'BUTTON'");
    let knot = focus(&page);
    page.key("ArrowRight");
    assert_ne!(focus(&page), knot);
    page.key("+");
    shows(&page, "view=");
    // The buttons are made anew once the drawing rests.
    page.wait_for_twins();
    focus(&page);
    let zoomed = page.fragment();
    page.key("-");
    page.wait(&format!("location.hash !== {}", json!(zoomed)));
    page.wait_for_twins();
    focus(&page);
    for (slider, key) in [("Cursor", "at="), ("To", "to="), ("From", "from=")] {
        go(&page, "Shift+Tab", &format!("it.role === 'slider' && {}", named(slider)));
        let before = day(&page);
        page.key(if slider == "From" { "PageUp" } else { "PageDown" });
        page.wait(&format!("Number(document.activeElement.ariaValueNow) !== {before}"));
        shows(&page, key);
        let moved = day(&page).as_i64().unwrap_or_default();
        page.key("ArrowLeft");
        page.wait(&format!("Number(document.activeElement.ariaValueNow) === {}", moved - 1));
        page.wait_for_view();
        focus(&page);
    }
    page.assert_clean();
}

#[test]
fn playing_goes_on_and_stops_by_keys() {
    let page = Page::open("#at=2022-12-07");
    go(&page, "Shift+Tab", &named("Play through time"));
    page.key("Space");
    focused(&page, &named("Pause"));
    page.wait("!document.querySelector('.figures__day').textContent.includes('7 December 2022')");
    page.key("Space");
    focused(&page, &named("Play through time"));
    page.wait_for_view();
    page.assert_clean();
}

#[test]
fn playing_is_one_step_for_who_wants_less_motion() {
    let setting = Setting { reduced_motion: true, ..Setting::default() };
    let page = Page::open_with("#at=2022-12-07", &setting);
    assert_eq!(
        page.eval("matchMedia('(prefers-reduced-motion: reduce)').matches"),
        Value::Bool(true)
    );
    go(&page, "Shift+Tab", &named("Play through time"));
    for day in ["at=2022-12-08", "at=2022-12-09"] {
        page.key("Space");
        shows(&page, day);
        focused(&page, &named("Play through time"));
    }
    page.assert_clean();
}

#[test]
fn another_language_keeps_the_focus_on_its_button() {
    let page = Page::open("");
    go(&page, "Tab", "it.id === 'lang-es'");
    page.key("Enter");
    page.wait("document.documentElement.lang === 'es'");
    focused(&page, "it.id === 'lang-es'");
    page.key("Tab");
    focused(&page, "it.id === 'lang-fr'");
    page.wait_for_view();
    page.assert_clean();
}
