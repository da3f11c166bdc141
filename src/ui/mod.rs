//! What is on the page.

mod detail;
mod figures;
mod filters;
mod list;
mod map;
mod parts;
mod shell;
mod timeline;

/// Mounts the page.
pub fn start() {
    leptos::mount::mount_to_body(shell::Shell);
}
