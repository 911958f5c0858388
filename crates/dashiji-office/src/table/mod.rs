//! Tables of events (XLSX, XLS, CSV) -> the text that is read: a row a line, its cells parted by tabs, each with the cell it comes
//! from.
//!
//! In goes a sheet with the columns 内容, 日期, 地点; out comes `2020年3月5日 ⇥ 县医院新楼落成… ⇥ 城关镇` under the head `日期 ⇥ 内容 ⇥ 地点`:
//! date before title before what happened, whatever the order of the columns, numbers of rows left out. Dates that a program
//! keeps as numbers are written as they show there: a month where only year and month show.

#[cfg(feature = "packed")]
mod biff;
pub(crate) mod comma;
#[cfg(feature = "packed")]
pub(crate) mod old;
pub(crate) mod xlsx;

use crate::Remark;
use crate::error::Error;
use dashiji::document::{Extract, Location};
use dashiji::lexicon::Column;
use dashiji::text::Span;
use std::collections::BTreeMap;

/// Name and version of this extractor; a new version may give other text.
pub const EXTRACTOR: &str = "dashiji-table/1";

/// Cells of a file.
pub(crate) const CELLS: usize = 3_000_000;

/// Bytes of the text of a file's cells, and of the text they are laid out to.
pub(crate) const BYTES: usize = 256 << 20;

/// What may still be read of a file.
#[derive(Debug)]
pub(crate) struct Left {
    cells: usize,
    bytes: usize,
}

impl Default for Left {
    fn default() -> Self {
        Self { cells: CELLS, bytes: BYTES }
    }
}

impl Left {
    /// Counts a cell. One string may stand in many cells of a file that is small.
    pub(crate) fn take(&mut self, part: &str, cell: &Cell) -> Result<(), Error> {
        let too_many = |what, most| Error::TooMany { part: part.to_owned(), what, most };
        self.cells = self.cells.checked_sub(1).ok_or_else(|| too_many("cells", CELLS))?;
        self.bytes =
            self.bytes.checked_sub(cell.text.len()).ok_or_else(|| too_many("bytes of text", BYTES))?;
        Ok(())
    }
}

/// Rows in which a head is looked for.
const HEAD: usize = 20;

/// A sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    /// Its name; empty for a file of one table.
    pub name: String,
    /// Filled cells by row and column, from 0.
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
    /// Merged cells: first row, first column, last row, last column.
    pub merged: Vec<(u32, u32, u32, u32)>,
}

/// A cell that is filled.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    pub text: String,
    /// The number it is, where it is one that no format makes a date.
    pub number: Option<f64>,
    /// Whether it may be a day where a month is written.
    pub is_unsure: bool,
}

/// Which column holds what, as a user tells it: `日期=A,内容=C` or `日期=何时`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What stands in the column.
    pub column: Column,
    /// Its letter or its heading.
    pub place: String,
}

impl Mapping {
    /// Reads `日期=A,内容=C`.
    ///
    /// # Errors
    /// The piece that means nothing.
    pub fn parse(words: &str) -> Result<Vec<Self>, String> {
        let pieces = words.split([',', '，', ';', '；']).map(str::trim).filter(|piece| !piece.is_empty());
        pieces
            .map(|piece| {
                let (field, place) = piece.split_once(['=', '＝']).ok_or_else(|| piece.to_owned())?;
                let column = Column::of(field).ok_or_else(|| piece.to_owned())?;
                let place = place.trim().to_owned();
                if place.is_empty() { Err(piece.to_owned()) } else { Ok(Self { column, place }) }
            })
            .collect()
    }
}

/// The columns of a table, in the order they are laid out, and the row of their headings.
struct Head {
    row: Option<u32>,
    /// Position in the sheet, what it holds, its heading.
    columns: Vec<(u32, Option<Column>, String)>,
}

/// Rows that a table has at least; fewer are a note beside it.
const TABLE: usize = 3;

