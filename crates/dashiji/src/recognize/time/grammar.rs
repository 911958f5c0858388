//! The grammar of time expressions: from a place in the text to an [`Expression`] and where it ends.
//!
//! `12月28日至翌年1月4日` is a range of two points; `清光绪二十一年（1895年）三月` is one point with two years side by side.

use super::clock;
use super::era;
use super::figures;
use super::guard;
use super::numeral;
use super::vague;
use super::word::{self, Word};
use super::{
    Bound, Calendar, Day, Expression, Month, Point, Shape, Stretch, TimeMention, Year, month, stretch, year,
};
use crate::lexicon::lists_of_words as lists;
use crate::text::{self, Span, Text, Words, chars, is_han, words};

/// The folded text up to an end that no expression crosses.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    text: &'a Text,
    end: usize,
    /// Where an item begins behind its number (`1.` of `1.3月`): nothing stands before it.
    opened: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a Text, end: usize) -> Self {
        Self { text, end: end.min(text.len()), opened: usize::MAX }
    }

    /// The same for what opens at a place: a number and its point before it are an item's and no part of it.
    pub fn opened_at(text: &'a Text, at: usize, end: usize) -> Self {
        let item = text.before(at) == '.' && text.before(at - 1).is_ascii_digit();
        Self { opened: if item { at } else { usize::MAX }, ..Self::new(text, end) }
    }

    /// The folded character at a place, `'\0'` past the end.
    #[inline]
    pub fn at(self, index: usize) -> char {
        if index < self.end { self.text.at(index) } else { '\0' }
    }

    /// The folded character before a place.
    #[inline]
    pub fn before(self, index: usize) -> char {
        if index == self.opened { '\0' } else { self.text.before(index) }
    }

    /// Whether the text goes on with `words`.
    #[inline]
    pub fn begins(self, index: usize, words: &str) -> bool {
        text::goes_on(|place| self.at(place), index, words)
    }

    /// Whether the text before a place ends with `words`.
    pub fn ends(self, index: usize, words: &str) -> bool {
        self.text.ends(index, words)
    }

    /// Whether the text goes on with one of the words.
    #[inline]
    pub fn begins_any(self, index: usize, words: &Words) -> bool {
        words.begin(|place| self.at(place), index).is_some()
    }

    /// One past the word with which the text goes on, where it is one of these.
    pub fn past(self, index: usize, words: &Words) -> Option<usize> {
        words.begin(|place| self.at(place), index).map(|word| index + word.chars().count())
    }

    /// Whether the text before a place ends with one of the words.
    #[inline]
    pub fn ends_any(self, index: usize, words: &Words) -> bool {
        words.end(|place| self.at(place), index).is_some()
    }

    /// The place, or the next one where a single space stands there.
    pub fn skip(self, index: usize) -> usize {
        if self.at(index) == ' ' { index + 1 } else { index }
    }
}

/// A point as read, with the points that share its last unit (`7-23日`, `3、4月`).
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub point: Point,
    pub rest: Vec<Point>,
    pub shape: Shape,
    pub approximate: bool,
    pub end: usize,
    /// The last slot read was a number without its unit (`1月3`, damaged).
    pub damaged: bool,
    /// The last year of a span in the brackets behind the year: 二年至六年（前826～前822）.
    pub beside_last: Option<i32>,
}

