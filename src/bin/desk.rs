//! Starts the desk: the second program of the page, loaded when a reader asks for what it does.

fn main() {
    khipu::ui::start_desk();
}
