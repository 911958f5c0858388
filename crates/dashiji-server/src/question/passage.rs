//! Answers that are read from sentences: where a sentence says all that a question is about, what is asked stands in it.
//!
//! When: its day. Who: the people in it. Where: the places. How many: the figure that counts what is asked. What else is asked: the sentence itself.
//! Only what is said whole counts; what is said in part is no answer.

use super::content::{Content, Cover};
use super::words::Asks;
use crate::day::{self, Day};
use crate::reads::Reads;
use crate::seek::{Order, Search};
use crate::snapshot::Leaf;
use crate::words::Words;
use dashiji::collate::Key;
use dashiji::text::Span;

/// Entries that are looked at.
const LOOKED: usize = 60;

/// Passages in an answer at most.
const MOST: usize = 24;

/// Sentences that say a content are an answer to it up to so many.
const MANY: usize = 40;

/// A sentence that says what is asked about.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The entry, by position.
    pub entry: u32,
    /// Where it stands.
    pub key: Key,
    /// The sentence, in the document.
    pub span: Span,
    /// The sentence's characters.
    pub text: String,
    /// Who is named in it, where people are asked for.
    pub people: Vec<String>,
    /// Which places are, where places are asked for.
    pub places: Vec<String>,
    /// The figure that counts what is asked, where figures are asked for.
    pub figure: Option<Figure>,
    /// The stretches that say what is asked about.
    pub pieces: Vec<String>,
}

/// A figure with where it stands.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Number and unit.
    pub text: String,
    /// Its characters.
    pub at: (u32, u32),
}

impl Passage {
    /// The sentence of an entry that a character stands in, with those who are asked for.
    pub fn at(snapshot: &Reads, leaf: &Leaf, at: u32, people: Vec<String>) -> Option<Self> {
        let key = Key::of(&leaf.record);
        let (span, text) = sentence_at(leaf, at);
        Some(Self {
            entry: snapshot.catalogue().entry(&key)?,
            key,
            span,
            text,
            people,
            places: Vec::new(),
            figure: None,
            pieces: Vec::new(),
        })
    }
}

/// Marks behind which a sentence is over.
const ENDS: &str = "。！？!?；;\n\r";

/// The sentences of an entry, in characters from its beginning.
fn sentences(text: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    for (k, c) in text.iter().enumerate() {
        if ENDS.contains(*c) {
            found.push((from, k + 1));
            from = k + 1;
        }
    }
    found.push((from, text.len()));
    found.retain(|(from, to)| text[*from..*to].iter().any(|c| c.is_alphanumeric()));
    found
}

/// The sentence of an entry that some of its characters stand in, without spaces around it.
pub fn sentence_at(leaf: &Leaf, at: u32) -> (Span, String) {
    let text: Vec<char> = leaf.text.chars().collect();
    let own = at.saturating_sub(leaf.record.span.start) as usize;
    let found = sentences(&text).into_iter().find(|(from, to)| (*from..*to).contains(&own));
    trimmed(leaf, &text, found.unwrap_or((0, text.len())))
}

fn trimmed(leaf: &Leaf, text: &[char], (mut from, mut to): (usize, usize)) -> (Span, String) {
    while from < to && text[from].is_whitespace() {
        from += 1;
    }
    while to > from && (text[to - 1].is_whitespace() || text[to - 1] == '。') {
        to -= 1;
    }
    let start = leaf.record.span.start;
    (Span { start: start + from as u32, end: start + to as u32 }, text[from..to].iter().collect())
}

