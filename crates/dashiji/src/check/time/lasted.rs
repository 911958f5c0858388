//! T12, beside lengths: how long something took whose beginning another entry tells (1974年9月20日,会龙山大桥开工; 1977年5月20日,会龙山大桥建成通车,历时3年8个月),
//! or whose end its own sentence does (3月18日,…开展,至5月17日结束,历时51天).
//!
//! What is begun and what is over are of one thing where what stands before the verbs is the same, or one of them ends or begins with the other; where several
//! entries tell of its beginning nothing is said.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::{Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::{DayNumber, of_iso};
use crate::text::{Span, Text, Words, is_han};

/// Characters of one clause, and clauses of an entry in which something begins.
const CLAUSE: usize = 40;
const FIRST: usize = 3;
/// Characters of a sentence before how long it took.
const SENTENCE: usize = 120;

/// A length as it is told: whole months, and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Length {
    months: i32,
    days: i32,
    /// Whether months, and days, are told.
    told: (bool, bool),
    /// One past its last character.
    end: usize,
}

/// What began, in which entry.
struct Begun<'a> {
    /// What stands before the verb, without and with it.
    names: [Vec<char>; 2],
    day: DayNumber,
    /// Whether the day is known, not the month alone.
    exact: bool,
    at: Span,
    record: &'a Record,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut begun: Option<Vec<Begun<'_>>> = None;
        for record in &document.records {
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            let Some(date) = record.dated().filter(|date| date.from.len() >= 10) else { continue };
            for i in span.lo()..span.hi() {
                if let Some(at) = in_a_row(text, span, i) {
                    let range = text.slice(at).to_owned();
                    let draft = Draft::default().arg("range", range).severity(Severity::Warning);
                    report.add(reading, Some(record), view.raw(at), draft);
                }
                let Some(word) = lists::CHECK_LASTED.begin(|k| text.at(k), i) else { continue };
                let Some(told) = length(text, i + word.chars().count(), span.hi()) else { continue };
                let sentence = sentence(text, span, i);
                let partly = lists::CHECK_TOOK_PARTLY.all().any(|word| text.ends(i, word));
                let seen = |time: &TimeRecord| view.seen(Span { start: time.start, end: time.end });
                let own = seen(date);
                let inside = |time: &&TimeRecord| {
                    let at = seen(time);
                    time.is_resolved()
                        && at.lo() >= own.hi().max(span.lo())
                        && at.hi() <= i
                        && at.lo() >= sentence.lo()
                };
                let times: Vec<&TimeRecord> = record.times.iter().filter(inside).collect();
                let said = Span::new(i, told.end);
                let found = match times[..] {
                    _ if partly => None,
                    [] => {
                        let all = begun.get_or_insert_with(|| beginnings(desk, reading));
                        over(text, span, sentence, i).and_then(|name| begin_of(all, &name, record, date)).map(
                            |first| {
                                let told_on = desk.text(reading).slice(first.at).to_owned();
                                (first.day, first.exact, date, told_on, Some((first.at, first.record)))
                            },
                        )
                    }
                    // 自3月17日至3月24日 read as one.
                    [range]
                        if range.from.get(..10) != range.to.get(..10)
                            && range.text.ends_with(['日', '时']) =>
                    {
                        of_iso(range.first_day()).map(|day| (day, true, range, range.text.clone(), None))
                    }
                    [last] => {
                        let at = seen(last);
                        let until = matches!(text.before(at.lo()), '至' | '到')
                            || over_by(text, Span::new(at.hi(), i)).is_some();
                        let whole = date.from == date.to && last.from.get(..10) == last.to.get(..10);
                        let first =
                            of_iso(date.first_day()).filter(|_| until && whole && date.text.contains('日'));
                        first.map(|day| (day, true, last, date.text.clone(), None))
                    }
                    // 自3月17日至3月24日,…为期7天.
                    [first, last] => {
                        let (a, b) = (seen(first), seen(last));
                        let joined = Span::new(a.hi(), b.lo());
                        let range = joined.len() <= 3
                            && text.folded(joined).iter().any(|c| matches!(c, '至' | '到' | '—' | '-'));
                        let days = [first, last]
                            .iter()
                            .all(|time| time.from.len() >= 10 && time.from.get(..10) == time.to.get(..10));
                        of_iso(first.first_day())
                            .filter(|_| range && days)
                            .map(|day| (day, true, last, first.text.clone(), None))
                    }
                    _ => None,
                };
                let Some((from, exact, end, began, other)) = found else { continue };
                let (Some(first), Some(last)) = (of_iso(end.first_day()), of_iso(end.last_day())) else {
                    continue;
                };
                let first = if from == first && first < last { last } else { first };
                if from >= last || fits(told, (from, exact), (last, first == last)) {
                    continue;
                }
                let range = format!("{began}…{}", text.slice(said));
                let mut draft = Draft::default().arg("range", range).severity(Severity::Warning);
                if let Some((at, holder)) = other {
                    draft = draft.also(Pointer::at(desk.text(reading), at, Some(holder)));
                }
                report.add(reading, Some(record), view.raw(said), draft);
            }
        }
    }
}

