//! A newcomer's first hour: what is typed wrongly, asked for in vain, left empty, in both languages.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name).display().to_string()
}

fn run(dir: &Path, lang: &str, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dashiji"))
        .args(words)
        .current_dir(dir)
        .env("LC_ALL", if lang == "zh" { "zh_CN.UTF-8" } else { "C.UTF-8" })
        .env_remove("NO_COLOR")
        .env_remove("DASHIJI_BASE")
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// An empty folder, and a base `office` with the sample month in it.
fn desk() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let base = dir.path().join("office");
    let name = base.to_str().unwrap();
    assert_eq!(code(&run(dir.path(), "en", &["init", "--base", name, "--name", "霍山\"县志办\""])), 0);
    assert_eq!(code(&run(dir.path(), "en", &["add", "--base", name, &sample("county-month.txt")])), 0);
    (dir, base)
}

#[test]
fn help_is_there_under_every_name() {
    let dir = tempfile::tempdir().unwrap();
    for (lang, usage, topic) in [("zh", "用法：dashiji", "检索"), ("en", "Usage: dashiji", "search")] {
        let alone = run(dir.path(), lang, &[]);
        assert_eq!(code(&alone), 2);
        assert!(err(&alone).contains(usage) && err(&alone).contains("backup"), "{}", err(&alone));
        for words in [
            &["help"][..],
            &["help", "read"],
            &["read", "-h"],
            &["read", "--help"],
            &["help", topic],
            &["--help"],
        ] {
            let output = run(dir.path(), lang, words);
            assert_eq!(code(&output), 0, "{words:?} {}", err(&output));
            assert!(out(&output).contains("dashiji"), "{words:?}");
        }
        let (short, long) =
            (run(dir.path(), lang, &["read", "-h"]), run(dir.path(), lang, &["read", "--help"]));
        assert!(!out(&short).contains("--max-size") && out(&long).contains("--max-size"));
        // A command's manual stands behind its help.
        let manual = out(&run(dir.path(), lang, &["help", "search"]));
        assert!(manual.contains(usage) && manual.contains("who:") && manual.lines().count() > 80, "{manual}");
        let none = run(dir.path(), lang, &["help", "serch"]);
        assert_eq!(code(&none), 2);
        assert!(err(&none).contains("search"), "{}", err(&none));
    }
}

#[test]
fn every_manual_is_in_the_program_in_both_languages() {
    let dir = tempfile::tempdir().unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let mut count = 0;
    for file in fs::read_dir(&docs).unwrap() {
        let path = file.unwrap().path();
        let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|end| end == "md")) else {
            continue;
        };
        count += 1;
        for (lang, place) in [("en", path.clone()), ("zh", docs.join("zh").join(name))] {
            let manual = fs::read_to_string(&place).unwrap();
            let heading = manual.lines().next().unwrap().trim_start_matches("# ");
            let topic = path.file_stem().unwrap().to_str().unwrap();
            let told = run(dir.path(), lang, &["help", topic]);
            assert_eq!(code(&told), 0, "{topic}: {}", err(&told));
            assert!(out(&told).contains(heading), "{topic} in {lang}");
            let list = out(&run(dir.path(), lang, &["help"]));
            assert!(list.contains(heading), "{topic} in {lang}: {list}");
        }
    }
    assert!(count > 10);
    for (lang, name) in [("zh", "单页"), ("zh", "大批"), ("en", "room"), ("zh", "阅览室")] {
        assert_eq!(code(&run(dir.path(), lang, &["help", name])), 0, "{name}");
    }
}

/// Prose of the Chinese manuals is Chinese: what has no Chinese character is a command, a table or a picture.
#[test]
fn chinese_manuals_are_in_chinese() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/zh")).unwrap() {
        let path = file.unwrap().path();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let prose = !line.starts_with([' ', '|']) && line.chars().count() > 40;
            assert!(!prose || chinese(line), "{}: {line}", path.display());
        }
    }
}

#[test]
fn every_class_of_the_lexicon_stands_in_both_manuals() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for manual in ["lexicon.md", "zh/lexicon.md"] {
        let manual = fs::read_to_string(docs.join(manual)).unwrap();
        for class in dashiji::lexicon::Class::ALL {
            assert!(manual.contains(&format!("| `{}` |", class.name())), "{}", class.name());
        }
    }
}

