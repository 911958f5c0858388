//! Towns called by their stem alone (`赴梅山、大碶`): those of the document's region and of the counties the entry names.

use super::Finder;
use crate::fact::PlaceKind;
use crate::lexicon::{Class, ClassSet, Term};
use crate::recognize::DIVISIONS;
use crate::recognize::lattice::{Score, Weight};
use crate::resolve::division;
use crate::resolve::town::{Pair, Towns};
use crate::text::{Span, is_han};

/// How many counties an entry may name whose towns are asked for.
const COUNTIES: usize = 8;

/// What a stem may be as well.
const COMMON: ClassSet = ClassSet::of(&[
    Class::Word,
    Class::BodyWord,
    Class::PlaceWord,
    Class::TypeWord,
    Class::PartVerb,
    Class::PartNoun,
    Class::Verb,
    Class::Function,
    Class::Post,
    Class::Unit,
    Class::OrgSuffix,
]);

impl Finder<'_, '_> {
    /// Proposes every town of the region and of the counties named, by its stem and in full.
    pub(super) fn gazetteer(&mut self) {
        let passage = self.passage;
        let named = self.counties();
        if passage.towns.is_none() && named.is_empty() {
            return;
        }
        let home = self.home_weight();
        let all: Vec<(&Towns, Weight)> = named
            .into_iter()
            .map(|towns| (towns, Weight::PlaceTable))
            .chain(passage.towns.map(|towns| (towns, home)))
            .collect();
        let at = |k: usize| passage.at(k);
        for (i, both) in (passage.span.lo()..).zip(passage.text.folded(passage.span).windows(2)) {
            let pair = Pair::of(both[0], both[1]);
            for &(towns, weight) in &all {
                let found = towns.longest(pair, at, i).filter(|_| is_han(both[0]));
                let Some((_, count)) = found else { continue };
                let last = passage.hits.longest(i + count, Class::PlaceTail);
                let last = last.filter(|last| passage.value(last, Class::PlaceTail) == "town");
                self.town(i, last.map_or(i + count, |last| last.span().hi()), last.is_some(), weight);
            }
        }
    }

    fn home_weight(&self) -> Weight {
        if division::level(self.passage.region) == 2 { Weight::PlaceTable } else { Weight::PlaceTableWide }
    }

    fn town(&mut self, i: usize, end: usize, full: bool, weight: Weight) {
        let passage = self.passage;
        // 幸福路, 长安街: a street of that name, unless more is said.
        if end > passage.span.hi() || !full && matches!(passage.before(end), '路' | '街') {
            return;
        }
        let common =
            passage.hits.at(i).iter().any(|hit| hit.end as usize == end && hit.classes.meets(COMMON))
                || self.common(i, end);
        let score =
            Score::of(weight).when(full, Weight::PlaceLocal).when(common && !full, Weight::PlaceWorded);
        let shut =
            full || !is_han(passage.at(end)) || passage.bounds.open(end) || self.followed(end).is_some();
        let score = self.around(score, i, end).when(!shut, Weight::PlaceRunOn);
        self.put(Span::new(i, end), PlaceKind::Town, score);
    }

    /// The towns of each county that the entry names and that no other is called like.
    fn counties(&self) -> Vec<&'static Towns> {
        let mut counties: Vec<&Towns> = Vec::new();
        let mut seen: Vec<u32> = Vec::new();
        let passage = self.passage;
        for hit in passage.hits.iter().filter(|hit| hit.classes.meets(DIVISIONS)) {
            for class in [Class::Division, Class::DivisionShort].into_iter().filter(|class| hit.is(*class)) {
                let terms = || passage.lexicon.terms(hit).filter(|term| term.class == class);
                let home = passage.region / 10000;
                let of = |term: &Term<'_>| division::lasting(term.region);
                let near = || terms().filter(|term| term.region / 10000 == home);
                let mut codes: Vec<u32> = near().map(|term| of(&term)).collect();
                if codes.is_empty() {
                    codes = terms().map(|term| of(&term)).collect();
                }
                codes.sort_unstable();
                codes.dedup();
                let [code] = codes[..] else { continue };
                if division::level(code) == 2 && !seen.contains(&code) && seen.len() < COUNTIES {
                    seen.push(code);
                    counties.extend(Towns::of_county(code));
                }
            }
        }
        counties.retain(|towns| !towns.is_empty());
        counties
    }
}
