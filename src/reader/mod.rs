//! The page's third program, in a worker of its own (`public/reader.js`): it takes a big record's JSON
//! as it arrives and gives the record in columns, which the page opens without being held up; and it takes what
//! of a big record is searched and gives the index. It has no document, no state and no view.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::core::{
    i18n::{Lang, Speaker, keep_words, read_error_words, words_file},
    model::{Read, ReadError, RecordReader, in_columns},
    query::{IndexBuilder, Received},
};

/// The page reads so many bytes of columns before it may draw.
const SLICE_BYTES: usize = 2 << 20;

/// What the program holds: the file on its way, then perhaps why it is no record; or what is searched of one.
#[derive(Default)]
struct Reading {
    reader: RecordReader,
    refused: Option<ReadError>,
    columns: Vec<Vec<u8>>,
}

/// Offers the program to its worker, as `khipuReader`.
pub fn start() {
    let reading = Rc::new(RefCell::new(Reading::default()));
    let offered = Object::new();
    let own = Rc::clone(&reading);
    let push = move |piece: Uint8Array| own.borrow_mut().push(&piece);
    let push: Closure<dyn FnMut(Uint8Array) -> f64> = Closure::new(push);
    set(&offered, "push", &push.into_js_value());
    let own = Rc::clone(&reading);
    let finish = move |give: Function| own.borrow_mut().finish(&give);
    let finish: Closure<dyn FnMut(Function) -> bool> = Closure::new(finish);
    set(&offered, "finish", &finish.into_js_value());
    let words = |tag: String| words_file(language(&tag), Speaker::Page).to_owned();
    let words: Closure<dyn FnMut(String) -> String> = Closure::new(words);
    set(&offered, "words", &words.into_js_value());
    let own = Rc::clone(&reading);
    let column = move |pieces: Array| own.borrow_mut().column(&pieces);
    let column: Closure<dyn FnMut(Array)> = Closure::new(column);
    set(&offered, "column", &column.into_js_value());
    let own = Rc::clone(&reading);
    let index = move || own.borrow_mut().index();
    let index: Closure<dyn FnMut() -> Option<Uint8Array>> = Closure::new(index);
    set(&offered, "index", &index.into_js_value());
    let why = move |tag: String, texts: String| reading.borrow().why(language(&tag), &texts);
    let why: Closure<dyn FnMut(String, String) -> Option<String>> = Closure::new(why);
    set(&offered, "why", &why.into_js_value());
    set(&js_sys::global(), "khipuReader", &offered);
}

impl Reading {
    /// Takes a piece of the file, and says how many events were read so far.
    fn push(&mut self, piece: &Uint8Array) -> f64 {
        self.reader.push(&piece.to_vec());
        self.reader.rows() as f64
    }

    /// Gives the columns slice by slice, and says whether it did. Where it did not and there is no
    /// word of why, the page has to read the text itself.
    fn finish(&mut self, give: &Function) -> bool {
        let read = self.reader.finish();
        let (imported, head) = match read {
            Ok(Read::Record { imported, head }) => (imported, head),
            Ok(Read::Otherwise) => return false,
            Err(error) => {
                self.refused = Some(error);
                return false;
            }
        };
        let Some(columns) = in_columns(&imported, &head) else { return false };
        for slice in columns.parts().flat_map(|part| part.chunks(SLICE_BYTES)) {
            // The worker's own function; what it cannot send, the page misses, and reads the text.
            if give.call1(&JsValue::UNDEFINED, &Uint8Array::from(slice)).is_err() {
                return false;
            }
        }
        true
    }

    /// Takes a column of what is searched, which comes in pieces.
    fn column(&mut self, pieces: &Array) {
        let pieces = pieces.iter().map(|piece| piece.unchecked_into::<Uint8Array>().to_vec());
        self.columns.push(pieces.collect::<Vec<_>>().concat());
    }

    /// The index of what is searched, as bytes.
    fn index(&mut self) -> Option<Uint8Array> {
        let received = Received::read(std::mem::take(&mut self.columns))?;
        let index = IndexBuilder::new(&received.searched()).finish();
        Some(Uint8Array::from(index.to_bytes().as_slice()))
    }

    /// Why the file is no record, in the page's words; nothing where it is one, or the words are others.
    fn why(&self, lang: Lang, texts: &str) -> Option<String> {
        let error = self.refused.as_ref()?;
        keep_words(lang, Speaker::Page, texts).then(|| read_error_words(lang, error))
    }
}

fn language(tag: &str) -> Lang {
    Lang::from_tag(tag).unwrap_or_default()
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // Plain objects and a worker's global take any key.
    let _ = Reflect::set(object, &key.into(), value);
}
