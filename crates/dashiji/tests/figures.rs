//! Invented logs with a known ledger: what closes closes, what is left out is a gap of exactly that, what is slipped is found with its mend.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::account::{Account, Difference, Holds, Kind, account};
use dashiji::check::{Desk, Language, Profile, Selection, check};
use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::fact::QuantityKind;
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

/// The kinds of an entry's figures, as printed.
fn kinds(reading: &Reading, entry: usize) -> Vec<(String, QuantityKind)> {
    reading.records[entry].quantities.iter().map(|q| (q.text.clone(), q.kind)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_came_and_went_may_be_called_otherwise_than_what_there_is(
        before in 3000u32..9000,
        hired in 200u32..400,
        retired in 100u32..190,
        moved in 20u32..90,
    ) {
        let after = before + hired - retired - moved;
        let text = format!(
            "青石县教育局大事记\n\n2030年12月31日 全县在校学生8.6万人，教职工{before}人。\n\n\
             2031年9月1日 招聘教师{hired}人，退休{retired}人，调出{moved}人，教职工达到{after}人。\n"
        );
        let (_, account) = of(&text);
        let flow = account.equations.iter().find(|e| e.kind == Kind::StockFlow);
        prop_assert_eq!(flow.map(|e| (e.terms.len(), e.holds, e.signs.as_str())), Some((4, Holds::True, "++--")));
        // What does not come out is no error where no word says that these are the terms.
        let (_, open) = of(&text.replace(&format!("达到{after}人"), &format!("达到{}人", after + 1000)));
        prop_assert!(open.equations.iter().all(|e| e.holds != Holds::False));
    }

    #[test]
    fn what_is_added_before_a_running_total_may_be_called_otherwise(
        first in 100u32..900,
        more in prop::collection::vec(1000u32..5000, 3),
    ) {
        let words = ["增援", "后续部队到达", "又有民兵赶到"];
        let mut total = first;
        let mut text = format!("松岭林场扑火日志（2031年）\n\n4月1日 首批出动扑火队员{first}人，扑火队员累计投入{first}人。\n");
        for ((day, added), words) in (2..).zip(&more).zip(words) {
            total += added;
            writeln!(text, "4月{day}日 {words}{added}人，累计投入{total}人。").unwrap();
        }
        let (reading, account) = of(&text);
        let flows: Vec<Holds> = account.equations.iter().filter(|e| e.terms.len() == 2).map(|e| e.holds).collect();
        prop_assert_eq!(flows, [Holds::True; 3]);
        prop_assert!(kinds(&reading, 2).iter().map(|k| k.1).eq([QuantityKind::Increment, QuantityKind::Cumulative]));
    }

    #[test]
    fn those_on_hand_are_those_before_with_the_new_and_without_the_gone(
        held in 2000u32..4000,
        came in 300u32..600,
        went in 700u32..1500,
    ) {
        let left = held + came - went;
        let text = format!(
            "青石县雨雪值守记录（2031年）\n\n2月2日 滞留车辆{held}台。\n2月3日 新增滞留车辆{came}台，疏导{went}台，仍滞留{left}台。\n"
        );
        let (reading, account) = of(&text);
        prop_assert!(account.equations.iter().any(|e| e.holds == Holds::True && e.signs == "++-"), "{:?}", account.equations);
        prop_assert_eq!(
            kinds(&reading, 1).iter().map(|k| k.1).collect::<Vec<_>>(),
            [QuantityKind::Increment, QuantityKind::Decrease, QuantityKind::Stock]
        );
    }

    #[test]
    fn a_correction_goes_off_the_total_it_corrects(total in 300u32..900, off in 1u32..40) {
        let text = format!(
            "青石县疫情记事（2031年）\n\n2月3日 累计确诊{total}例。\n2月9日 订正：2月3日报告的{off}例为外市病例，核减{off}例，累计确诊{}例。\n",
            total - off
        );
        let (reading, account) = of(&text);
        prop_assert!(account.equations.iter().any(|e| e.holds == Holds::True && e.signs == "+-"), "{:?}", account.equations);
        prop_assert!(account.equations.iter().all(|e| e.holds != Holds::False));
        prop_assert_eq!(kinds(&reading, 1)[1].1, QuantityKind::Correction);
    }
}

#[test]
fn a_total_told_again_in_another_entry_is_a_total() {
    let (reading, account) = of(
        "青石县专列记事（2031年）\n\n3月1日 首趟专列运送务工人员1068人，专列累计运送务工人员1068人。\n\
         3月4日 第2趟专列运送924人，累计运送务工人员1992人。\n3月9日 总结会：专列2趟，运送务工人员1992人。\n",
    );
    assert_eq!(kinds(&reading, 2).last().unwrap().1, QuantityKind::Cumulative);
    assert!(account.equations.iter().all(|e| e.holds == Holds::True), "{:?}", account.equations);
}

#[test]
fn a_name_says_nothing_of_a_figure() {
    let (reading, _) = of("3月2日 省里派出的队员来自郑州市、洛阳市、新乡市的49家医院。\n");
    let told = kinds(&reading, 0);
    assert_eq!(told.last().unwrap(), &("49家".to_owned(), QuantityKind::Attribute));
}

#[test]
fn speaking_of_reports_of_none_is_no_report_of_none() {
    let (reading, _) = of("3月2日 县委书记强调，零新增不等于零风险，要慎终如始。\n");
    assert!(reading.records[0].quantities.is_empty(), "{:?}", reading.records[0].quantities);
    let (reading, _) = of("3月2日 新增确诊2例，累计出院7例，无死亡。\n");
    let none = reading.records[0].quantities.last().unwrap();
    assert_eq!((none.text.as_str(), none.value.as_u64()), ("无死亡", Some(0)));
}

#[test]
fn what_a_year_brought_is_no_running_total() {
    let text = "青石县统计要事\n\n2029年 粮食总产量18.6万吨，财政收入3120万元。\n\n2030年 粮食总产量19.4万吨，比上年增长4.3%；财政收入3440万元。\n";
    let (reading, account) = of(text);
    assert!(
        kinds(&reading, 0).iter().all(|(_, kind)| *kind == QuantityKind::Increment),
        "{:?}",
        kinds(&reading, 0)
    );
    assert!(
        account.equations.iter().all(|e| e.holds == Holds::True && e.kind == Kind::Change),
        "{:?}",
        account.equations
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn reports_of_an_event_tell_how_many_by_then(first in 2u32..40, more in 1u32..30, moved in 1000u32..9000, added in 100u32..900) {
        let text = format!(
            "青石县地震应急日志（2031年）\n\n3月6日9时 首报：死亡{first}人，紧急转移安置{moved}人。\n\
             3月6日18时 续报一：死亡{}人，新增转移安置{added}人，紧急转移安置{}人。\n3月7日 终报：死亡{}人。\n",
            first + more, moved + added, first + more
        );
        let (reading, account) = of(&text);
        for entry in 0..3 {
            prop_assert_eq!(kinds(&reading, entry)[0].1, QuantityKind::Cumulative);
        }
        let dead: Vec<i128> = account.equations.iter().filter(|e| e.holds == Holds::Gap).map(|e| exact(e.difference)).collect();
        prop_assert_eq!(dead, [i128::from(more)]);
        prop_assert!(account.equations.iter().any(|e| e.holds == Holds::True && e.terms.len() == 2), "{:?}", account.equations);
    }

    #[test]
    fn parts_and_wholes_may_stand_in_the_next_sentence(east in 100u32..300, west in 100u32..300, north in 100u32..300) {
        let whole = east + west + north;
        let all = whole * 3;
        let text = format!(
            "青石市复工通报（2031年）\n\n2月20日 累计复工{whole}家。其中东城区{east}家、西城区{west}家、北城区{north}家，复工率33.3%。全市应复工{all}家。\n"
        );
        let (_, account) = of(&text);
        let told: Vec<(Kind, usize, Holds)> = account.equations.iter().map(|e| (e.kind, e.terms.len(), e.holds)).collect();
        prop_assert!(told.contains(&(Kind::Parts, 3, Holds::True)), "{told:?}");
        let wrong = text.replace(&format!("累计复工{whole}家"), &format!("累计复工{}家", whole + 20));
        prop_assert!(of(&wrong).1.equations.iter().all(|e| e.kind != Kind::Parts || e.holds != Holds::True));
    }
}

#[test]
fn a_level_that_is_ended_must_be_the_one_in_force() {
    let text = |ended: &str| {
        format!(
            "青石县地震应急日志（2031年）\n\n3月6日 市减灾委启动Ⅳ级救灾应急响应。\n3月7日 市减灾委将救灾应急响应提升至Ⅲ级。\n3月15日 市减灾委终止{ended}级救灾应急响应。\n"
        )
    };
    for (ended, right) in [("Ⅳ", Some("由Ⅲ级")), ("Ⅲ", None)] {
        let reading = reading(&text(ended));
        let collation = Collation::of(&reading.records);
        let readings = [reading];
        let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]);
        let found =
            check(&desk, &Selection { select: vec!["M".to_owned()], ignore: vec![] }, Language::English);
        assert_eq!(found.first().map(|f| f.args["right"].as_str()), right, "{ended}");
    }
}

