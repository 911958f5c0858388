//! What is computed from the record: `derived.db`, which can be thrown away and made again to the same rows.
//!
//! It holds, for each version of a document, what the document says of itself, its entries with their ids, their facts in packed
//! blocks, which names stand where, and the registers' keys with the records made of them; and it notes up to which row of the log it tells. `d1.v2` with 40 entries is one row of
//! `versions`, 40 of `entries` and 3 of `facts`.

mod applying;
mod block;
mod file;
mod keyed;
mod names;
mod prepared;
mod sums;

pub(crate) use applying::Applying;
pub(crate) use block::{BLOCK, Block, pack, unpack};
pub(crate) use file::{Derived, Mark, VersionRow};
pub(crate) use keyed::RecordRow;
pub use names::NameKind;
pub(crate) use names::{kept_as, names_of};
pub(crate) use prepared::Prepared;
pub(crate) use sums::{Trust, has_wal, hurt, is_due, note, trust, wal_of};
