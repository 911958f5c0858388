//! What stands in 《》: documents, publications and other works, told apart, with their short forms and numbers.
//!
//! In goes an entry, out come its titles in order. `县政府印发《关于封山育林的通知》(东政〔1986〕9号,以下简称《通知》)。《通知》要求`
//! gives one document with a number, and two more places where its short form points back to it. Titles nest (《转发〈…〉的
//! 通知》 is one), may lack their end (a damaged file), or stand in half-width `<<` `>>`.

use super::reference;
use super::{Mentions, Passage};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::text::{Span, chars, is_han};

/// What a title names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TitleClass {
    /// A plan, notice, law, measure, opinion.
    Document,
    /// A newspaper, journal, broadcast or book.
    Publication,
    /// A song, film, play, painting, article: neither of the two.
    Work,
}

/// A title in 《》.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Without the brackets.
    pub span: Span,
    /// With the brackets.
    pub outer: Span,
    /// What it names.
    pub class: TitleClass,
    /// Position of the full title that this short form (《通知》) stands for.
    pub full: Option<usize>,
    /// The short form that is given to it here (以下简称《通知》), without brackets.
    pub short: Option<Span>,
    /// The document number beside it (豫政〔2020〕9号).
    pub number: Option<Span>,
}

/// Longest title in code points; a bracket that is not closed within is taken as never closed.
const LONGEST: usize = 160;
/// Longest title that may be cut out of a bracket that is never closed.
const LONGEST_UNCLOSED: usize = 60;
/// Longest short form.
const LONGEST_SHORT: usize = 12;

/// Every title in 《》 of an entry.
pub fn find(passage: &Passage<'_>, _mentions: &Mentions) -> Vec<Titled> {
    let mut found: Vec<Titled> = Vec::new();
    let mut i = passage.span.lo();
    while i < passage.span.hi() {
        let rest = passage.text.folded(Span::new(i, passage.span.hi()));
        let Some(next) = rest.iter().position(|c| matches!(c, '《' | '<')) else { break };
        i += next;
        let Some((span, outer)) = bracketed(passage, i) else {
            i += 1;
            continue;
        };
        let span = passage.text.trim(span);
        if !span.is_empty() {
            let class = classify(passage, span, outer);
            found.push(Titled { span, outer, class, full: None, short: None, number: None });
        }
        i = outer.hi().max(i + 1);
    }
    if !found.is_empty() {
        link_short_forms(passage, &mut found);
        give_numbers(passage, &mut found);
    }
    found
}

/// The title that opens at `i`: inside and with the brackets.
fn bracketed(passage: &Passage<'_>, i: usize) -> Option<(Span, Span)> {
    match passage.at(i) {
        '《' => closed(passage, i).or_else(|| unclosed(passage, i)),
        '<' => half_width(passage, i),
        _ => None,
    }
}

/// `《…》`, nested ones inside.
fn closed(passage: &Passage<'_>, open: usize) -> Option<(Span, Span)> {
    let mut depth = 0usize;
    for j in open..passage.span.hi().min(open + LONGEST) {
        match passage.at(j) {
            '《' => depth += 1,
            '》' => {
                depth -= 1;
                if depth == 0 {
                    return Some((Span::new(open + 1, j), Span::new(open, j + 1)));
                }
            }
            '\n' | '\r' => return None,
            // The next sentence: the bracket was forgotten.
            '。' if depth == 1 => return None,
            _ => {}
        }
    }
    None
}

/// `《关于封山育林的通知,要求` in a damaged file: up to the last word for a kind of document before the clause goes on.
fn unclosed(passage: &Passage<'_>, open: usize) -> Option<(Span, Span)> {
    let limit = passage.span.hi().min(open + 1 + LONGEST_UNCLOSED);
    let stop = (open + 1..limit).find(|&j| chars!("。\n\r《》;,、:").has(passage.at(j))).unwrap_or(limit);
    let end = (open + 3..=stop).rev().find(|&end| {
        passage.hits.ending(end, Class::DocumentKind).is_some_and(|hit| hit.end - hit.start >= 2)
            || passage.hits.ending(end, Class::Publication).is_some_and(|hit| hit.end - hit.start >= 2)
    })?;
    Some((Span::new(open + 1, end), Span::new(open, end)))
}

/// `<<…>>`, and `<…>` around what ends like a document.
fn half_width(passage: &Passage<'_>, open: usize) -> Option<(Span, Span)> {
    let double = passage.at(open + 1) == '<';
    let start = if double { open + 2 } else { open + 1 };
    if !is_han(passage.at(start)) {
        return None;
    }
    let limit = passage.span.hi().min(start + LONGEST);
    for j in start..limit {
        match passage.at(j) {
            '\n' | '\r' | '。' => return None,
            '>' if double && passage.at(j + 1) == '>' => {
                return Some((Span::new(start, j), Span::new(open, j + 2)));
            }
            '>' if !double => {
                let known = passage.hits.ending(j, Class::DocumentKind).is_some()
                    || passage.hits.ending(j, Class::Publication).is_some();
                return known.then(|| (Span::new(start, j), Span::new(open, j + 1)));
            }
            _ => {}
        }
    }
    None
}

