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
    page.wait_for_text("dialog[open] .share [role=status]", "Copied");
    // What was copied is said where it was copied.
    assert_eq!(
        page.eval("[...document.querySelectorAll('dialog[open] [role=status]')].filter(it => it.textContent.includes('Copied')).length"),
        json!(1)
    );
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
    page.eval("void (navigator.clipboard.writeText = async () => { throw new Error('refused') })");
    page.press("dialog[open] button", "Copy code");
    page.wait("document.querySelector('#embed-code ~ .editor__row [role=status]').textContent.includes('copy it yourself')");
    page.assert_clean();
}

/// Has the page put down the blob that it saves, decoded as an image.
const CATCH_IMAGE: &str = "void (() => {
    HTMLAnchorElement.prototype.click = () => {};
    URL.createObjectURL = blob => { createImageBitmap(blob).then(image => { window.khipuImage = image; }); return '#saved'; };
})()";

/// How much of what is drawn differs between a canvas of the page and the saved image, where the two lie
/// best on each other, and where they are put beside that by some pixels. Both are looked at in the dots
/// of the screen; only those count that are inked in one of the two, or the empty paper would hide all.
const COMPARED: &str = "((css, left, tallest) => {
    const shown = document.querySelector(css), image = window.khipuImage, ratio = devicePixelRatio;
    const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper');
    const drawn = (source, width, height) => {
        const canvas = new OffscreenCanvas(width, height), context = canvas.getContext('2d', { willReadFrequently: true });
        context.fillStyle = paper;
        context.fillRect(0, 0, width, height);
        context.drawImage(source, 0, 0, width, height);
        return context;
    };
    const width = shown.width, height = Math.min(shown.height, Math.round(tallest * ratio));
    const page = drawn(shown, shown.width, shown.height).getImageData(0, 0, width, height).data;
    const wide = Math.round(image.width / 2 * ratio), tall = Math.round(image.height / 2 * ratio);
    const saved = drawn(image, wide, tall).getImageData(0, 0, wide, tall).data;
    const [red, green, blue] = drawn(new OffscreenCanvas(1, 1), 1, 1).getImageData(0, 0, 1, 1).data;
    const far = (data, at, other, beside) => Math.abs(data[at] - other[beside]) + Math.abs(data[at + 1] - other[beside + 1]) + Math.abs(data[at + 2] - other[beside + 2]) > 120;
    const inked = (data, at) => Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue) > 60;
    // Of every so many rows.
    const share = (x, y, every) => {
        let ink = 0, differing = 0;
        for (let row = 0; row < height; row += every) {
            for (let column = 0; column < width; column++) {
                const at = 4 * (row * width + column), beside = 4 * ((row + y) * wide + column + x);
                if (!inked(saved, beside) && !inked(page, at)) continue;
                ink++;
                if (far(saved, beside, page, at)) differing++;
            }
        }
        return differing / ink;
    };
    const x = Math.round(left * ratio);
    let best = [Infinity, 0];
    for (let y = 0; y <= Math.min(220 * ratio, tall - height); y++) {
        const now = share(x, y, 7);
        if (now < best[0]) best = [now, y];
    }
    const by = Math.round(6 * ratio);
    return { differing: share(x, best[1], 1), top: best[1], beside: share(x + by, best[1], 1), below: share(x, best[1] + by, 1) };
})";

/// The image of a part as the dialog saves it, and what of the page's canvas differs.
fn compared(page: &Page, part: &str, css: &str, tallest: f64) -> Value {
    page.eval(&format!("void (document.querySelector('#share-part').value = {part:?}, document.querySelector('#share-part').dispatchEvent(new Event('change')))"));
    page.eval(CATCH_IMAGE);
    page.eval("void delete window.khipuImage");
    page.poll("an image is saved", || {
        page.press("dialog[open] button", "Image (PNG)");
        let is = page.eval_async("const end = Date.now() + 3000; const look = () => window.khipuImage ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 20); look();");
        if is == json!(true) { Ok(()) } else { Err("not yet".to_owned()) }
    });
    page.eval(&format!("{COMPARED}({css:?}, 24, {tallest})"))
}

/// That an image is the drawing of the page, and that one a few pixels beside it would not pass for it.
fn assert_same(found: &Value, most: f64) {
    let share = |name: &str| found[name].as_f64().unwrap_or(f64::NAN);
    assert!(share("differing") < most, "{found}");
    assert!(share("beside") > 5.0 * most && share("below") > 5.0 * most, "{found}");
}

