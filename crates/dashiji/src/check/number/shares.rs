//! N14: shares of one whole that come to more than a hundred, or, where they are all there are, to less; and those told one to
//! another (12.0:54.9:33.1).

use super::clause::{WHOLES, between, exact, float, half, lead, of, place, sentences, unit};
use crate::check::{Desk, Draft, Pointer, Report, Severity};
use crate::fact::QuantityRecord;
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let text = desk.text(reading);
        structure(desk, report, reading, record);
        for sentence in sentences(text, record) {
            for row in rows(text, &sentence) {
                let sum: f64 = row.iter().map(|q| float(q)).sum();
                let slack: f64 = row.iter().map(|q| half(q).max(0.05)).sum::<f64>().max(0.11);
                let all = complete(text, &row);
                // Parts counted by a side of a thing each (党员, 妇女) are no parts of one whole.
                let sides = row.iter().any(|q| lists::CHECK_SIDES.all().any(|word| of(q).contains(word)));
                if sum > 100.0 + slack && (all || !sides) || all && sum < 100.0 - slack {
                    let terms = row.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" + ");
                    let mut draft = Draft::default().arg("sum", format!("{terms} = {}%", round(sum)));
                    // Parts by their names; others may be of several wholes, or lie one over another.
                    let one = all || row.iter().all(|q| part(&of(q)).or(part(&name_of(text, q))).is_some());
                    if !one {
                        draft = draft.severity(Severity::Warning);
                    }
                    draft.also = row[1..].iter().map(|q| Pointer::at(text, place(q), Some(record))).collect();
                    report.add(reading, Some(record), place(row[0]), draft);
                }
            }
        }
    }
}

/// Words before the shares of all parts there are, told one to another: 三次产业结构为12.0:54.9:33.1.
const STRUCTURE: &[&str] = &["结构", "构成", "比重", "比例"];
/// Of what 比例 tells shares: others (配料比例10:50:35) are parts of no hundred.
const SHARED: &[&str] = &["产业", "股权", "投资"];
/// What may stand between them and the first share.
const LEADS: &[&str] =
    &["由", "为", "是", "达", "调整为", "优化为", "比为", "之比为", "上年的", "由上年的", "变为", "调整到"];

/// Shares told one to another that are nearly a hundred and not a hundred. Others (2:1) are no shares.
fn structure(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, record: &crate::fact::Record) {
    let (view, span) = desk.seen(reading, record);
    let text = view.text();
    let mut i = span.lo();
    while i < span.hi() {
        let Some(word) = STRUCTURE.iter().find(|word| text.begins(i, word)) else {
            i += 1;
            continue;
        };
        let whole = *word != "比例" || SHARED.iter().any(|of| text.ends(i, of));
        i += word.chars().count();
        if !whole {
            continue;
        }
        // 由…调整为…: both rows of the clause.
        let end = span.hi().min(i + 80);
        let clause = (i..end).find(|&k| matches!(text.at(k), '。' | ',' | ';' | '\n')).unwrap_or(end);
        while let Some((row, shares)) = (i..clause).find_map(|k| one_to_another(text, k, clause)) {
            let (sum, slack) = (shares.iter().sum::<f64>(), 0.05 * shares.len() as f64 + 0.051);
            let lead: String =
                text.folded(Span::new(i, row.lo())).iter().filter(|c| !c.is_ascii_digit()).collect();
            let led = lead.chars().count() <= 8 || LEADS.iter().any(|word| lead.ends_with(word));
            if led && shares.len() > 2 && (sum - 100.0).abs() > slack && (80.0..120.0).contains(&sum) {
                let terms = shares.iter().map(|share| round(*share)).collect::<Vec<_>>().join(" + ");
                let draft = Draft::default().arg("sum", format!("{terms} = {}", round(sum)));
                report.add(reading, Some(record), view.raw(row), draft);
            }
            i = row.hi();
        }
    }
}

/// Numbers with colons between that begin at a place.
fn one_to_another(text: &crate::text::Text, at: usize, end: usize) -> Option<(Span, Vec<f64>)> {
    let digit = |i: usize| text.at(i).is_ascii_digit() || text.at(i) == '.';
    if !text.at(at).is_ascii_digit() || digit(at.wrapping_sub(1)) && at > 0 {
        return None;
    }
    let (mut shares, mut i) = (Vec::new(), at);
    loop {
        let stop = (i..end).find(|&k| !digit(k)).unwrap_or(end);
        shares.push(text.slice(Span::new(i, stop)).parse().ok()?);
        let more =
            matches!(text.at(stop), ':' | '∶' | '︰') && text.at(stop + 1).is_ascii_digit() && stop + 1 < end;
        i = stop;
        if !more {
            break;
        }
        i += 1;
    }
    (shares.len() > 1).then_some((Span::new(at, i), shares))
}

