//! Every view shows the same choices: what narrows one narrows all, each but its own.

use e2e::{Outlook, Page, events_of, record};
use khipu::core::{
    i18n::{Lang, number},
    query::{Clause, Grouping, by_family, counts},
};
use serde_json::json;

/// The page with all of time on the timeline, so that every knot is drawn.
fn whole() -> Page {
    let page = Page::open("");
    page.click("[aria-label='Whole record']");
    page.wait("location.hash.includes('view=')");
    page
}

/// Fails unless list, map, timeline, chips and announcement agree with the record and one another.
fn agrees(page: &Page) -> Outlook {
    let outlook = page.wait_for_view();
    let link = page.fragment();
    let walk = page.walk_list();
    let rows: Vec<usize> = walk.rows.iter().map(|(row, _)| *row).collect();
    let in_view: Vec<usize> = outlook.masks.all().iter().collect();
    assert_eq!(rows, in_view, "the list of {link}");
    assert_eq!(walk.of_headings, in_view.len(), "the list's headings of {link}");
    let drawn = |drawing| page.knots(drawing).iter().map(|label| events_of(label)).sum::<usize>();
    let of_map = outlook.all_but(Clause::Areas);
    let placed = of_map
        .iter()
        .filter(|row| record().event_at(&record().events.get(*row).unwrap()).is_some());
    assert_eq!(drawn(".map__country") + drawn(".map__world"), placed.count(), "the maps of {link}");
    let of_timeline = outlook.all_but(Clause::Window);
    assert_eq!(drawn(".timeline__stage"), of_timeline.count(), "the timeline of {link}");
    let kinds = counts(record(), Grouping::Kinds, &outlook.all_but(Clause::Kinds));
    let families = by_family(&kinds).map(|count| number(Lang::En, count)).to_vec();
    assert_eq!(page.texts_of(".chips .chip__count"), families, "the chips of {link}");
    let sums = counts(record(), Grouping::of_map(outlook.query.measure), &of_map);
    let regions = regions(page);
    assert_eq!(regions.len(), 26, "the regions of {link}");
    for label in regions {
        let (name, value) = label.split_once(": ").expect("a region has a value");
        let at = record()
            .areas
            .iter()
            .position(|area| area.name.in_language(Lang::En, &record().language).text == name);
        let sum = sums[at.expect("the region is in the record")];
        assert!(value.starts_with(&format!("{} (", number(Lang::En, sum))), "{label} of {link}");
    }
    outlook
}

fn regions(page: &Page) -> Vec<String> {
    page.texts_of(".map__country .unseen[role=group] button[aria-pressed]")
}

/// Does what narrows, and checks that it went to the address, narrowed, and to every view alike.
fn check(page: &Page, key: &str, act: impl FnOnce()) {
    act();
    page.wait(&format!("location.hash.includes({})", json!(format!("{key}="))));
    let outlook = agrees(page);
    assert!((1..record().events.len()).contains(&outlook.count()), "{key} does not narrow");
    assert!(page.count(".choices .chip") >= 1, "{key} has no chip");
    page.press(".choices button", "Clear all");
    page.wait("!document.querySelector('.choices')");
}

#[test]
fn the_start_agrees_in_all_views() {
    let page = whole();
    assert_eq!(agrees(&page).count(), record().events.len());
    page.assert_clean();
}

#[test]
fn families_regions_search_and_dates_narrow_every_view() {
    let page = whole();
    check(&page, "kind", || page.press(".chips .chip", "Violence"));
    check(&page, "region", || page.press(".map__country [role=group] button", "Ayacucho:"));
    check(&page, "q", || page.type_into("#search", "cúsco strike"));
    check(&page, "from", || {
        page.click(".header__filters");
        page.fill("dialog[open] input[type=date]", "2022-12-12");
        page.key("Escape");
        page.wait("!document.querySelector('dialog[open]')");
    });
    page.assert_clean();
}

