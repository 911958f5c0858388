//! T12: what ends before it begins: 11月6日至4日, 1985年至1979年, 1912年开工,1909年竣工.

use crate::check::digits::{Parts, number, parts};
use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::{Record, TimeRecord};
use crate::resolve::day::iso_order;
use crate::text::{Span, Text};

const TO: &[char] = &['至', '到', '~', '-', '—', '–', '－', '～'];
const BEGUN: &[&str] = &[
    "动工",
    "开工",
    "奠基",
    "破土",
    "始建",
    "兴建",
    "筹建",
    "开始建设",
    "停刊",
    "停办",
    "停课",
    "停产",
    "停航",
    "闭馆",
];
const DONE: &[&str] = &[
    "竣工",
    "建成",
    "完工",
    "投产",
    "通车",
    "落成",
    "投入使用",
    "交付使用",
    "验收",
    "启用",
    "通水",
    "复刊",
    "复办",
    "复课",
    "复产",
    "复航",
    "重新开馆",
];

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
    let text = view.text();
    let end = text.len();
    let mut i = 0;
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

/// Words behind a day on which what the entry tells is over.
const OVER: &[&str] = &[
    "返回", "返程", "返抵", "结束", "闭幕", "闭会", "闭馆", "回国", "回到", "归来", "离开", "撤离", "落幕",
    "返乡", "返县", "返市",
];

/// Words before such a day.
const UNTIL: &[&str] = &["展至", "延至", "延续至", "延续到", "持续至", "持续到", "展出至", "展期至", "止于"];

/// A day on which it is over that lies before the day of the entry, in its month: 25日…,21日返回.
fn back<'a>(text: &Text, record: &'a Record, seen: impl Fn(Span) -> Span) -> Option<&'a TimeRecord> {
    let first = record.dated().filter(|date| date.from.len() == 10)?;
    record.times.iter().find(|time| {
        let whole = seen(Span { start: time.start, end: time.end });
        let bare = time.text.ends_with('日') && !time.text.contains("次年");
        let over = OVER.iter().any(|word| text.begins(whole.hi(), word))
            || UNTIL.iter().any(|word| text.ends(whole.lo(), word));
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

/// Words before how long something lasts from the day of its entry on.
const LASTING: &[&str] = &["展期", "为期", "会期", "历时", "期限", "有效期"];

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
        LASTING.iter().find(|word| text.ends(start, word))?;
        let count = length.value.as_u64().filter(|n| (1..400).contains(n))? as i64;
        let behind = record.times.iter().find(|time| {
            let whole = seen(Span { start: time.start, end: time.end });
            let over = OVER.iter().chain(&["止", "期满", "到期"]).any(|word| text.begins(whole.hi(), word))
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
    const WORDS: &[&str] = &["春运", "历时", "为期", "会期", "连续", "共", "持续", "展期", "前后"];
    let after = seen(Span { start: date.start, end: date.end }).hi();
    let length = record.quantities.first()?;
    let at = seen(Span { start: length.start, end: length.end });
    let near = Span::new(after, at.lo().max(after));
    let said: String = text.folded(near).iter().filter(|c| !c.is_whitespace()).collect();
    let led = WORDS.contains(&said.trim_start_matches([',', '、']));
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

/// Works that are done before they are begun, in one sentence.
fn works<'a>(
    text: &Text,
    record: &'a Record,
    seen: impl Fn(&TimeRecord) -> Span,
) -> Option<(&'a TimeRecord, &'a TimeRecord)> {
    let mut all: Vec<&TimeRecord> =
        record.date.iter().chain(&record.times).filter(|t| t.is_resolved()).collect();
    all.sort_by_key(|time| time.start);
    all.dedup_by_key(|time| time.start);
    for pair in all.windows(2) {
        let [a, b] = pair else { continue };
        let (begin, end) = (seen(a), seen(b));
        let between = Span::new(begin.hi(), end.lo().max(begin.hi()));
        let folded: String = text.folded(between).iter().collect();
        let stops = folded.contains(['。', ';', '\n']);
        let begun =
            BEGUN.iter().any(|word| folded.contains(word)) && !DONE.iter().any(|word| folded.contains(word));
        let tail: String = text.folded(Span::new(end.hi(), end.hi() + 6)).iter().collect();
        let done = DONE
            .iter()
            .any(|word| tail.starts_with(word) || tail.get(3..).is_some_and(|t| t.starts_with(word)));
        // 大桥合龙,…1999年3月动工: begun after the day of the entry on which it is done.
        let open = BEGUN.iter().any(|word| tail.starts_with(word));
        let finished =
            DONE.iter().chain(&["合龙", "试运行", "运营", "开通"]).any(|word| folded.contains(word))
                && !["计划", "拟", "将", "二期", "扩建", "续建"].iter().any(|word| folded.contains(word));
        let own = record.date.as_ref().is_some_and(|date| date.start == a.start);
        let plain = !BEGUN.iter().any(|word| folded.contains(word));
        if own && open && finished && plain && !stops && iso_order(b.first_day(), a.last_day()).is_gt() {
            return Some((b, a));
        }
        if !stops && begun && done && between.len() < 60 && iso_order(b.last_day(), a.first_day()).is_lt() {
            return Some((a, b));
        }
    }
    None
}
