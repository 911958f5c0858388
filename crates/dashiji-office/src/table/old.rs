//! Old sheets (XLS, ET) by calamine: their record format is long and known, and calamine reads it well.
//!
//! Of dates it tells the number, not the format, so that a cell that shows a month alone is read as a day.

use super::xlsx::{Book, serial};
use super::{CELLS, Cell, Grid};
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
    let mut left = CELLS;
    let mut grids = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.visible != SheetVisible::Visible {
            continue;
        }
        let Ok(range) = workbook.worksheet_range(&sheet.name) else { continue };
        let mut grid = Grid { name: sheet.name, ..Grid::default() };
        let (top, side) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let cell = shown(value);
            if cell.text.trim().is_empty() {
                continue;
            }
            left = left.checked_sub(1).ok_or_else(|| Error::TooMany {
                part: grid.name.clone(),
                what: "cells",
                most: CELLS,
            })?;
            grid.rows.entry(top + row as u32).or_default().insert(side + column as u32, cell);
        }
        grids.push(grid);
    }
    Ok(Book { grids, epoch_1904: false })
}

fn shown(value: &Data) -> Cell {
    let text = |text: String| Cell { text, number: None };
    match value {
        Data::Empty => Cell::default(),
        Data::String(words) | Data::DateTimeIso(words) | Data::DurationIso(words) => text(words.clone()),
        Data::Int(number) => Cell { text: number.to_string(), number: Some(*number as f64) },
        Data::Float(number) => Cell { text: number.to_string(), number: Some(*number) },
        Data::Bool(yes) => text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        Data::Error(error) => text(error.to_string()),
        Data::DateTime(date) => {
            // calamine has brought the count from 1904 to that from 1900.
            let day = serial(date.as_f64(), false);
            text(day.map_or_else(
                || date.as_f64().to_string(),
                |(year, month, day)| format!("{year}年{month}月{day}日"),
            ))
        }
    }
}
