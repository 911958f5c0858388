//! What print does to a text changes no fact of it.
//!
//! Chronicles are wrapped at every width from 18 to 60 characters, set in indents and columns, padded, paged, typed in other
//! widths and scripts; what is read must be what is read of the plain text: the same entries with the same values, and every span
//! on the characters it tells of.

use dashiji::Reading;
use dashiji::account::Account;
use dashiji::check::{self, Desk, Profile, Selection};
use dashiji::collate::Collation;
use dashiji::document::{self, Document, Given};
use dashiji::fact::Record;
use dashiji::lexicon::Lexicon;
use dashiji::text::{Span, Text, fold};
use serde_json::Value;
use std::fmt::Write;

const MONTH: &str = include_str!("../../../samples/county-month.txt");
const YEAR: &str = include_str!("../../../samples/county-year.txt");
const LOG: &str = include_str!("../../../samples/flood-log.txt");
/// Names, numbers, titles and lists long enough to stand over line ends at any width.
const BOOK: &str = include_str!("view/book.txt");

/// The texts as they stand.
const TEXTS: [&str; 3] = [MONTH, YEAR, BOOK];

/// The same without the empty lines between their paragraphs.
fn without_gaps(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}

/// How a printer sets a text.
#[derive(Debug, Clone, Copy)]
struct Setting {
    width: usize,
    /// The width counts columns, in which Chinese characters take two.
    columns: bool,
    /// Before the first line of a paragraph and before the others.
    first: &'static str,
    rest: &'static str,
    /// Figures stay whole, and marks do not begin a line.
    careful: bool,
}

impl Setting {
    fn plain(width: usize) -> Self {
        Self { width: 2 * width, columns: true, first: "", rest: "", careful: false }
    }

    fn size(self, words: &str) -> usize {
        let wide = |c: char| matches!(c, '\u{2010}'.. | '\u{b7}');
        words.chars().map(|c| if self.columns && wide(c) { 2 } else { 1 }).sum()
    }

    /// Sets every paragraph.
    fn set(self, text: &str) -> String {
        text.lines().map(|line| self.line(line) + "\n").collect()
    }

    fn line(self, line: &str) -> String {
        if line.trim().is_empty() {
            return line.to_owned();
        }
        let words = if self.first.is_empty() { line } else { line.trim_start() };
        let mut lines = vec![self.first.to_owned()];
        for piece in self.pieces(words) {
            let Some(last) = lines.last_mut() else { continue };
            if self.size(last) + self.size(&piece) > self.width && !last.trim().is_empty() {
                lines.push(self.rest.to_owned() + &piece);
            } else {
                last.push_str(&piece);
            }
        }
        lines.join("\n")
    }

    /// What is not parted.
    fn pieces(self, words: &str) -> Vec<String> {
        let mut pieces: Vec<String> = Vec::new();
        for c in words.chars() {
            let closes = |c: char| "，。、；：？！”’》）】〕,;:?!)".contains(c);
            let opens = |c: char| "“‘《（【〔(".contains(c);
            match pieces.last_mut() {
                Some(last)
                    if self.careful
                        && (closes(c) && !last.ends_with(' ')
                            || last.ends_with(opens)
                            || c.is_ascii_alphanumeric()
                                && last.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
                            || c == '.' && last.ends_with(|c: char| c.is_ascii_digit())) =>
                {
                    last.push(c);
                }
                _ => pieces.push(c.to_string()),
            }
        }
        pieces
    }
}

/// A document as it is read.
struct Read {
    text: Text,
    records: Vec<Record>,
}

fn document(text: &str) -> Document {
    document::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap_or_default()
}

fn read(text: &str) -> Read {
    let document = document(text);
    let records = dashiji::records(&document, Lexicon::builtin(), std::num::NonZeroUsize::MIN).collect();
    Read { text: document.text, records }
}

/// The values of the entries: what stands in spans is taken by its words alone, without what print put between them.
fn values(read: &Read) -> Vec<String> {
    read.records
        .iter()
        .map(|record| {
            let mut value = serde_json::to_value(record).unwrap_or_default();
            strip(&mut value, &read.text);
            value.to_string()
        })
        .collect()
}

