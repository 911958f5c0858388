//! Tables by character, compiled by the build script: nothing is read at the start, and a question touches one row.
//!
//! In goes a character of the unified ideographs (or `*`, for what belongs to none); out come the entries of its row, whole
//! numbers in order. `现` has one for each word that 现 begins.

/// The characters that have a row.
const FIRST: usize = 0x4e00;
const LAST: usize = 0x9fff;
/// How many rows there are, with that of `*`.
const ROWS: usize = LAST - FIRST + 2;

/// A compiled table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows(&'static [u8]);

/// The row of a character.
fn row(c: char) -> Option<usize> {
    match c as usize {
        FIRST..=LAST => Some(c as usize - FIRST + 1),
        _ => (c == '*').then_some(0),
    }
}

#[allow(dead_code, reason = "the build script writes, the engine reads")]
impl Rows {
    /// What [`write`] wrote.
    pub(crate) const fn new(bytes: &'static [u8]) -> Self {
        Self(bytes)
    }

    #[inline]
    fn number(self, at: usize) -> usize {
        let bytes = self.0.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes) as usize
    }

    /// The entry of a character's row that a key finds, where the row is in the order of what the key tells of its entries.
    #[inline]
    pub(crate) fn find<K: Ord>(self, c: char, wanted: &K, key: impl Fn(u32) -> K) -> Option<u32> {
        let row = row(c)?;
        let (mut low, mut high) = (self.number(row), self.number(row + 1));
        while low < high {
            let middle = usize::midpoint(low, high);
            let entry = self.number(ROWS + 1 + middle) as u32;
            match key(entry).cmp(wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(entry),
            }
        }
        None
    }
}

/// The bytes of a table: for each row where its entries begin, and the entries.
///
/// # Errors
/// A character that has no row.
#[allow(dead_code, reason = "the build script writes, the engine reads")]
pub(crate) fn write(
    table: &std::collections::BTreeMap<char, std::collections::BTreeSet<u32>>,
) -> Result<Vec<u8>, char> {
    let mut rows: Vec<&std::collections::BTreeSet<u32>> = Vec::new();
    let none = std::collections::BTreeSet::new();
    rows.resize(ROWS, &none);
    for (&c, entries) in table {
        rows[row(c).ok_or(c)?] = entries;
    }
    let mut out = Vec::new();
    let mut begun = 0u32;
    for entries in &rows {
        out.extend_from_slice(&begun.to_le_bytes());
        begun += entries.len() as u32;
    }
    out.extend_from_slice(&begun.to_le_bytes());
    for entry in rows.into_iter().flatten() {
        out.extend_from_slice(&entry.to_le_bytes());
    }
    Ok(out)
}
