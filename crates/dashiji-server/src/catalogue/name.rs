//! Names with the entries that have them, found by their keys, and the names of each entry.

use crate::day::{self, Day};
use std::collections::BTreeMap;

/// A name with the entries that have it.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// What it is looked up by: the name, a code.
    pub key: Box<str>,
    /// The name.
    #[expect(clippy::struct_field_names, reason = "the name of what is listed")]
    pub name: Box<str>,
    /// What stands beside it in lists: the office last seen, the kind of place, the document's kind, a body's
    /// name as last written.
    pub note: Box<str>,
    /// Entries in which a person is only quoted or named: they give no rank.
    pub cited: u32,
    /// The entries, by day.
    pub entries: Vec<u32>,
}

/// Names by key.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// By key.
    pub names: Vec<Name>,
    /// Positions in `names`, those with most entries first.
    pub by_weight: Vec<u32>,
}

impl Index {
    /// Position of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.names.binary_search_by(|name| (*name.key).cmp(key)).ok()
    }

    /// The name under a key.
    pub fn get(&self, key: &str) -> Option<&Name> {
        self.position(key).map(|k| &self.names[k])
    }

    /// Names with most entries first.
    pub fn heaviest(&self) -> impl Iterator<Item = &Name> {
        self.by_weight.iter().map(|&k| &self.names[k as usize])
    }
}

/// For every entry some positions in an index, one list after the other.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    ends: Vec<u32>,
    all: Vec<u32>,
}

impl Runs {
    /// The positions of an entry.
    pub fn of(&self, entry: u32) -> &[u32] {
        let at = entry as usize;
        let from = at.checked_sub(1).and_then(|k| self.ends.get(k)).copied().unwrap_or(0);
        let to = self.ends.get(at).copied().unwrap_or(from);
        self.all.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The names of an index by entry instead of the entries by name.
    pub(super) fn turned(index: &Index, entries: usize) -> Self {
        let lists = index.names.iter().enumerate().map(|(k, name)| (k as u32, name.entries.as_slice()));
        Self::gathered(lists, entries)
    }

    pub(super) fn gathered<'a>(lists: impl Iterator<Item = (u32, &'a [u32])> + Clone, of: usize) -> Self {
        let mut ends = vec![0u32; of];
        for (_, entries) in lists.clone() {
            for &entry in entries {
                ends[entry as usize] += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut all = vec![0u32; sum as usize];
        let mut next: Vec<u32> = std::iter::once(0).chain(ends.iter().copied()).take(of).collect();
        for (k, entries) in lists {
            for &entry in entries {
                let place = &mut next[entry as usize];
                all[*place as usize] = k;
                *place += 1;
            }
        }
        Self { ends, all }
    }

    /// How often each position stands in some entries, those that do, most often first, at most so many.
    pub fn counted(&self, entries: &[u32], names: usize, most: usize) -> Vec<(u32, usize)> {
        let mut counts = vec![0u32; names];
        let mut met: Vec<u32> = Vec::new();
        for &entry in entries {
            for &name in self.of(entry) {
                if let Some(count) = counts.get_mut(name as usize) {
                    if *count == 0 {
                        met.push(name);
                    }
                    *count += 1;
                }
            }
        }
        let order = |k: &u32| (std::cmp::Reverse(counts[*k as usize]), *k);
        if met.len() > most && most > 0 {
            met.select_nth_unstable_by_key(most, order);
            met.truncate(most);
        }
        met.sort_unstable_by_key(order);
        met.into_iter().map(|k| (k, counts[k as usize] as usize)).collect()
    }
}

/// A name that is being compiled, its entries by the order they came in.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub name: String,
    pub note: String,
    pub noted: Day,
    pub cited: u32,
    pub entries: Vec<u32>,
}

impl Draft {
    /// Takes in what other documents, whose first entry stands at `offset`, tell of the same name.
    pub fn add(&mut self, other: &Self, offset: u32) {
        self.entries.extend(other.entries.iter().map(|entry| entry + offset));
        self.cited += other.cited;
        if !other.note.is_empty() && (self.note.is_empty() || other.noted >= self.noted) {
            self.note.clone_from(&other.note);
            self.noted = other.noted;
        }
    }
}

pub(super) fn note(
    index: &mut BTreeMap<String, Draft>,
    key: &str,
    name: &str,
    note: &str,
    entry: u32,
    at: Day,
) {
    let draft = index.entry(key.to_owned()).or_insert_with(|| Draft {
        name: name.to_owned(),
        noted: day::NONE,
        ..Draft::default()
    });
    if draft.entries.last() != Some(&entry) {
        draft.entries.push(entry);
    }
    if !note.is_empty() && (draft.note.is_empty() || at >= draft.noted) {
        note.clone_into(&mut draft.note);
        draft.noted = at;
    }
}

pub(super) fn index(drafts: BTreeMap<String, Draft>, place: &[u32]) -> Index {
    let mut names: Vec<Name> = drafts
        .into_iter()
        .map(|(key, draft)| {
            let mut entries: Vec<u32> = draft.entries.iter().map(|&e| place[e as usize]).collect();
            entries.sort_unstable();
            entries.dedup();
            Name {
                key: key.into(),
                name: draft.name.into(),
                note: draft.note.into(),
                cited: draft.cited,
                entries,
            }
        })
        .collect();
    names.sort_by(|a, b| a.key.cmp(&b.key));
    let mut by_weight: Vec<u32> = (0..names.len() as u32).collect();
    // Presence ranks, citation does not.
    let weight = |name: &Name| (name.entries.len().saturating_sub(name.cited as usize), name.entries.len());
    by_weight.sort_by_key(|&k| (std::cmp::Reverse(weight(&names[k as usize])), k));
    Index { names, by_weight }
}

/// How many of a sorted list lie in a range.
pub fn inside(entries: &[u32], range: &std::ops::Range<usize>) -> usize {
    let from = entries.partition_point(|&e| (e as usize) < range.start);
    let to = entries.partition_point(|&e| (e as usize) < range.end);
    to - from.min(to)
}
