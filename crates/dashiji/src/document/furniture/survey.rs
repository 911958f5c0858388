//! One pass over the lines of a whole text: the years they begin with, and how often a heading's shape comes.
//!
//! Lines `1986年` … `1995年` tell the period 1986/1995; `# 2018年` and `# 2019年` have one shape, so neither is the title.

use super::LONGEST;
use super::date::{self, Period};
use crate::text::chars;

/// What the lines of a text show.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// First and last year at the starts of lines.
    pub years: Option<Period>,
    /// How many lines have the shape that was asked for.
    pub alike: usize,
}

/// A line's characters with every figure as one 0, without blanks.
pub(super) fn shape(chars: &[char]) -> impl Iterator<Item = char> + '_ {
    let mut last = '\0';
    chars.iter().filter(|c| **c != ' ').filter_map(move |&c| {
        let c = if is_figure(c) { '0' } else { c };
        let again = c == '0' && last == '0';
        last = c;
        (!again).then_some(c)
    })
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || chars!("〇○零一二三四五六七八九十").has(c)
}

/// Looks at every line once.
pub(super) fn survey(chars: &[char], wanted: Option<&[char]>) -> Survey {
    let mut survey = Survey::default();
    let (mut first, mut last) = (i32::MAX, i32::MIN);
    for line in chars.split(|&c| c == '\n' || c == '\r') {
        let start = line.iter().take(16).position(|c| c.is_alphanumeric());
        let Some(rest) = start.and_then(|start| line.get(start..)) else { continue };
        if let Some(year) = leading_year(rest) {
            first = first.min(year);
            last = last.max(year);
        }
        if let Some(wanted) = wanted
            && line.len() <= LONGEST
            && shape(line).eq(wanted.iter().copied())
        {
            survey.alike += 1;
        }
    }
    if first <= last {
        survey.years = Some(Period { from: (first, None), to: (last, None) });
    }
    survey
}

/// The year a line begins with: `1986年…`, `1986.3.2`, `民国16年`, `1986` alone.
fn leading_year(rest: &[char]) -> Option<i32> {
    let opens = rest.first().is_some_and(|&c| matches!(c, '1' | '2' | '一' | '二' | '民'));
    if !opens {
        return None;
    }
    let head = rest.get(..rest.len().min(14))?;
    let (period, range) = date::period(head)?;
    let told = head.get(range.clone())?;
    let marked = told.iter().any(|c| matches!(c, '年' | '.' | '-' | '/'));
    let alone = rest.iter().skip(range.end).all(|c| !c.is_alphanumeric());
    (range.start == 0 && (marked || alone)).then_some(period.from.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, Text};

    #[test]
    fn years_at_the_starts_of_lines_are_gathered() {
        let text =
            "1951年\n1月 建社。\n民国16年（1927年） 建校\n# 一九六二年\n1963.3.2 甲\n1970\n2000多人参加\n2月";
        let years = survey(Text::new(text.to_owned()).chars(), None).years.map(|years| years.to_string());
        assert_eq!(years.as_deref(), Some("1927/1970"));
    }

    #[test]
    fn headings_of_one_shape_are_alike() {
        let text = Text::new("1986年大事记\n甲\n1987 年大事记\n一九八八年大事记".to_owned());
        let wanted: Vec<char> = shape(text.folded(Span::new(0, 8))).collect();
        assert_eq!(survey(text.chars(), Some(&wanted)).alike, 3);
    }
}
