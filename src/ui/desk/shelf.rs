//! The notes of every record that was open. Where the browser keeps nothing they are here alone, and
//! neither another language nor another record may lose them.

use leptos::prelude::Owner;

use crate::{ui::notes::Book, ui::prelude::*};

/// The books by their records' ids.
#[derive(Clone, Copy)]
pub struct Shelf(StoredValue<(Owner, Vec<Book>)>);

impl Shelf {
    /// An empty one that holds on to its books as long as the calling component is there.
    pub fn new() -> Self {
        Self(StoredValue::new((Owner::new(), Vec::new())))
    }

    /// The notes of a record.
    pub fn book(self, record: &str) -> Book {
        let (owner, books) = self.0.get_value();
        if let Some(book) = books.iter().find(|book| book.record() == record) {
            return *book;
        }
        let book = owner.with(|| Book::open(record));
        self.0.try_update_value(|(_, books)| books.push(book));
        book
    }
}
