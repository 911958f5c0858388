//! Marks that are of another script or form: S15 straight quotation marks, S16 a full stop of Latin script between Chinese sentences, S17
//! digits and letters of full width, S18 dots, dashes, per cent and numerals that are set wrong, S20 characters that could not be read.
//!
//! What is no Chinese text is left alone: addresses, clock times, numbers of trains and standards, sections.

use crate::check::{Desk, Draft, Pointer, QUOTED, Report};
use crate::fact::Record;
use crate::recognize::person::characters::transcribes;
use crate::text::{Span, fold, is_han};

/// So many of one kind in a document are a habit: one finding.
const HABIT: usize = 5;

/// A place with what should stand there.
type Found<'a> = (Span, Option<String>, &'a Record);

/// Tells each place, or a habit once.
fn tell(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize, found: Vec<Found<'_>>, safe: bool) {
    let text = desk.text(reading);
    let count = found.len();
    if count > HABIT {
        let (span, _, record) = found[0];
        let mut draft = Draft::default().arg("mark", text.slice(span)).arg("count", count.to_string());
        draft.also =
            found[1..].iter().map(|(span, _, record)| Pointer::at(text, *span, Some(record))).collect();
        for (span, right, _) in &found {
            if let Some(right) = right {
                draft = draft.replace(*span, right, safe);
            }
        }
        report.add(reading, Some(record), span, draft);
        return;
    }
    for (span, right, record) in found {
        let mut draft = Draft::default().arg("mark", text.slice(span)).arg("count", "1");
        if let Some(right) = right {
            draft = draft.replace(span, right, safe);
        }
        report.add(reading, Some(record), span, draft);
    }
}

/// The characters of an entry as they stand.
fn raw(desk: &Desk<'_>, reading: usize, record: &Record) -> Vec<char> {
    desk.text(reading).slice(record.span).chars().collect()
}

fn at(chars: &[char], i: usize) -> char {
    chars.get(i).copied().unwrap_or_default()
}

fn before(chars: &[char], i: usize) -> char {
    i.checked_sub(1).map_or('\0', |i| at(chars, i))
}

/// S15.
pub(super) fn quotes(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut found: Vec<Found<'_>> = Vec::new();
        for record in &document.records {
            let chars = raw(desk, reading, record);
            for mark in ['"', '\''] {
                let places: Vec<usize> =
                    (0..chars.len()).filter(|&i| chars[i] == mark && quotes_chinese(&chars, i)).collect();
                let (open, close) = if mark == '"' { ("“", "”") } else { ("‘", "’") };
                let even = places.len().is_multiple_of(2);
                for (k, &i) in places.iter().enumerate() {
                    let right = even.then(|| if k % 2 == 0 { open } else { close }.to_owned());
                    found.push((Span::new(record.span.lo() + i, record.span.lo() + i + 1), right, record));
                }
            }
            found.extend(single(&chars, record));
        }
        found.sort_by_key(|(span, ..)| *span);
        // One pair is one finding.
        let mut kept: Vec<Found<'_>> = Vec::new();
        let mut pairs = found.chunks(2);
        if found.len() > HABIT {
            tell(desk, report, reading, found, false);
        } else {
            for pair in pairs.by_ref() {
                kept.push(pair[0].clone());
            }
            for (span, _, record) in kept {
                let text = desk.text(reading);
                let draft = Draft::default().arg("mark", text.slice(span)).arg("count", "1");
                report.add(reading, Some(record), span, draft);
            }
        }
    }
}

/// Whether a straight mark stands beside Chinese: not in don't, 5'30", '98.
fn quotes_chinese(chars: &[char], i: usize) -> bool {
    let han = |c: char| is_han(c) || "，。、；：？！（）《》".contains(c);
    let (a, b) = (before(chars, i), at(chars, i + 1));
    let latin = |c: char| c.is_ascii_alphanumeric();
    (han(a) || han(b))
        && !(latin(a) && latin(b))
        && !(a.is_ascii_digit() && chars[i] != '"')
        && !(chars[i] == '\'' && b.is_ascii_digit())
}

/// ‘…’ that stand in no “…”: the inner marks alone.
fn single<'a>(chars: &[char], record: &'a Record) -> Vec<Found<'a>> {
    let mut depth = 0usize;
    let mut found = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        match c {
            '“' | '「' => depth += 1,
            '”' | '」' => depth = depth.saturating_sub(1),
            '‘' | '’' if depth == 0 => {
                let latin = before(chars, i).is_ascii_alphabetic() || at(chars, i + 1).is_ascii_digit();
                if !latin {
                    let right = if *c == '‘' { "“" } else { "”" };
                    found.push((
                        Span::new(record.span.lo() + i, record.span.lo() + i + 1),
                        Some(right.to_owned()),
                        record,
                    ));
                }
            }
            _ => {}
        }
    }
    found
}

