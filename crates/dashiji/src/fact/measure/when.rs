//! From when a measure holds: the day and the hour that its sentence names for it.

use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use std::fmt::Write as _;

/// Days and months that one sentence hands on to the next of its entry.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Last {
    /// The last month that was named, with its year where that was told.
    month: Option<u32>,
}

/// A day or a time that a sentence names: where it stands and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    start: usize,
    end: usize,
    month: Option<u32>,
    day: Option<u32>,
    clock: Option<(u32, u32)>,
}

/// A number up to 31 in digits or numerals (十五, 廿三) at a place: its value and its end.
fn number(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let digits = chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let told: String = chars[at..at + digits].iter().collect();
        return told.parse().ok().filter(|n| *n <= 60).map(|n| (n, at + digits));
    }
    let one = |c: char| "一二三四五六七八九".chars().position(|n| n == c).map(|n| n as u32 + 1);
    let mut end = at;
    let (mut tens, mut ones) = (0, 0);
    while let Some(&c) = chars.get(end) {
        match c {
            '十' => (tens, ones) = (if ones == 0 { tens.max(1) } else { ones }, 0),
            '廿' => tens = 2,
            '卅' => tens = 3,
            '初' => {}
            c => match one(c) {
                Some(n) => ones = n,
                None => break,
            },
        }
        end += 1;
    }
    (end > at && tens * 10 + ones > 0).then_some((tens * 10 + ones, end))
}

/// The days and times that some words name, in order: 3月16日0时, 22日, 18时30分, 8月.
fn named(chars: &[char]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        // A number begins where none goes on.
        let Some((first, mut end)) = number(chars, i) else {
            i += 1;
            continue;
        };
        let start = i;
        let (mut month, mut day, mut clock) = (None, None, None);
        let mut value = first;
        let unit = |end: usize| chars.get(end).copied().unwrap_or_default();
        if unit(end) == '月' && (1..=12).contains(&value) {
            month = Some(value);
            end += 1;
            match number(chars, end).filter(|(_, at)| matches!(unit(*at), '日' | '号')) {
                Some((next, at)) => (value, end) = (next, at),
                None => value = 0,
            }
        }
        // 5月3号; 三号线 is no day.
        if (unit(end) == '日' || unit(end) == '号' && month.is_some()) && (1..=31).contains(&value) {
            day = Some(value);
            end += 1;
        }
        let at = if day.is_some() { number(chars, end) } else { (month.is_none()).then_some((value, end)) };
        if let Some((hour, at)) = at.filter(|(hour, at)| *hour <= 24 && matches!(unit(*at), '时' | '点')) {
            let lasts = lists::MEASURE_LASTS.has(unit(at + 1));
            if !lasts {
                let minute = number(chars, at + 1).filter(|(n, at)| *n < 60 && unit(*at) == '分');
                end = minute.map_or(at + 1, |(_, at)| at + 1);
                clock = Some((hour, minute.map_or(0, |(n, _)| n)));
            }
        } else if let Some((hour, at)) = at.filter(|(hour, at)| *hour < 24 && unit(*at) == ':')
            && let Some((minute, to)) = number(chars, at + 1).filter(|(n, to)| *n < 60 && to - at == 3)
        {
            end = to;
            clock = Some((hour, minute));
        }
        if month.is_some() || day.is_some() || clock.is_some() {
            found.push(Named { start, end, month, day, clock });
        }
        i = end.max(i + 1);
    }
    found
}

