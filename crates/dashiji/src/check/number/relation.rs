//! N16, where the words between figures say how they stand to one another: a rise told as a fall (由620吨增加到480吨), a multiple (1260元,是420元的4倍), what
//! comes in and goes out and is left (新建12所,撤并5所,净增9所), length and width with an area, what was passed and what was reached (突破200亿元,达203万元).
//!
//! In go the figures of a sentence; out come the one that is wrong with the two it was held against. What comes in and what goes out of what is left
//! stands in `lexicon/table-balances.tsv`.

use super::clause::{between, exact, float, half, lead, of, place, sentences, unit};
use crate::check::{Desk, Draft, Pointer, QUOTED, Report, Severity};
use crate::fact::{QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, Words, fold};
use std::sync::LazyLock;

/// What is left, what comes in, what goes out.
struct Balance {
    rest: Vec<String>,
    comes: Vec<String>,
    goes: Vec<String>,
}

static BALANCES: LazyLock<Vec<Balance>> = LazyLock::new(|| {
    let words = |column: &str| -> Vec<String> {
        column.split(',').map(|word| word.chars().map(fold).collect()).collect()
    };
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [rest, comes, goes] = columns[..] else { return None };
        Some(Balance { rest: words(rest), comes: words(comes), goes: words(goes) })
    };
    let text = include_str!("../../../lexicon/table-balances.tsv");
    text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// A relation that its figures do not give.
pub(super) struct Broken<'a> {
    /// What is wrong, in the decoded text.
    pub at: Span,
    /// It as it is written.
    pub told: String,
    /// How it comes out.
    pub shown: String,
    pub right: String,
    pub from: &'a QuantityRecord,
    pub to: &'a QuantityRecord,
    pub severity: Option<Severity>,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for sentence in sentences(text, record) {
            let based = super::change::otherwise_based(&text_of(text, record, &sentence));
            for k in 0..sentence.len() {
                let found = opposed(text, &sentence, k)
                    .or_else(|| compared(text, &sentence, k))
                    .or_else(|| times(text, &sentence, k))
                    .or_else(|| left(text, &sentence, k))
                    .or_else(|| area(text, &sentence, k))
                    .or_else(|| passed(text, &sentence, k))
                    .or_else(|| passes(text, &sentence, k))
                    .or_else(|| share(text, &sentence, k))
                    .or_else(|| of_plan(text, &sentence, k));
                let Some(found) = found.filter(|_| !based) else { continue };
                let mut draft = Draft::default()
                    .arg(QUOTED, found.shown)
                    .arg("told", found.told)
                    .arg("from", &found.from.text)
                    .arg("to", &found.to.text)
                    .arg("right", found.right);
                for other in [found.from, found.to].into_iter().filter(|q| place(q) != found.at) {
                    draft = draft.also(Pointer::at(text, place(other), Some(record)));
                }
                if let Some(severity) = found.severity {
                    draft = draft.severity(severity);
                }
                report.add(reading, Some(record), found.at, draft);
            }
        }
    }
}

/// The folded characters from some before the first to some behind the last figure of a sentence.
fn text_of(text: &Text, record: &Record, sentence: &[&QuantityRecord]) -> String {
    let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else { return String::new() };
    let from = (first.start as usize).saturating_sub(40).max(record.span.lo());
    text.folded(Span::new(from, (last.end as usize + 20).min(record.span.hi()))).iter().collect()
}

/// The word of a list that a stretch ends with, behind 了.
fn verb(words: &Words, said: &str) -> Option<&'static str> {
    let said = said.trim_end_matches('了');
    words.all().filter(|word| said.ends_with(word)).max_by_key(|word| word.len())
}

/// Units of places in an order, where a smaller number is the better.
fn ranks(figure: &QuantityRecord) -> bool {
    let unit = unit(figure);
    unit.is_empty() || lists::CHECK_RANKS.holds(unit)
}

fn mark(value: f64, other: f64) -> &'static str {
    if value < other { "<" } else { ">" }
}

