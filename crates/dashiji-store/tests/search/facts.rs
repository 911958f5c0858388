//! Fields: people, offices, places, bodies, documents, days, and names in Latin letters.

use crate::{Shelf, given};
use dashiji_store::search::{Ground, Options};

const MONTH: &str = "2020年大事记\n\n\
全省春耕备耕工作会议　2月3日，省委书记赵立本主持召开会议，省长周文澜出席会议并讲话。\n\n\
周文澜到郑州市调研　2月5日，省长周文澜到郑州市中原区调研。\n\n\
企业家座谈会召开　2月20日，省长周文澜主持召开座谈会，赵立本出席会议。\n\n\
印发春耕通知　2月21日，省政府办公厅印发《关于做好春耕备耕工作的通知》（豫政办〔2020〕7号）。\n\n\
单立群到洛阳市检查　3月2日，代省长单立群到洛阳市检查，Wang Ping博士随行。\n\n\
全省安全生产工作会议　3月4日，副省长何立群主持召开会议。\n";

fn shelf() -> Shelf {
    Shelf::of(&[(MONTH, &given("2020", "河南省"))])
}

#[test]
fn fields_ask_for_facts() {
    let shelf = shelf();
    for (query, wanted) in [
        ("who:赵立本", "1 3"),
        ("人物:周文澜 part:主持", "3"),
        ("who:赵立本 part:chair", "1"),
        ("who:赵立本 身份：出席", "3"),
        ("part:chair", "1 3 6"),
        ("title:省长", "1 2 3"),
        ("title:副省长", "6"),
        ("who:赵立本 title:省委书记", "1"),
        ("where:河南省", "2 5"),
        ("where:河南", "2 5"),
        ("where:410000", "2 5"),
        ("where:郑州", "2"),
        ("地点:中原区", "2"),
        ("who:周文澜 where:郑州市", "2"),
        ("who:赵立本 where:郑州市", ""),
        ("doc:春耕", "4"),
        ("文件:豫政办〔2020〕7号", "4"),
        ("doc:=春耕", ""),
        ("when:2020-02", "1 2 3 4"),
        ("when:2020-02-20..", "3 4 5 6"),
        ("when:..2020-02-05", "1 2"),
        ("when:2020-02-10", ""),
        ("ledger:医疗队", "1"),
        ("in:d0 title:省委书记", "1"),
        ("in:d title:省委书记", ""),
        ("in:2020年大事记 title:省委书记", "1"),
        ("type:meeting -who:何立群", "1 3"),
    ] {
        let found = shelf.found(query).join(" ").replace("d0.", "");
        assert_eq!(found, wanted, "{query}");
    }
}

#[test]
fn names_are_found_by_spelling_and_only_names() {
    let shelf = shelf();
    for (query, wanted) in [
        ("zlb", "1 3"),
        ("zhaoliben", "1 3"),
        ("zhao liben", "1 3"),
        ("Zhou Wenlan", "1 2 3"),
        ("who:zhouwenlan part:chair", "3"),
        ("shanliqun", "5"),
        ("danliqun", ""),
        ("zhengzhou", "2"),
        ("where:luoyang", "5"),
        ("wang ping", "5"),
        ("ping", "5"),
        // 会议 sounds so, and is no name.
        ("huiyi", ""),
    ] {
        let found = shelf.found(query).join(" ").replace("d0.", "");
        assert_eq!(found, wanted, "{query}");
    }
}

#[test]
fn an_office_with_a_day_finds_who_held_it() {
    let shelf = shelf();
    let found = shelf.search("省长 when:2020-02-10", &Options::default());
    let first = &found.holders[0];
    assert_eq!((first.name.as_str(), first.ground), ("周文澜", Ground::Between));
    assert_eq!(
        first.proof.iter().map(|proof| proof.date.as_str()).collect::<Vec<_>>(),
        ["2020-02-05", "2020-02-20"]
    );
    assert!(first.proof[0].citation.contains("第2条"));
    let found = shelf.search("省委书记 when:2020-02-03", &Options::default());
    assert_eq!((found.holders[0].name.as_str(), found.holders[0].ground), ("赵立本", Ground::Stated));
    let found = shelf.search("title:副省长 when:2020-02", &Options::default());
    assert_eq!((found.holders[0].name.as_str(), found.holders[0].ground), ("何立群", Ground::Nearest));
    assert!(shelf.search("会议 when:2020-02-10", &Options::default()).holders.is_empty());
    assert!(shelf.search("省长", &Options::default()).holders.is_empty());
}

#[test]
fn who_left_before_or_came_after_did_not_hold_it() {
    let told = given("1984", "清河县");
    let text = "清河县大事记\n\n1984年\n\n1月4日，县长赵立本主持召开会议。\n\n3月1日，免去赵立本县长职务。\n\n\
                5月1日，任命孙念慈为县长。\n\n8月1日，县长孙念慈检查工作。\n\n9月1日，县长孙念慈主持召开会议。\n";
    let there = given("1984", "东陵县");
    let other = "东陵县大事记\n\n1984年\n\n4月2日，副县长周文澜主持召开会议。\n";
    let shelf = Shelf::of(&[(text, &told), (other, &there)]);
    let held = |day: &str| -> Vec<String> {
        let found = shelf.search(&format!("县长 when:{day}"), &Options::default());
        found.holders.iter().map(|holder| format!("{} {:?}", holder.name, holder.ground)).collect()
    };
    assert_eq!(held("1984-02-01"), ["赵立本 Between"]);
    assert!(held("1984-04-01").is_empty(), "{:?}", held("1984-04-01"));
    assert_eq!(held("1984-08-15"), ["孙念慈 Between"]);
    assert_eq!(held("1984-10-01"), ["孙念慈 Nearest"]);
}

#[test]
fn facets_count_all_hits_and_name_codes() {
    let shelf = shelf();
    let found = shelf.search("when:2020", &Options { facets: 3, limit: 1, ..Options::default() });
    assert_eq!(found.total, 6);
    let of = |field: &str| {
        let facet = found.facets.iter().find(|facet| facet.field == field).unwrap();
        facet
            .top
            .iter()
            .map(|v| format!("{}{}={}", v.value, v.name.as_deref().unwrap_or(""), v.count))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("who")[0], "周文澜=3");
    assert_eq!(of("province"), ["410000河南省=2"]);
    assert_eq!(of("month"), ["2020-02=4", "2020-03=2"]);
    assert_eq!(of("year"), ["2020=6"]);
    // A facet's count is what a search with it added finds.
    for value in ["周文澜", "赵立本"] {
        let count = shelf.search(&format!("when:2020 who:{value}"), &Options::default()).total;
        assert!(of("who").contains(&format!("{value}={count}")));
    }
}

#[test]
fn facts_that_answer_are_lit_with_their_words() {
    let shelf = shelf();
    let text: Vec<char> = MONTH.chars().collect();
    let hit = &shelf.search("who:周文澜 part:主持", &Options::default()).hits[0];
    let who = hit.facts.iter().find(|fact| fact.field == "who").unwrap();
    let slice: String = text[who.start.unwrap() as usize..who.end.unwrap() as usize].iter().collect();
    assert_eq!(slice, "周文澜");
    assert!(hit.facts.iter().any(|fact| fact.field == "part" && fact.text == "chair"));
    assert!(hit.fragments.iter().any(|fragment| !fragment.lit.is_empty()));
}
