//! N02: parts that do not add up to their whole: more than it, or less where the text says that they are all of it; and a total
//! told behind its parts (城区1万只、乡镇2万只,共3万只).

use super::clause::{WHOLES, between, exact, lead, of, sentences};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::collate::ledger::balance::Amount;
use crate::fact::figure::Worth;
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, Words, is_han};
use std::collections::BTreeMap;

/// What says that parts are the whole (由…组成, 分别为…).
const EXHAUSTIVE: &[&str] = &["组成", "构成"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let mut of: BTreeMap<usize, Vec<&QuantityRecord>> = BTreeMap::new();
        for part in &record.quantities {
            if let Some(whole) = part.part_of {
                of.entry(whole).or_default().push(part);
            }
        }
        for (k, whole) in record.quantities.iter().enumerate() {
            let parts = of.get(&k).map_or(&[][..], Vec::as_slice);
            if let Some(draft) = fault(desk.text(reading), record, whole, parts) {
                report.add(reading, Some(record), Span { start: whole.start, end: whole.end }, draft);
            }
            if let Some(draft) = behind(desk.text(reading), record, k) {
                report.add(reading, Some(record), Span { start: whole.start, end: whole.end }, draft);
            }
            if let Some(draft) = beyond(desk.text(reading), record, k) {
                report.add(reading, Some(record), Span { start: whole.start, end: whole.end }, draft);
            }
        }
        for (part, draft) in more_than_there_was(desk.text(reading), record) {
            report.add(reading, Some(record), part, draft);
        }
        for (part, draft) in of_all(desk.text(reading), record) {
            report.add(reading, Some(record), part, draft);
        }
        for (whole, draft) in by_name(desk.text(reading), record) {
            report.add(reading, Some(record), whole, draft);
        }
        for (part, draft) in at_most(desk.text(reading), record) {
            report.add(reading, Some(record), part, draft);
        }
    }
}

/// A total behind the figures it sums up, with nothing between but marks and the names of what is counted.
fn behind(text: &Text, record: &Record, k: usize) -> Option<Draft> {
    const TOTAL: &[&str] = &["共", "共计", "合计", "总计"];
    const GAP: usize = 14;
    let total = &record.quantities[k];
    let lead =
        TOTAL.iter().filter(|word| text.ends(total.start as usize, word)).map(|w| w.chars().count()).max()?;
    let join = (total.start as usize).checked_sub(lead)?;
    // 共12个乡镇: what is counted may follow.
    let tail = total.end as usize;
    let closes = (tail..tail + 5).any(|i| matches!(text.at(i), '。' | ',' | ';' | '\n' | '\0'));
    if !matches!(text.before(join), ',' | '、' | ':') || !closes || !exact(total) {
        return None;
    }
    let mut parts: Vec<&QuantityRecord> = Vec::new();
    let mut end = join;
    for part in record.quantities[..k].iter().rev() {
        if part.kind == QuantityKind::Ordinal {
            continue;
        }
        let gap = Span::new((part.end as usize).min(end), end);
        let apart = text.folded(gap).iter().any(|c| matches!(c, '。' | ';' | '\n'));
        let within = text.find(gap, "其中").is_some();
        if apart || within || gap.len() > GAP || !exact(part) || measure(part) != measure(total) {
            break;
        }
        parts.push(part);
        end = part.start as usize;
    }
    // Another figure of the kind before them in the sentence may be a part too.
    let start = parts.last().map_or(0, |q| q.start as usize);
    let floor = (record.span.lo()..start)
        .rev()
        .take(SENTENCE)
        .find(|&i| matches!(text.at(i), '。' | '\n'))
        .unwrap_or(record.span.lo().max(start.saturating_sub(SENTENCE)));
    let mut before = record.quantities[..k].iter().rev().take_while(|q| q.start as usize >= floor);
    let more = before.any(|q| {
        (q.start as usize) < start && measure(q) == measure(total) && q.kind != QuantityKind::Ordinal
    });
    // 加上 and 连同 add to what was told before.
    let adds = ["加上", "连同", "另有", "此外"]
        .iter()
        .any(|word| text.find(Span::new(floor, start), word).is_some());
    if parts.len() < 2 || more || adds {
        return None;
    }
    parts.reverse();
    let amount = Amount::of(&total.value)?;
    let sum: Amount = parts.iter().filter_map(|q| Amount::of(&q.value)).sum();
    if last_alone(&parts, amount) {
        return None;
    }
    (sum != amount && !rounded(total, &parts, sum - amount))
        .then(|| told(text, record, total, &parts, sum - amount, sum))
}

