//! Ledgers by key: which an act of the log may change, and those made again, each from the entries that its series rests on.
//!
//! A series is told by the entries that bear its key ([`Series`]) in the regions that go together. Three things reach further, and none of them by
//! more than a step: a total that another entry states belongs to the one series with a line for it, so that these series and these
//! entries are looked at together; what may lie inside a remainder is of narrower kinds (中医医疗队 of 医疗队); and what runs from day to day is no
//! series of years. In go the keys touched; out come the ledgers that may be others now, the same as one look at every entry makes them.

use crate::Result;
use crate::derived::RecordRow;
use crate::records::{Keyed, items, lines};
use crate::registers::List;
use crate::view::View;
use dashiji::collate::Collation;
use dashiji::collate::key::KeyKind;
use dashiji::collate::ledger::key::{
    Grouped, Regions, Runs, Series, Subjects, numbered, parse_reached, reached, reaching,
};
use dashiji::collate::ledger::{Ledger, Programme};
use dashiji::collate::ledger::{regions, subject};
use std::collections::{BTreeMap, BTreeSet};

/// The number under which the regions of series stand that several tell of, beside those of lists.
pub(crate) const SHARED: i64 = 100;

/// A ledger's series and the region it goes under.
type Told = (Series, String);

/// What is to be written of ledgers.
#[derive(Default)]
pub(crate) struct Mended {
    /// Keys whose records go.
    pub gone: BTreeSet<String>,
    /// Records that come.
    pub rows: Vec<RecordRow>,
    /// Series that were told by several regions, or are now, with these.
    pub shared: Vec<(String, Option<RecordRow>)>,
}

/// A ledger as it is kept.
fn row(key: String, ledger: &Ledger, defined: &[Programme]) -> Result<RecordRow> {
    Ok(RecordRow { key, rank: ledger.rank(defined), lines: lines(std::slice::from_ref(ledger))? })
}

/// The regions of a series as they are kept.
fn shared(series: &Series, regions: &BTreeSet<String>) -> Result<RecordRow> {
    let lines = lines(std::slice::from_ref(regions))?;
    Ok(RecordRow { key: series.beginning(), rank: String::new(), lines })
}

/// All ledgers of a collation of every entry, as they are kept.
pub(crate) fn all(collation: &Collation, defined: &[Programme]) -> Result<(Vec<RecordRow>, Vec<RecordRow>)> {
    let ledgers = collation.ledgers_by_key(defined, Regions::Here);
    let rows: Result<_> = ledgers.into_iter().map(|(key, ledger)| row(key, &ledger, defined)).collect();
    let told = collation.shared_series(defined);
    let told: Result<_> = told.iter().map(|(series, regions)| shared(series, regions)).collect();
    Ok((rows?, told?))
}

/// The groups that regions make, by the region that each goes under.
fn groups(regions: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
    if regions.len() < 2 {
        return regions.iter().map(|region| (region.clone(), BTreeSet::from([region.clone()]))).collect();
    }
    let grouped = Grouped::of(regions.iter().map(String::as_str));
    let owned = |members: BTreeSet<&str>| members.into_iter().map(str::to_owned).collect();
    grouped.groups().into_iter().map(|(group, members)| (group.to_owned(), owned(members))).collect()
}

/// What goes by names and years in a title: `粮食（1990年不变价）（罗山县）` is also `粮食`.
fn names_in(title: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(title), |title| {
        let at = title.strip_suffix('）')?.rfind('（')?;
        title.get(..at).filter(|name| !name.is_empty())
    })
}

impl View {
    /// The keys of a kind that begin so and that entries in view bear.
    fn keys_beginning(&self, kind: KeyKind, beginning: &str) -> Result<Vec<String>> {
        let mut keys: Vec<String> = Vec::new();
        for (key, version) in self.base.read(|c| c.derived.keys_beginning(kind, beginning))? {
            if self.state.by_seq.contains_key(&version) && keys.last() != Some(&key) {
                keys.push(key);
            }
        }
        Ok(keys)
    }

