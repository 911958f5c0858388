//! Any request to the reading room: it is answered, and never by a failure of the program.
//!
//! In goes a head as it comes over the wire: `GET /search?q=抗旱` and lines of `Name: value`.

#![no_main]

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use dashiji_server::room::{Config, Room};
use dashiji_server::source::{Library, Settings};
use dashiji_server::web::{Policy, router};
use http_body_util::BodyExt;
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, LazyLock};
use tokio::runtime::Runtime;
use tower::ServiceExt;

static ROOM: LazyLock<(Router, Runtime)> = LazyLock::new(|| {
    let library = Library::of_base(dashiji_fuzz::base(), Settings::default(), &()).expect("a library");
    let room = Arc::new(Room::new(library, Config::default()));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    (router(room, Policy { loopback: true, workers: 2, ..Policy::default() }), runtime.expect("threads"))
});

fuzz_target!(|data: &[u8]| {
    let mut lines = data.split(|byte| *byte == b'\n');
    let mut words = lines.next().unwrap_or_default().split(|byte| *byte == b' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut request = Request::builder().method(method).uri(target);
    let mut named = false;
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        named |= name.eq_ignore_ascii_case(b"host");
        request = request.header(name, value);
    }
    if !named {
        request = request.header("host", "localhost");
    }
    let Ok(request) = request.body(Body::empty()) else { return };
    let (router, runtime) = &*ROOM;
    let status = runtime.block_on(async {
        let answer = router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        body.collect().await.expect("a body");
        parts.status
    });
    assert!(status.as_u16() != 500, "{status}");
});