#[test]
fn a_headquarters_is_named_to_its_end() {
    let (_, account) = of(
        "青石市通报（2031年）\n\n2月3日 市疫情防控指挥部启动公共卫生一级响应。\n2月9日 市森防指启动森林火灾Ⅲ级应急响应。\n",
    );
    let by: Vec<Option<&str>> = account.measures.iter().map(|m| m.by.as_deref()).collect();
    assert_eq!(by, [Some("市疫情防控指挥部"), Some("市森防指")]);
}

#[test]
fn a_series_is_called_as_the_text_calls_it() {
    let (_, account) = of(
        "红旗镇救助台账（2031年）\n\n1月 全镇低保对象1286户。\n3月 新纳入低保18户，退出24户，现有低保对象1280户。\n",
    );
    assert!(account.series[0].key.contains("低保"), "{:?}", account.series[0].key);
    assert_eq!(account.equations[0].shown, "1280户 = 1286户 + 18户 - 24户");
}

#[test]
fn what_is_called_otherwise_is_no_fault_of_a_total() {
    let text = "安河县收购日报（2031年）\n\n9月25日 收购稻谷2860吨，累计收购3180吨。平均价每吨2720元，支付货款778万元。\n\n\
                10月20日 收购稻谷3900吨，累计收购7080吨；玉米收购1840吨。\n10月31日 收购稻谷1000吨，累计收购8080吨；玉米收购2260吨，累计4100吨。\n\n\
                11月2日 选出村委会成员86人，其中男52人、女34人，主任18人。\n";
    let reading = reading(text);
    let account = account(&reading.document.text, &reading.records);
    assert!(account.equations.iter().all(|e| e.holds != Holds::False), "{:?}", account.equations);
    assert!(account.equations.iter().any(|e| e.shown == "778万元 = 2860吨 × 2720元"));
    assert!(account.equations.iter().any(|e| e.shown == "86人 = 52人 + 34人"));
    let collation = Collation::of(&reading.records);
    let readings = [reading];
    let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]);
    let only = Selection { select: vec!["N1".to_owned(), "N02".to_owned()], ignore: vec![] };
    assert!(check(&desk, &only, Language::English).is_empty());
}

