//! TEI P5: the text as it stands, names, days, titles and figures marked in it; people, places, bodies and events beside it (`standOff`).
//!
//! In goes an entry; out come a `<div type="entry">` whose characters are the entry's, and an `<event>` with its days, who was there in which
//! part, and where. `source="char:149-392"` leads to the characters of the document (a `prefixDef` says how). A day that is told
//! exactly is `when-iso`, a stretch `from-iso` and `to-iso`, and a month or a year `notBefore-iso` and `notAfter-iso`; `n` is its EDTF.

use super::{Occurrence, Told, document, label, occurrences, placed, sure, word};
use crate::csv::one_line;
use dashiji::fact::{Record, TimeRecord};
use dashiji::recognize::lattice::Doubt;
use dashiji::text::Span;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

type Attributes = Vec<(&'static str, String)>;

/// A file that is being written. Nothing fails that is written into memory.
struct Xml {
    out: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

impl Xml {
    fn open(&mut self, name: &'static str, attributes: &[(&'static str, String)]) {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            start.push_attribute((*key, &*clean(&one_line(value))));
        }
        let _ = self.out.write_event(Event::Start(start));
        self.open.push(name);
    }

    fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = self.out.write_event(Event::End(BytesEnd::new(name)));
        }
    }

    fn text(&mut self, words: &str) {
        // A reader turns a bare carriage return into a line end, which would change the text.
        for (k, piece) in clean(words).split('\r').enumerate() {
            if k > 0 {
                let _ = self.out.write_event(Event::Text(BytesText::from_escaped("&#13;")));
            }
            let _ = self.out.write_event(Event::Text(BytesText::new(piece)));
        }
    }

    fn line(&mut self) {
        let _ = self.out.write_event(Event::Text(BytesText::from_escaped("\n")));
    }

    /// An element that holds words alone.
    fn leaf(&mut self, name: &'static str, attributes: &[(&'static str, String)], words: &str) {
        self.open(name, attributes);
        self.text(words);
        self.close();
    }
}

/// Characters that XML knows; one for one, so that no position moves.
fn clean(words: &str) -> String {
    let known = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    words.chars().map(|c| if known(c) { c } else { '\u{fffd}' }).collect()
}

/// A piece of text that is marked.
struct Mark {
    span: Span,
    name: &'static str,
    attributes: Attributes,
    rivals: Vec<String>,
}