/// Where a title's words end, before `(草案)`, `(2001-2005年)` and nested brackets.
pub fn core_end(passage: &Passage<'_>, span: Span) -> usize {
    let mut end = span.hi();
    loop {
        match passage.before(end) {
            ')' | ']' | '〕' => {
                let open = (span.lo()..end).rev().find(|&k| matches!(passage.at(k), '(' | '[' | '〔'));
                match open {
                    Some(open) if open > span.lo() => end = open,
                    _ => return end,
                }
            }
            '》' | '”' | ' ' if end > span.lo() + 1 => end -= 1,
            _ => return end,
        }
    }
}

/// The word for a kind of document that a title ends with.
pub fn kind_hit<'p>(passage: &'p Passage<'_>, span: Span) -> Option<&'p Hit> {
    let hit = passage.hits.ending(core_end(passage, span), Class::DocumentKind)?;
    (hit.start >= span.start).then_some(hit)
}

/// Tells documents, publications and works apart: by the whole title, by the words beside it, by how it ends.
fn classify(passage: &Passage<'_>, span: Span, outer: Span) -> TitleClass {
    let whole = passage.hits.at(span.lo()).iter().any(|hit| {
        hit.end == span.end && hit.is(Class::Publication) && passage.value(hit, Class::Publication).is_empty()
    });
    if whole {
        return TitleClass::Publication;
    }
    if passage.text.find(span, "关于").is_some() {
        return TitleClass::Document;
    }
    let (before, after) = (cue_before(passage, outer.lo()), cue_after(passage, outer.hi()));
    if before == "work" {
        return TitleClass::Work;
    }
    let core = core_end(passage, span);
    let kind = kind_hit(passage, span);
    let ending = passage.hits.ending(core, Class::Publication).filter(|hit| hit.start >= span.start);
    let ending_length = ending.map_or(0, |hit| hit.end - hit.start);
    // 通报 is longer than 报, 管理办法 than 法; but 书法 is longer than 法.
    if kind.is_some_and(|hit| hit.end - hit.start >= ending_length) {
        return TitleClass::Document;
    }
    // 《高原试车（试验报告）》: the bracket tells what it is.
    let told = passage.before(span.hi()) == ')'
        && passage
            .hits
            .ending(span.hi() - 1, Class::DocumentKind)
            .is_some_and(|hit| hit.end - hit.start >= 2);
    if told && kind.is_none() && ending.is_none() {
        return TitleClass::Document;
    }
    let ending = ending.map_or("", |hit| passage.value(hit, Class::Publication));
    match (before, after, ending) {
        (_, _, "suffix" | "book") | (_, "publication", _) => TitleClass::Publication,
        ("article", "document", _) => TitleClass::Document,
        (_, "work", _) | ("article", _, _) | (_, _, "work") => TitleClass::Work,
        ("publication", _, _) => TitleClass::Publication,
        ("document", _, _) | (_, "document", _) => TitleClass::Document,
        _ if appeared_in(passage, outer) => TitleClass::Publication,
        _ => by_verb(passage, outer),
    }
}

/// 在《…》上发表, 于《…》刊登: where something appeared.
fn appeared_in(passage: &Passage<'_>, outer: Span) -> bool {
    matches!(passage.before(outer.lo()), '在' | '于')
        && passage.begins_any(outer.hi(), &lists::TITLE_IN_THE_PRESS)
}

/// A title whose words tell nothing: what is issued, adopted or put in force is a document.
fn by_verb(passage: &Passage<'_>, outer: Span) -> TitleClass {
    let stage = |hit: &Hit| {
        let value = passage.value(hit, Class::StageVerb);
        !matches!(value, "" | "mentioned" | "deliberated")
    };
    let before = (0..=1).any(|gap| {
        let end = outer.lo().saturating_sub(gap);
        (gap == 0 || matches!(passage.at(end), '了' | '出'))
            && passage.hits.ending(end, Class::StageVerb).is_some_and(stage)
    });
    let after =
        (outer.hi()..outer.hi() + 3).any(|i| passage.hits.longest(i, Class::StageVerb).is_some_and(stage));
    if before || after { TitleClass::Document } else { TitleClass::Work }
}

