//! Sixteen invented logs, notices and yearly records of as many subjects, with what their figures say written into them: which sums they make,
//! what is left out, what cannot be true, which measures they tell. The floors are of all of them together.
//!
//! In `tests/accounts/`: `⟦a2+|240人⟧` is a figure named a2, `⟪防汛应急响应;Ⅲ级;start;县防指;2031-03-09|…⟫` a measure; behind `===` stand the sums by name
//! (`flow a3 = a1 + a2`, with `gap` or `false` behind), `same` for one figure told again, and `fault` for what must be found.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::account::{Account, Equation, Holds};
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji::read;
use std::collections::{BTreeMap, BTreeSet};

/// The records, in order of their subjects.
const FILES: [&str; 16] = [
    include_str!("accounts/01.txt"),
    include_str!("accounts/02.txt"),
    include_str!("accounts/03.txt"),
    include_str!("accounts/04.txt"),
    include_str!("accounts/05.txt"),
    include_str!("accounts/06.txt"),
    include_str!("accounts/07.txt"),
    include_str!("accounts/08.txt"),
    include_str!("accounts/09.txt"),
    include_str!("accounts/10.txt"),
    include_str!("accounts/11.txt"),
    include_str!("accounts/12.txt"),
    include_str!("accounts/13.txt"),
    include_str!("accounts/14.txt"),
    include_str!("accounts/15.txt"),
    include_str!("accounts/16.txt"),
];

/// A text with its truth.
#[derive(Default)]
struct Marked {
    text: String,
    /// Start of each named figure.
    starts: BTreeMap<String, u32>,
    /// What a start is called, one figure told again by its first name.
    names: BTreeMap<u32, String>,
    sums: Vec<Sum>,
    /// Names of figures on one of which each fault must be found.
    faults: Vec<Vec<String>>,
    /// Start, level and body of each measure.
    measures: Vec<(u32, Option<String>, Option<String>)>,
}

struct Sum {
    total: String,
    terms: BTreeSet<String>,
    holds: Holds,
}

fn marked(source: &str) -> Marked {
    let (body, sums) = source.split_once("\n===\n").unwrap();
    let mut marked = Marked::default();
    let mut at = 0u32;
    let mut rest = body;
    while let Some(open) = rest.find(['⟦', '⟪']) {
        let figure = rest[open..].starts_with('⟦');
        let close = rest.find(if figure { '⟧' } else { '⟫' }).unwrap();
        let (head, words) = rest[open..close].split_once('|').unwrap();
        let head = &head['⟦'.len_utf8()..];
        marked.text += &rest[..open];
        at += rest[..open].chars().count() as u32;
        if figure && head != "q" {
            let name = head[..head.len() - 1].to_owned();
            marked.names.insert(at, name.clone());
            marked.starts.insert(name, at);
        } else if !figure {
            let told: Vec<&str> = head.split(';').collect();
            let some = |k: usize| Some(told[k].to_owned()).filter(|word| !word.is_empty());
            marked.measures.push((at, some(1), some(3)));
        }
        marked.text += words;
        at += words.chars().count() as u32;
        rest = &rest[close + '⟧'.len_utf8()..];
    }
    marked.text += rest;
    for line in sums.lines().filter(|line| !line.trim().is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let named = |words: &[&str]| -> Vec<String> {
            words
                .iter()
                .map(|word| word.trim_start_matches('-').to_owned())
                .filter(|word| marked.starts.contains_key(word))
                .collect()
        };
        match words[0] {
            "same" => {
                for again in &words[1..] {
                    let start = marked.starts[*again];
                    marked.names.insert(start, words[1].to_owned());
                }
            }
            "fault" => marked.faults.push(named(&words[2..])),
            "fm" => {}
            _ => {
                let holds = match words.last() {
                    Some(&"gap") => Holds::Gap,
                    Some(&"false") => Holds::False,
                    _ => Holds::True,
                };
                let terms = named(&words[3..]).into_iter().collect();
                marked.sums.push(Sum { total: words[1].to_owned(), terms, holds });
            }
        }
    }
    marked
}

#[derive(Debug, Default)]
struct Score {
    asked: usize,
    said: usize,
    found: usize,
    verdicts: usize,
    gaps: (usize, usize),
    faults: (usize, usize),
    alarms: Vec<String>,
    measures: (usize, usize),
    by: (usize, usize),
}

