//! What the page must show for a link, counted from the record without the page.

use std::{fs, path::Path, sync::OnceLock};

use khipu::core::{
    figures,
    i18n::{
        Lang, Plural, Text, Word, day_long, fill, number, plural, plural_of, problem_words, say,
    },
    link,
    model::{self, Archive, Imported, Row},
    query::{Clause, Index, LaneBy, MapMeasure, Mask, Masks, Query, choices},
};
use serde_json::{Value, json};

use crate::{Page, squeezed};

/// The bundled record as its authors keep it.
pub fn record() -> &'static Archive {
    static RECORD: OnceLock<Archive> = OnceLock::new();
    RECORD.get_or_init(|| {
        let path = repository().join("public/data/peru-2022-2023.json");
        let text = fs::read_to_string(&path).expect("the record can be read");
        model::read(&text).expect("the record is a record").archive
    })
}

/// The folder of the whole project.
pub fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The lines of a file of links: a link, and what is said of it after a bar.
pub fn links(name: &str) -> Vec<(String, String)> {
    let path = repository().join("tests/fixtures/links").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let lines = text.lines().filter(|line| line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('|'))
        .map(|(link, said)| (link.trim().to_owned(), said.trim().to_owned()))
        .collect()
}

/// A link's choices and the events they let through.
pub struct Outlook {
    pub query: Query,
    pub masks: Masks,
    pub lang: Lang,
    /// How many parts of the link are left out with a notice.
    pub notices: usize,
}

impl Outlook {
    /// What a link shows of the bundled record.
    pub fn of(fragment: &str) -> Self {
        let decoded = link::decode(fragment);
        let (query, missing) = link::resolve(decoded.query, record());
        let lang = query.lang.unwrap_or_default();
        let index = Index::build(record(), lang);
        let masks = Masks::of(record(), &query.filters, index.hits(&query.filters.search));
        Self { query, masks, lang, notices: decoded.notices.len() + missing.len() }
    }

    /// How many events are in view.
    pub fn count(&self) -> usize {
        self.masks.all().count()
    }

    /// The events under every filter but one.
    pub fn all_but(&self, clause: Clause) -> Mask {
        self.masks.all_but(clause)
    }

    /// The page in a few words and counts, as `Page::view` gives it.
    pub fn view(&self) -> Value {
        let (lang, query) = (self.lang, &self.query);
        let count = self.count();
        let total = record().events.len();
        let (n, m) = (number(lang, count as f64), number(lang, total as f64));
        let bar = plural_of(lang, Plural::CountOfEvents, total as u64, &[("n", &n), ("m", &m)]);
        let lanes = match query.lanes {
            LaneBy::Area => Word::TimelineByRegion,
            LaneBy::Kind => Word::TimelineByKind,
            LaneBy::Actor => Word::TimelineByActor,
        };
        let measure = match query.measure {
            MapMeasure::Deaths => Word::MapDeaths,
            MapMeasure::Injuries => Word::MapInjuries,
            MapMeasure::Events => Word::MapEvents,
        };
        let event = query.event.as_deref().and_then(|id| record().event_row(id));
        let claims = query.claims.map_or(0, |measure| {
            figures::table(record(), measure).iter().map(|day| day.rows.len()).sum::<usize>()
        });
        let tour = query.story.as_ref().and_then(|(id, step)| {
            let story = record().stories.iter().find(|story| story.id == *id)?;
            let (n, m) = ((step + 1).to_string(), story.steps.len().to_string());
            let step = fill(lang, Word::StoryStep, &[("n", &n), ("m", &m)]);
            Some(squeezed(&format!("{} · {step}", text(lang, &story.title))))
        });
        json!({
            "lang": lang.tag(),
            "announced": squeezed(&plural(lang, Plural::CountMatches, count as u64)),
            "bar": squeezed(&bar),
            "chips": choices(query).len(),
            "event": event.map(|row| title(lang, row)),
            "day": squeezed(&day_long(lang, query.cursor.unwrap_or(record().cursor))),
            "lanes": squeezed(say(lang, lanes)),
            "measure": squeezed(say(lang, measure)),
            "claims": claims,
            "tour": tour,
            "notices": usize::from(self.notices > 0),
            "search": query.filters.search,
        })
    }
}

/// An event's title in a language, as the page's text has it.
pub fn title(lang: Lang, row: Row) -> String {
    squeezed(text(lang, &record().events.get(row).unwrap().title))
}

fn text(lang: Lang, text: &Text) -> &str {
    text.in_language(lang, &record().language).text
}

const VIEW: &str = "(() => {
    const all = css => [...document.querySelectorAll(css)];
    const squeezed = text => text.replace(/\\s+/g, ' ').trim();
    const text = css => all(css).slice(0, 1).map(it => squeezed(it.textContent))[0] ?? null;
    const chosen = list => squeezed(list.at(-1)?.selectedOptions[0]?.textContent ?? '');
    return {
        lang: document.documentElement.lang,
        announced: text('.page > [role=status]'),
        bar: text('.timeline__count'),
        chips: all('.choices .chip').length,
        event: text('#event-title'),
        day: text('.figures__day'),
        lanes: chosen(all('.timeline__pick select')),
        measure: chosen(all('.map__measure')),
        claims: all('dialog[open] .table--claims tbody tr').length,
        tour: text('.detail__tour .note'),
        notices: all('.page__notices .notice').length,
        search: document.querySelector('#search')?.value ?? null,
    };
})()";

