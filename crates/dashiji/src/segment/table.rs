//! Rows of tables: cells parted by tabs or `|`, dates in columns of their own, a year only in the first row.
//!
//! `1952年 ⇥ 3月5日 ⇥ 县医院落成` is an entry of 5 March 1952, and `⇥ 4月2日 ⇥ …` below it one of 2 April of the same year.

use super::dateline::{self, Grain};
use super::paragraph::Paragraph;
use crate::lexicon::Column;
use crate::recognize::time::{self, Day, Expression, Month, Point, TimeMention, Year};
use crate::text::{Span, Text};

/// What a row is.
#[derive(Debug)]
pub(super) enum Row {
    /// Names of columns, or a rule under them.
    Head,
    /// An entry.
    Cells(Cells),
}

/// The cells of an entry.
#[derive(Debug)]
pub(super) struct Cells {
    /// From the first cell's first character to the last's last.
    pub span: Span,
    /// The dates, coarse before fine.
    pub dates: Vec<TimeMention>,
    /// A short cell before the body.
    pub headline: Option<Span>,
    /// The cell that tells the event.
    pub body: Span,
}

/// What the columns of the table in force are.
#[derive(Debug, Default)]
pub(super) struct Columns {
    names: Vec<Option<Column>>,
}

impl Columns {
    /// Whether a line that holds no tab itself is the row of a table with names in which only the event is told: the cells before
    /// it are empty.
    pub(super) fn tells(&self, text: &Text, paragraph: &Paragraph) -> bool {
        let mut at = paragraph.span.lo();
        let mut column = 0;
        while at > 0 && text.before(at) == ' ' {
            at -= 1;
            column += usize::from(text.slice(Span::new(at, at + 1)) == "\t");
        }
        column > 0 && matches!(self.name(column), Some(Column::Title | Column::Body))
    }

    /// Reads a row; nothing where it is no row of a chronicle.
    pub(super) fn read(&mut self, text: &Text, paragraph: &Paragraph) -> Option<Row> {
        // An empty cell at the row's start was trimmed away with its tab.
        let mut start = paragraph.span.lo();
        while matches!(text.before(start), ' ') {
            start -= 1;
        }
        let cells = cells(text, Span::new(start, paragraph.span.hi()));
        if cells.len() < 2 {
            return None;
        }
        // A number, a tab and a dated sentence are a line of a list.
        if self.names.is_empty() && cells.len() == 2 && numbered(text, &cells) {
            return None;
        }
        if cells.iter().all(|c| text.folded(*c).iter().all(|c| matches!(c, '-' | ':' | ' '))) {
            return Some(Row::Head);
        }
        if let Some(names) = names(text, &cells).or_else(|| years(text, &cells, paragraph.span.hi())) {
            self.names = names;
            return Some(Row::Head);
        }
        let mut dates: Vec<TimeMention> = Vec::new();
        let mut words: Vec<Span> = Vec::new();
        let (mut titled, mut told) = (None, None);
        // 03/05 in one cell and 1952 in another are day and year, whatever the columns are called.
        let apart =
            cells.iter().any(|cell| slashed(text, *cell).is_some() && text.folded(*cell).contains(&'/'))
                && cells.iter().any(|cell| bare_year(text, *cell).is_some());
        for (k, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let name = self.name(k);
            // `1983	协会成立，会员六十人`: a list of years in two columns.
            let listed = k == 0 && self.names.is_empty() && cells.len() == 2;
            if (apart || listed)
                && let Some(year) = bare_year(text, *cell)
            {
                dates.push(year);
                continue;
            }
            match self.date(text, *cell, k).filter(|_| name.is_none_or(Column::is_date)) {
                Some(date) if words.iter().all(|w| w.len() < 40) || dates.is_empty() => dates.push(date),
                _ => {
                    words.push(*cell);
                    match name {
                        Some(Column::Title) => titled = titled.or(Some(*cell)),
                        Some(Column::Body) => told = told.or(Some(*cell)),
                        _ => {}
                    }
                }
            }
        }
        let longest = words.iter().max_by_key(|w| (w.len(), std::cmp::Reverse(w.start)));
        // A row of figures alone: all of them.
        let figures = words.len() > 1 && !dates.is_empty() && words.iter().all(|word| is_figure(text, *word));
        let body = match (words.first(), words.last()) {
            (Some(first), Some(last)) if figures => Span { start: first.start, end: last.end },
            _ => told.or(longest.copied())?,
        };
        let first = cells.iter().find(|c| !c.is_empty())?;
        let last = cells.iter().rev().find(|c| !c.is_empty())?;
        dates.sort_by_key(grain);
        let named = titled.filter(|title| title.end <= body.start);
        let headline = named.or_else(|| {
            let mut before = words.iter().copied();
            before.rfind(|w| w.end <= body.start && (4..=60).contains(&w.len()) && body.len() > w.len())
        });
        Some(Row::Cells(Cells { span: Span { start: first.start, end: last.end }, dates, headline, body }))
    }

