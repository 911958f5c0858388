//! What looks like a date and is none: `3日游`, `第3日`, `三月有余`, `每年5月18日`, `将12月13日设立为…`, `近5日`.
//!
//! In goes a reading with its surroundings, out comes whether it stands as a date.

use super::grammar::Reader;
use super::word;
use super::{Day, Expression, Month, Point, Shape, Year};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Chars, chars, is_han};

/// What may stand before a date that nothing else tells to be one.
pub(super) fn opens(c: char) -> bool {
    chars!("\0\n\r ,。;:、(“《[【】)~-—!?▲△☆★●○◆■*·|于自从至到在截起").has(c)
}

/// Characters before a number that make it a count, not a date.
static COUNTING: Chars =
    Chars::new("第每近约达逾满需共余过经仅已不两数几头这半好多整隔前后期时长用费延停续第各");

/// Whether the place itself rules a date out: inside a number, a document's number, an order.
pub(super) fn opens_otherwise(reader: Reader<'_>, at: usize) -> bool {
    let before = reader.before(at);
    let here = reader.at(at);
    if word::is_number(here) {
        return match before {
            // 〔2020〕9号 is a document's number, 〔1958年〕 and 〔5月8日〕 are headings.
            '〔' => (at..at + 6)
                .find(|&i| !word::is_number(reader.at(i)))
                .is_none_or(|i| !matches!(reader.at(i), '年' | '月' | '日')),
            '第' | '每' | '$' | '¥' | '±' | '°' | '#' | '№' => true,
            // 1.5月 is a number, 1.1952年 and 3.5月12日 are numbered items.
            '.' => false,
            _ => before.is_ascii_alphabetic() && here.is_ascii_digit(),
        };
    }
    // 少年中, 十五年底 of a number that was no year; 每年 comes every year.
    here == '年'
        && (word::is_number(before)
            || chars!("少青中老成周当逐历往近多每百千万半几两壮幼童新拜过度学财丰荒灾今去前明后").has(before))
        || before == '每' && is_han(here)
}

/// Whether the first point stands as a date where it stands.
pub(super) fn stands_as_date(
    reader: Reader<'_>,
    at: usize,
    end: usize,
    point: &Point,
    damaged: bool,
    label: bool,
) -> bool {
    let before = reader.before(at);
    let next = reader.at(end);
    if before == '.' && reader.before(at.saturating_sub(1)).is_ascii_digit() {
        let whole = point.month.is_some() && point.day.is_some() && !damaged
            || matches!(point.year, Some(Year::Gregorian(1000..3000)));
        if !whole {
            return false;
        }
    }
    if recurring(reader, at) {
        return false;
    }
    if damaged {
        let opened = opens(before) || point.year.is_some();
        return opened && (label || chars!("\0\n\r, 。;)至到、:").has(next));
    }
    match (point.year, point.month, point.day) {
        (Some(Year::Short { number, han, .. }), None, None) => {
            short_year(reader, at, end, number, han, point, label)
        }
        (Some(Year::Gregorian(year)), None, _) if (0..1000).contains(&year) && point.day.is_none() => {
            reader.ends_any(at, &lists::DATE_BEFORE_A_YEAR) && !reader.ends(at, "用于")
                || reader.begins(at, "公元")
                || reader.begins(at, "西元")
                || reader.begins(at, "纪元")
                || point.beside.is_some()
                || !reader.at(at).is_ascii_digit() && opens(before)
                || label && (opens(next) || next == '(')
                || point.stretch.is_some()
        }
        // 有2000年历史, 距今3000年.
        (Some(Year::Gregorian(year)), None, None) if year % 100 == 0 && point.stretch.is_none() => {
            let counted = chars!("有近约达逾超距过长").has(before) || reader.ends(at, "距今");
            !(counted
                || reader.begins(end, "历史")
                || reader.begins(end, "的历史")
                || reader.begins(end, "来的"))
        }
        (Some(Year::InForce(0)), None, None) if reader.begins(at, "当年") => {
            !reader.ends(at, "想")
                && !reader.ends(at, "正")
                && !reader.begins(end, "的")
                && !reader.begins(end, "轮")
        }
        (None, Some(Month::Number { .. }), None) => month_alone(reader, at, end, point),
        // 三日十九时 is no length of time.
        (None, None, Some(Day::Number(_))) if point.clock.is_some() => !COUNTING.has(before),
        (None, None, Some(Day::Number(_))) => day_alone(reader, at, end, label),
        (None, None, Some(Day::InForce(_) | Day::Own(_))) => {
            let word = reader.at(at);
            !matches!((before, word), ('同' | '不', '当') | ('目' | '以' | '之', '前') | ('明', '日'))
        }
        (None, None, None) if point.clock.is_none() && point.part_of_day.is_some() => {
            // A part of the day alone: only where a clause begins with it.
            let wide = point.part_of_day.is_some_and(|part| part.len() > 1);
            wide && opens(before) && matches!(next, ',' | ' ') && before != '、'
        }
        _ => true,
    }
}

