//! Divisions by their full names and short forms, and zones behind them.

use super::around::DOERS;
use super::{FAINTEST, Finder, Told};
use crate::fact::PlaceKind;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::common as verbs;
use crate::recognize::gauge;
use crate::recognize::lattice::{Kind, Named, Node, Payload, Score, Weight, joined, within};
use crate::resolve::division;
use crate::text::{Span, chars, is_han};

impl Finder<'_, '_> {
    /// Proposes every division whose name begins at `i`, full and short; gives the one for which most speaks.
    pub(super) fn division(&mut self, i: usize, limit: usize) -> Option<Told> {
        let mut best: Option<Told> = None;
        let passage = self.passage;
        for class in [Class::Division, Class::DivisionShort] {
            if class == Class::DivisionShort
                && best.is_none()
                && let Some(zone) = self.zone(i, limit)
            {
                return Some(zone);
            }
            let hits = passage.hits.at(i).iter().filter(|hit| hit.end as usize <= limit && hit.is(class));
            for hit in hits.rev() {
                let named = Named { hit: *hit, class };
                let codes: Vec<u32> = crate::recognize::lattice::codes(passage, &named).collect();
                let full = class == Class::Division;
                let score = if full { self.full_name(hit, &codes) } else { self.short_form(hit, &codes) };
                if score.total() < FAINTEST {
                    continue;
                }
                let (span, kind) = (hit.span(), PlaceKind::Division);
                // 鼓浪屿: the island, though a district was called so.
                let natural = !full
                    && chars!("屿岛江河湖山海溪").has(passage.before(span.hi()))
                    && passage
                        .lexicon
                        .terms(hit)
                        .filter(|term| term.class == class)
                        .all(|term| term.value.ends_with('区') && division::level(term.region) == 2);
                // 清江水文站水位, 清水河决堤: the water, though a county is called so.
                let natural = natural || !full && gauge::is_water(passage, span.hi());
                let payload = if natural {
                    Payload::Place(PlaceKind::Natural, None)
                } else {
                    Payload::Place(kind, Some(named))
                };
                self.nodes.push(Node::new(span, Kind::Place, score, payload));
                if best.is_none() && score.total() + self.neighbour(&named) > 0 {
                    best = Some(Told { span, kind, named: Some(named) });
                }
            }
        }
        best
    }

    /// A zone behind the short form of what it lies in: 郑州航空港区, 济源示范区.
    pub(super) fn zone(&mut self, i: usize, limit: usize) -> Option<Told> {
        let hit = *self.longest(i, Class::DivisionShort, limit)?;
        let zone = self.zone_after(hit.end as usize, limit)?;
        let county = self.passage.begins(hit.end as usize, "示范区");
        let named = county.then_some(Named { hit, class: Class::DivisionShort });
        let (span, kind) = (Span::new(i, zone), PlaceKind::Zone);
        self.nodes.push(Node::new(
            span,
            Kind::Place,
            Score::of(Weight::PlaceZone),
            Payload::Place(kind, named),
        ));
        Some(Told { span, kind, named: None })
    }

    /// What the place just before speaks for a division behind it.
    pub(super) fn neighbour(&self, named: &Named) -> i32 {
        let start = named.hit.start as usize;
        match self.last {
            Some(last) if last.span.hi() == start => {
                let inside = last.named.is_some_and(|outer| within(self.passage, &outer, named));
                if inside { Weight::Within.value() } else { 0 }
            }
            Some(last) if joined(self.passage, last.span.hi(), start) => Weight::List.value(),
            _ => 0,
        }
    }

    /// The end of a zone whose name goes on at `end` behind a division: 郑州|航空港区, 济源|示范区.
    pub(super) fn zone_after(&self, end: usize, limit: usize) -> Option<usize> {
        for k in end..(end + 6).min(limit) {
            if let Some(zone) = self.longest(k, Class::ZoneSuffix, limit) {
                return Some(zone.end as usize);
            }
            if !is_han(self.passage.at(k)) || self.passage.bounds.open(k) || self.passage.bounds.cut(k + 1) {
                return None;
            }
        }
        None
    }

