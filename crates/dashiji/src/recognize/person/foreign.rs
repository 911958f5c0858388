//! Names in transcription: `比尔·盖茨`, `阿沛·阿旺晋美`, and after an office also without the dot, `总统尼克松`.

use super::candidate::{Candidate, View};
use super::characters::{self, functional, japanese_at, transcribes};
use super::marks::{CROSSED, LEAD_END, QUOTED, TIME_END, TITLE_END, TITLE_START, is_boundary};
use super::side::VERB;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet};
use crate::recognize::Passage;
use crate::text::{Span, chars};

/// The longest part between two dots.
const PART: usize = 9;

/// The fewest characters of a name without a dot where no title stands before it.
const BARE: usize = 4;

/// Every name with a dot in an entry.
pub(super) fn dotted(view: &View<'_, '_>) -> Vec<Candidate> {
    let passage = view.passage;
    let mut found: Vec<Candidate> = Vec::new();
    for &dot in &view.marks.dots {
        if found.last().is_some_and(|last| last.span.covers(dot)) || view.marks.has(dot, QUOTED) {
            continue;
        }
        let start = opening(view, dot);
        let end = stretched(view, closing(view, dot));
        if start == dot || end < dot + 2 || !crate::text::is_han(passage.at(end - 1)) {
            continue;
        }
        let (before, after) = (view.before(start), view.after(end));
        if after.score <= -20 {
            continue;
        }
        let total = 14 + before.score.max(0) + after.score.max(0);
        let titled = before.title || after.title;
        let grounds = [before.score as i16, after.score as i16, 0];
        found.push(Candidate {
            span: Span::new(start, end),
            shape: 14,
            total,
            ends: after.clear,
            titled,
            grounds,
        });
    }
    found
}

/// Where the first part of the name begins.
fn opening(view: &View<'_, '_>, dot: usize) -> usize {
    let mut start = dot;
    while dot - start < PART && start > view.passage.span.lo() {
        let c = view.passage.before(start);
        // 让-雅克·卢梭.
        let hyphen = c == '-'
            && start > view.passage.span.lo() + 1
            && transcribes(view.passage.at(start))
            && transcribes(view.passage.before(start - 1));
        if !(transcribes(c) || c.is_ascii_uppercase() || hyphen)
            || (start < dot
                && (view.marks.has(start, TITLE_END | LEAD_END | TIME_END) || worded(view, start)))
        {
            break;
        }
        start -= 1;
    }
    // 副委员长艾力更·阿不都: behind an office all that stands before the dot is the name's.
    if !view.marks.has(start, TITLE_END | LEAD_END | TIME_END) {
        let mut han =
            (dot.saturating_sub(6)..dot).rev().take_while(|&k| crate::text::is_han(view.passage.at(k)));
        if let Some(first) = han.find(|&k| dot - k >= 2 && view.marks.has(k, TITLE_END)) {
            return first;
        }
    }
    from_mark(view, start, dot).unwrap_or(start)
}

/// 、崔科·顿珠才仁: in a list all that stands between the mark and the dot is the name's, where no word begins there.
fn from_mark(view: &View<'_, '_>, start: usize, dot: usize) -> Option<usize> {
    let passage = view.passage;
    let from = (dot.saturating_sub(4)..start)
        .rev()
        .take_while(|&k| crate::text::is_han(passage.at(k)))
        .find(|&k| !crate::text::is_han(passage.before(k)))?;
    // Behind another mark only a surname's character: ，崔科·顿珠才仁, not ，由阿沛·阿旺晋美.
    if passage.before(from) != '、'
        && !(from + 1 == start && passage.hits.has(from, Class::Surname) && !functional(passage.at(from)))
    {
        return None;
    }
    let word = (from..start).any(|k| {
        passage
            .hits
            .at(k)
            .iter()
            .any(|hit| hit.span().len() > 1 && !hit.is(Class::Surname) && !hit.is(Class::DivisionShort))
    });
    (!word && dot - from >= 2).then_some(from)
}

/// 妇女|阿依: whether a word ends here that no transcription would hold.
fn worded(view: &View<'_, '_>, index: usize) -> bool {
    let passage = view.passage;
    [Class::Word, Class::Describing].into_iter().any(|class| {
        passage.hits.ending(index, class).is_some_and(|word| {
            word.span().len() > 1 && (word.span().lo()..index).any(|k| !transcribes(passage.at(k)))
        })
    })
}

