//! The page in a frame and the page around it: how tall it is, what of it is shown, in whose colours, and
//! what the two say to each other (`docs/formats/embedding.md`).

use e2e::{Browser, Host, Page, Setting};
use serde_json::{Value, json};

const JULIACA: &str = "2023-01-09-juliaca-killings";
/// The frame of an element by its title.
const FRAME: &str = "(title => document.querySelector(`khipu-record[title=${title}]`).shadowRoot.querySelector('iframe'))";

/// A host page of another origin than the record's, whose elements are all loaded. It keeps what they say.
fn open(khipu: &Host, body: &str, size: (u32, u32)) -> Page {
    let site = Host::start();
    let page = format!(
        "<!DOCTYPE html><html lang=en><title>Host</title><body>
        <script>
          window.told = []; window.heard = [];
          for (const is of ['ready', 'state', 'event', 'error'])
            addEventListener(`khipu-${{is}}`, ({{ target, detail }}) => told.push([target.title, is, detail]));
          addEventListener('message', ({{ data }}) => heard.push(JSON.stringify(data)));
          window.last = (title, is) => told.findLast(it => it[0] === title && it[1] === is)?.[2];
          window.count = is => told.filter(it => it[1] === is).length;
        </script>
        <script src='{}khipu-embed.js'></script>{body}",
        khipu.url()
    );
    site.serve("site.html", page);
    let page = Page::start(&Setting { size, ..Setting::default() });
    page.go_to_address(&format!("{}site.html", site.url()));
    page.eval("void document.querySelectorAll('khipu-record').forEach(it => it.load())");
    page.wait("count('ready') === document.querySelectorAll('khipu-record').length");
    page
}

fn element(title: &str, attributes: &str) -> String {
    format!("<khipu-record title={title} {attributes}><a href=x>The record</a></khipu-record>")
}

/// Does something in the frame of an element.
fn within<T>(page: &Page, title: &str, act: impl FnOnce() -> T) -> T {
    page.enter_frame_of(&format!("khipu-record[title={title}]"));
    let done = act();
    page.leave_frame();
    done
}

#[test]
fn a_frame_is_as_tall_as_what_it_shows_and_stays_so() {
    let khipu = Host::start();
    for size in [(1240, 900), (420, 800)] {
        let shown = [
            ("whole", ""),
            ("timeline", "show=timeline"),
            ("map", "show=map"),
            ("figures", "show=figures"),
            ("list", "show=list lang=fr"),
            ("event", "show=event event=2023-01-09-juliaca-killings"),
            ("story", "show=story,timeline story=juliaca-9-january.2"),
            ("still", "show=figures,timeline still"),
            ("private", "show=map private lang=es"),
        ];
        let body: String =
            shown.iter().map(|(title, attributes)| element(title, attributes)).collect();
        let page = open(&khipu, &body, size);
        page.eval(
            "void (window.shifts = 0, new PerformanceObserver(list => list.getEntries().forEach(it => shifts += it.value)).observe({ type: 'layout-shift' }))",
        );
        let heights = "[...document.querySelectorAll('khipu-record')].map(it => it.shadowRoot.querySelector('iframe').clientHeight)";
        let before = page.eval(heights);
        // A frame that nobody sees is laid out late: each is looked at.
        for (title, _) in shown {
            page.eval(&format!("void {FRAME}('{title}').scrollIntoView()"));
            let height = page.eval(&format!("{FRAME}('{title}').clientHeight"));
            let (content, overflow) = within(&page, title, || {
                page.wait("document.querySelector('html[data-ready]')");
                let height = page.eval("document.body.getBoundingClientRect().height");
                let root = "document.documentElement";
                page.eval_async("requestAnimationFrame(() => requestAnimationFrame(done))");
                (
                    height,
                    page.eval(&format!(
                        "[{root}.scrollHeight - innerHeight, {root}.scrollWidth - innerWidth]"
                    )),
                )
            });
            let (height, content) =
                (height.as_f64().unwrap_or(0.0), content.as_f64().unwrap_or(0.0));
            assert!(
                (height - content).abs() <= 1.0 && height > 120.0,
                "{title}: {height} for {content} at {size:?}"
            );
            assert_eq!(overflow, json!([0, 0]), "{title} at {size:?}");
        }
        page.eval_async("setTimeout(done, 1500)");
        assert_eq!(page.eval(heights), before, "at {size:?}");
        if page.browser() == Browser::Chromium {
            assert_eq!(page.eval("shifts"), json!(0), "at {size:?}");
        }
    }
}

