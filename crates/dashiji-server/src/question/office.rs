//! Offices in questions: which one a phrase names, in either language, who held it on a day, and who came before and after somebody.

use super::passage::Passage;
use super::words::{self, Asks, Turn};
use super::{About, Asked, longest};
use crate::catalogue::{Catalogue, Holder, Office};
use crate::day::{self, Day};
use crate::gloss;
use crate::reads::Reads;
use crate::seek::Search;
use crate::words::Words;
use dashiji::collate::person::Stop;
use dashiji::fact::Part;
use dashiji_store::search::{self, Ground};

/// Offices in an answer at most.
const OFFICES: usize = 6;

/// Offices of one name that those before and after a day are told of: where more bodies have such an office it is not known whose is meant.
const FEW: usize = 3;

/// Somebody in an office, seen from what is asked.
#[derive(Debug, Clone)]
pub struct Held {
    /// The office, by its position in the catalogue.
    pub office: usize,
    /// The holder, by position in the office.
    pub holder: usize,
    /// How they stand to what is asked.
    pub place: Place,
}

/// How a holder stands to the day or the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Seen in it before.
    Before,
    /// Whom or what is asked for.
    Asked,
    /// Seen in it after.
    After,
}

/// The office a phrase names: its title, and what texts call it.
fn named(catalogue: &Catalogue, phrase: &str) -> Option<(String, String)> {
    if is_office(catalogue, phrase) {
        return Some((phrase.to_owned(), post(catalogue, phrase)));
    }
    // What the phrase calls the body may be its short name: 县革委会主任.
    let longer = short_names(phrase).into_iter().find(|phrase| is_office(catalogue, phrase));
    if let Some(phrase) = longer {
        let post = post(catalogue, &phrase);
        return Some((phrase, post));
    }
    // English calls the posts by their words: governor, county Party secretary.
    let post = english_post(catalogue, phrase)?;
    Some((post.to_owned(), post.to_owned()))
}

fn english_post(catalogue: &Catalogue, phrase: &str) -> Option<&'static str> {
    gloss::posts(phrase).into_iter().find(|post| is_office(catalogue, post))
}

/// The office of a place that an English phrase names: governor of Henan.
fn named_of(catalogue: &Catalogue, phrase: &str) -> Option<(String, String)> {
    let (called, of) = phrase.split_once(" of ")?;
    let post = english_post(catalogue, called)?;
    let of = of.trim_start_matches("the ").replace(' ', "");
    let whose = catalogue.offices.iter().find(|office| {
        let before = office.title.strip_suffix(post).filter(|before| before.chars().count() > 1);
        !of.is_empty() && before.is_some_and(|before| gloss::is_spelt(before, &of))
    });
    let title = whose.map_or(post, |office| &*office.title);
    Some((title.to_owned(), post.to_owned()))
}

/// A phrase with a body in it by its other names: 县革命委员会主任 for 县革委会主任.
fn short_names(phrase: &str) -> Vec<String> {
    let rows = include_str!("../../data/short-names.tsv").lines().filter(|row| !row.starts_with('#'));
    let pairs = rows.filter_map(|row| row.split_once('\t'));
    let both = pairs.flat_map(|(short, long)| [(short, long), (long, short)]);
    both.filter(|(told, _)| phrase.contains(told))
        .map(|(told, other)| phrase.replacen(told, other, 1))
        .collect()
}

/// The office that a phrase asks of, as a whole, or whoever is first or last in it.
pub fn asked(catalogue: &Catalogue, phrase: &str, asks: &[Asks]) -> Option<About> {
    let fits = |what: &Asks| matches!(what, Asks::Who | Asks::Which | Asks::Where);
    if !(asks.is_empty() || asks.iter().any(fits)) || phrase.is_ascii() && !asks.iter().any(fits) {
        return None;
    }
    let turn = words::turn(phrase);
    let bare = words::without(phrase, |what| matches!(what, Asks::Turn(_) | Asks::Part("appointed")));
    let mut cores = words::cores(&bare);
    cores.insert(0, phrase.to_owned());
    let whole = cores.iter().find_map(|core| named(catalogue, core));
    let (title, post) = whole.or_else(|| cores.iter().find_map(|core| named_of(catalogue, core)))?;
    Some(match turn {
        Some(turn @ (Turn::First | Turn::Last)) if !asks.is_empty() => About::Turned(title, post, turn, None),
        _ => About::Office(title, post),
    })
}

