//! The engine of Dashiji (大事记): reads a chronicle and gives back dated entries, people with the office they held, places
//! with codes, organisations, documents and figures, each tied to the characters it came from.
//!
//! Pure and synchronous: no network, no clock, no environment, no SQL. Bytes go in, [`Reading`] comes out; the same bytes
//! give the same reading. The steps are [`document`], [`segment`], [`recognize`], [`resolve`] and [`fact`].

pub mod check;
pub mod collate;
pub mod document;
pub mod fact;
pub mod lexicon;
pub mod recognize;
pub mod resolve;
pub mod segment;
pub mod text;

use document::{Document, Given};
use fact::Record;
use lexicon::Lexicon;
use recognize::{Mentions, Passage, organization, person, place, quantity, time, titled};
use resolve::calendar::{self, Anchor};
use resolve::roster::Roster;
use segment::Entry;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document and what was read from it.
#[derive(Debug)]
pub struct Reading {
    /// The document, decoded.
    pub document: Document,
    /// Its entries, in order.
    pub records: Vec<Record>,
}

/// Reads a document: bytes as received to facts.
///
/// # Errors
/// Where the bytes are no text: [`document::Error`] says what they are, where that shows and what to do.
pub fn read(bytes: Vec<u8>, given: &Given, lexicon: &Lexicon) -> Result<Reading, document::Error> {
    read_with(bytes, given, lexicon, None)
}

/// The same, with a list of who held which office: what the text leaves out is added from it, basis `roster`.
///
/// # Errors
/// As [`read`].
pub fn read_with(
    bytes: Vec<u8>,
    given: &Given,
    lexicon: &Lexicon,
    roster: Option<&Roster>,
) -> Result<Reading, document::Error> {
    let document = document::read(bytes, given, lexicon)?;
    let mut records: Vec<Record> = records(&document, lexicon).collect();
    if let Some(roster) = roster {
        for record in &mut records {
            roster.fill(record);
        }
    }
    Ok(Reading { document, records })
}

/// Code points of entries of which the passage is kept between the two looks at a document. A passage takes some thirty bytes
/// a character: of the entries beyond it is made again, so that a large document takes no more memory than a few times its size.
const PASSAGES: usize = 1 << 18;

/// The same of what was recognized in an entry, which takes about as much memory as its text.
const MENTIONS: usize = 1 << 20;

/// The facts of a document's entries, one after the other, for whoever does not want to hold them all. The whole document has
/// been looked over once before the first comes: a name that stands clearly in one entry helps in every other.
pub fn records<'a>(document: &'a Document, lexicon: &'a Lexicon) -> impl Iterator<Item = Record> + 'a {
    let entries = segment::entries(document);
    let mut evidence = person::Evidence::of(lexicon.lists().names());
    let (mut passages, mut recognized, mut told) = (Vec::new(), Vec::new(), 0usize);
    for entry in &entries {
        let passage = passage(document, lexicon, entry);
        let mentions = look(&passage);
        evidence.gather(&passage, &mentions);
        told = told.saturating_add(entry.span.len());
        if told <= PASSAGES {
            passages.push(passage);
        }
        if told <= MENTIONS {
            recognized.push(mentions);
        }
    }
    let about = Arc::new(document.record.clone());
    let mut occurrences = BTreeMap::new();
    let (mut passages, mut recognized) = (passages.into_iter(), recognized.into_iter());
    entries.into_iter().zip(1..).map(move |(entry, number)| {
        let passage = passages.next().unwrap_or_else(|| passage(document, lexicon, &entry));
        let mut mentions = recognized.next().unwrap_or_else(|| look(&passage));
        mentions.people = person::find(&passage, &mentions, &evidence);
        mentions.quantities = quantity::find(&passage, &mentions);
        let id = identity(document, &entry, &mut occurrences);
        record(document, &about, &entry, &passage, &mentions, (id, number))
    })
}

/// An entry as the recognizers see it.
fn passage<'a>(document: &'a Document, lexicon: &'a Lexicon, entry: &Entry) -> Passage<'a> {
    Passage::new(&document.text, lexicon, entry.span, entry.headline, entry.body)
        .within(document.setting.region)
}

/// What an entry shows by itself.
fn look(passage: &Passage<'_>) -> Mentions {
    let mut mentions = Mentions { times: time::find(passage.text, passage.span), ..Mentions::default() };
    mentions.titled = titled::find(passage, &mentions);
    mentions.organizations = organization::find(passage, &mentions);
    mentions.places = place::find(passage, &mentions);
    mentions
}

/// The facts of one entry.
fn record(
    document: &Document,
    about: &Arc<fact::DocumentRecord>,
    entry: &Entry,
    passage: &Passage<'_>,
    mentions: &Mentions,
    (id, number): (String, u32),
) -> Record {
    let text = &document.text;
    let mut anchor = Anchor::of(&document.setting).under(entry.date.as_ref());
    let told: Vec<fact::TimeRecord> =
        mentions.times.iter().filter_map(|mention| calendar::resolve(text, mention, &mut anchor)).collect();
    let mut times: Vec<fact::TimeRecord> = Vec::new();
    for time in &told {
        if !times.iter().any(|t| t.text == time.text && t.from == time.from && t.to == time.to) {
            times.push(time.clone());
        }
    }
    let date = entry.date.clone();
    let year = date.as_ref().and_then(|d| d.from.get(..4)?.parse().ok());
    let (documents, publications) = fact::document::documents(passage, mentions, &times, date.as_ref());
    let (organizers, orgs, organs) = fact::organization::organizations(passage, mentions, &document.setting);
    let (places, place_of) = fact::place::places(passage, mentions, &document.setting, year);
    let quantities = fact::quantity::quantities(passage, mentions, &times, date.as_ref());
    let mut record = Record {
        document: about.clone(),
        id,
        number,
        section: entry.section,
        section_heading: entry.heading.map(|span| fact::Quote::of(text, span)),
        span: entry.span,
        headline: entry.headline.map(|span| fact::Quote::of(text, span)),
        kind: Some(fact::kind::kind(passage, mentions, entry.span)),
        date,
        events: Vec::new(),
        organizers,
        people: fact::person::people(passage, mentions, &document.setting),
        places,
        orgs,
        organs,
        documents,
        publications,
        times,
        quantities,
        statements: Vec::new(),
    };
    record.statements = fact::said::statements(passage, mentions, &record.people);
    fact::event::events(passage, mentions, &place_of, &told, &mut record);
    record
}

/// The document's series, a hash of the entry's folded text, and an occurrence number.
fn identity(document: &Document, entry: &Entry, occurrences: &mut BTreeMap<String, u32>) -> String {
    use sha2::{Digest, Sha256};
    let folded: String = document.text.folded(entry.span).iter().filter(|c| !c.is_whitespace()).collect();
    let digest = Sha256::digest(folded.as_bytes());
    let first = digest.iter().take(8).fold(0, |hash: u64, byte| hash << 8 | u64::from(*byte));
    let hash = format!("{first:016x}");
    let series = document.record.series.as_deref().or(document.record.title.as_deref()).unwrap_or("-");
    let count = occurrences.entry(hash.clone()).or_insert(0u32);
    *count += 1;
    format!("{series}/{hash}/{count}")
}
