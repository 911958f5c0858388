//! P08: a name that stands once, without an office, one character from a name that stands often: a slip of the pen in a list
//! (穆为名 among many 穆为民).

use super::spelling::{moved, slip};
use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::{Record, TitleKind};
use crate::lexicon::lists::folded;
use crate::text::{Span, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Entries that must name the usual form: of a name without a title, or with one of the usual's.
const OFTEN: usize = 4;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    // Names by what a slip leaves as it is: all characters but one, or all in any order.
    let mut often: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut once: Vec<(&str, &Record)> = Vec::new();
    for name in desk.collation.names().filter(|name| (2..=4).contains(&name.chars().count())) {
        let records = desk.naming(name);
        // Two characters in each other's place, or one that sounds like the right one, are met with in hardly another name: two entries are enough.
        if (2..OFTEN - 1).contains(&records.len()) && name.chars().count() == 3 {
            for key in keys(name) {
                often.entry(key).or_default().push(name);
            }
        }
        if records.len() >= OFTEN - 1 {
            for key in keys(name) {
                often.entry(key).or_default().push(name);
            }
        } else if let [record] = records[..]
            && !desk.lists.knows(&folded(name))
            && record.people.iter().any(|p| p.name == name)
        {
            once.push((name, record));
        }
    }
    twice(desk, report);
    for (name, record) in once {
        let mut usual: Vec<&str> =
            keys(name).iter().filter_map(|key| often.get(key)).flatten().copied().collect();
        usual.sort_unstable();
        usual.dedup();
        let bare = bare(name, record);
        usual.retain(|usual| {
            let seen = desk.naming(usual);
            *usual != name
                && near(name, usual)
                && if moved(&chars(name), &chars(usual)) {
                    true
                } else if sounds_alike(name, usual) && (bare || seen.len() < OFTEN - 1) {
                    bare || like_once(name, record, usual, &seen)
                } else if seen.len() < OFTEN - 1 {
                    false
                } else if bare {
                    seen.len() >= OFTEN && name.chars().count() > 2
                } else {
                    like(name, record, usual, &seen)
                }
        });
        let [usual] = usual[..] else { continue };
        // Told of together they are two people.
        if record.people.iter().any(|person| person.name == usual) {
            continue;
        }
        let Some(reading) = desk.reading(&record.document.sha256) else { continue };
        let Some(span) = record.people.iter().find(|p| p.name == name).and_then(|p| p.mentions.first())
        else {
            continue;
        };
        let entries = desk.naming(usual).len();
        let draft = Draft::default()
            .arg("name", name)
            .arg("other", usual)
            .arg("entries", entries.to_string())
            .replace(*span, usual, false);
        // A name in a list, like one that is met with a few times, may be another's.
        let draft = if bare && entries < OFTEN { draft.severity(Severity::Note) } else { draft };
        report.add(reading, Some(record), *span, draft);
    }
}

/// A name of more than one entry with its last character set twice (闻人静静).
fn twice(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        for person in record.people.iter().filter(|p| p.doubt.is_none()) {
            // A title right before a whole name tells that it is one.
            let stated = person
                .titles
                .iter()
                .any(|t| t.kind == TitleKind::Post && person.mentions.iter().any(|m| t.end == Some(m.start)));
            for mention in &person.mentions {
                let last = text.before(mention.hi());
                let again = text.at(mention.hi()) == last
                    && text.at(mention.hi() + 1) != last
                    && crate::text::is_han(last);
                let hits = || {
                    crate::lexicon::Lexicon::builtin()
                        .scan(text.chars(), Span::new(mention.hi(), mention.hi() + 4))
                };
                if !again
                    || desk.naming(&person.name).len() < 2 && !(stated && person.name.chars().count() > 2)
                    || hits().at(mention.hi()).iter().any(|hit| hit.span().len() > 1)
                {
                    continue;
                }
                let span = Span::new(mention.lo(), mention.hi() + 1);
                let draft = Draft::default()
                    .arg("name", text.slice(span))
                    .arg("other", &person.name)
                    .arg("entries", desk.naming(&person.name).len().to_string())
                    .replace(span, &person.name, false);
                report.add(reading, Some(record), span, draft);
            }
        }
    }
}

