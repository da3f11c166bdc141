//! Sine and cosine of the angles that maps are made of. The standard library's weigh four kilobytes of
//! WebAssembly, for they reduce an angle of any size; these are for a few turns.

use std::f64::consts::FRAC_PI_2;

/// What a quarter of a turn is more than `FRAC_PI_2`.
const REST: f64 = 6.123_233_995_736_766e-17;

/// As many terms as a number in 64 bits can tell from none, up to an eighth of a turn.
const TERMS: u32 = 18;

/// The sine and the cosine of an angle in radians, to 15 digits; the angle is a few turns at most.
pub fn sin_cos(angle: f64) -> (f64, f64) {
    let quarters = (angle / FRAC_PI_2 + 0.5).floor();
    let rest = angle - quarters * FRAC_PI_2 - quarters * REST;
    // Of the series of eⁱˣ, each second term is one of the cosine, the others are of the sine.
    let (mut sin, mut cos, mut term) = (0.0, 0.0, 1.0);
    for at in 0..TERMS {
        let sum = if at % 2 == 0 { &mut cos } else { &mut sin };
        *sum += if at % 4 < 2 { term } else { -term };
        term *= rest / f64::from(at + 1);
    }
    match (quarters as i32).rem_euclid(4) {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_the_standard_library() {
        for step in -4_000..=4_000 {
            let angle = f64::from(step) * 0.005;
            let (found, expected) = (sin_cos(angle), angle.sin_cos());
            let off = (found.0 - expected.0).abs().max((found.1 - expected.1).abs());
            assert!(off < 5e-15, "{angle}: {found:?}, not {expected:?}");
        }
    }

    #[test]
    fn a_turn_of_no_size_has_none() {
        assert!(sin_cos(f64::NAN).0.is_nan());
    }
}
