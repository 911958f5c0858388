//! The lexicon as bytes: sorted terms in a trie, and for each term its rows. Written by the build script, read at start-up.
//!
//! Terms and rows stay the bytes they were written as, and are read where they are asked for: a short text asks for few.

use super::class::{Class, ClassSet};
use super::gate::Gate;
use super::source::Row;
use std::borrow::Cow;

/// One row of a term.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packed {
    pub class: Class,
    pub from: u16,
    pub to: u16,
    pub region: u32,
    pub value: (u32, u16),
}

/// The rows of all terms, by the trie's value.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// For each term its first row, the number of its rows, and the place of the union of their classes in `sets`.
    terms: Cow<'static, [u8]>,
    /// The rows, each as [`Packed`] has them.
    rows: Cow<'static, [u8]>,
    /// What the rows' values are parts of.
    values: Cow<'static, str>,
    /// The sets of classes that terms have, each once: few, so that they stay near the processor.
    sets: Vec<ClassSet>,
    pub gate: Gate,
}

/// Bytes of a term and of a row.
const TERM: usize = 8;
const ROW: usize = 15;

fn wide(bytes: &[u8]) -> u32 {
    bytes.try_into().map(u32::from_le_bytes).unwrap_or_default()
}

fn narrow(bytes: &[u8]) -> u16 {
    bytes.try_into().map(u16::from_le_bytes).unwrap_or_default()
}

impl Packed {
    fn write(self, out: &mut Vec<u8>) {
        out.push(self.class as u8);
        out.extend_from_slice(&self.from.to_le_bytes());
        out.extend_from_slice(&self.to.to_le_bytes());
        out.extend_from_slice(&self.region.to_le_bytes());
        out.extend_from_slice(&self.value.0.to_le_bytes());
        out.extend_from_slice(&self.value.1.to_le_bytes());
    }

    fn read(row: &[u8]) -> Option<Self> {
        Some(Self {
            class: *Class::ALL.get(row[0] as usize)?,
            from: narrow(&row[1..3]),
            to: narrow(&row[3..5]),
            region: wide(&row[5..9]),
            value: (wide(&row[9..13]), narrow(&row[13..15])),
        })
    }
}

impl Table {
    fn term(&self, term: u32) -> Option<&[u8]> {
        let at = term as usize * TERM;
        self.terms.get(at..at + TERM)
    }

    /// The classes of a term.
    #[inline]
    pub(crate) fn classes(&self, term: u32) -> ClassSet {
        let set = self.term(term).and_then(|entry| self.sets.get(narrow(&entry[6..]) as usize));
        set.copied().unwrap_or_default()
    }

    /// The rows of a term.
    pub(crate) fn rows(&self, term: u32) -> impl Iterator<Item = Packed> + '_ {
        let (first, count) =
            self.term(term).map_or((0, 0), |entry| (wide(&entry[..4]) as usize, narrow(&entry[4..6])));
        let rows = self.rows.get(first * ROW..(first + usize::from(count)) * ROW).unwrap_or_default();
        rows.chunks_exact(ROW).filter_map(Packed::read)
    }

    /// The same without the rows that a question names; terms that have none left are of no class.
    #[allow(dead_code, reason = "the build script has no use for it")]
    pub(crate) fn without(&self, is_out: impl Fn(Packed, &str) -> bool) -> Self {
        let (mut terms, mut rows, mut sets) = (Vec::new(), Vec::new(), Vec::<ClassSet>::new());
        for term in 0..(self.terms.len() / TERM) as u32 {
            let first = (rows.len() / ROW) as u32;
            let mut set = ClassSet::NONE;
            for row in self.rows(term).filter(|row| !is_out(*row, self.value(*row))) {
                set = set.with(row.class);
                row.write(&mut rows);
            }
            let place = sets.iter().position(|known| *known == set).unwrap_or_else(|| {
                sets.push(set);
                sets.len() - 1
            });
            terms.extend_from_slice(&first.to_le_bytes());
            terms.extend_from_slice(&((rows.len() / ROW) as u32 - first).to_le_bytes()[..2]);
            terms.extend_from_slice(&(place as u16).to_le_bytes());
        }
        let mut table = Self {
            terms: Cow::Owned(terms),
            rows: Cow::Owned(rows),
            values: self.values.clone(),
            sets,
            gate: Gate::default(),
        };
        table.gate = self.gate.again(|term| table.classes(term));
        table
    }

    /// The value of a row.
    pub(crate) fn value(&self, row: Packed) -> &str {
        let at = row.value.0 as usize;
        self.values.get(at..at + usize::from(row.value.1)).unwrap_or_default()
    }
}

