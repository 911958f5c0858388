//! What series are found by, so that one is put together of its own entries alone.
//!
//! In goes an entry; out come the series that its figures may stand in ([`Series`]: how they run, the thing counted, unit, scope), each with the region
//! of the entry's document. Which regions go together depends on all that tell of the series ([`Regions`]), never on what they tell. Two things tie one
//! series to others, and have keys of their own: a total that stands in another entry beside the count of what has passed (`已派出14批`), and the
//! lines whose last ordinal it may be.

use super::programme::{Programme, subject};
use super::regions;
use super::series::{counted, elsewhere, ordinal, run};
use super::yearly::{of_every_year, year};
use crate::collate::entry::{Counted, Entry, Word};
use crate::collate::key::KeyKind;
use crate::fact::QuantityKind;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What stands between the parts of a key.
const BETWEEN: char = '\u{1f}';

/// What counted things are about, each looked at once.
#[derive(Debug, Default)]
pub struct Subjects(BTreeMap<Word, Word>);

impl Subjects {
    pub(super) fn of(&mut self, of: &Word) -> Word {
        self.0.entry(of.clone()).or_insert_with(|| Word::from(subject(of))).clone()
    }
}

/// How a series runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Runs {
    /// By ordinals.
    Numbered,
    /// By totals of several days.
    Running,
    /// By years.
    Yearly,
}

impl Runs {
    const ALL: [Self; 3] = [Self::Numbered, Self::Running, Self::Yearly];

    const fn letter(self) -> &'static str {
        match self {
            Self::Numbered => "n",
            Self::Running => "r",
            Self::Yearly => "y",
        }
    }
}

/// A series, whatever the regions that tell of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// How it runs.
    pub runs: Runs,
    /// What the counted thing is about.
    pub thing: Word,
    /// The unit of the ordinals, else of the figures.
    pub unit: Word,
    /// The place or body counted; empty where none is told.
    pub scope: Word,
}

/// A word as it can stand in a key.
fn plain(word: &str) -> Cow<'_, str> {
    if word.contains(char::is_control) {
        Cow::Owned(word.replace(char::is_control, " "))
    } else {
        Cow::Borrowed(word)
    }
}

impl Series {
    pub(super) fn of(runs: Runs, thing: &Word, unit: &str, scope: &str) -> Self {
        let word = |word: &str| Word::from(&*plain(word));
        let thing = if thing.contains(char::is_control) { word(thing) } else { thing.clone() };
        Self { runs, thing, unit: word(unit), scope: word(scope) }
    }

    /// The beginning of the keys of all series of that kind whose thing ends so: the thing stands in a key from its end.
    pub fn ending(runs: Runs, thing: &str) -> String {
        let mut key = runs.letter().to_owned();
        key.extend(thing.chars().rev());
        key
    }

    /// The beginning of its keys in all regions.
    pub fn beginning(&self) -> String {
        let mut key = Self::ending(self.runs, &self.thing);
        for part in [&self.unit, &self.scope] {
            key.push(BETWEEN);
            key.push_str(part);
        }
        key.push(BETWEEN);
        key
    }

    /// Its key in a region; of a ledger the region it goes under.
    pub fn key(&self, region: &str) -> String {
        let mut key = self.beginning();
        key.push_str(&plain(region));
        key
    }

    /// The key of a ledger of figures that are reckoned on something (1990年不变价).
    pub(super) fn key_on(&self, region: &str, basis: &str) -> String {
        let mut key = self.key(region);
        if !basis.is_empty() {
            key.push(BETWEEN);
            key.push_str(&plain(basis));
        }
        key
    }

