//! The browsers' drivers: started on free ports, asked whether they work, ended with the tests.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use crate::{
    Outcome,
    process::{Running, command, find, output, root},
};

/// How many sessions run at once: two tests do, and some open the page twice. The slower drivers hold one
/// each.
const SESSIONS: usize = 4;
const START_WITHIN: Duration = Duration::from_secs(30);

/// A browser whose drivers run until this is dropped.
pub struct Drivers {
    pub browser: &'static str,
    /// Addresses of the drivers, apart by spaces.
    pub addresses: String,
    /// What the tests of this browser must know beside.
    pub environment: Vec<(&'static str, String)>,
    running: Vec<Running>,
}

/// Chromium's drivers.
pub fn chromium() -> Outcome<Drivers> {
    start("chromium", |port| vec!["chromedriver".to_owned(), format!("--port={port}")], &[])
}

/// Firefox's drivers.
pub fn firefox() -> Outcome<Drivers> {
    let words = |port: u16| {
        // The second port is for the driver's talk with Firefox; a free one for each.
        ["geckodriver", "--port", &port.to_string(), "--websocket-port", "0", "--log", "error"]
            .map(str::to_owned)
            .to_vec()
    };
    start("firefox", words, &[])
}

/// WebKit's drivers on a screen of their own, or a sentence why they are left out.
pub fn webkit() -> Outcome<Drivers> {
    let out = |why: &str| format!("WebKit is left out: {why}");
    if find("WebKitWebDriver").is_none() || find("Xvfb").is_none() {
        return Err(out("sudo apt-get install webkit2gtk-driver xvfb"));
    }
    let library = PathBuf::from("/usr/lib");
    let browser = output(command("find").arg(library).args(["-name", "MiniBrowser", "-type", "f"]))
        .and_then(|found| found.lines().next().map(str::to_owned))
        .ok_or_else(|| out("its browser MiniBrowser is not under /usr/lib."))?;
    let display = format!(":{}", 80 + std::process::id() % 1000);
    let screen = ["Xvfb", &display, "-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
    let screen = Running::start(&screen, &[], &log("xvfb")?)?;
    let socket = PathBuf::from(format!("/tmp/.X11-unix/X{}", &display[1..]));
    until(|| socket.exists().then_some(())).ok_or_else(|| out("its screen does not start."))?;
    let mut drivers = start(
        "webkit",
        |port| vec!["WebKitWebDriver".to_owned(), format!("--port={port}")],
        &[("DISPLAY", display), ("WEBKIT_DISABLE_COMPOSITING_MODE", "1".to_owned())],
    )?;
    drivers.running.insert(0, screen);
    drivers.environment.push(("KHIPU_WEBKIT", browser.clone()));
    let session = format!(
        r#"{{"capabilities":{{"alwaysMatch":{{"browserName":"MiniBrowser","webkitgtk:browserOptions":{{"binary":"{browser}","args":["--automation"]}}}}}}}}"#
    );
    let port = drivers.addresses.split(' ').next().and_then(|it| it.rsplit(':').next());
    let port: u16 = port.and_then(|it| it.parse().ok()).unwrap_or_default();
    let made = request(port, "POST", "/session", &session).unwrap_or_default();
    let id = made.split("\"sessionId\":\"").nth(1).and_then(|rest| rest.split('"').next());
    let id = id.ok_or_else(|| out("its driver starts no session on this machine."))?;
    request(port, "DELETE", &format!("/session/{id}"), "");
    Ok(drivers)
}

fn start(
    browser: &'static str,
    words: impl Fn(u16) -> Vec<String>,
    environment: &[(&str, String)],
) -> Outcome<Drivers> {
    let mut addresses = Vec::new();
    let mut running = Vec::new();
    for number in 0..SESSIONS {
        let port = free_port()?;
        let words = words(port);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let pairs: Vec<_> =
            environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let log = log(&format!("{browser}-{number}"))?;
        running.push(Running::start(&words, &pairs, &log)?);
        until(|| request(port, "GET", "/status", "")).ok_or_else(|| {
            format!("The driver of {browser} does not answer. Its log: {}", log.display())
        })?;
        addresses.push(format!("http://127.0.0.1:{port}"));
    }
    Ok(Drivers { browser, addresses: addresses.join(" "), environment: Vec::new(), running })
}

fn log(name: &str) -> Outcome<PathBuf> {
    let folder = root().join("target/e2e");
    fs::create_dir_all(&folder)
        .map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    Ok(folder.join(format!("{name}.log")))
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("No port is free: {error}"))
}

fn until<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + START_WITHIN;
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if Instant::now() > deadline {
            return None;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// The body of a driver's answer.
fn request(port: u16, method: &str, path: &str, body: &str) -> Option<String> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut stream = TcpStream::connect_timeout(&address, START_WITHIN).ok()?;
    stream.set_read_timeout(Some(START_WITHIN)).ok()?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    let mut header = String::new();
    while reader.read_line(&mut header).ok()? > 2 {
        if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        header.clear();
    }
    let mut answer = String::new();
    reader.take(length).read_to_string(&mut answer).ok()?;
    Some(answer)
}
