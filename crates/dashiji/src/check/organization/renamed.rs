//! O04, beside names of another time: a body under the name that the document tells it to have given up: 2012年3月,淮河工程学院更名为淮河科技大学, and in 2015
//! 淮河工程学院.
//!
//! Nothing is told where the old name is a part of the new one, where it comes back (恢复), is told as one of the past (原, 校友) or stands in a title or in
//! quotation marks.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::collate::day;
use crate::fact::Record;
use crate::lexicon::lists_of_words as lists;
use crate::resolve::day::iso_order;
use crate::text::{Span, Text, is_han};

/// The fewest and the most characters of a name.
const LEAST: usize = 4;
const LONG: usize = 20;
/// Renamings of a document that are followed up.
const MOST: usize = 64;

/// A name given up for another in an entry.
struct Renamed<'a> {
    old: String,
    new: String,
    at: Span,
    place: usize,
    record: &'a Record,
}

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut renamed: Vec<Renamed<'_>> = Vec::new();
        for (place, record) in document.records.iter().enumerate() {
            let (view, span) = desk.seen(reading, record);
            let own = |at: usize| {
                let bodies = record.orgs.iter().flat_map(|o| o.mentions.iter().map(crate::fact::Quote::span));
                let makers = record.organizers.iter().map(|o| Span { start: o.start, end: o.end });
                bodies
                    .chain(makers)
                    .map(|raw| view.seen(raw))
                    .filter(|body| body.hi() <= at)
                    .min_by_key(|body| body.lo())
            };
            for (old, new) in names(view.text(), span, own) {
                let slice = |at: Span| view.text().folded(at).iter().collect::<String>();
                let (at, old, new) = (view.raw(old), slice(old), slice(new));
                if renamed.len() < MOST {
                    renamed.push(Renamed { old, new, at, place, record });
                }
            }
        }
        for one in &renamed {
            // What takes the old name again may bear it.
            if renamed.iter().any(|other| other.new == one.old) {
                continue;
            }
            let Some(since) = day(one.record) else { continue };
            before_its_day(desk, report, reading, one, since);
            let found = document.records[one.place + 1..].iter().find_map(|record| {
                let (view, span) = desk.seen(reading, record);
                borne(view.text(), span, &one.old, &one.new).map(|at| (record, view.raw(at)))
            });
            let Some((record, at)) = found else { continue };
            let Some(now) = day(record).filter(|now| *now != since) else { continue };
            let draft = Draft::default()
                .arg("name", &one.old)
                .arg("date", now)
                .arg("from", "…")
                .arg("to", since)
                .arg("then", &one.new)
                .arg("source", String::new())
                .also(Pointer::at(desk.text(reading), one.at, Some(one.record)));
            report.add(reading, Some(record), at, draft);
        }
    }
}

/// The new name of a body in an entry before the one that gives it.
fn before_its_day(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, one: &Renamed<'_>, since: &str) {
    let records = &desk.readings[reading].records[..one.place];
    let told = |record: &&Record| day(record).is_some_and(|day| iso_order(day, since).is_lt());
    let mut found = records.iter().filter(told).filter_map(|record| {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let at = text.find(span, &one.new)?;
        let before: String =
            text.folded(Span::new(span.lo().max(at.saturating_sub(12)), at)).iter().collect();
        let aside = lists::CHECK_AHEAD_OF_A_NAME.all().any(|word| before.contains(word))
            || matches!(text.before(at), '《' | '“' | '(')
            || lists::CHECK_TOOK_A_NEW_NAME.all().any(|word| text.find(span, word).is_some());
        (!aside).then(|| (record, view.raw(Span::new(at, at + one.new.chars().count()))))
    });
    // Of a body that bears it all along another was renamed.
    let (Some((record, at)), None) = (found.next(), found.next()) else { return };
    let draft = Draft::default()
        .arg("name", &one.new)
        .arg("date", day(record).unwrap_or_default())
        .arg("from", since)
        .arg("to", "…")
        .arg("then", &one.old)
        .arg("source", String::new())
        .also(Pointer::at(desk.text(reading), one.at, Some(one.record)));
    report.add(reading, Some(record), at, draft);
}

