//! The sources as CSL-JSON, which reference managers and citation processors read.
//! The format: Citation Style Language 1.0.2, csl-data.json. The record knows no day on which a
//! source was read, so `accessed` is not written.

use serde_json::{Map, Value, json};

use super::{InView, plain::one_line, push_lines};
use crate::core::{
    model::{Source, SourceKind},
    time::{Day, Edtf, End, Form},
};

/// The sources that the events in view rest on, an item each; the ids are theirs.
pub fn csl(view: &InView) -> String {
    let mut out = String::new();
    push_lines(&mut out, &mut view.sources().into_iter().map(item));
    out.push('\n');
    out
}

fn item(source: &Source) -> Value {
    let (kind, publisher) = match source.kind {
        Some(SourceKind::News) => ("article-newspaper", "container-title"),
        Some(SourceKind::Academic) => ("article-journal", "container-title"),
        Some(SourceKind::Encyclopedia) => ("entry-encyclopedia", "container-title"),
        Some(SourceKind::Report) => ("report", "publisher"),
        Some(SourceKind::Official | SourceKind::Statement) | None => ("document", "publisher"),
    };
    let given = |text: &str| if text.is_empty() { Value::Null } else { one_line(text).into() };
    let author = source.author.as_deref().map(|name| json!([{"literal": one_line(name)}]));
    let fields = [
        ("id", source.id.as_str().into()),
        ("type", kind.into()),
        ("title", one_line(&source.title).into()),
        ("author", author.into()),
        (publisher, given(&source.publisher)),
        ("issued", source.published.as_ref().map(issued).into()),
        ("URL", source.url.as_deref().into()),
        ("language", given(&source.language)),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(fields.map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A date in its parts: year, month and day as far as they are known, twice for a range.
fn issued(date: &Edtf) -> Value {
    let parts = match &date.form {
        Form::Interval(ends) => {
            let known = ends.iter().filter_map(|end| match end {
                End::Date(date) => Some(date),
                End::Unknown | End::Open => None,
            });
            let known: Vec<&Edtf> = known.collect();
            let firsts = known.iter().take(1).map(|date| parts(date, date.span.first));
            firsts.chain(known.iter().skip(1).map(|date| parts(date, date.span.last))).collect()
        }
        Form::Decade | Form::Century => {
            vec![parts(date, date.span.first), parts(date, date.span.last)]
        }
        _ => vec![parts(date, date.span.first)],
    };
    let mut fields = Map::new();
    fields.insert("date-parts".to_owned(), parts.into());
    if let Form::Season(season) = date.form {
        fields.insert("season".to_owned(), season.saturating_sub(20).into());
    }
    if date.approximate || date.uncertain {
        fields.insert("circa".to_owned(), true.into());
    }
    Value::Object(fields)
}

/// The parts of a day that a date's form says.
fn parts(date: &Edtf, day: Day) -> Value {
    let (year, month, day) = day.ymd();
    match date.form {
        Form::Day => json!([year, month, day]),
        Form::Month | Form::DayInMonth => json!([year, month]),
        _ => json!([year]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_the_parts_that_are_known() {
        let check = |text: &str, expected: Value| {
            assert_eq!(issued(&Edtf::parse(text).unwrap()), expected, "{text}");
        };
        check("2023-01-09", json!({"date-parts": [[2023, 1, 9]]}));
        check("2023-01-09?", json!({"date-parts": [[2023, 1, 9]], "circa": true}));
        check("2023-01~", json!({"date-parts": [[2023, 1]], "circa": true}));
        check("2023-01-XX", json!({"date-parts": [[2023, 1]]}));
        check("2023-XX", json!({"date-parts": [[2023]]}));
        check("2023-22", json!({"date-parts": [[2023]], "season": 2}));
        check("202X", json!({"date-parts": [[2020], [2029]]}));
        check("2022-12/2023-01-09", json!({"date-parts": [[2022, 12], [2023, 1, 9]]}));
        check("2022/2023", json!({"date-parts": [[2022], [2023]]}));
        check("2015/202X", json!({"date-parts": [[2015], [2029]]}));
        check("2022-12-07/..", json!({"date-parts": [[2022, 12, 7]]}));
        check("/2022-12", json!({"date-parts": [[2022, 12]]}));
    }
}
