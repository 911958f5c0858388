//! A finding is no surer than what it is made from: where a fact that it stands on is in doubt it is a note, whatever its rule says.
//!
//! Every rule names in `messages/grounds.toml` which facts its findings are made from. A finding stands on those of them that lie at the characters
//! it points at, and on the day and type of the entries they are in.

use super::{Desk, Finding, Pointer, Severity, catalog};
use crate::fact::Field;

/// Makes notes of the findings that stand on a fact in doubt.
pub(super) fn cap(desk: &Desk<'_>, found: &mut [(usize, Finding)]) {
    for (reading, finding) in found {
        let facts = catalog::facts(finding.code);
        if facts.is_empty() || finding.severity == Severity::Note {
            continue;
        }
        let mut doubted: Vec<Field> =
            finding.spans.iter().flat_map(|pointer| in_doubt(desk, *reading, pointer, facts)).collect();
        doubted.sort_unstable();
        doubted.dedup();
        if !doubted.is_empty() {
            finding.severity = Severity::Note;
            finding.doubt = doubted;
        }
    }
}

/// Which of some facts are in doubt at characters that a finding points at.
fn in_doubt(desk: &Desk<'_>, reading: usize, pointer: &Pointer, facts: &[Field]) -> Vec<Field> {
    let holder = match pointer.document.as_deref() {
        Some(sha256) => desk.reading(sha256),
        None => Some(reading),
    };
    let Some(records) = holder.and_then(|k| desk.readings.get(k)).map(|reading| &reading.records) else {
        return Vec::new();
    };
    let at = records.partition_point(|record| record.span.end <= pointer.start);
    let Some(record) = records.get(at).filter(|record| record.span.overlaps(pointer.span())) else {
        return Vec::new();
    };
    record
        .doubts_within(pointer.span())
        .into_iter()
        .filter(|doubted| facts.contains(&doubted.field))
        .map(|doubted| doubted.field)
        .collect()
}
