//! The benchmarks: of the pure parts, and of the page beside its peers. What each measures stands in
//! `benches/README.md`; what is fetched and made for them stays under `target/bench/`.

use std::{fs, process::Command};

use crate::{
    Outcome,
    arguments::Arguments,
    page,
    process::{root, run, say},
};

const USAGE: &str = "\
Usage: cargo xtask bench core [FILTER]
       cargo xtask bench page [--events N,N] [--only timeline,map,crossfilter,search,load]
                              [--rounds N] [--built]";

/// The largest record that JSON may hold.
const MOST_IN_JSON: usize = 100_000;

pub fn bench(arguments: &Arguments) -> Outcome {
    match arguments.word(0) {
        Some("core") => core(arguments.word(1)),
        Some("page") => beside_peers(arguments),
        _ => Err(USAGE.to_owned()),
    }
}

fn core(filter: Option<&str>) -> Outcome {
    let mut cargo = Command::new("cargo");
    cargo.args(["bench", "-p", "khipu-bench", "--bench", "core", "--"]).args(filter);
    run(&mut cargo, "The lines above say why.")
}

fn beside_peers(arguments: &Arguments) -> Outcome {
    let sizes = arguments.value("--events").unwrap_or("10000,100000,1000000");
    let sizes: Vec<usize> = sizes
        .split(',')
        .map(|size| size.parse().map_err(|_| format!("--events takes numbers, not \"{size}\".")))
        .collect::<Result<_, String>>()?;
    let rounds: usize = match arguments.value("--rounds").unwrap_or("5").parse() {
        Ok(rounds @ 1..) => rounds,
        _ => return Err("--rounds takes a number from 1 on.".to_owned()),
    };
    let only = arguments.value("--only").unwrap_or("timeline,map,crossfilter,search,load");
    if !arguments.has("--built") {
        page::build_bench()?;
    }
    made(&sizes)?;
    peers()?;
    let asked = serde_json::json!({
        "root": root(),
        "sizes": sizes,
        "only": only.split(',').collect::<Vec<_>>(),
        "rounds": rounds,
    });
    let mut node = Command::new("node");
    node.arg(root().join("benches/page/run.mjs")).arg(asked.to_string());
    run(&mut node, "The lines above say why. The command needs Node and Chromium.")?;
    say("The numbers are in target/bench/results.json as well.");
    Ok(())
}

/// Makes the events of each size, once.
fn made(sizes: &[usize]) -> Outcome {
    let data = root().join("target/bench/data");
    fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
    let options = ["run", "--release", "--no-default-features", "--features", "bench"];
    for size in sizes {
        let all = [format!("{size}.arrays.json"), format!("{size}.khipu"), format!("{size}.json")];
        let files = all.iter().take(if *size <= MOST_IN_JSON { 3 } else { 2 });
        for file in files.map(|name| data.join(name)).filter(|file| !file.exists()) {
            let mut cargo = Command::new("cargo");
            cargo.args(options).args([
                "--bin",
                "khipu",
                "--",
                "sample",
                &size.to_string(),
                "--out",
            ]);
            run(cargo.arg(&file), "The lines above say why.")?;
        }
        // The page asks for a record by its language.
        let (whole, english) =
            (data.join(format!("{size}.json")), data.join(format!("{size}.en.json")));
        if whole.exists() && !english.exists() {
            fs::copy(&whole, &english)
                .map_err(|error| format!("{}: {error}", english.display()))?;
        }
    }
    Ok(())
}

/// Fetches the peers, once.
fn peers() -> Outcome {
    let folder = root().join("target/bench/npm");
    let (wanted, there) = (root().join("benches/page/package.json"), folder.join("package.json"));
    let read = |file| fs::read_to_string(file).unwrap_or_default();
    if read(&wanted) == read(&there) && folder.join("node_modules").exists() {
        return Ok(());
    }
    fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(&wanted, &there))
        .map_err(|error| format!("{}: {error}", there.display()))?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund"]).current_dir(&folder);
    run(&mut npm, "The peers are fetched from the npm registry.")
}
