//! Lists that an office keeps beside its terms, each line with the days it holds for: wordings, persons, posts, orders of
//! precedence, and bodies that were renamed or merged.
//!
//! In go the lines of a lexicon whose class is a list's, `骆怀谷 holder 县委副书记 2021-06 2023-05`; out come [`Lists`] that
//! the rules and registers ask. They are no terms of the trie; our own stand in `table-wordings.tsv` and
//! `table-successions.tsv`, and a user's lines win over those of the same thing.

use super::source::{Fault, What, lines};
use crate::resolve::day::iso_order;
use crate::text::fold;
use std::sync::LazyLock;

/// When, where and by whose word a line holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// First day, ISO; nothing where open.
    pub from: Option<String>,
    /// Last day, ISO; nothing where open.
    pub to: Option<String>,
    /// GB/T 2260 code of the region it is of, 0 where everywhere.
    pub region: u32,
    /// Where it is from, as the line says.
    pub source: String,
    /// Whether it is a user's line and not one of ours.
    pub own: bool,
}

impl Scope {
    /// Whether it holds on a day (ISO); a line with open ends holds without a day too.
    pub fn holds(&self, day: Option<&str>) -> bool {
        match day {
            Some(day) => {
                self.from.as_deref().is_none_or(|from| iso_order(from, day).is_le())
                    && self.to.as_deref().is_none_or(|to| iso_order(day, to).is_le())
            }
            None => self.from.is_none() && self.to.is_none(),
        }
    }

    /// Whether it is of a region: of everywhere, or of a region that the code lies in.
    pub fn covers(&self, code: Option<&str>) -> bool {
        if self.region == 0 {
            return true;
        }
        let mine = format!("{:06}", self.region);
        let trimmed = mine.strip_suffix("0000").or(mine.strip_suffix("00")).unwrap_or(&mine);
        code.is_some_and(|code| code.starts_with(trimmed))
    }
}

/// A term of a group of terms for one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The term, folded.
    pub term: String,
    /// The term to be used, by which the group is named.
    pub group: String,
    /// When it was in use.
    pub scope: Scope,
}

/// A person by the right form of the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The right form, folded.
    pub name: String,
    /// Wrong forms that are met with, folded.
    pub wrong: Vec<String>,
    /// When the person may be met.
    pub scope: Scope,
}

/// Who held a post when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The person, folded.
    pub name: String,
    /// The post, as the line has it.
    pub post: String,
    /// The days in office.
    pub scope: Scope,
}

/// An order in which names or titles are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedence {
    /// What the list is called.
    pub list: String,
    /// Names or titles in their order, folded.
    pub order: Vec<String>,
    /// When it is in force.
    pub scope: Scope,
}

/// A body's name, the days it bore it, and the names that came after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The name, folded; `*` at its beginning stands for a region.
    pub name: String,
    /// The names that came after it.
    pub successors: Vec<String>,
    /// The days it can have been borne: before and after it was surely not.
    pub scope: Scope,
}

impl Succession {
    /// What stands for `*` in a name that is this one; empty where it has none.
    fn region_of<'a>(&self, name: &'a str) -> Option<&'a str> {
        let Some(body) = self.name.strip_prefix('*') else {
            return (self.name == name).then_some("");
        };
        let region = name.strip_suffix(body)?;
        // A department is a province's.
        let level = !body.ends_with('厅') || region.ends_with('省') || region.ends_with("自治区");
        (level && region.ends_with(['省', '市', '县', '区', '州', '旗', '盟'])).then_some(region)
    }
}

/// The lists of a lexicon.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    /// Terms for one thing.
    pub wordings: Vec<Wording>,
    /// Known persons.
    pub people: Vec<Known>,
    /// Known bodies by the right forms of their names, folded: the user's own `org` lines.
    pub bodies: Vec<String>,
    /// Who held which post.
    pub holders: Vec<Holder>,
    /// Orders of precedence.
    pub precedence: Vec<Precedence>,
    /// Bodies renamed and merged.
    pub successions: Vec<Succession>,
}

static BUILTIN: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for text in [
        include_str!("../../lexicon/table-wordings.tsv"),
        include_str!("../../lexicon/table-successions.tsv"),
    ] {
        // A test holds our own lines to their form.
        let _ = lists.read("", text);
    }
    lists
});

/// The classes of lines that are a list's, with what their value is.
const CLASSES: &[(&str, &str)] = &[
    ("wording", "复工复产: the term to be used for the thing"),
    ("person", ""),
    ("holder", "县委副书记: the post"),
    ("precedence", "骆怀谷、段守拙: names or titles in their order"),
    ("succession", ""),
];

