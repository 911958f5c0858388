//! The words that make a sentence a question, in both languages, and those that only hold it together.

use dashiji::lexicon::{Class, Lexicon};
use std::sync::LazyLock;

/// What a word asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A place.
    Where,
    /// A person.
    Who,
    /// A day.
    When,
    /// How many.
    Much,
    /// Which ones.
    Which,
    /// The stage of a document.
    Stage,
    /// When several were at one event.
    Together,
    /// Which of those who held an office one after the other. It stands in sentences that ask nothing as well.
    Turn(Turn),
    /// Who did something, as the contract names it: `chair`. It stands in sentences that ask nothing as well.
    Part(&'static str),
    /// Nothing: what was done with what is asked about, 启动, 解除.
    Act,
    /// Nothing: in what it is counted, 间, 万亩.
    Unit,
    /// Nothing: it holds the sentence together.
    Nothing,
}

/// Which of those who held an office one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Whoever came after somebody.
    After,
    /// Whoever came before somebody.
    Before,
    /// The last that is told of.
    Last,
    /// The first that is told of.
    First,
}

impl Asks {
    /// Whether a word of it makes a question of what it stands in.
    fn is_asking(self) -> bool {
        !matches!(self, Self::Turn(_) | Self::Part(_) | Self::Act | Self::Unit | Self::Nothing)
    }
}

static WORDS: LazyLock<Vec<(&str, Asks)>> = LazyLock::new(|| {
    let rows = include_str!("../../data/question-words.tsv").lines().filter(|row| !row.starts_with('#'));
    let mut words: Vec<(&str, Asks)> = rows
        .filter_map(|row| {
            let (words, asks) = row.split_once('\t')?;
            let asks = match asks {
                "where" => Asks::Where,
                "who" => Asks::Who,
                "when" => Asks::When,
                "much" => Asks::Much,
                "which" => Asks::Which,
                "stage" => Asks::Stage,
                "together" => Asks::Together,
                "after" => Asks::Turn(Turn::After),
                "before" => Asks::Turn(Turn::Before),
                "last" => Asks::Turn(Turn::Last),
                "first" => Asks::Turn(Turn::First),
                "act" => Asks::Act,
                "unit" => Asks::Unit,
                other => other.strip_prefix("part:").map_or(Asks::Nothing, Asks::Part),
            };
            Some((words, asks))
        })
        .collect();
    // The longest first: 在哪里 before 哪里.
    words.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    words
});

/// What a sentence asks for, and what is left of it without the words that ask.
pub fn taken_out(sentence: &str) -> (Vec<Asks>, String) {
    let mut rest = sentence.to_lowercase();
    let mut asks = Vec::new();
    for (words, what) in WORDS.iter().filter(|(_, what)| what.is_asking()) {
        while let Some(at) = found(&rest, words) {
            rest.replace_range(at..at + words.len(), " ");
            if !asks.contains(what) {
                asks.push(*what);
            }
        }
    }
    (asks, rest.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where words stand; words in letters only as whole words.
fn found(sentence: &str, words: &str) -> Option<usize> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    sentence.match_indices(words).map(|(at, _)| at).find(|&at| {
        !words.is_ascii()
            || (!letter(sentence[..at].chars().next_back())
                && !letter(sentence[at + words.len()..].chars().next()))
    })
}

/// What somebody did, where a sentence names it, as the contract does: `chair`.
pub fn part(sentence: &str) -> Option<&'static str> {
    WORDS.iter().find_map(|(words, what)| match what {
        Asks::Part(part) => found(sentence, words).map(|_| *part),
        _ => None,
    })
}

/// Which of an office's holders is meant, where a sentence says so.
pub fn turn(sentence: &str) -> Option<Turn> {
    WORDS.iter().find_map(|(words, what)| match what {
        Asks::Turn(turn) => found(sentence, words).map(|_| *turn),
        _ => None,
    })
}

/// The stage of a document that a sentence asks for, as the contract names it: what the lexicon has for the word, and for English the row's own.
pub fn stage(sentence: &str) -> Option<&'static str> {
    let sentence = sentence.to_lowercase();
    let named = WORDS.iter().filter(|(_, what)| *what == Asks::Stage);
    named.filter(|(words, _)| found(&sentence, words).is_some()).find_map(|(words, _)| {
        let chinese = match *words {
            "passed" | "adopted" | "approved" => "通过",
            "issued" | "published" => "印发",
            other => other,
        };
        let terms = Lexicon::builtin().lookup(chinese);
        let verb = terms.iter().find(|term| term.class == Class::StageVerb)?;
        STAGES.iter().find(|stage| **stage == verb.value).copied()
    })
}

