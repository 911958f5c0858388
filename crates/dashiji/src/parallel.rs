//! Work on the parts of a document shared out among threads; what comes of it is in the order of the parts, whichever thread was first.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

/// What `work` makes of each of `count` parts, in their order, on so many threads. On one thread nothing is started.
///
/// A panic in a part is a panic here.
pub(crate) fn in_order<T: Send>(
    threads: NonZeroUsize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let threads = threads.get().min(count);
    if threads <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let one_thread = || {
        let part = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&part| part < count);
        std::iter::from_fn(part).map(|part| (part, work(part))).collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, T)> = Vec::with_capacity(count);
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(one_thread)).collect();
        done.extend(one_thread());
        for other in others {
            done.extend(other.join().unwrap_or_else(|cause| panic::resume_unwind(cause)));
        }
    });
    done.sort_unstable_by_key(|(part, _)| *part);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_their_order_on_any_number_of_threads() {
        for threads in [1, 2, 7] {
            let threads = NonZeroUsize::new(threads).unwrap();
            for count in [0, 1, 2, 100] {
                let made = in_order(threads, count, |part| part * part);
                assert_eq!(made, (0..count).map(|part| part * part).collect::<Vec<_>>(), "{threads} {count}");
            }
        }
    }

    #[test]
    fn a_panic_in_a_part_is_not_lost() {
        let two = NonZeroUsize::new(2).unwrap();
        let failed = panic::catch_unwind(|| in_order(two, 10, |part| assert!(part < 5)));
        assert!(failed.is_err());
    }
}
