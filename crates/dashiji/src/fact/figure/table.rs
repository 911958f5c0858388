//! Rows of tables: a bare number in a cell is a figure of what its column is called, in the unit that stands above.
//!
//! Under `| 日期 | 入库 | 结存 |`, below `单位:顶`, the cells of `| 7月21日 | 500 | 1060 |` are 500 顶 that came in and 1060 that are there.
//! A unit stands above for all columns (`单位:顶`), for each by what it counts (`单位:工会为个,会员为人`) or in their order (`单位:个、人`), or in the
//! column's own head (`人口(万人)`).

use super::role::{Role, cues};
use crate::fact::{Amount, QuantityKind, QuantityRecord};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Lexicon};
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
    /// What each column is called, by the number of marks before it; without its unit.
    pub columns: Vec<Vec<char>>,
    /// The unit of each column, where one is told.
    units: Vec<Option<String>>,
    /// The line that the units stand in, which tells what is counted.
    pub about: Vec<char>,
    /// Whether a column tells what came, went or is left, so that a row leaves nothing out.
    pub flows: bool,
}

/// What a line above a table tells of its units.
#[derive(Debug, Default)]
struct Units {
    /// Each with what it is the unit of.
    named: Vec<(Vec<char>, String)>,
    /// Those told without, in order.
    plain: Vec<String>,
}

impl Units {
    /// The units behind 单位: `顶`, `个、人`, `工会为个,会员为人`.
    fn read(words: &[char]) -> Self {
        let mut units = Self::default();
        for piece in words.split(|c| {
            !crate::text::is_han(*c) && !c.is_ascii_alphanumeric() && !matches!(c, '%' | '‰' | '/')
        }) {
            if let Some(k) = piece.iter().position(|c| *c == '为').filter(|k| *k > 0) {
                let unit: String = piece[k + 1..].iter().collect();
                if is_unit(&unit) {
                    units.named.push((piece[..k].to_vec(), unit));
                }
                continue;
            }
            let unit: String = piece.iter().collect();
            if (1..6).contains(&piece.len()) && (units.plain.is_empty() || is_unit(&unit)) {
                units.plain.push(unit);
            }
        }
        units
    }
}

/// Whether words are a unit, perhaps of ten thousands (万人).
fn is_unit(words: &str) -> bool {
    let unit = words.trim_start_matches(['万', '亿', '千', '百', '十']);
    matches!(words, "%" | "‰") || Lexicon::builtin().lookup(unit).iter().any(|term| term.class == Class::Unit)
}

