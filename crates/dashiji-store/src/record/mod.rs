//! The record: `record.db`, the one file of a base that cannot be computed again.
//!
//! It holds the log (who did what when, one row an act, each with a hash over it and the row before) and the bytes of documents as
//! received. Rows are only ever added; triggers refuse any other change. `dashiji add 2020-02.txt` appends an `added` act with the
//! SHA-256 of the bytes and a `read` act with the engine that read them and the ids its entries were given.

mod act;
mod carve;
mod clock;
mod log;
mod rescue;

pub(crate) use act::options;
pub use act::{Act, EntryPlace, Origin, Reading, Told, Version};
pub(crate) use carve::Carved;
pub use log::{FORMAT, Row};
pub(crate) use log::{Head, Log, Writing, connect, link};
pub(crate) use rescue::{Bytes, mend_first_page};
