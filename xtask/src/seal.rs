//! Closes a built page: says in it which build it is and what its files' bytes are, and tells its
//! worker every file to keep. The last step of a build; whatever changes a file comes before.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

use crate::{
    Outcome,
    process::{command, output},
    site::media_type,
    tools,
};

const INDEX: &str = "index.html";
const WORKER: &str = "sw.js";
/// What loads the other programs, each told the hashes of its program's files.
const LOADERS: [&str; 2] = ["desk", "reader"];
/// How long a host may send nothing before a file counts as not arriving.
const SILENT_MS: u32 = 30_000;
/// What the page does not need: licences, and what hosts read.
const NOT_KEPT: [&str; 2] = ["txt", ""];

/// Prints the SHA-256 of files in base64, a line each.
const HASH: &str = "
const { createHash } = require('crypto');
for (const file of process.argv.slice(1)) console.log(createHash('sha256').update(require('fs').readFileSync(file)).digest('base64'));
";

/// Closes the page in a folder. A folder that was closed before may be closed again.
pub fn seal(dist: &Path) -> Outcome {
    seal_with_patience(dist, SILENT_MS)
}

/// Closes the page in a folder, with a worker that waits so long for a silent host.
pub fn seal_with_patience(dist: &Path, silent_ms: u32) -> Outcome {
    let mut hashes = hashes_in(dist)?;
    hashes.retain(|name, _| is_kept(name));
    for program in LOADERS {
        let name = format!("{program}.js");
        let loader = dist.join(&name);
        if loader.is_file() {
            write(&loader, &with_lines(&read(&loader)?, &[("SUMS", sums_of(program, &hashes))]))?;
            hashes.insert(name, hash_of(&loader)?);
        }
    }
    let index = dist.join(INDEX);
    let html = vouched(&read(&index)?, &hashes);
    write(&index, &html)?;
    hashes.insert(INDEX.to_owned(), hash_of(&index)?);
    // The build's name follows from every byte of it but the name itself.
    let listing = dist.join("listing");
    write(&listing, &json!(hashes).to_string())?;
    let build = hash_of(&listing)?;
    fs::remove_file(&listing).map_err(|error| format!("{}: {error}", listing.display()))?;
    let build: String = build.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    write(&index, &with_attribute(&html, "<html", "data-build", &build))?;
    hashes.insert(INDEX.to_owned(), hash_of(&index)?);
    let worker = dist.join(WORKER);
    let lines = [
        ("BUILD", json!(build)),
        ("FILES", files_with_types(&hashes)),
        ("SILENT_MS", json!(silent_ms)),
    ];
    write(&worker, &with_lines(&read(&worker)?, &lines))
}

/// Every file in a folder by its path there, with its SHA-256 in base64.
pub fn hashes_in(dist: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    let name = |file: &PathBuf| file.strip_prefix(dist).unwrap_or(file).display().to_string();
    Ok(files.iter().map(name).zip(hashed(&files)?).collect())
}

/// What only other sites ask for.
const FOR_OTHERS: [&str; 2] = ["card.png", "oembed.json"];

/// Whether the worker keeps a file.
fn is_kept(name: &str) -> bool {
    let end = Path::new(name).extension().unwrap_or_default().to_string_lossy();
    !NOT_KEPT.contains(&end.as_ref()) && name != WORKER && !FOR_OTHERS.contains(&name)
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
    files.sort();
    Ok(())
}

fn hash_of(file: &Path) -> Outcome<String> {
    Ok(hashed(&[file.to_owned()])?.concat())
}

fn hashed(files: &[PathBuf]) -> Outcome<Vec<String>> {
    tools::node()?;
    let printed = output(command("node").args(["-e", HASH]).args(files));
    let printed = printed.ok_or("Node cannot hash the files of the page.")?;
    Ok(printed.lines().map(str::to_owned).collect())
}

/// The page with the hash of each script, style sheet and program that it names, so that the
/// browser runs no other.
fn vouched(html: &str, hashes: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(html.len() + 1_024);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        let (tag, after) = tag.split_at(tag.find('>').map_or(tag.len(), |end| end + 1));
        out.push_str(before);
        out.push_str(&vouched_tag(tag, hashes));
        rest = after;
    }
    out + rest
}

fn vouched_tag(tag: &str, hashes: &BTreeMap<String, String>) -> String {
    let hash = |name: &str| {
        let path = attribute(tag, name)?;
        hashes.get(path.trim_start_matches("./"))
    };
    let sum = |hash: &String| format!("sha256-{hash}");
    let mut tag_now = tag.to_owned();
    match name_of(tag) {
        "script" => {
            if let Some(wasm) = hash("data-wasm") {
                tag_now = with_attribute(&tag_now, "<script", "data-sum", &sum(wasm));
            }
            if let Some(script) = hash("src") {
                tag_now = with_attribute(&tag_now, "<script", "integrity", &sum(script));
                tag_now = with_attribute(&tag_now, "<script", "crossorigin", "anonymous");
            }
        }
        "link" if matches!(attribute(tag, "rel"), Some("stylesheet" | "modulepreload")) => {
            if let Some(file) = hash("href") {
                tag_now = with_attribute(&tag_now, "<link", "integrity", &sum(file));
                tag_now = with_attribute(&tag_now, "<link", "crossorigin", "anonymous");
            }
        }
        _ => {}
    }
    tag_now
}

fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}

fn without_attribute(tag: &str, name: &str) -> String {
    match attribute(tag, name) {
        Some(value) => tag.replacen(&format!(" {name}=\"{value}\""), "", 1),
        None => tag.to_owned(),
    }
}

/// A text with an attribute in its first tag of a name, in place of what stood there.
fn with_attribute(text: &str, tag: &str, name: &str, value: &str) -> String {
    let Some((before, after)) = text.split_once(tag) else { return text.to_owned() };
    let (inside, rest) = after.split_at(after.find('>').unwrap_or(after.len()));
    let inside = without_attribute(inside, name);
    format!("{before}{tag} {name}=\"{value}\"{inside}{rest}")
}

/// What a program's file, glue and style sheet are vouched for with, by name.
fn sums_of(program: &str, hashes: &BTreeMap<String, String>) -> Value {
    let (files, sheet) = (format!("{program}-"), format!("{program}.css"));
    let sums = hashes.iter().filter(|(name, _)| name.starts_with(&files) || **name == sheet);
    sums.map(|(name, hash)| (name.clone(), json!(format!("sha256-{hash}")))).collect()
}

/// The hash of each file, and the kind that it is given out as.
fn files_with_types(hashes: &BTreeMap<String, String>) -> Value {
    let file = |(path, hash): (&String, &String)| {
        (path.clone(), json!([hash, media_type(Path::new(path))]))
    };
    Value::Object(hashes.iter().map(file).collect::<Map<_, _>>())
}

/// A script with constants before it, in place of those it may have.
fn with_lines(script: &str, constants: &[(&str, Value)]) -> String {
    let begin = |name: &str| format!("const {name} =");
    let is_own = |line: &&str| !constants.iter().any(|(name, _)| line.starts_with(&begin(name)));
    let lines = constants.iter().map(|(name, value)| format!("{} {value};", begin(name)));
    let own = script.lines().filter(is_own).map(str::to_owned);
    lines.chain(own).collect::<Vec<_>>().join("\n") + "\n"
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{files_with_types, sums_of, vouched, with_attribute, with_lines};

    fn hashes() -> BTreeMap<String, String> {
        let pairs = [("boot.js", "B="), ("app.js", "A="), ("app.wasm", "W="), ("main.css", "C=")];
        pairs.map(|(name, hash)| (name.to_owned(), hash.to_owned())).into()
    }

    fn check(html: &str, expected: &str) {
        assert_eq!(vouched(html, &hashes()), expected);
        assert_eq!(vouched(expected, &hashes()), expected, "a second time");
    }

    #[test]
    fn what_runs_is_vouched_for() {
        check(
            r#"<link rel="stylesheet" href="./main.css"/>"#,
            r#"<link crossorigin="anonymous" integrity="sha256-C=" rel="stylesheet" href="./main.css"/>"#,
        );
        check(
            r#"<script type="module" src="./boot.js" data-wasm="./app.wasm"></script>"#,
            r#"<script crossorigin="anonymous" integrity="sha256-B=" data-sum="sha256-W=" type="module" src="./boot.js" data-wasm="./app.wasm"></script>"#,
        );
    }

    #[test]
    fn what_does_not_run_stays() {
        check(
            r#"<link rel="icon" href="icon.svg"><p>a < b</p>"#,
            r#"<link rel="icon" href="icon.svg"><p>a < b</p>"#,
        );
    }

    #[test]
    fn a_build_is_named_anew() {
        let once = with_attribute("<!DOCTYPE html><html lang=\"en\">", "<html", "data-build", "a1");
        assert_eq!(once, "<!DOCTYPE html><html data-build=\"a1\" lang=\"en\">");
        let twice = with_attribute(&once, "<html", "data-build", "b2");
        assert_eq!(twice, "<!DOCTYPE html><html data-build=\"b2\" lang=\"en\">");
    }

    #[test]
    fn a_script_has_its_constants_once() {
        let worker = "const A = 1;\n// A worker.\n";
        let lines = |build: &str| [("BUILD", json!(build)), ("FILES", files_with_types(&hashes()))];
        let once = with_lines(worker, &lines("a1"));
        assert!(once.starts_with(
            "const BUILD = \"a1\";\nconst FILES = {\"app.js\":[\"A=\",\"text/javascript"
        ));
        assert!(once.ends_with("\nconst A = 1;\n// A worker.\n"));
        let twice = with_lines(&once, &lines("b2"));
        assert_eq!(twice, once.replace("a1", "b2"));
    }

    #[test]
    fn each_other_program_is_vouched_for_by_name() {
        let pairs = [
            ("desk-0_bg.wasm", "W="),
            ("desk.css", "C="),
            ("desk.js", "L="),
            ("boot.js", "B="),
            ("reader-0_bg.wasm", "R="),
        ];
        let hashes = pairs.map(|(name, hash)| (name.to_owned(), hash.to_owned())).into();
        let expected = json!({"desk-0_bg.wasm": "sha256-W=", "desk.css": "sha256-C="});
        assert_eq!(sums_of("desk", &hashes), expected);
        assert_eq!(sums_of("reader", &hashes), json!({"reader-0_bg.wasm": "sha256-R="}));
    }
}
