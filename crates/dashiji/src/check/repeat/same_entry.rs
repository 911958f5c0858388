//! X01: one entry printed twice, or more often: one finding for all.

use super::{is_same, pairs};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    // Each repetition under the entry that stands first.
    let mut roots: BTreeMap<(usize, u32), (usize, u32)> = BTreeMap::new();
    let mut groups: BTreeMap<(usize, u32), Vec<(usize, &Record)>> = BTreeMap::new();
    for pair in pairs(desk).iter().filter(|pair| is_same(pair)) {
        let key = |at: (usize, &Record)| (at.0, at.1.number);
        let root = roots.get(&key(pair.first)).copied().unwrap_or(key(pair.first));
        if roots.insert(key(pair.second), root).is_none() {
            groups.entry(root).or_insert_with(|| vec![pair.first]).push(pair.second);
        }
    }
    let span = |r: &Record| r.headline.as_ref().map_or(r.span, crate::fact::Quote::span);
    for group in groups.into_values() {
        let [(first_in, first), (reading, record), ..] = group[..] else { continue };
        let mut draft = Draft::default().arg("number", first.number.to_string());
        let others = std::iter::once((first_in, first)).chain(group.iter().skip(2).copied());
        for (k, other) in others {
            let pointer = Pointer::at(desk.text(k), span(other), Some(other));
            draft = draft.also(if k == reading { pointer } else { pointer.elsewhere(&desk.readings[k]) });
        }
        report.add(reading, Some(record), span(record), draft);
    }
}
