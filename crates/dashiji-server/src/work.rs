//! What takes a while: made by a thread of its own, told as it goes on, and the same for all who ask.
//!
//! In goes a way to make something of every entry of a base; out comes it, or how far it is: 正在核对… 1200 / 100000. Such work is
//! done one piece after the other, so that pages keep a core; of a small base a page waits a moment for it.

use crate::words::{Words, grouped};
use dashiji_store::{Stage, Watch};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What is done just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum Step {
    /// Other work is done first.
    #[default]
    Waiting,
    /// Entries are read.
    Reading,
    /// Entries are put into an index.
    Indexing,
    /// Rules look at them.
    Checking,
    /// Series are drawn up.
    Series,
}

impl Step {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "making-waiting",
            Self::Reading => "making-reading",
            Self::Indexing => "making-indexing",
            Self::Checking => "making-checking",
            Self::Series => "making-series",
        }
    }

    fn of(number: u8) -> Self {
        [Self::Waiting, Self::Reading, Self::Indexing, Self::Checking, Self::Series]
            .into_iter()
            .find(|step| *step as u8 == number)
            .unwrap_or_default()
    }
}

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Far {
    /// What is done.
    pub step: Step,
    /// So many are done.
    pub done: u64,
    /// Of so many; 0 where that is not known.
    pub all: u64,
}

impl Far {
    /// In words: what is made, its step, and so many of so many.
    pub fn told(self, what: &str, w: Words) -> String {
        let told = [
            ("step", w.say(self.step.key()).into()),
            ("done", grouped(self.done as usize).into()),
            ("all", grouped(self.all as usize).into()),
        ];
        let how = if self.all == 0 { w.say(self.step.key()) } else { w.tell("making-far", &told) };
        w.with(what, "far", &how)
    }
}

/// Notes how far something is, and whether it is still wanted.
#[derive(Debug, Default)]
pub struct Progress {
    step: AtomicU8,
    done: AtomicU64,
    all: AtomicU64,
    stop: AtomicBool,
}

