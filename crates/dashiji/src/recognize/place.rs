//! Places: divisions, zones, towns, villages, regions, countries.
//!
//! In go a passage's hits; out comes every stretch that may be a place, with what speaks for it: in `在遂平县常庄镇大兴村`
//! 遂平县, 常庄镇 and 大兴村, in `郑州大学` 郑州, which the lattice then leaves to the university. Full names speak for
//! themselves; short forms that are common words (和平, 开封) need a word before them that calls for a place, a list of
//! places, or the name of what they lie in. Which code a name means is decided later, with the year and the region.

use super::Passage;
use super::lattice::{Kind, Named, Node, Payload, Score, Weight, joined, within};
use crate::fact::PlaceKind;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::resolve::division;
use crate::text::{Chars, Span, Words, chars, is_han, words};

/// A place as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMention {
    /// As written.
    pub span: Span,
    /// What kind of place.
    pub kind: PlaceKind,
    /// GB/T 2260 codes it may mean, the likeliest first; empty below the county and outside the list.
    pub codes: Vec<u32>,
}

/// Every stretch of an entry that may be a place.
pub(super) fn propose(passage: &Passage<'_>, nodes: &mut Vec<Node>) {
    let mut finder = Finder { passage, last: None, regions: Vec::new(), nodes, suffix: passage.span.lo() };
    let limit = passage.span.hi();
    let mut i = passage.span.lo();
    while i < limit {
        i = if finder.may_begin(i) { finder.step(i, limit) } else { i + 1 };
    }
}

/// What may name a place by itself.
const NAMING: ClassSet = ClassSet::of(&[
    Class::Division,
    Class::DivisionShort,
    Class::Country,
    Class::Region,
    Class::ProvinceLetter,
]);

/// What may end a zone's, town's or village's name.
const SUFFIXES: ClassSet = ClassSet::of(&[Class::ZoneSuffix, Class::PlaceSuffix]);

/// What speaks so much against a name that it is not proposed.
const FAINTEST: i32 = -40;

/// How far behind its beginning the last word of a zone's, town's or village's name is looked for.
const LONGEST_NAME: usize = 7;

/// Slogans with a place's name in them.
static SLOGANS: Words = Words::new(&[
    "出彩", "平安", "美丽", "数字", "法治", "文明", "健康", "信用", "智慧", "幸福", "绿色", "诚信", "和谐",
    "书香", "富强", "清廉", "活力", "魅力",
]);

/// What follows a place's name where it is part of another name: a road, a product, a people.
static OTHER: Words = Words::new(&[
    "班列", "路", "街", "大道", "门外", "牌", "版", "话", "菜", "籍", "语", "侵略", "帝国", "鬼子", "战役",
    "会战", "会议", "条约", "起义", "事变", "军", "戏", "梆子", "号", "站",
]);

/// What numbers a house or a line.
static NUMERALS: Chars = Chars::new("一二三四五六七八九十0123456789");

/// What follows a short form that is a place for sure.
static AFTER: Words = Words::new(&[
    "市", "县", "区", "两市", "三市", "四市", "五市", "两县", "三县", "四县", "等地", "等市", "等县", "两地",
    "三地", "境内", "地区", "一带", "前线", "两省", "三省", "等省",
]);

/// What a train, a line or a product is called by, after the name of a place.
static LINES: Words = Words::new(&["快线", "班列", "专列", "直通车", "列车", "航线", "牌"]);
/// Verbs between the place that sends a team and the one it is sent to.
static AIDING: Words = Words::new(&["对口支援", "支援", "援助", "援"]);
/// What such a team is called by.
static TEAMS: Words = Words::new(&["医疗队", "队伍", "队员", "工作队", "防疫队"]);

/// What follows a mountain or a river that is told of as a place.
static NATURAL: Words = Words::new(&[
    "流域",
    "滩区",
    "沿岸",
    "两岸",
    "上游",
    "中游",
    "下游",
    "北岸",
    "南岸",
    "东岸",
    "西岸",
    "岸边",
    "地区",
    "山区",
    "沿线",
    "深处",
    "一带",
    "南麓",
    "北麓",
    "腹地",
    "革命老区",
    "入海口",
]);

/// A place as the recognizer itself would have it: what stands before the next.
#[derive(Debug, Clone, Copy)]
struct Told {
    span: Span,
    kind: PlaceKind,
    named: Option<Named>,
}

struct Finder<'a, 'b> {
    passage: &'a Passage<'b>,
    /// The last place for which enough speaks.
    last: Option<Told>,
    /// The old towns and bases told of so far.
    regions: Vec<Span>,
    /// All that is proposed.
    nodes: &'a mut Vec<Node>,
    /// The next place at which a last word of a zone, town or village begins, as far as was looked.
    suffix: usize,
}

impl Finder<'_, '_> {
    /// Whether a place's name may begin at a character: most do not come so far.
    #[inline]
    fn may_begin(&self, i: usize) -> bool {
        is_han(self.passage.at(i)) && (self.passage.hits.classes(i).meets(NAMING) || self.opens(i))
    }

