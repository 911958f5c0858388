//! Readings of characters that differ from those of most words, from `lexicon/table-readings.tsv`.
//!
//! `曾` of a person called 曾广文 is zeng, `厦门` is xia men, `乐` in a name is le or yue. What the table does not tell is left to whoever
//! knows the readings of all characters.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../lexicon/table-readings.tsv");

/// What characters stand for where a reading is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadAs {
    /// The surname of a person.
    Surname,
    /// A place's name.
    Place,
    /// A character of any name.
    Name,
}

/// The readings of surnames, places and characters of names.
static READINGS: LazyLock<[BTreeMap<&'static str, Vec<Vec<&'static str>>>; 3]> = LazyLock::new(|| {
    let mut readings: [BTreeMap<_, _>; 3] = Default::default();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(characters), Some(of), Some(told)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let of = match of {
            "surname" => ReadAs::Surname,
            "place" => ReadAs::Place,
            _ => ReadAs::Name,
        };
        let told = told.split(' ').map(|reading| reading.split('\'').collect()).collect();
        readings[of as usize].insert(characters, told);
    }
    readings
});

/// The readings of characters (folded), each a syllable a character, without tones; empty where the table tells none.
///
/// ```
/// use dashiji::text::{ReadAs, readings};
/// assert_eq!(readings(ReadAs::Surname, "单"), [["shan"]]);
/// assert_eq!(readings(ReadAs::Place, "六安"), [["lu", "an"]]);
/// assert!(readings(ReadAs::Name, "王").is_empty());
/// ```
pub fn readings(of: ReadAs, characters: &str) -> &'static [Vec<&'static str>] {
    READINGS[of as usize].get(characters).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_of_places_and_surnames_has_a_syllable_a_character() {
        for (characters, told) in READINGS.iter().flatten() {
            for reading in told {
                assert_eq!(reading.len(), characters.chars().count(), "{characters}");
                assert!(reading.iter().all(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase())));
            }
        }
    }
}
