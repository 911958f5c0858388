//! What a figure can be worth: its value, the bounds that 约 and 余 leave, and half a unit of the last place that is told.
//!
//! `3.27万` is 32700 and may be 50 more or less; `500余人` is 501 to 599; `约600人` 550 to 650; `412人` is 412.

use crate::fact::{Amount, Approximation, QuantityRecord};

/// A value with its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Worth {
    /// As told.
    pub value: Amount,
    /// The least it can be, rounding apart.
    pub low: Amount,
    /// The most it can be, rounding apart.
    pub high: Amount,
    /// Half a unit of the last place told; nothing where a whole number is told in full.
    pub half: Amount,
}

/// Millionths in one.
const ONE: i128 = 1_000_000;

impl Worth {
    /// An exact amount.
    pub fn exact(value: Amount) -> Self {
        Self { value, low: value, high: value, half: Amount::default() }
    }

    /// Of a figure as it was read.
    pub fn of(figure: &QuantityRecord) -> Option<Self> {
        let value = Amount::of(&figure.value)?;
        let mut worth = Self::exact(value);
        worth.half = Amount(half(&figure.text));
        let place = if figure.approx.is_some() { Amount(last_place(value.0)) } else { value };
        match figure.approx {
            Some(Approximation::About) => {
                worth.low = value - Amount(place.0 / 2);
                worth.high = value + Amount(place.0 / 2);
            }
            Some(Approximation::Over) => {
                worth.low = value + Amount(ONE.min(place.0));
                worth.high = value + place - Amount(ONE.min(place.0));
            }
            Some(Approximation::Under) => {
                worth.low = value - place + Amount(ONE.min(place.0));
                worth.high = value - Amount(ONE.min(place.0));
            }
            None => {}
        }
        if let Some(most) = figure.value_max.as_ref().and_then(Amount::of) {
            worth.high = most.max(worth.low);
        }
        Some(worth)
    }

    /// Whether 约, 余 or a range leaves it open.
    pub fn open(&self) -> bool {
        self.low != self.high
    }
}

/// The size of the last place that is not nought, of an amount in millionths.
fn last_place(value: i128) -> i128 {
    let mut place = 1;
    while value != 0 && value % (place * 10) == 0 && place < ONE * ONE * ONE {
        place *= 10;
    }
    place
}

/// Half a unit of the last place that is written, in millionths: `3.27万` 50, `1860万` 5000, `51.12` 0.005, `412` nothing.
fn half(text: &str) -> i128 {
    let digits: Vec<char> = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let Some(first) = digits.iter().position(char::is_ascii_digit) else { return spelled(text) };
    let number = digits[first..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let places =
        digits[first..first + number].iter().position(|c| *c == '.').map_or(0, |dot| number - dot - 1);
    let mut scale = 1i128;
    let mut rest = &digits[first + number..];
    while let [c, tail @ ..] = rest {
        match c {
            '余' | '多' => {}
            // 千瓦, 千克: the unit's own.
            '千' if matches!(tail.first(), Some('瓦' | '克' | '米' | '伏' | '卡')) => break,
            '百' => scale = scale.saturating_mul(100),
            '千' => scale = scale.saturating_mul(1_000),
            '万' | '萬' => scale = scale.saturating_mul(10_000),
            '亿' | '億' => scale = scale.saturating_mul(100_000_000),
            _ => break,
        }
        rest = tail;
    }
    if places == 0 && scale == 1 {
        return 0;
    }
    let down = 10i128.checked_pow(places.min(30) as u32).unwrap_or(i128::MAX);
    scale.saturating_mul(ONE) / 2 / down
}

/// A number in Chinese numerals is rounded where it ends with 万 or 亿.
fn spelled(text: &str) -> i128 {
    let last = text.chars().rfind(|c| "一二三四五六七八九十百千万亿".contains(*c));
    match last {
        Some('万') => 10_000 * ONE / 2,
        Some('亿') => 100_000_000 * ONE / 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_half_the_last_place_told() {
        for (text, twice) in [
            ("3.27万剂次", 100),
            ("1860万立方米", 10_000),
            ("412人", 0),
            ("9.0亿元", 10_000_000),
            ("1,229担", 0),
            ("45.6亿千瓦时", 10_000_000),
            ("三万人", 10_000),
        ] {
            assert_eq!(half(text) * 2, twice * ONE, "{text}");
        }
        assert_eq!(half("51.12米") * 2, ONE / 100);
        assert_eq!(half(&"9".repeat(400)), 0);
    }
}
