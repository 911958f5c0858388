//! Long work, told as it goes on.

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Documents are read and put in; counted in bytes.
    Add,
    /// Documents are read again from the record; counted in documents.
    Reread,
    /// Entries go into the search index; counted in documents.
    Index,
    /// Registers and ledgers are made; counted in entries.
    Collate,
    /// Everything is checked against the bytes as received; counted in documents.
    Verify,
    /// Pages of a file are copied.
    Copy,
}

/// Why what is computed is made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remade {
    /// It was asked for.
    Asked,
    /// There is none.
    Missing,
    /// It is of another program's format.
    Format,
    /// It is not what was written.
    Damaged,
    /// It was computed from another record.
    Foreign,
    /// The search index is not what was written.
    Index,
}

/// Who is told, and may stop the work.
pub trait Watch: Sync {
    /// A stage begins; how much there is to do, where that is known.
    fn begin(&self, stage: Stage, total: Option<u64>) {
        let _ = (stage, total);
    }

    /// So much more is done.
    fn advance(&self, done: u64) {
        let _ = done;
    }

    /// What a reader should know of the file of a document that is put in; its place among those given, from 0.
    fn remark(&self, place: usize, remarks: &[dashiji_office::Remark]) {
        let _ = (place, remarks);
    }

    /// What a reader should know about how the bytes of a document that is put in were read, and how many entries it has; its place among those
    /// given, from 0. Told where there is something to know.
    fn note(&self, place: usize, notes: &[dashiji::document::Note], entries: usize) {
        let _ = (place, notes, entries);
    }

    /// What is computed is made again, and why.
    fn remade(&self, why: Remade) {
        let _ = why;
    }

    /// The stage is over.
    fn end(&self) {}

    /// Whether the work is to stop, at the next place where nothing is left half done.
    fn stopped(&self) -> bool {
        false
    }
}

/// Nobody is told.
impl Watch for () {}
