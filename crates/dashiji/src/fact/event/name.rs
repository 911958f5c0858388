//! A name in its clause: where its titles begin and end, whether it joins the name before, whether it is only quoted.
//!
//! `学习习近平总书记重要讲话精神` and `以…同志为核心` cite; `甲的讲话` owns; neither is a subject.

use super::verb::part;
use crate::fact::Part;
use crate::lexicon::Class;
use crate::recognize::{Mentions, Passage};
use crate::text::{chars, is_han};

/// What keeps a name from being a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// A quoted authority or a memory.
    Cited,
    /// 以甲为团长.
    Head,
    /// 甲的….
    Owner,
}

/// The names of a passage.
pub(super) struct Names<'p, 'a> {
    passage: &'p Passage<'a>,
    mentions: &'p Mentions,
}

/// How far behind a name the word stands that makes it a quoted authority.
const REACH: usize = 70;

impl<'p, 'a> Names<'p, 'a> {
    pub fn new(passage: &'p Passage<'a>, mentions: &'p Mentions) -> Self {
        Self { passage, mentions }
    }

    /// Where the titles before a name begin, not before `edge`.
    pub fn left(&self, k: usize, edge: usize) -> usize {
        let Some(person) = self.mentions.people.get(k) else { return edge };
        let lo = person.span.lo();
        person
            .titles
            .iter()
            .map(|title| title.span)
            .filter(|span| span.hi() <= lo && span.lo() >= edge)
            .map(crate::text::Span::lo)
            .min()
            .unwrap_or(lo)
    }

    /// Where the titles after a name end.
    pub fn right(&self, k: usize) -> usize {
        let Some(person) = self.mentions.people.get(k) else { return 0 };
        let mut end = person.span.hi();
        for title in &person.titles {
            let spaced = title.span.lo() == end + 1 && matches!(self.passage.at(end), ' ' | '\u{3000}');
            if title.span.lo() == end || spaced {
                end = title.span.hi();
            }
        }
        if self.passage.begins(end, "同志") {
            end += 2;
        }
        // 宏度法师: what a monk is called by.
        let called = self.passage.hits.longest(end, Class::Occupation);
        if let Some(hit) = called.filter(|hit| self.passage.value(hit, Class::Occupation) == "ordained") {
            end = hit.span().hi();
        }
        // 张某(女)
        if self.passage.at(end) == '('
            && let Some(close) = (end + 1..end + 12).find(|&i| self.passage.at(i) == ')')
        {
            end = close + 1;
        }
        end
    }

    /// Whether two names that follow one another stand in one list.
    pub fn joined(&self, k: usize, right: usize, after: usize, its_left: usize) -> bool {
        let people = &self.mentions.people;
        let same = match (people.get(k), people.get(after)) {
            (Some(a), Some(b)) => {
                a.series == b.series && a.series.contains(b.span) && a.series.contains(a.span)
            }
            _ => false,
        };
        if same {
            return true;
        }
        // A line end inside a list leaves the indent of the next line.
        let words = (right..its_left).filter(|&i| !self.passage.at(i).is_whitespace()).take(4).count();
        words <= 3
            && its_left.saturating_sub(right) <= 40
            && (right..its_left).all(|i| {
                matches!(self.passage.at(i), '、' | '和' | '及' | '暨' | ' ' | '以' | '\u{3000}' | '·' | '\n')
            })
            || self.passage.at(right) == '、'
                && its_left.saturating_sub(right) <= 16
                && !(right..its_left).any(|i| matches!(self.passage.at(i), '在' | '由' | '向' | '与'))
    }

    /// What keeps a name from being a subject.
    pub fn frame(&self, k: usize, left: usize, right: usize) -> Option<Frame> {
        let passage = self.passage;
        if let Some(hit) = passage.hits.longest(right, Class::SetPhrase) {
            match passage.value(hit, Class::SetPhrase) {
                // 以局长甲为首的考察团: a team follows, no leadership.
                "core" if self.behind_as(left) && self.team(right) => return Some(Frame::Head),
                "core" if self.behind_as(left) => return Some(Frame::Cited),
                "head" if self.behind_as(left) => return Some(Frame::Head),
                _ => {}
            }
        }
        let framed = passage.hits.ending(left, Class::SetPhrase);
        if framed.is_some_and(|hit| passage.value(hit, Class::SetPhrase) == "before") || self.quoted(right) {
            return Some(Frame::Cited);
        }
        let person = self.mentions.people.get(k)?;
        let quotes =
            (person.span.lo().saturating_sub(24)..person.span.lo()).rev().find_map(|i| match passage.at(i) {
                '“' | '《' => Some(true),
                '”' | '》' | '。' => Some(false),
                _ => None,
            });
        if quotes == Some(true) {
            return Some(Frame::Owner);
        }
        let kin = passage
            .hits
            .longest(right, Class::NameLead)
            .is_some_and(|hit| passage.at(right) == '之' && hit.span().len() == 2);
        let owns = kin
            || passage.at(right) == '的'
                && !["的陪同", "的带领", "的率领", "的主持", "的支持"]
                    .iter()
                    .any(|w| passage.begins(right, w));
        (owns || self.made(right)).then_some(Frame::Owner)
    }

