//! A reading room beside all that happens to its base: documents come in, what is computed goes, is hurt or is made anew, writers are killed. Its pages are of
//! the base as it stands soon after, never of less than stood before, and never a failure of the program.

use crate::children::{End, Writer};
use crate::harm::{Draw, WAYS, hurt, incoming};
use crate::machine::may_listen;
use crate::{LONG, Tally};
use dashiji_store::Base;
use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Asks the room; the status and what it says, or why there is no answer.
fn get(address: &str, page: &str) -> Result<(u16, String), String> {
    let asked = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(LONG))?;
        stream.write_all(format!("GET {page} HTTP/1.0\r\nHost: {address}\r\n\r\n").as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    // A room lets go of who has not asked within some seconds, which a machine may take over it.
    let answer = asked().or_else(|_| asked()).map_err(|error| error.to_string())?;
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.map(|status| (status, answer.clone())).ok_or_else(|| format!("{} bytes, no status", answer.len()))
}

/// How many there are in all, by an answer as JSON.
fn total(answer: &str) -> Option<usize> {
    let (_, rest) = answer.split_once("\"total\":")?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// How many documents the room shows.
fn documents(address: &str) -> Option<usize> {
    let (status, answer) = get(address, "/api/sources").ok()?;
    (status == 200).then(|| total(&answer))?
}

/// Asks the room until it does not say any more that it is busy.
fn patient(address: &str, page: &str) -> Result<(u16, String), String> {
    let begun = Instant::now();
    loop {
        match get(address, page)? {
            (503, answer) if answer.contains("retry-after") && begun.elapsed() < LONG => {
                std::thread::sleep(Duration::from_millis(100));
            }
            answer => return Ok(answer),
        }
    }
}

/// A room that is served as long as it is kept.
struct Served {
    child: Child,
    /// What else it says is read, so that it is never kept waiting.
    rest: Option<JoinHandle<usize>>,
}

impl Served {
    /// Starts one; the room and its address, or what it said instead.
    fn start(program: &Path, home: &Path, words: &Path) -> Result<(Self, String), String> {
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "--read-only", "--base"])
            .arg(home)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(words).unwrap())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut served = Self { child, rest: None };
        let address = lines.find_map(|line| {
            let line = line.ok()?;
            let (_, rest) = line.split_once("http://")?;
            Some(rest.split('/').next()?.trim().to_owned())
        });
        let Some(address) = address else {
            let status = served.child.wait().map(|status| status.to_string()).unwrap_or_default();
            return Err(format!("{status}, {}", said(words)));
        };
        let rest = |lines: Lines<BufReader<ChildStdout>>| lines.map_while(Result::ok).count();
        served.rest = Some(std::thread::spawn(move || rest(lines)));
        Ok((served, address))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.rest.take().map(JoinHandle::join);
    }
}

/// The end of what the room complained of.
fn said(words: &Path) -> String {
    let words = fs::read_to_string(words).unwrap_or_default();
    words.lines().rev().take(3).collect::<Vec<_>>().join(" / ")
}

/// Serves a base with a program.
pub fn beside(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let program = tally.program.take().ok_or_else(|| "--program PATH says which dashiji serves".to_owned());
    let Some(program) = tally.may(program) else { return };
    if tally.may(may_listen()).is_none() {
        return;
    }
    let (home, words) = (dir.join("base"), dir.join("words"));
    let base = Base::init(&home).unwrap();
    for number in 0..12 {
        base.add_one("a", incoming(number)).unwrap();
    }
    drop(base);
    tally.step("a room that opens");
    let (mut served, address) = match Served::start(&program, &home, &words) {
        Ok(served) => served,
        Err(why) => {
            tally.wrong.push(format!("the room does not open: {why}"));
            return;
        }
    };
    let (mut shown, mut panicked) = (0, 0);
    for round in 0..times {
        // All of them once, then in any order.
        let way = if round < 7 { tally.way(7) } else { draw.below(7) as u32 };
        match way {
            0 => {
                _ = tally
                    .attempt("add", || Base::open(&home)?.add_one("a", incoming(u64::from(round) + 100)));
            }
            1 => _ = tally.attempt("reindex", || Base::open(&home)?.reindex("a", &())),
            2 => _ = fs::remove_file(home.join("derived.db")),
            3 => _ = fs::remove_dir_all(home.join("index")),
            4 => {
                let how = draw.below(WAYS);
                let _ = home.join("derived.db").exists() && hurt(&home.join("derived.db"), how, draw);
            }
            5 => _ = tally.attempt("verify", || Base::open(&home)?.verify(&())),
            _ => {
                let mut writer = Writer::start(&home, draw.below(1 << 30));
                if draw.below(4) > 0 {
                    writer.first();
                }
                std::thread::sleep(Duration::from_micros(draw.below(400_000)));
                match writer.end().1 {
                    End::Killed => {}
                    // What was hurt before it came may be told to it.
                    End::Told(words) => {
                        tally.told += 1;
                        tally.words.insert(words);
                    }
                    End::Fell(words) => tally.panics.push(format!("way {way}: {words}")),
                }
            }
        }
        let begun = Instant::now();
        let look = |tally: &mut Tally| {
            tally.attempt("look", || Ok(Base::open(&home)?.now()?.documents().len())).unwrap_or(0)
        };
        let mut stands = look(tally);
        let shows = loop {
            tally.step(&format!("way {way}, {stands} documents are waited for"));
            if let Some(found) = documents(&address) {
                tally.hold(found >= shown, || format!("way {way}: {found} documents after {shown}"));
                shown = shown.max(found);
                // What a writer that was killed left to be made up may just have been in the room's hands, so that we were told what stood before.
                if found > stands {
                    stands = look(tally);
                }
                if found == stands {
                    break true;
                }
            }
            if begun.elapsed() > LONG {
                let last = get(&address, "/api/sources").map(|(status, _)| status);
                tally.hold(false, || {
                    format!("way {way}: {shown} shown of {stands}, {last:?}, {}", said(&words))
                });
                break false;
            }
            std::thread::sleep(Duration::from_millis(50));
        };
        if !shows {
            break;
        }
        for (page, due) in [
            ("/", None),
            ("/search?q=%E9%98%B2%E6%B1%9B", None),
            ("/api/search?q=%E9%98%B2%E6%B1%9B", Some(stands)),
            ("/people", None),
            ("/api/entries", Some(stands * 2)),
        ] {
            tally.step(&format!("way {way}, {page}"));
            match patient(&address, page) {
                Err(why) => {
                    tally.panics.push(format!("way {way}: no answer to {page}: {why}, {}", said(&words)));
                }
                // What is asked is well said, so that no refusal is the asker's fault.
                Ok((400.., answer)) => {
                    let (head, why) = (answer.lines().next(), answer.lines().last());
                    let why: String = why.unwrap_or_default().chars().take(200).collect();
                    tally.hold(false, || format!("way {way}: {page} {}: {why}", head.unwrap_or_default()));
                }
                Ok((_, answer)) => {
                    let found = total(&answer);
                    tally.hold(due.is_none() || found == due, || {
                        format!("way {way}: {page} tells {found:?} for {due:?}")
                    });
                }
            }
        }
        // A thread that falls leaves the room open.
        let fell = fs::read_to_string(&words).unwrap_or_default().matches("panicked at").count();
        if fell > panicked {
            panicked = fell;
            tally.panics.push(format!("way {way}: the room: {}", said(&words)));
        }
        if let Some(status) = served.child.try_wait().unwrap() {
            tally.panics.push(format!("way {way}: the room is gone: {status}, {}", said(&words)));
            break;
        }
        tally.times += 1;
    }
}
