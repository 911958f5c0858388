//! A base against whatever happens to it: killed at any moment, no room, no right to write, two writers, newer formats, bad pages.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::format_push_string,
    reason = "a test fails where a step of it does"
)]

use dashiji_store::{Base, VersionId};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn dashiji(base: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dashiji"));
    command
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("DASHIJI_BASE", base)
        .env("DASHIJI_AUTHOR", "周文澜");
    command
}

fn run(base: &Path, arguments: &[&str]) -> Output {
    dashiji(base, arguments).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A chronicle of its own kind for every number.
fn chronicle(number: usize) -> String {
    let mut text = format!("2021年{}月\n\n", number % 12 + 1);
    for day in 1..=4 {
        let month = number % 12 + 1;
        text += &format!(
            "{month}月{day}日，县长赵立本到第{number}号渠首检查防汛，周文澜陪同，当日完成清淤{}公里。\n\n",
            number + day
        );
    }
    text
}

fn chronicles(dir: &Path, numbers: std::ops::Range<usize>) {
    fs::create_dir_all(dir).unwrap();
    for number in numbers {
        fs::write(dir.join(format!("{number:05}.txt")), chronicle(number)).unwrap();
    }
}

fn init(dir: &Path) -> PathBuf {
    let base = dir.join("base");
    assert_eq!(code(&run(&base, &["init", &base.display().to_string()])), 0);
    base
}

#[test]
fn nothing_acknowledged_is_lost_when_it_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as u64;
    println!("seed {seed}");
    let mut random = seed | 1;
    let mut below = |n: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % n
    };
    let (mut kills, mut acknowledged_in_all) = (0, 0);
    let mut round = 0;
    while kills < 110 {
        let home = dir.path().join(format!("{round}"));
        let base = init_in(&home);
        let mut acknowledged: Vec<(VersionId, PathBuf)> = Vec::new();
        for part in 0..10 {
            let texts = home.join(format!("texts-{part}"));
            chronicles(&texts, part * 24..(part + 1) * 24);
            let mut child = dashiji(&base, &["add", "--batch", "2", &texts.display().to_string()])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let lines = child.stdout.take().unwrap();
            let reader = std::thread::spawn(move || {
                BufReader::new(lines).lines().map_while(Result::ok).collect::<Vec<_>>()
            });
            std::thread::sleep(Duration::from_micros(below(260_000)));
            // On Unix this is SIGKILL.
            let _ = child.kill();
            let status = child.wait().unwrap();
            kills += u32::from(status.code().is_none());
            for line in reader.join().unwrap() {
                let mut columns = line.split('\t');
                let id: VersionId = columns.next().unwrap().parse().unwrap();
                acknowledged.push((id, PathBuf::from(columns.nth(1).unwrap())));
            }
            let open = Base::open(&base).unwrap();
            let view = open.now().unwrap();
            for (id, path) in &acknowledged {
                assert_eq!(view.bytes(*id).unwrap(), fs::read(path).unwrap(), "{id} {}", path.display());
                assert_eq!(view.entries_in(*id).unwrap().len(), 4, "{id}");
            }
        }
        acknowledged_in_all += acknowledged.len();
        let open = Base::open(&base).unwrap();
        let query = dashiji_store::search::Query::parse("防汛").unwrap();
        let view = open.now().unwrap();
        let found = view.search(&query, &dashiji_store::search::Options::default(), &()).unwrap();
        assert_eq!(found.total, view.len());
        let report = open.verify(&()).unwrap();
        assert!(report.is_sound(), "{report:?}");
        fs::remove_dir_all(&home).unwrap();
        round += 1;
    }
    println!("{kills} kills, {acknowledged_in_all} documents acknowledged");
    assert!(acknowledged_in_all > 0);
}

fn init_in(home: &Path) -> PathBuf {
    fs::create_dir_all(home).unwrap();
    init(home)
}

