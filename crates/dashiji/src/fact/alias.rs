//! Other names of a person that the text tells behind the name: 周文田(字砚农,号雪堂), 赵伯钧,原名赵大柱; and who is meant where another entry of the
//! document uses one of them.
//!
//! Only what the text says ties two names: a name that is told of two people ties nothing.

use super::{AliasKind, Record, SameAs};
use crate::lexicon::common;
use crate::recognize::{Mentions, Passage};
use crate::text::{Span, Text, fold, is_han};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Code points of the longest other name.
const LONG: usize = 4;
/// Other names of one person in one place.
const MOST: usize = 6;
/// Code points of the longest bracket that is looked through.
const BRACKET: usize = 32;

/// Words that lead to another name, longer before shorter.
static LEADS: LazyLock<Vec<(Vec<char>, AliasKind)>> = LazyLock::new(|| {
    let row = |line: &str| {
        let (word, kind) = line.split_once('\t')?;
        let kind = AliasKind::ALL.into_iter().find(|known| known.name() == kind)?;
        Some((word.chars().map(fold).collect(), kind))
    };
    let text = include_str!("../../lexicon/table-aliases.tsv");
    let mut rows: Vec<(Vec<char>, AliasKind)> =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    rows.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    rows
});

/// The other names that stand behind a name: in the bracket behind it (女,又名孙梅), and behind that or a comma.
pub(super) fn behind(passage: &Passage<'_>, name: Span) -> Vec<(AliasKind, Span)> {
    let mut found = Vec::new();
    let mut i = name.hi();
    if passage.at(i) == '(' {
        let Some(close) = (i + 1..i + BRACKET).find(|&k| passage.at(k) == ')') else { return found };
        let mut at = i + 1;
        while at < close && found.len() < MOST {
            at = told(passage, at, &mut found).unwrap_or_else(|| next(passage, at, close));
            at += usize::from(passage.at(at) != ')' && lead(passage, at).is_none());
        }
        // (1850—1912), (蒙古族): what is told of him goes on behind it.
        let of_life = passage.at(i + 1).is_ascii_digit() || passage.gloss(i).is_some();
        if found.is_empty() && !of_life {
            return found;
        }
        i = close + 1;
    }
    while found.len() < MOST {
        let start = if matches!(passage.at(i), ',' | '、') { i + 1 } else { i };
        let Some(end) = told(passage, start, &mut found) else { break };
        i = end;
    }
    found
}

/// The next mark in a bracket, or its end.
fn next(passage: &Passage<'_>, at: usize, close: usize) -> usize {
    (at..close).find(|&k| matches!(passage.at(k), ',' | '、' | ';')).unwrap_or(close)
}

/// The other name told at a place, behind a word that leads to it or, as one more of a kind, behind another (又名赵伯钧、赵仲平): one past it and its mark of
/// quotation.
fn told(passage: &Passage<'_>, start: usize, found: &mut Vec<(AliasKind, Span)>) -> Option<usize> {
    let (from, kind) = match lead(passage, start) {
        Some((length, kind)) => (start + length, kind),
        None if passage.before(start) == '、' => (start, found.last()?.0),
        None => return None,
    };
    let from = from + usize::from(matches!(passage.at(from), '“' | ':'));
    let end = end(passage, from, kind)?;
    found.push((kind, Span::new(from, end)));
    Some(end + usize::from(passage.at(end) == '”'))
}

/// The place behind the other names that stand behind a name, and the mark that closes them.
pub(super) fn past(passage: &Passage<'_>, name: Span) -> Option<usize> {
    let (_, last) = behind(passage, name).pop()?;
    let quoted = last.hi() + usize::from(passage.at(last.hi()) == '”');
    // (化名王铁,湖南长沙人)
    let opened = (name.hi()..last.lo()).any(|i| passage.at(i) == '(')
        && !(name.hi()..last.lo()).any(|i| passage.at(i) == ')');
    let close = |i: &usize| passage.at(*i) == if opened { ')' } else { ',' };
    let end = if opened { (quoted..quoted + BRACKET).find(close) } else { Some(quoted).filter(close) };
    end.map(|end| end + 1)
}

