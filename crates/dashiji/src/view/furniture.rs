//! What printing and the web put between entries: page numbers, running heads, captions, lines of a page's frame.
//!
//! `- 12 -`, `第12页 共30页`, `永安县志·大事记` at the top of every page, `图为…`, `责任编辑:…` are no part of an entry, even
//! where they stand in the middle of one.

use crate::lexicon::{Class, Lexicon};
use crate::text::{Span, Text, chars, is_han};
use std::collections::BTreeMap;

/// A running head is a short line.
const SHORT: usize = 30;

/// What of a document's lines is furniture.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// Running heads, without figures and marks.
    heads: Vec<String>,
}

impl Furniture {
    /// Looks for running heads: short lines told at least three times, mostly beside a page number or with one inside.
    pub(super) fn of(text: &Text, lines: impl Iterator<Item = Span> + Clone) -> Self {
        let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut last_was_number = false;
        let mut last: Option<String> = None;
        for line in lines.filter(|l| !l.is_empty()) {
            let number = page_number(text, line);
            if number && let Some(count) = last.as_ref().and_then(|key| seen.get_mut(key)) {
                count.1 += 1;
            }
            last = None;
            if !number
                && line.len() <= SHORT
                && let Some((key, figures)) = key(text, line)
            {
                let count = seen.entry(key.clone()).or_default();
                count.0 += 1;
                count.1 += usize::from(figures || last_was_number);
                last = Some(key);
            }
            last_was_number = number;
        }
        let heads = seen
            .into_iter()
            .filter(|(_, (times, paged))| *times >= 3 && *paged * 2 >= *times)
            .map(|(key, _)| key)
            .collect();
        Self { heads }
    }

    /// Whether a line is furniture.
    pub(super) fn is(&self, text: &Text, line: Span) -> bool {
        self.parts(text, line) || !line.is_empty() && (caption(text, line) || frame(text, line))
    }

    /// Whether a line is furniture that stands where one page ends and the next begins.
    pub(super) fn parts(&self, text: &Text, line: Span) -> bool {
        let head =
            |line: Span| key(text, line).is_some_and(|(key, _)| self.heads.binary_search(&key).is_ok());
        !line.is_empty()
            && (page_number(text, line)
                || numbered_head(text, line)
                || !self.heads.is_empty() && line.len() <= SHORT && head(line))
    }
}

/// `永安县志　　大事记　　13`: a book's or a chapter's name and a page number, wide blanks between.
fn numbered_head(text: &Text, line: Span) -> bool {
    if line.len() > SHORT {
        return false;
    }
    let words: Vec<&str> =
        text.slice(line).split("\u{3000}\u{3000}").flat_map(|part| part.split("  ")).collect();
    let words: Vec<&str> = words.into_iter().map(str::trim).filter(|word| !word.is_empty()).collect();
    let number = |word: &&str| {
        let figures = word.trim_matches(['·', '-', '—', ' ']);
        (1..=3).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit())
    };
    let named = |word: &&str| word.chars().all(is_han) && word.ends_with(['志', '记', '鉴', '史', '编']);
    let numbers = words.iter().filter(|word| number(word)).count();
    let ends = words.first().is_some_and(number) || words.last().is_some_and(number);
    words.len() >= 2
        && numbers == 1
        && ends
        && words.iter().filter(|word| !number(word)).all(|word| named(word) || word.chars().all(is_han))
        && words.iter().any(named)
}

/// A short line's Chinese characters, and whether figures stand at either end; nothing for a sentence or a date.
fn key(text: &Text, line: Span) -> Option<(String, bool)> {
    let chars = text.folded(line);
    if chars.iter().any(|c| matches!(c, '。' | ',' | ';' | '年' | '月' | '日')) {
        return None;
    }
    let key: String = chars.iter().filter(|c| is_han(**c)).collect();
    let end = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    (key.chars().count() >= 4).then_some((key, end(chars.first()) || end(chars.last())))
}

