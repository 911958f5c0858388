//! Expressions of time made from the grammar's parts, with known values, printed in many hands and read back.
//!
//! A case is put together from a point or two, a relation to the entry's day, a way of writing numbers (`2019年5月3日`,
//! `二〇一九年五月三日`, `2019 年 5 月 3 日`, full width, traditional), a connector that shares what both ends have in common,
//! and a sentence around it. What is read must be that expression alone, with those days.

#![allow(
    clippy::unwrap_used,
    clippy::pedantic,
    reason = "a generator of cases fails loudly where it is wrong itself"
)]

use dashiji::document::Setting;
use dashiji::fact::{TimeBasis, TimeRecord};
use dashiji::recognize::time;
use dashiji::resolve::calendar::{self, Anchor};
use dashiji::resolve::day::{Date, iso_year, month_length};
use dashiji::text::Text;

/// Numbers from a seed, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as usize
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }

    fn within(&mut self, low: i32, high: i32) -> i32 {
        low + self.roll((high - low + 1) as usize) as i32
    }
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hand {
    Arabic,
    Spaced,
    Wide,
    Han,
    Circle,
}

const HANDS: [Hand; 5] = [Hand::Arabic, Hand::Spaced, Hand::Wide, Hand::Han, Hand::Circle];

impl Hand {
    fn count(self, number: i32) -> String {
        let digit = |n: i32| "零一二三四五六七八九".chars().nth(n as usize).unwrap().to_string();
        match self {
            Self::Arabic | Self::Spaced => number.to_string(),
            Self::Wide => {
                number.to_string().chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect()
            }
            Self::Han | Self::Circle => match (number / 10, number % 10) {
                (0, ones) => digit(ones),
                (1, 0) => "十".to_owned(),
                (1, ones) => format!("十{}", digit(ones)),
                (tens, 0) => format!("{}十", digit(tens)),
                (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
            },
        }
    }

    fn year(self, number: i32) -> String {
        match self {
            Self::Han | Self::Circle => {
                let zero = if self == Self::Han { '〇' } else { '○' };
                let digits = format!("{zero}一二三四五六七八九");
                number
                    .to_string()
                    .chars()
                    .map(|c| digits.chars().nth(c as usize - '0' as usize).unwrap())
                    .collect()
            }
            _ => self.count(number),
        }
    }

    fn with(self, number: String, unit: &str) -> String {
        if self == Self::Spaced { format!("{number} {unit}") } else { format!("{number}{unit}") }
    }

    fn parts(self, parts: &[(String, &str)]) -> String {
        let all: Vec<String> = parts.iter().map(|(number, unit)| self.with(number.clone(), unit)).collect();
        all.join(if self == Self::Spaced { " " } else { "" })
    }
}

/// An expression with its first and last day.
#[derive(Debug)]
struct Made {
    text: String,
    from: String,
    to: String,
    kind: &'static str,
}

fn day(year: i32, month: i32, day: i32) -> String {
    Date { year, month: month as u8, day: day as u8 }.iso()
}

fn whole_month(year: i32, month: i32) -> (String, String) {
    (day(year, month, 1), day(year, month, i32::from(month_length(year, month as u8))))
}

fn whole_year(year: i32) -> (String, String) {
    (format!("{}-01-01", iso_year(year)), format!("{}-12-31", iso_year(year)))
}

fn later(year: i32, month: i32, d: i32, days: i32) -> String {
    let date = Date { year, month: month as u8, day: d as u8 };
    date.gregorian().unwrap().plus(days).to_gregorian().iso()
}

/// The entry's own day.
#[derive(Clone, Copy, Debug)]
struct Own {
    year: i32,
    month: i32,
    day: i32,
}

/// One point of time.
fn point(dice: &mut Dice, own: Own, hand: Hand) -> Made {
    let year = dice.within(1913, 2024);
    let month = dice.within(1, 12);
    let d = dice.within(1, 28);
    let mark = dice.pick(&["日", "日", "号"]);
    let made = |text: String, (from, to): (String, String), kind| Made { text, from, to, kind };
    let y = (hand.year(year), "年");
    let m = (hand.count(month), "月");
    let dd = (hand.count(d), mark);
    match dice.roll(16) {
        0 => made(hand.parts(&[y]), whole_year(year), "year"),
        1 => made(hand.parts(&[y, m]), whole_month(year, month), "year month"),
        2 | 3 => made(hand.parts(&[y, m, dd]), (day(year, month, d), day(year, month, d)), "whole"),
        4 | 5 => made(hand.parts(&[m, dd]), (day(own.year, month, d), day(own.year, month, d)), "month day"),
        6 => {
            let (name, number) = dice.pick(&[("春", 3), ("夏", 6), ("秋", 9)]);
            let end = whole_month(year, number + 2).1;
            made(format!("{}{name}", hand.parts(&[y])), (day(year, number, 1), end), "season")
        }
        7 => {
            let number = dice.within(1, 4);
            let text = format!("{}第{}季度", hand.parts(&[y]), hand.count(number));
            made(text, (day(year, number * 3 - 2, 1), whole_month(year, number * 3).1), "quarter")
        }
        8 => {
            let (name, a, b) = dice.pick(&[("上半年", 1, 6), ("下半年", 7, 12)]);
            made(format!("{}{name}", hand.parts(&[y])), (day(year, a, 1), whole_month(year, b).1), "half")
        }
        9 => {
            let (name, a, b) =
                dice.pick(&[("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 0), ("初", 1, 5), ("底", 26, 0)]);
            let last = if b == 0 { whole_month(year, month).1 } else { day(year, month, b) };
            made(format!("{}{name}", hand.parts(&[y, m])), (day(year, month, a), last), "part of a month")
        }
        10 => {
            let (name, shift) = dice.pick(&[
                ("今年", 0),
                ("去年", -1),
                ("前年", -2),
                ("大前年", -3),
                ("明年", 1),
                ("后年", 2),
                ("下年", 1),
                ("上年", -1),
            ]);
            made(
                format!("{name}{}", hand.parts(&[m])),
                whole_month(own.year + shift, month),
                "relative month",
            )
        }
        11 => {
            let (name, shift) = dice.pick(&[
                ("昨日", -1),
                ("昨天", -1),
                ("今日", 0),
                ("明天", 1),
                ("前天", -2),
                ("大前天", -3),
                ("大后天", 3),
            ]);
            let found = later(own.year, own.month, own.day, shift);
            made(name.to_owned(), (found.clone(), found), "relative day")
        }
        12 => {
            let (name, shift) = dice.pick(&[
                ("上个月", -1),
                ("上月", -1),
                ("本月", 0),
                ("下月", 1),
                ("下个月", 1),
                ("上上个月", -2),
            ]);
            let months = own.year * 12 + own.month - 1 + shift;
            let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
            made(
                format!("{name}{}", hand.parts(&[dd])),
                (day(year, month, d), day(year, month, d)),
                "day of a relative month",
            )
        }
        13 => {
            let (name, shift) = dice.pick(&[
                ("上季度", -1),
                ("上个季度", -1),
                ("本季度", 0),
                ("下季度", 1),
                ("三个季度后", 3),
                ("两个季度前", -2),
            ]);
            let quarter = own.year * 4 + (own.month - 1) / 3 + shift;
            let (year, first) = (quarter.div_euclid(4), quarter.rem_euclid(4) * 3 + 1);
            made(name.to_owned(), (day(year, first, 1), whole_month(year, first + 2).1), "relative quarter")
        }
        14 => {
            let (era, first, last) = dice.pick(&[
                ("民国", 1912, 1948),
                ("光绪", 1875, 1908),
                ("康熙", 1662, 1722),
                ("清乾隆", 1736, 1795),
            ]);
            let number = dice.within(2, last - first + 1);
            let text = format!("{era}{}", hand.parts(&[(hand.count(number), "年")]));
            made(text, whole_year(first + number - 1), "reign")
        }
        _ => {
            let hour = dice.within(1, 11);
            let minute = dice.within(0, 59);
            let (part, shift) = dice.pick(&[("上午", 0), ("下午", 12)]);
            let clock = format!(
                "{}{part}{}",
                hand.parts(&[m, dd]),
                hand.parts(&[(hand.count(hour), "时"), (hand.count(minute.max(10)), "分")])
            );
            let at = format!("{}T{:02}:{:02}", day(own.year, month, d), hour + shift, minute.max(10));
            made(clock, (at.clone(), at), "clock")
        }
    }
}

/// A range whose ends share what they can.
fn range(dice: &mut Dice, own: Own, hand: Hand) -> Made {
    let joint = dice.pick(&["至", "到", "—", "～", "-"]);
    let year = dice.within(1913, 2023);
    let (month, d) = (dice.within(1, 11), dice.within(1, 20));
    let (month2, d2) = (dice.within(month + 1, 12), dice.within(d + 1, 28));
    let next = year + dice.within(1, 9);
    let y = |year: i32| (hand.year(year), "年");
    let m = |month: i32| (hand.count(month), "月");
    let dd = |day: i32| (hand.count(day), "日");
    let join = |a: String, b: String| format!("{a}{joint}{b}");
    let (text, from, to, kind) = match dice.roll(10) {
        0 => (
            join(hand.parts(&[y(year)]), hand.parts(&[y(next)])),
            whole_year(year).0,
            whole_year(next).1,
            "years",
        ),
        1 => (
            join(hand.year(year), hand.parts(&[y(next)])),
            whole_year(year).0,
            whole_year(next).1,
            "years, one unit",
        ),
        2 => (
            join(hand.parts(&[y(year), m(month)]), hand.parts(&[m(month2)])),
            day(year, month, 1),
            whole_month(year, month2).1,
            "months of a year",
        ),
        3 => (
            join(hand.parts(&[y(year), m(month), dd(d)]), hand.parts(&[dd(d2)])),
            day(year, month, d),
            day(year, month, d2),
            "days of a month",
        ),
        4 => (
            join(hand.parts(&[m(month), dd(d)]), hand.parts(&[m(month2), dd(d2)])),
            day(own.year, month, d),
            day(own.year, month2, d2),
            "days of a year",
        ),
        5 => (
            join(
                hand.parts(&[y(year), m(12), dd(d)]),
                format!("{}{}", dice.pick(&["翌年", "次年"]), hand.parts(&[m(1), dd(d2)])),
            ),
            day(year, 12, d),
            day(year + 1, 1, d2),
            "into the next year",
        ),
        6 => (
            join(hand.parts(&[m(12), dd(d)]), hand.parts(&[y(own.year + 1), m(1), dd(d2)])),
            day(own.year, 12, d),
            day(own.year + 1, 1, d2),
            "the end tells the year",
        ),
        7 => (
            join(hand.count(d), hand.parts(&[dd(d2)])),
            day(own.year, own.month, d),
            day(own.year, own.month, d2),
            "bare days, one unit",
        ),
        8 => {
            let (h, h2) = (dice.within(6, 11), dice.within(13, 23));
            let text = join(
                format!("{}{}", hand.parts(&[dd(d)]), hand.parts(&[(hand.count(h2), "时")])),
                format!("{}{}", hand.parts(&[dd(d2)]), hand.parts(&[(hand.count(h), "时")])),
            );
            let at = |day_: i32, hour: i32| format!("{}T{hour:02}:00", day(own.year, own.month, day_));
            (text, at(d, h2), at(d2, h), "hours of two days")
        }
        _ => (
            join(hand.parts(&[y(year), m(month), dd(d)]), hand.parts(&[y(next), m(month2), dd(d2)])),
            day(year, month, d),
            day(next, month2, d2),
            "two whole days",
        ),
    };
    Made { text, from, to, kind }
}

/// A year long ago.
fn far(dice: &mut Dice, hand: Hand) -> Made {
    let number = dice.within(101, 900);
    let arabic = if matches!(hand, Hand::Han | Hand::Circle) { Hand::Arabic } else { hand };
    let before = dice.roll(2) == 0;
    let year = if before { 1 - number } else { number };
    let text =
        format!("公元{}{}", if before { "前" } else { "" }, arabic.parts(&[(arabic.count(number), "年")]));
    let (from, to) = whole_year(year);
    Made { text, from, to, kind: "far year" }
}

/// The time read in a sentence.
fn read(sentence: &str, own: Own) -> Vec<TimeRecord> {
    let text = Text::new(sentence.to_owned());
    let on = day(own.year, own.month, own.day);
    let own = TimeRecord {
        text: String::new(),
        start: u32::MAX,
        end: u32::MAX,
        from: on.clone(),
        to: on.clone(),
        edtf: on,
        basis: TimeBasis::Stated,
        part_of_day: None,
        julian: None,
        reckoning: None,
        doubt: None,
    };
    let mut anchor = Anchor::of(&Setting::default()).under(Some(&own));
    time::find(&text, text.span()).iter().filter_map(|m| calendar::resolve(&text, m, &mut anchor)).collect()
}

/// Sentences that an expression may stand in.
const FRAMES: [(&str, &str); 6] = [
    ("", "，县委召开会议。"),
    ("会议于", "举行。"),
    ("工程自", "开工。"),
    ("县医院（", "）迁址。"),
    ("该桥在", "重修。"),
    ("桥毁。", "，重修。"),
];

#[test]
fn what_is_printed_is_what_is_read() {
    let mut dice = Dice(20_240_307);
    let (mut right, mut all, mut misread) = (0usize, 0usize, Vec::new());
    for _ in 0..6000 {
        let own = Own { year: dice.within(1950, 2023), month: dice.within(1, 12), day: dice.within(1, 28) };
        let hand = dice.pick(&HANDS);
        let made = match dice.roll(20) {
            0 => far(&mut dice, hand),
            1..=8 => range(&mut dice, own, hand),
            _ => point(&mut dice, own, hand),
        };
        let (lead, tail) = dice.pick(&FRAMES);
        let sentence = format!("{lead}{}{tail}", made.text);
        let found = read(&sentence, own);
        all += 1;
        let fits = found.iter().any(|r| r.text == made.text && r.from == made.from && r.to == made.to);
        if fits && found.len() == 1 {
            right += 1;
        } else {
            let told: Vec<String> =
                found.iter().map(|r| format!("{} {}..{}", r.text, r.from, r.to)).collect();
            misread.push(format!(
                "{}: {sentence} ({own:?}) want {} {}..{} got {told:?}",
                made.kind, made.text, made.from, made.to
            ));
        }
    }
    println!("{right} of {all}");
    println!("{}", misread.join("\n"));
    assert!(misread.is_empty(), "{} of {all} misread, the first: {}", misread.len(), misread[0]);
}
