//! The import of notes: any bytes, of whatever form they look like.
#![no_main]

use khipu::core::notes::{Document, Moment, Plan, Setting, take_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let setting = Setting { page: "https://khipu.example/", ..Setting::default() };
    if let Ok(intake) = take_in(&text, setting) {
        let mut own = Document::new("peru");
        Plan::of(&intake.notes, &own).carry_out(&mut own, true, Moment::LAST);
        assert_eq!(own.notes().len(), intake.notes.len());
    }
});
