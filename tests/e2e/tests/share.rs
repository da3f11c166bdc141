//! What a reader does with a view: passes its link on, saves what is in it, cites it.

use e2e::{Browser, Page};
use khipu::core::model::read;
use serde_json::{Value, json};

fn open(page: &Page) {
    page.eval("void document.querySelector('[data-desk=share]').click()");
    page.wait("document.querySelector('dialog[open] #share-link')");
}

#[test]
fn what_is_in_view_is_saved_in_every_format() {
    let page = Page::open("#region=PE-PUN&from=2023-01-01&to=2023-01-31");
    let expected = page.view()["announced"].clone();
    open(&page);
    assert_eq!(json!(page.text("dialog[open] .share .note")), expected);
    let json = page.saved("Record");
    let again = read(&json).expect("the saved record opens");
    assert_eq!(again.problems, []);
    let count = again.archive.events.len();
    assert!(
        count > 10 && expected.as_str().is_some_and(|it| it.starts_with(&count.to_string())),
        "{count}, {expected}"
    );
    let csv = page.saved("Events");
    assert_eq!(
        csv.trim_end().matches("\r\n").count(),
        count,
        "a line an event, and one of headings"
    );
    let map: Value = serde_json::from_str(&page.saved("Places")).expect("JSON");
    assert_eq!(map["type"], "FeatureCollection");
    assert_eq!(page.saved("Dates").matches("BEGIN:VEVENT").count(), count);
    assert!(page.saved("Sources (BibTeX)").contains('@'));
    let sources: Value = serde_json::from_str(&page.saved("Sources (CSL")).expect("JSON");
    // The record also has the sources of its people and regions.
    let cited = sources.as_array().map_or(0, Vec::len);
    assert!((10..=again.archive.sources.len()).contains(&cited), "{cited}");
    page.assert_accessible("sharing");
    page.assert_clean();
}

#[test]
fn the_link_and_the_citation_are_those_of_the_view() {
    let page = Page::open("#kind=blockade");
    open(&page);
    let link = page.eval_text("document.querySelector('#share-link').value");
    assert_eq!(link, page.eval_text("location.href"));
    page.catch_copies();
    page.press("dialog[open] button", "Copy link");
    page.wait("window.khipuCopied === document.querySelector('#share-link').value");
    page.wait_for_text("dialog[open] .share [role=status]", "Link copied");
    page.press("dialog[open] button", "QR code");
    page.wait("document.querySelector('.share__qr path')?.getAttribute('d').length > 500");
    page.assert_accessible("the link as a QR code");
    let code = page.saved("Save the QR code");
    let title = link.replace('&', "&amp;");
    assert!(
        code.contains(&format!("<title>{title}</title>")) && code.contains("M4 4h7"),
        "{code:.300}"
    );
    let cited = page.text(".share__cited");
    assert!(cited.contains(&link) && cited.contains("Road blockade"), "{cited}");
    page.press("dialog[open] button", "Copy citation");
    page.wait(&format!("window.khipuCopied === {}", json!(cited)));
    page.assert_clean();
}

/// Has the page put down the blob that it saves, decoded as an image.
const CATCH_IMAGE: &str = "void (() => {
    HTMLAnchorElement.prototype.click = () => {};
    URL.createObjectURL = blob => { createImageBitmap(blob).then(image => { window.khipuImage = image; }); return '#saved'; };
})()";

