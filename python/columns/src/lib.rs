//! Facts as columns: Arrow tables, and the streams that carry them.
//!
//! In go readings; out come [`Tables`], one record batch a kind of fact: entries, events, people with the part they played, offices, places, bodies,
//! documents, figures, measures, equations, findings, and what could not be read. `县委书记程柏舟主持会议` is a row of `people` (程柏舟, `chair`)
//! and one of `offices` (程柏舟, 县委书记). Every row bears the SHA-256 of its document and the number of its entry, by which tables are joined, and the code
//! points of the words it stands on. What a column means is told in [`schema`] and goes along in the streams.

mod accounts;
mod facts;
pub mod files;
pub mod schema;
mod table;

pub use schema::{Column, Kind, TABLES, TableSchema};
pub use table::{Cell, Table};

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use dashiji::Reading;
use dashiji::account::Account;
use dashiji::check::Finding;

/// Tables while they are being filled.
#[derive(Debug)]
pub struct Tables(Vec<Table>);

impl Default for Tables {
    fn default() -> Self {
        Self(TABLES.iter().map(Table::new).collect())
    }
}

impl Tables {
    /// What a document says: its row, its entries with their facts, and what its figures say together.
    pub fn reading(&mut self, reading: &Reading, account: &Account) {
        self.source(&reading.document.record, reading.records.len());
        for record in &reading.records {
            self.record(record, reading.document.text.slice(record.span));
        }
        self.equations(&reading.document.record, &account.equations);
    }

    /// What was found in documents.
    pub fn findings<'f>(&mut self, findings: impl IntoIterator<Item = &'f Finding>) {
        findings.into_iter().for_each(|finding| accounts::finding(self.table("findings"), finding));
    }

    /// A document that could not be read: its name, the SHA-256 of its bytes where they are at hand, a code and the words.
    pub fn error(&mut self, path: Option<&str>, sha256: Option<&str>, code: &str, message: &str) {
        self.table("errors").push([
            Cell::opt(path),
            Cell::opt(sha256),
            Cell::text(code),
            Cell::text(message),
        ]);
    }

    /// A table by its name; the last where there is none of that name, which a test rules out.
    fn table(&mut self, name: &str) -> &mut Table {
        let at = TABLES.iter().position(|table| table.name == name).unwrap_or(TABLES.len() - 1);
        &mut self.0[at]
    }

    /// The tables, each as one batch, in the order of [`TABLES`].
    ///
    /// # Errors
    /// Where a table does not fit into a batch.
    pub fn finish(self) -> Result<Vec<(&'static TableSchema, RecordBatch)>, ArrowError> {
        self.0.into_iter().map(|table| Ok((table.schema(), table.finish()?))).collect()
    }
}
