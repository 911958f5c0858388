//! Connections that are slow, silent or many.

use super::*;

/// A room on a real socket, and a way to close it.
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
