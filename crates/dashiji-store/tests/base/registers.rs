//! Registers kept by key say what a look at every entry says, whatever came in, went, was ruled or taken back, and when they were asked.

use dashiji::collate::Collation;
use dashiji::collate::document::core_title;
use dashiji::collate::ledger::Programme;
use dashiji_store::search::{Ground, Options, Query};
use dashiji_store::{
    Base, Decision, DocumentId, Entry, FactKind, Incoming, List, PersonBrief, RulingId, View,
};
use proptest::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

const COUNTIES: [(&str, &str); 6] = [
    ("罗山县", "河南省罗山县"),
    ("光山县", "河南省光山县"),
    ("理塘县", "四川省理塘县"),
    ("", "河南省"),
    ("", "河南省信阳市"),
    ("", ""),
];
const NAMES: [&str; 5] = ["王伟", "李娜", "骆怀谷", "周文澜", "赵立本"];
const POSTS: [&str; 6] = ["县长", "副县长", "县委书记", "县水利局局长", "县财政局副局长", "石板镇党委书记"];

/// An entry's text by a number.
fn told(k: u32, day: u32) -> String {
    let (name, other) = (NAMES[k as usize % 5], NAMES[(k / 5) as usize % 5]);
    let (post, town) = (POSTS[(k / 7) as usize % 6], ["石板", "甲渠", "红旗"][(k / 11) as usize % 3]);
    match k % 10 {
        0 => format!("3月{day}日，{post}{name}主持召开全县防汛会议，{other}参加会议。"),
        1 => format!("3月{day}日，{name}到{town}镇检查春耕生产。"),
        2 => format!("3月{day}日，县人大常委会任命{name}为{post}。"),
        3 => format!("3月{day}日，县政府印发《供水管理办法》（以下简称《供水一号文》），{post}{name}讲话。"),
        4 => format!("3月{day}日，县人大常委会审议通过《供水一号文》，{name}作说明。"),
        5 => format!(
            "3月{day}日，第{}批抗旱服务队{}人赴{town}镇，累计派出{}人。",
            k % 4 + 1,
            k % 30 + 5,
            k % 90 + 40
        ),
        6 => format!("3月{day}日，县卫生局、县卫生健康委员会召开会议，县防办{name}参加。"),
        // Another name, by which others may go in other documents.
        8 => format!("3月{day}日，{name}（原名{other}，字文澜）任{post}。"),
        7 => format!("3月{day}日，{name}、{other}到郑州市罗山县{town}镇考察，{post}{other}陪同。"),
        _ => format!("3月{day}日，县政府印发《关于修改〈供水管理办法〉的决定》，免去{name}{post}职务。"),
    }
}

/// From this number on entries tell of figures.
const FIGURES: u32 = 4000;

/// An entry with figures by a number: teams by batches, a narrower kind of them, what was sent by then told elsewhere, what runs from day to day or
/// from year to year.
fn figures(k: u32, day: u32) -> String {
    let (batch, people) = (k / 8 % 4 + 1, k % 7 * 5 + 10);
    let team = ["抗旱服务队", "青年抗旱服务队", "服务队"][(k / 32) as usize % 3];
    match k % 8 {
        0 | 1 => format!("3月{day}日，第{batch}批{team}{people}人赴乡镇开展工作。"),
        2 => format!(
            "3月{day}日，第{batch}批{team}{people}人赴乡镇开展工作，累计派出{}人。",
            people * batch * 2
        ),
        3 => {
            format!("3月{day}日，截至当日，全县已派出{batch}批{team}，累计派出队员{}人。", people * batch * 2)
        }
        4 => format!("3月{day}日，县卫生局累计接种疫苗{}剂。", people * 100),
        5 => format!("3月{day}日，县卫生局累计接种疫苗{}剂，新增接种疫苗{people}剂。", people * 100),
        6 => format!("全年，全县植树造林面积{people}万亩。"),
        _ => format!("3月{day}日，截至当日，全县植树造林面积{people}万亩。"),
    }
}

