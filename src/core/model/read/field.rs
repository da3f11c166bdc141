//! A value of the JSON with the path to it, and the readings that note a problem when they fail.
//! A reading answers nothing when it noted a problem; `given` asks first whether there is
//! anything to read. Paths are built only when a problem needs one.

use std::{cell::RefCell, collections::BTreeMap, fmt::Write};

use serde_json::Value;

use crate::core::{
    i18n::Text,
    model::{Expected, Problem, Row, problem::shortened},
    time::{Day, Edtf, Span},
};

/// How many problems are kept in full; the rest are counted.
const MOST_PROBLEMS: usize = 1_000;
/// How long a text may be.
pub(super) const MOST_CHARACTERS: usize = 100_000;
/// How long a key may be that stands whole in a path, in bytes.
const MOST_KEY: usize = 40;

/// What the whole reading shares: the language of plain texts, and the problems found so far.
pub(super) struct Notes {
    pub language: String,
    kept: RefCell<Vec<Problem>>,
    more: RefCell<usize>,
}

/// The rows of a list by their ids.
pub(super) type Ids<'v> = BTreeMap<&'v str, Row>;

/// A value, or the lack of one, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Field<'v, 'p> {
    value: Option<&'v Value>,
    step: Step<'v, 'p>,
    notes: &'p Notes,
}

#[derive(Clone, Copy)]
enum Step<'v, 'p> {
    Root,
    Key(&'p Field<'v, 'p>, &'p str),
    Item(&'p Field<'v, 'p>, usize),
}

impl Notes {
    pub fn new(language: String) -> Self {
        Self { language, kept: RefCell::default(), more: RefCell::default() }
    }

    /// The problems kept, and how many more there were.
    pub fn into_problems(self) -> (Vec<Problem>, usize) {
        (self.kept.into_inner(), self.more.into_inner())
    }
}

impl<'v, 'p> Field<'v, 'p> {
    /// What the whole reading shares.
    pub fn notes(&self) -> &'p Notes {
        self.notes
    }

    pub fn root(value: &'v Value, notes: &'p Notes) -> Self {
        Self { value: Some(value), step: Step::Root, notes }
    }

