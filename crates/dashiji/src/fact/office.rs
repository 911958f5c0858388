//! Offices that a verb gives or takes: `甲任县长`, `免去甲副县长职务`, `甲生前系县二中教师`.
//!
//! In go the mentions of an entry; the titles that stand behind a linking verb are added to the persons they are said of. The recognizer of
//! persons finds titles beside a name; here the clause tells whose the title behind the verb is.

use super::TitleKind;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::person::{PersonMention, TitleMention};
use crate::recognize::{Mentions, Passage};
use crate::text::{Span, is_han};

/// How long an office may be.
const LONGEST: usize = 26;
/// How many offices one verb gives (任县委委员、常委、书记).
const MOST: usize = 6;
/// How many names of one list share an office (甲、乙任副县长).
const LIST: usize = 40;

/// Words that link an office to the name before them, beside the verbs of office.
const LINKS: [&str; 12] =
    ["生前系", "生前任", "生前为", "系", "历任", "署", "兼", "授", "补", "为", "被任命为", "被选为"];

/// Adds the offices that verbs give or take.
pub fn attach(passage: &Passage<'_>, mentions: &mut Mentions) {
    let mut added: Vec<(usize, Vec<TitleMention>)> = Vec::new();
    for k in 0..mentions.people.len() {
        let right = right_of(passage, mentions, k);
        let titles = behind_verb(passage, mentions, right)
            .or_else(|| object(passage, mentions, k, right))
            .or_else(|| told_of(passage, mentions, k).map(|title| vec![title]));
        let Some(titles) = titles.filter(|titles| !titles.is_empty()) else { continue };
        // 甲、乙和丙任副县长: the list shares it.
        let mut first = k;
        while first > 0 && k - first < LIST && joined(passage, mentions, first) {
            first -= 1;
        }
        added.extend((first..=k).map(|member| (member, titles.clone())));
    }
    for (k, titles) in added {
        let Some(person) = mentions.people.get_mut(k) else { continue };
        for title in titles {
            if !person.titles.iter().any(|known| known.span.overlaps(title.span)) {
                person.titles.push(title);
            }
        }
    }
    share_out(passage, mentions);
    taken_from(passage, mentions);
}

/// `甲任书记，免去其副县长职务`: the office that is taken from whom the sentence named last.
fn taken_from(passage: &Passage<'_>, mentions: &mut Mentions) {
    for at in passage.span.lo()..passage.span.hi() {
        if passage.at(at) != '其' || !passage.ends_any(at, &lists::PERSON_TAKES) {
            continue;
        }
        let Some(offices) = offices(passage, mentions, at + 1) else { continue };
        let person = mentions.people.iter_mut().rev().find(|person| person.span.hi() < at);
        let same = |person: &&mut crate::recognize::person::PersonMention| {
            !(person.span.hi()..at).any(|k| matches!(passage.at(k), '。' | ';' | '\n'))
        };
        if let Some(person) = person.filter(same) {
            person.titles.extend(offices);
        }
    }
}

/// `甲、乙分别担任主任和秘书长`, `甲、乙分任正、副组长`: as many offices as names, each its own.
fn share_out(passage: &Passage<'_>, mentions: &mut Mentions) {
    let mut first = 0;
    for k in 0..mentions.people.len() {
        if k > 0 && !joined(passage, mentions, k) {
            first = k;
        }
        let right = right_of(passage, mentions, k);
        let (count, at) = (k + 1 - first, right + if passage.begins(right, "同志") { 2 } else { 0 });
        if count < 2 || !passage.begins(at, "分别") && !passage.begins(at, "分任") {
            continue;
        }
        let Some(offices) = listed(passage, at + 2).filter(|offices| offices.len() == count) else {
            continue;
        };
        for (person, office) in mentions.people[first..=k].iter_mut().zip(offices) {
            person.titles.retain(|title| title.span.lo() < right);
            person.titles.push(office);
        }
    }
}

