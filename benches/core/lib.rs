//! The benchmarks of the pure parts lie in `core.rs`; `cargo xtask bench core` runs them.
