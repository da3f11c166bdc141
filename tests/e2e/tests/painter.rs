//! How drawings are painted: as large as their places, and those of a big record by a worker, as the page paints
//! those of any other.

use std::fs;

use e2e::{Browser, Host, Page, Setting, repository};
use khipu::core::model::parse;
use serde_json::{Value, json};

const RECORD: &str = "data/peru-2022-2023.en.json";
const BUNDLED: &str = "public/data/peru-2022-2023.json";
const PAINTER: &str = "painter.js";
const DRAWINGS: [&str; 2] = [".timeline__canvas", ".map__country canvas"];

/// The bundled record's events some thirty times over: too many to be drawn one by one.
fn big() -> String {
    let json = fs::read_to_string(repository().join(BUNDLED)).expect("the record is there");
    let mut record = parse(&json).expect("the record is JSON");
    let once = record["events"].as_array().expect("a list").clone();
    let copy = |(at, mut event): (usize, Value)| {
        event["id"] = json!(format!("event-{at}"));
        event
    };
    record["events"] = once.iter().cycle().take(7_000).cloned().enumerate().map(copy).collect();
    record.to_string()
}

fn open(record: &str, setting: &Setting, is_lost: bool) -> Page {
    let host = Host::start();
    for lang in ["en", "es"] {
        host.serve(&RECORD.replace("en", lang), record);
    }
    if is_lost {
        host.lose(PAINTER);
    }
    let page = Page::start(setting);
    page.go_to_address(&host.url());
    page.wait_until_ready();
    assert_eq!(!is_lost, is_painted_elsewhere(&page), "who paints");
    page
}

/// Whether the timeline's canvas has been handed over.
fn is_painted_elsewhere(page: &Page) -> bool {
    let refuses = "(() => {
        try {
            return !document.querySelector('.timeline__canvas').getContext('2d');
        } catch {
            return true;
        }
    })()";
    page.eval(refuses) == json!(true)
}

/// What a drawing shows, as an image's address.
fn shown(page: &Page, drawing: &str) -> String {
    page.wait_for_paint();
    page.eval_text(&format!(
        "(canvas => {{
            const {{ width, height }} = canvas;
            const copy = Object.assign(document.createElement('canvas'), {{ width, height }});
            const context = copy.getContext('2d');
            context.fillStyle = 'white';
            context.fillRect(0, 0, width, height);
            context.drawImage(canvas, 0, 0);
            return copy.toDataURL();
        }})(document.querySelector('{drawing}'))"
    ))
}

/// The largest difference of a channel, and how many dots differ by more than an edge does.
fn difference(page: &Page, one: &str, other: &str) -> Value {
    page.eval_async(&format!(
        "const pixels = async src => {{
            const image = Object.assign(new Image(), {{ src }});
            await image.decode();
            const {{ width, height }} = image;
            const context = Object.assign(document.createElement('canvas'), {{ width, height }}).getContext('2d');
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, width, height).data;
        }};
        Promise.all([{}, {}].map(pixels)).then(([one, other]) => {{
            let [most, off] = [0, 0];
            one.forEach((value, at) => {{
                const by = Math.abs(value - other[at]);
                most = Math.max(most, by);
                off += by > 64;
            }});
            done(one.length === other.length ? {{ most, off }} : {{ sizes: [one.length, other.length] }});
        }});",
        json!(one),
        json!(other)
    ))
}

/// Takes two pages the same way, and fails where they come to show something else.
fn same(elsewhere: &Page, here: &Page, way: &str) {
    let lang = if way.contains("lang=es") { "es" } else { "en" };
    for page in [elsewhere, here] {
        page.eval(&format!("void (location.hash = {})", json!(way)));
        page.wait(&format!("document.documentElement.lang === '{lang}'"));
        page.wait("document.documentElement.dataset.address !== 'behind'");
        page.wait_for_twins();
    }
    for drawing in DRAWINGS {
        // The worker may yet have to paint it, and either may still move.
        elsewhere.poll(&format!("{drawing} at {way}"), || {
            let [found, wanted] = [elsewhere, here].map(|page| shown(page, drawing));
            if found == wanted {
                return Ok(());
            }
            let difference = difference(here, &found, &wanted);
            let is_edge = difference["off"].as_u64().is_some_and(|off| off <= 3);
            if is_edge { Ok(()) } else { Err(difference.to_string()) }
        });
    }
}

