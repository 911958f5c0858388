//! Invented logs with a known ledger: what closes closes, what is left out is a gap of exactly that, what is slipped is found with its mend.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::account::{Account, Difference, Holds, Kind, account};
use dashiji::check::{Desk, Language, Profile, Selection, check};
use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::fact::measure::Act;
use dashiji::lexicon::Lexicon;
use dashiji::{Reading, read};
use proptest::prelude::*;
use std::fmt::Write;

fn reading(text: &str) -> Reading {
    let given = Given { period: Some("2031".to_owned()), ..Given::default() };
    read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap()
}

fn of(text: &str) -> (Reading, Account) {
    let reading = reading(text);
    let account = account(&reading.document.text, &reading.records);
    (reading, account)
}

/// Equations as they read: `1798人 = 412人 + 1386人`, and how they stand.
fn shown(text: &str) -> Vec<(String, Holds)> {
    of(text).1.equations.into_iter().map(|e| (e.shown, e.holds)).collect()
}

fn exact(difference: Difference) -> i128 {
    let (low, high) = difference.ends();
    assert_eq!(low, high);
    low.0 / 1_000_000
}

/// What is counted, and in what: each seed of the generator takes another.
const THINGS: &[(&str, &str)] = &[
    ("转移群众", "人"),
    ("抢收小麦", "亩"),
    ("修复水渠", "米"),
    ("清运淤泥", "吨"),
    ("检修水泵", "台"),
    ("补种秧苗", "株"),
    ("受理申请", "件"),
    ("接种疫苗", "剂次"),
    ("发放棉衣", "套"),
    ("加固堤防", "公里"),
];

/// A log of days: what each adds and, where it is told, the running total; `silent` days stand nowhere.
fn log(thing: (&str, &str), added: &[u32], silent: &[usize], slip: Option<(usize, u32)>) -> String {
    let (noun, unit) = thing;
    let mut text = "青石县抢险日志（2031年）\n\n".to_owned();
    let mut total = 0;
    for (day, more) in added.iter().enumerate() {
        total += more;
        if silent.contains(&day) {
            continue;
        }
        let told = slip.filter(|(at, _)| *at == day).map_or(total, |(_, off)| total + off);
        writeln!(text, "6月{}日 当日{noun}{more}{unit}，累计{noun}{told}{unit}。", day + 1).unwrap();
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn running_totals_close_and_days_left_out_are_gaps_of_exactly_that(
        thing in 0..THINGS.len(),
        added in prop::collection::vec(11u32..4000, 5..9),
        left_out in 1usize..3,
    ) {
        let (_, whole) = of(&log(THINGS[thing], &added, &[], None));
        let flows: Vec<_> = whole.equations.iter().filter(|e| e.kind == Kind::Flow).collect();
        prop_assert_eq!(flows.len(), added.len());
        prop_assert!(flows.iter().all(|e| e.holds == Holds::True));
        let (_, parted) = of(&log(THINGS[thing], &added, &[left_out], None));
        let gaps: Vec<i128> = parted.equations.iter().filter(|e| e.holds == Holds::Gap).map(|e| exact(e.difference)).collect();
        prop_assert_eq!(gaps, [i128::from(added[left_out])]);
        prop_assert!(parted.equations.iter().all(|e| e.holds != Holds::False));
    }

    #[test]
    fn a_slip_is_found_once_with_what_would_be_right(
        thing in 0..THINGS.len(),
        added in prop::collection::vec(11u32..4000, 5..9),
        at in 1usize..4,
        off in 1u32..90,
    ) {
        let text = log(THINGS[thing], &added, &[], Some((at, off)));
        let reading = reading(&text);
        let collation = Collation::of(&reading.records);
        let readings = [reading];
        let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]);
        let only = Selection { select: vec!["N1".to_owned(), "N01".to_owned()], ignore: vec![] };
        let found = check(&desk, &only, Language::English);
        prop_assert_eq!(found.len(), 1);
        let right: u32 = added[..=at].iter().sum();
        prop_assert_eq!(found[0].args["right"].clone(), format!("{right}{}", THINGS[thing].1));
    }
}

