//! A finding as a card: how grave, which rule, the characters with what they stand in, what is wrong and what to do.

use crate::markup::Markup;
use crate::words::Words;
use dashiji::check::{self, Finding, Severity};

/// The characters on a finding's line before what it points at, about.
const BEFORE: usize = 24;
/// A pointer to more characters than these is not lit.
const LIT: usize = 80;

/// The class of a severity on a page: error, warning, note.
pub fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// What a finding points at, lit in what it stands in.
pub fn excerpt(finding: &Finding) -> Markup {
    let mut out = Markup::new();
    let told = finding.spans.first().map(|s| s.text.as_str()).unwrap_or_default();
    let lit = !told.is_empty() && told.chars().count() <= LIT;
    // The characters may stand more than once in the excerpt; the one meant is about so far from its start.
    let at = finding
        .excerpt
        .match_indices(told)
        .map(|(at, _)| at)
        .filter(|_| lit)
        .min_by_key(|at| finding.excerpt[..*at].chars().count().abs_diff(BEFORE));
    match at {
        Some(at) => out
            .text(&finding.excerpt[..at])
            .raw("<mark>")
            .text(told)
            .raw("</mark>")
            .text(&finding.excerpt[at + told.len()..]),
        None => out.text(&finding.excerpt),
    };
    out
}

/// What may stand there instead, in words; empty where nothing is proposed.
pub fn fix(finding: &Finding, w: Words) -> String {
    match finding.fix.as_ref().map(|fix| fix.edits.as_slice()) {
        Some([edit]) if edit.text.is_empty() => w.say("fix-remove"),
        Some([edit]) => w.with("fix-replace", "text", &edit.text),
        _ => String::new(),
    }
}

/// Where a card leads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Links<'a> {
    /// Where the finding stands; empty where that cannot be shown.
    pub place: &'a str,
    /// The rule; empty where there is no page of it.
    pub rule: &'a str,
}

/// The card; `place` says in words where the finding stands.
pub fn finding(finding: &Finding, w: Words, links: Links<'_>, place: &str) -> Markup {
    let mut out = Markup::new();
    let rule = check::words(finding.code, w.check());
    out.raw("<article class=\"finding ").raw(class(finding.severity)).raw("\"><p><span class=\"grade\">");
    out.text(&w.word("severity", &finding.severity)).raw("</span> ");
    if links.rule.is_empty() {
        out.raw("<b>").text(finding.code).raw(" ").text(&rule.name).raw("</b>");
    } else {
        out.raw("<a").attribute("href", links.rule).raw(">").text(finding.code).raw(" ").text(&rule.name);
        out.raw("</a>");
    }
    if !place.is_empty() {
        out.raw(" <small class=\"dim\">").text(place).raw("</small>");
    }
    out.raw("</p><p class=\"excerpt\" lang=\"zh-CN\">");
    if links.place.is_empty() {
        out.add(&excerpt(finding));
    } else {
        out.raw("<a class=\"row\"")
            .attribute("href", links.place)
            .raw(">")
            .add(&excerpt(finding))
            .raw("</a>");
    }
    out.raw("</p><p>").text(&finding.message).raw("</p>");
    let fix = fix(finding, w);
    if !finding.hint.is_empty() || !fix.is_empty() {
        out.raw("<p class=\"dim\">").text(&finding.hint).raw(" ").text(&fix).raw("</p>");
    }
    out.raw("</article>");
    out
}
