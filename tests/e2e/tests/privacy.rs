//! The page asks its own origin alone, runs nothing inline, stands anywhere, and keeps no more
//! than a language and a theme, or nothing where it may not.

use std::fs;

use e2e::{Host, Page, Setting, repository};

/// The record and map files that the page fetched since it was opened.
/// Hashes in the names of files are left out, and so is what the page's second program says: it
/// comes when it will, and fetches the rest as the page does.
const DATA: &str = "[...new Set(performance.getEntriesByType('resource').map(it => new URL(it.name).pathname)
    .filter(name => name.endsWith('.json') && !name.includes('words/desk-'))
    .map(name => name.split('/').slice(-2).join('/').replace(/-[0-9a-f]{16}/, '')))].sort().join(' ')";

/// What a reader does in a visit.
fn visit(page: &Page) {
    page.wait_for_view();
    page.press(".map__country [role=group] button", "Puno:");
    page.press(".chips .chip", "Violence");
    page.wait_for_view();
    page.click(".list__row");
    page.wait("document.querySelector('#event-title')");
    page.click(".header__filters");
    page.wait("document.querySelector('dialog[open]')");
    page.key("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    page.click(".figures__cell");
    page.wait("document.querySelector('dialog[open] tbody tr')");
    page.key("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    page.type_into("#search", "juliaca");
    page.wait("location.hash.includes('q=juliaca')");
    page.wait_for_view();
    page.click("#lang-fr");
    page.wait("document.documentElement.lang === 'fr'");
    page.wait_for_view();
    page.click("#lang-en");
    page.wait("document.documentElement.lang === 'en'");
    page.wait_for_view();
}

#[test]
fn a_whole_visit_asks_the_pages_own_origin_alone_wherever_it_stands() {
    let host = Host::start();
    let worker = fs::read_to_string(repository().join("target/trial/page/sw.js"));
    host.serve("sw.js", worker.expect("the page is built") + TELLING);
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    visit(&page);
    page.assert_clean();
    let mut asked = requests(&page);
    // The worker has fetched all that is kept by itself.
    page.wait_for_kept("ready");
    let worker = page.eval_async(
        "navigator.serviceWorker.addEventListener('message', ({ data }) => data.requests && done(data.requests));
         navigator.serviceWorker.ready.then(({ active }) => active.postMessage('requests'));",
    );
    let worker: Vec<String> = serde_json::from_value(worker).expect("a list of addresses");
    let kept = worker.len();
    asked.extend(worker);
    for path in ["#event=2023-01-09-juliaca-killings", "?show=list", "plain.es.html"] {
        page.go_to_address("about:blank");
        page.go_to_address(&format!("{}{path}", host.url()));
        page.wait("document.querySelector('article, .list__row')");
        asked.extend(requests(&page));
    }
    let origin = host.url().split("/another").next().unwrap_or_default().to_owned();
    let own = asked.iter().filter(|address| address.starts_with(&format!("{origin}/"))).count();
    println!(
        "{own} of {} requests asked the page's own origin, {kept} of them the worker's",
        asked.len()
    );
    assert_eq!(own, asked.len(), "{asked:?}");
    assert!(kept > 30 && own > kept + 40, "requests are not seen: {asked:?}");
}

/// What the open document asked for since it was opened.
fn requests(page: &Page) -> Vec<String> {
    let found = page.eval("performance.getEntriesByType('resource').map(it => it.name)");
    serde_json::from_value(found).expect("a list of addresses")
}

/// Has the worker say what it asked for.
const TELLING: &str = "
self.addEventListener('message', ({ data, source }) => {
    if (data === 'requests') source.postMessage({ requests: performance.getEntriesByType('resource').map(it => it.name) });
});
";

#[test]
fn nothing_is_written_into_the_document_as_script_or_style() {
    let page = Page::open_with("", &Setting::kept());
    let found = page.eval_async(
        // The page's policy takes no text for a document; a request for one it does not mind.
        "const request = new XMLHttpRequest();
        request.responseType = 'document';
        request.onload = () => done(
            [...request.response.querySelectorAll('script:not([src]), style, [style], [onload], [onclick], [onerror]')]
                .map(it => it.outerHTML));
        request.open('GET', location.pathname);
        request.send();",
    );
    assert_eq!(found.as_array().map(Vec::len), Some(0), "{found}");
}

#[test]
fn a_language_is_fetched_when_it_is_chosen_and_only_it() {
    let page = Page::open_with("", &Setting::kept());
    // Prose and sources follow once the reader touches the page, in each language.
    let has_sources = format!("({DATA}).includes('es.sources')");
    let fetched = |tags: &[&str], with_sources: bool| {
        let record = |tag: &&str| format!("data/peru-2022-2023.{tag}.json");
        let rest = ["data/peru-regions.topo.json", "data/world-countries.topo.json"];
        let sources = |tag: &&str| format!("data/peru-2022-2023.{tag}.sources.json");
        let told = tags.iter().filter(|_| with_sources).map(sources);
        let words = tags.iter().map(|tag| format!("words/{tag}.json"));
        let rest = rest.map(str::to_owned).into_iter();
        let mut files: Vec<String> = tags.iter().map(record).chain(told).collect();
        files.sort();
        files.into_iter().chain(rest).chain(words).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(page.eval_text(DATA), fetched(&["en"], false));
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.wait(&has_sources);
    assert_eq!(page.eval_text(DATA), fetched(&["en", "es"], true));
    page.go_to("");
    page.wait_until_ready();
    assert_eq!(page.eval_text(DATA), fetched(&["es"], false));
    assert_eq!(page.eval_text("document.documentElement.lang"), "es");
}

#[test]
fn a_chosen_theme_is_kept_over_a_reload() {
    let page = Page::open_with("", &Setting::kept());
    assert_eq!(
        page.eval("document.documentElement.dataset.theme ?? null"),
        serde_json::Value::Null
    );
    for theme in ["light", "dark"] {
        page.press_named("Colours:");
        page.wait(&format!("document.documentElement.dataset.theme === '{theme}'"));
    }
    page.reload();
    page.wait_until_ready();
    assert_eq!(page.eval_text("document.documentElement.dataset.theme"), "dark");
    assert_eq!(page.eval_text("Object.keys(localStorage).sort().join(' ')"), "khipu:theme");
    page.press_named("Colours:");
    page.wait("!document.documentElement.dataset.theme");
}

#[test]
fn the_page_works_where_storage_is_blocked() {
    let host = Host::start();
    host.serve(
        "frame.html",
        "<iframe sandbox=\"allow-scripts\" width=\"1400\" height=\"900\" src=\"./\"></iframe>",
    );
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}frame.html", host.url()));
    page.enter_frame();
    page.wait_until_ready();
    page.wait("(() => { try { return !localStorage } catch { return true } })()");
    page.wait_for_view();
    page.press(".chips .chip", "Violence");
    page.wait("document.querySelectorAll('.choices .chip').length === 1");
    page.press_named("Colours:");
    page.wait("document.documentElement.dataset.theme === 'light'");
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.press_named("Colores:");
    page.wait("document.documentElement.dataset.theme === 'dark'");
    let errors = page.errors();
    assert!(errors.is_empty(), "{errors:?}");
}
