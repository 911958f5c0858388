//! Who held, issued, sent or founded: the organisers of an entry, with their role.
//!
//! In go the bodies of an entry; out come those that the first sentences, or else the headline, tell as the ones who
//! acted: `省委、省政府召开专题会议` (both convene), `省长某某主持召开省政府常务会议` (省政府), `由某大学主办、某公司承办`
//! (host, undertake), `《某海关关于…的通告》发布` (the customs house in the title).

use super::Field;
use super::frame::{Frames, Standing};
use super::organization::{before_meeting, full_name};
use super::{OrganizerRecord, OrganizerRole};
use crate::confidence::{Doubt, Ground, Tally};
use crate::document::Setting;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::recognize::lattice::Kind;
use crate::recognize::organization::{self, OrganizationKind, OrganizationMention};
use crate::recognize::{Mentions, Passage, Sentence};
use crate::text::{Span, chars};

/// How many sentences of the body are looked at.
const SENTENCES: usize = 2;
/// How many clauses of a sentence are asked for their subjects.
const CLAUSES: usize = 16;

/// The bodies that held, issued, sent or founded, in the order of the text.
pub fn organizers(passage: &Passage<'_>, mentions: &Mentions, setting: &Setting) -> Vec<OrganizerRecord> {
    let finder = Finder { passage, mentions, frames: Frames::new(passage, mentions) };
    let headline = passage.headline.and_then(|h| passage.sentence(h.lo()));
    let body = passage
        .sentences
        .iter()
        .filter(|sentence| passage.headline.is_none_or(|headline| sentence.span.lo() >= headline.hi()));
    let mut found: Vec<(Span, OrganizerRole)> = Vec::new();
    let mut nth = 0;
    for (number, sentence) in body.take(SENTENCES).chain(headline).enumerate() {
        found = finder.sentence(sentence);
        nth = number;
        // 夜，市场火灾。消防队出动…: who is sent to what the first sentence tells has not held it.
        let second = number == 1 && passage.headline.is_none();
        found.retain(|(span, role)| *role != OrganizerRole::Send || !second && !struck(passage, *span));
        if !found.is_empty() {
            break;
        }
    }
    let mut records: Vec<OrganizerRecord> = Vec::new();
    for (span, role) in found {
        let text = passage.slice(span);
        if !records.iter().any(|record| record.text == text) {
            records.push(OrganizerRecord {
                text: text.to_owned(),
                name: full_name(passage, span, setting),
                role,
                start: span.start,
                end: span.end,
                doubt: doubt(passage, mentions, span, nth).map(Box::new),
            });
        }
    }
    records
}

/// How sure an organizer is: as a body, and as the one who acts.
fn doubt(passage: &Passage<'_>, mentions: &Mentions, span: Span, number: usize) -> Option<Doubt> {
    let named = mentions.doubts.tally(span, Kind::Body);
    let place = mentions.places.iter().any(|place| place.span == span);
    let headline = passage.headline.is_some_and(|headline| headline.contains(span));
    let tally = Tally::of(Field::Organizer)
        .when(named.is_none() && !place, Ground::OrganizerOwn)
        .when(headline, Ground::OrganizerHeadline)
        .when(number > 0 && !headline, Ground::OrganizerSecond);
    let rivals = named.map(|(_, rivals)| rivals.to_vec());
    tally.doubt(|| rivals.unwrap_or_default())
}

/// Whether a word of disaster stands before a body in its entry: who is sent out to a fire has not held it.
fn struck(passage: &Passage<'_>, body: Span) -> bool {
    const SURE: i32 = 60;
    let sure = |value: &str| {
        let mut words = value.split(' ');
        words.next() == Some("disaster")
            && words.next().and_then(|weight| weight.parse().ok()).is_some_and(|weight: i32| weight >= SURE)
    };
    (passage.span.lo()..body.lo()).any(|i| {
        passage
            .hits
            .longest(i, Class::TypeWord)
            .is_some_and(|hit| hit.end <= body.start && sure(passage.value(hit, Class::TypeWord)))
    })
}

/// What tells the kind of a body.
const KINDS: ClassSet = ClassSet::of(&[Class::OrgSuffix, Class::BodySuffix, Class::Department]);

struct Finder<'a, 'b> {
    passage: &'a Passage<'b>,
    mentions: &'a Mentions,
    frames: Frames<'a, 'b>,
}

