//! Whatever stands in a text, reading its titles and figures never fails, and what is found lies inside it.

use dashiji::fact::{document, kind, quantity as figure};
use dashiji::lexicon::Lexicon;
use dashiji::recognize::{Mentions, Passage, quantity, reference, titled};
use dashiji::text::{Span, Text};
use proptest::prelude::*;

/// Reads one text, and says what does not hold.
fn read(raw: &str, split: usize) -> Result<(), TestCaseError> {
    let text = Text::new(raw.to_owned());
    let split = split.min(text.len());
    let headline = (split > 0).then(|| Span::new(0, split));
    let passage =
        Passage::new(&text, Lexicon::builtin(), text.span(), headline, Span::new(split, text.len()));
    let mut mentions = Mentions::default();
    mentions.titled = titled::find(&passage, &mentions);
    mentions.quantities = quantity::find(&passage, &mentions);
    let all = text.span();
    for title in &mentions.titled {
        prop_assert!(all.contains(title.outer) && title.outer.contains(title.span));
        prop_assert!(title.full.is_none_or(|full| full < mentions.titled.len()));
    }
    for number in reference::numbers(&text, all) {
        prop_assert!(all.contains(number) && !number.is_empty());
    }
    let mut last = 0;
    for found in quantity::every(&passage) {
        prop_assert!(all.contains(found.span) && found.span.contains(found.number) && !found.span.is_empty());
        prop_assert!(found.unit.is_none_or(|unit| all.contains(unit)));
        prop_assert!(found.span.hi() > last);
        last = found.span.hi();
    }
    let records = figure::quantities(&passage, &mentions, &[], None);
    for (k, record) in records.iter().enumerate() {
        let span = Span { start: record.start, end: record.end };
        prop_assert_eq!(text.slice(span), record.text.as_str());
        prop_assert!(record.part_of.is_none_or(|whole| whole < k));
        prop_assert!(record.same_as.is_none_or(|first| first < k));
    }
    let (documents, publications) = document::documents(&passage, &mentions, &[], None);
    for quote in
        documents.iter().flat_map(|d| &d.mentions).chain(publications.iter().flat_map(|p| &p.mentions))
    {
        prop_assert_eq!(text.slice(quote.span()), quote.text.as_str());
    }
    kind::kind(&passage, &mentions, all);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_text_of_numerals_and_marks_is_read(
        raw in "[第首一二两三十百千万亿兆0-9.,、。;《》“”()年月日个名人元吨成余多几约近至到—~半点又分之%‰￥<> 以下简称通知〔〕号令其中共由组成负\n-]{0,60}",
        split in 0usize..20,
    ) {
        read(&raw, split)?;
    }

    #[test]
    fn any_text_is_read(raw in "\\PC{0,60}", split in 0usize..20) {
        read(&raw, split)?;
    }
}

#[test]
fn long_rows_and_deep_brackets_are_read() {
    for raw in [
        "9".repeat(5000),
        "一".repeat(5000),
        "《".repeat(5000),
        "万".repeat(5000),
        "第".repeat(5000),
        "<".repeat(5000),
        "1,".repeat(5000),
        "百分之".repeat(2000),
        "1/".repeat(3000),
        "三又".repeat(3000),
        "、".repeat(5000) + "3人",
        "1元".repeat(3000),
        "号".repeat(5000),
        "〔1〕号".repeat(2000),
    ] {
        assert!(read(&raw, 0).is_ok(), "{}", raw.chars().take(8).collect::<String>());
    }
}
