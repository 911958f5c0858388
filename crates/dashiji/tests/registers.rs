//! Registers over three provinces, six counties and eighty years, generated from a truth that stands beside it: every register equals it,
//! in whatever order the documents come.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::collate::Collation;
use dashiji::collate::entry::Entry;
use dashiji::collate::office::Post;
use dashiji::collate::person::Person;
use dashiji::collate::run::{Bodies, Papers, People, Places, Register, Run};
use dashiji::fact::Record;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Code, name, and province of the counties. The first had another code until 1998.
const COUNTIES: [(&str, &str, &str); 6] = [
    ("411521", "罗山县", "河南省"),
    ("411522", "光山县", "河南省"),
    ("513334", "理塘县", "四川省"),
    ("513335", "巴塘县", "四川省"),
    ("340822", "怀宁县", "安徽省"),
    ("340881", "桐城市", "安徽省"),
];

/// A deputy's or acting office and the one that its holder is promoted to.
const LADDERS: [(&str, &str); 10] = [
    ("副县长", "县长"),
    ("代县长", "县长"),
    ("代理县长", "县长"),
    ("常务副县长", "县长"),
    ("第一副县长", "县长"),
    ("县长助理", "副县长"),
    ("县委副书记", "县委书记"),
    ("县财政局副局长", "县财政局局长"),
    ("县人大常委会副主任", "县人大常委会主任"),
    ("候任县长", "县长"),
];

/// An office of somebody as it should stand in the register: in full, first and last day seen.
type Held = (String, String, String);

/// What is to be read and what is true of it.
#[derive(Default)]
struct Base {
    /// Entries by document: region's code, region's name, year.
    documents: BTreeMap<(String, String, i32), Vec<Value>>,
    /// The people of each name, by first day: their offices.
    people: BTreeMap<String, Vec<Vec<Held>>>,
}

impl Base {
    /// Tells in a county's chronicle of a day that people did something; gives the day.
    #[expect(clippy::needless_pass_by_value, reason = "a literal each time")]
    fn tell(&mut self, county: (&str, &str), day: &str, people: &[(&str, &[&str])], more: Value) -> String {
        let year = day[..day.rfind('-').filter(|at| *at > 5).map_or(day.len(), |at| at - 3)].parse().unwrap();
        let key = (county.0.to_owned(), county.1.to_owned(), year);
        let entries = self.documents.entry(key).or_default();
        let mut at = 100 * entries.len() as u32;
        let people: Vec<Value> = people
            .iter()
            .map(|(name, titles)| {
                let titles: Vec<Value> = titles
                    .iter()
                    .map(|text| {
                        let start = at;
                        at += text.chars().count() as u32 + 3;
                        json!({"text": text, "kind": "post", "start": start, "end": at - 3, "basis": "stated"})
                    })
                    .collect();
                json!({"name": name, "titles": titles, "parts": ["attend"], "mentions": []})
            })
            .collect();
        let took: Vec<Value> =
            (0..people.len()).map(|person| json!({"person": person, "parts": ["attend"]})).collect();
        let (from, to) = match day.trim_start_matches('-').len() {
            4 => (format!("{day}-01-01"), format!("{day}-12-31")),
            _ => (day.to_owned(), day.to_owned()),
        };
        let date = json!({"text": day, "start": 0, "end": 1, "from": from, "to": to, "edtf": day, "basis": "stated"});
        let mut entry = json!({"span": {"start": 0, "end": 9}, "date": date, "type": "meeting", "people": people,
            "events": [{"span": {"start": 0, "end": 9}, "people": took}]});
        entry.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        entries.push(entry);
        day.to_owned()
    }

    fn person(&mut self, name: &str, offices: &[(String, &str, &str)]) {
        let offices =
            offices.iter().map(|(full, a, b)| (full.clone(), (*a).to_owned(), (*b).to_owned())).collect();
        self.people.entry(name.to_owned()).or_default().push(offices);
    }

