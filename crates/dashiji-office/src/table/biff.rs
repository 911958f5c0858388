//! The formats of numbers in an old sheet (XLS): which cells show a year, a month, a day.
//!
//! calamine reads the cells of such a file and tells that one is a date, not what it shows of it: 43922 in a cell of the format
//! `yyyy"年"m"月"` is 2020年4月, no first of April. In go the file's bytes; out comes, sheet by sheet, what each cell of a date shows.
//! Records by MS-XLS and, for the files of Excel 95, by the same numbers.

use super::xlsx::Shows;
use crate::compound::Compound;
use std::collections::BTreeMap;

/// What the cells of each sheet show of a date, by row and column.
pub(crate) type Shown = Vec<BTreeMap<(u32, u32), Shows>>;

const EOF: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const XF: u16 = 0x00E0;
const FORMAT: u16 = 0x041E;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MULTIPLE_RK: u16 = 0x00BD;

/// Numbers and contents of the records from a byte on, up to the end of their stream.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = from;
    let mut depth = 0usize;
    std::iter::from_fn(move || {
        let number = short(stream, at)?;
        let length = usize::from(short(stream, at + 2)?);
        let content = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        // A chart within a sheet is a stream of its own.
        match number {
            0x0809 => depth += 1,
            EOF if depth <= 1 => {
                at = stream.len();
                return None;
            }
            EOF => depth -= 1,
            _ => {}
        }
        Some((if depth <= 1 { number } else { 0 }, content))
    })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Reads them; nothing where the file does not tell.
pub(crate) fn shown(bytes: &[u8]) -> Option<Shown> {
    let file = Compound::open(bytes)?;
    let stream = file.stream("Workbook").or_else(|| file.stream("Book"))?;
    let (_, begin) = records(&stream, 0).next()?;
    let is_newest = short(begin, 0)? == 0x0600;
    let mut own: BTreeMap<u16, Shows> = BTreeMap::new();
    let mut styles: Vec<u16> = Vec::new();
    let mut sheets: Vec<usize> = Vec::new();
    for (number, record) in records(&stream, 0) {
        match number {
            FORMAT => {
                own.insert(short(record, 0)?, Shows::of(&words(record.get(2..)?, is_newest)?));
            }
            XF => styles.push(short(record, 2)?),
            SHEET => {
                let at = record.get(..4)?.try_into().ok()?;
                sheets.push(u32::from_le_bytes(at) as usize);
            }
            _ => {}
        }
    }
    let shows: Vec<Shows> = styles
        .iter()
        .map(|id| own.get(id).copied().unwrap_or_else(|| Shows::built_in(u32::from(*id))))
        .collect();
    Some(sheets.iter().map(|from| cells(&stream, *from, &shows)).collect())
}

fn cells(stream: &[u8], from: usize, shows: &[Shows]) -> BTreeMap<(u32, u32), Shows> {
    let mut found = BTreeMap::new();
    let mut put = |row: u16, column: u16, style: u16| {
        if let Some(shows) = shows.get(usize::from(style)).filter(|shows| shows.is_date()) {
            found.insert((u32::from(row), u32::from(column)), *shows);
        }
    };
    for (number, record) in records(stream, from) {
        let (Some(row), Some(column)) = (short(record, 0), short(record, 2)) else { continue };
        match number {
            NUMBER | RK | FORMULA => {
                if let Some(style) = short(record, 4) {
                    put(row, column, style);
                }
            }
            MULTIPLE_RK => {
                let styles = record.get(4..record.len().saturating_sub(2)).unwrap_or_default();
                for (column, cell) in (column..=u16::MAX).zip(styles.chunks_exact(6)) {
                    put(row, column, u16::from_le_bytes([cell[0], cell[1]]));
                }
            }
            _ => {}
        }
    }
    found
}

/// The characters of a format: with a byte that tells whether they take two bytes each, or (Excel 95) one byte each.
fn words(bytes: &[u8], is_newest: bool) -> Option<String> {
    if !is_newest {
        let length = usize::from(*bytes.first()?);
        // Letters of a date are ASCII; what stands in quotation marks is passed over whatever it is.
        return Some(bytes.get(1..1 + length)?.iter().map(|b| char::from(*b)).collect());
    }
    let length = usize::from(short(bytes, 0)?);
    let wide = bytes.get(2)? & 1 != 0;
    let letters = bytes.get(3..)?;
    if wide {
        let units: Vec<u16> =
            letters.chunks_exact(2).take(length).map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(letters.iter().take(length).map(|b| char::from(*b)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_sheet_tells_months_from_days() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
        let shown = shown(&std::fs::read(format!("{folder}old.xls")).unwrap()).unwrap();
        let day = |row| shown[0][&(row, 1)];
        assert!(day(2).is_date() && day(2) == Shows::of("yyyy\"年\"m\"月\"d\"日\""));
        assert_eq!(day(3), Shows::of("yyyy\"年\"m\"月\""));
        assert_eq!(shown.len(), 3);
    }

    #[test]
    fn damage_ends_in_nothing_or_in_less() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
        let whole = std::fs::read(format!("{folder}old.xls")).unwrap();
        for at in (512..whole.len()).step_by(61) {
            for value in [0u8, 0x55, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] = value;
                assert!(shown(&bytes).is_none_or(|sheets| sheets.len() < 100));
            }
        }
    }
}
