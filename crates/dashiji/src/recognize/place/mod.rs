//! Places: divisions, zones, towns, villages, regions, countries.
//!
//! In go a passage's hits; out comes every stretch that may be a place, with what speaks for it: in `在遂平县常庄镇大兴村`
//! 遂平县, 常庄镇 and 大兴村, in `郑州大学` 郑州, which the lattice then leaves to the university. Full names speak for
//! themselves; short forms that are common words (和平, 开封) need a word before them that calls for a place, a list of
//! places, or the name of what they lie in. Which code a name means is decided later, with the year and the region.

mod around;
mod division;
mod ending;
mod gazetteer;
mod list;
mod local;
mod region;
mod thing;

#[cfg(test)]
mod tests;

use super::Passage;
use super::lattice::{Kind, Named, Node, Payload, Score, Weight, joined};
use crate::fact::PlaceKind;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::text::{Chars, Span, chars, is_han};

/// A place as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMention {
    /// As written.
    pub span: Span,
    /// What kind of place.
    pub kind: PlaceKind,
    /// GB/T 2260 codes it may mean, the likeliest first; empty below the county and outside the list.
    pub codes: Vec<u32>,
}

/// Every stretch of an entry that may be a place.
pub(in crate::recognize) fn propose(passage: &Passage<'_>, nodes: &mut Vec<Node>) {
    let mut finder = Finder {
        passage,
        last: None,
        nodes,
        suffix: passage.span.lo(),
        ended: vec![(false, false); passage.span.len() + 1],
    };
    let limit = passage.span.hi();
    let mut i = passage.span.lo();
    while i < limit {
        i = if finder.may_begin(i) { finder.step(i, limit) } else { i + 1 };
    }
    let mut before = '\0';
    for (i, &c) in (passage.span.lo()..limit).zip(passage.text.folded(passage.span)) {
        if passage.hits.classes(i).meets(NAMING) {
            finder.things(i);
        }
        if before == '“' {
            finder.quoted(i);
        }
        before = c;
    }
    for (end, fence) in finder.ends() {
        finder.close(end, fence);
    }
    finder.gazetteer();
    finder.endings();
}

/// What may name a place by itself.
const NAMING: ClassSet = ClassSet::of(&[
    Class::Division,
    Class::DivisionShort,
    Class::Country,
    Class::Region,
    Class::ProvinceLetter,
]);

/// What may end a zone's name.
const SUFFIXES: ClassSet = ClassSet::of(&[Class::ZoneSuffix]);

/// What speaks so much against a name that it is not proposed.
const FAINTEST: i32 = -40;

/// How far behind its beginning the last word of a zone's name is looked for.
const LONGEST_NAME: usize = 7;

/// What numbers a house or a line.
static NUMERALS: Chars = Chars::new("一二三四五六七八九十0123456789");

/// A place as the recognizer itself would have it: what stands before the next.
#[derive(Debug, Clone, Copy)]
struct Told {
    span: Span,
    kind: PlaceKind,
    named: Option<Named>,
}

struct Finder<'a, 'b> {
    passage: &'a Passage<'b>,
    /// The last place for which enough speaks.
    last: Option<Told>,
    /// All that is proposed.
    nodes: &'a mut Vec<Node>,
    /// The next place at which a last word of a zone, town or village begins, as far as was looked.
    suffix: usize,
    /// For each character, whether a place for which enough speaks ends before it, and whether no name goes on over it.
    ended: Vec<(bool, bool)>,
}

/// The end of the longest known region, mountain or water that begins at `i`; 0 where there is none.
fn passage_region(passage: &Passage<'_>, i: usize) -> usize {
    passage.hits.longest(i, Class::Region).map_or(0, |hit| hit.end as usize)
}

impl Finder<'_, '_> {
    /// Whether a place's name may begin at a character: most do not come so far.
    #[inline]
    pub(super) fn may_begin(&self, i: usize) -> bool {
        is_han(self.passage.at(i)) && (self.passage.hits.classes(i).meets(NAMING) || self.opens(i))
    }

    /// Looks at one character at which a name may begin; gives the next one to look at.
    pub(super) fn step(&mut self, i: usize, limit: usize) -> usize {
        let mut found = None;
        if self.passage.hits.classes(i).meets(NAMING) {
            if let Some(end) = self.product(i) {
                self.nodes.push(Node::wall(Span::new(i, end), Kind::Word, Weight::Product));
                return end;
            }
            if let Some(end) = self.towns(i, limit) {
                return end;
            }
            found = self.division(i, limit);
            // 吕梁|山, 台湾|海峡: a longer name that is known.
            let longer = passage_region(self.passage, i);
            if found.is_some_and(|told| longer > told.span.hi()) {
                found = self.known(i, limit).or(found);
            }
            let quarter = self.quarter(i, limit);
            if found.is_none_or(|told| quarter.is_some_and(|quarter| quarter.span.end > told.span.end)) {
                found = quarter.or_else(|| self.known(i, limit));
            }
        }
        if found.is_none() && self.opens(i) {
            if let Some(end) = self.towns(i, limit) {
                return end;
            }
            if self.suffix_near(i) {
                found = self.local(i, limit);
            }
            found = found.or_else(|| self.founded(i, limit));
            // 至肥|乡区: what begins inside is a rival.
            for k in found.map_or(i..i, |told| i + 1..told.span.hi()) {
                if self.passage.hits.classes(k).meets(NAMING) {
                    self.division(k, limit);
                }
            }
        }
        match found {
            Some(told) => {
                self.last = Some(told);
                told.span.hi()
            }
            None => i + 1,
        }
    }

