//! Names in transcription: `比尔·盖茨`, `阿沛·阿旺晋美`, and after an office also without the dot, `总统尼克松`.

use super::candidate::{Candidate, View};
use super::characters::{functional, transcribes};
use super::marks::{LEAD_END, QUOTED, TIME_END, TITLE_END, is_boundary};
use super::side::VERB;
use crate::lexicon::Class;
use crate::text::Span;

/// The longest part between two dots.
const PART: usize = 9;

/// Every name with a dot in an entry.
pub(super) fn dotted(view: &View<'_, '_>) -> Vec<Candidate> {
    let passage = view.passage;
    let mut found: Vec<Candidate> = Vec::new();
    for &dot in &view.marks.dots {
        if found.last().is_some_and(|last| last.span.covers(dot)) || view.marks.has(dot, QUOTED) {
            continue;
        }
        let start = opening(view, dot);
        let end = stretched(view, closing(view, dot));
        if start == dot || end < dot + 2 || !crate::text::is_han(passage.at(end - 1)) {
            continue;
        }
        let (before, after) = (view.before(start), view.after(end));
        if after.score <= -20 {
            continue;
        }
        let total = 14 + before.score.max(0) + after.score.max(0);
        let titled = before.title || after.title;
        let grounds = [before.score as i16, after.score as i16, 0];
        found.push(Candidate {
            span: Span::new(start, end),
            shape: 14,
            total,
            ends: after.clear,
            titled,
            grounds,
        });
    }
    found
}

/// Where the first part of the name begins.
fn opening(view: &View<'_, '_>, dot: usize) -> usize {
    let mut start = dot;
    while dot - start < PART && start > view.passage.span.lo() {
        let c = view.passage.before(start);
        if !(transcribes(c) || c.is_ascii_uppercase())
            || (start < dot && view.marks.has(start, TITLE_END | LEAD_END | TIME_END))
        {
            break;
        }
        start -= 1;
    }
    // 副委员长艾力更·阿不都: behind an office all that stands before the dot is the name's.
    if !view.marks.has(start, TITLE_END | LEAD_END | TIME_END) {
        let mut han =
            (dot.saturating_sub(6)..dot).rev().take_while(|&k| crate::text::is_han(view.passage.at(k)));
        if let Some(first) = han.find(|&k| dot - k >= 2 && view.marks.has(k, TITLE_END)) {
            return first;
        }
    }
    start
}

/// Where the last part of the name ends.
fn closing(view: &View<'_, '_>, dot: usize) -> usize {
    let mut part = dot + 1;
    let mut end = part;
    loop {
        let c = view.passage.at(end);
        if c == '·' && end > part {
            part = end + 1;
        } else if !(transcribes(c) || c.is_ascii_uppercase())
            || end - part >= PART
            || (end > part && halts(view, end))
        {
            break;
        }
        end += 1;
    }
    if view.passage.before(end) == '·' { end - 1 } else { end }
}

/// A last part that is no transcription (约翰·费正): on to a clear end, where one is near.
fn stretched(view: &View<'_, '_>, end: usize) -> usize {
    if view.after(end).clear {
        return end;
    }
    let han = |k: usize| crate::text::is_han(view.passage.at(k));
    (end + 1..end + 3).take_while(|&k| han(k - 1)).find(|&k| view.after(k).clear).unwrap_or(end)
}

/// Whether a word begins here that does not belong to a name.
fn halts(view: &View<'_, '_>, index: usize) -> bool {
    view.passage.hits.at(index).iter().any(|hit| {
        hit.end > hit.start + 1
            && (hit.is(Class::NameVerb)
                || hit.is(Class::PartVerb)
                || hit.is(Class::OrgSuffix)
                || hit.is(Class::Post)
                || hit.is(Class::Academic)
                || hit.is(Class::Address))
    })
}

/// 以 and a number behind a name: with what result.
fn passage_by(view: &View<'_, '_>, end: usize) -> bool {
    view.passage.at(end) == '以' && view.passage.at(end + 1).is_ascii_digit()
}

/// A name without a dot after a title.
pub(super) fn undotted(view: &View<'_, '_>, start: usize) -> Option<Candidate> {
    let before = view.before(start);
    if !before.title || !before.clear {
        return None;
    }
    let run = (0..PART)
        .take_while(|&k| transcribes(view.passage.at(start + k)) && (k < 2 || !halts(view, start + k)))
        .count();
    let least = if view.surname(start) == 0 { 2 } else { 4 };
    if run < least || is_boundary(view.passage.at(start)) {
        return strange(view, start, before.score);
    }
    let worded = view
        .passage
        .hits
        .at(start)
        .iter()
        .any(|hit| hit.is(Class::Word) || hit.is(Class::NameVerb) || hit.is(Class::Division));
    let mut end = start + run;
    if run > 2 && passage_by(view, end - 1) {
        end -= 1;
    }
    // 秘书长扎西东智参加: a last character that transcribes nothing else, before a clear verb.
    if run > 2 && !view.after(end).clear && view.after(end + 1).score >= super::side::VERB {
        end += 1;
    }
    let after = view.after(end);
    let total = run as i32 * 2 + before.score + after.score - if worded { 12 } else { 0 };
    // 选手甲以2小时夺冠.
    let by = passage_by(view, end);
    let enough = (total >= super::candidate::ENOUGH || by && total >= 0) && (after.clear || by);
    let grounds = [before.score as i16, after.score as i16, 0];
    let span = Span::new(start, end);
    enough.then_some(Candidate { span, shape: 6, total, ends: true, titled: true, grounds })
}

/// 副知事牧野文雄、: four characters between an office and a clear end, of which no word is made, whatever name they are.
fn strange(view: &View<'_, '_>, start: usize, before: i32) -> Option<Candidate> {
    const LENGTH: usize = 4;
    let passage = view.passage;
    let end = start + LENGTH;
    let plain = |k: usize| {
        crate::text::is_han(passage.at(k))
            && !functional(passage.at(k))
            && !passage.hits.at(k).iter().any(|hit| hit.end > hit.start + 1 && !hit.is(Class::Surname))
    };
    let after = view.after(end);
    let ends = after.clear && (after.score >= VERB || passage.at(end) == '、');
    // 党员, 队员 are of many: what follows them tells what they do.
    let office = passage.hits.ending(start, Class::Post);
    if office.is_none_or(|post| passage.value(post, Class::Post) == "member") {
        return None;
    }
    if !ends || !(start..end).all(plain) {
        return None;
    }
    let total = before + after.score;
    let (span, grounds) = (Span::new(start, end), [before as i16, after.score as i16, 0]);
    Some(Candidate { span, shape: 0, total, ends: true, titled: true, grounds })
}
