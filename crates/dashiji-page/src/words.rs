//! The words of the pages in the reader's language: Chinese first, English second.
//!
//! In go what the address (`?lang=en`), the cookie and the browser ask for; out come [`Words`] that templates speak with.
//! The words themselves stand in `messages/{zh,en}.ftl`, added to those of the other formats.

use dashiji_publish::{Argument, Language, Messages};
use std::sync::LazyLock;

static CHINESE: LazyLock<Messages> = LazyLock::new(|| messages(Language::Chinese));
static ENGLISH: LazyLock<Messages> = LazyLock::new(|| messages(Language::English));

/// The messages of pages in a language, to which others may be added.
pub fn messages(language: Language) -> Messages {
    Messages::new(language).with(match language {
        Language::Chinese => include_str!("../messages/zh.ftl"),
        Language::English => include_str!("../messages/en.ftl"),
    })
}

/// Words in a language.
#[derive(Debug, Clone, Copy)]
pub struct Words(&'static Messages);

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> Self {
        Self(match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        })
    }

    /// Words out of other messages: those of pages with some added.
    pub fn over(messages: &'static Messages) -> Self {
        Self(messages)
    }

    /// The language.
    pub fn language(self) -> Language {
        self.0.language()
    }

    /// The messages.
    pub fn messages(self) -> &'static Messages {
        self.0
    }

    /// Whether the language is Chinese.
    pub fn chinese(self) -> bool {
        self.language() == Language::Chinese
    }

    /// For `lang` attributes.
    pub fn tag(self) -> &'static str {
        if self.chinese() { "zh-CN" } else { "en" }
    }

    /// For addresses and cookies.
    pub fn code(self) -> &'static str {
        if self.chinese() { "zh" } else { "en" }
    }

    /// The words for a key.
    pub fn say(self, key: &str) -> String {
        self.0.say(key)
    }

    /// The words for a key with a count `n`.
    pub fn count(self, key: &str, n: &usize) -> String {
        self.0.tell(key, &[("n", (*n).into()), ("shown", grouped(*n).into())])
    }

    /// The words for a key with one argument.
    pub fn with(self, key: &str, name: &'static str, value: &str) -> String {
        self.0.tell(key, &[(name, value.into())])
    }

    /// A message with several values put in.
    pub fn tell(self, key: &str, values: &[(&'static str, Argument)]) -> String {
        self.0.tell(key, values)
    }

    /// A year as it is spoken: 1986年, 公元前221年.
    pub fn year(self, year: i16) -> String {
        let year = i32::from(year);
        let (key, year) = if year > 0 { ("book-year", year) } else { ("book-year-before", 1 - year) };
        self.0.tell(key, &[("year", year.to_string().into())])
    }

    /// A year as axes have it: 1986, 公元前221年.
    pub fn short_year(self, year: i16) -> String {
        if year > 0 { year.to_string() } else { self.year(year) }
    }

    /// The word for a value of the contract.
    pub fn word(self, group: &str, value: &impl serde::Serialize) -> String {
        self.0.word(group, value)
    }

    /// The word for a value's name in the contract, `meeting` among the types.
    pub fn named(self, group: &str, name: &str) -> String {
        let key = format!("{group}-{name}");
        if self.0.has(&key) { self.0.say(&key) } else { name.to_owned() }
    }

    /// How grave a rule is under each profile.
    pub fn levels(self, rule: &dashiji::check::Rule) -> String {
        dashiji_publish::finding::levels(rule, self.0)
    }

    /// On what a rule stands.
    pub fn stands(self, told: &dashiji::check::Words) -> String {
        dashiji_publish::finding::stands(told, self.0)
    }

    /// What the contract's language of findings is.
    pub fn check(self) -> dashiji::check::Language {
        if self.chinese() { dashiji::check::Language::Chinese } else { dashiji::check::Language::English }
    }
}

/// A number with its thousands apart.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (k, c) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// An amount in figures, with its thousands apart before the point.
pub fn amount(figures: &str) -> String {
    let (whole, rest) = figures.find('.').map_or((figures, ""), |at| figures.split_at(at));
    match whole.parse::<usize>() {
        Ok(n) => format!("{}{rest}", grouped(n)),
        Err(_) => figures.to_owned(),
    }
}

/// A language by its name in an address, a cookie or a header.
pub fn named(name: &str) -> Option<Language> {
    let name = name.trim().to_ascii_lowercase();
    match name.split('-').next()? {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The language asked for: by the address, else by the cookie, else what the browser likes best of the two; else Chinese.
pub fn asked(address: Option<&str>, cookies: Option<&str>, accepted: Option<&str>) -> Language {
    let cookie = || cookies?.split(';').filter_map(|pair| pair.trim().strip_prefix("lang=")).find_map(named);
    let accepted = || {
        let mut best: Option<(Language, f32)> = None;
        for part in accepted?.split(',').take(20) {
            let mut pieces = part.split(';');
            let Some(language) = pieces.next().and_then(named) else { continue };
            let weight =
                pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if weight > 0.0 && best.is_none_or(|(_, most)| weight > most) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    };
    address.and_then(named).or_else(cookie).or_else(accepted).unwrap_or(Language::Chinese)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn both_languages_have_the_same_messages() {
        let keys = |words: &'static str| -> BTreeSet<&str> {
            words
                .lines()
                .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
                .filter_map(|l| l.split(" =").next())
                .collect()
        };
        let (zh, en) = (keys(include_str!("../messages/zh.ftl")), keys(include_str!("../messages/en.ftl")));
        assert_eq!(zh.difference(&en).collect::<Vec<_>>(), Vec::<&&str>::new());
        assert_eq!(en.difference(&zh).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn the_address_goes_before_the_cookie_and_the_cookie_before_the_browser() {
        use Language::{Chinese, English};
        for (address, cookies, accepted, language) in [
            (None, None, None, Chinese),
            (None, None, Some("en-GB,en;q=0.9,zh;q=0.8"), English),
            (None, None, Some("fr, zh-TW;q=0.7, en;q=0.5"), Chinese),
            (None, Some("a=b; lang=zh"), Some("en"), Chinese),
            (Some("en"), Some("lang=zh"), None, English),
            (Some("<script>"), None, None, Chinese),
        ] {
            assert_eq!(asked(address, cookies, accepted), language, "{address:?} {cookies:?} {accepted:?}");
        }
    }
}
