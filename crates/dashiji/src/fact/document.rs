//! Documents and publications of an entry: kind, short form, number, issuer, stage and its date.
//!
//! In go the titles that were recognized, out comes one record a title, in the order of first mention, its short forms among
//! its mentions. The stage is read from the verb beside the title (`审议通过《…》`, `《…》施行`); of several the furthest counts.

use super::{DocumentMention, PublicationMention, Quote, Stage, StageTold, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::titled::{self, TitleClass, Titled};
use crate::recognize::{Mentions, Passage, beginning};
use crate::resolve::precision::exact;
use crate::text::{Span, is_han};
use std::collections::BTreeMap;

/// How far before a title its verb is looked for.
const REACH: usize = 40;
/// Longest title.
const LONGEST: usize = 160;

/// The documents and publications of an entry, in the order of first mention.
pub fn documents(
    passage: &Passage<'_>,
    mentions: &Mentions,
    times: &[TimeRecord],
    date: Option<&TimeRecord>,
) -> (Vec<DocumentMention>, Vec<PublicationMention>) {
    let mut documents: Vec<DocumentMention> = Vec::new();
    let mut publications: Vec<PublicationMention> = Vec::new();
    let mut known: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (k, titled) in mentions.titled.iter().enumerate() {
        let full = titled.full.and_then(|k| mentions.titled.get(k)).unwrap_or(titled);
        if full.class == TitleClass::Work {
            continue;
        }
        let quote = Quote::of(passage.text, titled.span);
        let document = full.class == TitleClass::Document;
        let next = if document { documents.len() } else { publications.len() };
        let place = *known.entry((document, plain(passage, full.span))).or_insert(next);
        if document {
            if place == next {
                documents.push(new_document(passage, full));
            }
            if let Some(record) = documents.get_mut(place) {
                record.mentions.push(quote);
                tell(passage, mentions, k, (times, date), record);
            }
        } else {
            if place == next {
                let title = passage.slice(full.span).to_owned();
                publications.push(PublicationMention { title, mentions: Vec::new() });
            }
            if let Some(record) = publications.get_mut(place) {
                record.mentions.push(quote);
            }
        }
    }
    for span in bare_publications(passage, mentions) {
        let quote = Quote::of(passage.text, span);
        let title = passage.slice(span);
        match publications.iter_mut().find(|known| known.title == title) {
            Some(known) => known.mentions.push(quote),
            None => publications.push(PublicationMention { title: title.to_owned(), mentions: vec![quote] }),
        }
    }
    // One stage is told beside the title already.
    for record in &mut documents {
        if record.stages.len() < 2 {
            record.stages = Vec::new();
        }
        record.stages.sort_by_key(|told| rank(told.stage));
    }
    (documents, publications)
}

/// Newspapers that the lexicon has, by their names without marks, where what they print follows: 人民日报报道.
fn bare_publications(passage: &Passage<'_>, mentions: &Mentions) -> Vec<Span> {
    let named = |hit: &&Hit| {
        hit.is(Class::Publication)
            && hit.span().len() > 3
            && passage.value(hit, Class::Publication).is_empty()
            && passage.begins_any(hit.span().hi(), &lists::TITLE_PRESS_SAYS)
            && !mentions.titled.iter().any(|titled| titled.outer.overlaps(hit.span()))
    };
    passage.hits.iter().filter(named).map(|hit| hit.span()).collect()
}

/// Adds what a mention says of its document.
fn tell(
    passage: &Passage<'_>,
    mentions: &Mentions,
    k: usize,
    (times, date): (&[TimeRecord], Option<&TimeRecord>),
    record: &mut DocumentMention,
) {
    let Some(titled) = mentions.titled.get(k) else { return };
    let (stage, at) = stage(passage, mentions, k, titled);
    for (stage, at) in [said_before(passage, mentions, k, titled), said_after(passage, mentions, k, titled)] {
        let told = StageTold { stage, date: stage_date(passage, times, date, stage, at) };
        if stage != Stage::Mentioned && !record.stages.contains(&told) {
            record.stages.push(told);
        }
    }
    if record.stage.is_none_or(|known| rank(stage) > rank(known)) {
        record.stage = Some(stage);
        record.stage_date = stage_date(passage, times, date, stage, at);
    }
    let quoted = |span: Option<Span>| span.map(|span| passage.slice(span).to_owned());
    if record.number.is_none() {
        record.number = quoted(titled.number);
    }
    if record.issuer.is_none() {
        let mut issuers = issuers(passage, mentions, k, titled);
        record.issuer = issuers.first().cloned();
        if issuers.len() > 1 {
            record.issuers = std::mem::take(&mut issuers);
        }
    }
    if record.short.is_none() {
        record.short = quoted(titled.short);
    }
}

/// A title's folded characters without spaces: two that differ only in width or spaces are one.
fn plain(passage: &Passage<'_>, title: Span) -> String {
    passage.text.folded(title).iter().filter(|c| **c != ' ').collect()
}

/// The day of a stage: the last one told before the verb in its sentence, else the entry's. A year or month that only holds the entry's
/// day says less than that: 2020年 in 2月14日,2020年省委一号文件发布 is no day of its own.
fn stage_date(
    passage: &Passage<'_>,
    times: &[TimeRecord],
    date: Option<&TimeRecord>,
    stage: Stage,
    verb: usize,
) -> Option<String> {
    if stage == Stage::Mentioned {
        return None;
    }
    let sentence = passage.sentence(verb).map(|s| s.span);
    let wider = |time: &TimeRecord| {
        date.is_some_and(|date| {
            date.is_resolved()
                && time.is_resolved()
                && time.start != date.start
                && time.from <= date.from
                && date.to <= time.to
                && (&time.from, &time.to) != (&date.from, &date.to)
        })
    };
    let told = times
        .iter()
        .rev()
        .filter(|time| {
            (time.start as usize) < verb && sentence.is_some_and(|s| s.covers(time.start as usize))
        })
        .find(|time| !wider(time));
    let day = told.or(date).filter(|date| date.is_resolved())?;
    Some(exact(&day.from, &day.to).to_owned())
}

fn new_document(passage: &Passage<'_>, full: &Titled) -> DocumentMention {
    let kind = titled::kind_hit(passage, full.span)
        .map(|hit| passage.value(hit, Class::DocumentKind).to_owned())
        .filter(|kind| !kind.is_empty());
    DocumentMention {
        title: passage.slice(full.span).to_owned(),
        short: None,
        kind,
        number: None,
        issuer: None,
        issuers: Vec::new(),
        stage: None,
        stage_date: None,
        stages: Vec::new(),
        mentions: Vec::new(),
    }
}

/// The bodies that issued a document, in their order: those before 印发, or those its own title begins with.
fn issuers(passage: &Passage<'_>, mentions: &Mentions, k: usize, titled: &Titled) -> Vec<String> {
    let Some(clause) = passage.clause(titled.outer.lo()) else { return Vec::new() };
    let (head, _) = list_of(passage, mentions, k, titled);
    if let Some(verb) = verb_before(passage, mentions, clause, head)
        && passage.value(verb, Class::StageVerb) == "issued"
    {
        let bodies = beginning(&mentions.organizations, clause.lo(), verb.start as usize, |o| o.span);
        let last = bodies
            .iter()
            .filter(|o| o.span.end <= verb.start && verb.start - o.span.end <= 16)
            // 在县政府网站公布: where it is told, not who tells it.
            .filter(|o| !matches!(passage.before(o.span.lo()), '在' | '于'))
            .max_by_key(|o| (o.span.end, o.span.len()));
        if let Some(last) = last {
            let mut joint = vec![last.span];
            let mut start = last.span.lo();
            while let Some(body) = bodies
                .iter()
                .filter(|o| o.span.hi() < start && joined(passage, o.span.hi(), start))
                .max_by_key(|o| o.span.len())
            {
                joint.push(body.span);
                start = body.span.lo();
            }
            return joint.into_iter().rev().flat_map(|span| apart(passage.slice(span))).collect();
        }
    }
    let Some(about) = passage.text.find(titled.span, "关于") else { return Vec::new() };
    let prefix = Span::new(titled.span.lo(), about);
    let body = (2..=40).contains(&prefix.len())
        && (prefix.lo()..prefix.hi()).all(|i| is_han(passage.at(i)) || matches!(passage.at(i), ' ' | '、'));
    if !body {
        return Vec::new();
    }
    let told = passage.slice(passage.text.trim(prefix));
    told.split([' ', '　', '、']).filter(|body| body.chars().count() > 1).map(str::to_owned).collect()
}

/// The bodies of a name that was read as one: 县公安局会同县司法局.
fn apart(bodies: &str) -> Vec<String> {
    for word in ["会同", "联合"] {
        if let Some((first, rest)) = bodies.split_once(word)
            && first.chars().count() >= 2
            && rest.chars().count() >= 3
            && !rest.starts_with('会')
        {
            return vec![first.to_owned(), rest.to_owned()];
        }
    }
    vec![bodies.to_owned()]
}

/// Whether only a word that joins bodies stands between two places: 县委、县政府, 县公安局会同县司法局.
fn joined(passage: &Passage<'_>, from: usize, to: usize) -> bool {
    let between: String = (from..to).map(|i| passage.at(i)).filter(|c| !c.is_whitespace()).collect();
    to - from <= 4
        && matches!(
            between.as_str(),
            "" | "、" | "和" | "与" | "及" | "暨" | "同" | "会同" | "联合" | "、联合" | "和中共" | "、中共"
        )
}

/// Later stages count for more; what is only named counts least.
fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Mentioned => 0,
        Stage::Draft => 1,
        Stage::Deliberated => 2,
        Stage::Adopted => 3,
        Stage::Issued => 4,
        Stage::InForce => 5,
        Stage::Amended => 6,
        Stage::Repealed => 7,
    }
}

