//! Every developer command: `cargo xtask serve | test | build | data`.

fn main() {}
