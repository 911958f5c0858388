//! `dashiji.toml`: what an office settles once for all its documents. Flags win over it, it wins over the defaults.
//!
//! ```toml
//! name = "霍山县志办"
//! lexicon = "terms"
//! roster = "posts.tsv"
//!
//! [check]
//! profile = "yearbook"
//! ignore = ["S01"]
//!
//! [[check.except]]
//! code = "X01"
//! entry = "大事月记/0123456789abcdef/2"
//! reason = "两处互见"
//!
//! [[programme]]
//! name = "援某地医疗队"
//! ordinal = "批"
//! unit = "人"
//! words = ["医疗队"]
//! ```

use crate::arguments::GivenArguments;
use crate::trouble::Trouble;
use dashiji::collate::ledger::Programme;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The file's name.
pub const NAME: &str = "dashiji.toml";

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// What the base in this folder is called.
    #[cfg_attr(not(feature = "room"), allow(dead_code))]
    pub name: Option<String>,
    /// A folder with terms and lists of the office's own; beside this file where it is no whole path.
    pub lexicon: Option<PathBuf>,
    /// A list of who held which office.
    pub roster: Option<PathBuf>,
    /// How documents are checked.
    pub check: CheckConfig,
    /// Series of figures that the office defines.
    pub programme: Vec<Programme>,
}

/// `[check]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckConfig {
    /// monthly, yearbook or off.
    pub profile: Option<String>,
    /// Codes or their beginnings.
    pub select: Vec<String>,
    /// Codes or their beginnings.
    pub ignore: Vec<String>,
    /// Findings that are settled.
    pub except: Vec<Exception>,
}

/// A finding that is settled: this rule, in this entry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The rule.
    pub code: String,
    /// The entry's id.
    pub entry: String,
    /// Why.
    #[serde(default)]
    #[expect(dead_code, reason = "kept for the people who read the file")]
    pub reason: String,
}

/// The file that is named, or the nearest one here or above; the defaults where there is none.
///
/// # Errors
/// Where the file cannot be read or says what none may say.
pub fn load(named: Option<&Path>) -> Result<Config, Trouble> {
    let Some(path) = named.map(Path::to_owned).or_else(nearest) else { return Ok(Config::default()) };
    let text = std::fs::read_to_string(&path).map_err(|error| Trouble::of(&path, error))?;
    let mut config: Config = toml::from_str(&text)
        .map_err(|error| Trouble::Config(path.clone(), error.to_string().trim_end().to_owned()))?;
    if let Some(folder) = path.parent() {
        for named in [&mut config.lexicon, &mut config.roster].into_iter().flatten() {
            *named = folder.join(&*named);
        }
    }
    Ok(config)
}

/// The arguments with the base's own file, where none is named and none stands here or above.
pub fn beside(typed: &GivenArguments, base: &Path) -> GivenArguments {
    let mut given = typed.clone();
    let own = base.join(NAME);
    if given.config.is_none() && nearest().is_none() && own.is_file() {
        given.config = Some(own);
    }
    given
}

/// The settings of a base: the nearest file here or above, else the base's own.
///
/// # Errors
/// Where the file cannot be read or says what none may say.
#[cfg(feature = "mcp")]
pub fn of_base(base: &Path) -> Result<Config, Trouble> {
    let own = base.join(NAME);
    load((nearest().is_none() && own.is_file()).then_some(own).as_deref())
}

/// Writes the name of a base into its own settings file, in front of what stands there.
///
/// # Errors
/// Where it cannot be written.
#[cfg(feature = "base")]
pub fn name(base: &Path, name: &str) -> Result<(), Trouble> {
    let path = base.join(NAME);
    let rest = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Trouble::of(&path, error)),
    };
    let rest: Vec<&str> = rest.lines().filter(|line| !line.starts_with("name ")).collect();
    let text = format!("name = {}\n{}", toml::Value::from(name), rest.join("\n"));
    crate::mend::create(&path, format!("{}\n", text.trim_end()).as_bytes())
        .map_err(|error| Trouble::of(&path, error))
}

fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}
