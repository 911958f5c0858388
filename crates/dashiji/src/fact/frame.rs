//! The frame of a clause: which of its words of doing are its own, and which only set the scene, qualify a noun or name a matter.
//!
//! In goes a word of a clause, out comes its [`Standing`]. In `为贯彻全会精神,县委召开表彰先进的大会,研究成立工作组` only 召开 is told of: 贯彻
//! sets the scene, 表彰 qualifies, 成立 is a matter that was studied. Types and organizers ask it, so that a word elsewhere votes for nothing.

use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet};
use crate::recognize::{Mentions, Passage};
use crate::text::{Span, is_han};

/// How far a word's surroundings are looked at, on either side.
const REACH: usize = 60;

/// Words of doing of any kind.
const DOING: ClassSet = ClassSet::of(&[
    Class::PartVerb,
    Class::OrganizerVerb,
    Class::StageVerb,
    Class::TypeWord,
    Class::Verb,
    Class::Frame,
]);

/// How a word of doing stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It tells what happened.
    Main,
    /// It says when, why or on what ground something else happened.
    Scene,
    /// It qualifies a noun: 荣获一等奖的代表.
    Modifier,
    /// It names what was heard, studied, visited or demanded: 研究征兵工作.
    Matter,
}

/// The clauses of an entry as frames.
#[derive(Debug, Clone)]
pub struct Frames<'p, 'a> {
    passage: &'p Passage<'a>,
    mentions: &'p Mentions,
    /// For each character of the entry a bit: whether a person, a title, a body or a time begins there.
    starts: Vec<u64>,
}

impl<'p, 'a> Frames<'p, 'a> {
    /// The frames of a passage.
    pub fn new(passage: &'p Passage<'a>, mentions: &'p Mentions) -> Self {
        let mut starts = vec![0u64; passage.span.len() / 64 + 1];
        let people = mentions.people.iter();
        let people = people.flat_map(|p| p.titles.iter().map(|title| title.span).chain([p.span]));
        let bodies = mentions.organizations.iter().map(|body| body.span);
        for span in people.chain(bodies).chain(mentions.times.iter().map(|time| time.span)) {
            let at = span.lo().wrapping_sub(passage.span.lo());
            if let Some(bits) = starts.get_mut(at / 64) {
                *bits |= 1 << (at % 64);
            }
        }
        Self { passage, mentions, starts }
    }

    /// Whether a person, a title, a body or a time begins at `i`.
    fn starts(&self, i: usize) -> bool {
        let at = i.wrapping_sub(self.passage.span.lo());
        self.starts.get(at / 64).is_some_and(|bits| bits & 1 << (at % 64) != 0)
    }

    /// What the word at `i` does with its clause, and one past its end.
    pub fn word(&self, i: usize) -> Option<(&'a str, usize)> {
        let hit = self.passage.hits.longest(i, Class::Frame)?;
        let value = self.passage.value(hit, Class::Frame);
        (value != "-").then_some((value, hit.end as usize))
    }

    /// Where a name or a title that stands at `i` ends: what is inside it does nothing.
    pub fn name_end(&self, i: usize) -> Option<usize> {
        let passage = self.passage;
        match passage.at(i) {
            '《' => {
                let titled = self.mentions.titled.iter().find(|titled| titled.outer.lo() == i);
                return titled.map(|titled| titled.outer.hi().max(i + 1));
            }
            '“' => {
                return (i + 1..i + 42)
                    .take_while(|&k| !matches!(passage.at(k), '\n' | '\0' | '“'))
                    .find(|&k| passage.at(k) == '”')
                    .map(|k| k + 1);
            }
            _ if !self.starts(i) => return None,
            _ => {}
        }
        let at = |span: Span| (span.lo() == i && !span.is_empty()).then_some(span.hi());
        let people = &self.mentions.people;
        let near = people.partition_point(|p| p.span.lo() < i);
        let person = people.get(near).and_then(|p| at(p.span));
        let title = people[near.saturating_sub(1)..people.len().min(near + 1)]
            .iter()
            .flat_map(|p| &p.titles)
            .find_map(|title| at(title.span));
        let bodies = &self.mentions.organizations;
        let near = bodies.partition_point(|o| o.span.lo() < i);
        let body = bodies.get(near).and_then(|o| at(o.span));
        let times = &self.mentions.times;
        let near = times.partition_point(|t| t.span.lo() < i);
        let time = times.get(near).and_then(|t| at(t.span));
        [person, title, body, time].into_iter().flatten().max()
    }