#[test]
fn a_worker_paints_what_the_page_would() {
    let record = big();
    let elsewhere = open(&record, &Setting::default(), false);
    let here = open(&record, &Setting::default(), true);
    for way in [
        "view=2022-11-20..2023-04-20",
        // A window that moves is painted in part.
        "view=2022-11-20..2023-04-20&from=2022-12-10&to=2023-01-08",
        "view=2022-11-20..2023-04-20&from=2022-12-13&to=2023-01-11",
        "view=2022-12-20..2023-01-20&from=2022-12-13&to=2023-01-11",
        "map=3,0.6,0.7&measure=events",
        "map=3,0.6,0.7&measure=events&from=2023-01-01&to=2023-02-01&region=PE-PUN",
        "lang=es&by=kind",
        "lang=en",
    ] {
        same(&elsewhere, &here, way);
    }
    assert!(is_painted_elsewhere(&elsewhere), "in another language");
    elsewhere.assert_clean();
}

#[test]
fn it_paints_again_what_gets_another_size() {
    let record = big();
    let narrow = Setting { size: (640, 740), dark: true, ..Setting::default() };
    let elsewhere = open(&record, &narrow, false);
    let here = open(&record, &narrow, true);
    same(&elsewhere, &here, "from=2022-12-10&to=2023-01-08");
    for page in [&elsewhere, &here] {
        page.set_size(1200, 740);
    }
    same(&elsewhere, &here, "from=2022-12-13&to=2023-01-11");
    for page in [&elsewhere, &here] {
        sharpen(page, 360);
    }
    same(&elsewhere, &here, "from=2022-12-16&to=2023-01-14");
    assert_eq!(misfits(&elsewhere), json!([]), "of a big record");
    // On paper too: without the drawings it would be a good part shorter.
    let [elsewhere, here] = [elsewhere, here].map(|page| page.print().len() as f64);
    assert!((elsewhere / here - 1.0).abs() < 0.02, "{elsewhere} bytes, {here} by the page");
}

/// Gives the page as many dots a pixel as a phone has, where the browser's driver can.
fn sharpen(page: &Page, width: u32) {
    if page.browser() == Browser::Chromium {
        let size = json!({"width": width, "height": 740, "deviceScaleFactor": 2, "mobile": false});
        page.cdp("Emulation.setDeviceMetricsOverride", &size);
        page.wait("devicePixelRatio === 2");
    }
}

/// The drawings that are not as large as the place they have.
fn misfits(page: &Page) -> Value {
    page.wait_for_paint();
    page.eval(
        "[...document.querySelectorAll('canvas')].filter(canvas => {
            const { clientWidth, clientHeight } = canvas.parentElement;
            return canvas.clientWidth !== clientWidth || canvas.clientHeight !== clientHeight;
        }).map(({ className, clientWidth, clientHeight }) => ({ className, clientWidth, clientHeight }))",
    )
}

#[test]
fn drawings_are_as_large_as_their_places_whatever_the_screen() {
    let page = Page::start(&Setting::default());
    page.go_to("");
    page.wait_until_ready();
    for width in [1440, 360] {
        sharpen(&page, width);
        assert_eq!(misfits(&page), json!([]), "{width} px wide");
    }
    page.assert_clean();
}

#[test]
fn a_record_that_is_not_big_is_painted_by_the_page() {
    let host = Host::start();
    let page = Page::start(&Setting::default());
    page.go_to_address(&host.url());
    page.wait_until_ready();
    assert!(!is_painted_elsewhere(&page));
    assert!(!host.asked().iter().any(|path| path.starts_with(PAINTER)), "{:?}", host.asked());
}
