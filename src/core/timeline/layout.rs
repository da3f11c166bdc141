//! Where everything of the timeline lies at a width and a view. No colours and no words.

use std::sync::Arc;

use crate::core::query::Set;

use super::{
    Anchor, Bar, Column, Knot, Lane, LaneLabel, Sequence, Strand, Tick, TickKind, TimeScale, bars,
    bin_days, bins,
    columns::{Cells, columns, picture},
    knots, ticks,
    ticks::say_years,
};
use crate::core::{
    model::{Events, Family},
    query::TimeView,
    time::{Day, Span},
};

/// From this width on, the lanes' names stand in a gutter; below, above their cords.
const WIDE_PX: f64 = 700.0;
const GUTTER_PX: f64 = 120.0;
/// Actors have longer names than places and kinds.
const ACTORS_WIDE_PX: f64 = 1_000.0;
const ACTORS_GUTTER_PX: f64 = 184.0;
const MARGIN_PX: f64 = 16.0;

/// The height of the cursor's flag, and how far the band lies below the top.
const FLAG_PX: f64 = 20.0;
const BAND_TOP_PX: f64 = 17.0;
const LABELS_PX: f64 = 26.0;

/// Up to so many events in view every lane has its knots; beyond, those with more than so many
/// themselves are drawn by pixel columns.
const MOST_KNOTTED: u32 = 800;
const MOST_KNOTTED_IN_LANE: u32 = 60;

/// The room a tick's label needs.
const TICK_GAP_PX: f64 = 80.0;

/// What the reader sees of the sequence, and through which frame.
#[derive(Clone, Copy, Debug)]
pub struct Viewport<'a> {
    pub width_px: f64,
    pub view: TimeView,
    /// Keys of the lanes drawn thin.
    pub folded: &'a Set<String>,
    /// The density band alone, without lanes.
    pub band_only: bool,
    /// Whether handles must be wide enough for a finger.
    pub touch: bool,
}

/// The timeline in CSS pixels from its top left.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineLayout {
    pub width_px: f64,
    pub height_px: f64,
    pub scale: TimeScale,
    pub band: Band,
    pub ticks: Vec<Tick>,
    pub bars: Arc<Vec<Bar>>,
    pub lanes: Arc<Vec<LaneLayout>>,
    /// The lanes that are drawn by pixel columns.
    pub full: Option<Cells>,
    /// As many events in one column make a cord as thick as it grows.
    pub fullest: f64,
    pub cursor: Day,
    /// The chosen span, if one is.
    pub window: Option<Span>,
    /// Whether the lanes' names stand in the gutter.
    pub wide: bool,
    pub touch: bool,
}

/// The density band and the frame of the window on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub top_px: f64,
    pub bottom_px: f64,
    /// The frame's visible part.
    pub from_px: f64,
    pub to_px: f64,
    /// Whether the window's own edges are in view.
    pub start_shown: bool,
    pub end_shown: bool,
}

/// A lane's place, its knots and the spans of its longer events.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneLayout {
    pub key: String,
    pub label: LaneLabel,
    pub count: usize,
    pub deaths: u32,
    pub folded: bool,
    pub top_px: f64,
    pub height_px: f64,
    /// The height of its cord.
    pub y_px: f64,
    pub knots: Vec<Knot>,
    pub dashes: Vec<Dash>,
    /// What a folded lane shows in place of knots.
    pub cords: Vec<Cord>,
    /// What a full lane shows in place of knots.
    pub columns: Vec<Column>,
}

/// The days an event lasted, or may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dash {
    pub from_px: f64,
    pub to_px: f64,
    pub family: Family,
    pub doubtful: bool,
    /// The days themselves, in view or not.
    pub days: Span,
}

/// A stretch of a folded lane, from 0 for no events to 1 for its fullest stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cord {
    pub from_px: f64,
    pub to_px: f64,
    pub share: f64,
}

/// The timeline's layout with all of time chosen and the cursor where the view begins; its height follows
/// from its lanes.
pub fn layout(events: &Events, sequence: &Sequence, viewport: &Viewport) -> TimelineLayout {
    let wide = viewport.width_px >= WIDE_PX && !viewport.band_only;
    let actors = sequence.lanes.iter().any(|lane| matches!(lane.label, LaneLabel::Actor(_)));
    let left_px = match (wide, actors && viewport.width_px >= ACTORS_WIDE_PX) {
        (true, true) => ACTORS_GUTTER_PX,
        (true, false) => GUTTER_PX,
        (false, _) => MARGIN_PX,
    };
    let scale = TimeScale {
        view: viewport.view,
        left_px,
        width_px: (viewport.width_px - left_px - MARGIN_PX).max(1.0),
    };
    let band_px = if viewport.band_only { 48.0 } else { 66.0 };
    let band = band(scale, None, BAND_TOP_PX, BAND_TOP_PX + band_px);
    let mut top_px = band.bottom_px + LABELS_PX;
    let mut lanes = Vec::new();
    if !viewport.band_only {
        let knotted = sequence.all.sum(scale.span()).count() <= MOST_KNOTTED;
        for lane in &sequence.lanes {
            let knotted = knotted || lane.strand.sum(scale.span()).count() <= MOST_KNOTTED_IN_LANE;
            let mut placed = place(lane, viewport, top_px, wide);
            match (placed.folded, knotted) {
                (true, _) => placed.cords = cords(&lane.strand, scale),
                (false, true) => {
                    let seen = lane.strand.anchors(events, scale.span());
                    placed.knots = knots(&seen, scale, placed.y_px, 26.0);
                    placed.dashes = dashes(events, &lane.strand, scale);
                }
                (false, false) => {
                    placed.columns = columns(&lane.strand, scale);
                }
            }
            top_px += placed.height_px;
            lanes.push(placed);
        }
        top_px += 8.0;
    }
    let fullest = f64::from(sequence.most_a_day) * (1.0 / scale.px_per_day()).max(1.0);
    TimelineLayout {
        width_px: viewport.width_px,
        height_px: top_px,
        scale,
        band,
        ticks: named_days(scale),
        bars: Arc::new(bars(&sequence.all, scale, band.bottom_px - 1.0, band_px - 5.0)),
        full: picture(&lanes, scale, fullest),
        lanes: Arc::new(lanes),
        fullest,
        cursor: scale.span().first,
        window: None,
        wide,
        touch: viewport.touch,
    }
}

