//! Who is meant by another name (周砚农), where an entry of the document tells that somebody bears it (周文田,字砚农).
//!
//! Only what the text says ties two names: a name that is told of two people ties nothing, nor does one that stands far off in time.

use super::person::without_spaces;
use super::{Record, SameAs, TimeRecord};
use crate::lexicon::Class;
use crate::recognize::Passage;
use crate::recognize::person::{AliasMention, PersonMention};
use crate::text::{Span, fold};
use std::collections::BTreeMap;

/// The names that somebody goes by, in full: 周砚农 of 周文田(字砚农), and 砚农.
pub(super) fn forms(passage: &Passage<'_>, name: Span, alias: AliasMention) -> Vec<String> {
    let own = passage.folded(alias.span);
    let surname = passage.hits.longest(name.lo(), Class::Surname).map_or(1, |hit| hit.span().len());
    let surname = passage.folded(Span::new(name.lo(), (name.lo() + surname).min(name.hi())));
    if alias.kind.is_given() && !own.starts_with(&surname) {
        vec![format!("{surname}{own}"), own]
    } else {
        vec![own]
    }
}

/// Who is meant by other names, as the entries of a document tell: nobody, where two people are told to bear one.
#[derive(Debug, Default)]
pub(crate) struct Aliases(BTreeMap<String, Option<Tie>>);

/// Who is meant by another name.
#[derive(Debug, Clone)]
struct Tie {
    known: SameAs,
    /// The year of the entry that says so.
    year: Option<i32>,
}

/// Years before or after another name is told in which its bearer is meant by it: whoever bears it later is another, as in registers.
const MEANT: i32 = 40;

impl Aliases {
    /// Adds the other names that an entry of a year tells, and gives those that begin with a surname.
    pub(crate) fn gather(
        &mut self,
        passage: &Passage<'_>,
        (entry, year): (u32, Option<i32>),
        people: &[PersonMention],
    ) -> Vec<String> {
        let mut full = Vec::new();
        for (person, alias) in
            people.iter().flat_map(|person| person.aliases.iter().map(move |a| (person, *a)))
        {
            let name = without_spaces(passage.slice(person.span));
            let known = SameAs { name, entry, start: alias.span.start, end: alias.span.end };
            let forms = forms(passage, person.span, alias);
            full.extend(forms.first().filter(|form| form.chars().count() > 2).cloned());
            for form in forms {
                self.note(form, Some(Tie { known: known.clone(), year }));
            }
        }
        full
    }

    /// Adds what later entries tell.
    pub(crate) fn extend(&mut self, other: Self) {
        for (form, told) in other.0 {
            self.note(form, told);
        }
    }

    fn note(&mut self, form: String, told: Option<Tie>) {
        use std::collections::btree_map::Entry;
        match self.0.entry(form) {
            Entry::Vacant(place) => {
                place.insert(told);
            }
            Entry::Occupied(mut known) => {
                let same = known
                    .get()
                    .as_ref()
                    .zip(told.as_ref())
                    .is_some_and(|(a, b)| a.known.name == b.known.name);
                if !same {
                    known.insert(None);
                }
            }
        }
    }

    /// Tells of the people of an entry who is meant.
    pub(crate) fn tell(&self, record: &mut Record) {
        if self.0.is_empty() {
            return;
        }
        let year = record.dated().and_then(TimeRecord::year);
        let names: Vec<String> = record.people.iter().map(|person| person.name.clone()).collect();
        for person in &mut record.people {
            let folded: String = person.name.chars().map(fold).collect();
            let tie = self.0.get(&folded).and_then(Option::as_ref);
            let meant = |tie: &&Tie| {
                let apart = year.zip(tie.year).map_or(0, |(one, other)| (one - other).abs());
                // Who is named beside him is another.
                apart <= MEANT && tie.known.name != folded && !names.contains(&tie.known.name)
            };
            person.same_as = tie.filter(meant).map(|tie| tie.known.clone());
        }
    }
}