    /// Looks at one character at which a name may begin; gives the next one to look at.
    fn step(&mut self, i: usize, limit: usize) -> usize {
        let mut found = None;
        if self.passage.hits.classes(i).meets(NAMING) {
            if let Some(end) = self.product(i) {
                self.nodes.push(Node::wall(Span::new(i, end), Kind::Word, Weight::Product));
                return end;
            }
            if let Some(end) = self.towns(i, limit) {
                return end;
            }
            found = self.division(i, limit);
            let quarter = self.quarter(i, limit);
            if found.is_none_or(|told| quarter.is_some_and(|quarter| quarter.span.end > told.span.end)) {
                found = quarter.or_else(|| self.known(i, limit));
            }
        }
        if found.is_none() && self.opens(i) {
            if let Some(end) = self.towns(i, limit) {
                return end;
            }
            self.feature(i, limit);
            if self.suffix_near(i) {
                found = self.local(i, limit);
            }
            found = found.or_else(|| self.founded(i, limit));
            // 至肥|乡区: what begins inside is a rival.
            for k in found.map_or(i..i, |told| i + 1..told.span.hi()) {
                if self.passage.hits.classes(k).meets(NAMING) {
                    self.division(k, limit);
                }
            }
        }
        match found {
            Some(told) => {
                self.last = Some(told);
                if told.kind == PlaceKind::Region {
                    self.regions.push(told.span);
                }
                told.span.hi()
            }
            None => i + 1,
        }
    }

    /// Proposes a place that no term of the lexicon holds, with what speaks for it.
    fn tell(&mut self, start: usize, end: usize, kind: PlaceKind, weight: Weight) -> Told {
        let span = Span::new(start, end);
        self.nodes.push(Node::new(span, Kind::Place, Score::of(weight), Payload::Place(kind, None)));
        Told { span, kind, named: None }
    }

    /// Whether a last word that makes a name of what begins at `i` may stand near enough; behind a town a hamlet needs none.
    fn suffix_near(&mut self, i: usize) -> bool {
        self.suffix = self.suffix.max(i);
        while self.suffix < self.passage.span.hi() && !self.passage.hits.classes(self.suffix).meets(SUFFIXES)
        {
            self.suffix += 1;
        }
        self.suffix < i + LONGEST_NAME
            || self.last.is_some_and(|last| last.kind == PlaceKind::Town && last.span.hi() == i)
    }

    /// The end of a name with a place in it that is no place: 郑州铁海快线, 中欧班列(郑州), 河南省援湖北医疗卫生队伍.
    fn product(&self, i: usize) -> Option<usize> {
        let leads = |k: usize| {
            self.passage
                .hits
                .at(k)
                .iter()
                .filter(|hit| {
                    hit.is(Class::Division)
                        || hit.is(Class::DivisionShort)
                        || hit.is(Class::Region)
                        || hit.is(Class::ProvinceLetter)
                })
                .map(|hit| hit.end as usize)
                .max()
        };
        let end = leads(i)?;
        let stop = (end..end + 8)
            .find(|&k| {
                !is_han(self.passage.at(k)) || self.passage.bounds.open(k) || self.passage.at(k) == '的'
            })
            .unwrap_or(end + 8);
        let after =
            |k: usize, words: &Words| self.passage.word(k, words).map(|word| k + word.chars().count());
        let line = (end..stop).find_map(|k| after(k, &LINES));
        if let Some(mut line) = line.filter(|&line| line > end + 1) {
            // 中欧班列(郑州)
            if self.passage.at(line) == '('
                && let Some(close) = (line..line + 8).find(|&k| self.passage.at(k) == ')')
            {
                line = close + 1;
            }
            return Some(line);
        }
        // 河南省|支援|湖北|各医疗队: told of as a body, though not by its name.
        let verb =
            (end..end + 6).take_while(|&k| is_han(self.passage.at(k))).find_map(|k| after(k, &AIDING))?;
        let target = leads(verb)?;
        (target..target + 10).take_while(|&k| is_han(self.passage.at(k))).find_map(|k| after(k, &TEAMS))
    }

    /// The longest hit of a class that ends by `limit`.
    fn longest(&self, i: usize, class: Class, limit: usize) -> Option<&Hit> {
        self.passage
            .hits
            .at(i)
            .iter()
            .filter(|hit| hit.is(class) && hit.end as usize <= limit)
            .max_by_key(|hit| hit.end)
    }

    /// A quarter of a province by its letter: 湘西北, 鲁东南.
    fn quarter(&mut self, i: usize, limit: usize) -> Option<Told> {
        let side = |k: usize| matches!(self.passage.at(k), '东' | '西' | '南' | '北');
        (side(i + 1) && side(i + 2) && i + 3 <= limit && self.passage.hits.has(i, Class::ProvinceLetter))
            .then(|| self.tell(i, i + 3, PlaceKind::Region, Weight::PlaceRegion))
    }

    /// Proposes every division whose name begins at `i`, full and short; gives the one for which most speaks.
    fn division(&mut self, i: usize, limit: usize) -> Option<Told> {
        let mut best: Option<Told> = None;
        let passage = self.passage;
        for class in [Class::Division, Class::DivisionShort] {
            if class == Class::DivisionShort
                && best.is_none()
                && let Some(zone) = self.zone(i, limit)
            {
                return Some(zone);
            }
            let hits = passage.hits.at(i).iter().filter(|hit| hit.end as usize <= limit && hit.is(class));
            for hit in hits.rev() {
                let named = Named { hit: *hit, class };
                let codes: Vec<u32> = super::lattice::codes(passage, &named).collect();
                let full = class == Class::Division;
                let score = if full { self.full_name(hit, &codes) } else { self.short_form(hit, &codes) };
                if score.total() < FAINTEST {
                    continue;
                }
                let (span, kind) = (hit.span(), PlaceKind::Division);
                self.nodes.push(Node::new(span, Kind::Place, score, Payload::Place(kind, Some(named))));
                if best.is_none() && score.total() + self.neighbour(&named) > 0 {
                    best = Some(Told { span, kind, named: Some(named) });
                }
            }
        }
        best
    }