/// The name of a column and the unit in brackets behind it: 人口(万人).
fn head_of(cell: &[char]) -> (Vec<char>, Option<String>) {
    let open = cell.iter().rposition(|c| *c == '(').filter(|open| *open > 0 && cell.ends_with(&[')']));
    let unit = open.map(|open| (open, cell[open + 1..cell.len() - 1].iter().collect::<String>()));
    match unit {
        Some((open, unit)) if is_unit(&unit) => (cell[..open].to_vec(), Some(unit)),
        _ => (cell.to_vec(), None),
    }
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

/// Whether what stands at a position parts cells; a tab is folded to a space.
fn parts_cells(text: &Text, i: usize) -> bool {
    match text.at(i) {
        '|' => true,
        ' ' => text.slice(Span::new(i, i + 1)) == "\t",
        _ => false,
    }
}

fn is_row(text: &Text, line: Span) -> bool {
    (line.lo()..line.hi()).filter(|&i| parts_cells(text, i)).take(2).count() == 2
}

/// The cells of a line with their columns.
fn cells(text: &Text, line: Span) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    let (mut start, mut column) = (line.lo(), 0);
    for i in line.lo()..=line.hi() {
        if i == line.hi() || parts_cells(text, i) {
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
        let heads = cells(text, head).into_iter().map(|(_, cell)| head_of(text.folded(cell)));
        let (columns, mut units): (Vec<Vec<char>>, Vec<Option<String>>) = heads.unzip();
        let (mut told, mut about) = (Units::default(), Vec::new());
        let mut above = head;
        for _ in 0..ABOVE {
            let Some(next) = above.lo().checked_sub(1).map(|end| line(text, end)) else { break };
            above = next;
            if let Some(found) = text.find(above, "单位:").or_else(|| text.find(above, "单位")) {
                let from = (found..above.hi()).find(|&i| text.at(i) == ':').map_or(found + 2, |i| i + 1);
                let to = (from..above.hi()).find(|&i| text.at(i) == '。').unwrap_or(above.hi());
                about = text.folded(above).to_vec();
                told = Units::read(text.folded(Span::new(from, to)));
                break;
            }
        }
        let labels = |name: &Vec<char>| is_label(name) || is_year(name);
        // 单位:户、人 over 户数, 男, 女: what no column is called after is of the others.
        let called = |unit: &str, name: &[char]| {
            let unit: Vec<char> = unit.chars().collect();
            name.windows(unit.len().max(1)).any(|words| words == unit)
        };
        let mut others = told.plain.iter().filter(|unit| !columns.iter().any(|name| called(unit, name)));
        let other = others.next().filter(|_| others.next().is_none());
        let mut order = told.plain.iter();
        let in_order =
            told.plain.len() > 1 && told.plain.len() == columns.iter().filter(|name| !labels(name)).count();
        for (name, unit) in
            columns.iter().zip(&mut units).filter(|(name, unit)| unit.is_none() && !labels(name))
        {
            let named = told.named.iter().find(|(of, _)| name.windows(of.len()).any(|words| words == of));
            *unit = match named {
                Some((_, unit)) => Some(unit.clone()),
                None if in_order => order.next().cloned(),
                None if told.plain.len() == 1 => told.plain.first().cloned(),
                None => told.plain.iter().find(|unit| called(unit, name)).or(other).cloned(),
            };
        }
        let flows = columns.iter().flat_map(|name| cues(name)).any(|cue| {
            use Role::{Done, Holding, In, Left, New, Out, Stock};
            matches!(cue.role, In | Out | New | Stock | Holding | Left | Done)
        });
        Some(Self { columns, units, about, flows })
    }

    /// What the column at a position is called.
    pub fn column(&self, text: &Text, at: usize) -> &[char] {
        let row = line(text, at);
        let column = (row.lo()..at).filter(|&i| parts_cells(text, i)).count();
        self.columns.get(column).map_or(&[], Vec::as_slice)
    }
}

impl Table {
    /// Whether its bare numbers count: units are told, a column of totals or of years is among the others, and none says that it comes, goes or is
    /// left.
    fn counts(&self) -> bool {
        let totals = self.columns.iter().any(|name| {
            let name: String = name.iter().collect();
            lists::FIGURE_COLUMNS_OF_TOTALS.holds(&name)
        });
        let years = self.columns.iter().any(|name| is_year(name));
        self.units.iter().any(Option::is_some) && (totals || years) && !self.flows
    }

    /// The year that a row tells in its column of years.
    fn year(&self, text: &Text, at: usize) -> Option<String> {
        let column = self.columns.iter().position(|name| is_year(name))?;
        let (_, cell) = cells(text, line(text, at)).into_iter().find(|(own, _)| *own == column)?;
        let digits: String = text.folded(cell).iter().take_while(|c| c.is_ascii_digit()).collect();
        let end = if self.at_end() { "-12-31" } else { "" };
        (digits.len() == 4).then(|| digits + end)
    }

    /// Whether the line above says that all is told as of the end of the year.
    fn at_end(&self) -> bool {
        self.about.windows(2).any(|pair| pair[0] == '年' && matches!(pair[1], '末' | '底'))
    }
}

/// Whether a figure is all that its cell holds.
pub fn is_cell(text: &Text, span: Span) -> bool {
    let blank = |i: &usize| text.at(*i) == ' ' && !parts_cells(text, *i);
    let before = (0..span.lo()).rev().take(4).find(|i| !blank(i));
    let behind = (span.hi()..span.hi() + 4).find(|i| !blank(i));
    let edge = |i: usize| parts_cells(text, i) || matches!(text.at(i), '\n' | '\r' | '\0');
    // The first and the last cell of a row between tabs have none at its ends.
    before.is_none_or(edge) && behind.is_some_and(edge)
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
        let unit = table.units.get(column).and_then(Option::as_deref);
        let Some(kind) = cues(name).iter().rev().find_map(|cue| match cue.role {
            Role::In | Role::New => Some(QuantityKind::Increment),
            Role::Out => Some(QuantityKind::Decrease),
            Role::Stock | Role::Holding | Role::Left => Some(QuantityKind::Stock),
            Role::Total | Role::Done => Some(QuantityKind::Cumulative),
            _ => None,
        }) else {
            // 单位:所, and columns of 小学, 中学, 合计: so many there are.
            if counts && !is_label(name) && !is_year(name) {
                found.extend(bare(text, cell, &number, unit, QuantityKind::Stock, year.as_deref()));
            }
            continue;
        };
        found.extend(bare(text, cell, &number, unit, kind, year.as_deref()));
    }
    found
}

/// Whether a column tells which row it is, not how many.
fn is_label(name: &[char]) -> bool {
    name.is_empty() || lists::FIGURE_LABELS.has(name)
}

/// Whether a column tells the year of its rows.
fn is_year(name: &[char]) -> bool {
    let name: String = name.iter().collect();
    lists::FIGURE_COLUMNS_OF_YEARS.holds(&name)
}

