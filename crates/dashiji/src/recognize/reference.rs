//! Document numbers: 豫政〔2020〕9号, `国发[1978]12号`, （82）国函字8号, 台(76)高第12號, 省财字第12号, 国务院令第123号.
//!
//! Every number ends with 号; what stands before it is read backwards: the serial, then a bracketed year, then the letters of
//! the issuing body, in the orders that were in use (year after the letters, since 1987; before them, in the early 1980s).

use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, Text, chars, is_han};

/// Longest code of a body, 中共某县委办公室字.
const LONGEST_CODE: usize = 10;

/// Document numbers of a range, in order.
pub fn numbers(text: &Text, range: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let marks = text.folded(range).iter().enumerate().filter(|(_, c)| **c == '号');
    for i in marks.map(|(k, _)| range.lo() + k) {
        let floor = found.last().map_or(range.lo(), |span| span.hi().max(range.lo()));
        if let Some(start) = start(text, floor, i) {
            let end = if text.at(i + 1) == '令' { i + 2 } else { i + 1 };
            found.push(Span::new(start, end));
        }
    }
    found
}

/// Where the number that ends with the 号 at `end` begins.
fn start(text: &Text, floor: usize, end: usize) -> Option<usize> {
    let mut p = back_while(text, floor, end, 6, is_numeral);
    if p == end {
        return None;
    }
    while p > floor && text.before(p) == ' ' {
        p -= 1;
    }
    let ordinal = p > floor && text.before(p) == '第';
    if ordinal {
        p -= 1;
    }
    // 国发[1978]12号.
    if let Some(open) = bracketed_year(text, floor, p) {
        let code = code_start(text, floor, open);
        return (code < open).then_some(code);
    }
    // (82)国函字8号, 民〔1990〕行批12号, 省财字第12号.
    let code = back_while(text, floor, p, LONGEST_CODE, is_han);
    if let Some(open) = bracketed_year(text, floor, code)
        && code < p
    {
        // The letters stand after the year; before it at most a short sign (台, 民), not the body's name.
        let sign = code_start(text, floor, open);
        return Some(if open - sign <= 2 { sign } else { open });
    }
    let code = code_start(text, floor, p);
    if code < p && ((text.before(p) == '字' && p - code > 1) || (text.before(p) == '令' && ordinal)) {
        return Some(code);
    }
    (ordinal && text.at(end + 1) == '令').then_some(p)
}

/// The bracket that opens a year which closes right before `end`.
fn bracketed_year(text: &Text, floor: usize, end: usize) -> Option<usize> {
    let close = end.checked_sub(1).filter(|&c| c >= floor)?;
    if !matches!(text.at(close), ')' | ']' | '〕' | '】' | '﹞' | '》') {
        return None;
    }
    let mut stop = close;
    if text.before(stop) == '年' {
        stop -= 1;
    }
    let digits = back_while(text, floor, stop, 4, is_numeral);
    let open = digits.checked_sub(1).filter(|&o| o >= floor)?;
    (matches!(stop - digits, 2 | 4) && matches!(text.at(open), '(' | '[' | '〔' | '【' | '﹝' | '《'))
        .then_some(open)
}

/// Where the letters that end at `end` begin: Chinese characters, without the word that leads to them (以, 根据, 印发).
fn code_start(text: &Text, floor: usize, end: usize) -> usize {
    let start = back_while(text, floor, end, LONGEST_CODE, is_han);
    let mut code = start;
    for i in start..end {
        let leads = match text.at(i) {
            '以' | '据' | '奉' | '按' | '照' | '经' | '由' | '和' | '及' | '与' | '的' | '之' | '为'
            | '了' | '在' | '见' => true,
            '发' => i > start && matches!(text.at(i - 1), '印' | '下' | '转' | '颁' | '制') && i + 1 < end,
            '布' => matches!(text.before(i), '发' | '公' | '颁'),
            '出' | '达' => matches!(text.before(i), '发' | '下'),
            _ => false,
        };
        if leads {
            code = i + 1;
        }
    }
    for organ in lists::DOCUMENT_ORGANS.all() {
        let n = organ.chars().count();
        if code + n < end
            && text.begins(code, organ)
            && text.at(code + n) != '令'
            && text.at(code + n) != '办'
        {
            code += n;
        }
    }
    code
}

fn back_while(text: &Text, floor: usize, end: usize, most: usize, fits: impl Fn(char) -> bool) -> usize {
    let mut p = end;
    while p > floor && end - p < most && fits(text.before(p)) {
        p -= 1;
    }
    p
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || chars!("〇○零一二三四五六七八九十百").has(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_numbers_of_every_period() {
        for (raw, want) in [
            ("省政府以豫政〔2020〕9号文件印发", "豫政〔2020〕9号"),
            ("国发［1978］12号", "国发［1978］12号"),
            ("根据国务院（82）国函字8号批复", "（82）国函字8号"),
            ("奉臺(76)高第〇一二三號函", "臺(76)高第〇一二三號"),
            ("民〔1990〕行批12号", "民〔1990〕行批12号"),
            ("民批（1988）45号", "民批（1988）45号"),
            ("发出青财字第12号文", "青财字第12号"),
            ("公布国务院令第123号", "国务院令第123号"),
            ("颁布第12号令", "第12号令"),
            ("中办厅字〔1996〕3号", "中办厅字〔1996〕3号"),
            ("下发东政办发〔2001〕十五号", "东政办发〔2001〕十五号"),
            ("(58)省财字第12号", "(58)省财字第12号"),
        ] {
            let text = Text::new(raw.to_owned());
            let found: Vec<&str> = numbers(&text, text.span()).into_iter().map(|s| text.slice(s)).collect();
            assert_eq!(found, [want], "{raw}");
        }
    }

    #[test]
    fn a_house_number_is_none() {
        for raw in ["中山路12号", "地铁2号线", "一号文件", "8月1号", "第3号井", "1号会议纪要", "(3)8号楼"]
        {
            let text = Text::new(raw.to_owned());
            assert!(numbers(&text, text.span()).is_empty(), "{raw}");
        }
    }
}
