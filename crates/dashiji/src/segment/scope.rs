//! The year and month that an entry stands in, and how far the datelines of a text have run.
//!
//! A heading's year or month is a scope: under `1953年` a dateline `12月7日－翌年1月26日`, an item `△2011年…` or a stage told in
//! passing moves nothing, and `12月26日` after it is 1953's. Without headings the datelines carry the year themselves. In goes a
//! dateline, out come its date ([`Dated`]), what later words of the entry lean on, and whether month or year had to be guessed.

use super::dateline::{Cue, Grain};
use super::layout::Layout;
use crate::document::Setting;
use crate::fact::{TimeBasis, TimeRecord};
use crate::recognize::lattice::{Doubt, Grade};
use crate::recognize::time::{Day, Expression, Month, Shape, TimeMention, Year};
use crate::resolve::calendar::{self, Anchor};
use crate::text::Text;

/// A dateline with its days.
#[derive(Debug, Clone, Default)]
pub(super) struct Dated {
    /// The date; nothing where the words name no day.
    pub date: Option<TimeRecord>,
    /// What was in force where it was told.
    pub anchor: Anchor,
    /// Whether days or months ran back and no heading tells the month or year.
    pub guessed: bool,
}

/// A year or month heading.
#[derive(Debug, Clone)]
struct Heading {
    date: TimeRecord,
    anchor: Anchor,
}

/// Where the datelines stood before one that may date nothing.
#[derive(Debug, Clone)]
pub(super) struct Saved {
    told: Anchor,
    inside: Anchor,
    end: Option<Anchor>,
    fresh: bool,
}

/// The scope in force.
#[derive(Debug)]
pub(super) struct Scope {
    setting: Setting,
    year: Option<Heading>,
    month: Option<Heading>,
    /// Where the datelines stand: what 同日, 次日, 该月 lean on.
    told: Anchor,
    /// The same inside the headings: what `12月26日` and `26日` lean on.
    inside: Anchor,
    /// The last day of the last dateline, where that was a range.
    end: Option<Anchor>,
    /// No dateline was told since the last heading.
    fresh: bool,
    /// Whether the text has year headings at all.
    headed: bool,
    /// Whether the years of datelines run back through the text (the newest first).
    backwards: bool,
    /// Whether most datelines tell their month themselves.
    months_told: bool,
}

impl Scope {
    /// The scope at a document's start.
    pub fn of(setting: &Setting, layout: &Layout) -> Self {
        let anchor = Anchor::of(setting);
        Self {
            setting: setting.clone(),
            year: None,
            month: None,
            told: anchor.clone(),
            inside: anchor,
            end: None,
            fresh: true,
            headed: layout.year_headings,
            backwards: layout.backwards,
            months_told: layout.months_told,
        }
    }

    /// What is in force.
    pub fn anchor(&self) -> &Anchor {
        &self.inside
    }

    /// A year or month heading.
    pub fn enter(&mut self, text: &Text, mention: &TimeMention, grain: Grain) -> Option<TimeRecord> {
        let mut anchor = match (&self.year, grain) {
            (Some(year), Grain::Month) => year.anchor.clone(),
            _ => self.inside.clone(),
        };
        if grain == Grain::Month && !mention.expression.has_year() {
            self.roll_month(&mut anchor, mention);
        }
        let Some(date) = calendar::resolve(text, mention, &mut anchor) else {
            self.leave(grain);
            return None;
        };
        if grain == Grain::Year {
            anchor.month = None;
        }
        anchor.day = None;
        let heading = Heading { date: date.clone(), anchor: anchor.clone() };
        if grain == Grain::Year {
            (self.year, self.month) = (Some(heading), None);
        } else {
            // `2019年3月` under 2018年 tells its year itself.
            if self.year.as_ref().is_some_and(|year| year.anchor.year != anchor.year) {
                self.year = None;
            }
            self.month = Some(heading);
        }
        self.told = anchor.clone();
        self.inside = anchor;
        self.end = None;
        self.fresh = true;
        Some(date)
    }

    /// Nothing under a heading that is not understood leans on what stood before it.
    fn leave(&mut self, grain: Grain) {
        self.month = None;
        (self.inside.month, self.inside.day) = (None, None);
        if grain == Grain::Year {
            self.year = None;
            self.inside.year = None;
        }
        self.told = self.inside.clone();
        self.end = None;
        self.fresh = true;
    }