#[test]
fn a_second_writer_waits_and_then_is_told_who_writes() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    chronicles(&dir.path().join("texts"), 0..1);
    let lock = fs::File::options().read(true).write(true).open(base.join("lock")).unwrap();
    lock.lock().unwrap();
    let begun = Instant::now();
    let texts = dir.path().join("texts").display().to_string();
    let refused = run(&base, &["add", &texts]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("another program is writing"), "{}", err(&refused));
    assert!(begun.elapsed() >= Duration::from_secs(5));
    // Reading does not wait.
    assert_eq!(code(&run(&base, &["list"])), 1);
    let waiting = dashiji(&base, &["add", &texts]).stdout(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    lock.unlock().unwrap();
    assert!(waiting.wait_with_output().unwrap().status.success());
    assert!(out(&run(&base, &["list"])).contains("d1"));
}

#[test]
fn a_base_of_a_newer_program_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    let path = base.join("record.db");
    let mut bytes = fs::read(&path).unwrap();
    // SQLite's header keeps the user version at byte 60.
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(&path, &bytes).unwrap();
    let refused = run(&base, &["list"]);
    assert_eq!(code(&refused), 2);
    assert!(
        err(&refused).contains("of format 99") && err(&refused).contains("newer dashiji"),
        "{}",
        err(&refused)
    );
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn what_is_no_base_is_told() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("record.db"), "not a database at all, but a text that is long enough").unwrap();
    let refused = run(dir.path(), &["list"]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("no base") || err(&refused).contains("damaged"), "{}", err(&refused));
    let none = run(&dir.path().join("nowhere"), &["list"]);
    assert!(err(&none).contains("dashiji init"), "{}", err(&none));
}

#[test]
fn what_is_past_can_be_looked_at_but_not_changed() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    chronicles(dir.path(), 0..1);
    let page = dir.path().join("nobody.txt");
    fs::write(&page, chronicle(1)).unwrap();
    // Where it would always be refused it is not offered.
    for command in
        [&["add", page.to_str().unwrap(), "--as-of", "2020-01-01"][..], &["reindex", "--as-of", "2020-01-01"]]
    {
        let output = run(&base, command);
        assert_eq!(code(&output), 2, "{command:?}");
        assert!(err(&output).contains("no option --as-of"), "{}", err(&output));
    }
    let past = run(&base, &["rule", "undo", "r1", "--as-of", "2020-01-01"]);
    assert_eq!(code(&past), 2);
    assert!(err(&past).contains("--as-of 2020-01-01"), "{}", err(&past));
    assert_eq!(code(&run(&base, &["list"])), 1, "nothing was added");
    assert_eq!(code(&run(&base, &["rule", "list", "--as-of", "2020-01-01"])), 1);
}

#[test]
fn a_bad_page_is_found_and_what_is_computed_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    chronicles(&dir.path().join("texts"), 0..40);
    assert_eq!(code(&run(&base, &["add", &dir.path().join("texts").display().to_string()])), 0);
    assert_eq!(code(&run(&base, &["verify"])), 0);
    let derived = base.join("derived.db");
    let spoil = |path: &Path, from: usize| {
        let mut bytes = fs::read(path).unwrap();
        let end = (from + 6000).min(bytes.len());
        bytes[from..end].fill(0xa5);
        fs::write(path, bytes).unwrap();
    };
    // What is computed is computed again.
    spoil(&derived, 0);
    assert!(out(&run(&base, &["list"])).contains("40 documents"));
    assert_eq!(code(&run(&base, &["verify"])), 0);
    // The record is not, and the message says what to do.
    let backup = dir.path().join("copy.db").display().to_string();
    assert_eq!(code(&run(&base, &["backup", &backup])), 0);
    let record = base.join("record.db");
    spoil(&record, fs::metadata(&record).unwrap().len() as usize / 2);
    let found = run(&base, &["verify"]);
    assert_ne!(code(&found), 0);
    let words = out(&found) + &err(&found);
    assert!(words.contains("estore"), "{words}");
    let again = dir.path().join("again").display().to_string();
    assert_eq!(code(&run(&base, &["restore", &backup, &again])), 0);
    assert_eq!(code(&run(Path::new(&again), &["verify"])), 0);
}

