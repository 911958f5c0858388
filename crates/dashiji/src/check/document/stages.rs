//! D03: stages out of order: a document that is adopted after it was issued, deliberated after it was adopted.

use crate::check::{Desk, Draft, Report};
use crate::collate::document::Passing;
use crate::fact::Stage;
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
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
