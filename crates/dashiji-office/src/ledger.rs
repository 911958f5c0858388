//! The ledger of a chronicle as a workbook whose sums are formulas: a sheet of figures, each with where it stands, and a sheet of equations over
//! their cells, so that an office checks a sum by clicking it.

use crate::error::Error;
use crate::sheet::{Sheet, Value, workbook};
use dashiji::account::{Equation, Holds, Kind, Line};
use dashiji_publish::Messages;
use dashiji_publish::account::{Figures, verdict};
use std::collections::BTreeMap;

/// Columns of the sheet of figures before the value's.
const VALUE: char = 'E';

/// Writes the workbook; `made` is the ISO day it says it was made on.
///
/// # Errors
/// Where it cannot be put together.
pub fn write(
    title: &str,
    accounts: &[Figures],
    made: Option<&str>,
    messages: &Messages,
) -> Result<Vec<u8>, Error> {
    let mut lines: Vec<Vec<Value>> = Vec::new();
    let mut sums: Vec<Vec<Value>> = Vec::new();
    let name = messages.say("row-lines");
    for figures in accounts {
        let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
        for series in figures.series.iter().chain(&figures.single) {
            for line in &series.lines {
                // The head is the first row.
                rows.entry(line.start).or_insert(lines.len() + 2);
                lines.push(figure(figures, &series.key, line, messages));
            }
        }
        for equation in &figures.equations {
            if let Some(row) = sum(figures, equation, &rows, &name, messages) {
                sums.push(row);
            }
        }
    }
    let sheet = |name: &str, columns: &[(&str, u16)], rows: Vec<Vec<Value>>| Sheet {
        name: messages.say(name),
        notes: Vec::new(),
        columns: columns.iter().map(|(key, most)| (messages.say(key), *most)).collect(),
        rows,
    };
    let figures = [
        ("column-ledger", 24),
        ("column-date", 18),
        ("column-kind", 12),
        ("column-text", 16),
        ("column-value", 16),
        ("column-unit", 8),
        ("column-document", 24),
        ("column-entry", 8),
        ("column-start", 10),
    ];
    let equations = [
        ("column-equation", 44),
        ("column-told", 16),
        ("column-sum", 16),
        ("column-difference", 14),
        ("column-verdict", 40),
        ("column-document", 24),
    ];
    let mut sheets = vec![sheet("row-lines", &figures, lines), sheet("row-equations", &equations, sums)];
    let measures: Vec<Vec<Value>> = accounts.iter().flat_map(in_force).collect();
    if !measures.is_empty() {
        sheets.push(sheet("row-in-force", &MEASURES, measures));
    }
    let reports: Vec<Vec<Value>> = accounts.iter().flat_map(|figures| reports(figures, messages)).collect();
    if !reports.is_empty() {
        sheets.push(sheet("row-reports", &REPORTS, reports));
    }
    workbook(&sheets, title, made)
}

/// Columns of what was in force, with their widths.
const MEASURES: [(&str, u16); 8] = [
    ("column-measure", 24),
    ("column-level", 10),
    ("column-by", 24),
    ("column-date", 18),
    ("column-date_to", 18),
    ("column-document", 24),
    ("column-entry", 8),
    ("column-start", 10),
];

/// Columns of the reports of an event, with their widths.
const REPORTS: [(&str, u16); 6] = [
    ("column-report", 16),
    ("column-date", 18),
    ("column-revised", 60),
    ("column-document", 24),
    ("column-entry", 8),
    ("column-start", 10),
];

fn in_force(figures: &Figures) -> impl Iterator<Item = Vec<Value>> + '_ {
    figures.in_force.iter().map(move |force| {
        let told = |words: &Option<String>| Value::text(words.clone().unwrap_or_default());
        vec![
            Value::text(force.what.as_str()),
            told(&force.level),
            told(&force.by),
            told(&force.from),
            told(&force.till),
            path(figures),
            Value::Number(f64::from(force.entry)),
            Value::Number(f64::from(force.start)),
        ]
    })
}

fn reports<'a>(figures: &'a Figures, messages: &'a Messages) -> impl Iterator<Item = Vec<Value>> + 'a {
    figures.reports.iter().map(move |report| {
        vec![
            Value::text(report.name.as_str()),
            Value::text(report.day.clone().unwrap_or_default()),
            Value::text(figures.report_words(report, messages)),
            path(figures),
            Value::Number(f64::from(report.entry)),
            Value::Number(f64::from(report.start)),
        ]
    })
}

fn path(figures: &Figures) -> Value {
    Value::text(figures.path.clone().unwrap_or_else(|| figures.document.clone()))
}

fn figure(figures: &Figures, key: &str, line: &Line, messages: &Messages) -> Vec<Value> {
    vec![
        Value::text(key),
        Value::text(line.as_of.clone().unwrap_or_default()),
        Value::text(messages.word("kind", &line.kind)),
        Value::text(line.text.as_str()),
        Value::Number(line.value.0 as f64 / 1e6),
        Value::text(line.unit.as_str()),
        path(figures),
        Value::Number(f64::from(line.entry)),
        Value::Number(f64::from(line.start)),
    ]
}

