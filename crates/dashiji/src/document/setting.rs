//! A document's time and place: what it was told, else what its furniture tells.
//!
//! Title `2020年2月` and site `河南省…网` give February 2020 and 河南省 (410000), so that `3日` and `省委` can be understood.

use super::date::{self, Period};
use super::{Given, Setting};
use crate::fact::Region;
use crate::lexicon::{Class, Hit, Hits, Lexicon};
use crate::resolve::division::{self, Division, Surroundings};
use crate::text::{Span, Text, fold, is_han};

/// The period: as given, else as one of the titles tells it.
pub(super) fn period<'a>(given: &Given, titles: impl IntoIterator<Item = &'a str>) -> Option<Period> {
    let told = given.period.as_deref().and_then(date::given);
    told.or_else(|| {
        titles.into_iter().find_map(|title| {
            let chars: Vec<char> = title.chars().map(fold).collect();
            date::period(&chars).map(|(period, _)| period)
        })
    })
}

/// How long a line may be that stands over a text as its title.
const TITLE: usize = 40;

/// The period that the first line of a text tells where that is no sentence and does not open with it: `四方镇2018年十件实事`.
pub(super) fn period_above(text: &Text) -> Option<Period> {
    let line =
        text.lines(text.span()).into_iter().map(|line| text.trim(line)).find(|line| !line.is_empty())?;
    let chars = text.folded(line);
    let sentence = chars.iter().any(|c| matches!(c, '。' | ',' | ';' | '日'));
    let (period, told) = date::period(chars).filter(|_| chars.len() <= TITLE && !sentence)?;
    let named = chars.get(..told.start)?.iter().filter(|c| is_han(**c)).count() >= 2;
    (named && chars.get(told)?.contains(&'年')).then_some(period)
}

/// The period that a line in brackets right under the title tells: `(台风“白鹭”,2021年7月20日至8月3日)`, `(区指挥部综合组,2022年4月)`.
pub(super) fn period_below(text: &Text) -> Option<Period> {
    /// Lines from the top among which it stands.
    const LINES: usize = 5;
    const LONGEST: usize = 80;
    let lines =
        text.lines(text.span()).into_iter().map(|line| text.trim(line)).filter(|line| !line.is_empty());
    lines.take(LINES).skip(1).find_map(|line| {
        let chars = text.folded(line);
        let ['(', inner @ .., ')'] = chars else { return None };
        if inner.len() > LONGEST || inner.contains(&'(') {
            return None;
        }
        let (period, told) = date::period(inner)?;
        inner.get(told)?.contains(&'年').then_some(period)
    })
}

/// The period of a title with a month and no year (`二月大事记`): the last such month before the day of publication.
pub(super) fn month_before(title: &str, published: date::Day) -> Option<Period> {
    let chars: Vec<char> = title.chars().map(fold).collect();
    let month = (0..chars.len()).find_map(|i| date::month(&chars, i))?;
    let year = if month <= published.month { published.year } else { published.year - 1 };
    Some(Period { from: (year, Some(month)), to: (year, Some(month)) })
}

/// The region: as given (name or code), else the division that a clue names, the surest clue first.
pub(super) fn region(given: &Given, clues: &[&str], year: Option<i32>, lexicon: &Lexicon) -> Option<Region> {
    if let Some(told) = given.region.as_deref().map(str::trim).filter(|told| !told.is_empty()) {
        let code = (told.len() == 6).then(|| told.parse().ok()).flatten();
        let found = match code {
            Some(code) => division::of_code(code, year),
            None => Clue::new(told, lexicon).division(year, true, &[]),
        };
        return Some(found.map_or_else(|| Region { name: told.to_owned(), code: None }, named));
    }
    let clues: Vec<Clue<'_>> = clues.iter().map(|clue| Clue::new(clue, lexicon)).collect();
    // A name that several divisions have is told apart by what the other clues say.
    let near: Vec<u32> =
        clues.iter().filter_map(|clue| clue.division(year, false, &[])).map(|row| row.code).collect();
    clues.iter().find_map(|clue| clue.division(year, false, &near)).map(named)
}

fn named(row: &Division) -> Region {
    Region { name: row.name.to_owned(), code: Some(format!("{:06}", row.code)) }
}

/// The code as a figure, 0 where there is none.
pub(super) fn code(region: Option<&Region>) -> u32 {
    region.and_then(|r| r.code.as_deref()).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// Time and place of a document as its readers need them.
pub(super) fn setting(period: Option<Period>, region: Option<&Region>) -> Setting {
    Setting { from: period.map(|p| p.from), to: period.map(|p| p.to), region: code(region) }
}

/// What may follow a division's short form where that stands for the division itself: 信阳党史, 宁波市情, 苏州大学.
const FOLLOWS: &[&str] = &[
    "大事",
    "大记",
    "党史",
    "史志",
    "方志",
    "地方",
    "志",
    "年鉴",
    "年谱",
    "政府",
    "人民",
    "大学",
    "学院",
    "日报",
    "晚报",
    "网",
    "新闻",
    "纪事",
    "记事",
    "要事",
    "年表",
    "编年",
    "历史",
    "概况",
    "中学",
    "师范",
    "医院",
    "铁路",
    "文史",
    "档案",
    "图书馆",
    "市情",
    "县情",
    "区情",
    "省情",
];

/// A text that may name a division, with the terms in it.
struct Clue<'a> {
    chars: Vec<char>,
    hits: Hits,
    lexicon: &'a Lexicon,
}

