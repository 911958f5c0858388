//! S10: two sentences with no mark between: a name and a verb of saying stand right after the end of another clause
//! (坚决打赢疫情防控阻击战某某强调); or an entry without its last mark, in a document whose entries have theirs.

use crate::check::{Desk, Draft, Report};
use crate::text::{Span, Text, is_han};

const SAYS: &[&str] = &["强调,", "指出,", "要求,", "表示,", "强调:", "指出:", "说,", "强调要", "指出要"];
/// What may stand before the speaker's name: a title's last characters and words that lead to it.
const LEADS: &[&str] = &[
    "书记",
    "省长",
    "市长",
    "县长",
    "区长",
    "乡长",
    "镇长",
    "主席",
    "主任",
    "部长",
    "厅长",
    "局长",
    "院长",
    "校长",
    "组长",
    "司令员",
    "政委",
    "常委",
    "委员",
    "秘书长",
    "同志",
    "总理",
    "会上",
    "时",
    "后",
    "中",
    "并",
    "在",
    "和",
    "与",
    "对",
    "经理",
    "董事长",
    "总经理",
    "教授",
    "院士",
    "会长",
    "处长",
    "科长",
    "所长",
    "站长",
    "队长",
    "团长",
    "最后",
    "上",
    "还",
    "理事长",
    "检察长",
    "专员",
    "州长",
    "旗长",
    "村长",
    "社长",
    "馆长",
    "负责人",
    "代表",
];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    open_ends(desk, report);
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        let body = record.headline.as_ref().map_or(record.span.start, |h| h.end);
        for person in &record.people {
            for mention in person.mentions.iter().filter(|m| m.start > body) {
                let (start, end) = (mention.lo(), mention.hi());
                let says = SAYS.iter().any(|word| text.begins(end, word));
                if says && run_on(text, start, body as usize) {
                    let draft = Draft::default().arg("name", &person.name).replace(
                        Span::new(start, start),
                        "。",
                        false,
                    );
                    report.add(reading, Some(record), Span::new(start.saturating_sub(4), end + 2), draft);
                }
            }
        }
    }
}

/// Entries that end without a mark, or with one that goes on, where nearly all others end with one.
fn open_ends(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let text = &at.document.text;
        let open: Vec<(Span, &crate::fact::Record)> = at
            .records
            .iter()
            .map(|record| (text.trim(record.span), record))
            .filter(|(span, _)| !ends(text, *span))
            .filter(|(span, record)| !is_label(text, *span, record))
            .collect();
        // 》 and ” close an entry where others do so too.
        let closed = |span: &Span| "”》)】".contains(text.before(span.hi()));
        let habit = open.iter().filter(|(span, _)| closed(span)).count() * 10 > at.records.len()
            || at.records.len() < 10;
        let open: Vec<_> = open.into_iter().filter(|(span, _)| !(habit && closed(span))).collect();
        let (all, few) = (at.records.len(), open.len() * 5 <= at.records.len());
        if all < 5 || open.len() * 2 > all {
            continue;
        }
        // Where entries have headlines of their own, a line alone is one whose body was read as the next entry.
        let headed = at.records.iter().filter(|record| record.headline.is_some()).count() * 4 >= all;
        for (span, record) in open {
            let alone = (span.lo()..span.hi()).all(|i| !"。;!?\n".contains(text.at(i)));
            if headed && alone {
                continue;
            }
            let from = span.hi().saturating_sub(6).max(span.lo());
            let last = Span::new(from, span.hi());
            let goes_on = matches!(text.before(span.hi()), ',' | '、' | ';' | ':');
            if !few && !goes_on {
                continue;
            }
            let mend = Span::new(span.hi() - usize::from(goes_on), span.hi());
            let draft = Draft::default().arg("name", text.slice(last)).replace(mend, "。", false);
            report.add(reading, Some(record), last, draft);
        }
    }
}

/// Whether a stretch ends as a sentence does, its closing marks aside: 。, 。”, 。).
fn ends(text: &Text, span: Span) -> bool {
    let closing = |c: &char| "”’」』)".contains(*c) || c.is_whitespace();
    let last = (span.lo()..span.hi()).rev().map(|i| text.at(i)).find(|c| !closing(c));
    last.is_some_and(|c| "。!?…".contains(c))
}

/// Whether an entry is, or ends with, a line that is no sentence: `1978—1990`, `1901年（辛丑）　诞生`.
fn is_label(text: &Text, span: Span, record: &crate::fact::Record) -> bool {
    const WORD: usize = 4;
    // One line without a mark in it, as a heading is.
    const HEADING: usize = 8;
    let line = (span.lo()..span.hi()).rev().take_while(|&i| text.at(i) != '\n').last().unwrap_or(span.lo());
    let date = record.date.as_ref().map_or(0, |date| date.end as usize);
    // What stands in the brackets of a date names it.
    let mut depth = 0usize;
    let mut words = 0;
    for i in line.max(date)..span.hi() {
        match text.at(i) {
            '(' | '〔' | '[' => depth += 1,
            ')' | '〕' | ']' => depth = depth.saturating_sub(1),
            c => words += usize::from(depth == 0 && is_han(c)),
        }
    }
    let alone = line <= span.lo() && (line..span.hi()).all(|i| !",。;:!?、".contains(text.at(i)));
    // A row of a table is none either.
    words < if alone { HEADING } else { WORD } || (line..span.hi()).any(|i| text.at(i) == '|')
}

/// Whether a long clause without a title or a leading word stands right before a name.
fn run_on(text: &Text, start: usize, floor: usize) -> bool {
    let clause = (start.saturating_sub(60).max(floor)..start)
        .rev()
        .take_while(|&i| !",。;:!?\n\r ".contains(text.at(i)))
        .count();
    clause >= 6 && is_han(text.before(start)) && !LEADS.iter().any(|word| text.ends(start, word))
}
