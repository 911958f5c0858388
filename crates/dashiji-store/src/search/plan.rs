//! A query's tree to what the index is asked.
//!
//! `疫情防控` becomes the phrase 疫情 0, 防控 2; `who:赵立本 part:主持` becomes the one term that says he was in the chair; `title:省长` becomes
//! every title of the base that is the office, by the dictionary of terms. What was resolved on the way (names of a spelling, offices
//! meant) is kept, to light the facts of the hits by.

use super::days::{Days, Within};
use super::fact::{PIECE, kind, term};
use super::guard::{Guarded, Limit};
use super::index::Index;
use super::near::{Near, Side};
use super::phrase::Phrase;
use super::query::{Fact, Field, Node, Words};
use super::set::AnyOf;
use super::stream::Unit;
use super::{Error, latin, place};
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::Searcher;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

/// A query of more words and fields than this is looked after at every list, not only where hits are collected.
const LOOKED_AFTER: usize = 6;

/// What is to light a hit.
#[derive(Debug, Clone, Default)]
pub(super) struct Light {
    /// Words and phrases of the text.
    pub words: Vec<Vec<Unit>>,
    /// Facts by terms: their kind and folded value, as in the index.
    pub terms: BTreeSet<String>,
    /// Whether the date is asked for.
    pub date: bool,
}

/// What the index is asked.
pub(super) struct Plan {
    pub query: Box<dyn Query>,
    /// Whether anything in it is of the text, and hits differ in relevance.
    pub scored: bool,
    pub light: Light,
}

struct Planner<'a> {
    index: &'a Index,
    searcher: &'a Searcher,
    limit: &'a Limit,
    days: &'a Arc<Days>,
    guarded: bool,
    /// Whether words that are lit tell hits apart: more than one character each.
    scored: bool,
    /// Words that are lit, and whether any may be absent from a hit.
    words: usize,
    any: bool,
    light: Light,
    /// Inside an odd number of negations nothing is lit.
    lit: bool,
}

/// Plans a query for what the index holds now.
pub(super) fn plan(
    index: &Index,
    searcher: &Searcher,
    days: &Arc<Days>,
    root: &Node,
    limit: &Limit,
) -> Result<Plan, Error> {
    let mut planner = Planner {
        index,
        searcher,
        limit,
        days,
        guarded: leaves(root) > LOOKED_AFTER,
        scored: false,
        words: 0,
        any: false,
        light: Light::default(),
        lit: true,
    };
    let query = planner.node(root)?;
    // One character that all hits hold makes none more relevant than another.
    let scored = planner.scored || planner.words > 1 || planner.words == 1 && planner.any;
    Ok(Plan { query, scored, light: planner.light })
}

fn leaves(node: &Node) -> usize {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(leaves).sum(),
        Node::Not(node) => leaves(node),
        Node::Latin(words, _) => words.len() + 1,
        _ => 1,
    }
}

