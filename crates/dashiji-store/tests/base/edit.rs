//! The text of an entry written anew, by one and by two at a time; findings dismissed; facts added.

use dashiji_store::{Apart, Base, Decision, Deed, Edit, Edited, Error, FactKind, Incoming, Outcome};

const MARCH: &str = "2021年3月\r\n\r\n防汛会议召开 3月5日，县长赵立本主持召开防汛会议。会期半天。\r\n\r\n3月9日，县委书记周文澜到甲渠镇调研春耕生产。\r\n";

fn base(bytes: Vec<u8>, path: &str) -> (tempfile::TempDir, Base) {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let mut incoming = Incoming { bytes, ..Incoming::default() };
    incoming.given.path = Some(path.to_owned());
    base.add_one("a", incoming).unwrap();
    (dir, base)
}

fn text(base: &Base, entry: &str) -> String {
    base.now().unwrap().entry(entry.parse().unwrap()).unwrap().text
}

fn edit(base: &Base, entry: &str, head: &str, text: &str) -> Edited {
    let edit = Edit { entry: entry.parse().unwrap(), head: head.to_owned(), text: text.to_owned() };
    base.edit("周文澜", &edit).unwrap()
}

#[test]
fn only_the_edited_characters_change_in_the_file_s_own_encoding() {
    let gb = dashiji::document::Encoding::Gb18030.encode(MARCH).unwrap();
    let page = "<html><head><title>大事记</title></head><body><p>2021年3月</p><p>3月5日，县长赵立本主持召开<b>防汛</b>会议。会期半天。</p><p>3月9日，县委书记周文澜到甲渠镇调研。</p></body></html>".to_owned();
    for (bytes, path) in [(MARCH.as_bytes().to_vec(), "a.txt"), (gb, "b.txt"), (page.into_bytes(), "c.html")]
    {
        let (_dir, base) = base(bytes.clone(), path);
        let head = base.now().unwrap().head().unwrap();
        // A browser's form writes its own line ends.
        let new =
            text(&base, "d1.e1").replace("\r\n", "\n").replace("半天", "一天 <甲&乙>").replace('\n', "\r\n");
        let Edited::Kept(Outcome::Revised { id, .. }) = edit(&base, "d1.e1", &head, &new) else {
            panic!("{path}")
        };
        assert_eq!(id.to_string(), "d1.v2");
        assert!(text(&base, "d1.e1").contains("会期一天 <甲&乙>"), "{path}: {}", text(&base, "d1.e1"));
        let now = base.now().unwrap().bytes(id).unwrap();
        let same = now.iter().zip(&bytes).take_while(|(a, b)| a == b).count();
        let rest = now.iter().rev().zip(bytes.iter().rev()).take_while(|(a, b)| a == b).count();
        assert!(same + rest + 8 >= bytes.len(), "{path}: all but the edited characters keep their bytes");
        assert_eq!(base.now().unwrap().versions(id.document()).unwrap()[1].author, "周文澜");
        assert!(matches!(
            edit(&base, "d1.e1", &base.now().unwrap().head().unwrap(), &new),
            Edited::Unchanged
        ));
    }
}

