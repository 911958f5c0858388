//! What the language is made of stands in `lexicon/`, not in code: the words and characters in Chinese that recognizers are written with are
//! counted, and their number may only fall.

#![expect(clippy::disallowed_methods, reason = "the test reads the sources beside it")]

use std::path::Path;

/// The most literals in Chinese that `src/recognize` may hold. Who moves some to `lexicon/table-word-lists.tsv` lowers it.
const MOST: usize = 1_550;

/// The same of `src/fact`.
const MOST_OF_FACTS: usize = 1_700;

/// The literals of a source, characters and strings, outside comments.
fn literals(source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let at = |k: usize| chars.get(k).copied().unwrap_or('\0');
    let (mut found, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        let start = i;
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '"' => {
                i += 1;
                while i < chars.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
                found.push(chars[start..i.min(chars.len())].iter().collect());
            }
            // A life ('a) has no second mark where a character's stands.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => {
                i += if at(i + 1) == '\\' { 3 } else { 2 };
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
                found.push(chars[start..i.min(chars.len())].iter().collect());
            }
            _ => i += 1,
        }
    }
    found
}

/// How many literals in Chinese the files of a folder hold, tests apart.
fn counted(folder: &Path) -> std::io::Result<usize> {
    let mut count = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            count += counted(&path)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let source = std::fs::read_to_string(&path)?;
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            let chinese = |literal: &String| literal.chars().any(dashiji::text::is_han);
            count += literals(code).iter().filter(|literal| chinese(literal)).count();
        }
    }
    Ok(count)
}

/// Holds the literals of a folder of `src` to a ceiling from which it may fall little before it is lowered.
fn held(folder: &str, most: usize) {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder);
    let count = counted(&sources).unwrap_or_default();
    assert!(
        count <= most,
        "src/{folder}: {count} literals in Chinese, {most} before: new words belong into lexicon/table-word-lists.tsv"
    );
    assert!(count + 60 > most, "src/{folder}: only {count} literals in Chinese are left: lower the ceiling");
}

#[test]
fn the_words_of_recognizers_in_code_only_grow_fewer() {
    held("recognize", MOST);
}

#[test]
fn the_words_of_facts_in_code_only_grow_fewer() {
    held("fact", MOST_OF_FACTS);
}

#[test]
fn literals_are_told_from_comments_and_lives() {
    let source =
        "fn f<'a>(x: &'a str) { // 注 \"无\"\n x == \"甲\\\"乙\" || c == '丙' || c == '\\'' || c == 'd' }";
    assert_eq!(literals(source), ["\"甲\\\"乙\"", "'丙'", "'\\''", "'d'"]);
}
