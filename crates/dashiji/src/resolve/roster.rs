//! A list of who held which office when (任职表), given by the user: what the text leaves out is added from it.
//!
//! In goes a table, `周启明,省委书记,2018-03,2021-06`; out comes a [`Roster`] that gives 周启明 the title 省委书记, basis
//! `roster`, in every entry of those years that names him without it. Nothing the text states is touched.

use crate::fact::{Record, TitleBasis, TitleKind, TitleRecord, day_of};
use crate::lexicon::lists::{Holder, Scope, folded as key};
use crate::lexicon::{Class, Lexicon, posts};
use crate::resolve::day::iso_order;
use crate::text::fold;
use std::collections::BTreeMap;

/// One office held by one person over some time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    post: String,
    kind: TitleKind,
    /// Bytes of the body before the post alone.
    body: usize,
    /// When and where it was held.
    scope: Scope,
}

/// Offices by person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    terms: BTreeMap<String, Vec<Term>>,
}

impl Roster {
    /// Reads a table, tab or comma between columns: name, post, first and last day (both may be empty). A first line of
    /// column names (姓名, 职务, 起, 止; name, post, from, to) may give another order and more columns.
    ///
    /// ```
    /// use dashiji::{lexicon::Lexicon, resolve::roster::Roster};
    /// let table = "姓名\t职务\t任职\t离职\n周启明\t省委书记\t2018年3月\t2021年6月\n";
    /// let roster = Roster::parse(table, Lexicon::builtin()).unwrap();
    /// assert_eq!(roster.len(), 1);
    /// assert!(Roster::parse("周启明\t省委书记\t去年\n", Lexicon::builtin()).is_err());
    /// ```
    ///
    /// # Errors
    /// A message naming the line and what is wrong with it.
    pub fn parse(text: &str, lexicon: &Lexicon) -> Result<Self, String> {
        Ok(Self::holding(&posts(text)?, lexicon))
    }

    /// The posts of a lexicon's lists.
    pub fn of(lexicon: &Lexicon) -> Self {
        Self::holding(&lexicon.lists().holders, lexicon)
    }

    fn holding(holders: &[Holder], lexicon: &Lexicon) -> Self {
        let mut roster = Self::default();
        for holder in holders {
            let (kind, body) = head(&holder.post, lexicon);
            let (post, scope) = (holder.post.clone(), holder.scope.clone());
            roster.terms.entry(holder.name.clone()).or_default().push(Term { post, kind, body, scope });
        }
        roster
    }

    /// Number of offices.
    pub fn len(&self) -> usize {
        self.terms.values().map(Vec::len).sum()
    }

    /// Whether the table named nobody.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Adds to a record's people the offices they held on its day and that the text does not state.
    pub fn fill(&self, record: &mut Record) {
        if self.is_empty() {
            return;
        }
        let days = record.dated().map(|date| (date.from.clone(), date.to.clone()));
        let code = record.document.region.as_ref().and_then(|region| region.code.clone());
        for person in &mut record.people {
            for term in self.terms.get(&key(&person.name)).into_iter().flatten() {
                if term.in_force(days.as_ref())
                    && term.scope.covers(code.as_deref())
                    && !person.titles.iter().any(|title| says(title, &term.post))
                {
                    person.titles.push(term.title());
                }
            }
        }
    }
}

impl Term {
    /// Whether the office was held on any of the days; without a day only where the term is open at both ends.
    fn in_force(&self, days: Option<&(String, String)>) -> bool {
        let Some((first, last)) = days else { return self.scope.holds(None) };
        self.scope.from.as_ref().is_none_or(|from| iso_order(from, day_of(last)).is_le())
            && self.scope.to.as_ref().is_none_or(|to| iso_order(day_of(first), to).is_le())
    }

