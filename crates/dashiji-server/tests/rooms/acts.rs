//! What is done in the room: who may write and who may not, and that what is done is in the log and on the pages.

use super::*;
use axum::http::HeaderValue;
use axum::http::request::Builder;
use dashiji_server::act::Key;

const HOST: &str = "127.0.0.1:7878";

/// A room that may be written, with its key.
struct Desk {
    _folder: tempfile::TempDir,
    base: Base,
    key: Arc<Key>,
    router: Router,
    cookie: String,
}

/// A room with a writer's key over a base of some texts. They are added first: a room looks at its base only now and then.
fn desk(texts: &[&str], policy: impl FnOnce(Policy) -> Policy) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let base = Base::init(folder.path()).unwrap();
    for text in texts {
        base.add_one("馆员", incoming(text)).unwrap();
    }
    let library = Library::of_base(base.clone(), Settings::default(), &()).unwrap();
    let room = Arc::new(Room::new(library, Config { name: "霍山县大事记".to_owned(), ..Config::default() }));
    let key = Arc::new(Key::new().unwrap());
    let own = Policy { loopback: true, workers: 2, key: Some(key.clone()), ..Policy::default() };
    let router = router(room, policy(own));
    let cookie = key.cookie().split(';').next().unwrap().to_owned();
    Desk { _folder: folder, base, key, router, cookie }
}

impl Desk {
    fn of_month() -> Self {
        desk(&[MONTH], |own| own)
    }

    fn post(&self, path: &str) -> Builder {
        Request::post(path)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        ask(&self.router, self.post(path).body(Body::from(form)).unwrap()).await
    }

