//! The page on other people's sites: each example of `docs/embedding.md`, hosts with strict policies, hostile
//! styles and right-to-left text, frames without an origin, many on one page, and what costs nothing yet.

use std::fs;

use e2e::{Host, Page, Setting, repository};
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
    assert_eq!(examples.len(), 7);
    for (example, seen) in examples.iter().zip([
        "document.documentElement.lang === 'en'",
        "document.documentElement.lang === 'es' && document.querySelector('.choices')?.textContent.includes('Puno')",
        "document.documentElement.lang === 'fr' && document.querySelector('#event-title')",
        "document.documentElement.dataset.show === 'timeline' && document.documentElement.style.getPropertyValue('--link') === '#7a1f5c'",
        "document.documentElement.dataset.show === 'map list'",
        "document.documentElement.lang === 'en' && document.documentElement.dataset.frame === ''",
        "document.documentElement.dataset.show === 'figures timeline'",
    ]) {
        let khipu = Host::start();
        let page = open(&site(&khipu, "", example));
        enter(&page);
        page.wait(seen);
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
    let hostile = "<style>*, iframe, a, khipu-record { display: none !important; height: 3px !important; transform: scale(0.1) !important; direction: rtl !important; font-size: 70px !important }</style>";
    for (head, before) in [
        (strict.as_str(), ""),
        (hostile, ""),
        ("", "<script>document.documentElement.dir = 'rtl'</script>"),
    ] {
        let khipu = Host::start();
        let body = format!("{before}{}", element(""));
        // Hostile styles hide the host's own body as well: the frame is asked for all the same.
        let head =
            head.replace("*, iframe, a, khipu-record", "khipu-record, khipu-record *, iframe, a");
        let page = open(&site(&khipu, &head, &body));
        page.wait(&format!("document.querySelector('khipu-record')?.shadowRoot && {FRAME}.src"));
        assert!(page.eval(&format!("{FRAME}.offsetWidth")).as_i64() > Some(900), "{head}");
        assert_eq!(page.eval(&format!("{FRAME}.title")), "Record");
        enter(&page);
        fits(&page);
        page.eval("document.querySelector('khipu-record').setAttribute('height', '600')");
        assert_eq!(page.eval(&format!("{FRAME}.offsetHeight")), json!(600), "{head}");
    }
}

#[test]
fn nothing_is_asked_for_before_a_reader_comes_near() {
    let khipu = Host::start();
    let ten = (0..10).map(|at| format!("<khipu-record title=\"Record {at}\"></khipu-record>"));
    let body = format!(
        "<script src=\"{ADDRESS}khipu-embed.js\" async></script><div style=\"height: 5000px\">Above</div>{}",
        ten.collect::<String>()
    );
    let page = open(&site(&khipu, "", &body));
    page.wait("customElements.get('khipu-record')");
    // Two frames of the browser later every element has been looked at.
    page.eval_async(
        "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))",
    );
    assert_eq!(khipu.asked(), ["khipu-embed.js"]);
    page.eval("document.querySelector('khipu-record').scrollIntoView()");
    page.wait("[...document.querySelectorAll('khipu-record')].filter(it => it.shadowRoot.querySelector('iframe[src]')).length >= 1");
    let loaded = "[...document.querySelectorAll('khipu-record')].filter(it => it.shadowRoot.querySelector('iframe[src]')).length";
    page.eval_async("setTimeout(done, 200)");
    assert!(page.eval(loaded).as_i64() < Some(5), "only those near are loaded");
    page.eval("void document.querySelectorAll('khipu-record').forEach(it => it.load())");
    page.wait(&format!("{loaded} === 10"));
    enter(&page);
    fits(&page);
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
