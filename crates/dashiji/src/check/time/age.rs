//! T13: ages and anniversaries that the years do not give: 成立60周年 in 2021 of what was founded in 1951, 终年91岁 of who was born in 1912.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report};
use crate::fact::TimeRecord;
use crate::recognize::numeral;
use crate::text::{Span, Text, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What began when, longer words before shorter.
static BEGUN: LazyLock<Vec<(String, i32)>> = LazyLock::new(|| {
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let words = columns.next()?.chars().map(fold).collect();
        Some((words, columns.nth(1)?.parse().ok()?))
    };
    let text = include_str!("../../../lexicon/table-anniversaries.tsv");
    let mut rows: Vec<(String, i32)> =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.chars().count()));
    rows
});

/// Words with which an anniversary still lies ahead.
const AHEAD: &[&str] = &["迎接", "喜迎", "迎", "前夕", "筹备", "即将", "筹办", "倒计时", "明年"];
/// Verbs with which something begins.
const FOUNDING: &[&str] = &[
    "成立", "创办", "创建", "建校", "建院", "建厂", "建站", "建馆", "建社", "建局", "建台", "建港", "建所",
    "建场", "建行", "建矿", "建店", "建团", "建队", "建会", "创刊", "创立", "始建", "组建", "建成", "建立",
    "挂牌", "开业", "诞生", "开馆", "开园", "复校",
];
/// Words of an age at death.
const AGES: &[&str] = &["终年", "享年", "卒年", "存年", "时年"];

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut of: Option<(usize, Foundings)> = None;
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
        for i in span.lo()..span.hi() {
            let found = match text.at(i) {
                '周' if text.at(i + 1) == '年' => {
                    if of.as_ref().is_none_or(|(told, _)| *told != reading) {
                        of = Some((reading, Foundings::of(desk, reading)));
                    }
                    let foundings = of.as_ref().map(|(_, foundings)| foundings);
                    anniversary(text, span, i, year, foundings)
                }
                '岁' => age(text, span, i, year),
                _ => None,
            };
            if let Some((at, right, from)) = found {
                let draft = Draft::default()
                    .arg("words", text.slice(at))
                    .arg("right", right)
                    .arg("from", from.to_string())
                    .arg("year", year.to_string());
                report.add(reading, Some(record), view.raw(at), draft);
            }
        }
    }
}

/// The number that ends before a place, and where it begins.
fn number_before(text: &Text, end: usize) -> Option<(i32, usize)> {
    let digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    let start = (end.saturating_sub(5)..end).rev().take_while(|&i| digit(text.at(i))).last()?;
    let (value, stop) = number(text, start, end)?;
    (stop == end && text.before(start) != '第').then_some((i32::try_from(value).ok()?, start))
}

/// A count of years that an event's own year does not give: where, what would be right, and from when.
fn anniversary(
    text: &Text,
    span: Span,
    at: usize,
    year: i32,
    foundings: Option<&Foundings>,
) -> Option<(Span, String, i32)> {
    let (count, start) = number_before(text, at)?;
    let clause = (span.lo().max(start.saturating_sub(24))..start)
        .rev()
        .find(|&i| matches!(text.at(i), '。' | ';' | ',' | '、' | '\n' | ' ' | '\u{3000}'))
        .map_or(span.lo().max(start.saturating_sub(24)), |i| i + 1);
    let before = Span::new(clause, start);
    let known = BEGUN.iter().find_map(|(words, began)| {
        let found = text.find(before, words)?;
        // What follows is the count, or a few words of it (暨, 伟大的).
        let gap = start - (found + words.chars().count()).min(start);
        (gap <= 3 && !other(text, found, words)).then_some(*began)
    });
    let began = known
        .or_else(|| own(text, span, before))
        .or_else(|| foundings?.year(&text.folded(before).iter().collect::<String>(), year))?;
    let whole = (span.lo().max(clause.saturating_sub(8)), (at + 14).min(span.hi()));
    let ahead = AHEAD.iter().any(|word| text.find(Span::new(whole.0, whole.1), word).is_some());
    let right = year - began;
    let fits = count == right || ahead && (count == right + 1) || right <= 0;
    (!fits).then(|| (Span::new(start, at + 2), right.to_string(), began))
}

