//! T10: the year of a reign or of the Republic beside a year of ours that is another (民国二十五年(1937)) or beside another year of the cycle
//! of sixty (光绪二十年癸巳), and a year that a reign did not have (咸丰十五年).

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::recognize::time::era::{Era, named};
use crate::resolve::cycle;
use crate::text::{Span, Text, is_han};

/// Words behind a year of a reign that put it into the next one of ours: the last months of the moon.
const LATE: &[&str] = &["十一月", "十二月", "冬月", "腊月", "年末", "年底", "岁末", "冬"];

/// A year of a reign where it stands.
struct Told {
    eras: Vec<&'static Era>,
    number: i32,
    span: Span,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    rows(desk, report);
    this_year(desk, report);
    for reading in 0..desk.readings.len() {
        // Headings too: 民国28年(1939) on a line of its own.
        let view = desk.view(reading);
        let (text, span) = (view.text(), view.body());
        let mut i = span.lo();
        while i < span.hi() {
            let Some(told) = told(text, i, span.hi()) else {
                i += 1;
                continue;
            };
            i = told.span.hi();
            let years: Vec<i32> = told.eras.iter().filter_map(|era| year(era, told.number)).collect();
            let name = text.slice(told.span);
            if years.is_empty() {
                let draft =
                    Draft::default().arg("told", name).arg("year", String::new()).arg("right", last(&told));
                let at = view.raw(told.span);
                report.add(reading, desk.holding(reading, at.start), at, draft);
                continue;
            }
            let cycle = cycled(text, told.span.hi());
            let behind = cycle.map_or(told.span.hi(), |(_, at)| at.hi());
            let stated = after(text, told.span.hi(), span.hi())
                .or_else(|| after(text, behind, span.hi()))
                .or_else(|| behind_comma(text, behind, span.hi()).filter(|_| cycle.is_some()))
                .or_else(|| before(text, told.span.lo()));
            if let Some((place, at)) = cycle
                && !fits_cycle(text, &told, &years, place, at.hi())
                // Where it fits the year of ours the reign's year is the slip, which is told below.
                && stated.as_ref().is_none_or(|(year, _)| cycle::of_year(*year) != place)
            {
                let right: Vec<String> =
                    years.iter().map(|year| cycle::name(cycle::of_year(*year))).collect();
                let draft = Draft::default()
                    .arg("told", name)
                    .arg("year", text.slice(at))
                    .arg("right", right.join("、"));
                let at = view.raw(at);
                report.add(reading, desk.holding(reading, at.start), at, draft);
            }
            let Some((stated, at)) = stated else { continue };
            let late = LATE.iter().any(|word| {
                let tail = Span::new(told.span.hi(), (told.span.hi() + 12).min(span.hi()));
                text.find(tail, word).is_some()
            });
            if years.iter().any(|&year| stated == year || late && stated == year + 1) {
                continue;
            }
            // A reign's year runs into the next of ours: one more is a doubt, unless its months are ours.
            let ours = told.eras.iter().all(|era| !era.is_lunar(told.number.unsigned_abs() as u16));
            let near = !ours && years.iter().any(|year| (stated - year).abs() == 1);
            let right: Vec<String> = years.iter().map(ToString::to_string).collect();
            let mut draft = Draft::default()
                .arg("told", name)
                .arg("year", stated.to_string())
                .arg("right", right.join("、"));
            if near {
                draft = draft.severity(Severity::Warning);
            }
            let whole = Span::new(told.span.lo().min(at.lo()), told.span.hi().max(at.hi()));
            let at = view.raw(whole);
            report.add(reading, desk.holding(reading, at.start), at, draft);
        }
    }
}

/// 是年为戊辰年: the year of the cycle that an entry says it is of, beside its own.
fn this_year(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let Some(date) = record.dated() else { continue };
        let Some(year) = date.year() else { continue };
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for i in span.lo() + 2..span.hi().saturating_sub(1) {
            let led = || lists::CHECK_THIS_YEAR.all().any(|word| text.ends(i, word));
            let Some(place) = cycle::place(text.at(i), text.at(i + 1)).filter(|_| led()) else { continue };
            let closed = text.at(i + 2) == '年' || !is_han(text.at(i + 2));
            let early = place == cycle::of_year(year - 1);
            if !closed || early || place == cycle::of_year(year) {
                continue;
            }
            let at = Span::new(i, i + 2);
            let draft = Draft::default()
                .arg("told", &date.text)
                .arg("year", text.slice(at))
                .arg("right", cycle::name(cycle::of_year(year)));
            report.add(reading, Some(record), view.raw(at), draft);
        }
    }
}

