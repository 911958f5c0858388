//! Names that stand together: `黄强、穆为民和江凌参加会议`. The members are judged as one, so that 高明 and 江山 are names
//! among names, and `安阳、鹤壁` are none.

use super::candidate::{Candidate, ENOUGH, View};
use super::characters::withheld;
use super::foreign;
use super::marks::{POST_END, QUOTED, SURNAME, TITLE_END, title_at};
use super::side::{MARK, VERB};
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, is_han};

/// One or more names in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    pub names: Vec<Candidate>,
    /// What speaks for the whole.
    pub total: i32,
}

impl Series {
    /// From the first name's first character to the last name's last.
    pub(super) fn span(&self) -> Span {
        let start = self.names.first().map_or(0, |name| name.span.start);
        Span { start, end: self.names.last().map_or(start, |name| name.span.end) }
    }
}

/// What a member may weigh, so that one name can neither carry nor sink a series.
const MEMBER: std::ops::RangeInclusive<i32> = -12..=14;

/// How often a list that was no series is tried from another of its members.
const TRIES: u32 = 2;

/// Every series of an entry, and beside them every stretch that may be a single name, in order.
pub(super) fn propose(view: &View<'_, '_>) -> Vec<Series> {
    let dotted = foreign::dotted(view);
    let mut found: Vec<Series> = Vec::new();
    let mut singles: Vec<Candidate> = dotted.clone();
    let span = view.passage.span;
    // A long list of other things is not tried again from each of its members.
    let (mut failed, mut tries) = (0, 0);
    let mut i = span.lo();
    while i < span.hi() {
        let bare = foreign::may_begin(view, i);
        singles.extend(foreign::ordained(view, i));
        singles.extend(foreign::filling(view, i));
        let fenced = view.passage.hits.ending(i, Class::PartVerb).is_some();
        if dotted.is_empty() && !bare && !fenced && !view.marks.has(i, SURNAME | TITLE_END) {
            i += 1;
            continue;
        }
        let surname = view.marks.has(i, SURNAME);
        let begins = surname || !dotted.is_empty() && dotted.iter().any(|name| name.span.lo() == i);
        if begins
            && !view.marks.has(i, QUOTED)
            && (listed(view, i) || !dotted.is_empty())
            && (i >= failed || tries < TRIES)
        {
            match together(view, i, &dotted) {
                Ok(series) => {
                    i = series.span().hi();
                    found.push(series);
                    continue;
                }
                Err(reached) if i < failed => (failed, tries) = (failed.max(reached), tries + 1),
                Err(reached) => (failed, tries) = (reached, 0),
            }
        }
        if surname {
            singles.extend(view.single(i).into_iter().flatten());
        }
        if fenced {
            singles.extend(foreign::installed(view, i));
        }
        if view.marks.has(i, POST_END) {
            singles.extend(foreign::any_surname(view, i));
        }
        if (bare || view.marks.has(i, TITLE_END))
            && let Some(name) = foreign::undotted(view, i)
        {
            let names = if name.titled { foreign::listed(view, name) } else { vec![name] };
            if names.len() > 1 {
                let series = Series { total: name.total, names };
                i = series.span().hi();
                found.push(series);
                continue;
            }
            singles.push(name);
        }
        i += 1;
    }
    let taken: Vec<Span> = found.iter().map(Series::span).collect();
    singles.retain(|single| {
        let k = taken.partition_point(|span| span.end <= single.span.start);
        taken.get(k).is_none_or(|span| !span.overlaps(single.span))
    });
    found.extend(singles.into_iter().map(|name| Series { total: name.total, names: vec![name] }));
    found.sort_by_key(Series::span);
    found
}

