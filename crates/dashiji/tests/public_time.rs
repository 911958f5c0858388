//! Public test suites for dates (Recognizers-Text, `JioNLP`, Duckling, lunar-javascript and others), which lie beside the project
//! where they are to be had; `.ci/run outside` runs them there.

#![expect(clippy::disallowed_methods, reason = "a test reads its texts from files")]
#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use dashiji::document::Setting;
use dashiji::fact::{TimeBasis, TimeRecord};
use dashiji::recognize::time;
use dashiji::resolve::calendar::{self, Anchor};
use dashiji::resolve::day::Date;
use dashiji::text::Text;
use serde_json::Value;
use std::path::PathBuf;

/// The rows of a suite.
fn rows(name: &str) -> Vec<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/time").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The times of a text that is told on a day.
fn read(text: &str, reference: Option<&str>) -> Vec<TimeRecord> {
    let text = Text::new(text.to_owned());
    let mut anchor = Anchor::of(&Setting::default());
    let part = |range| reference.and_then(|r: &str| r.get(range));
    let year = part(0..4);
    if let Some(year) = year {
        let (from, to) = match (part(5..7), part(8..10)) {
            (Some(month), Some(day)) => (format!("{year}-{month}-{day}"), format!("{year}-{month}-{day}")),
            (Some(month), None) => (format!("{year}-{month}-01"), format!("{year}-{month}-28")),
            _ => (format!("{year}-01-01"), format!("{year}-12-31")),
        };
        let edtf = reference
            .unwrap_or_default()
            .get(..from.len().min(reference.map_or(0, str::len)))
            .unwrap_or_default();
        let own = TimeRecord {
            text: String::new(),
            start: 0,
            end: 0,
            from,
            to,
            edtf: edtf.to_owned(),
            basis: TimeBasis::Stated,
            part_of_day: None,
            julian: None,
            reckoning: None,
            doubt: None,
        };
        anchor = anchor.under(Some(&own));
    }
    time::find(&text, text.span())
        .iter()
        .filter_map(|mention| calendar::resolve(&text, mention, &mut anchor))
        .collect()
}

/// What of a half-open form is inside: one day, minute or hour before its end.
fn last_inside(end: &str) -> Vec<String> {
    let Some(number) = date(end).and_then(Date::gregorian) else { return vec![end.to_owned()] };
    let mut inside = vec![number.plus(-1).to_gregorian().iso()];
    let clock = end.get(11..16).and_then(|clock| clock.split_once(':'));
    if let Some((Ok(hour), Ok(minute))) = clock.map(|(h, m)| (h.parse::<i32>(), m.parse::<i32>())) {
        for back in [0, 1, 60] {
            let minutes = hour * 60 + minute - back;
            let day = number.plus(minutes.div_euclid(1440)).to_gregorian().iso();
            let minutes = minutes.rem_euclid(1440);
            inside.push(format!("{day}T{:02}:{:02}", minutes / 60, minutes % 60));
        }
    }
    inside
}

fn date(iso: &str) -> Option<Date> {
    let (sign, rest) = iso.strip_prefix('-').map_or((1, iso), |rest| (-1, rest));
    let mut figures = rest.get(..10)?.split('-').map(|f| f.parse::<i32>().ok());
    let mut next = || figures.next().flatten();
    Some(Date { year: sign * next()?, month: next()? as u8, day: next()? as u8 })
}

/// Whether a record says what a suite says: the first value inside, the last one inside.
fn says(record: &TimeRecord, value: &Value, alternative: Option<&Value>) -> bool {
    let text = |value: Option<&Value>, key: &str| value.and_then(|v| v[key].as_str()).map(str::to_owned);
    let start = text(Some(value), "value_start");
    let mut ends: Vec<String> = text(Some(value), "value_end").iter().flat_map(|e| last_inside(e)).collect();
    for other in
        [text(Some(value), "value_end_alt"), text(alternative, "value_end_alt")].into_iter().flatten()
    {
        ends.extend(last_inside(&other));
    }
    let clock = |iso: &str| iso.get(..16).unwrap_or(iso).to_owned();
    let (from, to) = (clock(&record.from), clock(&record.to));
    // An open side is told by the EDTF form; where no end is named the last value is the first.
    let start_fits = start.as_deref().is_none_or(|s| clock(s) == from || clock(s).trim_end_matches("T00:00") == from)
        // 07年以后: the suite leaves the year itself out.
        || ends.is_empty() && start.as_deref().is_some_and(|s| last_inside(s)[0] == to);
    // 2018年之前: told by the year itself.
    let excluded =
        start.is_none() && value["value_end"].as_str().is_some_and(|e| e.get(..10) == from.get(..10));
    start_fits && (ends.is_empty() || ends.contains(&to) || excluded)
}

/// Scores a suite: rows that are told right, rows in all, and what was missed.
fn score(rows: &[Value], julian: bool) -> (usize, usize, Vec<String>) {
    let (mut right, mut all, mut missed) = (0, 0, Vec::new());
    for row in rows {
        let text = row["text"].as_str().unwrap_or_default();
        let records = read(text, row["reference_time"].as_str());
        for span in row["spans"].as_array().into_iter().flatten() {
            let valued = !span["value_start"].is_null() || !span["value_end"].is_null();
            if !valued || !julian && !span["suspect"].is_null() {
                continue;
            }
            all += 1;
            let mut accepted = vec![span];
            accepted.extend(span["alternatives"].as_array().into_iter().flatten());
            let fits = |record: &TimeRecord| {
                if span["calendar"] == "julian" {
                    return record
                        .julian
                        .as_ref()
                        .is_some_and(|j| Some(j.from.as_str()) == span["value_start"].as_str());
                }
                accepted.iter().any(|value| says(record, value, Some(span)))
            };
            if records.iter().any(fits) {
                right += 1;
            } else {
                let told: Vec<String> =
                    records.iter().map(|r| format!("{} {}..{}", r.text, r.from, r.to)).collect();
                missed.push(format!("{} {text} | {span} | {told:?}", row["id"]));
            }
        }
    }
    (right, all, missed)
}

#[test]
#[ignore = "needs ../shared/data/time beside the project"]
fn outside_expressions_of_a_chronicles_kind_have_their_values() {
    let rows = rows("chronicle-like.dev.jsonl");
    let (right, all, missed) = score(&rows, false);
    println!("{right} of {all}");
    println!("{}", missed.join("\n"));
    assert!(right * 100 >= all * 94, "{right} of {all}");
}

#[test]
#[ignore = "needs ../shared/data/time beside the project"]
fn outside_lunar_dates_have_their_days() {
    let rows = rows("lunar.dev.jsonl");
    let (right, all, missed) = score(&rows, true);
    println!("{}", missed.join("\n"));
    assert_eq!(right, all);
}