/// 由A增加到B, where B is less than A; 由A减至B, where it is more.
fn opposed<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [a, b] = *sentence.get(k..k + 2)? else { return None };
    let far = (a.start as usize).saturating_sub(16);
    let open = (far..a.start as usize).rev().take_while(|&i| !",。;、:\n(".contains(text.at(i)));
    let led = open.into_iter().any(|i| matches!(text.at(i), '由' | '从'));
    let middle = between(text, a, b);
    let short = middle.chars().count() <= 8 && !middle.contains([',', '、', ';', '(', ')']);
    let said = middle.trim_end_matches(['到', '至', '为', '成']);
    if !led || !short || said == middle || ranks(a) || unit(a) != unit(b) || !exact(a) || !exact(b) {
        return None;
    }
    let (rise, fall) = (verb(&lists::CHECK_RISES, said), verb(&lists::CHECK_FALLS, said));
    let longest = |word: Option<&str>| word.map_or(0, str::len);
    let falls = longest(fall) > longest(rise);
    let word = if falls { fall } else { rise }?;
    let (from, to) = (float(a), float(b));
    let fits = if falls { to <= from } else { to >= from };
    if fits {
        return None;
    }
    let end = b.start as usize;
    let start = end - (middle.chars().count() - said.chars().count()) - word.chars().count();
    let at = Span::new(start, end);
    let right = if falls { lists::CHECK_RISES.all().next() } else { lists::CHECK_FALLS.all().next() };
    Some(Broken {
        at,
        told: text.slice(at).to_owned(),
        shown: format!("{} {} {}", a.text, mark(from, to), b.text),
        right: right.unwrap_or_default().to_owned(),
        from: a,
        to: b,
        severity: None,
    })
}

/// B,比上年A低C, where B is more.
fn compared<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [b, a, c] = *sentence.get(k..k + 3)? else { return None };
    let first = between(text, b, a);
    let held = first.contains(['比', '较']) && first.chars().count() <= 12 && !first.contains(['。', ';']);
    let word = between(text, a, c);
    let word = word.trim_end_matches('了');
    let more = lists::CHECK_RISES.holds(word) || lists::CHECK_MORE_BY.holds(word);
    let less = lists::CHECK_FALLS.holds(word) || lists::CHECK_LESS_BY.holds(word);
    let like = unit(a) == unit(b) && (unit(c) == unit(a) || unit(c) == "%") && !ranks(a);
    if !held || more == less || !like || ![a, b, c].into_iter().all(exact) {
        return None;
    }
    let (from, to) = (float(a), float(b));
    // 超过警戒水位0.28米,比…: what is itself by how much, or far off, is not compared.
    let said = lead(text, b, 12);
    let by = [&lists::CHECK_RISES, &lists::CHECK_FALLS, &lists::CHECK_MORE_BY, &lists::CHECK_LESS_BY];
    let by = by.into_iter().flat_map(Words::all).any(|word| said.contains(word));
    let far = to > from * 2.0 || from > to * 2.0;
    let fits = if less { to < from } else { to > from };
    if by || far || fits {
        return None;
    }
    let at = Span::new(a.end as usize, c.start as usize);
    Some(Broken {
        at,
        told: text.slice(at).to_owned(),
        shown: format!("{} {} {}", b.text, mark(to, from), a.text),
        right: String::new(),
        from: a,
        to: b,
        severity: None,
    })
}

/// A,是B的C倍.
fn times<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [a, b, c] = *sentence.get(k..k + 3)? else { return None };
    let first = between(text, a, b);
    let led = lists::CHECK_IS.all().any(|word| first.trim_start_matches(',').starts_with(word));
    let like = unit(a) == unit(b) && !unit(a).is_empty() && unit(a) != "倍" && unit(c) == "倍";
    let joined = matches!(between(text, b, c).as_str(), "的" | "的近" | "的约");
    if !led || !like || !joined || first.chars().count() > 14 || ![a, b].into_iter().all(exact) {
        return None;
    }
    let (all, one) = (float(a), float(b));
    if one <= 0.0 || all <= 0.0 {
        return None;
    }
    let given = all / one;
    let slack = half(c).max(0.05) + 0.06 * given;
    let coarse = if half(c) == 0.0 { 0.45 } else { 0.0 };
    ((float(c) - given).abs() > slack + coarse).then(|| Broken {
        at: place(c),
        told: c.text.clone(),
        shown: format!("{} ÷ {} = {}", a.text, b.text, rounded(given)),
        right: rounded(given),
        from: b,
        to: a,
        severity: None,
    })
}

