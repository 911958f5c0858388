//! N16, beside other shares: a share whose base stands in its own clause (4.5亿股,占总股本5亿股的80%), behind 中 (824个村中有412个被淹,占60%), or anywhere before
//! 其中 in its sentence (吞吐量3200万吨,首次突破3000万吨;其中外贸1125万吨,占36%).

use super::clause::{between, exact, float, lead, place, sentences, unit};
use super::relation::{Broken, off};
use crate::check::{Desk, Draft, Pointer, QUOTED, Report};
use crate::fact::QuantityRecord;
use crate::text::Text;

/// Characters from what a share is of to the share.
const NEAR: usize = 14;
const FAR: usize = 40;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.quantities.len() > 2) {
        let text = desk.text(reading);
        for sentence in sentences(text, record) {
            for k in 2..sentence.len() {
                let told = sentence[k];
                if unit(told) != "%" || !exact(told) {
                    continue;
                }
                let Some(found) = of_its_base(text, &sentence, k)
                    .or_else(|| among(text, &sentence, k))
                    .or_else(|| within(text, &sentence, k))
                else {
                    continue;
                };
                let draft = Draft::default()
                    .arg(QUOTED, found.shown)
                    .arg("told", found.told)
                    .arg("from", &found.from.text)
                    .arg("to", &found.to.text)
                    .arg("right", found.right)
                    .also(Pointer::at(text, place(found.from), Some(record)))
                    .also(Pointer::at(text, place(found.to), Some(record)));
                report.add(reading, Some(record), found.at, draft);
            }
        }
    }
}

fn like(a: &QuantityRecord, b: &QuantityRecord) -> bool {
    unit(a) == unit(b) && !unit(a).is_empty() && unit(a) != "%" && exact(a) && exact(b)
}

/// 1350亩,占耕地总面积1800亩的85%.
fn of_its_base<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let (part, whole, told) = (sentence[k - 2], sentence[k - 1], sentence[k]);
    let gap = between(text, part, whole);
    let held = gap.trim_start_matches(',').starts_with('占')
        && gap.chars().count() <= NEAR
        && !gap.contains(['。', ';']);
    let joined = matches!(between(text, whole, told).as_str(), "的" | "的比例为" | "的比重为");
    (held && joined && like(part, whole)).then(|| off(part, whole, told)).flatten()
}

/// 824个村庄中有412个被淹,占60%.
fn among<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let (whole, part, told) = (sentence[k - 2], sentence[k - 1], sentence[k]);
    let gap = between(text, whole, part);
    let of = ["中有", "中,有", "中已有", "中,已有", "里有"]
        .iter()
        .any(|word| gap.ends_with(word) || gap.contains(word));
    let last = between(text, part, told);
    let led = last.ends_with('占') && last.chars().count() <= NEAR && !last.contains(['。', ';']);
    if !of || !led || gap.chars().count() > NEAR || !like(part, whole) {
        return None;
    }
    if float(part) > float(whole) {
        return Some(Broken {
            at: place(part),
            told: part.text.clone(),
            shown: format!("{} > {}", part.text, whole.text),
            right: whole.text.clone(),
            from: whole,
            to: part,
            severity: None,
        });
    }
    off(part, whole, told)
}

/// 其中外贸1125万吨,占36%: of no figure in its unit before it.
fn within<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let (part, told) = (sentence[k - 1], sentence[k]);
    let within = lead(text, part, 14).starts_with("其中");
    let led = matches!(between(text, part, told).as_str(), ",占" | "占" | "(占" | ",占总数的" | ",占总量的");
    if !within || !led {
        return None;
    }
    let wholes: Vec<&QuantityRecord> =
        sentence[..k - 1].iter().copied().filter(|q| like(q, part) && float(q) > float(part)).collect();
    let [first, others @ ..] = &wholes[..] else { return None };
    let near = between(text, first, part).chars().count() <= FAR;
    // What comes out of any of them is of that.
    if !near || others.iter().any(|whole| off(part, whole, told).is_none()) {
        return None;
    }
    off(part, first, told)
}
