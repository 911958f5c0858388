//! A document's life as a line: draft, deliberated, adopted, issued, in force; each a point at its day.

use super::{label, numbers, open};
use crate::markup::Markup;
use crate::words::Words;
use dashiji::collate::document::Passing;

/// The line.
pub fn draw(stages: &[Passing], w: Words) -> Markup {
    if stages.is_empty() {
        return Markup::new();
    }
    let shown = &stages[..stages.len().min(12)];
    let each = 150.0;
    let width = (shown.len() as f64 * each).max(300.0);
    let mut out = open("stages", width, 92.0, &w.say("stages-label"));
    let x = |k: usize| each / 2.0 + k as f64 * each;
    out.raw("<line class=\"axis-line\"");
    out.raw(&numbers(&[("x1", x(0)), ("x2", x(shown.len() - 1)), ("y1", 40.0), ("y2", 40.0)])).raw("/>");
    for (k, stage) in shown.iter().enumerate() {
        let name = w.word("stage", &stage.stage);
        let kind = serde_json::to_value(stage.stage)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default();
        out.raw("<circle class=\"stage ")
            .text(&kind)
            .raw("\"")
            .raw(&numbers(&[("cx", x(k)), ("cy", 40.0), ("r", 8.0)]))
            .raw("/>");
        label(&mut out, "middle strong", x(k), 22.0, &name);
        label(
            &mut out,
            "axis middle",
            x(k),
            66.0,
            &stage.date.as_deref().map_or_else(|| "—".to_owned(), |date| w.edtf(date)),
        );
        if let Some(body) = &stage.body {
            label(&mut out, "axis middle", x(k), 84.0, &super::fit(body, 11.0));
        }
    }
    out.raw("</svg>");
    out
}
