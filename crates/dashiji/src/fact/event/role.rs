//! A place in its clause -> what it is to the event.
//!
//! The word before a list of places decides: `到甲县、乙县调研` visited, `在甲市召开` venue, `来自甲市` participant, `奔赴甲市`
//! destination, `通过视频了解甲市` remote. What is only spoken of is mentioned: nobody is put there.

use super::stage::{REACH, clause_at};
use super::verb::Deed;
use crate::fact::{EventType, Part, PlaceRole};
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::{Mentions, Passage};
use crate::text::{Span, chars};

/// How many places of one list are looked at on either side.
const LIST: usize = 40;

/// The role of the place mention at position `k`, in an event of a kind.
pub(super) fn role(passage: &Passage<'_>, mentions: &Mentions, k: usize, kind: EventType) -> PlaceRole {
    let Some(place) = mentions.places.get(k) else { return PlaceRole::Mentioned };
    let at = place.span.lo();
    let Some(sentence) = passage.sentence(at) else { return PlaceRole::Mentioned };
    let Some(clause) = clause_at(sentence, at) else { return PlaceRole::Mentioned };
    let entitles = |person: &crate::recognize::person::PersonMention| {
        person.titles.iter().any(|t| t.span.contains(place.span) || t.span.start == place.span.end)
    };
    let near = mentions.people.partition_point(|p| p.span.lo() < at);
    // 甲省省长乙: the place is the post's.
    if mentions.people[near..].iter().take(3).any(entitles) {
        return PlaceRole::Mentioned;
    }
    let head = list_head(passage, mentions, k, clause.lo());
    let tail = list_tail(passage, mentions, k, clause.hi());
    let opener = opener(passage, clause.lo().max(head.saturating_sub(60)), head);
    if spoken(passage, sentence.span.lo(), at) {
        // 甲说,大家即将奔赴乙省: of a team that sets out it is true all the same.
        let bound = kind == EventType::Deployment
            && opener.is_some_and(|o| o.value == "destination" && head.saturating_sub(o.span.hi()) <= 2);
        return if bound { PlaceRole::Destination } else { PlaceRole::Mentioned };
    }
    let first = mentions.people.partition_point(|p| p.span.lo() < sentence.span.lo());
    let person = mentions.people.get(first).is_some_and(|p| p.span.lo() < at);
    let next = mentions.times.partition_point(|t| t.span.hi() <= clause.lo());
    let opens = mentions.times.get(next).map_or(clause.lo(), |t| t.span.hi().max(clause.lo()));
    let blank = |from: usize| (from..head).all(|i| matches!(passage.at(i), ' ' | '\u{3000}'));
    let begins = head <= clause.lo() + 1 || opens <= head && blank(opens);
    let scene = Scene { begins, passage, clause, sentence: sentence.span, head, tail, kind, person };
    let role = scene.role(opener);
    let from_afar = remote(passage, sentence.span.lo(), at);
    if from_afar && !matches!(role, PlaceRole::Origin | PlaceRole::Participant | PlaceRole::Subject) {
        return PlaceRole::Remote;
    }
    role
}

struct Scene<'p, 'a> {
    /// Whether the list begins the clause, perhaps behind a time.
    begins: bool,
    passage: &'p Passage<'a>,
    clause: Span,
    sentence: Span,
    head: usize,
    tail: usize,
    kind: EventType,
    /// Whether a person stands before the place in the sentence: who goes there.
    person: bool,
}

/// The word that opens a place's role, and where it ends.
#[derive(Debug, Clone, Copy)]
struct Opener<'a> {
    value: &'a str,
    span: Span,
}