fn parse(value: &str) -> Stage {
    match value {
        "draft" => Stage::Draft,
        "deliberated" => Stage::Deliberated,
        "adopted" => Stage::Adopted,
        "issued" => Stage::Issued,
        "in_force" => Stage::InForce,
        "amended" => Stage::Amended,
        "repealed" => Stage::Repealed,
        _ => Stage::Mentioned,
    }
}

/// The stage of a title where it stands, and where the verb that says so is.
fn stage(passage: &Passage<'_>, mentions: &Mentions, k: usize, titled: &Titled) -> (Stage, usize) {
    let (said, verb) = said_stage(passage, mentions, k, titled);
    let core = titled::core_end(passage, titled.span);
    let tail = passage.folded(Span::new(core.min(titled.span.hi()), titled.span.hi()));
    let draft = ["草案", "征求意见稿", "讨论稿", "送审稿", "初稿"].iter().any(|word| tail.contains(word))
        || titled.short.is_none() && passage.begins(titled.outer.hi(), "(草案)");
    (if matches!(said, Stage::Mentioned | Stage::Issued) && draft { Stage::Draft } else { said }, verb)
}

fn said_stage(passage: &Passage<'_>, mentions: &Mentions, k: usize, titled: &Titled) -> (Stage, usize) {
    let before = said_before(passage, mentions, k, titled);
    let after = said_after(passage, mentions, k, titled);
    // 印发《办法》,自9月1日起施行: what the entry tells is the issue; the day it takes effect is still to come.
    let yet_to_come = before.0 != Stage::Mentioned && after.0 == Stage::InForce;
    if rank(after.0) > rank(before.0) && !yet_to_come { after } else { before }
}