/// The whole as one TEI file, or a corpus of one a document.
pub fn tei(entries: &[Told<'_>]) -> Vec<u8> {
    let mut xml = Xml { out: Writer::new(Vec::new()), open: Vec::new() };
    let _ = xml.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    xml.line();
    let space = ("xmlns", "http://www.tei-c.org/ns/1.0".to_owned());
    let documents = entries.chunk_by(|a, b| a.record.document.sha256 == b.record.document.sha256);
    let documents: Vec<&[Told<'_>]> = documents.collect();
    let corpus = documents.len() > 1;
    if corpus {
        xml.open("teiCorpus", std::slice::from_ref(&space));
        xml.line();
        header(&mut xml, None);
    }
    let mut number = 0;
    for document in &documents {
        one(&mut xml, document, &mut number, (!corpus).then(|| space.clone()));
    }
    if documents.is_empty() {
        one(&mut xml, &[], &mut number, Some(space));
    }
    if corpus {
        xml.close();
        xml.line();
    }
    xml.out.into_inner()
}

fn header(xml: &mut Xml, record: Option<&Record>) {
    let about = record.map(|record| &record.document);
    let titled = about.map(|about| {
        [&about.series, &about.title].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
    });
    let title =
        titled.filter(|title| !title.is_empty()).or_else(|| about.and_then(|about| about.path.clone()));
    xml.open("teiHeader", &[]);
    xml.open("fileDesc", &[]);
    xml.open("titleStmt", &[]);
    xml.leaf("title", &[], title.as_deref().unwrap_or("大事记"));
    xml.close();
    xml.open("publicationStmt", &[]);
    xml.leaf("p", &[], "dashiji");
    xml.close();
    xml.open("sourceDesc", &[]);
    match about {
        None => xml.leaf("p", &[], "大事记"),
        Some(about) => {
            xml.open("bibl", &[]);
            xml.leaf("title", &[], title.as_deref().unwrap_or("大事记"));
            if let Some(source) = about.source.as_ref().or(about.site.as_ref()) {
                xml.leaf("publisher", &[], source);
            }
            if let Some(published) = &about.published {
                xml.leaf("date", &[("when-iso", published.clone())], published);
            }
            xml.leaf("idno", &[("type", "SHA-256".to_owned())], &about.sha256);
            if let Some(url) = &about.url {
                xml.leaf("idno", &[("type", "URI".to_owned())], url);
            }
            xml.close();
        }
    }
    xml.close();
    xml.close();
    if let Some(about) = about {
        xml.open("encodingDesc", &[]);
        xml.open("listPrefixDef", &[]);
        let pattern = format!("{}#char=$1,$2", document(&about.sha256));
        xml.open(
            "prefixDef",
            &[
                ("ident", "char".into()),
                ("matchPattern", "([0-9]+)-([0-9]+)".into()),
                ("replacementPattern", pattern),
            ],
        );
        xml.leaf("p", &[], "Code points of the document's decoded text, half open.");
        xml.close();
        xml.close();
        xml.close();
    }
    xml.close();
    xml.line();
}

fn one(xml: &mut Xml, entries: &[Told<'_>], number: &mut usize, space: Option<(&'static str, String)>) {
    let first = *number;
    xml.open("TEI", &space.into_iter().collect::<Vec<_>>());
    xml.line();
    header(xml, entries.first().map(|told| told.record));
    xml.open("text", &[("xml:lang", "zh".to_owned())]);
    xml.open("body", &[]);
    xml.line();
    for told in entries {
        *number += 1;
        let record = told.record;
        let kind = record.kind.map(|kind| ("subtype", word(&kind)));
        let own = vec![
            ("xml:id", format!("e{number}")),
            ("type", "entry".to_owned()),
            ("n", record.id.clone()),
            source(record.span),
        ];
        xml.open("div", &own.into_iter().chain(kind).collect::<Vec<_>>());
        xml.open("ab", &[]);
        marked(xml, told, *number);
        xml.close();
        xml.close();
        xml.line();
    }
    if entries.is_empty() {
        xml.open("div", &[]);
        xml.leaf("p", &[], "");
        xml.close();
    }
    xml.close();
    xml.close();
    xml.line();
    if !entries.is_empty() {
        beside(xml, entries, first);
    }
    xml.close();
    xml.line();
}

fn source(span: Span) -> (&'static str, String) {
    ("source", format!("char:{}-{}", span.start, span.end))
}

fn cert(attributes: &mut Attributes, doubt: Option<&Doubt>) -> Vec<String> {
    let Some(doubt) = doubt else { return Vec::new() };
    attributes.push(("cert", sure(Some(doubt)).0.to_owned()));
    doubt.rivals.clone()
}

/// The days of something, with the difference between what lasted and what is not known more exactly.
fn days(date: &TimeRecord) -> Attributes {
    if !date.is_resolved() {
        return Vec::new();
    }
    let mut out: Attributes = match date.edtf.split_once('/') {
        Some((from, to)) => {
            let open = |end: &str| matches!(end, "" | "..");
            let from = (!open(from)).then(|| ("from-iso", date.from.clone()));
            let to = (!open(to)).then(|| ("to-iso", date.to.clone()));
            from.into_iter().chain(to).collect()
        }
        None if date.from == date.to => vec![("when-iso", date.from.clone())],
        None => vec![("notBefore-iso", date.from.clone()), ("notAfter-iso", date.to.clone())],
    };
    out.push(("n", date.edtf.clone()));
    out
}

/// What is marked in an entry's text, in order, the wider first; what would cross another is left out.
fn marks(record: &Record, number: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |span: Span, name: &'static str, mut attributes: Attributes, doubt: Option<&Doubt>| {
        let rivals = cert(&mut attributes, doubt);
        attributes.push(source(span));
        marks.push(Mark { span, name, attributes, rivals });
    };
    if let Some(headline) = &record.headline {
        add(headline.span(), "seg", vec![("type", "headline".to_owned())], None);
    }
    for date in record.date.iter().chain(&record.times) {
        add(Span { start: date.start, end: date.end }, "date", days(date), date.doubt.as_deref());
    }
    for (k, person) in record.people.iter().enumerate() {
        for span in &person.mentions {
            add(*span, "persName", vec![("ref", format!("#e{number}-p{}", k + 1))], person.doubt.as_deref());
        }
        for title in &person.titles {
            if let Some((start, end)) = title.start.zip(title.end) {
                let attributes =
                    vec![("type", word(&title.kind)), ("corresp", format!("#e{number}-p{}", k + 1))];
                add(Span { start, end }, "roleName", attributes, title.doubt.as_deref());
            }
        }
    }
    for (k, place) in record.places.iter().enumerate() {
        for quote in &place.mentions {
            let doubt = place.doubt.as_deref().or(place.code_doubt.as_deref());
            add(quote.span(), "placeName", vec![("ref", format!("#e{number}-l{}", k + 1))], doubt);
        }
    }
    for (k, body) in record.organizers.iter().enumerate() {
        let attributes = vec![("ref", format!("#e{number}-o{}", k + 1)), ("role", word(&body.role))];
        add(Span { start: body.start, end: body.end }, "orgName", attributes, body.doubt.as_deref());
    }
    for body in record.bodies() {
        for quote in &body.mentions {
            add(quote.span(), "orgName", Vec::new(), body.doubt.as_deref());
        }
    }
    for paper in &record.documents {
        for quote in &paper.mentions {
            add(quote.span(), "title", vec![("type", "document".to_owned())], None);
        }
    }
    for paper in &record.publications {
        for quote in &paper.mentions {
            add(quote.span(), "title", vec![("level", "j".to_owned())], None);
        }
    }
    for figure in &record.quantities {
        let unit = figure.unit.as_ref().map(|unit| ("unit", unit.split_whitespace().collect::<String>()));
        let what = vec![("type", word(&figure.kind)), ("quantity", figure.value.to_string())];
        let attributes = what.into_iter().chain(unit.filter(|(_, unit)| !unit.is_empty())).collect();
        add(
            Span { start: figure.start, end: figure.end },
            "measure",
            attributes,
            figure.kind_doubt.as_deref(),
        );
    }
    marks.retain(|mark| !mark.span.is_empty() && record.span.contains(mark.span));
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    marks.dedup_by(|b, a| a.span == b.span && a.name == b.name);
    let mut ends: Vec<u32> = Vec::new();
    marks.retain(|mark| {
        while ends.last().is_some_and(|end| *end <= mark.span.start) {
            ends.pop();
        }
        let fits = ends.last().is_none_or(|end| mark.span.end <= *end);
        if fits {
            ends.push(mark.span.end);
        }
        fits
    });
    marks
}

/// The entry's text with what is marked in it: without the marks, character for character the text.
fn marked(xml: &mut Xml, told: &Told<'_>, number: usize) {
    let chars: Vec<char> = told.text.chars().collect();
    let lo = told.record.span.lo();
    let mut at = 0;
    let mut write = |xml: &mut Xml, to: usize| {
        let to = to.clamp(at, chars.len());
        xml.text(&chars[at..to].iter().collect::<String>());
        at = to;
    };
    let mut open: Vec<Mark> = Vec::new();
    for mark in marks(told.record, number) {
        while let Some(inner) = open.pop_if(|inner| inner.span.end <= mark.span.start) {
            write(xml, inner.span.hi() - lo);
            shut(xml, &inner);
        }
        write(xml, mark.span.lo() - lo);
        xml.open(mark.name, &mark.attributes);
        open.push(mark);
    }
    while let Some(inner) = open.pop() {
        write(xml, inner.span.hi() - lo);
        shut(xml, &inner);
    }
    write(xml, chars.len());
}

/// Closes a mark behind what else it may be.
fn shut(xml: &mut Xml, mark: &Mark) {
    let sure = mark.attributes.iter().find(|(key, _)| *key == "cert").map(|(_, sure)| sure.clone());
    // Of a figure its kind is in doubt, of all else the name.
    let locus = if mark.name == "measure" { "value" } else { "name" };
    for rival in &mark.rivals {
        let rival: String = rival.split_whitespace().collect();
        if !rival.is_empty() {
            let sure = sure.clone().unwrap_or_default();
            xml.open("certainty", &[("locus", locus.to_owned()), ("cert", sure), ("assertedValue", rival)]);
            xml.close();
        }
    }
    xml.close();
}

/// People, places, bodies and events of the entries of a document.
fn beside(xml: &mut Xml, entries: &[Told<'_>], first: usize) {
    xml.open("standOff", &[]);
    xml.line();
    list(xml, "listPerson", entries, first, people);
    list(xml, "listPlace", entries, first, places);
    list(xml, "listOrg", entries, first, bodies);
    list(xml, "listEvent", entries, first, events);
    xml.close();
    xml.line();
}

/// A list that is there only where it holds anything.
fn list(
    xml: &mut Xml,
    name: &'static str,
    entries: &[Told<'_>],
    first: usize,
    each: fn(&mut Xml, &Told<'_>, usize),
) {
    let any = |told: &Told<'_>| match name {
        "listPerson" => !told.record.people.is_empty(),
        "listPlace" => !told.record.places.is_empty(),
        "listOrg" => !told.record.organizers.is_empty(),
        _ => true,
    };
    if entries.iter().any(any) {
        xml.open(name, &[]);
        xml.line();
        for (k, told) in entries.iter().enumerate() {
            each(xml, told, first + k + 1);
        }
        xml.close();
        xml.line();
    }
}

fn people(xml: &mut Xml, told: &Told<'_>, number: usize) {
    for (k, person) in told.record.people.iter().enumerate() {
        xml.open(
            "person",
            &[("xml:id", format!("e{number}-p{}", k + 1)), ("corresp", format!("#e{number}"))],
        );
        xml.leaf("persName", &[], &person.name);
        for title in &person.titles {
            let mut attributes = vec![("type", word(&title.kind)), ("subtype", word(&title.basis))];
            attributes.extend(title.start.zip(title.end).map(|(start, end)| source(Span { start, end })));
            cert(&mut attributes, title.doubt.as_deref());
            xml.leaf("occupation", &attributes, title.words());
        }
        xml.close();
        xml.line();
    }
}

fn places(xml: &mut Xml, told: &Told<'_>, number: usize) {
    for (k, (place, (key, point))) in told.record.places.iter().zip(placed(told.record)).enumerate() {
        let own = [
            ("xml:id", format!("e{number}-l{}", k + 1)),
            ("type", word(&place.kind)),
            ("corresp", format!("#e{number}")),
        ];
        xml.open("place", &own);
        xml.leaf("placeName", &[], &place.name);
        if let Some(point) = point {
            let sure = if point.exact { "high" } else { "low" };
            xml.open("location", &[("cert", sure.to_owned()), ("n", format!("{:06}", point.of))]);
            xml.leaf("geo", &[], &format!("{} {}", point.latitude, point.longitude));
            xml.close();
        }
        if let Some(code) = &place.code {
            xml.leaf("idno", &[("type", "GB-T-2260".to_owned())], code);
        }
        xml.leaf("idno", &[("type", "key".to_owned())], &key);
        xml.close();
        xml.line();
    }
}

fn bodies(xml: &mut Xml, told: &Told<'_>, number: usize) {
    for (k, body) in told.record.organizers.iter().enumerate() {
        xml.open("org", &[("xml:id", format!("e{number}-o{}", k + 1)), ("corresp", format!("#e{number}"))]);
        xml.leaf("orgName", &[], body.name.as_ref().unwrap_or(&body.text));
        xml.close();
        xml.line();
    }
}

fn events(xml: &mut Xml, told: &Told<'_>, number: usize) {
    for event in occurrences(told.record) {
        xml.open("event", &event_attributes(told.record, &event, number));
        xml.leaf("label", &[], &label(told));
        let record = told.record;
        let note = |xml: &mut Xml, what: &str| xml.open("note", &[("type", what.to_owned())]);
        if !event.people.is_empty() {
            note(xml, "people");
            for (k, parts) in &event.people {
                let roles = parts.iter().map(|part| part.name()).collect::<Vec<_>>().join(" ");
                let role = (!roles.is_empty()).then_some(("role", roles));
                let own = [("ref", format!("#e{number}-p{}", k + 1))];
                xml.leaf(
                    "persName",
                    &own.into_iter().chain(role).collect::<Vec<_>>(),
                    &record.people[*k].name,
                );
            }
            xml.close();
        }
        if !event.places.is_empty() {
            note(xml, "places");
            for (k, role) in &event.places {
                let own = [("ref", format!("#e{number}-l{}", k + 1)), ("role", word(role))];
                xml.leaf("placeName", &own, &record.places[*k].name);
            }
            xml.close();
        }
        if !event.organizers.is_empty() {
            note(xml, "organizers");
            for k in &event.organizers {
                let body = &record.organizers[*k];
                let own = [("ref", format!("#e{number}-o{}", k + 1)), ("role", word(&body.role))];
                xml.leaf("orgName", &own, body.name.as_ref().unwrap_or(&body.text));
            }
            xml.close();
        }
        xml.leaf("note", &[("type", "citation".to_owned())], told.citation);
        xml.close();
        xml.line();
    }
}

fn event_attributes(record: &Record, event: &Occurrence<'_>, number: usize) -> Attributes {
    let mut own = vec![
        ("xml:id", format!("e{number}-v{}", event.number)),
        ("corresp", format!("#e{number}")),
        source(event.span),
    ];
    own.extend(event.kind.map(|kind| ("type", word(&kind))));
    own.extend(event.date.map(days).unwrap_or_default());
    cert(&mut own, event.date.and_then(|date| date.doubt.as_deref()).or(record.type_doubt.as_deref()));
    own
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEXT, with};
    use super::*;
    use quick_xml::Reader;

    /// The characters of each entry's `<ab>`.
    fn texts(xml: &[u8]) -> Vec<String> {
        let mut reader = Reader::from_reader(xml);
        let (mut found, mut inside) = (Vec::<String>::new(), false);
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).unwrap() {
                Event::Start(start) if start.name().as_ref() == "ab" => {
                    inside = true;
                    found.push(String::new());
                }
                Event::End(end) if end.name().as_ref() == "ab" => inside = false,
                Event::Text(text) if inside => found.last_mut().unwrap().push_str(&text),
                Event::GeneralRef(name) if inside => {
                    let c = match &*name {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "quot" => '"',
                        "apos" => '\'',
                        "#13" => '\r',
                        other => panic!("{other:?}"),
                    };
                    found.last_mut().unwrap().push(c);
                }
                Event::Eof => return found,
                _ => {}
            }
            buffer.clear();
        }
    }

    #[test]
    fn without_the_marks_it_is_the_text_character_for_character() {
        with(TEXT, |told| {
            let xml = tei(told);
            let want: Vec<String> = told.iter().map(|told| told.text.replace('\u{b}', "\u{fffd}")).collect();
            assert_eq!(texts(&xml), want);
            let words = String::from_utf8(xml).unwrap();
            assert!(
                words.contains(r#"cert="low" assertedValue="袁世""#) && words.contains("&lt;检查组&gt;"),
                "{words}"
            );
        });
    }

    #[test]
    fn a_stretch_lasted_and_a_month_is_not_known_more_exactly() {
        with(TEXT, |told| {
            let words = String::from_utf8(tei(told)).unwrap();
            assert!(words.contains(r#"from-iso="1986-05-02" to-iso="1986-05-03""#), "{words}");
            assert!(
                words.contains(r#"notBefore-iso="1986-04-01" notAfter-iso="1986-04-30" n="1986-04""#),
                "{words}"
            );
            assert!(words.contains(r#"when-iso="1986-03-05""#), "{words}");
        });
    }
}
