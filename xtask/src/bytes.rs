//! What the page weighs: each file of `dist/`, raw and as a good host compresses it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use khipu::core::i18n::Lang;

use crate::{
    Outcome,
    process::{command, output, root, say},
    tools,
};

/// What a first visit may weigh, compressed, in bytes.
const LIMIT: usize = 300_000;

/// What other sites load to show the page in a frame, and what it may weigh, compressed.
const EMBED: &str = "khipu-embed.js";
const EMBED_LIMIT: usize = 4_000;

/// Node compresses with brotli at its best, 11, by itself; the build needs Node anyway.
const COMPRESS: &str = "
const { brotliCompressSync } = require('zlib');
for (const file of process.argv.slice(1)) console.log(brotliCompressSync(require('fs').readFileSync(file)).length);
";

/// A file of the page and its sizes in bytes.
struct Weight {
    name: String,
    raw: usize,
    compressed: usize,
}

/// Prints the table; fails when a first visit weighs more than it may.
pub fn weigh() -> Outcome {
    tools::node()?;
    let dist = root().join("dist");
    if !dist.join("index.html").is_file() {
        return Err("There is no page in dist/ yet: cargo xtask build makes it.".to_owned());
    }
    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    files.sort();
    let printed = output(command("node").args(["-e", COMPRESS]).args(&files));
    let compressed = printed.ok_or("Node cannot compress the files of dist/.")?;
    let weights: Vec<Weight> = files
        .iter()
        .zip(compressed.lines())
        .map(|(file, compressed)| Weight {
            name: file.strip_prefix(&dist).unwrap_or(file).display().to_string(),
            raw: fs::metadata(file).map_or(0, |it| it.len() as usize),
            compressed: compressed.parse().unwrap_or(usize::MAX),
        })
        .collect();
    report(&weights)
}

fn report(weights: &[Weight]) -> Outcome {
    let loaded = loaded_by_language(weights);
    let mut total = 0;
    say(&format!("{:>9} {:>9}    file (* of a first visit)", "raw", "brotli"));
    for weight in weights {
        let first = is_of_a_first_visit(&weight.name, loaded);
        if first {
            total += weight.compressed;
        }
        let Weight { name, raw, compressed } = weight;
        say(&format!("{raw:>9} {compressed:>9}  {} {name}", if first { '*' } else { ' ' }));
    }
    say(&format!("A first visit: {total} bytes; the limit is {LIMIT}."));
    let framed: usize =
        weights.iter().filter(|it| is_of_a_frame(&it.name)).map(|it| it.compressed).sum();
    say(&format!("Within another page: {framed} bytes more."));
    let embed = weights.iter().find(|weight| weight.name == EMBED);
    let embed = embed.ok_or_else(|| format!("There is no {EMBED}."))?.compressed;
    say(&format!("For another site: {embed} bytes; the limit is {EMBED_LIMIT}."));
    if embed > EMBED_LIMIT {
        return Err(format!("{EMBED} weighs {} bytes too much.", embed - EMBED_LIMIT));
    }
    if total > LIMIT {
        return Err(format!("A first visit weighs {} bytes too much.", total - LIMIT));
    }
    Ok(())
}

/// Readers load the record and the interface's texts in their language alone; the language whose
/// files are heaviest stands for it.
fn loaded_by_language(weights: &[Weight]) -> Option<Lang> {
    let of = |lang: &Lang| -> usize {
        let files = weights.iter().filter(|it| language(&it.name) == Some(*lang));
        files.map(|it| it.compressed).sum()
    };
    Lang::ALL.into_iter().max_by_key(of)
}

/// The language of a file that there is once a language.
fn language(name: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| {
        let tag = lang.tag();
        let is_record = name.starts_with("data/") && name.ends_with(&format!(".{tag}.json"));
        is_record || name.starts_with(&format!("words/{tag}-"))
    })
}

fn is_of_a_first_visit(name: &str, loaded: Option<Lang>) -> bool {
    if let Some(language) = language(name) {
        return Some(language) == loaded;
    }
    // The page shows the record without its sources, and fetches them once a reader looks closer.
    if name.starts_with("data/") && name.ends_with(".sources.json") {
        return false;
    }
    // Fetched once the record is shown, or where it cannot be.
    let later = [
        "sw.js",
        "offline.js",
        "own.js",
        "painter.js",
        "reader.js",
        "fatal.js",
        "oembed.json",
        EMBED,
        "manifest.webmanifest",
        "print.css",
    ];
    let is_of_the_desk = name.starts_with("desk") || name.starts_with("words/desk-");
    // Fetched for a big record.
    let is_of_the_reader = name.starts_with("reader-");
    if later.contains(&name)
        || name.starts_with("plain.")
        || is_of_the_desk
        || is_of_the_reader
        || is_of_a_frame(name)
    {
        return false;
    }
    let end = Path::new(name).extension().and_then(|end| end.to_str()).unwrap_or_default();
    matches!(end, "html" | "js" | "css" | "wasm" | "woff2" | "json" | "svg" | "webmanifest")
}

/// Fetched only by a page in another one's frame.
fn is_of_a_frame(name: &str) -> bool {
    ["frame.js", "frame.css"].contains(&name)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("{} cannot be opened: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Weight, is_of_a_first_visit, loaded_by_language, report};

    fn weight(name: &str, compressed: usize) -> Weight {
        Weight { name: name.to_owned(), raw: 0, compressed }
    }

    fn check(name: &str, expected: bool) {
        let records = [weight("data/peru.en.json", 4), weight("data/peru.es.json", 3)];
        let words = [weight("words/en-0.json", 1), weight("words/es-0.json", 3)];
        let loaded = loaded_by_language(&records.into_iter().chain(words).collect::<Vec<_>>());
        assert_eq!(is_of_a_first_visit(name, loaded), expected, "{name}");
    }

    #[test]
    fn a_first_visit_loads_the_record_once_and_no_licence() {
        check("data/peru.es.json", true);
        check("data/peru.en.json", false);
        check("words/es-0a1b.json", true);
        check("words/fr-0a1b.json", false);
        check("data/peru.sources.json", false);
        check("data/world-countries.topo.json", true);
        check("app-0a1b_bg.wasm", true);
        check("desk-0a1b_bg.wasm", false);
        check("words/desk-es-0a1b.json", false);
        check("reader-0a1b_bg.wasm", false);
        check("reader.js", false);
        check("frame.js", false);
        check("print.css", false);
        check("fonts/OFL.txt", false);
    }

    #[test]
    fn a_page_that_grew_past_its_limit_fails() {
        let embed = |compressed| weight(super::EMBED, compressed);
        assert!(report(&[weight("a.js", super::LIMIT), embed(super::EMBED_LIMIT)]).is_ok());
        assert!(report(&[weight("a.js", super::LIMIT), weight("b.js", 1), embed(1)]).is_err());
        assert!(report(&[weight("a.js", 1), embed(super::EMBED_LIMIT + 1)]).is_err());
        assert!(report(&[weight("a.js", 1)]).is_err(), "without the script for other sites");
    }
}
