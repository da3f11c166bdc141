//! `khipu export`: a record, or the part of it that filters let through, for other programs.

use std::{
    io::{self, Write},
    path::Path,
};

use khipu::core::{
    export::{Format, InView},
    i18n::Lang,
    model::{Archive, Kind, Known},
    query::{Filters, Masks, Set},
    time::{Day, Span},
};

use super::{Failure, imported, text_of, with_sources, write_bytes};

/// What the command says.
#[derive(Debug, Default, PartialEq)]
struct Options<'a> {
    file: Option<&'a str>,
    format: Option<Format>,
    from: Option<Day>,
    to: Option<Day>,
    regions: Set<String>,
    kinds: Set<Kind>,
    lang: Option<Lang>,
    page: Option<&'a str>,
    out: Option<&'a str>,
}

/// Writes the events that the options let through, to a file or to the standard output.
pub fn export(arguments: &[&str]) -> Result<(), Failure> {
    let options = Options::of(arguments).map_err(Failure::Stopped)?;
    let stopped = |reason: &str| Failure::Stopped(reason.to_owned());
    let file = options.file.ok_or_else(|| stopped("export takes a FILE"))?;
    let format = options.format.ok_or_else(|| stopped(&needs_format()))?;
    let read = text_of(Path::new(file)).and_then(|json| imported(file, &json));
    let read = read.and_then(|imported| with_sources(Path::new(file), imported));
    let imported = read.map_err(Failure::Stopped)?;
    if !imported.problems.is_empty() {
        // The standard output is the export's own.
        imported.problems.iter().for_each(|problem| eprintln!("  {problem}"));
        return Err(Failure::Problems);
    }
    let text = options.text(&imported.archive, format).map_err(Failure::Stopped)?;
    match options.out {
        Some(out) => write_bytes(Path::new(out), text.as_bytes()).map_err(Failure::Stopped),
        None => {
            io::stdout().write_all(text.as_bytes()).map_err(|error| stopped(&error.to_string()))
        }
    }
}

impl<'a> Options<'a> {
    fn of(arguments: &[&'a str]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut left = arguments.iter().copied();
        while let Some(argument) = left.next() {
            if !argument.starts_with("--") {
                if let Some(first) = options.file.replace(argument) {
                    return Err(format!("export takes one FILE, not {first} and {argument}"));
                }
                continue;
            }
            let value = left.next().ok_or_else(|| format!("{argument} needs a value"))?;
            match argument {
                "--as" => options.format = Some(Format::from_id(value).ok_or_else(needs_format)?),
                "--from" => options.from = Some(day(argument, value)?),
                "--to" => options.to = Some(day(argument, value)?),
                "--region" => drop(options.regions.insert(value.to_owned())),
                "--kind" => drop(options.kinds.insert(kind(value)?)),
                "--lang" => options.lang = Some(lang(value)?),
                "--page" => options.page = Some(value),
                "--out" => options.out = Some(value),
                _ => return Err(format!("export does not know {argument}")),
            }
        }
        match (options.from, options.to) {
            (Some(from), Some(to)) if to < from => Err(format!("{to} is before {from}")),
            _ => Ok(options),
        }
    }

    /// The text of the file.
    fn text(&self, archive: &Archive, format: Format) -> Result<String, String> {
        let is_known = |id: &&String| archive.areas.iter().any(|area| area.id == **id);
        if let Some(unknown) = self.regions.iter().find(|id| !is_known(id)) {
            let ids = archive.areas.iter().map(|area| area.id.as_str()).filter(|id| !id.is_empty());
            let ids = ids.collect::<Vec<_>>().join(", ");
            return Err(format!("the record has no region {unknown}; it has {ids}"));
        }
        let window = self.window(archive.extent());
        let filters = Filters {
            window,
            areas: self.regions.clone(),
            kinds: self.kinds.clone(),
            ..Filters::default()
        };
        let rows = Masks::of(archive, &filters, None).all();
        let lang = self.lang.or_else(|| Lang::from_tag(&archive.language)).unwrap_or_default();
        let known = Known::of(archive);
        let view = InView { archive, known, rows: &rows, window, lang, page: self.page };
        format.text(&view).map_err(|error| error.to_string())
    }

    /// The days asked for; an end that is not given is the record's.
    fn window(&self, extent: Span) -> Option<Span> {
        let first =
            self.from.unwrap_or_else(|| self.to.map_or(extent.first, |to| to.min(extent.first)));
        let last = self.to.unwrap_or(extent.last).max(first);
        self.from.or(self.to).map(|_| Span { first, last })
    }
}

fn needs_format() -> String {
    format!("export takes --as {}", Format::ALL.map(Format::id).join("|"))
}

fn day(option: &str, value: &str) -> Result<Day, String> {
    Day::from_iso(value)
        .ok_or_else(|| format!("{option} takes a day such as 2022-12-07, not {value}"))
}

fn kind(value: &str) -> Result<Kind, String> {
    let all = || Kind::ALL.iter().map(|kind| kind.id()).collect::<Vec<_>>().join(", ");
    Kind::from_id(value).ok_or_else(|| format!("there is no kind {value}; there is {}", all()))
}

fn lang(value: &str) -> Result<Lang, String> {
    let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == value);
    lang.ok_or_else(|| format!("--lang takes {}, not {value}", Lang::ALL.map(Lang::tag).join("|")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_error(arguments: &[&str], expected: &str) {
        assert_eq!(Options::of(arguments), Err(expected.to_owned()));
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_what_can() {
        check_error(&["a", "b"], "export takes one FILE, not a and b");
        check_error(&["a", "--as"], "--as needs a value");
        check_error(&["a", "--as", "pdf"], "export takes --as csv|json|geojson|ics|bib|csl");
        check_error(&["--kinds", "strike"], "export does not know --kinds");
        check_error(&["--lang", "de"], "--lang takes en|es|fr, not de");
        check_error(&["--from", "2022"], "--from takes a day such as 2022-12-07, not 2022");
        check_error(
            &["--from", "2023-01-02", "--to", "2023-01-01"],
            "2023-01-01 is before 2023-01-02",
        );
        let unknown = Options::of(&["--kind", "picnic"]).unwrap_err();
        assert!(unknown.starts_with("there is no kind picnic; there is mobilization, strike"));
    }

    #[test]
    fn an_end_that_is_not_given_is_the_records() {
        let span = |from: &str, to: &str| {
            let day = |iso| Day::from_iso(iso).unwrap();
            Span { first: day(from), last: day(to) }
        };
        let extent = span("2022-12-07", "2023-03-01");
        let check = |arguments: &[&str], expected| {
            assert_eq!(Options::of(arguments).unwrap().window(extent), expected);
        };
        check(&[], None);
        check(&["--from", "2023-01-01"], Some(span("2023-01-01", "2023-03-01")));
        check(&["--to", "2023-01-01"], Some(span("2022-12-07", "2023-01-01")));
        check(&["--from", "2024-01-01"], Some(span("2024-01-01", "2024-01-01")));
        check(&["--to", "2021-01-01"], Some(span("2021-01-01", "2021-01-01")));
    }
}
