//! What is said beside the output: notes and progress on standard error, unless `-q` asks for silence; and whether output bears colours.

use crate::arguments::When;
use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

static QUIET: AtomicBool = AtomicBool::new(false);
static COLOUR: AtomicU8 = AtomicU8::new(0);

/// Settles both for the rest of the program.
pub fn settle(quiet: bool, colour: When) {
    QUIET.store(quiet, Ordering::Relaxed);
    COLOUR.store(colour as u8, Ordering::Relaxed);
    match colour {
        When::Auto => {}
        When::Always => console::set_colors_enabled(true),
        When::Never => console::set_colors_enabled(false),
    }
}

/// A note on standard error. One that cannot be shown is no failure of the work.
pub fn note(words: impl Display) {
    if !QUIET.load(Ordering::Relaxed) {
        let _ = writeln!(stderr(), "{words}");
    }
}

/// Whether progress may be shown: on a terminal, unless silence was asked for.
pub fn shows_progress() -> bool {
    !QUIET.load(Ordering::Relaxed) && stderr().is_terminal()
}

/// Whether what is printed bears colours.
pub fn coloured() -> bool {
    match COLOUR.load(Ordering::Relaxed) {
        n if n == When::Always as u8 => true,
        n if n == When::Never as u8 => false,
        _ => console::Term::stdout().is_term() && console::colors_enabled(),
    }
}
