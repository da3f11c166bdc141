//! Files of the page's own origin, and those that the reader opened in it.

use std::fmt;

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, RequestCache, RequestInit, RequestMode, Response};

use super::{own, pause::pause_for};

/// How long a worker that takes over may need.
const AGAIN_MS: i32 = 1_000;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No answer at all from the address.
    Unreachable { address: String },
    /// An answer that is no file, with its HTTP status.
    Status { address: String, status: u16 },
}

impl fmt::Display for FetchError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable { address } => out.write_str(address),
            Self::Status { address, status } => write!(out, "{address}: {status}"),
        }
    }
}

/// A record's file that comes in pieces.
pub struct Pieces {
    address: String,
    /// What `public/boot.js` makes of it, which is read as a stream is.
    reader: ReadableStreamDefaultReader,
}

/// What comes next of a record's file.
pub enum Piece {
    /// All of it, as JSON.
    Text(String),
    /// Its next bytes as columns; and now and then how many events are read, of how many.
    Columns(Vec<u8>, Option<(f64, f64)>),
}

/// Asks for a record's file at once, to be taken as it comes: a small one of JSON as a text, any other
/// in columns.
///
/// # Errors
/// Where nothing answers, or the answer is no file.
pub fn pieces(address: &str) -> impl Future<Output = Result<Pieces, FetchError>> + use<> {
    let answered = answered(address, &RequestInit::new());
    let address = address.to_owned();
    async move {
        let response = answered.await?;
        let read = Reflect::get(&js_sys::global(), &"khipuRecord".into());
        let read = read.and_then(|read| {
            read.unchecked_into::<Function>().call2(
                &JsValue::NULL,
                &address.as_str().into(),
                &response,
            )
        });
        let reader = match read {
            Ok(promise) => JsFuture::from(promise.unchecked_into::<Promise>()).await,
            Err(error) => Err(error),
        };
        match reader {
            Ok(reader) => Ok(Pieces { address, reader: reader.unchecked_into() }),
            Err(_) => Err(FetchError::Unreachable { address }),
        }
    }
}

impl Pieces {
    /// The next piece; nothing after the last.
    ///
    /// # Errors
    /// Where the rest does not come; or a sentence for the reader, where it is no record.
    pub async fn next(&self) -> Result<Option<Piece>, Option<String>> {
        let lost = |why: JsValue| why.as_string();
        let read = JsFuture::from(self.reader.read()).await.map_err(lost)?;
        let of = |key: &str| Reflect::get(&read, &key.into()).unwrap_or_default();
        let value = of("value");
        if let Some(text) = value.as_string() {
            return Ok(Some(Piece::Text(text)));
        }
        let far = of("now").as_f64().zip(of("all").as_f64());
        let bytes = value.dyn_into::<Uint8Array>().ok();
        Ok(bytes.map(|bytes| Piece::Columns(bytes.to_vec(), far)))
    }

    /// That the rest does not come.
    pub fn lost(&self) -> FetchError {
        FetchError::Unreachable { address: self.address.clone() }
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        // A file that came whole has nothing left to refuse.
        let _ = self.reader.cancel();
    }
}

/// Asks for a text file at once; the answer is waited for by whoever needs it.
///
/// # Errors
/// Where nothing answers, or the answer is no file.
pub fn start(address: &str) -> impl Future<Output = Result<String, FetchError>> + use<> {
    asked(address, &RequestInit::new())
}

/// Asks for a text file behind everything else that the page asks for.
///
/// # Errors
/// Where nothing answers, or the answer is no file.
pub fn start_last(address: &str) -> impl Future<Output = Result<String, FetchError>> + use<> {
    let init = RequestInit::new();
    // A browser that does not know the key fetches the file as any other.
    let _ = Reflect::set(&init, &"priority".into(), &"low".into());
    asked(address, &init)
}

fn asked(
    address: &str,
    init: &RequestInit,
) -> impl Future<Output = Result<String, FetchError>> + use<> {
    let answered = answered(address, init);
    let address = address.to_owned();
    async move {
        let lost = || FetchError::Unreachable { address };
        let response = answered.await?;
        let text: Result<JsValue, JsValue> = match response.text() {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        text.ok().and_then(|text| text.as_string()).ok_or_else(lost)
    }
}

fn answered(
    address: &str,
    init: &RequestInit,
) -> impl Future<Output = Result<Response, FetchError>> + use<> {
    let (address, init) = (address.to_owned(), init.clone());
    let ask = move |address: &str| {
        let window = web_sys::window()?;
        if is_kept(&window) {
            // Past the worker there is only the host, whose file may be another build's by now. Firefox goes
            // there while one worker takes over from another.
            init.set_cache(RequestCache::OnlyIfCached);
            init.set_mode(RequestMode::SameOrigin);
        }
        // The worker keeps several builds: the address says whose file is meant.
        let root = window.document()?.document_element()?;
        let build = root.get_attribute("data-build").unwrap_or_default();
        let address = [address, "?of=", &build].concat();
        Some(JsFuture::from(window.fetch_with_str_and_init(&address, &init)))
    };
    let own = own::file(&address);
    let asked = if own.is_some() { None } else { ask(&address) };
    async move {
        if let Some(own) = own {
            let opened = Response::new_with_opt_blob(Some(&own));
            return opened.map_err(|_| FetchError::Unreachable { address });
        }
        let lost = || FetchError::Unreachable { address: address.clone() };
        let mut answer = asked.ok_or_else(lost)?.await;
        if answer.is_err() {
            // Once more, when the newer worker is there: the one before takes with it what it was just giving.
            pause_for(AGAIN_MS).await;
            answer = ask(&address).ok_or_else(lost)?.await;
        }
        let answer = answer.map_err(|_| lost())?;
        let response: Response = answer.dyn_into().map_err(|_| lost())?;
        if response.ok() {
            Ok(response)
        } else {
            Err(FetchError::Status { status: response.status(), address })
        }
    }
}

/// Whether a worker answers for this page. In a sandboxed frame it must not even be asked for.
fn is_kept(window: &web_sys::Window) -> bool {
    let worker = Reflect::get(&window.navigator(), &"serviceWorker".into());
    let worker = worker.and_then(|worker| Reflect::get(&worker, &"controller".into()));
    worker.is_ok_and(|worker| worker.is_truthy())
}