#[test]
fn the_image_of_the_timeline_is_the_timeline_of_the_page() {
    let page = Page::open("#region=PE-PUN,PE-LMA,PE-CUS&event=2023-01-09-juliaca-killings");
    open(&page);
    let svg = {
        page.eval("void (document.querySelector('#share-part').value = 'Timeline', document.querySelector('#share-part').dispatchEvent(new Event('change')))");
        page.saved("Drawing (SVG)")
    };
    assert!(
        svg.starts_with("<svg xmlns=") && svg.contains("<title id=\"title\">Peru"),
        "{svg:.200}"
    );
    for none in ["<script", "<image", "<foreignObject", "<style", "href="] {
        assert!(!svg.contains(none), "{none}");
    }
    // The browser draws it as an image by itself, at its own size.
    page.eval(&format!(
        "void (() => {{ const image = new Image(); image.onload = () => {{ window.khipuDrawn = image.naturalWidth; }}; image.src = 'data:image/svg+xml,' + encodeURIComponent({}); }})()",
        json!(svg)
    ));
    page.wait("window.khipuDrawn === document.documentElement.clientWidth");
    page.eval(CATCH_IMAGE);
    page.press("dialog[open] button", "Image (PNG)");
    page.wait("window.khipuImage");
    // The drawing of the page stands in the image under its heading, at two dots a pixel: somewhere a
    // whole number of pixels down the two are the same.
    let found = page.eval(
        "(() => {
            const shown = document.querySelector('.timeline__canvas'), image = window.khipuImage, ratio = devicePixelRatio;
            const width = Math.round(shown.width / ratio), height = Math.min(200, Math.round(shown.height / ratio));
            const scaled = (source, w, h) => {
                const canvas = new OffscreenCanvas(w, h), context = canvas.getContext('2d', { willReadFrequently: true });
                context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--paper');
                context.fillRect(0, 0, w, h);
                context.drawImage(source, 0, 0, w, h);
                return context;
            };
            const wide = image.width / 2, tall = image.height / 2;
            const page = scaled(shown, width, Math.round(shown.height / ratio)).getImageData(0, 0, width, height).data;
            const saved = scaled(image, wide, tall);
            let best = [Infinity, 0];
            for (let top = 24; top < Math.min(200, tall - height); top++) {
                const data = saved.getImageData(24, top, width, height).data;
                let far = 0;
                for (let at = 0; at < data.length; at += 4) if (Math.abs(data[at] - page[at]) + Math.abs(data[at + 1] - page[at + 1]) + Math.abs(data[at + 2] - page[at + 2]) > 120) far++;
                if (far < best[0]) best = [far, top];
            }
            return { differing: best[0] / (width * height), top: best[1], wide, page: innerWidth };
        })()",
    );
    let differing = found["differing"].as_f64().unwrap_or(1.0);
    assert!(differing < 0.02, "{found}");
    page.assert_clean();
}

#[test]
fn the_code_for_another_site_is_that_of_the_view() {
    let page = Page::open("#region=PE-PUN&from=2023-01-01&to=2023-01-31&lang=es");
    open(&page);
    let code = page.eval_text("document.querySelector('#embed-code').value");
    let folder = page.eval_text("new URL('.', location.href).href");
    assert!(
        code.starts_with(&format!(
            "<script src=\"{folder}khipu-embed.js\" async></script>\n<khipu-record "
        )),
        "{code}"
    );
    for part in ["region=\"PE-PUN\"", "from=\"2023-01-01\"", "to=\"2023-01-31\"", "lang=\"es\""] {
        assert!(code.contains(part), "{part} in {code}");
    }
    page.eval("void (document.querySelector('#embed-show').value = 'Mapa', document.querySelector('#embed-show').dispatchEvent(new Event('change')))");
    page.wait("document.querySelector('#embed-code').value.includes('show=\"map\"')");
    page.eval("void (document.querySelector('#embed-theme').selectedIndex = 2, document.querySelector('#embed-theme').dispatchEvent(new Event('change')), document.querySelector('#embed-still').click())");
    page.wait("document.querySelector('#embed-code').value.includes(' theme=\"dark\"') && document.querySelector('#embed-code').value.includes(' still>')");
    page.press("dialog[open] button", "Vista previa");
    page.assert_accessible("the code and its preview");
    page.enter_frame();
    page.wait_until_ready();
    assert_eq!(page.eval("[document.documentElement.dataset.show, document.documentElement.lang, new URLSearchParams(location.hash.slice(1)).get('region')]"), json!(["map", "es", "PE-PUN"]));
    assert_eq!(
        page.eval(
            "[document.documentElement.dataset.theme, document.documentElement.dataset.frame]"
        ),
        json!(["dark", "flow still"])
    );
}

#[test]
fn paper_has_the_event_whole_with_the_addresses_of_its_sources() {
    let page = Page::open("#event=2023-01-09-juliaca-killings");
    if page.browser() != Browser::Chromium {
        return;
    }
    page.wait("document.querySelector('.detail__source a')");
    page.cdp("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let seen =
        |css: &str| page.eval(&format!("document.querySelector({}).offsetHeight > 0", json!(css)));
    for (css, expected) in [
        (".page__figures", true),
        (".map__canvas", true),
        (".timeline__canvas", true),
        ("#event-title", true),
        (".page__list", false),
        (".search", false),
        (".header__tools", false),
        (".map__zoom", false),
    ] {
        assert_eq!(seen(css), json!(expected), "{css}");
    }
    // All of the event, not what its column has room for.
    assert_eq!(
        page.eval(
            "(it => it.scrollHeight - it.clientHeight)(document.querySelector('.page__detail'))"
        ),
        json!(0)
    );
    let written = page.eval_text(
        "getComputedStyle(document.querySelector('.detail__source a'), '::after').content",
    );
    assert!(written.contains("https://"), "{written}");
}
