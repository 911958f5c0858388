//! A document that was read, as Python holds it.

use crate::caught;
use dashiji::account::Account;
use dashiji::check::{self, Desk, Finding, Language, Profile, Selection};
use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji_columns::{Tables, files};
use dashiji_publish::account::Figures;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use std::collections::BTreeMap;
use std::sync::Arc;

pyo3::create_exception!(
    _dashiji,
    Unreadable,
    PyValueError,
    "A document that cannot be read: `args` are a code and the words."
);

/// Why a document was not read: a code and the words.
pub type Fault = (String, String);

/// Reads a document; a panic is a fault like another.
pub fn read(bytes: Vec<u8>, given: &Given) -> Result<dashiji::Reading, Fault> {
    let lexicon = Lexicon::builtin();
    let read = caught(|| {
        #[cfg(debug_assertions)]
        fail(given.path.as_deref().unwrap_or_default());
        let opened = dashiji_office::read(bytes, given, &dashiji_office::Options::default(), lexicon)?;
        Ok::<_, dashiji_office::Error>(dashiji::Reading::of(opened.document, lexicon, None))
    });
    match read {
        Ok(Ok(reading)) => Ok(reading),
        Ok(Err(error)) => Err((error.code().to_owned(), error.to_string())),
        Err(panic) => Err(("panic".to_owned(), panic)),
    }
}

/// So that tests can see what becomes of a reader that fails, ends its process or never comes back.
#[cfg(debug_assertions)]
fn fail(path: &str) {
    assert!(!path.ends_with("panic!.txt"), "asked to fail");
    if path.ends_with("kill!.txt") {
        std::process::abort();
    }
    if path.ends_with("slow!.txt") {
        std::thread::sleep(std::time::Duration::from_secs(3600));
    }
}

/// What is told of a document, by the names of the fields.
pub fn given(path: Option<String>, mut told: BTreeMap<String, String>) -> PyResult<Given> {
    let mut take = |name: &str| told.remove(name).filter(|value| !value.is_empty());
    let given = Given {
        path,
        period: take("period"),
        region: take("region"),
        url: take("url"),
        accessed: take("accessed"),
        title: take("title"),
        series: take("series"),
        source: take("source"),
        site: take("site"),
        published: take("published"),
    };
    if let Some(name) = told.keys().next() {
        return Err(PyValueError::new_err(format!("nothing is told of a document by the name {name:?}")));
    }
    if let Some(period) = given.period.as_deref().filter(|p| dashiji::document::iso_period(p).is_none()) {
        let hint = "a period is 2020-02, 2020, 1986/1995, -0220 or a year of a reign";
        return Err(PyValueError::new_err(format!("{period:?}: {hint}")));
    }
    Ok(given)
}

/// Findings of some readings, each checked by itself unless they are to be held against each other.
pub fn findings(readings: &[dashiji::Reading], profile: Profile, language: Language) -> Vec<Finding> {
    let collation = Collation::of(readings.iter().flat_map(|reading| &reading.records));
    check::check(&Desk::new(readings, &collation, profile, &[]), &Selection::default(), language)
}

/// What documents are held to, and the language of what is found.
pub fn asked(profile: &str, language: &str) -> PyResult<(Profile, Language)> {
    let known = || {
        PyValueError::new_err(format!(
            "{profile:?} is no profile: auto, month, yearbook, gazetteer, historical, emergency, off"
        ))
    };
    let language = match language {
        "zh" => Language::Chinese,
        "en" => Language::English,
        other => return Err(PyValueError::new_err(format!("{other:?} is no language: zh, en"))),
    };
    Ok((Profile::parse(profile).ok_or_else(known)?, language))
}

/// Tables as Arrow streams, by name.
pub fn streams(tables: Tables) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let batches = tables.finish().map_err(|error| error.to_string())?;
    let stream = |(schema, batch): (&'static dashiji_columns::TableSchema, _)| {
        files::stream(&batch).map(|bytes| (schema.name, bytes)).map_err(|error| error.to_string())
    };
    batches.into_iter().map(stream).collect()
}

/// The same as a dict of Python.
pub fn dict<'py>(
    py: Python<'py>,
    streams: Result<Vec<(&'static str, Vec<u8>)>, String>,
) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (name, bytes) in streams.map_err(PyRuntimeError::new_err)? {
        dict.set_item(name, PyBytes::new(py, &bytes))?;
    }
    Ok(dict)
}

/// Does something without the interpreter's lock; a panic is an error like another (`Unreadable`, code `panic`).
pub fn whole<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| caught(work)).map_err(|panic| Unreadable::new_err(("panic".to_owned(), panic)))
}

fn json(value: &impl serde::Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

/// A document with what was read from it.
#[pyclass(frozen, module = "dashiji._dashiji")]
pub struct Reading(Arc<dashiji::Reading>);

#[pymethods]
impl Reading {
    /// Reads bytes; `told` has period, region, title, series, source, site, published, accessed, url where they are known.
    #[new]
    #[pyo3(signature = (data, path=None, told=BTreeMap::new()))]
    fn new(
        py: Python<'_>,
        data: &[u8],
        path: Option<String>,
        told: BTreeMap<String, String>,
    ) -> PyResult<Self> {
        let given = given(path, told)?;
        let bytes = data.to_vec();
        let read = py.detach(|| read(bytes, &given));
        read.map(|reading| Self(Arc::new(reading))).map_err(Unreadable::new_err)
    }

    /// What the document says of itself, as JSON.
    fn about(&self) -> PyResult<String> {
        json(&self.0.document.record)
    }

    /// The decoded text, in which positions are counted.
    fn text(&self) -> &str {
        self.0.document.text.as_str()
    }

    /// The entries, each as the program prints it.
    fn lines(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        whole(py, || self.0.records.iter().map(json).collect())?
    }

    /// The same with the posts that other entries of the document tell of.
    fn carried(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        whole(py, || {
            let collation = Collation::of(&self.0.records);
            let mut carrier = collation.carrier();
            self.0.records.iter().map(|record| json(&carrier.carried(record))).collect()
        })?
    }

    /// What was found, each as the program prints it.
    fn check(&self, py: Python<'_>, profile: &str, language: &str) -> PyResult<Vec<String>> {
        let (profile, language) = asked(profile, language)?;
        whole(py, || findings(std::slice::from_ref(&*self.0), profile, language).iter().map(json).collect())?
    }

    /// What the figures say together, as the program prints it.
    fn account(&self, py: Python<'_>) -> PyResult<String> {
        whole(py, || {
            json(&Figures::of(&self.0.document.record, Account::of(&self.0.document, &self.0.records)))
        })?
    }

    /// The tables, as Arrow streams by name.
    fn tables<'py>(
        &self,
        py: Python<'py>,
        profile: Option<&str>,
        language: &str,
    ) -> PyResult<Bound<'py, PyDict>> {
        let asked = asked(profile.unwrap_or("off"), language)?;
        let made = whole(py, || {
            let mut tables = Tables::default();
            tables.reading(&self.0, &Account::of(&self.0.document, &self.0.records));
            if profile.is_some() {
                tables.findings(&findings(std::slice::from_ref(&*self.0), asked.0, asked.1));
            }
            streams(tables)
        })?;
        dict(py, made)
    }
}
