//! The binary as a user meets it: formats, exit codes, bad input, and the same bytes on any number of threads.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SAMPLES: [&str; 2] = ["county-month.txt", "county-year.txt"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sample(name: &str) -> String {
    root().join("samples").join(name).display().to_string()
}

fn dashiji(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dashiji"));
    command.args(arguments).env("LC_ALL", "C.UTF-8").env_remove("NO_COLOR");
    command
}

fn run(arguments: &[&str]) -> Output {
    dashiji(arguments).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn records(arguments: &[&str]) -> Vec<Value> {
    let output = run(&[&["read", "--format", "jsonl"], arguments].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
    out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every object with `text`, `start` and `end` under a value.
fn quotes<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            if ["text", "start", "end"].iter().all(|key| object.contains_key(*key)) {
                found.push(value);
            }
            object.values().for_each(|value| quotes(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| quotes(value, found)),
        _ => {}
    }
}

#[test]
fn every_quoted_text_is_the_slice_it_says() {
    for name in SAMPLES {
        let text = run(&["read", "--format", "text", &sample(name)]);
        let text: Vec<char> = out(&text).chars().collect();
        let records = records(&[&sample(name)]);
        assert!(records.len() > 30, "{name}: {} entries", records.len());
        let mut count = 0;
        for record in &records {
            let mut found = Vec::new();
            quotes(record, &mut found);
            count += found.len();
            for quote in found {
                let at = |key: &str| usize::try_from(quote[key].as_u64().unwrap()).unwrap();
                let slice: String = text[at("start")..at("end")].iter().collect();
                assert_eq!(quote["text"], slice, "{name}: {quote}");
            }
            let span = &record["span"];
            assert!(span["start"].as_u64() < span["end"].as_u64());
        }
        assert!(count >= records.len(), "{name}: {count} quotes");
    }
}

#[test]
fn text_is_the_file_byte_for_byte() {
    for name in SAMPLES {
        let output = run(&["read", "--format", "text", &sample(name)]);
        assert_eq!(output.stdout, fs::read(sample(name)).unwrap());
        assert_eq!(code(&output), 0);
    }
    let two = run(&["read", "--format", "text", &sample(SAMPLES[0]), &sample(SAMPLES[1])]);
    assert_eq!((code(&two), two.stdout.len()), (2, 0));
    assert!(err(&two).contains("one file"), "{}", err(&two));
}

#[test]
fn a_page_tells_the_document_the_entries_and_a_summary() {
    let page = run(&["read", &sample(SAMPLES[0])]);
    assert_eq!(code(&page), 0);
    let page = out(&page);
    for words in ["大事月记 2022年8月", "2022-08-01", "县委常委会召开会议专题研究抗旱保供水工作", "In all"]
    {
        assert!(page.contains(words), "{words} in\n{page}");
    }
    assert!(!page.contains('\u{1b}'), "no colours but on a terminal");
    let chinese = run(&["read", "--lang", "zh", &sample(SAMPLES[0])]);
    assert!(out(&chinese).contains("合计"));
    assert!(err(&chinese).is_empty());
}

#[test]
fn the_language_is_the_locale_s_unless_told() {
    let page = |locale: &str, more: &[&str]| {
        let arguments = [&["read", "nothing-here.txt"], more].concat();
        let output = dashiji(&arguments).env("LC_ALL", locale).output().unwrap();
        err(&output).to_owned()
    };
    assert!(page("zh_CN.UTF-8", &[]).contains("没有这个文件"));
    assert!(page("en_US.UTF-8", &[]).contains("no such file"));
    assert!(page("zh_CN.UTF-8", &["--lang", "en"]).contains("no such file"));
    let output = dashiji(&["read", "nothing-here.txt"])
        .env("LC_ALL", "")
        .env("LC_MESSAGES", "")
        .env("LANG", "zh_TW")
        .output()
        .unwrap();
    assert!(err(&output).contains("没有这个文件"));
}

#[test]
fn a_table_has_one_row_a_person_event_and_part() {
    let plain = run(&["read", "--format", "csv", &sample(SAMPLES[0])]);
    assert_eq!(code(&plain), 0);
    let mut table = csv::Reader::from_reader(plain.stdout.as_slice());
    let headings: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(headings[..4], ["date", "date_to", "type", "person"]);
    for row in table.records() {
        let row = row.unwrap();
        assert_eq!(row.len(), headings.len());
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '@', '\t']), "{cell}");
        }
    }
    let chinese = run(&["read", "--format", "csv", "--lang", "zh", &sample(SAMPLES[0])]);
    // For a person: a spreadsheet opens it as what it is.
    assert!(out(&chinese).starts_with("\u{feff}日期,止日,类别,人物,职务,"));
    assert!(!out(&plain).starts_with('\u{feff}'));
    let locale = dashiji(&["read", "--format", "csv", &sample(SAMPLES[0])])
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap();
    assert_eq!(locale.stdout, plain.stdout, "the locale alone does not change a table");
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("scan.pdf");
    fs::write(&binary, b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj").unwrap();
    let empty = folder.path().join("empty.txt");
    fs::write(&empty, "").unwrap();
    let names = ["missing.txt", binary.to_str().unwrap(), empty.to_str().unwrap(), &sample(SAMPLES[0])];
    let output = run(&[&["read", "--format", "jsonl", "--lang", "zh"], names.as_slice()].concat());
    assert_eq!(code(&output), 2);
    assert!(out(&output).lines().count() > 30);
    assert!(out(&output).lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    for words in ["missing.txt：没有这个文件", "scan.pdf：这是 PDF", "empty.txt：空文件"] {
        assert!(err(&output).contains(words), "{words} in\n{}", err(&output));
    }
}

#[test]
fn a_text_without_entries_is_one_line_and_exit_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let prose = folder.path().join("prose.txt");
    fs::write(&prose, "大事记\n").unwrap();
    let output = run(&["read", "--format", "jsonl", prose.to_str().unwrap()]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let line: Value = serde_json::from_str(out(&output).trim_end()).unwrap();
    assert_eq!(line["document"]["path"], prose.to_str().unwrap());
    assert_eq!(line.as_object().unwrap().len(), 1);
}

#[test]
fn wrong_arguments_are_told_with_what_to_do() {
    let cases: [(&[&str], &str); 8] = [
        (&["read", "--formt", "x", "a"], "没有 --formt 这个选项"),
        (&["read", "--format", "§", "a"], "可用：pretty"),
        (&["read"], "还缺"),
        (&["raed"], "没有“raed”这个命令"),
        (&[], "用法：dashiji <命令>"),
        (&["read", "a", "--period", "2020-13"], "--period 2020-13：不是年、月或起止"),
        (&["read", "a", "--max-size", "big"], "不是大小"),
        (&["eval", "a", "b", "--only", "nonsense"], "没有这个项目"),
    ];
    for (arguments, words) in cases {
        let output = run(&[arguments, &["--lang", "zh"]].concat());
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains(words), "{arguments:?}: {}", err(&output));
        assert!(output.stdout.is_empty());
    }
    let english = run(&["read", "--formt", "x", "a"]);
    assert_eq!(code(&english), 2);
    assert!(err(&english).contains("--formt"));
}

