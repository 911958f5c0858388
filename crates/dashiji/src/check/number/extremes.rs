//! N18, beside figures out of their row: a greatest that is less than the least beside it (最高气温12℃,最低气温26℃).

use super::clause::{exact, float, lead, place, sentences, unit};
use crate::check::{Desk, Draft, Pointer, Report};

/// Words of the greatest and of the least.
const ENDS: &[(&str, &str)] = &[("最高", "最低"), ("最大", "最小"), ("最多", "最少")];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for sentence in sentences(text, record) {
            for pair in sentence.windows(2) {
                let [a, b] = *pair else { continue };
                let (one, other) = (lead(text, a, 12), lead(text, b, 12));
                let named =
                    |lead: &str, word: &str| lead.rfind(word).map(|at| lead[at + word.len()..].to_owned());
                let of = ENDS.iter().find_map(|&(most, least)| {
                    let (x, y) = (named(&one, most)?, named(&other, least)?);
                    // Of one thing: 最高气温, 最低气温, or the bare word behind.
                    (x == y || y.is_empty()).then_some((most, x, least))
                });
                let Some((most, thing, least)) = of else { continue };
                if unit(a) != unit(b) || !exact(a) || !exact(b) || float(a) >= float(b) {
                    continue;
                }
                let draft = Draft::default()
                    .arg("of", format!("{most}{thing}"))
                    .arg("figure", &a.text)
                    .arg("other", format!("{least}{}", b.text))
                    .also(Pointer::at(text, place(b), Some(record)));
                report.add(reading, Some(record), place(a), draft);
            }
        }
    }
}
