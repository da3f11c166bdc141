//! The page on other people's sites: each example of `docs/embedding.md`, hosts with strict policies, hostile
//! styles and right-to-left text, frames without an origin, many on one page, and what costs nothing yet.

use std::fs;

use e2e::{Browser, Host, Page, Setting, repository};
use serde_json::json;

const ADDRESS: &str = "https://example.org/khipu/";
/// The frame of the only element.
const FRAME: &str = "document.querySelector('khipu-record').shadowRoot.querySelector('iframe')";

/// A host page of another origin than the record's.
fn site(khipu: &Host, head: &str, body: &str) -> Host {
    let site = Host::start();
    let page = format!("<!DOCTYPE html><html lang=en><title>Host</title>{head}<body>{body}");
    site.serve("site.html", page.replace(ADDRESS, &khipu.url()));
    site
}

fn open(site: &Host) -> Page {
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}site.html", site.url()));
    page
}

fn element(attributes: &str) -> String {
    format!(
        "<script src=\"{ADDRESS}khipu-embed.js\" async></script><khipu-record title=Record {attributes}><a href=\"{ADDRESS}\">The record</a></khipu-record>"
    )
}

/// The code of the documentation.
fn examples() -> Vec<String> {
    let text =
        fs::read_to_string(repository().join("docs/embedding.md")).expect("the page is there");
    let parts = text.split("```html\n").skip(1);
    parts.filter_map(|part| Some(part.split_once("```")?.0.to_owned())).collect()
}

/// Goes into the first frame and waits until the record is shown there.
fn enter(page: &Page) {
    page.wait("document.querySelector('iframe') ?? document.querySelector('khipu-record')?.shadowRoot?.querySelector('iframe[src]')");
    page.enter_any_frame();
    page.wait_until_ready();
    page.wait("document.querySelector('.list__row')");
}

/// Waits until the frame that was entered is as tall as what it shows, and goes back to the host.
fn fits(page: &Page) {
    page.wait("document.fonts.status === 'loaded'");
    let content = page.eval("document.body.getBoundingClientRect().height");
    page.leave_frame();
    page.wait(&format!("Math.abs({FRAME}.clientHeight - {content}) <= 1"));
}

#[test]
fn every_example_of_the_documentation_shows_its_view() {
    let examples = examples();
    let own = "document.documentElement.style.getPropertyValue('--link') === '#7a1f5c'";
    let seen: [&[&str]; 7] = [
        &[
            "document.documentElement.lang === 'en' && document.documentElement.dataset.frame === 'flow'",
        ],
        &[
            "document.documentElement.lang === 'es' && document.querySelector('.choices')?.textContent.includes('Puno') && innerHeight === 638",
        ],
        &["document.documentElement.lang === 'fr' && document.querySelector('#event-title')"],
        &[
            "document.documentElement.dataset.show === 'timeline' && OWN",
            "document.documentElement.dataset.show === 'map event' && OWN",
        ],
        &["document.documentElement.dataset.show === 'map list'"],
        &[
            "document.documentElement.lang === 'en' && document.documentElement.dataset.frame === ''",
        ],
        &["document.documentElement.dataset.show === 'figures timeline'"],
    ];
    assert_eq!(examples.len(), seen.len());
    for (example, seen) in examples.iter().zip(seen) {
        let khipu = Host::start();
        let page = open(&site(&khipu, "", example));
        page.wait("document.querySelector('body > iframe') || customElements.get('khipu-record')");
        let frames = page.count("body > iframe, khipu-record");
        assert_eq!(frames, seen.len(), "{example}");
        for (at, seen) in seen.iter().enumerate() {
            let seen = seen.replace("OWN", own);
            // One that is far below is not there before it is looked at.
            page.eval(&format!("void document.querySelectorAll('body > iframe, khipu-record')[{at}].scrollIntoView()"));
            page.wait(&format!("document.querySelectorAll('khipu-record')[{at}]?.shadowRoot.querySelector('iframe[src]') ?? document.querySelector('body > iframe')"));
            page.enter_frame_of(&format!(
                "khipu-record:nth-of-type({}), body:not(:has(khipu-record))",
                at + 1
            ));
            page.wait_until_ready();
            page.wait(&seen);
            page.leave_frame();
        }
    }
}

