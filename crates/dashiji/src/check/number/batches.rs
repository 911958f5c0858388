//! N02, beside parts and wholes: what so many batches, places or works come to (两批共40人), where the entry tells as many figures in its unit before it and
//! they come to another sum.

use super::clause::{amount, exact, place, unit};
use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Amount, QuantityKind, QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// Characters between the count and the figure: 两批共, 三次合计捐款.
const FAR: usize = 12;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.quantities.len() > 2) {
        let text = desk.text(reading);
        for (k, total) in record.quantities.iter().enumerate().skip(2) {
            let Some(count) = batches(text, record, total) else { continue };
            let like = |q: &&QuantityRecord| {
                unit(q) == unit(total) && q.kind != QuantityKind::Ordinal && q.part_of.is_none()
            };
            let parts: Vec<&QuantityRecord> = record.quantities[..k].iter().filter(like).collect();
            let sum: Amount = parts.iter().map(|part| amount(part)).sum();
            let sure = exact(total) && parts.iter().all(|part| exact(part));
            let each = parts.iter().all(|part| amount(part) < amount(total));
            // What is twice as much, or half, is of more than these.
            let near = sum.0 < amount(total).0 * 2 && amount(total).0 < sum.0 * 2;
            if parts.len() != count
                || !sure
                || !each
                || !near
                || sum == amount(total)
                || unit(total).is_empty()
            {
                continue;
            }
            let terms: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
            let mut draft = Draft::default()
                .arg("sum", format!("{} = {sum}", terms.join(" + ")))
                .arg("whole", &total.text)
                .arg("difference", (sum - amount(total)).to_string());
            draft.also = parts.iter().map(|part| Pointer::at(text, place(part), Some(record))).collect();
            report.add(reading, Some(record), place(total), draft);
        }
    }
}

/// How many batches a total says that it is of: two of 两批共40人.
fn batches(text: &Text, record: &Record, total: &QuantityRecord) -> Option<usize> {
    let end = total.start as usize;
    let floor = record.span.lo().max(end.saturating_sub(FAR));
    let open = (floor..end)
        .rev()
        .find(|&i| matches!(text.at(i), ',' | '。' | ';' | '、' | '\n' | '('))
        .map_or(floor, |i| i + 1);
    let sums = (open..end).find(|&i| lists::CHECK_COME_TO.all().any(|word| text.begins(i, word)))?;
    let counted = lists::CHECK_COUNTED_TOGETHER.all().find(|word| text.ends(sums, word))?;
    let stop = sums - counted.chars().count();
    let stop = if text.before(stop) == '个' { stop - 1 } else { stop };
    let digit = |i: &usize| text.at(*i).is_ascii_digit() || "一二两三四五六七八九十".contains(text.at(*i));
    let start = (open..stop).rev().take_while(digit).last()?;
    let value = if text.at(start) == '两' { 2 } else { number(text, start, stop)?.0 };
    let fresh = text.before(start) != '第' && (2..=12).contains(&value);
    // 两批共 alone, or behind 以上, 前后, 先后.
    let ahead = text.trim(Span::new(open, start));
    let led = ahead.is_empty() || lists::CHECK_TOGETHER.all().any(|word| text.ends(ahead.hi(), word));
    (fresh && led).then_some(value as usize)
}
