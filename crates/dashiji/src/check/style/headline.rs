//! S01, S02: a headline that is too long, or that begins with what was done and does not say who did it.

use crate::check::{Desk, Draft, Report};
use crate::lexicon::{Class, Lexicon};

/// Characters beyond which a headline is a sentence.
const LONGEST: usize = 40;
/// Verbs that need a subject before them.
const OPENERS: &[&str] = &[
    "召开", "举行", "印发", "下发", "发布", "出台", "开展", "成立", "启动", "赴", "到", "深入", "主持",
    "组织", "举办", "部署", "传达", "慰问", "检查", "调研",
];

pub(super) fn too_long(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let Some(headline) = &record.headline else { continue };
        // A document's own title is not the editor's to shorten.
        let mut depth = 0usize;
        let mut length = 0usize;
        for c in headline.text.chars() {
            match c {
                '《' => depth += 1,
                '》' => depth = depth.saturating_sub(1),
                c if depth == 0 && !c.is_whitespace() => length += 1,
                _ => {}
            }
        }
        if length > LONGEST {
            report.add(
                reading,
                Some(record),
                headline.span(),
                Draft::default().arg("length", length.to_string()),
            );
        }
    }
}

pub(super) fn no_subject(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let Some(headline) = &record.headline else { continue };
        let text = desk.text(reading);
        let start = headline.start as usize;
        let Some(verb) = OPENERS.iter().find(|verb| text.begins(start, verb)) else { continue };
        // 到 and 赴 may begin a longer word or a place's name.
        let hits = Lexicon::builtin().scan(text.chars(), headline.span());
        let longer = hits.at(start).iter().any(|h| {
            h.span().len() > verb.chars().count()
                && (h.is(Class::Word) || h.is(Class::Division) || h.is(Class::DivisionShort))
        });
        if !longer {
            report.add(reading, Some(record), headline.span(), Draft::default().arg("verb", *verb));
        }
    }
}
