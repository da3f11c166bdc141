//! A newer build: offered once it is whole, never mixed with the one that is open, and withdrawn as the
//! documentation says.

use std::{collections::BTreeMap, fs};

use e2e::{Browser, Host, Page, Setting, repository};
use serde_json::{Value, json};

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
/// The same of the desk's files, while one of its dialogs is open.
const DESK_MARKS: &str = "[
    globalThis.khipuDeskLoader ?? '',
    globalThis.khipuDeskGlue ?? '',
    getComputedStyle(document.documentElement).getPropertyValue('--desk').trim(),
    document.querySelector('dialog[open]').textContent.includes('\\u2063') ? 'next' : '',
].join()";

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
    // The older build is held for a day after its last page was seen, and let go of then.
    page.go_to_tab(1);
    assert_eq!(builds_after(&page, 23), 2);
    assert_eq!(builds_after(&page, 25), 1);
}

/// How many builds are kept after so many hours in which no page but this was opened.
fn builds_after(page: &Page, hours: u32) -> usize {
    // The notes of what was seen become older, and a build that is of no page is put in, behind all
    // others: once it is gone, so is all that goes.
    page.eval_async(&format!(
        "(async () => {{
            const prefix = `khipu ${{new URL('.', location).pathname}} `;
            const notes = await caches.open(`${{prefix}}clients`);
            for (const request of await notes.keys()) {{
                const [client, build] = await (await notes.match(request)).json();
                await notes.put(request, new Response(JSON.stringify([client, build, Date.now() - {hours} * 3_600_000])));
            }}
            await caches.open(`${{prefix}}nobody`);
        }})().then(done)"
    ));
    page.poll("what is of no page is let go of", || {
        page.reload();
        page.wait_until_ready();
        let kept = page.eval_async("caches.keys().then(done)");
        let kept: Vec<String> = serde_json::from_value(kept).unwrap_or_default();
        let is_over = !kept.iter().any(|name| name.ends_with(" nobody"));
        // The notes are in a cache of their own.
        if is_over { Ok(kept.len() - 1) } else { Err(kept.join(", ")) }
    })
}

#[test]
fn an_update_that_did_not_arrive_whole_goes_on_later_with_what_arrived() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    host.publish(true);
    // The last that is asked for: by then the programs are here.
    let last = files("next").into_keys().next_back().expect("there are files");
    host.lose(&last);
    page.poll("the newer build is refused", || {
        page.reload();
        page.wait_until_ready();
        let state = page
            .eval_async("setTimeout(() => done(document.documentElement.dataset.offline), 3_000)");
        if state == json!("stale changed") { Ok(()) } else { Err(state.to_string()) }
    });
    assert_eq!(builds_after(&page, 1), 2, "the part that arrived is held");
    let asked = host.asked().len();
    host.mend();
    page.reload();
    page.wait_until_ready();
    page.wait_for_newer();
    let later = host.asked().split_off(asked);
    assert!(later.contains(&last), "{later:?}");
    assert!(!later.iter().any(|path| path.starts_with("app-")), "{later:?}");
}

#[test]
fn what_comes_past_the_worker_is_not_taken_for_the_page_s_own() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    host.publish(true);
    // As Firefox does while one worker takes over from another, this one lets all pass to the host.
    host.serve("sw.js", "addEventListener('install', () => skipWaiting());");
    let passes = page.eval_async(
        "navigator.serviceWorker.addEventListener('controllerchange', () => done(true));
         navigator.serviceWorker.getRegistration().then(it => it.update())",
    );
    assert_eq!(passes, json!(true));
    page.eval("void document.querySelector('#lang-es').click()");
    page.wait("document.querySelector('.notice')");
    assert_eq!(page.eval_text(MARKS), FIRST);
}

#[test]
fn a_page_that_came_past_what_is_kept_has_all_from_the_host() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    host.publish(true);
    // The newer worker does not come.
    host.serve("sw.js", "not a worker");
    page.eval_async(
        "caches.keys().then(all => Promise.all(all.map(it => caches.delete(it)))).then(done)",
    );
    page.reload();
    page.wait_until_ready();
    page.eval("void document.querySelector('#lang-es').click()");
    page.wait("document.documentElement.lang === 'es'");
    page.wait_until_ready();
    assert_eq!(page.eval_text(MARKS), NEXT);
    assert_eq!(page.eval("navigator.serviceWorker.controller !== null"), json!(true));
}

