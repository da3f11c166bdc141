//! The page's programs: its own; the desk, which holds what a reader asks for now and then; and the
//! reader, which reads big records in a worker. The page's own stays small without the others.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    Outcome,
    process::{command, root, run},
    tools,
};

const TARGET: &str = "wasm32-unknown-unknown";
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
const ADVICE: &str = "The lines above say where.";

/// How programs are made.
#[derive(Clone, Copy, Default)]
pub struct Making<'a> {
    /// As small as can be, which takes minutes.
    pub is_release: bool,
    /// With what benchmarks drive.
    pub is_bench: bool,
    /// Where Cargo builds, unless in its usual folder.
    pub target: Option<&'a Path>,
}

/// A program of the page.
struct Program {
    name: &'static str,
    /// The file that loads it: there `name-*` stands for the program.
    loader: &'static str,
}

/// Programs that are made of the same parts, and so by one call of Cargo.
struct Group {
    programs: &'static [Program],
    /// The profile of their release.
    profile: &'static str,
    options: fn(Making) -> &'static [&'static str],
}

const GROUPS: [Group; 2] = [
    Group {
        programs: &[
            Program { name: "app", loader: "index.html" },
            Program { name: "desk", loader: "desk.js" },
        ],
        profile: "release",
        options: |making| if making.is_bench { &["--features", "bench"] } else { &[] },
    },
    Group {
        programs: &[Program { name: "reader", loader: "reader.js" }],
        profile: "reader",
        options: |_| &["--no-default-features", "--features", "reader"],
    },
];

/// Builds the programs into a folder where their loaders are.
pub fn build(folder: &Path, making: Making) -> Outcome {
    for group in &GROUPS {
        let profile = if making.is_release { group.profile } else { "dev" };
        let mut cargo = cargo(making);
        cargo.args(["build", "--quiet", "--offline", "--locked", "--target", TARGET]);
        cargo.args(["--profile", profile]).args((group.options)(making));
        cargo.args(group.programs.iter().flat_map(|program| ["--bin", program.name]));
        run(&mut cargo, ADVICE)?;
        let made =
            target(making).join(TARGET).join(if profile == "dev" { "debug" } else { profile });
        group.programs.iter().try_for_each(|program| place(program, &made, folder))?;
    }
    Ok(())
}

/// Binds a program that was made to the page in a folder, under a name that follows from its bytes.
fn place(&Program { name, loader }: &Program, made: &Path, folder: &Path) -> Outcome {
    let wasm = made.join(name).with_extension("wasm");
    let bytes = fs::read(&wasm).map_err(|error| format!("{}: {error}", wasm.display()))?;
    let named = named(name, &bytes);
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", &named, "--out-dir"]);
    run(bindgen.arg(folder).arg(&wasm), "Run cargo xtask build again; it fetches what it needs.")?;
    name_in(&folder.join(loader), name, &named)
}

/// A name that no other bytes have.
pub fn named(name: &str, bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{name}-{:016x}", hasher.finish())
}

/// Says in a file what `name-*` is called.
pub fn name_in(file: &Path, name: &str, named: &str) -> Outcome {
    let cannot = |error: std::io::Error| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(cannot)?;
    fs::write(file, text.replace(&format!("{name}-*"), named)).map_err(cannot)
}

fn target(making: Making) -> PathBuf {
    let given = making.target.map(Path::to_owned);
    let given = given.or_else(|| env::var_os("CARGO_TARGET_DIR").map(PathBuf::from));
    given.unwrap_or_else(|| root().join("target"))
}

/// Cargo for the page's programs. Those of a release are as small as can be: with a standard library made
/// for them, and without the words of panics, which nobody would read.
fn cargo(making: Making) -> Command {
    let mut cargo = command("cargo");
    let mut flags = flags();
    if making.is_release {
        flags.push_str(" -Zunstable-options -Cpanic=immediate-abort");
        cargo.envs(tools::STANDARD_LIBRARY);
    }
    cargo.env(FLAGS, flags).envs(making.target.map(|target| ("CARGO_TARGET_DIR", target)));
    cargo
}

/// The compiler's flags for the page: sources named without the folders of the machine that
/// built them.
fn flags() -> String {
    let home = env::var("HOME").unwrap_or_default();
    let cargo = env::var("CARGO_HOME").unwrap_or_else(|_| format!("{home}/.cargo"));
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