/// The stage that a verb before a title tells.
fn said_before(passage: &Passage<'_>, mentions: &Mentions, k: usize, titled: &Titled) -> (Stage, usize) {
    let here = titled.outer.lo();
    let Some(clause) = passage.clause(here) else { return (Stage::Mentioned, here) };
    let (head, tail) = list_of(passage, mentions, k, titled);
    match told(passage, verb_before(passage, mentions, clause, head), here) {
        // 视察实施《教育法》情况: not what happened to the document.
        (Stage::InForce | Stage::Amended, at) if followed_by_matter(passage, tail) => (Stage::Mentioned, at),
        told => told,
    }
}

/// The stage that a verb behind a title tells.
fn said_after(passage: &Passage<'_>, mentions: &Mentions, k: usize, titled: &Titled) -> (Stage, usize) {
    let here = titled.outer.lo();
    let Some(clause) = passage.clause(here) else { return (Stage::Mentioned, here) };
    let (_, tail) = list_of(passage, mentions, k, titled);
    told(passage, verb_after(passage, clause, tail), here)
}

fn told(passage: &Passage<'_>, verb: Option<&Hit>, here: usize) -> (Stage, usize) {
    verb.map_or((Stage::Mentioned, here), |hit| {
        (parse(passage.value(hit, Class::StageVerb)), hit.start as usize)
    })
}

