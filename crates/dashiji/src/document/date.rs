//! Whole dates and periods in page furniture and titles; not the time grammar of entries.
//!
//! `2022年06月21日` is a [`Day`] (2022-06-21); `某县大事记（1986—1995年）` tells a [`Period`] (1986 to 1995).

use crate::lexicon::lists_of_words as lists;
use crate::resolve::calendar::{self, Anchor};
use crate::resolve::day::iso_year;
use crate::text::Text;

/// A day of the calendar, as written, not checked against the length of its month beyond 31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub year: i32,
    pub month: u8,
    pub date: u8,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.date)
    }
}

/// A year, with a month where it is told.
pub(super) type Month = (i32, Option<u8>);

/// First and last year or month a document tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub from: Month,
    pub to: Month,
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let point = |f: &mut std::fmt::Formatter<'_>, (year, month): Month| match month {
            Some(month) => write!(f, "{}-{month:02}", iso_year(year)),
            None => f.write_str(&iso_year(year)),
        };
        point(f, self.from)?;
        if self.from != self.to {
            f.write_str("/")?;
            point(f, self.to)?;
        }
        Ok(())
    }
}

/// The digit a character writes, Arabic or Chinese.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '〇' | '○' | '零' | 'Ｏ' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A four-digit year between 1000 and 2999 at `at`, with the position after it.
pub(super) fn year(chars: &[char], at: usize) -> Option<(i32, usize)> {
    let mut value = 0;
    for k in 0..4 {
        value = value * 10 + digit(*chars.get(at + k)?)?;
    }
    let outside = |c: Option<&char>| !c.is_some_and(char::is_ascii_digit);
    let alone = outside(at.checked_sub(1).and_then(|i| chars.get(i))) && outside(chars.get(at + 4));
    ((1000..3000).contains(&value) && alone).then_some((value as i32, at + 4))
}

/// A month or day of one or two figures (`06`, `十二`, `二十一`) at `at`, with the position after it.
fn small(chars: &[char], at: usize, most: u32) -> Option<(u8, usize)> {
    let first = *chars.get(at)?;
    let (mut value, mut i) = match digit(first) {
        Some(n) => (n, at + 1),
        None if first == '十' => (10, at + 1),
        None => return None,
    };
    if first.is_ascii_digit() {
        if let Some(next) = chars.get(i).filter(|c| c.is_ascii_digit()) {
            value = value * 10 + digit(*next)?;
            i += 1;
        }
        if chars.get(i).is_some_and(char::is_ascii_digit) {
            return None;
        }
    } else {
        if first != '十' && chars.get(i) == Some(&'十') {
            value *= 10;
            i += 1;
        }
        if value >= 10
            && let Some(n) = chars.get(i).copied().filter(|c| !c.is_ascii()).and_then(digit)
        {
            value += n;
            i += 1;
        }
    }
    (1..=most).contains(&value).then_some((value as u8, i))
}

/// A month at `at` (`2月`, `十二月份`) that no day follows and no figure stands before.
pub(super) fn month(chars: &[char], at: usize) -> Option<u8> {
    if at > 0 && chars.get(at - 1).is_some_and(|&c| digit(c).is_some() || matches!(c, '十' | '年')) {
        return None;
    }
    let (month, i) = small(chars, at, 12)?;
    let i = blanks(chars, i);
    let followed = small(chars, blanks(chars, i + 1), 31).is_some();
    (chars.get(i) == Some(&'月') && !followed).then_some(month)
}

/// The position after the blanks at `at`.
fn blanks(chars: &[char], mut at: usize) -> usize {
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    at
}

/// A whole date at `at` (`2022年06月21日`, `2020-07-08`, `2020/7/8`, `2020.7.8`), with the position after it.
pub(super) fn day(chars: &[char], at: usize) -> Option<(Day, usize)> {
    let (year, i) = year(chars, at)?;
    let i = blanks(chars, i);
    let mark = *chars.get(i)?;
    let (second, third) = match mark {
        '年' => ('月', Some('日')),
        '-' | '/' | '.' => (mark, None),
        _ => return None,
    };
    let (month, i) = small(chars, blanks(chars, i + 1), 12)?;
    let i = blanks(chars, i);
    if *chars.get(i)? != second {
        return None;
    }
    let (date, mut i) = small(chars, blanks(chars, i + 1), 31)?;
    if let Some(mark) = third {
        i = blanks(chars, i);
        if !chars.get(i).is_some_and(|&c| c == mark || c == '号') {
            return None;
        }
        i += 1;
    }
    Some((Day { year, month, date }, i))
}

