//! Titles beside names: the chain before (`省委常委、省纪委书记甲`), the word after (`甲院士`), the office taken up
//! (`甲担任队长`), and who of a series shares them.
//!
//! In `省人大常委会党组书记、副主任甲、乙` the first title is held by one person and stays with 甲; 副主任 is shared.

use super::candidate::View;
use super::marks::{CROSSED, LEAD_END, LEAD_VERB, POST_END, TIME_END, TITLE_END, is_boundary, title_at};
use super::series::{Series, bracketed};
use super::{PersonMention, TitleMention, alias};
use crate::fact::TitleKind;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::recognize::{Passage, common};
use crate::text::{Span, chars, is_han, words};

/// The longest title in characters.
const LONGEST: usize = 48;
/// The most titles in one chain.
const CHAIN: usize = 8;

/// A title and whether several people hold it at once.
#[derive(Debug, Clone)]
struct Held {
    title: TitleMention,
    shared: bool,
}

/// The offices that end where a name begins, as they stand.
pub(super) fn before(view: &View<'_, '_>, name: usize, floor: usize) -> impl Iterator<Item = Span> {
    let office = |held: &Held| matches!(held.title.kind, TitleKind::Post | TitleKind::Collective);
    chain_before(view, name, floor).into_iter().filter(office).map(|held| held.title.span)
}

/// What leads an office.
const SEATS: ClassSet = ClassSet::of(&[Class::Division, Class::DivisionShort, Class::Country]);

/// Every post with the place or country right before it: 山东省|副省长, 日本国|首相.
pub(super) fn seated(passage: &Passage<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    let posts = passage.hits.iter().filter(|hit| hit.is(Class::Post) && hit.end > hit.start + 1);
    for hit in posts {
        let mut post = hit.start as usize;
        while let Some(prefix) = passage.hits.ending(post, Class::PostPrefix) {
            post = prefix.start as usize;
        }
        if !passage.hits.classes_ending(post).meets(SEATS) {
            continue;
        }
        let seat = [Class::Division, Class::DivisionShort, Class::Country]
            .into_iter()
            .filter_map(|class| passage.hits.ending(post, class))
            .map(|seat| seat.start as usize)
            .min();
        found.extend(seat.map(|seat| Span::new(seat, hit.end as usize)));
    }
    found
}

/// Gives every name its titles.
pub(super) fn assign(view: &View<'_, '_>, found: &[&Series]) -> Vec<PersonMention> {
    let mut people: Vec<PersonMention> = Vec::new();
    let mut end_of_last = 0;
    // The people of the list that goes on, whose offices are told behind its last name.
    let mut list = 0;
    for (k, series) in found.iter().enumerate() {
        let span = series.span();
        let next = found.get(k + 1).map_or(view.passage.span.hi(), |next| next.span().lo());
        let before = chain_before(view, span.lo(), end_of_last);
        let several = series.names.len() > 1;
        let following = after(view, span.hi(), next);
        let taken = taken_up(view, following.last().map_or(span.hi(), |held| held.title.span.hi()), next);
        // 群众代表甲、干部代表乙任副主任: the office taken is that of both.
        let left = before.first().map_or(span.lo(), |held| held.title.span.lo());
        let goes_on = end_of_last > 0
            && left == end_of_last + 1
            && matches!(view.passage.at(end_of_last), '、' | '和' | '与' | '及');
        if !goes_on {
            list = people.len();
        }
        for held in taken.iter().filter(|held| held.shared) {
            for person in &mut people[list..] {
                person.titles.push(held.title.clone());
            }
        }
        let put = put_into(view, left, span.hi(), end_of_last);
        for (position, name) in series.names.iter().enumerate() {
            let mut titles: Vec<TitleMention> = before
                .iter()
                .filter(|held| position == 0 || held.shared)
                .map(|held| held.title.clone())
                .collect();
            let is_last = position + 1 == series.names.len();
            if !is_last || !several {
                titles.extend(inside_brackets(view, name.span.hi()));
            }
            titles.extend(
                following
                    .iter()
                    .filter(|held| is_last || held.shared && several)
                    .map(|held| held.title.clone()),
            );
            titles.extend(taken.iter().map(|held| held.title.clone()));
            titles.extend(put.iter().map(|held| held.title.clone()));
            if is_last && titles.is_empty() {
                titles.extend(laid_down(view, span.hi(), next));
            }
            let aliases = alias::behind(view.passage, name.span);
            people.push(PersonMention { span: name.span, titles, aliases, series: span });
        }
        end_of_last = span.hi();
    }
    alias::set_apart(&mut people);
    people
}