fn text(year: u32, entries: &[u32]) -> String {
    let told = |k: u32, day| if k < FIGURES { told(k, day) } else { figures(k - FIGURES, day) };
    let months = if entries.iter().any(|k| *k >= FIGURES) { "" } else { "3月" };
    let told: Vec<String> = entries.iter().zip(1..).map(|(k, day)| told(*k, day)).collect();
    format!("{year}年{months}\n\n{}\n", told.join("\n\n"))
}

/// Something that happens to a base.
#[derive(Debug, Clone)]
enum Step {
    Add(usize, Vec<u32>),
    Revise(usize, Vec<u32>),
    Remove(usize),
    Restore(usize),
    Rule(u32, usize),
    Undo(usize),
    Ask,
    Reopen,
}

fn steps(counties: usize, told: std::ops::Range<u32>) -> impl Strategy<Value = Vec<Step>> {
    let entries = move || proptest::collection::vec(told.clone(), 1..6);
    let step = prop_oneof![
        4 => (0..counties, entries()).prop_map(|(county, entries)| Step::Add(county, entries)),
        2 => (0usize..9, entries()).prop_map(|(at, entries)| Step::Revise(at, entries)),
        1 => (0usize..9).prop_map(Step::Remove),
        1 => (0usize..9).prop_map(Step::Restore),
        4 => (0u32..60, 0usize..40).prop_map(|(what, at)| Step::Rule(what, at)),
        2 => (0usize..9).prop_map(Step::Undo),
        3 => Just(Step::Ask),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(step, 4..18)
}

fn incoming(county: usize, path: &str, text: String) -> Incoming {
    let mut incoming = Incoming { bytes: text.into_bytes(), ..Incoming::default() };
    incoming.given.path = Some(path.to_owned());
    incoming.given.region = Some(COUNTIES[county].1.to_owned()).filter(|region| !region.is_empty());
    incoming.source = Some(format!("/office/{path}"));
    incoming
}

/// A ruling on what is there, by a number.
fn decision(view: &View, what: u32, at: usize) -> Option<Decision> {
    let all: Vec<Entry> = view.all().unwrap();
    let entry = all.get(at % all.len().max(1))?;
    let next = all.get((at + 1) % all.len())?;
    let person = entry.record.people.first().map(|person| person.name.clone());
    let fact = |kind, words: &str| view.fact(entry.id, kind, words).ok();
    let to = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
    Some(match what % 8 {
        0 => Decision::Correct { fact: fact(FactKind::Person, &person?)?, to: to("title", "县长") },
        1 => Decision::Correct { fact: fact(FactKind::Person, &person?)?, to: to("name", "李娜") },
        2 => Decision::Reject { fact: fact(FactKind::Person, &person?)? },
        3 => Decision::Merge { names: vec![person?], into: NAMES[what as usize % 5].to_owned() },
        4 => Decision::Separate { name: person?, entries: vec![entry.id] },
        5 if entry.id != next.id => Decision::SameEvent { entries: vec![entry.id, next.id] },
        6 => Decision::Name {
            short: "县防办".to_owned(),
            full: "罗山县防汛办公室".to_owned(),
            from: None,
            to: None,
        },
        7 => {
            let place = entry.record.places.first()?;
            Decision::Correct { fact: fact(FactKind::Place, &place.name)?, to: to("name", "红旗镇") }
        }
        _ => return None,
    })
}

fn jsonl<T: Serialize>(items: &[T]) -> String {
    items.iter().map(|item| serde_json::to_string(item).unwrap() + "\n").collect()
}

/// Programmes that an office may define in its base: by ordinals, by running totals and years, one that takes all and one that bears another's name.
const PROGRAMMES: &str = r#"
name = "某县"

[[programme]]
name = "抗旱援助"
ordinal = "批"
unit = "人"
words = ["抗旱服务队"]
without = ["青年"]

[[programme]]
name = "植树造林面积"
unit = "万亩"
words = ["造林"]

[[programme]]
name = "接种疫苗"
unit = "剂"
words = ["疫苗"]

[[programme]]
name = "服务队"
ordinal = "批"
unit = "人"
words = ["青年"]
"#;

/// The programmes that are defined in a base.
fn defined(view: &View) -> Vec<Programme> {
    #[derive(serde::Deserialize)]
    struct Settings {
        programme: Vec<Programme>,
    }
    let settings = std::fs::read_to_string(view.base().dir().join("dashiji.toml"));
    settings.map_or_else(|_| Vec::new(), |text| toml::from_str::<Settings>(&text).unwrap().programme)
}

fn kept(view: &View, list: List) -> String {
    let mut lines = String::new();
    view.lines::<dashiji_store::Error>(list, &defined(view), &(), |line| {
        lines += std::str::from_utf8(line).unwrap();
        lines.push('\n');
        Ok(())
    })
    .unwrap();
    lines
}

/// Every list and every single record beside what one look at every entry says.
fn compare(view: &View) {
    let whole: Collation = view.collated(view.all().unwrap());
    let (people, places, bodies) = (whole.people(), whole.places(), whole.organizations());
    assert_eq!(kept(view, List::People), jsonl(&people), "people");
    let briefs: Vec<PersonBrief> = people
        .iter()
        .map(|person| PersonBrief {
            name: person.name.clone(),
            homonym: person.homonym,
            id: person.id.clone(),
            entries: person.entries,
            first: person.first.clone(),
            last: person.last.clone(),
            present: person.present,
            offices: person.offices.iter().map(|office| office.title.clone()).collect(),
        })
        .collect();
    assert_eq!(kept(view, List::Briefs), jsonl(&briefs), "briefs");
    assert_eq!(kept(view, List::Offices), jsonl(&whole.offices()), "offices");
    assert_eq!(kept(view, List::Places), jsonl(&places), "places");
    assert_eq!(kept(view, List::Organizations), jsonl(&bodies), "bodies");
    assert_eq!(kept(view, List::Documents), jsonl(&whole.documents()), "documents");
    let ledgers = whole.ledgers(&defined(view));
    assert_eq!(kept(view, List::Ledgers), jsonl(&ledgers), "ledgers");
    for ledger in &ledgers {
        let called = view.ledgers_called(&ledger.title()).unwrap();
        assert!(called.is_some_and(|called| called.contains(ledger)), "{}", ledger.title());
    }
    single(view, &whole);
}

/// Single records, which may be asked for before any list is.
fn single(view: &View, whole: &Collation) {
    for name in NAMES {
        let told = if whole.naming(name).is_empty() { Vec::new() } else { whole.person(name) };
        assert_eq!(jsonl(&view.person(name).unwrap()), jsonl(&told), "{name}");
    }
    for place in whole.places() {
        assert_eq!(view.place(&place.key).unwrap(), Some(place));
    }
    for body in whole.organizations() {
        assert_eq!(view.organization(&body.key).unwrap(), Some(body));
    }
    for title in ["供水管理办法", "供水一号文", "关于修改〈供水管理办法〉的决定"] {
        let core = core_title(title);
        let mut told: Vec<_> = whole.titled(&core).into_iter().map(|dated| dated.document).collect();
        if told.is_empty() {
            told = whole.documents();
            told.retain(|document| document.is_called(&core));
        }
        assert_eq!(view.titled(title).unwrap(), told, "{title}");
    }
    for entry in view.all().unwrap() {
        assert_eq!(view.carried(&entry.record).unwrap(), whole.carried(&entry.record), "{}", entry.id);
    }
}

fn run(steps: &[Step], programmes: &str) {
    let dir = tempfile::tempdir().unwrap();
    if !programmes.is_empty() {
        std::fs::write(dir.path().join("dashiji.toml"), programmes).unwrap();
    }
    let mut base = Base::init(dir.path()).unwrap();
    let mut documents: Vec<(usize, String, u32)> = Vec::new();
    let mut rulings: Vec<RulingId> = Vec::new();
    for step in steps {
        match step {
            Step::Add(county, entries) => {
                let (year, path) = (2001 + documents.len() as u32, format!("{}.txt", documents.len()));
                base.add_one("a", incoming(*county, &path, text(year, entries))).unwrap();
                documents.push((*county, path, year));
            }
            Step::Revise(at, entries) if !documents.is_empty() => {
                let (county, path, year) = &documents[at % documents.len()];
                base.add_one("a", incoming(*county, path, text(*year, entries))).unwrap();
            }
            Step::Remove(at) if !documents.is_empty() => {
                _ = base.remove("a", DocumentId((at % documents.len()) as u32 + 1), None);
            }
            Step::Restore(at) if !documents.is_empty() => {
                _ = base.put_back("a", DocumentId((at % documents.len()) as u32 + 1), None);
            }
            Step::Rule(what, at) => {
                let view = base.now().unwrap();
                if let Some(decision) = decision(&view, *what, *at)
                    && let Ok(id) = base.rule("a", "原件", decision)
                {
                    rulings.push(id);
                }
            }
            Step::Undo(at) if !rulings.is_empty() => {
                base.undo("a", rulings[at % rulings.len()], None).unwrap();
            }
            Step::Ask => compare(&base.now().unwrap()),
            Step::Reopen => {
                drop(base);
                base = Base::open(dir.path()).unwrap();
            }
            _ => {}
        }
    }
    let view = base.now().unwrap();
    single(&view, &view.collated(view.all().unwrap()));
    compare(&view);
    // Made anew it is the same.
    let before: Vec<String> =
        [List::People, List::Offices, List::Documents].map(|list| kept(&view, list)).into();
    drop((view, base));
    std::fs::remove_file(dir.path().join("derived.db")).unwrap();
    let base = Base::open(dir.path()).unwrap();
    let view = base.now().unwrap();
    let after: Vec<String> =
        [List::People, List::Offices, List::Documents].map(|list| kept(&view, list)).into();
    assert_eq!(before, after);
}

#[test]
fn a_search_tells_who_held_an_office_as_the_register_does() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    for (year, name) in [(2001, "骆怀谷"), (2003, "骆怀谷"), (2005, "周文澜")] {
        let text = format!("{year}年3月\n\n3月5日，县长{name}主持召开全县防汛会议。\n");
        base.add_one("a", incoming(0, &format!("{year}.txt"), text)).unwrap();
    }
    let held = || -> Vec<(String, Ground)> {
        let query = Query::parse("县长 when:2002-02-10").unwrap();
        let found = base.now().unwrap().search(&query, &Options::default(), &()).unwrap();
        found.holders.into_iter().map(|holder| (holder.name, holder.ground)).collect()
    };
    // Within a year there is one mention; the register knows of the next one too.
    assert_eq!(held(), [("骆怀谷".to_owned(), Ground::Nearest)]);
    assert!(base.now().unwrap().offices(&()).unwrap().iter().any(|post| post.title == "罗山县县长"));
    assert_eq!(held(), [("骆怀谷".to_owned(), Ground::Between)]);
    // One more document, and the register is brought up for the answer.
    let text = "2002年2月\n\n2月10日，县长周文澜到甲渠镇调研。\n".to_owned();
    base.add_one("a", incoming(0, "2002.txt", text)).unwrap();
    assert_eq!(held(), [("周文澜".to_owned(), Ground::Stated)]);
}

