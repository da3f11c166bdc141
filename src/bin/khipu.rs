//! Checks and publishes records from the command line, with the page's own reader.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use khipu::core::model::{Imported, parse, read, split_by_language};

const HELP: &str = "\
Checks and publishes records of Khipu.

Usage:
  khipu check FILE...            count what each record holds and list what is wrong with it
  khipu deliver FILE --out DIR   write one file a language, as the page fetches them
  khipu schema                   print the JSON Schema of the format
  khipu --help                   print this

Exit status:
  0  all is well
  1  a file could not be read or written, or the command was not understood
  2  a record was read but has problems; deliver writes nothing then
";

/// What went wrong, for the exit status.
enum Failure {
    /// Nothing could be done, for this reason.
    Stopped(String),
    /// The record was read, and its problems are printed.
    Problems,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["--help" | "-h" | "help"] => {
            print!("{HELP}");
            Ok(())
        }
        ["check", files @ ..] if !files.is_empty() => check(files),
        ["deliver", file, "--out", folder] | ["deliver", "--out", folder, file] => {
            deliver(Path::new(file), Path::new(folder))
        }
        ["schema"] => schema(),
        _ => Err(Failure::Stopped(format!("the command was not understood\n\n{HELP}"))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Problems) => ExitCode::from(2),
        Err(Failure::Stopped(reason)) => {
            eprintln!("khipu: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Checks every file, and answers with the worst of what was found.
fn check(files: &[&str]) -> Result<(), Failure> {
    let (mut unread, mut problems) = (0, false);
    for file in files {
        match text_of(Path::new(file)).and_then(|json| imported(file, &json)) {
            Ok(imported) => {
                println!("{file}: {}", counts(&imported));
                problems |= list_problems(&imported);
            }
            Err(reason) => {
                eprintln!("khipu: {reason}");
                unread += 1;
            }
        }
    }
    match (unread, problems) {
        (0, false) => Ok(()),
        (0, true) => Err(Failure::Problems),
        _ => Err(Failure::Stopped(format!("{unread} of {} files could not be read", files.len()))),
    }
}

fn counts(imported: &Imported) -> String {
    let archive = &imported.archive;
    let figures: usize = archive.events.iter().map(|event| event.figures.len()).sum();
    let deaths: u32 = archive.events.iter().map(khipu::core::model::Event::counted_deaths).sum();
    let span = archive.extent();
    format!(
        "{} events from {} to {}, {figures} figures at them ({deaths} deaths counted), \
         {} claims, {} sources, {} places, {} actors, {} stories; {} problems",
        archive.events.len(),
        span.first,
        span.last,
        archive.claims.len(),
        archive.sources.len(),
        archive.places.len(),
        archive.actors.len(),
        archive.stories.len(),
        imported.problems.len() + imported.more_problems,
    )
}

/// Prints the problems, and answers whether there are any.
fn list_problems(imported: &Imported) -> bool {
    for problem in &imported.problems {
        println!("  {problem}");
    }
    if imported.more_problems > 0 {
        println!("  and {} more", imported.more_problems);
    }
    !imported.problems.is_empty()
}

fn deliver(file: &Path, folder: &Path) -> Result<(), Failure> {
    let json = text_of(file).map_err(Failure::Stopped)?;
    let name = file.display().to_string();
    let imported = imported(&name, &json).map_err(Failure::Stopped)?;
    if list_problems(&imported) {
        return Err(Failure::Problems);
    }
    let stopped = |reason: String| Failure::Stopped(format!("{name}: {reason}"));
    let record = parse(&json).map_err(|error| stopped(error.to_string()))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    fs::create_dir_all(folder).map_err(|error| stopped(error.to_string()))?;
    for lang in &imported.archive.languages {
        let path: PathBuf = folder.join(format!("{stem}.{lang}.json"));
        let delivered = split_by_language(&record, lang).to_string();
        fs::write(&path, &delivered)
            .map_err(|error| Failure::Stopped(format!("{}: {error}", path.display())))?;
        println!("{}: {} bytes", path.display(), delivered.len());
    }
    Ok(())
}

fn text_of(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn imported(name: &str, json: &str) -> Result<Imported, String> {
    read(json).map_err(|error| format!("{name}: {error}"))
}

#[cfg(feature = "schema")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature there is no schema to print")]
fn schema() -> Result<(), Failure> {
    println!("{:#}", khipu::core::model::document::schema());
    Ok(())
}

#[cfg(not(feature = "schema"))]
fn schema() -> Result<(), Failure> {
    Err(Failure::Stopped("this build has no schema: build it with --features schema".to_owned()))
}