    /// Whether a clause only says when, why or on what ground: it opens with 为, 根据, 经 or closes with 后, 期间.
    pub fn is_scene(&self, clause: Span) -> bool {
        let passage = self.passage;
        if passage.at(clause.hi()) != ',' {
            return false;
        }
        let from = self.opening(clause);
        if let Some(("scene", end)) = self.word(from)
            && end < clause.hi()
        {
            // 因 and 应 need what they govern: 应…邀请, 因…去世 tells the death.
            let last = passage.ends(clause.hi(), "邀请") || passage.ends(clause.hi(), "邀");
            return match passage.at(from) {
                '应' => last,
                // 为抗震派出通信车3辆: what was done for it.
                '为' => !self.mentions.quantities.iter().any(|figure| figure.span.hi() == clause.hi()),
                '因' => !self.befalls(clause),
                '经' => ["批准", "同意", "批复", "审查", "考核", "评审", "推荐", "讨论", "审议", "研究"]
                    .iter()
                    .any(|word| passage.ends(clause.hi(), word)),
                _ => true,
            };
        }
        let closes = |word: &str| passage.ends(clause.hi(), word);
        let last = passage.hits.ending(clause.hi(), Class::Frame);
        last.is_some_and(|hit| passage.value(hit, Class::Frame) == "after")
            && clause.len() > 3
            && !closes("先后")
    }

    /// Whether somebody dies in a clause.
    fn befalls(&self, clause: Span) -> bool {
        (clause.lo()..clause.hi().min(clause.lo() + REACH)).any(|i| {
            self.passage
                .hits
                .longest(i, Class::PartVerb)
                .is_some_and(|hit| self.passage.value(hit, Class::PartVerb).starts_with("died"))
        })
    }

    /// Where a clause begins behind blanks and its date.
    pub fn opening(&self, clause: Span) -> usize {
        let mut at = clause.lo();
        while at < clause.hi() {
            let times = &self.mentions.times;
            let near = times.partition_point(|t| t.span.lo() < at);
            if let Some(time) = times.get(near).filter(|t| t.span.lo() == at && !t.span.is_empty()) {
                at = time.span.hi();
            } else if matches!(
                self.passage.at(at),
                ' ' | '\u{3000}' | ',' | '▲' | '△' | '☆' | '◆' | '·' | '—' | '–' | '-'
            ) {
                at += 1;
            } else {
                break;
            }
        }
        at.min(clause.hi())
    }

    /// How the word of doing at `word` stands in its clause.
    pub fn standing(&self, clause: Span, word: Span) -> Standing {
        if self.is_scene(clause) || self.occasion(clause, word) {
            return Standing::Scene;
        }
        if self.modifies(clause, word) {
            return Standing::Modifier;
        }
        let matter = self.is_matter(clause, word) || self.is_topic(clause, word);
        if matter { Standing::Matter } else { Standing::Main }
    }

    /// 对移民搬迁提出要求, 就铁路联运进行磋商: what stands between the preposition and such a verb is only spoken of.
    fn is_topic(&self, clause: Span, word: Span) -> bool {
        let passage = self.passage;
        let from = clause.lo().max(word.lo().saturating_sub(24));
        let led = (from..word.lo())
            .rev()
            .take_while(|&i| !matches!(passage.at(i), ',' | '。' | ';'))
            .find(|&i| matches!(passage.at(i), '对' | '就') && passage.bounds.open(i));
        let Some(led) = led.filter(|&led| !self.doing(led + 1, word.lo())) else { return false };
        let until = clause.hi().min(word.hi() + 20);
        (word.hi()..until).any(|i| passage.begins_any(i, &lists::KIND_ABOUT)) && led + 1 < word.lo()
    }

