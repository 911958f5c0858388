//! How fast search answers, beside SQLite FTS5 over the same pairs of characters, and how fast and large its index is.
//!
//! `cargo bench -p dashiji-store --bench search` makes 100,000 entries of about 900 bytes by its own templates (`DASHIJI_BENCH_ENTRIES` for
//! another number), indexes them, and asks fifty queries in turn, round after round: common and rare, of one to eight
//! characters, two words, filters with facets. Nothing of an answer is kept from one round to the next. The peer holds the same pairs in an FTS5 table without contents and is
//! asked the queries of text alone; where its count differs from ours the bench says so. `DASHIJI_BENCH_DIR` keeps the indexes there
//! from one run to the next, `DASHIJI_BENCH_PEER=0` leaves the peer out, `DASHIJI_BENCH_ROUNDS` is how often all are asked,
//! `DASHIJI_BENCH_ONLY` a piece of those that are asked alone.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench stops where it fails and prints what it measured"
)]

use dashiji::fact::Record;
use dashiji::text::{Text, fold};
use dashiji_store::search::{EntryKey, EntryToIndex, Index, Options, Query, Sort, Source, SourceEntry};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// A small generator of numbers that repeats everywhere (xorshift64*).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    /// A rank among `n`, the k-th about as often as 1/k.
    fn rank(&mut self, n: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((n as f64 + 1.0).powf(even) - 1.0) as usize % n
    }
}

const SURNAMES: &str = "赵周何单沈韩杨朱秦许吕孔曹严华金魏陶姜谢邹柏章苏潘葛范彭鲁马方俞袁柳史唐薛雷贺汤";
const GIVEN: &str =
    "立本文澜群广平志远可新建国明德秀兰宏伟晓东海波春生玉林长安学军永康景行思源启明若水云飞松涛";
const TITLES: &[(&str, &str, &str)] = &[
    ("省委书记", "书记", "中共江州省委"),
    ("省长", "省长", "江州省人民政府"),
    ("副省长", "副省长", "江州省人民政府"),
    ("市委书记", "书记", "中共云安市委"),
    ("市长", "市长", "云安市人民政府"),
    ("县长", "县长", "霍川县人民政府"),
    ("局长", "局长", "江州省水利局"),
    ("主任", "主任", "江州省发展和改革委员会"),
];
const PLACES: &[(&str, &str)] = &[
    ("郑州市", "410100"),
    ("洛阳市", "410300"),
    ("开封市", "410200"),
    ("信阳市", "411500"),
    ("合肥市", "340100"),
    ("六安市", "341500"),
    ("霍山县", "341525"),
    ("金寨县", "341524"),
    ("武汉市", "420100"),
    ("襄阳市", "420600"),
    ("长沙市", "430100"),
    ("成都市", "510100"),
    ("乐山市", "511100"),
    ("厦门市", "350200"),
    ("青岛市", "370200"),
];
const BODIES: &[&str] = &[
    "水利局",
    "教育局",
    "卫生健康委员会",
    "发展和改革委员会",
    "财政局",
    "农业农村局",
    "交通运输局",
    "文化和旅游局",
];
const PARTS: &[(&str, &str)] =
    &[("主持", "chair"), ("出席", "attend"), ("讲话", "speak"), ("陪同", "accompany"), ("调研", "lead")];
const HEADS: &[&str] = &[
    "座谈会召开",
    "工作会议召开",
    "项目开工",
    "通过验收",
    "启动",
    "竣工",
    "成立",
    "揭牌",
    "举行",
    "印发",
    "调研",
    "慰问",
    "签约",
    "获奖",
    "开学",
    "通车",
];
const TYPES: &[&str] = &["meeting", "visit", "issue", "project", "ceremony", "statistics"];