/// Where the last part of the name ends.
fn closing(view: &View<'_, '_>, dot: usize) -> usize {
    let mut part = dot + 1;
    let mut end = part;
    loop {
        let c = view.passage.at(end);
        // 马宁·再尼勒: what opens a part behind the dot is the name's, whatever it is.
        let opens = end == part && crate::text::is_han(c) && !functional(c);
        if c == '·' && end > part {
            part = end + 1;
        } else if !(opens || transcribes(c) || c.is_ascii_uppercase())
            || end - part >= PART
            || (end > part && (halts(view, end) || conjunction(view, end)))
        {
            break;
        }
        end += 1;
    }
    if view.passage.before(end) == '·' { end - 1 } else { end }
}

/// 卡德尔和|地区水利处处长, 凯瑟琳·苏来|湿地: a small word, and a word or title that begins behind it, end a name.
fn conjunction(view: &View<'_, '_>, index: usize) -> bool {
    matches!(view.passage.at(index), '和' | '与' | '及' | '来' | '赴' | '率')
        && (view.marks.has(index + 1, TITLE_START)
            || view
                .passage
                .hits
                .at(index + 1)
                .iter()
                .any(|hit| hit.end > hit.start + 1 && !hit.is(Class::Surname)))
}

/// A last part that is no transcription (约翰·费正): on to a clear end, where one is near.
fn stretched(view: &View<'_, '_>, end: usize) -> usize {
    if view.after(end).clear {
        return end;
    }
    let han = |k: usize| crate::text::is_han(view.passage.at(k));
    (end + 1..end + 3).take_while(|&k| han(k - 1)).find(|&k| view.after(k).clear).unwrap_or(end)
}

/// Whether a word begins here that does not belong to a name.
fn halts(view: &View<'_, '_>, index: usize) -> bool {
    view.passage.hits.at(index).iter().any(|hit| {
        hit.end > hit.start + 1
            && (hit.is(Class::NameVerb)
                || hit.is(Class::PartVerb)
                || hit.is(Class::OrgSuffix)
                || hit.is(Class::Post)
                || hit.is(Class::Academic)
                || hit.is(Class::Address))
    })
}

/// 以 and a number behind a name: with what result.
fn passage_by(view: &View<'_, '_>, end: usize) -> bool {
    view.passage.at(end) == '以' && view.passage.at(end + 1).is_ascii_digit()
}

/// Whether a state other than China stands in the words before a name: 法国里昂市副市长, 丹麦专家.
fn abroad(view: &View<'_, '_>, start: usize) -> bool {
    let passage = view.passage;
    let from = (start.saturating_sub(24)..start)
        .rev()
        .take_while(|&k| !is_boundary(passage.at(k)) || passage.at(k) == '、' && view.marks.has(k, TITLE_END))
        .last()
        .unwrap_or(start);
    (from..start).any(|k| {
        passage.hits.longest(k, Class::Country).is_some_and(|country| {
            country.span().len() > 1 && country.span().hi() <= start && !passage.begins(k, "中国")
        })
    })
}

/// Whether a name in transcription without a dot may begin here though no title stands before it.
pub(super) fn may_begin(view: &View<'_, '_>, start: usize) -> bool {
    ((start..start + BARE).all(|k| transcribes(view.passage.at(k)))
        || japanese(view.passage, start) && from_japan(view.passage, start))
        && (view.marks.has(start, LEAD_END | TIME_END)
            || is_boundary(view.passage.before(start))
            || behind_country(view.passage, start))
        && !view.marks.has(start, QUOTED)
}

/// 柬埔寨|西哈努克亲王: a country right before a name.
fn behind_country(passage: &Passage<'_>, start: usize) -> bool {
    passage.hits.ending(start, Class::Country).is_some_and(|country| country.span().len() > 1)
}

/// Whether what begins here may well be no part of a name: a conjunction, a preposition, a verb that is known.
fn small(view: &View<'_, '_>, index: usize) -> bool {
    matches!(view.passage.at(index), '和' | '与' | '及' | '以' | '来' | '任' | '为') || halts(view, index)
}