/// The renamings of an entry: the old name and the new one.
fn names(text: &Text, span: Span, own: impl Fn(usize) -> Option<Span>) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut i = span.lo();
    while i < span.hi() {
        let Some(word) = lists::CHECK_TOOK_A_NEW_NAME.begin(|k| text.at(k), i) else {
            i += 1;
            continue;
        };
        let end = i + word.chars().count();
        let end = end + usize::from(text.at(end) == '为');
        let stop = (end..span.hi().min(end + LONG))
            .find(|&k| !is_han(text.at(k)))
            .unwrap_or(span.hi().min(end + LONG));
        let floor = span.lo().max(i.saturating_sub(LONG + LEAST));
        let start = (floor..i).rev().find(|&k| !is_han(text.at(k))).map_or(floor, |k| k + 1);
        // 教育部批准淮河工程学院更名: the name begins behind the verb.
        let start = (start..i)
            .rev()
            .find(|&k| {
                lists::CHECK_DECIDES.all().any(|word| text.ends(k, word) && k >= start + word.chars().count())
            })
            .unwrap_or(start);
        // 独立第六团编入野战部队,番号改为第六十九团: whose number it is stands first in the sentence.
        let label: String = text.folded(Span::new(start, i)).iter().collect();
        let sentence =
            (span.lo()..start).rev().find(|&k| matches!(text.at(k), '。' | ';' | '\n')).unwrap_or(span.lo());
        let old = if lists::CHECK_NAME_OF_ITS_OWN.holds(&label) {
            let head =
                text.trim(Span::new(if sentence > span.lo() { sentence + 1 } else { span.lo() }, start));
            let open = (head.lo()..head.hi())
                .rev()
                .find(|&k| matches!(text.at(k), '\u{3000}' | ' ' | '月' | '日'))
                .map_or(head.lo(), |k| k + 1);
            let cut =
                (open..head.hi()).find(|&k| lists::CHECK_PASSES_INTO.all().any(|word| text.begins(k, word)));
            cut.map(|cut| Span::new(open, cut)).or_else(|| own(start).filter(|body| body.lo() >= sentence))
        } else {
            Some(Span::new(start, i))
        };
        let Some(old) = old else {
            i = stop.max(i + 1);
            continue;
        };
        let new = Span::new(end, stop);
        let (a, b) = (text.folded(old), text.folded(new));
        // 直隶省改称河北省: divisions are called by fewer.
        let division =
            |name: &[char]| name.len() == 3 && name.last().is_some_and(|c| "省市县区州镇乡".contains(*c));
        let whole = (LEAST..=LONG).contains(&a.len()) && b.len() >= LEAST || division(a) && division(b);
        // Names of one kind of body, of which neither holds the other.
        let within = b.windows(a.len().max(1)).any(|part| part == a)
            || a.windows(b.len().max(1)).any(|part| part == b);
        let many = a.iter().any(|c| matches!(c, '和' | '及' | '等' | '并' | '该' | '其'));
        if whole && !within && !many {
            found.push((old, new));
        }
        i = stop.max(i + 1);
    }
    found
}

/// Where an entry calls a body by a name that it bears no more.
fn borne(text: &Text, span: Span, old: &str, new: &str) -> Option<Span> {
    let at = text.find(span, old)?;
    let whole = Span::new(at, at + old.chars().count());
    let floor = span.lo().max(at.saturating_sub(12));
    let before: String = text.folded(Span::new(floor, at)).iter().collect();
    let aside = lists::CHECK_OF_AN_OLD_NAME.all().any(|word| before.contains(word))
        || matches!(text.before(at), '《' | '“' | '(' | '·')
        || matches!(
            text.at(whole.hi()),
            '》' | '”' | '旧' | '原' | '老' | '遗' | '志' | '史' | '改' | '更' | '易'
        );
    // A longer name, or an entry that tells of the renaming itself.
    let again = lists::CHECK_TOOK_A_NEW_NAME.all().any(|word| text.find(span, word).is_some());
    let both = text.find(span, new).is_some();
    (!aside && !again && !both).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_name_stands_before_the_verb_and_a_new_one_behind() {
        for (words, want) in [
            ("教育部批准淮河工程学院更名为淮河科技大学", Some(("淮河工程学院", "淮河科技大学"))),
            ("东岭钢铁厂改称东岭钢铁公司", Some(("东岭钢铁厂", "东岭钢铁公司"))),
            ("独立第六团番号改为第六十九团", Some(("独立第六团", "第六十九团"))),
            ("该校更名为育才中学", None),
            ("清源县中学更名为清源县中学校", None),
        ] {
            let text = Text::new(words.to_owned());
            let found = names(&text, text.span(), |_| None);
            let found = found.first().map(|(a, b)| (text.slice(*a), text.slice(*b)));
            assert_eq!(found, want, "{words}");
        }
    }
}
