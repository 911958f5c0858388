//! The reading room as a browser and a program meet it: over the two samples and over chronicles that mean harm.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dashiji::check::{Desk, Profile, Selection, check};
use dashiji::document::Given;
use dashiji_server::room::{Config, Room};
use dashiji_server::source::{Library, Settings};
use dashiji_server::web::{self, Options, Policy, router};
use dashiji_store::{Base, Decision, FactKind, Incoming};
use http_body_util::BodyExt;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tower::ServiceExt;

const MONTH: &str = include_str!("../../../samples/county-month.txt");
const YEAR: &str = include_str!("../../../samples/county-year.txt");

fn room(files: &[(&str, Given)]) -> Arc<Room> {
    let files = files.iter().map(|(text, given)| (text.as_bytes().to_vec(), given.clone())).collect();
    let library =
        Library::of_files(files, Settings::default(), |_| Ok(()), |_, why| panic!("{why}")).unwrap();
    Arc::new(Room::new(library, Config { name: "样本库".to_owned(), ..Config::default() }))
}

static SAMPLES: LazyLock<Arc<Room>> =
    LazyLock::new(|| room(&[(MONTH, Given::default()), (YEAR, Given::default())]));

fn samples() -> Router {
    router(SAMPLES.clone(), Policy { loopback: true, workers: 2, ..Policy::default() })
}

