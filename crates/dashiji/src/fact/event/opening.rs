//! What stands before a name or a verb: the preposition a name hangs on, and whether a clause opens with a subject of its own.
//!
//! `在县长甲陪同下` hangs 甲 on 在; `现场听取汇报` opens with an adverb, so the subject before stays; `与会人员` does not.

use crate::fact::Part;
use crate::lexicon::Class;
use crate::recognize::{Mentions, Passage};
use crate::text::{Span, chars};

/// How a group stands that is not the clause's subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// 由甲主持.
    By,
    /// 在甲陪同下.
    At,
    /// 与甲会谈.
    With,
    /// 向甲汇报.
    To,
    /// 被甲, 受甲委托.
    Under,
    /// 随甲到….
    Behind,
    /// The object of a verb.
    Object(Part),
    /// Behind a verb or a noun, with perhaps a verb of its own: 召开会议县长甲讲话.
    Loose,
}

/// How light the opening of a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Light {
    /// Adverbs, times and prepositions only.
    Whole,
    /// It begins with such, and other words follow.
    Begins,
    /// It begins with something else, a subject most likely.
    None,
}

/// The preposition a group stands behind.
pub(super) fn link(passage: &Passage<'_>, gap: Span) -> Option<Link> {
    let from = gap.hi().saturating_sub(24).max(gap.lo());
    for i in (from..gap.hi()).rev() {
        let (before, after) = (passage.before(i), passage.at(i + 1));
        let last = i + 1 == gap.hi();
        let near = gap.hi() - i <= 14;
        let link = match passage.at(i) {
            '由' if !matches!(before, '自' | '理' | '经' | '缘' | '事') && after != '于' => {
                Some(Link::By)
            }
            '请' if last && !matches!(before, '邀' | '聘' | '申') => Some(Link::By),
            '在' if !matches!(before, '现' | '正' | '存' | '所' | '实') => Some(Link::At),
            '与' | '同' | '和' | '跟'
                if near
                    && !matches!(before, '参' | '共' | '一' | '陪' | '会' | '随' | '给')
                    && !matches!(after, '会' | '志' | '时' | '意' | '谐' | '平') =>
            {
                Some(Link::With)
            }
            '向' | '给' | '为' | '对'
                if near
                    && !chars!("成作认方因反针称名").has(before)
                    && !matches!(after, '外' | '了' | '予' | '于') =>
            {
                Some(Link::To)
            }
            '被' | '受' | '经' | '据' | '按' | '把' | '将' | '因' | '令' | '让' | '比'
                if last && !chars!("已部大少中上名守主老武裨").has(before) =>
            {
                Some(Link::Under)
            }
            '以' | '称' | '派' | '聘' | '延' | '表' if last => Some(Link::Under),
            '随' if near && !matches!(after, '后' | '即' | '着' | '时') => Some(Link::Behind),
            _ => None,
        };
        if link.is_some() {
            return link;
        }
    }
    None
}

/// Whether a verb of any kind begins here, and no noun made with it (指导组).
fn verb_begins(passage: &Passage<'_>, i: usize) -> bool {
    let hits = &passage.hits;
    let verb = hits.longest(i, Class::Verb).map(|hit| hit.end);
    verb.is_some_and(|end| hits.longest(i, Class::PartNoun).is_none_or(|noun| noun.end <= end))
}

/// What opens a clause before its first name or verb.
pub(super) fn light(passage: &Passage<'_>, mentions: &Mentions, gap: Span) -> Light {
    let mut i = gap.lo();
    let mut some = false;
    while i < gap.hi() {
        let next = mentions.times.partition_point(|t| t.span.lo() < i);
        if let Some(time) = mentions.times.get(next).filter(|t| t.span.lo() == i && !t.span.is_empty()) {
            i = time.span.hi();
            continue;
        }
        let opener = passage
            .hits
            .at(i)
            .iter()
            .filter(|hit| hit.is(Class::PartOpener) && hit.end as usize <= gap.hi())
            .map(|hit| hit.end as usize)
            .max();
        if let Some(end) = opener {
            i = end;
            some = true;
            continue;
        }
        match passage.at(i) {
            ' ' | '\u{3000}' | '、' | '—' | '▲' | '△' => {}
            // 与会代表, 各地代表: others.
            '与' if passage.at(i + 1) == '会' => return if some { Light::Begins } else { Light::None },
            '他' | '她' | '并' | '还' | '又' | '也' | '再' | '先' | '后' | '均' | '都' | '且' | '则'
            | '曾' | '已' | '即' | '遂' | '亦' | '仍' | '复' | '共' | '亲' | '就' | '对' | '在' | '与'
            | '同' | '向' | '为' | '从' | '自' | '以' | '经' | '受' | '率' | '于' | '应' | '随' | '由'
            | '任' => some = true,
            _ if some => return Light::Begins,
            _ if i == gap.lo() && verb_begins(passage, i) => return Light::Begins,
            _ => return Light::None,
        }
        i += 1;
    }
    Light::Whole
}