#[test]
fn people_topics_sources_and_certainty_narrow_every_view() {
    let page = whole();
    page.press(".list__row", "");
    page.wait("document.querySelector('#event-title')");
    check(&page, "actor", || {
        page.click("#event .detail__tags:nth-of-type(1) .chip, #event .detail__tags .chip");
    });
    check(&page, "tag", || {
        page.eval("void [...document.querySelectorAll('#event .detail__tags')].at(-1).querySelector('.chip').click()");
    });
    check(&page, "source", || page.press("#event .detail__source .link", ""));
    check(&page, "certainty", || {
        page.click(".header__filters");
        page.press("dialog[open] summary", "Certainty");
        page.press("dialog[open] label.facet__value", "disputed");
        page.key("Escape");
        page.wait("!document.querySelector('dialog[open]')");
    });
    page.assert_clean();
}

/// Waits until the regions say something else.
fn other_regions(page: &Page, before: &[String]) {
    page.poll("the regions' numbers change", || {
        let now = regions(page);
        if now == before { Err(format!("{now:?}")) } else { Ok(()) }
    });
}

#[test]
fn a_view_ignores_its_own_choice() {
    let page = whole();
    let (map, timeline) = (regions(&page), page.knots(".timeline__stage"));
    page.press(".map__country [role=group] button", "Ayacucho:");
    page.wait_for_view();
    assert_eq!(regions(&page), map);
    assert_ne!(page.knots(".timeline__stage"), timeline);
    let chips = page.texts_of(".chips .chip");
    page.press(".chips .chip", "Protest");
    page.wait_for_view();
    assert_eq!(page.texts_of(".chips .chip"), chips);
    other_regions(&page, &map);
    page.press(".choices button", "Clear all");
    page.wait_for_view();
    page.click(".header__filters");
    page.fill("dialog[open] input[type=date]", "2022-12-20");
    page.wait_for_view();
    assert_eq!(page.knots(".timeline__stage"), timeline);
    other_regions(&page, &map);
}

#[test]
fn a_knot_a_mark_and_a_row_open_their_event_everywhere() {
    let page = whole();
    for drawing in [".timeline__stage", ".map__country", ".map__world"] {
        // A knot of one event is called by its title.
        let knots = page.knots(drawing);
        let one = knots.iter().find(|label| !label.contains(" events")).expect("a single knot");
        page.press(&format!("{drawing} [role=group] button"), one);
        page.wait("location.hash.includes('event=')");
        let outlook = page.wait_for_view();
        let id = outlook.query.event.expect("an event is open");
        let row = record().event_row(&id).expect("it is in the record");
        let title = e2e::title(Lang::En, row);
        let of_death = one.contains(" killed") && !one.ends_with(&title);
        assert!(of_death || one.ends_with(&title), "{one} opened {title}");
        page.wait(&format!(
            "document.querySelector('.list [data-row=\"{row}\"] [aria-current=true]')"
        ));
        page.key("Escape");
        page.wait("!document.querySelector('#event-title')");
    }
    page.assert_clean();
}

#[test]
fn escape_undoes_one_choice_at_a_time() {
    let page =
        Page::open("#region=PE-PUN&kind=violence&q=juliaca&event=2023-01-09-juliaca-killings");
    page.wait_for_view();
    let mut left = vec!["event=", "q=", "kind=", "region="];
    while !left.is_empty() {
        page.key("Escape");
        let undone = left.remove(0);
        page.wait(&format!("!location.hash.includes('{undone}')"));
        page.wait_for_view();
        for held in &left {
            assert!(page.fragment().contains(held), "{held} went with {undone}");
        }
    }
    assert_eq!(Outlook::of(&page.fragment()).count(), record().events.len());
}

