//! What stands between two neighbours on a path: a county behind the prefecture it lies in, places in a list.

use super::node::{Kind, Named, Node};
use super::weights::Weight;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::Passage;
use crate::resolve::division;

/// How many characters may stand between two neighbours.
pub(super) const REACH: u32 = 2;

/// What the nearness of two nodes speaks for both.
pub(super) fn between(passage: &Passage<'_>, left: &Node, right: &Node) -> i32 {
    if left.kind == Kind::Body && right.kind == Kind::Body {
        let gap = (left.span.hi(), right.span.lo());
        return if gap.0 < gap.1 && joined(passage, gap.0, gap.1) { Weight::BodyList.value() } else { 0 };
    }
    // 市一中|王建国获一等奖: whose person stands right behind a body.
    if left.kind == Kind::Body && right.kind == Kind::Person && right.span.start == left.span.end {
        return Weight::BodyOwns.value();
    }
    // 西教乡|李虞臣: whose home stands right before a name, told by its kind in full.
    if left.kind == Kind::Place && right.kind == Kind::Person && right.span.start == left.span.end {
        let told = lists::PLACE_KINDS.has(passage.before(left.span.hi()));
        return if told { Weight::BodyOwns.value() } else { 0 };
    }
    if left.kind == Kind::Person {
        let verb = right.span.start == left.span.end + 1
            && right.kind == Kind::Body
            && passage.hits.has(left.span.hi(), Class::PartVerb)
            // 甲兼|任|某校校长: the verb begins in the name.
            && !passage.hits.at(left.span.hi() - 1).iter().any(|hit| {
                hit.end == left.span.end + 1 && hit.is(Class::PartVerb)
            })
            // 知县甲捐|俸重修某书院: a word goes on behind the verb.
            && !right.score.grounds().iter().any(|(weight, _)| *weight == Weight::BodyVerb);
        return if verb { Weight::PersonBody.value() } else { 0 };
    }
    if left.kind != Kind::Place || !matches!(right.kind, Kind::Place | Kind::Body | Kind::Office) {
        return 0;
    }
    let place = right.kind == Kind::Place;
    match right.span.start - left.span.end {
        0 => match (left.lead, right.lead) {
            (Some(outer), Some(inner)) if within(passage, &outer, &inner) => Weight::Within.value(),
            (Some(_), Some(_)) if place => Weight::Beside.value(),
            (Some(_), None) if place => Weight::Below.value(),
            _ => 0,
        },
        _ if !place => 0,
        _ if joined(passage, left.span.hi(), right.span.lo()) => Weight::List.value(),
        _ => 0,
    }
}

/// Whether what stands between two places joins them: 、, 和, 以及, 至.
pub(crate) fn joined(passage: &Passage<'_>, end: usize, start: usize) -> bool {
    match start.wrapping_sub(end) {
        1 => matches!(passage.at(end), '、' | '和' | '与' | '及' | '至' | '到' | '—' | '-'),
        2 => passage.begins(end, "以及"),
        _ => false,
    }
}

/// Whether one of the divisions that `inner` may mean lies in one that `outer` may mean.
pub(crate) fn within(passage: &Passage<'_>, outer: &Named, inner: &Named) -> bool {
    codes(passage, inner).any(|code| codes(passage, outer).any(|of| of != code && division::within(code, of)))
}

/// The codes that a term may mean as a division.
pub(crate) fn codes<'a>(passage: &'a Passage<'_>, named: &'a Named) -> impl Iterator<Item = u32> + 'a {
    passage.lexicon.terms(&named.hit).filter(|term| term.class == named.class).map(|term| term.region)
}
