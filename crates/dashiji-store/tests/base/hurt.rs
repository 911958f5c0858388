//! A base whose files are hurt, mixed up or put back: it answers for all of the record, makes again what is computed, or says why not.

use crate::harm::{self, Draw, WAYS, at_rest, copy, incoming};
use crate::keep;
use dashiji_store::search::{Options, Query};
use dashiji_store::{Base, Error};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

fn put(base: &Base, numbers: std::ops::Range<u64>) {
    for number in numbers {
        base.add_one("a", incoming(number)).unwrap();
    }
}

fn told(base: &Base) -> String {
    harm::told(base).unwrap()
}

#[test]
fn what_is_computed_of_another_record_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let (one, older) = (dir.path().join("one"), dir.path().join("older.db"));
    let base = Base::init(&one).unwrap();
    put(&base, 0..2);
    let then = told(&base);
    drop(base);
    fs::copy(one.join("record.db"), &older).unwrap();
    let base = Base::open(&one).unwrap();
    put(&base, 2..5);
    told(&base);
    drop(base);
    // An older record is put back beside what was computed of the newer.
    fs::copy(&older, one.join("record.db")).unwrap();
    let base = Base::open(&one).unwrap();
    assert_eq!(told(&base), then);
    put(&base, 7..9);
    let ids: Vec<String> = base.now().unwrap().documents().iter().map(|d| d.id.to_string()).collect();
    assert_eq!(ids, ["d1", "d2", "d3", "d4"]);
    assert!(base.verify(&()).unwrap().is_sound());
    let mine = told(&base);
    drop(base);
    // Another base of as many rows.
    let two = Base::init(&dir.path().join("two")).unwrap();
    put(&two, 20..24);
    drop(two);
    for name in ["derived.db", "derived.sums"] {
        let _ = fs::copy(dir.path().join("two").join(name), one.join(name));
    }
    fs::remove_dir_all(one.join("index")).unwrap();
    copy(&dir.path().join("two/index"), &one.join("index"));
    let base = Base::open(&one).unwrap();
    assert_eq!(told(&base), mine);
    assert!(base.verify(&()).unwrap().is_sound());
}

#[test]
fn ids_given_twice_and_documents_without_a_view_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    put(&base, 0..2);
    drop(base);
    // As a program wrote that believed in what was computed of another record: hashes and all.
    let path = dir.path().join("record.db");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("DROP TRIGGER log_stays").unwrap();
    let body: String =
        raw.query_row("SELECT body FROM log WHERE kind = 'added' AND seq > 2", [], |r| r.get(0)).unwrap();
    raw.execute(
        "UPDATE log SET body = ?1 WHERE kind = 'added' AND seq > 2",
        [body.replace("\"document\":2", "\"document\":1")],
    )
    .unwrap();
    drop(raw);
    let report = Base::open(dir.path()).and_then(|base| base.verify(&()));
    match report {
        Ok(report) => assert!(report.faults.iter().any(|flaw| flaw.kind == "twice"), "{report:?}"),
        Err(error) => assert!(matches!(error, Error::Damaged { .. }), "{error}"),
    }
}

#[test]
fn readers_see_all_of_it_while_it_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    put(&base, 0..40);
    let want = told(&base);
    drop(base);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let base = Base::open(dir.path()).unwrap();
            for _ in 0..3 {
                base.reindex("a", &()).unwrap();
            }
            done.store(true, Ordering::SeqCst);
        });
        let mut looks = 0;
        let held = Base::open(dir.path()).unwrap();
        while !done.load(Ordering::SeqCst) {
            // One that is opened now, and one that was open before.
            let fresh = Base::open(dir.path()).unwrap();
            assert_eq!(told(&fresh), want, "look {looks}");
            assert_eq!(told(&held), want, "look {looks}");
            looks += 1;
        }
        assert!(looks > 0);
        writer.join().unwrap();
    });
}

