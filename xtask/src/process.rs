//! Other programs: run to their end, or kept running and surely ended.

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::Write as _,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::Outcome;

/// Ends its whole process group once its input closes, which the system does however xtask ends.
const KEEPER: &str =
    r#""$@" </dev/null & cat >/dev/null; trap '' TERM; kill -TERM 0; sleep 1; kill -KILL 0"#;

/// The repository's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The folder of the tools that xtask installs.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A command that runs at the repository's root and finds xtask's tools first.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).env("PATH", path());
    command
}

/// Runs a command to its end; `advice` says what to do when it fails.
pub fn run(command: &mut Command, advice: &str) -> Outcome {
    if succeeds(command)? { Ok(()) } else { Err(format!("{} failed. {advice}", shown(command))) }
}

/// Whether a command ends well.
pub fn succeeds(command: &mut Command) -> Outcome<bool> {
    command
        .status()
        .map(|status| status.success())
        .map_err(|error| format!("{} cannot be started: {error}", shown(command)))
}

/// What a command prints, or nothing where it fails or is missing.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where a program lies on the path.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&path()).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Prints a line at once, so that long steps show where they are.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that left is no reason to stop.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

fn path() -> OsString {
    let own = [tools().join("bin"), tools().join("node/node_modules/.bin")];
    let given = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&given))).unwrap_or(given)
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// A program that runs beside xtask and ends with it, with everything it started.
pub struct Running(Child);

impl Running {
    /// Starts a program; what it prints goes to the log file.
    pub fn start(words: &[&str], environment: &[(&str, &str)], log: &Path) -> Outcome<Self> {
        let cannot = |error| format!("{} cannot be started: {error}", words.join(" "));
        let file = File::create(log).map_err(cannot)?;
        let twin = file.try_clone().map_err(cannot)?;
        command("sh")
            .args(["-c", KEEPER, "keeper"])
            .args(words)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(file)
            .stderr(twin)
            .process_group(0)
            .spawn()
            .map(Self)
            .map_err(cannot)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // Nothing can be done about a child that cannot be waited for.
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        time::{Duration, Instant},
    };

    use super::Running;

    #[test]
    fn what_a_program_started_ends_with_it() {
        let log = std::env::temp_dir().join(format!("khipu-running-{}", std::process::id()));
        let running = Running::start(&["sh", "-c", "sleep 600 & echo $!; wait"], &[], &log);
        let deadline = Instant::now() + Duration::from_secs(10);
        let pid = loop {
            let printed = fs::read_to_string(&log).unwrap_or_default();
            if let Ok(pid) = printed.trim().parse::<u32>() {
                break pid;
            }
            assert!(Instant::now() < deadline, "the program did not start");
            std::thread::yield_now();
        };
        let alive = || {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            !stat.is_empty() && !stat.contains(") Z ")
        };
        assert!(alive());
        drop(running);
        assert!(!alive());
        let _ = fs::remove_file(log);
    }
}
