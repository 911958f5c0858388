//! The keys that registers find an entry by.
//!
//! In goes an entry; out come pairs of a kind and a key: `(Person, 王伟)`, `(Place, 石板镇@513334)`, `(Within, 510000)`. Two entries that share no
//! key cannot show in one record of a register, so that a record is made again only where one of its own keys was touched, and from the
//! entries that bear it alone.

use super::document;
use super::entry::Entry;
use super::ledger::Programme;
use super::ledger::key::Subjects;
use super::place::holders;
use std::collections::BTreeSet;

/// What a key is the key of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// People of one name, by the name as names are compared.
    Person,
    /// A place: a lasting code, `石板镇@513334`, or a name.
    Place,
    /// A place or what holds it, by lasting code: county, prefecture, province.
    Within,
    /// A body, by its name in full with its region.
    Body,
    /// A document, by its title as titles are compared; also one that the entry's document amends or repeals.
    Document,
    /// A short form that a document was given (《五·一六通知》), as titles are compared.
    Short,
    /// An entry with figures that a series may hold; the key is empty.
    Figures,
    /// A series of figures in a region ([`super::ledger::key::Series::key`]).
    Series,
    /// The last ordinal that an entry tells of a series: unit, ordinal, region.
    Reached,
    /// How many ordinals an entry says have passed, with a total beside: unit, ordinal, region.
    Stated,
    /// Another name that an entry tells somebody to bear, in full and as names are compared: 周砚农 of 周文田（字砚农）.
    Called,
}

/// The keys of an entry, each once; those of its figures under programmes that somebody defined.
pub fn keys(entry: &Entry, defined: &[Programme], subjects: &mut Subjects) -> BTreeSet<(KeyKind, String)> {
    let mut keys = BTreeSet::new();
    for person in &entry.people {
        keys.insert((KeyKind::Person, person.key.to_string()));
        keys.extend(person.borne().map(|(name, ..)| (KeyKind::Called, name)));
    }
    for place in &entry.places {
        keys.insert((KeyKind::Place, place.key().to_string()));
        keys.extend(holders(place.key()).into_iter().map(|holder| (KeyKind::Within, holder)));
    }
    let bodies = entry.bodies.iter().map(|body| &body.key);
    for key in bodies.chain(entry.organizers.iter().map(|body| &body.key)) {
        keys.insert((KeyKind::Body, key.to_string()));
    }
    for paper in &entry.documents {
        keys.extend(document::keys(paper).map(|key| (KeyKind::Document, key)));
        keys.extend(document::short_key(paper).map(|short| (KeyKind::Short, short)));
    }
    keys.extend(super::ledger::key::keys(entry, defined, subjects));
    keys
}