#[test]
fn a_file_taken_for_a_command_is_meant_to_be_read() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "x").unwrap();
    for lang in ["zh", "en"] {
        assert!(err(&run(dir.path(), lang, &["a.txt"])).contains("dashiji read a.txt"));
    }
}

#[test]
fn an_ending_that_cannot_be_written_is_refused_with_those_that_can() {
    let dir = tempfile::tempdir().unwrap();
    let month = sample("county-month.txt");
    let cases: [(&[&str], &str); 7] = [
        (&["export", &month, "-o", "book.pdf"], ".docx"),
        (&["export", &month, "-o", "book.html"], ".docx"),
        (&["export", &month, "-o", "book"], ".docx"),
        (&["export", &month, "--format", "docx", "-o", "book.xlsx"], ".docx"),
        (&["report", &month, "-o", "report.txt"], ".docx"),
        (&["ledger", &month, "-o", "ledger.docx"], ".xlsx"),
        (&["check", &month, "-o", "found.pdf"], ".html"),
    ];
    for (words, offered) in cases {
        for lang in ["zh", "en"] {
            let output = run(dir.path(), lang, words);
            assert_eq!(code(&output), 2, "{words:?}");
            assert!(err(&output).contains(offered), "{words:?} {}", err(&output));
        }
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "nothing was written");
    assert_eq!(code(&run(dir.path(), "zh", &["check", &month, "-o", "found.html", "--exit-zero"])), 0);
    assert!(fs::read_to_string(dir.path().join("found.html")).unwrap().contains("<html"));
}

#[test]
fn what_could_not_be_checked_is_never_said_to_be_without_fault() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("empty")).unwrap();
    fs::write(dir.path().join("torn.docx"), b"PK\x03\x04 no more").unwrap();
    fs::write(dir.path().join("text.docx"), "这不是Word文件").unwrap();
    fs::write(dir.path().join("prose.txt"), "没有一条大事。").unwrap();
    let text = err(&run(dir.path(), "zh", &["check", "text.docx"]));
    assert!(text.contains(".txt") && !text.contains("container"), "{text}");
    for name in ["empty", "torn.docx", "text.docx", "prose.txt"] {
        for lang in ["zh", "en"] {
            let output = run(dir.path(), lang, &["check", name]);
            assert_eq!(code(&output), 2, "{name}");
            assert_eq!(out(&output), "", "{name}");
            assert!(err(&output).contains(name), "{name}: {}", err(&output));
        }
    }
}

#[test]
fn both_names_of_lines_of_json_are_taken_everywhere() {
    let (dir, base) = desk();
    let base = base.to_str().unwrap();
    let month = sample("county-month.txt");
    let commands: [&[&str]; 8] = [
        &["read", &month],
        &["who", &month],
        &["check", &month, "--exit-zero"],
        &["list", "--base", base],
        &["show", "d1.e1", "--base", base],
        &["log", "--base", base],
        &["search", "抗旱", "--base", base],
        &["explain", &month, "--entry", "1"],
    ];
    for command in commands {
        let told = |format| {
            let output = run(dir.path(), "en", &[command, &["--format", format]].concat());
            assert_eq!(code(&output), 0, "{command:?} {}", err(&output));
            out(&output)
        };
        assert_eq!(told("json"), told("jsonl"), "{command:?}");
        assert!(told("json").starts_with('{'), "{command:?}");
    }
    // What has no table refuses one.
    for command in [&["show", "d1"][..], &["diff", "d1"], &["log"], &["rule", "list"], &["verify"]] {
        let output = run(dir.path(), "en", &[command, &["--base", base, "--format", "csv"]].concat());
        assert_eq!(code(&output), 2, "{command:?}");
        assert!(err(&output).contains("pretty, json"), "{}", err(&output));
    }
}