/// Who came before or after somebody: in the office that is named with them, else in the one they are most often seen in.
pub fn turned(catalogue: &Catalogue, sentence: &str) -> Option<About> {
    let turn = words::turn(sentence).filter(|turn| matches!(turn, Turn::After | Turn::Before))?;
    let name = longest(catalogue.people.names.iter().map(|name| &*name.name), sentence)?;
    let rest = sentence.replacen(name, " ", 1);
    let rest = words::without(&rest, |what| matches!(what, Asks::Turn(_) | Asks::Part(_)));
    let cores = words::cores(&rest);
    let own = cores.iter().find_map(|core| named(catalogue, core));
    let nothing = cores.last().is_none_or(|core| core.is_empty() || words::is_filling(core));
    // 主任 alone is the office of many bodies: who came next in it is not known by the word.
    let whose = |office: &&Office| !office.org.is_empty() || office.title.starts_with(LEVELS);
    let (title, post) = own.or_else(|| {
        let times = |office: &&Office| {
            office
                .holders
                .iter()
                .filter(|holder| &*holder.name == name)
                .map(|holder| holder.times)
                .sum::<u32>()
        };
        let held = catalogue.offices.iter().filter(|office| nothing && times(office) > 0 && whose(office));
        let most = held.max_by_key(times);
        let Some(most) = most else { return nothing.then(<(String, String)>::default) };
        Some((most.title.to_string(), most.post.to_string()))
    })?;
    Some(About::Turned(title, post, turn, Some(name.to_owned())))
}

/// When somebody held the office that is named with them.
pub fn held(catalogue: &Catalogue, sentence: &str) -> Option<About> {
    let name = longest(catalogue.people.names.iter().map(|name| &*name.name), sentence)?;
    let rest = sentence.replacen(name, " ", 1);
    let rest = words::without(&rest, |what| matches!(what, Asks::Part(_)));
    let (title, _) = words::cores(&rest).iter().find_map(|core| named(catalogue, core))?;
    Some(About::Held(name.to_owned(), title))
}

/// The offices that are called so, those most often seen first, and the one of just that title before all.
pub fn called(catalogue: &Catalogue, title: &str) -> Vec<usize> {
    let mut offices: Vec<usize> = catalogue
        .offices_by_weight
        .iter()
        .map(|&k| k as usize)
        .filter(|&k| catalogue.offices.get(k).is_some_and(|office| is_called(office, title)))
        .take(OFFICES)
        .collect();
    offices.sort_by_key(|&k| *catalogue.offices[k].title != *title);
    offices
}

/// Those seen in some offices, by the day they are first seen.
fn sequence<'a>(catalogue: &'a Catalogue, offices: &[usize]) -> Vec<(usize, usize, &'a Holder)> {
    let mut all: Vec<(usize, usize, &Holder)> = offices
        .iter()
        .flat_map(|&office| {
            let holders = catalogue.offices.get(office).map(|office| &office.holders[..]).unwrap_or_default();
            holders.iter().enumerate().map(move |(k, holder)| (office, k, holder))
        })
        .filter(|(.., holder)| holder.first != day::NONE)
        .collect();
    all.sort_by_key(|(.., holder)| (holder.first, holder.last));
    all
}

