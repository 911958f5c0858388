//! XLSX workbooks to cells as they show: dates by their formats, both day counts, shared strings, merged cells.
//!
//! A cell that holds 43922 shows 2020年4月 where its format is `yyyy"年"m"月"`, and is read as that: the day is the program's, not
//! the editor's. Hidden sheets are left out.

use super::{CELLS, Cell, Grid, Left};
use crate::container::Package;
use crate::docx::relations;
use crate::error::Error;
use crate::xml::{Space, Token, Tokens, attribute, local};
use std::collections::BTreeMap;

/// Sheets of a file.
const SHEETS: usize = 1000;

/// A workbook.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub grids: Vec<Grid>,
    /// Whether days count from 1904.
    pub epoch_1904: bool,
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Error> {
    let mut package = Package::open(bytes)?;
    let main = relations(&mut package, "")?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .and_then(|relation| relation.target)
        .filter(|name| package.has(name))
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let xml = package.text(&main)?.ok_or_else(|| Error::broken(&main, "it is missing"))?;
    let relations = relations(&mut package, &main)?;
    let related = |kind: &str| relations.iter().find(|r| r.kind == kind).and_then(|r| r.target.clone());
    let (sheets, epoch_1904) = sheets(&main, &xml)?;
    let strings = match related("sharedStrings") {
        Some(name) => package.text(&name)?.map(|xml| strings(&name, &xml)).transpose()?.unwrap_or_default(),
        None => Vec::new(),
    };
    let formats = match related("styles") {
        Some(name) => package.text(&name)?.map(|xml| formats(&name, &xml)).transpose()?.unwrap_or_default(),
        None => Vec::new(),
    };
    let mut grids = Vec::new();
    let mut left = Left::default();
    for (name, id) in sheets {
        let member = relations.iter().find(|r| r.id == id).and_then(|r| r.target.clone());
        let Some(member) = member else { continue };
        let Some(xml) = package.text(&member)? else { continue };
        let context = Context { strings: &strings, formats: &formats, epoch_1904 };
        grids.push(grid(&member, &xml, name, context, &mut left)?);
    }
    Ok(Book { grids, epoch_1904 })
}

/// Visible sheets by name and relation, and whether days count from 1904.
fn sheets(part: &str, xml: &str) -> Result<(Vec<(String, String)>, bool), Error> {
    let mut tokens = Tokens::new(part, xml);
    let (mut sheets, mut epoch) = (Vec::new(), false);
    while let Some(token) = tokens.next()? {
        let (Token::Start(_, element) | Token::Empty(_, element)) = token else { continue };
        match local(&element) {
            "sheet" => {
                let visible = attribute(&element, "state").is_none_or(|state| state == "visible");
                let name = attribute(&element, "name").unwrap_or_default();
                // `id`, with a prefix, beside `sheetId`.
                let id = attribute(&element, "id").unwrap_or_default();
                if visible {
                    sheets.push((name, id));
                }
                if sheets.len() > SHEETS {
                    return Err(Error::TooMany { part: part.to_owned(), what: "sheets", most: SHEETS });
                }
            }
            "workbookPr" => {
                epoch = attribute(&element, "date1904")
                    .is_some_and(|value| matches!(value.as_str(), "1" | "true"));
            }
            _ => {}
        }
    }
    Ok((sheets, epoch))
}

/// The shared strings, without readings.
fn strings(part: &str, xml: &str) -> Result<Vec<String>, Error> {
    let mut tokens = Tokens::new(part, xml);
    let mut strings: Vec<String> = Vec::new();
    // Open elements that matter: within `t`, within `rPh`.
    let mut open: Vec<bool> = Vec::new();
    let (mut in_text, mut reading) = (0usize, 0usize);
    while let Some(token) = tokens.next()? {
        match token {
            Token::Start(_, element) => {
                let name = local(&element);
                if name == "si" {
                    strings.push(String::new());
                    if strings.len() > CELLS {
                        return Err(Error::TooMany { part: part.to_owned(), what: "cells", most: CELLS });
                    }
                }
                in_text += usize::from(name == "t");
                reading += usize::from(name == "rPh");
                open.push(name == "t" || name == "rPh");
            }
            Token::Empty(_, element) if local(&element) == "si" => strings.push(String::new()),
            Token::End if open.pop() == Some(true) => {
                // A `t` closes before the `rPh` around it.
                if in_text > 0 { in_text -= 1 } else { reading = reading.saturating_sub(1) }
            }
            Token::Text(words) if in_text > 0 && reading == 0 => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(words);
                }
            }
            Token::Character(c) if in_text > 0 && reading == 0 => {
                if let Some(last) = strings.last_mut() {
                    last.push(c);
                }
            }
            _ => {}
        }
    }
    Ok(strings.into_iter().map(|words| unescaped(&words)).collect())
}