    /// The ends of the places proposed so far for which enough speaks, and whether they are the full names of divisions.
    fn ends(&self) -> Vec<(usize, bool)> {
        let places = self.nodes.iter().filter(|node| node.kind == Kind::Place && node.worth > 0);
        let full = |node: &Node| {
            let named =
                matches!(node.payload, Payload::Place(_, Some(named)) if named.class == Class::Division);
            named && node.span.len() > 2
        };
        places.map(|node| (node.span.hi(), full(node))).collect()
    }

    /// Proposes a place that no term of the lexicon holds, with what speaks for it.
    pub(super) fn tell(&mut self, start: usize, end: usize, kind: PlaceKind, weight: Weight) -> Told {
        let span = Span::new(start, end);
        self.nodes.push(Node::new(span, Kind::Place, Score::of(weight), Payload::Place(kind, None)));
        Told { span, kind, named: None }
    }

    /// The longest hit of a class that ends by `limit`.
    pub(super) fn longest(&self, i: usize, class: Class, limit: usize) -> Option<&Hit> {
        self.passage
            .hits
            .at(i)
            .iter()
            .filter(|hit| hit.is(class) && hit.end as usize <= limit)
            .max_by_key(|hit| hit.end)
    }

    /// The place before that ends right at `i`, or before 、和与及 at `i`.
    pub(super) fn previous(&self, i: usize) -> Option<Told> {
        self.last.filter(|last| last.span.hi() == i || joined(self.passage, last.span.hi(), i))
    }

    /// Whether a name can begin at `i`: after punctuation, a bounding word, or another place.
    pub(super) fn opens(&self, i: usize) -> bool {
        let before = self.passage.before(i);
        !is_han(before)
            || self.passage.bounds.cut(i)
            || self.previous(i).is_some()
            || self.passage.headline.is_some_and(|headline| headline.lo() == i)
    }

    /// Whether an accepted name stands as a place and not in a slogan or another name.
    pub(super) fn free(&self, i: usize, end: usize) -> bool {
        // 98亿澳门元.
        let money = self.passage.at(end) == '元'
            && (self.passage.before(i).is_ascii_digit()
                || matches!(self.passage.before(i), '万' | '亿' | '千' | '百'));
        if money {
            return false;
        }
        let slogan = self.passage.ends_any(i, &lists::PLACE_SLOGANS);
        let numeral = NUMERALS.has(self.passage.at(end));
        let other =
            self.passage.begins_any(end, &lists::PLACE_OTHER) || numeral && self.passage.at(end + 1) == '号';
        !slogan && !other
    }

    /// Whether a slogan's word stands before: 平安湖南.
    pub(super) fn slogan(&self, i: usize) -> bool {
        self.passage.ends_any(i, &lists::PLACE_SLOGANS)
    }

    /// Whether a longer known word that begins before `i` reaches into it (陕西 in 陕西安排).
    pub(super) fn overlapped(&self, i: usize) -> bool {
        (i.saturating_sub(3)..i).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                hit.end as usize > i
                    && hit.end - hit.start > 1
                    && (hit.is(Class::Word)
                        || hit.is(Class::NamePart)
                        || hit.is(Class::Country)
                        || hit.is(Class::Region)
                        || hit.is(Class::Division)
                        || hit.is(Class::DivisionShort) && self.home(hit))
            })
        })
    }

    /// Whether one of the places a term may mean lies in the document's province.
    pub(super) fn home(&self, hit: &Hit) -> bool {
        self.passage.region != 0
            && self.passage.lexicon.terms(hit).any(|term| {
                term.class == Class::DivisionShort && term.region / 10000 == self.passage.region / 10000
            })
    }

    /// Whether a place is called for before `i`: 到, a place, a list of places.
    pub(super) fn called(&self, i: usize) -> bool {
        self.passage.bounds.place(i) || self.previous(i).is_some()
    }

    /// Whether characters can be the name of a town or village.
    pub(super) fn name_like(&self, i: usize, k: usize) -> bool {
        let plain = |c: char| {
            chars!("个各全本该此每某多数两几贫困示范文明特色古老新旧小大中心集城农乡村镇县市区省街道").has(c)
                || chars!("的了和与及在到是有我你他所地方众干群员户入进下驻包联扶基层边远偏穷富美丽").has(c)
                || chars!("智慧字重点试典型先落后空壳软弱涣散一二三四五六七八九十百千万亿").has(c)
        };
        let outer =
            |c: char| chars!("个各全本该此每某数几的了及到是有我你他所众员户入进下驻包扶农乡年月日").has(c);
        let name = self.passage.text.folded(Span::new(i, k));
        let generic = name.iter().all(|c| plain(*c));
        let edge = name.first().is_some_and(|c| outer(*c)) || name.last().is_some_and(|c| outer(*c));
        // 未脱贫村, 贫困村, 示范村 are kinds of villages.
        let kinds = &lists::PLACE_KINDS_OF_VILLAGES;
        let kind = self.passage.ends_any(k, kinds);
        !generic && !edge && !kind
    }
}
