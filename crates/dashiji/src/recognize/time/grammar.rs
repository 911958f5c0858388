//! The grammar of time expressions: from a place in the text to an [`Expression`] and where it ends.
//!
//! `12月28日至翌年1月4日` is a range of two points; `清光绪二十一年（1895年）三月` is one point with two years side by side.

use super::clock;
use super::era;
use super::figures;
use super::guard;
use super::numeral::{self, Numeral, Style};
use super::word::{self, Word};
use super::{Bound, Calendar, Day, Expression, Month, Point, Shape, Stretch, TimeMention, Year};
use crate::text::{Span, Text};

/// The folded text up to an end that no expression crosses.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    text: &'a Text,
    end: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a Text, end: usize) -> Self {
        Self { text, end: end.min(text.len()) }
    }

    /// The folded character at a place, `'\0'` past the end.
    pub fn at(self, index: usize) -> char {
        if index < self.end { self.text.at(index) } else { '\0' }
    }

    /// The folded character before a place.
    pub fn before(self, index: usize) -> char {
        self.text.before(index)
    }

    /// Whether the text goes on with `words`.
    pub fn begins(self, index: usize, words: &str) -> bool {
        words.chars().enumerate().all(|(k, c)| self.at(index + k) == c)
    }

    /// Whether the text before a place ends with `words`.
    pub fn ends(self, index: usize, words: &str) -> bool {
        self.text.ends(index, words)
    }

    /// The place, or the next one where a single space stands there.
    pub fn skip(self, index: usize) -> usize {
        if self.at(index) == ' ' { index + 1 } else { index }
    }
}

/// A point as read, with the points that share its last unit (`7-23日`, `3、4月`).
#[derive(Debug, Clone, Default)]
struct Reading {
    point: Point,
    rest: Vec<Point>,
    shape: Shape,
    approximate: bool,
    end: usize,
    /// The last slot read was a number without its unit (`1月3`, damaged).
    damaged: bool,
}

/// The expression that begins at a place; `label` takes what is a date only at a line's start. Where something looks like a
/// date and is none, the error is the place before which no date begins.
pub(super) fn expression(reader: Reader<'_>, at: usize, label: bool) -> Result<TimeMention, usize> {
    if guard::opens_otherwise(reader, at) {
        return Err(at);
    }
    if let Some((Word::Never, end)) = word::read(reader, at) {
        return Err(end);
    }
    let first = point(reader, at, label, None).ok_or(at)?;
    if !guard::stands_as_date(reader, at, first.end, &first.point, first.damaged, label) {
        // The day of 每年5月18日 is not looked at again.
        let parts = [first.point.year.is_some(), first.point.month.is_some(), first.point.day.is_some()];
        return Err(if parts.into_iter().filter(|p| *p).count() > 1 { first.end } else { at });
    }
    let mut expression = Expression {
        first: first.point,
        rest: first.rest,
        shape: first.shape,
        bound: Bound::None,
        approximate: first.approximate,
    };
    let mut end = first.end;
    if expression.shape == Shape::Single {
        if let Some(second) = range_end(reader, end, (&expression.first, first.damaged), label) {
            end = second.end;
            expression.rest.push(second.point);
            expression.shape = Shape::Range;
        }
    }
    if label {
        end = list_rest(reader, end, &mut expression);
    }
    if end <= at || !guard::ends_as_date(reader, at, end, &expression) {
        return Err(end);
    }
    expression.bound = bound(reader, at, end);
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
        return (reader.begins(after, "之间") && fits(first, &second.point)).then_some(second);
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
    if second.year.is_none() && second.month.is_none() && second.day.is_none() {
        return first.clock.is_some() && second.clock.is_some();
    }
    if matches!(second.year, Some(Year::Short { .. })) && second.month.is_none() {
        return matches!(first.year, Some(Year::Short { .. } | Year::Era { .. })) && a == 1;
    }
    a == b || b > a || (a >= 2 && second.year.is_some()) || (a >= 3 && b == 4)
}

