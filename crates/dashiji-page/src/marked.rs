//! The reading laid over the text: which characters are a person, a place, a figure, each a link and each lit by its fact.
//!
//! In go an entry with its characters; out come markup in which every range that is a fact stands in an element with the
//! fact's number (`data-f`), and the list of those facts. `县长闻人静到石羊河镇调研` has 县长 (office), 闻人静 (person) and
//! 石羊河镇 (place); where ranges lie inside others the innermost is the link, and lights with all.

use crate::markup::{Markup, address};
use crate::words::Words;
use dashiji::fact::{Doubted, Field, QuantityRecord, Record, TitleBasis, TitleRecord};
use dashiji_publish::doubt;

/// A fact that characters stand for.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its number on the page, from 1.
    pub number: usize,
    /// person, office, place, body, paper, press, time, figure, verb: class on the page, kind in the interface.
    pub kind: &'static str,
    /// The list it stands in.
    pub group: &'static str,
    /// What is said of it in a few words: the name.
    pub name: String,
    /// What it is by a code or in figures: a division's code, a date.
    pub exact: String,
    /// The page about it.
    pub link: Option<String>,
    /// Further words: parts, roles, stages.
    pub note: String,
    /// The ranges of the document, in code points.
    pub spans: Vec<(u32, u32)>,
    /// The number of the fact it belongs to: the person of an office or a verb.
    pub of: Option<usize>,
    /// What is in doubt about it, in words; empty where it is held for certain.
    pub doubt: String,
}

impl Fact {
    /// What it is for programs: a date in figures, else the name.
    pub fn value(&self) -> &str {
        if self.kind == "time" { &self.exact } else { &self.name }
    }
}