/// 每年, 历年, 逐年 before: no single date.
fn recurring(reader: Reader<'_>, at: usize) -> bool {
    reader.ends_any(at, &lists::DATE_RECURRING)
}

/// 二十一年, 07年, 九七年 without a month.
fn short_year(
    reader: Reader<'_>,
    at: usize,
    end: usize,
    number: u16,
    han: bool,
    point: &Point,
    label: bool,
) -> bool {
    let before = reader.before(at);
    let next = reader.at(end);
    if point.cycle.is_some() || point.beside.is_some() || point.stretch.is_some() {
        return !COUNTING.has(before);
    }
    let zero = matches!(reader.at(at), '0' | '零' | '〇' | '○');
    let counting = (at..end).any(|i| matches!(reader.at(i), '十' | '廿' | '卅'));
    if label {
        return chars!("\0\n\r ,:。、(;").has(next);
    }
    if chars!("来前后间里内中以之的级制期多余").has(next)
        && !(zero && matches!(next, '以' | '前' | '后' | '的' | '间'))
    {
        return false;
    }
    if zero {
        return end - at >= 3 && !COUNTING.has(before);
    }
    // '98抗洪, 总结21年工作, 表彰98年抗洪功臣.
    if matches!(reader.at(at), '\'' | '’') {
        return !before.is_ascii_alphanumeric() || before == '\0';
    }
    if !han && end - at == 3 && of_a_year(reader, end) {
        return !COUNTING.has(before) && before != '了' && is_han(before);
    }
    if han && !counting && number >= 10 {
        // 五六年 is five or six years, 三五年 three to five.
        let (tens, ones) = (number / 10, number % 10);
        return ones != tens + 1 && number != 35 && opens(before);
    }
    !han && number >= 20 && matches!(before, '于' | '自' | '从')
}

/// Whether the words behind a year of two digits are of a year's own matter, not of a length of time.
fn of_a_year(reader: Reader<'_>, end: usize) -> bool {
    reader.begins_any(end, &lists::DATE_MATTER_OF_A_YEAR)
}

/// Whether a date is told as being about: 约1940年.
pub(super) fn about(reader: Reader<'_>, at: usize) -> bool {
    reader.ends_any(at, &lists::DATE_ABOUT) && !reader.ends_any(at, &lists::DATE_NOT_ABOUT)
}

/// 5月, 三月 without a day.
fn month_alone(reader: Reader<'_>, at: usize, end: usize, point: &Point) -> bool {
    if point.stretch.is_some() {
        return true;
    }
    let before = reader.before(at);
    let next = reader.at(end);
    if reader.before(end) == '份' {
        return true;
    }
    if point.han
        && !reader.begins(at, "正")
        && !reader.begins(at, "腊")
        && !reader.begins(at, "冬")
        && !reader.begins(at, "闰")
        && !reader.begins(at, "元")
        && !reader.begins(at, "农")
        && !reader.begins(at, "阴")
    {
        let counted = COUNTING.has(before) || before.is_ascii_digit();
        let measured =
            chars!("余有内多后").has(next) || reader.begins(end, "之久") || reader.begins(end, "以上");
        return !counted && !measured;
    }
    !(matches!(before, '近' | '第' | '数' | '逾' | '满') || next == '余' || reader.begins(end, "球"))
}

/// 3日, 十日 without a month.
fn day_alone(reader: Reader<'_>, at: usize, end: usize, label: bool) -> bool {
    let before = reader.before(at);
    let next = reader.at(end);
    // 3日前 is three days ago, 22日前 a day not to be passed.
    let until = next == '前' && reader.at(at + 1).is_ascii_digit() && !reader.begins(at, "10");
    if COUNTING.has(before) && !reader.ends(at, "日期") || measured_day(reader, end) && !until {
        return false;
    }
    if reader.at(at).is_ascii_digit() {
        // 停运3日。 is a span of days, 王某3日到甲县 a day.
        let led = !is_han(before)
            || chars!("于自从至到在即将定截止者社据讯月日起及和与午晚历").has(before)
            || reader.ends(at, "预计");
        let closed = chars!(",。;、)”\0\n\r的之假").has(next);
        return (label || led || !closed) && !matches!(before, '/' | '%' | '=');
    }
    if label {
        return true;
    }
    let begins_clause = opens(before) || before == '月';
    let one = matches!(reader.at(at), '一' | '两' | '三') && reader.at(at + 1) == '日';
    begins_clause && !(one && is_han(next) && super::clock::part(reader, end).is_none())
}

/// What follows a count of days: 3日游, 5日内, 3日后.
fn measured_day(reader: Reader<'_>, end: usize) -> bool {
    let i = if reader.at(end) == '之' || reader.at(end) == '以' { end + 1 } else { end };
    let next = reader.at(i + 1);
    let measures = match reader.at(i) {
        '游' => !matches!(next, '行' | '泳' | '览' | '击' | '说'),
        '内' => next != '蒙' && next != '部',
        '余' => !matches!(next, '姚' | '杭' | '干' | '江' | '庆'),
        '后' => !matches!(next, '勤' | '方' | '备' | '续'),
        '前' => !lists::DATE_NO_BEFORE.has(next),
        '行' => next == '程',
        '多' => matches!(next, '的' | '时'),
        '龄' | '均' => true,
        _ => false,
    };
    measures
        || reader.at(end) == '元' && reader.at(end + 1) != '旦'
        || reader.begins(end, "以上")
        || reader.at(end).is_ascii_digit() && matches!(reader.at(end + 1), '夜' | '晚')
}

