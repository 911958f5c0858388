//! The register of organisations: full name, forms seen, what they did, and the names they bore before and after where the
//! lexicon knows them: 清河县卫生局, 清河县卫生和计划生育局, 清河县卫生健康委员会.
//!
//! A body is its name in full with its region: 县医院 in a chronicle of 理塘县 is 理塘县医院. One whose name tells no region (红卫中学,
//! 人民医院) is one of each county whose chronicles name it; a firm, a university or a newspaper is one everywhere.

use super::circle::Circle;
use super::entry::{Entry, Said, Word};
use super::seat::{Setting, body_in_full};
use super::{Cite, Collation};
use crate::fact::OrganizerRole;
use crate::lexicon::Lists;
use crate::lexicon::lists::Succession;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A name that a body bore before or after, or its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Borne {
    /// The name in full.
    pub name: String,
    /// The first day on which it can have been borne, ISO.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<String>,
    /// The last such day, ISO.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<String>,
    /// The names that came after it, in full.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub successors: Vec<String>,
    /// Where that is from.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub source: String,
    /// Entries that name it.
    pub entries: u32,
}

/// An organisation, as the entries tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Full name where it is known, else as written.
    pub name: String,
    /// By what it is told apart and found: its name in full, or region and name (`红卫中学@513334`).
    #[serde(default)]
    pub key: String,
    /// The county of a body whose name tells none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region: Option<String>,
    /// Forms seen, other than the name.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub forms: Vec<String>,
    /// Entries that name it.
    pub entries: u32,
    /// Those of them in which its name is in doubt.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub doubtful: u32,
    /// How often it held, issued or sent something.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub organized: BTreeMap<OrganizerRole, u32>,
    /// First and last day named.
    pub first: Option<String>,
    /// Last day named.
    pub last: Option<String>,
    /// Where it is named, once for each entry.
    pub cites: Vec<Cite>,
    /// The names before and after, and its own, earliest first; empty where the lexicon knows none.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub history: Vec<Borne>,
}

/// What ends the names of bodies that are one in the whole country, whoever's chronicle names them.
const EVERYWHERE: &[&str] = &[
    "公司",
    "集团",
    "大学",
    "银行",
    "报社",
    "日报",
    "出版社",
    "通讯社",
    "交易所",
    "基金会",
    "军区",
    "红军",
    "八路军",
    "新四军",
    "解放军",
    "志愿军",
];

/// What bodies are told apart by: the name in full with its region, or the region of the chronicle and the name.
pub fn key(name: &str, setting: &Setting) -> String {
    let (full, circle) = body_in_full(name, setting);
    let own =
        circle.is_none() && setting.circle.level() == 3 && !EVERYWHERE.iter().any(|end| full.ends_with(end));
    if own { format!("{full}@{}", setting.circle.key()) } else { full }
}

impl Organization {
    /// What a list of organisations is sorted by: the name, then the key.
    pub fn rank(&self) -> String {
        format!("{}\u{0}{}", self.name, self.key)
    }

    /// With the names before and after, where lists know them; `count` tells how many entries name a body by its key.
    #[must_use]
    pub fn with_history(mut self, lists: &Lists, count: impl Fn(&str) -> u32) -> Self {
        let line = lists.line_of(&self.name);
        let region = lists.named(&self.name).next().map_or("", |(_, region)| region);
        let borne = |(name, row): (String, &Succession)| Borne {
            entries: count(&name),
            from: row.scope.from.clone(),
            to: row.scope.to.clone(),
            successors: row.successors.iter().map(|next| next.replacen('*', region, 1)).collect(),
            source: row.scope.source.clone(),
            name,
        };
        self.history = if line.len() < 2 { Vec::new() } else { line.into_iter().map(borne).collect() };
        self
    }
}

impl Collation {
    /// Every organisation named, by name.
    pub fn organizations(&self) -> Vec<Organization> {
        self.organizations_under(Lists::builtin())
    }