/// How a year of a reign stands beside ours in a row whose reign its heading tells (`二十七年(1938)` under 中华民国).
struct Bare<'a> {
    /// The year of the reign.
    count: i32,
    /// Years of ours less those of the reign.
    apart: i32,
    year: i32,
    span: Span,
    reading: usize,
    record: &'a Record,
}

/// A year of a row that stands otherwise beside ours than its neighbours do. Another document, an entry without such a year, and a first year
/// behind later ones (宣统元年 behind 光绪三十四年) begin another row.
fn rows(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut row: Vec<Bare<'_>> = Vec::new();
    for (reading, record) in desk.records() {
        let found = bare(desk, reading, record);
        let goes_on = found.as_ref().zip(row.last()).is_none_or(|(bare, last)| {
            bare.reading == last.reading && (bare.count >= last.count || bare.count > FIRST)
        });
        if found.is_none() || !goes_on {
            told_apart(desk, report, &row);
            row.clear();
        }
        row.extend(found);
    }
    told_apart(desk, report, &row);
}

/// The last of the years that a reign's row may begin with behind another's.
const FIRST: i32 = 3;

/// The year of a reign with ours at the head of an entry, without the reign's name: 二十七年(1938).
fn bare<'a>(desk: &Desk<'a>, reading: usize, record: &'a Record) -> Option<Bare<'a>> {
    let (view, span) = desk.seen(reading, record);
    let text = view.text();
    let begin = (span.lo()..span.hi()).find(|&i| !text.at(i).is_whitespace()).unwrap_or(span.lo());
    let first = text.at(begin) == '元';
    let (count, stop) = if first {
        (1, begin + 1)
    } else {
        let counted = numeral::digit(text.at(begin)).is_some() || text.at(begin) == '十';
        number(text, begin, span.hi()).filter(|(count, _)| counted && (1..100).contains(count))?
    };
    let (year, behind) = (text.at(stop) == '年').then(|| after(text, stop + 1, span.hi())).flatten()?;
    let whole = Span::new(begin, behind.hi());
    let count = count as i32;
    Some(Bare { count, apart: year - count, year, span: view.raw(whole), reading, record })
}

/// So many years of a row stand alike beside ours before another is a slip.
const ALIKE: usize = 3;