fn strip(value: &mut Value, text: &Text) {
    match value {
        Value::Object(fields) => {
            for key in ["document", "form", "location"] {
                fields.remove(key);
            }
            let place = |key: &str| fields.get(key).and_then(Value::as_u64).map(|n| n as usize);
            if let (Some(start), Some(end)) = (place("start"), place("end")) {
                let span = Span::new(start, end);
                let words = text.slice(span);
                if let Some(told) = fields.get("text") {
                    assert_eq!(told.as_str(), Some(words), "a text is the slice of its span");
                }
                fields.insert("text".to_owned(), Value::from(words_of(words)));
                fields.remove("start");
                fields.remove("end");
            }
            // A body that is only named by its words says them without what stood between.
            let said = |key: &str| fields.get(key).and_then(Value::as_str).map(words_of);
            if said("name").is_some() && said("name") == said("text") {
                fields.remove("name");
            }
            fields.values_mut().for_each(|value| strip(value, text));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| strip(value, text)),
        Value::String(words) => *words = words_of(words),
        _ => {}
    }
}

/// Words folded, without white space, unseen characters and the lines of a page.
fn words_of(words: &str) -> String {
    let mut words: String = words
        .lines()
        .filter(|line| !page_line(line.trim()))
        .flat_map(str::chars)
        .map(fold)
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'))
        .collect();
    while let (Some(from), Some(to)) = (words.find("<!--"), words.find("-->")) {
        words.replace_range(from..to + 3, "");
    }
    words
}

const HEAD: &str = "云岭县志·大事记";

fn page_line(line: &str) -> bool {
    line == HEAD || line.starts_with("— ") && line.ends_with(" —")
}

/// Reads a changed text and compares it with the plain one.
fn same(plain: &Read, changed: &str, how: &dyn std::fmt::Debug) {
    let changed = read(changed);
    let (want, have) = (values(plain), values(&changed));
    assert!(!want.is_empty(), "{how:?}: nothing is read");
    let starts = |read: &Read| -> Vec<String> {
        read.records.iter().map(|r| words_of(read.text.slice(r.span)).chars().take(24).collect()).collect()
    };
    assert_eq!(starts(plain), starts(&changed), "{how:?}");
    if let Some((want, have)) = want.iter().zip(&have).find(|(want, have)| want != have) {
        let at = want.chars().zip(have.chars()).take_while(|(a, b)| a == b).count();
        let near = |value: &str| value.chars().skip(at.saturating_sub(80)).take(160).collect::<String>();
        panic!("{how:?}:\n  {}\n  {}", near(want), near(have));
    }
}

/// Every `step`th width, so that the tests together meet each of them.
fn widths(from: usize) -> impl Iterator<Item = usize> {
    (18 + from..=60).step_by(4)
}

#[test]
fn lines_wrapped_at_any_width_are_the_plain_text() {
    for text in TEXTS {
        let plain = read(text);
        for width in 18..=60 {
            let columns = Setting::plain(width);
            same(&plain, &columns.set(text), &columns);
        }
        for width in widths(1) {
            let characters = Setting { width, columns: false, ..Setting::plain(width) };
            same(&plain, &characters.set(text), &characters);
        }
    }
}

#[test]
fn indents_of_first_lines_and_of_tails_change_nothing() {
    for text in TEXTS {
        let plain = read(text);
        for (from, (first, rest)) in
            [("　　", ""), ("    ", ""), ("　", "　"), ("", "    ")].into_iter().enumerate()
        {
            for width in widths(from) {
                let setting = Setting { first, rest, ..Setting::plain(width) };
                same(&plain, &setting.set(text), &setting);
            }
        }
    }
}

/// Without empty lines between paragraphs indents tell them apart. Where there are neither, a full line that ends a sentence
/// before a date may end a paragraph or not: nobody can tell, and nothing is asserted.
#[test]
fn indents_part_paragraphs_where_no_empty_line_does() {
    for text in TEXTS {
        let text = without_gaps(text);
        let plain = read(&text);
        for (from, first) in ["　　", "    "].into_iter().enumerate() {
            for width in widths(from) {
                let setting = Setting { first, ..Setting::plain(width) };
                same(&plain, &setting.set(&text), &setting);
            }
        }
    }
}

#[test]
fn a_careful_printer_changes_nothing() {
    for text in TEXTS {
        let plain = read(text);
        for width in widths(2) {
            for first in ["", "　　"] {
                let setting = Setting { careful: true, first, ..Setting::plain(width) };
                same(&plain, &setting.set(text), &setting);
            }
        }
    }
}