/// The longest stretch before a figure that is looked through for the beginning of its sentence.
const SENTENCE: usize = 400;

fn measure(figure: &QuantityRecord) -> Option<&str> {
    // Animals are counted one way together (牲畜24.6万头) and each kind its own way (绵羊12.5万只).
    let animals = |unit: &str| ["头", "只", "匹", "峰", "羽"].contains(&unit);
    figure
        .unit
        .as_deref()
        .map(|unit| if animals(unit) { "头" } else { crate::collate::ledger::measure(unit) })
}

fn told(
    text: &Text,
    record: &Record,
    whole: &QuantityRecord,
    parts: &[&QuantityRecord],
    difference: Amount,
    sum: Amount,
) -> Draft {
    let terms = parts.iter().map(|q| q.value.to_string()).collect::<Vec<_>>().join(" + ");
    let mut draft = Draft::default()
        .arg("sum", format!("{terms} = {sum}"))
        .arg("whole", &whole.text)
        .arg("difference", difference.to_string());
    draft.also =
        parts.iter().map(|q| Pointer::at(text, Span { start: q.start, end: q.end }, Some(record))).collect();
    draft
}

/// Whether rounding alone, half a unit of the last place of each figure, makes the difference.
fn rounded(whole: &QuantityRecord, parts: &[&QuantityRecord], difference: Amount) -> bool {
    let half = |q: &QuantityRecord| Worth::of(q).map(|worth| worth.half).unwrap_or_default();
    let slack = parts.iter().map(|q| half(q)).sum::<Amount>() + half(whole);
    difference.0.abs() <= slack.0
}

/// Whether some of the figures do not belong to the parts: 撤销9个公社,建立4个镇、12个乡,共16个乡镇 sums up the last two.
fn last_alone(parts: &[&QuantityRecord], amount: Amount) -> bool {
    let sum = |from: usize| parts[from..].iter().filter_map(|q| Amount::of(&q.value)).sum::<Amount>();
    (1..parts.len().saturating_sub(1)).any(|from| sum(from) == amount)
}

/// Whether parts are all there are by their names: 男 and 女.
fn complete(parts: &[&QuantityRecord]) -> bool {
    let names: Vec<String> = parts.iter().map(|q| of(q)).collect();
    if let [a, b] = &names[..]
        && opposed(a, b)
    {
        return true;
    }
    WHOLES.iter().filter(|whole| whole.name.is_empty() && whole.parts.len() == names.len()).any(|whole| {
        let of = |part: &String| {
            names
                .iter()
                .filter(|name| {
                    name.as_str() == part || name.strip_suffix(part.as_str()).is_some_and(lead_word)
                })
                .count()
        };
        whole.parts.iter().all(|part| of(part) == 1)
    })
}

