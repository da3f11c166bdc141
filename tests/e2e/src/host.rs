//! A host of the page that can lie, stall and go away: it passes requests on to the tests' own
//! server, but for the paths it was told to answer otherwise. It lets any origin read, as most
//! static hosts do.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use crate::browser::{environment, page_address};

/// The path that the page stands under here.
const UNDER: &str = "/another/place/";
/// How often a held answer looks whether it may go.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What a path is answered with instead of its file.
#[derive(Clone)]
enum Answer {
    Says {
        status: &'static str,
        kind: &'static str,
        body: Vec<u8>,
    },
    /// So much of other bytes, and then nothing.
    Begun {
        body: Vec<u8>,
        bytes: usize,
    },
    /// The file, once the path is answered truly again.
    Held,
    /// The file's headers and half of its bytes.
    Cut,
    /// The same, and then nothing until the path is answered truly again.
    Stalled,
    /// The file as another kind.
    As(&'static str),
}

/// What the host does now, and what it was asked.
struct State {
    /// The address that true answers come from.
    behind: String,
    /// By the path under the page's own.
    answers: BTreeMap<String, Answer>,
    /// For every path that has none of its own.
    everything: Option<Answer>,
    asked: Vec<String>,
    /// Sent with every answer, each ending in a line break.
    headers: String,
    is_gone: bool,
}

/// A host that serves until the test ends.
pub struct Host {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl Host {
    /// A host that answers as the tests' own server does.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("the port is known");
        let state = Arc::new(Mutex::new(State {
            behind: page_address(),
            answers: BTreeMap::new(),
            everything: None,
            asked: Vec::new(),
            headers: String::new(),
            is_gone: false,
        }));
        serve(listener, &state);
        Self { address, state }
    }

    /// The page's address here, ending in a slash.
    pub fn url(&self) -> String {
        format!("http://{}{UNDER}", self.address)
    }

    /// Answers a path with other bytes.
    pub fn serve(&self, path: &str, body: impl Into<Vec<u8>>) {
        let kind = match Path::new(path).extension().and_then(|end| end.to_str()) {
            Some("html") => "text/html",
            Some("js") => "text/javascript",
            _ => "application/json",
        };
        self.put(path, Answer::Says { status: "200 OK", kind, body: body.into() });
    }

    /// Answers a path with other bytes of a kind.
    pub fn serve_as(&self, path: &str, kind: &'static str, body: Vec<u8>) {
        self.put(path, Answer::Says { status: "200 OK", kind, body });
    }

    /// Answers a path as if there were no such file.
    pub fn lose(&self, path: &str) {
        self.fail(path, "404 Not Found");
    }

    /// Answers a path with a status and no file.
    pub fn fail(&self, path: &str, status: &'static str) {
        self.put(path, Answer::Says { status, kind: "text/plain", body: Vec::new() });
    }

    /// Keeps whoever asks for a path waiting until the host is mended.
    pub fn hold(&self, path: &str) {
        self.put(path, Answer::Held);
    }

    /// Sends so much of other bytes, and nothing more until the host is mended or says otherwise.
    pub fn begin(&self, path: &str, body: impl Into<Vec<u8>>, bytes: usize) {
        self.put(path, Answer::Begun { body: body.into(), bytes });
    }

    /// Ends the connection in the middle of a file.
    pub fn cut(&self, path: &str) {
        self.put(path, Answer::Cut);
    }

    /// Sends half of a file, and nothing more until the host is mended.
    pub fn stall(&self, path: &str) {
        self.put(path, Answer::Stalled);
    }

    /// Gives a file out as another kind.
    pub fn disguise(&self, path: &str, kind: &'static str) {
        self.put(path, Answer::As(kind));
    }

    /// Answers everything with a page of its own, as a network that wants a login does.
    pub fn capture(&self) {
        let body = b"<!DOCTYPE html><title>Login</title><p>Buy an hour of network.".to_vec();
        let says = Answer::Says { status: "200 OK", kind: "text/html", body };
        self.state().everything = Some(says);
    }

    /// Answers every path as the tests' own server does.
    pub fn mend(&self) {
        let mut state = self.state();
        state.answers.clear();
        state.everything = None;
    }

    /// Sends headers with every answer, each `Name: value`.
    pub fn send(&self, headers: &[String]) {
        self.state().headers = headers.join("\r\n") + "\r\n";
    }

