//! Every event of the record can be reached: from the list, from the timeline, and from a map or
//! the note that it has no coordinates.

use e2e::{Page, record, squeezed, title};
use khipu::core::i18n::{Lang, Word, say};
use serde_json::json;

/// The most entries of the list that may be in the page at once.
const AT_ONCE: usize = 100;

/// Opens each knot or mark beside a drawing and gives the titles it leads to. The marks that
/// stand for several places zoom the map when they are pressed, so they are told apart there.
const OPEN_ALL: &str = "
    const settled = () => new Promise(it => requestAnimationFrame(() => requestAnimationFrame(it)));
    const squeezed = text => text.replace(/\\s+/g, ' ').trim();
    const found = [];
    const buttons = () => [...document.querySelectorAll(drawing + ' .unseen[role=group] button:not([aria-pressed])')]
        .filter(it => !/^(Fold|Unfold) lane/.test(it.textContent));
    (async () => {
        const labels = buttons().map(it => it.textContent);
        for (let at = 0; at < labels.length; at += 1) {
            const button = buttons()[at];
            const label = squeezed(button.textContent);
            if (!/: [0-9,]+ events(, [0-9,]+ killed)?$/.test(label)) { found.push(label); continue; }
            button.click();
            await settled();
            const rows = [...document.querySelectorAll('.bubble__row > span')];
            for (const row of rows) found.push(squeezed(row.firstChild.textContent));
            document.querySelector('.bubble__head button')?.click();
            await settled();
        }
        done(found);
    })();
";

fn titles(page: &Page, drawing: &str) -> Vec<String> {
    let found = page.eval_async(&format!("const drawing = {};{OPEN_ALL}", json!(drawing)));
    let found = found.as_array().cloned().unwrap_or_default();
    found.iter().filter_map(|it| it.as_str()).map(squeezed).collect()
}

/// Fails when a title of these events is not among what was found, as often as it should be.
fn check(found: &[String], rows: impl Iterator<Item = usize>) {
    let mut left: Vec<&String> = found.iter().collect();
    let mut missing = Vec::new();
    for row in rows {
        let title = title(Lang::En, row);
        match left.iter().position(|label| label.contains(&title)) {
            Some(at) => drop(left.swap_remove(at)),
            None => missing.push(record().events[row].id.clone()),
        }
    }
    assert!(missing.is_empty(), "out of reach: {missing:?}\nleft over: {left:?}");
    assert!(left.is_empty(), "left over: {left:?}");
}

#[test]
fn every_event_is_in_the_list_and_those_without_coordinates_say_so() {
    let page = Page::open("");
    let walk = page.walk_list();
    assert_eq!(walk.rows.len(), record().events.len());
    assert_eq!(walk.of_headings, record().events.len());
    assert!(walk.most_at_once < AT_ONCE, "{} entries at once", walk.most_at_once);
    for (row, words) in &walk.rows {
        let event = &record().events[*row];
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
    check(&titles(&page, ".timeline__stage"), 0..record().events.len());
    page.assert_clean();
}

#[test]
fn every_event_with_coordinates_is_on_a_map() {
    let page = Page::open("");
    let placed = |at_home: bool| {
        record().events.iter().enumerate().filter_map(move |(row, event)| {
            record().event_at(event)?;
            let place = record().places.get(event.place?)?;
            ((place.country == "PE") == at_home).then_some(row)
        })
    };
    check(&titles(&page, ".map__world"), placed(false));
    // Marks of the country part when the map is zoomed, so they are read where they are apart.
    let mut found = Vec::new();
    for area in record().areas.iter().filter(|area| area.id.starts_with("PE-")) {
        let _ = area;
    }
    found.extend(titles(&page, ".map__country"));
    check(&found, placed(true));
    page.assert_clean();
}
