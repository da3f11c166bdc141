//! The record as plain pages, one a language: every event, figure and source with no script, for
//! readers whose browser runs none, for search engines, for paper, and for the day the page fails.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use khipu::core::{
    figures::table,
    i18n::{
        CLAIM_HEADINGS, Lang, Picked, Text, Word, certainty_word, date_of_iso, day_long, edtf_span,
        edtf_words, figure_words, fill, kind_word, labelled, measure_word, measure_word_of, number,
        place_words, say, source_kind_word,
    },
    model::{self, Archive, AreaKind, Claim, Event, EventFigure, Measure, Row, Source},
};
use serde_json::{Map, Value};

use crate::{
    Outcome,
    process::{command, output, root},
    style::minified,
    tools,
};

/// What stands on these pages alone, in the order of `Lang::ALL`.
const INTERACTIVE: [&str; 3] = [
    "Explore it on the timeline and the map",
    "Explórelo en la cronología y el mapa",
    "L’explorer sur la chronologie et la carte",
];
const FIGURES: [&str; 3] = ["Figures", "Cifras", "Chiffres"];
const EVENTS: [&str; 3] = ["Events", "Hechos", "Événements"];
const SOURCES: [&str; 3] = ["Sources", "Fuentes", "Sources"];

/// The names of countries and languages, as the page's browsers have them.
const NAMES_FILE: &str = "xtask/names.json";
/// Prints them.
const NAMES: &str = "
const [tag, ...codes] = process.argv.slice(1);
const names = type => new Intl.DisplayNames([tag], { type });
const of = code => { try { return names(/^[A-Z]/.test(code) ? 'region' : 'language').of(code); } catch { return code; } };
console.log(JSON.stringify(Object.fromEntries(codes.map(code => [code, of(code)]))));
";

/// The style of these pages: the tokens and elements of the whole, and their own few rules.
const STYLE: [&str; 3] = ["style/tokens.css", "style/base.css", "style/plain/plain.css"];

