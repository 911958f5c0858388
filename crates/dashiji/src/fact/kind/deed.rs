//! What a word tells with the words around it: 获…奖, 施行…术, 成立大会在某地举行, a body behind 设, an office a person takes.
//!
//! In goes a place of a clause, out comes the type that the frame there tells, before any single word is asked. In `获首届博览会
//! 铜牌奖` the prize is what 获 governs, whatever stands between.

use super::{ADOPTED, BEFALLEN, DECIDED, EventType, GIVEN, ISSUED, Judge, LATER, REACH, Told, beginning};
use crate::fact::frame::Standing;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::Passage;
use crate::text::{Span, chars, is_han};

impl Judge<'_, '_> {
    /// What a word tells with the words around it, and where it ends: 政务局揭牌, 两家银行开业, 批准某市为试点, 成立大会在某地举行.
    pub(super) fn framed(&self, i: usize, clause: Span) -> Option<(Told, usize)> {
        let passage = self.passage;
        if !chars!("命揭开批确列定捐获夺摘捧膺打刷改创施实入设成进").has(passage.at(i))
        {
            return None;
        }
        let begins = |words: &[&str]| words.iter().find(|w| passage.begins(i, w)).map(|w| w.chars().count());
        let main = |kind, weight| Told { kind, weight, noun: false, standing: Standing::Main, at: i };
        if let Some(length) = begins(&["揭牌", "开业"])
            && !passage.begins_any(i + length, &lists::KIND_RITES)
        {
            let opening = self.frames.opening(clause);
            let bodies = &self.mentions.organizations;
            let opens =
                bodies.iter().any(|o| (opening..opening + 3).contains(&o.span.lo()) && o.span.hi() <= i);
            let near = bodies.iter().any(|o| o.span.hi() <= i && i - o.span.hi() <= 2);
            // …揭牌,副省长甲为中心揭牌: the rite is told.
            let until = passage.sentence(i).map_or(clause.hi(), |s| s.span.hi());
            let rite = (i + length..until).any(|k| passage.begins(k, "揭牌"));
            return (opens && near && !rite).then(|| (main(EventType::Institution, BEFALLEN), i + length));
        }
        if let Some(length) = begins(&["批准", "确定", "列", "定"]) {
            // 列车以…为, 定边县为…: the verb must stand by itself.
            let held = length == 1 && passage.hits.at(i).iter().any(|hit| hit.end > hit.start + 1)
                || length == 1 && !passage.bounds.open(i) && is_han(passage.before(i));
            let end = (i + length + 2..clause.hi().min(i + length + 12)).find(|&k| passage.at(k) == '为')?;
            if held {
                return None;
            }
            let place = self.mentions.places.iter().any(|p| p.span.lo() == i + length && p.span.hi() == end);
            let named = place || "市县镇区乡村".contains(passage.before(end));
            return named.then(|| (main(EventType::Status, BEFALLEN), end));
        }
        if passage.at(i) == '捐' && !is_tax(passage, i) && self.gives(i + 1, clause) {
            let standing = self.frames.standing(clause, Span::new(i, i + 1));
            return Some((Told { standing, ..main(EventType::Donation, GIVEN) }, i + 1));
        }
        // 获首届…博览会铜牌奖: what is won tells, whatever stands between.
        if matches!(passage.at(i), '获' | '夺' | '摘' | '捧' | '膺')
            && let Some(end) = self.prize(i, clause)
        {
            return Some((main(EventType::Award, BEFALLEN + 2), end));
        }
        // 被命名为“优秀共青团员”: an honour, no name of a place.
        if let Some(length) = begins(&["命名为", "命名"])
            && (i + length..clause.hi()).any(|k| passage.begins_any(k, &lists::KIND_HONOURS))
        {
            return Some((main(EventType::Award, BEFALLEN), i + length));
        }
        // 打破全国纪录, 创历史最高纪录.
        if let Some(length) = begins(&["打破", "刷新", "改写", "创造", "创"])
            && ["纪录", "记录"].iter().any(|word| (i..clause.hi()).any(|k| passage.begins(k, word)))
        {
            return Some((main(EventType::Result, ADOPTED + LATER), i + length));
        }
        // 施行断肢再植手术: the object says what is carried out.
        if let Some(length) = begins(&["施行", "实施"])
            && matches!(passage.before(clause.hi()), '术')
        {
            return Some((main(EventType::Result, BEFALLEN), i + length));
        }
        // 代表团由友谊关入境: guests, no enemy.
        if let Some(length) = begins(&["入境"])
            && ["一行", "代表团", "访问团", "考察团", "旅客", "游客"]
                .iter()
                .any(|word| (clause.lo()..i).any(|k| passage.begins(k, word)))
        {
            return Some((main(EventType::Exchange, ADOPTED), i + length));
        }
        // 设立“某某奖学金”: given, not founded.
        if let Some(length) = begins(&["设立", "捐设", "设"])
            && (i..clause.hi()).any(|k| {
                passage.word(k, &lists::KIND_BURSARIES).is_some_and(|word| {
                    let end = k + word.chars().count();
                    end == clause.hi() || matches!(passage.at(end), '”' | '0'..='9')
                })
            })
        {
            return Some((main(EventType::Donation, BEFALLEN), i + length));
        }
        if begins(&["成立大会"]).is_some() {
            let held = (i + 4..clause.hi()).any(|k| passage.begins(k, "举行") || passage.begins(k, "召开"));
            return held.then(|| (main(EventType::Meeting, ISSUED), i + 4));
        }
        // 书画展在文化馆开展: the exhibition opens; 运动在全县开展 is none.
        let exhibition = || (clause.lo()..i).any(|k| passage.at(k) == '展' && !passage.bounds.open(k));
        if begins(&["开展"]).is_some() && i + 2 == clause.hi() && exhibition() {
            return Some((main(EventType::Ceremony, ADOPTED), i + 2));
        }
        if begins(&["开放"]).is_some() && i + 2 == clause.hi() {
            return Some((main(EventType::Project, ADOPTED), i + 2));
        }
        // 解放军某部进驻县城: a force takes the place.
        let force = |k: usize| passage.begins_any(k, &lists::KIND_FORCES);
        // 解放军医疗队进驻疫区: they come to help.
        let help = |k: usize| passage.begins_any(k, &lists::KIND_HELP);
        let taken = begins(&["进驻", "进城"]).is_some() && (clause.lo()..i).any(force);
        if taken && !(clause.lo()..i).any(help) {
            return Some((main(EventType::Conflict, ADOPTED), i + 2));
        }
        None
    }