/// Who came before or after somebody in an office, or is the first or last in it.
pub fn turns(catalogue: &Catalogue, title: &str, turn: Turn, name: Option<&str>) -> Option<super::Answer> {
    let offices = called(catalogue, title);
    let held = |&(office, holder, _): &(usize, usize, &Holder), place: Place| Held { office, holder, place };
    if let Turn::First | Turn::Last = turn {
        // Of each body that has such an office.
        let one = |&office: &usize| {
            let all = sequence(catalogue, &[office]);
            let last = all.iter().max_by_key(|(.., h)| (h.last, h.first));
            let one = if turn == Turn::First { all.first() } else { last };
            one.map(|one| (one.2.last, held(one, Place::Asked)))
        };
        let mut found: Vec<(Day, Held)> = offices.iter().filter_map(one).collect();
        found.sort_by_key(|(day, _)| if turn == Turn::First { *day } else { -*day });
        let found: Vec<Held> = found.into_iter().map(|(_, held)| held).collect();
        return (!found.is_empty()).then(|| super::Answer::Turns(title.to_owned(), found));
    }
    // In the very office of theirs, where anybody else is seen in it on that side; else in all that are called so.
    let name = name?;
    let theirs: Vec<usize> = (0..catalogue.offices.len())
        .filter(|&k| is_called(&catalogue.offices[k], title))
        .filter(|&k| catalogue.offices[k].holders.iter().any(|holder| &*holder.name == name))
        .collect();
    // 党委书记, where 书记 is asked for of somebody who was 党委书记.
    let alike =
        theirs.first().map(|&office| called(catalogue, &catalogue.offices[office].title)).unwrap_or_default();
    let found = [theirs, alike, offices].iter().find_map(|offices| {
        let all = sequence(catalogue, offices);
        if turn == Turn::After {
            let at = all.iter().rposition(|(.., holder)| &*holder.name == name)?;
            let next = all[at + 1..].iter().find(|(.., holder)| &*holder.name != name)?;
            return Some(vec![held(&all[at], Place::Before), held(next, Place::Asked)]);
        }
        let at = all.iter().position(|(.., holder)| &*holder.name == name)?;
        let last = all[..at].iter().rev().find(|(.., holder)| &*holder.name != name)?;
        Some(vec![held(last, Place::Asked), held(&all[at], Place::After)])
    })?;
    Some(super::Answer::Turns(title.to_owned(), found))
}

/// Who took an office from somebody, or left it to them, where one entry tells both of two people and no more: each entry by its id, with the other's name.
pub fn succession(snapshot: &Reads, name: &str, turn: Turn) -> Option<super::Answer> {
    let catalogue = &**snapshot.catalogue();
    let entries = &catalogue.people.get(name)?.entries;
    let mut told = Vec::new();
    for &entry in entries.iter().rev().take(LOOKED) {
        let id = &*catalogue.heads[entry as usize].id;
        let Some(leaf) = snapshot.leaves(&[id]).pop() else { continue };
        for event in &leaf.record.events {
            let of = |part: Part| {
                let took = event.people.iter().filter(move |took| took.parts.contains(&part));
                took.filter_map(|took| leaf.record.people.get(took.person)).collect::<Vec<_>>()
            };
            let (came, went) = (of(Part::Appointed), of(Part::Removed));
            let ([came], [went]) = (came.as_slice(), went.as_slice()) else { continue };
            let (own, other) = if turn == Turn::After { (went, came) } else { (came, went) };
            if own.known_as() == name && other.known_as() != name {
                let at = other.mentions.first().map_or(leaf.record.span.start, |span| span.start);
                told.push(Passage::at(snapshot, &leaf, at, vec![other.known_as().to_owned()])?);
            }
        }
    }
    told.reverse();
    let total = told.len();
    (total > 0).then_some(super::Answer::Passages(told, total))
}

/// Entries in which a succession is looked for.
const LOOKED: usize = 60;

