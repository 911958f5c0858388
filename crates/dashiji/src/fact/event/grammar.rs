//! Sentences -> acts: which verb decides for which person.
//!
//! A group of names (甲、乙和丙) is the subject of the verb that follows, across commas where only names stood, and stays
//! the subject until another is named: `县委书记甲到乙镇检查,并讲话`. A group behind 在, 由, 与, 向 has its own verb or none:
//! `甲在乙陪同下视察` gives 视察 to 甲 and 陪同 to 乙. What follows 强调 or 指出 is what was said, where nobody acts.

mod around;
mod deed;
mod group;

use super::name::Names;
use super::opening::{Light, Link, light};
use super::verb::{Deed, Token, Verb, tokens};
use crate::fact::Part;
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
