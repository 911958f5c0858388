//! A clause -> its tokens: named persons and the verbs that decide what they did.
//!
//! In goes a clause with its lexicon hits; out come [`Token`]s. `省委书记甲出席会议并讲话` gives a person, 出席 (attend) and
//! 讲话 (speak). A word that only holds such a verb (主持人, 座谈会, 决策部署) is no token, nor is what stands inside a title, an
//! organisation's name, 《》 or “”.

use crate::fact::Part;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::recognize::{Mentions, Passage};
use crate::text::{Span, Words, chars, is_han};

/// What a verb makes of its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// A part, plainly.
    Part(Part),
    /// Speaks, unless the person chairs or leads; what follows is what was said.
    Say,
    /// Speaks, unless the person chairs or leads.
    Deploy,
    /// Reports, unless the person chairs or leads.
    Tell,
    /// Leads, unless another verb gives the person a part.
    Go,
    /// Leads where it opens the event, takes part elsewhere.
    Rite,
    /// Leads in an event that is no meeting.
    Office,
    /// Signs for a party: attends, unless the person leads.
    Sign,
    /// Acted from afar.
    Absent,
    /// Did what no verb of the lexicon says.
    Actor,
    /// Only named.
    Named,
}

/// A verb as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb {
    /// The verb; for a light verb up to the noun that it governs (作…报告).
    pub span: Span,
    /// What it makes of its subject.
    pub deed: Deed,
    /// What it makes of a person who is its object.
    pub object: Option<Part>,
    /// Whether 的 follows: it qualifies a noun.
    pub relative: bool,
}

/// A piece of a clause that the grammar reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A named person, by position in the mentions.
    Person(usize),
    /// A verb.
    Verb(Verb),
}

/// The part of a word of the contract.
pub(super) fn part(word: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| part.name() == word)
}

fn deed(word: &str) -> Deed {
    match word {
        "say" => Deed::Say,
        "deploy" => Deed::Deploy,
        "tell" => Deed::Tell,
        "go" => Deed::Go,
        "rite" => Deed::Rite,
        "office" => Deed::Office,
        "sign" => Deed::Sign,
        "absent" => Deed::Absent,
        _ => part(word).map_or(Deed::Actor, Deed::Part),
    }
}

