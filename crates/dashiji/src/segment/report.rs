//! Heads of reports that follow each other: `第1期 7月22日8时`, `首报`, `续报一（18日12时）`, `情况报告第3期（7月24日）`.
//!
//! Each opens an entry: the serial is its headline, the day and hour beside it its date. In goes the head of a paragraph, out
//! comes where the serial stands, the dateline, and where the text of the report begins.

use super::dateline::{self, Cue, Grain};
use super::mark::skip_spaces;
use crate::text::{Span, Text, chars, is_han};

/// How many characters of a title may stand before the serial: 防汛抗洪情况报告第3期.
const TITLE: usize = 16;

/// A report's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Report {
    /// From the paragraph's first word to the serial's last.
    pub serial: Span,
    /// The day and hour.
    pub cue: Option<Cue>,
    /// Where the text begins.
    pub body: u32,
}

/// The head of a report at the start of a paragraph.
pub(super) fn look(text: &Text, start: usize, end: usize) -> Option<Report> {
    let limit = end.min(start + TITLE);
    let title = (start..limit).take_while(|&i| is_han(text.at(i)) || chars!(" “”").has(text.at(i))).count();
    let after = (start..=start + title).find_map(|at| {
        let title = at > start;
        numbered(text, at, end).or_else(|| named(text, at, end)).filter(|_| !title || text.at(at) == '第')
    })?;
    let serial = text.trim(Span::new(start, after));
    let mut at = after;
    while at < end && (text.at(at).is_whitespace() || chars!("*_:—-").has(text.at(at))) {
        at += 1;
    }
    let cue = dateline::opening(text, at, end).filter(|cue| cue.grain == Grain::Day);
    let parted = at > after || matches!(text.at(at), '(' | '[' | '【' | ',') || at >= end;
    match cue {
        Some(cue) if parted => Some(Report { serial, cue: Some(cue), body: cue.body }),
        // Without a day only what is nothing but a report's head.
        _ if at >= end && text.at(start) != '第' => Some(Report { serial, cue: None, body: end as u32 }),
        _ => None,
    }
}

/// `第1期`, `第十二号`, `第3报`.
fn numbered(text: &Text, at: usize, end: usize) -> Option<usize> {
    if text.at(at) != '第' {
        return None;
    }
    let number = skip_spaces(text, at + 1, end);
    let after = skip_spaces(text, numeral(text, number)?, end);
    matches!(text.at(after), '期' | '号' | '报' | '次').then_some(after + 1).filter(|&after| after <= end)
}

/// `首报`, `续报`, `续报一`, `续报（2）`, `终报`.
fn named(text: &Text, at: usize, end: usize) -> Option<usize> {
    let kind =
        matches!(text.at(at), '首' | '初' | '续' | '终' | '快' | '速' | '专') && text.at(at + 1) == '报';
    if !kind {
        return None;
    }
    let after = at + 2;
    let open = matches!(text.at(after), '(' | '[');
    let number = if open { after + 1 } else { after };
    let found = match numeral(text, number) {
        Some(end) if open && matches!(text.at(end), ')' | ']') => Some(end + 1),
        Some(end) if !open && !matches!(text.at(end), '月' | '日' | '时' | '年') => Some(end),
        _ => None,
    };
    Some(found.unwrap_or(after)).filter(|&after| after <= end)
}

/// Where a number of at most four characters ends.
fn numeral(text: &Text, at: usize) -> Option<usize> {
    let digit = |c: char| c.is_ascii_digit() || chars!("〇零一二三四五六七八九十百").has(c);
    let length = (at..at + 5).take_while(|&i| digit(text.at(i))).count();
    (1..=4).contains(&length).then_some(at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_known_by_their_serial_and_day() {
        for (line, serial) in [
            ("第1期 7月22日8时", Some("第1期")),
            ("第1期（7月22日8时）", Some("第1期")),
            ("情况报告第12期 7月22日8时，清江水位回落。", Some("情况报告第12期")),
            ("首报 7月22日8时", Some("首报")),
            ("首报", Some("首报")),
            ("续报一（18日12时）", Some("续报一")),
            ("续报（2） 18日12时", Some("续报（2）")),
            ("第1期县志简讯出版。", None),
            ("第3次会议7月22日召开。", None),
            ("首报7月份产量的企业有六家。", None),
            ("续报名额三十人。", None),
        ] {
            let text = Text::new(line.to_owned());
            let found = look(&text, 0, text.len()).map(|report| text.slice(report.serial).to_owned());
            assert_eq!(found.as_deref(), serial, "{line}");
        }
    }
}