fn score(marked: &Marked, account: &Account, score: &mut Score) {
    let name = |start: u32| marked.names.get(&start).cloned().unwrap_or_default();
    let of = |e: &Equation| -> (String, BTreeSet<String>) {
        (name(e.total), e.terms.iter().map(|t| name(*t)).collect())
    };
    let canonical = |word: &String| name(marked.starts[word]);
    let mut left: Vec<&Sum> = marked.sums.iter().collect();
    for equation in &account.equations {
        score.said += 1;
        let (total, terms) = of(equation);
        let fits = |sum: &&Sum| {
            canonical(&sum.total) == total
                && sum.terms.iter().map(canonical).collect::<BTreeSet<_>>() == terms
        };
        if let Some(k) = left.iter().position(fits) {
            let sum = left.remove(k);
            score.found += 1;
            score.verdicts += usize::from(sum.holds == equation.holds);
            score.gaps.0 += usize::from(sum.holds == Holds::Gap && equation.holds == Holds::Gap);
        }
        if equation.holds == Holds::False {
            let touched =
                |fault: &Vec<String>| fault.iter().any(|word| word == &total || terms.contains(word));
            if !marked.faults.iter().any(touched) {
                score.alarms.push(equation.shown.clone());
            }
        }
    }
    let wrong: Vec<_> = account.equations.iter().filter(|e| e.holds == Holds::False).map(of).collect();
    let found = |fault: &&Vec<String>| {
        fault.iter().any(|word| wrong.iter().any(|(total, terms)| word == total || terms.contains(word)))
    };
    score.faults.0 += marked.faults.iter().filter(found).count();
    score.faults.1 += marked.faults.len();
    score.asked += marked.sums.len();
    score.gaps.1 += marked.sums.iter().filter(|sum| sum.holds == Holds::Gap).count();
    for (start, level, by) in &marked.measures {
        score.measures.1 += 1;
        let told = account.measures.iter().find(|m| m.start.abs_diff(*start) < 12 && m.level == *level);
        score.measures.0 += usize::from(told.is_some());
        if let (Some(by), Some(told)) = (by, told) {
            score.by.1 += 1;
            score.by.0 += usize::from(
                told.by.as_ref().is_some_and(|b| b.contains(by.as_str()) || by.contains(b.as_str())),
            );
        }
    }
}

#[test]
fn figures_of_any_subject_are_joined_and_nothing_true_is_called_false() {
    let mut all = Score::default();
    for file in FILES {
        let marked = marked(file);
        let reading = read(marked.text.clone().into_bytes(), &Given::default(), Lexicon::builtin()).unwrap();
        score(&marked, &Account::of(&reading.document, &reading.records), &mut all);
    }
    let share = |(part, whole): (usize, usize)| part as f64 / whole as f64;
    assert!(all.alarms.is_empty(), "{all:?}");
    assert!(share((all.found, all.asked)) >= 0.88 && share((all.found, all.said)) >= 0.95, "{all:?}");
    assert!(share((all.verdicts, all.found)) >= 0.99 && share(all.gaps) >= 0.80, "{all:?}");
    assert!(share(all.faults) >= 0.80 && share(all.measures) >= 0.90 && share(all.by) >= 0.90, "{all:?}");
}

/// The sums that a text makes, as they are shown, with how they stand.
fn sums(text: &str) -> Vec<(String, Holds)> {
    let reading = read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
    let account = Account::of(&reading.document, &reading.records);
    account.equations.into_iter().map(|equation| (equation.shown, equation.holds)).collect()
}

#[track_caller]
fn makes(text: &str, wanted: &[(&str, Holds)]) {
    let made = sums(text);
    for (shown, holds) in wanted {
        let found = made.iter().find(|(own, _)| own == shown);
        assert_eq!(found.map(|(_, holds)| *holds), Some(*holds), "{shown} in {text}\n{made:#?}");
    }
}

