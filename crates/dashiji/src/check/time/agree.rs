//! T07, beside weekdays: two ways to tell one time that do not agree: a quarter and its months (第一季度(4—6月)), a third of a month and its
//! day (8月上旬(8月15日)), a year and its place in the cycle of sixty (1984年(乙丑年)), a five-year plan and its years.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report};
use crate::resolve::cycle;
use crate::text::{Span, Text};

/// Words of a plan between its number and its years.
const PLAN: &[&str] = &["计划", "规划", "时期", "期间", "纲要"];

/// What is told, what is told beside it, and what that should be.
struct Apart {
    told: Span,
    said: Span,
    right: String,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for open in (span.lo()..span.hi()).filter(|&i| text.at(i) == '(') {
            let found = months(text, span, open)
                .or_else(|| third(text, span, open))
                .or_else(|| cycled(text, span, open))
                .or_else(|| plan(text, span, open));
            let Some(found) = found else { continue };
            let draft = Draft::default()
                .arg("date", text.slice(found.told))
                .arg("said", text.slice(found.said))
                .arg("real", found.right);
            report.add(reading, Some(record), view.raw(found.said), draft);
        }
    }
}

/// One past a dash or a word between two ends.
fn to(text: &Text, at: usize) -> Option<usize> {
    let dash = |i: usize| matches!(text.at(i), '-' | '—' | '–' | '~' | '至' | '到');
    dash(at).then(|| if dash(at + 1) { at + 2 } else { at + 1 })
}

/// 第一季度(1—3月), 上半年(1—6月).
fn months(text: &Text, span: Span, open: usize) -> Option<Apart> {
    let (start, first, last) = if text.ends(open, "季度") {
        let at = open.checked_sub(3)?;
        let quarter = number(text, at, open).map(|(n, _)| n).filter(|n| (1..=4).contains(n))?;
        // 二、三季度 are two.
        if matches!(text.before(at), '、' | '至' | '-' | '—' | '~' | '和') || text.before(at).is_ascii_digit()
        {
            return None;
        }
        let start = if text.before(at) == '第' { at - 1 } else { at };
        (start, quarter * 3 - 2, quarter * 3)
    } else if text.ends(open, "上半年") {
        (open - 3, 1, 6)
    } else if text.ends(open, "下半年") {
        (open - 3, 7, 12)
    } else {
        return None;
    };
    let (from, mut stop) = number(text, open + 1, span.hi())?;
    if text.at(stop) == '月' {
        stop += 1;
    }
    let (till, stop) = number(text, to(text, stop)?, span.hi())?;
    let whole = text.at(stop) == '月' && text.at(stop + 1) == ')';
    let known = (1..=12).contains(&from) && (1..=12).contains(&till);
    (whole && known && (from, till) != (first, last)).then(|| Apart {
        told: Span::new(start, open),
        said: Span::new(open + 1, stop + 1),
        right: format!("{first}—{last}月"),
    })
}

/// 8月上旬(8月5日).
fn third(text: &Text, span: Span, open: usize) -> Option<Apart> {
    const THIRDS: [&str; 3] = ["月上旬", "月中旬", "月下旬"];
    let told = THIRDS.iter().position(|word| text.ends(open, word))?;
    let end = open - 3;
    let start = (span.lo()..end).rev().take_while(|&i| text.at(i).is_ascii_digit()).last()?;
    let (month, _) = number(text, start, end)?;
    let (first, stop) = number(text, open + 1, span.hi())?;
    let (other, from) = if text.at(stop) == '月' { (first, stop + 1) } else { (month, open + 1) };
    let (day, stop) = number(text, from, span.hi())?;
    let closed = text.at(stop) == '日' && text.at(stop + 1) == ')';
    if !closed || other != month || !(1..=31).contains(&day) {
        return None;
    }
    let real = match day {
        1..=10 => 0,
        11..=20 => 1,
        _ => 2,
    };
    (real != told).then(|| Apart {
        told: Span::new(start, open),
        said: Span::new(open + 1, stop + 1),
        right: format!("{month}{}", THIRDS[real]),
    })
}

/// Whether a month of ours stands here in which the moon's year may still be the last one's.
pub(super) fn is_early(text: &Text, at: usize) -> bool {
    matches!(text.at(at), '1' | '2' | '一' | '二' | '正')
}

/// 1984年(甲子年).
fn cycled(text: &Text, span: Span, open: usize) -> Option<Apart> {
    if text.before(open) != '年' {
        return None;
    }
    let end = open - 1;
    let start = (span.lo()..end).rev().take_while(|&i| text.at(i).is_ascii_digit()).last()?;
    let (year, stop) = number(text, start, end).filter(|_| end - start == 4)?;
    let lead = ["农历", "夏历", "岁次"].iter().find(|word| text.begins(open + 1, word));
    let at = open + 1 + lead.map_or(0, |word| word.chars().count());
    let place = cycle::place(text.at(at), text.at(at + 1))?;
    let close = if text.at(at + 2) == '年' { at + 3 } else { at + 2 };
    if stop != end || text.at(close) != ')' {
        return None;
    }
    let year = year as i32;
    // The year of the moon begins in its first or second month: before that the year before is still told.
    let early = is_early(text, close + 1);
    let fits = cycle::of_year(year) == place || early && cycle::of_year(year - 1) == place;
    let right = format!("{}年", cycle::name(cycle::of_year(year)));
    (!fits && year > 100).then(|| Apart { told: Span::new(start, open), said: Span::new(at, close), right })
}

/// “七五”计划(1986—1990年).
fn plan(text: &Text, span: Span, open: usize) -> Option<Apart> {
    let (from, stop) = number(text, open + 1, span.hi()).filter(|(from, _)| (1900..2100).contains(from))?;
    let stop = if text.at(stop) == '年' { stop + 1 } else { stop };
    let (till, stop) =
        number(text, to(text, stop)?, span.hi()).filter(|(till, _)| (1900..2100).contains(till))?;
    let close = if text.at(stop) == '年' { stop + 1 } else { stop };
    if text.at(close) != ')' {
        return None;
    }
    // 《国民经济和社会发展“九五”计划》(1996—2000年).
    let mut end = open - usize::from(text.before(open) == '》');
    let mut named = false;
    while let Some(word) = PLAN.iter().find(|word| text.ends(end, word)) {
        end -= word.chars().count();
        named = true;
    }
    if matches!(text.before(end), '”' | '"' | '』' | '」') {
        end -= 1;
        named = true;
    }
    if text.before(end) != '五' || !named {
        return None;
    }
    let start = (span.lo()..end - 1)
        .rev()
        .take(2)
        .take_while(|&i| "一二三四五六七八九十".contains(text.at(i)))
        .last()?;
    let (which, behind) = number(text, start, end - 1)?;
    if behind != end - 1 || !(1..=20).contains(&which) {
        return None;
    }
    let first = match which {
        1 => 1953,
        2 => 1958,
        n => 1966 + 5 * (n - 3),
    };
    (from != first || till != first + 4).then(|| Apart {
        told: Span::new(start, open),
        said: Span::new(open + 1, close),
        right: format!("{first}—{}年", first + 4),
    })
}
