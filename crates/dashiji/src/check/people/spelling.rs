//! P04: two names that differ in one character and hold one office: one of them is a slip. Where the office lists its people,
//! a name one slip away from a listed one.

use super::listed::is_post_of;
use crate::check::{Desk, Draft, Report};
use crate::collate::day;
use crate::collate::office::{Holder, Post};
use crate::fact::Record;
use crate::lexicon::lists::{Scope, folded};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let told = against_the_list(desk, report);
    let offices = desk.collation.offices();
    let mut bare: BTreeMap<String, (&Post, Vec<&Post>)> = BTreeMap::new();
    for post in offices.iter().filter(|post| is_bare(post)) {
        bare.insert(post.title.clone(), (post, Vec::new()));
    }
    for post in offices.iter().filter(|post| !is_bare(post)) {
        if let Some((_, full)) = level(post).and_then(|level| bare.get_mut(&level)) {
            full.push(post);
        }
    }
    // 镇党委书记 beside 桂花镇党委书记: one office, where the town is named at one of the two alone.
    let among = bare.values().filter(|(_, full)| !full.is_empty()).flat_map(|(post, full)| {
        let holders: Vec<&Holder> =
            post.holders.iter().chain(full.iter().flat_map(|post| &post.holders)).collect();
        let own = |k: usize| k < post.holders.len();
        let pairs =
            slips(&holders).into_iter().map(|(odd, usual)| (odd, usual, holders[odd], holders[usual]));
        pairs
            .filter(|(a, b, odd, usual)| own(*a) != own(*b) && beside(odd, usual))
            .map(|(.., odd, usual)| (*post, odd, usual))
            .collect::<Vec<_>>()
    });
    let alike = offices.iter().flat_map(|post| {
        let holders: Vec<&Holder> = post.holders.iter().collect();
        slips(&holders).into_iter().map(move |(odd, usual)| (post, &post.holders[odd], &post.holders[usual]))
    });
    // A name is told once, of the first office that shows it.
    let mut said = BTreeSet::new();
    for (post, odd, usual) in alike.chain(among) {
        if !said.contains(&odd.name) && tell(desk, report, &told, post, (odd, usual)) {
            said.insert(odd.name.clone());
        }
    }
}

/// One slip: a holder's name, and the usual one. Whether there was something to tell.
fn tell(
    desk: &Desk<'_>,
    report: &mut Report<'_>,
    told: &[String],
    post: &Post,
    (odd, usual): (&Holder, &Holder),
) -> bool {
    let cite = |holder: &Holder| {
        holder.office.cites.first().or(holder.office.changes.first().map(|c| &c.cite)).cloned()
    };
    let (Some(at), Some(other)) = (cite(odd), cite(usual)) else { return false };
    let Some((reading, record)) = desk.cited(&at) else { return false };
    let sure =
        |name: &str, record: &Record| record.people.iter().any(|p| p.name == name && p.doubt.is_none());
    // Told of together they are two people.
    if !sure(&odd.name, record) || record.people.iter().any(|p| p.name == usual.name) {
        return false;
    }
    // 副县长 is several people's: only a name that stands once is a slip.
    if post.several && (odd.office.cites.len() > 1 || usual.office.cites.len() < 2) {
        return false;
    }
    // Listed names are what they are, and a slip from one is told already.
    if told.contains(&odd.name) || desk.lists.knows(&folded(&odd.name)) {
        return false;
    }
    let mention = record.people.iter().find(|p| p.name == odd.name).and_then(|p| p.mentions.first().copied());
    let mut draft =
        Draft::default().arg("name", &odd.name).arg("other", &usual.name).arg("title", &post.title);
    draft.also.extend(desk.pointer(reading, &other));
    let span = mention.unwrap_or(Span { start: at.start, end: at.end });
    report.add(reading, Some(record), span, draft);
    true
}

/// Positions of each holder that is another's name but for a slip, and of the usual spelling: the one that is told most often. The rarer is the slip. Found by
/// what a slip leaves of a name, so that time grows with the holders.
fn slips(holders: &[&Holder]) -> Vec<(usize, usize)> {
    let told = |k: usize| holders[k].office.cites.len() + holders[k].office.changes.len();
    let often = |k: usize| (told(k), std::cmp::Reverse(k));
    let mut usual: BTreeMap<String, [Option<usize>; 2]> = BTreeMap::new();
    for (k, holder) in holders.iter().enumerate() {
        for key in keys(&holder.name) {
            let best = usual.entry(key).or_default();
            if best[0].is_none_or(|first| often(first) < often(k)) {
                *best = [Some(k), best[0]];
            } else if best[1].is_none_or(|second| often(second) < often(k)) {
                best[1] = Some(k);
            }
        }
    }
    let pair = |k: usize| {
        let near =
            keys(&holders[k].name).into_iter().filter_map(|key| usual.get(&key)).flatten().flatten().copied();
        let more = near.filter(|&u| {
            let even = told(u) == told(k) && !beside(holders[u], holders[k]);
            u != k && often(u) > often(k) && !even && slip(&holders[k].name, &holders[u].name)
        });
        Some((k, more.max_by_key(|&u| often(u))?))
    };
    (0..holders.len()).filter_map(pair).collect()
}

