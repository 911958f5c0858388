//! Sentences -> acts: which verb decides for which person.
//!
//! A group of names (甲、乙和丙) is the subject of the verb that follows, across commas where only names stood, and stays
//! the subject until another is named: `县委书记甲到乙镇检查,并讲话`. A group behind 在, 由, 与, 向 has its own verb or none:
//! `甲在乙陪同下视察` gives 视察 to 甲 and 陪同 to 乙. What follows 强调 or 指出 is what was said, where nobody acts.

mod around;

use super::name::{Frame, Names};
use super::opening::{Light, Link, light, link};
use super::verb::{Deed, Token, Verb, tokens};
use crate::fact::Part;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::{Mentions, Passage, Sentence};
use crate::text::Span;

/// What a sentence says that a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Act {
    /// Position in the mentions' people.
    pub mention: usize,
    /// What they did.
    pub deed: Deed,
    /// The verb that decides.
    pub verb: Option<Span>,
    /// Position of the sentence in the passage.
    pub sentence: usize,
    /// Whether the person stands before the sentence's first verb.
    pub opening: bool,
}

/// Whose clause it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Unknown,
    Subject,
    Other,
}

/// Names that stand together.
#[derive(Debug, Clone, Default)]
struct Group {
    members: Vec<usize>,
    left: usize,
    right: usize,
}

/// What is carried through the clauses of a sentence, and from sentence to sentence.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the subject of its own")]
struct State {
    subject: Vec<usize>,
    right: usize,
    /// Whether the subject still waits for a verb.
    open: bool,
    /// Whether the clause before ended with the subject's names: the list may go on.
    list: bool,
    /// Whether the subject was named in an earlier sentence.
    carried: bool,
    /// Whether what is read is what somebody said.
    content: bool,
    /// `参加会议的有`: the verb of the names that follow.
    lister: Option<Verb>,
    /// Names behind 在 or 由 whose list goes on behind a comma: 在甲,乙陪同下.
    waiting: Option<(Group, Link)>,
    /// What the verb before made of its object: 选举甲为主任,乙为副主任.
    object: Option<Part>,
    /// Whether the subject stands before the sentence's first verb.
    opening: bool,
    /// Whether somebody has acted in the sentence.
    verbs: bool,
    /// Whether anything but names and their offices has stood in the sentence.
    told: bool,
}

/// Reads the acts of all sentences of a range.
pub(super) fn acts(passage: &Passage<'_>, mentions: &Mentions, range: Span) -> Vec<Act> {
    let mut reader = Reader {
        passage,
        mentions,
        names: Names::new(passage, mentions),
        acts: Vec::new(),
        state: State::default(),
        sentence: 0,
        buffer: Vec::new(),
    };
    for (number, sentence) in passage.sentences.iter().enumerate() {
        if sentence.span.lo() < range.hi() && range.lo() < sentence.span.hi() {
            reader.sentence(number, sentence, range);
        }
    }
    reader.acts
}

/// What is known while a clause is read.
#[derive(Debug)]
struct Walk {
    clause: Span,
    owner: Owner,
    /// The verb before, and whether it is the subject's.
    last: Option<(Verb, bool)>,
    /// A group that waits for its own verb.
    pending: Option<(Group, Link)>,
    /// What the subject's verb makes of an object that has not come yet.
    object: Option<Part>,
    /// Where the token before ends.
    since: usize,
}

impl Walk {
    fn verb(&self) -> Option<Span> {
        self.last.map(|(verb, _)| verb.span)
    }
}

struct Reader<'p, 'a> {
    passage: &'p Passage<'a>,
    mentions: &'p Mentions,
    names: Names<'p, 'a>,
    acts: Vec<Act>,
    state: State,
    sentence: usize,
    buffer: Vec<Token>,
}

impl Reader<'_, '_> {
    fn sentence(&mut self, number: usize, sentence: &Sentence, range: Span) {
        self.sentence = number;
        let carried = std::mem::take(&mut self.state.subject);
        self.state =
            State { carried: !carried.is_empty(), subject: carried, opening: true, ..State::default() };
        for clause in &sentence.clauses {
            let clause = self.passage.text.trim(Span::new(
                clause.lo().max(range.lo()),
                clause.hi().min(range.hi()).max(clause.lo().max(range.lo())),
            ));
            if clause.is_empty() {
                continue;
            }
            let mut buffer = std::mem::take(&mut self.buffer);
            tokens(self.passage, self.mentions, clause, &mut buffer);
            self.clause(clause, &buffer);
            self.buffer = buffer;
        }
        if let Some((group, _)) = self.state.waiting.take() {
            self.name(&group.members);
        }
        // 厂长甲,书记乙。: who holds which office, and nothing done.
        if !self.state.told && self.state.open && !self.state.carried {
            let members = std::mem::take(&mut self.state.subject);
            self.name(&members);
            self.state.open = false;
            self.state.subject = members;
        }
        // 改称采炭所,所长甲。: no verb can follow what ends the sentence.
        let last = sentence.clauses.last().map_or(0, |clause| clause.hi());
        let does = self.state.subject.iter().any(|&k| {
            let lo = self.mentions.people.get(k).map_or(0, |person| person.span.lo());
            ["主刀", "执刀", "主演", "主讲", "主编", "导演", "设计"]
                .iter()
                .any(|word| self.passage.ends(lo, word))
        });
        if !does && self.state.open && !self.state.carried && self.state.right >= last {
            let members = self.state.subject.clone();
            self.name(&members);
            self.state.open = false;
        }
        self.flush();
    }