/// A bare number of a cell as a figure; in units, where they are told in ten thousands.
fn bare(
    text: &Text,
    cell: Span,
    number: &str,
    unit: Option<&str>,
    kind: QuantityKind,
    year: Option<&str>,
) -> Option<QuantityRecord> {
    let single = unit
        .map(|unit| unit.trim_start_matches(['万', '亿', '千', '百', '十']))
        .filter(|unit| !unit.is_empty());
    let zeros: u32 = unit
        .into_iter()
        .flat_map(str::chars)
        .map(|c| match c {
            '亿' => 8,
            '万' => 4,
            '千' => 3,
            '百' => 2,
            '十' => 1,
            _ => 0,
        })
        .sum();
    let zeros = if single.is_some() { zeros } else { 0 };
    let number = scaled(number, zeros)?;
    let unit = single.or(unit);
    Some(QuantityRecord {
        text: text.slice(cell).to_owned(),
        start: cell.start,
        end: cell.end,
        value: serde_json::from_str::<serde_json::Number>(&number).ok()?,
        value_max: None,
        unit: unit.map(str::to_owned),
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

/// A decimal number times a power of ten: `12.5` by 4 is `125000`; nothing where that is no usable amount.
fn scaled(number: &str, zeros: u32) -> Option<String> {
    if zeros == 0 {
        return Some(number.to_owned());
    }
    let amount = Amount::of(&serde_json::from_str(number).ok()?)?;
    amount.0.checked_mul(10i128.checked_pow(zeros)?).map(|amount| Amount(amount).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(table: &str, row: &str) -> Vec<(String, serde_json::Number, String)> {
        let text = Text::new(table.to_owned());
        let at = text.find(text.span(), row).expect("the row");
        figures(&text, line(&text, at))
            .into_iter()
            .map(|f| (f.text, f.value, f.unit.unwrap_or_default()))
            .collect()
    }

    fn cell(text: &str, value: f64, unit: &str) -> (String, serde_json::Number, String) {
        let value = if value.fract() == 0.0 {
            serde_json::Number::from(value as i64)
        } else {
            serde_json::Number::from_f64(value).expect("a number")
        };
        (text.to_owned(), value, unit.to_owned())
    }

    #[test]
    fn units_stand_above_by_name_or_in_order_or_in_the_columns_head() {
        let rows = "| 年份 | 渔船 | 渔民 |\n|---|---|---|\n| 1961 | 318 | 2,461 |\n";
        let want = [cell("318", 318.0, "艘"), cell("2,461", 2461.0, "人")];
        for above in ["单位:渔船为艘,渔民为人。", "下表为年末数。单位:渔船为艘,渔民为人", "单位:艘、人"]
        {
            assert_eq!(of(&format!("{above}\n\n{rows}"), "| 1961"), want, "{above}");
        }
        let heads = "| 年份 | 渔船(艘) | 水产品产量(万吨) |\n|---|---|---|\n| 1961 | 318 | 1.25 |\n";
        assert_eq!(of(heads, "| 1961"), [cell("318", 318.0, "艘"), cell("1.25", 12500.0, "吨")]);
        // Tabs part cells as bars do.
        let tabs = "年份\t渔船(艘)\t水产品(吨)\n1961\t318\t1,250\n";
        assert_eq!(of(tabs, "1961"), [cell("318", 318.0, "艘"), cell("1,250", 1250.0, "吨")]);
        // Of fewer units than columns, one is of the columns called after it, the other of all others.
        let fewer = "单位:户、人\n| 年份 | 户数 | 男 | 女 |\n|---|---|---|---|\n| 1961 | 90 | 210 | 190 |\n";
        assert_eq!(
            of(fewer, "| 1961"),
            [cell("90", 90.0, "户"), cell("210", 210.0, "人"), cell("190", 190.0, "人")]
        );
        // No unit: no figure.
        assert_eq!(of(rows, "| 1961"), []);
        let flows =
            "单位:顶\n| 日期 | 摘要 | 入库 | 结存 |\n|---|---|---|---|\n| 7月21日 | 调入 | 500 | 1060 |\n";
        assert_eq!(of(flows, "| 7月21日"), [cell("500", 500.0, "顶"), cell("1060", 1060.0, "顶")]);
    }

    #[test]
    fn a_number_in_ten_thousands_is_written_out() {
        for (number, zeros, want) in [
            ("12.5", 4, Some("125000")),
            ("0.00005", 4, Some("0.5")),
            ("7", 8, Some("700000000")),
            ("1.25", 0, Some("1.25")),
            ("0", 4, Some("0")),
            ("1", 64, None),
        ] {
            assert_eq!(scaled(number, zeros).as_deref(), want);
        }
    }
}
