//! The builds that the browser tests open: the release page with a script that notes what goes
//! wrong from the start, and another build of it, in which every kind of file differs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    Outcome,
    card::{self, Address},
    process::root,
    seal::seal,
};

/// Notes errors, rejected promises and broken policies before anything else runs.
const WATCH: &str = "\
window.khipuWatched = [];
const note = text => window.khipuWatched.push(text);
addEventListener('error', event => note(event.message || `cannot be loaded: ${event.target.src ?? event.target.href}`), true);
addEventListener('unhandledrejection', event => note(`rejected: ${event.reason}`));
addEventListener('securitypolicyviolation', event => note(`policy ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
const error = console.error;
console.error = (...words) => { note(`console: ${words.join(' ')}`); error.apply(console, words); };
";

/// Where the page says that it stands, to those who ask how it is embedded.
const ADDRESS: &str = "https://example.org/khipu/";

/// What the other build says of itself in each of its files.
const MARK: &str = "next";

/// The page in `dist/`, watched; and the next build of it.
pub struct Trial {
    pub page: PathBuf,
    pub next: PathBuf,
}

impl Trial {
    /// Makes both from `dist/`.
    pub fn prepare() -> Outcome<Self> {
        let folder = root().join("target/trial");
        let trial = Self { page: folder.join("page"), next: folder.join("next") };
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .map_err(|error| format!("{} cannot be emptied: {error}", folder.display()))?;
        }
        for copy in [&trial.page, &trial.next] {
            copied(&root().join("dist"), copy)?;
            watch(copy)?;
        }
        put(&trial.page.join("oembed.json"), &card::answer(&Address::of(ADDRESS)?)?)?;
        change(&trial.next)?;
        seal(&trial.page)?;
        seal(&trial.next)?;
        Ok(trial)
    }
}

fn watch(page: &Path) -> Outcome {
    put(&page.join("khipu-watch.js"), WATCH)?;
    let index = page.join("index.html");
    let script = "<head><script src=\"khipu-watch.js\"></script>";
    put(&index, &text(&index)?.replacen("<head>", script, 1))
}

/// Gives the program, its glue and the style sheet other names, and marks what can be marked: the
/// glue, the style sheet, the texts, and the record in each language.
fn change(page: &Path) -> Outcome {
    let index = page.join("index.html");
    let mut html = text(&index)?;
    for file in files(page)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_hashed = name.starts_with("app-") || name.starts_with("main-");
        if !is_hashed {
            continue;
        }
        let other = format!("{MARK}-{name}");
        match file.extension().and_then(|end| end.to_str()) {
            Some("js") => append(&file, "\nglobalThis.khipuGlue=\"next\";\n")?,
            Some("css") => append(&file, "\n:root{--build:next}\n")?,
            _ => {}
        }
        fs::rename(&file, page.join(&other)).map_err(|error| format!("{name}: {error}"))?;
        html = html.replace(&name, &other);
    }
    put(&index, &html)?;
    for file in files(&page.join("words"))? {
        let marked = text(&file)?.replacen("\"Khipu\"", "\"Khipu next\"", 1);
        put(&file, &marked)?;
    }
    for file in files(&page.join("data"))? {
        let mut record: Value = serde_json::from_str(&text(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let mark = |words: &mut Value| {
            *words = format!("{} ({MARK})", words.as_str().unwrap_or_default()).into();
        };
        match record.get_mut("title") {
            Some(Value::Object(title)) => title.values_mut().for_each(mark),
            Some(title) => mark(title),
            None => continue,
        }
        put(&file, &record.to_string())?;
    }
    Ok(())
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect())
}

fn copied(from: &Path, to: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{} cannot be copied: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for path in fs::read_dir(from).map_err(failed)?.flatten().map(|entry| entry.path()) {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copied(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(failed)?;
        }
    }
    Ok(())
}

fn append(file: &Path, words: &str) -> Outcome {
    put(file, &(text(file)? + words))
}

fn text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn put(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}