/// A mount that goes with the test.
struct Mount(PathBuf);

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn mount(arguments: &[&str], at: &Path) -> Option<Mount> {
    let done = Command::new("mount").args(arguments).arg(at).stderr(Stdio::null()).status();
    done.is_ok_and(|status| status.success()).then(|| Mount(at.to_owned()))
}

/// What a test has to say of itself, past the harness, which keeps what is printed to itself.
fn tell(words: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// Runs a test that mounts: here, where this account may mount, else in a name space of its own where it may.
fn with_mounts(name: &str, test: impl FnOnce()) {
    const INSIDE: &str = "DASHIJI_TEST_MOUNTS";
    let probe = tempfile::tempdir().unwrap();
    let may = mount(&["-t", "tmpfs", "-o", "size=64k", "tmpfs"], probe.path()).is_some();
    if may {
        let how = if std::env::var_os(INSIDE).is_some() { "in a name space of its own" } else { "as it is" };
        tell(&format!("{name}: mounts {how}"));
        return test();
    }
    if std::env::var_os(INSIDE).is_some() {
        tell(&format!("{name}: LEFT OUT: nothing can be mounted here"));
        return;
    }
    let here = std::env::current_exe().unwrap();
    let inside = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount"])
        .arg(here)
        .args(["--exact", name, "--nocapture"])
        .env(INSIDE, "1")
        .output();
    match inside {
        Ok(output) if output.status.success() => tell(String::from_utf8_lossy(&output.stderr).trim()),
        Ok(output) if out(&output).contains("running 1 test") => panic!("{}{}", out(&output), err(&output)),
        _ => tell(&format!("{name}: LEFT OUT: this account may not mount, and no name space can be made")),
    }
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    with_mounts("a_full_disk_loses_nothing_that_was_acknowledged", || {
        let dir = tempfile::tempdir().unwrap();
        let small = dir.path().join("small");
        fs::create_dir_all(&small).unwrap();
        let mounted = mount(&["-t", "tmpfs", "-o", "size=3m", "tmpfs"], &small).unwrap();
        let base = init(&small);
        chronicles(&dir.path().join("texts"), 0..3000);
        let full = run(&base, &["add", "--batch", "20", &dir.path().join("texts").display().to_string()]);
        assert_eq!(code(&full), 2, "{}", err(&full));
        assert!(err(&full).contains("full") || err(&full).contains("No space"), "{}", err(&full));
        let acknowledged = out(&full).lines().count();
        println!("{acknowledged} documents before the disk was full");
        // On the full disk it can be read, and its record copied to another.
        let listed = run(&base, &["list", "--format", "json"]);
        assert!(out(&listed).lines().count() >= acknowledged, "{}", err(&listed));
        let found = run(&base, &["search", "防汛"]);
        assert_eq!(code(&found), 0, "{}", err(&found));
        let copy = dir.path().join("copy.dashiji").display().to_string();
        let copied = run(&base, &["backup", &copy]);
        assert_eq!(code(&copied), 0, "{}", err(&copied));
        let again = dir.path().join("again").display().to_string();
        assert_eq!(code(&run(&base, &["restore", &copy, &again])), 0);
        assert!(Base::open(Path::new(&again)).unwrap().now().unwrap().documents().len() >= acknowledged);
        // What was told to be in is in, also where it can only be read elsewhere.
        let moved = dir.path().join("moved");
        fs::create_dir_all(&moved).unwrap();
        for name in ["record.db", "record.db-wal"] {
            if base.join(name).exists() {
                fs::copy(base.join(name), moved.join(name)).unwrap();
            }
        }
        let open = Base::open(&moved).unwrap();
        assert!(open.now().unwrap().documents().len() >= acknowledged);
        assert!(open.verify(&()).unwrap().is_sound());
        drop(mounted);
    });
}

/// Whoever is only quoted stands apart from whoever was there, is no second person, and no longer at the head of any list.
#[test]
fn whoever_is_only_quoted_stands_apart() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    let text = dir.path().join("2021-03.txt");
    fs::write(
        &text,
        "清河县大事记\n\n2021年3月\n\n3月2日，县长骆怀谷主持召开全县防汛工作会议，传达学习省委书记薛承敬关于防汛工作的重要讲话精神。\n\n\
         3月5日，县委理论学习中心组学习省委书记薛承敬在全省农村工作会议上的讲话。县委书记赵立本主持。\n\n\
         3月9日，全县干部大会传达省委书记薛承敬重要批示精神，县长骆怀谷讲话。\n\n\
         3月15日，县委常委会学习贯彻薛承敬书记重要指示精神。\n\n\
         3月28日，县总工会组织职工学习薛承敬书记在省工会第九次代表大会上的讲话。\n",
    )
    .unwrap();
    assert_eq!(code(&run(&base, &["add", &text.display().to_string()])), 0);
    let listed = out(&run(&base, &["who"]));
    let lines: Vec<&str> = listed.lines().filter(|line| line.contains("薛承敬")).collect();
    assert_eq!(lines.len(), 1, "{listed}");
    assert!(lines[0].contains("5 entries · only quoted or named in 5"), "{listed}");
    assert!(listed.lines().any(|line| line.contains("骆怀谷  2 entries  ")), "{listed}");
    let one = out(&run(&base, &["who", "--name", "薛承敬", "--format", "json"]));
    let one: serde_json::Value = serde_json::from_str(one.trim()).unwrap();
    assert_eq!((&one["present"], &one["cited"]), (&0.into(), &5.into()), "{one}");
    assert!(one["itinerary"].as_array().unwrap().is_empty() && one["company"].as_array().unwrap().is_empty());
    // 书记 of a secretary of the province, in a county's chronicle, is no office of the county.
    let offices = out(&run(&base, &["offices", "--format", "json"]));
    let held: Vec<serde_json::Value> =
        offices.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let his = held.iter().filter(|post| post["holders"].to_string().contains("薛承敬"));
    let his: Vec<&str> = his.filter_map(|post| post["title"].as_str()).collect();
    assert_eq!(his, ["河北省委书记"]);
}

