//! From paragraphs to entries: what each paragraph is in the layout of its file, with the date in force threaded through.
//!
//! A year or month heading moves the anchor; a dateline opens an entry; a day alone on its line waits for its body; a mark or a
//! new paragraph under the last date opens a sibling; everything else goes on with the entry before.

use super::Entry;
use super::dateline::{self, Cue, Grain};
use super::furniture::opens;
use super::layout::{self, Layout, Sight};
use super::mark::{Mark, skip_spaces};
use super::paragraph::Paragraph;
use super::table;
use crate::document::Document;
use crate::fact::{TimeBasis, TimeRecord};
use crate::lexicon::Class;
use crate::recognize::time::{self, Bound};
use crate::resolve::calendar::{self, Anchor};
use crate::text::{Span, Text, chars, is_han};

/// A day alone on its line that waits for its body.
#[derive(Debug)]
struct Waiting {
    cue: Cue,
    start: u32,
    date: Option<TimeRecord>,
    /// The anchor before it.
    before: Anchor,
}

/// The state of a walk through a document's paragraphs.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Walk<'a> {
    document: &'a Document,
    text: &'a Text,
    layout: Layout,
    anchor: Anchor,
    entries: Vec<Entry>,
    waiting: Option<Waiting>,
    /// A headline on its own line: where its paragraph's words begin, and the headline.
    title: Option<(u32, Span)>,
    /// The date that a paragraph without one stands under, and how fine it is.
    under: Option<(TimeRecord, Grain)>,
    /// A date heading stands before and no entry since.
    fresh: bool,
    /// The heading in force is the document's title.
    titled: bool,
    section: u32,
    heading: Option<Span>,
    /// The paragraph in hand is a heading.
    headed: bool,
    /// The paragraph before ended as a sentence does, or was a heading; with which character.
    last_end: char,
    last_ended: bool,
    /// The last paragraph was short and stood under a day alone on its line: it may be a headline.
    announced: bool,
    /// The last entry opened with a Markdown heading, so that all up to the next is its own.
    under_heading: bool,
    /// Items of a list inside an entry are marked so.
    list: Option<Mark>,
    /// The last day told by a dateline, and whether a date heading has come since.
    last_day: Option<i64>,
    /// Entries whose date falls back behind the one before.
    falls: Vec<u32>,
    headings: u32,
    columns: table::Columns,
}

/// The entries of a document's paragraphs.
pub(super) fn entries(document: &Document, paragraphs: &[Paragraph]) -> Vec<Entry> {
    let text = &document.text;
    let sights: Vec<Sight> = paragraphs.iter().map(|p| layout::sight(text, p)).collect();
    let mut walk = Walk {
        document,
        text,
        layout: Layout::of(text, paragraphs, &sights),
        anchor: Anchor::of(&document.setting),
        entries: Vec::new(),
        waiting: None,
        title: None,
        under: None,
        fresh: false,
        titled: false,
        section: 1,
        heading: None,
        headed: false,
        last_end: '\0',
        last_ended: true,
        announced: false,
        under_heading: false,
        list: None,
        last_day: None,
        falls: Vec::new(),
        headings: 0,
        columns: table::Columns::default(),
    };
    for (k, (paragraph, sight)) in paragraphs.iter().zip(&sights).enumerate() {
        let next = paragraphs.get(k + 1).zip(sights.get(k + 1));
        walk.headed = false;
        walk.step(paragraph, sight, next);
        let end = paragraph.span.hi();
        walk.last_end = text.before(end);
        walk.last_ended = paragraph.ended || walk.headed;
    }
    walk.finish()
}

