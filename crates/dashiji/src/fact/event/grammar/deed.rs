//! A verb of a clause and the people around it: who does it, to whom it is done, and what it leaves for the verbs behind it.

use super::super::befalls;
use super::super::opening::{Light, Link, light};
use super::super::verb::{Deed, Token, Verb};
use super::{Owner, Reader, Walk};
use crate::fact::Part;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;

impl Reader<'_, '_> {
    pub(super) fn verb_stands(&mut self, walk: &mut Walk, verb: Verb, rest: &[Token]) {
        let clause = walk.clause;
        if self.state.content {
            return;
        }
        // 追认其为烈士, 免去其职务: who was told of before.
        if let Some(part @ (Part::Appointed | Part::Removed | Part::Honoured)) = verb.object
            && matches!(self.passage.at(verb.span.hi()), '其' | '他' | '她')
            && self.state.carried
            && !self.state.subject.is_empty()
        {
            let subject = self.state.subject.clone();
            walk.owner = Owner::Other;
            walk.last = Some((verb, false));
            return self.parts(&subject, part, Some(verb.span));
        }
        let company = verb.deed == Deed::Part(Part::Accompany);
        // 在县领导陪同下: whoever they were.
        let under = self.passage.at(verb.span.hi()) == '下'
            && !matches!(
                self.passage.at(verb.span.hi() + 1),
                '乡' | '车'
                    | '午'
                    | '步'
                    | '一'
                    | '阶'
                    | '级'
                    | '井'
                    | '厂'
                    | '田'
                    | '矿'
                    | '基'
                    | '连'
                    | '村'
            );
        if under && walk.pending.is_none() {
            return;
        }
        let mut with = None;
        if let Some((group, link)) = walk.pending.take() {
            let near = verb.span.lo().saturating_sub(group.right) <= 14;
            match link {
                Link::By => {
                    // 队长由甲担任.
                    let from = walk.clause.lo().max(group.left.saturating_sub(40));
                    let head = (from..group.left)
                        .filter_map(|i| self.passage.hits.longest(i, Class::PartNoun))
                        .any(|hit| self.passage.value(hit, Class::PartNoun) == "team-head");
                    if verb.deed == Deed::Part(Part::Appointed) && head {
                        return self.parts(&group.members, Part::HeadTeam, Some(verb.span));
                    }
                    let leads_team =
                        verb.deed == Deed::Part(Part::Lead) && verb.object == Some(Part::Accompany);
                    // 由甲、乙组成的代表团 comes; 由甲、乙组成的小组 is only set up.
                    if self.passage.begins(verb.span.lo(), "组成") {
                        let end = verb.span.hi();
                        if (end..end + 16).any(|i| self.passage.at(i) == '团') {
                            self.parts(&group.members, Part::Lead, Some(verb.span));
                        } else {
                            self.name(&group.members);
                        }
                        return;
                    }
                    if leads_team || verb.deed == Deed::Part(Part::HeadTeam) {
                        // 由甲率领开赴前线: who takes them there, like 甲率队开赴.
                        let part = if self.moves(verb.span.hi()) { Part::Lead } else { Part::HeadTeam };
                        return self.parts(&group.members, part, Some(verb.span));
                    }
                    self.assign(&verb, &group.members, false);
                    if verb.relative {
                        walk.owner = Owner::Other;
                        return;
                    }
                    if !company && (self.state.subject.is_empty() || walk.owner != Owner::Subject) {
                        self.subject(&group);
                        self.state.open = false;
                        walk.owner = Owner::Subject;
                    }
                    if !company {
                        walk.last = Some((verb, true));
                    }
                    return;
                }
                Link::At if company || under => {
                    return self.assign(&verb, &group.members, false);
                }
                Link::Object(part) if near && Self::object_acts(part, &verb) => {
                    return self.object_verb(part, &verb, &group.members);
                }
                Link::Object(_) => {
                    let end = Span::new(clause.lo(), verb.span.lo());
                    self.object(end, Some((group, link)), walk.verb());
                }
                Link::Loose if near && !verb.relative && !company => {
                    self.assign(&verb, &group.members, false);
                    if walk.owner != Owner::Subject {
                        self.subject(&group);
                        self.state.open = false;
                        walk.owner = Owner::Subject;
                    }
                    walk.last = Some((verb, true));
                    self.said(&verb, clause, true);
                    return;
                }
                Link::With | Link::To | Link::Behind => with = Some((group, link)),
                // 派工程师甲率组到县: who is sent acts.
                Link::Under if near && self.sent(group.left) && !verb.relative => {
                    self.subject(&group);
                    self.state.open = false;
                    walk.owner = Owner::Subject;
                    self.assign(&verb, &group.members, false);
                    walk.last = Some((verb, true));
                    return;
                }
                Link::At | Link::Under | Link::Loose => self.name(&group.members),
            }
        }
        // 决定对班长甲晋升两级工资: it is done to the one behind 对.
        if let Some((group, Link::To)) = &with
            && let Deed::Part(part) = verb.deed
            && befalls(part)
        {
            let members = group.members.clone();
            walk.last = Some((verb, false));
            return self.parts(&members, part, Some(verb.span));
        }
        // 甲抢运资料窒息,追认烈士: who was told of before.
        if verb.object == Some(Part::Honoured)
            && verb.span.lo() == clause.lo()
            && matches!(self.passage.at(clause.lo()), '追' | '旌')
            && !self.state.subject.is_empty()
            && !rest.iter().any(|token| matches!(token, Token::Person(_)))
        {
            let subject = self.state.subject.clone();
            walk.owner = Owner::Other;
            walk.last = Some((verb, false));
            self.state.open = false;
            return self.parts(&subject, Part::Honoured, Some(verb.span));
        }
        // 甲主持的课题: the subject only qualifies.
        if verb.relative
            && self.passage.at(verb.span.hi()) != '者'
            && walk.owner == Owner::Subject
            && walk.last.is_none()
            && self.state.open
            && verb.span.lo().saturating_sub(self.state.right) <= 12
        {
            let members = std::mem::take(&mut self.state.subject);
            // 甲、乙研制的干燥器获奖: what they made is what is told.
            if matches!(verb.deed, Deed::Part(Part::Lead | Part::Report))
                && walk.pending.is_none()
                && with.is_none()
            {
                self.assign(&verb, &members, false);
            } else {
                self.name(&members);
            }
            self.state.open = false;
            walk.owner = Owner::Other;
        }
        let allowed = !verb.relative && self.governs(walk, &verb, rest);
        let opening = self.state.opening;
        if allowed {
            let subject = self.state.subject.clone();
            if matches!(with, Some((_, Link::Behind))) || verb.deed == Deed::Go && self.follows(clause, &verb)
            {
                self.parts(&subject, Part::Accompany, Some(verb.span));
            } else if let Some(part @ (Part::Appointed | Part::Removed)) = verb.object
                && verb.deed == Deed::Actor
                && !rest.iter().any(|token| matches!(token, Token::Person(_)))
                && (verb.span.hi()..clause.hi()).any(|i| self.passage.at(i) == '职')
            {
                // 甲、乙恢复职务: it is done to the subject where nobody else stands.
                self.parts(&subject, part, Some(verb.span));
            } else if verb.object.is_some() && self.passive(&verb) {
                self.parts(&subject, verb.object.unwrap_or(Part::Mention), Some(verb.span));
            } else {
                self.assign(&verb, &subject, opening);
            }
            self.state.open = false;
        } else if self.state.lister.is_none() && self.lists(&verb, clause, rest) {
            self.state.lister = Some(verb);
        }
        match with {
            // 与甲、乙晤谈: whose record it is goes without saying.
            Some((group, Link::With)) => match verb.object {
                Some(part) if allowed || part == Part::Visited && self.state.subject.is_empty() => {
                    self.parts(&group.members, part, Some(verb.span));
                }
                _ => self.assign(&verb, &group.members, opening),
            },
            Some((group, Link::Behind)) => self.assign(&verb, &group.members, false),
            Some((group, _)) => {
                let told =
                    matches!(verb.deed, Deed::Tell | Deed::Say | Deed::Part(Part::Report | Part::Lead));
                self.parts(&group.members, if told { Part::Visited } else { Part::Mention }, Some(verb.span));
            }
            None => {}
        }
        walk.object = verb.object.or(walk.object);
        walk.last = Some((verb, allowed));
        self.said(&verb, clause, allowed);
    }

