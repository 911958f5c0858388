//! Entries by the keys that registers find them by, and the keys kept to what is read and ruled.
//!
//! In go keys (`(Person, 王伟)`); out comes a [`Collation`] of the entries in view that bear one of them, from their digests alone: what a
//! register says of a key is the same as from a collation of the whole base, at a cost that grows with that key's entries.

use crate::Result;
use crate::base::Writer;
use crate::derived::{BLOCK, VersionRow};
use crate::id::EntryId;
use crate::view::{Entry, View};
use dashiji::collate::digest::{Digest, digests_under};
use dashiji::collate::entry::name_key;
use dashiji::collate::key::KeyKind;
use dashiji::collate::{Collation, Key};
use dashiji::fact::{QuantityKind, Record};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Versions keyed at a time.
const TOGETHER: usize = 64;

/// What another entry tells is not counted from this one again: who was there, and what was added to a series.
fn count_once(record: &mut Record) {
    record.events = Vec::new();
    for figure in &mut record.quantities {
        if matches!(figure.kind, QuantityKind::Increment | QuantityKind::Component) {
            figure.kind = QuantityKind::Attribute;
        }
    }
}

impl View {
    /// Records of entries as registers count them: what another entry tells is not counted again.
    pub(crate) fn counted(&self, entries: Vec<Entry>) -> impl Iterator<Item = Arc<Record>> + '_ {
        let told_again = &self.rules().told_again;
        entries.into_iter().map(|mut entry| {
            if told_again.contains_key(&entry.id) {
                count_once(Arc::make_mut(&mut entry.record));
            }
            entry.record
        })
    }

    /// The digests of a version's entries, as people ruled.
    fn digests_of(&self, row: &VersionRow) -> Result<Vec<Digest>> {
        let records: Vec<Arc<Record>> = self.counted(self.entries_of(row, true)?).collect();
        Ok(digests_under(&self.base.knowledge()?.programmes, &row.about, &records, BLOCK as usize))
    }

    /// A collation without entries that knows what people ruled of some names, or of all.
    pub(crate) fn collation_for(&self, names: Option<&BTreeSet<String>>) -> Collation {
        let asked = |name: &String| names.is_none_or(|names| names.contains(&name_key(name)));
        let mut collation = Collation::default();
        for name in self.rules().one.iter().filter(|name| asked(name)) {
            collation.rule_one(name);
        }
        for (name, entries) in self.rules().apart.iter().filter(|(name, _)| asked(name)) {
            let keys = entries.iter().filter_map(|id| self.entry(*id).ok());
            collation.rule_apart(name, keys.map(|entry| Key::of(&entry.record)).collect());
        }
        collation
    }

    /// Whether every entry in view can be found by its keys, as this engine finds them and people ruled today; they are found now where they
    /// could not.
    pub(crate) fn is_keyed(&self) -> Result<bool> {
        if self.day().is_some() {
            return Ok(false);
        }
        // Keys are as people ruled at the end of the log; a view of before may have been ruled otherwise, and no finding of keys helps it.
        let ruled: bool = self.base.read(|c| {
            c.derived.sql(|c| {
                c.prepare_cached("SELECT EXISTS (SELECT 1 FROM rulings WHERE seq > ?1 OR undone > ?1)")?
                    .query_row([self.position()], |row| row.get(0))
            })
        })?;
        if ruled {
            return Ok(false);
        }
        if self.all_keyed()? {
            return Ok(true);
        }
        let Ok(mut writer) = self.base.idle_writer() else { return Ok(false) };
        writer.key_all()?;
        drop(writer);
        self.all_keyed()
    }

    fn all_keyed(&self) -> Result<bool> {
        let keying = self.base.keying()?;
        self.base.read(|c| {
            let unkeyed = c.derived.unkeyed()?;
            let here = unkeyed.iter().any(|seq| self.state.by_seq.contains_key(seq));
            Ok(!here && c.derived.keyed_by()? == keying)
        })
    }

    /// The entries in view that bear one of some keys, collated as people ruled. [`View::is_keyed`] must have been asked.
    pub(crate) fn bearing(&self, keys: &[(KeyKind, &str)]) -> Result<Collation> {
        let people =
            keys.iter().filter(|(kind, _)| *kind == KeyKind::Person).map(|(_, key)| (*key).to_owned());
        let mut collation = self.collation_for(Some(&people.collect()));
        self.put_bearing(&mut collation, keys)?;
        Ok(collation)
    }

    /// The entries that a name's people are told by: those that name it, and those that tell it as another name of somebody's.
    pub(crate) fn name_bearing(&self, key: &str) -> Result<Collation> {
        self.bearing(&[(KeyKind::Person, key), (KeyKind::Called, key)])
    }

    /// Puts the entries in view that bear one of some keys into a collation.
    pub(crate) fn put_bearing(&self, collation: &mut Collation, keys: &[(KeyKind, &str)]) -> Result<()> {
        let mut wanted: BTreeMap<i64, BTreeSet<u32>> = BTreeMap::new();
        for (kind, key) in keys {
            for (seq, numbers) in self.base.read(|c| c.derived.bearing(*kind, key))? {
                if self.state.by_seq.contains_key(&seq) {
                    wanted.entry(seq).or_default().extend(numbers);
                }
            }
        }
        wanted.iter().try_for_each(|(seq, numbers)| self.put_digests(collation, *seq, numbers))
    }

    /// Puts some entries of a version into a collation, from their digests.
    fn put_digests(&self, collation: &mut Collation, seq: i64, numbers: &BTreeSet<u32>) -> Result<()> {
        let row = self.state.by_seq.get(&seq).and_then(|document| self.state.documents.get(document));
        let Some(row) = row else { return Ok(()) };
        let list: Vec<u32> = numbers.iter().copied().collect();
        let mut lost: Vec<u32> = Vec::new();
        self.base.read(|c| {
            let ids = c.derived.ids(seq, &list)?;
            let id = |number: u32| {
                let entry = *ids.get(&number)?;
                Some(EntryId { document: row.document, entry }.to_string())
            };
            let blocks: BTreeSet<u32> =
                numbers.iter().map(|number| number.saturating_sub(1) / BLOCK).collect();
            for block in blocks {
                let data = c.derived.digest(seq, block)?;
                if !data.is_some_and(|data| collation.add_digest(&row.about, &data, id)) {
                    lost.extend(list.iter().filter(|number| number.saturating_sub(1) / BLOCK == block));
                }
            }
            Ok(())
        })?;
        if !lost.is_empty() {
            // They were kept badly and are made again when the base is opened next: the facts themselves are there.
            self.collate(collation, self.chosen(vec![(seq, lost)])?);
            self.base.distrust();
        }
        Ok(())
    }

    /// How many entries in view bear a key.
    pub(crate) fn count_bearing(&self, kind: KeyKind, key: &str) -> Result<u32> {
        let found = self.base.read(|c| c.derived.bearing(kind, key))?;
        let here = found.iter().filter(|(seq, _)| self.state.by_seq.contains_key(seq));
        Ok(here.map(|(_, numbers)| numbers.len() as u32).sum())
    }

    /// The keys of a kind that are a name or that name with its region, in the order of keys; those only that entries in view bear.
    pub(crate) fn keys_called(&self, kind: KeyKind, name: &str) -> Result<Vec<String>> {
        let mut keys = self.base.read(|c| c.derived.keys_called(kind, name))?;
        let mut borne = Vec::with_capacity(keys.len());
        for key in &keys {
            borne.push(self.count_bearing(kind, key)? > 0);
        }
        let mut borne = borne.into_iter();
        keys.retain(|_| borne.next().unwrap_or(false));
        Ok(keys)
    }
}

impl Writer<'_> {
    /// Finds the keys of all versions that have none: read by another engine, or ruled of since.
    pub fn key_all(&mut self) -> Result<()> {
        let unkeyed = self.derived.unkeyed()?;
        if unkeyed.is_empty() {
            return Ok(());
        }
        let view = self.base.now()?;
        for lot in unkeyed.chunks(TOGETHER) {
            let mut rows = Vec::with_capacity(lot.len());
            for seq in lot {
                rows.extend(self.derived.versions("WHERE v.seq = ?1 AND v.engine <> ''", &[seq])?);
            }
            let keyed: Vec<(i64, Vec<Digest>)> =
                rows.par_iter().map(|row| Ok((row.seq, view.digests_of(row)?))).collect::<Result<_>>()?;
            let applying = self.derived.apply()?;
            for (seq, digests) in &keyed {
                applying.key(*seq, digests)?;
            }
            applying.commit_here()?;
        }
        Ok(())
    }
}