    /// 在全县表彰大会上, 当选后: the word stands in a phrase that says when or where.
    fn occasion(&self, clause: Span, word: Span) -> bool {
        let passage = self.passage;
        let from = clause.lo().max(word.lo().saturating_sub(REACH));
        let opened = (from..word.lo())
            .rev()
            .find(|&i| matches!(passage.at(i), '在' | '当' | '于' | '从') && passage.bounds.open(i));
        if let Some(opened) = opened
            && !(opened..word.lo()).any(|i| passage.at(i) == '并')
        {
            let until = clause.hi().min(word.hi() + 30);
            // 在广州召开中草药会议: the phrase is the place, and 中 does not close it.
            let venue = self
                .mentions
                .places
                .iter()
                .any(|place| place.span.lo() == opened + 1 && place.span.hi() == word.lo());
            let closed = (word.hi().saturating_sub(1)..until).find(|&k| {
                matches!(passage.at(k), '上' | '中' | '后' | '时')
                    && !matches!(
                        passage.at(k + 1),
                        '下' | '述' | '学' | '央' | '旬' | '午' | '年' | '小' | '国' | '级' | '海' | '期'
                    )
                    && !matches!(
                        passage.before(k),
                        '以' | '先' | '随' | '同' | '灾' | '震' | '战' | '今' | '售' | '课'
                    )
                    && (!venue || !is_han(passage.at(k + 1)))
                    || passage.begins(k, "期间")
                    || passage.begins(k, "以来")
            });
            if let Some(closed) = closed
                && !self.doing(word.hi(), closed)
            {
                return true;
            }
        }
        // 视察期间, 当选后 before more of the clause.
        ["期间", "之后", "以来", "之际"].iter().any(|w| passage.begins(word.hi(), w))
            || passage.at(word.hi()) == '后'
                && word.hi() + 1 < clause.hi()
                && !matches!(passage.at(word.hi() + 1), '的' | '勤' | '备' | '方' | '代')
    }

    /// Whether a word of doing of two characters or more begins in a range, outside names.
    fn doing(&self, from: usize, to: usize) -> bool {
        let mut i = from;
        while i < to {
            if let Some(end) = self.name_end(i) {
                i = end.max(i + 1);
                continue;
            }
            if self.is_doing(i, to) {
                return true;
            }
            i += 1;
        }
        false
    }