impl Finder<'_, '_> {
    /// The organisers a sentence tells.
    fn sentence(&self, sentence: &Sentence) -> Vec<(Span, OrganizerRole)> {
        let mut found = self.subjects_of(sentence);
        let (mut i, end) = (sentence.span.lo(), sentence.span.hi());
        while i < end {
            if let Some(next) = self.frames.name_end(i).filter(|next| *next > i) {
                i = next;
                continue;
            }
            let Some(hit) = self.passage.hits.longest(i, Class::OrganizerVerb).copied() else {
                i += 1;
                continue;
            };
            let verb = hit.span();
            i = verb.hi();
            if self.passage.value(&hit, Class::OrganizerVerb) == "none" {
                continue;
            }
            let role = role(self.passage.value(&hit, Class::OrganizerVerb));
            if role == OrganizerRole::Found && !self.frames.has_object(verb.hi()) {
                continue;
            }
            // 由甲主办、乙承办的赛会: told of in whatever phrase.
            let hosts = matches!(role, OrganizerRole::Host | OrganizerRole::Undertake);
            if !hosts && self.standing(sentence, verb) != Standing::Main {
                continue;
            }
            let mut bodies = self.subjects(sentence, verb.lo());
            if bodies.is_empty() && matches!(role, OrganizerRole::Convene | OrganizerRole::Host) {
                bodies.extend(
                    self.meeting_object(sentence, verb).or_else(|| self.meeting_subject(sentence, verb)),
                );
            }
            if bodies.is_empty() && role == OrganizerRole::Issue {
                bodies.extend(self.document_subject(sentence, verb.lo()));
            }
            found.extend(bodies.into_iter().map(|span| (span, role)));
        }
        // Who hosts is told more exactly by 主办 and 承办 than by what the clause tells of the host.
        found.sort_by_key(|(span, role)| {
            (
                span.start,
                !matches!(role, OrganizerRole::Host | OrganizerRole::Undertake | OrganizerRole::Send),
            )
        });
        found
    }

    /// How a verb stands in its clause.
    fn standing(&self, sentence: &Sentence, verb: Span) -> Standing {
        let clause = sentence.clauses.iter().find(|clause| clause.contains(verb));
        clause.map_or(Standing::Main, |clause| self.frames.standing(*clause, verb))
    }

    /// The bodies with which a clause begins, and what their main verb makes of them: 县委从实际出发,决定…; 市卫健委向社会发布….
    fn subjects_of(&self, sentence: &Sentence) -> Vec<(Span, OrganizerRole)> {
        let mut found = Vec::new();
        let mut subject: Option<(Vec<Span>, usize)> = None;
        for clause in sentence.clauses.iter().take(CLAUSES) {
            // 经县委研究决定,任命…: who decided.
            if let Some(bodies) = self.decides(*clause) {
                found.extend(bodies.into_iter().map(|span| (span, OrganizerRole::Issue)));
                continue;
            }
            if self.frames.is_scene(*clause) {
                continue;
            }
            let leading = self.leading(*clause);
            let from = match &leading {
                Some((_, end)) => *end,
                // 院长某人主持: another's deed.
                None if self.other_acts(*clause) => {
                    subject = None;
                    continue;
                }
                // The subject goes on where the next clause has none of its own.
                None if subject.is_some() => self.frames.opening(*clause),
                None => continue,
            };
            if leading.is_some() {
                subject = leading;
            }
            let Some((bodies, _)) = &subject else { continue };
            let opened = self.passage.ends(bodies.first().map_or(0, |b| b.lo()), "由");
            let qualifies = opened && (from..clause.hi().min(from + 40)).any(|i| self.passage.at(i) == '的');
            match self.governs(*clause, from).filter(|role| !qualifies || *role == OrganizerRole::Host) {
                Some(role) => {
                    found.extend(bodies.iter().map(|span| (*span, role)));
                    subject = None;
                }
                // 受国家科委委托,主持召开…: the subject's own deed follows.
                None if self.charged(*clause, from) => {}
                // Another deed than an organizer's is the body's.
                None if self.acts(*clause, from) => subject = None,
                None => {}
            }
        }
        found
    }

    /// Whether a clause only tells by whom its subject is charged with what follows: 受省卫生厅委托.
    fn charged(&self, clause: Span, from: usize) -> bool {
        matches!(self.passage.at(from), '受' | '应')
            && self.passage.ends_any(clause.hi(), &lists::ORGANIZER_CHARGED)
    }

