//! How fast a chronicle is read, beside jieba-rs on the same text in the same run.
//!
//! The text is made from the shipped samples: their entries over and over, with other days and figures, more than 10 MB; once
//! as one document, and once, in a row of its own, as the same text cut into documents of some 100 KB, as offices have them.
//! `cargo bench -p dashiji` prints MB/s (of UTF-8 bytes) for the whole reading and for each step, one thread; quote ratios,
//! since clocks differ. `DASHIJI_BENCH_MB` makes the text smaller or larger.

#![expect(clippy::disallowed_methods, reason = "a bench reads its texts from files")]
#![allow(missing_docs, reason = "criterion's macros make the functions")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dashiji::collate::Collation;
use dashiji::document::{self, Given};
use dashiji::lexicon::Lexicon;
use dashiji::recognize::person::Evidence;
use dashiji::recognize::{Passage, lattice, time};
use dashiji::segment;
use dashiji::view::View;
use jieba_rs::Jieba;
use std::hint::black_box;
use std::path::Path;

/// As in the command: facts are many short strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often the samples stand in a document of a month or two.
const ROUNDS: usize = 5;

/// The samples' lines, again and again, the figures in them other ones each time, so that no two pages are alike.
fn rounds(size: usize) -> Vec<String> {
    let samples: Vec<String> = ["county-month.txt", "county-year.txt"]
        .iter()
        .filter_map(|name| {
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name))
                .ok()
        })
        .collect();
    let mut made = Vec::new();
    let (mut round, mut bytes) = (0usize, 0usize);
    while bytes < size && !samples.is_empty() {
        let mut out = String::new();
        for line in samples.iter().flat_map(|sample| sample.lines()) {
            let mut digits = 0;
            for c in line.chars() {
                // Days and months keep their digits, larger figures change.
                digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
                match c.to_digit(10) {
                    Some(n) if digits > 2 => {
                        out.push(char::from(b'0' + u8::try_from((n as usize + round) % 10).unwrap_or(0)));
                    }
                    _ => out.push(c),
                }
            }
            out.push('\n');
        }
        round += 1;
        bytes += out.len();
        made.push(out);
    }
    made
}

fn megabytes() -> f64 {
    std::env::var("DASHIJI_BENCH_MB").ok().and_then(|mb| mb.parse().ok()).unwrap_or(10.5)
}

fn reading(c: &mut Criterion) {
    let rounds = rounds((megabytes() * 1e6) as usize);
    let documents: Vec<String> = rounds.chunks(ROUNDS).map(<[String]>::concat).collect();
    let text = documents.concat();
    let given =
        Given { period: Some("2022".to_owned()), region: Some("安徽省".to_owned()), ..Given::default() };
    let lexicon = Lexicon::builtin();
    let jieba = Jieba::new();
    let mut group = c.benchmark_group("read");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(BenchmarkId::new("dashiji", "bytes to facts"), |b| {
        b.iter(|| {
            dashiji::read(black_box(text.clone().into_bytes()), &given, lexicon).map(|r| r.records.len())
        });
    });
    group.bench_function(BenchmarkId::new("dashiji", "as documents of 100 KB"), |b| {
        b.iter(|| {
            let read = |document: &String| {
                dashiji::read(document.clone().into_bytes(), &given, lexicon).map_or(0, |r| r.records.len())
            };
            black_box(&documents).iter().map(read).sum::<usize>()
        });
    });
    group.bench_function(BenchmarkId::new("jieba-rs", "cut"), |b| {
        b.iter(|| jieba.cut(black_box(&text), true).len());
    });
    group.bench_function(BenchmarkId::new("jieba-rs", "tag"), |b| {
        b.iter(|| jieba.tag(black_box(&text), true).len());
    });
    group.finish();

    let Ok(document) = document::read(text.clone().into_bytes(), &given, lexicon) else { return };
    let view = View::of(&document);
    let entries = segment::entries(&view);
    let passages: Vec<Passage<'_>> = entries
        .iter()
        .take(4000)
        .map(|e| {
            Passage::new(view.text(), lexicon, e.span, e.headline, e.body).within(document.setting.region)
        })
        .collect();
    let bytes: usize = passages.iter().map(|p| p.slice(p.span).len()).sum();
    let mut group = c.benchmark_group("step");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("document", |b| {
        b.iter(|| {
            document::read(black_box(text.clone().into_bytes()), &given, lexicon).map(|d| d.text.len())
        });
    });
    group.bench_function("view", |b| b.iter(|| View::of(black_box(&document)).text().len()));
    group.bench_function("segment", |b| b.iter(|| segment::entries(black_box(&view)).len()));
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("lexicon", |b| {
        b.iter(|| {
            passages.iter().map(|p| lexicon.scan(view.text().chars(), p.span).iter().count()).sum::<usize>()
        });
    });
    group.bench_function("time", |b| {
        b.iter(|| passages.iter().map(|p| time::find(p.text, p.span).len()).sum::<usize>());
    });
    group.bench_function("names", |b| {
        let nothing = Evidence::default();
        b.iter(|| passages.iter().map(|p| lattice::read(p, &nothing).places.len()).sum::<usize>());
    });
    group.finish();

    let Ok(reading) = dashiji::read(text.into_bytes(), &given, lexicon) else { return };
    let mut group = c.benchmark_group("collate");
    group.sample_size(10).throughput(Throughput::Elements(reading.records.len() as u64));
    group.bench_function("registers and ledgers", |b| {
        b.iter(|| {
            let collation = Collation::of(black_box(reading.records.iter().cloned()));
            (collation.people().len(), collation.documents().len(), collation.ledgers(&[]).len())
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
