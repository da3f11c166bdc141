//! The catalogue of the interface's texts, made from `locales/` when the project is built. A page
//! holds the few that it says while it waits, and reads those of its language from a file.

use std::sync::OnceLock;

use serde_json::Value;

use super::{Lang, number};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The program that says a text. Each has its own file of texts a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The page, which shows the record.
    Page,
    /// The second program, which is loaded when a reader asks for what it does.
    Desk,
}

/// A text in a language.
pub fn say(lang: Lang, word: Word) -> &'static str {
    let at = word as usize;
    match at.checked_sub(PAGE_WORDS) {
        None => text(lang, Speaker::Page, at),
        Some(at) => text(lang, Speaker::Desk, at),
    }
}

fn text(lang: Lang, speaker: Speaker, at: usize) -> &'static str {
    texts(lang, speaker).get(at).copied().unwrap_or_default()
}

/// What was read of the languages' files.
static KEPT: [[OnceLock<Vec<&'static str>>; 2]; Lang::ALL.len()] =
    [const { [const { OnceLock::new() }; 2] }; Lang::ALL.len()];

/// The texts of a language that are at hand: all, or on a page that has yet to fetch them, the few
/// said meanwhile.
fn texts(lang: Lang, speaker: Speaker) -> &'static [&'static str] {
    #[cfg(not(target_arch = "wasm32"))]
    return TEXTS[lang as usize][speaker as usize];
    #[cfg(target_arch = "wasm32")]
    match KEPT[lang as usize][speaker as usize].get() {
        Some(texts) => texts,
        None if speaker == Speaker::Page => EARLY[lang as usize],
        None => &[],
    }
}

/// The address of a language's texts, beside the page; another with every change of them.
pub fn words_file(lang: Lang, speaker: Speaker) -> &'static str {
    FILES[lang as usize][speaker as usize]
}

/// A language's texts as their file has them: a list in JSON, in the order of the catalogue.
pub fn delivered_words(lang: Lang, speaker: Speaker) -> String {
    Value::from(texts(lang, speaker)).to_string()
}

/// Whether a language's texts were read.
pub fn has_words(lang: Lang, speaker: Speaker) -> bool {
    KEPT[lang as usize][speaker as usize].get().is_some()
}

/// Reads a language's texts from their file and keeps them for good; false where it is none.
pub fn keep_words(lang: Lang, speaker: Speaker, json: &str) -> bool {
    let Ok(Value::Array(items)) = serde_json::from_str(json) else { return false };
    let texts = items.into_iter().filter_map(|item| match item {
        // A language is read once a visit.
        Value::String(text) => Some(&*text.leak()),
        _ => None,
    });
    let texts: Vec<_> = texts.collect();
    let is_whole = texts.len()
        == match speaker {
            Speaker::Page => PAGE_WORDS + PAGE_PLURALS * FORMS,
            Speaker::Desk => {
                Word::ALL.len() - PAGE_WORDS + (Plural::ALL.len() - PAGE_PLURALS) * FORMS
            }
        };
    if is_whole {
        KEPT[lang as usize][speaker as usize].get_or_init(|| texts);
    }
    is_whole
}

/// A text with its parameters: `{date}` becomes what is given for `date`.
pub fn fill(lang: Lang, word: Word, parameters: &[(&str, &str)]) -> String {
    filled(say(lang, word), parameters)
}

/// A name and what it names, with the colon as the language sets it: "Colours: dark".
pub fn labelled(lang: Lang, label: &str, what: &str) -> String {
    fill(lang, Word::Labelled, &[("label", label), ("what", what)])
}

/// A text that changes with a number, the number written in for `{n}`.
pub fn plural(lang: Lang, plural: Plural, n: u64) -> String {
    plural_of(lang, plural, n, &[])
}

/// A text that changes with a number and has other parameters as well.
pub fn plural_of(lang: Lang, plural: Plural, n: u64, parameters: &[(&str, &str)]) -> String {
    let text = form_of(lang, plural, form(lang, n));
    let number = number(lang, n as f64);
    let all: Vec<_> = parameters.iter().copied().chain([("n", number.as_str())]).collect();
    filled(text, &all)
}

/// How many forms a plural has in the catalogue.
const FORMS: usize = 3;

fn form_of(lang: Lang, plural: Plural, form: usize) -> &'static str {
    let at = plural as usize;
    match at.checked_sub(PAGE_PLURALS) {
        None => text(lang, Speaker::Page, PAGE_WORDS + at * FORMS + form),
        Some(at) => text(lang, Speaker::Desk, Word::ALL.len() - PAGE_WORDS + at * FORMS + form),
    }
}

