//! Terms of office: of one who held an office twice, each time by itself.
//!
//! In go the holders of an office that one person holds at a time; out come their terms. 甲 seen in 1980 and 1988 and 乙 appointed between
//! them held it one after the other, and 甲 twice.

use super::by_day;
use super::office::Holder;

/// The terms of holders, none of which goes on over another's that lies within it.
pub(super) fn terms(holders: Vec<Holder>) -> Vec<Holder> {
    if holders.len() < 2 && holders.iter().all(|holder| holder.office.changes.len() < 2) {
        return holders;
    }
    let spans: Vec<Span> = holders.iter().map(Span::of).collect();
    holders.into_iter().enumerate().flat_map(|(k, holder)| split(holder, k, &spans)).collect()
}

/// First and last day of somebody in an office, and whether that is more than one mention.
struct Span {
    from: Option<String>,
    to: Option<String>,
    sure: bool,
}

impl Span {
    fn of(holder: &Holder) -> Self {
        let office = &holder.office;
        Self {
            from: office.from().map(str::to_owned),
            to: office.until().map(str::to_owned),
            sure: office.cites.len() > 1 || !office.changes.is_empty(),
        }
    }
}

/// One holder's terms: cut where the office was left and taken again, and where another held it meanwhile.
fn split(holder: Holder, mine: usize, spans: &[Span]) -> Vec<Holder> {
    let days = seen(&holder);
    let mut cuts: Vec<String> = Vec::new();
    for pair in days.windows(2) {
        let [before, after] = pair else { continue };
        let left = |cut: &str| {
            holder.office.changes.iter().any(|turn| !turn.how.begins() && turn.date.as_deref() == Some(cut))
        };
        let taken = |day: &str| {
            holder.office.changes.iter().any(|turn| turn.how.begins() && turn.date.as_deref() == Some(day))
        };
        let between = spans.iter().enumerate().any(|(k, span)| {
            k != mine
                && span.sure
                && by_day(Some(before), span.from.as_deref()).is_lt()
                && by_day(span.to.as_deref(), Some(after)).is_lt()
        });
        if between || left(before) && taken(after) {
            cuts.push(after.clone());
        }
    }
    if cuts.is_empty() {
        return vec![holder];
    }
    let mut terms: Vec<Holder> = Vec::new();
    let bounds = std::iter::once(None).chain(cuts.iter().map(Some)).zip(cuts.iter().map(Some).chain([None]));
    for (from, to) in bounds {
        let within = |day: Option<&str>| {
            from.is_none_or(|from| day.is_some_and(|day| by_day(Some(from), Some(day)).is_le()))
                && to.is_none_or(|to| day.is_none_or(|day| by_day(Some(day), Some(to)).is_lt()))
        };
        let mut term = holder.clone();
        term.office.cites.retain(|cite| within(cite.date.as_deref()));
        term.office.changes.retain(|turn| within(turn.date.as_deref()));
        let dated = |at: fn(&[&str]) -> Option<String>| {
            let days: Vec<&str> = term.office.cites.iter().filter_map(|cite| cite.date.as_deref()).collect();
            at(&days)
        };
        term.office.first = dated(|days| days.first().map(|day| (*day).to_owned()));
        term.office.last = dated(|days| days.last().map(|day| (*day).to_owned()));
        term.office.reckon();
        terms.push(term);
    }
    terms
}

/// The days on which somebody was seen in an office, ascending, each once.
fn seen(holder: &Holder) -> Vec<String> {
    let mut days: Vec<String> =
        holder.office.cites.iter().filter_map(|cite| cite.date.as_deref().map(str::to_owned)).collect();
    days.sort_by(|a, b| by_day(Some(a), Some(b)));
    days.dedup();
    days
}
