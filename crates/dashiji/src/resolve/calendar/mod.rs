//! Time expressions to days: what is left out is taken from the document and from what was said before.
//!
//! `16日` in an entry of 2月15日 under 2020年 is 2020-02-16; `昨日` is the day before the entry's own, `次日` the day after the one
//! told last; `截至3月1日` bounds `3月1日` above. An [`Anchor`] carries what is in force from expression to expression.

use super::day::{DayNumber, REFORM, push_two};
use super::edtf::Interval;
use super::point::{self, Force, Placed, Scene};
use crate::document::Setting;
use crate::fact::{Julian, MoonMonths, Reckoning, TimeRecord};
use crate::recognize::time::{Bound, Clock, Day, Month, Point, Shape, TimeMention, Year};
use crate::text::{Span, Text};

/// What a time expression leans on: the document's period, the days told so far, an entry's own date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The year in force.
    pub year: Option<i32>,
    /// The month in force, as told (in the moon's calendar its month).
    pub month: Option<u8>,
    /// The day in force (of the entry's main date, then of the last one told).
    pub day: Option<u8>,
    /// Leap month, moon, era in force.
    leap: bool,
    lunar: bool,
    era: Option<i32>,
    months: MoonMonths,
    /// The entry's own date.
    own: Option<Force>,
    /// The last year told, alone or in a date: what 同年 means.
    last_year: Option<i32>,
    /// A year written in this sentence: what a month after it leans on.
    sentence_year: Option<i32>,
    /// The last month told, alone or in a date: what 同月 means.
    last_month: Option<Force>,
    /// The last month told of a year after the entry's own.
    ahead: Option<(Option<i32>, Option<u8>)>,
    /// Where the last expression ended.
    told_at: u32,
    /// The entry's own date: told where it stands, it is what it was taken for.
    date: Option<TimeRecord>,
}

/// The province whose years are the Republic's (GB/T 2260).
const TAIWAN: u32 = 71;

impl Anchor {
    /// The anchor at a document's start.
    pub fn of(setting: &Setting) -> Self {
        let (year, month) = setting.from.map_or((None, None), |(y, m)| (Some(y), m));
        let moon = year.is_some_and(|year| year < point::MOON_BEFORE);
        let months = if moon { MoonMonths::Han } else { MoonMonths::None };
        // In Taiwan a year of fewer than four figures is one of the Republic.
        let era = (setting.region / 10_000 == TAIWAN).then_some(point::REPUBLIC);
        Self { year, month, months, era, last_year: year, ..Self::default() }
    }

    /// The anchor inside an entry that stands under `date`.
    #[must_use]
    pub fn under(mut self, date: Option<&TimeRecord>) -> Self {
        let Some(date) = date.filter(|date| date.is_resolved()) else { return self };
        self.date = Some(date.clone());
        if let Some(told) = date.reckoning {
            let force = Force {
                year: Some(told.year),
                month: told.month,
                leap: told.leap,
                lunar: told.lunar,
                day: told.day,
                era: told.era,
                months: told.months,
            };
            self.put(force);
            self.own = Some(force);
        } else if let Some((first, last)) = ends(date) {
            // A date that tells of no reign and no moon leaves none of those before it in force.
            let force = |(year, month, day)| Force { year: Some(year), month, day, ..Force::default() };
            self.put(force(last));
            self.own = Some(force(first));
        }
        // 是年 under a date that runs into the next year is the year it began in.
        self.last_year = self.own.and_then(|own| own.year).or(self.year);
        self.sentence_year = None;
        self.last_month = None;
        self.ahead = None;
        self.told_at = date.end;
        self
    }

    /// What is in force.
    fn force(&self) -> Force {
        Force {
            year: self.year,
            month: self.month,
            leap: self.leap,
            lunar: self.lunar,
            day: self.day,
            era: self.era,
            months: self.months,
        }
    }

    fn put(&mut self, force: Force) {
        self.year = force.year;
        self.month = force.month;
        self.day = force.day;
        self.leap = force.leap;
        self.lunar = force.lunar;
        self.era = force.era;
        self.months = force.months;
    }

    /// A new sentence: an earlier day that was only looked back to is left, and the entry's own day is in force again.
    fn begin_sentence(&mut self) {
        self.sentence_year = None;
        let Some(own) = self.own else { return };
        if let (Some(told), Some(mine)) = (self.force().day_number(), own.first_day())
            && told >= mine
        {
            return;
        }
        self.put(own);
        if self.ahead.is_none_or(|ahead| ahead < (own.year, own.month)) {
            self.ahead = None;
        }
    }

