//! P01: someone who takes part and is given no office in any of the documents.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::person::present;
use crate::fact::TitleKind;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for name in desk.collation.names() {
        // A wrong form of a listed name is told as that.
        if desk.lists.people.iter().any(|known| known.wrong.iter().any(|wrong| wrong == name)) {
            continue;
        }
        let records = desk.collation.naming(name);
        let seen = records
            .iter()
            .filter_map(|record| Some((record, record.people.iter().find(|p| p.name == name)?)));
        let mut here = Vec::new();
        for (record, person) in seen {
            if person.titles.iter().any(|t| !matches!(t.kind, TitleKind::Address | TitleKind::Collective)) {
                here.clear();
                break;
            }
            // Somebody only named needs no office.
            if person.parts.iter().any(|part| present(*part)) {
                here.extend(person.mentions.first().map(|mention| (record, *mention)));
            }
        }
        let Some(&(record, span)) = here.first() else { continue };
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        let mut draft = Draft::default().arg("name", name).arg("entries", here.len().to_string());
        for &(record, span) in here.iter().skip(1) {
            if let Some(k) = desk.reading(&record.document.sha256) {
                let pointer = Pointer::at(desk.text(k), span, Some(record));
                draft.also.push(if k == reading { pointer } else { pointer.elsewhere(&desk.readings[k]) });
            }
        }
        report.add(reading, Some(record), span, draft);
    }
}