    /// Whether the verb is the subject's.
    pub(super) fn governs(&self, walk: &mut Walk, verb: &Verb, rest: &[Token]) -> bool {
        match walk.owner {
            Owner::Other => false,
            Owner::Subject => {
                walk.last.is_none_or(|(before, assigned)| assigned && self.linked(&before, verb))
            }
            Owner::Unknown => {
                let gap = Span::new(walk.clause.lo(), verb.span.lo());
                let named = !self.state.subject.is_empty();
                let said = self.state.carried && verb.deed == Deed::Say && !self.pronoun(walk.clause.lo());
                // 王某指出…。…获得…: what is told in a later sentence befalls somebody else, unless he is meant.
                let fate = matches!(
                    verb.deed,
                    Deed::Part(Part::Appointed | Part::Removed | Part::Honoured | Part::Died)
                );
                let told_of = |at: usize| self.pronoun(at);
                let opens = self.passage.sentences.get(self.sentence).map_or(0, |s| s.span.lo());
                let fate = self.state.carried && fate && !told_of(walk.clause.lo()) && !told_of(opens);
                // 当日,召开大会: an office may have called it.
                let called = self.state.carried && self.passage.begins(verb.span.lo(), "召开");
                // 甲在作战中负伤,抢救无效逝世: nobody else is told of.
                let dies = verb.deed == Deed::Part(Part::Died)
                    && !self.state.carried
                    && !self.mentions.organizations.iter().any(|o| gap.covers(o.span.lo()));
                let mine = named && dies
                    || named
                        && !said
                        && !called
                        && !fate
                        && (self.state.list && !self.state.carried
                            || light(self.passage, self.mentions, gap) != Light::None
                                && !self.qualifies(verb, walk.clause, rest));
                walk.owner = if mine { Owner::Subject } else { Owner::Other };
                mine
            }
        }
    }