#[test]
fn help_speaks_both_languages() {
    for (lang, words) in [("zh", "用法：dashiji read"), ("en", "Usage: dashiji read")] {
        let output = run(&["read", "--help", "--lang", lang]);
        assert_eq!(code(&output), 0);
        assert!(out(&output).contains(words), "{}", out(&output));
        assert!(out(&output).contains("--max-size"));
    }
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let month = fs::read(sample(SAMPLES[0])).unwrap();
    for name in ["b.txt", "a.md", "2019/c.TXT", "notes.pdf", "~$b.docx", ".hidden.txt", "a.md.toml"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, if name.ends_with("toml") { b"" } else { month.as_slice() }).unwrap();
    }
    let mut paths: Vec<String> = records(&[folder.path().to_str().unwrap()])
        .iter()
        .map(|record| record["document"]["path"].as_str().unwrap().to_owned())
        .collect();
    paths.dedup();
    let names: Vec<_> = paths
        .iter()
        .map(|path| Path::new(path).strip_prefix(folder.path()).unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["2019/c.TXT", "a.md", "b.txt"]);

    let empty = tempfile::tempdir().unwrap();
    let output = run(&["read", empty.path().to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("holds no .txt"), "{}", err(&output));
}

#[test]
fn standard_input_is_read_as_a_file_named_dash() {
    let mut child = dashiji(&["read", "-", "--format", "jsonl", "--period", "2022-08"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = "  全县春耕现场会召开 8月3日,县委、县政府召开全县春耕现场会。县长李某主持。\n";
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 0);
    let record: Value = serde_json::from_str(out(&output).trim_end()).unwrap();
    assert_eq!(record["document"]["path"], "-");
    assert_eq!(record["date"]["from"], "2022-08-03");
}

#[test]
fn a_pipe_that_closes_ends_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let year = fs::read(sample(SAMPLES[1])).unwrap();
    let many = year.repeat(40);
    fs::write(folder.path().join("a.txt"), &many).unwrap();
    fs::write(folder.path().join("b.txt"), &many).unwrap();
    for format in ["jsonl", "csv", "pretty"] {
        let mut child = dashiji(&["read", "--format", format, folder.path().to_str().unwrap()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 64];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{format}: {}", err(&output));
        assert!(output.stderr.is_empty(), "{format}: {}", err(&output));
    }
}

#[test]
fn threads_do_not_change_a_byte() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..12 {
        let text = fs::read_to_string(sample(SAMPLES[number % 2])).unwrap();
        let kept: String = text.lines().take(20 + 5 * number).flat_map(|line| [line, "\n"]).collect();
        fs::write(folder.path().join(format!("{number:02}.txt")), kept).unwrap();
    }
    fs::write(folder.path().join("05b.txt"), b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0").unwrap();
    for format in ["jsonl", "csv", "pretty"] {
        let [one, four] = ["1", "4"].map(|threads| {
            run(&["read", folder.path().to_str().unwrap(), "--format", format, "--threads", threads])
        });
        assert_eq!(code(&one), 2);
        assert!(!one.stdout.is_empty());
        assert_eq!((one.stdout, one.stderr), (four.stdout, four.stderr), "{format}");
    }
}

#[test]
fn a_file_in_another_encoding_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for name in SAMPLES {
        let text = fs::read_to_string(sample(name)).unwrap();
        let (bytes, _, unmappable) = encoding_rs::GB18030.encode(&text);
        assert!(!unmappable);
        let copy = folder.path().join(name);
        fs::write(&copy, &bytes).unwrap();
        let without = |mut records: Vec<Value>| {
            for record in &mut records {
                let document = record["document"].as_object_mut().unwrap();
                for key in ["path", "sha256", "encoding"] {
                    document.remove(key).unwrap();
                }
            }
            records
        };
        let (ours, theirs) = (records(&[copy.to_str().unwrap()]), records(&[&sample(name)]));
        assert_ne!(ours[0]["document"]["sha256"], theirs[0]["document"]["sha256"]);
        assert_eq!(without(ours), without(theirs), "{name}");
    }
}

