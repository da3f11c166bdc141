//! The page's few signs, drawn rather than taken from a font that a reader may lack.

use crate::ui::prelude::*;

/// A sign on a button. The button's name says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Back,
    Check,
    Close,
    Dark,
    Filter,
    Forward,
    Less,
    Light,
    Link,
    More,
    Note,
    Pause,
    Play,
    System,
    Whole,
}

impl Sign {
    /// Strokes on a square of 16 by 16.
    fn strokes(self) -> &'static str {
        match self {
            Self::Back => "M10 3 5 8l5 5",
            Self::Check => "M3 8.5 6.5 12 13 4.5",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Dark => "M13 9.5A5.5 5.5 0 1 1 6.5 3 4.5 4.5 0 0 0 13 9.5z",
            Self::Filter => "M2.5 4.5h11M4.5 8h7M6.5 11.5h3",
            Self::Forward => "M6 3l5 5-5 5",
            Self::Less => "M3.5 8h9",
            Self::Light => {
                "M8 5a3 3 0 1 0 .01 0zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7"
            }
            Self::Link => {
                "M6.5 9.5l3-3M7 4.8l1.6-1.6a2.8 2.8 0 0 1 4 4L11 8.8M9 11.2l-1.6 1.6a2.8 2.8 0 0 1-4-4L5 7.2"
            }
            Self::More => "M3.5 8h9M8 3.5v9",
            Self::Note => "M3.5 2.5h9v7l-3.5 4h-5.5zM12.5 9.5H9v4",
            Self::Pause => "M5.5 3.5v9M10.5 3.5v9",
            Self::Play => "M5 3.2v9.6L12.6 8z",
            Self::System => "M8 2.5a5.5 5.5 0 1 0 .01 0zM8 2.5v11",
            Self::Whole => "M6 2.5H2.5V6M10 2.5h3.5V6M6 13.5H2.5V10M10 13.5h3.5V10",
        }
    }
}

/// A sign, hidden from screen readers.
#[component]
pub fn Icon(
    /// Which.
    #[prop(into)]
    sign: Signal<Sign>,
) -> impl IntoView {
    let class = move || match sign.get() {
        Sign::Play => "icon icon--full",
        Sign::Pause => "icon icon--bold",
        _ => "icon",
    };
    view! {
        <svg class=class viewBox="0 0 16 16" aria-hidden="true">
            <path d=move || sign.get().strokes() />
        </svg>
    }
}
