//! The colours in force, so that drawings are painted anew when they change.

use crate::ui::prelude::*;

use crate::{
    browser::{media, theme},
    core::query::Theme,
};

/// What the drawings' colours and letters follow from.
#[derive(Clone, Copy)]
pub struct Colours {
    /// The reader's choice; nothing to follow the system.
    pub chosen: RwSignal<Option<Theme>>,
    version: RwSignal<u32>,
}

impl Colours {
    /// Follows the system and the arrival of the page's own letters until the caller goes.
    pub fn followed() -> Self {
        let version = RwSignal::new(0);
        keep(["(prefers-color-scheme: dark)", "(forced-colors: active)"].map(|query| {
            media::on_change(query, move |_| version.update(|version| *version += 1))
        }));
        theme::on_fonts(move || version.update(|version| *version += 1));
        Self { chosen: RwSignal::new(theme::chosen()), version }
    }

    /// Takes a choice and keeps it.
    pub fn choose(self, next: Option<Theme>) {
        theme::choose(next);
        self.chosen.set(next);
    }

    /// Notices every change.
    pub fn track(self) {
        self.chosen.track();
        self.version.track();
    }
}