/// Those nearest to some days of which nothing is told: the last before and the first after.
pub fn around(catalogue: &Catalogue, offices: &[usize], from: Day, to: Day) -> Option<Vec<Held>> {
    // Of bodies that anything is told of before and after.
    let of_then = |&&office: &&usize| {
        let all = sequence(catalogue, &[office]);
        all.iter().any(|(.., h)| h.first <= to) && all.iter().any(|(.., h)| h.last >= from)
    };
    let then: Vec<usize> = offices.iter().filter(of_then).copied().collect();
    let offices = if then.is_empty() { offices.to_vec() } else { then };
    if offices.is_empty() || offices.len() > FEW {
        return None;
    }
    let all = sequence(catalogue, &offices);
    let before = all.iter().filter(|(.., h)| h.first <= to).max_by_key(|(.., h)| (h.first, h.last));
    let after = all.iter().find(|(.., h)| h.first > to);
    let held = |one: Option<&(usize, usize, &Holder)>, place: Place| {
        one.map(|&(office, holder, h)| {
            let inside = h.first <= to && h.last >= from;
            Held { office, holder, place: if inside { Place::Asked } else { place } }
        })
    };
    let told: Vec<Held> = held(before, Place::Before).into_iter().chain(held(after, Place::After)).collect();
    (!told.is_empty()).then_some(told)
}

/// Who held an office in the days asked for, with proof: those of the very office where there are any, and of an office that one holds at a time
/// whoever was seen in it last.
pub fn holders(snapshot: &Reads, asked: &Asked, title: &str, w: Words) -> Vec<search::Holder> {
    let catalogue = &**snapshot.catalogue();
    let wanted = Search { query: asked.query(), take: 0, ..Search::default() };
    let mut holders = snapshot.search(&wanted, w).map(|found| found.holders).unwrap_or_default();
    if holders.iter().any(|holder| is_titled(&holder.title, title)) {
        holders.retain(|holder| is_titled(&holder.title, title));
    }
    let Some((from, _)) = asked.when else { return holders };
    let day = day::iso(from);
    // Who took the office last, and when.
    let taken = |title: &str| {
        let office = catalogue.offices.iter().find(|office| *office.title == *title)?;
        let turns = office.holders.iter().flat_map(|h| h.changes.iter().map(move |taken| (taken, &*h.name)));
        let begun = turns.filter(|(taken, _)| taken.how.begins() && taken.day <= from);
        let begun: Vec<(String, String)> =
            begun.map(|(taken, name)| (day::iso(taken.day), name.to_owned())).collect();
        // Where two are told to have taken it on one day it is not known who has it.
        let last = begun.iter().max()?.clone();
        begun.iter().all(|(at, name)| *at < last.0 || *name == last.1).then_some(last)
    };
    let last = |holder: &search::Holder| {
        holder.proof.iter().map(|proof| &proof.date).filter(|at| **at <= day).max().cloned()
    };
    let seen: Vec<(String, String)> =
        holders.iter().filter_map(|holder| Some((holder.title.clone(), last(holder)?))).collect();
    holders.retain(|holder| {
        let own = last(holder);
        let several = holder.title.contains('副') || holder.title.ends_with(['员', '委']);
        // Somebody else was seen in the same office since, or took it.
        let seen =
            seen.iter().any(|(title, at)| *title == holder.title && own.as_ref().is_some_and(|own| own < at));
        let taken = taken(&holder.title).filter(|(_, name)| *name != holder.name);
        let later = seen || taken.is_some_and(|(at, _)| own.as_ref().is_some_and(|own| *own <= at));
        holder.ground != Ground::Nearest || several || !later
    });
    holders
}

