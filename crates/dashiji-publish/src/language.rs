//! The reader's language: Chinese or English words from message files.
//!
//! In goes a key with arguments, `entries` with `n` = 116; out come words, `116 条` or `116 entries`. The
//! messages stand in `messages/*.ftl` (Project Fluent); whoever uses them may bring files of their own, as the command
//! line does. A key without words is printed as the key, and a test fails on it.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// A language that the project speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of a locale such as `zh_CN.UTF-8`: Chinese where it is Chinese, else English.
    ///
    /// ```
    /// use dashiji_publish::Language;
    /// assert_eq!(Language::of_locale("zh_CN.UTF-8"), Language::Chinese);
    /// assert_eq!(Language::of_locale("C.UTF-8"), Language::English);
    /// ```
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Self::Chinese } else { Self::English }
    }

    fn identifier(self) -> LanguageIdentifier {
        let name = match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        };
        name.parse().unwrap_or_default()
    }
}

/// Words in one language.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messages").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Messages {
    /// This crate's words in a language.
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        // The marks that Fluent sets around arguments are for mixed writing directions; ours is one.
        bundle.set_use_isolating(false);
        let words = match language {
            Language::Chinese => include_str!("../messages/zh.ftl"),
            Language::English => include_str!("../messages/en.ftl"),
        };
        Self { language, bundle }.with(words)
    }

    /// The same with the messages of a file (Fluent's syntax) added; lines that are no messages are left out.
    #[must_use]
    pub fn with(mut self, words: &str) -> Self {
        let resource = FluentResource::try_new(words.to_owned()).unwrap_or_else(|(usable, _)| usable);
        self.bundle.add_resource_overriding(resource);
        self
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The words for a key; the key itself where there are none.
    pub fn say(&self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// The words for a key with arguments.
    ///
    /// ```
    /// use dashiji_publish::{Language, Messages};
    /// let messages = Messages::new(Language::Chinese);
    /// assert_eq!(messages.tell("as-of", &[("day", "2022-08-14".into())]), "截至 2022-08-14");
    /// ```
    pub fn tell(&self, key: &str, arguments: &[(&'static str, Argument)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut given = FluentArgs::new();
        for (name, argument) in arguments {
            match argument {
                Argument::Number(number) => given.set(*name, FluentValue::from(*number)),
                Argument::Words(words) => given.set(*name, FluentValue::from(words.as_str())),
            }
        }
        self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned()
    }

    /// The word for a value of the contract, as `meeting` among the types (`type-meeting`): 会议.
    pub fn word(&self, group: &str, value: &impl serde::Serialize) -> String {
        let name = name(value);
        let key = format!("{group}-{name}");
        if self.has(&key) { self.say(&key) } else { name }
    }
}

/// A value of the contract with its words in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The contract's name, `meeting`.
    pub name: &'static str,
    /// 会议.
    pub chinese: &'static str,
    /// In English.
    pub english: &'static str,
}

/// The values of a group (`type`, `part`, `stage`, `kind`) with their words in both languages.
///
/// ```
/// let types = dashiji_publish::words_of("type");
/// assert!(types.iter().any(|word| word.name == "meeting" && word.chinese == "会议"));
/// ```
pub fn words_of(group: &str) -> Vec<Word> {
    fn lines(words: &'static str, group: &str) -> Vec<(&'static str, &'static str)> {
        let pairs = words.lines().filter_map(|line| line.split_once(" = "));
        // A message that takes arguments is no word of a value.
        pairs
            .filter(|(_, words)| !words.contains('{'))
            .filter_map(|(key, words)| Some((key.strip_prefix(group)?.strip_prefix('-')?, words)))
            .collect()
    }
    let english = lines(include_str!("../messages/en.ftl"), group);
    let word = |(name, chinese): (&'static str, &'static str)| {
        let english = english.iter().find(|(other, _)| *other == name).map_or(name, |(_, words)| words);
        Word { name, chinese, english }
    };
    lines(include_str!("../messages/zh.ftl"), group).into_iter().map(word).collect()
}

/// The contract's name of a value, `take_part`.
pub(crate) fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// What stands in a message.
#[derive(Debug, Clone)]
pub enum Argument {
    /// A count.
    Number(u64),
    /// Words.
    Words(String),
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for Argument {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Argument {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(words: &str) -> BTreeSet<&str> {
        words
            .lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|l| l.split(" =").next())
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let (zh, en) = (keys(include_str!("../messages/zh.ftl")), keys(include_str!("../messages/en.ftl")));
        assert_eq!(zh, en);
        assert!(zh.len() > 50);
    }

    #[test]
    fn every_part_and_role_has_words() {
        use dashiji::fact::{Part, PlaceRole, QuantityKind};
        for language in [Language::Chinese, Language::English] {
            let messages = Messages::new(language);
            for part in Part::ALL {
                assert!(messages.has(&format!("part-{}", name(&part))), "{part:?}");
            }
            assert!(messages.has(&format!("role-{}", name(&PlaceRole::Venue))));
            assert!(messages.has(&format!("kind-{}", name(&QuantityKind::Cumulative))));
        }
    }

    #[test]
    fn a_key_without_words_is_seen() {
        assert_eq!(Messages::new(Language::Chinese).say("no-such-key"), "no-such-key");
    }
}
