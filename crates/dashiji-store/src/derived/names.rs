//! Which names stand in which entries: what a register of one name is read from without looking at anything else.

use dashiji::collate::document::{core_title, revises};
use dashiji::collate::entry::{name_key, other_names};
use dashiji::fact::Record;
use std::collections::BTreeMap;

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A person, by the name as names are compared.
    Person = 1,
    /// A place, by code or full name.
    Place = 2,
    /// A body, by full name or as written.
    Organization = 3,
    /// A document, by its title as titles are compared.
    Document = 4,
    /// A body's short form, where it has a full name.
    Form = 5,
    /// An entry with figures; the name is empty.
    Figures = 6,
    /// Another name that an entry tells somebody to bear, in full and as names are compared.
    Called = 7,
}

/// Names of a version's entries: kind and name, with the numbers of the entries.
pub(crate) type Named = BTreeMap<(NameKind, String), Vec<u32>>;

/// Notes the names in an entry.
pub(crate) fn gather(named: &mut Named, record: &Record) {
    let mut note = |kind: NameKind, name: &str| {
        let numbers = named.entry((kind, name.to_owned())).or_default();
        if numbers.last() != Some(&record.number) {
            numbers.push(record.number);
        }
    };
    for person in &record.people {
        note(NameKind::Person, &name_key(person.known_as()));
        for name in other_names(person) {
            note(NameKind::Called, &name);
        }
    }
    for place in &record.places {
        note(NameKind::Place, place.code.as_deref().unwrap_or(&place.name));
    }
    let bodies = record.orgs.iter().chain(&record.organs).map(|o| (&o.text, &o.name));
    for (text, name) in bodies.chain(record.organizers.iter().map(|o| (&o.text, &o.name))) {
        match name {
            Some(name) if name != text => {
                note(NameKind::Organization, name);
                note(NameKind::Form, text);
            }
            _ => note(NameKind::Organization, text),
        }
    }
    for document in &record.documents {
        note(NameKind::Document, &core_title(&document.title));
        if let Some((_, other)) = revises(&document.title) {
            note(NameKind::Document, &core_title(other));
        }
    }
    if !record.quantities.is_empty() {
        note(NameKind::Figures, "");
    }
}

/// What a name of a kind is kept under.
pub(crate) fn kept_as(kind: NameKind, name: &str) -> String {
    match kind {
        NameKind::Document => core_title(name),
        NameKind::Person | NameKind::Called => name_key(name),
        _ => name.to_owned(),
    }
}

/// The names in one entry.
pub(crate) fn names_of(record: &Record) -> Named {
    let mut named = Named::new();
    gather(&mut named, record);
    named
}

/// Numbers as bytes: each as the distance from the one before, seven bits a byte.
pub(crate) fn pack(numbers: &[u32]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(numbers.len());
    let mut last = 0;
    for &number in numbers {
        let mut apart = number.wrapping_sub(last);
        last = number;
        while apart >= 0x80 {
            packed.push(apart as u8 | 0x80);
            apart >>= 7;
        }
        packed.push(apart as u8);
    }
    packed
}

/// The numbers again.
pub(crate) fn unpack(packed: &[u8]) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(packed.len());
    let (mut last, mut apart, mut shift) = (0u32, 0u32, 0u32);
    for &byte in packed {
        apart |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 != 0 {
            shift += 7;
            continue;
        }
        last = last.wrapping_add(apart);
        numbers.push(last);
        (apart, shift) = (0, 0);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were() {
        for numbers in [vec![], vec![1], vec![1, 2, 3, 500, 70_000, u32::MAX]] {
            assert_eq!(unpack(&pack(&numbers)), numbers);
        }
    }
}
