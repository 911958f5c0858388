//! Which characters are a time expression, and which only look like one.

use super::*;
use proptest::prelude::*;

/// The expressions found in a text.
fn found(text: &str) -> Vec<String> {
    let text = Text::new(text.to_owned());
    find(&text, text.span()).iter().map(|m| text.slice(m.span).to_owned()).collect()
}

/// The label a line begins with.
fn labelled(line: &str) -> Option<String> {
    let text = Text::new(line.to_owned());
    label(&text, 0).map(|m| text.slice(m.span).to_owned())
}

fn check(rows: &[(&str, &[&str])]) {
    for (text, want) in rows {
        assert_eq!(found(text), *want, "{text}");
    }
}

#[test]
fn full_and_partial_dates_are_found() {
    check(&[
        ("县委于2019年5月3日召开会议,5月4日结束", &["2019年5月3日", "5月4日"]),
        ("１９８４年２月１０日", &["１９８４年２月１０日"]),
        ("建于1984.2.10,2019-05-03重修", &["1984.2.10", "2019-05-03"]),
        ("二〇一九年五月三日、二○一九年、二O一九年", &["二〇一九年五月三日", "二○一九年", "二O一九年"]),
        ("1 9 5 2 年,民国 16 年", &["1 9 5 2 年", "民国 16 年"]),
        ("3月5日,16日,20日夜", &["3月5日", "16日", "20日夜"]),
        ("元月5日、腊月廿三、闰四月初二、正月十五", &["元月5日", "腊月廿三", "闰四月初二", "正月十五"]),
        ("民國四十六年九月一日", &["民國四十六年九月一日"]),
    ]);
}

#[test]
fn ranges_are_one_and_lists_are_many() {
    check(&[
        ("4日至6日、16～18日、7-23日", &["4日至6日", "16～18日", "7-23日"]),
        ("8月30日至9月1日", &["8月30日至9月1日"]),
        ("12月28日至翌年1月4日", &["12月28日至翌年1月4日"]),
        ("7月9日、16日两次会议", &["7月9日", "16日"]),
        ("3月3日、9月10日", &["3月3日", "9月10日"]),
        ("1986—1995年,2016-2018年", &["1986—1995年", "2016-2018年"]),
        ("2月——4月", &["2月——4月"]),
        ("2月4日——省里召开会议", &["2月4日"]),
        ("1949年10月1日至今", &["1949年10月1日"]),
        ("2007年与2009年之间", &["2007年与2009年"]),
    ]);
}

#[test]
fn the_words_beside_an_expression_are_left_out() {
    check(&[
        ("截至3月1日,全省", &["3月1日"]),
        ("从1月24日起施行", &["1月24日"]),
        ("自2015年以来", &["2015年"]),
        ("2018年开始", &["2018年"]),
        ("于2月5日前完成", &["2月5日"]),
    ]);
}

#[test]
fn hours_and_parts_of_day_belong_to_the_day() {
    check(&[
        ("2月9日下午2点,队伍出发", &["2月9日下午2点"]),
        ("当天上午10时许,229名", &["当天上午10时许"]),
        ("15时,列车开出", &["15时"]),
        ("12月26日20时26分,地震", &["12月26日20时26分"]),
        ("3月22日晚会开始", &["3月22日"]),
        ("3月22日夜市开业", &["3月22日"]),
    ]);
}

#[test]
fn words_of_the_calendar_are_found() {
    check(&[
        ("同日,是日,次日,翌日,昨日,当晚", &["同日", "是日", "次日", "翌日", "昨日", "当晚"]),
        ("是月,同年,翌年5月,那年5月", &["是月", "同年", "翌年5月", "那年5月"]),
        ("2月上旬,5月中下旬,年底,1952年春", &["2月上旬", "5月中下旬", "年底", "1952年春"]),
        ("去冬今春", &["去冬", "今春"]),
        ("夏粮丰收。秋,蝗灾。冬,修渠", &["秋", "冬"]),
        ("乾隆四十九年春三月,建庙。夏四月,旱", &["乾隆四十九年春三月", "夏四月"]),
        ("王某3日到甲县,3日前往丙县,3日内蒙古代表团到", &["3日", "3日", "3日"]),
        ("上世纪五六十年代,50—60年代", &["上世纪五六十年代", "50—60年代"]),
        ("2020年春节期间", &["2020年"]),
        ("2020年中秋节", &["2020年中秋节"]),
    ]);
}