/// Whether one digit, or two that change places, in the whole or in a part would make parts come to their whole that need not be all of it.
fn slipped(whole: &QuantityRecord, parts: &[&QuantityRecord], sum: Amount) -> bool {
    let Some(amount) = Amount::of(&whole.value) else { return false };
    let digits = |value: Amount| value.to_string();
    // Of round figures many differ so.
    let round = |text: &str| {
        text.trim_end_matches('0').len() + 1 < text.len()
            || text.chars().filter(|c| *c != '0' && *c != '.').count() < 2
    };
    let told = digits(amount);
    if parts.len() < 2 || round(&told) || parts.iter().any(|q| of_a_side(q)) {
        return false;
    }
    super::again::one_digit_off(&told, &digits(sum))
        || parts.iter().filter_map(|part| Amount::of(&part.value)).any(|part| {
            let (is, right) = (digits(part), digits(part + amount - sum));
            is.len() > 2 && transposed(&is, &right)
        })
}

/// Whether two figures are one with two neighbouring digits in each other's place.
fn transposed(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let off: Vec<usize> = (0..a.len().min(b.len())).filter(|&k| a[k] != b[k]).collect();
    a.len() == b.len() && matches!(off[..], [k, n] if n == k + 1 && a[k] == b[n] && a[n] == b[k])
}

/// How many parts are told of, where as many others are listed that come to the whole and are all called so: 6个村民小组共420户,其中一组86户、二组92户、….
fn miscounted(
    text: &Text,
    record: &Record,
    whole: &QuantityRecord,
    parts: &[&QuantityRecord],
) -> Option<(Span, usize)> {
    const FAR: u32 = 24;
    let amount = Amount::of(&whole.value)?;
    let parts: Vec<&QuantityRecord> =
        parts.iter().filter(|q| measure(q) == measure(whole)).copied().collect();
    let sum: Amount = parts.iter().filter_map(|q| Amount::of(&q.value)).sum();
    if parts.len() < 3 || sum != amount {
        return None;
    }
    let named: Vec<Span> = parts.iter().map(|part| named_by(text, record, part)).collect();
    record.quantities.iter().find_map(|count| {
        let near = count.end <= whole.start && count.end + FAR >= whole.start && exact(count);
        let told = Amount::of(&count.value).filter(|_| near)?.0;
        let end = count.end as usize;
        let noun: Vec<char> = (end..end + 6)
            .map(|i| text.at(i))
            .take_while(|c| is_han(*c) && !matches!(c, '共' | '有' | '内'))
            .collect();
        // 村民小组: its last character stands in the name of each part; 3年内: 2021年, 2022年.
        let last = if count.unit.as_deref() == Some("年") { '年' } else { *noun.last()? };
        let each = named.iter().all(|name| text.before(name.hi()) == last);
        let apart = told != parts.len() as i128 * 1_000_000 && told < 40_000_000 && told > 1_000_000;
        let gap: String = text.folded(Span::new(end, whole.start as usize)).iter().collect();
        (each && apart && !gap.contains(['。', ';']))
            .then_some((Span { start: count.start, end: count.end }, parts.len()))
    })
}

/// N03: how many parts there are, beside those that are listed.
pub(super) fn counted(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.quantities.len() > 4) {
        let mut of: BTreeMap<usize, Vec<&QuantityRecord>> = BTreeMap::new();
        for part in &record.quantities {
            if let Some(whole) = part.part_of {
                of.entry(whole).or_default().push(part);
            }
        }
        let text = desk.text(reading);
        for (k, parts) in &of {
            let Some(whole) = record.quantities.get(*k) else { continue };
            let Some((at, listed)) = miscounted(text, record, whole, parts) else { continue };
            let list = parts.iter().map(|part| text.slice(named_by(text, record, part)).to_owned());
            let draft = Draft::default()
                .arg("stated", text.slice(at))
                .arg("listed", listed.to_string())
                .arg("list", list.collect::<Vec<_>>().join("、"));
            report.add(reading, Some(record), at, draft);
        }
    }
}

