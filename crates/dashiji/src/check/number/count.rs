//! N03: a count beside the list that it counts (`甲、乙、丙等4家`), where the list has more, or without 等 another number.

use crate::check::{Desk, Draft, Report, Severity};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// No item of a list of names is longer.
const ITEM: usize = 16;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let mut i = span.lo();
        while i < span.hi() {
            let Some((stated, behind)) = counting(text, i, span.hi()) else {
                i += 1;
                continue;
            };
            if let Some((listed, list)) = list_behind(text, behind, span.hi())
                && listed != stated
                && stated > 1
                && listed.abs_diff(stated) <= 2
            {
                let draft = Draft::default()
                    .arg("stated", stated.to_string())
                    .arg("listed", listed.to_string())
                    .arg("list", text.slice(list));
                report.add(reading, Some(record), view.raw(Span::new(i, list.hi())), draft);
                i = list.hi();
                continue;
            }
            let open = text.before(i) == '等';
            if let Some((listed, list)) = list_before(text, span.lo(), i)
                && told_apart(listed, stated, open)
            {
                let draft = Draft::default()
                    .arg("stated", stated.to_string())
                    .arg("listed", listed.to_string())
                    .arg("list", text.slice(list));
                // One fewer than told, with 等, may be meant: the others are not worth their names.
                let lacking = open && listed < stated;
                let draft = if lacking { draft.severity(Severity::Note) } else { draft };
                report.add(reading, Some(record), view.raw(Span::new(list.lo(), behind)), draft);
            }
            i = behind;
        }
    }
}

/// Whether a list and its count contradict each other. With 等 a list may have fewer; but a list short by one leaves out one name.
fn told_apart(listed: usize, stated: usize, open: bool) -> bool {
    if open {
        listed > stated || listed + 1 == stated && listed > 1
    } else {
        // 机关、学校、企业20家: kinds and not names are listed.
        listed != stated && stated > 1 && listed.abs_diff(stated) <= 2
    }
}

/// Counters of what lists name: bodies, places, people.
const COUNTERS: &[&str] = &[
    "个", "家", "人", "位", "名", "所", "项", "种", "县", "市", "区", "省", "乡", "镇", "村", "局", "部门",
    "单位", "厂", "校", "矿", "户", "县市", "省市", "乡镇", "市县", "县区", "地", "国", "大", "部", "座",
    "条", "处", "起", "件", "篇", "本",
];

/// A count behind a list: its number and one past its counter.
fn counting(text: &Text, at: usize, end: usize) -> Option<(usize, usize)> {
    let before = text.before(at);
    let fresh = !before.is_ascii_digit() && !"第一二三四五六七八九十百千万点.".contains(before);
    if !fresh || !(text.at(at).is_ascii_digit() || "二三四五六七八九十两".contains(text.at(at))) {
        return None;
    }
    let (value, stop) = super::super::digits::number(text, at, end)?;
    let value = if text.at(at) == '两' { 2 } else { value };
    let counter =
        COUNTERS.iter().filter(|word| text.begins(stop, word)).max_by_key(|word| word.chars().count())?;
    // 3人民币, 4月 and 5余家 are none; nor is an ordinal's year.
    (value < 100).then_some((value as usize, stop + counter.chars().count()))
}

/// Number and extent of the names listed behind a count: 5个学院:甲、乙…; 4个系,即…; 3个乡,分别是….
fn list_behind(text: &Text, at: usize, end: usize) -> Option<(usize, Span)> {
    // What is counted may stand between: 5个|学院.
    const NOUN: usize = 8;
    let stop = (at..end.min(at + NOUN)).find(|&i| !crate::text::is_han(text.at(i)))?;
    let word = lists::CHECK_LIST_FOLLOWS.all().find(|word| text.begins(stop, word))?;
    let from = stop + word.chars().count();
    let close = (from..end.min(from + 10 * ITEM)).find(|&i| matches!(text.at(i), '。' | ';' | '\n'))?;
    let list = Span::new(from, close);
    let said = text.folded(list);
    // One list of plain names, all of which are told.
    let plain = said.iter().all(|c| crate::text::is_han(*c) || matches!(c, '、' | '“' | '”'))
        && !said.contains(&'等')
        && said.split(|c| *c == '、').all(|item| (2..=ITEM).contains(&item.len()));
    let joined = said
        .rsplit(|c| *c == '、')
        .next()
        .is_some_and(|last| last.iter().skip(2).any(|c| matches!(c, '和' | '及' | '与')) && last.len() > 4);
    let items = said.iter().filter(|c| **c == '、').count() + 1 + usize::from(joined);
    (plain && items > 1).then_some((items, list))
}

/// Number and extent of the names listed with 、 right before a count.
fn list_before(text: &Text, floor: usize, at: usize) -> Option<(usize, Span)> {
    let end = if text.before(at) == '等' { at - 1 } else { at };
    let (mut start, mut items, mut length) = (end, 1usize, 0usize);
    let mut single = 0usize;
    let mut joined = false;
    while start > floor {
        let c = text.at(start - 1);
        match c {
            '、' => {
                if length == 0 {
                    return None;
                }
                items += 1;
                single += usize::from(length == 1);
                length = 0;
            }
            // 和 and 及 join the last two, once a list is there.
            '和' | '及' if items == 1 && length > 1 => {
                items += 1;
                length = 0;
                joined = true;
            }
            // 甲和乙、丙和丁两个关系: a join in every item joins no list.
            '和' | '及' if joined => {
                items -= 1;
                joined = false;
                length += 1;
            }
            ',' | '。' | ';' | ':' | '(' | ')' | '“' | '”' | '!' | '?' | '\n' | '\r' | ' ' | '《' | '》' =>
            {
                break;
            }
            // 县水利局负责人到八仙、正阳、洪阳三镇: the list begins behind where they go.
            '到' | '赴' | '在' | '往' if length > 0 => break,
            // 小学3所、中学2所、幼儿园5所 are figures side by side.
            '0'..='9' => return None,
            _ => length += 1,
        }
        if length > ITEM {
            return None;
        }
        start -= 1;
    }
    // Two names are a list only where 等 or a word of all closes it: 甲、乙等三市, 甲、乙两县.
    let least = if text.before(at) == '等' || "两二".contains(text.at(at)) { 2 } else { 3 };
    // 桥、涵、闸5座: kinds, of which there may be more than one each.
    let kinds = text.at(at).is_ascii_digit() && single + 1 >= items;
    (items >= least && length > 1 && !kinds).then(|| (items, Span::new(start, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_counted_back_to_its_clause() {
        let text = Text::new("会上,清河、白石、南岭和东坝四县汇报".to_owned());
        let at = text.find(text.span(), "四县").unwrap();
        assert_eq!(list_before(&text, 0, at).map(|(n, _)| n), Some(4));
        let text = Text::new("要处理好甲和乙、丙和丁、戊和己三个关系".to_owned());
        let at = text.find(text.span(), "三个").unwrap();
        assert_eq!(list_before(&text, 0, at).map(|(n, _)| n), Some(3));
        let text = Text::new("县农机局、县供销社职工到柳林、双庙、石佛三乡".to_owned());
        let at = text.find(text.span(), "三乡").unwrap();
        assert_eq!(list_before(&text, 0, at).map(|(n, _)| n), Some(3));
        let text = Text::new("来自东方机械厂等4家企业".to_owned());
        assert_eq!(list_before(&text, 0, text.find(text.span(), "4").unwrap()), None);
    }
}