/// Small disks have blocks of 1 KB, in which the file that SQLite's readers share has holes: whoever fills one where there is no room is ended by the system.
#[test]
fn a_full_disk_of_small_blocks_is_told_and_read() {
    let name = "a_full_disk_of_small_blocks_is_told_and_read";
    with_mounts(name, || {
        let dir = tempfile::tempdir().unwrap();
        let (image, small) = (dir.path().join("image"), dir.path().join("small"));
        fs::create_dir_all(&small).unwrap();
        fs::File::create(&image).unwrap().set_len(16 << 20).unwrap();
        let made = Command::new("mkfs.ext4").args(["-q", "-F", "-m", "0", "-b", "1024"]).arg(&image).status();
        let image = image.display().to_string();
        let mounted =
            made.is_ok_and(|made| made.success()).then(|| mount(&["-o", "loop", &image], &small)).flatten();
        let Some(mounted) = mounted else {
            return tell(&format!("{name}: LEFT OUT: no disk in a file can be mounted here"));
        };
        let base = init(&small);
        chronicles(&dir.path().join("texts"), 0..8);
        let texts = dir.path().join("texts").display().to_string();
        assert_eq!(code(&run(&base, &["add", &texts])), 0);
        chronicles(&dir.path().join("more"), 8..9);
        let more = dir.path().join("more").display().to_string();
        for left in [0, 3, 8, 16, 40, 200] {
            let full = small.join("full");
            let mut file = fs::File::create(&full).unwrap();
            while std::io::Write::write_all(&mut file, &[1; 4096]).is_ok() {}
            let size = file.metadata().unwrap().len();
            file.set_len(size.saturating_sub(left << 10)).unwrap();
            drop(file);
            let listed = run(&base, &["list"]);
            assert!(out(&listed).contains("8 documents"), "{left} KB: {:?} {}", listed.status, err(&listed));
            assert_eq!(code(&run(&base, &["search", "防汛"])), 0, "{left} KB");
            let refused = run(&base, &["add", &more]);
            assert_eq!(code(&refused), 2, "{left} KB: {:?} {}", refused.status, err(&refused));
            assert!(err(&refused).contains("full"), "{left} KB: {}", err(&refused));
            fs::remove_file(full).unwrap();
        }
        assert_eq!(code(&run(&base, &["add", &more])), 0, "with room again");
        drop(mounted);
    });
}