/// Every entry of the list, by scrolling from its first to its last.
const WALK: &str = "
    const list = document.querySelector('.list__scroll');
    const settled = () => new Promise(it => requestAnimationFrame(() => requestAnimationFrame(it)));
    const own = ['auto', 'scroll'].includes(getComputedStyle(list).overflowY)
        && list.scrollHeight > list.clientHeight;
    const frame = own ? list : document.scrollingElement;
    const days = new Map(), rows = new Map();
    let most = 0;
    (async () => {
        frame.scrollTop = 0;
        await settled();
        for (let before = -1; frame.scrollTop > before;) {
            before = frame.scrollTop;
            for (const day of list.querySelectorAll('.list__day'))
                days.set(day.querySelector('.list__date').textContent,
                    Number.parseInt(day.querySelector('.list__count').textContent));
            const shown = [...list.querySelectorAll('[data-row]')];
            for (const row of shown) rows.set(Number(row.dataset.row), row.textContent);
            most = Math.max(most, shown.length);
            frame.scrollTop += frame.clientHeight + 300;
            await settled();
        }
        done({ days: [...days.values()].reduce((sum, n) => sum + n, 0), rows: [...rows], most });
    })();
";

/// The whole list as a reader who scrolls through it meets it.
pub struct Walk {
    /// The sum of what the days' headings count.
    pub of_headings: usize,
    /// Each event's row and the words of its entry.
    pub rows: Vec<(usize, String)>,
    /// The most entries that were in the page at once.
    pub most_at_once: usize,
}

impl Page {
    /// Fails unless the page lists the problems that core finds in a record, and shows the rest of it.
    pub fn assert_lists_problems(&self, imported: &Imported) {
        let count = plural(Lang::En, Plural::CountProblems, imported.problems.len() as u64);
        self.wait_for_text(".page__notices", &count);
        self.press(".page__notices button", "Show them");
        self.wait("document.querySelector('dialog[open] li')");
        let expected: Vec<String> =
            imported.problems.iter().map(|it| squeezed(&problem_words(Lang::En, it))).collect();
        assert_eq!(self.texts_of("dialog[open] li"), expected);
        self.key("Escape");
        self.wait("!document.querySelector('dialog[open]')");
        assert_eq!(self.walk_list().rows.len(), imported.archive.events.len());
    }

    /// The page in a few words and counts.
    pub fn view(&self) -> Value {
        self.eval(VIEW)
    }

    /// Waits until the page shows what its own address says, which may lag behind a long gesture.
    pub fn wait_for_view(&self) -> Outlook {
        self.poll("the page shows what its address says", || {
            let fragment = self.fragment();
            let (outlook, view) = (Outlook::of(&fragment), self.view());
            let expected = outlook.view();
            if view == expected {
                Ok(outlook)
            } else {
                Err(format!("{fragment}: {view}, not {expected}"))
            }
        })
    }

    /// Scrolls through the whole list.
    pub fn walk_list(&self) -> Walk {
        self.wait_for_twins();
        let found = self.eval_async(WALK);
        let number = |key: &str| found[key].as_u64().unwrap_or_default() as usize;
        let rows = found["rows"].as_array().into_iter().flatten();
        Walk {
            of_headings: number("days"),
            rows: rows
                .map(|row| {
                    let at = row[0].as_u64().unwrap_or_default() as usize;
                    (at, squeezed(row[1].as_str().unwrap_or_default()))
                })
                .collect(),
            most_at_once: number("most"),
        }
    }

    /// The words of the buttons beside a drawing that stand for knots or marks: all but those
    /// of lanes and regions, which can be folded and pressed.
    pub fn knots(&self, drawing: &str) -> Vec<String> {
        self.wait_for_twins();
        self.texts_of(&format!("{drawing} .unseen[role=group] button:not([aria-pressed])"))
            .into_iter()
            .filter(|label| !label.starts_with("Fold lane") && !label.starts_with("Unfold lane"))
            .collect()
    }

    /// Waits until the buttons beside the drawings have followed them.
    pub fn wait_for_twins(&self) {
        self.wait("!document.querySelector('[aria-busy=true]')");
    }

    /// The texts of all elements of a selector.
    pub fn texts_of(&self, css: &str) -> Vec<String> {
        let texts = self.eval(&format!(
            "[...document.querySelectorAll({})].map(it => it.textContent)",
            json!(css)
        ));
        crate::texts(&texts).iter().map(|text| squeezed(text)).collect()
    }
}

/// How many events a knot or mark stands for by its English words: `Puno: 12 events, 3 killed`.
pub fn events_of(label: &str) -> usize {
    let label = match label.rsplit_once(", ") {
        Some((before, after)) if after.ends_with(" killed") => before,
        _ => label,
    };
    let last = label.rsplit_once(": ").map_or(label, |(_, last)| last);
    let number = last.strip_suffix(" events").map(|number| number.replace(',', ""));
    number.and_then(|number| number.parse().ok()).unwrap_or(1)
}