/// `_x000D_` stands for a character that XML has no place for.
fn unescaped(words: &str) -> String {
    if !words.contains("_x") {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        out.push_str(&rest[..at]);
        if let Some(c) = c {
            out.push(c);
            rest = &rest[at + 7..];
        } else {
            out.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    out.push_str(rest);
    out
}

/// What a format of numbers shows of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Shows {
    pub year: bool,
    pub month: bool,
    pub day: bool,
    pub hour: bool,
    pub percent: bool,
}

impl Shows {
    pub(crate) fn is_date(self) -> bool {
        self.year || self.month || self.day || self.hour
    }

    /// A format of the user's own: `yyyy"年"m"月"`.
    pub(crate) fn of(format: &str) -> Self {
        let mut shows = Self::default();
        // The word General holds an e, which elsewhere is a year.
        let format = format.replace("General", "");
        let mut chars = format.split(';').next().unwrap_or_default().chars();
        let (mut quoted, mut bracket) = (false, String::new());
        let mut in_bracket = false;
        let mut last_time = false;
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '\\' | '_' | '*' => {
                    chars.next();
                }
                '[' => in_bracket = true,
                ']' => {
                    // [h] counts hours; [$-804] and [Red] show nothing.
                    shows.hour |=
                        matches!(bracket.to_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                    in_bracket = false;
                    bracket.clear();
                }
                c if in_bracket => bracket.push(c),
                'y' | 'Y' | 'e' if c != 'e' || !format.contains(['0', '#']) => shows.year = true,
                'd' | 'D' => shows.day = true,
                'h' | 'H' => {
                    shows.hour = true;
                    last_time = true;
                }
                // After hours m is minutes.
                'm' | 'M' if !last_time => shows.month = true,
                's' | 'S' => shows.hour = true,
                '%' => shows.percent = true,
                _ => {}
            }
        }
        shows
    }

    /// The formats that have numbers only (ECMA-376 part 1, 18.8.30), those of Chinese editions among them.
    pub(crate) fn built_in(id: u32) -> Self {
        let (year, month, day, hour) = match id {
            14 | 15 | 30 | 31 | 27 | 36 | 50 | 52 | 54 | 57 => match id {
                27 | 36 | 50 | 52 | 57 => (true, true, false, false),
                54 => (false, true, true, false),
                _ => (true, true, true, false),
            },
            16 | 28 | 29 | 51 | 53 | 58 => (false, true, true, false),
            17 => (true, true, false, false),
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => (false, false, false, true),
            22 => (true, true, true, true),
            _ => (false, false, false, false),
        };
        Self { year, month, day, hour, percent: matches!(id, 9 | 10) }
    }
}

/// What each style of cells shows of a date.
fn formats(part: &str, xml: &str) -> Result<Vec<Shows>, Error> {
    let mut tokens = Tokens::new(part, xml);
    let mut own: BTreeMap<u32, Shows> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut open: Vec<bool> = Vec::new();
    while let Some(token) = tokens.next()? {
        let (element, empty) = match token {
            Token::Start(_, element) => (element, false),
            Token::Empty(_, element) => (element, true),
            Token::End => {
                open.pop();
                continue;
            }
            _ => continue,
        };
        let id = || attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
        match local(&element) {
            "numFmt" => {
                let code = attribute(&element, "formatCode").unwrap_or_default();
                own.insert(id(), Shows::of(&code));
            }
            "xf" if open.contains(&true) => {
                let id = id();
                styles.push(own.get(&id).copied().unwrap_or_else(|| Shows::built_in(id)));
            }
            _ => {}
        }
        if !empty {
            open.push(local(&element) == "cellXfs");
        }
    }
    Ok(styles)
}

