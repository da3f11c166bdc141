//! The page starts, asks no other host for anything, and breaks no policy.

use e2e::{Browser, Page, Setting};

#[test]
fn the_page_starts_under_its_own_policy() {
    let page = Page::start(&Setting::kept());
    page.go_to("");
    page.wait("document.documentElement.dataset.started === 'true'");
    page.assert_clean();
    // WebKit lists the preload and its use as two.
    if page.browser() != Browser::WebKit {
        let wasm =
            "performance.getEntriesByType('resource').filter(it => it.name.endsWith('.wasm'))";
        assert_eq!(page.eval(&format!("{wasm}.length")), 1);
    }
}

#[test]
fn a_kept_theme_is_set_before_the_page_starts() {
    let storage = vec![("khipu:theme".to_owned(), "dark".to_owned())];
    let page = Page::start(&Setting { storage, ..Setting::kept() });
    page.go_to("");
    page.wait("document.documentElement.dataset.theme === 'dark'");
}

#[test]
fn a_broken_policy_is_noticed() {
    let page = Page::start(&Setting::kept());
    page.go_to("");
    page.wait("document.documentElement.dataset.started === 'true'");
    page.eval("document.body.setAttribute('style', 'color: red')");
    page.eval("document.head.append(Object.assign(document.createElement('img'), { src: 'https://example.org/' }))");
    page.wait("window.khipuWatched.length > 0");
}