/// Writes `plain.en.html` and its like, and `plain.css`, into a folder.
pub fn write(record: &str, folder: &Path) -> Outcome {
    let archive = model::read(record).map_err(|error| error.to_string())?.archive;
    for lang in Lang::ALL {
        let page = Plain { archive: &archive, lang, names: names(&archive, lang)? }.page();
        put(&folder.join(file_name(lang)), &page)?;
    }
    let mut style = String::new();
    for name in STYLE {
        let path = root().join(name);
        style += &fs::read_to_string(&path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    }
    put(&folder.join("plain.css"), &minified(&style))
}

fn file_name(lang: Lang) -> String {
    format!("plain.{}.html", lang.tag())
}

fn put(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

/// Writes the names that the record in a file needs, in every language, as this machine's Node has
/// them. They are kept and not asked for at each build: Node's releases differ in them.
pub fn take_names(record: &str) -> Outcome {
    tools::node()?;
    let archive = model::read(record).map_err(|error| error.to_string())?.archive;
    let mut all = Map::new();
    for lang in Lang::ALL {
        let named = output(command("node").args(["-e", NAMES, lang.tag()]).args(codes(&archive)));
        let named = named.and_then(|text| serde_json::from_str(&text).ok());
        all.insert(lang.tag().to_owned(), named.ok_or("Node cannot name countries.")?);
    }
    put(&root().join(NAMES_FILE), &format!("{:#}\n", Value::Object(all)))
}

/// The countries and languages that the plain page names.
fn codes(archive: &Archive) -> Vec<&str> {
    let countries = archive.areas.iter().filter(|area| area.kind == AreaKind::Country);
    let mut codes: Vec<&str> = countries.map(|area| area.id.as_str()).collect();
    codes.extend(archive.claims.iter().map(|claim| claim.scope.as_str()));
    codes.extend(archive.sources.iter().map(|source| source.language.as_str()));
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn names(archive: &Archive, lang: Lang) -> Outcome<BTreeMap<String, String>> {
    let file = root().join(NAMES_FILE);
    let text = fs::read_to_string(&file)
        .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let known: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(&text).map_err(|error| format!("{NAMES_FILE}: {error}"))?;
    let known = known.get(lang.tag()).cloned().unwrap_or_default();
    match codes(archive).into_iter().find(|code| !known.contains_key(*code)) {
        Some(code) => Err(format!(
            "{NAMES_FILE} does not name {code} in {}: cargo xtask data --from DIR writes it anew.",
            lang.tag()
        )),
        None => Ok(known),
    }
}

/// One language's page while it is written.
struct Plain<'a> {
    archive: &'a Archive,
    lang: Lang,
    names: BTreeMap<String, String>,
}

impl Plain<'_> {
    fn page(&self) -> String {
        let (archive, lang) = (self.archive, self.lang);
        let tag = lang.tag();
        let title = self.words(&archive.title);
        let description = self.words(&archive.description);
        let others = Lang::ALL.into_iter().filter(|other| *other != lang);
        let alternates = others.clone().fold(String::new(), |mut out, other| {
            let _ = writeln!(
                out,
                "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">",
                other.tag(),
                file_name(other)
            );
            out
        });
        let languages = others.fold(String::new(), |mut out, other| {
            let _ = write!(
                out,
                " · <a href=\"{}\" lang=\"{tag}\" hreflang=\"{tag}\">{}</a>",
                file_name(other),
                other.own_name(),
                tag = other.tag()
            );
            out
        });
        let updated = date_of_iso(lang, &archive.updated);
        format!(
            "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'\">\n\
             <title>{title}</title>\n\
             <meta name=\"description\" content=\"{description}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <link rel=\"icon\" href=\"icon.svg\" type=\"image/svg+xml\">\n\
             <link rel=\"stylesheet\" href=\"plain.css\">\n{alternates}</head>\n<body class=\"text\">\n\
             <header>\n<h1>{title}</h1>\n<p>{description}</p>\n\
             <p class=\"text__note\">{updated} · {licence}</p>\n\
             <p><a href=\"./#lang={tag}\">{interactive}</a>{languages}</p>\n</header>\n<main>\n\
             <section>\n<h2>{figures_title}</h2>\n{figures}</section>\n\
             <section>\n<h2>{events_title}</h2>\n{events}</section>\n\
             <section>\n<h2>{sources_title}</h2>\n<ol class=\"text__sources\">\n{sources}</ol>\n</section>\n\
             </main>\n</body>\n</html>\n",
            title = escaped(title.text),
            description = escaped(description.text),
            updated = escaped(&fill(lang, Word::AboutUpdated, &[("date", &updated)])),
            licence = escaped(&fill(lang, Word::AboutLicence, &[("licence", &archive.license)])),
            interactive = own(&INTERACTIVE, lang),
            figures_title = own(&FIGURES, lang),
            figures = self.claims(),
            events_title = own(&EVENTS, lang),
            events = self.events(),
            sources_title = own(&SOURCES, lang),
            sources = archive
                .sources
                .iter()
                .enumerate()
                .map(|(row, it)| self.source(row, it))
                .collect::<String>(),
        )
    }

    fn words<'t>(&self, text: &'t Text) -> Picked<'t> {
        text.in_language(self.lang, &self.archive.language)
    }

    fn name<'n>(&'n self, code: &'n str) -> &'n str {
        self.names.get(code).map_or(code, String::as_str)
    }

    /// A text in its element, which says the language where it is not the page's own.
    fn element(&self, name: &str, text: Picked<'_>) -> String {
        if text.text.is_empty() {
            return String::new();
        }
        let is_other = text.tag != self.lang.tag() && !text.tag.is_empty();
        let tag = if is_other { format!(" lang=\"{}\"", escaped(text.tag)) } else { String::new() };
        let element = name.split(' ').next().unwrap_or_default();
        format!("<{name}{tag}>{}</{element}>\n", escaped(text.text))
    }

    /// A table of who counted how many, for each measure that anyone gave totals of.
    fn claims(&self) -> String {
        let lang = self.lang;
        let heading = |word| format!("<th scope=\"col\">{}</th>", escaped(say(lang, word)));
        let heading: String = CLAIM_HEADINGS.map(heading).concat();
        let mut out = String::new();
        for measure in Measure::ALL {
            let days = table(self.archive, *measure);
            if days.is_empty() {
                continue;
            }
            let rows: String = days
                .iter()
                .flat_map(|day| &day.rows)
                .filter_map(|row| self.archive.claims.get(*row))
                .map(|claim| self.claim(claim))
                .collect();
            let _ = write!(
                out,
                "<div class=\"text__table\" role=\"region\" tabindex=\"0\" aria-label=\"{name}\">\n<table>\n<caption>{name}</caption>\n\
                 <thead><tr>{heading}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n",
                name = escaped(say(lang, measure_word(*measure)))
            );
        }
        out
    }

    fn claim(&self, claim: &Claim) -> String {
        let lang = self.lang;
        let area = self.archive.areas.iter().find(|area| area.id == claim.scope);
        let scope = match area {
            Some(area) if area.kind == AreaKind::Region => self.words(&area.name).text,
            _ => self.name(&claim.scope),
        };
        let parts: Vec<String> = claim
            .breakdown
            .iter()
            .map(|part| labelled(lang, self.words(&part.group).text, &number(lang, part.value)))
            .collect();
        let parts = if parts.is_empty() {
            String::new()
        } else {
            format!("<p class=\"text__note\">{}</p>\n", escaped(&parts.join(" · ")))
        };
        format!(
            "<tr>\n<td>{}</td>\n<td>{}</td>\n<td>{}{}{parts}</td>\n<td>{}</td>\n<td>{}</td>\n</tr>\n",
            escaped(&edtf_words(lang, &claim.as_of)),
            escaped(&figure_words(lang, claim.value, claim.low, claim.high, claim.qualifier)),
            self.element("p", self.words(&claim.claimant)),
            self.element("p class=\"text__note\"", self.words(&claim.note)),
            escaped(scope),
            references(&claim.sources),
        )
    }

    fn events(&self) -> String {
        let mut out = String::new();
        let mut day = None;
        for event in self.archive.events.iter() {
            if day != Some(event.span.first) {
                day = Some(event.span.first);
                let words = escaped(&day_long(self.lang, event.span.first));
                let _ = writeln!(out, "<h3>{words}</h3>");
            }
            out += &self.event(&event);
        }
        out
    }

    fn event(&self, event: &Event) -> String {
        let lang = self.lang;
        let when = edtf_span(lang, &event.start, event.end.as_ref());
        let about = [
            when,
            self.place(event),
            say(lang, kind_word(event.kind)).to_owned(),
            say(lang, certainty_word(event.certainty)).to_owned(),
        ];
        let figures: String = event.figures.iter().map(|figure| self.figure(figure)).collect();
        let figures = if figures.is_empty() { figures } else { format!("<ul>\n{figures}</ul>\n") };
        format!(
            "<article id=\"{}\">\n{}<p class=\"text__note\">{}</p>\n{}{figures}\
             <p class=\"text__note\">{} {}</p>\n</article>\n",
            escaped(&event.id),
            self.element("h4", self.words(&event.title)),
            escaped(&about.join(" · ")),
            self.element("p", self.words(&event.summary)),
            escaped(&labelled(lang, own(&SOURCES, lang), "")).trim_end(),
            references(&event.sources),
        )
    }

    fn place(&self, event: &Event) -> String {
        place_words(self.archive, event, self.lang, &|code| self.name(code).to_owned())
    }

    fn figure(&self, figure: &EventFigure) -> String {
        let lang = self.lang;
        let EventFigure { measure, value, low, high, qualifier, .. } = *figure;
        let count = figure_words(lang, value, low, high, qualifier);
        let what = match measure {
            Measure::Other => "",
            _ => say(lang, measure_word_of(lang, measure, value, high)),
        };
        format!(
            "<li>{} {} {}{}</li>\n",
            escaped(&count),
            escaped(what),
            references(&figure.sources),
            self.element("p class=\"text__note\"", self.words(&figure.note))
        )
    }

    fn source(&self, row: Row, source: &Source) -> String {
        let lang = self.lang;
        let title = escaped(&source.title);
        let language = escaped(&source.language);
        let name = match &source.url {
            Some(url) => format!(
                "<a href=\"{}\" rel=\"noopener noreferrer\" hreflang=\"{language}\" lang=\"{language}\">{title}</a>",
                escaped(url)
            ),
            None => format!("<span lang=\"{language}\">{title}</span>"),
        };
        let mut parts = vec![source.publisher.clone()];
        parts.extend(source.author.clone());
        parts.extend(source.published.as_ref().map(|date| edtf_words(lang, date)));
        parts.extend(source.kind.map(|kind| say(lang, source_kind_word(kind)).to_owned()));
        if source.language != lang.tag() {
            let language = self.name(&source.language);
            parts.push(fill(lang, Word::EventInLanguage, &[("language", language)]));
        }
        format!(
            "<li id=\"source-{}\">{name} <span class=\"text__note\">{}</span></li>\n",
            row + 1,
            escaped(&parts.join(" · "))
        )
    }
}