    /// `一月` after `十二月`, no year heading between: the next year, where the document goes on so far.
    fn roll_month(&self, anchor: &mut Anchor, mention: &TimeMention) {
        let last = self.month.as_ref().and_then(|month| month.anchor.month).or(self.inside.month);
        if let (Some(month), Some(last), Some(year)) = (mention.expression.month_number(), last, anchor.year)
            && last >= month + 6
            && self.year.is_none()
            && self.setting.to.is_none_or(|(to, _)| year < to)
        {
            anchor.year = Some(year + 1);
        }
    }

    /// The date of a dateline; moves on what later ones lean on.
    pub fn date(&mut self, text: &Text, mention: &TimeMention, cue: Cue) -> Dated {
        let (mut anchor, guessed) = self.before(&mention.expression, cue);
        let start = anchor.clone();
        let Some(mut date) = calendar::resolve(text, mention, &mut anchor) else {
            return Dated { date: None, anchor: start, guessed: false };
        };
        if guessed {
            date.doubt = self.rival(text, mention, &start);
        }
        if cue.grain == Grain::Year && !cue.relative {
            anchor.month = None;
        }
        // What comes after a range leans on its first day: `12月7日－翌年1月26日`, then `该月`.
        let (first, end) = match first_point(text, mention, &start) {
            Some(first) => (first, Some(anchor)),
            None => (anchor, None),
        };
        if self.passes_month(&first, cue) {
            self.month = None;
        }
        if self.passes_reign(&first, cue) {
            self.year = None;
        }
        if self.stays(&first, cue) {
            self.inside = first.clone();
        }
        self.told = first;
        self.end = end;
        self.fresh = false;
        Dated { date: Some(date), anchor: start, guessed }
    }

    /// What a dateline leans on, and whether its month or year is a guess.
    fn before(&self, expression: &Expression, cue: Cue) -> (Anchor, bool) {
        let point = &expression.first;
        match (point.day, point.month, point.year) {
            // 翌日 after a range is the day after its last.
            (Some(Day::InForce(count)), ..) if count > 0 => {
                return (self.end.clone().unwrap_or_else(|| self.told.clone()), false);
            }
            (Some(Day::InForce(_)), ..) | (None, Some(Month::InForce(_)), None) => {
                return (self.told.clone(), false);
            }
            _ => {}
        }
        let mut anchor = self.inside.clone();
        if cue.year || matches!(point.year, Some(Year::InForce(_))) || self.fresh {
            return (anchor, false);
        }
        let guessed = match (expression.month_number(), expression.day_number()) {
            (Some(month), _) => self.roll_year(&mut anchor, month),
            (None, Some(day)) if point.month.is_none() => self.roll_day(&mut anchor, day),
            _ => false,
        };
        (anchor, guessed)
    }

    /// January after December, where no heading says so: the next year, if the document tells of one.
    fn roll_year(&self, anchor: &mut Anchor, month: u8) -> bool {
        let (Some(year), Some(last)) = (anchor.year, anchor.month) else { return false };
        if last < month + 6 {
            return false;
        }
        let open = match self.setting.to {
            Some((to, _)) => year < to,
            None => true,
        };
        if self.year.is_none() && !self.headed && open && !self.backwards {
            anchor.year = Some(year + 1);
        }
        true
    }

    /// The 2nd after the 28th, where no heading says so: the next month, if neither a heading nor the document holds it back.
    fn roll_day(&self, anchor: &mut Anchor, day: u8) -> bool {
        let (Some(last), Some(month), Some(year)) = (anchor.day, anchor.month, anchor.year) else {
            return false;
        };
        if last < day + 10 {
            return false;
        }
        if self.month.is_some() || single_month(&self.setting) {
            return false;
        }
        // 8月30日至9月1日, then 3日: the range went on into the month.
        if let Some(end) = &self.end
            && (end.year, end.month) > (anchor.year, anchor.month)
            && end.day.is_some_and(|end| end <= day)
            && (end.year == anchor.year || self.year.is_none())
        {
            *anchor = end.clone();
            return false;
        }
        if month < 12 {
            anchor.month = Some(month + 1);
        } else if self.year.is_none() && !self.headed && self.setting.to.is_none_or(|(to, _)| year < to) {
            (anchor.year, anchor.month) = (Some(year + 1), Some(1));
        }
        true
    }