/// Whether the last parts, behind a comma, may be of those before them, without which the whole is not passed.
fn nested(text: &Text, parts: &[&QuantityRecord], amount: Amount) -> bool {
    let comma = |pair: &&[&QuantityRecord]| between(text, pair[0], pair[1]).starts_with(',');
    let Some(cut) = parts.windows(2).position(|pair| comma(&pair)) else { return false };
    let first: Amount = parts[..=cut].iter().filter_map(|q| Amount::of(&q.value)).sum();
    let least = parts[cut + 1..].iter().filter_map(|q| Amount::of(&q.value)).max();
    let even = parts.windows(2).all(|pair| comma(&pair));
    first <= amount && least.is_some_and(|one| one <= first) && !(even && parts.len() > 2)
}

/// Whether parts are as many as is told before their whole, and called so: 3个营共1126人,其中一营…、二营…、三营…; 3年内…其中2021年…、2022年…、2023年….
fn as_many_as_told(text: &Text, record: &Record, whole: &QuantityRecord, parts: &[&QuantityRecord]) -> bool {
    const FAR: u32 = 24;
    let counts = record.quantities.iter().filter(|q| {
        let near = q.end <= whole.start && q.end + FAR >= whole.start && exact(q);
        near && Amount::of(&q.value) == Some(Amount(parts.len() as i128 * 1_000_000))
    });
    let named: Vec<Span> = parts.iter().map(|part| named_by(text, record, part)).collect();
    let each =
        |c: char| named.iter().all(|name| text.before(name.hi()) == c || text.folded(*name).contains(&c));
    let ordered = named.iter().all(|name| lists::CHECK_ORDERED_PARTS.has(text.at(name.lo())));
    counts.into_iter().any(|count| {
        // What is counted: 营 of 3个营, 年 of 3年, 科 of 3个科.
        let end = count.end as usize;
        let behind = (end..end + 4).take_while(|&i| is_han(text.at(i)) && text.at(i) != '共').count();
        let noun = if count.unit.as_deref() == Some("个") {
            (end..end + behind).map(|i| text.at(i)).collect()
        } else {
            let unit: String = count.unit.clone().unwrap_or_default();
            format!("{unit}{}", (end..end + behind).map(|i| text.at(i)).collect::<String>())
        };
        let sentence: String = text.folded(Span::new(end, whole.start as usize)).iter().collect();
        let apart = sentence.contains(['。', ';', '\n']);
        !apart
            && (noun.chars().any(|c| !matches!(c, '个' | '的' | '有') && each(c))
                || ordered && !noun.starts_with(['年', '月', '天', '岁']))
    })
}

/// What a part is called: the stretch before its figure.
fn named_by(text: &Text, record: &Record, part: &QuantityRecord) -> Span {
    const NAME: usize = 12;
    let end = part.start as usize;
    let floor = record.span.lo().max(end.saturating_sub(NAME));
    let mark = |i: &usize| matches!(text.at(*i), '、' | ',' | '。' | ';' | ':' | '(' | '\n');
    let start = (floor..end).rev().find(mark).map_or(floor, |i| i + 1);
    let start = if text.begins(start, "其中") { start + 2 } else { start };
    Span::new(start.min(end), end)
}

/// Whether two names are one but for words that stand against each other and leave nothing between: 男运动员 and 女运动员, 万吨级以上泊位 and 万吨级以下泊位.
fn opposed(a: &str, b: &str) -> bool {
    let a = a.trim_start_matches("其中");
    let b = b.trim_start_matches("其中");
    [("男", "女"), ("以上", "以下"), ("以内", "以外")].iter().any(|(one, other)| {
        let turned = |x: &str, y: &str| {
            x.contains(one) && x.matches(one).count() == 1 && x.replacen(one, other, 1) == y
        };
        turned(a, b) || turned(b, a)
    })
}

/// What may stand before the name of a part: 全县, 其中.
fn lead_word(before: &str) -> bool {
    matches!(before, "其中" | "全县" | "全市" | "全区" | "全省" | "全乡" | "全镇" | "全国" | "全校" | "全厂")
}

