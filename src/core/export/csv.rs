//! CSV after RFC 4180: UTF-8 with a byte order mark, commas, lines that end in CR LF, one event a
//! row. Texts that a spreadsheet would take for a formula begin with an apostrophe.

use super::{
    InView,
    entry::{COLUMNS, Cell, column_names},
    plain::readable,
};
use crate::core::decimal;

/// What stands between the things of a list.
const BETWEEN: &str = "; ";
/// What makes a spreadsheet take a text for a formula, where it stands first: signs of East Asian width
/// too, which some take for the narrow ones.
const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// The events in view, one a row below the names of the columns.
pub fn csv(view: &InView) -> String {
    let mut out = String::from('\u{feff}');
    push_row(&mut out, column_names().map(str::to_owned));
    for entry in view.entries() {
        push_row(&mut out, COLUMNS.iter().map(|(_, cell)| written(cell(&entry))));
    }
    out
}

fn push_row(out: &mut String, fields: impl Iterator<Item = String>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_field(out, &field);
    }
    out.push_str("\r\n");
}

/// A cell as its field holds it. Numbers are no texts: their minus is no formula.
fn written(cell: Cell) -> String {
    match cell {
        Cell::Text(text) => guarded(&text),
        Cell::Number(number) => number.map(|it| decimal::written(it, 7)).unwrap_or_default(),
        Cell::List(items) => guarded(&items.join(BETWEEN)),
    }
}

/// A text behind an apostrophe where a spreadsheet would take it for a formula.
fn guarded(text: &str) -> String {
    let guard = readable(text).next().filter(|sign| FORMULA.contains(sign)).map(|_| '\'');
    guard.into_iter().chain(readable(text)).collect()
}

fn push_field(out: &mut String, field: &str) {
    if !field.contains([',', '"', '\r', '\n']) {
        out.push_str(field);
        return;
    }
    out.push('"');
    out.push_str(&field.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_would_be_a_formula_is_guarded() {
        let check = |text: &str, expected: &str| {
            assert_eq!(written(Cell::Text(text.to_owned())), expected, "{text:?}");
        };
        for sign in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            check(&format!("{sign}1+1"), &format!("'{sign}1+1"));
        }
        check("\u{0}=1+1", "'=1+1");
        check("1-1=0", "1-1=0");
        check("", "");
        let list = ["-a", "=b"].map(str::to_owned).to_vec();
        assert_eq!(written(Cell::List(list)), "'-a; =b");
    }

    #[test]
    fn a_number_is_written_as_one() {
        let check = |number, expected: &str| assert_eq!(written(Cell::Number(number)), expected);
        check(Some(-15.4997), "-15.4997");
        check(Some(18.0), "18");
        check(None, "");
    }

    #[test]
    fn what_would_end_a_field_is_quoted() {
        let check = |field: &str, expected: &str| {
            let mut out = String::new();
            push_field(&mut out, field);
            assert_eq!(out, expected);
        };
        check("plain; text", "plain; text");
        check("a, b", "\"a, b\"");
        check("say \"no\"", "\"say \"\"no\"\"\"");
        check("one\r\ntwo", "\"one\r\ntwo\"");
    }
}