/// 编委会主任由局长甲兼任: the office before 由 that a person takes.
fn put_into(view: &View<'_, '_>, left: usize, end: usize, floor: usize) -> Option<Held> {
    let passage = view.passage;
    let by = left.checked_sub(1).filter(|&by| by > floor && passage.at(by) == '由')?;
    let office = view.marks.has(by, POST_END).then(|| ending(view, by, floor)).flatten()?;
    // 兼任副主任 names another office.
    let verb = passage.word(end, &lists::TITLE_PUT_INTO)?;
    let behind = passage.at(end + verb.chars().count());
    is_boundary(behind).then_some(office)
}

/// The titles that end where a name begins, in the order of the text.
fn chain_before(view: &View<'_, '_>, name: usize, floor: usize) -> Vec<Held> {
    let passage = view.passage;
    let mut end = name;
    if matches!(passage.before(end), ':' | ' ') && view.marks.has(end - 1, TITLE_END) {
        end -= 1;
    }
    let mut chain: Vec<Held> = Vec::new();
    if let Some((honour, before)) = honour(view, end, floor) {
        chain.push(honour);
        end = before;
    }
    while chain.len() < CHAIN && view.marks.has(end, TITLE_END) {
        let Some(held) = ending(view, end, floor) else { break };
        let start = held.title.span.lo();
        // 甲院士乙: the title belongs to the name before it.
        if start == floor && floor > 0 {
            break;
        }
        chain.push(held);
        end = match passage.before(start) {
            '、' | '兼' => start - 1,
            // 集团党委常委、总经理,股份公司董事长甲: a clause that is nothing but titles.
            ',' if start > floor + 1 && titles_only(view, start - 1, floor) => start - 1,
            _ if view.marks.has(start, POST_END) && glued(view, start) => start,
            _ => break,
        };
    }
    chain.reverse();
    chain
}

/// Whether the clause that ends here is one title or several and nothing else.
fn titles_only(view: &View<'_, '_>, end: usize, floor: usize) -> bool {
    let mut end = end;
    for _ in 0..CHAIN {
        let Some(held) = view.marks.has(end, TITLE_END).then(|| ending(view, end, floor)).flatten() else {
            return false;
        };
        let start = held.title.span.lo();
        if held.title.kind != TitleKind::Post || held.title.body.is_none() && start + 1 >= end {
            return false;
        }
        match view.passage.before(start) {
            '、' => end = start - 1,
            ',' | '。' | ';' | '\n' | '\0' | ' ' => return start > floor,
            _ => return false,
        }
    }
    false
}

/// `“时代楷模”` before a name, and the place where a title before it may end.
fn honour(view: &View<'_, '_>, end: usize, floor: usize) -> Option<(Held, usize)> {
    if view.passage.before(end) != '”' || !view.marks.has(end - 1, TITLE_END) {
        return None;
    }
    let open = (end.saturating_sub(14).max(floor)..end).rev().find(|&k| view.passage.at(k) == '“')?;
    let title =
        TitleMention { span: Span::new(open, end), kind: TitleKind::Occupation, post: None, body: None };
    let before = if view.passage.before(open) == '、' { open - 1 } else { open };
    Some((Held { title, shared: true }, before))
}

