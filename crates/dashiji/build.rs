//! Compiles `lexicon/*.tsv` into what the engine includes: terms as one block of bytes, tables by character and code.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads the lexicon and writes what it compiled"
)]
#![expect(clippy::expect_used, reason = "a build script stops where the lexicon is wrong")]

#[allow(dead_code, reason = "shared with the engine")]
#[path = "src/lexicon/class.rs"]
mod class;
#[path = "src/text/fold.rs"]
mod fold;
#[allow(dead_code, reason = "shared with the engine")]
#[path = "src/lexicon/gate.rs"]
mod gate;
#[allow(dead_code, reason = "shared with the engine")]
#[path = "src/lexicon/packed.rs"]
mod packed;
#[path = "src/lexicon/rows.rs"]
mod rows;
#[path = "src/lexicon/source.rs"]
mod source;
#[allow(dead_code, reason = "shared with the engine")]
#[path = "src/resolve/succession.rs"]
mod succession;
#[path = "build/tables.rs"]
mod tables;
#[path = "src/text/variants.rs"]
mod variants;

use std::fmt::Write as _;
use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=lexicon");
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/text");
    println!("cargo::rerun-if-changed=src/resolve/succession.rs");
    println!("cargo::rerun-if-changed=build");
    let mut files: Vec<_> = fs::read_dir("lexicon")
        .expect("the folder lexicon")
        .map(|file| file.expect("a file of the lexicon").path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        // Read as they stand by the code that uses them.
        .filter(|path| !path.ends_with("variants.tsv") && !path.to_string_lossy().contains("table-"))
        .collect();
    files.sort();
    let mut rows = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("a file of the lexicon");
        match source::parse(&path.to_string_lossy(), &text, fold::fold) {
            Ok(more) => rows.extend(more),
            Err(message) => panic!("{message}"),
        }
    }
    word_lists();
    divisions(&mut rows);
    let (trie, table) = packed::build(rows).expect("the lexicon");
    let out = env::var("OUT_DIR").expect("OUT_DIR");
    let (bytes, values) = packed::write(&trie, &table);
    fs::write(Path::new(&out).join("lexicon.bin"), bytes).expect("lexicon.bin");
    fs::write(Path::new(&out).join("lexicon.txt"), values).expect("lexicon.txt");
    tables::compile(Path::new(&out));
}

/// The lists of `lexicon/table-word-lists.tsv` as statics, each made when the crate is compiled.
fn word_lists() {
    let text = fs::read_to_string("lexicon/table-word-lists.tsv").expect("the lists of words");
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, sort, words, what] = columns[..] else { panic!("four columns: {line}") };
        let name = name.to_uppercase().replace(['.', '-'], "_");
        let words: Vec<String> =
            words.split(' ').map(|word| word.chars().map(fold::fold).collect()).collect();
        let (made, of) = match sort {
            "words" => ("Words", format!("&{words:?}")),
            "chars" => ("Chars", format!("{:?}", words.concat())),
            _ => panic!("words or chars: {line}"),
        };
        writeln!(out, "#[doc = {what:?}]\npub(crate) static {name}: {made} = {made}::new({of});")
            .expect("a string");
    }
    fs::write(Path::new(&env::var("OUT_DIR").expect("OUT_DIR")).join("word_lists.rs"), out)
        .expect("word_lists.rs");
}

/// The names and short forms of the division table as terms; the region is the code, the value the full name.
fn divisions(rows: &mut Vec<source::Row>) {
    let text = fs::read_to_string("lexicon/table-divisions.tsv").expect("the division table");
    let aliases = fs::read_to_string("lexicon/table-division-aliases.tsv").expect("the aliases of divisions");
    let aliases: Vec<(&str, &str)> = succession::aliases(&aliases).collect();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [code, name, short, from, to, _] = columns[..] else { panic!("six columns: {line}") };
        // 红河州 for 红河哈尼族彝族自治州, 融水县 for 融水苗族自治县, 洛阳专区 for 洛阳地区.
        let mut middle = String::new();
        for (end, shorter) in succession::SHORTER {
            if name.ends_with(end) && !short.is_empty() {
                middle = format!("{short}{shorter}");
            }
        }
        // 锡盟 for 锡林郭勒盟.
        let other =
            aliases.iter().filter(|(_, of)| *of == name).map(|(alias, _)| (*alias, class::Class::Division));
        let terms = [
            (name, class::Class::Division),
            (short, class::Class::DivisionShort),
            (middle.as_str(), class::Class::Division),
        ];
        for (term, class) in terms.into_iter().chain(other) {
            if !term.is_empty() {
                rows.push(source::Row {
                    term: term.chars().map(fold::fold).collect(),
                    class,
                    value: name.to_owned(),
                    from: from.parse().expect("a year"),
                    to: to.parse().expect("a year"),
                    region: code.parse().expect("a code"),
                });
            }
        }
    }
}
