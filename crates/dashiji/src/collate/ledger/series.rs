//! Finding series: ordinals first, then running totals.
//!
//! Every look-up from one entry to the series of others goes through an index (by ordinal, by amount and day, by the end of a
//! name), so that the time grows with the figures.

use super::balance::{Amount, Step, balance};
use super::key::{Grouped, Regions, Series, Subjects, one_numbered};
use super::programme::{Programme, measure};
use super::yearly::yearly;
use super::{Bounds, Figure, Ledger, Line, Related, key, regions};
use crate::collate::carry::days;
use crate::collate::entry::{Counted, Entry, Word};
use crate::collate::{Cite, Collation, by_day};
use crate::fact::QuantityKind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A figure told again within this many days, of the same thing and size, is one figure.
const RETOLD: i32 = 31;

/// What lines are put together by: the series, and the region it goes under.
type Key = (Series, Word);

/// A line while it is being put together.
struct Draft<'a> {
    entry: &'a Entry,
    ordinals: Vec<u32>,
    of: &'a Word,
}

/// Which of two lines comes first.
fn dated(a: &Line, b: &Line) -> std::cmp::Ordering {
    by_day(a.date.as_deref(), b.date.as_deref())
}

/// Every ledger of a collation, each with its key: a function of the entries of its series, of those whose totals or narrower kinds it may
/// hold, and of which regions tell of each.
pub(super) fn ledgers(
    collation: &Collation,
    defined: &[Programme],
    regions: Regions<'_>,
) -> Vec<(String, Ledger)> {
    let mut entries: Vec<&Arc<Entry>> = collation.entries().filter(|e| !e.quantities.is_empty()).collect();
    entries.sort_by(|a, b| by_day(a.day().map(|day| &**day), b.day().map(|day| &**day)));
    let mut subjects = Subjects::default();
    let mut numbered = numbered(&entries, defined, regions, &mut subjects);
    totals_elsewhere(&entries, &mut numbered);
    let names: BTreeSet<&str> = defined.iter().map(|p| p.name.as_str()).collect();
    let mut ledgers: Vec<(String, Ledger)> = Vec::new();
    let narrower = Narrower::of(&numbered);
    for (key, mut ledger) in numbered {
        let lines = ledger.lines.len();
        if lines < 2 && !names.contains(ledger.name.as_str()) {
            continue;
        }
        ledger.lines.sort_by(|a, b| a.ordinals.last().cmp(&b.ordinals.last()).then_with(|| dated(a, b)));
        let steps: Vec<Step> = ledger.lines.iter().map(step).collect();
        ledger.balance = balance(&steps);
        if !ledger.balance.remainders.is_empty() {
            inside(&mut ledger, &narrower.than(&key));
        }
        ledgers.push((key.0.key(&key.1), ledger));
    }
    let running = running(&entries, defined, regions, &mut subjects);
    // What runs on from day to day is no series by year as well.
    let mut known: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for ((_, region), ledger) in &running {
        known.entry((ledger.name.as_str(), ledger.unit.as_str())).or_default().push(region);
    }
    let mut by_year = yearly(&entries, defined, regions, &mut subjects);
    by_year.retain(|(_, region, ledger)| {
        let runs = known.get(&(ledger.name.as_str(), ledger.unit.as_str()));
        !runs.is_some_and(|runs| runs.iter().any(|run| regions::related(run, region)))
    });
    ledgers.extend(running.into_iter().map(|((series, region), ledger)| (series.key(&region), ledger)));
    ledgers.extend(by_year.into_iter().map(|(key, _, ledger)| (key, ledger)));
    ledgers.sort_by_cached_key(|(key, ledger)| (ledger.rank(defined), key.clone()));
    ledgers
}

fn step(line: &Line) -> Step {
    Step {
        ordinals: line.ordinals.clone(),
        increment: line.increment.as_ref().map(|f| f.value),
        at_least: line.at_least,
        total: line.total.as_ref().map(|f| f.value),
    }
}

pub(super) fn figure(entry: &Entry, quantity: &Counted) -> Option<Figure> {
    Some(Figure {
        value: Amount::of(&quantity.value)?,
        unit: quantity.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        of: quantity.of.as_ref().map(ToString::to_string),
        cite: Cite::said(entry, &quantity.said),
    })
}

