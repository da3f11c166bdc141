//! All tests of the page in one program, so that it is linked once and no thread waits for the end of a file.
//! They begin in the order of their names: what takes longest by itself stands early, so that others run beside it.

mod accessibility;
mod builds;
mod columns;
mod coverage;
mod element;
mod embed;
mod fatal;
mod frames;
mod hostile;
mod kept;
mod keyboard;
mod linked;
mod links;
mod messages;
mod notes;
mod notes_kept;
mod notes_panel;
mod notes_safe;
mod offline;
mod own;
mod own_ways;
mod painter;
mod privacy;
mod reader;
mod record;
mod share;
mod smoke;
mod sources;
mod start;