/// A sum over cells; nothing where one of its figures stands in no series.
fn sum(
    figures: &Figures,
    equation: &Equation,
    rows: &BTreeMap<u32, usize>,
    sheet: &str,
    messages: &Messages,
) -> Option<Vec<Value>> {
    let cell = |start: &u32| rows.get(start).map(|row| format!("'{sheet}'!{VALUE}{row}"));
    let terms: Vec<String> = equation.terms.iter().map(cell).collect::<Option<_>>()?;
    let total = cell(&equation.total)?;
    let formula = match equation.kind {
        Kind::Share | Kind::Rate => format!("{}/{}*100", terms.first()?, terms.get(1)?),
        Kind::Change => format!("ABS({0}-{1})/{1}*100", terms.first()?, terms.get(1)?),
        Kind::Product => terms.join("*"),
        // Days between are no cell.
        Kind::Days => return None,
        Kind::Flow | Kind::StockFlow | Kind::Parts | Kind::Sum => {
            let signed = terms.iter().zip(equation.signs.chars()).enumerate();
            signed
                .map(
                    |(n, (term, sign))| {
                        if n == 0 && sign == '+' { term.clone() } else { format!("{sign}{term}") }
                    },
                )
                .collect()
        }
    };
    let (low, high) = equation.difference.ends();
    let difference = (low.0 + high.0) as f64 / 2e6;
    let told = figures.value_at(equation.total)?.0 as f64 / 1e6;
    let exact = equation.holds == Holds::True;
    Some(vec![
        Value::text(equation.shown.as_str()),
        Value::Formula(total.clone(), told),
        Value::Formula(formula.clone(), told - if exact { 0.0 } else { difference }),
        Value::Formula(format!("{total}-({formula})"), if exact { 0.0 } else { difference }),
        Value::text(verdict(equation, messages)),
        path(figures),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use dashiji::account::Account;
    use dashiji::lexicon::Lexicon;
    use dashiji_publish::Language;
    use std::io::{Cursor, Read};

    #[test]
    fn every_sum_is_a_formula_over_the_cells_of_its_figures() {
        let text = "青石县防汛日志（2031年）\n\n6月1日 当日转移群众300人，累计转移300人。\n6月2日 当日转移群众200人，累计转移500人。\n6月3日 累计转移640人。\n";
        let reading =
            dashiji::read(text.into(), &dashiji::document::Given::default(), Lexicon::builtin()).unwrap();
        let account = Account::of(&reading.document, &reading.records);
        let figures = Figures::of(&reading.document.record, account);
        let bytes = write("台账", &[figures], Some("2031-06-04"), &Messages::new(Language::Chinese)).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut sheet).unwrap();
        // Figures stand from the second row on, in the order of the series.
        for (formula, result) in
            [("'各数'!E3+'各数'!E4", "500"), ("'各数'!E5", "500"), ("'各数'!E6-('各数'!E5)", "140")]
        {
            assert!(sheet.contains(&format!("<f>{formula}</f><v>{result}</v>")), "{formula}: {sheet}");
        }
    }

    #[test]
    fn what_was_in_force_and_what_reports_revised_have_sheets_of_their_own() {
        let text = "青石县震情（2031年）\n\n6月1日7时 县抗震救灾指挥部启动地震Ⅲ级应急响应。\n6月1日8时 首报：死亡3人。\n6月1日12时 续报一：死亡5人。\n6月9日 县抗震救灾指挥部终止地震Ⅲ级应急响应。\n";
        let sheets = |text: &str| {
            let reading =
                dashiji::read(text.into(), &dashiji::document::Given::default(), Lexicon::builtin()).unwrap();
            let account = Account::of(&reading.document, &reading.records);
            let figures = Figures::of(&reading.document.record, account);
            let bytes = write("台账", &[figures], None, &Messages::new(Language::Chinese)).unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut found = Vec::new();
            for k in 1..5 {
                let Ok(mut file) = archive.by_name(&format!("xl/worksheets/sheet{k}.xml")) else { continue };
                let mut sheet = String::new();
                file.read_to_string(&mut sheet).unwrap();
                found.push(sheet);
            }
            let mut words = String::new();
            archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut words).unwrap();
            (found.len(), words)
        };
        let (count, words) = sheets(text);
        assert_eq!(count, 4);
        assert!(
            words.contains("地震应急响应") && words.contains("2031-06-09") && words.contains("3人 → 5人"),
            "{words}"
        );
        // A document that tells of neither has neither.
        assert_eq!(sheets("青石县日志（2031年）\n\n6月1日 转移300人。\n6月2日 累计转移500人。\n").0, 2);
    }
}