/// So many years apart two names alike may be two people's who followed each other.
const APART: i32 = 15;

/// Whether two holders are seen within a few years, or have one name with two characters in each other's place.
fn beside(a: &Holder, b: &Holder) -> bool {
    let year = |holder: &Holder| holder.office.first.as_deref()?.get(..4)?.parse::<i32>().ok();
    !one_apart(&a.name, &b.name) || year(a).zip(year(b)).is_some_and(|(a, b)| (a - b).abs() < APART)
}

/// Whether an office is of a body told by its level alone (镇党委书记).
fn is_bare(post: &Post) -> bool {
    post.org.as_deref().is_some_and(|org| org.chars().count() == 1 && post.title.starts_with(org))
}

/// The title of an office with no more of its place than the level (镇党委书记 of 桂花镇党委书记).
fn level(post: &Post) -> Option<String> {
    let org = post.org.as_deref()?;
    let last = org.chars().last()?;
    Some(format!("{last}{}", post.title.strip_prefix(org)?))
}

/// What a slip leaves of a name: it without one of its characters, or its last two in order.
fn keys(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut keys: Vec<String> = (1..chars.len())
        .map(|k| chars.iter().enumerate().map(|(n, c)| if n == k { '*' } else { *c }).collect())
        .collect();
    if let [a, rest @ ..] = &chars[..] {
        let mut rest = rest.to_vec();
        rest.sort_unstable();
        keys.push(std::iter::once(a).chain(&rest).collect());
    }
    keys
}

/// Names that are a listed person's but for one slip, or stand in the list as wrong forms. Gives the names told.
fn against_the_list(desk: &Desk<'_>, report: &mut Report<'_>) -> Vec<String> {
    let lists = desk.lists;
    let mut told = Vec::new();
    if lists.people.is_empty() && lists.holders.is_empty() {
        return told;
    }
    for name in desk.collation.names() {
        let written = folded(name);
        if lists.knows(&written) {
            continue;
        }
        let records = desk.naming(name);
        let held = |post: &str, scope: &Scope| {
            records.iter().any(|record| {
                let person = record.people.iter().find(|person| person.name == name);
                scope.holds(day(record))
                    && person.is_some_and(|p| p.titles.iter().any(|title| is_post_of(record, title, post)))
            })
        };
        let wrong = lists.people.iter().find(|known| known.wrong.contains(&written));
        let right = match wrong {
            Some(known) => Some((&known.name, &known.scope, None)),
            // A name one slip away is another person's as easily: only an office that both hold makes it a slip.
            None => lists
                .holders
                .iter()
                .find(|holder| slip(&written, &holder.name) && held(&holder.post, &holder.scope))
                .map(|holder| (&holder.name, &holder.scope, Some(&holder.post))),
        };
        let Some((right, scope, post)) = right else { continue };
        let Some(record) = records.first() else { continue };
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        let spans = |record: &Record| {
            let person = record.people.iter().find(|person| person.name == name);
            person.map(|p| p.mentions.clone()).unwrap_or_default()
        };
        let Some(&span) = spans(record).first() else { continue };
        let mut draft = Draft::default()
            .arg("name", name)
            .arg("other", right)
            .arg("title", post.cloned().unwrap_or_default())
            .listed(scope, right);
        for record in records.iter().filter(|record| record.document.sha256 == desk.sha256(reading)) {
            for span in spans(record) {
                draft = draft.replace(span, right, false);
            }
        }
        report.add(reading, Some(record), span, draft);
        told.push(name.to_owned());
    }
    told
}

/// Whether a name is another's but for one character of three, or for two that changed places.
pub(super) fn slip(written: &str, right: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), right.chars().collect());
    one_apart(written, right) || moved(&a, &b)
}

/// Whether a name of three characters is another with its last two in each other's place.
pub(super) fn moved(a: &[char], b: &[char]) -> bool {
    a.len() == 3 && b.len() == 3 && a != b && a[0] == b[0] && a[1] == b[2] && a[2] == b[1]
}

/// Whether two names differ in exactly one character of as many, and not in the surname alone of a two-character name.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let apart = a.iter().zip(&b).filter(|(x, y)| x != y).count();
    a.len() == b.len() && a.len() >= 3 && apart == 1 && a[0] == b[0]
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_slip_keeps_the_surname_and_the_length() {
        assert!(super::one_apart("周明远", "周明运"));
        assert!(!super::one_apart("周明", "周远"));
        assert!(!super::one_apart("周明远", "吴明远"));
    }
}