#[test]
fn who_went_in_all_does_not_go_on_from_who_came() {
    let text = "湖西区每日简报（2031年）\n\n4月8日 新增病例8例，累计110例；出院22例，在院88例。\n4月12日 无新增病例。累计出院76例，在院34例。\n";
    let (_, account) = of(text);
    assert!(account.equations.iter().all(|e| e.holds != Holds::False), "{:?}", account.equations);
}

#[test]
fn a_bulletin_of_which_one_issue_is_missing_is_found_and_a_reprint_is_not() {
    let found = |issues: &[u32]| {
        let mut text = "江北县抗旱简报摘编（2031年）\n\n".to_owned();
        for (day, n) in (1..).zip(issues) {
            writeln!(text, "7月{day}日 第{n}期。全县受旱面积{}.5万亩。", n + 1).unwrap();
        }
        let reading = reading(&text);
        let collation = Collation::of(&reading.records);
        let readings = [reading];
        let desk = Desk::new(&readings, &collation, Profile::Monthly, &[]);
        let only = Selection { select: vec!["N04".to_owned()], ignore: vec![] };
        check(&desk, &only, Language::English).iter().map(|f| f.args["gaps"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[1, 2, 3, 5, 6]), ["4"]);
    assert!(found(&[1, 2, 2, 3, 4]).is_empty());
    // A choice of issues leaves out most of them.
    assert!(found(&[1, 4, 9, 15, 22]).is_empty());
}

#[test]
fn what_one_sentence_sets_side_by_side_makes_two_series() {
    let log = "青石县灾情记录（2031年）\n\n6月1日 严重损坏12间，一般损坏30间。\n6月2日 新增严重损坏5间，累计严重损坏17间；新增一般损坏8间，累计一般损坏38间。\n";
    let told = shown(log);
    assert!(told.contains(&("17间 = 12间 + 5间".to_owned(), Holds::True)), "{told:?}");
    assert!(told.contains(&("38间 = 30间 + 8间".to_owned(), Holds::True)), "{told:?}");
}

#[test]
fn what_is_held_against_a_plan_that_nobody_tells_proves_nothing() {
    let told =
        shown("青石县移民记录（2031年）\n\n6月1日 累计搬迁2674人。\n9月1日 共搬迁7104人，比规划减少16人。\n");
    assert!(told.iter().all(|(_, holds)| *holds != Holds::False), "{told:?}");
    let plan = "青石县移民记录（2031年）\n\n5月1日 规划搬迁120户、7120人。\n9月1日 共搬迁118户、7104人，比规划减少16人。\n";
    let told = shown(plan);
    assert!(told.contains(&("7104人 = 7120人 - 16人".to_owned(), Holds::True)), "{told:?}");
}

#[test]
fn a_growth_is_held_against_the_amount_that_its_clause_names() {
    for (words, right) in [
        ("成交9120万元，比上届的7600万元增长20%", Holds::True),
        ("成交9120万元，比上届的7600万元增长30%", Holds::False),
        ("成交由7600万元增加到9120万元，增长20%", Holds::True),
        ("成交9120万元，同比增长20%，上年同期为7600万元", Holds::True),
    ] {
        let told = shown(&format!("青石县展会纪事（2031年）\n\n6月1日 展会闭幕，{words}。\n"));
        assert!(
            told.iter().any(|(shown, holds)| shown.contains('较') && *holds == right),
            "{words}: {told:?}"
        );
    }
}

#[test]
fn a_change_of_basis_is_a_step_and_not_a_growth() {
    let told = |third: &str| {
        let text = format!(
            "青石县年鉴\n\n2031年 工业总产值（1980年不变价）2.0亿元。\n2032年 工业总产值2.2亿元，比上年增长10%。\n2033年 工业总产值{third}5.5亿元，比上年增长10%。\n"
        );
        let account = of(&text).1;
        let output: Vec<usize> = account
            .series
            .iter()
            .chain(&account.single)
            .filter(|s| s.key.contains("产值"))
            .map(|s| s.lines.iter().filter(|l| l.unit == "元").count())
            .collect();
        (output, account.equations.iter().filter(|e| e.holds == Holds::False).count())
    };
    assert_eq!(told("（1990年不变价）"), (vec![2, 1], 0));
    // Without the word it goes on, and 10% is false.
    assert_eq!(told(""), (vec![3], 1));
}

#[test]
fn a_growth_at_comparable_prices_is_not_held_against_the_amounts_told() {
    let told = shown(
        "青石县年鉴\n\n2031年 全县生产总值80亿元。\n2032年 全县生产总值92亿元，按可比价计算，比上年增长8%。\n",
    );
    assert!(told.iter().all(|(_, holds)| *holds != Holds::False), "{told:?}");
}

#[test]
fn a_growth_on_the_basis_of_its_amounts_is_held_against_them() {
    let told = shown(
        "青石县年鉴\n\n2031年 工业总产值（1990年不变价）2.0亿元。\n2032年 工业总产值（1990年不变价）2.2亿元，比上年增长30%。\n",
    );
    assert!(told.iter().any(|(_, holds)| *holds == Holds::False), "{told:?}");
}

#[test]
fn heads_and_tonnes_have_no_price() {
    let account = of("青石县年鉴\n\n2033年 按1990年不变价，工业产值5.5亿元，职工1.2万人。\n2034年 工业产值6.5亿元，职工1.3万人。\n").1;
    let staff = account.series.iter().chain(&account.single).find(|series| series.key.contains("职工"));
    assert!(staff.is_some_and(|series| !series.key.contains("不变价") && series.lines.len() == 2));
}

#[test]
fn what_is_not_told_excuses_a_sum_of_its_own_thing_alone() {
    let store = |behind: &str| {
        let text = format!(
            "2031年大事记\n\n3月1日 救灾仓库实有帐篷860顶。\n\n3月2日 累计接收档案500卷。\n\n3月3日 新接收档案60卷，累计接收档案560卷。\n\n\
             3月4日 调入帐篷200顶，调出帐篷60顶，实有帐篷1030顶{behind}。\n"
        );
        let sums = shown(&text).into_iter().filter(|(shown, _)| shown.starts_with("1030顶"));
        sums.map(|(_, holds)| holds).collect::<Vec<_>>()
    };
    assert_eq!(store(""), [Holds::False]);
    assert_eq!(store("，散失档案另计"), [Holds::False]);
    assert_eq!(store("，接收档案数未录"), [Holds::False]);
    assert_eq!(store("，另有调出数未录"), [Holds::Gap]);
    assert_eq!(store("，损坏帐篷另计"), [Holds::Gap]);
}
