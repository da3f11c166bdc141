//! Pictures of the release page at every size, theme and language.

use std::fs;

use crate::{
    Outcome,
    arguments::Arguments,
    browsers,
    process::{command, root, run, say},
    site::Site,
    tools,
    trial::Trial,
    verify,
};

/// Draws `dist/` as it stands; builds it where it is missing.
pub fn take(arguments: &Arguments) -> Outcome {
    tools::for_screenshots()?;
    if !root().join("dist/index.html").is_file() {
        crate::page::build()?;
    }
    let is_card = arguments.has("--card");
    let out = if is_card { "public" } else { arguments.value("--out").unwrap_or("target/shots") };
    let out = std::path::absolute(out).map_err(|error| format!("{out}: {error}"))?;
    fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let hash = arguments.value("--hash").unwrap_or_default();
    if !hash.is_empty() && !hash.starts_with('#') {
        return Err(format!("--hash takes a fragment with its sign: --hash '#{hash}'"));
    }
    let name = arguments.value("--name").map(|name| format!("{name}-")).unwrap_or_default();
    let only = arguments.value("--only").unwrap_or_default();
    let site = Site::start(Trial::prepare()?.page)?;
    let drivers = browsers::chromium()?;
    run(
        command("cargo")
            .args(["run", "--quiet", "-p", "e2e", "--bin", "shots", "--"])
            .arg(&out)
            .args([if is_card { "card" } else { only }, hash, &name])
            .envs(verify::environment(&site, &drivers)),
        "The lines above say why.",
    )?;
    say(&format!("The pictures are in {}.", out.display()));
    Ok(())
}
