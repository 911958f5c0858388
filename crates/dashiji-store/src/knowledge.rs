//! What an office knows beside the engine: terms of its own (`lexicon/*.tsv` in the base, and lists of posts there) and a list of who held which office
//! (`roster.tsv` or `roster.csv`). Their hash is part of what facts are kept under, and their bytes go into the record, so that a
//! backup holds them.

use crate::{Error, Result};
use dashiji::collate::ledger::Programme;
use dashiji::hash::{hexadecimal, sha256};
use dashiji::lexicon::{Lexicon, posts};
use dashiji::resolve::roster::Roster;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The folder of the office's own terms.
pub(crate) const LEXICON: &str = "lexicon";

/// Names that a list of offices may have.
const ROSTERS: [&str; 2] = ["roster.tsv", "roster.csv"];

/// The office's settings, of which the programmes are ours: they change no fact, only which figures make a ledger.
const SETTINGS: &str = "dashiji.toml";

/// What is ours of the settings.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Settings {
    programme: Vec<Programme>,
}

/// Terms and offices, loaded.
#[derive(Debug, Default)]
pub(crate) struct Knowledge {
    lexicon: Option<Lexicon>,
    /// Who held which office.
    pub roster: Option<Roster>,
    /// SHA-256 over all files, empty where there are none.
    pub hash: String,
    /// Series of figures that the office defines.
    pub programmes: Vec<Programme>,
    /// SHA-256 over these, empty where there are none.
    pub defined: String,
    /// Name, hash and bytes of each file.
    pub files: Vec<(String, String, Vec<u8>)>,
}

impl Knowledge {
    /// Loads what stands in a base's folder.
    pub fn load(dir: &Path) -> Result<Self> {
        let mut files = Vec::new();
        let folder = dir.join(LEXICON);
        if folder.is_dir() {
            let listed = std::fs::read_dir(&folder).map_err(|error| Error::io(&folder, error))?;
            let mut names: Vec<_> = listed.filter_map(|file| Some(file.ok()?.file_name())).collect();
            names.retain(|name| {
                Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"))
            });
            names.sort();
            for name in names {
                files.push((format!("{LEXICON}/{}", name.to_string_lossy()), folder.join(name)));
            }
        }
        let roster = ROSTERS.iter().map(|name| (name, dir.join(name))).find(|(_, path)| path.is_file());
        files.extend(roster.map(|(name, path)| ((*name).to_owned(), path)));
        let mut knowledge = Self::default();
        let mut terms = Vec::new();
        let mut all = Sha256::new();
        for (name, path) in &files {
            crate::files::regular(path)?;
            let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
            let text = String::from_utf8(bytes)
                .map_err(|error| Error::Knowledge { path: path.clone(), why: error.to_string() })?;
            let hash = sha256(text.as_bytes());
            all.update(format!("{name}\n{hash}\n"));
            if name.starts_with(LEXICON) {
                terms.push((name.clone(), text.clone()));
            }
            knowledge.files.push((name.clone(), hash, text.into_bytes()));
        }
        if !terms.is_empty() {
            let lexicon = Lexicon::with_user(&terms)
                .map_err(|fault| Error::Knowledge { path: folder, why: fault.to_string() })?;
            knowledge.lexicon = Some(lexicon);
        }
        if let Some((_, path)) = files.last().filter(|(name, _)| ROSTERS.contains(&name.as_str())) {
            let text = knowledge
                .files
                .last()
                .map(|file| String::from_utf8_lossy(&file.2).into_owned())
                .unwrap_or_default();
            let held = posts(&text).map_err(|why| Error::Knowledge { path: path.clone(), why })?;
            knowledge.lexicon = Some(knowledge.lexicon.unwrap_or_default().with_posts(held));
        }
        knowledge.roster = knowledge.lexicon.as_ref().map(Roster::of).filter(|roster| !roster.is_empty());
        // What cannot be read of the settings is told by whoever goes by all of them.
        let settings = dir.join(SETTINGS);
        if settings.is_file()
            && let Ok(text) = std::fs::read_to_string(&settings)
            && let Ok(found) = toml::from_str::<Settings>(&text)
            && !found.programme.is_empty()
        {
            knowledge.defined = sha256(format!("{:?}", found.programme).as_bytes());
            knowledge.programmes = found.programme;
        }
        if !knowledge.files.is_empty() {
            knowledge.hash = hexadecimal(&all.finalize());
        }
        Ok(knowledge)
    }

    /// What keys of registers are found by: an engine, and the programmes that are defined.
    pub fn keying(&self, engine: &str) -> String {
        if self.defined.is_empty() { engine.to_owned() } else { format!("{engine} {}", self.defined) }
    }

    /// The terms to read with.
    pub fn lexicon(&self) -> &Lexicon {
        self.lexicon.as_ref().unwrap_or_else(|| Lexicon::builtin())
    }
}