/// The offices of a list behind 分别 or 分任 and a verb of office, up to the end of the clause.
fn listed(passage: &Passage<'_>, at: usize) -> Option<Vec<TitleMention>> {
    let verb = passage.hits.longest(at, Class::PartVerb).map(|hit| hit.end as usize);
    // 分别被推选为会长、副会长.
    let passive = at + usize::from(passage.at(at) == '被');
    let verb = verb.or_else(|| passage.hits.longest(passive, Class::PartVerb).map(|hit| hit.end as usize));
    let from = verb.unwrap_or(at);
    let from = from + usize::from(passage.at(from) == '为');
    let end = passage.clause(from).map_or(from, Span::hi);
    let stop = (from..end).find(|&k| !is_han(passage.at(k)) && passage.at(k) != '、').unwrap_or(end);
    let mut offices = Vec::new();
    let mut left = from;
    for k in from..=stop {
        let parts = k == stop || lists::PERSON_LIST_JOINS.has(passage.at(k));
        let post = [Class::Post, Class::Academic, Class::Occupation]
            .into_iter()
            .find_map(|class| passage.hits.ending(k, class).filter(|hit| hit.start as usize >= left));
        if let Some(post) = post.filter(|_| parts) {
            let kind = if post.is(Class::Post) { TitleKind::Post } else { TitleKind::Occupation };
            let post = post.is(Class::Post).then(|| post.span());
            offices.push(TitleMention { span: Span::new(left, k), kind, post, body: None });
            left = k + 1;
        }
    }
    (left == stop + 1).then_some(offices)
}

/// Where a name ends with the titles right behind it.
fn right_of(passage: &Passage<'_>, mentions: &Mentions, k: usize) -> usize {
    let Some(person) = mentions.people.get(k) else { return 0 };
    let mut end = person.span.hi();
    for title in &person.titles {
        if title.span.lo() == end {
            end = title.span.hi();
        }
    }
    // 照观|法师|为某寺住持: what a monk is called beside his name.
    let called = passage.hits.longest(end, Class::Occupation);
    if let Some(called) = called.filter(|hit| passage.value(hit, Class::Occupation) == "ordained") {
        end = called.span().hi();
    }
    // 甲(蒙古)为主席, 甲(化名乙)任书记, 甲,原名乙,任县长.
    passage.gloss(end).or_else(|| past_aliases(passage, person)).unwrap_or(end)
}

/// The place behind the other names that stand behind a name, and the mark that closes them.
fn past_aliases(passage: &Passage<'_>, person: &PersonMention) -> Option<usize> {
    const BRACKET: usize = 32;
    let (name, last) = (person.span, person.aliases.last()?.span);
    let end = last.hi() + usize::from(passage.at(last.hi()) == '”');
    // (化名王铁,湖南长沙人)
    let mark = (name.hi()..last.lo()).rev().map(|i| passage.at(i)).find(|c| matches!(c, '(' | ')'));
    let close = match mark {
        Some('(') => (end..end + BRACKET).find(|&i| passage.at(i) == ')')?,
        _ => Some(end).filter(|&i| passage.at(i) == ',')?,
    };
    Some(close + 1)
}

/// Whether a name stands right behind the one before it in a list.
fn joined(passage: &Passage<'_>, mentions: &Mentions, k: usize) -> bool {
    let before = right_of(passage, mentions, k - 1);
    let Some(person) = mentions.people.get(k) else { return false };
    person.span.lo() == before + 1 && lists::PERSON_LIST_JOINS.has(passage.at(before))
}

