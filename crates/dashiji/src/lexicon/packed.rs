//! The lexicon as bytes: sorted terms in a trie, and for each term its rows. Written by the build script, read at start-up.

use super::class::{Class, ClassSet};
use super::gate::Gate;
use super::source::Row;

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
    pub terms: Vec<Entry>,
    pub rows: Vec<Packed>,
    pub values: String,
    /// The sets of classes that terms have, each once: few, so that they stay near the processor.
    pub sets: Vec<ClassSet>,
    pub gate: Gate,
}

/// A term of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// First row.
    pub first: u32,
    /// Number of rows.
    pub count: u16,
    /// Place of the union of their classes in [`Table::sets`].
    pub set: u16,
}

impl Table {
    /// The classes of a term.
    #[inline]
    pub(crate) fn classes(&self, term: u32) -> ClassSet {
        self.terms
            .get(term as usize)
            .and_then(|entry| self.sets.get(entry.set as usize))
            .copied()
            .unwrap_or_default()
    }

    /// Adds the terms whose numbers of rows are given, in order, to the rows that stand already.
    fn cover(&mut self, counts: impl Iterator<Item = u16>) {
        let mut places = std::collections::BTreeMap::new();
        let mut first = 0u32;
        for count in counts {
            let end = (first as usize + count as usize).min(self.rows.len());
            let set = self.rows[first as usize..end]
                .iter()
                .fold(ClassSet::default(), |set, row| set.with(row.class));
            let set = *places.entry(set).or_insert_with(|| {
                self.sets.push(set);
                self.sets.len() as u16 - 1
            });
            self.terms.push(Entry { first, count, set });
            first = end as u32;
        }
    }
}

/// Builds the trie's records and the table.
pub(crate) fn build(mut rows: Vec<Row>) -> Result<(crawdad::Trie, Table), String> {
    rows.sort_by(|a, b| a.term.cmp(&b.term).then(a.class.cmp(&b.class)).then(a.value.cmp(&b.value)));
    rows.dedup();
    let mut table = Table::default();
    let mut keys: Vec<String> = Vec::new();
    let mut counts: Vec<u16> = Vec::new();
    let mut pool = std::collections::BTreeMap::new();
    for row in rows {
        if keys.last() != Some(&row.term) {
            keys.push(row.term.clone());
            counts.push(0);
        }
        let at = *pool.entry(row.value.clone()).or_insert_with(|| {
            let at = table.values.len() as u32;
            table.values.push_str(&row.value);
            at
        });
        if let Some(count) = counts.last_mut() {
            *count += 1;
        }
        let value = (at, row.value.len() as u16);
        table.rows.push(Packed { class: row.class, from: row.from, to: row.to, region: row.region, value });
    }
    table.cover(counts.into_iter());
    table.gate = Gate::new(keys.iter().map(String::as_str), |term| table.classes(term));
    let records: Vec<(&str, u32)> = keys.iter().zip(0..).map(|(key, n)| (key.as_str(), n)).collect();
    let trie = crawdad::Trie::from_records(records).map_err(|error| error.to_string())?;
    Ok((trie, table))
}

/// The bytes of a lexicon.
#[allow(dead_code, reason = "the build script writes, the engine reads")]
pub(crate) fn write(trie: &crawdad::Trie, table: &Table) -> Vec<u8> {
    let mut out = Vec::new();
    let figure = |out: &mut Vec<u8>, n: u32| out.extend_from_slice(&n.to_le_bytes());
    figure(&mut out, table.terms.len() as u32);
    figure(&mut out, table.rows.len() as u32);
    figure(&mut out, table.values.len() as u32);
    for term in &table.terms {
        out.extend_from_slice(&term.count.to_le_bytes());
    }
    for row in &table.rows {
        out.push(row.class as u8);
        out.extend_from_slice(&row.from.to_le_bytes());
        out.extend_from_slice(&row.to.to_le_bytes());
        figure(&mut out, row.region);
        figure(&mut out, row.value.0);
        out.extend_from_slice(&row.value.1.to_le_bytes());
    }
    out.extend_from_slice(table.values.as_bytes());
    table.gate.write(&mut out);
    out.extend_from_slice(&trie.serialize_to_vec());
    out
}

/// Reads what [`write`] wrote.
#[allow(dead_code, reason = "the build script writes, the engine reads")]
pub(crate) fn read(bytes: &[u8]) -> Option<(crawdad::Trie, Table)> {
    let mut rest = bytes;
    let mut take = |n: usize| {
        let (head, tail) = rest.split_at_checked(n)?;
        rest = tail;
        Some(head)
    };
    let wide = |b: &[u8]| b.try_into().map(u32::from_le_bytes).unwrap_or_default();
    let narrow = |b: &[u8]| b.try_into().map(u16::from_le_bytes).unwrap_or_default();
    let (terms, rows, values) = (wide(take(4)?) as usize, wide(take(4)?) as usize, wide(take(4)?) as usize);
    let counts = take(terms * 2)?;
    let packed = take(rows * 15)?;
    let mut table = Table { values: std::str::from_utf8(take(values)?).ok()?.to_owned(), ..Table::default() };
    for row in packed.chunks_exact(15) {
        table.rows.push(Packed {
            class: *Class::ALL.get(row[0] as usize)?,
            from: narrow(&row[1..3]),
            to: narrow(&row[3..5]),
            region: wide(&row[5..9]),
            value: (wide(&row[9..13]), narrow(&row[13..15])),
        });
    }
    table.cover(counts.chunks_exact(2).map(narrow));
    let (gate, rest) = Gate::read(rest, |term| table.classes(term))?;
    table.gate = gate;
    Some((crawdad::Trie::deserialize_from_slice(rest).0, table))
}
