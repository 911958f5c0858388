//! Fields that show without a result: `EQ \o\ac(○,1)` is ①, `EQ \o\ad(\s\up 9(huò),霍)` a reading over 霍, `SYMBOL 108 \f Wingdings` a ●.
//!
//! In goes a field's instruction; out comes what an editor sees of it, a reading left out.

use super::symbol;

/// How deep equations stand in one another.
const DEPTH: usize = 8;

/// What an instruction shows by itself; nothing where it is none of these fields.
pub(crate) fn shown(instruction: &str) -> Option<String> {
    let instruction = instruction.trim();
    let (command, rest) = instruction.split_once(char::is_whitespace)?;
    if command.eq_ignore_ascii_case("EQ") {
        Some(equation(rest, DEPTH))
    } else if command.eq_ignore_ascii_case("SYMBOL") {
        Some(symbol_field(rest).map_or(String::new(), String::from))
    } else {
        None
    }
}

fn symbol_field(rest: &str) -> Option<char> {
    let code = rest.split_whitespace().next()?;
    let code = match code.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => code.parse().ok()?,
    };
    let font = rest.split_once("\\f").map_or("", |(_, font)| font.trim_start());
    let font = font.strip_prefix('"').map_or_else(|| font.split_whitespace().next(), |f| f.split('"').next());
    symbol::character(font.unwrap_or_default(), code)
}

/// The words of an equation: of things one over another the last, of a fraction both, of all else everything.
fn equation(words: &str, depth: usize) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(at) = rest.find('\\').filter(|_| depth > 0) {
        out.push_str(rest[..at].trim());
        let after = &rest[at + 1..];
        // `\* jc2 \* "Font:宋体"` tells how it is set.
        if let Some(format) = after.strip_prefix('*') {
            let format = format.trim_start();
            let end = match format.strip_prefix('"') {
                Some(quoted) => quoted.find('"').map_or(format.len(), |end| end + 2),
                None => format.find(char::is_whitespace).unwrap_or(format.len()),
            };
            rest = &format[end..];
            continue;
        }
        let Some(open) = after.find('(') else { return out };
        let switches = after[..open].to_ascii_lowercase();
        let (arguments, behind) = arguments(&after[open + 1..]);
        let told: Vec<String> = arguments.iter().map(|words| equation(words, depth - 1)).collect();
        match switches.chars().next() {
            Some('o') => out.push_str(&over(&switches, &told)),
            Some('f') => out.push_str(&told.join("/")),
            _ => out.push_str(&told.concat()),
        }
        rest = behind;
    }
    if depth > 0 {
        out.push_str(rest.trim());
    }
    out
}

/// Of things one over another the last is the word, a ring around a number makes one character.
fn over(switches: &str, told: &[String]) -> String {
    let last = told.last().cloned().unwrap_or_default();
    let ring = told.first().is_some_and(|first| matches!(first.as_str(), "○" | "〇" | "◯"));
    let number =
        last.parse::<usize>().ok().filter(|n| ring && (1..=20).contains(n) && switches.contains("ac"));
    match number.and_then(|n| "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".chars().nth(n - 1))
    {
        Some(c) => c.to_string(),
        None => last,
    }
}

/// The arguments up to the closing parenthesis, and what stands behind it.
fn arguments(words: &str) -> (Vec<&str>, &str) {
    let mut found = Vec::new();
    let (mut depth, mut start, mut escaped) = (0usize, 0, false);
    for (at, c) in words.char_indices() {
        match c {
            _ if escaped => escaped = false,
            // `\,` is a comma of the words; `\s` begins a switch.
            '\\' => escaped = words[at + 1..].starts_with([',', ';', '(', ')', '\\']),
            '(' => depth += 1,
            ')' if depth == 0 => {
                found.push(&words[start..at]);
                return (found, &words[at + 1..]);
            }
            ')' => depth -= 1,
            ',' | ';' if depth == 0 => {
                found.push(&words[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&words[start..]);
    (found, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_field_without_a_result_shows() {
        for (instruction, want) in [
            (r"eq \o\ac(○,1)", Some("①")),
            (r"EQ \o\ac(○,21)", Some("21")),
            (r"eq \o\ac(□,印)", Some("印")),
            (r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(huò),霍)"#, Some("霍")),
            (r"EQ \f(1,2)", Some("1/2")),
            (r"EQ \x(甲)乙", Some("甲乙")),
            (r"SYMBOL 108 \f Wingdings", Some("●")),
            (r#"SYMBOL 0xF061 \f "Symbol" \s 10"#, Some("α")),
            (r"PAGE \* MERGEFORMAT", None),
            (r"EQ \o(", Some("")),
            (r"EQ ((((", Some("((((")),
        ] {
            assert_eq!(shown(instruction).as_deref(), want, "{instruction}");
        }
        let deep = format!("EQ {}", r"\x(".repeat(1000));
        assert!(shown(&deep).is_some());
    }
}