#[test]
fn who_saw_an_older_text_gets_both_and_nothing_is_written() {
    let (_dir, base) = base(MARCH.into(), "a.txt");
    let head = base.now().unwrap().head().unwrap();
    let seen = text(&base, "d1.e1");
    assert!(matches!(edit(&base, "d1.e1", &head, &seen.replace("半天", "一天")), Edited::Kept(_)));
    // Another entry of the document is nobody's matter but its own.
    let other = text(&base, "d1.e2").replace("春耕", "秋收");
    assert!(matches!(edit(&base, "d1.e2", &head, &other), Edited::Kept(_)));
    assert!(text(&base, "d1.e1").contains("一天") && text(&base, "d1.e2").contains("秋收"));
    let before = base.now().unwrap().position();
    let Edited::Apart(Apart { merge, head: now, .. }) =
        edit(&base, "d1.e1", &head, &seen.replace("主持召开", "主持"))
    else {
        panic!()
    };
    assert_eq!(base.now().unwrap().position(), before);
    assert!(merge.text().contains("主持防汛会议。会期一天。") && !merge.is_disputed(), "{}", merge.text());
    assert!(matches!(edit(&base, "d1.e1", &now, &merge.text()), Edited::Kept(_)));
    let Edited::Apart(Apart { merge, .. }) = edit(&base, "d1.e1", &head, &seen.replace("半天", "两天"))
    else {
        panic!()
    };
    assert!(merge.is_disputed() && merge.text().contains("一天") && merge.text().contains("两天"));
    let wrong = Edit { entry: "d1.e1".parse().unwrap(), head: "00000000".to_owned(), text: "甲".to_owned() };
    assert!(matches!(base.edit("a", &wrong), Err(Error::Refused { why: "unknown-head", .. })));
}

#[test]
fn two_at_a_time_lose_no_word() {
    let (_dir, base) = base(MARCH.into(), "a.txt");
    let write = |by: &'static str| {
        let base = base.clone();
        std::thread::spawn(move || {
            for k in 0..12 {
                let view = base.now().unwrap();
                let (mut head, seen) =
                    (view.head().unwrap(), view.entry("d1.e1".parse().unwrap()).unwrap().text);
                let mut new = format!("{}{by}记第{k}事。\r\n", seen.trim_end());
                loop {
                    let edit = Edit { entry: "d1.e1".parse().unwrap(), head, text: new };
                    match base.edit(by, &edit).unwrap() {
                        Edited::Apart(apart) => (head, new) = (apart.head, apart.merge.text()),
                        _ => break,
                    }
                }
            }
        })
    };
    let writers = [write("甲"), write("乙")];
    for writer in writers {
        writer.join().unwrap();
    }
    let text = text(&base, "d1.e1");
    for word in (0..12).flat_map(|k| [format!("甲记第{k}事。"), format!("乙记第{k}事。")]) {
        assert!(text.contains(&word), "{word}: {text}");
    }
}

#[test]
fn an_entry_keeps_its_id_however_it_is_edited() {
    let (_dir, base) = base(MARCH.into(), "a.txt");
    let edit = |id: &str, new: &str| {
        let head = base.now().unwrap().head().unwrap();
        edit(&base, id, &head, new)
    };
    let standing = |id: &str| {
        let entry = base.now().unwrap().entry(id.parse().unwrap()).unwrap();
        assert!(entry.current, "{id}");
        entry.text
    };
    // All of it is written anew.
    let new = "3月6日，副县长吴明远到乙桥镇检查公路养护，慰问道班职工。";
    assert!(matches!(edit("d1.e1", new), Edited::Kept(_)));
    assert!(standing("d1.e1").contains("吴明远") && standing("d1.e2").contains("春耕"));
    // Another entry is written behind it, longer than it is.
    let longer = format!(
        "{}\r\n\r\n3月7日，县人民医院新门诊楼落成启用，县领导和医护人员代表共二百余人参加启用仪式，会后察看了各科室，并与前来就诊的群众交谈。",
        standing("d1.e1").trim_end()
    );
    assert!(matches!(edit("d1.e1", &longer), Edited::Kept(_)));
    assert!(standing("d1.e1").contains("吴明远") && standing("d1.e2").contains("春耕"));
    assert!(standing("d1.e3").contains("门诊楼"));
    // A new version in which two are one: the words of the one are found where they stand now.
    let one = format!(
        "2021年3月\r\n\r\n{}{}\r\n",
        standing("d1.e1").trim_end(),
        standing("d1.e3").replace("3月7日，", "")
    );
    let of = Some("d1".parse().unwrap());
    base.add_one("乙", Incoming { bytes: one.into(), of, ..Incoming::default() }).unwrap();
    let view = base.now().unwrap();
    let (mut gone, mut stays) = (0, 0);
    for (id, words) in [("d1.e1", "吴明远"), ("d1.e3", "门诊楼")] {
        let current = view.entry(id.parse().unwrap()).unwrap().current;
        (gone, stays) = (gone + u32::from(!current), stays + u32::from(current));
        let now = view.standing_in_for(id.parse().unwrap()).unwrap();
        assert!(now.current && now.text.contains(words), "{id}: {}", now.text);
    }
    assert_eq!((gone, stays), (1, 1));
    assert!(matches!(view.standing_in_for("d1.e2".parse().unwrap()), Err(Error::Unknown(_))));
}

