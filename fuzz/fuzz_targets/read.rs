//! Any bytes: reading never panics, and every quoted text is the slice it says.

#![no_main]

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| dashiji_fuzz::check(data.to_vec(), &Given::default(), Lexicon::builtin()));