#[test]
fn a_base_that_is_open_follows_its_files() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("base");
    let base = Base::init(&home).unwrap();
    put(&base, 0..3);
    let held = Base::open(&home).unwrap();
    let three = told(&held);
    let saved = dir.path().join("saved.dashiji");
    base.backup(&saved, &()).unwrap();
    put(&base, 3..5);
    let five = told(&held);
    assert_ne!(three, five);
    drop(base);
    // What is computed goes.
    fs::remove_file(home.join("derived.db")).unwrap();
    assert_eq!(told(&held), five);
    // Another program makes it anew.
    Base::open(&home).unwrap().reindex("a", &()).unwrap();
    assert_eq!(told(&held), five);
    // A backup is put into its place.
    fs::remove_dir_all(&home).unwrap();
    assert!(matches!(held.now(), Err(Error::Missing(_))));
    drop(Base::restore(&saved, &home, &()).unwrap());
    assert_eq!(told(&held), three);
    // An older record is copied over it.
    let older = dir.path().join("older.db");
    fs::copy(home.join("record.db"), &older).unwrap();
    put(&Base::open(&home).unwrap(), 6..8);
    assert_ne!(told(&held), three);
    fs::copy(&older, home.join("record.db")).unwrap();
    assert_eq!(told(&held), three);
}

#[test]
fn damage_to_what_is_computed_changes_no_answer() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..12);
    let mut draw = Draw::new(20_261_129);
    for round in 0..24 {
        let harmed = whole.harmed(&["derived.db"], WAYS, &mut draw);
        let base = Base::open(harmed.base).unwrap();
        assert_eq!(told(&base), whole.want, "round {round}");
        assert!(base.verify(&()).unwrap().is_sound(), "round {round}");
        put(&base, 30..31);
        assert!(base.verify(&()).unwrap().is_sound(), "round {round}");
    }
}

#[test]
fn damage_to_the_index_changes_no_answer_and_stops_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..12);
    let mut draw = Draw::new(7);
    for round in 0..30 {
        let harmed = whole.harmed(&["index"], WAYS, &mut draw);
        let (base, file) = (Base::open(harmed.base).unwrap(), harmed.file);
        if round % 2 == 0 {
            // What goes in needs no index.
            put(&base, 30..31);
            assert_eq!(base.now().unwrap().documents().len(), 13, "round {round} {file}");
        } else {
            assert_eq!(told(&base), whole.want, "round {round} {file}");
        }
        let query = Query::parse("防汛").unwrap();
        let found = base.now().unwrap().search(&query, &Options::default(), &()).unwrap();
        assert_eq!(found.total, 12 + u64::from(round % 2 == 0), "round {round} {file}");
        assert!(base.verify(&()).unwrap().is_sound(), "round {round} {file}");
    }
}

#[test]
fn damage_to_the_record_is_never_shown_as_what_was_received() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..6);
    let looks = |base: &Base| -> Result<Vec<String>, Error> {
        let view = base.now()?;
        let mut seen = Vec::new();
        for document in view.documents() {
            let version = format!("{}.v1", document.id).parse()?;
            seen.push(format!("{:?}", view.bytes(version)?));
            seen.push(view.decoded(version)?.text.as_str().to_owned());
        }
        seen.extend(base.log(0, 100)?.iter().map(|row| format!("{row:?}")));
        Ok(seen)
    };
    let want = looks(&Base::open(whole.anew()).unwrap()).unwrap();
    let mut draw = Draw::new(3);
    for round in 0..30 {
        let harmed = whole.harmed(&["record.db"], WAYS, &mut draw);
        match Base::open(harmed.base).and_then(|base| looks(&base)) {
            Ok(seen) => assert_eq!(seen, want, "round {round}"),
            Err(error) => assert!(!matches!(error, Error::Full(_)), "round {round}: {error}"),
        }
    }
}

#[test]
fn an_index_whose_writing_was_stopped_is_no_fault_and_one_that_was_hurt_is() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..3);
    let flaws = |base: &std::path::Path| Base::open(base).unwrap().verify(&()).unwrap().faults;
    // As it lies when the power went before the files were on the disk.
    let again = whole.anew();
    fs::remove_file(again.join("index/dashiji-seal.json")).unwrap();
    fs::write(again.join("index/dashiji-search.json"), "").unwrap();
    assert_eq!(flaws(again), []);
    assert_eq!(told(&Base::open(again).unwrap()), whole.want);
    let again = whole.anew();
    fs::write(again.join("index/dashiji-search.json"), "").unwrap();
    assert_eq!(flaws(again).iter().map(|flaw| flaw.kind).collect::<Vec<_>>(), ["index"]);
    let again = whole.anew();
    let files = fs::read_dir(again.join("index")).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|file| file.extension().is_some_and(|e| e == "term"))
        .for_each(|file| fs::remove_file(file).unwrap());
    assert_eq!(flaws(again).iter().map(|flaw| flaw.kind).collect::<Vec<_>>(), ["index"]);
}

