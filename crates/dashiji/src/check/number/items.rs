//! N03, beside lists of names: items that are numbered (一是…二是…三是…): how many are told before them, and that none is left out.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report};
use crate::text::{Span, Text};

const NUMERALS: &str = "一二三四五六七八九";
/// Measure words of what is numbered so.
const COUNTERS: &[char] = &['件', '项', '个', '条', '点', '类', '种'];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for row in rows(text, span) {
            let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
            let listed = row.len() as u32;
            let skipped = last.1 != listed;
            let told = stated(text, span, first.0);
            // 抓好三项工作: what the last is numbered counts them as well.
            let (stated, from) = match told {
                _ if skipped => (last.1, first.0),
                Some((stated, from)) if stated != listed => (stated, from),
                _ => continue,
            };
            let list: Vec<String> =
                row.iter().map(|item| text.slice(Span::new(item.0, item.0 + 2)).to_owned()).collect();
            let draft = Draft::default()
                .arg("stated", stated.to_string())
                .arg("listed", listed.to_string())
                .arg("list", list.join("、"));
            report.add(reading, Some(record), view.raw(Span::new(from, last.0 + 2)), draft);
        }
    }
}

/// The rows of numbered items of an entry: where each stands, and its number.
fn rows(text: &Text, span: Span) -> Vec<Vec<(usize, u32)>> {
    let mut rows: Vec<Vec<(usize, u32)>> = Vec::new();
    for i in span.lo()..span.hi().saturating_sub(1) {
        let opens = i == span.lo() || matches!(text.before(i), ',' | '。' | ';' | ':' | '\n');
        let Some(n) = NUMERALS.chars().position(|c| c == text.at(i)).filter(|_| opens) else { continue };
        if text.at(i + 1) != '是' {
            continue;
        }
        let n = n as u32 + 1;
        match rows.last_mut() {
            Some(row) if n > 1 && row.last().is_some_and(|last| n > last.1) => row.push((i, n)),
            _ if n == 1 => rows.push(vec![(i, 1)]),
            _ => {}
        }
    }
    rows.retain(|row| row.len() > 1);
    rows
}

/// How many are told right before the first item (三件事:一是), and where.
fn stated(text: &Text, span: Span, first: usize) -> Option<(u32, usize)> {
    if text.before(first) != ':' {
        return None;
    }
    let from = (first - 1).saturating_sub(8).max(span.lo());
    let at = (from..first - 1).rev().find(|&i| COUNTERS.contains(&text.at(i)))?;
    let start = (from..at)
        .rev()
        .take_while(|&i| text.at(i).is_ascii_digit() || "一二两三四五六七八九十".contains(text.at(i)))
        .last()?;
    let value = if text.at(start) == '两' { 2 } else { number(text, start, at)?.0 };
    let fresh = !matches!(text.before(start), '第' | '、' | '几');
    (fresh && (2..20).contains(&value)).then_some((value, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_and_none_is_left_out() {
        let text = Text::new("会议议定三件事:一是修路,二是办学;三是通水。".to_owned());
        let found = rows(&text, text.span());
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3]);
        assert_eq!(stated(&text, text.span(), found[0][0].0).map(|s| s.0), Some(3));
        let text = Text::new("一是修路,二是办学,四是通水".to_owned());
        assert_eq!(rows(&text, text.span())[0].last().map(|last| last.1), Some(4));
    }
}