/// Builds the trie's records and the table.
pub(crate) fn build(mut rows: Vec<Row>) -> Result<(crawdad::Trie, Table), String> {
    rows.sort_by(|a, b| a.term.cmp(&b.term).then(a.class.cmp(&b.class)).then(a.value.cmp(&b.value)));
    rows.dedup();
    let mut values = String::new();
    let mut keys: Vec<&str> = Vec::new();
    let mut pool = std::collections::BTreeMap::new();
    let mut places = std::collections::BTreeMap::new();
    let (mut terms, mut packed, mut sets) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = 0u32;
    for group in rows.chunk_by(|a, b| a.term == b.term) {
        keys.push(&group[0].term);
        let set = group.iter().fold(ClassSet::NONE, |set, row| set.with(row.class));
        let place = *places.entry(set).or_insert_with(|| {
            sets.push(set);
            sets.len() as u16 - 1
        });
        terms.extend_from_slice(&first.to_le_bytes());
        terms.extend_from_slice(&(group.len() as u16).to_le_bytes());
        terms.extend_from_slice(&place.to_le_bytes());
        first += group.len() as u32;
        for row in group {
            let at = *pool.entry(&row.value).or_insert_with(|| {
                let at = values.len() as u32;
                values.push_str(&row.value);
                at
            });
            let value = (at, row.value.len() as u16);
            Packed { class: row.class, from: row.from, to: row.to, region: row.region, value }
                .write(&mut packed);
        }
    }
    let (terms, packed, values) = (Cow::Owned(terms), Cow::Owned(packed), Cow::Owned(values));
    let mut table = Table { terms, rows: packed, values, sets, gate: Gate::default() };
    table.gate = Gate::new(keys.iter().copied(), |term| table.classes(term));
    let records: Vec<(&str, u32)> = keys.iter().copied().zip(0..).collect();
    let trie = crawdad::Trie::from_records(records).map_err(|error| error.to_string())?;
    Ok((trie, table))
}

/// A lexicon as bytes, and the text that its values are parts of.
#[allow(dead_code, reason = "the build script writes, the engine reads")]
pub(crate) fn write(trie: &crawdad::Trie, table: &Table) -> (Vec<u8>, String) {
    let mut out = Vec::new();
    for part in [&table.terms, &table.rows] {
        out.extend_from_slice(&(part.len() as u32).to_le_bytes());
        out.extend_from_slice(part);
    }
    out.extend_from_slice(&(table.sets.len() as u32).to_le_bytes());
    for set in &table.sets {
        out.extend_from_slice(&set.bits().to_le_bytes());
    }
    table.gate.write(&mut out);
    out.extend_from_slice(&trie.serialize_to_vec());
    (out, table.values.to_string())
}

/// Reads what [`write`] wrote.
#[allow(dead_code, reason = "the build script writes, the engine reads")]
pub(crate) fn read(bytes: &'static [u8], values: &'static str) -> Option<(crawdad::Trie, Table)> {
    let mut rest = bytes;
    let mut take = |of: usize| {
        let (length, tail) = rest.split_at_checked(4)?;
        let (part, tail) = tail.split_at_checked(wide(length) as usize * of)?;
        rest = tail;
        Some(part)
    };
    let (terms, rows, sets) = (take(1)?, take(1)?, take(8)?);
    let set = |bits: &[u8]| bits.try_into().ok().map(u64::from_le_bytes).map(ClassSet::from_bits);
    let mut table = Table {
        terms: Cow::Borrowed(terms),
        rows: Cow::Borrowed(rows),
        values: Cow::Borrowed(values),
        sets: sets.chunks_exact(8).map(set).collect::<Option<_>>()?,
        gate: Gate::default(),
    };
    let (gate, rest) = Gate::read(rest, |term| table.classes(term))?;
    table.gate = gate;
    Some((crawdad::Trie::deserialize_from_slice(rest).0, table))
}