    /// Whether a clause is nothing but names and their offices.
    fn only_names(&self, clause: Span, tokens: &[Token]) -> bool {
        let mut at = clause.lo();
        for token in tokens {
            let Token::Person(k) = *token else { return false };
            let entitled = self.mentions.people.get(k).is_some_and(|person| !person.titles.is_empty());
            if !entitled || self.names.left(k, at) > at + usize::from(at > clause.lo()) {
                return false;
            }
            at = self.names.right(k);
        }
        at == clause.hi()
    }

    /// One clause.
    fn clause(&mut self, clause: Span, tokens: &[Token]) {
        let mut walk = Walk {
            clause,
            owner: Owner::Unknown,
            last: None,
            pending: None,
            object: None,
            since: clause.lo(),
        };
        if let Some(waiting) = self.state.waiting.take() {
            walk.pending = Some(waiting);
            if !self.state.subject.is_empty() {
                walk.owner = Owner::Subject;
            }
        }
        self.state.told |= !self.only_names(clause, tokens);
        let mut t = 0;
        while let Some(token) = tokens.get(t) {
            match *token {
                Token::Person(first) => {
                    let (group, next) = self.group(tokens, t, first, &walk);
                    self.group_stands(&mut walk, group, tokens.get(next));
                    t = next;
                }
                Token::Verb(verb) => {
                    self.verb_stands(&mut walk, verb, &tokens[t + 1..]);
                    walk.since = verb.span.hi();
                    self.state.verbs = true;
                    t += 1;
                }
            }
        }
        let verb = walk.verb();
        let waits = walk.pending.as_ref().is_some_and(|(group, link)| {
            let rest = clause.hi().saturating_sub(group.right);
            let bare = rest == 0 || rest == 1 && self.passage.at(group.right) == '等';
            matches!(link, Link::At | Link::By) && bare && self.passage.at(clause.hi()) == ','
        });
        if waits {
            self.state.waiting = walk.pending.take();
        }
        self.object(clause, walk.pending.take(), verb);
        let goes_on = tokens.is_empty() && self.state.list && self.crowd(clause);
        if tokens.is_empty() && !goes_on && light(self.passage, self.mentions, clause) == Light::None {
            self.state.verbs = true;
            // …陪同。随行记者31人,为本市接待首例: another subject stands between.
            let counts = self
                .mentions
                .quantities
                .iter()
                .any(|q| clause.covers(q.span.lo()) && q.span.hi() == clause.hi());
            if self.state.carried && counts {
                self.state.subject.clear();
            }
        }
        self.state.list = goes_on
            || self.state.open
                && !self.state.subject.is_empty()
                && self.state.right >= clause.lo()
                && clause.hi().saturating_sub(self.state.right) <= 8;
        // Another's clause ends the subject, unless its list goes on.
        if walk.owner == Owner::Other && walk.last.is_some() && !self.state.list {
            self.flush();
            self.state.subject.clear();
        }
    }

    /// 县长甲,各乡镇负责人,有关部门代表参加会议: people told by what they are go on with a list of names.
    fn crowd(&self, clause: Span) -> bool {
        let end = clause.hi() - usize::from(self.passage.ends(clause.hi(), "等"));
        self.passage.ends_any(end, &lists::EVENT_CROWDS)
    }

    /// A group that met no verb of its own.
    fn object(&mut self, clause: Span, pending: Option<(Group, Link)>, verb: Option<Span>) {
        let Some((group, link)) = pending else { return };
        match link {
            Link::Object(Part::Report) => {
                let told = ["报告", "汇报", "说明", "介绍", "发言", "情况", "意见", "建议"];
                let tells =
                    (group.right..clause.hi()).any(|i| told.iter().any(|w| self.passage.begins(i, w)));
                self.parts(&group.members, if tells { Part::Report } else { Part::Mention }, verb);
            }
            Link::Object(part) => {
                self.parts(&group.members, part, verb);
                self.state.object = Some(part);
            }
            _ => self.name(&group.members),
        }
    }

