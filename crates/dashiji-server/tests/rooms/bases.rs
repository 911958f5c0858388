//! Bases that change, are large, are gone or of odd days.

use super::*;

/// Files of a base that are made again from its record.
fn derived(dir: &std::path::Path) -> std::path::PathBuf {
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap().flatten() {
            if file.path().is_dir() {
                folders.push(file.path());
            } else if file.file_name() == "derived.db" {
                return file.path();
            }
        }
    }
    panic!("no derived.db");
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_not_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("周文澜", incoming(FIRST)).unwrap();
    let router = room_of(base);
    assert_eq!(ask(&router, get("/people")).await.status, StatusCode::OK);
    // The disk loses what entries and registers are read from while the room is open.
    let connection = rusqlite::Connection::open(derived(dir.path())).unwrap();
    connection
        .execute_batch("DROP TABLE facts; DROP TABLE records; DROP TABLE digests; DROP TABLE entries;")
        .unwrap();
    let name = "%E8%B5%B5%E7%AB%8B%E6%9C%AC";
    for address in [&*format!("/person/{name}"), "/entry/d1.e2", "/month/2021-03", "/day/2021-03-09"] {
        let page = ask(&router, get(address)).await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR, "{address}: {}", page.body);
        assert!(
            page.body.contains("资料库不能读") && page.body.contains("dashiji verify"),
            "{address}: {}",
            page.body
        );
        assert!(!page.body.contains(dir.path().to_str().unwrap()), "{address}: {}", page.body);
    }
    for address in [&*format!("/api/people/{name}"), "/api/entries/d1.e2"] {
        let got = ask(&router, get(address)).await;
        assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR, "{address}: {}", got.body);
        assert_eq!(got.json()["type"], "/api#problem-broken", "{address}");
        assert!(!got.body.contains(dir.path().to_str().unwrap()), "{address}: {}", got.body);
    }
    // A search finds in its index what it cannot show: it says so, and an answer is not given by halves.
    for address in [
        "/search?q=%E8%B0%83%E7%A0%94",
        "/api/search?q=%E8%B0%83%E7%A0%94",
        &format!("/search?q={name}%E5%9C%A8%E5%93%AA%E9%87%8C"),
    ] {
        let got = ask(&router, get(address)).await;
        assert_eq!(got.status, StatusCode::INTERNAL_SERVER_ERROR, "{address}: {}", got.body);
        assert!(!got.body.contains(dir.path().to_str().unwrap()), "{address}: {}", got.body);
    }
    // What is no query is the reader's fault and not the base's.
    for address in ["/search?q=%28", "/api/search?q=%28"] {
        let got = ask(&router, get(address)).await;
        assert_eq!(got.status, StatusCode::BAD_REQUEST, "{address}: {}", got.body);
    }
    // A page that needs nothing of it is there as before.
    assert_eq!(ask(&router, get("/people")).await.status, StatusCode::OK);
}

/// A chronicle of years before our era, another whose days nobody knows.
#[tokio::test]
async fn years_before_our_era_are_shown_as_they_are() {
    const AGES: &str =
        "云岭县古代大事记\n\n公元前525年，修云岭陂。\n\n公元前221年，置云岭县。\n\n公元8年，大水，坏民舍。\n";
    let router =
        router(room(&[(AGES, Given::default())]), Policy { loopback: true, workers: 2, ..Policy::default() });
    let home = ask(&router, get("/")).await.body;
    assert!(home.contains("公元前525年至8年") && home.contains("/year/-0524"), "{home}");
    assert!(home.contains("公元前221年 ·") && !home.contains("库中尚无条目"), "{home}");
    let line = ask(&router, get("/timeline")).await.body;
    assert!(line.contains("-0524-01-01") && !line.contains("1970") && !line.contains("未系日期"), "{line}");
    let year = ask(&router, get("/year/-0220")).await;
    assert_eq!(year.status, StatusCode::OK);
    assert!(year.body.contains("公元前221年") && year.body.contains("置云岭县"), "{}", year.body);
    // Of which only the year is told is nothing of a January, nor of a first of January.
    for (address, heading) in
        [("/month/-0220-01", "公元前221年1月"), ("/day/-0220-01-01", "公元前221年1月1日")]
    {
        let page = ask(&router, get(address)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(heading) && !page.body.contains("置云岭县"), "{}", page.body);
    }
    assert!(!home.contains("/month/"), "{home}");
    let stretch = ask(&router, get("/api/timeline?from=-0300&to=0001")).await.json();
    assert_eq!((&stretch["from"], &stretch["to"]), (&"-0300-01-01".into(), &"0001-12-31".into()));
    let heads = ask(&router, get("/api/entries?from=-0525&to=-0100")).await.json();
    let days: Vec<&str> =
        heads["items"].as_array().unwrap().iter().map(|e| e["from"].as_str().unwrap()).collect();
    assert_eq!(days, ["-0524-01-01", "-0220-01-01"]);
    let found =
        ask(&router, get("/api/search?q=when%3A%E5%85%AC%E5%85%83%E5%89%8D221%E5%B9%B4")).await.json();
    assert_eq!(found["total"], 1, "{found}");
    for feed in ["/feed.atom", "/feed.json"] {
        let fed = ask(&router, get(feed)).await.body;
        assert!(fed.contains("修云岭陂") && !fed.contains("1970-01-01"), "{fed}");
    }
}