/// The tokens of a clause, in order.
pub(super) fn tokens(passage: &Passage<'_>, mentions: &Mentions, clause: Span, out: &mut Vec<Token>) {
    out.clear();
    let people = &mentions.people;
    let organizations = &mentions.organizations;
    let mut person = people.partition_point(|p| p.span.lo() < clause.lo());
    let mut organization = organizations.partition_point(|o| o.span.hi() <= clause.lo());
    // The titles of the person before and the next, and of which person.
    let (mut titles, mut seen): (Vec<Span>, _) = (Vec::new(), None);
    // Inside 就…, 对…, 围绕… a verb before 工作 or 情况 is a noun.
    let mut topic = false;
    let mut i = clause.lo();
    while i < clause.hi() {
        while people.get(person).is_some_and(|p| p.span.lo() < i) {
            person += 1;
        }
        if let Some(here) = people.get(person).filter(|p| p.span.lo() == i) {
            out.push(Token::Person(person));
            i = here.span.hi().max(i + 1);
            continue;
        }
        // Titles of the next person hold posts, not verbs.
        if seen != Some(person) {
            let near =
                people.get(person).into_iter().chain(person.checked_sub(1).and_then(|p| people.get(p)));
            titles.clear();
            titles
                .extend(near.flat_map(|p| &p.titles).map(|title| title.span).filter(|span| !span.is_empty()));
            seen = Some(person);
        }
        if let Some(title) = titles.iter().find(|title| title.lo() == i) {
            i = title.hi();
            continue;
        }
        while organizations.get(organization).is_some_and(|o| o.span.hi() <= i) {
            organization += 1;
        }
        // 甲任县财政局局长: the office that was read begins inside 任县.
        let inside = |o: &Span| {
            let titles =
                person.checked_sub(1).and_then(|p| people.get(p)).into_iter().flat_map(|p| &p.titles);
            titles.into_iter().any(|t| t.span.lo() > o.lo() && t.span.lo() < o.hi() && t.span.hi() > o.hi())
        };
        if let Some(body) = organizations
            .get(organization)
            .filter(|o| o.span.lo() == i && o.span.len() > 2 && !inside(&o.span))
        {
            i = body.span.hi().min(people.get(person).map_or(usize::MAX, |p| p.span.lo())).max(i + 1);
            continue;
        }
        match passage.at(i) {
            '《' => i = closing(passage, i, '》', clause.hi()),
            '“' => i = closing(passage, i, '”', clause.hi()),
            '在' | '于' => {
                let free = people.get(person).map_or(usize::MAX, |p| p.span.lo());
                i = occasion(passage, i, clause.hi(), free).unwrap_or(i + 1);
            }
            '就' | '围'
                if !passage
                    .hits
                    .longest(i, Class::PartVerb)
                    .is_some_and(|hit| hit.span().len() > 1 && hit.end <= clause.end) =>
            {
                topic = true;
                let free = people.get(person).map_or(usize::MAX, |p| p.span.lo());
                i = subject_matter(passage, i, clause.hi().min(free)).unwrap_or(i + 1);
            }
            '为' => {
                let free = people.get(person).map_or(usize::MAX, |p| p.span.lo());
                i = benefit(passage, i, clause.hi().min(free)).unwrap_or(i + 1);
            }
            c => {
                match c {
                    '对' => topic = true,
                    '进' | '作' | '予' => topic = false,
                    _ => {}
                }
                if !may_be_word(passage, i) {
                    i += 1;
                    continue;
                }
                // A verb never reaches into the next person's title.
                let free = people
                    .get(person)
                    .into_iter()
                    .flat_map(|p| p.titles.iter().map(|t| t.span.lo()).chain([p.span.lo()]))
                    .filter(|&lo| lo > i)
                    .min();
                let limit = clause.hi().min(free.unwrap_or(usize::MAX));
                i = word(passage, i, Span::new(clause.lo(), limit), topic, out);
            }
        }
    }
}

/// What a token or the end of one begins with.
const WORDS: ClassSet = ClassSet::of(&[Class::PartVerb, Class::PartNoun]);

/// Words by which an office is given up with leave.
static GRANTS: Words = Words::new(&["接受", "批准", "同意", "准许", "准予"]);

/// Whether a verb, a noun or a word of leave may begin at `i`: at most characters none does.
fn may_be_word(passage: &Passage<'_>, i: usize) -> bool {
    passage.hits.classes(i).meets(WORDS) || passage.begins_any(i, &GRANTS)
}

