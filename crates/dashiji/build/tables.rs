//! Tables that the engine asks by character or by code, compiled so that nothing is read at its start.

use crate::fold::fold;
use crate::rows;
use crate::succession;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, iter};

/// Writes all of them.
pub fn compile(out: &Path) {
    let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).expect("a file of OUT_DIR");
    write("common.bin", &common());
    write("common-words.bin", &common_words());
    write("name-characters.bin", &name_characters());
    write("counties.rs", format!("{:?}", counties()).as_bytes());
    let text: &'static str = read("table-divisions.tsv").leak();
    let divisions = succession::parse(text);
    assert!(
        divisions.is_sorted_by_key(|row| row.code),
        "the division table is not in the order of its codes"
    );
    write("divisions.rs", source(&divisions).as_bytes());
    write("lasting.rs", format!("{:?}", succession::lasting(&divisions)).as_bytes());
}

fn read(name: &str) -> String {
    fs::read_to_string(Path::new("lexicon").join(name)).expect("a table of the lexicon")
}

/// The rows of a table in columns.
fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn first(word: &str) -> char {
    word.chars().next().expect("a character")
}

/// A character of the basic plane.
fn plain(c: char) -> u32 {
    u32::from(u16::try_from(c as u32).expect("a character of the basic plane"))
}

/// Words of two and three characters: what follows the first, 16 bits for each of two.
fn common() -> Vec<u8> {
    let text = read("table-common.tsv");
    let mut table: BTreeMap<char, BTreeSet<u32>> = BTreeMap::new();
    for row in lines(&text).filter(|row| row.len() > 1) {
        let tails = row[1].split(' ').filter(|word| (1..=2).contains(&word.chars().count()));
        table.entry(first(row[0])).or_default().extend(tails.map(|tail| {
            let mut chars = tail.chars().map(plain).chain(iter::repeat(0));
            chars.next().unwrap_or(0) << 16 | chars.next().unwrap_or(0)
        }));
    }
    rows::write(&table).expect("rows of ideographs")
}

/// Words of two characters: the second, and below it a bit for each column that it stands in.
fn common_words() -> Vec<u8> {
    let text = read("table-common-words.tsv");
    let mut words: BTreeMap<char, BTreeMap<u32, u32>> = BTreeMap::new();
    for row in lines(&text).filter(|row| matches!(row.len(), 4 | 5)) {
        let seconds = words.entry(fold(first(row[0]))).or_default();
        for (column, kind) in row[1..].iter().zip([1, 2, 4, 8]) {
            for c in column.chars() {
                *seconds.entry(plain(c)).or_default() |= kind;
            }
        }
    }
    let entries =
        |seconds: BTreeMap<u32, u32>| seconds.into_iter().map(|(c, kinds)| c << 8 | kinds).collect();
    let table = words.into_iter().map(|(first, seconds)| (first, entries(seconds))).collect();
    rows::write(&table).expect("rows of ideographs")
}

/// Five figures for each unified ideograph: as a surname, first, last and only character of a name, and whether it
/// transcribes (1) and stands first or second in a Japanese surname (2, 4) or last in a given name (8).
fn name_characters() -> Vec<u8> {
    const FIRST: usize = 0x4e00;
    const LAST: usize = 0x9fff;
    const UNSEEN: i8 = -4;
    let mut table = vec![[i8::MIN, UNSEEN, UNSEEN, UNSEEN, 0]; LAST - FIRST + 1];
    let at = |c: char| (c as usize).checked_sub(FIRST);
    let text = read("table-name-characters.tsv");
    for row in lines(&text) {
        let Some(entry) = at(first(row[0])).and_then(|i| table.get_mut(i)) else { continue };
        for (figure, column) in entry.iter_mut().zip(&row[1..]) {
            *figure = column.parse().unwrap_or(*figure);
        }
    }
    let text = read("table-transcription.tsv");
    for c in text.lines().filter(|line| !line.starts_with('#')).flat_map(str::chars).map(fold) {
        if let Some(entry) = at(c).and_then(|i| table.get_mut(i)) {
            entry[4] = 1;
        }
    }
    let text = read("table-japanese-names.tsv");
    for (bit, label) in [(2, "surname-first\t"), (4, "surname-second\t"), (8, "given-last\t")] {
        let row = text.lines().find_map(|line| line.strip_prefix(label)).expect("a row of Japanese names");
        for c in row.chars().map(fold) {
            if let Some(entry) = at(c).and_then(|i| table.get_mut(i)) {
                entry[4] |= bit;
            }
        }
    }
    table.into_iter().flatten().map(|figure| figure.to_le_bytes()[0]).collect()
}

/// The code of each county in the table of towns, and from where to where its names stand there.
fn counties() -> Vec<(u32, u32, u32)> {
    let text = read("table-towns.tsv");
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some((code, _)) = line.split_once('\t').filter(|_| !line.starts_with('#')) {
            let end = at + line.trim_end_matches(['\n', '\r']).len();
            found.push((code.parse().expect("a code"), (at + code.len() + 1) as u32, end as u32));
        }
        at += line.len();
    }
    assert!(found.is_sorted(), "the table of towns is not in the order of its codes");
    found
}

/// The rows of the division table as an array.
fn source(divisions: &[succession::Division]) -> String {
    let mut out = String::from("[");
    for row in divisions {
        let succession::Division { code, name, short, from, to, after } = row;
        writeln!(
            out,
            "Division {{ code: {code}, name: {name:?}, short: {short:?}, from: {from}, to: {to}, after: {after:?} }},"
        )
        .expect("a line");
    }
    out.push(']');
    out
}
