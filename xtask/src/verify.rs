//! Everything that must hold before a change is taken: style, tests, the page in real browsers.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    thread,
};

use crate::{
    Outcome,
    arguments::Arguments,
    audit,
    browsers::{self, Drivers},
    bytes, page,
    process::{command, root, say},
    site::Site,
    tools,
    trial::Trial,
};

/// So many tests of a browser are tried once more: where more fail, something is wrong.
const MOST_AGAIN: usize = 5;

/// How many checks and tests passed and failed, and what failed or was left out, in words.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    words: Vec<String>,
    /// The tests that failed in the last run of Cargo's, by name.
    failing: Vec<String>,
    /// How many programs of tests that run began, less those that came to their end.
    unended: usize,
}

/// Runs all, or the part that `--only` names: unit, tidy, e2e.
pub fn run(arguments: &Arguments) -> Outcome {
    let only = arguments.value("--only");
    if only.is_some_and(|part| !["unit", "tidy", "e2e"].contains(&part)) {
        return Err("--only takes unit, tidy or e2e.".to_owned());
    }
    let wanted = |part| only.is_none_or(|only| only == part);
    let mut tally = Tally::default();
    let (tries, builds) = (wanted("e2e"), wanted("e2e") && !arguments.has("--built"));
    if tries {
        // What is missing shows at once.
        tools::fetched()?;
    }
    let page = thread::scope(|both| {
        // Beside what needs no browser, for either keeps one of two cores busy for much of its time.
        let page = both.spawn(move || if builds { page::build() } else { Ok(()) });
        let browsers = if tries { ready_for_browsers() } else { Ok(()) };
        if wanted("tidy") {
            tidy(&mut tally, only.is_some());
        }
        if wanted("unit") {
            // The benchmarks hold no test, and what they measure with takes long to compile.
            let words = ["test", "--workspace", "--exclude=e2e", "--exclude=khipu-bench"];
            let mut tests = command("cargo");
            tally.cargo_test("tests without a browser", tests.args(words).arg("--no-fail-fast"));
        }
        page.join().unwrap_or_else(|_| Err("The page was not built.".to_owned())).and(browsers)
    });
    if tries {
        let outcome = page.and_then(|()| in_browsers(arguments, &mut tally));
        if outcome.is_err() {
            tally.check("the page in browsers", outcome);
        }
    }
    for line in &tally.words {
        say(line);
    }
    say(&format!("{} passed, {} failed", tally.passed, tally.failed));
    if tally.failed == 0 { Ok(()) } else { Err("Not all passed.".to_owned()) }
}

/// The program of the browser tests, as Cargo is asked for it.
const BROWSER_TESTS: [&str; 5] = ["test", "-p", "e2e", "--test", "browsers"];

/// Has the browsers, their drivers and the program that tries the page in them.
fn ready_for_browsers() -> Outcome {
    tools::for_the_browsers()?;
    let compile = [&BROWSER_TESTS[..], &["--no-run", "--quiet"]].concat();
    crate::process::run(command("cargo").args(compile), "The lines above say where.")
}

fn tidy(tally: &mut Tally, alone: bool) {
    let mut cargo = |what: &str, words: &[&str]| {
        say(&format!("== {what}"));
        let outcome = crate::process::run(command("cargo").args(words), "");
        tally.check(what, outcome);
    };
    cargo("formatting: cargo fmt", &["fmt", "--all", "--check"]);
    let deny = ["--", "-D", "warnings"];
    let native = ["clippy", "--quiet", "--workspace", "--all-targets"];
    cargo("cargo clippy", &[&native[..], &deny].concat());
    let page = ["clippy", "--quiet", "--target", "wasm32-unknown-unknown", "--lib", "--bin", "app"];
    cargo("cargo clippy for the page", &[&page[..], &deny].concat());
    say("== licences and sources of crates: cargo deny");
    tally.check("cargo deny", audit::crates());
    if alone {
        tally.cargo_test("tests/tidy.rs", command("cargo").args(["test", "--test", "tidy"]));
    }
}

