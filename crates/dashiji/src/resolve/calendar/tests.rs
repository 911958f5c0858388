//! What expressions mean in their context: documents of a month, headings of a year, reigns.

use super::*;
use crate::fact::TimeBasis;
use crate::recognize::time;

/// A day as a record, to put an entry under.
fn on(day: &str) -> TimeRecord {
    TimeRecord {
        text: String::new(),
        start: 0,
        end: 0,
        from: day.to_owned(),
        to: day.to_owned(),
        edtf: day.to_owned(),
        basis: TimeBasis::Stated,
        part_of_day: None,
        julian: None,
        reckoning: None,
    }
}

/// The anchor of an entry of a day (`2020-02-04`), or of a document of a month or year (`2020-02`, `1998`).
fn anchor(place: &str) -> Anchor {
    let figure = |range| place.get::<std::ops::Range<usize>>(range).and_then(|f| f.parse().ok());
    let from = figure(0..4).map(|year| (year, figure(5..7).map(|month| month as u8)));
    let anchor = Anchor::of(&Setting { from, ..Setting::default() });
    if place.len() == 10 { anchor.under(Some(&on(place))) } else { anchor }
}

/// The records of a text.
fn records(place: &str, text: &str) -> Vec<TimeRecord> {
    let text = Text::new(text.to_owned());
    let mut anchor = anchor(place);
    time::find(&text, text.span()).iter().filter_map(|m| resolve(&text, m, &mut anchor)).collect()
}

/// Each record as its text and days, the second left out where it is the first.
fn days(place: &str, text: &str) -> Vec<String> {
    let told = |r: &TimeRecord| {
        if r.from == r.to {
            format!("{} {}", r.text, r.from)
        } else {
            format!("{} {} {}", r.text, r.from, r.to)
        }
    };
    records(place, text).iter().map(told).collect()
}

/// Checks rows of place, text and the records that are expected, parted by `|`.
fn check(rows: &[(&str, &str, &str)]) {
    for (place, text, want) in rows {
        let want: Vec<&str> = want.split('|').map(str::trim).filter(|w| !w.is_empty()).collect();
        assert_eq!(days(place, text), want, "{place} {text}");
    }
}

#[test]
fn a_day_takes_month_and_year_from_its_entry() {
    check(&[
        ("2020-02-04", "16日,甲县开工", "16日 2020-02-16"),
        ("2020-02-04", "5月3日竣工", "5月3日 2020-05-03"),
        ("2020-02", "25日至29日,检查组到乙市", "25日至29日 2020-02-25 2020-02-29"),
        ("1998", "3日,大雨", ""),
        (
            "1998-07-05",
            "五月三日，十日，廿一日。",
            "五月三日 1998-05-03 | 十日 1998-05-10 | 廿一日 1998-05-21",
        ),
        ("", "2月4日", ""),
    ]);
}

#[test]
fn ranges_run_on_from_their_first_day() {
    check(&[
        ("2020-02-04", "2月4日至6日", "2月4日至6日 2020-02-04 2020-02-06"),
        ("2020-02-04", "16～18日", "16～18日 2020-02-16 2020-02-18"),
        ("2020-02-04", "7-23日", "7-23日 2020-02-07 2020-02-23"),
        ("2020-02-04", "2月22日－3月5日", "2月22日－3月5日 2020-02-22 2020-03-05"),
        ("2020-02-04", "2019年12月28日至2020年1月4日", "2019年12月28日至2020年1月4日 2019-12-28 2020-01-04"),
        ("2020", "12月28日至翌年1月4日", "12月28日至翌年1月4日 2020-12-28 2021-01-04"),
        ("2020", "12月28日至1月4日", "12月28日至1月4日 2020-12-28 2021-01-04"),
        ("2020-08-30", "30日至9月1日", "30日至9月1日 2020-08-30 2020-09-01"),
        ("2020-08-30", "28日至3日", "28日至3日 2020-08-28 2020-09-03"),
        ("2020", "8月～12月", "8月～12月 2020-08-01 2020-12-31"),
        ("2020", "1至3月", "1至3月 2020-01-01 2020-03-31"),
        ("", "1986—1995年", "1986—1995年 1986-01-01 1995-12-31"),
        ("", "1958年冬至1959年春", "1958年冬至1959年春 1958-12-01 1959-05-31"),
        ("2020", "4月底至5月初", "4月底至5月初 2020-04-26 2020-05-05"),
        ("", "自2020-05-26起至2020-05-29止", "2020-05-26起至2020-05-29 2020-05-26 2020-05-29"),
    ]);
}