#[test]
fn a_base_that_may_not_be_written_can_be_read() {
    with_mounts("a_base_that_may_not_be_written_can_be_read", || {
        let dir = tempfile::tempdir().unwrap();
        let base = init(dir.path());
        chronicles(&dir.path().join("texts"), 0..3);
        let texts = dir.path().join("texts").display().to_string();
        assert_eq!(code(&run(&base, &["add", &texts])), 0);
        let path = base.display().to_string();
        let mounted = mount(&["--bind", &path], &base).unwrap();
        let made = Command::new("mount").args(["-o", "remount,ro,bind"]).arg(&base).status();
        assert!(made.unwrap().success(), "a mount that can be made can be made read only");
        assert!(out(&run(&base, &["list"])).contains("3 documents"));
        assert!(out(&run(&base, &["who", "--name", "赵立本"])).contains("赵立本"));
        let found = run(&base, &["search", "防汛"]);
        assert_eq!(code(&found), 0, "{}", err(&found));
        let refused = run(&base, &["add", &texts]);
        assert_eq!(code(&refused), 2);
        assert!(err(&refused).contains("may not be written"), "{}", err(&refused));
        drop(mounted);
    });
}

#[test]
#[cfg(unix)]
fn writes_that_wait_are_read_by_whoever_may_not_write() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    let texts = dir.path().join("texts");
    chronicles(&texts, 0..400);
    // As it lies after a kill: writes wait in the log beside the record.
    let mut acknowledged = 0;
    let mut child = dashiji(&base, &["add", "--batch", "2", &texts.display().to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        acknowledged += usize::from(line.is_ok());
        if acknowledged == 60 {
            child.kill().unwrap();
            break;
        }
    }
    child.wait().unwrap();
    assert!(fs::metadata(base.join("record.db-wal")).unwrap().len() > 0, "writes wait");
    // A copy without the file that readers share, in a folder of somebody else's.
    let away = dir.path().join("away");
    fs::create_dir_all(&away).unwrap();
    for name in ["record.db", "record.db-wal", "derived.db", "derived.db-wal"] {
        if base.join(name).exists() {
            fs::copy(base.join(name), away.join(name)).unwrap();
            fs::set_permissions(away.join(name), fs::Permissions::from_mode(0o444)).unwrap();
        }
    }
    let own = tempfile::tempdir().unwrap();
    for (folder, mode) in [(dir.path(), 0o755), (away.as_path(), 0o555), (own.path(), 0o777)] {
        fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
    }
    let nobody = |arguments: &[&str]| {
        let mut command = dashiji(&away, arguments);
        // Root may write everywhere.
        if fs::metadata("/proc/self").is_ok_and(|told| std::os::unix::fs::MetadataExt::uid(&told) == 0) {
            command.uid(65_534).gid(65_534);
        }
        command.env("TMPDIR", own.path()).output().unwrap()
    };
    let listed = nobody(&["list", "--format", "json"]);
    assert!(
        out(&listed).lines().count() >= acknowledged,
        "{} {}",
        out(&listed).lines().count(),
        err(&listed)
    );
    let verified = nobody(&["verify"]);
    assert_eq!(code(&verified), 0, "{}{}", out(&verified), err(&verified));
    let copy = own.path().join("copy.dashiji").display().to_string();
    assert_eq!(code(&nobody(&["backup", &copy])), 0);
    let again = own.path().join("again").display().to_string();
    assert_eq!(code(&run(&base, &["restore", &copy, &again])), 0);
    assert!(Base::open(Path::new(&again)).unwrap().now().unwrap().documents().len() >= acknowledged);
    fs::set_permissions(&away, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[cfg(unix)]
fn pipes_and_links_out_of_a_folder_are_named_and_left() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    let texts = dir.path().join("texts");
    chronicles(&texts, 0..2);
    fs::write(dir.path().join("secret.txt"), chronicle(9)).unwrap();
    std::os::unix::fs::symlink(dir.path().join("secret.txt"), texts.join("out.txt")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", texts.join("zero.txt")).unwrap();
    assert!(Command::new("mkfifo").arg(texts.join("pipe.txt")).status().unwrap().success());
    for command in ["add", "read", "check"] {
        let done = run(&base, &[command, &texts.display().to_string()]);
        for name in ["out.txt", "zero.txt", "pipe.txt"] {
            assert!(err(&done).contains(name), "{command} {name}: {}", err(&done));
        }
        assert!(!out(&done).contains("第9号"), "{command}");
    }
    assert!(out(&run(&base, &["list"])).contains("2 documents"));
    // What tells of a file may be of any length.
    fs::write(texts.join("00000.txt.toml"), "x".repeat(200_000)).unwrap();
    let told = err(&run(&base, &["read", &texts.join("00000.txt").display().to_string()]));
    assert!(told.contains("00000.txt.toml") && told.len() < 5000, "{} bytes", told.len());
}

#[test]
fn what_cannot_be_decoded_and_what_has_no_entry_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    let (bad, bare) = (dir.path().join("bad.txt"), dir.path().join("bare.txt"));
    let mut bytes = chronicle(1).into_bytes();
    let at = bytes.len() / 2;
    bytes.splice(at..at, [0xff, 0xfe, 0xff]);
    fs::write(&bad, bytes).unwrap();
    fs::write(&bare, "\n\n。。。\n").unwrap();
    let added = run(&base, &["add", bad.to_str().unwrap()]);
    assert!(err(&added).contains("U+FFFD"), "{}", err(&added));
    let added = run(&base, &["add", bare.to_str().unwrap()]);
    assert!(err(&added).contains("no entry"), "{}{}", out(&added), err(&added));
}

#[test]
fn a_damaged_record_is_salvaged_and_what_is_lost_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    chronicles(&dir.path().join("texts"), 0..40);
    assert_eq!(code(&run(&base, &["add", &dir.path().join("texts").display().to_string()])), 0);
    let whole = fs::read(base.join("record.db")).unwrap();
    let mut bytes = whole.clone();
    let end = bytes.len();
    bytes[end - 9000..].fill(0x5a);
    fs::write(base.join("record.db"), &bytes).unwrap();
    let found = run(&base, &["verify"]);
    assert!((out(&found) + &err(&found)).contains("dashiji repair --into"), "{}{}", out(&found), err(&found));
    let again = dir.path().join("again").display().to_string();
    let saved = run(&base, &["repair", "--into", &again]);
    assert_eq!(code(&saved), 1, "{}{}", out(&saved), err(&saved));
    assert!(out(&saved).contains("lost:"), "{}", out(&saved));
    assert_eq!(code(&run(Path::new(&again), &["verify", "--deep"])), 0);
    assert_eq!(fs::read(base.join("record.db")).unwrap(), bytes);
}

