//! The lexicon as bytes: sorted terms in a trie, and for each term its rows. Written by the build script, read at start-up.

use super::class::{Class, ClassSet};
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
    /// For each term: first row and number of rows, and the union of their classes.
    pub terms: Vec<(u32, u16, ClassSet)>,
    pub rows: Vec<Packed>,
    pub values: String,
}

/// Builds the trie's records and the table.
pub(crate) fn build(mut rows: Vec<Row>) -> Result<(crawdad::Trie, Table), String> {
    rows.sort_by(|a, b| a.term.cmp(&b.term).then(a.class.cmp(&b.class)).then(a.value.cmp(&b.value)));
    rows.dedup();
    let mut table = Table::default();
    let mut keys: Vec<String> = Vec::new();
    let mut pool = std::collections::BTreeMap::new();
    for row in rows {
        if keys.last() != Some(&row.term) {
            keys.push(row.term.clone());
            table.terms.push((table.rows.len() as u32, 0, ClassSet::default()));
        }
        let at = *pool.entry(row.value.clone()).or_insert_with(|| {
            let at = table.values.len() as u32;
            table.values.push_str(&row.value);
            at
        });
        if let Some(term) = table.terms.last_mut() {
            term.1 += 1;
            term.2 = term.2.with(row.class);
        }
        let value = (at, row.value.len() as u16);
        table.rows.push(Packed { class: row.class, from: row.from, to: row.to, region: row.region, value });
    }
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
    for (_, count, _) in &table.terms {
        out.extend_from_slice(&count.to_le_bytes());
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
    let mut first = 0u32;
    for count in counts.chunks_exact(2) {
        let count = narrow(count);
        let end = (first as usize + count as usize).min(table.rows.len());
        let set =
            table.rows[first as usize..end].iter().fold(ClassSet::default(), |set, row| set.with(row.class));
        table.terms.push((first, count, set));
        first = end as u32;
    }
    Some((crawdad::Trie::deserialize_from_slice(rest).0, table))
}