/// Words of the language, from the engine's lexicon, the commoner first.
fn words() -> Vec<&'static str> {
    let table = include_str!("../../dashiji/lexicon/words.tsv");
    let mut words: Vec<(u32, &str)> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let word = columns.next()?;
            (2..=4).contains(&word.chars().count()).then_some(())?;
            Some((columns.nth(1)?.parse().ok()?, word))
        })
        .collect();
    words.sort_by_key(|(frequency, _)| std::cmp::Reverse(*frequency));
    words.into_iter().map(|(_, word)| word).collect()
}

/// One made entry: its text and what a reading of it would say.
struct Made {
    text: String,
    record: Value,
    length: usize,
}

fn name(dice: &mut Dice) -> String {
    let (surnames, given): (Vec<char>, Vec<char>) = (SURNAMES.chars().collect(), GIVEN.chars().collect());
    let mut name = surnames[dice.rank(surnames.len())].to_string();
    name.push(given[dice.rank(given.len())]);
    name.push(given[dice.below(given.len())]);
    name
}

fn made(dice: &mut Dice, words: &[&str], number: u32, base: usize) -> Made {
    let (year, month, day) = (1986 + dice.below(40), 1 + dice.below(12), 1 + dice.below(28));
    let iso = format!("{year}-{month:02}-{day:02}");
    let mut text = String::new();
    let mut length = 0usize;
    let (mut people, mut places, mut orgs) = (Vec::new(), Vec::new(), Vec::new());
    let (mut took, mut stood) = (Vec::new(), Vec::new());
    let push = |text: &mut String, length: &mut usize, piece: &str| {
        let start = base + *length;
        text.push_str(piece);
        *length += piece.chars().count();
        json!({"start": start, "end": base + *length})
    };
    let word = |dice: &mut Dice| words[dice.rank(words.len())];
    let headline = format!("{}{}{}", word(dice), word(dice), HEADS[dice.rank(HEADS.len())]);
    push(&mut text, &mut length, &headline);
    push(&mut text, &mut length, &format!("　{year}年{month}月{day}日，"));
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..=dice.below(3) {
        let (title, post, org) = TITLES[dice.rank(TITLES.len())];
        let who = name(dice);
        let at = push(&mut text, &mut length, title);
        let mention = push(&mut text, &mut length, &who);
        let (verb, part) = PARTS[dice.rank(PARTS.len())];
        push(&mut text, &mut length, verb);
        if !seen.contains(&who) {
            took.push(json!({"person": people.len(), "parts": [part]}));
            people.push(json!({"name": who, "parts": [part], "mentions": [mention],
                "titles": [{"text": title, "kind": "post", "post": post, "org": org, "start": at["start"], "end": at["end"], "basis": "stated"}]}));
            seen.push(who);
        }
        push(&mut text, &mut length, "，");
    }
    let (place, code) = PLACES[dice.rank(PLACES.len())];
    push(&mut text, &mut length, "在");
    let at = push(&mut text, &mut length, place);
    stood.push(json!({"place": 0, "role": "venue"}));
    places.push(json!({"text": place, "name": place, "code": code, "kind": "division",
        "mentions": [{"text": place, "start": at["start"], "end": at["end"]}]}));
    push(&mut text, &mut length, "召开会议，");
    let body = BODIES[dice.rank(BODIES.len())];
    let org = format!("{place}{body}");
    let at = push(&mut text, &mut length, &org);
    orgs.push(json!({"text": org, "mentions": [{"text": org, "start": at["start"], "end": at["end"]}]}));
    push(&mut text, &mut length, "汇报了情况。");
    while length < 290 {
        let mut sentence = String::new();
        for k in 0..5 + dice.below(6) {
            match dice.below(10) {
                0 => sentence.push('的'),
                1 => {
                    let _ = write!(
                        sentence,
                        "{}{}",
                        dice.below(3_000),
                        ["人", "亩", "万元", "户"][dice.below(4)]
                    );
                }
                2 if k > 0 => sentence.push('，'),
                _ => sentence.push_str(word(dice)),
            }
        }
        sentence.push_str(["。", "；", "。"][dice.below(3)]);
        push(&mut text, &mut length, &sentence);
    }
    push(&mut text, &mut length, "\n\n");
    let date = json!({"text": iso, "start": base, "end": base + 1, "from": iso, "to": iso, "edtf": iso, "basis": "stated"});
    let kind = TYPES[dice.rank(TYPES.len())];
    let record = json!({
        "document": {"sha256": ""}, "id": format!("大事记/{:016x}/1", dice.next()), "number": number, "section": 1,
        "span": {"start": base, "end": base + length - 2},
        "headline": {"text": headline, "start": base, "end": base + headline.chars().count()},
        "date": date, "type": kind,
        "events": [{"span": {"start": base, "end": base + length - 2}, "date": date, "type": kind, "people": took, "places": stood}],
        "people": people, "places": places, "orgs": orgs,
    });
    Made { text, record, length }
}

