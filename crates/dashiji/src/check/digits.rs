//! Whole numbers and calendar dates as rules compare them: `30`, `三十`, `廿八`, `1998年3月5日`.

use crate::recognize::numeral;
use crate::text::Text;

/// The whole number that begins at a place, Arabic or Chinese (元 is 1, 廿 20): its value and one past it.
pub(super) fn number(text: &Text, at: usize, end: usize) -> Option<(u32, usize)> {
    match text.at(at) {
        '元' | '正' => return Some((1, at + 1)),
        '廿' | '卅' => {
            let tens = if text.at(at) == '廿' { 20 } else { 30 };
            return Some(match numeral::digit(text.at(at + 1)) {
                Some(ones) => (tens + u32::from(ones), at + 2),
                None => (tens, at + 1),
            });
        }
        c if c.is_ascii_digit() || numeral::digit(c).is_some() || c == '十' || c == '百' => {}
        _ => return None,
    }
    // Digits are read here: the reader of figures would take the mark behind them.
    if text.at(at).is_ascii_digit() {
        let last = (at..end.min(at + 9)).find(|&i| !text.at(i).is_ascii_digit()).unwrap_or(end.min(at + 9));
        let value =
            (at..last).try_fold(0u32, |n, i| n.checked_mul(10)?.checked_add(text.at(i).to_digit(10)?))?;
        return Some((value, last));
    }
    // No number is longer than this, and a run of digits may be as long as a file.
    let end = end.min(at + 24);
    let stop = (at..end)
        .find(|&i| numeral::digit(text.at(i)).is_none() && !matches!(text.at(i), '十' | '百' | '千'));
    let stop = stop.unwrap_or(end);
    let han = |i: usize| numeral::digit(text.at(i)).map(u32::from);
    let counted = (at..stop).any(|i| matches!(text.at(i), '十' | '百' | '千'));
    let mut value = 0u32;
    if counted {
        let mut ones = None;
        for i in at..stop {
            match text.at(i) {
                '千' => (value, ones) = (value + ones.unwrap_or(1) * 1000, None),
                '百' => (value, ones) = (value + ones.unwrap_or(1) * 100, None),
                '十' => (value, ones) = (value + ones.unwrap_or(1) * 10, None),
                _ => ones = han(i),
            }
        }
        value += ones.unwrap_or(0);
    } else {
        for i in at..stop {
            value = value.checked_mul(10)?.checked_add(han(i)?)?;
        }
    }
    (stop > at).then_some((value, stop))
}

/// A date by its parts, and one past it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    /// 1998年.
    pub year: Option<u32>,
    /// 3月.
    pub month: Option<u32>,
    /// 5日.
    pub day: Option<u32>,
    /// One past it.
    pub end: usize,
}

/// The date that begins at a place: any of year, month and day in their order, each with its word. A last number without its word is a
/// day, a month or a year by what follows the connector (`6月30～31日`), which the caller tells with `bare`.
pub(super) fn parts(text: &Text, at: usize, end: usize) -> Option<Parts> {
    let mut found = Parts { end: at, ..Parts::default() };
    let mut rank = 0;
    while let Some((value, stop)) = number(text, found.end, end) {
        let mine = match text.at(stop) {
            '年' => 1,
            '月' => 2,
            '日' | '号' => 3,
            _ => break,
        };
        if mine <= rank {
            break;
        }
        rank = mine;
        *match mine {
            1 => &mut found.year,
            2 => &mut found.month,
            _ => &mut found.day,
        } = Some(value);
        found.end = stop + 1;
    }
    (rank > 0).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_read_as_they_are_written() {
        for (words, want) in
            [("30日", 30), ("三十一日", 31), ("廿八", 28), ("一九九八年", 1998), ("十五年", 15), ("元年", 1)]
        {
            let text = Text::new(words.to_owned());
            assert_eq!(number(&text, 0, text.len()).map(|(n, _)| n), Some(want), "{words}");
        }
        let text = Text::new("1998年3月5日至".to_owned());
        let date = parts(&text, 0, text.len()).unwrap();
        assert_eq!((date.year, date.month, date.day, date.end), (Some(1998), Some(3), Some(5), 9));
    }
}