/// The series that ordinals make, by key.
fn numbered(
    entries: &[&Arc<Entry>],
    defined: &[Programme],
    regions: Regions<'_>,
    subjects: &mut Subjects,
) -> Vec<(Key, Ledger)> {
    let mut drafts: BTreeMap<Series, Vec<Draft<'_>>> = BTreeMap::new();
    for &entry in entries {
        let mut own: BTreeMap<Series, Draft<'_>> = BTreeMap::new();
        for quantity in &entry.quantities {
            let Some((series, of, ordinal)) = one_numbered(quantity, defined, subjects) else { continue };
            let draft = own.entry(series).or_insert_with(|| Draft { entry, ordinals: Vec::new(), of });
            if !draft.ordinals.contains(&ordinal) {
                draft.ordinals.push(ordinal);
                draft.ordinals.sort_unstable();
            }
        }
        for (series, draft) in own {
            drafts.entry(series).or_default().push(draft);
        }
    }
    let here = drafts.iter().map(|(series, drafts)| {
        (series.clone(), drafts.iter().map(|draft| regions::of(draft.entry)).collect())
    });
    let groups = regions.grouped(here.collect());
    let alone = Grouped::default();
    let mut numbered = Vec::with_capacity(drafts.len());
    for (series, drafts) in drafts {
        let groups = groups.get(&series).unwrap_or(&alone);
        let mut apart: BTreeMap<Word, Vec<Draft<'_>>> = BTreeMap::new();
        for draft in drafts {
            apart.entry(groups.under(regions::of(draft.entry))).or_default().push(draft);
        }
        for (region, drafts) in apart {
            let told = || drafts.iter().find_map(|draft| regions::name(draft.entry, &region));
            let told = if groups.several() { told() } else { None };
            let key = (series.clone(), region);
            let mut ledger = assemble(&key, drafts, defined);
            ledger.region = told;
            numbered.push((key, ledger));
        }
    }
    numbered
}

pub(super) fn ordinal(quantity: &Counted) -> Option<u32> {
    quantity.value.as_u64().and_then(|v| u32::try_from(v).ok()).filter(|v| (1..=1_000_000).contains(v))
}

