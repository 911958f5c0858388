//! CSV and TSV to cells: the separator by the first line, quotes and line ends as Excel writes them.

use super::{Cell, Grid, Left};
use crate::error::Error;

/// Reads a table of a text.
pub(crate) fn read(text: &str) -> Result<Grid, Error> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut left = Left::default();
    for record in reader.records() {
        let record = record.map_err(|error| Error::broken("CSV", error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX);
        for (column, words) in (0u32..).zip(record.iter()) {
            if words.trim().is_empty() {
                continue;
            }
            let cell = Cell { text: words.to_owned(), ..Cell::default() };
            left.take("CSV", &cell)?;
            grid.rows.entry(row).or_default().insert(column, cell);
        }
    }
    Ok(grid)
}

/// The mark that parts the cells of the first line.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| line.bytes().filter(|b| *b == mark).count();
    let marks = [b',', b'\t', b';', b'|'];
    marks.into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_and_quotes_hold_line_ends() {
        for text in [
            "日期,内容\n3月5日,\"甲\n乙\"\n",
            "日期\t内容\n3月5日\t\"甲\n乙\"\n",
            "日期;内容\n3月5日;\"甲\n乙\"\n",
        ] {
            let grid = read(text).unwrap();
            assert_eq!(grid.rows[&1][&1].text, "甲\n乙", "{text}");
        }
    }
}
