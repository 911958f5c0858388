//! How a file is laid out, seen from all its paragraphs together: no line is decided alone.
//!
//! Where `标题 7月3日,县委…` is the rule, a space and a date after a few words are a headline and its dateline; where `3月2日 县委…`
//! is, they are part of a sentence. In go the paragraphs, out come a [`Sight`] of each and the [`Layout`] of all.

use super::dateline::{self, After, Cue, Grain};
use super::figures::{self, Figures};
use super::mark::{Mark, skip_spaces};
use super::opens;
use super::paragraph::Paragraph;
use super::report::{self, Report};
use super::undated;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::recognize::{numeral, time};
use crate::resolve::calendar::Anchor;
use crate::text::{Span, Text, chars, is_han};

/// What a paragraph shows by itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sight {
    /// A dateline opens it.
    pub opening: Option<Cue>,
    /// The dateline is all there is: a heading, or a date alone on its line.
    pub whole: bool,
    /// A dateline may stand after a headline.
    pub headline: Option<Cue>,
    /// `【…】` opens it: where the bracket closes.
    pub bracket: Option<u32>,
    /// The head of a report opens it.
    pub report: Option<Report>,
    /// It is said about the entry above.
    pub remark: bool,
    /// A time of day opens it.
    pub clock: bool,
    /// A dateline stands behind a headline that is a sentence.
    pub stopped: Option<Cue>,
}

/// How a file is laid out.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Layout {
    /// Headlines stand before datelines.
    pub headline_first: bool,
    /// Days stand alone on their lines.
    pub alone: bool,
    /// A headline stands on the line before each dateline.
    pub titles: bool,
    /// A headline stands on the line after each day alone on its line.
    pub titles_below: bool,
    /// `date  headline  body`.
    pub headline_second: bool,
    /// `date headline body`, with one space or a colon behind the headline.
    pub headline_parted: Option<Part>,
    /// A headline stands over each day alone on its line, and the body below that.
    pub titles_over_days: bool,
    /// `●headline body` under a day alone on its line.
    pub items_parted: Option<Part>,
    /// A headline that is a sentence of its own stands before each dateline.
    pub headline_stopped: bool,
    /// Paragraphs may open with a bare year.
    pub years: bool,
    /// Days of figures alone (`9.15`) are datelines.
    figure_days: bool,
    /// Years of figures alone (`1952 …`) are datelines.
    figure_years: bool,
    /// Dates that lost a word (`517，`) are datelines.
    damaged: bool,
    /// Paragraphs without a date tell events of their own.
    pub short: bool,
    /// Year headings stand between.
    pub year_headings: bool,
    /// Most days of datelines are told with their month.
    pub months_told: bool,
    /// The years of datelines run back: the newest stand first.
    pub backwards: bool,
    /// A line of date and headline stands over each body.
    pub labels: bool,
    /// A month or year alone on its line stands over one body each.
    pub coarse_labels: bool,
    /// A headline stands over each body, whose first sentence tells the day.
    pub undated_labels: bool,
    /// Reports follow each other, each with its own head.
    pub reports: bool,
    /// A log: under days alone on their lines each matter opens with its time of day.
    pub clocks: bool,
    /// Marks that stand before datelines.
    pub marks: Vec<Mark>,
}

/// What a paragraph shows by itself.
pub(super) fn sight(text: &Text, paragraph: &Paragraph) -> Sight {
    let (start, end) = (paragraph.start as usize, paragraph.span.hi());
    if undated::is_note(text, paragraph) {
        return Sight { remark: true, ..Sight::default() };
    }
    let seen = look(text, start, end);
    let report = report::look(text, start, end);
    let remark = seen.opening.is_none() && report.is_none() && undated::is_remark(text, paragraph);
    Sight { report, remark, ..seen }
}

/// Reads a cue again.
pub(super) fn mention(text: &Text, cue: Cue, anchor: &Anchor) -> Option<time::TimeMention> {
    if cue.figures.is_some() {
        return figures::mention(text, cue, (anchor.month, anchor.day));
    }
    time::label(text, cue.start as usize)
}