    /// Where the verb of winning at `i` ends, if what is won closes the clause or stands before its next verb: a prize, a medal, a title.
    fn prize(&self, i: usize, clause: Span) -> Option<usize> {
        let passage = self.passage;
        let held = passage.hits.at(i).iter().any(|hit| hit.end > hit.start + 1 && hit.is(Class::Word));
        let verb = passage.hits.longest(i, Class::TypeWord).map_or(i + 1, |hit| hit.span().hi());
        let won = |end: usize| {
            passage.hits.ending(end, Class::TypeWord).is_some_and(|hit| {
                hit.span().lo() >= verb
                    && passage.value(hit, Class::TypeWord).starts_with("award")
                    && passage.value(hit, Class::TypeWord).ends_with("noun")
            })
        };
        let reach = clause.hi().min(i + REACH / 8);
        let closes =
            (verb + 1..=reach).any(|end| (end == clause.hi() || passage.at(end) == '、') && won(end));
        let single = verb > i + 1 || !held;
        (single && closes).then_some(verb)
    }

    /// A body behind 设 makes the deed: 设同善堂.
    pub(super) fn opened(&self, i: usize) -> Option<Told> {
        let body = self.mentions.organizations.iter().any(|o| o.span.lo() == i + 1);
        let founds = matches!(self.passage.at(i), '设' | '置' | '立') && body && !is_doing(self.passage, i);
        let (kind, weight) = (EventType::Institution, DECIDED);
        founds.then_some(Told { kind, weight, noun: false, standing: Standing::Main, at: i })
    }

    /// Whether money stands at `at`: 捐3万美元, 捐人民币100万元, 捐银二百两.
    fn gives(&self, at: usize, clause: Span) -> bool {
        let from = at + self.passage.word(at, &lists::KIND_MONEY).map_or(0, |word| word.chars().count());
        let figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万两数".contains(c);
        from < clause.hi() && (figure(self.passage.at(from)) || from > at)
    }

    /// Whether the person named at `i` takes an office without a verb of the lexicon: 甲为化学系主任, 以甲为知州, 甲代理县长.
    pub(super) fn takes_post(&self, i: usize, end: usize, clause: Span) -> bool {
        let passage = self.passage;
        if !self.mentions.people.iter().any(|p| p.span.lo() == i) {
            return false;
        }
        let posted =
            passage.hits.ending(clause.hi(), Class::Post).is_some_and(|hit| hit.start as usize > end);
        passage.at(end) == '为' && posted
            || ["代理", "署理"].iter().any(|word| passage.begins(end, word))
                && passage.hits.ending(clause.hi(), Class::Post).is_some()
    }

    /// The type of a verb at `i` that befalls a person of the clause, and where it ends.
    pub(super) fn befallen(&self, i: usize, clause: Span) -> Option<(EventType, usize)> {
        let passage = self.passage;
        let hit = passage.hits.longest(i, Class::PartVerb)?;
        let noun = passage.hits.longest(i, Class::PartNoun).map_or(0, |hit| hit.end);
        if hit.end > clause.end || noun > hit.end {
            return None;
        }
        let value = passage.value(hit, Class::PartVerb);
        let (subject, object) = value.split_once(' ').unwrap_or((value, ""));
        let end = hit.end as usize;
        let people = &self.mentions.people;
        let near = |from: usize, to: usize| !beginning(people, from, to, |p| p.span).is_empty();
        let of = |word: &str| match word {
            "appointed" | "removed" => Some(EventType::Appointment),
            "died" => Some(EventType::Death),
            "honoured" => Some(EventType::Award),
            _ => None,
        };
        // 任国文部主任: whose record it is goes without saying.
        let elliptic = subject == "appointed"
            && i == self.frames.opening(clause)
            && passage.hits.ending(clause.hi(), Class::Post).is_some_and(|post| post.span().lo() > end);
        let before = of(subject).filter(|_| near(clause.lo(), i) || elliptic);
        // The object is a person's name with perhaps an office, or 的 of what they did.
        let behind = of(object).filter(|_| {
            near(end, clause.hi().min(end + 16))
                || (i.saturating_sub(6)..i).any(|k| passage.at(k) == '被') && near(clause.lo(), i)
        });
        before.or(behind).map(|kind| (kind, end))
    }
}

/// Whether a longer word of doing begins at `i`: 设置, 设立.
fn is_doing(passage: &Passage<'_>, i: usize) -> bool {
    passage.hits.at(i).iter().any(|hit| hit.span().len() > 1 && !hit.is(Class::Surname))
}

/// 征房捐三万元: whether 捐 at `i` ends the name of a tax.
pub(super) fn is_tax(passage: &Passage<'_>, i: usize) -> bool {
    chars!("房车盐亩厘杂苛税铺牙屠").has(passage.before(i))
}
