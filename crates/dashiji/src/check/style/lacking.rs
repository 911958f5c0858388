//! S07: an entry that names nobody, no body and no place: who, where or what is missing.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let nobody = record.people.is_empty()
            && record.organizers.is_empty()
            && record.orgs.is_empty()
            && record.organs.is_empty();
        // Figures tell of something even where 全县 is the only subject.
        let nothing = record.places.is_empty() && record.documents.is_empty() && record.quantities.is_empty();
        if nobody && nothing {
            let span = record.headline.as_ref().map_or_else(
                || Span::new(record.span.lo(), record.span.hi().min(record.span.lo() + 24)),
                crate::fact::Quote::span,
            );
            report.add(reading, Some(record), span, Draft::default());
        }
    }
}