#[test]
fn page_numbers_and_running_heads_between_lines_are_no_words() {
    for text in TEXTS {
        let plain = read(text);
        for width in widths(3) {
            let set = Setting::plain(width).set(text);
            // A running head is one where three pages tell it.
            let heads = text != BOOK;
            for (every, head) in [(13, false), (17, heads)] {
                let mut paged = String::new();
                for (line, number) in set.lines().zip(1..) {
                    paged.push_str(line);
                    paged.push('\n');
                    if number % every == 0 {
                        let _ = writeln!(paged, "— {} —", number / every);
                        if head {
                            paged.push_str(HEAD);
                            paged.push('\n');
                        }
                    }
                }
                same(&plain, &paged, &(width, every));
            }
        }
    }
}

#[test]
fn line_ends_blanks_and_unseen_characters_change_nothing() {
    for text in TEXTS {
        let plain = read(text);
        let wrapped = Setting::plain(34).set(text);
        for (name, form) in [("plain", text), ("wrapped", &wrapped)] {
            same(&plain, &form.replace('\n', "\r\n"), &(name, "CRLF"));
            same(&plain, &form.replace('\n', "   \n"), &(name, "blanks behind lines"));
            same(&plain, &form.replace('\n', "\u{3000}\n"), &(name, "wide blanks behind lines"));
            same(&plain, &form.replace('\u{3000}', "\u{a0}"), &(name, "blanks that do not break"));
            let mut seventh = 0;
            let hyphens: String = form
                .chars()
                .flat_map(|c| {
                    seventh += 1;
                    [Some(c), (seventh % 7 == 0 && c != '\n').then_some('\u{ad}')].into_iter().flatten()
                })
                .collect();
            same(&plain, &hyphens, &(name, "soft hyphens"));
            same(&plain, &hyphens.replace('\u{ad}', "\u{200b}"), &(name, "joiners"));
        }
    }
}

#[test]
fn comments_between_paragraphs_are_no_words() {
    for text in [MONTH, YEAR, BOOK] {
        let plain = read(text);
        same(&plain, &text.replace("\n\n", "\n\n<!-- page 12 -->\n\n"), &"comment between");
        same(&plain, &text.replace("。\n", "。<a id=\"p12\"></a>\n"), &"anchor behind");
    }
}

#[test]
fn labels_spread_over_a_column_tell_their_day() {
    for text in [YEAR, BOOK] {
        let plain = read(text);
        let mut padded = String::new();
        for line in text.lines() {
            let chars: Vec<char> = line.chars().collect();
            let label = chars.iter().position(|c| matches!(c, '年' | '月' | '日')).filter(|&at| at <= 4);
            for (k, c) in chars.iter().enumerate() {
                // 1 9 8 7 年, 该   月, 5    月
                let digits = chars.get(4) == Some(&'年') && k > 0 && k <= 4;
                let pronoun = k == 1 && "该是同翌".contains(chars[0]) && matches!(c, '年' | '月' | '日');
                let short = label == Some(k) && k == 1 && *c == '月' && chars[0].is_ascii_digit();
                if digits {
                    padded.push(' ');
                } else if pronoun || short {
                    padded.push_str("   ");
                }
                padded.push(*c);
            }
            padded.push('\n');
        }
        assert_ne!(padded, text);
        same(&plain, &padded, &"padded");
        same(&plain, &Setting { rest: "        ", ..Setting::plain(40) }.set(&padded), &"padded and hanging");
    }
}

#[test]
fn figures_of_full_width_are_figures() {
    let wide = |c: char| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c };
    for text in TEXTS {
        let plain = read(text);
        let changed: String = text.chars().map(wide).collect();
        same(&plain, &changed, &"full width");
        same(&plain, &Setting::plain(29).set(&changed), &"full width, wrapped");
    }
}

#[test]
fn traditional_characters_are_the_simplified_ones() {
    let mut script = std::collections::BTreeMap::new();
    for c in '\u{4e00}'..='\u{9fff}' {
        script.entry(fold(c)).or_insert(c);
        if fold(c) != c {
            script.insert(fold(c), c);
        }
    }
    for text in [MONTH, BOOK] {
        let plain = read(text);
        let changed: String = text.chars().map(|c| *script.get(&c).unwrap_or(&c)).collect();
        assert_ne!(changed, text);
        same(&plain, &changed, &"traditional");
        same(&plain, &Setting::plain(27).set(&changed), &"traditional, wrapped");
    }
}

