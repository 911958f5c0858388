//! The entries of a document read one after the other, each by itself, and those again to which the rest of the document
//! adds a name.
//!
//! In goes a document; out come its facts. In `周启明何立群带头捐款` nobody stands clearly; where another entry tells of
//! `省委书记周启明`, the first is read once more with what the whole document makes plain. All other entries stand as they
//! were read by themselves: their facts are kept from the first look on, up to a number of characters. Of entries beyond,
//! only the persons are kept, so that a large document takes no more memory than a few times its size.

use crate::document::Document;
use crate::fact::figure::Alone;
use crate::fact::{self, Record};
use crate::lexicon::Lexicon;
use crate::recognize::{Mentions, Passage, lattice, person, quantity};
use crate::resolve::town::Towns;
use crate::resolve::{calendar, division};
use crate::segment::{self, Entry};
use crate::text::Span;
use crate::view::View;
use person::Evidence;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document whose entries have been looked at once.
pub(crate) struct Reader<'a> {
    document: &'a Document,
    view: View<'a>,
    lexicon: &'a Lexicon,
    /// The towns of the document's region.
    towns: Towns,
    /// What every record tells of the document.
    about: Arc<fact::DocumentRecord>,
    entries: Vec<Entry>,
    /// What the whole document makes plain about names.
    evidence: Evidence,
    /// The facts of the first entries, each read by itself.
    first: Vec<Record>,
    /// Their figures, where the document's account is made of them.
    figures: Vec<Alone>,
    /// Where the persons of these entries stand.
    people: Vec<Vec<Span>>,
    /// Where the persons of the entries after these stand.
    later: Vec<Vec<Span>>,
    /// How often each text stood as an entry before.
    occurrences: BTreeMap<u64, u32>,
}

impl<'a> Reader<'a> {
    /// Looks at every entry; keeps the facts of the first `kept` code points.
    pub(crate) fn new(document: &'a Document, lexicon: &'a Lexicon, kept: usize) -> Self {
        let view = View::of(document);
        let entries = segment::entries(&view);
        let towns = Towns::of(division::lasting(view.setting().region));
        let mut reader = Self {
            document,
            view,
            towns,
            lexicon,
            about: Arc::new(document.record.clone()),
            entries: Vec::new(),
            evidence: Evidence::of(lexicon.lists().names()),
            first: Vec::new(),
            figures: Vec::new(),
            people: Vec::new(),
            later: Vec::new(),
            occurrences: BTreeMap::new(),
        };
        if kept >= document.text.len() {
            reader.first.reserve_exact(entries.len());
        }
        let mut told = 0usize;
        for (entry, number) in entries.iter().zip(1..) {
            let passage = passage(&reader.view, &reader.towns, lexicon, entry);
            let mentions = lattice::survey(&passage, &mut reader.evidence);
            let alone = mentions.people.iter().map(|person| person.span).collect();
            told = told.saturating_add(entry.span.len());
            if told > kept {
                reader.later.push(alone);
                continue;
            }
            reader.people.push(alone);
            let (record, figures) = reader.record(entry, number, &passage, mentions);
            drop(passage);
            let mut record = Record { id: reader.identity(entry.span), ..record };
            record.shrink_to_fit();
            reader.first.push(record);
            if document.text.len() <= crate::KEPT {
                reader.figures.push(figures);
            }
        }
        reader.entries = entries;
        reader
    }

    /// The nodes over a stretch of the entry that holds a code point.
    pub(crate) fn explain(&self, span: Span) -> Option<lattice::Explained> {
        let span = self.view.seen(span);
        let entry = self.entries.iter().find(|entry| entry.span.covers(span.lo()))?;
        let passage = passage(&self.view, &self.towns, self.lexicon, entry);
        let alone = lattice::survey(&passage, &mut Evidence::default());
        let found = alone.people.iter().map(|person| person.span);
        let adds = self.evidence.adds(self.view.text(), entry.span, found);
        let evidence = if adds { self.evidence.clone() } else { Evidence::default() };
        let mut explained = lattice::explain(&passage, &evidence, span);
        for node in &mut explained.nodes {
            let raw = self.view.raw(Span { start: node.start, end: node.end });
            (node.start, node.end) = (raw.start, raw.end);
            self.document.text.slice(raw).clone_into(&mut node.text);
        }
        Some(explained)
    }

