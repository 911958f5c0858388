//! Commands that read files or a base, where they work on a base: `check`, the registers, `report`.

pub mod check;
pub mod figures;
pub mod registers;