/// Lays sheets out.
pub(crate) fn extract(
    grids: &[Grid],
    mapping: &[Mapping],
    epoch_1904: bool,
) -> Result<(Extract, Vec<Remark>), Error> {
    let mut remarks = Vec::new();
    let mut layout = Layout { epoch_1904, ..Layout::default() };
    let many = grids.iter().filter(|grid| !grid.rows.is_empty()).count() > 1;
    let mut mapped = false;
    let mut missing = None;
    for grid in grids.iter().filter(|grid| !grid.rows.is_empty()) {
        remarks.extend(unsure(grid));
        match head(grid, mapping) {
            Ok(head) => {
                mapped = true;
                remarks.extend(unmapped(grid).filter(|_| head.is_none()));
                layout.sheet(grid, head, many)?;
            }
            // A sheet of another kind may lie beside the one that is meant.
            Err(error) => {
                layout.sheet(grid, None, many)?;
                missing = missing.or(Some(error));
            }
        }
    }
    if let Some(error) = missing.filter(|_| !mapped) {
        return Err(error);
    }
    let extract = Extract {
        text: layout.text,
        title: None,
        extractor: Some(EXTRACTOR.to_owned()),
        locations: layout.locations,
        ..Extract::default()
    };
    Ok((extract, remarks))
}

/// The cells of a sheet that may be days where months are written.
fn unsure(grid: &Grid) -> Option<Remark> {
    let all =
        grid.rows.iter().flat_map(|(row, cells)| cells.iter().map(move |(column, cell)| (row, column, cell)));
    let cells: Vec<String> = all
        .filter(|(_, _, cell)| cell.is_unsure)
        .map(|(row, column, _)| format!("{}{}", letter(*column), row + 1))
        .collect();
    let first = cells.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
    (!cells.is_empty()).then(|| Remark::Months { sheet: grid.name.clone(), cells: first, count: cells.len() })
}

/// What is to be known of a table without headings: what its first row holds.
fn unmapped(grid: &Grid) -> Option<Remark> {
    let wide = grid.rows.values().filter(|cells| cells.len() > 1);
    let first = wide.clone().next().filter(|_| wide.count() >= TABLE)?;
    Some(Remark::Unmapped { sheet: grid.name.clone(), columns: listed(first) })
}

/// Cells by their columns: `A=何事, B=何时`.
fn listed(cells: &BTreeMap<u32, Cell>) -> String {
    let short = |cell: &Cell| flat(&cell.text).chars().take(20).collect::<String>();
    let cells = cells.iter().take(12).map(|(column, cell)| format!("{}={}", letter(*column), short(cell)));
    cells.collect::<Vec<_>>().join(", ")
}

/// The head of a table: by the user's word, else the first row that mostly names columns.
fn head(grid: &Grid, mapping: &[Mapping]) -> Result<Option<Head>, Error> {
    let named = grid.rows.iter().take(HEAD).find(|(_, cells)| names_columns(cells)).map(|(row, _)| *row);
    let width =
        grid.rows.values().filter_map(|cells| cells.keys().next_back()).max().map_or(0, |last| last + 1);
    let mut of: BTreeMap<u32, Column> = BTreeMap::new();
    let mut row = named;
    if mapping.is_empty() {
        let Some(row) = named else { return Ok(None) };
        for (column, cell) in &grid.rows[&row] {
            // The first column of a kind is the one.
            if let Some(kind) = Column::of(&cell.text) {
                of.insert(*column, kind);
            }
        }
    } else {
        for told in mapping {
            let by_heading = grid.rows.iter().take(HEAD).find_map(|(row, cells)| {
                let found = cells.iter().find(|(_, cell)| cell.text.trim() == told.place);
                found.map(|(column, _)| (*row, *column))
            });
            match (by_heading, letters(&told.place)) {
                (Some((at, column)), _) => {
                    row = row.max(Some(at));
                    of.insert(column, told.column);
                }
                (None, Some(column)) if column < width => {
                    of.insert(column, told.column);
                }
                _ => return Err(unknown(grid, &told.place, named, width)),
            }
        }
        // Under letters alone a first row without any date is a head.
        let first = grid.rows.iter().next().filter(|_| row.is_none());
        row = first.filter(|(_, cells)| is_head(cells, &of)).map(|(row, _)| *row).or(row);
    }
    let heading = |column: u32| {
        let words = row.and_then(|row| grid.rows[&row].get(&column)).map(|cell| cell.text.trim().to_owned());
        words.unwrap_or_default()
    };
    let mut columns: Vec<(u32, Option<Column>, String)> =
        (0..width.min(512)).map(|column| (column, of.get(&column).copied(), heading(column))).collect();
    columns.retain(|(_, kind, _)| *kind != Some(Column::Number));
    let rank = |kind: &Option<Column>| match kind {
        Some(kind) => *kind as usize,
        None => usize::MAX,
    };
    columns.sort_by_key(|(column, kind, _)| (rank(kind), *column));
    Ok(Some(Head { row, columns }))
}

