//! Starts the page.

fn main() {
    khipu::ui::start();
}