#[test]
fn what_is_found_wrong_is_found_in_print_too() {
    let found = |text: &str| -> Vec<(&str, String)> {
        let document = document(text);
        let readings = [Reading::of(document, Lexicon::builtin(), None)];
        let collation = Collation::of(readings.iter().flat_map(|reading| &reading.records));
        let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]);
        check::check(&desk, &Selection::default(), check::Language::Chinese)
            .into_iter()
            // Wrong today: what the figures of a document say together is read in the text as it stands.
            .filter(|finding| !("N10".."N14").contains(&finding.code))
            .map(|finding| (finding.code, words_of(&finding.spans[0].text)))
            .collect()
    };
    let plain = found(MONTH);
    assert!(!plain.is_empty());
    for width in widths(0) {
        assert_eq!(plain, found(&Setting::plain(width).set(MONTH)), "{width}");
    }
}

/// Half-width marks lose what full-width ones say (a full stop is a point, quotes have no sides): the entries and their days stay.
/// Series, equations, levels and findings about figures, by their words alone.
fn added_up(text: &str) -> Vec<String> {
    let document = document(text);
    let records = dashiji::records(&document, Lexicon::builtin(), std::num::NonZeroUsize::MIN).collect();
    let reading = Reading { document, records };
    let account = Account::of(&reading.document, &reading.records);
    let slice = |start: u32, end: u32| words_of(reading.document.text.slice(Span { start, end }));
    let mut told: Vec<String> = Vec::new();
    for series in &account.series {
        let lines = series.lines.iter().map(|line| {
            assert_eq!(words_of(&line.text), slice(line.start, line.end), "a text is the slice of its span");
            format!("{} {} {:?}", words_of(&line.text), line.kind, line.as_of)
        });
        told.push(format!("{} {} {:?}", series.key, series.unit, lines.collect::<Vec<_>>()));
    }
    told.extend(
        account.equations.iter().map(|e| format!("{} {:?} {:?} {:?}", e.shown, e.kind, e.holds, e.right)),
    );
    told.extend(account.measures.iter().map(|m| format!("{} {:?} {:?} {:?}", m.what, m.level, m.act, m.by)));
    let collation = Collation::of(&reading.records);
    let readings = [reading];
    let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]);
    let only = Selection { select: vec!["N1".to_owned(), "M".to_owned()], ignore: vec![] };
    told.extend(
        check::check(&desk, &only, check::Language::English)
            .iter()
            .map(|f| format!("{} {:?}", f.code, f.args.get("right"))),
    );
    told
}

#[test]
fn what_adds_up_adds_up_in_print_too() {
    for (n, text) in [LOG, MONTH].into_iter().enumerate() {
        // One sum is made wrong, so that there is something to be found.
        let text = text.replace("累计转移2387人", "累计转移2378人");
        let plain = added_up(&text);
        assert!(plain.len() > 12, "{plain:?}");
        for width in (22 + n..=46).step_by(6) {
            assert_eq!(added_up(&Setting::plain(width).set(&text)), plain, "{width}");
        }
    }
}

#[test]
fn half_width_marks_leave_entries_and_days() {
    for text in [YEAR, BOOK] {
        let changed: String = text
            .chars()
            .map(|c| match c {
                '，' => ',',
                '；' => ';',
                '：' => ':',
                '（' => '(',
                '）' => ')',
                other => other,
            })
            .collect();
        let (plain, changed) = (read(text), read(&changed));
        let days = |read: &Read| -> Vec<Option<(String, String)>> {
            read.records.iter().map(|r| r.date.as_ref().map(|d| (d.from.clone(), d.to.clone()))).collect()
        };
        assert_eq!(days(&plain), days(&changed));
    }
}

#[test]
fn a_text_of_a_few_lines_is_enough() {
    let lines: Vec<&str> = BOOK.lines().collect();
    let short = lines[..10].join("\n") + "\n";
    let plain = read(&short);
    assert!(plain.records.len() >= 2);
    for width in 18..=50 {
        for first in ["", "　　"] {
            let setting = Setting { first, ..Setting::plain(width) };
            same(&plain, &setting.set(&short), &setting);
        }
    }
}

#[test]
fn what_only_looks_wrapped_stays_apart() {
    for text in [
        // Verse.
        "1987年\n\n3月5日 县诗社成立，社长作诗：\n\n青山不老水长流，\n\n一县新渠接旧沟。\n\n莫道边城春色晚，\n\n万家灯火上高楼。\n",
        // A table.
        "1987年\n\n| 日期 | 事项 |\n| 3月5日 | 县医院门诊楼动工，投资一百二十万元 |\n| 3月9日 | 县水利局成立，编制二十五人，属县政府 |\n",
        // Headlines of one length.
        "3月5日 县人民医院落成\n4月2日 县水利会议召开\n5月9日 县农机公司成立\n",
    ] {
        let document = document(text);
        assert_eq!(dashiji::view::View::of(&document).text().as_str(), text);
    }
}
