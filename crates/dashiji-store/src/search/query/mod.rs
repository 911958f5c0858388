//! The query language: what a user types, checked.
//!
//! In goes `"疫情防控" who:赵立本 part:主持 when:2020-02..2020-03 -演练`; out comes a [`Query`], a tree of words, fields and what joins them, or
//! a [`QueryError`] that says at which character what was found and what was expected. Nothing is guessed: a query that cannot be read
//! is not searched for.
//!
//! Words one after the other must all be there; `|` or `OR` joins alternatives, `-` or `NOT` takes away, parentheses group, `"…"` holds
//! words together, `NEAR/n` wants two words within n characters. A field is `name:value`. Length, depth and number of words are bounded.

mod parse;
mod token;
mod when;

use super::stream::{self, Unit};
use std::collections::BTreeSet;

/// The longest query, in characters.
pub const LONGEST: usize = 4_000;
/// How deep parentheses may stand in each other.
pub const DEEPEST: usize = 32;
/// The most words and fields of one query.
pub const MOST: usize = 256;
/// The most fields among them.
pub const MOST_FIELDS: usize = 64;
/// The most uses of `NEAR` in one query.
pub const MOST_NEAR: usize = 16;
/// The longest word or phrase, in characters.
pub const LONGEST_WORD: usize = 200;

/// A query that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub(super) root: Node,
}

impl Query {
    /// Reads a query.
    ///
    /// ```
    /// use dashiji_store::search::Query;
    /// assert!(Query::parse("疫情 who:赵立本 when:2020-02..2020-03").is_ok());
    /// assert_eq!(Query::parse("疫情 (防控").unwrap_err().at, 3);
    /// ```
    ///
    /// # Errors
    /// The first place that cannot be read, with what stands there and what was expected.
    pub fn parse(query: &str) -> Result<Self, QueryError> {
        parse::parse(query).map(|root| Self { root })
    }
}

/// First and last day that a value of `when:` stands for (`2020-02`, `..1949`, `公元前221年`), in days since 0000-01-01; an open
/// end is none.
///
/// # Errors
/// Where it is no time, or ends before it begins.
pub fn stretch(value: &str) -> Result<(Option<i64>, Option<i64>), Fault> {
    when::stretch(value)
}

/// A piece of a query.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// All of these.
    All(Vec<Node>),
    /// Any of these.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// Two words within so many characters of each other, in either order.
    Near(Words, u32, Words),
    /// A word or phrase of the text.
    Text(Words),
    /// Words in Latin letters, each to be found or all together the spelling of a name.
    Latin(Vec<Words>, String),
    /// A fact.
    Fact(Fact),
    /// Days since 0000-01-01, both inside.
    When(Option<i64>, Option<i64>),
    /// These entries, by their ids.
    Entries(BTreeSet<String>),
}

impl Node {
    /// Puts in the place of each value of `ledger:` the entries that `named` gives for it.
    fn resolve(&mut self, named: &mut dyn FnMut(&dyn Fn(&str) -> bool) -> BTreeSet<String>) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter_mut().for_each(|node| node.resolve(named)),
            Self::Not(node) => node.resolve(named),
            Self::Fact(fact) if fact.field == Field::Ledger => {
                let is = |name: &str| {
                    let name = stream::value(name);
                    if fact.whole { name == fact.value } else { name.contains(&fact.value) }
                };
                *self = Self::Entries(named(&is));
            }
            _ => {}
        }
    }

    fn asks_for(&self, field: Field) -> bool {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().any(|node| node.asks_for(field)),
            Self::Not(node) => node.asks_for(field),
            Self::Fact(fact) => fact.field == field,
            _ => false,
        }
    }
}

impl Query {
    /// Whether it asks for ledgers by name.
    pub(crate) fn asks_for_ledgers(&self) -> bool {
        self.root.asks_for(Field::Ledger)
    }

    /// The same, asking for the entries of ledgers in place of their names. `named` gives the entries of the ledgers whose name passes.
    pub(crate) fn with_ledgers(
        &self,
        mut named: impl FnMut(&dyn Fn(&str) -> bool) -> BTreeSet<String>,
    ) -> Self {
        let mut query = self.clone();
        query.root.resolve(&mut named);
        query
    }
}

/// A word or phrase.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    /// As typed.
    pub raw: String,
    /// What is matched.
    pub units: Vec<Unit>,
}

impl Words {
    pub(super) fn new(raw: &str) -> Self {
        Self { raw: raw.to_owned(), units: stream::of_str(raw) }
    }
}

/// A field and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub field: Field,
    /// As typed.
    pub raw: String,
    /// Folded.
    pub value: String,
    /// Whether the whole value is meant (`org:=河南大学`), not one that holds it.
    pub whole: bool,
}

/// A field of the query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A person.
    Who,
    /// An office or other title.
    Title,
    /// What a person did.
    Part,
    /// A place.
    Where,
    /// A body.
    Org,
    /// A document that is named.
    Doc,
    /// What an entry is.
    Type,
    /// When.
    When,
    /// A series of figures.
    Ledger,
    /// A level of response, a closure or the like.
    Measure,
    /// An entry's id.
    Id,
    /// The document that the entry stands in.
    In,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 12] = [
        Self::Who,
        Self::Title,
        Self::Part,
        Self::Where,
        Self::Org,
        Self::Doc,
        Self::Type,
        Self::When,
        Self::Ledger,
        Self::Measure,
        Self::Id,
        Self::In,
    ];

    /// Its name in a query.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }

    /// Its names, the English one first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Who => &["who", "人物", "人"],
            Self::Title => &["title", "职务"],
            Self::Part => &["part", "身份", "参与"],
            Self::Where => &["where", "地点", "地"],
            Self::Org => &["org", "机构"],
            Self::Doc => &["doc", "文件"],
            Self::Type => &["type", "类型"],
            Self::When => &["when", "时间"],
            Self::Ledger => &["ledger", "台账"],
            Self::Measure => &["measure", "措施"],
            Self::Id => &["id", "条目"],
            Self::In => &["in", "出处", "来源"],
        }
    }

    /// The field of a name in either language.
    pub fn called(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.names().contains(&name))
    }
}

