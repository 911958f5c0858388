//! `dashiji mcp` as an assistant meets it: messages as lines, answers with their proof, and what is no message.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

use dashiji_store::{Base, Incoming};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

const MONTH: &str = "2021年大事记\n\n\
县防汛会议召开　3月5日，县委书记赵立本主持召开防汛会议，县长周文澜讲话。会议要求抓紧备料。\n\n\
周文澜到甲渠镇检查　3月6日，县长周文澜到甲渠镇检查堤防。\n\n\
防汛队第一批出发　3月7日，防汛队第一批20人出发。\n\n\
防汛队第二批出发　3月9日，防汛队第二批30人出发，累计派出50人。\n";

/// A talk with a program over a base.
struct Talk {
    child: Child,
    out: BufReader<ChildStdout>,
    next: u64,
}

impl Talk {
    fn open(dir: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dashiji"))
            .args(["mcp", "--lang", "en"])
            .arg(dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out, next: 0 }
    }

    fn say(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().unwrap();
        input.write_all(line.as_bytes()).unwrap();
        input.write_all(b"\n").unwrap();
        input.flush().unwrap();
    }

    fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let message = json!({"jsonrpc": "2.0", "id": self.next, "method": method, "params": params});
        self.say(&message.to_string());
        let answer = self.hear();
        assert_eq!(answer["id"], self.next, "{answer}");
        answer
    }

    fn begin(&mut self, version: &str) -> Value {
        let client = json!({"name": "test", "version": "1"});
        let begun = self.ask(
            "initialize",
            &json!({"protocolVersion": version, "capabilities": {}, "clientInfo": client}),
        );
        self.say(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        begun["result"].clone()
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        self.ask("tools/call", &json!({"name": tool, "arguments": arguments}))["result"].clone()
    }

    /// The answer of a call that must be one.
    fn told(&mut self, tool: &str, arguments: &Value) -> Value {
        let result = self.call(tool, arguments);
        assert_eq!(result["isError"], false, "{result}");
        result["structuredContent"].clone()
    }

    /// What is said of a call that must be refused.
    fn refused(&mut self, tool: &str, arguments: &Value) -> String {
        let result = self.call(tool, arguments);
        assert_eq!(result["isError"], true, "{result}");
        result["content"][0]["text"].as_str().unwrap().to_owned()
    }

    fn end(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

fn base(dir: &Path) -> Base {
    let base = Base::init(dir).unwrap();
    let given =
        dashiji::document::Given { path: Some("/secret/folder/month.txt".into()), ..Default::default() };
    base.add_one("周文澜", Incoming { bytes: MONTH.into(), given, ..Incoming::default() }).unwrap();
    base
}

/// Every sentence under a value.
fn sentences<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(object) => {
            if object.contains_key("document_sha256") && object.contains_key("citation") {
                found.push(value);
            }
            object.values().for_each(|inner| sentences(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| sentences(inner, found)),
        _ => {}
    }
}

#[test]
fn every_tool_answers_with_sentences_that_stand_in_the_document() {
    let dir = tempfile::tempdir().unwrap();
    base(dir.path());
    let mut talk = Talk::open(dir.path());
    let begun = talk.begin("2025-06-18");
    assert_eq!(begun["protocolVersion"], "2025-06-18");
    assert!(begun["instructions"].as_str().unwrap().contains("`cite`"));
    let text: Vec<char> = MONTH.chars().collect();
    for (tool, arguments) in [
        ("search", json!({"query": "防汛 who:赵立本"})),
        ("search", json!({"query": "title:县长 when:2021-03-05"})),
        ("entry", json!({"id": "d1.e1"})),
        ("who", json!({"name": "周文澜"})),
        ("who", json!({"office": "县长", "from": "2021-03-05"})),
        ("ledger", json!({"name": "防汛队"})),
        ("cite", json!({"entry": "d1.e2", "quote": "到甲渠镇检查堤防"})),
    ] {
        let told = talk.told(tool, &arguments);
        let mut found = Vec::new();
        sentences(&told, &mut found);
        assert!(!found.is_empty(), "{tool} {arguments}: {told}");
        for sentence in found {
            let at = |key: &str| usize::try_from(sentence[key].as_u64().unwrap()).unwrap();
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(sentence["text"], slice, "{tool}: {sentence}");
            assert!(sentence["doubt"].is_array() && sentence["sha256"].as_str().unwrap().len() == 64);
        }
        assert!(!told.to_string().contains("/secret/"), "{told}");
    }
    let day = talk.told("who", &json!({"name": "周文澜", "from": "2021-03-06"}));
    let stops = day["people"][0]["itinerary"].as_array().unwrap();
    assert_eq!((stops.len(), &stops[0]["places"]), (1, &json!(["甲渠镇"])), "{day}");
    talk.end();
}

#[test]
fn a_quote_that_does_not_stand_there_is_refused_and_so_is_what_is_not_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    base(dir.path());
    let mut talk = Talk::open(dir.path());
    talk.begin("2025-11-25");
    let told = talk.refused("cite", &json!({"entry": "d1.e1", "quote": "赵立本主持了防汛会议"}));
    assert!(told.contains("do not stand there"), "{told}");
    assert!(talk.refused("entry", &json!({"id": "d7.e1"})).contains("d7.e1"));
    assert!(talk.refused("who", &json!({"name": "周文"})).contains("周文澜"));
    assert!(talk.refused("search", &json!({"query": "防汛", "limits": 3})).contains("limits"));
    assert!(talk.refused("check", &json!({"rules": ["Z9"]})).contains("Z9"));
    let unknown = talk.ask("tools/call", &json!({"name": "remove", "arguments": {}}));
    assert_eq!(unknown["error"]["code"], -32602);
    talk.end();
}

#[test]
fn what_is_no_message_is_answered_and_the_talk_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    base(dir.path());
    let mut talk = Talk::open(dir.path());
    // Before anything was begun, too.
    for (line, code) in
        [("{".to_owned(), -32700), ("[1,2]".to_owned(), -32600), ("z".repeat(3 << 20), -32600)]
    {
        talk.say(&line);
        assert_eq!(talk.hear()["error"]["code"], code);
    }
    talk.say(r#"{"jsonrpc":"2.0","method":"notifications/unheard"}"#);
    assert_eq!(talk.begin("1999-01-01")["protocolVersion"], "2025-11-25");
    assert_eq!(talk.ask("no/such", &json!({}))["error"]["code"], -32601);
    talk.say("not json");
    assert_eq!(talk.hear()["error"]["code"], -32700);
    assert_eq!(talk.told("document", &json!({}))["documents"][0]["id"], "d1");
    talk.end();
}

#[test]
fn an_answer_tells_the_stand_of_the_base_that_it_was_made_of() {
    let dir = tempfile::tempdir().unwrap();
    let base = base(dir.path());
    let mut talk = Talk::open(dir.path());
    talk.begin("2025-11-25");
    let before = talk.told("search", &json!({"query": "开闸"}));
    assert_eq!(before["total"], 0);
    let more = "2021年大事记\n\n4月1日，县水利局开闸放水。\n";
    base.add_one("周文澜", Incoming { bytes: more.into(), ..Incoming::default() }).unwrap();
    let after = talk.told("search", &json!({"query": "开闸"}));
    assert_eq!(after["total"], 1);
    assert!(after["base"]["position"].as_i64() > before["base"]["position"].as_i64());
    talk.end();
}