/// Looks at the words between two places.
fn look(text: &Text, start: usize, end: usize) -> Sight {
    let opening = dateline::opening(text, start, end)
        .or_else(|| figures::opening(text, start, end))
        .or_else(|| dateline::reign_heading(text, start, end))
        .or_else(|| dateline::region_heading(text, start, end))
        .filter(|cue| cue.end as usize <= end);
    if let Some(cue) = opening
        && let Some(heading) = heading(text, cue, end)
    {
        return Sight { opening: Some(heading), whole: true, ..Sight::default() };
    }
    let clock = opening.is_none() && undated::opens_with_clock(text, start);
    let bracket = bracket(text, start, end).filter(|_| opening.is_none() && !clock);
    let strong = opening.is_some_and(|cue| cue.score >= 3 && (cue.month || cue.year));
    let headline = match bracket {
        Some(_) => None,
        None if strong => None,
        None => dateline::after_headline(text, start, end),
    };
    let stopped = dateline::after_stop(text, start, end).filter(|_| opening.is_none() && headline.is_none());
    let bracket = bracket.map(|close| close as u32);
    Sight { opening, headline, bracket, clock, stopped, ..Sight::default() }
}

/// The end of a 【headline】 that opens a paragraph.
fn bracket(text: &Text, start: usize, end: usize) -> Option<usize> {
    let open = text.at(start);
    let close = dateline::closing(open);
    let find =
        |reach: usize| (start + 2..end.min(start + reach)).find(|&i| text.at(i) == close).map(|i| i + 1);
    match open {
        '【' | '〖' => find(120),
        // `［供水站投用］1月15日，…`: a bracket of another kind is a headline's where a date stands behind it.
        '[' | '〔' if is_han(text.at(start + 1)) => {
            find(60).filter(|&after| dateline::opens(text, after, end))
        }
        _ => None,
    }
}

/// Whether a dateline opens in bold type that goes on behind it: `**1月11日　地铁试运行** …`.
pub(super) fn opens_bold(text: &Text, cue: Cue) -> bool {
    bold(text, cue, text.len()).is_some()
}

/// What parts a headline from the body behind it on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `3月5日　青溪大桥通车　大桥长…`
    Space,
    /// `3月5日　青溪大桥通车：大桥长…`
    Colon,
}

impl Part {
    const ALL: [Self; 2] = [Self::Space, Self::Colon];
}

/// `date headline body`, the date parted by a space: the headline and where the body begins. Only where a file is so laid out.
pub(super) fn parted_headline(text: &Text, cue: Cue, end: usize, part: Part) -> Option<(Span, usize)> {
    let parted = cue.spaces > 0 && cue.after != After::End;
    parted.then(|| headline_and_body(text, cue.body as usize, end, part)).flatten()
}

/// A short phrase without a mark, what parts it, and words that are longer.
pub(super) fn headline_and_body(text: &Text, start: usize, end: usize, part: Part) -> Option<(Span, usize)> {
    let inside = |c: char| {
        is_han(c)
            || c.is_ascii_alphanumeric()
            || chars!("“”《》·—、").has(c)
            || part == Part::Colon && c == ' '
    };
    let close = (start..end.min(start + 31)).find(|&i| !inside(text.at(i)))?;
    let parts = match part {
        Part::Space => text.at(close).is_whitespace(),
        Part::Colon => text.at(close) == ':',
    };
    let body = skip_spaces(text, close + usize::from(part == Part::Colon), end);
    let headline = parts && close >= start + 3 && end >= body + (close - start);
    headline.then(|| (Span::new(start, close), body))
}

/// The second bar of `date｜headline｜body`.
fn barred(text: &Text, cue: Cue, end: usize) -> Option<usize> {
    let start = cue.body as usize;
    if !(cue.end as usize..start).any(|i| text.at(i) == '|') {
        return None;
    }
    let close = (start..end.min(start + 60)).find(|&i| matches!(text.at(i), '。' | '|'))?;
    (close > start && text.at(close) == '|' && close + 1 < end).then_some(close)
}

/// Where the bold type closes that opened before a dateline and holds words behind it.
fn bold(text: &Text, cue: Cue, end: usize) -> Option<usize> {
    let start = cue.start as usize;
    let mark = text.before(start);
    if !matches!(mark, '*' | '_') || start < 2 || text.before(start - 1) != mark {
        return None;
    }
    let from = cue.body as usize;
    let close =
        (from..end.min(from + 80)).find(|&i| matches!(text.at(i), '\n' | '\r') || text.at(i) == mark)?;
    (close >= from + 2 && text.at(close) == mark && text.at(close + 1) == mark).then_some(close)
}

