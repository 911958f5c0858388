//! What a document is held to: by what it is, or as its editor says.
//!
//! A month of an office, a yearbook, a book over decades, the annals of old reigns and the log of a flood do not keep the same norms.
//! [`Profile::of`] tells them apart by what a reading shows: how many years its entries span, when they lie, whether they tell hours and
//! levels. `2020年7月5日8时` and `累计转移1798人` in most entries of a few days are a log.

use super::Severity;
use crate::Reading;
use crate::fact::QuantityKind;

/// What a document is held to. Fixed by what it is, not by what scores well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Profile {
    /// Chosen for each document by what it is.
    #[default]
    Auto,
    /// An office's running record: 我省, exhortation and vague time words are notes.
    Monthly,
    /// A printed year: all norms.
    Yearbook,
    /// A book over decades: following a matter up is no fault, and short forms are usual.
    Gazetteer,
    /// Before 1949: reigns, old units, no offices behind each name.
    Historical,
    /// The log of days of danger: hours, running totals, levels.
    Emergency,
    /// Nothing is checked.
    Off,
}

/// Years from which on a book is one over decades.
const BOOK: i32 = 3;
/// The first year of the norms of today.
const TODAY: i32 = 1949;

impl Profile {
    /// Its name, as it is given and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Monthly => "month",
            Self::Yearbook => "yearbook",
            Self::Gazetteer => "gazetteer",
            Self::Historical => "historical",
            Self::Emergency => "emergency",
            Self::Off => "off",
        }
    }

    /// The profile of a name; `monthly` is an older one of `month`.
    pub fn parse(name: &str) -> Option<Self> {
        let all = [
            Self::Auto,
            Self::Monthly,
            Self::Yearbook,
            Self::Gazetteer,
            Self::Historical,
            Self::Emergency,
            Self::Off,
        ];
        all.into_iter()
            .find(|profile| profile.name() == name)
            .or((name == "monthly").then_some(Self::Monthly))
    }

    /// What a document is, by its entries.
    pub fn of(reading: &Reading) -> Self {
        let mut years: Vec<i32> = reading.records.iter().filter_map(|r| r.dated()?.year()).collect();
        if years.is_empty() {
            return Self::Monthly;
        }
        years.sort_unstable();
        // A slip of the pen in one year makes no book.
        let spare = years.len() / 20;
        let (first, last) = (years[spare], years[years.len() - 1 - spare]);
        let old = years.partition_point(|year| *year < TODAY);
        if old * 2 > years.len() {
            return Self::Historical;
        }
        if last - first >= BOOK {
            return Self::Gazetteer;
        }
        if is_log(reading) {
            return Self::Emergency;
        }
        let told = reading.document.record.title.as_deref().unwrap_or_default();
        let printed = ["年鉴", "县志", "市志", "省志", "区志", "州志"].iter().any(|word| told.contains(word));
        let months = reading.records.iter().filter_map(|r| Some(r.dated()?.first_day().get(..7)?.to_owned()));
        let months: std::collections::BTreeSet<String> = months.collect();
        if printed || months.len() > 4 { Self::Yearbook } else { Self::Monthly }
    }
}

/// Whether most entries tell an hour, and running totals or levels with it.
fn is_log(reading: &Reading) -> bool {
    let all = reading.records.len();
    let hours = reading.records.iter().filter(|r| r.dated().is_some_and(|d| d.from.contains('T'))).count();
    let figures = reading
        .records
        .iter()
        .any(|r| !r.measures.is_empty() || r.quantities.iter().any(|q| q.kind == QuantityKind::Cumulative));
    all >= 5 && hours * 5 >= all * 2 && figures
}

/// How grave a rule is under each profile; nothing where it has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels([Option<Severity>; 5]);

impl Levels {
    /// The same under every profile.
    pub const fn all(severity: Severity) -> Self {
        Self([Some(severity); 5])
    }

    /// Another under `month` and `emergency`.
    #[must_use]
    pub const fn month(mut self, severity: Severity) -> Self {
        self.0[0] = Some(severity);
        self.0[4] = Some(severity);
        self
    }

    /// Another in a book over decades.
    #[must_use]
    pub const fn gazetteer(mut self, severity: Severity) -> Self {
        self.0[2] = Some(severity);
        self
    }

    /// None in a book over decades or of old reigns.
    #[must_use]
    pub const fn no_book(mut self) -> Self {
        self.0[2] = None;
        self.0[3] = None;
        self
    }

    /// None before 1949.
    #[must_use]
    pub const fn not_old(mut self) -> Self {
        self.0[3] = None;
        self
    }

    /// Only in an office's month.
    #[must_use]
    pub const fn only_month(mut self) -> Self {
        self.0[1] = None;
        self.0[4] = None;
        self.no_book()
    }

    /// Only in the log of days of danger.
    #[must_use]
    pub const fn only_emergency(self) -> Self {
        Self([None, None, None, None, self.0[4]])
    }

    /// How grave under a profile; `auto` is `month` here.
    pub const fn under(self, profile: Profile) -> Option<Severity> {
        match profile {
            Profile::Auto | Profile::Monthly => self.0[0],
            Profile::Yearbook => self.0[1],
            Profile::Gazetteer => self.0[2],
            Profile::Historical => self.0[3],
            Profile::Emergency => self.0[4],
            Profile::Off => None,
        }
    }
}
