//! Old sheets (XLS, ET) by calamine: their record format is long and known, and calamine reads it well.
//!
//! Of dates it tells the number, not the format; what a cell shows of its date is looked up in the file (`biff`). Where that cannot be
//! found a date on the first of a month may be a month alone: it is read as the month, which is true of both, and told.

use super::biff;
use super::xlsx::{Book, Shows, numbered};
use super::{Cell, Grid, Left};
use crate::error::{Error, Kind};
use calamine::{Data, Reader, SheetVisible, Xls};
use std::io::Cursor;

/// Reads an old workbook.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Error> {
    // Damaged files of this kind are beyond what any reader of it foresees.
    let read = std::panic::catch_unwind(|| book(bytes));
    read.unwrap_or(Err(Error::Kind { kind: Kind::OldSheet }))
}

fn book(bytes: &[u8]) -> Result<Book, Error> {
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error.to_string() {
        words if words.to_lowercase().contains("password") => Error::Kind { kind: Kind::Encrypted },
        _ => Error::Kind { kind: Kind::OldSheet },
    })?;
    let epoch_1904 = workbook.has_1904_epoch();
    let shown = biff::shown(bytes);
    let mut left = Left::default();
    let mut grids = Vec::new();
    for (position, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.visible != SheetVisible::Visible {
            continue;
        }
        let Ok(range) = workbook.worksheet_range(&sheet.name) else { continue };
        let mut grid = Grid { name: sheet.name, ..Grid::default() };
        let merged = workbook.merge_cells_by_sheet_id(position).unwrap_or_default();
        grid.merged = merged.iter().map(|m| (m.start.0, m.start.1, m.end.0, m.end.1)).collect();
        let (top, side) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (top + row as u32, side + column as u32);
            let shows = match &shown {
                Some(sheets) => Format::of(sheets.get(position).and_then(|cells| cells.get(&at)).copied()),
                None => Format::Unknown,
            };
            let cell = cell(value, shows, epoch_1904);
            if cell.text.trim().is_empty() {
                continue;
            }
            left.take(&grid.name, &cell)?;
            grid.rows.entry(at.0).or_default().insert(at.1, cell);
        }
        grids.push(grid);
    }
    Ok(Book { grids, epoch_1904 })
}

/// What is known of a cell's format.
#[derive(Debug, Clone, Copy)]
enum Format {
    /// Formats could not be read.
    Unknown,
    /// It shows no date.
    Plain,
    /// It shows this of a date.
    Date(Shows),
}

impl Format {
    fn of(shows: Option<Shows>) -> Self {
        shows.map_or(Self::Plain, Self::Date)
    }
}

/// A cell as it shows.
fn cell(value: &Data, format: Format, epoch_1904: bool) -> Cell {
    let text = |text: String| Cell { text, ..Cell::default() };
    let shows = if let Format::Date(shows) = format { shows } else { Shows::default() };
    match value {
        Data::Empty => Cell::default(),
        Data::String(words) | Data::DateTimeIso(words) | Data::DurationIso(words) => text(words.clone()),
        // A format of dates that calamine does not know: the number is as the file has it.
        Data::Int(number) => numbered(*number as f64, shows, epoch_1904),
        Data::Float(number) => numbered(*number, shows, epoch_1904),
        Data::Bool(yes) => text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        Data::Error(error) => text(error.to_string()),
        Data::DateTime(date) => {
            // calamine has brought the count from 1904 to that from 1900.
            let number = date.as_f64();
            let day = Shows { year: true, month: true, day: true, ..Shows::default() };
            if shows.is_date() {
                return numbered(number, shows, false);
            }
            let whole = numbered(number, day, false);
            match (format, whole.text.strip_suffix("月1日")) {
                (Format::Unknown, Some(month)) => {
                    Cell { text: format!("{month}月"), is_unsure: true, ..Cell::default() }
                }
                _ => whole,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn a_first_of_a_month_without_a_format_is_told_as_the_month() {
        let date = |number| Data::DateTime(ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false));
        let month = Shows { year: true, month: true, ..Shows::default() };
        for (number, shows, want, unsure) in [
            (43_922.0, Format::Unknown, "2020年4月", true),
            (43_923.0, Format::Unknown, "2020年4月2日", false),
            (43_922.0, Format::Plain, "2020年4月1日", false),
            (43_922.0, Format::Date(month), "2020年4月", false),
        ] {
            let cell = cell(&date(number), shows, false);
            assert_eq!((cell.text.as_str(), cell.is_unsure), (want, unsure), "{number} {shows:?}");
        }
    }
}
