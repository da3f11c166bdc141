//! Turns the locale files into a typed catalogue: a key that a language lacks stops the build, and
//! a key that the code misspells does not compile. The page fetches the texts of its language.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

type Catalogue = BTreeMap<String, String>;

/// In the order of `core::i18n::Lang::ALL`; the first is the reference.
const TAGS: [&str; 3] = ["en", "es", "fr"];
const FORMS: [&str; 3] = ["one", "many", "other"];
/// What is said while the page waits for its first files, and where they do not come.
const EARLY: [&str; 5] = ["app.name", "failed.fetch", "failed.retry", "failed.title", "loading"];
/// How the keys begin whose texts the desk alone says, the second program of the page.
const DESK: &str = "desk.";
const DESK_COUNTS: &str = "count.desk_";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let mut catalogues = Vec::new();
    for tag in TAGS {
        let path = format!("locales/{tag}.json");
        let text = fs::read_to_string(&path)?;
        let catalogue: Catalogue =
            serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
        catalogues.push((path, catalogue));
    }
    let Some((reference_path, reference)) = catalogues.first() else {
        return Err("there are no locale files".into());
    };
    for (path, catalogue) in &catalogues {
        if let Some(key) = reference.keys().find(|key| !catalogue.contains_key(*key)) {
            return Err(format!("{path} lacks `{key}`, which {reference_path} has").into());
        }
        if let Some(key) = catalogue.keys().find(|key| !reference.contains_key(*key)) {
            return Err(format!("{path} has `{key}`, which {reference_path} lacks").into());
        }
    }
    let stem = |key: &str| {
        let (stem, form) = key.rsplit_once('.')?;
        (stem.starts_with("count.") && FORMS.contains(&form)).then(|| stem.to_owned())
    };
    let (early, late): (Vec<&String>, Vec<&String>) = reference
        .keys()
        .filter(|key| stem(key).is_none())
        .partition(|key| EARLY.contains(&key.as_str()));
    let (desk, page): (Vec<&String>, Vec<&String>) =
        late.into_iter().partition(|key| key.starts_with(DESK));
    let page_words = early.len() + page.len();
    let words: Vec<&String> = early.iter().copied().chain(page).chain(desk).collect();
    let mut plurals: Vec<String> = reference.keys().filter_map(|key| stem(key)).collect();
    plurals.dedup();
    let (desk, mut plurals): (Vec<String>, Vec<String>) =
        plurals.into_iter().partition(|key| key.starts_with(DESK_COUNTS));
    let page_plurals = plurals.len();
    plurals.extend(desk);

    let mut code = String::new();
    let names: Vec<String> = words.iter().map(|key| variant(key)).collect();
    enumeration(&mut code, "Word", "A text of the interface.", &names)?;
    let names: Vec<String> = plurals.iter().map(|key| variant(key)).collect();
    enumeration(&mut code, "Plural", "A text that changes with a number.", &names)?;
    let (mut all, mut first, mut files) = (String::new(), String::new(), Vec::new());
    for (tag, (path, catalogue)) in TAGS.into_iter().zip(&catalogues) {
        let mut texts: Vec<&String> = words.iter().filter_map(|key| catalogue.get(*key)).collect();
        writeln!(first, "&{:?},", texts.get(..early.len()).unwrap_or_default())?;
        let mut desk_texts = texts.split_off(page_words);
        for (at, key) in plurals.iter().enumerate() {
            let part = if at < page_plurals { &mut texts } else { &mut desk_texts };
            for form in FORMS {
                let key = format!("{key}.{form}");
                part.push(catalogue.get(&key).ok_or_else(|| format!("{path} lacks `{key}`"))?);
            }
        }
        writeln!(all, "[&{texts:?}, &{desk_texts:?}],")?;
        files.push([file(tag, "", &texts), file(tag, "desk-", &desk_texts)]);
    }
    writeln!(
        code,
        "/// Every text by language, the page's and the desk's: the words in their order, then three \
         forms a plural."
    )?;
    writeln!(code, "#[cfg(not(target_arch = \"wasm32\"))]")?;
    writeln!(code, "static TEXTS: [[&[&str]; 2]; {}] = [{all}];", TAGS.len())?;
    writeln!(
        code,
        "/// The words that are said before any file has come, the first of all words."
    )?;
    writeln!(code, "#[cfg(any(test, target_arch = \"wasm32\"))]")?;
    writeln!(code, "static EARLY: [&[&str]; {}] = [{first}];", TAGS.len())?;
    writeln!(code, "static FILES: [[&str; 2]; {}] = {files:?};", TAGS.len())?;
    writeln!(code, "/// How many words and plurals are the page's; the rest are the desk's.")?;
    writeln!(code, "const PAGE_WORDS: usize = {page_words};")?;
    writeln!(code, "const PAGE_PLURALS: usize = {page_plurals};")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), code)?;
    Ok(())
}

/// The address of some texts, another with every change of them.
fn file(tag: &str, part: &str, texts: &[&String]) -> String {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    format!("words/{part}{tag}-{:016x}.json", hasher.finish())
}

fn enumeration(
    code: &mut String,
    name: &str,
    doc: &str,
    variants: &[String],
) -> Result<(), std::fmt::Error> {
    writeln!(code, "/// {doc}")?;
    writeln!(code, "#[derive(Clone, Copy, Debug, PartialEq, Eq)]")?;
    writeln!(code, "pub enum {name} {{ {} }}", variants.join(", "))?;
    writeln!(code, "impl {name} {{ pub const ALL: &'static [Self] = &[")?;
    for variant in variants {
        writeln!(code, "Self::{variant},")?;
    }
    writeln!(code, "]; }}")
}

/// `figures.as_of` is `FiguresAsOf`.
fn variant(key: &str) -> String {
    key.split(['.', '_'])
        .flat_map(|part| {
            let mut letters = part.chars();
            letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(letters)
                .collect::<Vec<_>>()
        })
        .collect()
}