#[test]
fn words_lean_on_the_day_told_last_or_on_the_entrys_own() {
    check(&[
        ("2020-02-04", "昨日,丙县报告。明日公布。", "昨日 2020-02-03 | 明日 2020-02-05"),
        ("2020-02-04", "16日动工。次日停工。", "16日 2020-02-16 | 次日 2020-02-17"),
        ("2020-02-28", "越2日,复工", "越2日 2020-03-01"),
        (
            "1998-07",
            "3日,甲。是月,乙。同年,丙。",
            "3日 1998-07-03 | 是月 1998-07-01 1998-07-31 | 同年 1998-01-01 1998-12-31",
        ),
        (
            "1998-12-03",
            "次月,厂房竣工。翌年春投产。",
            "次月 1999-01-01 1999-01-31 | 翌年春 2000-03-01 2000-05-31",
        ),
        (
            "2020-02-04",
            "今年、去年、上年",
            "今年 2020-01-01 2020-12-31 | 去年 2019-01-01 2019-12-31 | 上年 2019-01-01 2019-12-31",
        ),
        ("2020-02-04", "是月25日", "是月25日 2020-02-25"),
        ("2020-02-04", "当晚,省里来电。", "当晚 2020-02-04"),
    ]);
}

#[test]
fn a_look_back_moves_nothing_past_its_sentence() {
    check(&[
        (
            "1998-07-05",
            "会议传达1997年12月3日讲话。7月8日,乙。9日,丙。",
            "1997年12月3日 1997-12-03 | 7月8日 1998-07-08 | 9日 1998-07-09",
        ),
        (
            "2020-02-18",
            "听取2019年14个县退出情况。会议指出,3月5日前办结。",
            "2019年 2019-01-01 2019-12-31 | 3月5日 2020-03-05",
        ),
        (
            "1998-07-05",
            "8月动工,1999年3月竣工。10月投产。",
            "8月 1998-08-01 1998-08-31 | 1999年3月 1999-03-01 1999-03-31 | 10月 1999-10-01 1999-10-31",
        ),
        (
            "2020-02-04",
            "计划2021年6月建成。3月1日,甲。",
            "2021年6月 2021-06-01 2021-06-30 | 3月1日 2020-03-01",
        ),
        ("2020-02-04", "3月完成。当日下午,丁。", "3月 2020-03-01 2020-03-31 | 当日下午 2020-02-04"),
    ]);
}

#[test]
fn hours_are_told_in_twenty_four() {
    check(&[
        ("2020-02-04", "9日下午2点", "9日下午2点 2020-02-09T14:00"),
        ("2020-02-16", "上午9:30", "上午9:30 2020-02-16T09:30"),
        ("2020-02-28", "2月28日15时", "2月28日15时 2020-02-28T15:00"),
        ("2020-02-13", "当天上午10时许", "当天上午10时许 2020-02-13T10:00"),
        ("2020-02-13", "晚上七点半", "晚上七点半 2020-02-13T19:30"),
        ("2020-02-13", "20日晚12时", "20日晚12时 2020-02-20T24:00"),
        ("2020-02-13", "上午9至11时", "上午9至11时 2020-02-13T09:00 2020-02-13T11:00"),
        ("2020-02-13", "下午2时至5时30分", "下午2时至5时30分 2020-02-13T14:00 2020-02-13T17:30"),
        ("2020-02-13", "下午5:00到凌晨3:00", "下午5:00到凌晨3:00 2020-02-13T17:00 2020-02-14T03:00"),
        ("2020-02-13", "12月31日24时", "12月31日24时 2020-12-31T24:00"),
        ("2020-02-13", "20日夜间", "20日夜间 2020-02-20"),
    ]);
}

#[test]
fn a_part_of_day_is_kept_as_written() {
    let told = records("2020-02-04", "4日下午,丙。20日夜间,丁。");
    let parts: Vec<Option<&str>> = told.iter().map(|r| r.part_of_day.as_deref()).collect();
    assert_eq!(parts, [Some("下午"), Some("夜间")]);
}