    /// What the head calls a column.
    fn name(&self, column: usize) -> Option<Column> {
        self.names.get(column).copied().flatten()
    }

    /// The date that fills a cell.
    fn date(&self, text: &Text, cell: Span, column: usize) -> Option<TimeMention> {
        if cell.len() > 24 {
            return None;
        }
        // The grammar would read on through the tab into the next cell.
        let alone = Text::new(text.slice(cell).to_owned());
        if let Some(mention) = time::label(&alone, 0)
            && alone.trim(Span { start: mention.span.end, end: cell.len() as u32 }).len() <= 1
        {
            let back = |span: Span| Span { start: span.start + cell.start, end: span.end + cell.start };
            return Some(dateline::moved(mention, back));
        }
        let dated = self.name(column).is_some_and(Column::is_date) || alone.chars().contains(&'/');
        if let Some(mention) = figures(&alone, cell).filter(|_| dated) {
            return Some(mention);
        }
        let part = self.name(column)?;
        let figure: i32 = text.folded(cell).iter().collect::<String>().parse().ok()?;
        let mut first = Point::default();
        match part {
            Column::Year if (1..=2999).contains(&figure) => first.year = Some(Year::Gregorian(figure)),
            Column::Month if (1..=12).contains(&figure) => {
                first.month = Some(Month::Number { number: figure as u8, leap: false });
            }
            Column::Day if (1..=31).contains(&figure) => first.day = Some(Day::Number(figure as u8)),
            _ => return None,
        }
        Some(TimeMention { span: cell, expression: Expression { first, ..Expression::default() } })
    }
}

/// `03/05`, `3-5`, `3.15`: a month and a day that fill a cell.
fn slashed(text: &Text, cell: Span) -> Option<(u8, u8)> {
    let chars = text.folded(cell);
    let mark = chars.iter().position(|c| matches!(c, '/' | '-' | '.'))?;
    let number = |digits: &[char]| -> Option<u8> {
        let plain = (1..=2).contains(&digits.len()) && digits.iter().all(char::is_ascii_digit);
        plain.then(|| digits.iter().collect::<String>().parse().ok()).flatten()
    };
    let (month, day) = (number(&chars[..mark])?, number(&chars[mark + 1..])?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

/// A month and a day in figures alone, as a mention.
fn figures(alone: &Text, cell: Span) -> Option<TimeMention> {
    let (month, day) = slashed(alone, alone.span())?;
    let first = Point {
        month: Some(Month::Number { number: month, leap: false }),
        day: Some(Day::Number(day)),
        ..Point::default()
    };
    Some(TimeMention { span: cell, expression: Expression { first, ..Expression::default() } })
}

/// A year of four figures that fills a cell.
fn bare_year(text: &Text, cell: Span) -> Option<TimeMention> {
    let chars = text.folded(cell);
    let plain = chars.len() == 4 && chars.iter().all(char::is_ascii_digit);
    let year: i32 = plain.then(|| chars.iter().collect::<String>().parse().ok()).flatten()?;
    let first = Point { year: Some(Year::Gregorian(year)), ..Point::default() };
    let expression = Expression { first, ..Expression::default() };
    (1000..=2100).contains(&year).then_some(TimeMention { span: cell, expression })
}

/// How fine a date is.
pub(super) fn grain(mention: &TimeMention) -> Grain {
    let point = &mention.expression.first;
    match (point.day, point.month) {
        (Some(_), _) => Grain::Day,
        (None, Some(_)) => Grain::Month,
        (None, None) if point.year.is_some() => Grain::Year,
        _ => Grain::Vague,
    }
}

/// The cells of a row, trimmed, an empty one kept.
fn cells(text: &Text, span: Span) -> Vec<Span> {
    let raw = text.slice(span);
    let part = if raw.contains('\t') { '\t' } else { '|' };
    let mut cells = Vec::new();
    let mut start = span.lo();
    for (c, i) in raw.chars().zip(span.lo()..) {
        if c == part {
            cells.push(text.trim(Span::new(start, i)));
            start = i + 1;
        }
    }
    cells.push(text.trim(Span::new(start, span.hi())));
    if part == '|' {
        // The bars at either end part nothing.
        cells.pop();
        cells.drain(..1.min(cells.len()));
    }
    cells
}

/// Whether a row is the number of an item and its words, which a date opens.
fn numbered(text: &Text, cells: &[Span]) -> bool {
    let number = |cell: Span| {
        cell.len() <= 6
            && text
                .folded(cell)
                .iter()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '、' | ')' | '('))
    };
    matches!(cells, [first, second] if number(*first) && second.len() > 8 && dateline::opens(text, second.lo(), second.hi()))
}

