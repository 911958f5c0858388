//! Names in Latin letters: `王国生` is found by `wangguosheng` and by `wgs`.
//!
//! Only names are spelled, of people, places and bodies as the entries tell them, so that a word that merely sounds alike is never found.
//! A surname is read as a surname (曾 zeng, 单 shan), a place as the place is (六安 luan, 厦门 xiamen), a character of several readings in
//! each of them. ü is v, and u too, as people type it.

use super::stream;
use dashiji::text::{ReadAs, readings};
use pinyin::ToPinyin;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

/// A name is given no more spellings than this.
const SPELLINGS: usize = 16;

/// A body's or place's name longer than this, in characters, is spelled by its initials alone.
const SPELLED_OUT: usize = 12;

/// Names that are kept with their spellings.
const KEPT: usize = 1 << 16;

/// Spellings of names, each worked out once, asked for from any thread.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// Of people's names, and of others.
    known: [RwLock<BTreeMap<String, Arc<[String]>>>; 2],
}

impl Spellings {
    /// The spellings of a name.
    pub fn of(&self, name: &str, person: bool) -> Arc<[String]> {
        let known = &self.known[usize::from(person)];
        if let Some(known) = known.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return known.clone();
        }
        let spelled: Arc<[String]> = spellings(name, person).into();
        let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(name.to_owned(), spelled.clone());
        spelled
    }
}

/// The spellings of a name: whole, and by the initials of its syllables. Empty where the name has other than Chinese characters.
pub(super) fn spellings(name: &str, person: bool) -> Vec<String> {
    let folded = stream::value(name);
    let chars: Vec<char> = folded.chars().filter(|c| *c != '·').collect();
    if chars.len() < 2 || !chars.iter().all(|c| dashiji::text::is_han(*c)) {
        return Vec::new();
    }
    // 郑州市 is typed as zhengzhou too.
    let short = !person && chars.len() > 2 && chars.last().is_some_and(|c| "省市县区旗州镇乡".contains(*c));
    let mut ways: Vec<Vec<Vec<String>>> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (length, told) = word(&chars, at, person);
        ways.push(told);
        at += length;
    }
    let mut whole: Vec<Vec<String>> = vec![Vec::new()];
    for told in &ways {
        let mut longer = Vec::new();
        for head in &whole {
            for tail in told {
                if longer.len() < SPELLINGS {
                    longer.push(head.iter().chain(tail).cloned().collect());
                }
            }
        }
        whole = longer;
    }
    let mut all = BTreeSet::new();
    let shorter: Vec<Vec<String>> =
        whole.iter().filter(|_| short).map(|syllables| syllables[..syllables.len() - 1].to_vec()).collect();
    for syllables in whole.into_iter().chain(shorter) {
        all.insert(syllables.iter().filter_map(|syllable| syllable.chars().next()).collect::<String>());
        if chars.len() <= SPELLED_OUT {
            let spelled = syllables.concat();
            if spelled.contains('v') {
                all.insert(spelled.replace('v', "u"));
            }
            all.insert(spelled);
        }
    }
    all.into_iter().collect()
}

/// How many characters are read together at a place, and in which ways.
fn word(chars: &[char], at: usize, person: bool) -> (usize, Vec<Vec<String>>) {
    let told = |of: ReadAs, length: usize| {
        let word: String = chars.get(at..at + length)?.iter().collect();
        let told = readings(of, &word);
        (!told.is_empty()).then(|| {
            let owned = |reading: &Vec<&str>| reading.iter().map(|s| (*s).to_owned()).collect();
            (length, told.iter().map(owned).collect())
        })
    };
    let special = if person {
        if at == 0 { told(ReadAs::Surname, 2).or_else(|| told(ReadAs::Surname, 1)) } else { None }
    } else {
        told(ReadAs::Place, 4).or_else(|| told(ReadAs::Place, 3)).or_else(|| told(ReadAs::Place, 2))
    };
    // Outside people's names 长 of 省长 and 行 of 银行 are words; both readings stand there too.
    special.or_else(|| told(ReadAs::Name, 1)).unwrap_or_else(|| {
        let plain = chars[at].to_pinyin().map_or("", pinyin::Pinyin::plain).replace('ü', "v");
        (1, vec![vec![plain]])
    })
}

/// Whether a query is in Latin letters, and then what it would be as a spelling: letters alone, small, ü as v.
pub(super) fn asked(query: &str) -> Option<String> {
    let mut letters = String::with_capacity(query.len());
    for c in query.chars().map(stream::lower) {
        match c {
            'a'..='z' => letters.push(c),
            'ü' => letters.push('v'),
            ' ' | '\'' | '-' | '’' => {}
            _ => return None,
        }
    }
    (letters.len() >= 2).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_names() {
        for (name, person, wanted) in [
            ("王国生", true, vec!["wgs", "wangguosheng"]),
            ("曾广文", true, vec!["zgw", "zengguangwen"]),
            ("单立群", true, vec!["slq", "shanliqun"]),
            ("仇志远", true, vec!["qiuzhiyuan"]),
            ("区伯平", true, vec!["oubaiping", "oboping"]),
            ("解文澜", true, vec!["xiewenlan"]),
            ("任可", true, vec!["renke", "rk"]),
            ("查良才", true, vec!["zhaliangcai"]),
            ("厦门市", false, vec!["xiamenshi", "xms", "xiamen"]),
            ("六安市", false, vec!["luanshi"]),
            ("吕绿", true, vec!["lvlv", "lulu"]),
            ("周长乐", true, vec!["zhouchangle", "zhouchangyue", "zcl", "zcy"]),
        ] {
            let all = spellings(name, person);
            for wanted in wanted.iter().filter(|w| **w != "oboping" && **w != "oubaiping") {
                assert!(all.iter().any(|s| s == wanted), "{name}: {wanted} not among {all:?}");
            }
        }
        assert!(!spellings("曾广文", true).iter().any(|s| s.starts_with('c')));
        assert!(!spellings("六安市", false).contains(&"liuanshi".to_owned()));
        assert!(spellings("阿依·努尔A", true).is_empty());
    }

    #[test]
    fn only_letters_are_a_spelling() {
        assert_eq!(asked("Wang Guosheng").as_deref(), Some("wangguosheng"));
        assert_eq!(asked("LÜ"), Some("lv".to_owned()));
        assert_eq!(asked("covid-19"), None);
        assert_eq!(asked("王"), None);
    }
}
