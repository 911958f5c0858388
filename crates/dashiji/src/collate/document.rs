//! The register of documents: one record through its stages, with body and date of each.
//!
//! `《甲办法(草案)》` deliberated on the 2nd, `《甲办法》` adopted on the 9th and issued on the 12th are one document; what
//! stands in brackets at a title's end (草案, 试行, 征求意见稿) tells a stage or a kind, not another document, but 试行 does.

use super::circle::{Circle, leading};
use super::entry::{Entry, Titled, Word};
use super::seat::body_circle;
use super::{Cite, Collation, by_day};
use crate::fact::{OrganizerRole, Stage};
use crate::lexicon::{Class, Lexicon};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A stage of a document, as an entry tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passing {
    /// The stage.
    pub stage: Stage,
    /// Its day, ISO, as exactly as it is told: `2020` where only the year is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The body that brought it there; of several the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// All bodies that brought it there together, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub bodies: Vec<String>,
    /// The document that brought it there, where it was another: 关于修改〈…〉的决定.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
    /// Where it is told.
    pub cites: Vec<Cite>,
}

impl Passing {
    /// The bodies that brought it there, in their order.
    pub fn all_bodies(&self) -> Vec<&str> {
        if self.bodies.is_empty() {
            return self.body.as_deref().into_iter().collect();
        }
        self.bodies.iter().map(String::as_str).collect()
    }
}

/// A document, as the entries tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The title without brackets at its end that tell a stage.
    pub title: String,
    /// Other forms of the title, short ones too.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub forms: Vec<String>,
    /// 通知, 条例.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// 豫政〔2020〕9号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The body that issued it; of a joint issue the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// All bodies of a joint issue, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub issuers: Vec<String>,
    /// The region it is of, where that is known.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub regions: Vec<String>,
    /// The document that it amends (关于修改〈…〉的决定).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub amends: Option<String>,
    /// The document that it repeals (关于废止〈…〉的决定).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub repeals: Option<String>,
    /// Entries that name it.
    pub entries: u32,
    /// Its stages, by date, then in the order of a document's life.
    pub stages: Vec<Passing>,
}

impl Document {
    /// Whether a title is its own or another form of it, as titles are compared ([`core_title`]).
    pub fn is_called(&self, core: &str) -> bool {
        core_title(&self.title) == core || self.forms.iter().any(|form| core_title(form) == core)
    }
}

/// A document with the day it was first named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// That day, ISO.
    pub first: Option<String>,
    /// What is told of it.
    pub document: Document,
}

impl Dated {
    /// What a list of documents is sorted by: the day first named, then the title, then the region.
    pub fn rank(&self) -> String {
        let regions = self.document.regions.join("\u{1}");
        format!("{}\u{0}{}\u{0}{regions}", day_rank(self.first.as_deref()), self.document.title)
    }
}

/// A day as a text that sorts as days do; what has none comes before all.
fn day_rank(day: Option<&str>) -> String {
    let Some(day) = day else { return String::new() };
    // Days before our era count back: the lowest of them lies some two million days before its first.
    if day.starts_with('-') {
        let number = i64::from(super::carry::days(day).unwrap_or_default()) + 1_000_000_000;
        return format!("0{number:010}{day}");
    }
    format!("{}{day}", day.find('-').unwrap_or(day.len()))
}

impl Collation {
    /// Every document named, by the day first named, then by title.
    pub fn documents(&self) -> Vec<Document> {
        let cores = self.cores();
        let mut documents: Vec<Dated> = cores.values().flat_map(|titles| self.of_title(titles)).collect();
        documents.sort_by_cached_key(Dated::rank);
        documents.into_iter().map(|dated| dated.document).collect()
    }

    /// The documents of one title as titles are compared ([`core_title`]), those told under it as their short form among them; none where
    /// it is itself another's short form.
    pub fn titled(&self, core: &str) -> Vec<Dated> {
        self.cores().get(core).map(|titles| self.of_title(titles)).unwrap_or_default()
    }

    /// What else has to be looked at again where a title's entries are others than before: the documents that were given it as their short
    /// form, and the short forms that its own entries give it.
    pub fn beside_title(&self, core: &str) -> BTreeSet<String> {
        let mentions = self.entries().flat_map(|entry| entry.documents.iter());
        let other = |mention: &Titled| {
            let (title, short) = (core_title(&mention.title), short_key(mention)?);
            if title == core { Some(short) } else { (short == core).then_some(title) }
        };
        mentions.filter_map(other).collect()
    }

