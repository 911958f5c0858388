//! N02, beside parts and wholes: figures that narrow from one to the next by what they are called. 发出选票1218张,收回选票1260张: more came back than went out;
//! 收回选票1206张,其中有效票1188张、废票8张: both do not come to what came back. The rows stand in `lexicon/table-funnels.tsv`.

use super::clause::{amount, between, exact, lead, of, place, sentences, unit};
use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Amount, QuantityRecord, Record};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Text, fold};
use std::sync::LazyLock;

/// A row of the table: whether its columns add up, and the names of each.
struct Row {
    sum: bool,
    columns: Vec<Vec<String>>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let sum = columns.next()? == "sum";
        let names = |column: &str| column.split(',').map(|word| word.chars().map(fold).collect()).collect();
        Some(Row { sum, columns: columns.map(names).collect() })
    };
    let text = include_str!("../../../lexicon/table-funnels.tsv");
    text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records().filter(|(_, record)| record.quantities.len() > 1) {
        let text = desk.text(reading);
        for sentence in sentences(text, record).iter().filter(|sentence| sentence.len() > 1) {
            let named: Vec<Named<'_>> = sentence.iter().map(|figure| Named::of(text, figure)).collect();
            for row in ROWS.iter() {
                let found = if row.sum { added(row, &named) } else { narrowed(text, row, &named) };
                let Some((whole, parts)) = found else { continue };
                tell(text, report, reading, record, whole, &parts);
            }
        }
    }
}

/// A figure with the words that it is called by.
struct Named<'a> {
    figure: &'a QuantityRecord,
    name: String,
    said: String,
}

impl<'a> Named<'a> {
    fn of(text: &Text, figure: &'a QuantityRecord) -> Self {
        let said = lead(text, figure, 12);
        let said = said.trim_end_matches(['了', '达', '为', '共', '有', '计']).to_owned();
        Self { figure, name: of(figure), said }
    }

    /// How long a name is that it is called by, nothing where by none.
    fn called(&self, names: &[String]) -> usize {
        let fits = |word: &&String| self.said.ends_with(word.as_str()) || self.name == **word;
        names.iter().filter(fits).map(|word| word.chars().count()).max().unwrap_or(0)
    }
}

/// People and papers are counted against each other; all else in its own unit.
fn alike(a: &QuantityRecord, b: &QuantityRecord) -> bool {
    let heads = |q: &QuantityRecord| matches!(unit(q), "人" | "张" | "票" | "份" | "名" | "位");
    !unit(a).is_empty() && unit(a) != "%" && (unit(a) == unit(b) || heads(a) && heads(b))
}

/// The one figure of a sentence that is called by the names of a column and of no other.
fn only<'a, 'b>(named: &'b [Named<'a>], row: &Row, column: usize) -> Option<&'b Named<'a>> {
    let mine = |figure: &&Named<'_>| {
        let long = figure.called(&row.columns[column]);
        let other = row.columns.iter().enumerate().filter(|(k, _)| *k != column);
        long > 0 && other.map(|(_, names)| figure.called(names)).max().unwrap_or(0) < long
    };
    let mut found = named.iter().filter(mine);
    found.next().filter(|_| found.next().is_none())
}

/// A figure with the parts that are held against it.
type Held<'a> = (&'a QuantityRecord, Vec<&'a QuantityRecord>);

/// What is more than what it is taken from.
fn narrowed<'a>(text: &Text, row: &Row, named: &[Named<'a>]) -> Option<Held<'a>> {
    let told: Vec<&Named<'_>> = (0..row.columns.len()).filter_map(|k| only(named, row, k)).collect();
    told.windows(2).find_map(|pair| {
        let [all, some] = [pair[0].figure, pair[1].figure];
        let near = all.end <= some.start && between(text, all, some).chars().count() <= FAR;
        // 上年结转, 历年 and the like add to what there was.
        let apart = between(text, all, some);
        let other = lists::CHECK_BROUGHT_IN.all().any(|word| apart.contains(word));
        let more = amount(some) > amount(all) && exact(all) && exact(some);
        (near && !other && more && alike(all, some)).then(|| (all, vec![some]))
    })
}

/// Characters between two figures of one row.
const FAR: usize = 40;

/// What its parts do not come to.
fn added<'a>(row: &Row, named: &[Named<'a>]) -> Option<Held<'a>> {
    let whole = only(named, row, 0)?.figure;
    let parts: Option<Vec<&QuantityRecord>> =
        (1..row.columns.len()).map(|k| only(named, row, k).map(|part| part.figure)).collect();
    let parts = parts?;
    let sum: Amount = parts.iter().map(|part| amount(part)).sum();
    let sure = exact(whole) && parts.iter().all(|part| exact(part) && alike(whole, part));
    (sure && sum != amount(whole)).then_some((whole, parts))
}

fn tell(
    text: &Text,
    report: &mut Report<'_>,
    reading: usize,
    record: &Record,
    whole: &QuantityRecord,
    parts: &[&QuantityRecord],
) {
    let sum: Amount = parts.iter().map(|part| amount(part)).sum();
    let terms: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
    let terms = terms.join(" + ");
    let mut draft = Draft::default()
        .arg("sum", if parts.len() > 1 { format!("{terms} = {sum}") } else { terms })
        .arg("whole", &whole.text)
        .arg("difference", (sum - amount(whole)).to_string());
    draft.also = parts.iter().map(|part| Pointer::at(text, place(part), Some(record))).collect();
    report.add(reading, Some(record), place(whole), draft);
}
