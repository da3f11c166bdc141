//! The classes of a choropleth: few, from round numbers, and honest about nought.

use crate::core::scene::Token;

/// The map's colours in words: from which count on each colour stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// Each class's least count, rising from 0: `0 · 1 · 3 · 10 · 20+`.
    pub thresholds: Vec<f64>,
}

const TOKENS: [Token; 5] = [Token::Map0, Token::Map1, Token::Map2, Token::Map3, Token::Map4];

/// The least counts of at most five classes for counts up to `max`.
///
/// The first class is nought alone, the second begins at 1, the last at the greatest round
/// number that some area reaches. Those between part the rest in equal ratios, for counts such
/// as these lie close together at the low end and far apart at the high one.
pub fn classes(max: f64) -> Vec<f64> {
    const BETWEEN: i32 = 3;
    let mut thresholds = vec![0.0];
    if max.is_nan() || max < 1.0 {
        return thresholds;
    }
    let top = round_numbers().take_while(|&number| number <= max).last().unwrap_or(1.0);
    for step in 0..=BETWEEN {
        let ideal = (top.ln() * f64::from(step) / f64::from(BETWEEN)).exp();
        let last = thresholds.last().copied().unwrap_or_default();
        let nearest = round_numbers()
            .take_while(|&number| number <= top)
            .min_by(|a, b| (a / ideal).ln().abs().total_cmp(&(b / ideal).ln().abs()));
        if let Some(nearest) = nearest
            && nearest > last
        {
            thresholds.push(nearest);
        }
    }
    thresholds
}

/// 1, 2, 3, 5, 10, 20, 30, 50, 100, … up to a thousand million.
fn round_numbers() -> impl Iterator<Item = f64> {
    (0..9).flat_map(|power| [1.0, 2.0, 3.0, 5.0].map(|digit| digit * 10_f64.powi(power)))
}

impl Legend {
    /// The legend that suits some areas' counts.
    pub fn of(values: &[f64]) -> Self {
        Self { thresholds: classes(values.iter().copied().fold(0.0, f64::max)) }
    }

    /// The class of a count, from 0.
    pub fn class(&self, value: f64) -> usize {
        self.thresholds.iter().rposition(|&least| value >= least).unwrap_or(0)
    }

    /// A class's colour.
    pub fn token(class: usize) -> Token {
        TOKENS.get(class).copied().unwrap_or(Token::Map4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(max: f64, expected: &[f64]) {
        assert_eq!(classes(max), expected, "up to {max}");
    }

    #[test]
    fn classes_are_round_and_end_at_what_is_reached() {
        check(0.0, &[0.0]);
        check(1.0, &[0.0, 1.0]);
        check(2.0, &[0.0, 1.0, 2.0]);
        check(3.0, &[0.0, 1.0, 2.0, 3.0]);
        check(10.0, &[0.0, 1.0, 2.0, 5.0, 10.0]);
        check(21.0, &[0.0, 1.0, 3.0, 10.0, 20.0]);
        check(87.0, &[0.0, 1.0, 3.0, 10.0, 50.0]);
        check(100.0, &[0.0, 1.0, 5.0, 20.0, 100.0]);
        check(f64::NAN, &[0.0]);
    }

    #[test]
    fn five_colours_are_enough_for_any_count() {
        for power in 0..12 {
            let thresholds = classes(7.0 * 10_f64.powi(power));
            assert!(thresholds.len() <= TOKENS.len());
            assert!(thresholds.is_sorted_by(|a, b| a < b), "{thresholds:?}");
        }
    }

    #[test]
    fn a_count_falls_into_the_class_it_reaches() {
        let legend = Legend::of(&[0.0, 21.0, 3.0]);
        let found = [0.0, 1.0, 2.0, 3.0, 9.0, 10.0, 20.0, 99.0].map(|value| legend.class(value));
        assert_eq!(found, [0, 1, 1, 2, 2, 3, 4, 4]);
    }
}