impl Scene<'_, '_> {
    fn role(&self, opener: Option<Opener<'_>>) -> PlaceRole {
        if self.meeting_of() {
            return PlaceRole::Participant;
        }
        if opener.is_some_and(|o| matches!(o.value, "at" | "visited" | "visit" | "reach")) && self.quoted() {
            return PlaceRole::Mentioned;
        }
        let near = opener.filter(|o| {
            let gap = self.head.saturating_sub(o.span.hi());
            // 于2019年退出的甲县: the preposition is the year's.
            let loose = o.value == "at" && self.passage.at(o.span.lo()) == '于' && gap > 2;
            // 在甲市会见乙县来客: the verb between ends what 在 governs.
            let verb = matches!(o.value, "at" | "visit" | "origin" | "reach")
                && (o.span.hi()..self.head).any(|i| {
                    let hits = &self.passage.hits;
                    let verb = hits.longest(i, Class::PartVerb).map_or(0, |hit| hit.end);
                    verb > 0 && hits.longest(i, Class::PartNoun).is_none_or(|noun| noun.end <= verb)
                });
            let far = o.value == "origin" && gap > 4;
            gap <= 16 && !loose && !verb && !far
        });
        match near.map(|o| o.value) {
            Some("visit") => {
                let sets_out = near.is_some_and(|o| {
                    ["启程", "出发", "动身", "乘机", "乘车"].iter().any(|w| self.passage.ends(o.span.lo(), w))
                });
                // 赴某市参加庆祝: gone to from here; 到, 来 tell of who comes.
                let away = near.is_some_and(|o| self.passage.before(o.span.hi()) == '赴');
                if (sets_out || away) && !self.looks(self.tail) {
                    PlaceRole::Destination
                } else if self.looks(self.tail) {
                    PlaceRole::Visited
                } else if self.meets(self.tail) {
                    PlaceRole::Venue
                } else if self.person || matches!(self.kind, EventType::Visit | EventType::Exchange) {
                    PlaceRole::Visited
                } else {
                    PlaceRole::Destination
                }
            }
            Some("reach") => {
                if self.looks(self.tail) {
                    PlaceRole::Visited
                } else {
                    PlaceRole::Destination
                }
            }
            Some("at") => {
                let visit = self.looks(self.tail) || self.kind == EventType::Visit;
                if visit && !self.held() { PlaceRole::Visited } else { PlaceRole::Venue }
            }
            Some("origin") => {
                let moves = [
                    "出发", "启程", "驶", "开往", "开出", "飞", "运", "发车", "赴", "前往", "抵", "返", "迁",
                    "来", "调", "撤", "转", "移", "至", "到", "始发", "出境", "启运",
                ];
                let motion = (self.tail..self.sentence.hi().min(self.tail + 40))
                    .any(|i| moves.iter().any(|w| self.passage.begins(i, w)));
                if motion { PlaceRole::Origin } else { PlaceRole::Mentioned }
            }
            // 到甲市调研乙河保护工作: looked at there, not gone to.
            Some("visited") if self.matter(near) => PlaceRole::Subject,
            Some("remote") => PlaceRole::Remote,
            Some("subject") => PlaceRole::Subject,
            Some(value) => exact(value).unwrap_or(PlaceRole::Mentioned),
            None => self.unopened(),
        }
    }

    /// Whether another place was gone to before the verb, and a matter (工作, 建设) follows the place.
    fn matter(&self, opener: Option<Opener<'_>>) -> bool {
        let before = opener.map_or(self.head, |o| o.span.lo());
        let gone = (self.clause.lo().max(before.saturating_sub(30))..before).any(|i| {
            self.passage.hits.longest(i, Class::RoleWord).is_some_and(|hit| {
                matches!(self.passage.value(hit, Class::RoleWord), "visit" | "at" | "reach")
            })
        });
        let matters = ["工作", "建设", "保护", "情况", "项目", "问题", "治理", "进展"];
        let end = self.clause.hi().min(self.tail + 12);
        gone && (self.tail..end).any(|i| matters.iter().any(|w| self.passage.begins(i, w)))
    }

