//! Works that several entries tell of by one name: N17 where they give it two lengths or areas (大桥全长486米, 大桥全长468米), X02 where it is begun or
//! done twice, T12 where it is done before it is begun.
//!
//! A work is what a first clause tells to be begun or done: 沙河大桥开工, 举行县第一中学教学楼落成典礼. Its name is what stands before the verb, without the
//! document's own region, 新建 and 工程; only names that are the same, of some length and with more than a kind (教学楼), are of one work: 二期, 扩建 and
//! 主体 make another of it, and 中心小学 without its town may be any town's. Money is planned, paid and reckoned otherwise each time and is not compared.
//! A stone laid (奠基) and a feast held (竣工典礼) are other events than the work, and what stopped or is mended is begun and done again.

use crate::check::number::clause::{exact, float, half, lead, place, unit};
use crate::check::{Desk, Draft, Pointer, QUOTED, Report, Severity};
use crate::collate::carry::days;
use crate::fact::{QuantityKind, QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, is_han};
use std::collections::BTreeMap;

/// What is told of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Begun,
    /// The first stone of it.
    Laid,
    Done,
    /// The feast of its being done.
    Feast,
    /// Opened, accepted, half done: told again and again.
    Other,
}

/// A work in an entry.
#[derive(Debug)]
pub(in crate::check) struct Work<'a> {
    step: Step,
    /// The words that tell it: 沙河大桥开工.
    at: Span,
    day: i32,
    record: &'a Record,
    /// Its lengths and areas.
    measures: Vec<(&'static str, &'a QuantityRecord)>,
    /// Whether the entry tells of work on what stands already.
    again: bool,
    /// Its class in front of its name (10万吨级), and where that stands.
    class: Option<(String, Span)>,
}

/// The works of a document by their names, each in the order of the text.
pub(in crate::check) type Works<'a> = BTreeMap<String, Vec<Work<'a>>>;

/// So many works of a name are compared with one.
const NEAREST: usize = 32;

/// The works of a document that several entries tell of.
pub(in crate::check) fn works<'a>(desk: &Desk<'a>, reading: usize) -> Works<'a> {
    let mut found: BTreeMap<String, Vec<Work<'a>>> = BTreeMap::new();
    let own = own_region(desk, reading);
    for record in &desk.readings[reading].records {
        let Some(day) =
            record.dated().filter(|d| d.from == d.to && d.from.len() == 10).and_then(|d| days(&d.from))
        else {
            continue;
        };
        let text = desk.text(reading);
        let mut here: Vec<(String, Step, Span)> = Vec::new();
        for clause in clauses(text, record) {
            if let Some((name, step)) = work(&text.folded(clause).iter().collect::<String>(), &own) {
                here.push((name, step, clause));
            }
        }
        // Of an entry that tells of several works the figures are of no one of them.
        if let [(name, step, at), others @ ..] = &here[..]
            && others.iter().all(|(other, ..)| other == name)
        {
            let again = lists::CHECK_WORK_RESUMED.all().any(|word| text.find(record.span, word).is_some());
            found.entry(name.clone()).or_default().push(Work {
                step: *step,
                at: *at,
                day,
                record,
                measures: Vec::new(),
                again,
                class: class(text, *at),
            });
        }
    }
    found.retain(|_, list| list.len() > 1);
    for work in found.values_mut().flatten() {
        work.measures = measures(desk.text(reading), work.record);
    }
    found
}

/// The region that a document's title names first: 沅南县 of 沅南县2013年大事记.
fn own_region(desk: &Desk<'_>, reading: usize) -> String {
    let about = &desk.readings[reading].document.record;
    let title: String = about.title.as_deref().unwrap_or_default().chars().map(crate::text::fold).collect();
    let end = title.find(['省', '市', '县', '区', '州', '旗', '镇', '乡']).and_then(|at| {
        let end = at + title[at..].chars().next().map_or(0, char::len_utf8);
        title.get(..end).map(str::to_owned)
    });
    end.filter(|name| name.chars().count() <= 8 && name.chars().all(is_han)).unwrap_or_default()
}

/// The clauses of an entry behind its date.
fn clauses(text: &Text, record: &Record) -> Vec<Span> {
    const MOST: usize = 12;
    let begin =
        record.date.as_ref().map_or(record.span.lo(), |date| (date.end as usize).max(record.span.lo()));
    let mut found = Vec::new();
    let mut start = begin;
    for i in begin..=record.span.hi() {
        let ends =
            i == record.span.hi() || matches!(text.at(i), ',' | '。' | ';' | ':' | '\n' | '(' | ')' | '!');
        if ends {
            let clause = text.trim(Span::new(start.min(i), i));
            if clause.len() > 3 && clause.len() < 40 {
                found.push(clause);
            }
            start = i + 1;
            if found.len() >= MOST {
                break;
            }
        }
    }
    found
}

