//! What is read of a document is the same on any number of threads, entry by entry or whole.

use dashiji::Reading;
use dashiji::document::{self, Document, Given};
use dashiji::lexicon::Lexicon;
use std::fmt::Write as _;
use std::num::NonZeroUsize;

/// Months of a county in which a name that stands clearly once is glued to a verb in other entries.
fn county(months: u32) -> Document {
    let mut text = String::from("青禾县大事记\n");
    for month in 0..months {
        let _ = writeln!(text, "\n{}年{}月", 1950 + month / 12, month % 12 + 1);
        for day in 1..=24 {
            let _ = match (month * 24 + day) % 5 {
                0 => writeln!(text, "{day}日 县委书记周启明到河口镇检查春耕，副县长何立群陪同。"),
                1 => writeln!(text, "{day}日 周启明何立群带头捐款{}元。", day * 100),
                2 => {
                    writeln!(text, "{day}日 县人民医院派出第{day}批医疗队赴邻县，队员{}人。", day + 3)
                }
                3 => writeln!(text, "{day}日 全县累计完成植树{}亩，比上年增长{day}%。", month * 24 + day),
                _ => writeln!(text, "{day}日 县政府印发《关于第{day}号工程的通知》。"),
            };
        }
    }
    document::read(text.into_bytes(), &Given::default(), Lexicon::builtin()).unwrap_or_default()
}

fn printed(records: &[dashiji::fact::Record]) -> Vec<String> {
    records.iter().map(|record| serde_json::to_string(record).unwrap_or_default()).collect()
}

#[test]
fn entries_are_the_same_on_any_number_of_threads() {
    let document = county(6);
    let on = |threads| {
        let threads = NonZeroUsize::new(threads).unwrap();
        printed(&dashiji::records(&document, Lexicon::builtin(), threads).collect::<Vec<_>>())
    };
    let alone = on(1);
    assert_eq!(alone.len(), 6 * 24);
    for threads in [2, 5] {
        assert!(alone == on(threads), "{threads} threads");
    }
}

#[test]
fn a_document_read_whole_is_the_same_on_any_number_of_threads() {
    let on = |threads| {
        let threads = NonZeroUsize::new(threads).unwrap();
        printed(&Reading::on_threads(county(12), Lexicon::builtin(), None, threads).records)
    };
    let alone = on(1);
    assert!(alone.iter().any(|record| record.contains("周启明") && record.contains("带头捐款")));
    for threads in [2, 5] {
        assert!(alone == on(threads), "{threads} threads");
    }
}