#[test]
fn a_part_of_the_page_shows_that_part_and_is_accessible() {
    let khipu = Host::start();
    for (show, seen) in [
        ("timeline", ".page__timeline"),
        ("map", ".page__map"),
        ("figures", ".page__figures"),
        ("list", ".page__list"),
        ("event", ".page__detail"),
        ("story", ".page__detail"),
    ] {
        let page = open(&khipu, &element("part", &format!("show={show}")), (420, 800));
        within(&page, "part", || {
            let areas = "[...document.querySelectorAll('.page__main > *')].filter(it => it.offsetHeight > 0)";
            assert_eq!(
                page.eval(&format!("{areas}.length === 1 && {areas}[0].matches('{seen}')")),
                json!(true),
                "{show}"
            );
            page.assert_accessible(show);
        });
    }
    let page = open(&khipu, &element("part", "show=timeline,nonsense"), (1240, 900));
    let problem = page.eval_text("last('part', 'ready').problems.join()");
    assert!(problem.contains("nonsense"), "{problem}");
    // What is opened where no event is shown comes under the timeline.
    page.eval(&format!(
        "void document.querySelector('khipu-record').set({{ event: '{JULIACA}' }})"
    ));
    page.wait(&format!("{FRAME}('part').clientHeight > 700"));
    within(&page, "part", || {
        page.wait("document.querySelector('.page__detail').offsetTop > document.querySelector('.page__timeline').offsetTop");
        page.assert_accessible("an event under the timeline");
    });
}

#[test]
fn a_still_is_a_picture_with_a_way_to_the_page() {
    let khipu = Host::start();
    let page =
        open(&khipu, &element("still", "show=map,timeline still region=PE-PUN"), (1240, 900));
    let link =
        page.eval_text("document.querySelector('khipu-record').shadowRoot.querySelector('a').href");
    assert_eq!(link, format!("{}#region=PE-PUN", khipu.url()));
    within(&page, "still", || {
        page.wait("document.querySelector('.page__list').inert");
        let reached = "[...document.querySelectorAll('a[href], button, input, select, [tabindex]')].filter(it => it.offsetHeight > 0 && !it.closest('[inert]'))";
        assert_eq!(page.eval(&format!("{reached}.map(it => it.outerHTML)")), json!([]));
        page.assert_accessible("a still");
    });
}

#[test]
fn colours_are_the_hosts_where_they_can_be_read() {
    let khipu = Host::start();
    let body = element("night", "show=timeline theme=dark")
        + &element("own", "show=timeline paper=#fff7e0 ink=222222 accent=#7a1f5c")
        + &element("black", "show=map,list,figures paper=#101418 ink=#f0f0f0")
        + &element("grey", "show=timeline paper=#808080 ink=#777777")
        + &element("wrong", "show=timeline paper=red accent=javascript:1");
    let page = open(&khipu, &body, (1240, 900));
    let colour = |title: &str| {
        within(&page, title, || {
            page.eval("[getComputedStyle(document.documentElement).backgroundColor, document.documentElement.dataset.theme ?? null]")
        })
    };
    assert_eq!(colour("night"), json!(["rgb(22, 19, 15)", "dark"]));
    assert_eq!(colour("own"), json!(["rgb(255, 247, 224)", "light"]));
    assert_eq!(colour("black"), json!(["rgb(16, 20, 24)", "dark"]));
    // The page's own paper stays, and why is said.
    assert_eq!(
        colour("grey").as_array().map(|it| it[0].clone()),
        Some(json!("rgb(250, 247, 241)"))
    );
    assert_eq!(
        colour("wrong").as_array().map(|it| it[0].clone()),
        Some(json!("rgb(250, 247, 241)"))
    );
    let problems =
        |title: &str| page.eval_text(&format!("last('{title}', 'ready').problems.join('; ')"));
    assert_eq!(problems("own"), "");
    assert_eq!(problems("black"), "");
    assert!(problems("grey").contains("contrast"), "{}", problems("grey"));
    assert!(problems("wrong").contains("paper") && problems("wrong").contains("accent"));
    for title in ["own", "black"] {
        within(&page, title, || page.assert_accessible(title));
    }
}

