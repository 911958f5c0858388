//! What a series is about: the counted thing without what changes from entry to entry, or as a user defines it.

use crate::lexicon::{Class, Lexicon};
use crate::text::{Span, fold};
use serde::Deserialize;

/// A programme that a user defines or mends, from a small TOML file:
///
/// ```toml
/// [[programme]]
/// name = "援某地医疗队"
/// ordinal = "批"
/// unit = "人"
/// words = ["医疗队", "医疗卫生队伍"]
/// without = ["中医"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Programme {
    /// The ledger's name.
    pub name: String,
    /// The unit of its ordinals; empty for a series without.
    pub ordinal: String,
    /// The unit of its figures.
    pub unit: String,
    /// The counted thing holds one of these.
    pub words: Vec<String>,
    /// And none of these.
    pub without: Vec<String>,
}

impl Programme {
    /// Whether a counted thing belongs to it.
    pub fn takes(&self, of: &str) -> bool {
        self.words.iter().any(|w| of.contains(w.as_str()))
            && !self.without.iter().any(|w| of.contains(w.as_str()))
    }
}

/// Words that say why or where a team goes, not what it is.
const AIM: &[&str] =
    &["支援", "援助", "驰援", "增援", "对口", "应对", "抗击", "防控", "防治", "赴", "援", "的"];

/// The counted thing without places, aims and what stands between 应对 and 疫情: `援助湖北应对…疫情医疗队` is `医疗队`.
pub fn subject(of: &str) -> String {
    let mut chars: Vec<char> = of.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    while let (Some(from), Some(to)) =
        (find(&chars, "应对").or_else(|| find(&chars, "抗击")), find(&chars, "疫情"))
    {
        if from >= to {
            break;
        }
        chars.drain(from..to + 2);
    }
    let hits = Lexicon::builtin().scan(&chars, Span::new(0, chars.len()));
    let mut out = String::new();
    let mut i = 0;
    while i < chars.len() {
        let aim = AIM.iter().find(|word| word.chars().enumerate().all(|(k, c)| chars.get(i + k) == Some(&c)));
        if let Some(word) = aim {
            i += word.chars().count();
            continue;
        }
        let place = [Class::Division, Class::DivisionShort]
            .iter()
            .filter_map(|&c| hits.longest(i, c))
            .max_by_key(|h| h.end);
        if let Some(place) = place.filter(|hit| hit.span().len() > 1) {
            i = place.span().hi();
            continue;
        }
        out.push(chars[i]);
        i += 1;
    }
    if out.is_empty() { of.to_owned() } else { out }
}

fn find(chars: &[char], word: &str) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    chars.windows(word.len()).position(|window| window == word)
}

/// Units that count the same: 名, 位 and 人; 辆 and 台 stay apart.
pub fn measure(unit: &str) -> &str {
    match unit {
        "名" | "位" | "人" | "人次" if unit != "人次" => "人",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_is_not_the_thing_counted() {
        assert_eq!(subject("应对某某感染的肺炎疫情医疗队"), "医疗队");
        assert_eq!(subject("援助医疗队"), "医疗队");
        assert_eq!(subject("中医医疗队"), "中医医疗队");
    }
}