/// Two names or more from a place on, where they are enough; else the place that was reached.
fn together(view: &View<'_, '_>, start: usize, dotted: &[Candidate]) -> Result<Series, usize> {
    let before = view.before(start);
    let mut names: Vec<Candidate> = Vec::new();
    let mut weights = 0;
    let mut strange = 0;
    let mut at = start;
    loop {
        if let Some((name, weight, next)) = member(view, at, before.title, dotted) {
            names.push(name);
            weights += weight.clamp(*MEMBER.start(), *MEMBER.end());
            at = next;
        } else if let Some(next) = stranger(view, at).filter(|_| !names.is_empty()) {
            strange += 1;
            names.push(Candidate {
                span: Span::new(at, next - 1),
                shape: -6,
                total: ENOUGH,
                ends: true,
                titled: false,
                grounds: [0; 3],
            });
            weights -= 6;
            at = next;
        } else {
            break;
        }
    }
    if names.is_empty() && !joined(view, start, dotted) {
        return Err(at);
    }
    while let Some((name, weight)) = last(view, at, before.title, dotted) {
        names.push(name);
        weights += weight.clamp(*MEMBER.start(), *MEMBER.end());
        match conjunction(view, name.span.hi()) {
            Some(next) if title_at(view.passage, next).is_none() => at = next,
            _ => break,
        }
    }
    // A series does not end with something that merely has a name's length.
    while names.last().is_some_and(|name| name.shape == -6 && name.total == ENOUGH && strange > 0) {
        names.pop();
        strange -= 1;
        weights += 6;
    }
    let count = names.len() as i32;
    if count < 2 || strange * 3 > count {
        return Err(at);
    }
    let end = names.last().map_or(start, |name| name.span.hi());
    let after = view.after(end);
    // What goes on with a 、 and no name is a list of something else.
    let onward = match view.passage.at(end) {
        '、' if !before.title => -8,
        c if c.is_ascii_digit() && people_counted(view, end) => MARK,
        _ => after.score.max(-4),
    };
    // 队员濮阳舜、…: behind an office a surname of two characters is no place.
    let compound = before.title && view.surname(start) > 1;
    let before_score = if compound { before.score + 14 } else { before.score };
    let total = weights / count + before_score + onward + (2 * count).min(8);
    if total < ENOUGH {
        return Err(at);
    }
    for name in &mut names {
        name.total = name.total.max(total);
        name.titled |= before.title || after.title;
    }
    Ok(Series { names, total })
}

/// 甲、乙3人: as many as were named.
fn people_counted(view: &View<'_, '_>, index: usize) -> bool {
    let end = (index..index + 4).find(|&k| !view.passage.at(k).is_ascii_digit());
    end.is_some_and(|k| matches!(view.passage.at(k), '人' | '名' | '位') || view.passage.begins(k, "同志"))
}

/// Whether a mark or a conjunction of a series stands where a name that begins here may end.
fn listed(view: &View<'_, '_>, start: usize) -> bool {
    (start + 2..start + 7).any(|k| lists::PERSON_JOINS.has(view.passage.at(k)) || view.passage.at(k) == ' ')
}

/// Whether a name and a conjunction begin here.
fn joined(view: &View<'_, '_>, start: usize, dotted: &[Candidate]) -> bool {
    view.stretches(start).into_iter().flatten().any(|end| conjunction(view, end).is_some())
        || dotted.iter().any(|name| name.span.lo() == start && conjunction(view, name.span.hi()).is_some())
}

/// The place after a conjunction that begins here.
fn conjunction(view: &View<'_, '_>, index: usize) -> Option<usize> {
    match view.passage.at(index) {
        '和' if view.cut(index) => None,
        '以' if view.passage.at(index + 1) == '及' => Some(index + 2),
        '和' | '及' | '与' | '暨' => Some(index + 1),
        _ => None,
    }
}

/// A name that fills the stretch up to the next 、, its weight, and the place after that mark.
fn member(
    view: &View<'_, '_>,
    at: usize,
    titled: bool,
    dotted: &[Candidate],
) -> Option<(Candidate, i32, usize)> {
    let closes = |end: usize| {
        let end = bracketed(view, end);
        (view.passage.at(end) == '、').then_some(end + 1)
    };
    if let Some(name) = dotted.iter().find(|name| name.span.lo() == at) {
        return closes(name.span.hi()).map(|next| (*name, name.shape, next));
    }
    if let Some((end, weight)) = padded(view, at)
        && let Some(next) = closes(end)
    {
        return Some((plain(view, at, end, weight, true), weight, next));
    }
    view.stretches(at)
        .into_iter()
        .flatten()
        .filter_map(|end| {
            let next = closes(end).filter(|_| !view.named_by_title(at, end))?;
            let weight = view.shape(at, end, titled) + view.words(at, end) + view.known(at, end)
                - view.place(at, end, titled);
            (weight >= -14).then(|| (plain(view, at, end, weight, true), weight, next))
        })
        .max_by_key(|(_, weight, _)| *weight)
}