/// 情况, 工作 after a title.
fn followed_by_matter(passage: &Passage<'_>, end: usize) -> bool {
    ["情况", "工作", "的情况", "执法", "贯彻"].iter().any(|word| passage.begins(end, word))
}

/// A series 《A》《B》和《C》 has one verb: where it begins and ends.
fn list_of(passage: &Passage<'_>, mentions: &Mentions, k: usize, titled: &Titled) -> (usize, usize) {
    let joined = |from: usize, to: usize| {
        to >= from
            && to - from <= 2
            && (from..to).all(|i| matches!(passage.at(i), '、' | '和' | '及' | '与' | ' ' | '以'))
    };
    let (mut head, mut tail) = (titled.outer.lo(), titled.outer.hi());
    for other in mentions.titled.iter().take(k).rev() {
        if !joined(other.outer.hi(), head) {
            break;
        }
        head = other.outer.lo();
    }
    for other in mentions.titled.iter().skip(k + 1) {
        if !joined(tail, other.outer.lo()) {
            break;
        }
        tail = other.outer.hi();
    }
    (head, tail)
}

/// The last verb of a stage before a title, in its clause.
fn verb_before<'p>(
    passage: &'p Passage<'_>,
    mentions: &Mentions,
    clause: Span,
    head: usize,
) -> Option<&'p Hit> {
    let floor = clause.lo().max(head.saturating_sub(REACH));
    let floor = beginning(&mentions.titled, floor.saturating_sub(LONGEST), head, |t| t.outer)
        .iter()
        .map(|t| t.outer.hi())
        .filter(|end| *end <= head && *end > floor)
        .max()
        .unwrap_or(floor);
    (floor..head)
        .filter_map(|i| passage.hits.longest(i, Class::StageVerb))
        .filter(|hit| hit.end as usize <= head)
        .max_by_key(|hit| (hit.end, hit.end - hit.start))
}

