//! `khipu check RECORD.json`: reads a record as the page would and prints its problems.

fn main() {}