#[test]
fn a_second_writer_loses_no_word_where_the_first_wrote_all_anew_or_made_one_entry_of_two() {
    let (_dir, base) = base(MARCH.into(), "a.txt");
    let head = base.now().unwrap().head().unwrap();
    let (one, other) = (text(&base, "d1.e1"), text(&base, "d1.e2"));
    assert!(matches!(edit(&base, "d1.e1", &head, "3月6日，副县长吴明远检查公路养护。"), Edited::Kept(_)));
    let Edited::Apart(apart) = edit(&base, "d1.e1", &head, &one.replace("半天", "两天")) else {
        panic!()
    };
    assert_eq!(apart.entry.to_string(), "d1.e1");
    let both = apart.merge.text();
    assert!(both.contains("吴明远") && both.contains("会期两天"), "{both}");
    let (head, seen) = (base.now().unwrap().head().unwrap(), other);
    let one = format!("2021年3月\r\n\r\n{}{}", text(&base, "d1.e1").trim_end(), seen.replace("3月9日，", ""));
    let of = Some("d1".parse().unwrap());
    base.add_one("乙", Incoming { bytes: one.into(), of, ..Incoming::default() }).unwrap();
    let edited = edit(&base, "d1.e2", &head, &seen.replace("春耕", "秋收"));
    let Edited::Apart(apart) = edited else { panic!("{edited:?}") };
    let both = apart.merge.text();
    assert!(both.contains("吴明远") && both.contains("秋收"), "{both}");
    assert!(matches!(edit(&base, &apart.entry.to_string(), &apart.head, &both), Edited::Kept(_)));
    let all = base.now().unwrap().entries("d1".parse().unwrap()).unwrap();
    assert!(all.iter().any(|entry| entry.text.contains("秋收")), "{all:?}");
}

#[test]
fn plain_edits_are_taken_wherever_they_stand() {
    let text = "2021年3月\n\n3月5日\n县长赵立本主持召开全县防汛工作会议，传达上级精神，部署汛期值守、\n物资储备和水库巡查等工作。会期半天。\n\n3月9日\n县委书记周文澜到甲渠镇调研春耕生产。\n";
    let page = "<html><head><title>大事记</title></head><body><h3>2021年3月</h3><p>3月5日<br>县长赵立本主持召开<b>防汛</b>会议，部署汛期值守。</p><p>会期半天。</p><p>3月9日，县委书记周文澜到甲渠镇调研。</p></body></html>";
    let ways: [fn(&str) -> String; 9] = [
        |text| text.replacen("3月5日", "3月6日", 1),
        |text| text.replacen("3月5日", "3月6日上午", 1),
        |text| text.replacen("3月5日", "是日", 1),
        |text| format!("{}与会六十人。", text.trim_end()),
        |text| format!("{}\n与会六十人。", text.trim_end()),
        |text| format!("{text}与会六十人。\n"),
        |text| text.replacen("县长赵立本", "代县长赵立本同志", 1),
        |text| text.replacen('县', "全县", 1).replacen("赵立本", "赵本立", 1),
        |text| text.replacen("召开", "主持并召开", 1).replacen("防汛", "防汛抗旱", 1),
    ];
    for (bytes, path) in
        [(text.to_owned(), "a.txt"), (text.replace('\n', "\r\n"), "b.txt"), (page.to_owned(), "c.html")]
    {
        for (k, way) in ways.iter().enumerate() {
            let (_dir, base) = base(bytes.clone().into_bytes(), path);
            let view = base.now().unwrap();
            let own = view.entries("d1".parse().unwrap()).unwrap().swap_remove(0);
            let seen = own.text.replace("\r\n", "\n");
            let new = way(&seen);
            let edit = Edit { entry: own.id, head: view.head().unwrap(), text: new.replace('\n', "\r\n") };
            let edited = base.edit("甲", &edit);
            assert!(matches!(edited, Ok(Edited::Kept(_))), "{path} {k}: {edited:?} {seen:?}");
            let now = base.now().unwrap().standing_in_for(own.id).unwrap().text;
            let flat = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert!(flat(&now).contains(&flat(&new)), "{path} {k}: {now:?} {new:?}");
        }
    }
}