#[test]
fn a_ruling_is_made_and_told_in_either_language() {
    let (dir, base) = desk();
    let base = base.to_str().unwrap();
    let rule = |lang, words: &[&str]| run(dir.path(), lang, &[&["rule"], words, &["--base", base]].concat());
    let chinese = rule("zh", &["更正", "d1.e3", "人物:闻人静", "职务=副县长", "--reason", "原件如此"]);
    assert_eq!(code(&chinese), 0, "{}", err(&chinese));
    let of_type = rule("zh", &["correct", "d1.e3", "类型", "类型=会议", "--reason", "主要是开会"]);
    assert_eq!(code(&of_type), 0, "{}", err(&of_type));
    let show = out(&run(dir.path(), "en", &["show", "d1.e3", "--base", base, "--format", "json"]));
    assert!(show.contains("副县长") && show.contains("\"type\":\"meeting\""), "{show}");
    let (zh, en) = (out(&rule("zh", &["list"])), out(&rule("en", &["list"])));
    assert!(zh.contains("职务改为“副县长”") && zh.contains("类型改为“会议”") && !zh.contains('{'), "{zh}");
    assert!(
        en.contains("title is “副县长”") && en.contains("type is “meeting”") && !en.contains('{'),
        "{en}"
    );
    let log = out(&run(dir.path(), "zh", &["log", "--base", base]));
    assert!(log.contains("收入 d1.v1") && log.contains("原件如此"), "{log}");
    for (lang, words, offered) in [
        ("zh", &["correct", "d1.e3", "类型", "类型=开会", "--reason", "x"][..], "会议"),
        ("en", &["correct", "d1.e3", "type", "type=meting", "--reason", "x"], "meeting"),
        ("zh", &["correct", "d1.e3", "人物:闻人静", "官=县长", "--reason", "x"], "职务"),
        ("en", &["correct", "d1.e3", "who:闻人静", "post=县长", "--reason", "x"], "title"),
        ("zh", &["merge"], "dashiji rule merge"),
        ("en", &["name", "a"], "dashiji rule name"),
    ] {
        let output = rule(lang, words);
        assert_eq!(code(&output), 2, "{words:?}");
        assert!(err(&output).contains(offered), "{words:?} {}", err(&output));
    }
}

#[test]
fn what_is_entered_becomes_an_entry_of_its_day_or_is_told() {
    let (dir, base) = desk();
    let (path, base) = (dir.path(), base.to_str().unwrap());
    fs::write(path.join("new.txt"), "县长赵立本到甲渠镇调研。\n").unwrap();
    let entered = run(path, "zh", &["enter", "new.txt", "--happened", "2026-11-04", "--base", base]);
    assert!(out(&entered).contains("2026年11月4日，县长赵立本"), "{} {}", out(&entered), err(&entered));
    let found = run(path, "zh", &["search", "赵立本 时间:2026-11-04", "--base", base]);
    assert_eq!(code(&found), 0, "{}", err(&found));
    // A text that tells its day is kept as it is.
    fs::write(path.join("dated.txt"), "2026年11月3日，县长赵立本到乙渠镇调研。\n").unwrap();
    let entered = run(path, "zh", &["enter", "dated.txt", "--happened", "2026-11-03", "--base", base]);
    assert!(out(&entered).contains("\t2026年11月3日，县长赵立本"), "{}", out(&entered));
    for (lang, words) in [("zh", "没有读出条目"), ("en", "no entry was found")] {
        let none = run(path, lang, &["enter", "new.txt", "--base", base]);
        assert_eq!(code(&none), 1);
        assert!(err(&none).contains(words) && err(&none).contains("--happened"), "{}", err(&none));
        let wrong = run(path, lang, &["enter", "new.txt", "--happened", "昨天", "--base", base]);
        assert_eq!(code(&wrong), 2);
        assert!(err(&wrong).contains("--happened 2026-11-24"), "{}", err(&wrong));
    }
    fs::write(path.join("nothing.txt"), "").unwrap();
    let empty = run(path, "zh", &["enter", "nothing.txt", "--base", base]);
    assert!(err(&empty).contains("nothing.txt：空文件"), "{}", err(&empty));
}

#[test]
fn a_time_that_is_none_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let log = sample("flood-log.txt");
    let cases: [(&[&str], &str); 3] = [
        (&["report", &log, "--as-of", "昨天"], "--as-of 2024-07-12T18:00"),
        (&["report", &log, "--since", "2024-07-32"], "--since 2024-07-12T18:00"),
        (&["ledger", &log, "--during", "昨天"], "--during 2020-02"),
    ];
    for (words, example) in cases {
        for lang in ["zh", "en"] {
            let output = run(dir.path(), lang, words);
            assert_eq!(code(&output), 2, "{words:?} {}", out(&output));
            assert!(err(&output).contains(example), "{words:?} {}", err(&output));
        }
    }
    assert_eq!(code(&run(dir.path(), "zh", &["ledger", &log, "--during", "2024-07-02/2024-07-05"])), 0);
}

