//! Many documents at once: tables over all of them, and what each gives of the keys of registers.

use crate::caught;
use crate::merge;
use crate::reading::{Fault, asked, dict, findings, given, read, streams, whole};
use dashiji::account::Account;
use dashiji::document::Given;
use dashiji::hash::sha256;
use dashiji_columns::Tables;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyDict;
use std::collections::BTreeMap;

/// A document as Python hands it over: its name, its bytes and what is told of it; without bytes, under no name, why there are none.
type Handed = (Option<String>, Option<PyBackedBytes>, BTreeMap<String, String>);

/// A document before it is read.
struct Waiting {
    path: Option<String>,
    bytes: Option<Vec<u8>>,
    given: Result<Given, String>,
}

fn waiting(py: Python<'_>, documents: Vec<Handed>) -> Vec<Waiting> {
    let one = |(path, bytes, mut told): Handed| Waiting {
        given: match told.remove("") {
            Some(why) => Err(why),
            None => given(path.clone(), told).map_err(|error| error.value(py).to_string()),
        },
        path,
        bytes: bytes.map(|bytes| bytes.to_vec()),
    };
    documents.into_iter().map(one).collect()
}

/// Reads each document and hands it to `take`; what cannot be read becomes a row of `errors`.
fn each(
    waiting: Vec<Waiting>,
    tables: &mut Tables,
    mut take: impl FnMut(dashiji::Reading, &mut Tables) -> Result<(), Fault>,
) {
    for Waiting { path, bytes, given } in waiting {
        let sha256 = bytes.as_ref().map(sha256);
        let done = match (given, bytes) {
            (Ok(given), Some(bytes)) => read(bytes, &given).and_then(|reading| take(reading, tables)),
            (Ok(_), None) => Err(("told".to_owned(), "no bytes".to_owned())),
            (Err(why), _) => Err(("told".to_owned(), why)),
        };
        if let Err((code, message)) = done {
            tables.error(path.as_deref(), sha256.as_deref(), &code, &message);
        }
    }
}

/// The tables over some documents, as Arrow streams by name, and with `partials` what they give of every key of every register. With `profile` each
/// document is checked by itself. Never fails for a document's sake.
#[pyfunction]
#[pyo3(signature = (documents, profile=None, language="zh", partials=false))]
pub fn tables<'py>(
    py: Python<'py>,
    documents: Vec<Handed>,
    profile: Option<&str>,
    language: &str,
    partials: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let (held_to, language) = asked(profile.unwrap_or("off"), language)?;
    let documents = waiting(py, documents);
    let made = whole(py, || {
        let (mut all, mut seen) = (Tables::default(), Vec::new());
        each(documents, &mut all, |reading, all| {
            // All of a document or nothing of it: what can fail is done before its first row.
            let done = caught(|| {
                let account = Account::of(&reading.document, &reading.records);
                let found = findings(std::slice::from_ref(&reading), held_to, language);
                (account, found, if partials { merge::seen(&reading) } else { Vec::new() })
            });
            let (account, found, given) = done.map_err(|panic| ("panic".to_owned(), panic))?;
            all.reading(&reading, &account);
            all.findings(&found);
            seen.extend(given);
            Ok(())
        });
        let mut all = streams(all)?;
        if partials {
            all.push(("partials", merge::stream(seen)?));
        }
        Ok(all)
    })?;
    dict(py, made)
}

/// Empty tables, as Arrow streams by name, and what documents give of registers' keys, under `partials`.
#[pyfunction]
pub fn schemas(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let made = streams(Tables::default()).and_then(|mut all| {
        all.push(("partials", merge::stream(Vec::new())?));
        Ok(all)
    });
    dict(py, made)
}