impl Walk<'_> {
    /// Takes one paragraph.
    fn step(&mut self, paragraph: &Paragraph, sight: &Sight, next: Option<(&Paragraph, &Sight)>) {
        if (paragraph.row || self.columns.tells(self.text, paragraph)) && self.row(paragraph) {
            return;
        }
        if let Some(cue) = sight.opening {
            if sight.whole && self.accepts_heading(cue) {
                return self.date_heading(paragraph, cue);
            }
            if !sight.whole && self.accepts_opening(paragraph, sight) {
                return self.dated(paragraph, cue, None);
            }
        }
        if let Some(cue) = sight.headline
            && self.accepts_headline(sight)
        {
            let end = cue.start as usize;
            let as_of = matches!(self.text.before(end), '至' | '止') && self.text.at(end - 2) == '截';
            let end = if as_of { cue.start - 2 } else { cue.start };
            let headline = Span { start: paragraph.start, end };
            return self.dated(paragraph, cue, Some(headline));
        }
        if let Some(close) = sight.bracket {
            return self.bracketed(paragraph, close as usize, next);
        }
        self.undated(paragraph, sight, next);
    }

    /// Whether a line that holds only a date is a heading or a day waiting for its body, not a stamp of the page.
    fn accepts_heading(&self, cue: Cue) -> bool {
        self.layout.trusts(cue)
            && !(cue.grain == Grain::Day && cue.year && self.entries.is_empty() && !self.layout.alone)
    }

    /// Whether a date that opens a paragraph is its dateline.
    fn accepts_opening(&self, paragraph: &Paragraph, sight: &Sight) -> bool {
        let Some(cue) = sight.opening else { return false };
        if !self.layout.trusts(cue) {
            return false;
        }
        if let Some(headline) = sight.headline.filter(|_| self.accepts_headline(sight))
            && (cue.grain < Grain::Day
                || cue.score < 3 && headline.score >= 9
                || !cue.month && headline.score >= 7)
        {
            return false;
        }
        // `2020年省委一号文件…`: a year glued to its words is a dateline where years are.
        if layout::glued_year(cue) && (!self.layout.years || self.waiting.is_some()) {
            return false;
        }
        // Where headlines are the rule, only a full date opens an entry without one, and 截至 or the tail of a wrap does not.
        let bound =
            cue.start > paragraph.start && matches!(self.text.at(paragraph.start as usize), '截' | '至');
        let full = cue.grain == Grain::Day && cue.month && !bound && !paragraph.tail;
        !self.layout.headline_first || full || self.layout.alone
    }

    /// Whether a date after some words is the dateline of a headline.
    fn accepts_headline(&self, sight: &Sight) -> bool {
        let least = if self.layout.headline_first { 5 } else { 10 };
        sight.headline.is_some_and(|cue| cue.score >= least && self.layout.trusts(cue))
    }

    /// Whether a paragraph opens an entry by itself.
    fn opens_entry(&self, paragraph: &Paragraph, sight: &Sight) -> bool {
        sight.bracket.is_some()
            || sight.opening.is_some() && (sight.whole || self.accepts_opening(paragraph, sight))
            || self.accepts_headline(sight)
    }

    /// A heading of a year or month, or a day alone on its line.
    fn date_heading(&mut self, paragraph: &Paragraph, cue: Cue) {
        self.drop_waiting();
        self.title = None;
        self.list = None;
        let before = self.anchor.clone();
        let date = self.date(paragraph, cue);
        let heading = matches!(cue.grain, Grain::Year | Grain::Month) && !cue.relative;
        if !heading {
            self.waiting = Some(Waiting { cue, start: paragraph.start, date, before });
            return;
        }
        if cue.grain == Grain::Year {
            self.anchor.month = None;
        }
        self.anchor.day = None;
        if date.as_ref().is_none_or(|date| !date.is_resolved()) {
            // Nothing under a heading that is not understood leans on what stood before it.
            (self.anchor.year, self.anchor.month) =
                (self.anchor.year.filter(|_| cue.grain > Grain::Year), None);
        }
        self.under = date.filter(TimeRecord::is_resolved).map(|date| (date, cue.grain));
        self.headed = true;
        self.fresh = true;
        self.titled = opens_title(self.text, paragraph.words());
        self.last_day = None;
    }

    /// A day that waited in vain tells nothing; where such days are not the rule, it was no day of the chronicle.
    fn drop_waiting(&mut self) {
        if let Some(waiting) = self.waiting.take()
            && !self.layout.alone
        {
            self.anchor = waiting.before;
        }
    }

    /// An entry with a dateline.
    fn dated(&mut self, paragraph: &Paragraph, cue: Cue, headline: Option<Span>) {
        self.drop_waiting();
        self.list = None;
        let date = self.date(paragraph, cue);
        let (mut start, mut headline, mut body) = (paragraph.start, headline, cue.body);
        if let Some((from, title)) = self.title.take() {
            start = from;
            headline = headline.or(Some(title));
        }
        let end = paragraph.span.hi();
        // `### 3月5日 青溪大桥通车`: the rest of a Markdown heading is a headline.
        if matches!(paragraph.mark, Mark::Heading(_)) && headline.is_none() && !paragraph.ended {
            (headline, body) = (Some(Span { start: body, end: paragraph.span.end }), paragraph.span.end);
        }
        if headline.is_none()
            && (self.layout.headline_second || matches!(self.text.at(body as usize), '【' | '〖'))
            && let Some((second, rest)) = layout::second_headline(self.text, cue, end)
        {
            (headline, body) = (Some(second), rest as u32);
        }
        // A day alone, a headline below it, and a body that opens with the same day again are one entry.
        if std::mem::take(&mut self.announced)
            && let Some(last) = self.entries.last_mut()
            && matches!((&last.date, &date), (Some(a), Some(b)) if a.from == b.from && a.to == b.to)
        {
            let title = if last.headline.is_some() { last.headline } else { Some(last.body) };
            last.headline =
                title.map(|title| clean_headline(self.text, title)).filter(|title| !title.is_empty());
            last.body = Span { start: body, end: paragraph.span.end };
            last.span.end = paragraph.span.end;
            return;
        }
        let told = date.as_ref().and_then(|date| self.told(cue, date, end));
        self.falls_back(cue, date.as_ref());
        self.keep(date.clone(), cue);
        let date = told.or(date).or_else(|| self.under.as_ref().map(|under| under.0.clone()));
        self.push(Span { start, end: paragraph.span.end }, headline, body, date);
        self.under_heading = matches!(paragraph.mark, Mark::Heading(_));
    }

    /// `【headline】`, with or without a date and body behind it.
    fn bracketed(&mut self, paragraph: &Paragraph, close: usize, next: Option<(&Paragraph, &Sight)>) {
        let end = paragraph.span.hi();
        let headline = Span::new(paragraph.start as usize + 1, close.saturating_sub(1));
        let rest = skip_spaces(self.text, close, end);
        if let Some(cue) = dateline::opening(self.text, rest, end)
            && cue.grain >= Grain::Month
        {
            return self.dated(paragraph, cue, Some(headline));
        }
        if rest < end || self.waiting.is_some() {
            return self.sibling(paragraph, Some(headline), rest as u32);
        }
        let dated_below = next.is_some_and(|(_, sight)| sight.opening.is_some() && !sight.whole);
        if dated_below && !self.layout.titles && headline.len() <= 8 {
            self.section(headline);
        } else {
            self.title = Some((paragraph.start, headline));
        }
    }

    /// A paragraph without a dateline.
    fn undated(&mut self, paragraph: &Paragraph, sight: &Sight, next: Option<(&Paragraph, &Sight)>) {
        let text = self.text;
        let words = paragraph.words();
        if let Some((_, title)) = self.title {
            return self.sibling(paragraph, Some(title), paragraph.start);
        }
        if self.waiting.is_some() {
            let headline = self.layout.titles_below && layout::title(text, paragraph, sight);
            let (headline, body) = if headline { (Some(words), words.end) } else { (None, words.start) };
            return self.sibling(paragraph, headline, body);
        }
        if self.is_title(paragraph, sight, next) {
            self.title = Some((paragraph.start, words));
            return;
        }
        if self.is_section(paragraph, sight, next) {
            return self.section(words);
        }
        let may = !self.entries.is_empty() || self.fresh && !self.titled;
        let preface =
            self.entries.is_empty() && opens(text, paragraph.start as usize, Class::Preface).is_some();
        if !may || preface {
            return;
        }
        let empty = self.entries.last().is_some_and(|e| e.body.is_empty());
        let goes_on = !self.fresh && (empty || self.goes_on(paragraph));
        if goes_on && !self.entries.is_empty() {
            return self.extend(paragraph);
        }
        if words.len() >= 4 {
            self.sibling(paragraph, None, paragraph.start);
        }
    }

    /// Whether an undated paragraph goes on with the entry before.
    fn goes_on(&mut self, paragraph: &Paragraph) -> bool {
        let text = self.text;
        if paragraph.mark.is_sibling() {
            if self.last_end == ':' && self.list.is_none() {
                self.list = Some(paragraph.mark);
            }
            let shared = self.layout.marks.contains(&paragraph.mark);
            return self.list == Some(paragraph.mark) || self.layout.headline_first && !shared;
        }
        self.list = None;
        let start = paragraph.start as usize;
        let cut = !self.last_ended && !paragraph.gap;
        let aside = chars!("(—-[,、。”》").has(text.at(start));
        if self.under_heading || paragraph.tail {
            return true;
        }
        if cut || aside || !paragraph.ended || self.layout.headline_first || self.layout.titles {
            return true;
        }
        if opens(text, start, Class::Continuation).is_some()
            || !is_han(text.at(start)) && !matches!(text.at(start), '《' | '“')
        {
            return true;
        }
        !self.layout.short
    }

    /// Whether a line is the headline of the dated paragraph below it.
    fn is_title(&self, paragraph: &Paragraph, sight: &Sight, next: Option<(&Paragraph, &Sight)>) -> bool {
        self.layout.titles
            && layout::title(self.text, paragraph, sight)
            && (self.last_ended || paragraph.gap)
            && next.is_some_and(|(below, sight)| {
                sight.opening.is_some() && !sight.whole && self.accepts_opening(below, sight)
            })
    }

    /// Whether a line is the heading of a section.
    fn is_section(&self, paragraph: &Paragraph, sight: &Sight, next: Option<(&Paragraph, &Sight)>) -> bool {
        let words = paragraph.words();
        if !layout::title(self.text, paragraph, sight) && words.len() != 2 || paragraph.ended || paragraph.row
        {
            return false;
        }
        if matches!(paragraph.mark, Mark::Heading(_)) {
            return !self.is_document_title(paragraph);
        }
        let below = next.is_some_and(|(p, sight)| {
            self.opens_entry(p, sight) || p.mark.is_sibling() && p.mark != paragraph.mark
        });
        let numbered = matches!(paragraph.mark, Mark::Han | Mark::HanBracket);
        // A heading's figures are those of its period: `（1927年—1937年）`.
        let bare = (words.lo()..words.hi()).find(|&i| self.text.at(i) == '(').unwrap_or(words.hi());
        let figures =
            !numbered && self.text.folded(Span::new(words.lo(), bare)).iter().any(char::is_ascii_digit);
        let opens = is_han(self.text.at(words.lo())) || numbered;
        below
            && opens
            && !self.text.folded(words).contains(&',')
            && words.len() <= 24
            && !figures
            && (self.last_ended || paragraph.gap)
            && !opens_title(self.text, words)
            && !matches!(paragraph.mark, Mark::Bullet(_))
    }

    /// Whether a Markdown heading is the document's title.
    fn is_document_title(&self, paragraph: &Paragraph) -> bool {
        self.headings == 0 && self.entries.is_empty() && paragraph.mark == Mark::Heading(1)
            || opens_title(self.text, paragraph.words())
    }

    /// A section's heading.
    fn section(&mut self, heading: Span) {
        self.drop_waiting();
        self.title = None;
        self.headed = true;
        self.headings += 1;
        if self.entries.last().is_some_and(|e| e.section == self.section) {
            self.section += 1;
        }
        self.heading = Some(clean_headline(self.text, heading));
        self.last_day = None;
        self.list = None;
    }

    /// A new entry that stands under the last date, or a day that waited.
    fn sibling(&mut self, paragraph: &Paragraph, headline: Option<Span>, body: u32) {
        let mut start = paragraph.start;
        let mut waited = None;
        if let Some((from, _)) = self.title.take() {
            start = from;
        }
        if let Some(waiting) = self.waiting.take() {
            if !paragraph.mark.is_sibling() {
                start = start.min(waiting.start);
            }
            self.falls_back(waiting.cue, waiting.date.as_ref());
            waited.clone_from(&waiting.date);
            self.keep(waiting.date, waiting.cue);
        }
        let announced = start < paragraph.start && paragraph.words().len() <= 60;
        let mut date = waited.or_else(|| self.under.as_ref().map(|(date, _)| date.clone()));
        if start == paragraph.start {
            let coarse = self.under.as_ref().is_none_or(|(_, grain)| *grain < Grain::Day);
            let inner = if coarse { self.inner_date(paragraph, body as usize) } else { None };
            if let Some(date) = date.as_mut() {
                date.basis = TimeBasis::Inherited;
            }
            date = inner.or(date);
        }
        self.push(Span { start, end: paragraph.span.end }, headline, body, date);
        self.announced = announced;
    }

    /// The day that the first sentence of an entry without a dateline tells.
    fn inner_date(&self, paragraph: &Paragraph, start: usize) -> Option<TimeRecord> {
        let end = paragraph.span.hi().min(start + 80);
        let end = (start..end).find(|&i| self.text.at(i) == '。').unwrap_or(end);
        let mention = time::find(self.text, Span::new(start, end)).into_iter().find(|m| {
            m.expression.has_month() && !m.expression.is_relative() && m.expression.bound == Bound::None
        })?;
        let date = calendar::resolve(self.text, &mention, &mut self.anchor.clone())?;
        let inside =
            self.under.as_ref().is_none_or(|(under, _)| under.from <= date.from && date.to <= under.to);
        inside.then_some(date)
    }

    /// Keeps a dateline's date for the paragraphs below that have none; one that is not understood is no date to stand under.
    fn keep(&mut self, date: Option<TimeRecord>, cue: Cue) {
        if let Some(date) = date.filter(TimeRecord::is_resolved) {
            self.under = Some((date, cue.grain));
        }
    }

    /// Adds an entry.
    fn push(&mut self, span: Span, headline: Option<Span>, body: u32, date: Option<TimeRecord>) {
        self.fresh = false;
        self.under_heading = false;
        self.announced = false;
        let headline = headline.map(|h| clean_headline(self.text, h)).filter(|h| !h.is_empty());
        // **1月12日** closes its bold type after the date.
        let mut start = body.min(span.end);
        while start < span.end && matches!(self.text.at(start as usize), '*' | '_') {
            start += 1;
        }
        let body = Span { start, end: span.end };
        self.entries.push(Entry { section: self.section, heading: self.heading, span, headline, body, date });
    }

    /// Adds a paragraph to the last entry.
    fn extend(&mut self, paragraph: &Paragraph) {
        if let Some(last) = self.entries.last_mut() {
            if last.body.is_empty() {
                last.body.start = paragraph.start;
            }
            last.span.end = paragraph.span.end;
            last.body.end = paragraph.span.end;
        }
    }

    /// Resolves a dateline and moves the anchor on.
    fn date(&mut self, paragraph: &Paragraph, cue: Cue) -> Option<TimeRecord> {
        let mention = layout::mention(self.text, paragraph, cue, &self.anchor)?;
        self.roll(cue, &mention);
        // Words that are not understood are kept as such: another entry's day is not theirs.
        let date = calendar::resolve(self.text, &mention, &mut self.anchor)
            .or_else(|| Some(TimeRecord::unresolved(self.text, mention.span)));
        if cue.grain == Grain::Year && !cue.relative {
            self.anchor.month = None;
        }
        date
    }

    /// Where no heading says so, January after December is a new year, and the 2nd after the 28th a new month.
    fn roll(&mut self, cue: Cue, mention: &time::TimeMention) {
        if cue.year || cue.relative || self.fresh {
            return;
        }
        let setting = &self.document.setting;
        match mention.expression.month_number() {
            Some(month) => {
                if let (Some(year), Some(last)) = (self.anchor.year, self.anchor.month)
                    && last >= month + 6
                    && !self.layout.year_headings
                    && setting.to.is_some_and(|(to, _)| year < to)
                {
                    self.anchor.year = Some(year + 1);
                }
            }
            None => {
                if let (Some(day), Some(last), Some(month)) =
                    (mention.expression.day_number(), self.anchor.day, self.anchor.month)
                    && last >= day + 10
                    && month < 12
                    && self.last_day.is_some()
                    && !single_month(setting)
                {
                    self.anchor.month = Some(month + 1);
                }
            }
        }
    }

    /// The event's day, where the dateline is a newspaper's: `2月20日《某报》报道:…2月19日,记者获悉…`.
    fn told(&self, cue: Cue, date: &TimeRecord, end: usize) -> Option<TimeRecord> {
        let body = cue.body as usize;
        let verb = (body..end.min(body + 30))
            .take_while(|&i| self.text.at(i) != '。')
            .find(|&i| self.text.begins(i, "报道") || self.text.begins(i, "刊载"))?;
        let named = self.text.folded(Span::new(body, verb));
        if !named.iter().any(|c| matches!(c, '》' | '社' | '报' | '网' | '台')) {
            return None;
        }
        let day =
            self.text.chars().get(verb..end.min(verb + 200)).map(|_| Span::new(verb, end.min(verb + 200)))?;
        time::find(self.text, day).iter().find_map(|mention| {
            if !mention.expression.has_day() || mention.expression.bound != Bound::None {
                return None;
            }
            let told = calendar::resolve(self.text, mention, &mut self.anchor.clone())?;
            let gap = day_number(&date.from)? - day_number(&told.from)?;
            (0..=31).contains(&gap).then_some(told)
        })
    }

    /// Notes where dates fall back without a heading: there a section begins.
    fn falls_back(&mut self, cue: Cue, date: Option<&TimeRecord>) {
        let Some(day) = date.and_then(|d| day_number(&d.from)) else { return };
        if cue.grain != Grain::Day || cue.relative {
            return;
        }
        if self.last_day.is_some_and(|last| last - day >= 5) {
            self.falls.push(self.entries.len() as u32);
        }
        self.last_day = Some(day);
    }

    /// Numbers the sections that have no heading, trims, and hands the entries over.
    fn finish(mut self) -> Vec<Entry> {
        let scattered = self.falls.len() > 2 && self.falls.len() * 5 > self.entries.len();
        if self.headings < 2 && !scattered {
            let mut falls = self.falls.iter().peekable();
            let mut more = 0;
            for (entry, k) in self.entries.iter_mut().zip(0u32..) {
                more += u32::from(falls.next_if(|fall| **fall == k).is_some());
                entry.section += more;
                if more > 0 && self.headings == 0 {
                    entry.heading = None;
                }
            }
        }
        for entry in &mut self.entries {
            entry.span = clean_end(self.text, entry.span);
            entry.body.end = entry.span.end.max(entry.body.start.min(entry.span.end));
            entry.body =
                self.text.trim(Span { start: entry.body.start.min(entry.span.end), end: entry.body.end });
        }
        self.entries.retain(|e| !e.span.is_empty());
        self.entries
    }

    /// A row of a table.
    fn row(&mut self, paragraph: &Paragraph) -> bool {
        let Some(row) = self.columns.read(self.text, paragraph) else { return false };
        match row {
            table::Row::Head => true,
            table::Row::Cells(cells) => {
                self.drop_waiting();
                let mut grain = None;
                let mut date = None;
                for mention in &cells.dates {
                    let cue_grain = table::grain(mention);
                    if let Some(found) = calendar::resolve(self.text, mention, &mut self.anchor) {
                        if cue_grain == Grain::Year {
                            (self.anchor.month, self.anchor.day) = (None, None);
                        }
                        date = Some(found);
                        grain = Some(cue_grain);
                    }
                }
                if let (Some(date), Some(grain)) = (date, grain) {
                    self.under = Some((date, grain));
                }
                let date = self.under.as_ref().map(|(date, _)| date.clone());
                let (mut span, mut headline) = (cells.span, cells.headline);
                if let Some((from, title)) = self.title.take() {
                    span.start = from;
                    headline = Some(title);
                }
                self.push(span, headline, cells.body, date);
                true
            }
        }
    }
}

