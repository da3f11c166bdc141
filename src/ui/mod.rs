//! What is on the page.

mod desk;
mod detail;
mod figures;
mod filters;
mod list;
mod map;
mod notes;
mod parts;
mod prelude;
mod shell;
mod timeline;
mod view;

/// Mounts the page.
pub fn start() {
    view::mount(|| view::IntoView::into_view(shell::Shell()));
}

/// Starts the desk beside the page.
pub fn start_desk() {
    view::mount(|| view::IntoView::into_view(desk::Desk()));
}