    /// A zone behind the short form of what it lies in: 郑州航空港区, 济源示范区.
    fn zone(&mut self, i: usize, limit: usize) -> Option<Told> {
        let hit = *self.longest(i, Class::DivisionShort, limit)?;
        let zone = self.zone_after(hit.end as usize, limit)?;
        let county = self.passage.begins(hit.end as usize, "示范区");
        let named = county.then_some(Named { hit, class: Class::DivisionShort });
        let (span, kind) = (Span::new(i, zone), PlaceKind::Zone);
        self.nodes.push(Node::new(
            span,
            Kind::Place,
            Score::of(Weight::PlaceZone),
            Payload::Place(kind, named),
        ));
        Some(Told { span, kind, named: None })
    }

    /// What the place just before speaks for a division behind it.
    fn neighbour(&self, named: &Named) -> i32 {
        let start = named.hit.start as usize;
        match self.last {
            Some(last) if last.span.hi() == start => {
                let inside = last.named.is_some_and(|outer| within(self.passage, &outer, named));
                if inside { Weight::Within.value() } else { 0 }
            }
            Some(last) if joined(self.passage, last.span.hi(), start) => Weight::List.value(),
            _ => 0,
        }
    }

    /// The end of a zone whose name goes on at `end` behind a division: 郑州|航空港区, 济源|示范区.
    fn zone_after(&self, end: usize, limit: usize) -> Option<usize> {
        for k in end..(end + 6).min(limit) {
            if let Some(zone) = self.longest(k, Class::ZoneSuffix, limit) {
                return Some(zone.end as usize);
            }
            if !is_han(self.passage.at(k)) || self.passage.bounds.open(k) || self.passage.bounds.cut(k + 1) {
                return None;
            }
        }
        None
    }

    /// The place before that ends right at `i`, or before 、和与及 at `i`.
    fn previous(&self, i: usize) -> Option<Told> {
        self.last.filter(|last| last.span.hi() == i || joined(self.passage, last.span.hi(), i))
    }

    /// Whether a name can begin at `i`: after punctuation, a bounding word, or another place.
    fn opens(&self, i: usize) -> bool {
        let before = self.passage.before(i);
        !is_han(before)
            || self.passage.bounds.cut(i)
            || self.previous(i).is_some()
            || self.passage.headline.is_some_and(|headline| headline.lo() == i)
    }

    /// Whether an accepted name stands as a place and not in a slogan or another name.
    fn free(&self, i: usize, end: usize) -> bool {
        // 98亿澳门元.
        let money = self.passage.at(end) == '元'
            && (self.passage.before(i).is_ascii_digit()
                || matches!(self.passage.before(i), '万' | '亿' | '千' | '百'));
        if money {
            return false;
        }
        let slogan = self.passage.ends_any(i, &SLOGANS);
        let numeral = NUMERALS.has(self.passage.at(end));
        let other = self.passage.begins_any(end, &OTHER) || numeral && self.passage.at(end + 1) == '号';
        !slogan && !other
    }

    /// What speaks for a full name.
    fn full_name(&self, hit: &Hit, codes: &[u32]) -> Score {
        let (i, end) = (hit.start as usize, hit.end as usize);
        let common = hit.is(Class::PlaceWord);
        let home =
            self.passage.region != 0 && codes.iter().any(|code| division::within(*code, self.passage.region));
        let score = match hit.end - hit.start {
            _ if common => Score::of(Weight::PlaceFullWord),
            ..=2 => Score::of(Weight::PlaceFullTwo),
            _ => {
                return Score::of(Weight::PlaceFull)
                    .when(self.slogan(i), Weight::PlaceSlogan)
                    .when(self.other_full(end), Weight::PlaceOther)
                    .when(home, Weight::PlaceHome);
            }
        };
        let opens = self.opens(i);
        score
            .and(if opens { Weight::PlaceOpen } else { Weight::PlaceClosed })
            .when(home, Weight::PlaceHomeFull)
            .when(self.passage.bounds.place(i), Weight::PlaceCalled)
            .when(self.is_followed(end), Weight::PlaceFollowed)
            .when(common && self.passage.before(end) == '县', Weight::PlaceWordFull)
            .when(opens && self.is_followed_by_town(end), Weight::PlaceTown)
            .when(self.slogan(i), Weight::PlaceSlogan)
            .when(self.other_full(end), Weight::PlaceOther)
    }

    /// 文县|碧口镇: whether the name of a town follows directly.
    fn is_followed_by_town(&self, end: usize) -> bool {
        (end + 1..end + 5)
            .take_while(|&k| is_han(self.passage.at(k - 1)) && !self.passage.bounds.open(k - 1))
            .find_map(|k| self.passage.hits.longest(k, Class::PlaceSuffix).map(|hit| (k, hit)))
            .is_some_and(|(k, hit)| {
                self.passage.value(hit, Class::PlaceSuffix) == "town" && self.name_like(end, k)
            })
    }

    /// Whether a slogan's word stands before: 平安湖南.
    fn slogan(&self, i: usize) -> bool {
        self.passage.ends_any(i, &SLOGANS)
    }

