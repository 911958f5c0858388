//! The lexicon: general knowledge as data (surnames, posts, divisions, units, verbs), compiled in from `lexicon/*.tsv`.
//!
//! In goes a range of folded characters; out come the [`Hits`]: every term that begins at every character, with its
//! classes. `省委书记赵立本` has hits 省委 (organ), 书记 (post), 赵 (surname). A user's own terms
//! (`--lexicon DIR`, the same columns) stand in a second trie beside the built-in one and win over it.

pub(crate) mod characters;
mod class;
mod column;
pub mod common;
mod gate;
pub mod lists;
pub(crate) mod lists_of_words;
mod packed;
mod posts;
pub(crate) mod rows;
mod source;

pub use class::{Class, ClassSet};
pub use column::Column;
pub use lists::Lists;
pub use posts::{is_headed as is_list_of_posts, parse as posts};
pub use source::{Fault, Row, What, parse};

/// Surnames read otherwise than their character mostly is, in lines of surname, tab, reading; `#` begins a comment.
pub const SURNAME_READINGS: &str = include_str!("../../lexicon/table-surname-readings.tsv");

use crate::text::{Span, fold};
use gate::Passes;
use packed::Table;
use std::sync::LazyLock;

/// The built-in lexicon, written by the build script.
const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// What its values are parts of.
const VALUES: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.txt"));

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

/// One row of a term that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term<'a> {
    /// What it is.
    pub class: Class,
    /// What the class says it means.
    pub value: &'a str,
    /// First year of use, 0 where unknown.
    pub from: u16,
    /// Last year of use, 0 where still used.
    pub to: u16,
    /// GB/T 2260 code of the region it belongs to, 0 where everywhere.
    pub region: u32,
}

/// Terms by their characters.
pub struct Lexicon {
    /// The built-in terms, then the user's.
    layers: Vec<(crawdad::Trie, Table)>,
    /// The lists, where a user has some.
    own: Option<Box<Lists>>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("layers", &self.layers.len()).finish_non_exhaustive()
    }
}

/// A term found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Everything the term is.
    pub classes: ClassSet,
    layer: u8,
    term: u32,
}

impl Hit {
    /// Where it stands.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// Whether it is, among others, a `class`.
    pub fn is(self, class: Class) -> bool {
        self.classes.has(class)
    }
}

impl Default for Lexicon {
    /// The built-in terms, for more to be added.
    fn default() -> Self {
        Self { layers: packed::read(BYTES, VALUES).into_iter().collect(), own: None }
    }
}

impl Lexicon {
    /// The terms that come with the engine.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The built-in terms and, before them, a user's own files (name and text of each): terms, lists, and lists of posts
    /// under a heading (姓名, 职务, 起, 止).
    ///
    /// # Errors
    /// The first line that cannot be used, with its file and number.
    pub fn with_user(files: &[(String, String)]) -> Result<Self, Fault> {
        let mut layers: Vec<_> = packed::read(BYTES, VALUES).into_iter().collect();
        let mut rows = Vec::new();
        let mut own = Lists::default();
        for (name, text) in files.iter().filter(|(_, text)| !posts::is_headed(text)) {
            own.read(name, text)?;
            // Lines of lists are left out, their numbers are not.
            let terms: Vec<&str> =
                text.lines().map(|line| if Lists::is_of_list(line) { "" } else { line }).collect();
            rows.extend(parse(name, &terms.join("\n"), fold)?);
        }
        for row in rows.iter().filter(|row| row.class == Class::Org) {
            let full = [&row.value].into_iter().filter(|full| !full.is_empty() && !full.contains(['*', '^']));
            own.bodies.extend([&row.term].into_iter().chain(full).map(|name| lists::folded(name)));
        }
        if !rows.is_empty() {
            let whole =
                |what| Fault { file: String::new(), line: 0, what: What::Whole(what), text: String::new() };
            layers.push(packed::build(rows).map_err(whole)?);
        }
        for (name, text) in files.iter().filter(|(_, text)| posts::is_headed(text)) {
            let posts = posts::parse(text).map_err(|why| Fault {
                file: name.clone(),
                line: 0,
                what: What::Posts(why),
                text: String::new(),
            })?;
            own.holders.extend(posts);
        }
        let mut lexicon = Self { layers, own: None };
        let named: Vec<lists::Known> = own
            .precedence
            .iter()
            .flat_map(|list| list.order.iter().map(move |item| (item, &list.scope)))
            .filter(|(item, _)| !own.knows(item) && !lexicon.is_title(item))
            .map(|(item, scope)| lists::Known { name: item.clone(), wrong: Vec::new(), scope: scope.clone() })
            .collect();
        own.people.extend(named);
        lexicon.own = Some(Box::new(Lists::with_own(own)));
        Ok(lexicon)
    }