    /// 甲培育的小麦: a verb of two characters that only qualifies.
    fn made(&self, right: usize) -> bool {
        let passage = self.passage;
        let plain =
            |i: usize| {
                is_han(passage.at(i))
                    && !passage.hits.at(i).iter().any(|hit| {
                        hit.span().len() > 1 && (hit.is(Class::PartVerb) || hit.is(Class::PartOpener))
                    })
                    && !chars!("的等在对向为与和就").has(passage.at(i))
            };
        passage.at(right + 2) == '的' && plain(right) && plain(right + 1)
    }

    /// 为首的考察团: whether a team is named behind 为首的.
    fn team(&self, right: usize) -> bool {
        let passage = self.passage;
        let end = right + 3;
        passage.begins(right, "为首")
            && (end..end + 24).take_while(|&i| !matches!(passage.at(i), ',' | '。' | ';' | '\0')).any(|i| {
                ["代表团", "访问团", "考察团", "团", "考察组", "工作组", "检查组", "小组", "队", "一行"]
                    .iter()
                    .any(|w| passage.begins(i, w))
            })
    }

    /// 以…: within a few characters before the titles.
    fn behind_as(&self, left: usize) -> bool {
        let passage = self.passage;
        (left.saturating_sub(14)..left).any(|i| passage.at(i) == '以')
            // 以甲为团长、乙为副团长.
            || passage.ends(left, "长、") && (left.saturating_sub(70)..left).any(|i| passage.at(i) == '以')
    }

    /// Whether what follows a name up to a comma makes it the author of words or the object of memory.
    fn quoted(&self, right: usize) -> bool {
        let passage = self.passage;
        let mut i = right;
        let limit = right + REACH;
        // 甲深入学习…精神 is an act of 甲; 甲关于…的讲话, 甲在…上的讲话, 甲视察…重要讲话 are words of 甲.
        let opens = [
            "的",
            "重要",
            "关于",
            "在",
            "对",
            "就",
            "给",
            "一系列",
            "系列",
            "于",
            "所",
            "为",
            "视察",
            "考察",
            "提出",
            "作出",
        ]
        .iter()
        .any(|w| passage.begins(right, w))
            || passage
                .hits
                .longest(right, Class::PartNoun)
                .is_some_and(|hit| passage.value(hit, Class::PartNoun) == "cited");
        // 邓某南方谈话精神: without such an opening only a few characters on, and no verb between.
        let limit = if opens { limit } else { right + 7 };
        while i < limit {
            match passage.at(i) {
                ',' | '。' | ';' | ':' | '!' | '?' | '\n' | '\0' | '并' => return false,
                _ => {}
            }
            let noun = passage.hits.longest(i, Class::PartNoun);
            let verb = passage.hits.longest(i, Class::PartVerb);
            if let Some(verb) = verb.filter(|v| noun.is_none_or(|n| n.end <= v.end)) {
                let value = passage.value(verb, Class::PartVerb);
                let value = value.split(' ').next().unwrap_or_default();
                let end = verb.end as usize;
                if value == "speak" && passage.before(i) == '的' {
                    return true;
                }
                let acts = !opens
                    || matches!(value, "say" | "light")
                    || part(value).is_some_and(|p| p != Part::Lead);
                if acts && passage.at(end) != '的' && !passage.begins(end, "会议") {
                    return false;
                }
                i = end;
                continue;
            }
            let Some(noun) = noun else {
                let learning = passage.hits.longest(i, Class::SetPhrase);
                if i > right && learning.is_some_and(|hit| passage.value(hit, Class::SetPhrase) == "before") {
                    return false;
                }
                i += 1;
                continue;
            };
            let value = passage.value(noun, Class::PartNoun);
            let spoken = matches!(value, "speak" | "report") && passage.begins(i, "重要");
            if value == "cited" || spoken {
                let close =
                    opens && (i == right || matches!(passage.before(i), '的') || passage.begins(i, "重要"));
                let spirit = passage.ends(noun.end as usize, "精神") && noun.end as usize - i > 2;
                if close || spirit {
                    return true;
                }
            }
            i = noun.end as usize;
        }
        false
    }
}
