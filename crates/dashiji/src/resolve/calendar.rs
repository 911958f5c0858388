//! Time expressions to days: what is left out is taken from the document and from what was said before.

use crate::document::Setting;
use crate::fact::{TimeBasis, TimeRecord};
use crate::recognize::time::{TimeMention, Year};
use crate::text::Text;

/// What a time expression leans on: the document's period and the days told so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The year in force.
    pub year: Option<i32>,
    /// The month in force.
    pub month: Option<u8>,
    /// The day in force (of the entry's main date, then of the last one told).
    pub day: Option<u8>,
}

impl Anchor {
    /// The anchor at a document's start.
    pub fn of(setting: &Setting) -> Self {
        let (year, month) = setting.from.map_or((None, None), |(y, m)| (Some(y), m));
        Self { year, month, day: None }
    }

    /// The anchor inside an entry that stands under `date`.
    #[must_use]
    pub fn under(mut self, date: Option<&TimeRecord>) -> Self {
        if let Some(date) = date {
            let figure = |range: std::ops::Range<usize>| date.from.get(range)?.parse::<i32>().ok();
            self.year = figure(0..4).or(self.year);
            self.month = figure(5..7).map(|m| m as u8).or(self.month);
            self.day = figure(8..10).map(|d| d as u8).or(self.day);
        }
        self
    }
}

/// The days an expression means, or nothing where it cannot be resolved; moves the anchor on.
pub fn resolve(text: &Text, mention: &TimeMention, anchor: &mut Anchor) -> Option<TimeRecord> {
    let expression = &mention.expression;
    let year = match expression.first.year {
        Some(Year::Gregorian(year)) => year,
        _ => anchor.year?,
    };
    let month = expression.month_number().or(anchor.month.filter(|_| !expression.has_year()));
    let day = expression.day_number();
    anchor.year = Some(year);
    anchor.month = month.or(anchor.month);
    anchor.day = day;
    let (from, to, edtf) = match (month, day) {
        (Some(month), Some(day)) => {
            let day = format!("{year:04}-{month:02}-{day:02}");
            (day.clone(), day.clone(), day)
        }
        (Some(month), None) => {
            let month = format!("{year:04}-{month:02}");
            (format!("{month}-01"), format!("{month}-28"), month)
        }
        _ => (format!("{year:04}-01-01"), format!("{year:04}-12-31"), format!("{year:04}")),
    };
    let basis = if expression.has_year() { TimeBasis::Stated } else { TimeBasis::Inherited };
    Some(TimeRecord {
        text: text.slice(mention.span).to_owned(),
        start: mention.span.start,
        end: mention.span.end,
        from,
        to,
        edtf,
        basis,
        part_of_day: None,
        julian: None,
        reckoning: None,
    })
}