    /// The series of a key, and the region in it.
    pub fn parse(key: &str) -> Option<(Self, String)> {
        let runs = Runs::ALL.into_iter().find(|runs| key.starts_with(runs.letter()))?;
        let mut parts = key.get(1..)?.split(BETWEEN);
        let thing: String = parts.next()?.chars().rev().collect();
        let (unit, scope, region) = (parts.next()?, parts.next()?, parts.next()?);
        let series = Self { runs, thing: thing.into(), unit: unit.into(), scope: scope.into() };
        Some((series, region.to_owned()))
    }

    /// The series of whatever else counts in that unit what this one is a narrower kind of (医疗队 of 中医医疗队), the narrowest first.
    pub fn wider(&self) -> impl Iterator<Item = Self> + '_ {
        let ends = self.thing.char_indices().skip(1).filter_map(move |(at, _)| self.thing.get(at..));
        ends.map(move |thing| Self { thing: thing.into(), ..self.clone() })
    }
}

/// The end of a series of ordinals: unit, ordinal, region.
pub fn reached(unit: &str, ordinal: u32, region: &str) -> String {
    format!("{}{BETWEEN}{ordinal}{BETWEEN}{}", plain(unit), plain(region))
}

/// The parts of such a key.
pub fn parse_reached(key: &str) -> Option<(&str, u32, &str)> {
    let mut parts = key.split(BETWEEN);
    let (unit, ordinal, region) = (parts.next()?, parts.next()?, parts.next()?);
    Some((unit, ordinal.parse().ok()?, region))
}

/// The beginning of such keys of a unit and an ordinal; of a unit alone where none is given.
pub fn reaching(unit: &str, ordinal: Option<u32>) -> String {
    let unit = plain(unit);
    ordinal.map_or_else(|| format!("{unit}{BETWEEN}"), |n| format!("{unit}{BETWEEN}{n}{BETWEEN}"))
}

/// The keys that an entry's figures bear, under programmes that somebody defined.
pub fn keys(entry: &Entry, defined: &[Programme], subjects: &mut Subjects) -> Vec<(KeyKind, String)> {
    if entry.quantities.is_empty() {
        return Vec::new();
    }
    let region = regions::of(entry);
    let mut keys = vec![(KeyKind::Figures, String::new())];
    let year = year(entry).is_some();
    for quantity in &entry.quantities {
        if let Some((series, _)) = running(quantity, defined, subjects) {
            keys.push((KeyKind::Series, series.key(region)));
        }
        if year && let Some((series, _)) = yearly(quantity, defined, subjects) {
            keys.push((KeyKind::Series, series.key(region)));
        }
    }
    for (series, last) in numbered(entry, defined, subjects) {
        keys.push((KeyKind::Reached, reached(&series.unit, last, region)));
        keys.push((KeyKind::Series, series.key(region)));
    }
    for (unit, last) in stated(entry) {
        keys.push((KeyKind::Stated, reached(unit, last, region)));
    }
    keys
}

/// The series that the ordinals of an entry stand in, each with the last of its ordinals there.
pub fn numbered(entry: &Entry, defined: &[Programme], subjects: &mut Subjects) -> BTreeMap<Series, u32> {
    let mut found: BTreeMap<Series, u32> = BTreeMap::new();
    for quantity in &entry.quantities {
        if let Some((series, _, ordinal)) = one_numbered(quantity, defined, subjects) {
            let last = found.entry(series).or_default();
            *last = ordinal.max(*last);
        }
    }
    found
}

/// The series that an ordinal stands in, what it calls it, and the ordinal.
pub(super) fn one_numbered<'a>(
    quantity: &'a Counted,
    defined: &[Programme],
    subjects: &mut Subjects,
) -> Option<(Series, &'a Word, u32)> {
    if quantity.kind != QuantityKind::Ordinal || elsewhere(quantity) {
        return None;
    }
    let (unit, of) = (quantity.unit.as_ref()?, quantity.of.as_ref()?);
    let ordinal = ordinal(quantity)?;
    let programme = defined.iter().find(|p| *p.ordinal == **unit && p.takes(of));
    let thing = programme.map_or_else(|| subjects.of(of), |p| Word::from(p.name.as_str()));
    Some((Series::of(Runs::Numbered, &thing, unit, ""), of, ordinal))
}

