//! Tables as an XLSX workbook: a frozen head, filters, widths for Chinese characters, nothing that a program takes for a formula.
//!
//! In go [`Sheet`]s of plain values; out come the bytes of a workbook. A cell `=1+1` is the text `=1+1`, also after an editor has
//! touched it: it bears the mark that an apostrophe leaves.

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name; what Excel does not take in a name is left out.
    pub name: String,
    /// Lines above the table, label and value.
    pub notes: Vec<(String, Value)>,
    /// The columns: heading and the most columns of characters it may be wide.
    pub columns: Vec<(String, u16)>,
    /// The rows, as many cells as there are columns.
    pub rows: Vec<Vec<Value>>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Characters.
    Text(String),
    /// A number.
    Number(f64),
    /// A formula and what it comes to, for programs that do not work it out.
    Formula(String, f64),
    /// An ISO day; a date where Excel counts that far, else characters.
    Day(String),
}

impl Value {
    /// Characters, or nothing where there are none.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// An ISO day, or nothing.
    pub fn day(day: Option<&str>) -> Self {
        day.map_or(Self::Empty, |day| Self::Day(day.to_owned()))
    }
}

#[cfg(feature = "packed")]
mod written;
#[cfg(feature = "packed")]
pub use written::workbook;

/// A workbook, of which a program that was built without them makes none.
///
/// # Errors
/// Always.
#[cfg(not(feature = "packed"))]
pub fn workbook(_: &[Sheet], _: &str, _: Option<&str>) -> Result<Vec<u8>, crate::Error> {
    Err(crate::Error::NotBuilt)
}
