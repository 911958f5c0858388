//! Finding series: ordinals first, then running totals.

use super::balance::{Amount, Step, balance};
use super::programme::{Programme, measure, subject};
use super::{Bounds, Figure, Ledger, Line, Related};
use crate::collate::{Cite, Collation, day};
use crate::fact::{QuantityKind, QuantityRecord, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A figure told again within this many days, of the same thing and size, is one figure.
const RETOLD: i32 = 31;

/// What lines are put together by: unit of the ordinals, thing counted.
type Key = (String, String);

/// A line while it is being put together.
struct Draft<'a> {
    record: &'a Arc<Record>,
    ordinals: Vec<u32>,
    of: String,
}

/// Every ledger of a collation.
pub(super) fn ledgers(collation: &Collation, defined: &[Programme]) -> Vec<Ledger> {
    let mut records: Vec<&Arc<Record>> = collation.entries().filter(|r| !r.quantities.is_empty()).collect();
    records.sort_by(|a, b| day(a).cmp(&day(b)));
    let mut numbered = numbered(&records, defined);
    totals_elsewhere(&records, &mut numbered);
    let names: BTreeSet<String> = defined.iter().map(|p| p.name.clone()).collect();
    let mut ledgers: Vec<Ledger> = Vec::new();
    let related = related(&numbered);
    for (key, mut ledger) in numbered {
        let lines = ledger.lines.len();
        if lines < 2 && !names.contains(&ledger.name) {
            continue;
        }
        ledger.lines.sort_by(|a, b| a.ordinals.last().cmp(&b.ordinals.last()).then(a.date.cmp(&b.date)));
        let steps: Vec<Step> = ledger.lines.iter().map(step).collect();
        ledger.balance = balance(&steps);
        inside(&mut ledger, &key, &related);
        ledgers.push(ledger);
    }
    ledgers.extend(running(&records, defined));
    ledgers.sort_by_cached_key(|ledger| {
        (
            !names.contains(&ledger.name),
            ledger.lines.first().and_then(|l| l.date.clone()),
            ledger.name.clone(),
        )
    });
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

fn figure(record: &Record, quantity: &QuantityRecord) -> Option<Figure> {
    Some(Figure {
        value: Amount::of(&quantity.value)?,
        unit: quantity.unit.clone().unwrap_or_default(),
        of: quantity.of.clone(),
        cite: Cite::of(record, &quantity.text, quantity.start, quantity.end),
    })
}

/// The series that ordinals make.
fn numbered(records: &[&Arc<Record>], defined: &[Programme]) -> BTreeMap<Key, Ledger> {
    let mut drafts: BTreeMap<Key, Vec<Draft<'_>>> = BTreeMap::new();
    for &record in records {
        let mut own: BTreeMap<Key, Draft<'_>> = BTreeMap::new();
        for quantity in record.quantities.iter().filter(|q| q.kind == QuantityKind::Ordinal) {
            let (Some(unit), Some(of), Some(ordinal)) = (&quantity.unit, &quantity.of, ordinal(quantity))
            else {
                continue;
            };
            let thing = defined
                .iter()
                .find(|p| p.ordinal == *unit && p.takes(of))
                .map_or_else(|| subject(of), |p| p.name.clone());
            let draft = own.entry((unit.clone(), thing)).or_insert_with(|| Draft {
                record,
                ordinals: Vec::new(),
                of: of.clone(),
            });
            if !draft.ordinals.contains(&ordinal) {
                draft.ordinals.push(ordinal);
                draft.ordinals.sort_unstable();
            }
        }
        for (key, draft) in own {
            drafts.entry(key).or_default().push(draft);
        }
    }
    drafts.into_iter().map(|(key, drafts)| (key.clone(), assemble(&key, drafts, defined))).collect()
}

fn ordinal(quantity: &QuantityRecord) -> Option<u32> {
    quantity.value.as_u64().and_then(|v| u32::try_from(v).ok()).filter(|v| (1..=1_000_000).contains(v))
}

/// The name most entries give to the thing counted; of as many, the shorter.
fn common_name(drafts: &[Draft<'_>]) -> String {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for draft in drafts {
        *names.entry(draft.of.as_str()).or_default() += 1;
    }
    let best = names.into_iter().max_by_key(|(name, count)| (*count, usize::MAX - name.chars().count()));
    best.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

fn assemble(key: &Key, drafts: Vec<Draft<'_>>, defined: &[Programme]) -> Ledger {
    let name = match defined.iter().find(|p| p.name == key.1) {
        Some(programme) => programme.name.clone(),
        None => common_name(&drafts),
    };
    let unit = usual_unit(&drafts, &key.0);
    let mut ledger = Ledger {
        name,
        series: key.0.clone(),
        unit: unit.clone(),
        lines: Vec::new(),
        balance: super::balance::Balance::default(),
        related: Vec::new(),
        bounds: Vec::new(),
    };
    for draft in drafts {
        let line = line(&draft, &key.0, &unit);
        match ledger.lines.iter_mut().find(|l| l.ordinals == line.ordinals) {
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
            .record
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
    let record = draft.record;
    let measured = |q: &&QuantityRecord| q.unit.as_deref().is_some_and(|u| measure(u) == unit);
    let quantities = &record.quantities;
    let whole = quantities.iter().position(|q| {
        q.kind == QuantityKind::Increment && measured(&q) && q.part_of.is_none() && q.same_as.is_none()
    });
    let loose: Vec<&QuantityRecord> = quantities
        .iter()
        .filter(measured)
        .filter(|q| q.kind == QuantityKind::Component && q.part_of.is_none() && q.same_as.is_none())
        .collect();
    let total = total_in(record, series, unit, draft.ordinals.last().copied());
    let (increment, at_least, parts) = match whole {
        Some(k) => {
            let parts = quantities.iter().filter(|q| part_of(quantities, q, k));
            (figure(record, &quantities[k]), false, parts.filter_map(|q| figure(record, q)).collect())
        }
        None if loose.is_empty() => {
            let of_total = total.and_then(|(k, _)| Some((k, figure(record, quantities.get(k)?)?)));
            let parts = of_total.map(|(k, _)| quantities.iter().filter(move |q| q.part_of == Some(k)));
            (None, false, parts.into_iter().flatten().filter_map(|q| figure(record, q)).collect())
        }
        None => {
            let parts: Vec<Figure> = loose.iter().filter_map(|q| figure(record, q)).collect();
            let sum = parts.iter().map(|f| f.value).sum();
            let whole = parts.first().map(|f| Figure { value: sum, ..f.clone() });
            (whole, true, parts)
        }
    };
    Line {
        ordinals: draft.ordinals.clone(),
        date: day(record).map(str::to_owned),
        increment,
        at_least,
        total: total.and_then(|(k, _)| figure(record, &quantities[k])),
        as_of: total.and_then(|(_, as_of)| as_of.map(str::to_owned)),
        parts,
        cites: vec![Cite::entry(record)],
    }
}

/// Whether `q` is a part of the figure at `k`, or of the same figure told in other words (120名队员, 120名骨干).
fn part_of(quantities: &[QuantityRecord], q: &QuantityRecord, k: usize) -> bool {
    let measured = |q: &QuantityRecord| q.unit.as_deref().map(measure).map(str::to_owned);
    let same = |whole: &QuantityRecord| {
        whole.value == quantities[k].value && measured(whole) == measured(&quantities[k])
    };
    q.part_of.is_some_and(|p| p == k || quantities.get(p).is_some_and(same))
}

/// The running total of a record: position of the figure and its as-of day. Where the record also counts the ordinals
/// (共出发10批), that count has to be `last`.
fn total_in<'a>(
    record: &'a Record,
    series: &str,
    unit: &str,
    last: Option<u32>,
) -> Option<(usize, Option<&'a str>)> {
    let counted = counted(record, series);
    if let (Some(counted), Some(last)) = (counted, last)
        && counted != last
    {
        return None;
    }
    let total = |q: &QuantityRecord| {
        q.kind == QuantityKind::Cumulative
            && q.part_of.is_none()
            && q.unit.as_deref().is_some_and(|u| measure(u) == unit)
    };
    let k = record.quantities.iter().position(total)?;
    Some((k, record.quantities[k].as_of.as_deref()))
}

/// How many ordinals a record says have passed (已派出14批).
fn counted(record: &Record, series: &str) -> Option<u32> {
    let count = |q: &&QuantityRecord| q.kind == QuantityKind::Cumulative && q.unit.as_deref() == Some(series);
    record.quantities.iter().find(count).and_then(ordinal)
}

/// Totals that another entry states, with the number of ordinals passed by then.
fn totals_elsewhere(records: &[&Arc<Record>], numbered: &mut BTreeMap<Key, Ledger>) {
    for record in records {
        let units: BTreeSet<&str> = record
            .quantities
            .iter()
            .filter(|q| q.kind == QuantityKind::Cumulative)
            .filter_map(|q| q.unit.as_deref())
            .collect();
        for series in units {
            let Some(last) = counted(record, series) else { continue };
            let reached = |ledger: &Ledger| {
                ledger.lines.iter().position(|l| {
                    l.ordinals.last() == Some(&last) && l.total.is_none() && l.date.as_deref() <= day(record)
                })
            };
            let mut fitting: Vec<(&Key, usize)> = numbered
                .iter()
                .filter(|((unit, _), ledger)| unit == series && ledger.lines.len() > 1)
                .filter_map(|(key, ledger)| Some((key, reached(ledger)?)))
                .collect();
            if fitting.len() != 1 {
                continue;
            }
            let Some((key, at)) = fitting.pop().map(|(key, at)| (key.clone(), at)) else { continue };
            let Some(ledger) = numbered.get_mut(&key) else { continue };
            if let Some((k, as_of)) = total_in(record, series, &ledger.unit, Some(last)) {
                let line = &mut ledger.lines[at];
                line.total = figure(record, &record.quantities[k]);
                line.as_of = as_of.or(day(record)).map(str::to_owned);
                line.cites.push(Cite::entry(record));
            }
        }
    }
}

/// Short series whose thing is a narrower kind of another's: 中医医疗队 of 医疗队.
fn related(numbered: &BTreeMap<Key, Ledger>) -> Vec<(Key, Related)> {
    let mut related = Vec::new();
    for ((unit, thing), ledger) in numbered {
        for line in &ledger.lines {
            let Some(figure) = line.increment.clone() else { continue };
            related.push((
                (unit.clone(), thing.clone()),
                Related { name: ledger.name.clone(), date: line.date.clone(), figure, remainder: 0 },
            ));
        }
    }
    related
}

/// Puts into a ledger what may lie inside its remainders: a narrower kind, told by an entry that the ledger does not hold.
fn inside(ledger: &mut Ledger, key: &Key, related: &[(Key, Related)]) {
    let held: BTreeSet<(String, u32)> =
        ledger.lines.iter().flat_map(|l| &l.cites).map(|c| (c.document.to_string(), c.number)).collect();
    for (position, remainder) in ledger.balance.remainders.iter().enumerate() {
        // The day by which the stretch is over: that of the first line past it.
        let over = ledger
            .lines
            .iter()
            .find(|l| l.ordinals.first() > Some(&remainder.ordinals.1))
            .and_then(|l| l.date.clone());
        let mut maybe = Amount::default();
        let mut seen: Vec<&Related> = Vec::new();
        for ((unit, thing), candidate) in related {
            let narrower = thing != &key.1 && thing.ends_with(key.1.as_str()) && unit == &key.0;
            let same_unit = measure(&candidate.figure.unit) == ledger.unit;
            let cite = &candidate.figure.cite;
            let outside = !held.contains(&(cite.document.to_string(), cite.number));
            let in_time = over.is_none() || candidate.date <= over;
            if narrower
                && same_unit
                && outside
                && in_time
                && !seen.iter().any(|s| s.name == candidate.name && s.figure.value == candidate.figure.value)
            {
                maybe = maybe + candidate.figure.value;
                seen.push(candidate);
                ledger.related.push(Related { remainder: position, ..candidate.clone() });
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

/// Series of running totals without ordinals: the same thing, in the same unit, of the same scope, on several days.
fn running(records: &[&Arc<Record>], defined: &[Programme]) -> Vec<Ledger> {
    let mut groups: BTreeMap<(String, String, String), Ledger> = BTreeMap::new();
    for record in records {
        for quantity in &record.quantities {
            let total = quantity.kind == QuantityKind::Cumulative;
            let (Some(of), Some(unit)) = (&quantity.of, &quantity.unit) else { continue };
            if !(total || quantity.kind == QuantityKind::Increment)
                || quantity.part_of.is_some()
                || quantity.same_as.is_some()
            {
                continue;
            }
            let Some(figure) = figure(record, quantity) else { continue };
            let programme = defined.iter().find(|p| p.ordinal.is_empty() && p.takes(of));
            let thing = programme.map_or_else(|| subject(of), |p| p.name.clone());
            let name = programme.map_or_else(|| of.clone(), |p| p.name.clone());
            let key = (thing, measure(unit).to_owned(), quantity.scope.clone().unwrap_or_default());
            let ledger = groups.entry(key).or_insert_with(|| Ledger {
                name,
                series: String::new(),
                unit: measure(unit).to_owned(),
                lines: Vec::new(),
                balance: super::balance::Balance::default(),
                related: Vec::new(),
                bounds: Vec::new(),
            });
            add(ledger, record, quantity, figure, total);
        }
    }
    // One total says nothing about another: a series of running totals has at least two of different days.
    groups.retain(|_, ledger| {
        let days: BTreeSet<&Option<String>> =
            ledger.lines.iter().filter(|l| l.total.is_some()).map(|l| &l.date).collect();
        days.len() > 1 || defined.iter().any(|p| p.name == ledger.name)
    });
    groups.into_values().collect()
}

fn add(ledger: &mut Ledger, record: &Record, quantity: &QuantityRecord, figure: Figure, total: bool) {
    let date = quantity.as_of.clone().filter(|_| total).or_else(|| day(record).map(str::to_owned));
    let near = |a: &Option<String>, b: &Option<String>| {
        let days = |d: &Option<String>| d.as_deref().and_then(super::super::carry::days);
        matches!((days(a), days(b)), (Some(a), Some(b)) if (a - b).abs() <= RETOLD)
    };
    let same = |line: &&mut Line| {
        let held = if total { &line.total } else { &line.increment };
        held.as_ref().is_some_and(|f| f.value == figure.value) && near(&line.date, &date)
    };
    if let Some(line) = ledger.lines.iter_mut().find(same) {
        line.cites.push(Cite::entry(record));
        return;
    }
    let as_of = if total { date.clone() } else { None };
    let (increment, total) = if total { (None, Some(figure)) } else { (Some(figure), None) };
    ledger.lines.push(Line {
        ordinals: Vec::new(),
        date,
        increment,
        at_least: false,
        total,
        as_of,
        parts: Vec::new(),
        cites: vec![Cite::entry(record)],
    });
    ledger.lines.sort_by(|a, b| a.date.cmp(&b.date));
}