#[test]
fn a_record_that_cannot_be_opened_is_looked_through_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    chronicles(&dir.path().join("texts"), 0..3);
    assert_eq!(code(&run(&base, &["add", &dir.path().join("texts").display().to_string()])), 0);
    let mut bytes = fs::read(base.join("record.db")).unwrap();
    bytes[..100].fill(0);
    fs::write(base.join("record.db"), &bytes).unwrap();
    let listed = run(&base, &["list"]);
    assert_eq!(code(&listed), 2);
    assert!(err(&listed).contains("dashiji repair --into"), "{}", err(&listed));
    let found = run(&base, &["verify"]);
    assert_eq!(code(&found), 1, "{}{}", out(&found), err(&found));
    assert!(out(&found).contains("dashiji repair --into"), "{}", out(&found));
    let again = dir.path().join("again").display().to_string();
    let saved = run(&base, &["repair", "--into", &again]);
    assert_eq!(code(&saved), 0, "{}{}", out(&saved), err(&saved));
    assert!(out(&run(Path::new(&again), &["list"])).contains("3 documents"));
}

#[test]
fn twenty_faults_of_a_kind_are_told_and_the_rest_is_counted() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    chronicles(&dir.path().join("texts"), 0..40);
    assert_eq!(code(&run(&base, &["add", &dir.path().join("texts").display().to_string()])), 0);
    // Another character in each document.
    let (was, is) = ("检查防汛".as_bytes(), "检查防讯".as_bytes());
    let mut bytes = fs::read(base.join("record.db")).unwrap();
    let places: Vec<usize> =
        (0..bytes.len() - was.len()).filter(|at| bytes[*at..].starts_with(was)).collect();
    assert!(places.len() >= 40, "{}", places.len());
    for at in places {
        bytes[at..at + is.len()].copy_from_slice(is);
    }
    fs::write(base.join("record.db"), &bytes).unwrap();
    let found = run(&base, &["verify"]);
    assert_eq!(code(&found), 1);
    let told = out(&found).lines().filter(|line| line.contains("not matching their hash")).count();
    assert!((20..=40).contains(&told) && out(&found).contains("more of this kind"), "{}", out(&found));
}