    /// The facts of all entries, where the first look kept them all.
    pub(crate) fn records(mut self) -> Vec<Record> {
        let (entries, mut records) = (std::mem::take(&mut self.entries), std::mem::take(&mut self.first));
        let mut figures = std::mem::take(&mut self.figures);
        for (k, ((record, people), (entry, number))) in
            records.iter_mut().zip(&self.people).zip(entries.iter().zip(1..)).enumerate()
        {
            if self.evidence.adds(self.view.text(), entry.span, people.iter().copied()) {
                let (again, told) = self.again(entry, number, std::mem::take(&mut record.id));
                *record = again;
                if let Some(figures) = figures.get_mut(k) {
                    *figures = told;
                }
            }
        }
        // A document of any size is read alike, whole or entry by entry.
        if self.document.text.len() <= crate::KEPT {
            crate::account::settle(self.view.text(), &mut records, figures);
        }
        let mut steps = fact::measure::Steps::default();
        for record in &mut records {
            fact::figure::sum_up(self.view.text(), record);
            record.measures = steps.read(self.view.text(), record);
            record.stand_in(&self.view);
        }
        records
    }

    /// The facts of the entries, one after the other.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = Record> + 'a {
        let (kept, rest) = if self.later.is_empty() {
            (self.records(), None)
        } else {
            (Vec::new(), Some(self.one_by_one()))
        };
        kept.into_iter().chain(rest.into_iter().flatten())
    }

    /// The facts of the entries, each read when it is asked for.
    fn one_by_one(mut self) -> impl Iterator<Item = Record> + 'a {
        let entries = std::mem::take(&mut self.entries).into_iter().zip(1..);
        let mut first = std::mem::take(&mut self.first).into_iter().zip(std::mem::take(&mut self.people));
        let mut later = std::mem::take(&mut self.later).into_iter();
        let mut steps = fact::measure::Steps::default();
        entries.map(move |(entry, number)| {
            let mut record = self.next(&entry, number, &mut first, &mut later);
            fact::figure::sum_up(self.view.text(), &mut record);
            record.measures = steps.read(self.view.text(), &record);
            record.stand_in(&self.view);
            record
        })
    }

    /// The facts of the next entry: kept from the first look, or read now.
    fn next(
        &mut self,
        entry: &Entry,
        number: u32,
        first: &mut impl Iterator<Item = (Record, Vec<Span>)>,
        later: &mut impl Iterator<Item = Vec<Span>>,
    ) -> Record {
        if let Some((record, people)) = first.next() {
            return if self.evidence.adds(self.view.text(), entry.span, people) {
                self.again(entry, number, record.id).0
            } else {
                record
            };
        }
        let passage = passage(&self.view, &self.towns, self.lexicon, entry);
        let alone = later.next().unwrap_or_default();
        let mentions = if self.evidence.adds(self.view.text(), entry.span, alone) {
            lattice::read(&passage, &self.evidence)
        } else {
            lattice::read(&passage, &Evidence::default())
        };
        let (record, _) = self.record(entry, number, &passage, mentions);
        drop(passage);
        Record { id: self.identity(entry.span), ..record }
    }

    /// The facts of an entry with what the whole document makes plain, and its figures as they are told.
    fn again(&self, entry: &Entry, number: u32, id: String) -> (Record, Alone) {
        let passage = passage(&self.view, &self.towns, self.lexicon, entry);
        let mentions = lattice::read(&passage, &self.evidence);
        let (record, figures) = self.record(entry, number, &passage, mentions);
        (Record { id, ..record }, figures)
    }

    /// The facts of one entry, without its identity, and its figures as they are told.
    fn record(
        &self,
        entry: &Entry,
        number: u32,
        passage: &Passage<'_>,
        mut mentions: Mentions,
    ) -> (Record, Alone) {
        mentions.quantities = quantity::find(passage, &mentions);
        fact::office::attach(passage, &mut mentions);
        let document = self.document;
        let text = self.view.text();
        let mut anchor = entry.anchor.clone().under(entry.date.as_ref());
        let told: Vec<fact::TimeRecord> = mentions
            .times
            .iter()
            .filter_map(|mention| calendar::resolve(text, mention, &mut anchor))
            .collect();
        let mut times: Vec<fact::TimeRecord> = Vec::new();
        for time in &told {
            if !times.iter().any(|t| t.text == time.text && t.from == time.from && t.to == time.to) {
                times.push(time.clone());
            }
        }
        let date = entry.date.clone();
        // A date in figures alone (1.15) that only the layout tells.
        if let Some(date) = date
            .as_ref()
            .filter(|date| date.is_resolved() && date.end > date.start)
            .filter(|date| entry.span.contains(Span { start: date.start, end: date.end }))
            && !times.iter().any(|time| time.start <= date.start && date.end <= time.end)
            && !times.iter().any(|t| t.text == date.text && t.from == date.from && t.to == date.to)
        {
            let at = times.partition_point(|time| time.start < date.start);
            times.insert(at, date.clone());
        }
        let year = date.as_ref().and_then(fact::TimeRecord::year);
        let (documents, publications) = fact::document::documents(passage, &mentions, &times, date.as_ref());
        let (organizers, orgs, organs) =
            fact::organization::organizations(passage, &mentions, &document.setting);
        let (places, place_of) = fact::place::places(passage, &mentions, &document.setting, year);
        let quantities = fact::quantity::quantities(passage, &mentions, &times, date.as_ref());
        let (kind, type_doubt) = fact::kind::kind(passage, &mentions, entry.span);
        let mut record = Record {
            document: self.about.clone(),
            id: String::new(),
            number,
            section: entry.section,
            section_heading: entry.heading.map(|span| fact::Quote::of(text, span)),
            span: entry.span,
            location: document.location(self.view.raw(entry.span).start).cloned(),
            headline: entry.headline.map(|span| fact::Quote::of(text, span)),
            kind: Some(kind),
            type_doubt: type_doubt.map(Box::new),
            date,
            date_guessed: entry.guessed,
            events: Vec::new(),
            organizers,
            people: fact::person::people(passage, &mentions, &document.setting),
            places,
            orgs,
            organs,
            documents,
            publications,
            times,
            quantities,
            measures: Vec::new(),
            statements: Vec::new(),
        };
        let figures = fact::figure::settle(text, &mut record);
        record.statements = fact::said::statements(passage, &mentions, &record.people);
        let bases = fact::event::events(passage, &mentions, &place_of, &told, &mut record);
        fact::person::doubt_parts(&mut record, &bases);
        (record, figures)
    }

    /// The identity of an entry: the document's series, a hash of its folded text without white space, and an occurrence number.
    fn identity(&mut self, entry: Span) -> String {
        use sha2::{Digest, Sha256};
        let document = self.document;
        let mut folded = String::with_capacity(entry.len() * 3);
        for &c in self.view.text().folded(entry) {
            // White space lies before the Chinese characters, where asking is quick.
            if c > '\u{3000}' || !c.is_whitespace() {
                folded.push(c);
            }
        }
        let digest = Sha256::digest(folded.as_bytes());
        let hash = digest.iter().take(8).fold(0, |hash: u64, byte| hash << 8 | u64::from(*byte));
        let series = document.record.series.as_deref().or(document.record.title.as_deref()).unwrap_or("-");
        let count = self.occurrences.entry(hash).or_insert(0u32);
        *count += 1;
        format!("{series}/{hash:016x}/{count}")
    }
}

/// An entry as the recognizers see it.
fn passage<'v>(view: &'v View<'_>, towns: &'v Towns, lexicon: &'v Lexicon, entry: &Entry) -> Passage<'v> {
    Passage::new(view.text(), lexicon, entry.span, entry.headline, entry.body)
        .within(view.setting().region)
        .among(towns)
}
