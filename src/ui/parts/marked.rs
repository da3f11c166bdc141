//! A text with the words of the search marked in it.

use std::ops::Range;

use crate::ui::prelude::*;

/// The text, its ranges inside `<mark>`. They are byte ranges in order and apart;
/// what does not fit the text is left unmarked.
pub fn marked(text: &str, ranges: &[Range<usize>]) -> View {
    let mut pieces: Vec<View> = Vec::with_capacity(ranges.len() * 2 + 1);
    let mut done = 0;
    for range in ranges {
        let (Some(before), Some(inside)) = (text.get(done..range.start), text.get(range.clone()))
        else {
            continue;
        };
        pieces.push(before.into_view());
        pieces.push(view! { <mark>{inside.to_owned()}</mark> });
        done = range.end;
    }
    pieces.push(text.get(done..).unwrap_or_default().into_view());
    together(pieces)
}
