//! What the engine is, in a few digits: its version and a hash of its sources, its lexicon and the readers of office files, so that
//! facts are known to come from this engine and no other.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for part in ["dashiji/src", "dashiji/build", "dashiji/lexicon", "dashiji-office/src"] {
        let folder = crates.join(part);
        println!("cargo::rerun-if-changed={}", folder.display());
        gather(&folder, &mut files);
    }
    // What compiles the lexicon into the engine.
    let compiler = crates.join("dashiji/build.rs");
    println!("cargo::rerun-if-changed={}", compiler.display());
    files.push(compiler);
    files.sort();
    // FNV-1a: stable, and no dependency of the build.
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for file in files {
        for byte in fs::read(&file).unwrap_or_default() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=DASHIJI_ENGINE={}+{:08x}", env!("CARGO_PKG_VERSION"), hash >> 32);
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(listed) = fs::read_dir(folder) else { return };
    for path in listed.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
}