/// Documents of two hundred entries each.
fn corpus(entries: usize, mut each: impl FnMut(&str, &Text, Vec<Record>)) {
    let words = words();
    let mut dice = Dice(20_201_124);
    let mut left = entries;
    let mut k = 0;
    while left > 0 {
        let count = left.min(200);
        let mut text = String::new();
        let (mut records, mut length) = (Vec::with_capacity(count), 0);
        let document = std::sync::Arc::new(dashiji::fact::DocumentRecord {
            sha256: format!("{k:064x}"),
            title: Some(format!("{}年大事记", 1986 + k % 40)),
            ..Default::default()
        });
        for number in 1..=count {
            let made = made(&mut dice, &words, number as u32, length);
            length += made.length;
            text.push_str(&made.text);
            let mut record: Record = serde_json::from_value(made.record).unwrap();
            record.document = document.clone();
            records.push(record);
        }
        each(&format!("d{k}"), &Text::new(text), records);
        left -= count;
        k += 1;
    }
}

/// The fifty queries, by the ranks of the words in them.
fn queries(words: &[&str]) -> Vec<String> {
    let mut queries: Vec<String> = Vec::new();
    // One character: the commonest, common, rare.
    queries.extend(["的", "会", "水", "澜", "寨"].map(str::to_owned));
    // Words by how common they are.
    let n = words.len();
    queries
        .extend([0, 1, 5, 20, 80, 300, 1_000, 3_000, n / 2, n - 5].map(|k| words[k.min(n - 1)].to_owned()));
    // Names and phrases of three to eight characters.
    queries.extend(
        [
            "赵立本",
            "周文澜",
            "省委书记",
            "工作会议",
            "卫生健康委员会",
            "发展和改革委员",
            "在郑州市召开会议",
            "郑州市水利局汇报",
        ]
        .map(str::to_owned),
    );
    queries.extend([(0, 3), (2, 40), (7, 500)].map(|(a, b)| format!("{}{}", words[a], words[b])));
    queries.extend(["1,229人", "2999亩", "8月5日", "COVID-19"].map(str::to_owned));
    // Two words.
    queries.extend(
        [(0, 1), (3, 50), (10, 900), (100, 200), (2_000, 7)]
            .map(|(a, b)| format!("{} {}", words[a], words[b])),
    );
    queries.push(format!("{} | {}", words[30], words[60]));
    queries.push(format!("{} -{}", words[15], words[0]));
    queries.push(format!("{} NEAR/6 {}", words[4], words[9]));
    // Fields.
    queries.extend(
        [
            "who:赵立本",
            "who:赵立本 part:主持",
            "title:省长 when:2012-02",
            "where:河南省 水利",
            "where:霍山县 会议",
            "org:财政局 who:周文澜",
            "type:visit 教育",
            "when:2020-02..2020-03 会议",
            "zlb",
            "zhouwenlan",
        ]
        .map(|query| format!("{query} #")),
    );
    queries.push(format!("{} when:2010..2015 #", words[200]));
    queries.push(format!("{} where:郑州市 #", words[25]));
    queries
}

