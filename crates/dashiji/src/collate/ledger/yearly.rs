//! Series by year: the same thing in the same unit, told by the entries of whole years, which may stand in as many documents.
//!
//! `1986年 粮食总产量12.4万吨` of one yearbook and `1987年 粮食总产量13.1万吨` of the next are two lines of one series, each with its source. What
//! two documents tell of one year stands on one line where they agree and side by side where they differ. Amounts at the prices of
//! 1980 and of 1990, or counted in a new way, are two series.

use super::programme::Programme;
use super::series::{Run, Subjects, figure, named, of_region};
use super::{Figure, Ledger, Line, regions};
use crate::collate::Cite;
use crate::collate::entry::{Counted, Entry};
use crate::fact::QuantityKind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// So many years make a series.
const YEARS: usize = 3;

/// What a series is put together by: the run of its figures, and on what they are reckoned.
type Key<'a> = (Run<'a>, &'a str);

/// The year that an entry tells of as a whole: its date is that year, or it is dated to its last day, when years are summed up.
fn year(entry: &Entry) -> Option<&str> {
    let date = entry.date.as_ref()?;
    let day: &str = &date.day;
    let year = day.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let one = date.from.get(..4) == Some(year) && date.to.get(..4) == Some(year);
    (one && (day.len() == 4 || day.get(4..) == Some("-12-31"))).then_some(year)
}

/// Whether a figure can be one of every year: no ordinal, part, plan or correction, and told here first.
fn of_every_year(quantity: &Counted) -> bool {
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

/// Every series by year.
pub(super) fn yearly<'a>(
    entries: &[&'a Arc<Entry>],
    defined: &'a [Programme],
    subjects: &mut Subjects,
) -> Vec<Ledger> {
    let mut told = Vec::new();
    let mut regions: BTreeMap<Run<'a>, BTreeSet<&'a str>> = BTreeMap::new();
    for &entry in entries {
        let Some(year) = year(entry) else { continue };
        for quantity in entry.quantities.iter().filter(|quantity| of_every_year(quantity)) {
            let Some((run, name)) = named(quantity, defined, subjects) else { continue };
            regions.entry(run.clone()).or_default().insert(regions::of(entry));
            told.push((entry, quantity, year, run, name));
        }
    }
    let several = |run: &Run<'a>| regions.get(run).is_some_and(|regions| regions.len() > 1);
    let groups: BTreeMap<_, _> = regions
        .iter()
        .filter(|(_, regions)| regions.len() > 1)
        .map(|(run, regions)| (run.clone(), regions::grouped(regions)))
        .collect();
    let names = regions::names(entries.iter().map(|entry| &***entry));
    let mut drafts: BTreeMap<Key<'a>, Draft<'a>> = BTreeMap::new();
    let mut seen: BTreeSet<(&str, u32, Key<'a>)> = BTreeSet::new();
    for (entry, quantity, year, run, name) in told {
        let apart = several(&run);
        let run = of_region(run, entry, &groups);
        let region = names.get(run.3).filter(|_| apart).cloned();
        let key = (run, quantity.basis.as_deref().unwrap_or_default());
        // The first of an entry counts: what follows under the same name is of something narrower.
        let first = seen.insert((&*entry.source.sha256, entry.number, key.clone()));
        let Some(figure) = figure(entry, quantity).filter(|_| first) else { continue };
        let draft = drafts.entry(key).or_insert_with(|| Draft {
            name,
            region,
            years: BTreeMap::new(),
            documents: BTreeSet::new(),
        });
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
        .map(|((run, basis), draft)| draft.ledger(run.1, basis))
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