    /// The doubt about a day or month that ran back: it is as likely one of the next year or month, or of the same one still.
    fn rival(&self, text: &Text, mention: &TimeMention, taken: &Anchor) -> Option<Box<Doubt>> {
        let mut other = self.inside.clone();
        let moved = (other.year, other.month) != (taken.year, taken.month);
        if !moved && mention.expression.month_number().is_some() {
            other.year = other.year.map(|year| year + 1);
        } else if !moved {
            let last = other.month == Some(12);
            other.year = other.year.map(|year| year + i32::from(last));
            other.month = other.month.map(|month| if last { 1 } else { month + 1 });
        }
        let rival = calendar::resolve(text, mention, &mut other)?;
        Some(Box::new(Doubt::of(Grade::Much, vec![rival.edtf])))
    }

    /// Whether a dateline ends the scope of a month told alone on its line: where datelines tell their months themselves, `6月` was
    /// the label of what stood below it and `9月1日` goes on in September.
    fn passes_month(&self, first: &Anchor, cue: Cue) -> bool {
        let Some(heading) = &self.month else { return false };
        self.months_told
            && cue.month
            && first.year == heading.anchor.year
            && first.month > heading.anchor.month
    }

    /// Whether a dateline of a later year ends the scope of a year told alone on its line: where years are of reigns, each stands over its own
    /// matter, on a line of its own or before it.
    fn passes_reign(&self, first: &Anchor, cue: Cue) -> bool {
        /// The first year that no reign counts.
        const REPUBLIC: i32 = 1912;
        let Some(heading) = &self.year else { return false };
        cue.year && first.year > heading.anchor.year && first.year.is_some_and(|year| year < REPUBLIC)
    }

    /// Whether a dateline stays inside the scope, so that later ones lean on it.
    fn stays(&self, first: &Anchor, cue: Cue) -> bool {
        if let Some(heading) = &self.month {
            return (first.year, first.month) == (heading.anchor.year, heading.anchor.month);
        }
        if let Some(heading) = &self.year {
            return first.year == heading.anchor.year;
        }
        if !cue.year || self.backwards {
            return true;
        }
        // Without a heading a year that is written holds on, unless it looks back.
        match (self.inside.year, first.year) {
            (Some(before), Some(now)) => {
                now >= before || self.setting.from.is_none() && cue.grain == Grain::Day
            }
            _ => true,
        }
    }

    /// Whether the month in force is a heading's, or the only one of the document.
    pub fn in_month(&self) -> bool {
        self.month.is_some() || single_month(&self.setting)
    }

    /// The span that an undated item stands in: the month or year heading, else the document's, else the year in force.
    pub fn context(&self, at: u32) -> Option<TimeRecord> {
        if let Some(heading) = self.month.as_ref().or(self.year.as_ref()) {
            return Some(TimeRecord { basis: TimeBasis::Context, ..heading.date.clone() });
        }
        if single_month(&self.setting) {
            let (year, month) = self.setting.from?;
            return calendar::whole(year, month, at);
        }
        calendar::whole(self.inside.year?, None, at)
    }

    /// What a section's heading leaves in force: the days of its first item may run back.
    pub fn section(&mut self) {
        self.fresh = true;
        self.end = None;
    }

    /// Where the datelines stand, to go back to after a date that moves nothing.
    pub fn save(&self) -> Saved {
        Saved {
            told: self.told.clone(),
            inside: self.inside.clone(),
            end: self.end.clone(),
            fresh: self.fresh,
        }
    }

    /// Goes back.
    pub fn restore(&mut self, saved: Saved) {
        Saved { told: self.told, inside: self.inside, end: self.end, fresh: self.fresh } = saved;
    }

    /// A date told in a row of a table: coarse before fine, each leaning on the one before.
    pub fn row(&mut self, text: &Text, mention: &TimeMention, grain: Grain) -> Option<TimeRecord> {
        let found = calendar::resolve(text, mention, &mut self.inside);
        if found.is_some() && grain == Grain::Year {
            (self.inside.month, self.inside.day) = (None, None);
        }
        self.told = self.inside.clone();
        self.fresh = false;
        found
    }
}

/// What is in force after the first point of a range; nothing where there is only one point.
fn first_point(text: &Text, mention: &TimeMention, before: &Anchor) -> Option<Anchor> {
    if mention.expression.shape != Shape::Range {
        return None;
    }
    let expression = Expression { first: mention.expression.first, ..Expression::default() };
    let mut anchor = before.clone();
    calendar::resolve(text, &TimeMention { span: mention.span, expression }, &mut anchor)?;
    Some(anchor)
}

/// Whether a document tells of one month.
pub(super) fn single_month(setting: &Setting) -> bool {
    matches!((setting.from, setting.to), (Some((a, Some(b))), Some((c, Some(d)))) if a == c && b == d)
}
