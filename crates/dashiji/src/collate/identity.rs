//! Who is one person: the entries that bear a name, told apart by circle, offices and time.
//!
//! In go the entries that name 王伟, by day; out come [`Cluster`]s, each one person's. Identity is the name, the circle (the region that the
//! office, else the document, is of) and time:
//!
//! - in one circle one person, as long as the career is unbroken and no two posts were held at once that cannot be;
//! - over regions of which neither holds the other two people, unless an entry ties them (甲县县长王伟调任乙县县长), a post over both does,
//!   or a rare name goes on from one post to the next in one province;
//! - in regions one of which holds the other one person, where one chronicle tells of both and nothing speaks against it;
//! - a bare name goes with whoever of that name is named nearest in the same chronicle.
//!
//! What stays open is told with its grounds ([`Maybe`]).

use super::Cite;
use super::carry::days;
use super::circle::Circle;
use super::entry::{Entry, Named, Word};
use super::person::present;
use super::seat::{Rung, Seat};
use crate::fact::{EventType, TitleBasis, TitleKind};
use crate::lexicon::{Class, Lexicon};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// No one's career is broken by fewer days than these: forty years.
const BROKEN: i32 = 14_610;
/// No one is named present over more days than these: eighty years.
const LIFE: i32 = 29_220;
/// Nobody waits longer for the next post, in days.
const BETWEEN_POSTS: i32 = 3 * 366;
/// A visitor from a region above is meant by a bare name no longer than this after and before, in days.
const VISITOR: i32 = 2 * 366;
/// The most people of the same name that one may be.
const OPEN: usize = 8;

/// Entries that are one person's, by position in the list of those that name them, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cluster {
    pub members: Vec<usize>,
    pub ground: String,
    pub circles: Vec<Circle>,
    pub maybe: Vec<Maybe>,
}

impl Cluster {
    /// Entries that somebody said are one person's.
    pub fn ruled(members: Vec<usize>, naming: &[&Arc<Entry>]) -> Self {
        let circles: BTreeSet<Circle> = members
            .iter()
            .filter_map(|k| naming.get(*k))
            .map(|entry| entry.source.setting.circle.clone())
            .collect();
        Self {
            members,
            ground: "ruled".to_owned(),
            circles: circles.into_iter().collect(),
            maybe: Vec::new(),
        }
    }
}

/// Another person who may be the same, with what speaks for it and against: one of the name, or one whom an entry tells to bear it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maybe {
    /// Their number among the people of the name; nothing of one of another name.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub homonym: u32,
    /// Their name, where it is another: whoever of it is named in `cite` is meant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Where an entry tells that they bear this name as well.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cite: Option<Cite>,
    /// Entries that are theirs; of one of another name those that tell it.
    #[serde(default)]
    pub entries: u32,
    /// `other_name` (an entry tells that they bear it), `rare_name`, `follows` (one post after the other), `one_region`,
    /// `region_within`, `one_province`.
    pub grounds_for: Vec<String>,
    /// `other_region`, `posts_overlap`, `no_text` (no entry ties them), `told_of_others` (it is told of somebody else too).
    pub grounds_against: Vec<String>,
}

/// An entry that names the person.
struct Sighting<'a> {
    k: usize,
    /// First and last day, as numbers.
    days: Option<(i32, i32)>,
    document: &'a Word,
    number: u32,
    /// When it came into the base.
    arrived: Option<(u32, u32)>,
    region: &'a Circle,
    seats: Vec<&'a Seat>,
    circles: Vec<Circle>,
    present: bool,
}

impl<'a> Sighting<'a> {
    /// That of a name in an entry.
    fn named(k: usize, entry: &'a Entry, name: &str) -> Option<Self> {
        let who = entry.people.iter().find(|who| *who.key == *name)?;
        Some(Self::of(k, entry, who))
    }

