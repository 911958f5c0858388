//! What people ruled holds: over registers, over a new reading, until it is taken back.

use crate::keep::{MARCH, incoming};
use dashiji::fact::Field;
use dashiji_store::{Anchor, Base, Decision, EntryId, Error, FactKind, NameKind, Standing};
use std::collections::BTreeMap;

const APRIL: &str = "2021年4月\n\n4月2日，副县长赵立本到乙桥镇检查公路养护，县防办负责人陪同。\n\n4月6日，县防办召开会议，通报水情。\n";

fn base(dir: &tempfile::TempDir) -> Base {
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(MARCH, "2021-03.txt")).unwrap();
    base.add_one("a", incoming(APRIL, "2021-04.txt")).unwrap();
    base
}

fn entry(words: &str) -> EntryId {
    words.parse().unwrap()
}

fn titles(base: &Base, id: &str, name: &str) -> Vec<String> {
    let entry = base.now().unwrap().entry(entry(id)).unwrap();
    let person = entry.record.people.iter().find(|p| p.name == name).unwrap();
    person.titles.iter().map(|t| t.text.clone()).collect()
}

#[test]
fn a_correction_feeds_the_registers_and_can_be_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(&dir);
    let fact = base.now().unwrap().fact(entry("d2.e1"), FactKind::Person, "赵立本").unwrap();
    let to = BTreeMap::from([("title".to_owned(), "县长".to_owned())]);
    let before = titles(&base, "d2.e1", "赵立本");
    let decision = Decision::Correct { fact, to };
    let changes = base.now().unwrap().preview(&decision).unwrap();
    assert!(changes.iter().any(|change| change.after.as_deref() == Some("县长")), "{changes:?}");
    assert_eq!(titles(&base, "d2.e1", "赵立本"), before, "a preview changes nothing");
    let id = base.rule("周文澜", "原件如此", decision).unwrap();
    assert_eq!(titles(&base, "d2.e1", "赵立本"), ["县长"]);
    let people = base.now().unwrap().person("赵立本").unwrap();
    assert!(
        people.iter().flat_map(|p| &p.offices).all(|office| !office.title.contains("副县长")),
        "{people:?}"
    );
    assert!(base.undo("周文澜", id, None).unwrap());
    assert!(!base.undo("周文澜", id, None).unwrap());
    assert_eq!(titles(&base, "d2.e1", "赵立本"), before);
    let ruled = base.now().unwrap().rulings().unwrap();
    assert!(ruled[0].undone && ruled[0].author == "周文澜" && ruled[0].ruling.reason == "原件如此");
}

#[test]
fn a_rejected_person_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(&dir);
    let fact = base.now().unwrap().fact(entry("d1.e1"), FactKind::Person, "赵立本").unwrap();
    base.rule("a", "同名", Decision::Reject { fact }).unwrap();
    let record = base.now().unwrap().entry(entry("d1.e1")).unwrap().record;
    assert!(record.people.iter().all(|person| person.name != "赵立本"));
    for event in &record.events {
        assert!(event.people.iter().all(|took| took.person < record.people.len()));
    }
    assert!(
        base.now()
            .unwrap()
            .naming(NameKind::Person, "赵立本")
            .unwrap()
            .iter()
            .all(|e| e.id != entry("d1.e1"))
    );
}

#[test]
fn a_short_name_is_a_body_from_a_day_on() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(&dir);
    let full = "清河县防汛抗旱指挥部办公室";
    let rule = |from: &str| Decision::Name {
        short: "县防办".to_owned(),
        full: full.to_owned(),
        from: Some(from.to_owned()),
        to: None,
    };
    let short = base.now().unwrap().naming(NameKind::Organization, "县防办").unwrap();
    let forms = base.now().unwrap().naming(NameKind::Form, "县防办").unwrap();
    assert!(!short.is_empty() || !forms.is_empty(), "the reader finds no 县防办 in the sample");
    let changes = base.now().unwrap().preview(&rule("2021-04-05")).unwrap();
    assert!(changes.iter().all(|change| change.entry == entry("d2.e2")), "{changes:?}");
    base.rule("a", "三定方案", rule("2021-04-05")).unwrap();
    let view = base.now().unwrap();
    let named = view.naming(NameKind::Organization, full).unwrap();
    assert_eq!(named.iter().map(|e| e.id).collect::<Vec<_>>(), [entry("d2.e2")]);
    assert_eq!(view.organization(full).unwrap().unwrap().entries, 1);
}

#[test]
fn people_are_merged_and_separated() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(&dir);
    let count = || base.now().unwrap().person("赵立本").unwrap().len();
    assert_eq!(count(), 1);
    let apart = Decision::Separate { name: "赵立本".to_owned(), entries: vec![entry("d2.e1")] };
    let id = base.rule("a", "两人同名", apart).unwrap();
    assert_eq!(count(), 2);
    assert_eq!(base.now().unwrap().people(&()).unwrap().iter().filter(|p| p.name == "赵立本").count(), 2);
    base.undo("a", id, Some("查明为一人")).unwrap();
    assert_eq!(count(), 1);
    let merge = Decision::Merge { names: vec!["周文澜".to_owned()], into: "赵立本".to_owned() };
    base.rule("a", "曾用名", merge).unwrap();
    let people = base.now().unwrap().person("赵立本").unwrap();
    assert_eq!((people.len(), people[0].entries), (1, 3));
    assert!(base.now().unwrap().person("周文澜").unwrap().is_empty());
}