#[test]
fn names_that_only_a_decision_gave_are_merged_too() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(0, "1.txt", "2001年3月\n\n3月5日，县长骆怀谷主持会议。\n".to_owned()))
        .unwrap();
    let fact = base.now().unwrap().all().unwrap()[0].id;
    let fact = base.now().unwrap().fact(fact, FactKind::Person, "骆怀谷").unwrap();
    let to = BTreeMap::from([("name".to_owned(), "骆怀古".to_owned())]);
    base.rule("a", "原件", Decision::Correct { fact, to }).unwrap();
    compare(&base.now().unwrap());
    // No text has the name.
    let merge = Decision::Merge { names: vec!["骆怀古".to_owned()], into: "骆守谷".to_owned() };
    let ruling = base.rule("a", "同一人", merge).unwrap();
    compare(&base.now().unwrap());
    assert_eq!(base.now().unwrap().person("骆守谷").unwrap().len(), 1);
    base.undo("a", ruling, None).unwrap();
    compare(&base.now().unwrap());
}

#[test]
fn people_keep_their_ids_and_numbers_whatever_comes_in_later() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let ids = || -> Vec<(u32, String, Vec<String>)> {
        let people = base.now().unwrap().person("王伟").unwrap();
        people.into_iter().map(|person| (person.homonym, person.id, person.regions)).collect()
    };
    let put = |county: usize, year: u32| {
        let text = format!("{year}年3月\n\n3月5日，县长王伟主持召开全县防汛会议。\n");
        base.add_one("a", incoming(county, &format!("{county}-{year}.txt"), text)).unwrap();
    };
    put(0, 2005);
    put(2, 2006);
    let first = ids();
    assert_eq!(first.len(), 2);
    assert_eq!((first[0].0, first[0].1.as_str(), first[1].1.as_str()), (1, "王伟@d1.e1", "王伟@d2.e1"));
    // An earlier year, and an earlier namesake.
    put(2, 2004);
    put(1, 2003);
    let later = ids();
    assert_eq!(later[..2], first[..]);
    assert_eq!(later[2].1, "王伟@d4.e1");
    assert_eq!(
        base.now().unwrap().people(&()).unwrap().iter().map(|person| &person.id).collect::<Vec<_>>(),
        later.iter().map(|(_, id, _)| id).collect::<Vec<_>>()
    );
}

