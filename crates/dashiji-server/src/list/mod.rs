//! What is asked for, as rows and stretches: which entries, in which order, cut into which pages. No markup and no words of a page.
//!
//! In goes a catalogue and what an address names (`2022-08`, a type, a person); out come positions of entries. Pages, feeds, downloads and
//! the interface for programs all show these and choose nothing by themselves.

pub mod arrival;
pub mod changes;
pub mod compare;
pub mod filter;
pub mod ledger;
pub mod period;
pub mod picked;
pub mod present;
pub mod suggest;