/// Why a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("character {at}: {fault:?}")]
pub struct QueryError {
    /// The first character that cannot be read, from 0.
    pub at: usize,
    /// How many characters it is, 0 at the end.
    pub length: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is asked for.
    Empty,
    /// A quotation mark without its other.
    Unclosed,
    /// A parenthesis without its other.
    Unpaired,
    /// Something stands where a word, a field or a parenthesis was expected; nothing at the query's end.
    Misplaced(String),
    /// Nothing that can be searched for stands in a word or between quotation marks.
    NoWord(String),
    /// No such field.
    UnknownField(String),
    /// A field without a value.
    NoValue(Field),
    /// A value that the field does not take, and those it takes, where they can be listed.
    BadValue(Field, String, Vec<&'static str>),
    /// No day, month, year or stretch of them.
    BadDate(String),
    /// The end lies before the beginning.
    Backwards(String),
    /// `NEAR` beside something that is no word or phrase, or with a number that is none.
    BadNear(String),
    /// More than a query may hold: how much that is.
    TooLong(usize),
    /// A word longer than a word may be.
    TooLongWord(usize),
    /// More words and fields than a query may have.
    TooMany(usize),
    /// More fields than a query may have.
    TooManyFields(usize),
    /// `NEAR` more often than a query may have it.
    TooManyNear(usize),
    /// Parentheses deeper than they may stand.
    TooDeep(usize),
}

impl Fault {
    /// The key of its words in the message files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "query-empty",
            Self::Unclosed => "query-unclosed",
            Self::Unpaired => "query-unpaired",
            Self::Misplaced(found) if found.is_empty() => "query-ends",
            Self::Misplaced(_) => "query-misplaced",
            Self::NoWord(_) => "query-no-word",
            Self::UnknownField(_) => "query-unknown-field",
            Self::NoValue(_) => "query-no-value",
            Self::BadValue(_, _, among) if among.is_empty() => "query-bad-value",
            Self::BadValue(..) => "query-value-among",
            Self::BadDate(_) => "query-bad-date",
            Self::Backwards(_) => "query-backwards",
            Self::BadNear(_) => "query-bad-near",
            Self::TooLong(_) => "query-too-long",
            Self::TooLongWord(_) => "query-too-long-word",
            Self::TooMany(_) => "query-too-many",
            Self::TooManyFields(_) => "query-too-many-fields",
            Self::TooManyNear(_) => "query-too-many-near",
            Self::TooDeep(_) => "query-too-deep",
        }
    }

    /// What was found, where the words tell it.
    pub fn found(&self) -> &str {
        match self {
            Self::Misplaced(found)
            | Self::NoWord(found)
            | Self::UnknownField(found)
            | Self::BadValue(_, found, _)
            | Self::BadDate(found)
            | Self::Backwards(found)
            | Self::BadNear(found) => found,
            Self::NoValue(field) => field.name(),
            _ => "",
        }
    }

    /// What was expected: the field's values, the fields there are, or the most there may be.
    pub fn expected(&self) -> String {
        match self {
            Self::UnknownField(_) => Field::ALL.map(Field::name).join(" "),
            Self::BadValue(_, _, among) => among.join(" "),
            Self::TooLong(most)
            | Self::TooLongWord(most)
            | Self::TooMany(most)
            | Self::TooManyFields(most)
            | Self::TooManyNear(most)
            | Self::TooDeep(most) => most.to_string(),
            _ => String::new(),
        }
    }
}

/// Parts by the contract's word and the words that a user may type.
pub(super) const PARTS: &[(&str, &[&str])] = &[
    ("chair", &["主持"]),
    ("speak", &["讲话", "发言", "致辞"]),
    ("report", &["汇报"]),
    ("read_out", &["宣读", "传达"]),
    ("attend", &["出席"]),
    ("take_part", &["参加"]),
    ("accompany", &["陪同"]),
    ("sit_in", &["列席"]),
    ("lead", &["为首", "主事"]),
    ("head_team", &["带队"]),
    ("see_off", &["送行"]),
    ("visited", &["受访"]),
    ("appointed", &["受任"]),
    ("removed", &["去职"]),
    ("honoured", &["受奖"]),
    ("died", &["逝者"]),
    ("cited", &["引述"]),
    ("mention", &["提及"]),
];

/// Types of entries, alike.
pub(super) const TYPES: &[(&str, &[&str])] = &[
    ("meeting", &["会议"]),
    ("visit", &["调研"]),
    ("ceremony", &["仪式"]),
    ("deployment", &["出征"]),
    ("issue", &["发布"]),
    ("project", &["工程"]),
    ("result", &["成果"]),
    ("statistics", &["统计"]),
    ("appointment", &["任免"]),
    ("award", &["表彰"]),
    ("donation", &["捐赠"]),
    ("institution", &["机构"]),
    ("exchange", &["交流"]),
    ("disaster", &["灾害"]),
    ("death", &["逝世"]),
    ("conflict", &["战事"]),
    ("justice", &["司法"]),
    ("status", &["建制"]),
    ("other", &["其他"]),
];
