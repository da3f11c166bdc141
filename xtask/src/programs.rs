//! The page's other programs: the desk, which holds what a reader asks for now and then, and the reader,
//! which reads big records in a worker. The page's own stays small without them. Trunk makes one program
//! a page, so this makes the others.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

use crate::{
    Outcome,
    process::{command, root, run},
};

/// A program beside the page's own.
struct Program {
    /// Its name, and that of the script that loads it; there `name-*` stands for the program.
    name: &'static str,
    /// The profile of its release.
    profile: &'static str,
    options: &'static [&'static str],
}

const PROGRAMS: [Program; 2] = [
    Program { name: "desk", profile: "release", options: &[] },
    Program {
        name: "reader",
        profile: "reader",
        options: &["--no-default-features", "--features", "reader"],
    },
];

/// Builds the programs into the folder that Trunk is filling, as Trunk builds the page's own.
pub fn build(staging: &Path) -> Outcome {
    PROGRAMS.iter().try_for_each(|program| build_one(program, staging))
}

fn build_one(&Program { name, profile, options }: &Program, staging: &Path) -> Outcome {
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let profile = if is_release { profile } else { "dev" };
    let mut cargo = command("cargo");
    cargo
        .args(["build", "--quiet", "--offline", "--locked", "--bin", name, "--profile", profile])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(options);
    run(&mut cargo, "The lines above say where.")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let folder = if is_release { profile } else { "debug" };
    let wasm = target.join("wasm32-unknown-unknown").join(folder).join(name).with_extension("wasm");
    let cannot = |what: &Path, error| format!("{}: {error}", what.display());
    let bytes = fs::read(&wasm).map_err(|error| cannot(&wasm, error))?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let named = format!("{name}-{:016x}", hasher.finish());
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", &named, "--out-dir"]);
    run(bindgen.arg(staging).arg(&wasm), "Run cargo xtask build again; it fetches what it needs.")?;
    let loader = staging.join(name).with_extension("js");
    let text = fs::read_to_string(&loader).map_err(|error| cannot(&loader, error))?;
    fs::write(&loader, text.replace(&format!("{name}-*"), &named))
        .map_err(|error| cannot(&loader, error))
}
