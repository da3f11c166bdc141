//! A page that cannot start or go on is never blank: it says why in words, and offers ways on.

use std::fs;

use e2e::{Host, Page, Setting, repository};
use serde_json::json;

/// The release page's files by their beginning and end: `app-…_bg.wasm`.
fn file(begin: &str, end: &str) -> String {
    fs::read_dir(repository().join("target/trial/page"))
        .expect("the page is built")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| name.starts_with(begin) && name.ends_with(end))
        .expect("the page has such a file")
}

fn open(host: &Host) -> Page {
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page
}

/// What a page says whose file was tampered with, and that it starts once the host is mended.
fn check(what: &str, lie: impl Fn(&Host)) {
    let host = Host::start();
    lie(&host);
    let page = open(&host);
    page.wait("document.querySelector('#fatal[open]')");
    for (lang, sentence) in [
        ("en", "A file of the page did not arrive"),
        ("es", "Un archivo de la página no llegó"),
        ("fr", "Un fichier de la page n’est pas arrivé"),
    ] {
        page.wait_for_text(&format!("#fatal section[lang={lang}]"), sentence);
    }
    page.assert_accessible(what);
    let plain = page.attr("#fatal section[lang=es] a", "href");
    assert_eq!(plain.as_deref(), Some("plain.es.html"));
    host.mend();
    page.click("#fatal section[lang=en] button");
    page.wait_until_ready();
}

#[test]
fn a_program_that_does_not_arrive_whole_is_told_and_can_be_loaded_again() {
    let wasm = file("app-", ".wasm");
    check("a program that is gone", |host| host.lose(&wasm));
    check("a program cut short", |host| host.cut(&wasm));
    check("another text for a program", |host| host.serve(&wasm, "<title>Login</title>"));
}

#[test]
fn glue_or_style_that_is_not_its_own_is_told() {
    check("glue that is gone", |host| host.lose(&file("app-", ".js")));
    check("glue that was changed", |host| host.serve(&file("app-", ".js"), "alert(1)"));
    check("a style sheet that is gone", |host| host.lose(&file("main-", ".css")));
}

#[test]
fn an_old_page_that_names_files_which_are_gone_leads_to_the_new() {
    let host = Host::start();
    let old = fs::read_to_string(repository().join("target/trial/page/index.html"));
    host.serve("index.html", old.expect("the page is built"));
    host.publish(true);
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}index.html", host.url()));
    page.wait("document.querySelector('#fatal[open]')");
    host.mend();
    page.click("#fatal section[lang=en] button");
    page.wait_until_ready();
    assert_eq!(page.eval_text("globalThis.khipuGlue"), "next");
}

#[test]
fn a_program_of_a_wrong_kind_still_starts() {
    let host = Host::start();
    host.disguise(&file("app-", ".wasm"), "application/octet-stream");
    let page = open(&host);
    page.wait_until_ready();
}

#[test]
fn a_browser_without_webassembly_is_told_so() {
    let host = Host::start();
    let html = fs::read_to_string(repository().join("target/trial/page/index.html"));
    let html = html.expect("the page is built");
    let theme = html.find("<script crossorigin=\"anonymous\" integrity=").expect("a first script");
    let end = html[theme..].find(" src=\"theme.js\"").expect("the script of the colours") + theme;
    let changed = format!("{}<script{}", &html[..theme], &html[end..]);
    host.serve("old-browser.html", changed);
    host.serve("theme.js", "delete globalThis.WebAssembly;");
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}old-browser.html", host.url()));
    page.wait_for_text("#fatal section[lang=fr]", "a besoin de WebAssembly");
    page.click("#fatal section[lang=fr] a");
    page.wait("document.documentElement.lang === 'fr' && document.querySelectorAll('article').length > 200");
    page.assert_accessible("the record as plain text");
}

#[test]
fn a_fault_of_the_page_is_told_in_its_language_with_what_it_keeps() {
    // What a panic looks like from outside, thrown by a script of the page's own.
    const TRAP: &str = "addEventListener('khipu-trap', () => {
        Promise.reject(new WebAssembly.RuntimeError('unreachable'));
    });";
    let host = Host::start();
    let html = fs::read_to_string(repository().join("target/trial/page/index.html"));
    let html = html.expect("the page is built");
    host.serve("trap.html", html.replacen("<head>", "<head><script src=\"trap.js\"></script>", 1));
    host.serve("trap.js", TRAP);
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}trap.html", host.url()));
    page.wait_until_ready();
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
    page.eval("void dispatchEvent(new Event('khipu-trap'))");
    page.wait_for_text("#fatal section[lang=es]", "Se detuvo por un fallo propio");
    assert_eq!(page.count("#fatal section"), 1);
    page.assert_accessible("a fault of the page");
    // The language that was chosen is kept, and can be taken out.
    page.eval("void (URL.createObjectURL = it => { it.text().then(text => { window.saved = text; }); return '#saved'; })");
    page.eval("void document.querySelectorAll('#fatal button')[1].click()");
    page.wait("window.saved");
    assert_eq!(page.eval("JSON.parse(window.saved)['khipu:lang']"), json!("es"));
}

