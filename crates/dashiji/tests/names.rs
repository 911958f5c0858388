//! Names as a whole: every division in many frames, names that do not depend on their neighbours, and text that is hostile.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::document::Given;
use dashiji::fact::Record;
use dashiji::lexicon::{Class, Lexicon};
use std::collections::BTreeSet;

fn read(text: &str) -> Vec<Record> {
    let given = Given { period: Some("2010".to_owned()), ..Given::default() };
    dashiji::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap().records
}

/// The names of the division table, full and short.
fn names() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut full, mut short) = (BTreeSet::new(), BTreeSet::new());
    let table = include_str!("../lexicon/table-divisions.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        full.insert(columns[1].to_owned());
        if !columns[2].is_empty() {
            short.insert(columns[2].to_owned());
        }
    }
    (full.clone(), short.difference(&full).cloned().collect())
}

/// Whether a name is a common word as well, which needs its context.
fn word(name: &str) -> bool {
    let common = Lexicon::builtin().lookup(name).iter().any(|term| term.class == Class::PlaceWord);
    common || name.contains('、')
}

/// The names that a frame does not give as a place, or where told as the beginning of a body.
fn lost(frame: &str, names: &BTreeSet<String>, tail: &str) -> Vec<String> {
    let asked: Vec<&String> = names.iter().filter(|name| !word(name)).collect();
    let lines: Vec<String> =
        asked.iter().map(|name| format!("3月5日 {}\n", frame.replace("{}", name))).collect();
    let mut text = "2010年\n\n".to_owned();
    let mut places = Vec::new();
    for (line, name) in lines.iter().zip(&asked) {
        let at = text.chars().count() + line.chars().take_while(|c| *c != ' ').count() + 1;
        let before = frame.split("{}").next().unwrap_or_default().chars().count();
        places.push((at + before, at + before + name.chars().count() + tail.chars().count()));
        text.push_str(line);
    }
    let mut found = BTreeSet::new();
    for record in read(&text) {
        let spans = record.places.iter().flat_map(|place| &place.mentions);
        let bodies = record.orgs.iter().flat_map(|body| &body.mentions);
        if tail.is_empty() {
            found.extend(spans.map(|span| (span.start as usize, span.end as usize)));
        } else {
            found.extend(bodies.map(|span| (span.start as usize, span.end as usize)));
            found.extend(record.organizers.iter().map(|body| (body.start as usize, body.end as usize)));
        }
    }
    places
        .iter()
        .zip(asked)
        .filter(|(place, _)| !found.contains(place))
        .map(|(_, name)| name.clone())
        .collect()
}

#[test]
fn every_division_is_a_place_whatever_its_name_ends_with() {
    let (full, short) = names();
    assert!(full.len() > 4_000 && short.len() > 3_000);
    for frame in [
        "{}开展普查。",
        "会议决定支持{}。",
        "河北省、{}、山西省参加。",
        "从北京市至{}。",
        "代表团到{}考察。",
        "代表团赴{}考察。",
        "会议在外地（{}）召开。",
        "在{}召开会议。",
        "工作组先到北京市和{}。",
        "途经北京市、{}和天津市。",
    ] {
        let lost = lost(frame, &full, "");
        assert!(lost.len() <= 6, "{frame}: {} lost: {:?}", lost.len(), &lost[..lost.len().min(40)]);
    }
    let bodies = lost("{}公安局发布通告。", &full, "公安局");
    assert!(bodies.len() <= 4, "{} lost: {:?}", bodies.len(), &bodies[..bodies.len().min(40)]);
    for frame in ["河北省、{}、山西省参加。", "代表团到{}考察。", "在{}召开会议。"] {
        let lost = lost(frame, &short, "");
        assert!(
            lost.len() * 50 <= short.len(),
            "{frame}: {} lost: {:?}",
            lost.len(),
            &lost[..lost.len().min(40)]
        );
    }
}

#[test]
fn a_preposition_before_a_name_makes_no_word_with_its_first_character() {
    for (line, place) in [
        ("3月1日 在内蒙古召开现场会。", "内蒙古"),
        ("3月1日 铁路由北京市至上海。", "上海"),
        ("3月1日 代表团到达州考察。", "达州"),
        ("3月1日 专列到达上海。", "上海"),
        ("3月1日 考察团先到北京市，再到达坂城考察。", "达坂城"),
    ] {
        let places: Vec<String> = read(line).remove(0).places.into_iter().map(|place| place.text).collect();
        assert!(places.iter().any(|text| text == place), "{line} {places:?}");
    }
    for line in ["3月1日 关键在于洪水预报。", "3月1日 记者在内的人员到达现场。", "3月1日 质量至上活动开始。"]
    {
        assert!(read(line).remove(0).places.is_empty(), "{line}");
    }
}

