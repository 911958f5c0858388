//! Children of the harness: a writer that is killed, and one who asks a base a question. What a child dies of is kept, so that whoever looks on can tell it.

use crate::harm::{incoming, told};
use crate::{LONG, Tally, patiently};
use dashiji_store::search;
use dashiji_store::{Base, Decision, Error};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Writes into a base until it is killed, and says what it was told to be in.
pub fn write(dir: &Path, seed: u64) -> ExitCode {
    let base = match patiently(|| Base::open(dir)) {
        Ok(base) => base,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let mut draw = crate::harm::Draw::new(seed);
    let mut out = std::io::stdout();
    for number in 0..400 {
        let number = seed % 1_000_000 * 1000 + number;
        let done = match draw.below(12) {
            0 => base.reindex("a", &()).map(|()| None),
            1 => {
                let merge = Decision::Merge { names: vec![format!("甲{number}")], into: "周文澜".into() };
                base.rule("a", "同一人", merge).map(|id| Some(id.to_string()))
            }
            2 => base.now().and_then(|view| view.people(&())).map(|_| None),
            _ => base.add_one("a", incoming(number)).map(|added| Some(format!("{} {number}", added.id()))),
        };
        let said = match done {
            Ok(Some(said)) => said,
            // Another writes.
            Ok(None) | Err(Error::Busy { .. } | Error::Index(search::Error::Busy)) => continue,
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        };
        // Whoever listened is gone.
        if out.write_all(format!("{said}\n").as_bytes()).and_then(|()| out.flush()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// How a writer ended.
pub enum End {
    /// As it should: killed, or done.
    Killed,
    /// A base told it of a fault.
    Told(String),
    /// It panicked, or the system ended it.
    Fell(String),
}

/// What a program ends with by `ExitCode::FAILURE`.
const FAILED: i32 = 1;

/// A child that writes.
pub struct Writer {
    child: Child,
    lines: Receiver<String>,
    first: Option<String>,
    words: Option<JoinHandle<String>>,
}

impl Writer {
    /// Starts one.
    pub fn start(dir: &Path, seed: u64) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--child", dir.to_str().unwrap(), &seed.to_string()])
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let words = Some(read_all(child.stderr.take().unwrap()));
        let (sender, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines, first: None, words }
    }

    /// Waits until it has written something, or ended: a machine may take its time to start a program.
    pub fn first(&mut self) {
        self.first = self.lines.recv().ok();
    }

    /// Kills it; what it said, and how it ended before.
    pub fn end(mut self) -> (Vec<String>, End) {
        let _ = self.child.kill();
        let status = self.child.wait().unwrap();
        let said = self.first.take().into_iter().chain(self.lines.iter()).collect();
        let words = self.words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        let told = format!("a writer ended: {status}, {words}");
        // The program says nothing of itself there: words that are no error of a base are those of a panic, if only of one of its threads.
        let end = match status.code() {
            Some(FAILED) if !words.contains("panicked at") => End::Told(told),
            None if is_of_signal(status) => End::Fell(told),
            _ if !words.is_empty() => End::Fell(told),
            _ => End::Killed,
        };
        (said, end)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a signal ended it that is not the one that ends writers.
#[cfg(unix)]
fn is_of_signal(status: std::process::ExitStatus) -> bool {
    std::os::unix::process::ExitStatusExt::signal(&status).is_some_and(|signal| signal != 9)
}

#[cfg(not(unix))]
fn is_of_signal(_: std::process::ExitStatus) -> bool {
    false
}

fn read_all(mut from: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).trim().to_owned()
    })
}

/// Asks a base one thing, and prints what it said, or the code of the error.
pub fn answer(dir: &Path, what: &str) -> ExitCode {
    let done = || -> Result<String, Error> {
        let base = Base::open(dir)?;
        match what.split_once(' ') {
            Some(("add", number)) => {
                base.add_one("a", incoming(number.parse().unwrap())).map(|added| added.id().to_string())
            }
            Some(("backup", path)) => base.backup(Path::new(path), &()).map(|_| String::new()),
            _ if what == "verify" => base.verify(&()).map(|report| report.is_sound().to_string()),
            _ if what == "reindex" => base.reindex("a", &()).map(|()| String::new()),
            _ => told(&base),
        }
    };
    match done() {
        Ok(words) => println!("ok {words}"),
        Err(error) => println!("{} {error}", error.code()),
    }
    ExitCode::SUCCESS
}

/// Who asks, and what he may.
pub struct Asker<'a> {
    pub program: &'a Path,
    /// A folder of his own.
    pub own: &'a Path,
    pub nobody: bool,
}

impl Asker<'_> {
    /// The program, as who asks.
    pub fn command(&self) -> Command {
        let mut command = Command::new(self.program);
        command.env("TMPDIR", self.own).current_dir(self.own).stdin(Stdio::null());
        #[cfg(unix)]
        if self.nobody {
            std::os::unix::process::CommandExt::uid(&mut command, 65_534);
            std::os::unix::process::CommandExt::gid(&mut command, 65_534);
        }
        command
    }

    /// What a base says to him; nothing where he fell, or was not answered in time.
    pub fn ask(&self, tally: &mut Tally, base: &Path, what: &str) -> Option<String> {
        tally.step(what);
        let mut command = self.command();
        command.arg("--asked").arg(base).arg(what).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (said, words) = (read_all(child.stdout.take().unwrap()), read_all(child.stderr.take().unwrap()));
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > LONG {
                let _ = child.kill();
                let _ = child.wait();
                tally.panics.push(format!("{what}: no answer in {} s", LONG.as_secs()));
                return None;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let (said, words) = (said.join().unwrap(), words.join().unwrap());
        if !status.success() || said.is_empty() {
            tally.panics.push(format!("{what}: {status}, {words}"));
            return None;
        }
        Some(said)
    }
}