/// Whether a row tells no date where the table has its dates.
fn is_head(cells: &BTreeMap<u32, Cell>, of: &BTreeMap<u32, Column>) -> bool {
    let dates = of.iter().filter(|(_, kind)| kind.is_date()).filter_map(|(column, _)| cells.get(column));
    let mut words = dates.map(|cell| cell.text.trim()).filter(|words| !words.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|words| {
            !words.contains(|c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c))
        })
}

fn unknown(grid: &Grid, place: &str, named: Option<u32>, width: u32) -> Error {
    let headings = named.or_else(|| grid.rows.keys().next().copied()).map(|row| listed(&grid.rows[&row]));
    Error::Column {
        part: if grid.name.is_empty() { "CSV".to_owned() } else { grid.name.clone() },
        column: place.to_owned(),
        known: headings.unwrap_or_else(|| format!("A-{}", letter(width.saturating_sub(1)))),
    }
}

/// Whether a row names columns: two at least, and more than it does not name.
fn names_columns(cells: &BTreeMap<u32, Cell>) -> bool {
    let filled = cells.values().filter(|cell| !cell.text.trim().is_empty()).count();
    let known = cells.values().filter(|cell| Column::of(&cell.text).is_some()).count();
    known >= 2 && known * 2 > filled
}

/// The column that letters name, from 0.
fn letters(words: &str) -> Option<u32> {
    if words.is_empty() || words.len() > 3 || !words.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = words.bytes().fold(0u32, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    Some(number - 1)
}

/// The letters of a column.
pub(crate) fn letter(column: u32) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        out.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    out.reverse();
    String::from_utf8(out).unwrap_or_default()
}

#[derive(Debug, Default)]
struct Layout {
    text: String,
    length: u32,
    locations: Vec<(Span, Location)>,
    epoch_1904: bool,
}

impl Layout {
    fn sheet(&mut self, grid: &Grid, head: Option<Head>, many: bool) -> Result<(), Error> {
        // A sheet's name often tells the year or the month of what stands in it.
        let told = told(&grid.name);
        if !grid.name.is_empty() && (told.is_some() || many && !is_usual(&grid.name)) {
            self.cell(grid, None, told.as_deref().unwrap_or(&grid.name));
            self.push("\n");
        }
        let head_row = head.as_ref().and_then(|head| head.row);
        let mut begun = head_row.is_none();
        let columns = head.map(|head| head.columns).unwrap_or_default();
        if begun && !columns.is_empty() {
            self.names(grid, head_row, &columns);
        }
        let over = Over::of(grid, &columns);
        for (row, cells) in &grid.rows {
            if self.text.len() > BYTES {
                let part = grid.name.clone();
                return Err(Error::TooMany { part, what: "bytes of text", most: BYTES });
            }
            if Some(*row) == head_row {
                begun = true;
                self.names(grid, Some(*row), &columns);
            } else if columns.is_empty() || !begun || names_columns(cells) {
                // Lines above the table, and a head that stands on every page.
                if begun && !columns.is_empty() {
                    continue;
                }
                self.line(grid, *row, cells);
            } else {
                self.row(grid, *row, cells, &columns, &over);
            }
        }
        self.push("\n");
        Ok(())
    }