    /// The scene for a point that is told next.
    fn scene(&self, point: &Point) -> Scene {
        let mut force = self.force();
        match point.month {
            Some(Month::Number { number, .. }) if point.year.is_none() => {
                // 1999年3月竣工。10月投产: the story goes on; a month that would run back is of the entry's own year.
                let ahead = self.ahead.filter(|(_, month)| month.is_some_and(|month| number >= month));
                let own = self.own.and_then(|own| own.year);
                force.year = self.sentence_year.or(ahead.and_then(|a| a.0)).or(own).or(force.year);
            }
            Some(Month::InForce(_)) if self.last_month.is_some() => {
                force = self.last_month.unwrap_or(force);
            }
            None if point.year.is_none() && point.stretch.is_some() => {
                force.year = self.sentence_year.or(force.year);
            }
            None if point.year.is_none() => {
                if let Some(Day::Number(day)) = point.day
                    && let Some((year, month)) = self.month_of_range(day)
                {
                    (force.year, force.month) = (Some(year), Some(month));
                }
            }
            _ => {}
        }
        Scene { force, last_year: self.last_year, own: self.own }
    }

    /// The month of a day told alone in an entry that runs over the end of a month: under 7月28日—8月1日 29日 is July's and 1日
    /// August's. Nothing where both or neither hold it, or where a month of neither is in force.
    fn month_of_range(&self, day: u8) -> Option<(i32, u8)> {
        let ((year, Some(month), Some(from)), (last_year, Some(last_month), Some(to))) =
            ends(self.date.as_ref()?)?
        else {
            return None;
        };
        let solar = !self.lunar && self.months == MoonMonths::None;
        let (first, last) = ((year, month), (last_year, last_month));
        let in_force = (self.year.zip(self.month)).is_some_and(|told| told == first || told == last);
        match (day >= from, day <= to) {
            (true, false) if solar && in_force && first != last => Some(first),
            (false, true) if solar && in_force && first != last => Some(last),
            _ => None,
        }
    }

    /// Moves on past a point.
    fn tell(&mut self, placed: &Placed, point: &Point) {
        let force = placed.force;
        if matches!(point.year, Some(Year::Reign { .. } | Year::Span(..))) {
            // 洪武中 puts no year in force.
            self.era = force.era;
            return;
        }
        self.last_year = force.year;
        if point.year.is_some() {
            self.sentence_year = force.year;
        }
        let precise = force.day.is_some()
            && (point.day.is_some() || point.clock.is_some() || point.part_of_day.is_some());
        if force.month.is_some() && (precise || point.month.is_some()) {
            self.last_month = Some(force);
            if self.own.is_some_and(|own| own.year < force.year) {
                self.ahead = Some((force.year, force.month));
            }
        }
        // Inside an entry a month or a year in passing leaves the day in force.
        if precise || self.own.is_none() && (point.stretch.is_none() || point.month.is_some()) {
            self.put(force);
        }
    }
}

/// A year, its month and its day, as far as told.
type Told = (i32, Option<u8>, Option<u8>);

/// The first and the last date of a record, as precisely as it was told.
fn ends(date: &TimeRecord) -> Option<(Told, Told)> {
    let parts = |iso: &str| -> Option<(i32, u8, u8)> {
        let (sign, rest) = iso.strip_prefix('-').map_or((1, iso), |rest| (-1, rest));
        let mut figures = crate::fact::day_of(rest).split('-');
        let mut next = || figures.next()?.parse::<i32>().ok();
        Some((sign * next()?, next()? as u8, next()? as u8))
    };
    let (from, to) = (parts(&date.from)?, parts(&date.to)?);
    // A season is told of the year it begins in.
    let season = date.edtf.rsplit_once('-').is_some_and(|(year, part)| {
        year.trim_start_matches('-').len() == 4 && matches!(part, "21" | "22" | "23" | "24")
    });
    if season {
        let year = (from.0, None, None);
        return Some((year, year));
    }
    if from == to {
        let whole = (from.0, Some(from.1), Some(from.2));
        return Some((whole, whole));
    }
    let months = date.edtf.trim_end_matches('~').len() <= 7 && from.2 == 1;
    if months && from.1 == to.1 && from.0 == to.0 {
        let month = (from.0, Some(from.1), None);
        return Some((month, month));
    }
    if (from.1, from.2) == (1, 1) && (to.1, to.2) == (12, 31) {
        return Some(((from.0, None, None), (to.0, None, None)));
    }
    Some(((from.0, Some(from.1), Some(from.2)), (to.0, Some(to.1), Some(to.2))))
}

