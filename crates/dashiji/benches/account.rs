//! How long the figures of one document take to be joined and added up, for twice the figures twice as long.
//!
//! In go invented logs: ten thousand figures of one indicator with running totals, the same with totals that never follow, a store, what came and
//! went without a word, parts in brackets, a table. `cargo bench -p dashiji --bench account` prints milliseconds, one thread; what grows faster
//! than the figures shows in the second column. `DASHIJI_BENCH_FIGURES` makes them fewer or more.

#![expect(clippy::disallowed_methods, reason = "a bench looks at the clock")]
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use dashiji::account::Account;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use std::fmt::Write;
use std::time::Instant;

type Log = fn(usize) -> String;

const LOGS: &[(&str, Log)] = &[
    ("one indicator with totals", |n| {
        let mut total = 0;
        lines(n / 2, |k| {
            total += k % 90 + 10;
            format!("当日转移群众{}人，累计转移{total}人。", k % 90 + 10)
        })
    }),
    ("totals that never follow", |n| {
        lines(n / 2, |k| format!("转移群众{}人，累计转移{}人。", k % 90 + 10, k * 1000))
    }),
    ("a store", |n| lines(n / 2, |k| format!("发出棉被{}床，棉被结存{}床。", k % 7 + 1, 900_000 - k))),
    ("what came and went without a word", |n| {
        lines(n / 3, |k| format!("到岗{}人，离开{}人，尚有{}人。", k % 9, k % 5, k % 300))
    }),
    ("parts in brackets", |n| {
        lines(n / 4, |k| format!("转移{}人（东镇{k}人、西镇{k}人、南镇{k}人）。", 3 * k))
    }),
    ("a table", |n| {
        let mut text =
            "青石县台账（2031年）\n\n单位：顶\n\n| 日期 | 入库 | 出库 | 结存 |\n|---|---|---|---|\n"
                .to_owned();
        for k in 0..n / 3 {
            let (month, day) = (k / 28 % 12 + 1, k % 28 + 1);
            let _ = writeln!(text, "| {month}月{day}日 | {} | {} | {} |", k % 50, k % 40, k % 900);
        }
        text
    }),
];

fn lines(count: usize, mut line: impl FnMut(usize) -> String) -> String {
    let mut text = "青石县日志（2031年）\n\n".to_owned();
    for k in 0..count {
        let _ = writeln!(text, "{}月{}日 {}", k / 28 % 12 + 1, k % 28 + 1, line(k));
    }
    text
}

fn main() {
    let figures = std::env::var("DASHIJI_BENCH_FIGURES").ok().and_then(|n| n.parse().ok());
    let figures: usize = figures.unwrap_or(10_000);
    println!("{:40} {:>10} {:>10}", "milliseconds", figures, figures * 2);
    for (name, log) in LOGS {
        let [one, two] = [figures, figures * 2].map(|n| measured(&log(n)));
        println!("{name:40} {one:>10} {two:>10}");
    }
}

/// The shortest of three.
fn measured(text: &str) -> u128 {
    let Ok(reading) = dashiji::read(text.into(), &Given::default(), Lexicon::builtin()) else { return 0 };
    let times = (0..3).map(|_| {
        let start = Instant::now();
        let account = Account::of(&reading.document, &reading.records);
        assert!(!account.told.is_empty());
        start.elapsed().as_millis()
    });
    times.min().unwrap_or_default()
}
