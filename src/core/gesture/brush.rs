//! Brushing the window on the density band, and dragging the cursor: one pointer at a time.

use super::{Device, Intent, PointerInput, TimelineContext};
use crate::core::{
    geo::Point,
    scene::Target,
    time::{Day, Span},
};

/// The window or cursor while it is being dragged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brush {
    drag: Option<Drag>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Drag {
    id: i32,
    part: Part,
    down: Point,
    /// The moment under the pointer when it came down.
    down_days: f64,
    device: Device,
    moved: bool,
    /// What the window's edges are moved from.
    from: Span,
    window: Option<Span>,
    cursor: Day,
}

/// What is being dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Start,
    End,
    Whole,
    New,
    Cursor,
}

impl Brush {
    /// Whether something is being dragged by this pointer.
    pub fn holds(&self, id: i32) -> bool {
        self.drag.is_some_and(|drag| drag.id == id)
    }

    pub fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// Takes hold of what lies under a pointer that came down; false where nothing can be dragged.
    /// On the band, empty ground begins a new window, and so does the window itself
    /// with Shift or where nothing is chosen yet.
    pub fn takes(&mut self, input: &PointerInput, context: &TimelineContext) -> bool {
        let PointerInput::Down { id, at, target, device, shift } = input else { return false };
        let part = match target {
            Some(Target::WindowStart) => Part::Start,
            Some(Target::WindowEnd) => Part::End,
            Some(Target::Cursor) => Part::Cursor,
            Some(Target::Window) if context.window.is_some() && !shift => Part::Whole,
            Some(Target::Window) => Part::New,
            None if at.y <= context.band_bottom_px => Part::New,
            _ => return false,
        };
        self.drag = Some(Drag {
            id: *id,
            part,
            down: *at,
            down_days: context.scale.days_at(at.x),
            device: *device,
            moved: false,
            from: context.window.unwrap_or_else(|| all(part, context)),
            window: context.window,
            cursor: context.cursor,
        });
        true
    }

    /// What the dragging pointer wants; a click on the band moves the cursor there.
    pub fn on(&mut self, input: &PointerInput, context: &TimelineContext) -> Option<Intent> {
        let mut drag = self.drag?;
        match input {
            PointerInput::Move { id, at } if *id == drag.id => {
                drag.moved |= (at.x - drag.down.x).abs() >= drag.device.slack_px();
                self.drag = Some(drag);
                drag.dragged(*at, context)
            }
            PointerInput::Up { id, at } if *id == drag.id => {
                self.drag = None;
                if drag.moved {
                    drag.dragged(*at, context)
                } else if drag.part == Part::Cursor {
                    Some(Intent::Activate(Target::Cursor))
                } else {
                    let day = context.held(context.scale.day_at(at.x));
                    Some(Intent::SetCursor(day))
                }
            }
            PointerInput::Cancel { id } if *id == drag.id => self.restore(),
            PointerInput::Escape => self.restore(),
            _ => None,
        }
    }

    fn restore(&mut self) -> Option<Intent> {
        let drag = self.drag.take().filter(|drag| drag.moved)?;
        Some(match drag.part {
            Part::Cursor => Intent::SetCursor(drag.cursor),
            _ => Intent::SetWindow(drag.window),
        })
    }
}

impl Drag {
    /// The wish at this place of the pointer, if it differs from what is.
    fn dragged(&self, at: Point, context: &TimelineContext) -> Option<Intent> {
        if !self.moved {
            return None;
        }
        let now_days = context.scale.days_at(at.x);
        let moved_days = now_days - self.down_days;
        let by = moved_days.round() as i32;
        let before = self.from;
        let window = match self.part {
            Part::Start => {
                let first = context.held(before.first.plus(by)).min(before.last);
                Span { first, ..before }
            }
            Part::End => {
                let last = context.held(before.last.plus(by)).max(before.first);
                Span { last, ..before }
            }
            Part::Whole => {
                let most = (context.extent.last.0 - before.last.0).max(0);
                let least = (context.extent.first.0 - before.first.0).min(0);
                let by = by.clamp(least, most);
                Span { first: before.first.plus(by), last: before.last.plus(by) }
            }
            Part::New => Span::between(
                context.held(Day(self.down_days.floor() as i32)),
                context.held(Day(now_days.floor() as i32)),
            ),
            Part::Cursor => {
                let day = context.held(self.cursor.plus(by));
                return (day != context.cursor).then_some(Intent::SetCursor(day));
            }
        };
        let window = context.window_or_all(window);
        (window != context.window).then_some(Intent::SetWindow(window))
    }
}

/// All of time, the dragged edge where it shows: at the end of the view, if not before.
fn all(part: Part, context: &TimelineContext) -> Span {
    let (extent, shown) = (context.extent, context.scale.span());
    match part {
        Part::Start => Span { first: context.held(shown.first), ..extent },
        Part::End => Span { last: context.held(shown.last), ..extent },
        _ => extent,
    }
}