impl TimelineLayout {
    /// The height of the flag that names the cursor's day.
    pub const FLAG_PX: f64 = FLAG_PX;

    /// The same timeline with a chosen span, or all of time, and the cursor on a day. What has not moved
    /// is shared.
    #[must_use]
    pub fn chosen(&self, window: Option<Span>, cursor: Day) -> Self {
        let band = band(self.scale, window, self.band.top_px, self.band.bottom_px);
        Self { band, cursor, window, ..self.clone() }
    }

    /// Whether something that lasts from one day to another lies in the window.
    pub fn in_window(&self, days: Span) -> bool {
        self.window.is_none_or(|window| window.meets(days))
    }
}

/// The stretch of time a record opens with: its own window, as far as its events reach.
pub fn opening(window: Span, extent: Span) -> TimeView {
    let last = if window.first < extent.last { window.last.min(extent.last) } else { window.last };
    TimeView { start: f64::from(window.first.0), end: f64::from(last.0) + 1.0 }
}

fn band(scale: TimeScale, window: Option<Span>, top_px: f64, bottom_px: f64) -> Band {
    let (left, right) = (scale.left_px, scale.right_px());
    let from = window.map_or(left, |window| scale.start_px(window.first));
    let to = window.map_or(right, |window| scale.end_px(window.last));
    Band {
        top_px,
        bottom_px,
        from_px: from.clamp(left, right),
        to_px: to.clamp(left, right),
        start_shown: (left - 0.5..=right).contains(&from),
        end_shown: (left..=right + 0.5).contains(&to),
    }
}

/// The ticks, and the first day in view where no tick stands near it.
fn named_days(scale: TimeScale) -> Vec<Tick> {
    let mut found = ticks(scale, TICK_GAP_PX);
    let first = Day((scale.view.start - 1e-6).ceil() as i32);
    let first_px = scale.start_px(first);
    let next_px = found.first().map_or(f64::INFINITY, |tick| scale.start_px(tick.day));
    if next_px - first_px >= TICK_GAP_PX * 0.8 && first_px < scale.right_px() - TICK_GAP_PX {
        let tick = Tick { day: first, kind: TickKind::Day, major: false, with_year: false };
        found.insert(0, tick);
    }
    say_years(&mut found);
    found
}

fn place(lane: &Lane, viewport: &Viewport, top_px: f64, wide: bool) -> LaneLayout {
    let folded = viewport.folded.contains(&lane.key);
    let (height_px, cord_px) = match (wide, folded) {
        (true, false) => (26.0, 13.0),
        (true, true) => (17.0, 8.5),
        (false, false) => (44.0, 30.0),
        (false, true) => (26.0, 20.0),
    };
    let y_px = top_px + cord_px;
    LaneLayout {
        key: lane.key.clone(),
        label: lane.label,
        count: lane.count(),
        deaths: lane.deaths(),
        folded,
        top_px,
        height_px,
        y_px,
        knots: Vec::new(),
        dashes: Vec::new(),
        cords: Vec::new(),
        columns: Vec::new(),
    }
}

fn dashes(events: &Events, strand: &Strand, scale: TimeScale) -> Vec<Dash> {
    let shown = scale.span();
    strand
        .long_rows()
        .filter(|row| events.span(*row).is_some_and(|span| span.meets(shown)))
        .filter_map(|row| Anchor::new(row, events))
        .map(|anchor| Dash {
            from_px: scale.start_px(anchor.span.first).max(scale.left_px),
            to_px: scale.end_px(anchor.span.last).min(scale.right_px()),
            family: anchor.kind.family(),
            doubtful: anchor.doubtful,
            days: anchor.span,
        })
        .collect()
}

fn cords(strand: &Strand, scale: TimeScale) -> Vec<Cord> {
    let bins = bins(strand, bin_days(scale), scale.span());
    let fullest = bins.iter().map(super::Bin::count).max().unwrap_or(1).max(1);
    bins.iter()
        .map(|bin| Cord {
            from_px: scale.start_px(bin.days.first).max(scale.left_px),
            to_px: scale.end_px(bin.days.last).min(scale.right_px()),
            share: f64::from(bin.count()) / f64::from(fullest),
        })
        .collect()
}