#[test]
fn the_host_sets_the_view_and_is_told_what_the_reader_does() {
    let khipu = Host::start();
    let page = open(&khipu, &element("one", "height=900 lang=en"), (1240, 900));
    let set =
        |view: &str| page.eval(&format!("void document.querySelector('khipu-record').set({view})"));
    let history = page.eval("history.length");
    set(
        "{ region: ['PE-PUN', 'PE-CUS'], kind: 'march,killing', from: '2023-01-01', to: '2023-01-31', lang: 'es' }",
    );
    page.wait("last('one', 'state')?.view.lang === 'es'");
    let state = page.eval("last('one', 'state')");
    assert_eq!(state["by"], "host");
    assert_eq!(state["view"]["region"], "PE-PUN,PE-CUS");
    assert_eq!(state["view"]["from"], "2023-01-01");
    within(&page, "one", || {
        page.wait("document.documentElement.lang === 'es'");
        page.wait("document.querySelector('.choices')?.textContent.includes('Puno')");
        assert_eq!(page.count(".notice"), 0);
        page.click("#lang-fr");
        page.wait("document.documentElement.lang === 'fr'");
    });
    page.wait("last('one', 'state').view.lang === 'fr' && last('one', 'state').by === 'reader'");
    set("{ region: null, kind: null, from: null, to: null }");
    page.wait("last('one', 'state').view.region === undefined");
    within(&page, "one", || {
        page.wait("document.querySelector('.list__row')");
        page.click(".list__row");
    });
    page.wait(
        "last('one', 'event')?.by === 'reader' && typeof last('one', 'event').event === 'string'",
    );
    // The words of a search are the reader's own.
    set("{ q: 'Juliaca' }");
    within(&page, "one", || page.wait("location.hash.includes('q=Juliaca')"));
    assert_eq!(page.eval("heard.some(it => it.includes('Juliaca'))"), json!(false));
    page.eval("void document.querySelector('khipu-record').play()");
    within(&page, "one", || page.wait("document.querySelector('[data-playing=true]')"));
    page.eval("void document.querySelector('khipu-record').pause()");
    within(&page, "one", || page.wait("document.querySelector('[data-playing=false]')"));
    assert_eq!(page.eval("history.length"), history, "the way back is the host's");
}

#[test]
fn elements_of_a_group_follow_each_other() {
    let khipu = Host::start();
    let body = element("first", "show=list group=a")
        + &element("second", "show=map group=a lang=fr")
        + &element("apart", "show=map group=b");
    let page = open(&khipu, &body, (1240, 900));
    within(&page, "first", || {
        page.wait("document.querySelector('.list__row')");
        page.click(".list__row");
        page.wait("location.hash.includes('event=')");
    });
    page.wait("last('second', 'event')?.event === last('first', 'event')?.event");
    page.wait("last('second', 'state').by === 'host'");
    within(&page, "second", || page.wait("document.querySelector('.detail--open')"));
    assert_eq!(page.eval("last('second', 'state').view.lang"), "fr", "the language is not shared");
    assert_eq!(page.eval("last('apart', 'state') ?? null"), Value::Null);
}

