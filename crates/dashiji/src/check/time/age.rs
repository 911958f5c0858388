//! T13: ages and anniversaries that the years do not give: 成立60周年 in 2021 of what was founded in 1951, 终年91岁 of who was born in 1912.

use crate::check::digits::number;
use crate::check::{Desk, Draft, Report, Severity};
use crate::fact::{OrganizationRecord, Record, TimeRecord};
use crate::lexicon::lists_of_words as lists;
use crate::recognize::numeral;
use crate::text::{Span, Text, fold};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What began when, longer words before shorter.
static BEGUN: LazyLock<Vec<(String, i32)>> = LazyLock::new(|| {
    let row = |line: &str| {
        let mut columns = line.split('\t');
        let words = columns.next()?.chars().map(fold).collect();
        (columns.next()? == "anniversary").then(|| Some((words, columns.next()?.parse().ok()?)))?
    };
    let text = include_str!("../../../lexicon/table-anniversaries.tsv");
    let mut rows: Vec<(String, i32)> =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect();
    rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.chars().count()));
    rows
});

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    let mut of: Option<(usize, Foundings)> = None;
    let mut births: Option<(usize, BTreeMap<String, i32>)> = None;
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        let Some(year) = record.dated().and_then(TimeRecord::year) else { continue };
        // What the whole entry tells, looked up once.
        let (mut founded, mut life) = (None, None);
        for i in span.lo()..span.hi() {
            let found = match text.at(i) {
                '周' if text.at(i + 1) == '年' => {
                    if of.as_ref().is_none_or(|(told, _)| *told != reading) {
                        of = Some((reading, Foundings::of(desk, reading)));
                    }
                    let foundings = of.as_ref().map(|(_, foundings)| foundings);
                    let own = *founded.get_or_insert_with(|| own(text, span));
                    anniversary(text, span, i, year, own, foundings)
                }
                '个' => feast(text, i, year),
                '岁' => {
                    let life = *life.get_or_insert_with(|| lived(text, span, year));
                    let elsewhere = || {
                        if births.as_ref().is_none_or(|(told, _)| *told != reading) {
                            births = Some((reading, born(desk, reading)));
                        }
                        let births = births.as_ref().map(|(_, births)| births)?;
                        told_elsewhere(desk.text(reading), record, births).map(|birth| (birth, year))
                    };
                    age(text, i, life.or_else(elsewhere))
                }
                '年' if text.at(i + 1) == '生' || text.before(i.saturating_sub(4)) == '于' => {
                    before_birth(text, span, i)
                }
                _ => None,
            };
            if let Some(Off { at, right, from, unsure }) = found {
                let mut draft = Draft::default()
                    .arg("words", text.slice(at))
                    .arg("right", right.to_string())
                    .arg("from", from.to_string())
                    .arg("year", year.to_string());
                if unsure {
                    draft = draft.severity(Severity::Note);
                }
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

/// A count of years that does not come out.
struct Off {
    at: Span,
    /// What would be right.
    right: i32,
    /// The year it is counted from.
    from: i32,
    /// Whether that year is another entry's, which may tell of another body of the name.
    unsure: bool,
}

/// A count of years that an event's own year does not give.
fn anniversary(
    text: &Text,
    span: Span,
    at: usize,
    year: i32,
    own: Option<i32>,
    foundings: Option<&Foundings>,
) -> Option<Off> {
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
    // What is counted is a founding too.
    let own = own.filter(|_| lists::CHECK_FOUNDING.all().any(|word| text.ends(before.hi(), word)));
    let said: String = text.folded(before).iter().collect();
    let sure = known.or(own).or_else(|| foundings?.told_year(&said, year));
    let began = sure.or_else(|| foundings?.year(&said, year))?;
    let whole = (span.lo().max(clause.saturating_sub(8)), (at + 14).min(span.hi()));
    let ahead =
        lists::CHECK_STILL_AHEAD.all().any(|word| text.find(Span::new(whole.0, whole.1), word).is_some());
    let right = year - began;
    let fits = count == right || ahead && (count == right + 1) || right <= 0;
    (!fits).then(|| Off { at: Span::new(start, at + 2), right, from: began, unsure: sure.is_none() })
}

/// What a document tells to have been founded, by the last two characters of its name, with the year.
struct Foundings {
    named: BTreeMap<[char; 2], Vec<(Vec<char>, i32)>>,
    /// What is told with its year in an entry of another one (学校创办于1952年), by its last character.
    told: BTreeMap<char, Vec<(Vec<char>, i32)>>,
    /// The document's title.
    title: String,
    /// The year of the document's first entry.
    first: Option<i32>,
}

/// Names by one ending that are kept.
const KEPT: usize = 64;
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
        let mut told: BTreeMap<char, Vec<(Vec<char>, i32)>> = BTreeMap::new();
        let title: String =
            desk.readings[reading].document.record.title.iter().flat_map(|t| t.chars()).map(fold).collect();
        for record in &desk.readings[reading].records {
            let (view, span) = desk.seen(reading, record);
            let text = view.text();
            for (at, year) in with_year(text, span) {
                let name = text.folded(at);
                let name = bare(name);
                let Some(&last) = name.last() else { continue };
                // 该校创办于1952年, or 学校 behind the name of another one, tells of that.
                if name[0] == '该' || is_kind(name) && another(record, &title, last, view.raw(at)) {
                    continue;
                }
                let list = told.entry(last).or_default();
                if (2..=20).contains(&name.len()) && list.len() < KEPT {
                    list.push((name.to_vec(), year));
                }
            }
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
                let Some(word) = lists::CHECK_FOUNDING.all().find(|word| text.begins(i, word)) else {
                    continue;
                };
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
        Self { named: found, told, title, first }
    }

    /// The year told of what a clause ends with: of the same name, or of the document's own body where its kind alone names it (学校举行建校).
    fn told_year(&self, clause: &str, before: i32) -> Option<i32> {
        let word = lists::CHECK_FOUNDING.all().find(|word| clause.ends_with(word))?;
        let chars: Vec<char> = clause.strip_suffix(word)?.chars().collect();
        let name = bare(&chars);
        // 该校 is what stands before it.
        if name.first() == Some(&'该') {
            return None;
        }
        let kind =
            word.strip_prefix('建').and_then(|rest| rest.chars().next()).filter(|c| !"成立".contains(*c));
        let last = kind.or(name.last().copied())?;
        let own = kind.is_some() && (name.is_empty() || is_kind(name)) || is_kind(name);
        if own && !self.is_own(last) {
            return None;
        }
        let same = |known: &[char]| if own { is_kind(known) } else { known == name };
        let known = self.told.get(&last)?.iter().filter(|(known, year)| same(known) && *year < before);
        let mut years: Vec<i32> = known.map(|(_, year)| *year).collect();
        years.sort_unstable();
        years.dedup();
        match years[..] {
            [year] => Some(year),
            _ => None,
        }
    }

    /// Whether the document tells of a body of a kind, by its title: 校 of 西岭农业大学.
    fn is_own(&self, kind: char) -> bool {
        of_kind(kind).iter().any(|word| self.title.contains(word))
    }

    /// The year in which what a clause ends with (县总工会成立) was founded, where all that is told of it before tells one.
    fn year(&self, clause: &str, before: i32) -> Option<i32> {
        let word = lists::CHECK_FOUNDING.all().find(|word| clause.ends_with(word))?;
        let chars: Vec<char> = clause.strip_suffix(word)?.chars().collect();
        let name = bare(&chars);
        let [.., a, b] = name else {
            // 建局20周年, 局建局20周年: the document's own.
            return self.own(word, before).filter(|_| name.is_empty() || word.ends_with(name));
        };
        let alike = self.named.get(&[*a, *b])?.iter();
        let alike: Vec<&(Vec<char>, i32)> =
            alike.filter(|(known, year)| known.ends_with(name) && *year < before).collect();
        // 学校成立60周年: which of several is not told.
        let several = alike.iter().any(|(known, _)| *known != alike[0].0);
        if several && lists::CHECK_GENERIC_BODIES.has(name) {
            return None;
        }
        let mut years: Vec<i32> = alike.iter().map(|(_, year)| *year).collect();
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
        let word = |word: &&str| {
            let word: Vec<char> = word.chars().collect();
            name.starts_with(&word) || name.ends_with(&word)
        };
        let Some(found) = lists::CHECK_TOLD_OF.all().find(word) else { return name };
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

/// Whether a name is that of a kind (学校, 我院).
fn is_kind(name: &[char]) -> bool {
    lists::CHECK_GENERIC_BODIES.has(name) || matches!(name, ['我' | '本', _])
}

/// How the names of bodies end that are called by a kind alone (学校).
fn of_kind(kind: char) -> &'static [&'static str] {
    match kind {
        '校' => &["大学", "学院", "中学", "小学", "学校", "党校", "技校"],
        '厂' => &["厂"],
        '院' => &["医院", "学院", "研究院", "剧院", "卫生院"],
        _ => &[],
    }
}

/// Whether an entry names a body of a kind before a place that is not the document's own.
fn another(record: &Record, title: &str, kind: char, place: Span) -> bool {
    let before =
        |org: &&OrganizationRecord| org.mentions.first().is_some_and(|first| first.start < place.start);
    record.orgs.iter().chain(&record.organs).filter(before).any(|org| {
        let name: String = org.text.chars().map(fold).collect();
        of_kind(kind).iter().any(|end| name.ends_with(end)) && !title.contains(&name)
    })
}

/// The years that an entry tells as four digits: where 年 stands, where the number begins, the year.
fn years(text: &Text, span: Span) -> impl Iterator<Item = (usize, usize, i32)> {
    (span.lo()..span.hi()).filter(|&i| text.at(i) == '年' && text.before(i) != '周').filter_map(|i| {
        let (year, start) = number_before(text, i)?;
        (1000..2200).contains(&year).then_some((i, start, year))
    })
}

/// What an entry tells to have been founded in a year that it tells with it: 学校创办于1952年, 学校于1952年创办.
fn with_year(text: &Text, span: Span) -> Vec<(Span, i32)> {
    let mut found = Vec::new();
    for (i, start, year) in years(text, span) {
        let led = if text.before(start) == '于' { start - 1 } else { start };
        let ahead = lists::CHECK_FOUNDING.all().find(|word| text.ends(led, word));
        let month = (i + 1..i + 7)
            .find(|&k| !text.at(k).is_ascii_digit() && !matches!(text.at(k), '月' | '日'))
            .unwrap_or(i + 1);
        let behind = lists::CHECK_FOUNDING.all().any(|word| text.begins(month, word));
        let end = match ahead {
            Some(word) => led - word.chars().count(),
            None if behind => led,
            None => continue,
        };
        let begin = (span.lo().max(end.saturating_sub(24))..end)
            .rev()
            .find(|&k| matches!(text.at(k), ',' | '。' | ';' | '\n' | '、' | ' ' | '\u{3000}' | '(' | '日'))
            .map_or(span.lo().max(end.saturating_sub(24)), |k| k + 1);
        found.push((Span::new(begin.min(end), end), year));
    }
    found
}

/// The founding that an entry tells with its year, where it tells one: 县总工会于1951年11月成立, 成立于1951年.
fn own(text: &Text, span: Span) -> Option<i32> {
    let mut told = Vec::new();
    for (i, start, year) in years(text, span) {
        let near = Span::new(i + 1, (i + 12).min(span.hi()));
        let stop =
            (near.lo()..near.hi()).find(|&k| matches!(text.at(k), '。' | ';' | ',')).unwrap_or(near.hi());
        let words = || lists::CHECK_FOUNDING.all();
        let behind = words().any(|word| text.find(Span::new(near.lo(), stop), word).is_some());
        let ahead = words().any(|word| text.ends(start, word) || text.ends(start.saturating_sub(1), word));
        if behind || ahead {
            told.push(year);
        }
    }
    match told[..] {
        [year] => Some(year),
        _ => None,
    }
}

/// Feasts that are counted (第30个教师节), each with the year of its first.
static FEASTS: LazyLock<Vec<(String, i32)>> = LazyLock::new(|| {
    let text = include_str!("../../../lexicon/table-anniversaries.tsv");
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [words, "feast", first] = columns[..] else { return None };
        Some((words.chars().map(fold).collect(), first.parse().ok()?))
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// 第30个教师节 of a year in which it is another.
fn feast(text: &Text, at: usize, year: i32) -> Option<Off> {
    const BETWEEN: usize = 4;
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let start = (at.saturating_sub(4)..at).rev().take_while(|&i| digit(text.at(i))).last()?;
    let (count, stop) = number(text, start, at)?;
    let led = text.before(start) == '第' && stop == at;
    let (from, first) =
        (at + 1..=at + 1 + BETWEEN).take_while(|&i| !",。;、".contains(text.at(i))).find_map(|i| {
            FEASTS.iter().find(|(words, _)| text.begins(i, words)).map(|f| (i + f.0.chars().count(), f.1))
        })?;
    let right = year - first + 1;
    let count = i32::try_from(count).ok()?;
    (led && right > 0 && count != right).then(|| Off {
        at: Span::new(start - 1, from),
        right,
        from: first,
        unsure: (count - right).abs() == 1,
    })
}

/// The years of birth and death that an entry tells, its own for a death of which it tells none.
fn lived(text: &Text, span: Span, year: i32) -> Option<(i32, i32)> {
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
    birth.filter(|birth| (1000..=death).contains(birth)).map(|birth| (birth, death))
}

/// The years in which those were born of whom a document tells one: 高振远(1910年生).
fn born(desk: &Desk<'_>, reading: usize) -> BTreeMap<String, i32> {
    const NEAR: usize = 12;
    let mut found: BTreeMap<String, i32> = BTreeMap::new();
    let mut twice: Vec<String> = Vec::new();
    let text = desk.text(reading);
    for record in &desk.readings[reading].records {
        for person in record.people.iter().filter(|person| person.doubt.is_none()) {
            for mention in &person.mentions {
                let at = mention.end as usize;
                let open = usize::from(matches!(text.at(at), '(' | ','));
                let stop = (at + open..record.span.hi().min(at + NEAR))
                    .find(|&i| matches!(text.at(i), ',' | ')' | '。' | ';'))
                    .unwrap_or(record.span.hi().min(at + NEAR));
                let said = Span::new(at + open, stop.max(at + open));
                let from = if text.begins(said.lo(), "生于") { said.lo() + 2 } else { said.lo() };
                let Some((year, last)) = number(text, from, said.hi()) else { continue };
                let born = text.at(last) == '年'
                    && (text.before(said.hi()) == '生' || from > said.lo() || text.ends(said.hi(), "出生"));
                let Some(year) = i32::try_from(year).ok().filter(|year| born && (1000..2200).contains(year))
                else {
                    continue;
                };
                if found.insert(person.name.clone(), year).is_some_and(|other| other != year) {
                    twice.push(person.name.clone());
                }
            }
        }
    }
    found.retain(|name, _| !twice.contains(name));
    found
}

/// The birth of the one person of an entry of whom another tells it.
fn told_elsewhere(text: &Text, record: &Record, births: &BTreeMap<String, i32>) -> Option<i32> {
    let sure = record.people.iter().filter(|person| person.doubt.is_none());
    let names: Vec<&str> = sure.map(|person| person.name.as_str()).collect();
    // Who died in the entry is the one person it names, or the one before the word.
    let dies = |name: &&&str| {
        names.len() == 1
            || text.find(record.span, name).is_some_and(|at| {
                let end = at + name.chars().count();
                lists::CHECK_PASSED_AWAY
                    .all()
                    .any(|word| text.begins(end, word) || text.begins(end + 1, word))
            })
    };
    let mut dead = names.iter().filter(dies);
    let name = dead.next().filter(|_| dead.next().is_none())?;
    births.get(*name).copied()
}

/// What somebody did before being born, or as a small child: 1924年生,1923年参加革命.
fn before_birth(text: &Text, span: Span, at: usize) -> Option<Off> {
    const CHILD: i32 = 8;
    let (birth, start) = number_before(text, at)?;
    let born = text.at(at + 1) == '生' && !matches!(text.at(at + 2), '产' | '活' | '效' | '育' | '成')
        || text.ends(start, "生于");
    if !born || !(1800..2100).contains(&birth) {
        return None;
    }
    let stop = (at..span.hi()).find(|&i| matches!(text.at(i), '。' | ';' | '\n')).unwrap_or(span.hi());
    (at + 1..stop).filter(|&i| text.at(i) == '年').find_map(|i| {
        let (year, from) = number_before(text, i)?;
        let tail = Span::new(i, (i + 14).min(stop));
        let end = (tail.lo()..tail.hi()).find(|&k| matches!(text.at(k), ',' | ')')).unwrap_or(tail.hi());
        let grown = lists::CHECK_DONE_GROWN_UP.all().any(|word| text.find(Span::new(i, end), word).is_some());
        (grown && (1800..2100).contains(&year) && year < birth + CHILD).then(|| Off {
            at: Span::new(from, i + 1),
            right: birth + 18,
            from: birth,
            unsure: false,
        })
    })
}

/// An age at death that birth and death do not give; one more by the old count is right.
fn age(text: &Text, at: usize, life: Option<(i32, i32)>) -> Option<Off> {
    let (age, start) = number_before(text, at)?;
    let word = lists::CHECK_AGE_AT_DEATH.all().find(|word| text.ends(start, word))?;
    let (birth, death) = life?;
    let begin = start - word.chars().count();
    let right = death - birth;
    (!(right - 1..=right + 1).contains(&age)).then(|| Off {
        at: Span::new(begin, at + 1),
        right,
        from: birth,
        unsure: false,
    })
}