/// The verb of a stage right after a title, or alone in the clause that follows (`,并由省政府发布`).
fn verb_after<'p>(passage: &'p Passage<'_>, clause: Span, tail: usize) -> Option<&'p Hit> {
    let mut i = tail;
    // (以下简称《通知》) and a number in brackets.
    if passage.at(i) == '(' {
        i = (i..clause.hi()).find(|&k| passage.at(k) == ')')? + 1;
    }
    if passage.at(i) == '的' {
        return None;
    }
    let here = (i..clause.hi().min(i + 12))
        .take_while(|&k| passage.at(k) != '《' && passage.at(k) != '的')
        .find_map(|k| passage.hits.longest(k, Class::StageVerb))
        // 修改后公布 tells what is yet to be done.
        .filter(|hit| passage.at(hit.span().hi()) != '后');
    if here.is_some() {
        return here;
    }
    let sentence = passage.sentence(tail.saturating_sub(1))?;
    let next = sentence.clauses.get(sentence.clauses.partition_point(|c| c.lo() < clause.hi()))?;
    if !matches!(passage.at(next.lo()), '并' | '由' | '自' | '从' | '于') {
        return None;
    }
    let verb =
        (next.lo()..next.hi().min(next.lo() + 24)).take_while(|&k| passage.at(k) != '《').find_map(|k| {
            passage.hits.longest(k, Class::StageVerb).filter(|hit| hit.end as usize == next.hi())
        })?;
    Some(verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::Text;

    fn read(raw: &str) -> Vec<DocumentMention> {
        let text = Text::new(raw.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let mut mentions = Mentions::default();
        mentions.titled = titled::find(&passage, &mentions);
        documents(&passage, &mentions, &[], None).0
    }

    #[test]
    fn the_verb_beside_a_title_tells_its_stage() {
        for (raw, stage) in [
            ("县人大审议通过《林区管理条例》。", Stage::Adopted),
            ("会议研究审议《水利建设规划》《粮食储备办法》。", Stage::Deliberated),
            ("县政府印发《春耕方案》。", Stage::Issued),
            ("《道路养护办法》正式出台。", Stage::Issued),
            ("《渔业管理条例》自即日起施行。", Stage::InForce),
            ("听取关于《预算(草案)》的说明。", Stage::Deliberated),
            ("提出《五年规划(草案)》。", Stage::Draft),
            ("市政府废止《粮票管理办法》。", Stage::Repealed),
            ("检查《食品卫生法》贯彻情况。", Stage::Mentioned),
            ("人大代表视察实施《森林法》情况。", Stage::Mentioned),
            ("已制定出《诊疗要点》，并由县卫生局发布。", Stage::Issued),
            ("頒布《保甲條例》。", Stage::Issued),
        ] {
            assert_eq!(read(raw)[0].stage, Some(stage), "{raw}");
        }
    }

    #[test]
    fn a_stage_has_the_day_told_beside_it() {
        let raw = "3月1日，县政府公布《封山育林办法》，自5月1日起施行。";
        let text = Text::new(raw.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let mut mentions = Mentions::default();
        mentions.titled = titled::find(&passage, &mentions);
        let day = |start: u32, end: u32, from: &str| TimeRecord {
            text: String::new(),
            start,
            end,
            from: from.to_owned(),
            to: from.to_owned(),
            edtf: from.to_owned(),
            basis: crate::fact::TimeBasis::Inherited,
            part_of_day: None,
            julian: None,
            reckoning: None,
            doubt: None,
        };
        let times = [day(0, 4, "1987-03-01"), day(21, 25, "1987-05-01")];
        let all = documents(&passage, &mentions, &times, Some(&times[0])).0;
        assert_eq!(all[0].stage, Some(Stage::Issued));
        assert_eq!(all[0].stage_date.as_deref(), Some("1987-03-01"));
    }

    #[test]
    fn a_series_shares_its_verb() {
        let all = read("会议通过《城关镇规划》《集市管理办法》和《公墓管理办法》。");
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|d| d.stage == Some(Stage::Adopted)));
        assert_eq!(all[2].kind.as_deref(), Some("办法"));
    }

    #[test]
    fn a_short_form_is_a_mention_of_the_full_title() {
        let all = read("印发《关于抗旱的紧急通知》(以下简称《通知》)，《通知》要求各乡抗旱。");
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].mentions.len(), 3);
        assert_eq!(all[0].short.as_deref(), Some("通知"));
        assert_eq!(all[0].kind.as_deref(), Some("通知"));
    }

    #[test]
    fn a_joint_issue_has_all_its_issuers_in_their_order() {
        let told = |raw: &str| {
            let given = crate::document::Given { period: Some("2021".to_owned()), ..Default::default() };
            let reading = crate::read(raw.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap();
            let document = reading.records[0].documents[0].clone();
            (document.issuer, document.issuers)
        };
        let (first, all) = told("6月3日，县委、县政府印发《关于封山育林的意见》。\n");
        assert_eq!(all, ["县委", "县政府"]);
        assert_eq!(first.as_deref(), Some("县委"));
        let (_, all) = told("6月3日，县公安局会同县司法局、县教育局联合下发《关于校车的通知》。\n");
        assert_eq!(all, ["县公安局", "县司法局", "县教育局"]);
        let (_, all) = told("6月3日，学习《中共中央 国务院关于粮食工作的意见》。\n");
        assert_eq!(all, ["中共中央", "国务院"]);
        let (first, all) = told("6月3日，县政府印发《关于春耕的意见》。\n");
        assert_eq!((first.as_deref(), all.len()), (Some("县政府"), 0));
    }

    #[test]
    fn a_year_in_a_documents_name_is_no_day_of_its_stage() {
        for (raw, want) in [
            ("6月3日，2021年县委一号文件《关于春耕的意见》发布。\n", "2021-06-03"),
            ("6月3日，县政府印发《2021年春耕意见》。\n", "2021-06-03"),
        ] {
            let given = crate::document::Given { period: Some("2021".to_owned()), ..Default::default() };
            let reading = crate::read(raw.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap();
            assert_eq!(reading.records[0].documents[0].stage_date.as_deref(), Some(want), "{raw}");
        }
    }

    #[test]
    fn a_title_names_its_issuer() {
        let all = read("传达《青川县人民政府关于护林的布告》。");
        assert_eq!(all[0].issuer.as_deref(), Some("青川县人民政府"));
    }
}