#[test]
#[cfg(unix)]
fn an_interruption_leaves_a_sound_base_and_says_what_is_in() {
    let dir = tempfile::tempdir().unwrap();
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as u64;
    println!("seed {seed}");
    let mut random = seed | 1;
    let mut below = |n: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % n
    };
    let base = init_in(dir.path());
    let mut acknowledged: Vec<(VersionId, PathBuf)> = Vec::new();
    let (mut gentle, mut hard, mut whole) = (0, 0, 0);
    for part in 0..24 {
        let texts = dir.path().join(format!("texts-{part}"));
        chronicles(&texts, part * 40..(part + 1) * 40);
        let mut child = dashiji(&base, &["add", "--batch", "2", &texts.display().to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            BufReader::new(lines).lines().map_while(Result::ok).collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_micros(below(400_000)));
        // Now and then twice: the second one does not wait.
        for _ in 0..=u32::from(part % 6 == 5) {
            let _ =
                Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        }
        let output = child.wait_with_output().unwrap();
        let lines = reader.join().unwrap();
        match output.status.code() {
            Some(130) if err(&output).contains("stopped:") => {
                gentle += 1;
                let told = format!("stopped: {} documents", lines.len());
                assert!(err(&output).contains(&told), "{told}: {}", err(&output));
            }
            Some(0) => whole += 1,
            // Before the program listened, or at the second one.
            Some(130) | None => hard += 1,
            Some(other) => panic!("{other}: {}", err(&output)),
        }
        for line in lines {
            let mut columns = line.split('\t');
            let id: VersionId = columns.next().unwrap().parse().unwrap();
            acknowledged.push((id, PathBuf::from(columns.nth(1).unwrap())));
        }
        let open = Base::open(&base).unwrap();
        let view = open.now().unwrap();
        for (id, path) in &acknowledged {
            assert_eq!(view.bytes(*id).unwrap(), fs::read(path).unwrap(), "{id} {}", path.display());
        }
        let query = dashiji_store::search::Query::parse("防汛").unwrap();
        let found = view.search(&query, &dashiji_store::search::Options::default(), &()).unwrap();
        assert_eq!(found.total, view.len(), "every entry of the texts is found");
    }
    println!("{gentle} stopped gently, {hard} at once, {whole} were through before");
    assert!(gentle > 0 && Base::open(&base).unwrap().verify(&()).unwrap().is_sound());
    // What was left out goes in when it is added again.
    let texts: Vec<String> =
        (0..24).map(|part| dir.path().join(format!("texts-{part}")).display().to_string()).collect();
    let mut again = vec!["add"];
    again.extend(texts.iter().map(String::as_str));
    assert_eq!(code(&run(&base, &again)), 0);
    assert_eq!(Base::open(&base).unwrap().now().unwrap().documents().len(), 24 * 40);
}

