//! The register of offices: who held each, when, as recorded.

use super::Collation;
use super::person::Office;
use crate::fact::TitleKind;
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

/// An office with those who held it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Body and post, in the fullest form seen.
    pub title: String,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub org: Option<String>,
    /// Holders, by the day first seen.
    pub holders: Vec<Holder>,
}

impl Collation {
    /// Every office held by someone, by body and post.
    pub fn offices(&self) -> Vec<Post> {
        let mut posts: BTreeMap<(String, String), Post> = BTreeMap::new();
        for (name, homonym, offices) in self.observed() {
            for office in offices.into_iter().filter(|o| o.kind == TitleKind::Post) {
                let body = office.org.clone().unwrap_or_default();
                let key = match &office.post {
                    Some(post) if !body.is_empty() => (body, post.clone()),
                    _ => (body, office.title.clone()),
                };
                let post = posts.entry(key).or_insert_with(|| Post {
                    title: office.title.clone(),
                    org: office.org.clone(),
                    holders: Vec::new(),
                });
                if office.title.chars().count() > post.title.chars().count() {
                    post.title.clone_from(&office.title);
                }
                post.holders.push(Holder { name: name.to_owned(), homonym, office });
            }
        }
        let mut posts: Vec<Post> = posts.into_values().collect();
        for post in &mut posts {
            post.holders.sort_by(|a, b| a.office.first.cmp(&b.office.first).then(a.name.cmp(&b.name)));
        }
        posts
    }
}