/// A name without a dot after a title, or where nothing stands before it and a person's verb follows: 那木吉勒任旗长.
pub(super) fn undotted(view: &View<'_, '_>, start: usize) -> Option<Candidate> {
    let mut before = view.before(start);
    if !before.clear && behind_country(view.passage, start) {
        (before.score, before.clear) = (5, true);
    }
    if !before.clear {
        return None;
    }
    let run = (0..PART)
        .take_while(|&k| transcribes(view.passage.at(start + k)) && (k < 2 || !halts(view, start + k)))
        .count();
    let abroad = before.title && abroad(view, start);
    let least = match view.surname(start) {
        _ if !before.title => BARE,
        // 6名专家来霍坐诊: a verb of coming and a letter for the place.
        0 if view.passage.at(start) == '来' => 3,
        0 => 2,
        _ if abroad => 3,
        _ => 4,
    };
    // 委员来|基地慰问: a verb of coming and the word for where.
    let comes = view.passage.at(start) == '来'
        && view.passage.hits.at(start + 1).iter().any(|hit| hit.end > hit.start + 1 && hit.is(Class::Word));
    if comes {
        return None;
    }
    let shape = if abroad { 16 } else { 6 };
    if run < least || is_boundary(view.passage.at(start)) {
        return strange(view, start, before.score).filter(|name| before.title || !name.titled);
    }
    let worded = view
        .passage
        .hits
        .at(start)
        .iter()
        .filter(|hit| hit.is(Class::Word) || hit.is(Class::NameVerb) || hit.is(Class::Division))
        .map(|hit| hit.span().len())
        .max()
        .unwrap_or_default();
    // What fills most of the stretch is a word; a short one at the head of a long name says little.
    let against = match worded {
        0 => 0,
        length if run >= BARE && length + 2 <= run => 2,
        _ => 12,
    };
    let weighed = |end: usize| {
        let after = view.after(end);
        // 选手甲以2小时夺冠.
        let by = passage_by(view, end);
        let joins = matches!(view.passage.at(end), '和' | '与');
        let verb = after.score >= VERB || view.passage.at(end) == '一' && view.passage.begins(end, "一行");
        let clear = (after.clear || by || joins) && (before.title || verb && !named_like_a_place(view, end));
        let total = shape - 6
            + (end - start) as i32 * 2
            + before.score
            + after.score.max(if joins { 2 } else { -10 })
            - against;
        let enough = total >= super::candidate::ENOUGH || by && total >= 0;
        let grounds = [before.score as i16, after.score as i16, 0];
        let span = Span::new(start, end);
        (clear && enough).then_some(Candidate {
            span,
            shape,
            total,
            ends: true,
            titled: before.title,
            grounds,
        })
    };
    let mut end = start + run;
    // 秘书长扎西东智参加: a last character that transcribes nothing else, before a clear verb.
    if run > 2 && !view.after(end).clear && !small(view, end - 1) && view.after(end + 1).score >= VERB {
        end += 1;
    }
    let shortest = start + least.max(run.saturating_sub(2));
    // 领事麦克劳德和代表甲: a conjunction or a small word at the end is none of the name's.
    (shortest..=end)
        .rev()
        .filter(|&end| end > start + 1 && (end >= start + run || small(view, end)))
        .filter_map(weighed)
        .max_by_key(|name| {
            let end = name.span.hi();
            // 场长额尔敦布和|陪同: what joins two names is followed by none of these.
            let own = view.passage.before(end) == '和' && view.goes_on(end) && view.after(end).score >= VERB;
            name.total + if own || !small(view, end.saturating_sub(1)) { 8 } else { 0 }
        })
}

/// 乌云毕力格、阿木古郎颁发: the names in transcription that go on a list behind one, each of three characters or more up to a
/// mark, a conjunction or a clear end.
pub(super) fn listed(view: &View<'_, '_>, first: Candidate) -> Vec<Candidate> {
    let mut names = vec![first];
    while let Some(last) = names.last().map(|name| name.span.hi())
        && matches!(view.passage.at(last), '、' | '和' | '与')
        && names.len() < 24
    {
        let start = last + 1;
        let run = (0..PART)
            .take_while(|&k| transcribes(view.passage.at(start + k)) && (k < 3 || !halts(view, start + k)))
            .count();
        // A last character that transcribes nothing else, before a clear end.
        let end = [run, run + 1].into_iter().map(|length| start + length).find(|&end| {
            let after = view.after(end);
            after.clear && !matches!(view.passage.at(end), '的')
        });
        let Some(end) = end.filter(|&end| {
            run >= 3 && end - start <= PART && !view.marks.has(start, TITLE_START) && !worded(view, end)
        }) else {
            break;
        };
        names.push(Candidate { span: Span::new(start, end), ..first });
    }
    names
}