#[test]
fn what_is_gone_of_a_record_that_was_cut_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..24);
    let into = dir.path().join("mended");
    let mut mended = 0;
    for tenth in 4..10 {
        let again = whole.anew();
        let record = again.join("record.db");
        let bytes = fs::read(&record).unwrap();
        fs::write(&record, &bytes[..bytes.len() / 10 * tenth]).unwrap();
        let _ = fs::remove_dir_all(&into);
        if let Ok((base, found)) = Base::salvage(again, &into, &()) {
            let kept = base.now().unwrap().documents().len();
            assert!(kept == 24 || !found.is_whole(), "{kept} documents, {found:?}");
            mended += 1;
        }
    }
    assert!(mended > 0);
}

#[test]
fn a_repair_that_was_killed_can_be_done_again() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("base");
    let base = Base::init(&home).unwrap();
    put(&base, 0..3);
    let want = told(&base);
    drop(base);
    let into = dir.path().join("again");
    fs::create_dir_all(&into).unwrap();
    fs::copy(home.join("record.db"), into.join("record.making")).unwrap();
    let (again, found) = Base::salvage(&home, &into, &()).unwrap();
    assert!(found.is_whole(), "{found:?}");
    assert_eq!(told(&again), want);
}

#[test]
fn hits_come_in_the_same_order_whatever_the_history() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    put(&base, 0..9);
    base.add_one("a", keep::incoming(keep::MARCH, "march.txt")).unwrap();
    let order = || -> Vec<String> {
        let query = Query::parse("防汛 OR 赵立本 OR 清淤").unwrap();
        let options = Options { limit: 100, ..Options::default() };
        let view = base.now().unwrap();
        view.search(&query, &options, &()).unwrap().hits.into_iter().map(|hit| hit.key.entry).collect()
    };
    let merge = dashiji_store::Decision::Merge { names: vec!["周文澜".into()], into: "赵立本".into() };
    let ruling = base.rule("a", "同一人", merge).unwrap();
    base.undo("a", ruling, None).unwrap();
    base.remove("a", "d3".parse().unwrap(), None).unwrap();
    base.put_back("a", "d3".parse().unwrap(), None).unwrap();
    let before = order();
    base.reindex("a", &()).unwrap();
    assert_eq!(order(), before);
}

#[test]
fn edits_of_terms_that_move_nothing_leave_the_log_short() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    put(&base, 0..10);
    drop(base);
    let rows = |base: &Base| base.log(0, 1000).unwrap().len();
    fs::create_dir_all(dir.path().join("lexicon")).unwrap();
    let mut last = 0;
    for edit in 0..4 {
        fs::write(dir.path().join("lexicon/mine.tsv"), format!("抗旱服务{edit}队\tbody-suffix\n")).unwrap();
        let base = Base::open(dir.path()).unwrap();
        let before = rows(&base);
        assert_eq!(base.read_again("a", &()).unwrap(), 10);
        last = rows(&base) - before;
        assert_eq!(base.older().unwrap(), None);
        assert!(base.verify(&()).unwrap().is_sound());
        told(&base);
    }
    assert!(last <= 1, "{last} rows for an edit that moved no entry");
}

#[test]
fn a_clock_that_ran_ahead_once_hides_nothing_today() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), || "2026-03-01T04:00:00Z".parse().unwrap()).unwrap();
    put(&base, 0..2);
    drop(base);
    let ahead = Base::open_with(dir.path(), || "2027-03-02T04:00:00Z".parse().unwrap(), &()).unwrap();
    put(&ahead, 2..3);
    drop(ahead);
    for day in 3..6 {
        let clock: dashiji_store::Clock = match day {
            3 => || "2026-03-03T04:00:00Z".parse().unwrap(),
            4 => || "2026-03-04T04:00:00Z".parse().unwrap(),
            _ => || "2026-03-05T04:00:00Z".parse().unwrap(),
        };
        let base = Base::open_with(dir.path(), clock, &()).unwrap();
        assert!(base.clock_behind().unwrap().is_some(), "the clock is told to be behind the log");
        put(&base, day..day + 1);
    }
    let base = Base::open_with(dir.path(), || "2026-03-05T05:00:00Z".parse().unwrap(), &()).unwrap();
    let count = |day: &str| base.as_of(day).unwrap().documents().len();
    assert_eq!((count("2026-03-01"), count("2026-03-03"), count("2026-03-05")), (2, 4, 6));
    let numbers: BTreeSet<i64> = base.log(0, 100).unwrap().iter().map(|row| row.seq).collect();
    assert!(base.verify(&()).unwrap().is_sound() && numbers.len() > 6);
}