#[test]
fn what_there_is_not_is_told_and_nothing_is_opened_or_ruled() {
    let (dir, base) = desk();
    let (path, base) = (dir.path(), base.to_str().unwrap());
    let month = sample("county-month.txt");
    fs::write(path.join("empty.txt"), "").unwrap();
    let before = out(&run(path, "zh", &["log", "--base", base]));
    for lang in ["zh", "en"] {
        // A room of files none of which can be read would have nothing to show.
        for name in ["nothing.txt", "empty.txt"] {
            let room = run(path, lang, &["serve", name, "--port", "0"]);
            assert_eq!(code(&room), 2, "{name}");
            assert!(out(&room).is_empty() && err(&room).contains(name), "{}", err(&room));
        }
        let explained = run(path, lang, &["explain", &month, "--entry", "99"]);
        assert_eq!(code(&explained), 2);
        assert!(err(&explained).contains("--entry 41"), "{}", err(&explained));
        for words in
            [&["merge", "闻人静"][..], &["separate", "闻人静"], &["correct", "d1.e3", "人物:闻人静", "职务"]]
        {
            let ruled = run(path, lang, &[&["rule"], words, &["--reason", "x", "--base", base]].concat());
            assert_eq!(code(&ruled), 2, "{words:?} {}", out(&ruled));
            assert!(err(&ruled).contains(&format!("dashiji rule {}", words[0])), "{}", err(&ruled));
        }
    }
    assert_eq!(out(&run(path, "zh", &["log", "--base", base])), before);
}

#[test]
fn why_a_name_was_read_so_is_told_in_the_readers_language() {
    let dir = tempfile::tempdir().unwrap();
    let month = sample("county-month.txt");
    let told = |lang| out(&run(dir.path(), lang, &["explain", &month, "--entry", "3"]));
    let grounds = |told: String| -> Vec<String> {
        told.lines().filter(|line| line.trim_start().starts_with(['+', '-'])).map(str::to_owned).collect()
    };
    let (zh, en) = (grounds(told("zh")), grounds(told("en")));
    assert!(zh.len() > 5 && zh.len() == en.len());
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for (zh, en) in zh.iter().zip(&en) {
        let words = |line: &str| line.split("  ").last().unwrap().to_owned();
        assert!(chinese(&words(zh)) && words(zh) != words(en), "{zh} {en}");
    }
}

#[test]
fn a_base_that_is_not_there_is_told_by_its_place() {
    let dir = tempfile::tempdir().unwrap();
    for (lang, above) in [("zh", "上级"), ("en", "above")] {
        let named = err(&run(dir.path(), lang, &["list", "--base", "nowhere"]));
        assert!(named.contains("nowhere") && !named.contains(above) && named.contains("init"), "{named}");
        let here = err(&run(dir.path(), lang, &["list"]));
        assert!(here.contains(above), "{here}");
        let backup = run(dir.path(), lang, &["restore", "nothing.bak", "new"]);
        assert_eq!(code(&backup), 2);
        assert!(err(&backup).contains("nothing.bak") && !err(&backup).contains("entity"), "{}", err(&backup));
        assert!(!dir.path().join("new").exists());
    }
    let (dir, base) = desk();
    let one = err(&run(dir.path(), "zh", &["diff", "d1", "--base", base.to_str().unwrap()]));
    assert!(one.contains("只有一个版本") && one.contains("dashiji add") && !one.contains("rule"), "{one}");
}

#[test]
fn what_cannot_be_written_there_is_told_before_anything_is_made() {
    let (dir, base) = desk();
    let (path, base) = (dir.path(), base.to_str().unwrap());
    fs::write(path.join("taken"), "x").unwrap();
    for (lang, words) in [("zh", "已有这个文件"), ("en", "such a file already")] {
        let init = run(path, lang, &["init", "taken"]);
        assert_eq!(code(&init), 2);
        assert!(err(&init).contains(words) && !err(&init).contains("os error"), "{}", err(&init));
        let backup = run(path, lang, &["backup", "no-such-folder/a.bak", "--base", base]);
        assert_eq!(code(&backup), 2);
        let told = err(&backup);
        assert!(
            told.contains("no-such-folder") && !told.contains("making") && !told.contains("os error"),
            "{told}"
        );
        // A text is no Word file that could be given back.
        let word = run(path, lang, &["check", &sample("county-month.txt"), "-o", "proof.docx"]);
        assert_eq!(code(&word), 2);
        assert!(err(&word).contains("-o OUT.xlsx") && !err(&word).contains("--format"), "{}", err(&word));
    }
    assert!(!path.join("proof.docx").exists());
}