    /// The head, by words that are read back as what the columns hold.
    fn names(&mut self, grid: &Grid, row: Option<u32>, columns: &[(u32, Option<Column>, String)]) {
        for (position, (column, kind, heading)) in columns.iter().enumerate() {
            if position > 0 {
                self.push("\t");
            }
            let own = kind.is_none() || Column::of(heading) == *kind;
            let words = if own { heading.as_str() } else { kind.map_or("", Column::heading) };
            self.cell(grid, row.map(|row| (row, *column)), &flat(words));
        }
        self.push("\n");
    }

    fn line(&mut self, grid: &Grid, row: u32, cells: &BTreeMap<u32, Cell>) {
        let filled = cells.iter().filter(|(_, cell)| !cell.text.trim().is_empty());
        for (position, (column, cell)) in filled.enumerate() {
            if position > 0 {
                self.push("\t");
            }
            self.cell(grid, Some((row, *column)), &flat(&cell.text));
        }
        self.push("\n");
    }

    fn row(
        &mut self,
        grid: &Grid,
        row: u32,
        cells: &BTreeMap<u32, Cell>,
        columns: &[(u32, Option<Column>, String)],
        over: &Over,
    ) {
        let filled =
            |cells: &BTreeMap<u32, Cell>| cells.values().filter(|c| !c.text.trim().is_empty()).count();
        // A heading across the table: a year, a section.
        if filled(cells) == 1 {
            let only = cells.iter().find(|(_, cell)| !cell.text.trim().is_empty());
            let body = |at: u32| {
                columns
                    .iter()
                    .any(|(c, kind, _)| *c == at && matches!(kind, Some(Column::Body | Column::Title)))
            };
            if let Some((column, cell)) = only.filter(|(column, _)| !body(**column)) {
                let kind = columns.iter().find(|(c, _, _)| c == column).and_then(|(_, kind, _)| *kind);
                self.cell(grid, Some((row, *column)), &self.written(cell, kind));
                self.push("\n");
                return;
            }
        }
        for (position, (column, kind, _)) in columns.iter().enumerate() {
            if position > 0 {
                self.push("\t");
            }
            let (at, cell) = match cells.get(column).filter(|cell| !cell.text.trim().is_empty()) {
                Some(cell) => ((row, *column), Some(cell)),
                None => match over.above(row, *column) {
                    Some(at) => (at, grid.rows.get(&at.0).and_then(|cells| cells.get(&at.1))),
                    None => continue,
                },
            };
            if let Some(cell) = cell {
                let words = self.written(cell, *kind);
                self.cell(grid, Some(at), &words);
            }
        }
        self.push("\n");
    }

    /// A cell's words; a bare number in a column of dates is the date it must be.
    fn written(&self, cell: &Cell, kind: Option<Column>) -> String {
        if kind == Some(Column::Date) {
            let number = cell.number.or_else(|| cell.text.trim().parse().ok());
            if let Some(date) = number.and_then(|number| self.bare_date(number)) {
                return date;
            }
        }
        flat(&cell.text)
    }

    /// 43895 (a serial), 20200305, 202003, 2020.
    fn bare_date(&self, number: f64) -> Option<String> {
        if number.fract() != 0.0 || !(1000.0..=29_991_231.0).contains(&number) {
            return None;
        }
        let whole = number as u32;
        let (year, month, day) = match whole {
            1000..=2999 => (whole, 0, 0),
            20_000..=80_000 => {
                let (year, month, day) = xlsx::serial(number, self.epoch_1904)?;
                (year as u32, month, day)
            }
            100_000..=299_999 => (whole / 100, whole % 100, 0),
            10_000_000.. => (whole / 10_000, whole / 100 % 100, whole % 100),
            _ => return None,
        };
        match (month, day) {
            (0, 0) => Some(format!("{year}年")),
            (1..=12, 0) => Some(format!("{year}年{month}月")),
            (1..=12, 1..=31) => Some(format!("{year}年{month}月{day}日")),
            _ => None,
        }
    }

    fn push(&mut self, words: &str) {
        self.text.push_str(words);
        self.length += words.chars().count() as u32;
    }