/// The position after a clock time at `at` (`10:20`, `10:20:05`, `10时20分`), or `at`.
fn clock(chars: &[char], at: usize) -> usize {
    let mut i = blanks(chars, at);
    if chars.get(i) == Some(&'T') {
        i += 1;
    }
    let start = i;
    let mut figures = 0;
    while let Some(c) = chars.get(i) {
        match c {
            '0'..='9' => figures += 1,
            ':' | '时' | '分' | '秒' | '点' | '.' | '+' | 'Z' => {}
            _ => break,
        }
        i += 1;
    }
    if figures >= 3 && i - start >= 4 { i } else { at }
}

/// A line that is nothing but one whole date, with a clock time, a day of the week or the lunar date perhaps.
pub(super) fn lone_day(chars: &[char]) -> Option<Day> {
    let open = usize::from(chars.first().is_some_and(|c| matches!(c, '(' | '[' | '【' | '〔')));
    let (day, i) = day(chars, open)?;
    let tail: String = chars.get(clock(chars, i)..)?.iter().collect();
    let tail = tail.trim_matches(|c: char| !c.is_alphanumeric());
    let weekday = ["星期", "周", "礼拜"].iter().find_map(|w| tail.strip_prefix(w));
    let rest = match weekday {
        Some(tail) => {
            let chars: Vec<char> = tail.chars().collect();
            chars.get(clock(&chars, 1)..).unwrap_or(&[]).iter().collect::<String>()
        }
        None => tail.to_owned(),
    };
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    (rest.is_empty() || (rest.starts_with("农历") && rest.chars().count() <= 24)).then_some(day)
}

/// The first whole date in a text that is not folded.
pub(super) fn in_words(text: &str) -> Option<Day> {
    let chars: Vec<char> = text.chars().map(crate::text::fold).collect();
    first_day(&chars)
}

/// The first whole date in a line.
pub(super) fn first_day(chars: &[char]) -> Option<Day> {
    (0..chars.len()).find_map(|i| day(chars, i)).map(|(day, _)| day)
}

/// A year or month at `at`: `2020年2月`, `2020年`, `2020-02`, `2020.2`, `民国16年`, `2020`; with the position after it and
/// whether it is marked as a time (年, 月) and not a bare figure.
fn point(chars: &[char], at: usize) -> Option<(Month, usize, bool)> {
    if chars.get(at) == Some(&'民') && chars.get(at + 1) == Some(&'国') {
        let i = blanks(chars, at + 2);
        let (n, i) = if chars.get(i) == Some(&'元') { (1, i + 1) } else { small(chars, i, 99)? };
        let i = blanks(chars, i);
        if chars.get(i) == Some(&'年') {
            return Some(((1911 + i32::from(n), None), i + 1, true));
        }
        return None;
    }
    let (year, end) = year(chars, at)?;
    let i = blanks(chars, end);
    match chars.get(i) {
        Some('年') => {
            let mut i = blanks(chars, i + 1);
            if chars.get(i) == Some(&'度') {
                i += 1;
            }
            if let Some((month, j)) = small(chars, i, 12) {
                let j = blanks(chars, j);
                match chars.get(j) {
                    Some('月') => {
                        let k = if chars.get(j + 1) == Some(&'份') { j + 2 } else { j + 1 };
                        return Some(((year, Some(month)), k, true));
                    }
                    Some('-' | '~' | '—' | '至' | '到' | '、') => {
                        return Some(((year, Some(month)), j, true));
                    }
                    _ => {}
                }
            }
            Some(((year, None), i, true))
        }
        Some('-' | '.' | '/') => match small(chars, i + 1, 12) {
            // 1964.10-2012.10 is a range, 1964.10-2 no month.
            Some((month, j))
                if !chars.get(j).is_some_and(|c| matches!(c, '-' | '.' | '/'))
                    || chars.get(j) == Some(&'-') && self::year(chars, j + 1).is_some() =>
            {
                Some(((year, Some(month)), j, true))
            }
            _ => Some(((year, None), end, false)),
        },
        _ => Some(((year, None), end, false)),
    }
}