fn chars(name: &str) -> Vec<char> {
    name.chars().collect()
}

/// What a slip leaves of a name: each way to leave out a character, with its place; and its characters in order.
fn keys(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut sorted = chars.clone();
    sorted.sort_unstable();
    let mut keys: Vec<String> = (0..chars.len())
        .map(|k| chars.iter().enumerate().map(|(n, c)| if n == k { '*' } else { *c }).collect())
        .collect();
    // A last character set twice.
    if let [rest @ .., a, b] = &chars[..]
        && a == b
    {
        let once: Vec<char> = rest.iter().chain([a]).copied().collect();
        keys.push(format!("+{}", once.iter().collect::<String>()));
    }
    keys.push(format!("+{name}"));
    keys.push(format!("={}", sorted.iter().collect::<String>()));
    keys
}

/// Whether two names differ by a slip: one character that is another, two that changed places.
fn near(a: &str, b: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let again = x.len() == y.len() + 1 && x.starts_with(&y) && x.last() == y.last();
    again
        || slip(a, b)
        || x.len() == 2 && y.len() == 2 && (x[0] == y[0]) != (x[1] == y[1])
        || x.len() >= 3 && x[1..] == y[1..]
}

/// Whether a name with a title is given one that the usual name bears often.
fn like(name: &str, record: &Record, usual: &str, seen: &[&Record]) -> bool {
    let mine = titles(record, name);
    let theirs = seen.iter().filter(|r| titles(r, usual).iter().any(|t| mine.contains(t))).count();
    // An office of several needs a name that is met with often: two deputies may be called alike.
    let single = mine.iter().any(|t| super::SINGLE.iter().any(|s| t.ends_with(s)) && !t.contains('副'));
    theirs >= if single { OFTEN - 2 } else { OFTEN - 1 }
}

/// Characters of given names by how they sound.
static SOUNDS: LazyLock<BTreeMap<char, usize>> = LazyLock::new(|| {
    let text = include_str!("../../../lexicon/table-name-sounds.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).enumerate();
    rows.flat_map(|(k, line)| {
        let group = line.split('\t').next().unwrap_or_default();
        group.chars().map(move |c| (fold(c), k))
    })
    .collect()
});

/// Whether two names of three characters differ in one of the given name, and those two sound alike.
fn sounds_alike(a: &str, b: &str) -> bool {
    let (a, b) = (chars(a), chars(b));
    let apart: Vec<(char, char)> = a.iter().copied().zip(b.iter().copied()).filter(|(x, y)| x != y).collect();
    let [(x, y)] = apart[..] else { return false };
    let sound = |c: char| SOUNDS.get(&fold(c));
    a.len() == 3 && b.len() == 3 && a[0] == b[0] && sound(x).is_some() && sound(x) == sound(y)
}

/// Whether a name with a title has one that the usual name bears.
fn like_once(name: &str, record: &Record, usual: &str, seen: &[&Record]) -> bool {
    let mine = titles(record, name);
    seen.iter().any(|r| titles(r, usual).iter().any(|t| mine.contains(t)))
}

/// The posts that an entry gives somebody of a name.
fn titles(record: &Record, name: &str) -> Vec<String> {
    let people = record.people.iter().filter(|p| p.name == name);
    let posts = people.flat_map(|p| &p.titles).filter(|t| t.kind == TitleKind::Post);
    posts.map(|t| super::plain(t.words(), record)).collect()
}

/// Whether an entry gives a person nothing but a collective or an address.
fn bare(name: &str, record: &Record) -> bool {
    record.people.iter().filter(|person| person.name == name).all(|person| {
        person.titles.iter().all(|t| matches!(t.kind, TitleKind::Collective | TitleKind::Address))
    })
}