impl Last {
    /// From when a measure holds whose verb stands at `verb` of a sentence: ISO. `clause` is where its clause begins and ends.
    pub(super) fn from(
        &mut self,
        record: &Record,
        chars: &[char],
        verb: (usize, usize),
        clause: (usize, usize),
    ) -> Option<String> {
        let date = record.dated()?.from.clone();
        let told = named(chars);
        let before = |k: usize| k.checked_sub(1).and_then(|k| chars.get(k)).copied().unwrap_or_default();
        // 至4月15日24时: till when; 较12日: against when.
        let till =
            |n: &Named| lists::MEASURE_TILL.has(before(n.start)) && !matches!(chars.get(n.end), Some('起'));
        let begins = |n: &&Named| !till(n);
        // 禁火令,3月16日0时至4月15日24时施行: the next clause says from when, where it says that it takes force.
        let next =
            (clause.1 + 1..chars.len()).find(|&k| matches!(chars[k], ',' | ':')).unwrap_or(chars.len());
        let dated = |n: &&Named| n.month.is_some() || n.day.is_some();
        let takes = || {
            let words: String = chars[clause.1.min(next)..next].iter().collect();
            lists::MEASURE_TAKES_FORCE.all().any(|word| words.contains(word))
        };
        let within = |lo: usize, hi: usize| {
            told.iter().filter(move |n| n.start >= lo && n.end <= hi).filter(begins).filter(dated)
        };
        let starts = |n: &&Named| chars.get(n.end) == Some(&'起');
        let behind = within(verb.1, clause.1).find(starts);
        let behind = behind.or_else(|| within(clause.1, next).next().filter(|_| takes())).copied();
        let ahead = || told.iter().filter(|n| n.end <= verb.0).filter(begins);
        // 6月5日起暂停开放, 禁止垂钓: what begins on a day does so in its own clause.
        let own = |n: &&Named| n.start >= clause.0 || chars.get(n.end) != Some(&'起');
        let day = ahead().filter(own).rfind(|n| n.month.is_some() || n.day.is_some()).copied();
        let clock = ahead().filter(own).rfind(|n| n.clock.is_some()).copied();
        for n in told.iter().filter(|n| n.start < clause.1) {
            self.month = n.month.or(self.month);
        }
        let chosen = behind.or(day);
        let year: i64 = date.get(..4)?.parse().ok()?;
        let entry_month: u32 = date.get(5..7).and_then(|m| m.parse().ok()).unwrap_or(1);
        let entry_day: u32 = date.get(8..10).and_then(|d| d.parse().ok()).unwrap_or(1);
        let hour = |(h, m): (u32, u32)| format!("T{h:02}:{m:02}");
        let Some(chosen) = chosen else {
            let day = date.get(..10).unwrap_or(&date);
            return Some(match clock.and_then(|n| n.clock) {
                Some(clock) => format!("{day}{}", hour(clock)),
                None => date,
            });
        };
        let mut month = chosen.month.or_else(|| {
            let before = told.iter().filter(|n| n.start < chosen.start);
            before.filter_map(|n| n.month).next_back()
        });
        let whole_year = date.get(5..10) == Some("01-01");
        if month.is_none() && whole_year {
            month = self.month;
        }
        // 28日 tells of what begins on the 2日: of the next month.
        let month = month.unwrap_or(match chosen.day {
            Some(day) if day + 20 < entry_day => entry_month % 12 + 1,
            _ => entry_month,
        });
        let year = if month + 6 < entry_month { year + 1 } else { year };
        let mut iso = format!("{year:04}-{month:02}");
        if let Some(day) = chosen.day {
            let _ = write!(iso, "-{day:02}");
            let own =
                chosen.clock.or_else(|| clock.filter(|n| n.start >= chosen.start).and_then(|n| n.clock));
            if let Some(clock) = own {
                iso += &hour(clock);
            }
        }
        Some(iso)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> Vec<(Option<u32>, Option<u32>, Option<(u32, u32)>)> {
        let chars: Vec<char> = words.chars().collect();
        named(&chars).iter().map(|n| (n.month, n.day, n.clock)).collect()
    }

    #[test]
    fn days_and_times_are_read_in_digits_and_numerals() {
        assert_eq!(
            told("3月16日0时至4月15日24时"),
            [(Some(3), Some(16), Some((0, 0))), (Some(4), Some(15), Some((24, 0)))]
        );
        assert_eq!(told("七月十五日"), [(Some(7), Some(15), None)]);
        assert_eq!(told("22日复课"), [(None, Some(22), None)]);
        assert_eq!(told("15时10分"), [(None, None, Some((15, 10)))]);
        assert_eq!(told("8月"), [(Some(8), None, None)]);
        assert_eq!(told("12小时内,3个月"), []);
        assert_eq!(told("二十一日"), [(None, Some(21), None)]);
    }
}