/// `12`, `- 12 -`, `第 12 页`, `12/30`; not a year.
fn page_number(text: &Text, line: Span) -> bool {
    if line.len() > 16 {
        return false;
    }
    let chars = text.folded(line);
    let figures = chars.iter().filter(|c| c.is_ascii_digit()).count();
    let plain =
        chars.iter().all(|c| c.is_ascii_digit() || c.is_whitespace() || chars!("-—·()[]/第页共.~|").has(*c));
    let paged = chars.contains(&'页');
    // Bare figures of four digits are a year, `3.5` and `3-5` may be days.
    let bare = chars.iter().all(char::is_ascii_digit);
    let framed = chars.first().is_some_and(|c| matches!(c, '-' | '—' | '·' | '(' | '['));
    plain && figures > 0 && figures <= 8 && (paged || bare && figures <= 3 || framed && figures <= 4)
}

/// `图1 …`, `图为…`, `![…](…)`, `a.jpg`.
fn caption(text: &Text, line: Span) -> bool {
    if line.len() > 120 {
        return false;
    }
    let at = line.lo();
    let figure = |i: usize| {
        text.at(i) == '图'
            && (matches!(text.at(i + 1), '为' | ':' | '片' | '注' | '(') && text.at(i + 2) != '书'
                || text.at(i + 1).is_ascii_digit())
    };
    let ending = |word: &str| text.ends(line.hi(), word);
    figure(at)
        || text.at(at) == '(' && figure(at + 1)
        || text.begins(at, "![")
        || text.at(at) == '[' && (figure(at + 1) || text.begins(at + 1, "图]") || text.begins(at + 1, "图文"))
        || [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".JPG", ".PNG"].into_iter().any(ending)
}

/// `责任编辑:…`, `上一篇:…`: a short line that opens with a word of a page's frame.
fn frame(text: &Text, line: Span) -> bool {
    if line.len() > 60 {
        return false;
    }
    let head = text.folded(Span::new(line.lo(), line.lo() + 8));
    let word = Lexicon::builtin().longest(head, Class::Furniture).map(|length| line.lo() + length);
    word.is_some_and(|end| end == line.hi() || matches!(text.at(end), ':' | ' ' | '|' | '>' | '['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_captions_and_frame_are_furniture() {
        for (line, furniture) in [
            ("- 12 -", true),
            ("· 7 ·", true),
            ("第12页 共30页", true),
            ("12", true),
            ("1952", false),
            ("3.5", false),
            ("2日", false),
            ("永安县志　　大事记　　13", true),
            ("14　　永安县志", true),
            ("永安县大事记　　1958", false),
            ("全县小麦　　400", false),
            ("图为新建的县医院大楼", true),
            ("图书馆落成", false),
            ("hospital.jpg", true),
            ("[图片]县医院", true),
            ("[图书馆开放]7月21日，新馆开放。", false),
            ("责任编辑：某某", true),
            ("编辑出版《永安年鉴》。", false),
        ] {
            let text = Text::new(line.to_owned());
            let all = Furniture::of(&text, std::iter::once(text.span()));
            assert_eq!(all.is(&text, text.span()), furniture, "{line}");
        }
    }

    #[test]
    fn running_heads_stand_beside_page_numbers() {
        let raw = "永安县志\n12\n3月,县医院落成。\n永安县志\n13\n水利\n4月,县河堤修成。\n永安县志\n14\n水利\n5月,县渠修成。\n水利\n";
        let text = Text::new(raw.to_owned());
        let lines = text.lines(text.span());
        let all = Furniture::of(&text, lines.iter().copied());
        let kept: Vec<&str> = lines.iter().filter(|l| !all.is(&text, **l)).map(|l| text.slice(*l)).collect();
        assert_eq!(kept, ["3月,县医院落成。", "水利", "4月,县河堤修成。", "水利", "5月,县渠修成。", "水利"]);
    }
}
