//! Files -> readings, in the order given, several at a time; what cannot be read is told and the others go on.

use crate::inputs;
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::voice;
use dashiji::Reading;
use dashiji_office::{Remark, words};
use dashiji_publish::Messages;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What was read.
#[derive(Debug)]
pub struct Loaded {
    /// One reading a file that could be read.
    pub readings: Vec<Reading>,
    /// Its path, in the same order.
    pub paths: Vec<PathBuf>,
    /// Why the others could not be read.
    pub unread: Vec<Trouble>,
}

impl Loaded {
    /// Whether a file could not be read.
    pub fn failed(&self) -> bool {
        !self.unread.is_empty()
    }
}

/// Reads files and folders.
pub fn load(names: &[PathBuf], settings: &Settings, messages: &Messages) -> Loaded {
    let files = inputs::expand(names);
    let bar = if files.len() > 1 && voice::shows_progress() {
        ProgressBar::new(files.len() as u64)
    } else {
        ProgressBar::hidden()
    };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta}") {
        bar.set_style(style);
    }
    // One file is shared out by its entries, several by files.
    let threads = if files.len() > 1 { 1 } else { rayon::current_num_threads() };
    let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
    let outcomes: Vec<Result<(PathBuf, Reading, Vec<Remark>), Trouble>> = files
        .into_par_iter()
        .map(|file| {
            let path = file?;
            let reading = read(&path, settings, threads);
            bar.inc(1);
            reading.map(|(reading, remarks)| (path, reading, remarks))
        })
        .collect();
    bar.finish_and_clear();
    let mut loaded = Loaded { readings: Vec::new(), paths: Vec::new(), unread: Vec::new() };
    for outcome in outcomes {
        match outcome {
            Ok((path, reading, remarks)) => {
                for remark in &remarks {
                    voice::note(words::remark(&path.display().to_string(), remark, messages));
                }
                if let Some(note) = inputs::unknown_region(&path, settings, &reading.document, messages) {
                    voice::note(note);
                }
                loaded.paths.push(path);
                loaded.readings.push(reading);
            }
            Err(trouble) => {
                trouble.report(messages);
                loaded.unread.push(trouble);
            }
        }
    }
    loaded
}

fn read(path: &Path, settings: &Settings, threads: NonZeroUsize) -> Result<(Reading, Vec<Remark>), Trouble> {
    let bytes = inputs::bytes(path, settings.max_size)?;
    let given = inputs::given(path, settings)?;
    // The engine has no state that a failure could leave half done.
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let opened = dashiji_office::read(bytes, &given, &settings.office, settings.lexicon())?;
        let reading = Reading::on_threads(opened.document, settings.lexicon(), settings.roster(), threads);
        Ok((reading, opened.remarks))
    }));
    read.map_err(|_| Trouble::Fault(path.to_owned()))?
        .map_err(|error| Trouble::Unreadable(path.to_owned(), Box::new(error)))
}
