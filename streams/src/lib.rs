//! Stands in for `wasm-streams`, by `[patch.crates-io]` of the workspace.
//!
//! Leptos brings server functions, and these bring that crate for requests and answers that stream. This
//! page has no server. The crate's classes are exported to JavaScript all the same, which keeps all that
//! they call in the program: some 3 kB of a first visit. Here is as much of it as server functions name
//! (`docs/decisions/wasm-size.md`).

use futures_util::{Stream, stream};
use wasm_bindgen::{JsCast as _, JsValue};

/// A stream that nobody reads.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// A stream of the browser's.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// No stream, whatever is given: a request that takes it goes without a body.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// What it was made of.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Ends at once.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        stream::empty()
    }
}
