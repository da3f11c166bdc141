//! What the page is built from, and whether two builds of it are the same.

use std::{collections::BTreeSet, fs};

use crate::{
    Outcome, page,
    process::{command, root, run, say, succeeds},
    seal, tools,
};

/// Where the two builds lie that are compared.
const FOLDER: &str = "target/twice";

/// Holds the locked crates to `deny.toml`: licences, sources, nothing yanked or unknown. Known
/// faults are looked up where their database can be had.
pub fn run_all() -> Outcome {
    crates()?;
    say("== known faults: cargo deny check advisories");
    let mut advisories = command("cargo");
    advisories.args(["deny", "--locked", "check", "--hide-inclusion-graph", "advisories"]);
    if !succeeds(&mut advisories)? {
        say("Known faults were not looked up, or some were found: see above.");
    }
    Ok(())
}

/// Licences, sources and versions, which need no database.
pub fn crates() -> Outcome {
    tools::for_the_audit()?;
    let mut deny = command("cargo");
    deny.args(["deny", "--locked", "--log-level", "error", "check", "--hide-inclusion-graph"]);
    run(deny.args(["bans", "licenses", "sources"]), "deny.toml says what is allowed, and why.")
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
