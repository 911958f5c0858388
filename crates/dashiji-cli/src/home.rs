//! The base a command works on: found, opened, watched with a bar, told by whom.
//!
//! `--base DIR` goes before the environment's `DASHIJI_BASE`, that before the nearest folder here or above that holds a base, as git
//! finds its own.

use crate::arguments::{BaseArguments, HomeArguments};
pub use crate::kept::check::of_base as check;
pub use crate::kept::figures::of_base as figures;
pub use crate::kept::figures::readings;
pub use crate::kept::registers::of_base as register;
use crate::trouble::{self, Trouble};
use crate::voice;
use dashiji_office::words;
use dashiji_publish::Messages;
use dashiji_store::{Base, Remade, Stage, View, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The folder of the base that was named, or that stands here or above.
///
/// # Errors
/// Where there is none.
pub fn folder(typed: &BaseArguments) -> Result<PathBuf, Trouble> {
    if let Some(named) = named(typed) {
        return Ok(named);
    }
    let here = std::env::current_dir().map_err(|error| Trouble::of(Path::new("."), error))?;
    Base::find(&here).ok_or(Trouble::Base(dashiji_store::Error::Missing(here)))
}

fn named(typed: &BaseArguments) -> Option<PathBuf> {
    let environment = || std::env::var_os("DASHIJI_BASE").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    typed.base.clone().or_else(environment)
}

/// Opens the base for a command that changes it, or tells of all of it, today.
///
/// # Errors
/// Where there is none, or it cannot be opened.
pub fn open(typed: &HomeArguments, bar: &Bar<'_>) -> Result<Base, Trouble> {
    let base = at(&typed.today(), bar)?;
    if let Some((last, now)) = base.clock_behind().map_err(Trouble::Base)? {
        let told = [("last", last.into()), ("now", now.into())];
        let words = bar.messages.tell("kept-clock", &told);
        bar.suspend(|| voice::note(words));
    }
    Ok(base)
}

/// The base that is named, for a command that can be asked of the past as well but now changes something.
///
/// # Errors
/// Where a day that is past was asked for: nothing can be changed back then.
pub fn today(typed: &BaseArguments) -> Result<HomeArguments, Trouble> {
    refuse_the_past(typed)?;
    Ok(HomeArguments { base: typed.base.clone() })
}

fn refuse_the_past(typed: &BaseArguments) -> Result<(), Trouble> {
    if let Some(day) = &typed.as_of {
        return Err(Trouble::Value(
            "--as-of",
            day.clone(),
            "why-not-back-then",
            "dashiji who --as-of 2026-11-24".into(),
        ));
    }
    Ok(())
}

/// Opens the base that is named or stands here or above. What an older program read there, or other terms, is read again where that
/// takes about a second; of more it is told.
fn at(typed: &BaseArguments, bar: &Bar<'_>) -> Result<Base, Trouble> {
    let base = Base::open_watched(&folder(typed)?, bar).map_err(Trouble::Base)?;
    freshen(&base, bar).map_err(Trouble::Base)?;
    Ok(base)
}

/// Opens the base for a command that looks after it, and leaves what older programs read as it is.
///
/// # Errors
/// As [`open`].
pub fn as_it_is(typed: &HomeArguments, bar: &Bar<'_>) -> Result<Base, Trouble> {
    Base::open_watched(&folder(&typed.today())?, bar).map_err(Trouble::Base)
}

/// Bytes of documents that are read again without being asked.
const CHEAP: u64 = 4 << 20;

/// Reads again what is older and little; tells of it, or that there is much.
///
/// # Errors
/// Where the files cannot be read.
pub fn freshen(base: &Base, bar: &Bar<'_>) -> dashiji_store::Result<()> {
    let Some(older) = base.older()? else { return Ok(()) };
    let told = |key: &str, n: u64| {
        let size = format!("{:.1}", older.bytes as f64 / 1e6);
        let words = bar.messages.tell(key, &[("n", n.into()), ("size", size.into())]);
        bar.suspend(|| voice::note(words));
    };
    if older.bytes <= CHEAP && base.is_writable() {
        match base.read_again(&author(None), bar) {
            Ok(versions) => {
                told("kept-read-again", versions);
                return Ok(());
            }
            // Whoever has the base just now may go on; the older facts answer, and that is told.
            Err(
                dashiji_store::Error::Busy { .. }
                | dashiji_store::Error::ReadOnly(_)
                | dashiji_store::Error::Stopped,
            ) => {}
            Err(error) => return Err(error),
        }
    }
    told("kept-read-by-older", older.versions);
    Ok(())
}

/// Opens it to be looked at, as it stands or as it stood.
///
/// # Errors
/// As [`open`], and where the day is none.
pub fn view(typed: &BaseArguments, bar: &Bar<'_>) -> Result<View, Trouble> {
    let base = at(typed, bar)?;
    match &typed.as_of {
        Some(day) => base.as_of(day),
        None => base.now(),
    }
    .map_err(Trouble::Base)
}

/// Who does it: `--author`, the environment's `DASHIJI_AUTHOR`, or the name of the account.
pub fn author(typed: Option<&str>) -> String {
    let environment =
        ["DASHIJI_AUTHOR", "USER", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
    typed
        .map(str::to_owned)
        .into_iter()
        .chain(environment)
        .find(|name| !name.trim().is_empty())
        .unwrap_or_default()
}

/// How long work goes on before a bar is shown.
const PATIENCE: Duration = Duration::from_secs(1);

static STOP: AtomicBool = AtomicBool::new(false);

/// A bar on the terminal, once work has gone on for a second.
pub struct Bar<'a> {
    messages: &'a Messages,
    /// The files that are put in, by their places.
    files: &'a [String],
    progress: Mutex<Option<(ProgressBar, Instant, bool)>>,
}

impl<'a> Bar<'a> {
    /// A bar that speaks a language.
    pub fn new(messages: &'a Messages) -> Self {
        Self { messages, files: &[], progress: Mutex::default() }
    }

    /// The same, over files.
    pub fn of(self, files: &'a [String]) -> Self {
        Self { files, ..self }
    }

    /// Runs something that writes lines while the bar stands.
    pub fn suspend<T>(&self, work: impl FnOnce() -> T) -> T {
        let bar = self
            .progress
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map(|(bar, ..)| bar.clone());
        match bar {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }
}

impl Watch for Bar<'_> {
    fn begin(&self, stage: Stage, total: Option<u64>) {
        let (key, template) = match stage {
            Stage::Add => ("bar-add", "{msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}"),
            Stage::Reread => ("bar-reread", "{msg} {bar:30} {pos}/{len} {per_sec} {eta}"),
            Stage::Index => ("bar-index", "{msg} {bar:30} {pos}/{len} {per_sec} {eta}"),
            Stage::Collate => ("bar-collate", "{msg} {bar:30} {pos}/{len} {per_sec} {eta}"),
            Stage::Verify => ("bar-verify", "{msg} {bar:30} {pos}/{len} {per_sec} {eta}"),
            Stage::Copy => ("bar-copy", "{msg} {bar:30} {pos}/{len} {per_sec} {eta}"),
        };
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(self.messages.say(key));
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Some((bar, Instant::now(), false));
    }

    fn advance(&self, done: u64) {
        if let Some((bar, begun, shown)) =
            self.progress.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
        {
            if !*shown && begun.elapsed() >= PATIENCE && voice::shows_progress() {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                *shown = true;
            }
            bar.inc(done);
        }
    }

    fn remark(&self, place: usize, remarks: &[dashiji_office::Remark]) {
        let path = Path::new(self.files.get(place).map_or("", String::as_str));
        self.suspend(|| {
            for remark in remarks {
                voice::note(words::remark(&path.display().to_string(), remark, self.messages));
            }
        });
    }

    fn note(&self, place: usize, notes: &[dashiji::document::Note], entries: usize) {
        let path = Path::new(self.files.get(place).map_or("", String::as_str));
        self.suspend(|| {
            for note in notes {
                voice::note(trouble::note(path, note, self.messages));
            }
            if entries == 0 {
                let told = [("path", path.display().to_string().into())];
                voice::note(self.messages.tell("kept-no-entry", &told));
            }
        });
    }

    fn remade(&self, why: Remade) {
        // That nothing was there yet, or that it was asked for, is no news.
        let key = match why {
            Remade::Asked | Remade::Missing => return,
            Remade::Format => "kept-remade-format",
            Remade::Damaged => "kept-remade-damaged",
            Remade::Foreign => "kept-remade-foreign",
            Remade::Index => "kept-remade-index",
        };
        self.suspend(|| voice::note(self.messages.say(key)));
    }

    fn end(&self) {
        if let Some((bar, ..)) = self.progress.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }

    fn stopped(&self) -> bool {
        STOP.load(Ordering::Relaxed)
    }
}

/// Whether a folder is a base.
pub fn is_base(folder: &Path) -> bool {
    Base::find(folder).is_some_and(|found| found == *folder)
}

/// From now on Ctrl-C asks long work to stop where nothing is left half done; a second one ends the program at once.
pub fn stop_gently() {
    std::thread::spawn(|| {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async {
            // A limit on the size of files is told like a full disk, where it would else end the program without a word.
            #[cfg(target_os = "linux")]
            let _too_large = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::from_raw(25));
            while tokio::signal::ctrl_c().await.is_ok() {
                if STOP.swap(true, Ordering::Relaxed) {
                    std::process::exit(130);
                }
            }
        });
    });
}