    /// The bodies of a clause that only tells by whose decision what follows is done: 经校党委讨论决定.
    fn decides(&self, clause: Span) -> Option<Vec<Span>> {
        let at = self.frames.opening(clause);
        if !self.passage.begins(at, "经") || !self.passage.ends(clause.hi(), "决定") {
            return None;
        }
        let (bodies, end) = self.leading_from(at + 1, clause)?;
        (end + 12 > clause.hi()).then_some(bodies)
    }

    /// Whether a clause begins with a person, or the title of one.
    fn other_acts(&self, clause: Span) -> bool {
        let at = self.frames.opening(clause);
        let people = &self.mentions.people;
        let near = people.partition_point(|p| p.span.lo() < at);
        people[near..]
            .iter()
            .take(1)
            .any(|p| p.span.lo() == at || p.titles.iter().any(|title| title.span.lo() == at))
    }

    /// The bodies a clause begins with, behind its date and 会上, 随后 or 由, and where they end.
    fn leading(&self, clause: Span) -> Option<(Vec<Span>, usize)> {
        let passage = self.passage;
        let mut at = self.frames.opening(clause);
        if let Some(word) = ["会上", "会议期间", "随后", "同时", "当晚", "会后", "为此", "并由", "由"]
            .iter()
            .find(|w| passage.begins(at, w))
        {
            at += word.chars().count();
        }
        self.leading_from(at, clause)
    }

    /// The bodies that stand from `at` on, and where they end.
    fn leading_from(&self, at: usize, clause: Span) -> Option<(Vec<Span>, usize)> {
        let passage = self.passage;
        let mut at = at;
        if let Some((body, end)) = self.assembly(at, clause) {
            return Some((vec![body], end));
        }
        let mut bodies = Vec::new();
        loop {
            let mention = self.mention_starting(at).filter(|mention| mention.span.hi() <= clause.hi());
            let town = || {
                let place = self.mentions.places.iter().find(|place| place.span.lo() == at)?;
                let whole = "省市县区镇乡".contains(passage.before(place.span.hi()));
                (whole && bodies.is_empty() && self.holds(place.span.hi())).then_some(place.span)
            };
            let Some(span) = mention
                .filter(|m| !self.numbered(m.span))
                .filter(|m| {
                    m.kind != OrganizationKind::Team
                        && (m.kind != OrganizationKind::Site || !bodies.is_empty())
                })
                .map(|m| m.span)
                .or_else(town)
                .or_else(|| self.own(at))
            else {
                break;
            };
            // 县委书记甲, 县政府的通知: no subject.
            // 市委书记办公会: the body is part of a post.
            let post = passage.hits.has(span.hi(), Class::Post);
            // 国务院各部委: those under it.
            if post || self.entitles(span) || matches!(passage.at(span.hi()), '的' | '各') {
                break;
            }
            bodies.push(span);
            at = span.hi();
            let joiner = ["、", "和", "与", "及", "会同", "联合", "以及", "暨", "携手"].iter().find(|word| {
                passage.begins(at, word) && self.mention_starting(at + word.chars().count()).is_some()
            });
            match joiner {
                Some(word) => at += word.chars().count(),
                None if self.mention_starting(at).is_some() => {}
                None => break,
            }
        }
        if bodies.is_empty() {
            return None;
        }
        // 等8个单位, 等部门.
        if passage.at(at) == '等' {
            let units = ["单位", "部门", "机构", "家", "委办局", "团体"];
            at = (at + 1..clause.hi().min(at + 10))
                .find_map(|k| units.iter().find(|u| passage.begins(k, u)).map(|u| k + u.chars().count()))
                .unwrap_or(at + 1);
        }
        Some((bodies, at))
    }

    /// 中共十届三中|全会: the number is the meeting's, and the party holds every one of them.
    fn numbered(&self, body: Span) -> bool {
        self.passage.ends(body.hi(), "中")
            && "一二三四五六七八九".contains(self.passage.before(body.hi().saturating_sub(1)))
    }

    /// 县第五届职工代表大会|一次会议: the assembly with its term, and where the words for its meeting end.
    fn assembly(&self, at: usize, clause: Span) -> Option<(Span, usize)> {
        const BODIES: [&str; 10] = [
            "代表大会",
            "常务委员会",
            "委员会",
            "常委会",
            "理事会",
            "全国委员会",
            "职代会",
            "人大",
            "政协",
            "党代会",
        ];
        let passage = self.passage;
        let numeral =
            |k: usize| passage.at(k).is_ascii_digit() || "一二三四五六七八九十".contains(passage.at(k));
        let reach = clause.hi().min(at + 14);
        let term = (at + 1..reach).find(|&k| passage.at(k) == '届' && numeral(k - 1))?;
        if (at..term).any(|k| !crate::text::is_han(passage.at(k)) && !numeral(k)) {
            return None;
        }
        let next = |k: usize| numeral(k) || passage.at(k) == '第' && numeral(k + 1);
        let end = (term + 3..clause.hi().min(term + 18))
            .find(|&k| next(k) && BODIES.iter().any(|word| passage.ends(k, word)))?;
        let number = (end..clause.hi().min(end + 8)).find(|&k| passage.at(k) == '次')?;
        let meets = (number..clause.hi().min(number + 12))
            .find(|&k| passage.ends(k, "会议") || passage.ends(k, "全会"))?;
        Some((Span::new(at, end), meets))
    }

