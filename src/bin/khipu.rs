//! Checks and publishes records from the command line, with the page's own reader.

#[path = "khipu/export.rs"]
mod export;

use std::{env, fs, path::Path, process::ExitCode};

use khipu::core::model::{
    Archive, Imported, head, parse, read, read_sources, split_by_language, take_sources, to_columns,
};
use khipu::core::notes::{
    Document, Export, Moment, Setting, Target, Wording, collection, csv, markdown, take_in,
};
use serde_json::Value;

const HELP: &str = "\
Checks and publishes records of Khipu.

Usage:
  khipu check FILE...            count what each record holds and list what is wrong with it
  khipu deliver FILE --out DIR   write two files a language, as the page fetches them
  khipu columns FILE --out DIR   write the record as columns, one file for all languages: for
                                 many thousands of events
  khipu export FILE --as csv|json|geojson|ics|bib|csl
      [--from DAY] [--to DAY] [--region CODE] [--kind KIND] [--lang en|es|fr]
      [--page ADDRESS] [--out FILE]
                                 write the events that the options let through, for other
                                 programs; --region and --kind may stand several times
  khipu notes FILE --to FORM     print a reader's notes as jsonld, csv, markdown or stored; FILE is
                                 any of these but Markdown, or a Hypothesis export
  khipu schema                   print the JSON Schema of the format
  khipu --help                   print this