impl Planner<'_> {
    fn node(&mut self, node: &Node) -> Result<Box<dyn Query>, Error> {
        match node {
            Node::All(nodes) => self.all(nodes),
            Node::Any(nodes) => {
                self.any = true;
                let queries = nodes.iter().map(|node| self.node(node)).collect::<Result<Vec<_>, _>>()?;
                Ok(Box::new(BooleanQuery::union(queries)))
            }
            Node::Not(_) => self.all(std::slice::from_ref(node)),
            Node::Near(left, within, right) => {
                self.light_words(left);
                self.light_words(right);
                let near = Near {
                    left: self.side(&left.units)?,
                    right: self.side(&right.units)?,
                    within: *within,
                    limit: self.limit.clone(),
                };
                Ok(Box::new(near))
            }
            Node::Text(words) => self.text(words),
            Node::Latin(words, spelling) => {
                let text = words.iter().map(|words| self.text(words)).collect::<Result<Vec<_>, _>>()?;
                let names = self.spelled(spelling, &[kind::WHO, kind::PLACE, kind::ORG, kind::ORG_FORM])?;
                let text: Box<dyn Query> = Box::new(BooleanQuery::intersection(text));
                if names.is_empty() {
                    return Ok(text);
                }
                self.any = true;
                Ok(Box::new(BooleanQuery::union(vec![text, self.any_of(names)])))
            }
            Node::Fact(fact) => {
                let terms = self.fact(fact)?;
                Ok(self.any_of(terms))
            }
            Node::Entries(ids) => {
                if ids.is_empty() {
                    return Ok(Box::new(EmptyQuery));
                }
                let terms = ids.iter().map(|id| self.index.fact(&term(kind::ENTRY, &[id]))).collect();
                Ok(self.guard(Box::new(AnyOf { terms, limit: self.limit.clone() })))
            }
            Node::When(from, to) => {
                self.light.date |= self.lit;
                Ok(self.guard(Box::new(Within { from: *from, to: *to, days: self.days.clone() })))
            }
        }
    }

    fn all(&mut self, nodes: &[Node]) -> Result<Box<dyn Query>, Error> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(nodes.len());
        // Who is asked for together with a part, a title or a place is asked for in that part, with that title, at that place.
        let mut who: BTreeSet<String> = BTreeSet::new();
        for node in nodes {
            if let Node::Fact(fact) = node
                && fact.field == Field::Who
            {
                who.extend(self.fact(fact)?);
            }
        }
        for node in nodes {
            match node {
                Node::Not(inner) => {
                    self.lit = !self.lit;
                    let query = self.node(inner);
                    self.lit = !self.lit;
                    clauses.push((Occur::MustNot, query?));
                }
                Node::Fact(fact)
                    if !who.is_empty() && matches!(fact.field, Field::Part | Field::Title | Field::Where) =>
                {
                    let terms = self.bound(&who, fact)?;
                    clauses.push((Occur::Must, self.any_of(terms)));
                }
                _ => clauses.push((Occur::Must, self.node(node)?)),
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, filter(Box::new(AllQuery))));
        }
        Ok(if clauses.len() == 1 { clauses.swap_remove(0).1 } else { Box::new(BooleanQuery::new(clauses)) })
    }

    fn guard(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        // A phrase that is taken away is asked for documents before its first, which it must not be told itself.
        if self.guarded || !self.lit {
            Box::new(Guarded { inner: query, limit: self.limit.clone() })
        } else {
            query
        }
    }

    fn light_words(&mut self, words: &Words) {
        if self.lit {
            self.words += 1;
            self.scored |= words.units.len() > 1;
            self.light.words.push(words.units.clone());
        }
    }

    fn pair(&self, text: &str) -> Term {
        Term::from_field_text(self.index.fields.text, text)
    }

    /// The pairs that cover units of more than one, the rarest among them.
    fn cover(&self, units: &[Unit]) -> Result<Vec<(u32, Term)>, Error> {
        let mut pairs = Vec::with_capacity(units.len());
        for pair in units.windows(2) {
            let term = self.pair(&pair.iter().map(|unit| unit.c).collect::<String>());
            pairs.push((self.searcher.doc_freq(&term)?, term));
        }
        let counts: Vec<u64> = pairs.iter().map(|(count, _)| *count).collect();
        Ok(cover(&counts).into_iter().map(|k| (k as u32, pairs[k].1.clone())).collect())
    }

    fn side(&self, units: &[Unit]) -> Result<Side, Error> {
        match units {
            [one] => Ok(Side::Character(self.index.fields.text, one.c)),
            _ => Ok(Side::Phrase { terms: self.cover(units)?, length: units.len() as u32 }),
        }
    }

    fn text(&mut self, words: &Words) -> Result<Box<dyn Query>, Error> {
        self.light_words(words);
        let query: Box<dyn Query> = if let [one] = words.units.as_slice() {
            let term = Term::from_field_text(self.index.fields.character, &one.c.to_string());
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        } else {
            let mut terms = self.cover(&words.units)?;
            if terms.len() == 1 {
                Box::new(TermQuery::new(terms.swap_remove(0).1, IndexRecordOption::WithFreqs))
            } else {
                return Ok(Box::new(Phrase { pairs: terms, limit: self.limit.clone() }));
            }
        };
        Ok(self.guard(query))
    }

    fn any_of(&mut self, terms: BTreeSet<String>) -> Box<dyn Query> {
        let asked: Arc<[Term]> = terms.iter().map(|term| self.index.fact(term)).collect();
        if self.lit {
            self.light.terms.extend(terms);
        }
        if asked.is_empty() {
            return Box::new(EmptyQuery);
        }
        self.guard(Box::new(AnyOf { terms: asked, limit: self.limit.clone() }))
    }

    /// The terms a fact may be.
    fn fact(&self, fact: &Fact) -> Result<BTreeSet<String>, Error> {
        let value = fact.value.as_str();
        let one = |kind: char| BTreeSet::from([term(kind, &[value])]);
        match fact.field {
            Field::Part => Ok(one(kind::PART)),
            Field::Type => Ok(one(kind::TYPE)),
            Field::Id => Ok(one(kind::ENTRY)),
            Field::When => Ok(BTreeSet::new()),
            Field::Who => {
                let mut terms = one(kind::WHO);
                terms.extend(self.spelling(fact, &[kind::WHO])?);
                Ok(terms)
            }
            Field::Where => {
                let codes = place::codes(&fact.raw).into_iter().chain(place::codes(value));
                let mut terms: BTreeSet<String> = codes.map(|code| term(kind::CODE, &[&code])).collect();
                if terms.is_empty() && !fact.whole {
                    terms = self.values(kind::PLACE, "", |name| name.contains(value))?;
                }
                terms.extend(one(kind::PLACE));
                terms.extend(self.spelling(fact, &[kind::PLACE])?);
                Ok(terms)
            }
            Field::Org => {
                let mut terms = one(kind::ORG);
                terms.extend(one(kind::ORG_FORM));
                if !fact.whole {
                    terms.extend(self.values(kind::ORG, "", |name| name.contains(value))?);
                    terms.extend(self.values(kind::ORG_FORM, "", |name| name.contains(value))?);
                }
                terms.extend(self.spelling(fact, &[kind::ORG, kind::ORG_FORM])?);
                Ok(terms)
            }
            Field::Title => self.values(kind::TITLE, "", |told| is_office(told, value, fact.whole)),
            Field::Doc => self.values(kind::DOC, "", |told| {
                told.split(PIECE).any(|name| if fact.whole { name == value } else { name.contains(value) })
            }),
            // 防汛应急响应 and Ⅲ级 are asked for apart or together, as they are told.
            Field::Measure => {
                self.values(kind::MEASURE, "", |told| told.split(PIECE).any(|piece| holds(piece, fact)))
            }
            Field::Ledger => self.values(kind::LEDGER, "", |name| holds(name, fact)),
            Field::In => {
                // The base's id or the beginning of a version's SHA-256 means that document; else a title, a series or a file's name.
                let mut terms = BTreeSet::from([term(kind::IN, &[fact.raw.as_str()])]);
                if value.len() >= 8 && value.bytes().all(|b| b.is_ascii_hexdigit()) {
                    terms.extend(self.values(kind::IN, value, |_| true)?);
                }
                terms.extend(self.values(kind::IN_TITLE, "", |name| holds(name, fact))?);
                Ok(terms)
            }
        }
    }

    /// The terms of people in a part, with a title, at a place.
    fn bound(&self, who: &BTreeSet<String>, fact: &Fact) -> Result<BTreeSet<String>, Error> {
        let mut terms = BTreeSet::new();
        for name in who.iter().map(|term| &term[1..]) {
            match fact.field {
                Field::Title => {
                    let head = format!("{name}{PIECE}");
                    terms.extend(self.values(kind::WHO_TITLE, &head, |told| {
                        told.strip_prefix(&head).is_some_and(|told| is_office(told, &fact.value, fact.whole))
                    })?);
                }
                Field::Where => {
                    for place in self.fact(fact)? {
                        let pair =
                            if place.starts_with(kind::CODE) { kind::WHO_CODE } else { kind::WHO_PLACE };
                        terms.insert(term(pair, &[name, &place[1..]]));
                    }
                }
                _ => {
                    terms.insert(term(kind::WHO_PART, &[name, &fact.value]));
                }
            }
        }
        Ok(terms)
    }

    fn spelling(&self, fact: &Fact, kinds: &[char]) -> Result<BTreeSet<String>, Error> {
        match latin::asked(&fact.raw) {
            Some(spelling) => self.spelled(&spelling, kinds),
            None => Ok(BTreeSet::new()),
        }
    }

    /// The names of some kinds that are spelled so, as terms.
    fn spelled(&self, spelling: &str, kinds: &[char]) -> Result<BTreeSet<String>, Error> {
        let head = format!("{spelling}{PIECE}");
        let terms = self.values(kind::LATIN, &head, |told| told[head.len()..].starts_with(kinds))?;
        Ok(terms.into_iter().map(|term| term[1 + head.len()..].to_owned()).collect())
    }

    /// The terms of a kind that begin with `head` and pass a test of what stands behind the kind.
    fn values(&self, kind: char, head: &str, test: impl Fn(&str) -> bool) -> Result<BTreeSet<String>, Error> {
        let from = format!("{kind}{head}");
        let mut found = BTreeSet::new();
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(self.index.fields.fact)?;
            let mut stream = inverted.terms().range().ge(from.as_bytes()).into_stream().map_err(library)?;
            let mut count = 0u32;
            while stream.advance() {
                let Ok(told) = std::str::from_utf8(stream.key()) else { continue };
                if !told.starts_with(&from) {
                    break;
                }
                if test(&told[kind.len_utf8()..]) {
                    found.insert(told.to_owned());
                }
                count += 1;
                if count.is_multiple_of(4096) {
                    self.limit.check()?;
                }
            }
        }
        Ok(found)
    }
}

