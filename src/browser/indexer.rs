//! The page's worker that makes the index of a big record: it is told where what is searched lies in this program's
//! memory, has a copy, and hands the index back as bytes (`public/reader.js`).

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// What `public/boot.js` offers: the index of columns, by where each begins and how many bytes it has.
    #[wasm_bindgen(js_name = khipuIndex)]
    fn index_of(memory: &JsValue, places: Vec<u32>) -> Promise;
}

/// Asks the worker for the index of columns of numbers and of bytes. They must be there, and as they are, until it
/// has answered.
pub fn ask(numbers: &[&[u32]], bytes: &[&[u8]]) -> JsFuture {
    let mut places = Vec::new();
    let mut add = |column: *const u8, bytes: usize| places.extend([column as u32, bytes as u32]);
    for column in numbers {
        add(column.as_ptr().cast(), size_of_val(*column));
    }
    for column in bytes {
        add(column.as_ptr(), column.len());
    }
    JsFuture::from(index_of(&wasm_bindgen::memory(), places))
}

/// The bytes that the worker answered.
pub fn bytes(answer: JsValue) -> Vec<u8> {
    answer.unchecked_into::<Uint8Array>().to_vec()
}