/// The expression that begins at a place; `label` takes what is a date only at a line's start. Where something looks like a
/// date and is none, the error is the place before which no date begins.
pub(super) fn expression(reader: Reader<'_>, at: usize, label: bool) -> Result<TimeMention, usize> {
    if guard::opens_otherwise(reader, at) {
        return Err(at);
    }
    // No word and no reign begins with a figure.
    if label && !reader.at(at).is_ascii_digit() {
        // 约1940年.
        if let Some(start) = vague::about(reader, at) {
            let mut mention = expression(reader, start, true)?;
            mention.span = Span::new(at, mention.span.hi());
            mention.expression.approximate = true;
            return Ok(mention);
        }
        if let Some((reading, bound)) = vague::read(reader, at) {
            let Reading { point, rest, shape, end, approximate, .. } = reading;
            let expression = Expression { first: point, rest, shape, bound, approximate };
            return Ok(TimeMention { span: Span::new(at, end), expression });
        }
    }
    if let Some((Word::Never, end)) = word::read(reader, at) {
        return Err(end);
    }
    let first = point(reader, at, label, None).ok_or(at)?;
    if !guard::stands_as_date(reader, at, first.end, &first.point, first.damaged, label) {
        // The day of 每年5月18日 is not looked at again.
        let point = &first.point;
        let parts = [point.year.is_some(), point.month.is_some(), point.day.is_some(), point.clock.is_some()];
        let whole = parts.into_iter().filter(|p| *p).count() > 1 || point.clock.is_some();
        let last =
            range_end(reader, first.end, (point, first.damaged), label).map_or(first.end, |last| last.end);
        return Err(if whole { last } else { at });
    }
    let mut expression = Expression {
        first: first.point,
        rest: first.rest,
        shape: first.shape,
        bound: Bound::None,
        approximate: first.approximate,
    };
    let mut end = first.end;
    if expression.shape == Shape::Single
        && let Some(mut second) = range_end(reader, end, (&expression.first, first.damaged), label)
    {
        year::beside_span(reader, &mut expression.first, &mut second);
        end = second.end;
        expression.rest.push(second.point);
        expression.shape = Shape::Range;
    }
    if label {
        end = list_rest(reader, end, &mut expression);
    }
    if end <= at || !guard::ends_as_date(reader, at, end, &expression) {
        return Err(end);
    }
    expression.approximate |= guard::about(reader, at) && expression.shape == Shape::Single;
    expression.bound = bound(reader, at, end);
    if label && let Some((bound, close)) = vague::open_end(reader, end) {
        (expression.bound, end) = (bound, close);
    }
    Ok(TimeMention { span: Span::new(at, end), expression })
}

/// The end of a range: 至6日, ～18日, －3月5日, 至翌年1月4日.
fn range_end(reader: Reader<'_>, at: usize, first: (&Point, bool), label: bool) -> Option<Reading> {
    let (first, first_damaged) = first;
    // 自5月26日起至29日止.
    let from = if reader.at(at) == '起' { at + 1 } else { at };
    if let Some(next) = connector(reader, from) {
        let second = point(reader, next, false, Some(first))?;
        let fits = second.shape == Shape::Single
            && (!second.damaged || first_damaged)
            && fits(first, &second.point)
            && guard::ends_range(reader, second.end, &second.point);
        // 2月4日——8日 is a range, 2月4日 - 3月 in a heading of a table is too.
        return fits.then_some(second);
    }
    let between = reader.skip(at);
    if matches!(reader.at(between), '与' | '和' | '及') && !label {
        let second = point(reader, reader.skip(between + 1), false, Some(first))?;
        let after = reader.skip(second.end);
        let between =
            reader.begins(after, "之间") || reader.at(after) == '间' && !is_han(reader.at(after + 1));
        return (between && fits(first, &second.point)).then_some(second);
    }
    None
}

/// Whether a second point can end a range that the first opens.
fn fits(first: &Point, second: &Point) -> bool {
    let level = |p: &Point| {
        if p.clock.is_some() {
            4
        } else if p.day.is_some() {
            3
        } else if p.month.is_some() || p.stretch.is_some() {
            2
        } else {
            1
        }
    };
    let (a, b) = (level(first), level(second));
    if second.year.is_none() && second.month.is_none() && second.day.is_none() && second.stretch.is_none() {
        return first.clock.is_some() && second.clock.is_some();
    }
    if matches!(second.year, Some(Year::Short { .. })) && second.month.is_none() {
        return matches!(first.year, Some(Year::Short { .. } | Year::Era { .. })) && a == 1;
    }
    // 12月10日至月底.
    let ends = matches!(second.stretch, Some(Stretch::MonthEnd | Stretch::YearEnd));
    a == b
        || b > a
        || a == 3 && ends && second.year.is_none()
        || (a >= 2 && second.year.is_some())
        || (a >= 3 && b == 4)
}

/// What stands between the ends of a range, spaces around it left out: 至, 到, ～, -, —.
pub(super) fn connector(reader: Reader<'_>, at: usize) -> Option<usize> {
    let i = reader.skip(at);
    let end = match reader.at(i) {
        '至' | '到' if !matches!(reader.at(i + 1), '今' | '此') => i + 1,
        '—' if reader.at(i + 1) == '—' => i + 2,
        '~' | '-' | 'ー' | '–' | '—' => i + 1,
        _ => return None,
    };
    Some(reader.skip(end))
}

