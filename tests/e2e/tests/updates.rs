//! A newer build: offered once it is whole, never mixed with the one that is open, and withdrawn as the
//! documentation says.

use std::fs;

use e2e::{Browser, Host, Page, repository};
use serde_json::json;

/// What each file of the build that made the open page says of itself: nothing, or "next". Those
/// of one page must agree.
const MARKS: &str = "[
    globalThis.khipuGlue ?? '',
    getComputedStyle(document.documentElement).getPropertyValue('--build').trim(),
    document.querySelector('.header__title').textContent.includes('(next)') ? 'next' : '',
    document.querySelector('.header__name').textContent.includes('next') ? 'next' : '',
].join()";
const FIRST: &str = ",,,";
const NEXT: &str = "next,next,next,next";

#[test]
fn a_newer_build_is_offered_and_other_tabs_go_on_with_theirs() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    page.open_tab(&host.url());
    page.wait_until_ready();
    page.wait_for_kept("ready");
    host.publish(true);
    page.reload();
    page.wait_until_ready();
    // The reload asks for the newer build, and shows the one that is kept until that is whole.
    assert_eq!(page.eval_text(MARKS), FIRST);
    // What is being written goes over to the new build.
    page.eval("void (location.hash = 'event=2023-01-09-juliaca-killings')");
    page.click("#write-note");
    page.type_into(".editor__text", "Half a thought");
    page.wait_for_newer();
    page.wait_for_text(".kept", "A newer version is here.");
    page.assert_accessible("a newer version is offered");
    page.eval("void (window.stays = true)");
    page.click("[data-reload]");
    page.wait("window.stays === undefined && document.documentElement.dataset.ready");
    page.wait("document.querySelector('.noted--draft')?.textContent.includes('Half a thought')");
    page.wait(&format!("{MARKS} === '{NEXT}'"));
    page.wait_for_kept("ready");
    // The other tab is told, goes on with its own build, and comes along when its reader says so.
    page.go_to_tab(0);
    page.wait_for_newer();
    page.click("#lang-fr");
    page.wait("document.documentElement.lang === 'fr'");
    page.wait_until_ready();
    assert_eq!(page.eval_text(MARKS), FIRST);
    page.click("[data-reload]");
    page.wait(&format!("document.documentElement.dataset.ready && {MARKS} === '{NEXT}'"));
    page.wait_for_kept("ready");
    page.assert_clean();
    // The older build is let go of once nobody has it open.
    page.go_to_tab(1);
    page.reload();
    page.wait_until_ready();
    page.poll("one build is kept", || {
        page.reload();
        page.wait_until_ready();
        let kept = page.eval_async("caches.keys().then(it => done(it.length))");
        if kept == json!(2) { Ok(()) } else { Err(kept.to_string()) }
    });
}

/// Numbers that look like chance and come again with the same seed (Numerical Recipes' generator).
struct Chance(u32);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

#[test]
fn builds_never_mix_however_an_update_is_interrupted() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    let files = page.eval_async(
        "fetch('sw.js').then(it => it.text()).then(text => done(Object.keys(JSON.parse(text.match(/FILES = (.*);/)[1]))))",
    );
    let files: Vec<String> = serde_json::from_value(files).expect("the worker names its files");
    let mut chance = Chance(20_221_207);
    let (mut next, mut taken) = (false, 0);
    for turn in 0..50 {
        let action = chance.below(7);
        let file = &files[chance.below(files.len())];
        match action {
            0 => {
                next = !next;
                host.publish(next);
            }
            1 => host.cut(file),
            2 => host.lose(file),
            3 => host.hold(file),
            4 => host.stop(),
            5 if page.browser() == Browser::Chromium => {
                page.cdp("ServiceWorker.enable", &json!({}));
                page.cdp("ServiceWorker.stopAllWorkers", &json!({}));
            }
            _ => {
                if page.count("[data-reload]") > 0 {
                    page.eval("void document.querySelector('[data-reload]').click()");
                    taken += 1;
                }
            }
        }
        if action != 6 {
            page.reload();
        }
        println!("turn {turn}, action {action}, {file}, next {next}");
        page.wait_until_ready();
        // A language that this page has yet to ask for.
        page.wait("document.querySelector('#lang-es')");
        page.eval("void document.querySelector('#lang-es[aria-pressed=false], #lang-fr').click()");
        let marks = page.poll("the page stands", || match page.eval_text(
            &format!("document.querySelector('.header__title') && document.documentElement.dataset.ready ? {MARKS} : ''"),
        ) {
            marks if marks.is_empty() => Err("not yet".to_owned()),
            marks => Ok(marks),
        });
        assert!(marks == FIRST || marks == NEXT, "turn {turn}, action {action}, {file}: {marks}");
        if action == 4 {
            host.return_again();
        }
        if action > 0 && chance.below(2) == 0 {
            host.mend();
        }
    }
    println!("{taken} of 50 turns took a newer build");
    // In the end the prompt leads to what the host has.
    host.mend();
    host.publish(true);
    page.reload();
    page.wait_until_ready();
    if page.eval_text(MARKS) == FIRST {
        page.wait_for_newer();
        page.eval("void document.querySelector('[data-reload]').click()");
    }
    page.wait(&format!("document.documentElement.dataset.ready && {MARKS} === '{NEXT}'"));
}

#[test]
fn the_page_can_be_taken_down_as_the_documentation_says() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    let advice = fs::read_to_string(repository().join("docs/hosting.md")).expect("it is there");
    let worker = advice.split("```js\n").nth(1).and_then(|rest| rest.split("```").next());
    host.serve("sw.js", worker.expect("the page shows a worker"));
    page.reload();
    page.poll("nothing is kept", || {
        let kept = page.eval_async(
            "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()])
                .then(lists => done(lists.flat().length))",
        );
        if kept == json!(0) { Ok(()) } else { Err(kept.to_string()) }
    });
}