/// The facts of an entry, in the order of its lists.
pub fn facts(record: &Record, w: Words) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let doubts = record.doubts();
    let said = |fields: &[Field], position: usize, read: Option<&str>| {
        let meant = |doubted: &&Doubted<'_>| {
            fields.contains(&doubted.field)
                && doubted.position == position
                && read.is_none_or(|read| read == doubted.read)
        };
        let words: Vec<String> = doubts
            .iter()
            .filter(meant)
            .map(|doubted| doubt::said(doubted.field, doubted.doubt, w.messages()))
            .collect();
        words.join(w.say("doubt-and").as_str())
    };
    let mut add = |fact: Fact| {
        let number = facts.len() + 1;
        facts.push(Fact { number, ..fact });
        number
    };
    let mut people = Vec::new();
    for (k, person) in record.people.iter().enumerate() {
        let parts: Vec<String> = person.parts.iter().map(|part| w.word("part", part)).collect();
        let number = add(Fact {
            spans: person.mentions.iter().map(|m| (m.start, m.end)).collect(),
            link: Some(address("person", &person.name)),
            note: parts.join(&w.say("list-and")),
            doubt: said(&[Field::Person], k, None),
            ..fact("person", "people", &person.name)
        });
        people.push(number);
        for title in &person.titles {
            add(Fact {
                spans: span(title.start, title.end),
                note: ground(title, w),
                link: Some(format!("/offices?name={}", crate::markup::encoded(&title.text))),
                of: Some(number),
                doubt: said(&[Field::Title], k, Some(&title.text)),
                ..fact("office", "people", &title.text)
            });
        }
    }
    for event in &record.events {
        for part in &event.people {
            let Some(&of) = people.get(part.person) else { continue };
            let spans = span(part.start, part.end);
            if !spans.is_empty() {
                let parts: Vec<String> = part.parts.iter().map(|part| w.word("part", part)).collect();
                let unsure: Vec<String> = part
                    .parts
                    .iter()
                    .map(|played| said(&[Field::Part], part.person, Some(played.name())))
                    .filter(|said| !said.is_empty())
                    .collect();
                let doubt = unsure.join(&w.say("doubt-and"));
                add(Fact {
                    spans,
                    of: Some(of),
                    doubt,
                    ..fact("verb", "parts", &parts.join(&w.say("list-and")))
                });
            }
        }
    }
    for time in &record.times {
        let what = w.edtf(&time.edtf);
        let day = crate::day::of(&time.from).map(crate::day::month);
        add(Fact {
            spans: vec![(time.start, time.end)],
            exact: time.edtf.clone(),
            link: day.map(|(year, month)| format!("/month/{}", crate::day::iso_month(year, month))),
            note: format!("{} · {}", time.text, w.word("basis", &time.basis)),
            doubt: match &record.date {
                Some(date) if date.start == time.start => said(&[Field::Date], 0, None),
                _ => String::new(),
            },
            ..fact("time", "times", &what)
        });
    }
    let keys = dashiji::collate::place::keys(record);
    for (k, (place, key)) in record.places.iter().zip(&keys).enumerate() {
        let roles: Vec<String> = place.roles.iter().map(|role| w.word("role", role)).collect();
        add(Fact {
            exact: place.code.clone().unwrap_or_default(),
            spans: place.mentions.iter().map(|m| (m.start, m.end)).collect(),
            link: Some(address("place", key)),
            note: roles.join(&w.say("list-and")),
            doubt: said(&[Field::Place, Field::Code], k, None),
            ..fact("place", "places", &place.name)
        });
    }
    let mut bodies: Vec<Fact> = Vec::new();
    for (k, body) in record.organizers.iter().enumerate() {
        let name = body.name.as_deref().unwrap_or(&body.text);
        bodies.push(Fact {
            spans: vec![(body.start, body.end)],
            link: Some(address("organization", name)),
            note: w.word("organizer", &body.role),
            doubt: said(&[Field::Organizer], k, None),
            ..fact("body", "bodies", name)
        });
    }
    let organizers = record.organizers.len();
    for (k, body) in record.bodies().enumerate() {
        let name = body.name.as_deref().unwrap_or(&body.text);
        bodies.push(Fact {
            spans: body.mentions.iter().map(|m| (m.start, m.end)).collect(),
            link: Some(address("organization", name)),
            doubt: said(&[Field::Body], k, None),
            ..fact("body", "bodies", name)
        });
    }
    // A body that held the event and is named again is one body.
    for k in organizers..bodies.len() {
        let (before, rest) = bodies.split_at_mut(k);
        let Some(body) = rest.first_mut() else { break };
        if let Some(known) = before.iter_mut().find(|known| known.name == body.name) {
            known.spans.append(&mut body.spans);
            if known.doubt.is_empty() {
                known.doubt = std::mem::take(&mut body.doubt);
            }
        }
    }
    bodies.retain(|body| !body.spans.is_empty());
    for mut body in bodies {
        body.spans.sort_unstable();
        body.spans.dedup();
        add(body);
    }
    for paper in &record.documents {
        let mut note: Vec<String> = Vec::new();
        note.extend(paper.stage.as_ref().map(|stage| w.word("stage", stage)));
        note.extend(paper.stage_date.as_deref().map(|date| w.edtf(date)));
        note.extend(paper.number.clone());
        note.extend(paper.issuer.clone());
        add(Fact {
            spans: paper.mentions.iter().map(|m| (m.start, m.end)).collect(),
            link: Some(address("document", &paper.title)),
            note: note.join(" · "),
            ..fact("paper", "papers", &format!("《{}》", paper.title))
        });
    }
    for press in &record.publications {
        add(Fact {
            spans: press.mentions.iter().map(|m| (m.start, m.end)).collect(),
            ..fact("press", "papers", &format!("《{}》", press.title))
        });
    }
    for (k, figure) in record.quantities.iter().enumerate() {
        add(Fact {
            spans: vec![(figure.start, figure.end)],
            note: figure_note(figure, w),
            doubt: said(&[Field::Quantity], k, None),
            ..fact("figure", "figures", &figure.text)
        });
    }
    facts
}