/// The name most entries give to the thing counted; of as many, the shorter.
fn common_name(drafts: &[Draft<'_>]) -> String {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for draft in drafts {
        *names.entry(&**draft.of).or_default() += 1;
    }
    let best = names.into_iter().max_by_key(|(name, count)| (*count, usize::MAX - name.chars().count()));
    best.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

fn assemble(key: &Key, drafts: Vec<Draft<'_>>, defined: &[Programme]) -> Ledger {
    let (thing, series) = (&key.0.thing, &key.0.unit);
    let name = match defined.iter().find(|p| *p.name == **thing) {
        Some(programme) => programme.name.clone(),
        None => common_name(&drafts),
    };
    let unit = usual_unit(&drafts, series);
    let mut ledger = Ledger {
        name,
        region: None,
        series: series.to_string(),
        unit: unit.clone(),
        lines: Vec::new(),
        balance: super::balance::Balance::default(),
        related: Vec::new(),
        bounds: Vec::new(),
    };
    let mut told: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for draft in drafts {
        let line = line(&draft, series, &unit);
        let known = *told.entry(line.ordinals.clone()).or_insert(ledger.lines.len());
        match ledger.lines.get_mut(known) {
            // The same ordinal again: told twice, or with more said.
            Some(known) => {
                known.cites.extend(line.cites);
                if known.increment.is_none() || known.at_least && !line.at_least && line.increment.is_some() {
                    known.increment = line.increment;
                    known.at_least = line.at_least;
                    known.parts = line.parts;
                }
                if known.total.is_none() {
                    (known.total, known.as_of) = (line.total, line.as_of);
                }
            }
            None => ledger.lines.push(line),
        }
    }
    ledger
}

/// The unit that most of the entries' increments are in.
fn usual_unit(drafts: &[Draft<'_>], series: &str) -> String {
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    for draft in drafts {
        let seen: BTreeSet<&str> = draft
            .entry
            .quantities
            .iter()
            .filter(|q| {
                matches!(q.kind, QuantityKind::Increment | QuantityKind::Cumulative | QuantityKind::Component)
            })
            .filter_map(|q| q.unit.as_deref())
            .filter(|u| *u != series)
            .map(measure)
            .collect();
        for unit in seen {
            *units.entry(unit).or_default() += 1;
        }
    }
    let best = units.into_iter().max_by_key(|(unit, count)| (*count, *unit == "人", usize::MAX - unit.len()));
    best.map(|(unit, _)| unit.to_owned()).unwrap_or_default()
}

fn line(draft: &Draft<'_>, series: &str, unit: &str) -> Line {
    let entry = draft.entry;
    let measured = |q: &&Counted| q.unit.as_deref().is_some_and(|u| measure(u) == unit);
    let quantities = &entry.quantities;
    let whole = quantities.iter().position(|q| {
        q.kind == QuantityKind::Increment && measured(&q) && q.part_of.is_none() && !q.told_before
    });
    let loose: Vec<&Counted> = quantities
        .iter()
        .filter(measured)
        .filter(|q| q.kind == QuantityKind::Component && q.part_of.is_none() && !q.told_before)
        .collect();
    let total = total_in(entry, series, unit, draft.ordinals.last().copied());
    let (increment, at_least, parts) = match whole {
        Some(k) => {
            let parts = quantities.iter().filter(|q| part_of(quantities, q, k));
            (figure(entry, &quantities[k]), false, parts.filter_map(|q| figure(entry, q)).collect())
        }
        None if loose.is_empty() => {
            let of_total = total.and_then(|(k, _)| Some((k, figure(entry, quantities.get(k)?)?)));
            let parts = of_total.map(|(k, _)| quantities.iter().filter(move |q| q.part_of == Some(k as u32)));
            (None, false, parts.into_iter().flatten().filter_map(|q| figure(entry, q)).collect())
        }
        None => {
            let parts: Vec<Figure> = loose.iter().filter_map(|q| figure(entry, q)).collect();
            let sum = parts.iter().map(|f| f.value).sum();
            let whole = parts.first().map(|f| Figure { value: sum, ..f.clone() });
            (whole, true, parts)
        }
    };
    Line {
        ordinals: draft.ordinals.clone(),
        date: entry.day().map(ToString::to_string),
        increment,
        at_least,
        total: total.and_then(|(k, _)| figure(entry, &quantities[k])),
        as_of: total.and_then(|(_, as_of)| as_of.map(str::to_owned)),
        parts,
        cites: vec![Cite::entry(entry)],
    }
}

/// Whether a figure is another place's or body's (邻县首趟专列): in no series of this one.
pub(super) fn elsewhere(figure: &Counted) -> bool {
    figure.scope.as_deref().is_some_and(|scope| {
        crate::fact::figure::cues(&scope.chars().collect::<Vec<_>>())
            .iter()
            .any(|cue| cue.role == crate::fact::figure::Role::Other)
    })
}

/// Whether `q` is a part of the figure at `k`, or of the same figure told in other words (120名队员, 120名骨干).
fn part_of(quantities: &[Counted], q: &Counted, k: usize) -> bool {
    let measured = |q: &Counted| q.unit.as_deref().map(measure).map(str::to_owned);
    let same =
        |whole: &Counted| whole.value == quantities[k].value && measured(whole) == measured(&quantities[k]);
    q.part_of.is_some_and(|p| p as usize == k || quantities.get(p as usize).is_some_and(same))
}

/// The running total of a record: position of the figure and its as-of day. Where the record also counts the ordinals
/// (共出发10批), that count has to be `last`.
fn total_in<'a>(
    entry: &'a Entry,
    series: &str,
    unit: &str,
    last: Option<u32>,
) -> Option<(usize, Option<&'a str>)> {
    let counted = counted(entry, series);
    if let (Some(counted), Some(last)) = (counted, last)
        && counted != last
    {
        return None;
    }
    let total = |q: &Counted| {
        q.kind == QuantityKind::Cumulative
            && q.part_of.is_none()
            && q.unit.as_deref().is_some_and(|u| measure(u) == unit)
    };
    let k = entry.quantities.iter().position(total)?;
    Some((k, entry.quantities[k].as_of.as_deref()))
}

/// How many ordinals an entry says have passed (已派出14批).
pub(super) fn counted(entry: &Entry, series: &str) -> Option<u32> {
    let count = |q: &&Counted| q.kind == QuantityKind::Cumulative && q.unit.as_deref() == Some(series);
    entry.quantities.iter().find(count).and_then(ordinal)
}

/// Totals that another entry states, with the number of ordinals passed by then: put where one series alone has a line that lacks it. What
/// other entries state does not count for that; of several that state it of one line the first does.
fn totals_elsewhere(entries: &[&Arc<Entry>], numbered: &mut [(Key, Ledger)]) {
    // Unit and last ordinal to ledgers and lines, in order.
    let mut reached: BTreeMap<(Word, u32), Vec<(usize, usize)>> = BTreeMap::new();
    for (k, ((series, _), ledger)) in numbered.iter().enumerate().filter(|(_, (_, l))| l.lines.len() > 1) {
        for (at, line) in ledger.lines.iter().enumerate().filter(|(_, line)| line.total.is_none()) {
            if let Some(&last) = line.ordinals.last() {
                reached.entry((series.unit.clone(), last)).or_default().push((k, at));
            }
        }
    }
    let mut found: Vec<(usize, usize, &Arc<Entry>, u32)> = Vec::new();
    for &entry in entries {
        for (series, last) in key::stated(entry) {
            let Some(lines) = reached.get(&(Word::from(series), last)) else { continue };
            let mut fitting: Vec<(usize, usize)> = lines
                .iter()
                .filter(|(k, at)| {
                    let ((_, region), ledger) = &numbered[*k];
                    let line = &ledger.lines[*at];
                    regions::related(region, regions::of(entry))
                        && by_day(line.date.as_deref(), entry.day().map(|day| &**day)).is_le()
                })
                .copied()
                .collect();
            fitting.dedup_by_key(|(k, _)| *k);
            if let [(k, at)] = fitting[..] {
                found.push((k, at, entry, last));
            }
        }
    }
    for (k, at, entry, last) in found {
        let ((series, _), ledger) = &mut numbered[k];
        if ledger.lines[at].total.is_none()
            && let Some((k, as_of)) = total_in(entry, &series.unit, &ledger.unit, Some(last))
        {
            let line = &mut ledger.lines[at];
            line.total = figure(entry, &entry.quantities[k]);
            line.as_of = as_of.or(entry.day().map(|day| &**day)).map(str::to_owned);
            line.cites.push(Cite::entry(entry));
        }
    }
}

/// Series by unit and by what they count, read from its end: what counts a narrower kind of a thing ends with its name
/// (中医医疗队 of 医疗队).
struct Narrower {
    /// Unit, name from its end, position.
    ends: BTreeSet<(Word, String, usize)>,
    /// The region of the series of a position, and what it adds, line by line.
    added: Vec<(Word, Vec<Related>)>,
}

impl Narrower {
    fn of(numbered: &[(Key, Ledger)]) -> Self {
        let ends = numbered
            .iter()
            .enumerate()
            .map(|(k, ((series, _), _))| (series.unit.clone(), series.thing.chars().rev().collect(), k))
            .collect();
        let related = |ledger: &Ledger| {
            let figures = ledger.lines.iter().filter_map(|line| Some((line, line.increment.clone()?)));
            figures
                .map(|(line, figure)| Related {
                    name: ledger.name.clone(),
                    date: line.date.clone(),
                    figure,
                    remainder: 0,
                })
                .collect()
        };
        let added = numbered.iter().map(|((_, region), ledger)| (region.clone(), related(ledger))).collect();
        Self { ends, added }
    }

    /// What the series of a narrower kind add, in the order of their keys.
    fn than(&self, (series, region): &Key) -> Vec<&Related> {
        let end: String = series.thing.chars().rev().collect();
        let unit = &series.unit;
        let mut positions: Vec<usize> = self
            .ends
            .range((unit.clone(), end.clone(), 0)..)
            .take_while(|(u, name, _)| u == unit && name.starts_with(&end))
            .filter(|(_, name, _)| *name != end)
            .map(|(_, _, k)| *k)
            .collect();
        positions.sort_unstable();
        let added = positions.into_iter().filter_map(|k| self.added.get(k));
        added.filter(|(of, _)| regions::related(of, region)).flat_map(|(_, added)| added).collect()
    }
}

/// Puts into a ledger what may lie inside its remainders: a narrower kind, told by an entry that the ledger does not hold.
fn inside(ledger: &mut Ledger, narrower: &[&Related]) {
    let held: BTreeSet<(Arc<str>, u32)> =
        ledger.lines.iter().flat_map(|l| &l.cites).map(|c| (c.document.clone(), c.number)).collect();
    for (position, remainder) in ledger.balance.remainders.iter().enumerate() {
        // The day by which the stretch is over: that of the first line past it.
        let over = ledger
            .lines
            .iter()
            .find(|l| l.ordinals.first() > Some(&remainder.ordinals.1))
            .and_then(|l| l.date.clone());
        let mut maybe = Amount::default();
        let mut seen: BTreeSet<(&str, Amount)> = BTreeSet::new();
        for candidate in narrower {
            let same_unit = measure(&candidate.figure.unit) == ledger.unit;
            let cite = &candidate.figure.cite;
            let in_time = over.is_none() || by_day(candidate.date.as_deref(), over.as_deref()).is_le();
            if same_unit
                && in_time
                && !held.contains(&(cite.document.clone(), cite.number))
                && seen.insert((&candidate.name, candidate.figure.value))
            {
                maybe = maybe + candidate.figure.value;
                ledger.related.push(Related { remainder: position, ..(*candidate).clone() });
            }
        }
        if remainder.unaccounted.0 > 0 {
            ledger.bounds.push(Bounds {
                remainder: position,
                least: (remainder.unaccounted - maybe).max(Amount::default()),
                most: remainder.unaccounted,
            });
        }
    }
}

/// What running totals are put together by: thing, unit, scope.
type Run<'a> = (Word, &'a str, &'a str);

/// How the regions go together that tell of running totals; nothing where all entries are of one.
fn groups(
    entries: &[&Arc<Entry>],
    defined: &[Programme],
    regions: Regions<'_>,
    subjects: &mut Subjects,
) -> BTreeMap<Series, Grouped> {
    let all: BTreeSet<&str> = entries.iter().map(|entry| regions::of(entry)).collect();
    if all.len() < 2 && matches!(regions, Regions::Here) {
        return BTreeMap::new();
    }
    let mut here: BTreeMap<Series, BTreeSet<&str>> = BTreeMap::new();
    for &entry in entries {
        for quantity in &entry.quantities {
            if let Some((series, _)) = key::running(quantity, defined, subjects) {
                here.entry(series).or_default().insert(regions::of(entry));
            }
        }
    }
    regions.grouped(here)
}

/// A series of running totals while it is being put together.
struct Running {
    name: String,
    /// Whether the region is told.
    several: bool,
    region: Option<String>,
    unit: String,
    /// In the order in which they were told.
    lines: Vec<Line>,
    /// Whether a total, its size, its day (as a number and as told) and the line.
    told: BTreeMap<(bool, Amount), BTreeSet<(i32, String, usize)>>,
}

/// Series of running totals without ordinals: the same thing, in the same unit, of the same scope, on several days.
fn running(
    entries: &[&Arc<Entry>],
    defined: &[Programme],
    regions: Regions<'_>,
    subjects: &mut Subjects,
) -> Vec<(Key, Ledger)> {
    let mut runs: BTreeMap<Key, Running> = BTreeMap::new();
    let groups = groups(entries, defined, regions, subjects);
    let wanted = wanted(entries, defined, subjects, &groups);
    let alone = Grouped::default();
    for &entry in entries {
        for quantity in &entry.quantities {
            let Some(((thing, unit, scope), name, total)) = run(quantity, defined, subjects) else {
                continue;
            };
            let series = Series::of(key::Runs::Running, &thing, unit, scope);
            let groups = groups.get(&series).unwrap_or(&alone);
            let key = (series, groups.under(regions::of(entry)));
            let Some(figure) = figure(entry, quantity).filter(|_| wanted.contains(&key)) else { continue };
            let told = regions::name(entry, &key.1);
            let running = runs.entry(key).or_insert_with(|| Running {
                name: name.to_owned(),
                several: groups.several(),
                region: None,
                unit: unit.to_owned(),
                lines: Vec::new(),
                told: BTreeMap::new(),
            });
            if running.several && running.region.is_none() {
                running.region = told;
            }
            running.add(entry, quantity, figure, total);
        }
    }
    let ledgers = runs.into_iter().map(|(key, running)| (key, running.ledger()));
    // One total says nothing about another: a series of running totals has at least two of different days.
    ledgers
        .filter(|(_, ledger)| {
            let days: BTreeSet<&Option<String>> =
                ledger.lines.iter().filter(|l| l.total.is_some()).map(|l| &l.date).collect();
            days.len() > 1 || defined.iter().any(|p| p.name == ledger.name)
        })
        .collect()
}

/// The series a figure belongs to, what it calls it, and whether it is a total.
pub(super) fn run<'a>(
    quantity: &'a Counted,
    defined: &'a [Programme],
    subjects: &mut Subjects,
) -> Option<(Run<'a>, &'a str, bool)> {
    let total = quantity.kind == QuantityKind::Cumulative;
    if !(total || quantity.kind == QuantityKind::Increment)
        || quantity.part_of.is_some()
        || quantity.told_before
    {
        return None;
    }
    named(quantity, defined, subjects).map(|(run, name)| (run, name, total))
}