/// Queries that mean harm: as much work as the language allows.
fn hostile(words: &[&str]) -> Vec<(&'static str, String)> {
    let common: Vec<&str> = words.iter().copied().take(250).collect();
    let characters: Vec<String> = words.concat().chars().take(400).map(String::from).collect();
    let some = |n: usize, sign: &str| common.iter().copied().cycle().take(n).collect::<Vec<_>>().join(sign);
    vec![
        ("250 common words, any", some(250, " | ")),
        ("250 common words, all", some(250, " ")),
        ("250 common words, none", format!("会 -{}", some(249, " -"))),
        ("250 characters, any", characters[..250].join(" | ")),
        ("16 NEAR of characters", vec!["的 NEAR/1000 一"; 16].join(" | ")),
        (
            "16 NEAR of different characters",
            characters
                .chunks(2)
                .take(16)
                .map(|two| format!("{} NEAR/1 {}", two[0], two[1]))
                .collect::<Vec<_>>()
                .join(" | "),
        ),
        (
            "16 NEAR of words",
            common
                .chunks(2)
                .take(16)
                .map(|two| format!("{} NEAR/1000 {}", two[0], two[1]))
                .collect::<Vec<_>>()
                .join(" | "),
        ),
        ("a phrase of 200 characters", words.concat().chars().take(200).collect()),
        (
            "120 phrases of two words",
            common.windows(2).take(120).map(<[&str]>::concat).collect::<Vec<_>>().join(" | "),
        ),
        ("32 levels", format!("{}{}{}", "(会 -(".repeat(16), some(20, " | "), "))".repeat(16))),
        ("60 bodies of any name", vec!["org:局"; 60].join(" | ")),
        (
            "60 stretches of days",
            (0..60).map(|k| format!("when:{}..", 1980 + k % 40)).collect::<Vec<_>>().join(" "),
        ),
        ("60 offices, days, places", "title:省长 where:河南省 when:1986.. | ".repeat(19) + "的"),
        ("everything", "-龘".to_owned()),
    ]
}

struct Nothing;

impl Source for Nothing {
    fn entry(&self, _: &EntryKey) -> Option<SourceEntry> {
        None
    }
}

fn size(dir: &Path) -> u64 {
    std::fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().metadata().unwrap())
        .map(|data| if data.is_dir() { 0 } else { data.len() })
        .sum()
}

/// The pairs of a text as FTS5 takes them: one word each, a break where a mark stands.
fn pairs(folded: &[char]) -> String {
    let mut pairs = String::with_capacity(folded.len() * 8);
    let word = |c: &char| c.is_alphanumeric();
    for k in 0..folded.len() {
        if !word(&folded[k]) {
            pairs.push_str("zzz ");
            continue;
        }
        pairs.push(folded[k].to_ascii_lowercase());
        if let Some(next) = folded.get(k + 1).filter(|c| word(c)) {
            pairs.push(next.to_ascii_lowercase());
        }
        pairs.push(' ');
    }
    pairs
}

/// A query for FTS5: the pairs of each word as a phrase; nothing where the query has more than words.
fn peer_query(query: &str) -> Option<String> {
    if query.contains(['#', '|', '-', ':', ',']) || query.contains("NEAR") {
        return None;
    }
    let phrases: Vec<String> = query
        .split(' ')
        .map(|word| {
            let chars: Vec<char> = word.chars().map(fold).map(|c| c.to_ascii_lowercase()).collect();
            if chars.len() == 1 {
                return format!("{}*", chars[0]);
            }
            let pairs: Vec<String> = chars.windows(2).map(|pair| pair.iter().collect()).collect();
            format!("\"{}\"", pairs.join(" "))
        })
        .collect();
    Some(phrases.join(" AND "))
}

/// What a time is at a share of all, in milliseconds.
fn at(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let k = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len());
    times[k - 1].as_secs_f64() * 1e3
}