/// What a document tells to have been founded, by the last two characters of its name, with the year.
struct Foundings {
    named: BTreeMap<[char; 2], Vec<(Vec<char>, i32)>>,
    /// The year of the document's first entry.
    first: Option<i32>,
}

/// Names by one ending that are kept.
const KEPT: usize = 64;
/// Words between a body and what is told of it.
const TOLD: &[&str] = &[
    "举行",
    "召开",
    "举办",
    "庆祝",
    "纪念",
    "迎来",
    "隆重",
    "正式",
    "恢复",
    "宣告",
    "宣布",
    "开展",
    "组织",
    "在县城",
    "于",
];

impl Foundings {
    fn of(desk: &Desk<'_>, reading: usize) -> Self {
        let mut found: BTreeMap<[char; 2], Vec<(Vec<char>, i32)>> = BTreeMap::new();
        let mut keep = |name: &[char], year: i32| {
            let name = bare(name);
            if let [.., a, b] = name
                && (2..=20).contains(&name.len())
            {
                let list = found.entry([*a, *b]).or_default();
                if list.len() < KEPT {
                    list.push((name.to_vec(), year));
                }
            }
        };
        for record in &desk.readings[reading].records {
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
            let begin = record
                .date
                .as_ref()
                .map_or(span.lo(), |d| view.seen(Span { start: d.start, end: d.end }).hi());
            let mut clause = begin;
            for i in begin..span.hi() {
                if matches!(text.at(i), ',' | '。' | ';' | '\n' | '、' | ' ' | '\u{3000}') {
                    clause = i + 1;
                }
                let Some(word) = FOUNDING.iter().find(|word| text.begins(i, word)) else { continue };
                let end = i + word.chars().count();
                let stop = (end..span.hi())
                    .find(|&k| matches!(text.at(k), ',' | '。' | ';' | '\n'))
                    .unwrap_or(span.hi());
                let after = text.folded(Span::new(end, stop));
                // 成立60周年 founds nothing.
                if after
                    .first()
                    .is_some_and(|c| c.is_ascii_digit() || numeral::digit(*c).is_some() || *c == '十')
                {
                    continue;
                }
                // 学校成立领导小组 founds no school.
                let more: String = after.iter().take(2).collect();
                let alone = matches!(
                    more.as_str(),
                    "" | "投产" | "开业" | "开放" | "启用" | "大会" | "典礼" | "仪式"
                );
                if clause < i && alone {
                    // 七〇三队在白银坪组建: where is no part of the name.
                    let name = text.folded(Span::new(clause, i));
                    let at = name.iter().position(|c| *c == '在').filter(|at| *at > 1).unwrap_or(name.len());
                    keep(&name[..at], year);
                }
                for name in after.split(|c| matches!(c, '、' | '和' | '及')) {
                    keep(name, year);
                }
            }
        }
        let first = desk.readings[reading].records.iter().find_map(|record| record.dated()?.year());
        Self { named: found, first }
    }

    /// The year in which what a clause ends with (县总工会成立) was founded, where all that is told of it before tells one.
    fn year(&self, clause: &str, before: i32) -> Option<i32> {
        let word = FOUNDING.iter().find(|word| clause.ends_with(*word))?;
        let chars: Vec<char> = clause.strip_suffix(word)?.chars().collect();
        let name = bare(&chars);
        let [.., a, b] = name else { return self.own(word, before).filter(|_| name.is_empty()) };
        let mut years: Vec<i32> = self
            .named
            .get(&[*a, *b])?
            .iter()
            .filter(|(known, year)| known.ends_with(name) && *year < before)
            .map(|(_, year)| *year)
            .collect();
        years.sort_unstable();
        years.dedup();
        match years[..] {
            [year] => Some(year),
            _ => None,
        }
    }
}

impl Foundings {
    /// The year in which the document's own body was founded, where 建队 alone names it: what the first year tells to have been founded,
    /// of one that ends so.
    fn own(&self, word: &str, before: i32) -> Option<i32> {
        let of = word.strip_prefix('建')?.chars().next().filter(|c| !"成立".contains(*c))?;
        let first = self.first?;
        let mut alike = self.named.iter().filter(|(ending, _)| ending[1] == of).flat_map(|(_, list)| list);
        let known = alike.any(|(_, year)| *year == first);
        (known && first < before).then_some(first)
    }
}