/// Two years and how many follow one another from the one to the other, where they are another number: 2015年至2017年连续四年.
fn in_a_row(text: &Text, span: Span, at: usize) -> Option<Span> {
    if !text.begins(at, "连续") || text.before(at) != '年' {
        return None;
    }
    let (count, stop) = number(text, at + 2, span.hi()).filter(|(_, stop)| text.at(*stop) == '年')?;
    let year = |end: usize| -> Option<(usize, i32)> {
        let start = end.checked_sub(4)?;
        let digits = (start..end).all(|i| text.at(i).is_ascii_digit());
        digits.then(|| Some((start, text.slice(Span::new(start, end)).parse().ok()?))).flatten()
    };
    let (last_at, last) = year(at - 1)?;
    let join = (last_at.saturating_sub(2)..last_at)
        .rev()
        .take_while(|&i| matches!(text.at(i), '至' | '到' | '-' | '—' | '–'))
        .last()?;
    let end = if text.before(join) == '年' { join - 1 } else { join };
    let (first_at, first) = year(end).filter(|(start, _)| *start >= span.lo())?;
    (last > first && i64::from(last - first) + 1 != i64::from(count) && count < 60)
        .then(|| Span::new(first_at, stop + 1))
}

/// The sentence before a place.
fn sentence(text: &Text, span: Span, at: usize) -> Span {
    let floor = span.lo().max(at.saturating_sub(SENTENCE));
    let start = (floor..at).rev().find(|&i| matches!(text.at(i), '。' | ';' | '\n')).map_or(floor, |i| i + 1);
    Span::new(start, at)
}

/// 3年8个月, 2年半, 8个月零5天, 395天; nothing of 约3年, 300多天.
fn length(text: &Text, at: usize, end: usize) -> Option<Length> {
    let at = if matches!(text.at(at), '了' | '共' | '达' | '为') { at + 1 } else { at };
    let (mut months, mut days, mut told, mut i) = (0, 0, (false, false), at);
    let vague = |i: usize| matches!(text.at(i), '多' | '余' | '来' | '几' | '半' | '左' | '以' | '的' | '之');
    while let Some((count, stop)) = number(text, i, end) {
        let count = i32::try_from(count).ok().filter(|count| *count < 10_000)?;
        if text.begins(stop, "个月") {
            (months, told.0, i) = (months + count, true, stop + 2);
        } else if text.at(stop) == '年' {
            (months, told.0, i) = (months + count * 12, true, stop + 1);
            if text.at(i) == '半' {
                (months, i) = (months + 6, i + 1);
            }
        } else if matches!(text.at(stop), '天' | '日') {
            (days, told.1, i) = (count, true, stop + 1);
            break;
        } else {
            return None;
        }
        i += usize::from(matches!(text.at(i), '零' | '又'));
    }
    ((told.0 || told.1) && !vague(i) && i > at).then_some(Length { months, days, told, end: i })
}

/// Whether a length is that between two days; where a day is not known, to a month.
fn fits(told: Length, (from, from_exact): (DayNumber, bool), (to, to_exact): (DayNumber, bool)) -> bool {
    let apart = to.0 - from.0;
    if !told.told.0 {
        let slack = if from_exact && to_exact { 1 } else { 31 };
        let far = told.days > apart * 5 / 2 || told.days * 5 / 2 < apart;
        return far || (told.days - apart).abs() <= slack;
    }
    let (a, b) = (from.to_gregorian(), to.to_gregorian());
    let months = (b.year - a.year) * 12 + i32::from(b.month) - i32::from(a.month);
    let whole = months - i32::from(b.day < a.day);
    let far = told.months > whole.max(1) * 5 / 2 || told.months * 5 / 2 < whole;
    // Whole years are counted as years of the calendar too.
    let slack = if told.months % 12 == 0 && !told.told.1 { 12 } else { 1 };
    far || (whole - slack..=months.max(whole) + slack).contains(&told.months)
}

/// The words with which something is over in a stretch, and where.
fn over_by(text: &Text, stretch: Span) -> Option<usize> {
    let at = |word| text.find(stretch, word);
    lists::CHECK_ENDS_SOMETHING.all().filter_map(at).min()
}

/// What an entry tells to be over: what stands before the verb in a clause of the sentence, or of the entry's first.
fn over(text: &Text, span: Span, sentence: Span, at: usize) -> Option<Vec<char>> {
    let from = over_by(text, Span::new(sentence.lo(), at)).or_else(|| {
        let stop =
            (span.lo()..span.hi()).find(|&i| matches!(text.at(i), ',' | '。' | ';')).unwrap_or(span.hi());
        over_by(text, Span::new(span.lo(), stop))
    })?;
    Some(name(text, span, from))
}