/// The class with which a clause begins: 10万吨级 of 10万吨级矿石码头竣工.
fn class(text: &Text, clause: Span) -> Option<(String, Span)> {
    let figure = |i: &usize| text.at(*i).is_ascii_digit() || matches!(text.at(*i), '.' | '万' | '千');
    let stop = (clause.lo()..clause.hi()).find(|i| !figure(i)).filter(|stop| *stop > clause.lo())?;
    let unit = lists::CHECK_CLASSES_OF_WORKS.all().find(|unit| text.begins(stop, unit))?;
    let span = Span::new(clause.lo(), stop + unit.chars().count());
    Some((text.folded(span).iter().collect(), span))
}

/// The same clause without its class.
fn without_class(clause: &str) -> &str {
    let rest = clause.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '万' | '千'));
    lists::CHECK_CLASSES_OF_WORKS
        .all()
        .filter(|_| rest.len() < clause.len())
        .find_map(|unit| rest.strip_prefix(unit))
        .unwrap_or(clause)
}

/// The name and the step of the work that a clause tells.
fn work(clause: &str, own: &str) -> Option<(String, Step)> {
    let clause = without_class(clause);
    let mut rest = clause;
    for word in lists::CHECK_RITES.all() {
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    let feast = rest.len() < clause.len();
    let laid = rest.ends_with("奠基");
    let mut step: Option<Step> = None;
    // 建成通车, 竣工投入使用: several verbs, of which the first counts.
    for _ in 0..3 {
        let found = |words: &crate::text::Words, step: Step| {
            words
                .all()
                .filter(|word| rest.ends_with(word))
                .max_by_key(|word| word.len())
                .map(|word| (word, step))
        };
        let Some((word, told)) = found(&lists::CHECK_WORK_BEGUN, Step::Begun)
            .or_else(|| found(&lists::CHECK_WORK_DONE, Step::Done))
            .or_else(|| found(&lists::CHECK_WORK_OPENED, Step::Other))
        else {
            break;
        };
        step = if told == Step::Other { step.or(Some(told)) } else { Some(told) };
        rest = rest.strip_suffix(word)?;
    }
    let step = match step? {
        Step::Begun if laid => Step::Laid,
        Step::Done if feast => Step::Feast,
        step => step,
    };
    for word in lists::CHECK_WORK_HOW.all() {
        rest = rest.strip_suffix(word).unwrap_or(rest);
    }
    for word in lists::CHECK_WORK_LEADS.all() {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    if !own.is_empty() {
        rest = rest.strip_prefix(own).unwrap_or(rest);
    }
    let named = |name: &str| {
        let kind =
            lists::CHECK_WORK_KINDS.all().filter(|kind| name.ends_with(kind)).max_by_key(|kind| kind.len());
        kind.is_some_and(|kind| name.chars().count() >= kind.chars().count() + 2)
    };
    // 县境西部的小浪沟大桥: a whole name behind where it lies; 县第一中学新建的教学楼: none.
    let rest = rest.rsplit_once('的').map(|(_, tail)| tail).filter(|tail| named(tail)).unwrap_or(rest);
    let name = rest.replace("新建的", "").replace("新建", "").replace('的', "");
    let name = name.strip_suffix("工程").or(name.strip_suffix("项目")).unwrap_or(&name);
    let name = name.strip_prefix(['县', '市', '区', '我']).unwrap_or(name);
    // 中心小学 of which town only a town's own chronicle tells.
    let of_town = own.ends_with(['镇', '乡']);
    let name = name.strip_prefix(['镇', '乡']).filter(|_| of_town).unwrap_or(name);
    if !of_town && (name.starts_with(['镇', '乡']) || name.starts_with("中心")) {
        return None;
    }
    let chars = name.chars().count();
    let plain = (4..=20).contains(&chars)
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || "“”-".contains(c))
        && !lists::CHECK_WORK_MANY.all().any(|word| name.contains(word));
    (plain && named(name)).then(|| (name.to_owned(), step))
}

/// N17: a work with two lengths or areas.
pub(in crate::check) fn figures(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, works) in desk.works().iter().enumerate() {
        let text = desk.text(reading);
        for list in works.values() {
            for (n, later) in list.iter().enumerate().skip(1) {
                let classes = list[..n].iter().rev().take(NEAREST).find_map(|first| {
                    let (one, other) = first.class.as_ref().zip(later.class.as_ref())?;
                    (one.0 != other.0).then_some((first, one, other))
                });
                if let Some((first, one, other)) = classes {
                    let draft = Draft::default()
                        .arg("of", text.slice(later.at))
                        .arg("here", &other.0)
                        .arg("there", &one.0)
                        .also(Pointer::at(text, one.1, Some(first.record)));
                    report.add(reading, Some(later.record), other.1, draft);
                    continue;
                }
                let mut before = list[..n].iter().rev().take(NEAREST);
                let clash = before.find_map(|first| differing(first, later).map(|c| (first, c)));
                let Some((first, (a, b, what))) = clash else { continue };
                let draft = Draft::default()
                    .arg("of", what)
                    .arg("here", &b.text)
                    .arg("there", &a.text)
                    .also(Pointer::at(text, place(a), Some(first.record)));
                report.add(reading, Some(later.record), place(b), draft);
            }
        }
    }
}