/// The position after a dash or a word for `to` at `at`.
fn to(chars: &[char], at: usize) -> Option<usize> {
    let mut i = blanks(chars, at);
    let start = i;
    while chars.get(i).is_some_and(|c| matches!(c, '-' | '~' | '—' | '至' | '到' | '、')) {
        i += 1;
    }
    (i > start).then(|| blanks(chars, i))
}

/// The period a title tells, with the range of characters that tell it.
///
/// `2020年2月` → 2020-02; `1986—1995年` → 1986/1995; `2019年上半年` → 2019-01/2019-06; `2019年1-3月` → 2019-01/2019-03.
pub(super) fn period(chars: &[char]) -> Option<(Period, std::ops::Range<usize>)> {
    let starts = |i: &usize| chars.get(*i).is_some_and(|&c| digit(c).is_some() || c == '民');
    let mut bare = None;
    let mut i = 0;
    while i < chars.len() {
        if !starts(&i) {
            i += 1;
            continue;
        }
        let Some((from, end, marked)) = point(chars, i) else {
            i += 1;
            continue;
        };
        if let Some(found) = range(chars, from, end) {
            return Some((found.0, i..found.1));
        }
        if let Some(found) = part_of_year(chars, from, end) {
            return Some((found.0, i..found.1));
        }
        // 商代至1982年, 截止1990年: only where it ends is told.
        let only_end = lists::PERIOD_UNTIL.end(|k| chars.get(k).copied().unwrap_or_default(), i).is_some();
        if only_end {
            i = end;
            continue;
        }
        let single = (Period { from, to: from }, i..end);
        if marked {
            return Some(single);
        }
        if bare.is_none() {
            bare = Some(single);
        }
        i = end;
    }
    bare
}

/// A range that begins with `from` and goes on at `end`.
fn range(chars: &[char], from: Month, end: usize) -> Option<(Period, usize)> {
    // 7月20日至8月3日: the days are within.
    let day = from.1.and_then(|_| small(chars, blanks(chars, end), 31));
    let day = day.map(|(_, i)| blanks(chars, i)).filter(|&i| matches!(chars.get(i), Some('日' | '号')));
    let next = to(chars, day.map_or(end, |i| i + 1))?;
    if let Some((last, end, _)) = point(chars, next) {
        return (last.0 > from.0 || last >= from).then_some((Period { from, to: last }, end));
    }
    // 2019年1-3月, 1月至6月
    let first = from.1?;
    let (month, i) = small(chars, next, 12)?;
    let i = blanks(chars, i);
    // 12月28日至1月3日: of the year after.
    let year = if month < first && day.is_some() { from.0 + 1 } else { from.0 };
    (chars.get(i) == Some(&'月') && (year, month) >= (from.0, first))
        .then_some((Period { from, to: (year, Some(month)) }, i + 1))
}

/// 上半年, 下半年, 第一季度 after a year.
fn part_of_year(chars: &[char], from: Month, end: usize) -> Option<(Period, usize)> {
    if from.1.is_some() {
        return None;
    }
    let rest: String = chars.get(end..chars.len().min(end + 4))?.iter().collect();
    let year = from.0;
    let months = |a: u8, b: u8| Period { from: (year, Some(a)), to: (year, Some(b)) };
    if rest.starts_with("上半年") {
        return Some((months(1, 6), end + 3));
    }
    if rest.starts_with("下半年") {
        return Some((months(7, 12), end + 3));
    }
    let i = if rest.starts_with('第') { end + 1 } else { end };
    let (n, j) = small(chars, i, 4)?;
    let after: String = chars.get(j..chars.len().min(j + 2))?.iter().collect();
    after.starts_with("季").then(|| {
        let last = n * 3;
        (months(last - 2, last), if after == "季度" { j + 2 } else { j + 1 })
    })
}

/// A period that is nothing else: `2020-02`, `923`, `-0220`, `1986/1995`, `公元前221年`, `民国二十五年`, `光绪二十六年`, `1936年3月至5月`.
pub(super) fn whole(words: &str) -> Option<Period> {
    let words = words.trim();
    let found = match words.split_once('/') {
        Some((from, to)) => Period { from: told(from.trim())?.from, to: told(to.trim())?.to },
        None => told(words)?,
    };
    (found.from.0 < found.to.0 || found.from.0 == found.to.0 && found.from.1 <= found.to.1).then_some(found)
}

