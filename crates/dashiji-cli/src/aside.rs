//! Findings that are put aside: those that an earlier run has told (`--new BASELINE`), and those that `.dashiji-ignore` names with a reason.
//!
//! A baseline is what `check --format json` printed: what it holds is not told again, as often as it stands there. A line of `.dashiji-ignore` is a rule,
//! a file or `*`, what the finding is about or `*`, and behind `#` the reason, without which nothing is ignored:
//!
//! ```text
//! N07  *             亩      # 农村习用,一概不改
//! S19  county.txt    布署    # 原件如此
//! ```

use crate::trouble::Trouble;
use dashiji::check::Finding;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file's name.
const NAME: &str = ".dashiji-ignore";

/// What an earlier run has told: how often each.
#[derive(Debug, Default)]
pub struct Baseline(BTreeMap<(String, String, String), usize>);

impl Baseline {
    /// Reads what `check --format json` printed.
    ///
    /// # Errors
    /// Where it cannot be read or a line is no finding.
    pub fn read(path: &Path) -> Result<Self, Trouble> {
        let text = std::fs::read_to_string(path).map_err(|error| Trouble::of(path, error))?;
        let mut told = BTreeMap::new();
        for (k, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let finding: Value = serde_json::from_str(line).unwrap_or_default();
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let key = (word(&finding["code"]), word(&finding["spans"][0]["text"]), word(&finding["excerpt"]));
            if key.0.is_empty() {
                let place = format!("{}:{}", path.display(), k + 1);
                return Err(Trouble::Value(
                    "--new",
                    place,
                    "why-baseline",
                    "check --format json > told.jsonl".to_owned(),
                ));
            }
            *told.entry(key).or_default() += 1;
        }
        Ok(Self(told))
    }

    /// Whether a finding is new; one that was told is so as often as it was.
    pub fn is_new(&mut self, finding: &Finding) -> bool {
        let about = finding.spans.first().map(|span| span.text.clone()).unwrap_or_default();
        match self.0.get_mut(&(finding.code.to_owned(), about, finding.excerpt.clone())) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }
    }
}

/// A line of `.dashiji-ignore`.
#[derive(Debug)]
struct Line {
    code: String,
    file: String,
    about: String,
}

/// What an office ignores.
#[derive(Debug, Default)]
pub struct Ignored(Vec<Line>);

impl Ignored {
    /// The file of that name here or above; nothing where there is none.
    ///
    /// # Errors
    /// Where a line has no rule or no reason.
    pub fn nearest() -> Result<Self, Trouble> {
        let Some(path) = nearest() else { return Ok(Self::default()) };
        let text = std::fs::read_to_string(&path).map_err(|error| Trouble::of(&path, error))?;
        let mut lines = Vec::new();
        for (k, line) in text.lines().enumerate() {
            let (what, reason) = line.split_once('#').unwrap_or((line, ""));
            let mut words = what.split_whitespace();
            let Some(code) = words.next() else { continue };
            let place = format!("{}:{}", path.display(), k + 1);
            let known =
                dashiji::check::rules().iter().any(|rule| rule.code.starts_with(&code.to_uppercase()));
            if !known || reason.trim().is_empty() {
                return Err(Trouble::Value(NAME, place, "why-ignore", "N07 * 亩 # 农村习用".to_owned()));
            }
            let mut next = || words.next().unwrap_or("*").to_owned();
            lines.push(Line { code: code.to_uppercase(), file: next(), about: next() });
        }
        Ok(Self(lines))
    }

    /// Whether a finding is ignored.
    pub fn holds(&self, finding: &Finding) -> bool {
        self.0.iter().any(|line| {
            let path = finding.document.path.as_deref().unwrap_or_default();
            let file = line.file == "*" || path.ends_with(&line.file);
            let about = finding.spans.first().is_some_and(|span| span.text.contains(&line.about));
            finding.code.starts_with(&line.code) && file && (line.about == "*" || about)
        })
    }
}

fn nearest() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// Writes a line for a rule, in every file, into the file of that name here or above, or into a new one here; gives where.
///
/// # Errors
/// Where there is no such rule or the file cannot be written.
pub fn ignore(code: &str, reason: &str) -> Result<PathBuf, Trouble> {
    let code = code.trim().to_uppercase();
    crate::check::begins_a_rule("--ignore-rule", &code)?;
    let reason = reason.replace(['\n', '\r', '#'], " ");
    if reason.trim().is_empty() {
        return Err(Trouble::Value("--reason", reason, "why-ignore", "--reason 农村习用".to_owned()));
    }
    let path = nearest().unwrap_or_else(|| PathBuf::from(NAME));
    let mut text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Trouble::of(&path, error)),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let line = format!("{code}  *  *  # {}", reason.trim());
    if text.lines().any(|told| told == line) {
        return Ok(path);
    }
    text = format!("{text}{line}\n");
    crate::mend::create(&path, text.as_bytes()).map_err(|error| Trouble::of(&path, error))?;
    Ok(path)
}
