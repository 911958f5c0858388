//! N18, beside figures out of their row: a greatest that is less than the least beside it (最高气温12℃,最低气温26℃).

use super::clause::{exact, float, lead, place, sentences, unit};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::QuantityRecord;
use crate::text::Text;

/// Words of the greatest and of the least.
const ENDS: &[(&str, &str)] = &[("最高", "最低"), ("最大", "最小"), ("最多", "最少")];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for sentence in sentences(text, record) {
            if let Some((mean, end)) = mean_outside(text, &sentence) {
                let draft = Draft::default()
                    .arg("of", lead(text, mean, 8))
                    .arg("figure", &mean.text)
                    .arg("other", format!("{}{}", lead(text, end, 8), end.text))
                    .severity(Severity::Warning)
                    .also(Pointer::at(text, place(end), Some(record)));
                report.add(reading, Some(record), place(mean), draft);
            }
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

/// A mean of a sentence that lies beyond its greatest or its least, with that: 最高气温38.2℃,最低气温-4.6℃,平均气温46.2℃.
fn mean_outside<'a>(
    text: &Text,
    sentence: &[&'a QuantityRecord],
) -> Option<(&'a QuantityRecord, &'a QuantityRecord)> {
    let said: Vec<(String, &QuantityRecord)> =
        sentence.iter().filter(|q| exact(q)).map(|q| (lead(text, q, 12), *q)).collect();
    let only = |word: &str| {
        let mut found = said.iter().filter(|(said, _)| said.contains(word));
        found.next().filter(|_| found.next().is_none()).map(|(said, q)| (said.as_str(), *q))
    };
    ENDS.iter().find_map(|&(most, least)| {
        let ((above, greatest), (below, smallest), (between, mean)) =
            (only(most)?, only(least)?, only("平均")?);
        // 最大单体面积 and 平均面积 of one thing: the words behind are the same, or one of them is bare.
        let thing = |said: &str, word: &str| {
            said.rsplit(word)
                .next()
                .unwrap_or_default()
                .trim_end_matches(['的', '为', '达', '-', '−', '零', '下'])
                .to_owned()
        };
        let (top, low, middle) = (thing(above, most), thing(below, least), thing(between, "平均"));
        let like = top == low && (top == middle || top.is_empty());
        let units = unit(greatest) == unit(smallest) && unit(smallest) == unit(mean) && unit(mean) != "%";
        let (low, high, value) = (float(smallest), float(greatest), float(mean));
        let outside = like && units && low < high;
        if outside && value > high {
            Some((mean, greatest))
        } else if outside && value < low {
            Some((mean, smallest))
        } else {
            None
        }
    })
}