/// As many dots a pixel as the image has, where the browser's driver can.
fn sharpen(page: &Page) {
    if page.browser() == Browser::Chromium {
        let size = json!({"width": 1280, "height": 900, "deviceScaleFactor": 2, "mobile": false});
        page.cdp("Emulation.setDeviceMetricsOverride", &size);
    }
    page.wait("document.fonts.status === 'loaded' && document.querySelector('.timeline__canvas').width === Math.round(document.querySelector('.timeline__canvas').clientWidth * devicePixelRatio)");
    page.wait_for_paint();
}

const CHOSEN: &str = "#region=PE-PUN,PE-LMA,PE-CUS&event=2023-01-09-juliaca-killings";

#[test]
fn the_drawing_stands_by_itself() {
    let page = Page::open(CHOSEN);
    open(&page);
    page.eval("void (document.querySelector('#share-part').value = 'Timeline', document.querySelector('#share-part').dispatchEvent(new Event('change')))");
    let svg = page.saved("Drawing (SVG)");
    assert!(
        svg.starts_with("<svg xmlns=") && svg.contains("<title id=\"title\">Peru"),
        "{svg:.200}"
    );
    assert!(svg.contains("sources"), "a picture names its sources");
    for none in ["<script", "<image", "<foreignObject", "<style", "href="] {
        assert!(!svg.contains(none), "{none}");
    }
    // The browser draws it as an image by itself, at its own size.
    page.eval(&format!(
        "void (() => {{ const image = new Image(); image.onload = () => {{ window.khipuDrawn = image.naturalWidth; }}; image.src = 'data:image/svg+xml,' + encodeURIComponent({}); }})()",
        json!(svg)
    ));
    page.wait("window.khipuDrawn === document.documentElement.clientWidth");
    page.assert_clean();
}

#[test]
fn the_image_of_the_timeline_is_the_timeline_of_the_page() {
    let page = Page::open(CHOSEN);
    sharpen(&page);
    open(&page);
    let found = compared(&page, "Timeline", ".timeline__canvas", 400.0);
    assert_same(&found, 0.02);
    // Another view's is another picture.
    let other = page.eval("void (location.hash = '#region=PE-AYA')");
    assert_eq!(other, Value::Null);
    page.wait("document.querySelector('.choices')?.textContent.includes('Ayacucho')");
    page.wait_for_paint();
    let other = page.eval(&format!("{COMPARED}('.timeline__canvas', 24, 400)"));
    assert!(other["differing"].as_f64() > Some(0.1), "{other}");
    page.assert_clean();
}

#[test]
fn the_image_of_the_map_is_the_map_of_the_page() {
    let page = Page::open(CHOSEN);
    sharpen(&page);
    // The map of the page as large as that of the picture.
    page.eval("void (style => { style.position = 'fixed'; style.inset = '0 auto auto 0'; style.inlineSize = `${Math.floor((document.documentElement.clientWidth - 48) * 0.56)}px`; style.blockSize = '460px'; })(document.querySelector('.map__country').style)");
    page.wait("(it => it.width === Math.round(it.clientWidth * devicePixelRatio) && it.height === 460 * devicePixelRatio)(document.querySelector('.map__canvas'))");
    page.wait_for_paint();
    open(&page);
    // Where the screen has one dot a pixel, the image is halved, and its edges are softer.
    let most = if page.browser() == Browser::Chromium { 0.02 } else { 0.06 };
    assert_same(&compared(&page, "Map", ".map__canvas", 460.0), most);
    page.assert_clean();
}

