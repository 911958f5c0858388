//! What registers need of a document's entries, packed: what a base keeps so that registers are made without looking at every fact.
//!
//! In go the records of one document; out come [`Digest`]s, each of so many entries: a run of bytes in which each word stands once, `县长` as
//! number 17, and the keys that registers find the entries by. [`Collation::add_digest`] takes any of a digest's entries in as
//! [`Collation::apply`] takes the records, and gives the same registers. The form is this version's own: whoever keeps a digest keeps with
//! it which engine made it.

use super::circle::Circle;
use super::entry::{
    Body, Called, Counted, Dated, Entry, Event, Named, Organizer, Parts, Placed, Said, Source, Title, Titled,
    Took, Word, seat_all,
};
use super::key::{KeyKind, keys};
use super::ledger::Programme;
use super::ledger::key::Subjects;
use super::place::CountyGround;
use super::words::Words;
use super::{Collation, Key};
use crate::fact::{
    AliasKind, Change, DocumentRecord, EventType, OrganizerRole, PlaceKind, PlaceRole, QuantityKind, Record,
    Stage, TitleBasis, TitleKind,
};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Some entries of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digest {
    /// The entries, packed.
    pub data: Vec<u8>,
    /// What registers find them by, with the numbers of the entries, ascending.
    pub keys: BTreeMap<(KeyKind, String), Vec<u32>>,
}

/// The digests of a document's entries, of at most `size` each.
pub fn digests<R: Borrow<Record>>(document: &Arc<DocumentRecord>, records: &[R], size: usize) -> Vec<Digest> {
    digests_under(&[], document, records, size)
}

/// The same, their keys found under programmes that somebody defined.
pub fn digests_under<R: Borrow<Record>>(
    defined: &[Programme],
    document: &Arc<DocumentRecord>,
    records: &[R],
    size: usize,
) -> Vec<Digest> {
    let (mut words, mut subjects) = (Words::default(), Subjects::default());
    let source = words.source(document);
    let mut digest = |records: &[R]| {
        let (mut out, mut digest) = (Out::default(), Digest::default());
        let mut entries: Vec<(u32, Vec<u8>)> = Vec::with_capacity(records.len());
        for record in records {
            let entry = Entry::without_seats(record.borrow(), source.clone(), &mut words);
            for key in keys(&entry, defined, &mut subjects) {
                let numbers = digest.keys.entry(key).or_default();
                if numbers.last() != Some(&entry.number) {
                    numbers.push(entry.number);
                }
            }
            entry.put(&mut out);
            entries.push((entry.number, std::mem::take(&mut out.bytes)));
        }
        digest.data = out.packed(&entries);
        digest
    };
    records.chunks(size.max(1)).map(&mut digest).collect()
}

impl Collation {
    /// Adds the entries of a digest, each under the id that `id` gives for its number; those for which it gives none are left out unread.
    /// Whether it was a digest: of what is none, nothing is added.
    pub fn add_digest(
        &mut self,
        document: &Arc<DocumentRecord>,
        digest: &[u8],
        id: impl Fn(u32) -> Option<String>,
    ) -> bool {
        let source = self.words.source(document);
        let Some(entries) = In::read(digest, &source, &mut self.words, id) else { return false };
        for entry in entries {
            self.insert(entry);
        }
        true
    }

    /// Takes out the entries of a document.
    pub fn remove_document(&mut self, sha256: &str) {
        let first = Key { document: Word::from(sha256), number: 0 };
        let keys: Vec<Key> = self
            .entries
            .range(first..)
            .map(|(key, _)| key)
            .take_while(|key| *key.document == *sha256)
            .cloned()
            .collect();
        self.apply(std::iter::empty(), keys);
    }
}

#[derive(Default)]
struct Out {
    words: BTreeMap<Word, u64>,
    bytes: Vec<u8>,
}

impl Out {
    /// Seven bits a byte, the low ones first.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// The words, then number and length of each entry, then the entries.
    fn packed(&self, entries: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut head = Self::default();
        head.number(self.words.len() as u64);
        let mut list: Vec<(&Word, &u64)> = self.words.iter().collect();
        list.sort_by_key(|(_, number)| **number);
        for (word, _) in list {
            head.number(word.len() as u64);
            head.bytes.extend_from_slice(word.as_bytes());
        }
        head.number(entries.len() as u64);
        for (number, bytes) in entries {
            head.number(u64::from(*number));
            head.number(bytes.len() as u64);
        }
        for (_, bytes) in entries {
            head.bytes.extend_from_slice(bytes);
        }
        head.bytes
    }
}