    /// What speaks for a full name.
    pub(super) fn full_name(&self, hit: &Hit, codes: &[u32]) -> Score {
        let (i, end) = (hit.start as usize, hit.end as usize);
        let common = hit.is(Class::PlaceWord);
        let home =
            self.passage.region != 0 && codes.iter().any(|code| division::within(*code, self.passage.region));
        // 县委宣传部|会同|县文明办: a verb behind a body, no county.
        let allied = self.passage.begins_any(i, &lists::BODY_ALLIED)
            && self.passage.hits.classes_ending(i).meets(DOERS);
        let score = match hit.end - hit.start {
            _ if common => Score::of(Weight::PlaceFullWord),
            ..=2 => Score::of(Weight::PlaceFullTwo),
            _ => {
                return Score::of(Weight::PlaceFull)
                    .when(self.slogan(i), Weight::PlaceSlogan)
                    .when(self.other_full(end) || allied, Weight::PlaceOther)
                    .when(home, Weight::PlaceHome);
            }
        };
        let opens = self.opens(i) || self.light(i);
        score
            .and(if opens { Weight::PlaceOpen } else { Weight::PlaceClosed })
            .when(home, Weight::PlaceHomeFull)
            .when(self.passage.bounds.place(i) || !common && self.light(i), Weight::PlaceCalled)
            .when(self.is_followed(end), Weight::PlaceFollowed)
            .when(common && self.passage.before(end) == '县', Weight::PlaceWordFull)
            .when(opens && self.is_followed_by_town(end), Weight::PlaceTown)
            .when(self.slogan(i), Weight::PlaceSlogan)
            .when(self.other_full(end), Weight::PlaceOther)
    }

    /// 文县|碧口镇: whether the name of a town follows directly.
    pub(super) fn is_followed_by_town(&self, end: usize) -> bool {
        (end + 1..end + 5)
            .take_while(|&k| is_han(self.passage.at(k - 1)) && !self.passage.bounds.open(k - 1))
            .find_map(|k| self.passage.hits.longest(k, Class::PlaceSuffix).map(|hit| (k, hit)))
            .is_some_and(|(k, hit)| {
                self.passage.value(hit, Class::PlaceSuffix) == "town" && self.name_like(end, k)
            })
    }

    /// Whether a full name is part of a road's name or a product's.
    pub(super) fn other_full(&self, end: usize) -> bool {
        self.passage.begins_any(end, &lists::PLACE_OTHER_FULL)
    }

    /// Whether what follows makes a place of a name: 等地, 三市, or 、 and a place known without doubt.
    pub(super) fn is_followed(&self, end: usize) -> bool {
        self.followed(end).is_some() || self.list_goes_on(end) || self.native(end)
    }

    /// Whether 人 and a name follow: 平定人石德润.
    fn native(&self, end: usize) -> bool {
        self.passage.at(end) == '人'
            && self.passage.hits.has(end + 1, Class::Surname)
            && !self.common(end, end + 2)
    }

    /// Whether 、 and another place, known without doubt, follow.
    pub(super) fn list_goes_on(&self, end: usize) -> bool {
        matches!(self.passage.at(end), '、' | '和' | '与' | '及')
            && self.passage.hits.at(end + 1).iter().any(|hit| {
                (hit.is(Class::Division) || hit.is(Class::DivisionShort) || hit.is(Class::Region))
                    && !hit.is(Class::PlaceWord)
            })
    }

    /// What speaks for a short form.
    pub(super) fn short_form(&self, hit: &Hit, codes: &[u32]) -> Score {
        let (i, end) = (hit.start as usize, hit.end as usize);
        let common = hit.is(Class::PlaceWord);
        let level = codes.iter().map(|code| division::level(*code)).min().unwrap_or(2);
        // 太平畈乡, 龙井冲村: one character before 乡 or 村 is no town's name by itself.
        let longer = level > 1
            && is_han(self.passage.at(end))
            && matches!(self.passage.at(end + 1), '乡' | '村' | '镇')
            && !chars!("各全本我该某外农城两到在的和与").has(self.passage.at(end));
        // 至|上海, 在|内蒙古: a name that is no word reads on where 至上, 在内 end.
        let led = !common && (level < 2 || end - i > 2) && self.led(i);
        // 、厉|宜春, 于万|佛山: a character that nothing else explains stands before.
        let surname = level == 1
            && i > self.passage.span.lo() + 1
            && is_han(self.passage.before(i))
            && !self.passage.bounds.cut(i)
            && !verbs::single(self.passage.before(i))
            && !verbs::act(self.passage.before(i))
            && (self.passage.hits.has(i - 1, Class::Surname)
                || chars!("山江河海湖").has(self.passage.before(end)))
            && (!is_han(self.passage.before(i - 1)) || self.passage.bounds.cut(i - 1));
        let score = match level {
            0 => Score::of(Weight::PlaceProvince),
            1 => Score::of(Weight::PlacePrefecture).when(surname, Weight::PlaceClosed),
            _ => self.county(hit, codes, led),
        };
        score
            .when(common, if level < 2 { Weight::PlaceWord } else { Weight::PlaceWordCounty })
            .when(led || self.passage.bounds.place(i) || !common && self.light(i), Weight::PlaceCalled)
            .when(self.is_followed(end), Weight::PlaceFollowed)
            .when(!self.free(i, end), Weight::PlaceOther)
            .when(!led && (self.overlapped(i) || self.reached(i, end)), Weight::PlaceCrossed)
            .when(longer, Weight::PlaceLonger)
            .when(self.of_another(hit, codes), Weight::PlaceAnother)
    }