#[test]
fn a_first_visit_whose_worker_is_ended_in_the_middle_is_kept_at_the_next() {
    let page = Page::start(&Setting::kept());
    if page.browser() != Browser::Chromium {
        // Only Chromium's protocol can end a worker.
        return;
    }
    let host = Host::start();
    host.hold("plain.fr.html");
    page.go_to_address(&host.url());
    page.wait_until_ready();
    page.wait_for_kept("getting");
    end_workers(&page);
    page.wait_for_kept("failed store");
    host.mend();
    page.reload();
    page.wait_until_ready();
    page.wait_for_kept("ready");
    host.stop();
    page.reload();
    page.wait_until_ready();
}

/// Ends every worker at once, as a browser short of memory does; Chromium only.
fn end_workers(page: &Page) {
    page.cdp("ServiceWorker.enable", &json!({}));
    page.cdp("ServiceWorker.stopAllWorkers", &json!({}));
}

/// Numbers that look like chance and come again with the same seed (Numerical Recipes' generator).
struct Chance(u32);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

/// The files of a build with what the worker holds them against, by name.
fn files(build: &str) -> BTreeMap<String, Value> {
    let path = repository().join("target/trial").join(build).join("sw.js");
    let worker = fs::read_to_string(path).expect("the page is built");
    let files = worker.lines().find_map(|line| line.strip_prefix("const FILES = "));
    serde_json::from_str(files.expect("the worker names its files").trim_end_matches(';'))
        .expect("a list")
}

/// What all that the page is made of says of its build, the desk's files too.
fn all_marks(page: &Page) -> String {
    let press = "void document.querySelector('[data-desk=share]').click()";
    page.eval(press);
    page.poll("the desk is there", || {
        if page.eval("Boolean(document.querySelector('dialog[open] #share-link'))") == true {
            return Ok(());
        }
        // The reader is told to press again.
        if page.eval("Boolean(document.querySelector('.notice[role=alert]'))") == true {
            page.eval(press);
        }
        Err("not yet".to_owned())
    });
    let marks = page.poll("the page stands", || {
        let marks = page.eval_text(&format!(
            "document.querySelector('.header__title') && document.documentElement.dataset.ready ? {MARKS} + ',' + {DESK_MARKS} : ''"
        ));
        if marks.is_empty() { Err("not yet".to_owned()) } else { Ok(marks) }
    });
    page.key("Escape");
    page.wait("!document.querySelector('dialog[open]')");
    marks
}

#[test]
fn builds_never_mix_however_an_update_is_interrupted() {
    let host = Host::start();
    let page = Page::open_kept(&host);
    let (first, next) = (files("page"), files("next"));
    let differing = |from: &BTreeMap<String, Value>, to: &BTreeMap<String, Value>| {
        let names = to.iter().filter(|(name, file)| from.get(*name) != Some(file));
        names.map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    let (to_next, to_first) = (differing(&first, &next), differing(&next, &first));
    let mut chance = Chance(20_221_207);
    let (mut is_next, mut taken) = (false, 0);
    let turns = page.browser().share_of(80);
    for turn in 0..turns {
        // Each turn has an update, and breaks it in one of its files.
        host.publish(!is_next);
        let files = if is_next { &to_first } else { &to_next };
        let file = &files[chance.below(files.len())];
        let action = chance.below(6);
        match action {
            0 => host.cut(file),
            1 => host.lose(file),
            2 => host.hold(file),
            3 => host.stall(file),
            _ => {}
        }
        page.reload();
        page.wait_until_ready();
        match action {
            4 => host.stop(),
            5 if page.browser() == Browser::Chromium => end_workers(&page),
            _ => {}
        }
        println!("turn {turn}, action {action}, {file}, at the next build {is_next}");
        // A language that this page has yet to ask for.
        page.wait("document.querySelector('#lang-es')");
        page.eval("void document.querySelector('#lang-es[aria-pressed=false], #lang-fr').click()");
        page.wait_until_ready();
        let marks = all_marks(&page);
        assert!(
            marks == [FIRST, FIRST].join(",") || marks == [NEXT, NEXT].join(","),
            "turn {turn}, action {action}, {file}: {marks}"
        );
        is_next = marks.starts_with(NEXT);
        if action == 4 {
            host.return_again();
        }
        if chance.below(2) == 0 {
            host.mend();
        }
        // Now and then the reader takes what the host has.
        if turn % 5 == 4 {
            host.mend();
            host.publish(!is_next);
            take(&page, if is_next { FIRST } else { NEXT });
            is_next = !is_next;
            taken += 1;
        }
    }
    println!("{taken} newer builds were taken in {turns} turns");
}

/// Follows the prompt to the build of these marks.
fn take(page: &Page, marks: &str) {
    page.reload();
    page.wait_until_ready();
    let stands = format!("document.documentElement.dataset.ready && {MARKS} === '{marks}'");
    if page.eval(&format!("Boolean({stands})")) == json!(false) {
        page.wait_for_newer();
        page.eval("void document.querySelector('[data-reload]').click()");
    }
    page.wait(&stands);
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