    /// Whether a full name is part of a road's name or a product's.
    fn other_full(&self, end: usize) -> bool {
        self.passage.begins_any(end, words!["版", "籍", "路", "号"])
    }

    /// Whether what follows makes a place of a name: 等地, 三市, or 、 and a place known without doubt.
    fn is_followed(&self, end: usize) -> bool {
        self.passage.begins_any(end, &AFTER) || self.list_goes_on(end)
    }

    /// Whether 、 and another place, known without doubt, follow.
    fn list_goes_on(&self, end: usize) -> bool {
        matches!(self.passage.at(end), '、' | '和' | '与' | '及')
            && self.passage.hits.at(end + 1).iter().any(|hit| {
                (hit.is(Class::Division) || hit.is(Class::DivisionShort) || hit.is(Class::Region))
                    && !hit.is(Class::PlaceWord)
            })
    }

    /// What speaks for a short form.
    fn short_form(&self, hit: &Hit, codes: &[u32]) -> Score {
        let (i, end) = (hit.start as usize, hit.end as usize);
        let common = hit.is(Class::PlaceWord);
        let level = codes.iter().map(|code| division::level(*code)).min().unwrap_or(2);
        // 太平畈乡, 龙井冲村: one character before 乡 or 村 is no town's name by itself.
        let longer = is_han(self.passage.at(end))
            && matches!(self.passage.at(end + 1), '乡' | '村' | '镇')
            && !chars!("各全本我该某外农城两到在的和与").has(self.passage.at(end));
        let score = match level {
            0 => Score::of(Weight::PlaceProvince),
            1 => Score::of(Weight::PlacePrefecture),
            _ => self.county(hit, codes),
        };
        score
            .when(common, if level < 2 { Weight::PlaceWord } else { Weight::PlaceWordCounty })
            .when(self.passage.bounds.place(i), Weight::PlaceCalled)
            .when(self.is_followed(end), Weight::PlaceFollowed)
            .when(!self.free(i, end), Weight::PlaceOther)
            .when(self.overlapped(i), Weight::PlaceCrossed)
            .when(longer, Weight::PlaceLonger)
            .when(self.of_another(hit, codes), Weight::PlaceAnother)
    }

    /// Short forms of counties are plain only at home, inside what they lie in, or in a list.
    fn county(&self, hit: &Hit, codes: &[u32]) -> Score {
        let mut terms = self.passage.lexicon.terms(hit).filter(|term| term.class == Class::DivisionShort);
        let county = terms.any(|term| !term.value.ends_with('区'));
        let home =
            self.passage.region != 0 && codes.iter().any(|code| code / 10000 == self.passage.region / 10000);
        let (i, end) = (hit.start as usize, hit.end as usize);
        let opens = self.opens(i);
        let near = home || self.passage.region == 0;
        let fenced = near && opens && (!is_han(self.passage.at(end)) || self.passage.bounds.open(end));
        Score::of(if county { Weight::PlaceCounty } else { Weight::PlaceDistrict })
            .and(if opens { Weight::PlaceOpen } else { Weight::PlaceClosed })
            .when(home, Weight::PlaceHome)
            .when(fenced, Weight::PlaceFenced)
    }

    /// 清水河|镇, 柳河|市: the last word that follows makes the name another place's; at home a county may have become a city.
    fn of_another(&self, hit: &Hit, codes: &[u32]) -> bool {
        let end = hit.end as usize;
        let last = self.passage.at(end);
        let goes_on = |other: &Hit| other.end as usize > end + 1;
        // 丹阳|湖, not 宜昌|江段.
        let natural = matches!(last, '湖' | '寺' | '塔' | '洞' | '岛' | '岭')
            && !self.passage.hits.at(end).iter().any(goes_on);
        if natural {
            return codes.iter().all(|code| division::level(*code) > 0);
        }
        if !matches!(last, '市' | '县' | '区' | '镇' | '乡') || hit.end - hit.start < 2 {
            return false;
        }
        let full = self.passage.hits.at(hit.start as usize).iter().any(goes_on);
        // 江苏|镇江, 安徽|区域.
        let word = |other: &&Hit| {
            other.is(Class::Division)
                || other.is(Class::DivisionShort)
                || other.is(Class::Word)
                || other.is(Class::Region)
        };
        let next = self.passage.hits.at(end).iter().filter(word).any(goes_on);
        let level = codes.iter().map(|code| division::level(*code)).min().unwrap_or(2);
        let renamed = matches!(last, '市' | '县' | '区') && self.home(hit);
        level > 0 && !full && !next && !renamed
    }