    /// Whether a later verb of the same clause goes on with the same subject: 出席会议并讲话.
    pub(super) fn linked(&self, before: &Verb, verb: &Verb) -> bool {
        let gap = Span::new(before.span.hi(), verb.span.lo().max(before.span.hi()));
        let occasion = matches!(
            before.deed,
            Deed::Part(
                Part::Attend | Part::TakePart | Part::Accompany | Part::SitIn | Part::Chair | Part::SeeOff
            )
        );
        if before.deed == Deed::Go && before.object.is_none() || before.deed == Deed::Part(Part::HeadTeam) {
            return true;
        }
        if gap.is_empty() {
            return match before.deed {
                Deed::Part(Part::Lead) => true,
                Deed::Part(Part::Attend) => verb.deed == Deed::Part(Part::Speak),
                _ => false,
            };
        }
        let passage = self.passage;
        let conjunction = (gap.lo()..gap.hi()).any(|i| match passage.at(i) {
            '并' => {
                !matches!(passage.before(i), '合' | '一' | '兼') && !matches!(passage.at(i + 1), '购' | '网')
            }
            '且' | '又' | '还' => true,
            '为' => matches!(verb.deed, Deed::Rite | Deed::Part(Part::SeeOff)),
            '时' | '后' => !occasion || passage.at(i) == '后',
            '随' | '同' => passage.begins(i, "随后") || passage.begins(i, "同时"),
            _ => false,
        });
        conjunction || passage.before(verb.span.lo()) == '、' && !occasion
    }

    /// A person who is an object may act in turn: 邀请甲作报告, 听取甲汇报, 陪同甲检查.
    pub(super) fn object_acts(part: Part, verb: &Verb) -> bool {
        match part {
            Part::Report => matches!(verb.deed, Deed::Part(Part::Report | Part::Speak) | Deed::Tell),
            Part::Lead | Part::TakePart | Part::Accompany => {
                !matches!(verb.deed, Deed::Actor | Deed::Named) && !verb.relative
            }
            _ => false,
        }
    }

    pub(super) fn object_verb(&mut self, part: Part, verb: &Verb, members: &[usize]) {
        match (part, verb.deed) {
            (Part::TakePart | Part::Accompany, Deed::Part(Part::Lead) | Deed::Go | Deed::Rite) => {
                self.parts(members, part, Some(verb.span));
            }
            (Part::Report, _) => self.parts(members, Part::Report, Some(verb.span)),
            _ => self.assign(verb, members, false),
        }
    }

    /// `参加会议的有`, `出席庆典的领导有`: names follow.
    pub(super) fn lists(&self, verb: &Verb, clause: Span, rest: &[Token]) -> bool {
        if !matches!(verb.deed, Deed::Part(_) | Deed::Rite | Deed::Sign) {
            return false;
        }
        let end = self.edge(clause, verb, rest);
        let gap = Span::new(verb.span.hi(), end.max(verb.span.hi()));
        // 剪彩者有甲,签字者校长乙.
        if self.passage.at(gap.lo()) == '者' {
            let from = gap.lo() + 1;
            let said = self.passage.word(from, &lists::EVENT_ARE).map_or(0, |word| word.chars().count());
            return from + said == end && rest.first().is_some_and(|token| matches!(token, Token::Person(_)));
        }
        let noun = (gap.lo()..gap.hi()).any(|i| self.passage.at(i) == '的');
        let names = self.passage.ends_any(end, &lists::EVENT_ARE)
            || end == clause.hi() && self.passage.at(end) == ':';
        noun && names && gap.len() <= 40
    }

    /// `出席会议的省委书记甲…`: the verb qualifies the name that follows.
    pub(super) fn qualifies(&self, verb: &Verb, clause: Span, rest: &[Token]) -> bool {
        let end = self.edge(clause, verb, rest);
        let named = rest.iter().any(|token| matches!(token, Token::Person(_)));
        let near = end.saturating_sub(verb.span.hi()) <= 30;
        self.lists(verb, clause, rest) || named && near && self.passage.before(end) == '的'
    }

    /// Where the text after a verb ends: at the next name's title, or at the clause's end.
    pub(super) fn edge(&self, clause: Span, verb: &Verb, rest: &[Token]) -> usize {
        let name = rest.iter().find_map(|token| match token {
            Token::Person(k) => Some(*k),
            Token::Verb(_) => None,
        });
        name.map_or(clause.hi(), |k| self.names.left(k, verb.span.hi()))
    }
}
