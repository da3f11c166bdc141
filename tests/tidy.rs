//! Holds the layers and the house rules that no compiler knows. Each rule is a function from a
//! file's path and text to what breaks it, and is shown to fail on a bad example.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// How many lines a file may have before its tests.
const MOST_LINES: usize = 400;

/// Each layer and what it may import.
const LAYERS: [(&str, &[&str]); 5] = [
    ("core", &["core"]),
    ("browser", &["core", "browser"]),
    ("reader", &["core", "reader"]),
    ("state", &["core", "state"]),
    ("ui", &["core", "browser", "state", "ui"]),
];

/// Names of browsers, signals, clocks and chance, which core does without.
const NOT_IN_CORE: [&str; 14] = [
    "leptos",
    "web_sys",
    "wasm_bindgen",
    "js_sys",
    "gloo",
    "reactive_graph",
    "RwSignal",
    "ReadSignal",
    "WriteSignal",
    "Memo",
    "Signal",
    "SystemTime",
    "Instant",
    "rand",
];

/// Names that say nothing of what a file holds.
const EMPTY_NAMES: [&str; 5] = ["utils", "helpers", "common", "misc", "manager"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of the repository: its path from the root, and its text.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["src", "view", "xtask", "tests", "benches"] {
        collect(&root().join(folder), &mut files);
    }
    files.retain(|file| file.extension().is_some_and(|end| end == "rs"));
    files.sort();
    let read = |file: PathBuf| Some((relative(&file), fs::read_to_string(&file).ok()?));
    files.into_iter().filter_map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// The text without comments, so that words in prose break no rule.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .map(|line| line.split(" // ").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The words of a text: names, without what stands between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn layer(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    Some(inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs"))
}

fn core_is_pure(path: &str, text: &str) -> Vec<String> {
    if layer(path) != Some("core") {
        return Vec::new();
    }
    let code = code(text);
    let found: BTreeSet<&str> = words(&code).filter(|word| NOT_IN_CORE.contains(word)).collect();
    found.into_iter().map(|word| format!("{path} names {word}")).collect()
}

fn imports_go_down(path: &str, text: &str) -> Vec<String> {
    let Some((own, may)) = LAYERS.iter().find(|(name, _)| layer(path) == Some(name)) else {
        return Vec::new();
    };
    let code = code(text);
    let imported: BTreeSet<&str> = code
        .match_indices("crate::")
        .flat_map(|(at, found)| first_names(&code[at + found.len()..]))
        .filter(|name| LAYERS.iter().any(|(layer, _)| layer == name))
        .collect();
    imported
        .into_iter()
        .filter(|name| !may.contains(name))
        .map(|name| format!("{path}: {own} imports {name}"))
        .collect()
}

