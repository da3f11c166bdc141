//! Every developer command, from `cargo xtask serve` to `cargo xtask data`.
//! Deliberately without a library of arguments or processes: it must build fast in a clean clone.

mod arguments;
mod audit;
mod bench;
mod browsers;
mod bytes;
mod card;
mod data;
mod groups;
mod hosting;
mod lighten;
mod page;
mod plain;
mod process;
mod programs;
mod seal;
mod shorten;
mod shots;
mod site;
mod stage;
mod style;
mod tags;
mod tools;
mod trial;
mod verify;

use std::process::ExitCode;

use arguments::Arguments;

/// What a command ends in: nothing, or a sentence that says what to do.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--open] [--release]
      the page on this machine, built again after each edit
  build [--at ADDRESS] [--bench]
      the release page in dist/, for any static host, with cards and oEmbed where its address is
      known; or the page that benchmarks drive
  test [--only unit|tidy|e2e] [--built] [--browser NAME] [--file FILE]
       [--filter TEST] [--long]
      everything that must hold; --built takes dist/ as it stands, --long goes through long series whole
  bytes
      what dist/ weighs
  shots [--out DIR] [--only SIZE-THEME-LANG] [--hash '#...'] [--name NAME] | --card
      pictures of dist/, for example --only 360x740-dark; or public/card.png, for others' links
  bench core|page
      how long the pure parts take, and the page beside its peers
  audit [--twice]
      the crates' licences, sources and known faults; or whether two builds give the same bytes
  hosting
      the headers that a host should send, in the form of each
  data --from DIR
      a newer record and its maps into public/data/";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let arguments = Arguments::new(words);
    let outcome = match command.as_str() {
        "serve" => page::serve(&arguments),
        "build" => page::command(&arguments),
        "audit" if arguments.has("--twice") => audit::twice(),
        "audit" => audit::run_all(),
        "hosting" => hosting::print(),
        "data" => data::take(&arguments),
        "test" => verify::run(&arguments),
        "bytes" => bytes::weigh(),
        "shots" => shots::take(&arguments),
        "bench" => bench::bench(&arguments),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