#[test]
fn a_timeline_that_moved_is_painted_whole_once_it_rests() {
    let page = whole();
    page.wait_for_twins();
    // While the cursor moves, the canvas is no larger than what is on screen; its line and the lanes reach
    // further down. What lies under the pointer is the same as at rest.
    page.eval_async(
        "window.frame = () => new Promise(requestAnimationFrame);
        window.canvas = document.querySelector('.timeline__canvas');
        window.scroll = document.querySelector('.timeline__scroll');
        window.fold = async () => {
            const { left, top } = scroll.getBoundingClientRect();
            const at = { clientX: left + 60, clientY: top + 150, bubbles: true, isPrimary: true, pointerId: 1 };
            for (const name of ['pointerdown', 'pointerup', 'pointerleave']) canvas.dispatchEvent(new PointerEvent(name, at));
            await frame();
            await frame();
        };
        scroll.scrollTop = 61;
        setTimeout(() => fold().then(done), 400);",
    );
    page.wait("location.hash.includes('fold=')");
    let folded = page.fragment();
    page.eval("location.hash = ''");
    page.wait("!location.hash.includes('fold=')");
    page.wait_for_view();
    let told = page.eval_async(
        "const heights = [];
        (async () => {
            for (let times = 0; times < 6; times += 1) {
                const key = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true });
                scroll.dispatchEvent(key);
                await frame();
                await frame();
                const [seen, drawn] = [scroll, canvas].map(it => it.getBoundingClientRect());
                heights.push(drawn.height - seen.height);
                if (times > 1 && (drawn.top > seen.top || drawn.bottom < seen.bottom - 1)) heights.push('short');
            }
            await fold();
        })().then(() => done(heights.join(' ')));",
    );
    let told = told.as_str().expect("a text").to_owned();
    let last = told.split(' ').next_back().and_then(|px| px.parse::<f64>().ok());
    assert!(last.is_some_and(|px| px < 9.0), "more or less than is seen is painted: {told}");
    assert!(!told.contains("short"), "less than is seen is painted: {told}");
    page.wait("location.hash.includes('at=')");
    let lane = |fragment: &str| {
        fragment.split(['#', '&']).find(|it| it.starts_with("fold=")).map(str::to_owned)
    };
    page.wait("location.hash.includes('fold=')");
    assert_eq!(lane(&page.fragment()), lane(&folded), "another lane lies under the pointer");
    let painted = || {
        page.wait_for_twins();
        page.wait("(it => it.offsetHeight === it.parentElement.offsetHeight)(document.querySelector('.timeline__canvas'))");
        page.wait_for_paint();
        page.eval_text("document.querySelector('.timeline__canvas').toDataURL()")
    };
    page.wait("document.documentElement.dataset.address !== 'behind'");
    let moved = painted();
    page.reload();
    page.wait_until_ready();
    // The edges of dashed lines may differ by some 5 of 255 in Chromium; what is missing or elsewhere, by more.
    let most = page.eval_async(&format!(
        "const pixels = async address => {{
            const image = Object.assign(new Image(), {{ src: address }});
            await image.decode();
            const canvas = Object.assign(document.createElement('canvas'), {{ width: image.width, height: image.height }});
            const context = canvas.getContext('2d');
            context.fillStyle = 'white';
            context.fillRect(0, 0, image.width, image.height);
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, image.width, image.height).data;
        }};
        Promise.all([{}, {}].map(pixels)).then(([one, other]) => {{
            const same = one.length === other.length;
            done(same ? one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at])), 0) : 'another size');
        }});",
        json!(moved),
        json!(painted())
    ));
    assert!(
        most.as_f64().is_some_and(|most| most <= 12.0),
        "the timeline is not what it is when it is opened at {}: {most}",
        page.fragment()
    );
}

/// The legend's classes, in words.
const CLASSES: &str =
    "[...document.querySelectorAll('.map__step')].map(it => it.textContent.trim()).join(' ')";

#[test]
fn a_count_is_said_and_the_legend_right_once_the_view_rests() {
    let page = Page::open("#from=2022-12-08&to=2023-02-20");
    page.wait_for_view();
    let before = page.eval_text(CLASSES);
    let said = page.eval_async(
        "const status = document.querySelector('.page > [role=status]');
        const slider = document.querySelector('.timeline__stage [role=slider]');
        let said = 0;
        let times = 0;
        new MutationObserver(() => (said += 1)).observe(status, { characterData: true, childList: true, subtree: true });
        slider.focus();
        const step = () => {
            if (times === 40) return done(said);
            times += 1;
            slider.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
            setTimeout(step, 20);
        };
        step();",
    );
    // Before it moves the view is still, so that the first count may be said at once.
    assert!(said.as_f64().is_some_and(|said| said <= 2.0), "{said} counts are said on the way");
    let outlook = page.wait_for_view();
    assert!(outlook.count() < record().events.len() / 2, "the window has not moved");
    let anew = Page::open(&page.fragment()).eval_text(CLASSES);
    assert_ne!(anew, before, "the classes have not changed");
    page.wait(&format!("{CLASSES} === {}", json!(anew)));
    page.assert_clean();
}

