//! P08, beside names that stand once: a name of three characters whose last two have changed places, wherever it stands: 陈林树 in a text that tells of 陈树林
//! again and again, read as a name or not.

use crate::check::{Desk, Draft, Report, Severity};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Entries that name somebody.
const OFTEN: usize = 2;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        // Names by their surname, and how many entries tell each.
        let mut told: BTreeMap<[char; 3], (usize, u32)> = BTreeMap::new();
        for record in &document.records {
            let names: BTreeSet<[char; 3]> = record
                .people
                .iter()
                .filter(|person| person.doubt.is_none())
                .filter_map(|person| <[char; 3]>::try_from(person.name.chars().collect::<Vec<_>>()).ok())
                .collect();
            for name in names {
                told.entry(name).or_insert((0, record.number)).0 += 1;
            }
        }
        let known: BTreeMap<[char; 3], [char; 3]> = told
            .iter()
            .filter(|([_, b, c], _)| b != c)
            .map(|(&[a, b, c], _)| ([a, c, b], [a, b, c]))
            // Where both are told again and again they are two people; of two told once the later is in doubt.
            .filter(|(turned, name)| {
                let (count, first) = told[name];
                told.get(turned).is_none_or(|&(other, since)| other == 1 && (count >= OFTEN || first < since))
            })
            .collect();
        if known.is_empty() {
            continue;
        }
        let text = desk.text(reading);
        for record in &document.records {
            for i in record.span.lo()..record.span.hi().saturating_sub(2) {
                let here = [text.at(i), text.at(i + 1), text.at(i + 2)];
                let Some(right) = known.get(&here) else { continue };
                let name: String = right.iter().collect();
                let span = Span::new(i, i + 3);
                // 林树林 between other words: a word that goes on is none.
                let word = [[here[0], here[1]], [here[1], here[2]]];
                if crate::lexicon::common::is_word(&here)
                    || word.iter().all(|pair| crate::lexicon::common::is_word(pair))
                {
                    continue;
                }
                let draft = Draft::default()
                    .arg("name", text.slice(span))
                    .arg("other", name.as_str())
                    .arg("entries", told[right].0.to_string())
                    .replace(span, name, false);
                let draft = if told[right].0 < OFTEN { draft.severity(Severity::Note) } else { draft };
                report.add(reading, Some(record), span, draft);
            }
        }
    }
}
