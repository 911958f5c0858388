//! Lists of places that share the last word.

use super::{Finder, NAMING};
use crate::fact::PlaceKind;
use crate::lexicon::{Class, lists_of_words as lists};
use crate::recognize::common as verbs;
use crate::recognize::lattice::{Score, Weight};
use crate::text::{Span, chars, is_han};

impl Finder<'_, '_> {
    /// A list of towns or villages whose last word stands once at its end: 刘楼、焦楼、小井等8个乡镇. Gives its end.
    pub(super) fn towns(&mut self, i: usize, limit: usize) -> Option<usize> {
        // 在|柳溪、洋门、径心3个大队: the list begins behind the preposition.
        if self.passage.at(i + 2) != '、' && self.passage.at(i + 3) != '、'
            || self.passage.bounds.open(i)
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
            } else if names.len() > 1 && at - start >= 2 && self.passage.bounds.join(at + 1) {
                // 甲、乙、丙和丁7个公社.
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
        let counted = names.last().is_some_and(|last| end > last.hi() + 1);
        let plain = names.iter().all(|name| {
            (2..=3).contains(&name.len())
                && (counted || self.name_like(name.lo(), name.hi()))
                // 东风、跃进等九个公社: a verb may be a name, though none begins inside of one.
                && !(name.lo() + usize::from(counted)..name.hi()).any(|k| self.passage.bounds.open(k))
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
            // 在甲、乙等人指挥下: persons.
            if c == '等' && passage.begins_any(at + 1, &lists::PLACE_LIST_OF_PERSONS) {
                return;
            }
            if c == '、' && (2..=4).contains(&(at - start)) {
                items.push(Span::new(start, at));
                start = at + 1;
            } else if (!is_han(c) || verb) && (2..=4).contains(&(at - start)) {
                items.push(Span::new(start, at));
                // 在甲、乙、丙参加的会议上: what persons do behind a list of their names.
                let acts = passage.begins_any(at, &lists::PLACE_PERSONS_DO);
                let surnames =
                    items.iter().filter(|item| passage.hits.has(item.lo(), Class::Surname)).count();
                if acts && surnames * 2 > items.len() {
                    return;
                }
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
            if self.name_like(from, to)
                && !self.numbered(from, to - 1)
                && !(listed && self.passage.region == 0)
            {
                let score = Score::of(Weight::PlaceSlot)
                    .and(Weight::PlaceListed)
                    .when(passage.hits.has(from, Class::Surname), Weight::PlaceSurname);
                self.put(item, PlaceKind::Village, score);
            }
        }
    }

    /// Proposes the members of a list that a word behind it tells to be places: 窜扰马桑坪、白果园、石灰窑一带, 劫白沙、柳林等镇.
    pub(super) fn gathered(&mut self, end: usize) {
        let passage = self.passage;
        let numeral = |c: char| c.is_ascii_digit() || chars!("一二三四五六七八九十百千两几数多余个").has(c);
        if numeral(passage.before(end)) {
            return;
        }
        let shared = self.towns_end(end).map(|(kind, _)| kind);
        // 三岛, 两站: what they are, by one character.
        let kind = lists::NUMBER_COUNTS.has(passage.at(end))
            && chars!("岛圩河湖山峰寨堡关渡港站桥闸垸屿滩").has(passage.at(end + 1));
        if shared.is_none() && !kind && !passage.begins_any(end, &lists::PLACE_GATHERS) {
            return;
        }
        let items = self.members(end);
        let mut named = 0;
        let mut bare: Vec<Span> = Vec::new();
        for item in &items {
            let (from, to) = (item.lo(), item.hi());
            let hits = passage.hits.at(from);
            let known = |hit: &crate::lexicon::Hit| {
                hit.end > hit.start + 1
                    && hit.classes.meets(NAMING)
                    && (hit.end as usize == to || hit.is(Class::Division))
            };
            if hits.iter().any(known) && (shared.is_none() || hits.iter().any(|hit| hit.is(Class::Division)))
            {
                named += 1;
            } else if self.member(*item, shared.is_some()) {
                bare.push(*item);
            }
        }
        // 农村、社区、机构等地: words, and no names.
        if named + bare.len() < 2 || (named + bare.len()) * 3 < items.len() * 2 {
            return;
        }
        for item in bare {
            let score = Score::of(Weight::PlaceSlot).and(Weight::PlaceListed).and(Weight::PlaceNear);
            self.put(item, shared.unwrap_or(PlaceKind::Village), score);
        }
    }

    /// The members of the list that ends at `end`, the last first; the first of them where it is plain where it begins.
    fn members(&self, end: usize) -> Vec<Span> {
        let passage = self.passage;
        let mut items: Vec<Span> = Vec::new();
        let mut at = end;
        while items.len() < 20 {
            let from = (passage.span.lo()..at).rev().take(6).find(|&k| !is_han(passage.at(k)));
            let from = from.map_or(passage.span.lo(), |k| k + 1);
            let cut = (from + 1..at).any(|k| passage.bounds.cut(k) || passage.bounds.open(k));
            if passage.before(from) == '、' && (2..=5).contains(&(at - from)) && !cut {
                items.push(Span::new(from, at));
                at = from - 1;
                continue;
            }
            if !items.is_empty() {
                items.extend(self.first_member(at, &items));
            }
            break;
        }
        items
    }

    /// The first member of a list, which ends at `at`: behind a verb or another bound, else as long as all others, else behind a mark.
    fn first_member(&self, at: usize, others: &[Span]) -> Option<Span> {
        let passage = self.passage;
        let low = passage.span.lo().max(at.saturating_sub(4));
        let plain = |k: usize| (k + 1..at).all(|j| !passage.bounds.cut(j) && !passage.bounds.open(j));
        let bound = |k: usize| {
            passage.bounds.cut(k)
                || self.light(k)
                || self.closed(k)
                || self.behind_deed(k)
                || k >= 2 && verbs::verb(passage.at(k - 2), passage.at(k - 1))
        };
        let last = at.saturating_sub(1);
        let length =
            others.first().map(|first| first.len()).filter(|n| others.iter().all(|other| other.len() == *n));
        let alike =
            length.and_then(|n| at.checked_sub(n)).filter(|&k| k >= low && plain(k) && is_han(passage.at(k)));
        let marked = || (low..last).rev().find(|&k| !is_han(passage.before(k)) && plain(k));
        let found = (low..last).rev().find(|&k| bound(k) && plain(k)).or(alike).or_else(marked)?;
        (found..at).all(|k| is_han(passage.at(k))).then(|| Span::new(found, at))
    }

    /// Whether a stretch may be the name of a member of such a list: no word, unless its last character is a place's or the list says so.
    fn member(&self, item: Span, shared: bool) -> bool {
        let passage = self.passage;
        let (from, to) = (item.lo(), item.hi());
        // 九个区、一个镇: how many, no names.
        let counts = chars!("一二三四五六七八九十两几数各").has(passage.at(from))
            && passage.at(from + 1) == '个'
            || (from..to).all(|k| chars!("一二三四五六七八九十百千两余").has(passage.at(k)));
        let inside = counts || (from + 1..to).any(|k| passage.bounds.open(k));
        let tail = passage.hits.at(to - 1).iter().any(|hit| hit.is(Class::PlaceTail));
        let words = (from..to).step_by(2).all(|k| k + 2 <= to && self.common(k, k + 2))
            || passage.hits.at(from).iter().any(|hit| {
                hit.end as usize == to
                    && !hit.is(Class::DivisionShort)
                    && !hit.is(Class::Surname)
                    && !hit.is(Class::PlaceName)
            });
        !inside && (!words || shared || tail && to - from > 2) && (shared || self.name_like(from, to))
    }

    /// Proposes the ends of a line: 鹿寨至对亭间, 木头至前郭输油管道. What follows tells that it is one.
    pub(super) fn line(&mut self, k: usize) {
        let passage = self.passage;
        let span = passage.span;
        if !matches!(passage.at(k), '至' | '到') {
            return;
        }
        let opens = |i: usize| {
            let before = passage.before(i);
            !is_han(before) || passage.bounds.cut(i) || chars!("线路由自从").has(before)
        };
        let from = (2..=4)
            .filter_map(|length| k.checked_sub(length))
            .find(|&i| i >= span.lo() && opens(i) && self.line_end(i, k));
        let to = (k + 3..=k + 5)
            .find(|&end| end <= span.hi() && self.line_closes(end) && self.line_end(k + 1, end));
        let (Some(from), Some(to)) = (from, to) else { return };
        let known = |i: usize, end: usize| self.division_like(i, end);
        let behind = to + usize::from(passage.at(to) == '段');
        let work =
            passage.begins_any(behind, &lists::PLACE_WORKS) || matches!(passage.before(from), '线' | '路');
        if work || known(from, k) || known(k + 1, to) {
            for name in [Span::new(from, k), Span::new(k + 1, to)] {
                let score = Score::of(Weight::PlaceSlot).and(Weight::PlaceListed).and(Weight::PlaceNear);
                self.put(name, PlaceKind::Village, score);
            }
        }
    }

    /// Whether the name of a division, full or short, is `i..end`.
    fn division_like(&self, i: usize, end: usize) -> bool {
        self.passage
            .hits
            .at(i)
            .iter()
            .any(|hit| hit.end as usize == end && (hit.classes.meets(NAMING) || hit.is(Class::PlaceName)))
    }

    /// Whether `i..end` may be the end of a line: the name of a division, or characters that no term holds.
    fn line_end(&self, i: usize, end: usize) -> bool {
        let passage = self.passage;
        let bare = |j: usize| {
            let over = |hit: &crate::lexicon::Hit| hit.end as usize > end && hit.is(Class::DivisionShort);
            is_han(passage.at(j))
                // 对|亭: a preposition may begin a name here.
                && (!passage.bounds.open(j) || j == i)
                && passage.hits.at(j).iter().all(|hit| hit.end == hit.start + 1 || over(hit))
        };
        self.division_like(i, end) || (i..end).all(bare) && self.name_like(i, end) && !self.common(i, end)
    }

    /// Whether what follows a line's end tells that it is one: 段, 公路, 116公里.
    fn line_closes(&self, end: usize) -> bool {
        let passage = self.passage;
        let unit = (end..end + 7).find(|&j| !passage.at(j).is_ascii_digit() && passage.at(j) != '.');
        passage.begins_any(end, &lists::PLACE_WORKS)
            || passage.begins_any(end, &lists::PLACE_LINE_ENDS)
            || unit.is_some_and(|unit| unit > end && passage.begins_any(unit, &lists::PLACE_LENGTHS))
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
            ("区", PlaceKind::Town),
            ("镇公所", PlaceKind::Town),
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
