//! The module `dashiji._dashiji`: the engine for Python. Bytes go in; what comes out are JSON lines, as the program prints them, and Arrow streams.
//!
//! The typed objects, and all that needs no speed, are Python (`dashiji/*.py`). Here the lock of the interpreter is let go while a document is read, and no
//! document can end the process: one that cannot be read is a row of the table `errors`, and so is one at which the reader itself fails (code `panic`).

mod batch;
mod merge;
mod reading;

use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Facts are many short strings, which this allocator hands out and takes back in a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What was done, or the words of the panic that ended it.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
        said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
    })
}

/// The pairs of a text as an index holds them, parted by spaces, with `|` for a break: for a field that is parted at white space and keeps positions.
#[pyfunction]
fn tokens(py: Python<'_>, text: &str) -> String {
    py.detach(|| spaced(text, false))
}

/// The pairs of what is searched for: asked as a phrase, they find what the program's own search finds.
#[pyfunction]
fn phrase(py: Python<'_>, query: &str) -> String {
    py.detach(|| spaced(query, true))
}

fn spaced(text: &str, asked: bool) -> String {
    use dashiji::text::stream::{BREAK, of_str, pairs};
    let units: String = of_str(text).iter().map(|unit| unit.c).collect();
    let shown = |c: char| if c == BREAK { '|' } else { c };
    let mut out = String::with_capacity(units.len() * 3);
    let length = units.chars().count();
    // A phrase does not say what follows it; one of a single character is any pair that begins with it.
    let most = if asked && length > 1 { length - 1 } else { length };
    for (one, other) in pairs(&units).take(most) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(shown(one));
        if !(asked && length == 1) {
            out.push(shown(other));
        }
    }
    out
}

/// The engine for Python.
#[pymodule]
fn _dashiji(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<reading::Reading>()?;
    module.add("Unreadable", module.py().get_type::<reading::Unreadable>())?;
    module.add_function(wrap_pyfunction!(tokens, module)?)?;
    module.add_function(wrap_pyfunction!(phrase, module)?)?;
    module.add_function(wrap_pyfunction!(batch::tables, module)?)?;
    module.add_function(wrap_pyfunction!(batch::schemas, module)?)?;
    module.add_function(wrap_pyfunction!(merge::rows, module)?)?;
    module.add_function(wrap_pyfunction!(merge::office, module)?)?;
    module.add_function(wrap_pyfunction!(merge::history, module)?)?;
    module.add_function(wrap_pyfunction!(merge::groups, module)?)?;
    module.add_function(wrap_pyfunction!(merge::registers, module)?)?;
    Ok(())
}