/// Whether a document tells of one month.
fn single_month(setting: &crate::document::Setting) -> bool {
    matches!((setting.from, setting.to), (Some((a, Some(b))), Some((c, Some(d)))) if a == c && b == d)
}

/// The number of an ISO day, for differences.
fn day_number(day: &str) -> Option<i64> {
    let date: jiff::civil::Date = day.get(..10)?.parse().ok()?;
    Some(i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day()))
}

/// Whether a line is the title of a chronicle.
fn opens_title(text: &Text, words: Span) -> bool {
    let from = words.lo().max(words.hi().saturating_sub(16));
    (from..words.hi()).any(|i| {
        matches!(text.at(i), '大' | '要' | '纪' | '记' | '编' | '年' | '月')
            && opens(text, i, Class::TitleWord).is_some_and(|end| end >= i + 2 && end <= words.hi())
    })
}

/// A headline without white space, 【】, Markdown and the mark that parts it from its date.
fn clean_headline(text: &Text, span: Span) -> Span {
    let aside = |c: char| c.is_whitespace() || chars!("【】〖〗*_#=|:—-,([·").has(c);
    let closing = |c: char| aside(c) && !matches!(c, '(' | '[') || matches!(c, '(' | '[');
    let (mut start, mut end) = (span.lo(), span.hi().min(text.len()));
    while start < end && aside(text.at(start)) && !matches!(text.at(start), '(' | '[') {
        start += 1;
    }
    while end > start && closing(text.before(end)) {
        end -= 1;
    }
    Span::new(start, end)
}

/// A span without white space and Markdown at its end.
fn clean_end(text: &Text, span: Span) -> Span {
    let mut span = text.trim(span);
    while span.len() > 2
        && matches!(text.before(span.hi()), '*' | '_' | '|')
        && text.before(span.hi()) == text.before(span.hi() - 1)
    {
        span = text.trim(Span { start: span.start, end: span.end - 2 });
    }
    if text.before(span.hi()) == '|' && span.len() > 1 {
        span = text.trim(Span { start: span.start, end: span.end - 1 });
    }
    span
}