#[test]
fn a_clock_that_ran_back_once_puts_nothing_on_the_day_before() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), || "2026-03-01T04:00:00Z".parse().unwrap()).unwrap();
    put(&base, 0..1);
    drop(base);
    let clocks: [dashiji_store::Clock; 3] = [
        || "2026-03-02T04:00:00Z".parse().unwrap(),
        || "2025-06-03T04:00:00Z".parse().unwrap(),
        || "2026-03-04T04:00:00Z".parse().unwrap(),
    ];
    for (number, clock) in (1..).zip(clocks) {
        put(&Base::open_with(dir.path(), clock, &()).unwrap(), number..number + 1);
    }
    let base = Base::open_with(dir.path(), || "2026-03-04T05:00:00Z".parse().unwrap(), &()).unwrap();
    let count = |day: &str| base.as_of(day).unwrap().documents().len();
    // What went in on the day of the wrong clock is known from the next right one on.
    assert_eq!(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"].map(count), [1, 2, 2, 4]);
    assert!(base.verify(&()).unwrap().is_sound());
}

#[test]
fn a_deep_look_finds_what_is_kept_and_no_longer_so() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init(dir.path()).unwrap();
    put(&base, 0..6);
    told(&base);
    // A ruling has registers keyed anew when they are asked for.
    let merge = dashiji_store::Decision::Merge { names: vec!["周文兰".into()], into: "周文澜".into() };
    base.rule("a", "同一人", merge).unwrap();
    assert!(base.verify_deep(&()).unwrap().is_sound());
    told(&base);
    let report = base.verify_deep(&()).unwrap();
    assert!(report.is_sound(), "{report:?}");
    drop(base);
    let raw = rusqlite::Connection::open(dir.path().join("derived.db")).unwrap();
    raw.execute("DELETE FROM records WHERE list = 1 AND key = '赵立本'", []).unwrap();
    drop(raw);
    harm::leave_open(dir.path());
    let base = Base::open(dir.path()).unwrap();
    assert!(base.verify(&()).unwrap().is_sound(), "no document shows it");
    let report = base.verify_deep(&()).unwrap();
    assert_eq!(
        report.faults.iter().map(|flaw| (flaw.kind, flaw.at.as_str())).collect::<Vec<_>>(),
        [("record", "people")]
    );
    base.reindex("a", &()).unwrap();
    told(&base);
    assert!(base.verify_deep(&()).unwrap().is_sound());
}

#[test]
fn what_can_be_read_of_a_damaged_record_is_kept_and_the_rest_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("base");
    let base = Base::init(&home).unwrap();
    put(&base, 0..5);
    let ruling = dashiji_store::Decision::Merge { names: vec!["周文兰".into()], into: "周文澜".into() };
    base.rule("a", "同一人", ruling).unwrap();
    drop(base);
    let raw = rusqlite::Connection::open(home.join("record.db")).unwrap();
    raw.execute_batch("DROP TRIGGER bytes_stay; DROP TRIGGER log_stays").unwrap();
    let hash: String = raw
        .query_row(
            "SELECT body ->> '$.sha256' FROM log WHERE kind = 'added' AND body ->> '$.document' = 2",
            [],
            |r| r.get(0),
        )
        .unwrap();
    raw.execute("UPDATE bytes SET data = x'00' WHERE sha256 = unhex(?1)", [&hash]).unwrap();
    let last: i64 = raw.query_row("SELECT seq FROM log WHERE kind = 'ruled'", [], |r| r.get(0)).unwrap();
    raw.execute("UPDATE log SET author = 'b' WHERE seq = ?1", [last]).unwrap();
    drop(raw);
    let before = fs::read(home.join("record.db")).unwrap();
    let into = dir.path().join("again");
    let (again, found) = Base::salvage(&home, &into, &()).unwrap();
    assert_eq!(
        (found.lost_versions, found.lost_rows, found.versions),
        (vec!["d2.v1".to_owned()], vec![last], 4)
    );
    assert_eq!(fs::read(home.join("record.db")).unwrap(), before, "the hurt record is not touched");
    let ids: Vec<String> = again.now().unwrap().documents().iter().map(|d| d.id.to_string()).collect();
    assert_eq!(ids, ["d1", "d3", "d4", "d5"]);
    assert!(again.verify(&()).unwrap().is_sound());
    put(&again, 8..9);
    assert_eq!(again.now().unwrap().documents().last().unwrap().id.to_string(), "d6");
}