    /// The records, document by document.
    fn records(&self) -> Vec<Vec<Record>> {
        self.documents
            .iter()
            .enumerate()
            .map(|(k, ((code, name, year), entries))| {
                let region = if code.is_empty() { Value::Null } else { json!({"name": name, "code": code}) };
                let document = json!({"sha256": format!("{k:064x}"), "title": format!("{name}{year}年大事记"),
                    "period": year.to_string(), "region": region});
                let number = |(n, entry): (usize, &Value)| {
                    let mut entry = entry.clone();
                    entry["document"] = document.clone();
                    entry["number"] = json!(n + 1);
                    entry["section"] = json!(1);
                    entry["id"] = json!(format!("{k}-{n}"));
                    serde_json::from_value(entry).unwrap()
                };
                entries.iter().enumerate().map(number).collect()
            })
            .collect()
    }
}

/// Names that nobody bears: common ones of two characters and rare ones of three.
fn names(rare: bool) -> impl Iterator<Item = String> {
    let (surnames, given) = if rare {
        ("骆褚闵宓郦璩嵇", "怀守立秉允克绍")
    } else {
        ("王李张刘陈杨赵", "伟强军勇涛杰磊超")
    };
    let given: Vec<char> = given.chars().collect();
    let surnames: Vec<char> = surnames.chars().collect();
    (0..).map(move |k: usize| {
        let first = surnames[k % surnames.len()];
        let second = given[k / surnames.len() % given.len()];
        if rare {
            let third = ['谷', '拙', '川', '野', '崖', '砚', '舟', '岑'][k / 7 / given.len() % 8];
            format!("{first}{second}{third}")
        } else {
            format!("{first}{second}")
        }
    })
}

/// An office in full as a county's register has it.
fn full(title: &str, county: &str) -> String {
    let level = title.find('县').map(|at| &title[at + '县'.len_utf8()..]);
    match (title, level) {
        (_, Some(rest))
            if title.starts_with('县') && title.chars().count() > 2 && !title.starts_with("县长") =>
        {
            let rest = rest.replace("人大常委会", "人民代表大会常务委员会");
            format!("{county}{rest}")
        }
        _ => format!("{county}{title}"),
    }
}

