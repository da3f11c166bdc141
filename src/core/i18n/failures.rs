//! What went wrong, in the reader's words: problems of a record, files that are none, damaged links.

use super::{Lang, Word, fill, labelled, say};
use crate::core::{
    link::{Notice, Reason},
    model::{Expected, Problem, ReadError},
};

/// A problem in a record: where, what was found and what was expected.
pub fn problem_words(lang: Lang, problem: &Problem) -> String {
    let found = match problem.found.as_str() {
        "" => say(lang, Word::ProblemsNothing),
        found => found,
    };
    let mut expected = say(lang, expected_word(problem.expected)).to_owned();
    let allowed = problem.expected.words();
    if !allowed.is_empty() {
        expected = labelled(lang, &expected, &allowed.join(", "));
    }
    let parts = [("path", problem.path.as_str()), ("found", found), ("expected", &expected)];
    fill(lang, Word::ProblemsLine, &parts)
}

/// Why a file could not be opened as a record at all.
pub fn read_error_words(lang: Lang, error: &ReadError) -> String {
    match error {
        ReadError::TooLarge => say(lang, Word::FailedTooLarge).to_owned(),
        ReadError::TooDeep => say(lang, Word::FailedTooDeep).to_owned(),
        ReadError::Truncated => say(lang, Word::FailedTruncated).to_owned(),
        ReadError::NotSources => say(lang, Word::FailedNotSources).to_owned(),
        ReadError::NotARecord => say(lang, Word::FailedNotARecord).to_owned(),
        ReadError::UnknownFormat(found) => {
            let found = found.trim_matches('"');
            fill(lang, Word::FailedUnknownFormat, &[("found", found)])
        }
        ReadError::NotJson { line, column } => {
            let (line, column) = (line.to_string(), column.to_string());
            fill(lang, Word::FailedNotJson, &[("line", &line), ("column", &column)])
        }
    }
}

/// What of a link was left out, and why.
pub fn notice_words(lang: Lang, notice: &Notice) -> String {
    let word = match notice.reason {
        Reason::UnknownKey => Word::NoticeUnknownKey,
        Reason::Damaged => Word::NoticeDamaged,
        Reason::TooLong => Word::NoticeTooLong,
        Reason::Doubled => Word::NoticeDoubled,
        Reason::TooManyKeys => Word::NoticeTooMany,
        Reason::NotInRecord => Word::NoticeNotInRecord,
    };
    fill(lang, word, &[("key", &notice.key), ("value", &notice.value)])
}

fn expected_word(expected: Expected) -> Word {
    match expected {
        Expected::Date => Word::ExpectedDate,
        Expected::Day => Word::ExpectedDay,
        Expected::DateOrder => Word::ExpectedDateOrder,
        Expected::Kind => Word::ExpectedKind,
        Expected::Certainty => Word::ExpectedCertainty,
        Expected::Measure => Word::ExpectedMeasure,
        Expected::Qualifier => Word::ExpectedQualifier,
        Expected::SourceKind => Word::ExpectedSourceKind,
        Expected::ActorKind => Word::ExpectedActorKind,
        Expected::Precision => Word::ExpectedPrecision,
        Expected::KnownSource => Word::ExpectedKnownSource,
        Expected::KnownPlace => Word::ExpectedKnownPlace,
        Expected::KnownActor => Word::ExpectedKnownActor,
        Expected::KnownRegion => Word::ExpectedKnownRegion,
        Expected::KnownEvent => Word::ExpectedKnownEvent,
        Expected::AtLeastOneSource => Word::ExpectedAtLeastOneSource,
        Expected::Latitude => Word::ExpectedLatitude,
        Expected::Longitude => Word::ExpectedLongitude,
        Expected::Text => Word::ExpectedText,
        Expected::ShortText => Word::ExpectedShortText,
        Expected::Number => Word::ExpectedNumber,
        Expected::PositiveNumber => Word::ExpectedPositiveNumber,
        Expected::Range => Word::ExpectedRange,
        Expected::Year => Word::ExpectedYear,
        Expected::Boolean => Word::ExpectedBoolean,
        Expected::List => Word::ExpectedList,
        Expected::Object => Word::ExpectedObject,
        Expected::SourcesFile => Word::ExpectedSourcesFile,
        Expected::KnownDetails => Word::ExpectedKnownDetails,
        Expected::HttpLink => Word::ExpectedHttpLink,
        Expected::Language => Word::ExpectedLanguage,
        Expected::Country => Word::ExpectedCountry,
        Expected::Region => Word::ExpectedRegion,
        Expected::Scope => Word::ExpectedScope,
        Expected::Id => Word::ExpectedId,
        Expected::UniqueId => Word::ExpectedUniqueId,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_what_and_what_was_expected() {
        let problem = Problem {
            path: "$.events[12].start".into(),
            found: "\"2022-13\"".into(),
            expected: Expected::Day,
        };
        assert_eq!(
            problem_words(Lang::En, &problem),
            "$.events[12].start: found \"2022-13\", expected a day such as 2022-12-07."
        );
    }

    #[test]
    fn french_sets_a_space_before_the_colons() {
        let problem = Problem {
            path: "$.events[0].certainty".into(),
            found: String::new(),
            expected: Expected::Certainty,
        };
        assert_eq!(
            problem_words(Lang::Fr, &problem),
            "$.events[0].certainty\u{a0}: trouvé rien, attendu un degré de certitude\u{a0}: \
             confirmed, reported, disputed."
        );
    }

    #[test]
    fn english_words_are_those_of_the_command_line() {
        for expected in Expected::ALL {
            let (page, line) = (say(Lang::En, expected_word(*expected)), expected.to_string());
            let line = line.replace("https:// or http://", "https or http");
            assert!(line.starts_with(page), "{page} / {line}");
        }
    }
}