#[test]
fn a_port_is_a_body_and_the_city_called_after_it_a_place() {
    let told = |line: &str| {
        let record = read(line).remove(0);
        let places: Vec<String> = record.places.into_iter().map(|place| place.text).collect();
        let bodies: Vec<String> = record.orgs.into_iter().map(|body| body.text).collect();
        (places.join(" "), bodies.join(" "))
    };
    assert_eq!(told("3月1日 连云港市开展普查。").0, "连云港市");
    assert_eq!(told("3月1日 防城港、张家港受灾。").0, "防城港 张家港");
    assert_eq!(told("3月1日 5月6日南京大学师生到连云港见习。"), ("连云港".to_owned(), "南京大学".to_owned()));
    assert_eq!(told("3月1日 山东省副省长王建国到县检查。").0, "");
}

/// Every entry's names, by its text.
fn facts(records: &[Record], text: &str) -> BTreeSet<String> {
    let chars: Vec<char> = text.chars().collect();
    records
        .iter()
        .map(|record| {
            let own: String = chars[record.span.lo()..record.span.hi()].iter().collect();
            let people: Vec<String> = record
                .people
                .iter()
                .map(|p| format!("{}{:?}", p.name, p.titles.iter().map(|t| &t.text).collect::<Vec<_>>()))
                .collect();
            let places: Vec<&String> = record.places.iter().map(|place| &place.text).collect();
            let bodies: Vec<&String> = record.orgs.iter().map(|body| &body.text).collect();
            format!("{own} {people:?} {places:?} {bodies:?}")
        })
        .collect()
}

#[test]
fn neighbours_change_no_entry() {
    let entries = [
        "2010年3月1日，省委书记周启明到丰台区调研。\n\n",
        "2010年3月2日，周启明何立群带头捐款。\n\n",
        "2010年3月3日，省长何立群主持会议，县公安局、教育局负责人参加。\n\n",
        "2010年3月4日，黄河水利委员会在郑州市召开会议，副总理回克敏出席。\n\n",
        "2010年3月5日，习文山主持会议。\n\n",
    ];
    let plain = entries.concat();
    let told = facts(&read(&plain), &plain);
    assert_eq!(told.len(), entries.len());
    let turned: String = entries.iter().rev().copied().collect();
    assert_eq!(told, facts(&read(&turned), &turned));
    let doubled: String = entries.iter().chain(&entries).copied().collect();
    assert_eq!(told, facts(&read(&doubled), &doubled));
    // Entries that share no name with the others are told the same by themselves.
    for alone in [entries[3], entries[4]] {
        assert!(facts(&read(alone), alone).is_subset(&told), "{alone}");
    }
}

#[test]
fn a_surname_that_looks_like_a_word_is_found_by_itself() {
    for line in ["3月1日 习近平主持会议。", "3月1日 副总理回良玉到县视察。"] {
        let record = read(line).remove(0);
        assert!(!record.people.is_empty(), "{line}");
    }
}

#[test]
fn surnames_that_are_words_too_are_found_in_an_entry_by_itself() {
    let lexicon = Lexicon::builtin();
    let bound = |term: &str| {
        lexicon
            .lookup(term)
            .iter()
            .any(|term| matches!(term.class, Class::Function | Class::Verb | Class::PlaceLead | Class::Join))
    };
    let table = include_str!("../lexicon/surnames.tsv");
    let surnames: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_suffix("\tsurname").or(line.split('\t').next()))
        .filter(|surname| surname.chars().count() == 1 && bound(surname))
        .collect();
    assert!(surnames.len() >= 8, "{surnames:?}");
    // 副县长和明山 joins two, 副县长经明山 goes by a place, sooner than that they name somebody.
    let lost: Vec<&&str> = surnames
        .iter()
        .filter(|surname| !matches!(**surname, "和" | "经"))
        .filter(|surname| {
            let line = format!("3月1日 副县长{surname}明山主持会议。");
            let name = format!("{surname}明山");
            !read(&line).remove(0).people.iter().any(|person| person.name == name)
        })
        .collect();
    assert!(lost.is_empty(), "{lost:?} of {surnames:?}");
}

#[test]
fn hostile_text_is_read_whole() {
    let nested = format!("{}县公安局{}", "（《“".repeat(20_000), "”》）".repeat(20_000));
    for text in [
        "县公安局".repeat(20_000),
        "（".repeat(50_000),
        "连云港".repeat(20_000),
        "张庄、".repeat(20_000),
        "公司".repeat(20_000),
        "第一师".repeat(10_000),
        nested,
        // A megabyte without a stop.
        "县里人说今年雨水好".repeat(38_900),
    ] {
        let text = format!("3月1日 {text}\n");
        assert!(!read(&text).is_empty());
    }
}