/// S16.
pub(super) fn full_stops(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut found: Vec<Found<'_>> = Vec::new();
        for record in &document.records {
            let chars = raw(desk, reading, record);
            for i in 1..chars.len() {
                let closes = is_han(chars[i - 1]) || "”》）)%％".contains(chars[i - 1]);
                let after = at(&chars, i + 1);
                // 一.概况 numbers a section.
                let number =
                    "一二三四五六七八九十".contains(chars[i - 1]) && (i < 3 || !is_han(chars[i - 2]));
                let goes_on = is_han(after) || "“《\n\r\0 　".contains(after);
                if matches!(chars[i], '.' | '．' | '｡') && closes && goes_on && !number {
                    let span = Span::new(record.span.lo() + i, record.span.lo() + i + 1);
                    // A foreign name parts its words with another dot (约翰.史密斯).
                    let name = record.people.iter().flat_map(|p| &p.mentions).any(|m| {
                        m.covers(span.lo())
                            || m.end == span.start
                                && is_han(after)
                                && record.people.iter().flat_map(|p| &p.mentions).any(|n| n.start == span.end)
                    });
                    let spelled = |from: usize| (from..from + 2).all(|k| transcribes(fold(at(&chars, k))));
                    let name = name || i > 1 && spelled(i - 2) && spelled(i + 1);
                    if name {
                        let draft =
                            Draft::default().arg(QUOTED, chars[i].to_string()).replace(span, "·", false);
                        report.add(reading, Some(record), span, draft);
                        continue;
                    }
                    found.push((span, Some("。".to_owned()), record));
                }
            }
        }
        tell(desk, report, reading, found, false);
    }
}

/// S17.
pub(super) fn wide(desk: &Desk<'_>, report: &mut Report<'_>) {
    let is_wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut found: Vec<Found<'_>> = Vec::new();
        for record in &document.records {
            let chars = raw(desk, reading, record);
            let mut i = 0;
            while i < chars.len() {
                if !is_wide(chars[i]) {
                    i += 1;
                    continue;
                }
                let point = |k: usize| matches!(at(&chars, k), '．' | '.') && is_wide(at(&chars, k + 1));
                let end = (i..chars.len()).find(|&k| !is_wide(chars[k]) && !point(k)).unwrap_or(chars.len());
                let end = if at(&chars, end) == '％' { end + 1 } else { end };
                let narrow: String = chars[i..end]
                    .iter()
                    .map(|c| {
                        char::from_u32(u32::from(*c).wrapping_sub(0xFEE0))
                            .filter(char::is_ascii)
                            .unwrap_or(*c)
                    })
                    .collect();
                found.push((Span::new(record.span.lo() + i, record.span.lo() + end), Some(narrow), record));
                i = end;
            }
        }
        tell(desk, report, reading, found, true);
    }
}

/// S20: what stands where bytes could not be decoded, in the whole text; what stands side by side is one place.
pub(super) fn lost(desk: &Desk<'_>, report: &mut Report<'_>) {
    let is_lost = |c: char| c == char::REPLACEMENT_CHARACTER;
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut places: Vec<Span> = Vec::new();
        for (i, _) in desk.text(reading).as_str().chars().enumerate().filter(|(_, c)| is_lost(*c)) {
            match places.last_mut() {
                Some(place) if place.hi() == i => *place = Span::new(place.lo(), i + 1),
                _ => places.push(Span::new(i, i + 1)),
            }
        }
        let Some((first, others)) = places.split_first() else { continue };
        // Entries stand in the order of the text, apart from each other.
        let holder = |span: &Span| {
            let after = document.records.partition_point(|record| record.span.start <= span.start);
            document.records[..after].last().filter(|record| record.span.contains(*span))
        };
        let mut draft = Draft::default().arg("count", places.len().to_string());
        draft.also = others.iter().map(|span| Pointer::at(desk.text(reading), *span, holder(span))).collect();
        report.add(reading, holder(first), *first, draft);
    }
}

/// S18.
pub(super) fn forms(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, document) in desk.readings.iter().enumerate() {
        let mut found: Vec<Found<'_>> = Vec::new();
        for record in &document.records {
            let chars = raw(desk, reading, record);
            let mut i = 0;
            while i < chars.len() {
                let Some((length, right)) = form(&chars, i) else {
                    i += 1;
                    continue;
                };
                let span = Span::new(record.span.lo() + i, record.span.lo() + i + length);
                // Before the standard numbers stood in brackets of all kinds.
                let old =
                    length == NUMBERED && right.is_none() && chars[i + 1..i + 5] < ['2', '0', '0', '0'][..];
                if old {
                    i += length;
                    continue;
                }
                found.push((span, right.map(str::to_owned), record));
                i += length;
            }
        }
        tell(desk, report, reading, found, false);
    }
}