/// A length or an area that two entries tell otherwise.
fn differing<'a>(
    first: &Work<'a>,
    later: &Work<'a>,
) -> Option<(&'a QuantityRecord, &'a QuantityRecord, &'static str)> {
    first.measures.iter().find_map(|(what, a)| {
        let (_, b) = later.measures.iter().find(|(other, b)| other == what && unit(b) == unit(a))?;
        let apart = (float(a) - float(b)).abs() > half(a).max(half(b)) + 1e-9;
        // What is more than a third off is of another part of it.
        let slip = (0.6..1.6).contains(&(float(a) / float(b).max(1e-9)));
        (apart && slip).then_some((*a, *b, *what))
    })
}

/// The lengths and areas of an entry that it tells once.
fn measures<'a>(text: &Text, record: &'a Record) -> Vec<(&'static str, &'a QuantityRecord)> {
    const NEAR: usize = 8;
    let mut found: Vec<(&'static str, &QuantityRecord)> = Vec::new();
    for figure in record.quantities.iter().filter(|q| exact(q) && q.kind != QuantityKind::Planned) {
        let lead = lead(text, figure, 12);
        let lead = lead.trim_end_matches(['为', '是', '达']);
        let Some(of) = lists::CHECK_WORK_MEASURES.all().find(|word| lead.ends_with(word)) else { continue };
        // 全长612米(含引桥).
        let end = figure.end as usize;
        let aside = Span::new(end, (end + NEAR).min(text.len()));
        let part =
            |word: &str| lead.contains(word) || text.at(end) == '(' && text.find(aside, word).is_some();
        if !lists::CHECK_AHEAD.all().chain(lists::CHECK_WORK_PART.all()).any(part) {
            found.push((of.strip_prefix('总').unwrap_or(of), figure));
        }
    }
    let once = |of: &str| found.iter().filter(|(other, _)| *other == of).count() == 1;
    found.iter().copied().filter(|(of, _)| once(of)).collect()
}

/// Days within which a work that is begun or done twice is one.
const NEAR: i32 = 400;

/// X02: a work that is begun or done in two entries.
pub(super) fn twice(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, works) in desk.works().iter().enumerate() {
        let text = desk.text(reading);
        for list in works.values() {
            for (n, later) in list.iter().enumerate().skip(1) {
                let same = |first: &&Work<'_>| {
                    first.step == later.step
                        && later.step != Step::Other
                        && !first.again
                        && !later.again
                        && first.day != later.day
                        && (first.day - later.day).abs() < NEAR
                };
                let Some(first) = list[..n].iter().rev().take(NEAREST).find(same) else { continue };
                let draft = Draft::default()
                    .arg(QUOTED, text.slice(first.at))
                    .arg("number", first.record.number.to_string())
                    .also(Pointer::at(text, first.at, Some(first.record)));
                report.add(reading, Some(later.record), later.at, draft);
            }
        }
    }
}

/// T12: a work that is done before it is begun.
pub(in crate::check) fn backward(desk: &Desk<'_>, report: &mut Report<'_>) {
    /// So many days on another of the name may be begun.
    const FAR: i32 = 800;
    for (reading, works) in desk.works().iter().enumerate() {
        let text = desk.text(reading);
        for list in works.values() {
            let [first, later] = &list[..] else { continue };
            let turned = matches!(first.step, Step::Done | Step::Feast)
                && matches!(later.step, Step::Begun | Step::Laid)
                && !first.again
                && !later.again;
            if turned && first.day < later.day && later.day - first.day < FAR {
                let range = format!("{}…{}", text.slice(later.at), text.slice(first.at));
                let draft = Draft::default()
                    .arg("range", range)
                    .severity(Severity::Warning)
                    .also(Pointer::at(text, first.at, Some(first.record)));
                report.add(reading, Some(later.record), later.at, draft);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_called_by_what_stands_before_the_verb() {
        for (clause, want) in [
            ("沅南县沙河大桥开工", Some(("沙河大桥", Step::Begun))),
            ("沙河大桥建成通车", Some(("沙河大桥", Step::Done))),
            ("沅南县第一中学新建的教学楼竣工", Some(("第一中学教学楼", Step::Done))),
            ("举行县第一中学教学楼落成典礼", Some(("第一中学教学楼", Step::Feast))),
            ("沙河大桥奠基", Some(("沙河大桥", Step::Laid))),
            ("乡中心小学教学楼竣工", None),
            ("沙河大桥通车", Some(("沙河大桥", Step::Other))),
            ("县境西部的小浪沟大桥建成", Some(("小浪沟大桥", Step::Done))),
            ("教学楼竣工", None),
            ("12座大桥建成", None),
        ] {
            let found = work(clause, "沅南县");
            assert_eq!(found.as_ref().map(|(name, step)| (name.as_str(), *step)), want, "{clause}");
        }
    }
}