    /// Whether a longer known word that begins before `i` reaches into it (陕西 in 陕西安排).
    fn overlapped(&self, i: usize) -> bool {
        (i.saturating_sub(3)..i).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                hit.end as usize > i
                    && hit.end - hit.start > 1
                    && (hit.is(Class::Word)
                        || hit.is(Class::NamePart)
                        || hit.is(Class::Country)
                        || hit.is(Class::Region)
                        || hit.is(Class::Division)
                        || hit.is(Class::DivisionShort) && self.home(hit))
            })
        })
    }

    /// Countries, regions, provinces by their letter.
    fn known(&mut self, i: usize, limit: usize) -> Option<Told> {
        if let Some(hit) = self.longest(i, Class::Country, limit) {
            let end = hit.end as usize;
            let china = self.passage.begins(i, "中国") || hit.is(Class::PlaceWord);
            let stands = if china { self.passage.bounds.place(i) } else { true };
            return (stands && self.free(i, end))
                .then(|| self.tell(i, end, PlaceKind::Country, Weight::PlaceCountry));
        }
        if let Some(hit) = self.longest(i, Class::Region, limit).copied() {
            return self.region(&hit, limit);
        }
        let hit = *self.longest(i, Class::ProvinceLetter, limit)?;
        let end = hit.end as usize;
        // 新, 云, 青 and the like are words too often to stand alone.
        let plain = ![
            '新', '云', '青', '宁', '贵', '川', '台', '黑', '港', '吉', '秦', '甘', '蒙', '京', '津', '澳',
            '藏', '桂',
        ]
        .contains(&self.passage.at(i));
        let called = plain
            && ['来', '赴', '在', '离', '抵', '返', '入', '驻', '援'].contains(&self.passage.before(i))
            && !self.passage.ends(i, "带来");
        let group = self.passage.begins_any(end, words!["两省", "三省", "四省", "边界", "交界", "边区"]);
        let letter = |c: char, k: usize| is_han(c) && self.passage.hits.has(k, Class::ProvinceLetter);
        let among = group && i > 0 && letter(self.passage.before(i), i - 1)
            || letter(self.passage.at(end), end)
                && self.passage.begins_any(end + 1, words!["两省", "边界", "交界", "边区"]);
        // 中央驻豫单位: a set phrase for bodies, no place.
        let stationed = self.passage.before(i) == '驻';
        let alone = called
            && !stationed
            && !(letter(self.passage.at(end), end))
            && (!is_han(self.passage.at(end))
                || self.passage.bounds.open(end)
                || self
                    .passage
                    .begins_any(end, words!["期间", "全国", "高校", "央企", "院士", "企业", "人员"]));
        if !among && !alone {
            return None;
        }
        let named = Some(Named { hit, class: Class::ProvinceLetter });
        let (span, kind) = (Span::new(i, end), PlaceKind::Division);
        let score = Score::of(Weight::PlaceLetter);
        self.nodes.push(Node::new(span, Kind::Place, score, Payload::Place(kind, named)));
        Some(Told { span, kind, named })
    }

    fn region(&mut self, hit: &Hit, limit: usize) -> Option<Told> {
        let (i, end) = (hit.start as usize, hit.end as usize);
        let natural = self.passage.value(hit, Class::Region) == "natural";
        let further = self.region_end(end, limit);
        if natural && self.passage.before(end) == '山' && self.passage.at(end) == '区' {
            return Some(self.tell(i, end + 1, PlaceKind::Region, Weight::PlaceRegion));
        }
        if natural && further == end {
            let told = self.passage.begins_any(end, &NATURAL);
            let called = self.passage.bounds.place(i) && self.opens(i) && !is_han(self.passage.at(end))
                || self.previous(i).is_some_and(|last| last.kind == PlaceKind::Natural);
            if told || called {
                return Some(self.tell(i, end, PlaceKind::Natural, Weight::PlaceNatural));
            }
            let ends = !is_han(self.passage.at(end))
                || self.passage.bounds.open(end)
                || self.passage.at(end) == '第';
            if !is_han(self.passage.before(i)) && ends && self.free(i, end) {
                return Some(self.tell(i, end, PlaceKind::Natural, Weight::PlaceNaturalOpen));
            }
            self.nodes.push(Node::wall(hit.span(), Kind::Word, Weight::Word));
            return None;
        }
        if self.overlapped(i) || !self.free(i, end) {
            return None;
        }
        // 苏振华|东渡: two characters in the middle of what may be a word.
        let inner = further == i + 2 && !self.opens(i);
        let score = Score::of(Weight::PlaceRegion).when(inner, Weight::PlaceClosed);
        let (span, kind) = (Span::new(i, further), PlaceKind::Region);
        self.nodes.push(Node::new(span, Kind::Place, score, Payload::Place(kind, None)));
        Some(Told { span, kind, named: None })
    }

    /// The end of a region's name that a suffix carries on: 黄河流域, 大别山革命老区.
    fn region_end(&self, end: usize, limit: usize) -> usize {
        self.longest(end, Class::PlaceSuffix, limit)
            .filter(|hit| self.passage.value(hit, Class::PlaceSuffix) == "region")
            .map_or(end, |hit| hit.end as usize)
    }

    /// Zones, towns, villages and old towns by their last word.
    fn local(&mut self, i: usize, limit: usize) -> Option<Told> {
        let known = self
            .passage
            .hits
            .at(i)
            .iter()
            .any(|hit| hit.is(Class::Region) && self.passage.value(hit, Class::Region) == "natural");
        // 成立人民公社12个: the kind, with no name before it.
        let kind = self.longest(i, Class::PlaceSuffix, limit).is_some_and(|hit| hit.end > hit.start + 2);
        if known || kind || !self.opens(i) || self.passage.bounds.open(i) {
            return None;
        }
        if let Some(zone) = self.longest(i, Class::ZoneSuffix, limit)
            && self.passage.begins_any(i, words!["经开区", "高新区", "航空港区", "航空港"])
            && (self.passage.bounds.place(i) || self.previous(i).is_some())
        {
            let end = zone.end as usize;
            return Some(self.tell(i, end, PlaceKind::Zone, Weight::PlaceZone));
        }
        for k in i..(i + LONGEST_NAME).min(limit) {
            if k > i {
                if let Some((start, end, kind)) = self.named(i, k, limit) {
                    return Some(self.tell(start, end, kind, Weight::PlaceLocal));
                }
                if self.passage.bounds.open(k) || self.passage.bounds.cut(k) {
                    return None;
                }
            }
            if !is_han(self.passage.at(k)) {
                return None;
            }
        }
        None
    }

    /// A list of towns or villages whose last word stands once at its end: 刘楼、焦楼、小井等8个乡镇. Gives its end.
    fn towns(&mut self, i: usize, limit: usize) -> Option<usize> {
        if self.passage.at(i + 2) != '、' && self.passage.at(i + 3) != '、'
            || !self.opens(i)
            || self.passage.before(i) == '、'
        {
            return None;
        }
        let mut names = Vec::new();
        let (mut start, mut at) = (i, i);
        let end = loop {
            let c = self.passage.at(at);
            if c == '、' {
                names.push(Span::new(start, at));
                (start, at) = (at + 1, at + 1);
            } else if is_han(c) && at < limit && at - start < 4 {
                if !names.is_empty()
                    && at - start >= 2
                    && let Some(found) = self.towns_end(at)
                {
                    names.push(Span::new(start, at));
                    break found;
                }
                at += 1;
            } else if c.is_ascii_digit() && !names.is_empty() && at - start >= 2 {
                names.push(Span::new(start, at));
                break self.towns_end(at)?;
            } else {
                return None;
            }
            if at - i > 120 {
                return None;
            }
        };
        let (kind, end) = end;
        let plain = names.iter().all(|name| {
            (2..=3).contains(&name.len())
                && self.name_like(name.lo(), name.hi())
                && !(name.lo()..name.hi()).any(|k| self.passage.bounds.open(k))
                && !self.passage.hits.at(name.lo()).iter().any(|hit| {
                    hit.end == name.end
                        && (hit.is(Class::Division) || hit.is(Class::DivisionShort) && self.home(hit))
                })
        });
        if !plain || names.len() < 2 {
            return None;
        }
        for name in &names {
            self.last = Some(self.tell(name.lo(), name.hi(), kind, Weight::PlaceListed));
        }
        Some(end)
    }

    /// 等8个乡镇, 3个村, 等乡: what a list of towns or villages ends with.
    fn towns_end(&self, at: usize) -> Option<(PlaceKind, usize)> {
        let mut k = at;
        if self.passage.at(k) == '等' {
            k += 1;
        }
        let numeral = |c: char| c.is_ascii_digit() || chars!("一二三四五六七八九十两多余").has(c);
        let digits = (k..k + 4).take_while(|&j| numeral(self.passage.at(j))).count();
        k += digits;
        if self.passage.at(k) == '个' {
            k += 1;
        }
        if k == at {
            return None;
        }
        let kinds = [
            ("乡镇", PlaceKind::Town),
            ("乡", PlaceKind::Town),
            ("镇", PlaceKind::Town),
            ("公社", PlaceKind::Town),
            ("街道", PlaceKind::Town),
            ("村庄", PlaceKind::Village),
            ("自然村", PlaceKind::Village),
            ("行政村", PlaceKind::Village),
            ("村", PlaceKind::Village),
            ("大队", PlaceKind::Village),
        ];
        let (words, kind) = kinds.iter().find(|(words, _)| self.passage.begins(k, words))?;
        Some((*kind, k + words.chars().count()))
    }

    /// Whether one of the places a term may mean lies in the document's province.
    fn home(&self, hit: &Hit) -> bool {
        self.passage.region != 0
            && self.passage.lexicon.terms(hit).any(|term| {
                term.class == Class::DivisionShort && term.region / 10000 == self.passage.region / 10000
            })
    }

    /// A place whose name is `i..k` and whose last word begins at `k`.
    fn named(&self, i: usize, k: usize, limit: usize) -> Option<(usize, usize, PlaceKind)> {
        if let Some(zone) = self.longest(k, Class::ZoneSuffix, limit) {
            let long = zone.end - zone.start > 2;
            return (k - i >= 2 && long && self.name_like(i, k) && self.called(i)).then_some((
                i,
                zone.end as usize,
                PlaceKind::Zone,
            ));
        }
        if let Some(end) = self.hamlet(i, k) {
            return Some((i, end, PlaceKind::Village));
        }
        let suffix = self.longest(k, Class::PlaceSuffix, limit)?;
        let end = suffix.end as usize;
        let kind = match self.passage.value(suffix, Class::PlaceSuffix) {
            "town" => PlaceKind::Town,
            "village" => PlaceKind::Village,
            "region" if self.passage.begins(k, "古城") || self.passage.begins(k, "根据地") => {
                PlaceKind::Region
            }
            _ => return None,
        };
        // 高村|乡, 文寨|村: the next word goes on.
        let further = self.passage.hits.at(end).iter().any(|hit| {
            hit.is(Class::PlaceSuffix)
                && matches!(self.passage.value(hit, Class::PlaceSuffix), "town" | "village")
                && !self.passage.hits.at(end).iter().any(|word| word.is(Class::BodyWord))
        });
        if further {
            return None;
        }
        let length = k - i;
        if length > 5 || !self.name_like(i, k) || !self.ends_cleanly(end) || self.crossed(i, k, end) {
            return None;
        }
        let strong = self.called(i) || self.is_followed_by_place(end, limit);
        let stands = match kind {
            PlaceKind::Region => {
                // 挖掘宋都古城 after 宋都古城: the name that is known.
                let known = self.regions.iter().find(|known| {
                    self.passage.text.folded(Span::new(i, end)).ends_with(self.passage.text.folded(**known))
                });
                if let Some(known) = known {
                    return Some((end - known.len(), end, kind));
                }
                length >= 2
            }
            _ if length == 1 => strong,
            _ => strong || suffix.end - suffix.start > 1 || length <= 4 && self.quiet(i),
        };
        stands.then_some((i, end, kind))
    }

    /// A hill, a river, an island by its last character (花果山), and a city or county that no table knows (堺市, 云岭县): the
    /// surroundings must call for a place.
    fn feature(&mut self, i: usize, limit: usize) {
        static NATURAL: Chars = Chars::new("山河江湖岛峡岭峰湾洋");
        if matches!(self.passage.at(i), '和' | '与' | '及' | '至' | '到') {
            return;
        }
        for k in i + 1..(i + 5).min(limit) {
            let c = self.passage.at(k);
            let worded = self.passage.hits.at(k - 1).iter().any(|hit| hit.end > hit.start + 1);
            if !is_han(c) || self.passage.bounds.open(k) || worded {
                return;
            }
            let natural = NATURAL.has(c);
            if !natural && !(matches!(c, '市' | '县')) || k < i + 2 && c == '县' {
                continue;
            }
            let end = k + 1;
            // 江山, 下海, 开发区: a word; 花果山|庄, 清江|镇: the name goes on.
            let word = (i..=k).any(|j| {
                self.passage.hits.at(j).iter().any(|hit| hit.end as usize >= end && hit.end > hit.start + 1)
            });
            let closes = !is_han(self.passage.at(end)) || self.passage.bounds.open(end);
            // 留山: one character is a name only where a word calls for a place.
            let short = natural && k < i + 2 && !self.passage.bounds.place(i);
            if word || !closes || short || !self.name_like(i, k) {
                continue;
            }
            let joined =
                matches!(self.passage.before(i), '、' | '和') || matches!(self.passage.at(end), '、' | '和');
            let (kind, weight) = if natural {
                (PlaceKind::Natural, Weight::PlaceFeature)
            } else {
                (PlaceKind::Division, Weight::PlaceUnlisted)
            };
            let score = Score::of(weight)
                .when(self.passage.bounds.place(i), Weight::PlaceCalled)
                .when(!joined, Weight::PlaceFenced);
            self.nodes.push(Node::new(Span::new(i, end), Kind::Place, score, Payload::Place(kind, None)));
        }
    }

    /// A county or district that no table knows, where it is set up or abolished: 撤销清溪区, 增设白鹤区、石桥区.
    fn founded(&mut self, i: usize, limit: usize) -> Option<Told> {
        let deeds = words![
            "撤销", "增设", "设立", "新设", "恢复", "设置", "析置", "成立", "建立", "改设", "合并", "划归"
        ];
        let joined = matches!(self.passage.before(i), '、' | '和')
            && self.last.is_some_and(|last| {
                last.span.hi() + 1 == i && last.kind == PlaceKind::Division && last.named.is_none()
            });
        if !joined && !self.passage.ends_any(i, deeds) {
            return None;
        }
        let k = (i + 2..i + 4).find(|&k| matches!(self.passage.at(k), '区' | '县'))?;
        let end = k + 1;
        let after = self.passage.at(end);
        let closes = !is_han(after) || matches!(after, '和' | '与' | '及' | '为' | '归' | '并' | '入');
        // 开发区, 示范区, 库区 are words.
        let word = (i..k).any(|j| {
            self.passage.hits.at(j).iter().any(|hit| hit.end as usize == end && hit.end > hit.start + 1)
        });
        (end <= limit && closes && !word && self.name_like(i, k))
            .then(|| self.tell(i, end, PlaceKind::Division, Weight::PlaceFounded))
    }

    /// The end of a village without 村 directly behind a town's name: 城关镇|东吴庄|农民.
    fn hamlet(&self, i: usize, k: usize) -> Option<usize> {
        let behind = self.last.is_some_and(|last| last.kind == PlaceKind::Town && last.span.hi() == i);
        let last = chars!("庄屯寨店营集铺沟湾楼岗坡坪圩堡窑塘冲园桥").has(self.passage.at(k));
        let people = self.passage.begins_any(
            k + 1,
            words!["农民", "村民", "群众", "社员", "青年", "女", "人", "的", "小学", "党员", "支部"],
        ) || !is_han(self.passage.at(k + 1));
        (behind && last && people && (1..=3).contains(&(k - i)) && self.name_like(i, k)).then_some(k + 1)
    }

    /// Whether a place is called for before `i`: 到, a place, a list of places.
    fn called(&self, i: usize) -> bool {
        self.passage.bounds.place(i) || self.previous(i).is_some()
    }

    /// Whether the name stands after punctuation or at the start of a line.
    fn quiet(&self, i: usize) -> bool {
        !is_han(self.passage.before(i))
    }

    /// Whether another town or village name follows directly.
    fn is_followed_by_place(&self, end: usize, limit: usize) -> bool {
        (end + 1..(end + 5).min(limit)).any(|k| self.passage.hits.has(k, Class::PlaceSuffix))
            && is_han(self.passage.at(end))
            && !self.passage.bounds.open(end)
    }

    /// 镇 is not a town in 镇党委, 镇长; 村 none in 村民, 村镇.
    fn ends_cleanly(&self, end: usize) -> bool {
        !chars!("长民镇级子里落庄寨容办").has(self.passage.at(end)) || self.passage.begins(end, "民主")
    }

    /// Whether a common word reaches over the last word that begins at `k`: 乡村, 村镇, 下乡.
    fn crossed(&self, i: usize, k: usize, last: usize) -> bool {
        (i + 1..=k).any(|j| {
            self.passage.hits.at(j).iter().any(|hit| {
                let end = hit.end as usize;
                let body = hit.is(Class::BodyWord);
                // 水乡 may end a name (白水乡), 家乡 and 农村 may not.
                end > last && (body || hit.is(Class::Word)) || end == last && j < k && body
            })
        })
    }

    /// Whether characters can be the name of a town or village.
    fn name_like(&self, i: usize, k: usize) -> bool {
        let plain = |c: char| {
            chars!("个各全本该此每某多数两几贫困示范文明特色古老新旧小大中心集城农乡村镇县市区省街道").has(c)
                || chars!("的了和与及在到是有我你他所地方众干群员户入进下驻包联扶基层边远偏穷富美丽").has(c)
                || chars!("智慧字重点试典型先落后空壳软弱涣散一二三四五六七八九十百千万亿").has(c)
        };
        let outer =
            |c: char| chars!("个各全本该此每某数几的了及到是有我你他所众员户入进下驻包扶农乡年月日").has(c);
        let name = self.passage.text.folded(Span::new(i, k));
        let generic = name.iter().all(|c| plain(*c));
        let edge = name.first().is_some_and(|c| outer(*c)) || name.last().is_some_and(|c| outer(*c));
        // 未脱贫村, 贫困村, 示范村 are kinds of villages.
        let kinds = words![
            "贫困", "贫", "示范", "文明", "重点", "试点", "行政", "自然", "城中", "专业", "模范", "先进",
            "移民", "小康", "明星", "特色", "难民",
        ];
        let kind = self.passage.ends_any(k, kinds);
        !generic && !edge && !kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::person::Evidence;
    use crate::text::Text;

    /// The places of a text in a chronicle of 湖南省.
    fn places(words: &str) -> Vec<String> {
        let text = Text::new(words.to_owned());
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), None, text.span()).within(430_000);
        let found = crate::recognize::lattice::read(&passage, &Evidence::default()).places;
        found.iter().map(|found| text.slice(found.span).to_owned()).collect()
    }

    fn check(cases: &[(&str, &[&str])]) {
        for (words, want) in cases {
            assert_eq!(places(words), *want, "{words}");
        }
    }

    #[test]
    fn full_names_follow_each_other() {
        check(&[
            ("到岳阳市平江县检查", &["岳阳市", "平江县"]),
            ("内蒙古自治区锡林郭勒盟多伦县", &["内蒙古自治区", "锡林郭勒盟", "多伦县"]),
            ("在桃江县灰山港镇花园洞村的田间", &["桃江县", "灰山港镇", "花园洞村"]),
            ("云南省红河州个旧市", &["云南省", "红河州", "个旧市"]),
            ("洛阳专区", &["洛阳专区"]),
        ]);
    }

    #[test]
    fn short_forms_need_what_makes_them_plain() {
        check(&[
            ("到衡阳、益阳调研", &["衡阳", "益阳"]),
            ("主持召开常德、益阳、娄底三市座谈会", &["常德", "益阳", "娄底"]),
            ("深入张家界湘西两地", &["张家界", "湘西"]),
            ("赴浙江义乌、温州考察", &["浙江", "义乌", "温州"]),
            ("陕西安排资金", &["陕西"]),
            ("为世界和平事业作贡献", &[]),
            ("大同小异，开封存档", &[]),
            ("常德路上车水马龙", &[]),
            ("到西安学习", &["西安"]),
            ("队伍赴太平畈乡", &["太平畈乡"]),
            ("撤销两乡，设清溪镇", &["清溪镇"]),
            ("企业合作，保定资金", &[]),
        ]);
    }

    #[test]
    fn a_place_in_another_name_is_none() {
        check(&[
            ("在湖南大学举行", &[]),
            ("湖南省委召开会议", &[]),
            ("建设美丽湖南、平安湖南", &[]),
            ("中欧班列(长沙)开行", &[]),
            ("长沙蓝海快线恢复", &[]),
            ("湖南版“小汤山”", &[]),
            ("湖南省支援新疆各医疗队", &[]),
            ("奔赴新疆", &["新疆"]),
            ("日本侵略军进犯湘北", &["湘北"]),
        ]);
    }

    #[test]
    fn zones_towns_regions_and_countries_have_their_kinds() {
        check(&[
            ("位于长沙经开区的", &["长沙经开区"]),
            ("到城关镇、白水乡", &["城关镇", "白水乡"]),
            ("武陵山革命老区", &["武陵山革命老区"]),
            ("湘西北、长三角和东南亚", &["湘西北", "长三角", "东南亚"]),
            ("送往美国、印度、孟加拉国", &["美国", "印度", "孟加拉国"]),
            ("赴湘、在鄂", &["湘", "鄂"]),
            ("马头、石井、沙窝等8个乡镇遭受冰雹", &["马头", "石井", "沙窝"]),
            ("城关镇东吴庄农民", &["城关镇", "东吴庄"]),
            ("脱贫村、贫困村和各村镇", &[]),
            ("推进乡村振兴，建设特色小镇", &[]),
            ("带来新的挑战", &[]),
        ]);
    }
}
