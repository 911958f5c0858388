//! Where the pages' entries come from: an office's base, or one that was made of files just now.
//!
//! A [`Library`] gives out the base as it stands, today or on a day that is past; today's is made anew when the base has moved. A large base is
//! read anew by a thread of its own while pages still show what was read before; a day that is past is there when it has been read.

use crate::snapshot::{SMALL, Snapshot};
use crate::work::{Bench, Few, Made};
use dashiji::check::{Profile, Selection};
use dashiji::collate::ledger::Programme;
use dashiji::document::Given;
use dashiji_store::{Base, Incoming, Watch};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// What an office has settled for its documents.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Series of figures that it defines.
    pub programmes: Vec<Programme>,
    /// What its documents are held to.
    pub profile: Profile,
    /// Which rules look at them.
    pub selection: Selection,
    /// Findings that are settled: the rule's code and the entry's id.
    pub settled: Vec<(String, String)>,
}

/// How long the base is taken to stand as it was seen.
const GLANCE: Duration = Duration::from_millis(500);

/// Days that are kept at a time.
const DAYS: usize = 2;

/// That the base cannot be read: pages show what was read before.
#[derive(Debug, Clone)]
pub struct Away {
    /// Since when: RFC 3339, UTC.
    pub since: String,
    /// Why: a word of [`dashiji_store::Error::code`].
    pub why: &'static str,
}

/// Everything that pages show.
#[derive(Debug)]
pub struct Library {
    base: Base,
    settings: Arc<Settings>,
    bench: Bench,
    now: Arc<RwLock<Arc<Snapshot>>>,
    looked: Mutex<Instant>,
    /// Whether the base is being read anew.
    anew: Arc<AtomicBool>,
    then: Few<(String, String), Snapshot>,
    /// Since when the base cannot be read, and why.
    away: Mutex<Option<Away>>,
    /// The folder of a base that is made of files and goes when the room closes.
    folder: Option<tempfile::TempDir>,
}

impl Library {
    /// A base; `watch` is told how far the reading of its entries is.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of_base(base: Base, settings: Settings, watch: &dyn Watch) -> Result<Self, String> {
        let (settings, bench) = (Arc::new(settings), Bench::default());
        // The index is brought up to the log here, so that no page has to.
        base.index(watch).map_err(|error| error.to_string())?;
        let view = base.now().map_err(|error| error.to_string())?;
        let snapshot = Snapshot::of(view, settings.clone(), bench.clone(), None, watch)?;
        Ok(Self {
            base,
            settings,
            bench,
            now: Arc::new(RwLock::new(Arc::new(snapshot))),
            looked: Mutex::new(Instant::now()),
            anew: Arc::default(),
            then: Few::of(DAYS),
            away: Mutex::default(),
            folder: None,
        })
    }

    /// Files, read into a base that lasts as long as the room. `prepare` is given the folder before they are read, for lists of
    /// the user's own; `tell` what could not be read.
    ///
    /// # Errors
    /// Where no such base can be made.
    pub fn of_files(
        files: Vec<(Vec<u8>, Given)>,
        settings: Settings,
        prepare: impl FnOnce(&Path) -> std::io::Result<()>,
        mut tell: impl FnMut(usize, String),
    ) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
        prepare(folder.path()).map_err(|e| e.to_string())?;
        let base = Base::init(folder.path()).map_err(|e| e.to_string())?;
        let loads = files.into_iter().map(|(bytes, given)| {
            move || Ok::<_, dashiji_store::Error>(Incoming { bytes, given, ..Incoming::default() })
        });
        base.add("dashiji", loads, &(), &mut |k, outcome: Result<_, dashiji_store::Error>| {
            if let Err(error) = outcome {
                tell(k, error.to_string());
            }
        })
        .map_err(|e| e.to_string())?;
        let mut library = Self::of_base(base, settings, &())?;
        library.folder = Some(folder);
        Ok(library)
    }

    /// Whether it is made of files and goes with the room.
    pub fn is_passing(&self) -> bool {
        self.folder.is_some()
    }

    /// The base.
    pub(crate) fn base(&self) -> &Base {
        &self.base
    }

    /// What the office has settled.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The base was written to: it is looked at when it is asked for next.
    pub(crate) fn moved(&self) {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = looked.checked_sub(GLANCE) {
            *looked = before;
        }
    }

    fn away(&self) -> std::sync::MutexGuard<'_, Option<Away>> {
        self.away.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Since when the base cannot be read, where it cannot.
    pub fn gone(&self) -> Option<Away> {
        self.away().clone()
    }

    fn held(&self) -> Arc<Snapshot> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The base as it stands. Where it has moved, a small one is read anew at once and a large one by a thread of its own; until
    /// then it is shown as it was.
    pub fn now(&self) -> Arc<Snapshot> {
        let held = self.held();
        {
            let Ok(mut looked) = self.looked.try_lock() else { return held };
            if looked.elapsed() < GLANCE {
                return held;
            }
            *looked = Instant::now();
        }
        // Where the base cannot be looked at just now it is shown as it was, and every page says since when.
        let view = match self.base.now() {
            Ok(view) => view,
            Err(error) => {
                let mut away = self.away();
                if away.is_none() {
                    *away = Some(Away { since: jiff::Timestamp::now().to_string(), why: error.code() });
                }
                return held;
            }
        };
        *self.away() = None;
        if view.stamp() == held.stamp() || self.anew.swap(true, Ordering::Relaxed) {
            return held;
        }
        let (now, anew, settings, bench) =
            (self.now.clone(), self.anew.clone(), self.settings.clone(), self.bench.clone());
        let base = self.base.clone();
        let before = held.clone();
        let small = view.len() <= SMALL;
        let work = move || {
            let snapshot = {
                // Another program that writes brings the index up itself; what it could not is done here.
                let _ = base.index(&());
                let _turn = (!small).then(|| bench.turn());
                Snapshot::of(view, settings, bench.clone(), Some(&before), &())
            };
            if let Ok(snapshot) = snapshot {
                let before = std::mem::replace(
                    &mut *now.write().unwrap_or_else(PoisonError::into_inner),
                    Arc::new(snapshot),
                );
                before.stop();
                bench.finish();
            }
            anew.store(false, Ordering::Relaxed);
        };
        if small {
            work();
            return self.held();
        }
        if std::thread::Builder::new().name("reading".to_owned()).spawn(work).is_err() {
            self.anew.store(false, Ordering::Relaxed);
        }
        held
    }

    /// The base as it stood at the end of a day, or how far the reading of it is.
    ///
    /// # Errors
    /// Where it is no day, or the files cannot be read.
    pub fn then(&self, day: &str) -> Result<Made<Snapshot>, dashiji_store::Error> {
        let view = self.base.as_of(day)?;
        let stamp = view.stamp();
        let slot = self.then.slot((day.to_owned(), stamp.clone()));
        let now = self.held();
        if stamp == now.stamp() {
            return Ok(slot.made(true, &self.bench, move |_| Ok(now.on(view))));
        }
        let (settings, bench) = (self.settings.clone(), self.bench.clone());
        let small = view.len() <= SMALL;
        Ok(slot.made(small, &self.bench, move |progress| Snapshot::of(view, settings, bench, None, progress)))
    }
}