/// Takes the word at `i`, a token where it is a verb, and gives back where to go on.
fn word(passage: &Passage<'_>, i: usize, clause: Span, topic: bool, out: &mut Vec<Token>) -> usize {
    let longest = |class: Class| {
        let within = |hit: &&Hit| hit.is(class) && hit.end as usize <= clause.hi();
        passage.hits.at(i).iter().filter(within).max_by_key(|hit| hit.end)
    };
    // 视频连线会见: 会 belongs to the next verb.
    let cut = |hit: &&Hit| {
        let end = hit.end as usize;
        !(passage.before(end) == '会' && matches!(passage.at(end), '见' | '谈' | '晤'))
    };
    let (verb, noun) = (longest(Class::PartVerb), longest(Class::PartNoun).filter(cut));
    if let Some(end) = granted(passage, i) {
        let span = Span::new(i, end);
        out.push(Token::Verb(Verb { span, deed: Deed::Actor, object: Some(Part::Removed), relative: false }));
        return end;
    }
    let hit = match (verb, noun) {
        (Some(verb), Some(noun)) if noun.end > verb.end => return noun.end as usize,
        (Some(verb), _) => verb,
        (None, Some(noun)) => return noun.end as usize,
        (None, None) => return i + 1,
    };
    let end = hit.end as usize;
    let value = passage.value(hit, Class::PartVerb);
    // 甲署知县, 甲卒: a character that is a word only right behind a name.
    let bare = matches!(passage.at(i), '署' | '卒' | '薨' | '补' | '辞' | '捐') && hit.span().len() == 1
        || passage.begins(i, "合作");
    if bare && !out.last().is_some_and(|token| matches!(token, Token::Person(_))) {
        return end;
    }
    if value == "light" {
        let Some((head, part)) = governed(passage, end, clause.hi()) else {
            if passage.begins(i, "发表") {
                let deed = Deed::Part(Part::Lead);
                out.push(Token::Verb(Verb { span: hit.span(), deed, object: None, relative: false }));
            }
            return end;
        };
        let span = Span { start: hit.start, end: head.end };
        let relative = passage.at(head.end as usize) == '的';
        out.push(Token::Verb(Verb { span, deed: Deed::Part(part), object: None, relative }));
        return head.end as usize;
    }
    let (subject, object) = value.split_once(' ').unwrap_or((value, ""));
    let verb = Verb {
        span: hit.span(),
        deed: deed(subject),
        object: part(object),
        relative: matches!(passage.at(end), '的' | '者') || passage.begins(end, "了的"),
    };
    // 遇难|矿工甲, 离休|干部乙: what befell a person stands before the word for what they are.
    if end == clause.hi()
        && matches!(verb.deed, Deed::Part(Part::Died | Part::Removed | Part::Honoured))
        && verb.object.is_none_or(|part| Deed::Part(part) == verb.deed)
        && entitles(passage, end)
    {
        return end;
    }
    // 签署第五号令: an act of office, no party's signature.
    let order = verb.deed == Deed::Sign
        && (end..clause.hi().min(end + 8)).any(|k| passage.at(k) == '令' && passage.before(k) != '指');
    let verb = if order { Verb { deed: Deed::Part(Part::Lead), ..verb } } else { verb };
    let verb = if verb.deed == Deed::Part(Part::Chair) { work(passage, verb) } else { verb };
    let named = matches!(out.last(), Some(Token::Person(_)));
    if !nominal(passage, &verb, topic, named) {
        out.push(Token::Verb(verb));
    }
    end
}

/// Whether a word for what people are begins at `at`: 矿工, 干部.
fn entitles(passage: &Passage<'_>, at: usize) -> bool {
    passage.hits.has(at, Class::Occupation) || passage.hits.has(at, Class::Collective)
}

/// Where 接受 ends in 接受甲辞去县长职务的请求: who asked to leave an office and was let go.
fn granted(passage: &Passage<'_>, i: usize) -> Option<usize> {
    let word = passage.word(i, &GRANTS)?;
    let end = i + word.chars().count();
    let until = passage.clause(i)?.hi().min(end + 30);
    let asked = (end..until).any(|k| ["辞去", "辞职", "请辞"].iter().any(|word| passage.begins(k, word)));
    asked.then_some(end)
}

/// 主持完成, 主持研制: a work is led, no meeting chaired.
fn work(passage: &Passage<'_>, verb: Verb) -> Verb {
    // 主持县委工作: an office in all but name.
    let end = verb.span.hi();
    let office = (end..end + 10)
        .take_while(|&i| is_han(passage.at(i)) || passage.at(i) == '、')
        .any(|i| passage.begins(i, "工作") && !is_han(passage.at(i + 2)));
    if office
        && ["委", "府", "部", "局", "院", "校", "全面", "日常"]
            .iter()
            .any(|w| (end..end + 8).any(|i| passage.begins(i, w)))
    {
        return Verb { deed: Deed::Part(Part::Appointed), ..verb };
    }
    let end = verb.span.hi();
    let Some(work) = passage.word(end, &lists::EVENT_WORKS) else { return verb };
    let after = end + work.chars().count();
    let relative = (after..after + 3).any(|i| passage.at(i) == '的');
    let deed = if relative { Deed::Named } else { Deed::Part(Part::Lead) };
    Verb { deed, relative, ..verb }
}