struct In<'a> {
    bytes: &'a [u8],
    /// The words, and those among the collation's that were asked for.
    list: Vec<(&'a str, Option<Word>)>,
    source: &'a Arc<Source>,
    words: &'a mut Words,
}

impl<'a> In<'a> {
    fn read(
        bytes: &'a [u8],
        source: &'a Arc<Source>,
        words: &'a mut Words,
        id: impl Fn(u32) -> Option<String>,
    ) -> Option<Vec<Entry>> {
        let mut from = In { bytes, list: Vec::new(), source, words };
        for _ in 0..from.length()? {
            let length = from.length()?;
            let (word, rest) = from.bytes.split_at_checked(length)?;
            from.bytes = rest;
            from.list.push((std::str::from_utf8(word).ok()?, None));
        }
        let entries: Vec<(u32, usize)> = (0..from.length()?)
            .map(|_| Some((u32::take(&mut from)?, from.length()?)))
            .collect::<Option<_>>()?;
        let mut found = Vec::new();
        for (number, length) in entries {
            let (entry, rest) = from.bytes.split_at_checked(length)?;
            if let Some(id) = id(number) {
                from.bytes = entry;
                let mut entry = Entry::take(&mut from)?;
                if !from.bytes.is_empty() || entry.number != number {
                    return None;
                }
                entry.id = Word::from(id);
                found.push(entry);
            }
            from.bytes = rest;
        }
        from.bytes.is_empty().then_some(found)
    }

    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0u64, 0u32);
        loop {
            let (first, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(first & 0x7f).checked_shl(shift)?;
            if first & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// How many things follow: each takes a byte at least.
    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|length| *length <= self.bytes.len())
    }
}

