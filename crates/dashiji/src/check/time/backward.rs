//! T12: what ends before it begins: 11月6日至4日, 1985年至1979年, 1912年开工,1909年竣工.

use crate::check::digits::{Parts, number, parts};
use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::{Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::iso_order;
use crate::text::{Span, Text, Words};

/// Marks and words between the two ends of a range.
const TO: &[char] = &['至', '到', '~', '-', '—', '–', '－', '～'];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        ranges(desk, report, reading);
    }
    for (reading, record) in desk.records() {
        let (view, _) = desk.seen(reading, record);
        let text = view.text();
        if let Some(time) = back(text, record, |at| view.seen(at)) {
            let began = record.date.as_ref().map_or("", |date| date.text.as_str());
            let draft =
                Draft::default().arg("range", format!("{began}…{}", time.text)).severity(Severity::Warning);
            report.add(reading, Some(record), Span { start: time.start, end: time.end }, draft);
        }
        for (span, words) in lasting(text, record, |at| view.seen(at)) {
            let draft = Draft::default().arg("range", words).severity(Severity::Warning);
            report.add(reading, Some(record), view.raw(span), draft);
        }
        if let Some((begun, done)) =
            works(text, record, |time| view.seen(Span { start: time.start, end: time.end }))
        {
            let draft = Draft::default().arg("range", format!("{}…{}", begun.text, done.text));
            report.add(reading, Some(record), Span { start: done.start, end: done.end }, draft);
        }
    }
}

/// Ranges of a document, its title and its headings among them.
fn ranges(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize) {
    let view = desk.view(reading);
    let (text, body) = (view.text(), view.body());
    let front = Span::new(0, body.lo());
    let title = desk.readings[reading].document.record.title.as_deref().and_then(|title| {
        text.lines(front).into_iter().find(|line| {
            let line = text.slice(*line).trim();
            !line.is_empty() && (title.contains(line) || line.contains(title))
        })
    });
    for span in title.into_iter().chain([body]) {
        ranges_in(desk, report, reading, span);
    }
}

fn ranges_in(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, span: Span) {
    let view = desk.view(reading);
    let text = view.text();
    let (mut i, end) = (span.lo(), span.hi());
    while i < end {
        let opens = text.at(i).is_ascii_digit() || "一二三四五六七八九十".contains(text.at(i));
        let fresh =
            !text.before(i).is_ascii_alphanumeric() && !"一二三四五六七八九十〇第届".contains(text.before(i));
        match (opens && fresh).then(|| range(text, i, end)).flatten() {
            Some((whole, severity)) => {
                let draft = Draft::default().arg("range", text.slice(whole)).severity(severity);
                let at = view.raw(whole);
                report.add(reading, desk.holding(reading, at.start), at, draft);
                i = whole.hi();
            }
            None => i += 1,
        }
    }
}

/// A range whose end lies before its beginning.
fn range(text: &Text, at: usize, end: usize) -> Option<(Span, Severity)> {
    let left = left(text, at, end)?;
    let mut i = left.end;
    if !TO.contains(&text.at(i)) {
        return None;
    }
    while TO.contains(&text.at(i)) && i < left.end + 2 {
        i += 1;
    }
    let bare = || {
        let (year, last) = number(text, i, end)?;
        (last - i == 4 && text.at(last) == ')' && text.before(at) == '(').then(|| Parts {
            year: Some(year),
            end: last,
            ..Parts::default()
        })
    };
    let right = parts(text, i, end).or_else(bare).filter(|right| right.end > i)?;
    let whole = Span::new(at, right.end);
    let behind = match (left.year, right.year) {
        // Three years to five are no years of a calendar.
        (Some(a), Some(b)) if a != b => (a > b && b > 999).then_some(Severity::Error),
        (None, Some(_)) => None,
        _ => match (left.month, right.month) {
            // 11月至次年3月 goes over the year, 5月至4月 does not.
            (Some(a), Some(b)) if a != b => {
                let severity = if left.year.is_some() && right.year.is_some() {
                    Severity::Error
                } else {
                    Severity::Warning
                };
                (a > b && (a - b <= 2 || right.year.is_some())).then_some(severity)
            }
            (None, Some(_)) => None,
            _ => match (left.day, right.day) {
                (Some(a), Some(b)) => (a > b && a <= 31).then_some(Severity::Warning),
                _ => None,
            },
        },
    }?;
    Some((whole, behind))
}