/// The noun that a light verb governs, and the part it makes: 作…报告.
fn governed<'p>(passage: &'p Passage<'_>, from: usize, limit: usize) -> Option<(&'p Hit, Part)> {
    let mut i = from;
    let mut found = None;
    while i < limit.min(from + 60) {
        match passage.at(i) {
            '《' => {
                i = closing(passage, i, '》', limit);
                // 作《政府工作报告》: what the title ends with, unless a noun follows (作题为《…》的讲话).
                let last = passage.hits.ending(i - 1, Class::PartNoun).filter(|_| passage.before(i) == '》');
                if let Some((hit, part)) =
                    last.and_then(|hit| Some((hit, part(passage.value(hit, Class::PartNoun))?)))
                    && part == Part::Report
                {
                    found = Some((hit, part));
                }
            }
            '“' => i = closing(passage, i, '”', limit),
            '并' | ',' | '、' => break,
            _ => {
                let noun = passage.hits.longest(i, Class::PartNoun).filter(|hit| hit.end as usize <= limit);
                let Some(hit) = noun else {
                    i += 1;
                    continue;
                };
                let value = passage.value(hit, Class::PartNoun);
                if let Some(part @ (Part::Speak | Part::Report)) = part(value) {
                    found = Some((hit, part));
                    // 作动员部署讲话: the last of a row of such nouns.
                    if passage.hits.longest(hit.end as usize, Class::PartNoun).is_none() {
                        break;
                    }
                }
                i = hit.end as usize;
            }
        }
    }
    found
}

/// One past the mark that closes what opens at `i`, within 80 characters; else one past `i`.
fn closing(passage: &Passage<'_>, i: usize, mark: char, limit: usize) -> usize {
    (i + 1..limit.min(i + 80)).find(|&k| passage.at(k) == mark).map_or(i + 1, |k| k + 1)
}

/// One past 上 of `在…会上`, `在…仪式上`: what stands in between names an occasion.
fn occasion(passage: &Passage<'_>, i: usize, limit: usize, free: usize) -> Option<usize> {
    let end = limit.min(i + 60).min(free);
    (i + 2..end)
        .find(|&k| {
            matches!(passage.at(k), '时' | '中')
                && passage.at(k + 1) == ','
                && !matches!(passage.before(k), '同' | '其' | '及' | '按' | '小' | '届' | '准')
                || matches!(passage.at(k), '上' | '中' | '间' | '后' | '前' | '时')
                    && (matches!(passage.before(k), '会' | '议' | '式' | '礼' | '坛' | '谈' | '赛')
                        || passage.ends(k, "活动")
                        || passage.ends(k, "现场"))
        })
        .map(|k| k + 1)
}

/// Where the verb of `为获奖单位颁奖`, `为队员送行` begins: what stands in between is for whom.
fn benefit(passage: &Passage<'_>, i: usize, limit: usize) -> Option<usize> {
    (i + 1..limit.min(i + 20)).find(|&k| {
        let verb = passage.hits.longest(k, Class::PartVerb);
        let noun = passage.hits.longest(k, Class::PartNoun);
        verb.is_some_and(|hit| {
            noun.is_none_or(|noun| noun.end <= hit.end)
                && matches!(deed(passage.value(hit, Class::PartVerb)), Deed::Rite | Deed::Part(Part::SeeOff))
        })
    })
}

/// Where the verb of `就防汛检查等工作提出要求`, `围绕招商进行座谈` begins: what stands in between is what it is about.
fn subject_matter(passage: &Passage<'_>, i: usize, limit: usize) -> Option<usize> {
    const VERBS: [&str; 14] = [
        "提出", "进行", "作了", "作出", "发表", "交换", "交流", "展开", "讲话", "发言", "汇报", "致辞",
        "表示", "作",
    ];
    let preposition = passage.begins(i, "围绕")
        || passage.at(i) == '就'
            && !chars!("地是业诊读任职近绪座医").has(passage.at(i + 1))
            && !matches!(passage.before(i), '成' | '造');
    if !preposition {
        return None;
    }
    (i + 2..limit.min(i + 60)).find(|&k| {
        VERBS.iter().any(|w| passage.begins(k, w)) && !matches!(passage.before(k), '工' | '合' | '操' | '运')
    })
}

