//! Findings given back in office files: the editor's own DOCX with comments and tracked changes, and the 校对表 as a workbook.

use crate::arguments::{CheckArguments, FindingFormat};
use crate::load::Loaded;
use crate::mend;
use crate::trouble::Trouble;
use crate::voice;
use dashiji::check::Finding;
use dashiji_office::docx::annotate;
use dashiji_office::proof;
use dashiji_office::sheet::workbook;
use dashiji_publish::Messages;
use dashiji_publish::finding::Findings;
use std::path::{Path, PathBuf};

/// Writes the files that `--format docx` or `xlsx` asks for; `bytes` gives those of a document by its place.
///
/// # Errors
/// Where no file to write to is told, or it cannot be written.
pub fn give_back(
    typed: &CheckArguments,
    format: FindingFormat,
    loaded: &Loaded,
    findings: &[Finding],
    bytes: &dyn Fn(usize) -> Result<Vec<u8>, Trouble>,
    messages: &Messages,
) -> Result<(), Trouble> {
    let found = Findings { readings: &loaded.readings, findings };
    let Some(output) = &typed.output else {
        let example = if format == FindingFormat::Docx { "-o OUT.docx" } else { "-o OUT.xlsx" };
        return Err(Trouble::Value("-o", String::new(), "why-output", example.to_owned()));
    };
    if format == FindingFormat::Xlsx {
        let bytes = workbook(&[proof::sheet(found, messages)], &messages.say("review-title"), Some(&today()))
            .map_err(|error| Trouble::Unreadable(output.clone(), Box::new(error)))?;
        return save(output, &bytes, messages);
    }
    for (position, path) in loaded.paths.iter().enumerate() {
        let target = target(output, path, loaded.paths.len())?;
        let reading = &loaded.readings[position];
        if reading.document.record.extractor.as_deref() != Some(dashiji_office::docx::EXTRACTOR) {
            let example = "-o OUT.xlsx".to_owned();
            return Err(Trouble::Value("", path.display().to_string(), "why-not-word", example));
        }
        let marks = proof::marks_of(found, &reading.document.record.sha256, &typed.rule, messages);
        let bytes = bytes(position)?;
        let signature = proof::signature(&today());
        let done = annotate(&bytes, &marks, &signature)
            .map_err(|error| Trouble::Unreadable(path.clone(), Box::new(error)))?;
        save(&target, &done.bytes, messages)?;
        let told = [
            ("path", target.display().to_string().into()),
            ("comments", done.comments.into()),
            ("changes", done.changes.into()),
            ("left", done.left.into()),
        ];
        voice::note(messages.tell("note-written", &told));
        if done.left > 0 {
            voice::note(messages.tell("note-left", &told));
        }
    }
    Ok(())
}

/// Where a file's annotated form goes: the file told, or a file of the same name in the folder told.
fn target(output: &Path, path: &Path, files: usize) -> Result<PathBuf, Trouble> {
    let told = output.display().to_string();
    let target = if output.is_dir() {
        output.join(path.file_name().unwrap_or(path.as_os_str()))
    } else if files > 1 {
        return Err(Trouble::Value("-o", told, "why-folder", "-o OUT/".to_owned()));
    } else {
        output.to_owned()
    };
    let same = match (target.canonicalize(), path.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if same { Err(Trouble::Value("-o", told, "why-same", "-o OUT.docx".to_owned())) } else { Ok(target) }
}

/// Writes a file in one step and says so.
///
/// # Errors
/// Where it cannot be written.
pub fn save(path: &Path, bytes: &[u8], messages: &Messages) -> Result<(), Trouble> {
    mend::create(path, bytes).map_err(|error| Trouble::of(path, error))?;
    let told = [("path", path.display().to_string().into())];
    voice::note(messages.tell("note-saved", &told));
    Ok(())
}

/// Today in UTC, ISO; the day of `SOURCE_DATE_EPOCH` where that is set, so that a file can be made anew to the same bytes.
pub fn today() -> String {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<u64>().ok());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = told.or(now.ok().map(|since| since.as_secs())).unwrap_or_default();
    // Days to a date of the civil calendar, counted from 1 March of the year 0.
    let days = (seconds / 86_400) as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