#[test]
fn what_stands_beside_a_file_is_told_of_it_and_a_flag_wins() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let name = file.to_str().unwrap();
    fs::write(&file, "春耕现场会召开 3月5日,县委召开春耕现场会。\n").unwrap();
    let beside = folder.path().join("a.txt.toml");
    fs::write(&beside, "period = \"1998\"\nurl = \"https://example.org/1\"\nsource = \"县志办\"\naccessed = \"2026-11-24\"\n")
        .unwrap();
    let told = &records(&[name])[0];
    assert_eq!(told["date"]["from"], "1998-03-05");
    assert_eq!(told["document"]["source"], "县志办");
    assert_eq!(told["document"]["url"], "https://example.org/1");
    assert_eq!(told["document"]["accessed"], "2026-11-24");
    let told = &records(&[name, "--period", "2005", "--url", "https://example.org/2"])[0];
    assert_eq!(told["date"]["from"], "2005-03-05");
    assert_eq!(told["document"]["url"], "https://example.org/2");
    for wrong in ["perod = \"1998\"", "period = 1998", "period = \"98\"", "not toml"] {
        fs::write(&beside, wrong).unwrap();
        let output = run(&["read", name]);
        assert_eq!(code(&output), 2, "{wrong}");
        assert!(err(&output).contains("a.txt.toml"), "{wrong}: {}", err(&output));
    }
}

#[test]
fn a_roster_adds_offices_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let roster = folder.path().join("roster.tsv");
    fs::write(&roster, "姓名\t职务\t起\t止\n骆怀谷\t县委副书记\t2021-06\t2023-05\n段守拙\t县长\t2030\t\n")
        .unwrap();
    let first = &records(&[&sample(SAMPLES[0]), "--roster", roster.to_str().unwrap()])[0];
    let person = |name: &str| {
        first["people"].as_array().unwrap().iter().find(|person| person["name"] == name).unwrap()
    };
    let title = &person("骆怀谷")["titles"][0];
    assert_eq!((&title["text"], &title["basis"]), (&Value::from("县委副书记"), &Value::from("roster")));
    assert!(person("段守拙").get("titles").is_none(), "not in office yet");
    fs::write(&roster, "骆怀谷\t县委副书记\t去年\n").unwrap();
    let output = run(&["read", &sample(SAMPLES[0]), "--roster", roster.to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("line 1"), "{}", err(&output));
}