/// The series that a figure would stand in by what it counts, and what it calls it.
pub(super) fn named<'a>(
    quantity: &'a Counted,
    defined: &'a [Programme],
    subjects: &mut Subjects,
) -> Option<(Run<'a>, &'a str)> {
    let (of, unit) = (quantity.of.as_ref()?, quantity.unit.as_ref()?);
    let programme = defined.iter().find(|p| p.ordinal.is_empty() && p.takes(of));
    let thing = programme.map_or_else(|| subjects.of(of), |p| Word::from(p.name.as_str()));
    let name = programme.map_or(&**of, |p| &*p.name);
    Some(((thing, measure(unit), quantity.scope.as_deref().unwrap_or_default()), name))
}

/// The series that may come to something: with totals of two days, or under a name that a user defined. Most figures are told
/// once and need not be put together.
fn wanted(
    entries: &[&Arc<Entry>],
    defined: &[Programme],
    subjects: &mut Subjects,
    groups: &BTreeMap<Series, Grouped>,
) -> BTreeSet<Key> {
    let mut first: BTreeMap<Key, Option<&str>> = BTreeMap::new();
    let mut wanted = BTreeSet::new();
    let alone = Grouped::default();
    for &entry in entries {
        for quantity in &entry.quantities {
            let Some(((thing, unit, scope), name, total)) = run(quantity, defined, subjects) else {
                continue;
            };
            let series = Series::of(key::Runs::Running, &thing, unit, scope);
            let region = groups.get(&series).unwrap_or(&alone).under(regions::of(entry));
            let key = (series, region);
            if defined.iter().any(|p| p.name == name) {
                wanted.insert(key);
            } else if total && Amount::of(&quantity.value).is_some() {
                let date = quantity.as_of.as_ref().or(entry.day()).map(|day| &**day);
                if *first.entry(key.clone()).or_insert(date) != date {
                    wanted.insert(key);
                }
            }
        }
    }
    wanted
}

