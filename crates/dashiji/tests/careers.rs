//! Careers over six counties and eighty years, told in sentences that are made from the truth in one of several ways: what the reader and the
//! registers make of the texts is the truth again.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::collate::Collation;
use dashiji::collate::office::Post;
use dashiji::collate::person::Turn;
use dashiji::document::Given;
use dashiji::fact::{Change, Record};
use dashiji::lexicon::Lexicon;
use dashiji::read;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

const COUNTIES: [&str; 6] = ["罗山县", "光山县", "理塘县", "巴塘县", "怀宁县", "潜山县"];

/// An office of a deputy or of one who acts, and the one that its holder comes to.
const LADDERS: [(&str, &str); 8] = [
    ("副县长", "县长"),
    ("代县长", "县长"),
    ("代理县长", "县长"),
    ("常务副县长", "县长"),
    ("第一副县长", "县长"),
    ("县委副书记", "县委书记"),
    ("县财政局副局长", "县财政局局长"),
    ("县长助理", "副县长"),
];

/// How an office is taken or left, and the ways to say so.
const TAKEN: [(Change, &[&str]); 2] = [
    (
        Change::Elected,
        &["县人民代表大会选举{name}为{post}。", "{name}当选{post}。", "大会补选{name}为{post}。"],
    ),
    (
        Change::Appointed,
        &[
            "县人大常委会任命{name}为{post}。",
            "{name}任{post}。",
            "决定任命{name}为{post}。",
            "{name}就任{post}。",
            "{name}调任{post}。",
        ],
    ),
];
const LEFT: [(Change, &[&str]); 4] = [
    (Change::Dismissed, &["免去{name}的{post}职务。", "县人大常委会免去{name}{post}职务。"]),
    (
        Change::Resigned,
        &[
            "{name}辞去{post}职务。",
            "县人大常委会接受{name}辞去{post}职务的请求。",
            "县人大常委会同意{name}辞去{post}职务。",
        ],
    ),
    (Change::Left, &["{post}{name}离任。", "{name}不再担任{post}职务。"]),
    (Change::Died, &["{post}{name}病逝。", "{post}{name}因病逝世。"]),
];
/// What somebody in office is told to do.
const SEEN: [&str; 4] = [
    "{post}{name}主持召开全县春耕生产会议。",
    "{post}{name}检查水库工程。",
    "全县防汛会议召开，{post}{name}讲话。",
    "{post}{name}带队到各公社检查夏收。",
];

/// Numbers that look drawn by lot and are the same every time.
struct Lots(u64);

impl Lots {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The truth, and the texts it is told in.
struct Told {
    /// Sentences of each county by day.
    texts: BTreeMap<&'static str, BTreeMap<String, String>>,
    /// Changes of each office in full, by name and day.
    changes: BTreeMap<(String, String), Vec<(Change, String)>>,
    /// The office as a person's register has it, with first and last day, by name.
    held: BTreeMap<String, Vec<(String, String, String)>>,
}

fn full(post: &str, county: &str) -> String {
    match post.strip_prefix('县') {
        Some(rest) if !post.starts_with("县长") => format!("{county}{rest}"),
        _ => format!("{county}{post}"),
    }
}

impl Told {
    /// Tells a sentence of a day; gives the day.
    fn tell(
        &mut self,
        county: &'static str,
        (year, month, day): (usize, usize, usize),
        way: &str,
        name: &str,
        post: &str,
    ) -> String {
        let sentence = way.replace("{name}", name).replace("{post}", post);
        let iso = format!("{year}-{month:02}-{day:02}");
        let entries = self.texts.entry(county).or_default();
        entries.insert(iso.clone(), format!("{year}年{month}月{day}日，{sentence}"));
        iso
    }

    /// One office of somebody from the day it is taken to the day it is left.
    fn hold(
        &mut self,
        lots: &mut Lots,
        county: &'static str,
        name: &str,
        post: &str,
        from: usize,
        left: bool,
    ) {
        let day = |lots: &mut Lots| 1 + lots.below(28);
        let (taken, ways) = *lots.of(&TAKEN);
        let way = *lots.of(ways);
        let at = (from, 1 + lots.below(3), day(lots));
        let first = self.tell(county, at, way, name, post);
        let mut turns = vec![(taken, first.clone())];
        let way = *lots.of(&SEEN);
        let at = (from, 5 + lots.below(3), day(lots));
        let mut last = self.tell(county, at, way, name, post);
        if left {
            let (how, ways) = *lots.of(&LEFT);
            let way = *lots.of(ways);
            let at = (from, 10 + lots.below(2), day(lots));
            last = self.tell(county, at, way, name, post);
            turns.push((how, last.clone()));
        }
        let full = full(post, county);
        self.changes.insert((full.clone(), name.to_owned()), turns);
        self.held.entry(name.to_owned()).or_default().push((full, first, last));
    }