#[test]
fn a_region_that_is_none_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    fs::write(&file, "防汛会议召开 3月5日,县委召开防汛会议。\n").unwrap();
    let output = run(&["read", file.to_str().unwrap(), "--region", "乌有县"]);
    assert_eq!(code(&output), 0);
    assert!(err(&output).contains("乌有县"), "{}", err(&output));
    let output = run(&["read", file.to_str().unwrap(), "--region", "河南省"]);
    assert!(err(&output).is_empty(), "{}", err(&output));
}

#[test]
fn a_line_without_end_is_read_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("line.txt");
    let text = fs::read_to_string(sample(SAMPLES[0])).unwrap().replace(['\n', '\r'], "");
    fs::write(&file, text.repeat(40)).unwrap();
    let began = std::time::Instant::now();
    let records = records(&[file.to_str().unwrap()]);
    let taken = began.elapsed();
    let text = run(&["read", "--format", "text", file.to_str().unwrap()]);
    let length = out(&text).chars().count() as u64;
    assert!(records.last().unwrap()["span"]["end"].as_u64().unwrap() > length - 200, "all of it is read");
    // Half a megabyte; quadratic time is minutes of it in a build without optimization.
    assert!(taken.as_secs() < 60, "{taken:?}");
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let output = run(&["read", &sample(SAMPLES[0]), "--max-size", "10kB"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("--max-size"), "{}", err(&output));
    let mut child = dashiji(&["read", "-", "--max-size", "1kB"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The reader may hang up before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(&vec![b'a'; 100_000]);
    assert_eq!(code(&child.wait_with_output().unwrap()), 2);
}

#[test]
fn terms_of_one_s_own_are_loaded_and_wrong_lines_told() {
    let folder = tempfile::tempdir().unwrap();
    let terms = folder.path().join("terms.tsv");
    fs::write(&terms, "# ours\n抗旱送水服务队\tbody-suffix\n").unwrap();
    let with =
        ["read", &sample(SAMPLES[0]), "--format", "jsonl", "--lexicon", folder.path().to_str().unwrap()];
    assert_eq!(code(&run(&with)), 0);
    fs::write(&terms, "抗旱送水服务队\tno-such-class\n").unwrap();
    let output = run(&with);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("terms.tsv:1"), "{}", err(&output));
}

#[test]
fn the_documentation_names_every_class_and_its_example_loads() {
    let page = fs::read_to_string(root().join("docs/lexicon.md")).unwrap();
    for class in dashiji::lexicon::Class::ALL {
        assert!(page.contains(&format!("| `{}` |", class.name())), "{}", class.name());
    }
    let folder = tempfile::tempdir().unwrap();
    let example: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("    ") && line.contains('\t'))
        .map(str::trim_start)
        .collect();
    assert!(example.len() > 2);
    fs::write(folder.path().join("ours.tsv"), example.join("\n")).unwrap();
    let output = run(&["read", &sample(SAMPLES[0]), "--lexicon", folder.path().to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
}

#[cfg(unix)]
#[test]
#[ignore = "needs an account that may not read everything"]
fn as_any_user_a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("locked.txt");
    fs::write(&file, "3月5日,甲。").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let output = run(&["read", file.to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("may not be read"), "{}", err(&output));
}

#[test]
fn a_reading_scores_one_against_itself() {
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("gold.jsonl");
    let lines: Vec<String> = records(&[&sample(SAMPLES[0])])
        .iter()
        .map(|record| {
            let span = &record["span"];
            format!(
                "{{\"id\":{},\"start\":{},\"end\":{},\"span_only\":true}}",
                record["number"], span["start"], span["end"]
            )
        })
        .collect();
    fs::write(&gold, lines.join("\n")).unwrap();
    let output = run(&["eval", gold.to_str().unwrap(), &sample(SAMPLES[0]), "--text"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("entry extent     1.000  1.000  1.000"), "{}", out(&output));
    assert!(out(&output).contains("0 spans are not the slice they say"));
    fs::write(&gold, "{\"id\":1\n").unwrap();
    let output = run(&["eval", gold.to_str().unwrap(), &sample(SAMPLES[0])]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("gold.jsonl"), "{}", err(&output));
}

/// The tables of `dashiji eval` and of the scorer that the project's figures are measured with are the same to the digit.
#[test]
#[ignore = "needs ../shared/eval, its month and python3 beside the project"]
fn outside_scores_are_the_reference_scorer_s() {
    let shared = root().join("../shared");
    let scorer = shared.join("eval/score.py");
    let gold = shared.join("gold/henan-2020-02.even.jsonl");
    let text = shared.join("seed/henan-2020-02.txt");
    let folder = tempfile::tempdir().unwrap();
    let predicted = folder.path().join("predicted.jsonl");
    let reading = run(&["read", text.to_str().unwrap(), "--format", "jsonl"]);
    fs::write(&predicted, &reading.stdout).unwrap();
    let reference = Command::new("python3").arg(&scorer).args([&gold, &predicted]).output().unwrap();
    assert!(reference.status.success(), "{}", err(&reference));
    for file in [&text, &predicted] {
        let ours = run(&["eval", gold.to_str().unwrap(), file.to_str().unwrap()]);
        assert_eq!(out(&ours), out(&reference));
    }
}

#[test]
fn registers_answer_by_name_in_every_format() {
    let file = sample("county-month.txt");
    let who = run(&["who", "--name", "闻人静", "--format", "json", &file]);
    assert_eq!(code(&who), 0, "{}", err(&who));
    let person: Value = serde_json::from_str(out(&who).lines().next().unwrap()).unwrap();
    assert!(person["offices"].as_array().unwrap().iter().any(|office| office["title"] == "县长"));
    assert!(person["itinerary"].as_array().unwrap().iter().any(|stop| stop["from"] == "2022-08-03"));
    for register in ["offices", "places", "organizations", "documents", "ledger"] {
        let pretty = run(&[register, &file]);
        assert_eq!(code(&pretty), 0, "{register}: {}", err(&pretty));
        let table = run(&[register, "--format", "csv", &file]);
        let mut rows = csv::Reader::from_reader(out(&table).as_bytes());
        assert!(rows.records().all(|row| row.is_ok()), "{register}");
    }
    assert_eq!(code(&run(&["who", "--name", "无此人", &file])), 1);
}

#[test]
fn a_ledger_shows_its_sums() {
    let shown = run(&["ledger", &sample("county-month.txt")]);
    for sum in ["18 + 24 = 42", "42 + 20 = 62", "62 + 26 = 88", "88 + 12 = 100"] {
        assert!(out(&shown).contains(sum), "{sum}: {}", out(&shown));
    }
}

#[test]
fn what_an_editor_would_mend_is_found_shown_and_explained() {
    let file = sample("county-month.txt");
    let full = run(&["check", &file]);
    assert_eq!(code(&full), 1, "{}", err(&full));
    assert!(out(&full).contains("X01") && out(&full).contains('^'));
    let json = run(&["check", "--select", "X01", "--format", "json", &file]);
    let finding: Value = serde_json::from_str(out(&json).lines().next().unwrap()).unwrap();
    assert_eq!((&finding["code"], &finding["severity"]), (&"X01".into(), &"error".into()));
    let log = run(&["check", "--format", "sarif", &file]);
    let log: Value = serde_json::from_str(out(&log)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(!log["runs"][0]["results"].as_array().unwrap().is_empty());
    let page = run(&["check", "--format", "html", &file]);
    assert!(out(&page).starts_with("<!doctype html>") && !out(&page).contains("<script"));
    assert_eq!(code(&run(&["check", "--profile", "off", &file])), 0);
    let explained = run(&["check", "--explain", "n01", "--lang", "zh"]);
    assert!(out(&explained).contains("依据"), "{}", out(&explained));
    let wrong = run(&["check", "--select", "Q9", &file]);
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("Q9") && err(&wrong).contains("N, O"), "{}", err(&wrong));
}

#[test]
fn what_was_told_or_is_ignored_with_a_reason_is_not_told_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = sample("county-month.txt");
    let all = run(&["check", "--format", "json", &file]);
    let told = folder.path().join("told.jsonl");
    fs::write(&told, out(&all)).unwrap();
    let told = told.display().to_string();
    let again = run(&["check", "--format", "json", "--new", &told, &file]);
    assert_eq!((out(&again), code(&again)), ("", 0), "{}", err(&again));
    // One that the baseline lacks is new.
    let fewer: Vec<String> = out(&all).lines().skip(1).map(str::to_owned).collect();
    fs::write(&told, fewer.join("\n")).unwrap();
    let one = run(&["check", "--format", "json", "--new", &told, &file]);
    assert_eq!((out(&one).lines().count(), code(&one)), (1, 1));
    assert_eq!(code(&run(&["check", "--exit-zero", &file])), 0);
    let counted = run(&["check", "--statistics", &file]);
    assert!(out(&counted).contains("S03") && !out(&counted).contains('^'), "{}", out(&counted));
}

#[test]
fn safe_mends_change_only_what_they_mend_in_the_files_own_encoding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gbk.txt");
    let text = "清河县2021年3月大事记\n\n3月4日 县委召开会议,部署春灌工作。\n\n3月9日 县政府召开会议,研究防汛工作。\n";
    fs::write(&path, encoding_rs::GB18030.encode(text).0).unwrap();
    let name = path.display().to_string();
    let before = fs::read(&path).unwrap();
    let diff = run(&["check", "--diff", &name]);
    assert!(out(&diff).contains("+3月4日 县委召开会议，部署春灌工作。"), "{}", out(&diff));
    assert_eq!(fs::read(&path).unwrap(), before, "a diff writes nothing");
    run(&["check", "--fix", &name]);
    let mended = fs::read(&path).unwrap();
    assert_eq!(encoding_rs::GB18030.decode(&mended).0, text.replace(',', "，"));
}

#[test]
fn a_settled_finding_stays_out_and_bare_names_get_carried_posts() {
    let folder = tempfile::tempdir().unwrap();
    let file = sample("county-month.txt");
    let json = run(&["check", "--select", "X01", "--format", "json", &file]);
    let finding: Value = serde_json::from_str(out(&json).lines().next().unwrap()).unwrap();
    let entry = finding["spans"][0]["entry"].as_str().unwrap();
    let config = folder.path().join("dashiji.toml");
    fs::write(&config, format!("[[check.except]]\ncode = \"X01\"\nentry = \"{entry}\"\nreason = \"互见\"\n"))
        .unwrap();
    let settled = run(&["check", "--select", "X01", "--config", &config.display().to_string(), &file]);
    assert_eq!(code(&settled), 0, "{}", out(&settled));
    let carried = records(&["--collate", &file]);
    let basis = |record: &Value| {
        let people = record["people"].as_array().cloned().unwrap_or_default();
        people
            .iter()
            .any(|p| p["titles"].as_array().is_some_and(|t| t.iter().any(|t| t["basis"] == "carried")))
    };
    assert!(carried.iter().any(basis));
    assert!(!records(&[&file]).iter().any(basis), "reading alone carries nothing");
}

/// An office's folder: terms, names, posts, an order of precedence, a renamed body, all invented.
const OFFICE: &str = "\
# 本办用语、名单
抗旱保供水\twording\t抗旱保供水
旱情保供水\twording\t抗旱保供水
夏侯岚\tperson\t夏候岚
霍山县供水总公司\torg
骆怀谷\tholder\t县委副书记\t2021-06\t2023-05\t341525\t霍任〔2021〕3号
闻人静\tholder\t县委副书记、县长\t2021-06
程柏舟\tholder\t县委书记\t2021-06\t2022-12
县领导\tprecedence\t程柏舟、闻人静、骆怀谷、段守拙、宁可期\t2021-06\t2022-12
霍山县供销社\tsuccession\t霍山县供销集团\t1951\t2019
霍山县供销集团\tsuccession\t\t2020
";

const AUTUMN: &str = "\
2022年9月大事记

来源：霍山县地方志编纂室

县委召开会议 9月1日，县委书记程柏州主持召开会议。段守拙、骆怀谷、宁可期参加会议。

水费减免 9月2日，县政府部署旱情保供水。县长冷维桢主持，夏候岚到会，霍山县供水总司公负责人发言。

霍山县供销社换届 9月3日，霍山县供销社召开社员代表大会。
";

fn office(text: &str) -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let terms = folder.path().join("terms");
    fs::create_dir(&terms).unwrap();
    fs::write(terms.join("office.tsv"), OFFICE).unwrap();
    let month = folder.path().join("month.txt");
    fs::write(&month, text).unwrap();
    let (month, terms) = (month.display().to_string(), terms.display().to_string());
    (folder, month, terms)
}

