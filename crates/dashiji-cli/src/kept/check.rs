//! `dashiji check` of a base, as people ruled.

use super::all;
use crate::arguments::{CheckArguments, FindingFormat};
use crate::check::{least, print, put_aside, settled};
use crate::config::Config;
use crate::home::{self, Bar};
use crate::load::Loaded;
use crate::office;
use crate::settings::Settings;
use crate::trouble::Trouble;
use dashiji::check::{self, Desk, Finding, Profile, Selection};
use dashiji::collate::Collation;
use dashiji_publish::Messages;
use dashiji_publish::finding;
use dashiji_store::{DocumentId, EntryId, View};
use std::process::ExitCode;

/// Checks the documents of a base as people ruled.
///
/// # Errors
/// Where there is no base, it is asked to be mended, or what was found cannot be written.
pub fn of_base(
    typed: &CheckArguments,
    format: FindingFormat,
    settings: &Settings,
    profile: Profile,
    selection: &Selection,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let config = &settings.config;
    for (flag, given) in [("--fix", typed.fix), ("--diff", typed.diff)] {
        if given {
            return Err(Trouble::Base(dashiji_store::Error::Refused {
                what: flag.to_owned(),
                why: "needs-files",
            }));
        }
    }
    let bar = Bar::new(messages);
    let view = home::view(&typed.base, &bar)?;
    let (ids, readings): (Vec<_>, Vec<_>) = all(&view, |id, reading| (id, reading))?.into_iter().unzip();
    let loaded = Loaded { readings, paths: Vec::new(), unread: Vec::new() };
    let collation = view.collation(&bar).map_err(Trouble::Base)?;
    let mut findings =
        self::findings(&view, &loaded.readings, &collation, config, profile, selection, messages)?;
    findings.retain(|finding| finding.severity >= least(typed));
    put_aside(typed, &mut findings)?;
    if matches!(format, FindingFormat::Docx | FindingFormat::Xlsx) {
        give_back(typed, format, loaded, &ids, &view, &findings, messages)?;
    } else {
        print(typed, format, &loaded, &findings, messages)?;
    }
    Ok(ExitCode::from(u8::from(!findings.is_empty() && !typed.exit_zero)))
}

/// What is found of documents of a base, but for what is settled and what was ruled to be one event.
///
/// # Errors
/// Where the base's own terms cannot be used.
pub fn findings(
    view: &View,
    readings: &[dashiji::Reading],
    collation: &Collation,
    config: &Config,
    profile: Profile,
    selection: &Selection,
    messages: &Messages,
) -> Result<Vec<Finding>, Trouble> {
    let lexicon = view.lexicon().map_err(Trouble::Base)?;
    let desk = Desk::new(readings, collation, profile, &config.programme).under(lexicon.lists());
    let mut findings = check::check(&desk, selection, finding::language(messages));
    findings.retain(|finding| {
        !settled(finding, config) && !settled_as_read(finding, config, view) && !view.settles(finding)
    });
    Ok(findings)
}

/// The proof sheet of a base; or its Word files, by their ids, as they were received with what was found in each.
fn give_back(
    typed: &CheckArguments,
    format: FindingFormat,
    mut loaded: Loaded,
    ids: &[DocumentId],
    view: &View,
    findings: &[Finding],
    messages: &Messages,
) -> Result<(), Trouble> {
    let mut kept = ids.to_vec();
    if format == FindingFormat::Docx {
        let word = |reading: &dashiji::Reading| {
            reading.document.record.extractor.as_deref() == Some(dashiji_office::docx::EXTRACTOR)
        };
        let are_word: Vec<bool> = loaded.readings.iter().map(word).collect();
        let mut place = are_word.iter();
        kept.retain(|_| place.next() == Some(&true));
        loaded.readings.retain(word);
        if kept.is_empty() {
            let (base, example) = (view.base().dir().display().to_string(), "-o OUT.xlsx".to_owned());
            return Err(Trouble::Value("", base, "why-not-word", example));
        }
    }
    let dir = view.base().dir();
    loaded.paths = kept.iter().map(|id| dir.join(format!("{id}.docx"))).collect();
    let bytes = |position: usize| {
        let versions = view.versions(kept[position])?;
        let last = versions.last().map(|version| version.id);
        Ok(view.bytes(last.ok_or_else(|| dashiji_store::Error::Unknown(kept[position].to_string()))?)?)
    };
    office::give_back(typed, format, &loaded, findings, &bytes, messages)
}

/// Whether a finding is settled under the id that a reading of the file alone gives the entry.
fn settled_as_read(finding: &Finding, config: &Config, view: &View) -> bool {
    let excepted = |mark: &str| {
        config.check.except.iter().any(|e| e.code.eq_ignore_ascii_case(finding.code) && e.entry == mark)
    };
    let id = finding.spans.first().and_then(|pointer| pointer.entry.as_ref()?.parse().ok());
    !config.check.except.is_empty()
        && id.and_then(|id: EntryId| view.entry(id).ok()).is_some_and(|entry| excepted(&entry.mark))
}
