//! With no network after the first visit: every view and language goes on, builds never mix, and
//! a host or network that lies is never taken for the page.

use e2e::{Host, Page, Setting};

/// Waits until the page says that it works with no network.
fn wait_until_kept(page: &Page) {
    page.wait("document.documentElement.dataset.offline === 'ready'");
}

/// The page over a host, kept.
fn kept(host: &Host) -> Page {
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    wait_until_kept(&page);
    page
}

#[test]
fn after_one_visit_every_view_and_language_goes_on_with_the_host_gone() {
    let host = Host::start();
    let page = kept(&host);
    page.wait_for_text(".kept", "Ready offline");
    page.assert_clean();
    host.stop();
    // The page that is open has languages that it never asked for.
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.reload();
    page.wait_until_ready();
    for (fragment, what) in [
        ("#lang=fr", "document.querySelector('.list__row')"),
        ("#event=2023-01-09-juliaca-killings", "document.querySelector('#source-1 a')"),
        ("#q=juliaca", "document.querySelector('.list__row mark')"),
        ("#claims=deaths", "document.querySelector('dialog[open] tbody tr')"),
    ] {
        page.go_to_address("about:blank");
        page.go_to_address(&format!("{}{fragment}", host.url()));
        page.wait_until_ready();
        page.wait(what);
        page.assert_clean();
    }
    let asked = host.asked().len();
    host.return_again();
    page.reload();
    page.wait_until_ready();
    // Nothing but the worker itself is asked of the host.
    let later = host.asked().split_off(asked);
    assert!(later.iter().all(|path| path == "sw.js"), "{later:?}");
}
