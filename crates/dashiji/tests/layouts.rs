//! One chronicle in many layouts: whatever the page looks like, the same items stand under the same days.
//!
//! The items are invented. Each layout writes them as some chronicles do; read back, each must be one entry with its day and its
//! body. Other tests put into bodies, ranges and items what must not move the year or month that a heading tells.

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use proptest::prelude::*;
use std::fmt::Write;

/// Month, day, headline, body.
type Item = (u8, u8, &'static str, &'static str);

const ITEMS: [Item; 8] = [
    (1, 9, "县医院迁址", "县医院迁入新址，设病床八十张。"),
    (2, 14, "青溪大桥通车", "青溪大桥建成通车，桥长二百四十米。"),
    (3, 5, "茶叶节开幕", "第三届云岭茶叶节开幕，客商二百余人到会。"),
    (3, 18, "水库除险加固", "石门水库除险加固工程动工。"),
    (5, 2, "冰雹成灾", "沙河、白塔两乡遭冰雹袭击，毁秧田四百亩。"),
    (7, 21, "图书馆开放", "县图书馆新馆向读者开放。"),
    (10, 30, "县志评审", "《永安县志》稿评审会召开。"),
    (12, 25, "电网改造", "农村电网改造全部完成。"),
];

/// A layout: its name, what the user says of it, and how it writes the items.
type Layout = (&'static str, &'static str, fn(&[Item]) -> String);

/// Each item on a line that a function writes, under a heading.
fn lines(head: &str, items: &[Item], line: impl Fn(usize, &Item) -> String) -> String {
    let mut out = head.to_owned();
    for (k, item) in items.iter().enumerate() {
        out.push_str(&line(k, item));
    }
    out
}

fn han(number: u8) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(number / 10), usize::from(number % 10));
    match tens {
        0 => digits[ones].to_owned(),
        1 => format!("十{}", digits[ones]),
        _ => format!("{}十{}", digits[tens], digits[ones]),
    }
}

/// Items under month headings.
fn by_month(
    head: &str,
    items: &[Item],
    month: impl Fn(u8) -> String,
    line: impl Fn(&Item) -> String,
) -> String {
    let mut out = head.to_owned();
    let mut last = 0;
    for item in items {
        if item.0 != last {
            out.push_str(&month(item.0));
            last = item.0;
        }
        out.push_str(&line(item));
    }
    out
}

