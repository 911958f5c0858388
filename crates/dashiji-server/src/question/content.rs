//! What a sentence is about, besides what it asks: words, each with what texts may say for it, and how much of them a stretch of text says.
//!
//! In goes `柳溪水库 动工`; against `3月8日 柳溪水库开工兴建` all of it is said, since 动工 is told as 开工. Nothing is parted by a dictionary: a
//! text shows by what it says where the words of a question end.

use super::words;
use dashiji::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What texts say for a word.
static SAID: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let rows = include_str!("../../data/question-synonyms.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .map(|(word, said)| (word, said.split(' ').collect()))
        .collect()
});

/// Characters of the longest word in Chinese that has others.
const LONGEST: usize = 5;

/// Words of an English phrase that are looked up together at most.
const PHRASE: usize = 3;

/// Characters that may be left unsaid, one in so many.
const UNSAID: usize = 7;

/// What a sentence is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// Words in Chinese, as they were typed: found piece by piece.
    typed: Vec<String>,
    /// Words of another language: each by what texts may say for it.
    told: Vec<Vec<&'static str>>,
}

/// How much of a content a text says.
#[derive(Debug, Clone, Default)]
pub struct Cover {
    /// Characters that are said, each word of another language as two.
    pub said: usize,
    /// Characters in all.
    pub all: usize,
    /// The stretches of the text that say it.
    pub pieces: Vec<String>,
    /// Where the last of them ends, in characters of the text.
    pub end: usize,
}

impl Cover {
    /// Whether all but a little is said.
    pub fn is_whole(&self) -> bool {
        self.said > 0 && (self.all - self.said) <= self.all / UNSAID
    }
}

fn folded(words: &str) -> Vec<char> {
    words.chars().map(fold).flat_map(char::to_lowercase).collect()
}

fn find(text: &[char], piece: &[char]) -> Option<usize> {
    text.windows(piece.len()).position(|run| run == piece)
}

/// What the table has for an English word, in the singular or plural, and for a verb with its ending.
fn english(phrase: &str) -> Option<&'static [&'static str]> {
    let forms = [
        phrase.to_owned(),
        phrase.strip_suffix('s').unwrap_or_default().to_owned(),
        phrase.strip_suffix("es").unwrap_or_default().to_owned(),
        phrase.strip_suffix("ed").unwrap_or_default().to_owned(),
        phrase.strip_suffix('d').unwrap_or_default().to_owned(),
        phrase.strip_suffix("ies").map(|stem| format!("{stem}y")).unwrap_or_default(),
    ];
    forms.iter().find_map(|form| SAID.get(form.as_str())).map(Vec::as_slice)
}

impl Content {
    /// Of what is left of a sentence without the words that ask; nothing where it is about nothing, or a word of it is not known.
    pub fn of(left: &str) -> Option<Self> {
        let mut content = Self::default();
        let bare = |c: char| !c.is_alphanumeric();
        let parts: Vec<&str> = left.split(bare).filter(|part| !part.is_empty()).collect();
        let mut at = 0;
        while at < parts.len() {
            let part = parts[at];
            if part.is_ascii() && part.chars().any(|c| c.is_ascii_alphabetic()) {
                let most = parts[at..].iter().take(PHRASE).take_while(|part| part.is_ascii()).count();
                let phrase = |length: usize| parts[at..at + length].join(" ").to_lowercase();
                if let Some(length) = (1..=most).rev().find(|&length| english(&phrase(length)).is_some()) {
                    content.told.extend(english(&phrase(length)).map(<[_]>::to_vec));
                    at += length;
                    continue;
                }
                if !words::says_nothing(&part.to_lowercase()) && part.len() > 1 {
                    return None;
                }
            } else {
                let core = words::cores(part).pop().unwrap_or_default();
                if core.chars().count() > 1 && !words::says_nothing(&core) {
                    content.typed.push(core);
                }
            }
            at += 1;
        }
        (!content.typed.is_empty() || !content.told.is_empty()).then_some(content)
    }