/// One end of a period, or a period in words.
fn told(words: &str) -> Option<Period> {
    if let Some(month) = iso_month(words) {
        return Some(Period { from: month, to: month });
    }
    let text = Text::new(words.to_owned());
    let mention = crate::recognize::time::label(&text, 0)?;
    if mention.span.hi() != text.len() || !mention.expression.has_year() {
        return None;
    }
    let whole_years = mention.expression.first.month.is_none() && mention.expression.first.stretch.is_none();
    let found = calendar::resolve(&text, &mention, &mut Anchor::default())?;
    let point = |iso: &str| -> Option<Month> {
        let (sign, figures) = iso.strip_prefix('-').map_or((1, iso), |rest| (-1, rest));
        let mut parts = figures.split('-');
        let year = sign * parts.next()?.parse::<i32>().ok()?;
        let month = parts.next()?.parse().ok()?;
        Some((year, (!whole_years).then_some(month)))
    };
    Some(Period { from: point(&found.from)?, to: point(&found.to)? })
}

/// `2020`, `923`, `-0220`, `2020-02`.
fn iso_month(words: &str) -> Option<Month> {
    let (sign, figures) = words.strip_prefix('-').map_or((1, words), |rest| (-1, rest));
    let (year, month) = figures.split_once('-').map_or((figures, None), |(year, month)| (year, Some(month)));
    let number = |words: &str| -> Option<i32> {
        words.bytes().all(|b| b.is_ascii_digit()).then(|| words.parse().ok()).flatten()
    };
    let long = if sign < 0 { 1..=4 } else { 3..=4 };
    let year = number(year).filter(|_| long.contains(&year.len()))?;
    let month = match month {
        Some(month) => Some(number(month).filter(|n| month.len() == 2 && (1..=12).contains(n))? as u8),
        None => None,
    };
    Some((sign * year, month))
}

/// The period that a file's name tells beyond doubt: `防汛日志2024年5月`, `2024-05`, `202405`; a bare year may be anything.
pub(super) fn named(stem: &str) -> Option<Period> {
    let chars: Vec<char> = stem.chars().map(crate::text::fold).collect();
    let digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    if let Some(at) = chars.iter().position(char::is_ascii_digit).filter(|_| digits == 6)
        && let Some(figures) = chars.get(at..at + 6).filter(|f| f.iter().all(char::is_ascii_digit))
    {
        let figures: String = figures.iter().collect();
        let (year, month) = (figures.get(..4)?.parse().ok()?, figures.get(4..)?.parse().ok()?);
        let month =
            ((1900..2100).contains(&year) && (1..=12).contains(&month)).then_some((year, Some(month)))?;
        return Some(Period { from: month, to: month });
    }
    let (period, range) = period(&chars)?;
    (period.from.1.is_some() || chars.get(range)?.contains(&'年')).then_some(period)
}

