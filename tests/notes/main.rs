//! A reader's notes, as a whole: no device and no damage loses one, and every form gives them back.

mod damage;
mod exchange;
mod forms;
mod hypothesis;
mod mutated;
mod sample;
mod sync;
mod w3c;
