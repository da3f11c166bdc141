//! What is on the page.

/// Mounts the page.
pub fn start() {}