fn round(sum: f64) -> String {
    let text = format!("{sum:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Shares side by side: each behind 占 (or parts of a row that is all there is), with nothing between but a mark and a name.
fn rows<'a>(text: &crate::text::Text, sentence: &[&'a QuantityRecord]) -> Vec<Vec<&'a QuantityRecord>> {
    let share = |q: &QuantityRecord| {
        let said = whole_of(text, q).is_some();
        let lead = lead(text, q, 16);
        let said = said
            || ["占", "各占", "比重", "占比", "比例"].iter().any(|word| {
                lead.ends_with(word)
                    || lead.strip_suffix(['为', '达', '是']).is_some_and(|lead| lead.ends_with(word))
            });
        unit(q) == "%" && exact(q) && (said || part(&of(q)).is_some())
    };
    let mut out: Vec<Vec<&QuantityRecord>> = Vec::new();
    let (mut open, mut whole) = (false, None);
    for (k, q) in sentence.iter().enumerate() {
        if !share(q) {
            open = false;
            continue;
        }
        let own = whole_of(text, q);
        // 占耕地的30%,占播种面积的20%: of two wholes.
        let other = own.is_some() && own != whole && open;
        let close = k > 0 && {
            let gap = between(text, sentence[k - 1], q);
            gap.chars().count() <= 14
                && gap.starts_with([',', '、', ';', '和'])
                && !gap.contains("其中")
                && !gap.contains('(')
        };
        if let Some(row) = out.last_mut().filter(|_| open && close && !other) {
            row.push(q);
        } else {
            whole = own;
            out.push(vec![q]);
        }
        open = true;
    }
    // A name told twice (占总数的…, 占全市的…) is no row of parts.
    out.retain(|row| {
        let names: std::collections::BTreeSet<String> = row.iter().map(|q| name_of(text, q)).collect();
        row.len() > 1 && (names.len() == row.len() || names.iter().all(String::is_empty))
    });
    out
}

/// What a share is of, by the words before 占 where these tell it: 第一产业增加值 of 第一产业增加值占地区生产总值的12.6%.
fn name_of(text: &crate::text::Text, share: &QuantityRecord) -> String {
    let lead = lead(text, share, 30);
    let name = lead.rsplit_once('占').map(|(name, _)| name.trim_end_matches('各').to_owned());
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| of(share))
}

/// What a share is told to be of, between 占 and 的: 地区生产总值 of 占地区生产总值的12.6%.
fn whole_of(text: &crate::text::Text, share: &QuantityRecord) -> Option<String> {
    const LONG: usize = 14;
    let lead = lead(text, share, LONG + 4);
    let whole = lead.rsplit_once('占')?.1.strip_suffix('的')?;
    (2..=LONG).contains(&whole.chars().count()).then(|| whole.to_owned())
}

/// Which row of parts a name is of: its place in the table.
fn part(name: &str) -> Option<usize> {
    WHOLES.iter().position(|whole| whole.name.is_empty() && whole.parts.iter().any(|part| bare(name) == part))
}

/// 男性 of 男性占, 全县男.
fn bare(name: &str) -> &str {
    let name = name.trim_end_matches(['占', '率', '票', '为']);
    let name = ["增加值", "总产值", "产值"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    ["其中", "全年", "全县", "全市", "全区", "全省", "全乡", "全镇", "全国"]
        .iter()
        .find_map(|w| name.strip_prefix(w))
        .unwrap_or(name)
}

/// Whether the shares are of all the parts there are.
fn complete(text: &crate::text::Text, row: &[&QuantityRecord]) -> bool {
    let names: Vec<[String; 2]> = row.iter().map(|q| [of(q), name_of(text, q)]).collect();
    WHOLES.iter().filter(|whole| whole.name.is_empty()).any(|whole| {
        let told = |part: &String| names.iter().any(|names| names.iter().any(|name| bare(name) == part));
        whole.parts.len() == names.len() && whole.parts.iter().all(told)
    })
}
