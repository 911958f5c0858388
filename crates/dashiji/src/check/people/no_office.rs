//! P01: someone who takes part and is given no office in any of the documents.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::person::present;
use crate::fact::{Part, PersonRecord, Record, TitleKind};
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// A name with the entries in which it takes part, and where it stands in each.
type Told<'a> = (&'a str, Vec<(&'a Record, Span)>);

/// One without an office among fewer than so many with one is no exception.
const SELDOM: usize = 5;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut found: BTreeMap<(String, u32), Vec<Told<'_>>> = BTreeMap::new();
    // Of each document who is told of with an office, and who without.
    let mut style: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for name in desk.collation.names() {
        // A wrong form of a listed name is told as that.
        if desk.lists.people.iter().any(|known| known.wrong.iter().any(|wrong| wrong == name)) {
            continue;
        }
        // 张寨乡 is a place, whatever it was read as.
        if name.ends_with(['乡', '镇', '村']) {
            continue;
        }
        let records = desk.naming(name);
        let seen = records
            .iter()
            .filter_map(|record| Some((record, record.people.iter().find(|p| p.name == name)?)));
        let mut here = Vec::new();
        for (record, person) in seen {
            if person.titles.iter().any(|t| !matches!(t.kind, TitleKind::Address | TitleKind::Collective)) {
                style.entry(record.document.sha256.clone()).or_default().0 += 1;
                here.clear();
                break;
            }
            // Somebody only named needs no office; nor does who is honoured, elected or dies. What is in doubt is nobody.
            let acts = person.parts.iter().any(|part| {
                present(*part)
                    && !matches!(
                        part,
                        Part::Honoured | Part::Appointed | Part::Removed | Part::Died | Part::Visited
                    )
            });
            if acts
                && person.doubt.is_none()
                && person.parts_doubt.is_empty()
                && !office_behind(desk, record, person)
            {
                here.extend(person.mentions.first().map(|mention| (*record, *mention)));
            }
        }
        let Some(&(record, _)) = here.first() else { continue };
        style.entry(record.document.sha256.clone()).or_default().1 += 1;
        let key = (record.document.sha256.clone(), record.number);
        found.entry(key).or_default().push((name, here));
    }
    // Who is first told of in one entry is one finding: a list of names is one cause.
    for ((document, _), people) in found {
        // Where many stand without one it is how the document is written.
        if style
            .get(&document)
            .is_some_and(|(with, without)| with + without > SELDOM && without * SELDOM > *with)
        {
            continue;
        }
        let Some(&(record, span)) = people.first().and_then(|(_, here)| here.first()) else { continue };
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        let names: Vec<&str> = people.iter().map(|(name, _)| *name).collect();
        let entries = people.iter().map(|(_, here)| here.len()).max().unwrap_or_default();
        let mut draft = Draft::default().arg("name", names.join("、")).arg("entries", entries.to_string());
        let all = people.iter().flat_map(|(_, here)| here.iter());
        for &(record, span) in all.skip(1) {
            if let Some(k) = desk.reading(&record.document.sha256) {
                let pointer = Pointer::at(desk.text(k), span, Some(record));
                draft.also.push(if k == reading { pointer } else { pointer.elsewhere(&desk.readings[k]) });
            }
        }
        report.add(reading, Some(record), span, draft);
    }
}

/// Whether something in brackets right behind the name, or the words before it, tell who somebody is: 杨珏(省委书记处书记), 县文化馆李俊山.
fn office_behind(desk: &Desk<'_>, record: &Record, person: &PersonRecord) -> bool {
    let Some(k) = desk.reading(&record.document.sha256) else { return true };
    let text = desk.text(k);
    person.mentions.iter().any(|mention| {
        let lead = text.before(mention.lo());
        let bodies = record.orgs.iter().flat_map(|o| &o.mentions).any(|quote| quote.end == mention.start);
        let organizers = record.organizers.iter().any(|o| o.end == mention.start);
        text.at(mention.hi()) == '('
            || led_as_leaders(text, record, mention.lo())
            || in_the_capacity(text, mention.hi())
            || bodies
            || organizers
            || crate::text::is_han(lead) && !"由和与及、到在了是向给对请为并".contains(lead)
    })
}

/// Whether a list of names that this one stands in is led by a word or a body for all of them (市领导杜某、李某; 县文化馆杜某、李某).
fn led_as_leaders(text: &Text, record: &Record, mut at: usize) -> bool {
    let first = at;
    while text.before(at) == '、' {
        let before = record.people.iter().flat_map(|p| &p.mentions).find(|m| m.hi() + 1 == at);
        let Some(before) = before else { return false };
        at = before.lo();
    }
    let body = |o: u32| o as usize == at;
    ["领导", "负责人", "负责同志"].iter().any(|word| text.ends(at, word))
        || at < first
            && (record.orgs.iter().flat_map(|o| &o.mentions).any(|m| body(m.end))
                || record.organizers.iter().any(|o| body(o.end)))
}

/// Whether the words behind a name tell in which capacity: 以名誉理事长身份.
fn in_the_capacity(text: &Text, end: usize) -> bool {
    const FAR: usize = 30;
    text.at(end) == '以'
        && (end..end + FAR)
            .take_while(|&i| !matches!(text.at(i), '。' | ';' | ',' | '\n' | '\0'))
            .any(|i| text.begins(i, "身份"))
}
