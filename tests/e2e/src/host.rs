//! A host of the page with other answers: it passes requests on to the tests' own server, but for
//! the paths it was told to answer itself. It lets any origin read, as most static hosts do.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use crate::browser::page_address;

/// The path that the page stands under here.
const UNDER: &str = "/another/place/";

/// Answers by the path under the page's own.
type Answers = Arc<Mutex<BTreeMap<String, (&'static str, Vec<u8>)>>>;

/// A host that serves until the test ends.
pub struct Host {
    address: SocketAddr,
    answers: Answers,
}

impl Host {
    /// A host that answers as the tests' own server does.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("the port is known");
        let answers = Answers::default();
        let known = Arc::clone(&answers);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = Arc::clone(&known);
                // A browser that leaves early wants no answer.
                thread::spawn(move || drop(answer(stream, &known)));
            }
        });
        Self { address, answers }
    }

    /// The page's address here, ending in a slash.
    pub fn url(&self) -> String {
        format!("http://{}{UNDER}", self.address)
    }

    /// Answers a path with other bytes.
    pub fn serve(&self, path: &str, body: impl Into<Vec<u8>>) {
        self.put(path, "200 OK", body.into());
    }

    /// Answers a path as if there were no such file.
    pub fn lose(&self, path: &str) {
        self.put(path, "404 Not Found", Vec::new());
    }

    /// Answers every path as the tests' own server does.
    pub fn mend(&self) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn put(&self, path: &str, status: &'static str, body: Vec<u8>) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert(path.to_owned(), (status, body));
    }
}

fn answer(mut stream: TcpStream, answers: &Answers) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
        header.clear();
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let inside = path.strip_prefix(UNDER).unwrap_or_default();
    let own = answers.lock().unwrap_or_else(PoisonError::into_inner).get(inside).cloned();
    let answer = match own {
        Some((status, body)) => {
            let is_page = std::path::Path::new(inside).extension().is_some_and(|end| end == "html");
            let kind = if is_page { "text/html" } else { "application/json" };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
                 Cache-Control: no-store\r\nConnection: close\r\n\r\n",
                body.len()
            );
            [head.into_bytes(), body].concat()
        }
        None => passed_on(inside)?,
    };
    let first = answer.iter().position(|byte| *byte == b'\r').unwrap_or(answer.len());
    let (status, rest) = answer.split_at(first);
    stream.write_all(status)?;
    stream.write_all(b"\r\nAccess-Control-Allow-Origin: *")?;
    stream.write_all(rest)
}

/// The answer of the tests' own server.
fn passed_on(inside: &str) -> std::io::Result<Vec<u8>> {
    let page = page_address();
    let page = page.trim_start_matches("http://");
    let (address, under) = page.split_once('/').unwrap_or((page, ""));
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET /{under}{inside} HTTP/1.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}