/// The last name of a series: what follows it decides where it ends.
fn last(view: &View<'_, '_>, at: usize, titled: bool, dotted: &[Candidate]) -> Option<(Candidate, i32)> {
    if let Some(name) = dotted.iter().find(|name| name.span.lo() == at) {
        return Some((*name, name.shape));
    }
    if let Some((end, weight)) = padded(view, at) {
        return Some((plain(view, at, end, weight, true), weight));
    }
    view.stretches(at)
        .into_iter()
        .flatten()
        .filter_map(|end| {
            let after = view.after(end);
            let weight =
                view.shape(at, end, titled || after.title) + view.words(at, end) + view.known(at, end)
                    - view.place(at, end, titled);
            let body = view.suffixed(at, end) || end == at + 3 && view.division(at, end);
            let weight = if after.title && body { weight - 20 } else { weight };
            // 甲、乙|副总理: what stands before the post is its own.
            let prefix = after.title && view.passage.hits.ending(end, Class::PostPrefix).is_some();
            let weight = if view.cut(end) || prefix { weight - 12 } else { weight };
            // 甲、西门子|中国区总裁乙: the title of the next, not a name with something unclear behind.
            let counted = view.passage.at(end).is_ascii_digit();
            let others = !after.clear && after.score < 0 && !counted && view.office(end);
            // 县领导甲、宁可期参加: after an office and before a verb even a common word may begin a name.
            let plain_end =
                titled && after.clear && after.score >= VERB && at + 3 == end && !view.worded(at, end);
            let least = if plain_end { -18 } else { -8 };
            let enough =
                weight >= least && (after.score > -8 || weight >= 10) && after.score > -20 && !others;
            enough.then(|| (plain(view, at, end, weight, after.clear), weight, weight + after.score))
        })
        .max_by_key(|(_, _, whole)| *whole)
        .map(|(name, weight, _)| (name, weight))
}

fn plain(view: &View<'_, '_>, start: usize, end: usize, weight: i32, ends: bool) -> Candidate {
    let shape = view.shape(start, end, false);
    Candidate { span: Span::new(start, end), shape, total: weight, ends, titled: false, grounds: [0; 3] }
}

/// A name of two characters that a space pads to the width of three (王  平).
pub(super) fn padded(view: &View<'_, '_>, start: usize) -> Option<(usize, i32)> {
    let at = |k: usize| view.passage.at(start + k);
    if view.surname(start) != 1 || at(1) != ' ' {
        return None;
    }
    let given = (2..4).find(|&k| at(k) != ' ')?;
    let alone = is_han(at(given)) && (!is_han(at(given + 1)) || view.after(start + given + 1).clear);
    let weight = super::characters::surname(at(0))?.max(-4) + super::characters::only(at(given));
    (alone && weight >= 0).then_some((start + given + 1, weight))
}

/// The place after a bracket that begins here, or the place itself: 王平(女).
pub(super) fn bracketed(view: &View<'_, '_>, index: usize) -> usize {
    if view.passage.at(index) != '(' {
        return index;
    }
    (index + 1..index + 20).find(|&k| view.passage.at(k) == ')').map_or(index, |close| close + 1)
}

/// The place after a stretch between two 、 that has a name's length but no surname: 才让太.
fn stranger(view: &View<'_, '_>, at: usize) -> Option<usize> {
    let length =
        (0..5).take_while(|&k| is_han(view.passage.at(at + k)) || withheld(view.passage.at(at + k))).count();
    let known = (at..at + length).any(|k| view.passage.hits.at(k).iter().any(|hit| hit.end > hit.start + 1));
    ((2..=4).contains(&length) && view.passage.at(at + length) == '、' && !known).then_some(at + length + 1)
}
