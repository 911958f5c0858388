//! What is in doubt, in words: one cell of a table, one line at a terminal, one note on a page.
//!
//! In go the doubts of a [`Record`](dashiji::fact::Record); out come `人物 何立群 存疑，或为 何立` or, in the contract's words alone,
//! `person 何立群 some: 何立`.

use crate::csv::one_line;
use crate::language::Messages;
use dashiji::fact::{Doubted, Field};
use dashiji::recognize::lattice::{Doubt, Grade};

/// One doubt with its field and what is read: `地点 信丰 存疑，或为 信丰县`.
pub fn told(doubted: &Doubted<'_>, words: Option<&Messages>) -> String {
    let read = value(doubted.field, &doubted.read, words);
    let Some(words) = words else {
        let rivals = doubted.doubt.rivals.join("/");
        let (field, grade) =
            (crate::language::name(&doubted.field), crate::language::name(&doubted.doubt.grade));
        let head = format!("{field} {} {grade}", one_line(&read));
        return if rivals.is_empty() { head } else { format!("{head}: {}", one_line(&rivals)) };
    };
    let field = words.word("field", &doubted.field);
    format!("{field} {} {}", one_line(&read), said(doubted.field, doubted.doubt, words))
}

/// A doubt where what is read stands beside it: `存疑，或为 信丰县`.
pub fn said(field: Field, doubt: &Doubt, words: &Messages) -> String {
    let much = doubt.grade == Grade::Much;
    let rivals: Vec<String> = doubt.rivals.iter().map(|r| one_line(&value(field, r, Some(words)))).collect();
    let grounds = grounds(doubt, words).join("/");
    let key = match (much, rivals.is_empty(), grounds.is_empty()) {
        (false, true, true) => "doubt-some",
        (true, true, true) => "doubt-much",
        (false, true, false) => "doubt-some-for",
        (true, true, false) => "doubt-much-for",
        (false, false, _) => "doubt-some-between",
        (true, false, _) => "doubt-much-between",
    };
    words.tell(key, &[("rivals", rivals.join("/").into()), ("grounds", grounds.into())])
}

/// What a fact in doubt stands on that is weak, in words: `没有说明类型的词`.
pub fn grounds(doubt: &Doubt, words: &Messages) -> Vec<String> {
    doubt
        .grounds
        .iter()
        .map(|ground| words.say(&format!("ground-{}", ground.name().replace('.', "-"))))
        .collect()
}

/// All of them in one cell.
pub fn cell<'a>(doubts: impl Iterator<Item = &'a Doubted<'a>>, words: Option<&Messages>) -> String {
    doubts.map(|doubted| told(doubted, words)).collect::<Vec<_>>().join("; ")
}

/// What is read, in the reader's words where it is a word of the contract.
pub(crate) fn value(field: Field, read: &str, words: Option<&Messages>) -> String {
    let Some(words) = words else { return read.to_owned() };
    match field {
        Field::Type => words.word("type", &read),
        Field::Part => words.word("part", &read),
        // Of a figure the rivals are kinds, and what is read is the figure itself.
        Field::Quantity => words.word("kind", &read),
        _ => read.to_owned(),
    }
}
