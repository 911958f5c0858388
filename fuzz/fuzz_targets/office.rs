//! Any bytes as an office file: reading never panics, every quoted text is the slice it says, and a file that was read takes a
//! comment and a change.

#![no_main]

use dashiji::Reading;
use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use dashiji::text::Span;
use dashiji_office::docx::{Mark, Signature, annotate};
use dashiji_office::{Options, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let name = ["a.docx", "a.xlsx", "a.csv"][usize::from(*first % 3)];
    // Old sheets are calamine's to read; its panics on damaged ones are caught, which the fuzzer does not let happen.
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return;
    }
    let given = Given { path: Some(name.to_owned()), ..Given::default() };
    let Ok(opened) = read(bytes.to_vec(), &given, &Options::default(), Lexicon::builtin()) else { return };
    let length = opened.document.text.len();
    let word = opened.document.record.extractor.as_deref() == Some(dashiji_office::docx::EXTRACTOR);
    dashiji_fuzz::look(&Reading::of(opened.document, Lexicon::builtin(), None));
    if word {
        let span = Span::new(length / 3, length / 3 + 2);
        let mark = Mark { span, comment: vec!["甲".to_owned()], edits: vec![(span, "乙".to_owned())] };
        let signature = Signature { author: "甲".to_owned(), initials: "甲".to_owned(), date: None };
        // A part that reading leaves alone may be damaged.
        let Ok(done) = annotate(bytes, &[mark], &signature) else { return };
        read(done.bytes, &given, &Options::default(), Lexicon::builtin()).expect("what was written can be read");
    }
});
