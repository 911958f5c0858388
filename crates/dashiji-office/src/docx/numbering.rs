//! The numbers that Word puts before paragraphs: they stand in no text, but an editor sees them.
//!
//! A list of `%1、` in chineseCounting gives 一、 二、 三、; `第%1章` gives 第一章. What goes in is `numbering.xml` and, paragraph after
//! paragraph, the list and level each belongs to; what comes out is the label.

use super::symbol;
use crate::error::Error;
use crate::xml::{Token, Tokens, attribute, local, on};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2`.
    text: String,
    /// What stands between label and words.
    gap: &'static str,
    legal: bool,
    /// The font of its bullet.
    font: String,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            gap: " ",
            legal: false,
            font: String::new(),
        }
    }
}

/// All lists of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbering {
    /// Levels by abstract list.
    lists: BTreeMap<String, Vec<Level>>,
    /// The abstract list of a list, and the numbers its levels start with instead.
    instances: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    /// Abstract lists by the style they make, and the styles that abstract lists take theirs from.
    makers: BTreeMap<String, String>,
    takers: BTreeMap<String, String>,
}

/// Where each list has come to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counters {
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(String, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(crate) fn read(part: &str, xml: &str) -> Result<Self, Error> {
        let mut numbering = Self::default();
        let mut tokens = Tokens::new(part, xml);
        let mut list = None;
        let mut instance: Option<String> = None;
        let mut level: Option<(usize, Level)> = None;
        let mut overridden: Option<usize> = None;
        // Names of the open elements, innermost last.
        let mut open: Vec<String> = Vec::new();
        while let Some(token) = tokens.next()? {
            let (element, empty) = match token {
                Token::Start(_, element) => (element, false),
                Token::Empty(_, element) => (element, true),
                Token::End => {
                    match open.pop().as_deref() {
                        Some("abstractNum") => list = None,
                        Some("num") => instance = None,
                        Some("lvlOverride") => overridden = None,
                        Some("lvl") => {
                            if let (Some(list), Some((number, level))) = (&list, level.take())
                                && let Some(levels) = numbering.lists.get_mut(list)
                                && let Some(place) = levels.get_mut(number)
                            {
                                *place = level;
                            }
                        }
                        _ => {}
                    }
                    continue;
                }
                Token::Text(_) | Token::Character(_) => continue,
            };
            let value = || attribute(&element, "val").unwrap_or_default();
            let index = || attribute(&element, "ilvl").and_then(|n| n.parse().ok()).unwrap_or(0usize);
            if numbering.lists.len() + numbering.instances.len() > super::RELATIONS {
                return Err(Error::TooMany { part: part.to_owned(), what: "lists", most: super::RELATIONS });
            }
            match local(&element) {
                "abstractNum" => {
                    let id = attribute(&element, "abstractNumId").unwrap_or_default();
                    numbering.lists.insert(id.clone(), vec![Level::default(); LEVELS]);
                    list = Some(id);
                }
                "num" => {
                    let id = attribute(&element, "numId").unwrap_or_default();
                    numbering.instances.insert(id.clone(), (String::new(), BTreeMap::new()));
                    instance = Some(id);
                }
                "abstractNumId" => {
                    if let Some(entry) = instance.as_ref().and_then(|id| numbering.instances.get_mut(id)) {
                        entry.0 = value();
                    }
                }
                "styleLink" => {
                    if let Some(list) = &list {
                        numbering.makers.insert(value(), list.clone());
                    }
                }
                "numStyleLink" => {
                    if let Some(list) = &list {
                        numbering.takers.insert(list.clone(), value());
                    }
                }
                "lvlOverride" => overridden = Some(index()),
                "startOverride" => {
                    if let (Some(entry), Some(number)) =
                        (instance.as_ref().and_then(|id| numbering.instances.get_mut(id)), overridden)
                    {
                        entry.1.insert(number, value().parse().unwrap_or(1));
                    }
                }
                "lvl" => level = Some((index(), Level::default())),
                name => {
                    if let Some((_, level)) = &mut level {
                        match name {
                            "start" => level.start = value().parse().unwrap_or(1),
                            "numFmt" => level.format = value(),
                            "lvlText" => level.text = value(),
                            "suff" => level.gap = if value() == "nothing" { "" } else { " " },
                            "rFonts" => level.font = attribute(&element, "ascii").unwrap_or_default(),
                            "isLgl" => level.legal = on(&element),
                            _ => {}
                        }
                    }
                }
            }
            if !empty {
                open.push(local(&element).to_owned());
            }
        }
        Ok(numbering)
    }

    /// The label of the next paragraph of a list at a level, with the gap behind it; empty where it has none.
    pub(crate) fn label(&self, counters: &mut Counters, list: &str, level: usize) -> String {
        let Some((kind, starts)) = self.instances.get(list) else { return String::new() };
        let linked = self.takers.get(kind).and_then(|style| self.makers.get(style));
        let kind = linked.unwrap_or(kind);
        let Some(levels) = self.lists.get(kind) else { return String::new() };
        let level = level.min(LEVELS - 1);
        let Some(form) = levels.get(level) else { return String::new() };
        let counts = counters.counts.entry(kind.clone()).or_insert([None; LEVELS]);
        if let Some(start) = starts.get(&level)
            && counters.begun.insert((list.to_owned(), level))
        {
            counts[level] = start.checked_sub(1);
            if *start == 0 {
                counts[level] = None;
            }
        }
        let start = starts.get(&level).copied().unwrap_or(form.start);
        counts[level] = Some(counts[level].map_or(start, |count| count.saturating_add(1)));
        for deeper in counts.iter_mut().skip(level + 1) {
            *deeper = None;
        }
        let mut out = String::new();
        let mut rest = form.text.chars().peekable();
        while let Some(c) = rest.next() {
            let digit = rest.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0);
            if let Some(digit) = digit {
                rest.next();
                let other = (digit as usize - 1).min(LEVELS - 1);
                let count = counts[other].unwrap_or_else(|| levels.get(other).map_or(1, |l| l.start));
                let format = levels.get(other).map_or("decimal", |l| l.format.as_str());
                out.push_str(&number(count, if form.legal { "decimal" } else { format }));
            } else if form.format == "bullet" {
                // Bullets are characters of symbol fonts.
                out.push(symbol::character(&form.font, u32::from(c)).filter(|c| *c != '□').unwrap_or('•'));
            } else {
                out.push(c);
            }
        }
        if form.format == "none" && !form.text.contains(|c: char| c != '%' && !c.is_ascii_digit()) {
            return String::new();
        }
        if !out.trim().is_empty() {
            out.push_str(form.gap);
        }
        out
    }
}

/// A number in one of Word's formats.
fn number(n: u32, format: &str) -> String {
    let pick = |list: &str| list.chars().nth((n as usize).saturating_sub(1)).filter(|_| n > 0);
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => han(n, &HAN, ["", "十", "百", "千"]),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            han(n, &LEGAL, ["", "拾", "佰", "仟"])
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            n.to_string().bytes().map(|b| if b == b'0' { '〇' } else { HAN[usize::from(b - b'0')] }).collect()
        }
        "ideographTraditional" => pick("甲乙丙丁戊己庚辛壬癸").map_or_else(|| n.to_string(), String::from),
        "ideographZodiac" => pick("子丑寅卯辰巳午未申酉戌亥").map_or_else(|| n.to_string(), String::from),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            pick("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳").map_or_else(|| n.to_string(), String::from)
        }
        "ideographEnclosedCircle" => pick("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉").map_or_else(|| n.to_string(), String::from),
        "decimalEnclosedParen" => format!("({n})"),
        "decimalEnclosedFullstop" => format!("{n}."),
        "decimalFullWidth" | "decimalFullWidth2" => {
            n.to_string().bytes().filter_map(|b| char::from_u32(0xFF10 + u32::from(b - b'0'))).collect()
        }
        "decimalZero" => format!("{n:02}"),
        "upperLetter" => letters(n, b'A'),
        "lowerLetter" => letters(n, b'a'),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_ascii_lowercase(),
        "none" => String::new(),
        _ => n.to_string(),
    }
}

const HAN: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// 二十一, up to 9999.
fn han(n: u32, digits: &[char; 10], units: [&str; 4]) -> String {
    if n == 0 || n > 9999 {
        return n.to_string();
    }
    let mut out = String::new();
    let mut zero = false;
    for (power, unit) in [(1000, units[3]), (100, units[2]), (10, units[1]), (1, units[0])] {
        let digit = n / power % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push(digits[0]);
            zero = false;
        }
        // 十一, not 一十一.
        if !(digit == 1 && power == 10 && out.is_empty() && digits[1] == '一') {
            out.push(digits[digit as usize]);
        }
        out.push_str(unit);
    }
    out
}

/// a … z, aa, bb, as Word counts.
fn letters(n: u32, first: u8) -> String {
    if n == 0 || n > 780 {
        return n.to_string();
    }
    let letter = char::from(first + ((n - 1) % 26) as u8);
    std::iter::repeat_n(letter, ((n - 1) / 26 + 1) as usize).collect()
}

fn roman(n: u32) -> String {
    if n == 0 || n > 3999 {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, words) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while rest >= value {
            out.push_str(words);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (n, format, want) in [
            (1, "decimal", "1"),
            (10, "chineseCounting", "十"),
            (21, "chineseCountingThousand", "二十一"),
            (105, "chineseCountingThousand", "一百零五"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (3, "ideographTraditional", "丙"),
            (11, "decimalEnclosedCircle", "⑪"),
            (12, "decimalFullWidth", "１２"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
            (4_000_000, "upperRoman", "4000000"),
        ] {
            assert_eq!(number(n, format), want, "{n} {format}");
        }
    }

    #[test]
    fn a_list_counts_its_levels_and_starts_anew_where_told() {
        let xml = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:abstractNum w:abstractNumId="0">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
            </w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
          </w:numbering>"#;
        let numbering = Numbering::read("numbering", xml).unwrap();
        let mut counters = Counters::default();
        let labels: Vec<String> =
            [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0), ("2", 0), ("9", 0)]
                .into_iter()
                .map(|(list, level)| numbering.label(&mut counters, list, level))
                .collect();
        assert_eq!(labels, ["一、", "1.1 ", "1.2 ", "二、", "2.1 ", "一、", "二、", ""]);
    }
}
