//! Numbers as dates use them: `2019`, `二〇一九`, `二十三`, `廿一`, `2 0 2 0`.
//!
//! In goes a place in the text, out comes the number that begins there with the way it is written.

use super::grammar::Reader;
use crate::text::chars;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 2019.
    Arabic,
    /// Digit by digit: 二〇一九, 九七.
    Positional,
    /// With 十, 百, 千, 廿, 卅: 二十三.
    Counting,
}

/// A number in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Its value.
    pub value: u32,
    /// One past its last character.
    pub end: usize,
    /// How it is written.
    pub style: Style,
    /// How many digits or characters it has.
    pub digits: usize,
    /// Whether it begins with a zero.
    pub zero: bool,
    /// Whether it holds 廿 or 卅, which are told of days of the moon.
    pub twenty: bool,
}

impl Numeral {
    /// Whether it is written in Chinese.
    pub fn is_han(self) -> bool {
        self.style != Style::Arabic
    }
}

/// The value of a Chinese digit; the many zeros of scanned texts among them.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | '◯' | 'Ｏ' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether a character is part of a Chinese number.
pub(super) fn is_numeral(c: char) -> bool {
    chars!("〇○零◯Ｏ一二两三四五六七八九十百千廿卅").has(c)
}

/// The number that begins at a place.
pub(super) fn read(reader: Reader<'_>, at: usize) -> Option<Numeral> {
    match reader.at(at) {
        '0'..='9' => arabic(reader, at),
        c if is_numeral(c) => han(reader, at),
        _ => None,
    }
}

/// At most four Arabic digits.
fn arabic(reader: Reader<'_>, at: usize) -> Option<Numeral> {
    let mut value = 0;
    let mut end = at;
    while let Some(digit) = reader.at(end).to_digit(10) {
        value = value * 10 + digit;
        end += 1;
        if end - at > 4 {
            return None;
        }
    }
    let zero = reader.at(at) == '0';
    (end > at).then_some(Numeral { value, end, style: Style::Arabic, digits: end - at, zero, twenty: false })
}

/// A Chinese number below ten thousand.
fn han(reader: Reader<'_>, at: usize) -> Option<Numeral> {
    let zero = digit(reader.at(at)) == Some(0);
    let mut end = at;
    let (mut positional, mut digits) = (0u32, 0usize);
    let mut counting = false;
    let mut twenty = false;
    // A zero may be typed as 0 or O inside a number of Chinese digits: 二0一九, 二O一九.
    loop {
        let c = reader.at(end);
        let value = match c {
            '0' | 'O' | 'o' if end > at && digits > 0 => Some(0),
            _ => digit(c),
        };
        match value {
            Some(value) => {
                positional = positional.saturating_mul(10).saturating_add(value);
                digits += 1;
            }
            None if matches!(c, '十' | '百' | '千' | '廿' | '卅') => {
                counting = true;
                twenty |= matches!(c, '廿' | '卅');
            }
            None => break,
        }
        end += 1;
        if end - at > 9 {
            return None;
        }
    }
    if end == at {
        return None;
    }
    if !counting {
        // 两 is no digit of a year, and a lone 两 is none of a date.
        let none = (at..end).any(|i| reader.at(i) == '两');
        return (!none && digits <= 4).then_some(Numeral {
            value: positional,
            end,
            style: Style::Positional,
            digits,
            zero,
            twenty,
        });
    }
    let (value, end) = count(reader, at, end)?;
    Some(Numeral { value, end, style: Style::Counting, digits: end - at, zero, twenty })
}

/// Reads 千, 百, 十 from high to low; stops where the order breaks.
fn count(reader: Reader<'_>, at: usize, end: usize) -> Option<(u32, usize)> {
    let (mut total, mut pending, mut scale) = (0u32, None::<u32>, 10_000u32);
    let mut i = at;
    while i < end {
        let c = reader.at(i);
        if let Some(value) = digit(c) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(value);
        } else {
            let (unit, many) = match c {
                '千' => (1000, pending?),
                '百' => (100, pending?),
                '十' => (10, pending.unwrap_or(1)),
                '廿' => (10, 2),
                '卅' => (10, 3),
                _ => return None,
            };
            if unit >= scale || many == 0 && unit != 10 || pending.is_some() && matches!(c, '廿' | '卅') {
                return None;
            }
            total += unit * many.max(1);
            (scale, pending) = (unit, None);
        }
        i += 1;
    }
    if scale > 10
        && pending.is_some_and(|p| p != 0)
        && reader.at(end.saturating_sub(2)) != '零'
        && scale != 10_000
    {
        // 一百二 is no number of a date.
        return None;
    }
    Some((total + pending.unwrap_or(0), i))
}

/// A number that counts: 两 is two, 三 three.
pub(super) fn read_count(reader: Reader<'_>, at: usize) -> Option<Numeral> {
    if reader.at(at) == '两' {
        return Some(Numeral {
            value: 2,
            end: at + 1,
            style: Style::Positional,
            digits: 1,
            zero: false,
            twenty: false,
        });
    }
    read(reader, at)
}

/// Four digits with spaces between, before 年: `1 9 5 2 年`, `二 ○ 一 九 年`; the value and where 年 stands.
pub(super) fn spaced_year(reader: Reader<'_>, at: usize) -> Option<(u32, usize, Style)> {
    let mut value = 0;
    let mut i = at;
    let mut spaces = 0;
    let style = if reader.at(at).is_ascii_digit() { Style::Arabic } else { Style::Positional };
    for n in 0..4 {
        let c = reader.at(i);
        let figure = c.to_digit(10).or_else(|| digit(c)).filter(|_| c != '两')?;
        if n == 0 && figure == 0 {
            return None;
        }
        value = value * 10 + figure;
        i += 1;
        while reader.at(i) == ' ' && spaces < 8 {
            i += 1;
            spaces += 1;
        }
    }
    (spaces > 0 && reader.at(i) == '年').then_some((value, i, style))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn numbers_of_every_hand_are_read() {
        for (text, want) in [
            ("2019年", Some((2019, 4))),
            ("03日", Some((3, 2))),
            ("20190", None),
            ("二〇一九年", Some((2019, 4))),
            ("二○一九年", Some((2019, 4))),
            ("二零零八", Some((2008, 4))),
            ("二0一九", Some((2019, 4))),
            ("二O一九", Some((2019, 4))),
            ("十", Some((10, 1))),
            ("十二", Some((12, 2))),
            ("二十", Some((20, 2))),
            ("二十三日", Some((23, 3))),
            ("三十一", Some((31, 3))),
            ("廿", Some((20, 1))),
            ("廿九", Some((29, 2))),
            ("卅一", Some((31, 2))),
            ("两千年", Some((2000, 2))),
            ("两千零八年", Some((2008, 4))),
            ("一千九百五十二年", Some((1952, 7))),
            ("一百零八", Some((108, 4))),
            ("两", None),
            ("十十", None),
            ("年", None),
        ] {
            let text = Text::new(text.to_owned());
            let got = read(Reader::new(&text, text.len()), 0).map(|n| (n.value, n.end));
            assert_eq!(got, want, "{}", text.as_str());
        }
    }

    #[test]
    fn a_year_may_be_spaced_out() {
        let text = Text::new("1 9 5 2 年".to_owned());
        let got = spaced_year(Reader::new(&text, text.len()), 0);
        assert_eq!(got, Some((1952, 8, Style::Arabic)));
    }
}
