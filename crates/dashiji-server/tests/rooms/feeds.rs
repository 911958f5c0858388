//! Feeds, proxies and addresses that stay.

use super::*;
use std::path::Path;

#[tokio::test]
async fn a_feed_is_of_what_came_in_last_and_says_when() {
    let dir = tempfile::tempdir().unwrap();
    let router = room_of(followed(dir.path()));
    let fed = ask(&router, get("/feed.json")).await.json();
    let told: Vec<(String, String)> = fed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let link = item["url"].as_str().unwrap();
            (
                link.rsplit('/').next().unwrap().to_owned(),
                item["date_modified"].as_str().unwrap()[..10].to_owned(),
            )
        })
        .collect();
    // What came in on the second day stands first, however long ago it happened; what stood unchanged is of the first day.
    let (late, early): (Vec<_>, Vec<_>) = told.iter().partition(|(_, at)| at == "2024-06-01");
    let mut names: Vec<&str> = late.iter().map(|(id, _)| id.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["d1.e1", "d1.e3", "d2.e1"], "{told:?}");
    assert_eq!(early, [&("d1.e2".to_owned(), "2024-05-01".to_owned())]);
    assert_eq!(told.last(), Some(early[0]), "{told:?}");
    // A changed entry was there before, a new one was not.
    let published = |id: &str| {
        let items = fed["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["url"].as_str().unwrap().ends_with(id)).unwrap();
        item["date_published"].as_str().unwrap()[..10].to_owned()
    };
    assert_eq!((published("d1.e1"), published("d1.e3")), ("2024-05-01".to_owned(), "2024-06-01".to_owned()));
    let atom = ask(&router, get("/feed.atom")).await.body;
    assert!(atom.contains("<updated>2024-06-01T04:00:00"), "{atom}");
    let first = atom.split("<entry>").nth(1).unwrap();
    assert!(first.contains("<updated>2024-06-01"), "{first}");
    // The feed of a search is ordered in the same way.
    let fed = ask(&router, get("/feed.json?q=%E5%8E%BF%E9%95%BF")).await.json();
    let stamps: Vec<&str> =
        fed["items"].as_array().unwrap().iter().map(|item| item["date_modified"].as_str().unwrap()).collect();
    assert!(stamps.len() > 1 && stamps.is_sorted_by(|a, b| a >= b), "{stamps:?}");
}

#[tokio::test]
async fn the_feed_of_a_search_tells_what_came_in_last_however_much_happened_since() {
    use std::fmt::Write as _;
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), at_first).unwrap();
    let mut many = "霍山县大事记\n".to_owned();
    for day in 0..620 {
        let (year, month, date) = (2001 + day / 310, 1 + day % 310 / 28, 1 + day % 28);
        let _ = write!(many, "\n{year}年{month}月{date}日，县长赵立本到第{day}村调研。\n");
    }
    base.add_one("周文澜", incoming(&many)).unwrap();
    drop(base);
    let base = Base::open_with(dir.path(), at_second, &()).unwrap();
    base.add_one("周文澜", incoming("霍山县大事记\n\n1998年3月5日，县长赵立本到老城镇调研。\n")).unwrap();
    let router = room_of(base);
    let fed = ask(&router, get("/feed.json?q=%E8%B0%83%E7%A0%94")).await.json();
    let first = &fed["items"][0];
    assert!(first["title"].as_str().unwrap().contains("1998年3月5日"), "{first}");
    assert_eq!(&first["date_modified"].as_str().unwrap()[..10], "2024-06-01");
    assert_eq!(fed["items"].as_array().unwrap().len(), 30);
}

#[tokio::test]
async fn ids_of_a_feed_stay_wherever_the_room_is_reached() {
    let dir = tempfile::tempdir().unwrap();
    let router = room_of(followed(dir.path()));
    let mut seen = Vec::new();
    for host in ["127.0.0.1:7878", "localhost:9000"] {
        let request = Request::get("/feed.json").header(header::HOST, host).body(Body::empty()).unwrap();
        let fed = ask(&router, request).await.json();
        let items = fed["items"].as_array().unwrap().clone();
        assert!(items[0]["url"].as_str().unwrap().starts_with(&format!("http://{host}/entry/")));
        let ids: Vec<String> = items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
        assert!(ids.iter().all(|id| id.starts_with("urn:uuid:")), "{ids:?}");
        seen.push(ids);
    }
    assert_eq!(seen[0], seen[1]);
    let atom = ask(&router, get("/feed.atom")).await.body;
    assert!(seen[0].iter().all(|id| atom.contains(&format!("<id>{id}</id>"))), "{atom}");
}

