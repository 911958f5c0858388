//! The words before and behind a figure: what names the thing that is counted, what says that it grew or fell, its unit.

use super::own::LEVELS;
use super::role::{Cue, Role};
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::resolve::day::{Date, of_iso};
use crate::text::{Chars, Words, chars, is_han};
pub(super) use lists::{FIGURE_CHANGES as CHANGES, FIGURE_FALLS as FALLS, FIGURE_GROWS as GROWS};

/// Whether characters end with one of some words.
pub(crate) fn ends_with_any(chars: &[char], words: &Words) -> bool {
    let at = |i: usize| chars.get(i).copied().unwrap_or_default();
    words.end(at, chars.len()).is_some()
}

/// Whether one of some words stands among characters.
pub(crate) fn contains_any(chars: &[char], words: &Words) -> bool {
    let at = |i: usize| chars.get(i).copied().unwrap_or_default();
    (0..chars.len()).any(|i| words.begin(at, i).is_some())
}

/// 比5日, 较10日, 比调整后概算: a comparison opens the words.
pub(super) fn compared(words: &[char]) -> bool {
    words.iter().position(|c| matches!(c, '比' | '较')).is_some_and(|k| k <= 4)
}

/// Whether what is compared fell: 较上年少收, 比17日20时扩大. Nothing where no such word follows the comparison.
pub(super) fn moved(words: &[char]) -> Option<bool> {
    let from = words.iter().rposition(|c| matches!(c, '比' | '较'))?;
    words[from..].iter().rev().find_map(|&c| match () {
        () if lists::FIGURE_RISES.has(c) => Some(false),
        () if lists::FIGURE_SINKS.has(c) => Some(true),
        () => None,
    })
}

/// Whether a unit is a share, a rate or a growth.
pub fn is_ratio(unit: &str) -> bool {
    matches!(unit, "%" | "‰" | "成" | "倍" | "番") || unit.ends_with("百分点")
}

/// A unit as it is measured by: 名 and 位 count persons as 人 does; 万 and 亿 are in the value.
pub fn unit(unit: &str) -> String {
    match unit {
        "名" | "位" | "口" => "人".to_owned(),
        _ => unit.trim_start_matches(['万', '亿']).to_owned(),
    }
}

/// Whether a unit is one of money.
pub(super) fn is_money(unit: &str) -> bool {
    unit.ends_with(['元', '圆', '角'])
}

/// The first day of the year or the month whose beginning or end some words name (年初, 上月底), and the first of the next; nothing where another
/// one is meant that they do not tell. `day` is when the figure is true, `entry` when it is told: 去年年底 is of the year before that.
fn opened(day: &str, entry: &str, words: &[char], edge: &Chars) -> Option<(Date, Date)> {
    let named = |unit: char| {
        let at = words.windows(2).position(|pair| pair[0] == unit && edge.has(pair[1]))?;
        // 去年|年底
        let at = if at > 0 && words[at - 1] == unit { at - 1 } else { at };
        Some((unit, &words[..at]))
    };
    let (unit, before) = named('年').or_else(|| named('月'))?;
    let nth = |iso: &str| {
        let of = of_iso(iso)?.to_gregorian();
        Some(if unit == '年' { of.year } else { of.year * 12 + i32::from(of.month) - 1 })
    };
    let nth = match before.last() {
        Some(&c) if lists::FIGURE_LAST.has(c) => nth(entry)? - 1,
        Some(&c) if lists::FIGURE_NOT_ITS_YEAR.has(c) => return None,
        Some(&c) if c.is_ascii_digit() || numeral::digit(c).is_some() => return None,
        _ => nth(day)?,
    };
    // 较上月末: against when.
    if before.iter().rev().take(2).any(|c| matches!(c, '比' | '较')) {
        return None;
    }
    let first = |nth: i32| match unit {
        '年' => Date { year: nth, month: 1, day: 1 },
        _ => Date { year: nth.div_euclid(12), month: nth.rem_euclid(12) as u8 + 1, day: 1 },
    };
    Some((first(nth), first(nth + 1)))
}