/// Whether the verb stands as a noun: 的检查, 检查组, 就检查工作….
fn nominal(passage: &Passage<'_>, verb: &Verb, topic: bool, named: bool) -> bool {
    let (start, end) = (verb.span.lo(), verb.span.hi());
    let (before, after) = (passage.before(start), passage.at(end));
    let company = verb.deed == Deed::Part(Part::Accompany);
    // The last character of 何敬之 is no 之 of the language.
    if (before == '的' || before == '之' && !named) && !company {
        return true;
    }
    if topic && ["工作", "情况", "任务", "问题", "事宜", "活动"].iter().any(|w| passage.begins(end, w))
    {
        return true;
    }
    // 出席20余人, 参加会议60人: how many came, not that the subject did.
    let counted = matches!(verb.deed, Deed::Part(Part::Attend | Part::TakePart | Part::SitIn))
        && (end..end + 7).find(|&k| !chars!("会议代表人员大共约达有的者").has(passage.at(k))).is_some_and(
            |k| {
                passage.at(k).is_ascii_digit()
                    && (k..k + 8).any(|j| matches!(passage.at(j), '人' | '名' | '位'))
            },
        );
    if counted {
        return true;
    }
    // 宣读论文40篇: how many were read.
    let heard = matches!(verb.deed, Deed::Part(Part::ReadOut | Part::Speak | Part::Report))
        && passage.begins_any(end, &lists::EVENT_PAPERS);
    if heard && (end + 2..end + 5).any(|k| passage.at(k).is_ascii_digit()) {
        return true;
    }
    // 牺牲3人: how many died.
    if verb.deed == Deed::Part(Part::Died)
        && (after.is_ascii_digit() || chars!("一二两三四五六七八九十百数多").has(after))
    {
        return true;
    }
    // 旁听庭审: a court's public, no meeting's.
    if verb.deed == Deed::Part(Part::SitIn)
        && (end..end + 20)
            .take_while(|&k| !matches!(passage.at(k), ',' | '。' | ';' | '\0'))
            .any(|k| passage.begins(k, "庭审") || passage.begins(k, "审理"))
    {
        return true;
    }
    match verb.deed {
        Deed::Part(Part::Lead | Part::Speak | Part::Report | Part::Attend)
        | Deed::Rite
        | Deed::Tell
        | Deed::Sign => {
            if before == '为' && verb.deed == Deed::Part(Part::Lead) {
                return true;
            }
            if passage.at(start) == '签' && ["代表团", "仪式"].iter().any(|w| passage.begins(end, w)) {
                return true;
            }
            let noun = match after {
                '组' => passage.at(end + 1) != '织',
                '员' => passage.at(end + 1) != '工',
                '团' => !matches!(passage.at(end + 1), '结' | '省' | '市' | '县' | '中' | '委'),
                '会' => !matches!(passage.at(end + 1), '议' | '场' | '员' | '展' | '同' | '见' | '计'),
                // 签字者副校长甲: those who did it follow; 来访者要求… is of nobody named.
                '者' => matches!(verb.deed, Deed::Tell),
                '稿' => true,
                '人' => verb.deed == Deed::Part(Part::Attend) && passage.at(end + 1) == '员',
                _ => false,
            };
            let light = matches!(passage.at(start), '作' | '做' | '发' | '致');
            let told = !light
                && matches!(verb.deed, Deed::Part(Part::Speak | Part::Report) | Deed::Tell)
                && ["情况", "工作", "重要", "听取", "书面"].iter().any(|w| passage.ends(start, w));
            noun || told
        }
        // 随行记者31人: who they are.
        Deed::Part(Part::Accompany) if passage.begins(start, "随行") && entitles(passage, end) => true,
        Deed::Part(Part::Chair | Part::TakePart | Part::SitIn | Part::Accompany) => {
            after == '人' && passage.at(end + 1) == '员'
        }
        Deed::Say => {
            matches!(before, '按' | '和') || passage.ends(start, "工作") || passage.ends(start, "有关")
        }
        _ => false,
    }
}