/// Which form a whole number takes: 0 for one, 1 for many, 2 for any other.
/// Source: Unicode CLDR, cardinal plural rules of en, es and fr.
fn form(lang: Lang, n: u64) -> usize {
    let many = n != 0 && n.is_multiple_of(1_000_000);
    match lang {
        Lang::En | Lang::Es if n == 1 => 0,
        Lang::Fr if n <= 1 => 0,
        Lang::Es | Lang::Fr if many => 1,
        _ => 2,
    }
}

fn filled(text: &str, parameters: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let given = parameters.iter().find(|(key, _)| *key == name);
        out.push_str(given.map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn every_text_has_the_same_parameters_in_every_language() {
        for word in Word::ALL {
            for lang in Lang::ALL {
                let text = say(lang, *word);
                assert!(!text.trim().is_empty(), "{word:?} in {lang:?}");
                assert_eq!(parameters(text), parameters(say(Lang::En, *word)), "{word:?}");
            }
        }
        for plural in Plural::ALL {
            for lang in Lang::ALL {
                for text in (0..FORMS).map(|form| form_of(lang, *plural, form)) {
                    assert!(!text.trim().is_empty(), "{plural:?} in {lang:?}");
                    let reference = form_of(Lang::En, *plural, 2);
                    assert_eq!(parameters(text), parameters(reference), "{plural:?} in {lang:?}");
                }
            }
        }
    }

    #[test]
    fn french_keeps_its_spaces_before_double_signs() {
        let french = |text: &str| {
            for (at, sign) in text.char_indices().filter(|(_, c)| ";!?:»".contains(*c)) {
                let before = text[..at].chars().next_back();
                let wanted = if ":»".contains(sign) { '\u{a0}' } else { '\u{202f}' };
                assert_eq!(before, Some(wanted), "{text}");
            }
            let after = text.split('«').skip(1).map(|part| part.chars().next());
            assert!(after.into_iter().all(|next| next == Some('\u{a0}')), "{text}");
            assert!(!text.contains(['"', '\'']), "{text}");
        };
        for word in Word::ALL {
            french(say(Lang::Fr, *word));
        }
        for plural in Plural::ALL {
            (0..FORMS).for_each(|form| french(form_of(Lang::Fr, *plural, form)));
        }
    }

    #[test]
    fn plural_forms_follow_each_language() {
        let check = |lang, n, expected: &str| {
            assert_eq!(plural(lang, Plural::CountEvents, n), expected);
        };
        check(Lang::En, 0, "0 events");
        check(Lang::En, 1, "1 event");
        check(Lang::En, 1_000_000, "1,000,000 events");
        check(Lang::Es, 1, "1 hecho");
        check(Lang::Es, 0, "0 hechos");
        check(Lang::Fr, 1_500_000, "1\u{202f}500\u{202f}000 événements");
        check(Lang::Es, 2_000_000, "2,000,000 de hechos");
        check(Lang::Fr, 0, "0 événement");
        check(Lang::Fr, 2, "2 événements");
        check(Lang::Fr, 1_000_000, "1\u{202f}000\u{202f}000 d’événements");
    }

    #[test]
    fn a_languages_file_holds_all_its_texts() {
        let lang = Lang::Es;
        for speaker in [Speaker::Page, Speaker::Desk] {
            for bad in ["", "{}", "[]", "[1]", r#"["a"]"#] {
                assert!(!keep_words(lang, speaker, bad), "{bad}");
            }
            assert!(!has_words(lang, speaker));
            assert!(keep_words(lang, speaker, &delivered_words(lang, speaker)));
            let kept = KEPT[lang as usize][speaker as usize].get();
            assert_eq!(kept.map(Vec::as_slice), Some(texts(lang, speaker)));
        }
        let first = texts(lang, Speaker::Page).get(..EARLY[lang as usize].len());
        assert_eq!(first, Some(EARLY[lang as usize]));
        let files: Vec<_> =
            Lang::ALL.map(|lang| words_file(lang, Speaker::Page)).into_iter().collect();
        assert!(files.iter().zip(files.iter().skip(1)).all(|(one, next)| one != next), "{files:?}");
    }

    #[test]
    fn a_parameter_that_is_not_given_leaves_nothing_behind() {
        assert_eq!(filled("a {b} c {d}", &[("b", "{d}")]), "a {d} c ");
        assert_eq!(filled("a { b", &[]), "a  b");
    }
}
