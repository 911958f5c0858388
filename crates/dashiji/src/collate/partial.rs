//! Registers over many machines: what one document gives of a key, and the rows of a key from all that was given of it.
//!
//! In goes a document's entries; out come its [`Partial`]s, one a register and key: the entries that bear the key, packed as a base keeps them
//! ([`super::digest`]). Whoever runs the machines groups partials by register and key, in any order and any number of times, and [`rows`] makes of a group
//! what [`Collation`] says of that key over all documents, byte for byte:
//!
//! ```text
//! 王伟  d1 [e7 e31]  ┐
//! 王伟  d9 [e2]      ├─ rows ─> 王伟 (1) and 王伟 (2), with what they held
//! 王伟  d9 [e2]      ┘
//! ```
//!
//! Three registers have a second level. Offices are made of what people held ([`Row::held`], [`office`]); the names before and after of a body tell how
//! many entries name those ([`Row::names`], [`history`]); titles and the short forms they were given belong into one group
//! ([`Partial::beside`], [`groups`]). Ledgers are told apart by region, so their key is the region's code, and its beginning (a prefecture, a province) will do.

use super::Collation;
use super::digest::digests;
use super::document::{self, core_title};
use super::key::KeyKind;
use super::office::{Holder, Post, held};
use super::organization::Organization;
use crate::fact::{DocumentRecord, Record};
use crate::lexicon::Lists;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A register that is made key by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// People, by name.
    People,
    /// Places, by what they are told apart by.
    Places,
    /// Bodies, by what they are told apart by.
    Organizations,
    /// Documents, by title as titles are compared.
    Documents,
    /// Ledgers, by the code of the region whose documents tell of them; empty where none is known.
    Ledgers,
}

impl Register {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::People, Self::Places, Self::Organizations, Self::Documents, Self::Ledgers];

    /// The word for it: `people`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Places => "places",
            Self::Organizations => "organizations",
            Self::Documents => "documents",
            Self::Ledgers => "ledgers",
        }
    }

    /// The register of a word.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|register| register.name() == name)
    }
}

/// What one document gives of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// Whose key.
    pub register: Register,
    /// The key.
    pub key: String,
    /// The numbers of the entries that bear it, ascending.
    pub numbers: Vec<u32>,
    /// Their ids, one each.
    pub ids: Vec<String>,
    /// The entries, packed; empty where only their number counts (those of a place that lie in the key's).
    pub data: Vec<u8>,
    /// Of a document's title: the titles that belong into its group.
    pub beside: Vec<String>,
}

/// What a document gives of every key.
pub fn partials<R: Borrow<Record>>(about: &Arc<DocumentRecord>, records: &[R]) -> Vec<Partial> {
    let mut found: BTreeMap<(Register, String, bool), Partial> = BTreeMap::new();
    let region = about.region.as_ref().and_then(|region| region.code.clone()).unwrap_or_default();
    for record in records {
        let record = record.borrow();
        let Some(digest) = digests(about, &[record], 1).pop() else { continue };
        let mut keys: BTreeSet<(Register, String, bool)> = BTreeSet::new();
        for (kind, key) in digest.keys.into_keys() {
            match kind {
                // Who else may be meant is told by those who tell the name as another's.
                KeyKind::Person | KeyKind::Called => keys.insert((Register::People, key, true)),
                KeyKind::Place => keys.insert((Register::Places, key, true)),
                KeyKind::Within => keys.insert((Register::Places, key, false)),
                KeyKind::Body => keys.insert((Register::Organizations, key, true)),
                KeyKind::Document | KeyKind::Short => keys.insert((Register::Documents, key, true)),
                KeyKind::Figures => keys.insert((Register::Ledgers, region.clone(), true)),
                // A region's ledgers are made together.
                KeyKind::Series | KeyKind::Reached | KeyKind::Stated => continue,
            };
        }
        for key in keys {
            let (register, name, whole) = key.clone();
            let partial = found.entry(key).or_insert_with(|| Partial {
                register,
                key: name,
                numbers: Vec::new(),
                ids: Vec::new(),
                data: Vec::new(),
                beside: Vec::new(),
            });
            partial.numbers.push(record.number);
            partial.ids.push(record.id.clone());
            if whole {
                partial.data.extend_from_slice(&(digest.data.len() as u32).to_le_bytes());
                partial.data.extend_from_slice(&digest.data);
            }
            if register == Register::Documents {
                beside(record, partial);
            }
        }
    }
    found.into_values().collect()
}

/// Notes which titles an entry puts into the group of the partial's.
fn beside(record: &Record, partial: &mut Partial) {
    for paper in &record.documents {
        let Some(short) = document::short_of(&paper.title, paper.short.as_deref()) else { continue };
        let title = core_title(&paper.title);
        let other = match partial.key.as_str() {
            key if key == title => short,
            key if key == short => title,
            _ => continue,
        };
        if !partial.beside.contains(&other) {
            partial.beside.push(other);
        }
    }
}

