//! Names that some words may mean, of every register: what is called just so first, then what ends in it as a whole word (省长 before 副省长), what
//! begins with it, and what holds it. Behind a field's name (`measure:防汛`, `台账:转移`) the names of that field alone.

use crate::catalogue::{Catalogue, Index, Name};
use crate::question::whole_tail;
use crate::snapshot::Series;
use dashiji_store::search::Field;

/// The register a name stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// People.
    People,
    /// Offices.
    Offices,
    /// Places.
    Places,
    /// Organisations.
    Organizations,
    /// Documents told of.
    Documents,
    /// Ledgers; with the position in their list.
    Ledgers(usize),
    /// Levels of response, closures and the like.
    Measures,
}

impl Register {
    /// The field of a query that asks for its names.
    fn field(self) -> Field {
        match self {
            Self::People => Field::Who,
            Self::Offices => Field::Title,
            Self::Places => Field::Where,
            Self::Organizations => Field::Org,
            Self::Documents => Field::Doc,
            Self::Ledgers(_) => Field::Ledger,
            Self::Measures => Field::Measure,
        }
    }
}

/// A name that may be meant.
#[derive(Debug, Clone)]
pub struct Suggestion {
    /// The name as it is shown.
    pub name: String,
    /// What it is looked up by.
    pub key: String,
    /// Where it stands.
    pub register: Register,
    /// Entries that have it; of an office how often it was seen, of a ledger its lines.
    pub count: usize,
}

/// How well a name is meant, the best first.
fn rank(name: &str, words: &str) -> Option<u8> {
    if name == words {
        Some(0)
    } else if whole_tail(name, words) {
        Some(1)
    } else if name.starts_with(words) {
        Some(2)
    } else {
        name.contains(words).then_some(3)
    }
}

/// The field that the last of some words names, and what stands behind it.
fn fielded(words: &str) -> (Option<Field>, &str) {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or(words);
    let Some((name, rest)) = last.split_once([':', '：']) else { return (None, words) };
    match Field::called(name.trim()) {
        Some(field) => (Some(field), rest.trim()),
        None => (None, words),
    }
}

/// The registers of names, each with the index that it is.
fn registers(catalogue: &Catalogue) -> [(&Index, Register); 5] {
    [
        (&catalogue.people, Register::People),
        (&catalogue.places, Register::Places),
        (&catalogue.bodies, Register::Organizations),
        (&catalogue.papers, Register::Documents),
        (&catalogue.measures, Register::Measures),
    ]
}

fn suggestion(name: &Name, register: Register) -> Suggestion {
    let key = if register == Register::Documents { &name.name } else { &name.key };
    let count = name.entries.len();
    Suggestion { name: name.name.to_string(), key: key.to_string(), register, count }
}