    /// A query for entries that say any of it.
    pub fn any(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        let mut add = |piece: &str| {
            if !piece.contains('"') && !pairs.iter().any(|pair| pair == piece) && pairs.len() < 48 {
                pairs.push(piece.to_owned());
            }
        };
        for word in &self.typed {
            let chars: Vec<char> = word.chars().collect();
            for at in 0..chars.len() {
                for length in (2..=LONGEST).rev() {
                    let Some(run) = chars.get(at..at + length) else { continue };
                    let run: String = run.iter().collect();
                    if let Some(others) = SAID.get(run.as_str()) {
                        others.iter().filter(|other| other.chars().count() > 1).for_each(|other| add(other));
                    }
                }
            }
            chars.windows(2).for_each(|pair| add(&pair.iter().collect::<String>()));
        }
        self.told.iter().flatten().for_each(|word| add(word));
        pairs.iter().map(|pair| format!("\"{pair}\"")).collect::<Vec<_>>().join(" OR ")
    }

    /// A query for entries that say all of it.
    pub fn all(&self) -> String {
        let any = |words: &Vec<&str>| {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("({})", words.join(" OR "))
        };
        let typed = self.typed.iter().map(|word| format!("\"{word}\""));
        typed.chain(self.told.iter().map(any)).collect::<Vec<_>>().join(" ")
    }

    /// How much of it a text says.
    pub fn cover(&self, text: &str) -> Cover {
        let text = folded(text);
        let mut cover = Cover::default();
        let say = |cover: &mut Cover, at: usize, piece: &[char], worth: usize| {
            cover.said += worth;
            cover.end = cover.end.max(at + piece.len());
            let piece: String = piece.iter().collect();
            if !cover.pieces.contains(&piece) {
                cover.pieces.push(piece);
            }
        };
        for word in &self.typed {
            let chars = folded(word);
            let mut at = 0;
            while at < chars.len() {
                let rest = &chars[at..];
                let longest = (2..=rest.len()).rev().find_map(|n| Some((n, find(&text, &rest[..n])?)));
                if let Some((length, found)) = longest {
                    cover.all += length;
                    say(&mut cover, found, &rest[..length], length);
                    at += length;
                    continue;
                }
                let other = (2..=LONGEST.min(rest.len())).rev().find_map(|n| {
                    let own: String = rest[..n].iter().collect();
                    let others = SAID.get(own.as_str())?;
                    let (found, said) = others.iter().find_map(|other| {
                        let other = folded(other);
                        Some((find(&text, &other)?, other))
                    })?;
                    Some((n, found, said))
                });
                if let Some((length, found, said)) = other {
                    cover.all += length;
                    say(&mut cover, found, &said, length);
                    at += length;
                    continue;
                }
                // What only holds the sentence together is nothing that could be said: 那年, 了.
                let filling = (1..=LONGEST.min(rest.len())).rev().find(|n| {
                    let own: String = rest[..*n].iter().collect();
                    words::says_nothing(&own)
                });
                cover.all += usize::from(filling.is_none());
                at += filling.unwrap_or(1);
            }
        }
        for others in &self.told {
            cover.all += 2;
            let found = others.iter().find_map(|other| {
                let other = folded(other);
                Some((find(&text, &other)?, other))
            });
            if let Some((at, said)) = found {
                say(&mut cover, at, &said, 2);
            }
        }
        cover
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_a_content_in_its_own_words() {
        let content = Content::of("柳溪水库 动工").unwrap();
        assert!(content.cover("3月8日柳溪水库开工兴建").is_whole());
        assert!(!content.cover("4月20日柳溪水库大坝合龙").is_whole());
        assert!(Content::of("恢复高考 录取了").unwrap().cover("恢复高考,录取147人").is_whole());
        let content = Content::of("the reservoir started").unwrap();
        assert!(content.cover("柳溪水库动工").is_whole() && !content.cover("柳溪水库合龙").is_whole());
        // A word that is not known makes the whole unknown; what holds nothing is about nothing.
        assert_eq!(Content::of("the xylophone"), None);
        assert_eq!(Content::of("的 了 in the"), None);
    }
}