impl Lists {
    /// Our own lists.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Whether the class column of a line holds a list's class.
    pub fn is_of_list(line: &str) -> bool {
        let class = line.split('\t').nth(1).map(str::trim).unwrap_or_default();
        CLASSES.iter().any(|(name, _)| *name == class)
    }

    /// Adds the lines of a text that are a list's.
    ///
    /// # Errors
    /// The first such line that cannot be used.
    pub fn read(&mut self, file: &str, text: &str) -> Result<(), Fault> {
        for (number, line) in lines(text).filter(|(_, line)| Self::is_of_list(line)) {
            self.add(line).map_err(|what| Fault {
                file: file.to_owned(),
                line: number,
                what,
                text: line.to_owned(),
            })?;
        }
        Ok(())
    }

    fn add(&mut self, line: &str) -> Result<(), What> {
        let mut columns = line.split('\t').map(str::trim);
        let mut next = || columns.next().unwrap_or_default();
        let (term, class, value) = (folded(next()), next(), next());
        if term.is_empty() {
            return Err(What::NoTerm);
        }
        let (from, to, region) = (next(), next(), next());
        let region = match region {
            "" => 0,
            digits => digits.parse().map_err(|_| What::NoNumber("region", digits.to_owned()))?,
        };
        let end = |cell: &str, last| day(cell, last).map_err(|()| What::NoDay(cell.to_owned()));
        let scope = Scope {
            from: end(from, false)?,
            to: end(to, true)?,
            region,
            source: next().to_owned(),
            own: false,
        };
        if let (Some(from), Some(to)) = (&scope.from, &scope.to)
            && to < from
        {
            return Err(What::Reversed);
        }
        if let Some((_, wanted)) = CLASSES.iter().find(|(name, wanted)| *name == class && !wanted.is_empty())
            && value.is_empty()
        {
            return Err(What::NoValue(wanted));
        }
        match class {
            "wording" => self.wordings.push(Wording { term, group: folded(value), scope }),
            "person" => self.people.push(Known { name: term, wrong: items(value), scope }),
            "holder" => {
                for post in value.split('、').map(str::trim).filter(|post| !post.is_empty()) {
                    let (name, post, scope) = (term.clone(), post.to_owned(), scope.clone());
                    self.holders.push(Holder { name, post, scope });
                }
            }
            "precedence" => self.precedence.push(Precedence { list: term, order: items(value), scope }),
            _ => self.successions.push(Succession { name: term, successors: items(value), scope }),
        }
        Ok(())
    }

    /// Ours and, where they tell of the same thing instead of ours, a user's own.
    #[must_use]
    pub fn with_own(mut own: Self) -> Self {
        for scope in own.scopes() {
            scope.own = true;
        }
        let ours = Self::builtin();
        let told = |w: &&Wording| !own.wordings.iter().any(|o| o.group == w.group || o.term == w.term);
        let mut wordings: Vec<Wording> = ours.wordings.iter().filter(told).cloned().collect();
        let renamed = |s: &&Succession| !own.successions.iter().any(|o| o.name == s.name);
        let mut successions: Vec<Succession> = ours.successions.iter().filter(renamed).cloned().collect();
        wordings.append(&mut own.wordings);
        successions.append(&mut own.successions);
        own.wordings = wordings;
        own.successions = successions;
        own
    }

    fn scopes(&mut self) -> impl Iterator<Item = &mut Scope> {
        (self.wordings.iter_mut().map(|row| &mut row.scope))
            .chain(self.people.iter_mut().map(|row| &mut row.scope))
            .chain(self.holders.iter_mut().map(|row| &mut row.scope))
            .chain(self.precedence.iter_mut().map(|row| &mut row.scope))
            .chain(self.successions.iter_mut().map(|row| &mut row.scope))
    }

    /// The rows of a body's name, each with the region that stands for its `*`: 清河县 for 清河县卫生局.
    pub fn named<'a, 'n>(
        &'a self,
        name: &'n str,
    ) -> impl Iterator<Item = (&'a Succession, &'n str)> + use<'a, 'n> {
        self.successions.iter().filter_map(move |row| Some((row, row.region_of(name)?)))
    }

