//! N02, beside parts and wholes: a table in the text (cells between tabs or upright lines) with a row that sums up the rows above it, whose column does not
//! come to what the row tells.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

/// A cell: where it stands and its number in millionths, where it is one.
#[derive(Clone, Copy)]
struct Cell {
    at: Span,
    number: Option<(i128, i128)>,
}

/// What parts the cells of a line.
const PARTING: [char; 3] = ['\t', '|', '│'];

/// Rows of one table that are kept.
const MOST: usize = 400;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for reading in 0..desk.readings.len() {
        let text = desk.text(reading);
        if !text.slice(text.span()).contains(PARTING) {
            continue;
        }
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for line in text.lines(text.span()) {
            let Some(row) = cells(text, line) else {
                rows.clear();
                continue;
            };
            // A line of dashes under the heading.
            if row.iter().all(|cell| text.folded(cell.at).iter().all(|c| matches!(c, '-' | ':' | '—' | ' ')))
            {
                continue;
            }
            let said = row.iter().find(|cell| !cell.at.is_empty()).map(|cell| cell.at);
            let sums = said.is_some_and(|at| {
                let said: String = text.folded(at).iter().filter(|c| !c.is_whitespace()).collect();
                lists::CHECK_SUM_OF_A_TABLE.holds(&said)
            });
            if !sums {
                if rows.len() < MOST {
                    rows.push(row);
                }
                continue;
            }
            summed(desk, report, reading, &rows, &row);
            rows.clear();
        }
    }
}

/// The cells of a line, where it is one of a table.
fn cells(text: &Text, line: Span) -> Option<Vec<Cell>> {
    let line = text.trim(line);
    // As written: where the text is compared with words a tab is a blank.
    let written = text.slice(line);
    let mark = written.chars().find(|c| PARTING.contains(c))?;
    let mut found = Vec::new();
    let mut from = line.lo();
    for (i, c) in (line.lo()..).zip(written.chars().map(Some).chain([None])) {
        if c.is_none_or(|c| c == mark) {
            let at = text.trim(Span::new(from, i));
            found.push(Cell { at, number: amount(text, at) });
            from = i + 1;
        }
    }
    (found.len() > 1).then_some(found)
}

/// A number with half a unit of its last place, in millionths: 1,200, 12.5.
fn amount(text: &Text, at: Span) -> Option<(i128, i128)> {
    let said: String = text.folded(at).iter().filter(|c| **c != ',' && !c.is_whitespace()).collect();
    let plain = !said.is_empty() && said.len() < 16 && said.chars().all(|c| c.is_ascii_digit() || c == '.');
    let (whole, part) = plain.then(|| said.split_once('.').unwrap_or((&said, "")))?;
    let places = u32::try_from(part.len()).ok().filter(|places| *places <= 6)?;
    let scale = 10i128.pow(6 - places);
    let digits: i128 = format!("{whole}{part}").parse().ok()?;
    Some((digits * scale, if places == 0 { 0 } else { scale / 2 }))
}

fn summed(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, rows: &[Vec<Cell>], total: &[Cell]) {
    let text = desk.text(reading);
    let body: Vec<&Vec<Cell>> = rows.iter().filter(|row| row.len() == total.len()).collect();
    for (column, cell) in total.iter().enumerate().skip(1) {
        let Some((told, half)) = cell.number else { continue };
        let heading = body.first().map(|row| row[column]).filter(|cell| cell.number.is_none());
        let titled: String = heading.map(|cell| text.folded(cell.at).iter().collect()).unwrap_or_default();
        // Shares, rates, means and years add up to nothing.
        if lists::CHECK_NOT_SUMMED.all().any(|word| titled.contains(word)) {
            continue;
        }
        let from = usize::from(heading.is_some());
        let parts: Option<Vec<Cell>> = body[from.min(body.len())..]
            .iter()
            .map(|row| row[column])
            .filter(|cell| !text.folded(cell.at).iter().all(|c| matches!(c, '-' | '—' | '…' | '·')))
            .map(|cell| cell.number.map(|_| cell))
            .collect();
        let Some(parts) = parts.filter(|parts| parts.len() > 1) else { continue };
        let sum: i128 = parts.iter().filter_map(|cell| cell.number).map(|(value, _)| value).sum();
        let slack: i128 =
            half + parts.iter().filter_map(|cell| cell.number).map(|(_, half)| half).sum::<i128>();
        // What is far off has rows that are no parts of it (其中, 小计).
        let near = sum < told * 2 && told < sum * 2;
        if (sum - told).abs() <= slack || !near {
            continue;
        }
        let amount = |value: i128| crate::fact::Amount(value).to_string();
        let terms: Vec<String> = parts.iter().map(|cell| text.slice(cell.at).to_owned()).collect();
        let shown = if terms.len() > 8 {
            format!("{} + … + {}", terms[0], terms[terms.len() - 1])
        } else {
            terms.join(" + ")
        };
        let draft = Draft::default()
            .arg("sum", format!("{shown} = {}", amount(sum)))
            .arg("whole", text.slice(cell.at))
            .arg("difference", amount(sum - told))
            .also(Pointer::at(text, parts[0].at, None));
        report.add(reading, desk.holding(reading, cell.at.start), cell.at, draft);
    }
}