/// A period that is given as `2020-02`, `2020`, `1986/1995`, or in words.
pub(super) fn given(period_text: &str) -> Option<Period> {
    if let Some(period) = whole(period_text) {
        return Some(period);
    }
    let chars: Vec<char> = period_text.trim().chars().map(crate::text::fold).collect();
    if let Some(slash) = chars.iter().position(|&c| c == '/') {
        let (left, right) = (chars.get(..slash)?, chars.get(slash + 1..)?);
        if let (Some((from, a, _)), Some((to, b, _))) = (point(left, 0), point(right, 0))
            && a == left.len()
            && b == right.len()
        {
            return (from <= to).then_some(Period { from, to });
        }
    }
    if let Some((day, _)) = day(&chars, 0) {
        let month = (day.year, Some(day.month));
        return Some(Period { from: month, to: month });
    }
    period(&chars).map(|(period, _)| period)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(crate::text::fold).collect()
    }

    #[test]
    fn a_title_that_tells_only_where_the_record_ends_tells_no_period() {
        for title in ["石梁县古今大事（商代至1988年）", "石梁县大事记（截止1990年）"]
        {
            assert_eq!(period(&chars(title)), None, "{title}");
        }
    }

    #[test]
    fn titles_tell_their_period() {
        for (title, want) in [
            ("转运台账（2034年12月28日至2035年1月3日）", "2034-12/2035-01"),
            ("转运台账（2034年12月28日至1月3日）", "2034-12/2035-01"),
            ("防汛日志2024年7月20日—8月3日", "2024-07/2024-08"),
            ("防汛日志（2024年9月9日至22日）", "2024-09"),
            ("清河医院大事记(1964.10-2012.9)", "1964-10/2012-09"),
            ("2020年2月", "2020-02"),
            ("2020年2月大事记", "2020-02"),
            ("青石县1986年大事记", "1986"),
            ("青石县大事记（1986—1995年）", "1986/1995"),
            ("青石县大事记1986年至1995年", "1986/1995"),
            ("1949年10月－1978年12月大事记", "1949-10/1978-12"),
            ("二〇一九年校史大事记", "2019"),
            ("二○一九年十二月大事记", "2019-12"),
            ("２０１９年度大事记", "2019"),
            ("2019年上半年大事记", "2019-01/2019-06"),
            ("2019年第三季度要事", "2019-07/2019-09"),
            ("2019年1-3月大事记", "2019-01/2019-03"),
            ("2019年1月至6月大事记", "2019-01/2019-06"),
            ("学校大事记(2011-2015)", "2011/2015"),
            ("民国16年大事记", "1927"),
            ("2018大事记", "2018"),
            ("2018.03 大事记", "2018-03"),
        ] {
            let found = period(&chars(title)).map(|(p, _)| p.to_string());
            assert_eq!(found.as_deref(), Some(want), "{title}");
        }
        for title in ["大事记", "河务局纪事", "第12期", "电话12345678", ""] {
            assert_eq!(period(&chars(title)), None, "{title}");
        }
    }

    #[test]
    fn a_line_is_a_lone_date_only_when_nothing_else_stands_on_it() {
        for (line, want) in [
            ("2022年06月21日", Some("2022-06-21")),
            ("2022-06-21 10:31:05", Some("2022-06-21")),
            ("2022年6月21日 星期二", Some("2022-06-21")),
            ("[2022/6/21]", Some("2022-06-21")),
            ("二〇二二年六月二十一日", Some("2022-06-21")),
            ("2022年6月21日 星期二 农历五月廿三 多云", Some("2022-06-21")),
            ("2022年6月21日,县委召开会议", None),
            ("2022年6月21日 星期二 县委召开会议", None),
            ("2022年6月", None),
            ("6月21日", None),
        ] {
            let found = lone_day(&chars(line)).map(|d| d.to_string());
            assert_eq!(found.as_deref(), want, "{line}");
        }
    }

    #[test]
    fn a_files_name_tells_its_period_where_it_is_plain() {
        for (stem, want) in [
            ("防汛日志2024年5月", Some("2024-05")),
            ("青石县2019年要情", Some("2019")),
            ("2024-05", Some("2024-05")),
            ("log202405", Some("2024-05")),
            ("may", None),
            ("scan2019", None),
            ("20240513", None),
            ("202413", None),
        ] {
            assert_eq!(named(stem).map(|p| p.to_string()).as_deref(), want, "{stem}");
        }
    }

    #[test]
    fn a_given_period_is_a_month_a_year_or_a_range() {
        for (text, want) in [
            ("2020-02", Some("2020-02")),
            ("2020", Some("2020")),
            ("1986/1995", Some("1986/1995")),
            ("1986-03/1995-12", Some("1986-03/1995-12")),
            ("2020年2月", Some("2020-02")),
            ("923", Some("0923")),
            ("0923-05", Some("0923-05")),
            ("-0220", Some("-0220")),
            ("-0525/-0500", Some("-0525/-0500")),
            ("公元前221年", Some("-0220")),
            ("公元前221年/公元前206年", Some("-0220/-0205")),
            ("民国二十五年", Some("1936")),
            ("光绪二十六年", Some("1900")),
            ("1936年3月至5月", Some("1936-03/1936-05")),
            ("一九五四年", Some("1954")),
            ("1995/1986", None),
            ("soon", None),
        ] {
            assert_eq!(given(text).map(|p| p.to_string()).as_deref(), want, "{text}");
        }
    }
}