#[test]
fn what_other_terms_read_is_read_again_or_told() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    chronicles(&dir.path().join("texts"), 0..3);
    assert_eq!(code(&run(&base, &["add", &dir.path().join("texts").display().to_string()])), 0);
    fs::create_dir_all(base.join("lexicon")).unwrap();
    let terms =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../dashiji-store/tests/fixtures/base-1/lexicon/mine.tsv");
    fs::copy(terms, base.join("lexicon/mine.tsv")).unwrap();
    // Who verifies looks at what is there.
    assert!(out(&run(&base, &["verify"])).contains("3 versions were read by an older program"));
    let lock = fs::File::options().read(true).write(true).open(base.join("lock")).unwrap();
    lock.lock().unwrap();
    let held = run(&base, &["list"]);
    assert!(out(&held).contains("3 documents") && err(&held).contains("dashiji reindex"), "{}", err(&held));
    lock.unlock().unwrap();
    let listed = run(&base, &["list"]);
    assert!(err(&listed).contains("have been read again"), "{}", err(&listed));
    assert_eq!(err(&run(&base, &["list"])), "");
    assert!(!out(&run(&base, &["verify"])).contains("older program"));
}

#[test]
fn the_base_above_is_found_as_git_finds_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let base = init(dir.path());
    let deep = base.join("a/b");
    fs::create_dir_all(&deep).unwrap();
    let listed = dashiji(&base, &["list"]).env_remove("DASHIJI_BASE").current_dir(&deep).output().unwrap();
    assert_eq!(code(&listed), 1, "{}", err(&listed));
    let outside =
        dashiji(&base, &["list"]).env_remove("DASHIJI_BASE").current_dir(dir.path()).output().unwrap();
    assert_eq!(code(&outside), 2);
}

#[test]
fn a_report_is_made_of_a_base_as_it_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("日志.txt");
    let day =
        |n: u32, more: u32, total: u32| format!("6月{n}日20时 当日转移群众{more}人，累计转移{total}人。\n");
    let first = format!(
        "青石县防汛日志（2031年）\n\n6月1日8时 县防指启动防汛Ⅳ级应急响应。\n{}{}",
        day(1, 300, 300),
        day(2, 200, 500)
    );
    fs::write(&log, &first).unwrap();
    let base = folder.path().join("base");
    assert_eq!(code(&run(&base, &["init", base.to_str().unwrap()])), 0);
    assert_eq!(code(&run(&base, &["add", log.to_str().unwrap()])), 0);
    // Named by its folder, by --base, and found.
    let by_name = run(&base, &["report", base.to_str().unwrap(), "--as-of", "2031-06-01T20:00"]);
    assert!(out(&by_name).contains("300人") && !out(&by_name).contains("500人"), "{}", out(&by_name));
    let found = run(&base, &["report", "--since", "2031-06-01T20:00"]);
    assert!(
        out(&found).contains("500人") && out(&found).contains("+200人") && out(&found).contains("Ⅳ级"),
        "{}",
        out(&found)
    );
    assert_eq!(
        out(&found),
        out(&run(&base, &["report", "--base", base.to_str().unwrap(), "--since", "2031-06-01T20:00"]))
    );
    // A second version is what is known now.
    fs::write(&log, format!("{first}{}", day(3, 150, 650))).unwrap();
    assert_eq!(code(&run(&base, &["add", log.to_str().unwrap()])), 0);
    assert!(out(&run(&base, &["report"])).contains("650人"));
    // Of another document nothing is told.
    assert_eq!(code(&run(&base, &["report", "--document", "枯水"])), 1);
}