/// The date of a line that holds nothing else: `1.1952年：`, `民国16年（1927年）`, `2019年大事记`, `1917年　16岁`, `2日`. A Gregorian year wins.
fn heading(text: &Text, cue: Cue, end: usize) -> Option<Cue> {
    let mut best = cue;
    let mut at = cue.end as usize;
    if end - at > 40 {
        return None;
    }
    while at < end {
        let c = text.at(at);
        if let Some(more) = dateline::opening(text, at, end).filter(|more| more.end as usize > at) {
            if more.year && more.grain <= Grain::Month && text.at(more.start as usize).is_ascii_digit() {
                best = more;
            }
            at = more.end as usize;
        } else if let Some(word) = opens(text, at, Class::TitleWord) {
            at = word;
        } else if let Some(age) = (cue.grain == Grain::Year).then(|| age(text, at, end)).flatten() {
            at = age;
        } else if let Some(weekday) = (cue.grain == Grain::Day).then(|| weekday(text, at)).flatten() {
            at = weekday;
        } else if c.is_whitespace() || chars!(":,、。.—-~*#_】]〕)〖〗》〉」』”’>}|=·─━◇◆★☆○●◎□■▲△※").has(c)
        {
            at += 1;
        } else if matches!(c, '(' | '[' | '【' | '〔') {
            // `（己亥）`, `（猪年）`: what a bracket adds to a date.
            let close = (at + 1..end.min(at + 14)).find(|&i| text.at(i) == dateline::closing(c))?;
            if let Some(more) = dateline::opening(text, at + 1, close)
                && more.year
                && text.at(more.start as usize).is_ascii_digit()
            {
                best = more;
            } else if c == '【' && cue.grain == Grain::Day && close > at + 4 {
                // `1月3日【春耕动员会召开】`: a headline.
                return None;
            }
            at = close + 1;
        } else {
            return None;
        }
    }
    best.after = After::End;
    Some(best)
}

/// The end of a weekday behind a day alone on its line, with the weather behind it: `5月8日 星期一 晴`. Weather alone is what happened
/// (`2月9日 大雪。`).
fn weekday(text: &Text, at: usize) -> Option<usize> {
    // 第十二天.
    let mut end = if text.at(at) == '第' {
        let day = (at + 2..at + 6).find(|&i| text.at(i) == '天')?;
        let counted = (at + 1..day).all(|i| numeral::digit(text.at(i)).is_some() || text.at(i) == '十');
        counted.then_some(day + 1)?
    } else {
        let word = lists::SEGMENT_WEEKDAYS.begin(|place| text.at(place), at)?;
        at + word.chars().count()
    };
    loop {
        let next = (end..end + 12).find(|&i| !chars!(" :,()[]").has(text.at(i))).unwrap_or(end);
        match lists::SEGMENT_WEATHER.begin(|place| text.at(place), next) {
            Some(word) => end = next + word.chars().count(),
            None => return Some(end),
        }
    }
}

/// The end of an age in a year's heading of a chronicle of one life: `1917年　16岁`, `1920—1924年　19—23岁`.
fn age(text: &Text, at: usize, end: usize) -> Option<usize> {
    let years = numeral::at(text, at, end)?.end;
    let last = match text.at(years) {
        '—' | '-' | '~' | '至' => numeral::at(text, years + 1, end)?.end,
        _ => years,
    };
    (last < end && matches!(text.at(last), '岁' | '歲')).then_some(last + 1)
}

/// How often a file shows what.
#[derive(Debug, Default)]
struct Counts {
    /// Datelines that open paragraphs, in words.
    openings: usize,
    /// Of figures: days, years.
    days: usize,
    years: usize,
    /// Years in words, and other datelines that tell their year.
    worded_years: usize,
    years_told: usize,
    /// Lines of date and headline with a body below, and all such lines.
    labels: usize,
    unended: usize,
    /// Months and years alone on their lines over one undated paragraph, and all others.
    coarse: usize,
    coarse_headings: usize,
    /// Headlines over bodies that tell their day.
    undated_labels: usize,
    reports: usize,
    /// Years that are later, and earlier, than the dateline's before.
    forward: usize,
    back: usize,
    last_year: Option<i32>,
    /// Datelines of days with their month, and of days alone.
    full_days: usize,
    bare_days: usize,
    /// Datelines after headlines.
    headlines: usize,
    /// Days alone on their lines, and those with a headline below.
    alone: usize,
    titled_below: usize,
    titled_over: usize,
    /// Datelines with a headline on the line above.
    titled: usize,
    /// `date  headline  body`, and the same with a single space or a colon.
    second: usize,
    parted: [usize; 2],
    /// Marked items without a date, and those of a headline, a space or colon, and a body.
    items: usize,
    items_parted: [usize; 2],
    /// Datelines behind headlines that are sentences.
    stopped: usize,
    /// Paragraphs that open with a time of day.
    clocks: usize,
    /// Lengths of dated paragraphs.
    lengths: Vec<usize>,
}

