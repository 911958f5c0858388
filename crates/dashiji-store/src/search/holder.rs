//! Who held an office on a day: what a query answers first that names an office and a day.
//!
//! `省长 when:2020-02-10` looks at the entries nearest to the day, before it and after, that state the title 省长 of somebody, and asks the
//! register of offices who held these offices: the one that is kept, so that a search says what pages and lists say, else one of these entries. Who is stated on both sides, with nobody else in that office in between, held it; who is
//! stated on one side only is given as the nearest, and said to be so, unless they are told to have left it before the day or taken it
//! after. Each comes with the entries that prove it.

use super::citation;
use super::fact::kind;
use super::guard::Limit;
use super::index::Index;
use super::plan::is_office;
use super::query::{Field, Node};
use super::{EntryKey, Error, Ground, Holder, Options, Proof, Query, Sort, Source, SourceEntry, stream};
use dashiji::collate::carry::days;
use dashiji::collate::office::Post;
use dashiji::collate::{Cite, Collation};
use std::collections::BTreeMap;

/// Entries that are looked at on each side of the day.
const LOOKED_AT: usize = 40;

/// A statement is not taken further than this many days.
const REACH: i64 = 366;

/// The most holders that are given.
const GIVEN: usize = 12;

/// An office and the days it is asked for, where a query names both and no more.
fn asked(root: &Node) -> Option<(String, i64, i64)> {
    let Node::All(nodes) = root else { return None };
    let (mut office, mut days) = (None, None);
    for node in nodes {
        match node {
            Node::Text(words) if office.is_none() => office = Some(stream::value(&words.raw)),
            Node::Fact(fact) if fact.field == Field::Title && office.is_none() => {
                office = Some(fact.value.clone());
            }
            Node::When(Some(from), Some(to)) if days.is_none() => days = Some((*from, *to)),
            // Of which place or body the office is.
            Node::Fact(fact) if matches!(fact.field, Field::Where | Field::Org) => {}
            _ => return None,
        }
    }
    let (from, to) = days?;
    Some((office?, from, to))
}

/// The entries that state the office, each once, with the words for it.
#[derive(Default)]
struct Seen {
    entries: BTreeMap<(String, u32), (EntryKey, String)>,
    collation: Collation,
}

impl Seen {
    fn add(&mut self, key: &EntryKey, entry: &SourceEntry) {
        let record = &entry.record;
        let at = (record.document.sha256.clone(), record.number);
        if self.entries.insert(at, (key.clone(), citation::of(record))).is_none() {
            self.collation.apply([record.clone()], std::iter::empty());
        }
    }

    /// The entry that a cite is of: one looked at, or another of the register's.
    fn entry(&self, cite: &Cite, source: &dyn Source) -> Option<(EntryKey, String)> {
        if let Some(seen) = self.entries.get(&(cite.document.to_string(), cite.number)) {
            return Some(seen.clone());
        }
        let (document, _) = cite.entry.split_once('.')?;
        let key = EntryKey {
            document: document.to_owned(),
            version: cite.document.to_string(),
            entry: cite.entry.to_string(),
            number: cite.number,
        };
        let citation = citation::of(&source.entry(&key)?.record);
        Some((key, citation))
    }

    /// The offices of that name: as the register has them with all who held them, else by what the entries looked at say.
    fn posts(&self, office: &str, source: &dyn Source) -> Vec<Post> {
        let mut posts: BTreeMap<String, Post> = BTreeMap::new();
        for post in self.collation.offices().into_iter().filter(|post| is_asked(post, office)) {
            for holder in &post.holders {
                let cite = holder.office.cites.first();
                // What the register has goes before what the entries looked at say, whichever comes first.
                match cite.and_then(|cite| source.office(&holder.name, &cite.entry, cite.start)) {
                    Some(kept) => _ = posts.insert(kept.rank(), kept),
                    None => _ = posts.entry(post.rank()).or_insert_with(|| post.clone()),
                }
            }
        }
        posts.into_values().collect()
    }

    fn proof(&self, cite: &Cite, source: &dyn Source) -> Option<Proof> {
        let (key, citation) = self.entry(cite, source)?;
        Some(Proof {
            key,
            date: cite.date.as_deref()?.to_owned(),
            text: cite.text.clone(),
            start: Some(cite.start),
            end: Some(cite.end),
            citation,
        })
    }
}

/// Who held the office that a query names in the days it names; empty where it names none.
pub(super) fn holders(
    index: &Index,
    searcher: &tantivy::Searcher,
    query: &Query,
    source: &dyn Source,
    limit: &Limit,
) -> Result<Vec<Holder>, Error> {
    let Some((office, from, to)) = asked(&query.root) else { return Ok(Vec::new()) };
    let mut seen = Seen::default();
    let sides = [
        (Some(from), Some(to), Sort::Earliest),
        (Some(from - REACH), Some(from - 1), Sort::Latest),
        (Some(to + 1), Some(to + REACH), Sort::Earliest),
    ];
    let Node::All(nodes) = &query.root else { return Ok(Vec::new()) };
    for (from, to, sort) in sides {
        let mut asked: Vec<Node> = vec![Node::When(from, to)];
        for node in nodes {
            match node {
                Node::When(..) => {}
                Node::Text(words) => asked.push(Node::Fact(super::query::Fact {
                    field: Field::Title,
                    raw: words.raw.clone(),
                    value: office.clone(),
                    whole: false,
                })),
                other => asked.push(other.clone()),
            }
        }
        let options = Options { sort, limit: LOOKED_AT, ..Options::default() };
        let ((_, keys), light) = index.keys(searcher, &Node::All(asked), &options, limit)?;
        if !light.terms.iter().any(|term| term.starts_with(kind::TITLE)) {
            // No such office in the base.
            return Ok(Vec::new());
        }
        for key in keys {
            if let Some(entry) = source.entry(&key) {
                seen.add(&key, &entry);
            }
        }
    }
    Ok(judge(&seen.posts(&office, source), &seen, source, (from, to)))
}