    /// The same, with the renamed and merged bodies of an office's own lists.
    pub fn organizations_under(&self, lists: &Lists) -> Vec<Organization> {
        let count = |name: &str| self.organizations.get(name).map_or(0, |slots| slots.len() as u32);
        let told = |key: &super::entry::Word| self.organization(key).with_history(lists, count);
        let mut all: Vec<Organization> = self.organizations.keys().map(told).collect();
        all.sort_by_cached_key(Organization::rank);
        all
    }

    /// One organisation, by its key or by its name; under a name that bodies of several counties bear, what is told of all of them.
    pub fn organization(&self, key: &str) -> Organization {
        let keys: Vec<&str> = if self.organizations.contains_key(key) {
            vec![key]
        } else {
            self.bodies_named.keys(key).map(|key| &**key).collect()
        };
        let slots: BTreeSet<u32> =
            keys.iter().filter_map(|key| self.organizations.get(*key)).flatten().copied().collect();
        let keys: Vec<&Word> = keys
            .iter()
            .filter_map(|key| self.organizations.get_key_value(*key))
            .map(|(key, _)| key)
            .collect();
        told(key, &keys, &self.by_date(slots))
    }
}

/// A body, or the bodies of several counties under one name, from the entries that name them, by date.
pub(super) fn told(key: &str, keys: &[&Word], entries: &[&Arc<Entry>]) -> Organization {
    let own = |own: &str| keys.iter().any(|key| ***key == *own);
    let mut organization = Organization {
        name: String::new(),
        key: if let [only] = keys { only.to_string() } else { key.to_owned() },
        region: None,
        forms: Vec::new(),
        entries: entries.len() as u32,
        doubtful: 0,
        organized: BTreeMap::new(),
        first: None,
        last: None,
        cites: Vec::new(),
        history: Vec::new(),
    };
    for &entry in entries {
        let bodies = entry.bodies.iter().filter(|body| own(&body.key)).map(|body| &body.name);
        let organizers = entry.organizers.iter().filter(|body| own(&body.key)).map(|body| &body.name);
        for name in bodies.chain(organizers) {
            // The name in full, or the fullest that is told.
            if **name == *key
                || organization.name != key && name.chars().count() > organization.name.chars().count()
            {
                organization.name = name.to_string();
            }
        }
    }
    if organization.name.is_empty() {
        key.clone_into(&mut organization.name);
    }
    if let [only] = keys
        && let Some((_, region)) = only.rsplit_once('@')
    {
        organization.region = Some(Circle::kept(region.into()).name().to_owned());
    }
    for &entry in entries {
        let mut cite: Option<Cite> = None;
        let name = organization.name.clone();
        // What is certain once is certain.
        let bodies = entry.bodies.iter().filter(|body| own(&body.key)).map(|body| body.doubt);
        let organizers = entry.organizers.iter().filter(|body| own(&body.key)).map(|body| body.doubt);
        let doubt = bodies.chain(organizers).all(|doubt| doubt);
        let mut see = |said: &Said| {
            if *said.text != *name && !organization.forms.iter().any(|form| **form == *said.text) {
                organization.forms.push(said.text.to_string());
            }
            cite.get_or_insert_with(|| Cite::said(entry, said).doubted(doubt));
        };
        for form in entry.bodies.iter().filter(|body| own(&body.key)).flat_map(|body| &body.forms) {
            see(form);
        }
        for organizer in entry.organizers.iter().filter(|organizer| own(&organizer.key)) {
            see(&organizer.said);
            *organization.organized.entry(organizer.role).or_default() += 1;
        }
        organization.doubtful += u32::from(cite.as_ref().is_some_and(|cite| cite.doubt));
        organization.cites.extend(cite);
    }
    organization.first = organization.cites.iter().find_map(|c| c.date.as_deref()).map(str::to_owned);
    organization.last = organization.cites.iter().rev().find_map(|c| c.date.as_deref()).map(str::to_owned);
    organization
}
