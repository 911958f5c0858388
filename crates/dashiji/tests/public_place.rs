//! Addresses and replies of public suites (see the README of the data folder): share read as expected. `.ci/run outside` runs them
//! where the suites are beside the project.

#![expect(clippy::disallowed_methods, reason = "a test reads its texts from files")]

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji::resolve::address;

#[test]
#[ignore = "needs ../shared/data/place beside the project"]
fn outside_addresses_of_a_public_suite() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/place/jionlp-location.jsonl");
    let rows = std::fs::read_to_string(path).unwrap();
    let (mut right, mut all) = (0, 0);
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let text = row["text"].as_str().unwrap();
        let found = address::split(text, Lexicon::builtin(), 2024);
        let same = |field: &str, value: &Option<String>| row["expected"][field].as_str() == value.as_deref();
        all += 1;
        if same("province", &found.province)
            && same("city", &found.city)
            && same("county", &found.county)
            && row["expected"]["detail"].as_str() == Some(&found.rest)
        {
            right += 1;
        } else {
            println!("{text}: expected {}, found {found:?}", row["expected"]);
        }
    }
    println!("{right} of {all}");
    assert!(right >= 30, "{right} of {all}");
}

/// Replies on division changes, 1981 to 1998: each told as an entry of its day, with its title and number. Number and day of the
/// issue of those that give both.
#[test]
#[ignore = "needs ../shared/data/place beside the project"]
fn outside_replies_are_read_with_their_number_and_day() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/place/state-council-replies.before-1999.jsonl"
    );
    let rows = std::fs::read_to_string(path).unwrap();
    let (mut right, mut all) = (0, 0);
    for row in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let [title, number, date] =
            ["title", "doc_no", "date"].map(|key| row[key].as_str().unwrap_or_default());
        if number.is_empty() || date.is_empty() {
            continue;
        }
        let issuer = title.split("关于").next().unwrap_or_default();
        let text = format!("国务院大事记\n\n{date}，{issuer}印发《{title}》（{number}）。\n");
        let reading = dashiji::read(text.into_bytes(), &Given::default(), Lexicon::builtin()).unwrap();
        let day = iso(date);
        let found = reading.records.iter().flat_map(|record| &record.documents);
        let told = found.filter(|document| document.number.as_deref() == Some(number));
        all += 1;
        if told.clone().any(|document| document.stage_date.as_deref() == Some(day.as_str())) {
            right += 1;
        } else {
            println!("{date} {number} {title}: {:?}", told.collect::<Vec<_>>());
        }
    }
    println!("{right} of {all}");
    assert!(right * 100 >= all * 98, "{right} of {all}");
}

/// 一九八二年一月二十三日 and 1989年12月20日 as an ISO day.
fn iso(date: &str) -> String {
    let figure =
        |c: char| "〇一二三四五六七八九".chars().position(|d| d == c).or(c.to_digit(10).map(|d| d as usize));
    let parts: Vec<usize> = date
        .split(['年', '月', '日'])
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('十') {
            Some((tens, ones)) => {
                let of = |s: &str, otherwise| s.chars().next().and_then(figure).unwrap_or(otherwise);
                of(tens, 1) * 10 + of(ones, 0)
            }
            None => part
                .chars()
                .map(|c| if matches!(c, '○' | '零') { '〇' } else { c })
                .fold(0, |n, c| n * 10 + figure(c).unwrap_or(0)),
        })
        .collect();
    format!("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2])
}
