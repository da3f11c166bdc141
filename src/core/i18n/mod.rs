//! Words: the reader's languages, the interface's texts, dates and numbers in words.

mod dates;
mod failures;
mod lang;
mod numbers;
mod offline;
mod places;
mod text;
mod vocabulary;
mod words;

pub use dates::{
    date_of_iso, day_long, day_medium, day_of_short_month, day_short, edtf_span, edtf_words,
    month_short, month_year, span_short, span_words,
};
pub use failures::{notice_words, problem_words, read_error_words};
pub use lang::Lang;
pub use numbers::{number, range};
pub use offline::offline_words;
pub use places::place_words;
pub use text::{Picked, Text};
pub use vocabulary::{
    CLAIM_HEADINGS, actor_kind_word, certainty_word, family_word, figure_words, kind_word,
    measure_word, measure_word_of, precision_word, source_kind_word,
};
pub use words::{
    Plural, Speaker, Word, delivered_words, fill, has_words, keep_words, labelled, plural,
    plural_of, say, words_file,
};
