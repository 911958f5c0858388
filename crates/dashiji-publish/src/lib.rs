//! What a reading is given back as: one file a format, one `write` each.

pub mod jsonl;
