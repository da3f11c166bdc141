//! Every event of the record can be reached: from the list, from the timeline, and from a map or
//! the note that it has no coordinates.

use e2e::{Page, record, squeezed, title};
use khipu::core::i18n::{Lang, Word, say};
use serde_json::{Value, json};

/// The most entries of the list that may be in the page at once.
const AT_ONCE: usize = 100;

/// Presses each knot or mark beside a drawing and gives what it leads to: the titles of a list that
/// opens, or those found where the map zooms to, which may be met more than once.
const OPEN_ALL: &str = "
    // What a press changes stands in the page before the next task.
    const settled = async () => {
        do await new Promise(it => setTimeout(it));
        while (document.documentElement.dataset.address === 'behind'
            || document.querySelector('[aria-busy=true]'));
    };
    const squeezed = text => text.replace(/\\s+/g, ' ').trim();
    const buttons = () => [...document.querySelectorAll(`${drawing} .unseen[role=group] button:not([aria-pressed])`)]
        .filter(it => !/^(Fold|Unfold) lane/.test(it.textContent));
    const words = () => buttons().map(it => it.textContent).join();
    const found = [], seen = new Set();
    const press = async button => {
        button?.click();
        await settled();
    };
    // Goes to the whole drawing, and from there by the marks that were pressed before.
    const go = async path => {
        await press(document.querySelector(`${drawing} [aria-label='Show the whole map']`));
        for (const at of path) await press(buttons()[at]);
    };
    const visit = async path => {
        const here = words();
        seen.add(here);
        for (let at = 0; at < buttons().length; at += 1) {
            const label = squeezed(buttons()[at].textContent);
            if (!/: [0-9,]+ events(, [0-9,]+ killed)?$/.test(label)) {
                found.push(label);
                continue;
            }
            await press(buttons()[at]);
            for (const row of document.querySelectorAll('.bubble__row > span'))
                found.push(squeezed(row.firstChild.textContent));
            await press(document.querySelector('.bubble__head button'));
            if (words() === here) continue;
            if (!seen.has(words())) await visit([...path, at]);
            await go(path);
        }
    };
    window.opened = visit([]).then(() => found);
    done();
";

/// How often it is asked for what was found, five seconds each: no driver waits for all of it.
const ASKED: usize = 12;
const ANSWER: &str =
    "Promise.race([window.opened, new Promise(it => setTimeout(it, 5_000))]).then(done);";

fn titles(page: &Page, drawing: &str) -> Vec<String> {
    page.wait_for_twins();
    // A press takes the time in which a moved map comes to rest, and there are a hundred.
    page.eval_async(&format!("const drawing = {};{OPEN_ALL}", json!(drawing)));
    let found = (0..ASKED).map(|_| page.eval_async(ANSWER)).find(Value::is_array);
    let found = found.and_then(|it| it.as_array().cloned()).unwrap_or_default();
    found.iter().filter_map(|it| it.as_str()).map(squeezed).collect()
}

/// Fails when the title of one of these events was not found, or anything else was.
fn check(found: &[String], rows: impl Iterator<Item = usize>) {
    let titles: Vec<String> = rows.map(|row| title(Lang::En, row)).collect();
    let missing: Vec<&String> =
        titles.iter().filter(|title| !found.iter().any(|label| label.contains(*title))).collect();
    let other: Vec<&String> =
        found.iter().filter(|label| !titles.iter().any(|title| label.contains(title))).collect();
    assert!(missing.is_empty() && other.is_empty(), "out of reach: {missing:?}\nother: {other:?}");
}

#[test]
fn every_event_is_in_the_list_and_those_without_coordinates_say_so() {
    let page = Page::open("");
    let walk = page.walk_list();
    assert_eq!(walk.rows.len(), record().events.len());
    assert_eq!(walk.of_headings, record().events.len());
    assert!(walk.most_at_once < AT_ONCE, "{} entries at once", walk.most_at_once);
    for (row, words) in &walk.rows {
        let event = &record().events.get(*row).unwrap();
        assert!(words.contains(&title(Lang::En, *row)), "{words}");
        if record().event_at(event).is_none() {
            let note =
                if event.place.is_some() { Word::MapNoCoordinates } else { Word::EventNowhere };
            assert!(words.contains(say(Lang::En, note)), "{words}");
        }
    }
    page.assert_clean();
}

#[test]
fn every_event_is_on_the_timeline() {
    let page = Page::open("");
    page.click("[aria-label='Whole record']");
    page.wait("location.hash.includes('view=')");
    let found = titles(&page, ".timeline__stage");
    check(&found, 0..record().events.len());
    assert_eq!(found.len(), record().events.len());
    page.assert_clean();
}

#[test]
fn every_event_with_coordinates_is_on_a_map() {
    let page = Page::open("");
    let placed = |at_home: bool| {
        record().events.iter().enumerate().filter_map(move |(row, event)| {
            record().event_at(&event)?;
            let place = record().places.get(event.place?)?;
            ((place.country == "PE") == at_home).then_some(row)
        })
    };
    check(&titles(&page, ".map__world"), placed(false));
    check(&titles(&page, ".map__country"), placed(true));
    page.assert_clean();
}