    fn of(k: usize, entry: &'a Entry, who: &'a Named) -> Self {
        let seats: Vec<&Seat> = who
            .titles
            .iter()
            .filter(|called| {
                called.title.kind == TitleKind::Post && called.title.basis != TitleBasis::Carried
            })
            .filter_map(|called| called.seat.as_deref())
            .collect();
        let region = &entry.source.setting.circle;
        let mut circles: Vec<Circle> =
            seats.iter().map(|seat| seat.circle.as_ref().unwrap_or(region).clone()).collect();
        // 甲县's own chronicle tells that 王伟 goes to 乙县: one of 甲县.
        let leaves = entry.kind == Some(EventType::Appointment)
            && region.level() >= 3
            && !seats.is_empty()
            && !circles.iter().any(|circle| circle.meets(region));
        if seats.is_empty() || leaves {
            circles.push(region.clone());
        }
        circles.sort();
        circles.dedup();
        let day = |text: &str| days(crate::fact::day_of(text));
        Self {
            k,
            days: entry.date.as_ref().and_then(|date| day(&date.from).zip(day(&date.to))),
            document: &entry.source.sha256,
            number: entry.number,
            arrived: entry.arrived(),
            region,
            seats,
            circles,
            present: who.parts.iter().any(present),
        }
    }
}

/// Sightings that are one person's.
#[derive(Default)]
struct Career {
    members: BTreeSet<usize>,
    circles: BTreeSet<Circle>,
    /// The regions of the documents that tell of them.
    regions: BTreeSet<Circle>,
    days: Option<(i32, i32)>,
    clash: bool,
}