/// Bytes of a page of the record.
const PAGE: usize = 8192;

/// A record with its pages of a kind changed, if any of them is changed as is wanted.
fn with_pages(whole: &[u8], kind: u8, mut change: impl FnMut(&mut [u8]) -> bool) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for page in bytes.chunks_mut(PAGE).skip(1).filter(|page| page[0] == kind) {
        if change(page) {
            break;
        }
    }
    bytes
}

/// A record whose last row is gone from its page, which SQLite does not notice.
fn without_its_last_row(record: &Path) -> (i64, Vec<u8>) {
    let whole = fs::read(record).unwrap();
    let trial = record.with_extension("trial");
    let last = |bytes: &[u8]| -> i64 {
        fs::write(&trial, bytes).unwrap();
        let open = rusqlite::Connection::open(&trial).unwrap();
        open.query_row("SELECT max(seq) FROM log", [], |row| row.get(0)).unwrap_or(0)
    };
    let rows = last(&whole);
    for at in (PAGE..whole.len()).step_by(PAGE).filter(|at| whole[*at] == 13) {
        let mut bytes = whole.clone();
        bytes[at + 4] = bytes[at + 4].wrapping_sub(1);
        if last(&bytes) == rows - 1 {
            fs::remove_file(&trial).unwrap();
            return (rows, bytes);
        }
    }
    panic!("no page holds the last row");
}

#[test]
fn a_record_that_lost_its_last_row_is_told_to_be_hurt() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..24);
    let (rows, hurt) = without_its_last_row(&whole.anew().join("record.db"));
    for computed in [true, false] {
        let again = whole.anew();
        fs::write(again.join("record.db"), &hurt).unwrap();
        if !computed {
            fs::remove_file(again.join("derived.db")).unwrap();
        }
        let opened = Base::open(again).and_then(|base| harm::told(&base));
        assert!(matches!(opened, Err(Error::Damaged { .. })), "{computed}: {opened:?}");
        assert!(!Base::verify_record(again).unwrap().is_sound());
        let into = dir.path().join(format!("into-{computed}"));
        let (saved, found) = Base::salvage(again, &into, &()).unwrap();
        assert_eq!(found.lost_rows, [rows], "{computed}");
        assert!(saved.verify(&()).unwrap().is_sound());
    }
}

#[test]
fn bytes_are_saved_where_the_index_over_their_hashes_is_hurt() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..24);
    let again = whole.anew();
    let record = again.join("record.db");
    let hurt = with_pages(&fs::read(&record).unwrap(), 10, |page| {
        page.fill(0);
        false
    });
    fs::write(&record, hurt).unwrap();
    let (saved, found) = Base::salvage(again, &dir.path().join("into"), &()).unwrap();
    assert!(found.is_whole(), "{found:?}");
    assert_eq!(told(&saved), whole.want);
}

#[test]
fn a_record_whose_first_page_is_gone_is_saved() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..24);
    for length in [4, 100, 4096, PAGE] {
        let again = whole.anew();
        let record = again.join("record.db");
        let mut hurt = fs::read(&record).unwrap();
        hurt[..length].fill(0);
        fs::write(&record, hurt).unwrap();
        assert!(Base::open(again).is_err());
        assert!(!Base::verify_record(again).unwrap().is_sound());
        let into = dir.path().join(format!("into-{length}"));
        let (saved, found) = Base::salvage(again, &into, &()).unwrap();
        assert!(found.is_whole(), "{length}: {found:?}");
        assert_eq!(told(&saved), whole.want, "{length}");
    }
}

#[test]
fn a_clock_at_the_end_of_time_stops_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let base = Base::init_with(dir.path(), || jiff::Timestamp::MAX).unwrap();
    put(&base, 0..1);
    assert!(matches!(base.as_of("9999-12-31"), Err(Error::Refused { .. })));
    assert!(base.as_of("9999-12-29").unwrap().documents().len() <= 1);
}

