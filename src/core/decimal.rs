//! Plain decimals, as links, styles and drawings write them: a minus, digits, one point, digits.
//! No exponents. The standard library's own readers and writers of floats hold tables for every
//! number there is, which a page need not carry (docs/decisions/wasm-size.md).

/// A number with at most so many digits behind the point, without needless zeros. What is beyond
/// 18 digits is written as the largest number that is not.
pub fn written(value: f64, digits: u32) -> String {
    let scale = 10_i64.pow(digits);
    let scaled = (value * scale as f64).round() as i64;
    let mut out = String::new();
    if scaled < 0 {
        out.push('-');
    }
    let scaled = scaled.unsigned_abs();
    let scale = scale.unsigned_abs();
    out.push_str(&(scaled / scale).to_string());
    push_fraction(&mut out, scaled % scale, digits as usize);
    out
}

/// Adds a point and so many digits of a fraction, without the zeros at its end.
pub fn push_fraction(out: &mut String, part: u64, digits: usize) {
    if part > 0 {
        let written = part.to_string();
        out.push('.');
        (written.len()..digits).for_each(|_| out.push('0'));
        out.push_str(written.trim_end_matches('0'));
    }
}

/// A number other than 0 as one from 1 to below 10, or the same below 0, and a power of ten.
pub fn parted(value: f64) -> (f64, i32) {
    let (mut near, mut power) = (value, 0);
    while near.abs() >= 10.0 {
        near /= 10.0;
        power += 1;
    }
    while near.abs() < 1.0 {
        near *= 10.0;
        power -= 1;
    }
    (near, power)
}

/// The number that a text of at most 12 characters writes plainly; nothing where it does not.
pub fn read(text: &str) -> Option<f64> {
    let (digits, sign) = text.strip_prefix('-').map_or((text, 1.0), |rest| (rest, -1.0));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = [whole, part].concat();
    let plain = !whole.is_empty() && all.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || text.len() > 12 {
        return None;
    }
    // Both are whole numbers below 2^53, so that the quotient is the nearest float there is.
    let scale = 10_u64.pow(part.len() as u32);
    Some(sign * (all.parse::<u64>().ok()? as f64 / scale as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_needless_digits() {
        let check = |value, digits, expected: &str| assert_eq!(written(value, digits), expected);
        check(2.5, 2, "2.5");
        check(-0.046, 2, "-0.05");
        check(-0.004, 2, "0");
        check(12.0, 3, "12");
        check(0.007, 3, "0.007");
        check(f64::NAN, 2, "0");
        check(1e300, 0, "9223372036854775807");
    }

    #[test]
    fn what_is_plainly_written_is_read_as_the_standard_library_reads_it() {
        for text in ["0", "-1", "2.5", "0.1", "3.", "19333.07", "-0.62", "0.0000000007", "00.30"] {
            assert_eq!(read(text), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_read() {
        for text in
            ["", "-", ".5", "1e3", "inf", "NaN", "1.2.3", "+1", " 1", "1,5", "0.12345678901"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
