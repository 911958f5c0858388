//! Other names: what the text says behind a name ties the two, in the entry and wherever the document uses the other name, and nothing else does.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::fact::{AliasKind, Record, TitleRecord};
use dashiji::lexicon::Lexicon;
use dashiji::read;

fn records(text: &str) -> Vec<Record> {
    let bytes = format!("清溪县志·大事记\n\n{text}\n").into_bytes();
    read(bytes, &Given::default(), Lexicon::builtin()).unwrap().records
}

/// How names are tied: what stands behind the name, the other name as a later entry has it, and the kind.
const TIES: &[(&str, &str, AliasKind)] = &[
    ("（字砚农）", "周砚农", AliasKind::Courtesy),
    ("字砚农，号雪堂，", "周砚农", AliasKind::Courtesy),
    ("（字砚农，号雪堂）", "周雪堂", AliasKind::Art),
    ("，原名周大柱，", "周大柱", AliasKind::Former),
    ("（曾用名周大柱）", "周大柱", AliasKind::Former),
    ("（化名王铁山）", "王铁山", AliasKind::Assumed),
    ("（化名：王铁山）", "王铁山", AliasKind::Assumed),
    ("，又名周梅生，", "周梅生", AliasKind::Other),
    ("（别名“周梅生”）", "周梅生", AliasKind::Other),
    ("（1890—1952），字砚农，", "周砚农", AliasKind::Courtesy),
    ("（女，又名周梅生）", "周梅生", AliasKind::Other),
    ("（又名周梅生、周竹生）", "周竹生", AliasKind::Other),
    ("（清溪人，原名周大柱）", "周大柱", AliasKind::Former),
];

#[test]
fn another_name_is_filed_under_the_name() {
    for (behind, other, kind) in TIES {
        let first = format!("1937年5月，县长周文田{behind}主持修城。\n\n1938年3月，");
        let with = |name: &str| records(&format!("{first}{name}捐银三百元。\n\n1938年9月，李守义任校长。"));
        let (read, plain) = (with(other), with("周文田"));
        let told = read[0].people.iter().find(|person| person.name == "周文田").unwrap();
        assert!(
            told.aliases.iter().any(|alias| alias.kind == *kind && other.ends_with(&alias.text)),
            "{first}"
        );
        assert_eq!(read[0].people.len(), 1, "{first}: {:?}", read[0].people);
        let meant = read[1].people.iter().find(|person| person.name == *other).unwrap();
        let known = meant.same_as.as_ref().unwrap();
        assert_eq!((known.name.as_str(), known.entry, meant.known_as()), ("周文田", 1, "周文田"), "{first}");
        // Telling the later entry by the name itself gives the same register.
        let (read, plain) = (Collation::of(read), Collation::of(plain));
        let shape = |collation: &Collation| {
            let people = collation.people();
            people.iter().map(|p| (p.name.clone(), p.entries, p.offices.len())).collect::<Vec<_>>()
        };
        assert_eq!(shape(&read), shape(&plain), "{first}");
        let of_him = &read.person("周文田")[0].aliases;
        assert!(of_him.iter().any(|alias| alias.is_called("周文田", other)), "{first}");
    }
}

#[test]
fn what_the_text_does_not_tie_stays_apart() {
    for text in [
        // Told of two people.
        "1937年5月，周文田（字子安）主持修城。\n\n1937年6月，周守信（字子安）到任。\n\n1938年3月，周子安捐银三百元。",
        // Named beside him.
        "1937年5月，周文田（字砚农）主持修城。\n\n1938年3月，周文田、周砚农捐银三百元。",
        // Of another time.
        "1937年5月，周文田（化名王铁山）任县长。\n\n1985年3月，王铁山任县水利局局长。",
        // A body's.
        "1937年5月，县立中学（原名周砚农学堂）落成，周文田到会。\n\n1938年3月，周砚农捐银三百元。",
    ] {
        let read = records(text);
        assert!(
            read.iter().flat_map(|record| &record.people).all(|person| person.same_as.is_none()),
            "{text}"
        );
    }
    for text in ["1937年5月，县长周文田号召全县，捐献飞机。", "1937年5月，画家周文田字画，在县城展出。"]
    {
        assert!(records(text)[0].people.iter().all(|person| person.aliases.is_empty()), "{text}");
    }
}

#[test]
fn an_office_given_behind_the_bracket_is_his() {
    let read = records("1949年5月，李青山（化名王铁）任县委书记。\n\n1949年8月，王铁率队下乡。");
    let titles: Vec<&str> = read[0].people[0].titles.iter().map(TitleRecord::words).collect();
    assert_eq!((read[0].people.len(), &titles[..]), (1, &["县委书记"][..]));
}