/// The offices behind a verb that links them to the name that ends at `right`: 任县长, 为副书记, 不再担任县长, 生前系教师.
fn behind_verb(passage: &Passage<'_>, mentions: &Mentions, right: usize) -> Option<Vec<TitleMention>> {
    const ADVERBS: [&str; 12] =
        ["同时", "正式", "继续", "仍", "再次", "分别", "由", "改", "续", "先后", "曾", "现"];
    let mut at = right;
    if passage.begins(at, "同志") {
        at += 2;
    }
    // 甲、乙等9人为县委委员.
    if passage.at(at) == '等' {
        at += 1;
        let people = (at..at + 6).find(|&k| !passage.at(k).is_ascii_digit()).unwrap_or(at);
        if people > at && matches!(passage.at(people), '人' | '名' | '位') {
            at = people + 1 + if passage.begins(people + 1, "同志") { 2 } else { 0 };
        }
    }
    if let Some(word) = ADVERBS.iter().find(|word| passage.begins(at, word)) {
        at += word.chars().count();
    }
    // 以甲、乙为代表的一派: no office.
    if passage.hits.longest(at, Class::SetPhrase).is_some_and(|hit| passage.at(hit.end as usize) == '的') {
        return None;
    }
    // 甲以商会理事长身份应邀讲话.
    if passage.at(at) == '以'
        && let Some(end) = (at + 3..at + LONGEST).find(|&k| passage.begins(k, "身份"))
    {
        return Some(office_between(passage, at + 1, end).into_iter().collect());
    }
    let gives = |at: usize| {
        passage.hits.longest(at, Class::PartVerb).filter(|hit| {
            let value = passage.value(hit, Class::PartVerb);
            value.starts_with("appointed") || value.starts_with("removed")
        })
    };
    // 甲因工作变动辞去总经理职务.
    // 被免去县长职务.
    let undergoes = |at: usize| {
        passage.hits.longest(at, Class::PartVerb).filter(|hit| {
            let value = passage.value(hit, Class::PartVerb);
            passage.before(at) == '被' && (value.ends_with(" removed") || value.ends_with(" appointed"))
        })
    };
    let verb = gives(at).or_else(|| undergoes(at + 1)).or_else(|| {
        let why = matches!(passage.at(at), '因' | '由' | '从' | '在' | '于' | '经' | '以' | '被' | '奉');
        let end = passage.clause(at).map_or(at, Span::hi).min(at + 20);
        let next = mentions.people.partition_point(|p| p.span.lo() < at);
        let end = mentions.people.get(next).map_or(end, |p| end.min(p.span.lo()));
        if why { (at + 1..end).find_map(gives) } else { None }
    });
    let end = if let Some(hit) = verb {
        hit.end as usize
    } else {
        let word = LINKS.iter().find(|word| passage.begins(at, word))?;
        at + word.chars().count()
    };
    // 追认甲为烈士, 命名甲为模范: an honour, no office.
    let clause = passage.clause(right.saturating_sub(1)).map_or(0, Span::lo);
    let honoured = (right.saturating_sub(20).max(clause)..right).any(|i| {
        passage.hits.longest(i, Class::PartVerb).is_some_and(|hit| {
            hit.end as usize <= right && passage.value(hit, Class::PartVerb).ends_with(" honoured")
        })
    });
    if honoured && verb.is_none() {
        return None;
    }
    let end = end + usize::from(matches!(passage.at(end), '为' | '了'));
    offices(passage, mentions, end)
}

/// The offices of a name that is the object of a verb: 免去甲副县长职务, 恢复甲县委书记、县长等职务.
fn object(passage: &Passage<'_>, mentions: &Mentions, k: usize, right: usize) -> Option<Vec<TitleMention>> {
    let mut first = k;
    while first > 0 && k - first < LIST && joined(passage, mentions, first) {
        first -= 1;
    }
    let left = mentions.people.get(first)?;
    let left = left.titles.iter().map(|t| t.span.lo()).chain([left.span.lo()]).min()?;
    let governed = (left.saturating_sub(8)..left).any(|i| {
        passage.hits.longest(i, Class::PartVerb).is_some_and(|hit| {
            let value = passage.value(hit, Class::PartVerb);
            hit.end as usize <= left && (value.ends_with(" removed") || value.ends_with(" appointed"))
        })
    });
    if !governed || passage.at(right) == '等' {
        return None;
    }
    let at = right
        + if passage.begins(right, "同志") { 2 } else { 0 }
        + usize::from(matches!(passage.at(right), '的' | '原'));
    offices(passage, mentions, at)
}

/// 院长为高崇民, 西北分院院长是马锡五: the office that is said to be his.
fn told_of(passage: &Passage<'_>, mentions: &Mentions, k: usize) -> Option<TitleMention> {
    let at = mentions.people.get(k)?.span.lo();
    let link = at
        .checked_sub(1)
        .filter(|&link| matches!(passage.at(link), '为' | '是') && passage.span.lo() <= link)?;
    let post = passage.hits.ending(link, Class::Post).filter(|post| post.span().len() > 1)?.span();
    let deputy = passage.hits.ending(post.lo(), Class::PostPrefix).map(|prefix| prefix.span());
    let from = deputy.map_or(post.lo(), super::super::text::Span::lo);
    let body = mentions.organizations.iter().find(|body| body.span.hi() == from).map(|body| body.span);
    let start = body.map_or(from, super::super::text::Span::lo);
    Some(TitleMention { span: Span::new(start, link), kind: TitleKind::Post, post: Some(post), body })
}

/// The offices that begin at `from`, divided by 、 and 和; empty where none does.
fn offices(passage: &Passage<'_>, mentions: &Mentions, from: usize) -> Option<Vec<TitleMention>> {
    let mut titles = Vec::new();
    let mut at = from;
    while titles.len() < MOST {
        let Some(title) = office(passage, mentions, at) else { break };
        at = title.span.hi();
        titles.push(title);
        if !matches!(passage.at(at), '、' | '和' | '兼' | '及') {
            break;
        }
        at += 1;
    }
    // 任县委书记甲…: the office is the next name's.
    let next = mentions.people.partition_point(|p| p.span.lo() < at);
    let others = mentions.people.get(next).is_some_and(|p| p.span.lo() == at);
    (!others && !titles.is_empty()).then_some(titles)
}

