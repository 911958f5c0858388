//! D03: stages out of order: a document that is adopted after it was issued, deliberated after it was adopted; and what is asked for after it was
//! granted (批复同意《…规划》 in March, 呈报《关于审批…规划的请示》 in May).

use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::collate::carry::days;
use crate::collate::document::Passing;
use crate::fact::{Record, Stage};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, fold};
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    granted_before_asked(desk, report);
    for document in desk.collation.documents() {
        let steps: Vec<&Passing> = document
            .stages
            .iter()
            .filter(|s| s.date.is_some() && s.stage <= Stage::InForce && s.stage != Stage::Mentioned)
            .collect();
        for pair in steps.windows(2) {
            let [before, after] = pair else { continue };
            // One body may adopt what another, earlier, adopted and issued to it: compare within a body.
            if before.date < after.date && before.stage > after.stage && before.body == after.body {
                let (Some(first), Some(second)) = (before.cites.first(), after.cites.first()) else {
                    continue;
                };
                let Some((reading, record)) = desk.cited(second) else { continue };
                let mut draft = Draft::default()
                    .arg("title", &document.title)
                    .arg("before", before.date.clone().unwrap_or_default())
                    .arg("after", after.date.clone().unwrap_or_default());
                draft.also.extend(desk.pointer(reading, first));
                report.add(reading, Some(record), Span { start: second.start, end: second.end }, draft);
            }
        }
    }
}

/// What is asked for or granted: where, on which day, in which entry.
type Told<'a> = (Span, i32, &'a Record);

/// So many days on it may be asked for again.
const AGAIN: i32 = 400;

fn granted_before_asked(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = desk.text(reading);
        // By what it is about: where it is asked for, and where granted.
        let mut told: BTreeMap<String, (Vec<Told<'_>>, Vec<Told<'_>>)> = BTreeMap::new();
        for record in &at.records {
            let exact = record.dated().filter(|d| d.from == d.to && d.from.len() == 10);
            let Some(day) = exact.and_then(|d| days(&d.from)) else { continue };
            for document in &record.documents {
                let title: String = document.title.chars().map(fold).collect();
                let Some(quote) = document.mentions.first() else { continue };
                let here = (quote.span(), day, record);
                if let Some(core) = asked(&title) {
                    told.entry(core).or_default().0.push(here);
                } else if let Some(core) = granting(&title) {
                    told.entry(core).or_default().1.push(here);
                } else {
                    let open = (quote.start as usize).saturating_sub(1);
                    if lists::CHECK_GRANTED.all().any(|word| text.ends(open, word)) {
                        told.entry(title).or_default().1.push(here);
                    }
                }
            }
        }
        for (core, (asked, granted)) in &told {
            let ([(span, later, record)], [(other, first, before)]) = (&asked[..], &granted[..]) else {
                continue;
            };
            if first < later && later - first < AGAIN {
                let date = |record: &Record| record.dated().map(|d| d.text.clone()).unwrap_or_default();
                let draft = Draft::default()
                    .arg("title", core)
                    .arg("before", date(before))
                    .arg("after", date(record))
                    .also(Pointer::at(text, *other, Some(before)))
                    .severity(Severity::Warning);
                report.add(reading, Some(record), *span, draft);
            }
        }
    }
}

/// What a title asks for: 古渠县工业园区规划 of 关于审批古渠县工业园区规划的请示.
fn asked(title: &str) -> Option<String> {
    let rest = title.strip_prefix("关于")?;
    let rest = ["请示", "申请", "报告"].iter().find_map(|word| rest.strip_suffix(word))?;
    let rest = rest.strip_suffix('的').unwrap_or(rest);
    let core = lists::CHECK_ASKED.all().find_map(|word| rest.strip_prefix(word))?;
    (core.chars().count() > 3).then(|| core.to_owned())
}

/// What a title grants: the same of 关于古渠县工业园区规划的批复.
fn granting(title: &str) -> Option<String> {
    let rest = title.strip_prefix("关于")?.strip_suffix("批复")?;
    let rest = rest.strip_suffix('的').unwrap_or(rest);
    let core = lists::CHECK_GRANTED.all().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    (core.chars().count() > 3).then(|| core.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_what_is_asked_for_and_granted() {
        for (title, want) in [
            ("关于审批甲县工业园区规划的请示", Some("甲县工业园区规划")),
            ("关于请求批准甲县工业园区规划的请示", Some("甲县工业园区规划")),
            ("关于甲县工业园区规划执行情况的报告", None),
        ] {
            assert_eq!(asked(title).as_deref(), want, "{title}");
        }
        assert_eq!(granting("关于同意甲县工业园区规划的批复").as_deref(), Some("甲县工业园区规划"));
    }
}