fn county(k: usize) -> (&'static str, &'static str) {
    // The counties proper: a city has no 县长.
    let (code, name, _) = COUNTIES[k % 5];
    (code, name)
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let mut base = Base::default();
    let mut rare = names(true);
    let mut common = names(false);
    // Forty promotions.
    for k in 0..40 {
        let (low, high) = LADDERS[k % LADDERS.len()];
        let (county, name) = (county(k), rare.next().unwrap());
        let year = 1945 + 2 * k;
        let days: Vec<String> = [(0, "03-04"), (0, "11-20"), (1, "05-06"), (3, "08-09")]
            .iter()
            .map(|(more, day)| format!("{}-{day}", year + more))
            .collect();
        for (day, title) in days.iter().zip([low, low, high, high]) {
            base.tell(county, day, &[(&name, &[title])], json!({}));
        }
        // Named without an office between.
        base.tell(county, &format!("{year}-12-01"), &[(&name, &[])], json!({}));
        base.person(
            &name,
            &[(full(low, county.1), &days[0], &days[1]), (full(high, county.1), &days[2], &days[3])],
        );
    }
    // Twenty pairs of namesakes in two counties: at one time, one after the other, in one province and in two.
    for k in 0..20 {
        let name = common.next().unwrap();
        let (here, there) = (county(k), county(k + 1 + k % 3));
        let year = 1950 + 3 * k;
        let later = year + [6, 0, 0][k % 3];
        let first = [format!("{year}-02-03"), format!("{year}-09-10")];
        let second = [format!("{later}-03-01"), format!("{later}-10-11")];
        for day in &first {
            base.tell(here, day, &[(&name, &["副县长"])], json!({}));
        }
        for day in &second {
            base.tell(there, day, &[(&name, &["县水利局局长"])], json!({}));
        }
        base.person(&name, &[(full("副县长", here.1), &first[0], &first[1])]);
        base.person(&name, &[(full("县水利局局长", there.1), &second[0], &second[1])]);
    }
    // Six who go from county to county, each time told.
    for k in 0..6 {
        let name = rare.next().unwrap();
        let (here, there) = (county(k), county(k + 2));
        let year = 1960 + 4 * k;
        let days = [format!("{year}-01-05"), format!("{year}-06-07"), format!("{}-02-08", year + 1)];
        let next = format!("{}县长", there.1);
        base.tell(here, &days[0], &[(&name, &["副县长"])], json!({}));
        base.tell(here, &days[1], &[(&name, &["副县长", &next])], json!({"type": "appointment"}));
        base.tell(there, &days[2], &[(&name, &["县长"])], json!({}));
        base.person(
            &name,
            &[(full("副县长", here.1), &days[0], &days[1]), (full("县长", there.1), &days[1], &days[2])],
        );
    }
    // A deputy governor whom two counties' chronicles tell of.
    let name = rare.next().unwrap();
    base.tell(county(0), "1988-05-06", &[(&name, &["副省长"])], json!({}));
    base.tell(county(1), "1989-07-08", &[(&name, &["河南省副省长"])], json!({}));
    base.person(&name, &[("河南省副省长".to_owned(), "1988-05-06", "1989-07-08")]);
    // The same county under the code it had before.
    let name = rare.next().unwrap();
    base.tell(("413028", "罗山县"), "1996-05-06", &[(&name, &["县长"])], json!({}));
    base.tell(("411521", "罗山县"), "1999-07-08", &[(&name, &["县长"])], json!({}));
    base.person(&name, &[("罗山县县长".to_owned(), "1996-05-06", "1999-07-08")]);
    // A year is a year.
    let name = rare.next().unwrap();
    base.tell(county(2), "1971", &[(&name, &["县长"])], json!({}));
    base.person(&name, &[("理塘县县长".to_owned(), "1971", "1971")]);
    // A note that does not say of which county it is.
    let name = rare.next().unwrap();
    base.tell(county(4), "1993-03-04", &[(&name, &["县委书记"])], json!({}));
    base.tell(("", "某地"), "1993-03-09", &[(&name, &[])], json!({}));
    base.person(&name, &[("怀宁县委书记".to_owned(), "1993-03-04", "1993-03-04")]);
    // A copy in traditional characters.
    for (day, name) in [("1966-03-04", "郑立谷"), ("1966-05-06", "鄭立谷"), ("1966-07-08", "郑立谷")]
    {
        base.tell(county(1), day, &[(name, &["县长"])], json!({}));
    }
    base.person("郑立谷", &[("光山县县长".to_owned(), "1966-03-04", "1966-07-08")]);
    // Two magistrates before our era, one after the other.
    for (name, from, to) in [("姒云", "-0230-03-04", "-0221-05-06"), ("嬴山", "-0221-07-08", "-0209-09-10")]
    {
        for day in [from, to] {
            base.tell(county(0), day, &[(name, &["罗山县令"])], json!({}));
        }
        base.person(name, &[("罗山县令".to_owned(), from, to)]);
    }
    // A bearer of another century.
    let name = rare.next().unwrap();
    base.tell(county(3), "1902-03-04", &[(&name, &["知县"])], json!({}));
    base.tell(county(3), "1998-03-04", &[(&name, &["县长"])], json!({}));
    base.person(&name, &[("知县".to_owned(), "1902-03-04", "1902-03-04")]);
    base.person(&name, &[("巴塘县县长".to_owned(), "1998-03-04", "1998-03-04")]);
    places(&mut base);
    documents(&mut base);
    base
});

fn place(name: &str, code: Option<&str>, kind: &str, start: u32) -> Value {
    let end = start + name.chars().count() as u32;
    json!({"text": name, "name": name, "code": code, "kind": kind, "roles": ["visited"],
        "mentions": [{"text": name, "start": start, "end": end}]})
}

/// Towns of one name in four counties, told in three ways; a county under two codes; a mountain.
fn places(base: &mut Base) {
    let town = |start| place("石板镇", None, "town", start);
    for k in 0..3 {
        base.tell(county(k), "1999-04-05", &[], json!({"places": [town(5)]}));
        base.tell(
            county(k),
            "2001-04-05",
            &[],
            json!({"places": [town(5), place("老君山", None, "natural", 20)]}),
        );
    }
    let of = place("巴塘县", Some("513335"), "division", 5);
    base.tell(("510000", "四川省"), "2001-06-07", &[], json!({"places": [of, town(8)]}));
    base.tell(("510000", "四川省"), "2001-06-08", &[], json!({"places": [town(8)]}));
    let before = place("罗山县", Some("413028"), "division", 5);
    base.tell(("410000", "河南省"), "1995-06-07", &[], json!({"places": [before]}));
    let after = place("罗山县", Some("411521"), "division", 5);
    base.tell(("410000", "河南省"), "2005-06-07", &[], json!({"places": [after]}));
}

