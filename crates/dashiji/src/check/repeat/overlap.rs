//! X03: entries that share whole sentences with one another.

use super::{is_overlap, pairs};
use crate::check::{Desk, Draft, Pointer, Report};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for pair in pairs(desk).iter().filter(|pair| is_overlap(pair)) {
        let ((first_in, first), (reading, record)) = (pair.first, pair.second);
        let mut other = Pointer::at(desk.text(first_in), pair.at.0, Some(first));
        if first_in != reading {
            other = other.elsewhere(&desk.readings[first_in]);
        }
        let draft = Draft::default()
            .arg("number", first.number.to_string())
            .arg("share", format!("{:.0}%", pair.share.0 * 100.0))
            .also(other);
        report.add(reading, Some(record), pair.at.1, draft);
    }
}
