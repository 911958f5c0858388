//! The listener: connections in, a bounded number at a time, the slow ones shown out.
//!
//! Every connection has a few seconds to say what it wants. When all places are taken the one that has longest asked for nothing
//! makes room for the next, so that ten thousand silent connections keep nobody out.

use super::{Policy, router};
use crate::room::Room;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tower::ServiceExt;

/// What a listener takes.
#[derive(Debug, Clone)]
pub struct Options {
    /// Connections at a time.
    pub connections: usize,
    /// How long a request's head may take to come.
    pub head: Duration,
    /// How long a connection may last.
    pub life: Duration,
    /// Where the room is reached from outside, as [`Policy::address`] has it.
    pub address: Option<String>,
    /// The key of those who may write, as [`Policy::key`] has it.
    pub key: Option<Arc<crate::act::Key>>,
    /// How long those inside may take to finish when the room closes.
    pub farewell: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: 400,
            head: Duration::from_secs(10),
            life: Duration::from_secs(300),
            address: None,
            key: None,
            farewell: Duration::from_secs(5),
        }
    }
}

/// One who is inside.
#[derive(Debug, Default)]
struct Guest {
    /// Requests under way.
    busy: AtomicUsize,
    /// Asked to leave.
    leave: Notify,
}

#[derive(Debug, Default)]
struct Guests {
    next: u64,
    /// In the order of coming, or of the last request.
    inside: BTreeMap<u64, Arc<Guest>>,
}

type Book = Arc<Mutex<Guests>>;

fn open(book: &Book) -> std::sync::MutexGuard<'_, Guests> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves a room on a socket until `stop` comes.
///
/// # Errors
/// Where the socket cannot be used.
pub async fn serve(
    room: Arc<Room>,
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let loopback = listener.local_addr()?.ip().is_loopback();
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(2, 16);
    let (address, key) = (options.address.clone(), options.key.clone());
    let service = router(room, Policy { loopback, workers, address, key });
    let book = Book::default();
    let (closing, closed) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let stream = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                stream
            } else {
                // Out of descriptors, or gone before it came in: the next may be better.
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            },
        };
        let guest = Arc::new(Guest::default());
        let id = {
            let mut guests = open(&book);
            while guests.inside.len() >= options.connections {
                let idle = guests.inside.iter().find(|(_, g)| g.busy.load(Ordering::Relaxed) == 0);
                let Some((&longest, leaving)) = idle.or(guests.inside.iter().next()) else { break };
                leaving.leave.notify_one();
                guests.inside.remove(&longest);
            }
            guests.next += 1;
            let id = guests.next;
            guests.inside.insert(id, guest.clone());
            id
        };
        let (service, book, mut closed, options) =
            (service.clone(), book.clone(), closed.clone(), options.clone());
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            let own = guest.clone();
            let answer = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
                let (service, own) = (service.clone(), own.clone());
                own.busy.fetch_add(1, Ordering::Relaxed);
                async move {
                    let response = service.oneshot(request.map(axum::body::Body::new) as Request).await;
                    own.busy.fetch_sub(1, Ordering::Relaxed);
                    Ok::<axum::response::Response, Infallible>(
                        response.unwrap_or_else(|never| match never {}),
                    )
                }
            });
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(options.head)
                .max_buf_size(32 << 10)
                .max_headers(64)
                .serve_connection(TokioIo::new(stream), answer);
            tokio::pin!(connection);
            let over = tokio::time::sleep(options.life);
            tokio::pin!(over);
            tokio::select! {
                _ = connection.as_mut() => {}
                () = guest.leave.notified() => {}
                () = &mut over => {}
                _ = closed.changed() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = tokio::time::timeout(options.farewell, connection).await;
                }
            }
            open(&book).inside.remove(&id);
        });
    }
    drop(listener);
    let _ = closing.send(true);
    let rounds = options.farewell.as_millis() / 20;
    for _ in 0..rounds {
        if open(&book).inside.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Serves a room until the program is asked to end (Ctrl-C, or TERM).
///
/// # Errors
/// Where the socket cannot be used or no thread be had.
pub fn run(room: Arc<Room>, listener: TcpListener, options: Options) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(24)
        .thread_name("reading-room")
        .build()?;
    let served = runtime.block_on(serve(room, listener, options, ended()));
    runtime.shutdown_timeout(Duration::from_secs(2));
    served
}

async fn ended() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