const LAYOUTS: &[Layout] = &[
    ("a space", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日 {b}\n"))),
    ("a comma", "", |i| lines("2003年\n", i, |_, (m, d, _, b)| format!("{m}月{d}日，{b}\n"))),
    ("nothing between", "", |i| lines("2003年\n\n", i, |_, (m, d, _, b)| format!("{m}月{d}日{b}\n\n"))),
    ("a colon", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日：{b}\n"))),
    ("a dash", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日——{b}\n"))),
    ("indents", "", |i| lines("二〇〇三年\n", i, |_, (m, d, _, b)| format!("　　{m}月{d}日　{b}\n"))),
    ("a title with the year", "", |i| {
        lines("永安县2003年大事记\n\n", i, |_, (m, d, _, b)| format!("{m}月{d}日，{b}\n"))
    }),
    ("a title that is no chronicle's", "", |i| {
        lines("永安县情况通报（2003年1月—12月）\n\n", i, |_, (m, d, _, b)| {
            format!("{m}月{d}日，{b}\n")
        })
    }),
    ("a day alone", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日\n{b}\n"))),
    ("a day alone and gaps", "", |i| {
        lines("2003年\n\n", i, |_, (m, d, _, b)| format!("{m}月{d}日\n\n{b}\n\n"))
    }),
    ("bold days", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("**{m}月{d}日** {b}\n\n"))),
    ("a list", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("- {m}月{d}日：{b}\n"))),
    ("headings of Markdown", "", |i| {
        lines("## 2003年\n\n", i, |_, (m, d, _, b)| format!("### {m}月{d}日\n\n{b}\n\n"))
    }),
    ("month headings", "", |i| {
        by_month("2003年\n", i, |m| format!("{m}月\n"), |(_, d, _, b)| format!("{d}日 {b}\n"))
    }),
    ("month headings in characters", "2003", |i| {
        by_month("", i, |m| format!("{}月\n\n", han(m)), |(_, d, _, b)| format!("{}日，{b}\n\n", han(*d)))
    }),
    ("dates in characters", "2003", |i| {
        lines("", i, |_, (m, d, _, b)| format!("{}月{}日，{b}\n", han(*m), han(*d)))
    }),
    ("whole dates", "", |i| lines("", i, |_, (m, d, _, b)| format!("2003年{m}月{d}日，{b}\n"))),
    ("whole dates in figures", "", |i| lines("", i, |_, (m, d, _, b)| format!("2003-{m:02}-{d:02} {b}\n"))),
    ("dates with dots", "", |i| lines("", i, |_, (m, d, _, b)| format!("2003.{m}.{d} {b}\n"))),
    ("figures alone", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("{m}.{d} {b}\n"))),
    ("numbers", "2003", |i| lines("", i, |k, (m, d, _, b)| format!("{}. {m}月{d}日，{b}\n", k + 1))),
    ("numbers in brackets", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| format!("（{}）{m}月{d}日，{b}\n", k + 1))
    }),
    ("numbers of an outline", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| format!("1.{} {m}月{d}日，{b}\n", k + 1))
    }),
    ("numbers with a hyphen", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| format!("2-{} {m}月{d}日，{b}\n", k + 1))
    }),
    ("articles", "2003", |i| lines("", i, |k, (m, d, _, b)| format!("第{}条 {m}月{d}日，{b}\n", k + 1))),
    ("tortoise brackets", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| format!("〔{}〕{m}月{d}日，{b}\n", k + 1))
    }),
    ("section signs", "2003", |i| lines("", i, |k, (m, d, _, b)| format!("§{} {m}月{d}日，{b}\n", k + 1))),
    ("marks", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("●{m}月{d}日 {b}\n"))),
    ("headlines in brackets", "2003", |i| {
        lines("", i, |_, (m, d, h, b)| format!("【{h}】{m}月{d}日，{b}\n"))
    }),
    ("headlines before dates", "2003", |i| {
        lines("", i, |_, (m, d, h, b)| format!("　　{h}  {m}月{d}日，{b}\n\n"))
    }),
    ("headlines above", "2003", |i| lines("", i, |_, (m, d, h, b)| format!("{h}\n{m}月{d}日，{b}\n\n"))),
    ("labels", "", |i| lines("", i, |_, (m, d, h, b)| format!("**2003年{m}月{d}日─{h}**\n\n{b}\n\n"))),
    ("headings with headline", "", |i| {
        lines("# 2003年\n\n", i, |_, (m, d, h, b)| format!("## {m}月{d}日 {h}\n\n{b}\n\n"))
    }),
    ("one paragraph", "", |i| {
        format!("2003年{}\n", lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日 {b} ")))
    }),
    ("one paragraph behind a title", "", |i| {
        format!("大事记2003年 {}\n", lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日 {b} ")))
    }),
    ("one paragraph without spaces", "", |i| {
        format!("2003年大事记\n{}\n", lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日，{b}")))
    }),
    ("a table", "", |i| {
        lines("年份\t日期\t事件\n", i, |k, (m, d, _, b)| {
            format!("{}\t{m}月{d}日\t{b}\n", if k == 0 { "2003年" } else { "" })
        })
    }),
    ("a table of figures", "", |i| {
        lines("年\t月\t日\t大事\n", i, |_, (m, d, _, b)| format!("2003\t{m}\t{d}\t{b}\n"))
    }),
    ("a table with day and year apart", "", |i| {
        lines("日期\t年份\t事件\n", i, |_, (m, d, _, b)| format!("{m:02}/{d:02}\t2003\t{b}\n"))
    }),
    ("a table of Markdown", "2003", |i| {
        lines("| 日期 | 事件 |\n|---|---|\n", i, |_, (m, d, _, b)| format!("| {m}月{d}日 | {b} |\n"))
    }),
    ("an office's sheet", "2003", |i| {
        lines("日期\t内容\t责任单位\n", i, |_, (m, d, _, b)| format!("{m}月{d}日\t{b}\t县档案局\n"))
    }),
    ("comments between", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| {
            let remark =
                ["按：此事另有一说。", "疑问：何人经办？", "注：见档案卷三。", "记者按：说法不一。"][k % 4];
            format!("{m}月{d}日，{b}\n\n{remark}\n\n")
        })
    }),
    ("page turns", "2003", |i| lines("", i, |k, (m, d, _, b)| format!("{m}月{d}日，{b}\n- {} -\n", k + 1))),
    ("bars", "2003", |i| lines("", i, |_, (m, d, h, b)| format!("{m}月{d}日｜{h}｜{b}\n"))),
    ("days and headlines in bold", "2003", |i| {
        lines("", i, |_, (m, d, h, b)| format!("- **{m}月{d}日　{h}** {b}\n"))
    }),
    ("headlines in square brackets", "2003", |i| {
        lines("", i, |_, (m, d, h, b)| format!("［{h}］{m}月{d}日，{b}\n"))
    }),
    ("weekdays and weather", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| {
            format!("{m}月{d}日 {}\n{b}\n", ["星期一 晴", "周二 小雨转阴", "星期五", "（星期日）多云"][k % 4])
        })
    }),
    ("heads of a book's pages", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| {
            format!("{m}月{d}日　{b}\n\n永安县志　　　　大事记　　　　{}\n\n", k + 11)
        })
    }),
    ("a table with headline and matter", "2003", |i| {
        lines("| 序号 | 日期 | 事项 | 内容 |\n|---|---|---|---|\n", i, |k, (m, d, h, b)| {
            format!("| {} | {m}月{d}日 | {h} | {b} |\n", k + 1)
        })
    }),
    ("headlines that are sentences", "2003", |i| {
        lines("", i, |k, (m, d, h, b)| format!("{}．{h}。{m}月{d}日，{b}\n", k + 1))
    }),
    ("single wide spaces", "2003", |i| lines("", i, |_, (m, d, h, b)| format!("{m}月{d}日　{h}　{b}\n"))),
    ("numbers with a zero", "2003", |i| {
        lines("", i, |k, (m, d, _, b)| format!("{:02}　{m}月{d}日，{b}\n", k + 1))
    }),
    ("headline and day at the line's end", "", |i| {
        lines("青溪社区纪事\n\n", i, |_, (m, d, h, b)| format!("{h} —— 2003年{m}月{d}日\n{b}\n\n"))
    }),
    ("the year in a title of its own", "", |i| {
        lines("四方镇2003年实事\n\n", i, |_, (m, d, h, b)| format!("{h}：{m}月{d}日，{b}\n"))
    }),
    ("headlines over days alone", "", |i| {
        lines("# 永安县2003年大事记\n\n", i, |_, (m, d, h, b)| {
            format!("### {h}\n\n*{m}月{d}日*\n\n{b}\n\n")
        })
    }),
    ("lines of marks", "2003", |i| {
        lines("★★★\n", i, |_, (m, d, h, b)| format!("★{h}★\n{m}月{d}日，{b}\n＊＊＊\n"))
    }),
    ("carriage returns", "2003", |i| lines("", i, |_, (m, d, _, b)| format!("{m}月{d}日，{b}\r\n"))),
];

