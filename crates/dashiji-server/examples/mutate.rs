//! The fuzz targets without a fuzzer: seeds changed by chance, for machines where libFuzzer is not to be had, and for a look at any time.
//!
//! `cargo run -p dashiji-server --example mutate -- rows --seconds 60 --seed 1 fuzz/seeds/rows` gives changed seeds to a target (`read`, `text`,
//! `query`, `rows`, `requests`, `office`) and prints how many, how many of them made it fall, and how long the slowest took. What made it fall lies in
//! `fuzz/artifacts` afterwards; exit code 1 then. Nothing is learned from one input for the next, which a fuzzer does better (fuzz/README.md).

#![allow(
    clippy::pedantic,
    clippy::expect_used,
    clippy::print_stdout,
    unused_attributes,
    unused_imports,
    reason = "a harness, of files that stand in the fuzzer's workspace"
)]

// Targets call these by the names of crates that are not here.
extern crate self as dashiji_fuzz;
extern crate self as libfuzzer_sys;

/// A target as a function.
macro_rules! fuzz_target {
    (|$data:ident: &[u8]| $body:expr) => {
        pub fn run($data: &[u8]) {
            $body
        }
    };
}
pub(crate) use fuzz_target;

#[path = "../../../fuzz/src/lib.rs"]
mod held;
#[path = "../../../fuzz/fuzz_targets/office.rs"]
mod office;
#[path = "../../../fuzz/fuzz_targets/query.rs"]
mod query;
#[path = "../../../fuzz/fuzz_targets/read.rs"]
mod read;
#[path = "../../../fuzz/fuzz_targets/requests.rs"]
mod requests;
#[path = "../../../fuzz/fuzz_targets/rows.rs"]
mod rows;
#[path = "../../../fuzz/fuzz_targets/text.rs"]
mod text;

pub use held::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Numbers that look drawn, the same for a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Words of a dictionary as libFuzzer has them.
fn words(text: &str) -> Vec<Vec<u8>> {
    let quoted = text.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted
        .map(|word| {
            let mut bytes = Vec::new();
            let mut parts = word.split("\\x");
            bytes.extend(
                parts.next().unwrap_or_default().replace("\\\"", "\"").replace("\\\\", "\\").into_bytes(),
            );
            for part in parts {
                if let Some(byte) = part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    bytes.push(byte);
                    bytes.extend(&part.as_bytes()[2..]);
                }
            }
            bytes
        })
        .collect()
}

/// All files of a place.
fn files(place: &Path) -> Vec<PathBuf> {
    if !place.is_dir() {
        return vec![place.to_owned()];
    }
    let mut found: Vec<PathBuf> = fs::read_dir(place)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

/// A seed, changed in some places.
fn changed(seeds: &[Vec<u8>], words: &[Vec<u8>], most: usize, draw: &mut Draw) -> Vec<u8> {
    let mut bytes = seeds[draw.below(seeds.len())].clone();
    if bytes.len() > most {
        let from = draw.below(bytes.len() - most);
        bytes = bytes[from..from + most].to_vec();
    }
    for _ in 0..=draw.below(8) {
        let at = draw.below(bytes.len() + 1);
        let end = (at + 1 + draw.below(64)).min(bytes.len());
        match draw.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << draw.below(8),
            1 if at < bytes.len() => bytes[at] = [0, 1, 0x7f, 0x80, 0xff, b'\n', b'"', b'9'][draw.below(8)],
            2 => drop(bytes.drain(at..end.max(at))),
            3 => {
                let copied = bytes[at..end.max(at)].to_vec();
                let to = draw.below(bytes.len() + 1);
                drop(bytes.splice(to..to, copied));
            }
            4 | 5 if !words.is_empty() => drop(bytes.splice(at..at, words[draw.below(words.len())].clone())),
            6 => {
                let other = &seeds[draw.below(seeds.len())];
                let from = draw.below(other.len() + 1);
                let to = (from + 1 + draw.below(512)).min(other.len());
                drop(bytes.splice(at..at, other[from.min(to)..to].to_vec()));
            }
            7 => bytes.truncate(at),
            _ => {
                let many = vec![draw.below(256) as u8; 1 + draw.below(100)];
                drop(bytes.splice(at..at, many));
            }
        }
    }
    bytes.truncate(most);
    bytes
}

/// How long an input may take.
const LONG: Duration = Duration::from_secs(20);

/// Gives an input to a target; whether it fell, and how long it took.
fn timed(run: fn(&[u8]), input: &[u8]) -> (bool, Duration) {
    let begun = Instant::now();
    let fell = std::panic::catch_unwind(|| run(input)).is_err();
    (fell, begun.elapsed())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |flag: &str, other: u64| {
        let at = arguments.iter().position(|word| word == flag);
        at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(other)
    };
    let target = arguments.first().map_or("", String::as_str);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let dictionary = |name: &str| words(&fs::read_to_string(root.join(name)).unwrap_or_default());
    let (run, words, most): (fn(&[u8]), _, usize) = match target {
        "read" => (read::run, dictionary("chronicle.dict"), 4096),
        "text" => (text::run, dictionary("chronicle.dict"), 4096),
        "query" => (query::run, dictionary("chronicle.dict"), 512),
        "rows" => (rows::run, Vec::new(), 4096),
        "requests" => (requests::run, dictionary("chronicle.dict"), 1024),
        "office" => (office::run, dictionary("office.dict"), 65536),
        _ => {
            println!("a target: read, text, query, rows, requests, office");
            return ExitCode::from(2);
        }
    };
    let flags = ["--seconds", "--runs", "--seed"];
    let named =
        arguments.iter().enumerate().skip(1).filter(|(k, word)| {
            !flags.contains(&word.as_str()) && !flags.contains(&arguments[k - 1].as_str())
        });
    let places: Vec<PathBuf> = named.map(|(_, word)| PathBuf::from(word)).collect();
    let seeds: Vec<Vec<u8>> =
        places.iter().flat_map(|place| files(place)).filter_map(|file| fs::read(file).ok()).collect();
    if seeds.is_empty() {
        println!("no seeds: name a folder of them (fuzz/seeds/{target}, samples)");
        return ExitCode::from(2);
    }
    let (seconds, runs) = (value("--seconds", 60), value("--runs", u64::MAX));
    let mut draw = Draw(value("--seed", 1).wrapping_mul(2_862_933_555_777_941_757) | 1);
    std::panic::set_hook(Box::new(|_| {}));
    let begun = Instant::now();
    let (mut done, mut falls, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    // The seeds as they are come first.
    let mut unchanged = seeds.clone().into_iter();
    while done < runs && begun.elapsed().as_secs() < seconds {
        let input = unchanged.next().unwrap_or_else(|| changed(&seeds, &words, most, &mut draw));
        let (fell, took) = timed(run, &input);
        slowest = slowest.max(took);
        done += 1;
        // Slow is what takes long again, beside a seed at the same moment: machines have other things to do, and the first run makes what is asked.
        let long = took > LONG && {
            let (_, usual) = timed(run, &seeds[0]);
            timed(run, &input).1 > LONG.max(usual * 20)
        };
        if fell || long {
            falls += 1;
            let kept = root.join("artifacts").join(format!("{target}-{falls:03}"));
            let _ = fs::create_dir_all(root.join("artifacts"));
            let _ = fs::write(&kept, &input);
            println!("{target}: {} made it {}", kept.display(), if fell { "fall" } else { "slow" });
        }
    }
    println!("{target}: {done} runs, {falls} falls, the slowest took {} ms", slowest.as_millis());
    ExitCode::from(u8::from(falls > 0))
}
