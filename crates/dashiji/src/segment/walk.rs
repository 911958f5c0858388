//! From paragraphs to entries: what each paragraph is in the layout of its file, with the scope in force.
//!
//! A year or month heading opens a scope; a dateline opens an entry; a day alone on its line or a label waits for its body; a mark
//! under the last date opens a sibling; an undated paragraph goes on with the entry above or is an item of its own, which stands
//! under the scope and never under the day above it.

use super::Entry;
use super::dateline::{self, Cue, Grain};
use super::layout::{self, Layout, Sight};
use super::mark::{Mark, skip_spaces};
use super::opens;
use super::paragraph::Paragraph;
use super::report::Report;
use super::scope::{Dated, Saved, Scope};
use super::{table, undated};
use crate::document::Setting;
use crate::fact::{TimeBasis, TimeRecord, day_of};
use crate::lexicon::Class;
use crate::recognize::time::{self, Bound};
use crate::resolve::calendar;
use crate::text::{Span, Text, chars, is_han};

/// A day alone on its line, or another label, that waits for its body.
#[derive(Debug)]
struct Waiting {
    cue: Cue,
    start: u32,
    dated: Dated,
    /// Where the datelines stood before it.
    before: Saved,
    /// It is a month or year that also is the scope of what follows.
    coarse: bool,
}

/// A paragraph with what it shows.
type Seen<'a> = Option<(&'a Paragraph, &'a Sight)>;