    /// The end of 学校, 本院, 我厂 at `at`: how the body whose chronicle it is calls itself.
    fn own_name(&self, at: usize) -> Option<usize> {
        let passage = self.passage;
        let told = passage.word(at, &lists::BODY_CALLS_ITSELF).map(|word| at + word.chars().count());
        let ours = || {
            let unit = lists::BODY_OWN_UNITS.has(passage.at(at + 1))
                || chars!("会店行司区县市镇乡村处馆").has(passage.at(at + 1));
            (matches!(passage.at(at), '本' | '我') && unit).then_some(at + 2)
        };
        told.or_else(ours)
    }

    /// 学校, 本院, 港务局 at the head of a clause: the body whose chronicle it is, by its kind alone.
    fn own(&self, at: usize) -> Option<Span> {
        let passage = self.passage;
        // 客车, 科技: what is a firm only in a list of bodies is no kind of one.
        let part = |hit: &Hit| passage.value(hit, Class::OrgSuffix) == "listed";
        let kind = |hit: &&Hit| hit.classes.meets(KINDS) && hit.end > hit.start + 1 && !part(hit);
        let kinds = || passage.hits.at(at).iter().filter(kind).map(|hit| hit.end as usize).max();
        let end = self.own_name(at).or_else(kinds)?;
        (passage.bounds.open(end) || matches!(passage.at(end), '第' | '受' | '应' | '以'))
            .then(|| Span::new(at, end))
    }

    /// Whether a body is part of a person's title.
    fn entitles(&self, span: Span) -> bool {
        let people = &self.mentions.people;
        let near = people.partition_point(|p| p.span.lo() < span.hi());
        people[near..].iter().take(2).flat_map(|p| &p.titles).any(|title| title.span.overlaps(span))
    }

    /// Whether a verb of holding stands at `at`, perhaps behind an adverb.
    fn holds(&self, at: usize) -> bool {
        (at..at + 3).any(|k| {
            self.passage.hits.longest(k, Class::OrganizerVerb).is_some_and(|hit| {
                self.passage.value(hit, Class::OrganizerVerb) == "convene"
                    && (self.passage.begins(k, "召") || self.passage.begins(k, "举"))
            })
        })
    }

