//! Parts of a year or a month: 上旬, 年底, 同年秋, 第一季度, 前五个月, 第三周, and feasts after a year.

use super::clock;
use super::grammar::{Reader, Reading, connector, day_time, opens_unit};
use super::guard;
use super::numeral;
use super::word::{self, Word};
use super::{Calendar, Day, Month, Point, Shape, Stretch};
use crate::lexicon::lists_of_words as lists;
use crate::text::chars;

/// A part of a year or month after it, or alone.
pub(super) fn stretch(reader: Reader<'_>, reading: &mut Reading, label: bool) {
    if reading.shape != Shape::Single || reading.point.stretch.is_some() {
        return;
    }
    let dated = reading.point.year.is_some() || reading.point.month.is_some();
    let mut at = if dated { reader.skip(reading.end) } else { reading.end };
    let month = reading.point.month.is_some();
    // 2017年的春天.
    let wide = |at: usize| matches!(word::read(reader, at), Some((Word::Stretch(_), end)) if end > at + 1);
    if dated && reader.at(at) == '的' && wide(at + 1) {
        at += 1;
    }
    if let Some((word, end)) = word::read(reader, at) {
        let stretch = match word {
            Word::Stretch(stretch) => stretch,
            Word::StretchOf(stretch, year) if !dated => {
                reading.point.year = Some(year);
                reading.point.stretch = Some(stretch);
                reading.end = end;
                return;
            }
            // 1958年冬至1959年春 is a winter and a spring.
            Word::Feast(_)
                if dated && !month && reader.at(at + 1) == '至' && opens_range_end(reader, end) =>
            {
                reading.point.stretch = Some(Stretch::Season(if reader.at(at) == '冬' { 4 } else { 2 }));
                reading.end = at + 1;
                return;
            }
            // 去年中秋节前后.
            Word::Feast(feast) if dated && !month && reader.begins(end, "前后") => {
                reading.point.day = Some(Day::Feast(feast));
                reading.point.stretch = Some(Stretch::Around);
                reading.end = end + 2;
                return;
            }
            Word::Feast(feast) if !month => {
                // 清明，…: as a label.
                let led = label && (chars!(", :").has(reader.at(end)) || clock::part(reader, end).is_some());
                if guard::feast(reader, at, end, dated || led) {
                    reading.point.day = Some(Day::Feast(feast));
                    reading.end = end;
                    *reading = day_time(reader, std::mem::take(reading));
                }
                return;
            }
            _ => return tail(reader, reading, at, month),
        };
        let fits = match stretch {
            Stretch::Decad(_) | Stretch::Decads(..) | Stretch::HalfMonth(_) => month || !dated,
            Stretch::MonthStart | Stretch::MonthMiddle | Stretch::MonthEnd => month && at > 0 || !dated,
            Stretch::YearStart | Stretch::YearMiddle | Stretch::YearEnd | Stretch::Half(_) => !month,
            Stretch::Months(..) => !month && (dated || guard::opens(reader.before(at))),
            Stretch::Quarters(first, 1) if !month && quarter_end(reader, end).is_some() => {
                if let Some((last, close)) = quarter_end(reader, end) {
                    reading.point.stretch = Some(Stretch::QuarterPart(first, last));
                    reading.end = close;
                }
                return;
            }
            Stretch::OwnQuarter(..) => !dated,
            Stretch::OwnWeek(count, _) if !dated => {
                let (day, close) = weekday(reader, end);
                reading.point.stretch = Some(Stretch::OwnWeek(count, day));
                reading.end = close;
                return;
            }
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

/// Whether the end of a range may begin at a place.
fn opens_range_end(reader: Reader<'_>, at: usize) -> bool {
    opens_unit(reader, at) || lists::DATE_NEXT_DAY.has(reader.at(at))
}

/// 初, 中, 底, 末 after 年 or 月; quarters and weeks.
fn tail(reader: Reader<'_>, reading: &mut Reading, at: usize, month: bool) {
    let unit = reader.before(at);
    if matches!(unit, '年' | '月' | '份') && reading.end == at {
        let next = reader.at(at + 1);
        let stretch = match reader.at(at) {
            '初' if !chars!("中级步始期心一二三").has(next) => {
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
        if let Some((last, close)) = quarter_end(reader, end).filter(|_| count == 1) {
            reading.point.stretch = Some(Stretch::QuarterPart(first, last));
            reading.end = close;
        }
        return;
    }
    let begins = matches!(reader.at(at), '前' | '头' | '首') && guard::opens(reader.before(at));
    if reading.point.year.is_some() || month || begins {
        counted(reader, reading, at, month);
    }
}

/// The day behind a word for a week, from Monday, 0 where none is told: 上周三, 下周日.
fn weekday(reader: Reader<'_>, at: usize) -> (u8, usize) {
    let i = if reader.begins(at, "星期") { at + 2 } else { at };
    match "一二三四五六日".chars().position(|c| c == reader.at(i) || c == '日' && reader.at(i) == '天')
    {
        // 上周一批, 下周三家 count.
        Some(day) if !chars!("批家个名位项条次年月").has(reader.at(i + 1)) => {
            (day as u8 + 1, i + 1)
        }
        _ => (0, at),
    }
}

/// 一季度末, 三季度初: the first or the last month of a quarter.
fn quarter_end(reader: Reader<'_>, at: usize) -> Option<(bool, usize)> {
    match reader.at(at) {
        '末' | '底' => Some((true, at + 1)),
        '初' => Some((false, at + 1)),
        _ => None,
    }
}

/// 第三个月, 前五个月, 最后4个月, 第三周, 第十天 after a year or month.
fn counted(reader: Reader<'_>, reading: &mut Reading, at: usize, month: bool) {
    let i = if reader.at(at) == '的' { at + 1 } else { at };
    // 今年首月.
    if reader.begins(i, "首月") && !month {
        reading.point.stretch = Some(Stretch::Months(1, 1));
        reading.end = i + 2;
        return;
    }
    let (order, i) = match reader.at(i) {
        '第' => ('第', i + 1),
        '前' | '头' => ('前', i + 1),
        '后' => ('后', i + 1),
        '最' if reader.at(i + 1) == '后' => ('后', i + 2),
        _ => return,
    };
    if month && let Some((stretch, end)) = month_weekday(reader, order, i) {
        reading.point.stretch = Some(stretch);
        reading.end = end;
        return;
    }
    let Some(number) = numeral::read_count(reader, reader.skip(i)).filter(|n| (1..=53).contains(&n.value))
    else {
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
        if whole || order != '第' && number.is_han() {
            reading.point.stretch = Some(Stretch::Months(first, count));
            reading.end = end;
        }
    } else if let Some(end) = ends(&["周", "个星期"]).filter(|_| order != '后' && (!month || value <= 5))
    {
        if reader.at(end) != '年' {
            reading.point.stretch = Some(Stretch::Weeks(first, count));
            reading.end = end;
        }
    } else if let Some(end) = ends(&["天", "日"]).filter(|_| order == '前' && value > 1 && value <= 28) {
        // 去年的前10天.
        if !month {
            reading.point.month = Some(Month::Number { number: 1, leap: false });
            reading.point.calendar = Calendar::Solar;
        }
        reading.point.day = Some(Day::Number(1));
        reading.rest.push(Point {
            calendar: reading.point.calendar,
            day: Some(Day::Number(value)),
            ..Point::default()
        });
        reading.shape = Shape::Range;
        reading.end = end;
    } else if let Some(end) = ends(&["天"]).filter(|_| order == '第' && !month && value <= 31) {
        reading.point.month = Some(Month::Number { number: 1, leap: false });
        reading.point.calendar = Calendar::Solar;
        reading.point.day = Some(Day::Number(value));
        reading.end = end;
        *reading = day_time(reader, std::mem::take(reading));
    }
}

/// 第二个星期日, 最后一个星期一, behind 第 or 最后.
fn month_weekday(reader: Reader<'_>, order: char, at: usize) -> Option<(Stretch, usize)> {
    let number = numeral::read(reader, at).filter(|n| (1..=5).contains(&n.value))?;
    let i = if reader.at(number.end) == '个' { number.end + 1 } else { number.end };
    let i = ["星期", "周"].into_iter().find(|w| reader.begins(i, w)).map(|w| i + w.chars().count())?;
    let (day, end) = weekday(reader, i);
    let which = match order {
        '第' => number.value as u8,
        '后' if number.value == 1 => 0,
        _ => return None,
    };
    (day > 0).then_some((Stretch::MonthWeekday(which, day), end))
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
    // 二、三季度.
    if reader.at(number.end) == '、' && !leading {
        let last = numeral::read(reader, number.end + 1).filter(|n| n.value == number.value + 1)?;
        return reader.begins(last.end, "季度").then(|| (number.value as u8, 2, last.end + 2));
    }
    // 一至三季度.
    if let Some(last) = connector(reader, number.end).and_then(|next| numeral::read(reader, next)) {
        let (first, last_value) = (number.value as u8, last.value as u8);
        let rises = last.value <= 4 && last_value > first && reader.begins(last.end, "季度");
        return rises.then(|| (first, last_value - first + 1, last.end + 2));
    }
    let j = if leading && reader.at(number.end) == '个' { number.end + 1 } else { number.end };
    if !reader.begins(j, "季度") {
        return None;
    }
    let value = number.value as u8;
    Some(if leading { (1, value, j + 2) } else { (value, 1, j + 2) })
}
