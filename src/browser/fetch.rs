//! Files of the page's own origin.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

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
    let _ = js_sys::Reflect::set(&init, &"priority".into(), &"low".into());
    asked(address, &init)
}

fn asked(
    address: &str,
    init: &RequestInit,
) -> impl Future<Output = Result<String, FetchError>> + use<> {
    let address = address.to_owned();
    let asked = web_sys::window()
        .map(|window| JsFuture::from(window.fetch_with_str_and_init(&address, init)));
    async move {
        let lost = || FetchError::Unreachable { address: address.clone() };
        let answer = asked.ok_or_else(lost)?.await.map_err(|_| lost())?;
        let response: Response = answer.dyn_into().map_err(|_| lost())?;
        if !response.ok() {
            return Err(FetchError::Status { address, status: response.status() });
        }
        let text: Result<JsValue, JsValue> = match response.text() {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        text.ok().and_then(|text| text.as_string()).ok_or_else(lost)
    }
}
