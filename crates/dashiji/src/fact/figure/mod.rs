//! What each figure tells beyond its value: whether it adds, totals, leaves or corrects, whose it is, and of what it is a part.
//!
//! In go the records of a document with its text; out comes one [`Told`] a figure. The words around decide, as data
//! (`lexicon/table-figure-roles.tsv`); where they say nothing, what was read stands.

mod basis;
mod deed;
mod look;
mod own;
mod part;
mod role;
mod table;
mod told;
mod words;
mod worth;

pub(super) use basis::of as basis;
pub use own::Own;
pub(super) use role::spelled_out;
pub use role::{Cue, Role, cues};
pub use told::{Alone, Deed, Told, report_head};
pub(crate) use words::{contains_any, content, ends_with_any};
pub use words::{is_ratio, unit};
pub use worth::Worth;

use super::{EventType, Field, QuantityKind, QuantityRecord, Record};
use crate::confidence::{Ground, Tally};
use crate::text::Text;

/// The figures of a document's records, in order, parts with their wholes; `alone` are those of its first records, as far as
/// they are at hand from when these were read.
pub fn told(text: &Text, records: &[Record], alone: Vec<Alone>) -> Vec<Told> {
    let mut all = told::told(text, records, alone);
    part::mark(text, &mut all);
    all
}

/// Gives the figures of an entry the kind that the words around them say, and them as they are told.
pub fn settle(text: &Text, record: &mut Record) -> Alone {
    add(&mut record.quantities, table::figures(text, record.span));
    let alone = Alone::of(text, record);
    let mut all = alone.told().to_vec();
    part::mark(text, &mut all);
    // 邻县首趟专列: an ordinal is whose the figures behind it are.
    for ordinal in
        record.quantities.iter_mut().filter(|q| q.kind == QuantityKind::Ordinal && q.scope.is_none())
    {
        let behind =
            all.iter().find(|told| told.sentence <= ordinal.start as usize && told.span.start >= ordinal.end);
        ordinal.scope = behind.and_then(|told| told.scope.clone());
    }
    // What parts a whole another way, once it is told, is no part in its sum.
    for told in all.iter().filter(|told| told.whole.is_none() && told.kind == QuantityKind::Component) {
        let whole = record.quantities.get(told.figure).and_then(|figure| figure.part_of);
        let parts: Vec<&Told> = all
            .iter()
            .filter(|part| part.whole.and_then(|w| all.get(w)).map(|w| w.figure) == whole && whole.is_some())
            .collect();
        let sum = parts.iter().fold(super::Amount::default(), |sum, part| sum + part.worth.value);
        let all_told = all.iter().any(|w| Some(w.figure) == whole && w.worth.value == sum);
        if let Some(figure) = record.quantities.get_mut(told.figure).filter(|_| all_told && parts.len() > 1) {
            figure.part_of = None;
        }
    }
    for told in &all {
        let part = told.whole.and_then(|whole| all.get(whole)).map(|whole| whole.figure);
        let Some(figure) = record.quantities.get_mut(told.figure) else { continue };
        if figure.scope.is_none() {
            figure.scope.clone_from(&told.scope);
        }
        // 全县财政收入3.9亿元: what a time brought is a total of it, no amount of one event.
        let brought = told.deed == Deed::New
            && match figure.kind {
                QuantityKind::Cumulative => true,
                QuantityKind::Stock => figure.kind_doubt.is_none(),
                _ => false,
            };
        if let Some(kind) = kind(told).filter(|_| !brought) {
            // Where the words before a figure plainly say one kind and those around it another, it is as likely the one.
            if figure.kind != kind {
                let plain = figure.sure;
                let rival = figure.kind.name();
                let tally = Tally::of(Field::Quantity)
                    .when(plain, Ground::KindAgainst)
                    .when(!plain, Ground::KindAround);
                figure.kind_doubt = tally.doubt(|| vec![rival.to_owned()]).map(Box::new);
            }
            figure.kind = kind;
            if kind == QuantityKind::Component {
                figure.part_of = part.or(figure.part_of);
            }
            if kind != QuantityKind::Component {
                figure.part_of = None;
            }
        }
    }
    record.quantities.iter_mut().for_each(|figure| figure.sure = false);
    alone
}

/// Words that open an entry which sums up a year.
const YEARS: [&str; 7] = ["是年", "本年", "全年", "年末", "该年", "是岁", "半年"];

/// Units of which so and so many are produced or done in a year.
const MEASURES: [&str; 13] =
    ["吨", "公斤", "斤", "石", "担", "立方米", "米", "公里", "亩", "公顷", "平方米", "吨公里", "千瓦时"];