/// The title that ends at a place: its longest last word, what belongs to the post, and the body before it.
fn ending(view: &View<'_, '_>, end: usize, floor: usize) -> Option<Held> {
    let passage = view.passage;
    let head = (end.saturating_sub(10)..end).find_map(|i| {
        passage
            .hits
            .at(i)
            .iter()
            .find(|hit| hit.end as usize == end && hit.classes.meets(super::marks::TITLES))
    })?;
    let mut post = head.start as usize;
    let mut deputy = false;
    while let Some(prefix) =
        passage.hits.ending(post, Class::PostPrefix).filter(|p| p.start as usize >= floor)
    {
        if view.marks.has(prefix.start as usize, CROSSED)
            && prefix.end - prefix.start == 1
            && passage.at(prefix.start as usize) != '副'
        {
            break;
        }
        deputy |= passage.value(prefix, Class::PostPrefix) == "deputy";
        post = prefix.start as usize;
    }
    let start = behind_deed(view, opening(view, post, floor), post);
    Some(held(view, head, own(view, start, post), post, end, deputy))
}

/// 本院|医师, 我公司|经理, 我省|运动员: whose it is, in the body's own chronicle, is no part of the title.
fn own(view: &View<'_, '_>, start: usize, post: usize) -> usize {
    let passage = view.passage;
    let unit = chars!("院校厂场矿所站社局会行部店馆队团司段省市县区州旗国").has(passage.before(post));
    let length = if passage.begins(start + 1, "公司") { 3 } else { 2 };
    let own = matches!(passage.at(start), '本' | '我') && start + length == post && unit;
    // 我连长负伤: of our side.
    let ours = passage.at(start) == '我' && start + 1 == post;
    if own || ours { post } else { start }
}

/// 依法审结|某村村民: no body's name holds a deed, so the title begins behind the last one, where a place or body follows.
fn behind_deed(view: &View<'_, '_>, start: usize, post: usize) -> usize {
    const SEATS: ClassSet =
        ClassSet::of(&[Class::Division, Class::DivisionShort, Class::Country, Class::Organ, Class::Org]);
    let passage = view.passage;
    let deed = |k: usize| {
        let hit = [Class::PartVerb, Class::Verb, Class::StageVerb, Class::NameLead, Class::OrganizerVerb]
            .into_iter()
            .find_map(|class| passage.hits.longest(k, class))?;
        // 退休干警, 离休干部: what they are.
        if hit.is(Class::PartVerb) && passage.value(hit, Class::PartVerb).starts_with("removed") {
            return None;
        }
        let end = hit.span().hi();
        let noun = passage.hits.at(k).iter().any(|other| other.span().hi() > end);
        // 医院抢救|中心: the verb says what the unit is for.
        let unit = passage.begins(end, "中心") || chars!("组部室科所站队处").has(passage.at(end));
        // 通过|县法院院长所提的议案.
        let level =
            lists::PLACE_HIGHER_LEVELS.has(passage.at(end)) && passage.hits.has(end + 1, Class::Department);
        let seat = end == post || !unit && (level || passage.hits.classes(end).meets(SEATS));
        (hit.span().len() > 1 && end <= post && !noun && seat && !view.marks.has(end, CROSSED)).then_some(end)
    };
    (start..post).rev().find_map(deed).unwrap_or(start)
}

fn held(view: &View<'_, '_>, head: &Hit, start: usize, post: usize, end: usize, deputy: bool) -> Held {
    let kind = kind(head);
    let single = kind == TitleKind::Post && view.passage.value(head, Class::Post) == "head" && !deputy;
    let title = TitleMention {
        span: Span::new(start, end),
        kind,
        post: (kind == TitleKind::Post).then(|| Span::new(post, end)),
        body: (start < post).then(|| Span::new(start, post)),
    };
    let everyone = matches!(view.passage.at(start), '各' | '全' | '两');
    Held { title, shared: !single || everyone }
}

fn kind(head: &Hit) -> TitleKind {
    [
        (Class::Collective, TitleKind::Collective),
        (Class::Academic, TitleKind::Academic),
        (Class::Post, TitleKind::Post),
        (Class::Occupation, TitleKind::Occupation),
    ]
    .into_iter()
    .find(|(class, _)| head.is(*class))
    .map_or(TitleKind::Address, |(_, kind)| kind)
}

