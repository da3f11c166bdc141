//! Numbers as each language writes them, after Unicode CLDR: en and es-PE 12,345.6, fr 12 345,6.

use super::Lang;

/// A number with the language's separators and at most one decimal.
pub fn number(lang: Lang, value: f64) -> String {
    let (group, point) = match lang {
        Lang::En | Lang::Es => (",", '.'),
        Lang::Fr => ("\u{202f}", ','),
    };
    let tenths = (value.abs() * 10.0).round();
    if !tenths.is_finite() || tenths >= 1e17 {
        return "–".to_owned();
    }
    let tenths = tenths as u64;
    let digits = (tenths / 10).to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if value < 0.0 && tenths > 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    if !tenths.is_multiple_of(10) {
        out.push(point);
        out.push_str(&(tenths % 10).to_string());
    }
    out
}

/// A range such as 46–49, or one number where both ends are the same.
pub fn range(lang: Lang, low: f64, high: f64) -> String {
    let (low, high) = (number(lang, low), number(lang, high));
    if low == high { low } else { format!("{low}–{high}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: Lang, value: f64, expected: &str) {
        assert_eq!(number(lang, value), expected);
    }

    #[test]
    fn each_language_has_its_separators() {
        check(Lang::En, 12_345.6, "12,345.6");
        check(Lang::Es, 1_172_697.0, "1,172,697");
        check(Lang::Fr, 12_345.67, "12\u{202f}345,7");
        check(Lang::En, -0.01, "0");
        check(Lang::En, -1_000.0, "−1,000");
        check(Lang::En, f64::NAN, "–");
    }

    #[test]
    fn a_range_of_one_number_is_that_number() {
        assert_eq!(range(Lang::En, 46.0, 49.0), "46–49");
        assert_eq!(range(Lang::En, 46.0, 46.0), "46");
    }
}
