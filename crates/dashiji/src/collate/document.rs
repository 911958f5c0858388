//! The register of documents: one record through its stages, with body and date of each.
//!
//! `《甲办法(草案)》` deliberated on the 2nd, `《甲办法》` adopted on the 9th and issued on the 12th are one document; what
//! stands in brackets at a title's end (草案, 试行, 征求意见稿) tells a stage or a kind, not another document, but 试行 does.

use super::entry::{Entry, Titled, Word};
use super::{Cite, Collation};
use crate::fact::Stage;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A stage of a document, as an entry tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passing {
    /// The stage.
    pub stage: Stage,
    /// Its day, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The body that brought it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Where it is told.
    pub cites: Vec<Cite>,
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
    /// The body that issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Entries that name it.
    pub entries: u32,
    /// Its stages, by date, then in the order of a document's life.
    pub stages: Vec<Passing>,
}

impl Collation {
    /// Every document named, by the day first named, then by title.
    pub fn documents(&self) -> Vec<Document> {
        let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for title in self.documents.keys() {
            groups.entry(core_title(title)).or_default().insert(title);
        }
        let mut documents: Vec<(Option<String>, Document)> =
            groups.into_values().map(|titles| self.document(&titles)).collect();
        documents.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.title.cmp(&b.1.title)));
        documents.into_iter().map(|(_, document)| document).collect()
    }

    fn document(&self, titles: &BTreeSet<&str>) -> (Option<String>, Document) {
        let slots: BTreeSet<u32> =
            titles.iter().filter_map(|title| self.documents.get(*title)).flatten().copied().collect();
        let entries = self.by_date(slots);
        let mut document = Document {
            title: titles
                .iter()
                .map(|t| bare_title(t))
                .min_by_key(|t| t.chars().count())
                .unwrap_or_default()
                .to_owned(),
            forms: Vec::new(),
            kind: None,
            number: None,
            issuer: None,
            entries: entries.len() as u32,
            stages: Vec::new(),
        };
        let mut passed = BTreeMap::new();
        for entry in &entries {
            for mention in entry.documents.iter().filter(|m| titles.contains(&*m.title)) {
                gather(&mut document, &mut passed, entry, mention);
            }
        }
        document.stages.sort_by(|a, b| a.date.cmp(&b.date).then(a.stage.cmp(&b.stage)));
        let first = entries.first().and_then(|e| e.day()).map(ToString::to_string);
        (first, document)
    }
}

/// Which stages are told already: stage, day and body to the position in the document's stages.
type Passed<'a> = BTreeMap<(Stage, Option<&'a Word>, Option<&'a Word>), usize>;

fn gather<'a>(document: &mut Document, passed: &mut Passed<'a>, entry: &'a Entry, mention: &'a Titled) {
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
    // A draft that is published for comment is a draft still.
    let draft = bare_title(&mention.title) != &*mention.title;
    let stage = match mention.stage.unwrap_or(Stage::Mentioned) {
        Stage::Issued | Stage::Mentioned if draft => Stage::Draft,
        stage => stage,
    };
    let date = mention.stage_date.as_ref().or(entry.day());
    let body = mention.issuer.as_ref().or(entry.organizers.first().map(|o| &o.said.text));
    let cite = match &mention.said {
        Some(said) => Cite::said(entry, said),
        None => Cite::entry(entry),
    };
    // Told twice (an entry printed twice), a stage is passed once.
    let known = *passed.entry((stage, date, body)).or_insert(document.stages.len());
    match document.stages.get_mut(known) {
        Some(passing) => passing.cites.push(cite),
        None => document.stages.push(Passing {
            stage,
            date: date.map(ToString::to_string),
            body: body.map(ToString::to_string),
            cites: vec![cite],
        }),
    }
}

/// The title without a stage in brackets at its end.
pub fn bare_title(title: &str) -> &str {
    let mut bare = title.trim();
    for (open, close) in [('(', ')'), ('（', '）'), ('〔', '〕')] {
        if let Some((head, tail)) = bare.strip_suffix(close).and_then(|t| t.rsplit_once(open))
            && ["草案", "送审稿", "征求意见稿", "审议稿", "讨论稿", "修订草案", "草稿", "代拟稿"]
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
    fn a_draft_is_the_document_it_becomes() {
        assert_eq!(core_title("清河县供水办法（草案）"), core_title("清河县供水 办法"));
        assert_ne!(core_title("清河县供水办法（试行）"), core_title("清河县供水办法"));
    }
}