/// What is read: for each entry its first and last day and its text.
fn read(text: &str, period: &str) -> Vec<(String, String)> {
    let given = Given { period: (!period.is_empty()).then(|| period.to_owned()), ..Given::default() };
    let Ok(reading) = dashiji::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()) else {
        return Vec::new();
    };
    let days = |record: &dashiji::fact::Record| {
        record.date.as_ref().map_or(String::new(), |date| {
            if date.from == date.to { date.from.clone() } else { format!("{}/{}", date.from, date.to) }
        })
    };
    let text = &reading.document.text;
    reading.records.iter().map(|record| (days(record), text.slice(record.span).to_owned())).collect()
}

#[test]
fn every_layout_tells_the_same_items_on_the_same_days() {
    let mut failures = String::new();
    for (name, period, write) in LAYOUTS {
        for count in [4, 5, 8] {
            let items = &ITEMS[..count];
            let text = write(items);
            let found = read(&text, period);
            let right = found.len() == count
                && found.iter().zip(items).all(|((day, words), (month, date, _, body))| {
                    *day == format!("2003-{month:02}-{date:02}")
                        && words.contains(body)
                        && ITEMS.iter().filter(|other| words.contains(other.3)).count() == 1
                });
            if !right {
                let _ = writeln!(failures, "## {name}, {count} items\n{text}");
                for (day, words) in found {
                    let _ = writeln!(failures, "  {day} {words:?}");
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// What stands inside a heading's year without being of it.
const PASSING: [&str; 6] = [
    "，{}年12月30日停用",
    "，次年5月竣工",
    "，翌年春投产",
    "。{}年3月8日，省里发文表彰",
    "，至{}年1月止",
    "（{}年始建）",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nothing_inside_moves_the_year_of_a_heading(
        passing in prop::collection::vec((0..PASSING.len(), 1950i32..2020), ITEMS.len()),
        ranges in prop::collection::vec(0u8..4, ITEMS.len()),
        marked in 0..ITEMS.len(),
    ) {
        let mut text = String::from("2003年\n\n");
        for (k, (month, day, _, body)) in ITEMS.iter().enumerate() {
            let (kind, year) = passing[k];
            let stage = PASSING[kind].replace("{}", &year.to_string());
            let body = body.trim_end_matches('。');
            let range = match (ranges[k], *month) {
                (1, 12) => "－次年1月5日".to_owned(),
                (2, 12) => "至2004年1月4日".to_owned(),
                (3, 1..=11) => format!("至{}月1日", month + 1),
                _ => String::new(),
            };
            let _ = writeln!(text, "{month}月{day}日{range} {body}{stage}。\n");
            if k == marked {
                let _ = writeln!(text, "△{year}年引进的设备投入使用。\n");
            }
        }
        let _ = writeln!(text, "12月26日 全县清雪。\n\n本年 全县新修塘坝三十口。");
        let found = read(&text, "");
        let first = |month: u8, day: u8| format!("2003-{month:02}-{day:02}");
        for (month, day, _, body) in ITEMS {
            let words = body.trim_end_matches('。');
            let entry = found.iter().find(|(_, text)| text.contains(words));
            prop_assert!(entry.is_some_and(|(days, _)| days.starts_with(&first(month, day))), "{text}{found:#?}");
        }
        let last = |words: &str| found.iter().find(|(_, text)| text.ends_with(words)).map(|(day, _)| day.as_str());
        prop_assert_eq!(last("全县清雪。"), Some("2003-12-26"), "{}", text);
        prop_assert_eq!(last("新修塘坝三十口。"), Some("2003-01-01/2003-12-31"), "{}", text);
    }

    #[test]
    fn numbers_marks_and_gaps_before_dates_change_nothing(
        style in 0usize..12, glue in 0usize..5, gap in any::<bool>(), heading in 0usize..3,
    ) {
        let number = |k: usize| match style {
            0 => String::new(),
            1 => format!("{k}、"),
            2 => format!("{k}．"),
            3 => format!("({k}) "),
            4 => format!("{k}) "),
            5 => format!("[{k}] "),
            6 => format!("3.{k} "),
            7 => format!("1.2.{k} "),
            8 => format!("第{}条　", han(k as u8)),
            9 => format!("〔{k}〕"),
            10 => "◆ ".to_owned(),
            _ => format!("{}、", han(k as u8)),
        };
        let glue = ["，", " ", "：", "——", ""][glue];
        let mut text = ["2003年\n", "永安县2003年大事记\n\n", "民国九十二年（2003年）\n"][heading].to_owned();
        for (k, (month, day, _, body)) in ITEMS.iter().enumerate() {
            let _ = writeln!(text, "{}{month}月{day}日{glue}{body}", number(k + 1));
            if gap {
                text.push('\n');
            }
        }
        let days: Vec<String> = read(&text, "").into_iter().map(|(day, _)| day).collect();
        let want: Vec<String> = ITEMS.iter().map(|(m, d, _, _)| format!("2003-{m:02}-{d:02}")).collect();
        prop_assert_eq!(days, want, "{}", text);
    }
}

#[test]
fn a_month_that_falls_back_without_a_heading_is_in_doubt_between_two_years() {
    let text =
        "1987年\n11月3日，县医院迁址。\n12月20日，青溪大桥通车。\n1月6日，茶叶节开幕。\n1月9日，水库动工。\n";
    let reading = dashiji::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
    let doubts: Vec<_> =
        reading.records.iter().map(|r| r.date.as_ref().and_then(|d| d.doubt.as_ref())).collect();
    assert_eq!(doubts.iter().map(Option::is_some).collect::<Vec<_>>(), [false, false, true, false]);
    let (date, doubt) = (reading.records[2].date.as_ref().unwrap(), doubts[2].unwrap());
    let mut years = [date.edtf.as_str(), doubt.rivals[0].as_str()];
    years.sort_unstable();
    assert_eq!(years, ["1987-01-06", "1988-01-06"]);
}

#[test]
fn a_day_in_figures_before_the_words_is_no_amount() {
    let text = "1991年大事记\n2.14　省文化厅到区检查。\n3.8—10　市妇联开会，到会120人。\n10.2 夜，县城火灾，焚屋3间。\n";
    let reading = dashiji::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
    let figures: Vec<&str> =
        reading.records.iter().flat_map(|r| r.quantities.iter().map(|q| q.text.as_str())).collect();
    assert_eq!(figures, ["120人", "3间"]);
}

/// Labels of every grain, in the order of a year, with the days that they mean.
const LABELS: [(&str, &str); 10] = [
    ("1月，", "2003-01-01/2003-01-31"),
    ("2月上旬，", "2003-02-01/2003-02-10"),
    ("3月5日，", "2003-03-05"),
    ("春，", "2003-03-01/2003-05-31"),
    ("5月，", "2003-05-01/2003-05-31"),
    ("6月10—12日，", "2003-06-10/2003-06-12"),
    ("是月，", "2003-06-01/2003-06-30"),
    ("10月，", "2003-10-01/2003-10-31"),
    ("12月底，", "2003-12-26/2003-12-31"),
    ("是年，", "2003-01-01/2003-12-31"),
];

#[test]
fn the_number_of_an_item_is_no_part_of_its_label() {
    let styles: [fn(usize) -> String; 6] = [
        |k| format!("{k}."),
        |k| format!("{k}、"),
        |k| format!("{}、", han(k as u8)),
        |k| format!("（{k}）"),
        |k| char::from_u32(0x2460 + k as u32 - 1).unwrap().to_string(),
        |k| format!("{k}）"),
    ];
    for (number, style) in styles.iter().enumerate() {
        let mut text = String::from("2003年\n");
        for (k, (label, _)) in LABELS.iter().enumerate() {
            let _ = writeln!(text, "{}{label}县里修塘{}口。", style(k + 1), k + 3);
        }
        let found = read(&text, "");
        let days: Vec<&str> = found.iter().map(|(day, _)| day.as_str()).collect();
        assert_eq!(days, LABELS.map(|(_, days)| days), "style {number}\n{text}");
        assert!(found.iter().zip(LABELS).all(|((_, words), (label, _))| words.starts_with(label)), "{text}");
    }
}

#[test]
fn a_month_before_a_month_is_no_item() {
    let text = "2003年\n三、四月，大旱。\n七、八月，虫灾。\n10月，县里修塘三口。\n";
    let days: Vec<String> = read(text, "").into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, ["2003-03-01/2003-04-30", "2003-07-01/2003-08-31", "2003-10-01/2003-10-31"]);
}

#[test]
fn days_in_figures_lean_on_the_month_or_year_that_a_word_points_to() {
    let text = "滨江厂厂史\n1958\n3.5-7　停产检修。\n6.30凌晨，锅炉房起火。\n7.1晚8时　举行晚会。\n同月16，试车成功。\n\
                同月20-22，兄弟厂来参观。\n同年10.17–11.2　厂长出访。\n";
    let days: Vec<String> = read(text, "").into_iter().map(|(day, _)| day).collect();
    assert_eq!(
        days,
        [
            "1958-03-05/1958-03-07",
            "1958-06-30",
            "1958-07-01T20:00",
            "1958-07-16",
            "1958-07-20/1958-07-22",
            "1958-10-17/1958-11-02"
        ]
    );
}

#[test]
fn an_hour_in_a_log_is_of_the_last_day_told() {
    let text = "防汛日志\n1998年7月\n3日\n8时，水位上涨。\n9时30分　开闸泄洪。\n4日\n凌晨2时许　村庄进水。\n\
                同日6时　部队到达。\n10时，口粮运抵。\n晚9时　险情排除。\n";
    let days: Vec<String> = read(text, "").into_iter().map(|(day, _)| day[..10].to_owned()).collect();
    assert_eq!(days, ["1998-07-03", "1998-07-03", "1998-07-04", "1998-07-04", "1998-07-04", "1998-07-04"]);
}

#[test]
fn under_a_month_the_day_inside_a_sentence_is_the_items() {
    let text = "云川市政协大事（2017年3月）\n【主席会议】 3日召开。\n【读书班】 为期三天的读书班16日在党校开班。\n\
                【提案交办】 下旬，市政协交办提案二百件。\n【对口协商】 市政协与市环保局协商。\n";
    let days: Vec<String> = read(text, "").into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, ["2017-03-03", "2017-03-16", "2017-03-21/2017-03-31", "2017-03-01/2017-03-31"]);
}

#[test]
fn a_day_alone_in_an_entry_over_two_months_is_of_the_month_that_holds_it() {
    let text = "2019年\n7月28日—8月1日，旅游节举行；29日夜，剧院演出；1日，摔跤决赛。\n";
    let reading = dashiji::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
    let times: Vec<(&str, &str)> =
        reading.records.iter().flat_map(|r| &r.times).map(|t| (t.text.as_str(), t.from.as_str())).collect();
    assert_eq!(times[1..], [("29日夜", "2019-07-29"), ("1日", "2019-08-01")]);
}

#[test]
fn headlines_are_read_in_each_form_and_bare() {
    let forms: [fn(&Item) -> String; 14] = [
        |(m, d, h, b)| format!("【{h}】{m}月{d}日，{b}"),
        |(m, d, h, b)| format!("［{h}］{m}月{d}日，{b}"),
        |(m, d, h, b)| format!("「{h}」{m}月{d}日，{b}"),
        |(m, d, h, b)| format!("{h}：{m}月{d}日，{b}"),
        |(m, d, h, b)| format!("{h}——{m}月{d}日，{b}"),
        |(m, d, h, b)| format!("■{h}■　{m}月{d}日，{b}"),
        |(m, d, h, b)| format!("{m}月{d}日｜{h}｜{b}"),
        |(m, d, h, b)| format!("{m}月{d}日【{h}】{b}"),
        |(m, d, h, b)| format!("{m}月{d}日　{h}　{b}"),
        |(m, d, h, b)| format!("{m}月{d}日　{h}：{b}"),
        |(m, d, h, b)| format!("{h}（{m}月{d}日）　{b}"),
        |(m, d, h, b)| format!("### {h}\n\n{m}月{d}日\n\n{b}\n"),
        |(m, d, h, b)| format!("**{m}月{d}日　{h}** {b}"),
        |(m, d, h, b)| format!("{h}。{m}月{d}日，{b}"),
    ];
    for form in forms {
        let text = lines("永安县2003年大事记\n\n", &ITEMS, |_, item| form(item) + "\n");
        let reading = dashiji::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
        let found: Vec<&str> =
            reading.records.iter().filter_map(|r| r.headline.as_ref()).map(|h| h.text.as_str()).collect();
        assert_eq!(found, ITEMS.map(|item| item.2), "{text}");
    }
}

#[test]
fn hours_in_brackets_are_no_headlines() {
    let text = "值班记录\n2021年7月20日\n【08:10】发布暴雨预警。\n【10:35】封闭交通。\n2021年7月21日\n【00:40】武警到达。\n";
    let reading = dashiji::read(text.as_bytes().to_vec(), &Given::default(), Lexicon::builtin()).unwrap();
    let found: Vec<(&str, bool)> = reading
        .records
        .iter()
        .map(|r| (r.date.as_ref().map_or("", |date| &date.from[..10]), r.headline.is_none()))
        .collect();
    assert_eq!(found, [("2021-07-20", true), ("2021-07-20", true), ("2021-07-21", true)]);
}

#[test]
fn an_item_set_in_under_another_is_its_part() {
    let text = "# 社区大事记\n## 2021年\n- 1月15日：章程发布。\n- 3月20日：理事会选出。\n    - 首任主席由林若水担任。\n\
                - 5月：代码迁移完成。\n";
    let found = read(text, "");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[1].1.ends_with("由林若水担任。"));
}

#[test]
fn months_in_figures_may_be_a_range() {
    let text = "校史\n1956.10.5-7　运动会。\n1957.6-8　整风。\n1958.2　大炼钢铁。\n1960.02.20　并入学院。\n";
    let days: Vec<String> = read(text, "").into_iter().map(|(day, _)| day).collect();
    assert_eq!(
        days,
        ["1956-10-05/1956-10-07", "1957-06-01/1957-08-31", "1958-02-01/1958-02-28", "1960-02-20"]
    );
}

#[test]
fn years_in_a_column_of_their_own_are_dates() {
    let text = "集邮协会年表\n1983\t协会成立，会员六十人\n1985\t举办首届邮展\n1997\t承办全省邮展\n";
    let days: Vec<String> = read(text, "").into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, ["1983-01-01/1983-12-31", "1985-01-01/1985-12-31", "1997-01-01/1997-12-31"]);
}

#[test]
fn days_in_hao_and_years_between_rules_are_read() {
    let text = "======== 1968 年 ========\n3月\n5号　送粪下地。\n11号　修水渠。\n20号到22号　耕地。\n4月\n3号　下种。\n2号高炉点火。\n";
    let days: Vec<String> = read(text, "").into_iter().map(|(day, _)| day).collect();
    assert_eq!(days[..4], ["1968-03-05", "1968-03-11", "1968-03-20/1968-03-22", "1968-04-03"]);
}