/// The office between two places, where a post ends at the second: 商会理事长|身份.
fn office_between(passage: &Passage<'_>, from: usize, end: usize) -> Option<TitleMention> {
    let post = passage.hits.ending(end, Class::Post).filter(|hit| hit.start as usize >= from)?;
    let han = (from..end).all(|k| is_han(passage.at(k)));
    han.then(|| TitleMention {
        span: Span::new(from, end),
        kind: TitleKind::Post,
        post: Some(post.span()),
        body: None,
    })
}

/// The office that begins at `from`: up to the first post with a mark, 职务, 、 or the like behind it.
fn office(passage: &Passage<'_>, mentions: &Mentions, from: usize) -> Option<TitleMention> {
    const STOPS: [&str; 14] =
        ["职务", "一职", "之职", "职", "期间", "等", "后", "以来", "并", "时", "兼", "和", "及", "的"];
    let known =
        |class: Class, end: usize| passage.hits.ending(end, class).filter(|hit| hit.start as usize >= from);
    for end in from + 1..=from + LONGEST {
        let here = passage.at(end - 1);
        if !is_han(here) && !matches!(here, '(' | ')') && !here.is_ascii_alphanumeric() {
            return None;
        }
        let named = mentions.people.iter().any(|p| p.span.lo() < end && p.span.hi() >= end);
        if named {
            return None;
        }
        let next = passage.at(end);
        // 某寺住持(方丈): another word for the office.
        let glossed = next == '('
            && known(Class::Post, end).is_some()
            && (end + 2..end + 8)
                .find(|&k| passage.at(k) == ')')
                .and_then(|close| passage.hits.ending(close, Class::Post))
                .is_some_and(|post| post.start as usize == end + 1);
        let stops =
            glossed || !is_han(next) && next != '(' || STOPS.iter().any(|word| passage.begins(end, word));
        if !stops {
            continue;
        }
        let post = known(Class::Post, end);
        let kind = if post.is_some() {
            TitleKind::Post
        } else if known(Class::Academic, end).is_some() {
            TitleKind::Academic
        } else if known(Class::Occupation, end).is_some() {
            TitleKind::Occupation
        } else {
            continue;
        };
        // 调驻外使馆任参赞: the office is what stands behind the last verb of office.
        let from = (from + 1..end)
            .rev()
            .find(|&k| {
                passage.at(k - 1) == '任'
                    && k - 1 > from
                    && !passage.hits.at(k - 2).iter().any(|hit| hit.end as usize >= k && hit.span().len() > 1)
            })
            .unwrap_or(from);
        let span = Span::new(from, end);
        let body =
            mentions.organizations.iter().find(|o| o.span.lo() == from && o.span.hi() < end).map(|o| o.span);
        return Some(TitleMention { span, kind, post: post.copied().map(Hit::span), body });
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::document::Given;
    use crate::lexicon::Lexicon;

    /// The titles of each person of a text's first entry.
    fn titles(text: &str) -> Vec<String> {
        let given = Given { period: Some("1987".to_owned()), ..Given::default() };
        let reading = crate::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap();
        let Some(record) = reading.records.first() else { return Vec::new() };
        let told = |p: &crate::fact::PersonRecord| {
            let titles: Vec<&str> = p.titles.iter().map(|t| t.text.as_str()).collect();
            format!("{} {}", p.name, titles.join("+"))
        };
        record.people.iter().map(told).collect()
    }

    #[test]
    fn an_office_behind_a_verb_is_the_persons() {
        for (text, want) in [
            ("3月5日，免去赵国安副县长职务。", "赵国安 副县长"),
            ("3月5日，孙明理辞去县长职务。", "孙明理 县长"),
            ("3月5日，李长河不再担任县教育局局长。", "李长河 县教育局局长"),
            ("3月5日，经国务院批准，许允谷为省水利厅副厅长。", "许允谷 省水利厅副厅长"),
            ("3月5日，恢复周启明县委书记、县长等职务。", "周启明 县委书记+县长"),
        ] {
            assert_eq!(titles(text), [want], "{text}");
        }
    }
}