/// The series of running totals that a figure stands in, and whether it is a total.
pub(super) fn running(
    quantity: &Counted,
    defined: &[Programme],
    subjects: &mut Subjects,
) -> Option<(Series, bool)> {
    let ((thing, unit, scope), _, total) = run(quantity, defined, subjects)?;
    Some((Series::of(Runs::Running, &thing, unit, scope), total))
}

/// The series of years that a figure of a whole year stands in, and what it calls it.
pub(super) fn yearly<'a>(
    quantity: &'a Counted,
    defined: &'a [Programme],
    subjects: &mut Subjects,
) -> Option<(Series, &'a str)> {
    if !of_every_year(quantity) {
        return None;
    }
    let ((thing, unit, scope), name) = super::series::named(quantity, defined, subjects)?;
    Some((Series::of(Runs::Yearly, &thing, unit, scope), name))
}

/// The units of ordinals of which an entry counts how many have passed, with that number, where it has a total beside.
pub fn stated(entry: &Entry) -> BTreeSet<(&str, u32)> {
    let totals = || {
        let whole = |q: &&Counted| q.kind == QuantityKind::Cumulative && q.part_of.is_none();
        entry.quantities.iter().filter(whole).filter_map(|q| q.unit.as_deref())
    };
    let units: BTreeSet<&str> = entry
        .quantities
        .iter()
        .filter(|q| q.kind == QuantityKind::Cumulative)
        .filter_map(|q| q.unit.as_deref())
        .collect();
    let stated = units.into_iter().filter(|unit| totals().any(|u| u != *unit || super::measure(u) != u));
    stated.filter_map(|unit| Some((unit, counted(entry, unit)?))).collect()
}

/// Which regions tell of a series.
#[derive(Debug, Clone, Copy)]
pub enum Regions<'r> {
    /// Those of the entries at hand, which are all.
    Here,
    /// As told, of these series; of others those of the entries at hand.
    Told(&'r BTreeMap<Series, BTreeSet<String>>),
}

/// For each region that tells of a series, the one under which it goes; one that is not in it goes by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouped(BTreeMap<String, String>);

impl Grouped {
    /// As these regions go together.
    pub fn of<'a>(regions: impl IntoIterator<Item = &'a str>) -> Self {
        let regions: BTreeSet<&str> = regions.into_iter().collect();
        if regions.len() < 2 {
            return Self::default();
        }
        let grouped = regions::grouped(&regions);
        Self(grouped.into_iter().map(|(region, group)| (region.to_owned(), group.to_owned())).collect())
    }

    /// The region that one goes under.
    pub fn under(&self, region: &str) -> Word {
        self.0.get(region).map_or_else(|| Word::from(region), |group| Word::from(group.as_str()))
    }

    /// Whether there are several groups.
    pub fn several(&self) -> bool {
        let mut groups = self.0.values();
        let first = groups.next();
        groups.any(|group| Some(group) != first)
    }

    /// The regions of each group, by the region it goes under.
    pub fn groups(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (region, group) in &self.0 {
            groups.entry(group).or_default().insert(region);
        }
        groups
    }
}

impl Regions<'_> {
    /// How the regions of each series go together, of those that several tell of.
    pub(super) fn grouped(self, here: BTreeMap<Series, BTreeSet<&str>>) -> BTreeMap<Series, Grouped> {
        let grouped = here.into_iter().filter_map(|(series, regions)| {
            let mut regions: BTreeSet<&str> = regions;
            if let Self::Told(told) = self
                && let Some(told) = told.get(&series)
            {
                regions = told.iter().map(String::as_str).collect();
            }
            (regions.len() > 1).then(|| (series, Grouped::of(regions)))
        });
        grouped.collect()
    }
}