/// Leaves out the persons found in other names: 王铁 of 李青山(化名王铁) is nobody else.
pub(crate) fn set_apart(passage: &Passage<'_>, mentions: &mut Mentions) {
    let other: Vec<Span> = mentions
        .people
        .iter()
        .flat_map(|person| behind(passage, person.span))
        .map(|(_, alias)| alias)
        .collect();
    if !other.is_empty() {
        mentions.people.retain(|person| !other.iter().any(|alias| alias.covers(person.span.lo())));
    }
}

/// The word that leads to another name, where it is no part of a longer one (号召, 字画).
fn lead(passage: &Passage<'_>, start: usize) -> Option<(usize, AliasKind)> {
    let (word, kind) =
        LEADS.iter().find(|(word, _)| word.iter().enumerate().all(|(k, c)| passage.at(start + k) == *c))?;
    let longer = passage.hits.at(start).iter().any(|hit| hit.span().len() > word.len())
        || word.len() == 1 && common::is_word(&[word[0], passage.at(start + 1)]);
    (!longer).then_some((word.len(), *kind))
}

/// Where another name ends: before a mark, or before a word that leads to the next.
fn end(passage: &Passage<'_>, from: usize, kind: AliasKind) -> Option<usize> {
    let least = if kind.is_given() { 1 } else { 2 };
    let length = (0..=LONG)
        .find(|&n| !is_han(passage.at(from + n)) || n >= least.max(2) && lead(passage, from + n).is_some())?;
    let end = from + length;
    let closed =
        matches!(passage.at(end), ')' | ',' | '、' | ';' | '。' | '”') || lead(passage, end).is_some();
    (length >= least && closed).then_some(end)
}

/// The names that somebody goes by, in full: 周砚农 of 周文田(字砚农), and 砚农.
pub(super) fn forms(passage: &Passage<'_>, name: Span, kind: AliasKind, alias: Span) -> Vec<String> {
    use crate::lexicon::Class;
    let own = passage.folded(alias);
    let surname = passage.hits.longest(name.lo(), Class::Surname).map_or(1, |hit| hit.span().len());
    let surname = passage.folded(Span::new(name.lo(), (name.lo() + surname).min(name.hi())));
    if kind.is_given() && !own.starts_with(&surname) {
        vec![format!("{surname}{own}"), own]
    } else {
        vec![own]
    }
}

/// Who is meant by other names, as the entries of a document tell: nobody, where two people are told to bear one.
#[derive(Debug, Default)]
pub(crate) struct Aliases(BTreeMap<String, Option<SameAs>>);

impl Aliases {
    /// Adds the other names that an entry tells, and gives those that begin with a surname.
    pub(crate) fn gather(
        &mut self,
        passage: &Passage<'_>,
        entry: u32,
        names: impl Iterator<Item = Span>,
    ) -> Vec<String> {
        let mut full = Vec::new();
        for name in names {
            for (kind, alias) in behind(passage, name) {
                let told =
                    SameAs { name: key(passage.text, name), entry, start: alias.start, end: alias.end };
                let forms = forms(passage, name, kind, alias);
                full.extend(forms.first().filter(|form| form.chars().count() > 2).cloned());
                for form in forms {
                    self.note(form, Some(told.clone()));
                }
            }
        }
        full
    }

    /// Adds what later entries tell.
    pub(crate) fn extend(&mut self, other: Self) {
        for (form, told) in other.0 {
            self.note(form, told);
        }
    }

    fn note(&mut self, form: String, told: Option<SameAs>) {
        use std::collections::btree_map::Entry;
        match self.0.entry(form) {
            Entry::Vacant(place) => {
                place.insert(told);
            }
            Entry::Occupied(mut known) => {
                let same = known.get().as_ref().zip(told.as_ref()).is_some_and(|(a, b)| a.name == b.name);
                if !same {
                    known.insert(None);
                }
            }
        }
    }

    /// Tells of the people of an entry who is meant.
    pub(crate) fn tell(&self, record: &mut Record) {
        if self.0.is_empty() {
            return;
        }
        let names: Vec<String> = record.people.iter().map(|person| person.name.clone()).collect();
        for person in &mut record.people {
            let folded: String = person.name.chars().map(fold).collect();
            let known = self.0.get(&folded).and_then(Option::as_ref);
            // Who is named beside him is another.
            person.same_as =
                known.filter(|known| known.name != folded && !names.contains(&known.name)).cloned();
        }
    }
}

fn key(text: &Text, name: Span) -> String {
    text.slice(name).chars().filter(|c| !c.is_whitespace()).collect()
}