#[test]
fn a_row_that_says_to_be_larger_than_any_can_be_is_told_to_be_hurt() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..24);
    let bytes = fs::read(whole.anew().join("record.db")).unwrap();
    let mut met = 0;
    for at in (PAGE..bytes.len()).step_by(PAGE).filter(|at| bytes[*at] == 13) {
        let word = |at: usize| usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
        // Where each row of the leaf begins; a row begins with its size, here more than the thousand million bytes that SQLite lets one have.
        let cells = (0..word(at + 3)).map(|cell| at + word(at + 8 + 2 * cell));
        for cell in cells.filter(|cell| cell + 5 <= at + PAGE) {
            let again = whole.anew();
            let mut hurt = bytes.clone();
            hurt[cell..cell + 5].copy_from_slice(&[0x84, 0x80, 0x80, 0x80, 0]);
            fs::write(again.join("record.db"), hurt).unwrap();
            let looked = Base::open(again).and_then(|base| base.verify(&()));
            let report = looked.or_else(|_| Base::verify_record(again)).unwrap();
            assert!(
                report.faults.iter().any(|flaw| ["page", "log", "bytes"].contains(&flaw.kind)),
                "{report:?}"
            );
            let into = dir.path().join("into");
            _ = fs::remove_dir_all(&into);
            if let Ok((saved, found)) = Base::salvage(again, &into, &()) {
                assert!(found.is_whole() || !found.lost_rows.is_empty() || !found.lost_versions.is_empty());
                assert!(saved.now().unwrap().documents().len() >= 20);
            }
            met += 1;
        }
    }
    assert!(met > 8, "{met}");
}

#[test]
#[cfg(unix)]
fn a_pipe_or_a_device_in_the_place_of_a_file_is_told_and_not_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..3);
    for name in ["record.db", "derived.db", "derived.sums", "lock", "record.db-wal", "lexicon/mine.tsv"] {
        for pipe in [true, false] {
            let place = whole.anew().join(name);
            let _ = fs::remove_file(&place);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            if pipe {
                let made = std::process::Command::new("mkfifo").arg(&place).status();
                assert!(made.is_ok_and(|made| made.success()));
            } else {
                std::os::unix::fs::symlink("/dev/zero", &place).unwrap();
            }
            let home = place.ancestors().find(|dir| dir.ends_with("again")).unwrap();
            let opened = Base::open(home).and_then(|base| base.read_again("a", &()));
            assert!(matches!(opened, Err(Error::NotAFile(_))), "{name}: {opened:?}");
        }
    }
    // The index is made anew, whatever stands in its place.
    let again = whole.anew();
    fs::remove_dir_all(again.join("index")).unwrap();
    fs::write(again.join("index"), "x").unwrap();
    assert_eq!(told(&Base::open(again).unwrap()), whole.want);
    fs::remove_dir_all(again.join("index")).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", again.join("index")).unwrap();
    assert_eq!(told(&Base::open(again).unwrap()), whole.want);
    fs::remove_dir_all(again.join("index")).unwrap();
    assert_eq!(told(&Base::open(again).unwrap()), whole.want);
}

#[test]
fn a_row_that_is_no_text_any_more_is_told_by_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..3);
    let again = whole.anew();
    let record = again.join("record.db");
    let mut bytes = fs::read(&record).unwrap();
    let name = "周文兰".as_bytes();
    let at = (0..bytes.len()).find(|at| bytes[*at..].starts_with(name)).unwrap();
    bytes[at] = 0xff;
    fs::write(&record, bytes).unwrap();
    let base = Base::open(again).unwrap();
    assert!(matches!(base.log(0, 100), Err(Error::Damaged { .. })));
    let report = Base::verify_record(again).unwrap();
    assert!(!report.is_sound(), "{report:?}");
    let (saved, found) = Base::salvage(again, &dir.path().join("into"), &()).unwrap();
    assert_eq!(found.lost_rows.len(), 1, "{found:?}");
    assert_eq!(saved.now().unwrap().documents().len(), 3);
}