#[test]
fn what_only_looks_like_a_date_is_left_alone() {
    for text in [
        "第1期",
        "第4、5期",
        "豫发〔2020〕9号",
        "国发[1978]15号",
        "台(76)高第1234號",
        "一号文件",
        "1号楼",
        "十三五规划",
        "将12月13日设立为国家公祭日",
        "每年5月18日",
        "三分钟",
        "15个月",
        "24小时",
        "8时工作制",
        "2.6亿元",
        "1.5倍",
        "3日游",
        "5日内办结",
        "3日后",
        "停运3日。",
        "放假7日的通知",
        "每日上午9:00—11:30",
        "连续3日",
        "历时三月",
        "为期5日",
        "第3日",
        "近三月",
        "三月有余",
        "三点要求",
        "10:1",
        "1:1000",
        "版本2019.5.3.1",
        "毛某（1893年12月26日—1976年9月9日）",
        "李某（1903—1990）",
        "十月革命",
        "五月花号",
        "有2000年历史",
        "距今3000年",
        "5·12地震",
        "三五年",
        "二十年来",
        "60年风雨",
        "康熙年间",
        "明清时期",
        "星期一",
        "少年中国",
        "21世纪",
        "第一书记",
        "3次、4人",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
    check(&[("2020年一号文件", &["2020年"]), ("2019年第1期", &["2019年"])]);
}

#[test]
fn a_label_takes_more_than_running_text() {
    for (line, want) in [
        ("3日 县委召开会议", Some("3日")),
        ("三日,县委召开会议", Some("三日")),
        ("7月9日、16日 县委召开会议", Some("7月9日、16日")),
        ("3月2日至4日、9日 检查", Some("3月2日至4日、9日")),
        ("1984.2 建厂", Some("1984.2")),
        ("05/03 建厂", Some("05/03")),
        ("二十一年乙未", Some("二十一年乙未")),
        ("七十七年", Some("七十七年")),
        ("春,大旱", Some("春")),
        ("秋季,丰收", Some("秋季")),
        ("是月 全县植树", Some("是月")),
        ("初三日,雨", Some("初三日")),
        ("清光绪二十一年(1895年)", Some("清光绪二十一年(1895年)")),
        ("春节联欢会", None),
        ("三年自然灾害", None),
        ("第3日", None),
        ("3名", None),
    ] {
        assert_eq!(labelled(line).as_deref(), want, "{line}");
    }
}

#[test]
fn a_label_says_what_it_tells() {
    let read = |line: &str| {
        let text = Text::new(line.to_owned());
        label(&text, 0).unwrap().expression
    };
    let whole = read("2019年5月3日");
    assert!(whole.has_year() && whole.has_month() && whole.has_day() && !whole.is_relative());
    assert_eq!((whole.month_number(), whole.day_number()), (Some(5), Some(3)));
    assert!(read("同日").is_relative() && !read("同日").has_day());
    assert!(read("4日至6日").is_range());
    assert!(read("7月9日、16日").is_list());
    assert!(read("康熙二十年").has_era());
    assert!(read("2月上旬").is_vague());
    assert!(read("9日下午2点").has_clock());
}

/// Characters that dates are made of, and some between.
const ALPHABET: &str = "0123456789一二三四五六七八九十〇廿元正腊闰初年月日号时点分上下中旬午晚夜同是当翌次昨今明去季度世纪代至到起-—~～.、,。/: ()（）康熙光绪民国清公前农历春夏秋冬甲乙子丑朔晦大除夕底末第每周个天越\n a";

proptest! {
    #[test]
    fn nothing_makes_it_panic_and_spans_lie_on_the_text(
        picks in prop::collection::vec(0usize..150, 0..60),
        start in 0usize..70,
        length in 0usize..70,
    ) {
        let alphabet: Vec<char> = ALPHABET.chars().collect();
        let raw: String = picks.iter().map(|&k| alphabet[k % alphabet.len()]).collect();
        let text = Text::new(raw);
        let range = Span::new(start.min(text.len()), (start + length).min(text.len()));
        let mentions = find(&text, range);
        let mut anchor = crate::resolve::calendar::Anchor::default();
        let mut last = range.lo();
        for mention in &mentions {
            prop_assert!(mention.span.lo() >= last && mention.span.hi() > mention.span.lo());
            prop_assert!(mention.span.hi() <= range.hi());
            last = mention.span.hi();
            if let Some(record) = crate::resolve::calendar::resolve(&text, mention, &mut anchor) {
                prop_assert_eq!(record.text, text.slice(mention.span));
                prop_assert!(record.from <= record.to || record.from.starts_with('-'), "{} {}", record.from, record.to);
            }
        }
        for at in 0..text.len() {
            let _ = label(&text, at);
        }
    }

    #[test]
    fn a_date_printed_is_the_date_read(year in 1583i32..2200, month in 1u8..=12, day in 1u8..=28) {
        let han = |n: u8| -> String {
            let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
            let (tens, ones) = (usize::from(n / 10), usize::from(n % 10));
            let mut out = String::new();
            if tens > 1 { out.push(digits[tens]); }
            if tens > 0 { out.push('十'); }
            if ones > 0 { out.push(digits[ones]); }
            out
        };
        let years: String = year.to_string().chars().filter_map(|c| "〇一二三四五六七八九".chars().nth(c as usize - '0' as usize)).collect();
        let want = format!("{year:04}-{month:02}-{day:02}");
        for raw in [
            format!("{year}年{month}月{day}日"),
            format!("{year}.{month}.{day}"),
            format!("{year}-{month:02}-{day:02}"),
            format!("{years}年{}月{}日", han(month), han(day)),
        ] {
            let text = Text::new(raw.clone());
            let mentions = find(&text, text.span());
            prop_assert_eq!(mentions.len(), 1, "{}", &raw);
            let mut anchor = crate::resolve::calendar::Anchor::default();
            let record = crate::resolve::calendar::resolve(&text, &mentions[0], &mut anchor).unwrap();
            prop_assert_eq!(&record.from, &want, "{}", &raw);
            prop_assert_eq!(&record.edtf, &want);
        }
    }
}

#[test]
fn no_label_begins_with_a_character_that_is_sent_away() {
    let tails =
        ["月", "年", "二月", "三日", "三，", "元年", "丑朔", "个月后，", "季度", "前夕，", "1年", "、二月"];
    for c in ('\u{3400}'..='\u{9fff}').chain('!'..='\u{ff}').chain('\u{2000}'..='\u{33ff}') {
        for tail in tails {
            let text = Text::new(format!("{c}{tail}"));
            if word::opens_label(text.at(0)) {
                continue;
            }
            let read = grammar::expression(Reader::new(&text, text.len()), 0, true);
            assert!(read.is_err(), "{c}{tail}: {read:?}");
        }
    }
}

#[test]
fn no_label_is_a_number_that_counts_by_what_follows_it() {
    let tails = ["", "年", "，", "月5日，", "后，"];
    for c in '\u{4e00}'..='\u{9fff}' {
        for number in ["13", "1952"] {
            for tail in tails {
                let text = Text::new(format!("{number}{c}{tail}"));
                if counts(&text, 0) {
                    let read = grammar::expression(Reader::new(&text, text.len()), 0, true);
                    assert!(read.is_err(), "{number}{c}{tail}: {read:?}");
                }
            }
        }
    }
}
