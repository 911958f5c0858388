//! Sheets to the bytes of a workbook.

use super::{Sheet, Value};
use crate::error::Error;
use dashiji_publish::csv::harmless;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// Rows of a sheet of Excel, less a few for the heads.
const ROWS: usize = 1_048_000;

/// UTF-16 units that a cell of Excel takes.
const CELL: usize = 32_767;

/// Points that a line takes.
const LINE: f64 = 15.0;

/// Lines that a row shows at most; Excel takes 409 points.
const MOST_LINES: usize = 27;

/// A workbook of these sheets; `day` is the ISO day it says it was made on, so that the same tables give the same bytes.
///
/// # Errors
/// Where it cannot be put together.
pub fn workbook(sheets: &[Sheet], title: &str, day: Option<&str>) -> Result<Vec<u8>, Error> {
    let mut book = Workbook::new();
    let made = day.and_then(date).or_else(|| ExcelDateTime::from_ymd(2000, 1, 1).ok());
    let mut properties = DocProperties::new().set_title(title).set_author("dashiji");
    if let Some(made) = &made {
        properties = properties.set_creation_datetime(made);
    }
    book.set_properties(&properties);
    let forms = Forms::new();
    let mut taken: Vec<String> = Vec::new();
    for sheet in sheets {
        let mut parts = sheet.rows.chunks(ROWS).peekable();
        let mut first = true;
        while first || parts.peek().is_some() {
            first = false;
            let rows = parts.next().unwrap_or_default();
            let name = named(&sheet.name, &mut taken);
            let page = book.add_worksheet();
            fill(page, &name, sheet, rows, &forms).map_err(Error::written)?;
        }
    }
    book.save_to_buffer().map_err(Error::written)
}

/// How cells look.
struct Forms {
    head: Format,
    text: Format,
    quoted: Format,
    number: Format,
    day: Format,
    note: Format,
}

impl Forms {
    fn new() -> Self {
        let plain =
            Format::new().set_font_name("宋体").set_font_size(11).set_align(FormatAlign::Top).set_text_wrap();
        Self {
            head: Format::new()
                .set_font_name("黑体")
                .set_font_size(11)
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_border_bottom(FormatBorder::Thin)
                .set_text_wrap(),
            quoted: plain.clone().set_quote_prefix(),
            number: plain.clone().set_align(FormatAlign::Center),
            day: plain.clone().set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
            note: Format::new().set_font_name("宋体").set_font_size(11),
            text: plain,
        }
    }
}

fn fill(
    page: &mut Worksheet,
    name: &str,
    sheet: &Sheet,
    rows: &[Vec<Value>],
    forms: &Forms,
) -> Result<(), XlsxError> {
    page.set_name(name)?;
    let mut line = 0u32;
    // A column of numbers is too narrow for words.
    let beside = u16::from(sheet.columns.first().is_some_and(|(_, most)| *most < 12));
    for (label, value) in &sheet.notes {
        page.write_string_with_format(line, beside, label, &forms.note)?;
        cell(page, (line, beside * 2 + 1), value, forms, &forms.note)?;
        line += 1;
    }
    if line > 0 {
        line += 1;
    }
    let head = line;
    let columns = sheet.columns.len() as u16;
    let mut widths = Vec::with_capacity(sheet.columns.len());
    for (column, (words, most)) in (0u16..).zip(&sheet.columns) {
        page.write_string_with_format(head, column, words, &forms.head)?;
        let widest = rows.iter().take(2000).filter_map(|row| row.get(usize::from(column))).map(width).max();
        let wide = widest.unwrap_or(0).max(width_of(words)) + 2;
        let wide = wide.clamp(6, usize::from((*most).max(6)));
        page.set_column_width(column, wide as f64)?;
        widths.push(wide);
    }
    for row in rows {
        line += 1;
        for (column, value) in (0u16..columns).zip(row) {
            let plain = if matches!(value, Value::Number(_) | Value::Formula(..)) {
                &forms.number
            } else {
                &forms.text
            };
            cell(page, (line, column), value, forms, plain)?;
        }
        let lines = row.iter().zip(&widths).map(|(value, wide)| lines(value, *wide)).max().unwrap_or(1);
        if lines > 1 {
            page.set_row_height(line, LINE * lines.min(MOST_LINES) as f64)?;
        }
    }
    page.set_freeze_panes(head + 1, 0)?;
    if columns > 0 {
        page.autofilter(head, 0, line.max(head + 1), columns - 1)?;
        page.set_repeat_rows(head, head)?;
    }
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    Ok(())
}

fn cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    forms: &Forms,
    plain: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty => {}
        Value::Formula(formula, result) => {
            let formula = Formula::new(formula).set_result(result.to_string());
            page.write_formula_with_format(row, column, formula, plain)?;
        }
        Value::Number(number) if number.is_finite() => {
            page.write_number_with_format(row, column, *number, plain)?;
        }
        Value::Number(number) => {
            page.write_string_with_format(row, column, number.to_string(), plain)?;
        }
        Value::Day(day) => match date(day) {
            Some(date) => {
                page.write_datetime_with_format(row, column, &date, &forms.day)?;
            }
            None => {
                page.write_string_with_format(row, column, bounded(day), plain)?;
            }
        },
        Value::Text(words) => {
            let formula = harmless(words) != *words;
            page.write_string_with_format(
                row,
                column,
                bounded(words),
                if formula { &forms.quoted } else { plain },
            )?;
        }
    }
    Ok(())
}

/// An ISO day as Excel counts them, from 1900-03-01: it takes 1900 for a leap year.
fn date(day: &str) -> Option<ExcelDateTime> {
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || day.len() != 10 || day < "1900-03-01" {
        return None;
    }
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?).ok()
}

/// Characters that a cell takes, without those that XML cannot hold.
fn bounded(words: &str) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < CELL
    };
    words.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take_while(fits).collect()
}

/// Columns of characters that a cell takes: Chinese ones take two.
fn width(value: &Value) -> usize {
    match value {
        Value::Empty => 0,
        Value::Text(words) => width_of(words),
        Value::Number(_) => 10,
        Value::Day(_) => 11,
        Value::Formula(_, result) => result.to_string().len(),
    }
}

/// Lines that a cell takes in a column of this width; not every program finds them out by itself.
fn lines(value: &Value, wide: usize) -> usize {
    let Value::Text(words) = value else { return 1 };
    // A character that does not fit leaves its place empty.
    let room = wide.saturating_sub(1 + wide / 8).max(2);
    words.split('\n').map(|line| width_of(line).div_ceil(room).max(1)).sum()
}

fn width_of(words: &str) -> usize {
    let line = |line: &str| line.chars().take(2000).map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    words.split('\n').take(20).map(line).max().unwrap_or(0)
}

/// A name that Excel takes and no other sheet has.
fn named(name: &str, taken: &mut Vec<String>) -> String {
    let kept: String =
        name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).take(25).collect();
    let base = if kept.trim().is_empty() { "Sheet".to_owned() } else { kept };
    let numbered = (2..).map(|n| format!("{base} {n}"));
    let free = |name: &String| !taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    let name = std::iter::once(base.clone()).chain(numbered).find(free).unwrap_or(base);
    taken.push(name.clone());
    name
}