/// What the word right before a title says it is.
fn cue_before<'a>(passage: &Passage<'a>, open: usize) -> &'a str {
    let mut end = open;
    while end > passage.span.lo() && matches!(passage.before(end), ' ' | ':' | '了' | '“') {
        end -= 1;
    }
    // 原载1995年5月23日《某报》: of which day.
    if lists::DATE_UNITS.has(passage.before(end)) {
        let dated = |k: &usize| passage.at(*k).is_ascii_digit() || lists::DATE_UNITS.has(passage.at(*k));
        end -= (passage.span.lo()..end).rev().take(11).take_while(dated).count();
    }
    cues(passage, passage.hits.ending(end, Class::TitleCue), "before ")
}

/// What the word right after a title says it is.
fn cue_after<'a>(passage: &Passage<'a>, close: usize) -> &'a str {
    let mut start = close;
    while matches!(passage.at(start), ' ' | '”' | '\n' | '\r') {
        start += 1;
    }
    cues(passage, passage.hits.longest(start, Class::TitleCue), "after ")
}

fn cues<'a>(passage: &Passage<'a>, hit: Option<&Hit>, side: &str) -> &'a str {
    let Some(hit) = hit else { return "" };
    passage
        .lexicon
        .terms(hit)
        .filter(|term| term.class == Class::TitleCue)
        .find_map(|term| term.value.strip_prefix(side))
        .unwrap_or("")
}

/// Points short forms to their full titles: declared ones (以下简称) and bare words for a kind (《方案》).
fn link_short_forms(passage: &Passage<'_>, found: &mut [Titled]) {
    let mut declared: Vec<(usize, Span)> = Vec::new();
    for (k, titled) in found.iter_mut().enumerate() {
        if let Some(short) = declaration(passage, titled.outer.hi()) {
            titled.short = Some(short);
            declared.push((k, short));
        }
    }
    for k in 0..found.len() {
        if found[k].span.len() > LONGEST_SHORT {
            continue;
        }
        let words = passage.text.folded(found[k].span);
        let by_name = declared
            .iter()
            .rev()
            .take(64)
            .find(|(full, short)| {
                *full != k
                    && (found[*full].outer.end <= found[k].outer.start || found.len() < 8)
                    && passage.text.folded(*short) == words
            })
            .map(|(full, _)| *full);
        let full = by_name.or_else(|| bare_kind(passage, found, k));
        if let Some(full) = full {
            found[k].full = Some(full);
            found[k].class = found[full].class;
        }
    }
}

/// The full title a bare word for a kind stands for: the nearest one before that ends with it, else the first one after.
fn bare_kind(passage: &Passage<'_>, found: &[Titled], k: usize) -> Option<usize> {
    let span = found[k].span;
    let bare =
        passage.hits.at(span.lo()).iter().any(|hit| hit.end == span.end && hit.is(Class::DocumentKind));
    if !bare {
        return None;
    }
    let words = passage.text.folded(span);
    let fits = |full: &Titled| {
        full.full.is_none()
            && full.span.len() > words.len()
            && passage.text.folded(Span::new(full.span.lo(), core_end(passage, full.span))).ends_with(words)
    };
    let window = 16;
    (k.saturating_sub(window)..k)
        .rev()
        .find(|&j| fits(&found[j]))
        .or_else(|| (k + 1..found.len().min(k + window)).find(|&j| fits(&found[j])))
}

/// `(以下简称《通知》)` after a title: the short form without its brackets.
fn declaration(passage: &Passage<'_>, after: usize) -> Option<Span> {
    let mut i = after;
    while matches!(passage.at(i), ' ' | '(' | ',' | '》') && i < after + 4 {
        i += 1;
    }
    // A number may stand first: (豫政〔2020〕9号,以下简称《通知》).
    let words = &lists::TITLE_SHORT_FOR;
    let limit = i + 28;
    let start = (i..limit)
        .take_while(|&j| !matches!(passage.at(j), '。' | '《' | '\n' | '\0'))
        .find(|&j| passage.begins_any(j, words))?;
    if start > i && !passage.folded(Span::new(i, start)).contains('号') {
        return None;
    }
    let open = (start..start + 9).find(|&j| matches!(passage.at(j), '《' | '“' | '<' | '"'))?;
    let close =
        (open + 1..open + 2 + LONGEST_SHORT).find(|&j| matches!(passage.at(j), '》' | '”' | '>' | '"'))?;
    let span = passage.text.trim(Span::new(open + 1, close));
    (!span.is_empty()).then_some(span)
}