    /// Titles by what they are compared by. One that another document was given as its short form (《五·一六通知》) is that document, where it
    /// is no mere kind (《通知》), where one alone was given it, and that one is not itself another's short form.
    fn cores(&self) -> BTreeMap<String, BTreeSet<&str>> {
        let mut cores: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for title in self.documents.keys() {
            cores.entry(core_title(title)).or_default().insert(title);
        }
        let mut full: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for mention in self.entries().flat_map(|entry| entry.documents.iter()) {
            if let Some(short) = short_key(mention) {
                full.entry(short).or_default().insert(core_title(&mention.title));
            }
        }
        let joined: Vec<(&String, &String)> = full
            .iter()
            .filter(|(short, _)| cores.contains_key(*short))
            .filter_map(|(short, fulls)| Some((short, fulls.first().filter(|_| fulls.len() == 1)?)))
            .filter(|(_, core)| full.get(*core).is_none_or(|fulls| fulls.len() != 1))
            .collect();
        for (short, core) in joined {
            if let Some(titles) = cores.remove(short) {
                cores.entry(core.clone()).or_default().extend(titles);
            }
        }
        cores
    }

    fn of_title(&self, titles: &BTreeSet<&str>) -> Vec<Dated> {
        let slots: BTreeSet<u32> =
            titles.iter().filter_map(|title| self.documents.get(*title)).flatten().copied().collect();
        told(titles, &self.by_date(slots))
    }
}

/// The documents of one title: one of the region it names or that issued it; where neither is told, one of each region whose
/// chronicles tell a stage of it. What is only named goes with the one there is.
pub(super) fn told(titles: &BTreeSet<&str>, entries: &[&Arc<Entry>]) -> Vec<Dated> {
    let mut circles: BTreeMap<Circle, Vec<(&Arc<Entry>, &Titled)>> = BTreeMap::new();
    let mut named: Vec<(&Arc<Entry>, &Titled)> = Vec::new();
    for entry in entries {
        let named_here = |mention: &&Titled| {
            titles.contains(&*mention.title)
                || revises(&mention.title).is_some_and(|(_, title)| titles.contains(title))
        };
        for mention in entry.documents.iter().filter(named_here) {
            match circle(entry, mention) {
                Some(circle) => circles.entry(circle).or_default().push((*entry, mention)),
                None => named.push((*entry, mention)),
            }
        }
    }
    if circles.is_empty() {
        circles.insert(Circle::unknown(), Vec::new());
    }
    for (entry, mention) in named {
        let here = &entry.source.setting.circle;
        let fits = |circle: &Circle| circle.meets(here) || circle.is_unknown();
        let mut fit = circles.keys().filter(|circle| fits(circle));
        let at = match (fit.next(), circles.len()) {
            (Some(circle), _) => circle.clone(),
            (None, 1) => circles.keys().next().cloned().unwrap_or_else(Circle::unknown),
            (None, _) => here.clone(),
        };
        circles.entry(at).or_default().push((entry, mention));
    }
    circles.into_iter().map(|(circle, told)| document(titles, &circle, told)).collect()
}

/// The short form that a mention gives its document, as titles are compared; none where that is only the word for a kind of document, or
/// the title again.
pub(super) fn short_key(mention: &Titled) -> Option<String> {
    short_of(&mention.title, mention.short.as_deref())
}

/// The same of a title and the short form that it is given.
pub(super) fn short_of(title: &str, short: Option<&str>) -> Option<String> {
    let core = core_title(short.filter(|short| !is_kind(short))?);
    (core != core_title(title)).then_some(core)
}

/// Whether a short form is only the word for a kind of document.
fn is_kind(short: &str) -> bool {
    let plain: String = short.chars().map(crate::text::fold).collect();
    plain.chars().count() < 3
        || Lexicon::builtin().lookup(&plain).iter().any(|term| term.class == Class::DocumentKind)
}

/// The region that a document is of: the one its title or its issuer names, else the region of the chronicle that tells a stage of it.
/// None where it is only named.
fn circle(entry: &Entry, mention: &Titled) -> Option<Circle> {
    let around = &entry.source.setting.circle;
    let year = entry.year();
    let setting = entry.source.setting.at(year);
    // Of 关于修改〈理塘县办法〉的决定 the region is that of what it amends; 关于 begins no region's name.
    let named = revises(&mention.title).map_or(&*mention.title, |(_, title)| title);
    if !named.starts_with("关于")
        && let Some((circle, _)) = leading(named.trim_start_matches("中共"), around, year)
    {
        return Some(circle);
    }
    if let Some(issuer) = &mention.issuer {
        return Some(body_circle(issuer, &setting).unwrap_or_else(|| around.clone()));
    }
    match mention.stage {
        None | Some(Stage::Mentioned) => None,
        Some(_) => Some(around.clone()),
    }
}

