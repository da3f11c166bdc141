//! What is in view as a picture of its own, for paper and for other programs: the drawings of the page
//! one below the other, with a heading that says what is shown and a foot that says of what record.
//! A picture is a list of panels, each a scene with its place; `svg` writes it as a document, and the
//! browser paints it on a canvas with the same brush as the page.

mod figures;
mod legend;
mod map;
mod qr;
mod svg;
mod text;

use crate::core::{
    export::one_line,
    geo::Point,
    i18n::{Lang, Plural, number, plural_of, span_words},
    map::Atlas,
    model::Archive,
    query::{Masks, Query},
    scene::{Paint, Scene, Token},
    time::{Day, Span},
    timeline::{
        Labels, LaneLabel, Limits, Sequence, Tick, TimelineState, Viewport, draw, layout, opening,
    },
};

pub use qr::{Code, qr};
pub use svg::to_svg;
use text::{Line, lines};

/// Empty space about everything, and between one thing and the next, in CSS pixels.
const MARGIN_PX: f64 = 24.0;
const GAP_PX: f64 = 18.0;
/// The narrowest picture; below that the drawings have no room for their words.
pub const NARROWEST_PX: f64 = 560.0;

/// What of the page a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Timeline,
    Map,
    Figures,
    /// All of these.
    Page,
}

/// What is in view, as a picture needs it.
pub struct Seen<'a> {
    pub archive: &'a Archive,
    pub query: &'a Query,
    /// The masks of the query's filters but the window, and with it.
    pub settled: &'a Masks,
    pub masks: &'a Masks,
    pub atlas: &'a Atlas,
    pub lang: Lang,
    /// The filters in words, empty where none narrows.
    pub filters: &'a str,
    /// What the map's colours count, and what to be careful about with it.
    pub measure: (&'a str, &'a str),
    /// The record, the link and the day, as a citation says them.
    pub cited: &'a str,
    /// What the events in view are told from, in words.
    pub sources: &'a str,
    pub tick: &'a dyn Fn(Tick) -> String,
    pub lane: &'a dyn Fn(LaneLabel) -> String,
    pub day: &'a dyn Fn(Day) -> String,
}

impl Seen<'_> {
    /// The day that the figures hold for.
    fn cursor(&self) -> Day {
        let Span { first, last } = self.archive.extent();
        self.query.cursor.unwrap_or(self.archive.cursor).clamp(first, last)
    }
}

/// A picture in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub width_px: f64,
    pub height_px: f64,
    pub lang: Lang,
    /// What it shows in a few words, and in a sentence or two: for who does not see it.
    pub title: String,
    pub description: String,
    pub panels: Vec<Panel>,
}

/// A scene and where its upper left corner lies; nothing of it shows outside its own size.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub at: Point,
    pub scene: Scene,
}

/// The picture of a part of what is in view. One that is narrower than `NARROWEST_PX` is made as wide.
pub fn picture(seen: &Seen, part: Part, width_px: f64) -> Picture {
    let width_px = if width_px.is_finite() { width_px.max(NARROWEST_PX) } else { NARROWEST_PX };
    let inner_px = width_px - 2.0 * MARGIN_PX;
    let title = one_line(seen.archive.title.in_language(seen.lang, &seen.archive.language).text);
    let description = shown_words(seen);
    let mut stack = Stack { panels: Vec::new(), bottom_px: MARGIN_PX };
    stack.put(head(&title, &description, inner_px), 12.0);
    let is = |other| part == other || part == Part::Page;
    if is(Part::Figures) {
        stack.put(figures::scene(seen, inner_px), GAP_PX);
    }
    if is(Part::Map) {
        stack.place(map::panels(seen, inner_px), GAP_PX);
    }
    if is(Part::Timeline) {
        stack.put(timeline(seen, inner_px), GAP_PX);
    }
    if part != Part::Figures {
        stack.put(legend::families(seen.lang, inner_px), 12.0);
    }
    stack.put(foot(seen, inner_px), MARGIN_PX);
    let Stack { panels, bottom_px: height_px } = stack;
    Picture { width_px, height_px, lang: seen.lang, title, description, panels }
}

/// Panels one below the other.
struct Stack {
    panels: Vec<Panel>,
    bottom_px: f64,
}

impl Stack {
    fn put(&mut self, scene: Scene, gap_px: f64) {
        self.place(vec![Panel { at: Point { x: 0.0, y: 0.0 }, scene }], gap_px);
    }

    /// Panels beside each other, placed from the corner of the first.
    fn place(&mut self, panels: Vec<Panel>, gap_px: f64) {
        let top_px = self.bottom_px;
        let height_px =
            panels.iter().map(|panel| panel.at.y + panel.scene.height).fold(0.0, f64::max);
        self.panels.extend(panels.into_iter().map(|panel| Panel {
            at: Point { x: panel.at.x + MARGIN_PX, y: panel.at.y + top_px },
            ..panel
        }));
        // On whole dots, so that lines and letters are as sharp as on the screen.
        self.bottom_px = (top_px + height_px + gap_px).ceil();
    }
}

/// The days, how many of how many events, and the filters.
fn shown_words(seen: &Seen) -> String {
    let Seen { archive, query, lang, .. } = *seen;
    let (n, m) = (seen.masks.all().count(), archive.events.len());
    let [shown, of] = [n, m].map(|count| number(lang, count as f64));
    let events = plural_of(lang, Plural::CountOfEvents, m as u64, &[("n", &shown), ("m", &of)]);
    let days = span_words(lang, query.filters.window.unwrap_or(archive.window));
    let parts = [days, events, one_line(seen.filters)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn head(title: &str, shown: &str, width_px: f64) -> Scene {
    let mut all = lines(title, width_px, &Line { size: 21.0, bold: true, token: Token::Ink });
    all.gap(4.0);
    all.then(lines(shown, width_px, &Line { size: 13.5, bold: false, token: Token::Ink2 }));
    all.scene(width_px)
}

fn foot(seen: &Seen, width_px: f64) -> Scene {
    let look = Line { size: 11.0, bold: false, token: Token::Ink2 };
    let mut all = lines(&one_line(seen.sources), width_px, &look);
    all.then(lines(&one_line(seen.cited), width_px, &look));
    all.ruled(width_px)
}

fn timeline(seen: &Seen, width_px: f64) -> Scene {
    let Seen { archive, query, .. } = *seen;
    let sequence = Sequence::new(archive, &seen.settled.all(), query.lanes, None);
    let view = query.time.map_or_else(
        || opening(archive.window, archive.extent()),
        |time| Limits::of(archive).hold(time),
    );
    let laid = layout(
        &archive.events,
        &sequence,
        &Viewport { width_px, view, folded: &query.folded, band_only: false, touch: false },
    );
    let laid = laid.chosen(query.filters.window, seen.cursor());
    let labels = Labels {
        tick: seen.tick,
        lane: &|lane| (seen.lane)(lane.label),
        day: seen.day,
        width_px: None,
    };
    let selected = query.event.as_deref().and_then(|id| archive.event_row(id));
    draw(&laid, &labels, &TimelineState { selected, ..TimelineState::default() })
}

/// The colour behind everything.
pub const GROUND: Paint = Paint { token: Token::Paper, opacity: 1.0 };