impl Progress {
    /// A step begins, of so many.
    pub fn step(&self, step: Step, all: u64) {
        self.step.store(step as u8, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    /// How far it is.
    pub fn far(&self) -> Far {
        Far {
            step: Step::of(self.step.load(Ordering::Relaxed)),
            done: self.done.load(Ordering::Relaxed),
            all: self.all.load(Ordering::Relaxed),
        }
    }

    /// It is wanted no longer.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Watch for Progress {
    fn begin(&self, stage: Stage, total: Option<u64>) {
        let step = if stage == Stage::Index { Step::Indexing } else { Step::Reading };
        self.step(step, total.unwrap_or(0));
    }

    fn advance(&self, done: u64) {
        self.done.fetch_add(done, Ordering::Relaxed);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Something that was asked for.
#[derive(Debug)]
pub enum Made<T> {
    /// Here it is.
    Done(Arc<T>),
    /// It is being made.
    Making(Far),
    /// It could not be made.
    Failed(String),
}

impl<T> Made<T> {
    /// It, where it is there.
    pub fn done(&self) -> Option<&Arc<T>> {
        match self {
            Self::Done(made) => Some(made),
            _ => None,
        }
    }
}

#[derive(Debug)]
enum Held<T> {
    Not,
    UnderWay,
    Done(Arc<T>),
    Failed(String),
}

/// A place for something that is made when it is first asked for.
#[derive(Debug)]
pub struct Slot<T> {
    held: Mutex<Held<T>>,
    ready: Condvar,
    progress: Arc<Progress>,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { held: Mutex::new(Held::Not), ready: Condvar::new(), progress: Arc::default() }
    }
}

/// How long a page waits for little work.
const MOMENT: Duration = Duration::from_millis(1200);

/// Where work waits for other work, and what is counted when it is done.
#[derive(Debug, Clone, Default)]
pub struct Bench {
    turn: Arc<Mutex<()>>,
    /// Whether the index is being mended, and why it could not be when that was tried last.
    mending: Arc<Mutex<(bool, Option<String>)>>,
    waiting: Arc<AtomicUsize>,
    finished: Arc<AtomicU64>,
}

/// Pieces of work that wait or are done at most; more are begun when they are asked for again.
const WAITING: usize = 8;

impl Bench {
    /// Has a thread of its own mend the index, unless one does; gives why it could not when that was tried last.
    pub fn mend(&self, work: impl FnOnce() -> Result<(), String> + Send + 'static) -> Option<String> {
        let mut held = self.mending.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::mem::replace(&mut held.0, true) {
            let mending = self.mending.clone();
            let work = move || {
                // A fault in it must not keep the next one from trying.
                let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                let why = done.unwrap_or_else(|_| Err("a fault of the program".to_owned())).err();
                *mending.lock().unwrap_or_else(PoisonError::into_inner) = (false, why);
            };
            if let Err(error) = std::thread::Builder::new().name("mending".to_owned()).spawn(work) {
                *held = (false, Some(error.to_string()));
            }
        }
        held.1.clone()
    }

    /// How often something was finished.
    #[cfg(test)]
    pub fn finished(&self) -> u64 {
        self.finished.load(Ordering::Relaxed)
    }

    /// Waits for its turn.
    pub fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something is finished.
    pub fn finish(&self) {
        self.finished.fetch_add(1, Ordering::Relaxed);
    }
}

impl<T: Send + Sync + 'static> Slot<T> {
    fn lock(&self) -> MutexGuard<'_, Held<T>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is asked for, made by a thread of its own. Of little work `soon` waits a moment for it, since it is most likely there
    /// then; no page waits longer.
    pub fn made(
        self: &Arc<Self>,
        soon: bool,
        bench: &Bench,
        make: impl FnOnce(&Progress) -> Result<T, String> + Send + 'static,
    ) -> Made<T> {
        let mut held = self.lock();
        if matches!(*held, Held::Not) {
            if bench.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
                bench.waiting.fetch_sub(1, Ordering::Relaxed);
                return Made::Making(Far::default());
            }
            *held = Held::UnderWay;
            let (slot, own) = (self.clone(), bench.clone());
            let begun = std::thread::Builder::new().name("making".to_owned()).spawn(move || {
                let made = {
                    let _turn = own.turn();
                    // A fault in the making must not leave readers waiting for ever.
                    let work = std::panic::AssertUnwindSafe(|| {
                        if slot.progress.stopped() {
                            Err("not wanted any more".to_owned())
                        } else {
                            make(&slot.progress)
                        }
                    });
                    std::panic::catch_unwind(work).unwrap_or_else(|_| Err("a fault in the making".to_owned()))
                };
                own.waiting.fetch_sub(1, Ordering::Relaxed);
                *slot.lock() = kept(made);
                slot.ready.notify_all();
                own.finish();
            });
            if let Err(error) = begun {
                bench.waiting.fetch_sub(1, Ordering::Relaxed);
                *held = Held::Failed(error.to_string());
            }
        }
        if soon {
            let waited = self.ready.wait_timeout_while(held, MOMENT, |held| matches!(held, Held::UnderWay));
            held = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        match &*held {
            Held::Done(made) => Made::Done(made.clone()),
            Held::Failed(why) => Made::Failed(why.clone()),
            Held::UnderWay | Held::Not => Made::Making(self.progress.far()),
        }
    }

    /// It is wanted no longer: work on it ends where it can.
    pub fn stop(&self) {
        self.progress.stop();
    }
}

fn kept<T>(made: Result<T, String>) -> Held<T> {
    match made {
        Ok(made) => Held::Done(Arc::new(made)),
        Err(why) => Held::Failed(why),
    }
}

/// A few things that are made when they are asked for; the one that was not asked for longest goes.
#[derive(Debug)]
pub struct Few<K, T> {
    most: usize,
    held: Mutex<VecDeque<(K, Arc<Slot<T>>)>>,
}

impl<K: PartialEq, T: Send + Sync + 'static> Few<K, T> {
    /// Room for so many.
    pub fn of(most: usize) -> Self {
        Self { most, held: Mutex::default() }
    }

    /// The place of one.
    pub fn slot(&self, key: K) -> Arc<Slot<T>> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let found = held.iter().position(|(k, _)| *k == key).and_then(|at| held.remove(at));
        let (key, slot) = found.unwrap_or_else(|| (key, Arc::default()));
        held.push_back((key, slot.clone()));
        while held.len() > self.most {
            if let Some((_, gone)) = held.pop_front() {
                gone.stop();
            }
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn what_takes_a_while_tells_how_far_it_is_and_is_made_once() {
        let (slot, bench) = (Arc::new(Slot::default()), Bench::default());
        let (go, wait) = mpsc::channel::<()>();
        let first = slot.made(false, &bench, move |progress| {
            progress.step(Step::Checking, 40);
            progress.advance(7);
            wait.recv().map_err(|e| e.to_string())?;
            Ok(41)
        });
        assert!(matches!(first, Made::Making(_)));
        let told = || match slot.made(false, &bench, |_| Err("made twice".to_owned())) {
            Made::Making(far) => far,
            other => panic!("{other:?}"),
        };
        while told().done < 7 {
            std::thread::yield_now();
        }
        assert_eq!(told(), Far { step: Step::Checking, done: 7, all: 40 });
        go.send(()).unwrap();
        while bench.finished() == 0 {
            std::thread::yield_now();
        }
        assert_eq!(slot.made(true, &bench, |_| Ok(0)).done().map(|n| **n), Some(41));
    }

    #[test]
    fn only_a_few_are_kept() {
        let (few, bench) = (Few::<u8, u8>::of(2), Bench::default());
        for key in [1, 2, 1, 3] {
            assert_eq!(few.slot(key).made(true, &bench, move |_| Ok(key)).done().map(|n| **n), Some(key));
        }
        // 2 went when 3 came; 1 is there still.
        assert_eq!(few.slot(1).made(true, &bench, |_| Ok(9)).done().map(|n| **n), Some(1));
        assert_eq!(few.slot(2).made(true, &bench, |_| Ok(9)).done().map(|n| **n), Some(9));
    }

    #[test]
    fn a_fault_is_told_and_nobody_waits_for_ever() {
        let (slot, bench) = (Arc::new(Slot::<u8>::default()), Bench::default());
        assert!(matches!(slot.made(false, &bench, |_| panic!("on purpose")), Made::Making(_)));
        while bench.finished() == 0 {
            std::thread::yield_now();
        }
        assert!(matches!(slot.made(true, &bench, |_| Ok(0)), Made::Failed(_)));
    }
}
