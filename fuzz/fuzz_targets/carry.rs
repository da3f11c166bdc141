//! Notes in a link: no few letters grow to more than the limit.
#![no_main]

use khipu::core::notes::unpacked;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let _ = unpacked(&text);
});