#[test]
#[cfg(unix)]
fn two_folders_that_share_their_files_by_hard_links_write_each_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..3);
    let (one, two) = (whole.anew().to_owned(), dir.path().join("two"));
    // As programs do that keep a folder of each day.
    fs::create_dir_all(&two).unwrap();
    for name in ["record.db", "derived.db", "derived.sums"] {
        fs::hard_link(one.join(name), two.join(name)).unwrap();
    }
    let (here, there) = (Base::open(&one).unwrap(), Base::open(&two).unwrap());
    assert_eq!(told(&there), whole.want);
    put(&here, 30..33);
    put(&there, 40..41);
    put(&here, 33..34);
    let count = |base: &Base| base.now().unwrap().documents().len();
    assert_eq!((count(&here), count(&there)), (7, 4));
    for base in [&here, &there] {
        assert!(base.verify_deep(&()).unwrap().is_sound());
    }
    drop((here, there));
    for (home, held) in [(&one, 7), (&two, 4)] {
        let base = Base::open(home).unwrap();
        assert_eq!(count(&base), held);
        assert!(base.verify(&()).unwrap().is_sound());
    }
}

#[test]
fn a_version_whose_reading_is_lost_is_read_again_by_a_repair() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..3);
    let again = whole.anew();
    let raw = rusqlite::Connection::open(again.join("record.db")).unwrap();
    raw.execute_batch("DROP TRIGGER log_stays; UPDATE log SET author = 'x' WHERE seq = 3").unwrap();
    drop(raw);
    let (saved, found) = Base::salvage(again, &dir.path().join("into"), &()).unwrap();
    assert_eq!(found.lost_rows, [3]);
    let view = saved.now().unwrap();
    assert_eq!((view.documents().len(), view.all().unwrap().len()), (3, 6));
    let report = saved.verify_deep(&()).unwrap();
    assert!(report.is_sound() && report.older == 0, "{report:?}");
}

#[test]
fn a_record_of_which_nothing_is_left_or_whose_tables_are_gone_is_told_by_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..3);
    for bytes in [Vec::new(), b"hello".to_vec(), vec![0; 40_000]] {
        let record = whole.anew().join("record.db");
        fs::write(&record, bytes).unwrap();
        let _ = fs::remove_dir_all(dir.path().join("into"));
        let saved =
            Base::salvage(whole.home().with_file_name("again").as_path(), &dir.path().join("into"), &());
        assert!(matches!(&saved, Err(Error::Lost(path)) if *path == record), "{saved:?}");
    }
    let again = whole.anew();
    let raw = rusqlite::Connection::open(again.join("record.db")).unwrap();
    raw.execute_batch("DROP TABLE bytes").unwrap();
    drop(raw);
    let report = Base::verify_record(again).unwrap();
    assert_eq!(report.faults.iter().map(|flaw| flaw.kind).collect::<Vec<_>>(), ["page"]);
    let asked = Base::open(again).and_then(|base| base.verify(&()));
    assert!(matches!(&asked, Err(Error::Damaged { .. })) || !asked.unwrap().is_sound());
    // One bit that says a newer format is no reason to leave the rest.
    let record = whole.anew().join("record.db");
    let mut hurt = fs::read(&record).unwrap();
    hurt[63] ^= 8;
    fs::write(&record, hurt).unwrap();
    assert!(matches!(Base::open(&dir.path().join("again")), Err(Error::Newer { .. })));
    let (saved, found) = Base::salvage(&dir.path().join("again"), &dir.path().join("newer"), &()).unwrap();
    assert!(found.is_whole(), "{found:?}");
    assert_eq!(told(&saved), whole.want);
}

#[test]
fn what_stands_in_leaves_is_saved_where_no_way_leads_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..40);
    let record = whole.anew().join("record.db");
    let mut hurt = fs::read(&record).unwrap();
    // Roots of trees, and whatever else leads to leaves.
    let inner = |page: &[u8]| matches!(page[0], 2 | 5);
    let gone = hurt.chunks_mut(PAGE).skip(1).filter(|page| inner(page)).map(|page| page.fill(0)).count();
    assert!(gone > 0, "{gone}");
    fs::write(&record, hurt).unwrap();
    let (saved, found) = Base::salvage(&dir.path().join("again"), &dir.path().join("into"), &()).unwrap();
    assert!(found.is_whole(), "{found:?}");
    assert_eq!(told(&saved), whole.want);
}

