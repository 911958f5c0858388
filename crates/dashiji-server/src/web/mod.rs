//! The room on a socket: requests in, answers out, bounded in every direction.
//!
//! Read only: GET and HEAD; what may be written where is a matter of its own ([`crate::act`]). What a request may be (its host, its length, how many at once, how long) is decided here, before a
//! page is made; pages are made on threads of their own, so that a slow one holds up no connection. `GET /people` with a host
//! that is not this machine's is refused while the room is open to this machine alone (DNS rebinding).

pub(crate) mod assets;
mod listener;

pub use listener::{Options, run, serve};

use crate::act::{self, Key};
use crate::answer::{Answer, Problem, media};
use crate::room::{Reader, Room};
use crate::words::{self, Words};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use dashiji_publish::Language;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// What the room is opened to.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Whether only this machine may come in: hosts that are not its own are refused.
    pub loopback: bool,
    /// Threads that make pages.
    pub workers: usize,
    /// Where the room is reached from outside, behind a proxy: `https://room.example`. Its host is taken besides this machine's own, and citations,
    /// permanent links and feeds name it.
    pub address: Option<String>,
    /// The key of those who may write, where the room may be written ([`act::permitted`]).
    pub key: Option<Arc<Key>>,
}

impl Policy {
    /// The host of the address, with its port where it has one.
    fn host(&self) -> Option<&str> {
        let (_, rest) = self.address.as_deref()?.split_once("://")?;
        rest.split('/').next().filter(|host| !host.is_empty())
    }
}

/// An address that a room can be reached at from outside: a scheme and a host, nothing behind them; without the last stroke.
pub fn public_address(given: &str) -> Option<String> {
    let address = given.trim().trim_end_matches('/');
    let (scheme, host) = address.split_once("://")?;
    (matches!(scheme, "http" | "https") && is_host(host)).then(|| address.to_owned())
}

/// Characters of an address at most.
const ADDRESS: usize = 12_000;

/// Requests that wait for a hand at most.
const WAITING: usize = 256;

/// How long a request may wait and a page may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What may be asked.
const METHODS: &str = "GET, HEAD, OPTIONS";

struct Service {
    room: Arc<Room>,
    policy: Policy,
    workers: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// The room as a service.
pub fn router(room: Arc<Room>, policy: Policy) -> Router {
    let workers = Arc::new(Semaphore::new(policy.workers.max(1)));
    let key = policy.key.clone().filter(|_| act::permitted(&room, &policy));
    let policy = Policy { key: key.clone(), ..policy };
    let service = Service { room: room.clone(), policy, workers, waiting: AtomicUsize::new(0) };
    let reading = Router::new()
        .fallback(receive)
        .layer(CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest))
        .with_state(Arc::new(service));
    match key {
        Some(key) => act::router(room, key, reading),
        None => reading,
    }
}

/// The language that an address names.
fn named_language(parts: &Parts) -> Option<String> {
    let mut query = form_urlencoded::parse(parts.uri.query()?.as_bytes());
    query.find(|(key, _)| key == "lang").map(|(_, value)| value.into_owned())
}

/// The language a request asks for.
pub(crate) fn language_of(parts: &Parts) -> Language {
    let given = |name: HeaderName| parts.headers.get(name).and_then(|v| v.to_str().ok());
    let asked = named_language(parts);
    words::asked(asked.as_deref(), given(header::COOKIE), given(header::ACCEPT_LANGUAGE))
}

/// The host that is meant: one, and where the address names one too it is the same (RFC 9112, 3.2).
///
/// # Errors
/// Where there is none, or more than one.
pub(crate) fn given_host(parts: &Parts) -> Result<&str, ()> {
    let given = parts.headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let named = parts.uri.authority().map(axum::http::uri::Authority::as_str);
    let several = parts.headers.get_all(header::HOST).iter().count() > 1;
    let differs = named.zip(given).is_some_and(|(a, b)| !a.eq_ignore_ascii_case(b));
    if several || differs {
        return Err(());
    }
    given.or(named).filter(|host| is_host(host)).ok_or(())
}

