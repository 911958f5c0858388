//! Lists of places that share the last word.

use super::Finder;
use crate::fact::PlaceKind;
use crate::lexicon::Class;
use crate::recognize::lattice::{Score, Weight};
use crate::text::{Span, chars, is_han};

impl Finder<'_, '_> {
    /// A list of towns or villages whose last word stands once at its end: 刘楼、焦楼、小井等8个乡镇. Gives its end.
    pub(super) fn towns(&mut self, i: usize, limit: usize) -> Option<usize> {
        if self.passage.at(i + 2) != '、' && self.passage.at(i + 3) != '、'
            || !self.opens(i)
            || self.passage.before(i) == '、'
        {
            return None;
        }
        let mut names = Vec::new();
        let (mut start, mut at) = (i, i);
        let end = loop {
            let c = self.passage.at(at);
            if c == '、' {
                names.push(Span::new(start, at));
                (start, at) = (at + 1, at + 1);
            } else if is_han(c) && at < limit && at - start < 4 {
                if !names.is_empty()
                    && at - start >= 2
                    && let Some(found) = self.towns_end(at)
                {
                    names.push(Span::new(start, at));
                    break found;
                }
                // 王南、甘堂、石沟|村: the last bears the word that all share.
                if !names.is_empty()
                    && at - start >= 1
                    && names.iter().all(|name| name.len() == 2 && self.unknown(name.lo(), name.hi()))
                    && let Some(kind) = self.shared(at)
                {
                    break (kind, start);
                }
                at += 1;
            } else if c.is_ascii_digit() && !names.is_empty() && at - start >= 2 {
                names.push(Span::new(start, at));
                break self.towns_end(at)?;
            } else {
                return None;
            }
            if at - i > 120 {
                return None;
            }
        };
        let (kind, end) = end;
        let plain = names.iter().all(|name| {
            (2..=3).contains(&name.len())
                && self.name_like(name.lo(), name.hi())
                && !(name.lo()..name.hi()).any(|k| self.passage.bounds.open(k))
                && !self.passage.hits.at(name.lo()).iter().any(|hit| {
                    hit.end == name.end
                        && (hit.is(Class::Division) || hit.is(Class::DivisionShort) && self.home(hit))
                })
        });
        if !plain || names.len() < 2 {
            return None;
        }
        for name in &names {
            self.last = Some(self.tell(name.lo(), name.hi(), kind, Weight::PlaceListed));
        }
        Some(end)
    }

    /// Proposes the members of a list behind a word that calls for places: 在葛溪、港口、曹溪设点.
    pub(super) fn series(&mut self, i: usize) {
        let passage = self.passage;
        if !passage.bounds.place(i) || matches!(passage.before(i), '由' | '从' | '自') {
            return;
        }
        let mut items: Vec<Span> = Vec::new();
        let (mut start, mut at) = (i, i);
        loop {
            let c = passage.at(at);
            let verb = at > start + 1
                && (passage.bounds.open(at)
                    || passage
                        .hits
                        .at(at)
                        .iter()
                        .any(|hit| hit.end > hit.start + 1 && hit.is(Class::TypeWord)));
            if c == '、' && (2..=4).contains(&(at - start)) {
                items.push(Span::new(start, at));
                start = at + 1;
            } else if (!is_han(c) || verb) && (2..=4).contains(&(at - start)) {
                items.push(Span::new(start, at));
                break;
            } else if !is_han(c) || at - start > 4 || at > passage.span.hi() || items.len() > 40 {
                return;
            }
            at += 1;
        }
        let known = |item: &Span| {
            (item.lo()..item.hi()).any(|j| {
                let whole = |hit: &crate::lexicon::Hit| hit.span() == *item;
                let name = |hit: &crate::lexicon::Hit| {
                    hit.is(Class::DivisionShort) && (whole(hit) || j > item.lo()) || hit.is(Class::Surname)
                };
                passage.hits.at(j).iter().any(|hit| hit.end > hit.start + 1 && !name(hit))
            })
        };
        let bare: Vec<Span> = items.iter().filter(|item| !known(item)).copied().collect();
        // 设植物分类、植物化学、植物生理3室: a list of words.
        let words = bare.iter().filter(|item| self.common(item.lo(), item.lo() + 2)).count();
        if items.len() < 2 || bare.len() * 2 < items.len() || words * 2 > bare.len() {
            return;
        }
        for item in bare {
            let (from, to) = (item.lo(), item.hi());
            let listed = passage
                .hits
                .at(from)
                .iter()
                .any(|hit| hit.end as usize == to && hit.is(Class::DivisionShort));
            if self.name_like(from, to) && !(listed && self.passage.region == 0) {
                let score = Score::of(Weight::PlaceSlot)
                    .and(Weight::PlaceListed)
                    .when(passage.hits.has(from, Class::Surname), Weight::PlaceSurname);
                self.put(item, PlaceKind::Village, score);
            }
        }
    }

    /// Whether two characters are no word and no term but perhaps a short form.
    fn unknown(&self, i: usize, end: usize) -> bool {
        let short = |hit: &crate::lexicon::Hit| hit.end as usize > end || hit.is(Class::DivisionShort);
        !self.common(i, end)
            && self.passage.hits.at(i).iter().all(|hit| hit.end == hit.start + 1 || short(hit))
    }

    /// The kind of town or village whose last word alone stands at `k`.
    fn shared(&self, k: usize) -> Option<PlaceKind> {
        let last = self.passage.hits.longest(k, Class::PlaceTail)?;
        match self.passage.value(last, Class::PlaceTail) {
            "town" => Some(PlaceKind::Town),
            "village" if self.passage.at(k) == '村' => Some(PlaceKind::Village),
            _ => None,
        }
    }

    /// 等8个乡镇, 3个村, 等乡: what a list of towns or villages ends with.
    pub(super) fn towns_end(&self, at: usize) -> Option<(PlaceKind, usize)> {
        let mut k = at;
        if self.passage.at(k) == '等' {
            k += 1;
        }
        let numeral = |c: char| c.is_ascii_digit() || chars!("一二三四五六七八九十两多余").has(c);
        let digits = (k..k + 4).take_while(|&j| numeral(self.passage.at(j))).count();
        k += digits;
        if self.passage.at(k) == '个' {
            k += 1;
        }
        if k == at {
            return None;
        }
        let kinds = [
            ("乡镇", PlaceKind::Town),
            ("乡", PlaceKind::Town),
            ("镇", PlaceKind::Town),
            ("公社", PlaceKind::Town),
            ("街道", PlaceKind::Town),
            ("村庄", PlaceKind::Village),
            ("自然村", PlaceKind::Village),
            ("行政村", PlaceKind::Village),
            ("村", PlaceKind::Village),
            ("大队", PlaceKind::Village),
        ];
        let (words, kind) = kinds.iter().find(|(words, _)| self.passage.begins(k, words))?;
        Some((*kind, k + words.chars().count()))
    }
}
