//! Extended Date/Time Format, level 1, to the day.

use super::{Day, Span};

/// A date as a source gives it: a day, a month, a year, an interval, doubtful or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edtf {
    /// The text as written, such as `2022-12-15~`.
    pub text: String,
    /// Every day the date may mean; for an open interval, the days of its known end.
    pub span: Span,
    /// `?`: the source may be wrong about it.
    pub uncertain: bool,
    /// `~`: the date is near the truth.
    pub approximate: bool,
}

/// Why a text is no EDTF level 1 date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an EDTF level 1 date")]
pub struct EdtfError;

impl Edtf {
    /// A date that is one certain day.
    pub fn from_day(day: Day) -> Self {
        Self {
            text: day.to_string(),
            span: Span { first: day, last: day },
            uncertain: false,
            approximate: false,
        }
    }
}
