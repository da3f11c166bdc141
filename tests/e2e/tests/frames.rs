//! The page in a frame and the page around it: how tall it is, what of it is shown, in whose colours, and
//! what the two say to each other (`docs/formats/embedding.md`).

use e2e::{Browser, FRAME, Host, Page, Setting, element, framed as open};
use serde_json::{Value, json};

const JULIACA: &str = "2023-01-09-juliaca-killings";

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
            ("picture", "still"),
            (
                "listed",
                "show=list,event still region=PE-PUN from=2023-01-09 to=2023-01-12 event=2023-01-09-juliaca-killings",
            ),
            ("private", "show=map private lang=es"),
        ];
        // A few at a time: each is a whole page that starts.
        for shown in shown.chunks(4) {
            fit_and_stay(&open(&khipu, &bodies(shown), size), shown, size);
        }
    }
}

fn bodies(shown: &[(&str, &str)]) -> String {
    shown.iter().map(|(title, attributes)| element(title, attributes)).collect()
}

/// Each frame is as tall as what it shows from its first moment on, and nothing on the page moves.
fn fit_and_stay(page: &Page, shown: &[(&str, &str)], size: (u32, u32)) {
    page.eval(
            "void (window.shifts = 0, new PerformanceObserver(list => list.getEntries().forEach(it => shifts += it.value)).observe({ type: 'layout-shift' }))",
        );
    let heights = "[...document.querySelectorAll('khipu-record')].map(it => it.shadowRoot.querySelector('iframe').clientHeight)";
    let before = page.eval(heights);
    // A frame that nobody sees is laid out late: each is looked at.
    for (title, _) in shown.iter().copied() {
        page.eval(&format!("void {FRAME}('{title}').scrollIntoView()"));
        let height = page.eval(&format!("{FRAME}('{title}').clientHeight"));
        let (content, overflow) = page.within(title, || {
            page.wait("document.querySelector('html[data-ready]')");
            let height = page.eval("document.body.getBoundingClientRect().height");
            let root = "document.documentElement";
            page.wait_for_paint();
            (
                height,
                page.eval(&format!(
                    "[{root}.scrollHeight - innerHeight, {root}.scrollWidth - innerWidth]"
                )),
            )
        });
        let (height, content) = (height.as_f64().unwrap_or(0.0), content.as_f64().unwrap_or(0.0));
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
        page.within("part", || {
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
    page.within("part", || {
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
    page.within("still", || {
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
        page.within(title, || {
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
        page.within(title, || page.assert_accessible(title));
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
        "{ region: ['PE-PUN', 'PE-CUS'], kind: 'mobilization,repression', from: '2023-01-01', to: '2023-01-31', lang: 'es' }",
    );
    page.wait("last('one', 'state')?.view.lang === 'es'");
    let state = page.eval("last('one', 'state')");
    assert_eq!(state["by"], "host");
    assert_eq!(state["view"]["region"], "PE-PUN,PE-CUS");
    assert_eq!(state["view"]["from"], "2023-01-01");
    page.within("one", || {
        page.wait("document.documentElement.lang === 'es'");
        page.wait("document.querySelector('.choices')?.textContent.includes('Puno')");
        assert_eq!(page.count(".notice"), 0);
        page.click("#lang-fr");
        page.wait("document.documentElement.lang === 'fr'");
    });
    page.wait("last('one', 'state').view.lang === 'fr' && last('one', 'state').by === 'reader'");
    set("{ region: null, kind: null, from: null, to: null }");
    page.wait("last('one', 'state').view.region === undefined");
    page.within("one", || {
        page.wait("document.querySelector('.list__row')");
        page.click(".list__row");
    });
    page.wait(
        "last('one', 'event')?.by === 'reader' && typeof last('one', 'event').event === 'string'",
    );
    // The words of a search are the reader's own.
    set("{ q: 'Juliaca' }");
    page.within("one", || page.wait("location.hash.includes('q=Juliaca')"));
    assert_eq!(page.eval("heard.some(it => it.includes('Juliaca'))"), json!(false));
    page.eval("void document.querySelector('khipu-record').play()");
    page.within("one", || page.wait("document.querySelector('[data-playing=true]')"));
    page.eval("void document.querySelector('khipu-record').pause()");
    page.within("one", || page.wait("document.querySelector('[data-playing=false]')"));
    assert_eq!(page.eval("history.length"), history, "the way back is the host's");
}

#[test]
fn elements_of_a_group_follow_each_other() {
    let khipu = Host::start();
    let body = element("first", "show=list group=a")
        + &element("second", "show=map group=a lang=fr")
        + &element("apart", "show=map group=b");
    let page = open(&khipu, &body, (1240, 900));
    page.within("first", || {
        page.wait("document.querySelector('.list__row')");
        page.click(".list__row");
        page.wait("location.hash.includes('event=')");
    });
    page.wait("last('second', 'event')?.event === last('first', 'event')?.event");
    page.wait("last('second', 'state').by === 'host'");
    page.within("second", || page.wait("document.querySelector('.detail--open')"));
    assert_eq!(page.eval("last('second', 'state').view.lang"), "fr", "the language is not shared");
    assert_eq!(page.eval("last('apart', 'state') ?? null"), Value::Null);
}

#[test]
fn wordpress_is_told_how_tall_its_sandboxed_frame_is() {
    let khipu = Host::start();
    let site = Host::start();
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}icon.svg", khipu.url()));
    // What a build that knows its address answers, as wp_filter_oembed_result and
    // wp_filter_oembed_iframe_title_attribute leave it: the attributes that they allow, and their own.
    let frame = page.eval_async(
        "fetch('oembed.json').then(answer => answer.json()).then(({ type, html }) => {
            const asked = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
            const made = asked.ownerDocument.createElement('iframe');
            for (const name of ['src', 'width', 'height', 'frameborder', 'marginwidth', 'marginheight', 'scrolling', 'title']) {
                if (asked.hasAttribute(name)) made.setAttribute(name, asked.getAttribute(name));
            }
            made.setAttribute('src', `${asked.getAttribute('src')}#?secret=aB3dE5fG7h`);
            const own = { class: 'wp-embedded-content', sandbox: 'allow-scripts', security: 'restricted', 'data-secret': 'aB3dE5fG7h' };
            for (const [name, value] of Object.entries(own)) made.setAttribute(name, value);
            done(type === 'rich' ? made.outerHTML : type);
        })",
    );
    let frame =
        frame.as_str().unwrap_or_default().replace("https://example.org/khipu/", &khipu.url());
    assert!(frame.contains(&khipu.url()) && frame.contains("sandbox=\"allow-scripts\""), "{frame}");
    site.serve("site.html", format!(
        "<!DOCTYPE html><html lang=en><title>Blog</title><body><script>window.heard = []; addEventListener('message', ({{ data, origin }}) => heard.push({{ ...data, origin }}))</script>{frame}"
    ));
    page.go_to_address(&format!("{}site.html", site.url()));
    page.wait("heard.some(it => it.message === 'height' && it.secret === 'aB3dE5fG7h' && it.origin === 'null')");
    let told =
        page.eval("heard.findLast(it => it.message === 'height').value").as_f64().unwrap_or(0.0);
    page.enter_frame();
    page.wait_until_ready();
    assert_eq!(page.eval("location.hash"), "");
    assert_eq!(page.count(".notice"), 0, "the secret is no part of the view");
    let height = page.eval("document.body.getBoundingClientRect().height").as_f64().unwrap_or(0.0);
    assert!((told - height).abs() <= 1.0, "{told}, {height}");
    page.wait("document.querySelector('.frame__word')?.textContent.startsWith('This frame keeps nothing')");
    // What it may not save is given as a text.
    page.click("[data-desk=share]");
    page.wait("document.querySelector('dialog[open] #share-link')");
    page.press("dialog[open] button", "Events, as a table");
    page.wait("document.querySelector('#share-text')?.value.includes('juliaca')");
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