fn document(title: &str, stage: &str, day: &str, issuers: &[&str], short: Option<&str>) -> Value {
    let mut document = json!({"title": title, "stage": stage, "stage_date": day, "mentions": []});
    if let Some(first) = issuers.first() {
        document["issuer"] = json!(first);
    }
    if issuers.len() > 1 {
        document["issuers"] = json!(issuers);
    }
    if let Some(short) = short {
        document["short"] = json!(short);
    }
    json!({ "documents": [document] })
}

/// One title in two counties, a joint issue, a document through its stages, one told again under its short form.
fn documents(base: &mut Base) {
    let title = "关于加强防汛工作的意见";
    base.tell(
        county(0),
        "2003-05-06",
        &[],
        document(title, "issued", "2003-05-06", &["县委", "县政府"], None),
    );
    base.tell(county(2), "2003-05-09", &[], document(title, "issued", "2003-05-09", &["县政府"], None));
    base.tell(county(2), "2003-06-01", &[], document(title, "mentioned", "2003-06-01", &[], None));
    for (title, stage, day) in [
        ("理塘县牧场管理办法(草案)", "deliberated", "2004-02-03"),
        ("理塘县牧场管理办法", "adopted", "2004-03-04"),
        ("理塘县牧场管理办法", "issued", "2004-03-09"),
        ("理塘县牧场管理办法(试行)", "issued", "2002-01-05"),
    ] {
        base.tell(county(2), day, &[], document(title, stage, day, &[], None));
    }
    let revised = "关于修改〈理塘县牧场管理办法〉的决定";
    base.tell(county(2), "2006-05-06", &[], document(revised, "issued", "2006-05-06", &["县政府"], None));
    // Adopted one day, in force from another.
    let mut staged = document("怀宁县供水办法", "adopted", "2007-03-04", &[], None);
    staged["documents"][0]["stages"] =
        json!([{"stage": "adopted", "date": "2007-03-04"}, {"stage": "in_force", "date": "2007-05-01"}]);
    base.tell(county(4), "2007-03-04", &[], staged);
    let repealed = document("怀宁县关于废止〈怀宁县供水办法〉的决定", "adopted", "2009-01", &[], None);
    base.tell(county(4), "2009", &[], repealed);
    let named = document("关于山林权属的若干规定", "issued", "1981-03-04", &["县委"], Some("三月规定"));
    base.tell(county(1), "1981-03-04", &[], named);
    base.tell(county(1), "1984-03-04", &[], document("三月规定", "repealed", "1984-03-04", &["县委"], None));
}

fn offices(person: &Person) -> Vec<Held> {
    let mut offices: Vec<Held> = person
        .offices
        .iter()
        .map(|office| (office.full.clone(), office.first.clone().unwrap(), office.last.clone().unwrap()))
        .collect();
    offices.sort_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    offices
}

fn collation() -> Collation {
    Collation::of(BASE.records().into_iter().flatten())
}

#[test]
fn everyone_is_who_they_are_and_held_what_they_held() {
    let collation = collation();
    for (name, truth) in &BASE.people {
        let mut truth = truth.clone();
        for held in &mut truth {
            held.sort_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        }
        truth.sort_by(|a, b| a[0].1.cmp(&b[0].1));
        let mut found: Vec<Vec<Held>> = collation.person(name).iter().map(offices).collect();
        found.sort_by(|a, b| a[0].1.cmp(&b[0].1));
        assert_eq!(
            found,
            truth,
            "{name} {:#?}",
            collation.person(name).iter().map(|p| &p.ground).collect::<Vec<_>>()
        );
    }
    assert_eq!(collation.names().count(), BASE.people.len());
}

#[test]
fn every_office_has_its_holders_and_no_others() {
    let posts: BTreeMap<String, Post> =
        collation().offices().into_iter().map(|post| (post.title.clone(), post)).collect();
    let mut truth: BTreeMap<&str, usize> = BTreeMap::new();
    for (full, ..) in BASE.people.values().flatten().flatten() {
        *truth.entry(full).or_default() += 1;
    }
    for (full, holders) in truth.into_iter().filter(|(full, _)| *full != "知县") {
        let post = posts.get(full).unwrap_or_else(|| panic!("no {full} in {:?}", posts.keys()));
        assert_eq!(post.holders.len(), holders, "{full}");
        assert!(!post.several || post.overlaps.is_empty());
    }
}

