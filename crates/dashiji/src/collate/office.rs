//! The register of offices: who held each, when, as recorded.

use super::person::{Office, Person, is_held};
use super::seat::{Filled, Standing, squeezed};
use super::term::terms;
use super::{Collation, by_day};
use crate::fact::TitleKind;
use crate::resolve::day::iso_order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Someone who held an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name.
    pub name: String,
    /// Counts from 1 among people of one name.
    pub homonym: u32,
    /// The office as observed of them.
    #[serde(flatten)]
    pub office: Office,
}

/// Days between two holders of an office that one person holds at a time: on which nobody is seen in it, or both are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Between {
    /// Who held it before.
    pub before: String,
    /// Who held it after.
    pub after: String,
    /// The last day of the one, or the first of the other.
    pub from: String,
    /// The first day of the other, or the last of the one.
    pub to: String,
}

/// An office with those who held it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Post {
    /// Body and post, in the fullest form seen; 理塘县县长 where the text says 县长 and the document is of 理塘县.
    pub title: String,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub org: Option<String>,
    /// What the body is known from, where no title says it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub filled: Option<Filled>,
    /// Whether several may hold it at once: 副县长, 常委.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub several: bool,
    /// Whether it is held on the days told, or was before (原县长), or is to be (候任县长).
    #[serde(skip_serializing_if = "is_held", default)]
    pub standing: Standing,
    /// Holders in their order: by the day of appointment, else the day first seen; of an office that one person holds at a time, who
    /// held it twice stands here for each term.
    pub holders: Vec<Holder>,
    /// Days between two holders on which nobody is seen in it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub gaps: Vec<Between>,
    /// Days on which two are seen in it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub overlaps: Vec<Between>,
}

/// What the register of offices is kept by: body and post, with the regions where nobody says which body it is.
fn key(regions: &[String], office: &Office) -> String {
    let open = if office.org.is_none() { regions.join("、") } else { String::new() };
    format!("{}\u{0}{open}", squeezed(&office.full))
}

/// What one person is told to have held: rows of the register of people, keyed again for the register of offices.
pub fn held(person: &Person) -> impl Iterator<Item = (String, Holder)> {
    let posts = person.offices.iter().filter(|office| office.kind == TitleKind::Post);
    posts.map(|office| {
        let held = Holder {
            name: person.name.clone(),
            homonym: person.homonym,
            office: Office { tenure: None, ..office.clone() },
        };
        (key(&person.regions, office), held)
    })
}

impl Collation {
    /// Every office held by someone, by body and post; one whose body is not known by the region that its holder's entries stand in.
    pub fn offices(&self) -> Vec<Post> {
        let mut held: BTreeMap<String, Vec<Holder>> = BTreeMap::new();
        for (name, homonym, regions, offices) in self.observed() {
            for office in offices.into_iter().filter(|office| office.kind == TitleKind::Post) {
                let holder = Holder { name: name.to_string(), homonym, office };
                held.entry(key(&regions, &holder.office)).or_default().push(holder);
            }
        }
        let mut posts: Vec<Post> = held.into_values().map(Post::of).collect();
        posts.sort_by_cached_key(Post::rank);
        posts
    }
}

impl Post {
    /// An office by all that is told of those who held it: of people in the order of names, each by their number.
    pub fn of(holders: Vec<Holder>) -> Self {
        let mut post = Self::default();
        for holder in holders {
            post.add(holder);
        }
        post.finish();
        post
    }

    /// What a list of offices is sorted by: the body, then the title; those without a body first.
    pub fn rank(&self) -> String {
        let org = self.org.as_ref().map(|org| format!("\u{1}{org}")).unwrap_or_default();
        format!("{org}\u{0}{}", self.title)
    }

    fn add(&mut self, holder: Holder) {
        let office = &holder.office;
        let fuller = |told: &str, known: &str| told.chars().count() > known.chars().count();
        let title = if office.filled.is_some() { &office.full } else { &office.title };
        if fuller(title, &self.title) {
            self.title.clone_from(title);
        }
        if let Some(org) = &office.org
            && self.org.as_ref().is_none_or(|known| fuller(org, known))
        {
            self.org = Some(org.clone());
        }
        self.several |= office.several;
        self.standing = office.standing;
        self.filled = if self.holders.is_empty() {
            office.filled
        } else {
            self.filled.filter(|_| office.filled.is_some())
        };
        self.holders.push(holder);
    }

    /// Holders by the day they took office or were first seen, and what lies between them.
    fn finish(&mut self) {
        if !self.several && self.standing == Standing::Held {
            self.holders = terms(std::mem::take(&mut self.holders));
        }
        self.holders.sort_by(|a, b| {
            by_day(a.office.from(), b.office.from())
                .then_with(|| (&a.name, a.homonym).cmp(&(&b.name, b.homonym)))
        });
        if self.several || self.standing != Standing::Held {
            return;
        }
        for pair in self.holders.windows(2) {
            let [before, after] = pair else { continue };
            let (Some(end), Some(start)) = (before.office.until(), after.office.from()) else { continue };
            let (before, after) = (before.called(), after.called());
            // A year holds all of its days: 2020 is neither before nor after 2020-03.
            if end.starts_with(start) || start.starts_with(end) {
                continue;
            }
            if iso_order(end, start).is_lt() {
                self.gaps.push(Between { before, after, from: end.to_owned(), to: start.to_owned() });
            } else {
                self.overlaps.push(Between { before, after, from: start.to_owned(), to: end.to_owned() });
            }
        }
    }
}

impl Holder {
    /// The name, with its number where it is not the first of that name: `王伟(2)`.
    pub fn called(&self) -> String {
        if self.homonym > 1 { format!("{}({})", self.name, self.homonym) } else { self.name.clone() }
    }
}
