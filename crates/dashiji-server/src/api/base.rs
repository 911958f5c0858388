//! The base itself: its documents and their versions, ledgers, findings and rulings.

use super::fault::{BROKEN, MAKING, problem};
use super::list::list;
use crate::answer::Answer;
use crate::citation;
use crate::day;
use crate::markup::address;
use crate::page::{self, Ask};
use serde_json::{Value, json};

pub(super) fn about(ask: &Ask<'_>) -> Value {
    let c = &ask.catalogue;
    let (first, last) =
        c.extent().map_or((Value::Null, Value::Null), |(a, b)| (day::iso(a).into(), day::iso(b).into()));
    json!({
        "name": ask.name(), "version": env!("CARGO_PKG_VERSION"), "position": c.position,
        "sources": c.sources.len(), "entries": c.heads.len(), "undated": c.undated, "first": first, "last": last,
        "people": c.people.names.len(), "offices": c.offices.len(), "places": c.places.names.len(),
        "organizations": c.bodies.names.len(), "documents": c.papers.names.len(), "ledgers": ask.series().ok().map(|s| s.list.len()),
        "day": ask.snapshot.day(), "head": ask.snapshot.head(),
    })
}

pub(super) fn source(ask: &Ask<'_>, source: &crate::catalogue::Source) -> Value {
    let mut value = json!(&*source.record);
    value["id"] = (*source.id).into();
    value["name"] = citation::name(&source.record, ask.words).into();
    value["entries"] = source.entries.len().into();
    value["link"] = address("source", &source.id).into();
    value["citation"] = citation::document(&source.record).into();
    value
}

pub(super) fn sources(ask: &Ask<'_>) -> Answer {
    let columns = [
        "id",
        "name",
        "title",
        "series",
        "source",
        "site",
        "published",
        "period",
        "entries",
        "url",
        "sha256",
    ];
    list(ask, &ask.catalogue.sources, &columns, |s| source(ask, s))
}

pub(super) fn ledgers(ask: &Ask<'_>) -> Answer {
    let series = match ask.series() {
        Ok(series) => series,
        Err(words) => return problem(ask, MAKING, &words, &[]),
    };
    let numbered: Vec<_> = series.list.iter().enumerate().collect();
    list(ask, &numbered, &["number", "name", "series", "unit", "lines", "link"], |(k, ledger)| {
        json!({"number": k + 1, "name": ledger.name, "series": ledger.series, "unit": ledger.unit,
               "lines": ledger.lines.len(), "equations": ledger.balance.equations, "link": page::ledger_link(&series, *k)})
    })
}

pub(super) fn findings(ask: &Ask<'_>) -> Answer {
    let findings = match ask.findings() {
        Ok(findings) => findings,
        Err(words) => return problem(ask, MAKING, &words, &[]),
    };
    let chosen = page::WantedFindings::of(ask).chosen(&findings);
    let columns =
        ["code", "severity", "source", "start", "end", "text", "message", "hint", "excerpt", "link"];
    list(ask, &chosen, &columns, |&at| {
        let Some(finding) = findings.get(at as usize, ask.words.check()) else { return Value::Null };
        let mut value = json!(finding);
        if let Some(at) = finding.spans.first() {
            value["start"] = at.start.into();
            value["end"] = at.end.into();
            value["text"] = at.text.as_str().into();
        }
        value["source"] =
            ask.catalogue.source(&finding.document.sha256).map(|(_, s)| s.id.to_string()).into();
        value["link"] = page::finding_link(ask, &finding).into();
        value
    })
}

pub(super) fn rulings(ask: &Ask<'_>) -> Answer {
    let rulings = match ask.snapshot.rulings() {
        Ok(rulings) => rulings,
        Err(why) => return problem(ask, BROKEN, &why, &[]),
    };
    let newest: Vec<_> = rulings.iter().rev().collect();
    let columns = ["id", "author", "recorded_at", "decision", "words", "reason", "undone", "standing"];
    list(ask, &newest, &columns, |ruled| {
        let mut value = json!(ruled);
        value["words"] = page::ruling_words(ask, &ruled.ruling.decision).into();
        value
    })
}

pub(super) fn versions(ask: &Ask<'_>, id: &str) -> Option<Answer> {
    let (_, source) = ask.catalogue.source(id)?;
    let versions = ask.snapshot.versions(source.document);
    let columns = ["id", "recorded_at", "author", "sha256", "size", "entries", "source", "engine"];
    Some(list(ask, &versions, &columns, |version| {
        let mut value = json!(version);
        if let Some(path) = &version.source {
            value["source"] = citation::file_name(path).into();
        }
        value
    }))
}

pub(super) fn diff(ask: &Ask<'_>, id: &str) -> Option<Answer> {
    let (_, source) = ask.catalogue.source(id)?;
    let (from, to, changes) = page::difference(ask, source)?;
    Some(match changes {
        Ok(changes) => Answer::json(&json!({ "from": from, "to": to, "changes": &*changes })),
        Err(words) => problem(ask, MAKING, &words, &[]),
    })
}