/// The page with a script of its own before all others, and the times that it was loaded.
fn open_with_script(host: &Host, script: &str) -> Page {
    let html = fs::read_to_string(repository().join("target/trial/page/index.html"));
    let html = html.expect("the page is built");
    host.serve(
        "first.html",
        html.replacen("<head>", "<head><script src=\"first.js\"></script>", 1),
    );
    let count = "sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1;";
    host.serve("first.js", format!("{count}{script}"));
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}first.html", host.url()));
    page
}

#[test]
fn a_program_that_breaks_as_it_starts_or_that_the_browser_refuses_is_told_at_once() {
    for (script, sentence) in [
        (
            "WebAssembly.instantiate = async () => { throw new WebAssembly.RuntimeError('unreachable'); };",
            "It stopped because of a fault of its own",
        ),
        (
            "WebAssembly.compile = WebAssembly.compileStreaming = async () => { throw new WebAssembly.CompileError('tables'); };",
            "This browser cannot run it",
        ),
    ] {
        let host = Host::start();
        let page = open_with_script(&host, script);
        page.wait_for_text("#fatal section[lang=en]", sentence);
        assert_eq!(page.eval_text("sessionStorage.loads"), "1");
    }
}

#[test]
fn a_fault_is_told_where_the_host_is_gone_by_then() {
    let host = Host::start();
    // Nothing is kept: what tells of the fault must be here already.
    host.lose("sw.js");
    let page = open_with_script(
        &host,
        "addEventListener('khipu-trap', () => { Promise.reject(new WebAssembly.RuntimeError('unreachable')); });",
    );
    page.wait_until_ready();
    page.wait("performance.getEntriesByType('resource').some(it => it.name.endsWith('/fatal.js') && it.responseEnd > 0)");
    host.stop();
    page.eval("void dispatchEvent(new Event('khipu-trap'))");
    page.wait_for_text("#fatal", "It stopped because of a fault of its own");
}

#[test]
fn a_desk_that_is_not_its_own_is_refused_until_it_comes() {
    let desk = file("desk-", ".wasm");
    for name in ["desk.css", &desk] {
        let host = Host::start();
        host.lose("sw.js");
        // Bytes more at the end: a program that would run.
        let own = fs::read(repository().join("target/trial/page").join(name)).expect("it is there");
        host.serve_as(
            name,
            if name.ends_with("css") { "text/css" } else { "application/wasm" },
            [own, b"\0\x01\0".to_vec()].concat(),
        );
        let page = open(&host);
        page.wait_until_ready();
        let ask = "void document.querySelector('[data-desk=share]').click()";
        page.wait(
            "performance.getEntriesByType('resource').some(it => it.name.endsWith('/desk.js'))",
        );
        page.eval(ask);
        page.wait_for_text(".notice[role=alert]", "This part of the page did not arrive");
        assert_eq!(page.count("dialog[open]"), 0);
        host.mend();
        page.eval(ask);
        page.wait("document.querySelector('dialog[open] #share-link')");
    }
}

#[test]
fn where_no_script_runs_the_document_itself_says_where_to_read() {
    for lie in ["policy", "boot"] {
        let host = Host::start();
        match lie {
            "policy" => host.send(&["Content-Security-Policy: script-src 'none'".to_owned()]),
            _ => host.lose("boot.js"),
        }
        let page = open(&host);
        page.wait("getComputedStyle(document.querySelector('#plain')).visibility === 'visible'");
        page.wait_for_text("#plain [lang=en]", "read the record as plain text");
        page.click("#plain [lang=es] a[href='plain.es.html']");
        page.wait("document.querySelectorAll('article').length > 200");
    }
}

#[test]
fn the_plain_pages_have_no_barrier_and_hold_on_a_phone() {
    let page = Page::start_narrow(&Setting { size: (320, 640), ..Setting::default() });
    page.go_to("");
    page.wait_until_ready();
    for lang in ["en", "es", "fr"] {
        page.eval(&format!("void location.assign('plain.{lang}.html')"));
        page.wait(&format!(
            "location.pathname.endsWith('plain.{lang}.html') && document.readyState === 'complete'"
        ));
        assert_eq!(
            page.eval("document.documentElement.scrollWidth > innerWidth"),
            json!(false),
            "{lang}"
        );
    }
    page.assert_accessible("the record as plain text on a phone");
}