    /// What the first main verb of a body's clause makes of the body, from where the body ends.
    fn governs(&self, clause: Span, from: usize) -> Option<OrganizerRole> {
        let passage = self.passage;
        let mut i = from;
        while i < clause.hi() {
            if let Some(end) = self.frames.name_end(i).filter(|end| *end > i) {
                i = end;
                continue;
            }
            // 被授予, 获…颁发: the body undergoes it; 由某人: somebody else does.
            // 批准逮捕, 依法逮捕: what a court or office does to somebody holds and issues nothing.
            let against = passage.hits.longest(i, Class::OrganizerVerb);
            if against.is_some_and(|hit| passage.value(hit, Class::OrganizerVerb) == "none") {
                return None;
            }
            if matches!(passage.at(i), '被' | '受' | '获' | '由' | '荣') && passage.bounds.open(i) {
                return None;
            }
            let verb = passage.hits.longest(i, Class::OrganizerVerb).filter(|hit| hit.end <= clause.end);
            // 县劝学所将书院改为小学堂.
            if i == from
                && matches!(passage.at(i), '将' | '把')
                && self.remakes(Span::new(i + 1, clause.hi()))
            {
                return Some(OrganizerRole::Issue);
            }
            // 县劳务办组织的首趟专列开出.
            if i == from && passage.begins(i, "组织的") {
                return Some(OrganizerRole::Convene);
            }
            // 市局、市公司组成检查组6个.
            if i == from && passage.begins(i, "组成") && self.forms(i + 2, clause.hi()) {
                return Some(OrganizerRole::Found);
            }
            let frame = self.frames.word(i).filter(|(_, end)| *end <= clause.hi());
            let deciding = frame.filter(|(value, _)| *value == "decides");
            let holding = frame.filter(|(value, _)| *value == "holds");
            if let Some(hit) = verb
                && deciding.is_none_or(|(_, end)| end <= hit.end as usize)
            {
                let span = hit.span();
                let role = role(passage.value(hit, Class::OrganizerVerb));
                let founds = role != OrganizerRole::Found || self.frames.has_object(span.hi());
                // 市文化局举办的画展开幕: held by whom the verb stands right behind.
                let holds = i == from
                    && passage.at(span.hi()) == '的'
                    && matches!(role, OrganizerRole::Convene | OrganizerRole::Host);
                if founds && (holds || self.frames.standing(clause, span) == Standing::Main) {
                    // 启动Ⅲ级应急响应: ordered, not held.
                    let response = passage.begins(i, "启动")
                        && (span.hi()..clause.hi())
                            .any(|k| passage.begins(k, "响应") || passage.begins(k, "预案"));
                    return Some(if response { OrganizerRole::Issue } else { role });
                }
                i = span.hi();
                continue;
            }
            if let Some((_, end)) = deciding {
                if self.frames.standing(clause, Span::new(i, end)) == Standing::Main {
                    return Some(self.decided(clause, end));
                }
                i = end;
                continue;
            }
            if let Some((_, end)) = holding
                && self.frames.standing(clause, Span::new(i, end)) == Standing::Main
                && (i == from || !passage.begins(i, "组织") || passage.bounds.open(i))
            {
                return Some(OrganizerRole::Convene);
            }
            // 省政府委甲为县长, 省政府令各县….
            if i == from && matches!(passage.at(i), '委' | '令' | '饬' | '谕') {
                return Some(OrganizerRole::Issue);
            }
            // 省政府派某某为县长, but not 派员参加.
            if i == from && passage.at(i) == '派' && !passage.begins_any(i, &lists::ORGANIZER_NO_SENDING) {
                return Some(OrganizerRole::Send);
            }
            // 第九次会议通过《…》.
            let adopts = passage.hits.longest(i, Class::StageVerb).filter(|hit| {
                // 校学位委员会审议通过新增博士点方案.
                let whole = i == from && hit.end > hit.start + 2;
                matches!(passage.value(hit, Class::StageVerb), "adopted" | "issued")
                    && (whole || matches!(passage.at(hit.end as usize), '《' | '了'))
            });
            if let Some(hit) = adopts {
                let adopted = passage.value(hit, Class::StageVerb) == "adopted";
                return Some(if adopted { OrganizerRole::Convene } else { OrganizerRole::Issue });
            }
            i += 1;
        }
        // 县医院15名医护人员奔赴…: it sent them.
        let number = (from..clause.hi()).take_while(|&k| passage.at(k).is_ascii_digit()).count();
        let unit = from + number + usize::from(passage.at(from + number) == '余');
        let sends = number > 0
            && matches!(passage.at(unit), '名' | '人')
            && (unit..clause.hi()).any(|k| passage.begins_any(k, &lists::ORGANIZER_SETS_OUT));
        if sends {
            return Some(OrganizerRole::Send);
        }
        // 将应急响应提升至Ⅱ级.
        let response = (from..clause.hi()).any(|k| passage.begins(k, "应急响应"));
        response.then_some(OrganizerRole::Issue)
    }

    /// Whether one thing is made another in a stretch: 改为, 改称, 并入, 移交.
    fn remakes(&self, span: Span) -> bool {
        (span.lo()..span.hi().min(span.lo() + 30))
            .any(|k| self.passage.begins_any(k, &lists::ORGANIZER_MAKES) && self.passage.bounds.open(k))
    }

    /// Whether a group that is formed stands behind 组成.
    fn forms(&self, at: usize, end: usize) -> bool {
        (at + 1..=end.min(at + 14)).any(|k| {
            ["组", "团", "队", "专班", "小分队"].iter().any(|word| self.passage.ends(k, word))
                && !crate::text::is_han(self.passage.at(k))
        })
    }

    /// 决定成立: founds; any other decision is issued.
    fn decided(&self, clause: Span, end: usize) -> OrganizerRole {
        let founds = (end..clause.hi().min(end + 4)).any(|i| {
            self.passage.hits.longest(i, Class::OrganizerVerb).is_some_and(|hit| {
                self.passage.value(hit, Class::OrganizerVerb) == "found"
                    && self.frames.has_object(hit.end as usize)
            })
        });
        if founds { OrganizerRole::Found } else { OrganizerRole::Issue }
    }

