//! What the figures of a document say together: the answer of each series in a sentence, its lines, its equations with how each stands, what was
//! in force.

use crate::markup::Markup;
use crate::words::Words;
use dashiji::account::{Equation, Holds, Series};
use dashiji_publish::account::{self, Figures};
use std::collections::BTreeSet;

/// The account; `link` gives the address of the figure at a code point, in the entry of that number.
pub fn figures(told: &Figures, w: Words, link: &dyn Fn(u32, u32) -> String) -> Markup {
    let mut out = Markup::new();
    if !told.answers.is_empty() {
        out.raw("<ul class=\"answers\">");
        for answer in &told.answers {
            out.raw("<li>").text(&account::sentence(answer, w.messages())).raw("</li>");
        }
        out.raw("</ul>");
    }
    let mut shown: BTreeSet<usize> = BTreeSet::new();
    for series in &told.series {
        let own: BTreeSet<u32> = series.lines.iter().map(|line| line.start).collect();
        let mine = |e: &Equation| own.contains(&e.total);
        let equations: Vec<(usize, &Equation)> =
            told.equations.iter().enumerate().filter(|(_, e)| mine(e)).collect();
        shown.extend(equations.iter().map(|(k, _)| *k));
        self::series(&mut out, series, equations.iter().map(|(_, e)| *e), w, link);
    }
    let rest: Vec<&Equation> =
        told.equations.iter().enumerate().filter(|(k, _)| !shown.contains(k)).map(|(_, e)| e).collect();
    if !rest.is_empty() {
        out.raw("<section><h2>").text(&w.say("row-equations")).raw("</h2>");
        sums(&mut out, rest.into_iter(), w);
        out.raw("</section>");
    }
    if !told.in_force.is_empty() {
        out.raw("<section><h2>").text(&w.say("row-in-force")).raw("</h2><ul class=\"plain\" lang=\"zh-CN\">");
        for force in &told.in_force {
            let end = |day: &Option<String>| day.as_deref().map_or("…".to_owned(), |day| w.edtf(day));
            let days = w.between(&end(&force.from), &end(&force.till));
            out.raw("<li><time>")
                .text(&days)
                .raw("</time> <a")
                .attribute("href", &link(force.start, force.entry));
            out.raw(">")
                .text(&force.what)
                .text(force.level.as_deref().unwrap_or_default())
                .raw("</a> <small>");
            out.text(force.by.as_deref().unwrap_or_default()).raw("</small></li>");
        }
        out.raw("</ul></section>");
    }
    if !told.reports.is_empty() {
        out.raw("<section><h2>").text(&w.say("row-reports")).raw("</h2><ul class=\"plain\" lang=\"zh-CN\">");
        for report in &told.reports {
            let day = report.day.as_deref().map(|day| w.edtf(day)).unwrap_or_default();
            out.raw("<li><time>").text(&day).raw("</time> ").text(&report.name).raw(" <small>");
            out.text(&told.report_words(report, w.messages())).raw("</small></li>");
        }
        out.raw("</ul></section>");
    }
    out
}

/// A series: what it counts, its lines as a table, its equations.
fn series<'a>(
    out: &mut Markup,
    series: &Series,
    equations: impl Iterator<Item = &'a Equation>,
    w: Words,
    link: &dyn Fn(u32, u32) -> String,
) {
    out.raw("<section><h2 lang=\"zh-CN\">");
    let unnamed = w.say("figures-unnamed");
    out.text(if series.key.is_empty() { &unnamed } else { &series.key }).raw(" <small class=\"dim\">");
    out.text(&series.unit);
    if let Some(place) = &series.place {
        out.text(" · ").text(place);
    }
    out.raw("</small></h2><div class=\"wide\" tabindex=\"0\" role=\"group\"")
        .attribute("aria-label", &series.key);
    out.raw("><table><thead><tr>");
    for key in ["column-date", "column-figure", "column-kind"] {
        out.raw("<th scope=\"col\">").text(&w.say(key)).raw("</th>");
    }
    out.raw("</tr></thead><tbody>");
    for line in &series.lines {
        let day = line.as_of.as_deref().map(|day| w.edtf(day)).unwrap_or_default();
        out.raw("<tr><td class=\"nowrap\">").text(&day).raw("</td><td class=\"num\" lang=\"zh-CN\"><a");
        out.attribute("href", &link(line.start, line.entry)).raw(">").text(&line.text).raw("</a></td><td>");
        out.text(&w.word("kind", &line.kind)).raw("</td></tr>");
    }
    out.raw("</tbody></table></div>");
    sums(out, equations, w);
    out.raw("</section>");
}

/// Equations, each with how it stands.
fn sums<'a>(out: &mut Markup, equations: impl Iterator<Item = &'a Equation>, w: Words) {
    let mut equations = equations.peekable();
    if equations.peek().is_none() {
        return;
    }
    out.raw("<ul class=\"sums\" lang=\"zh-CN\">");
    for equation in equations {
        let class = match equation.holds {
            Holds::True => "closes",
            Holds::Gap => "open",
            Holds::False => "differs",
        };
        out.raw("<li class=\"").raw(class).raw("\"><span class=\"sum\">").text(&equation.shown);
        out.raw("</span> <span class=\"verdict\">").text(&account::verdict(equation, w.messages()));
        out.raw("</span></li>");
    }
    out.raw("</ul>");
}