fn fact(kind: &'static str, group: &'static str, name: &str) -> Fact {
    Fact {
        number: 0,
        kind,
        group,
        name: name.to_owned(),
        exact: String::new(),
        link: None,
        note: String::new(),
        spans: Vec::new(),
        of: None,
        doubt: String::new(),
    }
}

fn span(start: Option<u32>, end: Option<u32>) -> Vec<(u32, u32)> {
    start.zip(end).filter(|(start, end)| start < end).into_iter().collect()
}

fn ground(title: &TitleRecord, w: Words) -> String {
    let mut note = match title.basis {
        TitleBasis::Stated => return String::new(),
        _ => w.word("ground", &title.basis),
    };
    if let Some(days) = title.days {
        note = format!(
            "{note} {}",
            w.count(if days < 0 { "days-after" } else { "days-before" }, &(days.unsigned_abs() as usize))
        );
    }
    note
}

fn figure_note(figure: &QuantityRecord, w: Words) -> String {
    let mut note = vec![w.word("kind", &figure.kind)];
    note.extend(figure.of.clone());
    note.extend(figure.scope.clone());
    note.extend(figure.as_of.as_ref().map(|day| w.with("as-of", "day", &w.edtf(day))));
    note.join(" · ")
}

/// A range of characters that begin at `start` of the document, marked.
pub fn lay(chars: &[char], start: u32, facts: &[Fact], quote: Option<(u32, u32)>) -> Markup {
    lay_as(chars, start, facts, quote, true)
}