    /// No word before: a clause's subject, or only named.
    fn unopened(&self) -> PlaceRole {
        let after = |words: &[&str], reach: usize| {
            (self.tail..self.clause.hi().min(self.tail + reach))
                .any(|i| words.iter().any(|w| self.passage.begins(i, w)))
        };
        let begins = self.begins;
        // 汉口失陷, 上海宣布独立: what befell it.
        if self.passage.begins_any(self.tail, &lists::PLACE_FATES) {
            return PlaceRole::Subject;
        }
        let speaks = begins && self.kind == EventType::Meeting && after(&["发言", "介绍经验", "汇报"], 24);
        let sends = speaks
            || after(&["负责人", "负责同志", "代表", "分会场"], 20)
                && after(&["发言", "汇报", "参加", "出席", "交流", "分会场"], 40);
        if sends {
            return PlaceRole::Participant;
        }
        if !begins {
            let held = ["举行", "召开", "举办", "开幕"].iter().any(|w| self.passage.begins(self.tail, w));
            return match self.kind {
                _ if held => PlaceRole::Venue,
                EventType::Status | EventType::Statistics => PlaceRole::Subject,
                // 攻占甲县: where it was fought.
                EventType::Conflict | EventType::Disaster => PlaceRole::Venue,
                _ => PlaceRole::Mentioned,
            };
        }
        match self.kind {
            EventType::Disaster | EventType::Conflict => PlaceRole::Venue,
            EventType::Visit => PlaceRole::Mentioned,
            _ => PlaceRole::Subject,
        }
    }

    /// 召开甲、乙两市座谈会: those who meet.
    fn meeting_of(&self) -> bool {
        let end = self.clause.hi().min(self.tail + 30);
        let called = (self.clause.lo().max(self.head.saturating_sub(120))..self.head)
            .any(|i| ["召开", "主持", "举行", "组织召开"].iter().any(|w| self.passage.begins(i, w)));
        let meets = ["会议", "座谈会", "调度会", "协调会", "推进会", "现场会", "联席会", "汇报会", "会商会"];
        called
            && !matches!(self.passage.at(self.tail), '举' | '召' | '开')
            && (self.tail..end).any(|i| meets.iter().any(|w| self.passage.begins(i, w)))
    }

    /// Whether somebody looks at the place: a visiting verb follows in the sentence.
    fn looks(&self, from: usize) -> bool {
        let limit = self.sentence.hi().min(from + 60);
        (from..limit).any(|i| {
            let verb = self.passage.hits.longest(i, Class::RoleWord);
            let noun = self.passage.hits.longest(i, Class::PartNoun);
            verb.is_some_and(|hit| {
                noun.is_none_or(|n| n.end <= hit.end)
                    && self.passage.value(hit, Class::RoleWord) == "visited"
                    && self.passage.before(i) != '的'
            })
        })
    }

    /// 在甲市调研时的重要讲话: what somebody said there is spoken of, not the visit.
    fn quoted(&self) -> bool {
        let limit = self.clause.hi().min(self.tail + 50);
        (self.tail..limit).any(|i| {
            self.passage.hits.longest(i, Class::PartNoun).is_some_and(|hit| {
                self.passage.value(hit, Class::PartNoun) == "cited" && hit.span().len() > 2
            }) || self.passage.begins(i, "时的")
                || self.passage.begins(i, "重要讲话")
                    && !self.passage.ends(i, "发表")
                    && !self.passage.ends(i, "作")
        })
    }

    /// Whether somebody meets there: 到甲市参加会议.
    fn meets(&self, from: usize) -> bool {
        let limit = self.clause.hi().min(from + 20);
        (from..limit)
            .any(|i| ["出席", "参加", "开会", "列席", "主持"].iter().any(|w| self.passage.begins(i, w)))
    }

    /// Whether something is held there: 在甲市召开.
    fn held(&self) -> bool {
        let limit = self.clause.hi().min(self.tail + 30);
        let holds = [
            "召开", "举行", "举办", "开幕", "闭幕", "签约", "签署", "签订", "集结", "成立", "揭牌", "开工",
            "奠基", "会见", "会谈", "接见", "逝世", "病逝", "出席", "参加", "启动", "建成", "竣工", "落成",
            "通车", "投产", "发生", "主持",
        ];
        (self.tail..limit).any(|i| holds.iter().any(|w| self.passage.begins(i, w)))
    }
}

fn exact(value: &str) -> Option<PlaceRole> {
    Some(match value {
        "venue" => PlaceRole::Venue,
        "visited" => PlaceRole::Visited,
        "destination" => PlaceRole::Destination,
        "participant" => PlaceRole::Participant,
        _ => return None,
    })
}