impl Career {
    fn of(members: impl IntoIterator<Item = usize>, all: &[Sighting<'_>]) -> Self {
        let mut career = Self::default();
        for k in members {
            career.add(k, all);
        }
        career
    }

    /// Whether no chronicle and no office says of which region they are.
    fn is_open(&self) -> bool {
        self.circles.iter().all(Circle::is_unknown) && self.regions.iter().all(Circle::is_unknown)
    }

    fn add(&mut self, k: usize, all: &[Sighting<'_>]) {
        let Some(seen) = all.get(k) else { return };
        self.members.insert(k);
        self.circles.extend(seen.circles.iter().cloned());
        self.regions.insert(seen.region.clone());
        self.days = span(self.days, seen.days);
    }

    fn seats<'a>(&self, all: &'a [Sighting<'_>]) -> BTreeMap<&'a Word, Post<'a>> {
        let mut posts: BTreeMap<&Word, Post<'_>> = BTreeMap::new();
        for seen in self.members.iter().filter_map(|k| all.get(*k)) {
            for seat in &seen.seats {
                let post = posts.entry(&seat.key).or_insert_with(|| Post { seat, days: Vec::new() });
                post.days.extend(seen.days);
            }
        }
        posts
    }
}

/// A post with the days on which it was seen, ascending.
struct Post<'a> {
    seat: &'a Seat,
    days: Vec<(i32, i32)>,
}

fn span(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> Option<(i32, i32)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// Days between two spans; 0 where they meet or one is not known.
fn gap(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> i32 {
    match (a, b) {
        (Some(a), Some(b)) => (b.0 - a.1).max(a.0 - b.1).max(0),
        _ => 0,
    }
}

/// Whether the second was surely seen between two days of the first.
fn inside(a: &[(i32, i32)], b: &[(i32, i32)]) -> bool {
    let first = a.iter().map(|day| day.1).min();
    let last = a.iter().map(|day| day.0).max();
    let (Some(first), Some(last)) = (first, last) else { return false };
    b.iter().any(|day| first < day.0 && day.1 < last)
}

/// The town or township whose post it is: 石板镇 of 石板镇党委书记.
fn town(seat: &Seat) -> Option<&str> {
    let body = seat.body.as_deref()?;
    let end = body
        .char_indices()
        .find(|(at, c)| *at > 0 && matches!(c, '乡' | '镇'))
        .map(|(at, c)| at + c.len_utf8())?;
    Some(&body[..end])
}

/// Whether one person cannot have held both at once, as far as the days on which they were seen tell.
fn clash(a: &Post<'_>, b: &Post<'_>) -> bool {
    // The head and a deputy of one body: each was seen while the other was.
    let ladder = a.seat.core == b.seat.core
        && a.seat.body.is_some()
        && a.seat.body == b.seat.body
        && (a.seat.rung == Rung::Head) != (b.seat.rung == Rung::Head);
    if ladder {
        return inside(&a.days, &b.days) && inside(&b.days, &a.days);
    }
    let towns = match (town(a.seat), town(b.seat)) {
        (Some(x), Some(y)) => x != y && a.seat.rung != Rung::Member && b.seat.rung != Rung::Member,
        _ => false,
    };
    towns && (inside(&a.days, &b.days) || inside(&b.days, &a.days))
}

/// Groups that grow together.
struct Groups(Vec<usize>);

impl Groups {
    fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut k: usize) -> usize {
        while self.0[k] != k {
            self.0[k] = self.0[self.0[k]];
            k = self.0[k];
        }
        k
    }

    /// The earlier stands for both.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Tells the bearers of a name apart: the entries `wanted` of those given by date.
pub(super) fn tell_apart(name: &str, entries: &[&Arc<Entry>], wanted: &[usize]) -> Vec<Cluster> {
    let mut all: Vec<Sighting<'_>> =
        wanted.iter().filter_map(|&k| Sighting::named(k, entries.get(k)?, name)).collect();
    leave_echoes(&mut all);
    let mut careers = posted(&all);
    join_careers(name, &mut careers, &all);
    let careers = with_bare(careers, &all);
    finish(name, careers, &all)
}

/// Whom entries tell to bear a name by which somebody else's entries go: 周文田 (字砚农) of a 周砚农 in another document. Whoever is named beside its
/// bearer is another, and so is who stands more than a career away in time.
pub(super) fn bearers(
    name: &str,
    cluster: &Cluster,
    naming: &[&Arc<Entry>],
    telling: &[&Arc<Entry>],
) -> Vec<Maybe> {
    let seen = cluster.members.iter().filter_map(|k| Sighting::named(*k, naming.get(*k)?, name));
    let days = seen.fold(None, |all, seen| span(all, seen.days));
    let mut found: BTreeMap<&Word, Vec<(Sighting<'_>, Cite)>> = BTreeMap::new();
    let apart = |entry: &&&Arc<Entry>| !entry.people.iter().any(|who| *who.key == *name);
    for (k, entry) in telling.iter().enumerate().filter(|(_, entry)| apart(entry)) {
        for who in &entry.people {
            if let Some((.., said)) = who.borne().find(|(borne, ..)| borne == name) {
                let told = Sighting::of(k, entry, who);
                if gap(days, told.days) <= BROKEN {
                    found.entry(&who.key).or_default().push((told, Cite::said(entry, said)));
                }
            }
        }
    }
    let several = found.len() > 1;
    let rare = rare(name);
    let known = |circle: &&Circle| !circle.is_unknown();
    let maybes = found.into_iter().take(OPEN).map(|(bearer, told)| {
        let theirs: BTreeSet<&Circle> = told
            .iter()
            .flat_map(|(seen, _)| seen.circles.iter().chain([seen.region]))
            .filter(known)
            .collect();
        let mine: Vec<&Circle> = cluster.circles.iter().filter(known).collect();
        let same = mine.iter().any(|a| theirs.contains(a));
        let within = mine.iter().any(|a| theirs.iter().any(|b| a.meets(b)));
        let province = mine.iter().any(|a| theirs.iter().any(|b| a.one_province(b)));
        let elsewhere = !within && !mine.is_empty() && !theirs.is_empty();
        Maybe {
            homonym: 0,
            name: Some(bearer.to_string()),
            entries: told.len() as u32,
            cite: told.into_iter().next().map(|(_, cite)| cite),
            grounds_for: grounds(&[
                (true, "other_name"),
                (rare, "rare_name"),
                (same, "one_region"),
                (within && !same, "region_within"),
                (province && !within, "one_province"),
            ]),
            grounds_against: grounds(&[(elsewhere, "other_region"), (several, "told_of_others")]),
        }
    });
    maybes.collect()
}

/// The names of the grounds that hold.
fn grounds(told: &[(bool, &str)]) -> Vec<String> {
    told.iter().filter(|(holds, _)| *holds).map(|(_, ground)| (*ground).to_owned()).collect()
}

/// Leaves aside the posts that say of no body (薛承敬书记) where the same chronicle calls the name by that post of one (省委书记薛承敬): they tell of
/// no region by themselves, and go with whoever is named nearest.
fn leave_echoes(all: &mut [Sighting<'_>]) {
    let tells = |seat: &Seat| seat.body.is_some() || seat.circle.is_some();
    let told: BTreeSet<(&Circle, &Word)> = all
        .iter()
        .flat_map(|seen| seen.seats.iter().filter(|seat| tells(seat)).map(|seat| (seen.region, &seat.core)))
        .collect();
    if told.is_empty() {
        return;
    }
    for seen in all.iter_mut().filter(|seen| !seen.seats.iter().all(|seat| tells(seat))) {
        let region = seen.region;
        seen.seats.retain(|seat| tells(seat) || !told.contains(&(region, &seat.core)));
    }
}

/// The careers of the entries that tell a post: by circle, split where a career is broken or posts clash, tied where one entry
/// stands in several.
fn posted(all: &[Sighting<'_>]) -> Vec<Career> {
    let mut circles: BTreeMap<&Circle, Vec<usize>> = BTreeMap::new();
    for (k, seen) in all.iter().enumerate().filter(|(_, seen)| !seen.seats.is_empty()) {
        for circle in &seen.circles {
            circles.entry(circle).or_default().push(k);
        }
    }
    let mut groups = Groups::of(all.len());
    let mut clashing: BTreeSet<usize> = BTreeSet::new();
    for members in circles.values() {
        let parts = split(members, all);
        for part in &parts {
            part.windows(2).for_each(|pair| groups.join(pair[0], pair[1]));
            if parts.len() > 1 {
                clashing.extend(part);
            }
        }
    }
    let mut careers: BTreeMap<usize, Career> = BTreeMap::new();
    for k in circles.into_values().flatten() {
        let career = careers.entry(groups.root(k)).or_default();
        career.add(k, all);
        career.clash |= clashing.contains(&k);
    }
    careers.into_values().collect()
}

/// The sightings of one circle, by person.
fn split(members: &[usize], all: &[Sighting<'_>]) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<(i32, i32)> = None;
    for &k in members {
        let days = all[k].days;
        if parts.is_empty() || gap(last, days) > BROKEN {
            parts.push(Vec::new());
            last = None;
        }
        last = span(last, days);
        if let Some(part) = parts.last_mut() {
            part.push(k);
        }
    }
    parts.into_iter().flat_map(|part| split_clashing(part, all)).collect()
}

fn split_clashing(members: Vec<usize>, all: &[Sighting<'_>]) -> Vec<Vec<usize>> {
    let whole = Career::of(members.iter().copied(), all);
    let seats = whole.seats(all);
    let posts: Vec<&Post<'_>> = seats.values().collect();
    let mut apart: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); posts.len()];
    for (a, first) in posts.iter().enumerate() {
        for (b, second) in posts.iter().enumerate().skip(a + 1) {
            if clash(first, second) {
                apart[a].insert(b);
                apart[b].insert(a);
            }
        }
    }
    if apart.iter().all(BTreeSet::is_empty) {
        return vec![members];
    }
    // Posts by the day first seen: each goes to whoever was seen last before it, of those whom it does not clash with.
    let mut order: Vec<usize> = (0..posts.len()).collect();
    order.sort_by_key(|&k| (posts[k].days.iter().map(|day| day.0).min(), k));
    let mut people: Vec<BTreeSet<usize>> = Vec::new();
    for &k in &order {
        let distance = |person: &BTreeSet<usize>| {
            person.iter().map(|other| gap(days_of(posts[*other]), days_of(posts[k]))).min().unwrap_or(0)
        };
        let fit = |person: &BTreeSet<usize>| person.is_disjoint(&apart[k]);
        let found = (0..people.len()).filter(|&p| fit(&people[p])).min_by_key(|&p| (distance(&people[p]), p));
        match found {
            Some(p) => _ = people[p].insert(k),
            None => people.push(BTreeSet::from([k])),
        }
    }
    let place: BTreeMap<&Word, usize> = posts
        .iter()
        .enumerate()
        .map(|(k, post)| (&post.seat.key, people.iter().position(|person| person.contains(&k)).unwrap_or(0)))
        .collect();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); people.len()];
    for k in members {
        let at = all[k].seats.iter().filter_map(|seat| place.get(&seat.key)).min().copied().unwrap_or(0);
        parts[at].push(k);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn days_of(post: &Post<'_>) -> Option<(i32, i32)> {
    post.days.iter().fold(None, |all, day| span(all, Some(*day)))
}

/// Joins careers of which one stands in a region that holds the other's, and a rare name's careers that follow one another.
fn join_careers(name: &str, careers: &mut Vec<Career>, all: &[Sighting<'_>]) {
    if careers.len() < 2 {
        return;
    }
    let mut groups = Groups::of(careers.len());
    let mut joined: Vec<(usize, usize)> = Vec::new();
    let rare = rare(name);
    for a in 0..careers.len() {
        for b in a + 1..careers.len() {
            let (first, second) = (&careers[a], &careers[b]);
            if over(first, second, all) || rare && chained(first, second, all) {
                joined.push((a, b));
            }
        }
    }
    // Whoever is over two that cannot be one is neither's.
    let partners = |k: usize| {
        joined
            .iter()
            .filter(move |(a, b)| *a == k || *b == k)
            .map(move |(a, b)| if *a == k { *b } else { *a })
    };
    let torn: BTreeSet<usize> = (0..careers.len())
        .filter(|&k| {
            let all_of: Vec<usize> = partners(k).take(40).collect();
            if careers[k].is_open() && all_of.len() > 1 {
                return true;
            }
            all_of
                .iter()
                .enumerate()
                .any(|(n, &a)| all_of.iter().skip(n + 1).any(|&b| beside(&careers[a], &careers[b], all)))
        })
        .collect();
    for (a, b) in &joined {
        if !torn.contains(a) && !torn.contains(b) {
            groups.join(*a, *b);
        }
    }
    let old = std::mem::take(careers);
    let mut merged: BTreeMap<usize, Career> = BTreeMap::new();
    for (k, career) in old.into_iter().enumerate() {
        let into = merged.entry(groups.root(k)).or_default();
        into.clash |= career.clash;
        for member in career.members {
            into.add(member, all);
        }
    }
    careers.extend(merged.into_values());
}

/// Whether two careers in regions of which neither holds the other were led at the same time.
fn beside(a: &Career, b: &Career, all: &[Sighting<'_>]) -> bool {
    let nested = a.circles.iter().any(|x| b.circles.iter().any(|y| x.meets(y)));
    let days =
        |career: &Career| -> Vec<(i32, i32)> { career.members.iter().filter_map(|k| all[*k].days).collect() };
    let (x, y) = (days(a), days(b));
    !nested && (inside(&x, &y) || inside(&y, &x) || x.iter().any(|day| y.contains(day)))
}

/// Whether one stands in a region that holds the other's, one chronicle tells of both, and nobody speaks against it.
fn over(a: &Career, b: &Career, all: &[Sighting<'_>]) -> bool {
    let told_together = a.regions.intersection(&b.regions).next().is_some();
    let nested = a
        .circles
        .iter()
        .any(|x| b.circles.iter().any(|y| x != y && (x.meets(y) || x.is_unknown() || y.is_unknown())));
    // Of a chronicle that does not say what region it tells of, nothing says that it is another.
    let told_together = told_together || a.is_open() || b.is_open();
    if !told_together || !nested || a.clash || b.clash || gap(a.days, b.days) > BROKEN / 2 {
        return false;
    }
    let (x, y) = (a.seats(all), b.seats(all));
    if x.values().any(|p| y.values().any(|q| clash(p, q))) {
        return false;
    }
    // 副县长 and 副省长 at once, or one the year after the other, is nobody.
    let level = |career: &Career| career.circles.iter().map(Circle::level).min().unwrap_or(4).min(3);
    let far = level(a).abs_diff(level(b)) >= 2 && !a.circles.iter().chain(&b.circles).any(Circle::is_unknown);
    !far || gap(a.days, b.days) > BETWEEN_POSTS
}

/// Whether one career goes on in the other: one province, one post after the other, none lower.
fn chained(a: &Career, b: &Career, all: &[Sighting<'_>]) -> bool {
    let (Some(x), Some(y)) = (a.days, b.days) else { return false };
    let (earlier, later) = if x <= y { (a, b) } else { (b, a) };
    let apart = y.0.max(x.0) - x.1.min(y.1);
    let province = a.circles.iter().any(|p| b.circles.iter().any(|q| p.one_province(q)));
    let highest = |career: &Career| career.seats(all).values().map(|post| post.seat.rank()).max();
    province
        && !a.clash
        && !b.clash
        && (1..=BETWEEN_POSTS).contains(&apart)
        && highest(later) >= highest(earlier)
}

/// Whether few can bear a name: a given name of two characters after a surname that is none of the most common, or a surname of two.
pub(super) fn rare(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    if chars.len() < 3 || !chars.iter().all(|c| crate::text::is_han(*c)) {
        return false;
    }
    let double: String = chars.iter().take(2).collect();
    let surnames = |words: &str| {
        let found = Lexicon::builtin().lookup(words);
        found
            .into_iter()
            .filter(|term| term.class == Class::Surname)
            .map(|term| term.value)
            .collect::<Vec<_>>()
    };
    let first = chars.iter().take(1).collect::<String>();
    match chars.len() {
        4 => !surnames(&double).is_empty(),
        3 => surnames(&double).is_empty() && !surnames(&first).contains(&"common"),
        _ => false,
    }
}

/// Gives every bare name to whoever of the name is named nearest, else to one of its own region.
fn with_bare(careers: Vec<Career>, all: &[Sighting<'_>]) -> Vec<Career> {
    let mut careers = careers;
    let told: Vec<BTreeSet<(&Word, u32)>> = careers
        .iter()
        .map(|career| career.members.iter().map(|k| (all[*k].document, all[*k].number)).collect())
        .collect();
    let mut placed = told;
    let only = careers.len() == 1;
    let mut found: BTreeMap<&Circle, Vec<usize>> = BTreeMap::new();
    let mut alone: BTreeMap<Option<&Circle>, Vec<usize>> = BTreeMap::new();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (k, seen) in all.iter().enumerate().filter(|(_, seen)| seen.seats.is_empty()) {
        let here = found.entry(seen.region).or_insert_with(|| {
            let meets = |career: &Career| {
                career.regions.contains(seen.region)
                    || career.circles.iter().any(|circle| circle.meets(seen.region))
                    || only && (seen.region.is_unknown() || career.is_open())
            };
            (0..careers.len()).filter(|&c| meets(&careers[c])).collect()
        });
        let at = (seen.document, seen.number);
        let away = |other: Option<&(&Word, u32)>| {
            other.filter(|other| other.0 == at.0).map_or(u32::MAX, |other| other.1.abs_diff(at.1))
        };
        let nearest = here
            .iter()
            .copied()
            .filter(|&c| {
                let own = careers[c].circles.contains(seen.region)
                    || careers[c].regions.contains(seen.region)
                    || only && (seen.region.is_unknown() || careers[c].is_open());
                let apart = gap(careers[c].days, seen.days);
                // Who is only quoted may be long dead.
                apart <= if own { BROKEN } else { VISITOR } || !seen.present && apart <= 2 * LIFE
            })
            .min_by_key(|&c| {
                let near = away(placed[c].range(..at).next_back()).min(away(placed[c].range(at..).next()));
                (near, gap(careers[c].days, seen.days), c)
            });
        match nearest {
            Some(c) => {
                placed[c].insert(at);
                joined.push((c, k));
            }
            None => alone.entry(seen.present.then_some(seen.region)).or_default().push(k),
        }
    }
    for (c, k) in joined {
        let days = careers[c].days;
        careers[c].add(k, all);
        // What only quotes them makes no career longer.
        if !all[k].present {
            careers[c].days = days.or(all[k].days);
        }
    }
    let quoted = alone.remove(&None).unwrap_or_default();
    // One region is told and the other open: nothing says that they are two.
    let open = Circle::unknown();
    if careers.is_empty()
        && alone.len() == 2
        && let Some(members) = alone.remove(&Some(&open))
        && let Some(others) = alone.values_mut().next()
    {
        others.extend(members);
        others.sort_unstable();
    }
    let mut bare: Vec<Career> = alone
        .into_values()
        .flat_map(|members| split(&members, all))
        .map(|members| Career::of(members, all))
        .collect();
    // Who is only quoted is one person wherever that is, and whoever was there in one of the regions alone.
    match bare.as_mut_slice() {
        [only] if careers.is_empty() => quoted.iter().for_each(|k| only.add(*k, all)),
        _ if !quoted.is_empty() => {
            let own = bare
                .iter_mut()
                .chain(&mut careers)
                .find(|career| quoted.iter().any(|k| career.regions.contains(all[*k].region)));
            match own {
                Some(career) => quoted.iter().for_each(|k| career.add(*k, all)),
                None => bare.push(Career::of(quoted, all)),
            }
        }
        _ => {}
    }
    careers.extend(bare);
    careers
}

/// The people with the grounds, in the order in which the base learned of them, so that what comes later numbers nobody anew; outside of a
/// base in the order of their first day.
fn finish(name: &str, mut careers: Vec<Career>, all: &[Sighting<'_>]) -> Vec<Cluster> {
    if careers.is_empty() {
        careers.push(Career::default());
    }
    let arrived = |career: &Career| career.members.iter().filter_map(|k| all.get(*k)?.arrived).min();
    careers.sort_by_key(|career| (arrived(career), career.members.iter().next().copied()));
    let several = careers.len() > 1;
    let rare = rare(name);
    (0..careers.len())
        .map(|k| Cluster {
            members: careers[k].members.iter().map(|m| all[*m].k).collect(),
            ground: ground(&careers[k], several, all),
            circles: careers[k].circles.iter().cloned().collect(),
            maybe: maybes(k, &careers, rare, all),
        })
        .collect()
}

fn ground(career: &Career, several: bool, all: &[Sighting<'_>]) -> String {
    let offices: BTreeSet<String> = career
        .seats(all)
        .values()
        .map(|post| format!("{}{}", post.seat.body.as_deref().unwrap_or_default(), post.seat.post))
        .collect();
    let offices = offices.into_iter().take(12).collect::<Vec<_>>().join("、");
    let regions: Vec<&str> =
        career.circles.iter().map(Circle::name).filter(|name| !name.is_empty()).collect();
    match (several, career.clash) {
        (true, true) => format!("clash:{offices}"),
        (true, false) if !regions.is_empty() => format!("circle:{}", regions.join("、")),
        _ if offices.is_empty() => "name".to_owned(),
        _ => format!("offices:{offices}"),
    }
}

/// Who else of the name this may be.
fn maybes(k: usize, careers: &[Career], rare: bool, all: &[Sighting<'_>]) -> Vec<Maybe> {
    let mine = &careers[k];
    let mut found: Vec<(usize, i32, Maybe)> = Vec::new();
    for (other, career) in careers.iter().enumerate().filter(|(other, _)| *other != k) {
        let apart = gap(mine.days, career.days);
        let whole = span(mine.days, career.days).map_or(0, |(from, to)| to - from);
        if apart > BROKEN || whole > LIFE || mine.clash && career.clash && mine.circles == career.circles {
            continue;
        }
        let within = mine.circles.iter().any(|a| career.circles.iter().any(|b| a.meets(b)));
        let follows = apart > 0 && apart <= BETWEEN_POSTS;
        let province = mine.circles.iter().any(|a| career.circles.iter().any(|b| a.one_province(b)));
        let led = |career: &Career| career.members.iter().any(|k| !all[*k].seats.is_empty());
        let overlap = led(mine) && led(career) && beside(mine, career, all);
        let grounds_for = grounds(&[
            (rare, "rare_name"),
            (follows, "follows"),
            (within, "region_within"),
            (province && !within, "one_province"),
        ]);
        let grounds_against =
            grounds(&[(!within, "other_region"), (overlap, "posts_overlap"), (true, "no_text")]);
        if overlap || grounds_for.is_empty() {
            continue;
        }
        found.push((
            grounds_for.len(),
            apart,
            Maybe {
                homonym: other as u32 + 1,
                name: None,
                cite: None,
                entries: career.members.len() as u32,
                grounds_for,
                grounds_against,
            },
        ));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.homonym.cmp(&b.2.homonym)));
    found.truncate(OPEN);
    found.sort_by_key(|(.., maybe)| maybe.homonym);
    found.into_iter().map(|(.., maybe)| maybe).collect()
}