    fn text(&self, county: &str) -> String {
        let mut text = format!("{county}大事记\n\n");
        for entry in self.texts[county].values() {
            let _ = write!(text, "{entry}\n\n");
        }
        text
    }
}

static TOLD: LazyLock<Told> = LazyLock::new(|| {
    let mut told = Told { texts: BTreeMap::new(), changes: BTreeMap::new(), held: BTreeMap::new() };
    let mut lots = Lots(7);
    let surnames: Vec<char> = "赵钱孙李周吴郑王冯陈韩杨朱秦许何吕施张孔曹严金魏陶姜".chars().collect();
    let given = ["立本", "守义", "明远", "敬山", "怀谷", "文澜", "长河", "振邦", "允中", "秉章"];
    let mut names = (0..).map(|k: usize| {
        format!("{}{}", surnames[k % surnames.len()], given[(k / surnames.len() + k) % given.len()])
    });
    // Ladders: each county has its own, one every eleven years, each step two years long.
    for k in 0..40 {
        let county = COUNTIES[k % COUNTIES.len()];
        let (low, high) = LADDERS[k % LADDERS.len()];
        let name = names.next().unwrap();
        let year = 1945 + 11 * (k / COUNTIES.len());
        told.hold(&mut lots, county, &name, low, year, k % 2 == 0);
        told.hold(&mut lots, county, &name, high, year + 2, true);
    }
    told
});

static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(|| {
    let reads = COUNTIES.iter().map(|county| {
        let given = Given { region: Some((*county).to_owned()), ..Given::default() };
        read(TOLD.text(county).into_bytes(), &given, Lexicon::builtin()).unwrap().records
    });
    reads.flatten().collect()
});

#[test]
fn every_career_is_read_as_it_was() {
    let collation = Collation::of(&*RECORDS);
    let mut wrong = Vec::new();
    for (name, truth) in &TOLD.held {
        let mut truth = truth.clone();
        let mut found: Vec<(String, String, String)> = collation
            .person(name)
            .iter()
            .flat_map(|person| &person.offices)
            .map(|office| {
                let day = |day: &Option<String>| day.clone().unwrap_or_default();
                (office.full.clone(), day(&office.first), day(&office.last))
            })
            .collect();
        truth.sort();
        found.sort();
        if found != truth {
            wrong.push(format!("{name}: {found:?}, truly {truth:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), TOLD.held.len(), wrong.join("\n"));
}

#[test]
fn every_change_of_office_is_told_with_its_day() {
    let posts: BTreeMap<String, Post> = Collation::of(&*RECORDS)
        .offices()
        .into_iter()
        .flat_map(|post| {
            post.holders
                .iter()
                .map(|h| h.office.full.clone())
                .map(|full| (full, post.clone()))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut wrong = Vec::new();
    for ((full, name), truth) in &TOLD.changes {
        let holders = posts.get(full).map(|post| post.holders.as_slice()).unwrap_or_default();
        let turn = |turn: &Turn| (turn.how, turn.date.clone().unwrap_or_default());
        let found: Vec<(Change, String)> = holders
            .iter()
            .filter(|holder| holder.name == *name)
            .flat_map(|holder| holder.office.changes.iter().map(turn))
            .collect();
        if found != *truth {
            wrong.push(format!("{full} {name}: {found:?}, truly {truth:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), TOLD.changes.len(), wrong.join("\n"));
}

#[test]
fn the_holders_of_an_office_follow_each_other() {
    for post in Collation::of(&*RECORDS).offices().into_iter().filter(|post| !post.several) {
        let days: Vec<&str> = post.holders.iter().filter_map(|holder| holder.office.from()).collect();
        assert!(days.is_sorted(), "{} {days:?}", post.title);
        assert!(post.overlaps.is_empty(), "{}: {:?}", post.title, post.overlaps);
    }
}