/// Whether a register's office is the one asked for.
fn is_asked(post: &Post, office: &str) -> bool {
    let folded = |told: Option<&str>| told.map(stream::value).unwrap_or_default();
    let plain = post.holders.first().and_then(|holder| holder.office.post.as_deref());
    let org = folded(post.org.as_deref());
    let told = |title: &str| [stream::value(title), folded(plain), org.clone()].join("\u{1f}");
    let mut titles = post.holders.iter().flat_map(|holder| [&holder.office.title, &holder.office.full]);
    is_office(&told(&post.title), office, false) || titles.any(|title| is_office(&told(title), office, false))
}

/// Somebody's mention in an office nearest to the days asked for, on each side.
struct Near<'a> {
    holder: &'a dashiji::collate::office::Holder,
    inside: Option<&'a Cite>,
    before: Option<(i64, &'a Cite)>,
    after: Option<(i64, &'a Cite)>,
}

impl<'a> Near<'a> {
    fn of(holder: &'a dashiji::collate::office::Holder, from: i64, to: i64) -> Self {
        let office = &holder.office;
        let day = |cite: &Cite| cite.date.as_deref().and_then(days).map(i64::from);
        let dated = || office.cites.iter().filter_map(|cite| Some((day(cite)?, cite)));
        let told = |date: Option<&String>| date.and_then(|date| days(date)).map(i64::from);
        // Who left it before, or took it only afterwards, did not hold it.
        let left = told(office.removed.as_ref()).is_some_and(|day| day < from);
        let taken = told(office.appointed.as_ref()).is_some_and(|day| day > to);
        Self {
            holder,
            inside: dated().find(|(day, _)| (from..=to).contains(day)).map(|(_, cite)| cite),
            before: dated().filter(|(day, _)| *day < from && !left).max_by_key(|(day, _)| *day),
            after: dated().filter(|(day, _)| *day > to && !taken).min_by_key(|(day, _)| *day),
        }
    }

    /// How many days away the nearest mention is.
    fn away(&self, from: i64, to: i64) -> i64 {
        let before = self.before.map(|(day, _)| from - day);
        let after = self.after.map(|(day, _)| day - to);
        if self.inside.is_some() { 0 } else { before.into_iter().chain(after).min().unwrap_or(0) }
    }

    fn ground(&self) -> Option<Ground> {
        match (self.inside, self.before, self.after) {
            (Some(_), ..) => Some(Ground::Stated),
            (None, Some(_), Some(_)) => Some(Ground::Between),
            (None, None, None) => None,
            _ => Some(Ground::Nearest),
        }
    }

    fn proof(&self) -> impl Iterator<Item = &'a Cite> {
        let sides = self.before.into_iter().chain(self.after).map(|(_, cite)| cite);
        self.inside.into_iter().chain(sides.filter(|_| self.inside.is_none()))
    }
}

/// What the register of offices says of the days, office by office.
fn judge(posts: &[Post], seen: &Seen, source: &dyn Source, (from, to): (i64, i64)) -> Vec<Holder> {
    let mut found: Vec<(i64, Holder)> = Vec::new();
    for post in posts {
        let mut near: Vec<Near<'_>> = post.holders.iter().map(|holder| Near::of(holder, from, to)).collect();
        near.retain(|near| near.ground().is_some());
        if !post.several {
            only(&mut near);
        }
        for near in near {
            let Some(ground) = near.ground() else { continue };
            let proof: Vec<Proof> = near.proof().filter_map(|cite| seen.proof(cite, source)).collect();
            if !proof.is_empty() {
                let holder = Holder {
                    name: near.holder.name.clone(),
                    title: post.title.clone(),
                    org: post.org.clone(),
                    ground,
                    proof,
                };
                found.push((near.away(from, to), holder));
            }
        }
    }
    found.sort_by(|(a_away, a), (b_away, b)| {
        (a.ground, *a_away, &a.org, &a.name).cmp(&(b.ground, *b_away, &b.org, &b.name))
    });
    found.into_iter().map(|(_, holder)| holder).take(GIVEN).collect()
}

/// Of an office that one person holds at a time: who is stated in the days, else who is stated on both sides with nobody else between,
/// else the nearest of each side.
fn only(near: &mut Vec<Near<'_>>) {
    if near.iter().any(|near| near.inside.is_some()) {
        near.retain(|near| near.inside.is_some());
        return;
    }
    let latest = near.iter().filter_map(|near| near.before).map(|(day, _)| day).max();
    let earliest = near.iter().filter_map(|near| near.after).map(|(day, _)| day).min();
    for near in near.iter_mut() {
        near.before = near.before.filter(|(day, _)| Some(*day) == latest);
        near.after = near.after.filter(|(day, _)| Some(*day) == earliest);
    }
    near.retain(|near| near.ground().is_some());
}
