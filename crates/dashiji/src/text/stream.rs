//! Text to what is matched: folded characters in runs, each with where it stands.
//!
//! `１，２２９人。COVID-19` becomes the runs `1229人` and `covid-19`: width, script and case are folded, a comma that groups digits is
//! left out, a mark inside a word or figure belongs to it, and every other mark or space breaks the run. One run of marks takes one
//! position, so that a query with marks in it (`豫政〔2020〕9号`) matches across them and a query without never does.

use super::{Span, Text, fold, is_han};
use std::collections::BTreeSet;

/// Stands for a break between runs.
pub const BREAK: char = '\n';

/// A character that is matched, and the code point it stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// Folded, or [`BREAK`].
    pub c: char,
    /// Code point, counted from the beginning of what was given.
    pub at: u32,
}

/// A character folded for search: as the engine folds, and to lower case.
pub fn lower(c: char) -> char {
    let c = fold(c);
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if is_han(c) {
        return c;
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Whether a character (folded) breaks a run where it stands alone.
#[inline]
pub fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric();
    }
    if is_han(c) {
        return false;
    }
    matches!(c,
        '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '\u{d7}' | '\u{f7}'
        | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{21ff}' | '\u{2200}'..='\u{23ff}' | '\u{2500}'..='\u{27bf}'
        | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{303d}' | '\u{30a0}' | '\u{30fb}'
        | '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
        | '\u{feff}' | '\u{e000}'..='\u{f8ff}')
        || c.is_whitespace()
        || c.is_control()
}

/// Whether an ASCII mark between two ASCII letters or digits belongs to their word.
#[inline]
fn joins(mark: char) -> bool {
    matches!(mark, '.' | '-' | ':' | '/' | '+' | '#' | '&' | '_' | '@' | '\'')
}

/// The units of characters that are folded already, in order.
pub fn units(folded: &[char], mut give: impl FnMut(Unit)) {
    let at = |i: usize| folded.get(i).copied().unwrap_or('\0');
    let digit = |i: usize| at(i).is_ascii_digit();
    let mut open = false;
    for (i, &c) in folded.iter().enumerate() {
        if !is_mark(c) {
            give(Unit { c: lower(c), at: i as u32 });
            open = true;
            continue;
        }
        let before = i > 0 && at(i - 1).is_ascii_alphanumeric();
        if before && c == ',' && digit(i - 1) && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4)
        {
            continue;
        }
        if before && (joins(c) && at(i + 1).is_ascii_alphanumeric() || c == '%' && digit(i - 1)) {
            give(Unit { c, at: i as u32 });
            open = true;
            continue;
        }
        if open {
            give(Unit { c: BREAK, at: i as u32 });
            open = false;
        }
    }
}

/// What the index is given for a range of a document: the units as one string, and every character of them once.
pub fn of_text(text: &Text, span: Span) -> (String, String) {
    let folded = text.folded(span);
    let mut out = String::with_capacity(folded.len() * 3);
    let mut characters = String::with_capacity(folded.len());
    // A bit for each character of Unicode's first plane; the few beyond it go into a set.
    let mut seen = [0u64; 1024];
    let mut beyond = BTreeSet::new();
    units(folded, |unit| {
        out.push(unit.c);
        let code = unit.c as usize;
        let new = match seen.get_mut(code >> 6) {
            Some(bits) => {
                let bit = 1 << (code & 63);
                let new = *bits & bit == 0;
                *bits |= bit;
                new
            }
            None => beyond.insert(unit.c),
        };
        if new && unit.c != BREAK {
            characters.push(unit.c);
        }
    });
    (out, characters)
}

/// The units of a string as it stands, without breaks at its ends.
pub fn of_str(raw: &str) -> Vec<Unit> {
    let folded: Vec<char> = raw.chars().map(fold).collect();
    let mut out = Vec::with_capacity(folded.len());
    units(&folded, |unit| out.push(unit));
    if out.last().is_some_and(|unit| unit.c == BREAK) {
        out.pop();
    }
    out
}

/// The pairs of units as an index holds them, each at the position of its first: a break is a neighbour too, and the end of a text is one.
pub fn pairs(units: &str) -> impl Iterator<Item = (char, char)> + '_ {
    let seconds = units.chars().skip(1).chain(std::iter::once(BREAK));
    units.chars().zip(seconds).filter(|pair| *pair != (BREAK, BREAK))
}

/// A value folded for comparison: a name, a title of a document, a body.
pub fn value(raw: &str) -> String {
    raw.chars().map(lower).filter(|c| !c.is_whitespace() && *c != '\u{1f}').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(raw: &str) -> String {
        of_str(raw).iter().map(|unit| if unit.c == BREAK { '|' } else { unit.c }).collect()
    }

    #[test]
    fn runs_break_at_marks_and_nowhere_else() {
        for (raw, want) in [
            ("１，２２９人。COVID-19", "1229人|covid-19"),
            ("1,2,3号", "1|2|3号"),
            ("12,345,678", "12345678"),
            ("豫政〔2020〕9号", "豫政|2020|9号"),
            ("3.5%，10:30", "3.5%|10:30"),
            ("國務院\n批準  公佈", "国务院|批准|公布"),
            ("  空 ", "空"),
            ("A．B", "a.b"),
            ("阿依·努尔", "阿依|努尔"),
            ("36.5℃以上", "36.5℃以上"),
        ] {
            assert_eq!(runs(raw), want, "{raw}");
        }
    }

    #[test]
    fn units_know_where_they_stand() {
        let units = of_str("甲，1,229乙");
        let at: Vec<(char, u32)> = units.iter().map(|u| (u.c, u.at)).collect();
        assert_eq!(at, [('甲', 0), ('\n', 1), ('1', 2), ('2', 4), ('2', 5), ('9', 6), ('乙', 7)]);
    }
}
