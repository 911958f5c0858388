//! What every reading must be, whatever was read.

use dashiji::document::Given;
use dashiji::lexicon::Lexicon;
use serde_json::Value;

/// Reads bytes and checks what comes out.
///
/// # Panics
/// Where a quoted text is not the slice it says, or an entry lies outside the text.
pub fn check(bytes: Vec<u8>, given: &Given, lexicon: &Lexicon) {
    let Ok(reading) = dashiji::read(bytes, given, lexicon) else { return };
    look(&reading);
}

/// Checks what was read.
///
/// # Panics
/// As [`check`].
pub fn look(reading: &dashiji::Reading) {
    let text: Vec<char> = reading.document.text.as_str().chars().collect();
    for record in &reading.records {
        let span = record.span;
        assert!(span.start <= span.end && span.end as usize <= text.len(), "entry {}: {span:?}", record.number);
        let value = serde_json::to_value(record).expect("a record is JSON");
        quotes(&value, &text);
    }
}

fn quotes(value: &Value, text: &[char]) {
    match value {
        Value::Object(object) => {
            if let (Some(Value::String(words)), Some(start), Some(end)) =
                (object.get("text"), place(object.get("start")), place(object.get("end")))
            {
                let slice: Option<String> = text.get(start..end).map(|slice| slice.iter().collect());
                assert_eq!(slice.as_deref(), Some(words.as_str()), "{start}..{end}");
            }
            object.values().for_each(|value| quotes(value, text));
        }
        Value::Array(values) => values.iter().for_each(|value| quotes(value, text)),
        _ => {}
    }
}

fn place(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}
