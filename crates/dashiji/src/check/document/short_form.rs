//! D01: a short form (《通知》) that stands for no document named in the entry.

use crate::check::{Desk, Draft, Report};
use crate::lexicon::{Class, Lexicon};
use crate::text::fold;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        for document in record.documents.iter().filter(|d| is_short(&d.title)) {
            let Some(quote) = document.mentions.first() else { continue };
            report.add(reading, Some(record), quote.span(), Draft::default().arg("short", &document.title));
        }
    }
}

/// Whether a title is the bare name of a kind (通知, 实施方案).
fn is_short(title: &str) -> bool {
    let folded: String = title.chars().map(fold).collect();
    folded.chars().count() <= 4
        && Lexicon::builtin().lookup(&folded).iter().any(|term| term.class == Class::DocumentKind)
}
