//! The office that a title names: whose it is and which post, with every word that makes it another.
//!
//! In goes the title 常务副县长 with where it stands; out comes the seat 常务副县长 of 理塘县, filled from the document's region, which is
//! neither 副县长 nor 县长. 省人大常委会党组书记、副主任: the second post is of the first one's body.

use super::circle::{Circle, leading};
use super::entry::{Title, Word};
use crate::fact::{Region, TitleKind};
use crate::lexicon::{Class, Lexicon};
use crate::resolve::division;
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// What the body of an office is known from, where the title itself does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filled {
    /// The region the document tells of: 县长 in a chronicle of 理塘县.
    Region,
    /// The title before it: 副主任 after 省人大常委会党组书记.
    Chain,
    /// The same person's title in another entry: 书记 of one who is 县委书记.
    Career,
}

/// Whether the office is held that day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is held.
    #[default]
    Held,
    /// It was held before: 原县长.
    Former,
    /// It is to be held: 候任县长.
    Designate,
}

/// How high the post stands in its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// One of several: 常委, 委员.
    Member,
    /// 副县长.
    Deputy,
    /// 县长.
    Head,
}

/// An office as a title names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat {
    /// The body in full as far as it is known: 理塘县, 中共理塘县委员会, 理塘县财政局.
    pub body: Option<Word>,
    /// The post with what stands before it: 常务副县长.
    pub post: Word,
    /// Body and post, the body as short as it can be told: 理塘县县长, 理塘县委书记; a title of no known body has only its post here.
    pub full: Word,
    /// The same with each run of one character told once, by which offices are compared: 组织部长 is 组织部部长.
    pub key: Word,
    /// What the body is known from, where the title does not say it.
    pub filled: Option<Filled>,
    /// The region the body is of.
    pub circle: Option<Circle>,
    /// Whether one person holds it at a time.
    pub one: bool,
    /// How high it stands.
    pub rung: Rung,
    /// Whether it is an organ of its region itself and not a department.
    pub organ: bool,
    /// Whether it is held.
    pub standing: Standing,
    /// What is left of the post without the words before it: 县长 of 常务副县长.
    pub core: Word,
}

/// Where a title stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The document's region.
    pub circle: Circle,
    /// The name of a region that has no code.
    pub region: Option<Word>,
    /// The year.
    pub year: Option<i32>,
}

impl Setting {
    /// That of a document's entry.
    pub fn of(region: Option<&Region>, year: Option<i32>) -> Self {
        let whole = Self {
            circle: Circle::of(region),
            region: region.map(|region| Word::from(region.name.as_str())),
            year: None,
        };
        whole.at(year)
    }

    /// The same in a year: in the first year since when the region and what holds it have been called as they are, so that what is found
    /// for one year is found for all alike.
    #[must_use]
    pub fn at(&self, year: Option<i32>) -> Self {
        let since = |year: i32| match self.circle.code() {
            Some(code) => {
                let rows = division::chain(code_in(code, Some(year)), Some(year));
                rows.iter().map(|row| row.from).filter(|from| *from <= year).max().unwrap_or(1980)
            }
            None => year.div_euclid(10) * 10,
        };
        Self { year: year.map(since), ..self.clone() }
    }

    /// The region of a level: the document's own where it is of it, else what holds it.
    fn of_level(&self, level: char) -> Option<(String, Circle)> {
        if let Some(code) = self.circle.code() {
            let mut chain = division::chain(code_in(code, self.year), self.year);
            chain.reverse();
            return chain
                .into_iter()
                .find(|division| is_of(division.name, level))
                .map(|division| (division.name.to_owned(), Circle::coded(division.code)));
        }
        let name = self.region.as_deref().filter(|name| is_of(name, level))?;
        Some((name.to_owned(), self.circle.clone()))
    }
}

/// The code that a division had in a year: that of 潜山县 before it was 潜山市.
fn code_in(lasting: u32, year: Option<i32>) -> u32 {
    let Some(year) = year else { return lasting };
    let away = |code: &u32| division::of_code(*code, Some(year)).map_or(u32::MAX, |row| row.distance(year));
    division::history(lasting).into_iter().rev().min_by_key(away).unwrap_or(lasting)
}