    fn is_doing(&self, i: usize, to: usize) -> bool {
        let passage = self.passage;
        if !passage.hits.classes(i).meets(DOING) {
            return false;
        }
        let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |hit| hit.end);
        passage.hits.at(i).iter().any(|hit| {
            hit.span().len() > 1
                && hit.span().hi() <= to
                && hit.end >= noun
                && hit.classes.meets(DOING)
                && (!hit.is(Class::TypeWord) || {
                    let value = passage.value(hit, Class::TypeWord);
                    !value.starts_with("none") && !value.ends_with("noun")
                })
                && (!hit.is(Class::Frame)
                    || matches!(passage.value(hit, Class::Frame), "matter" | "holds" | "decides" | "light"))
        })
    }

    /// Whether a word stands before 的 and only says which: 荣获一等奖的代表, 由县委主办的展览.
    fn modifies(&self, clause: Span, word: Span) -> bool {
        let passage = self.passage;
        // 建校50周年庆祝大会.
        let years = (word.hi()..clause.hi().min(word.hi() + 8))
            .take_while(|&k| {
                passage.at(k).is_ascii_digit() || "一二三四五六七八九十百多余第".contains(passage.at(k))
            })
            .last()
            .is_some_and(|k| passage.begins(k + 1, "周年"));
        if years {
            return true;
        }
        let end = clause.hi().min(word.hi() + 40);
        let mut i = word.hi();
        let mark = loop {
            if i >= end {
                return false;
            }
            if let Some(next) = self.name_end(i).filter(|next| *next > i) {
                i = next;
                continue;
            }
            match passage.at(i) {
                '的' if !matches!(passage.at(i + 1), '话' | '确' | '士') => break i,
                '并' | ';' if passage.bounds.open(i) => return false,
                _ => i += 1,
            }
        };
        // What was done is named behind 的: 作了题为…的报告, 作出关于…的决定.
        let own = ["作", "做", "发表", "致", "提出", "宣读"].iter().any(|w| passage.begins(word.lo(), w));
        if own {
            return false;
        }
        if mark == word.hi() || mark == word.hi() + 1 && passage.before(mark) == '了' {
            return true;
        }
        // 批转县妇联的报告: what is handed on is named behind 的.
        if passage.begins_any(word.lo(), &lists::FRAME_HANDS_ON) {
            return false;
        }
        let from = clause.lo().max(word.lo().saturating_sub(REACH));
        let first = !self.doing(self.opening(Span::new(from, clause.hi())), word.lo());
        if !first {
            return true;
        }
        let by = (from..word.lo()).any(|k| {
            matches!(passage.at(k), '由' | '经' | '被')
                && passage.bounds.open(k)
                && !(k..word.lo()).any(|j| matches!(passage.at(j), ',' | '。'))
        });
        // 选派12名医生组成的医疗队启程: the nearer verb qualifies; 捐资兴建的图书馆奠基: both do, where a verb closes the clause.
        if !by && self.doing(word.hi(), mark) && !self.closes(clause, mark) {
            return false;
        }
        let goes_on = self.doing(mark + 1, clause.hi().min(mark + 40));
        let governs = (word.hi()..mark).any(|k| {
            matches!(
                passage.at(k),
                '对' | '向' | '给' | '将' | '把' | '从' | '在' | '以' | '为' | '到' | '赴'
            ) && passage.bounds.open(k)
        });
        goes_on && (by || !governs)
    }

    /// Whether a verb that tells a type closes the clause behind a place, with its subject between: …的图书馆奠基.
    fn closes(&self, clause: Span, mark: usize) -> bool {
        let passage = self.passage;
        passage.hits.ending(clause.hi(), Class::TypeWord).is_some_and(|hit| {
            let value = passage.value(hit, Class::TypeWord);
            hit.span().lo() > mark + 2
                && hit.span().len() > 1
                && !value.ends_with("noun")
                && !value.starts_with("none")
                && !self.doing(mark + 1, hit.span().lo())
        })
    }

    /// Whether a word stands behind one that hears, studies, visits or demands: 研究征兵工作.
    fn is_matter(&self, clause: Span, word: Span) -> bool {
        let passage = self.passage;
        let from = clause.lo().max(word.lo().saturating_sub(REACH));
        let mut i = from;
        let mut matter = false;
        while i < word.lo() {
            if let Some(end) = self.name_end(i).filter(|end| *end > i) {
                i = end;
                continue;
            }
            if let Some((value, end)) = self.word(i) {
                if end > word.lo() {
                    return matter;
                }
                if value == "matter" {
                    let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |hit| hit.end as usize);
                    matter |= noun <= end;
                }
                i = end;
                continue;
            }
            // 并, 后 and a comma end what was studied.
            if matches!(passage.at(i), '并' | ',') && passage.bounds.open(i) {
                matter = false;
            }
            i += 1;
        }
        matter
    }

    /// Whether the text from `i` on is Han without a mark: something follows the verb.
    pub fn has_object(&self, end: usize) -> bool {
        let passage = self.passage;
        let start = end + usize::from(matches!(passage.at(end), '了' | '起'));
        let next = passage.at(start);
        (is_han(next) || matches!(next, '《' | '“' | '"') || next.is_ascii_alphanumeric())
            && !matches!(next, '于' | '在' | '后' | '时' | '以' | '并' | '的' | '前' | '至' | '及' | '和')
            && !["大会", "仪式", "典礼", "庆典", "周年", "之", "来"]
                .iter()
                .any(|word| passage.begins(start, word))
    }
}