/// The ledgers of documents that came in in some order and in lots, each perhaps asked for in between, some given twice, taken away and put back; without
/// the ids that entries were given.
fn ledgers_of(
    documents: &[(usize, Vec<u32>)],
    order: &[usize],
    lots: &[usize],
    asked: u8,
    gone: &[usize],
    threads: usize,
) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let document = |k: usize| {
        let (county, entries) = &documents[k];
        incoming(*county, &format!("{k}.txt"), text(2001 + k as u32, entries))
    };
    let told = |view: &View| -> Vec<String> {
        let ledgers = pool.install(|| view.ledgers(&[], &())).unwrap();
        let lines = ledgers.iter().map(|ledger| {
            let mut told = serde_json::to_value(ledger).unwrap();
            without_ids(&mut told);
            told.to_string()
        });
        lines.collect()
    };
    let (mut rest, mut round) = (order, 0);
    while !rest.is_empty() {
        let (lot, left) = rest.split_at(lots[round % lots.len()].min(rest.len()));
        let loads =
            lot.iter().map(|k| move || -> Result<Incoming, dashiji_store::Error> { Ok(document(*k)) });
        base.add("a", loads, &(), &mut |_, outcome| {
            outcome.unwrap();
        })
        .unwrap();
        if asked >> (round % 8) & 1 == 1 {
            told(&base.now().unwrap());
        }
        (rest, round) = (left, round + 1);
    }
    for k in gone.iter().filter_map(|k| order.get(*k)) {
        // The same once more is none.
        base.add_one("a", document(*k)).unwrap();
    }
    let id = |at: &usize| DocumentId(*at as u32 + 1);
    let gone: Vec<usize> = gone.iter().copied().filter(|at| *at < order.len()).collect();
    for at in &gone {
        _ = base.remove("a", id(at), None);
        if asked & 1 == 1 {
            told(&base.now().unwrap());
        }
    }
    for at in gone.iter().rev() {
        _ = base.put_back("a", id(at), None);
    }
    told(&base.now().unwrap())
}