#[test]
fn a_name_is_found_in_either_script_and_shown_as_it_is_mostly_written() {
    let collation = collation();
    for name in ["郑立谷", "鄭立谷"] {
        let people = collation.person(name);
        assert_eq!((people.len(), people[0].name.as_str(), people[0].entries), (1, "郑立谷", 3));
    }
    assert_eq!(collation.names().filter(|name| ["郑立谷", "鄭立谷"].contains(name)).count(), 1);
}

#[test]
fn years_before_our_era_run_forward() {
    let posts = collation().offices();
    let post = posts.iter().find(|post| post.title == "罗山县令").unwrap();
    let holders: Vec<&str> = post.holders.iter().map(|holder| holder.name.as_str()).collect();
    assert_eq!(holders, ["姒云", "嬴山"]);
    assert!(post.overlaps.is_empty(), "{:?}", post.overlaps);
    let gap = post.gaps.first().unwrap();
    assert_eq!((gap.from.as_str(), gap.to.as_str()), ("-0221-05-06", "-0221-07-08"));
}

#[test]
fn a_namesake_who_may_be_the_same_is_said_to_be_so() {
    let collation = collation();
    let open = |person: &Person| !person.maybe_same_as.is_empty();
    // One province, one after the other: nobody can tell.
    let all: Vec<Person> = collation.people().into_iter().filter(open).collect();
    assert!(!all.is_empty());
    for person in &all {
        for maybe in &person.maybe_same_as {
            assert!(!maybe.grounds_for.is_empty() && !maybe.grounds_against.is_empty());
            let others = collation.person(&person.name);
            let other = others.iter().find(|other| other.homonym == maybe.homonym).unwrap();
            assert!(other.maybe_same_as.iter().any(|back| back.homonym == person.homonym));
        }
    }
}

#[test]
fn towns_of_one_name_are_as_many_as_their_counties() {
    let collation = collation();
    let mut towns: Vec<(Option<String>, u32)> =
        collation.places_called("石板镇").into_iter().map(|place| (place.county, place.entries)).collect();
    towns.sort();
    let of = |county: &str| Some(county.to_owned());
    assert_eq!(
        towns,
        [(None, 1), (of("光山县"), 2), (of("巴塘县"), 1), (of("理塘县"), 2), (of("罗山县"), 2)]
    );
    assert_eq!(collation.places_called("老君山").len(), 1);
    for code in ["413028", "411521"] {
        let county = collation.place(code).unwrap();
        assert_eq!((county.entries, county.name.as_str()), (2, "罗山县"));
        assert_eq!(county.history.len(), 2);
    }
}

#[test]
fn a_document_is_its_regions_and_has_its_stages_and_issuers() {
    let documents = collation().documents();
    let told = |title: &str| -> Vec<String> {
        documents
            .iter()
            .filter(|document| document.title == title)
            .map(|document| {
                let stages: Vec<String> = document
                    .stages
                    .iter()
                    .map(|stage| format!("{:?} {}", stage.stage, stage.date.as_deref().unwrap_or_default()))
                    .collect();
                format!(
                    "{} {} {}",
                    document.regions.join("、"),
                    document.issuers.join("、"),
                    stages.join(", ")
                )
            })
            .collect()
    };
    assert_eq!(
        told("关于加强防汛工作的意见"),
        ["罗山县 县委、县政府 Issued 2003-05-06", "理塘县  Issued 2003-05-09, Mentioned 2003-06-01"]
    );
    assert_eq!(
        told("理塘县牧场管理办法"),
        ["理塘县  Deliberated 2004-02-03, Adopted 2004-03-04, Issued 2004-03-09, Amended 2006-05-06"]
    );
    assert_eq!(told("怀宁县供水办法"), ["怀宁县  Adopted 2007-03-04, InForce 2007-05-01, Repealed 2009-01"]);
    let amends = |title: &str| documents.iter().find(|document| document.title == title).unwrap();
    assert_eq!(amends("关于修改〈理塘县牧场管理办法〉的决定").amends.as_deref(), Some("理塘县牧场管理办法"));
    assert_eq!(amends("怀宁县关于废止〈怀宁县供水办法〉的决定").repeals.as_deref(), Some("怀宁县供水办法"));
    assert_eq!(told("理塘县牧场管理办法(试行)"), ["理塘县  Issued 2002-01-05"]);
    assert_eq!(told("关于山林权属的若干规定"), ["光山县  Issued 1981-03-04, Repealed 1984-03-04"]);
}