/// Seconds of processor time that this process took so far; 0 where the system does not tell.
fn processor() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = told.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let number = |name: &str, otherwise: usize| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
    };
    let entries = number("DASHIJI_BENCH_ENTRIES", 100_000);
    let rounds = number("DASHIJI_BENCH_ROUNDS", 20);
    let kept = std::env::var("DASHIJI_BENCH_DIR").ok();
    let temporary = tempfile::tempdir().unwrap();
    let root = kept.as_ref().map_or(temporary.path(), Path::new);
    let dir = root.join(format!("search-{entries}"));
    let database = root.join(format!("peer-{entries}.db"));
    let with_peer = number("DASHIJI_BENCH_PEER", 1) == 1;

    if !dir.exists() {
        let made = processor();
        corpus(entries.min(20_000), |_, _, _| {});
        // What it takes to make the corpus is none of the index's.
        let making = (processor() - made) * entries as f64 / entries.min(20_000) as f64;
        let taken = processor();
        let index = Index::open(&dir).unwrap();
        let (mut bytes, mut adding, mut written) = (0, Duration::ZERO, 0u32);
        corpus(entries, |document, text, records| {
            bytes += text.as_str().len();
            let begun = Instant::now();
            for record in &records {
                index
                    .add(&EntryToIndex {
                        document,
                        version: &record.document.sha256,
                        text,
                        record,
                        ledgers: &[],
                    })
                    .unwrap();
            }
            adding += begun.elapsed();
            written += records.len() as u32;
        });
        let begun = Instant::now();
        index.commit(1).unwrap();
        let commit = begun.elapsed();
        let begun = Instant::now();
        index.close().unwrap();
        let all = adding + commit + begun.elapsed();
        let mib = bytes as f64 / f64::from(1 << 20);
        println!(
            "index: {written} entries, {mib:.1} MiB of text; add {:.1} s, commit {:.1} s, joining {:.1} s: {:.1} MiB/s to the commit, {:.1} in all; {:.3} processor seconds a MiB; {:.2} times the text",
            adding.as_secs_f64(),
            commit.as_secs_f64(),
            begun.elapsed().as_secs_f64(),
            mib / (adding + commit).as_secs_f64(),
            mib / all.as_secs_f64(),
            (processor() - taken - making) / mib,
            size(&dir) as f64 / bytes as f64
        );
    }
    if with_peer && !database.exists() {
        let begun = Instant::now();
        let mut peer = rusqlite::Connection::open(&database).unwrap();
        peer.execute_batch("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE VIRTUAL TABLE entry USING fts5(pairs, content='', tokenize='unicode61 remove_diacritics 0')").unwrap();
        let all = peer.transaction().unwrap();
        corpus(entries, |_, text, records| {
            let mut insert = all.prepare_cached("INSERT INTO entry(pairs) VALUES (?)").unwrap();
            for record in &records {
                insert.execute([pairs(text.folded(record.span))]).unwrap();
            }
        });
        all.commit().unwrap();
        peer.execute_batch("INSERT INTO entry(entry) VALUES ('optimize')").unwrap();
        println!(
            "FTS5: made in {:.1} s, {:.1} MiB",
            begun.elapsed().as_secs_f64(),
            std::fs::metadata(&database).unwrap().len() as f64 / f64::from(1 << 20)
        );
    }

    let begun = Instant::now();
    let index = Index::open(&dir).unwrap();
    let first =
        index.search(&Query::parse("赵立本 when:2010").unwrap(), &Options::default(), &Nothing).unwrap();
    println!(
        "open and first query: {:.1} ms, {} hits of {}",
        begun.elapsed().as_secs_f64() * 1e3,
        first.total,
        index.len()
    );
    let peer = with_peer.then(|| rusqlite::Connection::open(&database).unwrap());

    let words = words();
    let only = std::env::var("DASHIJI_BENCH_ONLY").unwrap_or_default();
    let asked: Vec<(String, Query, Options)> = queries(&words)
        .into_iter()
        .enumerate()
        .filter(|(_, typed)| typed.contains(&only))
        .map(|(k, typed)| {
            let query = Query::parse(typed.trim_end_matches(" #")).unwrap();
            let options = Options {
                facets: if typed.ends_with('#') { 10 } else { 0 },
                sort: if k % 5 == 4 { Sort::Earliest } else { Sort::Relevance },
                ..Options::default()
            };
            (typed, query, options)
        })
        .collect();
    // Once unmeasured, so that files are in memory; what is kept between searches are days and numbers of values.
    let mut totals = Vec::new();
    let mut first = Vec::new();
    for (_, query, options) in &asked {
        let begun = Instant::now();
        totals.push(index.search(query, options, &Nothing).unwrap().total);
        first.push(begun.elapsed());
    }
    let mut all_times: Vec<Vec<Duration>> = vec![Vec::new(); asked.len()];
    let taken = processor();
    for _ in 0..rounds {
        for ((_, query, options), times) in asked.iter().zip(&mut all_times) {
            let begun = Instant::now();
            index.search(query, options, &Nothing).unwrap();
            times.push(begun.elapsed());
        }
    }
    let taken = (processor() - taken) / (rounds * asked.len()) as f64;
    let mut medians = Vec::new();
    let (mut ours, mut ours_text, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    let mut lines: Vec<String> = Vec::new();
    for (((typed, ..), mut times), total) in asked.iter().zip(all_times).zip(totals) {
        ours.extend(&times);
        medians.push(Duration::from_secs_f64(at(&mut times, 0.5) / 1e3));
        let mut line = format!("{typed:<28} {total:>8} hits {:>8.2} ms", at(&mut times, 0.5));
        if let (Some(peer), Some(match_)) = (&peer, peer_query(typed)) {
            ours_text.extend(&times);
            let mut slow = Vec::new();
            let mut count = 0i64;
            let mut counted = peer.prepare("SELECT count(*) FROM entry WHERE entry MATCH ?").unwrap();
            let mut best =
                peer.prepare("SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT 20").unwrap();
            for _ in 0..rounds.min(3) {
                let begun = Instant::now();
                count = counted.query_row([&match_], |row| row.get(0)).unwrap();
                let rows = best.query_map([&match_], |row| row.get::<_, i64>(0)).unwrap();
                assert!(rows.count() <= 20);
                slow.push(begun.elapsed());
            }
            theirs.extend(&slow);
            let _ = write!(line, "   FTS5 {:>9.2} ms", at(&mut slow, 0.5));
            if count.unsigned_abs() != total {
                let _ = write!(line, "   FTS5 finds {count}");
            }
        }
        lines.push(line);
    }
    for line in &lines {
        println!("{line}");
    }
    println!(
        "{} queries: p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms; the medians of each: p50 {:.2} ms, longest {:.2} ms; asked for the first time: p50 {:.2} ms, longest {:.2} ms; {:.2} ms of processor time a query",
        lines.len(),
        at(&mut ours, 0.5),
        at(&mut ours, 0.99),
        at(&mut ours, 1.0),
        at(&mut medians, 0.5),
        at(&mut medians, 1.0),
        at(&mut first, 0.5),
        at(&mut first, 1.0),
        taken * 1e3
    );
    if !theirs.is_empty() {
        let (ours, theirs) = (at(&mut ours_text, 0.5), at(&mut theirs, 0.5));
        println!(
            "queries of text alone: p50 {ours:.2} ms, FTS5 {theirs:.2} ms: {:.0} times as long",
            theirs / ours
        );
    }
    println!("queries that mean harm, with facets, stopped after two seconds:");
    for (name, typed) in hostile(&words) {
        let query = Query::parse(&typed).unwrap_or_else(|error| panic!("{name}: {error}"));
        let options = Options { facets: 10, ..Options::default() };
        let (begun, taken) = (Instant::now(), processor());
        let found = index.search(&query, &options, &Nothing);
        let told = found.map_or_else(|error| error.to_string(), |found| format!("{} hits", found.total));
        println!(
            "{name:<32} {:>9.1} ms, {:.2} s of the processor, {told}",
            begun.elapsed().as_secs_f64() * 1e3,
            processor() - taken
        );
    }
}
