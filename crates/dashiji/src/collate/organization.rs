//! The register of organisations: full name, forms seen, what they did.

use super::{Cite, Collation};
use crate::fact::OrganizerRole;
use serde::Serialize;
use std::collections::BTreeMap;

/// An organisation, as the entries tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// Full name where it is known, else as written.
    pub name: String,
    /// Forms seen, other than the name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// Entries that name it.
    pub entries: u32,
    /// How often it held, issued or sent something.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub organized: BTreeMap<OrganizerRole, u32>,
    /// First and last day named.
    pub first: Option<String>,
    /// Last day named.
    pub last: Option<String>,
    /// Where it is named, once for each entry.
    pub cites: Vec<Cite>,
}

impl Collation {
    /// Every organisation named, by name.
    pub fn organizations(&self) -> Vec<Organization> {
        self.organizations.keys().map(|name| self.organization(name)).collect()
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
