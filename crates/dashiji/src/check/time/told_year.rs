//! T16: a year named in an entry that its words put on the other side of it: 总结1987年工作 in 1986, 部署2007年工作 in 2008, 比2005年增长 in 2005, 1981年底竣工 of
//! what was begun in 1982; and a quarter or half of the year that is reported on before it has begun.

use crate::check::digits::number;
use crate::check::{Desk, Draft, QUOTED, Report};
use crate::fact::{Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, Words};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let Some(date) = record.dated() else { continue };
        let Some(year) = date.year().filter(|year| *year >= FIRST) else { continue };
        if TimeRecord::year(date) != date.to.get(..4).and_then(|to| to.parse().ok()) {
            continue;
        }
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let head = view.seen(Span { start: date.start, end: date.end });
        let line = super::under(text, head, span);
        for i in line.lo()..line.hi() {
            let told = if text.at(i) == '年' { named(text, span, head, i, year) } else { None };
            if let Some((at, right)) = told {
                let draft =
                    Draft::default().arg("told", text.slice(at)).arg("date", &date.text).arg("right", right);
                report.add(reading, Some(record), view.raw(at), draft);
            }
            if let Some(at) = Some(i).filter(|&i| text.at(i) == '(').and_then(|i| lived(text, span, i, year))
            {
                let draft =
                    Draft::default().arg("told", text.slice(at)).arg("date", &date.text).arg("right", "=");
                report.add(reading, Some(record), view.raw(at), draft);
            }
            if let Some(at) = period(text, span, i, date, record) {
                let draft = Draft::default()
                    .arg("told", text.slice(at))
                    .arg("date", &date.text)
                    .arg(QUOTED, text.slice(at));
                report.add(reading, Some(record), view.raw(at), draft);
            }
        }
    }
}

/// Years in which dates and works are told by years of ours.
const FIRST: i32 = 1900;
/// Characters of a clause that are looked at to either side.
const NEAR: usize = 16;

fn is_mark(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | ':' | '\n' | '、' | '(' | ')' | '《' | '》' | '“' | '”')
}

/// A year whose words put it on the other side of the entry's: where it stands with them, and how it should lie.
fn named(text: &Text, span: Span, head: Span, at: usize, own: i32) -> Option<(Span, &'static str)> {
    let start = at.checked_sub(4).filter(|start| *start >= span.lo() && *start >= head.hi())?;
    if !(start..at).all(|i| text.at(i).is_ascii_digit()) || text.before(start).is_ascii_digit() {
        return None;
    }
    let year: i32 =
        text.slice(Span::new(start, at)).parse().ok().filter(|year| (FIRST..2100).contains(year))?;
    let ends = |words: &Words| {
        words.all().filter(|word| text.ends(start, word)).map(|word| word.chars().count()).max()
    };
    let stop = (at + 1..span.hi().min(at + 1 + NEAR)).find(|&i| is_mark(text.at(i)));
    let stop = stop.unwrap_or(span.hi().min(at + 1 + NEAR));
    let behind: String = text.folded(Span::new(at + 1, stop)).iter().collect();
    let behind = behind.strip_prefix('度').unwrap_or(&behind);
    let begins = |words: &Words| words.all().any(|word| behind.starts_with(word));
    let holds = |words: &Words| words.all().any(|word| behind.contains(word));
    let first = earlier(text, span, start);
    if let Some(long) = ends(&lists::CHECK_LOOKS_BACK) {
        return (year > own && !holds(&lists::CHECK_OF_PLANS))
            .then(|| (Span::new(start - long, at + 1), "≤"));
    }
    if let Some(long) = ends(&lists::CHECK_LOOKS_AHEAD) {
        let plan = holds(&lists::CHECK_OF_WORK) && !holds(&lists::CHECK_OF_RESULTS);
        return (year < own && plan && first.is_none()).then(|| (Span::new(start - long, at + 1), "≥"));
    }
    if let Some(long) = ends(&lists::CHECK_HELD_AGAINST) {
        let verb = begins(&lists::CHECK_RISES)
            || begins(&lists::CHECK_FALLS)
            || begins(&lists::CHECK_MORE_BY)
            || begins(&lists::CHECK_LESS_BY)
            || begins(&lists::CHECK_YEAR_OF);
        return (year >= own && verb && first.is_none_or(|other| other <= year))
            .then(|| (Span::new(start - long, at + 1), "<"));
    }
    // 1981年底竣工 of what is begun in the entry.
    let bare =
        behind.trim_start_matches(|c: char| c.is_ascii_digit() || "初中底末月日春夏秋冬上下旬前".contains(c));
    let done = lists::CHECK_DONE_LATER.all().any(|word| bare.starts_with(word));
    let before: String =
        text.folded(Span::new(start.saturating_sub(NEAR).max(head.hi()), start)).iter().collect();
    let (clause, rest) = before.split_once(',')?;
    let begun = rest.is_empty() && lists::CHECK_BEGUN_WITH.all().any(|word| clause.ends_with(word));
    (done && begun && first.is_none() && year < own).then(|| (Span::new(start, at + 1), "≥"))
}