    /// A page, once what it shows is made.
    async fn page(&self, address: &str) -> Got {
        loop {
            let got = self.once(address).await;
            if got.status != 503 && got.status != 202 {
                return got;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn once(&self, address: &str) -> Got {
        let request = Request::get(address).header(header::HOST, HOST).header(header::COOKIE, &self.cookie);
        ask(&self.router, request.body(Body::empty()).unwrap()).await
    }

    fn rows(&self) -> usize {
        self.base.log(0, 1000).unwrap().len()
    }
}

fn ruling(entry: &str) -> Vec<(&str, &str)> {
    vec![
        ("act", "correct"),
        ("entry", entry),
        ("kind", "person"),
        ("quote", "闻人静"),
        ("to-name", "闻人靖"),
        ("was-name", "闻人静"),
        ("reason", "据任职文件"),
        ("by", "周文澜"),
        ("back", "/entry/d1.e3"),
    ]
}

fn form(fields: &[(&str, &str)]) -> Body {
    Body::from(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
}

/// An entry of the month that names 闻人静.
fn naming(base: &Base) -> String {
    let named = base.now().unwrap().naming(dashiji_store::NameKind::Person, "闻人静").unwrap();
    named.first().unwrap().id.to_string()
}

#[tokio::test]
async fn nobody_writes_who_has_no_key_or_comes_from_elsewhere() {
    let desk = Desk::of_month();
    let entry = naming(&desk.base);
    let before = desk.rows();
    let change = |name: &'static str, value: Option<&str>| {
        let mut request = desk.post("/act/rule").body(form(&ruling(&entry))).unwrap();
        match value {
            Some(value) => _ = request.headers_mut().insert(name, HeaderValue::from_str(value).unwrap()),
            None => _ = request.headers_mut().remove(name),
        }
        request
    };
    let (of_key, other) = (403, "http://127.0.0.1:9999");
    for (request, status, why) in [
        (change("cookie", None), of_key, "problem-key"),
        (change("cookie", Some("dashiji-00000000=0")), of_key, "problem-key"),
        (change("cookie", Some(&format!("{}0", desk.cookie))), of_key, "problem-key"),
        (change("authorization", Some("Bearer 00112233445566778899aabbccddeeff")), of_key, "problem-key"),
        (change("origin", None), 403, "problem-origin"),
        (change("origin", Some("null")), 403, "problem-origin"),
        (change("origin", Some(other)), 403, "problem-origin"),
        (change("origin", Some("https://evil.example")), 403, "problem-origin"),
        (change("sec-fetch-site", Some("cross-site")), 403, "problem-origin"),
        (change("sec-fetch-site", Some("same-site")), 403, "problem-origin"),
        (change("sec-fetch-site", Some("none")), 403, "problem-origin"),
        (change("host", Some("evil.example")), 421, "problem-host"),
        (change("content-type", Some("text/plain")), 415, "problem-bad-body"),
    ] {
        let got = ask(&desk.router, request).await;
        assert_eq!(got.status, status, "{}", got.body);
        assert!(got.json()["type"].as_str().unwrap().ends_with(why), "{why}: {}", got.body);
    }
    let large = desk.post("/act/rule").body(Body::from(vec![b'a'; 3 << 20])).unwrap();
    assert_eq!(ask(&desk.router, large).await.status, 413);
    let told = desk.post("/act/read").header(header::CONTENT_LENGTH, "99999999999");
    assert_eq!(ask(&desk.router, told.body(Body::empty()).unwrap()).await.status, 413);
    for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH"] {
        let mut request = desk.post("/act/rule").body(form(&ruling(&entry))).unwrap();
        *request.method_mut() = method.parse().unwrap();
        let got = ask(&desk.router, request).await;
        assert!(matches!(got.status.as_u16(), 404 | 405), "{method} {}", got.status);
    }
    assert_eq!(desk.rows(), before, "nothing was written");
    assert_eq!(desk.send("/act/rule", &ruling(&entry)).await.status, 303);
    assert_eq!(desk.rows(), before + 1);
}

#[tokio::test]
async fn a_room_that_is_read_only_has_no_such_routes() {
    let passing = {
        let room = SAMPLES.clone();
        let key = Some(Arc::new(Key::new().unwrap()));
        router(room, Policy { loopback: true, workers: 2, key, ..Policy::default() })
    };
    let rooms = [
        desk(&[], |own| Policy { key: None, ..own }),
        desk(&[], |own| Policy { loopback: false, ..own }),
        desk(&[], |own| Policy { address: Some("https://room.example".to_owned()), ..own }),
    ];
    let keys: Vec<(&Router, String, String)> = rooms
        .iter()
        .map(|desk| (&desk.router, desk.cookie.clone(), desk.key.address()))
        .chain([(&passing, String::new(), "/enter?key=".to_owned())])
        .collect();
    for (router, cookie, entrance) in keys {
        for path in ["/act/read", "/act/keep", "/act/rule", "/act/undo", "/api/rulings", "/api/sources"] {
            let request = Request::post(path)
                .header(header::HOST, HOST)
                .header(header::ORIGIN, format!("http://{HOST}"))
                .header(header::COOKIE, &cookie)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let got = ask(router, request.body(form(&ruling("d1.e1"))).unwrap()).await;
            assert_eq!(
                (got.status, got.header(header::ALLOW)),
                (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS"),
                "{path}"
            );
        }
        for path in ["/add", entrance.as_str()] {
            let request = Request::get(path).header(header::HOST, HOST).header(header::COOKIE, &cookie);
            assert_eq!(ask(router, request.body(Body::empty()).unwrap()).await.status, 404, "{path}");
        }
        let request = Request::get("/").header(header::HOST, HOST).header(header::COOKIE, &cookie);
        let home = ask(router, request.body(Body::empty()).unwrap()).await;
        assert!(!home.body.contains("method=\"post\""));
    }
}

#[tokio::test]
async fn whoever_asks_what_can_be_done_at_an_address_is_told_of_writing_too() {
    let desk = Desk::of_month();
    for (path, allowed) in [
        ("/api/rulings", "GET, HEAD, POST, OPTIONS"),
        ("/api/rulings/r1/undo", "POST, OPTIONS"),
        ("/act/rule", "POST, OPTIONS"),
        ("/entry/d1.e1", "GET, HEAD, OPTIONS"),
    ] {
        let request = Request::options(path).header(header::HOST, HOST).body(Body::empty()).unwrap();
        assert_eq!(ask(&desk.router, request).await.header(header::ALLOW), allowed, "{path}");
    }
}

#[tokio::test]
async fn the_printed_address_gives_the_right_to_write() {
    let desk = Desk::of_month();
    let enter = |address: &str, host: &str| {
        let request = Request::get(address).header(header::HOST, host);
        request.body(Body::empty()).unwrap()
    };
    let got = ask(&desk.router, enter(&desk.key.address(), HOST)).await;
    assert_eq!((got.status, got.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/"));
    let cookie = got.header(header::SET_COOKIE);
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert!(cookie.starts_with(&desk.cookie));
    assert_eq!(ask(&desk.router, enter("/enter?key=0011", HOST)).await.status, 403);
    assert_eq!(ask(&desk.router, enter(&desk.key.address(), "evil.example")).await.status, 421);
    // Pages have forms for whoever holds the cookie and for nobody else.
    let entry = format!("/entry/{}", naming(&desk.base));
    assert!(desk.page(&entry).await.body.contains("action=\"/act/rule\""));
    let plain = ask(&desk.router, enter(&entry, HOST)).await;
    assert!(!plain.body.contains("<form method=\"post\"") && !plain.body.contains("/act/rule"));
}

#[tokio::test]
async fn a_fact_is_put_right_where_it_stands_and_back_again() {
    let desk = Desk::of_month();
    let entry = naming(&desk.base);
    let address = format!("/entry/{entry}");
    let got = desk.send("/act/rule", &ruling(&entry)).await;
    assert_eq!(got.header(header::LOCATION), "/entry/d1.e3?done=r1", "{}", got.body);
    let name = got.header(header::SET_COOKIE);
    assert!(name.starts_with("dashiji-by=") && name.contains("HttpOnly"), "{name}");
    let page = desk.page(&format!("{address}?done=r1")).await.body;
    assert!(page.contains("闻人靖") && page.contains("已记入核定 r1") && page.contains("据任职文件"));
    let row = desk.base.log(0, 1000).unwrap().pop().unwrap();
    assert_eq!(row.author, "周文澜");
    let head = desk.base.now().unwrap().head().unwrap();
    assert!(head.len() == 8 && page.contains(&format!("<code>{head}</code>")));
    // Who gave a name before need not give it again.
    let undo = desk.post("/act/undo").header(header::COOKIE, name.split(';').next().unwrap());
    let got = ask(&desk.router, undo.body(form(&[("ruling", "r1"), ("back", &address)])).unwrap()).await;
    assert_eq!(got.header(header::LOCATION), format!("{address}?done=undone"), "{}", got.body);
    assert_eq!(desk.base.log(0, 1000).unwrap().pop().unwrap().author, "周文澜");
    let page = desk.page(&address).await.body;
    assert!(page.contains("闻人静") && !page.contains("<a class=\"name\" href=\"/person/闻人靖\""));
    assert!(desk.page("/rulings").await.body.contains("已撤销"));
}

#[tokio::test]
async fn what_cannot_be_ruled_is_said_and_nothing_is_written() {
    let desk = Desk::of_month();
    let entry = naming(&desk.base);
    let before = desk.rows();
    let without = |name: &str| -> Vec<(&str, &str)> {
        ruling(&entry).into_iter().filter(|(key, _)| *key != name).collect()
    };
    let with = |name: &'static str, value: &'static str| -> Vec<(&str, &str)> {
        ruling(&entry).into_iter().map(|(k, v)| (k, if k == name { value } else { v })).collect()
    };
    for (fields, said) in [
        (without("reason"), "请写明理由"),
        (without("by"), "请署名"),
        (with("quote", "查无此人"), "该条里没有读出这一项"),
        (with("to-name", "闻人静"), "没有改动"),
        (with("entry", "d9.e9"), "库中没有"),
        (with("act", "explode"), "没有这样的处置"),
    ] {
        let got = desk.send("/act/rule", &fields).await;
        assert!(got.status.is_client_error() && got.body.contains(said), "{said}: {}", got.body);
    }
    assert_eq!(desk.rows(), before);
    let leads =
        ask(&desk.router, desk.post("/act/rule").body(form(&with("back", "//evil.example"))).unwrap());
    assert_eq!(leads.await.header(header::LOCATION), "/rulings?done=r1");
}

#[tokio::test]
async fn a_fact_that_was_not_read_is_added_where_its_words_stand() {
    let text = "2024年3月\n\n3月5日，旧塔重修竣工，匠人阿布在场。\n";
    let desk = desk(&[text], |own| own);
    let add = |quote: &'static str| {
        [
            ("act", "add"),
            ("entry", "d1.e1"),
            ("kind", "person"),
            ("quote", quote),
            ("reason", "据碑记"),
            ("by", "甲"),
        ]
    };
    assert!(desk.send("/act/rule", &add("阿里")).await.body.contains("原文里没有这些字"));
    assert_eq!(desk.send("/act/rule", &add("阿布")).await.status, 303);
    let view = desk.base.now().unwrap();
    assert!(view.entry("d1.e1".parse().unwrap()).unwrap().record.people.iter().any(|p| p.name == "阿布"));
    assert!(desk.page("/entry/d1.e1").await.body.contains("/person/%E9%98%BF%E5%B8%83"));
}

/// A mark set twice in two entries, and a day in no calendar.
const FAULTY: &str = "霍山县大事记\n\n2021年7月\n\n7月3日，县政府印发通知，，要求抗旱。\n\n7月4日，县农业局派员下乡，，指导秋种。\n\n7月5日，县水利局查看6月31日的雨情。\n";

#[tokio::test]
async fn a_finding_is_dismissed_alone_or_with_all_of_its_rule() {
    let desk = desk(&[MONTH, FAULTY], |own| own);
    let findings = |got: Got| -> Vec<(String, String)> {
        let items = got.json()["items"].as_array().unwrap().clone();
        let told = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
        items.iter().map(|item| (told(item, "code"), item["spans"].to_string())).collect()
    };
    let all = findings(desk.page("/api/findings?size=500").await);
    let (code, _) = all.first().expect("the text has findings").clone();
    let page = desk.page(&format!("/findings?rule={code}")).await.body;
    let value = |name: &str| {
        let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
        page[at..at + page[at..].find('"').unwrap()].replace("&quot;", "\"").replace("&amp;", "&")
    };
    let fields = ["code", "entry", "document", "quote"].map(|name| (name, value(name)));
    let mut one: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    one.extend([("act", "dismiss"), ("reason", "原文如此"), ("by", "甲")]);
    let got = desk.send("/act/rule", &one).await;
    assert_eq!(got.status, 303, "{}", got.body);
    let left = findings(desk.page("/api/findings?size=500").await);
    assert!(left.len() < all.len() && left.iter().all(|finding| all.contains(finding)));
    assert!(all.iter().filter(|finding| !left.contains(finding)).all(|(of, _)| *of == code));
    one.retain(|(name, _)| *name != "act");
    one.push(("act", "dismiss-all"));
    assert_eq!(desk.send("/act/rule", &one).await.status, 303);
    let none = findings(desk.page("/api/findings?size=500").await);
    assert!(none.iter().all(|(of, _)| *of != code));
    assert!(desk.page("/rulings").await.body.contains(&code));
    for ruling in ["r1", "r2"] {
        assert_eq!(desk.send("/act/undo", &[("ruling", ruling), ("by", "甲")]).await.status, 303);
    }
    assert_eq!(findings(desk.page("/api/findings?size=500").await), all);
}

/// A form with a file, as a browser sends it.
fn parted(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> (String, Vec<u8>) {
    let mark = "----------a1b2c3";
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--{mark}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes().chain(bytes.iter().copied()).chain(*b"\r\n"));
    }
    body.extend(format!("--{mark}--\r\n").bytes());
    (format!("multipart/form-data; boundary={mark}"), body)
}

#[tokio::test]
async fn a_file_is_read_first_and_then_kept() {
    let desk = desk(&[], |own| own);
    assert!(desk.page("/").await.body.contains("action=\"/act/read\""), "an empty base has its door open");
    let upload = |fields: &[(&str, &str)], file: Option<(&str, &[u8])>| {
        let (kind, body) = parted(fields, file);
        let mut request = desk.post("/act/read").body(Body::from(body)).unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_str(&kind).unwrap());
        request
    };
    let got = ask(&desk.router, upload(&[], Some(("C:\\卷\\2022年8月.txt", MONTH.as_bytes())))).await;
    let page = got.header(header::LOCATION).to_owned();
    assert!(got.status == 303 && page.starts_with("/add/"), "{} {}", got.status, got.body);
    let entries =
        dashiji::read(MONTH.as_bytes().to_vec(), &Given::default(), dashiji::lexicon::Lexicon::builtin())
            .unwrap()
            .records
            .len();
    let shown = desk.page(&page).await.body;
    assert!(shown.contains(&format!("{entries} 条")) && shown.contains("处存疑"), "{shown}");
    assert!(desk.base.now().unwrap().is_empty(), "nothing is kept yet");
    let id = page.strip_prefix("/add/").unwrap();
    let kept = desk.send("/act/keep", &[("id", id), ("by", "周文澜"), ("title", "八月大事记")]).await;
    assert_eq!(kept.header(header::LOCATION), "/source/d1?done=added", "{}", kept.body);
    let view = desk.base.now().unwrap();
    assert_eq!(view.len() as usize, entries);
    let version = view.versions("d1".parse().unwrap()).unwrap().pop().unwrap();
    assert_eq!((version.author.as_str(), version.told.path.as_deref()), ("周文澜", Some("2022年8月.txt")));
    let source = desk.page("/source/d1?done=added").await.body;
    assert!(source.contains("八月大事记") && source.contains("已收入库中"));
    assert_eq!(desk.page(&page).await.status, 404, "it lies there no longer");
    // Pasted words, and a new version of what is there.
    let got =
        ask(&desk.router, upload(&[("text", "2024年5月\n\n5月4日，县长赵立本到甲渠镇调研。\n")], None)).await;
    let id = got.header(header::LOCATION).strip_prefix("/add/").unwrap().to_owned();
    let kept = desk.send("/act/keep", &[("id", &id), ("by", "甲"), ("of", "d1")]).await;
    assert_eq!(kept.header(header::LOCATION), "/source/d1?done=revised", "{}", kept.body);
    for (fields, file, said) in
        [(vec![], None, "请选取文件"), (vec![], Some(("a.pdf", b"%PDF-1.4\n%\xe2\xe3".as_slice())), "PDF")]
    {
        let got = ask(&desk.router, upload(&fields, file)).await;
        assert!(got.status.is_client_error() && got.body.contains(said), "{said}: {}", got.body);
    }
    let broken = desk.post("/act/read").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    assert!(ask(&desk.router, broken.body(Body::from("--y")).unwrap()).await.status.is_client_error());
}

#[tokio::test]
async fn programs_write_with_the_key_itself() {
    let desk = desk(&[], |own| own);
    let address = desk.key.address();
    let token = address.strip_prefix("/enter?key=").unwrap();
    let call = |path: &str, kind: &str, body: Vec<u8>| {
        Request::post(path)
            .header(header::HOST, HOST)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap()
    };
    let put = call("/api/sources?by=ci&name=a.txt", "application/octet-stream", MONTH.into());
    let got = ask(&desk.router, put).await;
    assert_eq!(got.status, 201, "{}", got.body);
    assert_eq!((&got.json()["source"], &got.json()["outcome"]), (&"d1".into(), &"added".into()));
    let entry = naming(&desk.base);
    let decision = serde_json::json!({
        "act": "correct", "entry": entry, "kind": "person", "quote": "闻人静", "to": {"title": "代县长"},
        "reason": "据任职文件", "by": "ci",
    });
    let got = ask(&desk.router, call("/api/rulings", "application/json", decision.to_string().into())).await;
    assert_eq!((got.status.as_u16(), &got.json()["ruling"]), (201, &"r1".into()), "{}", got.body);
    assert_eq!(got.json()["head"].as_str().unwrap(), desk.base.now().unwrap().head().unwrap());
    let undo = call("/api/rulings/r1/undo", "application/json", br#"{"by":"ci"}"#.to_vec());
    assert_eq!(ask(&desk.router, undo).await.json()["undone"], true);
    let bad = ask(&desk.router, call("/api/rulings", "application/json", b"{\"by\":\"ci\"}".to_vec())).await;
    assert_eq!((bad.status.as_u16(), &bad.json()["type"]), (400, &"/api#problem-bad-act".into()));
    let worse = ask(&desk.router, call("/api/rulings", "application/json", b"{".to_vec())).await;
    assert_eq!(worse.status, 400);
}

/// A room over three entries, and the writing of one of them.
const SPRING: &str = "2021年3月\n\n3月5日，县长赵立本主持召开防汛会议。会期半天。\n\n3月7日，县医院派出医疗队员12人，县中医院派出医疗队员12人。\n\n3月9日，县委书记周文澜到甲渠镇调研春耕生产。\n";

impl Desk {
    fn program(&self, path: &str, body: &Value, head: Option<&str>) -> axum::http::Request<Body> {
        let token = self.key.address().strip_prefix("/enter?key=").unwrap().to_owned();
        let mut request = Request::post(path)
            .header(header::HOST, HOST)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(head) = head {
            request = request.header(header::IF_MATCH, head);
        }
        request.body(Body::from(body.to_string())).unwrap()
    }

    fn text(&self, id: &str) -> String {
        self.base.now().unwrap().entry(id.parse().unwrap()).unwrap().text
    }

    fn head(&self) -> String {
        self.base.now().unwrap().head().unwrap()
    }
}

#[tokio::test]
async fn an_edited_entry_stays_at_its_address_and_two_windows_lose_no_word() {
    let desk = desk(&[SPRING], |own| own);
    let (head, seen) = (desk.head(), desk.text("d1.e1"));
    let form = |id: &'static str, head: &str, text: &str| {
        [
            ("entry", id.to_owned()),
            ("head", head.to_owned()),
            ("text", text.to_owned()),
            ("by", "甲".to_owned()),
        ]
    };
    let send = async |fields: &[(&str, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        desk.send("/act/edit", &fields).await
    };
    let anew = "3月6日，副县长吴明远到乙桥镇检查公路养护，慰问道班职工。";
    let got = send(&form("d1.e1", &head, anew)).await;
    assert_eq!(got.header(header::LOCATION), "/entry/d1.e1?done=edited", "{}", got.body);
    assert!(desk.page("/entry/d1.e1").await.body.contains("吴明远"));
    assert!(desk.page("/entry/d1.e3").await.body.contains("周文澜"));
    // The other window had the text from before.
    let got = send(&form("d1.e1", &head, &seen.replace("半天", "两天"))).await;
    assert_eq!(got.status, StatusCode::CONFLICT);
    assert!(got.body.contains("吴明远") && got.body.contains("会期两天"), "{}", got.body);
    // In a new version two are one: the address of the other tells where its words stand, and the other window loses nothing.
    let (head, seen) = (desk.head(), desk.text("d1.e3"));
    let (first, second) = (desk.text("d1.e1"), desk.text("d1.e2"));
    let one = format!(
        "2021年3月\n\n{}\n\n{}{}\n",
        first.trim(),
        second.trim(),
        seen.trim().replace("3月9日，", "")
    );
    let of = Some("d1".parse().unwrap());
    desk.base.add_one("乙", Incoming { of, ..incoming(&one) }).unwrap();
    tokio::time::sleep(Duration::from_millis(600)).await;
    let page = desk.page("/entry/d1.e3").await;
    assert!(
        page.status == 200 && page.body.contains("周文澜") && page.body.contains("第 2 版"),
        "{}",
        page.body
    );
    let value = desk.page("/api/entries/d1.e3").await.json();
    assert_eq!(value["current"], false);
    assert!(page.body.contains(&format!("/entry/{}", value["instead"].as_str().unwrap())));
    let got = send(&form("d1.e3", &head, &seen.replace("春耕", "秋收"))).await;
    assert_eq!(got.status, StatusCode::CONFLICT);
    assert!(got.body.contains("秋收"), "{}", got.body);
}

#[tokio::test]
async fn a_text_that_is_not_taken_is_still_there_with_the_reason() {
    let desk = desk(&[SPRING], |own| own);
    let fields = [("entry", "d1.e1"), ("head", "00000000"), ("text", "3月5日，全文另写。"), ("by", "甲")];
    let got = desk.send("/act/edit", &fields).await;
    assert_eq!(got.status, 400);
    assert!(got.body.contains("全文另写") && got.body.contains("没有这样的库记"), "{}", got.body);
}

#[tokio::test]
async fn the_header_says_what_was_seen_whatever_the_body_says() {
    let desk = desk(&[SPRING], |own| own);
    let (old, seen) = (desk.head(), desk.text("d1.e1"));
    let body = |text: &str, head: &str| serde_json::json!({ "text": text, "by": "ci", "head": head });
    let path = "/api/entries/d1.e1/text";
    let first = desk.program(path, &body(&seen.replace("半天", "一天"), &old), None);
    assert_eq!(ask(&desk.router, first).await.status, 201);
    let now = desk.head();
    // What the header says is stale, and the body's newer head does not change that.
    let stale = desk.program(path, &body(&seen.replace("主持", "主持并"), &now), Some(&format!("\"{old}\"")));
    let got = ask(&desk.router, stale).await;
    assert_eq!(got.status, StatusCode::PRECONDITION_FAILED, "{}", got.body);
    assert!(got.json()["merge"]["text"].as_str().unwrap().contains("主持并召开防汛会议。会期一天。"));
    // A beginning of a head, more than one, or a weak one is no head.
    for wrong in
        [&now[..4], &now[..1], &format!("\"{now}\", \"{old}\""), &format!("W/\"{now}\""), "*", "\"\""]
    {
        let request = desk.program(path, &body("3月5日，会议。", &now), Some(wrong));
        let got = ask(&desk.router, request).await;
        assert_eq!(got.status, StatusCode::PRECONDITION_FAILED, "{wrong}: {}", got.body);
    }
    assert!(desk.text("d1.e1").contains("会期一天"));
    let good = desk.program(path, &body(&desk.text("d1.e1").replace("一天", "两天"), "beef"), Some(&now));
    assert_eq!(ask(&desk.router, good).await.status, 201);
}

#[tokio::test]
async fn a_correction_names_the_figure_that_is_meant() {
    let desk = desk(&[SPRING], |own| own);
    let figures = || {
        let record = desk.base.now().unwrap().entry("d1.e2".parse().unwrap()).unwrap().record;
        let own = record.quantities.iter().filter(|q| q.text == "12人");
        own.map(|q| (q.start, q.end, q.value.to_string())).collect::<Vec<_>>()
    };
    let decision = |at: Option<String>| {
        serde_json::json!({
            "act": "correct", "entry": "d1.e2", "kind": "figure", "quote": "12人", "at": at, "to": {"value": "15"},
            "reason": "据派遣名册", "by": "ci",
        })
    };
    let got = ask(&desk.router, desk.program("/api/rulings", &decision(None), None)).await;
    assert!(got.status == 400 && got.body.contains("不止一处"), "{}", got.body);
    // The form beside each figure names its place.
    let (start, end, _) = figures()[1];
    let page = desk.page("/entry/d1.e2").await.body;
    assert!(page.contains(&format!("name=\"at\" value=\"{start}-{end}\"")), "{page}");
    let named = decision(Some(format!("{start}-{end}")));
    assert_eq!(ask(&desk.router, desk.program("/api/rulings", &named, None)).await.status, 201);
    let values: Vec<String> = figures().into_iter().map(|(.., value)| value).collect();
    assert_eq!(values, ["12", "15"]);
}

#[tokio::test]
async fn an_act_tells_the_head_that_it_made() {
    let desk = desk(&[SPRING], |own| own);
    let decision = serde_json::json!({
        "act": "accept", "entry": "d1.e1", "kind": "person", "quote": "赵立本", "reason": "核对无误", "by": "ci",
    });
    let mut told = Vec::new();
    for _ in 0..3 {
        // Another writes at once behind it.
        let writing = {
            let base = desk.base.clone();
            std::thread::spawn(move || {
                for k in 0..6 {
                    let text = format!("2022年{}月\n\n5日，县政府召开会议。\n", k + 1);
                    base.add_one("乙", incoming(&text)).unwrap();
                }
            })
        };
        let got = ask(&desk.router, desk.program("/api/rulings", &decision, None)).await;
        if got.status == 201 {
            let value = got.json();
            told.push((
                value["ruling"].as_str().unwrap().to_owned(),
                value["head"].as_str().unwrap().to_owned(),
            ));
        }
        writing.join().unwrap();
    }
    let view = desk.base.now().unwrap();
    for (ruling, head) in told {
        let made = view.head_after(dashiji_store::Deed::Ruling(ruling.parse().unwrap())).unwrap();
        assert_eq!(made.as_deref(), Some(head.as_str()), "{ruling}");
    }
}

#[tokio::test]
async fn a_dismissal_without_a_reason_is_refused() {
    let desk = desk(&[MONTH, FAULTY], |own| own);
    let before = desk.rows();
    for reason in ["", "  ", "\u{3000}", "\u{200B}", "。"] {
        let fields = [("act", "dismiss-all"), ("code", "S01"), ("reason", reason), ("by", "甲")];
        let got = desk.send("/act/rule", &fields).await;
        assert!(
            got.status == 400 && got.body.contains("请写明理由"),
            "{reason:?}: {} {}",
            got.status,
            got.body
        );
    }
    assert_eq!(desk.rows(), before);
}

#[tokio::test]
async fn a_file_comes_in_as_curl_sends_it_and_an_entry_tells_the_head_to_write_on() {
    let desk = desk(&[], |own| own);
    let token = desk.key.address().strip_prefix("/enter?key=").unwrap().to_owned();
    let put = Request::post("/api/sources?by=ci&name=2021-03.txt")
        .header(header::HOST, HOST)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(SPRING))
        .unwrap();
    let got = ask(&desk.router, put).await;
    assert_eq!(got.status, 201, "{}", got.body);
    assert_eq!(got.json()["entries"], 3);
    let entry = desk.page("/api/entries/d1.e1").await.json();
    let text = entry["text"].as_str().unwrap().replace("半天", "一天");
    let body = serde_json::json!({ "text": text, "by": "ci" });
    let path = "/api/entries/d1.e1/text";
    let got = ask(&desk.router, desk.program(path, &body, entry["head"].as_str())).await;
    assert_eq!(got.status, 201, "{}", got.body);
    assert_eq!(got.json()["head"].as_str().unwrap(), desk.head());
}

#[tokio::test]
async fn a_text_goes_into_its_form_to_the_character() {
    let text = "2021年3月\n\n3月5日，县长赵立本\u{200E}主持<会议>\u{2060}。\n";
    let desk = desk(&[text], |own| own);
    let page = desk.page("/edit/d1.e1").await.body;
    assert!(page.contains("赵立本\u{200E}主持&lt;会议&gt;\u{2060}。"), "{page}");
}
