//! Lists of words and characters by name, from `lexicon/table-word-lists.tsv`: the row `figure.lasting` is [`FIGURE_LASTING`]. They are made when the
//! crate is compiled, as the literals of [`crate::text`]'s macros are; a list that nothing asks for is a warning.

use crate::text::{Chars, Words};

include!(concat!(env!("OUT_DIR"), "/word_lists.rs"));