#[test]
fn words_that_do_as_well_are_offered_in_the_readers_language() {
    let dir = tempfile::tempdir().unwrap();
    let month = sample("county-month.txt");
    let told = |lang, words: &[&str]| err(&run(dir.path(), lang, words));
    let level = told("zh", &["check", &month, "--severity", "大"]);
    assert!(level.contains("error（错误）"), "{level}");
    assert!(told("zh", &["rule", "改正"]).contains("correct（更正）"));
    assert!(!told("en", &["check", &month, "--severity", "big"]).contains('（'));
    assert_eq!(code(&run(dir.path(), "zh", &["check", &month, "--severity", "错误", "--exit-zero"])), 0);
    // Nothing is offered that this program always refuses.
    let endings = told("zh", &["export", &month, "-o", "book.pdf"]);
    assert_eq!(endings.contains(".parquet"), cfg!(feature = "columns"), "{endings}");
}

#[test]
fn arguments_are_told_in_the_order_in_which_they_are_typed() {
    let dir = tempfile::tempdir().unwrap();
    for (command, first, second) in [("restore", "<文件>", "[文件夹]"), ("eval", "<标准>", "<文件>")]
    {
        for flag in ["-h", "--help"] {
            let help = out(&run(dir.path(), "zh", &[command, flag]));
            let at = |name: &str| help.find(&format!("\n  {name}")).unwrap();
            assert!(at(first) < at(second), "{help}");
        }
    }
}

#[test]
fn a_heading_in_chinese_has_chinese_marks() {
    let dir = tempfile::tempdir().unwrap();
    let month = sample("county-month.txt");
    let heading = |lang| out(&run(dir.path(), lang, &["read", &month])).lines().next().unwrap().to_owned();
    assert!(heading("zh").starts_with("大事月记 2022年8月，县地方志编纂室，2022-10-08"), "{}", heading("zh"));
    assert!(heading("en").starts_with("大事月记 2022年8月, 县地方志编纂室, 2022-10-08"), "{}", heading("en"));
}

#[test]
fn quiet_keeps_faults_and_leaves_notes_out() {
    let (dir, base) = desk();
    let base = base.to_str().unwrap();
    let add = |more: &[&str]| {
        run(dir.path(), "en", &[&["add", "--base", base, &sample("county-year.txt")], more].concat())
    };
    assert_eq!(err(&add(&["-q"])), "");
    assert!(!err(&add(&[])).is_empty());
    let missing = run(dir.path(), "en", &["read", "-q", "nothing.txt"]);
    assert!(err(&missing).contains("nothing.txt"));
}

#[test]
fn colours_are_as_asked_and_words_stay_whole() {
    let dir = tempfile::tempdir().unwrap();
    let month = sample("county-month.txt");
    let plain = run(dir.path(), "zh", &["read", &month]);
    let coloured = out(&run(dir.path(), "zh", &["read", "--color", "always", &month]));
    assert!(coloured.contains("\u{1b}[") && coloured.contains("县委常委会召开会议专题研究抗旱保供水工作"));
    assert_eq!(out(&run(dir.path(), "zh", &["read", "--color", "never", &month])), out(&plain));
    assert!(coloured.len() < 2 * plain.stdout.len(), "{} of {}", coloured.len(), plain.stdout.len());
}

#[test]
fn a_backup_is_never_written_over_a_file() {
    let (dir, base) = desk();
    let base = base.to_str().unwrap();
    fs::write(dir.path().join("there.bak"), "x").unwrap();
    for (lang, words) in [("zh", "已有这个文件"), ("en", "such a file already")] {
        let output = run(dir.path(), lang, &["backup", "there.bak", "--base", base]);
        assert_eq!(code(&output), 2);
        assert!(err(&output).contains(words) && !err(&output).contains("verify"), "{}", err(&output));
    }
    assert_eq!(fs::read_to_string(dir.path().join("there.bak")).unwrap(), "x");
    let again = dir.path().join("again");
    let again = again.to_str().unwrap();
    assert_eq!(code(&run(dir.path(), "zh", &["backup", "new.bak", "--base", base])), 0);
    assert_eq!(code(&run(dir.path(), "zh", &["restore", "new.bak", "--base", again])), 0);
    assert_eq!(code(&run(dir.path(), "zh", &["list", "--base", again])), 0);
}