fn findings(arguments: &[&str]) -> Vec<(String, String)> {
    let output = run(&[&["check", "--format", "json", "--lang", "zh"], arguments].concat());
    out(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|finding| {
            let text = finding["spans"][0]["text"].as_str().unwrap().to_owned();
            (finding["code"].as_str().unwrap().to_owned(), text)
        })
        .collect()
}

#[test]
fn an_offices_own_lists_are_what_it_is_checked_by() {
    let (_folder, month, terms) = office(AUTUMN);
    let select = "S06,O03,O04,P04,P06,P07";
    let found = findings(&[&month, "--lexicon", &terms, "--select", select]);
    let want = [
        ("P04", "程柏州"),
        ("P06", "段守拙、骆怀谷、宁可期"),
        ("S06", "旱情保供水"),
        ("P07", "县长"),
        ("P04", "夏候岚"),
        ("O03", "霍山县供水总司公"),
        ("O04", "霍山县供销社"),
    ];
    let found: Vec<(&str, &str)> = found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    assert_eq!(found, want);
    assert_eq!(findings(&[&month, "--select", select]), [], "without the lists there is nothing to say");
    // After the days of the lists the order and the posts say nothing.
    let later = AUTUMN.replace("2022年9月", "2023年9月").replace("程柏州", "程柏舟");
    let (_folder, month, terms) = office(&later);
    let found = findings(&[&month, "--lexicon", &terms, "--select", "P06,P07"]);
    let found: Vec<(&str, &str)> = found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    assert_eq!(found, [("P07", "县委书记"), ("P07", "县长")], "in office until 2022, and another in office");
}