    /// Whether a clause tells a deed of another kind.
    fn acts(&self, clause: Span, from: usize) -> bool {
        (from..clause.hi()).any(|i| {
            self.passage.hits.longest(i, Class::TypeWord).is_some_and(|hit| {
                let value = self.passage.value(hit, Class::TypeWord);
                hit.end <= clause.end && !value.starts_with("none") && !value.ends_with("noun")
            })
        })
    }

    fn mention_ending(&self, end: usize) -> Option<&OrganizationMention> {
        self.mentions.organizations.iter().find(|mention| mention.span.hi() == end)
    }

    fn mention_starting(&self, start: usize) -> Option<&OrganizationMention> {
        self.mentions.organizations.iter().find(|mention| mention.span.lo() == start)
    }

    /// Adverbs and places between a subject and its verb: 联合, 正式, 在郑州.
    fn skip_back(&self, sentence: &Sentence, end: usize) -> usize {
        const ADVERBS: [&str; 40] = [
            "联合",
            "正式",
            "共同",
            "分别",
            "隆重",
            "先后",
            "近日",
            "日前",
            "同时",
            "主持",
            "组织",
            "决定",
            "研究",
            "再次",
            "首次",
            "紧急",
            "迅速",
            "及时",
            "已",
            "又",
            "还",
            "将",
            "均",
            "并",
            "也",
            "在此",
            "陆续",
            "相继",
            "专门",
            "当日",
            "当天",
            "同日",
            "今日",
            "当晚",
            "专题",
            "负责同志",
            "负责人",
            "主要领导",
            "领导班子",
            "党政领导",
        ];
        let mut at = end;
        for _ in 0..6 {
            let before = at;
            if let Some(word) = ADVERBS.iter().find(|words| self.passage.ends(at, words)) {
                at -= word.chars().count();
            }
            // 在 and what it leads: a place, a site, any short phrase.
            let window = at.saturating_sub(30).max(sentence.span.lo());
            if let Some(k) = (window..at).rev().find(|&k| {
                (self.passage.at(k) == '在' || self.passage.at(k) == '于') && self.passage.bounds.open(k)
            }) {
                let clear = !(k..at).any(|j| matches!(self.passage.at(j), ',' | '。' | ';' | '《' | '》'));
                let by_whom = || ADVERBS.iter().any(|words| self.passage.ends(k, words));
                let led =
                    self.mention_ending(k).is_some() || before != at || self.is_place(k + 1, at) || by_whom();
                if clear && led {
                    at = k;
                }
            }
            if let Some(time) = self.mentions.times.iter().find(|time| time.span.hi() == at) {
                at = time.span.lo();
            }
            if at == before {
                break;
            }
        }
        at.max(sentence.span.lo())
    }

    fn is_place(&self, start: usize, end: usize) -> bool {
        self.mentions.places.iter().any(|place| place.span.lo() == start && place.span.hi() <= end)
    }

    /// The bodies directly before a verb: 省委、省政府|召开.
    fn subjects(&self, sentence: &Sentence, verb: usize) -> Vec<Span> {
        let mut at = self.skip_back(sentence, verb);
        let mut bodies = Vec::new();
        while let Some(mention) =
            self.mention_ending(at).filter(|m| m.span.lo() >= sentence.span.lo() && !self.numbered(m.span))
        {
            if mention.kind == OrganizationKind::Team || mention.kind == OrganizationKind::Site {
                break;
            }
            bodies.push(mention.span);
            let start = mention.span.lo();
            let before = self.passage.before(start);
            let joined = matches!(before, '、' | '和' | '与' | '及')
                || self.passage.ends(start, "会同")
                || self.passage.ends(start, "联合");
            at = if joined {
                start
                    - if self.passage.ends(start, "会同") || self.passage.ends(start, "联合") {
                        2
                    } else {
                        1
                    }
            } else if self.mention_ending(start).is_some() {
                start
            } else {
                break;
            };
        }
        // 由本院与省生物学会|筹办: the one whose chronicle it is, before a body that it acts with.
        if let Some(first) = bodies.last().map(|first| first.lo())
            && at < first
            && at + 1 == first
            && let Some(own) = (at.saturating_sub(4)..at).find(|&k| self.own_name(k) == Some(at))
        {
            bodies.push(Span::new(own, at));
        }
        // 5月10日,学校召开…: the body whose chronicle it is, by what it is.
        if bodies.is_empty()
            && let Some(length) =
                self.passage.word_before(at, &lists::BODY_CALLS_ITSELF).map(|word| word.chars().count())
            && let Some(clause) = sentence.clauses.iter().find(|clause| clause.covers(at - length))
            && self.leads(clause.lo(), at - length)
        {
            return vec![Span::new(at - length, at)];
        }
        // What 在, 到, 对 lead is no subject.
        let led = bodies.last().is_some_and(|first| {
            let start = first.lo();
            [
                "在", "于", "到", "对", "向", "为", "从", "受", "给", "听取", "往", "的", "提请", "报请",
                "邀请", "委托", "授权", "请示", "建议", "被", "获", "荣获", "按照", "落实", "贯彻", "根据",
                "学习", "传达", "遵照", "执行", "经", "报", "按", "与", "同", "和",
            ]
            .iter()
            .any(|words| self.passage.ends(start, words))
        });
        if led {
            return Vec::new();
        }
        bodies.reverse();
        bodies
    }

