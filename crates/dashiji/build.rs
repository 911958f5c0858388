//! Compiles `lexicon/*.tsv` into one block of bytes that the engine includes.

#[allow(dead_code, reason = "shared with the engine")]
#[path = "src/lexicon/class.rs"]
mod class;
#[path = "src/text/fold.rs"]
mod fold;
#[path = "src/lexicon/packed.rs"]
mod packed;
#[path = "src/lexicon/source.rs"]
mod source;
#[path = "src/text/variants.rs"]
mod variants;

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=lexicon");
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/text");
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
    let (trie, table) = packed::build(rows).expect("the lexicon");
    let out = Path::new(&env::var("OUT_DIR").expect("OUT_DIR")).join("lexicon.bin");
    fs::write(out, packed::write(&trie, &table)).expect("lexicon.bin");
}
