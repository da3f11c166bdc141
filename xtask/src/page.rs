//! Building the page, and serving it on this machine while it is worked on.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, SystemTime},
};

use crate::{
    Outcome,
    arguments::Arguments,
    card::{self, Address},
    hosting,
    process::{root, say, succeeds},
    programs::{self, Making},
    seal::seal,
    shorten,
    site::Site,
    stage, tools,
};

/// Makes the release page in `dist/`; with `--bench`, the page that benchmarks drive, in
/// `target/bench/dist/`.
pub fn command(arguments: &Arguments) -> Outcome {
    if arguments.has("--bench") {
        return build_bench();
    }
    let at = arguments.value("--at").map(Address::of).transpose()?;
    build_at(at.as_ref())
}

const RELEASE: Making = Making { is_release: true, is_bench: false, target: None };
/// Where the page lies that benchmarks drive.
const BENCH_DIST: &str = "target/bench/dist";

/// Makes the page that benchmarks drive.
pub fn build_bench() -> Outcome {
    make(BENCH_DIST, Making { is_bench: true, ..RELEASE }, |_| Ok(()))?;
    say(&format!("The page to measure is in {BENCH_DIST}/."));
    Ok(())
}

/// Makes the release page in `dist/`.
pub fn build() -> Outcome {
    build_at(None)
}

/// Makes the release page in `dist/`, where it is known for the address it will stand at.
fn build_at(at: Option<&Address>) -> Outcome {
    make("dist", RELEASE, |folder| close(folder, at))?;
    say("The page is in dist/. Any static host can serve it, at any path.");
    Ok(())
}

/// Makes the release page elsewhere, compiled from nothing.
pub fn build_apart(target: &Path, dist: &str) -> Outcome {
    make(dist, Making { target: Some(target), ..RELEASE }, |folder| close(folder, None))
}

/// What a page needs beside its files to be put online.
fn close(folder: &Path, at: Option<&Address>) -> Outcome {
    card::write(folder, at)?;
    hosting::write(folder)?;
    seal(folder)
}

/// Makes a page in a folder, which holds what it held before until the page is whole.
fn make(dist: &str, making: Making, finish: impl FnOnce(&Path) -> Outcome) -> Outcome {
    tools::for_the_page()?;
    if making.is_release {
        say("Building the release page; from nothing it takes some minutes.");
    }
    let (dist, folder) = (root().join(dist), root().join("target/making"));
    empty(&folder)?;
    stage::fill(&folder)?;
    programs::build(&folder, making)?;
    if making.is_release {
        shorten::run_on(&folder)?;
    }
    finish(&folder)?;
    empty(&dist)?;
    let above = dist.parent().map_or(Ok(()), fs::create_dir_all);
    above
        .and_then(|()| fs::rename(&folder, &dist))
        .map_err(|error| format!("{} cannot be made: {error}", dist.display()))
}

fn empty(folder: &Path) -> Outcome {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder)
        .map_err(|error| format!("{} cannot be emptied: {error}", folder.display()))
}

/// Where the page lies that is being worked on; the release page in `dist/` stays as it is.
const SERVED: &str = "target/serve";
/// What the page is made of.
const SOURCES: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "build.rs",
    "index.html",
    "locales",
    "public",
    "src",
    "streams",
    "style",
    "view",
    "xtask/names.json",
];
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Serves the page on this machine and builds it again after each edit.
pub fn serve(arguments: &Arguments) -> Outcome {
    let port = arguments.value("--port").unwrap_or("8080");
    let Ok(port @ 1..) = port.parse() else {
        return Err(format!("--port takes a number from 1 to 65535, not \"{port}\"."));
    };
    let site = Site::start_at(root().join(SERVED), port, "/").map_err(|sentence| {
        format!("{sentence} If port {port} is taken, choose another: --port 8081")
    })?;
    say(&format!("The page will stand at {} once it is built; Ctrl-C ends.", site.url()));
    let making = Making { is_release: arguments.has("--release"), ..Making::default() };
    let mut opens = arguments.has("--open");
    let mut built = None;
    loop {
        let changed = last_change();
        if built != changed {
            built = changed;
            match make(SERVED, making, |_| Ok(())) {
                Ok(()) => say(&format!("The page stands at {}", site.url())),
                Err(sentence) => say(&sentence),
            }
            if std::mem::take(&mut opens) {
                let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
                // A reader can open it too.
                let _ = succeeds(Command::new(opener).arg(site.url()));
            }
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// When anything was last changed that the page is made of.
fn last_change() -> Option<SystemTime> {
    SOURCES.iter().filter_map(|source| changed(&root().join(source))).max()
}

/// When a file was last changed, or anything in a folder.
fn changed(path: &PathBuf) -> Option<SystemTime> {
    let inside = fs::read_dir(path).into_iter().flatten().flatten();
    let inside = inside.filter_map(|entry| changed(&entry.path()));
    let own = fs::metadata(path).and_then(|of| of.modified()).ok();
    inside.chain(own).max()
}

#[cfg(test)]
mod tests {
    use std::{fs, thread, time::Duration};

    use super::changed;

    #[test]
    fn an_edit_a_new_file_and_one_that_goes_are_changes() {
        let folder = std::env::temp_dir().join(format!("khipu-changed-{}", std::process::id()));
        let inner = folder.join("inner");
        let mut last = None;
        let mut check = |change: &dyn Fn() -> std::io::Result<()>| {
            // Some file systems tell times apart by hundredths of a second.
            thread::sleep(Duration::from_millis(20));
            change().expect("the folder can be written");
            let now = changed(&folder);
            assert!(now > last, "{last:?} {now:?}");
            last = now;
        };
        check(&|| fs::create_dir_all(&inner));
        check(&|| fs::write(inner.join("a.css"), "a"));
        check(&|| fs::write(inner.join("a.css"), "b"));
        check(&|| fs::remove_file(inner.join("a.css")));
        assert_eq!(changed(&inner.join("a.css")), None);
        fs::remove_dir_all(&folder).expect("the folder can be removed");
    }
}