#[test]
fn vague_words_mean_their_days() {
    for (text, want) in [
        ("2月上旬", "2020-02-01~/2020-02-10~"),
        ("中旬", "2020-02-11~/2020-02-20~"),
        ("下旬", "2020-02-21~/2020-02-29~"),
        ("月初", "2020-02-01~/2020-02-05~"),
        ("2月底", "2020-02-26~/2020-02-29~"),
        ("年初", "2020-01-01~/2020-01-31~"),
        ("2020年底", "2020-12-01~/2020-12-31~"),
        ("是年秋", "2020-23"),
        ("2020年冬", "2020-24"),
        ("第一季度", "2020-33"),
        ("前三季度", "2020-01/2020-09"),
        ("上半年", "2020-40"),
        ("上季度", "2019-36"),
        ("上季度末", "2019-12-01~/2019-12-31~"),
        ("今年前5个月", "2020-01/2020-05"),
        ("20世纪80年代", "198X"),
        ("18世纪", "17XX"),
        ("是月", "2020-02"),
        ("是年", "2020"),
    ] {
        let got: Vec<String> = records("2020-02-04", text).into_iter().map(|r| r.edtf).collect();
        assert_eq!(got, [want], "{text}");
    }
}

#[test]
fn openness_and_lists_are_told_in_edtf() {
    for (text, want) in [
        ("1月24日起施行", "2020-01-24/.."),
        ("截至3月1日", "../2020-03-01"),
        ("今年以来", "2020/.."),
        ("2月10日左右", "2020-02-10~"),
        ("20、21日", "{2020-02-20,2020-02-21}"),
        ("2月4日至6日", "2020-02-04/2020-02-06"),
        ("9日下午2点", "2020-02-09T14:00:00"),
    ] {
        let got: Vec<String> = records("2020-02-04", text).into_iter().map(|r| r.edtf).collect();
        assert_eq!(got, [want], "{text}");
    }
    let open = &records("2020-02-04", "截至3月1日,共收治9人")[0];
    assert_eq!(
        (open.text.as_str(), open.from.as_str(), open.to.as_str()),
        ("3月1日", "2020-03-01", "2020-03-01")
    );
}