    /// The ledgers of a name or a title, from the records of their series alone; nothing where registers are not kept of this view.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn ledgers_called(&self, title: &str) -> Result<Option<Vec<Ledger>>> {
        if !self.is_mended(List::Ledgers)? {
            return Ok(None);
        }
        let defined = &self.base.knowledge()?.programmes;
        let mut found: BTreeMap<(String, String), Ledger> = BTreeMap::new();
        let things: BTreeSet<String> =
            names_in(title).flat_map(|name| [subject(name), name.to_owned()]).collect();
        for thing in things {
            for runs in [Runs::Numbered, Runs::Running, Runs::Yearly] {
                let beginning = format!("{}\u{1f}", Series::ending(runs, &thing));
                let kept =
                    self.base.read(|c| c.derived.records_beginning(List::Ledgers.number(), &beginning))?;
                for (key, data) in kept {
                    for ledger in items::<Ledger>(&data).into_iter().flatten() {
                        if ledger.name == title || ledger.title() == title {
                            found.insert((ledger.rank(defined), key.clone()), ledger);
                        }
                    }
                }
            }
        }
        Ok(Some(found.into_values().collect()))
    }

    /// The ledgers that touched keys may have changed.
    pub(crate) fn ledgers_touched(&self, stale: &BTreeSet<Keyed>) -> Result<Mended> {
        let mut touched: BTreeMap<Series, BTreeSet<String>> = BTreeMap::new();
        for (_, key) in stale.iter().filter(|(kind, _)| *kind == KeyKind::Series) {
            if let Some((series, region)) = Series::parse(key) {
                touched.entry(series).or_default().insert(region);
            }
        }
        let ends: Vec<(KeyKind, &str, u32, &str)> = stale
            .iter()
            .filter(|(kind, _)| matches!(kind, KeyKind::Reached | KeyKind::Stated))
            .filter_map(|(kind, key)| parse_reached(key).map(|(unit, n, region)| (*kind, unit, n, region)))
            .collect();
        if touched.is_empty() && ends.is_empty() {
            return Ok(Mended::default());
        }
        let mut gathering = Gathering {
            view: self,
            defined: &self.base.knowledge()?.programmes,
            touched: &touched,
            collation: self.collation_for(Some(&BTreeSet::new())),
            told: BTreeMap::new(),
            before: BTreeMap::new(),
            loaded: BTreeSet::new(),
            stated: BTreeMap::new(),
        };
        gathering.mended(&ends)
    }
}

/// Entries that are gathered, and what is known of the series in them.
struct Gathering<'v> {
    view: &'v View,
    /// Programmes that the office defines.
    defined: &'v [Programme],
    touched: &'v BTreeMap<Series, BTreeSet<String>>,
    collation: Collation,
    /// The regions that tell of a series in view, and those that did when its ledgers were made, where they were several.
    told: BTreeMap<Series, BTreeSet<String>>,
    before: BTreeMap<Series, BTreeSet<String>>,
    loaded: BTreeSet<Keyed>,
    /// The numbers of a unit's ordinals that entries say have passed, with the regions of these.
    stated: BTreeMap<String, BTreeMap<u32, BTreeSet<String>>>,
}