/// What stands before the connector: a date, or a bare number that takes its word from behind it.
fn left(text: &Text, at: usize, end: usize) -> Option<Parts> {
    if let Some(found) = parts(text, at, end) {
        let mut found = found;
        // 6月30～31日: the bare day.
        if let Some((value, stop)) = number(text, found.end, end)
            && TO.contains(&text.at(stop))
            && found.day.is_none()
            && found.month.is_some()
        {
            (found.day, found.end) = (Some(value), stop);
        }
        return Some(found);
    }
    let (value, stop) = number(text, at, end)?;
    if !TO.contains(&text.at(stop)) || text.before(at) == '.' {
        return None;
    }
    if let Some(years) = in_brackets(text, at, stop, end) {
        return Some(years);
    }
    // 1985-1979年: four digits are a year; others could be anything.
    let years = stop - at == 4
        && (1000..2200).contains(&value)
        && parts(text, stop + 1, end).is_some_and(|p| p.year > Some(999));
    years.then_some(Parts { year: Some(value), end: stop, ..Parts::default() })
}

/// A day on which it is over that lies before the day of the entry, in its month: 25日…,21日返回. In the sentence that tells the day of the
/// entry, or in one that tells nothing else: what another tells may be of another matter.
fn back<'a>(text: &Text, record: &'a Record, seen: impl Fn(Span) -> Span) -> Option<&'a TimeRecord> {
    let first = record.dated().filter(|date| date.from.len() == 10)?;
    let begin = seen(Span { start: first.start, end: first.end }).hi();
    let stop = (begin..seen(record.span).hi()).find(|&i| ENDS.contains(&text.at(i)));
    record.times.iter().find(|time| {
        let whole = seen(Span { start: time.start, end: time.end });
        let bare = time.text.ends_with('日') && !time.text.contains("次年");
        let behind = lists::CHECK_OVER.all().find(|word| text.begins(whole.hi(), word));
        let over = behind.is_some() || lists::CHECK_UNTIL.all().any(|word| text.ends(whole.lo(), word));
        let alone_there = || {
            let end = whole.hi() + behind.map_or(0, |word| word.chars().count());
            ENDS.contains(&text.before(whole.lo())) && ENDS.contains(&text.at(end))
        };
        let over = over && (stop.is_none_or(|stop| whole.lo() < stop) || alone_there());
        let day = time.from.len() == 10 && time.from.get(..4) == first.from.get(..4);
        // The clause before it may be told of another day, as what had gone before.
        let alone = || {
            record
                .times
                .iter()
                .filter(|other| other.start > first.end && other.start < time.start && other.is_resolved())
                .all(|other| other.from.get(..10) >= first.from.get(..10))
        };
        bare && over
            && day
            && as_written(time)
            && time.start > first.end
            && iso_order(&time.from, first.first_day()).is_lt()
            && alone()
    })
}

/// What ends a sentence or a line.
const ENDS: &[char] = &['。', '!', '?', '\n', '\0'];

/// How long it lasts, where its last day, told behind, is another: 18日…展期3个月,9月18日结束.
fn lasting(text: &Text, record: &Record, seen: impl Fn(Span) -> Span) -> Vec<(Span, String)> {
    let Some(first) = record.dated().filter(|date| date.from.len() == 10) else { return Vec::new() };
    if date_is_range(first) {
        return whole(text, record, first, seen).into_iter().collect();
    }
    let found = record.quantities.iter().filter_map(|length| {
        let (start, end) = {
            let at = seen(Span { start: length.start, end: length.end });
            (at.lo(), at.hi())
        };
        lists::CHECK_LASTING.all().find(|word| text.ends(start, word))?;
        // 20日,县政府决定从10月1日起…为期3个月: it does not last from the day of the entry on.
        let before = Span::new(seen(Span { start: first.start, end: first.end }).hi().min(start), start);
        let later = lists::CHECK_AHEAD.all().any(|word| text.find(before, word).is_some());
        let another = record.times.iter().any(|time| {
            time.start >= first.end && time.end <= length.start && time.is_resolved() && time.from.len() >= 10
        });
        if later || another {
            return None;
        }
        let count = length.value.as_u64().filter(|n| (1..400).contains(n))? as i64;
        let behind = record.times.iter().find(|time| {
            let whole = seen(Span { start: time.start, end: time.end });
            let over = lists::CHECK_OVER
                .all()
                .chain(["止", "期满", "到期"])
                .any(|word| text.begins(whole.hi(), word))
                || text.at(whole.hi()) == '闭';
            let near = Span::new(end, whole.lo().max(end));
            let comma = text.folded(near).iter().all(|c| matches!(c, ',' | '至' | '到' | '于'));
            over && comma && as_written(time) && near.len() <= 3 && whole.lo() >= end && time.from.len() == 10
        })?;
        let day = |iso: &str| crate::collate::carry::days(iso).map(i64::from);
        let (from, to) = (day(first.first_day())?, day(behind.first_day())?);
        let fits = match length.unit.as_deref()? {
            "天" | "日" => (to - from - count).abs() <= 1,
            "个月" | "月" => (to - from - count * 365 / 12).abs() <= 10,
            "周" | "个星期" | "星期" => (to - from - count * 7).abs() <= 2,
            _ => true,
        };
        let whole = Span::new(start, seen(Span { start: behind.start, end: behind.end }).hi());
        (!fits).then(|| (whole, format!("{}…{}", first.text, text.slice(whole))))
    });
    found.collect()
}

