//! A base of which one piece holds any bytes, as though it had been written so: opening, reading, verifying and repairing it never panic.
//!
//! The first byte says which piece: the body of a row of the log under a hash that matches; the bytes of a document; its facts; what is computed
//! of its entries; the sums; any place of the record's file.

#![no_main]

use dashiji_fuzz::{relink, set};
use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Result, VersionId};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The files of a small base at rest.
static WHOLE: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let dir = dashiji_fuzz::small();
    ["record.db", "derived.db", "derived.sums"]
        .map(|name| (name, fs::read(dir.path().join(name)).expect("a base")))
        .into()
});

fn look(dir: &Path) -> Result<()> {
    let base = Base::open(dir)?;
    let view = base.now()?;
    view.all()?;
    view.people(&())?;
    for document in view.documents() {
        let id = VersionId { document: document.id.0, version: document.version };
        view.bytes(id)?;
        view.decoded(id)?;
    }
    base.log(0, 100)?;
    view.search(&Query::parse("防汛").expect("a query"), &Options::default(), &())?;
    base.verify(&())?;
    Ok(())
}

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let dir = tempfile::tempdir().expect("a folder");
    for (name, whole) in WHOLE.iter() {
        fs::write(dir.path().join(name), whole).expect("a file");
    }
    let (record, derived) = (dir.path().join("record.db"), dir.path().join("derived.db"));
    let computed = |sql: &str| {
        set(&derived, sql, bytes);
        // Else it would be found to be another file before it is read.
        let _ = fs::remove_file(dir.path().join("derived.sums"));
    };
    match first % 6 {
        0 => relink(&record, bytes),
        1 => set(&record, "DROP TRIGGER bytes_stay; UPDATE bytes SET data = ?1, packed = 1", bytes),
        2 => computed("UPDATE facts SET data = ?1"),
        3 => computed("UPDATE named SET numbers = ?1; UPDATE versions SET about = CAST(?1 AS TEXT)"),
        4 => fs::write(dir.path().join("derived.sums"), bytes).expect("a file"),
        _ => {
            let mut whole = fs::read(&record).expect("a file");
            let at = bytes.iter().take(2).fold(0, |at, byte| at * 256 + usize::from(*byte)) % whole.len();
            let rest = bytes.get(2..).unwrap_or_default();
            for (old, new) in whole[at..].iter_mut().zip(rest) {
                *old = *new;
            }
            fs::write(&record, whole).expect("a file");
        }
    }
    // What is told is as good as what is done; a fall is not.
    let _ = look(dir.path());
    let _ = Base::salvage(dir.path(), &dir.path().join("again"), &()).and_then(|(base, _)| base.verify(&()));
});
