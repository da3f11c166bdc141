//! Building and serving the page with Trunk.

use std::{fs, path::Path, process::Command};

use crate::{
    Outcome,
    arguments::Arguments,
    card::{self, Address},
    hosting,
    process::{self, root, run, say},
    seal::seal,
    shorten, tools,
};

const ADVICE: &str = "The lines above say where.";

/// Makes the release page in `dist/`; with `--bench`, the page that benchmarks drive, in
/// `target/bench/dist/`.
pub fn command(arguments: &Arguments) -> Outcome {
    if arguments.has("--bench") {
        return build_bench();
    }
    let at = arguments.value("--at").map(Address::of).transpose()?;
    build_at(at.as_ref())
}

/// Makes the page that benchmarks drive.
pub fn build_bench() -> Outcome {
    build_into(BENCH_DIST, &["--features", "bench"])?;
    say(&format!("The page to measure is in {BENCH_DIST}/."));
    Ok(())
}

/// Makes the release page in `dist/`.
pub fn build() -> Outcome {
    build_at(None)
}

/// Makes the release page in `dist/`, where it is known for the address it will stand at.
fn build_at(at: Option<&Address>) -> Outcome {
    build_into("dist", &[])?;
    let dist = root().join("dist");
    card::write(&dist, at)?;
    hosting::write(&dist)?;
    seal(&dist)?;
    say("The page is in dist/. Any static host can serve it, at any path.");
    Ok(())
}

/// Makes the release page elsewhere, compiled from nothing.
pub fn build_apart(target: &Path, dist: &str) -> Outcome {
    build_with(dist, &[], Some(target))?;
    let dist = root().join(dist);
    card::write(&dist, None)?;
    hosting::write(&dist)?;
    seal(&dist)
}

/// Where the page lies that benchmarks drive.
const BENCH_DIST: &str = "target/bench/dist";

fn build_into(folder: &str, options: &[&str]) -> Outcome {
    build_with(folder, options, None)
}

fn build_with(folder: &str, options: &[&str], target: Option<&Path>) -> Outcome {
    tools::for_the_page()?;
    say("Building the release page; from nothing it takes some minutes.");
    // Trunk would leave older hashed files and, at times, an older file's hash beside the new.
    let dist = root().join(folder);
    if dist.exists() {
        fs::remove_dir_all(&dist)
            .map_err(|error| format!("{} cannot be emptied: {error}", dist.display()))?;
    }
    let mut trunk = trunk();
    trunk.envs(target.map(|target| ("CARGO_TARGET_DIR", target)));
    for_readers(&mut trunk).args(["build", "--release", "--dist", folder]).args(options);
    run(&mut trunk, ADVICE)?;
    shorten::run_on(&dist)
}

/// Serves the page on this machine and builds it again after each edit.
pub fn serve(arguments: &Arguments) -> Outcome {
    let port = arguments.value("--port").unwrap_or("8080");
    if port.parse::<u16>().is_err() {
        return Err(format!("--port takes a number from 1 to 65535, not \"{port}\"."));
    }
    tools::for_the_page()?;
    say(&format!("The page will stand at http://127.0.0.1:{port}/ once it is built; Ctrl-C ends."));
    let mut trunk = trunk();
    // A folder of its own: the release page in dist/ stays as it is.
    trunk.args(["serve", "--address", "127.0.0.1", "--port", port, "--dist", "target/serve"]);
    if arguments.has("--open") {
        trunk.arg("--open");
    }
    if arguments.has("--release") {
        for_readers(&mut trunk).arg("--release");
    }
    run(&mut trunk, &format!("If port {port} is taken, choose another: --port 8081"))
}

/// Trunk, without what it reads amiss (it takes `NO_COLOR` for an option) or prints beside the error.
fn trunk() -> Command {
    let mut trunk = process::command("trunk");
    trunk.env_remove("NO_COLOR").env("RUST_BACKTRACE", "0").env(FLAGS, flags());
    // Its hooks call this very program.
    if let Ok(xtask) = std::env::current_exe() {
        trunk.env("XTASK", xtask);
    }
    trunk
}

const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Has the page built as small as it can be: with a standard library made for it, and without
/// the words of panics, which nobody would read.
fn for_readers(trunk: &mut Command) -> &mut Command {
    let flags = flags() + " -Zunstable-options -Cpanic=immediate-abort";
    trunk.envs(tools::STANDARD_LIBRARY).env(FLAGS, flags)
}

/// The compiler's flags for the page: sources named without the folders of the machine that
/// built them.
fn flags() -> String {
    let home = std::env::var("HOME").unwrap_or_default();
    let cargo = std::env::var("CARGO_HOME").unwrap_or_else(|_| format!("{home}/.cargo"));
    let mut flags = format!("--remap-path-prefix={}=.", root().display());
    // Crates lie in a folder named by their registry.
    let registries = fs::read_dir(format!("{cargo}/registry/src"));
    for registry in registries.into_iter().flatten().flatten() {
        flags.push_str(" --remap-path-prefix=");
        flags.push_str(&registry.path().display().to_string());
        flags.push('=');
    }
    flags
}