/// Weighs the page in `dist/` and tries it in each browser, or in the one that `--browser` names;
/// `--file` picks a file of `tests/e2e/tests`, `--filter` tests by name: of a file, by how their names
/// begin. With `--long`, series are gone through whole in Chromium.
fn in_browsers(arguments: &Arguments, tally: &mut Tally) -> Outcome {
    if !root().join("dist/index.html").is_file() {
        return Err("There is no page in dist/: leave --built out.".to_owned());
    }
    say("== bytes of a first visit");
    tally.check("the weight of a first visit", bytes::weigh());
    let trial = Trial::prepare()?;
    let (site, next) = (Site::start(trial.page)?, Site::start(trial.next)?);
    let chosen = arguments.value("--browser");
    for name in ["chromium", "firefox", "webkit"] {
        if chosen.is_some_and(|chosen| chosen != name) {
            continue;
        }
        if name == "webkit" && chosen.is_none() {
            let words = "WebKit is left out: its driver emulates too little for some of the tests. \
                         cargo xtask test --only e2e --browser webkit runs them there.";
            tally.words.push(words.to_owned());
            continue;
        }
        let tests = |tally: &mut Tally, what: &str, options: &[&str]| {
            // Anew for each run, for a browser that a run leaves behind ends with its driver alone.
            let drivers = match name {
                "chromium" => browsers::chromium(),
                "firefox" => browsers::firefox(),
                _ => browsers::webkit(),
            };
            match drivers {
                Ok(drivers) => {
                    let mut tests = command("cargo");
                    tests.args(BROWSER_TESTS).arg("--").args(options);
                    tests.envs(environment(&site, &drivers)).env("KHIPU_NEXT", next.url());
                    if arguments.has("--long") {
                        tests.env("KHIPU_LONG", "true");
                    }
                    tally.cargo_test(what, &mut tests);
                }
                Err(sentence) if name == "webkit" => tally.words.push(sentence),
                Err(sentence) => tally.check(name, Err(sentence)),
            }
        };
        let file = arguments.value("--file").map(|file| format!("{file}::"));
        let wanted = file.unwrap_or_default() + arguments.value("--filter").unwrap_or("");
        let options = ["--test-threads", "2", &wanted];
        tally.browser_tests(&format!("the page in {name}"), &options, tests);
    }
    Ok(())
}

/// What the browser tests must know of where they run.
pub fn environment(site: &Site, drivers: &Drivers) -> Vec<(&'static str, String)> {
    let mut environment = vec![
        ("KHIPU_PAGE", site.url()),
        ("KHIPU_BROWSER", drivers.browser.to_owned()),
        ("KHIPU_DRIVERS", drivers.addresses.clone()),
        ("KHIPU_AXE", tools::axe().display().to_string()),
        ("KHIPU_PICTURES", root().join("target/e2e").display().to_string()),
    ];
    environment.extend(drivers.environment.iter().cloned());
    environment
}