#[test]
fn another_place_a_plan_and_another_unit_stand_in_no_series() {
    let text = "青石县抢险日志（2031年）\n\n6月1日 当日转移群众300人，累计转移300人。\n6月2日 当日转移群众200人，累计转移500人。邻县白沙县累计转移900人。\n\
                6月3日 计划转移1500人，当日转移群众100人，累计转移600人，出动1200人次。\n";
    assert_eq!(
        shown(text),
        [
            ("300人 = 300人".to_owned(), Holds::True),
            ("500人 = 300人 + 200人".to_owned(), Holds::True),
            ("600人 = 500人 + 100人".to_owned(), Holds::True),
        ]
    );
}

#[test]
fn what_is_there_is_what_was_and_came_and_went() {
    let text = "青石县物资库台账（2031年）\n\n6月1日 盘库，雨衣结存800件。\n6月2日 发往白沙镇雨衣150件，雨衣结存650件。\n\
                6月4日 省库调入雨衣400件，雨衣结存1050件。\n6月9日 雨衣结存930件。\n";
    let (_, account) = of(text);
    let told: Vec<(&str, Holds)> = account.equations.iter().map(|e| (e.shown.as_str(), e.holds)).collect();
    assert_eq!(
        told,
        [
            ("650件 = 800件 - 150件", Holds::True),
            ("1050件 = 650件 + 400件", Holds::True),
            ("930件 = 1050件", Holds::Gap),
        ]
    );
    assert_eq!(exact(account.equations[2].difference), -120);
}

#[test]
fn rounding_is_no_error_and_more_than_rounding_is() {
    let part = |whole: &str| {
        format!(
            "青石县旱情日志（2031年）\n\n6月1日 受旱{whole}万亩，其中轻旱4.2万亩、重旱7.6万亩、干枯5.4万亩。\n"
        )
    };
    assert_eq!(shown(&part("17.1"))[0].1, Holds::True);
    assert_eq!(shown(&part("16.4"))[0].1, Holds::False);
}

#[test]
fn an_approximation_is_an_interval() {
    let (_, account) = of(
        "青石县抢险日志（2031年）\n\n6月1日 累计转移400人。\n6月3日 又转移200余人。\n6月5日 累计转移700人。\n",
    );
    let last = account.equations.last().unwrap();
    assert_eq!(last.holds, Holds::Gap);
    let (low, high) = last.difference.ends();
    assert_eq!((low.0 / 1_000_000, high.0 / 1_000_000), (1, 99));
}

#[test]
fn a_report_of_none_is_a_figure() {
    let (reading, _) =
        of("青石县抢险日志（2031年）\n\n6月1日 累计转移群众400人。\n6月2日 无新增转移群众。\n");
    let none = &reading.records[1].quantities[0];
    assert_eq!((none.text.as_str(), none.value.as_u64()), ("无新增转移群众", Some(0)));
}

#[test]
fn levels_rise_and_fall_and_a_step_from_none_in_force_is_found() {
    let text = "青石县抢险日志（2031年）\n\n6月1日8时 县防指启动防汛Ⅳ级应急响应。\n6月2日6时 县防指将防汛应急响应提升至Ⅱ级。\n\
                6月4日 县防指将防汛应急响应由Ⅲ级降为Ⅳ级。\n6月6日 县防指终止防汛应急响应。\n";
    let (reading, account) = of(text);
    let acts: Vec<Act> = account.measures.iter().map(|m| m.act).collect();
    assert_eq!(acts, [Act::Start, Act::Raise, Act::Lower, Act::End]);
    assert_eq!(account.measures[3].level.as_deref(), Some("Ⅳ级"));
    assert!(account.measures.iter().all(|m| m.by.as_deref() == Some("县防指")));
    let force = account.in_force();
    assert_eq!((force[1].level.as_deref(), force[1].till.as_deref()), (Some("Ⅱ级"), Some("2031-06-04")));
    let collation = Collation::of(&reading.records);
    let readings = [reading];
    let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]);
    let found = check(&desk, &Selection { select: vec!["M".to_owned()], ignore: vec![] }, Language::English);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].args["right"], "由Ⅱ级");
}

#[test]
fn hostile_figures_are_bounded() {
    let digits = "9".repeat(400);
    let mut text =
        format!("青石县日志（2031年）\n\n6月1日 累计转移{digits}人，其中东镇{digits}人、西镇{digits}人。\n");
    for day in 1..29 {
        write!(text, "6月{day}日 ").unwrap();
        for n in 0..120 {
            write!(text, "当日转移{n}人，累计转移{n}人；其中，").unwrap();
        }
        text.push('\n');
    }
    let (_, account) = of(&text);
    assert!(account.told.len() > 1000);
}
