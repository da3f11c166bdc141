//! Takes a newer record and its maps into `public/data/`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use khipu::core::model;
use serde_json::Value;

use crate::{
    Outcome,
    arguments::Arguments,
    card,
    groups::translate,
    lighten::{Lightness, coarser, lighten},
    plain,
    process::{root, say},
    tags,
};

const REGIONS: &str = "peru-regions.topo.json";
const WORLD: &str = "world-countries.topo.json";

/// For a world map some 400 CSS pixels wide, where a pixel is about a degree.
const SMALL_WORLD: Lightness = Lightness { bend_deg2: 1.6, piece_deg2: 2.0, grid_deg: 1.0 };

/// The grid of the map that a reader can enlarge, in degrees: at the closest a third of a pixel,
/// and far less than the borders themselves are simplified by.
const REGIONS_GRID_DEG: f64 = 0.001;

/// Copies every record, and the maps, from the folder that `--from` names.
pub fn take(arguments: &Arguments) -> Outcome {
    let from = arguments.value("--from").ok_or(
        "Name the folder that holds the record: cargo xtask data --from DIR. The maps are taken \
         from it or from its folder map/.",
    )?;
    let from = std::path::absolute(from).map_err(|error| format!("{from}: {error}"))?;
    let to = root().join("public/data");
    let mut records = 0;
    for path in files(&from)? {
        let value = read(&path)?;
        if value.get("format").and_then(Value::as_str).is_some_and(|it| it.starts_with("khipu/")) {
            check(&path)?;
            let taken = take_record(&path, value, &to)?;
            if taken == root().join(card::RECORD) {
                plain::take_names(&fs::read_to_string(&taken).map_err(|error| error.to_string())?)?;
            }
            records += 1;
        }
    }
    for name in [REGIONS, WORLD] {
        let candidates = [from.join(name), from.join("map").join(name)];
        match candidates.iter().find(|path| path.is_file()) {
            Some(path) => {
                let map = read(path)?;
                let light = match name {
                    WORLD => lighten(&map, SMALL_WORLD),
                    _ => coarser(&map, REGIONS_GRID_DEG),
                };
                let light = light
                    .ok_or_else(|| format!("{} is not a topology of polygons.", path.display()))?;
                write(&light, &to.join(name))?;
            }
            None => say(&format!("{name} is not in the folder; the present one stays.")),
        }
    }
    if records == 0 {
        return Err(format!("{} holds no record: no JSON file says khipu/1.", from.display()));
    }
    Ok(())
}

/// Prints what is wrong with a record, as the page would list it; refuses what is no record.
fn check(path: &Path) -> Outcome {
    let name = path.display();
    let text =
        fs::read_to_string(path).map_err(|error| format!("{name} cannot be read: {error}"))?;
    let imported = model::read(&text).map_err(|error| format!("{name}: {error}."))?;
    for problem in &imported.problems {
        say(&format!("  {problem}"));
    }
    let problems = imported.problems.len() + imported.more_problems;
    say(&format!("{name}: {} events, {problems} problems.", imported.archive.events.len()));
    Ok(())
}

/// Writes a record with the words that it lacks in other languages.
fn take_record(path: &Path, mut record: Value, folder: &Path) -> Outcome<PathBuf> {
    for name in translate(&mut record)? {
        say(&format!("  the part \"{name}\" stands in one language; groups.json has no other."));
    }
    for id in tags::name(&mut record)? {
        say(&format!("  the topic \"{id}\" has no name in tags.json."));
    }
    let target = folder.join(path.file_name().unwrap_or_default());
    say(&format!("{} is taken.", target.display()));
    let text = serde_json::to_string_pretty(&record).map_err(|error| error.to_string())?;
    fs::write(&target, text + "\n")
        .map_err(|error| format!("{} cannot be written: {error}", target.display()))?;
    Ok(target)
}

fn write(map: &Value, to: &Path) -> Outcome {
    let text = map.to_string();
    say(&format!("{} is made, {} bytes.", to.display(), text.len()));
    fs::write(to, text).map_err(|error| format!("{} cannot be written: {error}", to.display()))
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("{} cannot be opened: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Outcome<Value> {
    let text = fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{} is not JSON: {error}", path.display()))
}
