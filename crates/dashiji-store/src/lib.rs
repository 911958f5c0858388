//! The base: documents as received, what was read from them, what people ruled, and the index that finds them.

pub mod search;