/// Gives the figures of an entry that sums up a year the kind of totals: 全年产煤176万吨 is no amount of one event.
pub fn sum_up(text: &Text, record: &mut Record) {
    if yearly(record) {
        of_year(text, record);
    }
    record.quantities.iter_mut().for_each(|figure| figure.sure = false);
}

fn of_year(text: &Text, record: &mut Record) {
    let words: Vec<char> = (record.span.lo()..record.span.hi()).map(|i| text.at(i)).collect();
    let opens = words
        .windows(2)
        .take(HEAD)
        .any(|pair| YEARS.iter().any(|year| year.chars().eq(pair.iter().copied())));
    let statistics = record.kind == Some(EventType::Statistics);
    let amounts = record.quantities.iter().filter(|figure| is_amount(figure)).count();
    if !opens || !statistics && amounts < MANY {
        return;
    }
    let base = record.span.lo();
    // A later sentence may tell of one event: 剧团赴武汉演出52场.
    let event = |at: usize| {
        let from = words[..at].iter().rposition(|c| *c == '。').map_or(0, |stop| stop + 1);
        from > 0 && (!statistics || words[from..at].iter().any(|c| matches!(c, '赴' | '到' | '往' | '在')))
    };
    for figure in &mut record.quantities {
        // What the sums of the document decided stays.
        if is_amount(figure)
            && !figure.sure
            && !event((figure.start as usize).saturating_sub(base).min(words.len()))
        {
            let rival = figure.kind.name();
            let tally = Tally::of(Field::Quantity).and(Ground::KindYear);
            figure.kind_doubt = tally.doubt(|| vec![rival.to_owned()]).map(Box::new);
            figure.kind = QuantityKind::Cumulative;
        }
    }
}

/// Whether a figure tells how much was done or made.
fn is_amount(figure: &QuantityRecord) -> bool {
    let unit = figure.unit.as_deref().unwrap_or_default();
    match figure.kind {
        QuantityKind::Increment => !is_ratio(unit),
        QuantityKind::Attribute => MEASURES.contains(&unit.trim_start_matches(['万', '亿'])),
        _ => false,
    }
}

/// So many amounts sum up, whatever the entry is of.
const MANY: usize = 3;

/// How many characters into an entry its year is told.
const HEAD: usize = 14;

/// Whether an entry's date is a whole year, or its first half.
pub(super) fn yearly(record: &Record) -> bool {
    record.dated().is_some_and(|date| {
        let ends = date.to.ends_with("-12-31") || date.to.ends_with("-06-30");
        date.from.ends_with("-01-01") && ends && date.from.get(..4) == date.to.get(..4)
    })
}

/// Puts further figures among those of an entry, in the order of the text, with all positions kept true.
fn add(figures: &mut Vec<QuantityRecord>, more: Vec<QuantityRecord>) {
    let new = |cell: &QuantityRecord| !figures.iter().any(|f| f.start < cell.end && cell.start < f.end);
    let more: Vec<QuantityRecord> = more.into_iter().filter(new).collect();
    if more.is_empty() {
        return;
    }
    let old = std::mem::take(figures);
    let shift =
        |k: usize| k + more.iter().filter(|cell| old.get(k).is_some_and(|f| cell.start < f.start)).count();
    let moved: Vec<QuantityRecord> = old
        .iter()
        .map(|figure| QuantityRecord {
            part_of: figure.part_of.map(shift),
            same_as: figure.same_as.map(shift),
            ..figure.clone()
        })
        .collect();
    *figures = moved;
    figures.extend(more);
    figures.sort_by_key(|figure| figure.start);
}

/// The kind of a figure, where the words around it say one.
fn kind(told: &Told) -> Option<QuantityKind> {
    // 共120名 may be of one event: what was read stands, unless it sums up what was told or came and went.
    let event = told.deed == Deed::Total && told.summed && !told.running && !told.sums;
    if !told.said || event && !told.flows && told.period.is_none() {
        return None;
    }
    kind_of(told)
}

/// The kind that what a figure does comes to; nothing for shares and amounts for one.
pub(crate) fn kind_of(told: &Told) -> Option<QuantityKind> {
    let falls = told.deed == Deed::Out || told.deed == Deed::Delta && told.outward;
    Some(match told.deed {
        Deed::Total => QuantityKind::Cumulative,
        _ if falls => QuantityKind::Decrease,
        Deed::New | Deed::In | Deed::Out | Deed::Delta => QuantityKind::Increment,
        Deed::Fix => QuantityKind::Correction,
        Deed::Left | Deed::Stock => QuantityKind::Stock,
        Deed::Target | Deed::Plan => QuantityKind::Planned,
        Deed::Part | Deed::Excess => QuantityKind::Component,
        _ => return None,
    })
}