/// Whether a region's name is of a level: 地 of 信阳地区, 县 of 融水苗族自治县.
fn is_of(name: &str, level: char) -> bool {
    match level {
        '地' => name.ends_with("地区"),
        '区' => name.ends_with('区') && !name.ends_with("地区"),
        _ => name.ends_with(level),
    }
}

/// The level that a word begins with.
fn level_at(words: &str) -> Option<char> {
    words.chars().next().filter(|c| "省市县区州旗盟地".contains(*c))
}

/// Whether a level lies above a document's region; of a document that tells no region nothing does.
fn is_above(level: char, circle: &Circle) -> bool {
    let rank = match level {
        '省' => 1,
        '市' | '州' | '盟' | '地' => 2,
        _ => 3,
    };
    !circle.is_unknown() && rank < circle.level()
}

impl Seat {
    /// The office that a title names. `before` is the one right before it in the same chain of titles.
    pub fn read(title: &Title, before: Option<&Self>, setting: &Setting, lexicon: &Lexicon) -> Self {
        let whole: String = title.text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
        let told =
            title.post.as_deref().map(|post| post.chars().map(fold).filter(|c| !c.is_whitespace()).collect());
        let mut post: String = told.unwrap_or_else(|| post_of(&whole, lexicon).to_owned());
        let mut stated = match title.org.as_deref() {
            Some(org) => org.chars().map(fold).filter(|c| !c.is_whitespace()).collect(),
            None => whole.strip_suffix(post.as_str()).unwrap_or_default().to_owned(),
        };
        // 原县委书记 is 县委原书记: what stands before the body is of the post.
        if let Some((before, body)) = standing_before(&stated, lexicon) {
            post = format!("{before}{post}");
            stated = body.to_owned();
        } else if let Some((before, _)) = standing_before(&whole, lexicon).filter(|_| title.org.is_some())
            && !post.starts_with(before)
        {
            post = format!("{before}{post}");
        }
        let prefixes = Prefixes::of(&post, lexicon);
        let core = prefixes.core.clone();
        let place = match (stated.is_empty(), before) {
            (false, _) => whole_body(&stated, setting, lexicon),
            (true, before) => body_of_bare(&core, before, setting),
        };
        let Placed { body, mut filled, circle } = place;
        // The reader told the body in full though the title does not name its region.
        let named = circle.as_ref().is_none_or(|circle| whole.contains(circle.name()) || circle.level() == 0);
        if filled.is_none() && !named && level_at(&whole).is_some() {
            filled = Some(Filled::Region);
        }
        let organ = body.as_deref().is_none_or(|body| is_organ(body, circle.as_ref()));
        let key = body.as_deref().map_or_else(String::new, |body| canonical(body, &core));
        let head = lexicon
            .lookup(&core)
            .iter()
            .find(|term| term.class == Class::Post)
            .is_none_or(|term| term.value != "member");
        Self {
            key: Word::from(squeezed(&format!("{key}{post}"))),
            full: Word::from(format!("{key}{post}")),
            body: body.map(Word::from),
            post: Word::from(post),
            filled,
            circle,
            one: head && !prefixes.deputy && title.kind == TitleKind::Post,
            rung: if !head {
                Rung::Member
            } else if prefixes.deputy {
                Rung::Deputy
            } else {
                Rung::Head
            },
            organ,
            standing: prefixes.standing,
            core: Word::from(core),
        }
    }

    /// How high an office stands, the highest greatest: an organ of the country first, a member of a county's department last.
    pub fn rank(&self) -> u8 {
        let level = self.circle.as_ref().map_or(4, Circle::level).min(4);
        (4 - level) * 8 + u8::from(self.organ) * 4 + self.rung as u8
    }

    /// Whether a title that says less may name this office: the same post, of no body or of one whose name ends the body's.
    pub fn says_more_than(&self, less: &Self) -> bool {
        let whole_post = squeezed(&self.post).chars().count() <= less.key.chars().count();
        self.key.ends_with(&*less.key) && whole_post
    }
}