fn date_is_range(date: &TimeRecord) -> bool {
    date.from != date.to && date.to.len() == 10 && date.text.ends_with('日')
}

/// Whether a day is one of ours, as it is written (12日 behind a day of the moon may be read as one of the moon).
fn as_written(time: &TimeRecord) -> bool {
    let digits: String = time.text.chars().filter(char::is_ascii_digit).collect();
    let day = time.from.get(8..10).map(|day| day.trim_start_matches('0'));
    digits.is_empty() || day.is_some_and(|day| digits.ends_with(day))
}

/// A count of days right behind the first and the last of them: 2月1日至3月12日,春运40天.
fn whole(
    text: &Text,
    record: &Record,
    date: &TimeRecord,
    seen: impl Fn(Span) -> Span,
) -> Option<(Span, String)> {
    let after = seen(Span { start: date.start, end: date.end }).hi();
    let length = record.quantities.first()?;
    let at = seen(Span { start: length.start, end: length.end });
    let near = Span::new(after, at.lo().max(after));
    let said: String = text.folded(near).iter().filter(|c| !c.is_whitespace()).collect();
    let led = lists::CHECK_DAYS_COUNTED.holds(said.trim_start_matches([',', '、']));
    let count = length.value.as_u64().filter(|n| (1..400).contains(n))? as i64;
    let days = |iso: &str| crate::collate::carry::days(iso).map(i64::from);
    let apart = days(&date.to)? - days(&date.from)?;
    let counted = matches!(length.unit.as_deref(), Some("天" | "日"));
    let wrong = led && counted && !(apart..=apart + 1).contains(&count) && length.approx.is_none();
    wrong.then(|| (at, format!("{}…{}", date.text, text.slice(at))))
}

/// (1992—1956): the first of two years in brackets, which need no word.
fn in_brackets(text: &Text, at: usize, stop: usize, end: usize) -> Option<Parts> {
    let (value, _) = number(text, at, end)?;
    let mut next = stop + 1;
    next += usize::from(TO.contains(&text.at(next)));
    let (other, last) = number(text, next, end)?;
    let years = |n: u32, from: usize, to: usize| to - from == 4 && (1000..2200).contains(&n);
    let closed = text.before(at) == '(' && text.at(last) == ')';
    (closed && years(value, at, stop) && years(other, next, last)).then(|| Parts {
        year: Some(value),
        end: stop,
        ..Parts::default()
    })
}

/// Works that are done before they are begun, or what goes on again before it stops, in one sentence.
fn works<'a>(
    text: &Text,
    record: &'a Record,
    seen: impl Fn(&TimeRecord) -> Span,
) -> Option<(&'a TimeRecord, &'a TimeRecord)> {
    let mut all: Vec<&TimeRecord> =
        record.date.iter().chain(&record.times).filter(|t| t.is_resolved()).collect();
    all.sort_by_key(|time| time.start);
    all.dedup_by_key(|time| time.start);
    let own = record.date.as_ref().map(|date| date.start);
    for pair in all.windows(2) {
        let [a, b] = pair else { continue };
        let (begin, end) = (seen(a), seen(b));
        let between = Span::new(begin.hi(), end.lo().max(begin.hi()));
        if between.len() >= LONG {
            continue;
        }
        let said: String = text.folded(between).iter().collect();
        if said.contains(['。', ';', '\n']) {
            continue;
        }
        if iso_order(b.last_day(), a.first_day()).is_lt() && turned(text, &said, end.hi()) {
            return Some((a, b));
        }
        if own == Some(a.start)
            && iso_order(b.first_day(), a.last_day()).is_gt()
            && opened_late(text, &said, end.hi())
        {
            return Some((b, a));
        }
    }
    begun_later(text, record, &all, seen)
}