impl Tally {
    fn check(&mut self, what: &str, outcome: Outcome) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(sentence) => {
                self.failed += 1;
                self.words.push(format!("FAILED {what}: {sentence}"));
            }
        }
    }

    /// Runs Cargo's tests, shows what they print, and counts what they say.
    fn cargo_test(&mut self, what: &str, tests: &mut Command) {
        say(&format!("== {what}"));
        let failed_before = self.failed;
        match self.counted(what, tests) {
            // Tests that do not even compile print no count.
            Ok(false) if self.failed == failed_before => {
                self.check(what, Err("it ended before its tests did; see above.".to_owned()));
            }
            Ok(_) => {}
            Err(error) => self.check(what, Err(error.to_string())),
        }
    }

    /// Runs the tests of a browser, and those that failed once more, each alone. Two sessions share
    /// the machine with whatever else it does: what fails beside others and passes alone is said, so
    /// that somebody looks, and is no fault of the page. What is wrong fails twice.
    fn browser_tests(
        &mut self,
        what: &str,
        options: &[&str],
        run: impl Fn(&mut Self, &str, &[&str]),
    ) {
        run(self, what, options);
        let failing = std::mem::take(&mut self.failing);
        if self.unended > 0 || failing.len() > MOST_AGAIN {
            return;
        }
        for name in failing {
            let (failed, words) = (self.failed, self.words.len());
            let alone = format!("{name} in {what}, once more and alone");
            run(self, &alone, &["--exact", &name]);
            if self.failed == failed && self.unended == 0 {
                self.failed -= 1;
                self.words.truncate(words);
                let told = format!("FAILED {what}: {name}");
                self.words.retain(|word| *word != told);
                self.words
                    .push(format!("LOOK AT {what}: {name} failed beside others and passed alone."));
            }
        }
    }

    fn counted(&mut self, what: &str, tests: &mut Command) -> std::io::Result<bool> {
        (self.failing, self.unended) = (Vec::new(), 0);
        let mut child = tests.stdout(Stdio::piped()).spawn()?;
        if let Some(out) = child.stdout.take() {
            for line in BufReader::new(out).lines() {
                let line = line?;
                say(&line);
                self.count(what, &line);
            }
        }
        Ok(child.wait()?.success())
    }

    fn count(&mut self, what: &str, line: &str) {
        if line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test")) {
            self.unended += 1;
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.unended = self.unended.saturating_sub(1);
            let number = |word: &str| {
                let before = counts.split(word).next().unwrap_or_default();
                before.split([' ', '.', ';']).next_back()?.parse::<usize>().ok()
            };
            self.passed += number(" passed").unwrap_or(0);
            self.failed += number(" failed").unwrap_or(0);
        } else if let Some(name) =
            line.strip_prefix("test ").and_then(|it| it.strip_suffix(" ... FAILED"))
        {
            self.words.push(format!("FAILED {what}: {name}"));
            self.failing.push(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], passed: usize, failed: usize, words: &[&str]) {
        let mut tally = Tally::default();
        for line in lines {
            tally.count("unit", line);
        }
        assert_eq!((tally.passed, tally.failed), (passed, failed));
        assert_eq!(tally.words, words);
    }

    const FAILS: &str = "running 2 tests\ntest one ... ok\ntest two ... FAILED\n\
        test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";
    const PASSES: &str = "running 1 test\ntest two ... ok\n\
        test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out\n";

    #[test]
    fn what_fails_beside_others_and_passes_alone_is_said_and_what_fails_twice_has_failed() {
        let check = |first: &str, again: &str, failed: usize, word: &str| {
            let mut tally = Tally::default();
            tally.browser_tests("a browser", &[], |tally, what, options| {
                (tally.failing, tally.unended) = (Vec::new(), 0);
                let lines = if options.is_empty() { first } else { again };
                lines.lines().for_each(|line| tally.count(what, line));
            });
            assert_eq!(tally.failed, failed, "{:?}", tally.words);
            assert!(tally.words.iter().any(|it| it.starts_with(word)), "{:?}", tally.words);
        };
        check(FAILS, PASSES, 0, "LOOK AT a browser: two");
        check(FAILS, FAILS, 2, "FAILED a browser: two");
        // A program of tests that ends before its time is not tried again.
        check(&format!("{FAILS}running 3 tests\n"), PASSES, 1, "FAILED a browser: two");
        check(FAILS, "running 1 test\n", 1, "FAILED a browser: two");
        check(
            &FAILS.replace("test two ... FAILED\n", &"test two ... FAILED\n".repeat(6)),
            PASSES,
            1,
            "FAILED",
        );
    }

    #[test]
    fn counts_add_up_and_failures_are_named() {
        check(
            &[
                "test a::works ... ok",
                "test a::breaks ... FAILED",
                "test result: FAILED. 31 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
                "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            ],
            33,
            1,
            &["FAILED unit: a::breaks"],
        );
    }
}
