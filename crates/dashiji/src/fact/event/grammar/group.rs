//! People that stand together in a clause, and what the words before and behind them make of them.

use super::super::name::Frame;
use super::super::opening::{Light, Link, light, link};
use super::super::verb::{Deed, Token, Verb};
use super::{Group, Owner, Reader, Walk};
use crate::fact::Part;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;

impl Reader<'_, '_> {
    /// 县长甲,各乡镇负责人,有关部门代表参加会议: people told by what they are go on with a list of names.
    pub(super) fn crowd(&self, clause: Span) -> bool {
        let end = clause.hi() - usize::from(self.passage.ends(clause.hi(), "等"));
        self.passage.ends_any(end, &lists::EVENT_CROWDS)
    }

    /// A group that met no verb of its own.
    pub(super) fn object(&mut self, clause: Span, pending: Option<(Group, Link)>, verb: Option<Span>) {
        let Some((group, link)) = pending else { return };
        match link {
            Link::Object(Part::Report) => {
                let told = ["报告", "汇报", "说明", "介绍", "发言", "情况", "意见", "建议"];
                let tells =
                    (group.right..clause.hi()).any(|i| told.iter().any(|w| self.passage.begins(i, w)));
                self.parts(&group.members, if tells { Part::Report } else { Part::Mention }, verb);
            }
            // 批准县长甲所作的报告: the verb's object is the report.
            Link::Object(_) if self.passage.relative(group.right) => self.name(&group.members),
            Link::Object(part) => {
                self.parts(&group.members, part, verb);
                self.state.object = Some(part);
            }
            _ => self.name(&group.members),
        }
    }

    /// The names that stand together from token `t`; authorities that are only quoted are put aside.
    pub(super) fn group(&mut self, tokens: &[Token], t: usize, first: usize, walk: &Walk) -> (Group, usize) {
        let heard = walk.last.is_some_and(|(verb, _)| verb.object == Some(Part::Report));
        let mut group = Group::default();
        let mut next = t;
        let (mut member, mut edge) = (first, walk.since);
        loop {
            next += 1;
            let left = self.names.left(member, edge);
            let right = self.names.right(member);
            if group.left == 0 {
                group.left = left.max(1);
            }
            group.right = right;
            match self.names.frame(member, left, right) {
                Some(Frame::Cited) => self.act(member, Deed::Part(Part::Cited), None, false),
                Some(Frame::Head) => {
                    self.act(member, Deed::Part(Part::HeadTeam), None, false);
                    if self.travels(right, walk.clause) {
                        self.act(member, Deed::Part(Part::Lead), None, false);
                    }
                }
                // 免去甲的副县长职务: the office is what is taken.
                Some(Frame::Owner)
                    if walk.last.is_some_and(|(verb, _)| {
                        matches!(verb.object, Some(Part::Removed | Part::Appointed))
                    }) =>
                {
                    group.members.push(member);
                }
                // 来到甲的住处.
                Some(Frame::Owner)
                    if ["的家", "的住处", "的住所", "的寓所", "的病房"]
                        .iter()
                        .any(|w| self.passage.begins(right, w)) =>
                {
                    group.members.push(member);
                }
                Some(Frame::Owner) if !heard => self.act(member, Deed::Named, None, false),
                _ => group.members.push(member),
            }
            let Some(Token::Person(after)) = tokens.get(next).copied() else { break };
            let its_left = self.names.left(after, right);
            if !self.names.joined(member, right, after, its_left) {
                break;
            }
            (member, edge) = (after, right);
        }
        (group, next)
    }

