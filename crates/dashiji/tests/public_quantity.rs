//! Public suites of numbers and of document numbers: every row is run, the share right is told by suite, and must not fall below
//! its floor. `.ci/run outside` runs them where the suites are beside the project.

#![expect(clippy::disallowed_methods, reason = "a test reads its texts from files")]
#![allow(clippy::print_stdout, reason = "each suite's figure is told")]
#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use dashiji::fact::Approximation;
use dashiji::lexicon::Lexicon;
use dashiji::recognize::quantity::{self, QuantityMention};
use dashiji::recognize::{Passage, numeral::Share, reference};
use dashiji::text::{Span, Text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn rows(file: &str) -> Vec<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A unit of the suites: its name there, our words for it, and how many of the suite's units ours is.
const UNITS: &[(&str, &[(&str, f64)])] = &[
    (
        "Gram",
        &[
            ("克", 1.0),
            ("g", 1.0),
            ("公斤", 1000.0),
            ("千克", 1000.0),
            ("kg", 1000.0),
            ("毫克", 0.001),
            ("mg", 0.001),
            ("斤", 500.0),
            ("两", 50.0),
            ("兩", 50.0),
        ],
    ),
    ("Litre", &[("升", 1.0), ("公升", 1.0), ("L", 1.0), ("l", 1.0)]),
    ("Millilitre", &[("毫升", 1.0), ("ml", 1.0), ("cc", 1.0), ("汤匙", 15.0), ("湯匙", 15.0), ("茶匙", 5.0)]),
    ("Gallon", &[("加仑", 1.0), ("加侖", 1.0)]),
    ("Cent", &[("分", 1.0), ("仙", 1.0), ("角", 10.0), ("毛", 10.0), ("毫", 10.0)]),
    ("Dollar", &[("元", 1.0), ("块", 1.0), ("塊", 1.0), ("蚊", 1.0), ("个", 1.0), ("個", 1.0), ("$", 1.0)]),
    ("CNY", &[("人民币", 1.0), ("人民幣", 1.0)]),
    ("HKD", &[("港币", 1.0), ("港幣", 1.0)]),
    ("Metre", &[("米", 1.0), ("m", 1.0), ("公尺", 1.0)]),
    ("Centimetre", &[("厘米", 1.0), ("cm", 1.0), ("公分", 1.0)]),
    ("Kilometre", &[("千米", 1.0), ("km", 1.0), ("公里", 1.0), ("公裏", 1.0)]),
    ("Foot", &[("英尺", 1.0), ("呎", 1.0), ("foot", 1.0), ("foots", 1.0), ("feet", 1.0), ("英呎", 1.0)]),
    ("Inch", &[("英寸", 1.0), ("吋", 1.0), ("inch", 1.0), ("inches", 1.0), ("英吋", 1.0)]),
    ("Mile", &[("英里", 1.0), ("英裏", 1.0), ("mile", 1.0), ("miles", 1.0)]),
    (
        "Celsius",
        &[
            ("摄氏度", 1.0),
            ("攝氏度", 1.0),
            ("°C", 1.0),
            ("℃", 1.0),
            ("摄氏°", 1.0),
            ("攝氏°", 1.0),
            ("度", 1.0),
            ("°", 1.0),
        ],
    ),
    (
        "Fahrenheit",
        &[
            ("华氏度", 1.0),
            ("華氏度", 1.0),
            ("°F", 1.0),
            ("华氏°", 1.0),
            ("華氏°", 1.0),
            ("度", 1.0),
            ("°", 1.0),
        ],
    ),
    ("Degree", &[("度", 1.0), ("°", 1.0)]),
    ("Chinese yuan", &[("元", 1.0), ("块", 1.0), ("人民币", 1.0), ("￥", 1.0)]),
    ("United States dollar", &[("美元", 1.0), ("美圆", 1.0), ("美金", 1.0)]),
    ("Euro", &[("欧元", 1.0)]),
    ("Swiss franc", &[("瑞士法郎", 1.0)]),
    ("Hong Kong dollar", &[("港元", 1.0)]),
    ("New Taiwan dollar", &[("台币", 1.0)]),
    ("Japanese yen", &[("日元", 1.0)]),
    ("Nigerian naira", &[("奈拉", 1.0)]),
    ("Liang", &[("两", 1.0)]),
    ("Jin", &[("斤", 1.0)]),
    ("Mu", &[("亩", 1.0)]),
    ("Kilogram", &[("公斤", 1.0), ("千克", 1.0)]),
    ("Gram_", &[("克", 1.0)]),
    ("Centimeter", &[("公分", 1.0), ("cm", 1.0), ("CM", 1.0)]),
    ("Meter", &[("米", 1.0), ("m", 1.0)]),
    ("Kilometer", &[("千米", 1.0)]),
    ("Ton", &[("吨", 1.0)]),
    ("Kilobit", &[("比特", 0.001), ("千比特", 1.0)]),
    ("Kilobyte", &[("字节", 0.001), ("千字节", 1.0)]),
    ("Megabyte", &[("兆字节", 1.0)]),
    ("Megahertz", &[("兆赫兹", 1.0)]),
    ("Hertz", &[("赫兹", 1.0)]),
    ("Kilowatt", &[("千瓦", 1.0)]),
    ("Kilocalorie", &[("千卡", 1.0)]),
    ("Microgram", &[("微克", 1.0)]),
    ("Bit", &[("位", 1.0)]),
    ("Year", &[("岁", 1.0), ("周岁", 1.0)]),
    ("Month", &[("个月大", 1.0)]),
    ("Week", &[("周大", 1.0)]),
    ("Day", &[("天大", 1.0)]),
    ("C", &[("摄氏度", 1.0), ("°C", 1.0)]),
    ("F", &[("度", 1.0)]),
];

/// What a suite wants of a span: the bounds of its value, its unit.
struct Wanted {
    low: Option<f64>,
    high: Option<f64>,
    unit: Option<String>,
    percent: bool,
}

fn wanted(span: &Value) -> Option<Wanted> {
    let resolution = &span["resolution"];
    if let Some(words) = resolution.as_str() {
        // `simple Gram 1500 Nothing`, `between Metre (1.6, 3.9)`, `NumeralValue (-12)`.
        let (shape, rest) = words.split_once(' ')?;
        let (unit, value) = match shape {
            "NumeralValue" | "OrdinalData" => (None, rest),
            _ => rest.split_once(' ').map(|(unit, value)| (Some(unit.to_owned()), value))?,
        };
        let value = value.trim_end_matches(" Nothing");
        let mut numbers = value
            .split([',', ' ', '(', ')'])
            .filter(|part| !part.is_empty())
            .filter_map(|part| part.parse::<f64>().ok());
        let (low, high) = (numbers.next(), numbers.next());
        return Some(Wanted { low, high, unit, percent: false });
    }
    let value = resolution["value"].as_str()?;
    let unit = resolution["unit"].as_str().map(str::to_owned);
    if value.contains(',') {
        let mut ends =
            value.trim_matches(['(', ')', '[', ']']).split(',').map(|part| part.parse::<f64>().ok());
        let (low, high) = (ends.next().flatten(), ends.next().flatten());
        let one = low.is_some() && low == high;
        return Some(Wanted { low, high: if one { None } else { high }, unit, percent: false });
    }
    let percent = value.ends_with('%');
    let low = value.trim_end_matches('%').parse().ok();
    Some(Wanted { low, high: None, unit, percent })
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * other.abs().max(1e-9)
}

fn right(text: &Text, found: &[QuantityMention], span: Span, wanted: &Wanted) -> bool {
    let inside: Vec<&QuantityMention> = found.iter().filter(|f| f.number.overlaps(span)).collect();
    inside.iter().any(|figure| {
        let words = figure.unit.map(|unit| text.slice(unit));
        let mut factor = 1.0;
        if let Some(name) = &wanted.unit {
            let before = text.slice(Span::new(figure.span.lo().saturating_sub(3), figure.span.lo()));
            let named = |word: &str| words == Some(word) || words.is_none() && before.ends_with(word);
            let known = UNITS
                .iter()
                .filter(|(n, _)| n == name)
                .flat_map(|(_, ours)| ours.iter())
                .find(|(w, _)| named(w));
            let Some((_, times)) = known else { return false };
            factor = *times;
        }
        if wanted.percent {
            factor = match (words, figure.share) {
                (Some("成"), _) => 10.0,
                (Some("折"), _) => {
                    if figure.value.float() >= 10.0 {
                        1.0
                    } else {
                        10.0
                    }
                }
                (_, Share::Fraction) => 100.0,
                (_, Share::Permille) => 0.1,
                _ => 1.0,
            };
        }
        let value = figure.value.float() * factor;
        let high = figure.high.map(|h| h.float() * factor);
        match (wanted.low, wanted.high) {
            (Some(low), Some(top)) => {
                // One figure with both ends, or two figures.
                close(value, low) && high.is_some_and(|h| close(h, top))
                    || close(value, low)
                        && inside.iter().any(|other| close(other.value.float() * factor, top))
            }
            (Some(low), None) => close(value, low),
            (None, Some(top)) => close(value, top) && figure.approx != Some(Approximation::Over),
            (None, None) => false,
        }
    })
}

#[test]
#[ignore = "needs ../shared/data/quantity beside the project"]
fn outside_numbers_of_the_public_suites() {
    let mut all = (0usize, 0usize);
    for (file, floor) in
        [("quantity/duckling-quantity-zh.jsonl", 0.87), ("quantity/ms-number-unit-zh.jsonl", 0.87)]
    {
        let rows = rows(file);
        let mut suites: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for row in &rows {
            let raw = row["text"].as_str().unwrap();
            let text = Text::new(raw.to_owned());
            let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span());
            let found = quantity::every(&passage);
            let spans = row["spans"].as_array().unwrap();
            let ok = if spans.is_empty() {
                found.is_empty()
            } else {
                spans.iter().all(|span| {
                    let at = Span::new(
                        span["start"].as_u64().unwrap() as usize,
                        span["end"].as_u64().unwrap() as usize,
                    );
                    wanted(span).is_some_and(|wanted| right(&text, &found, at, &wanted))
                })
            };
            let count = suites.entry(row["component"].as_str().unwrap().to_owned()).or_default();
            count.0 += usize::from(ok);
            count.1 += 1;
            if !ok && std::env::var_os("SHOW").is_some() {
                let got: Vec<String> = found
                    .iter()
                    .map(|f| {
                        format!("{}={}..{:?}", text.slice(f.span), f.value, f.high.map(|h| h.to_string()))
                    })
                    .collect();
                println!(
                    "  {} {raw} want {:?} got {got:?}",
                    row["id"],
                    spans.iter().map(|s| format!("{} {}", s["surface"], s["resolution"])).collect::<Vec<_>>()
                );
            }
        }
        let (right, total) = suites.values().fold((0, 0), |sum, (r, t)| (sum.0 + r, sum.1 + t));
        println!("{file}: {right} of {total}, {:.3}", right as f64 / total as f64);
        for (suite, (right, total)) in &suites {
            println!("  {suite}: {right} of {total}, {:.3}", *right as f64 / *total as f64);
        }
        assert!(right as f64 >= floor * total as f64, "{file}");
        all = (all.0 + right, all.1 + total);
    }
    println!("all: {:.3}", all.0 as f64 / all.1 as f64);
}

#[test]
#[ignore = "needs ../shared/data/place beside the project"]
fn outside_numbers_of_replies() {
    let rows = rows("place/state-council-replies.before-1999.jsonl");
    let (mut given, mut right) = (0usize, 0usize);
    for row in &rows {
        let (Some(number), Some(title)) = (row["doc_no"].as_str(), row["title"].as_str()) else { continue };
        given += 1;
        let told =
            format!("{}，{title}下达（{number}），同意撤县设市。", row["date"].as_str().unwrap_or("同日"));
        let text = Text::new(told);
        let found: Vec<&str> =
            reference::numbers(&text, text.span()).into_iter().map(|n| text.slice(n)).collect();
        if found == [number] {
            right += 1;
        } else if std::env::var_os("SHOW").is_some() {
            println!("  {number} got {found:?}");
        }
    }
    println!("document numbers: {right} of {given}");
    assert!(right as f64 >= 0.98 * given as f64);
}
