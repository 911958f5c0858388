//! A ledger as a chart: bars for what each line adds, a line of the running totals that are stated.

use super::{label, numbers, open};
use crate::markup::Markup;
use crate::words::Words;
use dashiji::collate::ledger::Ledger;
use dashiji::collate::ledger::balance::Amount;

/// Lines shown at most; a longer series is cut to its last.
const LINES: usize = 60;

fn value(amount: Amount) -> f64 {
    amount.0 as f64 / 1_000_000.0
}

/// Lines shown at most on a narrow page.
const FEW: usize = 10;

/// The chart, and the same for a narrow page.
pub fn draw(ledger: &Ledger, w: Words) -> Markup {
    super::either(&chart(ledger, w, 900.0, LINES), &chart(ledger, w, super::NARROW.0, FEW))
}

fn chart(ledger: &Ledger, w: Words, width: f64, shown: usize) -> Markup {
    let lines = &ledger.lines[ledger.lines.len().saturating_sub(shown)..];
    let most = lines
        .iter()
        .flat_map(|l| [&l.increment, &l.total])
        .flatten()
        .map(|f| value(f.value))
        .fold(0.0, f64::max);
    if most <= 0.0 {
        return Markup::new();
    }
    let (left, top, high) = (if width > 600.0 { 72.0 } else { 52.0 }, 22.0, 200.0);
    let each = ((width - left - 12.0) / lines.len() as f64).min(120.0);
    let y = |v: f64| top + high * (1.0 - v / most);
    let mut out = open("ledger", width, top + high + 40.0, &w.with("ledger-label", "name", &ledger.name));
    for part in [0.0, 0.5, 1.0] {
        let at = y(most * part);
        out.raw("<line class=\"rule\"")
            .raw(&numbers(&[("x1", left), ("x2", width - 12.0), ("y1", at), ("y2", at)]))
            .raw("/>");
        label(&mut out, "axis end", left - 8.0, at + 4.0, &short(most * part));
    }
    let mut path = String::new();
    let mut points = Vec::new();
    for (k, line) in lines.iter().enumerate() {
        let x = left + (k as f64 + 0.5) * each;
        if let Some(added) = &line.increment {
            let v = value(added.value).max(0.0);
            let wide = (each * 0.5).min(36.0);
            out.raw(if line.at_least { "<rect class=\"bar least\"" } else { "<rect class=\"bar\"" });
            out.raw(&numbers(&[
                ("x", x - wide / 2.0),
                ("y", y(v)),
                ("width", wide),
                ("height", (top + high - y(v)).max(1.0)),
            ]));
            out.raw("><title>")
                .text(&format!("{} · +{}", ordinals(line), added.cite.text))
                .raw("</title></rect>");
        }
        if let Some(total) = &line.total {
            path.push_str(if path.is_empty() { "M" } else { "L" });
            path.push_str(&super::trim(x));
            path.push(' ');
            path.push_str(&super::trim(y(value(total.value))));
            points.push((x, y(value(total.value)), total.cite.text.clone()));
        }
        let name = if line.ordinals.is_empty() {
            line.date.as_deref().map_or_else(String::new, |date| match crate::day::of(date) {
                Some(at) if date.len() == 10 => w.month_day(at),
                _ => w.edtf(date),
            })
        } else {
            ordinals(line)
        };
        if each > 34.0 || k % 3 == 0 {
            label(&mut out, "axis middle", x, top + high + 18.0, &super::fit(&name, each.max(40.0) / 12.0));
        }
    }
    if !path.is_empty() {
        out.raw("<path class=\"total\" d=\"").raw(&path).raw("\"/>");
    }
    let crowded = points.len() > 14;
    for (x, y, words) in points {
        out.raw("<circle class=\"seen\"")
            .raw(&numbers(&[("cx", x), ("cy", y), ("r", 4.0)]))
            .raw("><title>")
            .text(&words)
            .raw("</title></circle>");
        if !crowded {
            label(&mut out, "middle halo", x, y - 9.0, &words);
        }
    }
    out.raw("</svg>");
    out
}

/// 11–12, or nothing.
pub fn ordinals(line: &dashiji::collate::ledger::Line) -> String {
    line.ordinals.iter().map(ToString::to_string).collect::<Vec<_>>().join("–")
}

fn short(value: f64) -> String {
    if value >= 1e8 {
        format!("{:.1}亿", value / 1e8)
    } else if value >= 1e4 {
        format!("{:.1}万", value / 1e4)
    } else if value >= 10.0 || value == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}")
    }
}