fn document(titles: &BTreeSet<&str>, circle: &Circle, mut told: Vec<(&Arc<Entry>, &Titled)>) -> Dated {
    told.sort_by(|(a, _), (b, _)| {
        by_day(a.day().map(|day| &**day), b.day().map(|day| &**day))
            .then_with(|| (&a.source.sha256, a.number).cmp(&(&b.source.sha256, b.number)))
    });
    let shown: BTreeSet<&str> =
        told.iter().map(|(_, mention)| &*mention.title).filter(|title| titles.contains(title)).collect();
    let shown = if shown.is_empty() { titles } else { &shown };
    // The full title of one that has a short form too, else the shortest form without its stage.
    let has_short = |title: &&&str| {
        told.iter().any(|(_, m)| *m.title == ***title && m.short.as_deref().is_some_and(|s| !is_kind(s)))
    };
    let title = shown
        .iter()
        .find(has_short)
        .copied()
        .or_else(|| shown.iter().min_by_key(|t| bare_title(t).chars().count()).copied());
    let mut entries: Vec<(&Word, u32)> =
        told.iter().map(|(entry, _)| (&entry.source.sha256, entry.number)).collect();
    entries.dedup();
    let mut document = Document {
        title: title.map(bare_title).unwrap_or_default().to_owned(),
        forms: Vec::new(),
        kind: None,
        number: None,
        issuer: None,
        issuers: Vec::new(),
        amends: None,
        repeals: None,
        regions: Some(circle.name()).filter(|name| !name.is_empty()).map(str::to_owned).into_iter().collect(),
        entries: entries.len() as u32,
        stages: Vec::new(),
    };
    let mut passed = BTreeMap::new();
    for (entry, mention) in &told {
        match revises(&mention.title).filter(|_| !titles.contains(&*mention.title)) {
            Some((stage, _)) => revised(&mut document, &mut passed, entry, mention, stage),
            None => gather(&mut document, &mut passed, entry, mention),
        }
    }
    match title.and_then(|title| revises(title)) {
        Some((Stage::Amended, other)) => document.amends = Some(other.to_owned()),
        Some((_, other)) => document.repeals = Some(other.to_owned()),
        None => {}
    }
    document.stages.sort_by(|a, b| by_day(a.date.as_deref(), b.date.as_deref()).then(a.stage.cmp(&b.stage)));
    let first = told.first().and_then(|(entry, _)| entry.day()).map(ToString::to_string);
    Dated { first, document }
}

/// Which stages are told already: stage, day and body to the position in the document's stages.
type Passed = BTreeMap<(Stage, Option<String>, Option<String>), usize>;

fn gather(document: &mut Document, passed: &mut Passed, entry: &Entry, mention: &Titled) {
    for form in [Some(&mention.title), mention.short.as_ref()].into_iter().flatten() {
        if **form != *document.title && !document.forms.iter().any(|known| **known == **form) {
            document.forms.push(form.to_string());
        }
    }
    let keep = |slot: &mut Option<String>, value: &Option<Word>| {
        if slot.is_none() {
            *slot = value.as_ref().map(ToString::to_string);
        }
    };
    keep(&mut document.kind, &mention.kind);
    keep(&mut document.number, &mention.number);
    keep(&mut document.issuer, &mention.issuer);
    // 中共中央、国务院《意见》下发: who issued the entry's only document.
    let issue = || entry.organizers.iter().filter(|body| body.role == OrganizerRole::Issue);
    let alone = entry.documents.len() == 1 && mention.stage == Some(Stage::Issued);
    if document.issuer.is_none() && alone && mention.issuer.is_none() {
        let bodies: Vec<String> = issue().map(|body| body.said.text.to_string()).collect();
        document.issuer = bodies.first().cloned();
        if bodies.len() > 1 {
            document.issuers = bodies;
        }
    }
    if mention.issuers.len() > document.issuers.len() {
        document.issuers = mention.issuers.iter().map(ToString::to_string).collect();
        document.issuer = document.issuers.first().cloned();
    }
    // A draft that is published for comment is a draft still.
    let draft = bare_title(&mention.title) != &*mention.title;
    let drafted = |stage: Stage| match stage {
        Stage::Issued | Stage::Mentioned if draft => Stage::Draft,
        stage => stage,
    };
    let only = [(mention.stage.unwrap_or(Stage::Mentioned), mention.stage_date.clone())];
    let stages = if mention.stages.is_empty() { &only[..] } else { &mention.stages };
    for (stage, date) in stages {
        // The day on which it takes effect is nobody's act.
        let acts = *stage != Stage::InForce || stages.len() == 1;
        let passing = Passing {
            stage: drafted(*stage),
            date: date.as_ref().or(entry.day()).map(ToString::to_string),
            body: body_of(entry, mention).filter(|_| acts).map(ToString::to_string),
            bodies: mention.issuers.iter().filter(|_| acts).map(ToString::to_string).collect(),
            by: None,
            cites: vec![cite(entry, mention)],
        };
        pass(document, passed, passing);
    }
}

