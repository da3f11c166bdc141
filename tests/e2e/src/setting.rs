//! What surrounds the page when a test opens it.

use std::path::PathBuf;

/// The window, the store and the reader's preferences. The default is a desktop window, an empty
/// store and a browser that prefers nothing.
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
    /// A folder that the browser keeps what it knows in; a new one, thrown away, without.
    pub profile: Option<PathBuf>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            size: (1440, 980),
            dark: false,
            reduced_motion: false,
            forced_colors: false,
            storage: Vec::new(),
            profile: None,
        }
    }
}