    /// 主持召开|省政府|常务会议: the body whose meeting is held, where the sentence tells of nothing else first.
    fn meeting_object(&self, sentence: &Sentence, verb: Span) -> Option<Span> {
        let mention = self.mention_starting(verb.hi())?;
        if !before_meeting(self.passage, mention.span.hi()) || mention.kind == OrganizationKind::Team {
            return None;
        }
        let other = (sentence.span.lo()..verb.lo()).any(|k| {
            self.passage.at(k) == '并' && self.passage.bounds.open(k)
                || ["调研", "检查", "视察", "督导", "慰问", "考察", "指导"]
                    .iter()
                    .any(|words| self.passage.begins(k, words))
        });
        (!other).then_some(mention.span)
    }

    /// 省十三届人大常委会|第十六次会议在郑州|召开: the body whose meeting is the subject.
    fn meeting_subject(&self, sentence: &Sentence, verb: Span) -> Option<Span> {
        let clause = sentence.clauses.iter().find(|clause| clause.contains(verb))?;
        self.mentions
            .organizations
            .iter()
            .filter(|mention| !self.numbered(mention.span))
            .filter(|mention| clause.contains(mention.span) && mention.span.hi() <= verb.lo())
            .find(|mention| {
                mention.span.lo().saturating_sub(clause.lo()) <= 24
                    && self.leads(clause.lo(), mention.span.lo())
                    && before_meeting(self.passage, mention.span.hi())
                    && mention.kind != OrganizationKind::Team
            })
            .map(|mention| mention.span)
            .or_else(|| self.conference(*clause, verb))
    }

    /// 政协清河县|十一届一次会议|召开: the conference by the region behind its name.
    fn conference(&self, clause: Span, verb: Span) -> Option<Span> {
        let start = (clause.lo()..verb.lo())
            .find(|&k| self.passage.begins(k, "政协") && self.leads(clause.lo(), k))?;
        let numbered = |c: char| c == '第' || c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let end = (start + 4..start + 14)
            .find(|&k| "省市县区州旗盟".contains(self.passage.before(k)) && numbered(self.passage.at(k)))?;
        let meets =
            (end..verb.lo()).any(|k| self.passage.begins(k, "会议") || self.passage.begins(k, "全会"));
        meets.then(|| Span::new(start, end))
    }

    /// Whether only dates and blanks stand before a clause's first body.
    fn leads(&self, from: usize, start: usize) -> bool {
        let mut at = from;
        while at < start {
            if let Some(time) = self.mentions.times.iter().find(|time| time.span.lo() == at) {
                at = time.span.hi().max(at + 1);
            } else if self.passage.at(at).is_whitespace() || matches!(self.passage.at(at), ',' | ')' | '】')
            {
                at += 1;
            } else {
                return false;
            }
        }
        true
    }

    /// A document that is issued: the body before its title (省委一号文件《…》发布), or the one its title begins with.
    fn document_subject(&self, sentence: &Sentence, verb: usize) -> Option<Span> {
        let titled = self
            .mentions
            .titled
            .iter()
            .rfind(|titled| sentence.span.contains(titled.span) && titled.span.hi() < verb)?;
        let gap = verb.checked_sub(titled.span.hi() + 1)?;
        let clear = gap <= 20
            && !(titled.span.hi() + 1..verb).any(|k| matches!(self.passage.at(k), ',' | '。' | ';'));
        if !clear {
            return None;
        }
        let open = titled.span.lo().saturating_sub(1);
        let before = self.mentions.organizations.iter().find(|mention| {
            let end = mention.span.hi();
            end <= open
                && sentence.span.contains(mention.span)
                && (end == open
                    || ["一号文件", "文件", "制定的", "起草的", "印发的", "的"]
                        .iter()
                        .any(|words| self.passage.begins(end, words) && end + words.chars().count() == open))
        });
        before.map(|mention| mention.span).or_else(|| organization::leading(self.passage, titled.span))
    }
}

