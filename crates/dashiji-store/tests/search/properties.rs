//! Whatever is written and whatever is asked: what the index finds is what a reader with patience finds.

use crate::Shelf;
use dashiji::fact::{DocumentRecord, Record};
use dashiji::text::{Span, Text, fold};
use proptest::prelude::*;
use std::sync::Arc;

/// The runs of a text by the plainest means: folded, in small letters, cut at every mark.
fn runs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().map(fold).collect();
    let mut runs = vec![String::new()];
    for (i, c) in chars.iter().enumerate() {
        let word = |k: Option<usize>| k.and_then(|k| chars.get(k)).is_some_and(char::is_ascii_alphanumeric);
        let digit = |k: usize| chars.get(k).is_some_and(char::is_ascii_digit);
        let between = word(i.checked_sub(1)) && word(Some(i + 1));
        let grouped = *c == ',' && i > 0 && digit(i - 1) && (1..=3).all(|k| digit(i + k)) && !digit(i + 4);
        if c.is_alphanumeric() || (*c == '.' || *c == '-') && between {
            runs.last_mut().unwrap().extend(c.to_lowercase());
        } else if !grouped {
            runs.push(String::new());
        }
    }
    runs
}

fn record(number: u32, text: &Text) -> Record {
    let bare = serde_json::json!({
        "document": {"sha256": "00"}, "id": format!("-/{number}/1"), "number": number, "section": 1,
        "span": {"start": 0, "end": text.len()},
    });
    let mut record: Record = serde_json::from_value(bare).unwrap();
    record.document = Arc::new(DocumentRecord { sha256: "00".to_owned(), ..DocumentRecord::default() });
    record.span = Span::new(0, text.len());
    record
}

const LETTERS: &str = "[甲乙丙國国Ａa1２,，。 \n、.\\-（]{0,24}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_word_is_found_where_it_stands_in_one_run_and_nowhere_else(
        texts in prop::collection::vec(LETTERS, 1..12),
        words in prop::collection::vec("[甲乙丙國国ａA1２]{1,6}", 8),
    ) {
        let mut shelf = Shelf::of(&[]);
        for (k, text) in texts.iter().enumerate() {
            let text = Text::new(text.clone());
            let record = record(k as u32 + 1, &text);
            shelf.add_record("d", &text, record);
        }
        shelf.index.commit(1).unwrap();
        for word in &words {
            let folded: String = word.chars().map(fold).flat_map(char::to_lowercase).collect();
            let wanted: Vec<String> = texts
                .iter()
                .enumerate()
                .filter(|(_, text)| runs(text).iter().any(|run| run.contains(&folded)))
                .map(|(k, _)| format!("d.{}", k + 1))
                .collect();
            let mut wanted = wanted;
            wanted.sort();
            let quoted = format!("\"{word}\"");
            prop_assert_eq!(shelf.found(&quoted), wanted.clone(), "{}", word);
            // What is found is lit.
            for hit in shelf.search(&quoted, &dashiji_store::search::Options::default()).hits {
                let lit = hit.fragments.iter().any(|fragment| !fragment.lit.is_empty());
                prop_assert!(lit, "{} in {:?}", word, hit);
            }
            let rest = shelf.search(&format!("NOT {quoted}"), &dashiji_store::search::Options::default());
            prop_assert_eq!(rest.total as usize + wanted.len(), texts.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_typed_is_read_or_told(query in "(\\PC|[\\x00-\\x20()|\"“”「」:=-]|NEAR/|who:|when:| OR | NOT ){0,40}") {
        if let Err(error) = dashiji_store::search::Query::parse(&query) {
            prop_assert!(error.at + error.length <= query.chars().count(), "{:?}", error);
        }
    }
}
