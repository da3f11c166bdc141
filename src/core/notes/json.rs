//! Writing JSON without the standard library's floats, which weigh much in a page (`core::decimal`).
//! A fraction keeps twelve digits behind its point, or behind the first digit with a power of ten.

use serde_json::Value;

use crate::core::decimal;

/// A value as JSON text, without spaces.
pub fn written(value: &Value) -> String {
    let mut out = String::new();
    push(value, &mut out);
    out
}

fn push(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(is) => out.push_str(if *is { "true" } else { "false" }),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(whole), ..) => out.push_str(&whole.to_string()),
            (_, Some(whole), _) => out.push_str(&whole.to_string()),
            (.., value) => push_float(value.unwrap_or_default(), out),
        },
        Value::String(text) => push_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                push(item, out);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            out.push('{');
            for (at, (key, field)) in fields.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                push_text(key, out);
                out.push(':');
                push(field, out);
            }
            out.push('}');
        }
    }
}

fn push_float(value: f64, out: &mut String) {
    // The largest floats would be rounded to what no reader of JSON takes.
    let known = value.clamp(-1.79e308, 1.79e308);
    let is_plain = value == 0.0 || (1e-6..1e6).contains(&value.abs());
    let (mantissa, power) = if is_plain { (known, 0) } else { decimal::parted(known) };
    let plain = decimal::written(mantissa, 12);
    out.push_str(&plain);
    // A number with a fraction stays one, so that it is read as it was.
    if !plain.contains('.') {
        out.push_str(".0");
    }
    if power != 0 {
        out.extend(["e", &power.to_string()]);
    }
}

/// Adds a key and the JSON text of its value to an object that has others.
pub(super) fn push_field(key: &str, value: &str, out: &mut String) {
    out.push(',');
    push_text(key, out);
    out.push(':');
    out.push_str(value);
}

/// A text in quotation marks (RFC 8259, section 7). What breaks lines in JavaScript is escaped too.
pub(super) fn push_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..'\u{20}' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                let digits = [12, 8, 4, 0].map(|shift| (character as u32 >> shift) & 15);
                out.extend(digits.into_iter().filter_map(|digit| char::from_digit(digit, 16)));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str) {
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(written(&value), json);
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        check("[null,true,false,0,-7,18446744073709551615,-9223372036854775808]");
        check(r#"{"a":{"b":[]},"c":"\"\\\n\u2028ñ"}"#);
        check("[0.5,-15.4997,1.0,-0.000001,999999.25,2.5e300,-1.25e-12,0.0]");
    }

    #[test]
    fn a_fraction_is_written_close_to_what_it_is() {
        for number in [1.0 / 3.0, 123_456.789_012_345, 1e-300 / 7.0, f64::MAX, f64::MIN_POSITIVE] {
            let text = written(&Value::from(number));
            let again: f64 = text.parse().unwrap();
            let known = number.min(1.79e308);
            assert!((again - known).abs() <= known * 1e-11, "{number} as {text}");
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
        }
    }
}