/// Everything that a collation says, as text.
fn told(collation: &Collation) -> String {
    [
        serde_json::to_string(&collation.people()),
        serde_json::to_string(&collation.offices()),
        serde_json::to_string(&collation.places()),
        serde_json::to_string(&collation.organizations()),
        serde_json::to_string(&collation.documents()),
    ]
    .map(Result::unwrap)
    .join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_order_of_documents_does_not_show(order in Just((0..BASE.documents.len()).collect::<Vec<usize>>()).prop_shuffle()) {
        let records = BASE.records();
        let mut stepwise = Collation::default();
        for k in order {
            stepwise.apply(records[k].iter().cloned().map(Arc::new), std::iter::empty());
        }
        prop_assert_eq!(told(&stepwise), told(&collation()));
    }
}

/// The entries of each document.
static ENTRIES: LazyLock<Vec<Vec<Arc<Entry>>>> = LazyLock::new(|| {
    let entries = |records: Vec<Record>| Collation::of(records).entries().cloned().collect();
    BASE.records().into_iter().map(entries).collect()
});

/// Merges runs as a tree that `cuts` chooses.
fn tree<R: Register>(register: &R, documents: &[usize], cuts: &[usize]) -> Run<R::Key, R::Seen> {
    match documents {
        [] => Run::default(),
        [only] => Run::of(register, &ENTRIES[*only]),
        several => {
            let at = 1 + cuts.first().copied().unwrap_or(0) % (several.len() - 1);
            let rest = cuts.get(1..).unwrap_or_default();
            let (left, right) = several.split_at(at);
            tree(register, left, rest).merge(&tree(register, right, rest))
        }
    }
}

/// Whether a register says the same, whatever way the documents were put together, doubled and taken out again.
fn holds<R: Register>(register: &R, order: &[usize], cuts: &[usize], gone: &[usize]) -> bool
where
    R::Row: serde::Serialize,
{
    let rows = |run: &Run<R::Key, R::Seen>| serde_json::to_string(&run.finish(register)).unwrap();
    let whole = Run::of(register, ENTRIES.iter().flatten());
    let merged = tree(register, order, cuts);
    let taken = tree(register, gone, cuts);
    let left: Vec<usize> = order.iter().copied().filter(|k| !gone.contains(k)).collect();
    rows(&merged) == rows(&whole)
        && rows(&merged.merge(&tree(register, &order[..cuts[0] % order.len()], cuts))) == rows(&whole)
        && rows(&merged.without(&taken)) == rows(&tree(register, &left, &[]))
        && rows(&merged.without(&taken).merge(&taken)) == rows(&whole)
        && whole.keys().all(|key| !whole.of_key(key).is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn registers_are_merges(
        order in Just((0..BASE.documents.len()).collect::<Vec<usize>>()).prop_shuffle(),
        cuts in proptest::collection::vec(0..1000usize, 1..12),
        gone in proptest::collection::vec(0..BASE.documents.len(), 0..20),
    ) {
        prop_assert!(holds(&People::default(), &order, &cuts, &gone));
        prop_assert!(holds(&Places, &order, &cuts, &gone));
        prop_assert!(holds(&Bodies, &order, &cuts, &gone));
        prop_assert!(holds(&Papers, &order, &cuts, &gone));
    }
}

#[test]
fn a_run_says_what_the_collation_says() {
    let collation = collation();
    let people = Run::of(&People::default(), ENTRIES.iter().flatten()).finish(&People::default());
    assert_eq!(serde_json::to_string(&people).unwrap(), serde_json::to_string(&collation.people()).unwrap());
    let mut places = Run::of(&Places, ENTRIES.iter().flatten()).finish(&Places);
    places.sort_by(|a, b| (a.code.is_none(), &a.key, &a.name).cmp(&(b.code.is_none(), &b.key, &b.name)));
    let mut of_all = collation.places();
    for place in &mut of_all {
        place.entries_within = 0;
    }
    assert_eq!(places, of_all);
}

#[test]
fn many_threads_say_what_one_says() {
    let once = told(&collation());
    let all: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| told(&collation()))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(all.iter().all(|told| *told == once));
}
