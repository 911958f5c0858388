//! Indexes of people, places, bodies and documents, in the order of pinyin, with the day and the page of each entry.

use super::Item;
use super::write::{Style, Writer};
use dashiji_publish::Messages;
use pinyin::ToPinyin;
use std::collections::{BTreeMap, BTreeSet};

/// Entries by name.
type Names = BTreeMap<String, BTreeSet<usize>>;

/// Writes the four indexes.
pub(super) fn write(writer: &mut Writer, items: &[&Item], messages: &Messages) {
    let mut lists: [Names; 4] = Default::default();
    for (number, item) in items.iter().enumerate() {
        let record = &item.record;
        let mut add = |list: usize, name: &str| {
            lists[list].entry(name.trim().to_owned()).or_default().insert(number);
        };
        record.people.iter().for_each(|person| add(0, &person.name));
        record.places.iter().for_each(|place| add(1, &place.name));
        let bodies = record.organizers.iter().map(|o| o.name.as_deref().unwrap_or(&o.text));
        let others = record.orgs.iter().map(|o| o.name.as_deref().unwrap_or(&o.text));
        bodies.chain(others).for_each(|name| add(2, name));
        record.documents.iter().for_each(|document| add(3, &format!("《{}》", document.title)));
    }
    let mut first_index = true;
    let heads = ["book-index-people", "book-index-places", "book-index-bodies", "book-index-documents"];
    for (head, names) in heads.into_iter().zip(&lists).filter(|(_, names)| !names.is_empty()) {
        writer.heading(&messages.say(head));
        if std::mem::take(&mut first_index) {
            writer.paragraph(Style::Source, &messages.say("book-index-pages"));
        }
        let mut ordered: Vec<(String, &String, &BTreeSet<usize>)> = names
            .iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, at)| (key(name), name, at))
            .collect();
        ordered.sort();
        let mut initial = None;
        for (key, name, entries) in ordered {
            let first = key.chars().next().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase());
            if initial != Some(first) {
                initial = Some(first);
                writer.paragraph(Style::Initial, &first.map_or("#".to_owned(), |c| c.to_string()));
            }
            writer.begin(Style::Index, None);
            writer.words(name);
            for number in entries {
                let day = items.get(*number).and_then(|item| dashiji::collate::day(&item.record));
                // After an ideographic space LibreOffice takes no line's end.
                writer.words("  ");
                writer.day_and_page(day.unwrap_or("-"), *number);
            }
            writer.end();
        }
    }
}

/// What a name is ordered by: the reading of each character, then the characters.
fn key(name: &str) -> String {
    let mut out = String::new();
    let bare = name.trim_start_matches(|c| "《〈“「".contains(c));
    let surname = readings().iter().rev().find(|(surname, _)| bare.starts_with(**surname));
    let mut rest = bare;
    if let Some((surname, reading)) = surname {
        out.push_str(reading);
        out.push(' ');
        rest = &bare[surname.len()..];
    }
    for (c, reading) in rest.chars().zip(rest.to_pinyin()) {
        match reading {
            Some(reading) => out.push_str(reading.plain()),
            None => out.push(c),
        }
        out.push(' ');
    }
    out
}

/// Surnames with readings of their own; a longer one comes after a shorter one that it begins with.
fn readings() -> &'static BTreeMap<&'static str, &'static str> {
    static READINGS: std::sync::LazyLock<BTreeMap<&str, &str>> = std::sync::LazyLock::new(|| {
        let rows = dashiji::lexicon::SURNAME_READINGS.lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| row.split_once('\t')).collect()
    });
    &READINGS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_ordered_as_they_are_read() {
        let mut names = ["赵立本", "曾国安", "单文", "艾明", "周文澜"];
        names.sort_by_key(|name| key(name));
        assert_eq!(names, ["艾明", "单文", "曾国安", "赵立本", "周文澜"]);
    }
}
