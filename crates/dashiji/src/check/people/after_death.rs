//! P09: somebody who acts after the day on which the same documents tell of the death.

use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::{Part, PersonRecord, Record};
use crate::resolve::day::iso_order;
use crate::text::Span;

/// Words beside a name that tell of the dead without their acting.
const DEAD: &[&str] = &[
    "逝世", "病逝", "去世", "追悼", "悼念", "遗体", "遗物", "遗嘱", "遗孀", "遗著", "遗像", "故居", "生前",
    "纪念", "诞辰", "塑像", "铜像", "雕像", "陵", "墓", "碑", "烈士", "追认", "追授", "骨灰", "夫人", "亲属",
    "家属", "殉", "牺牲", "已故", "安葬", "迁葬", "列传", "传略", "祠", "平反",
];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for name in desk.collation.names() {
        let records = desk.naming(name);
        if records.len() < 2 {
            continue;
        }
        let seen: Vec<(&Record, &PersonRecord)> = records
            .iter()
            .filter_map(|record| Some((*record, record.people.iter().find(|p| p.name == name)?)))
            .filter(|(_, person)| person.doubt.is_none())
            .collect();
        let Some(&(death, dead)) = seen.iter().find(|(record, person)| {
            person.parts.contains(&Part::Died)
                && !person.parts_doubt.contains_key(&Part::Died)
                && record.dated().is_some()
        }) else {
            continue;
        };
        let Some(day) = death.dated().map(|d| d.last_day().to_owned()) else { continue };
        for &(record, person) in &seen {
            let later = record.dated().is_some_and(|d| iso_order(d.first_day(), &day).is_gt());
            let deeds = || {
                person.parts.iter().filter(|part| {
                    !matches!(
                        part,
                        Part::Cited
                            | Part::Mention
                            | Part::Died
                            | Part::Honoured
                            | Part::Visited
                            | Part::Removed
                    )
                })
            };
            let acts = deeds().next().is_some();
            let sure = deeds().any(|part| !person.parts_doubt.contains_key(part));
            if !later || !acts {
                continue;
            }
            let Some((reading, span)) = desk.reading(&record.document.sha256).zip(person.mentions.first())
            else {
                continue;
            };
            let text = desk.text(reading);
            let near = Span::new(
                span.lo().saturating_sub(30).max(record.span.lo()),
                (span.hi() + 40).min(record.span.hi()),
            );
            if DEAD.iter().any(|word| text.find(near, word).is_some()) {
                continue;
            }
            let mut draft = Draft::default().arg("name", name).arg("day", &day);
            if !sure {
                draft = draft.severity(Severity::Note);
            }
            if let Some(at) = dead.mentions.first()
                && let Some(k) = desk.reading(&death.document.sha256)
            {
                let pointer = crate::check::Pointer::at(desk.text(k), *at, Some(death));
                draft = draft.also(if k == reading { pointer } else { pointer.elsewhere(&desk.readings[k]) });
            }
            report.add(reading, Some(record), *span, draft);
            break;
        }
    }
}