/// The stages that are asked for, as the contract names them.
const STAGES: [&str; 6] = ["draft", "deliberated", "adopted", "issued", "in_force", "repealed"];

/// Whether a sentence names one of a number of things by its place among them: 第二批.
pub fn has_ordinal(sentence: &str) -> bool {
    let chars: Vec<char> = sentence.chars().collect();
    let numeral = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百首".contains(*c);
    chars.windows(2).any(|pair| pair[0] == '第' && numeral(&pair[1]))
}

/// A sentence without the words of some kinds, wherever they stand.
pub fn without(sentence: &str, is: impl Fn(Asks) -> bool) -> String {
    let mut rest = sentence.to_owned();
    for (words, _) in WORDS.iter().filter(|(_, what)| is(*what)) {
        while let Some(at) = found(&rest, words) {
            rest.replace_range(at..at + words.len(), " ");
        }
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a phrase only holds a sentence together.
pub fn is_filling(phrase: &str) -> bool {
    WORDS.iter().any(|(words, what)| !what.is_asking() && *words == phrase)
}

/// Whether a word says nothing of what a sentence is about: 的, 那年, 间, 开始, and 出席, since texts name who was there without it; not 主持 or 接替.
pub fn says_nothing(word: &str) -> bool {
    let nothing = |what: Asks| {
        matches!(what, Asks::Act | Asks::Unit | Asks::Nothing | Asks::Part("attend" | "take_part"))
    };
    WORDS.iter().any(|(words, what)| nothing(*what) && *words == word)
}

/// A phrase without the unit that stands at its end: 倒塌房屋 of 倒塌房屋间.
pub fn without_unit(phrase: &str) -> &str {
    let unit = WORDS.iter().filter(|(_, what)| *what == Asks::Unit);
    let cut = unit.filter_map(|(words, _)| phrase.strip_suffix(words)).find(|rest| rest.chars().count() >= 2);
    cut.unwrap_or(phrase).trim()
}

/// A phrase and what is left of it when words that hold sentences together are taken off its ends, one after the other.
pub fn cores(phrase: &str) -> Vec<String> {
    let trim = |c: char| c.is_whitespace() || "，,。.？?！!、；;".contains(c);
    let mut cores = vec![phrase.trim_matches(trim).to_owned()];
    loop {
        let last = cores.last().map_or("", String::as_str);
        let shorter = WORDS.iter().filter(|(_, what)| *what == Asks::Nothing).find_map(|(words, _)| {
            let whole = |rest: &str, end: bool| {
                let next = if end { rest.chars().next_back() } else { rest.chars().next() };
                !words.is_ascii() || !next.is_some_and(|c| c.is_ascii_alphanumeric())
            };
            let front = last.strip_prefix(words).filter(|rest| whole(rest, false));
            let back = last.strip_suffix(words).filter(|rest| whole(rest, true));
            front.or(back).map(|rest| rest.trim_matches(trim).to_owned())
        });
        match shorter {
            Some(core) if !core.is_empty() && cores.len() < 12 => cores.push(core),
            _ => return cores,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_ask_are_told_from_what_is_asked_about() {
        assert_eq!(taken_out("王国生在哪里？"), (vec![Asks::Where], "王国生 ？".to_owned()));
        assert_eq!(taken_out("where was 王国生"), (vec![Asks::Where], "王国生".to_owned()));
        assert_eq!(taken_out("谁是省长").0, vec![Asks::Who]);
        assert_eq!(cores("主任 ？"), ["主任", "主"]);
        assert_eq!(taken_out("谁主持了会议").0, vec![Asks::Who]);
        assert_eq!(
            (stage("印发了哪些文件"), stage("which rules were adopted")),
            (Some("issued"), Some("adopted"))
        );
        assert_eq!(stage("经过哪些程序"), None);
        assert_eq!((turn("王国生之后谁任省长"), turn("省长")), (Some(Turn::After), None));
        assert_eq!((part("主持了会议"), part("开了会议")), (Some("chair"), None));
        assert_eq!(without("防汛应急响应 启动", |what| what == Asks::Act), "防汛应急响应");
        assert_eq!((without_unit("倒塌房屋间"), without_unit("房间")), ("倒塌房屋", "房间"));
        assert_eq!(cores("of the governor"), ["of the governor", "the governor", "governor"]);
    }
}
