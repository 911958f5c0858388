//! Exact amounts: `100.46万` and `1.54万` are 102万, to the last millionth.

use serde::{Deserialize, Serialize};

/// An exact amount in millionths, so that 100.46 + 1.54 is 102.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(pub i128);

impl Amount {
    /// The amount of a plain number; nothing where it is no finite number of a usable size.
    pub fn of(number: &serde_json::Number) -> Option<Self> {
        if let Some(whole) = number.as_i64() {
            return Some(Self(i128::from(whole) * 1_000_000));
        }
        let value = number.as_f64()?;
        (value.is_finite() && value.abs() < 1e24).then(|| Self((value * 1e6).round() as i128))
    }

    /// A whole amount.
    pub fn whole(value: i64) -> Self {
        Self(i128::from(value) * 1_000_000)
    }
}

impl std::ops::Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| a + b)
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let (whole, rest) = (size / 1_000_000, size % 1_000_000);
        if rest == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let digits = format!("{rest:06}");
            write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1_000_000 == 0 {
            serializer.serialize_i64(i64::try_from(self.0 / 1_000_000).unwrap_or(i64::MAX))
        } else {
            serializer.serialize_f64(self.0 as f64 / 1e6)
        }
    }
}

impl<'d> Deserialize<'d> for Amount {
    fn deserialize<D: serde::Deserializer<'d>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        Self::of(&number).ok_or_else(|| serde::de::Error::custom(format!("{number} is no usable amount")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let amount = |text: &str| Amount::of(&serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!((amount("100.46") + amount("1.54")).to_string(), "102");
        assert_eq!(amount("651.1").to_string(), "651.1");
    }
}