/// A stage that another document brought it to: amended or repealed by 关于修改〈…〉的决定, where that one came about.
fn revised(document: &mut Document, passed: &mut Passed, entry: &Entry, mention: &Titled, stage: Stage) {
    let done = matches!(mention.stage, Some(Stage::Adopted | Stage::Issued | Stage::InForce));
    let passing = Passing {
        stage: if done { stage } else { Stage::Mentioned },
        date: mention.stage_date.as_ref().or(entry.day()).map(ToString::to_string),
        body: body_of(entry, mention).map(ToString::to_string),
        bodies: mention.issuers.iter().map(ToString::to_string).collect(),
        by: Some(bare_title(&mention.title).to_owned()),
        cites: vec![cite(entry, mention)],
    };
    pass(document, passed, passing);
}

fn body_of<'e>(entry: &'e Entry, mention: &'e Titled) -> Option<&'e Word> {
    mention.issuer.as_ref().or(entry.organizers.first().map(|body| &body.said.text))
}

fn cite(entry: &Entry, mention: &Titled) -> Cite {
    match &mention.said {
        Some(said) => Cite::said(entry, said),
        None => Cite::entry(entry),
    }
}

/// Adds a stage; told twice (an entry printed twice), it is passed once.
fn pass(document: &mut Document, passed: &mut Passed, passing: Passing) {
    let key = (passing.stage, passing.date.clone(), passing.body.clone());
    let known = *passed.entry(key).or_insert(document.stages.len());
    match document.stages.get_mut(known) {
        Some(told) => told.cites.extend(passing.cites),
        None => document.stages.push(passing),
    }
}

/// What a mention of a document is found by: its title, and that of the document it amends or repeals.
pub(super) fn keys(mention: &Titled) -> impl Iterator<Item = String> {
    let other = revises(&mention.title).map(|(_, title)| core_title(title));
    std::iter::once(core_title(&mention.title)).chain(other)
}

/// What a title says that it does to another document: 关于修改〈供水办法〉的决定 amends 供水办法.
pub fn revises(title: &str) -> Option<(Stage, &str)> {
    let (_, rest) = title.split_once("关于")?;
    let verbs = [
        ("修改", Stage::Amended),
        ("修正", Stage::Amended),
        ("修订", Stage::Amended),
        ("废止", Stage::Repealed),
    ];
    let (word, stage) = verbs.into_iter().find(|(word, _)| rest.starts_with(word))?;
    let rest = &rest[word.len()..];
    let (open, close) = [('〈', '〉'), ('《', '》'), ('<', '>'), ('＜', '＞')]
        .into_iter()
        .find(|(open, _)| rest.starts_with(*open))?;
    let (inner, _) = rest.strip_prefix(open)?.split_once(close)?;
    (inner.chars().count() > 2).then_some((stage, inner))
}

/// The title without a stage in brackets at its end.
pub fn bare_title(title: &str) -> &str {
    let mut bare = title.trim();
    for (open, close) in [('(', ')'), ('（', '）'), ('〔', '〕')] {
        if let Some((head, tail)) = bare.strip_suffix(close).and_then(|t| t.rsplit_once(open))
            && [
                "草案",
                "送审稿",
                "征求意见稿",
                "审议稿",
                "讨论稿",
                "修订草案",
                "草稿",
                "代拟稿",
                "修订稿",
                "修改稿",
            ]
            .iter()
            .any(|s| tail.starts_with(s))
        {
            bare = head.trim_end();
        }
    }
    bare
}

/// What titles are compared by: without stage, spaces and quotation marks, folded.
pub fn core_title(title: &str) -> String {
    bare_title(title)
        .chars()
        .map(crate::text::fold)
        .filter(|c| !c.is_whitespace() && !"“”‘’\"'《》".contains(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_what_it_amends() {
        for (title, want) in [
            ("关于修改〈清河县供水办法〉的决定", Some((Stage::Amended, "清河县供水办法"))),
            ("清河县关于废止《清河县供水办法》等三件文件的决定", Some((Stage::Repealed, "清河县供水办法"))),
            ("关于修改完善供水制度的通知", None),
        ] {
            assert_eq!(revises(title), want, "{title}");
        }
    }

    #[test]
    fn a_draft_is_the_document_it_becomes() {
        assert_eq!(core_title("清河县供水办法（草案）"), core_title("清河县供水 办法"));
        assert_ne!(core_title("清河县供水办法（试行）"), core_title("清河县供水办法"));
    }
}
