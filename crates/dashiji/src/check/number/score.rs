//! N16, beside other relations: who is told to have won with fewer points than the other: 县队以72比78战胜市队.

use crate::check::{Desk, Draft, QUOTED, Report};
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for i in span.lo()..span.hi() {
            if !text.at(i).is_ascii_digit() || text.before(i).is_ascii_digit() {
                continue;
            }
            let Some((at, own, other)) = score(text, i, span.hi()) else { continue };
            // 以3∶1胜, 3∶1的比分战胜.
            let behind = lists::CHECK_BY_A_SCORE
                .all()
                .find(|word| text.begins(at.hi(), word))
                .map_or(at.hi(), |word| at.hi() + word.chars().count());
            let won = lists::CHECK_WINS.all().find(|word| text.begins(behind, word));
            let lost = lists::CHECK_LOSES.all().find(|word| text.begins(behind, word));
            let wrong = won.is_some() && own < other || lost.is_some() && own > other;
            let Some(verb) = won.or(lost).filter(|_| wrong) else { continue };
            let sign = if own < other { "<" } else { ">" };
            let draft = Draft::default()
                .arg(QUOTED, format!("{own} {sign} {other}"))
                .arg("told", format!("{}{verb}", text.slice(at)))
                .arg("from", own.to_string())
                .arg("to", other.to_string())
                .arg("right", format!("{other}:{own}"));
            report.add(reading, Some(record), view.raw(at), draft);
        }
    }
}

/// Two numbers with a mark of scores between them: 72比78, 3:1.
fn score(text: &Text, at: usize, end: usize) -> Option<(Span, u32, u32)> {
    let digits = |from: usize| {
        (from..end.min(from + 4)).find(|&i| !text.at(i).is_ascii_digit()).unwrap_or(end.min(from + 4))
    };
    let first = digits(at);
    let second = matches!(text.at(first), '比' | ':' | '∶').then(|| digits(first + 1))?;
    let number = |from: usize, to: usize| text.slice(Span::new(from, to)).parse().ok();
    (second > first + 1).then_some(())?;
    Some((Span::new(at, second), number(at, first)?, number(first + 1, second)?))
}