/// Gives each document number to the title it stands beside.
fn give_numbers(passage: &Passage<'_>, found: &mut [Titled]) {
    for number in reference::numbers(passage.text, passage.span) {
        let begun = found.partition_point(|t| t.outer.start < number.start);
        let fits = |k: usize| found.get(k).filter(|t| t.class == TitleClass::Document);
        let after = begun.checked_sub(1).filter(|&k| {
            fits(k).is_some_and(|t| {
                t.outer.end <= number.start
                    && number.start - t.outer.end <= 3
                    && !ends_sentence(passage, t.outer.hi(), number.lo())
            })
        });
        let before = || {
            Some(begun).filter(|&k| {
                fits(k).is_some_and(|t| {
                    number.end <= t.outer.start
                        && t.outer.start - number.end <= 14
                        && !ends_sentence(passage, number.hi(), t.outer.lo())
                })
            })
        };
        if let Some(k) = after.or_else(before) {
            let k = found[k].full.unwrap_or(k);
            if let Some(titled) = found.get_mut(k)
                && titled.number.is_none()
            {
                titled.number = Some(number);
            }
        }
    }
}

fn ends_sentence(passage: &Passage<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|i| matches!(passage.at(i), '。' | ';' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::Text;

    fn titles(raw: &str) -> Vec<(String, TitleClass)> {
        let text = Text::new(raw.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        find(&passage, &Mentions::default())
            .into_iter()
            .filter(|t| t.full.is_none())
            .map(|t| (text.slice(t.span).to_owned(), t.class))
            .collect()
    }

    #[test]
    fn documents_publications_and_works_are_told_apart() {
        use TitleClass::{Document, Publication, Work};
        for (raw, title, class) in [
            ("县政府印发《水库移民安置办法》。", "水库移民安置办法", Document),
            ("会议通过《关于禁止毁林的决定(草案)》。", "关于禁止毁林的决定(草案)", Document),
            ("《青川晚报》报道：县城通水。", "青川晚报", Publication),
            ("论文在《自然》杂志发表。", "自然", Publication),
            ("《云溪县志》出版发行。", "云溪县志", Publication),
            ("县剧团演出现代戏《山乡春早》。", "山乡春早", Work),
            ("电影《老井村》在全县放映。", "老井村", Work),
            ("省委发出《紧急通知》。", "紧急通知", Document),
            ("召开座谈会，学习《矛盾论》。", "矛盾论", Work),
            ("贯彻《农业六十条》。", "农业六十条", Document),
            ("传达《关于〈土地法〉的说明》。", "关于〈土地法〉的说明", Document),
            ("县报《青川通讯》创刊。", "青川通讯", Publication),
            ("市委书记在《支部生活》上发表文章。", "支部生活", Publication),
            ("校刊《学灯》更名。", "学灯", Publication),
            ("论文在《Nature Geoscience》发表。", "Nature Geoscience", Publication),
            ("于《木铎》上发表文章。", "木铎", Publication),
            ("两国签订《通商条约》。", "通商条约", Document),
            ("舉行儀式，頒布《鄉鎮自治條例》。", "鄉鎮自治條例", Document),
            ("公布<<暂行条例>>,即日施行.", "暂行条例", Document),
            ("印发<春耕生产方案>", "春耕生产方案", Document),
        ] {
            assert_eq!(titles(raw), [(title.to_owned(), class)], "{raw}");
        }
    }

    #[test]
    fn a_bracket_never_closed_ends_with_the_kind() {
        assert_eq!(
            titles("县委下发《关于农村整党的通知,要求各乡执行。另有一事。")[0].0,
            "关于农村整党的通知"
        );
        assert_eq!(titles("印发《整党方案。会议学习《党章》。").len(), 2);
        assert!(titles("《《《《《《").is_empty());
    }

    #[test]
    fn a_short_form_points_to_its_title() {
        let raw = "印发《关于春耕的意见》(以下简称《意见》)。《意见》指出，要抓紧。又发《备耕方案》，《方案》共三条。";
        let text = Text::new(raw.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let found = find(&passage, &Mentions::default());
        let full: Vec<_> = found.iter().map(|t| (text.slice(t.span), t.full)).collect();
        assert_eq!(
            full,
            [
                ("关于春耕的意见", None),
                ("意见", Some(0)),
                ("意见", Some(0)),
                ("备耕方案", None),
                ("方案", Some(3))
            ]
        );
        assert_eq!(found[0].short.map(|s| text.slice(s)), Some("意见"));
    }

    #[test]
    fn a_number_belongs_to_the_title_beside_it() {
        let raw =
            "省政府以豫府〔1986〕31号文印发《山区开发规划》；县里转发《防汛预案》（东政办〔1998〕7号）。";
        let text = Text::new(raw.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
        let numbers: Vec<_> =
            find(&passage, &Mentions::default()).iter().map(|t| t.number.map(|n| text.slice(n))).collect();
        assert_eq!(numbers, [Some("豫府〔1986〕31号"), Some("东政办〔1998〕7号")]);
    }
}
