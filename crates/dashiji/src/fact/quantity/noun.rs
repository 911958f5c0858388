//! What a figure counts: the noun behind its unit, before its number, or that an ordinal numbers.

use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::quantity::{QuantityMention, Sort};
use crate::recognize::{Mentions, Passage, beginning};
use crate::text::{Span, chars, is_han};

/// Longest noun that is counted.
const LONGEST_NOUN: usize = 14;

/// The noun that is counted: after the unit, else before the number.
pub(super) fn counted(
    passage: &Passage<'_>,
    figure: &QuantityMention,
    next: Option<&QuantityMention>,
) -> Option<Span> {
    // 首批15名医护人员: both count the same.
    if let Some(next) = next.filter(|next| figure.ordinal && next.span.start == figure.span.end) {
        return noun_after(passage, next);
    }
    let measured = matches!(
        figure.sort,
        Sort::Measure | Sort::Money | Sort::Ratio | Sort::Age | Sort::Time | Sort::Grade
    );
    // 6章38条: what a figure stands right before is its unit and nothing counted.
    let counted = |noun: &Span| !noun.lo().checked_sub(1).is_some_and(|i| passage.at(i).is_ascii_digit());
    let (before, after) = (|| noun_before(passage, figure).filter(counted), || noun_after(passage, figure));
    // 全长12.5公里, 投资3000万元: what is measured stands before; 500吨货物: behind.
    if measured && figure.sort != Sort::Measure { before().or_else(after) } else { after().or_else(before) }
}

/// Words that may stand between an ordinal and the body it numbers (第五批支援某地医疗队).
const LONGEST_NUMBERED: usize = 30;

/// What an ordinal numbers: the rest of the name it stands in, else up to the word that ends a body's name, else the noun
/// beside it. Of 第十一批、第十二批医疗队 both number the teams.
pub(super) fn numbered(passage: &Passage<'_>, mentions: &Mentions, figure: &QuantityMention) -> Option<Span> {
    let mut start = figure.span.hi();
    for other in beginning(&mentions.quantities, start, start + LONGEST_NUMBERED, |q| q.span) {
        if other.ordinal
            && other.span.lo() == start + 1
            && matches!(passage.at(start), '、' | '和' | '及' | '至')
        {
            start = other.span.hi();
        }
    }
    if passage.at(start) == '的' {
        start += 1;
    }
    let first = figure.span.lo();
    let name = beginning(&mentions.organizations, first.saturating_sub(40), first + 1, |body| body.span)
        .iter()
        .map(|body| body.span)
        .find(|span| span.covers(start) && span.covers(first));
    if let Some(name) = name {
        return Some(Span::new(start, name.hi()));
    }
    let end = (start..start + LONGEST_NUMBERED).find_map(|i| {
        if !is_han(passage.at(i)) {
            return Some(None);
        }
        passage.hits.longest(i, Class::BodySuffix).map(|hit| Some(hit.span().hi()))
    });
    match end.flatten() {
        Some(end) => Some(Span::new(start, end)),
        None => noun_after(passage, figure).or_else(|| noun_before(passage, figure)),
    }
}

fn noun_after(passage: &Passage<'_>, figure: &QuantityMention) -> Option<Span> {
    let mut start = figure.span.hi();
    for word in ["左右", "以上", "以下", "多", "余", "的"] {
        if passage.begins(start, word) {
            start += word.chars().count();
        }
    }
    let mut end = start;
    while end < start + LONGEST_NOUN && is_han(passage.at(end)) && !(bounds(passage, end, end > start)) {
        end += 1;
    }
    while end > start && matches!(passage.before(end), '的' | '在' | '和' | '等' | '于') {
        end -= 1;
    }
    (end > start).then(|| Span::new(start, end))
}

/// Whether a verb or a function word begins here, so that a noun ends.
fn bounds(passage: &Passage<'_>, i: usize, inside: bool) -> bool {
    if chars!("共各以后在和与及被从向对于来已将也均都并遭获").has(passage.at(i)) {
        return true;
    }
    if passage.begins_any(i, &lists::FIGURE_CHANGED_TO) {
        return true;
    }
    // 检查团, 建设者: the verb is part of the noun.
    let mut verb = passage.hits.at(i).iter().filter(|hit| {
        hit.end - hit.start >= 2
            && (hit.is(Class::PartVerb)
                || hit.is(Class::Verb)
                || hit.is(Class::OrganizerVerb)
                || hit.is(Class::RoleWord)
                || inside && hit.is(Class::TypeWord) && deed(passage.value(hit, Class::TypeWord)))
    });
    // 运动员: the verb begins inside a word for people.
    let covered = inside
        && i > 0
        && passage
            .hits
            .at(i - 1)
            .iter()
            .any(|hit| hit.end as usize > i + 1 && (hit.is(Class::Occupation) || hit.is(Class::Post)));
    if covered {
        return false;
    }
    let stops = verb.next_back().is_some_and(|hit| {
        (!inside || passage.bounds.open(i) || !hit.is(Class::Verb))
            && !chars!("团队组员者站所品费区项工单点户").has(passage.at(hit.end as usize))
    });
    stops || inside && passage.bounds.open(i) && passage.hits.longest(i, Class::Function).is_some()
}

/// Type words that are verbs.
fn deed(value: &str) -> bool {
    ["deployment", "project", "issue", "visit", "appointment", "institution", "donation"]
        .iter()
        .any(|kind| value.starts_with(kind))
}

fn noun_before(passage: &Passage<'_>, figure: &QuantityMention) -> Option<Span> {
    let mut end = figure.span.lo();
    let floor = passage.clause(end).map_or(end, Span::lo);
    loop {
        let word = passage.word_before(end, &lists::FIGURE_BETWEEN);
        match word {
            Some(word) if end > floor => end -= word.chars().count(),
            _ if passage.before(end) == ' ' && end > floor => end -= 1,
            _ => break,
        }
    }
    let mut start = end;
    while start > floor.max(end.saturating_sub(LONGEST_NOUN)) && is_han(passage.before(start)) {
        let k = start - 1;
        // 1988年国家投资: the year is no part of the noun. 与会委员 is one word.
        let dated = matches!(passage.at(k), '年' | '月' | '日') && passage.before(k).is_ascii_digit();
        let joined = passage.at(k) == '与' && passage.at(k + 1) != '会';
        // 其中医师100名 counts 医师.
        let among = passage.at(k) == '中' && passage.before(k) == '其';
        let stop = dated
            || joined
            || among
            || matches!(passage.at(k), '的' | '由' | '和' | '了' | '其' | '为' | '是' | '等');
        if stop {
            break;
        }
        start = k;
    }
    // A run of words longer than any noun is a clause, of which the middle says nothing.
    if end - start == LONGEST_NOUN && start > floor && is_han(passage.before(start)) {
        let verb = (start..end).rev().find_map(|k| {
            passage.hits.at(k).iter().rev().find(|hit| {
                hit.end > hit.start + 1
                    && hit.end as usize + 1 < end
                    && (hit.is(Class::Verb) || hit.is(Class::PartVerb))
            })
        });
        start = verb?.end as usize;
    }
    // 其中男: the 中 is not the noun's.
    if passage.at(start) == '中' && passage.before(start) == '其' {
        start += 1;
    }
    (end > start).then(|| Span::new(start, end))
}
