//! S12: a word set twice (通知的的, 与与会人员, 第一次会议第一次会议).

use crate::check::{Desk, Draft, Report};
use crate::lexicon::{Lexicon, common};
use crate::text::{Span, Text, is_han};

/// One-character words that are never told twice, with the characters that before or after them belong to another word (目的的,
/// 参与与, 现在在).
const ONCE: &[(char, &str, &str)] = &[
    ('的', "目", "确士"),
    ('与', "参赠授给赋付", "会"),
    ('和', "共温缓平饱总", "和谐美解"),
    ('及', "普涉波顾触企埃以", "时格"),
    ('在', "现存所潜实内外", "场校线职编"),
    ('是', "", "是非"),
    ('了', "为除不明", "解结然望却断事"),
];
/// The longest stretch that is looked for twice.
const LONGEST: usize = 12;
/// The shortest: two characters are told twice as a manner of speech too (讨论讨论), but not in a record, and numbers are (一个一个).
const SHORTEST: usize = 2;
/// Characters of words that are told twice on purpose.
const TWICE: &str = "一二三四五六七八九十百千万几某哈嘻许多很各年月日天层步代家";

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    listed(desk, report);
    for (reading, record) in desk.records() {
        let (view, whole) = desk.seen(reading, record);
        let text = view.text();
        let mut i = whole.lo();
        while i + 1 < whole.hi() {
            let found = once(text, i)
                .or_else(|| stretch(text, i, whole.hi()))
                .or_else(|| tail(text, i, whole.lo()))
                .or_else(|| apart(text, i, whole.lo()))
                .or_else(|| counter(text, i))
                .or_else(|| inside(text, i, whole.lo()));
            // 研究研究 is how people speak: what is said or quoted keeps it.
            let Some(length) = found.filter(|&n| n != 2 || !quoted(text, i, whole.lo())) else {
                i += 1;
                continue;
            };
            let span = Span::new(i, i + 2 * length);
            let draft = Draft::default().arg("word", text.slice(Span::new(i, i + length))).replace(
                view.raw(Span::new(i, i + length)),
                "",
                false,
            );
            report.add(reading, Some(record), view.raw(span), draft);
            i = span.hi();
        }
    }
}

/// Names that a list has twice, one behind the other: 副县长宋立、宋立.
fn listed(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        let people = record.people.iter().flat_map(|person| person.mentions.iter().copied());
        let places = record.places.iter().flat_map(|place| &place.mentions);
        let bodies = record.orgs.iter().flat_map(|body| &body.mentions);
        let quoted = places.chain(bodies).map(|quote| Span { start: quote.start, end: quote.end });
        let mut names: Vec<Span> = people.chain(quoted).collect();
        names.sort_unstable_by_key(|span| (span.start, span.end));
        for (k, first) in names.iter().enumerate() {
            let again = |next: &&Span| {
                next.start == first.end + 1
                    && text.at(first.end as usize) == '、'
                    && text.slice(**next) == text.slice(*first)
            };
            let Some(next) = names[k + 1..].iter().take(6).find(again) else { continue };
            let draft = Draft::default().arg("word", text.slice(*next)).replace(
                Span { start: first.end, end: next.end },
                "",
                false,
            );
            report.add(reading, Some(record), Span { start: first.start, end: next.end }, draft);
        }
    }
}

/// A one-character word twice.
fn once(text: &Text, at: usize) -> Option<usize> {
    let c = text.at(at);
    let (_, before, after) = ONCE.iter().find(|(word, ..)| *word == c)?;
    let twice = text.at(at + 1) == c && text.at(at + 2) != c && text.before(at) != c;
    (twice && !before.contains(text.before(at)) && !after.contains(text.at(at + 2))).then_some(1)
}

/// The last character of a word twice at the end of a clause: 召开会议议。
fn tail(text: &Text, at: usize, floor: usize) -> Option<usize> {
    let c = text.at(at);
    let closes = "。,;、!?\n”》)".contains(text.at(at + 2)) || text.at(at + 2).is_ascii_digit();
    let twice = is_han(c) && text.at(at + 1) == c && text.before(at) != c && at > floor && closes;
    let word = || common::is_word(&[text.before(at), c]) && !common::is_word(&[c, c]);
    (twice && !TWICE.contains(c) && word()).then_some(1)
}

/// Measure words that a number leads.
const COUNTERS: &str = "人名位个家户起件项条次篇座台辆株亩吨元米里头只架艘匹亿万";