/// Names that some words may mean, at most so many.
pub fn suggest(catalogue: &Catalogue, series: Option<&Series>, words: &str, most: usize) -> Vec<Suggestion> {
    let (field, words) = fielded(words.trim());
    let words = words.trim_start_matches(['《', '"', '“']).trim_end_matches(['》', '"', '”']);
    // The name of a field alone asks for what it has most of.
    if words.is_empty() && !matches!(field, Some(Field::Ledger | Field::Measure)) {
        return Vec::new();
    }
    let wanted = |register: Register| field.is_none_or(|field| register.field() == field);
    let mut found: Vec<(u8, Suggestion)> = Vec::new();
    for (index, register) in registers(catalogue) {
        if !wanted(register) {
            continue;
        }
        // 人大 is meant of a body that stands in full as 人民代表大会.
        let short = |name: &Name| (register == Register::Organizations).then(|| rank(&name.note, words));
        let met = index.heaviest().filter_map(|name| {
            let ranks = [rank(&name.name, words), short(name).flatten()];
            Some((ranks.into_iter().flatten().min()?, name))
        });
        // Every register may give all: what is ranked best may not be what is told of most.
        let mut met: Vec<_> = met.collect();
        met.sort_by_key(|(rank, _)| *rank);
        found.extend(met.into_iter().take(most).map(|(rank, name)| (rank, suggestion(name, register))));
    }
    let mut titles: Vec<&str> = Vec::new();
    for &k in catalogue.offices_by_weight.iter().filter(|_| wanted(Register::Offices)) {
        let Some(office) = catalogue.offices.get(k as usize) else { continue };
        let Some(rank) = rank(&office.title, words).filter(|_| !titles.contains(&&*office.title)) else {
            continue;
        };
        titles.push(&office.title);
        let (name, count) = (office.title.to_string(), office.holders.iter().map(|h| h.times as usize).sum());
        let key = name.clone();
        found.push((rank, Suggestion { name, key, register: Register::Offices, count }));
        if titles.len() >= most * 4 {
            break;
        }
    }
    let ledgers = series.filter(|_| wanted(Register::Ledgers(0)));
    for (at, ledger) in ledgers.into_iter().flat_map(|series| series.list.iter().enumerate()) {
        let name = ledger.title();
        if let Some(rank) = rank(&name, words) {
            let key = String::new();
            let count = ledger.lines.len();
            found.push((rank, Suggestion { name, key, register: Register::Ledgers(at), count }));
        }
    }
    found.sort_by(|(a, x), (b, y)| a.cmp(b).then(y.count.cmp(&x.count)).then(x.name.cmp(&y.name)));
    found.truncate(most);
    found.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// Names that are nearly so written, or sound so: for words of which nothing is found.
pub fn nearest(catalogue: &Catalogue, words: &str, most: usize) -> Vec<Suggestion> {
    let wanted: Vec<char> = words.trim().chars().collect();
    if !(2..=12).contains(&wanted.len()) {
        return Vec::new();
    }
    let mut found: Vec<(usize, Suggestion)> = Vec::new();
    for (index, register) in registers(catalogue) {
        for name in &index.names {
            let far = distance(&wanted, &name.name);
            // One character of three may be another; of two none but in their order.
            if far > 0 && far <= wanted.len().div_ceil(3).min(2) && far * 2 <= wanted.len() {
                found.push((far, suggestion(name, register)));
            }
        }
    }
    found.sort_by(|(a, x), (b, y)| a.cmp(b).then(y.count.cmp(&x.count)).then(x.name.cmp(&y.name)));
    found.truncate(most);
    found.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// How many characters must be put in, left out or changed to make one of the other; a large number where their lengths differ by more than two.
fn distance(wanted: &[char], name: &str) -> usize {
    let length = name.chars().count();
    if length.abs_diff(wanted.len()) > 2 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=length).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in name.chars().enumerate() {
            let change = before + usize::from(*a != b);
            before = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(before + 1);
        }
    }
    row[length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_word_ranks_over_a_part_of_one() {
        assert_eq!(rank("省长", "省长"), Some(0));
        assert_eq!(rank("河南省省长", "省长"), Some(1));
        assert_eq!(rank("省长办公会", "省长"), Some(2));
        assert_eq!(rank("副省长", "省长"), Some(3));
        assert_eq!(rank("县长", "省长"), None);
    }

    #[test]
    fn a_field_is_told_from_words() {
        assert_eq!(fielded("measure:防汛"), (Some(Field::Measure), "防汛"));
        assert_eq!(fielded("台账：转移"), (Some(Field::Ledger), "转移"));
        assert_eq!(fielded("措施:"), (Some(Field::Measure), ""));
        assert_eq!(fielded("石羊镇 measure:Ⅲ级"), (Some(Field::Measure), "Ⅲ级"));
        assert_eq!(fielded("9:30"), (None, "9:30"));
    }

    #[test]
    fn names_are_near_by_their_characters() {
        let near = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), b);
        assert_eq!(near("王国声", "王国生"), 1);
        assert_eq!(near("王国生", "王国生"), 0);
        assert_eq!(near("石羊镇", "石羊河镇"), 1);
        assert_eq!(near("王国生", "中国共产党中央委员会"), usize::MAX);
    }
}
