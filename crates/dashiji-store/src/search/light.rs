//! What answers in a hit, lit: words of the text and facts, by code points of the document.
//!
//! The index says which entries answer; where in them is found here, in the entry as the base holds it, by the same units the index was
//! made of. `疫情` in `抗击「疫情」` lights those two characters whatever their width or script.

use super::fact::{PIECE, called, kind, term, word};
use super::plan::Light;
use super::stream::{self, Unit};
use super::{Fragment, LitFact, SourceEntry};
use dashiji::fact::{Record, TitleKind};
use dashiji::text::{Span, fold};
use std::collections::BTreeSet;

/// Code points that a fragment shows before and after what is lit.
const AROUND: usize = 40;

/// Where words and phrases stand in a text, in code points of it, in order and without overlap.
pub(super) fn places(text: &str, words: &[Vec<Unit>]) -> Vec<Span> {
    let folded: Vec<char> = text.chars().map(fold).collect();
    let mut units = Vec::with_capacity(folded.len());
    stream::units(&folded, |unit| units.push(unit));
    let mut found: Vec<Span> = Vec::new();
    for word in words {
        let Some(first) = word.first() else { continue };
        for start in 0..(units.len() + 1).saturating_sub(word.len()) {
            let here = &units[start..start + word.len()];
            if here[0].c == first.c && here.iter().zip(word).all(|(a, b)| a.c == b.c) {
                found.push(Span::new(here[0].at as usize, here[word.len() - 1].at as usize + 1));
            }
        }
    }
    joined(found)
}

/// Spans in order, those that touch made one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// The facts of an entry that answer.
pub(super) fn facts(record: &Record, light: &Light) -> Vec<LitFact> {
    let mut facts = Vec::new();
    let lit = |term: String| light.terms.contains(&term);
    let head = |kind: char, name: &str| {
        let head = term(kind, &[name, ""]);
        light.terms.range(head.clone()..).next().is_some_and(|term| term.starts_with(&head))
    };
    let mut note = |field: &'static str, text: &str, span: Option<Span>| {
        let (start, end) = (span.map(|span| span.start), span.map(|span| span.end));
        facts.push(LitFact { field, text: text.to_owned(), start, end });
    };
    for (position, person) in record.people.iter().enumerate() {
        let bound = [kind::WHO_PART, kind::WHO_TITLE, kind::WHO_CODE, kind::WHO_PLACE];
        let asked =
            |name: &String| lit(term(kind::WHO, &[name])) || bound.iter().any(|kind| head(*kind, name));
        let names: Vec<String> = called(person).collect();
        if names.iter().any(asked) {
            for mention in &person.mentions {
                note("who", &person.name, Some(*mention));
            }
        }
        for title in person.titles.iter().filter(|title| title.kind != TitleKind::Address) {
            let text = stream::value(title.words());
            let post = title.post.as_deref().map(stream::value).unwrap_or_default();
            let org = title.org.as_deref().map(stream::value).unwrap_or_default();
            if lit(term(kind::TITLE, &[&text, &post, &org]))
                || names.iter().any(|name| lit(term(kind::WHO_TITLE, &[name, &text, &post, &org])))
            {
                let span = title.start.zip(title.end).map(|(start, end)| Span { start, end });
                note("title", &format!("{}{}", title.words(), person.name), span);
            }
        }
        for part in &person.parts {
            let with = |name: &String| lit(term(kind::WHO_PART, &[name, part.name()]));
            if lit(term(kind::PART, &[part.name()])) || names.iter().any(with) {
                let verb = record
                    .events
                    .iter()
                    .flat_map(|event| &event.people)
                    .find(|took| took.person == position && took.parts.contains(part))
                    .and_then(|took| took.start.zip(took.end));
                note("part", part.name(), verb.map(|(start, end)| Span { start, end }));
            }
        }
    }
    for place in &record.places {
        let codes = place.code.iter().flat_map(|code| super::place::within(code));
        let mut pieces: Vec<String> = codes.map(|code| term(kind::CODE, &[&code])).collect();
        pieces.extend([&place.name, &place.text].map(|name| term(kind::PLACE, &[&stream::value(name)])));
        let there = |piece: &String| {
            let pair = if piece.starts_with(kind::CODE) { kind::WHO_CODE } else { kind::WHO_PLACE };
            light.terms.contains(piece)
                || (record.people.iter().flat_map(called))
                    .any(|name| light.terms.contains(&term(pair, &[&name, &piece[1..]])))
        };
        if pieces.iter().any(there) {
            for mention in &place.mentions {
                note("where", &mention.text, Some(mention.span()));
            }
        }
    }
    let body = |text: &str, name: Option<&str>| {
        lit(term(kind::ORG, &[&stream::value(name.unwrap_or(text))]))
            || lit(term(kind::ORG_FORM, &[&stream::value(text)]))
    };
    for org in record.orgs.iter().chain(&record.organs).filter(|org| body(&org.text, org.name.as_deref())) {
        for mention in &org.mentions {
            note("org", &mention.text, Some(mention.span()));
        }
    }
    for org in record.organizers.iter().filter(|org| body(&org.text, org.name.as_deref())) {
        note("org", &org.text, Some(Span { start: org.start, end: org.end }));
    }
    for document in &record.documents {
        let pieces = [
            stream::value(&document.title),
            document.short.as_deref().map(stream::value).unwrap_or_default(),
            document.number.as_deref().map(stream::value).unwrap_or_default(),
        ];
        if lit(term(kind::DOC, &[&pieces[0], &pieces[1], &pieces[2]])) {
            for mention in &document.mentions {
                note("doc", &mention.text, Some(mention.span()));
            }
        }
    }
    for publication in &record.publications {
        if lit(term(kind::DOC, &[&stream::value(&publication.title)])) {
            for mention in &publication.mentions {
                note("doc", &mention.text, Some(mention.span()));
            }
        }
    }
    for measure in record.measures.iter().filter(|measure| lit(super::fact::measure_term(measure))) {
        note("measure", &measure.text, Some(Span { start: measure.start, end: measure.end }));
    }
    let types: BTreeSet<String> =
        record.events.iter().filter_map(|event| event.kind).chain(record.kind).map(word).collect();
    for word in types.iter().filter(|word| lit(term(kind::TYPE, &[word.as_str()]))) {
        note("type", word, None);
    }
    if light.date
        && let Some(date) = &record.date
    {
        note("when", &date.text, Some(Span { start: date.start, end: date.end }));
    }
    for ledger in light.terms.iter().filter_map(|term| term.strip_prefix(kind::LEDGER)) {
        note("ledger", ledger.trim_end_matches(PIECE), None);
    }
    let mut seen = BTreeSet::new();
    facts.retain(|fact| seen.insert(fact.clone()));
    facts
}

