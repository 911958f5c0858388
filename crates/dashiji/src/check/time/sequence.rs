//! T14: sessions out of their order: a 第三次会议 of a term before its second, a term before the one that went before, a term that comes
//! too soon, two 届 for one meeting.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::iso_order;
use crate::text::{Span, Text};
use std::collections::BTreeMap;

/// What is numbered by terms and sessions, with what it is by. Longer before shorter.
const BODIES: &[(&str, &str)] = &[
    ("人大常委会", "人大常委会"),
    ("人民代表大会常务委员会", "人大常委会"),
    ("人民代表大会", "人大"),
    ("人大", "人大"),
    ("政协", "政协"),
    ("政治协商会议", "政协"),
    ("党代会", "党代会"),
    ("党员代表大会", "党代会"),
    ("工会", "工会"),
    ("妇女代表大会", "妇代会"),
    ("团代会", "团代会"),
    ("委员会", "委员会"),
];

/// Assemblies that every body of some size has one of.
const OWN: &[&str] = &["教职工", "教代会", "职工代表", "职代会", "会员代表", "董事", "理事"];
/// Verbs between a body and its assembly.
const HELD: &[&str] = &["召开", "举行", "召开了", "举行了", "参加", "出席"];

/// A session as told.
struct Session<'a> {
    term: u32,
    number: u32,
    day: &'a str,
    span: Span,
    record: &'a Record,
}

/// The year of a session.
fn year(session: &Session<'_>) -> Option<u32> {
    session.day.get(..4)?.parse().ok()
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        let mut rows: BTreeMap<String, Vec<Session<'_>>> = BTreeMap::new();
        for record in &at.records {
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            let Some(date) = record.dated() else { continue };
            let mut first = true;
            for i in span.lo()..span.hi() {
                if text.at(i) != '届' {
                    continue;
                }
                let Some((key, term, told, whole)) = session(text, span, i) else { continue };
                if let Told::Term(again) = told {
                    let draft =
                        Draft::default().arg("told", text.slice(whole)).arg("other", again.to_string());
                    report.add(reading, Some(record), view.raw(whole), draft);
                    continue;
                }
                let Told::Session(number) = told else { continue };
                // What an entry tells first is its own; others are referred to.
                if first && !quoted(text, span, i) && !referred_to(text, whole) {
                    let span = view.raw(whole);
                    rows.entry(key).or_default().push(Session {
                        term,
                        number,
                        day: date.first_day(),
                        span,
                        record,
                    });
                }
                first = false;
            }
        }
        for sessions in rows.values() {
            compare(desk, report, reading, sessions);
        }
        terms(desk, report, reading, &rows);
    }
}

/// What follows a term: a session, or another term where one should be.
enum Told {
    Session(u32),
    Term(u32),
}

/// The session of a term at 届: whose, the term, the session, and the whole words.
fn session(text: &Text, span: Span, at: usize) -> Option<(String, u32, Told, Span)> {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let start = (at.saturating_sub(4).max(span.lo())..at).rev().take_while(|&i| digit(text.at(i))).last()?;
    let (term, stop) = number(text, start, at)?;
    if stop != at {
        return None;
    }
    let begin = if text.before(start) == '第' { start - 1 } else { start };
    // The body between the term and the session.
    let end = (at + 1..(at + 24).min(span.hi())).find(|&i| digit(text.at(i)) || text.at(i) == '第')?;
    let middle: String = text.folded(Span::new(at + 1, end)).iter().collect();
    if middle.contains([',', '。', '、', ';', '(', '”', '》', ' ', '和']) {
        return None;
    }
    let from = if text.at(end) == '第' { end + 1 } else { end };
    let (value, stop) = number(text, from, span.hi())?;
    let lead = Span::new(begin.saturating_sub(14).max(span.lo()), begin);
    let before = clause(text, lead);
    let all = format!("{before}{middle}");
    let whole = Span::new(begin, stop + 1);
    let key = match BODIES.iter().find(|(words, _)| all.contains(words)) {
        // 县, 市 or 省 nearest before the term, with what stands before it.
        Some((_, kind)) if !OWN.iter().any(|word| middle.contains(word)) => {
            let level = before.chars().rev().find(|c| "省市县区州旗乡镇国".contains(*c)).unwrap_or('?');
            format!("{level}{kind}")
        }
        // Another assembly is whose it is: 学校…教职工代表大会.
        _ if middle.ends_with("代表大会") || middle.ends_with("委员会") || middle.ends_with("理事会") =>
        {
            let whose = HELD.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(&before);
            format!("{whose}{middle}")
        }
        // 县委九届七次全会.
        _ if middle.is_empty()
            && before.ends_with('委')
            && lists::CHECK_PLENA.all().any(|word| text.begins(stop + 1, word)) =>
        {
            let whose = HELD.iter().find_map(|word| before.strip_prefix(word)).unwrap_or(&before);
            format!("{}全会", whose.trim_start_matches("中共").trim_start_matches("中国共产党"))
        }
        _ => return None,
    };
    match text.at(stop) {
        '次' => Some((key, term, Told::Session(value), whole)),
        '届' if text.at(end) == '第' => Some((key, term, Told::Term(value), whole)),
        _ => None,
    }
}

