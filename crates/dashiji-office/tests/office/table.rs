//! Tables of events in: XLSX, XLS, CSV, and the shapes of Markdown and HTML.

use super::{fixture, open_named, reading, text, told};
use dashiji::Reading;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji_office::table::Mapping;
use dashiji_office::{Error, Options};

fn read(name: &str, words: &str, map: &str) -> Result<Reading, Error> {
    let given = Given { path: Some(name.to_owned()), ..Given::default() };
    let options = Options { map: Mapping::parse(map).unwrap() };
    let opened = dashiji_office::read(words.as_bytes().to_vec(), &given, &options, Lexicon::builtin())?;
    Ok(Reading::of(opened.document, Lexicon::builtin(), None))
}

fn days(reading: &Reading) -> Vec<String> {
    told(reading).into_iter().map(|(day, _)| day).collect()
}

#[test]
fn sheets_are_read_by_their_headings_and_dates_as_they_show() {
    let reading = reading("events.xlsx");
    let want = [
        "2020-03-05",
        "2020-04",
        "2020-05-11~/2020-05-20~",
        "2020-06-01T09:30:00",
        "1952-03-05",
        "1952-04-02",
        "1952-04-09",
    ];
    assert_eq!(days(&reading), want);
    let first = &reading.records[0];
    assert_eq!(first.headline.as_ref().map(|h| h.text.as_str()), Some("县医院新楼落成"));
    assert_eq!(first.people[0].name, "赵立本");
    assert!(first.places.iter().any(|place| place.name == "城关镇"));
    let location = first.location.clone().unwrap();
    assert_eq!((location.part.as_deref(), location.cell.as_deref()), (Some("2020年"), Some("B3")));
    let words = reading.document.text.as_str();
    assert!(!words.contains("不应读出") && !words.contains("序号"), "{words}");
    let body = words.chars().collect::<Vec<_>>();
    let at = body.windows(3).position(|w| w == ['启', '用', '，']).unwrap();
    assert_eq!(reading.document.location(at as u32).unwrap().cell.as_deref(), Some("D3"));
}

#[test]
fn both_counts_of_days_are_known() {
    assert_eq!(days(&reading("epoch-1904.xlsx")), ["1952-03-05"]);
}

#[test]
fn old_sheets_are_read_and_old_word_files_named() {
    let days = days(&reading("old.xls"));
    assert_eq!(days, self::days(&super::reading("events.xlsx")), "as the XLSX it was saved from");
    let error = open_named("old.doc", fixture("old.doc")).unwrap_err();
    assert_eq!(error.code(), "doc");
}

#[test]
fn comma_separated_tables_are_read_in_any_order_of_columns() {
    let words =
        "\u{feff}内容,日期,备注\n\"县医院落成,赵立本出席。\",1952-3-5,\n大桥动工。,19520402,甲\n通车。,,\n";
    let reading = read("a.csv", words, "").unwrap();
    assert_eq!(days(&reading), ["1952-03-05", "1952-04-02", "1952-04-02"]);
    assert_eq!(reading.records[0].location.as_ref().unwrap().cell.as_deref(), Some("B2"));
    assert_eq!(reading.document.record.encoding.as_deref(), Some("UTF-8"));
}

#[test]
fn a_map_tells_what_no_heading_tells() {
    let words = "何事,何时,经办\n县医院落成。,1952年3月5日,周文澜\n";
    for map in ["日期=B,内容=A", "日期=何时,内容=何事"] {
        let reading = read("a.csv", words, map).unwrap();
        assert_eq!(days(&reading), ["1952-03-05"], "{map}");
    }
    let error = read("a.csv", words, "日期=哪天").unwrap_err();
    assert_eq!(error.code(), "column");
    assert!(error.to_string().contains("B=何时"), "{error}");
}

#[test]
fn gb_18030_tables_are_read() {
    let bytes = b"\xC8\xD5\xC6\xDA,\xC4\xDA\xC8\xDD\n1952\xC4\xEA3\xD4\xC25\xC8\xD5,\xCF\xD8\xD2\xBD\xD4\xBA\xC2\xE4\xB3\xC9\xA1\xA3\n".to_vec();
    let opened = open_named("a.csv", bytes).unwrap();
    assert!(opened.document.text.as_str().contains("1952年3月5日\t县医院落成。"));
    assert_eq!(opened.document.record.encoding.as_deref(), Some("GB18030"));
}

#[test]
fn markdown_and_html_tables_hold_a_year_for_the_rows_below() {
    let want = ["1952-03-05", "1952-04-02", "1952-04-09", "1953-01-20"];
    let markdown = "| 年 | 月日 | 纪事 |\n|---|---|---|\n| 1952 | 3月5日 | 县医院落成。 |\n| | 4月2日 | 大桥动工。 |\n\
        | | 4月9日 | 禁烟大会召开。 |\n| 1953 | 1月20日 | 中学开学。 |\n";
    assert_eq!(days(&read("a.md", markdown, "").unwrap()), want, "Markdown");
    let html = "<html><body><table><tr><th>年</th><th>月</th><th>日</th><th>纪事</th></tr>\
        <tr><td rowspan=\"3\">1952</td><td>3</td><td>5</td><td>县医院落成。</td></tr>\
        <tr><td rowspan=2>4</td><td>2</td><td>大桥动工。</td></tr><tr><td>9</td><td>禁烟大会召开。</td></tr>\
        <tr><td>1953</td><td>1</td><td>20</td><td>中学开学。</td></tr></table></body></html>";
    assert_eq!(days(&read("a.html", html, "").unwrap()), want, "HTML");
}

#[test]
fn a_workbook_has_its_text_laid_out() {
    let words = text("events.xlsx");
    assert!(words.contains("2020年4月\t青石大桥动工\t青石大桥动工兴建。\t青石乡\t据县志办"), "{words}");
}
