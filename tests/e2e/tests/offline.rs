//! With no network after the first visit every view and language goes on, and a host or network that
//! lies is never taken for the page.

use std::{fs, path::PathBuf};

use e2e::{Browser, Host, Page, Setting, repository};
use serde_json::json;

/// What a reader asks of the desk, and the page within another one.
fn the_desk_and_a_frame_open(page: &Page, host: &Host) {
    page.go_to_address(&format!("{}#region=PE-PUN&lang=en", host.url()));
    page.wait_until_ready();
    page.click(".header__filters");
    page.wait("document.querySelector('dialog[open] input[type=checkbox]')");
    page.eval("void document.querySelector('dialog[open] input[type=checkbox]').click()");
    page.wait("document.querySelectorAll('.choices .chip').length > 1");
    page.key("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    page.eval("void document.querySelector('[data-desk=share]').click()");
    page.wait("document.querySelector('dialog[open] #share-link')");
    assert!(page.saved("Record").contains("\"format\""));
    assert!(page.saved("Drawing (SVG)").starts_with("<svg"));
    page.assert_clean();
    page.eval(
        "void document.body.replaceChildren(Object.assign(document.createElement('iframe'),
            { width: 900, height: 600, src: '?show=list' }))",
    );
    page.enter_frame();
    page.wait_until_ready();
    page.wait("document.documentElement.dataset.frame && document.querySelector('.list__row')");
    page.leave_frame();
    page.go_to_address("about:blank");
}

fn a_note_is_written_and_kept(page: &Page, host: &Host) {
    page.go_to_address(&format!("{}#event=2023-01-09-juliaca-killings", host.url()));
    page.wait_until_ready();
    page.click("#write-note");
    page.fill(".editor__text", "Written with no network");
    page.click(".editor .button--main");
    page.wait("document.querySelector('.noted')");
    page.reload();
    page.wait_until_ready();
    page.wait("document.querySelector('.noted')?.textContent.includes('Written with no network')");
    page.assert_clean();
}

#[test]
fn after_one_visit_every_view_and_language_goes_on_with_the_host_gone() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    page.wait_for_text(".kept", "Ready offline");
    page.assert_clean();
    host.stop();
    // The page that is open has languages that it never asked for.
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.reload();
    page.wait_until_ready();
    page.every_view_opens(&host);
    the_desk_and_a_frame_open(&page, &host);
    a_note_is_written_and_kept(&page, &host);
    let asked = host.asked().len();
    host.return_again();
    page.go_to_address(&host.url());
    page.wait_until_ready();
    // Nothing but the worker itself is asked of the host.
    let later = host.asked().split_off(asked);
    assert!(later.iter().all(|path| path == "sw.js"), "{later:?}");
}

#[test]
fn after_the_browser_was_closed_the_page_opens_with_the_host_gone() {
    let host = Host::start();
    let profile = Profile::new();
    let setting = Setting { profile: Some(profile.0.clone()), ..Setting::kept() };
    let page = Page::start(&setting);
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait_for_kept("ready");
    a_note_is_written_and_kept(&page, &host);
    drop(page);
    host.stop();
    let page = Page::start(&setting);
    page.go_to_address(&format!("{}#event=2023-01-09-juliaca-killings", host.url()));
    page.wait_until_ready();
    page.wait("document.querySelector('.noted')?.textContent.includes('Written with no network')");
    page.every_view_opens(&host);
    the_desk_and_a_frame_open(&page, &host);
}

/// A browser's folder of its own, taken away with the test.
struct Profile(PathBuf);

