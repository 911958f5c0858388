//! Common words of two characters, from `lexicon/table-common-words.tsv`: what they leave of a stretch is a name of its own.

use crate::lexicon::rows::Rows;

/// By the first character the second of each word, and below it what the word is.
static TABLE: Rows = Rows::new(include_bytes!(concat!(env!("OUT_DIR"), "/common-words.bin")));

/// A word that is no verb.
const WORD: u32 = 1;
/// A verb.
const VERB: u32 = 2;
/// A verb that no body's name holds.
const DEED: u32 = 4;
/// A rare verb, which may be a name of its own as well.
const RARE: u32 = 8;

/// What two folded characters are as a word; nothing where they are none.
fn kinds(first: char, second: char) -> Option<u32> {
    TABLE.find(first, &(second as u32), |entry| entry >> 8).map(|entry| entry & 0xFF)
}

/// Whether two folded characters are a common word.
pub(crate) fn word(first: char, second: char) -> bool {
    kinds(first, second).is_some_and(|kinds| kinds != RARE)
}

/// Whether two folded characters are a common verb.
pub(super) fn verb(first: char, second: char) -> bool {
    kinds(first, second).is_some_and(|kinds| kinds & (VERB | DEED) != 0)
}

/// Whether two folded characters are a verb that no body's name holds.
pub(super) fn deed(first: char, second: char) -> bool {
    kinds(first, second).is_some_and(|kinds| kinds & DEED != 0)
}

/// Whether two folded characters are a rare verb: 延聘, and 远航, which is a name as well.
pub(super) fn rare_verb(first: char, second: char) -> bool {
    kinds(first, second) == Some(RARE)
}

/// Whether a folded character by itself is no part of a name: a pronoun, a preposition, a verb, a level.
pub(super) fn single(c: char) -> bool {
    kinds('*', c).is_some_and(|kinds| kinds & WORD != 0)
}

/// Whether a folded character by itself is a verb behind which a name may begin: 建|八五三农场, 修|县立小学.
pub(super) fn act(c: char) -> bool {
    kinds('*', c).is_some_and(|kinds| kinds & (VERB | DEED) != 0)
}

/// Whether a folded character by itself is a verb that no name of a body holds: 设|车站.
pub(super) fn bare_deed(c: char) -> bool {
    kinds('*', c).is_some_and(|kinds| kinds & DEED != 0)
}
