//! The rows of the division table and what came after what, as the build script compiles them.
//!
//! In goes `lexicon/table-divisions.tsv`; out come its rows, and for every code that ended in one other the last of those that
//! followed: 413000 信阳地区 became 411500 信阳市.

use std::collections::BTreeMap;

/// The ends of full names, and what stands for them in the form between the short and the full one: 红河州, 融水县, 洛阳专区.
pub(crate) const SHORTER: [(&str, &str); 4] =
    [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("地区", "专区")];

/// Local short names and the full names they stand for (锡盟, 锡林郭勒盟), from `lexicon/table-division-aliases.tsv`.
pub(crate) fn aliases(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// One code for as long as it had one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division {
    /// Six digits.
    pub code: u32,
    /// Full name.
    pub name: &'static str,
    /// The name without its last word, empty where there is none.
    pub short: &'static str,
    /// First year in force.
    pub from: i32,
    /// First year no longer in force, 0 where still in force.
    pub to: i32,
    /// Codes that came after, `code` or `code[year]`, divided by `;`.
    pub(crate) after: &'static str,
}

/// The rows of the table, in the order of their codes.
pub(crate) fn parse(text: &'static str) -> Vec<Division> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut rest = line;
            let mut next = || column(&mut rest);
            Some(Division {
                code: next()?.parse().ok()?,
                name: next()?,
                short: next()?,
                from: next()?.parse().ok()?,
                to: next()?.parse().ok()?,
                after: next().unwrap_or_default(),
            })
        })
        .collect()
}

/// Takes the next column off a row.
fn column<'a>(rest: &mut &'a str) -> Option<&'a str> {
    if rest.is_empty() {
        return None;
    }
    let end = rest.bytes().position(|b| b == b'\t').unwrap_or(rest.len());
    let column = &rest[..end];
    *rest = rest.get(end + 1..).unwrap_or_default();
    Some(column)
}

/// Province 0, prefecture 1, county 2.
pub fn level(code: u32) -> u8 {
    match (code % 10000, code % 100) {
        (0, _) => 0,
        (_, 0) => 1,
        _ => 2,
    }
}

/// Codes that came after a row, the ones of its end first.
pub fn successors(row: &Division) -> Vec<u32> {
    let mut plain = Vec::new();
    let mut dated = Vec::new();
    for part in row.after.split(';') {
        let (code, rest) = part.split_at_checked(6).unwrap_or((part, ""));
        if let Ok(code) = code.parse() {
            if rest.is_empty() { plain.push(code) } else { dated.push(code) }
        }
    }
    plain.extend(dated);
    plain
}

/// Every code that one other code came after that came after no other, with the last of such codes, in the order of the codes.
pub(crate) fn lasting(table: &[Division]) -> Vec<(u32, u32)> {
    let next = next(table);
    let last = |mut code: u32| {
        for _ in 0..8 {
            match next.get(&code) {
                Some(after) => code = *after,
                None => break,
            }
        }
        code
    };
    next.keys().map(|&code| (code, last(code))).collect()
}

/// The rows of a code.
fn rows(table: &[Division], code: u32) -> &[Division] {
    let start = table.partition_point(|row| row.code < code);
    let end = table.partition_point(|row| row.code <= code);
    &table[start..end]
}

/// The one code that came after another and came after no other.
fn next(table: &[Division]) -> BTreeMap<u32, u32> {
    let mut after: BTreeMap<u32, u32> = BTreeMap::new();
    let mut before: BTreeMap<u32, u32> = BTreeMap::new();
    let ended =
        table.chunk_by(|a, b| a.code == b.code).filter_map(|rows| rows.last()).filter(|row| row.to != 0);
    for row in ended {
        let mut next = successors(row);
        if next.is_empty() && level(row.code) == 1 {
            next.extend(renewed(table, row));
        }
        next.sort_unstable();
        next.dedup();
        for code in &next {
            *before.entry(*code).or_default() += 1;
        }
        if let [only] = next[..] {
            after.insert(row.code, only);
        }
    }
    // One that was there already when the other came to its end took it in.
    let takes_in = |code: u32, next: u32| {
        let ends = rows(table, code).last().map_or(0, |row| row.to);
        before.get(&next) != Some(&1) || rows(table, next).first().is_none_or(|row| row.from < ends)
    };
    after.into_iter().filter(|(code, next)| !takes_in(*code, *next)).collect()
}

/// The prefecture that bears a prefecture's short name from the year of its end on: 信阳市 after 信阳地区. The table tells successors of
/// counties only.
fn renewed(table: &[Division], row: &Division) -> Option<u32> {
    let named = |next: &&Division| {
        level(next.code) == 1
            && next.code / 10000 == row.code / 10000
            && next.from == row.to
            && !row.short.is_empty()
            && next.short == row.short
    };
    table.iter().find(named).map(|next| next.code)
}