#[test]
fn entries_that_were_cut_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, format!("2021年3月5日，{}\n", "县长赵立本检查防汛。".repeat(3000))).unwrap();
    let path = path.to_str().unwrap();
    let told = run(&["read", path]);
    assert!(err(&told).contains("20,000"), "{}", err(&told));
    let base = folder.path().join("base").display().to_string();
    assert_eq!(code(&run(&["init", &base])), 0);
    let told = run(&["add", path, "--base", &base]);
    assert!(err(&told).contains("20,000"), "{}", err(&told));
}

#[test]
fn bytes_that_could_not_be_decoded_are_a_finding_in_a_file_and_in_a_base() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let mut bytes = "2021年3月\n\n3月5日，县长赵立本检查防".as_bytes().to_vec();
    bytes.extend([0xE6, b'\n']);
    fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap();
    let base = folder.path().join("base").display().to_string();
    run(&["init", &base]);
    run(&["add", path, "--base", &base]);
    for place in [vec![path], vec!["--base", &base]] {
        let told = run(&[&["check", "--select", "S20", "--format", "json"], place.as_slice()].concat());
        assert_eq!(code(&told), 1, "{place:?}");
        assert!(out(&told).contains("\"S20\""), "{}", out(&told));
    }
}

#[test]
fn a_fault_in_a_line_without_end_is_told_in_a_few() {
    let folder = tempfile::tempdir().unwrap();
    let long = "字".repeat(100_000);
    fs::write(folder.path().join("a.txt"), "2021年3月5日，开会。\n").unwrap();
    fs::write(folder.path().join("settings.toml"), format!("name = \"{long}")).unwrap();
    fs::write(folder.path().join("posts.tsv"), format!("姓名\t职务\n{long}\n")).unwrap();
    for (flag, file) in [("--config", "settings.toml"), ("--roster", "posts.tsv")] {
        let done = dashiji(&["read", "a.txt", flag, file]).current_dir(folder.path()).output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{flag}");
        assert!(told.contains(file) && told.len() < 4000, "{flag}: {} bytes", told.len());
    }
}