#[test]
fn the_picture_of_the_figures_says_what_the_page_says() {
    let page = Page::open("#at=2023-01-20");
    open(&page);
    page.eval("void (document.querySelector('#share-part').value = 'Figures', document.querySelector('#share-part').dispatchEvent(new Event('change')))");
    let svg = page.saved("Drawing (SVG)");
    let shown = page.eval("[...document.querySelectorAll('.figures__cell')].map(it => [it.querySelector('.figures__number').textContent.trim() + (it.querySelector('.figures__plus')?.textContent ?? ''), it.querySelector('.figures__what').textContent.trim()])");
    let shown = shown.as_array().cloned().unwrap_or_default();
    assert!(shown.len() >= 4, "{shown:?}");
    for words in shown.iter().flat_map(|cell| cell.as_array().cloned().unwrap_or_default()) {
        let words = words.as_str().unwrap_or_default().replace('&', "&amp;");
        assert!(svg.contains(&format!(">{words}<")), "{words} in {svg:.3000}");
    }
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
    let reads = |part: &str| {
        page.wait(&format!("document.querySelector('#embed-code').value.includes({part:?})"));
    };
    page.eval("void (document.querySelector('#embed-map').click(), document.querySelector('#embed-timeline').click())");
    reads(" show=\"timeline,map\"");
    page.eval("void document.querySelector('#embed-timeline').click()");
    reads(" show=\"map\"");
    page.eval("void (document.querySelector('#embed-theme').selectedIndex = 2, document.querySelector('#embed-theme').dispatchEvent(new Event('change')), document.querySelector('#embed-still').click(), document.querySelector('#embed-private').click())");
    reads(" theme=\"dark\"");
    reads(" still private>");
    page.fill("#embed-group", "puno \"1\"");
    reads(" group=\"puno &quot;1&quot;\"");
    // The host of these tests does not give its files to frames without an origin.
    page.eval("void document.querySelector('#embed-private').click()");
    page.press("dialog[open] button", "Vista previa");
    page.wait("customElements.get('khipu-record')");
    page.assert_accessible("the code and its preview");
    let seen = |what: &str, expected: Value| {
        page.enter_frame_of("khipu-record");
        page.wait_until_ready();
        assert_eq!(page.eval(what), expected);
        page.leave_frame();
    };
    seen(
        "[document.documentElement.dataset.show, document.documentElement.lang, new URLSearchParams(location.hash.slice(1)).get('region')]",
        json!(["map", "es", "PE-PUN"]),
    );
    seen(
        "[document.documentElement.dataset.theme, document.documentElement.dataset.frame]",
        json!(["dark", "flow still"]),
    );
    // Colours that cannot be read are said to be left out, where they are chosen.
    page.eval("void (document.querySelector('#embed-theme').selectedIndex = 0, document.querySelector('#embed-theme').dispatchEvent(new Event('change')), document.querySelector('#embed-colours').click())");
    page.wait("document.querySelector('#embed-colour-1')");
    page.fill("#embed-colour-0", "#808080");
    page.fill("#embed-colour-1", "#777777");
    reads(" paper=\"#808080\" ink=\"#777777\"");
    page.wait("[...document.querySelectorAll('dialog[open] [role=status]')].some(it => it.textContent.startsWith('Estos colores no se usan'))");
    page.fill("#embed-colour-0", "#fff7e0");
    page.fill("#embed-colour-1", "#222222");
    page.wait("![...document.querySelectorAll('dialog[open] [role=status]')].some(it => it.textContent.startsWith('Estos colores no se usan'))");
    page.fill("#embed-height", "300");
    reads(" height=\"300\"");
    page.wait("document.querySelector('khipu-record').shadowRoot.querySelector('iframe').offsetHeight === 300");
    page.assert_clean();
}

#[test]
fn a_frame_that_may_save_nothing_gives_the_text_to_copy() {
    let khipu = e2e::Host::start();
    let body = e2e::element("one", "height=900 private region=PE-PUN lang=en");
    let page = e2e::framed(&khipu, &body, (1240, 1000));
    page.within("one", || {
        page.click("[data-desk=share]");
        page.wait("document.querySelector('dialog[open] #share-link')");
        page.press("dialog[open] button", "Events, as a table");
        page.wait("document.querySelector('#share-text')?.value.startsWith('\\ufeffid,start')");
        page.assert_accessible("what could not be saved, as a text");
        page.poll("the drawing is there as a text", || {
            page.press("dialog[open] button", "Drawing (SVG)");
            let is = page.eval("[...document.querySelectorAll('#share-text')].some(it => it.value.startsWith('<svg'))");
            if is == json!(true) { Ok(()) } else { Err("not yet".to_owned()) }
        });
    });
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

#[test]
fn paper_says_what_is_shown_and_lists_it_with_its_sources() {
    let page = Page::open("#region=PE-PUN&from=2023-01-01&to=2023-01-31");
    let count = page.view()["announced"].as_str().unwrap_or_default().to_owned();
    open(&page);
    page.wait("![...document.querySelectorAll('.awaited .note')].length");
    page.press("dialog[open] button", "Copy citation");
    page.poll("the sources are there", || {
        let json = page.saved("Record");
        if json.is_empty() { Err(json) } else { Ok(()) }
    });
    page.key("Escape");
    // What stands on paper is put down while it does.
    page.eval("void addEventListener('beforeprint', () => {
        const papers = [...document.querySelectorAll('.paper')];
        Object.assign(window, { printed: papers.map(it => it.textContent), first: document.body.firstElementChild.className, addresses: document.querySelectorAll('.paper__sources a[href^=https]').length });
    })");
    let pdf = page.print();
    assert!(pdf.starts_with(b"%PDF") && pdf.len() > 20_000, "{}", pdf.len());
    page.wait("window.printed");
    let paper = page.eval_text("window.printed.join('\\n')");
    assert!(page.eval("window.addresses").as_u64() > Some(20));
    for words in ["Peru, 2022–2023", "Puno", "region=PE-PUN", &count, "[1]"] {
        assert!(paper.contains(words), "{words} in {paper:.1500}");
    }
    assert_eq!(page.eval("window.first"), "paper");
    page.wait("[...document.querySelectorAll('.paper')].every(it => it.textContent === '')");
}