#[test]
fn who_may_be_the_same_is_settled_by_a_ruling() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    for (region, path, post, year) in
        [("罗山县", "a.txt", "副县长", 1980), ("光山县", "b.txt", "县水利局局长", 1990)]
    {
        let text = format!("{region}大事记\n\n{year}年3月5日，{post}骆怀谷主持召开防汛会议。\n");
        let mut typed = incoming(&text, path);
        typed.given.region = Some(region.to_owned());
        base.add_one("a", typed).unwrap();
    }
    let people = || base.now().unwrap().person("骆怀谷").unwrap();
    let open = || people().iter().filter(|person| !person.maybe_same_as.is_empty()).count();
    assert_eq!((people().len(), open()), (2, 2), "{:#?}", people());
    assert_eq!(people()[0].maybe_same_as[0].entries, 1);
    let same = Decision::Merge { names: vec!["骆怀谷".to_owned()], into: "骆怀谷".to_owned() };
    let id = base.rule("a", "履历相接", same).unwrap();
    assert_eq!((people().len(), open()), (1, 0));
    base.undo("a", id, None).unwrap();
    let apart = Decision::Separate { name: "骆怀谷".to_owned(), entries: vec![entry("d2.e1")] };
    base.rule("a", "查明为两人", apart).unwrap();
    assert_eq!((people().len(), open()), (2, 0));
    let listed = base.now().unwrap().people(&()).unwrap();
    assert!(listed.iter().all(|person| person.maybe_same_as.is_empty()));
}

#[test]
fn one_event_told_twice_counts_once() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let told = "2021年3月\n\n3月5日，县长赵立本主持召开全县防汛会议。\n";
    base.add_one("a", incoming(told, "a.txt")).unwrap();
    base.add_one("a", incoming(&told.replace("全县", "县"), "b.txt")).unwrap();
    let chaired = || base.now().unwrap().person("赵立本").unwrap()[0].parts.get("chair").copied();
    assert_eq!(chaired(), Some(2));
    base.rule("a", "互见", Decision::SameEvent { entries: vec![entry("d1.e1"), entry("d2.e1")] }).unwrap();
    assert_eq!(chaired(), Some(1));
    assert_eq!(base.now().unwrap().person("赵立本").unwrap()[0].entries, 2);
}

#[test]
fn what_means_nothing_is_not_ruled() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(&dir);
    let view = base.now().unwrap();
    assert!(view.fact(entry("d1.e1"), FactKind::Person, "无此人").is_err());
    let fact = view.fact(entry("d1.e1"), FactKind::Date, "").unwrap();
    for (field, value) in [("date", "2021-02-30"), ("day", "2021-03-06")] {
        let to = BTreeMap::from([(field.to_owned(), value.to_owned())]);
        assert!(
            base.rule("a", "原件", Decision::Correct { fact: fact.clone(), to }).is_err(),
            "{field}={value}"
        );
    }
    assert!(base.rule("a", "原件", Decision::SameEvent { entries: vec![entry("d1.e1")] }).is_err());
    // Nothing is ruled without a reason, a dismissal no more than a correction.
    let dismissal =
        Decision::Dismiss { code: "X01".to_owned(), entry: None, document: None, quote: String::new() };
    for reason in ["", " \u{3000}", "\u{200B}", "……"] {
        let refused = base.rule("a", reason, dismissal.clone());
        assert!(matches!(refused, Err(Error::Refused { why: "no-reason", .. })), "{reason:?}");
    }
    assert!(base.now().unwrap().rulings().unwrap().is_empty());
}

#[test]
fn of_two_equal_figures_the_one_that_is_named_is_corrected() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let told = "2021年3月\n\n3月5日，县医院派出医疗队员12人，县中医院派出医疗队员12人，县妇幼保健院派出医疗队员12人。\n";
    base.add_one("a", incoming(told, "a.txt")).unwrap();
    let figures = || {
        let record = base.now().unwrap().entry(entry("d1.e1")).unwrap().record;
        let own = record.quantities.iter().filter(|q| q.text == "12人");
        own.map(|q| (q.start, q.value.to_string())).collect::<Vec<_>>()
    };
    let before = figures();
    assert_eq!(before.len(), 3, "{before:?}");
    let view = base.now().unwrap();
    let unclear = view.fact(entry("d1.e1"), FactKind::Figure, "12人");
    assert!(matches!(unclear, Err(Error::Refused { why: "which", .. })));
    let nowhere = view.fact_at(entry("d1.e1"), FactKind::Figure, "12人", Some(before[1].0 + 1));
    assert!(matches!(nowhere, Err(Error::Refused { why: "which", .. })));
    let fact = view.fact_at(entry("d1.e1"), FactKind::Figure, "12人", Some(before[1].0)).unwrap();
    let to = BTreeMap::from([("value".to_owned(), "15".to_owned())]);
    base.rule("a", "据派遣名册", Decision::Correct { fact, to }).unwrap();
    let values: Vec<String> = figures().into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, ["12", "15", "12"]);
}