async fn receive(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let address = parts.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str).to_owned();
    let given = |name: HeaderName| parts.headers.get(name).and_then(|v| v.to_str().ok());
    let (asked, language) = (named_language(&parts), language_of(&parts));
    let refuse = |status: u16, name: &'static str| finish(&refused(status, name, language), None, language);
    if parts.method == Method::OPTIONS {
        let mut response = finish(&Answer::text(204, ""), None, language);
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(METHODS));
        return response;
    }
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let mut response = refuse(405, "method");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(METHODS));
        return response;
    }
    if address.len() > ADDRESS {
        return refuse(414, "too-long");
    }
    let Ok(host) = given_host(&parts) else { return refuse(400, "host") };
    let known = service.policy.host().is_some_and(|own| own.eq_ignore_ascii_case(host));
    if service.policy.loopback && !is_own(host) && !known {
        return refuse(421, "host");
    }
    if let Some(name) = address.strip_prefix("/assets/") {
        return match assets::find(name) {
            Some(asset) => furnish(asset),
            None => refuse(404, "not-found"),
        };
    }
    if address == "/favicon.ico" {
        return furnish(&assets::ICON);
    }
    if address == "/robots.txt" {
        return finish(&Answer::text(200, "User-agent: *\nDisallow: /\n"), None, language);
    }
    let address = in_form(address, given(header::ACCEPT));
    let origin = service.policy.address.clone().unwrap_or_else(|| format!("http://{host}"));
    let key = service.policy.key.as_ref().filter(|_| is_own(host));
    let reader = Reader { language, origin, writer: key.and_then(|key| key.holder(&parts.headers)) };
    let unless = given(header::IF_NONE_MATCH).map(str::to_owned);
    let mut response = match service.room.kept(&address, &reader) {
        Some(kept) => finish(&kept, unless.as_deref(), language),
        None => match make(&service, address, reader).await {
            Ok(answer) => finish(&answer, unless.as_deref(), language),
            Err((status, name)) => {
                return refuse(status, name);
            }
        },
    };
    if let Some(language) = asked.as_deref().and_then(words::named) {
        let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", Words::of(language).code());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// A page, made by one of the workers.
async fn make(
    service: &Arc<Service>,
    address: String,
    reader: Reader,
) -> Result<Arc<Answer>, (u16, &'static str)> {
    if service.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
        service.waiting.fetch_sub(1, Ordering::Relaxed);
        return Err((503, "busy"));
    }
    let hand = tokio::time::timeout(PATIENCE, service.workers.clone().acquire_owned()).await;
    service.waiting.fetch_sub(1, Ordering::Relaxed);
    let Ok(Ok(hand)) = hand else { return Err((503, "busy")) };
    let room = service.room.clone();
    let made = tokio::task::spawn_blocking(move || {
        let _hand = hand;
        room.answer(&address, &reader)
    });
    match tokio::time::timeout(PATIENCE, made).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_)) => Err((500, "broken")),
        Err(_) => Err((503, "slow")),
    }
}

/// The address with the form that a program asks for by its `Accept`.
fn in_form(address: String, accept: Option<&str>) -> String {
    let wants = accept.is_some_and(|a| a.contains("text/csv") && !a.contains("application/json"));
    if !wants || !address.starts_with("/api/") || address.contains("format=") {
        return address;
    }
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}format=csv")
}

/// Whether a host is written as one.
fn is_host(host: &str) -> bool {
    !host.is_empty()
        && host.len() <= 260
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]_".contains(&b))
}

/// Whether a host, with or without a port, is this machine by itself.
pub(crate) fn is_own(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

pub(crate) fn refused(status: u16, name: &'static str, language: Language) -> Answer {
    let words = Words::of(language);
    Answer::problem(Problem { status, name }, &words.named("problem", name), "", &[])
}

/// Headers that every answer has.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // With no-referrer a browser would send no Origin along with the room's own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=()"),
];

pub(crate) fn head(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

pub(crate) fn finish(answer: &Answer, unless: Option<&str>, language: Language) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let fresh = !answer.tag.is_empty()
        && unless.is_some_and(|unless| {
            unless
                .split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == answer.tag || tag.trim() == "*")
        });
    let mut response = if fresh {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(answer.bytes().to_vec()));
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
        response
    };
    let headers = response.headers_mut();
    head(headers);
    if answer.kind == media::SVG {
        // A picture by itself brings the rules it is drawn by, and may be shown on other pages.
        let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        let name = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(name, HeaderValue::from_static("cross-origin"));
    }
    if answer.status == 503 || answer.status == 202 {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(Words::of(language).tag()));
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language, Cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    if !answer.tag.is_empty() {
        set(header::ETAG, &format!("W/{}", answer.tag));
    }
    if let Some(location) = &answer.location {
        set(header::LOCATION, location);
    }
    if let Some(links) = &answer.links {
        set(header::LINK, links);
    }
    if let Some(file) = &answer.file {
        set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""));
    }
    response
}

fn furnish(asset: &assets::Asset) -> Response {
    let mut response = Response::new(Body::from(asset.body));
    let headers = response.headers_mut();
    head(headers);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_s_names_are_its_own() {
        for (host, own) in [
            ("localhost:7878", true),
            ("127.0.0.1", true),
            ("127.5.5.5:80", true),
            ("[::1]:7878", true),
            ("evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example:7878", false),
            ("192.168.1.5", false),
        ] {
            assert_eq!(is_own(host), own, "{host}");
        }
        assert!(!is_host("a b") && !is_host("\"><script>") && is_host("[::1]:80"));
    }
}