/// 副知事牧野文雄、: four characters between an office and a clear end, of which no word is made, whatever name they are.
fn strange(view: &View<'_, '_>, start: usize, before: i32) -> Option<Candidate> {
    const LENGTH: usize = 4;
    let passage = view.passage;
    let end = start + LENGTH;
    let plain = |k: usize| {
        crate::text::is_han(passage.at(k))
            && !functional(passage.at(k))
            && !passage.hits.at(k).iter().any(|hit| hit.end > hit.start + 1 && !hit.is(Class::Surname))
    };
    let after = view.after(end);
    let japanese = japanese(passage, start);
    // 以甲为首: the two words fence the name.
    let fenced = passage.before(start) == '以' && passage.at(end) == '为';
    let ends =
        fenced && japanese || after.clear && (after.score >= VERB || passage.at(end) == '、' || japanese);
    // 以松本隆一为首的日本代表团: no office stands before it, but the country in its sentence.
    if japanese && from_japan(passage, start) && (after.clear || fenced) {
        let (span, grounds) = (Span::new(start, end), [before as i16, after.score as i16, 0]);
        let total = 8 + before + after.score.max(2);
        return Some(Candidate { span, shape: 0, total, ends: true, titled: false, grounds });
    }
    // 独唱演员斯琴塔那、: what somebody does stands before, a mark or a verb behind, and what is between is made of characters that spell
    // foreign sounds. 农民工返程返岗、 is what they do.
    let trade = passage.hits.ending(start, Class::Occupation).is_some_and(|hit| hit.span().len() > 1)
        && (matches!(passage.at(end), '、' | ',' | '和') || after.score >= VERB);
    let spelled = (start..end).filter(|&k| transcribes(passage.at(k))).count() + 1 >= LENGTH;
    if trade && spelled && after.clear && !after.title && !small(view, end - 1) && (start..end).all(plain) {
        let (span, grounds) = (Span::new(start, end), [before as i16, after.score as i16, 0]);
        let total = 12 + before + after.score.max(2);
        return Some(Candidate { span, shape: 0, total, ends: true, titled: true, grounds });
    }
    // 党员, 队员 are of many: what follows them tells what they do.
    let office = passage.hits.ending(start, Class::Post);
    if office.is_none_or(|post| passage.value(post, Class::Post) == "member") {
        return None;
    }
    // 越南…副主席武氏秋水率团: a foreign name may be made of words.
    let guest = || {
        after.score >= VERB
            && passage.at(start + 1) == '氏'
            && (start..end).all(|k| crate::text::is_han(passage.at(k)))
            && abroad(view, start)
    };
    if !guest() && (!ends || !japanese && !(start..end).all(plain)) {
        return None;
    }
    let total = before + after.score + if japanese { 6 } else { 0 };
    let (span, grounds) = (Span::new(start, end), [before as i16, after.score as i16, 0]);
    Some(Candidate { span, shape: 0, total, ends: true, titled: true, grounds })
}