/// Ten thousand messages, made from a seed: of wrong forms, of orders with wrong parts, and of things
/// that must never be done.
const STORM: &str = "
    let seed = 20230109;
    const next = most => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
    const pick = list => list[next(list.length)];
    const ORDERS = ['get', 'read', 'notes', 'eval', 'ready', 'height', 'state', '__proto__', 'constructor', 'toString', 7, null, {}, ['set']];
    const KEYS = ['notes', 'draft', 'theme', 'time', '__proto__', 'constructor', 'href', 'khipu:notes:peru-2022-2023', ''];
    const VALUES = ['<img src=x onerror=alert(1)>', 'javascript:alert(1)', '\\ud800', 'x'.repeat(5000), '%', '#notes=1', 7, NaN, {}, [[]], [1], true, new Date(), undefined];
    const made = depth => {
      const value = {};
      for (let at = next(5); at > 0; at--) value[pick(KEYS)] = depth > 0 && next(3) === 0 ? made(depth - 1) : pick(VALUES);
      return value;
    };
    const message = () => pick([
      () => pick(VALUES),
      () => made(2),
      () => ({ khipu: 1, do: pick(ORDERS), view: made(1) }),
      () => ({ khipu: pick([0, 2, '1', true, null]), do: pick(['set', 'play']), view: { region: 'PE-CUS' } }),
      () => ({ khipu: 1, do: 'set', view: pick([null, 'region=PE-CUS', 7, made(2), [], () => 1].filter(it => typeof it !== 'function')) }),
      () => ({ khipu: 1, do: 'set', view: { region: pick([{}, 7, true, ['PE-CUS', 7], 'x'.repeat(3000), '\\ud800']) } }),
    ])();
";

#[test]
fn ten_thousand_messages_do_nothing_that_the_protocol_does_not_say() {
    let khipu = Host::start();
    let page = open(&khipu, &element("one", "height=900 region=PE-PUN"), (1240, 900));
    within(&page, "one", || {
        page.wait("document.querySelector('.choices')");
        // A note that must not be learnt of.
        page.eval("void localStorage.setItem('khipu:notes:peru-2022-2023', '{\"version\":1,\"record\":\"peru-2022-2023\",\"notes\":[\\n{\"id\":\"a\",\"created\":1675254600000,\"on\":\"region=PE-PUN\",\"text\":\"a secret of mine\"}\\n]}')");
        page.reload();
        page.wait("document.querySelector('.choices')");
    });
    page.wait("count('ready') === 2");
    let look = "[location.hash, document.documentElement.lang, document.querySelectorAll('.notice').length, document.querySelector('[data-playing]').dataset.playing, localStorage.length, document.querySelectorAll('dialog[open]').length]";
    let before = within(&page, "one", || page.eval(look));
    // From the host itself: all but what is an order of the protocol.
    page.eval(&format!("void (() => {{ {STORM} for (let at = 0; at < 10000; at++) {FRAME}('one').contentWindow.postMessage(message(), '*'); }})()"));
    // From a third frame, orders of the protocol as well.
    let third = format!(
        "<!DOCTYPE html><script>{STORM} const frame = parent.frames[0]; for (let at = 0; at < 10000; at++) frame.postMessage(next(2) ? message() : {{ khipu: 1, do: pick(['set', 'play']), view: {{ region: 'PE-CUS', lang: 'fr' }} }}, '*'); parent.postMessage('sent', '*');</script>"
    );
    page.eval(&format!(
        "void document.body.append(Object.assign(document.createElement('iframe'), {{ srcdoc: {}, title: 'Third' }}))",
        json!(third)
    ));
    page.wait("heard.includes('\"sent\"')");
    // An order comes after all that was sent before it.
    page.eval("void document.querySelector('khipu-record').set({ lang: 'es' })");
    page.wait("last('one', 'state')?.view.lang === 'es'");
    let after = within(&page, "one", || {
        page.wait("document.documentElement.lang === 'es'");
        page.wait("document.querySelector('.choices')");
        page.eval(look)
    });
    let mut expected = before;
    expected[0] = json!("#region=PE-PUN&lang=es");
    expected[1] = json!("es");
    expected[4] = after[4].clone(); // the language is kept, as when a reader chooses it
    assert_eq!(after, expected);
    assert_eq!(
        page.eval("heard.some(it => it.includes('secret') || it.includes('notes'))"),
        json!(false)
    );
    // And of what is not of its own frame the element believes nothing.
    let told = page.eval("told.length");
    page.eval("void (postMessage({ khipu: 1, is: 'height', height: 9999 }, '*'), postMessage({ khipu: 1, is: 'event', event: 'x', top: 9999, by: 'reader' }, '*'))");
    page.eval_async("setTimeout(done, 300)");
    assert_eq!(page.eval("told.length"), told);
    assert_eq!(page.eval(&format!("{FRAME}('one').offsetHeight")), json!(900));
}

