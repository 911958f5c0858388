//! What the room keeps out, and what does no harm in it.

use super::*;

#[tokio::test]
async fn headers_keep_others_out() {
    for page in ["/", "/nope", "/api/entries", "/assets/nope.js"] {
        let got = fetch(page).await;
        let policy = got.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(got.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(got.header(header::REFERRER_POLICY), "same-origin");
    }
}

#[tokio::test]
async fn another_name_for_this_machine_is_refused() {
    for (host, status) in [("evil.example", 421), ("localhost:1", 200), ("[::1]:9", 200), ("a\"b", 400)] {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty()).unwrap();
        assert_eq!(ask(&samples(), request).await.status, status, "{host}");
    }
    let open = router(SAMPLES.clone(), Policy { loopback: false, workers: 2, ..Policy::default() });
    let request = Request::get("/").header(header::HOST, "room.example").body(Body::empty()).unwrap();
    assert_eq!(ask(&open, request).await.status, 200);
}

#[tokio::test]
async fn nothing_but_reading_is_done() {
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
        let request = Request::builder()
            .method(method)
            .uri("/")
            .header(header::HOST, "localhost")
            .body(Body::empty())
            .unwrap();
        let got = ask(&samples(), request).await;
        assert_eq!(
            (got.status, got.header(header::ALLOW)),
            (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD, OPTIONS")
        );
    }
    let options = Request::builder().method("OPTIONS").uri("/people").header(header::HOST, "localhost");
    let got = ask(&samples(), options.body(Body::empty()).unwrap()).await;
    assert_eq!((got.status, got.header(header::ALLOW)), (StatusCode::NO_CONTENT, "GET, HEAD, OPTIONS"));
    // What is sent along is not unpacked, nor read.
    let packed =
        Request::get("/people").header(header::HOST, "localhost").header(header::CONTENT_ENCODING, "gzip");
    let got = ask(&samples(), packed.body(Body::from(vec![0x1f; 1 << 20])).unwrap()).await;
    assert_eq!(got.status, StatusCode::OK);
    for path in [
        "/../../etc/passwd",
        "/assets/../Cargo.toml",
        "/source/..%2f..%2fetc/text",
        "/entry/%2e%2e",
        "/person/%00%ff",
    ] {
        assert_eq!(fetch(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(fetch(&format!("/search?q={}", "a".repeat(20_000))).await.status, 414);
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let first = fetch("/people").await;
    let tag = first.header(header::ETAG).to_owned();
    assert!(tag.starts_with("W/\""));
    let request = Request::get("/people")
        .header(header::HOST, "127.0.0.1:7878")
        .header(header::IF_NONE_MATCH, &tag)
        .body(Body::empty())
        .unwrap();
    let again = ask(&samples(), request).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn what_is_wrong_is_said_as_a_problem() {
    for (address, status, name) in [
        ("/api/people?page=0", 400, "bad-parameter"),
        ("/api/people?page=x", 400, "bad-parameter"),
        ("/api/entries?from=1986-13", 400, "bad-parameter"),
        ("/api/search", 400, "bad-parameter"),
        ("/api/search?q=(a", 400, "bad-query"),
        ("/api/entries/d99.e1", 404, "not-found"),
        ("/api/nothing", 404, "not-found"),
        ("/api/ledgers/0", 404, "not-found"),
    ] {
        let got = fetch(address).await;
        assert_eq!(got.status, status, "{address}");
        assert_eq!(got.header(header::CONTENT_TYPE), "application/problem+json");
        assert_eq!(got.json()["type"], format!("/api#problem-{name}"), "{address}");
    }
    let page = fetch("/search?q=(%E6%8A%97").await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains("class=\"trouble\""));
}

#[tokio::test]
async fn markup_in_a_chronicle_stays_words() {
    let harm = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let text = format!(
        "2022年8月\n\n县委召开会议{harm} 8月1日,县委召开会议{harm}。县长赵立本\u{202e}出席,县水利局{harm}汇报。会议审议《{harm}办法》。\
         队伍120人{harm}出发。\n\n县政府会议 8月2日,县长周文澜' onmouseover='alert(1)主持会议,到<b>诸佛庵镇</b>调研。\n"
    );
    let given = Given {
        url: Some("javascript:alert(1)".to_owned()),
        title: Some(harm.to_owned()),
        source: Some(harm.to_owned()),
        path: Some(format!("{harm}.txt")),
        series: Some("' onclick='alert(1)".to_owned()),
        ..Given::default()
    };
    let room = room(&[(&text, given)]);
    let room = router(room, Policy { loopback: true, workers: 2, ..Policy::default() });
    let mut todo: Vec<String> = PAGES.iter().map(|p| (*p).to_owned()).collect();
    todo.push("/search?q=%3Cscript%3Ealert(1)%3C/script%3E".to_owned());
    todo.push(format!("/search?q={}", "%22%3E%3Cimg%20src=x%3E"));
    let mut seen = std::collections::BTreeSet::new();
    while let Some(address) = todo.pop() {
        if seen.len() > 160 || !seen.insert(address.clone()) {
            continue;
        }
        let got = ask(&room, get(&address)).await;
        if !got.header(header::CONTENT_TYPE).starts_with("text/html") {
            assert!(!got.header(header::CONTENT_TYPE).contains("html"));
            continue;
        }
        is_clean(&got.body);
        for link in got.body.split("href=\"").skip(1).filter_map(|p| p.split('"').next()) {
            let link = link.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
            let link = link.split('#').next().unwrap().to_owned();
            if link.starts_with('/')
                && !link.contains("lang=")
                && link.bytes().all(|b| (33..127).contains(&b) && b != b'"')
            {
                todo.push(link);
            }
        }
    }
    assert!(seen.len() > 60);
}

#[tokio::test]
async fn one_host_is_meant() {
    let twice = Request::get("/").header(header::HOST, "127.0.0.1:7878").header(header::HOST, "evil.example");
    assert_eq!(ask(&samples(), twice.body(Body::empty()).unwrap()).await.status, StatusCode::BAD_REQUEST);
    let other = Request::get("http://evil.example/").header(header::HOST, "127.0.0.1:7878");
    assert_eq!(ask(&samples(), other.body(Body::empty()).unwrap()).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(fetch("/").await.status, StatusCode::OK);
}