/// The days an expression means, or nothing where it cannot be resolved; moves the anchor on.
pub fn resolve(text: &Text, mention: &TimeMention, anchor: &mut Anchor) -> Option<TimeRecord> {
    let expression = &mention.expression;
    // One source: the entry's date is not reckoned anew inside the entry, where other days are in force.
    if let Some(date) = &anchor.date
        && (date.start, date.end) == (mention.span.start, mention.span.end)
    {
        let found = date.clone();
        // From here on the entry's day is in force again, whatever a headline told before.
        *anchor = std::mem::take(anchor).under(Some(&found));
        return Some(found);
    }
    if sentence_ended(text, anchor.told_at, mention.span.start) {
        anchor.begin_sentence();
    }
    let first = point::place(&expression.first, &anchor.scene(&expression.first))?;
    let mut points = vec![first];
    for point in &expression.rest {
        let last = points.last()?;
        let next = later(point, last, &expression.first, expression.shape, anchor)?;
        points.push(next);
    }
    let (head, tail) = (points.first()?, points.last()?);
    let (from, to) = (head.interval.from.min(tail.interval.from), head.interval.to.max(tail.interval.to));
    let told = expression.rest.last().unwrap_or(&expression.first);
    let start = stamp(from, head.clock);
    let end = if (to, tail.clock) == (from, head.clock) { start.clone() } else { stamp(to, tail.clock) };
    let edtf = match expression.shape {
        Shape::Single => single(head, expression.bound, expression.approximate),
        Shape::Range => range(head, tail),
        Shape::List => list(&points),
    };
    let julian = (from < REFORM).then(|| Julian { from: from.to_julian().iso(), to: to.to_julian().iso() });
    let force = tail.force;
    let lunar = force.era.is_some() || force.lunar || force.months != MoonMonths::None;
    let reckoning = lunar.then(|| Reckoning {
        era: force.era,
        months: force.months,
        lunar: force.lunar,
        year: force.year.unwrap_or_default(),
        month: force.month,
        leap: force.leap,
        day: force.day,
    });
    // A day that is not certain, and one that only bounds (截至), move nothing.
    let bounds = expression.bound == Bound::Until && anchor.own.is_none();
    if !head.interval.edtf.ends_with('?') && !bounds {
        anchor.tell(head, &expression.first);
        // Of a range into the next year the year it began in stays in force: 12月7日至翌年1月26日.
        let year = (head.force.year, tail.force.year);
        let runs_over = year.0 != year.1 && anchor.own.is_none();
        if points.len() > 1 && !runs_over {
            anchor.tell(tail, told);
            let meant = matches!(told.year, None | Some(Year::InForce(_) | Year::Own(_)));
            if year.0 != year.1 && meant {
                (anchor.last_year, anchor.sentence_year) = (head.force.year, head.force.year);
            }
        }
    }
    anchor.told_at = mention.span.end;
    Some(TimeRecord {
        text: text.slice(mention.span).to_owned(),
        start: mention.span.start,
        end: mention.span.end,
        from: start,
        to: end,
        edtf,
        basis: head.basis,
        part_of_day: expression.first.part_of_day.map(|part| text.slice(part).to_owned()),
        julian,
        reckoning: reckoning.filter(|r| r.year != 0 || force.year == Some(0)),
        doubt: None,
    })
}