    /// The built-in terms without those of a class, or of a class and value: what a reader is worth that never heard of them.
    ///
    /// ```
    /// use dashiji::lexicon::{Class, Lexicon};
    /// let none = Lexicon::without(Class::Surname, None);
    /// assert!(none.lookup("张").iter().all(|term| term.class != Class::Surname));
    /// ```
    pub fn without(class: Class, value: Option<&str>) -> Self {
        let is_out =
            |row: packed::Packed, text: &str| row.class == class && value.is_none_or(|value| value == text);
        let layers = packed::read(BYTES, VALUES).into_iter();
        Self { layers: layers.map(|(trie, table)| (trie, table.without(is_out))).collect(), own: None }
    }

    /// Whether a name of a list ends as a post does: 县长, not 骆怀谷.
    fn is_title(&self, item: &str) -> bool {
        item.char_indices()
            .any(|(at, _)| self.lookup(&item[at..]).iter().any(|term| term.class == Class::Post))
    }

    /// Its lists: ours, with a user's own.
    pub fn lists(&self) -> &Lists {
        self.own.as_deref().unwrap_or_else(|| Lists::builtin())
    }

    /// The same with more posts held, such as a list of them given apart.
    #[must_use]
    pub fn with_posts(mut self, holders: Vec<lists::Holder>) -> Self {
        self.own.get_or_insert_with(|| Box::new(Lists::builtin().clone())).holders.extend(holders);
        self
    }

    /// Every term inside `span` of a document's folded characters.
    pub fn scan(&self, chars: &[char], span: Span) -> Hits {
        let end = span.hi().min(chars.len());
        let chars = chars.get(..end).unwrap_or_default();
        let mut hits = Hits::new(span);
        for i in span.lo()..end {
            let mut start = Start { first: hits.found.len() as u32, classes: ClassSet::NONE };
            let second = chars.get(i + 1).copied().unwrap_or_default();
            let hit = |term, length: usize, classes, layer| {
                let (start, end) = (i as u32, (i + length) as u32);
                Hit { start, end, classes, layer, term }
            };
            for (layer, (trie, table)) in (0u8..).zip(&self.layers) {
                match table.gate.at(chars[i], second) {
                    Passes::Single(None) => {}
                    Passes::Single(Some(single)) => {
                        hits.push(&mut start, hit(single.term, 1, single.classes, layer));
                    }
                    Passes::Longer => {
                        for (term, length) in trie.common_prefix_search(chars[i..].iter().copied()) {
                            hits.push(&mut start, hit(term, length, table.classes(term), layer));
                        }
                    }
                }
            }
            hits.starts.push(start);
        }
        let first = hits.found.len() as u32;
        hits.starts.push(Start { first, classes: ClassSet::NONE });
        hits
    }

    /// Every term that folded characters begin with: its length and what it is.
    pub(crate) fn beginnings<'a>(
        &'a self,
        chars: &'a [char],
    ) -> impl Iterator<Item = (usize, ClassSet)> + 'a {
        self.layers.iter().flat_map(move |(trie, table)| {
            trie.common_prefix_search(chars.iter().copied())
                .map(|(term, length)| (length, table.classes(term)))
        })
    }

    /// The length of the longest term of a class that folded characters begin with.
    pub fn longest(&self, chars: &[char], class: Class) -> Option<usize> {
        let lengths = self.layers.iter().flat_map(|(trie, table)| {
            trie.common_prefix_search(chars.iter().copied())
                .filter(move |(term, _)| table.classes(*term).has(class))
                .map(|(_, length)| length)
        });
        lengths.max()
    }

    /// The rows of a term that was found, the built-in ones in the order of class and value.
    pub fn terms(&self, hit: &Hit) -> impl Iterator<Item = Term<'_>> + '_ {
        let table = &self.layers[hit.layer as usize].1;
        table.rows(hit.term).map(|row| Term {
            class: row.class,
            value: table.value(row),
            from: row.from,
            to: row.to,
            region: row.region,
        })
    }

    /// The first row of a class of a term that was found.
    pub fn term(&self, hit: &Hit, class: Class) -> Option<Term<'_>> {
        self.terms(hit).find(|term| term.class == class)
    }

    /// The rows of exactly this term (given folded), from all layers.
    pub fn lookup(&self, term: &str) -> Vec<Term<'_>> {
        let mut found = Vec::new();
        for (layer, (trie, _)) in self.layers.iter().enumerate() {
            if let Some(id) = trie.exact_match(term.chars()) {
                let hit =
                    Hit { start: 0, end: 0, classes: ClassSet::default(), layer: layer as u8, term: id };
                found.extend(self.terms(&hit));
            }
        }
        found
    }
}