/// Where the body before a post begins: after the clause's start, a preposition, a verb that takes a person, a date, a name.
fn opening(view: &View<'_, '_>, post: usize, floor: usize) -> usize {
    let (passage, marks) = (view.passage, view.marks);
    let floor = floor.max(passage.span.lo()).max(post.saturating_sub(LONGEST));
    let mut k = post;
    while k > floor {
        let c = passage.before(k);
        if marks.has(k, TIME_END) || k == post && marks.has(k, POST_END) && glued(view, k) {
            break;
        }
        match c {
            ')' | '”' => {
                let open = if c == ')' { '(' } else { '“' };
                match (k.saturating_sub(14)..k - 1).rev().find(|&i| passage.at(i) == open) {
                    Some(i) if i >= floor && (c == '”' || i > floor && is_han(passage.before(i))) => {
                        k = i;
                        continue;
                    }
                    _ => break,
                }
            }
            '·' => {}
            _ if c.is_whitespace() || is_boundary(c) => break,
            _ => {}
        }
        // 市中院院长: the 中 is the court's.
        let within = || {
            (k.saturating_sub(2)..k).any(|i| {
                passage.hits.at(i).iter().any(|hit| hit.is(Class::Department) && hit.end as usize > k)
            })
        };
        if marks.has(k, LEAD_END) && !group(view, k) && !within() {
            break;
        }
        if c == '兼' && marks.has(k - 1, TITLE_END) {
            break;
        }
        // 签字者|副校长甲: who did it, and no part of the office.
        if c == '者' && passage.hits.ending(k - 1, Class::PartVerb).is_some_and(|verb| verb.span().len() > 1)
        {
            break;
        }
        // 增补甲(满族)为|副主席.
        if c == '为' && passage.before(k - 1) == ')' {
            break;
        }
        // 应|校长甲之聘: at whose call.
        if c == '应' && is_boundary(passage.before(k - 1)) {
            break;
        }
        // 甲和县委书记乙: no body's name begins with the conjunction after a name.
        if k == floor + 1 && floor > passage.span.lo() && matches!(c, '和' | '与' | '及' | '暨') {
            break;
        }
        if c == '日' && passage.before(k - 1).is_ascii_digit() {
            break;
        }
        // 劝说|江苏巡抚: a common verb before the place that leads an office.
        let seated = k < post && passage.hits.classes(k).meets(SEATS);
        if seated && common::verb(passage.before(k - 1), c) && !passage.bounds.cut(k - 1) {
            break;
        }
        k -= 1;
    }
    k
}

/// 党委书记校长: two posts without a mark between them.
fn glued(view: &View<'_, '_>, index: usize) -> bool {
    view.passage.ends_any(index, &lists::TITLE_HEADS)
}

/// 慰问团, 采访组: the verb that ends here is part of a body's name. 党的建设: so is this 的.
fn group(view: &View<'_, '_>, index: usize) -> bool {
    let passage = view.passage;
    if passage.before(index) == '的' {
        return passage.ends(index, "党的");
    }
    if matches!(passage.before(index), '和' | '与' | '及') && !view.marks.has(index, LEAD_VERB) {
        return !joins(view, index - 1);
    }
    view.marks.has(index, LEAD_VERB) && chars!("组团队部局处办委科室站所会院").has(passage.at(index))
}

/// Whether a conjunction joins what is whole without it (省委和县长甲), not two words of a body's name (土木与环境学院).
fn joins(view: &View<'_, '_>, conjunction: usize) -> bool {
    let passage = view.passage;
    let c = passage.before(conjunction);
    if !is_han(c) || lists::TITLE_OWN.has(c) || view.marks.has(conjunction, TITLE_END | LEAD_END | TIME_END) {
        return true;
    }
    (conjunction.saturating_sub(8)..conjunction).any(|k| {
        passage.hits.at(k).iter().any(|hit| {
            hit.end as usize == conjunction
                && [
                    Class::Organ,
                    Class::Org,
                    Class::OrgSuffix,
                    Class::BodySuffix,
                    Class::SiteSuffix,
                    Class::Division,
                    Class::DivisionShort,
                    Class::PlaceSuffix,
                    Class::Country,
                    Class::NameVerb,
                    Class::PartVerb,
                ]
                .into_iter()
                .any(|class| hit.is(class))
        })
    })
}