/// Compares what the canvases show after each step with what they show painted anew, in `told`.
const PAINTED_ANEW: &str = "
    const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const canvases = ['.timeline__canvas', '.map__country canvas'].map(css => document.querySelector(css));
    const sliders = [...document.querySelectorAll('.timeline__stage [role=slider]')];
    const told = { steps: 0, parts: 0, off: 0, stained: 0 };
    const copy = canvas => {
        const { width, height } = canvas;
        const copied = Object.assign(document.createElement('canvas'), { width, height });
        copied.getContext('2d').drawImage(canvas, 0, 0);
        return copied;
    };
    const anew = async () => {
        canvases.forEach(canvas => canvas.dispatchEvent(new Event('contextrestored')));
        await frames();
    };
    // How many of each third dot in each third row are off, without the colour of what is clear.
    const off = (one, other, { width, height }) => {
        let off = 0;
        for (let y = 0; y < height; y += 3) for (let x = 0; x < width; x += 3) {
            const at = (y * width + x) * 4;
            const shade = (pixels, channel) => (pixels[at + channel] * pixels[at + 3]) / 255;
            off += [0, 1, 2, 3].some(channel => Math.abs(shade(one, channel) - shade(other, channel)) > 64);
        }
        return off;
    };
    const pixels = canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const compare = async name => {
        await frames();
        const before = canvases.map(copy);
        await anew();
        canvases.forEach((canvas, at) => {
            // Firefox is slow to read pixels here, and has nothing to read in most steps.
            if (before[at].toDataURL() === canvas.toDataURL()) return;
            const many = off(pixels(before[at]), pixels(canvas), canvas);
            if (many > told.off) Object.assign(told, { off: many, name });
        });
        told.steps += 1;
    };
    const pointer = (canvas, name, x, y) => {
        const at = { clientX: x, clientY: y, bubbles: true, isPrimary: true, pointerId: 1, pointerType: 'mouse' };
        canvas.dispatchEvent(new PointerEvent(name, at));
    };
    window.hover = async (which, step) => {
        const canvas = canvases[which];
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const name = step ? 'pointermove' : 'pointerleave';
        pointer(canvas, name, left + (width * step) / 12, top + (height * ((step * 5) % 12)) / 12);
        await compare(`${canvas.className} under ${step}`);
        return told;
    };
    // A stain in a corner stays where only a part is painted, and goes where all is.
    window.slide = async (which, key) => {
        const [canvas, slider] = [canvases[0], sliders[which]];
        const is_stained = () => canvas.getContext('2d').getImageData(1, 1, 1, 1).data[3] === 255;
        const press = () => slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        slider.focus();
        press();
        await compare(`${key} on ${slider.getAttribute('aria-label')}`);
        // The first step may give the canvas another size, and so may its rest.
        press();
        await frames();
        canvas.getContext('2d').fillRect(0, 0, 3, 3);
        press();
        await frames();
        told.parts += is_stained();
        await anew();
        told.stained += is_stained();
        return told;
    };";

#[test]
fn what_is_painted_in_part_is_what_would_be_painted_anew() {
    let page = Page::open("#from=2022-12-15&to=2023-01-12");
    page.wait_for_view();
    page.wait_for_twins();
    page.eval_async(&format!("{PAINTED_ANEW} done();"));
    let mut told = json!(null);
    for canvas in 0..2 {
        for step in [1, 3, 5, 8, 10, 0] {
            told = page.eval_async(&format!("hover({canvas}, {step}).then(done);"));
        }
    }
    for slider in 0..3 {
        for key in ["ArrowRight", "ArrowLeft", "PageUp", "PageDown"] {
            told = page.eval_async(&format!("slide({slider}, '{key}').then(done);"));
        }
    }
    let number = |name: &str| told[name].as_f64().unwrap_or(f64::NAN);
    assert!(number("steps") >= 24.0, "{told}");
    assert!(number("stained") < 1.0, "a canvas that was lost is not painted anew: {told}");
    assert!(number("parts") >= 3.0, "all is painted where little has changed: {told}");
    // Browsers smooth the edge of a shape a little otherwise where only half of it is painted. A knot that is
    // missing or elsewhere is off in a dozen dots.
    assert!(number("off") <= 3.0, "{told}");
    page.assert_clean();
}