fn role(value: &str) -> OrganizerRole {
    match value {
        "issue" => OrganizerRole::Issue,
        "send" => OrganizerRole::Send,
        "host" => OrganizerRole::Host,
        "undertake" => OrganizerRole::Undertake,
        "found" => OrganizerRole::Found,
        _ => OrganizerRole::Convene,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Given;
    use crate::lexicon::Lexicon;

    /// The organisers of a text's first entry, with their roles, in a chronicle of 湖南省 for June 2019.
    fn organizers(text: &str) -> Vec<String> {
        let given = Given {
            region: Some("湖南省".to_owned()),
            period: Some("2019-06".to_owned()),
            ..Given::default()
        };
        let reading = crate::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap();
        let Some(record) = reading.records.first() else { return Vec::new() };
        record.organizers.iter().map(|o| format!("{} {:?}", o.text, o.role).to_lowercase()).collect()
    }

    #[test]
    fn those_who_act_in_the_first_sentence_are_organisers() {
        let cases: [(&str, &[&str]); 28] = [
            ("6月3日，省委、省政府召开防汛工作会议。", &["省委 convene", "省政府 convene"]),
            ("6月3日，省长钱某主持召开省政府常务会议，研究防汛工作。", &["省政府 convene"]),
            ("6月3日，省十三届人大常委会第二次会议在长沙以视频形式召开。", &["省十三届人大常委会 convene"]),
            ("6月3日，省防汛专班工作调度会在长沙召开。", &["省防汛专班 convene"]),
            ("6月3日，省委组织部印发《关于做好防汛工作的通知》。", &["省委组织部 issue"]),
            ("6月3日，《长沙海关促进外贸八条措施》正式出台。", &["长沙海关 issue"]),
            ("6月3日，省委一号文件《关于做好三农工作的意见》发布。", &["省委 issue"]),
            (
                "6月3日，由省体育局主办、湘潭市人民政府承办的龙舟赛在湘潭举行。",
                &["省体育局 host", "湘潭市人民政府 undertake"],
            ),
            (
                "6月3日，县公安局、检察院、法院联合发布《通告》。",
                &["县公安局 issue", "检察院 issue", "法院 issue"],
            ),
            ("6月3日，县委在县城召开党代会。", &["县委 convene"]),
            ("6月3日，省领导钱某到长沙检查防汛工作，并主持召开湘江保护协调机制第一次会议。", &[]),
            ("6月3日，省长钱某主持召开全省防汛电视电话会议。", &[]),
            ("6月3日，省第二批医疗队出征仪式在省卫健委举行。", &[]),
            ("6月3日，按照党中央部署，企业开工。", &[]),
            ("6月3日，经省编办批复，医院更名。", &[]),
            ("6月3日，湘潭县水利局成立。", &[]),
            ("6月3日，县政府成立水利局。", &["县政府 found"]),
            ("6月3日，县委决定，从下月起停建楼馆。", &["县委 issue"]),
            ("6月3日，县委、县政府制发《关于护林的规定》。", &["县委 issue", "县政府 issue"]),
            ("6月3日，省卫健委依法发布通告。", &["省卫健委 issue"]),
            ("6月3日，省公安厅向社会发布提示。", &["省公安厅 issue"]),
            ("6月3日，省教育厅会同省财政厅出台《资助办法》。", &["省教育厅 issue", "省财政厅 issue"]),
            ("6月3日，省文化厅、省体育局等8个单位联合举办文化节。", &["省文化厅 host", "省体育局 host"]),
            ("6月3日，应省政府邀请，法国客人来湘访问。", &["省政府 host"]),
            ("6月3日，本院派出医疗队到安化县。", &["本院 send"]),
            ("6月3日，省学位委员会审议通过设点方案。", &["省学位委员会 convene"]),
            ("6月3日，县医院送花圈，院长钱某主持追悼会。", &[]),
            ("6月3日，省委召开大会，宣读国务院批准设立新区的批复。", &["省委 convene"]),
        ];
        for (text, want) in cases {
            assert_eq!(organizers(text), want, "{text}");
        }
    }
}