#[test]
fn lines_of_a_page_and_of_a_word_file_are_joined_and_parted() {
    let page = "<html><body><p>2021年3月</p><p>3月5日，县长赵立本主持召开防汛会议，部署汛期<br>值守。</p><p>会期半天。</p><p>3月9日，县委书记周文澜到甲渠镇调研。</p></body></html>";
    let (_dir, base) = base(page.as_bytes().to_vec(), "c.html");
    let head = base.now().unwrap().head().unwrap();
    let seen = text(&base, "d1.e1");
    assert!(seen.contains("汛期\n值守"), "{seen:?}");
    let edited = edit(&base, "d1.e1", &head, &seen.replace("汛期\n值守", "汛期值守"));
    assert!(matches!(edited, Edited::Kept(_)), "{edited:?}");
    assert!(text(&base, "d1.e1").contains("汛期值守") && text(&base, "d1.e2").contains("甲渠镇"));
}

#[test]
fn what_a_person_entered_stays_entered_and_happened_when_it_did() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let text = "3月5日，县长赵立本主持召开防汛会议。";
    let mut incoming = Incoming { bytes: text.into(), ..Incoming::default() };
    incoming.given.period = Some("2021-03".to_owned());
    base.enter("馆员", Some("2021-03-05"), incoming).unwrap();
    let before = base.now().unwrap().entry("d1.e1".parse().unwrap()).unwrap();
    let head = base.now().unwrap().head().unwrap();
    let edited = edit(&base, "d1.e1", &head, &before.text.replace("主持", "主持并"));
    assert!(matches!(edited, Edited::Kept(_)));
    let after = base.now().unwrap().entry("d1.e1".parse().unwrap()).unwrap();
    assert_eq!(after.origin, before.origin);
    assert_eq!(after.origin, dashiji_store::Origin::Entered);
    let rows = base.log(0, 100).unwrap();
    let act = rows.iter().rfind(|row| row.act.version().is_some()).unwrap();
    assert_eq!(act.happened.as_deref(), Some("2021-03-05"));
}

#[test]
fn a_head_is_one_that_was_printed_and_each_act_has_its_own() {
    let (_dir, base) = base(MARCH.into(), "a.txt");
    let head = base.now().unwrap().head().unwrap();
    for wrong in ["", &head[..1], &head[..7], &format!("{head}0"), &head.to_uppercase(), "zzzzzzzz"] {
        if *wrong == *head {
            continue;
        }
        let edit = Edit { entry: "d1.e1".parse().unwrap(), head: wrong.to_owned(), text: "甲".to_owned() };
        let edited = base.edit("a", &edit);
        assert!(matches!(edited, Err(Error::Refused { why: "unknown-head", .. })), "{wrong}: {edited:?}");
    }
    let Edited::Kept(outcome) = edit(&base, "d1.e1", &head, &text(&base, "d1.e1").replace("半天", "一天"))
    else {
        panic!()
    };
    let made = base.now().unwrap().head().unwrap();
    let fact = base.now().unwrap().fact("d1.e1".parse().unwrap(), FactKind::Person, "赵立本").unwrap();
    let ruling = base.rule("乙", "核对无误", Decision::Accept { fact }).unwrap();
    let ruled = base.now().unwrap().head().unwrap();
    base.undo("乙", ruling, None).unwrap();
    let view = base.now().unwrap();
    let undone = view.head().unwrap();
    for (deed, head) in
        [(outcome.deed().unwrap(), made), (Deed::Ruling(ruling), ruled), (Deed::Undoing(ruling), undone)]
    {
        assert_eq!(view.head_after(deed).unwrap(), Some(head), "{deed:?}");
    }
    assert_eq!(view.head_after(Deed::Ruling("r9".parse().unwrap())).unwrap(), None);
}