fn passage(snapshot: &Reads, leaf: &Leaf, content: &Content, asks: &[Asks]) -> Option<Passage> {
    let catalogue = snapshot.catalogue();
    let record = &leaf.record;
    // What the document is called and where it is of is said by each of its entries: 舒城县.
    let region = record.document.region.as_ref().map(|region| region.name.as_str()).unwrap_or_default();
    let of = [record.document.title.as_deref().unwrap_or_default(), region].join(" ");
    let cover = |own: &str| content.cover(&format!("{own} {of}"));
    if !cover(&leaf.text).is_whole() {
        return None;
    }
    let asked = |what: Asks| asks.contains(&what);
    let text: Vec<char> = leaf.text.chars().collect();
    let within = |(from, to): (usize, usize), at: u32| {
        let at = at.saturating_sub(record.span.start) as usize;
        from <= at && at < to
    };
    let answers = |at: (usize, usize)| {
        let people = || record.people.iter().any(|p| p.mentions.iter().any(|m| within(at, m.start)));
        let places = || record.places.iter().any(|p| p.mentions.iter().any(|m| within(at, m.start)));
        let figures = || record.quantities.iter().any(|figure| within(at, figure.start));
        (!asked(Asks::Who) || people())
            && (!asked(Asks::Where) || places())
            && (!asked(Asks::Much) || figures())
    };
    let told = sentences(&text).into_iter().map(|(from, to)| {
        let own: String = text[from..to].iter().collect();
        (cover(&own), (from, to))
    });
    // A sentence that says half of it and has what is asked in it; of those that say as much the first.
    let told = told.filter(|(cover, _)| cover.said * 2 >= cover.all);
    let rank = |(cover, at): &(Cover, (usize, usize))| (answers(*at), cover.said);
    let (cover, at) = told.reduce(|best, next| if rank(&next) > rank(&best) { next } else { best })?;
    let end = record.span.start + (at.0 + cover.end) as u32;
    let (span, own) = trimmed(leaf, &text, at);
    let inside = |start: u32| span.start <= start && start < span.end;
    let mut passage = Passage {
        entry: catalogue.entry(&Key::of(record))?,
        key: Key::of(record),
        span,
        text: own,
        people: Vec::new(),
        places: Vec::new(),
        figure: None,
        pieces: cover.pieces,
    };
    if asked(Asks::Who) {
        let named = record.people.iter().filter(|p| p.mentions.iter().any(|m| inside(m.start)));
        passage.people = named.map(|person| person.known_as().to_owned()).collect();
    }
    if asked(Asks::Where) {
        let named = record.places.iter().filter(|p| p.mentions.iter().any(|m| inside(m.start)));
        passage.places = named.map(|place| place.name.clone()).collect();
    }
    if asked(Asks::Much) {
        let figures = record.quantities.iter().filter(|figure| inside(figure.start));
        // What counts most of it by its name, else the first behind the words that say it.
        let best = figures.max_by_key(|figure| {
            let of = figure.of.as_deref().unwrap_or_default();
            let behind = figure.start >= end;
            (content.cover(of).said, behind, std::cmp::Reverse(figure.start))
        })?;
        passage.figure = Some(Figure { text: best.text.clone(), at: (best.start, best.end) });
    }
    Some(passage)
}

/// The sentences that say what is asked about, by day, and how many there are.
pub fn passages(
    snapshot: &Reads,
    content: &Content,
    asks: &[Asks],
    when: Option<(Day, Day)>,
    w: Words,
) -> (Vec<Passage>, usize) {
    let mut query = format!("({})", content.any());
    if let Some((from, to)) = when {
        query.push_str(&format!(" when:{}..{}", day::iso(from), day::iso(to)));
    }
    let wanted = Search { query, take: LOOKED, order: Order::Weight, ..Search::default() };
    let Ok(found) = snapshot.search(&wanted, w) else { return (Vec::new(), 0) };
    let ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
    let leaves = snapshot.leaves(&ids);
    let mut told: Vec<Passage> =
        leaves.iter().filter_map(|leaf| passage(snapshot, leaf, content, asks)).collect();
    let total = told.len();
    if total > MANY {
        return (Vec::new(), total);
    }
    told.sort_by_key(|passage| (passage.entry, passage.span.start));
    told.truncate(MOST);
    (told, total)
}
