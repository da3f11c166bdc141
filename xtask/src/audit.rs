//! What the page is built from, and whether two builds of it are the same.

use std::{fs, path::Path};

use crate::{
    Outcome, page,
    process::{command, output, root, run, say, succeeds},
    tools,
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
        listings.push(listing(&own.join("dist"))?);
    }
    let differing: Vec<&str> = listings[0]
        .lines()
        .filter(|line| !listings[1].lines().any(|other| other == *line))
        .collect();
    if listings[0].lines().count() == listings[1].lines().count() && differing.is_empty() {
        say(&format!("{}Two builds, the same bytes.", listings[0]));
        return Ok(());
    }
    Err(format!("Two builds differ:\n{}", differing.join("\n")))
}

/// The SHA-256 of every file in a folder, a line each.
fn listing(folder: &Path) -> Outcome<String> {
    let mut sums = command("sh");
    sums.current_dir(folder).args(["-c", "find . -type f | LC_ALL=C sort | xargs sha256sum"]);
    output(&mut sums).ok_or_else(|| format!("{} cannot be read.", folder.display()))
}