/// The first place of the list that a place stands in.
fn list_head(passage: &Passage<'_>, mentions: &Mentions, k: usize, from: usize) -> usize {
    let mut at = mentions.places.get(k).map_or(0, |p| p.span.lo());
    for place in mentions.places[..k.min(mentions.places.len())].iter().rev().take(LIST) {
        let end = place.span.hi();
        if place.span.lo() < from || end > at || !joined(passage, end, at) {
            break;
        }
        at = place.span.lo();
    }
    at
}

fn list_tail(passage: &Passage<'_>, mentions: &Mentions, k: usize, limit: usize) -> usize {
    let mut at = mentions.places.get(k).map_or(0, |p| p.span.hi());
    for place in mentions.places.iter().skip(k + 1).take(LIST) {
        if place.span.hi() > limit || !joined(passage, at, place.span.lo()) {
            break;
        }
        at = place.span.hi();
    }
    at
}

/// Whether two places that follow one another stand in one list, or one in the other (甲市乙县).
fn joined(passage: &Passage<'_>, end: usize, start: usize) -> bool {
    start.saturating_sub(end) <= 5
        && (end..start).all(|i| chars!("、和与及以市县省区两三四五等地 (—至-").has(passage.at(i)))
}

/// The last role word before a place in its clause.
fn opener<'a>(passage: &Passage<'a>, from: usize, head: usize) -> Option<Opener<'a>> {
    let mut found: Option<Opener<'a>> = None;
    let mut i = from;
    while i < head {
        let word = passage.hits.longest(i, Class::RoleWord).filter(|hit| hit.end as usize <= head);
        let noun = passage.hits.longest(i, Class::PartNoun).filter(|hit| hit.end as usize <= head);
        match (word, noun) {
            (Some(word), noun) if noun.is_none_or(|n| n.end <= word.end) => {
                let value = passage.value(word, Class::RoleWord);
                // 从位于甲区的车站: the outer word counts.
                let sited =
                    value == "at" && word.span().len() > 1 && found.is_some_and(|f| f.span.end == word.start);
                if value != "-" && !sited {
                    found = Some(Opener { value, span: word.span() });
                } else if sited {
                    found = found.map(|f| Opener {
                        value: f.value,
                        span: Span { start: f.span.start, end: word.end },
                    });
                }
                i = word.end as usize;
            }
            (_, Some(noun)) => i = noun.end as usize,
            _ => {
                if passage.at(i) == '《' {
                    i = (i..head).find(|&j| passage.at(j) == '》').unwrap_or(i);
                }
                i += 1;
            }
        }
    }
    found
}

/// Whether what stands before in the sentence makes the place a thing somebody spoke of.
fn spoken(passage: &Passage<'_>, from: usize, at: usize) -> bool {
    if passage.at(from) == '要' {
        return true;
    }
    let mut i = from.max(at.saturating_sub(REACH));
    while i < at {
        let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |hit| hit.end as usize);
        let verb = passage.hits.longest(i, Class::PartVerb).filter(|hit| hit.end as usize >= noun);
        if let Some(verb) = verb {
            let end = verb.end as usize;
            if passage.value(verb, Class::PartVerb) == "say" && end < at && passage.before(i) != '的' {
                return true;
            }
            i = end;
        } else {
            i = noun.max(i + 1);
        }
    }
    false
}

/// Whether the sentence up to the place looks from afar: 视频连线, 远程调度.
fn remote(passage: &Passage<'_>, from: usize, at: usize) -> bool {
    let mut i = from.max(at.saturating_sub(REACH));
    let mut afar = false;
    while i < at {
        if let Some(word) = passage.hits.longest(i, Class::RoleWord) {
            match passage.value(word, Class::RoleWord) {
                // 视频会议, 以视频形式: those who meet there are there.
                "remote" if word.span().len() > 2 => afar = true,
                "remote" if !matches!(passage.at(word.end as usize), '会' | '形' | '方' | '培' | '协') =>
                {
                    afar = true;
                }
                // 又到…: on the spot again.
                "visit" | "reach" if word.span().len() > 1 => afar = false,
                _ => {}
            }
            i = word.end as usize;
        } else {
            i += 1;
        }
    }
    afar
}

/// Whether a deed puts a person on the spot.
pub(super) fn present(deed: Deed) -> bool {
    !matches!(deed, Deed::Absent | Deed::Named | Deed::Part(Part::Cited | Part::Mention) | Deed::Actor)
}
