//! The base: documents as received, what was read from them, what people ruled, and the index that finds them.
//!
//! A base is a folder: `record.db` (the log and the bytes as received, only ever added to), `derived.db` and `index/` (computed, may be
//! thrown away), and, where an office has them, `lexicon/*.tsv`, `roster.tsv` and `dashiji.toml`. In go documents, a person's entries
//! and rulings; out come entries with stable ids, registers and ledgers, as the base stands or stood on a day.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! use dashiji_store::{Base, Incoming};
//! let base = Base::init(dir.path())?;
//! let text = "2021年3月\n\n3月5日，县长赵立本主持召开防汛会议。\n";
//! let added = base.add_one("周文澜", Incoming { bytes: text.into(), ..Incoming::default() })?;
//! assert_eq!(added.id().to_string(), "d1.v1");
//! let entry = base.now()?.entry("d1.e1".parse()?)?;
//! assert_eq!(entry.record.people[0].name, "赵立本");
//! # Ok(())
//! # }
//! ```

mod add;
mod alike;
mod backup;
mod base;
mod bearing;
mod decide;
mod deep;
mod derived;
mod diff;
mod edit;
mod error;
mod files;
mod head;
mod id;
mod indexing;
mod knowledge;
mod ledgers;
mod merge;
mod outdated;
mod overlay;
mod record;
mod records;
mod registers;
mod removal;
mod repair;
mod ruling;
pub mod search;
mod state;
mod sync;
mod verify;
mod versions;
mod view;
mod watch;

pub use add::{Incoming, Outcome};
pub use base::{Base, Clock, DERIVED, ENGINE, INDEX, RECORD};
pub use decide::{Change, Ruled, TakenBack};
pub use derived::NameKind;
pub use diff::{Difference, Piece, PieceKind, pieces};
pub use edit::{Apart, Edit, Edited};
pub use error::{Error, Result};
pub use head::Deed;
pub use id::{DocumentId, EntryId, Id, RulingId, VersionId};
pub use indexing::IndexThen;
pub use merge::{Merge, Part, sentences};
pub use outdated::Older;
pub use overlay::Standing;
pub use record::{Act, EntryPlace, FORMAT, Origin, Reading, Row, Told, Version as VersionAct};
pub use registers::{List, PersonBrief};
pub use repair::Salvage;
pub use ruling::{Anchor, Decision, FactKind, QUOTED, Ruling, Undoing};
pub use verify::{Flaw, Report};
pub use view::{Document, Entry, Version, View};
pub use watch::{Remade, Stage, Watch};
