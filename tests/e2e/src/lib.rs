//! What the tests in real browsers share.