impl Running {
    fn add(&mut self, entry: &Entry, quantity: &Counted, figure: Figure, total: bool) {
        let date = quantity.as_of.as_ref().filter(|_| total).or(entry.day()).map(ToString::to_string);
        let day = date.as_deref().and_then(days);
        let told = self.told.entry((total, figure.value)).or_default();
        // The earliest line of the same figure that is near in time.
        if let Some(day) = day {
            let from = (day.saturating_sub(RETOLD), String::new(), 0);
            let to = (day.saturating_add(RETOLD + 1), String::new(), 0);
            let near = told.range(from..to).min_by(|a, b| (&a.1, a.2).cmp(&(&b.1, b.2)));
            if let Some(line) = near.and_then(|near| self.lines.get_mut(near.2)) {
                line.cites.push(Cite::entry(entry));
                return;
            }
            told.insert((day, date.clone().unwrap_or_default(), self.lines.len()));
        }
        let as_of = if total { date.clone() } else { None };
        let (increment, total) = if total { (None, Some(figure)) } else { (Some(figure), None) };
        self.lines.push(Line {
            ordinals: Vec::new(),
            date,
            increment,
            at_least: false,
            total,
            as_of,
            parts: Vec::new(),
            cites: vec![Cite::entry(entry)],
        });
    }

    fn ledger(mut self) -> Ledger {
        self.lines.sort_by(dated);
        Ledger {
            name: self.name,
            region: self.region,
            series: String::new(),
            unit: self.unit,
            lines: self.lines,
            balance: super::balance::Balance::default(),
            related: Vec::new(),
            bounds: Vec::new(),
        }
    }
}