#[test]
fn a_fix_is_put_in_though_another_entry_was_written_since() {
    let text_of = "2021年3月\n\n3月5日，县政府印发通知，，要求抗旱。\n\n3月9日，县委书记周文澜到甲渠镇调研，，春耕生产。\n";
    let (_dir, base) = base(text_of.into(), "a.txt");
    let view = base.now().unwrap();
    let head = view.head().unwrap();
    let at = |id: &str| {
        let entry = view.entry(id.parse().unwrap()).unwrap();
        let comma = entry.text.chars().position(|c| c == '，').unwrap() as u32;
        let twice =
            entry.text.chars().collect::<Vec<_>>().windows(2).position(|w| w == ['，', '，']).unwrap();
        assert!(twice as u32 > comma);
        let start = entry.record.span.start + twice as u32;
        vec![(dashiji::text::Span { start, end: start + 2 }, "，".to_owned())]
    };
    let (first, second) = (at("d1.e1"), at("d1.e2"));
    let document = "d1".parse().unwrap();
    base.amend("甲", document, &head, &first).unwrap();
    base.amend("乙", document, &head, &second).unwrap();
    assert!(text(&base, "d1.e1").contains("通知，要求") && text(&base, "d1.e2").contains("调研，春耕"));
    let again = base.amend("乙", document, &head, &second);
    assert!(matches!(again, Err(Error::Refused { why: "stale", .. })), "{again:?}");
}

#[test]
fn a_text_of_a_million_characters_is_edited_in_bounded_time() {
    let (_dir, base) = base(MARCH.into(), "a.txt");
    let head = base.now().unwrap().head().unwrap();
    let long = |word: &str| {
        (0..12_000).map(|k| format!("{word}第{k}户受灾情况已经逐户登记造册，")).collect::<Vec<_>>().concat()
    };
    let begun = std::time::Instant::now();
    let (one, other) = (format!("3月5日，{}", long("甲村")), format!("3月5日，{}", long("乙村")));
    let merge = dashiji_store::Merge::of(&one, &other, &format!("{one}完。"));
    assert!(merge.text().contains("乙村第77户"));
    assert!(!dashiji_store::pieces(&one, &other).is_empty());
    assert!(matches!(edit(&base, "d1.e1", &head, &one[..60_000]), Edited::Kept(_)));
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn a_fact_that_was_not_read_is_put_where_its_words_stand() {
    let (_dir, base) = base("2021年3月\n\n3月5日，旧塔重修竣工，匠人阿布在场。\n".into(), "a.txt");
    let view = base.now().unwrap();
    let entry = "d1.e1".parse().unwrap();
    assert!(matches!(
        view.stated(entry, FactKind::Person, "阿里"),
        Err(Error::Refused { why: "no-words", .. })
    ));
    assert!(matches!(
        view.stated(entry, FactKind::Figure, "竣工"),
        Err(Error::Refused { why: "no-fact", .. })
    ));
    let fact = view.stated(entry, FactKind::Person, "旧塔").unwrap();
    base.rule("a", "据碑记", Decision::Accept { fact }).unwrap();
    let named = |base: &Base| {
        base.now().unwrap().entry(entry).unwrap().record.people.iter().any(|p| p.name == "旧塔")
    };
    assert!(named(&base));
    base.undo("a", "r1".parse().unwrap(), None).unwrap();
    assert!(!named(&base));
}
