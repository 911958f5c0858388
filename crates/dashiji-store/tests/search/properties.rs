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

/// A query as it is meant.
#[derive(Debug, Clone)]
enum Ask {
    Word(String),
    Near(String, usize, String),
    Kind(usize),
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
}

const KINDS: [&str; 3] = ["meeting", "visit", "issue"];

impl Ask {
    /// As a user types it.
    fn typed(&self) -> String {
        let list = |all: &[Self], sign: &str| {
            format!("({})", all.iter().map(Self::typed).collect::<Vec<_>>().join(sign))
        };
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Near(a, n, b) => format!("\"{a}\" NEAR/{n} \"{b}\""),
            Self::Kind(k) => format!("type:{}", KINDS[*k]),
            Self::All(all) => list(all, " "),
            Self::Any(all) => list(all, " | "),
            Self::Not(one) => format!("NOT {}", one.typed()),
        }
    }

    /// Whether an entry answers it, by its characters with one break for each run of marks, and by its kind.
    fn answers(&self, placed: &[char], kind: usize) -> bool {
        let begins = |word: &str| -> Vec<usize> {
            let word: Vec<char> = word.chars().map(fold).flat_map(char::to_lowercase).collect();
            let found = placed.windows(word.len()).enumerate().filter(|(_, here)| **here == word[..]);
            found.map(|(k, _)| k).collect()
        };
        match self {
            Self::Word(word) => !begins(word).is_empty(),
            Self::Near(a, n, b) => {
                let close = |first: &str, second: &str| {
                    let ends = begins(first).into_iter().map(|begin| begin + first.chars().count());
                    let second = begins(second);
                    ends.into_iter().any(|end| second.iter().any(|begin| (end..=end + n).contains(begin)))
                };
                close(a, b) || close(b, a)
            }
            Self::Kind(k) => *k == kind,
            Self::All(all) => all.iter().all(|one| one.answers(placed, kind)),
            Self::Any(all) => all.iter().any(|one| one.answers(placed, kind)),
            Self::Not(one) => !one.answers(placed, kind),
        }
    }
}

fn asks() -> impl Strategy<Value = Ask> {
    let word = || "[甲乙丙國A1２]{1,5}";
    let leaf = prop_oneof![
        4 => word().prop_map(Ask::Word),
        2 => (word(), 1usize..8, word()).prop_map(|(a, n, b)| Ask::Near(a, n, b)),
        1 => (0usize..3).prop_map(Ask::Kind),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Ask::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Ask::Any),
            inner.prop_map(|one| Ask::Not(Box::new(one))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// In any number of segments, some entries being removed; what is counted beside is counted right, be the values few or many.
    #[test]
    fn a_query_finds_what_its_words_mean(
        texts in prop::collection::vec("[甲乙丙國Ａ1２,，。 \n.]{0,40}", 1..24),
        queries in prop::collection::vec(asks(), 12),
        crowd in any::<bool>(),
    ) {
        let mut shelf = Shelf::of(&[]);
        for (k, text) in texts.iter().enumerate() {
            let text = Text::new(text.clone());
            let mut record = record(k as u32 + 1, &text);
            record.kind = serde_json::from_value(KINDS[k % 3].into()).unwrap();
            if crowd && k == 0 {
                let people: Vec<_> = (0..3_000).map(|k| serde_json::json!({"name": format!("赵{k}"), "mentions": []})).collect();
                record.people = serde_json::from_value(people.into()).unwrap();
            }
            shelf.add_record("d", &text, record);
            if k % 7 == 6 {
                shelf.index.commit(1).unwrap();
            }
        }
        shelf.index.commit(1).unwrap();
        for k in (4..texts.len()).step_by(5) {
            shelf.index.remove_entry("d", &format!("-/{}/1", k + 1)).unwrap();
        }
        shelf.index.commit(1).unwrap();
        for ask in &queries {
            let typed = ask.typed();
            let answers = |(k, text): &(usize, &String)| {
                let runs: Vec<String> = runs(text).into_iter().filter(|run| !run.is_empty()).collect();
                let placed: Vec<char> = runs.join("\n").chars().collect();
                k % 5 != 4 && ask.answers(&placed, k % 3)
            };
            let wanted: Vec<usize> = texts.iter().enumerate().filter(answers).map(|(k, _)| k).collect();
            let mut names: Vec<String> = wanted.iter().map(|k| format!("d.{}", k + 1)).collect();
            names.sort();
            prop_assert_eq!(shelf.found(&typed), names, "{}", &typed);
            let options = dashiji_store::search::Options { facets: 5, limit: 1, ..Default::default() };
            let found = shelf.search(&typed, &options);
            prop_assert_eq!(found.total as usize, wanted.len());
            let kinds = found.facets.iter().find(|facet| facet.field == "type");
            let counted: usize = kinds.iter().flat_map(|facet| &facet.top).map(|value| value.count as usize).sum();
            prop_assert_eq!(counted, wanted.len(), "{}", &typed);
            for value in kinds.iter().flat_map(|facet| &facet.top) {
                let k = KINDS.iter().position(|kind| *kind == value.value).unwrap();
                let count = wanted.iter().filter(|number| **number % 3 == k).count();
                prop_assert_eq!(value.count as usize, count, "{} {}", &typed, &value.value);
            }
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