Exit status:
  0  all is well
  1  a file could not be read or written, or the command was not understood
  2  a record or notes were read but have problems; nothing is written then, but notes prints
     what could be taken
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
        ["columns", file, "--out", folder] | ["columns", "--out", folder, file] => {
            columns(Path::new(file), Path::new(folder))
        }
        ["export", options @ ..] => export::export(options),
        #[cfg(feature = "bench")]
        ["sample", count, "--out", file] => sample(count, Path::new(file)),
        ["notes", file, "--to", form] | ["notes", "--to", form, file] => {
            notes(Path::new(file), form)
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
        let path = Path::new(file);
        let read = text_of(path).and_then(|json| imported(file, &json));
        match read.and_then(|imported| with_sources(path, imported)) {
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

/// The record with its sources, where they stand in a file beside it.
fn with_sources(file: &Path, mut imported: Imported) -> Result<Imported, String> {
    let Some(name) = &imported.archive.sources_file else { return Ok(imported) };
    let path = file.with_file_name(name);
    let text = text_of(&path)?;
    let read = read_sources(&text, &imported.archive)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    for (story, texts) in imported.archive.stories.iter_mut().zip(read.details.steps) {
        for (step, text) in story.steps.iter_mut().zip(texts) {
            step.text = text;
        }
    }
    imported.archive.events.take_summaries(read.details.summaries);
    imported.archive.sources = read.details.sources;
    imported.problems.extend(read.problems);
    imported.more_problems += read.more_problems;
    Ok(imported)
}

fn counts(imported: &Imported) -> String {
    let archive = &imported.archive;
    let figures: usize = archive.events.iter().map(|event| event.figures.len()).sum();
    let deaths: u32 = (0..archive.events.len()).map(|row| archive.events.deaths(row)).sum();
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

/// A whole record without problems, as it was read and as its JSON has it.
fn whole(file: &Path) -> Result<(Archive, Value), Failure> {
    let json = text_of(file).map_err(Failure::Stopped)?;
    let name = file.display().to_string();
    let imported = imported(&name, &json).map_err(Failure::Stopped)?;
    if list_problems(&imported) {
        return Err(Failure::Problems);
    }
    if let Some(sources) = &imported.archive.sources_file {
        let reason = format!("{name}: its sources stand in {sources}: deliver the whole record");
        return Err(Failure::Stopped(reason));
    }
    let record = parse(&json).map_err(|error| Failure::Stopped(format!("{name}: {error}")))?;
    Ok((imported.archive, record))
}

fn columns(file: &Path, folder: &Path) -> Result<(), Failure> {
    let (archive, record) = whole(file)?;
    let stopped = |reason: &str| Failure::Stopped(format!("{}: {reason}", file.display()));
    let bytes = to_columns(&head(&record), &archive)
        .ok_or_else(|| stopped("a column is larger than 4 GiB: split the record"))?;
    fs::create_dir_all(folder).map_err(|error| stopped(&error.to_string()))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    write_bytes(&folder.join(format!("{stem}.khipu")), &bytes).map_err(Failure::Stopped)
}

/// A made-up record of so many events, as columns or, where the file ends so, as JSON.
#[cfg(feature = "bench")]
fn sample(count: &str, file: &Path) -> Result<(), Failure> {
    use khipu::core::generate;
    let stopped = |reason: &str| Failure::Stopped(reason.to_owned());
    let count = count.parse().map_err(|_| stopped("sample takes a number of events"))?;
    let sample = generate::sample(count, 1);
    let name = file.to_string_lossy();
    let bytes = if name.ends_with(".arrays.json") {
        generate::arrays(&sample).to_string().into_bytes()
    } else if file.extension().is_some_and(|end| end == "json") {
        generate::record(&sample, true).to_string().into_bytes()
    } else {
        to_columns(&head(&generate::record(&sample, false)), &generate::archive(&sample))
            .ok_or_else(|| stopped("a column is larger than 4 GiB"))?
    };
    write_bytes(file, &bytes).map_err(Failure::Stopped)
}

/// Prints the notes of a file in another form, and what could not be taken beside them.
fn notes(file: &Path, form: &str) -> Result<(), Failure> {
    let stopped = |reason: &str| Failure::Stopped(format!("{}: {reason}", file.display()));
    let text = text_of(file).map_err(Failure::Stopped)?;
    // Notes that do not say when they were written get the first instant there is.
    let setting = Setting { now: Moment::default(), ..Setting::default() };
    let intake = take_in(&text, setting).map_err(|error| stopped(&error.to_string()))?;
    let record = intake.record.as_deref().unwrap_or_default();
    let page = format!("urn:khipu:record:{record}");
    match form {
        "jsonld" => {
            let export = Export { record, page: &page, label: "Notes" };
            println!("{:#}", collection(&intake.notes, export));
        }
        "csv" => print!("{}", csv(record, &intake.notes)),
        "markdown" => print!("{}", markdown(&intake.notes, plain_wording())),
        "stored" => {
            let mut document = Document::new(record);
            document.put_all(intake.notes);
            println!("{}", document.write());
        }
        _ => return Err(stopped("the forms are jsonld, csv, markdown and stored")),
    }
    for problem in &intake.problems {
        eprintln!("  {problem}");
    }
    if intake.more_problems > 0 {
        eprintln!("  and {} more", intake.more_problems);
    }
    if intake.problems.is_empty() { Ok(()) } else { Err(Failure::Problems) }
}

/// Targets by their ids, for the record itself is not at hand.
fn plain_wording() -> Wording<'static> {
    Wording {
        title: "Notes",
        name: &|target| match target {
            Target::Record => "The record".to_owned(),
            Target::Page { address, .. } => address.clone(),
            other => other.on(),
        },
        address: &|_| String::new(),
        state: &|state| state.id().to_owned(),
        day: &|at| at.day().to_string(),
    }
}

fn deliver(file: &Path, folder: &Path) -> Result<(), Failure> {
    let (archive, record) = whole(file)?;
    let stopped = |reason: String| Failure::Stopped(format!("{}: {reason}", file.display()));
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    fs::create_dir_all(folder).map_err(|error| stopped(error.to_string()))?;
    for lang in &archive.languages {
        let mut delivered = split_by_language(&record, lang);
        let sources_name = format!("{stem}.{lang}.sources.json");
        let sources = take_sources(&mut delivered, &sources_name);
        write(&folder.join(format!("{stem}.{lang}.json")), &delivered)?;
        sources.map_or(Ok(()), |sources| write(&folder.join(sources_name), &sources))?;
    }
    Ok(())
}

fn write(path: &Path, value: &Value) -> Result<(), Failure> {
    write_bytes(path, value.to_string().as_bytes()).map_err(Failure::Stopped)
}

fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{}: {} bytes", path.display(), bytes.len());
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
