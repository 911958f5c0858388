//! Sentences as an assistant is given them: the characters, where they stand, the hashes to check them by, the citation, and what is in doubt.
//!
//! In go an entry and a stretch of its text; out comes `{"text":"8月3日，县长闻人静到石羊河镇调研。","start":812,"end":833,"entry":"d1.e3",…}`.

use dashiji::fact::Record;
use dashiji::hash::sha256;
use dashiji::text::Span;
use dashiji_store::Entry;
use dashiji_store::search::citation;
use serde_json::{Value, json};

/// Marks that end a sentence.
const ENDS: [char; 7] = ['。', '！', '？', '!', '?', '\n', '\r'];

/// Marks that close what a sentence holds, and stand behind its end.
const CLOSERS: [char; 8] = ['”', '’', '」', '』', '）', ')', '》', '"'];

/// The sentences of a text whose first character is `start` of its document, without the spaces around them.
pub fn spans(text: &str, start: u32) -> Vec<Span> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < chars.len() {
        let ended = ENDS.contains(&chars[at]);
        at += 1;
        if ended {
            while at < chars.len() && (ENDS.contains(&chars[at]) || CLOSERS.contains(&chars[at])) {
                at += 1;
            }
        }
        if ended || at == chars.len() {
            let blank = |k: &usize| chars[*k].is_whitespace();
            let first = (from..at).find(|k| !blank(k));
            let last = (from..at).rev().find(|k| !blank(k));
            if let (Some(first), Some(last)) = (first, last) {
                let place = start as usize;
                found.push(Span::new(place + first, place + last + 1));
            }
            from = at;
        }
    }
    found
}

/// All sentences of an entry.
pub fn of(entry: &Entry) -> Vec<Span> {
    spans(&entry.text, entry.record.span.start)
}

/// The sentences of an entry that share a character with one of some stretches.
pub fn holding(entry: &Entry, wanted: &[Span]) -> Vec<Span> {
    of(entry).into_iter().filter(|sentence| wanted.iter().any(|span| span.overlaps(*sentence))).collect()
}

/// The characters of a stretch that lies in an entry.
pub fn slice(entry: &Entry, span: Span) -> String {
    let from = span.start.saturating_sub(entry.record.span.start) as usize;
    entry.text.chars().skip(from).take(span.len()).collect()
}

/// A stretch of an entry as it is given.
pub fn told(entry: &Entry, span: Span) -> Value {
    let text = slice(entry, span);
    let record = &entry.record;
    json!({
        "sha256": sha256(&text),
        "text": text,
        "start": span.start,
        "end": span.end,
        "entry": entry.id,
        "version": entry.version,
        "document_sha256": record.document.sha256,
        "date": record.dated().map(|date| date.edtf.as_str()),
        "citation": citation(&record.document, record.number, span),
        "ruled": !entry.rulings.is_empty(),
        "doubt": doubts(record, span),
    })
}

/// What is in doubt of a stretch: facts that stand in it, and the day and the type of the entry, which all of it stands on.
pub fn doubts(record: &Record, span: Span) -> Vec<Value> {
    let mut told: Vec<Value> = record
        .doubts_within(span)
        .iter()
        .map(|doubted| {
            json!({"field": doubted.field, "read": doubted.read, "grade": doubted.doubt.grade, "rivals": doubted.doubt.rivals, "grounds": doubted.doubt.grounds})
        })
        .collect();
    if record.date_guessed {
        told.push(json!({"field": "date", "read": record.dated().map(|d| d.edtf.clone()).unwrap_or_default(), "grade": "much", "rivals": []}));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_the_text_but_for_the_space_between_them() {
        for text in [
            "3月5日，县长到会。他说：“抓紧！”会后返回。\n次日晴",
            "",
            "。。！",
            " 一\r\n二 ",
            "没有句号的一行",
            "（甲。）乙？",
        ] {
            let found = spans(text, 10);
            let chars: Vec<char> = text.chars().collect();
            let joined: String = found.iter().flat_map(|s| chars[s.lo() - 10..s.hi() - 10].iter()).collect();
            let squeezed = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(squeezed(&joined), squeezed(text), "{text}");
            assert!(found.windows(2).all(|two| two[0].end <= two[1].start), "{text}");
        }
        let of = |text: &str| spans(text, 0).len();
        assert_eq!(of("3月5日，县长到会。他说：“抓紧！”会后返回。\n次日晴"), 4);
    }
}
