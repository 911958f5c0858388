//! What a reading is given back as: one file a format, one `write` each; and how well a reading did against a gold file.

pub mod account;
pub mod coordinates;
pub mod csv;
pub mod doubt;
pub mod evaluate;
pub mod finding;
pub mod formats;
pub mod jsonl;
mod language;
mod layout;
pub mod pretty;
pub mod register;
pub mod report;

pub use language::{Argument, Language, Messages, Word, words_of};
