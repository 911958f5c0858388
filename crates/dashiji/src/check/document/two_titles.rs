//! D02: one document under two titles that differ by a slip: a few characters, in entries of one series of stages.

use crate::check::{Desk, Draft, Report};
use crate::collate::document::{Document, core_title};
use crate::lexicon::Lexicon;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Titles shorter than this are too alike by nature.
const LEAST: usize = 8;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let documents = desk.collation.documents();
    // What follows the country's name is short, and laws are called alike: 行政诉讼法, 刑事诉讼法.
    let core = |title: &str| {
        let core = core_title(title);
        core.strip_prefix("中华人民共和国").unwrap_or(&core).chars().collect()
    };
    let cores: Vec<Vec<char>> = documents.iter().map(|d| core(&d.title)).collect();
    for (k, j) in near(&cores) {
        let same = cores[k] == cores[j];
        if !same && numbers(&cores[k]) == numbers(&cores[j]) && !two_documents(&cores[k], &cores[j]) {
            tell(desk, report, &documents[k], &documents[j]);
        }
    }
}

/// Pairs of titles that are alike, by position. The slip lies in one place, so that one of the halves before and after it is
/// the same: titles are compared only with those that begin or end as they do.
fn near(cores: &[Vec<char>]) -> BTreeSet<(usize, usize)> {
    // Length of the longer, whether its end, the half: the titles that have it.
    let mut halves: BTreeMap<(usize, bool, &[char]), Vec<usize>> = BTreeMap::new();
    for (k, core) in cores.iter().enumerate().filter(|(_, core)| core.len() >= LEAST) {
        for longer in core.len()..=core.len() + 2 {
            let half = ((longer - 2) / 2).min(core.len());
            halves.entry((longer, false, &core[..half])).or_default().push(k);
            halves.entry((longer, true, &core[core.len() - half..])).or_default().push(k);
        }
    }
    let mut pairs = BTreeSet::new();
    for ((longer, _, _), list) in &halves {
        for (n, &a) in list.iter().enumerate() {
            let others = list.iter().skip(n + 1).filter(|b| cores[a].len().max(cores[**b].len()) == *longer);
            pairs.extend(others.filter(|b| alike(&cores[a], &cores[**b])).map(|b| (a, *b)));
        }
    }
    pairs
}

fn tell(desk: &Desk<'_>, report: &mut Report<'_>, a: &Document, b: &Document) {
    let cite = |d: &Document| d.stages.iter().flat_map(|s| &s.cites).next().cloned();
    let (Some(first), Some(second)) = (cite(a), cite(b)) else { return };
    let Some((reading, record)) = desk.cited(&second) else { return };
    let mut draft = Draft::default().arg("title", &b.title).arg("other", &a.title);
    draft.also.extend(desk.pointer(reading, &first));
    report.add(reading, Some(record), Span { start: second.start, end: second.end }, draft);
}

/// Whether two titles differ by one or two characters, or by little of a long title.
fn alike(a: &[char], b: &[char]) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < LEAST || long - short > 2 {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail =
        a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().min(short - head.min(short));
    // What lies between the common head and the common tail is the slip.
    long - head - tail <= 2
}

/// Whether what differs is a word in both (教育体制改革, 经济体制改革; 宪法修正案, 刑法修正案), or a word more in one: two documents.
fn two_documents(a: &[char], b: &[char]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count().min(room);
    let lexicon = Lexicon::builtin();
    // Words of two characters and more that hold what differs, or lie within it.
    let word = |title: &[char]| {
        let (from, to) = (head, title.len() - tail);
        (from.saturating_sub(3)..to).any(|start| {
            lexicon
                .beginnings(&title[start..])
                .any(|(length, _)| length > 1 && start + length >= to && start <= from)
        })
    };
    if a.len() == b.len() {
        return word(a) && word(b);
    }
    let longer = if a.len() > b.len() { a } else { b };
    a.len().abs_diff(b.len()) > 1 && word(longer)
}

/// Numerals in a title: plans of two years differ by one character and are two documents.
fn numbers(title: &[char]) -> Vec<char> {
    title.iter().copied().filter(|c| c.is_ascii_digit() || "一二三四五六七八九十〇第".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_found_wherever_they_differ() {
        let cores: Vec<Vec<char>> = [
            "甲乙丙丁戊己庚辛壬",
            "子乙丙丁戊己庚辛壬",
            "甲乙丙丁己庚辛壬",
            "甲乙丙丁戊己庚辛壬子丑",
            "别的一个很长的题目",
        ]
        .map(|title| title.chars().collect())
        .into();
        let mut all = BTreeSet::new();
        for k in 0..cores.len() {
            all.extend((k + 1..cores.len()).filter(|j| alike(&cores[k], &cores[*j])).map(|j| (k, j)));
        }
        assert_eq!(near(&cores), all);
        assert!(all.contains(&(0, 1)) && all.contains(&(0, 2)) && all.contains(&(0, 3)), "{all:?}");
    }

    #[test]
    fn a_slip_is_told_from_another_document() {
        let chars = |s: &str| s.chars().collect::<Vec<char>>();
        assert!(alike(
            &chars("关于支持企业平稳发展的若干措施"),
            &chars("关于支持企业平稳健康发展的若干措施")
        ));
        assert!(!alike(&chars("清河县供水管理办法实施细则"), &chars("清河县供电设施保护办法实施")));
    }
}