#[test]
fn a_settings_file_names_the_offices_lists_and_a_flag_wins() {
    let (folder, month, _terms) = office(AUTUMN);
    let settings = folder.path().join("dashiji.toml");
    fs::write(&settings, "lexicon = \"terms\"\nroster = \"posts.csv\"\n").unwrap();
    fs::write(folder.path().join("posts.csv"), "姓名,职务,起,止\n段守拙,县委常委、常务副县长,2021-06,\n")
        .unwrap();
    let settings = settings.to_str().unwrap();
    let told = records(&[&month, "--config", settings]);
    let titles = |name: &str| {
        let person = told[0]["people"].as_array().unwrap().iter().find(|p| p["name"] == name).unwrap();
        person["titles"][0]["text"].as_str().unwrap().to_owned()
    };
    assert_eq!((titles("骆怀谷"), titles("段守拙")), ("县委副书记".to_owned(), "县委常委".to_owned()));
    let empty = tempfile::tempdir().unwrap();
    let found = findings(&[
        &month,
        "--config",
        settings,
        "--lexicon",
        empty.path().to_str().unwrap(),
        "--select",
        "S06,P06",
    ]);
    assert_eq!(found, []);
}

#[test]
fn a_list_of_posts_may_lie_in_the_folder() {
    let (folder, month, terms) = office(AUTUMN);
    fs::write(folder.path().join("terms/posts.csv"), "姓名,职务,起,止\n宁可期,县委统战部部长,2020,\n")
        .unwrap();
    fs::write(folder.path().join("terms/rain.csv"), "站,毫米\n白云岭,12\n").unwrap();
    let first = &records(&[&month, "--lexicon", &terms])[0];
    let person = first["people"].as_array().unwrap().iter().find(|p| p["name"] == "宁可期").unwrap();
    assert_eq!(person["titles"][0]["basis"], "roster");
    fs::write(folder.path().join("terms/posts.csv"), "姓名,职务,起,止\n宁可期,,2020,\n").unwrap();
    let output = run(&["read", &month, "--lexicon", &terms]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("posts.csv") && err(&output).contains("line 2"), "{}", err(&output));
}

