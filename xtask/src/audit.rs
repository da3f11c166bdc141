//! What the page is built from, and whether two builds of it are the same.

use std::{collections::BTreeSet, fs, process::Command};

use crate::{
    Outcome, page,
    process::{command, root, run, say, succeeds},
    seal, tools,
};

/// Where the two builds lie that are compared.
const FOLDER: &str = "target/twice";
/// Where deny.toml has the database of known faults kept.
const DATABASE: &str = "target/advisories";

/// Holds the locked crates to `deny.toml`: licences, sources, nothing yanked or unknown. Known
/// faults are looked up where their database can be had; one that is found fails.
pub fn run_all() -> Outcome {
    crates()?;
    say("== known faults: cargo deny check advisories");
    if !succeeds(&mut deny(&["fetch", "db"]))? && !has_database() {
        say("Known faults were not looked up: their database cannot be had. See above.");
        return Ok(());
    }
    let mut advisories = deny(&["--offline", "check", "--hide-inclusion-graph", "advisories"]);
    run(&mut advisories, "Take a newer version of the crate, or say in deny.toml why it may stay.")
}

fn deny(words: &[&str]) -> Command {
    let mut deny = command("cargo");
    deny.args(["deny", "--locked", "--log-level", "error"]).args(words);
    deny
}

/// Whether an earlier look-up left the database of known faults here.
fn has_database() -> bool {
    let entries = fs::read_dir(root().join(DATABASE)).into_iter().flatten().flatten();
    entries.map(|entry| entry.path().join(".git")).any(|git| git.exists())
}

/// Licences, sources and versions, which need no database.
pub fn crates() -> Outcome {
    tools::for_the_audit()?;
    let mut held = deny(&["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    run(&mut held, "deny.toml says what is allowed, and why.")
}

/// Builds the release page twice, each from nothing, and fails where a byte differs.
pub fn twice() -> Outcome {
    let folder = root().join(FOLDER);
    let mut listings = Vec::new();
    for name in ["first", "second"] {
        let own = folder.join(name);
        if own.exists() {
            fs::remove_dir_all(&own)
                .map_err(|error| format!("{} cannot be emptied: {error}", own.display()))?;
        }
        page::build_apart(&own.join("target"), &format!("{FOLDER}/{name}/dist"))?;
        listings.push(seal::hashes_in(&own.join("dist"))?);
    }
    let [first, second] = [&listings[0], &listings[1]];
    let names: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    let differing: Vec<_> =
        names.into_iter().filter(|name| first.get(*name) != second.get(*name)).collect();
    if differing.is_empty() {
        for (name, hash) in first {
            say(&format!("{hash} {name}"));
        }
        say("Two builds, the same bytes.");
        return Ok(());
    }
    Err(format!("Two builds differ: {differing:?}"))
}