/// A later point of a range or list: what it leaves out is the earlier one's; what would run back runs on.
fn later(point: &Point, before: &Placed, first: &Point, shape: Shape, anchor: &Anchor) -> Option<Placed> {
    let mut force = before.force;
    let relative = matches!(point.year, Some(Year::Own(_)));
    let scene = |force: Force| Scene {
        force,
        last_year: force.year,
        own: if relative { anchor.own.or(Some(anchor.force())) } else { anchor.own },
    };
    let mut point = *point;
    if point.calendar == crate::recognize::time::Calendar::Unsaid
        && first.calendar != point.calendar
        && point.day.is_some()
    {
        point.calendar = first.calendar;
    }
    // 下午2点至5点.
    if let (Some(start), Some(end)) = (first.clock, point.clock)
        && point.day.is_none()
        && point.part_of_day.is_none()
        && first.part_of_day.is_some()
        && end.hour < start.hour
        && end.hour + 12 >= start.hour
        && end.hour <= 12
    {
        point.clock = Some(Clock { hour: end.hour + 12, ..end });
    }
    let mut next = point::place(&point, &scene(force))?;
    // 下午5时至凌晨3时 runs into the next day.
    if let (Some(start), Some(end), None) = (first.clock, point.clock, point.day)
        && (end.hour, end.minute) < (start.hour, start.minute)
        && next.interval.from == before.interval.from
    {
        let day = next.interval.from.plus(1);
        next = Placed { interval: Interval::day(day), force: next.force.at(day), ..next };
    }
    if next.interval.to >= before.interval.from || shape == Shape::List {
        return Some(next);
    }
    if point.year.is_some() {
        return None;
    }
    // 12月28日至1月4日, 28日至3日.
    if point.month.is_some() {
        force.year = force.year.map(|year| year + 1);
    } else if let (Some(year), Some(month)) = (force.year, force.month) {
        (force.year, force.month) =
            if month == 12 { (Some(year + 1), Some(1)) } else { (Some(year), Some(month + 1)) };
    }
    point::place(&point, &scene(force)).filter(|next| next.interval.to >= before.interval.from)
}

/// `2020-02-04`, or with the clock `2020-02-09T14:00`; 24时 is that day's `T24:00`, so that the day stays the one that was told.
fn stamp(day: DayNumber, clock: Option<Clock>) -> String {
    let mut stamp = day.to_gregorian().iso();
    if let Some(clock) = clock {
        stamp.push('T');
        push_two(&mut stamp, clock.hour.min(24));
        stamp.push(':');
        push_two(&mut stamp, clock.minute);
    }
    stamp
}

/// The EDTF form of one point.
fn single(point: &Placed, bound: Bound, approximate: bool) -> String {
    let mut form = form(point);
    if approximate && point.interval.plain && point.clock.is_none() {
        form.push('~');
    }
    if let Some((first, last)) = form.split_once('/') {
        return match bound {
            Bound::None => form,
            Bound::From => format!("{first}/.."),
            Bound::Until => format!("../{last}"),
        };
    }
    match bound {
        Bound::None => form,
        Bound::From => form + "/..",
        Bound::Until => format!("../{form}"),
    }
}

fn form(point: &Placed) -> String {
    match point.clock {
        Some(_) => stamp(point.interval.from, point.clock) + ":00",
        None => point.interval.edtf.clone(),
    }
}

/// The EDTF form of a range; ends that are vague or long are told by their days.
fn range(first: &Placed, last: &Placed) -> String {
    let simple = |point: &Placed| point.clock.is_some() || point.interval.plain;
    if simple(first) && simple(last) {
        return format!("{}/{}", form(first), form(last));
    }
    format!("{}/{}", first.interval.from.to_gregorian().iso(), last.interval.to.to_gregorian().iso())
}

/// The EDTF form of a list.
fn list(points: &[Placed]) -> String {
    let forms: Vec<String> = points.iter().map(|point| form(point).replace('/', "..")).collect();
    format!("{{{}}}", forms.join(","))
}

/// How far back the end of a sentence is looked for.
const SENTENCE: usize = 400;

/// Whether a sentence ended between two places.
fn sentence_ended(text: &Text, from: u32, to: u32) -> bool {
    if to < from {
        return true;
    }
    let span = Span { start: from, end: to };
    span.len() > SENTENCE || text.folded(span).iter().any(|c| matches!(c, '。' | ';' | '!' | '?' | '\n'))
}

/// A whole year, or one month of it, as what an undated item stands in; no words tell it, so its span at `at` is empty.
pub fn whole(year: i32, month: Option<u8>, at: u32) -> Option<TimeRecord> {
    let interval = match month {
        Some(month) => Interval::months(year, month, month)?,
        None => Interval::years(year, year)?,
    };
    Some(TimeRecord {
        text: String::new(),
        start: at,
        end: at,
        from: stamp(interval.from, None),
        to: stamp(interval.to, None),
        edtf: interval.edtf,
        basis: crate::fact::TimeBasis::Context,
        part_of_day: None,
        julian: None,
        reckoning: None,
        doubt: None,
    })
}

#[cfg(test)]
mod tests;