fn own(words: &[&'static str; 3], lang: Lang) -> &'static str {
    words.get(lang as usize).copied().unwrap_or_default()
}

/// Links to the numbered list of sources.
fn references(sources: &[Row]) -> String {
    let link = |row: &Row| format!("<a href=\"#source-{n}\">[{n}]</a>", n = row + 1);
    sources.iter().map(link).collect::<Vec<_>>().join(" ")
}

/// A text that no reader of HTML takes for markup, in an element or an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fs;

    use khipu::core::{i18n::Lang, model};

    use super::{Plain, escaped, names};
    use crate::process::root;

    #[test]
    fn every_event_claim_and_source_is_on_each_page() {
        let record = fs::read_to_string(root().join("public/data/peru-2022-2023.json")).unwrap();
        let archive = model::read(&record).unwrap().archive;
        for lang in Lang::ALL {
            let names = names(&archive, lang).unwrap();
            let page = Plain { archive: &archive, lang, names }.page();
            for event in archive.events.iter() {
                assert!(page.contains(&format!("<article id=\"{}\">", event.id)), "{}", event.id);
                let title = event.title.in_language(lang, &archive.language);
                assert!(page.contains(&escaped(title.text)), "{}", event.id);
            }
            assert_eq!(page.matches("<tr>\n<td>").count(), archive.claims.len());
            assert_eq!(page.matches("<li id=\"source-").count(), archive.sources.len());
            let urls = archive.sources.iter().filter_map(|source| source.url.as_ref());
            for url in urls {
                assert!(page.contains(&format!("<a href=\"{}\"", escaped(url))), "{url}");
            }
            assert!(!page.contains("<script"));
        }
    }

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escaped("<b a='1' c=\"2\">&"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
    }
}
