//! Registers as merges under somebody else's group-by-key: documents give partials, a group of them gives rows.

use crate::reading::whole;
use dashiji::collate::partial::{self, Given, Register};
use dashiji::fact::DocumentRecord;
use dashiji::lexicon::Lexicon;
use dashiji_columns::{Cell, Column, Kind, Table, TableSchema, files};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a document gives of a key, with the document.
pub struct Seen {
    about: Arc<str>,
    sha256: Arc<str>,
    partial: partial::Partial,
}

const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, about }
}

/// The table of partials: what goes over the wire between machines of one version.
static PARTIALS: TableSchema = TableSchema {
    name: "partials",
    about: "what a document gives of a key of a register",
    columns: &[
        column("register", Kind::Text, "people, places, organizations, documents, ledgers"),
        column("key", Kind::Text, "the key"),
        column("document", Kind::Text, "SHA-256 of the document's bytes"),
        column("about", Kind::Text, "what the document says of itself, as JSON"),
        column("numbers", Kind::Ints, "numbers of the entries that bear the key"),
        column("ids", Kind::Texts, "their ids"),
        column("data", Kind::Bytes, "the entries, packed; of this version's own form"),
        column("beside", Kind::Texts, "keys that belong into the same group"),
    ],
};

/// What a document gives of every key.
pub fn seen(reading: &dashiji::Reading) -> Vec<Seen> {
    let record = Arc::new(reading.document.record.clone());
    let about: Arc<str> = serde_json::to_string(&*record).unwrap_or_default().into();
    let sha256: Arc<str> = record.sha256.as_str().into();
    let all = partial::partials(&record, &reading.records);
    all.into_iter().map(|partial| Seen { about: about.clone(), sha256: sha256.clone(), partial }).collect()
}

/// The table as an Arrow stream.
pub fn stream(seen: Vec<Seen>) -> Result<Vec<u8>, String> {
    let mut table = Table::new(&PARTIALS);
    for Seen { about, sha256, partial } in seen {
        table.push([
            Cell::text(partial.register.name()),
            Cell::Text(partial.key),
            Cell::text(&*sha256),
            Cell::text(&*about),
            Cell::Ints(partial.numbers.iter().filter_map(|number| i32::try_from(*number).ok()).collect()),
            Cell::Texts(partial.ids),
            Cell::Bytes(partial.data),
            Cell::Texts(partial.beside),
        ]);
    }
    let batch = table.finish().map_err(|error| error.to_string())?;
    files::stream(&batch).map_err(|error| error.to_string())
}

/// The registers that are made key by key.
#[pyfunction]
pub fn registers() -> Vec<&'static str> {
    Register::ALL.iter().map(|register| register.name()).collect()
}

/// A part of a group: key, what the document says of itself, numbers, ids, packed entries.
type Part = (String, String, Vec<u32>, Vec<String>, PyBackedBytes);

/// A row: key, rank, number, line, what was held, names before and after, entries.
type Row = (String, String, u32, String, Vec<(String, String)>, Vec<String>, u32);

/// The rows of a group.
#[pyfunction]
pub fn rows(py: Python<'_>, register: &str, group: Vec<Part>) -> PyResult<Vec<Row>> {
    let register = Register::parse(register).ok_or_else(|| {
        PyValueError::new_err(format!("{register:?} is no register: {}", registers().join(", ")))
    })?;
    let made = whole(py, || {
        // So that tests can see what becomes of a merge that fails.
        #[cfg(debug_assertions)]
        assert!(!group.iter().any(|part| part.0 == "panic!"), "asked to fail");
        let about = |part: &Part| serde_json::from_str(&part.1).map(Arc::<DocumentRecord>::new);
        let abouts: Result<Vec<_>, _> = group.iter().map(about).collect();
        let abouts = abouts.map_err(|error| partial::Error::Line(error.to_string()))?;
        let given = group.iter().zip(abouts);
        let given =
            given.map(|((key, _, numbers, ids, data), about)| Given { about, key, numbers, ids, data });
        partial::rows(register, &given.collect::<Vec<_>>(), Lexicon::builtin().lists())
    })?;
    let made = made.map_err(|error| PyValueError::new_err(error.to_string()))?;
    let row = |row: partial::Row| (row.key, row.rank, row.number, row.line, row.held, row.names, row.entries);
    Ok(made.into_iter().map(row).collect())
}

/// An office's rank and row, of what people held of it in the order of their keys and numbers.
#[pyfunction]
pub fn office(py: Python<'_>, key: &str, held: Vec<String>) -> PyResult<(String, String)> {
    let made = whole(py, || partial::office(key, &held))?;
    made.map(|row| (row.rank, row.line)).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// A body's row with the names before and after it; `counts` has how many entries bear a key.
#[pyfunction]
pub fn history(py: Python<'_>, line: &str, counts: BTreeMap<String, u32>) -> PyResult<String> {
    let count = |key: &str| counts.get(key).copied().unwrap_or(0);
    let made = whole(py, || partial::history(line, Lexicon::builtin().lists(), count))?;
    made.map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The groups of keys that belong together, by key.
#[pyfunction]
pub fn groups(py: Python<'_>, pairs: Vec<(String, String)>) -> PyResult<BTreeMap<String, String>> {
    whole(py, || partial::groups(pairs.iter().map(|(one, other)| (one.as_str(), other.as_str()))))
}
