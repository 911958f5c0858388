//! Whether all that is computed is what would be computed now: everything is made again in a place of our own and held against what is kept.
//!
//! [`Base::verify`] reads every document again; this goes further: names, registers, ledgers and the search index, term by term. Nothing is
//! changed. It takes what a rebuild takes.

use crate::base::{Base, DERIVED, INDEX};
use crate::registers::List;
use crate::search::Index;
use crate::verify::Report;
use crate::watch::Watch;
use crate::{Error, Result};
use sha2::{Digest, Sha256};

impl Base {
    /// Looks through everything, and holds names, registers and the search index against what they are when made again.
    ///
    /// # Errors
    /// Where the files cannot be read at all; what is wrong in them is in the report.
    pub fn verify_deep(&self, watch: &dyn Watch) -> Result<Report> {
        let mut report = self.verify(watch)?;
        if report.older > 0 || report.faults.iter().any(|flaw| flaw.kind == "page") {
            // What another engine or other terms read is other than what would be read now, as it says; and of a hurt record nothing is made.
            return Ok(report);
        }
        let own = self.inner.scratch()?;
        let record = self.files().record.clone();
        crate::sync::catch_up_reading(self, &record, &own.join(DERIVED), watch)?;
        let twin = self.over(&own.join(DERIVED))?;
        let (view, again) = (self.now()?, twin.now()?);
        if view.position() != again.position() {
            // Somebody wrote meanwhile.
            return Err(Error::Busy { path: self.dir().to_owned(), holder: String::new() });
        }
        for list in List::ALL {
            let sum = |view: &crate::View| -> Result<Vec<u8>> {
                let mut sum = Sha256::new();
                view.lines::<Error>(list, &self.knowledge()?.programmes, watch, |line| {
                    sum.update(line);
                    sum.update(b"\n");
                    Ok(())
                })?;
                Ok(sum.finalize().to_vec())
            };
            if sum(&view)? != sum(&again)? {
                report.flaw("record", list.name());
            }
        }
        let names = |base: &Self| base.read(|c| c.derived.names_sum());
        if names(self)? != names(&twin)? {
            report.flaw("record", "names");
        }
        if self.dir().join(INDEX).exists() {
            let made = Index::create(&own.join(INDEX))?;
            Self::fill(&made, &again, watch)?;
            let kept = self.index(watch)?;
            if kept.content_sum()? != made.content_sum()? {
                report.flaw("index", "terms");
            }
        }
        Ok(report)
    }
}