fn clause(text: &Text, span: Span) -> String {
    let start = (span.lo()..span.hi())
        .rev()
        .find(|&i| ",。;、:\n《“ ".contains(text.at(i)))
        .map_or(span.lo(), |i| i + 1);
    text.folded(Span::new(start, span.hi())).iter().collect()
}

fn quoted(text: &Text, span: Span, at: usize) -> bool {
    (span.lo()..at)
        .rev()
        .take(40)
        .map(|i| text.at(i))
        .find(|c| "“”《》".contains(*c))
        .is_some_and(|c| "“《".contains(c))
}

/// Whether what stands behind a session says that it is only referred to: 县十届人大常委会第八次会议审议意见, …精神, …决议.
fn referred_to(text: &Text, whole: Span) -> bool {
    const FAR: usize = 12;
    let end = whole.hi();
    let stop = (end..end + FAR).find(|&i| ",。;、:\n\0".contains(text.at(i))).unwrap_or(end + FAR);
    let behind: String = text.folded(Span::new(end, stop.min(text.len()).max(end))).iter().collect();
    let behind = ["全体会议", "会议", "全会", "大会"]
        .iter()
        .find_map(|word| behind.strip_prefix(word))
        .unwrap_or(&behind);
    let done = ["通过", "作出", "召开", "举行", "听取"].iter().any(|word| behind.contains(word));
    lists::CHECK_OF_A_SESSION.all().any(|word| behind.starts_with(word))
        || !done && lists::CHECK_MADE_BY_A_SESSION.all().any(|word| behind.ends_with(word))
}

/// The fewest years between two elections.
const TERM: u32 = 3;

/// A congress and its standing committee are of one term: a committee of a term before that of the last congress, or two after it, is a slip.
fn terms(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    reading: usize,
    rows: &BTreeMap<String, Vec<Session<'_>>>,
) {
    let text = desk.text(reading);
    for (key, committee) in rows {
        let Some(level) = key.strip_suffix("人大常委会") else { continue };
        let Some(congress) = rows.get(&format!("{level}人大")) else { continue };
        let mut congress: Vec<&Session<'_>> = congress.iter().collect();
        congress.sort_by(|a, b| iso_order(a.day, b.day));
        let mut of_term: BTreeMap<u32, usize> = BTreeMap::new();
        for session in committee {
            *of_term.entry(session.term).or_default() += 1;
        }
        for odd in committee {
            let after = congress.partition_point(|session| iso_order(session.day, odd.day).is_le());
            let before = after.checked_sub(1).map(|last| congress[last]);
            // Congresses that are not told may lie between.
            let wrong = |before: &&Session<'_>| {
                let since = year(odd).zip(year(before)).map_or(0, |(to, from)| to.saturating_sub(from));
                let apart = before.day.get(..7) != odd.day.get(..7);
                before.term > odd.term && apart || odd.term > before.term + 1 + since / TERM
            };
            let Some(before) = before.filter(wrong) else { continue };
            if of_term.get(&odd.term).is_some_and(|count| *count > 1) {
                continue;
            }
            let draft = Draft::default()
                .arg("told", text.slice(odd.span))
                .arg("other", text.slice(before.span))
                .arg("day", before.day)
                .also(Pointer::at(text, before.span, Some(before.record)));
            report.add(reading, Some(odd.record), odd.span, draft);
        }
    }
}

fn compare(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, sessions: &[Session<'_>]) {
    let mut row: Vec<&Session<'_>> = sessions.iter().collect();
    row.sort_by(|a, b| iso_order(a.day, b.day));
    let wrong = |a: &Session<'_>, b: &Session<'_>| -> bool {
        let Some((from, to)) = year(a).zip(year(b)) else { return false };
        let months = |s: &Session<'_>| s.day.get(5..7).and_then(|m| m.parse::<u32>().ok()).unwrap_or(0);
        let apart = (to * 12 + months(b)).saturating_sub(from * 12 + months(a));
        if b.term < a.term {
            return true;
        }
        if b.term == a.term {
            // One session told in two entries of its days is one session.
            return b.number < a.number || b.number == a.number && apart > 2;
        }
        // No term is shorter than two years.
        u32::abs_diff(b.term, a.term) > (to - from) / 2 + 1
    };
    // Of neighbours that contradict each other, the one that its other neighbour contradicts too is wrong.
    let mut k = 1;
    while k < row.len() {
        let (a, b) = (row[k - 1], row[k]);
        if wrong(a, b) {
            let a_is = k >= 2 && wrong(row[k - 2], a)
                || k + 1 < row.len() && !wrong(b, row[k + 1]) && k >= 2 && !wrong(row[k - 2], b);
            // Of the first two, the one that the third contradicts.
            let a_is = a_is || k == 1 && k + 1 < row.len() && !wrong(b, row[k + 1]) && wrong(a, row[k + 1]);
            let b_is =
                k + 1 < row.len() && wrong(b, row[k + 1]) || k + 1 < row.len() && !wrong(a, row[k + 1]);
            let (odd, other) = if a_is && !b_is { (a, b) } else { (b, a) };
            let text = desk.text(reading);
            let draft = Draft::default()
                .arg("told", text.slice(odd.span))
                .arg("other", text.slice(other.span))
                .arg("day", other.day)
                .also(Pointer::at(text, other.span, Some(other.record)));
            report.add(reading, Some(odd.record), odd.span, draft);
            let gone = if a_is && !b_is { k - 1 } else { k };
            row.remove(gone);
            continue;
        }
        k += 1;
    }
}
