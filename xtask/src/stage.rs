//! What stands in the page's folder beside its programs: the document and its styles, fonts, icons, the
//! maps, and as one file a language, the record, what follows after it, the interface's texts and the
//! plain page.

use std::{fs, path::Path};

use khipu::core::{
    i18n::{Lang, Speaker, delivered_words, words_file},
    model::{split_by_language, take_sources},
};
use serde_json::Value;

use crate::{
    Outcome, card, plain,
    process::{root, say},
    programs, style,
};

/// Explains or makes what is in `public/`, and is not of the page.
const NOT_OF_THE_PAGE: [&str; 2] = ["md", "py"];

/// Fills the page's folder with all but its programs.
pub fn fill(folder: &Path) -> Outcome {
    copy(&root().join("public"), folder)?;
    // Of several records, the plain pages are of the one that the page itself opens.
    plain::write(&read(&root().join(card::RECORD))?, folder)?;
    let index = folder.join("index.html");
    fs::copy(root().join("index.html"), &index)
        .map_err(|error| format!("index.html cannot be copied: {error}"))?;
    for speaker in [Speaker::Page, Speaker::Desk] {
        Lang::ALL.into_iter().try_for_each(|lang| words(folder, lang, speaker))?;
    }
    for part in ["desk", "frame", "print"] {
        put(&folder.join(part).with_extension("css"), &style::joined(part)?)?;
    }
    let main = style::joined("")?;
    let named = programs::named("main", main.as_bytes());
    put(&folder.join(&named).with_extension("css"), &main)?;
    programs::name_in(&index, "main", &named)
}

/// What one of the programs says in a language.
fn words(folder: &Path, lang: Lang, speaker: Speaker) -> Outcome {
    let file = folder.join(words_file(lang, speaker));
    let within = file.parent().unwrap_or(folder);
    fs::create_dir_all(within)
        .map_err(|error| format!("{} cannot be made: {error}", within.display()))?;
    put(&file, &delivered_words(lang, speaker))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let failed = |what: &Path| {
        let what = what.display().to_string();
        move |error: std::io::Error| format!("{what} cannot be copied: {error}")
    };
    fs::create_dir_all(to).map_err(failed(to))?;
    for entry in fs::read_dir(from).map_err(failed(from))?.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let end = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            copy(&path, &target)?;
        } else if end == "json" {
            stage_json(&path, &target)?;
        } else if !NOT_OF_THE_PAGE.contains(&end.as_str()) {
            fs::copy(&path, &target).map_err(failed(&path))?;
        }
    }
    Ok(())
}

/// A record is staged in two files a language, anything else as it is, both without spare space.
fn stage_json(path: &Path, target: &Path) -> Outcome {
    let text = read(path)?;
    let value: Value = serde_json::from_str(&text)
        .map_err(|error| format!("{} is not JSON: {error}", path.display()))?;
    if !is_record(&value) {
        return write(target, &value);
    }
    for lang in Lang::ALL {
        let file = target.with_extension(format!("{}.json", lang.tag()));
        let sources_file = target.with_extension(format!("{}.sources.json", lang.tag()));
        let sources_name = sources_file.file_name().unwrap_or_default().to_string_lossy();
        let mut delivered = split_by_language(&value, lang.tag());
        let sources = take_sources(&mut delivered, &sources_name);
        write(&file, &delivered)?;
        sources.map_or(Ok(()), |sources| write(&sources_file, &sources))?;
    }
    Ok(())
}

fn is_record(value: &Value) -> bool {
    let format = value.get("format").and_then(Value::as_str).unwrap_or_default();
    format.starts_with("khipu/")
}

fn write(file: &Path, value: &Value) -> Outcome {
    let text = value.to_string();
    say(&format!("{:>9} bytes {}", text.len(), file.file_name().unwrap_or_default().display()));
    put(file, &text)
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))
}

fn put(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}