/// Whether an item of a list is a count after all.
pub(super) fn measured(reader: Reader<'_>, end: usize, point: &Point) -> bool {
    point.day.is_some() && point.month.is_none() && measured_day(reader, end)
}

/// Whether the second point of a range stands as its end.
pub(super) fn ends_range(reader: Reader<'_>, end: usize, point: &Point) -> bool {
    !(point.day.is_some() && point.month.is_none() && matches!(reader.at(end), '游' | '龄' | '均'))
}

/// Whether the whole stands as a date: not set as a day of remembrance, not a life in brackets, not a dispatch's date.
pub(super) fn ends_as_date(reader: Reader<'_>, at: usize, end: usize, expression: &Expression) -> bool {
    if matches!(expression.first.day, Some(Day::Own(_))) && quoted(reader, at) {
        return false;
    }
    if expression.first.day.is_some() || expression.first.month.is_some() {
        let names = &lists::DATE_MADE;
        let set = reader.ends_any(at, &lists::DATE_MAKING);
        if set && reader.begins_any(end, names) || reader.before(at) == '以' && remembered(reader, end) {
            return false;
        }
    }
    !life(reader, at, end, expression)
}

/// 以8月1日为纪念日: the day is what something is made, not when it took place.
fn remembered(reader: Reader<'_>, end: usize) -> bool {
    if reader.at(end) != '为' {
        return false;
    }
    let clause =
        (end + 1..end + 14).take_while(|&i| is_han(reader.at(i)) || matches!(reader.at(i), '“' | '”'));
    clause.into_iter().any(|i| matches!(reader.at(i), '日' | '节') && !is_han(reader.at(i + 1)))
}

/// Whether a place stands in a quotation: what 今天 means there is the speaker's day.
fn quoted(reader: Reader<'_>, at: usize) -> bool {
    let floor = at.saturating_sub(150);
    let mark = (floor..at).rev().map(|i| reader.at(i)).find(|c| matches!(c, '“' | '”' | '「' | '」' | '\n'));
    matches!(mark, Some('“' | '「'))
}

/// （1893年12月26日—1976年9月9日）: birth and death.
fn life(reader: Reader<'_>, at: usize, end: usize, expression: &Expression) -> bool {
    if expression.shape != Shape::Range || reader.before(at) != '(' || reader.at(end) != ')' {
        return false;
    }
    let year = |point: &Point| match point.year {
        Some(Year::Gregorian(year)) => Some(year),
        _ => None,
    };
    let last = expression.rest.last().and_then(year);
    // 东汉（公元25年至220年） is no life.
    let lived = |a: i32, b: i32| (18..=120).contains(&(b - a)) && !reader.begins(at, "公元");
    matches!((year(&expression.first), last), (Some(a), Some(b)) if lived(a, b))
        && is_han(reader.before(at.saturating_sub(1)))
}

/// Whether a feast's word tells a day: 2012年春节, 除夕; not 春节前, 国庆期间, 元旦晚会.
pub(super) fn feast(reader: Reader<'_>, at: usize, end: usize, dated: bool) -> bool {
    let follows = &lists::DATE_NO_FEAST;
    if reader.begins_any(end, follows) {
        return false;
    }
    let sure = reader.begins(at, "除夕")
        || reader.begins(at, "大年")
        || reader.begins(end, "当")
        || reader.begins(end, "这天")
        || reader.begins(end, "之日");
    dated || sure
}

/// Whether 春, 秋季 after a year (or opening a line) tells a season: 同年秋, 1952年春; not 春节, 秋收, 冬小麦.
pub(super) fn season(reader: Reader<'_>, at: usize, end: usize, dated: bool, label: bool) -> bool {
    let next = reader.at(end);
    // 2017年春至2018年冬 is a range, 冬至 a day.
    let ranges = dated && next == '至' && super::grammar::opens_unit(reader, end + 1);
    if end - at == 1 && chars!("节运晚耕播光联分粮令种收至奥训小泳闲灌麦雨天城风游").has(next) && !ranges
    {
        return false;
    }
    if dated {
        return true;
    }
    let before = reader.before(at);
    let begins = chars!("\0\n\r。】▲△●○◆■*·,;").has(before);
    let closes =
        matches!(next, ',' | ' ' | ':' | '\0' | '\n' | '\r') || next == '起' && reader.at(end + 1) != '义';
    // 。冬,修渠 opens a sentence.
    let single = end - at == 1 && next == ',' && !matches!(before, ',' | '·' | '*');
    (label || begins && (end - at > 1 || single)) && closes
}