/// A further day of a list in running text, right behind the mark after the last one: 9月10号，11号; 3月5日、8日至10日.
pub(super) fn list_item(reader: Reader<'_>, last: &TimeMention, at: usize) -> Option<TimeMention> {
    let end = last.span.hi();
    let point = last.expression.rest.last().unwrap_or(&last.expression.first);
    let mark = if reader.before(at) == ' ' { at - 1 } else { at };
    let marked = mark == end + 1 && matches!(reader.at(end), ',' | '、' | '和' | '及' | '与');
    // Days in 号 are told from houses and trains only by the one before them.
    if !marked || reader.before(end) != '号' || point.day.is_none() {
        return None;
    }
    let item = self::point(reader, at, false, Some(point))?;
    let plain = item.point.day.is_some()
        && item.point.month.is_none()
        && item.point.year.is_none()
        && !item.damaged
        && !guard::measured(reader, item.end, &item.point)
        && !lists::DATE_NO_NUMBER.has(reader.at(item.end));
    let expression =
        Expression { first: item.point, rest: item.rest, shape: item.shape, ..Expression::default() };
    plain.then(|| TimeMention { span: Span::new(at, item.end), expression })
}

/// The rest of a label that is a list: 7月9日、16日.
fn list_rest(reader: Reader<'_>, mut end: usize, expression: &mut Expression) -> usize {
    for _ in 0..12 {
        let mark = reader.skip(end);
        if !matches!(reader.at(mark), '、' | '和' | '及' | '与') {
            break;
        }
        let next = reader.skip(mark + 1);
        let Some(item) = point(reader, next, false, Some(&expression.first)) else { break };
        let same = item.point.day.is_some() == expression.first.day.is_some()
            && item.point.month.is_some() | item.point.day.is_some() | item.point.year.is_some()
            && item.point.clock.is_none();
        if !same || item.damaged || guard::measured(reader, item.end, &item.point) {
            break;
        }
        end = item.end;
        expression.rest.push(item.point);
        expression.rest.extend(item.rest);
        expression.shape = Shape::List;
        if let Some(last) = range_end(reader, end, (&item.point, false), true) {
            end = last.end;
            expression.rest.push(last.point);
        }
    }
    end
}

/// What stands beside an expression: 起, 以来; 截至, 止.
fn bound(reader: Reader<'_>, at: usize, end: usize) -> Bound {
    let i = reader.skip(end);
    let from = reader.begins_any(i, &lists::DATE_SINCE)
        || reader.at(i) == '起'
            && !chars!("草义诉飞航源步火事兵讫点用伏赴程降立名运吊").has(reader.at(i + 1));
    if from {
        return Bound::From;
    }
    let until = reader.ends_any(at, &lists::DATE_UNTIL) || reader.begins_any(i, &lists::DATE_UNTIL_BEHIND);
    if until { Bound::Until } else { Bound::None }
}

