//! No weight is kept that nothing asks for: a row of `lexicon/table-weights.tsv` without a ground would be read as one that counts.

#![expect(clippy::disallowed_methods, reason = "the test reads the sources beside it")]

use std::path::Path;

/// The sources below a folder, one after another.
fn sources(folder: &Path, out: &mut String) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, out)?;
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("lattice/weights.rs")
        {
            out.push_str(&std::fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[test]
fn every_weight_is_asked_for_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = String::new();
    sources(&root, &mut code).unwrap();
    let table = std::fs::read_to_string(root.join("recognize/lattice/weights.rs")).unwrap();
    let names: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_suffix("\",")?.split_once(" = \""))
        .map(|(name, _)| name.trim())
        .collect();
    assert!(names.len() > 50, "the list of weights was not found");
    let asked = |name: &str| {
        code.match_indices("Weight::").any(|(at, lead)| {
            let rest = &code[at + lead.len()..];
            rest.strip_prefix(name).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    let idle: Vec<&str> = names.into_iter().filter(|name| !asked(name)).collect();
    assert!(idle.is_empty(), "asked for nowhere: {idle:?}");
}

#[test]
fn every_ground_of_doubt_is_asked_for_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = String::new();
    sources(&root, &mut code).unwrap();
    let weights = std::fs::read_to_string(root.join("../lexicon/table-weights.tsv")).unwrap();
    for ground in dashiji::confidence::Ground::ALL {
        // A weight of a name is a ground by its name; every other is told where a fact is decided.
        let weight = weights.lines().any(|line| line.split('\t').next() == Some(ground.name()));
        let asked = format!("Ground::{ground:?}");
        let told = code.match_indices(&asked).any(|(at, word)| {
            let after = &code[at + word.len()..];
            !after.starts_with(|c: char| c.is_alphanumeric())
        });
        assert!(weight || told, "{} is asked for nowhere", ground.name());
    }
}
