//! Makes the page's WebAssembly and its glue small: optimised for size, like functions beside each
//! other, and short names for what only the two say to each other. Those that wasm-bindgen gives
//! are long, and each ends in a hash that no compression helps.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    Outcome,
    process::{command, output, run},
};

const ADVICE: &str = "Run cargo xtask build again; it fetches what it needs.";

/// Makes the WebAssembly and the glue in a folder smaller; they go on fitting each other.
pub fn run_on(dist: &Path) -> Outcome {
    PROGRAMS.iter().try_for_each(|program| program_in(dist, program))?;
    SCRIPTS.iter().try_for_each(|name| minify(&dist.join(name), &[]))
}

/// How the files of each program begin.
const PROGRAMS: [&str; 3] = ["app-", "desk-", "reader-"];

fn program_in(dist: &Path, program: &str) -> Outcome {
    let (wasm, glue) = (only(dist, program, "_bg.wasm")?, only(dist, program, ".js")?);
    let mut optimise = command("wasm-opt");
    optimise
        // The lowest kilobyte is the far end of the stack, where nothing has an address.
        .arg("--low-memory-unused")
        // What one round leaves the next makes smaller; a fifth finds nothing. (`--converge` would give
        // the names anew in each round.)
        .args(["-Os"; 4])
        .arg("--reorder-functions-by-name")
        .args(["--strip-target-features", "--strip-producers", "--strip-debug"])
        .arg("--minify-imports-and-exports-and-modules")
        .arg(&wasm)
        .arg("--output")
        .arg(&wasm);
    let printed = output(&mut optimise).ok_or_else(|| format!("wasm-opt failed. {ADVICE}"))?;
    let cannot = |error| format!("{} cannot be changed: {error}", glue.display());
    let text = fs::read_to_string(&glue).map_err(cannot)?;
    fs::write(&glue, renamed(&text, &printed)?).map_err(cannot)?;
    minify(&glue, &["--format=esm"])
}

/// The page's scripts that are written by hand.
const SCRIPTS: [&str; 11] = [
    "boot.js",
    "desk.js",
    "fatal.js",
    "frame.js",
    "khipu-embed.js",
    "offline.js",
    "own.js",
    "painter.js",
    "reader.js",
    "sw.js",
    "theme.js",
];

fn minify(script: &Path, options: &[&str]) -> Outcome {
    run(
        command("esbuild")
            .args(["--minify", "--log-level=warning", "--allow-overwrite"])
            .args(options)
            .arg(script)
            .arg(format!("--outfile={}", script.display())),
        ADVICE,
    )
}

/// The one file of a program with an ending.
fn only(dist: &Path, program: &str, ending: &str) -> Outcome<PathBuf> {
    let files = fs::read_dir(dist).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found = files.filter(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with(program) && name.ends_with(ending)
    });
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file),
        _ => Err(format!("{} does not hold one file {program}*{ending}", dist.display())),
    }
}

/// The glue with the names that wasm-opt gave, from what it printed:
/// `{"imports": [[module, name, short]], "exports": [[name, short]]}`, all in the module `a`.
fn renamed(glue: &str, printed: &str) -> Outcome<String> {
    let unread = |_| "wasm-opt printed no names: is it another version?".to_owned();
    let names: Value = serde_json::from_str(printed).map_err(unread)?;
    let list = |key: &str| names[key].as_array().cloned().unwrap_or_default();
    let mut text = glue.to_owned();
    for import in list("imports") {
        let [Some(module), Some(name), Some(short)] = [0, 1, 2].map(|at| import[at].as_str())
        else {
            return Err(format!("wasm-opt named an import oddly: {import}"));
        };
        text = text.replace(&format!("\"{module}\":"), "\"a\":");
        let (next, found) = replaced(&text, "", name, short);
        if found != 1 {
            return Err(format!("the glue holds the import {name} {found} times, not once"));
        }
        text = next;
    }
    for export in list("exports") {
        let [Some(name), Some(short)] = [0, 1].map(|at| export[at].as_str()) else {
            return Err(format!("wasm-opt named an export oddly: {export}"));
        };
        text = replaced(&text, "wasm.", name, short).0;
    }
    Ok(text)
}

/// A text with a whole name behind a prefix replaced, and how often it was.
fn replaced(text: &str, prefix: &str, name: &str, short: &str) -> (String, usize) {
    let is_of_a_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    let wanted = format!("{prefix}{name}");
    let (mut out, mut rest, mut found) = (String::with_capacity(text.len()), text, 0);
    while let Some(at) = rest.find(&wanted) {
        let (before, after) = (&rest[..at], &rest[at + wanted.len()..]);
        out.push_str(before);
        if before.ends_with(is_of_a_name) || after.starts_with(is_of_a_name) {
            out.push_str(&wanted);
        } else {
            out.push_str(prefix);
            out.push_str(short);
            found += 1;
        }
        rest = after;
    }
    out.push_str(rest);
    (out, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = r#"{"imports": [["./a_bg.js", "__wbg_now_1f", "b"]],
        "exports": [["memory", "c"], ["main", "d"]]}"#;

    #[test]
    fn the_glue_takes_the_short_names() {
        let glue =
            r#"const i = {"./a_bg.js": {__wbg_now_1f: () => wasm.memory2}}; wasm.memory.buffer"#;
        let short = r#"const i = {"a": {b: () => wasm.memory2}}; wasm.c.buffer"#;
        assert_eq!(renamed(glue, NAMES).as_deref(), Ok(short));
    }

    #[test]
    fn names_that_do_not_fit_the_glue_are_refused() {
        let check = |glue: &str, names: &str, expected: &str| {
            let refused = renamed(glue, names).unwrap_err();
            assert!(refused.contains(expected), "{refused}");
        };
        check("", NAMES, "__wbg_now_1f 0 times");
        check("__wbg_now_1f, __wbg_now_1f", NAMES, "2 times");
        check("", "done", "no names");
        check("", r#"{"imports": [[1]]}"#, "oddly");
    }
}