/// The state of a walk through a document's paragraphs.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Walk<'a> {
    text: &'a Text,
    layout: Layout,
    scope: Scope,
    entries: Vec<Entry>,
    waiting: Option<Waiting>,
    /// A headline on its own line: where its paragraph's words begin, and the headline.
    title: Option<(u32, Span)>,
    /// The last dateline's date: what a marked sibling stands under.
    last: Option<Dated>,
    /// A day alone on its line: what everything under it stands under.
    day: Option<Dated>,
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
    /// The last entry opened with a heading or label, so that all up to the next is its own.
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
pub(super) fn entries(text: &Text, setting: &Setting, paragraphs: &[Paragraph]) -> Vec<Entry> {
    let sights: Vec<Sight> = paragraphs.iter().map(|p| layout::sight(text, p)).collect();
    let layout = Layout::of(text, paragraphs, &sights);
    let mut walk = Walk {
        text,
        scope: Scope::of(setting, &layout),
        layout,
        entries: Vec::new(),
        waiting: None,
        title: None,
        last: None,
        day: None,
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
    fn step(&mut self, paragraph: &Paragraph, sight: &Sight, next: Seen<'_>) {
        if (paragraph.row || self.columns.tells(self.text, paragraph)) && self.row(paragraph) {
            return;
        }
        if let Some(report) = sight.report {
            return self.report(paragraph, report);
        }
        if self.layout.reports && !sight.whole && !self.entries.is_empty() && !self.fresh {
            return self.extend(paragraph);
        }
        if sight.remark {
            return self.remark(paragraph);
        }
        if let Some(cue) = sight.opening {
            if sight.whole && self.accepts_heading(cue) {
                return self.date_heading(paragraph, cue, next);
            }
            if !sight.whole && self.accepts_opening(paragraph, sight) {
                return self.dated(paragraph, cue, None, next);
            }
        }
        if let Some(cue) = sight.headline
            && self.accepts_headline(sight)
        {
            let end = cue.start as usize;
            let as_of = matches!(self.text.before(end), '至' | '止') && self.text.at(end - 2) == '截';
            let end = if as_of { cue.start - 2 } else { cue.start };
            let headline = Span { start: paragraph.start, end };
            return self.dated(paragraph, cue, Some(headline), next);
        }
        if let Some(cue) = sight.stopped.filter(|_| self.layout.headline_stopped) {
            // Its full stop parts it from the date and is none of it.
            let stop = (paragraph.start..cue.start).find(|&i| self.text.at(i as usize) == '。');
            let headline = Span { start: paragraph.start, end: stop.unwrap_or(cue.start) };
            return self.dated(paragraph, cue, Some(headline), next);
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
        let start = paragraph.start as usize;
        let open = !self.fresh && self.waiting.is_none() && !self.entries.is_empty();
        // 当日, 当晚 go on with the entry above; so does 到2018年底, unless a mark makes it an item.
        let goes_on =
            opens(self.text, start, Class::Continuation).is_some_and(|end| end > cue.start as usize);
        if open && cue.relative && goes_on && !paragraph.mark.is_sibling() {
            return false;
        }
        // `7日　某某来校`, below it `教师节前夕，…`: the first line under a label or a line that no stop ends is its body, whatever
        // season or feast opens it.
        let bare = self.under_heading && self.entries.last().is_some_and(|entry| entry.body.is_empty());
        let cut = !self.last_ended && !paragraph.gap && paragraph.ended;
        let numbered = |c: char| c.is_ascii_digit() || chars!("一二三四五六七八九十廿卅").has(c);
        let feast = cue.grain == Grain::Vague || cue.numbers == (None, None) && !cue.year;
        let feast = feast && !cue.relative && !numbered(self.text.at(start));
        if open && (bare || cut) && feast && !paragraph.mark.is_sibling() {
            return false;
        }
        let led = if cue.start > paragraph.start { self.text.at(start) } else { '\0' };
        if open && matches!(led, '至' | '到') && !paragraph.mark.is_sibling() {
            return false;
        }
        let bound = matches!(led, '截' | '至' | '到');
        // Where headlines are the rule, only a full date opens an entry without one, nor one led by 截至.
        let full = cue.grain == Grain::Day && cue.month && !bound;
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
            || sight.report.is_some()
            || sight.opening.is_some() && (sight.whole || self.accepts_opening(paragraph, sight))
            || self.accepts_headline(sight)
    }

    /// A heading of a year or month, or a day alone on its line.
    fn date_heading(&mut self, paragraph: &Paragraph, cue: Cue, next: Seen<'_>) {
        self.drop_waiting();
        if !self.layout.reports && !self.layout.titles_over_days {
            self.title = None;
        }
        self.list = None;
        let before = self.scope.save();
        let mention = layout::mention(self.text, cue, self.scope.anchor());
        let single = mention.as_ref().is_some_and(|m| m.expression.rest.is_empty());
        let coarse = matches!(cue.grain, Grain::Year | Grain::Month) && !cue.relative;
        let titled = opens_title(self.text, paragraph.words());
        let body = next.is_some_and(|(p, sight)| layout::is_body(self.text, p, sight));
        let alone = self.layout.alone && cue.grain == Grain::Month;
        let label = coarse && !titled && body && (self.layout.coarse_labels || alone || !single);
        if !coarse || !single {
            // A stretch of years is no scope, and a stretch of months only that of its body.
            if coarse && !label {
                return;
            }
            let dated = self.date(cue);
            self.day = None;
            self.waiting = Some(Waiting { cue, start: paragraph.start, dated, before, coarse });
            return;
        }
        let date = mention.and_then(|mention| self.scope.enter(self.text, &mention, cue.grain));
        if label {
            let dated = Dated { date, anchor: self.scope.anchor().clone(), guessed: false };
            self.waiting = Some(Waiting { cue, start: paragraph.start, dated, before, coarse });
        }
        (self.last, self.day) = (None, None);
        self.headed = true;
        self.fresh = true;
        self.titled = titled;
        self.last_day = None;
    }

    /// A day that waited in vain tells nothing; where such days are not the rule, it was no day of the chronicle.
    fn drop_waiting(&mut self) {
        if let Some(waiting) = self.waiting.take()
            && !self.layout.alone
            && !waiting.coarse
        {
            self.scope.restore(waiting.before);
        }
    }

    /// An entry with a dateline.
    fn dated(&mut self, paragraph: &Paragraph, cue: Cue, headline: Option<Span>, next: Seen<'_>) {
        // The day alone on its line above, where what stands under it tells it again.
        let above =
            self.waiting.as_ref().filter(|waiting| !waiting.coarse).map(|waiting| waiting.dated.clone());
        self.drop_waiting();
        self.list = None;
        // 截至7月2日，…: its own date, and nothing that later ones lean on.
        let aside = matches!(self.text.at(paragraph.start as usize), '截') && cue.start > paragraph.start;
        let saved = aside.then(|| self.scope.save());
        let mut dated = self.date(cue);
        if let Some(saved) = saved {
            self.scope.restore(saved);
        }
        let (mut start, mut headline, mut body) = (paragraph.start, headline, cue.body);
        if let Some((from, title)) = self.title.take() {
            start = from;
            headline = headline.or(Some(title));
        }
        let end = paragraph.span.hi();
        let heading = matches!(paragraph.mark, Mark::Heading(_));
        let label = headline.is_none() && self.is_label(paragraph, cue, next);
        // `### 3月5日 青溪大桥通车`: the rest of a label is a headline.
        if (heading || label) && headline.is_none() && !paragraph.ended {
            (headline, body) = (Some(Span { start: body, end: paragraph.span.end }), paragraph.span.end);
        }
        if headline.is_none()
            && (self.layout.headline_second
                || matches!(self.text.at(body as usize), '【' | '〖')
                || layout::opens_bold(self.text, cue))
            && let Some((second, rest)) = layout::second_headline(self.text, cue, end)
        {
            (headline, body) = (Some(second), rest as u32);
        }
        if headline.is_none()
            && let Some(part) = self.layout.headline_parted
            && let Some((second, rest)) = layout::parted_headline(self.text, cue, end, part)
        {
            (headline, body) = (Some(second), rest as u32);
        }
        // A day alone, a headline below it, and a body that opens with the same day again are one entry.
        if std::mem::take(&mut self.announced)
            && let Some(last) = self.entries.last_mut()
            && matches!((&last.date, &dated.date), (Some(a), Some(b)) if a.from == b.from && a.to == b.to)
        {
            let title = if last.headline.is_some() { last.headline } else { Some(last.body) };
            last.headline =
                title.map(|title| clean_headline(self.text, title)).filter(|title| !title.is_empty());
            last.body = Span { start: body, end: paragraph.span.end };
            last.span.end = paragraph.span.end;
            return;
        }
        self.falls_back(cue, dated.date.as_ref());
        if !aside {
            // 同日10时 stands under the day alone on its line above, and what follows does still.
            let same = |day: &Dated| same_day(day.date.as_ref(), dated.date.as_ref());
            self.day = self.day.take().or(above).filter(same);
            self.last = Some(dated.clone());
        }
        if let Some(told) = dated.date.as_ref().and_then(|date| self.told(cue, date, end)) {
            dated.date = Some(told);
        }
        self.push(Span { start, end: paragraph.span.end }, headline, body, dated);
        self.under_heading = heading || label;
    }

    /// Whether a line of date and headline stands over its body: marked, bold, parted by a dash, or as the file's rule.
    fn is_label(&self, paragraph: &Paragraph, cue: Cue, next: Seen<'_>) -> bool {
        let bold = self.text.before(paragraph.span.hi()) == '*';
        let shown = bold || cue.after == dateline::After::Dash || self.layout.labels;
        shown
            && layout::is_headline(self.text, cue, paragraph)
            && next.is_some_and(|(p, sight)| layout::is_body(self.text, p, sight))
    }

    /// The head of a report, and all up to the next.
    fn report(&mut self, paragraph: &Paragraph, report: Report) {
        self.drop_waiting();
        self.list = None;
        let Some(cue) = report.cue else {
            self.title = Some((paragraph.start, report.serial));
            return;
        };
        let dated = self.date(cue);
        self.falls_back(cue, dated.date.as_ref());
        (self.title, self.day, self.last) = (None, None, Some(dated.clone()));
        let span = Span { start: paragraph.start, end: paragraph.span.end };
        self.push(span, Some(report.serial), report.body, dated);
        self.under_heading = true;
    }

    /// A comment, note or question: said of the entry above, or of none.
    fn remark(&mut self, paragraph: &Paragraph) {
        self.list = None;
        if !self.fresh && self.waiting.is_none() && self.title.is_none() {
            self.extend(paragraph);
        }
    }

    /// `【headline】`, with or without a date and body behind it.
    fn bracketed(&mut self, paragraph: &Paragraph, close: usize, next: Seen<'_>) {
        let end = paragraph.span.hi();
        let headline = Span::new(paragraph.start as usize + 1, close.saturating_sub(1));
        let rest = skip_spaces(self.text, close, end);
        if let Some(cue) = dateline::opening(self.text, rest, end)
            && (cue.grain >= Grain::Month || cue.grain == Grain::Vague && cue.after != dateline::After::Text)
        {
            return self.dated(paragraph, cue, Some(headline), next);
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
    fn undated(&mut self, paragraph: &Paragraph, sight: &Sight, next: Seen<'_>) {
        let text = self.text;
        let words = paragraph.words();
        if let Some((_, title)) = self.title {
            return self.sibling(paragraph, Some(title), paragraph.start);
        }
        if self.waiting.is_some() {
            if let Some((headline, body)) = self.parted_item(paragraph) {
                return self.sibling(paragraph, Some(headline), body as u32);
            }
            let headline = self.layout.titles_below && layout::title(text, paragraph, sight);
            let (headline, body) = if headline { (Some(words), words.end) } else { (None, words.start) };
            return self.sibling(paragraph, headline, body);
        }
        if self.is_title(paragraph, sight, next) || self.is_undated_label(paragraph, sight, next) {
            self.title = Some((paragraph.start, words));
            return;
        }
        if self.is_section(paragraph, sight, next) {
            return self.section(words);
        }
        // 青溪县2005年, below it 大事纪要: the rest of the title.
        if self.fresh && words.len() <= 6 && opens_title(text, words) && !paragraph.ended {
            self.headed = true;
            return;
        }
        let may = !self.entries.is_empty() || self.fresh && !self.titled;
        let preface =
            self.entries.is_empty() && opens(text, paragraph.start as usize, Class::Preface).is_some();
        if !may || preface {
            return;
        }
        let empty = self.entries.last().is_some_and(|e| e.body.is_empty());
        let logged = self.layout.clocks && sight.clock;
        // Elsewhere `晚8时许，…` goes on with the day above.
        let same_day = sight.clock && !paragraph.mark.is_sibling();
        let goes_on = !self.fresh && !logged && (empty || same_day || self.goes_on(paragraph));
        if goes_on && !self.entries.is_empty() {
            return self.extend(paragraph);
        }
        if let Some((headline, body)) = self.parted_item(paragraph) {
            return self.sibling(paragraph, Some(headline), body as u32);
        }
        if words.len() >= 4 || self.fresh && paragraph.ended && words.len() >= 2 {
            self.sibling(paragraph, None, paragraph.start);
        }
    }

    /// `●headline body`, where the file's items are so laid out.
    fn parted_item(&self, paragraph: &Paragraph) -> Option<(Span, usize)> {
        let part = self.layout.items_parted.filter(|_| matches!(paragraph.mark, Mark::Bullet(_)))?;
        layout::headline_and_body(self.text, paragraph.start as usize, paragraph.span.hi(), part)
    }

    /// Whether an undated paragraph goes on with the entry before.
    fn goes_on(&mut self, paragraph: &Paragraph) -> bool {
        let text = self.text;
        if paragraph.nested {
            return true;
        }
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
        if self.under_heading {
            return true;
        }
        let titles = self.layout.headline_first || self.layout.titles;
        if !(cut || aside || titles || undated::continues(text, paragraph)) && self.tells_its_day(paragraph) {
            return false;
        }
        if cut || aside || !paragraph.ended || titles {
            return true;
        }
        undated::continues(text, paragraph) || !self.layout.short
    }

    /// Whether the main clause of a paragraph tells a day after the last dateline's: `县新闻协会7月10日成立。`
    fn tells_its_day(&self, paragraph: &Paragraph) -> bool {
        let Some(last) = self.last_day.filter(|_| self.day.is_none()) else { return false };
        let start = paragraph.start as usize;
        // 3月5日清江大桥动工, below it 大桥9月20日竣工: what is spoken of above.
        let subject = self.text.folded(Span::new(start, start + 2));
        let above = self.entries.last().map(|entry| self.text.folded(entry.span));
        if above.is_none_or(|above| above.windows(2).any(|pair| pair == subject)) {
            return false;
        }
        let day = undated::main_day(self.text, start, paragraph.span.hi());
        day.and_then(|mention| calendar::resolve(self.text, &mention, &mut self.scope.anchor().clone()))
            .and_then(|date| day_number(&date.from))
            .is_some_and(|day| day > last)
    }

    /// Whether a line is the headline of the dated paragraph below it.
    fn is_title(&self, paragraph: &Paragraph, sight: &Sight, next: Seen<'_>) -> bool {
        (self.layout.titles || self.layout.titles_over_days)
            && layout::title(self.text, paragraph, sight)
            && (self.last_ended || paragraph.gap)
            && next.is_some_and(|(below, sight)| {
                let accepted = if sight.whole {
                    self.layout.titles_over_days
                } else {
                    self.layout.titles && self.accepts_opening(below, sight)
                };
                sight.opening.is_some() && accepted
            })
    }

    /// Whether a line is the headline of an undated paragraph below it, whose first sentence tells the day.
    fn is_undated_label(&self, paragraph: &Paragraph, sight: &Sight, next: Seen<'_>) -> bool {
        self.layout.undated_labels
            && layout::title(self.text, paragraph, sight)
            && next.is_some_and(|(p, sight)| {
                layout::is_body(self.text, p, sight)
                    && undated::inner_day(self.text, p.start as usize, p.span.hi(), false).is_some()
            })
    }

    /// Whether a line is the heading of a section.
    fn is_section(&self, paragraph: &Paragraph, sight: &Sight, next: Seen<'_>) -> bool {
        let words = paragraph.words();
        // 宋, 元: the headings of an annal may be as short.
        if !layout::title(self.text, paragraph, sight) && words.len() > 2 || paragraph.ended || paragraph.row
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
        self.scope.section();
        self.title = None;
        (self.last, self.day) = (None, None);
        self.headed = true;
        self.headings += 1;
        if self.entries.last().is_some_and(|e| e.section == self.section) {
            self.section += 1;
        }
        self.heading = Some(clean_headline(self.text, heading));
        self.last_day = None;
        self.list = None;
    }

    /// A new entry without a dateline of its own: under a day that waited or stands alone above, a sibling's day, or the scope.
    fn sibling(&mut self, paragraph: &Paragraph, headline: Option<Span>, body: u32) {
        let mut start = paragraph.start;
        if let Some((from, _)) = self.title.take() {
            start = from;
        }
        let waited = self.waiting.take();
        let under_label = waited.is_some();
        let dated = if let Some(waiting) = waited {
            // A day over a log's hours is the heading of them all.
            if !paragraph.mark.is_sibling() && !self.layout.clocks {
                start = start.min(waiting.start);
            }
            self.falls_back(waiting.cue, waiting.dated.date.as_ref());
            if !waiting.coarse {
                self.day = Some(waiting.dated.clone());
            }
            waiting.dated
        } else if let Some(under) = self.above(paragraph) {
            let date = under.date.map(|date| TimeRecord { basis: TimeBasis::Inherited, ..date });
            Dated { date, ..under }
        } else {
            self.own_date(paragraph, body as usize)
        };
        let announced = under_label && start < paragraph.start && paragraph.words().len() <= 60;
        self.push(Span { start, end: paragraph.span.end }, headline, body, dated);
        self.announced = announced;
    }

    /// The date above that holds for an undated paragraph too: of a day alone on its line, or of the item that a mark goes with.
    fn above(&self, paragraph: &Paragraph) -> Option<Dated> {
        if self.fresh {
            return None;
        }
        let marked = paragraph.mark.is_sibling() && !self.layout.marks.contains(&paragraph.mark);
        // 18时，… of a log is of the last day told.
        let logged = self.layout.clocks && undated::opens_with_clock(self.text, paragraph.start as usize);
        let goes_with = marked || logged || self.hangs(paragraph);
        let under = self.day.clone().or_else(|| self.last.clone().filter(|_| goes_with));
        // Words that are not understood are nobody else's.
        under.filter(|under| under.date.as_ref().is_some_and(TimeRecord::is_resolved))
    }

    /// Whether a paragraph is set in to where the words of the item above begin behind its date: another item of that day.
    fn hangs(&self, paragraph: &Paragraph) -> bool {
        /// The least that a line is set in behind a date, in characters.
        const LEAST: usize = 4;
        let column =
            |at: usize| (0..at).rev().take_while(|&i| !matches!(self.text.at(i), '\n' | '\r')).count();
        let at = paragraph.start as usize;
        let set_in = column(at);
        set_in >= LEAST
            && (at - set_in..at).all(|i| self.text.at(i).is_whitespace())
            && self.entries.last().is_some_and(|above| column(above.body.start as usize) == set_in)
    }

    /// What an undated item of its own stands under: the day that its first sentence tells, else the scope; nothing where words of
    /// time open it that are not understood.
    fn own_date(&self, paragraph: &Paragraph, body: usize) -> Dated {
        let anchor = self.scope.anchor().clone();
        if let Some(words) = undated::unread(self.text, paragraph.start as usize) {
            let date = Some(TimeRecord::unresolved(self.text, words));
            return Dated { date, anchor, guessed: false };
        }
        let context = self.scope.context(paragraph.start);
        // 【读书班】 为期三天的读书班16日开班: under a month its day alone tells enough.
        let inner = undated::inner_day(self.text, body, paragraph.span.hi(), self.scope.in_month())
            .and_then(|mention| calendar::resolve(self.text, &mention, &mut anchor.clone()))
            .filter(|date| context.as_ref().is_none_or(|c| c.from <= date.from && date.to <= c.to));
        Dated { date: inner.or(context), anchor, guessed: false }
    }

    /// Adds an entry.
    fn push(&mut self, span: Span, headline: Option<Span>, body: u32, dated: Dated) {
        self.fresh = false;
        self.under_heading = false;
        self.announced = false;
        let headline = headline.map(|h| clean_headline(self.text, h)).filter(|h| !h.is_empty());
        // **1月12日** closes its bold type after the date.
        let mut start = body.min(span.end);
        while start < span.end && matches!(self.text.at(start as usize), '*' | '_') {
            start += 1;
        }
        self.entries.push(Entry {
            section: self.section,
            heading: self.heading,
            span,
            headline,
            body: Span { start, end: span.end },
            date: dated.date,
            anchor: dated.anchor,
            guessed: dated.guessed,
        });
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

    /// Resolves a dateline and moves the scope on; words that name no day are kept as they stand.
    fn date(&mut self, cue: Cue) -> Dated {
        let words = Span { start: cue.start, end: cue.end };
        let mut dated = match layout::mention(self.text, cue, self.scope.anchor()) {
            Some(mention) => self.scope.date(self.text, &mention, cue),
            None => Dated { anchor: self.scope.anchor().clone(), ..Dated::default() },
        };
        dated.date = dated.date.or_else(|| Some(TimeRecord::unresolved(self.text, words)));
        dated
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
            let told = calendar::resolve(self.text, mention, &mut self.scope.anchor().clone())?;
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
            let whole = entry.body.end >= entry.span.end;
            entry.span = clean_end(self.text, entry.span);
            let end = if whole { entry.span.end } else { entry.body.end.min(entry.span.end) };
            entry.body = self.text.trim(Span { start: entry.body.start.min(end), end });
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
                self.day = None;
                let anchor = self.scope.anchor().clone();
                let mut date = None;
                for mention in &cells.dates {
                    date = self.scope.row(self.text, mention, table::grain(mention)).or(date);
                }
                if cells.dates.is_empty() {
                    // A cell left empty stands for the one above it.
                    date = self.last.as_ref().and_then(|last| last.date.clone());
                }
                if date.is_none()
                    && let Some(words) = cells.dates.last()
                {
                    date = Some(TimeRecord::unresolved(self.text, words.span));
                }
                let dated = Dated {
                    date: date.or_else(|| self.scope.context(cells.span.start)),
                    anchor,
                    guessed: false,
                };
                self.last = Some(dated.clone());
                let (mut span, mut headline) = (cells.span, cells.headline);
                if let Some((from, title)) = self.title.take() {
                    span.start = from;
                    headline = Some(title);
                }
                self.push(span, headline, cells.body.start, dated);
                // The columns behind it tell who, where, from where.
                if let Some(entry) = self.entries.last_mut() {
                    entry.body.end = cells.body.end.max(entry.body.start);
                }
                true
            }
        }
    }
}

/// Whether two dates are of one day, whatever their hours.
fn same_day(a: Option<&TimeRecord>, b: Option<&TimeRecord>) -> bool {
    a.zip(b).is_some_and(|(a, b)| day_of(&a.from) == day_of(&b.from) && day_of(&a.to) == day_of(&b.to))
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
    let aside = |c: char| c.is_whitespace() || chars!("【】〖〗*_#=|:—-,([·■□◆◇●○★☆▲△").has(c);
    let closing = |c: char| aside(c) && !matches!(c, '(' | '[') || matches!(c, '(' | '[');
    let (mut start, mut end) = (span.lo(), span.hi().min(text.len()));
    while start < end && aside(text.at(start)) && !matches!(text.at(start), '(' | '[') {
        start += 1;
    }
    while end > start && closing(text.before(end)) {
        end -= 1;
    }
    // 「控烟检查」: brackets around all of it, not a quotation in it.
    let raw = text.slice(Span::new(start, end));
    let cornered = raw.strip_prefix('「').and_then(|rest| rest.strip_suffix('」'));
    if cornered.is_some_and(|inner| !inner.is_empty() && !inner.contains(['「', '」'])) {
        (start, end) = (start + 1, end - 1);
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
