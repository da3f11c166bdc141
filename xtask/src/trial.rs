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
    seal::seal_with_patience,
};

/// Notes errors, rejected promises and broken policies before anything else runs. At an address that begins
/// with "bare", the browser seems to keep no pages.
const WATCH: &str = "\
window.khipuWatched = [];
if (location.hostname.startsWith('bare')) delete Navigator.prototype.serviceWorker;
const note = text => window.khipuWatched.push(text);
addEventListener('error', event => note(event.message || `cannot be loaded: ${event.target.src ?? event.target.href}`), true);
addEventListener('unhandledrejection', event => note(`rejected: ${event.reason}`));
addEventListener('securitypolicyviolation', event => note(`policy ${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
const error = console.error;
console.error = (...words) => { note(`console: ${words.join(' ')}`); error.apply(console, words); };
";

/// A silent host is given up on while a test waits.
const SILENT_MS: u32 = 6_000;
/// Where the page says that it stands, to those who ask how it is embedded.
const ADDRESS: &str = "https://example.org/khipu/";

/// What the other build says of itself in each of its files.
const MARK: &str = "next";
/// And behind every text of its desk, where no reader would see it.
const DESK_MARK: &str = "\u{2063}";

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
        seal_with_patience(&trial.page, SILENT_MS)?;
        seal_with_patience(&trial.next, SILENT_MS)?;
        Ok(trial)
    }
}

fn watch(page: &Path) -> Outcome {
    put(&page.join("khipu-watch.js"), WATCH)?;
    let index = page.join("index.html");
    let script = "<head><script src=\"khipu-watch.js\"></script>";
    put(&index, &text(&index)?.replacen("<head>", script, 1))
}

/// Another build, as far as the worker can tell: it sees names and bytes alone. It is not compiled anew,
/// which would take minutes of every run.
///
/// Gives the programs, their glue and the style sheet other names, and marks what can be marked: all
/// programs and glues, both style sheets, the desk's and the reader's loader, the texts of both programs that
/// have some, and the record in each language.
fn change(page: &Path) -> Outcome {
    let [index, loader, reader] =
        ["index.html", "desk.js", "reader.js"].map(|name| page.join(name));
    let (mut html, mut desk, mut reads) = (text(&index)?, text(&loader)?, text(&reader)?);
    for file in files(page)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kinds = ["app-", "main-", "desk-", "reader-"];
        let Some(kind) = kinds.iter().find(|kind| name.starts_with(**kind)) else {
            continue;
        };
        match (*kind, file.extension().and_then(|end| end.to_str())) {
            ("app-", Some("js")) => append(&file, "\nglobalThis.khipuGlue=\"next\";\n")?,
            ("desk-", Some("js")) => append(&file, "\nglobalThis.khipuDeskGlue=\"next\";\n")?,
            ("reader-", Some("js")) => append(&file, "\nglobalThis.khipuReaderGlue=\"next\";\n")?,
            (_, Some("css")) => append(&file, "\n:root{--build:next}\n")?,
            (_, Some("wasm")) => append_section(&file)?,
            _ => {}
        }
        let other = format!("{kind}{MARK}-{}", name.trim_start_matches(kind));
        fs::rename(&file, page.join(&other)).map_err(|error| format!("{name}: {error}"))?;
        html = html.replace(&name, &other);
        // The loaders name their programs without an ending.
        let stem = |name: &str| name.split(['.', '_']).next().unwrap_or_default().to_owned();
        desk = desk.replace(&stem(&name), &stem(&other));
        reads = reads.replace(&stem(&name), &stem(&other));
    }
    put(&index, &html)?;
    put(&loader, &(desk + "\nglobalThis.khipuDeskLoader=\"next\";\n"))?;
    put(&reader, &(reads + "\nglobalThis.khipuReaderLoader=\"next\";\n"))?;
    append(&page.join("desk.css"), "\n:root{--desk:next}\n")?;
    for file in files(&page.join("words"))? {
        let is_of_the_desk =
            file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("desk-"));
        let mut words: Vec<String> = serde_json::from_str(&text(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        for word in &mut words {
            if is_of_the_desk {
                word.push_str(DESK_MARK);
            } else if word == "Khipu" {
                word.push_str(" next");
            }
        }
        put(&file, &Value::from(words).to_string())?;
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

/// Makes a program another one to every hash, with a section that nothing reads.
fn append_section(wasm: &Path) -> Outcome {
    const SECTION: &[u8] = b"\0\x05\x04next";
    let failed = |error: std::io::Error| format!("{}: {error}", wasm.display());
    let bytes = fs::read(wasm).map_err(failed)?;
    fs::write(wasm, [&bytes, SECTION].concat()).map_err(failed)
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