/// The word before a body that says that its post is held no longer or not yet, and the body: 原 and 县委 of 原县委.
fn standing_before<'t>(stated: &'t str, lexicon: &Lexicon) -> Option<(&'t str, &'t str)> {
    let division = |words: &str| {
        let ends = words.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1).take(11);
        ends.into_iter().any(|end| !division::called(&words[..end]).is_empty())
    };
    // 原阳县, 前进乡: a name of its own.
    if division(stated) {
        return None;
    }
    let mut ends = stated.char_indices().skip(1).map(|(at, _)| at).take(3);
    ends.find_map(|at| {
        let (before, body) = stated.split_at_checked(at)?;
        let standing = lexicon
            .lookup(before)
            .iter()
            .any(|term| term.class == Class::PostPrefix && matches!(term.value, "former" | "designate"));
        let organ = || lexicon.lookup(body).iter().any(|term| term.class == Class::Organ);
        let named = level_at(body).is_some() || body.starts_with("中共") || organ() || division(body);
        (standing && named).then_some((before, body))
    })
}

/// The words before a post and what they make of it.
struct Prefixes {
    core: String,
    deputy: bool,
    standing: Standing,
}

impl Prefixes {
    fn of(post: &str, lexicon: &Lexicon) -> Self {
        let is_post = |words: &str| lexicon.lookup(words).iter().any(|term| term.class == Class::Post);
        let mut found = Self { core: post.to_owned(), deputy: false, standing: Standing::Held };
        for _ in 0..4 {
            let rest = found.core.clone();
            // 副总理 as a whole may be a post of the list; the words before it tell more.
            let taken = rest.char_indices().rev().map(|(at, _)| at).filter(|at| *at > 0).find_map(|at| {
                let value = lexicon
                    .lookup(&rest[..at])
                    .iter()
                    .find(|term| term.class == Class::PostPrefix)
                    .map(|t| t.value.to_owned());
                let left = &rest[at..];
                let goes_on = is_post(left)
                    || left.char_indices().skip(1).any(|(k, _)| {
                        is_post(&left[k..])
                            && lexicon.lookup(&left[..k]).iter().any(|term| term.class == Class::PostPrefix)
                    });
                value.filter(|_| goes_on).map(|value| (at, value))
            });
            let Some((at, value)) = taken else { break };
            found.deputy |= value == "deputy";
            match value.as_str() {
                "former" => found.standing = Standing::Former,
                "designate" => found.standing = Standing::Designate,
                _ => {}
            }
            rest[at..].clone_into(&mut found.core);
        }
        found
    }
}

/// The post that a title ends with, with what stands before it, where the reader did not tell it.
fn post_of<'t>(whole: &'t str, lexicon: &Lexicon) -> &'t str {
    let has = |words: &str, class| lexicon.lookup(words).iter().any(|term| term.class == class);
    let Some((mut at, _)) = whole.char_indices().find(|(at, _)| has(&whole[*at..], Class::Post)) else {
        return whole;
    };
    while let Some((before, _)) =
        whole[..at].char_indices().find(|(before, _)| has(&whole[*before..at], Class::PostPrefix))
    {
        at = before;
    }
    &whole[at..]
}

struct Placed {
    body: Option<String>,
    filled: Option<Filled>,
    circle: Option<Circle>,
}

/// The body of a post that is told alone: 县长 by its level, 副主任 by the title before it.
fn body_of_bare(core: &str, before: Option<&Seat>, setting: &Setting) -> Placed {
    // 县长, and 县长助理 with it.
    let level = level_at(core).filter(|_| core.chars().nth(1) == Some('长'));
    if let Some(level) = level {
        return match setting.of_level(level) {
            Some((name, circle)) => {
                Placed { body: Some(name), filled: Some(Filled::Region), circle: Some(circle) }
            }
            None => Placed {
                body: None,
                filled: None,
                circle: is_above(level, &setting.circle).then(|| Circle::above(level)),
            },
        };
    }
    let chained = before.filter(|seat| seat.body.is_some() && !core.starts_with(['乡', '镇', '村']));
    match chained {
        Some(seat) => Placed {
            body: seat.body.as_deref().map(str::to_owned),
            filled: Some(Filled::Chain),
            circle: seat.circle.clone(),
        },
        None => Placed { body: None, filled: None, circle: None },
    }
}

