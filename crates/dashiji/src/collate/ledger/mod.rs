//! Ledgers: series of figures about one programme, and whether they add up.

pub mod balance;