#[test]
fn wordpress_is_told_how_tall_its_sandboxed_frame_is() {
    let khipu = Host::start();
    let site = Host::start();
    // As its wp_filter_oembed_iframe_title_attribute and wp_filter_oembed_result leave a frame.
    let body = format!(
        "<!DOCTYPE html><html lang=en><title>Blog</title><body><script>window.heard = []; addEventListener('message', ({{ data, origin }}) => heard.push({{ ...data, origin }}))</script>
         <iframe class=wp-embedded-content sandbox=allow-scripts security=restricted title=Peru width=600 height=338 frameborder=0 marginwidth=0 marginheight=0 scrolling=no data-secret=aB3dE5fG7h
         src='{}?show=figures,timeline#lang=fr#?secret=aB3dE5fG7h'></iframe>",
        khipu.url()
    );
    site.serve("site.html", body);
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}site.html", site.url()));
    page.wait("heard.some(it => it.message === 'height' && it.secret === 'aB3dE5fG7h' && it.origin === 'null')");
    let told =
        page.eval("heard.findLast(it => it.message === 'height').value").as_f64().unwrap_or(0.0);
    page.enter_frame();
    page.wait_until_ready();
    assert_eq!(page.eval("document.documentElement.lang"), "fr");
    assert_eq!(page.eval("location.hash"), "#lang=fr");
    assert_eq!(page.count(".notice"), 0, "the secret is no part of the view");
    let height = page.eval("document.body.getBoundingClientRect().height").as_f64().unwrap_or(0.0);
    assert!((told - height).abs() <= 1.0, "{told}, {height}");
    page.wait("document.querySelector('.frame__word')?.textContent.startsWith('Ce cadre ne conserve rien')");
    page.assert_accessible("WordPress's sandbox");
}

#[test]
fn browsers_that_size_frames_size_this_one() {
    let khipu = Host::start();
    let site = Host::start();
    let body = format!(
        "<!DOCTYPE html><html lang=en><title>Host</title><style>iframe {{ height: auto; frame-sizing: content-height; border: 0 }}</style><iframe title=Peru width=900 src='{}?show=timeline&auto'></iframe>",
        khipu.url()
    );
    site.serve("site.html", body);
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}site.html", site.url()));
    if page.eval("CSS.supports('frame-sizing', 'content-height')") != json!(true) {
        return;
    }
    page.enter_frame();
    page.wait_until_ready();
    page.wait("document.fonts.status === 'loaded'");
    let height = page.eval("Math.ceil(document.body.getBoundingClientRect().height)");
    page.leave_frame();
    page.wait(&format!("Math.abs(document.querySelector('iframe').offsetHeight - {height}) <= 1"));
}

#[test]
fn a_frame_in_a_hidden_tab_is_shown_when_its_tab_is() {
    let khipu = Host::start();
    let site = Host::start();
    let body = format!(
        "<!DOCTYPE html><html lang=en><title>Host</title><script src='{}khipu-embed.js'></script><div id=tab hidden>{}</div>",
        khipu.url(),
        element("one", "show=timeline")
    );
    site.serve("site.html", body);
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}site.html", site.url()));
    page.eval_async("setTimeout(done, 300)");
    assert_eq!(khipu.asked(), ["khipu-embed.js"]);
    // Loaded while it is not laid out at all, then shown.
    page.eval("void document.querySelector('khipu-record').load()");
    page.eval_async("setTimeout(done, 1500)");
    page.eval("void (document.querySelector('#tab').hidden = false)");
    page.wait(&format!("Math.abs({FRAME}('one').clientHeight - 395) < 120"));
    page.enter_frame_of("khipu-record");
    page.wait_until_ready();
    page.wait("document.body.offsetHeight === innerHeight && document.querySelector('.timeline__canvas').width > 500");
}