/// A group's part that came from one document.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    /// The document.
    pub about: Arc<DocumentRecord>,
    /// The key it was given under.
    pub key: &'a str,
    /// As in [`Partial`].
    pub numbers: &'a [u32],
    /// As in [`Partial`].
    pub ids: &'a [String],
    /// As in [`Partial`].
    pub data: &'a [u8],
}

/// A row of a register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The key it is of.
    pub key: String,
    /// What the rows of the register are sorted by, before the key.
    pub rank: String,
    /// Its number among the rows of its key, from 0.
    pub number: u32,
    /// The row as JSON.
    pub line: String,
    /// Of a person: the offices held, by key, as JSON: what [`office`] is given.
    pub held: Vec<(String, String)>,
    /// Of a body with names before or after it: these names ([`history`]).
    pub names: Vec<String>,
    /// How many entries bear the key.
    pub entries: u32,
}

/// Why a group could not be made into rows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// What was given as packed entries is none, or of another version.
    #[error(
        "the packed entries of document {0} are not this version's; make them again with the version that merges them"
    )]
    Packed(String),
    /// A row that is no row.
    #[error("not a row of a register: {0}")]
    Line(String),
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The rows of a group: all that was given under its key, or, of documents, under the keys of one of [`groups`].
///
/// # Errors
/// Where a part of it was packed by another version.
pub fn rows(register: Register, given: &[Given<'_>], lists: &Lists) -> Result<Vec<Row>, Error> {
    let mut collation = Collation::default();
    // Of one document given under several names the last in their order counts, whatever order they came in.
    let mut given: Vec<&Given<'_>> = given.iter().collect();
    given.sort_by(|a, b| {
        (&a.about.sha256, &a.about.path, a.key).cmp(&(&b.about.sha256, &b.about.path, b.key))
    });
    for part in &given {
        let mut data = part.data;
        while !data.is_empty() {
            let fault = || Error::Packed(part.about.sha256.clone());
            let (size, rest) = data.split_first_chunk::<4>().ok_or_else(fault)?;
            let (digest, rest) =
                rest.split_at_checked(u32::from_le_bytes(*size) as usize).ok_or_else(fault)?;
            let id = |number: u32| part.ids.get(part.numbers.binary_search(&number).ok()?).cloned();
            if !collation.add_digest(&part.about, digest, id) {
                return Err(fault());
            }
            data = rest;
        }
    }
    let keys: BTreeSet<&str> =
        given.iter().filter(|part| !part.data.is_empty()).map(|part| part.key).collect();
    let within = |key: &str| {
        let light = given.iter().filter(|part| part.key == key && part.data.is_empty());
        let entries: BTreeSet<(&str, u32)> = light
            .flat_map(|part| part.numbers.iter().map(|number| (part.about.sha256.as_str(), *number)))
            .collect();
        entries.len() as u32
    };
    let mut rows = Vec::new();
    match register {
        Register::People => keys.iter().for_each(|key| people(&collation, key, lists, &mut rows)),
        Register::Places => {
            for mut place in keys.iter().filter_map(|key| collation.place(key)) {
                place.count_within(within(&place.key));
                rows.push(Row {
                    key: place.key.clone(),
                    rank: place.rank(),
                    line: json(&place),
                    ..Row::default()
                });
            }
        }
        Register::Organizations => {
            for key in keys {
                let body = collation.organization(key);
                let names: Vec<String> =
                    lists.line_of(&body.name).into_iter().map(|(name, _)| name).collect();
                let names = if names.len() < 2 { Vec::new() } else { names };
                let (rank, line, entries) = (body.rank(), json(&body), body.entries);
                rows.push(Row { key: key.to_owned(), rank, line, names, entries, ..Row::default() });
            }
        }
        Register::Documents => {
            for key in keys {
                for (number, dated) in (0..).zip(collation.titled(key)) {
                    let (rank, line) = (dated.rank(), json(&dated.document));
                    rows.push(Row { key: key.to_owned(), rank, number, line, ..Row::default() });
                }
            }
        }
        Register::Ledgers => {
            let key = keys.first().copied().unwrap_or_default();
            for (number, ledger) in (0..).zip(collation.ledgers(&[])) {
                rows.push(Row { key: key.to_owned(), number, line: json(&ledger), ..Row::default() });
            }
        }
    }
    Ok(rows)
}

fn people(collation: &Collation, key: &str, lists: &Lists, rows: &mut Vec<Row>) {
    let entries = collation.naming(key).len() as u32;
    for (number, person) in (0..).zip(collation.person(key)) {
        let held = held(&person).map(|(office, holder)| (office, json(&holder))).collect();
        let line = json(&person.with_tenure(lists));
        rows.push(Row { key: key.to_owned(), number, line, held, entries, ..Row::default() });
    }
}

/// An office by all that people held of it: [`Row::held`] under its key, in the order of people's keys and numbers.
///
/// # Errors
/// Where one of them is none.
pub fn office(key: &str, held: &[String]) -> Result<Row, Error> {
    let holders: Result<Vec<Holder>, Error> = held
        .iter()
        .map(|line| serde_json::from_str(line).map_err(|error| Error::Line(error.to_string())))
        .collect();
    let post = Post::of(holders?);
    Ok(Row { key: key.to_owned(), rank: post.rank(), line: json(&post), ..Row::default() })
}

/// A body's row with the names before and after it; `count` tells how many entries bear a key.
///
/// # Errors
/// Where the line is no body's.
pub fn history(line: &str, lists: &Lists, count: impl Fn(&str) -> u32) -> Result<String, Error> {
    let body: Organization = serde_json::from_str(line).map_err(|error| Error::Line(error.to_string()))?;
    Ok(json(&body.with_history(lists, count)))
}

/// The groups of titles: of each title that belongs with others, the first of them. What is not among them is a group by itself.
pub fn groups<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, String> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (one, other) in pairs {
        next.entry(one).or_default().insert(other);
        next.entry(other).or_default().insert(one);
    }
    let mut groups: BTreeMap<String, String> = BTreeMap::new();
    for first in next.keys() {
        let mut open = vec![*first];
        while let Some(title) = open.pop() {
            if groups.contains_key(title) {
                continue;
            }
            groups.insert(title.to_owned(), (*first).to_owned());
            open.extend(next.get(title).into_iter().flatten());
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Given as Told;
    use crate::lexicon::Lexicon;

    /// Three invented months of two counties: people who change office, a town that both have, a document with a short form, batches of a team.
    const MONTHS: [(&str, &str, &str); 3] = [
        (
            "a.txt",
            "2021-03",
            "程柏舟主持召开春耕会议\n3月2日，县委书记程柏舟在石板镇主持召开春耕生产会议，县长冯月娥出席。会议印发《关于做好春耕备耕工作的意见》（以下简称《春耕意见》）。\n\n\
             第一批支援队出发\n3月5日，县卫健委派出第一批支援医疗队12名队员赴邻县。\n\n\
             周文田任馆长\n3月9日，周文田（字砚农）任县图书馆馆长。\n",
        ),
        (
            "b.txt",
            "2021-04",
            "冯月娥任县委书记\n4月7日，冯月娥任中共云岭县委书记，程柏舟不再担任县委书记职务。\n\n落实《春耕意见》\n4月9日，县农业农村局在石板镇落实《春耕意见》。\n\n\
             第二批支援队出发\n4月12日，县卫健委派出第二批支援医疗队8名队员，累计派出20名。\n\n\
             周砚农到石板镇调研\n4月15日，周砚农到石板镇调研图书馆建设。\n",
        ),
        ("c.txt", "2021-05", "程柏舟到石板镇调研\n5月3日，副市长程柏舟到石板镇调研，冯月娥陪同。\n"),
    ];

    fn read() -> Vec<crate::Reading> {
        let read = |(path, period, text): &(&str, &str, &str)| {
            let region = if *path == "c.txt" { "510824" } else { "341525" };
            let given = Told {
                path: Some((*path).to_owned()),
                period: Some((*period).to_owned()),
                region: Some(region.to_owned()),
                ..Told::default()
            };
            crate::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap()
        };
        MONTHS.iter().map(read).collect()
    }

    /// Partials as they come off the machines: those of each document, turned round and given twice.
    fn shuffled(readings: &[crate::Reading]) -> Vec<(Arc<DocumentRecord>, Partial)> {
        let of = |reading: &crate::Reading| {
            let about = Arc::new(reading.document.record.clone());
            partials(&about, &reading.records).into_iter().map(move |partial| (about.clone(), partial))
        };
        let mut all: Vec<_> = readings.iter().rev().flat_map(of).collect();
        all.extend(all.clone());
        all.reverse();
        all
    }

    fn grouped(all: &[(Arc<DocumentRecord>, Partial)], register: Register) -> Vec<Row> {
        let mine = || all.iter().filter(move |(_, partial)| partial.register == register);
        let pairs =
            mine().flat_map(|(_, p)| p.beside.iter().map(move |other| (p.key.as_str(), other.as_str())));
        let joined = groups(pairs);
        let mut by_key: BTreeMap<&str, Vec<Given<'_>>> = BTreeMap::new();
        for (about, p) in mine() {
            let group = joined.get(&p.key).map_or(p.key.as_str(), String::as_str);
            by_key.entry(group).or_default().push(Given {
                about: about.clone(),
                key: &p.key,
                numbers: &p.numbers,
                ids: &p.ids,
                data: &p.data,
            });
        }
        let lists = Lexicon::builtin().lists();
        let mut made: Vec<Row> =
            by_key.values().flat_map(|given| rows(register, given, lists).unwrap()).collect();
        made.sort_by(|a, b| (&a.rank, &a.key, a.number).cmp(&(&b.rank, &b.key, b.number)));
        made
    }

    fn lines<T: Serialize>(items: &[T]) -> Vec<String> {
        items.iter().map(json).collect()
    }

    #[test]
    fn rows_of_every_key_are_the_registers_of_one_look_at_all_entries() {
        let readings = read();
        let whole = Collation::of(readings.iter().flat_map(|reading| &reading.records));
        let lists = Lexicon::builtin().lists();
        let all = shuffled(&readings);
        let line = |row: Row| row.line;
        let people = grouped(&all, Register::People);
        let mut held: Vec<(String, String)> = people.iter().flat_map(|row| row.held.clone()).collect();
        held.sort_by(|a, b| a.0.cmp(&b.0));
        let mut offices: Vec<Row> = held
            .chunk_by(|a, b| a.0 == b.0)
            .map(|part| {
                office(&part[0].0, &part.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>()).unwrap()
            })
            .collect();
        offices.sort_by(|a, b| (&a.rank, &a.key).cmp(&(&b.rank, &b.key)));
        let bodies = grouped(&all, Register::Organizations);
        let counts: BTreeMap<&str, u32> = bodies.iter().map(|row| (row.key.as_str(), row.entries)).collect();
        let count = |key: &str| counts.get(key).copied().unwrap_or(0);
        let bodies: Vec<String> =
            bodies.iter().map(|row| history(&row.line, lists, count).unwrap()).collect();
        let with_tenure: Vec<_> =
            whole.people().into_iter().map(|person| person.with_tenure(lists)).collect();
        assert!(with_tenure.len() > 1 && offices.len() > 1 && bodies.len() > 1);
        // Who goes by another name that another document tells.
        let other_name = |row: &Row| row.key == "周砚农" && row.line.contains("\"name\":\"周文田\"");
        assert!(people.iter().any(other_name), "{people:?}");
        assert_eq!(people.into_iter().map(line).collect::<Vec<_>>(), lines(&with_tenure));
        assert_eq!(offices.into_iter().map(line).collect::<Vec<_>>(), lines(&whole.offices()));
        assert_eq!(bodies, lines(&whole.organizations_under(lists)));
        let places: Vec<String> = grouped(&all, Register::Places).into_iter().map(line).collect();
        assert_eq!(places, lines(&whole.places()));
        let documents: Vec<String> = grouped(&all, Register::Documents).into_iter().map(line).collect();
        assert_eq!(documents, lines(&whole.documents()));
    }

    #[test]
    fn a_short_form_stands_in_the_group_of_its_title() {
        let joined = groups([("春耕意见", "关于做好春耕备耕工作的意见"), ("丙", "乙"), ("甲", "乙")]);
        assert_eq!(joined["春耕意见"], joined["关于做好春耕备耕工作的意见"]);
        assert_eq!(
            (joined["甲"].as_str(), joined["丙"].as_str()),
            (joined["乙"].as_str(), joined["乙"].as_str())
        );
        assert_ne!(joined["甲"], joined["春耕意见"]);
    }

    #[test]
    fn ledgers_of_a_region_need_its_documents_alone() {
        let readings = read();
        let own = readings.iter().filter(|reading| reading.document.record.path.as_deref() != Some("c.txt"));
        let whole = Collation::of(own.flat_map(|reading| &reading.records));
        let made: Vec<String> =
            grouped(&shuffled(&readings), Register::Ledgers).into_iter().map(|row| row.line).collect();
        assert_eq!(made, lines(&whole.ledgers(&[])));
        assert!(made.iter().any(|line| line.contains("医疗队")), "{made:?}");
    }

    #[test]
    fn entries_packed_by_another_version_are_an_error() {
        let about = Arc::new(DocumentRecord { sha256: "0a".to_owned(), ..DocumentRecord::default() });
        for data in [&b"\x09\x00\x00\x00ab"[..], b"\x01", b"\x02\x00\x00\x00\xff\xff"] {
            let given =
                Given { about: about.clone(), key: "甲", numbers: &[1], ids: &["x".to_owned()], data };
            let made = rows(Register::People, &[given], Lexicon::builtin().lists());
            assert_eq!(made, Err(Error::Packed("0a".to_owned())));
        }
    }
}