/// The measure word of a figure twice: 3起起, 135人人出席.
fn counter(text: &Text, at: usize) -> Option<usize> {
    let c = text.at(at);
    let twice = COUNTERS.contains(c) && text.at(at + 1) == c && text.at(at + 2) != c;
    let counted = at > 0 && text.before(at).is_ascii_digit();
    // 12个个体户, 6人人均: the second begins a word.
    let next = text.at(at + 2);
    let begins = next != '次' && common::is_word(&[c, next]) || next == '均';
    (twice && counted && !begins).then_some(1)
}

/// Characters that are words by themselves and are told once, where no word with a neighbour holds either of them (获获全国冠军).
const ALONE: &str = "获被由将对到从向于以并至自经把使为任赴率";

fn apart(text: &Text, at: usize, floor: usize) -> Option<usize> {
    let c = text.at(at);
    let twice = ALONE.contains(c) && text.at(at + 1) == c && text.before(at) != c && text.at(at + 2) != c;
    let free = at > floor
        && !common::is_word(&[text.before(at), c])
        && !common::is_word(&[c, c])
        && !common::is_word(&[c, text.at(at + 2)])
        && is_han(text.at(at + 2));
    // A name may end or begin with it.
    let mark = "。,;、:\n \u{3000}日月年".contains(text.before(at))
        || common::is_word(&[text.before(at.saturating_sub(1)), text.before(at)]);
    (twice && free && mark).then_some(1)
}

/// The last character of a word twice before another word: 改革开放放政策.
fn inside(text: &Text, at: usize, floor: usize) -> Option<usize> {
    let c = text.at(at);
    let twice =
        is_han(c) && text.at(at + 1) == c && text.at(at + 2) != c && text.before(at) != c && at > floor;
    // 一件件, 浩浩荡荡, 立法法.
    let spoken = text.before(at) == '一'
        || at > 1 && text.before(at - 1) == text.before(at)
        || c == '法'
        || ONCE.iter().any(|(word, ..)| *word == c);
    let (next, last) = (text.at(at + 2), text.at(at + 3));
    let words = twice
        && !spoken
        && common::is_word(&[text.before(at), c])
        && common::is_word(&[next, last])
        && !common::is_word(&[c, c])
        && !common::is_word(&[c, next])
        && !common::is_word(&[c, next, last]);
    (words
        && !TWICE.contains(c)
        && !Lexicon::builtin()
            .beginnings(text.folded(Span::new(at + 1, (at + 7).min(text.len()))))
            .any(|(length, _)| length > 1))
    .then_some(1)
}

/// A stretch of characters twice, one after the other.
fn stretch(text: &Text, at: usize, end: usize) -> Option<usize> {
    // A stretch that repeats itself inside (123123123) begins where it begins and no later.
    (SHORTEST..=LONGEST).rev().find(|&n| {
        let speech = n == 2 && (at..at + 2).any(|k| TWICE.contains(text.at(k)));
        !speech
            && at + 2 * n <= end
            && (0..n).all(|k| text.at(at + k) == text.at(at + n + k) && is_han(text.at(at + k)))
            && (1..n).any(|k| text.at(at + k) != text.at(at))
    })
}

/// Whether a place lies in quotation marks.
fn quoted(text: &Text, at: usize, floor: usize) -> bool {
    let floor = floor.max(at.saturating_sub(80));
    (floor..at).rev().map(|i| text.at(i)).find(|c| "“”".contains(*c)) == Some('“')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_twice_is_told_from_what_is_said_twice() {
        for (sentence, want) in [
            ("印发工作的的通知", Some("的")),
            ("达到目的的办法", None),
            ("参与与否", None),
            ("为了了解情况", None),
            ("听取了了汇报", Some("了")),
            ("召开第一次会议第一次会议", Some("第一次会议")),
            ("大家讨论讨论", Some("讨论")),
            ("一步一步走", None),
            ("现在在县城", None),
            ("哈哈哈哈哈哈", None),
        ] {
            let text = Text::new(sentence.to_owned());
            let found = (0..text.len()).find_map(|i| {
                let length = once(&text, i).or_else(|| stretch(&text, i, text.len()))?;
                Some(text.slice(Span::new(i, i + length)).to_owned())
            });
            assert_eq!(found.as_deref(), want, "{sentence}");
        }
    }
}