/// Whether a part is counted by one side of what it is of: of 其中女代表51名、党员88名 who is among both is counted twice.
fn of_a_side(figure: &QuantityRecord) -> bool {
    let name = of(figure);
    lists::CHECK_SIDES.all().any(|word| name.contains(word))
}

/// The figures of a list that ends with one: 本科生86人、研究生7人, whose parts may be of all of them.
fn listed<'a>(text: &Text, record: &'a Record, last: usize) -> Vec<&'a QuantityRecord> {
    const NAME: usize = 10;
    let mut list = vec![&record.quantities[last]];
    for pair in record.quantities[..=last].windows(2).rev() {
        let [before, next] = pair else { break };
        let gap = between(text, before, next);
        let beside =
            gap.starts_with(['、', '和', '及', ',']) && gap.chars().count() <= NAME && !gap.contains("其中");
        if !beside || measure(before) != measure(next) {
            break;
        }
        list.push(before);
    }
    list
}

/// A part named after 其中 that is more than its whole.
fn beyond(text: &Text, record: &Record, k: usize) -> Option<Draft> {
    let (whole, part) = (&record.quantities[k], record.quantities.get(k + 1)?);
    let gap = between(text, whole, part);
    let within = gap.trim_start_matches([',', '(']).starts_with("其中")
        && gap.chars().count() <= 16
        && !gap.contains(['。', ';']);
    if !within || measure(whole) != measure(part) || measure(whole).is_none() || !exact(whole) || !exact(part)
    {
        return None;
    }
    let (all, one) = (Amount::of(&whole.value)?, Amount::of(&part.value)?);
    // 其中可居住5310户、需加固2190户、应拆除1240户: all that stand side by side.
    let mut row = vec![part];
    for next in &record.quantities[k + 2..] {
        let gap = between(text, row[row.len() - 1], next);
        let beside = gap.starts_with('、') && gap.chars().count() <= 10 && !gap.contains(['(', ')']);
        if !beside || measure(next) != measure(whole) || !exact(next) {
            break;
        }
        row.push(next);
    }
    let sum: Amount = row.iter().filter_map(|q| Amount::of(&q.value)).sum();
    let each = row.iter().all(|q| Amount::of(&q.value).is_some_and(|one| one <= all));
    let all = listed(text, record, k).iter().filter_map(|q| Amount::of(&q.value)).sum::<Amount>().max(all);
    if row.len() > 1 && each && sum > all && !rounded(whole, &row, sum - all) {
        return (!row.iter().any(|q| of_a_side(q)))
            .then(|| told(text, record, whole, &row, sum - all, sum).severity(Severity::Warning));
    }
    // 其中 behind a list is of all that stands in it.
    let several: Amount = listed(text, record, k).iter().filter_map(|q| Amount::of(&q.value)).sum();
    if one <= several {
        return None;
    }
    // 其中最高, 其中单笔 and the like are parts as well: none is more than all.
    (one > all && whole.unit.as_deref() != Some("%"))
        .then(|| told(text, record, whole, &[part], one - all, one))
}

