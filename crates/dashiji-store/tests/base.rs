//! A base as an office meets it.

#![expect(clippy::unwrap_used, reason = "a test fails where a step of it does")]

#[path = "base/edit.rs"]
mod edit;
#[path = "base/harm.rs"]
mod harm;
#[path = "base/hurt.rs"]
mod hurt;
#[path = "base/keep.rs"]
mod keep;
#[path = "base/ledger.rs"]
mod ledger;
#[path = "base/old.rs"]
mod old;
#[path = "base/older.rs"]
mod older;
#[path = "base/past.rs"]
mod past;
#[path = "base/registers.rs"]
mod registers;
#[path = "base/rule.rs"]
mod rule;
#[path = "base/whole.rs"]
mod whole;