#[tokio::test]
async fn entries_without_days_are_no_empty_base() {
    let router = router(
        room(&[(
            "云岭县旧闻大事记\n\n道光三十五年五月，修云岭陂。\n\n道光三十六年，置云岭县。\n",
            Given::default(),
        )]),
        Policy { loopback: true, workers: 2, ..Policy::default() },
    );
    let home = ask(&router, get("/")).await.body;
    assert!(home.contains("修云岭陂") && !home.contains("库中尚无条目"), "{home}");
    let line = ask(&router, get("/timeline")).await.body;
    assert!(!line.contains("1970"), "{line}");
    assert!(!ask(&router, get("/map")).await.body.contains("1970"));
}

#[tokio::test]
async fn versions_rulings_and_days_that_are_past_can_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), at_first).unwrap();
    base.add_one("周文澜", incoming(FIRST)).unwrap();
    drop(base);
    let base = Base::open_with(dir.path(), at_second, &()).unwrap();
    base.add_one("梅若渊", Incoming { of: Some("d1".parse().unwrap()), ..incoming(SECOND) }).unwrap();
    let view = base.now().unwrap();
    let fact = view.fact("d1.e2".parse().unwrap(), FactKind::Place, "石羊河镇").unwrap();
    let id = base.rule("梅若渊", "<b>非到访之地</b>", Decision::Reject { fact }).unwrap();
    base.undo("周文澜", id, Some("确到过")).unwrap();
    let router = room_of(base);
    let page = async |address: &str| ask(&router, get(address)).await;

    let rulings = page("/rulings").await.body;
    for words in [
        "否定",
        "石羊河镇",
        "梅若渊",
        "2024年6月1日 04:00 UTC",
        "&lt;b&gt;非到访之地",
        "已撤销",
        "周文澜",
        "确到过",
    ] {
        assert!(rulings.contains(words), "{words}: {rulings}");
    }
    let rulings = page("/api/rulings").await.json();
    assert_eq!(
        (&rulings["items"][0]["undone"], &rulings["items"][0]["undoing"]["reason"]),
        (&true.into(), &"确到过".into())
    );

    let id = page("/api/sources").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let versions = page(&format!("/source/{id}/versions")).await.body;
    assert!(
        versions.contains("第 1 版") && versions.contains("第 2 版") && versions.contains("/diff?from=1&"),
        "{versions}"
    );
    let diff = page(&format!("/source/{id}/diff?from=1&to=2")).await.body;
    assert!(
        diff.contains("防汛<ins>工作</ins>会议") && diff.contains("<ins>3月12日，副县长周文澜"),
        "{diff}"
    );
    assert_eq!(page(&format!("/source/{id}/diff?from=1&to=9")).await.status, StatusCode::NOT_FOUND);
    assert!(page(&format!("/source/{id}/text?version=1&plain=1")).await.body.contains("防汛会议"));

    // On the first day there was the first version, nothing was ruled, and every link stays there.
    let then = page("/people?as-of=2024-05-01").await;
    assert_eq!(then.status, StatusCode::OK);
    assert!(then.body.contains("2024年5月1日结束时的样子") && !then.body.contains("周文澜"), "{}", then.body);
    for link in then.body.split("href=\"").skip(1).filter_map(|p| p.split('"').next()) {
        let kept = link.contains("as-of=2024-05-01")
            || link.starts_with("/assets/")
            || link == "#main"
            || link == "/people";
        assert!(kept || link.contains("lang="), "{link}");
    }
    assert!(page("/entry/d1.e1?as-of=2024-05-01").await.body.contains("防汛会议"));
    assert!(page("/rulings?as-of=2024-05-01").await.body.contains("没有核定"));
    let found = page("/api/search?q=%E5%B7%A5%E4%BD%9C&as-of=2024-05-01").await.json();
    assert_eq!(found["total"], 0);
    let found = page("/api/search?q=%E8%B0%83%E7%A0%94&as-of=2024-05-01").await.json();
    assert!(found["items"][0]["link"].as_str().unwrap().ends_with("as-of=2024-05-01"), "{found}");
    assert!(page("/?as-of=2020-01-01").await.body.contains("0 条"));
    for day in ["2024-02-31", "yesterday", "%3Cscript%3E", "99999-01-01"] {
        assert_eq!(page(&format!("/people?as-of={day}")).await.status, StatusCode::BAD_REQUEST, "{day}");
        let got = page(&format!("/api/people?as-of={day}")).await;
        assert_eq!((got.status, got.json()["parameter"].as_str()), (StatusCode::BAD_REQUEST, Some("as-of")));
    }
}

