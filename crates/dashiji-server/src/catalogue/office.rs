//! Offices with those seen in them, as the register has them.

use super::Source;
use crate::day::{self, Day};
use dashiji::collate::Cite;
use dashiji::collate::office::{Between, Post};
use dashiji::fact::Change;
use std::collections::BTreeMap;

/// That somebody took or left an office.
#[derive(Debug, Clone)]
pub struct Taken {
    /// How.
    pub how: Change,
    /// The day, the first of a month or year; [`day::NONE`] where none is told.
    pub day: Day,
    /// The day as it is told: `1960-05`.
    pub told: Box<str>,
}

/// Someone who held an office.
#[derive(Debug, Clone)]
pub struct Holder {
    /// The name.
    pub name: Box<str>,
    /// Counts from 1 among people of one name.
    pub homonym: u32,
    /// How and when they took and left it, as entries tell.
    pub changes: Box<[Taken]>,
    /// First day seen, [`day::NONE`] where none is dated.
    pub first: Day,
    /// Last day seen.
    pub last: Day,
    /// The two as they are told, no more precise than entries are: `1960-05`; empty where none is dated.
    pub told: [Box<str>; 2],
    /// How often seen.
    pub times: u32,
    /// The entries where it is stated, by position before sorting; at most the first and the last.
    pub seen: [u32; 2],
}

/// An office with those seen in it.
#[derive(Debug, Clone)]
pub struct Office {
    /// Body and post, in the fullest form seen.
    pub title: Box<str>,
    /// The post alone, as texts name it: 县长 of 霍山县县长.
    pub post: Box<str>,
    /// The body.
    pub org: Box<str>,
    /// By the day first seen.
    pub holders: Vec<Holder>,
    /// Days between two holders of an office that one person holds at a time on which nobody is seen in it.
    pub gaps: Vec<Between>,
    /// Days on which two are seen in it.
    pub overlaps: Vec<Between>,
}

impl Holder {
    /// The name, with its number where it is not the first of that name: `王伟(2)`.
    pub fn called(&self) -> String {
        if self.homonym > 1 { format!("{}({})", self.name, self.homonym) } else { self.name.to_string() }
    }
}

/// Offices as the register has them.
pub(super) fn registered(posts: Vec<Post>, sources: &[Source]) -> Vec<Office> {
    let numbers: BTreeMap<&str, &Source> =
        sources.iter().map(|source| (source.record.sha256.as_str(), source)).collect();
    let entry = |cite: &Cite| {
        let number = (cite.number as usize).checked_sub(1)?;
        numbers.get(&*cite.document)?.entries.get(number).copied()
    };
    let at = |date: Option<&str>| date.and_then(day::of).unwrap_or(day::NONE);
    let holder = |holder: &dashiji::collate::office::Holder| {
        let office = &holder.office;
        let seen = [office.cites.first(), office.cites.last()].map(|cite| cite.and_then(entry));
        Some(Holder {
            name: holder.name.as_str().into(),
            homonym: holder.homonym,
            changes: office
                .changes
                .iter()
                .map(|turn| {
                    let told = turn.date.as_deref();
                    Taken { how: turn.how, day: at(told), told: told.unwrap_or_default().into() }
                })
                .collect(),
            first: at(office.first.as_deref()),
            last: at(office.last.as_deref()),
            told: [&office.first, &office.last].map(|told| told.as_deref().unwrap_or_default().into()),
            times: office.cites.len() as u32,
            seen: [seen[0]?, seen[1]?],
        })
    };
    let office = |post: Post| Office {
        holders: post.holders.iter().filter_map(holder).collect(),
        post: post.holders.first().and_then(|h| h.office.post.as_deref()).unwrap_or(&post.title).into(),
        title: post.title.into(),
        org: post.org.unwrap_or_default().into(),
        gaps: post.gaps,
        overlaps: post.overlaps,
    };
    posts.into_iter().map(office).collect()
}