#[test]
fn figures_with_the_same_around_them_are_told_apart_by_where_they_stand() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let told = "2021年3月\n\n3月5日，第一批医疗队员共计派出队员12人，随后又派。第二批医疗队员共计派出队员12人，随后又派。第三批医疗队员共计派出队员12人，随后又派。\n";
    base.add_one("a", incoming(told, "a.txt")).unwrap();
    let figures = || {
        let record = base.now().unwrap().entry(entry("d1.e1")).unwrap().record;
        let own = record.quantities.iter().filter(|q| q.text == "12人");
        own.map(|q| (q.start, q.value.to_string())).collect::<Vec<_>>()
    };
    let at = figures()[2].0;
    let fact = base.now().unwrap().fact_at(entry("d1.e1"), FactKind::Figure, "12人", Some(at)).unwrap();
    let to = BTreeMap::from([("value".to_owned(), "18".to_owned())]);
    base.rule("a", "据派遣名册", Decision::Correct { fact, to }).unwrap();
    assert_eq!(figures().into_iter().map(|(_, value)| value).collect::<Vec<_>>(), ["12", "12", "18"]);
}

#[test]
fn a_ruling_outlives_a_reading_that_lost_or_moved_its_fact() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(&dir);
    // As an engine to come may read: not this person at all, or nothing like it.
    let anchor = |quote: &str, before: &str| Anchor {
        entry: entry("d1.e3"),
        kind: FactKind::Person,
        quote: quote.to_owned(),
        before: before.to_owned(),
        after: String::new(),
        at: None,
    };
    base.rule("a", "校名", Decision::Accept { fact: anchor("第一中学", "清河县") }).unwrap();
    base.rule("a", "删去的人", Decision::Accept { fact: anchor("吴明远", "县长") }).unwrap();
    base.rule("a", "误认", Decision::Reject { fact: anchor("新校区", "") }).unwrap();
    let standing: Vec<_> =
        base.now().unwrap().rulings().unwrap().into_iter().map(|r| r.standing.unwrap()).collect();
    assert_eq!(standing, [Standing::Kept, Standing::Gone, Standing::Settled]);
    let kept = base.now().unwrap().entry(entry("d1.e3")).unwrap();
    let person = kept.record.people.iter().find(|p| p.name == "第一中学").unwrap();
    let at = person.mentions[0];
    let words: String =
        kept.text.chars().skip((at.start - kept.record.span.start) as usize).take(at.len()).collect();
    assert_eq!(words, "第一中学");
    // A moved paragraph and a mended page: the ruling follows its entry.
    let moved: Vec<&str> = MARCH.trim().split("\n\n").collect();
    let again = [moved[0], moved[3], moved[1], moved[2]].join("\n\n").replace("开工建设", "动工建设");
    base.add_one("a", incoming(&again, "2021-03.txt")).unwrap();
    assert_eq!(base.now().unwrap().rulings().unwrap()[0].standing, Some(Standing::Kept));
}

/// A chronicle in which a type, a part and a name are in doubt.
const UNSURE: &str = "2021年5月\n\n5月2日，街上人山人海，何立群带头。\n";

#[test]
fn who_accepts_or_corrects_a_fact_takes_its_doubt_away() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("a", incoming(UNSURE, "2021-05.txt")).unwrap();
    let fields = || -> Vec<Field> {
        let record = base.now().unwrap().entry(entry("d1.e1")).unwrap().record;
        let mut told: Vec<Field> = record.doubts().iter().map(|doubted| doubted.field).collect();
        told.retain(|field| matches!(field, Field::Type | Field::Person | Field::Title | Field::Part));
        told
    };
    let before = fields();
    assert!(before.contains(&Field::Type) && before.contains(&Field::Part), "{before:?}");
    let fact = |kind, words: &str| base.now().unwrap().fact(entry("d1.e1"), kind, words).unwrap();
    let decision = Decision::Accept { fact: fact(FactKind::Person, "何立群") };
    let person = base.rule("a", "原件如此", decision).unwrap();
    assert_eq!(fields(), [Field::Type]);
    let to = BTreeMap::from([("type".to_owned(), "meeting".to_owned())]);
    base.rule("a", "原件如此", Decision::Correct { fact: fact(FactKind::Type, ""), to }).unwrap();
    assert_eq!(fields(), []);
    base.undo("a", person, None).unwrap();
    assert_eq!(fields(), before.into_iter().filter(|f| *f != Field::Type).collect::<Vec<_>>());
}
