//! Word files in.

use super::{fixture, has, open_named, opened, reading, text, told};
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji_office::Remark;

#[test]
fn the_sample_as_docx_reads_as_its_text() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/county-month.txt");
    let sample = std::fs::read(sample).unwrap();
    let plain = dashiji::read(sample.clone(), &Given::default(), Lexicon::builtin()).unwrap();
    let facts = |records: &[dashiji::fact::Record]| -> Vec<dashiji::fact::Record> {
        let alone = |record: &dashiji::fact::Record| {
            let mut record = record.clone();
            record.document = std::sync::Arc::default();
            record.location = None;
            record
        };
        records.iter().map(alone).collect()
    };
    for name in ["sample-python-docx.docx", "sample-libreoffice.docx"] {
        let word = reading(name);
        assert_eq!(word.document.text.as_str().as_bytes(), sample, "{name}");
        assert_eq!(facts(&word.records), facts(&plain.records), "{name}");
        let (a, b) = (&word.document.record, &plain.document.record);
        assert_eq!((&a.title, &a.series, &a.source), (&b.title, &b.series, &b.source), "{name}");
        assert_eq!((&a.period, &a.region), (&b.period, &b.region), "{name}");
        assert_eq!(a.extractor.as_deref(), Some("dashiji-docx/1"));
        assert!(word.records.iter().all(|record| record.location.is_some()));
    }
}

#[test]
fn changes_are_read_as_accepted_and_word_s_own_numbers_are_seen() {
    let want = "青石县1952年大事记\n\
        3月5日，县医院落成，赵立本出席。\n\
        4月2日，大桥动工，周文澜讲话。\n\
        5月1日，全县放假。\n\
        5月6日，小学开学。\n\n\
        5月7日，公路通车。\n\
        6月1日，儿童节。\n\
        6月2日，会演。\n\
        7月1日，建党纪念会召开。\n\
        7月3日，框中之事, 甚多。\n\
        1. 8月1日，抗旱。\n\
        2. 8月2日，降雨。\n\
        8月3日，甲\t乙&丙<丁。\n　另起一行。\n";
    assert_eq!(text("changes.docx"), want);
    let remarks = opened("changes.docx").remarks;
    assert!(has(&remarks, |r| *r == Remark::Hidden { characters: 6 }), "{remarks:?}");
    assert!(has(&remarks, |r| matches!(r, Remark::Changes { inserted: 12, .. })), "{remarks:?}");
}

#[test]
fn libreoffice_s_own_file_reads_the_same() {
    let words = text("changes-libreoffice.docx");
    for line in
        ["3月5日，县医院落成，赵立本出席。", "4月2日，大桥动工，周文澜讲话。", "7月3日，框中之事, 甚多。"]
    {
        assert_eq!(words.matches(line).count(), 1, "{line}\n{words}");
    }
}

#[test]
fn entries_tell_paragraph_page_and_part() {
    let reading = reading("changes.docx");
    let at = |words: &str| {
        let record = reading.records.iter().find(|r| reading.document.text.slice(r.span).contains(words));
        record.and_then(|r| r.location.clone()).unwrap()
    };
    let before = at("小学开学");
    assert_eq!((before.paragraph, before.page, before.part), (Some(6), Some(1), None));
    assert_eq!((at("公路通车").paragraph, at("公路通车").page), (Some(7), Some(2)));
    assert_eq!(at("框中之事").part.as_deref(), Some("text box 1"));
}

#[test]
fn a_year_over_three_rows_holds_for_each() {
    let told = told(&reading("table.docx"));
    let days: Vec<&str> = told.iter().map(|(day, _)| day.as_str()).collect();
    assert_eq!(days, ["1952-03-05", "1952-04-02", "1952-04-09", "1953-01-20"]);
    assert!(told[0].1.ends_with("县医院落成，县长赵立本剪彩。"), "{:?}", told[0]);
}

#[test]
fn notes_stand_behind_the_text_and_tell_where_they_are() {
    let reading = reading("notes.docx");
    let words = reading.document.text.as_str();
    assert!(words.contains("3月5日，县医院落成，赵立本出席。"), "{words}");
    assert!(
        words.contains("〔注1〕据青石县医院档案。") && words.contains("〔尾注1〕见《青石县志》。"),
        "{words}"
    );
    assert!(!words.contains("无人提到"));
    assert_eq!(reading.records.len(), 2);
    let at = words.chars().collect::<Vec<_>>().windows(2).position(|w| w == ['据', '青']).unwrap();
    let location = reading.document.location(at as u32).unwrap();
    assert_eq!(location.part.as_deref(), Some("footnote 1"));
}

#[test]
fn a_file_that_breaks_off_is_told_with_its_part() {
    let mut bytes = fixture("table.docx");
    bytes.truncate(bytes.len() / 2);
    let error = open_named("table.docx", bytes).unwrap_err();
    assert_eq!(error.code(), "broken", "{error}");
}
