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

mod acts;
mod bases;
mod feeds;
mod guards;
mod listener;
mod lists;
mod programs;
mod questions;
mod reading;
mod shapes;

const MONTH: &str = include_str!("../../../../samples/county-month.txt");
const YEAR: &str = include_str!("../../../../samples/county-year.txt");

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

/// What stands in the heading of a page.
fn heading(page: &str) -> &str {
    let from = page.find("<h1").unwrap();
    let rest = &page[from..];
    &rest[rest.find('>').unwrap() + 1..rest.find("</h1>").unwrap()]
}