/// What stands before a verb in its clause, without what leads to it and how it was done.
fn name(text: &Text, span: Span, verb: usize) -> Vec<char> {
    let floor = span.lo().max(verb.saturating_sub(CLAUSE));
    let mark = |i: &usize| matches!(text.at(*i), ',' | '。' | ';' | ':' | '\n' | '\u{3000}' | ' ' | '日');
    let mut start = (floor..verb).rev().find(mark).map_or(floor, |i| i + 1);
    while let Some(word) = lists::CHECK_WORK_LEADS
        .all()
        .find(|word| text.begins(start, word) && start + word.chars().count() < verb)
    {
        start += word.chars().count();
    }
    let mut end = verb;
    while let Some(word) = hows().find(|word| text.ends(end, word) && end >= start + word.chars().count()) {
        end -= word.chars().count();
    }
    text.folded(Span::new(start.min(end), end)).to_vec()
}

fn hows() -> impl Iterator<Item = &'static str> {
    [&lists::CHECK_WORK_HOW, &lists::CHECK_HOW_IT_ENDS].into_iter().flat_map(Words::all)
}

/// What the entries of a document tell to begin.
fn beginnings<'a>(desk: &Desk<'a>, reading: usize) -> Vec<Begun<'a>> {
    let mut found = Vec::new();
    for record in &desk.readings[reading].records {
        let Some(date) = record.dated().filter(|date| date.from.len() >= 10) else { continue };
        let Some((first, last)) = of_iso(date.first_day()).zip(of_iso(date.last_day())) else { continue };
        if last.0 - first.0 > 31 {
            continue;
        }
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let head = view.seen(Span { start: date.start, end: date.end }).hi().clamp(span.lo(), span.hi());
        let mut clauses = 0;
        let mut i = head;
        while i < span.hi() && clauses < FIRST {
            if matches!(text.at(i), ',' | '。' | ';') {
                clauses += 1;
            }
            let Some(word) = lists::CHECK_BEGINS_SOMETHING.begin(|k| text.at(k), i) else {
                i += 1;
                continue;
            };
            let end = i + word.chars().count();
            let own = name(text, Span::new(head, span.hi()), i);
            // 任厂长 begins an office, 任务 nothing.
            let office = word != "任"
                || (2..=4).contains(&own.len()) && own.iter().all(|c| is_han(*c)) && text.at(end) != '务';
            if office && !own.is_empty() {
                let mut with = own.clone();
                with.extend(word.chars());
                let at = view.raw(Span::new(i - own.len().min(i), end));
                found.push(Begun { names: [own, with], day: first, exact: first == last, at, record });
            }
            i = end;
        }
    }
    found
}

/// The one entry before that tells the beginning of what is over.
fn begin_of<'a, 'b>(
    all: &'b [Begun<'a>],
    name: &[char],
    record: &Record,
    date: &TimeRecord,
) -> Option<&'b Begun<'a>> {
    const LEAST: usize = 3;
    let day = of_iso(date.first_day())?;
    let one = |begun: &&Begun<'_>| {
        let same = begun.names.iter().any(|own| {
            let (short, long) = if own.len() < name.len() { (&own[..], name) } else { (name, &own[..]) };
            let whole = short.len() == long.len();
            short.len() >= if whole { 2 } else { LEAST } && (long.ends_with(short) || long.starts_with(short))
                || !whole && short.len() == 2 && short == name && long.ends_with(short)
        });
        same && begun.day < day && begun.record.number != record.number
    };
    let mut found: Vec<&Begun<'_>> = all.iter().filter(one).collect();
    found.dedup_by_key(|begun| begun.record.number);
    match found[..] {
        [one] => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_held_against_two_days() {
        let day = |iso: &str| of_iso(iso).unwrap();
        for (words, from, to, want) in [
            ("2年8个月", "1974-09-20", "1977-05-20", true),
            ("3年8个月", "1974-09-20", "1977-05-20", false),
            ("3年", "1974-09-20", "1977-05-20", true),
            ("295天", "1983-03-01", "1983-12-21", true),
            ("395天", "1983-03-01", "1983-12-21", false),
            ("2年半", "1972-04-10", "1974-10-10", true),
        ] {
            let text = Text::new(words.to_owned());
            let told = length(&text, 0, text.len()).unwrap();
            assert_eq!(fits(told, (day(from), true), (day(to), true)), want, "{words}");
        }
        for words in ["约3年", "300多天", "3年多"] {
            let text = Text::new(words.to_owned());
            assert_eq!(length(&text, 0, text.len()), None, "{words}");
        }
    }
}
