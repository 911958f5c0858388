//! The words around a figure: what it does to a total, a store or a list.
//!
//! In goes a run of folded characters, out come the [`Cue`]s in it: `旬内接种9640剂次,累计` has a time (旬内) and a running total (累计).
//! The words are data (`lexicon/table-figure-roles.tsv`).

use crate::text::{Terms, fold};
use std::sync::LazyLock;

/// What a word says of the figure beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A running total (累计).
    Total,
    /// A total that may be of one event or of all so far (共).
    Sum,
    /// What is done so far (已).
    Done,
    /// All of it (全部).
    All,
    /// What this report adds (新增).
    New,
    /// What is still to be done or still there (尚有).
    Left,
    /// What there is (结存).
    Stock,
    /// What there is, by a word that also names it (存栏, 水位).
    Holding,
    /// What there is at an hour, or what an event did, by a word that says either (失联).
    State,
    /// What a time brought, by a word that also names it (产量, 收入).
    Output,
    /// What comes in (入库).
    In,
    /// What goes out (出库).
    Out,
    /// A correction (核减).
    Fix,
    /// What is to be (计划).
    Plan,
    /// What a plan or a duty comes to (概算, 应返).
    Target,
    /// A change against an earlier day (较昨日).
    Than,
    /// Where a change leads to (增至).
    Level,
    /// A part of what was told (其中).
    Part,
    /// An amount for one (每).
    Each,
    /// The most or least of something (单日…最高).
    Peak,
    /// A round mark passed (突破).
    Mark,
    /// How far a level is above or below a mark (超警戒).
    Excess,
    /// Another place or body (邻县).
    Other,
    /// One of the reports of an event (续报).
    Report,
    /// What is done to people and things, which says neither that it is new nor that it is a total (转移).
    Act,
    /// Nothing: a word that names, though it holds a character that does not (到达).
    Word,
    /// Nothing: a longer word that holds one of the others.
    Nothing,
    /// The time a figure is of, in days up to the report (旬内: 11).
    Period(u16),
}

impl Role {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "total" => Self::Total,
            "sum" => Self::Sum,
            "done" => Self::Done,
            "all" => Self::All,
            "new" => Self::New,
            "left" => Self::Left,
            "stock" => Self::Stock,
            "holding" => Self::Holding,
            "state" => Self::State,
            "output" => Self::Output,
            "in" => Self::In,
            "out" => Self::Out,
            "fix" => Self::Fix,
            "plan" => Self::Plan,
            "target" => Self::Target,
            "than" => Self::Than,
            "level" => Self::Level,
            "part" => Self::Part,
            "each" => Self::Each,
            "peak" => Self::Peak,
            "mark" => Self::Mark,
            "excess" => Self::Excess,
            "other" => Self::Other,
            "report" => Self::Report,
            "act" => Self::Act,
            "word" => Self::Word,
            "none" => Self::Nothing,
            "day" | "night" => Self::Period(1),
            "week" => Self::Period(7),
            "dekad" => Self::Period(11),
            "month" => Self::Period(31),
            "quarter" => Self::Period(92),
            "half" => Self::Period(184),
            "nine" => Self::Period(275),
            "year" => Self::Period(366),
            _ => return None,
        })
    }
}

/// A word with its role, by position in the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it says.
    pub role: Role,
}

static TABLE: LazyLock<Terms<Role>> = LazyLock::new(|| {
    let lines = include_str!("../../../lexicon/table-figure-roles.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    Terms::new(rows.flat_map(|(word, role)| {
        let role = Role::parse(role.trim());
        spelled_out(word).into_iter().filter_map(move |word| Some((word, role?)))
    }))
});

/// The words that a pattern stands for, folded: `{进入}{港站}` for 进港, 进站, 入港, 入站.
pub(crate) fn spelled_out(pattern: &str) -> Vec<Vec<char>> {
    let mut words = vec![Vec::new()];
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let choices: Vec<char> =
            if c == '{' { chars.by_ref().take_while(|c| *c != '}').collect() } else { vec![c] };
        words = words
            .iter()
            .flat_map(|word: &Vec<char>| {
                choices.iter().map(move |c| word.iter().copied().chain([fold(*c)]).collect())
            })
            .collect();
    }
    words
}

/// The words with a role in a run of characters, in order, none inside another.
pub fn cues(chars: &[char]) -> Vec<Cue> {
    let table: &Terms<Role> = &TABLE;
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        match table.longest(&chars[i..]) {
            Some((length, role)) => {
                found.push(Cue { start: i, end: i + length, role: *role });
                i += length;
            }
            None => i += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_every_choice_of_its_characters() {
        let words: Vec<String> = spelled_out("{进入}港{站区}").iter().map(|w| w.iter().collect()).collect();
        assert_eq!(words, ["进港站", "进港区", "入港站", "入港区"]);
        assert_eq!(spelled_out("累计"), [vec!['累', '计']]);
    }
}