fn library(error: std::io::Error) -> Error {
    Error::Library(error.into())
}

fn holds(name: &str, fact: &Fact) -> bool {
    if fact.whole { name == fact.value } else { name.contains(&fact.value) }
}

/// Facts answer or do not; only words of the text make a hit more relevant.
fn filter(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Whether a title (text, post and body as indexed) is the office asked for: the office in fewer or more words, but never another that
/// ends alike. 省长 is 河南省省长 and not 副省长; 省委书记 is 书记 of the body 中共某省委.
pub(super) fn is_office(told: &str, asked: &str, whole: bool) -> bool {
    let mut pieces = told.split(PIECE);
    let mut piece = || pieces.next().unwrap_or_default();
    let (text, post, org) = (piece(), piece(), piece());
    if text == asked {
        return true;
    }
    if whole || !post.is_empty() && !asked.ends_with(post) {
        return false;
    }
    text.ends_with(asked) && !post.is_empty()
        || asked.strip_suffix(text).is_some_and(|body| !text.is_empty() && org.contains(body))
}

/// Which of the pairs of a phrase, given by how many entries each stands in, are asked for: the rarest, and from there every second one
/// to both ends, so that each character is in one of them.
fn cover(counts: &[u64]) -> Vec<usize> {
    let Some(rarest) = (0..counts.len()).min_by_key(|k| counts[*k]) else { return Vec::new() };
    let mut chosen: Vec<usize> = (0..=rarest).rev().step_by(2).collect();
    if chosen.last() == Some(&1) {
        chosen.push(0);
    }
    chosen.extend((rarest + 2..counts.len()).step_by(2));
    if chosen.iter().max().is_some_and(|last| last + 1 < counts.len()) {
        chosen.push(counts.len() - 1);
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_pair_and_every_second_from_it_cover_a_phrase() {
        for (counts, wanted) in [
            (vec![5], vec![0]),
            (vec![5, 9], vec![0, 1]),
            (vec![5, 9, 9], vec![0, 2]),
            (vec![9, 1, 9], vec![0, 1, 2]),
            (vec![9, 9, 9, 1, 9, 9], vec![0, 1, 3, 5]),
            (vec![9, 9, 1, 9, 9], vec![0, 2, 4]),
        ] {
            let chosen = cover(&counts);
            assert_eq!(chosen, wanted, "{counts:?}");
            let covered = (0..=counts.len()).all(|at| chosen.iter().any(|k| at == *k || at == k + 1));
            assert!(covered, "{counts:?}");
        }
    }

    #[test]
    fn an_office_is_known_in_fewer_and_more_words() {
        for (told, asked, is) in [
            ("省长\u{1f}省长\u{1f}江州省人民政府", "省长", true),
            ("江州省省长\u{1f}省长\u{1f}", "省长", true),
            ("副省长\u{1f}副省长\u{1f}江州省人民政府", "省长", false),
            ("省长\u{1f}省长\u{1f}江州省人民政府", "江州省省长", true),
            ("省长\u{1f}省长\u{1f}云岭省人民政府", "江州省省长", false),
            ("省委书记\u{1f}书记\u{1f}中共江州省委", "书记", true),
            ("省委书记\u{1f}书记\u{1f}中共江州省委", "江州省委书记", true),
            ("省委副书记\u{1f}副书记\u{1f}中共江州省委", "书记", false),
            ("院士\u{1f}\u{1f}", "院士", true),
        ] {
            assert_eq!(is_office(told, asked, false), is, "{told} {asked}");
        }
    }
}