/// 主席相里明出席, 总督耆英到任: two or three characters of no surname that is known, between an office and a person's verb or
/// mark, of which no word is made.
pub(super) fn any_surname(view: &View<'_, '_>, start: usize) -> Option<Candidate> {
    let passage = view.passage;
    // 来, 和, 向: surnames that are hardly ever one in running text.
    let small =
        view.surname(start) == 1 && characters::surname(passage.at(start)).is_none_or(|score| score <= -13);
    if view.surname(start) > 0 && !small || view.marks.has(start, QUOTED) {
        return None;
    }
    let before = view.before(start);
    let office = passage.hits.ending(start, Class::Post)?;
    // 红军长|征胜利: no office begins inside a word.
    if view.marks.has(office.span().lo(), CROSSED) {
        return None;
    }
    // A collective's word goes on as often as not: 委员…, 代表….
    if !before.post || !before.clear || passage.value(office, Class::Post) == "member" {
        return None;
    }
    let plain = |k: usize| {
        let c = passage.at(k);
        crate::text::is_han(c)
            && !functional(c)
            && !chars!("一二三四五六七八九十百千万两几多余兼任各全均都也又还亲就将已曾未不").has(c)
            && !passage.hits.at(k).iter().any(|hit| hit.end > hit.start + 1)
    };
    let other = passage.hits.classes(start).meets(super::marks::OTHER_THAN_NAMES);
    [3, 2].into_iter().find_map(|length| {
        let end = start + length;
        let after = view.after(end);
        // 主席漆大海座谈: the given name may be a word, before a clear verb.
        let worded = length == 3
            && !other
            && after.score >= VERB
            && plain(start)
            && passage.hits.at(start + 1).iter().any(|hit| hit.end as usize == end && hit.is(Class::Word));
        if !worded && !(start..end).all(plain) || view.marks.has(end, CROSSED) {
            return None;
        }
        let listed = passage.at(end) == '、' && view.marks.has(end + 1, TITLE_START);
        let looks = characters::first(passage.at(end - 2)) + characters::last(passage.at(end - 1));
        // 副书记别同林代表县委: a word begins where a name of three characters ends.
        let told = length == 3 && (after.score == -5 || after.clear && after.score >= 5);
        // 主任来有仪主持: a small word is a surname only where all else fits.
        let least = if other { 0 } else { -10 };
        if other && (length == 2 || !listed && after.score < VERB) {
            return None;
        }
        if looks < least || !listed && !told && (!after.clear || after.score < VERB) {
            return None;
        }
        let (span, grounds) = (Span::new(start, end), [before.score as i16, after.score as i16, 0]);
        let total = before.score + after.score.max(2) - 3;
        Some(Candidate { span, shape: -3, total, ends: true, titled: true, grounds })
    })
}

/// 任命旦正加为副州长, 免去才让多杰的副州长职务: between a verb of appointing and the office only a name stands, of whatever characters.
pub(super) fn installed(view: &View<'_, '_>, start: usize) -> Option<Candidate> {
    const LONGEST: usize = 7;
    let passage = view.passage;
    if view.surname(start) > 1 || view.marks.has(start, QUOTED) {
        return None;
    }
    // 县委|任命: no verb ends inside another word.
    if view.marks.has(start, CROSSED) {
        return None;
    }
    let gives = passage.ends_any(start, &lists::PERSON_GIVES);
    let takes = passage.ends_any(start, &lists::PERSON_TAKES);
    // 任命…为秘书长,旺姆为主任: the verb of the first is that of all.
    let goes_on = matches!(passage.before(start), ',' | ';' | '、')
        && passage.sentence(start).is_some_and(|sentence| {
            (sentence.span.lo().max(start.saturating_sub(60))..start)
                .any(|k| passage.begins_any(k, &lists::PERSON_GIVES))
        });
    if !gives && !takes && !goes_on {
        return None;
    }
    let name = |k: usize| {
        let c = passage.at(k);
        crate::text::is_han(c)
            && !functional(c)
            && !passage.hits.at(k).iter().any(|hit| {
                hit.end > hit.start + 1
                    && (hit.classes.meets(super::marks::TITLES)
                        || hit.is(Class::Organ)
                        || hit.is(Class::Org)
                        || hit.is(Class::OrgSuffix)
                        || hit.is(Class::BodySuffix))
            })
    };
    let end = start + (0..=LONGEST).take_while(|&k| k < LONGEST && name(start + k)).count();
    let closes = if takes { '的' } else { '为' };
    // 任命方圆为矿长: behind the verb itself a word is a name too.
    let foreign = (start..end).all(|k| transcribes(passage.at(k)));
    let least = if goes_on && (view.surname(start) > 0 || !foreign) { 4 } else { 2 };
    if end < start + least || end >= start + LONGEST || passage.at(end) != closes || !view.office(end + 1) {
        return None;
    }
    let (span, grounds) = (Span::new(start, end), [8, 11, 0]);
    Some(Candidate { span, shape: 6, total: 25, ends: true, titled: false, grounds })
}