/// The title right after a name, where no other name takes it.
fn after(view: &View<'_, '_>, end: usize, next: usize) -> Vec<Held> {
    let passage = view.passage;
    let mut found = Vec::new();
    let mut at = end;
    while found.len() < 2 {
        let mut post = at;
        let mut deputy = false;
        if let Some(prefix) = passage.hits.longest(at, Class::PostPrefix)
            && passage.hits.has(prefix.end as usize, Class::Post)
        {
            deputy = passage.value(prefix, Class::PostPrefix) == "deputy";
            post = prefix.end as usize;
        }
        let Some(hit) = title_at(passage, post) else { break };
        let stop = hit.end as usize;
        let verb = hit.is(Class::NameVerb) || hit.is(Class::PartVerb) || hit.is(Class::Collective);
        let longer =
            passage.hits.at(post).iter().any(|other| other.end as usize > stop && !other.is(Class::Surname));
        let only_before = hit.is(Class::Occupation) && passage.value(hit, Class::Occupation) != "after";
        if verb || (longer && !hit.is(Class::Address)) || only_before || (stop == next && !found.is_empty()) {
            break;
        }
        if hit.is(Class::Post) && !view.after_title(stop) {
            break;
        }
        let mut one = held(view, hit, at, at, stop, deputy);
        // 甲、乙委员 and 甲、乙同志 speak of both; 甲、乙书记 of 乙.
        one.shared = !hit.is(Class::Post) || passage.value(hit, Class::Post) == "member";
        found.push(one);
        at = stop;
    }
    found
}

/// `(县委书记)` after a name.
fn inside_brackets(view: &View<'_, '_>, end: usize) -> Vec<TitleMention> {
    let close = bracketed(view, end);
    if close < end + 4 || !view.marks.has(close - 1, TITLE_END) {
        return Vec::new();
    }
    chain_before(view, close - 1, end + 1).into_iter().map(|held| held.title).collect()
}

/// 免去甲的县长、县委副书记职务, 甲辞去县长职务: the offices that somebody gives up.
fn laid_down(view: &View<'_, '_>, end: usize, next: usize) -> Vec<TitleMention> {
    let passage = view.passage;
    let from = end.saturating_sub(40).max(passage.span.lo());
    let removed = || {
        (from..end)
            .rev()
            .take_while(|&k| !matches!(passage.at(k), '。' | ';'))
            .any(|k| passage.begins_any(k, words!["免去", "免除", "撤销", "罢免", "解除"]))
    };
    let at = match passage.at(end) {
        '的' if removed() => end + 1,
        '辞' if passage.begins_any(end, words!["辞去", "辞掉"]) => end + 2,
        '不' if passage.begins(end, "不再担任") => end + 4,
        '不' if passage.begins(end, "不再兼任") => end + 4,
        _ => return Vec::new(),
    };
    let Some(stop) = (at + 2..(at + LONGEST).min(next)).find(|&k| {
        let c = passage.at(k);
        passage.begins(k, "职务") || c != '、' && is_boundary(c)
    }) else {
        return Vec::new();
    };
    let closed = passage.begins(stop, "职务") || passage.at(end) == '不';
    if !closed {
        return Vec::new();
    }
    let close = if matches!(passage.before(stop), '的' | '等') { stop - 1 } else { stop };
    let mut titles = Vec::new();
    let mut from = at;
    for end in (at..=close).filter(|&k| k == close || passage.at(k) == '、').take(CHAIN) {
        if view.marks.has(end, TITLE_END)
            && let Some(held) = ending(view, end, from)
        {
            let body = Span::new(from, held.title.post.map_or(end, Span::lo));
            titles.push(TitleMention {
                span: Span::new(from, end),
                body: (!body.is_empty()).then_some(body),
                ..held.title
            });
        }
        from = end + 1;
    }
    titles
}