impl Gathering<'_> {
    /// The regions that tell of a series.
    fn regions(&mut self, series: &Series) -> Result<BTreeSet<String>> {
        if let Some(told) = self.told.get(series) {
            return Ok(told.clone());
        }
        let kept = self.view.base.read(|c| c.derived.record(SHARED, &series.beginning()))?;
        let before = kept.and_then(|kept| items::<BTreeSet<String>>(&kept)?.pop());
        let told = if let Some(before) = &before {
            let mut told = before.clone();
            for region in self.touched.get(series).into_iter().flatten() {
                if self.view.count_bearing(KeyKind::Series, &series.key(region))? > 0 {
                    told.insert(region.clone());
                } else {
                    told.remove(region);
                }
            }
            told
        } else {
            let keys = self.view.keys_beginning(KeyKind::Series, &series.beginning())?;
            keys.iter().filter_map(|key| Series::parse(key)).map(|(_, region)| region).collect()
        };
        if let Some(before) = before {
            self.before.insert(series.clone(), before);
        }
        self.told.insert(series.clone(), told.clone());
        Ok(told)
    }

    /// Puts in the entries that bear some keys.
    fn load(&mut self, keys: impl IntoIterator<Item = Keyed>) -> Result<()> {
        let keys: Vec<Keyed> = keys.into_iter().filter(|key| !self.loaded.contains(key)).collect();
        let asked: Vec<(KeyKind, &str)> = keys.iter().map(|(kind, key)| (*kind, key.as_str())).collect();
        self.view.put_bearing(&mut self.collation, &asked)?;
        self.loaded.extend(keys);
        Ok(())
    }

    /// Puts in all entries of some ledgers' series.
    fn load_own(&mut self, ledgers: impl IntoIterator<Item = Told>) -> Result<()> {
        let mut keys = Vec::new();
        for (series, group) in ledgers {
            let members = groups(&self.regions(&series)?).remove(&group).unwrap_or_default();
            keys.extend(members.iter().map(|region| (KeyKind::Series, series.key(region))));
        }
        self.load(keys)
    }

    /// The ledgers of series whose keys begin so, where a region passes.
    fn ledgers_beginning(
        &mut self,
        beginning: &str,
        series: impl Fn(&Series) -> bool,
        region: impl Fn(&str) -> bool,
    ) -> Result<BTreeSet<Told>> {
        let keys = self.view.keys_beginning(KeyKind::Series, beginning)?;
        let found: BTreeSet<Series> =
            keys.iter().filter_map(|key| Series::parse(key)).map(|(series, _)| series).collect();
        let mut ledgers = BTreeSet::new();
        for one in found.into_iter().filter(series) {
            let groups = groups(&self.regions(&one)?);
            ledgers
                .extend(groups.into_keys().filter(|group| region(group)).map(|group| (one.clone(), group)));
        }
        Ok(ledgers)
    }

    /// The numbers of a unit's ordinals that entries say have passed.
    fn stated(&mut self, unit: &str) -> Result<&BTreeMap<u32, BTreeSet<String>>> {
        if !self.stated.contains_key(unit) {
            let mut stated: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
            for key in self.view.keys_beginning(KeyKind::Stated, &reaching(unit, None))? {
                if let Some((_, n, region)) = parse_reached(&key) {
                    stated.entry(n).or_default().insert(region.to_owned());
                }
            }
            self.stated.insert(unit.to_owned(), stated);
        }
        Ok(self.stated.entry(unit.to_owned()).or_default())
    }

    /// The last ordinals of the entries at hand: unit and number, with the ledgers they stand in.
    fn lasts(&mut self) -> Result<BTreeMap<(String, u32), BTreeSet<Told>>> {
        let mut subjects = Subjects::default();
        let mut told: BTreeMap<(String, u32), BTreeSet<(Series, String)>> = BTreeMap::new();
        for entry in self.collation.entries() {
            for (series, last) in numbered(entry, self.defined, &mut subjects) {
                let place = told.entry((series.unit.to_string(), last)).or_default();
                place.insert((series, regions::of(entry).to_owned()));
            }
        }
        let mut lasts = BTreeMap::new();
        for (end, told) in told {
            let mut ledgers = BTreeSet::new();
            for (series, region) in told {
                let regions = self.regions(&series)?;
                let grouped = Grouped::of(regions.iter().map(String::as_str));
                let group = grouped.under(&region).to_string();
                ledgers.insert((series, group));
            }
            lasts.insert(end, ledgers);
        }
        Ok(lasts)
    }

    /// The things under which a ledger of the same name may stand: a programme's is its name as it stands, another's what the name is about.
    fn called_alike(&self, thing: &str) -> BTreeSet<String> {
        let names = || self.defined.iter().map(|programme| programme.name.as_str());
        let about = names().filter(|name| *name == thing).map(subject);
        let named = names().filter(|name| subject(name) == thing).map(str::to_owned);
        about.chain(named).chain([thing.to_owned()]).collect()
    }

    /// Puts in what may tell a total of series at that number, and what may be those series, and tells which ledgers these are.
    fn load_rivals(
        &mut self,
        ends: &BTreeMap<(String, u32), BTreeSet<String>>,
    ) -> Result<BTreeMap<(String, u32), BTreeSet<Told>>> {
        let mut keys = Vec::new();
        for ((unit, n), regions) in ends {
            let near = |region: &str| regions.iter().any(|other| regions::related(region, other));
            for key in self.view.keys_beginning(KeyKind::Reached, &reaching(unit, Some(*n)))? {
                if parse_reached(&key).is_some_and(|(_, _, region)| near(region)) {
                    keys.push((KeyKind::Reached, key));
                }
            }
            keys.extend(regions.iter().map(|region| (KeyKind::Stated, reached(unit, *n, region))));
        }
        self.load(keys)?;
        let mut lasts = self.lasts()?;
        lasts.retain(|end, _| ends.contains_key(end));
        for (end, ledgers) in &mut lasts {
            let regions = ends.get(end).cloned().unwrap_or_default();
            ledgers.retain(|(_, group)| regions.iter().any(|other| regions::related(group, other)));
        }
        let own: BTreeSet<Told> = lasts.values().flatten().cloned().collect();
        self.load_own(own)?;
        Ok(lasts)
    }

    fn mended(&mut self, ends: &[(KeyKind, &str, u32, &str)]) -> Result<Mended> {
        let mut mended = Mended::default();
        let mut wanted = self.own(&mut mended)?;
        let more = self.wider_and_yearly(&wanted, &mended.gone)?;
        wanted.extend(more);
        self.load_own(wanted.clone())?;
        wanted.extend(self.tied(&wanted, ends)?);
        self.beside(&wanted)?;
        let mut made = self.collation.ledgers_by_key(self.defined, Regions::Told(&self.told));
        let before = self.loaded.len();
        for (key, _) in made.iter().filter(|(_, ledger)| !ledger.balance.remainders.is_empty()) {
            let Some((series, region)) = Series::parse(key) else { continue };
            if !wanted.contains(&(series.clone(), region.clone())) {
                continue;
            }
            let narrower = self.ledgers_beginning(
                &Series::ending(Runs::Numbered, &series.thing),
                |other| other.unit == series.unit && other.thing != series.thing,
                |other| regions::related(other, &region),
            )?;
            self.load_own(narrower)?;
        }
        if self.loaded.len() > before {
            made = self.collation.ledgers_by_key(self.defined, Regions::Told(&self.told));
        }
        mended.gone.extend(wanted.iter().map(|(series, region)| series.key(region)));
        for (key, ledger) in made {
            if Series::parse(&key).is_some_and(|told| wanted.contains(&told)) {
                mended.rows.push(row(key, &ledger, self.defined)?);
            }
        }
        Ok(mended)
    }

    /// The ledgers of touched series that may be others now; those that are gone, and the regions of each, are noted.
    fn own(&mut self, mended: &mut Mended) -> Result<BTreeSet<Told>> {
        let mut wanted = BTreeSet::new();
        let touched = self.touched;
        for (series, regions) in touched {
            let now = self.regions(series)?;
            let before = self.before.get(series);
            let is = groups(&now);
            let was = before.map(groups);
            // Where there are several, each is told with its region.
            let alike = was.as_ref().is_some_and(|was| (was.len() > 1) == (is.len() > 1));
            for (group, members) in &is {
                let moved = was.as_ref().and_then(|was| was.get(group)) != Some(members);
                if !alike || moved || members.iter().any(|region| regions.contains(region)) {
                    wanted.insert((series.clone(), group.clone()));
                }
            }
            let heads: Vec<&String> = match &was {
                Some(was) => was.keys().collect(),
                None => now.iter().chain(regions).collect(),
            };
            let gone = heads.into_iter().filter(|region| !is.contains_key(*region));
            mended.gone.extend(gone.map(|region| series.key(region)));
            if now.len() > 1 {
                mended.shared.push((series.beginning(), Some(shared(series, &now)?)));
            } else if before.is_some() {
                mended.shared.push((series.beginning(), None));
            }
        }
        Ok(wanted)
    }

    /// The ledgers of wider kinds that have a remainder, and of years, that rest on some that may be others now.
    fn wider_and_yearly(
        &mut self,
        wanted: &BTreeSet<Told>,
        gone: &BTreeSet<String>,
    ) -> Result<BTreeSet<Told>> {
        let mut changed: BTreeMap<Series, BTreeSet<String>> = BTreeMap::new();
        let vanished = gone.iter().filter_map(|key| Series::parse(key));
        for (series, region) in wanted.iter().cloned().chain(vanished) {
            changed.entry(series).or_default().insert(region);
        }
        let mut more = BTreeSet::new();
        let mut looked: BTreeMap<Series, Vec<String>> = BTreeMap::new();
        for (series, regions) in &changed {
            let near = |region: &str| regions.iter().any(|other| regions::related(region, other));
            match series.runs {
                Runs::Numbered => {
                    for wider in series.wider() {
                        if !looked.contains_key(&wider) {
                            looked.insert(wider.clone(), self.with_remainder(&wider)?);
                        }
                        let open = looked.get(&wider).into_iter().flatten();
                        let open = open.filter(|region| near(region));
                        more.extend(open.map(|region| (wider.clone(), region.clone())));
                    }
                }
                Runs::Running => {
                    for thing in self.called_alike(&series.thing) {
                        let beginning =
                            format!("{}\u{1f}{}\u{1f}", Series::ending(Runs::Yearly, &thing), series.unit);
                        more.extend(self.ledgers_beginning(&beginning, |_| true, near)?);
                    }
                }
                Runs::Yearly => {}
            }
        }
        Ok(more)
    }

    /// The regions of a series' ledgers, as they are kept, that do not come out without a remainder.
    fn with_remainder(&self, series: &Series) -> Result<Vec<String>> {
        let beginning = series.beginning();
        let kept =
            self.view.base.read(|c| c.derived.records_beginning(List::Ledgers.number(), &beginning))?;
        let mut open = Vec::new();
        for (key, data) in kept {
            let ledgers = items::<Ledger>(&data).unwrap_or_default();
            if ledgers.iter().any(|ledger| !ledger.balance.remainders.is_empty())
                && let Some((_, region)) = Series::parse(&key)
            {
                open.push(region);
            }
        }
        Ok(open)
    }

    /// The ledgers that share a number with ledgers that may be others now, where an entry says that so many have passed, and what it says
    /// may belong to the one or the other.
    fn tied(
        &mut self,
        wanted: &BTreeSet<Told>,
        ends: &[(KeyKind, &str, u32, &str)],
    ) -> Result<BTreeSet<Told>> {
        let mut open: BTreeMap<(String, u32), BTreeSet<String>> = BTreeMap::new();
        for (kind, unit, n, region) in ends {
            let mut regions = self.stated(unit)?.get(n).cloned().unwrap_or_default();
            if *kind == KeyKind::Stated {
                regions.insert((*region).to_owned());
            }
            if !regions.is_empty() {
                open.entry(((*unit).to_owned(), *n)).or_default().extend(regions);
            }
        }
        for (end, regions) in self.stated_of(wanted)? {
            open.entry(end).or_default().extend(regions);
        }
        let rivals = self.load_rivals(&open)?;
        Ok(rivals.into_values().flatten().collect())
    }

    /// The numbers that ledgers have a line for and that entries say have passed.
    fn stated_of(&mut self, ledgers: &BTreeSet<Told>) -> Result<BTreeMap<(String, u32), BTreeSet<String>>> {
        let mut open = BTreeMap::new();
        for ((unit, n), told) in self.lasts()? {
            if told.iter().any(|told| ledgers.contains(told))
                && let Some(regions) = self.stated(&unit)?.get(&n).cloned()
            {
                open.insert((unit, n), regions);
            }
        }
        Ok(open)
    }

    /// Puts in all that some ledgers rest on beside their own entries, but for narrower kinds.
    fn beside(&mut self, wanted: &BTreeSet<Told>) -> Result<()> {
        let open = self.stated_of(wanted)?;
        self.load_rivals(&open)?;
        for (series, region) in wanted.iter().filter(|(series, _)| series.runs == Runs::Yearly) {
            for thing in self.called_alike(&series.thing) {
                let beginning =
                    format!("{}\u{1f}{}\u{1f}", Series::ending(Runs::Running, &thing), series.unit);
                let running =
                    self.ledgers_beginning(&beginning, |_| true, |other| regions::related(other, region))?;
                self.load_own(running)?;
            }
        }
        Ok(())
    }
}
