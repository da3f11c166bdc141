//! The shared state: the archive, the query, and what follows from them.