/// Leaves the ids of entries out, which tell when these came in.
fn without_ids(told: &mut serde_json::Value) {
    match told {
        serde_json::Value::Object(fields) => {
            fields.remove("entry");
            fields.values_mut().for_each(without_ids);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_ids),
        _ => {}
    }
}

/// A name by which somebody goes in another document than the one that tells it.
#[test]
fn another_name_told_in_one_document_ties_who_goes_by_it_in_another() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let put = |county: usize, path: &str, text: &str| {
        base.add_one("a", incoming(county, path, text.to_owned())).unwrap();
    };
    let maybe = |name: &str| -> Vec<(Option<String>, Vec<String>, Vec<String>)> {
        let people = base.now().unwrap().person(name).unwrap();
        let maybes = people.into_iter().flat_map(|person| person.maybe_same_as);
        maybes.map(|maybe| (maybe.name, maybe.grounds_for, maybe.grounds_against)).collect()
    };
    put(0, "1923.txt", "1923年8月\n\n8月3日，周砚农主持召开劝学会议。\n\n8月9日，周砚农到石板镇视察学务。\n");
    compare(&base.now().unwrap());
    assert!(maybe("周砚农").is_empty());
    // What comes in later ties them, as far as it tells; and unties them as it goes.
    put(0, "1921.txt", "1921年5月\n\n5月3日，周文田（字砚农）任县劝学所所长。\n\n5月9日，全县小学会考。\n");
    let tied = |grounds: &[&str], against: &[&str]| {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        (Some("周文田".to_owned()), words(grounds), words(against))
    };
    assert_eq!(maybe("周砚农"), [tied(&["other_name", "one_region"], &[])]);
    compare(&base.now().unwrap());
    let people = base.now().unwrap().person("周砚农").unwrap();
    assert_eq!(people[0].entries, 2, "told, not joined");
    assert_eq!(&*people[0].maybe_same_as[0].cite.as_ref().unwrap().entry, "d2.e1");
    base.remove("a", DocumentId(2), None).unwrap();
    assert!(maybe("周砚农").is_empty());
    compare(&base.now().unwrap());
    base.put_back("a", DocumentId(2), None).unwrap();
    assert_eq!(maybe("周砚农").len(), 1);
    // Another county's, and one of another century.
    put(2, "1924.txt", "1924年8月\n\n8月3日，周砚农主持召开劝学会议。\n");
    let found = maybe("周砚农");
    assert!(found.contains(&tied(&["other_name"], &["other_region"])), "{found:?}");
    put(0, "2013.txt", "2013年8月\n\n8月3日，县长周砚农主持召开防汛会议。\n");
    let people = base.now().unwrap().person("周砚农").unwrap();
    let late = people.iter().find(|person| person.first.as_deref() == Some("2013-08-03")).unwrap();
    assert!(late.maybe_same_as.iter().all(|maybe| maybe.name.is_none()), "{late:?}");
    compare(&base.now().unwrap());
    // Two who are told to bear it.
    put(0, "1925.txt", "1925年5月\n\n5月3日，周鹤年（字砚农）任县视学。\n");
    assert!(maybe("周砚农").iter().any(|(.., against)| against.contains(&"told_of_others".to_owned())));
    compare(&base.now().unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_kept_by_key_are_those_of_the_whole(steps in steps(4, 0..FIGURES)) {
        // On one thread or on eight.
        let threads = if steps.len() % 2 == 0 { 1 } else { 8 };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(&steps, ""));
    }

    #[test]
    fn ledgers_are_the_same_whatever_order_and_lots_documents_came_in(
        documents in proptest::collection::vec(
            (0..COUNTIES.len(), proptest::collection::vec(FIGURES..FIGURES + 700, 1..6)), 3..8),
        order in Just((0..8usize).collect::<Vec<usize>>()).prop_shuffle(),
        lots in proptest::collection::vec(1..4usize, 8),
        asked in any::<u8>(),
        gone in proptest::collection::vec(0..8usize, 0..4),
    ) {
        let order: Vec<usize> = order.into_iter().filter(|k| *k < documents.len()).collect();
        let plainly = ledgers_of(&documents, &(0..documents.len()).collect::<Vec<_>>(), &[8], 0, &[], 1);
        let otherwise = ledgers_of(&documents, &order, &lots, asked, &gone, 8);
        prop_assert_eq!(plainly, otherwise);
    }

    #[test]
    fn ledgers_kept_by_key_are_those_of_the_whole(steps in steps(COUNTIES.len(), FIGURES..FIGURES + 700)) {
        let programmes = if steps.len() % 3 == 0 { "" } else { PROGRAMMES };
        run(&steps, programmes);
    }
}