/// The terms found in a range, by where they begin, shorter before longer.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    base: u32,
    /// One for each code point of the range, and one past it.
    starts: Vec<Start>,
    /// For each code point of the range, and one past it, the classes of the terms that end before it.
    ends: Vec<ClassSet>,
    found: Vec<Hit>,
}

/// The terms that begin at one code point.
#[derive(Debug, Clone, Copy)]
struct Start {
    /// Place of the first of them among all that were found.
    first: u32,
    /// What they are, all taken together: most questions end here.
    classes: ClassSet,
}

impl Hits {
    fn new(span: Span) -> Self {
        let starts = Vec::with_capacity(span.len() + 1);
        let ends = vec![ClassSet::NONE; span.len() + 1];
        Self { base: span.start, starts, ends, found: Vec::with_capacity(span.len() * 2) }
    }

    /// Adds a term that begins at a code point.
    #[inline]
    fn push(&mut self, start: &mut Start, hit: Hit) {
        start.classes = start.classes.and(hit.classes);
        if let Some(end) = self.ends.get_mut((hit.end - self.base) as usize) {
            *end = end.and(hit.classes);
        }
        self.found.push(hit);
    }

    /// The terms that begin at a code point of the document, shorter before longer.
    #[inline]
    pub fn at(&self, index: usize) -> &[Hit] {
        let i = index.wrapping_sub(self.base as usize);
        match (self.starts.get(i), self.starts.get(i.wrapping_add(1))) {
            (Some(a), Some(b)) => self.found.get(a.first as usize..b.first as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// For each code point of the range, the classes of all terms that begin there, and the terms.
    pub fn places(&self) -> impl Iterator<Item = (ClassSet, &[Hit])> {
        let found = |a: &Start, b: &Start| self.found.get(a.first as usize..b.first as usize);
        let ends = self.starts.iter().skip(1);
        self.starts.iter().zip(ends).map(move |(a, b)| (a.classes, found(a, b).unwrap_or_default()))
    }

    /// The classes of all terms that begin at a code point.
    #[inline]
    pub fn classes(&self, index: usize) -> ClassSet {
        self.starts.get(index.wrapping_sub(self.base as usize)).map_or(ClassSet::NONE, |start| start.classes)
    }

    /// The classes of all terms that end at a code point (their end, half open).
    #[inline]
    pub fn classes_ending(&self, end: usize) -> ClassSet {
        self.ends.get(end.wrapping_sub(self.base as usize)).copied().unwrap_or_default()
    }

    /// The longest term of a class that begins at a code point.
    #[inline]
    pub fn longest(&self, index: usize, class: Class) -> Option<&Hit> {
        if !self.has(index, class) {
            return None;
        }
        self.at(index).iter().filter(|hit| hit.is(class)).max_by_key(|hit| hit.end)
    }

    /// The longest term of a class that ends at a code point (its end, half open).
    #[inline]
    pub fn ending(&self, end: usize, class: Class) -> Option<&Hit> {
        if !self.classes_ending(end).has(class) {
            return None;
        }
        (end.saturating_sub(16)..end)
            .filter(|&i| self.has(i, class))
            .find_map(|i| self.at(i).iter().find(|hit| hit.end as usize == end && hit.is(class)))
    }

    /// Whether a term of a class begins at a code point.
    #[inline]
    pub fn has(&self, index: usize, class: Class) -> bool {
        self.classes(index).has(class)
    }

    /// All terms, by start, shorter before longer.
    pub fn iter(&self) -> impl Iterator<Item = &Hit> {
        self.found.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_users_term_is_found_beside_the_built_in_ones() {
        let files = [("mine.tsv".to_owned(), "抗旱服务队\tbody-suffix\n".to_owned())];
        let lexicon = Lexicon::with_user(&files).unwrap();
        let chars: Vec<char> = "县抗旱服务队".chars().collect();
        let hits = lexicon.scan(&chars, Span::new(0, chars.len()));
        assert!(hits.has(1, Class::BodySuffix));
    }

    #[test]
    fn a_wrong_line_says_where() {
        let files = [("mine.tsv".to_owned(), "# ok\n甲\tnothing\n".to_owned())];
        let message = Lexicon::with_user(&files).unwrap_err().to_string();
        assert!(message.starts_with("mine.tsv:2: no such class"), "{message}");
    }
}
