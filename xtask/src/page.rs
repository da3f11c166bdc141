//! Building and serving the page with Trunk.

use std::fs;

use crate::{
    Outcome,
    arguments::Arguments,
    process::{command, root, run, say},
    tools,
};

const ADVICE: &str = "The lines above say where.";

/// Makes the release page in `dist/`.
pub fn build() -> Outcome {
    tools::for_the_page()?;
    say("Building the release page; from nothing it takes some minutes.");
    // Trunk would leave older hashed files and, at times, an older file's hash beside the new.
    let dist = root().join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist)
            .map_err(|error| format!("{} cannot be emptied: {error}", dist.display()))?;
    }
    run(command("trunk").args(["build", "--release"]).env_remove("NO_COLOR"), ADVICE)?;
    say("The page is in dist/. Any static host can serve it, at any path.");
    Ok(())
}

/// Serves the page on this machine and builds it again after each edit.
pub fn serve(arguments: &Arguments) -> Outcome {
    let port = arguments.value("--port").unwrap_or("8080");
    if port.parse::<u16>().is_err() {
        return Err(format!("--port takes a number from 1 to 65535, not \"{port}\"."));
    }
    tools::for_the_page()?;
    say(&format!("The page will stand at http://127.0.0.1:{port}/ once it is built; Ctrl-C ends."));
    let mut trunk = command("trunk");
    // A folder of its own: the release page in dist/ stays as it is.
    trunk.args(["serve", "--address", "127.0.0.1", "--port", port, "--dist", "target/serve"]);
    trunk.env_remove("NO_COLOR");
    if arguments.has("--open") {
        trunk.arg("--open");
    }
    if arguments.has("--release") {
        trunk.arg("--release");
    }
    run(&mut trunk, &format!("If port {port} is taken, choose another: --port 8081"))
}