fn told_apart(desk: &Desk<'_>, report: &mut Report<'_>, row: &[Bare<'_>]) {
    for (k, bare) in row.iter().enumerate() {
        let near = &row[k.saturating_sub(ALIKE)..(k + ALIKE + 1).min(row.len())];
        let Some(other) = near.iter().find(|other| other.apart != bare.apart) else { continue };
        let alike = near.iter().filter(|one| one.apart == other.apart).count();
        if alike < ALIKE || alike + 1 < near.len() {
            continue;
        }
        let words = desk.text(bare.reading).slice(bare.span);
        let draft = Draft::default()
            .arg("told", words)
            .arg("year", bare.year.to_string())
            .arg("right", (bare.year - bare.apart + other.apart).to_string());
        report.add(bare.reading, Some(bare.record), bare.span, draft);
    }
}

fn told(text: &Text, at: usize, end: usize) -> Option<Told> {
    let (eras, name) = named(text, at, end)?;
    let (number, stop) = number(text, name, end)?;
    let stands =
        text.at(stop) == '年' && text.at(stop + 1) != '代' && text.at(stop + 1) != '级' && number > 0;
    let number = i32::try_from(number).ok().filter(|n| *n < 100)?;
    stands.then(|| Told { eras, number, span: Span::new(at, stop + 1) })
}

/// The year of ours in which the reign's year began, where the reign had it: to the year after its last, which its heir let stand.
fn year(era: &Era, number: i32) -> Option<i32> {
    let year = era.from + number - 1;
    (year <= era.to + 1).then_some(year)
}

fn last(told: &Told) -> String {
    let lasts = told.eras.iter().map(|era| (era.to - era.from + 1).to_string());
    lasts.collect::<Vec<_>>().join("、")
}

/// `(1937)`, `(公元1937年)`, `即1937年` behind a year of a reign.
fn after(text: &Text, at: usize, end: usize) -> Option<(i32, Span)> {
    // Months and seasons may stand between (三十四年8月(1945)).
    let mut i = at;
    while i < end.min(at + 8) && !matches!(text.at(i), '(' | '即' | '。' | ';' | '\n') {
        let part =
            text.at(i).is_ascii_digit() || "一二三四五六七八九十正冬腊闰月日初春夏秋, ".contains(text.at(i));
        if !part {
            return None;
        }
        i += 1;
    }
    if !matches!(text.at(i), '(' | '即') {
        return None;
    }
    western(text, i + 1, end)
}

/// `1849年(道光二十九年)`: the year before the bracket.
fn before(text: &Text, at: usize) -> Option<(i32, Span)> {
    let join = at.checked_sub(1).filter(|&i| matches!(text.at(i), '(' | '即'))?;
    let end = if text.before(join) == '年' { join - 1 } else { join };
    let start = (end.saturating_sub(4)..end).rev().take_while(|&i| text.at(i).is_ascii_digit()).last()?;
    let (year, stop) = number(text, start, end)?;
    let whole =
        stop == end && end - start >= 3 && !text.before(start).is_ascii_digit() && text.before(start) != '前';
    whole.then_some((i32::try_from(year).ok()?, Span::new(start, join)))
}

/// The place in the cycle of sixty that is told right behind a year of a reign (光绪二十年甲午, …岁次甲午, …(甲午), and where it stands. The name of a
/// day (甲午日, 甲午朔) and what begins another name (甲午战争, 己丑科) are none: it ends in 年, or a mark, a month or a season stands behind it.
fn cycled(text: &Text, at: usize) -> Option<(u8, Span)> {
    let mut open = at + usize::from(text.at(at) == '(');
    // (1814年,甲申)
    if let Some((_, year)) = western(text, open, open + 8).filter(|_| open > at) {
        let end = year.hi() + usize::from(text.at(year.hi()) == '年');
        if !matches!(text.at(end), ',' | '、' | ' ') {
            return None;
        }
        open = end + 1;
    }
    let led = text.begins(open, "岁次") || text.begins(open, "岁在");
    let start = if led { open + 2 } else { open };
    let place = cycle::place(text.at(start), text.at(start + 1))?;
    let year = text.at(start + 2) == '年';
    let end = start + 2 + usize::from(year);
    let behind = text.at(end);
    let day = matches!(behind, '日' | '朔' | '晦' | '望' | '时');
    let closed =
        led || year || !is_han(behind) || "一二三四五六七八九十正冬腊闰春夏秋孟仲季".contains(behind);
    (closed && !day).then(|| (place, Span::new(start, end)))
}

/// Whether one of the years is that of the cycle. Of a year of ours the first months are still the last one's.
fn fits_cycle(text: &Text, told: &Told, years: &[i32], place: u8, behind: usize) -> bool {
    let early = told.eras.iter().any(|era| !era.is_lunar(told.number.unsigned_abs() as u16))
        && super::agree::is_early(text, behind);
    years.iter().any(|&year| cycle::of_year(year) == place || early && cycle::of_year(year - 1) == place)
}

/// (甲午,1894年): the year of ours behind that of the cycle, in one bracket.
fn behind_comma(text: &Text, at: usize, end: usize) -> Option<(i32, Span)> {
    matches!(text.at(at), ',' | '、' | '·').then(|| western(text, at + 1, end)).flatten()
}

fn western(text: &Text, at: usize, end: usize) -> Option<(i32, Span)> {
    let start = if text.begins(at, "公元") { at + 2 } else { at };
    if !text.at(start).is_ascii_digit() {
        return None;
    }
    let (year, stop) = number(text, start, end)?;
    let digits = stop - start;
    // A bare number in brackets is a year only where it is closed, or goes on as one.
    let closed = matches!(text.at(stop), ')' | '年' | '.' | '-' | '—' | '–' | '/' | ',');
    ((3..=4).contains(&digits) && closed).then_some((i32::try_from(year).ok()?, Span::new(start, stop)))
}