/// A body in full: 县财政局 by the document's region.
fn whole_body(stated: &str, setting: &Setting, lexicon: &Lexicon) -> Placed {
    let plain = without_party(stated);
    if let Some((circle, _)) = leading(plain, &setting.circle, setting.year) {
        return Placed { body: Some(stated.to_owned()), filled: None, circle: Some(circle) };
    }
    let organ =
        lexicon.lookup(stated).into_iter().find(|term| term.class == Class::Organ && !term.value.is_empty());
    if let Some(value) = organ.as_ref().map(|term| term.value).filter(|value| !value.contains(['*', '^'])) {
        let circle = leading(without_party(value), &setting.circle, setting.year).map(|(circle, _)| circle);
        return Placed { body: Some(value.to_owned()), filled: None, circle };
    }
    let Some(level) = level_at(stated) else {
        let nation = stated.starts_with("中共中央") || stated.starts_with("中国共产党中央");
        return Placed { body: Some(stated.to_owned()), filled: None, circle: nation.then(Circle::nation) };
    };
    match setting.of_level(level) {
        Some((name, circle)) => {
            let full = match organ.map(|term| term.value).filter(|value| value.contains('*')) {
                Some(value) => value.replace('*', &name),
                None => format!("{name}{}", &stated[level.len_utf8()..]),
            };
            Placed { body: Some(full), filled: Some(Filled::Region), circle: Some(circle) }
        }
        None => Placed {
            body: Some(stated.to_owned()),
            filled: None,
            circle: is_above(level, &setting.circle).then(|| Circle::above(level)),
        },
    }
}

/// The region of a body as it is told: of 县政府 the document's county.
pub(super) fn body_circle(body: &str, setting: &Setting) -> Option<Circle> {
    let plain: String = body.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    whole_body(&plain, setting, Lexicon::builtin()).circle
}

/// A body in full, 县医院 by the document's region, and the region it is of, where that is known.
pub(super) fn body_in_full(body: &str, setting: &Setting) -> (String, Option<Circle>) {
    let plain: String = body.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    let placed = whole_body(&plain, setting, Lexicon::builtin());
    (placed.body.unwrap_or(plain), placed.circle)
}

/// A body's name without the party's, before the region.
fn without_party(body: &str) -> &str {
    ["中国共产党", "中共"]
        .iter()
        .find_map(|party| body.strip_prefix(party))
        .or_else(|| body.strip_prefix("中国人民政治协商会议"))
        .unwrap_or(body)
}

/// Whether a body is its region itself or an organ of it, and not a department or a firm.
fn is_organ(body: &str, circle: Option<&Circle>) -> bool {
    let Some(circle) = circle else { return false };
    let plain = without_party(body);
    let party = plain.len() < body.len();
    let rest = match plain.rfind(circle.name()) {
        Some(at) if !circle.name().is_empty() => &plain[at + circle.name().len()..],
        _ => plain,
    };
    let rest = rest.trim_start_matches(['省', '市', '县', '区', '州', '旗', '盟', '地']);
    let organs = [
        "",
        "政府",
        "人民政府",
        "人民委员会",
        "革命委员会",
        "革委会",
        "委",
        "人大",
        "人大常委会",
        "人民代表大会",
        "人民代表大会常务委员会",
        "政协",
        "党中央",
        "国务院",
        "中华人民共和国国务院",
        "中华人民共和国",
        "国家",
    ];
    organs.contains(&rest) || party && matches!(rest, "委员会" | "中央委员会" | "中央")
}

