//! Starts the reader: the third program of the page, which reads big records in a worker.

fn main() {
    khipu::reader::start();
}