#[test]
fn a_list_right_behind_a_figure_that_comes_to_it_is_its_parts() {
    for (text, shown) in [
        ("计上坡村438人、麻岭村517人、河湾村305人。", "1260人 = 438人 + 517人 + 305人"),
        ("分别来自上坡村438人、麻岭村517人、河湾村305人。", "1260人 = 438人 + 517人 + 305人"),
        ("按年龄分：老人612人，儿童648人。", "1260人 = 612人 + 648人"),
    ] {
        makes(
            &format!("石盆县防汛日志\n\n2031年7月2日　当日转移群众1260人，{text}\n7月3日　雨停。\n"),
            &[(shown, Holds::True)],
        );
    }
    makes(
        "石盆县年鉴大事\n\n2031年\n5月　完成投资1.86亿元，来源为中央0.54亿元、省0.62亿元、县0.70亿元。\n",
        &[("1.86亿元 = 0.54亿元 + 0.62亿元 + 0.70亿元", Holds::True)],
    );
    // What does not come to it, and what is of another unit, are no parts.
    let made =
        sums("石盆县防汛日志\n\n2031年7月2日　转移群众1260人，上坡村438人、麻岭村517人、河湾村300人。\n");
    assert!(made.is_empty(), "{made:?}");
}

#[test]
fn an_amount_for_one_holds_for_the_days_behind_it() {
    makes(
        "石盆县治蝗记事（2031年6月）\n\n6月3日　首飞6架次，每架次1800亩，飞防1.08万亩。\n6月4日　飞行9架次，飞防1.62万亩。\n6月5日　又飞12架次，飞防2.16万亩。\n",
        &[("1.62万亩 = 9架次 × 1800亩", Holds::True), ("2.16万亩 = 12架次 × 1800亩", Holds::True)],
    );
}

#[test]
fn the_rest_and_all_of_it_close_a_running_total() {
    makes(
        "青川县抢险日志（2031年6月）\n\n6月15日　引流槽开挖95米。\n6月16日　本日开挖118米，累计213米。\n6月17日　余下127米挖通，340米引流槽全线贯通。\n",
        &[("340米 = 213米 + 127米", Holds::True)],
    );
}

#[test]
fn a_table_of_years_is_read_with_the_units_of_its_columns() {
    let text = "清河市工会统计（2031—2033）\n\n下表均为年末数。单位：工会为个，会员为人。\n\n| 年份 | 工会 | 男会员 | 女会员 | 会员合计 |\n|---|---|---|---|---|\n\
                | 2031 | 318 | 24,610 | 13,870 | 38,480 |\n| 2032 | 326 | 24,905 | 14,420 | 39,325 |\n| 2033 | 309 | 23,118 | 13,506 | 36,624 |\n";
    makes(
        text,
        &[
            ("38,480 = 24,610 + 13,870", Holds::True),
            ("39,325 = 24,905 + 14,420", Holds::True),
            ("36,624 = 23,118 + 13,506", Holds::True),
        ],
    );
    let wrong = text.replace("39,325", "39,352");
    makes(&wrong, &[("39,352 = 24,905 + 14,420", Holds::False)]);
    let reading = read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
    let row = &reading.records[1];
    assert_eq!(row.date.as_ref().unwrap().text, "2032");
    assert!(row.quantities.iter().all(|q| q.as_of.as_deref() == Some("2032-12-31")), "{:?}", row.quantities);
    assert_eq!(row.quantities[1].unit.as_deref(), Some("人"));
}

#[test]
fn a_mean_is_no_end_of_a_growth_and_what_is_compared_no_part_of_a_share() {
    makes(
        "雁屿港春运台账（2032年春运）\n\n2月15日　春运结束，共运送旅客498360人次，平均每航次314.2人次，比2031年春运的362450人次增长37.5%，为节前预计48万人次的103.8%。\n",
        &[("37.5% = 498360人次 较 362450人次", Holds::True), ("103.8% = 498360人次 ÷ 48万人次", Holds::True)],
    );
}

#[test]
fn days_that_are_left_out_leave_a_gap_and_no_error() {
    let text = "明湖区处置日记（2032年4月）\n\n4月4日　隔离点入住254人，在点440人。\n4月5日　隔离点入住197人，在点637人。\n4月9日　隔离点入住308人，解除146人，在点902人。\n";
    makes(text, &[("637人 = 440人 + 197人", Holds::True), ("902人 = 637人 + 308人 - 146人", Holds::Gap)]);
    // On the next day, and where the days between have their entries, nothing is left out.
    let next = text.replace("4月9日", "4月6日");
    makes(&next, &[("902人 = 637人 + 308人 - 146人", Holds::False)]);
    let all = text.replace("4月9日", "4月6日　公交停运。\n4月7日　学校停课。\n4月8日　商场歇业。\n4月9日");
    makes(&all, &[("902人 = 637人 + 308人 - 146人", Holds::False)]);
}
