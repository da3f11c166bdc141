//! The sources as BibTeX: UTF-8, an entry a source, for BibTeX's own styles and for biblatex.
//! Names are kept whole in braces, for the record does not say which part is the family's. The
//! record knows no day on which a source was read, so none is written.

use super::{InView, plain::one_line};
use crate::core::{
    model::{Source, SourceKind},
    time::{Edtf, Form},
};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The sources that the events in view rest on; the keys are their ids.
pub fn bibtex(view: &InView) -> String {
    let entries = view.sources().into_iter().map(entry);
    entries.collect::<Vec<_>>().join("\n")
}

fn entry(source: &Source) -> String {
    let (kind, publisher) = match source.kind {
        Some(SourceKind::News | SourceKind::Academic) => ("article", "journal"),
        Some(SourceKind::Report | SourceKind::Official) => ("techreport", "institution"),
        Some(SourceKind::Encyclopedia | SourceKind::Statement) | None => ("misc", "howpublished"),
    };
    let mut out = format!("@{kind}{{{}", source.id);
    // Inner braces keep capitals as they are, and a name in one piece.
    let whole = |text: &str| format!("{{{{{}}}}}", escaped(text));
    push(&mut out, "author", source.author.as_deref().map(whole));
    push(&mut out, "title", Some(whole(&source.title)));
    let given = |text: &str| (!text.is_empty()).then(|| format!("{{{}}}", escaped(text)));
    push(&mut out, publisher, given(&source.publisher));
    if let Some(date) = &source.published {
        push(&mut out, "year", Some(format!("{{{}}}", date.span.first.ymd().0)));
        push(&mut out, "month", month(date).map(str::to_owned));
        push(&mut out, "date", Some(format!("{{{}}}", date.text)));
    }
    push(&mut out, "url", source.url.as_deref().map(address));
    push(&mut out, "language", given(&source.language));
    out.push_str("\n}\n");
    out
}

fn push(out: &mut String, name: &str, value: Option<String>) {
    if let Some(value) = value {
        out.push_str(",\n  ");
        out.push_str(name);
        out.push_str(" = ");
        out.push_str(&value);
    }
}

/// The month's short name, which every style of BibTeX knows, for a date that lies in one.
fn month(date: &Edtf) -> Option<&'static str> {
    let within = matches!(date.form, Form::Day | Form::Month | Form::DayInMonth);
    let month = date.span.first.ymd().1 as usize;
    MONTHS.get(month.checked_sub(1)?).copied().filter(|_| within)
}

/// A text for TeX. A brace is written as its command, since BibTeX counts even escaped ones.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in one_line(text).chars() {
        match sign {
            '%' | '&' | '$' | '#' | '_' => out.extend(['\\', sign]),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            sign => out.push(sign),
        }
    }
    out
}

/// An address, which TeX reads as it stands; only what would end the field is encoded.
fn address(url: &str) -> String {
    let encoded = url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C");
    format!("{{{encoded}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(kind: SourceKind, published: &str) -> Source {
        Source {
            id: "a-paper-2023".to_owned(),
            title: "100 % de Ñuñoa {sic} & \"más\"\n\\input".to_owned(),
            publisher: "La R_pública".to_owned(),
            author: Some("A and B".to_owned()),
            published: Edtf::parse(published).ok(),
            url: Some("https://a.pe/x_y?z=%20#{b}".to_owned()),
            language: "es".to_owned(),
            kind: Some(kind),
        }
    }

    #[test]
    fn a_source_is_an_entry_that_tex_can_read() {
        let expected = "@article{a-paper-2023,\n  author = {{A and B}},\n  \
            title = {{100 \\% de Ñuñoa \\textbraceleft{}sic\\textbraceright{} \\& \"más\" \
            \\textbackslash{}input}},\n  journal = {La R\\_pública},\n  year = {2023},\n  \
            month = jan,\n  date = {2023-01-10},\n  url = {https://a.pe/x_y?z=%20#%7Bb%7D},\n  \
            language = {es}\n}\n";
        assert_eq!(entry(&source(SourceKind::News, "2023-01-10")), expected);
    }

    #[test]
    fn only_a_date_within_a_month_has_one() {
        let check = |published: &str, expected| {
            assert_eq!(month(&Edtf::parse(published).unwrap()), expected, "{published}");
        };
        check("2022-12-07~", Some("dec"));
        check("2022-02", Some("feb"));
        check("2022-02-XX", Some("feb"));
        check("2022", None);
        check("2022-21", None);
        check("2022-02/2022-03", None);
        assert!(!entry(&source(SourceKind::Report, "never")).contains("year"));
        assert!(entry(&source(SourceKind::Report, "2022")).starts_with("@techreport{"));
    }
}
