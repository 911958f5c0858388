//! A clause whose figures or document are what it tells: `全县已造林3.2万亩`, `制发《关于护林的通知》`.
//!
//! Figures tell only where words report them (全县, 累计, 比上年) and no deed stands before; a document's title tells where a verb of
//! issuing stands beside it.

use super::{ENOUGH, EventType, beginning};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::titled::TitleClass;
use crate::recognize::{Mentions, Passage};
use crate::text::{Span, chars, is_han};

/// 制发《关于护林的通知》, 《护林办法》施行: a verb of issuing stands right before or after a document's title.
pub(super) fn issued_title(passage: &Passage<'_>, mentions: &Mentions, range: Span, before: &[&str]) -> bool {
    let says = |hit: &Hit, stages: &[&str]| {
        stages.iter().any(|stage| passage.value_is(hit, Class::StageVerb, stage))
    };
    beginning(&mentions.titled, range.lo(), range.hi(), |t| t.outer)
        .iter()
        .filter(|t| range.contains(t.outer) && t.class == TitleClass::Document)
        .any(|t| {
            let mut end = t.outer.lo();
            while matches!(passage.before(end), '了' | '出' | ' ') {
                end -= 1;
            }
            [t.outer.lo(), end].iter().any(|&end| {
                passage.hits.ending(end, Class::StageVerb).is_some_and(|hit| {
                    // 贯彻执行《…》: heeded, not put in force.
                    says(hit, before) && !passage.ends_any(hit.span().lo(), &lists::KIND_HEEDED)
                })
            }) || (t.outer.hi()..t.outer.hi() + 6)
                .take_while(|&k| is_han(passage.at(k)))
                .find_map(|k| passage.hits.longest(k, Class::StageVerb))
                // 检查《农业法》执行情况: what was looked at.
                .filter(|hit| !passage.begins(hit.span().hi(), "情况"))
                .is_some_and(|hit| says(hit, &["issued", "in_force", "repealed"]))
        })
}

/// `全县已造林3.2万亩`: a figure is what the sentence tells, where nothing else does; two figures tell it more surely.
pub(super) fn reported_figure(
    passage: &Passage<'_>,
    mentions: &Mentions,
    range: Span,
    counted: usize,
) -> Option<(i32, EventType)> {
    let (mut said, mut figures, mut after_digit) = (false, 0, false);
    let mut quoted = false;
    for i in range.lo()..range.hi() {
        let c = passage.at(i);
        // “110”, “119”: names.
        quoted = c == '“' || quoted && c != '”';
        if quoted {
            continue;
        }
        let digit = c.is_ascii_digit() && !passage.before(i).is_ascii_alphabetic();
        if digit && !after_digit && !dated(passage, i) {
            figures += 1;
        }
        after_digit = digit || after_digit && matches!(c, '.' | ',');
        said |= figures == 0 && matches!(c, '已' | '达' | '超' | '共');
    }
    if figures == 0 && counted == 0 {
        return None;
    }
    // 面粉厂首次出口面粉20吨: what someone did, however many figures it has; 全县产粮20万吨 reports.
    let figure = |i: &usize| {
        passage.at(*i).is_ascii_digit() && !passage.before(*i).is_ascii_digit() && !dated(passage, *i)
    };
    let first = (range.lo()..range.hi()).find(figure).unwrap_or(range.hi());
    if !reports(passage, Span::new(range.lo(), first)) {
        return None;
    }
    // Spelled-out figures are surer told in threes: 第一个五年计划 is no report.
    // 全市再就业1.1万人: nothing follows the figure that somebody might do.
    let closes = || {
        let mut inside = beginning(&mentions.quantities, range.lo(), range.hi(), |q| q.span).iter();
        inside.any(|q| range.contains(q.span) && matches!(passage.at(q.span.hi()), ',' | '。' | ';' | '\0'))
    };
    let spelled = figures == 0 && (said || closes());
    let figures = if counted > 2 || spelled { figures.max(counted) } else { figures };
    match (figures, said) {
        (0, _) => None,
        (1, false) if !closes() => None,
        (1, _) => Some((ENOUGH, EventType::Statistics)),
        _ => Some((ENOUGH + 5, EventType::Statistics)),
    }
}

/// Whether words before a figure say that it is reported.
fn reports(passage: &Passage<'_>, range: Span) -> bool {
    (range.lo()..range.hi()).any(|i| {
        passage.begins_any(i, &lists::KIND_REPORTS)
            || passage.at(i) == '全' && chars!("省市县区州盟旗国乡镇校院局厂矿社系").has(passage.at(i + 1))
    })
}

/// Whether the digits at `i` are a date's.
pub(super) fn dated(passage: &Passage<'_>, i: usize) -> bool {
    let end = (i..i + 5).find(|&k| !passage.at(k).is_ascii_digit()).unwrap_or(i);
    matches!(passage.at(end), '年' | '月' | '日' | '时' | '号' | '届' | '~' | '-')
}
