//! Books and workbooks out.

use super::open_named;
use calamine::{Data, Reader, Xlsx};
use dashiji::Reading;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji_office::book::{self, Book, Item, Paper};
use dashiji_office::sheet::{Sheet, Value, workbook};
use dashiji_publish::{Language, Messages};
use std::io::Cursor;

fn read(words: &str) -> Reading {
    let given = Given { path: Some("青石县.txt".to_owned()), ..Given::default() };
    dashiji::read(words.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap()
}

const CHRONICLE: &str = "青石县1952年大事记\n\n3月5日，县医院落成，县长赵立本出席。\n是月，全县干旱。\n4月2日，县政府印发《关于抗旱的通知》，周文澜讲话。\n\
    1953年\n1月20日，赵立本到青石乡察看旱情。\n";

#[test]
fn a_book_has_heads_indexes_and_sources_and_reads_back() {
    let (reading, other) = (read(CHRONICLE), read("青石县1953年大事记\n2月2日，大桥通车。\n"));
    let book = Book {
        title: "青石县大事记选".to_owned(),
        items: Item::of(&reading).chain(Item::of(&other)).collect(),
        paper: Paper::K16,
        ..Book::default()
    };
    let bytes = book::write(&book, &Messages::new(Language::Chinese)).unwrap();
    assert_eq!(bytes, book::write(&book, &Messages::new(Language::Chinese)).unwrap(), "the same twice");
    let text = open_named("book.docx", bytes).unwrap().document.text.as_str().to_owned();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}\n{text}"));
    let order = [
        "青石县大事记选",
        "1952年",
        "3月",
        "县医院落成",
        "是月，全县干旱",
        "4月",
        "1953年",
        "人物索引",
        "文件索引",
        "资料来源",
    ];
    for pair in order.windows(2) {
        assert!(at(pair[0]) < at(pair[1]), "{pair:?}\n{text}");
    }
    assert!(text.contains("1953-01-20（") && text.contains("〔1〕") && text.contains("〔2〕"), "{text}");
    let alone = Book { items: Item::of(&reading).collect(), ..book };
    let bytes = book::write(&alone, &Messages::new(Language::Chinese)).unwrap();
    let text = open_named("book.docx", bytes).unwrap().document.text.as_str().to_owned();
    assert!(!text.contains("〔1〕") && text.contains("[1] "), "one document needs no mark: {text}");
}

#[test]
fn a_text_as_a_plain_word_file_reads_as_the_text() {
    for sample in ["county-month.txt", "county-year.txt"] {
        let path = format!("{}/../../samples/{sample}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let word = open_named("plain.docx", book::plain(&text).unwrap()).unwrap();
        assert_eq!(word.document.text.as_str(), text, "{sample}");
    }
}

#[test]
fn no_cell_is_a_formula_and_days_are_days() {
    let bad = ["=1+1", "+86", "-2+3", "@SUM(A1)", "＝1", "平常"];
    let sheet = Sheet {
        name: "条目[1]".to_owned(),
        columns: vec![("日".to_owned(), 12), ("文".to_owned(), 40)],
        rows: bad.iter().map(|words| vec![Value::day(Some("2020-03-05")), Value::text(*words)]).collect(),
        ..Sheet::default()
    };
    let bytes = workbook(&[sheet.clone(), sheet.clone()], "表", Some("2020-03-06")).unwrap();
    assert_eq!(bytes, workbook(&[sheet.clone(), sheet], "表", Some("2020-03-06")).unwrap(), "the same twice");
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["条目1", "条目1 2"]);
    let range = book.worksheet_range("条目1").unwrap();
    for (row, words) in bad.iter().enumerate() {
        assert_eq!(range.get((row + 1, 1)), Some(&Data::String((*words).to_owned())));
        assert!(matches!(range.get((row + 1, 0)), Some(Data::DateTime(_))), "{:?}", range.get((row + 1, 0)));
    }
    assert!(book.worksheet_formula("条目1").unwrap().is_empty());
}