/// What was done with more than there was: 受理投诉27件,办结29件; 应到143人,实到156人. Side by side, told exactly.
fn more_than_there_was(text: &Text, record: &Record) -> Vec<(Span, Draft)> {
    const PAIRS: [(&Words, &Words); 2] =
        [(&lists::CHECK_TAKEN_IN, &lists::CHECK_DEALT_WITH), (&lists::CHECK_DUE, &lists::CHECK_CAME)];
    /// Characters behind the second figure that may tell of what came before.
    const FAR: usize = 14;
    let mut found = Vec::new();
    for pair in record.quantities.windows(2) {
        let [all, done] = pair else { continue };
        let gap = between(text, all, done);
        let beside = gap.starts_with(',') && gap.chars().count() <= 8 && !gap.contains(['。', ';', '(']);
        if !beside || measure(all) != measure(done) || measure(all).is_none() || !exact(all) || !exact(done) {
            continue;
        }
        let before = lead(text, all, 12);
        // 旧存86件,新收1342件,审结1361件: of both.
        let earlier: String = {
            let start = all.start as usize;
            let from = (start.saturating_sub(40)..start)
                .rev()
                .find(|&i| matches!(text.at(i), '。' | ';' | '\n'))
                .map_or(start.saturating_sub(40), |i| i + 1);
            text.folded(Span::new(from, start)).iter().collect()
        };
        // 审结29件,其中上年结转6件: of more than this year's.
        let end = done.end as usize;
        let behind: String = text.folded(Span::new(end, (end + FAR).min(text.len()))).iter().collect();
        let behind = behind.split('。').next().unwrap_or_default();
        let other = lists::CHECK_CARRIED_OVER
            .all()
            .any(|word| gap.contains(word) || earlier.contains(word) || behind.contains(word));
        let named = PAIRS.iter().any(|(from, to)| {
            from.all().any(|word| before.contains(word))
                && to.all().any(|word| gap.trim_start_matches(',').starts_with(word))
        });
        let (Some(whole), Some(one)) = (Amount::of(&all.value), Amount::of(&done.value)) else { continue };
        if named && !other && one > whole {
            let span = Span { start: done.start, end: done.end };
            found.push((span, told(text, record, all, &[done], one - whole, one)));
        }
    }
    found
}

/// A part that is more than every figure in its unit that its sentence tells before: 41.8万人次,比上年的38万人次增长10%,其中未成年人96万人次.
fn of_all(text: &Text, record: &Record) -> Vec<(Span, Draft)> {
    let mut found = Vec::new();
    for sentence in sentences(text, record) {
        // Of each unit the first figure, the largest amount, and whether all are told exactly.
        let mut before: BTreeMap<&str, (&QuantityRecord, Amount, bool)> = BTreeMap::new();
        for (k, part) in sentence.iter().enumerate() {
            let (Some(one), Some(unit)) = (Amount::of(&part.value), measure(part)) else { continue };
            let known = before.get(unit).copied();
            let entry = before.entry(unit).or_insert((part, one, true));
            (entry.1, entry.2) = (entry.1.max(one), entry.2 && exact(part));
            let Some((first, most, sure)) = known.filter(|_| k > 1) else { continue };
            // The figure right before is another rule's.
            if measure(sentence[k - 1]) == Some(unit) || !sure || most >= one || !exact(part) || unit == "%" {
                continue;
            }
            let gap = between(text, sentence[k - 1], part);
            if gap.trim_start_matches([',', ';']).starts_with("其中") && gap.chars().count() <= 12 {
                let all = Amount::of(&first.value).unwrap_or_default();
                let span = Span { start: part.start, end: part.end };
                found.push((span, told(text, record, first, &[part], one - all, one)));
            }
        }
    }
    found
}

/// A whole by its name beside its parts by theirs: 农业总产值…,工业总产值…,工农业总产值…; 8个乡、4个镇,共12个乡镇.
fn by_name(text: &Text, record: &Record) -> Vec<(Span, Draft)> {
    let mut found = Vec::new();
    for sentence in sentences(text, record) {
        for (k, whole) in sentence.iter().enumerate() {
            let name = of(whole);
            let Some(known) = WHOLES.iter().find(|w| !w.name.is_empty() && name.ends_with(&w.name)) else {
                continue;
            };
            let near = &sentence[k.saturating_sub(4)..(k + 5).min(sentence.len())];
            let part = |part: &String| {
                let mut of = near.iter().filter(|q| {
                    let name = of(q);
                    let own = name
                        .strip_suffix(part.as_str())
                        .is_some_and(|rest| rest.is_empty() || lead_word(rest));
                    own && measure(q) == measure(whole) && q.start != whole.start
                });
                of.next().copied().filter(|_| of.next().is_none())
            };
            let parts: Option<Vec<&QuantityRecord>> = known.parts.iter().map(part).collect();
            let Some(parts) = parts.filter(|parts| parts.iter().all(|q| exact(q)) && exact(whole)) else {
                continue;
            };
            // 上年 and 比上年 are of another year.
            if parts.iter().any(|q| lead(text, q, 14).contains("上年")) {
                continue;
            }
            let Some(amount) = Amount::of(&whole.value) else { continue };
            let sum: Amount = parts.iter().filter_map(|q| Amount::of(&q.value)).sum();
            if sum != amount && !rounded(whole, &parts, sum - amount) {
                let span = Span { start: whole.start, end: whole.end };
                found.push((span, told(text, record, whole, &parts, sum - amount, sum)));
            }
        }
    }
    found
}