/// What stands between the ends of a range, spaces around it left out: 至, 到, ～, -, —.
fn connector(reader: Reader<'_>, at: usize) -> Option<usize> {
    let i = reader.skip(at);
    let end = match reader.at(i) {
        '至' | '到' if !matches!(reader.at(i + 1), '今' | '此') => i + 1,
        '~' | '-' | 'ー' | '–' => i + 1,
        '—' if reader.at(i + 1) == '—' => i + 2,
        '—' => i + 1,
        _ => return None,
    };
    Some(reader.skip(end))
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
    let from = ["以来", "开始", "及以后", "至今", "到现在", "以后"]
        .iter()
        .any(|words| reader.begins(i, words))
        || reader.at(i) == '起' && !"草义诉飞航源步火事兵讫点用伏赴程降立名运吊".contains(reader.at(i + 1));
    if from {
        return Bound::From;
    }
    let until = ["截至", "截止", "截止到", "截至到", "截止至"].iter().any(|words| reader.ends(at, words))
        || ["为止", "止", "及以前"].iter().any(|words| reader.begins(i, words));
    if until { Bound::Until } else { Bound::None }
}

/// One point; `before` is the point a range or list began with.
fn point(reader: Reader<'_>, at: usize, label: bool, before: Option<&Point>) -> Option<Reading> {
    if reader.at(at).is_ascii_digit() {
        if let Some((point, end)) = figures::read(reader, at, label, before.is_some()) {
            let reading = Reading { point, end, ..Reading::default() };
            return Some(day_time(reader, reading));
        }
        // 2008.03-2009.
        if let (Some(first), Some(number)) = (before, numeral::read(reader, at)) {
            let year = number.digits == 4
                && number.value > 999
                && !word::is_number(reader.at(number.end))
                && !matches!(reader.at(number.end), '年' | '.' | '/' | '-');
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
    if let Some((word, end)) = word::read(reader, at) {
        match word {
            Word::Never => return None,
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
    year(reader, &mut reading, label);
    if reading.point.year.is_some() && reading.shape == Shape::Single {
        prefix(reader, &mut reading);
    }
    if reading.shape == Shape::Single {
        month(reader, &mut reading);
    }
    if reading.shape == Shape::Single {
        day(reader, &mut reading, label, before);
    }
    if reading.point.day.is_none() {
        stretch(reader, &mut reading, label);
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

/// 越2日, 越三日: so many days on.
fn days_on(reader: Reader<'_>, at: usize) -> Option<(i16, usize)> {
    if reader.at(at) != '越' {
        return None;
    }
    let number = numeral::read(reader, at + 1).filter(|n| (1..=31).contains(&n.value) && n.digits <= 3)?;
    (reader.at(number.end) == '日').then_some((number.value as i16, number.end + 1))
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
fn opens_unit(reader: Reader<'_>, at: usize) -> bool {
    word::is_number(reader.at(at))
        || matches!(reader.at(at), '正' | '腊' | '冬' | '闰' | '元' | '初')
        || word::cycle(reader, at).is_some()
        || era::read(reader, at).is_some()
}

/// The year in all its forms.
fn year(reader: Reader<'_>, reading: &mut Reading, label: bool) {
    let at = reading.end;
    if let Some((word, end)) = word::read(reader, at) {
        let year = match word {
            Word::YearInForce(count) => Some(Year::InForce(count)),
            Word::YearOwn(count) => Some(Year::Own(count)),
            _ => None,
        };
        if year.is_some() {
            reading.point.year = year;
            reading.end = end;
            beside(reader, reading);
            return;
        }
    }
    for (words, sign) in
        [("公元前", -1), ("纪元前", -1), ("西元前", -1), ("公元", 1), ("西元", 1), ("纪元", 1)]
    {
        if reader.begins(at, words) {
            let i = reader.skip(at + words.chars().count());
            let Some(number) = numeral::read(reader, i) else { return };
            let unit = reader.skip(number.end);
            if reader.at(unit) == '年' {
                let value = number.value as i32;
                reading.point.year = Some(Year::Gregorian(if sign < 0 { 1 - value } else { value }));
                reading.end = unit + 1;
                beside(reader, reading);
            }
            return;
        }
    }
    if century(reader, reading) {
        return;
    }
    if let Some(named) = era::read(reader, at) {
        let i = reader.skip(named.end);
        let told = |number, end| (Year::Era { era: named.era, certain: named.certain, number }, end);
        let number = numeral::read(reader, i).filter(|n| n.value < 1000 || n.digits == 4);
        let year = match number {
            Some(number) if reader.at(reader.skip(number.end)) == '年' => {
                Some(told(number.value as u16, reader.skip(number.end) + 1))
            }
            // 民国七年至二十年: only the unit is shared.
            Some(number) => shared_year(reader, number).map(|(last, end)| {
                reading.shape = Shape::Range;
                reading.rest.push(Point { year: Some(told(last as u16, end).0), ..Point::default() });
                told(number.value as u16, end)
            }),
            None if reader.begins(i, "元年") => Some(told(1, i + 2)),
            None => word::cycle(reader, i).map(|cycle| {
                reading.point.cycle = Some(cycle);
                told(0, if reader.at(i + 2) == '年' { i + 3 } else { i + 2 })
            }),
        };
        if let Some((year, end)) = year {
            reading.point.year = Some(year);
            reading.end = end;
            if !reader.begins(end, "间") && !reader.begins(end, "号") {
                cycle_beside(reader, reading);
                beside(reader, reading);
            } else {
                // 康熙年间.
                reading.point.year = None;
                reading.end = at;
            }
        }
        return;
    }
    if let Some(cycle) = word::cycle(reader, at) {
        if reader.at(at + 2) == '年' {
            reading.point.year = Some(Year::Cycle(cycle));
            reading.end = at + 3;
            beside(reader, reading);
        }
        return;
    }
    numbered_year(reader, reading, label);
}

/// A year by its number alone.
fn numbered_year(reader: Reader<'_>, reading: &mut Reading, label: bool) {
    let at = reading.end;
    if let Some((value, unit, _)) = numeral::spaced_year(reader, at) {
        reading.point.year = Some(Year::Gregorian(value as i32));
        reading.end = unit + 1;
        beside(reader, reading);
        return;
    }
    let Some(number) = numeral::read(reader, at) else { return };
    let unit = reader.skip(number.end);
    if reader.at(unit) != '年' {
        if let Some((last, end)) = shared_year(reader, number) {
            if number.value > 999 && last > 999 {
                reading.point.year = Some(Year::Gregorian(number.value as i32));
                reading.rest.push(Point { year: Some(Year::Gregorian(last as i32)), ..Point::default() });
                reading.shape = Shape::Range;
                reading.end = end;
            }
        } else if number.digits == 4 && (reader.ends(at, "从") || reader.ends(at, "自")) {
            // 从2016-2018.
            let last = connector(reader, number.end).and_then(|next| numeral::read(reader, next));
            if let Some(last) =
                last.filter(|n| n.digits == 4 && n.value > number.value && n.style == number.style)
            {
                if !crate::text::is_han(reader.at(last.end)) && number.value > 999 {
                    reading.point.year = Some(Year::Gregorian(number.value as i32));
                    reading
                        .rest
                        .push(Point { year: Some(Year::Gregorian(last.value as i32)), ..Point::default() });
                    reading.shape = Shape::Range;
                    reading.end = last.end;
                }
            }
        }
        return;
    }
    let end = unit + 1;
    // 1990年代, 80年代.
    if reader.at(end) == '代' && number.value % 10 == 0 && number.digits >= 2 && reader.at(end + 1) != '表'
    {
        let year = if number.value > 999 {
            Year::Gregorian(number.value as i32)
        } else if number.value < 100 {
            short(number)
        } else {
            return;
        };
        reading.point.year = Some(year);
        reading.end = end + 1;
        decade_part(reader, reading);
        return;
    }
    if let Some(year) = plain_year(number) {
        reading.point.year = Some(year);
        reading.end = end;
        if reader.at(end) == '度' && !matches!(reader.at(end + 1), '假' | '过' | '汛' | '数') {
            reading.end = end + 1;
        }
        cycle_beside(reader, reading);
        if label || matches!(year, Year::Gregorian(_)) {
            beside(reader, reading);
        }
    }
}

/// What a number before 年 means.
fn plain_year(number: Numeral) -> Option<Year> {
    let gregorian = Some(Year::Gregorian(number.value as i32));
    match (number.style, number.digits) {
        (Style::Arabic | Style::Positional, 4) if number.value >= 100 => gregorian,
        (Style::Arabic, 3) if !number.zero => gregorian,
        (Style::Positional, 3) if !number.zero => gregorian,
        (Style::Counting, _) if (1000..3000).contains(&number.value) => gregorian,
        _ if number.value < 100 && number.digits <= 3 => Some(short(number)),
        _ => None,
    }
}

/// A year of an era or a century that is understood.
fn short(number: Numeral) -> Year {
    let (han, counting) = (number.is_han(), number.style == Style::Counting);
    Year::Short { number: number.value as u16, han, counting }
}

/// 2016-2018年, 七年至二十年: the number after the connector, and one past 年.
fn shared_year(reader: Reader<'_>, first: Numeral) -> Option<(u32, usize)> {
    let next = connector(reader, first.end)?;
    let last = numeral::read(reader, next).filter(|n| n.style == first.style)?;
    let unit = reader.skip(last.end);
    if reader.at(unit) != '年' || reader.at(unit + 1) == '代' || last.value < first.value {
        return None;
    }
    Some((last.value, unit + 1))
}

/// 20世纪, 上世纪80年代, 十九世纪末.
fn century(reader: Reader<'_>, reading: &mut Reading) -> bool {
    let at = reading.end;
    let (century, end) = if reader.begins(at, "上世纪") {
        (20, at + 3)
    } else if reader.begins(at, "本世纪") {
        (21, at + 3)
    } else {
        match numeral::read(reader, at) {
            Some(number) if (1..=21).contains(&number.value) && reader.begins(number.end, "世纪") => {
                (number.value as i32, number.end + 2)
            }
            _ => return false,
        }
    };
    let first = (century - 1) * 100;
    if let Some(decade) = numeral::read(reader, end).filter(|n| n.value % 10 == 0 && n.value < 100) {
        if reader.begins(decade.end, "年代") {
            reading.point.year = Some(Year::Gregorian(first + decade.value as i32));
            reading.end = decade.end + 2;
            decade_part(reader, reading);
            return true;
        }
    }
    // 21世纪海上丝绸之路 tells no time.
    if century == 21 {
        return true;
    }
    reading.point.year = Some(Year::Gregorian(first));
    reading.point.stretch = Some(Stretch::Century);
    reading.end = end;
    true
}

/// 90年代初, 60年代前期, 九十年代末期.
fn decade_part(reader: Reader<'_>, reading: &mut Reading) {
    reading.point.stretch = Some(Stretch::Decade);
    for (words, stretch) in [
        ("初期", Stretch::DecadeStart),
        ("前期", Stretch::DecadeStart),
        ("初", Stretch::DecadeStart),
        ("末期", Stretch::DecadeEnd),
        ("后期", Stretch::DecadeEnd),
        ("末", Stretch::DecadeEnd),
        ("中期", Stretch::DecadeMiddle),
        ("中叶", Stretch::DecadeMiddle),
    ] {
        if reader.begins(reading.end, words) {
            reading.point.stretch = Some(stretch);
            reading.end += words.chars().count();
            return;
        }
    }
}

/// 二十一年乙未: the year's own stem and branch.
fn cycle_beside(reader: Reader<'_>, reading: &mut Reading) {
    let i = reader.skip(reading.end);
    if let Some(cycle) = word::cycle(reader, i) {
        reading.point.cycle = Some(cycle);
        reading.end = if reader.at(i + 2) == '年' || reader.at(i + 2) == '岁' { i + 3 } else { i + 2 };
    }
}

/// The same year in another reckoning: （1840年）, （民国十六年、日本昭和二年）, （乙未）.
fn beside(reader: Reader<'_>, reading: &mut Reading) {
    let open = reader.skip(reading.end);
    if reader.at(open) != '(' {
        return;
    }
    let mut i = open + 1;
    let mut found = None;
    for _ in 0..5 {
        i = reader.skip(i);
        if reader.begins(i, "即") || reader.begins(i, "岁次") {
            i += if reader.at(i) == '即' { 1 } else { 2 };
        }
        let mut other = Reading { end: i, ..Reading::default() };
        if let Some(cycle) = word::cycle(reader, i) {
            other.point.cycle = Some(cycle);
            other.end = if reader.at(i + 2) == '年' { i + 3 } else { i + 2 };
        } else if let Some(number) = numeral::read(reader, i).filter(|n| {
            n.style == Style::Arabic
                && n.digits == 4
                && (500..2200).contains(&n.value)
                && reader.at(n.end) == ')'
        }) {
            other.point.year = Some(Year::Gregorian(number.value as i32));
            other.end = number.end;
        } else {
            let Some(number) = year_within(reader, i) else { return };
            other = number;
        }
        i = other.end;
        let year = other.point.year;
        if found.is_none() || matches!(year, Some(Year::Gregorian(_))) {
            found = year.or(found);
        }
        reading.point.cycle = reading.point.cycle.or(other.point.cycle);
        i = reader.skip(i);
        match reader.at(i) {
            ')' => {
                reading.point.beside = found;
                reading.end = i + 1;
                return;
            }
            '、' | ',' | ';' | '/' | ' ' => i += 1,
            _ => return,
        }
    }
}

/// A year inside brackets, without brackets of its own.
fn year_within(reader: Reader<'_>, at: usize) -> Option<Reading> {
    let mut reading = Reading { end: at, ..Reading::default() };
    if let Some(named) = era::read(reader, at) {
        let i = reader.skip(named.end);
        let number = numeral::read(reader, i);
        let (value, end) = match number {
            Some(number) => (number.value as u16, reader.skip(number.end)),
            None if reader.at(i) == '元' => (1, i + 1),
            None => return None,
        };
        if reader.at(end) != '年' {
            return None;
        }
        reading.point.year = Some(Year::Era { era: named.era, certain: named.certain, number: value });
        reading.end = end + 1;
        cycle_beside(reader, &mut reading);
        return Some(reading);
    }
    let at =
        if reader.begins(at, "公元") || reader.begins(at, "西元") { reader.skip(at + 2) } else { at };
    let (at, sign) = if reader.at(at) == '前' { (at + 1, -1) } else { (at, 1) };
    let number = numeral::read(reader, at)?;
    let unit = reader.skip(number.end);
    if reader.at(unit) != '年' || !matches!(plain_year(number), Some(Year::Gregorian(_))) && sign > 0 {
        return None;
    }
    let value = number.value as i32;
    reading.point.year = Some(Year::Gregorian(if sign < 0 { 1 - value } else { value }));
    reading.end = unit + 1;
    Some(reading)
}

/// The month: 5月, 五月份, 正月, 闰四月, 是月; 1-5月, 3、4月.
fn month(reader: Reader<'_>, reading: &mut Reading) {
    let at = if reading.point.year.is_some() { reader.skip(reading.end) } else { reading.end };
    if let Some((word, end)) = word::read(reader, at) {
        let month = match word {
            Word::MonthInForce(count) => Some(Month::InForce(count)),
            Word::MonthOwn(count) => Some(Month::Own(count)),
            _ => None,
        };
        if month.is_some() {
            reading.point.month = month;
            reading.end = end;
            return;
        }
    }
    let mut named = |number, end, calendar, leap| {
        reading.point.month = Some(Month::Number { number, leap });
        reading.point.han = true;
        reading.point.calendar = calendar;
        reading.end = end;
    };
    match reader.at(at) {
        '元' if reader.at(at + 1) == '月' => {
            let end = if reader.at(at + 2) == '份' { at + 3 } else { at + 2 };
            named(1, end, Calendar::Solar, false);
            return;
        }
        '正' | '腊' | '冬' if reader.at(at + 1) == '月' => {
            let number = match reader.at(at) {
                '正' => 1,
                '冬' => 11,
                _ => 12,
            };
            named(number, at + 2, Calendar::Lunar, false);
            return;
        }
        '闰' => {
            let number = match reader.at(at + 1) {
                '正' => Some((1, at + 2)),
                '冬' => Some((11, at + 2)),
                '腊' => Some((12, at + 2)),
                _ => numeral::read(reader, at + 1).map(|n| (n.value, n.end)),
            };
            if let Some((number, end)) = number.filter(|n| (1..=12).contains(&n.0) && reader.at(n.1) == '月')
            {
                named(number as u8, end + 1, Calendar::Lunar, true);
            }
            return;
        }
        _ => {}
    }
    let Some(slot) = slot(reader, at, |c| c == '月') else { return };
    if slot.numbers().any(|n| !(1..=12).contains(&n)) {
        return;
    }
    let month = |number: u32| Some(Month::Number { number: number as u8, leap: false });
    reading.point.month = month(slot.first.value);
    reading.point.han = slot.first.is_han();
    reading.end = slot.end;
    if reader.at(slot.end) == '份' {
        reading.end += 1;
    }
    for number in slot.others.into_iter().flatten() {
        let calendar = reading.point.calendar;
        let han = reading.point.han;
        reading.rest.push(Point { calendar, month: month(number), han, ..Point::default() });
    }
    reading.shape = slot.shape;
}

/// The day after a month, or alone.
fn day(reader: Reader<'_>, reading: &mut Reading, label: bool, before: Option<&Point>) {
    let dated = reading.point.month.is_some();
    if reading.point.year.is_some() && !dated {
        return;
    }
    let at = if dated { reader.skip(reading.end) } else { reading.end };
    if dated {
        if let Some(cycle) = word::cycle(reader, at) {
            let mut end = at + 2;
            reading.point.day = Some(Day::Cycle(cycle));
            match reader.at(end) {
                '朔' => {
                    reading.point.day = Some(Day::Number(1));
                    end += 1;
                }
                '望' => end += 1,
                '晦' => {
                    reading.point.day = Some(Day::Last);
                    end += 1;
                }
                '日' => end += 1,
                _ => {}
            }
            reading.point.calendar = Calendar::Lunar;
            reading.end = end;
            return;
        }
        let moon = match reader.at(at) {
            '朔' => Some(Day::Number(1)),
            '望' => Some(Day::Number(15)),
            '晦' => Some(Day::Last),
            _ => None,
        };
        if moon.is_some()
            && reading.point.calendar != Calendar::Solar
            && reading.point.han
            && !crate::text::is_han(reader.at(at + 1))
        {
            reading.point.day = moon;
            reading.point.calendar = Calendar::Lunar;
            reading.end = if reader.at(at + 1) == '日' { at + 2 } else { at + 1 };
            return;
        }
    }
    let new_year = !dated && reader.begins(at, "大年初");
    let initial = if new_year { at + 2 } else { at };
    if reader.at(initial) == '初' && (dated || label || new_year) {
        if let Some(number) = numeral::read(reader, initial + 1).filter(|n| (1..=10).contains(&n.value)) {
            reading.point.day = Some(Day::Number(number.value as u8));
            reading.point.calendar = Calendar::Lunar;
            if new_year {
                reading.point.month = Some(Month::Number { number: 1, leap: false });
                reading.point.han = true;
            }
            reading.end = if reader.at(number.end) == '日' { number.end + 1 } else { number.end };
            return;
        }
    }
    // Without a month 号 is a building's, a document's or a train's.
    let counted = dated || before.is_some_and(|p| p.day.is_some());
    if let Some(slot) = slot(reader, at, |c| c == '日' || c == '号' && counted) {
        if slot.numbers().any(|n| !(1..=31).contains(&n)) {
            return;
        }
        let day = |number: u32| Some(Day::Number(number as u8));
        reading.point.day = day(slot.first.value);
        reading.end = slot.end;
        for number in slot.others.into_iter().flatten() {
            reading.rest.push(Point {
                calendar: reading.point.calendar,
                day: day(number),
                ..Point::default()
            });
        }
        reading.shape = slot.shape;
        return;
    }
    if !dated || matches!(reading.point.month, Some(Month::InForce(_) | Month::Own(_))) {
        return;
    }
    // 八月十五, 五月廿二, and, damaged, 1月3.
    let Some(number) = numeral::read(reader, at).filter(|n| (1..=31).contains(&n.value) && n.digits <= 3)
    else {
        return;
    };
    if at != reading.end || number.zero {
        return;
    }
    let next = reader.at(number.end);
    let closed = !crate::text::is_han(next)
        && !next.is_ascii_alphanumeric()
        && !matches!(next, '.' | '%' | '~' | '-' | '/' | '、' | '—' | '×' | '℃' | '"' | '〔')
        || clock::part(reader, number.end).is_some()
        || matches!(next, '至' | '到') && opens_unit(reader, number.end + 1);
    if number.is_han() {
        let moon = number.value >= 10 || number.twenty || reading.point.calendar == Calendar::Lunar;
        // 一月 is never the moon's: that would be 正月.
        let first = matches!(reading.point.month, Some(Month::Number { number: 1, .. }));
        if !closed && !(number.twenty && number.value > 20) || number.value > 30 || !moon && number.value != 3
        {
            return;
        }
        if reading.point.calendar == Calendar::Unsaid && !(first && reading.point.han) {
            reading.point.calendar = Calendar::Lunar;
        }
        reading.point.day = Some(Day::Number(number.value as u8));
        reading.end = number.end;
    } else if closed && number.digits <= 2 {
        reading.point.day = Some(Day::Number(number.value as u8));
        reading.damaged = true;
        reading.end = number.end;
    }
}

/// A number, or several that share a unit: 7-23日, 20、21日.
struct Slot {
    first: Numeral,
    others: [Option<u32>; 6],
    shape: Shape,
    end: usize,
}

impl Slot {
    fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.first.value).chain(self.others.iter().copied().flatten())
    }
}

/// The numbers before a unit.
fn slot(reader: Reader<'_>, at: usize, unit: impl Fn(char) -> bool) -> Option<Slot> {
    let first = numeral::read(reader, at).filter(|n| n.digits <= 3 && n.value <= 31)?;
    let mut slot = Slot { first, others: [None; 6], shape: Shape::Single, end: first.end };
    let close = |i: usize| {
        let i = reader.skip(i);
        unit(reader.at(i)).then_some(i + 1)
    };
    if let Some(end) = close(first.end) {
        slot.end = end;
        return Some(slot);
    }
    if let Some(next) = connector(reader, first.end) {
        let last = numeral::read(reader, next).filter(|n| n.digits <= 3 && n.value <= 31)?;
        slot.end = close(last.end)?;
        slot.others[0] = Some(last.value);
        slot.shape = Shape::Range;
        // 7-3日 runs into the next month and is written out then.
        return (last.value > first.value).then_some(slot);
    }
    let mut i = first.end;
    for k in 0..6 {
        if !matches!(reader.at(i), '、' | '和' | '及') {
            return None;
        }
        let next = numeral::read(reader, reader.skip(i + 1)).filter(|n| n.digits <= 3 && n.value <= 31)?;
        slot.others[k] = Some(next.value);
        if let Some(end) = close(next.end) {
            slot.end = end;
            slot.shape = Shape::List;
            let rising = slot.numbers().zip(slot.numbers().skip(1)).all(|(a, b)| a < b);
            return rising.then_some(slot);
        }
        i = next.end;
    }
    None
}

/// A part of a year or month after it, or alone.
fn stretch(reader: Reader<'_>, reading: &mut Reading, label: bool) {
    if reading.shape != Shape::Single || reading.point.stretch.is_some() {
        return;
    }
    let dated = reading.point.year.is_some() || reading.point.month.is_some();
    let at = if dated { reader.skip(reading.end) } else { reading.end };
    let month = reading.point.month.is_some();
    if let Some((word, end)) = word::read(reader, at) {
        let stretch = match word {
            Word::Stretch(stretch) => stretch,
            Word::StretchOwn(stretch, count) if !dated => {
                reading.point.year = Some(Year::Own(count));
                reading.point.stretch = Some(stretch);
                reading.end = end;
                return;
            }
            Word::Feast(feast) if !month => {
                if guard::feast(reader, at, end, dated) {
                    reading.point.day = Some(Day::Feast(feast));
                    reading.end = end;
                    *reading = day_time(reader, std::mem::take(reading));
                }
                return;
            }
            _ => return tail(reader, reading, at, month),
        };
        let fits = match stretch {
            Stretch::Decad(_) => month || !dated,
            Stretch::MonthStart | Stretch::MonthMiddle | Stretch::MonthEnd => month && at > 0 || !dated,
            Stretch::YearStart | Stretch::YearMiddle | Stretch::YearEnd | Stretch::Half(_) => !month,
            Stretch::Season(_) => !month && guard::season(reader, at, end, dated, label),
            _ => true,
        };
        if fits {
            reading.point.stretch = Some(stretch);
            reading.end = end;
        }
        return;
    }
    tail(reader, reading, at, month);
}

/// 初, 中, 底, 末 after 年 or 月; quarters and weeks.
fn tail(reader: Reader<'_>, reading: &mut Reading, at: usize, month: bool) {
    let unit = reader.before(at);
    if matches!(unit, '年' | '月' | '份') && reading.end == at {
        let next = reader.at(at + 1);
        let stretch = match reader.at(at) {
            '初' if !"中级步始期心一二三".contains(next) => {
                Some((Stretch::YearStart, Stretch::MonthStart))
            }
            '底' if !matches!(next, '下' | '层' | '部' | '薪') => {
                Some((Stretch::YearEnd, Stretch::MonthEnd))
            }
            '末' if next != '代' => Some((Stretch::YearEnd, Stretch::MonthEnd)),
            '中' if !crate::text::is_han(next) => Some((Stretch::YearMiddle, Stretch::MonthMiddle)),
            _ => None,
        };
        if let Some((of_year, of_month)) = stretch {
            reading.point.stretch = Some(if month { of_month } else { of_year });
            reading.end = at + 1;
            return;
        }
    }
    if let Some((first, count, end)) = quarter(reader, at).filter(|_| !month) {
        reading.point.stretch = Some(Stretch::Quarters(first, count));
        reading.end = end;
        return;
    }
    if reading.point.year.is_some() || month {
        counted(reader, reading, at, month);
    }
}

/// 第三个月, 前五个月, 最后4个月, 第三周, 第十天 after a year or month.
fn counted(reader: Reader<'_>, reading: &mut Reading, at: usize, month: bool) {
    let i = if reader.at(at) == '的' { at + 1 } else { at };
    let (order, i) = match reader.at(i) {
        '第' => ('第', i + 1),
        '前' | '头' => ('前', i + 1),
        '后' => ('后', i + 1),
        '最' if reader.at(i + 1) == '后' => ('后', i + 2),
        _ => return,
    };
    let Some(number) = numeral::read(reader, reader.skip(i)).filter(|n| (1..=53).contains(&n.value)) else {
        return;
    };
    let value = number.value as u8;
    let unit = reader.skip(number.end);
    let (first, count) = match order {
        '第' => (value, 1),
        '前' => (1, value),
        _ => (13_u8.saturating_sub(value), value),
    };
    let ends =
        |words: &[&str]| words.iter().find(|w| reader.begins(unit, w)).map(|w| unit + w.chars().count());
    if let Some(end) = ends(&["个月", "月"]).filter(|_| !month && value <= 12) {
        let whole = reader.at(unit) == '个';
        if whole || order == '后' && number.is_han() {
            reading.point.stretch = Some(Stretch::Months(first, count));
            reading.end = end;
        }
    } else if let Some(end) = ends(&["周", "个星期"]).filter(|_| order != '后' && (!month || value <= 5))
    {
        if reader.at(end) != '年' {
            reading.point.stretch = Some(Stretch::Weeks(first, count));
            reading.end = end;
        }
    } else if let Some(end) = ends(&["天"]).filter(|_| order == '第' && !month && value <= 31) {
        reading.point.month = Some(Month::Number { number: 1, leap: false });
        reading.point.calendar = Calendar::Solar;
        reading.point.day = Some(Day::Number(value));
        reading.end = end;
        *reading = day_time(reader, std::mem::take(reading));
    }
}

/// 第一季度, 一季度, 首季度, 前三季度, 四季度.
fn quarter(reader: Reader<'_>, at: usize) -> Option<(u8, u8, usize)> {
    let (i, leading) = match reader.at(at) {
        '第' => (at + 1, false),
        '前' => (at + 1, true),
        '首' if reader.begins(at + 1, "季度") => return Some((1, 1, at + 3)),
        _ => (at, false),
    };
    let number = numeral::read(reader, i).filter(|n| (1..=4).contains(&n.value) && n.digits == 1)?;
    let j = if leading && reader.at(number.end) == '个' { number.end + 1 } else { number.end };
    if !reader.begins(j, "季度") {
        return None;
    }
    let value = number.value as u8;
    Some(if leading { (1, value, j + 2) } else { (value, 1, j + 2) })
}

/// The part of day and the clock after a day.
fn day_time(reader: Reader<'_>, mut reading: Reading) -> Reading {
    let mut i = reader.skip(reading.end);
    // 2021-09-12-11:23.
    if reader.at(i) == '-' && reader.at(i + 3) == ':' {
        i += 1;
    }
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
    if reader.begins(reading.end, "左右") && !reader.begins(reading.end, "左右两") {
        reading.approximate = true;
        reading.end += 2;
    }
}