/// The last day before the year or the month that some words open (年初, 月初), ISO.
pub(super) fn eve(day: &str, entry: &str, words: &[char]) -> Option<String> {
    let (first, _) = opened(day, entry, words, chars!("初"))?;
    Some(first.gregorian()?.plus(-1).to_gregorian().iso())
}

/// The last day of the year or the month that some words close (年末, 月底), ISO.
pub(super) fn close(day: &str, entry: &str, words: &[char]) -> Option<String> {
    let (_, next) = opened(day, entry, words, chars!("末底"))?;
    Some(next.gregorian()?.plus(-1).to_gregorian().iso())
}

/// Characters that name nothing.
fn is_filler(c: char) -> bool {
    chars!("的了在于为至达到约近均各其并与和及向把将由从等之我有是以也者个").has(c)
}

/// The words that name what is counted: no numbers, times, or words with a role.
pub(crate) fn content(words: &[char], cues: &[Cue]) -> Vec<char> {
    let mut kept = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if let Some(cue) = cues.iter().find(|cue| cue.start == i) {
            // 过火面积 says that it is a total and names it.
            let names = cue.role == Role::Total && words[i..cue.end].ends_with(&['面', '积']);
            if names
                || matches!(cue.role, Role::Holding | Role::Output | Role::Word | Role::Act | Role::State)
            {
                kept.extend(&words[i..cue.end]);
            }
            i = cue.end;
            continue;
        }
        let c = words[i];
        // 8月10日, 18时: a number with what it numbers; 两趟, 六个: a spelled-out count.
        if c.is_ascii_digit() {
            while i < words.len()
                && (words[i].is_ascii_digit()
                    || matches!(words[i], '.' | ',' | '年' | '月' | '日' | '时' | '分'))
            {
                i += 1;
            }
            continue;
        }
        if chars!("一二两三四五六七八九十").has(c)
            && words.get(i + 1).is_some_and(|&c| chars!("趟批个年次期组地镇乡村县天日月处").has(c))
        {
            // 七年累计: the word behind the count may begin with its measure word.
            i += if cues.iter().any(|cue| cue.start == i + 1) { 1 } else { 2 };
            continue;
        }
        if is_han(c) && !is_filler(c) && c != '第' {
            if c == '全' && words.get(i + 1).is_some_and(|c| LEVELS.contains(*c)) {
                i += 2;
                continue;
            }
            kept.push(c);
        }
        i += 1;
    }
    kept
}

/// The name of a part: the words before the figure without marks and words with a role.
pub(super) fn name(words: &[char], cues: &[Cue]) -> String {
    let from = cues.iter().filter(|cue| cue.role == Role::Part).map(|cue| cue.end).max().unwrap_or(0);
    words[from.min(words.len())..].iter().filter(|c| is_han(**c) || c.is_ascii_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_year_is_of_the_year_that_is_meant() {
        let told = |words: &str| {
            let words: Vec<char> = words.chars().collect();
            let day = "1987-02-03";
            close(day, day, &words).or_else(|| eve(day, day, &words))
        };
        for (words, want) in [
            ("年底有", Some("1987-12-31")),
            ("当年年底有", Some("1987-12-31")),
            ("去年底有", Some("1986-12-31")),
            ("去年年底有", Some("1986-12-31")),
            ("上年末有", Some("1986-12-31")),
            ("去年年初有", Some("1985-12-31")),
            ("年初有", Some("1986-12-31")),
            ("前年年底有", None),
            ("1985年年底有", None),
            ("上月底有", Some("1987-01-31")),
            ("上月初有", Some("1986-12-31")),
            ("月末有", Some("1987-02-28")),
            ("较上月末增", None),
            ("去年有", None),
        ] {
            assert_eq!(told(words).as_deref(), want, "{words}");
        }
    }
}
