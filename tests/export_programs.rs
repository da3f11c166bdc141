//! Opens the exports with programs that others wrote, each run by `tests/programs/opened.py`. It has
//! no harness: a program that is missing is named, and counted as ignored rather than passed. With
//! `KHIPU_PROGRAMS=all` it fails.

mod exported;
mod pictured;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use exported::{BUNDLED, HOSTILE, archive, in_view, whole};
use khipu::core::{
    export::Format,
    i18n::Lang,
    picture::{Part, to_svg},
    scene::Token,
};

const NAME: &str = "exports_open_in_other_programs";
/// The programs that `opened.py` knows.
const PROGRAMS: [&str; 9] = [
    "csv of Python",
    "LibreOffice",
    "json of Python",
    "geojson",
    "GDAL",
    "icalendar",
    "bibtexparser",
    "citeproc-py",
    "librsvg",
];
/// The status with which `opened.py` says that a program is missing.
const MISSING: i32 = 3;

/// What came of opening a record's export with a program, and what was said of it.
enum Opened {
    Equal(String),
    Wrong(String),
    Missing(String),
}

fn main() -> ExitCode {
    // What else is given names the tests to run, and here there is one.
    let named: Vec<String> = env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let is_named = named.is_empty() || named.iter().any(|name| NAME.contains(name));
    let lists = env::args().any(|argument| argument == "--list");
    if lists || !is_named {
        println!("{}", if lists { format!("{NAME}: test") } else { result(0, 0, 0) });
        return ExitCode::SUCCESS;
    }
    let must_have_all = env::var("KHIPU_PROGRAMS").is_ok_and(|value| value == "all");
    let python = python();
    let (mut passed, mut failed, mut ignored) = (0, 0, 0);
    for (name, json) in [("bundled", BUNDLED), ("hostile", HOSTILE)] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports").join(name);
        write(&folder, json).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for program in PROGRAMS {
            let opened = match &python {
                Ok(python) => open(python, program, &folder),
                Err(reason) => Opened::Missing(reason.clone()),
            };
            let (outcome, said) = match opened {
                Opened::Equal(said) => {
                    passed += 1;
                    ("ok", said)
                }
                Opened::Missing(said) if !must_have_all => {
                    ignored += 1;
                    ("ignored, NOT OPENED", said)
                }
                Opened::Wrong(said) | Opened::Missing(said) => {
                    failed += 1;
                    ("FAILED", said)
                }
            };
            println!("test {program}: the {name} record ... {outcome}");
            println!("    {}", said.trim().replace('\n', "\n    "));
        }
    }
    println!("{}", result(passed, failed, ignored));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The last line, as Cargo's own tests have it.
fn result(passed: usize, failed: usize, ignored: usize) -> String {
    let result = if failed == 0 { "ok" } else { "FAILED" };
    format!(
        "\ntest result: {result}. {passed} passed; {failed} failed; {ignored} ignored; 0 measured; \
         0 filtered out\n"
    )
}

/// Writes a record and its exports of every format in English.
fn write(folder: &Path, json: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("record.json"), json)?;
    let archive = archive(json);
    let rows = whole(&archive);
    for format in Format::ALL {
        let text = format.text(&in_view(&archive, &rows)).map_err(io::Error::other)?;
        fs::write(folder.join(format!("view.{}", format.extension())), text)?;
    }
    let title = archive.title.in_language(Lang::En, &archive.language).text;
    let picture = pictured::of(&archive, "", Part::Page, 1000.0, title);
    fs::write(folder.join("view.svg"), to_svg(&picture, &color))
}

/// Colours that are told from each other.
fn color(token: Token) -> &'static str {
    match token {
        Token::Paper => "#faf7f1",
        Token::Violence => "#a5182f",
        _ => "#1f1a16",
    }
}

fn open(python: &Path, program: &str, folder: &Path) -> Opened {
    let mut command = Command::new(python);
    command.arg(script("opened.py")).arg(program).arg(folder.join("record.json")).arg(folder);
    match command.output() {
        Ok(output) => {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let said = text(&output.stdout) + &text(&output.stderr);
            match output.status.code() {
                Some(0) => Opened::Equal(said),
                Some(MISSING) => Opened::Missing(said),
                _ => Opened::Wrong(said),
            }
        }
        Err(error) => Opened::Wrong(format!("{}: {error}", python.display())),
    }
}

/// Python with the packages that open exports: installed once, into a folder of its own under
/// `target/`. Without them it is the machine's own Python, which still reads CSV and JSON.
fn python() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    let own = folder.join("bin/python");
    let wanted = script("requirements.txt");
    let installed = folder.join("requirements.txt");
    if fs::read(&installed).ok().is_some_and(|text| fs::read(&wanted).ok() == Some(text)) {
        return Ok(own);
    }
    let run = |command: &mut Command| {
        let ended = command.stdout(Stdio::null()).status();
        ended.map_err(|error| error.to_string()).and_then(|status| {
            if status.success() { Ok(()) } else { Err(format!("it ended with {status}")) }
        })
    };
    run(Command::new("python3").arg("--version"))
        .map_err(|reason| format!("python3 is not here: {reason}"))?;
    let made = run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    let made = made.and_then(|()| run(Command::new(&own).args(pip).arg(&wanted)));
    match made {
        Ok(()) => {
            // Only a whole installation leaves the list of what is in it.
            fs::copy(&wanted, &installed).map_err(|error| error.to_string())?;
            Ok(own)
        }
        Err(reason) => {
            println!("the Python packages of {} were not installed: {reason}", wanted.display());
            Ok(PathBuf::from("python3"))
        }
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name)
}