impl Profile {
    fn new() -> Self {
        let name = format!("target/e2e-profile-{}", Browser::of_this_run());
        let folder = fs::canonicalize(repository()).expect("the repository is there").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the browser's folder can be made");
        Self(folder)
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A first visit whose worker meets a lie, and what it says in the end once the host is mended.
fn check_lie(lie: impl Fn(&Host), why: &str) {
    let host = Host::start();
    lie(&host);
    let page = Page::start(&Setting::kept());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait_for_kept(&format!("failed {why}"));
    page.wait_for_text(".kept", "Not ready offline");
    assert_eq!(
        page.eval_async(
            "navigator.serviceWorker.getRegistration().then(it => done(Boolean(it?.active)))"
        ),
        json!(false)
    );
    host.mend();
    page.reload();
    page.wait_until_ready();
    page.wait_for_kept("ready");
}

#[test]
fn a_lie_of_the_network_is_never_kept() {
    check_lie(|host| host.cut("plain.fr.html"), "network");
    check_lie(|host| host.lose("plain.fr.html"), "changed");
    check_lie(|host| host.fail("plain.fr.html", "500 Internal Server Error"), "changed");
    check_lie(|host| host.serve("plain.fr.html", "<title>Login</title>"), "changed");
    check_lie(|host| host.lose("sw.js"), "changed");
    check_lie(|host| host.disguise("sw.js", "text/html"), "changed");
}

#[test]
fn a_login_page_in_place_of_everything_does_not_touch_what_is_kept() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    host.capture();
    page.reload();
    page.wait_until_ready();
    page.every_view_opens(&host);
    host.mend();
    host.publish(true);
    // A file that differs: what is kept already is not asked for.
    host.serve("data/peru-2022-2023.fr.json", "<title>Login</title>");
    page.go_to_address(&host.url());
    page.wait_until_ready();
    // Firefox does not ask for a newer build at each visit.
    for _ in 0..4 {
        if page
            .eval_async("setTimeout(() => done(document.documentElement.dataset.offline), 4_000)")
            == json!("stale changed")
        {
            break;
        }
        page.reload();
        page.wait_until_ready();
    }
    page.wait_for_kept("stale changed");
    page.wait_for_text(".kept", "No newer version");
    page.assert_accessible("a newer version that did not arrive");
    host.mend();
    page.reload();
    page.wait_until_ready();
    page.wait_for_newer();
}

#[test]
fn a_wrong_kind_of_file_is_kept_as_what_it_is() {
    let host = Host::start();
    host.disguise("words/", "text/plain");
    host.disguise("plain.es.html", "application/octet-stream");
    let page = Page::open_kept(&host);
    host.stop();
    page.go_to_address(&format!("{}plain.es.html", host.url()));
    assert_eq!(page.eval_text("document.contentType"), "text/html");
}

#[test]
fn a_full_store_is_said_and_the_page_goes_on() {
    let page = Page::start(&Setting::kept());
    if page.browser() != Browser::Chromium {
        // Only Chromium's protocol can make a store small.
        return;
    }
    let host = Host::start();
    let origin = host.url().split("/another").next().unwrap_or_default().to_owned();
    let quota = |bytes: Option<u32>| {
        let mut wanted = json!({"origin": origin});
        if let Some(bytes) = bytes {
            wanted["quotaSize"] = json!(bytes);
        }
        page.cdp("Storage.overrideQuotaForOrigin", &wanted);
    };
    quota(Some(600_000));
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait_for_kept("failed room");
    page.wait_for_text(".kept", "the browser has no room left");
    // Nothing half kept takes the room there is.
    page.poll("no cache is left", || {
        let kept = page.eval_async("caches.keys().then(it => done(it.length))");
        if kept == json!(0) { Ok(()) } else { Err(kept.to_string()) }
    });
    quota(None);
    page.reload();
    page.wait_until_ready();
    page.wait_for_kept("ready");
}

#[test]
fn the_page_can_be_installed() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    let manifest =
        page.eval_async("fetch('manifest.webmanifest').then(it => it.json()).then(done)");
    for (field, others) in [("name_localized", 2), ("description_localized", 2)] {
        assert_eq!(manifest[field].as_object().map(serde_json::Map::len), Some(others), "{field}");
    }
    for icon in manifest["icons"].as_array().into_iter().flatten() {
        let address = icon["src"].as_str().unwrap_or_default();
        let sizes = page.eval_async(&format!(
            "const image = new Image(); image.onload = () => done(`${{image.naturalWidth}}x${{image.naturalHeight}}`);
             image.onerror = () => done('none'); image.src = '{address}';"
        ));
        assert!(icon["sizes"] == "any" || icon["sizes"] == sizes, "{address}: {sizes}");
    }
    for shortcut in manifest["shortcuts"].as_array().into_iter().flatten() {
        page.go_to_address(&format!(
            "{}{}",
            host.url(),
            shortcut["url"].as_str().unwrap_or_default()
        ));
        page.wait("document.querySelector('h1')");
    }
    if page.browser() == Browser::Chromium {
        let found = page.cdp("Page.getAppManifest", &json!({}));
        assert_eq!(found["errors"], json!([]), "{found}");
        page.go_to_address(&host.url());
        let errors = page.cdp("Page.getInstallabilityErrors", &json!({}));
        assert_eq!(errors["installabilityErrors"], json!([]));
    }
}

#[test]
fn under_the_headers_that_are_advised_all_is_as_without() {
    let host = Host::start();
    let advised =
        fs::read_to_string(repository().join("dist/_headers")).expect("dist/ has _headers");
    let lines: Vec<String> = advised
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with(' '))
        .map(|line| line.trim().to_owned())
        // The host of this test says it of every file already.
        .filter(|line| !line.starts_with("Access-Control-Allow-Origin"))
        .collect();
    assert!(
        lines.iter().any(|line| line.starts_with("Content-Security-Policy: default-src 'none'"))
    );
    host.send(&lines);
    let page = Page::open_kept(&host);
    page.reload();
    page.wait_until_ready();
    page.assert_clean();
    host.stop();
    page.every_view_opens(&host);
}
