//! Countries, regions, known mountains and waters, provinces by their letter.

use super::{Finder, Told};
use crate::fact::PlaceKind;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::lattice::{Kind, Named, Node, Payload, Score, Weight};
use crate::text::{Span, chars, is_han};

impl Finder<'_, '_> {
    /// A quarter of a province by its letter: 湘西北, 鲁东南.
    pub(super) fn quarter(&mut self, i: usize, limit: usize) -> Option<Told> {
        let side = |k: usize| matches!(self.passage.at(k), '东' | '西' | '南' | '北');
        (side(i + 1) && side(i + 2) && i + 3 <= limit && self.passage.hits.has(i, Class::ProvinceLetter))
            .then(|| self.tell(i, i + 3, PlaceKind::Region, Weight::PlaceRegion))
    }

    /// Countries, regions, provinces by their letter.
    pub(super) fn known(&mut self, i: usize, limit: usize) -> Option<Told> {
        if let Some(hit) = self.longest(i, Class::Country, limit) {
            let end = hit.end as usize;
            let china = self.passage.begins(i, "中国") || hit.is(Class::PlaceWord);
            let stands = if china { self.passage.bounds.place(i) } else { true };
            return (stands && self.free(i, end))
                .then(|| self.tell(i, end, PlaceKind::Country, Weight::PlaceCountry));
        }
        if let Some(hit) = self.longest(i, Class::Region, limit).copied() {
            return self.region(&hit, limit);
        }
        let hit = *self.longest(i, Class::ProvinceLetter, limit)?;
        let end = hit.end as usize;
        // 新, 云, 青 and the like are words too often to stand alone.
        let plain = ![
            '新', '云', '青', '宁', '贵', '川', '台', '黑', '港', '吉', '秦', '甘', '蒙', '京', '津', '澳',
            '藏', '桂',
        ]
        .contains(&self.passage.at(i));
        let called = plain
            && ['来', '赴', '在', '离', '抵', '返', '入', '驻', '援'].contains(&self.passage.before(i))
            && !self.passage.ends(i, "带来");
        let group = self.passage.begins_any(end, &lists::PLACE_BORDER);
        let letter = |c: char, k: usize| is_han(c) && self.passage.hits.has(k, Class::ProvinceLetter);
        let among = group && i > 0 && letter(self.passage.before(i), i - 1)
            || letter(self.passage.at(end), end) && self.passage.begins_any(end + 1, &lists::PLACE_OF_TWO);
        // 中央驻豫单位: a set phrase for bodies, no place.
        let stationed = self.passage.before(i) == '驻';
        let alone = called
            && !stationed
            && !(letter(self.passage.at(end), end))
            && (!is_han(self.passage.at(end))
                || self.passage.bounds.open(end)
                || self.passage.begins_any(end, &lists::PLACE_NO_REGION));
        if !among && !alone {
            return None;
        }
        let named = Some(Named { hit, class: Class::ProvinceLetter });
        let (span, kind) = (Span::new(i, end), PlaceKind::Division);
        let score = Score::of(Weight::PlaceLetter);
        self.nodes.push(Node::new(span, Kind::Place, score, Payload::Place(kind, named)));
        Some(Told { span, kind, named })
    }

    fn region(&mut self, hit: &Hit, limit: usize) -> Option<Told> {
        let (i, end) = (hit.start as usize, hit.end as usize);
        let natural = self.passage.value(hit, Class::Region) == "natural";
        let further = if natural { None } else { self.level_end(end) };
        let further = further.unwrap_or_else(|| self.region_end(end, limit));
        if natural && self.passage.before(end) == '山' && self.passage.at(end) == '区' {
            return Some(self.tell(i, end + 1, PlaceKind::Region, Weight::PlaceRegion));
        }
        if natural && further == end {
            let score = self
                .about(Score::of(Weight::PlaceKnown), i, end, true)
                .when(!self.free(i, end), Weight::PlaceOther);
            let payload = Payload::Place(PlaceKind::Natural, None);
            self.nodes.push(Node::new(hit.span(), Kind::Place, score, payload));
            self.nodes.push(Node::wall(hit.span(), Kind::Word, Weight::Word));
            return (score.total() > 0).then(|| Told {
                span: hit.span(),
                kind: PlaceKind::Natural,
                named: None,
            });
        }
        if self.overlapped(i) || !self.free(i, end) {
            return None;
        }
        // 苏振华|东渡: two characters in the middle of what may be a word.
        let inner = further == i + 2 && !self.opens(i);
        let score = Score::of(Weight::PlaceRegion).when(inner, Weight::PlaceClosed);
        let (span, kind) = (Span::new(i, further), PlaceKind::Region);
        self.nodes.push(Node::new(span, Kind::Place, score, Payload::Place(kind, None)));
        Some(Told { span, kind, named: None })
    }

    /// The end of the level that follows the name of a place abroad, which ends at `end`: 乌兰巴托|市, 俄亥俄|州.
    pub(super) fn level_end(&self, end: usize) -> Option<usize> {
        let word = self.passage.hits.at(end).iter().any(|other| other.end as usize > end + 1);
        let level = chars!("市州郡").has(self.passage.at(end));
        (level && !word && !self.common(end, end + 2)).then_some(end + 1)
    }

    /// The end of a region's name that a suffix carries on: 黄河流域, 大别山革命老区.
    pub(super) fn region_end(&self, end: usize, limit: usize) -> usize {
        self.longest(end, Class::PlaceSuffix, limit)
            .filter(|hit| self.passage.value(hit, Class::PlaceSuffix) == "region")
            .map_or(end, |hit| hit.end as usize)
    }
}