    /// The names that stand together from token `t`; authorities that are only quoted are put aside.
    fn group(&mut self, tokens: &[Token], t: usize, first: usize, walk: &Walk) -> (Group, usize) {
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

    fn group_stands(&mut self, walk: &mut Walk, group: Group, next: Option<&Token>) {
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

    fn verb_stands(&mut self, walk: &mut Walk, verb: Verb, rest: &[Token]) {
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
        let fate = |deed: Deed| {
            matches!(deed, Deed::Part(Part::Appointed | Part::Removed | Part::Honoured | Part::Died))
        };
        // 决定对班长甲晋升两级工资: it is done to the one behind 对.
        if let Some((group, Link::To)) = &with
            && fate(verb.deed)
            && let Deed::Part(part) = verb.deed
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
            if verb.deed == Deed::Part(Part::Lead) && walk.pending.is_none() && with.is_none() {
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
    fn governs(&self, walk: &mut Walk, verb: &Verb, rest: &[Token]) -> bool {
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
    fn linked(&self, before: &Verb, verb: &Verb) -> bool {
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
    fn object_acts(part: Part, verb: &Verb) -> bool {
        match part {
            Part::Report => matches!(verb.deed, Deed::Part(Part::Report | Part::Speak) | Deed::Tell),
            Part::Lead | Part::TakePart | Part::Accompany => {
                !matches!(verb.deed, Deed::Actor | Deed::Named) && !verb.relative
            }
            _ => false,
        }
    }

    fn object_verb(&mut self, part: Part, verb: &Verb, members: &[usize]) {
        match (part, verb.deed) {
            (Part::TakePart | Part::Accompany, Deed::Part(Part::Lead) | Deed::Go | Deed::Rite) => {
                self.parts(members, part, Some(verb.span));
            }
            (Part::Report, _) => self.parts(members, Part::Report, Some(verb.span)),
            _ => self.assign(verb, members, false),
        }
    }

    /// `参加会议的有`, `出席庆典的领导有`: names follow.
    fn lists(&self, verb: &Verb, clause: Span, rest: &[Token]) -> bool {
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
    fn qualifies(&self, verb: &Verb, clause: Span, rest: &[Token]) -> bool {
        let end = self.edge(clause, verb, rest);
        let named = rest.iter().any(|token| matches!(token, Token::Person(_)));
        let near = end.saturating_sub(verb.span.hi()) <= 30;
        self.lists(verb, clause, rest) || named && near && self.passage.before(end) == '的'
    }

    /// Where the text after a verb ends: at the next name's title, or at the clause's end.
    fn edge(&self, clause: Span, verb: &Verb, rest: &[Token]) -> usize {
        let name = rest.iter().find_map(|token| match token {
            Token::Person(k) => Some(*k),
            Token::Verb(_) => None,
        });
        name.map_or(clause.hi(), |k| self.names.left(k, verb.span.hi()))
    }

    /// After 强调, 指出: what was said follows.
    fn said(&mut self, verb: &Verb, clause: Span, assigned: bool) {
        if verb.deed != Deed::Say {
            return;
        }
        let end = verb.span.hi();
        let ends = end >= clause.hi();
        let speaks = ends || matches!(self.passage.at(end), '要' | '必' | '应' | '各' | '“' | '全');
        if assigned || speaks {
            self.state.content = true;
        }
    }

    /// A name right before 参加, 出席 or 主持 ends what was said.
    /// Whether an office stands beside the first name of a group.
    fn entitled(&self, group: &Group) -> bool {
        let first = group.members.first().and_then(|&member| self.mentions.people.get(member));
        first.is_some_and(|person| !person.titles.is_empty())
    }

    fn resumes(group: &Group, next: &Token) -> bool {
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

    fn subject(&mut self, group: &Group) {
        self.flush();
        self.state.subject.clone_from(&group.members);
        self.state.right = group.right;
        self.state.open = true;
        self.state.carried = false;
        self.state.opening = !self.state.verbs;
    }

    /// A subject that met no verb of the lexicon.
    fn flush(&mut self) {
        if self.state.open && !self.state.carried {
            let members = self.state.subject.clone();
            let opening = self.state.opening;
            let deed = if self.suffers() { Deed::Named } else { Deed::Actor };
            for member in members {
                self.act(member, deed, None, opening);
            }
        }
        self.state.open = false;
    }

    /// 甲被揪斗, 甲因受贿被查处: what is done to the subject.
    fn suffers(&self) -> bool {
        let passage = self.passage;
        let right = self.state.right;
        if passage.begins(right, "受到") || passage.begins(right, "遭") {
            return true;
        }
        (right..right + 20)
            .take_while(|&i| !matches!(passage.at(i), ',' | '。' | ';' | '\n' | '\0'))
            .any(|i| self.done_to(i))
    }

    fn assign(&mut self, verb: &Verb, members: &[usize], opening: bool) {
        let mut deed = verb.deed;
        if deed == Deed::Part(Part::Appointed) && self.heads_team(verb) {
            deed = Deed::Part(Part::HeadTeam);
        }
        for &member in members {
            self.act(member, deed, Some(verb.span), opening);
        }
    }

    fn parts(&mut self, members: &[usize], part: Part, verb: Option<Span>) {
        for &member in members {
            self.act(member, Deed::Part(part), verb, false);
        }
    }

    fn name(&mut self, members: &[usize]) {
        for &member in members {
            self.act(member, Deed::Named, None, false);
        }
    }

    fn act(&mut self, mention: usize, deed: Deed, verb: Option<Span>, opening: bool) {
        self.acts.push(Act { mention, deed, verb, sentence: self.sentence, opening });
    }
}
