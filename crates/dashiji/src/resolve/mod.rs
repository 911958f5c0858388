//! Step 4: mentions -> values: a calendar day, a division's code that day, an organisation's full name.

pub mod address;
pub mod calendar;
pub mod cycle;
pub mod day;
pub mod division;
mod edtf;
mod feast;
pub mod lunar;
mod point;
pub mod precision;
pub mod roster;
#[allow(dead_code, reason = "the build script compiles what it tells")]
mod succession;
pub mod town;
