//! The register of organisations: full name, forms seen, what they did, and the names they bore before and after where the
//! lexicon knows them: 清河县卫生局, 清河县卫生和计划生育局, 清河县卫生健康委员会.

use super::entry::Said;
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
        let told = |name: &super::entry::Word| Organization {
            history: self.history(name, lists),
            ..self.organization(name)
        };
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
                entries: self.organizations.get(name.as_str()).map_or(0, |keys| keys.len() as u32),
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
        let entries = self.by_date(self.organizations.get(name).into_iter().flatten().copied());
        let mut organization = Organization {
            name: name.to_owned(),
            forms: Vec::new(),
            entries: entries.len() as u32,
            organized: BTreeMap::new(),
            first: None,
            last: None,
            cites: Vec::new(),
            history: Vec::new(),
        };
        for entry in &entries {
            let mut cite: Option<Cite> = None;
            let mut see = |said: &Said| {
                if *said.text != *name && !organization.forms.iter().any(|form| **form == *said.text) {
                    organization.forms.push(said.text.to_string());
                }
                cite.get_or_insert_with(|| Cite::said(entry, said));
            };
            for form in entry.bodies.iter().filter(|body| *body.name == *name).flat_map(|body| &body.forms) {
                see(form);
            }
            for organizer in entry.organizers.iter().filter(|organizer| *organizer.name == *name) {
                see(&organizer.said);
                *organization.organized.entry(organizer.role).or_default() += 1;
            }
            organization.cites.extend(cite);
        }
        organization.first = organization.cites.iter().find_map(|c| c.date.as_deref()).map(str::to_owned);
        organization.last =
            organization.cites.iter().rev().find_map(|c| c.date.as_deref()).map(str::to_owned);
        organization
    }
}