/// A form that is set wrong: its length and what should stand there, where that is sure.
fn form(chars: &[char], i: usize) -> Option<(usize, Option<&'static str>)> {
    let run = |c: char| (i..chars.len()).take_while(|&k| chars[k] == c).count();
    let (a, c) = (before(chars, i), chars[i]);
    match c {
        // Dots of a table of contents are more than six.
        '.' | '。' | '．' if a != c && (3..=6).contains(&run(c)) && (is_han(a) || "”》，、".contains(a)) => {
            Some((run(c), Some("……")))
        }
        '…' if a != '…' && run('…') == 1 => Some((1, Some("……"))),
        '-' if a != '-' && run('-') == 2 && (is_han(a) || "”》".contains(a)) && at(chars, i + 2) != '>' => {
            Some((2, Some("——")))
        }
        // 增长%25.
        '%' | '％' if at(chars, i + 1).is_ascii_digit() && !a.is_ascii_alphanumeric() && is_han(a) => {
            Some((1, None))
        }
        // 十2, 2十: numerals of two kinds in one number.
        '十' | '百' => {
            let digit = a.is_ascii_digit()
                && !chars.get(i + 1).is_some_and(|c| "几余多年月日字佳强大项家货姓".contains(*c))
                || at(chars, i + 1).is_ascii_digit()
                    && !"第".contains(a)
                    && (numeral(a) || !is_han(a) || is_han(a) && at(chars, i + 2) != '年');
            (digit && !fraction(chars, i)).then_some((2, None))
        }
        // 三、四十人: numbers side by side that mean about so many.
        '、' if about(chars, i) => Some((1, Some(""))),
        // 8.6.立方米: a point too many.
        '.' if is_stray(chars, i) => Some((1, Some(""))),
        // 甲、乙、和丙: the word joins them already.
        '、' if at(chars, i + 1) == '和' && joins(chars, i) => Some((1, Some(""))),
        '0' if numeral(a) && a != '十' && (numeral(at(chars, i + 1)) || at(chars, i + 1) == '0') => {
            Some((1, Some("〇")))
        }
        '：' if a != '：' && run('：') > 1 => Some((run('：'), Some("："))),
        // 市，县两级: what a word of all of them closes is a list.
        '，' if parts_levels(chars, i) => Some((1, Some("、"))),
        // 20一30人: the numeral in place of the dash.
        '一' if a.is_ascii_digit() && at(chars, i + 1).is_ascii_digit() => Some((1, Some("—"))),
        // 1O0万元, l2公里: letters in numbers.
        'O' | 'o' if a.is_ascii_digit() && in_number(chars, i) => Some((1, Some("0"))),
        'l' | 'I' if !a.is_ascii_alphabetic() && in_number(chars, i) => Some((1, Some("1"))),
        // 12,3456: groups of another length.
        ',' if badly_grouped(chars, i) => Some((1, None)),
        // 〔2018〕15号 in other brackets.
        '[' | '(' | '（' if is_han(a) && numbers_a_document(chars, i) => Some((NUMBERED, None)),
        'K' | 'H' | 'M' if a.is_ascii_digit() => unit(chars, i).map(|(long, right)| (long, Some(right))),
        _ => None,
    }
}

/// Whether a comma stands in a list of levels of government that 两级, 三级 or 各级 closes.
fn parts_levels(chars: &[char], i: usize) -> bool {
    let level = |c: char| "省市县区乡镇村".contains(c);
    let closes = |k: usize| {
        matches!(at(chars, k), '两' | '二' | '三' | '四' | '五' | '各') && at(chars, k + 1) == '级'
    };
    let more = |k: usize| matches!(at(chars, k), '、' | '，') && level(at(chars, k + 1)) && closes(k + 2);
    level(before(chars, i)) && level(at(chars, i + 1)) && (closes(i + 2) || more(i + 2))
}

/// Characters of the year of a document's number in its brackets.
const NUMBERED: usize = 6;

/// Units by letters that are set in the wrong case, and as they should be.
const UNITS: &[(&str, &str)] = &[
    ("KWH", "kW·h"),
    ("KWh", "kW·h"),
    ("KVA", "kVA"),
    ("KV", "kV"),
    ("KW", "kW"),
    ("KM", "km"),
    ("KG", "kg"),
    ("Kg", "kg"),
    ("Km", "km"),
    ("MHZ", "MHz"),
    ("HZ", "Hz"),
];