/// Who held an office in the days asked for, else whoever is seen in it last, where it is one and no more.
pub fn holder(snapshot: &Reads, about: &About, when: Option<(Day, Day)>, w: Words) -> Option<String> {
    let About::Office(title, _) = about else { return None };
    let catalogue = &**snapshot.catalogue();
    if when.is_some() {
        let asked = Asked { about: about.clone(), when, rest: String::new(), held: None };
        let holders = holders(snapshot, &asked, title, w);
        if holders.is_empty() {
            // Of a time of which nothing is told: whoever took it before, where somebody else is told to have followed.
            let (from, to) = when?;
            let [one, next] =
                <[Held; 2]>::try_from(around(catalogue, &called(catalogue, title), from, to)?).ok()?;
            let holder = &catalogue.offices[one.office].holders[one.holder];
            let begun = holder.changes.iter().any(|taken| taken.how.begins());
            let fits = next.place == Place::After && begun && holder.changes.len() == 1;
            return fits.then(|| holder.name.to_string());
        }
        let ground = |ground: Ground| holders.iter().filter(move |holder| holder.ground == ground);
        let best = [Ground::Stated, Ground::Between, Ground::Nearest]
            .into_iter()
            .map(|told| ground(told).map(|holder| holder.name.clone()).collect::<Vec<_>>())
            .find(|names| !names.is_empty())?;
        if best.iter().all(|name| *name == best[0]) {
            return Some(best[0].clone());
        }
        // Of several bodies' the one of whom anything is told of those days.
        let (from, to) = when?;
        let seen = |name: &String| {
            let days = |stop: &Stop| Some((day::of(&stop.from)?, day::last(&stop.to)?));
            let people = snapshot.people(name);
            let stops = people.iter().flat_map(|person| &person.itinerary).filter_map(days);
            stops.into_iter().any(|(first, last)| first <= to && last >= from)
        };
        let then: Vec<String> = holders.iter().map(|holder| holder.name.clone()).filter(seen).collect();
        return then.first().filter(|one| then.iter().all(|name| name == *one)).cloned();
    }
    let offices = called(catalogue, title);
    let all = sequence(catalogue, &offices);
    let (.., last) = all.iter().max_by_key(|(.., holder)| holder.last)?;
    (offices.len() <= FEW).then(|| last.name.to_string())
}

/// Whether an office is the one asked for as a whole: 省长 is 省长 and 河南省省长, and never 副省长.
pub fn is_called(office: &Office, asked: &str) -> bool {
    is_titled(&office.title, asked)
}

fn is_titled(title: &str, asked: &str) -> bool {
    asked.chars().count() >= 2 && (whole_tail(title, asked) || lacks_region(title, asked))
}

/// Whether an office is the one asked for but for the region's bare name before it: 河南省委书记, where 省委书记 is asked for.
fn lacks_region(title: &str, asked: &str) -> bool {
    let level = asked.starts_with(LEVELS);
    title
        .strip_suffix(asked)
        .is_some_and(|before| level && before.chars().count() >= 2 && !before.ends_with(ANOTHER))
}

/// What offices begin with that say by themselves whose they are in a chronicle of one place.
const LEVELS: [char; 10] = ['省', '市', '县', '区', '州', '旗', '镇', '乡', '校', '村'];

/// What makes another office of one: a deputy's, a former one's.
const ANOTHER: [char; 6] = ['副', '原', '前', '代', '助', '候'];

/// Whether some words end in others and what stands before these is no part of them: 河南省 before 省长, and not 副.
pub fn whole_tail(words: &str, tail: &str) -> bool {
    let Some(before) = words.strip_suffix(tail) else { return false };
    before.is_empty()
        || !before.ends_with(ANOTHER)
            && before.chars().next_back().is_some_and(|c| {
                "省市县区州旗盟乡镇委府会厅局院部处办司校厂社团党组学馆所站队行场库心室会".contains(c)
            })
}

/// What texts call an office: of 霍山县县长 they say 县长.
fn post(catalogue: &Catalogue, asked: &str) -> String {
    let whole = catalogue.offices.iter().find(|office| *office.title == *asked);
    whole.filter(|office| asked.ends_with(&*office.post)).map_or(asked, |office| &office.post).to_owned()
}

fn is_office(catalogue: &Catalogue, phrase: &str) -> bool {
    catalogue.offices.iter().any(|office| is_called(office, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_no_deputy_s_and_no_former_one_s() {
        for (title, asked, is) in [
            ("省长", "省长", true),
            ("河南省省长", "省长", true),
            ("副省长", "省长", false),
            ("常务副省长", "省长", false),
            ("县委副书记", "书记", false),
            ("县委书记", "书记", true),
            ("原县长", "县长", false),
        ] {
            assert_eq!(whole_tail(title, asked), is, "{title} {asked}");
        }
        assert!(lacks_region("河南省委书记", "省委书记") && !lacks_region("常务副省长", "副省长"));
        assert!(!lacks_region("霍山县副县长", "县长"));
    }
}