#[test]
fn the_example_with_script_steers_the_record_and_hears_of_it() {
    let khipu = Host::start();
    let example = examples().into_iter().find(|it| it.contains("<button")).expect("there is one");
    let page = open(&site(&khipu, "", &example));
    enter(&page);
    page.leave_frame();
    page.click("#puno");
    page.enter_any_frame();
    page.wait("document.querySelector('.choices')?.textContent.includes('Puno')");
    page.click(".list__row");
    page.wait("location.hash.includes('event=')");
    let id = page.eval_text("new URLSearchParams(location.hash.slice(1)).get('event')");
    page.leave_frame();
    page.wait_for_text("#open", &id);
}

#[test]
fn hosts_of_every_kind_show_the_record_as_tall_as_it_is_or_as_they_ask() {
    let strict = format!(
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src {ADDRESS}; frame-src {ADDRESS}\">"
    );
    // All that a style can do to the whole page short of hiding it.
    let hostile = "<style>
        * { height: 3px !important; min-height: 0 !important; max-height: 9px !important; min-width: 0 !important; max-width: none !important; margin: 7px !important; padding: 5px !important; border: 4px dashed red !important; box-sizing: content-box !important; direction: rtl !important; font: 70px/0 fantasy !important; letter-spacing: 2em !important; text-transform: uppercase !important; color: #fffffe !important; filter: blur(3px) !important; opacity: 0.2 !important; zoom: 1 !important; cursor: none !important; writing-mode: horizontal-tb !important }
        khipu-record, khipu-record *, iframe, a { display: none !important; visibility: hidden !important; position: fixed !important; transform: scale(0.1) !important; inline-size: 2px !important; float: left !important; pointer-events: none !important }
        khipu-record::before, khipu-record::after { content: 'X' !important; display: block !important; height: 900px !important }
        </style>";
    for (head, before) in [
        (strict.as_str(), ""),
        (hostile, ""),
        ("", "<script>document.documentElement.dir = 'rtl'</script>"),
    ] {
        let khipu = Host::start();
        let body = format!("{before}{}", element(""));
        let page = open(&site(&khipu, head, &body));
        page.wait(&format!("document.querySelector('khipu-record')?.shadowRoot && {FRAME}.src"));
        assert!(page.eval(&format!("{FRAME}.offsetWidth")).as_i64() > Some(900), "{head}");
        assert_eq!(page.eval(&format!("{FRAME}.title")), "Record");
        assert_eq!(
            page.eval(&format!("(({{ visibility, pointerEvents }}) => [visibility, pointerEvents])(getComputedStyle({FRAME}))")),
            json!(["visible", "auto"]),
            "{head}"
        );
        enter(&page);
        fits(&page);
        page.eval("document.querySelector('khipu-record').setAttribute('height', '600')");
        assert_eq!(page.eval(&format!("{FRAME}.offsetHeight")), json!(600), "{head}");
    }
}

#[test]
fn ten_on_a_page_are_asked_for_as_a_reader_comes_near_and_each_fits() {
    let khipu = Host::start();
    let ten: Vec<String> = (0..10)
        .map(|at| {
            let show = ["figures", "map", "timeline", "event", "list"][at % 5];
            format!("<khipu-record title={at} show={show}></khipu-record><div style=\"height: 900px\">Between</div>")
        })
        .collect();
    let body = format!(
        "<script src=\"{ADDRESS}khipu-embed.js\" async></script><div style=\"height: 5000px\">Above</div>{}",
        ten.concat()
    );
    let page = open(&site(&khipu, "", &body));
    page.wait("customElements.get('khipu-record')");
    // Two frames of the browser later every element has been looked at.
    page.eval_async(
        "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))",
    );
    assert_eq!(khipu.asked(), ["khipu-embed.js"]);
    let loaded = "[...document.querySelectorAll('khipu-record')].filter(it => it.shadowRoot.querySelector('iframe[src]')).length";
    for at in 0..10 {
        page.eval(&format!(
            "void document.querySelectorAll('khipu-record')[{at}].scrollIntoView()"
        ));
        page.wait(&format!("document.querySelectorAll('khipu-record')[{at}].shadowRoot.querySelector('iframe[src]')"));
        assert!(page.eval(loaded).as_i64() <= Some(at + 3), "only those near are loaded, at {at}");
        assert!(page.fits(&at.to_string()) > 120.0, "{at}");
    }
}

#[test]
fn an_element_below_the_fold_costs_its_host_one_small_script_and_no_long_task() {
    let khipu = Host::start();
    let watch = "<script>window.long = []; window.seen = []; try { new PerformanceObserver(list => long.push(...list.getEntries().map(it => it.name))).observe({ type: 'longtask', buffered: true }) } catch {} new PerformanceObserver(list => seen.push(...list.getEntries().map(it => it.name))).observe({ type: 'resource', buffered: true })</script>";
    let above =
        format!("<div style=\"height: 4000px\">{}</div>", "<p>Words of the host.</p>".repeat(60));
    let busy_ms = |page: &Page| {
        let metrics = page.cdp("Performance.getMetrics", &json!({}));
        let list = metrics["metrics"].as_array().cloned().unwrap_or_default();
        let task = list.iter().find(|it| it["name"] == "TaskDuration");
        task.and_then(|it| it["value"].as_f64()).unwrap_or(0.0) * 1_000.0
    };
    let measured = |page: &Page| {
        page.eval("void scrollBy(0, 900)");
        page.eval_async("setTimeout(done, 1000)");
        (page.browser() == Browser::Chromium).then(|| busy_ms(page))
    };
    let open = |body: &str| {
        let page = Page::start(&Setting::default());
        if page.browser() == Browser::Chromium {
            page.cdp("Performance.enable", &json!({}));
        }
        page.go_to_address(&format!("{}site.html", site(&khipu, watch, body).url()));
        page
    };
    let without = measured(&open(&above));
    let page = open(&format!("{above}{}", element("")));
    page.wait("customElements.get('khipu-record')");
    let with = measured(&page);
    eprintln!("The host's main thread, in ms: {without:?} without the element, {with:?} with it");
    assert_eq!(khipu.asked(), ["khipu-embed.js"]);
    assert_eq!(
        page.eval("seen.filter(it => !/(khipu-embed\\.js|favicon\\.ico)$/.test(it))"),
        json!([])
    );
    assert_eq!(page.eval("long.filter(it => it !== 'self')"), json!([]));
    // The same watch sees the page once it is near.
    page.eval("void document.querySelector('khipu-record').scrollIntoView()");
    page.wait("seen.length > 1");
    enter(&page);
    assert!(khipu.asked().len() > 5);
    page.leave_frame();
    if page.browser() == Browser::Chromium {
        page.wait("long.some(it => it !== 'self')");
    }
}

#[test]
fn a_closed_part_of_a_page_costs_nothing_until_it_is_opened() {
    let khipu = Host::start();
    let body = format!("<details><summary>More</summary>{}</details>", element(""));
    let page = open(&site(&khipu, "", &body));
    page.wait("customElements.get('khipu-record')");
    page.eval_async("setTimeout(done, 200)");
    assert_eq!(khipu.asked(), ["khipu-embed.js"]);
    page.eval("void (document.querySelector('details').open = true)");
    enter(&page);
    fits(&page);
}

#[test]
fn a_changed_attribute_changes_the_view_without_loading_again() {
    let khipu = Host::start();
    let page = open(&site(&khipu, "", &element("region=PE-PUN")));
    enter(&page);
    page.eval("void (window.stays = true)");
    page.leave_frame();
    page.eval("document.querySelector('khipu-record').setAttribute('region', 'PE-CUS')");
    page.wait("document.querySelector('khipu-record').shadowRoot.querySelector('a').href.endsWith('region=PE-CUS')");
    page.enter_any_frame();
    page.wait("document.querySelector('.choices')?.textContent.includes('Cusco')");
    assert_eq!(page.eval("window.stays"), json!(true));
    page.assert_accessible("in a frame");
}

#[test]
fn a_private_frame_works_and_keeps_nothing() {
    let khipu = Host::start();
    let page = open(&site(&khipu, "", &element("private event=2023-01-09-juliaca-killings")));
    enter(&page);
    page.wait("(() => { try { return !localStorage } catch { return true } })()");
    page.click("#lang-es");
    page.wait("document.documentElement.lang === 'es'");
}
