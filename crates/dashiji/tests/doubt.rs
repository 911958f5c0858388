//! Readings say when they are unsure: a type that nothing tells or that barely wins, and a plain one that does not.

use dashiji::document::Given;
use dashiji::fact::{EventType, Record};
use dashiji::lexicon::Lexicon;

fn entry(words: &str) -> Option<Record> {
    let text = format!("云岭县大事记\n1986年\n3月5日，{words}\n");
    let reading = dashiji::read(text.into_bytes(), &Given::default(), Lexicon::builtin()).ok()?;
    reading.records.into_iter().next()
}

#[test]
fn a_type_is_in_doubt_where_no_verb_tells_it() {
    for (words, kind, doubted) in [
        ("县委召开农村工作会议。", EventType::Meeting, false),
        ("县长袁世清到石门乡检查春耕。", EventType::Visit, false),
        ("石门水库竣工。", EventType::Project, false),
        ("街上人山人海。", EventType::Other, true),
    ] {
        let record = entry(words).unwrap();
        assert_eq!(record.kind, Some(kind), "{words}");
        assert_eq!(record.type_doubt.is_some(), doubted, "{words}: {:?}", record.type_doubt);
    }
}