#[test]
fn the_number_of_a_last_document_that_is_lost_is_not_given_again() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..4);
    let again = whole.anew();
    let raw = rusqlite::Connection::open(again.join("record.db")).unwrap();
    raw.execute_batch("DROP TRIGGER bytes_stay").unwrap();
    let last = "SELECT unhex(body ->> '$.sha256') FROM log WHERE kind = 'added' ORDER BY seq DESC LIMIT 1";
    raw.execute(&format!("UPDATE bytes SET data = x'00' WHERE sha256 = ({last})"), []).unwrap();
    drop(raw);
    let into = dir.path().join("into");
    let (saved, found) = Base::salvage(again, &into, &()).unwrap();
    assert_eq!(found.lost_versions, ["d4.v1"]);
    put(&saved, 70..71);
    let ids: Vec<String> = saved.now().unwrap().documents().iter().map(|d| d.id.to_string()).collect();
    assert_eq!(ids, ["d1", "d2", "d3", "d5"]);
    assert!(saved.verify_deep(&()).unwrap().is_sound());
    // What became of it stands in the log.
    let log = saved.log(0, 100).unwrap();
    assert!(log.iter().any(|row| matches!(row.act, dashiji_store::Act::Removed { document: 4, .. })));
}

#[test]
#[cfg(unix)]
fn what_goes_into_a_record_that_was_taken_away_meanwhile_is_not_told_to_be_in() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..3);
    for other in [true, false] {
        let home = whole.anew().to_owned();
        let base = Base::open(&home).unwrap();
        base.set_batch(1);
        let loads = (30..36).map(|number| {
            let home = home.clone();
            move || {
                if number == 33 {
                    // A program that keeps folders the same, or somebody who restores.
                    fs::copy(home.join("record.db"), home.join("coming")).unwrap();
                    fs::rename(home.join("coming"), home.join("record.db")).unwrap();
                    if !other {
                        fs::remove_file(home.join("record.db")).unwrap();
                    }
                }
                Ok::<_, Error>(incoming(number))
            }
        });
        let mut told_in = Vec::new();
        let done = base.add("a", loads, &(), &mut |place, outcome: Result<_, Error>| {
            told_in.extend(outcome.is_ok().then_some(30 + place as u64));
        });
        assert!(done.is_err() || told_in.len() < 6, "{other}: {done:?}");
        // What was put in before is in the file that was there then; of what came after nothing is told to be in.
        assert!(told_in.iter().all(|number| *number < 33), "{other}: {told_in:?}");
        drop(base);
    }
}

#[test]
fn a_synced_folder_with_conflict_copies_and_half_of_its_files_answers_as_before() {
    let dir = tempfile::tempdir().unwrap();
    let whole = at_rest(dir.path(), 0..6);
    let again = whole.anew();
    let other = Base::init(&dir.path().join("other")).unwrap();
    put(&other, 70..73);
    told(&other);
    drop(other);
    let record = dir.path().join("other/record.db");
    for name in ["record (conflicted copy).db", "~$record.db", "record.db.part", "RECORD.DB", ".DS_Store"] {
        fs::copy(&record, again.join(name)).unwrap();
        fs::copy(&record, again.join("index").join(name)).unwrap();
    }
    let base = Base::open(again).unwrap();
    assert_eq!(told(&base), whole.want);
    put(&base, 30..31);
    assert!(base.verify_deep(&()).unwrap().is_sound());
    drop(base);
    // Files that have their size and their time already, and not yet all of their bytes.
    for name in ["derived.db", "index"] {
        let again = whole.anew();
        let files: Vec<_> = if name == "index" {
            fs::read_dir(again.join(name)).unwrap().map(|file| file.unwrap().path()).collect()
        } else {
            vec![again.join(name)]
        };
        for file in files {
            let changed = fs::metadata(&file).unwrap().modified().unwrap();
            let mut bytes = fs::read(&file).unwrap();
            let half = bytes.len() / 2;
            bytes[half..].fill(0);
            fs::write(&file, bytes).unwrap();
            fs::File::options().write(true).open(&file).and_then(|file| file.set_modified(changed)).unwrap();
        }
        let base = Base::open(again).unwrap();
        assert_eq!(told(&base), whole.want, "{name}");
        assert!(base.verify_deep(&()).unwrap().is_sound(), "{name}");
    }
    // The record has come, and nothing else.
    let again = whole.anew();
    for entry in fs::read_dir(again).unwrap().flatten().filter(|entry| entry.file_name() != "record.db") {
        let path = entry.path();
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    assert_eq!(told(&Base::open(again).unwrap()), whole.want);
}
