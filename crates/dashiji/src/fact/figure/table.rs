//! Rows of tables: a bare number in a cell is a figure of what its column is called, in the unit that stands above.
//!
//! Under `| 日期 | 入库 | 结存 |`, below `单位:顶`, the cells of `| 7月21日 | 500 | 1060 |` are 500 顶 that came in and 1060 that are there.

use super::role::{Role, cues};
use crate::fact::{QuantityKind, QuantityRecord};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// Lines above a row among which the head of its table is looked for.
const ROWS: usize = 200;
/// Lines above the head in which the unit is looked for.
const ABOVE: usize = 3;
/// How far to either side the row around a figure is looked for: what is longer is no row of a table.
const WIDTH: usize = 1_000;
/// Longest number of a cell.
const DIGITS: usize = 24;

/// The table that a row stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What each column is called, by the number of marks before it.
    pub columns: Vec<Vec<char>>,
    /// The unit that stands above.
    pub unit: Option<String>,
    /// The line that it stands in, which tells what is counted.
    pub about: Vec<char>,
}

fn line(text: &Text, at: usize) -> Span {
    let (mut start, floor, ceiling) = (at, at.saturating_sub(WIDTH), text.len().min(at + WIDTH));
    while start > floor && text.at(start - 1) != '\n' {
        start -= 1;
    }
    let mut end = at;
    while end < ceiling && text.at(end) != '\n' {
        end += 1;
    }
    Span::new(start, end)
}

fn is_row(text: &Text, line: Span) -> bool {
    (line.lo()..line.hi()).filter(|&i| matches!(text.at(i), '|' | '\t')).count() >= 2
}

/// The cells of a line with their columns.
fn cells(text: &Text, line: Span) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    let (mut start, mut column) = (line.lo(), 0);
    for i in line.lo()..=line.hi() {
        if i == line.hi() || matches!(text.at(i), '|' | '\t') {
            found.push((column, text.trim(Span::new(start, i))));
            (start, column) = (i + 1, column + 1);
        }
    }
    found
}

impl Table {
    /// The table around a position; nothing where that stands in no row.
    pub fn around(text: &Text, at: usize) -> Option<Self> {
        let row = line(text, at);
        if !is_row(text, row) {
            return None;
        }
        let mut head = row;
        for _ in 0..ROWS {
            let Some(above) = head.lo().checked_sub(1).map(|end| line(text, end)) else { break };
            if !is_row(text, above) {
                break;
            }
            head = above;
        }
        if head == row {
            return None;
        }
        let columns = cells(text, head).into_iter().map(|(_, cell)| text.folded(cell).to_vec()).collect();
        let (mut unit, mut about) = (None, Vec::new());
        let mut above = head;
        for _ in 0..ABOVE {
            let Some(next) = above.lo().checked_sub(1).map(|end| line(text, end)) else { break };
            above = next;
            if let Some(found) = text.find(above, "单位:").or_else(|| text.find(above, "单位")) {
                let from = (found..above.hi()).find(|&i| text.at(i) == ':').map_or(found + 2, |i| i + 1);
                let to = (from..above.hi()).find(|&i| !crate::text::is_han(text.at(i))).unwrap_or(above.hi());
                about = text.folded(above).to_vec();
                unit = (to > from && to - from < 6).then(|| text.slice(Span::new(from, to)).to_owned());
                break;
            }
        }
        Some(Self { columns, unit, about })
    }

    /// What the column at a position is called.
    pub fn column(&self, text: &Text, at: usize) -> &[char] {
        let row = line(text, at);
        let column = (row.lo()..at).filter(|&i| matches!(text.at(i), '|' | '\t')).count();
        self.columns.get(column).map_or(&[], Vec::as_slice)
    }
}

impl Table {
    /// Whether its bare numbers count: a unit stands above, a column of totals is among the others, and none says that it comes, goes or is left.
    fn counts(&self) -> bool {
        let flows = self.columns.iter().flat_map(|name| cues(name)).any(|cue| {
            use Role::{Done, Holding, In, Left, New, Out, Stock};
            matches!(cue.role, In | Out | New | Stock | Holding | Left | Done)
        });
        let totals = self.columns.iter().any(|name| {
            let name: String = name.iter().collect();
            lists::FIGURE_COLUMNS_OF_TOTALS.holds(&name)
        });
        self.unit.is_some() && totals && !flows
    }

    /// The year that a row tells in its column of years.
    fn year(&self, text: &Text, at: usize) -> Option<String> {
        let column = self.columns.iter().position(|name| {
            let name: String = name.iter().collect();
            lists::FIGURE_COLUMNS_OF_YEARS.holds(&name)
        })?;
        let (_, cell) = cells(text, line(text, at)).into_iter().find(|(own, _)| *own == column)?;
        let digits: String = text.folded(cell).iter().take_while(|c| c.is_ascii_digit()).collect();
        (digits.len() == 4).then_some(digits)
    }
}

/// Whether a figure is all that its cell holds.
pub fn is_cell(text: &Text, span: Span) -> bool {
    let before = (0..span.lo()).rev().take(4).map(|i| text.at(i)).find(|c| *c != ' ');
    let behind = (span.hi()..span.hi() + 4).map(|i| text.at(i)).find(|c| *c != ' ');
    matches!(before, Some('|' | '\t')) && matches!(behind, Some('|' | '\t' | '\n' | '\r' | '\0'))
}

/// The bare numbers in the cells of an entry's row whose columns say what they do.
pub fn figures(text: &Text, span: Span) -> Vec<QuantityRecord> {
    let Some(table) = Table::around(text, span.lo()) else { return Vec::new() };
    let mut found = Vec::new();
    let counts = table.counts();
    let year = table.year(text, span.lo());
    for (column, cell) in cells(text, line(text, span.lo())) {
        let number: String = text.folded(cell).iter().filter(|c| **c != ',').collect();
        let plain = !number.is_empty()
            && number.len() <= DIGITS
            && number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let Some(name) = table.columns.get(column).filter(|_| plain && span.contains(cell)) else { continue };
        let Some(kind) = cues(name).iter().rev().find_map(|cue| match cue.role {
            Role::In | Role::New => Some(QuantityKind::Increment),
            Role::Out => Some(QuantityKind::Decrease),
            Role::Stock | Role::Holding | Role::Left => Some(QuantityKind::Stock),
            Role::Total | Role::Done => Some(QuantityKind::Cumulative),
            _ => None,
        }) else {
            // 单位:所, and columns of 小学, 中学, 合计: so many there are.
            if counts && !is_label(name) {
                found.extend(bare(text, cell, &number, &table, QuantityKind::Stock, year.as_deref()));
            }
            continue;
        };
        found.extend(bare(text, cell, &number, &table, kind, year.as_deref()));
    }
    found
}

/// Whether a column tells which row it is, not how many.
fn is_label(name: &[char]) -> bool {
    name.is_empty() || lists::FIGURE_LABELS.has(name)
}

/// A bare number of a cell as a figure.
fn bare(
    text: &Text,
    cell: Span,
    number: &str,
    table: &Table,
    kind: QuantityKind,
    year: Option<&str>,
) -> Option<QuantityRecord> {
    Some(QuantityRecord {
        text: text.slice(cell).to_owned(),
        start: cell.start,
        end: cell.end,
        value: serde_json::from_str::<serde_json::Number>(number).ok()?,
        value_max: None,
        unit: table.unit.clone(),
        of: None,
        kind,
        kind_doubt: None,
        sure: true,
        approx: None,
        as_of: year.map(str::to_owned),
        scope: None,
        basis: None,
        part_of: None,
        same_as: None,
    })
}
