//! P04: two names that differ in one character and hold one office: one of them is a slip.

use crate::check::{Desk, Draft, Report};
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for post in desk.collation.offices().iter().filter(|post| post.org.is_some()) {
        for (k, a) in post.holders.iter().enumerate() {
            for b in post.holders.iter().skip(k + 1).filter(|b| one_apart(&a.name, &b.name)) {
                // The rarer spelling is the slip.
                let (odd, usual) = if a.office.cites.len() < b.office.cites.len() { (a, b) } else { (b, a) };
                let (Some(at), Some(other)) = (odd.office.cites.first(), usual.office.cites.first()) else {
                    continue;
                };
                let Some((reading, record)) = desk.cited(at) else { continue };
                let mention = record
                    .people
                    .iter()
                    .find(|p| p.name == odd.name)
                    .and_then(|p| p.mentions.first().copied());
                let mut draft = Draft::default()
                    .arg("name", &odd.name)
                    .arg("other", &usual.name)
                    .arg("title", &post.title);
                draft.also.extend(desk.pointer(reading, other));
                let span = mention.unwrap_or(Span { start: at.start, end: at.end });
                report.add(reading, Some(record), span, draft);
            }
        }
    }
}

/// Whether two names differ in exactly one character of as many, and not in the surname alone of a two-character name.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let apart = a.iter().zip(&b).filter(|(x, y)| x != y).count();
    a.len() == b.len() && a.len() >= 3 && apart == 1 && a[0] == b[0]
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_slip_keeps_the_surname_and_the_length() {
        assert!(super::one_apart("周明远", "周明运"));
        assert!(!super::one_apart("周明", "周远"));
        assert!(!super::one_apart("周明远", "吴明远"));
    }
}