#[test]
fn the_name_of_a_base_is_kept_with_it() {
    let (_dir, base) = desk();
    let settings = fs::read_to_string(base.join("dashiji.toml")).unwrap();
    let settings: toml::Table = settings.parse().unwrap();
    assert_eq!(settings["name"].as_str(), Some("霍山\"县志办\""));
}

#[test]
fn what_is_asked_of_ledgers_is_asked_of_a_base_too() {
    let (dir, base) = desk();
    let base = base.to_str().unwrap();
    let month = sample("county-month.txt");
    for more in [&["--open"][..], &["--during", "1900"], &["--place", "霍山县"]] {
        let told = |of: &[&str]| {
            let output = run(dir.path(), "en", &[&["ledger", "--format", "json"], of, more].concat());
            out(&output).matches("\"holds\":").count()
        };
        assert_eq!(told(&["--base", base]), told(&[&month]), "{more:?}");
    }
    let table = run(dir.path(), "en", &["ledger", "--base", base, "-o", "ledger.xlsx"]);
    assert_eq!(code(&table), 0, "{}", err(&table));
    assert!(dir.path().join("ledger.xlsx").exists());
}

#[test]
fn a_region_that_is_none_is_told_whatever_is_asked() {
    let dir = tempfile::tempdir().unwrap();
    for command in ["read", "who", "check"] {
        let output = run(dir.path(), "zh", &[command, &sample("county-month.txt"), "--region", "999999"]);
        assert!(err(&output).contains("999999"), "{command}: {}", err(&output));
    }
}

#[test]
fn a_rule_that_there_is_not_is_told_in_a_line() {
    let dir = tempfile::tempdir().unwrap();
    for lang in ["zh", "en"] {
        let output = run(dir.path(), lang, &["check", "--select", "Z99", &sample("county-month.txt")]);
        assert_eq!(code(&output), 2);
        assert!(err(&output).lines().all(|line| line.chars().count() < 80), "{}", err(&output));
    }
}

#[test]
fn shells_and_man_get_their_pages() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("man");
    assert_eq!(code(&run(dir.path(), "en", &["man", "-o", path.to_str().unwrap()])), 0);
    let page = fs::read_to_string(path.join("dashiji-read.1")).unwrap();
    assert!(
        page.starts_with(".TH DASHIJI") && page.contains("\\-\\-format") && page.contains("2020\\-02.txt"),
        "{page}"
    );
    for shell in ["bash", "zsh", "fish"] {
        let script = out(&run(dir.path(), "zh", &["completions", shell]));
        assert!(script.contains("pretty") && script.contains("search"), "{shell}");
        let checked =
            Command::new(shell).arg("-n").arg("/dev/stdin").stdin(std::process::Stdio::piped()).spawn();
        if let Ok(mut child) = checked {
            std::io::Write::write_all(&mut child.stdin.take().unwrap(), script.as_bytes()).unwrap();
            assert!(child.wait().unwrap().success(), "{shell}");
        }
    }
}

#[test]
fn our_own_messages_keep_our_own_rules_of_marks() {
    // Half-width marks beside Chinese characters, but inside what is typed: --map 日期=A,内容=C.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for name in
        ["dashiji-cli/messages/zh.ftl", "dashiji-cli/messages/help.zh.ftl", "dashiji-publish/messages/zh.ftl"]
    {
        for line in fs::read_to_string(root.join(name)).unwrap().lines().filter(|line| !line.starts_with('#'))
        {
            let words: Vec<char> = line.replace("日期=A,内容=C", "").chars().collect();
            for pair in words.windows(2) {
                let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                let half = |c: char| ",;!?()".contains(c);
                let wrong = chinese(pair[0]) && half(pair[1]) || half(pair[0]) && chinese(pair[1]);
                assert!(!wrong, "{name}: {line}");
            }
        }
    }
}