/// What a head row calls its columns; nothing for any other row.
fn names(text: &Text, cells: &[Span]) -> Option<Vec<Option<Column>>> {
    let mut known = 0;
    let mut names: Vec<Option<Column>> = cells
        .iter()
        .map(|cell| {
            let column = Column::of(&text.folded(*cell).iter().collect::<String>());
            known += usize::from(column.is_some());
            column
        })
        .collect();
    // 事项, then 内容: of two columns that tell the matter the first is its heading.
    let bodies = names.iter().filter(|name| **name == Some(Column::Body)).count();
    if bodies > 1 && !names.contains(&Some(Column::Title)) {
        for name in &mut names {
            if *name == Some(Column::Body) {
                *name = Some(Column::Title);
                break;
            }
        }
    }
    (known >= 2 && known * 2 > cells.len()).then_some(names)
}

/// Whether a cell holds a number and nothing else.
fn is_figure(text: &Text, cell: Span) -> bool {
    let chars = text.folded(cell);
    chars.first().is_some_and(char::is_ascii_digit)
        && chars.iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'))
}

/// What a row calls its columns that is the head of a table of figures by years: 年份 at its front, and years and figures below; nothing for any
/// other row.
fn years(text: &Text, cells: &[Span], end: usize) -> Option<Vec<Option<Column>>> {
    /// Rows below of which one must be of figures: a rule may stand between.
    const BELOW: usize = 2;
    let first = Column::of(&text.folded(*cells.first()?).iter().collect::<String>())?;
    let heads = cells[1..].iter().all(|cell| !is_figure(text, *cell));
    if first != Column::Year || cells.len() < 3 || !heads {
        return None;
    }
    let mut at = end;
    let figures = (0..=BELOW).any(|_| {
        let from = (at..text.len()).find(|&i| !matches!(text.at(i), '\n' | '\r' | ' ')).unwrap_or(text.len());
        at = (from..text.len().min(from + 1_000)).find(|&i| text.at(i) == '\n').unwrap_or(text.len());
        let row = self::cells(text, Span::new(from, at));
        let year = row.first().is_some_and(|cell| {
            bare_year(text, Span { start: cell.start, end: cell.end }).is_some()
                || text.before(cell.hi()) == '年'
        });
        year && row.len() > 2
            && row[1..].iter().filter(|cell| is_figure(text, **cell)).count() * 2 >= row.len() - 1
    });
    figures.then(|| {
        std::iter::once(Some(Column::Year)).chain(std::iter::repeat_n(None, cells.len() - 1)).collect()
    })
}
