//! The year of a point: 二〇一九年, 今年, 清光绪二十一年（1895年）, 二十一年乙未, 公元前138年, 上世纪80年代.

use super::era;
use super::grammar::{Reader, Reading, connector};
use super::numeral::{self, Numeral, Style};
use super::word::{self, Word};
use super::{Point, Shape, Stretch, Year, month};
use crate::lexicon::lists_of_words as lists;

/// The year in all its forms.
pub(super) fn year(reader: Reader<'_>, reading: &mut Reading, label: bool) {
    let at = reading.end;
    // 2019年: no word, era or cycle begins with an Arabic digit.
    if reader.at(at).is_ascii_digit() {
        if !century(reader, reading) {
            numbered_year(reader, reading, label);
        }
        return;
    }
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
    for (words, sign) in [(&lists::DATE_BEFORE_CHRIST, -1), (&lists::DATE_COMMON_ERA, 1)] {
        if let Some(end) = reader.past(at, words) {
            let i = reader.skip(end);
            let Some(number) = numeral::read(reader, i) else { return };
            if reader.begins(reader.skip(number.end), "世纪") && (1..=21).contains(&number.value) {
                let century = number.value as i32;
                // 公元前3世纪 is 300 to 201 BC.
                let first = if sign < 0 { 1 - century * 100 } else { (century - 1) * 100 };
                of_century(reader, reading, first, reader.skip(number.end) + 2);
                return;
            }
            let unit = reader.skip(number.end);
            let gregorian = |value: u32, sign: i32| {
                Some(Year::Gregorian(if sign < 0 { 1 - value as i32 } else { value as i32 }))
            };
            reading.point.year_han = number.is_han();
            if reader.at(unit) == '年' {
                reading.point.year = gregorian(number.value, sign);
                reading.end = unit + 1;
                beside(reader, reading);
            } else if let Some(next) = connector(reader, number.end) {
                // 公元前770—前476年, 公元25—220年, 公元前5—公元8年.
                let (next, last_sign) = if let Some(end) = reader.past(next, &lists::DATE_BEFORE_CHRIST) {
                    (end, -1)
                } else if let Some(end) = reader.past(next, &lists::DATE_COMMON_ERA) {
                    (end, 1)
                } else if reader.at(next) == '前' {
                    (next + 1, -1)
                } else {
                    (next, sign)
                };
                let Some(last) = numeral::read(reader, reader.skip(next)) else { return };
                let unit = reader.skip(last.end);
                if reader.at(unit) == '年' {
                    reading.point.year = gregorian(number.value, sign);
                    reading.rest.push(Point { year: gregorian(last.value, last_sign), ..Point::default() });
                    (reading.shape, reading.end) = (Shape::Range, unit + 1);
                }
            }
            return;
        }
    }
    // 前燕元玺三年, 前清光绪二年 go on: a dynasty may be called so.
    if reader.at(at) == '前'
        && let Some((year, end)) = before_christ(reader, at, label)
    {
        reading.point.year = Some(year);
        reading.end = end;
        beside(reader, reading);
        return;
    }
    // '98抗洪.
    if matches!(reader.at(at), '\'' | '’') {
        let number = numeral::read(reader, at + 1).filter(|n| n.digits == 2 && n.style == Style::Arabic);
        let closes = |c: char| crate::text::is_han(c) || label && matches!(c, ' ' | ',' | ':');
        if let Some(number) = number.filter(|n| closes(reader.at(n.end))) {
            reading.point.year = Some(short(number));
            reading.end = number.end + usize::from(reader.at(number.end) == '年');
        }
        return;
    }
    if century(reader, reading) {
        return;
    }
    if let Some(named) = era::read(reader, at) {
        let i = reader.skip(named.end);
        let told = |number, end| (Year::Era { era: named.era, certain: named.certain, number }, end);
        let number = numeral::read(reader, i).filter(|n| n.value < 1000 || n.digits == 4);
        let year = match number {
            // 天宝三载 to 至德三载: so years were called then.
            Some(number)
                if reader.at(reader.skip(number.end)) == '年'
                    || number.is_han() && reader.at(number.end) == '载' && era::counts_in_zai(named.era) =>
            {
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
        if year.is_none()
            && label
            && let Some(found) = of_ruler(reader, at)
        {
            *reading = found;
        }
        if let Some((year, end)) = year {
            reading.point.year = Some(year);
            reading.end = end;
            if !reader.begins(end, "间") && !reader.begins(end, "号") {
                cycle_beside(reader, reading);
                beside(reader, reading);
                cycle_beside(reader, reading);
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
    if label
        && word::opens_era(reader.at(at))
        && let Some(found) = of_ruler(reader, at)
    {
        *reading = found;
        return;
    }
    numbered_year(reader, reading, label);
}

/// A year by its number alone.
fn numbered_year(reader: Reader<'_>, reading: &mut Reading, label: bool) {
    let at = reading.end;
    if let Some((value, unit, style)) = numeral::spaced_year(reader, at) {
        reading.point.year_han = style != Style::Arabic;
        reading.point.year = Some(Year::Gregorian(value as i32));
        reading.end = unit + 1;
        beside(reader, reading);
        return;
    }
    if two_decades(reader, reading, at, 1900) {
        return;
    }
    let Some(number) = numeral::read(reader, at) else { return };
    let unit = reader.skip(number.end);
    if decades_range(reader, reading, number) || number.digits == 4 && years_list(reader, reading, number) {
        return;
    }
    if reader.at(unit) != '年' {
        if let Some((last, end)) = shared_year(reader, number) {
            if number.value > 999 && last > 999 {
                reading.point.year = Some(Year::Gregorian(number.value as i32));
                reading.shape = Shape::Range;
                // 1985到89年9月: the last year has a month of its own.
                let year = Some(Year::Gregorian(last as i32));
                let mut tail =
                    Reading { point: Point { year, ..Point::default() }, end, ..Reading::default() };
                month::month(reader, &mut tail, label);
                if tail.point.month.is_some() && tail.shape == Shape::Single {
                    month::day(reader, &mut tail, label, None);
                }
                let plain = tail.shape == Shape::Single && !tail.damaged;
                let tail = if plain {
                    tail
                } else {
                    Reading { point: Point { year, ..Point::default() }, end, ..Reading::default() }
                };
                reading.rest.push(tail.point);
                reading.end = tail.end;
            }
        } else if number.digits == 4 && (reader.ends(at, "从") || reader.ends(at, "自")) {
            // 从2016-2018.
            let last = connector(reader, number.end).and_then(|next| numeral::read(reader, next));
            if let Some(last) =
                last.filter(|n| n.digits == 4 && n.value > number.value && n.style == number.style)
                && !crate::text::is_han(reader.at(last.end))
                && number.value > 999
            {
                reading.point.year = Some(Year::Gregorian(number.value as i32));
                reading
                    .rest
                    .push(Point { year: Some(Year::Gregorian(last.value as i32)), ..Point::default() });
                reading.shape = Shape::Range;
                reading.end = last.end;
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
        reading.point.year_han = number.is_han();
        reading.end = end;
        if reader.at(end) == '度' && !matches!(reader.at(end + 1), '假' | '过' | '汛' | '数') {
            reading.end = end + 1;
        }
        cycle_beside(reader, reading);
        if label || matches!(year, Year::Gregorian(_)) {
            beside(reader, reading);
            cycle_beside(reader, reading);
        }
        if label && let Some(end) = own_reckoning(reader, reading.end) {
            reading.end = end;
        }
    }
}

/// 一九六七年|佛光元年: the year again in a house's own reckoning, where nothing else stands on the line. Out comes where it ends.
fn own_reckoning(reader: Reader<'_>, at: usize) -> Option<usize> {
    /// The longest name of a reckoning.
    const LONGEST: usize = 6;
    let from = reader.skip(at);
    let han =
        (from..=from + LONGEST).take_while(|&k| crate::text::is_han(reader.at(k)) && reader.at(k) != '年');
    han.skip(2).find_map(|k| {
        let number = numeral::read(reader, k);
        let unit =
            if reader.at(k) == '元' { k + 1 } else { number.filter(|n| n.is_han() && n.value < 300)?.end };
        (reader.at(unit) == '年' && matches!(reader.at(unit + 1), '\0' | '\n' | '\r')).then_some(unit + 1)
    })
}

/// 2004、2005年: years that share their unit.
fn years_list(reader: Reader<'_>, reading: &mut Reading, first: Numeral) -> bool {
    let mut numbers = vec![first.value];
    let mut i = first.end;
    while matches!(reader.at(i), '、' | '和' | '及') && numbers.len() < 8 {
        let Some(next) = numeral::read(reader, reader.skip(i + 1)) else { return false };
        if next.digits != 4
            || next.style != first.style
            || numbers.last().is_none_or(|last| next.value <= *last)
        {
            return false;
        }
        numbers.push(next.value);
        i = next.end;
    }
    let unit = reader.skip(i);
    if numbers.len() < 2 || reader.at(unit) != '年' || !(1000..3000).contains(&first.value) {
        return false;
    }
    let year = |number: u32| Point { year: Some(Year::Gregorian(number as i32)), ..Point::default() };
    reading.point.year = year(first.value).year;
    reading.rest.extend(numbers.iter().skip(1).map(|number| year(*number)));
    reading.shape = Shape::List;
    reading.end = unit + 1;
    true
}

/// 50—60年代.
fn decades_range(reader: Reader<'_>, reading: &mut Reading, first: Numeral) -> bool {
    let Some(last) = connector(reader, first.end).and_then(|next| numeral::read(reader, next)) else {
        return false;
    };
    let tens = first.value.is_multiple_of(10)
        && last.value.is_multiple_of(10)
        && last.value > first.value
        && last.value < 100;
    if !tens || first.value == 0 || !reader.begins(last.end, "年代") || reader.begins(last.end, "年代表")
    {
        return false;
    }
    let decade =
        |number| Point { year: Some(short(number)), stretch: Some(Stretch::Decade), ..Point::default() };
    reading.point = Point { calendar: reading.point.calendar, ..decade(first) };
    reading.rest.push(decade(last));
    reading.shape = Shape::Range;
    reading.end = last.end + 2;
    true
}

/// What a number before 年 means.
fn plain_year(number: Numeral) -> Option<Year> {
    let gregorian = Some(Year::Gregorian(number.value as i32));
    match (number.style, number.digits) {
        (Style::Arabic | Style::Positional, 4) if number.value >= 100 => gregorian,
        (Style::Arabic | Style::Positional, 3) if !number.zero => gregorian,
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
    let mut last = numeral::read(reader, next).filter(|n| n.style == first.style)?;
    let unit = reader.skip(last.end);
    // 1985到89年, 一九八五至八九年: the century is shared.
    if first.digits == 4 && last.digits == 2 && first.style != Style::Counting && first.value > 999 {
        last.value += first.value / 100 * 100;
    }
    if reader.at(unit) != '年' || reader.at(unit + 1) == '代' || last.value < first.value {
        return None;
    }
    let yearly = reader.at(unit + 1) == '度' && !matches!(reader.at(unit + 2), '假' | '过' | '汛' | '数');
    Some((last.value, unit + 1 + usize::from(yearly)))
}

/// 前202年, without 公元: three digits or more, or a line that opens with it.
fn before_christ(reader: Reader<'_>, at: usize, label: bool) -> Option<(Year, usize)> {
    let number = numeral::read(reader, at + 1).filter(|n| n.value > 0 && n.value < 5000)?;
    let unit = reader.skip(number.end);
    if reader.at(unit) != '年' || matches!(reader.at(unit + 1), '代' | '间' | '来' | '多' | '的') {
        return None;
    }
    let before = reader.before(at);
    let opens = super::guard::opens(before) || lists::DATE_YEAR_LED.has(before);
    let far = number.value >= 100 && opens && (number.digits >= 3 || number.style == Style::Counting);
    let alone = label && matches!(reader.at(unit + 1), ',' | ':' | ' ' | '\0' | '\n' | '(' | '、');
    (far || alone).then_some((Year::Gregorian(1 - number.value as i32), unit + 1))
}

/// 20世纪, 上世纪80年代, 十九世纪末.
fn century(reader: Reader<'_>, reading: &mut Reading) -> bool {
    let at = reading.end;
    let worded = word::read_as(reader, at, |w| match w {
        Word::Century(century) => Some(i32::from(century)),
        _ => None,
    });
    let (century, end) = if let Some(worded) = worded {
        worded
    } else {
        match numeral::read(reader, at) {
            Some(number) if (1..=21).contains(&number.value) && reader.begins(number.end, "世纪") => {
                (number.value as i32, number.end + 2)
            }
            _ => return false,
        }
    };
    let first = (century - 1) * 100;
    if let Some(decade) = numeral::read(reader, end).filter(|n| n.value % 10 == 0 && n.value < 100)
        && reader.begins(decade.end, "年代")
    {
        reading.point.year = Some(Year::Gregorian(first + decade.value as i32));
        reading.end = decade.end + 2;
        decade_part(reader, reading);
        return true;
    }
    if two_decades(reader, reading, end, first) {
        return true;
    }
    // 21世纪海上丝绸之路 tells no time.
    if century == 21 && century_part(reader, end).is_none() {
        return true;
    }
    of_century(reader, reading, first, end);
    true
}

/// A century by its first year, or the part of it that is told.
fn of_century(reader: Reader<'_>, reading: &mut Reading, first: i32, end: usize) {
    reading.point.year = Some(Year::Gregorian(first));
    (reading.point.stretch, reading.end) = match century_part(reader, end) {
        Some((stretch, end)) => (Some(stretch), end),
        None => (Some(Stretch::Century), end),
    };
}

/// 初, 中叶, 下半叶, 末 after a century.
fn century_part(reader: Reader<'_>, at: usize) -> Option<(Stretch, usize)> {
    let i = if reader.at(at) == '的' { at + 1 } else { at };
    [
        ("上半叶", (0, 49)),
        ("前半叶", (0, 49)),
        ("下半叶", (50, 99)),
        ("后半叶", (50, 99)),
        ("初期", (0, 19)),
        ("初叶", (0, 19)),
        ("前期", (0, 29)),
        ("中叶", (40, 59)),
        ("中期", (40, 59)),
        ("后期", (70, 99)),
        ("末期", (80, 99)),
        ("末叶", (80, 99)),
        ("初", (0, 19)),
        ("末", (80, 99)),
    ]
    .into_iter()
    .find(|(words, _)| reader.begins(i, words))
    .map(|(words, (a, b))| (Stretch::CenturyPart(a, b), i + words.chars().count()))
}

/// 上世纪五六十年代, 七八十年代: two decades that follow each other.
fn two_decades(reader: Reader<'_>, reading: &mut Reading, at: usize, century: i32) -> bool {
    let (Some(a), Some(b)) = (numeral::digit(reader.at(at)), numeral::digit(reader.at(at + 1))) else {
        return false;
    };
    if b != a + 1 || !reader.begins(at + 2, "十年代") || reader.begins(at + 2, "十年代表") {
        return false;
    }
    let decade = |tens: u32| Point {
        year: Some(Year::Gregorian(century + tens as i32 * 10)),
        stretch: Some(Stretch::Decade),
        ..Point::default()
    };
    reading.point = Point { calendar: reading.point.calendar, ..decade(a) };
    reading.rest.push(decade(b));
    reading.shape = Shape::Range;
    reading.end = at + 5;
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
        } else if let Some((year, last, end)) = bare_year(reader, i, reading.point.year) {
            other.point.year = Some(Year::Gregorian(year));
            reading.beside_last = last;
            other.end = end;
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

/// A year of the West in brackets, in figures and without its unit, or the first and the last of a span: （639）, （前811）, （前826～前822）, （约前1143年）.
/// `of` is the year before the brackets: beside a reign's any number is one. Out come the year, the last of a span, and where they end.
fn bare_year(reader: Reader<'_>, at: usize, of: Option<Year>) -> Option<(i32, Option<i32>, usize)> {
    let reign = matches!(of, Some(Year::Era { .. } | Year::Short { han: true, .. }));
    let one = |at: usize| {
        let at = if reader.at(at) == '约' { at + 1 } else { at };
        let at = reader.past(at, &lists::DATE_COMMON_ERA).unwrap_or(at);
        let (at, past) = if reader.at(at) == '前' { (at + 1, true) } else { (at, false) };
        let number = numeral::read(reader, at).filter(|n| n.style == Style::Arabic && n.digits <= 4)?;
        let plain = number.digits == 4 && (500..2200).contains(&number.value);
        (number.value > 0 && (reign || past || plain)).then_some((number, past))
    };
    let after = |end: usize| if reader.at(end) == '年' { end + 1 } else { end };
    let year = |value: u32, past: bool| if past { 1 - value as i32 } else { value as i32 };
    let (first, past) = one(at)?;
    let end = after(first.end);
    if reader.at(end) == ')' {
        return Some((year(first.value, past), None, end));
    }
    let (last, told) = one(connector(reader, end)?)?;
    let end = after(last.end);
    // （前826～822）: both are before.
    let last = year(last.value, told || past && last.value < first.value);
    let first = year(first.value, past);
    (reader.at(end) == ')' && last >= first).then_some((first, Some(last), end))
}

/// A year of a ruler whom no table has, told by the brackets behind it: 殷武乙元年（前1143）. Out come the year's number, the year, and one past the brackets.
fn of_ruler(reader: Reader<'_>, at: usize) -> Option<Reading> {
    /// The longest name of a realm and a ruler.
    const LONGEST: usize = 7;
    let realm = lists::ERA_REALMS.has(reader.at(at));
    (at + 1..=at + LONGEST).take_while(|&i| crate::text::is_han(reader.at(i - 1))).find_map(|i| {
        let (number, unit) = if reader.at(i) == '元' {
            (1, i + 1)
        } else {
            let number = numeral::read(reader, i).filter(|n| n.is_han() && n.value < 100)?;
            (number.value, number.end)
        };
        if reader.at(unit) != '年' || !realm && !lists::ERA_RULERS.has(reader.before(i)) {
            return None;
        }
        let year = Year::Short { number: number as u16, han: true, counting: true };
        let mut reading = Reading { end: unit + 1, ..Reading::default() };
        reading.point.year = Some(year);
        beside(reader, &mut reading);
        matches!(reading.point.beside, Some(Year::Gregorian(_))).then_some(reading)
    })
}

/// The last year of a span that brackets tell as a whole: 二年至六年（前826～前822）. `last` is the span's second point.
pub(super) fn beside_span(reader: Reader<'_>, first: &mut Point, last: &mut Reading) {
    let reign = matches!(first.year, Some(Year::Era { .. } | Year::Short { han: true, .. }));
    let short = matches!(last.point.year, Some(Year::Short { .. } | Year::Era { .. }));
    if !reign || !short || last.point.month.is_some() || last.point.day.is_some() {
        return;
    }
    let mut told = Reading { point: last.point, end: last.end, ..Reading::default() };
    if told.point.beside.is_none() {
        beside(reader, &mut told);
    }
    if let (Some(from), Some(to)) = (told.point.beside, told.beside_last) {
        first.beside = first.beside.or(Some(from));
        told.point.beside = Some(Year::Gregorian(to));
    }
    (last.point, last.end) = (told.point, told.end);
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
    let at = reader.past(at, &lists::DATE_COMMON_ERA).map_or(at, |end| reader.skip(end));
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