impl Counts {
    /// Whether the years of datelines run on or back.
    fn year(&mut self, text: &Text, cue: Cue) {
        if !cue.year || cue.figures.is_some() {
            return;
        }
        let year = (cue.start..cue.end).find_map(|at| gregorian(text, at as usize));
        if let (Some(last), Some(year)) = (self.last_year, year) {
            self.forward += usize::from(year > last);
            self.back += usize::from(year < last);
        }
        self.last_year = year.or(self.last_year);
    }
}

/// A year of four figures.
fn gregorian(text: &Text, at: usize) -> Option<i32> {
    let figures = (at..at + 4).map(|i| text.at(i).to_digit(10)).collect::<Option<Vec<u32>>>()?;
    Some(figures.iter().fold(0, |value, digit| value * 10 + *digit as i32))
}

/// Whether what follows a date on its line has a headline's shape: short, no sentence, hardly a comma.
pub(super) fn is_headline(text: &Text, cue: Cue, paragraph: &Paragraph) -> bool {
    let rest = Span { start: cue.body, end: paragraph.span.end.max(cue.body) };
    let commas = text.folded(rest).iter().filter(|c| matches!(c, ',' | ';')).count();
    (1..=40).contains(&rest.len()) && !text.folded(rest).contains(&'。') && commas <= 1 && !paragraph.ended
}

/// Whether a paragraph is the body under a line above it: undated, a sentence, no remark, no row, no item of a list.
pub(super) fn is_body(text: &Text, paragraph: &Paragraph, sight: &Sight) -> bool {
    sight.opening.is_none()
        && sight.headline.is_none_or(|cue| cue.score < 10)
        && sight.report.is_none()
        && sight.bracket.is_none()
        && !sight.remark
        && !paragraph.row
        && !paragraph.mark.is_sibling()
        && !matches!(paragraph.mark, Mark::Heading(_))
        && paragraph.ended
        && text.before(paragraph.span.hi()) != ':'
}

/// Whether a line is a chronicle's title (2019年大事记).
fn told_title(text: &Text, words: Span) -> bool {
    (words.lo()..words.hi()).any(|i| opens(text, i, Class::TitleWord).is_some_and(|end| end >= i + 2))
}

impl Layout {
    /// The layout that most paragraphs show.
    pub(super) fn of(text: &Text, paragraphs: &[Paragraph], sights: &[Sight]) -> Self {
        let mut layout = Self::default();
        let mut counts = Counts::default();
        for (k, (paragraph, sight)) in paragraphs.iter().zip(sights).enumerate() {
            layout.count(text, &mut counts, paragraph, sight);
            let neighbour =
                |k: usize| paragraphs.get(k).zip(sights.get(k)).is_some_and(|(p, s)| title(text, p, s));
            let pair = paragraphs.get(k + 1).zip(sights.get(k + 1));
            let body = pair.is_some_and(|(p, s)| is_body(text, p, s));
            counts.reports += usize::from(sight.report.is_some());
            counts.clocks += usize::from(sight.clock);
            if sight.opening.is_none() && title(text, paragraph, sight) && body {
                let told = paragraphs.get(k + 1).is_some_and(|p| {
                    undated::inner_day(text, p.start as usize, p.span.hi(), false).is_some()
                });
                counts.undated_labels += usize::from(told);
            }
            let Some(cue) = sight.opening.filter(|c| c.figures != Some(Figures::Damaged)) else { continue };
            let shown = sight.whole && matches!(cue.grain, Grain::Year | Grain::Month) && !cue.relative;
            if shown && !told_title(text, paragraph.words()) {
                let second = paragraphs.get(k + 2).zip(sights.get(k + 2));
                let alone = body && second.is_none_or(|(p, s)| !is_body(text, p, s));
                counts.coarse += usize::from(alone);
                counts.coarse_headings += usize::from(!alone);
            } else if !sight.whole && !paragraph.ended && cue.grain >= Grain::Month {
                counts.unended += 1;
                counts.labels += usize::from(body && is_headline(text, cue, paragraph));
            }
            if sight.whole && cue.grain >= Grain::Month && k > 0 {
                counts.titled_over += usize::from(neighbour(k - 1) && body);
            }
            if sight.whole && cue.grain == Grain::Day {
                counts.titled_below += usize::from(neighbour(k + 1) && k + 2 < paragraphs.len());
            } else if !sight.whole && cue.score >= 2 && k > 0 {
                // 一、党建工作 over several datelines is a section's heading.
                let more = pair.is_some_and(|(p, s)| s.opening.is_some() && !s.whole && !p.row);
                let section = more && matches!(paragraphs[k - 1].mark, Mark::Han | Mark::HanBracket);
                counts.titled += usize::from(neighbour(k - 1) && !section);
            }
        }
        layout.conclude(counts)
    }