fn rounded(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What comes in, what goes out, and what is left of the two: 出生6200人,死亡2900人,自然增加3300人.
fn left<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [a, b, c] = *sentence.get(k..k + 3)? else { return None };
    let like = unit(a) == unit(b) && unit(b) == unit(c) && !unit(a).is_empty() && unit(a) != "%";
    let alone = k == 0 || unit(sentence[k - 1]) != unit(a);
    if !like || !alone || ![a, b, c].into_iter().all(exact) {
        return None;
    }
    let named = |q: &QuantityRecord, words: &[String]| {
        let name = of(q);
        let said = lead(text, q, 12);
        let said = said.trim_end_matches(['了', '约', '为', '达']);
        words.iter().any(|word| {
            said.ends_with(word.as_str())
                || name.ends_with(word.as_str())
                || name.starts_with(word.as_str())
                || said.contains(word.as_str())
        })
    };
    // 净增 is no 增: what is left is asked first.
    let mut known = BALANCES.iter().filter(|row| named(c, &row.rest));
    let (comes, goes) = known.find_map(|row| {
        if named(a, &row.comes) && named(b, &row.goes) {
            return Some((a, b));
        }
        (named(a, &row.goes) && named(b, &row.comes)).then_some((b, a))
    })?;
    let given = (float(comes) - float(goes)).abs();
    let slack = slack_of(a) + slack_of(b) + slack_of(c) + 1e-6;
    ((float(c) - given).abs() > slack).then(|| Broken {
        at: place(c),
        told: c.text.clone(),
        shown: format!("|{} − {}| = {}", comes.text, goes.text, rounded(given)),
        right: rounded(given),
        from: comes,
        to: goes,
        severity: None,
    })
}

/// What rounding allows of a figure: half a unit of its last place where it has decimals.
fn slack_of(figure: &QuantityRecord) -> f64 {
    if figure.text.contains('.') { half(figure) } else { half(figure) * 0.1 }
}

/// 长200米,宽150米,面积3万平方米.
fn area<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [a, b, c] = *sentence.get(k..k + 3)? else { return None };
    let metres = |q: &QuantityRecord| q.unit.as_deref() == Some("米") && exact(q);
    let size = match c.unit.as_deref()?.trim_start_matches(['万', '亿']) {
        "平方米" => 1.0,
        "亩" => 10_000.0 / 15.0,
        "公顷" => 10_000.0,
        _ => return None,
    };
    let long = lead(text, a, 4).ends_with('长');
    let wide = between(text, a, b).trim_start_matches([',', '、']) == "宽";
    let gap = between(text, b, c);
    let named = lists::CHECK_AREAS.all().any(|word| gap.trim_start_matches([',', '、']) == word);
    if !metres(a) || !metres(b) || !exact(c) || !long || !wide || !named {
        return None;
    }
    let given = float(a) * float(b) / size;
    let slack = half(a) * float(b) / size + half(b) * float(a) / size + half(c) + given * 0.02;
    ((float(c) - given).abs() > slack).then(|| Broken {
        at: place(c),
        told: c.text.clone(),
        shown: format!("{} × {} = {}", a.text, b.text, rounded(given)),
        right: rounded(given),
        from: a,
        to: b,
        severity: None,
    })
}

/// How a share comes out of a part and its whole, where it is told otherwise, and not so far off that another whole was meant.
pub(super) fn off<'a>(
    part: &'a QuantityRecord,
    whole: &'a QuantityRecord,
    told: &'a QuantityRecord,
) -> Option<Broken<'a>> {
    const FAR: f64 = 2.0;
    let (one, all) = (float(part), float(whole));
    if one <= 0.0 || all <= 0.0 {
        return None;
    }
    let given = one / all * 100.0;
    let slack = 100.0 * (slack_of(part) + slack_of(whole) * one / all) / all
        + half(told).max(0.05)
        + if half(told) == 0.0 { 0.55 } else { 0.05 };
    let far = float(told) > given * FAR || given > float(told) * FAR;
    ((float(told) - given).abs() > slack && !far).then(|| Broken {
        at: place(told),
        told: told.text.clone(),
        shown: format!("{} ÷ {} = {given:.1}%", part.text, whole.text),
        right: format!("{given:.1}%"),
        from: whole,
        to: part,
        severity: None,
    })
}

