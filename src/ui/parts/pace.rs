//! What follows a view that moves, at its own pace: the drawings come first.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use crate::ui::prelude::*;

/// How long a view is still before it rests: for what begins to wait at once, a frame longer each than for
/// the one before, lest all of it be done in the same frame.
const REST: Duration = Duration::from_millis(120);
const FRAME: Duration = Duration::from_millis(17);
const APART: u32 = 5;
static MADE: AtomicU32 = AtomicU32::new(0);

/// Something that is done at once while the view is still, and when it rests while it moves.
#[derive(Clone, Copy)]
pub struct Pace {
    act: Callback<()>,
    rest: Duration,
    /// How many times in a row it waits for a view that goes on moving.
    most: u32,
    /// How often it has waited; nothing while the view is still.
    waited: StoredValue<Option<u32>>,
    moved: StoredValue<bool>,
    /// Whether it has yet to be done.
    pub behind: RwSignal<bool>,
}

impl Pace {
    pub fn new(most: u32, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            act: Callback::new(move |()| act()),
            rest: REST + FRAME * (MADE.fetch_add(1, Ordering::Relaxed) % APART),
            most,
            waited: StoredValue::new(None),
            moved: StoredValue::new(false),
            behind: RwSignal::new(false),
        }
    }

    /// Begins with what is to be done left for later: what is seen first comes first.
    pub fn late(self) -> Self {
        self.behind.set(true);
        self.rest(0);
        self
    }

    /// Says that the view has moved.
    pub fn moved(self) {
        if self.waited.get_value().is_none() {
            self.act.run(());
            self.rest(0);
        } else {
            self.moved.set_value(true);
            if !self.behind.get_untracked() {
                self.behind.set(true);
            }
        }
    }

    /// Does what is left to do without waiting; says whether anything was.
    pub fn catch_up(self) -> bool {
        let behind = self.behind.get_untracked();
        if behind {
            self.behind.set(false);
            self.act.run(());
        }
        behind
    }

    fn rest(self, waited: u32) {
        self.waited.set_value(Some(waited));
        self.moved.set_value(false);
        let after = move || {
            // Nothing is left of it once its view is gone.
            let Some(moved) = self.moved.try_get_value() else { return };
            if moved && waited < self.most {
                self.rest(waited + 1);
            } else if self.catch_up() {
                self.rest(0);
            } else {
                self.waited.set_value(None);
            }
        };
        set_timeout(after, self.rest);
    }
}
