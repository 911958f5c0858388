//! The register of organisations: full name, forms seen, what they did, and the names they bore before and after where the
//! lexicon knows them: 清河县卫生局, 清河县卫生和计划生育局, 清河县卫生健康委员会.

use super::{Cite, Collation};
use crate::fact::OrganizerRole;
use crate::lexicon::Lists;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Forms seen, other than the name.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub forms: Vec<String>,
    /// Entries that name it.
    pub entries: u32,
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

impl Collation {
    /// Every organisation named, by name.
    pub fn organizations(&self) -> Vec<Organization> {
        self.organizations_under(Lists::builtin())
    }

    /// The same, with the renamed and merged bodies of an office's own lists.
    pub fn organizations_under(&self, lists: &Lists) -> Vec<Organization> {
        let told =
            |name: &String| Organization { history: self.history(name, lists), ..self.organization(name) };
        self.organizations.keys().map(told).collect()
    }

    fn history(&self, name: &str, lists: &Lists) -> Vec<Borne> {
        let line = lists.line_of(name);
        if line.len() < 2 {
            return Vec::new();
        }
        let region = lists.named(name).next().map_or("", |(_, region)| region);
        line.into_iter()
            .map(|(name, row)| Borne {
                entries: self.organizations.get(&name).map_or(0, |keys| keys.len() as u32),
                from: row.scope.from.clone(),
                to: row.scope.to.clone(),
                successors: row.successors.iter().map(|next| next.replacen('*', region, 1)).collect(),
                source: row.scope.source.clone(),
                name,
            })
            .collect()
    }

    /// One organisation, by full name or as written.
    pub fn organization(&self, name: &str) -> Organization {
        let records = self.by_date(self.organizations.get(name));
        let mut organization = Organization {
            name: name.to_owned(),
            forms: Vec::new(),
            entries: records.len() as u32,
            organized: BTreeMap::new(),
            first: None,
            last: None,
            cites: Vec::new(),
            history: Vec::new(),
        };
        for record in &records {
            let mut cite: Option<Cite> = None;
            let mut see = |text: &str, start: u32, end: u32| {
                if text != name && !organization.forms.iter().any(|form| form == text) {
                    organization.forms.push(text.to_owned());
                }
                cite.get_or_insert_with(|| Cite::of(record, text, start, end));
            };
            for seen in record.orgs.iter().chain(&record.organs) {
                if seen.name.as_deref().unwrap_or(&seen.text) == name {
                    for quote in &seen.mentions {
                        see(&quote.text, quote.start, quote.end);
                    }
                }
            }
            for organizer in &record.organizers {
                if organizer.name.as_deref().unwrap_or(&organizer.text) == name {
                    see(&organizer.text, organizer.start, organizer.end);
                    *organization.organized.entry(organizer.role).or_default() += 1;
                }
            }
            organization.cites.extend(cite);
        }
        organization.first = organization.cites.iter().find_map(|c| c.date.clone());
        organization.last = organization.cites.iter().rev().find_map(|c| c.date.clone());
        organization
    }
}
