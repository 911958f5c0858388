//! The text of an entry written anew, by one and by two at a time; findings dismissed; facts added.

use dashiji_store::{Base, Decision, Edit, Edited, Error, FactKind, Incoming, Outcome};

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
    let Edited::Apart(merge, now) = edit(&base, "d1.e1", &head, &seen.replace("主持召开", "主持"))
    else {
        panic!()
    };
    assert_eq!(base.now().unwrap().position(), before);
    assert!(merge.text().contains("主持防汛会议。会期一天。") && !merge.is_disputed(), "{}", merge.text());
    assert!(matches!(edit(&base, "d1.e1", &now, &merge.text()), Edited::Kept(_)));
    let Edited::Apart(merge, _) = edit(&base, "d1.e1", &head, &seen.replace("半天", "两天")) else {
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
                        Edited::Apart(merge, now) => (head, new) = (now, merge.text()),
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