    /// Counts a paragraph by itself.
    fn count(&mut self, text: &Text, counts: &mut Counts, paragraph: &Paragraph, sight: &Sight) {
        if sight.headline.is_some_and(|cue| cue.score >= 7)
            && sight.opening.is_none_or(|o| o.grain < Grain::Day || !o.month)
        {
            counts.headlines += 1;
            counts.lengths.push(paragraph.span.len());
            return;
        }
        counts.stopped += usize::from(sight.stopped.is_some());
        if matches!(paragraph.mark, Mark::Bullet(_)) && sight.opening.is_none() && paragraph.ended {
            counts.items += 1;
            for (count, part) in counts.items_parted.iter_mut().zip(Part::ALL) {
                let (start, end) = (paragraph.start as usize, paragraph.span.hi());
                *count += usize::from(headline_and_body(text, start, end, part).is_some());
            }
        }
        let Some(cue) = sight.opening else { return };
        counts.year(text, cue);
        if cue.grain == Grain::Day && !cue.relative {
            counts.full_days += usize::from(cue.month);
            counts.bare_days += usize::from(!cue.month);
        }
        if sight.whole {
            self.year_headings |= cue.grain == Grain::Year;
            counts.alone += usize::from(cue.grain == Grain::Day && (cue.worded || cue.year));
            return;
        }
        match cue.figures {
            Some(Figures::Year) => counts.years += 1,
            Some(Figures::Damaged) => return,
            Some(Figures::Day) => counts.days += 1,
            None if !cue.worded && !cue.year => counts.days += 1,
            None => {
                counts.openings += usize::from(cue.score >= 2);
                counts.worded_years += usize::from(cue.grain == Grain::Year && !cue.relative);
                counts.years_told += usize::from(cue.grain > Grain::Year && cue.year);
            }
        }
        counts.second += usize::from(second_headline(text, cue, paragraph.span.hi()).is_some());
        for (count, part) in counts.parted.iter_mut().zip(Part::ALL) {
            *count += usize::from(parted_headline(text, cue, paragraph.span.hi(), part).is_some());
        }
        // `▲ 同日，…` is a sibling still.
        if paragraph.mark.is_sibling()
            && !glued_year(cue)
            && !cue.relative
            && !self.marks.contains(&paragraph.mark)
        {
            self.marks.push(paragraph.mark);
        }
        counts.lengths.push(paragraph.span.len());
    }