impl<'a> Clue<'a> {
    fn new(text: &str, lexicon: &'a Lexicon) -> Self {
        let chars: Vec<char> = text.chars().take(200).map(fold).collect();
        let hits = lexicon.scan(&chars, Span::new(0, chars.len()));
        Self { chars, hits, lexicon }
    }

    /// The narrowest division of the first chain of names (`浙江省杭州市…` is one chain); short forms count where they open
    /// the text, follow another division, or (`freely`) anywhere.
    fn division(&self, year: Option<i32>, freely: bool, near: &[u32]) -> Option<&'static Division> {
        let mut found: Option<&'static Division> = None;
        let mut end = 0;
        let mut i = 0;
        while i < self.chars.len() {
            let opens = freely || i == 0 || self.begins_after(i) || (found.is_some() && i == end);
            let parent = found.map_or(0, |row| row.code);
            let around = Surroundings { year, region: 0, parent, near };
            let Some((row, to)) = self.full(i, &around).or_else(|| self.short(i, opens, freely, &around))
            else {
                i += 1;
                continue;
            };
            match found {
                Some(outer) if !division::within(row.code, outer.code) => return found,
                _ => found = Some(row),
            }
            end = to;
            i = to;
        }
        found
    }

    /// Whether 中共 or a mark stands before `i`.
    fn begins_after(&self, i: usize) -> bool {
        let before = self.chars.get(..i).unwrap_or(&[]);
        before.ends_with(&['中', '共']) || before.last().is_some_and(|c| !c.is_alphanumeric())
    }

    fn full(&self, i: usize, around: &Surroundings<'_>) -> Option<(&'static Division, usize)> {
        self.choose(self.hits.longest(i, Class::Division)?, Class::Division, around)
    }

    fn short(
        &self,
        i: usize,
        opens: bool,
        freely: bool,
        around: &Surroundings<'_>,
    ) -> Option<(&'static Division, usize)> {
        let hit = self.hits.longest(i, Class::DivisionShort).filter(|_| opens)?;
        let rest: String = self.chars.get(hit.end as usize..)?.iter().take(4).collect();
        let follows = rest.is_empty()
            || rest.starts_with(|c: char| !c.is_alphabetic() || "一二〇○".contains(c))
            || FOLLOWS.iter().any(|word| rest.starts_with(word));
        let chained = self.hits.has(hit.end as usize, Class::Division);
        self.choose(hit, Class::DivisionShort, around).filter(|_| freely || follows || chained)
    }

    fn choose(
        &self,
        hit: &Hit,
        class: Class,
        around: &Surroundings<'_>,
    ) -> Option<(&'static Division, usize)> {
        let codes: Vec<u32> =
            self.lexicon.terms(hit).filter(|term| term.class == class).map(|term| term.region).collect();
        let name: String = self.chars.get(hit.span().lo()..hit.span().hi())?.iter().collect();
        division::choose(&name, &codes, around).map(|row| (row, hit.span().hi()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(told: Option<&str>, clues: &[&str], year: i32) -> Option<String> {
        let given = Given { region: told.map(str::to_owned), ..Given::default() };
        region(&given, clues, Some(year), Lexicon::builtin()).and_then(|region| region.code)
    }

    #[test]
    fn clues_name_the_region() {
        for (clues, year, want) in [
            (vec!["2020年2月", "大事月记", "河南省党史方志网"], 2020, Some("410000")),
            (vec!["中共信阳市委党史研究室"], 2010, Some("411500")),
            (vec!["信阳党史网"], 2010, Some("411500")),
            (vec!["杭州市西湖区2012年大事记"], 2012, Some("330106")),
            (vec!["西湖区2012年大事记"], 2012, None),
            (vec!["西湖区2012年大事记", "南昌市史志网"], 2012, Some("360103")),
            (vec!["苏州大学2003年大事记"], 2003, Some("320500")),
            (vec!["東明縣大事記"], 1990, Some("371728")),
            (vec!["和平建设公司大事记"], 2010, None),
            (vec!["某某大学校史网", "大事记"], 2010, None),
            (vec!["中国石油2015年大事记"], 2015, None),
        ] {
            let got = code(None, &clues, year);
            if want == Some("371728") {
                assert!(got.is_some(), "{clues:?}");
            } else {
                assert_eq!(got.as_deref(), want, "{clues:?}");
            }
        }
    }

    #[test]
    fn a_month_without_a_year_is_the_last_one_before_publication() {
        for (title, published, want) in [
            ("二月大事记", "2020-03-05", Some("2020-02")),
            ("12月份大事记", "2020-01-05", Some("2019-12")),
            ("大事记", "2020-01-05", None),
            ("2月3日大事", "2020-03-05", None),
        ] {
            let published = date::in_words(published).unwrap();
            assert_eq!(month_before(title, published).map(|p| p.to_string()).as_deref(), want, "{title}");
        }
    }

    #[test]
    fn a_given_region_is_a_name_or_a_code() {
        for (told, want) in [
            ("河南省", "410000"),
            ("河南", "410000"),
            ("410000", "410000"),
            ("洛阳", "410300"),
            ("河南省洛阳市", "410300"),
        ] {
            assert_eq!(code(Some(told), &[], 2020).as_deref(), Some(want), "{told}");
        }
        let given = Given { region: Some("青石县".to_owned()), ..Given::default() };
        let region = region(&given, &["河南省方志网"], Some(2020), Lexicon::builtin());
        assert_eq!(region, Some(Region { name: "青石县".to_owned(), code: None }));
    }
}