#[tokio::test]
async fn what_others_put_in_shows_up() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("周文澜", incoming(FIRST)).unwrap();
    let router = room_of(Base::open(dir.path()).unwrap());
    assert!(!ask(&router, get("/people")).await.body.contains("周文澜"));
    base.add_one("周文澜", Incoming { of: Some("d1".parse().unwrap()), ..incoming(SECOND) }).unwrap();
    for _ in 0..200 {
        if ask(&router, get("/people")).await.body.contains("周文澜")
            && ask(&router, get("/api/search?q=%E6%A4%8D%E6%A0%91")).await.json()["total"] == 1
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("what was put in does not show");
}

#[tokio::test]
async fn an_index_that_is_gone_is_made_anew_while_the_room_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    base.add_one("周文澜", incoming(SECOND)).unwrap();
    let index = base.dir().join("index");
    drop(base);
    let router = room_of(Base::open(dir.path()).unwrap());
    let search = "/api/search?q=%E6%A4%8D%E6%A0%91";
    assert_eq!(ask(&router, get(search)).await.json()["total"], 1);
    for again in 0..2 {
        std::fs::remove_dir_all(&index).unwrap();
        // An answer that is kept asks no index.
        let search = format!("{search}{}", "%20".repeat(again + 1));
        let mut said = Vec::new();
        for _ in 0..200 {
            let got = ask(&router, get(&search)).await;
            said.push(got.status.as_u16());
            if got.status == StatusCode::OK {
                break;
            }
            let page = ask(&router, get(&search.replace("/api", ""))).await;
            assert!(page.status == StatusCode::OK || page.status == StatusCode::ACCEPTED, "{again}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let (last, before) = said.split_last().unwrap();
        assert!(*last == 200 && before.iter().all(|status| *status == 503), "{again}: {said:?}");
        assert_eq!(ask(&router, get(&search)).await.json()["total"], 1, "{again}");
    }
}

#[tokio::test]
async fn a_room_that_follows_the_base_shows_what_one_opened_now_shows() {
    const PAGES: [&str; 7] = [
        "/api/people",
        "/api/places",
        "/api/offices",
        "/api/organizations",
        "/api/entries",
        "/api/sources",
        "/api/network",
    ];
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let put = |county: &str, year: u32, name: &str, of: Option<&str>| {
        let text = format!(
            "{county}大事记\n\n{year}年3月\n\n3月5日，县长{name}主持召开防汛会议，周文澜参加。\n\n3月9日，{name}到石板镇调研。\n"
        );
        base.add_one("a", Incoming { of: of.map(|id| id.parse().unwrap()), ..incoming(&text) }).unwrap();
    };
    put("霍山县", 2021, "赵立本", None);
    put("理塘县", 2020, "骆怀谷", None);
    let router = room_of(Base::open(dir.path()).unwrap());
    let steps: [&dyn Fn(); 6] = [
        &|| put("霍山县", 2019, "孙念慈", None),
        &|| put("理塘县", 2020, "周文澜", Some("d2")),
        &|| _ = base.remove("a", "d1".parse().unwrap(), None).unwrap(),
        &|| {
            let fact =
                base.now().unwrap().fact("d3.e1".parse().unwrap(), FactKind::Person, "孙念慈").unwrap();
            base.rule("a", "误读", Decision::Reject { fact }).unwrap();
        },
        &|| put("罗山县", 2022, "赵立本", None),
        &|| _ = base.put_back("a", "d1".parse().unwrap(), None).unwrap(),
    ];
    for (step, act) in steps.iter().enumerate() {
        act();
        let fresh = room_of(Base::open(dir.path()).unwrap());
        for page in PAGES {
            let wanted = ask(&fresh, get(page)).await.body;
            assert!(!wanted.is_empty());
            let mut shown = String::new();
            for _ in 0..200 {
                shown = ask(&router, get(page)).await.body;
                if shown == wanted {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            assert_eq!(shown, wanted, "{page} after step {step}");
        }
    }
}

/// More entries than are checked before a page is answered, in documents of two hundred.
fn many() -> (tempfile::TempDir, Base) {
    use std::fmt::Write as _;
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    for document in 0..21 {
        let mut text = format!("霍山县大事记\n\n{}年3月\n\n", 2000 + document);
        for number in 0..200 {
            let day = number % 28 + 1;
            let _ = write!(text, "3月{day}日，县长赵立本主持第{document}-{number}次会议。\n\n");
        }
        base.add_one("周文澜", incoming(&text)).unwrap();
    }
    // The same event in the first and in the last document but one: found only where all are looked at together.
    for year in ["甲", "乙"] {
        base.add_one("周文澜", incoming(&format!("{year}县大事记\n\n2021年5月\n\n5月30日，县长赵立本主持召开全县防汛抗旱工作会议，部署水库除险加固和物资储备。\n"))).unwrap();
    }
    (dir, base)
}

#[tokio::test]
async fn a_large_base_says_how_far_the_checking_is_and_is_checked_whole() {
    let (_dir, base) = many();
    let view = base.now().unwrap();
    let readings: Vec<_> = view.documents().iter().map(|d| view.reading(d.id).unwrap()).collect();
    let collation = view.collation(&()).unwrap();
    let desk = Desk::new(&readings, &collation, Profile::default(), &[]);
    let wanted = check(&desk, &Selection::default(), dashiji::check::Language::Chinese);
    let router = room_of(base);
    let first = ask(&router, get("/findings")).await.body;
    assert!(first.contains("data-making>正在核对全库……"), "{first}");
    let waiting = ask(&router, get("/api/findings")).await;
    if waiting.status == StatusCode::SERVICE_UNAVAILABLE {
        assert!(waiting.body.contains("making") && waiting.header(header::RETRY_AFTER) == "2");
    }
    let mut found = waiting;
    while found.status != StatusCode::OK {
        tokio::time::sleep(Duration::from_millis(50)).await;
        found = ask(&router, get("/api/findings?size=500")).await;
    }
    let found = found.json();
    assert_eq!(found["total"], wanted.len());
    assert!(wanted.iter().any(|f| f.code.starts_with('X')), "nothing compares documents");
    for (item, finding) in found["items"].as_array().unwrap().iter().zip(&wanted) {
        assert_eq!(
            (&item["code"], &item["message"]),
            (&finding.code.into(), &finding.message.as_str().into())
        );
    }
    // A day that is past is read beside the pages too.
    let today = jiff::Timestamp::now().to_string()[..10].to_owned();
    for address in [format!("/people?as-of={today}"), "/people?as-of=2001-01-01".to_owned()] {
        let mut got = ask(&router, get(&address)).await;
        while got.status == StatusCode::ACCEPTED {
            assert!(got.body.contains("data-making"));
            tokio::time::sleep(Duration::from_millis(50)).await;
            got = ask(&router, get(&address)).await;
        }
        assert_eq!(got.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn a_room_follows_its_base_and_says_where_it_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("base");
    let base = Base::init(&home).unwrap();
    base.add_one("周文澜", incoming("2021年3月\n\n3月5日，县长赵立本主持召开防汛会议。\n")).unwrap();
    let saved = dir.path().join("saved.dashiji");
    base.backup(&saved, &()).unwrap();
    base.add_one("周文澜", incoming("2021年4月\n\n4月6日，全县抗旱演练举行。\n")).unwrap();
    let router = room_of(base);
    let look = || async {
        // The base is looked at twice a second.
        tokio::time::sleep(Duration::from_millis(600)).await;
        ask(&router, get("/year/2021")).await.body
    };
    let gone = "资料库读不了";
    assert!(look().await.contains("抗旱演练"));
    // What is computed goes and comes back.
    std::fs::remove_file(home.join("derived.db")).unwrap();
    assert!(look().await.contains("抗旱演练"));
    // The base goes: what was read is shown, and that is said.
    std::fs::rename(&home, dir.path().join("away")).unwrap();
    let page = look().await;
    assert!(page.contains("抗旱演练") && page.contains(gone), "{page}");
    // Another stands in its place.
    drop(Base::restore(&saved, &home, &()).unwrap());
    let page = look().await;
    assert!(page.contains("防汛会议") && !page.contains("抗旱演练") && !page.contains(gone), "{page}");
}