    /// Serves another build of the page from now on, or the first again.
    pub fn publish(&self, next: bool) {
        self.state().behind = if next { environment("KHIPU_NEXT") } else { page_address() };
    }

    /// Stops listening: whoever asks is refused.
    pub fn stop(&self) {
        self.state().is_gone = true;
        // Wakes the listener, which sees that it is over.
        let _ = TcpStream::connect(self.address);
        while TcpStream::connect(self.address).is_ok() {
            thread::sleep(LOOK_EVERY);
        }
    }

    /// Listens again at the same address.
    pub fn return_again(&self) {
        self.state().is_gone = false;
        serve(TcpListener::bind(self.address).expect("the port is still free"), &self.state);
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }

    fn put(&self, path: &str, answer: Answer) {
        self.state().answers.insert(path.to_owned(), answer);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        of(&self.state)
    }
}

fn of(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(listener: TcpListener, state: &Arc<Mutex<State>>) {
    let state = Arc::clone(state);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if of(&state).is_gone {
                return;
            }
            let state = Arc::clone(&state);
            // A browser that leaves early wants no answer.
            thread::spawn(move || drop(answer(stream, &state)));
        }
    });
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let inside = path.strip_prefix(UNDER).unwrap_or_default();
    let inside = inside.split('?').next().unwrap_or_default();
    let looked_up = || -> std::io::Result<Option<Answer>> {
        let state = of(state);
        let own = state.answers.get(inside).or(state.everything.as_ref()).cloned();
        // Browsers connect before they ask: such a connection outlives the listener.
        if state.is_gone { Err(ErrorKind::ConnectionAborted.into()) } else { Ok(own) }
    };
    looked_up()?;
    of(state).asked.push(inside.to_owned());
    let own = loop {
        match looked_up()? {
            Some(Answer::Held) => thread::sleep(LOOK_EVERY),
            own => break own,
        }
    };
    let behind = of(state).behind.clone();
    let answer = match own {
        Some(Answer::Says { status, kind, body }) => {
            [head(status, kind, body.len()), body].concat()
        }
        Some(Answer::Begun { body, bytes }) => {
            let some = body.get(..bytes).unwrap_or(&body);
            [&head("200 OK", "application/json", body.len()), some].concat()
        }
        Some(Answer::Cut | Answer::Stalled) => {
            let mut whole = passed_on(&behind, inside)?;
            let head = whole.windows(4).position(|it| it == b"\r\n\r\n").unwrap_or(0) + 4;
            whole.truncate(head + whole.len().saturating_sub(head) / 2);
            whole
        }
        Some(Answer::As(kind)) => disguised(&passed_on(&behind, inside)?, kind),
        Some(Answer::Held) | None => passed_on(&behind, inside)?,
    };
    let first = answer.iter().position(|byte| *byte == b'\r').unwrap_or(answer.len());
    let (status, rest) = answer.split_at(first);
    stream.write_all(status)?;
    stream.write_all(b"\r\nAccess-Control-Allow-Origin: *\r\n")?;
    stream.write_all(of(state).headers.as_bytes())?;
    stream.write_all(rest.strip_prefix(b"\r\n").unwrap_or(rest))?;
    while matches!(looked_up()?, Some(Answer::Stalled | Answer::Begun { .. })) {
        thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

/// What stands before an answer of so many bytes.
fn head(status: &str, kind: &str, bytes: usize) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {bytes}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    .into_bytes()
}

/// The same answer with another content type.
fn disguised(answer: &[u8], kind: &str) -> Vec<u8> {
    let name = b"Content-Type: ";
    let Some(at) = answer.windows(name.len()).position(|it| it == name) else {
        return answer.to_vec();
    };
    let (before, rest) = answer.split_at(at + name.len());
    let end = rest.iter().position(|byte| *byte == b'\r').unwrap_or(0);
    [before, kind.as_bytes(), rest.get(end..).unwrap_or_default()].concat()
}

/// The answer of a server of this machine.
fn passed_on(page: &str, inside: &str) -> std::io::Result<Vec<u8>> {
    let page = page.trim_start_matches("http://");
    let (address, under) = page.split_once('/').unwrap_or((page, ""));
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET /{under}{inside} HTTP/1.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}
