//! What is done in the room: the routes that write, a router of their own.
//!
//! In goes a form of one of the room's pages, or a program's request; out comes an act of the base's log with its writer's name, the time
//! and the reason, and the way back to the page. `POST /act/rule` with `act=correct&entry=d1.e3&kind=person&quote=赵立本&to-title=县长` is
//! ruling `r5`, and `POST /act/undo` with `ruling=r5` takes it back.
//!
//! [`permitted`] is the one place that says whether a room has these routes: where it listens at this machine alone, goes by no address
//! from outside, and its base stays and may be written. Anywhere else they are not there, and pages have no forms. Who may use them is
//! for `key` to say, before anything that was sent is read.

pub(crate) mod edit;
mod fields;
pub(crate) mod form;
pub(crate) mod key;
mod ruling;
mod tray;
pub(crate) mod upload;

pub(crate) use fields::Fields;
pub use key::Key;
pub use ruling::ACTS;
pub use tray::{Sent, Tray};

use crate::answer::{Answer, Problem};
use crate::room::{Reader, Room};
use crate::web::{Policy, finish, given_host, is_own, language_of, refused};
use crate::words::Words;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dashiji_store::{Apart, Deed, Error, RulingId};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Whether a room may be written: it listens at this machine alone, goes by no address from outside, and has a base that stays and may
/// be written.
pub fn permitted(room: &Room, policy: &Policy) -> bool {
    policy.loopback && policy.address.is_none() && !room.is_passing() && room.base().is_writable()
}

/// A call that writes.
#[derive(Debug)]
pub struct Call {
    /// What it is called.
    pub name: &'static str,
    /// Its path, with `{ruling}` for a part that varies.
    pub path: &'static str,
    /// Whether what stands there can be read too.
    pub read: bool,
    /// Whether a file is its body, and its fields are of the query; else they are of a form or JSON.
    pub file: bool,
    /// Its fields, and whether each is needed.
    pub fields: &'static [(&'static str, bool)],
    act: Act,
}

/// Everything that a program can do.
pub const CALLS: &[Call] = &[
    Call {
        name: "add",
        path: "/api/sources",
        read: true,
        file: true,
        fields: &[
            ("by", true),
            ("name", false),
            ("title", false),
            ("period", false),
            ("region", false),
            ("source", false),
            ("url", false),
            ("of", false),
        ],
        act: Act::Keep,
    },
    Call {
        name: "rule",
        path: "/api/rulings",
        read: true,
        file: false,
        fields: &[
            ("by", true),
            ("reason", true),
            ("act", true),
            ("entry", false),
            ("kind", false),
            ("quote", false),
            ("at", false),
            ("to", false),
            ("name", false),
            ("into", false),
            ("short", false),
            ("full", false),
            ("code", false),
            ("document", false),
        ],
        act: Act::Rule,
    },
    Call {
        name: "undo",
        path: "/api/rulings/{ruling}/undo",
        read: false,
        file: false,
        fields: &[("by", true), ("reason", false)],
        act: Act::Undo,
    },
    Call {
        name: "edit",
        path: "/api/entries/{id}/text",
        read: false,
        file: false,
        fields: &[("by", true), ("text", true), ("head", false)],
        act: Act::Edit,
    },
];

/// What the forms of pages are sent to.
const FORMS: [(&str, Act); 6] = [
    ("/act/read", Act::Send),
    ("/act/keep", Act::Keep),
    ("/act/rule", Act::Rule),
    ("/act/undo", Act::Undo),
    ("/act/edit", Act::Edit),
    ("/act/fix", Act::Fix),
];

/// Acts that are taken in at a time.
const TOGETHER: usize = 4;

/// How long an act may wait to be taken in.
const PATIENCE: Duration = Duration::from_secs(10);

struct Desk {
    room: Arc<Room>,
    key: Arc<Key>,
    turns: Semaphore,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// A file is read, to be looked at.
    Send,
    /// A file is kept.
    Keep,
    /// Something is ruled.
    Rule,
    /// A ruling is taken back.
    Undo,
    /// The text of an entry is written anew.
    Edit,
    /// A finding's fix is put in.
    Fix,
}

/// What was done.
struct Done {
    /// Where a browser goes on.
    location: String,
    /// What a program is told.
    value: Value,
    /// The act by which, where anything was written.
    deed: Option<Deed>,
}

/// What came of it.
enum Came {
    /// It is done.
    Done(Done),
    /// Others wrote to the entry meanwhile; nothing was written.
    Apart(Apart),
}