#[test]
fn words_that_mean_no_day_are_left_alone() {
    for text in
        ["近日", "日前", "目前", "当前", "节后", "春节后", "数日", "20余日", "近期", "春节期间", "国庆前夕"]
    {
        assert_eq!(days("2020-02-04", text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn reigns_count_from_their_first_year() {
    check(&[
        ("", "康熙二十年", "康熙二十年 1681-01-01 1681-12-31"),
        ("", "清道光二十年（1840年）", "清道光二十年（1840年） 1840-01-01 1840-12-31"),
        ("", "1840年(清道光二十年)", "1840年(清道光二十年) 1840-01-01 1840-12-31"),
        ("", "民国 16 年（1927年）", "民国 16 年（1927年） 1927-01-01 1927-12-31"),
        ("", "民國46年(1957年)", "民國46年(1957年) 1957-01-01 1957-12-31"),
        ("", "宣统元年", "宣统元年 1909-01-01 1909-12-31"),
        ("", "光绪甲午年", "光绪甲午年 1894-01-01 1894-12-31"),
        ("", "明天顺元年", "明天顺元年 1457-01-01 1457-12-31"),
        ("", "至正十四年。二十一年", "至正十四年 1354-01-01 1354-12-31"),
        ("", "昭和十二年七月七日", "昭和十二年七月七日 1937-07-07"),
        ("", "公元前221年", "公元前221年 -0220-01-01 -0220-12-31"),
        ("1988", "自七十七年八月起", "七十七年八月 1988-08-01 1988-08-31"),
        ("1898", "甲午年", "甲午年 1894-01-01 1894-12-31"),
        (
            "",
            "1941年（民国30年、日本昭和16年、伪满康德8年）",
            "1941年（民国30年、日本昭和16年、伪满康德8年） 1941-01-01 1941-12-31",
        ),
    ]);
}

#[test]
fn a_short_year_is_of_the_era_or_century_in_force() {
    let text = Text::new("民国二十一年\n二十二年\n98年".to_owned());
    let mut anchor = Anchor::default();
    let mut year = |at: usize| {
        let mention = time::label(&text, at).unwrap();
        resolve(&text, &mention, &mut anchor).unwrap().from
    };
    assert_eq!([year(0), year(7)], ["1932-01-01", "1933-01-01"]);
    check(&[
        ("2017", "他98年4月到厂,07年离厂", "98年4月 1998-04-01 1998-04-30 | 07年 2007-01-01 2007-12-31"),
        ("", "二十一年乙未", "二十一年乙未 1895-01-01 1895-12-31"),
    ]);
}

#[test]
fn months_of_a_reign_are_the_moons() {
    check(&[
        ("", "光绪二十一年三月", "光绪二十一年三月 1895-03-26 1895-04-24"),
        ("", "光绪二十一年三月二十三日", "光绪二十一年三月二十三日 1895-04-17"),
        (
            "",
            "宣统三年八月十九日（1911年10月10日）",
            "宣统三年八月十九日 1911-10-10 | 1911年10月10日 1911-10-10",
        ),
        ("", "咸丰三年（1853年）二月", "咸丰三年（1853年）二月 1853-03-10 1853-04-07"),
        ("", "1853年2月", "1853年2月 1853-02-01 1853-02-28"),
        ("", "民国二十六年七月七日", "民国二十六年七月七日 1937-07-07"),
        (
            "",
            "乾隆五十年正月初三日,大雪。二月,饥。",
            "乾隆五十年正月初三日 1785-02-11 | 二月 1785-03-11 1785-04-08",
        ),
        ("1784", "三月,大旱。3月,教士到。", "三月 1784-03-21 1784-04-19 | 3月 1784-03-01 1784-03-31"),
        ("", "一八九八年三月", "一八九八年三月 1898-03-01 1898-03-31"),
        ("", "永乐三年五月甲子", "永乐三年五月甲子 1405-07-05"),
        ("", "康熙八年六月丁亥朔", "康熙八年六月丁亥朔 1669-06-28"),
    ]);
}

#[test]
fn days_of_the_moon_fall_near_the_entry() {
    check(&[
        ("2020-02-02", "农历正月初九", "农历正月初九 2020-02-02"),
        ("2020-01-20", "腊月廿六", "腊月廿六 2020-01-20"),
        ("2020-02-20", "除夕,医疗队出发", "除夕 2020-01-24"),
        ("2020", "闰四月", "闰四月 2020-05-23 2020-06-20"),
        ("", "2012年正月十五", "2012年正月十五 2012-02-06"),
        ("", "1954年正月初一", "1954年正月初一 1954-02-03"),
        ("", "2019年闰四月", ""),
    ]);
}

#[test]
fn days_before_the_reform_have_their_julian_date() {
    let told = &records("", "1357年6月10日")[0];
    let julian = told.julian.clone().unwrap();
    assert_eq!((told.from.as_str(), julian.from.as_str()), ("1357-06-18", "1357-06-10"));
    let told = &records("", "至正十七年五月二十二日")[0];
    assert_eq!(told.julian.clone().unwrap().from, "1357-06-10");
    assert!(records("", "1582年10月15日")[0].julian.is_none());
}

#[test]
fn a_headings_reign_reaches_the_entries_under_it() {
    let text = Text::new("光绪二十一年（1895年）\n三月,设局。四月初三日,雨雹。5月1日,开港。".to_owned());
    let mut labels = Anchor::default();
    resolve(&text, &time::label(&text, 0).unwrap(), &mut labels).unwrap();
    let label = time::label(&text, 14).unwrap();
    let date = resolve(&text, &label, &mut labels).unwrap();
    assert_eq!(date.from, "1895-03-26");
    let mut inside = Anchor::default().under(Some(&date));
    let rest = Span::new(17, text.len());
    let found: Vec<String> = time::find(&text, rest)
        .iter()
        .filter_map(|m| resolve(&text, m, &mut inside))
        .map(|r| r.from)
        .collect();
    assert_eq!(found, ["1895-04-27", "1895-05-01"]);
}

#[test]
fn how_a_date_is_known_is_told() {
    for (text, want) in [
        ("2019年5月3日", TimeBasis::Stated),
        ("5月3日", TimeBasis::Inherited),
        ("3日", TimeBasis::Inherited),
        ("同日", TimeBasis::Relative),
        ("去年5月", TimeBasis::Relative),
        ("是月", TimeBasis::Period),
        ("上旬", TimeBasis::Period),
        ("是年", TimeBasis::Period),
    ] {
        assert_eq!(records("2020-02-04", text)[0].basis, want, "{text}");
    }
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_none() {
    check(&[
        ("2020-02-04", "2月30日", ""),
        ("2019", "2月29日", ""),
        ("", "2019年2月29日", ""),
        ("", "2020年2月29日", "2020年2月29日 2020-02-29"),
    ]);
    // In passing it is the last one there was, and not certain.
    assert_eq!(records("2019-03-05", "2月29日")[0].edtf, "2016-02-29?");
}