/// What cells are read with.
#[derive(Debug, Clone, Copy)]
struct Context<'a> {
    strings: &'a [String],
    formats: &'a [Shows],
    epoch_1904: bool,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Open {
    at: (u32, u32),
    kind: String,
    style: usize,
    value: String,
    inline: String,
}

/// Reads a sheet.
fn grid(part: &str, xml: &str, name: String, context: Context<'_>, left: &mut Left) -> Result<Grid, Error> {
    let mut tokens = Tokens::new(part, xml);
    let mut grid = Grid { name, ..Grid::default() };
    let mut path: Vec<String> = Vec::new();
    let mut open: Option<Open> = None;
    let (mut row, mut column) = (0u32, 0u32);
    while let Some(token) = tokens.next()? {
        match token {
            Token::Start(Space::Sheet | Space::Other, ref element)
            | Token::Empty(Space::Sheet | Space::Other, ref element) => {
                let empty = matches!(token, Token::Empty(..));
                match local(element) {
                    "row" => {
                        let told = attribute(element, "r").and_then(|r| r.parse::<u32>().ok());
                        row = told.unwrap_or(row + 1).clamp(1, 1_048_576);
                        column = 0;
                    }
                    "c" => {
                        let told = attribute(element, "r").and_then(|r| place(&r));
                        let at = told.unwrap_or((row.saturating_sub(1), column));
                        column = at.1 + 1;
                        let style = attribute(element, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
                        let kind = attribute(element, "t").unwrap_or_default();
                        open = (!empty).then(|| Open { at, kind, style, ..Open::default() });
                    }
                    "mergeCell" => {
                        let range = attribute(element, "ref").unwrap_or_default();
                        let (from, to) = range.split_once(':').unwrap_or((&range, &range));
                        if let (Some(from), Some(to)) = (place(from), place(to))
                            && grid.merged.len() < 100_000
                        {
                            grid.merged.push((from.0, from.1, to.0, to.1));
                        }
                    }
                    _ => {}
                }
                if !empty {
                    path.push(local(element).to_owned());
                }
            }
            Token::Start(..) => path.push(String::new()),
            Token::Empty(..) => {}
            Token::End => {
                if path.pop().as_deref() == Some("c")
                    && let Some(cell) = open.take()
                {
                    let at = cell.at;
                    let cell = shown(cell, context);
                    if !cell.text.is_empty() {
                        left.take(part, &cell)?;
                        grid.rows.entry(at.0).or_default().insert(at.1, cell);
                    }
                }
            }
            Token::Text(words) => take(&mut open, &path, words),
            Token::Character(c) => take(&mut open, &path, c.encode_utf8(&mut [0; 4])),
        }
    }
    Ok(grid)
}

fn take(open: &mut Option<Open>, path: &[String], words: &str) {
    let Some(cell) = open else { return };
    match path.last().map(String::as_str) {
        Some("v") => cell.value.push_str(words),
        Some("t") if !path.iter().any(|name| name == "rPh") => cell.inline.push_str(words),
        _ => {}
    }
}

/// Row and column of `C12`, from 0.
fn place(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let column = super::letters(&reference[..digits])?;
    let row: u32 = reference[digits..].parse().ok()?;
    (1..=1_048_576).contains(&row).then(|| (row - 1, column))
}

/// A cell as it shows.
fn shown(cell: Open, context: Context<'_>) -> Cell {
    let text = |text: String| Cell { text, ..Cell::default() };
    match cell.kind.as_str() {
        "s" => {
            let string = cell.value.trim().parse::<usize>().ok().and_then(|at| context.strings.get(at));
            text(string.cloned().unwrap_or_default())
        }
        "inlineStr" => text(unescaped(&cell.inline)),
        "str" => text(unescaped(&cell.value)),
        "b" => text(if cell.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "d" => text(iso(&cell.value)),
        "e" => text(cell.value),
        _ => match cell.value.trim().parse::<f64>() {
            Ok(number) => {
                let shows = context.formats.get(cell.style).copied().unwrap_or_default();
                numbered(number, shows, context.epoch_1904)
            }
            Err(_) => text(cell.value),
        },
    }
}

/// A number as its format shows it.
pub(crate) fn numbered(number: f64, shows: Shows, epoch_1904: bool) -> Cell {
    if shows.is_date()
        && let Some(words) = dated(number, shows, epoch_1904)
    {
        return Cell { text: words, ..Cell::default() };
    }
    if shows.percent {
        return Cell { text: format!("{}%", plain(number * 100.0)), ..Cell::default() };
    }
    Cell { text: plain(number), number: Some(number), ..Cell::default() }
}

/// A number as a sheet shows it without a format: at most eleven figures after rounding of what binary adds.
fn plain(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded = format!("{number:.9}");
    let rounded = rounded.trim_end_matches('0').trim_end_matches('.');
    if rounded == "-0" { "0".to_owned() } else { rounded.to_owned() }
}

/// A serial as its format shows it.
fn dated(number: f64, shows: Shows, epoch_1904: bool) -> Option<String> {
    let (year, month, day) = serial(number, epoch_1904)?;
    let mut out = String::new();
    if shows.year {
        out.push_str(&format!("{year}年"));
    }
    if shows.month {
        out.push_str(&format!("{month}月"));
    }
    if shows.day {
        out.push_str(&format!("{day}日"));
    }
    if shows.hour {
        let minutes = (number.rem_euclid(1.0) * 1440.0).round() as u32 % 1440;
        out.push_str(&format!("{}时", minutes / 60));
        if !minutes.is_multiple_of(60) {
            out.push_str(&format!("{}分", minutes % 60));
        }
    }
    Some(out)
}

/// Year, month and day of a serial. In the count from 1900 day 60 is a 29 February that never was.
pub(crate) fn serial(number: f64, epoch_1904: bool) -> Option<(i64, u32, u32)> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let mut days = number.floor() as i64;
    if epoch_1904 {
        days += 1462;
    }
    // Days from 1970-01-01.
    let since = if days < 60 { days - 25_568 } else { days - 25_569 };
    let shifted = since + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some((year, month as u32, day as u32))
}

/// An ISO date of a cell, in Chinese.
fn iso(words: &str) -> String {
    let day = words.split('T').next().unwrap_or_default();
    let parts: Vec<u32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [year, month, day] => format!("{year}年{month}月{day}日"),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_no_sheet_has_is_none() {
        for (reference, want) in [
            ("C12", Some((11, 2))),
            ("$A$1", Some((0, 0))),
            ("A1048576", Some((1_048_575, 0))),
            ("A0", None),
            ("A1048577", None),
            ("A99999999999", None),
            ("12", None),
            ("A", None),
        ] {
            assert_eq!(place(reference), want, "{reference}");
        }
    }

    #[test]
    fn serials_are_days_of_both_counts() {
        for (number, epoch, want) in [
            (43_895.0, false, (2020, 3, 5)),
            (43_895.4, false, (2020, 3, 5)),
            (1.0, false, (1900, 1, 1)),
            (59.0, false, (1900, 2, 28)),
            (61.0, false, (1900, 3, 1)),
            (17_596.0, true, (1952, 3, 5)),
        ] {
            assert_eq!(serial(number, epoch), Some(want), "{number}");
        }
        assert_eq!(serial(-1.0, false), None);
        assert_eq!(serial(1e12, false), None);
    }

    #[test]
    fn formats_say_what_shows() {
        for (format, want) in [
            ("yyyy\"年\"m\"月\"d\"日\"", "2020年4月1日"),
            ("yyyy\"年\"m\"月\";@", "2020年4月"),
            ("[$-804]yyyy/m/d", "2020年4月1日"),
            ("m/d", "4月1日"),
            ("yyyy-mm-dd hh:mm", "2020年4月1日9时30分"),
        ] {
            assert_eq!(dated(43_922.0 + 9.5 / 24.0, Shows::of(format), false).unwrap(), want, "{format}");
        }
        for format in ["0.00", "#,##0", "General", "0.00E+00", "\"day\"0", "[Red]0"] {
            assert!(!Shows::of(format).is_date(), "{format}");
        }
    }

    #[test]
    fn strings_leave_readings_out() {
        let xml = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>县</t></si>
            <si><r><t>县医</t></r><r><t>院</t></r><rPh sb="0" eb="1"><t>ken</t></rPh></si><si/><si><t>甲_x000D_乙</t></si></sst>"#;
        assert_eq!(strings("s", xml).unwrap(), ["县", "县医院", "", "甲\r乙"]);
    }
}
