//! Rows of tables: cells parted by tabs or `|`, dates in columns of their own, a year only in the first row.
//!
//! `1952年 ⇥ 3月5日 ⇥ 县医院落成` is an entry of 5 March 1952, and `⇥ 4月2日 ⇥ …` below it one of 2 April of the same year.

use super::dateline::{self, Grain};
use super::paragraph::Paragraph;
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
    /// Where the body begins.
    pub body: u32,
}

/// What the columns of the table in force are.
#[derive(Debug, Default)]
pub(super) struct Columns {
    names: Vec<Option<Part>>,
}

/// What a column of figures alone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
}

impl Columns {
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
        if cells.iter().all(|c| text.folded(*c).iter().all(|c| matches!(c, '-' | ':' | ' '))) {
            return Some(Row::Head);
        }
        if let Some(names) = names(text, &cells) {
            self.names = names;
            return Some(Row::Head);
        }
        let mut dates: Vec<TimeMention> = Vec::new();
        let mut words: Vec<Span> = Vec::new();
        for (k, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match self.date(text, *cell, k) {
                Some(date) if words.iter().all(|w| w.len() < 40) || dates.is_empty() => dates.push(date),
                _ => words.push(*cell),
            }
        }
        let body = *words.iter().max_by_key(|w| (w.len(), std::cmp::Reverse(w.start)))?;
        let first = cells.iter().find(|c| !c.is_empty())?;
        let last = cells.iter().rev().find(|c| !c.is_empty())?;
        dates.sort_by_key(grain);
        let headline = words
            .iter()
            .copied()
            .rfind(|w| w.end <= body.start && (4..=60).contains(&w.len()) && body.len() > w.len());
        Some(Row::Cells(Cells {
            span: Span { start: first.start, end: last.end },
            dates,
            headline,
            body: body.start,
        }))
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
        let part = self.names.get(column).copied().flatten()?;
        let figure: i32 = text.folded(cell).iter().collect::<String>().parse().ok()?;
        let mut first = Point::default();
        match part {
            Part::Year if (1..=2999).contains(&figure) => first.year = Some(Year::Gregorian(figure)),
            Part::Month if (1..=12).contains(&figure) => {
                first.month = Some(Month::Number { number: figure as u8, leap: false });
            }
            Part::Day if (1..=31).contains(&figure) => first.day = Some(Day::Number(figure as u8)),
            _ => return None,
        }
        Some(TimeMention { span: cell, expression: Expression { first, ..Expression::default() } })
    }
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

/// What a head row calls its columns; nothing for any other row.
fn names(text: &Text, cells: &[Span]) -> Option<Vec<Option<Part>>> {
    let mut known = 0;
    let names = cells
        .iter()
        .map(|cell| {
            let word: String = text.folded(*cell).iter().filter(|c| !c.is_whitespace()).collect();
            let (part, is_name) = match word.as_str() {
                "年" | "年份" | "年度" | "年代" => (Some(Part::Year), true),
                "月" | "月份" => (Some(Part::Month), true),
                "日" => (Some(Part::Day), true),
                "日期" | "时间" | "月日" | "月、日" | "年月日" | "序号" | "编号" | "地点" | "标题"
                | "题目" | "名称" | "事件" | "内容" | "大事" | "大事记" | "事项" | "纪事" | "记事"
                | "摘要" | "备注" | "来源" | "出处" => (None, true),
                _ => (None, false),
            };
            known += usize::from(is_name);
            part
        })
        .collect();
    (known >= 2 && known * 2 > cells.len()).then_some(names)
}