/// One point; `before` is the point a range or list began with.
fn point(reader: Reader<'_>, at: usize, label: bool, before: Option<&Point>) -> Option<Reading> {
    if reader.at(at).is_ascii_digit() {
        if let Some((point, end)) = figures::read(reader, at, label, before.is_some()) {
            let reading = Reading { point, end, ..Reading::default() };
            return Some(day_time(reader, reading));
        }
        // 1984.2.10-14, 1984.2.10—2.14.
        if before.is_some_and(|p| p.day.is_some() && p.clock.is_none())
            && ends_in_figures(reader, at)
            && let Some((point, end)) = figures::range_end(reader, at)
        {
            return Some(Reading { point, end, ..Reading::default() });
        }
        if before.is_some_and(|p| p.year.is_some() && p.month.is_some() && p.day.is_none())
            && ends_in_figures(reader, at)
            && let Some((point, end)) = figures::month_end(reader, at)
        {
            return Some(Reading { point, end, ..Reading::default() });
        }
        // 2008.03-2009.
        if let (Some(first), Some(number)) = (before, numeral::read(reader, at)) {
            let year = number.digits == 4
                && number.value > 999
                && !word::is_number(reader.at(number.end))
                && !matches!(reader.at(reader.skip(number.end)), '年' | '.' | '/' | '-');
            if year
                && first.year.is_some()
                && first.day.is_none()
                && !crate::text::is_han(reader.at(number.end))
            {
                let point = Point { year: Some(Year::Gregorian(number.value as i32)), ..Point::default() };
                return Some(Reading { point, end: number.end, ..Reading::default() });
            }
        }
    }
    let mut reading = Reading { end: at, ..Reading::default() };
    if let Some((count, end)) = days_on(reader, at) {
        reading.point.day = Some(Day::InForce(count));
        reading.end = end;
        return Some(day_time(reader, reading));
    }
    if let Some(reading) = later_on(reader, at) {
        return Some(reading);
    }
    if let Some((word, end)) = word::read(reader, at) {
        match word {
            Word::Never => return None,
            // 明天顺元年 is a year of Ming.
            Word::DayOwn(..) if era::read(reader, at).is_some_and(|named| named.end > end) => {}
            Word::DayInForce(count, part) | Word::DayOwn(count, part) => {
                let own = matches!(word, Word::DayOwn(..));
                reading.point.day = Some(if own { Day::Own(count) } else { Day::InForce(count) });
                reading.end = end;
                if part > 0 {
                    let start = end - usize::from(part);
                    reading.point.part_of_day = Some(Span::new(start, end));
                    let hours = clock::part(reader, start).map(|(hours, _)| hours);
                    if let Some(time) = clock::read_after_part(reader, end, hours) {
                        reading.point.clock = time.clock;
                        reading.approximate = time.approximate;
                        reading.end = time.end;
                    }
                    return Some(reading);
                }
                return Some(day_time(reader, reading));
            }
            _ => {}
        }
    }
    prefix(reader, &mut reading);
    year::year(reader, &mut reading, label);
    if reading.point.year.is_none() && reading.shape == Shape::Single {
        quarters_on(reader, &mut reading);
    }
    if reading.point.year.is_some() && reading.shape == Shape::Single {
        prefix(reader, &mut reading);
    }
    // 同年10.17, 1992年3.5: month and day in figures behind a year.
    if reading.shape == Shape::Single
        && reader.before(reading.end) == '年'
        && guard::opens(reader.before(at))
        && let Some((month, day, end)) = figures::month_and_day(reader, reader.skip(reading.end))
    {
        reading.point.month = Some(Month::Number { number: month, leap: false });
        reading.point.day = Some(Day::Number(day));
        reading.end = end;
        return Some(day_time(reader, reading));
    }
    if reading.shape == Shape::Single {
        month::month(reader, &mut reading, label);
    }
    if reading.shape == Shape::Single {
        month::day(reader, &mut reading, label, before);
    }
    if reading.point.day.is_none() {
        stretch::stretch(reader, &mut reading, label);
    }
    if reading.point == (Point { calendar: reading.point.calendar, ..Point::default() }) {
        // No day: an hour alone, 上午9:30, 15时.
        reading.end = at;
        reading.point = Point::default();
        let led = before.is_some_and(|p| p.clock.is_some());
        let time = clock::read(reader, at, led)?;
        // 上午, 夜间 alone lean on the day in force.
        reading.point.part_of_day = time.part;
        reading.point.clock = time.clock;
        reading.approximate = time.approximate;
        reading.end = time.end;
        return Some(reading);
    }
    if reading.point.day.is_some() && reading.shape == Shape::Single
        || !reading.rest.is_empty() && reading.point.day.is_some()
    {
        return Some(day_time(reader, reading));
    }
    if !reading.damaged && reading.point.stretch.is_none() {
        approximate(reader, &mut reading);
    }
    Some(reading)
}

/// Whether a date in figures, with a dash, stands before a place.
fn ends_in_figures(reader: Reader<'_>, at: usize) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '~' | ' ' | '至');
    let behind = (at.saturating_sub(3)..at).rev().map(|i| reader.before(i + 1)).find(|c| !dash(*c));
    behind.is_some_and(|c| c.is_ascii_digit())
}

/// 越三日, 三天后, 一周后, 第三天, 前一日: so many days on from the day in force.
fn days_on(reader: Reader<'_>, at: usize) -> Option<(i16, usize)> {
    let count =
        |at: usize| numeral::read_count(reader, at).filter(|n| (1..=99).contains(&n.value) && n.digits <= 3);
    let opens = || guard::opens(reader.before(at)) && reader.before(at) != '、';
    match reader.at(at) {
        '越' => {
            let number = count(at + 1).filter(|n| n.value <= 31)?;
            (reader.at(number.end) == '日').then_some((number.value as i16, number.end + 1))
        }
        '第' if opens() => {
            let number = count(at + 1).filter(|n| (2..=31).contains(&n.value))?;
            let led = matches!(reader.at(number.end), '天' | '日') && reader.at(number.end + 1) == ',';
            led.then_some((number.value as i16 - 1, number.end + 1))
        }
        '前' if opens() => {
            let number = count(at + 1).filter(|n| n.value <= 31)?;
            let led = matches!(reader.at(number.end), '天' | '日') && reader.at(number.end + 1) == ',';
            led.then_some((-(number.value as i16), number.end + 1))
        }
        _ if opens() => {
            let number = count(at)?;
            let (days, end) = match reader.at(number.end) {
                '天' | '日' => (number.value, number.end + 1),
                '周' => (number.value * 7, number.end + 1),
                _ if reader.begins(number.end, "个星期") => (number.value * 7, number.end + 3),
                _ => return None,
            };
            let end = after(reader, end)?;
            (reader.at(end) == ',').then_some((days as i16, end))
        }
        _ => None,
    }
}