/// A year told before a place in its sentence.
fn earlier(text: &Text, span: Span, at: usize) -> Option<i32> {
    const FAR: usize = 80;
    let floor = span.lo().max(at.saturating_sub(FAR));
    let start = (floor..at).rev().find(|&i| matches!(text.at(i), '。' | '\n')).map_or(floor, |i| i + 1);
    (start + 4..at).rev().filter(|&i| text.at(i) == '年').find_map(|i| {
        let digits = (i - 4..i).all(|k| text.at(k).is_ascii_digit());
        digits.then(|| text.slice(Span::new(i - 4, i)).parse().ok()).flatten()
    })
}

/// The last of months that are reported on (1—8月), where it has not begun: its number, where the words begin, and their length.
fn months(text: &Text, at: usize) -> Option<(u32, usize)> {
    let digit = |i: usize| text.at(i).is_ascii_digit();
    let start = (at.saturating_sub(2)..at).rev().take_while(|&i| digit(i)).last()?;
    let (month, _) = number(text, start, at)?;
    let dash = (start.saturating_sub(2)..start)
        .rev()
        .take_while(|&i| matches!(text.at(i), '-' | '—' | '–' | '~' | '至'))
        .last()?;
    let dash = if text.before(dash) == '月' { dash - 1 } else { dash };
    let first = (dash.saturating_sub(2)..dash).rev().take_while(|&i| digit(i)).last()?;
    let one = number(text, first, dash)?.0 == 1 && !digit(at + 1) && text.before(first) != '年';
    (one && (2..=12).contains(&month)).then_some((month, first))
}

/// A part of the entry's own year that is reported on before it has begun.
fn period(text: &Text, span: Span, at: usize, date: &TimeRecord, record: &Record) -> Option<Span> {
    let mut begun = None;
    let (first, long) = match text.at(at) {
        '月' => {
            let (month, start) = months(text, at).filter(|(_, start)| *start >= span.lo())?;
            begun = Some(start);
            (month, 1)
        }
        '下' if text.begins(at, "下半年") => (7, 3),
        '季' if text.at(at + 1) == '度' => {
            let quarter = match text.before(at) {
                '二' | '2' => 4,
                '三' | '3' => 7,
                '四' | '4' => 10,
                _ => return None,
            };
            (quarter, 2)
        }
        _ => return None,
    };
    let whole = date.from.get(..7) == date.to.get(..7) && record.dated().is_some();
    let month: u32 = date.from.get(5..7).filter(|_| whole)?.parse().ok()?;
    let start = begun.unwrap_or(if long == 2 { at - 1 } else { at });
    let start = if text.before(start) == '第' { start - 1 } else { start };
    let floor = span.lo().max(start.saturating_sub(40));
    let open =
        (floor..start).rev().find(|&i| matches!(text.at(i), '。' | ';' | '\n')).map_or(floor, |i| i + 1);
    let end = (at + long..span.hi().min(at + 60)).find(|&i| matches!(text.at(i), '。' | ';' | '\n'));
    let end = end.unwrap_or(span.hi().min(at + 60));
    let before: String = text.folded(Span::new(open, start)).iter().collect();
    let sentence: String = text.folded(Span::new(open, end)).iter().collect();
    // 上年下半年, 1985年第三季度, 二、三季度: of another year, or not alone.
    let other = lists::CHECK_OTHER_YEAR.all().any(|word| before.ends_with(word))
        || before.ends_with(['年', '、', '至', '—', '-', '~', '一', '二', '三']);
    let told = lists::CHECK_REPORTED.all().any(|word| sentence.contains(word));
    let plan = lists::CHECK_PLANNED.all().any(|word| sentence.contains(word));
    let early =
        month < first || month == first && lists::CHECK_OF_COURSE.all().any(|word| sentence.contains(word));
    (early && !other && told && !plan).then(|| Span::new(start, at + long))
}

