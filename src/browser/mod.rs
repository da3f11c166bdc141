//! The browser's capabilities, one a file. Knows nothing of `ui` or `state`.
