//! What is on the page.

mod detail;
mod figures;
mod filters;
mod list;
mod map;
mod parts;
mod prelude;
mod shell;
mod timeline;
mod view;

/// Mounts the page.
pub fn start() {
    view::mount(|| view::IntoView::into_view(shell::Shell()));
}
