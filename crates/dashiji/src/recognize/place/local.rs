//! Zones by their last word, and counties that are set up or abolished.

use super::{Finder, LONGEST_NAME, SUFFIXES, Told};
use crate::fact::PlaceKind;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::lattice::Weight;
use crate::text::is_han;

impl Finder<'_, '_> {
    /// Whether a last word that makes a name of what begins at `i` may stand near enough; behind a town a hamlet needs none.
    pub(super) fn suffix_near(&mut self, i: usize) -> bool {
        self.suffix = self.suffix.max(i);
        while self.suffix < self.passage.span.hi() && !self.passage.hits.classes(self.suffix).meets(SUFFIXES)
        {
            self.suffix += 1;
        }
        self.suffix < i + LONGEST_NAME
            || self.last.is_some_and(|last| last.kind == PlaceKind::Town && last.span.hi() == i)
    }

    /// Zones by their last word.
    pub(super) fn local(&mut self, i: usize, limit: usize) -> Option<Told> {
        let known = self
            .passage
            .hits
            .at(i)
            .iter()
            .any(|hit| hit.is(Class::Region) && self.passage.value(hit, Class::Region) == "natural");
        // 成立人民公社12个: the kind, with no name before it.
        let kind = self.longest(i, Class::PlaceSuffix, limit).is_some_and(|hit| hit.end > hit.start + 2);
        if known || kind || !self.opens(i) || self.passage.bounds.open(i) {
            return None;
        }
        if let Some(zone) = self.longest(i, Class::ZoneSuffix, limit)
            && self.passage.begins_any(i, &lists::PLACE_ZONES_ALONE)
            && (self.passage.bounds.place(i) || self.previous(i).is_some())
        {
            let end = zone.end as usize;
            return Some(self.tell(i, end, PlaceKind::Zone, Weight::PlaceZone));
        }
        for k in i..(i + LONGEST_NAME).min(limit) {
            if k > i {
                if let Some(end) = self.zoned(i, k, limit) {
                    return Some(self.tell(i, end, PlaceKind::Zone, Weight::PlaceZone));
                }
                if self.passage.bounds.open(k) || self.passage.bounds.cut(k) {
                    return None;
                }
            }
            if !is_han(self.passage.at(k)) {
                return None;
            }
        }
        None
    }

    /// The end of a zone whose name is `i..k` and whose last word begins at `k`.
    pub(super) fn zoned(&self, i: usize, k: usize, limit: usize) -> Option<usize> {
        let zone = self.longest(k, Class::ZoneSuffix, limit)?;
        let long = zone.end - zone.start > 2;
        (k - i >= 2 && long && self.name_like(i, k) && self.called(i)).then_some(zone.end as usize)
    }

    /// A county or district that no table knows, where it is set up or abolished: 撤销清溪区, 增设白鹤区、石桥区.
    pub(super) fn founded(&mut self, i: usize, limit: usize) -> Option<Told> {
        let deeds = &lists::PLACE_DEEDS;
        let joined = matches!(self.passage.before(i), '、' | '和')
            && self.last.is_some_and(|last| {
                last.span.hi() + 1 == i && last.kind == PlaceKind::Division && last.named.is_none()
            });
        if !joined && !self.passage.ends_any(i, deeds) {
            return None;
        }
        let k = (i + 2..i + 4).find(|&k| matches!(self.passage.at(k), '区' | '县' | '市'))?;
        let end = k + 1;
        let after = self.passage.at(end);
        let closes = !is_han(after) || lists::PLACE_CLOSES.has(after);
        // 开发区, 示范区, 库区 are words.
        let word = (i..k).any(|j| {
            self.passage.hits.at(j).iter().any(|hit| hit.end as usize == end && hit.end > hit.start + 1)
        });
        (end <= limit && closes && !word && self.name_like(i, k))
            .then(|| self.tell(i, end, PlaceKind::Division, Weight::PlaceFounded))
    }
}
