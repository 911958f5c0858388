//! N03: a count beside the list that it counts (`甲、乙、丙等4家`), where the list has more, or without 等 another number.

use crate::check::{Desk, Draft, Report};
use crate::fact::QuantityKind;
use crate::text::{Span, Text};

/// No item of a list of names is longer.
const ITEM: usize = 16;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        // What stands behind 等 counts the list, whatever else it may be.
        let counting = |q: &&crate::fact::QuantityRecord| {
            let behind = text.before(q.start as usize) == '等' && q.kind != QuantityKind::Ordinal;
            (q.kind == QuantityKind::Count || behind) && q.value_max.is_none()
        };
        let counts = record.quantities.iter().filter(counting);
        for quantity in counts.filter(|q| q.approx.is_none()) {
            let Some((listed, list)) = list_before(text, record.span.lo(), quantity.start as usize) else {
                continue;
            };
            let open = text.before(quantity.start as usize) == '等';
            let Some(stated) = quantity.value.as_u64().and_then(|v| usize::try_from(v).ok()) else {
                continue;
            };
            if listed == stated || open && listed < stated {
                continue;
            }
            let draft = Draft::default()
                .arg("stated", stated.to_string())
                .arg("listed", listed.to_string())
                .arg("list", text.slice(list));
            report.add(reading, Some(record), Span { start: list.start, end: quantity.end }, draft);
        }
    }
}

/// Number and extent of the names listed with 、 right before a count.
fn list_before(text: &Text, floor: usize, at: usize) -> Option<(usize, Span)> {
    let end = if text.before(at) == '等' { at - 1 } else { at };
    let (mut start, mut items, mut length) = (end, 1usize, 0usize);
    let mut joined = false;
    while start > floor {
        let c = text.at(start - 1);
        match c {
            '、' => {
                if length == 0 {
                    return None;
                }
                items += 1;
                length = 0;
            }
            // 和 and 及 join the last two, once a list is there.
            '和' | '及' if items == 1 && length > 1 => {
                items += 1;
                length = 0;
                joined = true;
            }
            // 甲和乙、丙和丁两个关系: a join in every item joins no list.
            '和' | '及' if joined => {
                items -= 1;
                joined = false;
                length += 1;
            }
            ',' | '。' | ';' | ':' | '(' | ')' | '“' | '”' | '!' | '?' | '\n' | '\r' | ' ' | '《' | '》' =>
            {
                break;
            }
            _ => length += 1,
        }
        if length > ITEM {
            return None;
        }
        start -= 1;
    }
    (items > 2).then(|| (items, Span::new(start, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_counted_back_to_its_clause() {
        let text = Text::new("会上,清河、白石、南岭和东坝四县汇报".to_owned());
        let at = text.find(text.span(), "四县").unwrap();
        assert_eq!(list_before(&text, 0, at).map(|(n, _)| n), Some(4));
        let text = Text::new("要处理好甲和乙、丙和丁、戊和己三个关系".to_owned());
        let at = text.find(text.span(), "三个").unwrap();
        assert_eq!(list_before(&text, 0, at).map(|(n, _)| n), Some(3));
        let text = Text::new("来自东方机械厂等4家企业".to_owned());
        assert_eq!(list_before(&text, 0, text.find(text.span(), "4").unwrap()), None);
    }
}
