//! The tools that the build and the tests need: pinned, installed once under `target/tools`.

use std::{fs, path::Path, process::Command, thread};

use crate::{
    Outcome,
    process::{command, find, output, root, run, say, succeeds, tools},
};

/// A program that Cargo builds from crates.io.
struct Crate {
    name: &'static str,
    version: &'static str,
    flags: &'static [&'static str],
    minutes: u32,
}

/// Speed matters little for these, so they are built without optimisation.
const GECKODRIVER: Crate =
    Crate { name: "geckodriver", version: "0.37.1", flags: &["--debug"], minutes: 2 };
const CARGO_DENY: Crate =
    Crate { name: "cargo-deny", version: "0.20.2", flags: &["--debug"], minutes: 3 };
/// Built to run fast it would save three seconds of a build of the page, and take two minutes more once.
const WASM_BINDGEN: Crate = Crate {
    name: "wasm-bindgen-cli",
    version: "0.2.129",
    flags: &["--debug", "--no-default-features", "--bin", "wasm-bindgen"],
    minutes: 1,
};

/// Packages of the npm registry: name and version.
const BINARYEN: (&str, &str) = ("binaryen", "132.0.0");
const ESBUILD: (&str, &str) = ("esbuild", "0.28.2");
const AXE: (&str, &str) = ("axe-core", "4.14.1");

/// Programs of the browser tests and the Debian packages that hold them.
const BROWSERS: [(&str, &str); 4] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("Xvfb", "xvfb"),
];
const WEBKIT: (&str, &str) = ("WebKitWebDriver", "webkit2gtk-driver");

/// What is fetched whole, for the page and for its tests. Of two things that go on at once, neither
/// may begin before it: one program installs packages at a time.
pub fn fetched() -> Outcome {
    wasm_target()?;
    libraries()?;
    node()?;
    [BINARYEN, ESBUILD, AXE].into_iter().try_for_each(npm_package)
}

/// Everything that building the page takes.
pub fn for_the_page() -> Outcome {
    fetched()?;
    install(&WASM_BINDGEN)
}

/// What holds the crates to `deny.toml`.
pub fn for_the_audit() -> Outcome {
    install(&CARGO_DENY)
}

/// Everything that trying the page in browsers takes; not what building it does.
pub fn for_the_browsers() -> Outcome {
    fetched()?;
    thread::scope(|both| {
        // Browsers are fetched while their driver is compiled.
        let browsers = both.spawn(|| {
            debian(&BROWSERS)?;
            // WebKit is one more engine where it can be had; the tests say when it is left out.
            if let Err(sentence) = debian(&[WEBKIT]) {
                say(&sentence);
            }
            Ok(())
        });
        install(&GECKODRIVER)?;
        browsers.join().unwrap_or_else(|_| Err("The browsers were not installed.".to_owned()))
    })
}

/// Chromium alone, for screenshots.
pub fn for_screenshots() -> Outcome {
    fetched()?;
    debian(BROWSERS.get(..2).unwrap_or_default())
}

/// Node, which runs wasm-opt and esbuild.
pub fn node() -> Outcome {
    debian(&[("node", "nodejs"), ("npm", "npm")])
}

/// The page is built without the network, so its libraries are fetched before: those of this machine's
/// tools, then those of the page, for whose target alone Cargo fetches what the standard library itself is
/// made of.
fn libraries() -> Outcome {
    const FETCH: [&str; 3] = ["fetch", "--quiet", "--locked"];
    let advice = "Check that crates.io can be reached and that Cargo.lock is up to date.";
    run(command("cargo").args(FETCH), advice)?;
    let page = ["--target", "wasm32-unknown-unknown"];
    run(command("cargo").args(FETCH).args(page).envs(STANDARD_LIBRARY), advice)
}

/// Has Cargo build Rust's standard library with the page, for size. A stable compiler takes this
/// only when told that it may (docs/decisions/wasm-size.md).
pub const STANDARD_LIBRARY: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// The compiler for the page: its target, and the sources of its standard library.
fn wasm_target() -> Outcome {
    rust_part("wasm32-unknown-unknown", ["target", "add", "wasm32-unknown-unknown"])?;
    rust_part("src/rust/library", ["component", "add", "rust-src"])
}

/// Adds a part of Rust unless its folder is there.
fn rust_part(folder: &str, add: [&str; 3]) -> Outcome {
    let sysroot = output(command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if Path::new(sysroot.trim()).join("lib/rustlib").join(folder).is_dir() {
        return Ok(());
    }
    let words = add.join(" ");
    say(&format!("Adding to Rust: rustup {words}"));
    run(
        command("rustup").args(add),
        &format!("Install rustup from https://rustup.rs, then: rustup {words}"),
    )
}

fn install(tool: &Crate) -> Outcome {
    let Crate { name, version, flags, minutes } = tool;
    let installed = fs::read_to_string(tools().join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("\"{name} {version} (")) {
        return Ok(());
    }
    say(&format!("Building {name} {version}, once; it takes about {minutes} minutes."));
    let build = tools().join("build").join(name);
    let outcome = run(
        command("cargo")
            .args(["install", "--locked", "--root"])
            .arg(tools())
            .args(*flags)
            .arg(format!("{name}@{version}"))
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
        "Its last lines say why. Check that crates.io can be reached and a C compiler is \
         installed (apt-get install build-essential), then run the command again.",
    );
    // What Cargo leaves behind is large and used once; where it left nothing, nothing is lost.
    let _ = fs::remove_dir_all(build);
    outcome
}

fn npm_package((name, version): (&str, &str)) -> Outcome {
    let folder = tools().join("node");
    let manifest = folder.join("node_modules").join(name).join("package.json");
    let present = fs::read_to_string(manifest).unwrap_or_default();
    if present.contains(&format!("\"version\": \"{version}\"")) {
        return Ok(());
    }
    say(&format!("Fetching {name} {version} from npm."));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("package.json"), manifest_of_tools()))
        .map_err(|error| format!("{} cannot be written: {error}", folder.display()))?;
    run(
        command("npm")
            .args(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"])
            .arg(format!("--prefix={}", folder.display())),
        "Check that the npm registry can be reached, then run the command again.",
    )
}

fn manifest_of_tools() -> String {
    let packages =
        [BINARYEN, ESBUILD, AXE].map(|(name, version)| format!("\"{name}\": \"{version}\""));
    format!("{{\"private\": true, \"dependencies\": {{{}}}}}\n", packages.join(", "))
}

/// Installs the Debian packages of missing programs, or says how to.
fn debian(programs: &[(&str, &str)]) -> Outcome {
    let missing: Vec<&str> = programs
        .iter()
        .filter(|(program, _)| find(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    let advice = format!("Install what is missing: sudo apt-get install {packages}");
    let is_root = output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !is_root || find("apt-get").is_none() {
        return Err(advice);
    }
    say(&format!("Installing {packages}."));
    // A stale list of packages is often good enough, so its failure is not the end.
    succeeds(command("apt-get").args(["update", "-qq"]))?;
    run(
        command("apt-get")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&missing)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .current_dir(root()),
        &advice,
    )
}

/// The accessibility checker's source.
pub fn axe() -> std::path::PathBuf {
    tools().join("node/node_modules/axe-core/axe.min.js")
}