/// What stands right after `crate::`: one name, or each first name of a list in braces.
fn first_names(rest: &str) -> Vec<&str> {
    let Some(list) = rest.strip_prefix('{') else {
        return words(rest).take(1).collect();
    };
    let mut depth = 0;
    let mut names = Vec::new();
    let mut from = 0;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            ',' if depth == 0 => {
                names.extend(words(list[from..at].trim()).next());
                from = at + 1;
            }
            '}' if depth == 0 => {
                names.extend(words(list[from..at].trim()).next());
                return names;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

fn opens_with_what_it_is(path: &str, text: &str) -> Vec<String> {
    let well = text.lines().next().is_some_and(|line| line.starts_with("//! "));
    if well { Vec::new() } else { vec![format!("{path} does not open with //!")] }
}

fn is_short(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    if lines <= MOST_LINES {
        return Vec::new();
    }
    vec![format!("{path} has {lines} lines before its tests, at most {MOST_LINES}: split it")]
}

fn is_named_for_what_it_holds(path: &str, _: &str) -> Vec<String> {
    let empty = path.split(['/', '.']).find(|part| EMPTY_NAMES.contains(part));
    empty.map(|name| format!("{path}: {name} says nothing")).into_iter().collect()
}

/// Every language has every text, and none is empty.
fn locales_are_whole(locales: &[(&str, Value)]) -> Vec<String> {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut found = Vec::new();
    for (lang, texts) in locales {
        for (key, text) in texts.as_object().into_iter().flatten() {
            holders.entry(key).or_default().push(lang);
            if text.as_str().is_none_or(|text| text.trim().is_empty()) {
                found.push(format!("{lang}: {key} is empty"));
            }
        }
    }
    for (key, holders) in holders {
        let lacking = locales.iter().filter(|(lang, _)| !holders.contains(lang));
        found.extend(lacking.map(|(lang, _)| format!("{lang} lacks {key}")));
    }
    found
}

/// Paths that a page names must exist. Patterns (`xx.rs`, `*`, `{a,b}`) name no one file.
fn named_paths_exist(page: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    const TOPS: [&str; 11] = [
        "src/", "xtask/", "tests/", "public/", "locales/", "style/", "docs/", "benches/", "fuzz/",
        ".ci/", ".cargo/",
    ];
    page.split(|c: char| c.is_whitespace() || "`()|,;·".contains(c))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| TOPS.iter().any(|top| word.starts_with(top)))
        .filter(|word| !word.contains(['*', '{', '<', '…']) && !word.contains("/xx"))
        .filter(|word| !exists(word))
        .map(|word| format!("ARCHITECTURE.md names {word}, which does not exist"))
        .collect()
}

/// Folders under `src/` must be named: `src/core/time`, or `time` on the line of `src/core/`.
fn folders_are_named(page: &str, folders: &[String]) -> Vec<String> {
    let named = |folder: &String| {
        let whole = page.contains(folder.as_str());
        let beside = folder.rsplit_once('/').is_some_and(|(parent, name)| {
            page.lines()
                .filter(|line| line.trim_start_matches(['-', ' ', '`']).starts_with(parent))
                .any(|line| words(line).any(|word| word == name))
        });
        whole || beside
    };
    let unnamed = folders.iter().filter(|folder| !named(folder));
    unnamed.map(|folder| format!("ARCHITECTURE.md does not name {folder}")).collect()
}

/// The files of the browser tests that their program does not name, and so does not run.
fn left_out(main: &str, stems: &[String]) -> Vec<String> {
    let named = |stem: &String| main.lines().any(|line| line == format!("mod {stem};"));
    let left = stems.iter().filter(|stem| !named(stem));
    left.map(|stem| format!("main.rs does not run {stem}")).collect()
}

fn folders_of_src() -> Vec<String> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let parents = files.iter().filter_map(|file| file.parent()).map(relative);
    let near = parents.filter(|folder| folder.matches('/').count() <= 2 && folder != "src");
    near.collect::<BTreeSet<_>>().into_iter().collect()
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn in_all_sources(rule: fn(&str, &str) -> Vec<String>) {
    let sources = sources();
    assert!(sources.len() > 20, "the sources were not found");
    let found: Vec<String> = sources.iter().flat_map(|(path, text)| rule(path, text)).collect();
    assert_none(&found);
}

#[test]
fn core_names_no_browser_no_signal_and_no_clock() {
    in_all_sources(core_is_pure);
}

#[test]
fn imports_only_go_down() {
    in_all_sources(imports_go_down);
}

#[test]
fn every_module_says_what_it_is() {
    in_all_sources(opens_with_what_it_is);
}

#[test]
fn no_file_is_longer_than_one_idea() {
    in_all_sources(is_short);
}

#[test]
fn no_file_has_an_empty_name() {
    in_all_sources(is_named_for_what_it_holds);
}

#[test]
fn every_language_has_every_text() {
    let mut locales = Vec::new();
    for lang in ["en", "es", "fr"] {
        let file = root().join(format!("locales/{lang}.json"));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{lang}: {error}"));
        locales.push((lang, serde_json::from_str(&text).unwrap_or_default()));
    }
    assert_none(&locales_are_whole(&locales));
}

#[test]
fn the_architecture_page_is_true() {
    let Ok(page) = fs::read_to_string(root().join("ARCHITECTURE.md")) else {
        println!("there is no ARCHITECTURE.md yet");
        return;
    };
    let mut found = named_paths_exist(&page, |path| root().join(path).exists());
    found.extend(folders_are_named(&page, &folders_of_src()));
    assert_none(&found);
}

#[test]
fn every_file_of_browser_tests_is_run() {
    let folder = root().join("tests/e2e/tests");
    let (main, mut files) = (fs::read_to_string(folder.join("main.rs")), Vec::new());
    collect(&folder, &mut files);
    let stems = files.iter().filter_map(|file| file.file_stem()?.to_str()).map(str::to_owned);
    let stems: Vec<String> = stems.filter(|stem| stem != "main").collect();
    assert!(stems.len() > 20, "the tests were not found");
    assert_none(&left_out(&main.unwrap_or_default(), &stems));
}

/// The rules on examples that break them, and on examples that do not.
mod rules {
    use serde_json::json;

    use super::{
        MOST_LINES, core_is_pure, folders_are_named, imports_go_down, is_named_for_what_it_holds,
        is_short, left_out, locales_are_whole, named_paths_exist, opens_with_what_it_is,
    };

    fn check(found: &[String], expected: &[&str]) {
        assert_eq!(found, expected);
    }

    #[test]
    fn a_browser_or_clock_in_core_is_found() {
        let bad = "use web_sys::Window;\nfn now() -> std::time::Instant {}";
        let path = "src/core/time/day.rs";
        check(
            &core_is_pure(path, bad),
            &["src/core/time/day.rs names Instant", "src/core/time/day.rs names web_sys"],
        );
        check(&core_is_pure(path, "/// No web_sys.\n//! leptos\nlet brand = 1;"), &[]);
        check(&core_is_pure("src/browser/canvas.rs", bad), &[]);
    }

    #[test]
    fn an_import_that_goes_up_is_found() {
        check(
            &imports_go_down("src/core/a.rs", "use crate::ui::Shell;"),
            &["src/core/a.rs: core imports ui"],
        );
        check(
            &imports_go_down("src/state/a.rs", "use crate::{\n  core::{a, b},\n  browser::x,\n};"),
            &["src/state/a.rs: state imports browser"],
        );
        check(
            &imports_go_down("src/browser/a.rs", "fn f(a: &crate::state::App) {}"),
            &["src/browser/a.rs: browser imports state"],
        );
    }

    #[test]
    fn an_import_that_goes_down_is_none() {
        let good = "use crate::{core::{time::Day, state as s}, browser::Canvas, state::App};";
        check(&imports_go_down("src/ui/a.rs", good), &[]);
        check(&imports_go_down("src/core/a.rs", "use crate::core::{ui, state};"), &[]);
    }

    #[test]
    fn a_module_without_a_head_is_found() {
        check(&opens_with_what_it_is("a.rs", "use b;"), &["a.rs does not open with //!"]);
        check(&opens_with_what_it_is("a.rs", "//! What it is."), &[]);
    }

    #[test]
    fn a_long_file_is_found_and_its_tests_are_not_counted() {
        let long = "x\n".repeat(MOST_LINES + 1);
        assert_eq!(is_short("a.rs", &long).len(), 1);
        let tested = format!("{}#[cfg(test)]\n{long}", "x\n".repeat(MOST_LINES));
        check(&is_short("a.rs", &tested), &[]);
    }

    #[test]
    fn an_empty_name_is_found() {
        check(
            &is_named_for_what_it_holds("src/core/utils.rs", ""),
            &["src/core/utils.rs: utils says nothing"],
        );
        check(&is_named_for_what_it_holds("src/core/uncommon.rs", ""), &[]);
    }

    #[test]
    fn a_missing_or_empty_text_is_found() {
        let locales = [("en", json!({"a": "A", "b": "B"})), ("es", json!({"a": " "}))];
        check(&locales_are_whole(&locales), &["es: a is empty", "es lacks b"]);
    }

    #[test]
    fn a_path_that_is_gone_is_found() {
        let page = "See `src/core/gone.rs`, docs/here.md and `core/import/xx.rs`, style/*.css.";
        check(
            &named_paths_exist(page, |path| path == "docs/here.md"),
            &["ARCHITECTURE.md names src/core/gone.rs, which does not exist"],
        );
    }

    #[test]
    fn a_file_of_browser_tests_that_is_not_named_is_found() {
        let stems = ["links", "own"].map(str::to_owned);
        check(&left_out("mod links;\nmod own_ways;\n", &stems), &["main.rs does not run own"]);
        check(&left_out("mod links;\nmod own;\n", &stems), &[]);
    }

    #[test]
    fn a_folder_that_is_not_named_is_found() {
        let page = "src/core/   time · geo\n`src/ui/map` draws.";
        let folders = ["src/core", "src/core/time", "src/ui/map", "src/core/new"];
        check(
            &folders_are_named(page, &folders.map(str::to_owned)),
            &["ARCHITECTURE.md does not name src/core/new"],
        );
    }
}