#[test]
fn days_before_excel_counts_are_words() {
    let sheet = Sheet {
        name: "a".to_owned(),
        columns: vec![("日".to_owned(), 12)],
        rows: ["1894-07-25", "0221-01-01", "1900-02-28"].map(|day| vec![Value::day(Some(day))]).to_vec(),
        ..Sheet::default()
    };
    let mut book = Xlsx::new(Cursor::new(workbook(&[sheet], "表", None).unwrap())).unwrap();
    let range = book.worksheet_range("a").unwrap();
    assert_eq!(range.get((1, 0)), Some(&Data::String("1894-07-25".to_owned())));
    assert_eq!(range.get((3, 0)), Some(&Data::String("1900-02-28".to_owned())));
}

#[test]
fn a_workbook_of_entries_reads_back_as_the_entries() {
    let path = format!("{}/../../samples/county-month.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let reading = read(&text);
    let items: Vec<Item> = Item::of(&reading).collect();
    let messages = Messages::new(Language::Chinese);
    let bytes = dashiji_office::workbook::write("青石县", &items, Some("2020-03-06"), &messages).unwrap();
    // The first sheet alone: the others tell the same facts again.
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let mut sheet = Sheet { name: "条目".to_owned(), ..Sheet::default() };
    for (number, row) in range.rows().enumerate() {
        let words = |cell: &Data| match cell {
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}")
            }
            other => other.to_string(),
        };
        // 起日 and 原文.
        let (day, words) = (words(&row[2]), words(&row[7]).replace('\n', " "));
        if number == 0 {
            sheet.columns = vec![("日期".to_owned(), 12), ("内容".to_owned(), 60)];
        } else {
            sheet.rows.push(vec![Value::day(Some(&day)), Value::text(words)]);
        }
    }
    let again = open_named("again.xlsx", workbook(&[sheet], "表", None).unwrap()).unwrap();
    let again = Reading::of(again.document, Lexicon::builtin(), None);
    assert_eq!(again.records.len(), reading.records.len());
    let day = |r: &dashiji::fact::Record| dashiji::collate::day(r).map(str::to_owned);
    let people =
        |r: &dashiji::fact::Record| -> Vec<String> { r.people.iter().map(|p| p.name.clone()).collect() };
    let figures =
        |r: &dashiji::fact::Record| -> Vec<String> { r.quantities.iter().map(|q| q.text.clone()).collect() };
    for (a, b) in reading.records.iter().zip(&again.records) {
        assert_eq!((day(a), people(a), figures(a)), (day(b), people(b), figures(b)), "{}", a.number);
    }
}

#[test]
fn a_workbook_tells_what_is_in_doubt_beside_it() {
    use dashiji::recognize::lattice::{Doubt, Grade};
    let mut reading = read("青石县1952年大事记\n\n3月5日，县长赵立本出席大会，捐款30万元。\n");
    let record = &mut reading.records[0];
    let doubt = |rival: &str| Some(Box::new(Doubt::of(Grade::Some, vec![rival.to_owned()])));
    (record.type_doubt, record.people[0].doubt) = (None, doubt("赵立"));
    record.people[0].parts_doubt.clear();
    record.quantities[0].kind_doubt = doubt("stock");
    let items: Vec<Item> = Item::of(&reading).collect();
    let words = Messages::new(Language::Chinese);
    let bytes = dashiji_office::workbook::write("表", &items, None, &words).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut last = Vec::new();
    for name in book.sheet_names().into_iter().take(3) {
        let range = book.worksheet_range(&name).unwrap();
        let mut cells: Vec<String> = range.rows().filter_map(|row| Some(row.last()?.to_string())).collect();
        cells.dedup();
        last.push(cells);
    }
    assert_eq!(
        last,
        [
            vec!["存疑", "人物 赵立本 存疑，或为 赵立; 数字 30万元 存疑，或为 现有"],
            vec!["存疑", "人物 赵立本 存疑，或为 赵立"],
            vec!["存疑", "数字 30万元 存疑，或为 现有"],
        ]
    );
}
