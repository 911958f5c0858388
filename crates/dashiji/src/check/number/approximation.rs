//! N08: one figure made vague twice (约20余人, 超过30多万元, 近百人左右).

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report};
use crate::lexicon::common;
use crate::text::{Span, Text};

const BEFORE: &[&str] = &["大约", "约", "将近", "接近", "近", "超过", "逾", "超", "大概"];
const AFTER: &[&str] = &["左右", "上下", "以上"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        backward(desk, report, reading, record);
        for quantity in &record.quantities {
            let span = Span { start: quantity.start, end: quantity.end };
            if let Some((first, second, whole)) = doubled(text, span) {
                let draft =
                    Draft::default().arg("first", first).arg("second", second).arg("figure", &quantity.text);
                report.add(reading, Some(record), whole, draft);
            }
        }
    }
}

/// The two words that make a figure vague, and the extent of all.
fn doubled(text: &Text, figure: Span) -> Option<(&'static str, &'static str, Span)> {
    // The word may stand before the figure or, as the reader took it, be its first character.
    let before = BEFORE.iter().find_map(|word| {
        let length = word.chars().count();
        if text.ends(figure.lo(), word) {
            Some((*word, figure.lo() - length))
        } else if text.begins(figure.lo(), word) {
            Some((*word, figure.lo()))
        } else {
            None
        }
    });
    // 签约1100余人: the end of another word.
    let before = before.filter(|(word, start)| {
        let chars = [text.before(*start), text.at(*start)];
        word.chars().count() > 1 || *start == 0 || !common::is_word(&chars)
    });
    let folded = text.folded(figure);
    let digit = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百千万亿两".contains(*c);
    let last = folded.iter().rposition(digit)?;
    let inner = folded.iter().enumerate().find(|(k, c)| (**c == '余' || **c == '多') && *k <= last + 1);
    let after = AFTER.iter().find(|word| text.begins(figure.hi(), word));
    let inner = inner.map(|(_, c)| if *c == '余' { "余" } else { "多" });
    let beyond = |word: &str| figure.hi() + word.chars().count();
    match (before, inner, after) {
        (Some((first, start)), Some(second), _) => Some((first, second, Span::new(start, figure.hi()))),
        (Some((first, start)), None, Some(word)) => Some((first, word, Span::new(start, beyond(word)))),
        (None, Some(first), Some(word)) => Some((first, word, Span::new(figure.lo(), beyond(word)))),
        _ => None,
    }
}

/// A range whose end is less than its beginning (260至250人).
fn backward(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, record: &crate::fact::Record) {
    let (view, span) = desk.seen(reading, record);
    let text = view.text();
    for i in span.lo() + 1..span.hi() {
        if let Some((first, second)) = counted_back(text, span, i) {
            let whole = Span::new(first.lo(), second.hi());
            let draft = Draft::default()
                .arg("first", text.slice(first))
                .arg("second", text.slice(second))
                .arg("figure", text.slice(whole));
            report.add(reading, Some(record), view.raw(whole), draft);
        }
        if !matches!(text.at(i), '至' | '~' | '～')
            || !text.before(i).is_ascii_digit()
            || !text.at(i + 1).is_ascii_digit()
        {
            continue;
        }
        let number = |at: usize, end: usize| -> Option<f64> { text.slice(Span::new(at, end)).parse().ok() };
        let part = |k: usize| text.at(k).is_ascii_digit() || text.at(k) == '.';
        let start = (span.lo()..i).rev().take_while(|&k| part(k)).last().unwrap_or(i);
        let end = (i + 1..span.hi()).find(|&k| !part(k)).unwrap_or(span.hi());
        let (Some(a), Some(b)) = (number(start, i), number(i + 1, end)) else { continue };
        // Days, months, hours and years are the calendar's; 1至3比 and numbers of roads are none.
        let other = "年月日号时点分比届次路线-~至".contains(text.at(end))
            || text.before(start).is_ascii_alphanumeric()
            || text.before(start) == '第'
            || text.before(start) == ':';
        if a > b && !other {
            let whole = Span::new(start, end);
            let draft = Draft::default()
                .arg("first", text.slice(Span::new(start, i)))
                .arg("second", text.slice(Span::new(i + 1, end)))
                .arg("figure", text.slice(whole));
            report.add(reading, Some(record), view.raw(whole), draft);
        }
    }
}

/// 五至三成: a range of words of number before a unit, whose end is less than its beginning.
fn counted_back(text: &Text, span: Span, at: usize) -> Option<(Span, Span)> {
    let digit = |c: char| "一二三四五六七八九十百".contains(c);
    if !matches!(text.at(at), '至' | '到' | '~') || !digit(text.before(at)) || !digit(text.at(at + 1)) {
        return None;
    }
    let start = (span.lo().max(at.saturating_sub(6))..at).rev().take_while(|&i| digit(text.at(i))).last()?;
    let (a, stop) = number(text, start, at)?;
    let (b, end) = number(text, at + 1, span.hi())?;
    // 初五至初三, 第九至第七, 由五至三 and days are told otherwise.
    let led = matches!(text.before(start), '第' | '初' | '由' | '从' | '月' | '年' | '廿' | '日' | '周')
        || text.before(start).is_ascii_digit();
    let unit =
        matches!(text.at(end), '成' | '倍' | '个' | '万' | '人' | '亩' | '尺' | '丈' | '元' | '斤' | '天');
    (stop == at && a > b && !led && unit && text.at(end + 1) != '月')
        .then(|| (Span::new(start, at), Span::new(at + 1, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_of_doubt_are_one_too_many() {
        for (sentence, figure, want) in [
            ("约20余人到会", "20余人", Some(("约", "余"))),
            ("投资近300万元左右", "300万元", Some(("近", "左右"))),
            ("约20人到会", "20人", None),
            ("签约1100余人", "1100余人", None),
            ("20余人到会", "20余人", None),
            ("植树1200余株左右", "1200余株", Some(("余", "左右"))),
        ] {
            let text = Text::new(sentence.to_owned());
            let at = text.find(text.span(), figure).unwrap();
            let found = doubled(&text, Span::new(at, at + figure.chars().count()));
            assert_eq!(found.map(|(a, b, _)| (a, b)), want, "{sentence}");
        }
    }
}
