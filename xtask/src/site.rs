//! A small static server, for the page that is worked on and for the tests, which open the release page
//! under a path of its own, as a static host would serve it. Deliberately without caching, ranges and
//! compression.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::Arc,
    thread,
};

use crate::Outcome;

/// The path that the page stands under, which no address in it may assume.
pub const UNDER: &str = "/sub/path/";

/// A folder that is being served. It is served until the program ends.
pub struct Site {
    address: SocketAddr,
    under: &'static str,
}

impl Site {
    /// Serves a folder on a free port of this machine, under a path of its own.
    pub fn start(folder: PathBuf) -> Outcome<Self> {
        Self::start_at(folder, 0, UNDER)
    }

    /// Serves a folder on a port of this machine under a path, which begins and ends with a slash.
    pub fn start_at(folder: PathBuf, port: u16, under: &'static str) -> Outcome<Self> {
        let cannot = |error| format!("The page cannot be served: {error}.");
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let folder = Arc::new(folder);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let folder = Arc::clone(&folder);
                thread::spawn(move || answer(stream, &folder, under));
            }
        });
        Ok(Self { address, under })
    }

    /// The page's address, ending in a slash.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.under)
    }
}

/// What a request is answered with.
#[derive(Debug, PartialEq)]
struct Answer {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

fn answer(mut stream: TcpStream, folder: &Path, under: &str) {
    let mut reader = BufReader::new((&stream).take(64 * 1024));
    let mut request = String::new();
    if reader.read_line(&mut request).is_err() {
        return;
    }
    // The headers are read to their end, or closing the connection would cut the answer off.
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
        header.clear();
    }
    let Answer { status, kind, body } = answer_to(&request, folder, under);
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A browser that left wants no answer.
    let _ = stream.write_all(head.as_bytes());
    if !request.starts_with("HEAD ") {
        let _ = stream.write_all(&body);
    }
}

fn answer_to(request: &str, folder: &Path, under: &str) -> Answer {
    let plain = |status, text: &str| Answer { status, kind: "text/plain", body: text.into() };
    let mut words = request.split(' ');
    if !matches!(words.next(), Some("GET" | "HEAD")) {
        return plain("405 Method Not Allowed", "Only GET and HEAD.");
    }
    let path = words.next().unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let Some(inside) = path.strip_prefix(under) else {
        return plain("404 Not Found", "The page stands elsewhere.");
    };
    let inside = if inside.is_empty() { "index.html" } else { inside };
    // Percent signs are not decoded: no file of the page needs them.
    let stays_inside = Path::new(inside).components().all(|it| matches!(it, Component::Normal(_)));
    let file = folder.join(inside);
    if !stays_inside || !file.is_file() {
        return plain("404 Not Found", "There is no such file.");
    }
    let body = fs::read(&file).unwrap_or_default();
    Answer { status: "200 OK", kind: media_type(&file), body }
}

/// What kind of file this is, for the web.
pub fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{UNDER, answer_to};

    fn check(request: &str, status: &str, kind: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let answer = answer_to(request, folder, UNDER);
        assert_eq!((answer.status, answer.kind), (status, kind), "{request}");
    }

    #[test]
    fn a_file_of_the_folder_is_served_under_the_sub_path_alone() {
        check("GET /sub/path/src/main.rs?a HTTP/1.1", "200 OK", "application/octet-stream");
        check("GET /src/main.rs HTTP/1.1", "404 Not Found", "text/plain");
        check("POST /sub/path/src/main.rs HTTP/1.1", "405 Method Not Allowed", "text/plain");
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        check("GET /sub/path/../Cargo.toml HTTP/1.1", "404 Not Found", "text/plain");
        check("GET /sub/path/src/../../Cargo.toml HTTP/1.1", "404 Not Found", "text/plain");
        check("GET /sub/path//etc/passwd HTTP/1.1", "404 Not Found", "text/plain");
    }
}
