//! The page's second program: the desk, which holds what a reader asks for now and then. The page's
//! own stays small without it. Trunk makes one program a page, so this makes the other.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};

use crate::{
    Outcome,
    process::{command, root, run},
};

/// The script that loads the program, and what stands there for the program's name.
const LOADER: &str = "desk.js";
const NAMELESS: &str = "desk-*";

/// Builds the program into the folder that Trunk is filling, as Trunk builds the page's own.
pub fn build(staging: &Path) -> Outcome {
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let mut cargo = command("cargo");
    cargo.args([
        "build",
        "--quiet",
        "--offline",
        "--locked",
        "--target",
        "wasm32-unknown-unknown",
        "--bin",
        "desk",
    ]);
    if is_release {
        cargo.arg("--release");
    }
    run(&mut cargo, "The lines above say where.")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let profile = if is_release { "release" } else { "debug" };
    let wasm = target.join("wasm32-unknown-unknown").join(profile).join("desk.wasm");
    let cannot = |what: &Path, error| format!("{}: {error}", what.display());
    let bytes = fs::read(&wasm).map_err(|error| cannot(&wasm, error))?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let name = format!("desk-{:016x}", hasher.finish());
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", &name, "--out-dir"]);
    run(bindgen.arg(staging).arg(&wasm), "Run cargo xtask build again; it fetches what it needs.")?;
    let loader = staging.join(LOADER);
    let text = fs::read_to_string(&loader).map_err(|error| cannot(&loader, error))?;
    fs::write(&loader, text.replace(NAMELESS, &name)).map_err(|error| cannot(&loader, error))
}
