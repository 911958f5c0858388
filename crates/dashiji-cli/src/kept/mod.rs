//! Commands that read files or a base, where they work on a base: `check`, the registers, `report`.

use crate::trouble::Trouble;
use dashiji::Reading;
use dashiji_store::{DocumentId, View};
use rayon::prelude::*;

pub mod check;
pub mod figures;
pub mod registers;

/// Something of each document in view, as people ruled, in the order of their ids.
///
/// # Errors
/// Where one cannot be read.
pub fn all<T: Send>(view: &View, of: impl Fn(DocumentId, Reading) -> T + Sync) -> Result<Vec<T>, Trouble> {
    let ids: Vec<DocumentId> = view.documents().into_iter().map(|document| document.id).collect();
    let found: dashiji_store::Result<Vec<T>> =
        ids.into_par_iter().map(|id| view.reading(id).map(|reading| of(id, reading))).collect();
    found.map_err(Trouble::Base)
}
