//! What surrounds the page when a test opens it.

use std::path::PathBuf;

/// The window, the store and the reader's preferences. The default is a desktop window, an empty
/// store and a browser that prefers nothing and keeps no pages.
#[derive(Clone, Debug)]
pub struct Setting {
    /// CSS pixels of the page's own area. Firefox makes no window under 450 pixels wide.
    pub size: (u32, u32),
    /// Whether the system is dark.
    pub dark: bool,
    /// Whether the reader asked for less motion.
    pub reduced_motion: bool,
    /// Whether colours are forced; Chromium only.
    pub forced_colors: bool,
    /// Local storage before the page starts.
    pub storage: Vec<(String, String)>,
    /// What the browser keeps at the page's own address. At a `Host` and with a profile it keeps the page.
    pub keeps: Keeps,
    /// A folder that the browser keeps what it knows in; a new one, thrown away, without.
    pub profile: Option<PathBuf>,
}

/// What a browser keeps for a time without a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Nothing, as in a browser without workers: a test takes a fifth less.
    Nothing,
    /// The page, as readers' browsers do.
    Page,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            size: (1440, 980),
            dark: false,
            reduced_motion: false,
            forced_colors: false,
            storage: Vec::new(),
            keeps: Keeps::Nothing,
            profile: None,
        }
    }
}

impl Setting {
    /// The default, in a browser that keeps the page.
    pub fn kept() -> Self {
        Self { keeps: Keeps::Page, ..Self::default() }
    }
}
