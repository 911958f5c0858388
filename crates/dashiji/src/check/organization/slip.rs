//! O03: a name one slip away from a known one: a character transposed, displaced, dropped or doubled.

use crate::check::{Desk, Draft, Report, Severity};
use crate::lexicon::lists::Scope;
use crate::lexicon::{Class, Lexicon};
use crate::text::{Span, Text, fold};
use std::collections::BTreeMap;

/// Names shorter than this are too alike by nature.
const LEAST: usize = 5;
/// Verbs into which a name's last character slips (省政召开府常务会议).
const VERBS: &[&str] =
    &["召开", "举行", "印发", "下发", "发布", "主持", "组织", "成立", "部署", "研究", "通过"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    displaced(desk, report);
    // Each form of a body with how often it stands and where it first stands.
    let mut forms: BTreeMap<String, (usize, usize, u32, Span)> = BTreeMap::new();
    for (reading, record) in desk.records() {
        for quote in record.orgs.iter().flat_map(|o| &o.mentions) {
            let form: String = quote.text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
            forms.entry(form).or_insert((0, reading, record.number, quote.span())).0 += 1;
        }
        for organizer in &record.organizers {
            let form: String = organizer.text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
            let span = Span { start: organizer.start, end: organizer.end };
            forms.entry(form).or_insert((0, reading, record.number, span)).0 += 1;
        }
    }
    let mut told: Vec<String> = Vec::new();
    listed(desk, report, &mut told);
    // Names that differ by one slip share either their first or their last half.
    let mut halves: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for form in forms.keys().filter(|f| f.chars().count() >= LEAST) {
        let chars: Vec<char> = form.chars().collect();
        let half = chars.len() / 2 - 1;
        halves.entry(format!("<{}", chars[..half].iter().collect::<String>())).or_default().push(form);
        halves
            .entry(format!(">{}", chars[chars.len() - half..].iter().collect::<String>()))
            .or_default()
            .push(form);
    }
    for list in halves.values().filter(|list| list.len() < 200) {
        for a in list {
            for b in list.iter().filter(|b| forms[**b].0 >= 2 && forms[*a].0 == 1 && slip(a, b)) {
                if told.contains(a) {
                    continue;
                }
                told.push((*a).clone());
                let &(_, reading, number, span) = &forms[*a];
                let record = desk.readings[reading].records.iter().find(|r| r.number == number);
                report.add(
                    reading,
                    record,
                    span,
                    Draft::default().arg("name", a.as_str()).arg("known", b.as_str()),
                );
            }
        }
    }
}

/// Names one slip away from one of the office's own list, wherever they stand: what is no body's name by its form is no less a
/// slip (供水总司公).
fn listed(desk: &Desk<'_>, report: &mut Report<'_>, told: &mut Vec<String>) {
    // The names by their first two characters, which a slip leaves as they are.
    let mut begins: BTreeMap<[char; 2], Vec<&String>> = BTreeMap::new();
    for name in desk.lists.bodies.iter().filter(|name| name.chars().count() >= LEAST) {
        let mut first = name.chars();
        if let (Some(a), Some(b)) = (first.next(), first.next()) {
            begins.entry([a, b]).or_default().push(name);
        }
    }
    if begins.is_empty() {
        return;
    }
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for i in record.span.lo()..record.span.hi() {
            let known = begins.get(&[text.at(i), text.at(i + 1)]).into_iter().flatten();
            let found = known.filter(|right| !text.begins(i, right)).find_map(|right| {
                let long = right.chars().count();
                let written = |n: usize| text.folded(Span::new(i, (i + n).min(record.span.hi())));
                [long, long + 1, long - 1].into_iter().find_map(|n| {
                    let form: String = written(n).iter().collect();
                    (slip(&form, right) && !desk.lists.bodies.contains(&form)).then_some((form, *right, n))
                })
            });
            let Some((form, right, n)) = found else { continue };
            if told.contains(&form) {
                continue;
            }
            // Characters that changed places are a slip; one more or less may be another body's name.
            let moved = n == right.chars().count();
            let span = Span::new(i, i + n);
            let draft = Draft::default()
                .arg("name", form.as_str())
                .arg("known", right.as_str())
                .replace(span, right.as_str(), false)
                .severity(if moved { Severity::Error } else { Severity::Warning })
                .listed(&Scope::default(), right);
            report.add(reading, Some(record), span, draft);
            told.push(form);
        }
    }
}

/// An organ whose last character stands after the verb.
fn displaced(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for i in record.span.lo()..record.span.hi() {
            let Some(verb) = VERBS.iter().find(|verb| text.begins(i, verb)) else { continue };
            let after = i + verb.chars().count();
            for length in [2, 3] {
                if let Some(known) = organ(text, i, length, after) {
                    let span = Span::new(i - length, after + 1);
                    let mended = format!("{known}{verb}");
                    let draft = Draft::default()
                        .arg("name", text.slice(span))
                        .arg("known", known)
                        .replace(span, mended, false);
                    report.add(reading, Some(record), span, draft);
                    break;
                }
            }
        }
    }
}

fn organ(text: &Text, verb: usize, length: usize, after: usize) -> Option<String> {
    let start = verb.checked_sub(length)?;
    let head: String = text.folded(Span::new(start, verb)).iter().collect();
    let is_organ = |word: &str| {
        Lexicon::builtin().lookup(word).iter().any(|t| matches!(t.class, Class::Organ | Class::Org))
    };
    let whole = format!("{head}{}", text.at(after));
    // The head is no name of its own, and the character after the verb begins no word with what follows.
    (is_organ(&whole) && !is_organ(&head)).then_some(whole)
}

/// Whether one name becomes the other by dropping, doubling, transposing or moving one character. Numerals and 东南西北 tell
/// real names apart.
fn slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let telling =
        |c: &char| c.is_ascii_digit() || "一二三四五六七八九十第东南西北中上下左右大小新老".contains(*c);
    match a.len().abs_diff(b.len()) {
        1 => {
            let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
            let k = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
            // A leading or trailing character more is another name (省…厅, …厅党组), one inside is a slip.
            short[k..] == long[k + 1..] && k > 1 && k + 1 < long.len() && !telling(&long[k])
        }
        0 => {
            let differ: Vec<usize> = (0..a.len()).filter(|&k| a[k] != b[k]).collect();
            match differ[..] {
                [x, y] => y == x + 1 && a[x] == b[y] && a[y] == b[x],
                _ => false,
            }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_names() {
        for (a, b, want) in [
            ("清河县人力资源局", "清河县人力源资局", true),
            ("清河县人力资源局", "清河县人力资资源局", true),
            ("清河县第一中学", "清河县第二中学", false),
            ("清河县卫生局", "清河县卫生局党组", false),
        ] {
            assert_eq!(slip(a, b), want, "{a} {b}");
        }
    }
}