    /// The rows of the names that came before and after a body's, and its own, earliest first, each name in full.
    pub fn line_of<'a>(&'a self, name: &str) -> Vec<(String, &'a Succession)> {
        let Some((row, region)) = self.named(name).next() else { return Vec::new() };
        let mut line = vec![row];
        for forward in [true, false] {
            let mut reached = vec![row];
            while let Some(at) = reached.pop() {
                for next in &self.successions {
                    let (before, after) = if forward { (at, next) } else { (next, at) };
                    if before.successors.contains(&after.name) && !line.contains(&next) {
                        line.push(next);
                        reached.push(next);
                    }
                }
            }
        }
        // Names are in order of the last day, then of the first.
        let last = |row: &Succession| row.scope.to.clone().unwrap_or_else(|| "9".to_owned());
        line.sort_by_key(|row| (last(row), row.scope.from.clone(), row.name.clone()));
        line.into_iter()
            .map(|row| (row.name.replacen('*', region, 1), row))
            .filter(|(name, row)| row.region_of(name).is_some())
            .collect()
    }

    /// Every name of a person that a list holds.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (self.people.iter().map(|known| known.name.as_str()))
            .chain(self.holders.iter().map(|holder| holder.name.as_str()))
    }

    /// Whether a name is a listed person's.
    pub fn knows(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }
}

/// The names of a value that is a list.
fn items(value: &str) -> Vec<String> {
    value.split(['、', ';', '；', ',', '，']).map(folded).filter(|item| !item.is_empty()).collect()
}

/// Characters as the text's are folded, without spaces.
pub(crate) fn folded(text: &str) -> String {
    text.chars().map(fold).filter(|c| !c.is_whitespace()).collect()
}

/// A day, month or year as an ISO day: the first of it, or the last. Nothing for an open end.
///
/// # Errors
/// Where it is none of these.
pub(crate) fn day(cell: &str, last: bool) -> Result<Option<String>, ()> {
    let open = ["", "-", "—", "?", "？", "今", "至今", "现在", "now", "present", "今日"];
    if open.contains(&cell.to_lowercase().as_str()) {
        return Ok(None);
    }
    let folded: String = cell.chars().map(fold).collect();
    let parts: Vec<&str> =
        folded.split(['-', '.', '/', '年', '月', '日', '号', ' ']).filter(|p| !p.is_empty()).collect();
    let figures: Option<Vec<u16>> = parts.iter().map(|part| part.parse().ok()).collect();
    let (year, month, day) = match figures.as_deref() {
        Some([year]) => (*year, None, None),
        Some([year, month]) => (*year, Some(*month), None),
        Some([year, month, day]) => (*year, Some(*month), Some(*day)),
        _ => return Err(()),
    };
    let (month, day) = match (month, day, last) {
        (None, _, false) => (1, 1),
        (None, _, true) => (12, 31),
        (Some(month), None, false) => (month, 1),
        (Some(month), None, true) => (month, 31),
        (Some(month), Some(day), _) => (month, day),
    };
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Err(());
    }
    Ok(Some(format!("{year:04}-{month:02}-{day:02}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_lines_keep_their_form() {
        for text in [
            include_str!("../../lexicon/table-wordings.tsv"),
            include_str!("../../lexicon/table-successions.tsv"),
        ] {
            for (number, line) in lines(text) {
                assert!(Lists::is_of_list(line), "line {number} is of no list: {line}");
            }
            Lists::default().read("ours", text).unwrap();
        }
    }

    #[test]
    fn a_wrong_line_says_where_and_what() {
        for (line, wanted) in [
            ("\twording\t甲", "a.tsv:2: the term is empty"),
            ("甲\twording", "a.tsv:2: the value is empty"),
            ("甲\tholder\t县长\t去年", "a.tsv:2: no such day \"去年\""),
            ("甲\tholder\t县长\t2018\t2017", "a.tsv:2: the last day is before the first"),
            ("甲\tprecedence\t乙、丙\t\t\t省", "a.tsv:2: region is not a number"),
        ] {
            let fault = Lists::default().read("a.tsv", &format!("# 注\n{line}\n")).unwrap_err();
            assert!(fault.to_string().starts_with(wanted), "{fault}");
        }
    }

    #[test]
    fn a_line_holds_for_its_days_and_its_region() {
        let mut lists = Lists::default();
        lists.read("a", "段守拙\tholder\t县长\t2018-03\t2021\t341525\n").unwrap();
        let scope = &lists.holders[0].scope;
        for (day, holds) in
            [("2018-02-28", false), ("2018-03-01", true), ("2021-12-31", true), ("2022-01-01", false)]
        {
            assert_eq!(scope.holds(Some(day)), holds, "{day}");
        }
        assert!(scope.covers(Some("341525")) && !scope.covers(Some("341524")) && !scope.covers(None));
    }

    #[test]
    fn a_users_group_stands_instead_of_ours() {
        let mut own = Lists::default();
        own.read("a", "复产复工\twording\t复产复工\n").unwrap();
        let lists = Lists::with_own(own);
        assert!(lists.wordings.iter().filter(|w| w.group == "复产复工").all(|w| w.scope.own));
        assert!(!lists.wordings.iter().any(|w| w.term == "复产复工" && !w.scope.own));
    }
}