    /// An item of a list that was taken out of it, at its place there.
    pub fn item<'q>(&'q self, at: usize, value: &'v Value) -> Field<'v, 'q> {
        Field { value: Some(value), step: Step::Item(self, at), notes: self.notes }
    }

    pub fn at<'q>(&'q self, key: &'q str) -> Field<'v, 'q> {
        let value = self.value.and_then(|value| value.get(key));
        Field { value, step: Step::Key(self, key), notes: self.notes }
    }

    /// The field itself where something stands there: not null, and no empty text.
    pub fn given(self) -> Option<Self> {
        match self.value? {
            Value::Null => None,
            Value::String(text) if text.trim().is_empty() => None,
            _ => Some(self),
        }
    }

    /// Notes that something else should stand here.
    pub fn note<T>(&self, expected: Expected) -> Option<T> {
        let mut kept = self.notes.kept.borrow_mut();
        if kept.len() < MOST_PROBLEMS {
            let mut path = String::new();
            self.write_path(&mut path);
            let found = self.value.map(shortened).unwrap_or_default();
            kept.push(Problem { path, found, expected });
        } else {
            *self.notes.more.borrow_mut() += 1;
        }
        None
    }

    fn write_path(&self, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self.step {
            Step::Root => write!(out, "$"),
            Step::Key(parent, key) => {
                parent.write_path(out);
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                if key.len() < MOST_KEY && key.bytes().all(plain) {
                    write!(out, ".{key}")
                } else {
                    write!(out, "[{}]", shortened(&key.into()))
                }
            }
            Step::Item(parent, at) => {
                parent.write_path(out);
                write!(out, "[{at}]")
            }
        };
    }

    /// Whether a text stands here.
    pub fn is_text(&self) -> bool {
        self.given().and(self.value).is_some_and(Value::is_string)
    }

    /// Whether an object stands here, as every entry must be one.
    pub fn is_object(&self) -> bool {
        self.value.is_some_and(Value::is_object) || self.note::<()>(Expected::Object).is_some()
    }

    /// The items of a list; none where nothing stands.
    pub fn items<'q>(&'q self) -> impl Iterator<Item = Field<'v, 'q>> {
        let items: &[Value] = match self.given().and(self.value) {
            Some(Value::Array(items)) => items,
            Some(_) => self.note(Expected::List).unwrap_or_default(),
            None => &[],
        };
        items.iter().enumerate().map(|(at, item)| self.item(at, item))
    }

    /// A text of the record's language or without one, such as a name.
    pub fn words(&self) -> Option<&'v str> {
        self.words_or(Expected::Text)
    }

    fn words_or(&self, expected: Expected) -> Option<&'v str> {
        match self.given().and(self.value) {
            Some(Value::String(text)) => {
                let is_long = text.len() > MOST_CHARACTERS
                    && text.char_indices().nth(MOST_CHARACTERS).is_some();
                if is_long { self.note(Expected::ShortText) } else { Some(text) }
            }
            _ => self.note(expected),
        }
    }

    /// A text by language, or a plain one in the record's language.
    pub fn text(&self) -> Option<Text> {
        let Some(Value::Object(by_tag)) = self.value else {
            let words = self.words()?;
            return Some(Text::new(vec![(self.notes.language.clone(), words.to_owned())]));
        };
        let given = || by_tag.keys().filter(|tag| self.at(tag).given().is_some());
        if given().next().is_none() {
            return self.note(Expected::Text);
        }
        let text = |tag: &String| Some((tag.clone(), self.at(tag).words()?.to_owned()));
        let texts: Vec<_> = given().filter_map(text).collect();
        if texts.is_empty() { None } else { Some(Text::new(texts)) }
    }

    /// A word of a closed vocabulary.
    pub fn word<T>(&self, from_id: fn(&str) -> Option<T>, expected: Expected) -> Option<T> {
        from_id(self.words_or(expected)?).or_else(|| self.note(expected))
    }

    pub fn date(&self) -> Option<Edtf> {
        Edtf::parse(self.words_or(Expected::Date)?).map_or_else(|_| self.note(Expected::Date), Some)
    }

    pub fn day(&self) -> Option<Day> {
        self.word(Day::from_iso, Expected::Day)
    }

    /// The days between two keys, in the right order.
    pub fn span(&self, start: &str, end: &str) -> Option<Span> {
        let (start, end) = (self.at(start).date()?, self.at(end).date()?);
        let span = Span { first: start.span.first, last: end.span.last };
        if span.last < span.first { self.note(Expected::DateOrder) } else { Some(span) }
    }

    pub fn number(&self) -> Option<f64> {
        let number = self.value.and_then(Value::as_f64).filter(|number| number.is_finite());
        number.or_else(|| self.note(Expected::Number))
    }

    /// A number that is not negative.
    pub fn amount(&self) -> Option<f64> {
        let number = self.value.and_then(Value::as_f64);
        let amount = number.filter(|number| number.is_finite() && *number >= 0.0);
        amount.or_else(|| self.note(Expected::PositiveNumber))
    }

    /// A number of degrees that is not beyond the limit on either side.
    pub fn degrees(&self, limit: f64, expected: Expected) -> Option<f64> {
        let degrees = self.value.and_then(Value::as_f64).filter(|degrees| degrees.abs() <= limit);
        degrees.or_else(|| self.note(expected))
    }

    pub fn is_true(&self) -> Option<bool> {
        match self.given() {
            None => Some(false),
            Some(_) => self.value.and_then(Value::as_bool).or_else(|| self.note(Expected::Boolean)),
        }
    }

    /// An id that is well formed and not yet taken.
    pub fn new_id(&self, taken: &Ids<'v>) -> Option<&'v str> {
        let id = self.word_where(is_kebab, Expected::Id)?;
        if taken.contains_key(id) { self.note(Expected::UniqueId) } else { Some(id) }
    }

    /// A text that passes a test.
    pub fn word_where(&self, test: fn(&str) -> bool, expected: Expected) -> Option<&'v str> {
        let word = self.words_or(expected)?;
        if test(word) { Some(word) } else { self.note(expected) }
    }

    /// The row that an id stands for.
    pub fn row(&self, ids: &Ids<'v>, expected: Expected) -> Option<Row> {
        ids.get(self.words_or(expected)?).copied().or_else(|| self.note(expected))
    }

    /// The rows of a list of ids, each once; unknown ones are noted and left out.
    pub fn rows(&self, ids: &Ids<'v>, expected: Expected) -> Vec<Row> {
        self.known(ids, expected).map(|(_, row)| row).collect()
    }

    /// The known ids of a list with their rows, each once.
    pub fn known<'q>(
        &'q self,
        ids: &'q Ids<'v>,
        expected: Expected,
    ) -> impl Iterator<Item = (&'v str, Row)> + 'q {
        let mut seen = Ids::new();
        self.items().filter_map(move |item| {
            let row = item.row(ids, expected)?;
            let id = item.words()?;
            seen.insert(id, row).is_none().then_some((id, row))
        })
    }

    /// The sources of a statement, which must have one.
    pub fn sources(&self, ids: &Ids<'v>) -> Option<Vec<Row>> {
        let field = self.at("sources");
        let rows = field.rows(ids, Expected::KnownSource);
        if rows.is_empty() { field.note(Expected::AtLeastOneSource) } else { Some(rows) }
    }
}

/// Small ASCII letters, digits and single hyphens between them.
pub(super) fn is_kebab(id: &str) -> bool {
    id.split('-').all(|part| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

/// Whether a text has the form of a BCP 47 tag.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_first = |part: &str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
    let fits = |part: &str| (1..=8).contains(&part.len());
    parts.next().is_some_and(|part| is_first(part) && fits(part))
        && parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether a text has the form of an ISO 3166-1 alpha-2 code.
pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a text has the form of an ISO 3166-2 code.
pub(super) fn is_region(code: &str) -> bool {
    code.split_once('-').is_some_and(|(country, part)| {
        is_country(country)
            && (1..=3).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// Whether a text is the name of a JSON file that can stand in an address as it is, without the
/// way to it.
pub(in crate::core::model) fn is_json_file(name: &str) -> bool {
    let ends = |sign: char| "/\\?#%:".contains(sign) || sign.is_control();
    name.strip_suffix(".json").is_some_and(|stem| !stem.is_empty() && !stem.contains(ends))
}

/// Whether a text is a link that a reader can safely open: http or https, and no spaces in it.
pub(super) fn is_http_link(link: &str) -> bool {
    let scheme = |scheme: &str| {
        let start = link.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && link.len() > scheme.len()
    };
    (scheme("https://") || scheme("http://"))
        && !link.chars().any(|character| character.is_whitespace() || character.is_control())
}