trait Kept: Sized {
    fn put(&self, out: &mut Out);
    fn take(from: &mut In<'_>) -> Option<Self>;
}

impl Kept for u32 {
    fn put(&self, out: &mut Out) {
        out.number(u64::from(*self));
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        from.number()?.try_into().ok()
    }
}

impl Kept for bool {
    fn put(&self, out: &mut Out) {
        out.number(u64::from(*self));
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        Some(from.number()? == 1)
    }
}

impl Kept for Word {
    fn put(&self, out: &mut Out) {
        let next = out.words.len() as u64;
        let number = *out.words.entry(self.clone()).or_insert(next);
        out.number(number);
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        let number = usize::try_from(from.number()?).ok()?;
        let (text, word) = from.list.get_mut(number)?;
        Some(word.get_or_insert_with(|| from.words.word(text)).clone())
    }
}

impl<T: Kept> Kept for Option<T> {
    fn put(&self, out: &mut Out) {
        out.number(u64::from(self.is_some()));
        if let Some(held) = self {
            held.put(out);
        }
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        match from.number()? {
            0 => Some(None),
            1 => T::take(from).map(Some),
            _ => None,
        }
    }
}

impl<T: Kept> Kept for Box<[T]> {
    fn put(&self, out: &mut Out) {
        out.number(self.len() as u64);
        self.iter().for_each(|held| held.put(out));
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        (0..from.length()?).map(|_| T::take(from)).collect()
    }
}

impl<A: Kept, B: Kept> Kept for (A, B) {
    fn put(&self, out: &mut Out) {
        self.0.put(out);
        self.1.put(out);
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl Kept for Circle {
    fn put(&self, out: &mut Out) {
        self.key().put(out);
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        Word::take(from).map(Self::kept)
    }
}

impl Kept for Parts {
    fn put(&self, out: &mut Out) {
        out.number(self.bits());
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        from.number().map(Self::of_bits)
    }
}

/// A figure's value, as it is written.
impl Kept for serde_json::Number {
    fn put(&self, out: &mut Out) {
        Word::from(self.to_string()).put(out);
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        serde_json::from_str(&Word::take(from)?).ok()
    }
}

impl Kept for Arc<Title> {
    fn put(&self, out: &mut Out) {
        self.text.put(out);
        self.kind.put(out);
        self.post.put(out);
        self.org.put(out);
        self.basis.put(out);
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        let title = Title {
            text: Kept::take(from)?,
            kind: Kept::take(from)?,
            post: Kept::take(from)?,
            org: Kept::take(from)?,
            basis: Kept::take(from)?,
        };
        Some(from.words.title(title))
    }
}

/// A kind as its place among all kinds; the match in `put` makes the compiler watch that none is missing.
macro_rules! kinds {
    ($($kind:ident: $($name:ident)+;)+) => {$(
        impl Kept for $kind {
            fn put(&self, out: &mut Out) {
                match self { $(Self::$name)|+ => {} }
                out.number(*self as u64);
            }
            fn take(from: &mut In<'_>) -> Option<Self> {
                let all = [$(Self::$name),+];
                let number = from.number()?;
                all.into_iter().find(|kind| *kind as u64 == number)
            }
        }
    )+};
}

kinds! {
    AliasKind: Courtesy Art Former Assumed Other Nickname Childhood Pen Stage Religious Lay Posthumous;
    EventType: Meeting Visit Ceremony Deployment Issue Project Result Statistics Appointment Award Donation Institution
        Exchange Disaster Death Conflict Justice Status Other;
    TitleKind: Post Collective Academic Occupation Address;
    TitleBasis: Stated Carried Roster Ruled;
    PlaceRole: Venue Visited Origin Destination Remote Participant Subject Mentioned;
    PlaceKind: Division Zone Town Village Region Country Natural;
    CountyGround: Stated Region Open;
    OrganizerRole: Convene Issue Send Host Undertake Found;
    Stage: Draft Deliberated Adopted Issued InForce Amended Repealed Mentioned;
    Change: Elected Appointed Confirmed Acting Dismissed Resigned Retired Expired Left Died;
    QuantityKind: Increment Component Cumulative Stock Planned Attribute Ordinal Count Decrease Correction;
}

/// A thing as its parts, one after the other; the pattern in `put` makes the compiler watch that none is missing.
macro_rules! things {
    ($($thing:ident: $($part:ident)+;)+) => {$(
        impl Kept for $thing {
            fn put(&self, out: &mut Out) {
                let Self { $($part),+ } = self;
                $($part.put(out);)+
            }
            fn take(from: &mut In<'_>) -> Option<Self> {
                Some(Self { $($part: Kept::take(from)?),+ })
            }
        }
    )+};
}

things! {
    Said: text start end;
    Dated: said from to day;
    Named: name key titles parts aliases doubt;
    Placed: name code kind key within ground forms doubt;
    Body: name key forms doubt;
    Organizer: name key said role doubt;
    Titled: title short kind number issuer issuers stage stage_date stages said;
    Counted: said value unit of kind as_of scope basis part_of told_before;
    Took: person parts verb changes;
    Event: days kind people places;
}

/// The office is found again from the title.
impl Kept for Called {
    fn put(&self, out: &mut Out) {
        let Self { title, at, seat: _ } = self;
        title.put(out);
        at.put(out);
    }
    fn take(from: &mut In<'_>) -> Option<Self> {
        Some(Self { title: Kept::take(from)?, at: Kept::take(from)?, seat: None })
    }
}

impl Kept for Entry {
    fn put(&self, out: &mut Out) {
        let Self {
            source: _,
            id: _,
            number,
            start,
            headline,
            date,
            kind,
            events,
            people,
            places,
            bodies,
            organizers,
            documents,
            quantities,
        } = self;
        number.put(out);
        start.put(out);
        headline.put(out);
        date.put(out);
        kind.put(out);
        events.put(out);
        people.put(out);
        places.put(out);
        bodies.put(out);
        organizers.put(out);
        documents.put(out);
        quantities.put(out);
    }

    fn take(from: &mut In<'_>) -> Option<Self> {
        let mut entry = Self {
            source: from.source.clone(),
            id: Word::default(),
            number: Kept::take(from)?,
            start: Kept::take(from)?,
            headline: Kept::take(from)?,
            date: Kept::take(from)?,
            kind: Kept::take(from)?,
            events: Kept::take(from)?,
            people: Kept::take(from)?,
            places: Kept::take(from)?,
            bodies: Kept::take(from)?,
            organizers: Kept::take(from)?,
            documents: Kept::take(from)?,
            quantities: Kept::take(from)?,
        };
        let year = entry.year();
        seat_all(&mut entry.people, &from.source.setting, year, from.words);
        Some(entry)
    }
}
