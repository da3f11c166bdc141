//! What stands in the page's folder beside what Trunk makes: fonts, icons, the maps, and as one
//! file a language, the record, what follows after it, the interface's texts and the plain page.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

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

/// Fills the folder that Trunk is about to make `dist/` of.
pub fn run() -> Outcome {
    let staging = env_staging()?;
    copy(&root().join("public"), &staging)?;
    for speaker in [Speaker::Page, Speaker::Desk] {
        Lang::ALL.into_iter().try_for_each(|lang| words(&staging, lang, speaker))?;
    }
    for part in ["desk", "frame", "print"] {
        sheet(&staging, part)?;
    }
    programs::build(&staging)
}

/// The style of a part of the page that is not always there.
fn sheet(staging: &Path, part: &str) -> Outcome {
    let file = staging.join(part).with_extension("css");
    fs::write(&file, style::joined(&root().join("style").join(part))?)
        .map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

/// The folder that Trunk is filling.
fn env_staging() -> Outcome<PathBuf> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    folder.ok_or_else(|| "Trunk calls this command; to make the page: cargo xtask build".to_owned())
}

/// What one of the programs says in a language.
fn words(staging: &Path, lang: Lang, speaker: Speaker) -> Outcome {
    let file = staging.join(words_file(lang, speaker));
    let folder = file.parent().unwrap_or(staging);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, delivered_words(lang, speaker)))
        .map_err(|error| format!("{} cannot be written: {error}", file.display()))
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
    let text = fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let value: Value = serde_json::from_str(&text)
        .map_err(|error| format!("{} is not JSON: {error}", path.display()))?;
    if !is_record(&value) {
        return write(target, &value);
    }
    // Of several, the plain pages are of the one that the page itself opens.
    if path == root().join(card::RECORD) {
        plain::write(&text, env_staging()?.as_path())?;
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
    fs::write(file, text).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}