/// 劳动力12500人,外出做工的3500人,占28%: the whole is the only other figure of the unit before it.
fn share<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [whole, part, told] = *sentence.get(k..k + 3)? else { return None };
    let like = unit(whole) == unit(part) && !unit(part).is_empty() && unit(part) != "%" && unit(told) == "%";
    let led = matches!(between(text, part, told).as_str(), ",占" | "占" | ",占总数的" | ",占总数" | "(占");
    let gap = between(text, whole, part);
    let near = gap.chars().count() <= 24 && !gap.contains([';', '。']);
    // What grew or came beside it has no share in it.
    let apart = lists::CHECK_NO_PART.all().any(|word| gap.contains(word));
    let others =
        sentence[k.saturating_sub(40)..k].iter().any(|q| unit(q) == unit(part) && float(q) >= float(part));
    let sure = [whole, part, told].into_iter().all(exact) && float(whole) > float(part);
    (like && led && near && !apart && !others && sure).then(|| off(part, whole, told)).flatten()
}

/// 计划栽植60万株,实际栽植72万株,完成计划的120%.
fn of_plan<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [plan, done, told] = *sentence.get(k..k + 3)? else { return None };
    let like = unit(plan) == unit(done) && !unit(done).is_empty() && unit(done) != "%" && unit(told) == "%";
    let says = |q: &QuantityRecord, words: &Words| {
        let said = lead(text, q, 12);
        words.all().any(|word| said.contains(word))
    };
    let planned = says(plan, &lists::CHECK_A_PLAN) && says(done, &lists::CHECK_AS_DONE);
    let gap = between(text, done, told);
    let led = lists::CHECK_OF_THE_PLAN.all().any(|word| gap.trim_start_matches(',') == word);
    let sure = [plan, done, told].into_iter().all(exact);
    (like && planned && led && sure).then(|| off(done, plan, told)).flatten()
}

/// A mark `a` that is told to be passed, and the figure `b` that does not.
fn short_of<'a>(a: &'a QuantityRecord, b: &'a QuantityRecord) -> Broken<'a> {
    Broken {
        at: place(a),
        told: a.text.clone(),
        shown: format!("{} {} {}", b.text, mark(float(b), float(a)), a.text),
        right: b.text.clone(),
        from: a,
        to: b,
        severity: Some(Severity::Warning),
    }
}

/// 突破A,达B, where B is no more than A, or so much that another scale was meant.
fn passed<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    const FAR: f64 = 10.0;
    let [a, b] = *sentence.get(k..k + 2)? else { return None };
    let said = lead(text, a, 10);
    let passes = lists::CHECK_PASSES.all().any(|word| said.trim_end_matches('了').ends_with(word));
    let gap = between(text, a, b);
    let gap = lists::CHECK_PASSED.all().find_map(|word| gap.strip_prefix(word)).unwrap_or(&gap);
    let reaches = lists::CHECK_REACHES.holds(gap.trim_start_matches([',', ';']));
    if !passes || !reaches || unit(a) != unit(b) || unit(a).is_empty() || !exact(b) {
        return None;
    }
    let (mark_, now) = (float(a), float(b));
    if mark_ <= 0.0 || now >= mark_ && now < mark_ * FAR {
        return None;
    }
    Some(short_of(a, b))
}

/// B,首次突破A, where B is less than A.
fn passes<'a>(text: &Text, sentence: &[&'a QuantityRecord], k: usize) -> Option<Broken<'a>> {
    let [b, a] = *sentence.get(k..k + 2)? else { return None };
    let gap = between(text, b, a);
    let said = gap.trim_start_matches([',', ';']).trim_end_matches('了');
    let passes = lists::CHECK_PASSES.all().any(|word| said.ends_with(word)) && said.chars().count() <= 6;
    // 突破5亿元大关, 突破原计划: a mark that stands by itself.
    let alike = unit(a) == unit(b) && !unit(a).is_empty() && unit(a) != "%" && !ranks(a) && exact(b);
    let (mark_, now) = (float(a), float(b));
    (passes && alike && now < mark_ && now * 3.0 > mark_).then(|| short_of(a, b))
}