/// The offices that the people before this place take up.
fn taken_up(view: &View<'_, '_>, end: usize, next: usize) -> Vec<Held> {
    let passage = view.passage;
    let mut at = bracketed(view, end);
    if let Some(day) = dated(view, at) {
        at = day;
    }
    for skip in lists::TITLE_SKIPPED.all() {
        if passage.begins(at, skip) {
            at += skip.chars().count();
        }
    }
    // 为 where the clause must say elsewhere that someone chose.
    let Some(verb) = passage.word(at, &lists::TITLE_TAKES_UP) else { return Vec::new() };
    if verb == "为" && !chosen(view, end) {
        return Vec::new();
    }
    at += verb.chars().count();
    let mut offices = Vec::new();
    while offices.len() < CHAIN && at < next {
        let Some(stop) = (at..(at + LONGEST).min(next + 1)).find(|&k| {
            let c = passage.at(k);
            is_boundary(c) || c.is_whitespace()
        }) else {
            break;
        };
        // The office may be followed by 职务, 等职, or a verb.
        let Some(office) = (at + 2..=stop).rev().find(|&k| view.marks.has(k, TITLE_END)) else { break };
        let rest = stop - office;
        let tail = rest == 0
            || passage.at(office).is_ascii_digit()
            || passage.begins_any(office, &lists::TITLE_OFFICE_WORDS)
            // 任团长来访, 任队长的手术队.
            || passage.at(office) == '的' && verb != "为"
            || passage.hits.at(office).iter().any(|hit| hit.is(Class::PartVerb) && hit.span().len() > 1)
            || matches!(passage.at(office), '来' | '赴' | '率' | '到');
        if !tail {
            break;
        }
        let Some(held) = ending(view, office, at) else { break };
        let mut held = held;
        // 任副院长兼教务长: two offices.
        let joint = held.title.span.lo().saturating_sub(1);
        if joint > at
            && passage.at(joint) == '兼'
            && let Some(first) = ending(view, joint, at)
        {
            offices.push(widened(&first, at, joint));
            at = joint + 1;
        }
        if held.title.span.lo() != at {
            held = widened(&held, at, office);
        }
        offices.push(held);
        let stop = if rest == 0 { bracketed(view, stop) } else { stop };
        if rest > 0 || passage.at(stop) != '、' {
            break;
        }
        at = stop + 1;
    }
    offices
}

/// A title from a place on, with all that stands before the post as its body.
fn widened(held: &Held, from: usize, end: usize) -> Held {
    let body = Span::new(from, held.title.post.map_or(end, Span::lo));
    let title = TitleMention {
        span: Span::new(from, end),
        body: (!body.is_empty()).then_some(body),
        ..held.title.clone()
    };
    Held { title, shared: held.shared }
}

/// The place after a date between a name and what the person became: 甲,1949年10月担任校长; 甲于2019年任校长.
fn dated(view: &View<'_, '_>, index: usize) -> Option<usize> {
    let passage = view.passage;
    let mut from = index;
    if passage.at(from) == ',' {
        from += 1;
    }
    if matches!(passage.at(from), '于' | '自' | '从') {
        from += 1;
    }
    let figure = |c: char| c.is_ascii_digit() || chars!("年月日至-~初底春夏秋冬间起").has(c);
    let length = (0..20).take_while(|&k| figure(passage.at(from + k))).count();
    (length > 2 && passage.at(from).is_ascii_digit()).then_some(from + length)
}

/// Whether the clause before says that someone appoints or elects.
fn chosen(view: &View<'_, '_>, end: usize) -> bool {
    let from = end.saturating_sub(60).max(view.passage.span.lo());
    let mut k = end;
    while k > from {
        if matches!(view.passage.before(k), '。' | ';' | '\n') {
            return false;
        }
        // 市委: the last character of a longer word is no verb.
        let within = || {
            let longer = [Class::Organ, Class::Org, Class::Word, Class::OrgSuffix, Class::Post]
                .into_iter()
                .filter_map(|class| view.passage.hits.ending(k, class));
            longer.map(|hit| hit.span().len()).max().unwrap_or(0) > 1
        };
        if view.passage.ends_any(k, &lists::TITLE_ELECTS)
            && (k < 2 || !within() || !chars!("委以派授擢聘").has(view.passage.before(k)))
        {
            return true;
        }
        k -= 1;
    }
    false
}