/// 门诊楼投入使用,…。该楼于2021年9月动工: a later sentence tells that what the entry's first tells to be done was begun after its day.
fn begun_later<'a>(
    text: &Text,
    record: &'a Record,
    all: &[&'a TimeRecord],
    seen: impl Fn(&TimeRecord) -> Span,
) -> Option<(&'a TimeRecord, &'a TimeRecord)> {
    let date = record.date.as_ref().and_then(|date| all.iter().find(|time| time.start == date.start))?;
    let begin = seen(date).hi();
    // Behind the mark after the day, the first clause: 平塘至独山公路通车,…
    let begin = begin + usize::from(text.at(begin) == ',');
    let stop = (begin..begin + LONG).find(|&i| ENDS.contains(&text.at(i)) || text.at(i) == ',')?;
    let first: String = text.folded(Span::new(begin, stop)).iter().collect();
    let done =
        lists::CHECK_DONE.all().chain(["封顶", "合龙", "试运行", "开通"]).any(|word| first.ends_with(word));
    let planned = lists::CHECK_AHEAD.all().chain(["二期", "扩建", "续建"]).any(|word| first.contains(word));
    if !done || planned {
        return None;
    }
    let later = all.iter().find(|time| {
        let at = seen(time);
        let clause = (begin..at.lo()).rev().find(|&i| ENDS.contains(&text.at(i)) || text.at(i) == ',');
        let Some(clause) = clause.filter(|&i| i >= stop) else { return false };
        let lead: String = text.folded(Span::new(clause + 1, at.lo())).iter().collect();
        let same = lead.is_empty()
            || lead.starts_with(['该', '此'])
            || matches!(lead.as_str(), "于" | "工程于" | "工程");
        let begun = begins_there(text, at.hi());
        same && begun && iso_order(time.first_day(), date.last_day()).is_gt()
    })?;
    Some((*later, *date))
}

/// Whether a word with which works begin ends a clause that begins at a place: 动工。, 开工建设,
fn begins_there(text: &Text, at: usize) -> bool {
    let closes = |at: usize| {
        let built = ["建设", "修建", "兴建", "建造"].iter().any(|word| text.begins(at, word));
        matches!(text.at(if built { at + 2 } else { at }), ',' | '。' | ';' | ')' | '\n' | '\0')
    };
    lists::CHECK_BEGUN.all().any(|word| text.begins(at, word) && closes(at + word.chars().count()))
}

/// The longest stretch between two times that are told of one thing.
const LONG: usize = 60;

/// Whether what stands between two times begins a thing and what stands behind the second ends it; a stop is ended by going on again.
fn turned(text: &Text, said: &str, behind: usize) -> bool {
    let tail: String = text.folded(Span::new(behind, behind + 6)).iter().collect();
    let next = |words: &Words| {
        words
            .all()
            .any(|word| tail.starts_with(word) || tail.get(3..).is_some_and(|tail| tail.starts_with(word)))
    };
    [(&lists::CHECK_BEGUN, &lists::CHECK_DONE), (&lists::CHECK_STOPPED, &lists::CHECK_RESUMED)]
        .into_iter()
        .any(|(from, to)| {
            from.all().any(|word| said.contains(word))
                && !to.all().any(|word| said.contains(word))
                && next(to)
        })
}

/// 大桥合龙,该桥1999年3月动工: begun after the day of the entry on which it is done, told of the same thing and of nothing more.
fn opened_late(text: &Text, said: &str, behind: usize) -> bool {
    let begun = begins_there(text, behind);
    let done = lists::CHECK_DONE
        .all()
        .chain(["合龙", "试运行", "运营", "开通"])
        .filter_map(|word| said.rfind(word).map(|at| at + word.len()))
        .max();
    let Some(rest) = done.map(|at| said[at..].trim_start_matches([',', '、', '('])) else { return false };
    let same = rest.chars().count() <= 6
        && (rest.is_empty() || rest.starts_with(['该', '此', '于', '自']) || rest == "工程");
    let planned = ["计划", "拟", "将", "二期", "扩建", "续建"].iter().any(|word| said.contains(word));
    begun && same && !planned && !lists::CHECK_BEGUN.all().any(|word| said.contains(word))
}