    /// What the counts say.
    fn conclude(mut self, mut counts: Counts) -> Self {
        self.damaged = counts.openings >= 3;
        let many = |figures: usize, words: usize| {
            figures > 0 && (figures >= 3 && figures * 5 >= words || figures > words)
        };
        self.figure_days = many(counts.days, counts.openings);
        self.figure_years = many(counts.years, counts.openings);
        let openings = counts.openings
            + if self.figure_days { counts.days } else { 0 }
            + if self.figure_years { counts.years } else { 0 };
        counts.lengths.sort_unstable();
        let median = counts.lengths.get(counts.lengths.len() / 2).copied().unwrap_or_default();
        // One matter that tells its day late, among days alone on their lines, is no rule.
        self.headline_first =
            counts.headlines > 0 && counts.headlines * 2 >= openings && counts.headlines >= counts.alone;
        self.alone = counts.alone > 0 && counts.alone * 2 >= openings + counts.headlines;
        self.titles = counts.titled >= 2 && counts.titled * 2 >= openings;
        self.titles_below = counts.titled_below >= 2 && counts.titled_below * 3 >= counts.alone * 2;
        let rule = |counts: [usize; 2], all: usize| {
            let told =
                counts.into_iter().zip(Part::ALL).find(|(count, _)| *count >= 3 && count * 4 >= all * 3);
            told.map(|(_, part)| part)
        };
        self.headline_parted = rule(counts.parted, openings);
        self.items_parted = rule(counts.items_parted, counts.items);
        self.titles_over_days = counts.titled_over >= 2 && counts.titled_over * 3 >= counts.alone * 2;
        self.headline_stopped = counts.stopped >= 3 && counts.stopped * 2 >= openings + counts.headlines;
        self.headline_second = counts.second > 0 && counts.second * 2 >= openings;
        // One year glued to its words among many days (2011年茶叶节…) is a name.
        self.years = (counts.worded_years + counts.years_told) * 2
            > openings + counts.alone + counts.headlines + counts.stopped;
        self.backwards = counts.back > counts.forward;
        self.months_told = counts.full_days > counts.bare_days;
        self.labels = counts.labels >= 2 && counts.labels * 3 >= counts.unended * 2;
        self.coarse_labels = counts.coarse >= 1 && counts.coarse >= counts.coarse_headings * 4;
        self.undated_labels = counts.undated_labels >= 2 && counts.undated_labels >= openings;
        self.reports = counts.reports >= 2;
        self.short = median <= 120;
        self.clocks = self.alone && counts.clocks >= 2 && counts.clocks >= counts.alone;
        self
    }

    /// Whether the file bears out that a cue is a date.
    pub(super) fn trusts(&self, cue: Cue) -> bool {
        match cue.figures {
            None => cue.worded || cue.year || self.figure_days,
            // `1996　…` among `1994.8.15　…`: where datelines tell their years, a year alone is one too.
            Some(Figures::Year) => self.figure_years || self.years || cue.after == After::End,
            Some(Figures::Day) => self.figure_days || cue.score >= 3,
            Some(Figures::Damaged) => self.damaged && !self.headline_first,
        }
    }
}

/// Whether a cue is a year glued to the words behind it.
pub(super) fn glued_year(cue: Cue) -> bool {
    cue.grain == Grain::Year && !cue.relative && cue.score < 2
}

/// Whether a paragraph looks like a headline on its own line: short, undated, no sentence.
pub(super) fn title(text: &Text, paragraph: &Paragraph, sight: &Sight) -> bool {
    let words = paragraph.words();
    sight.opening.is_none_or(glued_year)
        && !sight.remark
        && sight.report.is_none()
        && !paragraph.row
        && (3..=70).contains(&words.len())
        && (!paragraph.ended || matches!(text.at(words.hi() - 1), '】' | '!' | '*'))
        && text.folded(words).iter().filter(|c| **c == ',').count() <= 3
        && !matches!(text.at(words.hi() - 1), ',' | '、' | '(')
}

/// `date  headline  body`, `date｜headline｜body`: where the headline stands and where the body begins.
pub(super) fn second_headline(text: &Text, cue: Cue, end: usize) -> Option<(Span, usize)> {
    let start = cue.body as usize;
    if matches!(text.at(start), '【' | '〖') {
        let close = bracket(text, start, end)?;
        return Some((Span::new(start + 1, close - 1), skip_spaces(text, close, end)));
    }
    if let Some(close) = bold(text, cue, end).filter(|close| !matches!(text.before(*close), '。' | ',')) {
        return Some((Span::new(start, close), skip_spaces(text, close + 2, end)));
    }
    if let Some(close) = barred(text, cue, end) {
        return Some((text.trim(Span::new(start, close)), skip_spaces(text, close + 1, end)));
    }
    if cue.spaces < 1 || cue.after == After::End {
        return None;
    }
    // Two spaces before it part it with two spaces from the body, whatever marks it holds; one does so without marks.
    let wide = cue.spaces >= 2;
    let limit = end.min(start + if wide { 120 } else { 60 });
    for i in start..limit {
        match text.at(i) {
            '。' => return None,
            ',' | ';' | '!' if !wide => return None,
            c if c.is_whitespace() && text.at(i + 1).is_whitespace() => {
                let body = skip_spaces(text, i, end);
                return (i >= start + 4 && body < end).then(|| (Span::new(start, i), body));
            }
            _ => {}
        }
    }
    None
}