    pub(super) fn group_stands(&mut self, walk: &mut Walk, group: Group, next: Option<&Token>) {
        let clause = walk.clause;
        let initial = walk.last.is_none() && walk.pending.is_none() && walk.owner == Owner::Unknown;
        if walk.last.is_none()
            && walk.since == clause.lo()
            && !group.members.is_empty()
            && let Some((waiting, Link::At | Link::By)) = &mut walk.pending
        {
            waiting.members.extend(&group.members);
            waiting.right = group.right;
            walk.since = group.right;
            return;
        }
        let gap = Span::new((walk.since).min(group.left), group.left);
        walk.since = group.right;
        let light = light(self.passage, self.mentions, gap);
        // 邀请曾在县里工作的甲: what stands before 的 only qualifies.
        let qualified = walk.object.is_some() && self.passage.ends(group.left, "的");
        let link = link(self.passage, gap).filter(|_| !qualified);
        let begins = initial && link.is_none() && (light == Light::Whole || gap.is_empty());
        if group.members.is_empty() {
            // 习近平…重要讲话为…: the clause is about what was said. 甲之子乙: about the son.
            if begins && self.passage.at(group.right) != '之' && !self.state.content {
                walk.owner = Owner::Other;
            }
            return;
        }
        if self.state.content {
            // 嘱咐…。,省委常委甲,副省长乙陪同: a clause of nothing but a name with its office says nothing.
            let whole = begins && next.is_none() && group.right == clause.hi() && self.entitled(&group);
            let resumes = whole || begins && next.is_some_and(|token| Self::resumes(&group, token));
            if !resumes {
                return self.name(&group.members);
            }
            self.state.content = false;
        }
        if self.at_home(&group) && !(begins && self.state.subject.is_empty()) {
            return self.parts(&group.members, Part::Visited, None);
        }
        if let Some(verb) = self.state.lister {
            return self.assign(&verb, &group.members, false);
        }
        self.object(Span::new(clause.lo(), group.left.max(clause.lo())), walk.pending.take(), walk.verb());
        let free = walk.last.is_none_or(|(verb, _)| verb.object.is_none());
        if (begins || free && self.takes_post(&group).is_some())
            && self.becomes(group.right)
            && !matches!(next, Some(Token::Verb(Verb { deed: Deed::Rite | Deed::Part(Part::SeeOff), .. })))
            && let Some(part) = self.state.object.or_else(|| self.takes_post(&group))
        {
            self.parts(&group.members, part, None);
            walk.owner = Owner::Other;
            return;
        }
        // 甲代理县长: an office behind the name that is a deed.
        let acting = group.members.last().and_then(|&k| self.mentions.people.get(k)).is_some_and(|person| {
            let end = person.span.hi();
            person.titles.iter().any(|t| t.span.lo() == end)
                && ["代理", "署理", "兼任"].iter().any(|w| self.passage.begins(end, w))
                || self.passage.at(end) == '兼' && person.titles.iter().any(|t| t.span.lo() == end + 1)
        });
        if acting && next.is_none() && walk.last.is_none() {
            self.parts(&group.members, Part::Appointed, None);
            walk.owner = Owner::Other;
            return;
        }
        // 甲,省法院院长乙: a list goes on behind a title that nobody marked.
        let goes_on = self.state.list && link.is_none() && (self.connects(gap) || gap.len() <= 24);
        if begins || initial && goes_on {
            if self.state.list && !self.state.carried {
                self.state.subject.extend(&group.members);
                self.state.right = group.right;
            } else {
                self.subject(&group);
            }
            walk.owner = Owner::Subject;
            return;
        }
        // 表彰3个集体和甲、乙: 和 joins objects.
        let joins = link == Some(Link::With)
            && walk.last.is_some_and(|(verb, _)| {
                matches!(verb.object, Some(Part::Honoured | Part::Appointed | Part::Removed | Part::Died))
            });
        if joins {
            let part = walk.last.and_then(|(verb, _)| verb.object).unwrap_or(Part::Mention);
            walk.pending = Some((group, Link::Object(part)));
            return;
        }
        // 以甲为知州.
        if link == Some(Link::Under)
            && self.passage.before(group.left) == '以'
            && self.becomes(group.right)
            && let Some(part) = self.takes_post(&group)
        {
            return self.parts(&group.members, part, None);
        }
        if let Some(link) = link {
            if walk.owner == Owner::Unknown {
                let inherits = !self.state.subject.is_empty() && light != Light::None;
                walk.owner = if inherits { Owner::Subject } else { Owner::Other };
            }
            walk.pending = Some((group, link));
            return;
        }
        match walk.last {
            // 到甲家访问.
            Some((verb, _)) if verb.deed == Deed::Go && verb.object.is_none() && gap.is_empty() => {
                walk.pending = Some((group, Link::Under));
            }
            Some((verb, _)) if verb.object.is_some() && gap.len() <= 16 && !self.foreign(gap) => {
                let part = verb.object.unwrap_or(Part::Mention);
                walk.pending = Some((group, Link::Object(part)));
            }
            Some(_) if qualified => {
                let part = walk.object.take().unwrap_or(Part::Mention);
                walk.pending = Some((group, Link::Object(part)));
            }
            Some((verb, false)) if self.passage.ends(group.left, "的") => {
                self.subject(&group);
                // 发明…的甲获奖: what he is known for, before what is told of him.
                let known = verb.deed == Deed::Part(Part::Lead) && matches!(next, Some(Token::Verb(_)));
                if !known {
                    self.assign(&verb, &group.members, false);
                }
                walk.owner = Owner::Subject;
                walk.last = None;
            }
            Some(_) => walk.pending = Some((group, Link::Loose)),
            None if walk.owner == Owner::Subject => walk.pending = Some((group, Link::Loose)),
            // 县委举行甲先进事迹报告会: what a body holds or sends is of the name, not by it.
            None if (gap.lo()..gap.hi()).any(|i| {
                self.passage
                    .hits
                    .longest(i, Class::OrganizerVerb)
                    .is_some_and(|hit| hit.span().hi() <= gap.hi())
            }) =>
            {
                walk.pending = Some((group, Link::Loose));
            }
            None => {
                self.subject(&group);
                walk.owner = Owner::Subject;
            }
        }
    }

    /// Whether an office stands beside the first name of a group.
    pub(super) fn entitled(&self, group: &Group) -> bool {
        let first = group.members.first().and_then(|&member| self.mentions.people.get(member));
        first.is_some_and(|person| !person.titles.is_empty())
    }

    /// A name right before 参加, 出席 or 主持 ends what was said.
    pub(super) fn resumes(group: &Group, next: &Token) -> bool {
        let Token::Verb(verb) = next else { return false };
        let part = matches!(
            verb.deed,
            Deed::Part(
                Part::Attend
                    | Part::TakePart
                    | Part::SitIn
                    | Part::Chair
                    | Part::Accompany
                    | Part::Report
                    | Part::ReadOut
                    | Part::SeeOff
            )
        );
        part && !verb.relative && verb.span.lo().saturating_sub(group.right) <= 6
    }
}