/// The same; without `anchored` nothing in it bears an id: one of many on a page.
pub fn lay_as(
    chars: &[char],
    start: u32,
    facts: &[Fact],
    quote: Option<(u32, u32)>,
    anchored: bool,
) -> Markup {
    let end = start + chars.len() as u32;
    // Ranges by where they begin, the longer before the shorter: a stack of what covers the next character.
    let mut ranges: Vec<(u32, u32, usize)> = facts
        .iter()
        .enumerate()
        .flat_map(|(k, fact)| fact.spans.iter().map(move |&(a, b)| (a, b, k)))
        .filter(|&(a, b, _)| a < b && a >= start && b <= end)
        .collect();
    ranges.sort_by_key(|&(a, b, k)| (a, std::cmp::Reverse(b), k));
    let mut cuts: Vec<u32> = ranges.iter().flat_map(|&(a, b, _)| [a, b]).collect();
    let quote = quote.map(|(a, b)| (a.clamp(start, end), b.clamp(start, end))).filter(|(a, b)| a < b);
    if let Some((a, b)) = quote {
        cuts.extend([a, b]);
    }
    cuts.extend([start, end]);
    for (k, c) in chars.iter().enumerate() {
        if *c == '\n' {
            cuts.extend([start + k as u32, start + k as u32 + 1]);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Markup::new();
    let mut open: Vec<(u32, u32, usize)> = Vec::new();
    let mut next = 0;
    let mut first_quote = true;
    let paragraph = |out: &mut Markup, at: u32| {
        if anchored {
            out.raw("<p data-c=\"").raw(&at.to_string()).raw("\">");
        } else {
            out.raw("<p>");
        }
    };
    paragraph(&mut out, start);
    for pair in cuts.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let piece = &chars[(a - start) as usize..(b - start) as usize];
        if piece == ['\n'] {
            out.raw("</p>");
            paragraph(&mut out, b);
            continue;
        }
        open.retain(|&(_, to, _)| to > a);
        while next < ranges.len() && ranges[next].0 <= a {
            open.push(ranges[next]);
            next += 1;
        }
        let words: String = piece.iter().filter(|c| **c != '\r').collect();
        let quoted = quote.is_some_and(|(from, to)| from <= a && b <= to);
        if quoted {
            out.raw(if first_quote { "<mark id=\"quote\">" } else { "<mark>" });
            first_quote = false;
        }
        element(&mut out, anchored.then_some(a), &open, facts, &words);
        if quoted {
            out.raw("</mark>");
        }
    }
    out.raw("</p>");
    out
}

fn element(out: &mut Markup, at: Option<u32>, open: &[(u32, u32, usize)], facts: &[Fact], words: &str) {
    // The innermost; a verb gives way to whatever else covers the same characters.
    let inner = open.iter().min_by_key(|&&(a, b, k)| (facts[k].kind == "verb", b - a));
    let Some(&(_, _, k)) = inner else {
        out.text(words);
        return;
    };
    let fact = &facts[k];
    let mut numbers: Vec<usize> = Vec::new();
    for &(_, _, k) in open {
        for number in [Some(facts[k].number), facts[k].of].into_iter().flatten() {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    let numbers = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let tag = if fact.link.is_some() { "a" } else { "span" };
    out.raw("<").raw(tag).raw(" class=\"k ").raw(fact.kind).raw(if fact.doubt.is_empty() {
        "\""
    } else {
        " doubt\""
    });
    if let Some(at) = at {
        out.raw(" id=\"c").raw(&at.to_string()).raw("\" data-f=\"").raw(&numbers).raw("\"");
    }
    if let Some(link) = &fact.link {
        out.attribute("href", link);
    }
    if !fact.doubt.is_empty() {
        out.attribute("title", &fact.doubt);
    }
    out.raw(">").text(words).raw("</").raw(tag).raw(">");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> (u32, u32) {
        let start = text[..text.find(words).unwrap()].chars().count() as u32;
        (start, start + words.chars().count() as u32)
    }

    #[test]
    fn the_inner_range_is_the_link_and_lights_with_the_outer() {
        let text = "通过《霍山县办法》，会议";
        let facts = [
            Fact {
                number: 1,
                spans: vec![at(text, "霍山县办法")],
                link: Some("/d".into()),
                ..fact("paper", "", "")
            },
            Fact {
                number: 2,
                spans: vec![at(text, "霍山县")],
                link: Some("/p".into()),
                ..fact("place", "", "")
            },
        ];
        let chars: Vec<char> = text.chars().collect();
        let marked = lay(&chars, 0, &facts, None);
        assert_eq!(
            marked.as_str(),
            "<p data-c=\"0\">通过《<a class=\"k place\" id=\"c3\" data-f=\"1 2\" href=\"/p\">霍山县</a>\
             <a class=\"k paper\" id=\"c6\" data-f=\"1\" href=\"/d\">办法</a>》，会议</p>"
        );
    }

    #[test]
    fn what_is_in_doubt_says_so_where_it_stands() {
        let text = "信丰受灾";
        let facts = [Fact {
            number: 1,
            spans: vec![at(text, "信丰")],
            link: Some("/p".into()),
            doubt: "存疑，或为 信丰县".to_owned(),
            ..fact("place", "", "")
        }];
        let chars: Vec<char> = text.chars().collect();
        assert_eq!(
            lay(&chars, 0, &facts, None).as_str(),
            "<p data-c=\"0\"><a class=\"k place doubt\" id=\"c0\" data-f=\"1\" href=\"/p\" title=\"存疑，或为 信丰县\">信丰</a>\
             受灾</p>"
        );
    }

    #[test]
    fn a_quoted_range_is_lit_and_what_crosses_it_is_cut() {
        let text = "甲乙丙丁";
        let facts = [Fact { number: 1, spans: vec![(10, 12)], ..fact("figure", "", "") }];
        let chars: Vec<char> = text.chars().collect();
        let marked = lay(&chars, 10, &facts, Some((11, 13)));
        assert_eq!(
            marked.as_str(),
            "<p data-c=\"10\"><span class=\"k figure\" id=\"c10\" data-f=\"1\">甲</span><mark id=\"quote\">\
             <span class=\"k figure\" id=\"c11\" data-f=\"1\">乙</span></mark><mark>丙</mark>丁</p>"
        );
        assert!(!lay(&chars, 10, &facts, Some((90, 99))).as_str().contains("mark"));
    }
}