/// The headline and the pieces of text that show what is lit; spans are the document's.
pub(super) fn show(
    entry: &SourceEntry,
    lit: &[Span],
    facts: &[LitFact],
    most: usize,
) -> (Option<Fragment>, Vec<Fragment>) {
    let record = &entry.record;
    let base = record.span.start;
    let chars: Vec<char> = entry.text.chars().collect();
    // What the words light, or, where only facts are asked for, what these stand on.
    let mut spans: Vec<Span> =
        lit.iter().map(|span| Span { start: span.start + base, end: span.end + base }).collect();
    if spans.is_empty() {
        let told = facts.iter().filter(|fact| fact.field != "when" && fact.field != "type");
        spans.extend(told.filter_map(|fact| Some(Span { start: fact.start?, end: fact.end? })));
        spans.retain(|span| record.span.contains(*span));
        spans = joined(spans);
    }
    let cut = |span: Span| Fragment {
        text: chars
            .get((span.start - base) as usize..((span.end - base) as usize).min(chars.len()))
            .unwrap_or_default()
            .iter()
            .collect(),
        start: span.start,
        end: span.end,
        lit: spans
            .iter()
            .filter(|lit| lit.overlaps(span))
            .map(|lit| Span { start: lit.start.max(span.start), end: lit.end.min(span.end) })
            .collect(),
    };
    let headline = record.headline.as_ref().map(dashiji::fact::Quote::span);
    let headline = headline.filter(|span| record.span.contains(*span) && !span.is_empty());
    let body = headline.map_or(0, |span| (span.end - base) as usize).min(chars.len());
    let mut windows: Vec<Span> = Vec::new();
    for span in spans.iter().filter(|span| (span.start - base) as usize >= body) {
        let window = window(&chars, body, (span.start - base) as usize, (span.end - base) as usize);
        let full = windows.len() >= most;
        match windows.last_mut() {
            Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
            _ if full => break,
            _ => windows.push(window),
        }
    }
    if windows.is_empty() && most > 0 && body < chars.len() {
        let start = (body..chars.len()).find(|k| !chars[*k].is_whitespace()).unwrap_or(body);
        windows.push(window(&chars, start, start, start));
    }
    let moved = |span: &Span| Span { start: span.start + base, end: span.end + base };
    (headline.map(cut), windows.iter().map(moved).map(cut).collect())
}

/// What is shown around a lit stretch: to the ends of its sentence where these are near.
fn window(chars: &[char], from: usize, start: usize, end: usize) -> Span {
    let ends = |c: char| matches!(c, '。' | '；' | '！' | '？' | '\n' | '\r');
    let mut left = start;
    while left > from && start - left < AROUND && !ends(chars[left - 1]) {
        left -= 1;
    }
    let mut right = end.min(chars.len());
    while right < chars.len() && right - end < 2 * AROUND {
        if ends(chars[right]) {
            if !chars[right].is_whitespace() {
                right += 1;
            }
            break;
        }
        right += 1;
    }
    while left < start && chars[left].is_whitespace() {
        left += 1;
    }
    Span::new(left, right)
}
