//! The words of findings, from `check/messages/*.toml`: for each code a name, a message, a hint, the why, the norm, and (the same
//! in both languages) a bad and a good example. `{name}` in a message is an argument.

use crate::fact::Field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The language a reader wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 简体中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// What is said about a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// A few words.
    pub name: String,
    /// One finding, with `{arguments}`.
    pub message: String,
    /// The same where an office's own list says so; empty where no list can.
    #[serde(default)]
    pub listed: String,
    /// The same where the words that it is about can be quoted (`{words}`); empty where none ever are.
    #[serde(default)]
    pub quoted: String,
    /// What to do about it.
    pub hint: String,
    /// Why it matters.
    pub why: String,
    /// The norm it comes from, with its number and clause.
    pub norm: String,
    /// On what the rule stands.
    #[serde(skip)]
    pub standing: Standing,
    /// Whether the clause was looked up in the document's text.
    #[serde(skip)]
    pub verified: bool,
    /// A text in which the rule finds something: one entry a line.
    #[serde(skip)]
    pub bad: String,
    /// The same, mended.
    #[serde(skip)]
    pub good: String,
}

/// On what a rule stands, from what binds most to what only this program says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A law or a regulation of the State Council.
    Law,
    /// A national standard.
    NationalStandard,
    /// A norm of the party or of an authority of the state.
    StateNorm,
    /// A norm that the trade keeps.
    TradeNorm,
    /// Arithmetic or the calendar: what cannot be true.
    Arithmetic,
    /// What editors do.
    Practice,
    /// This program's own.
    #[default]
    House,
}

impl Standing {
    /// Whether a rule of it may say that something must be.
    pub fn binds(self) -> bool {
        matches!(self, Self::Law | Self::NationalStandard)
    }
}

/// On what a rule stands, as its table says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ground {
    standing: Standing,
    #[serde(default)]
    verified: bool,
    facts: Vec<Field>,
}

/// The facts that a rule's findings are made from; none for a rule that looks at the text alone.
pub fn facts(code: &str) -> &'static [Field] {
    GROUNDS.get(code).map(|ground| ground.facts.as_slice()).unwrap_or_default()
}

/// A rule's example: a text with the fault and the same text mended, each with one entry a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text with the fault.
    pub bad: String,
    /// The text without it.
    pub good: String,
    /// The heading that both stand under, where it is not [`Example::HEADING`].
    #[serde(default)]
    pub heading: Option<String>,
    /// A row of an office's own list, for rules that need one.
    #[serde(default)]
    pub list: Option<String>,
}

impl Example {
    /// The heading that examples stand under.
    pub const HEADING: &'static str = "2021年11月大事记";

    /// A text of the example as a whole document.
    pub fn document(&self, text: &str) -> String {
        let heading = self.heading.as_deref().unwrap_or(Self::HEADING);
        format!("{heading}\n\n{}\n", text.replace('\n', "\n\n"))
    }
}

type Catalog = BTreeMap<String, Words>;

static CHINESE: LazyLock<Catalog> =
    LazyLock::new(|| toml::from_str(include_str!("messages/zh.toml")).unwrap_or_default());
static ENGLISH: LazyLock<Catalog> =
    LazyLock::new(|| toml::from_str(include_str!("messages/en.toml")).unwrap_or_default());

static GROUNDS: LazyLock<BTreeMap<String, Ground>> =
    LazyLock::new(|| toml::from_str(include_str!("messages/grounds.toml")).unwrap_or_default());

static EXAMPLES: LazyLock<BTreeMap<String, Example>> =
    LazyLock::new(|| toml::from_str(include_str!("messages/examples.toml")).unwrap_or_default());

/// The example of a rule; none for a code that is no rule.
pub fn example(code: &str) -> Option<&'static Example> {
    EXAMPLES.get(code)
}

/// What is said about a rule in a language; empty for a code that is none.
pub fn words(code: &str, language: Language) -> Words {
    let catalog = match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    };
    let mut words = catalog.get(code).cloned().unwrap_or_default();
    if let Some(example) = example(code) {
        words.bad.clone_from(&example.bad);
        words.good.clone_from(&example.good);
    }
    if let Some(ground) = GROUNDS.get(code) {
        (words.standing, words.verified) = (ground.standing, ground.verified);
    }
    words
}

/// A template with its arguments put in.
pub(super) fn fill(template: &str, args: &BTreeMap<&'static str, String>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        if let Some((value, close)) =
            tail.find('}').and_then(|close| Some((args.get(&tail[..close])?, close)))
        {
            out.push_str(value);
            rest = &tail[close + 1..];
        } else {
            out.push('{');
            rest = tail;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_words_in_both_languages() {
        for rule in super::super::rules() {
            for language in [Language::Chinese, Language::English] {
                let words = words(rule.code, language);
                for (field, text) in [
                    ("name", &words.name),
                    ("message", &words.message),
                    ("hint", &words.hint),
                    ("why", &words.why),
                    ("norm", &words.norm),
                    ("bad", &words.bad),
                    ("good", &words.good),
                ] {
                    assert!(!text.is_empty(), "{} lacks {field} in {language:?}", rule.code);
                }
            }
        }
        let known: Vec<&str> = super::super::rules().iter().map(|rule| rule.code).collect();
        for rule in super::super::rules() {
            assert!(GROUNDS.contains_key(rule.code), "{} stands on nothing", rule.code);
        }
        for code in CHINESE.keys().chain(ENGLISH.keys()).chain(EXAMPLES.keys()).chain(GROUNDS.keys()) {
            assert!(known.contains(&code.as_str()), "{code} has words but no rule");
        }
    }

    #[test]
    fn only_law_and_standard_say_must() {
        // 应 begins or ends these words, which bid nothing.
        let plain = ["应急", "响应", "相应", "对应", "供应", "适应", "反应", "应届"];
        for rule in super::super::rules() {
            let chinese = words(rule.code, Language::Chinese);
            let english = words(rule.code, Language::English);
            if chinese.standing.binds() {
                continue;
            }
            for text in [&chinese.message, &chinese.listed, &chinese.quoted, &chinese.hint, &chinese.why] {
                let rest = plain.iter().fold(text.clone(), |text, word| text.replace(word, ""));
                let bids = ["应", "必须", "不得", "务必"].iter().find(|word| rest.contains(**word));
                assert_eq!(bids, None, "{}: {text}", rule.code);
            }
            for text in [&english.message, &english.listed, &english.quoted, &english.hint, &english.why] {
                let mut tokens = text.split(|c: char| !c.is_alphabetic());
                let bids = tokens.find(|token| matches!(*token, "must" | "shall"));
                assert_eq!(bids, None, "{}: {text}", rule.code);
            }
        }
    }

    #[test]
    fn arguments_are_put_in_and_other_braces_left() {
        let args = BTreeMap::from([("total", "12".to_owned())]);
        assert_eq!(fill("合计{total},{x}", &args), "合计12,{x}");
    }
}