/// What bodies are compared by in an office: 理塘县人民政府 is 理塘县 for its 县长, 中共理塘县委员会 is 理塘县委.
fn canonical(body: &str, core: &str) -> String {
    let plain = without_party(body);
    if body.starts_with("中国人民政治协商会议") {
        return format!("{}政协", plain.strip_suffix("委员会").unwrap_or(plain));
    }
    if plain.len() < body.len()
        && let Some(region) = plain
            .strip_suffix("委员会")
            .filter(|region| region.ends_with(['省', '市', '县', '区', '州', '旗', '盟']))
    {
        return format!("{region}委");
    }
    let chief = level_at(core).is_some() && core.chars().nth(1) == Some('长');
    if chief {
        for government in ["人民政府", "政府", "人民委员会"] {
            if let Some(region) = plain.strip_suffix(government).filter(|region| !region.is_empty()) {
                return region.to_owned();
            }
        }
    }
    plain.to_owned()
}

/// One character for each run: 统战部部长 and 统战部长 are one.
pub(super) fn squeezed(words: &str) -> String {
    let mut last = None;
    words.chars().filter(|c| last.replace(*c) != Some(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::TitleBasis;

    fn title(text: &str) -> Title {
        Title {
            text: Word::from(text),
            kind: TitleKind::Post,
            post: None,
            org: None,
            basis: TitleBasis::Ruled,
        }
    }

    fn seat(text: &str, region: &str, code: Option<&str>) -> Seat {
        let region = Region { name: region.to_owned(), code: code.map(str::to_owned) };
        Seat::read(&title(text), None, &Setting::of(Some(&region), Some(2015)), Lexicon::builtin())
    }

    #[test]
    fn every_word_before_a_post_makes_another() {
        let mut keys: Vec<Word> = [
            "县长",
            "副县长",
            "代县长",
            "代理县长",
            "常务副县长",
            "第一副县长",
            "原县长",
            "前县长",
            "候任县长",
            "县长助理",
        ]
        .iter()
        .map(|text| seat(text, "理塘县", Some("513334")).key)
        .collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "{keys:?}");
    }

    #[test]
    fn a_bare_post_is_the_regions() {
        for (text, want) in [
            ("县长", "理塘县 县长 理塘县县长"),
            ("县委书记", "中共理塘县委员会 书记 理塘县委书记"),
            ("理塘县人民政府县长", "理塘县人民政府 县长 理塘县县长"),
            ("副省长", "四川省 副省长 四川省副省长"),
            ("县财政局局长", "理塘县财政局 局长 理塘县财政局局长"),
            ("县政协副主席", "中国人民政治协商会议理塘县委员会 副主席 理塘县政协副主席"),
            ("局长", " 局长 局长"),
            ("原县委书记", "中共理塘县委员会 原书记 理塘县委原书记"),
            ("前四川省省长", "四川省 前省长 四川省前省长"),
            ("原阳县县长", "原阳县 县长 原阳县县长"),
        ] {
            let seat = seat(text, "理塘县", Some("513334"));
            assert_eq!(
                format!("{} {} {}", seat.body.as_deref().unwrap_or_default(), seat.post, seat.full),
                want
            );
        }
        let seat = seat("县长", "青石县", None);
        assert_eq!((seat.body.as_deref(), seat.filled), (Some("青石县"), Some(Filled::Region)));
    }

    #[test]
    fn a_city_of_a_county_has_its_own_mayor() {
        assert_eq!(seat("市长", "桐城市", Some("340881")).body.as_deref(), Some("桐城市"));
        assert_eq!(seat("市长", "怀宁县", Some("340822")).body.as_deref(), Some("安庆市"));
    }

    #[test]
    fn a_shorter_form_is_the_same_office_but_a_deputy_is_not() {
        let of = |text: &str| seat(text, "理塘县", Some("513334"));
        assert!(of("县委组织部部长").says_more_than(&of("组织部长")));
        assert!(of("县委组织部部长").says_more_than(&of("部长")));
        assert!(!of("县委组织部副部长").says_more_than(&of("部长")));
        assert!(!of("副县长").says_more_than(&of("县长")));
    }

    #[test]
    fn the_highest_stands_first() {
        let of = |text: &str| seat(text, "理塘县", Some("513334")).rank();
        let order = ["省长", "副省长", "县长", "副县长", "县委常委", "县财政局局长", "县财政局副局长"];
        assert!(order.windows(2).all(|pair| of(pair[0]) > of(pair[1])), "{:?}", order.map(of));
    }
}