#[tokio::test]
async fn behind_a_proxy_the_room_goes_by_the_address_it_is_told() {
    let policy =
        Policy { loopback: true, workers: 2, address: Some("https://room.example".to_owned()), key: None };
    let behind = router(SAMPLES.clone(), policy);
    let by = async |host: &str, path: &str| {
        let request = Request::get(path).header(header::HOST, host).body(Body::empty()).unwrap();
        ask(&behind, request).await
    };
    // As a proxy passes it on: with the name that was asked for, or with this machine's own.
    for host in ["room.example", "Room.Example", "127.0.0.1:7878"] {
        let page = by(host, "/entry/d1.e4").await;
        assert_eq!(page.status, StatusCode::OK, "{host}");
        assert!(
            page.body.contains("https://room.example/entry/d1.e4") && !page.body.contains("http://127"),
            "{}",
            page.body
        );
        let feed = by(host, "/feed.atom").await.body;
        assert!(
            feed.contains("href=\"https://room.example/feed.atom\"") && !feed.contains("http://127"),
            "{feed}"
        );
    }
    for host in ["evil.example", "room.example.evil.example", "room.example:81"] {
        assert_eq!(by(host, "/").await.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    for (given, address) in [
        ("https://room.example/", Some("https://room.example")),
        ("http://10.0.0.5:8080", Some("http://10.0.0.5:8080")),
        ("room.example", None),
        ("https://room.example/base", None),
        ("javascript://x", None),
        ("https://a\"b", None),
    ] {
        assert_eq!(web::public_address(given).as_deref(), address, "{given}");
    }
}

#[test]
fn a_proxy_as_the_manual_sets_it_up_reaches_the_room() {
    // The proxy of the manual: it hands on what it is asked, under the name it was asked by.
    let options = Options { address: Some("https://room.example".to_owned()), ..Options::default() };
    let (address, close, serving) = open(options);
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let outside = proxy.local_addr().unwrap();
    let handing_on = std::thread::spawn(move || {
        let (mut guest, _) = proxy.accept().unwrap();
        let mut head = Vec::new();
        let mut byte = [0u8; 1];
        while !head.ends_with(b"\r\n\r\n") && guest.read(&mut byte).unwrap() == 1 {
            head.push(byte[0]);
        }
        let head = String::from_utf8(head)
            .unwrap()
            .replace("\r\n\r\n", "\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
        let mut room = TcpStream::connect(address).unwrap();
        room.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        room.read_to_end(&mut answer).unwrap();
        guest.write_all(&answer).unwrap();
    });
    let mut guest = TcpStream::connect(outside).unwrap();
    guest.write_all(b"GET /entry/d1.e4 HTTP/1.1\r\nHost: room.example\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    guest.read_to_string(&mut answer).unwrap();
    handing_on.join().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("https://room.example/entry/d1.e4"), "{answer}");
    close.send(()).unwrap();
    serving.join().unwrap();
}

/// The server of the manual, word for word but for the port, the file of passwords and where it listens.
fn server_of_the_manual(manual: &str, room: std::net::SocketAddr, listen: u16, passwords: &Path) -> String {
    let begin = manual.find("    server {").unwrap();
    let end = begin + manual[begin..].find("\n    }\n").unwrap() + "\n    }\n".len();
    let server = manual[begin..end]
        .replace("server_name", &format!("listen 127.0.0.1:{listen}; server_name"))
        .replace("127.0.0.1:7878", &room.to_string())
        .replace("/etc/nginx/room", passwords.to_str().unwrap());
    assert!(server.contains(&room.to_string()) && server.contains("auth_basic"), "{server}");
    let dir = passwords.parent().unwrap().display();
    let kept: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {dir}/{kind}; "))
        .concat();
    format!("pid {dir}/pid; error_log stderr; events {{}}\nhttp {{ access_log off; {kept}\n{server}}}\n")
}

#[test]
#[ignore = "needs nginx"]
fn in_nginx_the_server_of_the_manual_reaches_the_room() {
    for manual in ["docs/serve.md", "docs/zh/serve.md"] {
        let options = Options { address: Some("https://room.example".to_owned()), ..Options::default() };
        let (room, close, serving) = open(options);
        let dir = tempfile::tempdir().unwrap();
        let outside = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let passwords = dir.path().join("room");
        std::fs::write(&passwords, "reader:{PLAIN}secret\n").unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let manual = std::fs::read_to_string(root.join(manual)).unwrap();
        let settings = dir.path().join("nginx.conf");
        std::fs::write(&settings, server_of_the_manual(&manual, room, outside.port(), &passwords)).unwrap();
        // One process, so that it reads its files by the rights of the test.
        let mut nginx = std::process::Command::new("nginx")
            .args(["-g", "daemon off; master_process off;", "-p"])
            .arg(dir.path())
            .arg("-c")
            .arg(&settings)
            .spawn()
            .unwrap();
        let ask = |host: &str, path: &str, password: &str| {
            let mut guest = TcpStream::connect(outside).unwrap();
            write!(guest, "GET {path} HTTP/1.1\r\nHost: {host}\r\n{password}Connection: close\r\n\r\n")
                .unwrap();
            let mut answer = String::new();
            guest.read_to_string(&mut answer).unwrap();
            answer
        };
        let known = "Authorization: Basic cmVhZGVyOnNlY3JldA==\r\n";
        let began = std::time::Instant::now();
        while TcpStream::connect(outside).is_err() {
            assert!(began.elapsed() < Duration::from_secs(20), "nginx does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(ask("room.example", "/", "").starts_with("HTTP/1.1 401"));
        let page = ask("room.example", "/entry/d1.e4", known);
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("https://room.example/entry/d1.e4"),
            "{page}"
        );
        let feed = ask("room.example", "/feed.atom", known);
        assert!(feed.contains("https://room.example/entry/") && !feed.contains("http://127"), "{feed}");
        assert!(ask("evil.example", "/", known).starts_with("HTTP/1.1 421"));
        nginx.kill().unwrap();
        nginx.wait().unwrap();
        close.send(()).unwrap();
        serving.join().unwrap();
    }
}

#[tokio::test]
async fn addresses_stay_when_a_second_version_comes_in() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), at_first).unwrap();
    base.add_one("周文澜", incoming(FIRST)).unwrap();
    let first = room_of(Base::open(dir.path()).unwrap());
    let listed = ask(&first, get("/api/sources")).await.json();
    let link = listed["items"][0]["link"].as_str().unwrap().to_owned();
    let hash = listed["items"][0]["sha256"].as_str().unwrap()[..12].to_owned();
    assert_eq!(link, "/source/d1");
    // The address of old leads to the one that stays, with what stands behind it.
    let old = ask(&first, get(&format!("/source/{hash}/text?plain=1"))).await;
    assert_eq!((old.status.as_u16(), old.header(header::LOCATION)), (308, "/source/d1/text?plain=1"));
    base.add_one("梅若渊", Incoming { of: Some("d1".parse().unwrap()), ..incoming(SECOND) }).unwrap();
    let second = room_of(Base::open(dir.path()).unwrap());
    let page = ask(&second, get(&link)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("植树"), "{}", page.body);
    // A ledger goes by its name; a number that was given out before leads there.
    let ledgers = fetch("/api/ledgers").await.json();
    let link = ledgers["items"][0]["link"].as_str().unwrap();
    assert!(!link.ends_with("/1"), "{link}");
    let old = fetch("/ledger/1").await;
    assert_eq!((old.status.as_u16(), old.header(header::LOCATION)), (308, link));
    assert_eq!(fetch("/ledger/9999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(fetch("/source/d99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn feeds_can_be_read() {
    let atom = fetch("/feed.atom?q=%E6%8A%97%E6%97%B1").await;
    assert!(atom.header(header::CONTENT_TYPE).starts_with("application/atom+xml"));
    assert!(atom.body.matches("<entry>").count() > 5 && atom.body.trim_end().ends_with("</feed>"));
    let json = fetch("/feed.json").await.json();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert!(!json["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_person_a_place_and_a_query_can_be_followed_in_a_calendar() {
    for query in ["who:闻人静", "where:石羊河镇", "抗旱"] {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let got = fetch(&format!("/calendar.ics?q={query}")).await;
        assert_eq!(got.status, StatusCode::OK, "{}", got.body);
        assert_eq!(got.headers["content-type"], "text/calendar; charset=utf-8");
        let events = got.body.matches("BEGIN:VEVENT").count();
        assert!(got.body.starts_with("BEGIN:VCALENDAR\r\n") && events > 0, "{}", got.body);
        // It is offered where the query is.
        let page = fetch(&format!("/search?q={query}")).await.body;
        let link = page.split("href=\"/calendar.ics").nth(1).unwrap().split('"').next().unwrap();
        let same = fetch(&format!("/calendar.ics{}", link.replace("&amp;", "&"))).await;
        assert_eq!(same.body.matches("BEGIN:VEVENT").count(), events);
    }
    assert_eq!(fetch("/calendar.ics?q=%28").await.status, StatusCode::BAD_REQUEST);
}