/// Lays the routes that write over those that read; what is not sent to write goes on to them.
pub(crate) fn router(room: Arc<Room>, key: Arc<Key>, reading: Router) -> Router {
    let desk = Arc::new(Desk { room, key, turns: Semaphore::new(TOGETHER) });
    let mut router = Router::new();
    let forms = FORMS.into_iter().map(|(path, act)| (path, act, false));
    let calls = CALLS.iter().map(|call| (call.path, call.act, call.read));
    for (path, act, read) in forms.chain(calls) {
        let handler = move |State(desk): State<Arc<Desk>>, request: Request| receive(desk, act, request);
        let methods = if read { "GET, HEAD, POST, OPTIONS" } else { "POST, OPTIONS" };
        // Who asks what can be done here is told of writing too.
        let told = map_response(move |mut response: Response| async move {
            if let Some(allowed) = response.headers_mut().get_mut(header::ALLOW) {
                *allowed = HeaderValue::from_static(methods);
            }
            response
        });
        router = router.route(path, post(handler).fallback_service(reading.clone().layer(told)));
    }
    router
        .route("/enter", get(enter))
        .layer(DefaultBodyLimit::disable())
        .with_state(desk)
        .fallback_service(reading)
}

/// Gives whoever brings the key its cookie, and leads to the first page.
async fn enter(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let language = language_of(&parts);
    let refuse = |(status, name)| finish(&refused(status, name, language), None, language);
    if !given_host(&parts).is_ok_and(is_own) {
        return refuse((421, "host"));
    }
    let query = parts.uri.query().unwrap_or_default();
    let brought = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "key");
    if !brought.is_some_and(|(_, word)| desk.key.opens(&word)) {
        return refuse((403, "key"));
    }
    let mut response = Redirect::to("/").into_response();
    crate::web::head(response.headers_mut());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(cookie) = HeaderValue::from_str(&desk.key.cookie()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Takes a request to write: who sent it is looked at before what was sent.
async fn receive(desk: Arc<Desk>, act: Act, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let language = language_of(&parts);
    let refuse = |(status, name)| finish(&refused(status, name, language), None, language);
    let host = match given_host(&parts) {
        Ok(host) if is_own(host) => host.to_owned(),
        Ok(_) => return refuse((421, "host")),
        Err(()) => return refuse((400, "host")),
    };
    if let Err(why) = desk.key.admit(&parts.headers, &host) {
        return refuse(why);
    }
    let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, desk.turns.acquire()).await else {
        return refuse((503, "busy"));
    };
    let program = parts.uri.path().starts_with("/api/");
    let reader = Reader {
        language,
        origin: format!("http://{host}"),
        writer: Some(desk.key.holder(&parts.headers).unwrap_or_default()),
    };
    let path = parts.uri.path().to_owned();
    let head = fields::matching(&parts.headers);
    let kind = (matches!(act, Act::Send | Act::Keep), program && act == Act::Keep);
    let mut fields = match Fields::read(parts, body, kind).await {
        Ok(fields) => fields,
        Err(why) => return refuse(why),
    };
    if let Some(head) = &head {
        fields.settle("head", head);
    }
    let name = fields.get("by").map(key::clean).filter(|name| !name.is_empty());
    let room = desk.room.clone();
    let by = name.clone();
    let done = tokio::task::spawn_blocking(move || {
        let author = by.or_else(|| reader.writer.clone()).unwrap_or_default();
        match perform(&room, act, &path, &fields, &author) {
            Ok(Came::Done(done)) if program => created(&done),
            Ok(Came::Done(done)) => Answer { location: Some(done.location), ..Answer::text(303, "") },
            Ok(Came::Apart(apart)) if program => {
                let title = Words::of(reader.language).named("problem", "stale");
                let more = [("merge", edit::value(&apart))];
                Answer::problem(Problem { status: 412, name: "stale" }, &title, "", &more)
            }
            Ok(Came::Apart(apart)) => room.apart(&reader, &apart),
            Err(Error::Refused { what, why: "unknown-head" }) if head.is_some() && program => {
                let w = Words::of(reader.language);
                let detail = format!("{} {what}", w.named("refused", "unknown-head"));
                let stale = Problem { status: 412, name: "stale" };
                Answer::problem(stale, &w.named("problem", "stale"), &detail, &[])
            }
            Err(why) => refusal(&room, &reader, &why, (act, program), &fields),
        }
    });
    let Ok(answer) = done.await else { return refuse((500, "broken")) };
    let mut response = finish(&answer, None, language);
    if let Some(cookie) = name.and_then(|name| HeaderValue::from_str(&Key::keep_name(&name)).ok()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn created(done: &Done) -> Answer {
    Answer { status: 201, location: Some(done.location.clone()), ..Answer::json(&done.value) }
}

fn perform(room: &Room, act: Act, path: &str, fields: &Fields, author: &str) -> Result<Came, Error> {
    if act != Act::Send && author.is_empty() {
        return Err(Error::Refused { what: String::new(), why: "no-author" });
    }
    let mut done = match act {
        Act::Send => return upload::send(room, fields).map(Came::Done),
        Act::Keep => upload::keep(room, fields, author),
        Act::Rule => rule(room, fields, author),
        Act::Undo => undo(room, path, fields, author),
        Act::Fix => edit::fix(room, fields, author),
        Act::Edit => match edit::edit(room, path, fields, author)? {
            Came::Done(done) => Ok(done),
            apart @ Came::Apart(_) => return Ok(apart),
        },
    }?;
    room.moved();
    // The head that this act made, whatever others wrote since.
    let view = room.base().now()?;
    let made = done.deed.map_or(Ok(None), |deed| view.head_after(deed))?;
    done.value["head"] = made.map_or_else(|| view.head(), Ok)?.into();
    Ok(Came::Done(done))
}

fn rule(room: &Room, fields: &Fields, author: &str) -> Result<Done, Error> {
    let decision = ruling::decision(&room.base().now()?, fields)?;
    let reason = fields.get("reason").ok_or(Error::Refused { what: String::new(), why: "no-reason" })?;
    let id = room.base().rule(author, reason, decision)?;
    let deed = Some(Deed::Ruling(id));
    let id = id.to_string();
    Ok(Done { location: back(fields, &id), value: json!({ "ruling": id }), deed })
}

fn undo(room: &Room, path: &str, fields: &Fields, author: &str) -> Result<Done, Error> {
    let named = path.strip_prefix("/api/rulings/").and_then(|rest| rest.strip_suffix("/undo"));
    let id: RulingId = named.or_else(|| fields.get("ruling")).unwrap_or_default().parse()?;
    let undone = room.base().undo(author, id, fields.get("reason"))?;
    Ok(Done {
        location: back(fields, "undone"),
        value: json!({ "ruling": id.to_string(), "undone": undone }),
        deed: undone.then_some(Deed::Undoing(id)),
    })
}

/// The page a form was on, with what was done.
fn back(fields: &Fields, done: &str) -> String {
    let page = fields.get("back").filter(|page| is_page(page)).unwrap_or("/rulings");
    let (page, fragment) = page.split_once('#').unwrap_or((page, ""));
    let mark = if page.contains('?') { '&' } else { '?' };
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    format!("{page}{mark}done={done}{fragment}")
}

/// Whether an address is a page of this room, and leads nowhere else.
fn is_page(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.len() < 2000
        && address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\' && b != b'"' && b != b'<')
}

/// Why something was not done, and what to do about it.
fn refusal(
    room: &Room,
    reader: &Reader,
    error: &Error,
    (act, program): (Act, bool),
    fields: &Fields,
) -> Answer {
    let w = Words::of(reader.language);
    let (status, words) = match error {
        Error::Refused { what, why } => {
            let said = w.named("refused", why);
            (400, if what.is_empty() { said } else { format!("{said} {what}") })
        }
        Error::Unknown(what) => (404, format!("{} {what}", w.say("refused-unknown"))),
        Error::Unreadable(error) => (422, dashiji_office::words::unreadable(error, w.messages())),
        Error::Busy { .. } => (503, w.say("refused-busy")),
        Error::Full(_) => (507, w.say("refused-full")),
        Error::ReadOnly(_) => (403, w.say("refused-read-only")),
        _ => (500, w.say("refused-failed")),
    };
    if program {
        let name = match status {
            404 => "not-found",
            503 => "busy",
            500 | 507 => "broken",
            _ => "bad-act",
        };
        let title = w.named("problem", name);
        return Answer::problem(Problem { status, name }, &title, &words, &[]);
    }
    if act == Act::Edit && fields.whole("text").is_some() {
        return room.unkept(reader, fields, status, &words);
    }
    room.trouble(reader, status, "refused-title", &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_a_page_of_the_room_alone() {
        for (page, is) in [
            ("/entry/d1.e3", true),
            ("/entry/d1.e3?quote=1-2#quote", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("/a\r\nSet-Cookie: a", false),
            ("", false),
        ] {
            assert_eq!(is_page(page), is, "{page}");
        }
    }
}