    /// 涡|河北|岸: whether a word that shows a place begins inside the name and goes on over its end.
    fn reached(&self, i: usize, end: usize) -> bool {
        let inside = (i + 1..end).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| hit.is(Class::PlaceAfter) && hit.end as usize > end)
        });
        // 离|平南|下: a word of going.
        let goes = (i + 1..end).any(|k| {
            self.passage.word(k, &lists::PLACE_GOING).is_some_and(|word| k + word.chars().count() > end)
        });
        inside && !self.opens(i) || goes
    }

    /// Whether a word of one character that calls for a place stands before `i`, which another with what follows hides: 至 in 至上.
    fn led(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| {
            let hits = self.passage.hits.at(before);
            let calls = |hit: &Hit| hit.is(Class::PlaceLead) || hit.is(Class::PlaceVerb);
            let lead = hits.iter().any(|hit| hit.end as usize == i && calls(hit));
            lead && hits.iter().any(|hit| hit.end as usize == i + 1)
        })
    }

    /// Short forms of counties are plain only at home, inside what they lie in, or in a list.
    pub(super) fn county(&self, hit: &Hit, codes: &[u32], led: bool) -> Score {
        let mut terms = self.passage.lexicon.terms(hit).filter(|term| term.class == Class::DivisionShort);
        let county = terms.any(|term| !term.value.ends_with('区'));
        let home =
            self.passage.region != 0 && codes.iter().any(|code| code / 10000 == self.passage.region / 10000);
        let (i, end) = (hit.start as usize, hit.end as usize);
        let opens = led || self.opens(i) || self.light(i);
        let near = home || self.passage.region == 0;
        let fenced = near && opens && (!is_han(self.passage.at(end)) || self.passage.bounds.open(end));
        Score::of(if county { Weight::PlaceCounty } else { Weight::PlaceDistrict })
            .and(if opens { Weight::PlaceOpen } else { Weight::PlaceClosed })
            .when(home, Weight::PlaceHome)
            .when(fenced, Weight::PlaceFenced)
    }

    /// 清水河|镇, 柳河|市: the last word that follows makes the name another place's; at home a county may have become a city.
    pub(super) fn of_another(&self, hit: &Hit, codes: &[u32]) -> bool {
        let end = hit.end as usize;
        let last = self.passage.at(end);
        let goes_on = |other: &Hit| other.end as usize > end + 1;
        // 丹阳|湖, not 宜昌|江段.
        let natural = lists::PLACE_NATURAL_NEXT.has(last) && !self.passage.hits.at(end).iter().any(goes_on);
        if natural {
            return codes.iter().all(|code| division::level(*code) > 0);
        }
        if !matches!(last, '市' | '县' | '区' | '镇' | '乡') || hit.end - hit.start < 2 {
            return false;
        }
        let full = self.passage.hits.at(hit.start as usize).iter().any(goes_on);
        // 江苏|镇江, 安徽|区域.
        let word = |other: &&Hit| {
            other.is(Class::Division)
                || other.is(Class::DivisionShort)
                || other.is(Class::Word)
                || other.is(Class::Region)
        };
        let next = self.passage.hits.at(end).iter().filter(word).any(goes_on);
        let level = codes.iter().map(|code| division::level(*code)).min().unwrap_or(2);
        let renamed = matches!(last, '市' | '县' | '区') && self.home(hit);
        level > 0 && !full && !next && !renamed
    }
}