    fn cell(&mut self, grid: &Grid, at: Option<(u32, u32)>, words: &str) {
        let start = self.length;
        self.push(words);
        if self.length > start {
            let location = Location {
                part: Some(grid.name.clone()).filter(|name| !name.is_empty()),
                cell: at.map(|(row, column)| format!("{}{}", letter(column), row + 1)),
                ..Location::default()
            };
            self.locations.push((Span { start, end: self.length }, location));
        }
    }
}

/// The cells that reach down over empty ones, in the columns where what they hold is repeated: by column and first row, the last row and
/// the column they begin in.
struct Over(BTreeMap<u32, BTreeMap<u32, (u32, u32)>>);

impl Over {
    fn of(grid: &Grid, columns: &[(u32, Option<Column>, String)]) -> Self {
        let repeated = columns.iter().filter(|(_, kind, _)| {
            matches!(kind, Some(Column::Place | Column::People | Column::Organization | Column::Source))
        });
        let of_column = |column: u32| {
            let merged = grid.merged.iter().filter(|m| (m.1..=m.3).contains(&column));
            merged.map(|(top, left, bottom, _)| (*top, (*bottom, *left))).collect()
        };
        Self(repeated.map(|(column, _, _)| (*column, of_column(*column))).collect())
    }

    /// The cell over an empty one.
    fn above(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        let (top, (bottom, left)) = self.0.get(&column)?.range(..row).next_back()?;
        (row <= *bottom).then_some((*top, *left))
    }
}

/// A cell's words on one line.
fn flat(words: &str) -> String {
    words.trim().chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect()
}

/// The year or month that a sheet's name tells, as a heading: `2024`, `2024-05`, `202405`, `5月`, `May`.
fn told(name: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.trim();
    if name.contains(['年', '月']) {
        return Some(name.to_owned());
    }
    let lower = name.to_ascii_lowercase();
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = MONTHS.iter().position(|m| *m == lower).or_else(|| full.iter().position(|m| *m == lower));
    if let Some(month) = word {
        return Some(format!("{}月", month + 1));
    }
    let (year, month) = match name.split_once(['-', '.', '/', '_']) {
        Some((year, month)) => (year, Some(month)),
        None if name.len() == 6 && name.is_ascii() => (&name[..4], Some(&name[4..])),
        None => (name, None),
    };
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let year: u16 = plain(year).then(|| year.parse().ok()).flatten().filter(|n| (1000..=2999).contains(n))?;
    match month {
        None => Some(format!("{year}年")),
        Some(month) => {
            let month: u8 =
                plain(month).then(|| month.parse().ok()).flatten().filter(|m| (1..=12).contains(m))?;
            Some(format!("{year}年{month}月"))
        }
    }
}

/// Names that programs give sheets.
fn is_usual(name: &str) -> bool {
    let name = name.to_lowercase();
    ["sheet", "工作表", "表"].iter().any(|usual| {
        name.strip_prefix(usual).is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_by_letters() {
        for (column, words) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letter(column), words);
            assert_eq!(letters(words), Some(column));
        }
        assert_eq!(letters("日期"), None);
    }

    #[test]
    fn a_sheets_name_tells_year_and_month() {
        for (name, want) in [
            ("2024", Some("2024年")),
            ("2024-05", Some("2024年5月")),
            ("2024.5", Some("2024年5月")),
            ("202405", Some("2024年5月")),
            ("5月", Some("5月")),
            ("May", Some("5月")),
            ("2024年大事", Some("2024年大事")),
            ("Sheet1", None),
            ("202413", None),
            ("县志", None),
            ("123", None),
        ] {
            assert_eq!(told(name).as_deref(), want, "{name}");
        }
    }

    #[test]
    fn a_mapping_is_told_in_words() {
        let told = Mapping::parse("日期=A，内容＝何事, place=F").unwrap();
        let have: Vec<(Column, &str)> = told.iter().map(|m| (m.column, m.place.as_str())).collect();
        assert_eq!(have, [(Column::Date, "A"), (Column::Body, "何事"), (Column::Place, "F")]);
        assert_eq!(Mapping::parse("何时=A"), Err("何时=A".to_owned()));
        assert_eq!(Mapping::parse("日期"), Err("日期".to_owned()));
    }
}
