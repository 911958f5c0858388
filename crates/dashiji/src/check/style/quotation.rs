//! S04: more than one kind of quotation mark in one document. Straight ones are S15's.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

/// Kinds by their opening mark.
const KINDS: &[(char, &str)] = &[('“', "“ ”"), ('「', "「 」"), ('『', "『 』"), ('＂', "＂ ＂")];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let mut counts = vec![(0usize, None); KINDS.len()];
        for record in &at.records {
            for (k, c) in text.slice(record.span).chars().enumerate() {
                if let Some(kind) = KINDS.iter().position(|(open, _)| *open == c) {
                    counts[kind].0 += 1;
                    counts[kind].1.get_or_insert((record, record.span.lo() + k));
                }
            }
        }
        // 『』 inside 「」 is the second level of one kind.
        if counts[1].0 > 0 {
            counts[2] = (0, None);
        }
        let Some(usual) = (0..KINDS.len()).max_by_key(|&k| counts[k].0) else { continue };
        for (kind, (count, first)) in counts.iter().enumerate() {
            if let Some((record, i)) = first.filter(|_| kind != usual) {
                let draft = Draft::default()
                    .arg("odd", KINDS[kind].1)
                    .arg("usual", KINDS[usual].1)
                    .arg("count", count.to_string());
                report.add(reading, Some(record), Span::new(i, i + 1), draft);
            }
        }
    }
}