/// What can be no more than another figure of the sentence, by what they are called: a profit beside the output it was made with.
fn at_most(text: &Text, record: &Record) -> Vec<(Span, Draft)> {
    let called = |q: &QuantityRecord, words: &Words| {
        let name = of(q);
        words.all().any(|word| name.ends_with(word))
    };
    let mut found = Vec::new();
    for sentence in sentences(text, record) {
        for part in sentence.iter().filter(|q| exact(q) && called(q, &lists::CHECK_EARNED)) {
            let mut wholes = sentence.iter().filter(|q| called(q, &lists::CHECK_TURNED_OVER));
            let (Some(whole), None) = (wholes.next(), wholes.next()) else { continue };
            let (Some(all), Some(one)) = (Amount::of(&whole.value), Amount::of(&part.value)) else {
                continue;
            };
            // 乡镇企业总产值…,全县利润…: two of one body, or nothing is known.
            let (first, second) = if whole.start < part.start { (whole, part) } else { (part, whole) };
            let apart = between(text, first, second);
            let near = apart.chars().count() <= 16 && !apart.contains(['县', '市', '省', '区', '年']);
            if near && exact(whole) && measure(whole) == measure(part) && one > all {
                let span = Span { start: part.start, end: part.end };
                let draft = told(text, record, whole, &[part], one - all, one).severity(Severity::Warning);
                found.push((span, draft));
            }
        }
    }
    found
}

fn fault(text: &Text, record: &Record, whole: &QuantityRecord, parts: &[&QuantityRecord]) -> Option<Draft> {
    let same = |q: &&&QuantityRecord| measure(q) == measure(whole);
    let parts: Vec<&QuantityRecord> = parts.iter().filter(same).copied().collect();
    if parts.len() < 2 || !exact(whole) || !parts.iter().all(|q| exact(q)) {
        return None;
    }
    let amount = Amount::of(&whole.value)?;
    let sum: Amount = parts.iter().filter_map(|q| Amount::of(&q.value)).sum();
    let last = parts.iter().map(|q| q.end).max()?;
    let tail = Span { start: last, end: (last + 12).min(record.span.end) };
    // 其中东段124公里、西段95公里已铺油: of each a part.
    let closed = !is_han(text.at(last as usize));
    let all = EXHAUSTIVE.iter().any(|word| text.find(tail, word).is_some())
        || closed && (complete(&parts) || as_many_as_told(text, record, whole, &parts));
    if !all && parts.iter().any(|q| of_a_side(q)) {
        return None;
    }
    if !all && sum < amount && closed && slipped(whole, &parts, sum) {
        return Some(told(text, record, whole, &parts, sum - amount, sum).severity(Severity::Note));
    }
    if sum == amount || !all && sum < amount || rounded(whole, &parts, sum - amount) {
        return None;
    }
    // 其中专任教师98人,高级教师32人: behind a comma it may be a part of the part.
    if !all && nested(text, &parts, amount) {
        return None;
    }
    Some(told(text, record, whole, &parts, sum - amount, sum))
}