/// A unit in the wrong case at a place: its length and how it is written.
fn unit(chars: &[char], i: usize) -> Option<(usize, &'static str)> {
    UNITS.iter().find_map(|(wrong, right)| {
        let long = wrong.len();
        let stands = wrong.chars().enumerate().all(|(k, c)| at(chars, i + k) == c);
        (stands && !at(chars, i + long).is_ascii_alphanumeric()).then_some((long, *right))
    })
}

/// Whether a letter stands in a number that goes on behind it to a unit in Chinese.
fn in_number(chars: &[char], i: usize) -> bool {
    let end =
        (i + 1..chars.len()).find(|&k| !chars[k].is_ascii_digit() && chars[k] != '.').unwrap_or(chars.len());
    let unit = |c: char| "万亿元个人名吨亩米公千户头只年月日".contains(c);
    unit(at(chars, end)) && (end > i + 1 || matches!(chars[i], 'O' | 'o'))
}

/// Whether a comma parts the digits of one number into groups that are not of three.
fn badly_grouped(chars: &[char], i: usize) -> bool {
    let before = (0..i).rev().take_while(|&k| chars[k].is_ascii_digit()).count();
    let after = (i + 1..chars.len()).take_while(|&k| chars[k].is_ascii_digit()).count();
    let alone = |c: char| !matches!(c, ',' | '.') && !c.is_ascii_alphanumeric();
    let unit = |c: char| "万亿元个人名吨亩米公千户头只".contains(c);
    let first = i.checked_sub(before + 1).map_or('\0', |k| chars[k]);
    (1..=3).contains(&before) && (4..=5).contains(&after) && alone(first) && unit(at(chars, i + 1 + after))
}

/// Whether a bracket holds the year of a document's number, and is not the one it is to stand in.
fn numbers_a_document(chars: &[char], i: usize) -> bool {
    let year = (i + 1..i + 5).all(|k| at(chars, k).is_ascii_digit());
    let digits = (i + 6..chars.len()).take_while(|&k| chars[k].is_ascii_digit()).count();
    let close = matches!(at(chars, i + 5), ']' | ')' | '）');
    year && close
        && matches!(at(chars, i + 1), '1' | '2')
        && (1..=4).contains(&digits)
        && at(chars, i + 6 + digits) == '号'
}

/// Whether a mark parts two numerals that follow each other, before tens and the like (三、四十人, 七、八个月).
fn about(chars: &[char], i: usize) -> bool {
    const ROW: &str = "一二三四五六七八九";
    let place = |c: char| ROW.chars().position(|other| other == c);
    let (Some(one), Some(other)) = (place(before(chars, i)), place(at(chars, i + 1))) else { return false };
    let led = i.checked_sub(2).map_or('\0', |k| at(chars, k));
    let behind = at(chars, i + 2);
    // 第三、四十号 and 一、二、三十 are none, nor are 二、三产业.
    let tens = matches!(behind, '十' | '百' | '千' | '万') && !numeral(at(chars, i + 3));
    let counted =
        matches!(behind, '个' | '天' | '里' | '斤') && !matches!(at(chars, i + 3), '方' | '环' | '月' | '文');
    other == one + 1 && !numeral(led) && !matches!(led, '第' | '、' | '(' | '（') && (tens || counted)
}

/// Whether a point stands behind a number that has one, before its unit.
fn is_stray(chars: &[char], i: usize) -> bool {
    let digits = |end: usize| (0..end).rev().take_while(|&k| chars[k].is_ascii_digit()).count();
    let fraction = digits(i);
    let Some(point) = i.checked_sub(fraction + 1).filter(|&k| fraction > 0 && chars[k] == '.') else {
        return false;
    };
    let whole = digits(point);
    let unit = matches!(
        at(chars, i + 1),
        '万' | '亿' | '元' | '吨' | '米' | '公' | '千' | '平' | '立' | '亩' | '人' | '%'
    );
    whole > 0 && unit && point.checked_sub(whole + 1).is_none_or(|k| chars[k] != '.')
}

/// Whether 和 behind a mark joins two things and begins no word.
fn joins(chars: &[char], i: usize) -> bool {
    let word = "平谐解睦气好田县林龙顺静声服约谈盘布硕政风室棋弦弄众奏".contains(at(chars, i + 2));
    // 甲和乙、和丙 is odd in another way; 、和 behind a list of two marks is this one.
    let list = (0..i)
        .rev()
        .take(40)
        .take_while(|&k| !"，。；：！？\n,;:".contains(chars[k]))
        .any(|k| chars[k] == '、');
    is_han(at(chars, i + 2)) && !word && list
}

fn numeral(c: char) -> bool {
    "一二三四五六七八九十〇".contains(c)
}

/// 十/10 and figures in a list (五、十3): too odd to judge.
fn fraction(chars: &[char], i: usize) -> bool {
    at(chars, i + 1) == '/' || before(chars, i) == '/'
}