    fn title(&self) -> TitleRecord {
        let (body, post) = self.post.split_at_checked(self.body).unwrap_or(("", &self.post));
        TitleRecord {
            text: self.post.clone(),
            form: None,
            kind: self.kind,
            post: (self.kind == TitleKind::Post).then(|| post.to_owned()),
            org: (!body.is_empty()).then(|| body.to_owned()),
            start: None,
            end: None,
            basis: TitleBasis::Roster,
            from_entry: None,
            days: None,
            doubt: None,
        }
    }
}

/// Whether a title of the text already says what the table says: 书记 says 省委书记 less fully, 中共江州省委书记 more fully.
fn says(title: &TitleRecord, post: &str) -> bool {
    let (stated, listed) = (key(&title.text), key(post));
    stated.ends_with(&listed) || listed.ends_with(&stated)
}

/// The kind of a title and how many bytes of it are the body: of 省委书记 the first six.
fn head(post: &str, lexicon: &Lexicon) -> (TitleKind, usize) {
    let folded: Vec<char> = post.chars().map(fold).collect();
    for (at, (byte, _)) in post.char_indices().enumerate() {
        let rest: String = folded[at..].iter().collect();
        for term in lexicon.lookup(&rest) {
            let kind = match term.class {
                Class::Post => TitleKind::Post,
                Class::Collective => TitleKind::Collective,
                Class::Academic => TitleKind::Academic,
                Class::Occupation => TitleKind::Occupation,
                _ => continue,
            };
            return (kind, prefixed(post, byte, lexicon));
        }
    }
    (TitleKind::Post, 0)
}

/// Where the post begins with what belongs to it: 副 of 副省长.
fn prefixed(post: &str, byte: usize, lexicon: &Lexicon) -> usize {
    let before = post.get(..byte).unwrap_or_default();
    before
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| {
            let prefix: String = before[at..].chars().map(fold).collect();
            lexicon.lookup(&prefix).iter().any(|term| term.class == Class::PostPrefix)
        })
        .unwrap_or(byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Given;

    const TABLE: &str = "姓名,职务,到任,离任,备注\n周启明,\"省委书记、省人大常委会主任\",2018年3月,2021-06,\n何立群,副省长,2019,至今,\n何立群,市长,2015,2018,\n";

    fn filled(text: &str) -> Vec<String> {
        let roster = Roster::parse(TABLE, Lexicon::builtin()).unwrap();
        let given = Given { period: Some("2020".to_owned()), ..Given::default() };
        let reading =
            crate::read_with(text.as_bytes().to_vec(), &given, Lexicon::builtin(), Some(&roster)).unwrap();
        let people = reading.records.iter().flat_map(|record| &record.people);
        people
            .map(|person| {
                let titles: Vec<String> =
                    person.titles.iter().map(|t| format!("{}:{:?}", t.text, t.basis)).collect();
                format!("{} {}", person.name, titles.join(" "))
            })
            .collect()
    }

    #[test]
    fn an_office_left_out_is_added_for_its_time() {
        assert_eq!(
            filled("2020年4月8日,省委书记周启明主持会议,何立群参加会议。\n"),
            ["周启明 省委书记:Stated 省人大常委会主任:Roster", "何立群 副省长:Roster"]
        );
    }

    #[test]
    fn a_post_is_told_from_its_body() {
        let roster = Roster::parse("张三\t县人民政府副县长\n", Lexicon::builtin()).unwrap();
        let title = roster.terms["张三"][0].title();
        assert_eq!((title.org.as_deref(), title.post.as_deref()), (Some("县人民政府"), Some("副县长")));
    }

    #[test]
    fn a_wrong_line_says_where_and_what() {
        for (table, wanted) in [
            ("张三\t县长\t2018-13\n", "line 1: 2018-13 is no date"),
            ("姓名\t职务\n\t县长\n", "line 2: no name"),
            ("name\tfrom\n张三\t2018\n", "line 1: no column for the post"),
            ("张三\t县长\t2018\t2017\n", "line 1: the last day is before the first"),
            ("张三\n", "line 1: no post"),
        ] {
            let message = Roster::parse(table, Lexicon::builtin()).unwrap_err();
            assert!(message.starts_with(wanted), "{message}");
        }
    }
}
