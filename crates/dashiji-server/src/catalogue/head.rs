//! An entry as lists show it: its days, what it tells, its headline or its first words.

use crate::day::{self, Day};
use dashiji::collate::day as first_day;
use dashiji::fact::{EventType, Record};

/// An entry, as lists show it.
#[derive(Debug, Clone)]
pub struct Head {
    /// Position of its document.
    pub source: u32,
    /// Its number in the document.
    pub number: u32,
    /// First day; [`day::NONE`] where it has no date.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What it tells.
    pub kind: Option<EventType>,
    /// Its section in the document.
    pub section: u32,
    /// Headline, else the first words.
    pub title: Box<str>,
    /// Whether it has a headline of its own.
    pub headed: bool,
    /// Whether anything read of it is in doubt.
    pub doubtful: bool,
    /// Code points of it.
    pub length: u32,
    /// Its id.
    pub id: Box<str>,
}

impl Head {
    /// Whether no month of it is known: it tells of a year, of some years or of a season.
    pub fn is_coarse(&self) -> bool {
        let (from, to) = (day::civil(self.from), day::civil(self.to));
        self.from != day::NONE
            && from.day() == 1
            && day::number(to.last_of_month()) == self.to
            && (from.year(), from.month()) != (to.year(), to.month())
    }

    /// Whether a month of it is known and no day (是月).
    pub fn is_of_month(&self) -> bool {
        let from = day::civil(self.from);
        self.from != day::NONE && from.day() == 1 && self.to == day::number(from.last_of_month())
    }
}

/// Code points of an entry's beginning that stand for a headline.
const OPENING: u32 = 44;

/// What an entry is listed by: its headline, else its beginning after the date.
fn title(record: &Record, text: &str) -> Box<str> {
    if let Some(headline) = &record.headline {
        return headline.text.trim().into();
    }
    let start =
        record.date.as_ref().filter(|d| d.start >= record.span.start && d.start < record.span.start + 12);
    let start = start.map_or(record.span.start, |d| d.end.max(record.span.start));
    let end = record.span.end.min(start + OPENING);
    let skip = (start - record.span.start) as usize;
    let words: String = text.chars().skip(skip).take(end.saturating_sub(start) as usize).collect();
    let lead = |c: char| c.is_whitespace() || "，,。、：:▲△●◆○".contains(c);
    let line = words.trim_start_matches(lead).lines().next().unwrap_or_default().trim();
    if end < record.span.end { format!("{line}…").into() } else { line.into() }
}

pub(super) fn head(record: &Record, source: u32, text: &str) -> Head {
    let from = first_day(record).and_then(day::of).unwrap_or(day::NONE);
    let to = record.date.as_ref().and_then(|d| day::last(&d.to)).unwrap_or(from).max(from);
    Head {
        source,
        number: record.number,
        from,
        to,
        kind: record.kind,
        section: record.section,
        title: title(record, text),
        headed: record.headline.is_some(),
        doubtful: !record.doubts().is_empty(),
        length: record.span.len() as u32,
        id: record.id.as_str().into(),
    }
}

/// The number of an entry that tells nothing of a known type.
pub const NO_KIND: u8 = u8::MAX;

/// Types, in the order of their numbers.
pub const KINDS: [EventType; 19] = [
    EventType::Meeting,
    EventType::Visit,
    EventType::Ceremony,
    EventType::Deployment,
    EventType::Issue,
    EventType::Project,
    EventType::Result,
    EventType::Statistics,
    EventType::Appointment,
    EventType::Award,
    EventType::Donation,
    EventType::Institution,
    EventType::Exchange,
    EventType::Disaster,
    EventType::Death,
    EventType::Conflict,
    EventType::Justice,
    EventType::Status,
    EventType::Other,
];

/// The number of a type.
pub fn kind_number(kind: EventType) -> u8 {
    KINDS.iter().position(|k| *k == kind).map_or(NO_KIND, |k| k as u8)
}
