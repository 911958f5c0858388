//! A query to its tokens, each with where it stands.
//!
//! `who:赵立本（疫情｜防控）` gives the field `who` with its value, an opening parenthesis, a word, `|`, a word, a closing parenthesis. Full-width
//! marks are read as half-width ones; `「…」`, `『…』` and `“…”` are quotation marks as `"` is.

use super::{Fault, Field, LONGEST, LONGEST_WORD, QueryError};
use dashiji::text::fold;

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Or,
    And,
    Not,
    Near(u32),
    /// A word, or what stood between quotation marks.
    Word {
        raw: String,
        quoted: bool,
    },
    /// A field with its value; `whole` where `=` stands before it.
    Field {
        field: Field,
        raw: String,
        whole: bool,
    },
}

/// A token with where it stands, in characters.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: Kind,
    pub at: usize,
    pub length: usize,
}

/// The words as they stand, and folded.
struct Typed {
    raw: Vec<char>,
    folded: Vec<char>,
}

impl Typed {
    fn at(&self, i: usize) -> char {
        self.folded.get(i).copied().unwrap_or('\0')
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.raw[from..to].iter().collect()
    }

    fn space(&self, i: usize) -> bool {
        self.at(i).is_whitespace()
    }
}

fn fault(at: usize, length: usize, fault: Fault) -> QueryError {
    QueryError { at, length, fault }
}

/// What ends a quotation that begins with a mark; nothing where the mark begins none.
fn closing(open: char) -> Option<&'static [char]> {
    // 「 and 『 are folded to “, 」 and 』 to ”.
    match open {
        '"' => Some(&['"', '”']),
        '“' => Some(&['”', '"']),
        _ => None,
    }
}

/// Whether a word ends before a character.
fn ends(c: char) -> bool {
    c == '\0' || c.is_whitespace() || matches!(c, '(' | ')' | '|' | '"' | '“' | '”')
}

/// The tokens of a query.
pub(super) fn tokens(query: &str) -> Result<Vec<Token>, QueryError> {
    let raw: Vec<char> = query.chars().take(LONGEST + 1).collect();
    if raw.len() > LONGEST {
        return Err(fault(LONGEST, 1, Fault::TooLong(LONGEST)));
    }
    // Zero stands for the end here.
    let folded = raw.iter().map(|c| if *c == '\0' { '\u{fffd}' } else { fold(*c) }).collect();
    let typed = Typed { raw, folded };
    let mut tokens = Vec::new();
    let mut i = 0;
    while i < typed.raw.len() {
        if typed.space(i) {
            i += 1;
            continue;
        }
        let (kind, end) = token(&typed, i)?;
        if let Kind::Word { raw, .. } | Kind::Field { raw, .. } = &kind
            && raw.chars().count() > LONGEST_WORD
        {
            return Err(fault(i, end - i, Fault::TooLongWord(LONGEST_WORD)));
        }
        tokens.push(Token { kind, at: i, length: end - i });
        i = end;
    }
    Ok(tokens)
}

fn token(typed: &Typed, i: usize) -> Result<(Kind, usize), QueryError> {
    let c = typed.at(i);
    match c {
        '(' => return Ok((Kind::Open, i + 1)),
        ')' => return Ok((Kind::Close, i + 1)),
        '|' => return Ok((Kind::Or, if typed.at(i + 1) == '|' { i + 2 } else { i + 1 })),
        '-' | '!' if !ends(typed.at(i + 1)) || matches!(typed.at(i + 1), '(' | '"' | '“') => {
            return Ok((Kind::Not, i + 1));
        }
        '”' => return Err(fault(i, 1, Fault::Unclosed)),
        _ => {}
    }
    if closing(c).is_some() {
        let (raw, end) = quoted(typed, i)?;
        return Ok((Kind::Word { raw, quoted: true }, end));
    }
    let mut end = i;
    while !ends(typed.at(end)) && typed.at(end) != ':' {
        end += 1;
    }
    if typed.at(end) == ':' && end > i {
        let name: String = typed.folded[i..end].iter().collect::<String>().to_lowercase();
        if name.chars().all(|c| c.is_ascii_alphabetic() || dashiji::text::is_han(c)) {
            let Some(field) = Field::called(&name) else {
                return Err(fault(i, end - i, Fault::UnknownField(typed.slice(i, end))));
            };
            return value(typed, field, i, end + 1);
        }
    }
    while !ends(typed.at(end)) {
        end += 1;
    }
    let word: String = typed.folded[i..end].iter().collect();
    let kind = match word.as_str() {
        "AND" | "&" | "&&" => Kind::And,
        "OR" => Kind::Or,
        "NOT" => Kind::Not,
        _ => match word.strip_prefix("NEAR") {
            Some("") => Kind::Near(10),
            Some(rest) if rest.starts_with('/') => match rest[1..].parse() {
                Ok(n @ 1..=1_000) => Kind::Near(n),
                _ => return Err(fault(i, end - i, Fault::BadNear(typed.slice(i, end)))),
            },
            _ => Kind::Word { raw: typed.slice(i, end), quoted: false },
        },
    };
    Ok((kind, end))
}

/// What stands between quotation marks, and where it ends.
fn quoted(typed: &Typed, i: usize) -> Result<(String, usize), QueryError> {
    let closing = closing(typed.at(i)).unwrap_or_default();
    let mut end = i + 1;
    while end < typed.raw.len() {
        if closing.contains(&typed.at(end)) {
            return Ok((typed.slice(i + 1, end), end + 1));
        }
        end += 1;
    }
    Err(fault(i, 1, Fault::Unclosed))
}

/// A field's value, quoted or up to the next space.
fn value(typed: &Typed, field: Field, start: usize, after: usize) -> Result<(Kind, usize), QueryError> {
    let whole = typed.at(after) == '=';
    let i = if whole { after + 1 } else { after };
    if closing(typed.at(i)).is_some() {
        let (raw, end) = quoted(typed, i)?;
        if raw.trim().is_empty() {
            return Err(fault(start, end - start, Fault::NoValue(field)));
        }
        return Ok((Kind::Field { field, raw, whole }, end));
    }
    let mut end = i;
    while !ends(typed.at(end)) {
        end += 1;
    }
    if end == i {
        return Err(fault(start, end - start, Fault::NoValue(field)));
    }
    Ok((Kind::Field { field, raw: typed.slice(i, end), whole }, end))
}
