//! S07: an entry that names nobody, no body and no place: who, where or what is missing.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

/// What a name of a body or place ends in, whether or not it was taken for one.
const BODIES: &[&str] = &[
    "省", "市", "县", "区", "州", "乡", "镇", "村", "公司", "集团", "学校", "大学", "学院", "医院", "厂",
    "局", "委", "队", "馆", "站", "矿", "团", "社", "系统", "部门", "《",
];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let nobody = record.people.is_empty()
            && record.organizers.is_empty()
            && record.orgs.is_empty()
            && record.organs.is_empty();
        // Figures tell of something even where 全县 is the only subject.
        let nothing = record.places.is_empty() && record.documents.is_empty() && record.quantities.is_empty();
        // What befell a country needs no actor, and a name that no table has is one all the same.
        let disaster = record.kind == Some(crate::fact::EventType::Disaster);
        let body: String = desk.text(reading).folded(record.span).iter().collect();
        let named = BODIES.iter().any(|word| body.contains(word));
        if nobody && nothing && !disaster && !named {
            let span = record.headline.as_ref().map_or_else(
                || Span::new(record.span.lo(), record.span.hi().min(record.span.lo() + 24)),
                crate::fact::Quote::span,
            );
            report.add(reading, Some(record), span, Draft::default());
        }
    }
}