#[test]
fn a_wrong_line_of_a_list_says_where_what_and_what_to_do() {
    let (folder, month, terms) = office(AUTUMN);
    for (line, words) in [
        ("甲\tholder\t县长\t去年", ["第 2 行", "“去年”不是日期", "2018-03-05"]),
        ("甲\tholder", ["第 2 行", "值是空的", "县委副书记"]),
        ("县领导\tprecedence\t甲、乙\t2022\t2021", ["第 2 行", "止在起之前", "第五列"]),
        ("甲\thodler\t县长", ["第 2 行", "没有“hodler”这一类", "dashiji help 词表"]),
        ("甲\torg\t乙\t二〇二〇", ["第 2 行", "“二〇二〇”不是数", "2018"]),
    ] {
        fs::write(folder.path().join("terms/office.tsv"), format!("# 名单\n{line}\n")).unwrap();
        let output = run(&["check", &month, "--lexicon", &terms, "--lang", "zh"]);
        assert_eq!(code(&output), 2);
        for word in words.iter().chain([&"office.tsv"]) {
            assert!(err(&output).contains(word), "{line}: {} lacks {word}", err(&output));
        }
    }
}

#[test]
fn a_renamed_body_shows_its_names_and_their_days() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("years.txt");
    let text = "霍山县大事记\n\n1995年\n\n3月5日，县卫生局组织义诊。\n\n4月2日，霍山县卫生健康委员会印发通知。\n\n2022年\n\n\
                3月5日，县卫生健康委员会组织义诊。\n";
    fs::write(&file, text).unwrap();
    let name = file.to_str().unwrap();
    let output =
        run(&["organizations", name, "--region", "341525", "--name", "卫生健康委员会", "--format", "json"]);
    let lines: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let whole = lines.iter().find(|line| line["name"] == "霍山县卫生健康委员会").unwrap();
    let history: Vec<&str> =
        whole["history"].as_array().unwrap().iter().map(|borne| borne["name"].as_str().unwrap()).collect();
    let place = |name: &str| history.iter().position(|borne| *borne == name).unwrap();
    let in_order = place("霍山县卫生局") < place("霍山县卫生和计划生育局")
        && place("霍山县卫生和计划生育局") < place("霍山县卫生健康委员会");
    assert!(in_order, "{history:?}");
    assert!(lines.iter().any(|line| line["name"] == "霍山县卫生局"), "the predecessor's record has it too");
    let found = findings(&[name, "--region", "341525", "--select", "O04"]);
    assert_eq!(found, [("O04".to_owned(), "霍山县卫生健康委员会".to_owned())]);
}

#[test]
fn tenure_is_told_by_the_list_of_posts_alone() {
    let text = AUTUMN.replace("程柏州", "程柏舟");
    let (_folder, month, terms) = office(&text);
    let person = |arguments: &[&str]| -> Value {
        let output = run(&[&["who", &month, "--name", "程柏舟", "--format", "json"], arguments].concat());
        serde_json::from_str(out(&output).lines().next().unwrap()).unwrap()
    };
    let held = &person(&["--lexicon", &terms])["offices"][0];
    assert_eq!((&held["title"], &held["first"]), (&Value::from("县委书记"), &Value::from("2022-09-01")));
    assert_eq!(held["tenure"], serde_json::json!(["2021-06-01", "2022-12-31"]));
    assert!(person(&[])["offices"][0].get("tenure").is_none(), "seen once is no tenure");
}