/// A name without the words that lead to it or follow it: 县总工会 of 庆祝县总工会, 林场 of 林场举行.
fn bare(mut name: &[char]) -> &[char] {
    loop {
        let word = |word: &&&str| {
            let word: Vec<char> = word.chars().collect();
            name.starts_with(&word) || name.ends_with(&word)
        };
        let Some(found) = TOLD.iter().find(word) else { return name };
        let length = found.chars().count();
        let word: Vec<char> = found.chars().collect();
        name = if name.starts_with(&word) { &name[length..] } else { &name[..name.len() - length] };
    }
}

/// Whether the words are the tail of another name: 县建国学校, 某县党成立.
fn other(text: &Text, at: usize, words: &str) -> bool {
    let before = text.before(at);
    match words {
        "党成立" => !matches!(before, '我' | '国' | ' ' | '“' | ',' | '。' | '贺' | '祝' | '念'),
        "共和国成立" => before != '民',
        _ => false,
    }
}

/// The founding that the same entry tells with its year, where it tells one: 县总工会于1951年11月成立, 成立于1951年.
fn own(text: &Text, span: Span, before: Span) -> Option<i32> {
    // What is counted is a founding too.
    FOUNDING.iter().find(|word| text.ends(before.hi(), word))?;
    let mut years = Vec::new();
    for i in span.lo()..span.hi() {
        if text.at(i) != '年' || text.before(i) == '周' {
            continue;
        }
        let Some((year, start)) = number_before(text, i).filter(|(year, _)| (1000..2200).contains(year))
        else {
            continue;
        };
        let near = Span::new(i + 1, (i + 12).min(span.hi()));
        let stop =
            (near.lo()..near.hi()).find(|&k| matches!(text.at(k), '。' | ';' | ',')).unwrap_or(near.hi());
        let behind = FOUNDING.iter().any(|word| text.find(Span::new(near.lo(), stop), word).is_some());
        let ahead =
            FOUNDING.iter().any(|word| text.ends(start, word) || text.ends(start.saturating_sub(1), word));
        if behind || ahead {
            years.push(year);
        }
    }
    match years[..] {
        [year] => Some(year),
        _ => None,
    }
}

/// An age at death that birth and death do not give; one more by the old count is right.
fn age(text: &Text, span: Span, at: usize, year: i32) -> Option<(Span, String, i32)> {
    let (age, start) = number_before(text, at)?;
    let word = AGES.iter().find(|word| text.ends(start, word))?;
    let begin = start - word.chars().count();
    let mut birth = None;
    let mut death = year;
    for i in span.lo()..span.hi() {
        // (1912—1993)
        if text.at(i) == '('
            && let Some((from, stop)) =
                number(text, i + 1, span.hi()).filter(|(n, _)| (1000..2200).contains(n))
        {
            let stop = if text.at(stop) == '年' { stop + 1 } else { stop };
            let to = (stop..stop + 3)
                .find(|&k| text.at(k).is_ascii_digit())
                .and_then(|k| number(text, k, span.hi()));
            if let Some((to, _)) = to.filter(|(n, _)| (1000..2200).contains(n)) {
                (birth, death) = (i32::try_from(from).ok(), i32::try_from(to).ok()?);
            }
        }
        if text.begins(i, "生于") || text.begins(i, "出生于") {
            let from = i + if text.at(i) == '出' { 3 } else { 2 };
            birth = birth.or(number(text, from, span.hi()).and_then(|(n, _)| i32::try_from(n).ok()));
        }
        if text.at(i) == '年' && (text.begins(i + 1, "生") || text.begins(i + 1, "出生")) {
            birth = birth.or(number_before(text, i).map(|(n, _)| n));
        }
    }
    let birth = birth.filter(|birth| (1000..=death).contains(birth))?;
    let right = death - birth;
    (!(right - 1..=right + 1).contains(&age)).then(|| (Span::new(begin, at + 1), right.to_string(), birth))
}
