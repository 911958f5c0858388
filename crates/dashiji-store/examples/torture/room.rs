//! A reading room beside all that happens to its base: documents come in, what is computed goes, is hurt or is made anew, writers are killed. Its pages are of
//! the base as it stands soon after, never of less than stood before, and never a failure of the program.

use crate::harm::{Draw, hurt, incoming};
use crate::{Tally, start};
use dashiji_store::Base;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How soon the room shows what stands.
const SOON: Duration = Duration::from_secs(30);

/// Asks the room; the status and what it says.
fn get(address: &str, page: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(SOON)).ok()?;
    write!(stream, "GET {page} HTTP/1.0\r\nHost: {address}\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    Some((status, answer))
}

/// How many documents the room shows.
fn documents(address: &str) -> Option<usize> {
    let (status, answer) = get(address, "/api/sources")?;
    let (_, rest) = answer.split_once("\"total\":")?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    (status == 200).then(|| digits.parse().ok())?
}

/// Serves a base with the program at a path.
pub fn beside(times: u32, draw: &mut Draw, dir: &Path, program: Option<&Path>) -> Tally {
    let mut tally = Tally::default();
    let Some(program) = program else {
        println!("NOT RUN: torture, a room beside it: --program PATH says which dashiji serves");
        return tally;
    };
    let home = dir.join("base");
    let base = Base::init(&home).unwrap();
    for number in 0..12 {
        base.add_one("a", incoming(number)).unwrap();
    }
    drop(base);
    let mut served = Command::new(program)
        .args(["serve", "--port", "0", "--read-only", "--base"])
        .arg(&home)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(served.stdout.take().unwrap()).lines();
    let address = lines.find_map(|line| {
        let line = line.ok()?;
        let (_, rest) = line.split_once("http://")?;
        Some(rest.split('/').next()?.trim().to_owned())
    });
    let address = address.unwrap();
    // What else it says is read, so that it is never kept waiting.
    let rest = std::thread::spawn(move || lines.map_while(Result::ok).count());
    let mut shown = 0;
    for round in 0..times {
        let way = draw.below(7);
        match way {
            0 => {
                _ = tally
                    .attempt("add", || Base::open(&home)?.add_one("a", incoming(u64::from(round) + 100)));
            }
            1 => _ = tally.attempt("reindex", || Base::open(&home)?.reindex("a", &())),
            2 => _ = fs::remove_file(home.join("derived.db")),
            3 => _ = fs::remove_dir_all(home.join("index")),
            4 => {
                let how = draw.below(2);
                let _ = home.join("derived.db").exists() && hurt(&home.join("derived.db"), how, draw);
            }
            5 => _ = tally.attempt("verify", || Base::open(&home)?.verify(&())),
            _ => {
                let (mut child, reader) = start(&home, draw.below(1 << 30));
                std::thread::sleep(Duration::from_micros(50_000 + draw.below(400_000)));
                let _ = child.kill();
                child.wait().unwrap();
                drop(reader.join());
            }
        }
        let begun = Instant::now();
        let stands = tally.attempt("look", || Ok(Base::open(&home)?.now()?.documents().len())).unwrap_or(0);
        loop {
            if let Some(found) = documents(&address) {
                tally.hold(found >= shown, || format!("way {way}: {found} documents after {shown}"));
                shown = shown.max(found);
                if found == stands {
                    break;
                }
            }
            if begun.elapsed() > SOON {
                let last = get(&address, "/api/sources").map(|(status, _)| status);
                tally.hold(false, || format!("way {way}: {shown} shown of {stands}, {last:?}"));
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        for page in [
            "/",
            "/search?q=%E9%98%B2%E6%B1%9B",
            "/api/search?q=%E9%98%B2%E6%B1%9B",
            "/people",
            "/api/entries",
        ] {
            match get(&address, page) {
                None => tally.panics.push(format!("way {way}: no answer to {page}")),
                Some((500.., answer)) if !answer.contains("retry-after") => {
                    tally
                        .hold(false, || format!("way {way}: {page} {}", answer.lines().next().unwrap_or("")));
                }
                Some(_) => {}
            }
        }
        if served.try_wait().unwrap().is_some() {
            tally.panics.push(format!("way {way}: the room is gone"));
            break;
        }
        tally.times += 1;
    }
    let _ = served.kill();
    let _ = served.wait();
    let _ = rest.join();
    tally
}