/// 两个月后, 半年后, 三年后: so many months or years on from those in force.
fn later_on(reader: Reader<'_>, at: usize) -> Option<Reading> {
    if !guard::opens(reader.before(at)) || reader.before(at) == '、' {
        return None;
    }
    let (months, end) = if reader.begins(at, "半年") {
        (6, at + 2)
    } else {
        let number =
            numeral::read_count(reader, at).filter(|n| (1..=99).contains(&n.value) && n.digits <= 3)?;
        match reader.at(number.end) {
            '年' if number.is_han() => (number.value * 12, number.end + 1),
            _ if reader.begins(number.end, "个月") => (number.value, number.end + 2),
            _ => return None,
        }
    };
    let end = after(reader, end).filter(|end| reader.at(*end) == ',')?;
    let mut point = Point::default();
    if months % 12 == 0 {
        point.year = Some(Year::InForce((months / 12) as i8));
    } else {
        point.month = Some(Month::InForce(months as i8));
    }
    Some(Reading { point, end, ..Reading::default() })
}

/// Past 后, 以后, 之后.
fn after(reader: Reader<'_>, at: usize) -> Option<usize> {
    let end = if matches!(reader.at(at), '以' | '之') { at + 1 } else { at };
    (reader.at(end) == '后').then_some(end + 1)
}

/// 三个季度后, 两个季度前: so many quarters from the entry's own.
fn quarters_on(reader: Reader<'_>, reading: &mut Reading) {
    let at = reading.end;
    if !word::is_number(reader.at(at)) {
        return;
    }
    let Some(number) = numeral::read_count(reader, at).filter(|n| (1..=40).contains(&n.value)) else {
        return;
    };
    if !reader.begins(number.end, "个季度") {
        return;
    }
    let end = number.end + 3;
    let ahead = reader.begins_any(end, words!["后", "以后", "之后"]);
    if !ahead && !reader.begins_any(end, words!["前", "以前", "之前"]) {
        return;
    }
    let count = number.value as i8;
    reading.point.stretch = Some(Stretch::OwnQuarter(if ahead { count } else { -count }, false));
    reading.end = end + if matches!(reader.at(end), '以' | '之') { 2 } else { 1 };
}

/// 农历, 公历 before a year or a month.
fn prefix(reader: Reader<'_>, reading: &mut Reading) {
    let i = if reading.point.year.is_some() { reader.skip(reading.end) } else { reading.end };
    let calendar = word::read_as(reader, i, |w| match w {
        Word::Lunar => Some(Calendar::Lunar),
        Word::Solar => Some(Calendar::Solar),
        _ => None,
    });
    if let Some((calendar, end)) = calendar {
        // 农历 must be followed by what it tells the calendar of.
        let next = reader.skip(end);
        if opens_unit(reader, next) {
            reading.point.calendar = calendar;
            reading.end = next;
        }
    }
}

/// Whether a numeral, an era or a named month stands at a place.
pub(super) fn opens_unit(reader: Reader<'_>, at: usize) -> bool {
    word::is_number(reader.at(at))
        || lists::DATE_FIRST_OF_MONTH.has(reader.at(at))
        || word::cycle(reader, at).is_some()
        || era::read(reader, at).is_some()
}

/// The part of day and the clock after a day.
pub(super) fn day_time(reader: Reader<'_>, mut reading: Reading) -> Reading {
    let mut i = reader.skip(reading.end);
    // 2021-09-12-11:23, 1994-11-05T08:15:30-05:30.
    let joined =
        matches!(reader.at(i), '-' | 'T') && reader.at(i + 3) == ':' && reader.at(i + 1).is_ascii_digit();
    i += usize::from(joined);
    if let Some(time) = clock::read(reader, i, true).filter(|t| t.part.is_some() || t.clock.is_some()) {
        reading.point.part_of_day = time.part;
        reading.point.clock = time.clock;
        reading.approximate = time.approximate;
        reading.end = time.end;
        return reading;
    }
    approximate(reader, &mut reading);
    reading
}

/// 左右 after a date.
fn approximate(reader: Reader<'_>, reading: &mut Reading) {
    let around = reader.begins(reading.end, "左右") || reader.begins(reading.end, "前后");
    if around && !chars!("两共三几历用经达").has(reader.at(reading.end + 2)) {
        reading.approximate = true;
        reading.end += 2;
    }
}
