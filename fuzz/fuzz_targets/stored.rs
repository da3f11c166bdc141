//! The stored document: what is read can be written, and merged with itself.
#![no_main]

use khipu::core::notes::{Document, merge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let document = Document::read(&text, "peru").document;
    assert_eq!(merge(&document, &document), document);
    let again = Document::read(&document.write(), "peru").document;
    assert_eq!(again.notes().len(), document.notes().len());
});