/// The year of death in a bracket behind a name, where the entry tells the death in another: 吴启元(1893—1963)病故 in 1936.
fn lived(text: &Text, span: Span, open: usize, own: i32) -> Option<Span> {
    let (born, stop) = number(text, open + 1, span.hi())?;
    let dash = |i: usize| matches!(text.at(i), '-' | '—' | '–' | '~');
    let from = (stop..stop + 3).find(|&i| !dash(i) && text.at(i) != '年').filter(|from| *from > stop)?;
    let (died, end) = number(text, from, span.hi())?;
    let died = i32::try_from(died).ok()?;
    let shaped = stop - open == 5 && end - from == 4 && (text.at(end) == ')' || text.at(end + 1) == ')');
    let close = (end..span.hi().min(end + NEAR + 2)).find(|&i| matches!(text.at(i), '。' | '\n' | ';'));
    let tail = Span::new(end, close.unwrap_or(span.hi().min(end + NEAR + 2)));
    let (at, word) = lists::CHECK_PASSED_AWAY.all().find_map(|word| Some((text.find(tail, word)?, word)))?;
    // 逝世20周年 is not the death.
    let behind = at + word.chars().count();
    let kept = text.at(behind).is_ascii_digit()
        || matches!(text.at(behind), '后' | '前' | '周' | '一' | '二' | '三' | '十');
    (shaped && !kept && born > 1000 && died != own).then(|| Span::new(from, end))
}

/// How many years something took, beside the year it was begun: 2011年9月开工,历时6年 in 2015.
pub(super) fn took(text: &Text, span: Span, at: usize, own: i32) -> Option<(Span, String)> {
    let word = lists::CHECK_TOOK.all().find(|word| text.begins(at, word))?;
    let (count, stop) = number(text, at + word.chars().count(), span.hi())?;
    let whole = text.at(stop) == '年' && !matches!(text.at(stop + 1), '多' | '半' | '余' | '零' | '又');
    let count = i32::try_from(count).ok().filter(|count| whole && (1..60).contains(count))?;
    let floor = span.lo().max(at.saturating_sub(60));
    let start = (floor..at).rev().find(|&i| matches!(text.at(i), '。' | '\n')).map_or(floor, |i| i + 1);
    let mut years = (start + 4..at).filter(|&i| text.at(i) == '年').filter_map(|i| {
        let digits = (i - 4..i).all(|k| text.at(k).is_ascii_digit());
        digits.then(|| text.slice(Span::new(i - 4, i)).parse::<i32>().ok()).flatten().map(|year| (i, year))
    });
    let (place, begun) = years.next()?;
    let last = years.last().map_or(own, |(_, year)| year);
    let said: String = text.folded(Span::new(place + 1, at)).iter().collect();
    let led = text.before(place - 4) == '自'
        || text.before(place - 4) == '从'
        || text.before(place - 4) == '于'
        || lists::CHECK_BEGUN_WITH.all().any(|word| said.contains(word));
    let aside = lists::CHECK_NOT_ALL.all().any(|word| said.contains(word));
    let apart = last - begun;
    let wrong = led && !aside && apart >= 0 && (count > apart + 1 || count + 1 < apart);
    wrong.then(|| (Span::new(at, stop + 1), format!("{begun}…{last}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_lies_where_its_words_put_it() {
        for (words, own, want) in [
            ("总结1987年工作", 1986, Some("≤")),
            ("总结1986年工作", 1986, None),
            ("部署2007年工作", 2008, Some("≥")),
            ("部署2009年工作", 2008, None),
            ("审议2007年财政决算", 2008, None),
            ("比2005年增长18.6%", 2005, Some("<")),
            ("比2004年增长18.6%", 2005, None),
            ("开工建设,1981年底竣工", 1982, Some("≥")),
            ("开工建设,1984年底竣工", 1982, None),
        ] {
            let text = Text::new(words.to_owned());
            let at = text.find(text.span(), "年").unwrap();
            let found = named(&text, text.span(), Span::new(0, 0), at, own);
            assert_eq!(found.map(|(_, right)| right), want, "{words}");
        }
    }
}
