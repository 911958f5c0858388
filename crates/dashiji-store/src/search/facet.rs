//! Counts of the values of all hits, by field.
//!
//! Of few hits the values are listed, put in order and counted; of many, each value of a segment has a counter. Where more than half of a
//! segment answers, the entries that do not are counted and taken from what all together have.

use super::fact::kind;
use super::gather::Gathered;
use super::guard::Limit;
use super::values::Values;
use super::{Error, Facet, FacetValue, place};
use std::collections::BTreeMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher, SegmentOrdinal, SegmentReader};

/// The fields that are counted, each with its letter in the index.
const FACETS: &[(&str, char)] = &[
    ("who", kind::WHO),
    ("title", kind::TITLE),
    ("part", kind::PART),
    ("where", kind::CODE),
    ("org", kind::ORG),
    ("doc", kind::DOC),
    ("type", kind::TYPE),
    ("year", kind::YEAR),
    ("month", kind::MONTH),
    ("ledger", kind::LEDGER),
    ("measure", kind::MEASURE),
    ("in", kind::IN),
];

/// Entries that are looked up at once.
const BLOCK: usize = 512;

/// Fewer hits than this share of the values there are, are listed.
const LISTED: usize = 64;

/// The facets of what was gathered, with so many values each.
pub(super) fn facets(
    searcher: &Searcher,
    values: &Values,
    gathered: &Gathered,
    top: usize,
    limit: &Limit,
) -> Result<Vec<Facet>, Error> {
    let few = gathered.total as usize * LISTED < values.len();
    let counts =
        if few { listed(searcher, values, gathered)? } else { counted(searcher, values, gathered, limit)? };
    let mut facets = Vec::new();
    for (field, kind) in FACETS {
        let numbers = values.of_kind(*kind);
        let start = counts.partition_point(|(number, _)| (*number as usize) < numbers.start);
        let end = counts.partition_point(|(number, _)| (*number as usize) < numbers.end);
        let found = counts.get(start..end).unwrap_or_default();
        if *kind != kind::CODE {
            facets.extend(facet(field, found.to_vec(), top, values));
            continue;
        }
        for (level, field) in ["province", "prefecture", "county"].into_iter().enumerate() {
            let there = |number: u32| {
                let code = values.name(number as usize).parse();
                code.is_ok_and(|code| usize::from(dashiji::resolve::division::level(code)) == level)
            };
            let found = found.iter().copied().filter(|(number, _)| there(*number)).collect();
            if let Some(mut counted) = facet(field, found, top, values) {
                for value in &mut counted.top {
                    value.name = place::name(&value.value).map(str::to_owned);
                }
                facets.push(counted);
            }
        }
    }
    Ok(facets)
}

/// The most frequent values, those of one count by name; nothing where there are none.
fn facet(field: &'static str, mut found: Vec<(u32, u32)>, top: usize, values: &Values) -> Option<Facet> {
    let all = found.len();
    let order = |(number, count): &(u32, u32)| (std::cmp::Reverse(*count), *number);
    if top < all {
        found.select_nth_unstable_by_key(top, order);
        found.truncate(top);
    }
    found.sort_unstable_by_key(order);
    let top = found.into_iter().map(|(number, count)| FacetValue {
        value: values.name(number as usize).to_owned(),
        name: None,
        count: u64::from(count),
    });
    (all > 0).then(|| Facet { field, values: all as u64, top: top.collect() })
}

/// Hands on the values of entries, as the segment numbers them.
fn each(column: &StrColumn, docs: &[DocId], mut give: impl FnMut(u64)) {
    let ords = column.ords();
    let (mut told, mut rows, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for docs in docs.chunks(BLOCK) {
        told.clear();
        rows.clear();
        ords.row_ids_for_docs(docs, &mut told, &mut rows);
        found.resize(rows.len(), 0);
        ords.values.get_vals(&rows, &mut found);
        for ord in &found {
            give(*ord);
        }
    }
}

/// The number and count of each value of few hits, in order.
fn listed(searcher: &Searcher, values: &Values, gathered: &Gathered) -> Result<Vec<(u32, u32)>, Error> {
    let mut numbers = Vec::new();
    for (segment, docs) in &gathered.all {
        let Some(column) = searcher.segment_reader(*segment).fast_fields().str("counted")? else { continue };
        each(&column, docs, |ord| numbers.extend(values.number(*segment, ord)));
    }
    numbers.sort_unstable();
    Ok(numbers.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect())
}

/// The number and count of each value of many hits, in order.
fn counted(
    searcher: &Searcher,
    values: &Values,
    gathered: &Gathered,
    limit: &Limit,
) -> Result<Vec<(u32, u32)>, Error> {
    let mut segments: BTreeMap<SegmentOrdinal, Vec<&[DocId]>> = BTreeMap::new();
    for (segment, docs) in &gathered.all {
        segments.entry(*segment).or_default().push(docs);
    }
    // Hits of a segment, or those that are none, in two halves.
    let mut tasks: Vec<(SegmentOrdinal, bool, Vec<DocId>)> = Vec::new();
    for (segment, docs) in segments {
        let reader = searcher.segment_reader(segment);
        let hits = docs.iter().map(|docs| docs.len()).sum::<usize>();
        let rest = hits > reader.num_docs() as usize / 2;
        let docs = if rest { others(reader, &docs) } else { docs.concat() };
        let half = docs.len().div_ceil(2).max(BLOCK);
        tasks.extend(docs.chunks(half).map(|docs| (segment, rest, docs.to_vec())));
        if rest && docs.is_empty() {
            tasks.push((segment, true, Vec::new()));
        }
    }
    let go = |(segment, rest, docs): (SegmentOrdinal, bool, Vec<DocId>)| {
        let column = searcher.segment_reader(segment).fast_fields().str("counted")?;
        Ok((segment, rest, column.map(|column| counts(&column, &docs)).unwrap_or_default()))
    };
    let executor = searcher.index().search_executor();
    let told = executor.map(go, tasks.into_iter())?;
    limit.check()?;
    let mut all = vec![0u32; values.len()];
    let mut whole: Option<SegmentOrdinal> = None;
    for (segment, rest, counts) in told {
        if rest && whole != Some(segment) {
            whole = Some(segment);
            values.add(&mut all, segment, &values.whole(searcher, segment)?, u32::wrapping_add);
        }
        values.add(&mut all, segment, &counts, if rest { u32::wrapping_sub } else { u32::wrapping_add });
    }
    let found = all.iter().enumerate().filter(|(_, count)| **count > 0);
    Ok(found.map(|(number, count)| (number as u32, *count)).collect())
}

/// The entries of a segment that stand and are not among some.
fn others(reader: &SegmentReader, docs: &[&[DocId]]) -> Vec<DocId> {
    let mut docs = docs.iter().copied().flatten().copied().peekable();
    let mut others = Vec::new();
    for doc in 0..reader.max_doc() {
        if docs.peek() == Some(&doc) {
            docs.next();
        } else if !reader.is_deleted(doc) {
            others.push(doc);
        }
    }
    others
}

/// How often each value of a segment stands in entries.
pub(super) fn counts(column: &StrColumn, docs: &[DocId]) -> Vec<u32> {
    let mut counts = vec![0u32; column.dictionary().num_terms()];
    each(column, docs, |ord| {
        if let Some(count) = counts.get_mut(ord as usize) {
            *count += 1;
        }
    });
    counts
}
