//! Any characters: the same as `read`, past the decoder, in a month and region of their own, so that the fuzzer's time goes
//! to the grammar.

#![no_main]

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let given =
        Given {
            period: Some("2020-02".to_owned()), region: Some("河南省".to_owned()), ..Given::default()
        };
    dashiji_fuzz::check(String::from_utf8_lossy(data).into_owned().into_bytes(), &given, Lexicon::builtin());
});
