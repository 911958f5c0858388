//! X01: one entry printed twice.

use super::{is_same, pairs};
use crate::check::{Desk, Draft, Pointer, Report};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for pair in pairs(desk).iter().filter(|pair| is_same(pair)) {
        let ((first_in, first), (reading, record)) = (pair.first, pair.second);
        let span = |r: &crate::fact::Record| r.headline.as_ref().map_or(r.span, crate::fact::Quote::span);
        let mut other = Pointer::at(desk.text(first_in), span(first), Some(first));
        if first_in != reading {
            other = other.elsewhere(&desk.readings[first_in]);
        }
        let draft = Draft::default().arg("number", first.number.to_string()).also(other);
        report.add(reading, Some(record), span(record), draft);
    }
}