struct Got {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Got {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

async fn ask(router: &Router, request: Request<Body>) -> Got {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Got { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

fn get(address: &str) -> Request<Body> {
    Request::get(address).header(header::HOST, "127.0.0.1:7878").body(Body::empty()).unwrap()
}

async fn fetch(address: &str) -> Got {
    ask(&samples(), get(address)).await
}

/// Every page that there is, with names that the samples have.
const PAGES: &[&str] = &[
    "/",
    "/sources",
    "/month/2022-08",
    "/day/2022-08-08",
    "/year/1986",
    "/month/2022-08?view=headlines",
    "/source/{source}/text",
    "/entry/d1.e4",
    "/people",
    "/people?sort=name&name=%E9%97%BB",
    "/person/%E9%97%BB%E4%BA%BA%E9%9D%99",
    "/offices",
    "/places",
    "/place/341525",
    "/place/340000",
    "/organizations",
    "/documents",
    "/document/%E9%9C%8D%E5%B1%B1%E5%8E%BF%E5%86%9C%E6%9D%91%E4%BE%9B%E6%B0%B4%E7%AE%A1%E7%90%86%E5%8A%9E%E6%B3%95",
    "/ledgers",
    "/ledger/{ledger}",
    "/timeline",
    "/timeline?from=1986&to=1986-06",
    "/map",
    "/map?low=19205&high=19230",
    "/network",
    "/compare",
    "/network?person=%E9%97%BB%E4%BA%BA%E9%9D%99&names=20",
    "/search",
    "/search?q=%E6%8A%97%E6%97%B1&sort=newest",
    "/findings",
    "/findings?severity=error",
    "/rule/X01",
    "/about",
    "/help",
    "/api",
];

/// An address of a page with the names that the room has given: `{source}`.
async fn meant(page: &str) -> String {
    if !page.contains('{') {
        return page.to_owned();
    }
    let first = async |list: &str| {
        fetch(&format!("/api/{list}")).await.json()["items"][0]["link"].as_str().unwrap().to_owned()
    };
    let (source, ledger) = (first("sources").await, first("ledgers").await);
    page.replace("{source}", source.trim_start_matches("/source/"))
        .replace("{ledger}", ledger.trim_start_matches("/ledger/"))
}

/// What no page may have, whatever stands in a chronicle.
fn is_clean(page: &str) {
    assert_eq!(page.matches("<script").count(), 1, "scripts of others: {page}");
    let lower = page.to_lowercase();
    for bad in ["href=\"javascript:", " style=\"", "<iframe", "<img", "\u{202e}"] {
        assert!(!lower.contains(bad), "{bad} in {page}");
    }
    // No attribute begins with on: inside tags only, words may.
    for tag in page.split('<').skip(1).filter_map(|piece| piece.split('>').next()) {
        let mut quoted = false;
        let bare: String = tag
            .chars()
            .filter(|c| {
                quoted ^= *c == '"';
                !quoted
            })
            .collect();
        assert!(!bare.split_whitespace().skip(1).any(|name| name.to_lowercase().starts_with("on")), "{tag}");
    }
}

#[tokio::test]
async fn every_page_speaks_both_languages() {
    for page in PAGES {
        let page = meant(page).await;
        let mark = if page.contains('?') { '&' } else { '?' };
        for (lang, tag) in [("zh", "zh-CN"), ("en", "en")] {
            let got = fetch(&format!("{page}{mark}lang={lang}")).await;
            assert_eq!(got.status, StatusCode::OK, "{page}: {}", got.body);
            assert!(got.body.contains(&format!("<html lang=\"{tag}\">")), "{page}");
            assert_eq!(got.header(header::CONTENT_LANGUAGE), tag);
            assert!(got.header(header::SET_COOKIE).starts_with(&format!("lang={lang};")));
            assert!(got.body.len() < 150 << 10, "{page} has {} bytes", got.body.len());
            is_clean(&got.body);
        }
    }
}

#[tokio::test]
async fn links_lead_somewhere() {
    let mut seen = std::collections::BTreeSet::new();
    for page in [
        "/",
        "/entry/d1.e4",
        "/person/%E9%97%BB%E4%BA%BA%E9%9D%99",
        "/ledger/{ledger}",
        "/findings",
        "/search?q=%E6%8A%97%E6%97%B1",
    ] {
        for link in
            fetch(&meant(page).await).await.body.split("href=\"").skip(1).filter_map(|p| p.split('"').next())
        {
            if link.starts_with('/') {
                seen.insert(link.replace("&amp;", "&").split('#').next().unwrap().to_owned());
            }
        }
    }
    assert!(seen.len() > 100);
    for link in seen {
        assert_eq!(fetch(&link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn an_entry_shows_its_words_and_lights_what_is_quoted() {
    let got = fetch("/entry/d1.e4").await;
    for words in
        ["class=\"k person\"", "class=\"k office\"", "class=\"k paper\"", "data-f=\"", "GB/T 7714", "@misc{"]
    {
        assert!(got.body.contains(words), "{words}");
    }
    let entry = fetch("/api/entries/d1.e4").await.json();
    let (start, text) = (entry["span"]["start"].as_u64().unwrap(), entry["text"].as_str().unwrap());
    let at = text.chars().take_while(|c| *c != '闻').count() as u64 + start;
    let lit = fetch(&format!("/entry/d1.e4?quote={}-{}", at, at + 3)).await.body;
    assert!(lit.contains("<mark id=\"quote\">"), "{lit}");
    let mark = lit.split("<mark id=\"quote\">").nth(1).unwrap().split("</mark>").next().unwrap();
    assert!(mark.contains('闻'), "{mark}");
}

/// What stands in the heading of a page.
fn heading(page: &str) -> &str {
    let from = page.find("<h1").unwrap();
    let rest = &page[from..];
    &rest[rest.find('>').unwrap() + 1..rest.find("</h1>").unwrap()]
}

#[tokio::test]
async fn a_month_is_read_as_a_text() {
    let month = fetch("/month/2022-08").await.body;
    assert_eq!(heading(&month), "2022年8月");
    assert!(month.contains("8月1日 星期一") && month.contains("8月2日 星期二"), "{month}");
    // Entries stand there whole, in the order of days, with links on names and facts in the margin.
    let plain: String =
        month.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    let (first, second) =
        (plain.find("3座小型水库低于死水位").unwrap(), plain.find("在县体育馆广场为队员送行").unwrap());
    assert!(first < second);
    assert!(month.contains("<dl class=\"margin\"><dt>人物</dt>") && month.contains("县委书记"), "{month}");
    let list = fetch("/month/2022-08?view=headlines").await.body;
    assert!(!list.contains("死水位") && list.contains("县委常委会召开会议专题研究抗旱保供水工作"), "{list}");
    // All pages together have every entry once, and so has the one page for the printer.
    let total =
        fetch("/api/entries?from=2022-08&to=2022-08").await.json()["total"].as_u64().unwrap() as usize;
    let mut told = 0;
    for page in 1.. {
        let body = fetch(&format!("/month/2022-08?page={page}")).await.body;
        told += body.matches("<article class=\"told\"").count();
        if !body.contains("rel=\"next\" href=\"/month/2022-08?page=") {
            break;
        }
    }
    let whole = fetch("/month/2022-08?view=whole").await.body;
    assert_eq!((told, whole.matches("<article class=\"told\"").count()), (total, total));
    // The calendar leads to each day on the page that has it.
    let link = month
        .split("href=\"")
        .filter_map(|p| p.split('"').next())
        .find(|l| l.contains("#d2022-08-31"))
        .unwrap();
    let page = fetch(&link.split('#').next().unwrap().replace("&amp;", "&")).await.body;
    assert!(page.contains("id=\"d2022-08-31\""), "{link}");
    let english = fetch("/month/2022-08?lang=en").await.body;
    assert!(english.contains("Monday 1 August") && heading(&english) == "August 2022", "{english}");
}

#[tokio::test]
async fn an_entry_without_headline_is_given_none() {
    const TEXT: &str = "霍山县大事记\n\n2021年3月\n\n3月5日，县长赵立本主持召开防汛会议。\n\n3月9日，县长赵立本到石羊河镇调研。\n";
    let router =
        router(room(&[(TEXT, Given::default())]), Policy { loopback: true, workers: 2, ..Policy::default() });
    let page = ask(&router, get("/entry/d1.e1")).await.body;
    assert_eq!(heading(&page), "2021年3月5日 第 1 条");
    let month = ask(&router, get("/month/2021-03")).await.body;
    assert!(!month.contains("<h3") && month.contains("防汛会议"), "{month}");
    let list = ask(&router, get("/month/2021-03?view=headlines")).await.body;
    assert!(list.contains("class=\"title opening\""), "{list}");
    // A headline that the text has is one.
    assert_eq!(heading(&fetch("/entry/d1.e1").await.body), "县委常委会召开会议专题研究抗旱保供水工作");
}

#[tokio::test]
async fn what_is_told_twice_is_linked_both_ways() {
    const TEXT: &str = "霍山县大事记\n\n2021年3月\n\n县政府召开防汛会议 3月5日，县长赵立本主持召开防汛会议，部署汛期值守。\n\n\
        县林业局开展植树 3月12日，县林业局组织职工120人植树。\n\n县政府召开防汛会议 3月5日，县长赵立本主持召开防汛会议，部署汛期值守。\n";
    let router =
        router(room(&[(TEXT, Given::default())]), Policy { loopback: true, workers: 2, ..Policy::default() });
    for (one, other) in [("d1.e1", "d1.e3"), ("d1.e3", "d1.e1")] {
        let page = ask(&router, get(&format!("/entry/{one}"))).await.body;
        let part = page.split("他处同记此事").nth(1).unwrap_or_else(|| panic!("{one}: {page}"));
        assert!(part.contains(&format!("href=\"/entry/{other}\"")), "{one}: {page}");
    }
    let month = ask(&router, get("/month/2021-03")).await.body;
    for other in ["d1.e1", "d1.e3"] {
        let own = month.split("他处同记：").skip(1).filter(|p| {
            p.split("</p>").next().is_some_and(|line| line.contains(&format!("href=\"/entry/{other}\"")))
        });
        assert_eq!(own.count(), 1, "{month}");
    }
    assert!(
        !month.split("id=\"e-d1.e2\"").nth(1).unwrap().split("</article>").next().unwrap().contains("同记")
    );
}

#[tokio::test]
async fn what_is_in_doubt_is_said_to_be_where_it_stands() {
    // An entry of which something is in doubt: the doubt is named in the list of facts and lies on the words, in the month as well.
    let entries = fetch("/api/entries?size=500").await.json();
    let mut seen = 0;
    for item in entries["items"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        let entry = fetch(&format!("/api/entries/{id}")).await.json();
        let people = entry["people"].as_array().into_iter().flatten();
        let places = entry["places"].as_array().into_iter().flatten();
        let doubted = people.chain(places).find(|fact| fact["doubt"].is_object());
        let Some(name) = doubted.and_then(|fact| fact["name"].as_str()) else { continue };
        let page = fetch(&format!("/entry/{id}")).await.body;
        let line =
            page.split("<li class=\"fact").skip(1).find(|line| line.contains(&format!(">{name}<"))).unwrap();
        assert!(line.contains("class=\"unsure\"") && line.contains("存疑"), "{id} {name}: {line}");
        assert!(page.contains(" doubt\""), "{id} {name}");
        let day = item["from"].as_str().unwrap();
        let told = fetch(&format!("/day/{day}")).await.body;
        let told = told
            .split(&format!("id=\"e-{id}\""))
            .nth(1)
            .map_or("", |p| p.split("</article>").next().unwrap());
        assert!(told.is_empty() || told.contains("class=\"unsure\""), "{id}: {told}");
        seen += 1;
        if seen == 3 {
            break;
        }
    }
    assert!(seen > 0, "no entry of the samples has anything in doubt");
    assert!(fetch("/").await.body.contains("条有存疑之处"));
}

#[tokio::test]
async fn no_page_tells_where_the_server_keeps_its_files() {
    let given = Given { path: Some("/srv/secret/archive/month.txt".to_owned()), ..Given::default() };
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    let incoming = Incoming {
        given,
        source: Some("/srv/secret/archive/month.txt".into()),
        ..incoming(&FIRST.replace("霍山县大事记", ""))
    };
    base.add_one("周文澜", incoming).unwrap();
    let router = room_of(base);
    let id = ask(&router, get("/api/sources")).await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    for address in [
        "/",
        "/sources",
        "/source/{id}",
        "/source/{id}/text",
        "/source/{id}/versions",
        "/entry/d1.e1",
        "/findings",
        "/month/2021-03",
        "/search?q=%E9%98%B2%E6%B1%9B",
        "/feed.atom",
        "/feed.json",
        "/api/sources",
        "/api/entries/d1.e1",
        "/api/sources/{id}/versions",
        "/api/findings",
        "/api/search?q=%E9%98%B2%E6%B1%9B",
        "/download/month/2021-03.csv",
        "/download/month/2021-03.txt",
        "/api/annotations/d1.e1",
    ] {
        let got = ask(&router, get(&address.replace("{id}", &id))).await;
        assert_eq!(got.status, StatusCode::OK, "{address}");
        assert!(!got.body.contains("secret"), "{address}: {}", got.body);
    }
}

#[tokio::test]
async fn a_month_can_be_taken_along() {
    let bytes = async |address: &str| {
        let response = samples().oneshot(get(address)).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        let disposition = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
        assert!(disposition.contains("attachment; filename=\"month-2022-08."), "{disposition}");
        response.into_body().collect().await.unwrap().to_bytes()
    };
    for form in ["docx", "xlsx"] {
        assert!(bytes(&format!("/download/month/2022-08.{form}")).await.starts_with(b"PK"), "{form}");
    }
    let text = String::from_utf8(bytes("/download/month/2022-08.txt").await.to_vec()).unwrap();
    assert!(text.contains("2022年8月1日 星期一") && text.contains("3座小型水库低于死水位"), "{text}");
    let table = String::from_utf8(bytes("/download/month/2022-08.csv").await.to_vec()).unwrap();
    // As the page is narrowed, so is the file.
    let some = String::from_utf8(bytes("/download/month/2022-08.csv?type=visit").await.to_vec()).unwrap();
    assert!(table.lines().count() > some.lines().count() && some.lines().count() > 1);
    for missing in
        ["month/2022-08.pdf", "month/2022-13.docx", "month/1999-01.txt", "source/nope.csv", "entry/x.txt"]
    {
        assert_eq!(fetch(&format!("/download/{missing}")).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    // The page offers them.
    let month = fetch("/month/2022-08?type=visit").await.body;
    assert!(month.contains("href=\"/download/month/2022-08.docx?type=visit\""), "{month}");
}

#[tokio::test]
async fn the_full_text_has_an_outline_that_leads_to_its_days() {
    let text = fetch(&meant("/source/{source}/text").await).await.body;
    let outline = text.split("class=\"outline\"").nth(1).unwrap().split("</nav>").next().unwrap();
    let link = outline.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let anchor = link.split('#').nth(1).unwrap();
    assert!(text.contains(&format!("id=\"{anchor}\"")), "{link}");
    let last = outline.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let (page, anchor) = last.split_once('#').unwrap();
    let page = if page.is_empty() { text.clone() } else { fetch(page).await.body };
    assert!(page.contains(&format!("id=\"{anchor}\"")), "{last}");
}

/// A chronicle of a county whose people, offices, documents and figures are asked for.
const ASKED: &str = "霍山县大事记\n\n2021年3月\n\n县政府召开防汛会议 3月5日，县长赵立本在石羊河镇主持召开防汛会议，副县长周文澜汇报水情。\n\n\
    赵立本到诸佛庵镇调研 3月9日，县长赵立本到诸佛庵镇调研春耕。\n\n\
    县人大常委会召开会议 3月12日，县人大常委会召开会议，审议通过《霍山县河道管理办法》。\n\n\
    县政府印发河道管理办法 3月20日，县政府印发《霍山县河道管理办法》。\n\n\
    副县长周文澜检查水库 3月22日，副县长周文澜到佛子岭水库检查防汛工作。\n";

/// What a card says: its sentence, and all of it as plain text.
fn card(page: &str) -> (String, String) {
    let part = page.split("<section class=\"card\"").nth(1).unwrap_or_else(|| panic!("no card: {page}"));
    let part = part.split("</section>").next().unwrap();
    let title = part.split("<h2 lang=\"zh-CN\">").nth(1).unwrap().split("</h2>").next().unwrap().to_owned();
    let plain: String = part.split('<').filter_map(|p| p.split_once('>')).map(|(_, text)| text).collect();
    (title, plain)
}

fn asking(question: &str) -> String {
    let query: String = form_urlencoded::byte_serialize(question.as_bytes()).collect();
    format!("/search?q={query}")
}

#[tokio::test]
async fn questions_are_answered_above_the_hits() {
    let router = router(
        room(&[(ASKED, Given::default())]),
        Policy { loopback: true, workers: 2, ..Policy::default() },
    );
    let page = async |question: &str| {
        let got = ask(&router, get(&asking(question))).await;
        assert_eq!(got.status, StatusCode::OK, "{question}: {}", got.body);
        got.body
    };
    // Who was where: the day in every form it is written in, in both languages.
    for question in [
        "赵立本3月9日在哪里",
        "赵立本 2021-03-09",
        "赵立本 3.9",
        "2021年3月9日赵立本在哪里？",
        "赵立本 2021.3.9 行踪",
        "where was 赵立本 on 9 March 2021",
        "Where was Zhao Liben on March 9, 2021?",
        "民国110年3月9日赵立本在哪里",
    ] {
        let body = page(question).await;
        let (title, plain) = card(&body);
        assert!(title.contains("赵立本") && title.contains("诸佛庵镇"), "{question}: {title}");
        assert!(plain.contains("赵立本到诸佛庵镇调研") && !plain.contains("石羊河镇"), "{question}: {plain}");
        // The proof leads to the characters.
        assert!(body.contains("/entry/d1.e2?quote="), "{question}: {body}");
        assert!(body.contains("检得") || body.contains("找到 1 条"), "{question}: {body}");
    }
    // A day of which nothing is told of them shows the nearest and says so.
    let (title, plain) = card(&page("赵立本3月7日在哪里").await);
    assert!(title.contains("未记赵立本的行迹"), "{title}");
    assert!(plain.contains("石羊河镇") && plain.contains("诸佛庵镇"), "{plain}");
    // Who held an office, on a day and in order; a deputy's is another office.
    let (title, _) = card(&page("3月9日谁是县长").await);
    assert!(title.contains("赵立本") && !title.contains("周文澜"), "{title}");
    for question in ["县长", "历任县长是谁", "who was 县长"] {
        let (_, plain) = card(&page(question).await);
        assert!(plain.contains("赵立本") && !plain.contains("周文澜"), "{question}: {plain}");
    }
    let (_, plain) = card(&page("副县长").await);
    assert!(plain.contains("周文澜") && !plain.contains("赵立本"), "{plain}");
    // When a document passed its stages.
    for question in ["霍山县河道管理办法何时通过", "《霍山县河道管理办法》", "when was 河道管理办法 passed"]
    {
        let (title, plain) = card(&page(question).await);
        assert!(title.contains("霍山县河道管理办法"), "{question}: {title}");
        let (passed, issued) = (
            plain.find("3月12日").or(plain.find("12 March")),
            plain.find("3月20日").or(plain.find("20 March")),
        );
        assert!(passed.unwrap() < issued.unwrap(), "{question}: {plain}");
    }
    // Programs get the same.
    let query: String = form_urlencoded::byte_serialize("赵立本3月9日在哪里".as_bytes()).collect();
    let told = ask(&router, get(&format!("/api/answer?q={query}"))).await.json();
    assert_eq!(told["query"], "who:赵立本 when:2021-03-09", "{told}");
    assert!(told["lines"][0]["cites"][0]["link"].as_str().unwrap().contains("quote="), "{told}");
    // What asks nothing is searched for as it stands.
    for plain in ["防汛", "春耕 水库", "who:赵立本", "\"在哪里\""] {
        assert!(!page(plain).await.contains("class=\"card\""), "{plain}");
    }
}

#[tokio::test]
async fn a_ledger_answers_how_many_and_what_is_missing() {
    let list = fetch("/api/ledgers").await.json();
    let mut told = 0;
    for item in list["items"].as_array().unwrap() {
        let name = item["name"].as_str().unwrap();
        let body = fetch(&asking(&format!("{name}共多少"))).await.body;
        let (title, _) = card(&body);
        assert!(title.starts_with(name), "{title}");
        // The page of the ledger says the same in its heading, and it is suggested by its name.
        let link = item["link"].as_str().unwrap();
        let whole = fetch(&format!("/api/ledgers{}", link.trim_start_matches("/ledger"))).await.json();
        let page = fetch(link).await.body;
        assert!(page.contains("class=\"finding-title\""), "{page}");
        let offered =
            fetch(&format!("/api/suggest?{}", asking(name).trim_start_matches("/search?"))).await.json();
        assert!(
            offered["items"].as_array().unwrap().iter().any(|o| o["link"] == item["link"]),
            "{name}: {offered}"
        );
        // The last total that is stated stands in it.
        let mut totals = whole["lines"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|line| line["total"]["cite"]["text"].as_str());
        if let Some(last) = totals.next_back() {
            let digits: String = last.chars().filter(char::is_ascii_digit).collect();
            let plain = heading(&page).replace(',', "");
            assert!(digits.is_empty() || last.contains('万') || plain.contains(&digits), "{plain}: {last}");
            told += 1;
        }
    }
    assert!(told > 0, "{list}");
}

#[tokio::test]
async fn suggestions_rank_whole_words_over_parts_and_know_every_register() {
    let router = router(
        room(&[(ASKED, Given::default())]),
        Policy { loopback: true, workers: 2, ..Policy::default() },
    );
    let offered = async |words: &str| {
        let query: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
        let items = ask(&router, get(&format!("/api/suggest?q={query}"))).await.json();
        let names = items["items"].as_array().unwrap().iter();
        names
            .map(|item| {
                (item["name"].as_str().unwrap().to_owned(), item["link"].as_str().unwrap().to_owned())
            })
            .collect::<Vec<_>>()
    };
    let names = offered("县长").await;
    let deputy = names.iter().position(|(name, _)| name.ends_with("副县长")).unwrap();
    assert!(deputy > 0 && names[0].0.ends_with("县长"), "{names:?}");
    assert!(names[0].1.starts_with("/offices?name="), "{names:?}");
    for (words, link) in [
        ("赵立", "/person/"),
        ("诸佛", "/place/"),
        ("河道管理", "/document/"),
        ("人民代表大会", "/organization/"),
    ] {
        let names = offered(words).await;
        assert!(names.iter().any(|(_, l)| l.starts_with(link)), "{words}: {names:?}");
        for (_, link) in names {
            assert_eq!(ask(&router, get(&link)).await.status, StatusCode::OK, "{link}");
        }
    }
    assert!(offered("不见经传").await.is_empty());
}

#[tokio::test]
async fn where_nothing_is_found_the_page_says_what_else_there_is() {
    let router = router(
        room(&[(ASKED, Given::default())]),
        Policy { loopback: true, workers: 2, ..Policy::default() },
    );
    let page = async |words: &str| ask(&router, get(&asking(words))).await.body;
    // A name written nearly so.
    let body = page("赵立夲").await;
    assert!(body.contains("没有找到") && body.contains("/person/%E8%B5%B5%E7%AB%8B%E6%9C%AC"), "{body}");
    // What is found when one of the terms is left out.
    let body = page("防汛 地震").await;
    assert!(body.contains("没有找到") && body.contains("去掉「地震」"), "{body}");
    assert!(!body.contains("去掉「防汛」"), "{body}");
    // And what can be asked.
    assert!(body.contains("可以这样问"), "{body}");
    // Every example of the help page leads to something in this very base.
    let help = ask(&router, get("/help")).await.body;
    let links = help
        .split("href=\"")
        .skip(1)
        .filter_map(|p| p.split('"').next())
        .filter(|l| l.starts_with("/search?q="));
    let mut tried = 0;
    for link in links {
        let body = ask(&router, get(&link.replace("&amp;", "&"))).await.body;
        assert!(!body.contains("没有找到"), "{link}: {body}");
        tried += 1;
    }
    assert!(tried > 8, "{help}");
}

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
    // A page that needs nothing of it is there as before.
    assert_eq!(ask(&router, get("/people")).await.status, StatusCode::OK);
}

/// Entries of the samples as the interface gives them, with their people and places.
async fn whole_entries() -> Vec<Value> {
    let heads = fetch("/api/entries?size=500").await.json();
    let mut entries = Vec::new();
    for head in heads["items"].as_array().unwrap() {
        entries.push(fetch(&format!("/api/entries/{}", head["id"].as_str().unwrap())).await.json());
    }
    entries
}

fn names_of(entry: &Value) -> Vec<&str> {
    entry["people"].as_array().into_iter().flatten().filter_map(|person| person["name"].as_str()).collect()
}

#[tokio::test]
async fn lists_tell_what_entries_tell() {
    let entries = whole_entries().await;
    let people = fetch("/api/people?size=500").await.json();
    let items = people["items"].as_array().unwrap();
    assert!(items.len() > 20);
    for item in items.iter().take(40) {
        let name = item["name"].as_str().unwrap();
        let told = entries.iter().filter(|entry| names_of(entry).contains(&name)).count() as u64;
        assert_eq!(item["entries"], told, "{name}");
    }
    // The pages show the same names in the same order, each with its count.
    for (page, call) in [
        ("people", "people"),
        ("places", "places"),
        ("organizations", "organizations"),
        ("documents", "documents"),
    ] {
        let body = fetch(&format!("/{page}")).await.body;
        let table = body.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
        let rows: Vec<&str> = table.split("<tr>").skip(1).collect();
        let items = fetch(&format!("/api/{call}?size=100")).await.json();
        let items = items["items"].as_array().unwrap();
        assert_eq!(rows.len(), items.len(), "{page}");
        for (row, item) in rows.iter().zip(items) {
            assert!(row.contains(item["name"].as_str().unwrap()), "{page}: {row} {item}");
            let count = item["entries"].as_u64().unwrap();
            assert!(row.contains(&format!(">{count}<")), "{page}: {row} {item}");
        }
    }
    let offices = fetch("/api/offices?size=20").await.json();
    let body = fetch("/offices").await.body;
    for office in offices["items"].as_array().unwrap() {
        assert!(body.contains(office["title"].as_str().unwrap()), "{office}");
        for holder in office["holders"].as_array().unwrap().iter().take(5) {
            assert!(body.contains(holder["name"].as_str().unwrap()), "{holder}");
        }
    }
}

/// A chronicle of three years far apart.
const AGES: &str = "清溪县大事记\n\n1369年，置清溪县。\n\n1580年，修县学。\n\n1684年，大水。\n";

#[tokio::test]
async fn the_timeline_counts_the_entries_of_its_days() {
    let line = fetch("/api/timeline?from=2022-08&to=2022-08").await.json();
    assert_eq!(line["step"], "day");
    let bins = line["bins"].as_array().unwrap();
    assert_eq!(bins.len(), 31);
    let body = fetch("/timeline?from=2022-08&to=2022-08").await.body;
    let mut bars = 0;
    for bin in bins {
        let day = bin["from"].as_str().unwrap();
        let count = bin["entries"].as_u64().unwrap();
        let told =
            fetch(&format!("/day/{day}?view=headlines")).await.body.matches("class=\"row\"").count() as u64;
        assert_eq!(count, told, "{day}");
        let link = format!("href=\"/timeline?from={day}&amp;to={day}\"");
        assert_eq!(body.contains(&link), count > 0, "{day}");
        bars += u64::from(count > 0);
    }
    assert!(bars > 10);
    // Over centuries the years that tell of nothing are folded and said to be.
    let old =
        router(room(&[(AGES, Given::default())]), Policy { loopback: true, workers: 2, ..Policy::default() });
    let body = ask(&old, get("/timeline")).await.body;
    assert!(body.contains("1370年至1579年无条目") && body.contains("1581年至1683年无条目"), "{body}");
    assert_eq!(body.matches("<rect class=\"bar\"").count(), 3, "{body}");
}

#[tokio::test]
async fn the_map_stands_on_the_places_of_its_entries() {
    let map = fetch("/api/map").await.json();
    let features = map["features"].as_array().unwrap();
    assert!(!features.is_empty());
    let body = fetch("/map").await.body;
    for feature in features {
        let told = &feature["properties"];
        let (name, count) = (told["name"].as_str().unwrap(), told["entries"].as_u64().unwrap());
        assert!(body.contains(&format!("<title>{name} · {count} 条</title>")), "{feature}");
        assert!(body.contains(&format!("href=\"{}\"", told["link"].as_str().unwrap())), "{feature}");
        let at: Vec<f64> =
            feature["geometry"]["coordinates"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
        assert!((73.0..136.0).contains(&at[0]) && (17.0..54.0).contains(&at[1]), "{feature}");
    }
    // Huoshan, of which the month is, has no place of its own on the map and counts in its prefecture.
    let county = features.iter().find(|f| f["properties"]["name"] == "六安市").unwrap();
    let at = county["geometry"]["coordinates"].as_array().unwrap();
    assert!(
        (at[0].as_f64().unwrap() - 116.5).abs() < 0.5 && (at[1].as_f64().unwrap() - 31.75).abs() < 0.5,
        "{county}"
    );
    // Of fewer days there are fewer.
    let some = fetch("/api/map?from=2022-08-01&to=2022-08-03").await.json();
    let sum = |map: &Value| -> u64 {
        map["features"].as_array().unwrap().iter().filter_map(|f| f["properties"]["entries"].as_u64()).sum()
    };
    assert!(sum(&some) < sum(&map) && sum(&some) > 0);
}

#[tokio::test]
async fn the_network_ties_those_who_were_at_one_event() {
    let entries = whole_entries().await;
    let net = fetch("/api/network?names=20").await.json();
    let pairs = net["pairs"].as_array().unwrap();
    assert!(pairs.len() > 5);
    for pair in pairs.iter().take(12) {
        let (a, b) = (pair["people"][0].as_str().unwrap(), pair["people"][1].as_str().unwrap());
        // As many events as are told of, in the entries that name both.
        let together: usize = entries
            .iter()
            .filter(|entry| names_of(entry).contains(&a) && names_of(entry).contains(&b))
            .map(|entry| entry["events"].as_array().map_or(1, |events| events.len().max(1)))
            .sum();
        let events = pair["events"].as_u64().unwrap() as usize;
        assert!((1..=together).contains(&events), "{pair}: {together}");
    }
    let body = fetch("/network?names=20").await.body;
    let drawn = body.matches("data-a=\"").count();
    assert_eq!(drawn, pairs.len());
    for person in net["people"].as_array().unwrap() {
        assert!(body.contains(person["name"].as_str().unwrap()), "{person}");
    }
}

#[tokio::test]
async fn two_people_stand_side_by_side() {
    let pairs = fetch("/api/network?names=20").await.json();
    let pair = &pairs["pairs"][0];
    let encoded = |k: usize| -> String {
        form_urlencoded::byte_serialize(pair["people"][k].as_str().unwrap().as_bytes()).collect()
    };
    let body = fetch(&format!("/compare?one={}&other={}", encoded(0), encoded(1))).await.body;
    assert!(body.contains("<tr class=\"together\">"), "{body}");
    let rows = body.matches("<tr").count();
    let only = fetch(&format!("/compare?one={}&other={}&only=together", encoded(0), encoded(1))).await.body;
    let rows_only = only.matches("<tr").count();
    assert!(rows_only <= rows && only.matches("<tr class=\"together\">").count() + 1 == rows_only, "{only}");
    // A name that nobody has is said to be none.
    let body = fetch(&format!("/compare?one={}&other=%3Cb%3E", encoded(0))).await.body;
    assert!(
        body.contains("&lt;b&gt;") && body.contains("role=\"alert\"") && !body.contains("<table"),
        "{body}"
    );
    assert_eq!(fetch("/compare").await.status, StatusCode::OK);
}

#[tokio::test]
async fn headers_keep_others_out() {
    for page in ["/", "/nope", "/api/entries", "/assets/nope.js"] {
        let got = fetch(page).await;
        let policy = got.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(got.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(got.header(header::REFERRER_POLICY), "no-referrer");
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
async fn programs_get_what_pages_show() {
    let people = fetch("/api/people?size=5").await.json();
    assert_eq!(people["items"].as_array().unwrap().len(), 5);
    assert!(people["total"].as_u64().unwrap() > 50);
    let next = people["next"].as_str().unwrap();
    assert_eq!(fetch(next).await.json()["page"], 2);
    let csv = Request::get("/api/people")
        .header(header::HOST, "localhost")
        .header(header::ACCEPT, "text/csv")
        .body(Body::empty())
        .unwrap();
    let csv = ask(&samples(), csv).await;
    assert!(csv.header(header::CONTENT_TYPE).starts_with("text/csv"));
    assert!(csv.body.starts_with("\u{feff}name,key,office,entries,first,last,link\r\n"));
    let about = fetch("/api/about").await.json();
    assert_eq!(about["sources"], 2);
    let notes = fetch("/api/annotations/d1.e4").await.json();
    let entry = fetch("/api/entries/d1.e4").await.json();
    let text: Vec<char> = entry["text"].as_str().unwrap().chars().collect();
    for note in notes["items"].as_array().unwrap() {
        let place = &note["target"]["selector"][0];
        let (a, b) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
        assert_eq!(
            text[a..b].iter().collect::<String>(),
            note["target"]["selector"][1]["exact"].as_str().unwrap()
        );
    }
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
async fn the_description_names_every_call() {
    let described = fetch("/api/openapi.json").await.json();
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = described["paths"].as_object().unwrap();
    assert!(paths.len() > 20);
    for (path, item) in paths {
        assert!(item["get"]["responses"]["200"]["content"].is_object(), "{path}");
        if !path.contains('{')
            && item["get"]["parameters"].as_array().is_none_or(|p| p.iter().all(|p| p["required"] != true))
        {
            assert_eq!(fetch(path).await.status, 200, "{path}");
        }
    }
    assert!(described["components"]["schemas"]["Entry"].is_object());
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

/// A base into which a document came on one day, and on another its second version and a chronicle of long ago.
fn followed(dir: &std::path::Path) -> Base {
    let base = Base::init_with(dir, at_first).unwrap();
    base.add_one("周文澜", incoming(FIRST)).unwrap();
    drop(base);
    let base = Base::open_with(dir, at_second, &()).unwrap();
    base.add_one("梅若渊", Incoming { of: Some("d1".parse().unwrap()), ..incoming(SECOND) }).unwrap();
    base.add_one("梅若渊", incoming("云岭县古代大事记\n\n公元前525年，修云岭陂。\n")).unwrap();
    base
}

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
    let policy = Policy { loopback: true, workers: 2, address: Some("https://room.example".to_owned()) };
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

/// A room on a real socket, and a way to close it.
fn open(
    options: Options,
) -> (std::net::SocketAddr, tokio::sync::oneshot::Sender<()>, std::thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (close, closed) = tokio::sync::oneshot::channel();
    let serving = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime
            .block_on(web::serve(SAMPLES.clone(), listener, options, async {
                let _ = closed.await;
            }))
            .unwrap();
    });
    (address, close, serving)
}

fn call(address: std::net::SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET /about HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut got = String::new();
    let _ = stream.read_to_string(&mut got);
    got
}

#[test]
fn silent_and_slow_guests_keep_nobody_out() {
    let options = Options { connections: 40, head: Duration::from_secs(60), ..Options::default() };
    let (address, close, serving) = open(options);
    // Far more connections than places, all open, half of them dripping a head that never ends.
    let mut guests = Vec::new();
    for k in 0..400 {
        if let Ok(mut guest) = TcpStream::connect(address) {
            if k % 2 == 0 {
                let _ = guest.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
            }
            guests.push(guest);
        }
        if k % 100 == 99 {
            assert!(call(address).starts_with("HTTP/1.1 200"), "after {k}");
        }
    }
    close.send(()).unwrap();
    serving.join().unwrap();
}

#[test]
fn a_head_that_does_not_come_is_not_waited_for() {
    let options = Options { head: Duration::from_millis(300), ..Options::default() };
    let (address, close, serving) = open(options);
    let mut slow = TcpStream::connect(address).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut rest = Vec::new();
    // Whether an answer of refusal comes or none: the connection ends by itself.
    let _ = slow.read_to_end(&mut rest);
    let mut huge = TcpStream::connect(address).unwrap();
    let _ = write!(huge, "GET /{} HTTP/1.1\r\nHost: {address}\r\n\r\n", "a".repeat(200_000));
    let mut got = Vec::new();
    let _ = huge.read_to_end(&mut got);
    assert!(!String::from_utf8_lossy(&got).starts_with("HTTP/1.1 200"));
    assert!(call(address).starts_with("HTTP/1.1 200"));
    close.send(()).unwrap();
    serving.join().unwrap();
    assert!(TcpStream::connect(address).is_err());
}

/// A room over a base of one's own.
fn room_of(base: Base) -> Router {
    let library = Library::of_base(base, Settings::default(), &()).unwrap();
    let room = Room::new(library, Config { name: "县志库".to_owned(), ..Config::default() });
    router(Arc::new(room), Policy { loopback: true, workers: 2, ..Policy::default() })
}

fn incoming(text: &str) -> Incoming {
    Incoming { bytes: text.into(), ..Incoming::default() }
}

const FIRST: &str = "霍山县大事记\n\n2021年3月\n\n3月5日，县长赵立本主持召开防汛会议。\n\n3月9日，县长赵立本到石羊河镇调研。\n";
const SECOND: &str = "霍山县大事记\n\n2021年3月\n\n3月5日，县长赵立本主持召开防汛工作会议。\n\n3月9日，县长赵立本到石羊河镇调研。\n\n3月12日，副县长周文澜出席植树活动。\n";

fn at_first() -> jiff::Timestamp {
    "2024-05-01T04:00:00Z".parse().unwrap()
}

fn at_second() -> jiff::Timestamp {
    "2024-06-01T04:00:00Z".parse().unwrap()
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

#[tokio::test]
async fn one_host_is_meant() {
    let twice = Request::get("/").header(header::HOST, "127.0.0.1:7878").header(header::HOST, "evil.example");
    assert_eq!(ask(&samples(), twice.body(Body::empty()).unwrap()).await.status, StatusCode::BAD_REQUEST);
    let other = Request::get("http://evil.example/").header(header::HOST, "127.0.0.1:7878");
    assert_eq!(ask(&samples(), other.body(Body::empty()).unwrap()).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(fetch("/").await.status, StatusCode::OK);
}
