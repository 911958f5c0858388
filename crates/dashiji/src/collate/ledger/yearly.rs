//! Series by year: the same thing in the same unit, told by the entries of whole years, which may stand in as many documents.
//!
//! `1986年 粮食总产量12.4万吨` of one yearbook and `1987年 粮食总产量13.1万吨` of the next are two lines of one series, each with its source. What
//! two documents tell of one year stands on one line where they agree and side by side where they differ. Amounts at the prices of
//! 1980 and of 1990, or counted in a new way, are two series.

use super::key::{self, Grouped, Regions, Series, Subjects};
use super::programme::Programme;
use super::series::figure;
use super::{Figure, Ledger, Line, regions};
use crate::collate::Cite;
use crate::collate::entry::{Counted, Entry, Word};
use crate::fact::QuantityKind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So many years make a series.
const YEARS: usize = 3;

/// What a series is put together by: the run of its figures, the region it goes under, and on what they are reckoned.
type Key<'a> = (Series, Word, &'a str);

/// The year that an entry tells of as a whole: its date is that year, or it is dated to its last day, when years are summed up.
pub(super) fn year(entry: &Entry) -> Option<&str> {
    let date = entry.date.as_ref()?;
    let day: &str = &date.day;
    let year = day.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let one = date.from.get(..4) == Some(year) && date.to.get(..4) == Some(year);
    (one && (day.len() == 4 || day.get(4..) == Some("-12-31"))).then_some(year)
}

/// Whether a figure can be one of every year: no ordinal, part, plan or correction, and told here first.
pub(super) fn of_every_year(quantity: &Counted) -> bool {
    use QuantityKind::{Attribute, Count, Increment, Stock};
    matches!(quantity.kind, Increment | Stock | Count | Attribute)
        && quantity.part_of.is_none()
        && !quantity.told_before
        && !quantity.unit.as_deref().is_some_and(|unit| matches!(unit, "%" | "‰" | "年" | "岁" | "倍" | "天"))
}

/// A series while it is put together: by year, the figures told with their entries.
struct Draft<'a> {
    name: &'a str,
    region: Option<String>,
    years: BTreeMap<&'a str, Vec<(Figure, Vec<Cite>)>>,
    documents: BTreeSet<&'a str>,
}

/// Every series by year, each with its key and the region it goes under.
pub(super) fn yearly(
    entries: &[&Arc<Entry>],
    defined: &[Programme],
    regions: Regions<'_>,
    subjects: &mut Subjects,
) -> Vec<(String, Word, Ledger)> {
    let mut told = Vec::new();
    let mut here: BTreeMap<Series, BTreeSet<&str>> = BTreeMap::new();
    for &entry in entries {
        let Some(year) = year(entry) else { continue };
        for quantity in &entry.quantities {
            let Some((series, name)) = key::yearly(quantity, defined, subjects) else { continue };
            here.entry(series.clone()).or_default().insert(regions::of(entry));
            told.push((entry, quantity, year, series, name));
        }
    }
    let groups = regions.grouped(here);
    let alone = Grouped::default();
    let mut drafts: BTreeMap<Key<'_>, Draft<'_>> = BTreeMap::new();
    let mut seen: BTreeSet<(&str, u32, Key<'_>)> = BTreeSet::new();
    for (entry, quantity, year, series, name) in told {
        let groups = groups.get(&series).unwrap_or(&alone);
        let region = groups.under(regions::of(entry));
        let key = (series, region, quantity.basis.as_deref().unwrap_or_default());
        // The first of an entry counts: what follows under the same name is of something narrower.
        let first = seen.insert((&*entry.source.sha256, entry.number, key.clone()));
        let Some(figure) = figure(entry, quantity).filter(|_| first) else { continue };
        let called = regions::name(entry, &key.1);
        let draft = drafts.entry(key).or_insert_with(|| Draft {
            name,
            region: None,
            years: BTreeMap::new(),
            documents: BTreeSet::new(),
        });
        if draft.region.is_none() && groups.several() {
            draft.region = called;
        }
        draft.documents.insert(&*entry.source.sha256);
        let told = draft.years.entry(year).or_default();
        match told.iter_mut().find(|(known, _)| known.value == figure.value) {
            Some((_, cites)) => cites.push(Cite::entry(entry)),
            None => told.push((figure, vec![Cite::entry(entry)])),
        }
    }
    drafts
        .into_iter()
        .filter(|(_, draft)| draft.years.len() >= YEARS || draft.documents.len() > 1 && draft.years.len() > 1)
        .map(|((series, region, basis), draft)| {
            let unit = series.unit.clone();
            (series.key_on(&region, basis), region, draft.ledger(&unit, basis))
        })
        .collect()
}

impl Draft<'_> {
    fn ledger(self, unit: &str, basis: &str) -> Ledger {
        let line = |year: &str, (figure, cites): (Figure, Vec<Cite>)| Line {
            ordinals: Vec::new(),
            date: Some(year.to_owned()),
            increment: Some(figure),
            at_least: false,
            total: None,
            as_of: None,
            parts: Vec::new(),
            cites,
        };
        let lines = self
            .years
            .into_iter()
            .flat_map(|(year, told)| told.into_iter().map(move |told| line(year, told)).collect::<Vec<_>>());
        let name =
            if basis.is_empty() { self.name.to_owned() } else { format!("{}（{basis}）", self.name) };
        Ledger {
            name,
            region: self.region,
            series: String::new(),
            unit: unit.to_owned(),
            lines: lines.collect(),
            balance: super::balance::Balance::default(),
            related: Vec::new(),
            bounds: Vec::new(),
        }
    }
}
