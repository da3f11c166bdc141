//! What is kept stays whole: what the browser loses of it is had again as it was, a host that is silent or
//! gone is told, and so is a store that fails.

use std::fs;

use e2e::{Host, Page, Setting, repository};
use serde_json::json;

/// Takes files from every build that the browser keeps, or all that it keeps at once.
fn lose(page: &Page, files: &[&str]) {
    page.eval_async(&format!(
        "(async () => {{
            const files = {};
            for (const name of await caches.keys()) {{
                if (files.length === 0) await caches.delete(name);
                for (const file of files) await (await caches.open(name)).delete(new URL(file, document.baseURI));
            }}
        }})().then(done)",
        json!(files)
    ));
}

#[test]
fn what_the_browser_lost_of_a_kept_page_is_had_again() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    lose(&page, &[]);
    page.reload();
    page.wait_until_ready();
    page.wait_for_kept("ready");
    host.stop();
    page.every_view_opens(&host);
    // With the host gone nothing can be had, and nothing else is said.
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait_for_kept("offline");
    lose(&page, &["plain.fr.html", "data/peru-2022-2023.fr.json"]);
    page.reload();
    page.wait_until_ready();
    page.wait_for_kept("failed network");
    page.wait_for_text(".kept", "Not ready offline: the connection broke");
    host.return_again();
    page.eval("void dispatchEvent(new Event('online'))");
    page.wait_for_kept("ready");
    let asked = host.asked();
    let again = asked.iter().filter(|path| **path == "data/peru-2022-2023.fr.json").count();
    assert!(again >= 2, "{asked:?}");
    host.stop();
    page.every_view_opens(&host);
}

#[test]
fn a_file_that_an_open_page_lost_is_had_again_as_it_was_or_not_at_all() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    let record = "data/peru-2022-2023.fr.json";
    let title = format!(
        "fetch('{record}?of=' + document.documentElement.dataset.build).then(it => it.json())
            .then(it => done(JSON.stringify(it.title)), () => done('refused'))"
    );
    lose(&page, &[record]);
    let own = page.eval_async(&title);
    assert!(own.as_str().is_some_and(|it| it.contains("Pérou")), "{own}");
    assert_eq!(
        page.eval_async(&format!("caches.match('{record}').then(it => done(Boolean(it)))")),
        json!(true)
    );
    // Another build's file under the same name is not taken for it.
    host.publish(true);
    lose(&page, &[record]);
    assert_eq!(page.eval_async(&title), json!("refused"));
    // Nor once that build is the one in force.
    page.open_tab(&host.url());
    page.wait_until_ready();
    page.wait_for_newer();
    page.go_to_tab(0);
    page.wait_for_newer();
    lose(&page, &[record]);
    assert_eq!(page.eval_async(&title), json!("refused"));
    page.eval_async(
        "caches.delete(`khipu ${new URL('.', location).pathname} ${document.documentElement.dataset.build}`).then(done)",
    );
    assert_eq!(page.eval_async(&title), json!("refused"));
}

#[test]
fn a_host_that_falls_silent_holds_nothing_up() {
    for lie in [Host::hold, Host::stall] {
        let host = Host::start();
        lie(&host, "plain.fr.html");
        let page = Page::start(&Setting::kept());
        page.go_to_address(&host.url());
        page.wait_until_ready();
        page.wait_for_kept("getting");
        page.wait_for_text(".kept", "Getting ready for offline use: ");
        page.wait_for_kept("failed network");
        host.mend();
        page.reload();
        page.wait_until_ready();
        page.wait_for_kept("ready");
        // Whether there is a newer build is not known, but what is kept is.
        host.hold("sw.js");
        page.reload();
        page.wait_until_ready();
        page.wait_for_kept("ready");
        page.reload();
        page.wait_until_ready();
        page.wait_for_kept("ready");
        page.wait_for_kept("offline");
        host.mend();
    }
}

#[test]
fn a_host_that_is_gone_is_told_and_so_is_its_return() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    host.stop();
    page.reload();
    page.wait_until_ready();
    page.wait_for_kept("offline");
    page.wait_for_text(".kept", "Offline");
    page.assert_accessible("offline");
    host.return_again();
    page.eval("void dispatchEvent(new Event('online'))");
    page.wait_for_kept("ready");
    // A worker that is none is no newer version.
    host.lose("sw.js");
    page.reload();
    page.wait_until_ready();
    page.wait_for_kept("stale changed");
    page.wait_for_text(".kept", "No newer version: the network sent something else");
}

#[test]
fn on_a_phone_the_open_lanes_say_how_it_stands() {
    let page = Page::start_narrow(&Setting { size: (360, 740), ..Setting::kept() });
    page.go_to("");
    page.wait_until_ready();
    page.wait_for_kept("ready");
    let is_seen = "document.querySelector('.kept').checkVisibility()";
    assert_eq!(page.eval(is_seen), json!(false));
    page.press_named("Show the lanes");
    page.wait(is_seen);
    page.wait_for_text(".kept", "Ready offline");
    assert_eq!(page.eval("document.documentElement.scrollWidth > innerWidth"), json!(false));
}

/// A browser whose store answers nothing more once the worker is in force.
const BROKEN_STORE: &str = "for (const kind of [CacheStorage, Cache]) {
    const match = kind.prototype.match;
    kind.prototype.match = function (...words) {
        return self.registration.active ? Promise.reject(new Error('store')) : match.apply(this, words);
    };
}
";

#[test]
fn a_store_that_fails_is_told_and_keeps_no_page_from_opening() {
    let host = Host::start();
    let worker = fs::read_to_string(repository().join("target/trial/page/sw.js"));
    host.serve("sw.js", BROKEN_STORE.to_owned() + &worker.expect("the page is built"));
    let page = Page::start(&Setting::kept());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait_for_kept("failed store");
    page.wait_for_text(".kept", "the browser could not keep it");
    page.set_size(320, 740);
    // No word of it lies beside a phone's screen.
    page.wait("(it => it.clientHeight > 0 && it.getBoundingClientRect().right <= innerWidth)(document.querySelector('.kept [role=status]'))");
    page.wait("navigator.serviceWorker.controller");
    page.reload();
    page.wait_until_ready();
    page.wait("navigator.serviceWorker.controller");
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.wait_until_ready();
    page.assert_clean();
}