/// 瓦渣木基当选为县长, 奎璧(蒙古): what fills a clause up to a verb of being chosen for an office, or a place in a list up to a bracket that
/// says of which people somebody is, is a name of whatever characters.
pub(super) fn filling(view: &View<'_, '_>, end: usize) -> Option<Candidate> {
    const LONGEST: usize = 7;
    let passage = view.passage;
    let chosen = || {
        passage.word(end, &lists::PERSON_CHOSEN).is_some_and(|verb| view.office(end + verb.chars().count()))
    };
    let score = if passage.gloss(end).is_some() {
        10
    } else if chosen() {
        8
    } else {
        return None;
    };
    let mut start = end;
    while end - start < LONGEST
        && crate::text::is_han(passage.before(start))
        && !view.marks.has(start, TITLE_END | LEAD_END | TIME_END)
    {
        start -= 1;
    }
    // 乌兰夫(蒙古): a place's name or a short word may begin it, where a bracket tells of its bearer.
    let glossed = passage.gloss(end).is_some();
    let known = |k: usize| {
        functional(passage.at(k))
            || passage.hits.at(k).iter().any(|hit| {
                let short = glossed && hit.span().len() == 2 && (hit.end as usize) < end;
                hit.end > hit.start + 1 && !hit.is(Class::Surname) && hit.end as usize <= end && !short
            })
    };
    let bounded = !crate::text::is_han(passage.before(start)) || view.marks.has(start, TITLE_END | TIME_END);
    if !(2..LONGEST).contains(&(end - start)) || !bounded || (start..end).any(known) {
        return None;
    }
    let before = view.before(start);
    let (span, grounds) = (Span::new(start, end), [before.score.max(0) as i16, score as i16, 0]);
    let total = 12 + before.score.max(0) + score;
    Some(Candidate { span, shape: 12, total, ends: true, titled: before.title, grounds })
}

/// Whether four characters from a place on are made like a Japanese surname and given name: 小畑忠一.
fn japanese(passage: &Passage<'_>, start: usize) -> bool {
    let at = |k: usize| passage.at(start + k);
    japanese_at(at(0), 0) && japanese_at(at(1), 1) && japanese_at(at(3), 2)
}

/// Whether the sentence that a place stands in tells of Japan.
fn from_japan(passage: &Passage<'_>, start: usize) -> bool {
    passage.sentence(start).is_some_and(|sentence| {
        let (from, to) =
            (start.saturating_sub(40).max(sentence.span.lo()), sentence.span.hi().min(start + 40));
        (from..to).any(|k| passage.begins(k, "日本"))
    })
}

/// 别迭里山口, 基辅大学: what ends a stretch, or goes on behind it, is the last word of a place or body.
fn named_like_a_place(view: &View<'_, '_>, end: usize) -> bool {
    const CLASSES: [Class; 5] =
        [Class::PlaceTail, Class::PlaceSuffix, Class::OrgSuffix, Class::BodySuffix, Class::SiteSuffix];
    const LAST: ClassSet = ClassSet::of(&CLASSES);
    let hits = &view.passage.hits;
    let long = |class: Class| hits.ending(end, class).is_some_and(|hit| hit.span().len() > 1);
    let short = "山河湖海江岛州城市县镇村旗乡".contains(view.passage.before(end));
    short || CLASSES.into_iter().any(long) || view.after(end).score < VERB && hits.classes(end).meets(LAST)
}

/// 方丈道源法师: the name of a monk or nun, two characters before the word that calls them so.
pub(super) fn ordained(view: &View<'_, '_>, start: usize) -> Option<Candidate> {
    let passage = view.passage;
    let end = start + 2;
    let called = passage.hits.longest(end, Class::Occupation)?;
    if passage.value(called, Class::Occupation) != "ordained"
        || !(start..end).all(|k| crate::text::is_han(passage.at(k)) && !functional(passage.at(k)))
        || passage.hits.at(start).iter().any(|hit| hit.span().len() > 1 && !hit.is(Class::Surname))
        || passage.hits.classes_ending(start + 1).meets(ClassSet::of(&[Class::Word]))
            && passage.hits.ending(start + 1, Class::Word).is_some_and(|word| word.span().len() > 1)
    {
        return None;
    }
    let before = view.before(start);
    if !before.clear && passage.before(start) != '、' {
        return None;
    }
    let total = 14 + before.score.max(0);
    let grounds = [before.score as i16, 0, 0];
    Some(Candidate { span: Span::new(start, end), shape: 14, total, ends: true, titled: true, grounds })
}
